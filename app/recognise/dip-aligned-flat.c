/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * A table of questions in an export that leaves one blank between its cells:
 *
 *    大項目 No 確認内容 回答 具体的な内容
 *    組織 1 責任者が任命されていること ○ 取締役を任命
 *
 *   table = head row *row
 *   head  = words that dip-checksheet-head.c takes for the heads of columns, a number and yes or no among them
 *   row   = *cell number *word mark *word       over one line or more; numbers go up by one, or begin again at 1
 *   mark  = what means yes or no: ○, ×, 有, はい
 *
 * Where nobody says yes or no,
 *
 *    No. 種別 項目 規定内容 単位 回答
 *    アプリケーション運用
 *    1 可用性 サービス時間 サービスを提供する時間帯 時間帯 24時間365日
 *    2 可用性 稼働率 サービスを利用できる確率 ％ 99.9％以上
 *
 *   row   = number *word                          as many words as the head, or the question ends like one
 *         | word                                  a section, before a number
 *
 * What stands before the number are cells of sections; from the number to the mark goes the question, behind the
 * mark what is said about it. Nothing tells words of a question from cells: of several columns between number and
 * mark all but the last have one word.
 */

/* Fewer rows are no table. */
#define MIN_ROWS 3u

/* Words of a row, lines of one, and bytes of a line. */
#define MAX_WORDS 400u
#define MAX_ROW_LINES 12u
#define MAX_LINE 2000u

/* Columns of the title of a section. */
#define MAX_SECTION 30u

/* Lines that stand apart below a head, where all do. */
#define MIN_SPACED 8u

/* Bytes of what means yes or no, and of a number. */
#define MAX_MARK 16u
#define MAX_NUMBER 8u

typedef struct
{
  DipStructure       *structure;
  const DipSheetHead *head;
  guint               number;       /* places of columns */
  guint               implemented;
  guint               question;     /* of a table in which nobody says yes or no */
  gboolean            plain;        /* such a table */
  gboolean            spaced;       /* blank lines stand between all of its lines, and tell nothing */
  guint               n_cut;        /* its rows */
  guint               n_whole;      /* those that have just as many words as the head */
} Flat;

/* The value of a plain number, 0 for other words. */
static guint
plain_number (const char *word)
{
  gsize n = strspn (word, "0123456789");

  if (n == 0 || n > MAX_NUMBER || (word[n] != '\0' && strcmp (word + n, ".") != 0))
    return 0;

  return (guint) g_ascii_strtoull (word, NULL, 10);
}

/* Where the number of a row stands in its first line, which begins with the cells of sections at most; -1 for none. */
static int
find_number (const Flat *self,
             char      **words,
             guint       before)
{
  for (guint i = 0; i <= self->number && words[i] != NULL; i++)
    {
      guint value = plain_number (words[i]);

      if (value > 0 && (value == before + 1 || (value == 1 && before > 1)) && words[i + 1] != NULL)
        return (int) i;
    }

  return -1;
}

static gboolean
is_line (DipStructure *structure,
         guint         i)
{
  const DipPiece *piece = dip_structure_piece (structure, i);

  return piece->role == DIP_ROLE_TEXT && piece->line->kind == DIP_LINE_TEXT && !piece->is_row &&
         strlen (piece->line->text) <= MAX_LINE;
}

static void
append_word (GString    *cell,
             const char *word)
{
  if (cell->len > 0)
    g_string_append_c (cell, ' ');
  g_string_append (cell, word);
}

/* Whether a word means yes or no. */
static gboolean
is_mark (const Flat *self,
         const char *word,
         gsize       length)
{
  g_autofree char *copy = length > 0 && length <= MAX_MARK ? g_strndup (word, length) : NULL;

  return copy != NULL && dip_sheet_read_implemented (self->structure, copy) != DIP_IMPLEMENTED_UNKNOWN;
}

/* The cells of a row, NULL if no word of it means yes or no. */
static GPtrArray *
read_row (const Flat *self,
          char      **words,
          guint       number)
{
  guint n_columns = self->head->n_columns;
  guint mark = 0;
  g_autoptr (GPtrArray) cells = NULL;
  GString **made;

  for (guint i = number + 2; words[i] != NULL && mark == 0; i++)
    if (is_mark (self, words[i], strlen (words[i])))
      mark = i;
  if (mark == 0)
    return NULL;

  made = g_newa (GString *, n_columns);
  for (guint c = 0; c < n_columns; c++)
    made[c] = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint column;

      if (i < number)
        column = self->number - number + i;
      else if (i < mark)
        column = MIN (self->number + (i - number), self->implemented - 1);
      else if (i == mark)
        column = self->implemented;
      else
        column = MIN (self->implemented + 1, n_columns - 1);
      append_word (made[column], words[i]);
    }

  cells = g_ptr_array_new_with_free_func (g_free);
  for (guint c = 0; c < n_columns; c++)
    g_ptr_array_add (cells, g_string_free (made[c], FALSE));

  return g_steal_pointer (&cells);
}

