/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A list view makes some two hundred rows at once, on screen or not. Where a row is a
 * paragraph, that takes longer than a person waits for a frame. A gradual list shows the
 * first items of a model, enough to fill a window, and some more with every frame.
 * Positions are those of the model.
 */

GtkSliceListModel *dip_gradual_list_new   (GListModel        *model) G_GNUC_WARN_UNUSED_RESULT;

/* Begins with the first items again, and goes on with the frames of @widget. */
void               dip_gradual_list_begin (GtkSliceListModel *self,
                                           GtkWidget         *widget);

/* Shows at least all items to @position and some after it. */
void               dip_gradual_list_reach (GtkSliceListModel *self,
                                           guint              position);

G_END_DECLS
