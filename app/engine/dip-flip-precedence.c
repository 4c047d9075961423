/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include "text/dip-tokens.h"

#include <string.h>

/*
 * Which paper counts where two of them differ. A promise of a paper that comes second is worth
 * what the first one makes of it:
 *
 *   本書と約款に差異がある場合は、約款を優先します。
 *   "If this paper and the terms conflict, the terms prevail."
 *
 *   order  = a case of [differing] and a deed of [prevailing]
 *   winner = what stands before [prevailing], up to a comma or は
 *
 * Told where another paper wins, where an order came that does not let this one win, and where one is gone that did.
 */

/* Bytes of a sentence that is looked at. */
#define MAX_SENTENCE 2000u

/* What wins by an order, %NULL where the sentence is none. */
static char *
dup_winner (DipContext *context,
            const char *text)
{
  const DipMeaning *meaning = context->meaning;
  const char *start = text;

  if (strnlen (text, MAX_SENTENCE) == MAX_SENTENCE || !_dip_meaning_has (meaning, "differing", text))
    return NULL;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (at > start && _dip_meaning_match_at (meaning, "prevailing", at) > 0
          && ((guint8) *at >= 0x80 || !g_ascii_isalpha (at[-1])))
        return g_strndup (start, (gsize) (at - start));
      if (*at == ',' || g_str_has_prefix (at, "、") || g_str_has_prefix (at, "は"))
        start = g_utf8_next_char (at);
    }

  return NULL;
}

/* Whether a word of one winner is one of the other: 約款, 約款の定め. */
static gboolean
is_same_winner (const char *a,
                const char *b)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (a);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *word = g_strndup (a + token->start, token->length);

      if (token->kind != DIP_TOKEN_SPACE && token->kind != DIP_TOKEN_PUNCTUATION && token->kind != DIP_TOKEN_HIRAGANA
          && strcmp (word, "the") != 0 && strcmp (word, "of") != 0 && strcmp (word, "this") != 0
          && strstr (b, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The first order of a clause, -1 for none. */
static int
find_order (DipContext         *context,
            const DipPrepared  *prepared,
            char              **winner)
{
  for (guint i = 0; i < prepared->sentences->len; i++)
    {
      *winner = dip_is_told (dip_sentence_at (prepared, i))
        ? dup_winner (context, dip_text_of (context, dip_sentence_at (prepared, i))) : NULL;
      if (*winner != NULL)
        return (int) i;
    }

  return -1;
}

/* Whether a sentence stands in the other edition as well, in another clause perhaps. */
static gboolean
is_moved (const DipWork *work,
          gboolean       is_old,
          guint          index)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      guint first = is_old ? unit->old_first : unit->new_first;
      guint n = is_old ? unit->n_old : unit->n_new;

      if (index >= first && index < first + n)
        return unit->kind == DIP_UNIT_EQUAL || unit->move_pair >= 0;
    }

  return FALSE;
}

/**
 * _dip_find_reordered:
 * @context: both editions, compared
 * @work: a pair
 * @is_old: (out): whether the sentence is one of the old clause
 *
 * Returns: the sentence that tells that this paper comes behind another one now, -1 for none
 */
int
_dip_find_reordered (DipContext    *context,
                     const DipWork *work,
                     gboolean      *is_old)
{
  g_autofree char *old_winner = NULL;
  g_autofree char *new_winner = NULL;
  int old_order = find_order (context, work->old, &old_winner);
  int new_order = find_order (context, work->new_, &new_winner);

  *is_old = new_order < 0;
  if (new_order < 0)
    return old_order >= 0 && !is_moved (work, TRUE, (guint) old_order)
           && _dip_meaning_has (context->meaning, "own-paper", old_winner) ? old_order : -1;
  if (is_moved (work, FALSE, (guint) new_order))
    return -1;
  if (old_order < 0)
    return _dip_meaning_has (context->meaning, "own-paper", new_winner) ? -1 : new_order;

  return is_same_winner (old_winner, new_winner) || is_same_winner (new_winner, old_winner) ? -1 : new_order;
}
