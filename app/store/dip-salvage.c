/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-salvage-private.h"

#include "base/dip-error.h"
#include "store/dip-bytes-private.h"
#include "store/dip-log.h"
#include "store/dip-store-keep.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

/* The head of an SQLite file, and what stands in that of a library. */
#define HEADER_BYTES           100
#define PAGE_SIZE             4096
#define N_PAGES_OFFSET          28
#define USER_VERSION_OFFSET     60
#define APPLICATION_ID_OFFSET   68

/* Copying is stopped between two pieces of this size. */
#define COPY_BYTES (1024 * 1024)

/* Enough to see where the pages of a file begin. */
#define N_PAGES_TRIED 1000

/* So many rows of one sort of id are believed of a damaged library. */
#define MAX_IDS 1000000

/* How many of the first pages begin like one of a tree, if @n_missing bytes are gone before them. */
static guint
count_pages (GInputStream *in,
             gsize         n_missing,
             GCancellable *cancellable)
{
  guint n_found = 0;

  for (goffset i = 1; i <= N_PAGES_TRIED; i++)
    {
      guint8 kind = 0;

      if (!g_seekable_seek (G_SEEKABLE (in), i * PAGE_SIZE - (goffset) n_missing, G_SEEK_SET, cancellable, NULL) ||
          g_input_stream_read (in, &kind, 1, cancellable, NULL) != 1)
        break;

      n_found += kind == 0x02 || kind == 0x05 || kind == 0x0a || kind == 0x0d;
    }

  return n_found;
}

/* A library may have lost its first bytes altogether: then its pages are not where they were. */
static gsize
find_n_missing (GInputStream *in,
                goffset       n_bytes,
                GCancellable *cancellable)
{
  gsize n_missing = (gsize) (PAGE_SIZE - n_bytes % PAGE_SIZE) % PAGE_SIZE;

  return n_missing > 0 && count_pages (in, n_missing, cancellable) > count_pages (in, 0, cancellable)
           ? n_missing : 0;
}

/* Byte for byte, as far as the disk gives them: what it does not give is zero, and so is what
 * the first page has lost. */
static gboolean
copy_file (const char    *from,
           const char    *to,
           gboolean       has_pages,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GFileInputStream) in = g_file_read (source, cancellable, error);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autofree guint8 *piece = g_malloc0 (COPY_BYTES);
  gsize n_missing;
  GStatBuf status;

  if (in == NULL || g_stat (from, &status) < 0)
    return FALSE;

  out = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (out == NULL)
    return FALSE;

  n_missing = has_pages ? find_n_missing (G_INPUT_STREAM (in), (goffset) status.st_size, cancellable) : 0;
  if (!g_output_stream_write_all (G_OUTPUT_STREAM (out), piece, n_missing, NULL, cancellable, error))
    return FALSE;

  for (goffset place = 0; place < (goffset) status.st_size; place += COPY_BYTES)
    {
      gsize wanted = (gsize) MIN ((goffset) COPY_BYTES, (goffset) status.st_size - place);
      gsize found = 0;

      memset (piece, 0, wanted);
      if (g_seekable_seek (G_SEEKABLE (in), place, G_SEEK_SET, cancellable, NULL))
        (void) g_input_stream_read_all (G_INPUT_STREAM (in), piece, wanted, &found, cancellable, NULL);
      if (!g_output_stream_write_all (G_OUTPUT_STREAM (out), piece, wanted, NULL, cancellable, error))
        return FALSE;
    }

  return g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error);
}

