/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-database-private.h"

#include "base/dip-error.h"
#include "store/dip-store.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN                  "open the library"
#define N_BACKUP_NAMES        100
#define PAGES_PER_BACKUP_STEP 256
#define BACKUP_WAIT_MSEC      10

typedef enum {
  LOOK_ABSENT,
  LOOK_LIBRARY,
  LOOK_ERROR,
} Look;

static void
set_errno_error (const char  *path,
                 int          number,
                 gboolean     is_writing,
                 GError     **error)
{
  DipStoreError code = DIP_STORE_ERROR_CANNOT_OPEN;

  if (number == ENOSPC || number == EDQUOT)
    code = DIP_STORE_ERROR_NO_SPACE;
  else if (number == EROFS || (is_writing && (number == EACCES || number == EPERM)))
    code = DIP_STORE_ERROR_READ_ONLY;

  g_set_error (error, DIP_STORE_ERROR, code, "Could not open the library “%s”: %s",
               path, g_strerror (number));
}

static gboolean
refuse (const char  *path,
        const char  *why,
        GError     **error)
{
  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_A_LIBRARY,
               "“%s” is not a library: %s", path, why);
  return FALSE;
}

static gboolean
check_version (const char  *path,
               guint        version,
               guint        newest,
               GError     **error)
{
  if (version > newest)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_TOO_NEW,
                   "The library “%s” has version %u, this program knows versions up to %u",
                   path, version, newest);
      return FALSE;
    }

  if (version == 0)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                   "The library “%s” is damaged: its version is not told", path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_number (DipDatabase  *self,
             const char   *pragma,
             guint        *number,
             GError      **error)
{
  g_autoptr (DipQuery) query = dip_database_query (self, pragma, OPEN, error);

  if (query == NULL || dip_query_step (query, NULL, error) != DIP_STEP_ROW)
    return FALSE;

  *number = (guint) (guint32) dip_query_get_int64 (query, 0);

  return TRUE;
}

static gboolean
read_version (DipDatabase  *self,
              guint        *version,
              GError      **error)
{
  return read_number (self, "PRAGMA user_version", version, error);
}

/* Takes the file as it is: without locks, and without anything beside it. */
static DipDatabase *
connect_immutable (const char  *path,
                   GError     **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?mode=ro&immutable=1", NULL);

  return _dip_database_connect (uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, OPEN, error);
}

static gboolean
check_header (const char  *path,
              guint        newest,
              GError     **error)
{
  g_autoptr (DipDatabase) peek = connect_immutable (path, error);
  g_autoptr (GError) local_error = NULL;
  guint application_id, version;

  if (peek == NULL)
    return FALSE;

  if (!read_number (peek, "PRAGMA application_id", &application_id, &local_error) ||
      !read_version (peek, &version, &local_error))
    {
      if (sqlite3_errcode (peek->db) == SQLITE_NOTADB)
        return refuse (path, "it is another kind of file", error);

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (application_id != DIP_STORE_APPLICATION_ID)
    return refuse (path, "it is the database of another program", error);

  return check_version (path, version, newest, error);
}

/*
 * Looks at what stands at @path so that nothing of it changes and nothing
 * appears beside it. SQLite does the reading: to close a descriptor of our own
 * would let go of every lock that this process holds on the file (POSIX), those
 * of other connections too.
 */
static Look
look (const char  *path,
      guint        newest,
      GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) < 0)
    {
      if (errno == ENOENT)
        return LOOK_ABSENT;

      set_errno_error (path, errno, FALSE, error);
      return LOOK_ERROR;
    }

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN,
                   "Could not open the library “%s”: it is %s", path,
                   S_ISDIR (status.st_mode) ? "a folder" : "not a regular file");
      return LOOK_ERROR;
    }

  if (status.st_size == 0)
    {
      refuse (path, "the file is empty", error);
      return LOOK_ERROR;
    }

  return check_header (path, newest, error) ? LOOK_LIBRARY : LOOK_ERROR;
}

/* How long the log beside the library is, -1 if nobody has left or opened one. */
static gint64
find_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 ? (gint64) status.st_size : -1;
}

/*
 * A newer program that was killed leaves its newer version in the log beside the
 * file, where look() does not see it. This connection reads the log with its index
 * in memory and leaves the log where it is, so it changes nothing either.
 */
