/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-pattern-private.h"

#include <string.h>

/* Groups within one piece multiply; a line that asks for more is cut there. */
#define MAX_ALTERNATIVES 512u

static void
piece_clear (gpointer data)
{
  DipPatternPiece *piece = data;

  g_array_unref (piece->words);
}

/* Appends @length bytes of @text, which live as long as the pattern, to a word. */
static void
append_to_word (DipPattern *self,
                DipPatternWord       *word,
                const char *text,
                gsize       length)
{
  char buffer[256];
  g_autofree char *longer = NULL;
  char *joined = buffer;

  if (length == 0)
    return;
  if (word->length == 0)
    {
      word->text = text;
      word->length = (guint32) length;
      return;
    }

  if (word->length + length > sizeof buffer)
    joined = longer = g_malloc (word->length + length);
  memcpy (joined, word->text, word->length);
  memcpy (joined + word->length, text, length);
  word->text = g_string_chunk_insert_len (self->chunk, joined, word->length + length);
  word->length += (guint32) length;
}

static void
mark_words (DipPatternPiece *piece)
{
  for (guint i = 0; i < piece->words->len; i++)
    {
      DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);

      if (word->length < DIP_PATTERN_GRAM)
        continue;
      word->marked = TRUE;
      word->third = word->text[DIP_PATTERN_GRAM - 1];
      word->marks[0] = (guint16) dip_pattern_mark_of (word->text);
      word->marks[1] = (guint16) dip_pattern_mark_of (word->text + (word->length - DIP_PATTERN_GRAM) / 2);
      word->marks[2] = (guint16) dip_pattern_mark_of (word->text + word->length - DIP_PATTERN_GRAM);
    }
}

/* Whether all words of a piece have the same three bytes so far from their ends,
 * or from their beginnings. */
static gboolean
all_have (const DipPatternPiece *piece,
          gsize        offset,
          gboolean     from_end)
{
  const DipPatternWord *first = &g_array_index (piece->words, DipPatternWord, 0);
  const char *gram = first->text + (from_end ? first->length - offset - DIP_PATTERN_GRAM : offset);

  for (guint i = 1; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);

      if (word->length < offset + DIP_PATTERN_GRAM ||
          memcmp (word->text + (from_end ? word->length - offset - DIP_PATTERN_GRAM : offset),
                  gram, DIP_PATTERN_GRAM) != 0)
        return FALSE;
    }

  return TRUE;
}

/* "(提供|実施)していません$": no sentence without 'ません' fits, whatever it says before. */
static void
require_marks (DipPattern  *self,
               const DipPatternPiece *piece)
{
  const DipPatternWord *first = &g_array_index (piece->words, DipPatternWord, 0);

  for (guint from_end = 0; from_end < 2; from_end++)
    {
      for (gsize i = 0;
           i + DIP_PATTERN_GRAM <= first->length && self->n_required < DIP_PATTERN_MAX_REQUIRED;
           i += DIP_PATTERN_GRAM)
        {
          const char *gram = first->text + (from_end ? first->length - i - DIP_PATTERN_GRAM : i);

          if (!all_have (piece, i, from_end))
            break;
          self->required[self->n_required++] = (guint16) dip_pattern_mark_of (gram);
        }
    }
}

/* "a(b|c)d" → "abd", "acd"; @source is the pattern's own. */
static void
parse_piece (DipPattern *self,
             const char *source,
             gsize       length)
{
  DipPatternPiece piece = { g_array_new (FALSE, FALSE, sizeof (DipPatternWord)) };
  DipPatternWord empty = { "", 0, { 0 }, FALSE, 0 };
  const char *at = source;
  const char *stop = source + length;

  g_array_append_val (piece.words, empty);
  while (at < stop)
    {
      const char *open = memchr (at, '(', stop - at);
      const char *close = open != NULL ? memchr (open, ')', stop - open) : NULL;
      GArray *next;

      for (guint i = 0; i < piece.words->len; i++)
        append_to_word (self, &g_array_index (piece.words, DipPatternWord, i), at, (close != NULL ? open : stop) - at);
      if (close == NULL)
        break;

      next = g_array_sized_new (FALSE, FALSE, sizeof (DipPatternWord), 16);
      for (const char *choice = open + 1; choice <= close; )
        {
          const char *bar = memchr (choice, '|', close - choice);
          const char *end = bar != NULL ? bar : close;
          guint first = next->len;

          if (first + piece.words->len > MAX_ALTERNATIVES)
            break;
          g_array_append_vals (next, piece.words->data, piece.words->len);
          for (guint i = first; i < next->len; i++)
            append_to_word (self, &g_array_index (next, DipPatternWord, i), choice, end - choice);
          choice = end + 1;
        }
      g_array_unref (piece.words);
      piece.words = next;
      at = close + 1;
    }

  mark_words (&piece);
  require_marks (self, &piece);
  g_array_append_val (self->pieces, piece);
}

