/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"
#include "store/dip-store-keep.h"

G_BEGIN_DECLS

/* Copies the library to @path, which becomes a library of its own in one file. */
gboolean  dip_library_back_up   (DipLibrary    *self,
                                 const char    *path,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Puts such a copy in the place of the library at @path; what stood there is
 * @kept beside it. A DipLibrary that has it open needs a refresh. */
gboolean  dip_library_put_back  (const char    *path,
                                 const char    *copy,
                                 char         **kept,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Adds the editions of the library at @path; that one stays as it is. */
DipMerge *dip_library_merge     (DipLibrary    *self,
                                 const char    *path,
                                 GCancellable  *cancellable,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
