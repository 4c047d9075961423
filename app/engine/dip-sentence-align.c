/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * Which sentences of two clauses belong together. Equal ones first (a shortest
 * edit on whole sentences); what stands between them is aligned by similarity
 * with the usual table of dynamic programming (S. B. Needleman and C. D. Wunsch,
 * J. Mol. Biol. 48, 1970), in which one sentence may also answer to two.
 */

/* Least similarity of two sentences that are shown as one edited sentence.
 * Below it so little is the same that a reader finds the two sentences side by
 * side easier than the edit. */
#define MIN_SIMILARITY 0.40

/* … where nothing else stands between two equal sentences, */
#define MIN_SIMILARITY_ALONE 0.22

/* … and where both begin with the same label ("Address: …"). */
#define LABEL_BONUS 0.25

/* Share of each of two sentences that has to stand in the one that they are
 * joined against. */
#define MIN_SHARE_OF_JOINED 0.45

/* A piece of fewer grams than this is joined only where a sentence was broken
 * over two lines, so that nearly all of it is on both sides. */
#define MIN_GRAMS_OF_JOINED 4u
#define MIN_SHARE_OF_BROKEN 0.75

/* Cells of a full table; above it only a band around the diagonal is filled.
 * Clauses of papers have up to 60 sentences. */
#define MAX_CELLS 40000u
#define BAND 48u

/* Things of a list that is held against a sentence, with what announces it. */
#define MAX_LIST 24u

/* Sentences that are looked at for saying the same. */
#define MAX_SAME_BYTES 600u

/* Edits among whole sentences after which the search takes what it has. */
#define MAX_SENTENCE_COST 1500u

/* … and steps after which it stops. Two clauses of a paper take some hundred. */
#define MAX_SENTENCE_WORK (G_GUINT64_CONSTANT (20) * 1000 * 1000)

typedef enum {
  STEP_NONE,
  STEP_SKIP_OLD,
  STEP_SKIP_NEW,
  STEP_ONE_ONE,
  STEP_ONE_TWO,
  STEP_TWO_ONE,
} Step;

typedef struct
{
  DipContext        *context;
  const DipPrepared *old;
  const DipPrepared *new_;
  guint              old_first;
  guint              n_old;
  guint              new_first;
  guint              n_new;
  double             threshold;
} Gap;

static const DipSentence *
old_sentence (const Gap *gap,
              guint      i)
{
  return &g_array_index (gap->old->sentences, DipSentence, gap->old_first + i);
}

static const DipSentence *
new_sentence (const Gap *gap,
              guint      k)
{
  return &g_array_index (gap->new_->sentences, DipSentence, gap->new_first + k);
}

static guint
n_grams_of (const Gap         *gap,
            const DipSentence *sentence)
{
  return _dip_sentence_grams (gap->context, sentence)->n;
}

static guint
common_grams (const Gap         *gap,
              const DipSentence *a,
              const DipSentence *b)
{
  guint n_a = n_grams_of (gap, a);
  guint n_b = n_grams_of (gap, b);
  guint low = MIN (n_a, n_b);
  guint high = MAX (n_a, n_b);

  /* However alike, a sentence of six times the length is another one. */
  if (low == 0 || high > 6 * low + 12)
    return 0;

  return _dip_sentences_common (gap->context, a, b);
}

/* Length of "label:" at the beginning of a folded sentence, 0 for none. */
static gsize
label_length (const char *folded)
{
  for (gsize i = 0; folded[i] != '\0' && i < 48; i++)
    {
      if (folded[i] == ':' && folded[i + 1] != '/')
        return i >= 4 ? i + 1 : 0;
    }

  return 0;
}

static gboolean
same_label (const Gap         *gap,
            const DipSentence *a,
            const DipSentence *b)
{
  const char *x = gap->context->sentences.strings->pdata[a->id];
  const char *y = gap->context->sentences.strings->pdata[b->id];
  gsize length = label_length (x);

  return length > 0 && strncmp (x, y, length) == 0;
}

static double
weigh (double similarity,
       double threshold,
       guint  n_grams)
{
  return (similarity - threshold) * (n_grams + 4);
}

static double
score_one_one (const Gap         *gap,
               const DipSentence *a,
               const DipSentence *b,
               guint              common)
{
  guint n = n_grams_of (gap, a) + n_grams_of (gap, b);
  double similarity = n == 0 ? 0.0 : 2.0 * common / n;

  if (same_label (gap, a, b))
    similarity += LABEL_BONUS;

  return weigh (similarity, gap->threshold, n);
}

