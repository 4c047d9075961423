/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether bytes are an archive that papers may be packed into, which an office
 * document is not. Looks at names only. */
gboolean    dip_read_is_archive  (GBytes        *bytes);

/* Names of what may be papers in an archive, as they stand in it; empty where
 * there are none. (element-type utf8) Blocks; any thread. */
GPtrArray  *dip_read_list_papers (GBytes        *bytes,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes of one of them, unpacked by a worker; nothing touches the disk. */
GBytes     *dip_read_unpack      (GBytes        *bytes,
                                  const char    *entry,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* The name of a paper without the folders that it stands in. */
char       *dip_read_entry_base  (const char    *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
