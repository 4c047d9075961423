/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-row.h"
#include "dip-row-style.h"

G_BEGIN_DECLS

/**
 * DipComparisonCell: a place in the list of a comparison that shows a row of
 * whatever kind.
 */
#define DIP_TYPE_COMPARISON_CELL (dip_comparison_cell_get_type ())
G_DECLARE_FINAL_TYPE (DipComparisonCell, dip_comparison_cell, DIP, COMPARISON_CELL, GtkWidget)

GtkWidget        *dip_comparison_cell_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void              dip_comparison_cell_set_row     (DipComparisonCell *self,
                                                   DipComparisonRow  *row,
                                                   const DipRowStyle *style);
DipComparisonRow *dip_comparison_cell_get_row     (DipComparisonCell *self);
gboolean          dip_comparison_cell_has_summary (DipComparisonCell *self);

G_END_DECLS
