/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-search-index.h"
#include "store/dip-store-private.h"
#include "text/dip-index-words.h"

#include <string.h>

/* Below this a search is quick whatever the index looks like. */
#define MIN_EDITIONS_TO_TIDY 2000

/* To tidy costs a tenth of importing what is tidied: so an import takes no more than as long again,
 * and all imports of a growing library together a fifth. */
#define TIDY_FACTOR 8

/* Of the index, between two moments in which another connection may write: some tenths of a second. */
#define PAGES_AT_ONCE 2000

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

/* How many pieces of the index become one is written in the library; the first ones of this version have what FTS5
 * takes, which is half as many (sql/003.sql). */
gboolean
_dip_store_settle_index (const DipWork  *work,
                         GError        **error)
{
  static const char sql[] =
    "INSERT INTO search (search, rank)"
    " SELECT 'automerge', 8 WHERE NOT EXISTS (SELECT 1 FROM search_config WHERE k = 'automerge' AND v = 8)";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  return query != NULL && dip_query_run (query, work->cancellable, error);
}

/* What DIP_INDEX_TITLE_SQL makes of the row of a clause. */
static void
write_title (GString         *text,
             const DipClause *clause)
{
  g_string_truncate (text, 0);
  g_string_append_c (text, DIP_INDEX_BREAK);
  g_string_append (text, clause->number != NULL ? clause->number : "");
  g_string_append_c (text, DIP_INDEX_BREAK);
  if (clause->heading == NULL || strstr (clause->heading, clause->title) == NULL)
    g_string_append (text, clause->title);
  if (clause->heading != NULL && strstr (clause->heading, clause->title) == NULL)
    g_string_append_c (text, DIP_INDEX_BREAK);
  if (clause->heading != NULL)
    g_string_append (text, clause->heading);
}

/* A piece that no phrase reaches out of; NULL is an empty one. */
static void
write_piece (GString    *text,
             const char *piece)
{
  g_string_append_c (text, DIP_INDEX_BREAK);
  g_string_append (text, piece != NULL ? piece : "");
}

/* What DIP_INDEX_BODY_SQL makes of the rows of a clause, its blocks and cells. */
static void
write_body (GString         *text,
            const DipClause *clause)
{
  gboolean asks_more = clause->question != NULL && !g_str_equal (clause->question, clause->title);

  g_string_truncate (text, 0);
  write_piece (text, asks_more ? clause->question : NULL);
  write_piece (text, clause->implemented_text);
  write_piece (text, clause->answer);

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      gsize first = text->len;

      write_piece (text, block->text);
      if (block->kind == DIP_BLOCK_TABLE)
        g_strdelimit (text->str + first, "\t\n", DIP_INDEX_BREAK);
    }
}

/* What DIP_INDEX_FACET_SQL makes of the stance of a clause and its controls. */
static void
write_facet (GString         *text,
             const DipClause *clause)
{
  g_string_truncate (text, 0);
  g_string_append_c (text, DIP_INDEX_VERBATIM);
  g_string_append (text, DIP_INDEX_STANCE);
  g_string_append (text, dip_stance_to_string (clause->stance));
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_string_append_c (text, DIP_INDEX_VERBATIM);
      g_string_append (text, DIP_INDEX_CONTROL);
      g_string_append (text, control->id);
    }
}

/*
 * Puts the clauses of an edition into the index that was just written from @document: what
 * _dip_store_index_edition() does, without a look at the rows. The check of a library
 * compares both.
 */
gboolean
_dip_store_index_document (const DipWork  *work,
                           gint64          edition_id,
                           DipDocument    *document,
                           GError        **error)
{
  static const char sql[] =
    "INSERT INTO search (rowid, title, body, facet) VALUES (:row, :title, :body, :facet)";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) facet = g_string_new (NULL);

  if (query == NULL)
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      dip_query_bind_int64 (query, ":row", edition_id << DIP_INDEX_ORDINAL_BITS | i);
      /* the rows of the clause have the same texts: whether they are UTF-8 was asked then */
      write_title (title, clause);
      dip_query_lend_text_len (query, ":title", title->str, title->len);
      write_body (body, clause);
      dip_query_lend_text_len (query, ":body", body->str, body->len);
      write_facet (facet, clause);
      dip_query_lend_text_len (query, ":facet", facet->str, facet->len);
      if (!dip_query_run (query, work->cancellable, error))
        return FALSE;
    }

  return TRUE;
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

/* One stretch of the work, after which another connection may write. A negative number begins to
 * merge all pieces. Returns whether there is more to do. */