static gboolean
look_into_log (const char  *path,
               guint        newest,
               GError     **error)
{
  g_autoptr (DipDatabase) peek = NULL;
  g_autoptr (GError) local_error = NULL;
  guint version;

  peek = _dip_database_connect (path, SQLITE_OPEN_READWRITE, OPEN, error);
  if (peek == NULL)
    return FALSE;

  dip_database_set_patience (peek, 0);
  sqlite3_db_config (peek->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  /* Somebody who has it open keeps us out, and owns the files beside it anyway;
   * so does a file that may only be read. */
  if (!dip_database_execute (peek, "PRAGMA locking_mode = EXCLUSIVE", OPEN, NULL) ||
      !read_version (peek, &version, &local_error))
    return TRUE;

  return check_version (path, version, newest, error);
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

  if (!read_version (self, &current, error) ||
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
static gboolean
migrate (DipDatabase  *self,
         const char   *path,
         const char   *sql_folder,
         guint         newest,
         GError      **error)
{
  guint version;

  if (!read_version (self, &version, error))
    return FALSE;

  if (path != NULL && !check_version (path, version, newest, error))
    return FALSE;

  if (version == newest)
    return TRUE;

  if (path != NULL && dip_database_is_read_only (self))
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY,
                   "The library “%s” has the old version %u and cannot be written to", path, version);
      return FALSE;
    }

  if (path != NULL)
    {
      g_autofree char *backup = dup_backup_name (path, newest);

      if (!dip_database_back_up (self, backup, NULL, error))
        return FALSE;
    }

  while (version < newest)
    {
      if (!migrate_one (self, sql_folder, ++version, error))
        return FALSE;
    }

  return TRUE;
}

/* Name and SQL of every table and index of @self that is not SQLite's own. */
static GHashTable *
read_schema (DipDatabase  *self,
             GError      **error)
{
  static const char sql[] =
    "SELECT name, sql FROM sqlite_schema"
    " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  g_autoptr (GHashTable) schema = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DipQuery) query = dip_database_query (self, sql, OPEN, error);
  DipStep step;

  if (query == NULL)
    return NULL;

  while ((step = dip_query_step (query, NULL, error)) == DIP_STEP_ROW)
    g_hash_table_insert (schema, dip_query_dup_text (query, 0), dip_query_dup_text (query, 1));

  return step == DIP_STEP_DONE ? g_steal_pointer (&schema) : NULL;
}

/*
 * A file can call itself a library and have other tables: without our
 * constraints, with generated columns, virtual. Ours must be there word by word;
 * what else the file holds is never looked at.
 */
static gboolean
check_schema (DipDatabase  *self,
              const char   *sql_folder,
              guint         version,
              GError      **error)
{
  g_autoptr (DipDatabase) model = NULL;
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GHashTable) found = NULL;
  GHashTableIter iter;
  gpointer name, sql;

  model = _dip_database_connect (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, OPEN, error);
  if (model == NULL || !migrate (model, NULL, sql_folder, version, error))
    return FALSE;

  wanted = read_schema (model, error);
  if (wanted == NULL)
    return FALSE;

  found = read_schema (self, error);
  if (found == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, &sql))
    {
      if (g_strcmp0 (g_hash_table_lookup (found, name), sql) == 0)
        continue;

      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                   "Could not open the library: it is damaged, “%s” is not as version %u has it",
                   (const char *) name, version);
      return FALSE;
    }

  return TRUE;
}

/*
 * A new library becomes complete under another name and then takes its own in one
 * step. A program that is killed in between leaves no half library, and a file
 * of no bytes at @path was never one of ours.
 */
static gboolean
create (const char  *path,
        const char  *sql_folder,
        guint        version,
        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".new-XXXXXX", NULL);
  g_autoptr (DipDatabase) self = NULL;
  gboolean done;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      set_errno_error (path, errno, TRUE, error);
      return FALSE;
    }

  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      set_errno_error (path, errno, TRUE, error);
      return FALSE;
    }
  close (fd);

  self = _dip_database_connect (temporary, SQLITE_OPEN_READWRITE, "create the library", error);
  done = self != NULL && migrate (self, NULL, sql_folder, version, error);
  g_clear_object (&self);

  /* A link never replaces what another program put there meanwhile; where the file
   * system has no links, a name that is taken is looked for first. */
  if (done && link (temporary, path) < 0 && errno != EEXIST)
    {
      if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (temporary, path) < 0)
        {
          set_errno_error (path, errno, TRUE, error);
          done = FALSE;
        }
    }

  g_unlink (temporary);

  return done;
}

