/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-rows.h"

#include "base/dip-error.h"
#include "base/dip-strings.h"
#include "store/dip-database-private.h"

#include <string.h>

/* The widest table has as many columns beside its edition. */
#define MAX_COLUMNS 17

typedef struct
{
  union {
    gint64      number;
    double      real;
    const char *text;
  }      as;
  guint  length;  /* bytes of a text */
  guint8 type;    /* SQLITE_INTEGER … */
} Value;

struct _DipRows
{
  GArray   *values;     /* (element-type Value): row by row */
  guint     n_columns;
  gboolean  bad_value;  /* a text is not UTF-8, or too long */
  gsize     n_told;     /* rows that SQLite has asked for */
};

/* The table and a way through it. What is common comes first, as SQLite wants it. */
typedef struct
{
  sqlite3_vtab  base;
  DipRows      *rows;
} Table;

typedef struct
{
  sqlite3_vtab_cursor  base;
  DipRows             *rows;
  gsize                row;
} Cursor;

DipRows *
_dip_rows_new (void)
{
  DipRows *self = g_new0 (DipRows, 1);

  self->values = g_array_new (FALSE, FALSE, sizeof (Value));

  return self;
}

void
_dip_rows_free (DipRows *self)
{
  g_array_unref (self->values);
  g_free (self);
}

/* g_array_append_val() without a copy through a pointer: rows have many small values. */
static inline void
add (DipRows *self,
     Value    value)
{
  guint n = self->values->len;

  g_array_set_size (self->values, n + 1);
  g_array_index (self->values, Value, n) = value;
}

/* Forgets what was collected before. */
void
_dip_rows_begin (DipRows *self,
                 guint    n_columns)
{
  g_assert (n_columns > 0 && n_columns <= MAX_COLUMNS);

  g_array_set_size (self->values, 0);
  self->n_columns = n_columns;
  self->bad_value = FALSE;
  self->n_told = 0;
}

void
_dip_rows_add_int64 (DipRows *self,
                     gint64   value)
{
  Value added = { { .number = value }, 0, SQLITE_INTEGER };

  add (self, added);
}

/* A place in a list, -1 for NULL. */
void
_dip_rows_add_ordinal (DipRows *self,
                       gint64   ordinal)
{
  Value added = { { .number = ordinal }, 0, ordinal < 0 ? SQLITE_NULL : SQLITE_INTEGER };

  add (self, added);
}

void
_dip_rows_add_double (DipRows *self,
                      double   value)
{
  Value added = { { .real = value }, 0, SQLITE_FLOAT };

  add (self, added);
}

/* NULL is NULL. */
void
_dip_rows_add_text (DipRows    *self,
                    const char *value)
{
  _dip_rows_add_piece (self, value, value != NULL ? strlen (value) : 0);
}

void
_dip_rows_add_piece (DipRows    *self,
                     const char *value,
                     gsize       length)
{
  Value added = { { .text = value }, (guint) length, value != NULL ? SQLITE_TEXT : SQLITE_NULL };

  if (length > G_MAXINT || (value != NULL && !dip_utf8_is_valid (value, length)))
    self->bad_value = TRUE;

  add (self, added);
}

/**
 * _dip_rows_write:
 * @database: a connection
 * @sql: an INSERT that selects from told_rows; its only parameter is `:edition`
 * @edition_id: the edition that the rows belong to
 * @action: what it is for; a static string
 * @cancellable: (nullable): stops it between two rows
 * @error: return location for an error
 *
 * Writes the rows that were collected for the connection. What a row breaks breaks
 * all: the caller gives up its transaction.
 *
 * Returns: whether all rows are written
 */
gboolean
_dip_rows_write (DipDatabase   *database,
                 const char    *sql,
                 gint64         edition_id,
                 const char    *action,
                 GCancellable  *cancellable,
                 GError       **error)
{
  DipRows *self = database->rows;
  gsize n_rows = self->values->len / self->n_columns;
  g_autoptr (DipQuery) query = NULL;

  g_assert (self->values->len % self->n_columns == 0);
  if (n_rows == 0)
    return TRUE;

  if (self->bad_value)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT,
                   "Could not %s: a value is too large or its text is not UTF-8", action);
      return FALSE;
    }

  query = dip_database_query (database, sql, action, error);
  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", edition_id);
  if (!dip_query_run (query, cancellable, error))
    return FALSE;

  /* A file of somebody else may have a table of this name, which would hide ours. */
  if (self->n_told == n_rows)
    return TRUE;

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
               "Could not %s: the library is damaged, it has a table “told_rows”", action);

  return FALSE;
}

