/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * 第1章, 1章, Chapter 3, Part A, 三、, Appendix B: see the grammar in dip-number.c.
 */

/* Rank of the unit at @at: 部 1, 章 2 …; 0 if there is none. */
static guint
match_unit (const char       *at,
            const DipLexicon *lexicon,
            gboolean          latin,
            const char      **end)
{
  const GPtrArray *rows;

  if (!dip_lexicon_may_begin (lexicon, "chapter-units", at))
    return 0;
  rows = dip_lexicon_get_rows (lexicon, "chapter-units");
  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      gsize n = strlen (row[0]);

      if (row[1] == NULL || g_ascii_isalpha (row[0][0]) != latin)
        continue;
      if (latin ? g_ascii_strncasecmp (at, row[0], n) == 0 && !g_ascii_isalpha (at[n])
                : strncmp (at, row[0], n) == 0)
        {
          *end = at + n;
          return (guint) g_ascii_strtoull (row[1], NULL, 10);
        }
    }

  return 0;
}

/* "Part A: Service levels", @at stands at the letter. */
static gboolean
parse_lettered_part (const char *text,
                     const char *at,
                     DipNumber  *number)
{
  gunichar c = dip_number_peek (at);

  if (c < 'A' || c > 'Z' || g_ascii_isalnum ((char) MIN (dip_number_peek (g_utf8_next_char (at)), 127)))
    return FALSE;

  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  at = g_utf8_next_char (at);
  if (dip_number_peek (at) == '.' || dip_number_peek (at) == ':')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (dip_number_peek (dip_text_skip_space (at)) == '-')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (dip_text_skip_space (at));
    }
  number->style = DIP_NUMBER_CHAPTER;
  dip_number_finish (number, text, at);

  /* "Part A of this paper" is a sentence. */
  return number->closed || text[number->length] == '\0' || g_ascii_isupper (text[number->length]);
}

/* 第 2 版, 第 1 四半期: what is counted in this way and is no chapter. */
static gboolean
begins_with_counter (const char *text)
{
  static const char *const counters[] = {
    "版", "回", "期", "号", "世代", "次", "四半期", "種", "段階", "者", "位", "項", "条", "弾", "報", "級", "類", "営業日", NULL,
  };

  if (dip_begins_with_one_of (text, counters))
    return TRUE;

  return g_unichar_isdigit (g_utf8_get_char (text));
}

gboolean
dip_number_parse_chapter (const char       *text,
                          const DipLexicon *lexicon,
                          DipNumber        *number)
{
  const char *at, *end;
  guint value;
  gboolean is_glyph;

  if (dip_number_begins (text, "第"))
    {
      at = dip_text_skip_space (text + strlen ("第"));
      end = dip_number_read_digits (at, &value);
      if (end == NULL)
        end = dip_number_read_kanji_number (at, &value);
      if (end == NULL)
        return FALSE;

      is_glyph = !g_unichar_isdigit (dip_number_peek (at));
      number->rank = match_unit (dip_text_skip_space (end), lexicon, FALSE, &at);
      /* "第一　総則", "第１　総則": a blank in the place of the unit, and no "第 2 版" */
      if (number->rank == 0 && dip_glyph_is_space (g_utf8_get_char (end)) && *dip_text_skip_space (end) != '\0' &&
          (is_glyph || !begins_with_counter (dip_text_skip_space (end))))
        {
          number->rank = 2;
          at = end;
        }
      if (number->rank == 0)
        return FALSE;

      dip_number_append_part (number, "", value);
      if (dip_number_peek (at) == '.' || dip_number_peek (at) == ':')
        at = g_utf8_next_char (at);
      number->style = DIP_NUMBER_CHAPTER;
      number->closed = TRUE;
      dip_number_finish (number, text, at);

      return number->spaced || !dip_number_begins_like_sentence (text + number->length);
    }

  if (!g_ascii_isupper (*text))
    return FALSE;

  number->rank = match_unit (text, lexicon, TRUE, &at);
  if (number->rank == 0 || *at != ' ')
    return FALSE;

  at = dip_text_skip_space (at);
  end = dip_number_read_digits (at, &value);
  if (end == NULL)
    end = dip_number_read_roman (at, &value, &is_glyph);
  if (end == NULL)
    return parse_lettered_part (text, at, number);

  if (g_ascii_isalpha (*at))
    {
      dip_number_write_roman (number, value);
      number->parts[number->n_parts++] = value;
    }
  else
    dip_number_append_part (number, "", value);
  at = end;
  while (dip_number_peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      end = dip_number_read_digits (g_utf8_next_char (at), &value);
      if (end == NULL)
        break;
      dip_number_append_part (number, ".", value);
      at = end;
    }

  number->style = DIP_NUMBER_CHAPTER;
  if (dip_number_peek (at) == '.' || dip_number_peek (at) == ':')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  end = dip_text_skip_space (at);
  if (dip_number_peek (end) == '-' && end > at)
    {
      number->closed = TRUE;
      at = g_utf8_next_char (end);
    }
  dip_number_finish (number, text, at);
  at = text + number->length;

  /* "Section 3 describes …" is a sentence. */
  return *at == '\0' || number->closed || g_ascii_isupper (*at) ||
         (number->spaced && dip_glyph_is_cjk (dip_text_first (at)) && !dip_number_begins_like_sentence (at));
}

