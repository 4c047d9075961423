/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-number.h"
#include "text/dip-characters.h"
#include "text/dip-tokens.h"

#include <string.h>

/* Columns of an answer that only says whether; how many there have to be for remarks to answer beside values. */
#define MAX_SHORT 20u
#define MIN_SHORT 2u

static char *
first_sentence (const char *question)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (question);
  DipToken *first;
  char *title;

  if (sentences->len == 0)
    return g_strdup (question);

  first = &g_array_index (sentences, DipToken, 0);
  title = g_strndup (question + first->start, first->length);

  return g_strstrip (title);
}

/* Whether a cell says more than yes or no: "有：3 か月前に通知", but not "有（一部）". */
static gboolean
says_more (DipSheet   *sheet,
           const char *cell)
{
  gsize length;
  const char *rest;

  if (dip_sheet_read_beginning (sheet->structure, cell, &length) == DIP_IMPLEMENTED_UNKNOWN)
    return dip_sheet_read_implemented (sheet->structure, cell) == DIP_IMPLEMENTED_UNKNOWN;
  rest = cell + length;

  return *rest != '\0' && dip_text_width (rest) > 10;
}

/* "ログの保存期間をご回答ください。": no question of yes and no. */
static gboolean
asks_to_tell (DipStructure *self,
              const char   *question)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "checksheet-tells");

  return dip_has_one_of (question, words);
}

/* @name: (nullable): heading of the cell's column */
static void
keep_cell (DipClause  *clause,
           const char *name,
           const char *cell)
{
  DipBlock *block = dip_block_new (name != NULL ? DIP_BLOCK_DEFINITION : DIP_BLOCK_PARAGRAPH, name, cell);

  block->page = clause->page;
  block->line = clause->line;
  g_ptr_array_add (clause->blocks, block);
}

/* A column called "answer" may hold yes and no or whole answers: its cells tell. */
static void
settle_answers (DipSheet *sheet)
{
  const DipDocument *document = sheet->structure->draft->document;
  guint n_short = 0, n_long = 0;
  guint n_more = 0, n_answers = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM || clause->implemented_text == NULL)
        continue;
      if (clause->implemented == DIP_IMPLEMENTED_UNKNOWN && dip_text_width (clause->implemented_text) > 20)
        n_long++;
      else
        n_short++;
      n_more += says_more (sheet, clause->implemented_text);
      n_answers += clause->answer != NULL && !g_hash_table_contains (sheet->remarks, clause);
    }

  /* Where no other column answers, cells that say more are the answers. */
  if (n_answers * 8 <= n_short + n_long && n_more * 4 >= n_short + n_long)
    n_long = n_short + 1;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM || clause->implemented_text == NULL)
        continue;
      if (n_long <= n_short && clause->implemented != DIP_IMPLEMENTED_UNKNOWN)
        continue;
      /* what means neither yes nor no is kept as it is said */
      if (n_long <= n_short && clause->answer != NULL)
        {
          keep_cell (clause, sheet->implemented_name, clause->implemented_text);
          continue;
        }

      if (clause->answer == NULL)
        {
          clause->answer = g_steal_pointer (&clause->implemented_text);
        }
      else if (g_hash_table_contains (sheet->remarks, clause))
        {
          keep_cell (clause, g_hash_table_lookup (sheet->remarks, clause), clause->answer);
          g_free (clause->answer);
          clause->answer = g_steal_pointer (&clause->implemented_text);
        }
      else
        {
          g_autofree char *both = g_strdup_printf ("%s\n%s", clause->implemented_text, clause->answer);

          g_free (clause->answer);
          clause->answer = g_steal_pointer (&both);
          g_clear_pointer (&clause->implemented_text, g_free);
        }
      clause->implemented = DIP_IMPLEMENTED_UNKNOWN;
    }
}

/* Where the item keeps what the column of remarks says, -1 for nowhere. */
static int
find_remark (const DipSheet  *sheet,
             const DipClause *clause)
{
  for (guint b = 0; b < clause->blocks->len && sheet->remark_name != NULL; b++)
    if (g_strcmp0 (((const DipBlock *) g_ptr_array_index (clause->blocks, b))->marker, sheet->remark_name) == 0)
      return (int) b;

  return -1;
}

