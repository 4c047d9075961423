/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "dip-text-filter.h"
#include "engine/dip-history.h"

G_BEGIN_DECLS

/**
 * DipHistoryItem: one clause of a history in a list, closed or opened.
 */
#define DIP_TYPE_HISTORY_ITEM (dip_history_item_get_type ())
G_DECLARE_FINAL_TYPE (DipHistoryItem, dip_history_item, DIP, HISTORY_ITEM, GObject)

struct _DipHistoryItem
{
  GObject         parent_instance;

  DipHistory     *history;   /* (unowned): outlives the list */
  DipHistoryLane *lane;      /* (unowned) */
  gboolean        expanded;
  char           *key;       /* (nullable): what is looked for in; made when it is */
};

DipHistoryItem  *dip_history_item_new          (DipHistory     *history,
                                                DipHistoryLane *lane) G_GNUC_WARN_UNUSED_RESULT;
void             dip_history_item_set_expanded (DipHistoryItem *self,
                                                gboolean        expanded);
const DipClause *dip_history_item_get_newest   (DipHistoryItem *self,
                                                guint          *edition);
char            *dip_history_item_dup_course   (DipHistoryItem *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         dip_history_item_has_changes  (DipHistoryItem *self);
gboolean         dip_history_item_matches      (DipHistoryItem *self,
                                                const DipTextFilter *words);

/* The short name of an edition of a history: "1.2". */
char            *dip_history_dup_edition_name  (DipHistory     *history,
                                                guint           edition) G_GNUC_WARN_UNUSED_RESULT;

/* What was found between an edition and the one before it, in words: the n-th thing, of
 * DIP_HISTORY_N_FOUND; NULL where there is none of that kind. */
#define DIP_HISTORY_N_FOUND 4

char            *dip_history_dup_found         (const DipComparison *comparison,
                                                guint                n) G_GNUC_WARN_UNUSED_RESULT;
char            *dip_history_dup_all_found     (const DipComparison *comparison) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
