/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipNarrowBin: a container that tells when it is too narrow for two columns.
 */
#define DIP_TYPE_NARROW_BIN (dip_narrow_bin_get_type ())
G_DECLARE_FINAL_TYPE (DipNarrowBin, dip_narrow_bin, DIP, NARROW_BIN, GtkWidget)

GtkWidget *dip_narrow_bin_new        (int           threshold) G_GNUC_WARN_UNUSED_RESULT;
void       dip_narrow_bin_set_child  (DipNarrowBin *self,
                                      GtkWidget    *child);
gboolean   dip_narrow_bin_get_narrow (DipNarrowBin *self);

G_END_DECLS