/* Whether a word ends what is asked: "…していますか。", "…すること。". */
static gboolean
ends_question (const char *word)
{
  static const char *const ends[] = { "か", "か。", "か？", "か?", "？", "?", "こと", "こと。", NULL };

  return dip_ends_with_one_of (word, ends);
}

/* The cells of a row of a table in which nobody says yes or no, NULL if it cannot be cut. */
static GPtrArray *
read_plain_row (Flat   *self,
                char  **words,
                guint   number)
{
  guint n_columns = self->head->n_columns;
  guint n_words = g_strv_length (words);
  guint before = self->number - number;  /* columns of sections that the row leaves out */
  gboolean whole = n_words + before == n_columns;
  guint end = 0;
  g_autoptr (GPtrArray) cells = NULL;
  GString **made;

  if (number > self->number)
    return NULL;
  /* the question goes up to where it ends, if the answer stands right behind it */
  for (guint i = self->question - before; self->question + 2 == n_columns && words[i] != NULL && end == 0; i++)
    if (ends_question (words[i]))
      end = i;
  if (n_words + before < n_columns)
    return NULL;
  self->n_cut++;
  self->n_whole += whole || end > 0;

  made = g_newa (GString *, n_columns);
  for (guint c = 0; c < n_columns; c++)
    made[c] = g_string_new (NULL);
  for (guint i = 0; i < n_words; i++)
    {
      guint column = MIN (before + i, n_columns - 1);

      if (end > 0 && i >= self->question - before)
        column = i <= end ? self->question : self->question + 1;
      append_word (made[column], words[i]);
    }

  cells = g_ptr_array_new_with_free_func (g_free);
  for (guint c = 0; c < n_columns; c++)
    g_ptr_array_add (cells, g_string_free (made[c], FALSE));

  return g_steal_pointer (&cells);
}

typedef struct
{
  guint      first;  /* piece */
  guint      end;
  GPtrArray *cells;  /* (element-type utf8) */
} FlatRow;

static void
flat_row_clear (gpointer data)
{
  g_ptr_array_unref (((FlatRow *) data)->cells);
}

/* Whether line @i is the title of a section: one short word, with a row below it. */
static gboolean
is_section (const Flat *self,
            guint       i,
            guint       before)
{
  const DipPiece *piece = dip_structure_piece (self->structure, i);
  const char *text = piece->line->text;
  g_auto(GStrv) words = NULL;

  if (!self->plain || piece->width > MAX_SECTION || i + 1 >= self->structure->pieces->len ||
      strchr (text, ' ') != NULL || strstr (text, "。") != NULL || strstr (text, "、") != NULL ||
      !is_line (self->structure, i + 1))
    return FALSE;
  words = g_strsplit (dip_structure_piece (self->structure, i + 1)->line->text, " ", MAX_WORDS);

  return find_number (self, words, before) >= 0;
}

static gboolean
has_mark (const Flat *self,
          const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", MAX_WORDS);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_mark (self, words[i], strlen (words[i])))
      return TRUE;

  return FALSE;
}

/* Joins a line of a row with the ones before it. Yes and no at the end or the beginning of a line is a cell. */
static void
join_line (const Flat *self,
           GString    *text,
           const char *line)
{
  const char *last = strrchr (text->str, ' ');

  if (!self->plain && (is_mark (self, line, strcspn (line, " ")) ||
                       (last != NULL && is_mark (self, last + 1, strlen (last + 1)))))
    g_string_append_printf (text, " %s", line);
  else
    dip_text_join (text, line);
}

/* Whether the next row begins with line @i. */
static gboolean
begins_row (const Flat *self,
            guint       i,
            guint       before)
{
  g_auto (GStrv) words = NULL;

  if (i >= self->structure->pieces->len || !is_line (self->structure, i))
    return FALSE;
  words = g_strsplit (dip_structure_piece (self->structure, i)->line->text, " ", MAX_WORDS);

  return find_number (self, words, before) >= 0 || is_section (self, i, before);
}

/* Whether the lines behind the head @i stand apart from one another. */
static gboolean
are_spaced (DipStructure *structure,
            guint         i)
{
  for (guint k = i + 1; k <= i + MIN_SPACED; k++)
    if (k >= structure->pieces->len || !dip_line_is_apart (dip_structure_piece (structure, k)->line))
      return FALSE;

  return TRUE;
}

