/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "base/dip-debug.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"

/*
 * The stance of a clause.
 *
 *   sentence  = the first rule of [stance-rules] that fits; what stands before "…ませんが、" or "…ていますが、"
 *               is a sentence of its own
 *   clause    = its sentences together:
 *                 only promises                       provided
 *                 only denials, or with duties         not provided
 *                 promises and denials, or limits      partial
 *                 only duties of the customer          customer
 *                 promises and duties                  shared
 *                 nothing of these                     informational
 *
 * A clause that only lists is decided by its title ("the customer's
 * responsibility"); terms, scope and purpose are informational whatever verbs
 * they use. An item of a checksheet starts from its tick.
 */

#define FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

typedef enum {
  VOICE_NEUTRAL,
  VOICE_PROVIDED,
  VOICE_NOT_PROVIDED,
  VOICE_CUSTOMER,
  VOICE_LIMITED,
  VOICE_SHARED,
} Voice;

#define N_VOICES (VOICE_SHARED + 1)

typedef struct
{
  const char *name;      /* (unowned): of the lexicon */
  Voice       voice;
  GPtrArray  *patterns;  /* (element-type DipPattern) */
} Rule;

typedef struct
{
  const DipLexicon *lexicon;
  GPtrArray        *rules;          /* (element-type Rule): for sentences with kana or kanji */
  GPtrArray        *rules_en;       /* (element-type Rule): for the others */
  GPtrArray        *titles;         /* (element-type Rule) */
  GPtrArray        *informational;  /* (element-type utf8): folded beginnings or ends of titles */
} Grammar;

/* How often each voice was heard, and the first sentence that spoke with it. */
typedef struct
{
  guint  n[N_VOICES];
  char  *sentence[N_VOICES];
  char  *rule[N_VOICES];
} Tally;

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_ptr_array_unref (rule->patterns);
  g_free (rule);
}

static Voice
voice_from_name (const char *name)
{
  static const char *const names[N_VOICES] = { "neutral", "provided", "not-provided", "customer", "limited", "shared" };

  for (guint i = 0; i < N_VOICES; i++)
    if (strcmp (name, names[i]) == 0)
      return i;

  return VOICE_NEUTRAL;
}

/* "{stance-customers}の責任" → "(利用者|お客様|…)の責任", folded as sentences are */
static char *
fill_in (const DipLexicon *lexicon,
         const char       *pattern)
{
  GString *filled = g_string_new (NULL);
  char *folded;

  while (*pattern != '\0')
    {
      const char *open = strchr (pattern, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *list = NULL;
      g_autofree char *words = NULL;

      if (close == NULL)
        {
          g_string_append (filled, pattern);
          break;
        }
      list = g_strndup (open + 1, close - open - 1);
      words = g_strjoinv ("|", (char **) dip_lexicon_get_words (lexicon, list));
      g_string_append_len (filled, pattern, open - pattern);
      g_string_append_printf (filled, "(%s)", words);
      pattern = close + 1;
    }

  g_string_replace (filled, " ", "  ", 0);
  g_string_replace (filled, "_", " ", 0);
  folded = dip_fold_to_string (filled->str, FOLD & ~DIP_FOLD_SPACE, lexicon);
  g_string_free (filled, TRUE);

  return folded;
}

/* " the  customer's  data  the  rest " for "The customer's data (the rest)." Each word has a blank of its own on
 * either side, so that neighbours in a pattern need not share one. */
static char *
plain_words (const char *text,
             gsize       length)
{
  GString *words = g_string_sized_new (length + 2);

  g_string_append_c (words, ' ');
  for (gsize i = 0; i < length; i++)
    {
      gboolean letter = g_ascii_isalnum (text[i]) || (guint8) text[i] >= 0x80 ||
                        ((text[i] == '\'' || text[i] == '-') && i + 1 < length && g_ascii_isalnum (text[i + 1]));

      if (letter)
        g_string_append_c (words, text[i]);
      else if (words->str[words->len - 1] != ' ')
        g_string_append (words, "  ");
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  else if (words->len > 1)
    g_string_truncate (words, words->len - 1);

  return g_string_free (words, FALSE);
}

static gboolean
is_japanese (const char *text,
             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guint8) text[i] >= 0xE3 && (guint8) text[i] <= 0xE9)
      return TRUE;

  return FALSE;
}

