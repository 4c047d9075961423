/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <string.h>

#include "base/dip-debug.h"
#include "text/dip-characters.h"
#include "text/dip-polite.h"

/*
 *   sentence = part { turn part }        "…は提供していませんが、…" says two things: [stance-turns]
 *   part     = words [ remark ] [ "。" ]  a remark in brackets at the end decides nothing, unless it says what it
 *                                         holds for: [stance-remarks]
 */

/* Bytes of a label before a colon, at most. */
#define MAX_LABEL 40u

/* Full stops, closing brackets and notes in brackets at the end hide the verb. */
static gsize
trim_end (const char *text,
          gsize       length)
{
  static const char *const tails[] = { "。", ".", "!", "！", "」", "\"", "]", "、", ",", ";", ":", " " };
  gboolean again = TRUE;

  while (again && length > 0)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
        {
          gsize n = strlen (tails[i]);

          if (length >= n && memcmp (text + length - n, tails[i], n) == 0)
            {
              length -= n;
              again = TRUE;
            }
        }
      if (length > 0 && text[length - 1] == ')')
        {
          const char *open = g_strrstr_len (text, length, "(");

          if (open != NULL && open > text)
            {
              length = open - text;
              again = TRUE;
            }
          else
            length--, again = TRUE;
        }
    }

  /* a bracket that stays open holds a remark too */
  for (gsize i = length; i > 0 && text[i - 1] != ')'; i--)
    if (text[i - 1] == '(' && i > 1)
      {
        length = i - 1;
        break;
      }

  return length;
}

static void
hear (DipStanceTally            *tally,
      const DipStanceRule       *rule,
      const DipPassage *passage)
{
  if (tally->n[rule->voice]++ == 0)
    {
      tally->sentence[rule->voice] = dip_passage_dup_quote (passage, 0, passage->folded->length);
      tally->rule[rule->voice] = g_strdup (rule->name);
    }
}

static const DipStanceRule *
find_japanese (const DipStanceGrammar *grammar,
               const char             *text,
               gsize                   length)
{
  static const char *const agreed[] = { "ものとする", "ものとします" };
  DipStanceRules *rules = dip_stance_grammar_get_rules (grammar, TRUE);
  g_autofree char *polite = NULL;

  /* whoever is agreed to do it: a customer by name, else what the verb says */
  for (guint i = 0; i < G_N_ELEMENTS (agreed); i++)
    {
      gsize n = strlen (agreed[i]);

      if (length > n && memcmp (text + length - n, agreed[i], n) == 0)
        {
          g_autofree char *verb = g_strndup (text, length - n);
          g_autofree char *whole = g_strconcat (verb, "ものとします", NULL);
          const DipStanceRule *rule = dip_stance_rule_find (rules, whole, strlen (whole));

          if (rule != NULL && (rule->voice == DIP_VOICE_CUSTOMER || rule->voice == DIP_VOICE_NEUTRAL))
            return rule;
          length -= n;
          break;
        }
    }

  /* "…を実施する" → "…を実施します": the rules know the polite style only. */
  polite = dip_polite (grammar->lexicon, text, length);
  if (polite != NULL)
    return dip_stance_rule_find (rules, polite, strlen (polite));

  return dip_stance_rule_find (rules, text, length);
}

/* "Free: no audit log": the bytes of a short label before a denial, 0 for none. */
static gsize
skip_label (const char *text,
            gsize       length)
{
  const char *colon = memchr (text, ':', MIN (length, MAX_LABEL));
  const char *end = text + length;

  if (colon == NULL || end - colon < 4)
    return 0;
  colon++;
  while (colon < end && *colon == ' ')
    colon++;
  if (end - colon > 4 && (memcmp (colon, "no ", 3) == 0 || memcmp (colon, "not ", 4) == 0))
    return (gsize) (colon - text);

  return 0;
}

