/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-search.h"

#include "base/dip-error.h"
#include "store/dip-search-expression.h"
#include "store/dip-search-index.h"
#include "store/dip-store-private.h"
#include "text/dip-fold.h"

#include <string.h>

#define ACTION "search the library"

/* Clauses that are measured against one another, unless more hits are asked for. In a large
 * library a common word stands in tens of thousands, and to measure all, or to count them, takes
 * longer than a person waits: then it is the newest. Unless enough of those have the word in
 * the title, as many as a person may look at, the newest that have it there are measured too. */
#define MAX_MEASURED    300u
#define ENOUGH_IN_TITLE 20u
#define MAX_IN_TITLE    100u

/* An edition that has been superseded answers so much less well than the newest one of its paper,
 * and never better: who asks what holds would take an old promise for it. This many of the best are
 * looked at, for each hit that is asked for. */
#define SUPERSEDED  0.5
#define N_LOOKED_AT 2u

/* A row of the index that matches. */
typedef struct
{
  gint64 row;
  double score;
} Match;

typedef struct
{
  DipDatabase         *database;
  DipStoreSearch      *search;
  DipSearchExpression *expression;
  GHashTable          *editions;  /* (nullable): the only ones that count */
  gint64               first;     /* rows of the index that count */
  gint64               last;
  GArray              *matches;   /* (element-type Match) */
  GCancellable        *cancellable;
} Searcher;

static void
searcher_clear (Searcher *self)
{
  self->database->index->editions = NULL;
  self->database->index->groups = NULL;
  g_clear_pointer (&self->expression, _dip_search_expression_free);
  g_clear_pointer (&self->editions, g_hash_table_unref);
  g_clear_pointer (&self->matches, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Searcher, searcher_clear)

static char *
fold_name (const char *name)
{
  return dip_fold_to_string (name != NULL ? name : "",
                             DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
}

static gboolean
names_are_asked_for (const DipSearchQuery *query,
                     const char           *provider,
                     const char           *service)
{
  g_autofree char *folded_provider = fold_name (provider);
  g_autofree char *folded_service = fold_name (service);

  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);
      gboolean holds = TRUE;

      if (term->field == DIP_SEARCH_FIELD_PROVIDER)
        holds = (strstr (folded_provider, term->text) != NULL) != term->is_excluded;
      else if (term->field == DIP_SEARCH_FIELD_SERVICE)
        holds = (strstr (folded_service, term->text) != NULL) != term->is_excluded;

      if (!holds)
        return FALSE;
    }

  return TRUE;
}

/* Takes out the editions whose provider or service is not asked for. */
static gboolean
sift_by_names (Searcher              *self,
               const DipSearchQuery  *query,
               GHashTable            *editions,
               GError               **error)
{
  enum { EDITION, SERVICE, PROVIDER_NAME, SERVICE_NAME };
  static const char sql[] =
    "SELECT edition.id, edition.service_id, provider.name, service.name"
    "  FROM service CROSS JOIN edition ON edition.service_id = service.id"
    "  LEFT JOIN provider ON provider.id = service.provider_id"
    " ORDER BY service.id";
  g_autoptr (DipQuery) rows = dip_database_query (self->database, sql, ACTION, error);
  gint64 service_id = 0;
  gboolean holds = FALSE;
  DipStep step;

  if (rows == NULL)
    return FALSE;

  while ((step = dip_query_step (rows, self->cancellable, error)) == DIP_STEP_ROW)
    {
      gint64 edition_id = dip_query_get_int64 (rows, EDITION);

      if (dip_query_get_int64 (rows, SERVICE) != service_id)
        {
          service_id = dip_query_get_int64 (rows, SERVICE);
          holds = names_are_asked_for (query, dip_query_get_text (rows, PROVIDER_NAME),
                                       dip_query_get_text (rows, SERVICE_NAME));
        }

      if (holds)
        g_hash_table_add (editions, g_memdup2 (&edition_id, sizeof edition_id));
    }

  return step == DIP_STEP_DONE;
}

