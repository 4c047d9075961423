/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Tables of questions whose columns nobody names, or names by words that no list has; what stands in them tells:
 *
 *   1-1   A policy is in force          ○   It is looked at each year.
 *   1-2   Somebody is responsible       ×
 *
 *   table  = [head] *row                rows of one sheet with the same number of cells
 *   head   = short cells, none of which says yes or no
 *   row    = *section [number] [topic] question *other whether *other answer *other
 *          | *section [number] question answer       where nearly all of the questions ask
 *
 * "whether" is the only column nearly all of whose cells say yes or no. What asks is the longest text before it.
 */

#define MIN_ROWS 5u
#define MIN_COLUMNS 3u
#define MAX_COLUMNS 12u

/* Columns of a cell that only says whether, of a title, and of what could be asked. */
#define MAX_MARK 20u
#define MAX_HEADING 40u
#define MIN_QUESTION 12u

/* Rows below a head that tell whether its words are right. */
#define MAX_SAMPLE 24u

/* Bytes of a code: "A-1-2", "SEC-01". */
#define MAX_CODE 16u

typedef struct
{
  guint  filled;
  guint  whether;
  guint  codes;
  guint  asking;
  guint  asked;    /* of these, those that no answer ends like */
  guint  changes;  /* cells that differ from the one before */
  gsize  width;    /* of all together */
  const char *last;
} Column;

typedef struct
{
  guint       first;    /* position of the first row, its heads included */
  guint       title;    /* position + 1 of the row before it with the title of a section, 0 for none */
  guint       n;        /* rows with more than one filled cell */
  guint       n_cells;
  const char *sheet;
  Column      columns[MAX_COLUMNS];
} Table;

static gboolean
is_code (const char *cell)
{
  const char *at = cell;
  guint n_digits = 0;

  if (dip_sheet_parse_plain (cell) > 0)
    return TRUE;
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (at - cell >= (gssize) MAX_CODE * 3)
        return FALSE;
      if ((c >= '0' && c <= '9') || dip_glyph_circled (g_utf8_get_char (at)) > 0)
        n_digits++;
      else if (!(c < 0x80 && (g_ascii_isalpha (c) || strchr ("-.()&_", (int) c) != NULL)))
        return FALSE;
    }

  return n_digits > 0;
}

/* Whether a cell says what has to be. */
static gboolean
has_asking_end (DipStructure *self,
                const char   *cell)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "checksheet-asking-ends");
  gsize length = strlen (cell);

  for (guint i = 0; words[i] != NULL; i++)
    if (dip_text_ends_with (cell, length, words[i], strlen (words[i])))
      return TRUE;

  return FALSE;
}

static void
count_row (DipStructure    *self,
           Table           *table,
           const GPtrArray *cells)
{
  table->n++;
  for (guint c = 0; c < cells->len; c++)
    {
      const char *cell = g_ptr_array_index (cells, c);
      Column *column = &table->columns[c];
      guint width;

      if (*cell == '\0')
        continue;
      width = dip_text_width (cell);
      column->filled++;
      column->width += width;
      column->changes += column->last == NULL || strcmp (column->last, cell) != 0;
      column->last = cell;
      if (is_code (cell))
        column->codes++;
      else if (width <= MAX_MARK && dip_sheet_read_implemented (self, cell) != DIP_IMPLEMENTED_UNKNOWN)
        column->whether++;
      else if (width >= MIN_QUESTION)
        {
          gboolean asks = dip_sheet_asks (cell);

          column->asking += asks || has_asking_end (self, cell);
          column->asked += asks || g_str_has_suffix (cell, "こと") || g_str_has_suffix (cell, "こと。");
        }
    }
}

/* The column of yes and no, -1 for none or several. */
static int
find_whether (const Table *table)
{
  int found = -1;

  for (guint c = 1; c < table->n_cells; c++)
    {
      const Column *column = &table->columns[c];

      /* a heading says neither yes nor no */
      if (column->whether + 1 < MIN_ROWS || (column->whether + 1) * 10 < column->filled * 9 ||
          column->filled * 10 < table->n * 6)
        continue;
      if (found >= 0)
        return -1;
      found = (int) c;
    }

  return found;
}

