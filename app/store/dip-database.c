/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-database-private.h"

#include "base/dip-debug.h"
#include "base/dip-error.h"
#include "store/dip-search-index.h"

#include <errno.h>

/* Between two tries of a statement that waits for another connection. */
#define WAIT_STEP_MSEC   10

/* Some ten seconds. The largest honest query, over ten thousand editions, needs
 * less than a hundredth; a damaged tree of pages can be walked for ever. */
#define BUDGET           G_GUINT64_CONSTANT (1000000000)

G_DEFINE_FINAL_TYPE (DipDatabase, dip_database, G_TYPE_OBJECT)

/* Why a file could not be written; SQLite tells only of the last call of all, which may have
 * been another one. */
static int
find_system_error (DipDatabase *self,
                   int          rc)
{
  static const int files[] = { SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER };

  for (guint i = 0; rc == SQLITE_IOERR_WRITE && i < G_N_ELEMENTS (files); i++)
    {
      sqlite3_file *file = NULL;
      int number = 0;

      sqlite3_file_control (self->db, "main", files[i], &file);
      if (file == NULL || file->pMethods == NULL)
        continue;

      file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number);
      if (number != 0)
        return number;
    }

  return sqlite3_system_errno (self->db);
}

/* The file that an error of this connection is about; one that only stands in for another
 * one is shown as that. */
void
_dip_database_show_as (DipDatabase *self,
                       const char  *path)
{
  g_free (self->shown);
  self->shown = g_strdup (path);
}

/* Returns: (nullable): NULL for a library in memory */
const char *
_dip_database_get_shown (DipDatabase *self)
{
  const char *path = self->shown;

  if (path == NULL && self->db != NULL)
    path = sqlite3_db_filename (self->db, "main");

  return path != NULL && *path != '\0' ? path : NULL;
}

/*
 * The only place where SQLite's codes become ours. @action is what was tried, in
 * words that follow "Could not".
 */
void
_dip_database_set_error (DipDatabase  *self,
                         int           rc,
                         const char   *action,
                         GError      **error)
{
  static const struct {
    int           rc;
    DipStoreError code;
  } codes[] = {
    { SQLITE_BUSY,       DIP_STORE_ERROR_BUSY },
    { SQLITE_LOCKED,     DIP_STORE_ERROR_BUSY },
    { SQLITE_PROTOCOL,   DIP_STORE_ERROR_BUSY },
    { SQLITE_CONSTRAINT, DIP_STORE_ERROR_CONSTRAINT },
    { SQLITE_MISMATCH,   DIP_STORE_ERROR_CONSTRAINT },
    { SQLITE_TOOBIG,     DIP_STORE_ERROR_CONSTRAINT },
    { SQLITE_CORRUPT,    DIP_STORE_ERROR_CORRUPT },
    { SQLITE_NOTADB,     DIP_STORE_ERROR_CORRUPT },
    { SQLITE_FORMAT,     DIP_STORE_ERROR_CORRUPT },
    { SQLITE_FULL,       DIP_STORE_ERROR_NO_SPACE },
    { SQLITE_READONLY,   DIP_STORE_ERROR_READ_ONLY },
    { SQLITE_PERM,       DIP_STORE_ERROR_READ_ONLY },
    { SQLITE_CANTOPEN,   DIP_STORE_ERROR_CANNOT_OPEN },
    { SQLITE_AUTH,       DIP_STORE_ERROR_CORRUPT },
  };
  DipStoreError code = DIP_STORE_ERROR_FAILED;
  g_autofree char *detail = NULL;
  int primary = rc & 0xff;

  /* Stopped inside a statement, or while it waited for another connection. */
  if ((primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY) &&
      g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled while trying to %s", action);
      return;
    }

  if (primary == SQLITE_INTERRUPT)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                   "Could not %s: it takes longer than in any sound library", action);
      dip_store_error_set_path (error, _dip_database_get_shown (self));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (codes[i].rc == primary)
        code = codes[i].code;
    }

  /* A full disk and a read-only one also show as failed input or output. */
  if (self->db != NULL && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN))
    {
      int system_error = find_system_error (self, rc);

      if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG ||
          rc == SQLITE_IOERR_SHMSIZE)
        code = DIP_STORE_ERROR_NO_SPACE;
      else if (system_error == EROFS)
        code = DIP_STORE_ERROR_READ_ONLY;
    }
  if (code == DIP_STORE_ERROR_READ_ONLY && self->lacks_room)
    code = DIP_STORE_ERROR_NO_SPACE;

  /* SQLite quotes names out of the file, which may be anything. What a backup met it tells by
   * its code alone: to the connection nothing has happened. */
  if (code == DIP_STORE_ERROR_NO_SPACE)
    detail = g_strdup (g_strerror (ENOSPC));
  else if (self->db != NULL && (sqlite3_errcode (self->db) & 0xff) == primary)
    detail = g_utf8_make_valid (sqlite3_errmsg (self->db), -1);
  else
    detail = g_strdup (sqlite3_errstr (rc));
  g_set_error (error, DIP_STORE_ERROR, code, "Could not %s: %s", action, detail);
  dip_store_error_set_path (error, _dip_database_get_shown (self));
}