static gboolean
asks_for_names (const DipSearchQuery *query)
{
  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      if (term->field == DIP_SEARCH_FIELD_PROVIDER || term->field == DIP_SEARCH_FIELD_SERVICE)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_missing_cb (gpointer edition_id,
               gpointer value,
               gpointer others)
{
  return !g_hash_table_contains (others, edition_id);
}

/* Which editions count, and between which rows of the index they stand. */
static gboolean
choose_editions (Searcher              *self,
                 const DipSearchQuery  *query,
                 GError               **error)
{
  gint64 lowest = G_MAXINT64 >> DIP_INDEX_ORDINAL_BITS;
  gint64 highest = 0;
  GHashTableIter iter;
  gpointer key;

  self->first = 0;
  self->last = G_MAXINT64;

  if (asks_for_names (query))
    {
      self->editions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      if (!sift_by_names (self, query, self->editions, error))
        return FALSE;
    }

  if (self->search->newest_only)
    {
      g_autoptr (GHashTable) newest = _dip_store_find_newest (self->database, ACTION, self->cancellable, error);

      if (newest == NULL)
        return FALSE;

      if (self->editions == NULL)
        self->editions = g_steal_pointer (&newest);
      else
        g_hash_table_foreach_remove (self->editions, is_missing_cb, newest);
    }

  if (self->editions != NULL)
    {
      g_hash_table_iter_init (&iter, self->editions);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          lowest = MIN (lowest, *(gint64 *) key);
          highest = MAX (highest, *(gint64 *) key);
        }
      self->first = lowest << DIP_INDEX_ORDINAL_BITS;
      self->last = highest << DIP_INDEX_ORDINAL_BITS | (DIP_INDEX_MAX_CLAUSES - 1);
    }

  if (self->search->edition_id > 0)
    {
      self->first = MAX (self->first, self->search->edition_id << DIP_INDEX_ORDINAL_BITS);
      self->last = MIN (self->last,
                        self->search->edition_id << DIP_INDEX_ORDINAL_BITS | (DIP_INDEX_MAX_CLAUSES - 1));
    }

  self->database->index->editions = self->editions;

  return TRUE;
}

/* Measures the newest rows that match. Says whether there are more. */
static gboolean
measure (Searcher       *self,
         const GString  *expression,
         guint           limit,
         gboolean       *is_more,
         GError        **error)
{
  enum { ROW, SCORE };
  static const char sql[] =
    "SELECT rowid, relevance (search) FROM search"
    " WHERE search MATCH :expression AND rowid BETWEEN :first AND :last"
    "   AND (:all OR is_asked_for (rowid))"
    " ORDER BY rowid DESC LIMIT :limit";
  g_autoptr (DipQuery) rows = dip_database_query (self->database, sql, ACTION, error);
  gint64 last_row = G_MAXINT64;
  guint n_found = 0;
  DipStep step;

  *is_more = FALSE;
  if (rows == NULL)
    return FALSE;

  dip_query_bind_text (rows, ":expression", expression->str);
  dip_query_bind_int64 (rows, ":first", self->first);
  dip_query_bind_int64 (rows, ":last", self->last);
  dip_query_bind_int64 (rows, ":all", self->editions == NULL);
  dip_query_bind_int64 (rows, ":limit", (gint64) limit + 1);

  while ((step = dip_query_step (rows, self->cancellable, error)) == DIP_STEP_ROW)
    {
      Match match = { dip_query_get_int64 (rows, ROW), 0.0 };

      if (match.row >= last_row)
        {
          dip_query_mark_damaged (rows, "the index is out of order");
          continue;
        }
      last_row = match.row;

      *is_more = ++n_found > limit;
      if (*is_more)
        continue;

      match.score = dip_query_get_double (rows, SCORE);
      g_array_append_val (self->matches, match);
    }

  return step == DIP_STEP_DONE;
}

