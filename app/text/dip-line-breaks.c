/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-line-breaks.h"

#include "text/dip-characters.h"

#include <unicode/ubrk.h>

/* A phrase of more letters than this is parted at its words: a line of a narrow window with
 * large letters holds no more of a title. */
#define MAX_LETTERS 8

/* Shorter words stay with those beside them: the dictionary cuts クラウド. */
#define MIN_LETTERS 3

typedef struct
{
  UBreakIterator *phrases;  /* (nullable) */
  UBreakIterator *words;    /* (nullable) */
} Breakers;

static void
breakers_free (gpointer data)
{
  Breakers *self = data;

  g_clear_pointer (&self->phrases, ubrk_close);
  g_clear_pointer (&self->words, ubrk_close);
  g_free (self);
}

/* Making them costs a hundred times what a title does; each thread has its own. */
static Breakers *
get_breakers (void)
{
  static GPrivate own = G_PRIVATE_INIT (breakers_free);
  Breakers *self = g_private_get (&own);
  UErrorCode status = U_ZERO_ERROR;

  if (self != NULL)
    return self;

  self = g_new0 (Breakers, 1);
  self->phrases = ubrk_open (UBRK_LINE, "ja@lw=phrase", NULL, 0, &status);
  self->words = ubrk_open (UBRK_WORD, "ja", NULL, 0, &status);
  g_private_set (&own, self);

  return self;
}

/* The dictionary cuts ください: a bit of hiragana between two others is no phrase. */
static gboolean
is_bit (const char *text,
        int         start,
        int         end)
{
  for (const char *p = text + start; p < text + end; p = g_utf8_next_char (p))
    if (!dip_is_hiragana (g_utf8_get_char (p)))
      return FALSE;

  return g_utf8_strlen (text + start, end - start) < MIN_LETTERS && dip_is_hiragana (g_utf8_get_char (text + end));
}

/* The character before an offset; 0 where a piece begins. */
static gunichar
before (const char *text,
        int         start,
        int         at)
{
  return at > start ? g_utf8_get_char (g_utf8_prev_char (text + at)) : 0;
}

/* Whether a number ends before an offset, or before the space there. */
static gboolean
is_behind_number (const char *text,
                  int         start,
                  int         at)
{
  gunichar last = before (text, start, at);

  return g_unichar_isdigit (last == ' ' ? before (text, start, at - 1) : last);
}

/* The dictionary knows fewer words than a reader: it cuts 貼り付け behind the stem of the first verb, parts a
 * suffix from its noun, as in 事業者の, what is counted from its number, and a particle or an ending from
 * what it belongs to. */
static gboolean
is_within_word (const char *text,
                int         start,
                int         at)
{
  static const char stems[] = "りきみしちびぎいえけげせべめれ";
  static const char counted[] = "件個版年月日回人社行列章条項時分秒名冊枚点種本";
  static const char endings[] = "がをにのはもへとでやかごつしすされ";
  gunichar last = before (text, start, at);
  gunichar next = g_utf8_get_char (text + at);

  if (last == 0 || next == 0)
    return FALSE;

  if (dip_is_hiragana (next))
    return !dip_is_hiragana (last) && (g_unichar_isalnum (last) || last == ' ') &&
           g_utf8_strchr (endings, -1, next) != NULL;
  if (!dip_is_kanji (next))
    return FALSE;
  if (is_behind_number (text, start, at) && g_utf8_strchr (counted, -1, next) != NULL)
    return TRUE;
  if (dip_is_hiragana (last))
    {
      int stem = at - g_unichar_to_utf8 (last, NULL);

      return g_utf8_strchr (stems, -1, last) != NULL && dip_is_kanji (before (text, start, stem)) &&
             !dip_is_kanji (before (text, start, stem - g_unichar_to_utf8 (before (text, start, stem), NULL)));
    }

  return (dip_is_kanji (last) || dip_is_katakana (last)) &&
         dip_is_hiragana (g_utf8_get_char (g_utf8_next_char (text + at)));
}

static gboolean
is_japanese (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (dip_is_hiragana (c) || dip_is_katakana (c) || dip_is_kanji (c))
        return TRUE;
    }

  return FALSE;
}

/* The words of a phrase that is too long for a line, as the offsets of their ends. */
static void
add_words (GArray         *ends,
           UBreakIterator *words,
           const char     *text,
           int             start,
           int             end)
{
  int from = start;

  for (int at = ubrk_following (words, start); at != UBRK_DONE && at < end; at = ubrk_next (words))
    {
      guint offset = at;

      if (g_utf8_strlen (text + from, at - from) < MIN_LETTERS || g_utf8_strlen (text + at, end - at) < MIN_LETTERS ||
          is_within_word (text, from, at))
        continue;

      g_array_append_val (ends, offset);
      from = at;
    }
}

/**
 * dip_line_breaks_list:
 * @text: a title or a sentence
 *
 * Finds where lines of a Japanese text end without cutting a word, as typographers set titles:
 * behind the particle of a phrase, and between the words of a phrase that is too long for a line.
 *
 * Returns: (transfer full) (element-type guint): the offsets in bytes at which pieces end, the end
 *   of @text included; empty where @text has no Japanese letters
 */
GArray *
dip_line_breaks_list (const char *text)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  Breakers *breakers;
  UText utext = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  int start = 0;

  g_return_val_if_fail (text != NULL, ends);

  if (!is_japanese (text))
    return ends;

  breakers = get_breakers ();
  utext_openUTF8 (&utext, text, -1, &status);
  if (breakers->phrases != NULL && breakers->words != NULL)
    {
      ubrk_setUText (breakers->phrases, &utext, &status);
      ubrk_setUText (breakers->words, &utext, &status);
    }

  if (breakers->phrases != NULL && breakers->words != NULL && U_SUCCESS (status))
    for (int at = ubrk_next (breakers->phrases); at != UBRK_DONE; at = ubrk_next (breakers->phrases))
      {
        guint offset = at;

        if (is_bit (text, start, at) || is_within_word (text, start, at))
          continue;
        if (g_utf8_strlen (text + start, at - start) > MAX_LETTERS)
          add_words (ends, breakers->words, text, start, at);
        g_array_append_val (ends, offset);
        start = at;
      }
  utext_close (&utext);

  return ends;
}
