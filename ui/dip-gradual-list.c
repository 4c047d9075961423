/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-gradual-list.h"

/* Items that fill most of a window, and those that a frame has time for: a row of two
 * paragraphs takes a millisecond or two. */
#define N_FIRST 3u
#define N_FRAME 6u

/* What a list view keeps as widgets; beyond that more items cost nothing. */
#define N_KEPT  220u

/**
 * dip_gradual_list_new:
 * @model: (transfer full) (nullable): a model
 *
 * Returns: (transfer full): a list of all of @model, until it is begun
 */
GtkSliceListModel *
dip_gradual_list_new (GListModel *model)
{
  return gtk_slice_list_model_new (model, 0, G_MAXUINT);
}

static gboolean
grow_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  GtkSliceListModel *self = user_data;
  GListModel *model = gtk_slice_list_model_get_model (self);
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;
  guint size = gtk_slice_list_model_get_size (self);

  if (size < MIN (n, N_KEPT))
    {
      gtk_slice_list_model_set_size (self, size + N_FRAME);
      return G_SOURCE_CONTINUE;
    }

  gtk_slice_list_model_set_size (self, G_MAXUINT);
  g_object_set_data (G_OBJECT (self), "growing", NULL);

  return G_SOURCE_REMOVE;
}

void
dip_gradual_list_begin (GtkSliceListModel *self,
                        GtkWidget         *widget)
{
  g_return_if_fail (GTK_IS_SLICE_LIST_MODEL (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_slice_list_model_set_size (self, N_FIRST);
  if (g_object_get_data (G_OBJECT (self), "growing") != NULL)
    return;

  g_object_set_data (G_OBJECT (self), "growing", widget);
  gtk_widget_add_tick_callback (widget, grow_cb, g_object_ref (self), g_object_unref);
}

void
dip_gradual_list_reach (GtkSliceListModel *self,
                        guint              position)
{
  guint size;

  g_return_if_fail (GTK_IS_SLICE_LIST_MODEL (self));

  size = gtk_slice_list_model_get_size (self);
  if (size < G_MAXUINT && position + N_FIRST > size)
    gtk_slice_list_model_set_size (self, position + N_FIRST);
}
