/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/*
 * Sentences that went from one clause to another, or to another place of the
 * same one: a sentence that only the old side of some pair has, and one that
 * only the new side of some pair has, and that are the same or much alike.
 */

/* A sentence below this many grams is a phrase that may stand anywhere. */
#define MIN_GRAMS 8u

/* An item of a list that changed its place in the clause may be shorter. */
#define MIN_GRAMS_OF_ITEM 3u

/* Least similarity of a sentence that was edited on its way. More than within a
 * clause, where the neighbours help to tell. */
#define MIN_SIMILARITY 0.62

#define MAX_CANDIDATES 5u

typedef struct
{
  guint pair;
  guint unit;
  guint n_on_this_side;   /* how often the same sentence is left over here */
} Loose;

static DipUnit *
unit_of (DipContext  *context,
         const Loose *loose)
{
  DipWork *work = context->works->pdata[loose->pair];

  return &g_array_index (work->units, DipUnit, loose->unit);
}

static const DipSentence *
sentence_of (DipContext  *context,
             const Loose *loose,
             gboolean     is_old)
{
  DipWork *work = context->works->pdata[loose->pair];
  DipUnit *unit = unit_of (context, loose);

  return is_old ? &g_array_index (work->old->sentences, DipSentence, unit->old_first)
    : &g_array_index (work->new_->sentences, DipSentence, unit->new_first);
}

static const DipGrams *
grams_of (DipContext  *context,
          const Loose *loose,
          gboolean     is_old)
{
  return _dip_sentence_grams (context, sentence_of (context, loose, is_old));
}

static GArray *
collect (DipContext *context,
         gboolean    is_old)
{
  GArray *loose = g_array_new (FALSE, FALSE, sizeof (Loose));
  DipUnitKind wanted = is_old ? DIP_UNIT_OLD_ONLY : DIP_UNIT_NEW_ONLY;

  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *work = context->works->pdata[i];

      for (guint k = 0; k < work->units->len; k++)
        {
          Loose item = { i, k, 0 };
          const DipSentence *sentence;
          guint n_grams;

          if (g_array_index (work->units, DipUnit, k).kind != wanted)
            continue;
          sentence = sentence_of (context, &item, is_old);
          n_grams = grams_of (context, &item, is_old)->n;
          if ((n_grams >= MIN_GRAMS || (sentence->opens_item && n_grams >= MIN_GRAMS_OF_ITEM))
              && sentence->section != DIP_PART_TITLE)
            g_array_append_val (loose, item);
        }
    }

  return loose;
}

static void
join (DipContext *context,
      Loose      *old_end,
      Loose      *new_end)
{
  DipUnit *from = unit_of (context, old_end);
  DipUnit *to = unit_of (context, new_end);

  from->move_pair = (int) new_end->pair;
  from->move_unit = (int) new_end->unit;
  to->move_pair = (int) old_end->pair;
  to->move_unit = (int) old_end->unit;
}

/* Index + 1 of the only loose sentence with an id, -1 where there are several. */
static GHashTable *
index_unique (DipContext *context,
              GArray     *loose,
              gboolean    is_old)
{
  GHashTable *unique = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < loose->len; i++)
    {
      gpointer id = GUINT_TO_POINTER (sentence_of (context, &g_array_index (loose, Loose, i), is_old)->id + 1);

      g_hash_table_insert (unique, id, GINT_TO_POINTER (g_hash_table_contains (unique, id) ? -1 : (int) i + 1));
    }

  return unique;
}

/* A sentence that left several clauses at once is boilerplate that was dropped;
 * it went nowhere. */
