/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-search-index.h"
#include "store/dip-store-private.h"

/*
 * The full-text index has no text of its own: what it holds of a clause follows from the
 * rows of the clause, by the same SQL when it comes and when it goes. So a row must be
 * taken out before what it was made from changes.
 */

static gboolean
run (const DipWork  *work,
     const char     *sql,
     gint64          edition_id,
     GError        **error)
{
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", edition_id);

  return dip_query_run (query, work->cancellable, error);
}

/* Puts the clauses of an edition into the index, after they have been written. */
gboolean
_dip_store_index_edition (const DipWork  *work,
                          gint64          edition_id,
                          GError        **error)
{
  static const char sql[] =
    "INSERT INTO search (rowid, title, body, facet)"
    " SELECT " DIP_INDEX_ROW_SQL ", " DIP_INDEX_TITLE_SQL ", " DIP_INDEX_BODY_SQL ", " DIP_INDEX_FACET_SQL
    "   FROM clause WHERE clause.edition_id = :edition ORDER BY clause.ordinal";

  return run (work, sql, edition_id, error);
}

/* Takes the clauses of an edition out of the index, before they are removed. */
gboolean
_dip_store_unindex_edition (const DipWork  *work,
                            gint64          edition_id,
                            GError        **error)
{
  static const char sql[] =
    "INSERT INTO search (search, rowid, title, body, facet)"
    " SELECT 'delete', " DIP_INDEX_ROW_SQL ", " DIP_INDEX_TITLE_SQL ", " DIP_INDEX_BODY_SQL ", "
    DIP_INDEX_FACET_SQL
    "   FROM clause WHERE clause.edition_id = :edition ORDER BY clause.ordinal";

  return run (work, sql, edition_id, error);
}
