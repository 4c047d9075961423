/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read.h"

#include "base/dip-debug.h"
#include "base/dip-error.h"
#include "read/dip-read-private.h"

#include <string.h>

#define CHUNK_BYTES (64 * 1024)

static void
set_too_large (GError  **error,
               guint64   n_bytes,
               guint     max_bytes)
{
  g_autofree char *size = g_format_size (n_bytes);
  g_autofree char *limit = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_TOO_LARGE,
               "The file has %s, more than the limit of %s.", size, limit);
}

/* The words of GIO depend on locale and backend; ours are one sentence for each case. */
static void
translate_io_error (GError **error)
{
  const char *message = NULL;

  if (error == NULL || *error == NULL || (*error)->domain != G_IO_ERROR)
    return;

  switch ((*error)->code)
    {
    case G_IO_ERROR_NOT_FOUND:
      message = "The file does not exist.";
      break;
    case G_IO_ERROR_PERMISSION_DENIED:
      message = "The file may not be read: permission denied.";
      break;
    case G_IO_ERROR_CANCELLED:
      message = "Reading was cancelled.";
      break;
    default:
      return;
    }

  g_free ((*error)->message);
  (*error)->message = g_strdup (message);
}

static gboolean
check_type (GFile         *file,
            goffset       *n_bytes,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE,
                            cancellable,
                            error);
  if (info == NULL)
    return FALSE;

  switch (g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_REGULAR:
    case G_FILE_TYPE_UNKNOWN:
      break;

    case G_FILE_TYPE_DIRECTORY:
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE,
                           "This is a folder, not a file.");
      return FALSE;

    case G_FILE_TYPE_SYMBOLIC_LINK:
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE,
                           "This is a link that leads nowhere.");
      return FALSE;

    case G_FILE_TYPE_SPECIAL:
    case G_FILE_TYPE_SHORTCUT:
    case G_FILE_TYPE_MOUNTABLE:
    default:
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE,
                           "This is a device, a pipe or a socket, not a file.");
      return FALSE;
    }

  *n_bytes = g_file_info_get_size (info);
  if (*n_bytes > (goffset) DIP_READ_MAX_BYTES)
    {
      set_too_large (error, (guint64) *n_bytes, DIP_READ_MAX_BYTES);
      return FALSE;
    }

  return TRUE;
}

/* How large a file of this beginning may be. A text of the size of a scanned
 * book is none that anybody has written. */
static guint
max_bytes_for (const GByteArray *beginning)
{
  const char *name;

  switch (_dip_read_sniff (beginning->data, beginning->len, &name))
    {
    case DIP_FORMAT_TEXT:
    case DIP_FORMAT_HTML:
    case DIP_FORMAT_MHTML:
    case DIP_FORMAT_FOREIGN:
      return DIP_READ_MAX_TEXT_BYTES;

    case DIP_FORMAT_PDF:
    case DIP_FORMAT_XLSX:
    case DIP_FORMAT_ODS:
    case DIP_FORMAT_DOCX:
    case DIP_FORMAT_ODT:
    case DIP_FORMAT_ZIP:
    case DIP_FORMAT_OLE:
    default:
      return DIP_READ_MAX_BYTES;
    }
}

/**
 * dip_read_load:
 * @file: a file
 * @cancellable: (nullable): looked at for each chunk
 * @error: return location
 *
 * Loads a file whole. What is no regular file, empty, or larger than
 * %DIP_READ_MAX_BYTES is refused before it is opened, a text larger than
 * %DIP_READ_MAX_TEXT_BYTES after its first piece; a file that grows while it is
 * read is refused at the limit. Any thread.
 *
 * Returns: (transfer full) (nullable): the bytes, at least one, or %NULL with a
 *   #DipReadError, or a #GIOErrorEnum where the system refused
 */
