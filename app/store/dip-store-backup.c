/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-keep.h"

#include "base/dip-error.h"
#include "store/dip-database-private.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copies of whole libraries, and the way back from one. */

#define BACK_UP "back up the library"
#define RESTORE "restore the library"

#define N_KEPT_NAMES   100
#define LOCK_WAIT_MSEC  10

/* A statement that never ends on a damaged file, and one that reads all of a large
 * library, look alike for a while. */
#define CHECK_BUDGET   G_GUINT64_CONSTANT (100000000000)

static DipStore *
wrap (DipDatabase *database)
{
  DipStore *self = g_object_new (DIP_TYPE_STORE, NULL);

  self->database = g_object_ref (database);

  return self;
}

/* What an interrupted call leaves behind must not be taken for a log of the next copy. */
static void
remove_with_log (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/* Brings a copy that nobody else knows of up to date. Errors name the library that it is of. */
static DipDatabase *
open_scratch (const char  *scratch,
              const char  *shown,
              GError     **error)
{
  g_autoptr (DipDatabase) self = NULL;

  self = _dip_database_connect (scratch, SQLITE_OPEN_READWRITE, DIP_DATABASE_OPEN, error);
  if (self != NULL)
    _dip_database_show_as (self, shown);
  if (self == NULL ||
      !_dip_database_migrate (self, NULL, DIP_STORE_SQL_FOLDER, DIP_STORE_SCHEMA_VERSION, error) ||
      !_dip_database_check_schema (self, DIP_STORE_SQL_FOLDER, DIP_STORE_SCHEMA_VERSION, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * dip_store_open_for_reading:
 * @path: a library
 * @scratch: where a copy may stand while the store is open; the caller removes it
 * @error: return location for an error
 *
 * Opens a library of somebody else: it is not brought up to date, so that the
 * program that it belongs to can go on with it. One of an older version is copied
 * to @scratch, and the copy brought up to date.
 *
 * Returns: (transfer full): a connection for the calling thread
 */
DipStore *
dip_store_open_for_reading (const char  *path,
                            const char  *scratch,
                            GError     **error)
{
  g_autoptr (DipDatabase) database = NULL;
  guint version;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (scratch != NULL, NULL);

  database = _dip_database_open_as_it_is (path, DIP_STORE_SCHEMA_VERSION, &version, error);
  if (database == NULL)
    return NULL;

  if (version == DIP_STORE_SCHEMA_VERSION)
    {
      if (!_dip_database_check_schema (database, DIP_STORE_SQL_FOLDER, version, error))
        return NULL;

      return wrap (database);
    }

  remove_with_log (scratch);
  if (!dip_database_back_up (database, scratch, NULL, error))
    return NULL;

  g_clear_object (&database);
  database = open_scratch (scratch, path, error);

  return database != NULL ? wrap (database) : NULL;
}

/**
 * dip_store_has_moved:
 * @self: a store
 *
 * Tells whether what this connection reads and writes is no longer what stands at
 * its path, or whether a full disk was why it can only read. A library in memory never
 * moves. Costs a look at the folder.
 *
 * Returns: whether it has to be opened again
 */
gboolean
dip_store_has_moved (DipStore *self)
{
  int has_moved = 0;

  g_return_val_if_fail (DIP_IS_STORE (self), TRUE);

  return self->database->lacks_room ||
         (sqlite3_file_control (self->database->db, "main", SQLITE_FCNTL_HAS_MOVED,
                                &has_moved) == SQLITE_OK && has_moved);
}

/* SQLite's own view of the file, the first problem only. */
static gboolean
check_quickly (DipDatabase   *database,
               const char    *action,
               GCancellable  *cancellable,
               GError       **error)
{
  static const char sql[] = "PRAGMA quick_check (1)";
  g_autoptr (DipQuery) query = dip_database_query (database, sql, action, error);
  const char *answer;

  if (query == NULL || dip_query_step (query, cancellable, error) != DIP_STEP_ROW)
    return FALSE;

  answer = dip_query_get_text (query, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT, "Could not %s: it is damaged", action);
  dip_store_error_set_path (error, _dip_database_get_shown (database));

  return FALSE;
}

/* Whether all files of another library are in this one too. */
static gboolean
holds_all (DipStore     *self,
           DipDatabase  *other,
           GCancellable *cancellable)
{
  static const char sql[] = "SELECT sha256 FROM source";
  g_autoptr (DipQuery) query = dip_database_query (other, sql, BACK_UP, NULL);
  DipStep step = DIP_STEP_ERROR;

  while (query != NULL && (step = dip_query_step (query, cancellable, NULL)) == DIP_STEP_ROW)
    {
      const char *sha256 = dip_query_get_text (query, 0);

      if (sha256 == NULL || dip_store_find_by_digest (self, sha256, cancellable, NULL) <= 0)
        return FALSE;
    }

  return step == DIP_STEP_DONE;
}

/* What stands where a copy goes. */
typedef enum {
  PRESENT_NOTHING,  /* that anybody would miss: no file, or an older copy */
  PRESENT_MORE,     /* a library with papers that this one does not have, or a damaged one */
  PRESENT_OTHER,    /* no library */
} Present;

static Present
look_at (DipStore      *self,
         const char    *path,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (DipDatabase) other = NULL;
  g_autoptr (GError) local_error = NULL;
  guint version;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return PRESENT_NOTHING;

  other = _dip_database_open_as_it_is (path, G_MAXUINT, &version, &local_error);
  if (other != NULL)
    return version <= DIP_STORE_SCHEMA_VERSION && holds_all (self, other, cancellable) ? PRESENT_NOTHING
                                                                                       : PRESENT_MORE;
  if (g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT))
    return PRESENT_MORE;

  if (g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_A_LIBRARY) ||
      g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN))
    _dip_database_set_path_error (path, DIP_STORE_ERROR_NOT_A_LIBRARY, error,
                                  "Could not " BACK_UP ": a file that is no library is not replaced");
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return PRESENT_OTHER;
}

/* A name is there for good once its folder is on the disk. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  (void) fsync (fd);
  close (fd);
}

/* The first free name of FILE.before-restore, FILE.before-restore~2, … */
static char *
dup_kept_name (const char *path,
               const char *suffix)
{
  char *name = g_strconcat (path, suffix, NULL);

  for (guint i = 2; i <= N_KEPT_NAMES && g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s%s~%u", path, suffix, i);
    }

  return name;
}

/* Moves a library out of the way, with the log beside it. */
static gboolean
set_aside (const char  *path,
           const char  *kept,
           const char  *action,
           GError     **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  if (g_rename (path, kept) < 0)
    {
      _dip_database_set_errno_error (path, errno, TRUE, action, error);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (kept, suffixes[i], NULL);

      (void) g_rename (from, to);
    }

  return TRUE;
}

/**
 * dip_store_keep_copy:
 * @self: a store
 * @path: where the copy goes
 * @kept: (out) (optional) (nullable): where what stood at @path is now, if it is kept
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the whole library as it is now, also while others write to it. A copy
 * that stands at @path is replaced once the new one is complete and on the
 * disk; a library there that holds papers which this one does not have, or
 * that is damaged or of a newer program, is kept beside it as `FILE.before-backup`.
 * Damage is not copied: an older copy is worth more than that.
 *
 * Fails with [error@StoreError]: `CORRUPT` for a damaged library,
 * `NOT_A_LIBRARY` where a file of another kind stands at @path, `NO_SPACE`,
 * `READ_ONLY`; or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the copy stands at @path
 */
gboolean
dip_store_keep_copy (DipStore      *self,
                     const char    *path,
                     char         **kept,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *log = NULL;
  g_autofree char *name = NULL;
  Present present;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (kept != NULL)
    *kept = NULL;
  present = look_at (self, path, cancellable, error);
  if (present == PRESENT_OTHER || !check_quickly (self->database, BACK_UP, cancellable, error))
    return FALSE;

  /* One that is in use is refused below, where it stands. */
  log = g_strconcat (path, "-wal", NULL);
  if (present == PRESENT_MORE && !g_file_test (log, G_FILE_TEST_EXISTS))
    {
      name = dup_kept_name (path, ".before-backup");
      if (!set_aside (path, name, BACK_UP, error))
        return FALSE;
    }

  if (!dip_database_back_up (self->database, path, cancellable, error))
    {
      if (name != NULL)
        (void) set_aside (name, path, BACK_UP, NULL);
      return FALSE;
    }

  if (kept != NULL)
    *kept = g_steal_pointer (&name);
  sync_folder (path);

  return TRUE;
}

/* A copy must be sound in every respect before anything makes room for it. */
static gboolean
check_copy (const char    *scratch,
            const char    *copy,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DipDatabase) database = open_scratch (scratch, copy, error);
  g_autoptr (DipStore) store = NULL;

  if (database == NULL)
    return FALSE;

  dip_database_set_budget (database, CHECK_BUDGET);
  store = wrap (database);
  if (!dip_store_check (store, problems, cancellable, error))
    return FALSE;

  if (problems->len == 0)
    return TRUE;

  _dip_database_set_path_error (copy, DIP_STORE_ERROR_CORRUPT, error, "Could not " RESTORE ": %s",
                                (const char *) g_ptr_array_index (problems, 0));

  return FALSE;
}

