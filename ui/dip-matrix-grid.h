/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "engine/dip-matrix.h"

#include "dip-matrix-filter.h"

G_BEGIN_DECLS

#define DIP_TYPE_MATRIX_GRID (dip_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (DipMatrixGrid, dip_matrix_grid, DIP, MATRIX_GRID, GtkWidget)

GtkWidget           *dip_matrix_grid_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/* @rows: indices into the matrix's rows that are shown, in order; @columns: the same
 * for its documents. All are copied but the matrix, which must stay until the next call. */
void                 dip_matrix_grid_set_filter   (DipMatrixGrid   *self,
                                                   DipMatrixFilter *filter);
void                 dip_matrix_grid_set_matrix   (DipMatrixGrid   *self,
                                                   const DipMatrix *matrix,
                                                   GArray          *rows,
                                                   GArray          *columns);

/* The cell at the cursor. FALSE where there is none. */
gboolean             dip_matrix_grid_get_cursor   (DipMatrixGrid   *self,
                                                   guint           *row,
                                                   guint           *column,
                                                   GdkRectangle    *area);

/* Puts the cursor on a row and a column of the matrix, where they are shown. */
void                 dip_matrix_grid_set_cursor   (DipMatrixGrid   *self,
                                                   guint            row,
                                                   guint            column);

/* The title of a row in the language of the user. */
const char          *dip_matrix_grid_row_title    (const DipMatrixRow *row);

/* What a person would say of a cell, for tooltips and screen readers. */
char                *dip_matrix_grid_dup_way      (const DipMatrixCell *cell) G_GNUC_WARN_UNUSED_RESULT;
char                *dip_matrix_grid_describe     (const DipMatrix *matrix,
                                                   guint            row,
                                                   guint            column,
                                                   DipMatrixFilter *filter) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