static void
find_equal (DipContext *context,
            GArray     *old_loose,
            GArray     *new_loose)
{
  g_autoptr (GHashTable) old_unique = index_unique (context, old_loose, TRUE);
  g_autoptr (GHashTable) new_unique = index_unique (context, new_loose, FALSE);

  for (guint i = 0; i < new_loose->len; i++)
    {
      Loose *item = &g_array_index (new_loose, Loose, i);
      gpointer id = GUINT_TO_POINTER (sentence_of (context, item, FALSE)->id + 1);
      int found = GPOINTER_TO_INT (g_hash_table_lookup (old_unique, id));

      if (found > 0 && GPOINTER_TO_INT (g_hash_table_lookup (new_unique, id)) > 0
          && (grams_of (context, item, FALSE)->n >= MIN_GRAMS
              || g_array_index (old_loose, Loose, found - 1).pair == item->pair))
        join (context, &g_array_index (old_loose, Loose, found - 1), item);
    }

  for (guint i = 0; i < old_loose->len; i++)
    {
      Loose *item = &g_array_index (old_loose, Loose, i);
      gpointer id = GUINT_TO_POINTER (sentence_of (context, item, TRUE)->id + 1);

      item->n_on_this_side = GPOINTER_TO_INT (g_hash_table_lookup (old_unique, id)) < 0 ? 2 : 1;
    }
  for (guint i = 0; i < new_loose->len; i++)
    {
      Loose *item = &g_array_index (new_loose, Loose, i);
      gpointer id = GUINT_TO_POINTER (sentence_of (context, item, FALSE)->id + 1);

      item->n_on_this_side = GPOINTER_TO_INT (g_hash_table_lookup (new_unique, id)) < 0 ? 2 : 1;
    }
}

static gboolean
is_free (DipContext  *context,
         const Loose *loose,
         gboolean     is_old)
{
  return unit_of (context, loose)->move_pair < 0 && loose->n_on_this_side == 1
    && grams_of (context, loose, is_old)->n >= MIN_GRAMS;
}

/* Who says that something can be done and who says that it cannot do not say the
 * same thing in two places, however alike their words are. */
static gboolean
deny_alike (DipContext        *context,
            const DipSentence *a,
            const DipSentence *b)
{
  const char *old_text = context->sentences.strings->pdata[a->id];
  const char *new_text = context->sentences.strings->pdata[b->id];

  return _dip_meaning_count (context->meaning, "negation", old_text)
    == _dip_meaning_count (context->meaning, "negation", new_text)
    && _dip_meaning_ends_with (context->meaning, "negation", old_text)
    == _dip_meaning_ends_with (context->meaning, "negation", new_text);
}

static void
find_edited (DipContext *context,
             GArray     *old_loose,
             GArray     *new_loose)
{
  g_autoptr (GArray) proposals = g_array_new (FALSE, FALSE, sizeof (DipProposal));
  DipCandidates *candidates = _dip_candidates_new (old_loose->len);

  for (guint i = 0; i < old_loose->len; i++)
    {
      const Loose *item = &g_array_index (old_loose, Loose, i);

      if (is_free (context, item, TRUE))
        _dip_candidates_add (candidates, i, grams_of (context, item, TRUE)->values,
                             grams_of (context, item, TRUE)->n);
    }

  for (guint i = 0; i < new_loose->len; i++)
    {
      const Loose *item = &g_array_index (new_loose, Loose, i);
      const DipSentence *sentence = sentence_of (context, item, FALSE);
      const DipGrams *grams = grams_of (context, item, FALSE);
      guint found[MAX_CANDIDATES];
      guint n_found;

      if (!is_free (context, item, FALSE))
        continue;

      n_found = _dip_candidates_find (candidates, grams->values, grams->n, found, MAX_CANDIDATES);
      for (guint k = 0; k < n_found; k++)
        {
          const Loose *other = &g_array_index (old_loose, Loose, found[k]);
          DipProposal proposal = { 0, found[k], i };

          proposal.score = _dip_sentences_dice (context, sentence_of (context, other, TRUE), sentence);
          if (proposal.score >= MIN_SIMILARITY
              && deny_alike (context, sentence_of (context, other, TRUE), sentence))
            g_array_append_val (proposals, proposal);
        }
    }

  g_array_sort (proposals, _dip_proposal_compare);
  for (guint i = 0; i < proposals->len; i++)
    {
      const DipProposal *proposal = &g_array_index (proposals, DipProposal, i);
      Loose *from = &g_array_index (old_loose, Loose, proposal->old_index);
      Loose *to = &g_array_index (new_loose, Loose, proposal->new_index);

      if (is_free (context, from, TRUE) && is_free (context, to, FALSE))
        join (context, from, to);
    }

  _dip_candidates_free (candidates);
}

/* Marks both ends of each move in the units. */
void
_dip_find_moves (DipContext *context)
{
  g_autoptr (GArray) old_loose = collect (context, TRUE);
  g_autoptr (GArray) new_loose = collect (context, FALSE);

  if (old_loose->len == 0 || new_loose->len == 0)
    return;

  find_equal (context, old_loose, new_loose);
  find_edited (context, old_loose, new_loose);
}
