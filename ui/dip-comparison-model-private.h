/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-comparison-model.h"
#include "dip-text-filter.h"

G_BEGIN_DECLS

struct _DipComparisonModel
{
  GObject        parent_instance;

  DipComparison *comparison;
  GPtrArray     *pairs;         /* (element-type PairRows) */
  GPtrArray     *visible;       /* (element-type DipComparisonRow): the list */
  GHashTable    *folds;         /* key of a run → DipComparisonRow */
  GArray        *changes;       /* (element-type guint): positions that are stops, ascending */
  DipComparisonRow *summary;

  guint          classes;       /* bit set */
  DipTags        tags;          /* 0 shows all */
  char          *text;          /* (nullable): as typed */
  DipTextFilter *filter;        /* (nullable): the same, understood */
  int            group;         /* 0 shows all */
  gboolean       open_only;     /* clauses that have been looked at are folded */
  guint          n_shown;       /* clauses that the filter shows */
};

/* All that a pair can show. */
typedef struct
{
  DipComparisonRow *heading;
  GPtrArray        *pieces;        /* (element-type DipComparisonRow) */
  GHashTable       *unfolded;      /* (nullable): pieces that were unfolded by hand */
  char             *key;           /* (nullable): both texts as a comparison key, made when first looked for */
  guint             classes;       /* of all changes in it */
  DipTags           tags[DIP_N_CLASSES];  /* of all changes in it, by class */
  gboolean          unfolded_all;  /* shown though the filter does not ask for it */
} DipPairRows;

/* Of a row: the classes of its changes that the filter by tag leaves, as bits. */
guint _dip_comparison_model_pick    (DipComparisonModel     *self,
                                     guint                   classes,
                                     const DipTags          *tags);
gboolean _dip_comparison_model_is_shown (DipComparisonModel *self,
                                     DipPairRows            *rows);
void _dip_comparison_model_update   (DipComparisonModel     *self);
void _dip_comparison_model_refold   (DipComparisonModel     *self);

G_END_DECLS
