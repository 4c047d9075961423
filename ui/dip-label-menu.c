/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-label-menu.h"

#include <glib/gi18n.h>

#include "dip-menu-keys.h"

/* An action of the menu may take the widget away that the menu stands on. */
static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/**
 * dip_label_menu_show:
 * @widget: what @popover stands on
 * @popover: (transfer floating): a popover
 * @x: where it is wanted, in pixels of @widget
 * @y: likewise
 *
 * Shows a popover, which goes when it is closed.
 */
void
dip_label_menu_show (GtkWidget  *widget,
                     GtkPopover *popover,
                     double      x,
                     double      y)
{
  gtk_widget_set_parent (GTK_WIDGET (popover), widget);
  gtk_popover_set_pointing_to (popover, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect_object (widget, "destroy", G_CALLBACK (unparent_cb), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (popover);
}

/**
 * dip_label_menu_popup:
 * @widget: what the menu stands on
 * @model: the menu
 * @x: where the menu is wanted, in pixels of @widget
 * @y: likewise
 *
 * The same with a menu.
 */
void
dip_label_menu_popup (GtkWidget  *widget,
                      GMenuModel *model,
                      double      x,
                      double      y)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (model);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  dip_label_menu_show (widget, GTK_POPOVER (popover), x, y);
}

static void
popup (GtkWidget *label,
       double     x,
       double     y)
{
  GMenuModel *more = g_object_get_data (G_OBJECT (label), "more-menu");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();

  g_menu_append (copy, _("_Copy"), "clipboard.copy");
  g_menu_append (copy, _("Select _All"), "selection.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  if (more != NULL)
    g_menu_append_section (menu, NULL, more);

  dip_label_menu_popup (label, G_MENU_MODEL (menu), x, y);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), x, y);
}

static gboolean
popup_by_key_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   data)
{
  popup (widget, 0., 0.);

  return GDK_EVENT_STOP;
}

/**
 * dip_label_menu_add:
 * @label: a label that can be selected
 * @more: (nullable): what else can be done with it
 *
 * Gives a label a menu in place of its own, which offers to cut and to paste where nothing can be written.
 */
void
dip_label_menu_add (GtkLabel   *label,
                    GMenuModel *more)
{
  GtkGesture *click = gtk_gesture_click_new ();

  if (more != NULL)
    g_object_set_data_full (G_OBJECT (label), "more-menu", g_object_ref (more), g_object_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (label), GTK_EVENT_CONTROLLER (click));
  dip_menu_keys_add (GTK_WIDGET (label), popup_by_key_cb);
}
