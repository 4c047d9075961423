/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the menu key, and Shift+F10, call @popup while the focus is in @widget. */
void dip_menu_keys_add (GtkWidget       *widget,
                        GtkShortcutFunc  popup);

/* Lets Alt with the key of a label activate a widget where the label is not seen; GDK_KEY_VoidSymbol
 * where it is, and does that itself. */
void dip_menu_keys_set_mnemonic (GtkWidget *widget,
                                 guint      key);

G_END_DECLS
