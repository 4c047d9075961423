/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-spoken.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Without "_", and without the "(_I)" that Japanese has at the end. */
static char *
dup_without_mnemonic (const char *label)
{
  const char *bracket = strstr (label, "(_");
  GString *text = g_string_new (NULL);

  for (const char *p = label; *p != '\0'; p++)
    {
      if (p == bracket && p[2] != '\0' && p[3] == ')')
        p += 3;
      else if (*p == '_' && p[1] == '_')
        g_string_append_c (text, *p++);
      else if (*p != '_')
        g_string_append_c (text, *p);
    }

  return g_string_free (text, FALSE);
}

static void
name_button (GtkWidget  *button,
             const char *label)
{
  g_autofree char *name = dup_without_mnemonic (label);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * dip_spoken_name_buttons:
 * @widget: a widget that is complete
 *
 * Names the buttons in a widget by their labels. GTK 4.8 says the label with its
 * underscore, and then once more without.
 */
void
dip_spoken_name_buttons (GtkWidget *widget)
{
  const char *label = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    label = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget)))
    label = gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));

  if (label != NULL)
    {
      name_button (widget, label);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dip_spoken_name_buttons (child);
}

/* What scrolls in it gets the focus, so that it can be scrolled. */
static void
status_page_cb (AdwStatusPage *page)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (page))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, adw_status_page_get_title (page),
                                  -1);
}

/**
 * dip_spoken_name_pages:
 * @widget: a widget that is complete
 *
 * Names the status pages in a widget by their titles.
 */
void
dip_spoken_name_pages (GtkWidget *widget)
{
  if (ADW_IS_STATUS_PAGE (widget))
    {
      g_signal_connect (widget, "notify::title", G_CALLBACK (status_page_cb), NULL);
      status_page_cb (ADW_STATUS_PAGE (widget));
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dip_spoken_name_pages (child);
}

static void
drop_down_cb (GtkDropDown *drop_down)
{
  const char *what = g_object_get_data (G_OBJECT (drop_down), "spoken-what");
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  g_autofree char *choice = NULL;
  g_autofree char *name = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (item != NULL && expression != NULL && gtk_expression_evaluate (expression, item, &value) &&
      G_VALUE_HOLDS_STRING (&value))
    choice = g_value_dup_string (&value);
  else if (GTK_IS_STRING_OBJECT (item))
    choice = g_strdup (gtk_string_object_get_string (item));

  /* Translators: how a screen reader names a choice and what is chosen: "Theme: All Themes" */
  name = choice != NULL ? g_strdup_printf (C_("choice", "%s: %s"), what, choice) : g_strdup (what);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * dip_spoken_name_drop_down:
 * @drop_down: a drop-down of strings, or with an expression
 * @what: what is chosen with it
 *
 * Names a drop-down, and the button in it, which has the focus, by what it
 * chooses and what is chosen. By themselves they have no name before GTK 4.12,
 * and then that of the choice alone; the button takes its name from the drop-down.
 */
void
dip_spoken_name_drop_down (GtkDropDown *drop_down,
                           const char  *what)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (what != NULL);

  g_object_set_data_full (G_OBJECT (drop_down), "spoken-what", g_strdup (what), g_free);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (drop_down_cb), NULL);
  drop_down_cb (drop_down);
}
