/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"

G_BEGIN_DECLS

/**
 * DipLibraryAhead:
 *
 * A library that is opened and listed in a thread, while whoever wants it does
 * something else: the window is made meanwhile.
 */
typedef struct _DipLibraryAhead DipLibraryAhead;

DipLibraryAhead *dip_library_ahead_new      (const char       *path) G_GNUC_WARN_UNUSED_RESULT;
const char      *dip_library_ahead_get_path (DipLibraryAhead  *self);
DipLibrary      *dip_library_ahead_finish   (DipLibraryAhead  *self,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             dip_library_ahead_free     (DipLibraryAhead  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLibraryAhead, dip_library_ahead_free)

G_END_DECLS
