/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Whether a line goes on with the one above it: what dip_structure_measure () has found out of the paper decides, and
 * what hardly any line begins or ends with.
 */

/* A line of a sentence is hardly shorter, where nothing else tells. */
#define MIN_SMALL_COLUMNS 30

/* Columns of a line of prose that a capital may go on. */
#define MIN_PROSE_COLUMNS 72u

/* Columns of what cannot be broken at the beginning of a line: a Latin word, or one wide character. */
static guint
first_token_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0' && width < 40; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (dip_glyph_is_cjk (c))
        return width > 0 ? width : 4;
      if (c == ' ')
        break;
      width++;
    }

  return width;
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == 0x3001 || c == 0xff0c || c == ',' || c == 0x30fc || c == '-';
}

/* （以下、…） and 「…」 in the middle of a sentence. */
static gboolean
opens_bracket (gunichar c)
{
  return c == 0xff08 || c == 0x300c || c == 0x300e;
}

static gboolean
starts_sentence (DipStructure *self,
                 const char   *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "sentence-starts");

  if (!dip_lexicon_may_begin (self->draft->lexicon, "sentence-starts", text))
    return FALSE;
  return dip_begins_with_one_of (text, words);
}

/* "security@example.com", "https://example.com/" and nothing else on the line. */
static gboolean
is_lone_address (const char *text)
{
  gsize length = strcspn (text, " \t");

  return text[length] == '\0' && length > 0 &&
         (memchr (text, '@', length) != NULL || g_str_has_prefix (text, "http://") ||
          g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "www."));
}

/* "4 hours", "30 days" */
static gboolean
is_quantity (const char *text)
{
  gsize n = strspn (text, "0123456789,.");

  return n > 0 && text[n] == ' ' && g_ascii_islower (text[n + 1]);
}

/* No paragraph begins with a particle: "…開示すること" "はありません。" */
static gboolean
begins_with_particle (const char *text)
{
  static const char *const others[] = { "はじ", "はい", "はん", "がい", "のち", "のぞ", NULL };

  if (!g_str_has_prefix (text, "は") && !g_str_has_prefix (text, "が") && !g_str_has_prefix (text, "を") &&
      !g_str_has_prefix (text, "の"))
    return FALSE;
  return !dip_begins_with_one_of (text, others);
}

/* "…を保管して" "います。": between a particle or a verb's て, with which no paragraph ends, and hiragana, with which
 * hardly one begins. */
static gboolean
breaks_phrase (gunichar last,
               gunichar first)
{
  static const gunichar open[] = { 0x3066 /* て */, 0x3092 /* を */, 0x306f /* は */, 0x304c /* が */, 0x306b /* に */ };

  if (first < 0x3041 || first > 0x3093)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    if (last == open[i])
      return TRUE;

  return FALSE;
}

