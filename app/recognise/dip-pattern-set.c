/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-pattern-set.h"

#include "recognise/dip-pattern-private.h"
#include "text/dip-characters.h"
#include "text/dip-tables.h"

#include <string.h>

/*
 * All words of all patterns are looked for at once. Each word is entered under the rarest gram that it has: eight
 * bytes in a row, or six or three of a shorter word. A sentence is read once; where a gram stands
 * in it that words are entered under, these are compared with what stands around it. So it is known of each piece of
 * each pattern whether one of its words stands in the sentence, and at its beginning or end where the pattern says so.
 *
 * A pattern is chosen where all its pieces were found. What is chosen still has to be matched, as the order of the
 * pieces is not looked at; what is not chosen cannot match.
 */

/* Bytes of a gram; a word has the longest that fits into it. */
static const guint grams[] = { 8, 6, DIP_PATTERN_GRAM };

/* For each bit of a hash under which words are entered there are so many of what is looked at first: one bit of
 * eight tells most places of a sentence apart. */
#define FILTER_BITS 3u

/* Pieces of a pattern that are looked for; the lists have up to five. */
#define MAX_PIECES 8u

/* Patterns whose pieces are noted without asking for memory. */
#define MAX_NOTED 2048u

#define MIN_BITS 6u
#define MAX_BITS 16u

#define AT_START 1u
#define AT_END   2u

typedef struct
{
  guint32 text;     /* where it stands among the texts, not terminated */
  guint16 length;
  guint16 offset;   /* of the gram that it is entered under */
  guint16 pattern;
  guint8  piece;    /* a bit */
  guint8  anchors;
} Word;

/* A table begins so; the others stand in it where this says. */
typedef struct
{
  guint32 n_patterns;
  guint32 bits;     /* of a gram's hash */
  guint32 first;    /* guint32 each: where the words of a hash begin, and the end */
  guint32 used;     /* a bit for each longer hash that has words */
  guint32 words;    /* Word each, sorted by hash */
  guint32 free;     /* a byte for each pattern: the pieces that every sentence has */
  guint32 needed;   /* and all that it has */
  guint32 texts;    /* of the words, each once */
} Head;

struct _DipPatternSet
{
  GBytes        *table;
  guint          n_patterns;
  guint          bits;
  const guint32 *first;  /* of @table, as are the others */
  const guint8  *used;
  const Word    *words;
  const guint8  *free;
  const guint8  *needed;
  const char    *texts;
  guint64       *always;  /* the patterns of which every sentence has all pieces, a bit each */
};

/* A set while it is made. */
typedef struct
{
  guint       bits;
  guint8     *free;
  guint8     *needed;
  GArray     *words;   /* (element-type Word) */
  GArray     *hashes;  /* (element-type guint): of them */
  GString    *texts;
  GHashTable *places;  /* (element-type GBytes guint): of the texts */
} Builder;

/* The bytes at @at, those behind @length as if they were 0. */
static inline guint64
load (const char *at,
      gsize       length)
{
  guint64 bytes = 0;

  if (length >= sizeof bytes)
    memcpy (&bytes, at, sizeof bytes);
  else
    memcpy (&bytes, at, length);

  return GUINT64_FROM_LE (bytes);
}

/* Of the first @gram bytes; FILTER_BITS longer than that under which words are entered. */
static inline guint
hash_of (guint64 bytes,
         guint   gram,
         guint   bits)
{
  bytes <<= 8 * (sizeof bytes - gram);

  return (guint) ((bytes * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> (64 - bits - FILTER_BITS));
}

static inline gboolean
is_inside_character (char byte)
{
  return ((guint8) byte & 0xC0) == 0x80;
}

static guint
gram_of (const DipPatternWord *word)
{
  for (guint i = 0; i + 1 < G_N_ELEMENTS (grams); i++)
    if (word->length >= grams[i])
      return grams[i];

  return grams[G_N_ELEMENTS (grams) - 1];
}

/* Whether all words of a piece can be looked for. */
static gboolean
is_marked (const DipPatternPiece *piece)
{
  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);

      if (!word->marked || word->length > G_MAXUINT16 || is_inside_character (*word->text))
        return FALSE;
    }

  return piece->words->len > 0;
}

static void
count_grams (const DipPatternPiece *piece,
             guint                  bits,
             guint                 *counts)
{
  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);
      guint gram = gram_of (word);

      for (gsize k = 0; k + gram <= word->length; k++)
        if (!is_inside_character (word->text[k]))
          counts[hash_of (load (word->text + k, word->length - k), gram, bits) >> FILTER_BITS]++;
    }
}

/* The gram under which a word is entered; returns its hash. */
static guint
choose_gram (const DipPatternWord *word,
             guint                 bits,
             const guint          *counts,
             guint16              *offset)
{
  guint gram = gram_of (word);
  guint best = 0;

  for (gsize k = 0; k + gram <= word->length; k++)
    {
      guint hash = hash_of (load (word->text + k, word->length - k), gram, bits);

      if (is_inside_character (word->text[k]) || (k > 0 && counts[hash >> FILTER_BITS] >= counts[best >> FILTER_BITS]))
        continue;
      best = hash;
      *offset = (guint16) k;
    }

  return best;
}

