/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-row.h"
#include "dip-row-style.h"

G_BEGIN_DECLS

/**
 * DipPairRow: a paragraph of both editions, side by side.
 */
#define DIP_TYPE_PAIR_ROW (dip_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (DipPairRow, dip_pair_row, DIP, PAIR_ROW, GtkWidget)

GtkWidget *dip_pair_row_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_pair_row_set_row (DipPairRow        *self,
                                 DipComparisonRow  *row,
                                 const DipRowStyle *style);

G_END_DECLS
