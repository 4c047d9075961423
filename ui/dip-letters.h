/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int  dip_letters_scale       (GtkWidget *widget,
                              int        pixels);
void dip_letters_set_window  (GtkWindow *window,
                              int        width,
                              int        height);
void dip_letters_fit_popover (GtkWidget *content,
                              GtkWidget *widget);

G_END_DECLS
