/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

#include <string.h>

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

/* … unless all of it is said there word by word. */
#define MIN_GRAMS_OF_SENTENCE 8u

#define MAX_CANDIDATES 6u

static double
contained (DipContext        *context,
           const DipPrepared *part,
           const DipPrepared *whole)
{
  const DipGrams *a = _dip_clause_grams (context, part);
  const DipGrams *b = _dip_clause_grams (context, whole);

  return (double) _dip_grams_common (a->values, a->n, b->values, b->n) / a->n;
}

/* Sentences of a clause that are looked for; two clauses that were made one are short. */
#define MAX_SENTENCES 64u

/* Whether all that a clause says below its title stands in another one as it is. */
static gboolean
stands_in (const DipPrepared *part,
           const DipPrepared *whole)
{
  guint n = 0;

  if (part->sentences->len > MAX_SENTENCES || whole->sentences->len > MAX_SENTENCES)
    return FALSE;

  for (guint i = 0; i < part->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (part->sentences, DipSentence, i);
      gboolean found = sentence->section == DIP_PART_TITLE;

      n += !found;
      for (guint k = 0; k < whole->sentences->len && !found; k++)
        found = g_array_index (whole->sentences, DipSentence, k).id == sentence->id;
      if (!found)
        return FALSE;
    }

  return n > 0;
}

/* … of that text where the titles tell: 監視及び障害対応 became 監視 and 障害対応. */
#define MIN_CONTAINED_BY_TITLE 0.2

/* Letters of such a title. */
#define MIN_LETTERS_OF_TITLE 2

/* Whether the title of a clause is made of those of two others. */
static gboolean
is_title_of_both (DipContext        *context,
                  const DipPrepared *whole,
                  const DipPrepared *a,
                  const DipPrepared *b)
{
  const char *all = context->sentences.strings->pdata[whole->title];
  const char *x = context->sentences.strings->pdata[a->title];
  const char *y = context->sentences.strings->pdata[b->title];
  const char *first = strstr (all, x);
  const char *second = strstr (all, y);

  if (g_utf8_strlen (x, -1) < MIN_LETTERS_OF_TITLE || g_utf8_strlen (y, -1) < MIN_LETTERS_OF_TITLE
      || first == NULL || second == NULL)
    return FALSE;

  return first < second ? first + strlen (x) < second : second + strlen (y) < first;
}

/* For each clause of a side without a partner, the one of the other side that it was
 * split off from; where @origin is -1, and not yet known from a person. */
static void
trace (DipContext       *context,
       gboolean          parts_are_new,
       const int        *partner_of_part,
       const int        *partner_of_whole,
       int              *origin)
{
  GPtrArray *parts = parts_are_new ? context->new_ : context->old;
  GPtrArray *wholes = parts_are_new ? context->old : context->new_;
  DipCandidates *candidates = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      const DipPrepared *part = parts->pdata[i];
      const DipGrams *grams;
      guint found[MAX_CANDIDATES];
      guint n_found;
      double best = 0;

      if (origin[i] >= 0 || partner_of_part[i] >= 0)
        continue;
      grams = _dip_clause_grams (context, part);
      if (grams->n < MIN_GRAMS_OF_SENTENCE)
        continue;

      if (candidates == NULL)
        {
          candidates = _dip_candidates_new (wholes->len);
          for (guint k = 0; k < wholes->len; k++)
            {
              const DipGrams *whole = _dip_clause_grams (context, wholes->pdata[k]);

              /* To a pair that a person made nothing is added. */
              if (partner_of_whole[k] >= 0
                  && !(parts_are_new ? _dip_is_together (context, k, partner_of_whole[k])
                       : _dip_is_together (context, partner_of_whole[k], k)))
                _dip_candidates_add (candidates, k, whole->values, whole->n);
            }
        }

      n_found = _dip_candidates_find (candidates, grams->values, grams->n, found, MAX_CANDIDATES);
      for (guint k = 0; k < n_found; k++)
        {
          double share = contained (context, part, wholes->pdata[found[k]]);
          double kept = contained (context, part, parts->pdata[partner_of_whole[found[k]]]);

          if (parts_are_new ? _dip_is_apart (context, found[k], i) : _dip_is_apart (context, i, found[k]))
            continue;
          if (share > best
              && ((share >= MIN_CONTAINED
                   && ((share - kept >= MIN_LEAD && grams->n >= MIN_GRAMS)
                       || (stands_in (part, wholes->pdata[found[k]])
                           && !stands_in (part, parts->pdata[partner_of_whole[found[k]]]))))
                  || (share >= MIN_CONTAINED_BY_TITLE && share > kept
                      && is_title_of_both (context, wholes->pdata[found[k]], part,
                                           parts->pdata[partner_of_whole[found[k]]]))))
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
 * for none. What a person said stands in them already. */
void
_dip_align_splits (DipContext *context,
                   const int  *new_of_old,
                   const int  *old_of_new,
                   int        *split_of_new,
                   int        *merged_of_old)
{
  trace (context, TRUE, old_of_new, new_of_old, split_of_new);
  trace (context, FALSE, new_of_old, old_of_new, merged_of_old);

  for (guint i = 0; i < context->new_->len; i++)
    {
      if (split_of_new[i] >= 0)
        dip_debug (DIP_DEBUG_ALIGN, "new %u was split off from old %d", i, split_of_new[i]);
    }
}