/* Where a text stands among the texts. */
static guint32
place_text (Builder    *self,
            const char *text,
            gsize       length)
{
  GBytes *key = g_bytes_new (text, length);
  gpointer place;

  if (!g_hash_table_lookup_extended (self->places, key, NULL, &place))
    {
      place = GUINT_TO_POINTER ((guint) self->texts->len);
      g_string_append_len (self->texts, text, (gssize) length);
      g_hash_table_insert (self->places, g_bytes_ref (key), place);
    }
  g_bytes_unref (key);

  return GPOINTER_TO_UINT (place);
}

static void
enter_pattern (Builder          *self,
               const DipPattern *pattern,
               guint             index,
               const guint      *counts)
{
  for (guint i = 0; i < pattern->pieces->len && i < MAX_PIECES; i++)
    {
      const DipPatternPiece *piece = &g_array_index (pattern->pieces, DipPatternPiece, i);
      guint8 bit = (guint8) (1u << i);
      guint8 anchors = (guint8) ((i == 0 && pattern->at_start ? AT_START : 0) |
                                 (i + 1 == pattern->pieces->len && pattern->at_end ? AT_END : 0));

      self->needed[index] |= bit;
      if (!is_marked (piece))
        {
          self->free[index] |= bit;
          continue;
        }
      for (guint k = 0; k < piece->words->len; k++)
        {
          const DipPatternWord *from = &g_array_index (piece->words, DipPatternWord, k);
          Word word = { place_text (self, from->text, from->length), (guint16) from->length, 0, (guint16) index,
                        bit, anchors };
          guint hash = choose_gram (from, self->bits, counts, &word.offset);

          g_array_append_val (self->words, word);
          g_array_append_val (self->hashes, hash);
        }
    }
}

/* Sorts the words by their hashes, by counting, and puts all into one block. */
static GBytes *
close_words (Builder *self,
             guint    n_patterns)
{
  guint n = 1u << self->bits;
  guint n_used = (n << FILTER_BITS) / 8;
  g_autofree guint32 *first = g_new0 (guint32, n + 2);
  g_autofree Word *words = g_new (Word, MAX (self->words->len, 1));
  g_autofree guint8 *used = g_new0 (guint8, n_used);
  Head head = { .n_patterns = n_patterns, .bits = self->bits };
  GByteArray *table = g_byte_array_new ();

  for (guint i = 0; i < self->hashes->len; i++)
    {
      guint hash = g_array_index (self->hashes, guint, i);

      first[(hash >> FILTER_BITS) + 2]++;
      used[hash / 8] |= (guint8) (1u << hash % 8);
    }
  for (guint i = 2; i < n + 2; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < self->words->len; i++)
    words[first[(g_array_index (self->hashes, guint, i) >> FILTER_BITS) + 1]++] = g_array_index (self->words, Word, i);

  dip_table_append (table, &head, sizeof head);
  head.first = dip_table_append (table, first, (n + 1) * sizeof *first);
  head.used = dip_table_append (table, used, n_used);
  head.words = dip_table_append (table, words, self->words->len * sizeof *words);
  head.free = dip_table_append (table, self->free, n_patterns + 1);
  head.needed = dip_table_append (table, self->needed, n_patterns + 1);
  head.texts = dip_table_append (table, self->texts->str, self->texts->len);
  memcpy (table->data, &head, sizeof head);

  return g_byte_array_free_to_bytes (table);
}

/**
 * dip_pattern_set_make_table:
 * @patterns: (element-type DipPattern): in the order in which they are to be tried, up to 65535
 *
 * Takes 12 bytes for each word of each pattern, its text once for all that are
 * the same, and about six to find it by.
 *
 * Returns: (transfer full): what dip_pattern_set_new_for_table() takes
 */
