/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-model-private.h"

/* The clause may not be there, and then the id neither. */
static gboolean
is_clause (const DipClause *clause,
           const char      *id)
{
  return g_strcmp0 (clause != NULL ? clause->id : NULL, id) == 0;
}

static DipPairRows *
find_reviewed (DipComparisonModel *self,
               const DipReview    *review)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);
      const DipPair *pair = rows->heading->pair;

      if (is_clause (pair->old_clause, review->old_clause) && is_clause (pair->new_clause, review->new_clause))
        return rows;
    }

  return NULL;
}

/**
 * dip_comparison_model_set_reviews:
 * @self: a model
 * @reviews: (element-type DipReview): the pairs that a person has looked at
 *
 * Says of all clauses whether they have been looked at.
 *
 * Returns: whether it is said of another one than before
 */
gboolean
dip_comparison_model_set_reviews (DipComparisonModel *self,
                                  const GPtrArray    *reviews)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean changed = FALSE;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), FALSE);

  for (guint i = 0; i < reviews->len; i++)
    {
      const DipReview *review = g_ptr_array_index (reviews, i);

      g_hash_table_add (keys, g_strdup_printf ("%s\n%s", review->old_clause != NULL ? review->old_clause : "",
                                               review->new_clause != NULL ? review->new_clause : ""));
    }

  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);
      const DipPair *pair = rows->heading->pair;
      g_autofree char *key = g_strdup_printf ("%s\n%s", pair->old_clause != NULL ? pair->old_clause->id : "",
                                              pair->new_clause != NULL ? pair->new_clause->id : "");

      gboolean reviewed = g_hash_table_contains (keys, key);

      changed |= rows->heading->reviewed != reviewed;
      rows->heading->reviewed = reviewed;
    }

  if (changed && self->open_only)
    _dip_comparison_model_update (self);

  return changed;
}

/**
 * dip_comparison_model_set_reviewed:
 * @self: a model
 * @review: a pair
 * @is_reviewed: whether it has been looked at
 *
 * Says it of one pair.
 */
void
dip_comparison_model_set_reviewed (DipComparisonModel *self,
                                   const DipReview    *review,
                                   gboolean            is_reviewed)
{
  DipPairRows *rows;

  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  rows = find_reviewed (self, review);
  if (rows == NULL)
    return;

  rows->heading->reviewed = is_reviewed;
  rows->unfolded_all = rows->unfolded_all && !is_reviewed;
  if (self->open_only)
    _dip_comparison_model_update (self);
}

gboolean
dip_comparison_model_is_reviewed (DipComparisonModel *self,
                                  const DipPair      *pair)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), FALSE);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);

      if (rows->heading->pair == pair)
        return rows->heading->reviewed;
    }

  return FALSE;
}

/**
 * dip_comparison_model_count_reviewed:
 * @self: a model
 * @n_all: (out): how many clauses have changes of the classes that are shown
 *
 * Returns: how many of them have been looked at
 */
guint
dip_comparison_model_count_reviewed (DipComparisonModel *self,
                                     guint              *n_all)
{
  guint n = 0;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  *n_all = 0;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);

      if (_dip_comparison_model_pick (self, rows->classes, rows->tags) == 0 &&
          (self->tags != 0 || !rows->heading->pair->flip))
        continue;

      *n_all += 1;
      n += rows->heading->reviewed;
    }

  return n;
}

/**
 * dip_comparison_model_find_open:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 *
 * Looks for the next change in another clause that has not been looked at, from the
 * end on to the beginning.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_open (DipComparisonModel *self,
                                guint               from)
{
  const DipPair *current = NULL;
  guint first = 0;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  if (from < self->visible->len)
    {
      current = ((DipComparisonRow *) g_ptr_array_index (self->visible, from))->pair;
      while (first < self->changes->len && g_array_index (self->changes, guint, first) <= from)
        first++;
    }

  for (guint i = 0; i < self->changes->len; i++)
    {
      guint position = g_array_index (self->changes, guint, (first + i) % self->changes->len);
      const DipComparisonRow *row = g_ptr_array_index (self->visible, position);
      const DipPairRows *rows = g_ptr_array_index (self->pairs, row->pair_index);

      if (row->pair != current && !rows->heading->reviewed)
        return position;
    }

  return G_MAXUINT;
}
