/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The numbers at the beginning of a line, in full-width characters too:
 *
 *   decimal  = digits *( ("." | "-") digits ) [ "." letter ] [ "." | ":" | "、" ]
 *   control  = prefix ["." | SPACE] digits *( "." digits )     prefix of the lexicon: A, CLD, CC
 *   kanji    = kanji-digits ("、" | "." | SPACE)              一、 二．
 *   prefixed = word number                                     §1, No.1, 項番1: the word is of the lexicon
 *   chapter  = "第" (digits | kanji) unit | digits unit SPACE | Unit SPACE (digits | roman)
 *   annex    = word (letter | digits)                          付録A, Appendix B
 *   roman    = ("I" | "V" | "X")+ "."  |  Ⅰ…
 *   letter   = "A"…"Z" ("." | ")")
 *   lettered = "B"…"Z" *( "." digits )                         B.1, B.1.2
 *   coded    = letters *( ("-" | "&") letters ) [ "-" | "." | "_" ] digits *( ("." | "-") digits )
 *              [ [SPACE] "(" digits ")" ]
 *                                                              SEC-01, A&A-01.2, Q1.2, AC-2(3)
 *   paren    = "(" item ")" | item ")" | "[" digits "]"         item: digits, a letter, a kana
 *   circled  = ①…
 *
 * What stands behind a number decides whether it is one: "30 日以内" and
 * "1.5 倍" begin a sentence. A year is no chapter.
 */

/* Which ways of writing a number begin with a character. */
typedef enum {
  BEGINS_NOTHING,
  BEGINS_DIGITS,
  BEGINS_PAREN,
  BEGINS_CAPITAL,
  BEGINS_LATIN_WORD,  /* a capital with a small letter behind it */
  BEGINS_SMALL,
  BEGINS_BRACKET,
  BEGINS_CORNER,   /* 【, 〔 */
  BEGINS_HASH,
  BEGINS_GLYPH,    /* ①, Ⅳ, ア */
  BEGINS_KANJI,    /* 第, 三 */
  BEGINS_WORD,     /* only a word of the lexicon could */
} Beginning;

/* Tried in this order; the first that fits is the one. */
typedef gboolean (*Parser) (const char       *text,
                            const DipLexicon *lexicon,
                            DipNumber        *number);

#define MAX_PARSERS 9

static const Parser parsers[][MAX_PARSERS] = {
  [BEGINS_DIGITS] = { dip_number_parse_decimal, dip_number_parse_counted_chapter },
  [BEGINS_PAREN] = { dip_number_parse_paren, dip_number_parse_bracketed },
  [BEGINS_CAPITAL] = { dip_number_parse_control, dip_number_parse_chapter, dip_number_parse_annex,
                       dip_number_parse_roman, dip_number_parse_letter, dip_number_parse_lettered,
                       dip_number_parse_prefixed, dip_number_parse_paren },
  [BEGINS_LATIN_WORD] = { dip_number_parse_chapter, dip_number_parse_annex, dip_number_parse_prefixed },
  [BEGINS_SMALL] = { dip_number_parse_paren },
  [BEGINS_BRACKET] = { dip_number_parse_bracketed },
  [BEGINS_CORNER] = { dip_number_parse_annex, dip_number_parse_bracketed, dip_number_parse_prefixed },
  [BEGINS_HASH] = { dip_number_parse_hashed },
  [BEGINS_GLYPH] = { dip_number_parse_circled, dip_number_parse_annex, dip_number_parse_roman,
                     dip_number_parse_paren, dip_number_parse_prefixed },
  [BEGINS_KANJI] = { dip_number_parse_chapter, dip_number_parse_annex, dip_number_parse_kanji,
                     dip_number_parse_prefixed },
  [BEGINS_WORD] = { dip_number_parse_annex, dip_number_parse_prefixed },
};

/* @c: narrow */
static Beginning
find_beginning (gunichar c)
{
  if (c < 0x80)
    return c >= '0' && c <= '9' ? BEGINS_DIGITS
           : c == '(' ? BEGINS_PAREN
           : c >= 'A' && c <= 'Z' ? BEGINS_CAPITAL
           : c >= 'a' && c <= 'z' ? BEGINS_SMALL
           : c == '#' ? BEGINS_HASH
           : c == '[' || c == '<' ? BEGINS_BRACKET
           : BEGINS_NOTHING;
  if (c >= 0x3041 && c <= 0x3096)
    return BEGINS_WORD;

  switch (c)
    {
    /* 第, 〇, 一 to 十, 百 */
    case 0x7b2c: case 0x3007: case 0x4e00: case 0x4e8c: case 0x4e09: case 0x56db: case 0x4e94: case 0x516d:
    case 0x4e03: case 0x516b: case 0x4e5d: case 0x5341: case 0x767e:
      return BEGINS_KANJI;
    case 0x3010: case 0x3014:
      return BEGINS_CORNER;
    default:
      return c >= 0x4e00 && c <= 0x9fff ? BEGINS_WORD : BEGINS_GLYPH;
    }
}

/**
 * dip_number_parse:
 * @text: a line, white space at its beginning dropped
 * @lexicon: for the prefixes of controls and the units of chapters
 * @number: return location, always set
 *
 * Reads the number that a line dip_number_begins with. Whether the line is a heading is
 * another question: so does "1) …" in a list.
 *
 * Returns: whether there is one
 */
