/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-database-private.h"

#include "base/dip-error.h"
#include "base/dip-strings.h"

#include <string.h>

/* An import runs some fifty statements; to compile them takes longer than most of them run. */
#define MAX_IDLE_STATEMENTS 128

static DipDatabaseWatch watch;

void
dip_database_set_watch (DipDatabaseWatch new_watch)
{
  watch = new_watch;
}

/* A statement that was compiled before, or a new one. */
static int
prepare (DipDatabase   *self,
         const char    *sql,
         sqlite3_stmt **stmt)
{
  gpointer found;

  if (g_hash_table_steal_extended (self->idle, sql, NULL, &found))
    {
      *stmt = found;
      return SQLITE_OK;
    }

  return sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
}

/* Keeps a statement for the next one who wants it. A pragma may have done its work when it was
 * compiled, so it is compiled each time. */
static void
put_away (DipDatabase  *self,
          sqlite3_stmt *stmt)
{
  const char *sql = sqlite3_sql (stmt);

  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);

  if (g_hash_table_size (self->idle) < MAX_IDLE_STATEMENTS &&
      !g_str_has_prefix (sql, "PRAGMA"))
    g_hash_table_replace (self->idle, (gpointer) sql, stmt);
  else
    sqlite3_finalize (stmt);
}

/**
 * dip_database_query:
 * @self: a connection
 * @sql: one statement; every parameter has a name
 * @action: (not nullable): what it is for, "add the edition"; a static string
 * @error: return location for an error
 *
 * Compiles a statement, or takes one that was compiled before.
 *
 * Returns: (transfer full) (nullable): the statement, before its first row
 */
DipQuery *
dip_database_query (DipDatabase  *self,
                    const char   *sql,
                    const char   *action,
                    GError      **error)
{
  DipQuery *query;
  sqlite3_stmt *stmt = NULL;
  int rc;

  g_return_val_if_fail (DIP_IS_DATABASE (self), NULL);
  g_return_val_if_fail (sql != NULL && action != NULL, NULL);

  self->spent = 0;
  rc = prepare (self, sql, &stmt);
  if (rc != SQLITE_OK)
    {
      _dip_database_set_error (self, rc, action, error);
      return NULL;
    }

  query = g_new0 (DipQuery, 1);
  query->database = g_object_ref (self);
  query->stmt = stmt;
  query->action = action;
  query->n_unbound = (guint) sqlite3_bind_parameter_count (stmt);

  if (watch != NULL)
    watch (sql);

  return query;
}

static int
parameter_index (DipQuery   *self,
                 const char *name)
{
  int index = sqlite3_bind_parameter_index (self->stmt, name);

  /* A name that the SQL does not have is a mistake in this program. */
  g_assert (index > 0);

  if (self->n_unbound > 0)
    self->n_unbound--;

  return index;
}

void
dip_query_bind_int64 (DipQuery   *self,
                      const char *name,
                      gint64      value)
{
  sqlite3_bind_int64 (self->stmt, parameter_index (self, name), value);
}

/* A row id, 0 for NULL. */
void
dip_query_bind_id (DipQuery   *self,
                   const char *name,
                   gint64      id)
{
  if (id == 0)
    sqlite3_bind_null (self->stmt, parameter_index (self, name));
  else
    sqlite3_bind_int64 (self->stmt, parameter_index (self, name), id);
}

void
dip_query_bind_double (DipQuery   *self,
                       const char *name,
                       double      value)
{
  sqlite3_bind_double (self->stmt, parameter_index (self, name), value);
}

