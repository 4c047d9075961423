/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-tables.h"

#include "base/dip-strings.h"
#include "text/dip-lexicon-private.h"

#include <string.h>

/*
 * The file that carries all tables, for the kind of machine that made it: a
 * Header, an Entry for each table, sorted by name, the tables, each at a
 * multiple of four bytes, and the names. MAGIC as a number tells the order of bytes.
 */
#define MAGIC 0x44697054u

/* Goes up when the form of any table changes. */
#define VERSION 1u

#define PATH RESOURCE_PATH "/tables/lists.tables"

typedef struct
{
  guint32 magic;
  guint32 version;
  guint32 n_entries;
  guint32 length;    /* of the file */
} Header;

typedef struct
{
  guint32 name;      /* where it stands in the file, with a NUL */
  guint32 table;     /* likewise */
  guint32 length;    /* of the table */
} Entry;

/* Tables by name while they are made for the program; NULL at all other times. */
static GHashTable *recorded;

guint32
dip_table_append (GByteArray    *table,
                  gconstpointer  data,
                  gsize          length)
{
  static const guint8 padding[4];
  guint32 at;

  g_byte_array_append (table, padding, (4 - table->len % 4) % 4);
  at = table->len;
  if (length > 0)
    g_byte_array_append (table, data, (guint) length);

  return at;
}

/**
 * dip_tables_record:
 *
 * Keeps all tables that are made from now on, for dip_tables_pack(). Only the
 * program that makes the tables calls this, which has one thread.
 */
void
dip_tables_record (void)
{
  if (recorded == NULL)
    recorded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

/**
 * dip_tables_pack:
 *
 * Returns: (transfer full): the file with all tables that were made since dip_tables_record()
 */
GBytes *
dip_tables_pack (void)
{
  GByteArray *file = g_byte_array_new ();
  Header header = { MAGIC, VERSION, 0, 0 };
  g_autofree char **names = NULL;
  g_autofree Entry *entries = NULL;

  g_return_val_if_fail (recorded != NULL, NULL);

  names = (char **) g_hash_table_get_keys_as_array (recorded, &header.n_entries);
  qsort (names, header.n_entries, sizeof *names, dip_compare_strings);
  entries = g_new0 (Entry, header.n_entries);
  dip_table_append (file, &header, sizeof header);
  dip_table_append (file, entries, header.n_entries * sizeof *entries);
  for (guint i = 0; i < header.n_entries; i++)
    {
      gsize length;
      gconstpointer table = g_bytes_get_data (g_hash_table_lookup (recorded, names[i]), &length);

      entries[i].name = dip_table_append (file, names[i], strlen (names[i]) + 1);
      entries[i].table = dip_table_append (file, table, length);
      entries[i].length = (guint32) length;
    }
  header.length = file->len;
  memcpy (file->data, &header, sizeof header);
  memcpy (file->data + sizeof header, entries, header.n_entries * sizeof *entries);

  return g_byte_array_free_to_bytes (file);
}

/* The file that the program carries; NULL if it has none, or not its own. */
static GBytes *
get_file (void)
{
  static gsize looked;
  static GBytes *file;

  if (g_once_init_enter (&looked))
    {
      GBytes *found = g_resources_lookup_data (PATH, 0, NULL);
      gsize length = 0;
      const Header *header = found != NULL ? g_bytes_get_data (found, &length) : NULL;

      if (header != NULL && length >= sizeof *header && (gsize) header % sizeof (guint32) == 0 &&
          header->magic == MAGIC && header->version == VERSION && header->length == length)
        file = found;
      else
        g_clear_pointer (&found, g_bytes_unref);
      g_once_init_leave (&looked, 1);
    }

  return file;
}

/**
 * dip_tables_find:
 * @lexicon: some lists
 * @name: of a table
 *
 * Returns: (transfer full) (nullable): the table that the program carries, where
 *   the lists are those that it was built with
 */
GBytes *
dip_tables_find (const DipLexicon *lexicon,
                 const char       *name)
{
  GBytes *file = recorded == NULL && _dip_lexicon_is_built_in (lexicon) ? get_file () : NULL;
  const char *bytes = file != NULL ? g_bytes_get_data (file, NULL) : NULL;
  const Entry *entries = bytes != NULL ? (const Entry *) (bytes + sizeof (Header)) : NULL;
  guint low = 0;
  guint high = bytes != NULL ? ((const Header *) bytes)->n_entries : 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = strcmp (name, bytes + entries[middle].name);

      if (order == 0)
        return g_bytes_new_from_bytes (file, entries[middle].table, entries[middle].length);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}

/**
 * dip_tables_take:
 * @lexicon: the lists that the table is made of
 * @name: of the table: one name for each way to make one
 * @make: makes it
 * @data: for @make
 *
 * The table that the program carries, else what @make makes. Any thread.
 *
 * Returns: (transfer full): the table, at a multiple of four bytes
 */
GBytes *
dip_tables_take (const DipLexicon *lexicon,
                 const char       *name,
                 DipTableMaker     make,
                 gpointer          data)
{
  GBytes *table = dip_tables_find (lexicon, name);

  if (table != NULL)
    return table;

  table = make (lexicon, data);
  if (recorded != NULL && _dip_lexicon_is_built_in (lexicon))
    g_hash_table_replace (recorded, g_strdup (name), g_bytes_ref (table));

  return table;
}
