/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * From the shortest edit to one that people can read. After N. Fraser's
 * "semantic cleanup" (google-diff-match-patch), on words instead of characters:
 *
 *   1. a few equal words between two edits join them, unless they say more than
 *      the edits around them;
 *   2. three edits or more with hardly a word between each and the next are one:
 *      nobody reads confetti;
 *   3. an insertion or deletion that could stand in several places stands where
 *      a sentence, a phrase or a bracket begins and ends;
 *   4. a number that changed goes with the word for what it counts.
 */

/* Words that an edit is moved across; farther away nobody sees the choice. */
#define MAX_SHIFT 64u

static guint
characters (DipContext    *context,
            const DipWord *word)
{
  return (guint) g_utf8_strlen (context->words.strings->pdata[word->id], -1);
}

/* How much a word says: names and numbers say most, particles little. */
static guint
weight_of (DipContext    *context,
           const DipWord *word)
{
  switch (word->kind)
    {
    case DIP_TOKEN_PUNCTUATION:
    case DIP_TOKEN_BULLET:
    case DIP_TOKEN_SPACE:
      return 1;
    case DIP_TOKEN_HIRAGANA:
      return MIN (characters (context, word), 6);
    case DIP_TOKEN_LATIN:
      return MAX (2, MIN (characters (context, word), 8));
    case DIP_TOKEN_KANJI:
    case DIP_TOKEN_KATAKANA:
      return 2 * MIN (characters (context, word), 6);
    default:
      return 10;
    }
}

static guint
weight_of_run (DipContext    *context,
               const DipWord *words,
               guint          n)
{
  guint weight = 0;

  for (guint i = 0; i < n; i++)
    weight += weight_of (context, &words[i]);

  return weight;
}

static guint
weight_of_edit (DipContext    *context,
                const DipEdit *edit,
                const DipWord *a,
                const DipWord *b)
{
  return MAX (weight_of_run (context, a + edit->a, edit->n_a), weight_of_run (context, b + edit->b, edit->n_b));
}

static gboolean
is_stop (DipContext    *context,
         const DipWord *word)
{
  const char *text = context->words.strings->pdata[word->id];

  return word->kind == DIP_TOKEN_PUNCTUATION && (strcmp (text, "。") == 0 || strcmp (text, ".") == 0);
}

/* Two insertions (or two deletions) around equal words stay apart: joined, they
 * would mark words that nobody touched. */
static gboolean
joins (DipContext    *context,
       const DipEdit *first,
       const DipEdit *second,
       const DipWord *a,
       const DipWord *b)
{
  guint n_equal = second->a - (first->a + first->n_a);
  const DipWord *equal = a + first->a + first->n_a;
  guint equal_weight = weight_of_run (context, equal, n_equal);
  guint least = MIN (weight_of_edit (context, first, a, b), weight_of_edit (context, second, a, b));
  gboolean one_sided = (first->n_a == 0 && second->n_a == 0) || (first->n_b == 0 && second->n_b == 0);

  for (guint i = 0; i < n_equal; i++)
    {
      if (is_stop (context, &equal[i]))
        return FALSE;
    }

  if (one_sided)
    return FALSE;

  return equal_weight <= 2 ? least >= 2 : equal_weight * 2 <= least;
}

static void
join_edits (DipContext    *context,
            GArray        *edits,
            const DipWord *a,
            const DipWord *b)
{
  guint kept = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      DipEdit edit = g_array_index (edits, DipEdit, i);

      /* Joining makes an edit heavier, which can make it join the one before. */
      while (kept > 0 && joins (context, &g_array_index (edits, DipEdit, kept - 1), &edit, a, b))
        {
          DipEdit before = g_array_index (edits, DipEdit, kept - 1);

          before.n_a = edit.a + edit.n_a - before.a;
          before.n_b = edit.b + edit.n_b - before.b;
          edit = before;
          kept--;
        }
      g_array_index (edits, DipEdit, kept++) = edit;
    }

  g_array_set_size (edits, kept);
}

/* Weight of equal words between two edits that belong to one flurry of them. */
#define MAX_WEIGHT_IN_CONFETTI 4u

/* Edits that are confetti together. */
#define MIN_CONFETTI 3u