/* The rows below piece @i, as long as each line is of one. */
static GArray *
read_rows (Flat  *self,
           guint  i)
{
  DipStructure *structure = self->structure;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FlatRow));
  guint before = 0;
  guint most = 1;  /* lines of a row */

  g_array_set_clear_func (rows, flat_row_clear);
  while (i < structure->pieces->len && is_line (structure, i))
    {
      g_autoptr (GString) text = g_string_new (dip_structure_piece (structure, i)->line->text);
      FlatRow row = { .first = i };
      g_auto (GStrv) words = g_strsplit (text->str, " ", MAX_WORDS);
      int number = find_number (self, words, before);

      if (number < 0 && is_section (self, i, before))
        {
          row.end = ++i;
          row.cells = g_ptr_array_new_with_free_func (g_free);
          for (guint c = 0; c < self->head->n_columns; c++)
            g_ptr_array_add (row.cells, g_strdup (c == 0 ? text->str : ""));
          g_array_append_val (rows, row);
          continue;
        }
      if (number < 0)
        break;
      before = plain_number (words[number]);
      /* lines up to the next row; what stands apart is none of this one */
      for (i++; i < structure->pieces->len && i - row.first < MAX_ROW_LINES && is_line (structure, i) &&
                (self->spaced || !dip_structure_has_gap (structure, i)); i++)
        {
          if (begins_row (self, i, before))
            break;
          join_line (self, text, dip_structure_piece (structure, i)->line->text);
        }
      /* where blanks tell nothing, the last row ends with a sentence, or has no more lines than others */
      if (self->spaced && !begins_row (self, i, before))
        {
          guint end = MIN (i, row.first + most);

          g_string_assign (text, dip_structure_piece (structure, row.first)->line->text);
          for (i = row.first + 1; i < end && !(dip_text_ends_sentence (text->str) && has_mark (self, text->str)); i++)
            join_line (self, text, dip_structure_piece (structure, i)->line->text);
        }
      most = MAX (most, i - row.first);
      row.end = i;
      {
        g_auto (GStrv) all = g_strsplit (text->str, " ", MAX_WORDS);

        row.cells = self->plain ? read_plain_row (self, all, (guint) number) : read_row (self, all, (guint) number);
      }
      if (row.cells == NULL)
        break;
      g_array_append_val (rows, row);
    }

  return rows;
}

/* Whether a line has three words, and in them one that heads a column of yes and no: hardly one in a hundred lines
 * goes on from here. */
static gboolean
may_be_head (DipStructure *structure,
             const char   *text)
{
  const char *space = strchr (text, ' ');
  g_autoptr (DipLook) look = NULL;
  gboolean has;

  if (space == NULL || strchr (space + 1, ' ') == NULL || strlen (text) > MAX_LINE / 4)
    return FALSE;

  look = dip_look_take (text, structure->draft->lexicon);
  if (dip_look_knows (look, DIP_TRAIT_FLAT_HEAD, &has))
    return has;

  return dip_look_note (look, DIP_TRAIT_FLAT_HEAD, dip_sheet_may_head_implemented (structure, dip_look_get_key (look)));
}

/**
 * dip_aligned_take_flat_sheet:
 * @self: a structure
 * @i: a line of text
 * @end: (out): the line behind the table
 *
 * Makes rows of a table of questions in which one blank parts the cells, if it begins at @i.
 * Linear in the lines of the table.
 *
 * Returns: whether there is one
 */
gboolean
dip_aligned_take_flat_sheet (DipStructure *self,
                             guint         i,
                             guint        *end)
{
  const char *text = dip_structure_piece (self, i)->line->text;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (DipSheetHead) head = NULL;
  g_autoptr (GArray) rows = NULL;
  Flat flat = { .structure = self };

  if (!may_be_head (self, text))
    return FALSE;
  words = g_strsplit (text, " ", DIP_SHEET_MAX_COLUMNS);
  if (g_strv_length (words) < 3)
    return FALSE;
  heads = g_ptr_array_new ();
  for (guint k = 0; words[k] != NULL; k++)
    g_ptr_array_add (heads, words[k]);
  head = dip_sheet_head_read_cells (self, heads);
  if (head == NULL || head->place[DIP_SHEET_NUMBER] < 0)
    return FALSE;

  flat.head = head;
  flat.spaced = are_spaced (self, i);
  flat.number = (guint) head->place[DIP_SHEET_NUMBER];
  if (head->place[DIP_SHEET_IMPLEMENTED] >= head->place[DIP_SHEET_NUMBER] + 2)
    {
      flat.implemented = (guint) head->place[DIP_SHEET_IMPLEMENTED];
      rows = read_rows (&flat, i + 1);
    }
  /* the answer stands last, and nobody says yes or no */
  if ((rows == NULL || rows->len < MIN_ROWS) && head->place[DIP_SHEET_QUESTION] > head->place[DIP_SHEET_NUMBER] &&
      (head->columns[head->n_columns - 1] == DIP_SHEET_ANSWER ||
       head->columns[head->n_columns - 1] == DIP_SHEET_IMPLEMENTED))
    {
      g_clear_pointer (&rows, g_array_unref);
      flat.plain = TRUE;
      flat.question = (guint) head->place[DIP_SHEET_QUESTION];
      rows = read_rows (&flat, i + 1);
      if (flat.n_whole * 4 < flat.n_cut * 3)
        return FALSE;
    }
  if (rows == NULL || rows->len < MIN_ROWS)
    return FALSE;

  dip_structure_put_row (self, i, heads);
  for (guint r = 0; r < rows->len; r++)
    {
      const FlatRow *row = &g_array_index (rows, FlatRow, r);

      dip_structure_put_row (self, row->first, row->cells);
      for (guint k = row->first + 1; k < row->end; k++)
        dip_structure_piece (self, k)->role = DIP_ROLE_FURNITURE;
      *end = row->end;
    }

  return TRUE;
}
