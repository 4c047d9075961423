/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-comparison-row.h"

G_BEGIN_DECLS

/* Bit of a class in a filter, and the filter that hides what does not change
 * what the paper says: layout and spelling. */
#define DIP_CLASS_BIT(class_)   (1u << (class_))
#define DIP_CLASSES_ALL         (DIP_CLASS_BIT (DIP_N_CLASSES) - 2)
#define DIP_CLASSES_DEFAULT     (DIP_CLASS_BIT (DIP_CLASS_SUBSTANTIVE) | \
                                 DIP_CLASS_BIT (DIP_CLASS_EDITORIAL) | \
                                 DIP_CLASS_BIT (DIP_CLASS_REFERENCE))

/**
 * DipComparisonModel: a comparison as a flat list of rows, filtered and folded.
 */
#define DIP_TYPE_COMPARISON_MODEL (dip_comparison_model_get_type ())
G_DECLARE_FINAL_TYPE (DipComparisonModel, dip_comparison_model, DIP, COMPARISON_MODEL, GObject)

DipComparisonModel *dip_comparison_model_new            (DipComparison      *comparison) G_GNUC_WARN_UNUSED_RESULT;
DipComparison      *dip_comparison_model_get_comparison (DipComparisonModel *self);

guint               dip_comparison_model_get_classes    (DipComparisonModel *self);
void                dip_comparison_model_set_classes    (DipComparisonModel *self,
                                                         guint               classes);
void                dip_comparison_model_set_tags       (DipComparisonModel *self,
                                                         DipTags             tags);
void                dip_comparison_model_count_tags     (DipComparisonModel *self,
                                                         guint              *counts);
const char         *dip_comparison_model_get_text       (DipComparisonModel *self);
void                dip_comparison_model_set_text       (DipComparisonModel *self,
                                                         const char         *text);
int                 dip_comparison_model_get_group      (DipComparisonModel *self);
void                dip_comparison_model_set_group      (DipComparisonModel *self,
                                                         int                 group);
void                dip_comparison_model_unfold         (DipComparisonModel *self,
                                                         DipComparisonRow   *row);

guint               dip_comparison_model_get_n_shown    (DipComparisonModel *self);
guint               dip_comparison_model_get_n_changes  (DipComparisonModel *self);
guint               dip_comparison_model_find_change    (DipComparisonModel *self,
                                                         guint               from,
                                                         int                 direction);
guint               dip_comparison_model_find_class     (DipComparisonModel *self,
                                                         guint               from,
                                                         int                 direction,
                                                         guint               classes);
guint               dip_comparison_model_find_flip      (DipComparisonModel *self,
                                                         guint               from,
                                                         int                 direction);
guint               dip_comparison_model_get_ordinal    (DipComparisonModel *self,
                                                         guint               position);
guint               dip_comparison_model_find_clause    (DipComparisonModel *self,
                                                         const char         *id);
gboolean            dip_comparison_model_is_change      (DipComparisonModel *self,
                                                         DipComparisonRow   *row);

/* Which clauses a person has looked at. */
gboolean            dip_comparison_model_set_reviews    (DipComparisonModel *self,
                                                         const GPtrArray    *reviews);
void                dip_comparison_model_set_reviewed   (DipComparisonModel *self,
                                                         const DipReview    *review,
                                                         gboolean            is_reviewed);
gboolean            dip_comparison_model_is_reviewed    (DipComparisonModel *self,
                                                         const DipPair      *pair);
gboolean            dip_comparison_model_get_open_only  (DipComparisonModel *self);
void                dip_comparison_model_set_open_only  (DipComparisonModel *self,
                                                         gboolean            open_only);
guint               dip_comparison_model_count_reviewed (DipComparisonModel *self,
                                                         guint              *n_all);
guint               dip_comparison_model_find_open      (DipComparisonModel *self,
                                                         guint               from);
guint               dip_comparison_model_find_row       (DipComparisonModel *self,
                                                         DipComparisonRow   *row);

guint               dip_classes_from_string             (const char         *words);
char               *dip_classes_to_string               (guint               classes) G_GNUC_WARN_UNUSED_RESULT;
DipTags             dip_tags_from_string                (const char         *words);
char               *dip_tags_to_string                  (DipTags             tags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
