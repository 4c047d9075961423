/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-undo.h"

#include "base/dip-error.h"
#include "session/dip-library-private.h"

/* What an import or a merge has brought in goes again, as one step. */

/**
 * dip_taken_free:
 * @self: (nullable): what was taken back
 */
void
dip_taken_free (DipTaken *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->digests);
  g_ptr_array_unref (self->kept);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self);
}

/* Loads an edition that may go. That it is gone already is no trouble. */
static gboolean
load_one (DipTaken      *taken,
          DipStore      *store,
          const char    *digest,
          gsize         *n_bytes,
          GCancellable  *cancellable,
          GError       **error)
{
  gint64 id = dip_store_find_by_digest (store, digest, cancellable, error);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;

  if (id <= 0)
    return id == 0;

  document = dip_store_load_document (store, id, cancellable, error);
  source = document != NULL ? dip_store_load_source (store, id, cancellable, error) : NULL;
  if (source == NULL)
    return FALSE;

  *n_bytes += g_bytes_get_size (source);
  g_ptr_array_add (taken->documents, g_steal_pointer (&document));
  g_ptr_array_add (taken->sources, g_steal_pointer (&source));

  return TRUE;
}

static gboolean
load_all (DipTaken      *taken,
          DipStore      *store,
          DipArrival    *arrival,
          GCancellable  *cancellable,
          GError       **error)
{
  gsize n_bytes = 0;

  taken->documents = g_ptr_array_new_with_free_func (g_object_unref);
  taken->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < dip_arrival_get_n_added (arrival) && n_bytes <= DIP_MAX_BYTES_KEPT; i++)
    if (!load_one (taken, store, dip_arrival_get_digest (arrival, i), &n_bytes, cancellable, error))
      return FALSE;

  /* One is kept however large it is. */
  if (n_bytes > DIP_MAX_BYTES_KEPT && dip_arrival_get_n_added (arrival) > 1)
    {
      g_clear_pointer (&taken->documents, g_ptr_array_unref);
      g_clear_pointer (&taken->sources, g_ptr_array_unref);
    }

  return TRUE;
}

/* What stays in the library is not brought in again. */
static void
drop_kept (DipTaken *taken)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < taken->digests->len; i++)
    g_hash_table_add (gone, g_ptr_array_index (taken->digests, i));

  for (guint i = taken->documents != NULL ? taken->documents->len : 0; i-- > 0;)
    {
      DipDocument *document = g_ptr_array_index (taken->documents, i);

      if (g_hash_table_contains (gone, document->edition->sha256))
        continue;

      g_ptr_array_remove_index (taken->documents, i);
      g_ptr_array_remove_index (taken->sources, i);
    }
}

/**
 * dip_library_take_back:
 * @self: a library
 * @arrival: what an action has brought in
 * @cancellable: (nullable): stops it; the library is as it was then
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Takes back what an import or a merge has brought in, in one transaction. What somebody
 * has changed since stays, and the answer names it.
 *
 * Returns: (transfer full): what has come of it, or NULL with @error set
 */
DipTaken *
dip_library_take_back (DipLibrary    *self,
                       DipArrival    *arrival,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (DipTaken) taken = g_new0 (DipTaken, 1);
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (arrival != NULL, NULL);

  taken->digests = g_ptr_array_new_with_free_func (g_free);
  taken->kept = g_ptr_array_new_with_free_func (g_object_unref);
  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  done = load_all (taken, store, arrival, cancellable, error) &&
         dip_store_take_back (store, arrival, taken->digests, taken->kept, cancellable, error);
  _dip_library_give_store (self, store);
  if (!done)
    return NULL;

  drop_kept (taken);
  _dip_library_changed (self);

  return g_steal_pointer (&taken);
}

/**
 * dip_library_bring_again:
 * @self: a library
 * @arrival: what was taken back
 * @taken: what came of that; it has its documents still
 * @cancellable: (nullable): stops it; the library is as it was then
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Brings in again what was taken back, in one transaction.
 *
 * Returns: whether it is there again
 */
gboolean
dip_library_bring_again (DipLibrary    *self,
                         DipArrival    *arrival,
                         DipTaken      *taken,
                         GCancellable  *cancellable,
                         GError       **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (arrival != NULL, FALSE);
  g_return_val_if_fail (taken != NULL && taken->documents != NULL, FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_bring_again (store, arrival, taken->documents, taken->sources, cancellable, error);
  _dip_library_give_store (self, store);
  if (done)
    _dip_library_changed (self);

  return done;
}

/**
 * dip_library_name_arrival:
 * @self: a library
 * @ids: (element-type gint64): row ids of editions
 * @error: return location for a DipStoreError
 *
 * Makes one thing of editions that are there: as if they had just come in, with all that is
 * said of their clauses. To take it back is to remove them.
 *
 * Returns: (transfer full): the editions, or NULL with @error set
 */
DipArrival *
dip_library_name_arrival (DipLibrary    *self,
                          const GArray  *ids,
                          GError       **error)
{
  g_autoptr (DipArrival) arrival = NULL;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  arrival = dip_store_name_arrival (store, ids, NULL, error);
  _dip_library_give_store (self, store);
  if (arrival == NULL || !dip_arrival_is_empty (arrival))
    return g_steal_pointer (&arrival);

  g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
                       "Could not take out the editions: there are none of them");

  return NULL;
}

/* Ends what an action has noted; NULL where it cannot be taken back, or is nothing. */
DipArrival *
_dip_library_end_arrival (DipStore   *store,
                          DipArrival *arrival)
{
  g_autoptr (DipArrival) noted = arrival;

  return dip_store_end_arrival (store, noted, NULL, NULL) && !dip_arrival_is_empty (noted) ? g_steal_pointer (&noted)
                                                                                           : NULL;
}