/* Gives the copy the head that every library has. The rest of its first page stays. */
static gboolean
mend_head (DipSalvage  *self,
           guint        version,
           GError     **error)
{
  guint8 head[HEADER_BYTES] = "SQLite format 3";
  g_autoptr (GFile) file = g_file_new_for_path (self->copy);
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, error);
  GStatBuf status;

  if (stream == NULL || g_stat (self->copy, &status) < 0 || status.st_size < PAGE_SIZE)
    return FALSE;

  head[16] = PAGE_SIZE >> 8;
  head[18] = head[19] = 2;    /* a log beside it */
  head[21] = 64;              /* fractions that never change */
  head[22] = head[23] = 32;
  _dip_bytes_write_32 (head + N_PAGES_OFFSET, (guint32) (status.st_size / PAGE_SIZE));
  _dip_bytes_write_32 (head + 24, 1);    /* changes, so that the number of pages is believed */
  _dip_bytes_write_32 (head + 92, 1);
  _dip_bytes_write_32 (head + 40, 1);    /* of the schema */
  head[47] = 4;               /* format of the schema */
  head[59] = 1;               /* UTF-8 */
  _dip_bytes_write_32 (head + USER_VERSION_OFFSET, version);
  _dip_bytes_write_32 (head + APPLICATION_ID_OFFSET, DIP_STORE_APPLICATION_ID);

  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)),
                                    head, sizeof head, NULL, NULL, error) &&
         g_io_stream_close (G_IO_STREAM (stream), NULL, error);
}

/* The copy as SQLite sees it, if it sees a library. */
static DipStore *
open_copy (DipSalvage  *self,
           GError     **error)
{
  g_autofree char *scratch = g_build_filename (self->folder, "updated.diptych", NULL);

  return dip_store_open_for_reading (self->copy, scratch, error);
}

static void
append_id (GHashTable *ids,
           gint64      id)
{
  g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static gboolean
has_digest (GBytes     *bytes,
            const char *sha256)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strcmp0 (digest, sha256) == 0;
}

/* An edition of which nothing is lost; NULL, with @error set only if that ends all. */
static DipSalvaged *
load_sound (DipSalvage    *self,
            gint64         edition_id,
            GCancellable  *cancellable,
            GError       **error)
{
  static const char sql[] = "SELECT paper_id FROM edition WHERE id = :edition";
  g_autoptr (DipSalvaged) salvaged = g_new0 (DipSalvaged, 1);
  g_autoptr (DipQuery) query = NULL;

  salvaged->edition_id = edition_id;
  salvaged->is_whole = salvaged->has_values = TRUE;
  salvaged->document = dip_store_load_document (self->store, edition_id, cancellable, error);
  if (salvaged->document == NULL)
    return NULL;

  salvaged->source = dip_store_load_source (self->store, edition_id, cancellable, error);
  if (salvaged->source == NULL)
    return NULL;

  if (!has_digest (salvaged->source, salvaged->document->edition->sha256))
    {
      g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                           "The original file is damaged");
      return NULL;
    }

  query = dip_database_query (self->store->database, sql, DIP_SALVAGE_ACTION, error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);
  if (dip_query_step (query, cancellable, error) == DIP_STEP_ROW)
    salvaged->paper_id = dip_query_get_int64 (query, 0);
  salvaged->n_clauses = salvaged->document->clauses->len;

  return g_steal_pointer (&salvaged);
}

/* Appends the ids of a query that has one column, in order, as far as it goes. */
static void
append_ids (DipDatabase  *database,
            const char   *sql,
            GArray       *ids,
            GCancellable *cancellable)
{
  g_autoptr (DipQuery) query = dip_database_query (database, sql, DIP_SALVAGE_ACTION, NULL);
  gint64 last = 0;

  while (query != NULL && ids->len < MAX_IDS &&
         dip_query_step (query, cancellable, NULL) == DIP_STEP_ROW)
    {
      gint64 id = dip_query_get_int64 (query, 0);

      if (id <= last)
        return;

      g_array_append_val (ids, id);
      last = id;
    }
}

/* Loads each edition once, to know which ones need the pages. */
static gboolean
find_sound (DipSalvage    *self,
            GCancellable  *cancellable,
            GError       **error)
{
  static const char sql[] = "SELECT id FROM edition ORDER BY id";
  static const char source_sql[] = "SELECT source_id FROM edition WHERE id = :edition";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->store == NULL)
    return TRUE;

  append_ids (self->store->database, sql, ids, cancellable);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (DipSalvaged) salvaged = load_sound (self, id, cancellable, NULL);
      g_autoptr (DipQuery) query = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      if (salvaged == NULL)
        continue;

      append_id (self->sound, id);
      query = dip_database_query (self->store->database, source_sql, DIP_SALVAGE_ACTION, NULL);
      if (query == NULL)
        continue;

      dip_query_bind_int64 (query, ":edition", id);
      if (dip_query_step (query, cancellable, NULL) == DIP_STEP_ROW)
        append_id (self->sound_sources, dip_query_get_int64 (query, 0));
    }

  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* All editions, whether SQLite loads them or only their rows tell of them. */