/* "Yes, TLS 1.3.": read_beginnings() finds the word, the rest stays what is said. */
static gboolean
begins_and_goes_on (DipSheet   *sheet,
                    const char *answer)
{
  gsize length;

  return dip_sheet_read_beginning (sheet->structure, answer, &length) ==
         dip_sheet_read_implemented (sheet->structure, answer) &&
         (says_more (sheet, answer) || strpbrk (answer + length, "0123456789") != NULL);
}

/* A column called "response" may hold yes and no only; then the remarks are the answer. Where it holds values, too
 * ("99.9%", "有"), they are it beside yes and no. */
static void
settle_short_answers (DipSheet *sheet)
{
  const DipDocument *document = sheet->structure->draft->document;
  guint n_short = 0, n_long = 0;
  gboolean mostly;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM || clause->answer == NULL)
        continue;
      if (clause->implemented_text != NULL)
        return;
      if (dip_text_width (clause->answer) <= MAX_SHORT &&
          dip_sheet_read_implemented (sheet->structure, clause->answer) != DIP_IMPLEMENTED_UNKNOWN)
        n_short++;
      else
        n_long++;
    }
  mostly = n_short * 10 >= (n_short + n_long) * 7;
  if (!mostly && n_short < MIN_SHORT)
    return;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      int remark;

      if (clause->kind != DIP_CLAUSE_ITEM || clause->answer == NULL ||
          dip_sheet_read_implemented (sheet->structure, clause->answer) == DIP_IMPLEMENTED_UNKNOWN)
        continue;
      remark = find_remark (sheet, clause);
      if (!mostly && (remark < 0 || dip_text_width (clause->answer) > MAX_SHORT))
        continue;
      if (remark < 0 && begins_and_goes_on (sheet, clause->answer))
        continue;
      clause->implemented_text = g_steal_pointer (&clause->answer);
      clause->implemented = dip_sheet_read_implemented (sheet->structure, clause->implemented_text);
      if (remark >= 0)
        {
          clause->answer = g_steal_pointer (&((DipBlock *) g_ptr_array_index (clause->blocks, (guint) remark))->text);
          g_ptr_array_remove_index (clause->blocks, (guint) remark);
        }
    }
}

/* Where no column says yes or no, an answer may begin with it: "有, 年 1 回実施しています。" */
static void
read_beginnings (DipSheet *sheet)
{
  const DipDocument *document = sheet->structure->draft->document;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      gsize length;

      if (clause->kind != DIP_CLAUSE_ITEM || clause->implemented_text != NULL || clause->answer == NULL)
        continue;
      clause->implemented = dip_sheet_read_beginning (sheet->structure, clause->answer, &length);
      if (clause->implemented != DIP_IMPLEMENTED_UNKNOWN)
        clause->implemented_text = g_strndup (clause->answer, length);
    }
}

/* Text of a cell as blocks, one for each paragraph. */
static void
add_blocks (DipClause  *clause,
            const char *cell)
{
  g_auto (GStrv) paragraphs = g_strsplit (cell != NULL ? cell : "", "\n", -1);

  for (guint i = 0, n = 0; paragraphs[i] != NULL; i++)
    {
      DipBlock *block;

      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, paragraphs[i]);
      block->page = clause->page;
      block->line = clause->line;
      g_ptr_array_insert (clause->blocks, (int) n++, block);
    }
}

/* A table of controls, titles and texts is a whitepaper in the form of a table: nobody is asked, nobody
 * answers yes or no. */
static gboolean
is_table_of_clauses (DipSheet *sheet)
{
  const DipDocument *document = sheet->structure->draft->document;
  guint n_items = 0, n_titles = 0, n_answers = 0, n_texts = 0, n_said = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      gsize length;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      n_items++;
      n_answers += clause->implemented_text != NULL;
      n_said += clause->answer != NULL &&
                dip_sheet_read_beginning (sheet->structure, clause->answer, &length) != DIP_IMPLEMENTED_UNKNOWN;
      n_texts += clause->answer != NULL && dip_text_width (clause->answer) > 10;
      n_titles += clause->question != NULL && dip_text_width (clause->question) <= 90 &&
                  !dip_text_ends_sentence (clause->question) && !g_str_has_suffix (clause->question, "こと") &&
                  !g_str_has_suffix (clause->question, "か");
    }

  /* answers of a letter or two are marks that no list knows */
  return n_answers == 0 && n_said * 2 < n_items && n_titles * 10 >= n_items * 9 && n_texts * 2 >= n_items;
}