/* The widest of the columns from @first to @end, -1 if nothing stands there. */
static int
find_widest (const Table *table,
             guint        first,
             guint        end)
{
  int found = -1;

  for (guint c = first; c < end; c++)
    if (table->columns[c].width > 0 && (found < 0 || table->columns[c].width > table->columns[found].width))
      found = (int) c;

  return found;
}

static void
set_place (DipSheetHead   *head,
           int             place,
           DipSheetColumn  column)
{
  if (place < 0 || head->place[column] >= 0)
    return;
  head->columns[place] = column;
  head->place[column] = place;
}

/* Whether the first row of a table names its columns; above numbers "No" is no answer. */
static gboolean
is_heading_row (DipStructure   *self,
                const DipPiece *piece,
                const Table    *table,
                int             whether,
                int             number)
{
  const GPtrArray *cells = piece->line->cells;
  guint n_filled = 0;

  if (cells->len != table->n_cells)
    return FALSE;
  for (guint c = 0; c < cells->len; c++)
    {
      const char *cell = g_ptr_array_index (cells, c);
      gboolean known = FALSE;

      if (*cell == '\0')
        continue;
      n_filled++;
      /* "No." ends as a sentence does */
      dip_sheet_match_column (self, cell, &known);
      if (dip_text_width (cell) > MAX_HEADING || (dip_text_has_sentence (cell) && !known) || is_code (cell) ||
          ((int) c != number && dip_sheet_read_implemented (self, cell) != DIP_IMPLEMENTED_UNKNOWN))
        return FALSE;
    }

  return n_filled >= 3 && (whether < 0 || *(const char *) g_ptr_array_index (cells, (guint) whether) != '\0');
}

/* (transfer full) (nullable): what the columns hold, if the table is one of questions */
static DipSheetHead *
judge (DipStructure *self,
       const Table  *table)
{
  const DipPiece *piece = dip_structure_piece (self, table->first);
  DipSheetHead *head;
  int whether, question, number = -1;
  guint n_sections = 0;

  if (table->n < MIN_ROWS || table->n_cells < MIN_COLUMNS)
    return NULL;
  whether = find_whether (table);
  question = find_widest (table, 0, whether >= 0 ? (guint) whether : table->n_cells - 1);
  if (question < 0 || table->columns[question].width < (gsize) MIN_QUESTION * table->columns[question].filled ||
      table->columns[question].filled * 10 < table->n * 8 ||
      table->columns[question].changes * 10 < table->columns[question].filled * 9)
    return NULL;
  for (int c = question - 1; c >= 0 && number < 0; c--)
    if (table->columns[c].codes * 10 >= table->n * 7 && table->columns[c].changes == table->columns[c].filled)
      number = c;
  if (table->columns[question].asking * 10 < table->n * (whether < 0 ? 7 : number < 0 ? 6 : 3))
    return NULL;

  head = g_new0 (DipSheetHead, 1);
  for (guint i = 0; i < G_N_ELEMENTS (head->place); i++)
    head->place[i] = -1;
  head->n_columns = table->n_cells;
  head->remark = -1;
  head->asks = TRUE;
  head->n_rows = is_heading_row (self, piece, table, whether, number);
  for (guint c = 0; c < table->n_cells; c++)
    head->names[c] = g_strdup (head->n_rows > 0 ? g_ptr_array_index (piece->line->cells, c) : "");
  set_place (head, number, DIP_SHEET_NUMBER);
  set_place (head, question, DIP_SHEET_QUESTION);
  set_place (head, whether, DIP_SHEET_IMPLEMENTED);
  set_place (head, find_widest (table, (guint) MAX (whether, question) + 1, table->n_cells), DIP_SHEET_ANSWER);
  for (int c = 0; c < question; c++)
    {
      const Column *column = &table->columns[c];

      if (c == number || column->filled == 0 || column->codes * 2 > column->filled)
        continue;
      if (column->changes * 3 > table->n * 2)
        set_place (head, c, DIP_SHEET_TOPIC);
      else if (n_sections < 2)
        set_place (head, c, n_sections++ == 0 ? DIP_SHEET_SECTION : DIP_SHEET_SUBSECTION);
    }
  head->numbered = number < 0 && dip_sheet_questions_have_numbers (self, table->first + head->n_rows, question);
  if (head->place[DIP_SHEET_IMPLEMENTED] < 0 && head->place[DIP_SHEET_ANSWER] < 0)
    g_clear_pointer (&head, dip_sheet_head_free);

  return head;
}

