/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-database-private.h"

#include "base/dip-error.h"
#include "base/dip-strings.h"
#include "store/dip-store.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

G_LOCK_DEFINE_STATIC (known_schemas);

/* Schema steps, and the copy of a library that is made before they are taken. */

#define N_BACKUP_NAMES        100
#define PAGES_PER_BACKUP_STEP 256
#define BACKUP_WAIT_MSEC      10

/* A step may read or write all of a library in one statement. */
#define STEP_BUDGET_FACTOR    100

void
_dip_database_set_errno_error (const char  *path,
                               int          number,
                               gboolean     is_writing,
                               const char  *action,
                               GError     **error)
{
  DipStoreError code = DIP_STORE_ERROR_CANNOT_OPEN;

  if (number == ENOSPC || number == EDQUOT)
    code = DIP_STORE_ERROR_NO_SPACE;
  else if (number == EROFS || (is_writing && (number == EACCES || number == EPERM)))
    code = DIP_STORE_ERROR_READ_ONLY;
  else if (number == ENOENT || number == ENOTDIR)
    code = DIP_STORE_ERROR_NOT_THERE;

  _dip_database_set_path_error (path, code, error, "Could not %s: %s", action, g_strerror (number));
}

/* An error about a file; the message does not name it. */
void
_dip_database_set_path_error (const char     *path,
                              DipStoreError   code,
                              GError        **error,
                              const char     *format,
                              ...)
{
  va_list arguments;

  if (error == NULL)
    return;

  va_start (arguments, format);
  *error = g_error_new_valist (DIP_STORE_ERROR, (int) code, format, arguments);
  va_end (arguments);
  dip_store_error_set_path (error, path);
}

gboolean
_dip_database_check_version (const char  *path,
                             guint        version,
                             guint        newest,
                             GError     **error)
{
  if (version > newest)
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_TOO_NEW, error,
                                    "The library has version %u, this program knows versions up to %u",
                                    version, newest);
      return FALSE;
    }

  if (version == 0)
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_CORRUPT, error,
                                    "The library is damaged: its version is not told");
      return FALSE;
    }

  return TRUE;
}

gboolean
_dip_database_read_version (DipDatabase  *self,
                            guint        *version,
                            GError      **error)
{
  static const char sql[] = "PRAGMA user_version";
  g_autoptr (DipQuery) query = dip_database_query (self, sql, DIP_DATABASE_OPEN, error);

  if (query == NULL || dip_query_step (query, NULL, error) != DIP_STEP_ROW)
    return FALSE;

  *version = (guint) (guint32) dip_query_get_int64 (query, 0);

  return TRUE;
}

DipDatabase *
_dip_database_connect_memory (GError **error)
{
  return _dip_database_connect (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                DIP_DATABASE_OPEN, error);
}

/* The SQL of one step. Resource data ends in a NUL byte, so it can be used as a string. */
static GBytes *
lookup_step (const char  *sql_folder,
             guint        version,
             GError     **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%03u.sql", sql_folder, version);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Goes one version up, unless another connection was faster. */
static gboolean
migrate_one (DipDatabase  *self,
             const char   *sql_folder,
             guint         version,
             GError      **error)
{
  g_autofree char *action = g_strdup_printf ("bring the library to version %u", version);
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = %d;"
                                              "PRAGMA user_version = %u;",
                                              DIP_STORE_APPLICATION_ID, version);
  g_autoptr (GBytes) sql = lookup_step (sql_folder, version, error);
  guint current;

  if (sql == NULL || !dip_database_begin (self, action, NULL, error))
    return FALSE;

  if (!_dip_database_read_version (self, &current, error) ||
      (current < version &&
       (!dip_database_execute (self, g_bytes_get_data (sql, NULL), action, error) ||
        !dip_database_execute (self, pragmas, action, error))) ||
      !dip_database_commit (self, action, error))
    {
      dip_database_rollback (self);
      return FALSE;
    }

  return TRUE;
}

/* The first free name of FILE.before-v2, FILE.before-v2~2, … */
static char *
dup_backup_name (const char *path,
                 guint       version)
{
  char *name = g_strdup_printf ("%s.before-v%u", path, version);

  for (guint i = 2; i <= N_BACKUP_NAMES && g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.before-v%u~%u", path, version, i);
    }

  return name;
}

