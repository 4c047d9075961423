/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-search.h"

#include "session/dip-library-private.h"
#include "store/dip-store-search.h"
#include "text/dip-search-marks.h"

/* What a worker is asked for. */
typedef struct
{
  char             *query;
  DipSearchOptions  options;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->query);
  g_free (self);
}

static DipSearchQuery *
understand (const char *query,
            gboolean    is_being_typed)
{
  return dip_search_query_new (query, is_being_typed, dip_lexicon_get_default (), dip_spellings_get_default ());
}

static GArray *
take_marks (GArray *spans)
{
  GArray *marks = g_array_sized_new (FALSE, FALSE, sizeof (DipSearchMark), spans->len);

  for (guint i = 0; i < spans->len; i++)
    {
      const DipTextSpan *span = &g_array_index (spans, DipTextSpan, i);
      DipSearchMark mark = { span->start, span->end };

      g_array_append_val (marks, mark);
    }
  g_array_unref (spans);

  return marks;
}

/**
 * dip_search_find_marks:
 * @query: what a person typed
 * @text: UTF-8
 *
 * Finds where the words of a query stand in a text, also those that are asked for in
 * titles alone. Takes time in proportion to @text. Any thread.
 *
 * Returns: (transfer full) (element-type DipSearchMark): the places, in order and apart
 */
GArray *
dip_search_find_marks (const char *query,
                       const char *text)
{
  g_autoptr (DipSearchQuery) understood = NULL;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  understood = understand (query, FALSE);

  return take_marks (dip_search_query_find (understood, text, TRUE));
}

struct _DipSearchWords
{
  DipSearchQuery *query;
};

/**
 * dip_search_words_new:
 * @query: what a person is typing
 *
 * Returns: (transfer full): the words, to be looked for in texts
 */
DipSearchWords *
dip_search_words_new (const char *query)
{
  DipSearchWords *self = g_new0 (DipSearchWords, 1);

  self->query = understand (query, TRUE);

  return self;
}

void
dip_search_words_free (DipSearchWords *self)
{
  if (self == NULL)
    return;

  dip_search_query_free (self->query);
  g_free (self);
}

/**
 * dip_search_words_are_in:
 * @self: words
 * @text: UTF-8
 *
 * Returns: whether all of them stand in the text, in any spelling
 */
gboolean
dip_search_words_are_in (const DipSearchWords *self,
                         const char           *text)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dip_search_query_is_in (self->query, text);
}

/**
 * dip_search_words_exclude:
 * @self: words
 * @text: UTF-8
 *
 * Returns: whether a word that was typed with a minus stands in the text, in any spelling
 */
gboolean
dip_search_words_exclude (const DipSearchWords *self,
                          const char           *text)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dip_search_query_excludes (self->query, text);
}

/**
 * dip_search_words_only_exclude:
 * @self: words
 *
 * Returns: whether there are words, and a minus before each
 */
gboolean
dip_search_words_only_exclude (const DipSearchWords *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (self->query->terms, i);

      if (!term->is_excluded)
        return FALSE;
    }

  return self->query->terms->len > 0;
}

/**
 * dip_search_words_excerpt:
 * @self: words
 * @text: UTF-8
 * @marks: (out) (transfer full) (element-type DipSearchMark): where they stand in the excerpt
 *
 * Returns: (transfer full): the piece of the text that shows them best, about 120 characters
 */
char *
dip_search_words_excerpt (const DipSearchWords  *self,
                          const char            *text,
                          GArray               **marks)
{
  GArray *spans = NULL;
  char *excerpt;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (marks != NULL, NULL);

  excerpt = dip_search_query_excerpt (self->query, text, &spans);
  *marks = take_marks (spans);

  return excerpt;
}

/* Where the hits of a search go. */
typedef struct
{
  const DipSearchQuery *query;
  GPtrArray            *hits;
} Collector;