static double
score_joined (const Gap         *gap,
              const DipSentence *one,
              const DipSentence *first,
              guint              common_first,
              const DipSentence *second,
              guint              common_second)
{
  guint n_one = n_grams_of (gap, one);
  guint n_first = n_grams_of (gap, first);
  guint n_second = n_grams_of (gap, second);
  guint common = MIN (n_one, common_first + common_second);

  /* An item of a list is no continuation of the one before. */
  if (second->opens_item)
    return -1.0;
  if (common_first < MIN_SHARE_OF_JOINED * n_first || common_second < MIN_SHARE_OF_JOINED * n_second)
    return -1.0;
  if ((n_first < MIN_GRAMS_OF_JOINED || n_second < MIN_GRAMS_OF_JOINED)
      && common < MIN_SHARE_OF_BROKEN * MAX (n_one, n_first + n_second))
    return -1.0;

  return weigh (2.0 * common / (n_one + n_first + n_second), gap->threshold, n_one + n_first + n_second);
}

static void
add_unit (GArray     *units,
          DipUnitKind kind,
          guint       old_first,
          guint       n_old,
          guint       new_first,
          guint       n_new)
{
  DipUnit unit = { .kind = kind, .old_first = old_first, .n_old = n_old, .new_first = new_first, .n_new = n_new };

  unit.old_end = old_first + n_old;
  unit.new_end = new_first + n_new;
  unit.move_pair = -1;
  unit.move_unit = -1;
  g_array_append_val (units, unit);
}

/* Each sentence on its own, so that each can be found elsewhere and grouped. */
static void
add_single_units (GArray    *units,
                  const Gap *gap)
{
  for (guint i = 0; i < gap->n_old; i++)
    add_unit (units, DIP_UNIT_OLD_ONLY, gap->old_first + i, 1, gap->new_first, 0);
  for (guint k = 0; k < gap->n_new; k++)
    add_unit (units, DIP_UNIT_NEW_ONLY, gap->old_first + gap->n_old, 0, gap->new_first + k, 1);
}

static void
window (const Gap *gap,
        guint      i,
        guint     *low,
        guint     *high)
{
  guint middle;
  guint before;

  if ((guint64) gap->n_old * gap->n_new <= MAX_CELLS)
    {
      *low = 0;
      *high = gap->n_new;
      return;
    }

  /* From the diagonal of the row before, so that the rows of the band overlap. */
  middle = (guint) ((guint64) i * gap->n_new / gap->n_old);
  before = i == 0 ? 0 : (guint) ((guint64) (i - 1) * gap->n_new / gap->n_old);
  *low = before > BAND ? before - BAND : 0;
  *high = MIN (middle + BAND, gap->n_new);
}

/* One row of the table, columns low to high. */
typedef struct
{
  guint   low;
  guint   high;
  double *scores;
  guint  *common;   /* grams that old sentence i - 1 shares with new sentence k - 1 */
} Row;

/* What no path reaches. */
#define UNREACHED -1e9

static double
score_at (const Row *row,
          guint      k)
{
  return row->scores == NULL || k < row->low || k > row->high ? UNREACHED : row->scores[k - row->low];
}

static guint
common_at (const Row *row,
           guint      k)
{
  return row->common == NULL || k < row->low || k > row->high ? 0 : row->common[k - row->low];
}

static void
fill_row (const Gap *gap,
          guint      i,
          const Row *before_last,
          const Row *last,
          Row       *row,
          guint8    *steps)
{
  const DipSentence *a = i == 0 ? NULL : old_sentence (gap, i - 1);

  for (guint k = row->low; k <= row->high; k++)
    {
      const DipSentence *b = k == 0 ? NULL : new_sentence (gap, k - 1);
      double best = i == 0 && k == 0 ? 0.0 : UNREACHED;
      Step step = STEP_NONE;
      double score;

      row->common[k - row->low] = a == NULL || b == NULL ? 0 : common_grams (gap, a, b);

      if (i > 0 && score_at (last, k) > best)
        {
          best = score_at (last, k);
          step = STEP_SKIP_OLD;
        }
      if (k > row->low && score_at (row, k - 1) > best)
        {
          best = score_at (row, k - 1);
          step = STEP_SKIP_NEW;
        }
      if (a != NULL && b != NULL)
        {
          score = score_one_one (gap, a, b, common_at (row, k));
          if (score > 0 && score_at (last, k - 1) > UNREACHED && score_at (last, k - 1) + score >= best)
            {
              best = score_at (last, k - 1) + score;
              step = STEP_ONE_ONE;
            }
        }
      if (a != NULL && k >= 2 && k - 1 >= row->low)
        {
          score = score_joined (gap, a, new_sentence (gap, k - 2), common_at (row, k - 1), b, common_at (row, k));
          if (score > 0 && score_at (last, k - 2) > UNREACHED && score_at (last, k - 2) + score > best)
            {
              best = score_at (last, k - 2) + score;
              step = STEP_ONE_TWO;
            }
        }
      if (b != NULL && i >= 2)
        {
          score = score_joined (gap, b, old_sentence (gap, i - 2), common_at (last, k), a, common_at (row, k));
          if (score > 0 && score_at (before_last, k - 1) > UNREACHED
              && score_at (before_last, k - 1) + score > best)
            {
              best = score_at (before_last, k - 1) + score;
              step = STEP_TWO_ONE;
            }
        }

      row->scores[k - row->low] = best;
      steps[k - row->low] = (guint8) step;
    }
}

