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
 */

#define MIN_COLUMNS 3u
#define MAX_COLUMNS 8u
#define MIN_ROWS 4u

/* Lines of one row; more are no row. */
#define MAX_ROW 60u

#define MAX_FAILURES 50u

gboolean
dip_stacked_is_line (DipStructure *self,
                     guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row &&
         (piece->line->kind == DIP_LINE_TEXT || piece->line->kind == DIP_LINE_ITEM);
}

void
dip_stacked_put_row (DipStructure *self,
                     guint         i,
                     GPtrArray    *cells)
{
  DipPiece *piece = dip_structure_piece (self, i);
  const DipLine *source = piece->line;
  g_autoptr (GString) text = g_string_new (NULL);
  DipLine *line;

  for (guint k = 0; k < cells->len; k++)
    g_string_append_printf (text, "%s%s", k > 0 ? "\t" : "", (char *) g_ptr_array_index (cells, k));
  line = dip_line_new (DIP_LINE_ROW, text->str);
  line->cells = g_ptr_array_ref (cells);
  line->number = source->number;
  line->page = source->page;
  line->n_blank = source->n_blank;
  line->n_spacer = source->n_spacer;
  line->page_break = source->page_break;
  g_ptr_array_add (self->draft->made, line);

  g_clear_pointer (&piece->owned, g_free);
  piece->line = line;
  piece->text = line->text;
  piece->is_row = TRUE;
  piece->no_head = FALSE;
  piece->role = DIP_ROLE_TEXT;
}

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
  dip_stacked_put_row (self, i, cells);
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

/* Where the row that begins with number @n at @i ends; 0 if there is none. */
static guint
find_end (DipStructure *self,
          guint         i,
          guint         n)
{
  guint end;

  if (dip_sheet_parse_plain (dip_structure_piece (self, i)->text) != n)
    return 0;
  for (end = i + 1; end < self->pieces->len && end < i + MAX_ROW && dip_stacked_is_line (self, end); end++)
    {
      guint value = dip_sheet_parse_plain (dip_structure_piece (self, end)->text);

      if (value == n + 1 && find_tick (self, i + 1, end) < end)
        break;
    }

  return find_tick (self, i + 1, end) > i + 1 && find_tick (self, i + 1, end) < end ? end : 0;
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
      const DipLine *line = dip_structure_piece (self, i)->line;

      if (spaced ? line->n_blank > 0 || line->n_spacer > 0
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
  guint n_columns = 0;
  gboolean spaced;
  guint at, n;

  for (guint k = MIN_COLUMNS;
       k <= MAX_COLUMNS && i + k < self->pieces->len && dip_stacked_is_line (self, i + k - 1);
       k++)
    if (dip_sheet_parse_plain (dip_structure_piece (self, i + k)->text) == 1)
      {
        head = read_head (self, i, k);
        n_columns = k;
        break;
      }
  if (head == NULL)
    return FALSE;

  for (at = i + n_columns, n = 0; at < self->pieces->len && find_end (self, at, n + 1) != 0; n++)
    at = find_end (self, at, n + 1);
  if (n < MIN_ROWS)
    return FALSE;

  {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    for (guint k = 0; k < n_columns; k++)
      add_cell (self, cells, i + k, i + k + 1);
    dip_stacked_put_row (self, i, cells);
  }
  at = i + n_columns;
  spaced = dip_structure_piece (self, at)->line->n_blank > 0 &&
           dip_structure_piece (self, at + 1)->line->n_blank == 0;
  for (guint row = 1; row <= n; row++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint end = find_end (self, at, row);
      guint tick = find_tick (self, at + 1, end);
      guint question = (guint) head->place[DIP_SHEET_QUESTION];
      guint first = at + 1;

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
      dip_stacked_put_row (self, at, cells);
      at = end;
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
      g_autofree char *key = NULL;
      guint next = i;

      if (!dip_stacked_is_line (self, i) || strlen (dip_structure_piece (self, i)->text) > 24)
        continue;
      key = dip_text_key (dip_structure_piece (self, i)->text);
      if (!dip_structure_has_word (self, "checksheet-number-heads", key))
        continue;
      if (take_table (self, i, &next) || dip_structure_stack_measures (self, i, &next))
        i = next - 1;
      else
        n_failures++;
    }
}