static gboolean
keep (DipStructure *self,
      const Table  *table)
{
  DipSheetHead *head = judge (self, table);

  if (head == NULL)
    return FALSE;
  if (self->headless == NULL)
    self->headless = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dip_sheet_head_free);
  g_hash_table_insert (self->headless, GUINT_TO_POINTER (table->title > 0 && head->n_rows == 0 ? table->title
                                                                                               : table->first + 1),
                       head);

  return TRUE;
}

/* Puts what a column was taken for at another place. */
static void
move_place (DipSheetHead   *head,
            int             place,
            DipSheetColumn  column)
{
  if (head->place[column] >= 0)
    head->columns[head->place[column]] = DIP_SHEET_OTHER;
  if (head->columns[place] != DIP_SHEET_OTHER && head->place[head->columns[place]] == place)
    head->place[head->columns[place]] = -1;
  head->columns[place] = column;
  head->place[column] = place;
}

/* Whether a head names all that there is to know, and the first row agrees. */
static gboolean
is_complete (DipStructure       *self,
             const DipSheetHead *head,
             guint               first)
{
  const DipPiece *piece = first < self->pieces->len ? dip_structure_piece (self, first) : NULL;
  int whether = head->place[DIP_SHEET_IMPLEMENTED];
  guint behind = (guint) head->place[DIP_SHEET_QUESTION] + 1;
  gboolean known;

  /* "対策項目 | 求められる対策": the second may be what is asked */
  if (head->place[DIP_SHEET_QUESTION] >= 0 && head->place[DIP_SHEET_TOPIC] < 0 && behind < head->n_columns &&
      head->columns[behind] == DIP_SHEET_OTHER &&
      dip_sheet_match_column (self, head->names[behind], &known) == DIP_SHEET_REQUIREMENT)
    return FALSE;

  return head->place[DIP_SHEET_QUESTION] >= 0 && whether >= 0 && head->place[DIP_SHEET_ANSWER] >= 0 && piece != NULL &&
         piece->is_row && (guint) whether < piece->line->cells->len &&
         dip_sheet_read_implemented (self, g_ptr_array_index (piece->line->cells, (guint) whether)) !=
           DIP_IMPLEMENTED_UNKNOWN;
}

/* Counts what stands in the first rows from table->first on. */
static void
count_sample (DipStructure *self,
              Table        *table)
{
  guint end = MIN (table->first + MAX_SAMPLE, self->pieces->len);

  for (guint i = table->first; i < end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const char *title;

      if (piece->is_row && piece->line->cells->len <= table->n_cells && !dip_sheet_is_title_row (piece, &title))
        count_row (self, table, piece->line->cells);
    }
}

/* What several questions have in common is no topic of one: a column whose cells span rows holds sections. */
static void
settle_topic (DipStructure *self,
              DipSheetHead *head,
              Table        *table)
{
  int topic = head->place[DIP_SHEET_TOPIC];
  const Column *column;
  gboolean known;

  /* or the first column, under a name that nobody knows */
  if (topic < 0 && head->columns[0] == DIP_SHEET_OTHER && *head->names[0] != '\0')
    {
      dip_sheet_match_column (self, head->names[0], &known);
      topic = known ? -1 : 0;
    }
  if (topic < 0 || topic >= head->place[DIP_SHEET_QUESTION] || head->place[DIP_SHEET_SECTION] >= 0 ||
      head->place[DIP_SHEET_SUBSECTION] >= 0 || head->n_columns > MAX_COLUMNS)
    return;
  count_sample (self, table);
  column = &table->columns[topic];
  if (table->n >= MIN_ROWS && column->changes > 0 && column->changes * 2 <= table->n && column->codes == 0 &&
      column->whether == 0 && column->width <= (gsize) MAX_HEADING * column->filled)
    move_place (head, topic, DIP_SHEET_SECTION);
}

