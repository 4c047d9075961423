/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-search-bar.h"

/**
 * dip_search_bar_open:
 * @self: a bar
 * @entry: the entry in it
 *
 * Shows a bar with the caret in its entry. An entry has its input method from when it
 * is realised, which is with the next frame: what is typed before that would be lost.
 */
void
dip_search_bar_open (GtkSearchBar *self,
                     GtkWidget    *entry)
{
  GtkEditable *text;

  g_return_if_fail (GTK_IS_SEARCH_BAR (self));
  g_return_if_fail (GTK_IS_EDITABLE (entry));

  text = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  gtk_search_bar_set_search_mode (self, TRUE);
  gtk_widget_realize (text != NULL ? GTK_WIDGET (text) : entry);
  gtk_widget_grab_focus (entry);
}