static GPtrArray *
load_rules (const DipLexicon *lexicon,
            const char       *list,
            guint             voice_field)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, list);
  GPtrArray *rules = g_ptr_array_new_with_free_func (rule_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      Rule *rule;

      if (g_strv_length (fields) <= voice_field)
        continue;
      rule = g_new0 (Rule, 1);
      rule->name = fields[0];
      rule->voice = voice_from_name (fields[voice_field]);
      rule->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
      for (guint j = voice_field + 1; fields[j] != NULL; j++)
        {
          g_autofree char *source = fill_in (lexicon, fields[j]);

          g_ptr_array_add (rule->patterns, dip_pattern_new (source));
        }
      g_ptr_array_add (rules, rule);
    }

  return rules;
}

static const Rule *
find_rule (const GPtrArray *rules,
           const char      *text,
           gsize            length)
{
  DipPatternMarks marks;

  dip_pattern_marks_init (&marks, text, length);

  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (rules, i);

      for (guint j = 0; j < rule->patterns->len; j++)
        {
          const DipPattern *pattern = g_ptr_array_index (rule->patterns, j);

          if (dip_pattern_match_marked (pattern, text, length, &marks, NULL, NULL))
            return rule;
        }
    }

  return NULL;
}

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
hear (Tally            *tally,
      const Rule       *rule,
      const DipPassage *passage)
{
  if (tally->n[rule->voice]++ == 0)
    {
      tally->sentence[rule->voice] = dip_passage_dup_quote (passage, 0, passage->folded->length);
      tally->rule[rule->voice] = g_strdup (rule->name);
    }
}

static void
weigh_part (const Grammar    *grammar,
            Tally            *tally,
            const DipPassage *passage,
            const char       *text,
            gsize             length)
{
  const Rule *rule;

  length = trim_end (text, length);
  if (length == 0)
    return;
  if (is_japanese (text, length))
    rule = find_rule (grammar->rules, text, length);
  else
    {
      g_autofree char *words = plain_words (text, length);

      rule = find_rule (grammar->rules_en, words, strlen (words));
    }
  if (rule == NULL)
    return;
  dip_debug (DIP_DEBUG_RECOGNISE, "stance: %.*s: %s", (int) MIN (length, 200), text, rule->name);
  hear (tally, rule, passage);
}

/* "…は提供していませんが、…" says two things. */
static void
weigh_sentence (const Grammar    *grammar,
                Tally            *tally,
                const DipPassage *passage)
{
  static const char *const turns[] = { "ませんが、", "ますが、", "ないものの、", "るものの、", "ないが、", "ており、",
                                       ",but ", ";however,", ",however,", ",although " };
  const char *text = passage->folded->text;
  const char *end = text + passage->folded->length;
  const char *at = text;

  while (at < end)
    {
      const char *cut = NULL;
      gsize keep = 0;
      gsize skip = 0;

      for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
        {
          gsize n = strlen (turns[i]);
          const char *hit = memmem (at, end - at, turns[i], n);

          if (hit != NULL && (cut == NULL || hit < cut))
            {
              cut = hit;
              skip = n;
              /* the verb's ending belongs to the first part */
              keep = g_str_has_prefix (turns[i], "ません") ? strlen ("ません")
                   : g_str_has_prefix (turns[i], "ます") ? strlen ("ます")
                   : g_str_has_prefix (turns[i], "ない") ? strlen ("ない")
                   : g_str_has_prefix (turns[i], "る") ? strlen ("る")
                   : g_str_has_prefix (turns[i], "ており") ? strlen ("ており") : 0;
            }
        }
      if (cut == NULL)
        {
          weigh_part (grammar, tally, passage, at, end - at);
          return;
        }
      weigh_part (grammar, tally, passage, at, (gsize) (cut - at) + keep);
      at = cut + skip;
    }
}

static Voice
title_voice (const Grammar  *grammar,
             const char     *title,
             const Rule    **rule)
{
  if (is_japanese (title, strlen (title)))
    *rule = find_rule (grammar->titles, title, strlen (title));
  else
    {
      g_autofree char *words = plain_words (title, strlen (title));

      *rule = find_rule (grammar->titles, words, strlen (words));
    }

  return *rule != NULL ? (*rule)->voice : VOICE_NEUTRAL;
}

