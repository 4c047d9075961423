/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

/*
 * What a person says of two clauses stands before all that the program finds:
 *
 *   together   the first such pairing of a clause makes it a pair, further ones
 *              of the same clause make the pair a split or a merged one; nothing
 *              else is added to it
 *   apart      no later step may put the two into one pair
 *
 * What cannot be heeded is left out and told.
 */

static guint64 *
new_key (guint old_index,
         guint new_index)
{
  guint64 *key = g_new (guint64, 1);

  *key = (guint64) old_index << 32 | new_index;

  return key;
}

/* Index and one of the clause with an id. */
static GHashTable *
index_clauses (const GPtrArray *clauses)
{
  GHashTable *indices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = clauses->len; i > 0; i--)
    {
      const DipClause *clause = clauses->pdata[i - 1];

      if (clause->id != NULL)
        g_hash_table_insert (indices, clause->id, GUINT_TO_POINTER (i));
    }

  return indices;
}

/* Whether the two could become one pair, or one more part of a pair. */
static gboolean
put_together (guint  old_index,
              guint  new_index,
              int   *new_of_old,
              int   *old_of_new,
              int   *split_of_new,
              int   *merged_of_old)
{
  gboolean old_is_free = new_of_old[old_index] < 0 && merged_of_old[old_index] < 0;
  gboolean new_is_free = old_of_new[new_index] < 0 && split_of_new[new_index] < 0;

  if (old_is_free && new_is_free)
    {
      new_of_old[old_index] = (int) new_index;
      old_of_new[new_index] = (int) old_index;
      return TRUE;
    }

  if (new_is_free && new_of_old[old_index] >= 0)
    {
      split_of_new[new_index] = (int) old_index;
      return TRUE;
    }

  if (old_is_free && old_of_new[new_index] >= 0)
    {
      merged_of_old[old_index] = (int) new_index;
      return TRUE;
    }

  return new_of_old[old_index] == (int) new_index;
}

/* Puts the clauses into pairs of which a person says that they belong together,
 * and remembers those that do not. */
void
_dip_align_by_hand (DipContext *context,
                    int        *new_of_old,
                    int        *old_of_new,
                    int        *split_of_new,
                    int        *merged_of_old)
{
  DipComparison *comparison = context->comparison;
  g_autoptr (GHashTable) old_indices = NULL;
  g_autoptr (GHashTable) new_indices = NULL;

  if (context->pairings == NULL || context->pairings->len == 0)
    return;

  old_indices = index_clauses (context->old_clauses);
  new_indices = index_clauses (context->new_clauses);
  context->together = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  context->apart = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < context->pairings->len; i++)
    {
      const DipPairing *pairing = context->pairings->pdata[i];
      guint old_index = GPOINTER_TO_UINT (g_hash_table_lookup (old_indices, pairing->old_clause));
      guint new_index = GPOINTER_TO_UINT (g_hash_table_lookup (new_indices, pairing->new_clause));
      gboolean heeded = FALSE;

      if (old_index == 0 || new_index == 0)
        {
          _dip_limit (context, "What was said by hand of clauses “%s” and “%s” is not heeded: there is no such clause.",
                      pairing->old_clause, pairing->new_clause);
          continue;
        }

      if (pairing->kind == DIP_PAIRING_APART)
        {
          heeded = new_of_old[old_index - 1] != (int) new_index - 1
            && split_of_new[new_index - 1] != (int) old_index - 1
            && merged_of_old[old_index - 1] != (int) new_index - 1;
          if (heeded)
            g_hash_table_add (context->apart, new_key (old_index - 1, new_index - 1));
        }
      else if (!_dip_is_apart (context, old_index - 1, new_index - 1))
        {
          heeded = put_together (old_index - 1, new_index - 1, new_of_old, old_of_new, split_of_new, merged_of_old);
          if (heeded)
            g_hash_table_add (context->together, new_key (old_index - 1, new_index - 1));
        }

      dip_debug (DIP_DEBUG_ALIGN, "%u and %u %s by hand%s", old_index - 1, new_index - 1,
                 dip_pairing_kind_to_string (pairing->kind), heeded ? "" : ", not heeded");
      if (heeded)
        g_ptr_array_add (comparison->pairings, dip_pairing_copy (pairing));
      else
        _dip_limit (context, "What was said by hand of clauses “%s” and “%s” is not heeded: it contradicts what was "
                    "said before.", pairing->old_clause, pairing->new_clause);
    }
}