/* The rules that a part of a sentence and the remark at its end are heard by. */
static void
find_rules (const DipStanceGrammar  *grammar,
            const GPtrArray         *speakers,
            const char              *text,
            gsize                    whole,
            const DipStanceRule    **remark,
            const DipStanceRule    **rule)
{
  gsize length = trim_end (text, whole);
  gsize label = skip_label (text, length);

  *remark = *rule = NULL;
  if (length == 0)
    return;
  if (length < whole)
    *remark = dip_stance_rule_find (grammar->remarks, text + length, whole - length);
  if (dip_stance_is_japanese (text, length))
    {
      g_autofree char *said = dip_stance_speak_for (speakers, text, length, TRUE);

      *rule = find_japanese (grammar, said != NULL ? said : text, said != NULL ? strlen (said) : length);
    }
  else
    {
      g_autofree char *words = dip_stance_words (text + label, length - label);
      g_autofree char *said = dip_stance_speak_for (speakers, words, strlen (words), FALSE);
      const char *heard = said != NULL ? said : words;

      *rule = dip_stance_rule_find (dip_stance_grammar_get_rules (grammar, FALSE), heard, strlen (heard));
    }
}

/* The rules that the parts of a sentence are heard by, in order. */
typedef struct
{
  DipNote                 note;
  const DipStanceGrammar *grammar;
  GRefString             *spoken;  /* (nullable): the paper's own words for people, if the sentence may have some */
  guint                   n_rules;
  const DipStanceRule    *rules[];
} RulesNote;

static void
rules_note_free (gpointer data)
{
  RulesNote *note = data;

  g_clear_pointer (&note->spoken, g_ref_string_release);
  g_free (note);
}

static void
weigh_part (const DipStanceGrammar *grammar,
            const GPtrArray        *speakers,
            const char             *text,
            gsize                   length,
            GPtrArray              *heard)
{
  const DipStanceRule *remark, *rule;

  find_rules (grammar, speakers, text, length, &remark, &rule);
  if (remark != NULL)
    g_ptr_array_add (heard, (gpointer) remark);
  if (rule == NULL)
    return;
  dip_debug (DIP_DEBUG_RECOGNISE, "stance: %.*s: %s", (int) MIN (length, 200), text, rule->name);
  g_ptr_array_add (heard, (gpointer) rule);
}

