/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-table.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/dip-formula.h"
#include "dip-words.h"

/* Excel takes a file without this mark for one in the code page of the machine. */
#define BYTE_ORDER_MARK "\357\273\277"

static void
append_cell (GString    *out,
             const char *text,
             gboolean    csv,
             gboolean    first)
{
  const char *at = text != NULL ? text : "";

  if (!first)
    g_string_append_c (out, csv ? ',' : '\t');
  if (csv)
    g_string_append_c (out, '"');
  if (dip_formula_begins (at))
    g_string_append_c (out, '\'');

  for (; *at != '\0'; at++)
    {
      if (csv && *at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at == '\t' || *at == '\n' || *at == '\r' ? ' ' : *at);
    }
  if (csv)
    g_string_append_c (out, '"');
}

/**
 * dip_matrix_table_dup:
 * @matrix: a matrix
 * @rows: (element-type guint): positions of the rows that are wanted
 * @order: (element-type guint): positions of the columns that are wanted
 * @get_title: gives the title of a row in the user's language
 * @csv: comma separated values for a file, else tabs for the clipboard
 *
 * What is seen of a matrix, as spreadsheets take it: two columns for each
 * edition, the stance in words and the excerpt. One row stays one line.
 *
 * Returns: (transfer full): the table
 */
char *
dip_matrix_table_dup (const DipMatrix      *matrix,
                      const GArray         *rows,
                      const GArray         *order,
                      DipMatrixTitleFunc    get_title,
                      gboolean              csv)
{
  GString *out = g_string_new (csv ? BYTE_ORDER_MARK : NULL);
  const char *end = csv ? "\r\n" : "\n";

  g_return_val_if_fail (matrix != NULL, g_string_free (out, FALSE));

  append_cell (out, _("Control"), csv, TRUE);
  append_cell (out, _("Title"), csv, FALSE);
  for (guint i = 0; i < order->len; i++)
    {
      const DipDocument *document = g_ptr_array_index (matrix->documents, g_array_index (order, guint, i));
      g_autofree char *name = dip_words_dup_edition (document->edition);

      append_cell (out, name, csv, FALSE);
      append_cell (out, _("Excerpt"), csv, FALSE);
    }
  g_string_append (out, end);

  for (guint i = 0; i < rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (matrix->rows, g_array_index (rows, guint, i));

      append_cell (out, row->control, csv, TRUE);
      append_cell (out, get_title (row), csv, FALSE);
      for (guint j = 0; j < order->len; j++)
        {
          const DipMatrixCell *cell = g_ptr_array_index (row->cells, g_array_index (order, guint, j));

          append_cell (out, cell != NULL ? dip_words_get_stance (cell->stance) : _("Says nothing"), csv, FALSE);
          append_cell (out, cell != NULL ? cell->excerpt : NULL, csv, FALSE);
        }
      g_string_append (out, end);
    }

  return g_string_free (out, FALSE);
}
