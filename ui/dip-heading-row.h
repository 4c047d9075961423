/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-row.h"
#include "dip-row-style.h"

G_BEGIN_DECLS

/**
 * DipHeadingRow: the heading of a clause in both editions and what became of it.
 */
#define DIP_TYPE_HEADING_ROW (dip_heading_row_get_type ())
G_DECLARE_FINAL_TYPE (DipHeadingRow, dip_heading_row, DIP, HEADING_ROW, GtkWidget)

GtkWidget *dip_heading_row_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_heading_row_set_row (DipHeadingRow     *self,
                                    DipComparisonRow  *row,
                                    const DipRowStyle *style);

G_END_DECLS
