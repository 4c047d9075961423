/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read.h"

#include "base/dip-debug.h"
#include "base/dip-error.h"
#include "read/dip-read-private.h"

#define CHUNK_BYTES (64 * 1024)

static void
set_too_large (GError  **error,
               guint64   n_bytes)
{
  g_autofree char *size = g_format_size (n_bytes);
  g_autofree char *limit = g_format_size_full (DIP_READ_MAX_TEXT_BYTES, G_FORMAT_SIZE_IEC_UNITS);

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
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;
  goffset n_bytes;

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

  n_bytes = g_file_info_get_size (info);
  if (n_bytes > (goffset) DIP_READ_MAX_TEXT_BYTES)
    {
      set_too_large (error, (guint64) n_bytes);
      return FALSE;
    }

  return TRUE;
}

/**
 * dip_read_load:
 * @file: a file
 * @cancellable: (nullable): looked at for each chunk
 * @error: return location
 *
 * Loads a file whole. What is no regular file, empty, or larger than
 * %DIP_READ_MAX_TEXT_BYTES is refused before it is opened; a file that grows
 * while it is read is refused at the limit. Any thread.
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
  gssize n_read;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!check_type (file, cancellable, error))
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
      if (array->len + (gsize) n_read > DIP_READ_MAX_TEXT_BYTES)
        {
          set_too_large (error, array->len + (guint64) n_read);
          return NULL;
        }
      g_byte_array_append (array, chunk, (guint) n_read);
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

/**
 * dip_read_layout:
 * @bytes: the contents of a file
 * @name: its base name, UTF-8
 * @cancellable: (nullable): looked at for each thousand lines
 * @error: return location
 *
 * Finds out what the bytes are and lays them out. Plain text and Markdown are
 * read, in UTF-8, UTF-16, Shift_JIS (CP932), EUC-JP, ISO-2022-JP and, where
 * nearly all is ASCII, Windows-1252. Linear in the number of bytes, any thread.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
dip_read_layout (GBytes        *bytes,
                 const char    *name,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  const char *format;
  const guint8 *data;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The file is empty.");
      return NULL;
    }

  if (length > DIP_READ_MAX_TEXT_BYTES)
    {
      set_too_large (error, length);
      return NULL;
    }

  format = _dip_read_sniff_binary (data, length, name);
  if (format != NULL)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                   "This is %s, which cannot be read yet: export it as plain text and import that.",
                   format);
      return NULL;
    }

  warnings = g_ptr_array_new_with_free_func (g_free);
  text = _dip_read_decode (bytes, &encoding, warnings, error);
  if (text == NULL)
    return NULL;

  layout = _dip_read_text (text, strlen (text), name, cancellable, error);
  if (layout == NULL)
    return NULL;

  layout->encoding = g_strdup (encoding);
  for (guint i = 0; i < warnings->len; i++)
    g_ptr_array_insert (layout->warnings, (int) i, g_strdup (g_ptr_array_index (warnings, i)));

  if (layout->lines->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           "The file has no text, only white space.");
      return NULL;
    }

  dip_debug (DIP_DEBUG_READ, "%s: %s, %s, %u lines, %u pages", name, layout->media_type, encoding,
             layout->lines->len, layout->n_pages);

  return g_steal_pointer (&layout);
}
