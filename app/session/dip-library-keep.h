/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store-keep.h"

G_BEGIN_DECLS

/**
 * DipRescue:
 *
 * What was saved of a damaged library. The sentences are English.
 */
typedef struct
{
  guint      n_whole;   /* editions of which nothing is missing */
  guint      n_again;   /* whose text was damaged, and read again from their original file */
  guint      n_partly;  /* of which parts are missing */
  guint      n_lost;    /* of which nothing but that they were there is known */
  GPtrArray *notes;     /* (element-type utf8): one for each that is not whole */
} DipRescue;

void       dip_rescue_free      (DipRescue     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipRescue, dip_rescue_free)

/* Copies the library to @path, which becomes a library of its own in one file. */
gboolean  dip_library_back_up   (DipLibrary    *self,
                                 const char    *path,
                                 char         **kept,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Puts such a copy in the place of the library at @path; what stood there is
 * @kept beside it. A DipLibrary that has it open needs a refresh. */
gboolean  dip_library_put_back  (const char    *path,
                                 const char    *copy,
                                 char         **kept,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Adds the editions of the library at @path; that one stays as it is. @arrival (nullable) tells
 * what has come in, also where the merge was stopped. */
DipMerge *dip_library_merge     (DipLibrary    *self,
                                 const char    *path,
                                 DipArrival   **arrival,
                                 GCancellable  *cancellable,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Saves what can be read of the damaged library at @path into a new one. */
DipRescue *dip_library_rescue   (const char    *path,
                                 const char    *new_path,
                                 GCancellable  *cancellable,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
