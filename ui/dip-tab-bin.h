/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipTabBin: a container whose list is left by Tab.
 */
#define DIP_TYPE_TAB_BIN (dip_tab_bin_get_type ())
G_DECLARE_FINAL_TYPE (DipTabBin, dip_tab_bin, DIP, TAB_BIN, GtkWidget)

GtkWidget *dip_tab_bin_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_tab_bin_set_child (DipTabBin *self,
                                  GtkWidget *child);

G_END_DECLS
