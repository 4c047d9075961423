/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-search.h"

#include "session/dip-library-private.h"
#include "text/dip-fold.h"

#include <string.h>

#define FOLDING (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

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

static gboolean
add_marks (GArray          *marks,
           const DipFolded *folded,
           const char      *word)
{
  const char *found = folded->text;
  gsize length = strlen (word);

  while (length > 0 && (found = strstr (found, word)) != NULL)
    {
      gsize at = (gsize) (found - folded->text);
      gsize end = at + length;
      DipSearchMark mark = { folded->starts[at], folded->starts[end] };

      while (mark.end == mark.start && end < folded->length)
        mark.end = folded->starts[++end];
      if (marks->len == 0 || g_array_index (marks, DipSearchMark, marks->len - 1).end <= mark.start)
        g_array_append_val (marks, mark);
      found += length;
    }

  return marks->len > 0;
}

GArray *
dip_search_find_marks (const char *query,
                       const char *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (DipSearchMark));
  g_autofree char *word = NULL;
  g_autoptr (DipFolded) folded = NULL;

  g_return_val_if_fail (query != NULL, marks);
  g_return_val_if_fail (text != NULL, marks);

  word = dip_fold_to_string (query, FOLDING, dip_lexicon_get_default ());
  folded = dip_fold (text, FOLDING, dip_lexicon_get_default ());
  add_marks (marks, folded, word);

  return marks;
}

static DipSearchHit *
look_into (DipEdition *edition,
           DipClause  *clause,
           const char *query)
{
  g_autoptr (DipSearchHit) hit = g_object_new (DIP_TYPE_SEARCH_HIT, NULL);
  g_autoptr (GString) text = g_string_new (clause->question);
  gboolean is_found;

  if (clause->answer != NULL)
    g_string_append_printf (text, " %s", clause->answer);
  for (guint i = 0; i < clause->blocks->len; i++)
    g_string_append_printf (text, " %s", ((DipBlock *) g_ptr_array_index (clause->blocks, i))->text);

  g_array_unref (hit->title_marks);
  hit->title_marks = dip_search_find_marks (query, clause->title);
  g_array_unref (hit->snippet_marks);
  hit->snippet_marks = dip_search_find_marks (query, text->str);
  is_found = hit->title_marks->len + hit->snippet_marks->len > 0;

  hit->edition_id = edition->id;
  hit->provider = g_strdup (edition->provider);
  hit->service = g_strdup (edition->service);
  hit->edition_title = g_strdup (edition->title);
  hit->version = g_strdup (edition->version);
  hit->issued = g_strdup (edition->issued);
  hit->kind = edition->kind;
  hit->clause = g_strdup (clause->id);
  hit->number = g_strdup (clause->number);
  hit->title = g_strdup (clause->title);
  hit->stance = clause->stance;
  hit->snippet = g_strdup (g_strdelimit (text->str, "\t\n", ' '));
  hit->score = 10.0 * hit->title_marks->len + hit->snippet_marks->len;

  return is_found ? g_steal_pointer (&hit) : NULL;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  double one = (*(DipSearchHit * const *) a)->score;
  double other = (*(DipSearchHit * const *) b)->score;

  return one > other ? -1 : one < other;
}

DipSearchResult *
dip_library_search (DipLibrary              *self,
                    const char              *query,
                    const DipSearchOptions  *options,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  g_autoptr (DipSearchResult) result = g_new0 (DipSearchResult, 1);
  g_autoptr (GPtrArray) editions = NULL;
  guint limit = options != NULL && options->limit > 0 ? options->limit : DIP_SEARCH_LIMIT;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  result->hits = g_ptr_array_new_with_free_func (g_object_unref);
  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;
  editions = dip_store_list_editions (store, cancellable, error);
  _dip_library_give_store (self, store);
  if (editions == NULL)
    return NULL;

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (DipDocument) document = NULL;

      if (options != NULL && options->edition_id != 0 && options->edition_id != edition->id)
        continue;

      document = dip_library_load (self, edition->id, cancellable, error);
      if (document == NULL)
        return NULL;

      for (guint j = 0; j < document->clauses->len; j++)
        {
          DipSearchHit *hit = look_into (edition, g_ptr_array_index (document->clauses, j), query);

          if (hit != NULL)
            g_ptr_array_add (result->hits, hit);
        }
    }

  g_ptr_array_sort (result->hits, compare_hits);
  result->n_total = result->hits->len;
  g_ptr_array_set_size (result->hits, (int) MIN (limit, result->hits->len));

  return g_steal_pointer (&result);
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
