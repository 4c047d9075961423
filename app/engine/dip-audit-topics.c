/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include <string.h>

/*
 * What an item of a revision table is about, where it names no clause:
 *
 *   「生成AIに関する記述の追加」 生成AI   "new region" region   "backup retention extended" backup, a span of time
 *
 * It declares a clause in the changed paragraphs of which, or in its title, all of these words stand, one
 * at least in the title or among what came and went. A word for a number that was given (期間, retention) stands
 * wherever a number changed.
 */

/* Letters of an English word, from which on it is looked for. */
#define MIN_LETTERS 3u

/* Words of an item; who says more says it of nothing in particular. */
#define MAX_TOPIC_WORDS 6u

static gboolean
is_listed (DipContext *context,
           const char *list,
           const char *word)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strcmp (words[i], word) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
ends_with_listed (DipContext *context,
                  const char *list,
                  const char *word)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_has_suffix (word, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* Length of what was done, or of what it was done to in general, at @at: 追加, 社名. */
static gsize
match_deed (DipContext *context,
            const char *text,
            const char *at)
{
  const GPtrArray *rows = dip_lexicon_get_rows (context->lexicon, "declares");
  gsize longest = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *word = ((char **) rows->pdata[i])[0];
      gsize length = strlen (word);

      if (length <= longest || !g_str_has_prefix (at, word))
        continue;
      if (g_ascii_isalpha (*word) && ((at > text && g_ascii_isalpha (at[-1])) || g_ascii_isalpha (at[length])))
        continue;
      longest = length;
    }

  return longest;
}

static char *
without_deeds (DipContext *context,
               const char *text)
{
  GString *rest = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = match_deed (context, text, at);

      if (length > 0)
        g_string_append_c (rest, ' ');
      else
        g_string_append_len (rest, at, length = (gsize) g_utf8_skip[(guint8) *at]);
      at += length;
    }

  return g_string_free (rest, FALSE);
}

/* The singular of a plural, so far as a word that begins so is found in either. */
static void
cut_plural (char *word)
{
  gsize length = strlen (word);

  if (length > MIN_LETTERS && g_ascii_isalpha (word[0]) && word[length - 1] == 's' && word[length - 2] != 's')
    word[length - 1] = '\0';
}

/* What one item speaks of, %NULL where that is nothing in particular. */
GPtrArray *
_dip_audit_find_topic (DipContext *context,
                       const char *plain)
{
  g_autofree char *rest = without_deeds (context, plain);
  g_autoptr (GArray) tokens = dip_tokens_cut (rest);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *word = g_strndup (rest + token->start, token->length);

      if (token->kind != DIP_TOKEN_KANJI && token->kind != DIP_TOKEN_KATAKANA && token->kind != DIP_TOKEN_LATIN
          && token->kind != DIP_TOKEN_IDENTIFIER)
        continue;
      if (is_listed (context, "declares-nothing", word))
        continue;
      cut_plural (word);
      if (g_ascii_isalpha (word[0]) ? strlen (word) < MIN_LETTERS - 1 : g_utf8_strlen (word, -1) < 2)
        continue;
      g_ptr_array_add (words, g_steal_pointer (&word));
    }

  return words->len == 0 || words->len > MAX_TOPIC_WORDS ? NULL : g_steal_pointer (&words);
}

/* Whether a word stands in a folded text: a Latin one at the beginning of one. */
static gboolean
stands_in (const char *text,
           const char *word)
{
  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    {
      if (!g_ascii_isalnum (*word) || at == text || !g_ascii_isalnum (at[-1]))
        return TRUE;
    }

  return FALSE;
}

static void
append_folded (DipContext *context,
               GString    *text,
               const char *printed,
               gsize       length)
{
  g_autofree char *copy = g_strndup (printed, length);
  g_autofree char *folded = dip_fold_to_string (copy, DIP_ENGINE_FOLD & ~DIP_FOLD_SPACE, context->lexicon);

  g_string_append (text, folded);
  g_string_append_c (text, '\n');
}

static void
append_part (DipContext        *context,
             GString           *text,
             const DipPrepared *side,
             int                part)
{
  if (side != NULL && part >= 0 && (guint) part < side->text->parts->len)
    {
      const DipPart *place = &g_array_index (side->text->parts, DipPart, part);

      append_folded (context, text, side->text->text + place->start, place->length);
    }
}

/* Whether an item that names no clause speaks of what changed in a pair. */
gboolean
_dip_audit_is_about (DipContext      *context,
                     const GPtrArray *topic,
                     const DipWork   *work)
{
  const DipPair *pair = work->pair;
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  g_autoptr (GString) changed = g_string_new (NULL);
  g_autoptr (GString) around = g_string_new (NULL);
  gboolean is_anchored = FALSE;
  DipTags tags = 0;

  if (clause->title != NULL)
    append_folded (context, changed, clause->title, strlen (clause->title));
  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->class_ < DIP_CLASS_SUBSTANTIVE)
        continue;
      tags |= change->tags;
      append_folded (context, changed, change->old_text, strlen (change->old_text));
      append_folded (context, changed, change->new_text, strlen (change->new_text));
      append_part (context, around, work->old, change->old_part);
      append_part (context, around, work->new_, change->new_part);
    }

  for (guint i = 0; i < topic->len; i++)
    {
      const char *word = topic->pdata[i];

      if ((tags & (DIP_TAG_NUMBER | DIP_TAG_DURATION)) && ends_with_listed (context, "declares-numbers", word))
        is_anchored = is_anchored || topic->len > 1;
      else if (stands_in (changed->str, word))
        is_anchored = TRUE;
      else if (!stands_in (around->str, word))
        return FALSE;
    }

  return is_anchored;
}
