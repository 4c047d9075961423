/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-private.h"

#include "base/dip-error.h"

G_DEFINE_FINAL_TYPE (DipStore, dip_store, G_TYPE_OBJECT)

static void
dip_store_finalize (GObject *object)
{
  DipStore *self = DIP_STORE (object);

  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->controls, g_hash_table_unref);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (dip_store_parent_class)->finalize (object);
}

static void
dip_store_class_init (DipStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_store_finalize;
}

static void
dip_store_init (DipStore *self)
{
}

/**
 * dip_service_free:
 * @self: (nullable): a service
 *
 * Frees a service of [method@Store.find_services].
 */
void
dip_service_free (DipService *self)
{
  if (self == NULL)
    return;

  g_free (self->provider);
  g_free (self->name);
  g_free (self);
}

/**
 * dip_store_open:
 * @path: (nullable): a file name in the GLib file name encoding; NULL for a library in memory
 * @error: return location for an error
 *
 * Opens a library, or makes one where no file stands.
 *
 * Only a name that does not exist becomes a new library: it is made complete
 * beside its place and then takes it in one step, so an existing file of no
 * bytes is nobody's half-made library and is refused like any other foreign
 * file. What is refused is not touched and nothing appears beside it. A library
 * of an older program is copied to `FILE.before-vN` and then brought up to date;
 * one on a medium that cannot be written is opened for reading.
 *
 * Blocks on disk access: call it from a worker.
 *
 * Fails with [error@StoreError]: `NOT_A_LIBRARY`, `TOO_NEW`, `CANNOT_OPEN` for a
 * folder or without permission, `READ_ONLY` where a new file cannot be made or
 * an old one not be brought up to date, `CORRUPT` for a library whose tables are
 * not ours.
 *
 * Returns: (transfer full): a connection for the calling thread
 */
DipStore *
dip_store_open (const char  *path,
                GError     **error)
{
  g_autoptr (DipDatabase) database = NULL;
  DipStore *self;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  database = dip_database_open (path, DIP_STORE_SQL_FOLDER, DIP_STORE_SCHEMA_VERSION, error);
  if (database == NULL)
    return NULL;

  self = g_object_new (DIP_TYPE_STORE, NULL);
  self->database = g_steal_pointer (&database);

  return self;
}

DipDatabase *
_dip_store_get_database (DipStore *self)
{
  return self->database;
}

/**
 * dip_store_is_read_only:
 * @self: a store
 *
 * Tells whether the library can only be read, for its file, its folder or its medium.
 *
 * Returns: whether everything that writes will fail
 */
gboolean
dip_store_is_read_only (DipStore *self)
{
  g_return_val_if_fail (DIP_IS_STORE (self), TRUE);

  return dip_database_is_read_only (self->database);
}

/**
 * dip_store_read_changes:
 * @self: a store
 * @error: return location for an error
 *
 * Reads a number that is another one after another connection, in this process
 * or not, has changed the library. Costs a look into shared memory: ask it before
 * listing everything again.
 *
 * Returns: the number, or 0 with @error set
 */
guint
dip_store_read_changes (DipStore  *self,
                        GError   **error)
{
  g_autoptr (DipQuery) query = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), 0);

  query = dip_database_query (self->database, "PRAGMA data_version", "look for changes", error);
  if (query == NULL || dip_query_step (query, NULL, error) != DIP_STEP_ROW)
    return 0;

  return dip_query_get_uint (query, 0);
}

/**
 * dip_store_back_up:
 * @self: a store
 * @path: where the copy goes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the whole library as it is now. The copy is a library of its own, in
 * one file. A file at @path is replaced once the copy is complete, and not before.
 *
 * Returns: whether the copy stands at @path
 */
gboolean
dip_store_back_up (DipStore      *self,
                   const char    *path,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return dip_database_back_up (self->database, path, cancellable, error);
}

gboolean
_dip_store_not_found (const char  *action,
                      gint64       edition_id,
                      GError     **error)
{
  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
               "Could not %s: the library has no edition %" G_GINT64_FORMAT, action, edition_id);
  return FALSE;
}

