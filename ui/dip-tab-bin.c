/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-tab-bin.h"

/**
 * DipTabBin:
 *
 * A container of one child with a list view somewhere in it. Tab goes through
 * what can be used in the current row, and then out of the list; other rows are
 * reached with the arrows. By itself a list view lets Tab go through every row,
 * and what comes after a list of hundreds of rows is never reached.
 *
 * GTK 4.12 has `GTK_LIST_TAB_ITEM` for it, which can take over when it is the
 * floor.
 */
struct _DipTabBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;   /* (nullable) */
};

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DipTabBin, dip_tab_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static GtkBuildableIface *parent_buildable_iface;

/* (nullable): the row of a list view in which the focus is. */
static GtkWidget *
find_focused_row (DipTabBin *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);

      if (GTK_IS_LIST_VIEW (parent))
        return widget;
    }

  return NULL;
}

/* Whether a move of the focus within a row would not leave its widget. */
static gboolean
dip_tab_bin_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  DipTabBin *self = DIP_TAB_BIN (widget);
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *row = by_tab ? find_focused_row (self) : NULL;

  if (row != NULL)
    return gtk_widget_child_focus (row, direction);

  return self->child != NULL && gtk_widget_child_focus (self->child, direction);
}

static void
dip_tab_bin_compute_expand (GtkWidget *widget,
                            gboolean  *hexpand,
                            gboolean  *vexpand)
{
  DipTabBin *self = DIP_TAB_BIN (widget);

  *hexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

static void
dip_tab_bin_dispose (GObject *object)
{
  g_clear_pointer (&DIP_TAB_BIN (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_tab_bin_parent_class)->dispose (object);
}

static void
dip_tab_bin_class_init (DipTabBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_tab_bin_dispose;
  widget_class->focus = dip_tab_bin_focus;
  widget_class->compute_expand = dip_tab_bin_compute_expand;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dip_tab_bin_init (DipTabBin *self)
{
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    dip_tab_bin_set_child (DIP_TAB_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

GtkWidget *
dip_tab_bin_new (void)
{
  return g_object_new (DIP_TYPE_TAB_BIN, NULL);
}

void
dip_tab_bin_set_child (DipTabBin *self,
                       GtkWidget *child)
{
  g_return_if_fail (DIP_IS_TAB_BIN (self));
  g_return_if_fail (GTK_IS_WIDGET (child));
  g_return_if_fail (self->child == NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
