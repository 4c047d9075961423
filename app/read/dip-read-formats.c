/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-read-private.h"

#include <gio/gio.h>
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
  MAGIC ("%FDF-", 0, "the data of a PDF form"),
  MAGIC ("[InternetShortcut]", 0, "a shortcut to a document elsewhere"),
  MAGIC ("[Desktop Entry]", 0, "a shortcut to a document elsewhere"),
  MAGIC ("\x89PNG\r\n\x1a\n", 0, "a PNG picture"),
  MAGIC ("\xff\xd8\xff", 0, "a JPEG picture"),
  MAGIC ("GIF87a", 0, "a GIF picture"),
  MAGIC ("GIF89a", 0, "a GIF picture"),
  MAGIC ("II*\0", 0, "a TIFF picture"),
  MAGIC ("MM\0*", 0, "a TIFF picture"),
  MAGIC ("WEBP", 8, "a WebP picture"),
  MAGIC ("\0\0\0\fjP  \r\n", 0, "a JPEG 2000 picture"),
  MAGIC ("\0\0\1\0", 0, "an icon"),
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
  MAGIC ("ftyphei", 4, "a HEIC picture"),
  MAGIC ("ftypmif1", 4, "a HEIC picture"),
  MAGIC ("ftypavif", 4, "an AVIF picture"),
  MAGIC ("ftyp", 4, "a video file"),
  MAGIC ("MZ\x90\0", 0, "a program"),
  MAGIC ("bplist00", 0, "a web archive"),
};

static gboolean
contains (const guint8 *data,
          gsize         length,
          const char   *needle)
{
  return memmem (data, length, needle, strlen (needle)) != NULL;
}

/* What a document of an office program has in its archive. */
static const struct
{
  const char *part;   /* begins the name of an entry */
  const char *content;  /* of the entry "mimetype" */
  DipFormat   format;
  const char *name;
} packages[] = {
  { "word/document", NULL, DIP_FORMAT_DOCX, "a Word document" },
  { "xl/workbook", NULL, DIP_FORMAT_XLSX, "an Excel workbook" },
  { "ppt/presentation", NULL, DIP_FORMAT_FOREIGN, "a PowerPoint presentation" },
  { "visio/document", NULL, DIP_FORMAT_FOREIGN, "a Visio drawing" },
  { "FixedDocSeq.fdseq", NULL, DIP_FORMAT_FOREIGN, "an XPS document" },
  { "FixedDocumentSequence.fdseq", NULL, DIP_FORMAT_FOREIGN, "an XPS document" },
  { "index/document.iwa", NULL, DIP_FORMAT_FOREIGN, "a document of Pages, Numbers or Keynote" },
  { NULL, "application/vnd.oasis.opendocument.text", DIP_FORMAT_ODT, "an OpenDocument text" },
  { NULL, "application/vnd.oasis.opendocument.spreadsheet", DIP_FORMAT_ODS, "an OpenDocument spreadsheet" },
  { NULL, "application/vnd.oasis.opendocument.presentation", DIP_FORMAT_FOREIGN, "an OpenDocument presentation" },
  { NULL, "application/vnd.oasis.opendocument.graphics", DIP_FORMAT_FOREIGN, "an OpenDocument drawing" },
  { NULL, "application/vnd.oasis.opendocument", DIP_FORMAT_FOREIGN, "an OpenDocument file" },
  { NULL, "application/epub+zip", DIP_FORMAT_FOREIGN, "an EPUB book" },
};

#define PEEK_BYTES 4096u    /* of a text, that tell whether it is a page of the web or a mail */
#define MIN_FRAGMENT 8u     /* lines of a part of a page */
#define WINDOW (64u * 1024) /* bytes at each end of an archive; the end of the directory is in the last of them */

#define END_SIZE   22u  /* the fixed part of the end of a ZIP's directory */
#define ENTRY_SIZE 46u  /* and of an entry in it */
#define LOCAL_SIZE 30u  /* and of what stands before the entry's bytes */

#define DEFLATED     8u
#define MAX_PACKED   256u /* bytes of "mimetype"; a name of a format has less */
#define MAX_UNPACKED 128u

static guint32
get_little (const guint8 *at,
            guint         n)
{
  guint32 value = 0;

  while (n-- > 0)
    value = value << 8 | at[n];

  return value;
}

