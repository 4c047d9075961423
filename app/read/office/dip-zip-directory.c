/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-zip-private.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * The directory at the end of a ZIP archive (APPNOTE.TXT 6.3, 4.3.12-4.3.16):
 *
 *   archive = [junk] *( local-header data ) *directory-entry [zip64-end zip64-locator] end
 *
 * It is read by hand before a library unpacks anything: two entries in one
 * place, two of one name and encrypted ones are how bombs and forgeries are
 * made, and readers differ in what they make of them.
 */

#define END_SIZE     22u
#define LOCATOR_SIZE 20u
#define END64_SIZE   56u
#define ENTRY_SIZE   46u
#define LOCAL_SIZE   30u
#define MAX_COMMENT  65535u

#define FLAG_ENCRYPTED        (1u << 0)
#define FLAG_STRONG_ENCRYPTED (1u << 6)
#define FLAG_MASKED           (1u << 13)

static guint32
get16 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8;
}

static guint32
get32 (const guint8 *at)
{
  return get16 (at) | get16 (at + 2) << 16;
}

static guint64
get64 (const guint8 *at)
{
  return (guint64) get32 (at) | (guint64) get32 (at + 4) << 32;
}

static gboolean
set_damaged (GError     **error,
             const char  *what)
{
  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
               "The archive is damaged: %s.", what);

  return FALSE;
}

static gboolean
find_end (const guint8 *data,
          gsize         length,
          gsize        *end)
{
  gsize least;

  if (length < END_SIZE)
    return FALSE;

  least = length - END_SIZE > MAX_COMMENT ? length - END_SIZE - MAX_COMMENT : 0;
  for (gsize at = length - END_SIZE; ; at--)
    {
      /* What follows the end may be junk, but not less than its comment. */
      if (memcmp (data + at, "PK\5\6", 4) == 0 && at + END_SIZE + get16 (data + at + 20) <= length)
        {
          *end = at;
          return TRUE;
        }
      if (at == least)
        return FALSE;
    }
}

/* Names are UTF-8 where the archive or the bytes say so, else what Japanese Windows writes. */
static char *
decode_name (const guint8 *bytes,
             gsize         length)
{
  char *name;

  if (memchr (bytes, '\0', length) != NULL)
    return NULL;
  if (g_utf8_validate ((const char *) bytes, (gssize) length, NULL))
    return g_strndup ((const char *) bytes, length);

  name = g_convert ((const char *) bytes, (gssize) length, "UTF-8", "CP932", NULL, NULL, NULL);

  return name != NULL ? name : g_utf8_make_valid ((const char *) bytes, (gssize) length);
}

/* Sizes and places that do not fit into 32 bits stand in an extra field. */
static gboolean
read_zip64_extra (const guint8 *extra,
                  gsize         length,
                  DipZipEntry  *entry)
{
  gsize at = 0;

  while (at + 4 <= length)
    {
      gsize n = get16 (extra + at + 2);
      const guint8 *field = extra + at + 4;
      gsize used = 0;
      guint64 *values[] = { &entry->n_unpacked, &entry->n_packed, &entry->offset };

      if (n > length - at - 4)
        return FALSE;

      if (get16 (extra + at) == 1)
        {
          for (guint i = 0; i < G_N_ELEMENTS (values); i++)
            {
              if (*values[i] != G_MAXUINT32)
                continue;
              if (used + 8 > n)
                return FALSE;
              *values[i] = get64 (field + used);
              used += 8;
            }
          return TRUE;
        }
      at += 4 + n;
    }

  return TRUE;
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const DipZipEntry *one = *(const DipZipEntry *const *) a;
  const DipZipEntry *two = *(const DipZipEntry *const *) b;

  return one->offset < two->offset ? -1 : one->offset > two->offset;
}

/* Every entry has its own place between the ones before and behind it. */
static gboolean
check_places (const guint8  *data,
              gsize          directory,
              GPtrArray     *entries,
              GError       **error)
{
  g_ptr_array_sort (entries, compare_offsets);

  for (guint i = 0; i < entries->len; i++)
    {
      DipZipEntry *entry = g_ptr_array_index (entries, i);
      guint64 limit = directory;
      guint64 start;

      if (i + 1 < entries->len)
        limit = ((DipZipEntry *) g_ptr_array_index (entries, i + 1))->offset;
      if (entry->offset > directory || directory - entry->offset < LOCAL_SIZE ||
          memcmp (data + entry->offset, "PK\3\4", 4) != 0)
        return set_damaged (error, "an entry is not where its directory says");

      start = entry->offset + LOCAL_SIZE + get16 (data + entry->offset + 26) +
              get16 (data + entry->offset + 28);
      if (start > limit || entry->n_packed > limit - start)
        return set_damaged (error, "entries overlap");
    }

  return TRUE;
}

