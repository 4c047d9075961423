/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/* What can be done with a pair of clauses. */
GMenuModel *dip_pair_menu_new   (const DipPair *pair,
                                 gboolean       reviewed) G_GNUC_WARN_UNUSED_RESULT;

/* What can be done with any of them, for the menus of texts. */
GMenuModel *dip_pair_menu_get_common (void);

/* The same as a menu over a widget. */
void        dip_pair_menu_popup (GtkWidget     *widget,
                                 const DipPair *pair,
                                 gboolean       reviewed,
                                 double         x,
                                 double         y);

G_END_DECLS