/* Best first; of equals the one that came in last. */
static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *one = a;
  const Match *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;

  return (one->row < other->row) - (one->row > other->row);
}

static gboolean
find_matches (Searcher  *self,
              GError   **error)
{
  DipSearchExpression *expression = self->expression;
  gboolean is_more;

  self->database->index->groups = expression->groups;
  self->database->index->n_groups = expression->n_groups;

  self->database->index->n_in_title = 0;
  if (!measure (self, expression->all, MAX (MAX_MEASURED, self->search->limit), &self->search->is_more, error))
    return FALSE;

  self->search->n_total = self->matches->len;
  if (self->search->is_more && expression->in_title != NULL &&
      self->database->index->n_in_title < ENOUGH_IN_TITLE &&
      !measure (self, expression->in_title, MAX_IN_TITLE, &is_more, error))
    return FALSE;

  g_array_sort (self->matches, compare_matches);

  return TRUE;
}

static gint64
get_edition (const Match *match)
{
  return match->row >> DIP_INDEX_ORDINAL_BITS;
}

/* The best score of each edition. Matches are in order, the best first.
 * Returns: (element-type gint64 double): keys and values belong to @matches */
static GHashTable *
find_best (GArray *matches,
           GArray *editions)
{
  GHashTable *best = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < matches->len; i++)
    {
      gint64 *edition = &g_array_index (editions, gint64, i);

      if (!g_hash_table_contains (best, edition))
        g_hash_table_insert (best, edition, &g_array_index (matches, Match, i).score);
    }

  return best;
}

/* Puts what stands in superseded editions behind what the newest ones say. */
static gboolean
put_newest_first (Searcher  *self,
                  GError   **error)
{
  guint n = MIN (self->matches->len, N_LOOKED_AT * self->search->limit);
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) editions = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->matches->len);
  g_autoptr (GArray) before = g_array_copy (self->matches);
  g_autoptr (GHashTable) best = NULL;

  if (self->search->newest_only || self->search->edition_id > 0)
    return TRUE;

  for (guint i = 0; i < self->matches->len; i++)
    {
      gint64 edition = get_edition (&g_array_index (self->matches, Match, i));

      g_array_append_val (editions, edition);
    }
  best = find_best (before, editions);

  for (guint i = 0; i < n; i++)
    {
      Match *match = &g_array_index (self->matches, Match, i);
      const gint64 *edition = &g_array_index (editions, gint64, i);
      const gint64 *winner = g_hash_table_lookup (newest, edition);
      const double *limit;

      if (winner == NULL)
        {
          if (!_dip_store_add_newest (self->database, *edition, newest, ACTION, self->cancellable, error))
            return FALSE;
          winner = g_hash_table_lookup (newest, edition);
        }
      if (winner == NULL || *winner == *edition)
        continue;

      limit = g_hash_table_lookup (best, winner);
      match->score *= SUPERSEDED;
      if (limit != NULL)
        match->score = MIN (match->score, *limit * SUPERSEDED);
    }
  g_array_sort (self->matches, compare_matches);

  return TRUE;
}

/* Reads the clause of a row and tells it. A row that leads nowhere is passed over: the check
 * of the library finds it. */
