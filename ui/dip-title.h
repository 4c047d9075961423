/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipTitle: what a window shows and which part of it, in its header bar.
 */
#define DIP_TYPE_TITLE (dip_title_get_type ())
G_DECLARE_FINAL_TYPE (DipTitle, dip_title, DIP, TITLE, GtkWidget)

void dip_title_set        (DipTitle   *self,
                           const char *title,
                           const char *subtitle);
void dip_title_set_narrow (DipTitle   *self,
                           gboolean    narrow);

G_END_DECLS
