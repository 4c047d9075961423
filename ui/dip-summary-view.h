/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/**
 * DipSummaryView: what a comparison found, before its clauses.
 */
#define DIP_TYPE_SUMMARY_VIEW (dip_summary_view_get_type ())
G_DECLARE_FINAL_TYPE (DipSummaryView, dip_summary_view, DIP, SUMMARY_VIEW, GtkWidget)

GtkWidget *dip_summary_view_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_summary_view_set_comparison (DipSummaryView *self,
                                            DipComparison  *comparison);
void       dip_summary_view_set_narrow     (DipSummaryView *self,
                                            gboolean        narrow);

G_END_DECLS
