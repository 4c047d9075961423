/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/*
 * An index from grams to the items (clauses or sentences) that hold them. Only
 * rare grams tell who belongs to whom, so each gram keeps a few items and stops
 * counting when it turns out to be common: looking an item up costs its own
 * length, not the number of items.
 */

/* Items in which a gram may occur. Above it the gram is a commonplace: in 40
 * clauses of a paper, "します" stands in all and "世代" in two. */
#define MAX_ITEMS_OF_GRAM 12u

/* Grams of one item that are looked up, spread over its whole text. */
#define MAX_GRAMS_LOOKED_UP 4096u

typedef struct
{
  guint n_items;                    /* MAX_ITEMS_OF_GRAM + 1 for "too many" */
  guint items[MAX_ITEMS_OF_GRAM];
} Posting;

struct _DipCandidates
{
  GHashTable *ids;       /* (element-type gram index) */
  GArray     *postings;  /* (element-type Posting) */
  guint      *votes;     /* by item */
  guint       n_items;
};

DipCandidates *
_dip_candidates_new (guint n_items)
{
  DipCandidates *self = g_new0 (DipCandidates, 1);

  self->ids = g_hash_table_new (NULL, NULL);
  self->postings = g_array_new (FALSE, FALSE, sizeof (Posting));
  self->votes = g_new0 (guint, MAX (n_items, 1));
  self->n_items = n_items;

  return self;
}

void
_dip_candidates_free (DipCandidates *self)
{
  g_hash_table_unref (self->ids);
  g_array_unref (self->postings);
  g_free (self->votes);
  g_free (self);
}

/* @grams are sorted. */
void
_dip_candidates_add (DipCandidates *self,
                     guint          item,
                     const guint32 *grams,
                     guint          n_grams)
{
  g_assert (item < self->n_items);

  for (guint i = 0; i < n_grams; i++)
    {
      gpointer found;
      Posting *posting;

      if (i > 0 && grams[i] == grams[i - 1])
        continue;

      if (g_hash_table_lookup_extended (self->ids, GUINT_TO_POINTER (grams[i]), NULL, &found))
        posting = &g_array_index (self->postings, Posting, GPOINTER_TO_UINT (found));
      else
        {
          Posting fresh = { 0 };

          g_hash_table_insert (self->ids, GUINT_TO_POINTER (grams[i]),
                               GUINT_TO_POINTER (self->postings->len));
          g_array_append_val (self->postings, fresh);
          posting = &g_array_index (self->postings, Posting, self->postings->len - 1);
        }

      if (posting->n_items < MAX_ITEMS_OF_GRAM)
        posting->items[posting->n_items] = item;
      if (posting->n_items <= MAX_ITEMS_OF_GRAM)
        posting->n_items++;
    }
}

/* Fills @items with those that share most rare grams, best first; equal ones in
 * the order of their numbers. */
guint
_dip_candidates_find (DipCandidates *self,
                      const guint32 *grams,
                      guint          n_grams,
                      guint         *items,
                      guint          max_items)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  guint step = n_grams / MAX_GRAMS_LOOKED_UP + 1;
  guint n_found = 0;

  for (guint i = 0; i < n_grams; i += step)
    {
      gpointer found;
      const Posting *posting;

      if (i > 0 && grams[i] == grams[i - 1])
        continue;
      if (!g_hash_table_lookup_extended (self->ids, GUINT_TO_POINTER (grams[i]), NULL, &found))
        continue;

      posting = &g_array_index (self->postings, Posting, GPOINTER_TO_UINT (found));
      if (posting->n_items > MAX_ITEMS_OF_GRAM)
        continue;

      for (guint k = 0; k < posting->n_items; k++)
        {
          if (self->votes[posting->items[k]]++ == 0)
            g_array_append_val (seen, posting->items[k]);
        }
    }

  for (guint i = 0; i < seen->len; i++)
    {
      guint item = g_array_index (seen, guint, i);
      guint at = n_found;

      while (at > 0 && (self->votes[items[at - 1]] < self->votes[item]
                        || (self->votes[items[at - 1]] == self->votes[item] && items[at - 1] > item)))
        at--;
      if (at >= max_items)
        continue;
      if (n_found < max_items)
        n_found++;
      for (guint k = n_found - 1; k > at; k--)
        items[k] = items[k - 1];
      items[at] = item;
    }

  for (guint i = 0; i < seen->len; i++)
    self->votes[g_array_index (seen, guint, i)] = 0;

  return n_found;
}
