/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A table of questions each cell of which has come out on a line of its own:
 *
 *   No.                  1                         2
 *   確認事項             方針を定めているか。      教育を行っているか。
 *   対応                 ○                         ×
 *   備考                 毎年見直しています。
 *
 *   table  = head row *row
 *   head   = three lines or more that dip-checksheet-head.c takes for one, the first heads numbers, one yes and no
 *   row    = number question yes-no *other     the numbers go up by one; question and others may take several lines
 *   number = digits *( mark digits )           1, 2, 3; 1-1, 1-2, 2-1; a section's title may stand before any of them
 *
 * The lines of the head stand again where the table begins anew on a page.
 */

#define MIN_COLUMNS 3u
#define MAX_COLUMNS 8u
#define MIN_ROWS 4u

/* Lines of one row; more are no row. */
#define MAX_ROW 60u

#define MAX_FAILURES 50u

/* Bytes of the line that a head begins with. */
#define MAX_HEAD 200u

/* Bytes of a row's number. Columns of a section's title. */
#define MAX_NUMBER 16u
#define MAX_TITLE 60u

/* Whether the @n lines from @i on are the head of a table; its columns are then known. */
static DipSheetHead *
read_head (DipStructure *self,
           guint         i,
           guint         n)
{
  DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece before = *piece;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  DipSheetHead *head;

  piece->owned = NULL;
  for (guint k = 0; k < n; k++)
    g_ptr_array_add (cells, g_strdup (k == 0 ? before.text : dip_structure_piece (self, i + k)->text));
  dip_structure_put_row (self, i, cells);
  head = dip_sheet_head_read (self, i);
  if (head != NULL && (head->n_rows > 1 || head->place[DIP_SHEET_NUMBER] != 0 ||
                       head->place[DIP_SHEET_QUESTION] < 1 || head->place[DIP_SHEET_IMPLEMENTED] < 0 ||
                       head->place[DIP_SHEET_QUESTION] > head->place[DIP_SHEET_IMPLEMENTED]))
    g_clear_pointer (&head, dip_sheet_head_free);
  *piece = before;

  return head;
}

/* The line that says yes or no in the row of the lines from @first to @end, @end for none. */
static guint
find_tick (DipStructure *self,
           guint         first,
           guint         end)
{
  for (guint i = first; i < end; i++)
    if (dip_stacked_is_line (self, i) && strlen (dip_structure_piece (self, i)->text) <= 24 &&
        dip_sheet_read_implemented (self, dip_structure_piece (self, i)->text) != DIP_IMPLEMENTED_UNKNOWN)
      return i;

  return end;
}

DipStackedNumber
dip_stacked_read_number (const char *text)
{
  DipStackedNumber number = { { 0 }, 0 };
  const char *at = text;

  if (dip_sheet_parse_plain (text) > 0)
    {
      number.parts[0] = dip_sheet_parse_plain (text);
      number.n = 1;
      return number;
    }
  if (strlen (text) > MAX_NUMBER)
    return number;
  while (g_ascii_isdigit (*at) && number.n < DIP_STACKED_MAX_PARTS)
    {
      char *end;

      number.parts[number.n++] = (guint) MIN (g_ascii_strtoull (at, &end, 10), 9999);
      at = end;
      if ((*at == '-' || *at == '.') && g_ascii_isdigit (at[1]))
        at++;
    }
  if (*at != '\0')
    number.n = 0;

  return number;
}

gboolean
dip_stacked_follows (const DipStackedNumber *number,
                     const DipStackedNumber *next)
{
  guint last = next->n - 1;
  guint k = 0;

  if (next->n == 0 || (number->n > 0 && number->n != next->n))
    return FALSE;
  if (number->n == 0)
    return next->parts[last] == 1;
  while (k < last && next->parts[k] == number->parts[k])
    k++;
  if (k == last)
    return next->parts[last] == number->parts[last] + 1;

  return next->parts[k] > number->parts[k] && next->parts[last] == 1;
}

