/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

/* What lies over the cells of a sheet, and the cell that says it for the program. */
typedef struct
{
  guint    row;      /* from 1 */
  guint    column;   /* from 0 */
  gint64   order;    /* within a cell: lower and further right is later */
  char    *text;
  gboolean box;      /* stands for itself: it takes no part in a row that has cells */
} DipXlsxShape;

GArray   *_dip_xlsx_shapes_read     (DipZip        *zip,
                                     const char    *part,
                                     GHashTable    *relations,
                                     guint         *n_rings,
                                     GCancellable  *cancellable) G_GNUC_WARN_UNUSED_RESULT;
gboolean  _dip_xlsx_shapes_add_rows (GArray        *self,
                                     guint         *place,
                                     guint          end,
                                     DipGrid       *grid);
gboolean  _dip_xlsx_shapes_add_cell (GArray        *self,
                                     guint         *place,
                                     guint          row,
                                     guint          column,
                                     const char    *text,
                                     DipGrid       *grid);
gboolean  _dip_xlsx_shapes_end_row  (GArray        *self,
                                     guint         *place,
                                     guint          row,
                                     DipGrid       *grid);

G_END_DECLS