/* Notes three bytes of what stands between groups, where every sentence with the pattern has them. */
static void
note_literals (DipPattern *self,
               const char *source,
               const char *stop)
{
  while (source < stop)
    {
      const char *star = memchr (source, '*', (gsize) (stop - source));
      const char *end = star != NULL ? star : stop;

      while (source < end)
        {
          const char *open = memchr (source, '(', (gsize) (end - source));
          const char *close = open != NULL ? memchr (open, ')', (gsize) (end - open)) : NULL;
          const char *until = close != NULL ? open : end;

          for (; until - source >= DIP_PATTERN_GRAM && self->n_literals < DIP_PATTERN_MAX_LITERALS;
               source += DIP_PATTERN_GRAM)
            self->literals[self->n_literals++] = (guint16) dip_pattern_mark_of (source);
          source = close != NULL ? close + 1 : end;
        }
      source = end + 1;
    }
}

/* Makes the pieces of a pattern, with all ways to say them. */
void
_dip_pattern_make (DipPattern *self)
{
  const char *source = self->source;
  const char *stop = source + self->length;

  self->chunk = g_string_chunk_new (256);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (DipPatternPiece));
  g_array_set_clear_func (self->pieces, piece_clear);

  for (;;)
    {
      const char *star = memchr (source, '*', (gsize) (stop - source));

      parse_piece (self, source, (gsize) ((star != NULL ? star : stop) - source));
      if (star == NULL)
        break;
      source = star + 1;
    }
}

/**
 * dip_pattern_new:
 * @source: a pattern of a word list
 *
 * What a pattern is made of is made when the first sentence may have it.
 *
 * Returns: (transfer full): the pattern
 */
DipPattern *
dip_pattern_new (const char *source)
{
  DipPattern *self;
  gsize length;

  g_return_val_if_fail (source != NULL, NULL);

  length = strlen (source);
  self = g_malloc0 (sizeof (DipPattern) + length + 1);
  if (*source == '^')
    {
      self->at_start = TRUE;
      source++;
      length--;
    }
  if (length > 0 && source[length - 1] == '$')
    {
      self->at_end = TRUE;
      length--;
    }
  self->source = memcpy (self + 1, source, length);
  self->length = length;
  note_literals (self, self->source, self->source + length);

  return self;
}

void
dip_pattern_free (DipPattern *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
  g_free (self);
}

static gboolean
has_mark (const DipPatternMarks *marks,
          guint                  mark)
{
  return (marks->bits[mark / 64] >> (mark % 64) & 1) != 0;
}

static gboolean
has_literals (const DipPattern      *self,
              const DipPatternMarks *marks)
{
  for (guint k = 0; k < self->n_literals; k++)
    if (!has_mark (marks, self->literals[k]))
      return FALSE;

  return TRUE;
}

/* FALSE where the sentence cannot have the word. */
static gboolean
may_stand (const DipPatternWord            *word,
           const DipPatternMarks *marks)
{
  return !word->marked ||
         (has_mark (marks, word->marks[0]) && has_mark (marks, word->marks[1]) && has_mark (marks, word->marks[2]));
}

/* The word of a piece that ends first in the text; NULL if none is there. */
static const char *
find_piece (const DipPatternPiece           *piece,
            const char            *text,
            const char            *stop,
            const DipPatternMarks *marks,
            gsize                 *length)
{
  const char *best = NULL;

  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);
      const char *hit;

      if (marks != NULL && !may_stand (word, marks))
        continue;
      hit = word->length == 0 ? text : memmem (text, stop - text, word->text, word->length);

      if (hit != NULL && (best == NULL || hit + word->length < best + *length))
        {
          best = hit;
          *length = word->length;
          stop = hit + word->length;
        }
    }

  return best;
}

