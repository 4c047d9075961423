/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-model.h"

G_BEGIN_DECLS

/**
 * DipComparisonView: two editions side by side.
 */
#define DIP_TYPE_COMPARISON_VIEW (dip_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (DipComparisonView, dip_comparison_view, DIP, COMPARISON_VIEW, GtkWidget)

GtkWidget          *dip_comparison_view_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void                dip_comparison_view_set_editions   (DipComparisonView *self,
                                                        GListModel        *editions);
void                dip_comparison_view_set_comparison (DipComparisonView *self,
                                                        DipComparison     *comparison);
DipComparison      *dip_comparison_view_get_comparison (DipComparisonView *self);
DipComparisonModel *dip_comparison_view_get_model      (DipComparisonView *self);
const DipPair      *dip_comparison_view_get_pair       (DipComparisonView *self);
void               dip_comparison_view_focus             (DipComparisonView *self);
void                dip_comparison_view_move           (DipComparisonView *self,
                                                        int                direction);
void                dip_comparison_view_set_reviews    (DipComparisonView *self,
                                                        const GPtrArray   *reviews);
void                dip_comparison_view_set_reviewed   (DipComparisonView *self,
                                                        const DipReview   *review,
                                                        gboolean           is_reviewed);
gboolean            dip_comparison_view_is_reviewed    (DipComparisonView *self);
DipComparisonRow   *dip_comparison_view_find_open      (DipComparisonView *self) G_GNUC_WARN_UNUSED_RESULT;
void                dip_comparison_view_go_to          (DipComparisonView *self,
                                                        DipComparisonRow  *row);
gboolean            dip_comparison_view_go_to_other_end (DipComparisonView *self);
void                dip_comparison_view_explain        (DipComparisonView *self);
void                dip_comparison_view_move_in_class  (DipComparisonView *self,
                                                        int                direction);
void                dip_comparison_view_move_to_flip   (DipComparisonView *self,
                                                        int                direction);
void                dip_comparison_view_swap           (DipComparisonView *self);
void                dip_comparison_view_set_stacked    (DipComparisonView *self,
                                                        gboolean           stacked);
void                dip_comparison_view_search         (DipComparisonView *self);
void                dip_comparison_view_find           (DipComparisonView *self,
                                                        const char        *text);
const char         *dip_comparison_view_get_found      (DipComparisonView *self);
gboolean            dip_comparison_view_escape         (DipComparisonView *self);
char               *dip_comparison_view_dup_clause     (DipComparisonView *self) G_GNUC_WARN_UNUSED_RESULT;
char               *dip_comparison_view_dup_citation   (DipComparisonView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
