/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * Sentences that only lost something:
 *
 *   Customers and their auditors may visit the site. → Customers may visit the site.
 *   画面及び電話での照会に、夜間も応じます。→ 照会には、画面で夜間も応じます。
 *
 * Nothing that the new form says is new, so nothing can stand for what is gone: a verb that
 * promised, or one of several things, of which another one stayed.
 */

/* Words of a sentence that are looked at; one that has more is no sentence. */
#define MAX_WORDS 96u
#define MAX_BYTES 4096u

/* Letters by which a word of English is known in all its forms. */
#define STEM_LETTERS 5u

typedef enum { KIND_NONE, KIND_LATIN, KIND_HAN, KIND_KATAKANA } Kind;

typedef struct
{
  const char *at;
  gsize       length;
  Kind        kind;
  gboolean    is_lost;
} Word;

static Kind
kind_of (gunichar c)
{
  if (c < 0x80)
    return c != 0 && g_ascii_isalnum ((char) c) ? KIND_LATIN : KIND_NONE;
  if (c >= 0x4E00 && c <= 0x9FFF)
    return KIND_HAN;

  return c >= 0x30A1 && c <= 0x30FC ? KIND_KATAKANA : KIND_NONE;
}

/* Whether a word only holds the others together; 及び is one of these as well. */
static gboolean
is_silent (const DipMeaning *meaning,
           const Word       *word)
{
  static const char *const pronouns[] = { "they", "them", "these", "those", "this", "their" };
  g_autofree char *text = g_strndup (word->at, word->length);

  if (word->kind != KIND_LATIN)
    return _dip_meaning_whole (meaning, "content-drops", text) != NULL || strcmp (text, "他") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    {
      if (strcmp (text, pronouns[i]) == 0)
        return TRUE;
    }

  return word->length < 3 || strcmp (text, "and") == 0 || strcmp (text, "are") == 0 || strcmp (text, "were") == 0
    || strcmp (text, "been") == 0 || _dip_meaning_whole (meaning, "prepositions", text) != NULL
    || _dip_meaning_whole (meaning, "helpers", text) != NULL || _dip_meaning_whole (meaning, "fillers", text) != NULL
    || _dip_meaning_whole (meaning, "abilities", text) != NULL
    || _dip_meaning_whole (meaning, "providers", text) != NULL;
}

/* Words that say something; 0 where there are too many. */
static guint
cut (const DipMeaning *meaning,
     const char       *text,
     Word             *words)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; )
    {
      Word word = { .at = at, .kind = kind_of (g_utf8_get_char (at)) };

      while (*at != '\0' && kind_of (g_utf8_get_char (at)) == word.kind)
        at = g_utf8_next_char (at);
      word.length = (gsize) (at - word.at);
      if (word.kind == KIND_NONE || is_silent (meaning, &word))
        continue;
      if (n == MAX_WORDS)
        return 0;
      words[n++] = word;
    }

  return n;
}

