/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/* Order of the pairs: that of the new edition, removed clauses after the last
 * one before them that survives. */

static void
add_work (DipContext *context,
          DipPair    *pair)
{
  DipWork *work = g_new0 (DipWork, 1);

  work->pair = pair;
  work->units = g_array_new (FALSE, FALSE, sizeof (DipUnit));
  g_ptr_array_add (context->comparison->pairs, pair);
  g_ptr_array_add (context->works, work);
}

/* The clauses of a side that belong to one pair, in reading order: @main and
 * those whose origin is @partner. */
static GPtrArray *
gather (const GPtrArray *clauses,
        const int       *origin,
        int              partner,
        int              main)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < clauses->len; i++)
    {
      if (origin[i] == partner || (int) i == main)
        g_ptr_array_add (found, clauses->pdata[i]);
    }

  return found;
}

/* Index of the first clause of each pair's new side, by old clause: a clause
 * that was split stands where its first part does. */
static int *
find_first_parts (const int *new_of_old,
                  guint      n_old,
                  const int *split_of_new,
                  guint      n_new)
{
  int *first = g_new (int, n_old + 1);

  for (guint i = 0; i < n_old; i++)
    first[i] = new_of_old[i];
  for (guint i = n_new; i > 0; i--)
    {
      int origin = split_of_new[i - 1];

      if (origin >= 0 && (int) i - 1 < first[origin])
        first[origin] = (int) i - 1;
    }

  return first;
}

static void
set_side (DipClause **clause,
          GPtrArray  *more,
          GPtrArray  *found)
{
  *clause = found->pdata[0];
  for (guint i = 1; i < found->len; i++)
    g_ptr_array_add (more, found->pdata[i]);
}

static gboolean *
mark_origins (const int *origin,
              guint      n,
              guint      n_origins)
{
  gboolean *marked = g_new0 (gboolean, MAX (n_origins, 1));

  for (guint i = 0; i < n; i++)
    {
      if (origin[i] >= 0)
        marked[origin[i]] = TRUE;
    }

  return marked;
}

static DipPair *
make_pair (DipContext     *context,
           int             old_index,
           int             new_index,
           const int      *split_of_new,
           const int      *merged_of_old,
           gboolean        is_split,
           gboolean        is_merged)
{
  GPtrArray *old_clauses = context->old_clauses;
  GPtrArray *new_clauses = context->new_clauses;
  DipPair *pair = _dip_pair_new (old_index < 0 ? NULL : old_clauses->pdata[old_index],
                                 new_clauses->pdata[new_index]);

  if (is_split)
    {
      g_autoptr (GPtrArray) parts = gather (new_clauses, split_of_new, old_index, new_index);

      set_side (&pair->new_clause, pair->new_more, parts);
    }
  if (is_merged)
    {
      g_autoptr (GPtrArray) parts = gather (old_clauses, merged_of_old, new_index, old_index);

      set_side (&pair->old_clause, pair->old_more, parts);
    }

  return pair;
}