GBytes *
dip_pattern_set_make_table (const GPtrArray *patterns)
{
  Builder self = { 0 };
  GBytes *table;
  g_autofree guint *counts = NULL;
  guint n_words = 0;

  g_return_val_if_fail (patterns->len <= G_MAXUINT16, NULL);

  for (guint i = 0; i < patterns->len; i++)
    {
      const DipPattern *pattern = dip_pattern_open (g_ptr_array_index (patterns, i));

      for (guint k = 0; k < pattern->pieces->len; k++)
        n_words += g_array_index (pattern->pieces, DipPatternPiece, k).words->len;
    }

  self.bits = CLAMP (g_bit_storage (n_words), MIN_BITS, MAX_BITS);
  self.free = g_new0 (guint8, patterns->len + 1);
  self.needed = g_new0 (guint8, patterns->len + 1);
  self.words = g_array_sized_new (FALSE, FALSE, sizeof (Word), n_words);
  self.hashes = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_words);
  self.texts = g_string_new (NULL);
  self.places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  counts = g_new0 (guint, 1u << self.bits);

  for (guint i = 0; i < patterns->len; i++)
    {
      const DipPattern *pattern = g_ptr_array_index (patterns, i);

      for (guint k = 0; k < pattern->pieces->len && k < MAX_PIECES; k++)
        if (is_marked (&g_array_index (pattern->pieces, DipPatternPiece, k)))
          count_grams (&g_array_index (pattern->pieces, DipPatternPiece, k), self.bits, counts);
    }
  for (guint i = 0; i < patterns->len; i++)
    enter_pattern (&self, g_ptr_array_index (patterns, i), i, counts);
  table = close_words (&self, patterns->len);

  g_hash_table_unref (self.places);
  g_string_free (self.texts, TRUE);
  g_array_unref (self.hashes);
  g_array_unref (self.words);
  g_free (self.needed);
  g_free (self.free);

  return table;
}

static inline void
choose (guint64 *chosen,
        guint    pattern)
{
  chosen[pattern / 64] |= G_GUINT64_CONSTANT (1) << (pattern % 64);
}

/**
 * dip_pattern_set_new_for_table:
 * @table: (transfer full): of dip_pattern_set_make_table()
 *
 * Returns: (transfer full): the set
 */
DipPatternSet *
dip_pattern_set_new_for_table (GBytes *table)
{
  const char *bytes = g_bytes_get_data (table, NULL);
  const Head *head = (const Head *) bytes;
  DipPatternSet *self = g_new0 (DipPatternSet, 1);

  self->table = table;
  self->n_patterns = head->n_patterns;
  self->bits = head->bits;
  self->first = (const guint32 *) (bytes + head->first);
  self->used = (const guint8 *) bytes + head->used;
  self->words = (const Word *) (bytes + head->words);
  self->free = (const guint8 *) bytes + head->free;
  self->needed = (const guint8 *) bytes + head->needed;
  self->texts = bytes + head->texts;
  self->always = g_new0 (guint64, dip_pattern_set_n_words (self));
  for (guint i = 0; i < self->n_patterns; i++)
    if (self->free[i] == self->needed[i])
      choose (self->always, i);

  return self;
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
  g_return_val_if_fail (patterns->len <= G_MAXUINT16, NULL);

  return dip_pattern_set_new_for_table (dip_pattern_set_make_table (patterns));
}

void
dip_pattern_set_free (DipPatternSet *self)
{
  if (self == NULL)
    return;

  g_free (self->always);
  g_bytes_unref (self->table);
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
  return self->n_patterns / 64 + 1;
}

/* Notes the words that have the gram of this hash at @at; a pattern is chosen with its last piece. */
static void
note (const DipPatternSet *self,
      guint                hash,
      const char          *text,
      gsize                length,
      gsize                at,
      guint8              *met,
      guint64             *chosen)
{
  hash >>= FILTER_BITS;
  for (guint32 i = self->first[hash]; i < self->first[hash + 1]; i++)
    {
      const Word *word = &self->words[i];
      gsize start = at - word->offset;

      if ((met[word->pattern] & word->piece) != 0 || word->offset > at || start + word->length > length)
        continue;
      if (((word->anchors & AT_START) != 0 && start != 0) ||
          ((word->anchors & AT_END) != 0 && start + word->length != length))
        continue;
      if (memcmp (text + start, self->texts + word->text, word->length) != 0)
        continue;
      met[word->pattern] |= word->piece;
      if (met[word->pattern] == self->needed[word->pattern])
        choose (chosen, word->pattern);
    }
}

/**
 * dip_pattern_set_choose:
 * @text: a folded sentence
 * @length: of @text, in bytes
 * @chosen: (out caller-allocates): a bit for each pattern, the first in the lowest bit of the first word
 *
 * Chooses the patterns that may fit: dip_pattern_match() of all others says no.
 */
void
dip_pattern_set_choose (const DipPatternSet *self,
                        const char          *text,
                        gsize                length,
                        guint64             *chosen)
{
  guint8 buffer[MAX_NOTED];
  g_autofree guint8 *longer = NULL;
  guint8 *met = buffer;

  if (self->n_patterns > sizeof buffer)
    met = longer = g_malloc (self->n_patterns);
  memcpy (met, self->free, self->n_patterns);
  memcpy (chosen, self->always, dip_pattern_set_n_words (self) * sizeof *chosen);

  for (gsize i = 0; i + DIP_PATTERN_GRAM <= length; i += dip_utf8_length (text[i]))
    {
      guint64 bytes = load (text + i, length - i);

#pragma GCC unroll 3
      for (guint k = 0; k < G_N_ELEMENTS (grams); k++)
        {
          guint hash = hash_of (bytes, grams[k], self->bits);

          if ((self->used[hash / 8] & 1u << hash % 8) != 0)
            note (self, hash, text, length, i, met, chosen);
        }
    }
}