/* All pages in one transaction: who has the library open sees either the old one or the new. */
static gboolean
copy_over (DipDatabase   *target,
           const char    *scratch,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (DipDatabase) source = NULL;
  sqlite3_backup *backup;
  guint waited = 0;
  int rc;

  source = _dip_database_connect (scratch, SQLITE_OPEN_READONLY, RESTORE, error);
  if (source == NULL)
    return FALSE;

  backup = sqlite3_backup_init (target->db, "main", source->db, "main");
  if (backup == NULL)
    {
      _dip_database_set_error (target, sqlite3_errcode (target->db), RESTORE, error);
      return FALSE;
    }

  for (;;)
    {
      rc = sqlite3_backup_step (backup, -1);
      if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) || waited >= target->patience ||
          g_cancellable_is_cancelled (cancellable))
        break;

      waited += LOCK_WAIT_MSEC;
      g_usleep (LOCK_WAIT_MSEC * 1000);
    }

  if (rc == SQLITE_DONE)
    rc = sqlite3_backup_finish (backup);
  else
    sqlite3_backup_finish (backup);

  if (rc == SQLITE_OK)
    return TRUE;

  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    _dip_database_set_error (target, rc, RESTORE, error);

  return FALSE;
}

static gboolean
put_in_place (const char    *path,
              const char    *scratch,
              char         **kept,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (DipStore) present = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = dup_kept_name (path, ".before-restore");

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      present = dip_store_open (path, &local_error);

      /* A library that works is replaced from inside, where others may have it open. */
      if (present != NULL)
        {
          if (!dip_database_back_up (present->database, name, cancellable, error))
            return FALSE;

          sync_folder (path);
          if (!copy_over (present->database, scratch, cancellable, error))
            {
              g_unlink (name);
              return FALSE;
            }

          *kept = g_steal_pointer (&name);

          return TRUE;
        }

      if (!g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT) &&
          !g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_TOO_NEW))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      if (!set_aside (path, name, RESTORE, error))
        return FALSE;

      *kept = g_steal_pointer (&name);
    }

  if (g_rename (scratch, path) < 0)
    {
      _dip_database_set_errno_error (path, errno, TRUE, RESTORE, error);
      if (*kept != NULL && set_aside (*kept, path, RESTORE, NULL))
        g_clear_pointer (kept, g_free);
      return FALSE;
    }

  sync_folder (path);

  return TRUE;
}