static int
progress_cb (gpointer data)
{
  DipDatabase *self = data;

  self->spent += DIP_DATABASE_OPCODES_PER_CALLBACK;

  return self->spent > self->budget || g_cancellable_is_cancelled (self->cancellable);
}

/* Waits for another connection, but not for longer than its cancellable. */
static int
busy_cb (gpointer data,
         int      n_tries)
{
  DipDatabase *self = data;

  if ((guint) n_tries * WAIT_STEP_MSEC >= self->patience ||
      g_cancellable_is_cancelled (self->cancellable))
    return 0;

  g_usleep (WAIT_STEP_MSEC * 1000);

  return 1;
}

static int
profile_cb (unsigned kind,
            gpointer data,
            gpointer stmt,
            gpointer nanoseconds)
{
  dip_debug (DIP_DEBUG_SQL, "%5.0f ms  %s",
             (double) *(sqlite3_int64 *) nanoseconds / 1e6, sqlite3_sql (stmt));

  return 0;
}

/* Nothing that is in the file runs, and nothing in it is larger than we would make it. */
static gboolean
harden (DipDatabase  *self,
        const char   *action,
        GError      **error)
{
  static const struct {
    int option;
    int value;
  } switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
  };
  static const struct {
    int limit;
    int value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, 512 * 1024 * 1024 },
    { SQLITE_LIMIT_SQL_LENGTH, 100 * 1024 },
    { SQLITE_LIMIT_COLUMN, 100 },
    { SQLITE_LIMIT_EXPR_DEPTH, 50 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 20 },
    { SQLITE_LIMIT_VDBE_OP, 50000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 8 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 20 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };
  int rc = SQLITE_OK;

  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (switches); i++)
    rc = sqlite3_db_config (self->db, switches[i].option, switches[i].value, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->db, limits[i].limit, limits[i].value);

  if (rc != SQLITE_OK)
    {
      _dip_database_set_error (self, rc, action, error);
      return FALSE;
    }

  /* A mapped file that somebody cuts short would be a bus error; what is sorted
   * stays out of /tmp, it may be confidential. */
  return dip_database_execute (self, "PRAGMA cell_size_check = ON", action, error) &&
         dip_database_execute (self, "PRAGMA mmap_size = 0", action, error) &&
         dip_database_execute (self, "PRAGMA temp_store = MEMORY", action, error);
}

/*
 * SQLite's own way to files; the first that is asked of SQLite. Nobody asks how much memory it
 * has, and to count that takes a lock for each piece. Where somebody has used SQLite in
 * this process before, it goes on counting.
 */
sqlite3_vfs *
_dip_database_find_vfs (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }

  return sqlite3_vfs_find (NULL);
}

/*
 * A hardened connection to a file (absolute, or ":memory:") that does nothing
 * to it yet.
 */
