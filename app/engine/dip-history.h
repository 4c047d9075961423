/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/**
 * DipHistoryCell:
 *
 * A clause in one edition.
 */
typedef struct
{
  DipClause *clause;   /* (unowned): of the edition's document */
  gboolean   compared; /* FALSE where the clause has nothing before it: @class_ says nothing then */
  DipClass   class_;   /* against the edition before */
  gboolean   flip;     /* whether a promise turned against the edition before */
} DipHistoryCell;

/**
 * DipHistoryLane:
 *
 * One clause through all editions, whatever its number and title became.
 */
typedef struct
{
  char      *title;    /* the newest */
  GPtrArray *cells;    /* (element-type DipHistoryCell): one for each edition; NULL where it is not there */
} DipHistoryLane;

/**
 * DipHistory:
 *
 * All editions of one paper, oldest first, with the way of each clause
 * through them. Holds references on documents and comparisons.
 */
typedef struct
{
  GPtrArray *documents;    /* (element-type DipDocument) */
  GPtrArray *comparisons;  /* (element-type DipComparison): edition i with edition i + 1 */
  GPtrArray *lanes;        /* (element-type DipHistoryLane): in order of the newest edition; what ended
                            * earlier stands after the clause that it followed */
} DipHistory;

/**
 * DipHistorySentence:
 *
 * A sentence of a clause's newest text and when it came.
 */
typedef struct
{
  char  *text;
  guint  since;   /* index of the edition in which it first appeared */
} DipHistorySentence;

DipHistory *dip_history_new            (GPtrArray        *documents,
                                        const DipLexicon *lexicon,
                                        GCancellable     *cancellable,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;
DipHistory *dip_history_new_by_hand    (GPtrArray        *documents,
                                        const GPtrArray  *pairings,
                                        const DipLexicon *lexicon,
                                        GCancellable     *cancellable,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void        dip_history_free           (DipHistory       *self);

DipHistoryLane *dip_history_find_lane  (DipHistory       *self,
                                        const char       *name);
GPtrArray  *dip_history_list_sentences (DipHistory       *self,
                                        DipHistoryLane   *lane,
                                        const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipHistory, dip_history_free)

G_END_DECLS