static gboolean
contains (const char *text,
          const char *piece,
          gsize       length)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (strncmp (at, piece, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether all pieces of two characters of a word stand in a text, or the text has its beginning. */
static gboolean
is_said (const Word *word,
         const char *text)
{
  const char *end = word->at + word->length;
  const char *next = g_utf8_next_char (word->at);

  if (word->kind == KIND_LATIN)
    {
      gsize length = MIN (word->length, STEM_LETTERS);

      for (const char *at = text; *at != '\0'; at++)
        {
          if ((at == text || !g_ascii_isalnum (at[-1])) && strncmp (at, word->at, length) == 0
              && (length == STEM_LETTERS || !g_ascii_isalnum (at[length]) || at[length] == 's'))
            return TRUE;
        }
      return FALSE;
    }

  if (next >= end)
    return contains (text, word->at, word->length);
  for (const char *at = word->at; g_utf8_next_char (at) < end; at = g_utf8_next_char (at))
    {
      const char *piece_end = g_utf8_next_char (g_utf8_next_char (at));

      if (!contains (text, at, (gsize) (piece_end - at)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_one_of (const char        *text,
            const char *const *phrases,
            gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (strstr (text, phrases[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether what stands between two words joins them. In a list all but the last things are joined by a
 * comma; "or" is a loss for whoever may choose. */
static gboolean
joins (const DipMeaning *meaning,
       const char       *text,
       const char       *between)
{
  static const char *const all[] = { " and ", "及び", "および", "並びに", "ならびに" };
  static const char *const any[] = { " or ", "または", "もしくは" };

  if (strcmp (between, "、") == 0 || strcmp (between, ",") == 0 || strcmp (between, ", ") == 0)
    return has_one_of (text, all, G_N_ELEMENTS (all));
  if (has_one_of (between, any, G_N_ELEMENTS (any)))
    return _dip_meaning_has (meaning, "abilities", text);

  return has_one_of (between, all, G_N_ELEMENTS (all)) || strcmp (between, "と") == 0;
}

/* "and their auditors", 及び電話: whether one of two joined things is lost and the other one stayed. */
static gboolean
is_one_of_two (const DipMeaning *meaning,
               const char       *text,
               const Word       *words,
               guint             n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      const char *gap = words[i].at + words[i].length;
      g_autofree char *between = g_strndup (gap, (gsize) (words[i + 1].at - gap));

      if (!joins (meaning, text, between))
        continue;
      if (words[i].is_lost != words[i + 1].is_lost)
        return TRUE;
      /* "guests and external auditors": what is lost may have a word of its own before it. */
      if (!words[i].is_lost && i + 2 < n && words[i + 2].is_lost
          && words[i + 2].at == words[i + 1].at + words[i + 1].length + 1)
        return TRUE;
    }

  return FALSE;
}

/* "We reward …": whether the verb of the provider is gone; "we have appointed an officer" is "our officer", and
 * whoever "aims to" do something and does it has lost nothing. */
static gboolean
loses_deed (const DipMeaning *meaning,
            const char       *text,
            const Word       *words,
            guint             n)
{
  gsize we = _dip_meaning_match_at (meaning, "providers", text);

  return we > 0 && text[we] == ' ' && n > 0 && words[0].kind == KIND_LATIN && words[0].is_lost
    && _dip_meaning_match_at (meaning, "weakenings", words[0].at) == 0
    && _dip_meaning_match_at (meaning, "hedges", words[0].at) == 0;
}

/**
 * _dip_only_loses:
 * @context: both editions, compared
 * @a: a folded sentence
 * @b: another form of it
 *
 * Returns: whether the new form says nothing new and lacks something that was promised
 */
gboolean
_dip_only_loses (DipContext *context,
                 const char *a,
                 const char *b)
{
  const DipMeaning *meaning = context->meaning;
  Word old_words[MAX_WORDS];
  Word new_words[MAX_WORDS];
  guint n_old;
  guint n_new;
  guint n_lost = 0;

  if (strnlen (a, MAX_BYTES + 1) > MAX_BYTES || strnlen (b, MAX_BYTES + 1) > MAX_BYTES)
    return FALSE;

  n_old = cut (meaning, a, old_words);
  n_new = cut (meaning, b, new_words);
  if (n_old == 0 || n_new == 0 || n_old <= n_new)
    return FALSE;

  for (guint i = 0; i < n_new; i++)
    {
      if (!is_said (&new_words[i], a))
        return FALSE;
    }
  for (guint i = 0; i < n_old; i++)
    {
      old_words[i].is_lost = !is_said (&old_words[i], b);
      n_lost += old_words[i].is_lost;
    }
  if (n_lost == 0)
    return FALSE;
  if (strstr (b, "our ") == NULL && loses_deed (meaning, a, old_words, n_old))
    return TRUE;

  return (_dip_meaning_has (meaning, "promises", a) || _dip_meaning_has (meaning, "offers", a)
          || _dip_meaning_has (meaning, "abilities", a))
    && is_one_of_two (meaning, a, old_words, n_old);
}
