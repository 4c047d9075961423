/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-choice-list.h"

#include "dip-line-ends.h"

#include "compat/dip-compat.h"

/* Letters of a line: with the tick they fit into the narrowest window. */
#define LINE_CHARS 28

/* The tick is at the one that is chosen; the others have the same room. */
static void
update_tick (GtkListItem *item)
{
  GtkDropDown *drop_down = g_object_get_data (G_OBJECT (item), "drop-down");
  GtkWidget *box = gtk_list_item_get_child (item);
  gboolean chosen = gtk_drop_down_get_selected (drop_down) == gtk_list_item_get_position (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box), chosen ? 1.0 : 0.0);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          GtkDropDown              *drop_down)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *tick = g_object_new (GTK_TYPE_IMAGE,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "icon-name", "object-select-symbolic",
                                  NULL);

  dip_line_ends_wrap (GTK_LABEL (label));
  /* One width: the list asks how narrow it can be, and not how wide it would like to be. */
  gtk_label_set_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_list_item_set_child (item, box);

  g_object_set_data (G_OBJECT (item), "drop-down", drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (update_tick), item, G_CONNECT_SWAPPED);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         GtkDropDown              *drop_down)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (label), text);
  dip_list_item_set_accessible_label (item, text);
  update_tick (item);
}

/**
 * dip_choice_list_wrap:
 * @drop_down: a drop-down of strings
 *
 * Lets the choices go on in another line. By themselves they make the list as wide as
 * the longest one, which may be wider than the window.
 */
void
dip_choice_list_wrap (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), drop_down, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), drop_down, 0);
  gtk_drop_down_set_list_factory (drop_down, factory);
}