static void
collect_cb (const DipStoreHit *found,
            gpointer           user_data)
{
  Collector *self = user_data;
  DipSearchHit *hit = g_object_new (DIP_TYPE_SEARCH_HIT, NULL);
  GArray *spans = NULL;

  hit->edition_id = found->edition_id;
  hit->provider = g_strdup (found->provider);
  hit->service = g_strdup (found->service);
  hit->edition_title = g_strdup (found->edition_title);
  hit->version = g_strdup (found->version);
  hit->issued = g_strdup (found->issued);
  hit->kind = found->kind;
  hit->clause = g_strdup (found->clause);
  hit->number = g_strdup (found->number);
  hit->title = g_strdup (found->title);
  hit->title_marks = take_marks (dip_search_query_find (self->query, found->title, TRUE));
  hit->stance = found->stance;
  hit->snippet = dip_search_query_excerpt (self->query, found->text, &spans);
  hit->snippet_marks = take_marks (spans);
  hit->score = found->score;

  g_ptr_array_add (self->hits, hit);
}

/**
 * dip_library_search:
 * @self: a library
 * @query: what a person typed; dip-search.h tells the language
 * @options: (nullable): where, and how many hits; NULL for all zero
 * @cancellable: (nullable): stops the search
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Looks for clauses. Blocks for some milliseconds. Any thread.
 *
 * Returns: (transfer full): what was found, or NULL with @error set; to find nothing is
 *   no error
 */
DipSearchResult *
dip_library_search (DipLibrary              *self,
                    const char              *query,
                    const DipSearchOptions  *options,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  g_autoptr (DipSearchResult) result = NULL;
  g_autoptr (DipSearchQuery) understood = NULL;
  DipStoreSearch search = { .limit = DIP_SEARCH_LIMIT };
  Collector collector;
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  if (options != NULL)
    {
      if (options->limit > 0)
        search.limit = MIN (options->limit, DIP_SEARCH_MAX_LIMIT);
      search.edition_id = options->edition_id;
      search.newest_only = options->newest_only;
    }

  understood = understand (query, options != NULL && options->is_being_typed);
  result = g_new0 (DipSearchResult, 1);
  result->hits = g_ptr_array_new_with_free_func (g_object_unref);
  if (understood->terms->len == 0)
    result->note = DIP_SEARCH_NOTE_EMPTY;
  else if (understood->has_unknown_stance)
    result->note = DIP_SEARCH_NOTE_UNKNOWN_STANCE;

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  collector = (Collector) { understood, result->hits };
  done = dip_store_search (store, understood, &search, collect_cb, &collector, cancellable, error);
  _dip_library_give_store (self, store);
  if (!done)
    return NULL;

  result->n_total = search.n_total;
  result->is_more = search.is_more;

  return g_steal_pointer (&result);
}

/**
 * dip_library_reindex:
 * @self: a library
 * @cancellable: (nullable): stops it; the index stays as it was
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Makes the search index anew from the text. Blocks; takes time in proportion to the
 * library. Any thread.
 *
 * Returns: whether it is done
 */
gboolean
dip_library_reindex (DipLibrary    *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_reindex (store, cancellable, error);
  _dip_library_give_store (self, store);

  return done;
}

void
_dip_library_tidy (DipLibrary   *self,
                   guint         n_new,
                   GCancellable *cancellable)
{
  DipStore *store = _dip_library_take_store (self, NULL);

  if (store == NULL)
    return;

  (void) dip_store_tidy_index (store, n_new, cancellable, NULL);
  _dip_library_give_store (self, store);
}

static void
search_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  DipSearchResult *result = dip_library_search (source_object, request->query, &request->options,
                                                cancellable, &error);

  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify) dip_search_result_free);
}

/**
 * dip_library_search_async:
 * @self: a library
 * @query: what a person typed
 * @options: (nullable): as for [method@Library.search]
 * @cancellable: (nullable): stops the search
 * @callback: called in the main context of the caller
 * @user_data: data for @callback
 *
 * Looks for clauses without blocking the caller.
 */
void
dip_library_search_async (DipLibrary             *self,
                          const char             *query,
                          const DipSearchOptions *options,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (DIP_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  request = g_new0 (Request, 1);
  request->query = g_strdup (query);
  if (options != NULL)
    request->options = *options;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dip_library_search_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, search_in_thread);
}

DipSearchResult *
dip_library_search_finish (DipLibrary    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dip_library_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
