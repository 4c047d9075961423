/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-letters.h"

/* A dialog does not get larger than so many pixels by itself. */
#define MAX_WIDTH  900
#define MAX_HEIGHT 700

/* What a popover has around its text, and its distance from the edges of the window, in pixels. */
#define POPOVER_FRAME 72

/**
 * dip_letters_scale:
 * @widget: a widget
 * @pixels: a length for letters of the usual size
 *
 * Returns: the length for letters as large as the user has them
 */
int
dip_letters_scale (GtkWidget *widget,
                   int        pixels)
{
  int dpi = -1;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), pixels);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? (int) ((gint64) pixels * dpi / (96 * 1024)) : pixels;
}

/* The characters of a line of a popover that is not wider than the window of a widget. */
static int
count_chars (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  PangoFontMetrics *metrics;
  int width;

  if (root == NULL)
    return G_MAXINT;

  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
               pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);

  return MAX ((gtk_widget_get_width (GTK_WIDGET (root)) - POPOVER_FRAME) * PANGO_SCALE / MAX (width, 1), 1);
}

static void
fit_labels (GtkWidget *widget,
            int        chars)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_max_width_chars (GTK_LABEL (widget)) > chars)
    gtk_label_set_max_width_chars (GTK_LABEL (widget), chars);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fit_labels (child, chars);
}

/**
 * dip_letters_fit_popover:
 * @content: what a popover is to show
 * @widget: a widget of the window that the popover belongs to
 *
 * Makes labels that wrap so narrow that the popover is not wider than the window.
 */
void
dip_letters_fit_popover (GtkWidget *content,
                         GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (content));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  fit_labels (content, count_chars (widget));
}

/* A dialog is not wider than the window that it belongs to. */
static void
transient_for_cb (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);
  int parent_width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (parent_width > 0 && parent_width < width)
    gtk_window_set_default_size (window, parent_width, height);
}

/* Gives a dialog the size that it has for letters of the usual size, or more room for larger ones. */
void
dip_letters_set_window (GtkWindow *window,
                        int        width,
                        int        height)
{
  GtkWidget *widget = GTK_WIDGET (window);

  gtk_window_set_default_size (window,
                               CLAMP (dip_letters_scale (widget, width), width, MAX_WIDTH),
                               CLAMP (dip_letters_scale (widget, height), height, MAX_HEIGHT));
  g_signal_connect (window, "notify::transient-for", G_CALLBACK (transient_for_cb), NULL);
  transient_for_cb (window);
}
