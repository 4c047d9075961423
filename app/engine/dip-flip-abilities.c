/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"
#include "engine/dip-voice-private.h"

#include "text/dip-tokens.h"

#include <string.h>

/*
 * What could be done is gone, and something else can be done now:
 *
 *   利用者が閲覧できる範囲を制限できます。→ 利用者の一覧を出力できます。
 *   "Administrators can restrict downloads" → "Administrators can rename folders"
 *
 *   ability = deed mark        mark: "can", できる, する機能; [enabling]
 *
 * The deed of a sentence that is gone or edited is told nowhere in the new clause, no more than another
 * of its words is, and a sentence that came has a deed of its own. One deed more is no other one, and who
 * "downloads a list" may "fetch the list".
 */

/* Bytes of a sentence and of a clause that are looked at; a sentence has some hundred, a clause two thousand. */
#define MAX_SENTENCE 2000u
#define MAX_CLAUSE 20000u

/* Words of the old sentence that the new clause has to lack, the deed among them. */
#define MIN_LOST 2u

/* Bytes of kana between a deed and its mark: することが; of a word of Latin that says something. */
#define MAX_TIE 18u
#define MIN_LATIN 4u

/* Whether a sentence may let somebody do something: it neither denies nor demands, and tells no more than where
 * to look. */
static gboolean
may_enable (DipContext *context,
            const char *text)
{
  const DipMeaning *meaning = context->meaning;

  return strnlen (text, MAX_SENTENCE) < MAX_SENTENCE && _dip_meaning_has (meaning, "enabling", text)
    && !_dip_meaning_has (meaning, "demands", text) && !_dip_meaning_has (meaning, "refers", text)
    && strstr (text, "://") == NULL && !_dip_denies (context, text, FALSE)
    && (_dip_count_negations (context, text) == 0 || !_dip_meaning_ends_negated (meaning, text));
}

static gboolean
says_something (const DipToken *token)
{
  return token->kind == DIP_TOKEN_KANJI || token->kind == DIP_TOKEN_KATAKANA || token->kind == DIP_TOKEN_LATIN;
}

/* A word as it is looked for: "restricts" is "restrict". */
static char *
dup_word (DipContext     *context,
          const char     *text,
          const DipToken *token)
{
  g_autofree char *word = g_strndup (text + token->start, token->length);

  return token->kind == DIP_TOKEN_LATIN ? _dip_stem_of (context->meaning, word) : g_steal_pointer (&word);
}

/* The word at @index with what stands before it where it is the end of a verb: 割り当, not 記録の当. */
static char *
dup_deed (DipContext   *context,
          const char   *text,
          const GArray *tokens,
          guint         index)
{
  static const char particles[] = "のをがにはともでへやか";
  DipToken token = g_array_index (tokens, DipToken, index);

  if (index >= 2 && token.kind == DIP_TOKEN_KANJI)
    {
      const DipToken *kana = &g_array_index (tokens, DipToken, index - 1);
      const DipToken *before = &g_array_index (tokens, DipToken, index - 2);

      if (kana->kind == DIP_TOKEN_HIRAGANA && before->kind == DIP_TOKEN_KANJI
          && g_utf8_next_char (text + kana->start) == text + token.start
          && g_utf8_strchr (particles, -1, g_utf8_get_char (text + kana->start)) == NULL)
        {
          token.length += token.start - before->start;
          token.start = before->start;
        }
    }

  return dup_word (context, text, &token);
}

/* What can be done: the word before a mark of Japanese, or behind one of English. */
static GPtrArray *
list_deeds (DipContext   *context,
            const char   *text,
            const GArray *tokens)
{
  GPtrArray *deeds = g_ptr_array_new_with_free_func (g_free);
  guint last = G_MAXUINT;
  gboolean is_awaited = FALSE;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *at = text + token->start;

      if (token->kind == DIP_TOKEN_LATIN)
        {
          gsize length = _dip_meaning_match_at (context->meaning, "enabling", at);

          if (length > 0)
            {
              is_awaited = TRUE;
              while (i + 1 < tokens->len && g_array_index (tokens, DipToken, i + 1).start < token->start + length)
                i++;
              continue;
            }
          if (is_awaited && _dip_meaning_match_at (context->meaning, "adverbs", at) == 0)
            {
              g_ptr_array_add (deeds, dup_word (context, text, token));
              is_awaited = FALSE;
            }
        }
      for (const char *in = at; token->kind == DIP_TOKEN_HIRAGANA && last != G_MAXUINT && in < at + token->length;
           in = g_utf8_next_char (in))
        {
          const DipToken *before = &g_array_index (tokens, DipToken, last);

          if (in - (text + before->start + before->length) > (gssize) MAX_TIE)
            break;
          if (_dip_meaning_match_at (context->meaning, "enabling", in) > 0)
            {
              g_ptr_array_add (deeds, dup_deed (context, text, tokens, last));
              break;
            }
        }
      if (says_something (token))
        last = token->kind == DIP_TOKEN_LATIN ? G_MAXUINT : i;
    }

  return deeds;
}

/* All that a clause says below its title, as words set apart by line feeds, each with one before and behind it;
 * %NULL where that is too much. */
