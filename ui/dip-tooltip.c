/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-tooltip.h"

static const char text_key[] = "dip-tooltip";

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    keyboard_mode,
          GtkTooltip *tooltip,
          gpointer    user_data)
{
  const char *text = g_object_get_data (G_OBJECT (widget), text_key);

  gtk_tooltip_set_text (tooltip, text);

  return text != NULL;
}

/**
 * dip_tooltip_set:
 * @widget: a widget
 * @text: (nullable): what its tooltip says
 *
 * Gives a widget a tooltip, and screen readers the same as its description. Each call of
 * gtk_widget_set_tooltip_text() asks the X server at once where the pointer is and what
 * lies below it, and waits for the answers: in a list that fills, hundreds of times. GTK
 * 4.8 then shows the tooltip where the pointer is, also far away from the widget. Here
 * nothing is asked before the pointer rests on it.
 */
void
dip_tooltip_set (GtkWidget  *widget,
                 const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  g_object_set_data_full (G_OBJECT (widget), text_key, g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