/* Whether a line ends with the name of those who number standards: "… JIS Q", "ISO/IEC", "NIST SP". */
static gboolean
ends_with_standard (const char *text)
{
  static const char *const bodies[] = { "ISO/IEC", "ISO", "IEC", "JIS Q", "JISQ", "JIS", "NIST SP", "JIP-ISMS", "RFC" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (g_str_has_suffix (text, bodies[i]))
      {
        const char *at = text + strlen (text) - strlen (bodies[i]);

        return at == text || !g_ascii_isalnum (at[-1]);
      }

  return FALSE;
}

/* Whether a long line breaks off in a sentence that the next one goes on with: the two halves of a
 * paragraph on two pages, or two lines where no width of the page can be told. */
static gboolean
breaks_off (DipStructure *self,
            DipPiece     *before,
            DipPiece     *piece)
{
  gunichar last = dip_text_last (before->text);
  gunichar first = dip_text_first (piece->text);
  guint full = self->wrap_width > 0 ? self->wrap_width * 8 / 10 : 60;
  DipNumber number;
  DipMark mark;

  if (before->width >= full && (last == ';' || last == ',') && first < 0x80 && g_ascii_islower ((char) first) &&
      !dip_structure_parse_number (self, piece, &number) && !dip_mark_parse (self, piece->text, &mark))
    return TRUE;
  /* "（以下、…）" names what stands right before it */
  if (before->width >= full && g_str_has_prefix (piece->text, "（以下"))
    return TRUE;
  if (before->width >= MIN_SMALL_COLUMNS && breaks_phrase (last, first))
    return TRUE;
  if (before->width < full || dip_text_ends_sentence (before->text) || !is_word_character (last) ||
      (dip_text_ends_like_sentence (before->text) && !begins_with_particle (piece->text)))
    return FALSE;

  /* A number or a mark begins something new. */
  if (dip_structure_parse_number (self, piece, &number) || dip_mark_parse (self, piece->text, &mark))
    return FALSE;

  /* An address that stands alone is no end of a sentence. */
  if (is_lone_address (piece->text))
    return FALSE;

  /* Latin text goes on in lower case, or with a quantity: "for at most" "4 hours" */
  if (first < 0x80)
    return dip_glyph_is_cjk (last) || g_ascii_islower ((char) first) ||
           (g_unichar_islower (last) && is_quantity (piece->text));

  return dip_glyph_is_cjk (first) && (is_word_character (first) || opens_bracket (first)) &&
         !starts_sentence (self, piece->text);
}

/* Whether a line goes on with a small letter, in a text of which no width is known: "pro-" "tects". */
static gboolean
goes_on_small (const DipPiece *before,
               const DipPiece *piece)
{
  gunichar last = dip_text_last (before->text);

  if (!g_ascii_islower (*piece->text) ||
      (last != '-' && (before->width < MIN_SMALL_COLUMNS ||
                       (last != ',' && (last >= 0x80 || !g_ascii_isalnum ((char) last))))))
    return FALSE;

  return !is_lone_address (piece->text) && strchr (piece->text, '@') == NULL;
}

/* Whether a bracket that a line opens is closed on the next one: 「SAMPLE / CLOUD」. */
static gboolean
closes_bracket (const char *before,
                const char *text)
{
  static const char *const pairs[][2] = { { "「", "」" }, { "『", "』" }, { "（", "）" }, { "(", ")" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *close = strstr (text, pairs[i][1]);
      const char *open = close != NULL ? g_strrstr (before, pairs[i][0]) : NULL;
      const char *other = open != NULL ? strstr (text, pairs[i][0]) : NULL;

      if (open != NULL && strstr (open, pairs[i][1]) == NULL && (other == NULL || close < other))
        return TRUE;
    }

  return FALSE;
}

/* "Term : meaning", in a line of its own. */
static gboolean
is_labelled (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0' && width <= 24; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* "Term - meaning" */
      if (c == ' ' && width > 0 && g_ascii_isupper (*text) &&
          (g_str_has_prefix (at, " - ") || g_str_has_prefix (at, " – ") || g_str_has_prefix (at, " — ")))
        return TRUE;
      /* "管理者…契約時に登録された方" */
      if (c == 0x2026 && width > 0)
        return *g_utf8_next_char (at) != '\0';
      if (c == ':' || c == 0xff1a)
        {
          const char *next = g_utf8_next_char (at);

          return width > 0 && !g_str_has_prefix (next, "//") && !g_ascii_isdigit (*next) && *next != '\0';
        }
      if (c == 0x3002 || c == 0x3001 || c == ',' || c == '.' || c == 0xff08 || c == '(' || c == 0x300c)
        return FALSE;
      width += dip_glyph_is_cjk (c) ? 2 : 1;
    }

  return FALSE;
}

/* "① Public menu" above an indented sentence: the item had room for more, so it is a title. */
static gboolean
is_short_item (DipStructure   *self,
               const DipPiece *before,
               const DipPiece *piece)
{
  guint full = self->wrap_width > 0 ? self->wrap_width : 60;

  return before->width * 2 + first_token_width (piece->text) < full && before->width <= 40 &&
         !dip_structure_has_word (self, "title-unfinished", before->text) &&
         dip_text_last (before->text) != 0x3001 && dip_text_last (before->text) != ',' &&
         dip_text_ends_sentence (piece->text) && !dip_text_ends_sentence (before->text);
}

/* A long line that ends in a particle, or that hiragana goes on from: pages are not broken to the column where
 * Latin words stand in them. */
static gboolean
goes_on_in_kana (DipStructure   *self,
                 const DipPiece *before,
                 DipPiece       *piece)
{
  static const char particles[] = "はがをにでとのへも";
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "title-unfinished");
  gunichar first = dip_text_first (piece->text);

  if (before->width * 10 < self->wrap_width * 8 || !dip_glyph_is_cjk (dip_text_last (before->text)) ||
      dip_text_ends_sentence (before->text) || dip_text_ends_like_sentence (before->text))
    return FALSE;
  if (g_utf8_strchr (particles, -1, dip_text_last (before->text)) != NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if ((guchar) words[i][0] >= 0x80 && g_str_has_suffix (before->text, words[i]))
      return TRUE;

  return first >= 0x3041 && first <= 0x3093 && !starts_sentence (self, piece->text);
}

/* A short line between a full stop and a line that had room on it: a title, however full the line above is. */
static gboolean
stands_by_itself (DipStructure   *self,
                  guint           i,
                  const DipPiece *before)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next;
  gunichar first;

  if (self->wrap_width == 0 || i + 1 >= self->pieces->len || !dip_text_ends_sentence (before->text) ||
      piece->width * 2 >= self->wrap_width || dip_structure_has_sentence (self, piece) ||
      dip_structure_has_gap (self, i + 1))
    return FALSE;
  next = dip_structure_piece (self, i + 1);
  first = dip_text_first (next->text);

  return next->role == DIP_ROLE_TEXT && !next->is_row && next->line->kind == DIP_LINE_TEXT &&
         (g_unichar_isupper (first) || dip_glyph_is_cjk (first) ||
          (g_unichar_isdigit (first) && dip_text_has_sentence (next->text))) &&
         piece->width + first_token_width (next->text) + 1 <= self->wrap_width;
}

