/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-adder.h"

/*
 * The statements of an import: each prepared once, and what its parts have in common.
 */

/* A document that contradicts itself: CONSTRAINT, with the reason. Always %FALSE. */
gboolean
_dip_adder_refuse (GError     **error,
                   const char  *format,
                   ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT,
               "Could not " DIP_ADDER_ACTION ": %s", why);

  return FALSE;
}

DipQuery *
_dip_adder_query (DipAdder    *self,
                  const char  *sql,
                  GError     **error)
{
  return dip_database_query (self->work.database, sql, DIP_ADDER_ACTION, error);
}

gboolean
_dip_adder_run (DipAdder  *self,
                DipQuery  *statement,
                GError   **error)
{
  return dip_query_run (statement, self->work.cancellable, error);
}

/* Writes the rows of a table that were collected. */
gboolean
_dip_adder_write (DipAdder    *self,
                  const char  *sql,
                  GError     **error)
{
  return _dip_rows_write (self->work.database, sql, self->edition_id, DIP_ADDER_ACTION, self->work.cancellable, error);
}

/* Adds to a row the place of the clause that a clause, a term or a variant names. */
gboolean
_dip_adder_add_place (DipAdder    *self,
                      const char  *id,
                      const char  *who,
                      const char  *who_id,
                      GError     **error)
{
  int place = id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->clauses, id)) : 0;

  if (id != NULL && place == 0)
    return _dip_adder_refuse (error, "%s “%s” names a clause “%s” that the edition does not have",
                              who, who_id, id);

  _dip_rows_add_ordinal (self->work.database->rows, place - 1);

  return TRUE;
}

static DipQuery *
query_bound (DipAdder    *self,
             const char  *sql,
             gint64       framework_id,
             const char  *key,
             GError     **error)
{
  DipQuery *query = _dip_adder_query (self, sql, error);

  if (query == NULL)
    return NULL;

  if (framework_id > 0)
    dip_query_bind_int64 (query, ":framework", framework_id);
  dip_query_bind_text (query, ":key", key);

  return query;
}

gint64
_dip_adder_find_or_add (DipAdder    *self,
                        const char  *find_sql,
                        const char  *add_sql,
                        gint64       framework_id,
                        const char  *key,
                        GError     **error)
{
  g_autoptr (DipQuery) find = query_bound (self, find_sql, framework_id, key, error);
  g_autoptr (DipQuery) add = NULL;

  if (find == NULL)
    return -1;

  switch (dip_query_step (find, self->work.cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (find, 0);

    case DIP_STEP_DONE:
      break;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }

  add = query_bound (self, add_sql, framework_id, key, error);
  if (add == NULL || !_dip_adder_run (self, add, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

gint64
_dip_adder_make_framework (DipAdder    *self,
                           const char  *key,
                           GError     **error)
{
  return _dip_adder_find_or_add (self, "SELECT id FROM framework WHERE key = :key",
                                 "INSERT INTO framework (key) VALUES (:key)", 0, key, error);
}
