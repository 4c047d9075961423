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
  DipFormat   format;
  const char *name;
} Magic;

#define MAGIC(bytes, offset, name) { bytes, sizeof (bytes) - 1, offset, DIP_FORMAT_FOREIGN, name }

/* Formats that people mistake for a paper, and those a paper may come in later. */
static const Magic magics[] = {
  { "%PDF-", 5, 0, DIP_FORMAT_PDF, "a PDF document" },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0, DIP_FORMAT_OLE, "an old Microsoft Office document" },
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
static DipFormat
name_zip (const guint8  *data,
          gsize          length,
          const char   **name)
{
  static const struct
  {
    const char *needle;
    DipFormat   format;
    const char *name;
  } kinds[] = {
    { "word/document", DIP_FORMAT_DOCX, "a Word document" },
    { "xl/workbook", DIP_FORMAT_XLSX, "an Excel workbook" },
    { "ppt/presentation", DIP_FORMAT_FOREIGN, "a PowerPoint presentation" },
    { "application/vnd.oasis.opendocument.text", DIP_FORMAT_ODT, "an OpenDocument text" },
    { "application/vnd.oasis.opendocument.spreadsheet", DIP_FORMAT_ODS, "an OpenDocument spreadsheet" },
    { "application/vnd.oasis.opendocument", DIP_FORMAT_FOREIGN, "an OpenDocument file" },
    { "application/epub+zip", DIP_FORMAT_FOREIGN, "an EPUB book" },
  };
  const gsize window = 64 * 1024;
  const guint8 *head = data;
  gsize n_head = MIN (length, window);
  const guint8 *foot = data + length - n_head;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (contains (head, n_head, kinds[i].needle) || contains (foot, n_head, kinds[i].needle))
      {
        *name = kinds[i].name;
        return kinds[i].format;
      }

  *name = "a ZIP archive";
  return DIP_FORMAT_ZIP;
}

/* A text that begins as a web page does; a tag somewhere inside makes none. */
static gboolean
looks_like_html (const guint8 *data,
                 gsize         length)
{
  static const char *const beginnings[] = { "<!doctype html", "<html", "<head", "<body" };
  const char *at = (const char *) data;
  const char *end = at + MIN (length, 4096);

  if (length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;

  for (;;)
    {
      const char *close;

      while (at < end && g_ascii_isspace (*at))
        at++;
      for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
        {
          gsize n = strlen (beginnings[i]);

          if ((gsize) (end - at) > n && g_ascii_strncasecmp (at, beginnings[i], n) == 0)
            return TRUE;
        }

      /* Comments and the declaration of XHTML come first. */
      if (end - at > 4 && memcmp (at, "<!--", 4) == 0)
        close = memmem (at + 4, (gsize) (end - at - 4), "-->", 3);
      else if (end - at > 5 && memcmp (at, "<?xml", 5) == 0)
        close = memmem (at + 5, (gsize) (end - at - 5), "?>", 2);
      else
        return FALSE;

      if (close == NULL)
        return FALSE;
      at = close + (close[0] == '?' ? 2 : 3);
    }
}

DipFormat
_dip_read_sniff (const guint8  *data,
                 gsize          length,
                 const char   **name)
{
  *name = NULL;

  if (length >= 4 && memcmp (data, "PK", 2) == 0 &&
      (memcmp (data + 2, "\x03\x04", 2) == 0 || memcmp (data + 2, "\x05\x06", 2) == 0))
    return name_zip (data, length, name);

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      const Magic *magic = &magics[i];

      if (length >= magic->offset + magic->length &&
          memcmp (data + magic->offset, magic->magic, magic->length) == 0)
        {
          *name = magic->name;
          return magic->format;
        }
    }

  /* A PDF may have up to a kilobyte of something else before its header. */
  if (memmem (data, MIN (length, 1024), "%PDF-1.", 7) != NULL && memchr (data, 0, MIN (length, 4096)))
    {
      *name = "a PDF document";
      return DIP_FORMAT_PDF;
    }

  if (looks_like_html (data, length))
    {
      *name = "a web page";
      return DIP_FORMAT_HTML;
    }

  return DIP_FORMAT_TEXT;
}
