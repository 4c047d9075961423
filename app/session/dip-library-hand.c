/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-hand.h"

#include "session/dip-library-private.h"
#include "store/dip-store-hand.h"

/**
 * dip_library_list_pairings:
 * @self: a library
 * @old_id: row id of the left side
 * @new_id: row id of the right side
 * @error: return location for a DipStoreError
 *
 * Returns: (transfer full) (element-type DipPairing): what a person says of clauses of
 *   the two, or NULL with @error set
 */
GPtrArray *
dip_library_list_pairings (DipLibrary  *self,
                           gint64       old_id,
                           gint64       new_id,
                           GError     **error)
{
  GPtrArray *pairings;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  pairings = dip_store_list_pairings (store, old_id, new_id, NULL, error);
  _dip_library_give_store (self, store);

  return pairings;
}

/**
 * dip_library_set_pairings:
 * @self: a library
 * @old_id: row id of the left side
 * @new_id: row id of the right side
 * @pairings: (element-type DipPairing): what a person says of clauses of the two
 * @error: return location for a DipStoreError; CONSTRAINT where a clause is not there
 *
 * Replaces all that was said of the two editions.
 *
 * Returns: whether it is stored
 */
gboolean
dip_library_set_pairings (DipLibrary       *self,
                          gint64            old_id,
                          gint64            new_id,
                          const GPtrArray  *pairings,
                          GError          **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (pairings != NULL, FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_set_pairings (store, old_id, new_id, pairings, NULL, error);
  _dip_library_give_store (self, store);

  return done;
}

/**
 * dip_library_compare_heeding:
 * @self: (nullable): a library
 * @old_document: the left side
 * @new_document: the right side
 * @cancellable: (nullable): stops the comparison
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Compares two documents. Where both are editions of @self, what a person has said
 * of their clauses goes before all guesses. Blocks; call it from any thread.
 *
 * Returns: (transfer full): the comparison, or NULL with @error set
 */
DipComparison *
dip_library_compare_heeding (DipLibrary    *self,
                             DipDocument   *old_document,
                             DipDocument   *new_document,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (GPtrArray) pairings = NULL;
  gint64 old_id, new_id;

  g_return_val_if_fail (self == NULL || DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (DIP_IS_DOCUMENT (old_document), NULL);
  g_return_val_if_fail (DIP_IS_DOCUMENT (new_document), NULL);

  old_id = old_document->edition->id;
  new_id = new_document->edition->id;
  if (self != NULL && old_id > 0 && new_id > 0 && old_id != new_id)
    {
      pairings = dip_library_list_pairings (self, old_id, new_id, error);
      if (pairings == NULL)
        return NULL;
    }

  return dip_compare_by_hand (old_document, new_document, pairings, dip_lexicon_get_default (),
                              cancellable, error);
}

/**
 * dip_library_list_reviews:
 * @self: a library
 * @old_id: row id of the left side
 * @new_id: row id of the right side
 * @error: return location for a DipStoreError
 *
 * Returns: (transfer full) (element-type DipReview): the pairs of clauses that a person
 *   has looked at, or NULL with @error set
 */
GPtrArray *
dip_library_list_reviews (DipLibrary  *self,
                          gint64       old_id,
                          gint64       new_id,
                          GError     **error)
{
  GPtrArray *reviews;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  reviews = dip_store_list_reviews (store, old_id, new_id, NULL, error);
  _dip_library_give_store (self, store);

  return reviews;
}

/**
 * dip_library_set_reviewed:
 * @self: a library
 * @old_id: row id of the left side
 * @new_id: row id of the right side
 * @reviews: (element-type DipReview): pairs of clauses
 * @is_reviewed: whether they have been looked at
 * @error: return location for a DipStoreError; CONSTRAINT where a clause is not there
 *
 * Remembers of each pair whether a person has looked at it.
 *
 * Returns: whether it is stored
 */
gboolean
dip_library_set_reviewed (DipLibrary       *self,
                          gint64            old_id,
                          gint64            new_id,
                          const GPtrArray  *reviews,
                          gboolean          is_reviewed,
                          GError          **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (reviews != NULL, FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_set_reviewed (store, old_id, new_id, reviews, is_reviewed, NULL, error);
  _dip_library_give_store (self, store);

  return done;
}
