/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/*
 * A chapter that has no text of its own is told by what stands in it: where its
 * title is another one and most of its sections went on in one chapter, that is
 * the same chapter, renamed.
 */

typedef struct
{
  int old_parent;
  int new_parent;
} Vote;

static int
compare_votes (gconstpointer a,
               gconstpointer b)
{
  const Vote *x = a;
  const Vote *y = b;

  if (x->new_parent != y->new_parent)
    return x->new_parent < y->new_parent ? -1 : 1;

  return x->old_parent < y->old_parent ? -1 : x->old_parent > y->old_parent;
}

/* Index of each clause's parent, -1 for none; @n_paired counts the children that have a partner. */
static int *
find_parents (const GPtrArray   *clauses,
              const int         *partner,
              guint             *n_paired)
{
  guint n = clauses->len;
  int *parents = g_new (int, MAX (n, 1));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const DipClause *clause = clauses->pdata[i];

      g_hash_table_insert (ids, clause->id, GUINT_TO_POINTER (i + 1));
    }

  for (guint i = 0; i < n; i++)
    {
      const DipClause *clause = clauses->pdata[i];

      parents[i] = clause->parent == NULL ? -1 : GPOINTER_TO_INT (g_hash_table_lookup (ids, clause->parent)) - 1;
      if (parents[i] >= 0 && partner[i] >= 0)
        n_paired[parents[i]]++;
    }

  return parents;
}

/* Whether a clause is a heading that still looks for its partner. */
static gboolean
is_lone_heading (DipContext      *context,
                 const GPtrArray *prepared,
                 const int       *partner,
                 int              index)
{
  return index >= 0 && partner[index] < 0 && _dip_clause_grams (context, prepared->pdata[index])->n == 0;
}

static gboolean
have_equal_numbers (DipContext *context,
                    const Vote *vote)
{
  const DipPrepared *a = context->old->pdata[vote->old_parent];
  const DipPrepared *b = context->new_->pdata[vote->new_parent];

  return a->number != NULL && g_strcmp0 (a->number, b->number) == 0;
}

void
_dip_align_parents (DipContext *context,
                    int        *new_of_old,
                    int        *old_of_new)
{
  g_autofree guint *n_old_children = g_new0 (guint, context->old->len + 1);
  g_autofree guint *n_new_children = g_new0 (guint, context->new_->len + 1);
  g_autofree int *old_parents = find_parents (context->old_clauses, new_of_old, n_old_children);
  g_autofree int *new_parents = find_parents (context->new_clauses, old_of_new, n_new_children);
  g_autoptr (GArray) votes = g_array_new (FALSE, FALSE, sizeof (Vote));

  for (guint i = 0; i < context->new_->len; i++)
    {
      Vote vote = { -1, new_parents[i] };

      if (old_of_new[i] < 0 || !is_lone_heading (context, context->new_, old_of_new, vote.new_parent))
        continue;
      vote.old_parent = old_parents[old_of_new[i]];
      if (is_lone_heading (context, context->old, new_of_old, vote.old_parent)
          && !_dip_is_apart (context, (guint) vote.old_parent, (guint) vote.new_parent))
        g_array_append_val (votes, vote);
    }

  g_array_sort (votes, compare_votes);
  for (guint i = 0, n; i < votes->len; i += n)
    {
      const Vote *vote = &g_array_index (votes, Vote, i);
      guint most = MAX (n_old_children[vote->old_parent], n_new_children[vote->new_parent]);

      for (n = 1; i + n < votes->len && compare_votes (vote, &g_array_index (votes, Vote, i + n)) == 0; n++)
        ;
      if (2 * n > most && (n >= 2 || have_equal_numbers (context, vote))
          && new_of_old[vote->old_parent] < 0 && old_of_new[vote->new_parent] < 0)
        {
          new_of_old[vote->old_parent] = vote->new_parent;
          old_of_new[vote->new_parent] = vote->old_parent;
        }
    }
}
