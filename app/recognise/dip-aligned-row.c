/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"
#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

/* Columns of what only says yes or no. */
#define MAX_MARK 20u

/*
 * A row while its lines are read: each brings pieces for some of the cells.
 */

/* Whether what stands below a cell begins anew: it says yes or no, or is a sentence. */
static gboolean
has_ended (const Aligned *self,
           const char    *cell)
{
  g_autofree char *choice = dip_sheet_read_choices (cell);

  /* "☑はい □いいえ □対" goes on with "象外" */
  if (*cell == '\0' || choice != NULL)
    return FALSE;

  return dip_text_ends_sentence (cell) ||
         (dip_text_width (cell) <= MAX_MARK &&
          dip_sheet_read_implemented (self->structure, cell) != DIP_IMPLEMENTED_UNKNOWN);
}

void
dip_aligned_add_segments (const Aligned *self,
                          DipAlignedRow *row,
                          DipSegment    *segments,
                          guint          n)
{
  gint last = -1;

  n = dip_aligned_part_cells (self, segments, n);
  for (guint k = 0; k < n; k++)
    {
      guint column = dip_aligned_column_at (self, segments[k].start);
      g_autofree char *text = dip_segment_dup (&segments[k]);

      if (row->cells[column] == NULL)
        row->cells[column] = g_string_new (NULL);
      if ((gint) column == last)
        g_string_append_printf (row->cells[column], " %s", text);
      else if (has_ended (self, row->cells[column]->str))
        g_string_append_printf (row->cells[column], "\n%s", text);
      else
        dip_text_join (row->cells[column], text);
      last = (gint) column;
    }
}

void
dip_aligned_finish_row (Aligned       *self,
                        DipAlignedRow *row)
{
  if (row->first != G_MAXUINT)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new ();

      for (guint k = 0; k < self->n_columns; k++)
        g_ptr_array_add (cells, row->cells[k] != NULL ? row->cells[k]->str : (char *) "");
      dip_structure_put_row (self->structure, row->first, cells);
      row->place.piece = row->first;
      if (self->rows != NULL)
        g_array_append_val (self->rows, row->place);
    }
  for (guint k = 0; k < self->n_columns; k++)
    if (row->cells[k] != NULL)
      g_string_free (g_steal_pointer (&row->cells[k]), TRUE);
  row->first = G_MAXUINT;
  row->numbered = FALSE;
}
