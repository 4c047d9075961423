/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Particles, nearly all of them Japanese, that nearly always say the same, where they do not:
 *
 *   委託先が監査します      委託先を監査します      whoever did it has it done to him
 *   管理画面で削除します    管理画面を削除します    where it was done is what it is done to
 *   当社及び委託先が        当社の委託先が          one of two is only whose the other one is
 *   当社及び委託先が        委託先が                we are not one of two any more
 *   監視を委託し、結果を    監視し、委託結果を      something else is done
 */

/* Characters on either side of what joins two words by which these are known again. */
#define LETTERS 2u

static guint
count_passives (const char *text)
{
  static const char *const forms[] = { "され", "られ", "われ" };
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        n += dip_begins_with (at, forms[i]);
    }

  return n;
}

/* Whether a word stands before a particle somewhere; を用いて is by what means. */
static gboolean
has_part (const DipMeaning *meaning,
          const char       *text,
          const char       *word,
          gsize             length,
          const char       *particle)
{
  g_autofree char *phrase = g_strdup_printf ("%.*s%s", (int) length, word, particle);

  for (const char *found = strstr (text, phrase); found != NULL; found = strstr (found + 1, phrase))
    {
      if (_dip_meaning_match_at (meaning, "means", found + strlen (phrase)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a word is with one particle in @a what it is with another one in @b. */
static gboolean
changes_part (const DipMeaning *meaning,
              const char       *a,
              const char       *b,
              const char       *word,
              gsize             length,
              const char       *from,
              const char       *to)
{
  return has_part (meaning, a, word, length, from) && has_part (meaning, b, word, length, to)
    && !has_part (meaning, a, word, length, to) && !has_part (meaning, b, word, length, from);
}

/* Beginning of the last characters before @at, %NULL where they are no noun. */
static const char *
noun_before (const char *text,
             const char *at)
{
  for (guint i = 0; i < LETTERS; i++)
    {
      if (at == text || !_dip_is_of_noun (g_utf8_get_char (g_utf8_prev_char (at))))
        return NULL;
      at = g_utf8_prev_char (at);
    }

  return at;
}

/* End of the first characters from @at on, %NULL where they are no noun. */
static const char *
noun_behind (const char *at)
{
  for (guint i = 0; i < LETTERS; i++)
    {
      if (!_dip_is_of_noun (g_utf8_get_char (at)))
        return NULL;
      at = g_utf8_next_char (at);
    }

  return at;
}

/* Length of what joins two words at @at, 0 for none. */
static gsize
match_joiner (const char *at)
{
  static const char *const joiners[] = { "および", "及び", "ならびに", "並びに", "、", "・", "と" };

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      if (dip_begins_with (at, joiners[i]))
        return strlen (joiners[i]);
    }

  return 0;
}

/* 当社及び委託先: 当社の委託先 */
static gboolean
joins_what_was_owned (const DipMeaning *meaning,
                      const char       *a,
                      const char       *b,
                      const char       *at)
{
  gsize length = match_joiner (at);
  const char *before = length == 0 ? NULL : noun_before (a, at);
  const char *behind = before == NULL ? NULL : noun_behind (at + length);
  g_autofree char *owned = NULL;

  /* "年1回、再評価" is no row of things */
  if (behind == NULL
      || (dip_begins_with (at, "、") && _dip_meaning_stands_before (meaning, "when-endings", a, at)))
    return FALSE;
  at += length;
  owned = g_strdup_printf ("%.*sの%.*s", (int) (at - length - before), before, (int) (behind - at), at);

  return strstr (b, owned) != NULL && strstr (a, owned) == NULL;
}

/* Whether a word is somebody: 責任者, 委託先. */
gboolean
_dip_is_somebody (const DipMeaning *meaning,
                  const char       *word)
{
  return _dip_meaning_stands_before (meaning, "party-endings", word, word + strlen (word))
    || _dip_meaning_ends_with (meaning, "responsibility", word);
}

/* Whether the word before @at is. */
static gboolean
is_somebody (const DipMeaning *meaning,
             const char       *text,
             const char       *at)
{
  const char *before = at;
  g_autofree char *word = NULL;

  while (before > text && _dip_is_of_noun (g_utf8_get_char (g_utf8_prev_char (before))))
    before = g_utf8_prev_char (before);
  word = g_strndup (before, (gsize) (at - before));

  return _dip_is_somebody (meaning, word);
}

/* Whether the word before the particle at @at, with the same voice, is what is done to in @b. */
static gboolean
becomes_object (const DipMeaning *meaning,
                const char       *a,
                const char       *b,
                const char       *at)
{
  static const char *const particles[] = { "が", "にて", "で", "から", "より" };
  const char *before = noun_before (a, at);

  if (before == NULL || dip_begins_with (at, "でき") || dip_begins_with (at, "です")
      || dip_begins_with (at, "であ"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      if (dip_begins_with (at, particles[i]) && (i > 0 || is_somebody (meaning, a, at))
          && changes_part (meaning, a, b, before, (gsize) (at - before), particles[i], "を"))
        return TRUE;
    }

  return FALSE;
}

/* The last letters before each し、, which are what is done first. */
static GPtrArray *
list_deeds (const char *text)
{
  GPtrArray *deeds = g_ptr_array_new_with_free_func (g_free);

  for (const char *found = strstr (text, "し、"); found != NULL; found = strstr (found + 1, "し、"))
    {
      const char *before = noun_before (text, found);

      if (before != NULL)
        g_ptr_array_add (deeds, g_strndup (before, (gsize) (found - before)));
    }

  return deeds;
}

/* Whether what is done in @a is only part of a compound in @b, where as much is done. */
static gboolean
loses_deed (const char *a,
            const char *b)
{
  g_autoptr (GPtrArray) x = list_deeds (a);
  g_autoptr (GPtrArray) y = list_deeds (b);

  for (guint i = 0; x->len == y->len && i < x->len; i++)
    {
      const char *found = strstr (b, x->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (y, x->pdata[i], g_str_equal, NULL) && found != NULL
          && _dip_is_of_noun (g_utf8_get_char (found + strlen (x->pdata[i]))))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_turned_from (const DipMeaning *meaning,
                const char       *a,
                const char       *b)
{
  gboolean same_voice = count_passives (a) == count_passives (b);

  if (loses_deed (a, b)
      || (_dip_meaning_has (meaning, "joined-providers", a) && !_dip_meaning_has (meaning, "joined-providers", b)))
    return TRUE;

  for (const char *at = a; *at != '\0'; at = g_utf8_next_char (at))
    {
      if ((same_voice && becomes_object (meaning, a, b, at)) || joins_what_was_owned (meaning, a, b, at))
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_is_turned:
 * @meaning: the lists
 * @a: a folded sentence
 * @b: another one
 *
 * Returns: whether a word has another part in one of them than in the other, told by what
 *   nearly always changes nothing
 */
gboolean
_dip_is_turned (const DipMeaning *meaning,
                const char       *a,
                const char       *b)
{
  return is_turned_from (meaning, a, b) || is_turned_from (meaning, b, a);
}
