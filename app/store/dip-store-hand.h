/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-pairing.h"
#include "store/dip-store.h"

G_BEGIN_DECLS

/*
 * What a person says of clauses of two editions: which belong together or do
 * not, and which pairs have been looked at. It holds from both sides: who asks for
 * the editions in the other order is told the same the other way round.
 */

/* (element-type DipPairing): in reading order of the old edition */
GPtrArray *dip_store_list_pairings (DipStore         *self,
                                    gint64            old_id,
                                    gint64            new_id,
                                    GCancellable     *cancellable,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts @pairings in the place of all that was said of these two editions. A pair whose
 * clauses are named in what is new or gone has to be looked at again. One transaction. */
gboolean   dip_store_set_pairings  (DipStore         *self,
                                    gint64            old_id,
                                    gint64            new_id,
                                    const GPtrArray  *pairings,
                                    GCancellable     *cancellable,
                                    GError          **error);

/* (element-type DipReview): the pairs that have been looked at */
GPtrArray *dip_store_list_reviews  (DipStore         *self,
                                    gint64            old_id,
                                    gint64            new_id,
                                    GCancellable     *cancellable,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says of each of @reviews that it has been looked at, or has not. One transaction. */
gboolean   dip_store_set_reviewed  (DipStore         *self,
                                    gint64            old_id,
                                    gint64            new_id,
                                    const GPtrArray  *reviews,
                                    gboolean          is_reviewed,
                                    GCancellable     *cancellable,
                                    GError          **error);

/**
 * DipHandNote:
 *
 * A row of what a person says, as it goes from one library to another: the
 * editions are known by their bytes.
 */
typedef struct
{
  gboolean  is_review;
  gint64    edition_id;    /* in the library that it comes from */
  gint64    other_id;
  char     *sha256;        /* (nullable): of the edition's file; NULL where it is not known yet */
  char     *other_sha256;  /* (nullable) */
  char     *cite;          /* (nullable): id of the clause */
  char     *other_cite;    /* (nullable) */
  char     *word;          /* "together", "apart", or when the pair was looked at (UTC) */
} DipHandNote;

void       dip_hand_note_free      (DipHandNote      *self);

/* (element-type DipHandNote): all of one edition, or of all for 0 */
GPtrArray *dip_store_list_notes    (DipStore         *self,
                                    gint64            edition_id,
                                    GCancellable     *cancellable,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds what can be added: notes of editions and clauses that this library has, and of
 * which it says nothing yet. @n_differ (nullable) counts pairs of which it says the
 * opposite; that stays. One transaction. */
gboolean   dip_store_add_notes     (DipStore         *self,
                                    const GPtrArray  *notes,
                                    guint            *n_differ,
                                    GCancellable     *cancellable,
                                    GError          **error);

G_END_DECLS
