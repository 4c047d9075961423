/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-menu-keys.h"

void
dip_menu_keys_add (GtkWidget       *widget,
                   GtkShortcutFunc  popup)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                 gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (popup, NULL, NULL)));
  gtk_widget_add_controller (widget, keys);
}
