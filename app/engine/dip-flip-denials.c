/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * What sentences and clauses deny, for dip-flips.c.
 */

/* Negations that turn a sentence round, without those of conditions. */
guint
_dip_count_negations (DipContext *context,
                      const char *sentence)
{
  guint negations = _dip_meaning_count (context->meaning, "negation", sentence);
  guint conditions = _dip_meaning_count (context->meaning, "conditions", sentence);

  return negations > conditions ? negations - conditions : 0;
}

/* An English sentence without a condition that begins or ends it, and without its purpose; "software that is
 * not signed" denies nothing of what is done with it. */
static char *
without_condition (const char *sentence)
{
  static const char *const beginnings[] = { "if ", "when ", "where ", "in case ", "should ", "once " };
  static const char *const middles[] = { " if ", " when ", " where ", " so that ", " in case ", " that is not ",
                                         " that are not ", " which is not ", " which are not ", " who are not ",
                                         " who is not ", " who does not ", " which does not ", " that do not ",
                                         " that does not ", " that has not ", " that have not ", " who do not ",
                                         " which do not " };
  const char *start = sentence;
  const char *end = sentence + strlen (sentence);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      const char *comma = g_str_has_prefix (sentence, beginnings[i]) ? strchr (sentence, ',') : NULL;

      start = comma != NULL ? comma + 1 : start;
    }
  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    {
      const char *found = strstr (start, middles[i]);

      end = found != NULL && found < end ? found : end;
    }

  return g_strndup (start, (gsize) (end - start));
}

/* Negations of what a sentence says for itself; two denials of English are none. */
guint
_dip_count_main_negations (DipContext *context,
                           const char *sentence)
{
  g_autofree char *main_clause = NULL;
  guint n;

  if (!g_ascii_isalpha (sentence[0]))
    return _dip_count_negations (context, sentence);

  main_clause = without_condition (sentence);
  n = _dip_count_negations (context, main_clause);

  return n == 2 ? 0 : n;
}

/* Whether a sentence about an offer refuses it; @assured counts what is denied
 * in order to assure ("never …") as well. */
gboolean
_dip_denies (DipContext *context,
             const char *sentence,
             gboolean    assured)
{
  guint assurances = assured ? 0 : _dip_meaning_count (context->meaning, "assurances", sentence);

  return _dip_count_main_negations (context, sentence) > assurances
    && _dip_meaning_ends_negated (context->meaning, sentence)
    && _dip_meaning_has (context->meaning, "offers", sentence);
}

/* Denials in the sentences of one side that the other side does not have. */
static guint
count_denials (DipContext        *context,
               const DipWork     *work,
               const DipPrepared *side)
{
  guint n = 0;

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      guint first = side == work->old ? unit->old_first : unit->new_first;
      guint n_sentences = unit->kind == DIP_UNIT_EQUAL ? 0 : side == work->old ? unit->n_old : unit->n_new;

      for (guint k = first; k < first + n_sentences; k++)
        {
          const DipSentence *sentence = &g_array_index (side->sentences, DipSentence, k);

          if (sentence->section != DIP_PART_TITLE && sentence->section != DIP_PART_QUESTION)
            n += _dip_count_negations (context, context->sentences.strings->pdata[sentence->id]);
        }
    }

  return n;
}

/* Whether what is new names customers or asks for something; "employees are asked" leaves nothing to them. */
gboolean
_dip_speaks_to_customers (DipContext    *context,
                          const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      for (guint k = unit->new_first; unit->kind != DIP_UNIT_EQUAL && k < unit->new_first + unit->n_new; k++)
        {
          const DipSentence *sentence = dip_sentence_at (work->new_, k);
          const char *text = dip_text_of (context, sentence);

          if (dip_is_told (sentence) && (_dip_meaning_has (context->meaning, "customers", text)
                                         || _dip_meaning_has (context->meaning, "demands", text)))
            return TRUE;
        }
    }

  return FALSE;
}

/* Share of the grams of two clauses that are one clause in other words. */
#define MIN_SIMILARITY_OF_REWORDED 0.3

/* Whether both sides deny as much with much the same words, so that a stance that turned may
 * have been read from how the clause was built. */
