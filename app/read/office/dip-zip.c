/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-zip.h"

#include "base/dip-error.h"
#include "read/office/dip-zip-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* Entries passed over on the way to those that are wanted, in all: what a workbook of ten thousand
 * sheets in the worst order could cost otherwise. */
#define MAX_HEADERS 2000000u

struct _DipZip
{
  GBytes         *bytes;
  GPtrArray      *entries;   /* (element-type DipZipEntry), by place */
  GHashTable     *by_name;   /* name → entry, unowned */
  struct archive *archive;   /* (nullable): stands before entry @next */
  guint           next;
  guint           n_headers;
  guint64         n_total;   /* bytes unpacked so far */
};

static gboolean
set_damaged (DipZip  *self,
             GError **error)
{
  const char *detail = self->archive != NULL ? archive_error_string (self->archive) : NULL;
  g_autofree char *valid = detail != NULL ? g_utf8_make_valid (detail, -1) : NULL;

  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
               "The archive is damaged and cannot be unpacked%s%s.",
               valid != NULL ? ": " : "", valid != NULL ? valid : "");

  return FALSE;
}

/**
 * dip_zip_open:
 * @bytes: a ZIP archive
 * @error: return location
 *
 * Reads the directory of an archive; nothing is unpacked. More than
 * %DIP_ZIP_MAX_ENTRIES entries, overlapping, duplicate and encrypted ones are
 * refused. Linear in the size of the directory.
 *
 * Returns: (transfer full) (nullable): an archive, or %NULL with a #DipReadError
 */
DipZip *
dip_zip_open (GBytes  *bytes,
              GError **error)
{
  g_autoptr (DipZip) self = NULL;
  const guint8 *data;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (DipZip, 1);
  self->bytes = g_bytes_ref (bytes);
  self->entries = g_ptr_array_new ();
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);

  data = g_bytes_get_data (bytes, &length);
  if (!_dip_zip_read_directory (data, length, self->entries, error))
    return NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      DipZipEntry *entry = g_ptr_array_index (self->entries, i);

      g_hash_table_insert (self->by_name, entry->name, entry);
    }

  return g_steal_pointer (&self);
}

static void
close_archive (DipZip *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  self->next = 0;
}

/**
 * dip_zip_free:
 * @self: (nullable): an archive
 */
void
dip_zip_free (DipZip *self)
{
  if (self == NULL)
    return;

  close_archive (self);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * dip_zip_get_n:
 * @self: an archive
 *
 * Returns: the number of entries, folders included
 */
guint
dip_zip_get_n (DipZip *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

/**
 * dip_zip_get:
 * @self: an archive
 * @i: from 0 to the number of entries, which are in the order of their places
 *
 * Returns: (transfer none): an entry
 */
const DipZipEntry *
dip_zip_get (DipZip *self,
             guint   i)
{
  g_return_val_if_fail (self != NULL && i < self->entries->len, NULL);

  return g_ptr_array_index (self->entries, i);
}

/**
 * dip_zip_find:
 * @self: an archive
 * @name: a name, with or without a slash before it
 *
 * Looks for an entry by its exact name; if there is none, without regard to
 * the case of ASCII letters, as Office does.
 *
 * Returns: (transfer none) (nullable): an entry
 */
const DipZipEntry *
dip_zip_find (DipZip     *self,
              const char *name)
{
  const DipZipEntry *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (*name == '/')
    name++;
  entry = g_hash_table_lookup (self->by_name, name);

  for (guint i = 0; entry == NULL && i < self->entries->len; i++)
    {
      const DipZipEntry *other = g_ptr_array_index (self->entries, i);

      if (g_ascii_strcasecmp (other->name, name) == 0)
        entry = other;
    }

  return entry;
}

static gboolean
open_archive (DipZip  *self,
              GError **error)
{
  const guint8 *data;
  gsize length;

  close_archive (self);
  self->archive = archive_read_new ();
  if (self->archive == NULL)
    return set_damaged (self, error);

  data = g_bytes_get_data (self->bytes, &length);
  if (archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK ||
      archive_read_open_memory (self->archive, data, length) != ARCHIVE_OK)
    return set_damaged (self, error);

  return TRUE;
}

/* Both sort entries by their places, so the n-th there is the n-th here; a name that differs says that the
 * library read another directory. */
static gboolean
go_to (DipZip             *self,
       const DipZipEntry  *wanted,
       GError            **error)
{
  struct archive_entry *header = NULL;

  if (self->archive == NULL || self->next >= self->entries->len ||
      ((const DipZipEntry *) g_ptr_array_index (self->entries, self->next))->offset > wanted->offset)
    {
      if (!open_archive (self, error))
        return FALSE;
    }

  while (self->next < self->entries->len)
    {
      const DipZipEntry *entry = g_ptr_array_index (self->entries, self->next);
      int status = archive_read_next_header (self->archive, &header);
      const char *name;

      self->next++;
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return set_damaged (self, error);

      if (++self->n_headers > MAX_HEADERS)
        {
          g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                               "The archive has too many parts to be read.");
          return FALSE;
        }
      if (entry != wanted)
        continue;

      name = archive_entry_pathname (header);
      if (name != NULL && g_str_is_ascii (entry->name) && strcmp (name, entry->name) != 0)
        return set_damaged (self, error);
      if (archive_entry_is_encrypted (header))
        {
          g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_PROTECTED,
                               "The archive is protected by a password: "
                               "unpack it and import what is in it.");
          return FALSE;
        }
      return TRUE;
    }

  return set_damaged (self, error);
}

