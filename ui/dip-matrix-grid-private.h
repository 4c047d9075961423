/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-matrix-grid.h"

#include "dip-matrix-node.h"

G_BEGIN_DECLS

/* Space inside of a cell, and the size of a stance's icon, in pixels. */
#define PADDING       8
#define ICON          16

/* Height of a row and of the head, in lines of text. In a narrow window the name of a control stands
 * in a column of few letters. */
#define ROW_LINES     4
#define NARROW_LINES  5
#define HEAD_LINES    3

/* Widths in letters of the font; in a narrow window the first column gives way. Where all columns
 * can be seen at once, they are as wide as there is room, between the least and the most. */
#define COLUMN_WIDTH  26
#define LEAST_COLUMN  20
#define MOST_COLUMN   40
#define FIRST_WIDTH   26
#define NARROW_FIRST  15
#define NARROW        640

#define N_STANCES     (DIP_STANCE_PARTIAL + 1)

struct _DipMatrixGrid
{
  GtkWidget         parent_instance;

  const DipMatrix  *matrix;       /* (nullable) */
  DipMatrixFilter  *filter;       /* (nullable) (unowned) */
  GArray           *rows;         /* (element-type guint) */
  GArray           *columns;      /* (element-type guint) */
  gboolean          cursor_waits; /* to be scrolled to as soon as there is a size */
  guint             cursor_row;   /* position in @rows */
  guint             cursor_column;

  GtkAdjustment    *hadjustment;
  GtkAdjustment    *vadjustment;
  guint             hscroll_policy : 1;
  guint             vscroll_policy : 1;

  GtkIMContext     *input;        /* what a person types goes through it */

  int               line;         /* height of a line of text */
  int               letter;       /* width of a letter */
  int               drag_from;    /* position of the column that is dragged, or -1 */
  int               drag_to;
  int               nodes_width;  /* for which the nodes were made */
  int               nodes_height;
  guint             nodes_id;     /* the nodes follow when scrolling has come to rest */
  gboolean          focusing;     /* the focus is being moved to the cell at the cursor */
  GtkIconPaintable *icons[N_STANCES];
  int               icon_scale;   /* for which the icons were looked up */
  int               icon_size;
};

static inline gboolean
is_narrow (DipMatrixGrid *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;
}

static inline int
row_lines (DipMatrixGrid *self)
{
  return is_narrow (self) ? NARROW_LINES : ROW_LINES;
}

static inline int
row_height (DipMatrixGrid *self)
{
  return row_lines (self) * self->line + 2 * PADDING;
}

static inline int
head_height (DipMatrixGrid *self)
{
  return HEAD_LINES * self->line + 2 * PADDING;
}

static inline int
first_width (DipMatrixGrid *self)
{
  return (is_narrow (self) ? NARROW_FIRST : FIRST_WIDTH) * self->letter + 2 * PADDING;
}

static inline int
column_width (DipMatrixGrid *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self)) - first_width (self);
  int width = self->columns->len > 0 ? room / (int) self->columns->len : 0;

  if (width < LEAST_COLUMN * self->letter + 2 * PADDING)
    return COLUMN_WIDTH * self->letter + 2 * PADDING;

  return MIN (width, MOST_COLUMN * self->letter + 2 * PADDING);
}

static inline double
get_value (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static inline const DipMatrixRow *
row_at (DipMatrixGrid *self,
        guint          position)
{
  return g_ptr_array_index (self->matrix->rows, g_array_index (self->rows, guint, position));
}

/* dip-matrix-grid-words.c */
const char *_dip_matrix_grid_stance_word (const DipMatrixCell *cell);

/* dip-matrix-grid-draw.c */
void        _dip_matrix_grid_find_seen   (double               value,
                                          int                  room,
                                          int                  size,
                                          guint                n,
                                          guint               *first,
                                          guint               *end);
void        _dip_matrix_grid_snapshot    (GtkWidget           *widget,
                                          GtkSnapshot         *snapshot);

/* dip-matrix-grid-nodes.c */
void        _dip_matrix_grid_renew_nodes (DipMatrixGrid       *self);
void        _dip_matrix_grid_sync_nodes  (DipMatrixGrid       *self);
void        _dip_matrix_grid_sync_later  (DipMatrixGrid       *self);
gboolean    _dip_matrix_grid_focus_cell  (DipMatrixGrid       *self);

G_END_DECLS