static gboolean
tell_match (Searcher         *self,
            DipQuery         *query,
            const Match      *match,
            DipStoreHitFunc   func,
            gpointer          user_data,
            GError          **error)
{
  enum { CITE, NUMBER, TITLE, STANCE, EDITION_TITLE, VERSION, ISSUED, KIND, SERVICE, PROVIDER, TEXT };
  DipStoreHit hit = { .edition_id = match->row >> DIP_INDEX_ORDINAL_BITS, .score = match->score };
  DipStep step;

  dip_query_reset (query);
  dip_query_bind_int64 (query, ":edition", hit.edition_id);
  dip_query_bind_int64 (query, ":ordinal", match->row & (DIP_INDEX_MAX_CLAUSES - 1));
  step = dip_query_step (query, self->cancellable, error);
  if (step != DIP_STEP_ROW)
    return step == DIP_STEP_DONE;

  hit.clause = dip_query_get_text (query, CITE);
  hit.number = dip_query_get_text (query, NUMBER);
  hit.title = dip_query_get_text (query, TITLE);
  hit.stance = DIP_STORE_READ_WORD (query, STANCE, DipStance, stance);
  hit.edition_title = dip_query_get_text (query, EDITION_TITLE);
  hit.version = dip_query_get_text (query, VERSION);
  hit.issued = dip_query_get_text (query, ISSUED);
  hit.kind = DIP_STORE_READ_WORD (query, KIND, DipKind, kind);
  hit.service = dip_query_get_text (query, SERVICE);
  hit.provider = dip_query_get_text (query, PROVIDER);
  hit.text = dip_query_get_text (query, TEXT);
  if (hit.clause != NULL && hit.title != NULL && hit.text != NULL)
    func (&hit, user_data);

  /* What a getter found wrong in the row is told by the next step. */
  return dip_query_step (query, self->cancellable, error) == DIP_STEP_DONE;
}

static gboolean
tell_matches (Searcher         *self,
              DipStoreHitFunc   func,
              gpointer          user_data,
              GError          **error)
{
  static const char sql[] =
    "SELECT clause.cite, clause.number, clause.title, clause.stance, edition.title, edition.version,"
    "       edition.issued, paper.kind, service.name, provider.name, " DIP_INDEX_BODY_SQL
    "  FROM clause"
    "  JOIN edition ON edition.id = clause.edition_id"
    "  JOIN paper ON paper.id = edition.paper_id"
    "  JOIN service ON service.id = edition.service_id"
    "  LEFT JOIN provider ON provider.id = service.provider_id"
    " WHERE clause.edition_id = :edition AND clause.ordinal = :ordinal";
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GHashTable) told = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (self->matches->len == 0)
    return TRUE;

  query = dip_database_query (self->database, sql, ACTION, error);
  if (query == NULL)
    return FALSE;

  for (guint i = 0; i < self->matches->len && g_hash_table_size (told) < self->search->limit; i++)
    {
      Match *match = &g_array_index (self->matches, Match, i);

      /* It was found in the title too. */
      if (!g_hash_table_add (told, &match->row))
        continue;

      if (!tell_match (self, query, match, func, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_store_search:
 * @self: a store
 * @query: what to look for
 * @search: where, how many hits; takes the total
 * @func: told of each hit, best first
 * @user_data: data for @func
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks for clauses in the full-text index and reads those that answer best: by BM25 with
 * titles weighing more, and superseded editions less. Where very many match, the newest %MAX_MEASURED of them are
 * measured and counted, and some that have a term in the title if these are rare among
 * them, so that the time does not grow with the library.
 *
 * Returns: whether the search ran to its end, also without a hit
 */
gboolean
dip_store_search (DipStore              *self,
                  const DipSearchQuery  *query,
                  DipStoreSearch        *search,
                  DipStoreHitFunc        func,
                  gpointer               user_data,
                  GCancellable          *cancellable,
                  GError               **error)
{
  g_auto (Searcher) searcher = { 0 };
  gboolean done;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);
  g_return_val_if_fail (search != NULL && search->limit > 0, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  searcher.database = self->database;
  searcher.search = search;
  searcher.matches = g_array_new (FALSE, FALSE, sizeof (Match));
  searcher.cancellable = cancellable;
  search->n_total = 0;
  search->is_more = FALSE;
  if (query->terms->len == 0)
    return TRUE;

  searcher.expression = _dip_search_expression_new (query);
  if (!dip_database_begin_reading (self->database, ACTION, cancellable, error))
    return FALSE;

  done = choose_editions (&searcher, query, error) &&
         (searcher.first > searcher.last ||
          (find_matches (&searcher, error) &&
           put_newest_first (&searcher, error) &&
           tell_matches (&searcher, func, user_data, error)));
  dip_database_rollback (self->database);

  return done;
}
