/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-model-private.h"

#include "dip-axis.h"

/**
 * dip_comparison_model_find_change:
 * @self: a model
 * @from: a position, or `G_MAXUINT` for none
 * @direction: 1 for the next change, -1 for the one before
 *
 * Finds the change after or before a position; at the end it begins again at
 * the other end.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_change (DipComparisonModel *self,
                                  guint               from,
                                  int                 direction)
{
  const GArray *changes;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  changes = self->changes;
  if (changes->len == 0)
    return G_MAXUINT;

  if (direction > 0)
    {
      for (guint i = 0; from != G_MAXUINT && i < changes->len; i++)
        {
          if (g_array_index (changes, guint, i) > from)
            return g_array_index (changes, guint, i);
        }

      return g_array_index (changes, guint, 0);
    }

  for (guint i = changes->len; from != G_MAXUINT && i > 0; i--)
    {
      if (g_array_index (changes, guint, i - 1) < from)
        return g_array_index (changes, guint, i - 1);
    }

  return g_array_index (changes, guint, changes->len - 1);
}

/**
 * dip_comparison_model_find_class:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 * @direction: 1 for the next one, -1 for the one before
 * @classes: a bit set, `DIP_CLASS_BIT`
 *
 * Finds the change after or before a position that is of one of some classes,
 * all round the list.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_class (DipComparisonModel *self,
                                 guint               from,
                                 int                 direction,
                                 guint               classes)
{
  guint position = from;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const DipComparisonRow *row;

      position = dip_comparison_model_find_change (self, position, direction);
      row = g_ptr_array_index (self->visible, position);
      if ((_dip_comparison_model_pick (self, row->classes, row->tags) & classes) != 0)
        return position;
    }

  return G_MAXUINT;
}

/**
 * dip_comparison_model_find_flip:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 * @direction: 1 for the next one, -1 for the one before
 *
 * Finds the heading of the clause after or before a position whose promise has
 * turned, all round the list.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_flip (DipComparisonModel *self,
                                guint               from,
                                int                 direction)
{
  guint n;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  n = self->visible->len;
  if (from >= n)
    from = direction > 0 && n > 0 ? n - 1 : 0;

  for (guint i = 1; i <= n; i++)
    {
      guint position = direction > 0 ? (from + i) % n : (from + n - i) % n;
      const DipComparisonRow *row = g_ptr_array_index (self->visible, position);

      if (row->kind == DIP_COMPARISON_ROW_HEADING && row->pair != NULL && row->pair->flip)
        return position;
    }

  return G_MAXUINT;
}

/**
 * dip_comparison_model_find_clause:
 * @self: a model
 * @address: the address of a pair, or the id of a clause of the new edition, else of the old one
 *
 * Finds the heading of a clause and unfolds it if it is folded.
 *
 * Returns: its position, or `G_MAXUINT` if no side has such a clause
 */
guint
dip_comparison_model_find_clause (DipComparisonModel *self,
                                  const char         *address)
{
  const DipPair *pair;
  DipPairRows *found = NULL;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  pair = dip_axis_find_pair (self->comparison, address);
  for (guint i = 0; pair != NULL && found == NULL && i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);

      if (rows->heading->pair == pair)
        found = rows;
    }
  if (found == NULL)
    return G_MAXUINT;

  if (!_dip_comparison_model_is_shown (self, found))
    {
      found->unfolded_all = TRUE;
      _dip_comparison_model_update (self);
    }

  for (guint i = 0; i < self->visible->len; i++)
    {
      if (g_ptr_array_index (self->visible, i) == found->heading)
        return i;
    }

  g_return_val_if_reached (G_MAXUINT);
}

/* Returns its position, or `G_MAXUINT` if it is folded. */
guint
dip_comparison_model_find_row (DipComparisonModel *self,
                               DipComparisonRow   *row)
{
  guint position;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  return g_ptr_array_find (self->visible, row, &position) ? position : G_MAXUINT;
}

/**
 * dip_comparison_model_get_ordinal:
 * @self: a model
 * @position: a position in the list
 *
 * Returns: which of the changes stands there, from 1; 0 if it is none
 */
guint
dip_comparison_model_get_ordinal (DipComparisonModel *self,
                                  guint               position)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  for (guint i = 0; i < self->changes->len; i++)
    {
      if (g_array_index (self->changes, guint, i) == position)
        return i + 1;
    }

  return 0;
}
