/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * What an item of a revision table is about, where it names no clause:
 *
 *   「生成AIに関する記述の追加」 生成AI   "new region" region   "backup retention extended" backup, a span of time
 *
 * It declares a change in the paragraphs of which, or in the title above, all of these words stand, one
 * at least in the title or among what came and went. A word for a number that was given (期間, retention) stands
 * wherever a number changed, where another word says of what.
 */

/* Letters of an English word of which no other one begins with it by chance: "AI" is not "aim". */
#define MIN_LETTERS 3u

/* … and of one in katakana: ログ is not ログイン. */
#define MIN_KATAKANA 3u

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

  return dip_ends_with_one_of (word, words);
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

/* Whether a word that begins with another one may be another one. */
static gboolean
is_other_word (const char *word,
               const char *behind)
{
  if (g_ascii_isalpha (*word))
    return strlen (word) < MIN_LETTERS && g_ascii_isalnum (*behind);

  return dip_is_katakana (g_utf8_get_char (word)) && g_utf8_strlen (word, -1) < MIN_KATAKANA
    && dip_is_katakana (g_utf8_get_char (behind));
}

/* Whether a word stands in a folded text: a Latin one at the beginning of one. */
static gboolean
stands_in (const char *text,
           const char *word)
{
  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    {
      if ((!g_ascii_isalnum (*word) || at == text || !g_ascii_isalnum (at[-1]))
          && !is_other_word (word, at + strlen (word)))
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

/* Where something changed in a pair, for _dip_audit_is_about (). */
DipAuditPlace *
_dip_audit_place_new (DipContext      *context,
                      const DipWork   *work,
                      const DipChange *change)
{
  const DipClause *clause = work->pair->new_clause != NULL ? work->pair->new_clause : work->pair->old_clause;
  DipAuditPlace *self = g_new0 (DipAuditPlace, 1);

  self->changed = g_string_new (NULL);
  self->around = g_string_new (NULL);
  self->tags = change->tags;
  if (clause->title != NULL)
    append_folded (context, self->changed, clause->title, strlen (clause->title));
  append_folded (context, self->changed, change->old_text, strlen (change->old_text));
  append_folded (context, self->changed, change->new_text, strlen (change->new_text));
  append_part (context, self->around, work->old, change->old_part);
  append_part (context, self->around, work->new_, change->new_part);

  return self;
}

void
_dip_audit_place_free (DipAuditPlace *self)
{
  g_string_free (self->changed, TRUE);
  g_string_free (self->around, TRUE);
  g_free (self);
}

/* Whether an item that names no clause speaks of a change. */
gboolean
_dip_audit_is_about (DipContext          *context,
                     const GPtrArray     *topic,
                     const DipAuditPlace *place)
{
  gboolean is_number = FALSE;
  gboolean is_anchored = FALSE;
  guint n_things = 0;

  for (guint i = 0; i < topic->len; i++)
    {
      const char *word = topic->pdata[i];
      gboolean is_named = stands_in (place->changed->str, word);

      if ((place->tags & (DIP_TAG_NUMBER | DIP_TAG_DURATION)) && ends_with_listed (context, "declares-numbers", word))
        {
          is_number = TRUE;
          is_anchored = is_anchored || (is_named && topic->len > 1);
          continue;
        }
      if (!is_named && !stands_in (place->around->str, word))
        return FALSE;
      is_anchored = is_anchored || is_named;
      n_things++;
    }

  return is_anchored || (is_number && n_things > 0);
}