/* "…します。" above an indented line: Japanese paragraphs begin so, however full the line above is. What hangs below a
 * label is indented as well. */
static gboolean
begins_indented (const DipPiece *before,
                 const DipPiece *piece)
{
  return piece->line->indent >= before->line->indent + 2 && dip_text_last (before->text) == 0x3002 &&
         dip_glyph_is_cjk (dip_text_first (piece->text)) && !is_labelled (before->text);
}

/* "… in the": no paragraph ends with such a word. */
static gboolean
ends_unfinished (DipStructure   *self,
                 const DipPiece *before)
{
  const char *const *words;
  const char *last;

  if (before->width < MIN_SMALL_COLUMNS)
    return FALSE;
  last = strrchr (before->text, ' ');
  if (last == NULL || (guchar) last[1] >= 0x80)
    return FALSE;
  words = dip_lexicon_get_words (self->draft->lexicon, "title-unfinished");
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (last + 1, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "… leave the United" and "Kingdom. With …": prose that a name goes on, where right ends are ragged. */
static gboolean
goes_on_in_capital (DipStructure   *self,
                    const DipPiece *before,
                    const DipPiece *piece)
{
  const char *end = piece->text;

  if (before->width < MIN_PROSE_COLUMNS || before->width * 10 < self->wrap_width * 8 ||
      !g_ascii_isalpha (*before->text) || !g_ascii_islower (dip_text_last (before->text)) ||
      !dip_text_has_sentence (before->text) || !g_ascii_isupper (*piece->text))
    return FALSE;
  while (g_ascii_isalpha (*end))
    end++;

  /* the name ends the sentence, or a part of it */
  return (*end == '.' || *end == ',') && end - piece->text >= 3;
}

static gboolean
goes_on (DipStructure *self,
         guint         i)
{
  DipPiece *piece, *before;
  DipNumber number;
  DipMark mark;
  guint j;
  gboolean gap;

  piece = dip_structure_piece (self, i);
  gap = dip_structure_has_gap (self, i);

  /* What stands between two halves of a sentence at a page's end is furniture. */
  for (j = i - 1; j > 0 && dip_structure_piece (self, j)->role == DIP_ROLE_FURNITURE; j--)
    gap = TRUE;
  before = dip_structure_piece (self, j);

  if (before->role != piece->role || before->is_row || piece->is_row ||
      piece->line->kind != DIP_LINE_TEXT || before->line->kind == DIP_LINE_HEADING ||
      before->line->kind == DIP_LINE_RULE)
    return FALSE;

  if (self->marked_ends)
    return before->line->trailing == 0 && (!gap || breaks_off (self, before, piece));

  if (gap || piece->line->page_break)
    return breaks_off (self, before, piece) ||
           (piece->line->page_break && before->width >= MIN_SMALL_COLUMNS &&
            closes_bracket (before->text, piece->text));

  if (self->markdown || before->line->kind == DIP_LINE_ITEM)
    return !(before->line->trailing >= 2 && self->markdown);

  /* "2-1 Persons" right of "2. Organisation" */
  if (dip_structure_parse_number (self, before, &number) && number.style == DIP_NUMBER_DECIMAL)
    {
      DipNumber below;

      if (dip_structure_parse_number (self, piece, &below) && below.style == DIP_NUMBER_DECIMAL &&
          dip_number_contains (&number, &below))
        return FALSE;
    }

  /* Under the text of a list item, right of its mark. */
  if (piece->line->indent >= before->line->indent + 2 && dip_mark_parse (self, before->text, &mark))
    return !is_short_item (self, before, piece);

  /* "4.2 The provider …" below a full stop is a paragraph of its own, however wide the line above is */
  if (dip_text_ends_sentence (before->text) && dip_structure_parse_number (self, piece, &number) &&
      number.n_parts >= 2 &&
      (number.spaced || (number.n_parts == 3 && piece->width <= 60 && !dip_structure_has_sentence (self, piece))))
    return FALSE;

  if ((is_labelled (piece->text) && is_labelled (before->text)) || begins_indented (before, piece))
    return FALSE;
  /* "8 Contact" below a full stop, however full the line above is */
  if (dip_text_ends_sentence (before->text) && piece->width <= 60 && !dip_structure_has_sentence (self, piece) &&
      dip_structure_parse_number (self, piece, &number) && (number.spaced || number.closed) &&
      (number.style == DIP_NUMBER_DECIMAL || number.style == DIP_NUMBER_CHAPTER))
    return FALSE;
  if (before->width >= MIN_SMALL_COLUMNS && closes_bracket (before->text, piece->text))
    return TRUE;
  /* "JIS Q" and "27017 の附属書": the number of a standard goes on with its body's name */
  if (before->width >= MIN_SMALL_COLUMNS && g_ascii_isdigit (*piece->text) && ends_with_standard (before->text))
    return TRUE;

  /* "（以下「機構」という。）" and "が提供する": no line begins with a particle */
  if (before->width >= MIN_SMALL_COLUMNS && before->width * 10 >= self->wrap_width * 8 &&
      (dip_text_last (before->text) == 0xff09 || dip_text_last (before->text) == ')') &&
      begins_with_particle (piece->text))
    return TRUE;

  if (ends_unfinished (self, before))
    return TRUE;
  if (stands_by_itself (self, i, before))
    return FALSE;

  if (goes_on_in_capital (self, before, piece))
    return TRUE;
  if (self->wrap_width == 0)
    return breaks_off (self, before, piece) || goes_on_small (before, piece);
  /* letters have no equal widths on a page: a small one goes on, also where there seems to have been room for it */
  if ((self->ragged || g_ascii_islower (*piece->text)) && breaks_off (self, before, piece))
    return TRUE;

  if (goes_on_in_kana (self, before, piece))
    return TRUE;

  /* A line that had room for what follows was ended on purpose. */
  return before->width + first_token_width (piece->text) + 1 > self->wrap_width;
}

gboolean
dip_structure_continues (DipStructure *self,
                         guint         i)
{
  DipPiece *piece;

  if (i == 0)
    return FALSE;
  if (!self->settled)
    return goes_on (self, i);

  piece = dip_structure_piece (self, i);
  if (piece->continues == 0)
    piece->continues = goes_on (self, i) ? 2 : 1;

  return piece->continues == 2;
}
