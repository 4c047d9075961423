/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-hand.h"
#include "session/dip-library-private.h"

/* What most papers on cloud services answer, and what the crosswalks lead to. */
#define DEFAULT_FRAMEWORK "iso27017-2015"

/* What a worker is asked for. */
typedef struct
{
  GArray *edition_ids;   /* (element-type gint64) */
  char   *framework;     /* (nullable): of a matrix */
} Question;

static Question *
question_new (const gint64 *edition_ids,
              gsize         n_editions,
              const char   *framework)
{
  Question *self = g_new0 (Question, 1);

  self->edition_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_editions);
  if (n_editions > 0)
    g_array_append_vals (self->edition_ids, edition_ids, (guint) n_editions);
  self->framework = g_strdup (framework);

  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_array_unref (self->edition_ids);
  g_free (self->framework);
  g_free (self);
}

static GPtrArray *
load_all (DipLibrary    *self,
          const gint64  *edition_ids,
          gsize          n_editions,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n_editions; i++)
    {
      DipDocument *document = dip_library_load (self, edition_ids[i], cancellable, error);

      if (document == NULL)
        return NULL;

      g_ptr_array_add (documents, document);
    }

  return g_steal_pointer (&documents);
}

static const char *
choose_framework (GPtrArray *documents)
{
  const char *shared = NULL;

  for (guint i = 0; i < documents->len; i++)
    {
      const char *framework = ((DipDocument *) g_ptr_array_index (documents, i))->edition->framework;

      if (framework == NULL || (shared != NULL && !g_str_equal (framework, shared)))
        return DEFAULT_FRAMEWORK;
      shared = framework;
    }

  if (shared == NULL || dip_frameworks_find (dip_frameworks_get_default (), shared) == NULL)
    return DEFAULT_FRAMEWORK;

  return shared;
}

/**
 * dip_library_matrix_documents:
 * @documents: (element-type DipDocument): the columns, files or editions of a library
 * @framework: (nullable): id of the framework whose controls are the rows; NULL for the one
 *   that all documents answer, and for ISO/IEC 27017 where they answer several
 * @cancellable: (nullable): looked at once for each document
 * @error: return location for a DipFrameworkError or G_IO_ERROR_CANCELLED
 *
 * Puts papers side by side by control, with the program's catalogues and
 * crosswalks. Any thread.
 *
 * Returns: (transfer full): the matrix, or NULL with @error set
 */
DipMatrix *
dip_library_matrix_documents (GPtrArray     *documents,
                              const char    *framework,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (documents != NULL, NULL);

  if (framework == NULL)
    framework = choose_framework (documents);

  return dip_matrix_new (documents, framework, dip_frameworks_get_default (), cancellable, error);
}

/**
 * dip_library_matrix:
 * @self: a library
 * @edition_ids: (array length=n_editions): row ids, the columns in order
 * @n_editions: how many
 * @framework: (nullable): as for [func@library_matrix_documents]
 * @cancellable: (nullable): stops loading and matching
 * @error: return location for a DipStoreError, a DipFrameworkError or G_IO_ERROR_CANCELLED
 *
 * Loads editions and puts them side by side. Blocks.
 *
 * Returns: (transfer full): the matrix, or NULL with @error set
 */
DipMatrix *
dip_library_matrix (DipLibrary    *self,
                    const gint64  *edition_ids,
                    gsize          n_editions,
                    const char    *framework,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GPtrArray) documents = NULL;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (edition_ids != NULL || n_editions == 0, NULL);

  documents = load_all (self, edition_ids, n_editions, cancellable, error);

  return documents != NULL
           ? dip_library_matrix_documents (documents, framework, cancellable, error) : NULL;
}

/**
 * dip_library_history_documents:
 * @documents: (element-type DipDocument): editions of one paper, oldest first
 * @cancellable: (nullable): stops the comparisons
 * @error: return location for G_IO_ERROR_CANCELLED
 *
 * Follows each clause through editions wherever they come from, with the
 * program's word lists. Takes one comparison for each edition but the first. Any thread.
 *
 * Returns: (transfer full): the history, or NULL with @error set
 */
DipHistory *
dip_library_history_documents (GPtrArray     *documents,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_return_val_if_fail (documents != NULL, NULL);

  return dip_history_new (documents, dip_lexicon_get_default (), cancellable, error);
}

static void
unref_pairings (gpointer data)
{
  g_ptr_array_unref (data);
}