/* "Terms", "Terms and definitions", "本書の目的", but not "…の範囲の決定". */
static gboolean
is_informational_title (const Grammar *grammar,
                        const char    *title)
{
  static const char *const tails[] = { "", "について", "の定義", "一覧", "等", ":" };

  for (guint i = 0; i < grammar->informational->len; i++)
    {
      const char *word = g_ptr_array_index (grammar->informational, i);

      for (guint j = 0; j < G_N_ELEMENTS (tails); j++)
        {
          g_autofree char *whole = g_strconcat (word, tails[j], NULL);

          if (g_str_has_suffix (title, whole) &&
              (!g_ascii_isalpha (*word) || strlen (title) == strlen (whole) ||
               !g_ascii_isalnum (title[strlen (title) - strlen (whole) - 1])))
            return TRUE;
        }
    }

  return FALSE;
}

static DipStance
combine (const Tally *tally,
         Voice       *decided_by)
{
  gboolean promises = tally->n[VOICE_PROVIDED] > 0;
  gboolean denials = tally->n[VOICE_NOT_PROVIDED] > 0;
  gboolean duties = tally->n[VOICE_CUSTOMER] > 0;
  gboolean limits = tally->n[VOICE_LIMITED] > 0;

  if (denials)
    {
      *decided_by = VOICE_NOT_PROVIDED;
      return promises || limits ? DIP_STANCE_PARTIAL : DIP_STANCE_NOT_PROVIDED;
    }
  if (limits)
    {
      *decided_by = VOICE_LIMITED;
      return DIP_STANCE_PARTIAL;
    }
  if (duties)
    {
      *decided_by = VOICE_CUSTOMER;
      return promises ? DIP_STANCE_SHARED : DIP_STANCE_CUSTOMER;
    }
  if (promises)
    {
      *decided_by = VOICE_PROVIDED;
      return DIP_STANCE_PROVIDED;
    }

  *decided_by = VOICE_NEUTRAL;
  return DIP_STANCE_INFORMATIONAL;
}

static void
set_reason (DipClause  *clause,
            const char *sentence,
            const char *rule)
{
  g_free (clause->stance_reason);
  clause->stance_reason = g_strdup_printf ("%s [%s]", sentence, rule);
}

/* Of an item the tick decides; its answer can only take something back. */
static void
decide_item (DipClause   *clause,
             const Tally *tally)
{
  const char *tick = clause->implemented_text != NULL ? clause->implemented_text : "";

  switch (clause->implemented)
    {
    case DIP_IMPLEMENTED_YES:
      clause->stance = DIP_STANCE_PROVIDED;
      if (tally->n[VOICE_NOT_PROVIDED] > 0)
        {
          clause->stance = DIP_STANCE_PARTIAL;
          set_reason (clause, tally->sentence[VOICE_NOT_PROVIDED], tally->rule[VOICE_NOT_PROVIDED]);
        }
      else if (tally->n[VOICE_CUSTOMER] > 0 && tally->n[VOICE_PROVIDED] > 0)
        {
          clause->stance = DIP_STANCE_SHARED;
          set_reason (clause, tally->sentence[VOICE_CUSTOMER], tally->rule[VOICE_CUSTOMER]);
        }
      else
        set_reason (clause, tick, "implemented");
      break;
    case DIP_IMPLEMENTED_NO:
      clause->stance = DIP_STANCE_NOT_PROVIDED;
      set_reason (clause, tick, "not implemented");
      break;
    case DIP_IMPLEMENTED_PARTIAL:
      clause->stance = DIP_STANCE_PARTIAL;
      set_reason (clause, tick, "implemented in part");
      break;
    case DIP_IMPLEMENTED_NA:
      clause->stance = tally->n[VOICE_CUSTOMER] > 0 ? DIP_STANCE_CUSTOMER : DIP_STANCE_INFORMATIONAL;
      set_reason (clause, tick, "not applicable");
      break;
    case DIP_IMPLEMENTED_UNKNOWN:
    default:
      break;
    }
}