/* @path is NULL for a library that nobody else can see, which needs no backup. */
gboolean
_dip_database_migrate (DipDatabase  *self,
                       const char   *path,
                       const char   *sql_folder,
                       guint         newest,
                       GError      **error)
{
  g_autofree char *backup = NULL;
  gboolean done = TRUE;
  guint64 budget;
  guint first, version;

  if (!_dip_database_read_version (self, &version, error))
    return FALSE;

  if (path != NULL && !_dip_database_check_version (path, version, newest, error))
    return FALSE;

  if (version == newest)
    return TRUE;

  if (path != NULL && dip_database_is_read_only (self))
    {
      if (self->lacks_room)
        _dip_database_set_path_error (path, DIP_STORE_ERROR_NO_SPACE, error,
                                      "There is no room to bring the library from version %u to %u",
                                      version, newest);
      else
        _dip_database_set_path_error (path, DIP_STORE_ERROR_NEEDS_WRITING, error,
                                      "The library has the old version %u and cannot be written to",
                                      version);
      return FALSE;
    }

  if (path != NULL)
    {
      backup = dup_backup_name (path, newest);
      if (!dip_database_back_up (self, backup, NULL, error))
        return FALSE;
    }

  budget = self->budget;
  self->budget = STEP_BUDGET_FACTOR * budget;
  first = version + 1;
  while (done && version < newest)
    done = migrate_one (self, sql_folder, ++version, error);
  self->budget = budget;

  /* The library is as it was, and a copy of it would only take room, each time anew. */
  if (!done && backup != NULL && version == first)
    g_unlink (backup);

  return done;
}

/* Name and SQL of every table and index of @self that is not SQLite's own. The tables of the
 * full-text index are made by FTS5, which may word them differently in another version. */
static GHashTable *
read_schema (DipDatabase  *self,
             GError      **error)
{
  static const char sql[] =
    "SELECT name, sql FROM sqlite_schema"
    " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    "   AND NOT (type = 'table' AND sql LIKE 'CREATE TABLE %'"
    "            AND name IN ('search_data', 'search_idx', 'search_docsize', 'search_config'))";
  g_autoptr (GHashTable) schema = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DipQuery) query = dip_database_query (self, sql, DIP_DATABASE_OPEN, error);
  DipStep step;

  if (query == NULL)
    return NULL;

  while ((step = dip_query_step (query, NULL, error)) == DIP_STEP_ROW)
    g_hash_table_insert (schema, dip_query_dup_text (query, 0), dip_query_dup_text (query, 1));

  return step == DIP_STEP_DONE ? g_steal_pointer (&schema) : NULL;
}

/* The schema that our steps make, made once in memory; kept until the process ends. Its
 * caller holds the lock. */
static GHashTable *
find_wanted_schema (const char  *sql_folder,
                    guint        version,
                    GError     **error)
{
  static GHashTable *known;  /* (element-type utf8 GHashTable) */
  g_autofree char *key = g_strdup_printf ("%s %u", sql_folder, version);
  g_autoptr (DipDatabase) model = NULL;
  GHashTable *schema;

  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);

  schema = g_hash_table_lookup (known, key);
  if (schema != NULL)
    return schema;

  model = _dip_database_connect_memory (error);
  if (model == NULL || !_dip_database_migrate (model, NULL, sql_folder, version, error))
    return NULL;

  schema = read_schema (model, error);
  if (schema != NULL)
    g_hash_table_insert (known, g_steal_pointer (&key), schema);

  return schema;
}

static char *
digest_schema (GHashTable *schema)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, schema);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, dip_compare_strings);

  for (guint i = 0; i < names->len; i++)
    {
      const char *sql = g_hash_table_lookup (schema, g_ptr_array_index (names, i));

      /* With the NUL bytes, so that nothing can move from one text into the next. */
      name = g_ptr_array_index (names, i);
      g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name) + 1);
      g_checksum_update (checksum, (const guchar *) sql, (gssize) strlen (sql) + 1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/* Returns: (transfer full): the digest of the names and the SQL of all tables and indexes */
char *
_dip_database_digest_schema (DipDatabase  *self,
                             GError      **error)
{
  g_autoptr (GHashTable) schema = read_schema (self, error);

  return schema != NULL ? digest_schema (schema) : NULL;
}

/*
 * What _dip_database_digest_schema() tells of a library of each version: to make the tables in
 * memory, only to see that they are the same, takes a third of the start of the command
 * line. A library with any other digest is looked at table by table.
 */
const char *
_dip_database_get_schema_digest (guint version)
{
  static const char * const digests[] =
    {
      "9b53ecbd8208a1da95547cf80fdbfc3ac008cabe639e54874168725923fa6b9f",
      "aca776d58c1b5ca902a2d451306b4010de3c40b904498abbefadb4f723f6240e",
      "34e442e62440dbc100cd9da8af3c0fb92c6f07f949b4cd439241799684f0f00c",
    };

  return version >= 1 && version <= G_N_ELEMENTS (digests) ? digests[version - 1] : NULL;
}

static gboolean
is_well_known (GHashTable *schema,
               const char *sql_folder,
               guint       version)
{
  g_autofree char *digest = NULL;

  if (!g_str_equal (sql_folder, RESOURCE_PATH "/store/sql"))
    return FALSE;

  digest = digest_schema (schema);

  return g_strcmp0 (digest, _dip_database_get_schema_digest (version)) == 0;
}

/*
 * A file can call itself a library and have other tables: without our
 * constraints, with generated columns, virtual. Ours must be there word by word;
 * what else the file holds is never looked at.
 */
gboolean
_dip_database_check_schema (DipDatabase  *self,
                            const char   *sql_folder,
                            guint         version,
                            GError      **error)
{
  g_autoptr (GHashTable) found = NULL;
  GHashTable *wanted;
  GHashTableIter iter;
  gpointer name, sql;

  found = read_schema (self, error);
  if (found == NULL)
    return FALSE;

  if (is_well_known (found, sql_folder, version))
    return TRUE;

  G_LOCK (known_schemas);
  wanted = find_wanted_schema (sql_folder, version, error);
  G_UNLOCK (known_schemas);
  if (wanted == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, &sql))
    {
      if (g_strcmp0 (g_hash_table_lookup (found, name), sql) == 0)
        continue;

      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                   "Could not open the library: it is damaged, “%s” is not as version %u has it",
                   (const char *) name, version);
      dip_store_error_set_path (error, _dip_database_get_shown (self));
      return FALSE;
    }

  return TRUE;
}