/**
 * dip_store_put_back:
 * @path: a library; it may be missing, or damaged
 * @copy: a library that takes its place; it stays as it is
 * @kept: (out) (nullable): what stood at @path before; NULL if nothing did
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Replaces a library by a copy, in one step: before it the old library stands
 * there, after it the copy does, also when the process ends in the middle. The
 * copy is checked first. What it replaces is kept beside it as
 * `FILE.before-restore`. Programs that have the library open see the copy.
 *
 * Fails with [error@StoreError]: `CORRUPT` for a damaged copy, `NOT_A_LIBRARY`
 * where one of the two is no library, `TOO_NEW` for a copy of a newer program.
 *
 * Returns: whether the copy stands at @path
 */
gboolean
dip_store_put_back (const char    *path,
                    const char    *copy,
                    char         **kept,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *scratch = g_strconcat (absolute, ".new-XXXXXX", NULL);
  g_autoptr (DipDatabase) source = NULL;
  g_autoptr (GError) local_error = NULL;
  GStatBuf one, other;
  gboolean done;
  guint version;
  int fd;

  g_return_val_if_fail (path != NULL && copy != NULL, FALSE);
  g_return_val_if_fail (kept != NULL, FALSE);

  *kept = NULL;
  if (g_stat (absolute, &one) == 0 && g_stat (copy, &other) == 0 &&
      one.st_dev == other.st_dev && one.st_ino == other.st_ino)
    {
      _dip_database_set_path_error (copy, DIP_STORE_ERROR_SAME_FILE, error,
                                    "Could not " RESTORE ": the copy is the library itself");
      return FALSE;
    }

  source = _dip_database_open_as_it_is (copy, DIP_STORE_SCHEMA_VERSION, &version, error);
  if (source == NULL)
    return FALSE;

  if (g_mkdir_with_parents (folder, 0700) < 0 ||
      (fd = g_mkstemp_full (scratch, O_RDWR | O_CLOEXEC, 0666)) < 0)
    {
      _dip_database_set_errno_error (absolute, errno, TRUE, RESTORE, error);
      return FALSE;
    }
  close (fd);

  if (dip_database_back_up (source, scratch, cancellable, &local_error))
    done = check_copy (scratch, copy, cancellable, &local_error);
  else
    done = FALSE;

  /* There is no room, say, where the library is; damaged is the copy. */
  if (!done && !g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT) &&
      !g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY))
    dip_store_error_set_path (&local_error, absolute);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    done = put_in_place (absolute, scratch, kept, cancellable, error);
  remove_with_log (scratch);

  return done;
}
