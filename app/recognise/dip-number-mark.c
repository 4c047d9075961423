/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"

/*
 * IV. A. B.2 (1) a) ア) ①: see the grammar in dip-number.c.
 */

gboolean
dip_number_parse_roman (const char       *text,
                        const DipLexicon *lexicon,
                        DipNumber        *number)
{
  gboolean is_glyph;
  const char *at;
  guint value;
  gunichar c;

  at = dip_number_read_roman (text, &value, &is_glyph);
  if (at == NULL)
    return FALSE;

  c = dip_number_peek (at);
  if (c == '.' || c == ')' || c == ':' || c == 0x3001)
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (!is_glyph)
    {
      return FALSE;
    }

  dip_number_append_part (number, "", value);
  number->style = DIP_NUMBER_ROMAN;
  dip_number_write_roman (number, value);
  dip_number_finish (number, text, at);

  return number->spaced || is_glyph || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

gboolean
dip_number_parse_letter (const char       *text,
                         const DipLexicon *lexicon,
                         DipNumber        *number)
{
  gunichar c = dip_number_peek (text);
  const char *at;

  if (c < 'A' || c > 'Z')
    return FALSE;

  at = g_utf8_next_char (text);
  if (dip_number_peek (at) != '.')
    return FALSE;

  number->style = DIP_NUMBER_LETTER;
  number->closed = TRUE;
  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  dip_number_finish (number, text, g_utf8_next_char (at));

  return number->spaced || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

/* "B.2 Keys": what "A" counts as of a standard, other letters count of the paper's own parts. */
gboolean
dip_number_parse_lettered (const char       *text,
                           const DipLexicon *lexicon,
                           DipNumber        *number)
{
  gunichar c = dip_number_peek (text);
  const char *at;

  if (c < 'B' || c > 'Z')
    return FALSE;

  at = g_utf8_next_char (text);
  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  while (dip_number_peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      guint value;
      const char *next = dip_number_read_digits (g_utf8_next_char (at), &value);

      if (next == NULL)
        break;
      dip_number_append_part (number, ".", value);
      at = next;
    }
  if (number->n_parts < 2)
    return FALSE;

  c = dip_number_peek (at);
  if (c == '.' || c == ':' || c == ')')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  number->style = DIP_NUMBER_LETTERED;
  dip_number_finish (number, text, at);

  return number->spaced || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

gboolean
dip_number_parse_paren (const char       *text,
                        const DipLexicon *lexicon,
                        DipNumber        *number)
{
  static const char kana[] = "アイウエオカキクケコサシスセソタチツテト";
  const char *at = text;
  const char *end;
  gunichar c = dip_number_peek (at);
  gboolean open = c == '(';
  guint value;

  if (open)
    at = dip_text_skip_space (g_utf8_next_char (at));

  end = dip_number_read_digits (at, &value);
  if (end == NULL && open)
    end = dip_number_read_kanji_number (at, &value);
  if (end != NULL)
    {
      dip_number_append_part (number, "", value);
    }
  else
    {
      const char *found;

      c = dip_number_peek (at);
      found = c > 0x3000 ? g_utf8_strchr (kana, -1, c) : NULL;
      if (c >= 'a' && c <= 'z')
        value = c - 'a' + 1;
      else if (c >= 'A' && c <= 'Z')
        value = c - 'A' + 1;
      else if (found != NULL)
        value = (guint) g_utf8_pointer_to_offset (kana, found) + 1;
      else
        return FALSE;

      end = g_utf8_next_char (at);
      /* nearly all lines that begin with a letter are left here */
      if (dip_number_peek (dip_text_skip_space (end)) != ')')
        return FALSE;
      number->parts[number->n_parts++] = value;
      number->ascii[0] = c < 0x80 ? (char) c : (char) ('a' + value - 1);
      number->ascii[1] = '\0';
    }

  end = dip_text_skip_space (end);
  if (dip_number_peek (end) != ')')
    return FALSE;

  number->style = DIP_NUMBER_PAREN;
  number->closed = TRUE;
  dip_number_finish (number, text, g_utf8_next_char (end));

  return TRUE;
}

gboolean
dip_number_parse_circled (const char       *text,
                          const DipLexicon *lexicon,
                          DipNumber        *number)
{
  gunichar c = g_utf8_get_char (text);
  gboolean bracketed = c >= 0x2474 && c <= 0x2487;   /* ⑴ is (1) */
  guint value = bracketed ? c - 0x2474 + 1 : dip_glyph_circled (c);

  if (value == 0)
    return FALSE;

  dip_number_append_part (number, "", value);
  number->style = bracketed ? DIP_NUMBER_PAREN : DIP_NUMBER_CIRCLED;
  number->closed = TRUE;
  dip_number_finish (number, text, g_utf8_next_char (text));

  return TRUE;
}
