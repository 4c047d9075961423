/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * What all numbers are made of: digits, kanji, Roman numerals, and what stands behind them. See dip-number.c.
 */

#define MAX_PART 199

/* One part of a number. Returns where it ends, NULL if there is none or it is too long. */
const char *
dip_number_read_digits (const char *at,
                        guint      *value)
{
  guint n = 0;

  *value = 0;
  for (gunichar c = dip_number_peek (at); c >= '0' && c <= '9'; c = dip_number_peek (at))
    {
      if (++n > 3)
        return NULL;
      *value = *value * 10 + (c - '0');
      at = g_utf8_next_char (at);
    }

  return n > 0 && *value <= MAX_PART ? at : NULL;
}

void
dip_number_append_part (DipNumber  *number,
                        const char *separator,
                        guint       value)
{
  gsize n = strlen (number->ascii);
  char digits[12];
  guint at = sizeof digits;

  /* What snprintf() would write, without it: each line is tried as a number several times. */
  for (guint rest = value; at == sizeof digits || rest > 0; rest /= 10)
    digits[--at] = (char) ('0' + rest % 10);
  for (; *separator != '\0' && n + 1 < sizeof number->ascii; separator++)
    number->ascii[n++] = *separator;
  for (; at < sizeof digits && n + 1 < sizeof number->ascii; at++)
    number->ascii[n++] = digits[at];
  number->ascii[n] = '\0';
  number->parts[number->n_parts++] = value;
}

/* "5.1.1／方針", "CLD.6.3.1｜役割": a stroke parts a number of three parts from its title, not from another number. */
gboolean
dip_number_ends_with_stroke (const DipNumber *number,
                             const char      *at)
{
  gunichar c = dip_number_peek (at);

  return number->n_parts >= 3 && (c == '/' || c == '|' || c == '_') &&
         dip_glyph_is_cjk (dip_number_peek (dip_text_skip_space (g_utf8_next_char (at))));
}

/* Sets marker, closed, spaced and length from where the digits end. */
void
dip_number_finish (DipNumber  *number,
                   const char *text,
                   const char *at)
{
  const char *title = dip_text_skip_space (at);
  gunichar c = dip_number_peek (title);

  /* "6.3.1 – Shared roles" */
  if ((c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == ':') && title > at &&
      dip_glyph_is_space (dip_number_peek (g_utf8_next_char (title))))
    {
      at = g_utf8_next_char (title);
      title = dip_text_skip_space (at);
      number->closed = TRUE;
    }
  else if (dip_number_ends_with_stroke (number, title))
    {
      at = g_utf8_next_char (title);
      title = dip_text_skip_space (at);
      number->closed = TRUE;
    }

  number->marker = (gsize) (at - text);
  number->spaced = title > at;
  number->length = (gsize) (title - text);
  number->wide = dip_text_first (text) >= 0xff10 && dip_text_first (text) <= 0xff19;
}

const char *
dip_number_read_kanji_number (const char *at,
                              guint      *value)
{
  static const char digits[] = "〇一二三四五六七八九";
  guint total = 0;
  guint digit = 0;
  gboolean any = FALSE;

  for (;;)
    {
      gunichar c = g_utf8_get_char (at);
      const char *found = c != 0 ? g_utf8_strchr (digits, -1, c) : NULL;

      if (found != NULL)
        digit = digit * 10 + (guint) g_utf8_pointer_to_offset (digits, found);
      else if (c == 0x5341)
        {
          total += (digit > 0 ? digit : 1) * 10;
          digit = 0;
        }
      else if (c == 0x767e)
        {
          total += (digit > 0 ? digit : 1) * 100;
          digit = 0;
        }
      else
        break;
      if (total + digit > MAX_PART)
        return NULL;
      any = TRUE;
      at = g_utf8_next_char (at);
    }

  *value = total + digit;

  return any && *value > 0 ? at : NULL;
}

const char *
dip_number_read_roman (const char *at,
                       guint      *value,
                       gboolean   *is_glyph)
{
  static const struct { char c; guint value; } romans[] = { { 'I', 1 }, { 'V', 5 }, { 'X', 10 } };
  guint total = 0;
  guint last = 0;
  guint n = 0;
  gunichar c = g_utf8_get_char (at);

  *is_glyph = FALSE;
  if (c >= 0x2160 && c <= 0x216b)
    {
      *value = c - 0x2160 + 1;
      *is_glyph = TRUE;
      return g_utf8_next_char (at);
    }

  for (c = dip_number_peek (at); n < 6; c = dip_number_peek (at))
    {
      guint digit = 0;

      for (guint i = 0; i < G_N_ELEMENTS (romans); i++)
        digit = (gunichar) romans[i].c == c ? romans[i].value : digit;
      if (digit == 0)
        break;
      total += digit;
      if (last < digit && last > 0)
        total -= 2 * last;
      last = digit;
      n++;
      at = g_utf8_next_char (at);
    }

  *value = total;

  return n > 0 && total > 0 && total < 40 && !(dip_number_peek (at) >= 'A' && dip_number_peek (at) <= 'z') ? at : NULL;
}

void
dip_number_write_roman (DipNumber *number,
                        guint      value)
{
  static const struct { guint value; const char *text; } steps[] = {
    { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
  };

  g_strlcpy (number->ascii, "", sizeof number->ascii);
  for (guint i = 0; i < G_N_ELEMENTS (steps); )
    {
      if (value < steps[i].value)
        {
          i++;
          continue;
        }
      g_strlcat (number->ascii, steps[i].text, sizeof number->ascii);
      value -= steps[i].value;
    }
}

/* A title does not begin with a particle: "第6条に基づき" is a sentence. */
gboolean
dip_number_begins_like_sentence (const char *at)
{
  static const char *const particles[] = {
    "に", "の", "で", "を", "、", "，", ",", "」", "』", "及", "および", "か", "ま", "と", "は", "が", "も", "へ", "～",
    "〜", "ほか", "等", "第", "・", "-",
  };

  static const char *const titles[] = { "はじめに", "はじめ", "まえがき", "まとめ", "もくじ", "のれん", "かんたん" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (dip_number_begins (at, titles[i]))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      if (dip_number_begins (at, particles[i]))
        return TRUE;
    }

  return FALSE;
}
