/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipMatrixNode: a row of the matrix, or a cell in it, for assistive technologies.
 */
#define DIP_TYPE_MATRIX_NODE (dip_matrix_node_get_type ())
G_DECLARE_FINAL_TYPE (DipMatrixNode, dip_matrix_node, DIP, MATRIX_NODE, GtkWidget)

struct _DipMatrixNode
{
  GtkWidget    parent_instance;

  guint        position;   /* of a row among the rows, of a cell in its row; 0 is the head */
  GdkRectangle area;       /* in its parent */
};

GtkWidget     *dip_matrix_node_new      (GtkAccessibleRole  role,
                                         guint              position) G_GNUC_WARN_UNUSED_RESULT;
DipMatrixNode *dip_matrix_node_find     (GtkWidget         *parent,
                                         guint              position);
void           dip_matrix_node_insert   (DipMatrixNode     *self,
                                         GtkWidget         *parent);
void           dip_matrix_node_allocate (GtkWidget         *parent);

G_END_DECLS
