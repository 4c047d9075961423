/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-pattern-set.h"

#include "recognise/dip-pattern-private.h"

#include <string.h>

/*
 * An inverted index, as for a search over texts, with the patterns in the place
 * of the texts. Each pattern is entered under conditions that a sentence has to
 * meet for it:
 *
 *   piece   one of the words of a piece stands in it: entered for each word under its rarest
 *           three bytes, of the two pieces for which these are rarest
 *   end     a pattern with `$` is also entered under the last bytes of its words
 *
 * A pattern is chosen where all of its conditions are met. What is chosen still
 * has to be matched; what is not chosen cannot match.
 */

#define N_PIECES 2u
#define N_CONDITIONS (N_PIECES + 1)
#define END N_PIECES

#define N_MARKS (1u << DIP_PATTERN_MARK_BITS)

/* The last six bytes of a sentence are kept apart from its last three. */
#define N_BUCKETS (3 * N_MARKS)

typedef struct
{
  guint16 bucket;
  guint16 pattern;
  guint16 condition;
} Entry;

typedef struct
{
  guint16 pattern;
  guint16 condition;
} Posting;

struct _DipPatternSet
{
  guint            n_words;
  guint64         *free[N_CONDITIONS];      /* patterns that do not have the condition */
  guint32          first[N_BUCKETS + 1];    /* where the postings of a bucket begin */
  Posting         *postings;
  DipPatternMarks  used;                    /* marks that have postings */
};

G_STATIC_ASSERT (N_BUCKETS <= G_MAXUINT16);

static guint
mark_of_end (const char *end,
             gsize       length)
{
  guint mark = dip_pattern_mark_of (end - DIP_PATTERN_GRAM);

  if (length < 2 * DIP_PATTERN_GRAM)
    return N_MARKS + mark;

  return 2 * N_MARKS + ((mark ^ (dip_pattern_mark_of (end - 2 * DIP_PATTERN_GRAM) * 5)) & (N_MARKS - 1));
}

static guint
rarest (const DipPatternWord *word,
        const guint          *frequencies)
{
  guint best = word->marks[0];

  for (guint i = 1; i < G_N_ELEMENTS (word->marks); i++)
    if (frequencies[word->marks[i]] < frequencies[best])
      best = word->marks[i];

  return best;
}

static gboolean
is_marked (const DipPatternPiece *piece)
{
  for (guint i = 0; i < piece->words->len; i++)
    if (!g_array_index (piece->words, DipPatternWord, i).marked)
      return FALSE;

  return piece->words->len > 0;
}

/* What the sentences that pass for this piece cost, in units that only compare. */
static guint
price_of (const DipPatternPiece *piece,
          const guint           *frequencies)
{
  guint price = 0;

  if (!is_marked (piece))
    return G_MAXUINT;
  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);

      price += frequencies[rarest (word, frequencies)];
    }

  return price;
}

static void
enter (GArray   *entries,
       guint     bucket,
       guint     pattern,
       guint     condition)
{
  Entry entry = { (guint16) bucket, (guint16) pattern, (guint16) condition };

  g_array_append_val (entries, entry);
}

static void
enter_piece (GArray                *entries,
             const DipPatternPiece *piece,
             guint                  pattern,
             guint                  condition,
             const guint           *frequencies)
{
  for (guint i = 0; i < piece->words->len; i++)
    enter (entries, rarest (&g_array_index (piece->words, DipPatternWord, i), frequencies), pattern, condition);
}

static void
enter_end (GArray                *entries,
           const DipPatternPiece *piece,
           guint                  pattern)
{
  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);

      enter (entries, mark_of_end (word->text + word->length, word->length), pattern, END);
    }
}

static void
enter_pattern (DipPatternSet    *self,
               GArray           *entries,
               const DipPattern *pattern,
               guint             index,
               const guint      *frequencies)
{
  const DipPatternPiece *last = &g_array_index (pattern->pieces, DipPatternPiece, pattern->pieces->len - 1);
  const DipPatternPiece *best[N_PIECES] = { NULL };
  guint prices[N_PIECES] = { G_MAXUINT, G_MAXUINT };
  gboolean has[N_CONDITIONS] = { FALSE };

  for (guint i = 0; i < pattern->pieces->len; i++)
    {
      const DipPatternPiece *piece = &g_array_index (pattern->pieces, DipPatternPiece, i);
      guint price = price_of (piece, frequencies);

      if (price < prices[0])
        {
          best[1] = best[0];
          prices[1] = prices[0];
          best[0] = piece;
          prices[0] = price;
        }
      else if (price < prices[1])
        {
          best[1] = piece;
          prices[1] = price;
        }
    }

  for (guint i = 0; i < N_PIECES; i++)
    if (best[i] != NULL)
      {
        enter_piece (entries, best[i], index, i, frequencies);
        has[i] = TRUE;
      }
  if (pattern->at_end && is_marked (last))
    {
      enter_end (entries, last, index);
      has[END] = TRUE;
    }

  for (guint i = 0; i < N_CONDITIONS; i++)
    if (!has[i])
      self->free[i][index / 64] |= G_GUINT64_CONSTANT (1) << (index % 64);
}

