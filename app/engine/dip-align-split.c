/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

/*
 * Splits and merges: a new clause without a partner whose text stood in an old
 * clause that has another partner was split off from it; the same with the
 * sides swapped is a merge.
 */

/* Share of a clause's text that has to come from the other one. */
#define MIN_CONTAINED 0.6

/* … and by how much more than from that one's partner, which shares the phrases
 * of the whole paper too. */
#define MIN_LEAD 0.35

/* A clause below this many grams (about a line) says too little to be traced. */
#define MIN_GRAMS 16u

#define MAX_CANDIDATES 6u

static double
contained (const DipPrepared *part,
           const DipPrepared *whole)
{
  return (double) _dip_grams_common ((const guint32 *) part->all_grams->data, part->all_grams->len,
                                     (const guint32 *) whole->all_grams->data, whole->all_grams->len)
    / part->all_grams->len;
}

/* For each item of @parts without a partner, the item of @wholes that it was
 * split off from, -1 for none. */
static void
trace (GPtrArray *parts,
       const int *partner_of_part,
       GPtrArray *wholes,
       const int *partner_of_whole,
       int       *origin)
{
  DipCandidates *candidates = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      const DipPrepared *part = parts->pdata[i];
      guint found[MAX_CANDIDATES];
      guint n_found;
      double best = 0;

      origin[i] = -1;
      if (partner_of_part[i] >= 0 || part->all_grams->len < MIN_GRAMS)
        continue;

      if (candidates == NULL)
        {
          candidates = _dip_candidates_new (wholes->len);
          for (guint k = 0; k < wholes->len; k++)
            {
              const DipPrepared *whole = wholes->pdata[k];

              if (partner_of_whole[k] >= 0)
                _dip_candidates_add (candidates, k, (const guint32 *) whole->all_grams->data, whole->all_grams->len);
            }
        }

      n_found = _dip_candidates_find (candidates, (const guint32 *) part->all_grams->data, part->all_grams->len,
                                      found, MAX_CANDIDATES);
      for (guint k = 0; k < n_found; k++)
        {
          double share = contained (part, wholes->pdata[found[k]]);
          double kept = contained (part, parts->pdata[partner_of_whole[found[k]]]);

          if (share >= MIN_CONTAINED && share - kept >= MIN_LEAD && share > best)
            {
              best = share;
              origin[i] = (int) found[k];
            }
        }
    }

  if (candidates != NULL)
    _dip_candidates_free (candidates);
}

/* @split_of_new: for each new clause the old one that it was split off from;
 * @merged_of_old: for each old clause the new one that it was merged into; -1
 * for none. */
void
_dip_align_splits (DipContext *context,
                   const int  *new_of_old,
                   const int  *old_of_new,
                   int        *split_of_new,
                   int        *merged_of_old)
{
  trace (context->new_, old_of_new, context->old, new_of_old, split_of_new);
  trace (context->old, new_of_old, context->new_, old_of_new, merged_of_old);

  for (guint i = 0; i < context->new_->len; i++)
    {
      if (split_of_new[i] >= 0)
        dip_debug (DIP_DEBUG_ALIGN, "new %u was split off from old %d", i, split_of_new[i]);
    }
}
