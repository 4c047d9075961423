/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-grid-private.h"

#include <glib/gi18n.h>

#include "dip-words.h"

const char *
dip_matrix_grid_row_title (const DipMatrixRow *row)
{
  const char *language = pango_language_to_string (gtk_get_default_language ());

  if (row->title_ja != NULL && g_str_has_prefix (language, "ja"))
    return row->title_ja;

  /* Translators: in place of the title of a control that a paper prints and no catalogue knows */
  return row->title != NULL && *row->title != '\0' ? row->title : _("(no such control)");
}

const char *
_dip_matrix_grid_stance_word (const DipMatrixCell *cell)
{
  /* Translators: in a table of providers: the paper has no clause on the control */
  return cell != NULL ? dip_words_get_stance (cell->stance) : _("Says nothing");
}

/**
 * dip_matrix_grid_dup_way:
 * @cell: a cell that is not empty
 *
 * Returns: (transfer full): how its clauses came to answer the control
 */
char *
dip_matrix_grid_dup_way (const DipMatrixCell *cell)
{
  int percent = (int) (cell->confidence * 100 + 0.5);

  switch (cell->via)
    {
    case DIP_ORIGIN_PRINTED:
      return g_strdup (_("The paper names the control itself."));
    case DIP_ORIGIN_CROSSWALK:
      /* Translators: %d is a percentage */
      return g_strdup_printf (_("By a crosswalk from another framework, %d %% certain."), percent);
    case DIP_ORIGIN_INFERRED:
    case DIP_ORIGIN_NONE:
    case DIP_ORIGIN_USER:
    default:
      /* Translators: %d is a percentage */
      return g_strdup_printf (_("By what the clause is about, %d %% certain."), percent);
    }
}

/**
 * dip_matrix_grid_describe:
 * @matrix: a matrix
 * @row: index of a row
 * @column: index of a document
 * @filter: (nullable): what is looked for in it
 *
 * Returns: (transfer full): the control, the edition, its stance and what it says
 */
char *
dip_matrix_grid_describe (const DipMatrix *matrix,
                          guint            row,
                          guint            column,
                          DipMatrixFilter *filter)
{
  const DipMatrixRow *control = g_ptr_array_index (matrix->rows, row);
  const DipDocument *document = g_ptr_array_index (matrix->documents, column);
  const DipMatrixCell *cell = g_ptr_array_index (control->cells, column);
  g_autofree char *edition = dip_words_dup_edition (document->edition);
  g_autofree char *way = cell != NULL ? dip_matrix_grid_dup_way (cell) : NULL;

  if (cell == NULL)
    return g_strdup_printf ("%s %s\n%s: %s", control->control, dip_matrix_grid_row_title (control), edition,
                            _dip_matrix_grid_stance_word (NULL));

  return g_strdup_printf ("%s %s\n%s: %s\n%s\n%s", control->control, dip_matrix_grid_row_title (control), edition,
                          _dip_matrix_grid_stance_word (cell), dip_matrix_filter_find (filter, cell, NULL), way);
}