/* What was said of each edition and the one before. (element-type GPtrArray) */
static GPtrArray *
list_all_pairings (DipLibrary    *self,
                   const GArray  *ids,
                   GError       **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (unref_pairings);

  for (guint i = 1; i < ids->len; i++)
    {
      GPtrArray *pairings = dip_library_list_pairings (self, g_array_index (ids, gint64, i - 1),
                                                       g_array_index (ids, gint64, i), error);

      if (pairings == NULL)
        return NULL;

      g_ptr_array_add (lists, pairings);
    }

  return g_steal_pointer (&lists);
}

/**
 * dip_library_history:
 * @self: a library
 * @edition_id: row id of any edition of the paper
 * @cancellable: (nullable): stops loading and comparing
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Loads all editions of a paper, also those of a provider who has been
 * renamed since, and follows each clause through them, oldest first. What was said
 * of their clauses by hand is heeded. Blocks.
 *
 * Returns: (transfer full): the history, or NULL with @error set
 */
DipHistory *
dip_library_history (DipLibrary    *self,
                     gint64         edition_id,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GPtrArray) pairings = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  editions = dip_store_list_paper (store, edition_id, cancellable, error);
  _dip_library_give_store (self, store);
  if (editions == NULL)
    return NULL;

  for (guint i = 0; i < editions->len; i++)
    g_array_append_val (ids, ((DipEdition *) g_ptr_array_index (editions, i))->id);

  documents = load_all (self, (const gint64 *) (const void *) ids->data, ids->len, cancellable, error);
  if (documents == NULL)
    return NULL;

  pairings = list_all_pairings (self, ids, error);

  return pairings != NULL
           ? dip_history_new_by_hand (documents, pairings, dip_lexicon_get_default (), cancellable, error)
           : NULL;
}

/**
 * dip_library_blame:
 * @history: a history
 * @lane: one of its lanes
 *
 * Tells of each sentence of a clause the edition in which it first appeared,
 * with the program's word lists. Any thread.
 *
 * Returns: (transfer full) (element-type DipHistorySentence): the sentences in order
 */
GPtrArray *
dip_library_blame (DipHistory     *history,
                   DipHistoryLane *lane)
{
  return dip_history_list_sentences (history, lane, dip_lexicon_get_default ());
}

static void
matrix_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  const Question *question = task_data;
  GError *error = NULL;
  DipMatrix *matrix = dip_library_matrix (source_object,
                                          (const gint64 *) (const void *) question->edition_ids->data,
                                          question->edition_ids->len, question->framework,
                                          cancellable, &error);

  if (matrix == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, matrix, (GDestroyNotify) dip_matrix_free);
}

static void
history_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  const Question *question = task_data;
  GError *error = NULL;
  DipHistory *history = dip_library_history (source_object,
                                             g_array_index (question->edition_ids, gint64, 0),
                                             cancellable, &error);

  if (history == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, history, (GDestroyNotify) dip_history_free);
}

static void
run_in_thread (DipLibrary          *self,
               Question            *question,
               gpointer             tag,
               GTaskThreadFunc      function,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, function);
}

/**
 * dip_library_matrix_async:
 * @self: a library
 * @edition_ids: (array length=n_editions): row ids, the columns in order
 * @n_editions: how many
 * @framework: (nullable): as for [func@library_matrix_documents]
 * @cancellable: (nullable): stops loading and matching
 * @callback: called in the main context of the caller
 * @user_data: data for @callback
 *
 * Puts editions side by side without blocking the caller.
 */
void
dip_library_matrix_async (DipLibrary          *self,
                          const gint64        *edition_ids,
                          gsize                n_editions,
                          const char          *framework,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (DIP_IS_LIBRARY (self));
  g_return_if_fail (edition_ids != NULL || n_editions == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  run_in_thread (self, question_new (edition_ids, n_editions, framework), dip_library_matrix_async,
                 matrix_in_thread, cancellable, callback, user_data);
}

DipMatrix *
dip_library_matrix_finish (DipLibrary    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dip_library_matrix_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dip_library_history_async:
 * @self: a library
 * @edition_id: row id of any edition of the paper
 * @cancellable: (nullable): stops loading and comparing
 * @callback: called in the main context of the caller
 * @user_data: data for @callback
 *
 * Follows the clauses of a paper without blocking the caller.
 */
void
dip_library_history_async (DipLibrary          *self,
                           gint64               edition_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (DIP_IS_LIBRARY (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  run_in_thread (self, question_new (&edition_id, 1, NULL), dip_library_history_async,
                 history_in_thread, cancellable, callback, user_data);
}

DipHistory *
dip_library_history_finish (DipLibrary    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dip_library_history_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
