/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

/**
 * dip_structure_put_row:
 * @i: of the piece that becomes a row, whatever it was
 * @cells: (element-type utf8): at least one, in the order of the columns; they are copied
 *
 * Where the line stands in its file stays as it is.
 */
void
dip_structure_put_row (DipStructure    *self,
                       guint            i,
                       const GPtrArray *cells)
{
  DipPiece *piece = dip_structure_piece (self, i);
  const DipLine *source = piece->line;
  GPtrArray *own = g_ptr_array_new_with_free_func (g_free);
  DipLine *line;

  for (guint k = 0; k < cells->len; k++)
    g_ptr_array_add (own, g_strdup (g_ptr_array_index (cells, k)));
  line = dip_line_new_row (own);
  line->number = source->number;
  line->page = source->page;
  line->sheet = g_strdup (source->sheet);
  line->n_blank = source->n_blank;
  line->n_spacer = source->n_spacer;
  line->page_break = source->page_break;
  g_ptr_array_add (self->draft->made, line);

  g_clear_pointer (&piece->owned, g_free);
  piece->line = line;
  dip_piece_set_text (piece, line->text);
  piece->is_row = TRUE;
  piece->no_head = FALSE;
  piece->role = DIP_ROLE_TEXT;
}
