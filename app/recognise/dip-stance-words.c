/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <string.h>

/*
 * How an English sentence is cut into words that patterns know.
 */

/* "Including, but not limited to," denies nothing. */
static void
drop_figures_of_speech (GString *words)
{
  static const char *const figures[] = {
    "  but  not  limited  to ", "  but  are  not  limited  to ", "  but  is  not  limited  to ",
    "  and  not  limited  to ", "  without  limitation ", "  last  but  not  least ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    for (char *hit = strstr (words->str, figures[i]); hit != NULL; hit = strstr (hit, figures[i]))
      g_string_erase (words, hit - words->str, (gssize) strlen (figures[i]) - 1);
}

/**
 * dip_stance_words:
 *
 * " the  customer's  data  the  rest " for "The customer's data (the rest)." Each word has a blank of its own on
 * either side, so that neighbours in a pattern need not share one. "Don't" and "cannot" become "do  not", "can  not".
 */
char *
dip_stance_words (const char *text,
                  gsize       length)
{
  GString *words = g_string_sized_new (length + 2);

  g_string_append_c (words, ' ');
  for (gsize i = 0; i < length; i++)
    {
      gboolean curly = length - i >= 3 && memcmp (text + i, "\342\200\231", 3) == 0;
      char c = curly ? '\'' : text[i];
      gsize next = curly ? i + 3 : i + 1;
      gboolean inside = next < length && g_ascii_isalnum (text[next]);
      gboolean joins = c == '\'' || c == '-';
      gboolean letter = g_ascii_isalnum (c) || (guint8) c >= 0x80 || (joins && inside);

      if (c == '\'' && inside && text[next] == 't' && g_str_has_suffix (words->str, "n") &&
          (next + 1 == length || !g_ascii_isalnum (text[next + 1])))
        {
          /* "can't" keeps its n, "won't" is "will not" */
          if (g_str_has_suffix (words->str, " won"))
            {
              g_string_truncate (words, words->len - strlen ("won"));
              g_string_append (words, "will");
            }
          else if (!g_str_has_suffix (words->str, " can"))
            g_string_truncate (words, words->len - 1);
          g_string_append (words, "  not");
          i = next;
          continue;
        }
      if (letter)
        g_string_append_c (words, c);
      else if (words->str[words->len - 1] != ' ')
        g_string_append (words, "  ");
      i = next - 1;
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  else if (words->len > 1)
    g_string_truncate (words, words->len - 1);
  drop_figures_of_speech (words);

  return g_string_free (words, FALSE);
}

/**
 * dip_stance_is_japanese:
 *
 * Whether a text has kana or kanji.
 */
gboolean
dip_stance_is_japanese (const char *text,
                        gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guint8) text[i] >= 0xE3 && (guint8) text[i] <= 0xE9)
      return TRUE;

  return FALSE;
}