GBytes *
dip_read_load (GFile         *file,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) array = NULL;
  g_autofree guint8 *chunk = NULL;
  guint max_bytes = 0;
  goffset n_bytes = 0;
  gssize n_read;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!check_type (file, &n_bytes, cancellable, error))
    {
      translate_io_error (error);
      return NULL;
    }

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    {
      translate_io_error (error);
      return NULL;
    }

  array = g_byte_array_new ();
  chunk = g_malloc (CHUNK_BYTES);

  while ((n_read = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES,
                                        cancellable, error)) > 0)
    {
      g_byte_array_append (array, chunk, (guint) n_read);
      if (max_bytes == 0)
        max_bytes = max_bytes_for (array);

      if (MAX ((guint64) n_bytes, array->len) > max_bytes)
        {
          set_too_large (error, MAX ((guint64) n_bytes, array->len), max_bytes);
          return NULL;
        }
    }

  if (n_read < 0)
    {
      translate_io_error (error);
      return NULL;
    }

  if (array->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The file is empty.");
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

DipLayout *
_dip_read_text_bytes (GBytes        *bytes,
                      const char    *name,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  char separator;

  warnings = g_ptr_array_new_with_free_func (g_free);
  text = _dip_read_decode (bytes, &encoding, warnings, error);
  if (text == NULL)
    return NULL;

  separator = _dip_separated_detect (text, strlen (text), name);
  if (separator != '\0')
    layout = _dip_separated_read (text, strlen (text), separator, name, cancellable, error);
  else
    layout = _dip_read_text (text, strlen (text), name, cancellable, error);
  if (layout == NULL)
    return NULL;

  layout->encoding = g_strdup (encoding);
  for (guint i = 0; i < warnings->len; i++)
    g_ptr_array_insert (layout->warnings, (int) i, g_strdup (g_ptr_array_index (warnings, i)));

  return g_steal_pointer (&layout);
}

static gboolean
is_all_zero (const guint8 *data,
             gsize         length)
{
  return data[0] == 0 && memcmp (data, data + 1, length - 1) == 0;
}

/* A part of a page begins with any element: there the name tells. */
static gboolean
is_part_of_page (const guint8 *data,
                 gsize         length,
                 const char   *name)
{
  const char *end = strrchr (name, '.');
  gsize i = 0;

  while (i < length && g_ascii_isspace ((char) data[i]))
    i++;

  return end != NULL && (g_ascii_strcasecmp (end, ".html") == 0 || g_ascii_strcasecmp (end, ".htm") == 0) &&
         i + 1 < length && data[i] == '<' && g_ascii_isalpha ((char) data[i + 1]);
}

/* A page that asks for a password is often saved under the name of the paper behind it. */
static void
warn_of_page (const char *name,
              DipLayout  *layout)
{
  static const char *const ends[] = {
    ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".zip", ".csv", ".md",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize n = strlen (name);
      gsize n_end = strlen (ends[i]);

      if (n > n_end && g_ascii_strcasecmp (name + n - n_end, ends[i]) == 0)
        g_ptr_array_add (layout->warnings,
                         g_strdup_printf ("The name ends in “%s”, but this is a page of the web: perhaps one to "
                                          "sign in was saved in place of the paper.", ends[i]));
    }
}

/**
 * dip_read_layout_full:
 * @bytes: the contents of a file
 * @name: its base name, UTF-8
 * @options: (nullable): what a person says of the file
 * @cancellable: (nullable): looked at for each thousand lines; ends the worker at once
 * @error: return location
 *
 * Finds out what the bytes are and lays them out. Plain text and Markdown are
 * read here, in UTF-8, UTF-16, Shift_JIS (CP932), EUC-JP, ISO-2022-JP and, where
 * nearly all is ASCII, Windows-1252; PDF, office documents, web pages and archives
 * in a process of their own that has no network and no files. Blocks, for at most
 * the worker's time limit; any thread.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
dip_read_layout_full (GBytes                *bytes,
                      const char            *name,
                      const DipReadOptions  *options,
                      GCancellable          *cancellable,
                      GError               **error)
{
  static const DipReadOptions none = { 0 };
  g_autoptr (DipLayout) layout = NULL;
  const guint8 *data;
  const char *kind;
  DipFormat format;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The file is empty.");
      return NULL;
    }

  if (is_all_zero (data, length))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                           "The file has zeros only, as one has that was not copied to its end: get it again from "
                           "where it came from.");
      return NULL;
    }

  if (_dip_read_is_lock (length, name, error))
    return NULL;

  format = _dip_read_sniff (data, length, &kind);
  if (format == DIP_FORMAT_TEXT && is_part_of_page (data, length, name))
    format = DIP_FORMAT_HTML;
  if (format == DIP_FORMAT_TEXT)
    {
      kind = _dip_read_name_by_ending (name);
      format = kind != NULL ? DIP_FORMAT_FOREIGN : DIP_FORMAT_TEXT;
    }
  if (length > DIP_READ_MAX_BYTES || (format == DIP_FORMAT_TEXT && length > DIP_READ_MAX_TEXT_BYTES))
    {
      set_too_large (error, length, format == DIP_FORMAT_TEXT ? DIP_READ_MAX_TEXT_BYTES : DIP_READ_MAX_BYTES);
      return NULL;
    }

  switch (format)
    {
    case DIP_FORMAT_TEXT:
      layout = _dip_read_text_bytes (bytes, name, cancellable, error);
      break;

    case DIP_FORMAT_FOREIGN:
      _dip_read_set_foreign (kind, error);
      return NULL;

    case DIP_FORMAT_PDF:
    case DIP_FORMAT_XLSX:
    case DIP_FORMAT_ODS:
    case DIP_FORMAT_DOCX:
    case DIP_FORMAT_ODT:
    case DIP_FORMAT_HTML:
    case DIP_FORMAT_MHTML:
    case DIP_FORMAT_ZIP:
    case DIP_FORMAT_OLE:
    default:
      layout = _dip_read_in_worker (bytes, name, format, options != NULL ? options : &none,
                                    cancellable, error);
      break;
    }

  if (layout == NULL)
    return NULL;

  _dip_read_settle_notes (layout);
  _dip_read_settle_characters (layout);
  _dip_read_drop_sheet_frames (layout);
  if (layout->lines->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           format == DIP_FORMAT_HTML || format == DIP_FORMAT_MHTML
                           ? "The page has no text of its own: print it to a PDF from the browser and import that."
                           : "The file has no text, only white space.");
      return NULL;
    }

  if (format == DIP_FORMAT_HTML)
    warn_of_page (name, layout);

  dip_debug (DIP_DEBUG_READ, "%s: %s, %u lines, %u pages", name, layout->media_type,
             layout->lines->len, layout->n_pages);

  return g_steal_pointer (&layout);
}

/* The same without a word of a person. */
DipLayout *
dip_read_layout (GBytes        *bytes,
                 const char    *name,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return dip_read_layout_full (bytes, name, NULL, cancellable, error);
}