static void
unref_array (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

/* Removed clauses are collected by the new index of the last clause before them
 * that survives, plus one. */
static void
build_pairs (DipContext *context,
             const int  *new_of_old,
             const int  *old_of_new,
             const int  *split_of_new,
             const int  *merged_of_old)
{
  GPtrArray *old_clauses = context->old_clauses;
  GPtrArray *new_clauses = context->new_clauses;
  g_autofree gboolean *is_split = mark_origins (split_of_new, new_clauses->len, old_clauses->len);
  g_autofree gboolean *is_merged = mark_origins (merged_of_old, old_clauses->len, new_clauses->len);
  g_autofree int *first_part = find_first_parts (new_of_old, old_clauses->len, split_of_new, new_clauses->len);
  g_autoptr (GPtrArray) removed = g_ptr_array_new_full (new_clauses->len + 1, unref_array);
  int survivor = -1;

  for (guint i = 0; i <= new_clauses->len; i++)
    g_ptr_array_add (removed, NULL);

  for (guint i = 0; i < old_clauses->len; i++)
    {
      if (new_of_old[i] >= 0)
        survivor = new_of_old[i];
      else if (merged_of_old[i] < 0)
        {
          GArray **list = (GArray **) &removed->pdata[survivor + 1];

          if (*list == NULL)
            *list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_array_append_val (*list, i);
        }
    }

  for (guint i = 0; i <= new_clauses->len; i++)
    {
      const GArray *gone = removed->pdata[i];

      if (i > 0)
        {
          int old_index = split_of_new[i - 1] >= 0 ? split_of_new[i - 1] : old_of_new[i - 1];
          int main = old_index < 0 ? (int) i - 1 : new_of_old[old_index];

          if (old_index < 0 || first_part[old_index] == (int) i - 1)
            add_work (context, make_pair (context, old_index, main, split_of_new, merged_of_old,
                                          old_index >= 0 && is_split[old_index], is_merged[main]));
        }

      for (guint k = 0; gone != NULL && k < gone->len; k++)
        add_work (context, _dip_pair_new (old_clauses->pdata[g_array_index (gone, guint, k)], NULL));
    }
}

static void
prepare_works (DipContext *context)
{
  g_autoptr (GHashTable) old = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) new_ = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < context->old->len; i++)
    g_hash_table_insert (old, context->old_clauses->pdata[i], &context->old->pdata[i]);
  for (guint i = 0; i < context->new_->len; i++)
    g_hash_table_insert (new_, context->new_clauses->pdata[i], &context->new_->pdata[i]);

  /* Joined clauses are cut anew; the others hand over what they have. */
  for (guint i = 0; i < context->works->len; i++)
    {
      DipWork *work = context->works->pdata[i];
      DipPair *pair = work->pair;

      if (pair->old_clause != NULL)
        {
          gpointer *slot = g_hash_table_lookup (old, pair->old_clause);

          work->old = pair->old_more->len > 0 ? _dip_prepare (context, pair->old_clause, pair->old_more)
            : g_steal_pointer (slot);
        }
      if (pair->new_clause != NULL)
        {
          gpointer *slot = g_hash_table_lookup (new_, pair->new_clause);

          work->new_ = pair->new_more->len > 0 ? _dip_prepare (context, pair->new_clause, pair->new_more)
            : g_steal_pointer (slot);
        }
      if (work->old != NULL && work->new_ != NULL)
        pair->similarity = _dip_prepared_similarity (context, work->old, work->new_);
    }
}

/* What a person says to be a part of a pair has no need of a partner of its own. */
static void
hide_parts (const int *origin,
            guint      n,
            int       *partner)
{
  for (guint i = 0; i < n; i++)
    {
      if (origin[i] >= 0)
        partner[i] = origin[i];
    }
}

static void
show_parts (const int *origin,
            guint      n,
            int       *partner)
{
  for (guint i = 0; i < n; i++)
    {
      if (origin[i] >= 0)
        partner[i] = -1;
    }
}

/* Pairs the clauses of both editions; fills the comparison's pairs and the works. */
gboolean
_dip_align (DipContext  *context,
            GError     **error)
{
  guint n_old = context->old->len;
  guint n_new = context->new_->len;
  g_autofree int *new_of_old = g_new (int, n_old + 1);
  g_autofree int *old_of_new = g_new (int, n_new + 1);
  g_autofree int *split_of_new = g_new (int, n_new + 1);
  g_autofree int *merged_of_old = g_new (int, n_old + 1);

  for (guint i = 0; i <= n_old; i++)
    new_of_old[i] = merged_of_old[i] = -1;
  for (guint i = 0; i <= n_new; i++)
    old_of_new[i] = split_of_new[i] = -1;

  _dip_align_by_hand (context, new_of_old, old_of_new, split_of_new, merged_of_old);
  hide_parts (split_of_new, n_new, old_of_new);
  hide_parts (merged_of_old, n_old, new_of_old);
  _dip_align_anchors (context, new_of_old, old_of_new);
  if (!_dip_align_similar (context, new_of_old, old_of_new, error))
    return FALSE;
  _dip_align_fronts (context, new_of_old, old_of_new);
  _dip_align_parents (context, new_of_old, old_of_new);
  show_parts (split_of_new, n_new, old_of_new);
  show_parts (merged_of_old, n_old, new_of_old);
  _dip_align_splits (context, new_of_old, old_of_new, split_of_new, merged_of_old);
  _dip_keep_apart (context, old_of_new, split_of_new, merged_of_old);

  build_pairs (context, new_of_old, old_of_new, split_of_new, merged_of_old);
  prepare_works (context);
  _dip_align_relations (context, new_of_old, old_of_new);
  _dip_mark_hands (context);

  return TRUE;
}
