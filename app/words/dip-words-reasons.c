/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-engine-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The engine gives its reasons in English, as they stand in JSON.
 * Those that are fixed are listed here, so that translators see them; those
 * that quote the paper are put together anew around the quotation.
 */

static const char *const fixed[] = {
  /* Translators: from here on: rules that decided the class of a change */
  N_("white space"),
  N_("width or white space"),
  N_("width, bullet or kind of bracket"),
  N_("marker of a list item"),
  N_("brackets or quotes"),
  N_("punctuation"),
  N_("upper and lower case"),
  N_("spelling of the same word"),
  N_("link"),
  N_("control number"),
  N_("sentence that only refers"),
  N_("sentence on where a document is published"),
  N_("wording of a cross-reference"),
  N_("name of a document"),
  N_("number of an article"),
  N_("number before a title"),
  N_("place that is referred to"),
  N_("same meaning"),
  N_("same meaning of the sentence"),
  N_("same number or date"),
  N_("form of a company's name"),
  N_("note that only refers"),
  N_("same phrases in another order or voice"),
  N_("same things in another order"),
  N_("title of a clause that was split or merged"),
  N_("title that says nothing of its clause"),
  N_("other words"),
  N_("other words, one side denies"),
  N_("sentence that says something"),
  N_("moved as it is"),
  N_("moved to the duties of somebody else"),
  N_("term that nothing uses"),
  N_("the printed control is another one"),
  N_("a control is printed for the first time"),
  N_("a printed control was withdrawn"),
  /* Translators: from here on: why two clauses stand side by side, or do not */
  N_("a person paired these clauses"),
  N_("a person parted it from another clause"),
  /* Translators: from here on: what the paper's own revision table leaves out */
  N_("The clause is new and no revision mentions it."),
  N_("The clause was removed and no revision mentions it."),
  N_("The clause changed in substance and no revision mentions it."),
  N_("A revision mentions it, but the number went the other way."),
  N_("The clause that the revision names did not change."),
  N_("No change answers to this revision."),
  N_("The paper has no revision table."),
  N_("Both sides are the same edition."),
  N_("The paper says that it is a first issue."),
  N_("The editions differ so much that not every sentence was compared word by word."),
  N_("A very long passage differs so much that its changes may be marked coarsely."),
  N_("The revision table says so much that not all of it was held against the changes."),
  N_("Of what stands before the first clause, or behind the last, only the beginning was compared: it is very long."),
};

/**
 * dip_words_get_reason:
 * @reason: (nullable): a rule, or a sentence of the audit
 *
 * Returns: the same in the user's language, where it is one that is known
 */
const char *
dip_words_get_reason (const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (fixed); i++)
    {
      if (strcmp (reason, fixed[i]) == 0)
        return _(fixed[i]);
    }

  return reason;
}

/* What stands after some words, or NULL. */
static const char *
find_after (const char *text,
            const char *words)
{
  const char *found = strstr (text, words);

  return found != NULL ? found + strlen (words) : NULL;
}

/* What stands behind the bullet of a list item. */
static const char *
skip_bullet (const char *words)
{
  static const char *const bullets[] = { "•", "・", "･", "●", "○", "⚫", "⚪", "◦", "■", "□", "◆", "◇", "▪", "‣", "➢" };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (words, bullets[i]))
      {
        words += strlen (bullets[i]);
        while (g_unichar_isspace (g_utf8_get_char (words)))
          words = g_utf8_next_char (words);
        break;
      }

  return words;
}

/**
 * dip_words_dup_quoted:
 * @words: words of a paper
 *
 * Returns: (transfer full): the same in quotation marks of the user's language, other
 *   ones where the words have such themselves
 */
char *
dip_words_dup_quoted (const char *words)
{
  if (strstr (words, "「") != NULL)
    /* Translators: words of a paper that have Japanese quotation marks in them */
    return g_strdup_printf (C_("around other quotation marks", "“%s”"), words);

  /* Translators: words of a paper in quotation marks */
  return g_strdup_printf (_("“%s”"), words);
}

/**
 * dip_words_dup_quotation:
 * @quotation: words of a paper, in the engine's quotation marks
 *
 * Returns: (transfer full): the same in those of the user's language, without the
 *   bullet of a list item
 */
