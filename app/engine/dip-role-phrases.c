/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-roles-private.h"

#include "base/dip-strings.h"

#include <string.h>

/*
 * A Japanese sentence is cut into phrases: a word with the kana after it. What
 * の, と and their like bind is one phrase.
 */

/* Phrases of a sentence; what is longer is no sentence. */
#define MAX_PHRASES 200u

static DipPhrase *
phrase_new (void)
{
  DipPhrase *self = g_new0 (DipPhrase, 1);

  self->stem = g_string_new (NULL);
  self->tail = g_string_new (NULL);

  return self;
}

static void
phrase_free (gpointer data)
{
  DipPhrase *self = data;

  g_string_free (self->stem, TRUE);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

static gboolean
is_filler (const DipMeaning *meaning,
           const DipPhrase     *phrase)
{
  return phrase->stem->len == 0 && _dip_meaning_is_filled (meaning, phrase->tail->str);
}

static void
close_phrase (const DipMeaning  *meaning,
              GPtrArray         *phrases,
              DipPhrase           **open)
{
  DipPhrase *phrase = *open;

  if (phrase->stem->len + phrase->tail->len == 0)
    return;

  if (!is_filler (meaning, phrase))
    g_ptr_array_add (phrases, phrase);
  else
    phrase_free (phrase);
  *open = phrase_new ();
}

/* "毎日" of "毎日確認": an adverb that stands before its verb without a particle. */
static gsize
adverb_length (const DipMeaning *meaning,
               const char       *text,
               gsize             length)
{
  gsize found = _dip_meaning_match (meaning, "adverbs", text, length);

  return found < length ? found : 0;
}

static gboolean
is_counted (DipTokenKind before,
            DipTokenKind kind)
{
  return (before == DIP_TOKEN_NUMBER || before == DIP_TOKEN_DATE)
    && (kind == DIP_TOKEN_KANJI || kind == DIP_TOKEN_KATAKANA || kind == DIP_TOKEN_LATIN);
}

static void
add_word (const DipMeaning  *meaning,
          GPtrArray         *phrases,
          DipPhrase           **open,
          const char        *text,
          gsize              length,
          DipTokenKind       kind,
          DipTokenKind       before)
{
  gsize adverb;

  if ((*open)->tail->len > 0 || ((*open)->stem->len > 0 && is_counted (before, kind)))
    close_phrase (meaning, phrases, open);

  adverb = kind == DIP_TOKEN_KANJI && (*open)->stem->len == 0 ? adverb_length (meaning, text, length) : 0;
  if (adverb > 0)
    {
      g_string_append_len ((*open)->stem, text, adverb);
      close_phrase (meaning, phrases, open);
    }
  if (kind == DIP_TOKEN_LATIN && before == DIP_TOKEN_SPACE && (*open)->stem->len > 0)
    g_string_append_c ((*open)->stem, ' ');
  g_string_append_len ((*open)->stem, text + adverb, length - adverb);
  (*open)->counted = kind == DIP_TOKEN_NUMBER;
}

/* A bracket stands for itself, in its place. */
static void
add_bracket (const DipMeaning  *meaning,
             GPtrArray         *phrases,
             DipPhrase           **open,
             const char        *text,
             gsize              length)
{
  close_phrase (meaning, phrases, open);
  if (phrases->len > 0)
    ((DipPhrase *) phrases->pdata[phrases->len - 1])->closed = TRUE;
  g_string_append_len ((*open)->stem, text, length);
  (*open)->closed = TRUE;
  close_phrase (meaning, phrases, open);
}

/* に対して, を用いて: a particle of several words. Returns how many more tokens
 * it takes than the first one. */
static guint
add_long_particle (const DipMeaning *meaning,
                   DipPhrase           *phrase,
                   const char       *text,
                   const GArray     *tokens,
                   guint             index)
{
  const DipToken *token = &g_array_index (tokens, DipToken, index);
  gsize found = _dip_meaning_match (meaning, "particles", text + token->start, strlen (text + token->start));
  guint next = index + 1;

  if (phrase->stem->len == 0 || phrase->tail->len > 0 || found <= token->length)
    return 0;

  while (next < tokens->len && g_array_index (tokens, DipToken, next).start < token->start + found)
    next++;
  if (next < tokens->len && g_array_index (tokens, DipToken, next).start != token->start + found)
    return 0;
  g_string_append_len (phrase->tail, text + token->start, (gssize) found);

  return next - index - 1;
}

static GPtrArray *
cut_phrases (const DipMeaning *meaning,
             const char       *text)
{
  g_autoptr (GArray) tokens = _dip_cut_words (meaning, text);
  GPtrArray *phrases = g_ptr_array_new_with_free_func (phrase_free);
  DipPhrase *open = phrase_new ();
  DipTokenKind before = DIP_TOKEN_SPACE;
  guint more;

  for (guint i = 0; i < tokens->len && phrases->len < MAX_PHRASES; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *at = text + token->start;

      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
        case DIP_TOKEN_BULLET:
          break;

        case DIP_TOKEN_HIRAGANA:
          more = add_long_particle (meaning, open, text, tokens, i);
          i += more;
          if (more > 0)
            break;
          if (open->tail->len > 0)
            close_phrase (meaning, phrases, &open);
          g_string_append_len (open->tail, at, token->length);
          break;

        case DIP_TOKEN_PUNCTUATION:
          if (strchr ("()[]<>", at[0]) != NULL)
            add_bracket (meaning, phrases, &open, at, token->length);
          else if (!_dip_meaning_is_silent (g_utf8_get_char (at)))
            g_string_append_len (open->stem, at, token->length);
          else if (g_utf8_strchr ("、,;:。", -1, g_utf8_get_char (at)) != NULL)
            close_phrase (meaning, phrases, &open);
          break;

        default:
          add_word (meaning, phrases, &open, at, token->length, token->kind, before);
          break;
        }
      before = token->kind;
    }

  close_phrase (meaning, phrases, &open);
  phrase_free (open);

  return phrases;
}

