/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-reference-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"

/*
 * Answers of a checksheet that point to another question:
 *
 *   same    同上, 上記と同じ, "as above": the question before it, and nothing is said but that
 *   number  No.5 参照, 1.1.1に同じ, "See AIS-01.2", 項番3、7を参照: numbers with a word that points right before or
 *           right behind them
 *
 * A plain number is one of the same section before it is one of the whole sheet.
 */

/* Bytes of an answer that says nothing else than "the same", and of one that is looked at. */
#define MAX_SAME 60u
#define MAX_ANSWER 1200u

#define MAX_TARGETS 20u
#define MAX_CODE 24u

typedef struct
{
  DipReferencePass *pass;
  GHashTable       *by_number;  /* number in small letters → DipClause */
  DipWordTable     *same;
  DipWordTable     *before;
  DipWordTable     *after;
} Answers;

/* "a&a-01.2", "5", "1.1-3" at @at; the bytes, 0 for none. */
static gsize
read_code (const char *at,
           char        code[MAX_CODE + 1])
{
  gsize n = 0;
  gsize end = 0;

  while (n < MAX_CODE && g_ascii_isalpha (at[n]))
    n++;
  if (n > 0 && at[n] == '&' && g_ascii_isalpha (at[n + 1]))
    n += 2;
  if (n > 0 && at[n] == '-')
    n++;
  while (n < MAX_CODE && g_ascii_isdigit (at[n]))
    {
      while (n < MAX_CODE && g_ascii_isdigit (at[n]))
        n++;
      end = n;
      if ((at[n] == '.' || at[n] == '-') && g_ascii_isdigit (at[n + 1]))
        n++;
    }
  memcpy (code, at, end);
  code[end] = '\0';

  return end;
}

/* The question with a number: as it is printed, else of the section that this one stands in. */
static const DipClause *
find_question (const Answers *answers,
               const char    *code)
{
  const DipClause *found = g_hash_table_lookup (answers->by_number, code);
  const char *own = answers->pass->clause->number;
  const char *dash = own != NULL ? strrchr (own, '-') : NULL;

  if (dash != NULL && strspn (code, "0123456789") == strlen (code))
    {
      g_autofree char *full = g_strdup_printf ("%.*s%s", (int) (dash + 1 - own), own, code);
      g_autofree char *key = g_ascii_strdown (full, -1);
      const DipClause *beside = g_hash_table_lookup (answers->by_number, key);

      if (beside != NULL)
        return beside;
    }

  return found;
}

/* Where the number of a list goes on behind @at: "3、7", "1 and 2"; NULL if it does not. */
static const char *
skip_joint (const char *at)
{
  static const char *const joints[] = { "、", ",", "・", "及び", "および", "と", "and ", "&" };

  at = dip_text_skip_space (at);
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    if (g_str_has_prefix (at, joints[i]))
      return dip_text_skip_space (at + strlen (joints[i]));

  return NULL;
}

/* The numbers from @at on that one word points to. */
static void
read_numbers (const Answers *answers,
              const char    *text,
              const char    *at,
              gboolean       pointed)
{
  const char *stop = text + strlen (text);
  const DipClause *targets[MAX_TARGETS];
  guint n_targets = 0;
  const char *first = at;

  while (at != NULL && n_targets < MAX_TARGETS)
    {
      char code[MAX_CODE + 1];
      gsize n = read_code (at, code);
      const DipClause *target = n > 0 ? find_question (answers, code) : NULL;
      gsize length;

      if (target == NULL)
        break;
      targets[n_targets++] = target;
      at = dip_text_skip_space (at + n);
      pointed = pointed || dip_word_table_at (answers->after, at, stop, &length) != NULL;
      at = skip_joint (at);
      /* "No.3、No.7" */
      if (at != NULL)
        {
          gsize word;

          if (dip_word_table_at (answers->before, at, stop, &word) != NULL)
            at = dip_text_skip_space (at + word);
        }
    }
  if (!pointed || dip_reference_is_foreign (answers->pass, text, first))
    return;
  for (guint i = 0; i < n_targets; i++)
    dip_reference_add (answers->pass, targets[i]);
}

static void
read_answer (const Answers   *answers,
             const char      *answer,
             const DipClause *previous)
{
  g_autofree char *text = NULL;
  const char *stop;
  gsize length;

  if (strlen (answer) > MAX_ANSWER)
    return;
  text = dip_fold_to_string (answer, DIP_REFERENCE_FOLD, NULL);
  stop = text + strlen (text);
  if (previous != NULL && strlen (text) <= MAX_SAME && dip_word_table_at (answers->same, text, stop, &length) != NULL)
    dip_reference_add (answers->pass, previous);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *before = at;

      if (!g_ascii_isalnum (*at) || (at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '-')))
        continue;
      /* "No.5", but not the 2 of "1.2" */
      if (at > text && at[-1] == '.' && dip_word_table_before (answers->before, text, at, &length) == NULL)
        continue;
      while (before > text && before[-1] == ' ')
        before--;
      if (before > text && (before[-1] == '(' || before[-1] == '['))
        before--;
      read_numbers (answers, text, at, dip_word_table_before (answers->before, text, before, &length) != NULL);
    }
}

/**
 * dip_reference_read_answers:
 * @pass: the words that point
 *
 * Finds which questions the answers of a checksheet point to. Linear in the length of the answers.
 */
void
dip_reference_read_answers (DipReferencePass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  const DipLexicon *lexicon = pass->draft->lexicon;
  g_autoptr (GHashTable) by_number = NULL;
  g_autoptr (DipWordTable) same = NULL;
  g_autoptr (DipWordTable) before = NULL;
  g_autoptr (DipWordTable) after = NULL;
  Answers answers = { .pass = pass };
  const DipClause *previous = NULL;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      char *key;

      if (clause->kind != DIP_CLAUSE_ITEM || clause->number == NULL)
        continue;
      if (by_number == NULL)
        by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      key = g_ascii_strdown (clause->number, -1);
      if (g_hash_table_contains (by_number, key))
        g_free (key);
      else
        g_hash_table_insert (by_number, key, (gpointer) clause);
    }
  if (by_number == NULL)
    return;

  same = dip_word_table_new (lexicon, "answer-same", TRUE, FALSE);
  before = dip_word_table_new (lexicon, "answer-before", TRUE, FALSE);
  after = dip_word_table_new (lexicon, "answer-after", TRUE, FALSE);
  answers.by_number = by_number;
  answers.same = same;
  answers.before = before;
  answers.after = after;
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (GPtrArray) found = NULL;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      if (clause->answer != NULL)
        {
          found = g_ptr_array_new ();
          pass->clause = clause;
          pass->found = found;
          read_answer (&answers, clause->answer, previous);
          if (found->len > 0)
            {
              g_ptr_array_add (found, NULL);
              g_strfreev (clause->refers_to);
              clause->refers_to = g_strdupv ((GStrv) found->pdata);
            }
        }
      previous = clause;
    }
}
