/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"

#include <string.h>

static guint32
mix (guint32 a,
     guint32 b)
{
  guint64 x = ((guint64) a << 32 | b) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint32) (x >> 32);
}

static gboolean
is_run_of_characters (DipTokenKind kind)
{
  return kind == DIP_TOKEN_KANJI || kind == DIP_TOKEN_HIRAGANA || kind == DIP_TOKEN_KATAKANA;
}

/* Numbers below this are sorted by insertion. */
#define MAX_INSERTION 40u

/* … and below this in a pass by their highest byte and then by insertion: grams are hashes, so that few have that byte
 * in common. Where somebody saw to it that all have, it costs a hundred steps a gram. */
#define MAX_SPREAD 512u

static void
insert (guint32 *grams,
        guint    n)
{
  for (guint i = 1; i < n; i++)
    {
      guint32 gram = grams[i];
      guint k = i;

      for (; k > 0 && grams[k - 1] > gram; k--)
        grams[k] = grams[k - 1];
      grams[k] = gram;
    }
}

/* One pass of H. H. Seward's radix sort: by the byte at @shift, of equal ones in the order that they have. */
static void
sort_by_byte (const guint32 *from,
              guint32       *to,
              guint          n,
              guint          shift)
{
  guint first[257] = { 0 };

  for (guint i = 0; i < n; i++)
    first[(from[i] >> shift & 0xFF) + 1]++;
  for (guint i = 1; i < 257; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < n; i++)
    to[first[from[i] >> shift & 0xFF]++] = from[i];
}

/* Sorts grams, which are a large part of what a comparison has to sort. */
static void
sort_grams (guint32 *grams,
            guint    n)
{
  g_autofree guint32 *other = n > MAX_INSERTION ? g_new (guint32, n) : NULL;

  if (n > MAX_SPREAD)
    {
      for (guint shift = 0; shift < 32; shift += 16)
        {
          sort_by_byte (grams, other, n, shift);
          sort_by_byte (other, grams, n, shift + 8);
        }
      return;
    }
  if (n > MAX_INSERTION)
    {
      sort_by_byte (grams, other, n, 24);
      memcpy (grams, other, n * sizeof (guint32));
    }
  insert (grams, n);
}

static DipGrams *
grams_new (guint max)
{
  DipGrams *self = g_malloc (sizeof (DipGrams) + max * sizeof (guint32));

  self->n = 0;

  return self;
}

/* Grams tell how much two texts have in common: pairs of characters where words
 * are not separated, single words and pairs of words where they are. */
static DipGrams *
make_grams (const char     *folded,
            const DipToken *tokens,
            guint           n_tokens)
{
  /* a character or a word has two at most */
  DipGrams *self = grams_new ((guint) (2 * strlen (folded)));
  guint32 before = 0;

  for (guint i = 0; i < n_tokens; i++)
    {
      const char *at = folded + tokens[i].start;
      const char *end = at + tokens[i].length;

      if (tokens[i].kind == DIP_TOKEN_SPACE || tokens[i].kind == DIP_TOKEN_BULLET)
        continue;

      if (is_run_of_characters (tokens[i].kind))
        {
          for (; at < end; at += dip_utf8_length (*at))
            {
              guint32 c = dip_utf8_get (at);

              self->values[self->n++] = mix (before, c);
              before = c;
            }
        }
      else if (tokens[i].kind == DIP_TOKEN_PUNCTUATION)
        before = 1;
      else
        {
          guint32 word = 0x80000000u;

          for (; at < end; at++)
            word = mix (word, (guint8) *at);
          self->values[self->n++] = word;
          self->values[self->n++] = mix (before, word);
          before = word;
        }
    }
  sort_grams (self->values, self->n);

  return g_realloc (self, sizeof (DipGrams) + self->n * sizeof (guint32));
}

/* How many grams two sorted lists share, each as often as both have it. */
guint
_dip_grams_common (const guint32 *a,
                   guint          n_a,
                   const guint32 *b,
                   guint          n_b)
{
  guint i = 0;
  guint k = 0;
  guint common = 0;

  while (i < n_a && k < n_b)
    {
      if (a[i] == b[k])
        {
          common++;
          i++;
          k++;
        }
      else if (a[i] < b[k])
        i++;
      else
        k++;
    }

  return common;
}