static gboolean
contains (GHashTable *keys,
          guint       old_index,
          guint       new_index)
{
  guint64 key = (guint64) old_index << 32 | new_index;

  return keys != NULL && g_hash_table_contains (keys, &key);
}

/* Whether a person says that two clauses belong together. */
gboolean
_dip_is_together (const DipContext *context,
                  guint             old_index,
                  guint             new_index)
{
  return contains (context->together, old_index, new_index);
}

/* Whether a person says that two clauses do not belong together. */
gboolean
_dip_is_apart (const DipContext *context,
               guint             old_index,
               guint             new_index)
{
  return contains (context->apart, old_index, new_index);
}

/* Of a pair that has several clauses on both sides, the parts were only held
 * against the first of the other side: those that are apart leave it. */
void
_dip_keep_apart (const DipContext *context,
                 const int        *old_of_new,
                 int              *split_of_new,
                 const int        *merged_of_old)
{
  GHashTableIter iter;
  gpointer key;

  if (context->apart == NULL)
    return;

  g_hash_table_iter_init (&iter, context->apart);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint64 both = *(const guint64 *) key;
      int main = merged_of_old[both >> 32];
      guint new_index = (guint) (both & G_MAXUINT32);

      if (main >= 0 && split_of_new[new_index] >= 0 && old_of_new[main] == split_of_new[new_index])
        split_of_new[new_index] = -1;
    }
}

static void
index_side (GHashTable      *pairs,
            const DipClause *clause,
            const GPtrArray *more,
            DipPair         *pair)
{
  if (clause != NULL)
    g_hash_table_insert (pairs, clause->id, pair);
  for (guint i = 0; i < more->len; i++)
    g_hash_table_insert (pairs, ((const DipClause *) more->pdata[i])->id, pair);
}

static void
mark_parted (DipPair *pair)
{
  if (pair != NULL && pair->hand == DIP_HAND_NONE)
    pair->hand = DIP_HAND_PARTED;
}

/* Tells of each pair what a person had to do with it. */
void
_dip_mark_hands (DipContext *context)
{
  DipComparison *comparison = context->comparison;
  g_autoptr (GHashTable) old_pairs = NULL;
  g_autoptr (GHashTable) new_pairs = NULL;

  if (comparison->pairings->len == 0)
    return;

  old_pairs = g_hash_table_new (g_str_hash, g_str_equal);
  new_pairs = g_hash_table_new (g_str_hash, g_str_equal);

  /* Of equal ids the first one counts, as above. */
  for (guint i = comparison->pairs->len; i > 0; i--)
    {
      DipPair *pair = comparison->pairs->pdata[i - 1];

      index_side (old_pairs, pair->old_clause, pair->old_more, pair);
      index_side (new_pairs, pair->new_clause, pair->new_more, pair);
    }

  for (guint i = 0; i < comparison->pairings->len; i++)
    {
      const DipPairing *pairing = comparison->pairings->pdata[i];
      DipPair *old_pair = g_hash_table_lookup (old_pairs, pairing->old_clause);
      DipPair *new_pair = g_hash_table_lookup (new_pairs, pairing->new_clause);

      if (pairing->kind == DIP_PAIRING_TOGETHER && old_pair != NULL)
        old_pair->hand = DIP_HAND_PAIRED;
      else if (pairing->kind == DIP_PAIRING_APART)
        {
          mark_parted (old_pair);
          mark_parted (new_pair);
        }
    }
}
