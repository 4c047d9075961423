/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/* A spelling is folded as a whole, so all of its letters come from its first
 * byte: a word that ends in the middle of one has no end of its own. */
static void
set_join (DipWord         *word,
          const DipFolded *folded,
          gsize            end,
          guint32          base)
{
  guint32 from = folded->starts[end];

  if (folded->starts[end - 1] != from)
    return;

  while (end < folded->length && folded->starts[end] == from)
    end++;

  word->join = base + from + 1;
  word->joined = base + folded->starts[end];
}

/* Appends a run of kana, cut around the words in it that join others: folded, 祝日
 * および休日 and 書き換えおよび have および in common, although the second one
 * ends a verb with the same run. */
static void
append_kana (const DipMeaning *meaning,
             GArray           *cut,
             const char       *folded,
             const DipToken   *token)
{
  DipToken piece = *token;
  guint32 end = token->start + token->length;

  for (guint32 at = token->start; at < end; )
    {
      gsize found = _dip_meaning_match_joining (meaning, folded + at, end - at);

      if (found == 0)
        {
          at += (guint32) g_utf8_skip[(guint8) folded[at]];
          continue;
        }

      if (at > piece.start)
        {
          piece.length = at - piece.start;
          g_array_append_val (cut, piece);
        }
      piece.start = at;
      piece.length = (guint32) found;
      g_array_append_val (cut, piece);
      at += (guint32) found;
      piece.start = at;
    }

  piece.length = end - piece.start;
  if (piece.length > 0)
    g_array_append_val (cut, piece);
}

/* The words of a folded text. */
GArray *
_dip_cut_words (const DipMeaning *meaning,
                const char       *folded)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (folded);
  GArray *cut = g_array_sized_new (FALSE, FALSE, sizeof (DipToken), tokens->len + 8);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (token->kind == DIP_TOKEN_HIRAGANA)
        append_kana (meaning, cut, folded, token);
      else
        g_array_append_val (cut, *token);
    }

  return cut;
}

static void
add_words (DipContext        *context,
           GArray            *words,
           const char        *printed,
           const DipSentence *sentence)
{
  guint32 start = sentence->start;
  guint32 length = sentence->length;
  g_autofree char *text = g_strndup (printed + start, length);
  g_autoptr (DipFolded) folded = dip_fold (text, DIP_ENGINE_FOLD, context->lexicon);
  g_autoptr (GArray) tokens = _dip_cut_words (context->meaning, folded->text);
  guint n_before = words->len;
  guint32 reached = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      DipWord word = { .kind = token->kind };
      guint next = i + 1;
      guint32 end;

      if (token->kind == DIP_TOKEN_SPACE)
        continue;

      while (next < tokens->len && g_array_index (tokens, DipToken, next).kind == DIP_TOKEN_SPACE)
        next++;
      end = next < tokens->len ? folded->starts[g_array_index (tokens, DipToken, next).start] : length;

      if (next < tokens->len)
        set_join (&word, folded, g_array_index (tokens, DipToken, i).start + token->length, start);
      word.id = _dip_intern (&context->words, folded->text + token->start, token->length);
      word.start = start + reached;
      word.length = end - reached;
      reached = end;
      g_array_append_val (words, word);
    }

  /* White space alone is a word of nothing, so that the words cover the sentence. */
  if (words->len == n_before)
    {
      DipWord blank = { .id = _dip_intern (&context->words, "", 0), .start = start, .length = length };

      g_array_append_val (words, blank);
    }
}

/* The words of sentences [first, first + n), which stand one behind the other.
 * Only of sentences that differ somebody wants to know. */
GArray *
_dip_words_of (DipContext        *context,
               const DipPrepared *self,
               guint              first,
               guint              n)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (DipWord));

  for (guint i = first; i < first + n; i++)
    add_words (context, words, self->text->text, &g_array_index (self->sentences, DipSentence, i));

  return words;
}