/* @value is copied; NULL is NULL. */
void
dip_query_bind_text (DipQuery   *self,
                     const char *name,
                     const char *value)
{
  gsize length = value != NULL ? strlen (value) : 0;

  if (value != NULL && !dip_utf8_is_valid (value, length))
    self->bad_value = TRUE;

  /* A text that SQLite refuses, for its length, stays NULL; the step tells. */
  if (sqlite3_bind_text64 (self->stmt, parameter_index (self, name), value, length,
                           SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
    self->bad_value = TRUE;
}

/* The same of a text that is known to be UTF-8, and lives until another one is bound or the query is freed. */
void
dip_query_lend_text_len (DipQuery   *self,
                         const char *name,
                         const char *value,
                         gsize       length)
{
  if (sqlite3_bind_text64 (self->stmt, parameter_index (self, name), value, length,
                           SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK)
    self->bad_value = TRUE;
}

/* @bytes must live until the query is reset or freed. */
void
dip_query_bind_bytes (DipQuery   *self,
                      const char *name,
                      GBytes     *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* A NULL pointer would be NULL instead of no bytes. */
  if (sqlite3_bind_blob64 (self->stmt, parameter_index (self, name),
                           size > 0 ? data : "", size, SQLITE_STATIC) != SQLITE_OK)
    self->bad_value = TRUE;
}

/* Text that is not UTF-8 never leaves this file: GLib and GTK trust their strings. */
static void
check_texts (DipQuery *self)
{
  int n_columns = sqlite3_column_count (self->stmt);

  for (int i = 0; i < n_columns; i++)
    {
      /* One thread at a time has the connection, so the value may be asked directly. */
      sqlite3_value *value = sqlite3_column_value (self->stmt, i);
      const char *text;

      if (sqlite3_value_type (value) != SQLITE_TEXT)
        continue;

      text = (const char *) sqlite3_value_text (value);
      if (text == NULL || !dip_utf8_is_valid (text, (gsize) sqlite3_value_bytes (value)))
        self->damage = "a text is not UTF-8";
    }
}

/**
 * dip_query_step:
 * @self: a query with all of its parameters bound
 * @cancellable: (nullable): stops the query between two rows or inside one
 * @error: return location for an error
 *
 * Runs the query up to its next row.
 *
 * Fails with `DIP_STORE_ERROR_CORRUPT` also when a getter found something in
 * the row before that no sound library has, so that getters need no error.
 *
 * Returns: whether there is a row, none any more, or an error
 */
DipStep
dip_query_step (DipQuery      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  DipDatabase *database = self->database;
  int rc;

  g_assert (self->n_unbound == 0);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return DIP_STEP_ERROR;

  if (self->bad_value)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT,
                   "Could not %s: a value is too large or its text is not UTF-8", self->action);
      return DIP_STEP_ERROR;
    }

  if (self->damage == NULL)
    {
      database->cancellable = cancellable;
      database->spent = 0;
      rc = sqlite3_step (self->stmt);

      if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        {
          _dip_database_set_error (database, rc, self->action, error);
          database->cancellable = NULL;
          return DIP_STEP_ERROR;
        }

      database->cancellable = NULL;

      if (rc == SQLITE_DONE)
        return DIP_STEP_DONE;

      check_texts (self);
    }

  if (self->damage != NULL)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                   "Could not %s: the library is damaged, %s", self->action, self->damage);
      dip_store_error_set_path (error, _dip_database_get_shown (self->database));
      return DIP_STEP_ERROR;
    }

  return DIP_STEP_ROW;
}

/* Runs a statement without rows to its end and makes it ready for the next values. */
gboolean
dip_query_run (DipQuery      *self,
               GCancellable  *cancellable,
               GError       **error)
{
  DipStep step = dip_query_step (self, cancellable, error);

  g_assert (step != DIP_STEP_ROW);

  if (step == DIP_STEP_ERROR)
    return FALSE;

  dip_query_reset (self);

  return TRUE;
}

void
dip_query_reset (DipQuery *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->n_unbound = (guint) sqlite3_bind_parameter_count (self->stmt);
}

/* The next step, if there is one, fails with CORRUPT and @what: "an unknown kind of block". */
void
dip_query_mark_damaged (DipQuery   *self,
                        const char *what)
{
  self->damage = what;
}

gboolean
dip_query_is_null (DipQuery *self,
                   int       column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gint64
dip_query_get_int64 (DipQuery *self,
                     int       column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

guint
dip_query_get_uint (DipQuery *self,
                    int       column)
{
  gint64 value = sqlite3_column_int64 (self->stmt, column);

  if (value < 0 || value > G_MAXUINT)
    {
      dip_query_mark_damaged (self, "a number is out of range");
      return 0;
    }

  return (guint) value;
}

/* A place in a list, -1 for NULL. */
int
dip_query_get_ordinal (DipQuery *self,
                       int       column)
{
  gint64 value;

  if (dip_query_is_null (self, column))
    return -1;

  value = sqlite3_column_int64 (self->stmt, column);
  if (value < 0 || value >= G_MAXINT)
    {
      dip_query_mark_damaged (self, "a place in a list is out of range");
      return -1;
    }

  return (int) value;
}

double
dip_query_get_double (DipQuery *self,
                      int       column)
{
  return sqlite3_column_double (self->stmt, column);
}

/* Borrowed until the next step; NULL for NULL. */
const char *
dip_query_get_text (DipQuery *self,
                    int       column)
{
  sqlite3_value *value = sqlite3_column_value (self->stmt, column);

  if (sqlite3_value_type (value) == SQLITE_BLOB)
    {
      dip_query_mark_damaged (self, "bytes stand where a text should");
      return NULL;
    }

  return (const char *) sqlite3_value_text (value);
}

/* A text that is never NULL in a sound library; nor here. */
char *
dip_query_dup_text (DipQuery *self,
                    int       column)
{
  const char *text = dip_query_get_text (self, column);

  if (text == NULL)
    {
      dip_query_mark_damaged (self, "a text is missing");
      return g_strdup ("");
    }

  return g_strdup (text);
}

char *
dip_query_dup_text_or_null (DipQuery *self,
                            int       column)
{
  return g_strdup (dip_query_get_text (self, column));
}

GBytes *
dip_query_get_bytes (DipQuery *self,
                     int       column)
{
  const void *data = sqlite3_column_blob (self->stmt, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->stmt, column));
}

void
dip_query_free (DipQuery *self)
{
  if (self == NULL)
    return;

  put_away (self->database, self->stmt);
  g_object_unref (self->database);
  g_free (self);
}
