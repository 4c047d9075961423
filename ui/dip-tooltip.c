/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-tooltip.h"

#include "dip-line-ends.h"

/* The longest line of a tooltip, in widths of a Latin letter: what GTK allows as well. */
#define MAX_COLUMNS 50

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

/* GTK allows a tooltip as many widths of a Latin letter as its text has characters, which for
 * Japanese ones is half of what they take. */
static void
fit_cb (GtkLabel *label)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), gtk_label_get_text (label));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (label));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                    pango_font_metrics_get_approximate_digit_width (metrics));
  int width, columns;

  pango_font_metrics_unref (metrics);
  pango_layout_get_size (layout, &width, NULL);
  columns = width / MAX (letter, 1) + 1;

  g_signal_handlers_block_by_func (label, fit_cb, NULL);
  gtk_label_set_max_width_chars (label, MIN (columns, MAX_COLUMNS));
  /* A text of several lines it would not wrap at all. */
  dip_line_ends_wrap (label);
  g_signal_handlers_unblock_by_func (label, fit_cb, NULL);
}

/* The label of the window in which all tooltips are shown stands beside what somebody else puts there. */
static gboolean
found_cb (GSignalInvocationHint *hint,
          guint                  n_values,
          const GValue          *values,
          gpointer               user_data)
{
  GtkTooltip *tooltip = g_value_get_object (&values[4]);
  GtkWidget *guest = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *label = NULL;

  gtk_tooltip_set_custom (tooltip, guest);
  if (gtk_widget_get_parent (guest) != NULL)
    label = gtk_widget_get_first_child (gtk_widget_get_parent (guest));
  while (label != NULL && (label == guest || !GTK_IS_LABEL (label)))
    label = gtk_widget_get_next_sibling (label);
  gtk_tooltip_set_custom (tooltip, NULL);
  g_object_unref (guest);

  if (label == NULL)
    return TRUE;

  g_signal_connect (label, "notify::label", G_CALLBACK (fit_cb), NULL);
  g_signal_connect (label, "notify::max-width-chars", G_CALLBACK (fit_cb), NULL);
  g_signal_connect (label, "notify::wrap", G_CALLBACK (fit_cb), NULL);

  return FALSE;
}

/**
 * dip_tooltip_fit_all:
 *
 * Gives the tooltips of all widgets lines as wide as their texts need, also those that GTK and
 * libadwaita have made: as soon as the first of them is asked for.
 */
void
dip_tooltip_fit_all (void)
{
  GTypeClass *klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("query-tooltip", GTK_TYPE_WIDGET), 0, found_cb, NULL, NULL);
  g_type_class_unref (klass);
}
