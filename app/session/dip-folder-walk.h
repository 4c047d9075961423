/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder of papers has some dozens of files; what has more is the wrong
 * folder (a home directory, a disk), and the walk ends there. */
#define DIP_FOLDER_WALK_MAX_FILES 10000
#define DIP_FOLDER_WALK_MAX_DEPTH 16

/* A file, and whether it stands in a folder that was given instead of being
 * given itself. */
typedef struct
{
  GFile    *file;
  gboolean  from_folder;
} DipFoundFile;

/* (element-type DipFoundFile) */
GPtrArray *_dip_folder_walk (GPtrArray     *files,
                             GCancellable  *cancellable,
                             GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
