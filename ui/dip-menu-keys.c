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

void
dip_menu_keys_set_mnemonic (GtkWidget *widget,
                            guint      key)
{
  GtkShortcut *shortcut = g_object_get_data (G_OBJECT (widget), "dip-mnemonic");

  if (shortcut == NULL)
    {
      GtkEventController *keys = gtk_shortcut_controller_new ();

      shortcut = gtk_shortcut_new (NULL, g_object_ref (gtk_mnemonic_action_get ()));
      gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_MANAGED);
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
      gtk_widget_add_controller (widget, keys);
      g_object_set_data (G_OBJECT (widget), "dip-mnemonic", shortcut);
    }

  gtk_shortcut_set_trigger (shortcut, key != GDK_KEY_VoidSymbol ? gtk_mnemonic_trigger_new (key)
                                                                : g_object_ref (gtk_never_trigger_get ()));
}