static char *
join_words (DipContext        *context,
            const DipPrepared *prepared)
{
  GString *all = g_string_new ("\n");

  for (guint i = 0; i < prepared->sentences->len; i++)
    {
      const DipSentence *sentence = dip_sentence_at (prepared, i);
      const char *text = dip_text_of (context, sentence);
      g_autoptr (GArray) tokens = NULL;

      if (!dip_is_told (sentence))
        continue;
      if (all->len + strnlen (text, MAX_CLAUSE) > MAX_CLAUSE)
        return g_string_free (all, TRUE);
      tokens = dip_tokens_cut (text);
      for (guint k = 0; k < tokens->len; k++)
        {
          const DipToken *token = &g_array_index (tokens, DipToken, k);
          g_autofree char *word = says_something (token) ? dup_word (context, text, token) : NULL;

          if (word != NULL)
            g_string_append_printf (all, "%s\n", word);
        }
    }

  return g_string_free (all, FALSE);
}

/* Whether a word is among those of a clause; one of Japanese may be a part of another. */
static gboolean
has_word (const char *all,
          const char *word)
{
  g_autofree char *line = NULL;

  if ((guint8) *word >= 0x80)
    return strstr (all, word) != NULL;

  line = g_strconcat ("\n", word, "\n", NULL);

  return strstr (all, line) != NULL;
}

static gboolean
lacks_one (const char      *all,
           const GPtrArray *deeds)
{
  for (guint i = 0; i < deeds->len; i++)
    {
      if (!has_word (all, deeds->pdata[i]))
        return TRUE;
    }

  return FALSE;
}

static guint
count_lost (DipContext   *context,
            const char   *text,
            const GArray *tokens,
            const char   *all)
{
  guint n = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *word = says_something (token) ? dup_word (context, text, token) : NULL;

      n += word != NULL && (token->kind != DIP_TOKEN_LATIN || token->length >= MIN_LATIN) && !has_word (all, word)
        && _dip_meaning_whole (context->meaning, "gist-drops-en", word) == NULL
        && _dip_meaning_whole (context->meaning, "customers", word) == NULL;
    }

  return n;
}

/* Whether a sentence that came or was edited can do what the old clause could not. */
static gboolean
has_other_deed (DipContext    *context,
                const DipWork *work,
                const char    *old_words)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->kind == DIP_UNIT_EQUAL || unit->move_pair >= 0)
        continue;
      for (guint k = unit->new_first; k < unit->new_first + unit->n_new; k++)
        {
          const DipSentence *sentence = dip_sentence_at (work->new_, k);
          const char *text = dip_text_of (context, sentence);
          g_autoptr (GArray) tokens = NULL;
          g_autoptr (GPtrArray) deeds = NULL;

          if (!dip_is_told (sentence) || !may_enable (context, text))
            continue;
          tokens = dip_tokens_cut (text);
          deeds = list_deeds (context, text, tokens);
          if (lacks_one (old_words, deeds))
            return TRUE;
        }
    }

  return FALSE;
}

/* Words of both clauses, made for the first sentence that needs them. */
typedef struct
{
  char     *old_words;  /* (nullable) */
  char     *new_words;  /* (nullable) */
  gboolean  is_joined;
} Words;

/* Whether a sentence of the old clause let somebody do what the new clause does not speak of. */
static gboolean
is_ability_lost (DipContext    *context,
                 const DipWork *work,
                 const char    *text,
                 Words         *words)
{
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (GPtrArray) deeds = NULL;

  if (!may_enable (context, text))
    return FALSE;

  tokens = dip_tokens_cut (text);
  deeds = list_deeds (context, text, tokens);
  if (deeds->len == 0)
    return FALSE;
  if (!words->is_joined)
    {
      words->old_words = join_words (context, work->old);
      words->new_words = join_words (context, work->new_);
      words->is_joined = TRUE;
    }

  return words->old_words != NULL && words->new_words != NULL && lacks_one (words->new_words, deeds)
    && count_lost (context, text, tokens, words->new_words) >= MIN_LOST;
}

/**
 * _dip_find_ability_replaced:
 * @context: both editions, compared
 * @work: a pair
 *
 * Returns: the first sentence of its old clause, gone or edited, that let somebody do what the new clause does not
 *   speak of, where that lets him do something else; -1 for none
 */
int
_dip_find_ability_replaced (DipContext    *context,
                            const DipWork *work)
{
  Words words = { NULL, NULL, FALSE };
  guint n_looked_at = 0;
  int found = -1;

  for (guint i = 0; i < work->units->len && n_looked_at < DIP_FLIP_MAX_LOOKED_AT && found < 0; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->move_pair >= 0 || (unit->kind != DIP_UNIT_OLD_ONLY && unit->kind != DIP_UNIT_EDITED))
        continue;
      for (guint k = unit->old_first; k < unit->old_first + unit->n_old && found < 0; k++, n_looked_at++)
        {
          const DipSentence *sentence = dip_sentence_at (work->old, k);

          if (dip_is_told (sentence) && _dip_is_of_substance (work->pair, sentence)
              && is_ability_lost (context, work, dip_text_of (context, sentence), &words))
            found = (int) k;
        }
    }
  if (found >= 0 && !has_other_deed (context, work, words.old_words))
    found = -1;

  g_free (words.old_words);
  g_free (words.new_words);

  return found;
}