DipDatabase *
_dip_database_connect (const char  *path,
                       int          flags,
                       const char  *action,
                       GError     **error)
{
  g_autoptr (DipDatabase) self = g_object_new (DIP_TYPE_DATABASE, NULL);
  int rc;

  rc = sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                        _dip_database_find_vfs ()->zName);
  if (rc != SQLITE_OK)
    {
      _dip_database_set_error (self, rc, action, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_handler (self->db, busy_cb, self);
  sqlite3_progress_handler (self->db, DIP_DATABASE_OPCODES_PER_CALLBACK, progress_cb, self);
  if (dip_debug_is_on (DIP_DEBUG_SQL))
    sqlite3_trace_v2 (self->db, SQLITE_TRACE_PROFILE, profile_cb, NULL);

  if (!harden (self, action, error) ||
      !_dip_index_register (self, action, error) ||
      !_dip_rows_register (self, action, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
finalize_idle (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

static void
dip_database_finalize (GObject *object)
{
  DipDatabase *self = DIP_DATABASE (object);

  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->db, sqlite3_close);
  g_free (self->shown);
  g_clear_pointer (&self->index, g_free);
  g_clear_pointer (&self->rows, _dip_rows_free);

  G_OBJECT_CLASS (dip_database_parent_class)->finalize (object);
}

static void
dip_database_class_init (DipDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_database_finalize;
}

static void
dip_database_init (DipDatabase *self)
{
  self->patience = DIP_DATABASE_PATIENCE_MSEC;
  self->budget = BUDGET;
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_idle);
}

gboolean
dip_database_is_read_only (DipDatabase *self)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), TRUE);

  return sqlite3_db_readonly (self->db, "main") == 1;
}

/* How long a statement waits for another connection before it fails with BUSY. */
void
dip_database_set_patience (DipDatabase *self,
                           guint        msec)
{
  g_return_if_fail (DIP_IS_DATABASE (self));

  self->patience = msec;
}

/* How many opcodes one step may take before the library is called damaged. */
void
dip_database_set_budget (DipDatabase *self,
                         guint64      n_opcodes)
{
  g_return_if_fail (DIP_IS_DATABASE (self));

  self->budget = n_opcodes;
}

/* Runs SQL without parameters and without an answer. */
gboolean
dip_database_execute (DipDatabase  *self,
                      const char   *sql,
                      const char   *action,
                      GError      **error)
{
  int rc;

  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);

  self->spent = 0;
  rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    _dip_database_set_error (self, rc, action, error);

  return rc == SQLITE_OK;
}

static gboolean
execute_cancellable (DipDatabase   *self,
                     const char    *sql,
                     const char    *action,
                     GCancellable  *cancellable,
                     GError       **error)
{
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self->cancellable = cancellable;
  done = dip_database_execute (self, sql, action, error);
  self->cancellable = NULL;

  return done;
}

/*
 * A connection goes on with a file that was removed, or that lies on a disk which was
 * pulled out, as if nothing had happened; what it writes then is lost with its end.
 */
static gboolean
is_in_place (DipDatabase  *self,
             const char   *action,
             GError      **error)
{
  int has_moved = 0;

  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) != SQLITE_OK ||
      !has_moved)
    return TRUE;

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN,
               "Could not %s: the library was moved or removed while it was open", action);
  dip_store_error_set_path (error, _dip_database_get_shown (self));

  return FALSE;
}

/* Whether a transaction inside of a batch may go on; after the failure of one none may, and on
 * a full disk SQLite has ended the batch by itself. */
static gboolean
check_batch (DipDatabase  *self,
             const char   *action,
             GError      **error)
{
  if (!self->is_broken && !sqlite3_get_autocommit (self->db))
    return TRUE;

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_FAILED,
               "Could not %s: what goes with it has failed", action);

  return FALSE;
}

/* A list of words in a CHECK is made into a tree of its own for every row, which takes a quarter
 * of all that a row costs. Whoever writes in a batch has looked at the values before. Each change of it
 * makes SQLite compile all statements anew: between two batches there is none. */
static void
set_checks (DipDatabase *self,
            gboolean     are_made)
{
  if (self->is_unchecked == !are_made)
    return;

  sqlite3_exec (self->db, are_made ? "PRAGMA ignore_check_constraints = OFF" : "PRAGMA ignore_check_constraints = ON",
                NULL, NULL, NULL);
  self->is_unchecked = !are_made;
}