static void
list_all (DipSalvage   *self,
          GCancellable *cancellable)
{
  static const char edition_sql[] =
    "SELECT id FROM edition UNION SELECT edition_id FROM clause ORDER BY 1";
  static const char source_sql[] =
    "SELECT id FROM source"
    " WHERE id NOT IN (SELECT source_id FROM edition WHERE source_id IS NOT NULL) ORDER BY id";
  GHashTableIter iter;
  gpointer id;

  append_ids (self->rows, edition_sql, self->editions, cancellable);
  append_ids (self->rows, source_sql, self->sources, cancellable);

  g_hash_table_iter_init (&iter, self->sound);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (self->editions, id, 1);
  g_array_sort (self->editions, compare_ids);
}

/**
 * dip_salvage_new:
 * @path: a damaged library
 * @folder: an empty folder for a copy of it; the caller removes it with all that is in it
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies a library and looks through the copy for all that can be read. Takes as
 * much space again as the library has, and time in proportion to it.
 *
 * Fails only where nothing can be read at all, with an error of the disk, or with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): what was found
 */
DipSalvage *
dip_salvage_new (const char    *path,
                 const char    *folder,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (DipSalvage) self = g_new0 (DipSalvage, 1);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_copy = NULL;
  g_autofree char *rows = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (path != NULL && folder != NULL, NULL);

  self->folder = g_strdup (folder);
  self->copy = g_build_filename (folder, "damaged.diptych", NULL);
  self->sound = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->sound_sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->editions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sources = g_array_new (FALSE, FALSE, sizeof (gint64));

  log_copy = g_strconcat (self->copy, "-wal", NULL);
  if (!copy_file (path, self->copy, TRUE, cancellable, error) ||
      (g_file_test (log, G_FILE_TEST_EXISTS) && !copy_file (log, log_copy, FALSE, cancellable, error)))
    return NULL;

  if (dip_log_has_gap (log_copy) && !dip_log_mend (log_copy, error))
    return NULL;

  self->store = open_copy (self, &local_error);
  if (g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_TOO_NEW))
    {
      dip_store_error_set_path (&local_error, path);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  for (guint version = DIP_STORE_SCHEMA_VERSION; self->store == NULL && version > 0; version--)
    {
      if (mend_head (self, version, NULL))
        self->store = open_copy (self, NULL);
    }

  /* The pages are read without the log, so what stands in it has to go into them. */
  if (self->store != NULL)
    dip_database_execute (self->store->database, "PRAGMA wal_checkpoint (TRUNCATE)",
                          DIP_SALVAGE_ACTION, NULL);

  if (!find_sound (self, cancellable, error))
    return NULL;

  rows = g_build_filename (folder, "rows.db", NULL);
  self->rows = _dip_database_connect (rows, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                      DIP_SALVAGE_ACTION, error);
  if (self->rows == NULL ||
      !dip_database_execute (self->rows, "PRAGMA synchronous = OFF", DIP_SALVAGE_ACTION, error) ||
      !_dip_salvage_collect (self, cancellable, error))
    return NULL;

  list_all (self, cancellable);

  return g_steal_pointer (&self);
}

void
dip_salvage_free (DipSalvage *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->store);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->sound, g_hash_table_unref);
  g_clear_pointer (&self->sound_sources, g_hash_table_unref);
  g_clear_pointer (&self->editions, g_array_unref);
  g_clear_pointer (&self->sources, g_array_unref);
  g_free (self->folder);
  g_free (self->copy);
  g_free (self);
}

/**
 * dip_salvage_get_n_broken:
 * @self: a salvage
 *
 * Returns: how many places in the file could not be read; 0 does not mean that
 *   nothing is lost
 */
