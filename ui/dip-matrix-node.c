/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-node.h"

/**
 * DipMatrixNode:
 *
 * Has a role, a name and a place, and is not drawn: the grid draws itself. Children
 * of a parent stand in the order of their positions, which a screen reader reads.
 */
G_DEFINE_FINAL_TYPE (DipMatrixNode, dip_matrix_node, GTK_TYPE_WIDGET)

static void
dip_matrix_node_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  dip_matrix_node_allocate (widget);
}

static void
dip_matrix_node_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dip_matrix_node_parent_class)->dispose (object);
}

static void
dip_matrix_node_class_init (DipMatrixNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_matrix_node_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = dip_matrix_node_size_allocate;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "matrixnode");
}

static void
dip_matrix_node_init (DipMatrixNode *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dip_matrix_node_new (GtkAccessibleRole role,
                     guint             position)
{
  DipMatrixNode *self = g_object_new (DIP_TYPE_MATRIX_NODE, "accessible-role", role, NULL);

  self->position = position;

  return GTK_WIDGET (self);
}

/* (nullable): the child at a position. */
DipMatrixNode *
dip_matrix_node_find (GtkWidget *parent,
                      guint      position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (DIP_MATRIX_NODE (child)->position == position)
      return DIP_MATRIX_NODE (child);

  return NULL;
}

void
dip_matrix_node_insert (DipMatrixNode *self,
                        GtkWidget     *parent)
{
  GtkWidget *next = gtk_widget_get_first_child (parent);

  while (next != NULL && DIP_MATRIX_NODE (next)->position < self->position)
    next = gtk_widget_get_next_sibling (next);

  gtk_widget_insert_before (GTK_WIDGET (self), parent, next);
}

/* Puts the children of a widget where they belong. */
void
dip_matrix_node_allocate (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int width, height;

      /* Asking for it is a duty, even where the answer is known. */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &DIP_MATRIX_NODE (child)->area, -1);
    }
}
