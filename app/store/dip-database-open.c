/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "config.h"

#include "store/dip-database-private.h"

#include "base/dip-error.h"
#include "store/dip-bytes-private.h"
#include "store/dip-log.h"
#include "store/dip-store.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The head of an SQLite file: magic, "user version" and "application id". */
#define HEADER_BYTES          100
#define USER_VERSION_OFFSET   60
#define APPLICATION_ID_OFFSET 68

/* A new library has no more; the texts of its tables are on these pages. */
#define START_BYTES           (80 * 4096)
#define MIN_TABLES            2

#define CREATE                "create the library"

typedef enum {
  LOOK_ABSENT,
  LOOK_LIBRARY,
  LOOK_ERROR,
} Look;

static gboolean
refuse (const char  *path,
        const char  *why,
        GError     **error)
{
  _dip_database_set_path_error (path, DIP_STORE_ERROR_NOT_A_LIBRARY, error,
                                "The file is not a library: %s", why);

  return FALSE;
}

/* Takes the file as it is: without locks, and without anything beside it. */
static DipDatabase *
connect_immutable (const char  *path,
                   GError     **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?mode=ro&immutable=1", NULL);

  return _dip_database_connect (uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                DIP_DATABASE_OPEN, error);
}

/* What the tables of every library say of themselves, on its first pages. A page holds several,
 * so that all of them are gone only with all of those pages. */
static gboolean
has_our_tables (const char *bytes,
                gsize       n_bytes)
{
  static const char *const tables[] = {
    "CREATE TABLE provider (", "CREATE TABLE revision_item (", "CREATE TABLE variant_alias (",
    "CREATE TABLE clause_control (", "CREATE TABLE reference (", "CREATE TABLE clause (",
  };
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    n_found += memmem (bytes, n_bytes, tables[i], strlen (tables[i])) != NULL;

  return n_found >= MIN_TABLES;
}

/*
 * Reads the first bytes of a file through SQLite: to close a descriptor of our own
 * would let go of every lock that this process holds on the file (POSIX), those of
 * other connections too. A connection would want a whole database, but a
 * program that was killed may have left the other half of it in the log.
 */
static gboolean
read_start (const char  *path,
            void        *start,
            int          n_bytes,
            GError     **error)
{
  sqlite3_vfs *vfs = _dip_database_find_vfs ();
  g_autofree sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  g_autofree char *real_path = g_malloc0 ((gsize) vfs->mxPathname + 1);
  const char *name = NULL;
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  int rc = vfs->xFullPathname (vfs, path, vfs->mxPathname + 1, real_path);

  if (rc == SQLITE_OK || rc == SQLITE_OK_SYMLINK)
    {
      name = sqlite3_create_filename (real_path, "", "", 0, NULL);
      rc = vfs->xOpen (vfs, name, file, flags, &flags);
    }
  if (rc == SQLITE_OK)
    rc = file->pMethods->xRead (file, start, n_bytes, 0);
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename ((char *) name);

  /* What a short file does not have is zero. */
  if (rc == SQLITE_OK || rc == SQLITE_IOERR_SHORT_READ)
    return TRUE;

  if (access (path, R_OK) < 0)
    _dip_database_set_errno_error (path, errno, FALSE, DIP_DATABASE_OPEN, error);
  else
    _dip_database_set_path_error (path, DIP_STORE_ERROR_CANNOT_OPEN, error,
                                  "Could not " DIP_DATABASE_OPEN ": %s", sqlite3_errstr (rc));

  return FALSE;
}

/* A file whose head is not that of a library: another one, or a library that has lost its head. */
static gboolean
refuse_head (const char  *path,
             const char  *why,
             GError     **error)
{
  g_autofree char *start = g_malloc0 (START_BYTES);

  if (!read_start (path, start, START_BYTES, error))
    return FALSE;

  if (!has_our_tables (start, START_BYTES))
    return refuse (path, why, error);

  _dip_database_set_path_error (path, DIP_STORE_ERROR_CORRUPT, error,
                                "The library is damaged: its first bytes are not those of a library");

  return FALSE;
}