gboolean
_dip_denies_the_same (DipContext    *context,
                      const DipWork *work)
{
  guint n = count_denials (context, work, work->old);

  return n > 0 && n == count_denials (context, work, work->new_)
    && _dip_clauses_dice (context, work->old, work->new_) >= MIN_SIMILARITY_OF_REWORDED;
}

/* Whether a clause that is read as a refusal refuses anything in so many words. */
gboolean
_dip_is_refused (DipContext        *context,
                 const DipPrepared *side)
{
  for (guint i = 0; i < side->sentences->len; i++)
    {
      const DipSentence *sentence = dip_sentence_at (side, i);

      if (dip_is_told (sentence) && _dip_count_main_negations (context, dip_text_of (context, sentence)) > 0)
        return TRUE;
    }

  return FALSE;
}

/* Sentences before and behind a new one that are looked at for what it takes from. */
#define MAX_NEIGHBOURS 3u

/* Bytes of a word that says what is done. */
#define MIN_DEED 6u

/* … and the longest ending of English that is not looked at. */
#define ENDING 3u

/* Whether a sentence has one of the words that tell what is done in another one, as it is or with "un" before it. */
static gboolean
shares_deed (DipContext *context,
             const char *promise,
             const char *text)
{
  for (const char *at = promise; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = at > promise && g_ascii_isalpha (*at) && g_ascii_isalpha (at[-1])
        ? 0 : _dip_meaning_match_at (context->meaning, "offers", at);

      if (length >= MIN_DEED && (!g_ascii_isalpha (*at) || !g_ascii_isalpha (at[length])))
        {
          /* "is encrypted", "we encrypt" */
          g_autofree char *deed = g_strndup (at, g_ascii_isalpha (*at) ? MAX (MIN_DEED, length - ENDING) : length);

          if (strstr (text, deed) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* "We encrypt backups unless you ask us not to", 試用の場合を除き、暗号化します: something is done, but for a case. */
static gboolean
makes_exception (DipContext *context,
                 const char *text)
{
  guint n_exceptions = _dip_meaning_count (context->meaning, "exceptions", text);
  guint n_conditions = _dip_meaning_count (context->meaning, "conditions", text);
  g_autofree char *main_clause = g_strdup (text);
  const char *unless = strstr (text, " unless ");

  /* What the customer asks for is denied behind it: "unless you ask us not to". */
  if (unless != NULL)
    main_clause[unless + strlen (" unless ") - text] = '\0';

  return n_exceptions > 0
    && _dip_meaning_count (context->meaning, "negation", main_clause) <= MAX (n_exceptions, n_conditions);
}

/**
 * _dip_is_undercut:
 * @context: both editions, compared
 * @work: a pair
 * @index: a sentence that is new
 *
 * Returns: whether it says that what the clause promised, and promises still, may not be so: "data may be
 *   transferred unencrypted" behind "data are encrypted", "… unless you ask us not to"
 */
gboolean
_dip_is_undercut (DipContext    *context,
                  const DipWork *work,
                  guint          index)
{
  const char *text = dip_text_of (context, dip_sentence_at (work->new_, index));
  guint end = MIN (work->new_->sentences->len, index + MAX_NEIGHBOURS + 1);
  gboolean is_excepted = makes_exception (context, text);

  if ((!is_excepted
       && (!_dip_meaning_has (context->meaning, "weakenings", text) || _dip_count_negations (context, text) == 0))
      || _dip_meaning_has (context->meaning, "assurances", text) || strstr (text, "may not") != NULL
      || _dip_meaning_has (context->meaning, "demands", text))
    return FALSE;

  for (guint i = index - MIN (index, MAX_NEIGHBOURS); i < end; i++)
    {
      const DipSentence *other = dip_sentence_at (work->new_, i);
      const char *promise = dip_text_of (context, other);

      if (i != index && dip_is_told (other) && _dip_is_promise (context, promise)
          && _dip_count_negations (context, promise) == 0 && !_dip_meaning_has (context->meaning, "weakenings", promise)
          && !(is_excepted && _dip_meaning_has (context->meaning, "exceptions", promise))
          && shares_deed (context, promise, text))
        return TRUE;
    }

  return FALSE;
}
