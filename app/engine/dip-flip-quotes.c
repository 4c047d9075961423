/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * What both editions say of a flip: the sentence that tells it, and what the other edition
 * has in its place, if anything.
 */

/* Units that are looked at for the other side of a sentence, and how much of it has to be the same. */
#define MAX_LOOKED_AT 200u
#define MIN_SIMILARITY 0.2

/* A sentence as printed, without the white space around it. */
char *
_dip_quote_sentence (const DipPrepared *prepared,
                     guint              index)
{
  const DipSentence *sentence = dip_sentence_at (prepared, index);

  return g_strstrip (g_strndup (prepared->text->text + sentence->start, sentence->length));
}

/* Sentences that stand side by side with one, as printed. */
static char *
quote_run (const DipPrepared *prepared,
           guint              first,
           guint              n)
{
  const DipSentence *a = dip_sentence_at (prepared, first);
  const DipSentence *b = dip_sentence_at (prepared, first + n - 1);
  guint end = b->start + b->length;

  return g_strstrip (g_strndup (prepared->text->text + a->start, end - a->start));
}

/* Whether a sentence tells where to look, and so stands in the place only of one that does as well. */
static gboolean
is_pointer (DipContext        *context,
            const DipSentence *sentence)
{
  const char *text = dip_text_of (context, sentence);

  return strstr (text, "://") != NULL || _dip_sentence_only_refers (context, text)
    || _dip_sentence_only_publishes (context, text);
}

/* The sentence of one side alone that is most like one of the other side; -1 for none. */
static int
find_like (DipContext    *context,
           const DipWork *work,
           gboolean       is_old,
           guint          index)
{
  const DipPrepared *side = is_old ? work->old : work->new_;
  const DipPrepared *other = is_old ? work->new_ : work->old;
  const DipSentence *x = dip_sentence_at (side, index);
  gboolean points = is_pointer (context, x);
  double best = MIN_SIMILARITY;
  int found = -1;

  for (guint i = 0; i < MIN (work->units->len, MAX_LOOKED_AT); i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      guint there = is_old ? unit->new_first : unit->old_first;
      const DipSentence *y;
      double likeness;

      if (unit->kind != (is_old ? DIP_UNIT_NEW_ONLY : DIP_UNIT_OLD_ONLY) || unit->move_pair >= 0
          || !dip_is_told (dip_sentence_at (other, there)))
        continue;

      y = dip_sentence_at (other, there);
      likeness = _dip_sentences_dice (context, x, y);
      if (likeness >= best && (points || !is_pointer (context, y)))
        {
          best = likeness;
          found = (int) there;
        }
    }

  return found;
}

/* The unit in which a sentence of a side stands, or the first one in which something changed. */
static const DipUnit *
find_unit (const DipWork     *work,
           const DipPrepared *side,
           int                index)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      guint first = side == work->old ? unit->old_first : unit->new_first;
      guint n = side == work->old ? unit->n_old : unit->n_new;

      if (side == NULL ? unit->kind != DIP_UNIT_EQUAL && unit->move_pair < 0
          && dip_is_told (unit->n_old > 0 ? dip_sentence_at (work->old, unit->old_first)
                          : dip_sentence_at (work->new_, unit->new_first))
          : (guint) index >= first && (guint) index < first + n)
        return unit;
    }

  return NULL;
}

/**
 * _dip_quote_flip:
 * @context: both editions, compared
 * @work: a pair whose promise has turned; its quotations are filled where they are known
 * @side: (nullable): the side that tells it
 * @index: the sentence that does, where there is one
 */
void
_dip_quote_flip (DipContext        *context,
                 const DipWork     *work,
                 const DipPrepared *side,
                 int                index)
{
  DipPair *pair = work->pair;
  const DipUnit *unit = find_unit (work, side, index);
  int like;

  if (unit == NULL)
    return;

  /* Of several sentences the one that tells it, lest an excerpt ends before it. */
  if (pair->flip_old == NULL && unit->n_old > 0)
    pair->flip_old = side == work->old ? _dip_quote_sentence (work->old, (guint) index)
                                       : quote_run (work->old, unit->old_first, unit->n_old);
  if (pair->flip_new == NULL && unit->n_new > 0)
    pair->flip_new = side == work->new_ ? _dip_quote_sentence (work->new_, (guint) index)
                                        : quote_run (work->new_, unit->new_first, unit->n_new);

  if (pair->flip_old == NULL)
    {
      like = find_like (context, work, FALSE, unit->new_first);
      pair->flip_old = like >= 0 ? _dip_quote_sentence (work->old, (guint) like) : NULL;
    }
  if (pair->flip_new == NULL)
    {
      like = find_like (context, work, TRUE, unit->old_first);
      pair->flip_new = like >= 0 ? _dip_quote_sentence (work->new_, (guint) like) : NULL;
    }
}
