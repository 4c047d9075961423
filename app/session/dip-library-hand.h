/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-pairing.h"
#include "session/dip-library.h"

G_BEGIN_DECLS

/*
 * What a person says of clauses of two editions in the library, and which pairs
 * have been looked at. It holds whichever of the two editions is called the old
 * one. All of these block for a moment, and may be called from any thread.
 */

/* (element-type DipPairing) */
GPtrArray     *dip_library_list_pairings (DipLibrary       *self,
                                          gint64            old_id,
                                          gint64            new_id,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts @pairings in the place of all that was said of the two editions before. The
 * list from before, set again, undoes it. */
gboolean       dip_library_set_pairings  (DipLibrary       *self,
                                          gint64            old_id,
                                          gint64            new_id,
                                          const GPtrArray  *pairings,
                                          GError          **error);

/* Compares documents wherever they come from. What was said of two editions of the
 * library is heeded; @self may be NULL where none of them is of a library. */
DipComparison *dip_library_compare_heeding (DipLibrary     *self,
                                          DipDocument      *old_document,
                                          DipDocument      *new_document,
                                          GCancellable     *cancellable,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipReview): the pairs that have been looked at */
GPtrArray     *dip_library_list_reviews  (DipLibrary       *self,
                                          gint64            old_id,
                                          gint64            new_id,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       dip_library_set_reviewed  (DipLibrary       *self,
                                          gint64            old_id,
                                          gint64            new_id,
                                          const GPtrArray  *reviews,
                                          gboolean          is_reviewed,
                                          GError          **error);

G_END_DECLS
