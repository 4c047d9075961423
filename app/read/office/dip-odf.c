/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/office/dip-odf.h"

#include "base/dip-error.h"

#include <string.h>

#define MANIFEST "META-INF/manifest.xml"
#define MAX_MANIFEST (1024u * 1024)

/* More spaces in a row are a mistake or worse. */
#define MAX_SPACES 200

DipZip *
_dip_odf_open (GBytes        *bytes,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  g_autoptr (GBytes) manifest = NULL;
  const DipZipEntry *entry;

  if (zip == NULL)
    return NULL;

  /* The manifest names how each part is encrypted; the parts themselves are noise then. */
  entry = dip_zip_find (zip, MANIFEST);
  if (entry != NULL)
    manifest = dip_zip_load (zip, entry, MAX_MANIFEST, cancellable, NULL);
  if (manifest != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (manifest, &length);

      if (text != NULL && memmem (text, length, "encryption-data", 15) != NULL)
        {
          g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_PROTECTED,
                               "The document is protected by a password: save it without one and import that.");
          return NULL;
        }
    }

  return g_steal_pointer (&zip);
}

void
_dip_odf_append_spaces (DipXml  *xml,
                        GString *out)
{
  gint64 n = 1;

  dip_xml_get_int (xml, "text:c", 1, MAX_SPACES, &n);
  for (; n > 0; n--)
    g_string_append_c (out, ' ');
}