/* The directory of a ZIP archive: its entries stand right before its end. FALSE for one that is cut short, or is
 * too long for its fields. */
static gboolean
find_directory (const guint8  *data,
                gsize          length,
                const guint8 **begin,
                const guint8 **end)
{
  gsize limit = MIN (length, WINDOW + END_SIZE);

  for (gsize back = END_SIZE; back <= limit; back++)
    {
      const guint8 *at = data + length - back;

      if (memcmp (at, "PK\5\6", 4) == 0)
        {
          guint32 size = get_little (at + 12, 4);

          if (size > (gsize) (at - data))
            return FALSE;
          *begin = at - size;
          *end = at;
          return size >= ENTRY_SIZE && memcmp (*begin, "PK\1\2", 4) == 0;
        }
    }

  return FALSE;
}

/* Which package has a part of this name, one more than its place in the table; 0 for none. */
static guint
find_package_by_part (const char *name,
                      gsize       length)
{
  if (length > 0 && *name == '/')
    {
      name++;
      length--;
    }

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    if (packages[i].part != NULL && length >= strlen (packages[i].part) &&
        g_ascii_strncasecmp (name, packages[i].part, strlen (packages[i].part)) == 0)
      return i + 1;

  return 0;
}

/* Goes by what the archive itself has: an office document that is one of its entries may be in it as it is, with
 * all of its names. */
static guint
find_package_in_directory (const guint8  *begin,
                           const guint8  *end,
                           const guint8 **mimetype)
{
  const guint8 *at = begin;

  while ((gsize) (end - at) >= ENTRY_SIZE && memcmp (at, "PK\1\2", 4) == 0)
    {
      gsize n_name = get_little (at + 28, 2);
      gsize n_all = ENTRY_SIZE + n_name + get_little (at + 30, 2) + get_little (at + 32, 2);
      const char *name = (const char *) at + ENTRY_SIZE;
      guint found;

      if (n_all > (gsize) (end - at))
        break;
      found = find_package_by_part (name, n_name);
      if (found > 0)
        return found;
      if (*mimetype == NULL && n_name == 8 && memcmp (name, "mimetype", 8) == 0)
        *mimetype = at;
      at += n_all;
    }

  return 0;
}

/* The package that the entry "mimetype" names. It stands first and is not packed, as long as nobody packed the
 * document anew. */
static guint
find_package_by_mimetype (const guint8 *data,
                          gsize         length,
                          const guint8 *entry)
{
  gsize offset = get_little (entry + 42, 4);
  gsize n_packed = get_little (entry + 20, 4);
  guint8 text[MAX_UNPACKED + 1] = { 0 };
  gsize n = 0;

  if (offset > length || length - offset < LOCAL_SIZE || n_packed > MAX_PACKED)
    return 0;
  offset += LOCAL_SIZE + get_little (data + offset + 26, 2) + get_little (data + offset + 28, 2);
  if (offset > length || length - offset < n_packed)
    return 0;

  if (get_little (entry + 10, 2) == DEFLATED)
    {
      g_autoptr (GZlibDecompressor) inflate = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
      gsize n_read;

      if (g_converter_convert (G_CONVERTER (inflate), data + offset, n_packed, text, MAX_UNPACKED,
                               G_CONVERTER_INPUT_AT_END, &n_read, &n, NULL) == G_CONVERTER_ERROR)
        return 0;
    }
  else
    memcpy (text, data + offset, MIN (n_packed, MAX_UNPACKED));

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    if (packages[i].content != NULL && g_str_has_prefix ((const char *) text, packages[i].content))
      return i + 1;

  return 0;
}

/* The same where there is no directory to go by. */
static guint
find_package_in_bytes (const guint8 *data,
                       gsize         length)
{
  gsize n = MIN (length, WINDOW);

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      const char *part = packages[i].part;

      if (part != NULL && (contains (data, n, part) || contains (data + length - n, n, part)))
        return i + 1;
    }

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    if (packages[i].content != NULL && contains (data, n, packages[i].content))
      return i + 1;

  return 0;
}

