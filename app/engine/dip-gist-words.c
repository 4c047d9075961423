/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include "base/dip-strings.h"

#include <string.h>

/*
 * Which words two passages have in common, for dip-gist.c.
 */

/* Letters that two compounds have to have in common to speak of the same. */
#define MIN_COMMON 2u

/* Length of the next @n characters, 0 where there are fewer. */
static gsize
skip_characters (const char *at,
                 guint       n)
{
  const char *end = at;

  for (guint i = 0; i < n; i++)
    {
      if (*end == '\0')
        return 0;
      end = g_utf8_next_char (end);
    }

  return (gsize) (end - at);
}

/* Whether @length bytes, of whole characters, stand anywhere in a text. Both are a few characters. */
static gboolean
stands_in (const char *text,
           const char *piece,
           gsize       length)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gsize n = 0;

      while (n < length && text[n] == piece[n])
        n++;
      if (n == length)
        return TRUE;
    }

  return FALSE;
}

/* Whether two words have a piece in common. */
gboolean
_dip_gist_is_related (const char *a,
                      const char *b)
{
  if (strcmp (a, b) == 0)
    return TRUE;
  if (g_ascii_isalnum (a[0]) || g_ascii_isalnum (b[0]))
    return FALSE;

  for (const char *at = a; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = skip_characters (at, MIN_COMMON);

      if (length == 0)
        break;
      if (stands_in (b, at, length))
        return TRUE;
    }

  return FALSE;
}

gboolean
_dip_gist_contains (const GArray *words,
                    const char   *text)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (dip_gist_word (words, i)->kind == DIP_GIST_WORD && strcmp (dip_gist_word (words, i)->text, text) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_piece (const GArray *words,
           const char   *at,
           gsize         length,
           gboolean      is_short,
           gboolean      is_time)
{
  g_autofree char *piece = g_strndup (at, length);

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      /* 発生時 is not in 発生後. */
      if (is_time && (g_str_has_suffix (word->text, "後") || g_str_has_suffix (word->text, "前")))
        continue;
      if (word->kind == DIP_GIST_WORD
          && (is_short ? g_str_has_prefix (word->text, piece) || g_str_has_suffix (word->text, piece)
              : strstr (word->text, piece) != NULL))
        return TRUE;
    }

  return FALSE;
}

/* Characters of a compound that are cut. */
#define MAX_COMPOUND 40u

static gboolean
is_time (const char *text)
{
  return g_str_has_suffix (text, "時") && strlen (text) > strlen ("時");
}

/* Whether a compound is made of pieces of the other side's words, of two characters or more, or
 * of single ones at an end of these, and of syllables that add nothing (的, 用). */
static gboolean
is_covered (const DipMeaning *meaning,
            const char       *printed,
            const GArray     *others)
{
  /* 入館時 is when what 入館 says is done. */
  g_autofree char *text = g_strndup (printed, strlen (printed) - (is_time (printed) ? strlen ("時") : 0));
  gboolean reached[MAX_COMPOUND + 1] = { TRUE };
  gsize offsets[MAX_COMPOUND + 1] = { 0 };
  guint n = 0;

  if (_dip_gist_contains (others, printed) || _dip_gist_contains (others, text))
    return TRUE;
  if ((guint8) text[0] < 0x80 || g_utf8_strlen (text, -1) > MAX_COMPOUND)
    return FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    offsets[++n] = (gsize) (g_utf8_next_char (at) - text);

  for (guint i = 0; i < n; i++)
    {
      for (guint k = i + 1; reached[i] && k <= n; k++)
        {
          gsize length = offsets[k] - offsets[i];

          reached[k] = reached[k] || has_piece (others, text + offsets[i], length, k - i < MIN_COMMON,
                                                is_time (printed))
            || _dip_meaning_match (meaning, "gist-affixes", text + offsets[i], length) == length;
        }
    }

  return reached[n];
}

/* Words that hardly say anything may stand on one side alone; one for so many that do. */
#define WORDS_FOR_LIGHT 4u

/* Whether each word that says something is on the other side. */
gboolean
_dip_gist_covers (const DipMeaning *meaning,
                  const GArray     *words,
                  const GArray     *others)
{
  guint n_light = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->kind != DIP_GIST_WORD || is_covered (meaning, word->text, others))
        continue;
      if (_dip_meaning_whole (meaning, word->is_deed ? "gist-light-deeds" : "gist-light", word->text) == NULL)
        return FALSE;
      n_light++;
    }

  return n_light * WORDS_FOR_LIGHT <= words->len;
}

/* Values and bounds, in alphabetical order. */
static GPtrArray *
collect_values (const GArray *words)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->kind == DIP_GIST_VALUE || word->kind == DIP_GIST_BOUND)
        g_ptr_array_add (values, word->text);
    }
  g_ptr_array_sort (values, dip_compare_strings);

  return values;
}

gboolean
_dip_gist_same_values (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  g_autoptr (GPtrArray) x = collect_values (a);
  g_autoptr (GPtrArray) y = collect_values (b);

  return dip_equal_strings (x, y);
}
