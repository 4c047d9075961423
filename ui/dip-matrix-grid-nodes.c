/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-grid-private.h"

#include <glib/gi18n.h>

#include "dip-words.h"

/*
 * The grid for assistive technologies: a row of column heads, and for each row that
 * is seen a row with its head and the cells that are seen. Whatever is seen, the
 * cell at the cursor and the heads that it has are there; it has the focus, so that
 * a screen reader reads from cell to cell. Position 0 is the heads.
 */

/* The nodes follow so many milliseconds after scrolling; nobody reads while it lasts. */
#define CALM 120

static char *
dup_head (DipMatrixGrid *self,
          guint          column)
{
  const DipDocument *document =
    g_ptr_array_index (self->matrix->documents, g_array_index (self->columns, guint, column));
  const DipEdition *edition = document->edition;
  g_autofree char *name = dip_words_dup_edition ((DipEdition *) edition);

  return edition->provider != NULL ? g_strdup_printf ("%s, %s", name, edition->provider) : g_strdup (name);
}

static char *
dup_name (DipMatrixGrid *self,
          guint          row,
          guint          column)
{
  if (row == 0)
    return column == 0 ? g_strdup (_("Controls")) : dup_head (self, column - 1);

  if (column == 0)
    {
      const DipMatrixRow *control = row_at (self, row - 1);

      return g_strdup_printf ("%s %s", control->control, dip_matrix_grid_row_title (control));
    }

  return dip_matrix_grid_describe (self->matrix, g_array_index (self->rows, guint, row - 1),
                                   g_array_index (self->columns, guint, column - 1), self->filter);
}

static GtkAccessibleRole
get_role (guint row,
          guint column)
{
  if (row == 0)
    return GTK_ACCESSIBLE_ROLE_COLUMN_HEADER;

  return column == 0 ? GTK_ACCESSIBLE_ROLE_ROW_HEADER : GTK_ACCESSIBLE_ROLE_GRID_CELL;
}

/* Removes what is neither seen nor at the cursor. */
static void
prune (GtkWidget *parent,
       guint      first,
       guint      end,
       guint      kept)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = next)
    {
      guint position = DIP_MATRIX_NODE (child)->position;

      next = gtk_widget_get_next_sibling (child);
      if (position != 0 && position != kept && (position < first || position >= end))
        gtk_widget_unparent (child);
    }
}

static void
need_cell (DipMatrixGrid *self,
           DipMatrixNode *row,
           guint          column)
{
  DipMatrixNode *cell = dip_matrix_node_find (GTK_WIDGET (row), column);

  if (cell == NULL)
    {
      g_autofree char *name = dup_name (self, row->position, column);

      cell = DIP_MATRIX_NODE (dip_matrix_node_new (get_role (row->position, column), column));
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (cell),
                                      GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) row->position + 1,
                                      GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) column + 1,
                                      -1);
      dip_matrix_node_insert (cell, GTK_WIDGET (row));
    }

  cell->area.x = column == 0 ? 0 : first_width (self) - (int) get_value (self->hadjustment) +
                                   ((int) column - 1) * column_width (self);
  cell->area.y = 0;
  cell->area.width = column == 0 ? first_width (self) : column_width (self);
  cell->area.height = row->area.height;
  gtk_widget_set_focusable (GTK_WIDGET (cell), row->position == self->cursor_row + 1 &&
                                               column == self->cursor_column + 1);
}

