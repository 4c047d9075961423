/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void dip_label_menu_show  (GtkWidget  *widget,
                           GtkPopover *popover,
                           double      x,
                           double      y);
void dip_label_menu_popup (GtkWidget  *widget,
                           GMenuModel *model,
                           double      x,
                           double      y);
void dip_label_menu_add   (GtkLabel   *label,
                           GMenuModel *more);

G_END_DECLS
