/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-comparison-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipOverviewStrip: where in the list the changes are, at a glance.
 */
#define DIP_TYPE_OVERVIEW_STRIP (dip_overview_strip_get_type ())
G_DECLARE_FINAL_TYPE (DipOverviewStrip, dip_overview_strip, DIP, OVERVIEW_STRIP, GtkWidget)

void       dip_overview_strip_set_model    (DipOverviewStrip   *self,
                                            DipComparisonModel *model);
void       dip_overview_strip_set_position (DipOverviewStrip   *self,
                                            guint               position);

G_END_DECLS