/* Sorts by bucket, by counting, and forgets what stands there twice. */
static void
close_buckets (DipPatternSet *self,
               const GArray  *entries)
{
  guint32 *counts = g_new0 (guint32, N_BUCKETS + 1);
  guint32 *ends = g_new (guint32, N_BUCKETS + 1);
  Posting *sorted = g_new (Posting, MAX (entries->len, 1));
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    counts[g_array_index (entries, Entry, i).bucket + 1]++;
  for (guint i = 0; i < N_BUCKETS; i++)
    counts[i + 1] += counts[i];
  memcpy (ends, counts, (N_BUCKETS + 1) * sizeof *ends);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      sorted[ends[entry->bucket]++] = (Posting) { entry->pattern, entry->condition };
    }
  for (guint i = 0; i < N_BUCKETS; i++)
    {
      guint begin = n;

      for (guint k = counts[i]; k < counts[i + 1]; k++)
        {
          if (n > begin && sorted[n - 1].pattern == sorted[k].pattern &&
              sorted[n - 1].condition == sorted[k].condition)
            continue;
          sorted[n++] = sorted[k];
        }
      self->first[i] = begin;
      if (n > begin && i < N_MARKS)
        self->used.bits[i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
    }
  self->first[N_BUCKETS] = n;
  self->postings = g_renew (Posting, sorted, MAX (n, 1));
  g_free (counts);
  g_free (ends);
}

/**
 * dip_pattern_set_new:
 * @patterns: (element-type DipPattern): in the order in which they are to be tried, up to 65535
 *
 * Returns: (transfer full): the set
 */
DipPatternSet *
dip_pattern_set_new (const GPtrArray *patterns)
{
  DipPatternSet *self = g_new0 (DipPatternSet, 1);
  g_autoptr (GArray) entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), 8 * patterns->len);
  g_autofree guint *frequencies = g_new0 (guint, N_MARKS);

  g_return_val_if_fail (patterns->len <= G_MAXUINT16, NULL);

  self->n_words = patterns->len / 64 + 1;
  for (guint i = 0; i < N_CONDITIONS; i++)
    self->free[i] = g_new0 (guint64, self->n_words);

  for (guint i = 0; i < patterns->len; i++)
    {
      const DipPattern *pattern = g_ptr_array_index (patterns, i);

      for (guint j = 0; j < pattern->pieces->len; j++)
        {
          const DipPatternPiece *piece = &g_array_index (pattern->pieces, DipPatternPiece, j);

          for (guint k = 0; k < piece->words->len; k++)
            {
              const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, k);

              for (guint m = 0; word->marked && m < G_N_ELEMENTS (word->marks); m++)
                frequencies[word->marks[m]]++;
            }
        }
    }

  for (guint i = 0; i < patterns->len; i++)
    enter_pattern (self, entries, g_ptr_array_index (patterns, i), i, frequencies);
  close_buckets (self, entries);

  return self;
}

void
dip_pattern_set_free (DipPatternSet *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_CONDITIONS; i++)
    g_free (self->free[i]);
  g_free (self->postings);
  g_free (self);
}

/**
 * dip_pattern_set_n_words:
 *
 * Returns: how many words of 64 bits dip_pattern_set_choose() writes
 */
guint
dip_pattern_set_n_words (const DipPatternSet *self)
{
  return self->n_words;
}

static void
meet (const DipPatternSet *self,
      guint                bucket,
      guint64             *met)
{
  for (guint i = self->first[bucket]; i < self->first[bucket + 1]; i++)
    {
      const Posting *posting = &self->postings[i];

      met[posting->condition * self->n_words + posting->pattern / 64] |=
        G_GUINT64_CONSTANT (1) << (posting->pattern % 64);
    }
}

/**
 * dip_pattern_set_choose:
 * @text: a folded sentence
 * @length: of @text, in bytes
 * @marks: of the sentence
 * @chosen: (out caller-allocates): a bit for each pattern, the first in the lowest bit of the first word
 *
 * Chooses the patterns that may fit: dip_pattern_match() of all others says no.
 */
void
dip_pattern_set_choose (const DipPatternSet   *self,
                        const char            *text,
                        gsize                  length,
                        const DipPatternMarks *marks,
                        guint64               *chosen)
{
  guint64 buffer[N_CONDITIONS * 32];
  g_autofree guint64 *longer = NULL;
  guint64 *met = buffer;

  if (self->n_words > G_N_ELEMENTS (buffer) / N_CONDITIONS)
    met = longer = g_new (guint64, N_CONDITIONS * (gsize) self->n_words);
  for (guint i = 0; i < N_CONDITIONS; i++)
    memcpy (met + i * self->n_words, self->free[i], self->n_words * sizeof *met);

  for (guint i = 0; i < G_N_ELEMENTS (marks->bits); i++)
    for (guint64 bits = marks->bits[i] & self->used.bits[i]; bits != 0; bits &= bits - 1)
      meet (self, i * 64 + (guint) __builtin_ctzll (bits), met);
  if (length >= DIP_PATTERN_GRAM)
    meet (self, mark_of_end (text + length, DIP_PATTERN_GRAM), met);
  if (length >= 2 * DIP_PATTERN_GRAM)
    meet (self, mark_of_end (text + length, 2 * DIP_PATTERN_GRAM), met);

  for (guint i = 0; i < self->n_words; i++)
    {
      chosen[i] = met[i];
      for (guint k = 1; k < N_CONDITIONS; k++)
        chosen[i] &= met[k * self->n_words + i];
    }
}
