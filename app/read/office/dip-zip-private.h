/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-zip.h"

G_BEGIN_DECLS

/* Reads the central directory into @entries (element-type DipZipEntry), in the
 * order of their places, and refuses what is no honest archive. */
gboolean _dip_zip_read_directory (const guint8  *data,
                                  gsize          length,
                                  GPtrArray     *entries,
                                  GError       **error);

G_END_DECLS