/* "年1回します", "継続的にします": the verb is only します, what stands before it is
 * an adverb. */
static void
split_light_verb (const DipMeaning *meaning,
                  GPtrArray        *phrases,
                  guint             index)
{
  DipPhrase *phrase = phrases->pdata[index];
  gsize particle = _dip_meaning_match (meaning, "particles", phrase->tail->str, phrase->tail->len);
  DipPhrase *verb;

  if (phrase->stem->len == 0 || !g_str_has_prefix (phrase->tail->str + particle, "し")
      || (particle == 0 && !phrase->counted))
    return;

  verb = phrase_new ();
  g_string_append (verb->tail, phrase->tail->str + particle);
  g_string_truncate (phrase->tail, particle);
  verb->closed = phrase->closed;
  phrase->closed = FALSE;
  g_ptr_array_insert (phrases, (int) index + 1, verb);
}

/* します without a word before it; すみやかに and あらかじめ are adverbs. */
static gboolean
tail_is_verb (const DipMeaning *meaning,
              const char       *tail)
{
  return !g_str_has_suffix (tail, "に") && !g_str_has_suffix (tail, "く")
    && _dip_meaning_whole (meaning, "joining", tail) == NULL;
}

static void
find_role (const DipMeaning *meaning,
           DipPhrase           *phrase)
{
  const char *tail = phrase->tail->str;

  if (tail[0] == '\0')
    phrase->role = DIP_ROLE_BARE;
  else if (_dip_meaning_match_at (meaning, "joining-particles", tail) == strlen (tail))
    phrase->role = DIP_ROLE_JOINED;
  else if ((phrase->particle = _dip_meaning_whole (meaning, "particles", tail)) == NULL)
    phrase->role = phrase->stem->len > 0 || tail_is_verb (meaning, tail) ? DIP_ROLE_VERB : DIP_ROLE_BARE;
  else if (strcmp (phrase->particle, "は") == 0)
    phrase->role = DIP_ROLE_TOPIC;
  else if (strcmp (phrase->particle, "が") == 0)
    phrase->role = DIP_ROLE_AGENT;
  else if (strcmp (phrase->particle, "を") == 0)
    phrase->role = DIP_ROLE_OBJECT;
  else if (strcmp (phrase->particle, "の") == 0)
    phrase->role = DIP_ROLE_OF;
  else
    phrase->role = DIP_ROLE_OTHER;
}

/* A の B is one phrase, unless B is a verb: 設定の確認をします is 設定を確認します. */
static void
bind_of (GPtrArray *phrases)
{
  for (guint i = 0; i + 1 < phrases->len; )
    {
      DipPhrase *phrase = phrases->pdata[i];
      DipPhrase *next = phrases->pdata[i + 1];

      /* サービスを変更時は is サービスの変更時は */
      if (phrase->role == DIP_ROLE_OBJECT && next->role != DIP_ROLE_VERB && g_str_has_suffix (next->stem->str, "時"))
        phrase->role = DIP_ROLE_OF;
      if (phrase->role != DIP_ROLE_OF || phrase->closed || next->stem->len == 0)
        {
          i++;
          continue;
        }
      if (next->role == DIP_ROLE_VERB)
        {
          phrase->role = DIP_ROLE_OBJECT;
          i++;
          continue;
        }
      g_string_prepend_len (next->stem, phrase->stem->str, phrase->stem->len);
      g_ptr_array_remove_index (phrases, i);
      i = i > 0 ? i - 1 : 0;
    }
}

/* What is joined may stand in any order: 開発環境と本番環境. */
static void
bind_joined (GPtrArray *phrases)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      g_autoptr (GPtrArray) stems = g_ptr_array_new ();
      g_autofree char *joiner = g_strdup (((DipPhrase *) phrases->pdata[i])->tail->str);
      g_autoptr (GString) joined = g_string_new (NULL);
      DipPhrase *last;
      guint end = i;

      while (end + 1 < phrases->len && ((DipPhrase *) phrases->pdata[end])->role == DIP_ROLE_JOINED
             && !((DipPhrase *) phrases->pdata[end])->closed
             && strcmp (((DipPhrase *) phrases->pdata[end])->tail->str, joiner) == 0)
        end++;
      last = phrases->pdata[end];
      if (end == i || last->stem->len == 0 || last->role == DIP_ROLE_BARE || last->role == DIP_ROLE_JOINED
          || (last->role == DIP_ROLE_VERB && !g_str_has_prefix (last->tail->str, "で")))
        continue;

      for (guint k = i; k <= end; k++)
        g_ptr_array_add (stems, ((DipPhrase *) phrases->pdata[k])->stem->str);
      g_ptr_array_sort (stems, dip_compare_strings);
      for (guint k = 0; k < stems->len; k++)
        g_string_append_printf (joined, "%s%s", k == 0 ? "" : joiner, (const char *) stems->pdata[k]);
      g_string_assign (last->stem, joined->str);
      g_ptr_array_remove_range (phrases, i, end - i);
    }
}

/* Cuts a text in which phrases that mean the same are the same already. */
GPtrArray *
_dip_cut_phrases (const DipMeaning *meaning,
                  const char       *text)
{
  GPtrArray *phrases = cut_phrases (meaning, text);

  for (guint i = 0; i < phrases->len; i++)
    {
      split_light_verb (meaning, phrases, i);
      find_role (meaning, phrases->pdata[i]);
    }
  bind_of (phrases);
  bind_joined (phrases);

  return phrases;
}