/* Whether a sentence begins with what it only grants: its statement stands behind a comma. */
static gboolean
opens_aside (const char *text)
{
  static const char *const words[] = { "while ", "although ", "though ", "even though ", "whilst " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (text[0] == words[i][0] && dip_begins_with (text, words[i]))
      return TRUE;

  return FALSE;
}

/* "…, but are not limited to, …": goes on with what it lists. */
static gboolean
is_open_list (const char *at,
              const char *end)
{
  static const char *const lists[] = { ",but not limited to", ",but are not limited to", ",but is not limited to" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      gsize n = strlen (lists[i]);

      if ((gsize) (end - at) >= n && memcmp (at, lists[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Where a sentence turns next, and by which word: the first in the list where two stand there. NULL for nowhere. */
static const char *
find_turn (const DipStanceGrammar  *grammar,
           const char              *at,
           const char              *end,
           const DipStanceTurn    **turn)
{
  while ((at = dip_word_starts_next (&grammar->turn_starts, at, end)) < end)
    {
      for (guint i = 0; i < grammar->turns->len; i++)
        {
          const DipStanceTurn *next = g_ptr_array_index (grammar->turns, i);

          if (next->length > 0 && (gsize) (end - at) >= next->length &&
              memcmp (at, next->text, next->length) == 0 && !is_open_list (at, end))
            {
              *turn = next;
              return at;
            }
        }
      at++;
    }

  return NULL;
}

/* Whether the hyphen at byte @i of a folded sentence is printed as a dash: longer, or with a blank on either side. */
static gboolean
is_dash (const DipPassage *passage,
         gsize             i)
{
  const DipFolded *folded = passage->folded;
  gsize from = folded->starts[i];
  gsize to = folded->starts[i + 1];

  if (folded->text[i] != '-' || from == 0 || to >= passage->length)
    return FALSE;

  return dip_utf8_get (passage->text + from) == 0x2014 ||
         (dip_is_space ((guchar) passage->text[from - 1]) && memchr (passage->text + from, ' ', to - from) != NULL);
}

/* "Isolation — each tenant has …": folding leaves no blanks beside a dash, which would make one word of two. */
static char *
part_at_dashes (const DipPassage *passage)
{
  char *parted = g_strndup (passage->folded->text, passage->folded->length);

  for (char *at = strchr (parted, '-'); at != NULL; at = strchr (at + 1, '-'))
    if (is_dash (passage, (gsize) (at - parted)))
      *at = ',';

  return parted;
}

/* Part by part. (element-type DipStanceRule) */
static GPtrArray *
hear_parts (const DipStanceGrammar *grammar,
            const GPtrArray        *speakers,
            const DipPassage       *passage)
{
  GPtrArray *heard = g_ptr_array_new ();
  g_autofree char *text = part_at_dashes (passage);
  const char *end = text + passage->folded->length;
  const char *at = text;

  while (at < end)
    {
      const DipStanceTurn *turn = NULL;
      const char *cut = find_turn (grammar, at, end, &turn);

      /* "While we offer no support by phone, you can …" */
      if (at == text && opens_aside (at))
        {
          const char *comma = memchr (at, ',', (gsize) (end - at));

          if (comma != NULL && (cut == NULL || comma < cut))
            {
              weigh_part (grammar, speakers, at, (gsize) (comma - at), heard);
              at = comma + 1;
              continue;
            }
        }
      if (cut == NULL)
        {
          weigh_part (grammar, speakers, at, (gsize) (end - at), heard);
          break;
        }
      weigh_part (grammar, speakers, at, (gsize) (cut - at) + turn->keep, heard);
      at = cut + turn->length;
    }

  return heard;
}

/**
 * dip_stance_weigh:
 *
 * Adds what a sentence says to @tally, part by part, and notes the rules with it:
 * for all papers, or where it may have words of the paper's own for somebody, for
 * those with the same ones.
 */
void
dip_stance_weigh (const DipStanceGrammar *grammar,
                  DipStanceTally         *tally,
                  const DipPassage       *passage)
{
  const DipFolded *folded = passage->folded;
  gboolean own_words = tally->speakers != NULL &&
                       dip_stance_may_speak_for (tally->speakers, folded->text, folded->length);
  GRefString *spoken = own_words ? tally->spoken : NULL;
  const RulesNote *known = dip_sentence_get_note (passage->sentence, DIP_NOTE_STANCE);
  g_autoptr (GPtrArray) heard = NULL;

  if (known != NULL && known->grammar == grammar && !dip_debug_is_on (DIP_DEBUG_RECOGNISE) &&
      (known->spoken == spoken || g_strcmp0 (known->spoken, spoken) == 0))
    {
      for (guint i = 0; i < known->n_rules; i++)
        hear (tally, known->rules[i], passage);
      return;
    }

  heard = hear_parts (grammar, own_words ? tally->speakers : NULL, passage);
  for (guint i = 0; i < heard->len; i++)
    hear (tally, g_ptr_array_index (heard, i), passage);
  if (known == NULL)
    {
      RulesNote *note = g_malloc (sizeof (RulesNote) + heard->len * sizeof (gpointer));

      *note = (RulesNote) { { rules_note_free }, grammar, NULL, heard->len };
      if (spoken != NULL)
        note->spoken = g_ref_string_acquire (spoken);
      if (heard->len > 0)
        memcpy (note->rules, heard->pdata, heard->len * sizeof (gpointer));
      dip_sentence_set_note (passage->sentence, DIP_NOTE_STANCE, &note->note);
    }
}

void
dip_stance_set_reason (DipClause  *clause,
                       const char *sentence,
                       const char *rule)
{
  g_free (clause->stance_reason);
  clause->stance_reason = g_strconcat (sentence, " [", rule, "]", NULL);
}

void
dip_stance_tally_clear (DipStanceTally *self)
{
  for (guint i = 0; i < DIP_N_VOICES; i++)
    {
      g_free (self->sentence[i]);
      g_free (self->rule[i]);
    }
}