/* Where the number of the row stands that begins at @i, behind a section's title or not; 0 if it does not follow
 * @before. */
static guint
find_row (DipStructure *self,
          guint         i,
          const DipStackedNumber *before,
          DipStackedNumber *number)
{
  for (guint k = i; k <= i + 1 && k < self->pieces->len && dip_stacked_is_line (self, k); k++)
    {
      const DipPiece *piece = dip_structure_piece (self, k);
      guint parts[2];
      gboolean may_split;
      const char *title;

      *number = dip_stacked_read_number (piece->text);
      if (dip_stacked_follows (before, number))
        return k;
      if (piece->width > MAX_TITLE || dip_text_has_sentence (piece->text) ||
          (dip_sheet_parse_title (self, piece->text, parts, &may_split, &title) == 0 &&
           !dip_structure_has_word (self, "checksheet-sections", piece->text)))
        return 0;
    }

  return 0;
}

/* How many lines from @i on are those of the head once more: all or none. */
static guint
count_repeated (DipStructure    *self,
                const GPtrArray *head,
                guint            i)
{
  if (i + head->len > self->pieces->len)
    return 0;
  for (guint k = 0; k < head->len; k++)
    if (!dip_stacked_is_line (self, i + k) ||
        strcmp (g_ptr_array_index (head, k), dip_structure_piece (self, i + k)->text) != 0)
      return 0;

  return head->len;
}

/* Where the row ends whose number stands at @i; 0 if there is none. @head: the lines of the head */
static guint
find_end (DipStructure           *self,
          const GPtrArray        *head,
          guint                   i,
          const DipStackedNumber *number)
{
  guint tick = 0;
  guint end;

  for (end = i + 1; end < self->pieces->len && end < i + MAX_ROW && dip_stacked_is_line (self, end); end++)
    {
      DipStackedNumber next;

      if (tick > 0 && find_row (self, end + count_repeated (self, head, end), number, &next) > 0)
        break;
      if (tick == 0 && find_tick (self, end, end + 1) == end)
        tick = end;
    }

  return tick > i + 1 ? end : 0;
}

/* The title of a section that stands before a row, as a row. */
static void
put_title (DipStructure *self,
           guint         i,
           guint         n_columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (dip_structure_piece (self, i)->text));
  while (cells->len < n_columns)
    g_ptr_array_add (cells, g_strdup (""));
  dip_structure_put_row (self, i, cells);
}

static void
add_cell (DipStructure *self,
          GPtrArray    *cells,
          guint         first,
          guint         end)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    {
      const char *text = dip_structure_piece (self, i)->text;

      if (cell->len > 0 && dip_text_ends_sentence (cell->str))
        g_string_append_printf (cell, "\n%s", text);
      else
        dip_text_join (cell, text);
      dip_structure_piece (self, i)->role = DIP_ROLE_FURNITURE;
    }
  g_ptr_array_add (cells, g_strdup (cell->str));
}

/* Up to where the last row goes: to white space where that parts rows, else to the end of a sentence. */
static guint
end_of_last (DipStructure *self,
             gboolean      spaced,
             guint         tick,
             guint         end)
{
  guint i;

  for (i = tick + 1; i < end; i++)
    {
      if (spaced ? dip_line_is_apart (dip_structure_piece (self, i)->line)
                 : i > tick + 1 && dip_text_ends_sentence (dip_structure_piece (self, i - 1)->text))
        break;
    }

  return i;
}

