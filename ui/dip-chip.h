/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipChip: a word or two about a thing, with an icon; never the only carrier
 * of what it says.
 */
#define DIP_TYPE_CHIP (dip_chip_get_type ())
G_DECLARE_FINAL_TYPE (DipChip, dip_chip, DIP, CHIP, GtkWidget)

GtkWidget  *dip_chip_new       (const char *icon_name,
                                const char *label,
                                const char *style_class) G_GNUC_WARN_UNUSED_RESULT;
const char *dip_chip_get_label (DipChip    *self);

G_END_DECLS
