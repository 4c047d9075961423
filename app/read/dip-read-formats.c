/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

typedef struct
{
  const char *magic;
  gsize       length;
  gsize       offset;
  const char *name;
} Magic;

#define MAGIC(bytes, offset, name) { bytes, sizeof (bytes) - 1, offset, name }

/* Formats that people mistake for a paper, and those a paper may come in later. */
static const Magic magics[] = {
  MAGIC ("%PDF-", 0, "a PDF document"),
  MAGIC ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Microsoft Office document"),
  MAGIC ("{\\rtf", 0, "a Rich Text document"),
  MAGIC ("\x89PNG\r\n\x1a\n", 0, "a PNG picture"),
  MAGIC ("\xff\xd8\xff", 0, "a JPEG picture"),
  MAGIC ("GIF87a", 0, "a GIF picture"),
  MAGIC ("GIF89a", 0, "a GIF picture"),
  MAGIC ("II*\0", 0, "a TIFF picture"),
  MAGIC ("MM\0*", 0, "a TIFF picture"),
  MAGIC ("WEBP", 8, "a WebP picture"),
  MAGIC ("\x1f\x8b", 0, "a gzip archive"),
  MAGIC ("BZh", 0, "a bzip2 archive"),
  MAGIC ("\xfd" "7zXZ", 0, "an XZ archive"),
  MAGIC ("(\xb5/\xfd", 0, "a Zstandard archive"),
  MAGIC ("7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive"),
  MAGIC ("Rar!\x1a\x07", 0, "a RAR archive"),
  MAGIC ("ustar", 257, "a tar archive"),
  MAGIC ("SQLite format 3", 0, "a SQLite database"),
  MAGIC ("\x7f" "ELF", 0, "a program"),
  MAGIC ("\xca\xfe\xba\xbe", 0, "a program"),
  MAGIC ("\xcf\xfa\xed\xfe", 0, "a program"),
  MAGIC ("%!PS", 0, "a PostScript document"),
  MAGIC ("ITSF", 0, "a compiled help file"),
  MAGIC ("ID3", 0, "a sound file"),
  MAGIC ("RIFF", 0, "a sound or video file"),
  MAGIC ("OggS", 0, "a sound or video file"),
  MAGIC ("ftyp", 4, "a video file"),
};

static gboolean
contains (const guint8 *data,
          gsize         length,
          const char   *needle)
{
  return memmem (data, length, needle, strlen (needle)) != NULL;
}

/* A ZIP archive tells what it is by the names of its entries: the first local
 * headers stand at its beginning, the directory at its end. */
static const char *
name_zip (const guint8 *data,
          gsize         length)
{
  const gsize window = 64 * 1024;
  const guint8 *head = data;
  gsize n_head = MIN (length, window);
  const guint8 *foot = data + length - n_head;

#define HAS(needle) (contains (head, n_head, needle) || contains (foot, n_head, needle))
  if (HAS ("word/document"))
    return "a Word document";
  if (HAS ("xl/workbook"))
    return "an Excel workbook";
  if (HAS ("ppt/presentation"))
    return "a PowerPoint presentation";
  if (HAS ("application/vnd.oasis.opendocument.text"))
    return "an OpenDocument text";
  if (HAS ("application/vnd.oasis.opendocument.spreadsheet"))
    return "an OpenDocument spreadsheet";
  if (HAS ("application/vnd.oasis.opendocument"))
    return "an OpenDocument file";
  if (HAS ("application/epub+zip"))
    return "an EPUB book";
#undef HAS

  return "a ZIP archive";
}

const char *
_dip_read_sniff_binary (const guint8 *data,
                        gsize         length,
                        const char   *name)
{
  if (length >= 4 && memcmp (data, "PK", 2) == 0 &&
      (memcmp (data + 2, "\x03\x04", 2) == 0 || memcmp (data + 2, "\x05\x06", 2) == 0))
    return name_zip (data, length);

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      const Magic *magic = &magics[i];

      if (length >= magic->offset + magic->length &&
          memcmp (data + magic->offset, magic->magic, magic->length) == 0)
        return magic->name;
    }

  /* A PDF may have up to a kilobyte of something else before its header. */
  if (memmem (data, MIN (length, 1024), "%PDF-1.", 7) != NULL && memchr (data, 0, MIN (length, 4096)))
    return "a PDF document";

  return NULL;
}
