/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number.h"

#include "recognise/dip-glyph.h"
#include "text/dip-space.h"

#include <string.h>

/*
 * The numbers at the beginning of a line, in full-width characters too:
 *
 *   decimal  = digits *( ("." | "-") digits ) [ "." | ":" | "、" ]
 *   control  = prefix ["." | SPACE] digits *( "." digits )     prefix of the lexicon: A, CLD, CC
 *   kanji    = kanji-digits ("、" | "." | SPACE)              一、 二．
 *   prefixed = word number                                     §1, No.1, 項番1: the word is of the lexicon
 *   chapter  = "第" (digits | kanji) unit | digits unit SPACE | Unit SPACE (digits | roman)
 *   annex    = word (letter | digits)                          付録A, Appendix B
 *   roman    = ("I" | "V" | "X")+ "."  |  Ⅰ…
 *   letter   = "A"…"Z" ("." | ")")
 *   lettered = "B"…"Z" *( "." digits )                         B.1, B.1.2
 *   coded    = letters *( ("-" | "&") letters ) [ "-" | "." | "_" ] digits *( ("." | "-") digits )
 *                                                              SEC-01, A&A-01.2, Q1.2
 *   paren    = "(" item ")" | item ")" | "[" digits "]"         item: digits, a letter, a kana
 *   circled  = ①…
 *
 * What stands behind a number decides whether it is one: "30 日以内" and
 * "1.5 倍" begin a sentence. A year is no chapter.
 */

#define MAX_PART 199

static gunichar
peek (const char *at)
{
  return (guchar) *at < 0x80 ? (gunichar) *at : dip_glyph_narrow (dip_utf8_get (at));
}

/* g_str_has_prefix() without a call: the lists below are held against each line that begins with digits. */
static inline gboolean
begins (const char *text,
        const char *word)
{
  while (*word != '\0' && *text == *word)
    {
      text++;
      word++;
    }

  return *word == '\0';
}

/* One part of a number. Returns where it ends, NULL if there is none or it is too long. */
static const char *
read_digits (const char *at,
             guint      *value)
{
  guint n = 0;

  *value = 0;
  for (gunichar c = peek (at); c >= '0' && c <= '9'; c = peek (at))
    {
      if (++n > 3)
        return NULL;
      *value = *value * 10 + (c - '0');
      at = g_utf8_next_char (at);
    }

  return n > 0 && *value <= MAX_PART ? at : NULL;
}

static const char *
skip_blanks (const char *at)
{
  return dip_text_skip_space (at);
}