static gboolean
check_size (DipZip             *self,
            const DipZipEntry  *entry,
            guint64             n_unpacked,
            GError            **error)
{
  if (n_unpacked > DIP_ZIP_MAX_ENTRY_BYTES || self->n_total > DIP_ZIP_MAX_TOTAL_BYTES)
    {
      g_autofree char *limit = g_format_size_full (n_unpacked > DIP_ZIP_MAX_ENTRY_BYTES
                                                   ? DIP_ZIP_MAX_ENTRY_BYTES : DIP_ZIP_MAX_TOTAL_BYTES,
                                                   G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                   "The archive unpacks to more than %s, which no paper needs.", limit);
      return FALSE;
    }

  if (n_unpacked > DIP_ZIP_RATIO_FROM && n_unpacked / DIP_ZIP_MAX_RATIO > entry->n_packed)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                   "The archive unpacks to more than %u times its size, as archives made to do harm do.",
                   DIP_ZIP_MAX_RATIO);
      return FALSE;
    }

  return TRUE;
}

/**
 * dip_zip_stream:
 * @self: an archive
 * @entry: one of its entries
 * @func: called for each piece of it
 * @user_data: for @func
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Unpacks an entry piece by piece, so that a large one needs no memory. The
 * limits on its size, on what the archive unpacks to in all, and on how much
 * more that is than the archive itself hold while it is unpacked: what the
 * directory claims does not count.
 *
 * Returns: whether all went well; if not, @error is a #DipReadError,
 *   %G_IO_ERROR_CANCELLED or what @func set
 */
gboolean
dip_zip_stream (DipZip             *self,
                const DipZipEntry  *entry,
                DipZipFunc          func,
                gpointer            user_data,
                GCancellable       *cancellable,
                GError            **error)
{
  guint64 n_unpacked = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (entry != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  /* A claim above the limits is believed; one below them is checked. */
  if (!check_size (self, entry, entry->n_unpacked, error) || !go_to (self, entry, error))
    return FALSE;

  for (;;)
    {
      const void *data = NULL;
      size_t length = 0;
      la_int64_t offset = 0;
      int status;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;

      status = archive_read_data_block (self->archive, &data, &length, &offset);
      if (status == ARCHIVE_EOF)
        return TRUE;
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        {
          set_damaged (self, error);
          break;
        }

      n_unpacked += length;
      self->n_total += length;
      if (!check_size (self, entry, n_unpacked, error) ||
          (length > 0 && !func (data, length, user_data, error)))
        break;
    }

  close_archive (self);

  return FALSE;
}

typedef struct
{
  GByteArray *array;
  gsize       max_bytes;
} Loading;

static gboolean
append_piece (const guint8  *data,
              gsize          length,
              gpointer       user_data,
              GError       **error)
{
  Loading *loading = user_data;

  if (length > loading->max_bytes - loading->array->len)
    {
      g_autofree char *limit = g_format_size_full (loading->max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_TOO_LARGE,
                   "A part of the archive has more than the limit of %s.", limit);
      return FALSE;
    }
  g_byte_array_append (loading->array, data, (guint) length);

  return TRUE;
}

/**
 * dip_zip_load:
 * @self: an archive
 * @entry: one of its entries
 * @max_bytes: a larger one is refused, at most %DIP_ZIP_MAX_ENTRY_BYTES
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Unpacks an entry whole.
 *
 * Returns: (transfer full) (nullable): its bytes, or %NULL as with dip_zip_stream()
 */
GBytes *
dip_zip_load (DipZip             *self,
              const DipZipEntry  *entry,
              gsize               max_bytes,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  Loading loading = { .array = array, .max_bytes = MIN (max_bytes, DIP_ZIP_MAX_ENTRY_BYTES) };

  if (!dip_zip_stream (self, entry, append_piece, &loading, cancellable, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}