static gboolean
copy_pages (sqlite3_backup  *backup,
            DipDatabase     *target,
            const char      *action,
            GCancellable    *cancellable,
            GError         **error)
{
  guint waited = 0;

  for (;;)
    {
      int rc;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      rc = sqlite3_backup_step (backup, PAGES_PER_BACKUP_STEP);
      if (rc == SQLITE_DONE)
        return TRUE;

      if (rc == SQLITE_OK)
        continue;

      if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) || waited >= target->patience)
        {
          _dip_database_set_error (target, rc, action, error);
          return FALSE;
        }

      waited += BACKUP_WAIT_MSEC;
      g_usleep (BACKUP_WAIT_MSEC * 1000);
    }
}

/*
 * Whether a finished copy may take its place. Over the library itself it would
 * cut off everybody who has that open, and a log that lies beside another library
 * would be taken for one of the copy.
 */
static gboolean
may_replace (DipDatabase  *self,
             const char   *path,
             const char   *action,
             GError      **error)
{
  const char *own_path = sqlite3_db_filename (self->db, "main");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf own, other, status;

  if (g_stat (path, &other) < 0)
    return TRUE;

  if (own_path != NULL && g_stat (own_path, &own) == 0 &&
      own.st_dev == other.st_dev && own.st_ino == other.st_ino)
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_SAME_FILE, error,
                                    "Could not %s: the copy would be the library itself", action);
      return FALSE;
    }

  if (g_stat (log, &status) == 0)
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_BUSY, error,
                                    "Could not %s: the file that it would replace is in use", action);
      return FALSE;
    }

  return TRUE;
}

/**
 * dip_database_back_up:
 * @self: a connection
 * @path: where the copy goes; a file there is replaced once the copy is complete
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the library as it is now, while others may go on writing to it.
 *
 * Returns: whether the copy stands at @path; if not, nothing new does
 */
gboolean
dip_database_back_up (DipDatabase   *self,
                      const char    *path,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const char action[] = "back up the library";
  g_autofree char *absolute = NULL;
  g_autofree char *temporary = NULL;
  g_autoptr (DipDatabase) target = NULL;
  sqlite3_backup *backup = NULL;
  gboolean done = FALSE;
  int fd;

  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  absolute = g_canonicalize_filename (path, NULL);
  if (!may_replace (self, absolute, action, error))
    return FALSE;

  temporary = g_strconcat (absolute, ".new-XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      _dip_database_set_errno_error (absolute, errno, TRUE, action, error);
      return FALSE;
    }
  close (fd);

  target = _dip_database_connect (temporary, SQLITE_OPEN_READWRITE, action, error);
  if (target != NULL)
    {
      _dip_database_show_as (target, absolute);
      backup = sqlite3_backup_init (target->db, "main", self->db, "main");
      if (backup == NULL)
        _dip_database_set_error (target, sqlite3_errcode (target->db), action, error);
    }

  if (backup != NULL)
    {
      done = copy_pages (backup, target, action, cancellable, error);
      sqlite3_backup_finish (backup);
    }

  g_clear_object (&target);

  if (done && g_rename (temporary, absolute) < 0)
    {
      _dip_database_set_errno_error (absolute, errno, TRUE, action, error);
      done = FALSE;
    }

  if (!done)
    g_unlink (temporary);

  return done;
}
