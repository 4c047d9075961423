/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store.h"

G_BEGIN_DECLS

/*
 * What one action has brought into a library, an import or a merge, so that it can be
 * taken back as one step, and brought in again.
 */

/**
 * DipStock:
 *
 * What a library says of its editions at one time, without their text.
 */
typedef struct _DipStock DipStock;

void        dip_stock_free          (DipStock      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipStock, dip_stock_free)

DipStock   *dip_store_take_stock    (DipStore      *self,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DipArrival:
 *
 * What has come in between two stocks: editions, what was learned of editions
 * that were there, and what is said of clauses by hand. Editions are known by their
 * bytes. One thread at a time.
 */
typedef struct _DipArrival DipArrival;

/* @ids: (element-type gint64): the editions that the action has added. NULL if that is nothing. */
DipArrival *dip_arrival_new         (const DipStock *before,
                                     const DipStock *after,
                                     const GArray   *ids) G_GNUC_WARN_UNUSED_RESULT;
DipArrival *dip_arrival_ref         (DipArrival    *self);
void        dip_arrival_unref       (DipArrival    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipArrival, dip_arrival_unref)

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
