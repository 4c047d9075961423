/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What no paper has; a sheet of 60 MB in an archive of 1 MB is below all of them. */
#define DIP_ZIP_MAX_ENTRIES     10000u
#define DIP_ZIP_MAX_ENTRY_BYTES (256u * 1024 * 1024)
#define DIP_ZIP_MAX_TOTAL_BYTES (1024u * 1024 * 1024)
#define DIP_ZIP_MAX_RATIO       200u
#define DIP_ZIP_RATIO_FROM      (1024u * 1024)

/**
 * DipZipEntry:
 *
 * One entry of an archive, as its directory describes it. The size is what
 * the archive claims; reading checks it.
 */
typedef struct
{
  char     *name;       /* UTF-8, as in the archive; never used as a path */
  guint64   offset;     /* of its local header */
  guint64   n_packed;
  guint64   n_unpacked;
  gboolean  is_folder;
} DipZipEntry;

/**
 * DipZip:
 *
 * An archive in memory. Entries are unpacked in memory, piece by piece;
 * nothing is ever written to disk, so a name is only a name. Not for several
 * threads at once.
 */
typedef struct _DipZip DipZip;

/* Called for each piece of an entry. Returns FALSE with @error set to stop. */
typedef gboolean (* DipZipFunc) (const guint8  *data,
                                 gsize          length,
                                 gpointer       user_data,
                                 GError       **error);

DipZip            *dip_zip_open     (GBytes        *bytes,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void               dip_zip_free     (DipZip        *self);
guint              dip_zip_get_n    (DipZip        *self);
const DipZipEntry *dip_zip_get      (DipZip        *self,
                                     guint          i);
const DipZipEntry *dip_zip_find     (DipZip        *self,
                                     const char    *name);
gboolean           dip_zip_stream   (DipZip        *self,
                                     const DipZipEntry *entry,
                                     DipZipFunc     func,
                                     gpointer       user_data,
                                     GCancellable  *cancellable,
                                     GError       **error);
GBytes            *dip_zip_load     (DipZip        *self,
                                     const DipZipEntry *entry,
                                     gsize          max_bytes,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipZip, dip_zip_free)

G_END_DECLS