static guint
weight_between (DipContext    *context,
                const DipEdit *first,
                const DipEdit *second,
                const DipWord *a)
{
  const DipWord *equal = a + first->a + first->n_a;
  guint n_equal = second->a - (first->a + first->n_a);

  for (guint i = 0; i < n_equal; i++)
    {
      if (is_stop (context, &equal[i]))
        return G_MAXUINT;
    }

  return weight_of_run (context, equal, n_equal);
}

/* Whether edits [first, end) of a flurry say more than what is equal between them,
 * and take something away as well as add something. */
static gboolean
is_confetti (DipContext    *context,
             const GArray  *edits,
             guint          first,
             guint          end,
             const DipWord *a,
             const DipWord *b)
{
  guint between = 0;
  guint edited = 0;
  guint n_old = 0;
  guint n_new = 0;

  if (end - first < MIN_CONFETTI)
    return FALSE;

  for (guint i = first; i < end; i++)
    {
      const DipEdit *edit = &g_array_index (edits, DipEdit, i);

      edited += weight_of_edit (context, edit, a, b);
      n_old += edit->n_a;
      n_new += edit->n_b;
      if (i > first)
        between += weight_between (context, edit - 1, edit, a);
    }

  return n_old > 0 && n_new > 0 && between * 2 <= edited;
}

static void
sweep_confetti (DipContext    *context,
                GArray        *edits,
                const DipWord *a,
                const DipWord *b)
{
  guint kept = 0;

  for (guint first = 0; first < edits->len; )
    {
      guint end = first + 1;
      DipEdit edit = g_array_index (edits, DipEdit, first);

      while (end < edits->len
             && weight_between (context, &g_array_index (edits, DipEdit, end - 1),
                                &g_array_index (edits, DipEdit, end), a) <= MAX_WEIGHT_IN_CONFETTI)
        end++;

      if (is_confetti (context, edits, first, end, a, b))
        {
          const DipEdit *last = &g_array_index (edits, DipEdit, end - 1);

          edit.n_a = last->a + last->n_a - edit.a;
          edit.n_b = last->b + last->n_b - edit.b;
        }
      else
        end = first + 1;

      g_array_index (edits, DipEdit, kept++) = edit;
      first = end;
    }

  g_array_set_size (edits, kept);
}

/* +1 for an opening bracket or quote, -1 for a closing one. */
static int
bracket_of (DipContext    *context,
            const DipWord *word)
{
  const char *text = context->words.strings->pdata[word->id];

  if (word->kind != DIP_TOKEN_PUNCTUATION)
    return 0;
  if (strstr ("([{<「", text) != NULL)
    return 1;

  return strstr (")]}>」", text) != NULL ? -1 : 0;
}

/* How good a place before @words[at] is for an edit to begin or end. */
static int
boundary_score (DipContext    *context,
                const DipWord *words,
                guint          n,
                guint          at)
{
  const DipWord *before = at == 0 ? NULL : &words[at - 1];
  const DipWord *after = at == n ? NULL : &words[at];
  const char *text;

  if (before == NULL || after == NULL || is_stop (context, before))
    return 6;

  text = context->words.strings->pdata[before->id];
  if (before->kind == DIP_TOKEN_PUNCTUATION && (strcmp (text, "、") == 0 || strcmp (text, ",") == 0
                                                || strcmp (text, ";") == 0 || strcmp (text, ":") == 0))
    return 5;
  if (after->kind == DIP_TOKEN_BULLET)
    return 5;
  if (bracket_of (context, after) > 0 || bracket_of (context, before) < 0)
    return 3;
  /* A phrase of Japanese ends with its particles. */
  if (before->kind == DIP_TOKEN_HIRAGANA && after->kind != DIP_TOKEN_HIRAGANA)
    return 2;
  if (after->kind == DIP_TOKEN_HIRAGANA)
    return -1;

  return 0;
}

static int
placement_score (DipContext    *context,
                 const DipWord *words,
                 guint          n,
                 guint          first,
                 guint          end)
{
  int depth = 0;
  int lowest = 0;

  for (guint i = first; i < end && i < first + MAX_SHIFT; i++)
    {
      depth += bracket_of (context, &words[i]);
      lowest = MIN (lowest, depth);
    }

  return boundary_score (context, words, n, first) + boundary_score (context, words, n, end)
    + (depth == 0 && lowest == 0 ? 4 : 0);
}