static gboolean
take_table (DipStructure *self,
            guint         i,
            guint        *next)
{
  g_autoptr (DipSheetHead) head = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_columns = 0;
  gboolean spaced;
  guint at, n, number;
  DipStackedNumber before = { { 0 }, 0 };
  DipStackedNumber own;

  for (guint k = MIN_COLUMNS;
       k <= MAX_COLUMNS && i + k < self->pieces->len && dip_stacked_is_line (self, i + k - 1);
       k++)
    if (find_row (self, i + k, &before, &own) > 0)
      {
        head = read_head (self, i, k);
        n_columns = k;
        break;
      }
  if (head == NULL)
    return FALSE;
  for (guint k = 0; k < n_columns; k++)
    g_ptr_array_add (names, g_strdup (dip_structure_piece (self, i + k)->text));

  at = i + n_columns;
  for (n = 0; at < self->pieces->len && (number = find_row (self, at, &before, &own)) > 0; n++)
    {
      guint end = find_end (self, names, number, &own);

      if (end == 0)
        break;
      /* behind yes and no in the last column stands nothing of the row */
      at = (guint) head->place[DIP_SHEET_IMPLEMENTED] + 1 < n_columns ? end : find_tick (self, number + 1, end) + 1;
      at += count_repeated (self, names, at);
      before = own;
    }
  if (n < MIN_ROWS)
    return FALSE;

  {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    for (guint k = 0; k < n_columns; k++)
      add_cell (self, cells, i + k, i + k + 1);
    dip_structure_put_row (self, i, cells);
  }
  at = i + n_columns;
  spaced = dip_structure_piece (self, at)->line->n_blank > 0 &&
           dip_structure_piece (self, at + 1)->line->n_blank == 0;
  before.n = 0;
  for (guint row = 1; row <= n; row++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint question = (guint) head->place[DIP_SHEET_QUESTION];
      guint end, tick, first;

      number = find_row (self, at, &before, &own);
      if (number > at)
        put_title (self, at, n_columns);
      at = number;
      before = own;
      end = find_end (self, names, at, &own);
      tick = find_tick (self, at + 1, end);
      first = at + 1;

      if (row == n)
        end = end_of_last (self, spaced, tick, end);
      add_cell (self, cells, at, at + 1);
      for (guint k = 1; k < question; k++, first++)
        add_cell (self, cells, first, MIN (first + 1, tick));
      add_cell (self, cells, MIN (first, tick), tick);
      while (cells->len < (guint) head->place[DIP_SHEET_IMPLEMENTED])
        g_ptr_array_add (cells, g_strdup (""));
      add_cell (self, cells, tick, tick + 1);
      if (cells->len < n_columns)
        add_cell (self, cells, tick + 1, end);
      else
        end = tick + 1;
      dip_structure_put_row (self, at, cells);
      at = end;
      for (guint k = row < n ? count_repeated (self, names, at) : 0; k > 0; k--)
        dip_structure_piece (self, at++)->role = DIP_ROLE_FURNITURE;
    }
  *next = at;

  return TRUE;
}

/**
 * dip_structure_stack_tables:
 * @self: a structure as the layout has it
 *
 * Makes rows of lines that are the cells of a table of questions, one below the other. Numbers of rows look like
 * those of pages, so this comes before furniture.
 */
void
dip_structure_stack_tables (DipStructure *self)
{
  guint n_failures = 0;

  for (guint i = 0; i < self->pieces->len && n_failures < MAX_FAILURES; i++)
    {
      const char *text = dip_structure_piece (self, i)->text;
      g_autofree char *first = NULL;
      g_autofree char *key = NULL;
      gunichar letter;
      guint next = i;

      if (!dip_stacked_is_line (self, i) || strlen (text) > MAX_HEAD)
        continue;
      /* nearly all lines are left here */
      letter = *text != ' ' ? dip_text_key_first (text) : 0;
      if (letter != 0 && !dip_lexicon_key_may_begin (self->draft->lexicon, "checksheet-number-heads", letter))
        continue;
      first = g_strndup (text, strcspn (text, " "));
      key = dip_text_key (first);
      if (!dip_structure_has_word (self, "checksheet-number-heads", key))
        continue;
      if (take_table (self, i, &next) || dip_structure_stack_measures (self, i, &next))
        i = next - 1;
      else
        n_failures++;
    }
}