/* Dice's coefficient, from 0 to 1; two empty texts are the same. */
double
_dip_grams_dice (const guint32 *a,
                 guint          n_a,
                 const guint32 *b,
                 guint          n_b)
{
  if (n_a + n_b == 0)
    return 1.0;

  return 2.0 * _dip_grams_common (a, n_a, b, n_b) / (n_a + n_b);
}

/* The grams of a folded sentence, sorted. Made when they are asked for: of two
 * editions nearly all sentences are the same. */
const DipGrams *
_dip_sentence_grams (DipContext        *context,
                     const DipSentence *sentence)
{
  const char *folded = context->sentences.strings->pdata[sentence->id];
  g_autoptr (GArray) tokens = NULL;
  DipGrams *grams;

  if (context->grams->len < context->sentences.strings->len)
    g_ptr_array_set_size (context->grams, (gint) context->sentences.strings->len);
  if (context->grams->pdata[sentence->id] != NULL)
    return context->grams->pdata[sentence->id];

  tokens = _dip_cut_words (context->meaning, folded);
  grams = make_grams (folded, (const DipToken *) tokens->data, tokens->len);
  context->grams->pdata[sentence->id] = grams;

  return grams;
}

/* Those of a clause without its title, sorted. */
const DipGrams *
_dip_clause_grams (DipContext        *context,
                   const DipPrepared *self)
{
  DipGrams *grams;
  guint n = 0;

  if (self->grams != NULL)
    return self->grams;

  for (guint i = 0; i < self->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (self->sentences, DipSentence, i);

      n += sentence->section != DIP_PART_TITLE ? _dip_sentence_grams (context, sentence)->n : 0;
    }

  grams = grams_new (n);
  for (guint i = 0; i < self->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (self->sentences, DipSentence, i);
      const DipGrams *more = sentence->section != DIP_PART_TITLE ? _dip_sentence_grams (context, sentence) : NULL;

      if (more == NULL)
        continue;
      memcpy (grams->values + grams->n, more->values, more->n * sizeof (guint32));
      grams->n += more->n;
    }
  sort_grams (grams->values, grams->n);
  ((DipPrepared *) self)->grams = grams;

  return grams;
}

/* How many grams two sentences share. */
guint
_dip_sentences_common (DipContext        *context,
                       const DipSentence *a,
                       const DipSentence *b)
{
  const DipGrams *x = _dip_sentence_grams (context, a);
  const DipGrams *y = _dip_sentence_grams (context, b);

  return _dip_grams_common (x->values, x->n, y->values, y->n);
}

/* [func@grams_dice] of two sentences. */
double
_dip_sentences_dice (DipContext        *context,
                     const DipSentence *a,
                     const DipSentence *b)
{
  const DipGrams *x = _dip_sentence_grams (context, a);
  const DipGrams *y = _dip_sentence_grams (context, b);

  return _dip_grams_dice (x->values, x->n, y->values, y->n);
}

/* … of two clauses without their titles. */
double
_dip_clauses_dice (DipContext        *context,
                   const DipPrepared *a,
                   const DipPrepared *b)
{
  const DipGrams *x = _dip_clause_grams (context, a);
  const DipGrams *y = _dip_clause_grams (context, b);

  return _dip_grams_dice (x->values, x->n, y->values, y->n);
}

double
_dip_prepared_similarity (DipContext        *context,
                          const DipPrepared *a,
                          const DipPrepared *b)
{
  return a->title == b->title && a->body == b->body ? 1.0 : _dip_clauses_dice (context, a, b);
}

/* Share of the shorter sentence that both have, for them to speak of the same. */
#define MIN_COMMON 0.3

gboolean
_dip_speak_of_the_same (DipContext        *context,
                        const DipPrepared *a,
                        guint              a_index,
                        const DipPrepared *b,
                        guint              b_index)
{
  const DipSentence *x = &g_array_index (a->sentences, DipSentence, a_index);
  const DipSentence *y = &g_array_index (b->sentences, DipSentence, b_index);
  guint n = MIN (_dip_sentence_grams (context, x)->n, _dip_sentence_grams (context, y)->n);

  return _dip_sentences_common (context, x, y) >= MIN_COMMON * n;
}