static char *
join_folded (const Gap         *gap,
             const DipPrepared *prepared,
             guint              first,
             guint              n)
{
  GString *text = g_string_new (NULL);
  char *squeezed;

  for (guint i = 0; i < n; i++)
    g_string_append (text, gap->context->sentences.strings->pdata[g_array_index (prepared->sentences, DipSentence,
                                                                                 first + i).id]);
  squeezed = dip_fold_to_string (text->str, DIP_FOLD_ALL_SPACE, NULL);
  g_string_free (text, TRUE);

  return squeezed;
}

/* The same text, broken into other lines. */
static gboolean
is_reflow (const Gap *gap)
{
  g_autofree char *a = join_folded (gap, gap->old, gap->old_first, gap->n_old);
  g_autofree char *b = join_folded (gap, gap->new_, gap->new_first, gap->n_new);

  return strcmp (a, b) == 0;
}

/* A sentence that was set as a list, or the other way round. */
static gboolean
is_list (const Gap *gap)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if ((gap->n_old != 1 && gap->n_new != 1) || gap->n_old + gap->n_new > MAX_LIST + 1)
    return FALSE;

  a = _dip_join_sentences (gap->context, gap->old, gap->old_first, gap->n_old);
  b = _dip_join_sentences (gap->context, gap->new_, gap->new_first, gap->n_new);

  return _dip_is_same_list (gap->context->meaning, a, b);
}

static void
align_gap (const Gap *gap,
           GArray    *units)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *lows = g_new (guint, gap->n_old + 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (DipUnit));
  Row rows[3] = { { 0 } };
  guint i = gap->n_old;
  guint k = gap->n_new;

  if (gap->n_old == 0 || gap->n_new == 0)
    {
      add_single_units (units, gap);
      return;
    }
  if (gap->n_old + gap->n_new > 2 && (is_reflow (gap) || is_list (gap)))
    {
      add_unit (units, DIP_UNIT_EDITED, gap->old_first, gap->n_old, gap->new_first, gap->n_new);
      return;
    }

  for (guint r = 0; r <= gap->n_old; r++)
    {
      Row *row = &rows[2];
      guint8 *steps_of_row;

      g_free (rows[0].scores);
      g_free (rows[0].common);
      rows[0] = rows[1];
      rows[1] = rows[2];

      window (gap, r, &row->low, &row->high);
      row->scores = g_new (double, row->high - row->low + 1);
      row->common = g_new (guint, row->high - row->low + 1);
      steps_of_row = g_new (guint8, row->high - row->low + 1);
      lows[r] = row->low;
      fill_row (gap, r, &rows[0], &rows[1], row, steps_of_row);
      g_ptr_array_add (steps, steps_of_row);
    }
  for (guint r = 0; r < 3; r++)
    {
      g_free (rows[r].scores);
      g_free (rows[r].common);
    }

  /* From the end to the beginning; the units are then turned round. */
  while (i > 0 || k > 0)
    {
      Step step = i == 0 ? STEP_SKIP_NEW : k == 0 || k < lows[i] ? STEP_SKIP_OLD
        : (Step) ((const guint8 *) steps->pdata[i])[k - lows[i]];
      guint n_old = step == STEP_TWO_ONE ? 2 : step == STEP_SKIP_NEW || step == STEP_NONE ? 0 : 1;
      guint n_new = step == STEP_ONE_TWO ? 2 : step == STEP_SKIP_OLD ? 0 : 1;

      i -= n_old;
      k -= n_new;
      add_unit (found,
                n_old == 0 ? DIP_UNIT_NEW_ONLY : n_new == 0 ? DIP_UNIT_OLD_ONLY : DIP_UNIT_EDITED,
                gap->old_first + i, n_old, gap->new_first + k, n_new);
    }

  for (guint n = found->len; n > 0; n--)
    g_array_append_val (units, g_array_index (found, DipUnit, n - 1));
}