/* A ZIP archive tells what it is by the names of its entries. */
static DipFormat
name_zip (const guint8  *data,
          gsize          length,
          const char   **name)
{
  const guint8 *begin, *end;
  const guint8 *mimetype = NULL;
  guint found;

  if (find_directory (data, length, &begin, &end))
    found = find_package_in_directory (begin, end, &mimetype);
  else
    found = find_package_in_bytes (data, length);
  if (found == 0 && mimetype != NULL)
    found = find_package_by_mimetype (data, length, mimetype);

  *name = found > 0 ? packages[found - 1].name : "a ZIP archive";

  return found > 0 ? packages[found - 1].format : DIP_FORMAT_ZIP;
}

static gboolean
is_tag (const char *at,
        const char *end)
{
  return end - at > 2 && *at == '<' && g_ascii_isalpha (at[1]);
}

/* A part of a page that begins with an element: nearly all of its lines begin with tags, and none as Markdown's do. */
static gboolean
looks_like_fragment (const char *at,
                     const char *end)
{
  static const char *const elements[] = { "<main", "<article", "<section", "<div", "<header" };
  gboolean begins = FALSE;
  guint n = 0, n_tags = 0;

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      gsize length = strlen (elements[i]);

      begins = begins || ((gsize) (end - at) > length && g_ascii_strncasecmp (at, elements[i], length) == 0 &&
                          strchr ("> \n", at[length]) != NULL);
    }
  if (!begins)
    return FALSE;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));

      if (stop == NULL)
        break;
      if (strchr ("#-*|`>", *at) != NULL)
        return FALSE;
      while (at < stop && g_ascii_isspace (*at))
        at++;
      n += at < stop;
      n_tags += at < stop && *at == '<';
      at = stop + 1;
    }

  return n >= MIN_FRAGMENT && n_tags * 4 >= n * 3;
}

/* A text that begins as a web page does; a tag somewhere inside makes none. */
static gboolean
looks_like_html (const guint8 *data,
                 gsize         length)
{
  /* "<meta" and "<link": sheets that Google saves as pages; Markdown begins with what can be seen */
  static const char *const beginnings[] = {
    "<!doctype html", "<html", "<head", "<body", "<meta ", "<link ", "<title>", "<style",
  };
  char narrow[PEEK_BYTES / 2];
  gboolean program = FALSE;
  const char *at = (const char *) data;
  const char *end = at + MIN (length, PEEK_BYTES);

  if (length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  else if (length >= 4 && (memcmp (at, "\xff\xfe", 2) == 0 || memcmp (at, "\xfe\xff", 2) == 0))
    {
      gsize n = 0;

      /* ASCII is every other byte of UTF-16. */
      for (gsize i = *data == 0xff ? 2 : 3; i < length && n < sizeof narrow; i += 2)
        narrow[n++] = (char) data[i];
      at = narrow;
      end = narrow + n;
    }

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

      /* What a server would run comes first, or comments and the declaration of XHTML. */
      if (end - at > 5 && memcmp (at, "<?php", 5) == 0)
        {
          program = TRUE;
          close = memmem (at + 5, (gsize) (end - at - 5), "?>", 2);
        }
      else if (end - at > 4 && memcmp (at, "<!--", 4) == 0)
        close = memmem (at + 4, (gsize) (end - at - 4), "-->", 3);
      else if (end - at > 5 && memcmp (at, "<?xml", 5) == 0)
        close = memmem (at + 5, (gsize) (end - at - 5), "?>", 2);
      else
        return program ? is_tag (at, end) : looks_like_fragment (at, end);

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
  if (memmem (data, MIN (length, 1024), "%PDF-1.", 7) != NULL &&
      (memchr (data, 0, MIN (length, 4096)) != NULL ||
       memmem (data + length - MIN (length, 2048), MIN (length, 2048), "startxref", 9) != NULL))
    {
      *name = "a PDF document";
      return DIP_FORMAT_PDF;
    }

  if (looks_like_html (data, length))
    {
      *name = "a web page";
      return DIP_FORMAT_HTML;
    }

  if (_dip_read_is_mhtml (data, length))
    {
      *name = "a web page";
      return DIP_FORMAT_MHTML;
    }

  *name = _dip_read_name_foreign (data, length);

  return *name != NULL ? DIP_FORMAT_FOREIGN : DIP_FORMAT_TEXT;
}
