/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-archive.h"

#include "base/dip-error.h"
#include "read/dip-worker.h"

#include <string.h>

/**
 * dip_read_is_archive:
 * @bytes: the contents of a file
 *
 * Returns: whether dip_read_list_papers() is worth a try
 */
gboolean
dip_read_is_archive (GBytes *bytes)
{
  const guint8 *data;
  const char *kind;
  gsize length;

  g_return_val_if_fail (bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);

  return length > 0 && _dip_read_sniff (data, length, &kind) == DIP_FORMAT_ZIP;
}

/**
 * dip_read_list_papers:
 * @bytes: the contents of an archive
 * @cancellable: (nullable): ends the worker at once
 * @error: return location
 *
 * Lists what may be a paper by its name. What is hidden, a folder or a picture
 * is left out.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names in the
 *   archive's order, or %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
dip_read_list_papers (GBytes        *bytes,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const char *const arguments[] = { "papers", NULL };
  GPtrArray *names = NULL;
  DipFrameSink sink;

  g_return_val_if_fail (bytes != NULL, NULL);

  _dip_frame_sink_init (&sink, "archive");
  if (_dip_worker_run (bytes, arguments, DIP_WORKER_PAGE_SECONDS, &sink, NULL, NULL, cancellable, error))
    names = g_ptr_array_ref (sink.layout->sheets);
  _dip_frame_sink_clear (&sink);

  return names;
}

/**
 * dip_read_unpack:
 * @bytes: the contents of an archive
 * @entry: a name from dip_read_list_papers()
 * @cancellable: (nullable): ends the worker at once
 * @error: return location
 *
 * Unpacks a paper into memory, within the limits of an archive.
 *
 * Returns: (transfer full) (nullable): its bytes, at least one, or %NULL with
 *   a #DipReadError or %G_IO_ERROR_CANCELLED
 */
GBytes *
dip_read_unpack (GBytes        *bytes,
                 const char    *entry,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const char *arguments[] = { "unpack", entry, NULL };
  GBytes *unpacked = NULL;
  DipFrameSink sink;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  _dip_frame_sink_init (&sink, "archive");
  sink.bytes = g_byte_array_new ();
  if (_dip_worker_run (bytes, arguments, DIP_WORKER_SECONDS, &sink, NULL, NULL, cancellable, error))
    unpacked = g_byte_array_free_to_bytes (g_steal_pointer (&sink.bytes));
  _dip_frame_sink_clear (&sink);

  if (unpacked != NULL && g_bytes_get_size (unpacked) == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The paper in the archive is empty.");
      g_clear_pointer (&unpacked, g_bytes_unref);
    }

  return unpacked;
}

/**
 * dip_read_entry_base:
 * @entry: a name in an archive
 *
 * Returns: (transfer full): what stands behind the last slash of either kind
 */
char *
dip_read_entry_base (const char *entry)
{
  const char *slash, *backslash;

  g_return_val_if_fail (entry != NULL, NULL);

  slash = strrchr (entry, '/');
  backslash = strrchr (entry, '\\');
  if (backslash != NULL && (slash == NULL || backslash > slash))
    slash = backslash;

  return g_strdup (slash != NULL && slash[1] != '\0' ? slash + 1 : entry);
}