static void
append_part (DipNumber  *number,
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

/* Whether what follows a unit's character makes another word of it: 時刻, 人的, 日本, not 時間, 日以内, 年前. */
static gboolean
is_word_with (const char *at)
{
  static const char *const tails[] = {
    "以内", "以上", "以下", "以降", "以前", "未満", "間", "前", "後", "毎", "分", "程度", "目", "当たり", "単位", "経過",
    "超", "弱", "強", "半", "中", "を", "の",
  };
  gunichar c = dip_utf8_get (at);

  if (!((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      if (begins (at, tails[i]))
        return FALSE;
    }

  return TRUE;
}

/* Characters that follow a quantity, not a chapter's number. Nobody counts 3.1 users:
 * "3.1 ユーザーの登録" is a heading, and so is "6 アカウントの管理". */
static gboolean
is_unit (const char *at,
         guint       n_parts)
{
  static const char *const units[] = {
    "年", "月", "日", "時", "分", "秒", "件", "名", "台", "人", "社", "個", "回", "世代", "倍", "円", "歳",
    "週", "か月", "ヶ月", "ヵ月", "カ月", "箇月", "営業日", "つ", "種", "段階", "ページ", "頁", "文字", "桁", "度",
    "%", "％", "‰", "以上", "以下", "以内", "未満", "GB", "MB", "TB", "KB", "bit", "ビット", "バイト", "拠点",
    "系統", "冊", "点", "ユーザー", "ユーザ", "アカウント", "万", "億", "千", "百", "番目", "章", "条", "項", "節", "者",
  };

  if (n_parts >= 2 && (begins (at, "ユーザ") || begins (at, "アカウント")))
    return FALSE;
  if (begins (at, "ユーザーの") || begins (at, "ユーザの") || begins (at, "アカウントの"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (begins (at, units[i]) && !is_word_with (at + strlen (units[i])))
        return TRUE;
    }

  return FALSE;
}

/* Sets marker, closed, spaced and length from where the digits end. */
static void
finish (DipNumber  *number,
        const char *text,
        const char *at)
{
  const char *title = skip_blanks (at);
  gunichar c = peek (title);

  /* "6.3.1 – Shared roles" */
  if ((c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == ':') && title > at &&
      dip_glyph_is_space (peek (g_utf8_next_char (title))))
    {
      at = g_utf8_next_char (title);
      title = skip_blanks (at);
      number->closed = TRUE;
    }

  number->marker = (gsize) (at - text);
  number->spaced = title > at;
  number->length = (gsize) (title - text);
  number->wide = dip_text_first (text) >= 0xff10 && dip_text_first (text) <= 0xff19;
}

static gboolean
parse_decimal (const char       *text,
               const DipLexicon *lexicon,
               DipNumber        *number)
{
  const char *at;
  guint value;
  gunichar separator = 0;
  gunichar c;

  at = read_digits (text, &value);
  if (at == NULL)
    return FALSE;

  append_part (number, "", value);
  for (;;)
    {
      const char *next;

      c = peek (at);
      if ((c != '.' && c != '-') || (separator != 0 && c != separator))
        break;
      next = read_digits (g_utf8_next_char (at), &value);
      if (next == NULL || number->n_parts == DIP_NUMBER_MAX_PARTS)
        break;
      separator = c;
      append_part (number, c == '-' ? "-" : ".", value);
      at = next;
    }

  /* "1.0 Introduction" stands above 1.1; it is cited as it is printed. */
  if (number->n_parts == 2 && separator == '.' && number->parts[1] == 0 && number->parts[0] > 0)
    number->n_parts = 1;

  c = peek (at);
  if (c == ')' && number->n_parts == 1)
    {
      number->style = DIP_NUMBER_PAREN;
      number->closed = TRUE;
      finish (number, text, g_utf8_next_char (at));
      return TRUE;
    }

  if (c == '.' || c == ':' || c == 0x3001 || c == ')' || (c == ',' && g_utf8_get_char (at) == 0xff0c))
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (c == '/' || c == '%' || c == '~' || c == '-' || c == ',' || c == 0x301c || (c >= '0' && c <= '9'))
    {
      return FALSE;
    }

  number->style = DIP_NUMBER_DECIMAL;
  finish (number, text, at);
  at = text + number->length;

  /* "1." and a digit right behind it: 1.234 was too long for a part, or a date. */
  c = peek (at);
  if (number->closed && !number->spaced && c >= '0' && c <= '9')
    return FALSE;

  if (!number->closed)
    {
      if (is_unit (at, number->n_parts))
        return FALSE;
      if (!number->spaced)
        return number->n_parts >= 2 && c >= 0x80 && *at != '\0';
      if (number->n_parts == 1 && !(g_ascii_isupper ((char) c) || c >= 0x80))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_control (const char       *text,
               const DipLexicon *lexicon,
               DipNumber        *number)
{
  const char *const *prefixes = dip_lexicon_get_words (lexicon, "control-prefixes");
  char prefix[8] = "";
  const char *at = text;
  gunichar c;
  guint n = 0;
  guint value;
  gboolean known = FALSE;
  gboolean pointed = FALSE;

  for (c = peek (at); c >= 'A' && c <= 'Z' && n < sizeof prefix - 1; c = peek (at))
    {
      prefix[n++] = (char) c;
      at = g_utf8_next_char (at);
    }
  if (n == 0)
    return FALSE;

  for (guint i = 0; prefixes[i] != NULL; i++)
    known = known || g_str_equal (prefixes[i], prefix);
  if (!known)
    return FALSE;

  if (c == '.' || c == '-')
    {
      pointed = TRUE;
      at = g_utf8_next_char (at);
    }
  at = skip_blanks (at);

  at = read_digits (at, &value);
  if (at == NULL)
    return FALSE;

  g_strlcpy (number->ascii, prefix, sizeof number->ascii);
  append_part (number, ".", value);
  while (peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      const char *next = read_digits (skip_blanks (g_utf8_next_char (at)), &value);

      if (next == NULL)
        break;
      append_part (number, ".", value);
      at = next;
    }

  if (number->n_parts < 2 && !pointed)
    return FALSE;

  c = peek (at);
  if (c >= '0' && c <= '9')
    return FALSE;
  if (c == '.' || c == ':' || c == ')')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }

  number->style = DIP_NUMBER_CONTROL;
  finish (number, text, at);

  return TRUE;
}

static const char *
read_kanji_number (const char *at,
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

static const char *
read_roman (const char *at,
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

  for (c = peek (at); n < 6; c = peek (at))
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

  return n > 0 && total > 0 && total < 40 && !(peek (at) >= 'A' && peek (at) <= 'z') ? at : NULL;
}

static void
write_roman (DipNumber *number,
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

/* A title does not begin with a particle: "第6条に基づき" is a sentence. */
static gboolean
begins_like_sentence (const char *at)
{
  static const char *const particles[] = {
    "に", "の", "で", "を", "、", "，", ",", "」", "』", "及", "および", "か", "ま", "と", "は", "が", "も", "へ", "～",
    "〜", "ほか", "等", "第", "・", "-",
  };

  static const char *const titles[] = { "はじめに", "はじめ", "まえがき", "まとめ", "もくじ", "のれん", "かんたん" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (begins (at, titles[i]))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      if (begins (at, particles[i]))
        return TRUE;
    }

  return FALSE;
}

/* "Part A: Service levels", @at stands at the letter. */
static gboolean
parse_lettered_part (const char *text,
                     const char *at,
                     DipNumber  *number)
{
  gunichar c = peek (at);

  if (c < 'A' || c > 'Z' || g_ascii_isalnum ((char) MIN (peek (g_utf8_next_char (at)), 127)))
    return FALSE;

  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  at = g_utf8_next_char (at);
  if (peek (at) == '.' || peek (at) == ':')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (peek (skip_blanks (at)) == '-')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (skip_blanks (at));
    }
  number->style = DIP_NUMBER_CHAPTER;
  finish (number, text, at);

  /* "Part A of this paper" is a sentence. */
  return number->closed || text[number->length] == '\0' || g_ascii_isupper (text[number->length]);
}

static gboolean
parse_chapter (const char       *text,
               const DipLexicon *lexicon,
               DipNumber        *number)
{
  const char *at, *end;
  guint value;
  gboolean is_glyph;

  if (begins (text, "第"))
    {
      at = skip_blanks (text + strlen ("第"));
      end = read_digits (at, &value);
      if (end == NULL)
        end = read_kanji_number (at, &value);
      if (end == NULL)
        return FALSE;

      is_glyph = !g_unichar_isdigit (peek (at));
      number->rank = match_unit (skip_blanks (end), lexicon, FALSE, &at);
      /* "第一　総則": in kanji, and a blank in the place of the unit */
      if (number->rank == 0 && is_glyph && dip_glyph_is_space (g_utf8_get_char (end)) && *skip_blanks (end) != '\0')
        {
          number->rank = 2;
          at = end;
        }
      if (number->rank == 0)
        return FALSE;

      append_part (number, "", value);
      if (peek (at) == '.' || peek (at) == ':')
        at = g_utf8_next_char (at);
      number->style = DIP_NUMBER_CHAPTER;
      number->closed = TRUE;
      finish (number, text, at);

      return number->spaced || !begins_like_sentence (text + number->length);
    }

  if (!g_ascii_isupper (*text))
    return FALSE;

  number->rank = match_unit (text, lexicon, TRUE, &at);
  if (number->rank == 0 || *at != ' ')
    return FALSE;

  at = skip_blanks (at);
  end = read_digits (at, &value);
  if (end == NULL)
    end = read_roman (at, &value, &is_glyph);
  if (end == NULL)
    return parse_lettered_part (text, at, number);

  if (g_ascii_isalpha (*at))
    {
      write_roman (number, value);
      number->parts[number->n_parts++] = value;
    }
  else
    append_part (number, "", value);
  at = end;
  while (peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      end = read_digits (g_utf8_next_char (at), &value);
      if (end == NULL)
        break;
      append_part (number, ".", value);
      at = end;
    }

  number->style = DIP_NUMBER_CHAPTER;
  if (peek (at) == '.' || peek (at) == ':')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  end = skip_blanks (at);
  if (peek (end) == '-' && end > at)
    {
      number->closed = TRUE;
      at = g_utf8_next_char (end);
    }
  finish (number, text, at);
  at = text + number->length;

  /* "Section 3 describes …" is a sentence. */
  return *at == '\0' || number->closed || g_ascii_isupper (*at) ||
         (number->spaced && dip_glyph_is_cjk (dip_text_first (at)) && !begins_like_sentence (at));
}

/* "1章 Title": @text begins with the digits. */
static gboolean
parse_counted_chapter (const char       *text,
                       const DipLexicon *lexicon,
                       DipNumber        *number)
{
  const char *at;
  guint value;
  const char *end = read_digits (text, &value);
  gunichar c;

  if (end == NULL)
    return FALSE;
  number->rank = match_unit (end, lexicon, FALSE, &at);
  if (number->rank == 0)
    return FALSE;

  append_part (number, "", value);
  c = peek (at);
  if (c == '.' || c == ':')
    at = g_utf8_next_char (at);
  else if (c != 0 && !dip_glyph_is_space (c))
    return FALSE;
  number->style = DIP_NUMBER_CHAPTER;
  number->closed = TRUE;
  finish (number, text, at);

  return TRUE;
}

/* "一、目的", "二．範囲", "三　責任" */
static gboolean
parse_kanji (const char       *text,
             const DipLexicon *lexicon,
             DipNumber        *number)
{
  guint value;
  const char *at = read_kanji_number (text, &value);
  gunichar c;

  if (at == NULL)
    return FALSE;
  c = peek (at);
  if (c == 0x3001 || c == '.')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (g_utf8_get_char (at) != 0x3000)
    {
      return FALSE;
    }

  append_part (number, "", value);
  number->style = DIP_NUMBER_DECIMAL;
  finish (number, text, at);

  return TRUE;
}

/* "#3 Title": a hash cannot stand in a word list. */
static gboolean
parse_hashed (const char       *text,
              const DipLexicon *lexicon,
              DipNumber        *number)
{
  const char *at = g_utf8_next_char (text);

  if (!parse_decimal (at, lexicon, number) || !number->spaced)
    return FALSE;
  number->marker += (gsize) (at - text);
  number->length += (gsize) (at - text);

  return TRUE;
}

/* "§ 3 Title", "No.3 Title", "管理策 5.1.1 Title" */
static gboolean
parse_prefixed (const char       *text,
                const DipLexicon *lexicon,
                DipNumber        *number)
{
  const char *const *words;

  if (!dip_lexicon_may_begin (lexicon, "number-prefixes", text))
    return FALSE;
  words = dip_lexicon_get_words (lexicon, "number-prefixes");
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      const char *at;

      if (g_ascii_strncasecmp (text, words[i], n) != 0)
        continue;
      at = skip_blanks (text + n);
      if (!parse_control (at, lexicon, number))
        {
          *number = (DipNumber) { 0 };
          if (!parse_decimal (at, lexicon, number) || !(number->spaced || number->closed))
            {
              *number = (DipNumber) { 0 };
              continue;
            }
        }
      number->marker += (gsize) (at - text);
      number->length += (gsize) (at - text);

      return !begins_like_sentence (text + number->length);
    }

  return FALSE;
}

static gboolean
parse_annex (const char       *text,
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

  at = skip_blanks (at);
  c = peek (at);
  if (c < 'A' || c > 'Z')
    return FALSE;

  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  number->ascii[1] = '\0';
  at = g_utf8_next_char (at);
  if (g_ascii_isalpha ((char) MIN (peek (at), 127)))
    return FALSE;
  if (peek (at) == '.' || peek (at) == ':')
    at = g_utf8_next_char (at);
  if (peek (skip_blanks (at)) == '-')
    at = g_utf8_next_char (skip_blanks (at));

  number->style = DIP_NUMBER_ANNEX;
  number->closed = TRUE;
  finish (number, text, at);

  return TRUE;
}

static gboolean
parse_roman (const char       *text,
             const DipLexicon *lexicon,
             DipNumber        *number)
{
  gboolean is_glyph;
  const char *at;
  guint value;
  gunichar c;

  at = read_roman (text, &value, &is_glyph);
  if (at == NULL)
    return FALSE;

  c = peek (at);
  if (c == '.' || c == ')' || c == ':' || c == 0x3001)
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (!is_glyph)
    {
      return FALSE;
    }

  append_part (number, "", value);
  number->style = DIP_NUMBER_ROMAN;
  write_roman (number, value);
  finish (number, text, at);

  return number->spaced || is_glyph || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

static gboolean
parse_letter (const char       *text,
              const DipLexicon *lexicon,
              DipNumber        *number)
{
  gunichar c = peek (text);
  const char *at;

  if (c < 'A' || c > 'Z')
    return FALSE;

  at = g_utf8_next_char (text);
  if (peek (at) != '.')
    return FALSE;

  number->style = DIP_NUMBER_LETTER;
  number->closed = TRUE;
  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  finish (number, text, g_utf8_next_char (at));

  return number->spaced || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

/* "B.2 Keys": what "A" counts as of a standard, other letters count of the paper's own parts. */
static gboolean
parse_lettered (const char       *text,
                const DipLexicon *lexicon,
                DipNumber        *number)
{
  gunichar c = peek (text);
  const char *at;

  if (c < 'B' || c > 'Z')
    return FALSE;

  at = g_utf8_next_char (text);
  number->parts[number->n_parts++] = c - 'A' + 1;
  number->ascii[0] = (char) c;
  while (peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      guint value;
      const char *next = read_digits (g_utf8_next_char (at), &value);

      if (next == NULL)
        break;
      append_part (number, ".", value);
      at = next;
    }
  if (number->n_parts < 2)
    return FALSE;

  c = peek (at);
  if (c == '.' || c == ':' || c == ')')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  number->style = DIP_NUMBER_LETTERED;
  finish (number, text, at);

  return number->spaced || dip_glyph_is_cjk (dip_text_first (text + number->length));
}

static gboolean
parse_paren (const char       *text,
             const DipLexicon *lexicon,
             DipNumber        *number)
{
  static const char kana[] = "アイウエオカキクケコサシスセソタチツテト";
  const char *at = text;
  const char *end;
  gunichar c = peek (at);
  gboolean open = c == '(';
  guint value;

  if (open)
    at = skip_blanks (g_utf8_next_char (at));

  end = read_digits (at, &value);
  if (end == NULL && open)
    end = read_kanji_number (at, &value);
  if (end != NULL)
    {
      append_part (number, "", value);
    }
  else
    {
      const char *found;

      c = peek (at);
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
      if (peek (skip_blanks (end)) != ')')
        return FALSE;
      number->parts[number->n_parts++] = value;
      number->ascii[0] = c < 0x80 ? (char) c : (char) ('a' + value - 1);
      number->ascii[1] = '\0';
    }

  end = skip_blanks (end);
  if (peek (end) != ')')
    return FALSE;

  number->style = DIP_NUMBER_PAREN;
  number->closed = TRUE;
  finish (number, text, g_utf8_next_char (end));

  return TRUE;
}

static gboolean
parse_circled (const char       *text,
               const DipLexicon *lexicon,
               DipNumber        *number)
{
  gunichar c = g_utf8_get_char (text);
  gboolean bracketed = c >= 0x2474 && c <= 0x2487;   /* ⑴ is (1) */
  guint value = bracketed ? c - 0x2474 + 1 : dip_glyph_circled (c);

  if (value == 0)
    return FALSE;

  append_part (number, "", value);
  number->style = bracketed ? DIP_NUMBER_PAREN : DIP_NUMBER_CIRCLED;
  number->closed = TRUE;
  finish (number, text, g_utf8_next_char (text));

  return TRUE;
}

/* 【A.5.1.1】title and [5.1] title: a number of two parts or more in brackets of its own. */
static gboolean
parse_bracketed (const char       *text,
                 const DipLexicon *lexicon,
                 DipNumber        *number)
{
  g_autofree char *padded = NULL;
  gunichar c = g_utf8_get_char (text);
  gboolean round = c == '(' || c == 0xff08;
  const char *inside, *end;

  if (c != 0x3010 && c != '[' && c != 0xff3b && c != 0x3014 && !round)
    return FALSE;

  inside = g_utf8_next_char (text);
  for (end = inside; *end != '\0' && end - inside < 24; end = g_utf8_next_char (end))
    {
      c = g_utf8_get_char (end);
      if (c == 0x3011 || c == ']' || c == 0xff3d || c == 0x3015 || (round && (c == ')' || c == 0xff09)))
        break;
    }
  if (end == inside || *end == '\0' || end - inside >= 24)
    return FALSE;

  /* The number must be all that the brackets hold. */
  padded = g_strdup_printf ("%.*s X", (int) (end - inside), inside);
  if (!parse_control (padded, lexicon, number))
    {
      *number = (DipNumber) { 0 };
      if (round || !parse_decimal (padded, lexicon, number))
        return FALSE;
      if (number->n_parts < 2)
        number->style = DIP_NUMBER_PAREN;
    }
  if (number->length != (gsize) (end - inside) + 1)
    return FALSE;

  number->closed = TRUE;
  finish (number, text, g_utf8_next_char (end));

  return TRUE;
}

/* Which ways of writing a number begin with a character. */
typedef enum {
  BEGINS_NOTHING,
  BEGINS_DIGITS,
  BEGINS_PAREN,
  BEGINS_CAPITAL,
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
  [BEGINS_DIGITS] = { parse_decimal, parse_counted_chapter },
  [BEGINS_PAREN] = { parse_paren, parse_bracketed },
  [BEGINS_CAPITAL] = { parse_control, parse_chapter, parse_annex, parse_roman, parse_letter, parse_lettered,
                       parse_prefixed, parse_paren },
  [BEGINS_SMALL] = { parse_paren },
  [BEGINS_BRACKET] = { parse_bracketed },
  [BEGINS_CORNER] = { parse_annex, parse_bracketed, parse_prefixed },
  [BEGINS_HASH] = { parse_hashed },
  [BEGINS_GLYPH] = { parse_circled, parse_annex, parse_roman, parse_paren, parse_prefixed },
  [BEGINS_KANJI] = { parse_chapter, parse_annex, parse_kanji, parse_prefixed },
  [BEGINS_WORD] = { parse_annex, parse_prefixed },
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
           : c == '[' ? BEGINS_BRACKET
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
 * Reads the number that a line begins with. Whether the line is a heading is
 * another question: so does "1) …" in a list.
 *
 * Returns: whether there is one
 */
gboolean
dip_number_parse (const char       *text,
                  const DipLexicon *lexicon,
                  DipNumber        *number)
{
  const Parser *parser = parsers[find_beginning (peek (text))];

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
  for (guint i = 0; others[i] != NULL; i++)
    if (strlen (others[i]) == n_letters && strncmp (text, others[i], n_letters) == 0)
      return FALSE;

  if ((*at == '-' || *at == '.' || *at == '_') && g_ascii_isdigit (at[1]))
    at++;
  for (;;)
    {
      end = read_digits (at, &value);
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

  if (*at == '.' || *at == ':' || *at == ')')
    {
      number->closed = TRUE;
      at++;
    }
  number->style = DIP_NUMBER_CODED;
  finish (number, text, at);
  title = text + number->length;

  return *title == '\0' || ((number->spaced || number->closed) &&
                            (g_ascii_isupper (*title) || dip_glyph_is_cjk (dip_text_first (title))));
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

gboolean
dip_number_is_control_list (const char *text,
                            gsize       length)
{
  const char *end = text + length;
  gboolean any = FALSE;

  for (const char *at = text; at < end; )
    {
      gunichar c = peek (at);
      guint n_parts = 0;
      gboolean lettered = at - text >= 2 && at[-1] == '.' && at[-2] == 'A' &&
                          (at - text == 2 || !g_ascii_isalnum (at[-3]));

      if (c >= '0' && c <= '9')
        {
          while (at < end)
            {
              while (at < end && peek (at) >= '0' && peek (at) <= '9')
                at = g_utf8_next_char (at);
              n_parts++;
              if (at >= end || peek (at) != '.')
                break;
              at = skip_blanks (g_utf8_next_char (at));
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
  if (open == title)
    return FALSE;
  inside = g_utf8_next_char (open);
  if (!dip_number_is_control_list (inside, (gsize) (close - inside)))
    return FALSE;
  *open = '\0';

  return TRUE;
}

char *
dip_number_strip_controls (const char       *title,
                           const DipLexicon *lexicon)
{
  g_autofree char *result = g_strdup (title);
  gunichar last;
  DipNumber number;

  g_strstrip (result);

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

    while (*at == '/' || *at == ',' || *at == '&' || *at == '+' || begins (at, "and "))
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

  if (dip_number_parse (result, lexicon, &number) &&
      (number.style == DIP_NUMBER_CONTROL || (number.style == DIP_NUMBER_DECIMAL && number.n_parts >= 3)) &&
      number.length < strlen (result))
    return g_strdup (result + number.length);

  return g_steal_pointer (&result);
}