static gboolean
check_header (const char  *path,
              guint        newest,
              GError     **error)
{
  static const char magic[16] = "SQLite format 3";
  guint8 header[HEADER_BYTES] = { 0 };

  if (!read_start (path, header, sizeof header, error))
    return FALSE;

  if (memcmp (header, magic, sizeof magic) != 0)
    return refuse_head (path, "it is another kind of file", error);

  if (_dip_bytes_read_32 (header + APPLICATION_ID_OFFSET) != DIP_STORE_APPLICATION_ID)
    return refuse_head (path, "it is the database of another program", error);

  return _dip_database_check_version (path, _dip_bytes_read_32 (header + USER_VERSION_OFFSET),
                                      newest, error);
}

/* Looks at what stands at @path so that nothing of it changes and nothing appears beside it. */
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

      _dip_database_set_errno_error (path, errno, FALSE, DIP_DATABASE_OPEN, error);
      return LOOK_ERROR;
    }

  if (!S_ISREG (status.st_mode))
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_CANNOT_OPEN, error,
                                    "Could not " DIP_DATABASE_OPEN ": it is %s",
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

static char *
name_log (const char *path)
{
  return g_strconcat (path, "-wal", NULL);
}

/* How long the log beside the library is, -1 if nobody has left or opened one. */
static gint64
find_log (const char *path)
{
  g_autofree char *log = name_log (path);
  GStatBuf status;

  return g_stat (log, &status) == 0 ? (gint64) status.st_size : -1;
}

/*
 * A newer program that was killed leaves its newer version in the log beside the
 * file, where look() does not see it. This connection reads the log with its index
 * in memory and leaves the log where it is, so it changes nothing either. While it
 * keeps everybody out, the log is held against its own sums: SQLite would drop what
 * stands behind the first wrong one, and then remove the log.
 */
static gboolean
look_into_log (const char  *path,
               guint        newest,
               GError     **error)
{
  g_autoptr (DipDatabase) peek = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *log = name_log (path);
  gboolean is_known;
  guint version = 0;

  peek = _dip_database_connect (path, SQLITE_OPEN_READWRITE, DIP_DATABASE_OPEN, error);
  if (peek == NULL)
    return FALSE;

  dip_database_set_patience (peek, 0);
  sqlite3_db_config (peek->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  /* Somebody who has it open keeps us out, and owns the files beside it anyway;
   * so does a file that may only be read. */
  if (!dip_database_execute (peek, "PRAGMA locking_mode = EXCLUSIVE", DIP_DATABASE_OPEN, NULL))
    return TRUE;

  is_known = _dip_database_read_version (peek, &version, &local_error);
  if (!is_known && !g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT))
    return TRUE;

  if (dip_log_has_gap (log))
    {
      _dip_database_set_path_error (path, DIP_STORE_ERROR_CORRUPT, error,
                                    "The library is damaged: the file beside it that ends in “-wal” is broken "
                                    "in its middle, and what was stored after that would be lost");
      return FALSE;
    }

  return !is_known || _dip_database_check_version (path, version, newest, error);
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
      _dip_database_set_errno_error (path, errno, TRUE, CREATE, error);
      return FALSE;
    }

  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      _dip_database_set_errno_error (path, errno, TRUE, CREATE, error);
      return FALSE;
    }
  close (fd);

  self = _dip_database_connect (temporary, SQLITE_OPEN_READWRITE, CREATE, error);
  if (self != NULL)
    _dip_database_show_as (self, path);
  done = self != NULL && _dip_database_migrate (self, NULL, sql_folder, version, error);
  g_clear_object (&self);

  /* A link never replaces what another program put there meanwhile; where the file
   * system has no links, a name that is taken is looked for first. */
  if (done && link (temporary, path) < 0 && errno != EEXIST)
    {
      if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (temporary, path) < 0)
        {
          _dip_database_set_errno_error (path, errno, TRUE, CREATE, error);
          done = FALSE;
        }
    }

  g_unlink (temporary);

  return done;
}