/*
 * A library on a medium that cannot be written has nowhere to put its log and the
 * index of it; and one whose file alone may not be written must not get them from
 * somebody who could not clear them away again. Where nobody has it open, it is
 * taken as it is. The first read makes SQLite look for the files beside the
 * library; nothing is written before the version is known to be ours.
 */
static DipDatabase *
connect_existing (const char  *path,
                  guint        newest,
                  GError     **error)
{
  g_autoptr (DipDatabase) self = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean has_log = find_log (path) >= 0;
  guint version;

  self = _dip_database_connect (path, SQLITE_OPEN_READWRITE, OPEN, error);
  if (self == NULL)
    return NULL;

  if (!has_log && dip_database_is_read_only (self))
    {
      g_object_unref (self);
      self = connect_immutable (path, error);
      if (self == NULL)
        return NULL;
    }

  if (!read_version (self, &version, &local_error))
    {
      if (has_log ||
          (!g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN) &&
           !g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY)))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      g_object_unref (self);
      self = connect_immutable (path, error);
      if (self == NULL || !read_version (self, &version, error))
        return NULL;
    }

  if (!check_version (path, version, newest, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
settle (DipDatabase  *self,
        GError      **error)
{
  if (!dip_database_execute (self, "PRAGMA synchronous = FULL", OPEN, error))
    return FALSE;

  /* Where the file system cannot share memory, SQLite keeps its older journal. */
  return dip_database_is_read_only (self) ||
         dip_database_execute (self, "PRAGMA journal_mode = WAL", OPEN, error);
}

/**
 * dip_database_open:
 * @path: (nullable): a file name in the GLib file name encoding; NULL for a library in memory
 * @sql_folder: the folder among the resources that holds `001.sql`, `002.sql`, …
 * @version: the newest of them
 * @error: return location for an error
 *
 * Opens a library and brings its schema up to date, or makes a new one.
 *
 * Each schema step runs in its own transaction, so a failed one leaves the
 * file at the version before it; a copy of the old file stays beside it.
 * Blocks on disk access: call it from a worker.
 *
 * Returns: (transfer full): a connection for the calling thread
 */
DipDatabase *
dip_database_open (const char  *path,
                   const char  *sql_folder,
                   guint        version,
                   GError     **error)
{
  g_autofree char *absolute = NULL;
  g_autoptr (DipDatabase) self = NULL;
  Look found;

  g_return_val_if_fail (sql_folder != NULL, NULL);
  g_return_val_if_fail (version > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (path == NULL)
    {
      self = _dip_database_connect (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, OPEN, error);
      if (self == NULL || !migrate (self, NULL, sql_folder, version, error))
        return NULL;

      return g_steal_pointer (&self);
    }

  /* Absolute, so that a file called ":memory:" or "file:x?y" is just a file. */
  absolute = g_canonicalize_filename (path, NULL);

  found = look (absolute, version, error);
  if (found == LOOK_ABSENT)
    {
      if (!create (absolute, sql_folder, version, error))
        return NULL;

      found = look (absolute, version, error);
      if (found == LOOK_ABSENT)
        set_errno_error (absolute, ENOENT, FALSE, error);
    }

  if (found != LOOK_LIBRARY)
    return NULL;

  if (find_log (absolute) > 0 && !look_into_log (absolute, version, error))
    return NULL;

  self = connect_existing (absolute, version, error);
  if (self == NULL ||
      !settle (self, error) ||
      !migrate (self, absolute, sql_folder, version, error) ||
      !check_schema (self, sql_folder, version, error))
    return NULL;

  return g_steal_pointer (&self);
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
  temporary = g_strconcat (absolute, ".new-XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      set_errno_error (absolute, errno, TRUE, error);
      return FALSE;
    }
  close (fd);

  target = _dip_database_connect (temporary, SQLITE_OPEN_READWRITE, action, error);
  if (target != NULL)
    {
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
      set_errno_error (absolute, errno, TRUE, error);
      done = FALSE;
    }

  if (!done)
    g_unlink (temporary);

  return done;
}