gboolean
dip_number_parse (const char       *text,
                  const DipLexicon *lexicon,
                  DipNumber        *number)
{
  Beginning beginning = find_beginning (dip_number_peek (text));
  const Parser *parser;

  /* nearly all English lines */
  if (beginning == BEGINS_CAPITAL && g_ascii_isupper (*text) && g_ascii_islower (text[1]))
    beginning = BEGINS_LATIN_WORD;
  parser = parsers[beginning];

  *number = (DipNumber) { 0 };
  for (; *parser != NULL; parser++)
    {
      if ((*parser) (text, lexicon, number))
        return TRUE;
      *number = (DipNumber) { 0 };
    }

  return FALSE;
}

/**
 * dip_number_may_begin:
 * @text: a line, white space at its beginning dropped
 * @lexicon: for the words that stand before numbers
 *
 * One look at the first character.
 *
 * Returns: FALSE if no number begins as @text does, whatever stands behind its first character; TRUE says nothing
 */
gboolean
dip_number_may_begin (const char       *text,
                      const DipLexicon *lexicon)
{
  Beginning beginning = find_beginning (dip_number_peek (text));

  return beginning != BEGINS_NOTHING &&
         (beginning != BEGINS_WORD || dip_lexicon_may_begin (lexicon, "annex-words", text) ||
          dip_lexicon_may_begin (lexicon, "number-prefixes", text));
}

/**
 * dip_number_parse_coded:
 * @text: a line, white space at its beginning dropped
 * @lexicon: for the words that look like a code and are none: AES-256
 * @number: return location, always set
 *
 * Reads a code of capital letters and digits, with its title behind it or nothing.
 *
 * Returns: whether there is one
 */
gboolean
dip_number_parse_coded (const char       *text,
                        const DipLexicon *lexicon,
                        DipNumber        *number)
{
  const char *const *others = dip_lexicon_get_words (lexicon, "code-others");
  const char *at = text;
  const char *title;
  gsize n_letters;
  guint value;
  const char *end;

  *number = (DipNumber) { 0 };
  while (g_ascii_isupper (*at) || ((*at == '-' || *at == '&') && at > text && g_ascii_isupper (at[1])))
    at++;
  n_letters = (gsize) (at - text);
  if (n_letters == 0 || n_letters > 12)
    return FALSE;
  /* "SP-01" is counted, "SP 800-53" and "AES-256" are not */
  for (guint i = 0; others[i] != NULL && !(*at == '-' && at[1] == '0'); i++)
    if (strlen (others[i]) == n_letters && strncmp (text, others[i], n_letters) == 0)
      return FALSE;

  if ((*at == '-' || *at == '.' || *at == '_') && g_ascii_isdigit (at[1]))
    at++;
  for (;;)
    {
      end = dip_number_read_digits (at, &value);
      if (end == NULL || number->n_parts == DIP_NUMBER_MAX_PARTS || (guint8) *at >= 0x80)
        return FALSE;
      number->parts[number->n_parts++] = value;
      at = end;
      if ((*at != '.' && *at != '-') || !g_ascii_isdigit (at[1]))
        break;
      at++;
    }
  if ((gsize) (at - text) >= sizeof number->ascii)
    return FALSE;
  memcpy (number->ascii, text, (gsize) (at - text));

  /* "AC-2(3)", "IA-5 (1)": an enhancement of a control */
  {
    const char *open = at + (*at == ' ');

    end = *open == '(' ? dip_number_read_digits (open + 1, &value) : NULL;
    if (end != NULL && *end == ')' && number->n_parts < DIP_NUMBER_MAX_PARTS &&
        (gsize) (at - text) + (gsize) (end + 1 - open) < sizeof number->ascii)
      {
        memcpy (number->ascii + (at - text), open, (gsize) (end + 1 - open));
        number->parts[number->n_parts++] = value;
        at = end + 1;
      }
  }

  if (*at == '.' || *at == ':' || *at == ')')
    {
      number->closed = TRUE;
      at++;
    }
  number->style = DIP_NUMBER_CODED;
  dip_number_finish (number, text, at);
  title = text + number->length;

  return *title == '\0' || ((number->spaced || number->closed) &&
                            (g_ascii_isupper (*title) || dip_glyph_is_cjk (dip_text_first (title))));
}

gsize
dip_number_parse_row (const char       *title,
                      const DipLexicon *lexicon,
                      DipNumber        *number)
{
  if (!dip_number_parse (title, lexicon, number) || number->length >= strlen (title) ||
      !(number->style == DIP_NUMBER_CONTROL || number->style == DIP_NUMBER_CODED ||
        (number->style == DIP_NUMBER_DECIMAL && number->n_parts >= 2)))
    return 0;

  return number->length;
}

int
dip_number_compare (const DipNumber *a,
                    const DipNumber *b)
{
  guint n = MIN (a->n_parts, b->n_parts);

  for (guint i = 0; i < n; i++)
    {
      if (a->parts[i] != b->parts[i])
        return a->parts[i] < b->parts[i] ? -1 : 1;
    }

  return a->n_parts == b->n_parts ? 0 : a->n_parts < b->n_parts ? -1 : 1;
}

gboolean
dip_number_contains (const DipNumber *outer,
                     const DipNumber *inner)
{
  if (outer->n_parts >= inner->n_parts)
    return FALSE;

  for (guint i = 0; i < outer->n_parts; i++)
    {
      if (outer->parts[i] != inner->parts[i])
        return FALSE;
    }

  return TRUE;
}
