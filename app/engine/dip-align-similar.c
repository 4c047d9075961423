/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

/* Clauses of the other side that are looked at for one clause. */
#define MAX_CANDIDATES 8u

/* Least score of a pair. Below it two clauses have only the phrases in common
 * that all clauses of a paper share ("… as a cloud service provider …"). */
#define MIN_SCORE 0.40

int
_dip_proposal_compare (gconstpointer a,
                       gconstpointer b)
{
  const DipProposal *x = a;
  const DipProposal *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->new_index != y->new_index)
    return x->new_index < y->new_index ? -1 : 1;

  return x->old_index < y->old_index ? -1 : x->old_index > y->old_index;
}

static GArray *
title_grams (DipContext        *context,
             const DipPrepared *prepared)
{
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < prepared->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, i);

      if (sentence->section == DIP_PART_TITLE)
        {
          const DipGrams *more = _dip_sentence_grams (context, sentence);

          g_array_append_vals (grams, more->values, more->n);
        }
    }

  return grams;
}

static double
title_similarity (DipContext        *context,
                  const DipPrepared *a,
                  const DipPrepared *b)
{
  g_autoptr (GArray) x = NULL;
  g_autoptr (GArray) y = NULL;

  if (a->title == b->title)
    return 1.0;

  x = title_grams (context, a);
  y = title_grams (context, b);
  if (x->len == 0 || y->len == 0)
    return 0.0;

  return _dip_grams_dice ((const guint32 *) x->data, x->len, (const guint32 *) y->data, y->len);
}

/* Text counts twice as much as the title where both have some; a number or a
 * neighbourhood that agrees only tips the scale. */
static double
score_of (DipContext *context,
          guint       old_index,
          guint       new_index,
          const int  *old_of_new)
{
  const DipPrepared *a = context->old->pdata[old_index];
  const DipPrepared *b = context->new_->pdata[new_index];
  double title = title_similarity (context, a, b);
  gboolean a_is_empty = _dip_clause_grams (context, a)->n == 0;
  gboolean b_is_empty = _dip_clause_grams (context, b)->n == 0;
  double score;

  if (a_is_empty && b_is_empty)
    score = title;
  else if (a_is_empty || b_is_empty)
    score = title * 0.7;
  else
    {
      double text = _dip_prepared_similarity (context, a, b);

      score = (2.0 * text + title) / 3.0;
      /* A clause whose text is the same under another title, or the other way round. */
      score = MAX (score, MAX (text, title * 0.75) * 0.95);
    }

  if (a->number != NULL && g_strcmp0 (a->number, b->number) == 0)
    score += 0.06;
  if (new_index > 0 && old_index > 0 && old_of_new[new_index - 1] == (int) old_index - 1)
    score += 0.04;

  return score;
}

static void
propose (DipContext *context,
         GArray     *proposals,
         guint       old_index,
         guint       new_index,
         const int  *old_of_new)
{
  DipProposal proposal = { 0, old_index, new_index };

  if (_dip_is_apart (context, old_index, new_index))
    return;

  proposal.score = score_of (context, old_index, new_index, old_of_new);
  if (proposal.score >= MIN_SCORE)
    g_array_append_val (proposals, proposal);
}

static DipCandidates *
index_unpaired (DipContext *context,
                const int  *new_of_old)
{
  DipCandidates *candidates = _dip_candidates_new (context->old->len);

  for (guint i = 0; i < context->old->len; i++)
    {
      const DipPrepared *prepared = context->old->pdata[i];
      const DipGrams *body;
      g_autoptr (GArray) title = NULL;

      if (new_of_old[i] >= 0)
        continue;
      title = title_grams (context, prepared);
      body = _dip_clause_grams (context, prepared);
      _dip_candidates_add (candidates, i, body->values, body->n);
      _dip_candidates_add (candidates, i, (const guint32 *) title->data, title->len);
    }

  return candidates;
}

/* The clause at the same place between its paired neighbours, or of the same number. */
static void
propose_by_place (DipContext *context,
                  GArray     *proposals,
                  guint       new_index,
                  const int  *new_of_old,
                  const int  *old_of_new,
                  GHashTable *old_numbers)
{
  const DipPrepared *prepared = context->new_->pdata[new_index];
  int old_index = new_index == 0 ? 0 : old_of_new[new_index - 1] + 1;
  gpointer found = prepared->number == NULL ? NULL : g_hash_table_lookup (old_numbers, prepared->number);

  if ((new_index == 0 || old_of_new[new_index - 1] >= 0)
      && old_index < (int) context->old->len && new_of_old[old_index] < 0)
    propose (context, proposals, old_index, new_index, old_of_new);
  if (found != NULL && new_of_old[GPOINTER_TO_UINT (found) - 1] < 0)
    propose (context, proposals, GPOINTER_TO_UINT (found) - 1, new_index, old_of_new);
}

/* Pairs what the anchors left by similarity, the most similar first. Each
 * clause meets at most MAX_CANDIDATES others, so the work grows with the length
 * of the papers and not with the product of their clauses. */
gboolean
_dip_align_similar (DipContext  *context,
                    int         *new_of_old,
                    int         *old_of_new,
                    GError     **error)
{
  g_autoptr (GArray) proposals = g_array_new (FALSE, FALSE, sizeof (DipProposal));
  g_autoptr (GHashTable) old_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  DipCandidates *candidates = index_unpaired (context, new_of_old);
  gboolean finished = TRUE;

  for (guint i = 0; i < context->old->len; i++)
    {
      const DipPrepared *prepared = context->old->pdata[i];

      if (prepared->number != NULL)
        g_hash_table_insert (old_numbers, (gpointer) prepared->number, GUINT_TO_POINTER (i + 1));
    }

  for (guint i = 0; i < context->new_->len && finished; i++)
    {
      const DipPrepared *prepared = context->new_->pdata[i];
      g_autoptr (GArray) grams = NULL;
      const DipGrams *body;
      guint found[MAX_CANDIDATES];
      guint n_found;

      if (old_of_new[i] >= 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        {
          finished = FALSE;
          break;
        }

      grams = title_grams (context, prepared);
      body = _dip_clause_grams (context, prepared);
      g_array_append_vals (grams, body->values, body->n);
      n_found = _dip_candidates_find (candidates, (const guint32 *) grams->data, grams->len, found, MAX_CANDIDATES);
      for (guint k = 0; k < n_found; k++)
        propose (context, proposals, found[k], i, old_of_new);
      propose_by_place (context, proposals, i, new_of_old, old_of_new, old_numbers);
    }

  g_array_sort (proposals, _dip_proposal_compare);
  for (guint i = 0; i < proposals->len && finished; i++)
    {
      const DipProposal *proposal = &g_array_index (proposals, DipProposal, i);

      if (new_of_old[proposal->old_index] >= 0 || old_of_new[proposal->new_index] >= 0)
        continue;
      new_of_old[proposal->old_index] = (int) proposal->new_index;
      old_of_new[proposal->new_index] = (int) proposal->old_index;
      dip_debug (DIP_DEBUG_ALIGN, "%u and %u by similarity %.2f", proposal->old_index, proposal->new_index,
                 proposal->score);
    }

  _dip_candidates_free (candidates);

  return finished;
}
