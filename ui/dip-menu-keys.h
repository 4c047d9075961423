/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the menu key, and Shift+F10, call @popup while the focus is in @widget. */
void dip_menu_keys_add (GtkWidget       *widget,
                        GtkShortcutFunc  popup);

G_END_DECLS