guint
dip_salvage_get_n_broken (DipSalvage *self)
{
  return self->n_broken;
}

/* Out of its rows; its text by SQLite, where only the original file is damaged. */
static DipSalvaged *
load_damaged (DipSalvage    *self,
              gint64         edition_id,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (DipSalvaged) salvaged = NULL;
  g_autoptr (DipDocument) document = NULL;

  salvaged = _dip_salvage_assemble (self, edition_id, cancellable, error);
  if (salvaged == NULL || self->store == NULL)
    return g_steal_pointer (&salvaged);

  document = dip_store_load_document (self->store, edition_id, cancellable, NULL);
  if (document != NULL)
    {
      g_set_object (&salvaged->document, document);
      salvaged->is_whole = salvaged->has_values = TRUE;
      salvaged->n_clauses = document->clauses->len;
    }

  return g_steal_pointer (&salvaged);
}

/* A file that no edition names any more: its text is all that is known. */
static DipSalvaged *
load_stray_source (DipSalvage    *self,
                   gint64         source_id,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (DipSalvaged) salvaged = g_new0 (DipSalvaged, 1);
  g_autofree char *media_type = NULL;

  salvaged->document = dip_document_new ();
  salvaged->source = _dip_salvage_find_source (self, source_id, &media_type, cancellable, error);
  salvaged->document->edition->media_type = g_steal_pointer (&media_type);

  return salvaged->source != NULL ? g_steal_pointer (&salvaged) : NULL;
}

/**
 * dip_salvage_next:
 * @self: a salvage
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the next edition, those with the lowest row id first, and after all of
 * them the files that no edition names any more.
 *
 * Returns: (transfer full) (nullable): as much of it as there is; NULL without
 *   @error set after the last one
 */
DipSalvaged *
dip_salvage_next (DipSalvage    *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (self->next < self->editions->len)
    {
      gint64 id = g_array_index (self->editions, gint64, self->next++);

      return g_hash_table_contains (self->sound, &id) ? load_sound (self, id, cancellable, error)
                                                      : load_damaged (self, id, cancellable, error);
    }

  while (self->next - self->editions->len < self->sources->len)
    {
      gint64 id = g_array_index (self->sources, gint64, self->next++ - self->editions->len);
      g_autoptr (GError) local_error = NULL;
      DipSalvaged *salvaged = load_stray_source (self, id, cancellable, &local_error);

      if (salvaged != NULL)
        return salvaged;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }

  return NULL;
}

/**
 * dip_salvage_list_notes:
 * @self: a salvage
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists what a person said of clauses, as far as the rows are there. Whether the
 * editions and clauses are is for the caller to see.
 *
 * Returns: (transfer full) (element-type DipHandNote): the list
 */
GPtrArray *
dip_salvage_list_notes (DipSalvage    *self,
                        GCancellable  *cancellable,
                        GError       **error)
{
  enum { IS_REVIEW, EDITION, OTHER, CITE, OTHER_CITE, WORD };
  static const char sql[] =
    "SELECT 0, edition_id, other_id, cite, other_cite, kind AS word FROM pairing"
    " UNION ALL "
    "SELECT 1, edition_id, other_id, cite, other_cite, looked FROM review";
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_hand_note_free);
  g_autoptr (DipQuery) query = NULL;
  DipStep step;

  g_return_val_if_fail (self != NULL, NULL);

  query = dip_database_query (self->rows, sql, DIP_SALVAGE_ACTION, error);
  if (query == NULL)
    return NULL;

  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      DipHandNote *note = g_new0 (DipHandNote, 1);

      note->is_review = dip_query_get_int64 (query, IS_REVIEW) != 0;
      note->edition_id = dip_query_get_int64 (query, EDITION);
      note->other_id = dip_query_get_int64 (query, OTHER);
      note->cite = dip_query_dup_text_or_null (query, CITE);
      note->other_cite = dip_query_dup_text_or_null (query, OTHER_CITE);
      note->word = dip_query_dup_text_or_null (query, WORD);
      g_ptr_array_add (notes, note);
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&notes) : NULL;
}
