/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* White space as Unicode has it, without a look into its tables: folding and
 * cutting ask this of every character. */
static inline gboolean
dip_is_space (gunichar c)
{
  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r');

  return c == 0x3000 || c == 0xA0 || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028
    || c == 0x2029 || c == 0x202F || c == 0x205F;
}

/* Hiragana with its marks, of which Japanese grammar is made. */
static inline gboolean
dip_is_hiragana (gunichar c)
{
  return c >= 0x3041 && c <= 0x309F;
}

/* Ideographs that Japanese has, and the mark that repeats one. */
static inline gboolean
dip_is_kanji (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3005;
}

/* Katakana, without the dot between words. */
static inline gboolean
dip_is_katakana (gunichar c)
{
  return c >= 0x30A1 && c <= 0x30FC && c != 0x30FB;
}

/* g_utf8_get_char() of a valid text without a call: folding and cutting read
 * every character of a paper several times. */
static inline gunichar
dip_utf8_get (const char *at)
{
  const guint8 *b = (const guint8 *) at;

  if (b[0] < 0x80)
    return b[0];
  if (b[0] < 0xE0)
    return (gunichar) (b[0] & 0x1F) << 6 | (b[1] & 0x3F);
  if (b[0] < 0xF0)
    return (gunichar) (b[0] & 0x0F) << 12 | (gunichar) (b[1] & 0x3F) << 6 | (b[2] & 0x3F);

  return (gunichar) (b[0] & 0x07) << 18 | (gunichar) (b[1] & 0x3F) << 12 | (gunichar) (b[2] & 0x3F) << 6
    | (b[3] & 0x3F);
}

/* g_str_has_prefix() without a call: most texts differ from most words at the first byte. */
static inline gboolean
dip_begins_with (const char *text,
                 const char *word)
{
  while (*word != '\0' && *text == *word)
    {
      text++;
      word++;
    }

  return *word == '\0';
}

/* Whether one of some words, NULL at their end, begins a text, stands somewhere in it, ends at a place of it, or ends
 * it. Words have no bounds here, as those of Japanese have none. */
static inline gboolean
dip_begins_with_one_of (const char        *text,
                        const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (dip_begins_with (text, words[i]))
      return TRUE;

  return FALSE;
}

static inline gboolean
dip_has_one_of (const char        *text,
                const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static inline gboolean
dip_follows_one_of (const char        *text,
                    const char        *at,
                    const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (at - text) >= length && memcmp (at - length, words[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

static inline gboolean
dip_ends_with_one_of (const char        *text,
                      const char *const *words)
{
  return dip_follows_one_of (text, text + strlen (text), words);
}

/* Bytes of the character that begins with @first, in a valid text. */
static inline gsize
dip_utf8_length (char first)
{
  static const guint8 lengths[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };

  return lengths[(guint8) first >> 4];
}

/* Whether a text has kana, in which the parts of a Japanese sentence are told. */
static inline gboolean
dip_has_hiragana (const char *text)
{
  for (const char *at = text; *at != '\0'; at += dip_utf8_length (*at))
    {
      if (dip_is_hiragana (dip_utf8_get (at)))
        return TRUE;
    }

  return FALSE;
}

G_END_DECLS