static void
need_row (DipMatrixGrid *self,
          guint          position,
          guint          first,
          guint          end)
{
  DipMatrixNode *row = dip_matrix_node_find (GTK_WIDGET (self), position);

  if (row == NULL)
    {
      /* A row without a name of its own is read as the words of all its cells (GTK 4.18). */
      g_autofree char *name = dup_name (self, position, 0);

      row = DIP_MATRIX_NODE (dip_matrix_node_new (GTK_ACCESSIBLE_ROLE_ROW, position));
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (row),
                                      GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) position + 1, -1);
      dip_matrix_node_insert (row, GTK_WIDGET (self));
    }

  row->area.x = 0;
  row->area.y = position == 0 ? 0 : head_height (self) - (int) get_value (self->vadjustment) +
                                    ((int) position - 1) * row_height (self);
  row->area.width = gtk_widget_get_width (GTK_WIDGET (self));
  row->area.height = position == 0 ? head_height (self) : row_height (self);

  prune (GTK_WIDGET (row), first, end, self->cursor_column + 1);
  need_cell (self, row, 0);
  need_cell (self, row, self->cursor_column + 1);
  for (guint column = first; column < end; column++)
    need_cell (self, row, column);
  gtk_widget_queue_allocate (GTK_WIDGET (row));
}

/* Another matrix, or another order: all nodes are made anew. */
void
_dip_matrix_grid_renew_nodes (DipMatrixGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean focused = gtk_widget_get_focus_child (widget) != NULL;
  GtkWidget *child;

  if (focused)
    {
      gtk_widget_set_focusable (widget, TRUE);
      self->focusing = TRUE;
      gtk_widget_grab_focus (widget);
      self->focusing = FALSE;
    }

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);

  _dip_matrix_grid_sync_nodes (self);
  if (focused)
    _dip_matrix_grid_focus_cell (self);
}

/* Makes nodes for what is seen. */
void
_dip_matrix_grid_sync_nodes (DipMatrixGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget) - first_width (self);
  int height = gtk_widget_get_height (widget) - head_height (self);
  guint first_row, end_row, first_column, end_column;

  g_clear_handle_id (&self->nodes_id, g_source_remove);

  if (self->matrix == NULL || self->rows->len == 0 || self->columns->len == 0)
    {
      gtk_widget_set_focusable (widget, TRUE);
      return;
    }

  _dip_matrix_grid_find_seen (get_value (self->vadjustment), MAX (height, 0), row_height (self),
                              self->rows->len, &first_row, &end_row);
  _dip_matrix_grid_find_seen (get_value (self->hadjustment), MAX (width, 0), column_width (self),
                              self->columns->len, &first_column, &end_column);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) self->rows->len + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) self->columns->len + 1,
                                  -1);

  prune (widget, first_row + 1, end_row + 1, self->cursor_row + 1);
  need_row (self, 0, first_column + 1, end_column + 1);
  need_row (self, self->cursor_row + 1, first_column + 1, end_column + 1);
  for (guint i = first_row; i < end_row; i++)
    need_row (self, i + 1, first_column + 1, end_column + 1);
  gtk_widget_queue_allocate (widget);
}

static gboolean
calm_cb (gpointer data)
{
  DipMatrixGrid *self = data;

  self->nodes_id = 0;
  _dip_matrix_grid_sync_nodes (self);

  return G_SOURCE_REMOVE;
}

void
_dip_matrix_grid_sync_later (DipMatrixGrid *self)
{
  g_clear_handle_id (&self->nodes_id, g_source_remove);
  self->nodes_id = g_timeout_add (CALM, calm_cb, self);
}

/* Gives the focus to the cell at the cursor. */
gboolean
_dip_matrix_grid_focus_cell (DipMatrixGrid *self)
{
  DipMatrixNode *row, *cell = NULL;

  if (self->matrix == NULL || self->rows->len == 0 || self->columns->len == 0)
    return FALSE;

  _dip_matrix_grid_sync_nodes (self);
  row = dip_matrix_node_find (GTK_WIDGET (self), self->cursor_row + 1);
  if (row != NULL)
    cell = dip_matrix_node_find (GTK_WIDGET (row), self->cursor_column + 1);
  if (cell == NULL || !gtk_widget_grab_focus (GTK_WIDGET (cell)))
    return FALSE;

  /* Only one of them is reached by Tab. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);

  return TRUE;
}