DipEdition *
_dip_store_read_edition (DipQuery *query,
                         gint64   *paper_id)
{
  enum { ID, PAPER, PROVIDER, SERVICE, TITLE, KIND, LANGUAGE, VERSION, VERSION_ORIGIN, ISSUED,
         FRAMEWORK, SOURCE_NAME, MEDIA_TYPE, SHA256, N_BYTES, IMPORTED, N_CLAUSES, N_WARNINGS };
  DipEdition *edition = dip_edition_new ();

  edition->id = dip_query_get_int64 (query, ID);
  edition->provider = dip_query_dup_text_or_null (query, PROVIDER);
  edition->service = dip_query_dup_text_or_null (query, SERVICE);
  edition->title = dip_query_dup_text_or_null (query, TITLE);
  edition->kind = DIP_STORE_READ_WORD (query, KIND, DipKind, kind);
  edition->language = dip_query_dup_text_or_null (query, LANGUAGE);
  edition->version = dip_query_dup_text_or_null (query, VERSION);
  edition->version_origin = DIP_STORE_READ_WORD (query, VERSION_ORIGIN, DipOrigin, origin);
  edition->issued = dip_query_dup_text_or_null (query, ISSUED);
  edition->framework = dip_query_dup_text_or_null (query, FRAMEWORK);
  edition->source_name = dip_query_dup_text_or_null (query, SOURCE_NAME);
  edition->media_type = dip_query_dup_text_or_null (query, MEDIA_TYPE);
  edition->sha256 = dip_query_dup_text (query, SHA256);
  edition->n_bytes = dip_query_get_uint (query, N_BYTES);
  edition->imported = dip_query_dup_text (query, IMPORTED);
  edition->n_clauses = dip_query_get_uint (query, N_CLAUSES);
  edition->n_warnings = dip_query_get_uint (query, N_WARNINGS);

  if (paper_id != NULL)
    *paper_id = dip_query_get_int64 (query, PAPER);

  return edition;
}

gboolean
dip_store_wait_for_turn (DipStore      *self,
                         guint          msec,
                         GCancellable  *cancellable,
                         GError       **error)
{
  gboolean is_free;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  dip_database_set_patience (self->database, msec);
  is_free = dip_database_begin (self->database, "look for changes", cancellable, error);
  if (is_free)
    dip_database_rollback (self->database);
  dip_database_set_patience (self->database, DIP_DATABASE_PATIENCE_MSEC);

  return is_free;
}

/**
 * dip_store_find_by_digest:
 * @self: a store
 * @sha256: the digest of the file, 64 lower-case hexadecimal digits
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks for an edition by the bytes that it came from.
 *
 * Returns: the row id, 0 if there is none, or -1 with @error set
 */
gint64
dip_store_find_by_digest (DipStore      *self,
                          const char    *sha256,
                          GCancellable  *cancellable,
                          GError       **error)
{
  static const char sql[] =
    "SELECT edition.id"
    "  FROM source JOIN edition ON edition.source_id = source.id"
    " WHERE source.sha256 = :sha256";
  g_autoptr (DipQuery) query = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), -1);
  g_return_val_if_fail (sha256 != NULL, -1);

  query = dip_database_query (self->database, sql, "look for the file", error);
  if (query == NULL)
    return -1;

  dip_query_bind_text (query, ":sha256", sha256);

  switch (dip_query_step (query, cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (query, 0);

    case DIP_STEP_DONE:
      return 0;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }
}

/**
 * dip_store_load_source:
 * @self: a store
 * @edition_id: a row id
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the file that an edition came from, byte for byte. Its digest is not
 * compared; [method@Store.check] does that.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
dip_store_load_source (DipStore      *self,
                       gint64         edition_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  static const char sql[] =
    "SELECT source.bytes"
    "  FROM edition JOIN source ON source.id = edition.source_id"
    " WHERE edition.id = :edition";
  static const char action[] = "load the original file";
  g_autoptr (DipQuery) query = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, action, error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);

  switch (dip_query_step (query, cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_bytes (query, 0);

    case DIP_STEP_DONE:
      _dip_store_not_found (action, edition_id, error);
      return NULL;

    case DIP_STEP_ERROR:
    default:
      return NULL;
    }
}
