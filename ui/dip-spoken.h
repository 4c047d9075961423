/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What screen readers are told where GTK alone tells too little. */

void dip_spoken_name_drop_down (GtkDropDown *drop_down,
                                const char  *what);
void dip_spoken_name_buttons   (GtkWidget   *widget);
void dip_spoken_name_pages     (GtkWidget   *widget);

G_END_DECLS