static void
add_equal (GArray *units,
           guint   old_first,
           guint   new_first,
           guint   n)
{
  for (guint i = 0; i < n; i++)
    add_unit (units, DIP_UNIT_EQUAL, old_first + i, 1, new_first + i, 1);
}

static guint
end_of_section (const DipPrepared *prepared,
                guint              first,
                guint              section)
{
  while (first < prepared->sentences->len
         && g_array_index (prepared->sentences, DipSentence, first).section <= section)
    first++;

  return first;
}

static GArray *
sentence_ids (const DipPrepared *prepared,
              guint              first,
              guint              end)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), end - first);

  for (guint i = first; i < end; i++)
    g_array_append_val (ids, g_array_index (prepared->sentences, DipSentence, i).id);

  return ids;
}

/* Whether the only sentence on each side says the same as the other one, however
 * few words they share. */
static gboolean
is_same_in_other_words (DipContext  *context,
                        const Gap   *gap)
{
  const DipSentence *a = old_sentence (gap, 0);
  const DipSentence *b = new_sentence (gap, 0);

  return a->length <= MAX_SAME_BYTES && b->length <= MAX_SAME_BYTES
    && weigh (2.0 * common_grams (gap, a, b) / MAX (1, n_grams_of (gap, a) + n_grams_of (gap, b)),
              gap->threshold, 1) <= 0.0
    && _dip_say_the_same (context, context->sentences.strings->pdata[a->id], context->sentences.strings->pdata[b->id]);
}

static void
align_section (DipContext *context,
               DipWork    *work,
               guint       old_first,
               guint       old_end,
               guint       new_first,
               guint       new_end,
               guint       section)
{
  g_autoptr (GArray) old_ids = sentence_ids (work->old, old_first, old_end);
  g_autoptr (GArray) new_ids = sentence_ids (work->new_, new_first, new_end);
  g_autoptr (GArray) edits = NULL;
  gboolean cut_short = FALSE;
  guint a = 0;
  guint b = 0;

  edits = _dip_diff ((const guint32 *) old_ids->data, old_ids->len, (const guint32 *) new_ids->data, new_ids->len,
                     MAX_SENTENCE_COST, MAX_SENTENCE_WORK, &context->diff_work, &cut_short);
  if (cut_short)
    _dip_limit (context, "Clause %s has so many different sentences that some may not stand beside their nearest kin.",
                work->pair->new_clause->id);

  for (guint i = 0; i < edits->len; i++)
    {
      const DipEdit *edit = &g_array_index (edits, DipEdit, i);
      Gap gap = { context, work->old, work->new_, old_first + edit->a, edit->n_a, new_first + edit->b, edit->n_b,
                  edit->n_a == 1 && edit->n_b == 1 ? MIN_SIMILARITY_ALONE : MIN_SIMILARITY };

      /* A title is a title, however unlike the two are, and what is ticked in the
       * column of a checksheet is the answer to the same question. */
      if ((section == DIP_PART_TITLE || section == DIP_PART_IMPLEMENTED) && edit->n_a == 1 && edit->n_b == 1)
        gap.threshold = -1.0;
      else if (edit->n_a == 1 && edit->n_b == 1 && is_same_in_other_words (context, &gap))
        gap.threshold = -1.0;

      add_equal (work->units, old_first + a, new_first + b, edit->a - a);
      align_gap (&gap, work->units);
      a = edit->a + edit->n_a;
      b = edit->b + edit->n_b;
    }
  add_equal (work->units, old_first + a, new_first + b, old_ids->len - a);
}

/* Fills the units of a work: every sentence of both sides in exactly one. */
void
_dip_align_sentences (DipContext *context,
                      DipWork    *work)
{
  guint old_first = 0;
  guint new_first = 0;

  if (work->old == NULL || work->new_ == NULL)
    {
      guint n_old = work->old == NULL ? 0 : work->old->sentences->len;
      guint n_new = work->new_ == NULL ? 0 : work->new_->sentences->len;
      Gap gap = { context, work->old, work->new_, 0, n_old, 0, n_new, MIN_SIMILARITY };

      add_single_units (work->units, &gap);
      return;
    }

  for (guint section = 0; section <= DIP_PART_BLOCK; section++)
    {
      guint old_end = end_of_section (work->old, old_first, section);
      guint new_end = end_of_section (work->new_, new_first, section);

      align_section (context, work, old_first, old_end, new_first, new_end, section);
      old_first = old_end;
      new_first = new_end;
    }
}
