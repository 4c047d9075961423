/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-letters.h"

/* A dialog does not get larger than so many pixels by itself. */
#define MAX_WIDTH  900
#define MAX_HEIGHT 700

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
}