/* "1章 Title": @text begins with the digits. */
gboolean
dip_number_parse_counted_chapter (const char       *text,
                                  const DipLexicon *lexicon,
                                  DipNumber        *number)
{
  const char *at;
  guint value;
  const char *end = dip_number_read_digits (text, &value);
  gunichar c;

  if (end == NULL)
    return FALSE;
  number->rank = match_unit (end, lexicon, FALSE, &at);
  if (number->rank == 0)
    return FALSE;

  dip_number_append_part (number, "", value);
  c = dip_number_peek (at);
  if (c == '.' || c == ':')
    at = g_utf8_next_char (at);
  else if (c != 0 && !dip_glyph_is_space (c))
    return FALSE;
  number->style = DIP_NUMBER_CHAPTER;
  number->closed = TRUE;
  dip_number_finish (number, text, at);

  return TRUE;
}

/* The full-width space, which a PDF has as a gap: "三  責任"; the letters of "一  般" are set apart. */
static gboolean
is_full_width_gap (const char *at)
{
  if (g_utf8_get_char (at) == 0x3000)
    return TRUE;

  return g_str_has_prefix (at, "  ") && dip_number_peek (at + 2) > ' ' &&
         dip_number_peek (g_utf8_next_char (at + 2)) > ' ';
}

/* "一、目的", "二．範囲", "三　責任" */
gboolean
dip_number_parse_kanji (const char       *text,
                        const DipLexicon *lexicon,
                        DipNumber        *number)
{
  guint value;
  const char *at = dip_number_read_kanji_number (text, &value);
  gunichar c;

  if (at == NULL)
    return FALSE;
  c = dip_number_peek (at);
  if (c == 0x3001 || c == '.')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (!is_full_width_gap (at))
    {
      return FALSE;
    }

  dip_number_append_part (number, "", value);
  number->style = DIP_NUMBER_DECIMAL;
  dip_number_finish (number, text, at);

  return TRUE;
}

gboolean
dip_number_parse_annex (const char       *text,
                        const DipLexicon *lexicon,
                        DipNumber        *number)
{
  const char *const *words;
  const char *at = NULL;
  gunichar c;

  if (!dip_lexicon_may_begin (lexicon, "annex-words", text))
    return FALSE;
  words = dip_lexicon_get_words (lexicon, "annex-words");
  for (guint i = 0; words[i] != NULL && at == NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (g_ascii_strncasecmp (text, words[i], n) == 0)
        at = text + n;
    }
  if (at == NULL)
    return FALSE;

  at = dip_text_skip_space (at);
  c = dip_number_peek (at);
  if (c < 'A' || c > 'Z')
    return FALSE;

  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  number->ascii[1] = '\0';
  at = g_utf8_next_char (at);
  if (g_ascii_isalpha ((char) MIN (dip_number_peek (at), 127)))
    return FALSE;
  if (dip_number_peek (at) == '.' || dip_number_peek (at) == ':')
    at = g_utf8_next_char (at);
  if (dip_number_peek (dip_text_skip_space (at)) == '-')
    at = g_utf8_next_char (dip_text_skip_space (at));

  number->style = DIP_NUMBER_ANNEX;
  number->closed = TRUE;
  dip_number_finish (number, text, at);

  return TRUE;
}
