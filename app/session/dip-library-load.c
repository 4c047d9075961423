/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-front.h"
#include "session/dip-library-hand.h"
#include "session/dip-library-private.h"
#include "session/dip-paper-settle.h"

/**
 * dip_library_load:
 * @self: a library
 * @edition_id: row id
 * @cancellable: (nullable): stops the loading
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Loads an edition with all of its text. Blocks.
 *
 * Returns: (transfer full): the document, or NULL with @error set
 */
DipDocument *
dip_library_load (DipLibrary    *self,
                  gint64         edition_id,
                  GCancellable  *cancellable,
                  GError       **error)
{
  DipDocument *document;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  document = dip_store_load_document (store, edition_id, cancellable, error);
  _dip_library_give_store (self, store);
  if (document != NULL)
    dip_recognise_front (document, dip_lexicon_get_default ());

  return document;
}

static void
infer_version (DipDocument *document,
               DipDocument *neighbour)
{
  g_autoptr (GPtrArray) neighbours = NULL;

  if (document->edition->version != NULL || !_dip_papers_are_one (document, neighbour))
    return;

  neighbours = g_ptr_array_new ();
  g_ptr_array_add (neighbours, neighbour);
  document->edition->version = _dip_paper_infer_version (document, neighbours);
  if (document->edition->version != NULL)
    document->edition->version_origin = DIP_ORIGIN_INFERRED;
}

/**
 * dip_library_infer_versions:
 * @one: a document that was just read and that nobody else has yet
 * @other: another one
 *
 * Gives a version to the one of two files that does not say its own, where
 * the other one's revision table can only mean it. Editions in a library had
 * theirs when they were imported.
 */
void
dip_library_infer_versions (DipDocument *one,
                            DipDocument *other)
{
  g_return_if_fail (DIP_IS_DOCUMENT (one));
  g_return_if_fail (DIP_IS_DOCUMENT (other));

  infer_version (one, other);
  infer_version (other, one);
}

/**
 * dip_library_compare:
 * @self: a library
 * @old_id: row id of the left side
 * @new_id: row id of the right side
 * @cancellable: (nullable): stops the comparison
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Loads two editions and compares them, heeding what was said of their clauses by
 * hand. Blocks.
 *
 * Returns: (transfer full): the comparison, or NULL with @error set
 */
DipComparison *
dip_library_compare (DipLibrary    *self,
                     gint64         old_id,
                     gint64         new_id,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (DipDocument) old_document = NULL;
  g_autoptr (DipDocument) new_document = NULL;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  old_document = dip_library_load (self, old_id, cancellable, error);
  if (old_document == NULL)
    return NULL;

  new_document = dip_library_load (self, new_id, cancellable, error);
  if (new_document == NULL)
    return NULL;

  return dip_library_compare_heeding (self, old_document, new_document, cancellable, error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const gint64 *edition_id = task_data;
  DipDocument *document;
  GError *error = NULL;

  document = dip_library_load (source_object, *edition_id, cancellable, &error);
  if (document == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, document, g_object_unref);
}

/**
 * dip_library_load_async:
 * @self: a library
 * @edition_id: row id
 * @cancellable: (nullable): stops the loading
 * @callback: called in the main context of the caller
 * @user_data: data for @callback
 *
 * Loads an edition without blocking the caller.
 */
void
dip_library_load_async (DipLibrary          *self,
                        gint64               edition_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DIP_IS_LIBRARY (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dip_library_load_async);
  g_task_set_task_data (task, g_memdup2 (&edition_id, sizeof edition_id), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

DipDocument *
dip_library_load_finish (DipLibrary    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dip_library_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