/* "A.9.2.3 Privileged access" in one cell: the number is the clause's, where no column has another. */
static gboolean
take_number (DipSheet  *sheet,
             DipClause *clause)
{
  DipNumber number;
  gsize length = dip_number_parse_row (clause->title, sheet->structure->draft->lexicon, &number);
  char *title;

  if (length == 0)
    return FALSE;
  g_free (clause->number);
  clause->number = g_strdup (number.ascii);
  g_free (clause->id);
  clause->id = dip_sheet_dup_unique_id (sheet, number.ascii);
  title = g_strdup (clause->title + length);
  g_free (clause->heading);
  clause->heading = clause->title;
  clause->title = title;

  return TRUE;
}

static void
make_clauses (DipSheet *sheet)
{
  DipDocument *document = sheet->structure->draft->document;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *text = NULL;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;

      clause->kind = clause->number != NULL ? DIP_CLAUSE_CLAUSE : DIP_CLAUSE_FRONT;
      clause->implemented = DIP_IMPLEMENTED_UNKNOWN;
      text = g_steal_pointer (&clause->answer);
      add_blocks (clause, text);
      g_clear_pointer (&text, g_free);
      g_free (clause->title);
      clause->title = clause->question != NULL ? g_steal_pointer (&clause->question) : g_strdup ("");
      g_strdelimit (clause->title, "\n", ' ');
      if (*clause->heading == '\0' && !sheet->faq && take_number (sheet, clause))
        continue;
      text = g_strconcat (clause->heading, *clause->heading != '\0' ? " " : "", clause->title, NULL);
      g_free (clause->heading);
      clause->heading = g_steal_pointer (&text);
    }
}

/* "■はい □いいえ" on the first line of a cell, and what is said about it below: of one column, or of the answers'. */
static void
part_boxes (DipClause *clause)
{
  const char *cell = clause->implemented_text != NULL ? clause->implemented_text : clause->answer;
  const char *end = cell != NULL ? strchr (cell, '\n') : NULL;
  g_autofree char *line = end != NULL ? g_strndup (cell, (gsize) (end - cell)) : NULL;
  g_autofree char *chosen = line != NULL ? dip_sheet_read_choices (line) : NULL;
  char *rest;

  if (chosen == NULL)
    return;
  rest = clause->implemented_text != NULL && clause->answer != NULL ? g_strconcat (end + 1, "\n", clause->answer, NULL)
                                                                    : g_strdup (end + 1);
  g_free (clause->implemented_text);
  clause->implemented_text = g_steal_pointer (&line);
  g_free (clause->answer);
  clause->answer = rest;
}

/**
 * dip_sheet_finish:
 *
 * After the last row: gives each item its title and the meaning of its answer.
 */
void
dip_sheet_finish (DipSheet *sheet)
{
  DipDocument *document = sheet->structure->draft->document;

  dip_sheet_join_wrapped (sheet);
  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      if (clause->title == NULL)
        clause->title = first_sentence (clause->question != NULL ? clause->question : "");
      part_boxes (clause);
      if (clause->implemented_text != NULL && clause->answer != NULL)
        {
          char *picked = dip_sheet_pick_choice (clause->implemented_text, clause->answer);

          if (picked != NULL)
            {
              g_free (clause->implemented_text);
              clause->implemented_text = picked;
              g_clear_pointer (&clause->answer, g_free);
            }
        }
      if (clause->implemented_text != NULL && clause->implemented == DIP_IMPLEMENTED_UNKNOWN)
        clause->implemented = dip_sheet_read_implemented (sheet->structure, clause->implemented_text);
      /* "－" beside an answer to what is no question of yes and no */
      if (clause->implemented == DIP_IMPLEMENTED_NA && clause->answer != NULL && clause->question != NULL &&
          dip_text_width (clause->implemented_text) <= 2 && asks_to_tell (sheet->structure, clause->question))
        clause->implemented = DIP_IMPLEMENTED_UNKNOWN;
    }

  if (!sheet->faq)
    settle_answers (sheet);
  document->edition->kind = DIP_KIND_CHECKSHEET;
  if (sheet->faq || (!sheet->asks && !sheet->structure->form && is_table_of_clauses (sheet)))
    {
      make_clauses (sheet);
      document->edition->kind = DIP_KIND_WHITEPAPER;
      return;
    }
  settle_short_answers (sheet);
  read_beginnings (sheet);
}
