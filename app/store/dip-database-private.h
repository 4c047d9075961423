/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/dip-error.h"
#include "store/dip-database.h"
#include "store/dip-rows.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * DipDatabase:
 *
 * One connection to an SQLite file, at the newest schema.
 *
 * dip-database*.c and dip-query.c are the only files that know SQLite; its
 * result codes become ours in _dip_database_set_error(). A connection is
 * used by one thread at a time; a second thread opens a second one, and
 * write-ahead logging lets many read while one writes.
 *
 * The file may come from somebody else. What it says about itself is not
 * trusted: its triggers and views are off, its tables are compared with ours
 * when it is opened, every text is checked before anybody sees it, and no
 * statement may run for ever.
 */
typedef struct _DipIndexContext DipIndexContext;

struct _DipDatabase
{
  GObject       parent_instance;

  sqlite3      *db;
  char         *shown;        /* (nullable): the file that errors name, where it is another one */
  gboolean      lacks_room;   /* read only because the disk was full when it was opened */
  guint         patience;     /* milliseconds to wait for another connection */
  guint64       budget;       /* opcodes that one step may take */

  GCancellable *cancellable;  /* (unowned): of the step that runs now */
  guint64       spent;        /* opcodes of the step that runs now */

  gboolean      in_batch;     /* one transaction holds several: their begins and ends do nothing */
  gboolean      is_broken;    /* one of them was rolled back */
  gboolean      is_reading;   /* of them, the one that runs now only reads */
  gboolean      is_unchecked; /* SQLite does not make the CHECKs, see set_checks() */

  GHashTable   *idle;         /* (element-type utf8 sqlite3_stmt): compiled, and used by nobody now */

  DipIndexContext *index;     /* what the functions of the full-text index look at */
  DipRows         *rows;      /* that the next statement writes */
};

/* How often a running statement looks at its cancellable. */
#define DIP_DATABASE_OPCODES_PER_CALLBACK 1000

#define DIP_DATABASE_OPEN "open the library"

struct _DipQuery
{
  DipDatabase  *database;
  sqlite3_stmt *stmt;
  const char   *action;     /* (unowned): "add the edition" */
  guint         n_unbound;  /* parameters that still wait for their value */
  const char   *damage;     /* (nullable) (unowned): what a getter found wrong in the row */
  gboolean      bad_value;  /* a bound text is not UTF-8, or too long */
};

sqlite3_vfs *_dip_database_find_vfs        (void);
DipDatabase *_dip_database_connect         (const char   *path,
                                            int           flags,
                                            const char   *action,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;
DipDatabase *_dip_database_connect_memory  (GError      **error) G_GNUC_WARN_UNUSED_RESULT;
DipDatabase *_dip_database_open_as_it_is    (const char   *path,
                                            guint         newest,
                                            guint        *version,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         _dip_database_set_error       (DipDatabase  *self,
                                            int           rc,
                                            const char   *action,
                                            GError      **error);
void         _dip_database_set_errno_error (const char   *path,
                                            int           number,
                                            gboolean      is_writing,
                                            const char   *action,
                                            GError      **error);
void         _dip_database_set_path_error  (const char   *path,
                                            DipStoreError code,
                                            GError      **error,
                                            const char   *format,
                                            ...) G_GNUC_PRINTF (4, 5);
void         _dip_database_show_as         (DipDatabase  *self,
                                            const char   *path);
const char  *_dip_database_get_shown       (DipDatabase  *self);
gboolean     _dip_database_read_version    (DipDatabase  *self,
                                            guint        *version,
                                            GError      **error);
gboolean     _dip_database_check_version   (const char   *path,
                                            guint         version,
                                            guint         newest,
                                            GError      **error);
gboolean     _dip_database_migrate         (DipDatabase  *self,
                                            const char   *path,
                                            const char   *sql_folder,
                                            guint         newest,
                                            GError      **error);
char        *_dip_database_digest_schema    (DipDatabase  *self,
                                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
const char  *_dip_database_get_schema_digest (guint        version);
gboolean     _dip_database_check_schema    (DipDatabase  *self,
                                            const char   *sql_folder,
                                            guint         version,
                                            GError      **error);

G_END_DECLS