/**
 * dip_sheet_check_head:
 * @head: that is told by its words
 * @first: position of the first row below it
 *
 * Holds what a head says against what stands below it: yes and no in a column of another name, questions in one that is
 * called something else.
 */
void
dip_sheet_check_head (DipStructure *self,
                      DipSheetHead *head,
                      guint         first)
{
  Table table = { .first = first, .n_cells = MIN (head->n_columns, MAX_COLUMNS) };
  int whether, question, implemented;

  settle_topic (self, head, &table);
  if (is_complete (self, head, first) || head->section != NULL || head->n_twins > 0 ||
      head->place[DIP_SHEET_CHOICE] >= 0 || head->n_columns > MAX_COLUMNS)
    return;
  if (table.n == 0)
    count_sample (self, &table);
  if (table.n < MIN_ROWS)
    return;

  whether = find_whether (&table);
  implemented = head->place[DIP_SHEET_IMPLEMENTED];
  if (whether >= 0 && whether != implemented && whether != head->place[DIP_SHEET_NUMBER] &&
      (implemented < 0 || table.columns[implemented].whether == 0))
    {
      if (head->place[DIP_SHEET_ANSWER] == whether)
        head->place[DIP_SHEET_ANSWER] = -1;
      move_place (head, whether, DIP_SHEET_IMPLEMENTED);
      /* what was taken for yes and no says more */
      if (implemented >= 0 && head->place[DIP_SHEET_ANSWER] < 0)
        move_place (head, implemented, DIP_SHEET_ANSWER);
    }

  question = head->place[DIP_SHEET_QUESTION];
  if (question >= 0 && table.columns[question].asked * 3 > table.columns[question].filled)
    return;
  for (int c = 0; c < (int) table.n_cells; c++)
    {
      const Column *column = &table.columns[c];

      if (c == question || c == head->place[DIP_SHEET_ANSWER] || c == head->place[DIP_SHEET_IMPLEMENTED] ||
          (whether >= 0 && c > whether && question >= 0) ||
          column->asked * 10 < table.n * 7 || column->changes < column->filled)
        continue;
      if (question >= 0 && question < c && head->place[DIP_SHEET_TOPIC] < 0 &&
          table.columns[question].width < column->width)
        {
          move_place (head, c, DIP_SHEET_QUESTION);
          head->columns[question] = DIP_SHEET_TOPIC;
          head->place[DIP_SHEET_TOPIC] = question;
        }
      else
        {
          move_place (head, c, DIP_SHEET_QUESTION);
        }
      return;
    }
}

/**
 * dip_sheet_find_headless:
 * @self: a structure in which no table of questions has a head
 *
 * Looks for tables whose cells alone tell that they are of questions; what is found, dip_sheet_head_read() gives back.
 * Linear.
 *
 * Returns: whether there is one
 */
gboolean
dip_sheet_find_headless (DipStructure *self)
{
  Table table = { 0 };
  guint title_at = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const GPtrArray *cells;
      const char *title;
      guint parts[2];
      gboolean may_split;
      const char *rest;

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (!piece->is_row || dip_sheet_is_title_row (piece, &title))
        {
          title_at = piece->is_row && piece->width <= 2 * MAX_HEADING &&
                     dip_sheet_parse_title (self, title, parts, &may_split, &rest) > 0 ? i + 1 : 0;
          continue;
        }
      cells = piece->line->cells;
      if (cells->len < MIN_COLUMNS || cells->len > MAX_COLUMNS)
        continue;
      if (cells->len != table.n_cells || g_strcmp0 (piece->line->sheet, table.sheet) != 0)
        {
          /* a row that has lost its last cells */
          if (cells->len < table.n_cells && g_strcmp0 (piece->line->sheet, table.sheet) == 0)
            continue;
          found |= keep (self, &table);
          memset (&table, 0, sizeof table);
          table.first = i;
          table.title = title_at == i ? title_at : 0;
          table.n_cells = cells->len;
          table.sheet = piece->line->sheet;
        }
      count_row (self, &table, cells);
    }
  found |= keep (self, &table);

  return found;
}
