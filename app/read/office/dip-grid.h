/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-flow.h"

G_BEGIN_DECLS

/* Columns that Excel has (XFD); LibreOffice has as many. */
#define DIP_GRID_MAX_COLUMNS 16384u
#define DIP_GRID_MAX_ROWS    1048576u

/* What a sheet may hold before it is no paper. */
#define DIP_GRID_MAX_CELLS   1000000u
#define DIP_GRID_MAX_MERGES  100000u

/**
 * DipGridMode:
 * @DIP_GRID_SHEET: a sheet: what stands alone above or below a table is text
 * @DIP_GRID_TABLE: a table in a text: every row is one
 */
typedef enum {
  DIP_GRID_SHEET,
  DIP_GRID_TABLE,
} DipGridMode;

/**
 * DipGrid:
 *
 * A table as sheets and texts have it: rows in ascending order, cells in
 * ascending order within them, only those that say something. Empty rows
 * and columns cost nothing, wherever the last cell is.
 */
typedef struct _DipGrid DipGrid;

/**
 * DipGridText:
 * @row: from 1
 * @column: from 0
 * @text: what shall stand there
 */
typedef struct
{
  guint       row;
  guint       column;
  const char *text;
} DipGridText;

DipGrid  *dip_grid_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void      dip_grid_free         (DipGrid     *self);
void      dip_grid_begin_row    (DipGrid     *self,
                                 guint        number,
                                 gboolean     hidden);
gboolean  dip_grid_add          (DipGrid     *self,
                                 guint        column,
                                 const char  *text);
void      dip_grid_mark_head    (DipGrid     *self);
gboolean  dip_grid_merge        (DipGrid     *self,
                                 guint        row,
                                 guint        column,
                                 guint        n_rows,
                                 guint        n_columns);
void      dip_grid_insert       (DipGrid     *self,
                                 GArray      *texts);
void      dip_grid_hide_columns (DipGrid     *self,
                                 guint        first,
                                 guint        last);
void      dip_grid_miss_value   (DipGrid     *self,
                                 guint        row,
                                 guint        column);
guint     dip_grid_get_missing  (DipGrid     *self,
                                 GString     *first);
gboolean  dip_grid_is_empty     (DipGrid     *self);
void      dip_grid_deliver      (DipGrid     *self,
                                 DipGridMode  mode,
                                 DipFlow     *flow,
                                 const char  *sheet,
                                 guint        number);
void      dip_grid_append_text  (DipGrid     *self,
                                 GString     *out);
void      dip_grid_warn_hidden  (DipGrid     *self,
                                 DipFlow     *flow,
                                 const char  *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipGrid, dip_grid_free)

G_END_DECLS