/* Moves a one-sided edit of @words [first, first + length) left or right as far
 * as [low, high) allows, to the best place. Returns how far, to the right. */
static int
best_shift (DipContext    *context,
            const DipWord *words,
            guint          n,
            guint          first,
            guint          length,
            guint          low,
            guint          high)
{
  int best = 0;
  int best_score = placement_score (context, words, n, first, first + length);

  for (guint s = 1; s <= MAX_SHIFT && first >= low + s
       && words[first - s].id == words[first + length - s].id; s++)
    {
      int score = placement_score (context, words, n, first - s, first - s + length);

      if (score > best_score)
        {
          best_score = score;
          best = -(int) s;
        }
    }

  for (guint s = 1; s <= MAX_SHIFT && first + length + s <= high
       && words[first + s - 1].id == words[first + length + s - 1].id; s++)
    {
      int score = placement_score (context, words, n, first + s, first + s + length);

      if (score > best_score)
        {
          best_score = score;
          best = (int) s;
        }
    }

  return best;
}

static void
shift_edits (DipContext    *context,
             GArray        *edits,
             const DipWord *a,
             guint          n_a,
             const DipWord *b,
             guint          n_b)
{
  for (guint i = 0; i < edits->len; i++)
    {
      DipEdit *edit = &g_array_index (edits, DipEdit, i);
      const DipEdit *before = i == 0 ? NULL : &g_array_index (edits, DipEdit, i - 1);
      const DipEdit *after = i + 1 == edits->len ? NULL : &g_array_index (edits, DipEdit, i + 1);
      int shift = 0;

      if (edit->n_a == 0)
        shift = best_shift (context, b, n_b, edit->b, edit->n_b, before == NULL ? 0 : before->b + before->n_b + 1,
                            after == NULL ? n_b : after->b - 1);
      else if (edit->n_b == 0)
        shift = best_shift (context, a, n_a, edit->a, edit->n_a, before == NULL ? 0 : before->a + before->n_a + 1,
                            after == NULL ? n_a : after->a - 1);

      edit->a = (guint) ((int) edit->a + shift);
      edit->b = (guint) ((int) edit->b + shift);
    }
}

/* "30 days" became "60 days": an English number goes with what it counts. */
static void
keep_units (DipContext    *context,
            GArray        *edits,
            const DipWord *a,
            guint          n_a,
            const DipWord *b,
            guint          n_b)
{
  for (guint i = 0; i < edits->len; i++)
    {
      DipEdit *edit = &g_array_index (edits, DipEdit, i);
      const DipEdit *after = i + 1 == edits->len ? NULL : &g_array_index (edits, DipEdit, i + 1);
      guint a_end = edit->a + edit->n_a;
      guint b_end = edit->b + edit->n_b;
      const char *unit;

      if (edit->n_a == 0 || edit->n_b == 0 || a_end >= n_a || b_end >= n_b || a[a_end].kind != DIP_TOKEN_LATIN
          || a[a_end - 1].kind != DIP_TOKEN_NUMBER || b[b_end - 1].kind != DIP_TOKEN_NUMBER
          || (after != NULL && (after->a <= a_end + 1 || after->b <= b_end + 1)))
        continue;

      unit = context->words.strings->pdata[a[a_end].id];
      if (_dip_meaning_whole (context->meaning, "durations", unit) == NULL
          && _dip_meaning_whole (context->meaning, "counted", unit) == NULL)
        continue;
      edit->n_a++;
      edit->n_b++;
    }
}

/* @edits turn words @a into @b before and after. */
void
_dip_cleanup (DipContext    *context,
              GArray        *edits,
              const DipWord *a,
              guint          n_a,
              const DipWord *b,
              guint          n_b)
{
  join_edits (context, edits, a, b);
  sweep_confetti (context, edits, a, b);
  shift_edits (context, edits, a, n_a, b, n_b);
  keep_units (context, edits, a, n_a, b, n_b);
}
