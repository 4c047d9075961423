/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-readers.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * A compound file ([MS-CFB]) names its streams in UTF-16. New Office puts an
 * encrypted document into one, as "EncryptedPackage"; old Office puts the
 * document itself there.
 */

static gboolean
has_stream (const guint8 *data,
            gsize         length,
            const char   *name)
{
  guint8 wide[64] = { 0 };
  gsize n = strlen (name);

  for (gsize i = 0; i < n && i * 2 + 1 < sizeof wide; i++)
    wide[i * 2] = (guint8) name[i];

  return memmem (data, length, wide, n * 2) != NULL;
}

/**
 * _dip_read_ole:
 * @bytes: a compound file
 * @name: base name of the file
 * @options: (nullable): unused
 * @cancellable: (nullable): unused
 * @error: return location
 *
 * Says what the file is and what to do with it.
 *
 * Returns: %NULL
 */
DipLayout *
_dip_read_ole (GBytes                *bytes,
               const char            *name,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  static const struct { const char *stream, *advice; } kinds[] = {
    { "Workbook", "This is an old Excel workbook (.xls): save it as .xlsx and import that." },
    { "WordDocument", "This is an old Word document (.doc): save it as .docx and import that." },
    { "PowerPoint Document", "This is an old PowerPoint presentation (.ppt): save it as PDF and import that." },
    { "__properties_version1", "This is a mail of Outlook (.msg): save what is attached to it and import that." },
    { "Book", "This is an old Excel workbook (.xls): save it as .xlsx and import that." },
  };
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (has_stream (data, length, "EncryptedPackage"))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_PROTECTED,
                           "The document is protected by a password: save it without one and import that.");
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (has_stream (data, length, kinds[i].stream))
        {
          g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT, kinds[i].advice);
          return NULL;
        }
    }

  g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                       "This is a document in an old form of an office program: save it in a current one, or as PDF, "
                       "and import that.");

  return NULL;
}