char *
dip_words_dup_quotation (const char *quotation)
{
  g_autofree char *text = NULL;
  const char *words;

  if (!g_str_has_prefix (quotation, "“") || !g_str_has_suffix (quotation, "”"))
    return g_strdup (quotation);

  text = g_strndup (quotation + strlen ("“"), strlen (quotation) - strlen ("“") - strlen ("”"));
  dip_words_show_bullets (text);
  words = skip_bullet (text);

  return dip_words_dup_quoted (words);
}

/* What another clause says of one variant; NULL for other reasons. */
static char *
dup_of_variant (const char *reason)
{
  g_auto (GStrv) parts = g_regex_split_simple ("^Of (.*), clause (.*) of the new edition says: (?=“)", reason,
                                               G_REGEX_UNGREEDY, 0);
  g_autofree char *quotation = NULL;

  if (g_strv_length (parts) != 4)
    return NULL;
  quotation = dip_words_dup_quotation (parts[3]);

  /* Translators: a variant of the service, the number of a clause, and a sentence of the paper in quotation marks */
  return g_strdup_printf (_("Of %s, clause %s of the new edition says: %s"), parts[1], parts[2], quotation);
}

/* A sentence in the user's language that introduces the words that a reason quotes, NULL where
 * it quotes none. */
static char *
dup_quoting (const char *reason)
{
  static const struct {
    const char *words;
    const char *format;
  } kinds[] = {
    /* Translators: followed by a sentence of the paper in quotation marks */
    { "The clause was removed. It said: ", N_("The clause was removed. It said: %s") },
    /* Translators: followed by a sentence of the paper in quotation marks */
    { "Only the old edition says: ", N_("Only the old edition says: %s") },
    /* Translators: followed by a sentence of the paper in quotation marks */
    { "Only the new edition says: ", N_("Only the new edition says: %s") },
    /* Translators: followed by a sentence of the paper in quotation marks */
    { "The old edition says: ", N_("The old edition says: %s") },
    /* Translators: followed by a sentence of the paper in quotation marks */
    { "The new edition says: ", N_("The new edition says: %s") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *found = find_after (reason, kinds[i].words);
      g_autofree char *quotation = found != NULL ? dip_words_dup_quotation (found) : NULL;

      if (quotation != NULL)
        return g_strdup_printf (_(kinds[i].format), quotation);
    }

  return g_str_has_prefix (reason, "Of ") ? dup_of_variant (reason) : NULL;
}

/**
 * dip_words_dup_reason:
 * @reason: (nullable): a reason of the engine
 *
 * Returns: (transfer full) (nullable): the same in the user's language, also around words of
 *   the paper that it quotes
 */
char *
dip_words_dup_reason (const char *reason)
{
  char *quoting = reason != NULL ? dup_quoting (reason) : NULL;

  return quoting != NULL ? quoting : g_strdup (dip_words_get_reason (reason));
}

/* The sentence on a clause that has too many others in the user's language, NULL where a limit is another one. */
static char *
dup_crowded (const char *limit)
{
  /* Translators: number of a clause */
  static const char *const format = N_("Clause %s has so many different sentences that some may not stand beside "
                                       "their nearest kin.");
  const char *rest = strstr (format, "%s") + strlen ("%s");
  gsize before = strlen ("Clause ");
  g_autofree char *id = NULL;

  if (!g_str_has_prefix (limit, "Clause ") || !g_str_has_suffix (limit, rest))
    return NULL;
  id = g_strndup (limit + before, strlen (limit) - before - strlen (rest));

  return g_strdup_printf (_(format), id);
}

/**
 * dip_words_dup_limit:
 * @limit: where a comparison was cut short, or what could not be done
 *
 * Returns: (transfer full): the same in the user's language
 */
char *
dip_words_dup_limit (const char *limit)
{
  static const char *const said = "What was said by hand of clauses “";
  g_auto (GStrv) parts = NULL;
  char *crowded = dup_crowded (limit);

  if (crowded != NULL)
    return crowded;
  if (!g_str_has_prefix (limit, said))
    return g_strdup (dip_words_get_reason (limit));

  parts = g_regex_split_simple ("“(.*)” and “(.*)” is not heeded: ", limit, 0, 0);
  if (g_strv_length (parts) != 4)
    return g_strdup (limit);

  if (strcmp (parts[3], "there is no such clause.") == 0)
    /* Translators: numbers of two clauses */
    return g_strdup_printf (_("What you said of clauses “%s” and “%s” is not heeded: there is no such clause."),
                            parts[1], parts[2]);

  /* Translators: numbers of two clauses */
  return g_strdup_printf (_("What you said of clauses “%s” and “%s” is not heeded: it contradicts what you said "
                            "of others."), parts[1], parts[2]);
}

/**
 * dip_words_dup_audit:
 * @reason: (nullable): why the audit lists an entry
 *
 * Returns: (transfer full) (nullable): the same in the user's language;
 *   `NULL` where it says no more than that the entry is listed
 */
char *
dip_words_dup_audit (const char *reason)
{
  if (reason == NULL ||
      g_str_has_prefix (reason, "The clause changed in substance and") ||
      g_str_has_prefix (reason, "No change answers"))
    return NULL;

  return dip_words_dup_reason (reason);
}

/**
 * dip_words_get_stance:
 * @stance: what a clause says about who does what
 *
 * Returns: the same in the user's language
 */
const char *
dip_words_get_stance (DipStance stance)
{
  switch (stance)
    {
    case DIP_STANCE_INFORMATIONAL:
      /* Translators: stance of a clause: it explains, it promises nothing */
      return _("For information");
    case DIP_STANCE_PROVIDED:
      /* Translators: stance of a clause: the provider does this */
      return _("Provided");
    case DIP_STANCE_NOT_PROVIDED:
      /* Translators: stance of a clause: the provider does not do this */
      return _("Not provided");
    case DIP_STANCE_CUSTOMER:
      /* Translators: stance of a clause: the customer has to do this */
      return _("Your duty");
    case DIP_STANCE_SHARED:
      /* Translators: stance of a clause: provider and customer each have a part */
      return _("Shared duty");
    case DIP_STANCE_PARTIAL:
      /* Translators: stance of a clause: the provider does some of this */
      return _("Partly provided");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * dip_words_get_implemented:
 * @implemented: an answer of a checksheet
 *
 * Returns: the same in the user's language
 */
const char *
dip_words_get_implemented (DipImplemented implemented)
{
  switch (implemented)
    {
    case DIP_IMPLEMENTED_YES:
      /* Translators: answer of a checksheet: the measure is in place */
      return _("Implemented");
    case DIP_IMPLEMENTED_NO:
      return _("Not implemented");
    case DIP_IMPLEMENTED_PARTIAL:
      return _("Partly implemented");
    case DIP_IMPLEMENTED_NA:
      return _("Not applicable");
    case DIP_IMPLEMENTED_UNKNOWN:
    default:
      /* Translators: answer of a checksheet: nothing is said */
      return _("No answer");
    }
}

/**
 * dip_words_dup_flip:
 * @pair: a pair whose promise has turned
 *
 * Says in the user's language why, with the sentence of the paper that shows it.
 *
 * Returns: (transfer full) (nullable): a sentence
 */
char *
dip_words_dup_flip (const DipPair *pair)
{
  char *quoting;

  if (pair->flip_reason == NULL)
    return NULL;

  quoting = dup_quoting (pair->flip_reason);
  if (quoting != NULL)
    return quoting;

  if (g_str_has_prefix (pair->flip_reason, "The answer was ") &&
      pair->old_clause != NULL && pair->new_clause != NULL)
    /* Translators: the answer of a checksheet, old and new, "Implemented → Not implemented" */
    return g_strdup_printf (C_("answer", "%s → %s"),
                            dip_words_get_implemented (pair->old_clause->implemented),
                            dip_words_get_implemented (pair->new_clause->implemented));

  if (g_str_has_prefix (pair->flip_reason, "What was ") &&
      pair->old_clause != NULL && pair->new_clause != NULL)
    /* Translators: what a clause says about who does what, "Provided → Your duty" */
    return g_strdup_printf (C_("stance", "%s → %s"),
                            dip_words_get_stance (pair->old_clause->stance),
                            dip_words_get_stance (pair->new_clause->stance));

  return g_strdup (pair->flip_reason);
}
