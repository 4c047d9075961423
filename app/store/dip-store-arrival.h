/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store.h"

G_BEGIN_DECLS

/*
 * What one action has brought into a library, an import or a merge, so that it can be
 * taken back as one step, and brought in again.
 */

/**
 * DipArrival:
 *
 * What one action has brought in: editions, what was learned of editions
 * that were there, and what is said of clauses by hand. Editions are known by their
 * bytes. One thread at a time.
 */
typedef struct _DipArrival DipArrival;

DipArrival *dip_arrival_new         (void) G_GNUC_WARN_UNUSED_RESULT;
DipArrival *dip_arrival_ref         (DipArrival    *self);
void        dip_arrival_unref       (DipArrival    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipArrival, dip_arrival_unref)

/* What @self writes until @arrival is NULL is noted in it, and nothing that others write. */
void        dip_store_set_arrival   (DipStore      *self,
                                     DipArrival    *arrival);

/* To be called once, when the action has ended: what came in can be taken back then. */
gboolean    dip_store_end_arrival   (DipStore      *self,
                                     DipArrival    *arrival,
                                     GCancellable  *cancellable,
                                     GError       **error);

/* Editions that are there, as if they had just come in. @ids: (element-type gint64) */
DipArrival *dip_store_name_arrival  (DipStore      *self,
                                     const GArray  *ids,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean    dip_arrival_is_empty    (const DipArrival *self);
guint       dip_arrival_get_n_added (const DipArrival *self);
/* The digest of the bytes of an edition that came in. */
const char *dip_arrival_get_digest  (const DipArrival *self,
                                     guint             n);

/* Takes it back: what somebody has changed since stays. @kept: (element-type DipEdition): gets
 * the editions that stay as they are; @removed: (element-type utf8): the digests of those that
 * are gone. One transaction. */
gboolean    dip_store_take_back     (DipStore         *self,
                                     const DipArrival *arrival,
                                     GPtrArray        *removed,
                                     GPtrArray        *kept,
                                     GCancellable     *cancellable,
                                     GError          **error);

/* Brings it in again: @documents: (element-type DipDocument) and @sources: (element-type
 * GBytes) are those that were removed. One transaction. */
gboolean    dip_store_bring_again   (DipStore         *self,
                                     const DipArrival *arrival,
                                     GPtrArray        *documents,
                                     GPtrArray        *sources,
                                     GCancellable     *cancellable,
                                     GError          **error);

G_END_DECLS