/* The longest word of a piece at the end of the text, or at its beginning. */
static gboolean
fits_at (const DipPatternPiece *piece,
         const char  *text,
         gsize        length,
         gboolean     at_end,
         gsize       *taken)
{
  gboolean found = FALSE;

  *taken = 0;
  for (guint i = 0; i < piece->words->len; i++)
    {
      const DipPatternWord *word = &g_array_index (piece->words, DipPatternWord, i);
      const char *at = at_end ? text + length - word->length : text;

      if (word->length > length || (found && word->length <= *taken))
        continue;
      /* The third byte of a Japanese character tells most words apart. */
      if (word->marked && at[DIP_PATTERN_GRAM - 1] != word->third)
        continue;
      if (memcmp (at, word->text, word->length) == 0)
        {
          *taken = word->length;
          found = TRUE;
        }
    }

  return found;
}

/**
 * dip_pattern_marks_init:
 * @self: (out caller-allocates): the marks
 * @text: a folded sentence
 * @length: of @text, in bytes
 *
 * Notes which three bytes a sentence has, so that dip_pattern_may_match() can
 * turn down most patterns of a long list without looking at the sentence again.
 */
void
dip_pattern_marks_init (DipPatternMarks *self,
                        const char      *text,
                        gsize            length)
{
  memset (self, 0, sizeof *self);

  for (gsize i = 0; i + DIP_PATTERN_GRAM <= length; i++)
    {
      guint mark = dip_pattern_mark_of (text + i);

      self->bits[mark / 64] |= G_GUINT64_CONSTANT (1) << (mark % 64);
    }
}

/**
 * dip_pattern_may_match:
 * @marks: of the sentence
 *
 * Returns: FALSE where dip_pattern_match() would say so; TRUE says nothing
 */
gboolean
dip_pattern_may_match (const DipPattern      *self,
                       const DipPatternMarks *marks)
{
  if (!has_literals (self, marks))
    return FALSE;
  dip_pattern_open (self);
  for (guint k = 0; k < self->n_required; k++)
    if (!has_mark (marks, self->required[k]))
      return FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPatternPiece *piece = &g_array_index (self->pieces, DipPatternPiece, i);
      gboolean possible = FALSE;

      for (guint j = 0; j < piece->words->len && !possible; j++)
        {
          possible = may_stand (&g_array_index (piece->words, DipPatternWord, j), marks);
        }

      if (!possible)
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_pattern_match:
 * @text: a folded sentence
 * @length: of @text, in bytes
 * @start: (out) (optional): where the match begins
 * @end: (out) (optional): where it ends
 *
 * Linear in the length of the sentence for each word of the pattern.
 *
 * Returns: whether the sentence has it
 */
gboolean
dip_pattern_match (const DipPattern *self,
                   const char       *text,
                   gsize             length,
                   gsize            *start,
                   gsize            *end)
{
  return dip_pattern_match_marked (self, text, length, NULL, start, end);
}

/**
 * dip_pattern_match_marked:
 * @marks: (nullable): of the sentence, if they are known
 *
 * The same, faster where the sentence is held against many patterns.
 *
 * Returns: whether the sentence has it
 */
gboolean
dip_pattern_match_marked (const DipPattern      *self,
                          const char            *text,
                          gsize                  length,
                          const DipPatternMarks *marks,
                          gsize                 *start,
                          gsize                 *end)
{
  const char *at = text;
  const char *stop = text + length;
  const char *first = NULL;
  guint i = 0;
  guint n;
  gsize taken;

  if (marks != NULL && !has_literals (self, marks))
    return FALSE;
  n = dip_pattern_open (self)->pieces->len;
  for (guint k = 0; marks != NULL && k < self->n_required; k++)
    if (!has_mark (marks, self->required[k]))
      return FALSE;

  if (self->at_end)
    {
      if (!fits_at (&g_array_index (self->pieces, DipPatternPiece, n - 1), text, length, TRUE, &taken))
        return FALSE;
      if (n == 1 && self->at_start && taken != length)
        return FALSE;
      stop -= taken;
      n--;
      if (n == 0)
        first = stop;
    }
  if (marks != NULL && n > 0 && !dip_pattern_may_match (self, marks))
    return FALSE;
  if (self->at_start && n > 0)
    {
      if (!fits_at (&g_array_index (self->pieces, DipPatternPiece, 0), text, stop - text, FALSE, &taken))
        return FALSE;
      first = text;
      at = text + taken;
      i = 1;
    }

  for (; i < n; i++)
    {
      const char *hit = find_piece (&g_array_index (self->pieces, DipPatternPiece, i), at, stop, marks, &taken);

      if (hit == NULL)
        return FALSE;
      if (first == NULL && taken > 0)
        first = hit;
      at = hit + taken;
    }

  if (start != NULL)
    *start = (first != NULL ? first : text) - text;
  if (end != NULL)
    *end = self->at_end ? length : (gsize) (at - text);

  return TRUE;
}