static gboolean
check_names (GPtrArray  *entries,
             GError    **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      DipZipEntry *entry = g_ptr_array_index (entries, i);

      if (!g_hash_table_add (names, entry->name))
        return set_damaged (error, "two entries have the same name");
    }

  return TRUE;
}

/* Where the directory begins, how many entries it has, and how far the archive is shifted by what
 * stands before it. */
static gboolean
read_end (const guint8  *data,
          gsize          length,
          gsize         *directory,
          guint64       *n_entries,
          gsize         *stop,
          guint64       *shift,
          GError       **error)
{
  guint64 n_bytes, offset;
  gsize end;

  if (!find_end (data, length, &end))
    return set_damaged (error, "its end is missing, so it was probably cut short");

  if (get16 (data + end + 4) != 0 && get16 (data + end + 4) != 0xffff)
    return set_damaged (error, "it is one part of several");

  *n_entries = get16 (data + end + 10);
  n_bytes = get32 (data + end + 12);
  offset = get32 (data + end + 16);
  *stop = end;

  if ((*n_entries == 0xffff || n_bytes == G_MAXUINT32 || offset == G_MAXUINT32) &&
      end >= LOCATOR_SIZE && memcmp (data + end - LOCATOR_SIZE, "PK\6\7", 4) == 0)
    {
      guint64 at = get64 (data + end - LOCATOR_SIZE + 8);

      if (at > end - LOCATOR_SIZE || end - LOCATOR_SIZE - at < END64_SIZE ||
          memcmp (data + at, "PK\6\6", 4) != 0)
        return set_damaged (error, "its directory is not where it should be");
      *n_entries = get64 (data + at + 32);
      n_bytes = get64 (data + at + 40);
      offset = get64 (data + at + 48);
      *stop = (gsize) at;
    }

  if (n_bytes > *stop || offset > *stop - n_bytes)
    return set_damaged (error, "its directory is not where it should be");

  *directory = *stop - (gsize) n_bytes;
  *shift = *directory - offset;

  return TRUE;
}

static void
entry_free (DipZipEntry *self)
{
  g_free (self->name);
  g_free (self);
}

gboolean
_dip_zip_read_directory (const guint8  *data,
                         gsize          length,
                         GPtrArray     *entries,
                         GError       **error)
{
  guint64 n_entries, shift;
  gsize directory, stop, at;

  g_ptr_array_set_free_func (entries, (GDestroyNotify) entry_free);
  if (!read_end (data, length, &directory, &n_entries, &stop, &shift, error))
    return FALSE;

  if (n_entries > DIP_ZIP_MAX_ENTRIES)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                   "The archive has %" G_GUINT64_FORMAT " entries, more than the limit of %u.",
                   n_entries, DIP_ZIP_MAX_ENTRIES);
      return FALSE;
    }

  at = directory;
  for (guint64 i = 0; i < n_entries; i++)
    {
      DipZipEntry *entry;
      gsize n_name, n_extra, n_comment;
      guint flags;

      if (stop - at < ENTRY_SIZE || memcmp (data + at, "PK\1\2", 4) != 0)
        return set_damaged (error, "its directory is broken");

      flags = get16 (data + at + 8);
      n_name = get16 (data + at + 28);
      n_extra = get16 (data + at + 30);
      n_comment = get16 (data + at + 32);
      if (n_name + n_extra + n_comment > stop - at - ENTRY_SIZE)
        return set_damaged (error, "its directory is broken");

      if ((flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTED | FLAG_MASKED)) != 0)
        {
          g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_PROTECTED,
                               "The archive is protected by a password: "
                               "unpack it and import what is in it.");
          return FALSE;
        }

      entry = g_new0 (DipZipEntry, 1);
      g_ptr_array_add (entries, entry);
      entry->name = decode_name (data + at + ENTRY_SIZE, n_name);
      entry->n_packed = get32 (data + at + 20);
      entry->n_unpacked = get32 (data + at + 24);
      entry->offset = get32 (data + at + 42);
      if (entry->name == NULL || n_name == 0 ||
          !read_zip64_extra (data + at + ENTRY_SIZE + n_name, n_extra, entry))
        return set_damaged (error, "its directory is broken");

      if (entry->offset > G_MAXUINT64 - shift)
        return set_damaged (error, "its directory is broken");
      entry->offset += shift;
      entry->is_folder = g_str_has_suffix (entry->name, "/");
      at += ENTRY_SIZE + n_name + n_extra + n_comment;
    }

  return check_places (data, directory, entries, error) && check_names (entries, error);
}