/*
 * A library on a medium that cannot be written has nowhere to put its log and the
 * index of it; and one whose file alone may not be written must not get them from
 * somebody who could not clear them away again; nor is there room for them on a full disk.
 * Where nobody has it open, it is taken as it is. The first read makes SQLite look for the files beside the
 * library; nothing is written before the version is known to be ours.
 */
static DipDatabase *
connect_existing (const char  *path,
                  guint        newest,
                  GError     **error)
{
  g_autoptr (DipDatabase) self = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 n_log = find_log (path);
  gboolean has_log = n_log >= 0;
  guint version;

  self = _dip_database_connect (path, SQLITE_OPEN_READWRITE, DIP_DATABASE_OPEN, error);
  if (self == NULL)
    return NULL;

  if (!has_log && dip_database_is_read_only (self))
    {
      g_object_unref (self);
      self = connect_immutable (path, error);
      if (self == NULL)
        return NULL;
    }

  if (!_dip_database_read_version (self, &version, &local_error))
    {
      gboolean is_kept_out = g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN) ||
                             g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
      gboolean lacks_room = g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);

      if (has_log && is_kept_out)
        {
          _dip_database_set_path_error (path, DIP_STORE_ERROR_NEEDS_WRITING, error,
                                        "Could not " DIP_DATABASE_OPEN ": what was stored last is in the "
                                        "file beside it that ends in “-wal”, which cannot be used here");
          return NULL;
        }

      /* On a full disk an earlier try has left an empty one. */
      if (n_log > 0 || (!is_kept_out && !lacks_room))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      g_object_unref (self);
      self = connect_immutable (path, error);
      if (self == NULL || !_dip_database_read_version (self, &version, error))
        return NULL;

      self->lacks_room = lacks_room;
    }

  if (!_dip_database_check_version (path, version, newest, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
settle (DipDatabase  *self,
        GError      **error)
{
  /* An import writes to the ends of some thirty trees and reads the words of the index; with
   * SQLite's two megabytes it reads most of these pages again for each paper. And it
   * writes a megabyte; the log goes into the library after sixteen, not after four. */
  if (!dip_database_execute (self, "PRAGMA synchronous = FULL", DIP_DATABASE_OPEN, error) ||
      !dip_database_execute (self, "PRAGMA cache_size = -8192", DIP_DATABASE_OPEN, error) ||
      !dip_database_execute (self, "PRAGMA wal_autocheckpoint = 4000", DIP_DATABASE_OPEN, error))
    return FALSE;

  /* Where the file system cannot share memory, SQLite keeps its older journal. */
  return dip_database_is_read_only (self) ||
         dip_database_execute (self, "PRAGMA journal_mode = WAL", DIP_DATABASE_OPEN, error);
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
      self = _dip_database_connect_memory (error);
      if (self == NULL || !_dip_database_migrate (self, NULL, sql_folder, version, error))
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
        _dip_database_set_errno_error (absolute, ENOENT, FALSE, DIP_DATABASE_OPEN, error);
    }

  if (found != LOOK_LIBRARY)
    return NULL;

  if (find_log (absolute) > 0 && !look_into_log (absolute, version, error))
    return NULL;

  self = connect_existing (absolute, version, error);
  if (self == NULL ||
      !settle (self, error) ||
      !_dip_database_migrate (self, absolute, sql_folder, version, error) ||
      !_dip_database_check_schema (self, sql_folder, version, error))
    return NULL;

  return g_steal_pointer (&self);
}

/*
 * A library as it stands, of whatever version this program knows: nothing is
 * brought up to date, and its tables are not looked at.
 */
DipDatabase *
_dip_database_open_as_it_is (const char  *path,
                             guint        newest,
                             guint       *version,
                             GError     **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (DipDatabase) self = NULL;
  Look found = look (absolute, newest, error);

  if (found == LOOK_ABSENT)
    _dip_database_set_errno_error (absolute, ENOENT, FALSE, DIP_DATABASE_OPEN, error);
  if (found != LOOK_LIBRARY ||
      (find_log (absolute) > 0 && !look_into_log (absolute, newest, error)))
    return NULL;

  self = connect_existing (absolute, newest, error);
  if (self == NULL || !_dip_database_read_version (self, version, error))
    return NULL;

  return g_steal_pointer (&self);
}