static void
decide (const Grammar *grammar,
        DipClause     *clause,
        gboolean       is_preamble)
{
  g_autoptr(GPtrArray) passages = dip_passages_of_clause (clause, FOLD, grammar->lexicon);
  g_autofree char *title = dip_fold_to_string (clause->title, FOLD, grammar->lexicon);
  const Rule *title_rule;
  Voice by_title = title_voice (grammar, title, &title_rule);
  Tally tally = { 0 };
  Voice voice;

  for (guint i = 0; i < passages->len; i++)
    weigh_sentence (grammar, &tally, g_ptr_array_index (passages, i));

  clause->stance = combine (&tally, &voice);
  if (voice != VOICE_NEUTRAL)
    set_reason (clause, tally.sentence[voice], tally.rule[voice]);

  if (clause->kind == DIP_CLAUSE_ITEM)
    decide_item (clause, &tally);
  else if (by_title == VOICE_SHARED && tally.n[VOICE_NOT_PROVIDED] == 0)
    {
      clause->stance = DIP_STANCE_SHARED;
      set_reason (clause, clause->title, title_rule->name);
    }
  else if (clause->kind == DIP_CLAUSE_PART)
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      set_reason (clause, clause->title, "only holds other clauses");
    }
  else if (is_informational_title (grammar, title))
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      set_reason (clause, clause->title, "title of what only informs");
    }
  else if (is_preamble)
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      set_reason (clause, clause->title, "before the first numbered clause");
    }
  else if (by_title != VOICE_NEUTRAL && by_title != VOICE_SHARED && clause->blocks->len > 0 &&
           tally.n[VOICE_NOT_PROVIDED] == 0 && tally.n[VOICE_LIMITED] == 0 &&
           (by_title == VOICE_PROVIDED ||
            (by_title == VOICE_CUSTOMER && (tally.n[VOICE_PROVIDED] == 0 || tally.n[VOICE_CUSTOMER] > 0))))
    {
      clause->stance = by_title == VOICE_CUSTOMER ? DIP_STANCE_CUSTOMER : DIP_STANCE_PROVIDED;
      set_reason (clause, clause->title, title_rule->name);
    }

  for (guint i = 0; i < N_VOICES; i++)
    {
      g_free (tally.sentence[i]);
      g_free (tally.rule[i]);
    }
}

/* Where the numbered clauses begin; 0 in a paper that hardly numbers any. */
static guint
first_numbered (const GPtrArray *clauses)
{
  guint first = 0;
  guint n = 0;

  for (guint i = clauses->len; i > 0; i--)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i - 1);

      if (clause->number != NULL)
        {
          first = i - 1;
          n++;
        }
    }

  return n >= 3 ? first : 0;
}

static Grammar *
grammar_new (const DipLexicon *lexicon)
{
  const GPtrArray *words = dip_lexicon_get_rows (lexicon, "stance-informational-titles");
  Grammar *grammar = g_new0 (Grammar, 1);

  grammar->lexicon = lexicon;
  grammar->rules = load_rules (lexicon, "stance-rules", 1);
  grammar->rules_en = load_rules (lexicon, "stance-rules-en", 1);
  grammar->titles = load_rules (lexicon, "stance-titles", 0);
  grammar->informational = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < words->len; i++)
    {
      char **fields = g_ptr_array_index (words, i);

      for (guint j = 0; fields[j] != NULL; j++)
        g_ptr_array_add (grammar->informational, dip_fold_to_string (fields[j], FOLD, lexicon));
    }

  return grammar;
}

static void
grammar_free (Grammar *grammar)
{
  g_ptr_array_unref (grammar->informational);
  g_ptr_array_unref (grammar->titles);
  g_ptr_array_unref (grammar->rules_en);
  g_ptr_array_unref (grammar->rules);
  g_free (grammar);
}

/* Of the lists that everybody uses: read once, then only looked at, by any thread. */
static const Grammar *
get_default_grammar (void)
{
  static gsize grammar;

  if (g_once_init_enter (&grammar))
    g_once_init_leave (&grammar, (gsize) grammar_new (dip_lexicon_get_default ()));

  return (const Grammar *) grammar;
}

/**
 * dip_recognise_stances:
 *
 * Finds out of each clause who does what, with the sentence and the rule that
 * decided. Reads blocks, titles and ticks; the rules are the lexicon's.
 * Linear in the text times the number of rules.
 */
void
dip_recognise_stances (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  guint numbered = first_numbered (clauses);
  Grammar *own = draft->lexicon != dip_lexicon_get_default () ? grammar_new (draft->lexicon) : NULL;
  const Grammar *grammar = own != NULL ? own : get_default_grammar ();

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      decide (grammar, clause, i < numbered && clause->number == NULL);
    }

  g_clear_pointer (&own, grammar_free);
}