static int
connect_cb (sqlite3             *db,
            void                *data,
            int                  n_arguments,
            const char * const  *arguments,
            sqlite3_vtab       **result,
            char               **message)
{
  Table *table;
  int rc = sqlite3_declare_vtab (db, "CREATE TABLE told_rows (c0, c1, c2, c3, c4, c5, c6, c7, c8,"
                                 " c9, c10, c11, c12, c13, c14, c15, c16)");

  if (rc != SQLITE_OK)
    return rc;

  sqlite3_vtab_config (db, SQLITE_VTAB_DIRECTONLY);
  table = g_new0 (Table, 1);
  table->rows = data;
  *result = &table->base;

  return SQLITE_OK;
}

static int
disconnect_cb (sqlite3_vtab *table)
{
  g_free (table);

  return SQLITE_OK;
}

static int
best_index_cb (sqlite3_vtab       *table,
               sqlite3_index_info *info)
{
  info->estimatedCost = 1000.0;
  info->estimatedRows = 100;

  return SQLITE_OK;
}

static int
open_cb (sqlite3_vtab         *table,
         sqlite3_vtab_cursor **result)
{
  Cursor *cursor = g_new0 (Cursor, 1);

  cursor->rows = ((Table *) table)->rows;
  *result = &cursor->base;

  return SQLITE_OK;
}

static int
close_cb (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);

  return SQLITE_OK;
}

static int
filter_cb (sqlite3_vtab_cursor  *cursor,
           int                   plan,
           const char           *plan_text,
           int                   n_values,
           sqlite3_value       **values)
{
  Cursor *self = (Cursor *) cursor;

  self->row = 0;
  self->rows->n_told = 0;

  return SQLITE_OK;
}

static gboolean
is_at_end (const Cursor *self)
{
  return self->rows->n_columns == 0 || self->row >= self->rows->values->len / self->rows->n_columns;
}

static int
eof_cb (sqlite3_vtab_cursor *cursor)
{
  return is_at_end ((Cursor *) cursor);
}

static int
next_cb (sqlite3_vtab_cursor *cursor)
{
  Cursor *self = (Cursor *) cursor;

  self->row++;
  self->rows->n_told = self->row;

  return SQLITE_OK;
}

static int
column_cb (sqlite3_vtab_cursor *cursor,
           sqlite3_context     *context,
           int                  column)
{
  Cursor *self = (Cursor *) cursor;
  const Value *value;

  if (is_at_end (self) || (guint) column >= self->rows->n_columns)
    return SQLITE_OK;

  value = &g_array_index (self->rows->values, Value, self->row * self->rows->n_columns + (guint) column);
  if (value->type == SQLITE_INTEGER)
    sqlite3_result_int64 (context, value->as.number);
  else if (value->type == SQLITE_FLOAT)
    sqlite3_result_double (context, value->as.real);
  else if (value->type == SQLITE_TEXT)
    sqlite3_result_text (context, value->as.text, (int) value->length, SQLITE_STATIC);

  return SQLITE_OK;
}

static int
rowid_cb (sqlite3_vtab_cursor *cursor,
          sqlite3_int64       *row)
{
  *row = (sqlite3_int64) ((Cursor *) cursor)->row;

  return SQLITE_OK;
}

/* Every connection knows the table "told_rows", which stands in no file. */
gboolean
_dip_rows_register (DipDatabase  *database,
                    const char   *action,
                    GError      **error)
{
  static const sqlite3_module module =
    {
      .xConnect = connect_cb,
      .xBestIndex = best_index_cb,
      .xDisconnect = disconnect_cb,
      .xOpen = open_cb,
      .xClose = close_cb,
      .xFilter = filter_cb,
      .xNext = next_cb,
      .xEof = eof_cb,
      .xColumn = column_cb,
      .xRowid = rowid_cb,
    };
  int rc;

  database->rows = _dip_rows_new ();
  rc = sqlite3_create_module_v2 (database->db, "told_rows", &module, database->rows, NULL);
  if (rc != SQLITE_OK)
    _dip_database_set_error (database, rc, action, error);

  return rc == SQLITE_OK;
}
