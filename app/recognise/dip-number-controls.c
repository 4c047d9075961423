/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Lists of controls in a title: "Encryption (A.10.1.1, A.18.1.5)".
 */

gboolean
dip_number_is_control_list (const char *text,
                            gsize       length)
{
  const char *end = text + length;
  gboolean any = FALSE;

  for (const char *at = text; at < end; )
    {
      gunichar c = dip_number_peek (at);
      guint n_parts = 0;
      gboolean lettered = at - text >= 2 && at[-1] == '.' && at[-2] == 'A' &&
                          (at - text == 2 || !g_ascii_isalnum (at[-3]));

      if (c >= '0' && c <= '9')
        {
          while (at < end)
            {
              while (at < end && dip_number_peek (at) >= '0' && dip_number_peek (at) <= '9')
                at = g_utf8_next_char (at);
              n_parts++;
              if (at >= end || dip_number_peek (at) != '.')
                break;
              at = dip_text_skip_space (g_utf8_next_char (at));
            }
          /* "A.7" is a chapter of the standard */
          any = any || n_parts >= 2 || (n_parts == 1 && lettered);
          continue;
        }

      /* Names of standards, and what joins two controls. */
      if (c < 0x80 ? !(g_ascii_isalpha ((char) c) || strchr (" ./,:;&-", (int) c) != NULL)
                   : !(dip_glyph_is_space (c) || (c >= 0xff01 && c <= 0xff5e) ||
                       g_utf8_strchr ("、・；：の及びと項番管理策規格附属書箇条〜～", -1, c) != NULL))
        return FALSE;
      at = g_utf8_next_char (at);
    }

  return any;
}

static gboolean
is_opening (gunichar c)
{
  return c == '(' || c == 0xff08 || c == 0x3010 || c == '[' || c == 0xff3b || c == 0x3014 || c == 0x3008 ||
         c == 0xff1c || c == '<';
}

/* Cuts a bracket with nothing but controls off the end of a title; FALSE if there is none. */
static gboolean
cut_control_list (char *title)
{
  gunichar last = dip_text_last (title);
  const char *inside;
  char *open, *close;

  if (last != ')' && last != 0xff09 && last != 0x3011 && last != ']' && last != 0xff3d && last != 0x3015 &&
      last != 0x3009 && last != 0xff1e && last != '>')
    return FALSE;
  open = close = g_utf8_find_prev_char (title, title + strlen (title));
  while (open > title && !is_opening (g_utf8_get_char (open)))
    open = g_utf8_prev_char (open);
  /* "([ISO/IEC 27001:2013] A.5.1.1)": the standard's own bracket */
  if (*open == '[' && open > title && is_opening (g_utf8_get_char (g_utf8_prev_char (open))) && last != ']')
    open = g_utf8_prev_char (open);
  if (open == title)
    return FALSE;
  inside = g_utf8_next_char (open);
  if (*inside == '[' && strchr (inside, ']') != NULL && strchr (inside, ']') < close)
    inside = strchr (inside, ']') + 1;
  if (!dip_number_is_control_list (inside, (gsize) (close - inside)))
    return FALSE;
  *open = '\0';

  return TRUE;
}

char *
dip_number_strip_controls (const char       *title,
                           const DipLexicon *lexicon)
{
  g_autofree char *result = g_strstrip (g_strdup (title));
  gunichar last;
  DipNumber number;

  /* "Encryption【10.1.1】【18.1.5】": each of them */
  while (cut_control_list (result))
    ;

  /* White space that stood before the bracket, wide ones included. */
  for (;;)
    {
      last = dip_text_last (result);
      if (last == 0 || !dip_glyph_is_space (last))
        break;
      *g_utf8_find_prev_char (result, result + strlen (result)) = '\0';
    }

  /* "A.9.2.1 / A.9.2.2 Title" */
  {
    const char *at = result;
    gsize taken = 0;

    while (*at == '/' || *at == ',' || *at == '&' || *at == '+' || dip_number_begins (at, "and "))
      {
        const char *next = dip_text_skip_space (at + (*at == 'a' ? strlen ("and") : 1));

        if (!dip_number_parse (next, lexicon, &number) || number.n_parts < 2 ||
            (number.style != DIP_NUMBER_CONTROL && number.style != DIP_NUMBER_DECIMAL) || next[number.length] == '\0')
          break;
        at = next + number.length;
        taken = (gsize) (at - result);
      }
    if (taken > 0)
      return g_strdup (result + taken);
  }

  if (dip_number_may_begin (result, lexicon) && dip_number_parse (result, lexicon, &number) &&
      (number.style == DIP_NUMBER_CONTROL || (number.style == DIP_NUMBER_DECIMAL && number.n_parts >= 3)) &&
      number.length < strlen (result))
    return g_strdup (result + number.length);

  return g_steal_pointer (&result);
}