static gboolean
merge_pieces (DipStore      *self,
              int            n_pages,
              gboolean      *is_more,
              GCancellable  *cancellable,
              GError       **error)
{
  static const char sql[] = "INSERT INTO search (search, rank) VALUES ('merge', :pages)";
  DipWork work = { self->database, "tidy the search index", cancellable };
  g_autoptr (DipQuery) query = NULL;
  int n_before, n_changes = 0;
  gboolean done;

  if (!dip_database_begin (work.database, work.action, cancellable, error))
    return FALSE;

  n_before = sqlite3_total_changes (work.database->db);
  query = dip_database_query (work.database, sql, work.action, error);
  if (query != NULL)
    dip_query_bind_int64 (query, ":pages", n_pages);
  done = query != NULL && dip_query_run (query, cancellable, error);
  if (done)
    n_changes = sqlite3_total_changes (work.database->db) - n_before;
  g_clear_pointer (&query, dip_query_free);

  /* FTS5 writes one row, the command, where it finds nothing to merge. */
  *is_more = n_changes >= 2;

  return _dip_store_finish (&work, done, error);
}

static gboolean
count_editions (DipStore      *self,
                gint64        *n_editions,
                GCancellable  *cancellable,
                GError       **error)
{
  static const char sql[] = "SELECT count (*) FROM edition";
  g_autoptr (DipQuery) query = dip_database_query (self->database, sql, "tidy the search index", error);

  if (query == NULL || dip_query_step (query, cancellable, error) != DIP_STEP_ROW)
    return FALSE;

  *n_editions = dip_query_get_int64 (query, 0);

  return TRUE;
}

/**
 * dip_store_tidy_index:
 * @self: a store
 * @n_new: how many editions were added before; %G_MAXUINT to do it in any case
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Imports leave the full-text index in pieces, a dozen of them in a library of ten thousand editions,
 * and a search looks into each: it takes a quarter less when they are one. To make them one
 * takes time in proportion to the library, so this is done after an import of which the library
 * is no more than %TIDY_FACTOR times as large, and where it is large at all. Each transaction is
 * short, and whatever stops it leaves an index that is right.
 *
 * Returns: whether nothing failed
 */
gboolean
dip_store_tidy_index (DipStore      *self,
                      guint          n_new,
                      GCancellable  *cancellable,
                      GError       **error)
{
  gint64 n_worth = (gint64) n_new * TIDY_FACTOR;
  gint64 n_editions = 0;
  gboolean is_more = TRUE;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  if (n_new != G_MAXUINT)
    {
      if (n_worth < MIN_EDITIONS_TO_TIDY)
        return TRUE;

      if (!count_editions (self, &n_editions, cancellable, error))
        return FALSE;

      if (n_editions < MIN_EDITIONS_TO_TIDY || n_worth < n_editions)
        return TRUE;
    }

  for (int n_pages = -PAGES_AT_ONCE; is_more; n_pages = PAGES_AT_ONCE)
    {
      if (!merge_pieces (self, n_pages, &is_more, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_store_reindex:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes the full-text index anew, whatever it holds now. One transaction; takes time in
 * proportion to the library.
 *
 * Returns: whether the index is that of the text
 */
gboolean
dip_store_reindex (DipStore      *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  static const char forget_sql[] = "INSERT INTO search (search) VALUES ('delete-all')";
  static const char editions_sql[] = "SELECT id FROM edition WHERE id > :edition ORDER BY id LIMIT 1";
  g_autoptr (DipQuery) forget = NULL;
  g_autoptr (DipQuery) editions = NULL;
  gint64 edition_id = 0;
  gboolean done;
  DipStep step = DIP_STEP_ERROR;
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  work = (DipWork) { self->database, "make the search index", cancellable };
  if (!dip_database_begin (work.database, work.action, cancellable, error))
    return FALSE;

  forget = dip_database_query (work.database, forget_sql, work.action, error);
  editions = forget != NULL ? dip_database_query (work.database, editions_sql, work.action, error) : NULL;
  done = editions != NULL && dip_query_run (forget, cancellable, error);
  while (done)
    {
      dip_query_reset (editions);
      dip_query_bind_int64 (editions, ":edition", edition_id);
      step = dip_query_step (editions, cancellable, error);
      if (step != DIP_STEP_ROW)
        break;

      edition_id = dip_query_get_int64 (editions, 0);
      done = _dip_store_index_edition (&work, edition_id, error);
    }
  g_clear_pointer (&editions, dip_query_free);
  g_clear_pointer (&forget, dip_query_free);

  return _dip_store_finish (&work, done && step == DIP_STEP_DONE, error);
}