static gboolean
begin_writing (DipDatabase   *self,
               gboolean       with_checks,
               const char    *action,
               GCancellable  *cancellable,
               GError       **error)
{
  set_checks (self, with_checks);

  return is_in_place (self, action, error) &&
         execute_cancellable (self, "BEGIN IMMEDIATE", action, cancellable, error);
}

/* Begins a transaction that will write; waits for other writers now, not in its middle. */
gboolean
dip_database_begin (DipDatabase   *self,
                    const char    *action,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);

  if (self->in_batch)
    return check_batch (self, action, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);

  return begin_writing (self, TRUE, action, cancellable, error);
}

/* Begins a transaction that only reads, so that several queries see one state of the library. */
gboolean
dip_database_begin_reading (DipDatabase   *self,
                            const char    *action,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);

  if (self->in_batch)
    {
      self->is_reading = check_batch (self, action, error) &&
                         !g_cancellable_set_error_if_cancelled (cancellable, error);
      return self->is_reading;
    }

  return execute_cancellable (self, "BEGIN", action, cancellable, error);
}

/* The same for one who looks whether the values in the tables are allowed: behind a batch SQLite passes over them, also
 * where it is asked for damage. */
gboolean
dip_database_begin_checking (DipDatabase   *self,
                             const char    *action,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);

  if (!self->in_batch)
    set_checks (self, TRUE);

  return dip_database_begin_reading (self, action, cancellable, error);
}

gboolean
dip_database_commit (DipDatabase  *self,
                     const char   *action,
                     GError      **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);

  if (self->in_batch)
    {
      self->is_reading = FALSE;
      return check_batch (self, action, error);
    }

  return is_in_place (self, action, error) &&
         dip_database_execute (self, "COMMIT", action, error);
}

void
dip_database_rollback (DipDatabase *self)
{
  g_return_if_fail (DIP_IS_DATABASE (self));

  self->spent = 0;

  /* To read ends so too, and changes nothing. */
  if (self->in_batch)
    {
      self->is_broken = self->is_broken || !self->is_reading;
      self->is_reading = FALSE;
      return;
    }

  /* SQLite may have rolled back already, for example on a full disk. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * dip_database_begin_batch:
 * @self: a connection, in no transaction
 * @action: what it is for; a static string
 * @cancellable: (nullable): stops the wait for another connection
 * @error: return location for an error
 *
 * Begins a transaction that holds others: their begins and commits do nothing, and what one
 * of them rolls back breaks all. So several editions are on the disk after one wait for it.
 * The CHECKs of the tables, but not their keys, are the caller's business meanwhile.
 *
 * Returns: whether it has begun
 */
gboolean
dip_database_begin_batch (DipDatabase   *self,
                          const char    *action,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (!self->in_batch, FALSE);

  if (!begin_writing (self, FALSE, action, cancellable, error))
    return FALSE;

  self->in_batch = TRUE;
  self->is_broken = FALSE;
  self->is_reading = FALSE;

  return TRUE;
}

/* Commits all transactions of a batch, or none if one of them failed. */
gboolean
dip_database_end_batch (DipDatabase  *self,
                        const char   *action,
                        GError      **error)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (self->in_batch, FALSE);

  if (!check_batch (self, action, error))
    {
      dip_database_drop_batch (self);
      return FALSE;
    }

  self->in_batch = FALSE;
  if (dip_database_commit (self, action, error))
    return TRUE;

  dip_database_rollback (self);

  return FALSE;
}

/* Ends a batch as if it had never begun. */
void
dip_database_drop_batch (DipDatabase *self)
{
  g_return_if_fail (DIP_IS_DATABASE (self));

  self->in_batch = FALSE;
  dip_database_rollback (self);
}

gint64
dip_database_get_last_row_id (DipDatabase *self)
{
  g_return_val_if_fail (DIP_IS_DATABASE (self), 0);

  return sqlite3_last_insert_rowid (self->db);
}
