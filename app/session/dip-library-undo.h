/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"
#include "store/dip-store-arrival.h"

G_BEGIN_DECLS

/* Editions that were taken back are kept in memory, to be brought in again. Beyond so many
 * bytes of files they are not: what was imported is where it came from. */
#define DIP_MAX_BYTES_KEPT (64 * 1024 * 1024)

/**
 * DipTaken:
 *
 * What has come of taking back what an action had brought in.
 */
typedef struct
{
  GPtrArray *digests;    /* (element-type utf8): of the editions that are gone */
  GPtrArray *kept;       /* (element-type DipEdition): they stay, somebody has changed them since */
  GPtrArray *documents;  /* (nullable) (element-type DipDocument): to bring them in again; NULL for too much */
  GPtrArray *sources;    /* (nullable) (element-type GBytes) */
} DipTaken;

void      dip_taken_free          (DipTaken      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipTaken, dip_taken_free)

/* Takes it back: all of it or, with @error set, nothing. Blocks. */
DipTaken *dip_library_take_back   (DipLibrary    *self,
                                   DipArrival    *arrival,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Brings it in again: all of it or, with @error set, nothing. Blocks. */
gboolean  dip_library_bring_again (DipLibrary    *self,
                                   DipArrival    *arrival,
                                   DipTaken      *taken,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* Editions that are there, as if they had just come in, so that they can be removed as one step. */
DipArrival *dip_library_name_arrival (DipLibrary   *self,
                                      const GArray *ids,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
