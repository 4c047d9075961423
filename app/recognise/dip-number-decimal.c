/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-number-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * 1. 1.1 1-1 A.5.1.1 【5.1】 §3 #3: see the grammar in dip-number.c. A
 * quantity at the beginning of a sentence is none: "30 日以内".
 */

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
      if (dip_number_begins (at, tails[i]))
        return FALSE;
    }

  return TRUE;
}

/* "4 人に関すること": what a title is about; a sentence tells of four people. */
static gboolean
is_topic (const char *at)
{
  return (dip_number_begins (at, "に関する") || dip_number_begins (at, "に係る")) && !dip_text_has_sentence (at) &&
         !dip_text_ends_sentence (at);
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

  static const char *const counted[] = { "ユーザー", "ユーザ", "アカウント" };

  if (n_parts >= 2 && (dip_number_begins (at, "ユーザ") || dip_number_begins (at, "アカウント")))
    return FALSE;
  /* "2 アカウント" and nothing else */
  if (strcmp (at, "アカウント") == 0 || strcmp (at, "ユーザー") == 0 || strcmp (at, "ユーザ") == 0)
    return FALSE;
  /* "2 ユーザーとアクセス管理", "3 アカウント管理", not "10 ユーザー以上" */
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (dip_number_begins (at, counted[i]))
      {
        const char *after = at + strlen (counted[i]);
        gunichar c = dip_utf8_get (after);

        return !(dip_number_begins (after, "の") || dip_number_begins (after, "と") || c == 0x30fb || c == 0x3001 ||
                 (c >= 0x4e00 && c <= 0x9fff && !dip_number_begins (after, "以") && !dip_number_begins (after, "未") &&
                  !dip_number_begins (after, "分") && !dip_number_begins (after, "単") &&
                  !dip_number_begins (after, "程")));
      }

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (dip_number_begins (at, units[i]) && !is_word_with (at + strlen (units[i])) &&
          !is_topic (at + strlen (units[i])))
        return TRUE;
    }

  return FALSE;
}

/* "4 .監視": the full stop behind a gap, before a title in a script without capitals; @at otherwise. */
static const char *
skip_gap_before_stop (const char *at)
{
  const char *stop = dip_text_skip_space (at);

  if (stop == at || dip_number_peek (stop) != '.' ||
      !dip_glyph_is_cjk (dip_text_first (dip_text_skip_space (g_utf8_next_char (stop)))))
    return at;

  return stop;
}

/* "1.a Title", "3.2.b. Title": a letter as the last part; @at otherwise. "2.x" stands for any number. */
static const char *
read_letter_part (const char *at,
                  DipNumber  *number)
{
  char letter = at[0] == '.' ? at[1] : '\0';
  const char *end, *title;
  gsize n = strlen (number->ascii);

  if (!g_ascii_isalpha (letter) || g_ascii_tolower (letter) == 'x' || number->n_parts == DIP_NUMBER_MAX_PARTS)
    return at;
  end = at + 2;
  title = dip_text_skip_space (*end == '.' || *end == ')' || *end == ':' ? end + 1 : end);
  /* "1.A - Title" */
  if (title > end && title[0] == '-' && title[1] == ' ')
    title = dip_text_skip_space (title + 1);
  if (title == end || !(g_ascii_isupper (*title) || (guchar) *title >= 0x80) || n + 2 >= sizeof number->ascii)
    return at;

  number->ascii[n++] = '.';
  number->ascii[n++] = letter;
  number->ascii[n] = '\0';
  number->parts[number->n_parts++] = (guint) (g_ascii_tolower (letter) - 'a') + 1;

  return end;
}

gboolean
dip_number_parse_decimal (const char       *text,
                          const DipLexicon *lexicon,
                          DipNumber        *number)
{
  const char *at;
  guint value;
  gunichar separator = 0;
  gunichar c;

  at = dip_number_read_digits (text, &value);
  if (at == NULL)
    return FALSE;

  dip_number_append_part (number, "", value);
  for (;;)
    {
      const char *next;

      c = dip_number_peek (at);
      if ((c != '.' && c != '-') || (separator != 0 && c != separator))
        break;
      next = dip_number_read_digits (g_utf8_next_char (at), &value);
      if (next == NULL || number->n_parts == DIP_NUMBER_MAX_PARTS)
        break;
      separator = c;
      dip_number_append_part (number, c == '-' ? "-" : ".", value);
      at = next;
    }

  if (separator != '-')
    at = read_letter_part (at, number);

  /* "1.0 Introduction" stands above 1.1; it is cited as it is printed. */
  if (number->n_parts == 2 && separator == '.' && number->parts[1] == 0 && number->parts[0] > 0)
    number->n_parts = 1;

  at = skip_gap_before_stop (at);
  c = dip_number_peek (at);
  if (c == ')' && number->n_parts == 1)
    {
      number->style = DIP_NUMBER_PAREN;
      number->closed = TRUE;
      dip_number_finish (number, text, g_utf8_next_char (at));
      return TRUE;
    }

  if (c == '.' || c == ':' || c == 0x3001 || c == ')' || (c == ',' && g_utf8_get_char (at) == 0xff0c))
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }
  else if (!dip_number_ends_with_stroke (number, at) &&
           (c == '/' || c == '%' || c == '~' || c == '-' || c == ',' || c == 0x301c || (c >= '0' && c <= '9')))
    {
      return FALSE;
    }

  number->style = DIP_NUMBER_DECIMAL;
  dip_number_finish (number, text, at);
  at = text + number->length;

  /* "1." and a digit right behind it: 1.234 was too long for a part, or a date. */
  c = dip_number_peek (at);
  if (number->closed && !number->spaced && c >= '0' && c <= '9')
    return FALSE;

  if (!number->closed)
    {
      if (is_unit (at, number->n_parts))
        return FALSE;
      /* "15.1.3ICTサプライチェーン", but no "1.2.3beta" */
      if (!number->spaced)
        return (number->n_parts >= 2 && c >= 0x80 && *at != '\0') ||
               (number->n_parts == 3 && g_ascii_isupper ((char) MIN (c, 127)) &&
                dip_glyph_is_cjk (dip_text_last (at)) && !dip_text_has_sentence (at));
      if (number->n_parts == 1 && !(g_ascii_isupper ((char) c) || c >= 0x80))
        return FALSE;
    }

  return TRUE;
}

gboolean
dip_number_parse_control (const char       *text,
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

  for (c = dip_number_peek (at); c >= 'A' && c <= 'Z' && n < sizeof prefix - 1; c = dip_number_peek (at))
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
  at = dip_text_skip_space (at);

  at = dip_number_read_digits (at, &value);
  if (at == NULL)
    return FALSE;

  g_strlcpy (number->ascii, prefix, sizeof number->ascii);
  dip_number_append_part (number, ".", value);
  while (dip_number_peek (at) == '.' && number->n_parts < DIP_NUMBER_MAX_PARTS)
    {
      const char *next = dip_number_read_digits (dip_text_skip_space (g_utf8_next_char (at)), &value);

      if (next == NULL)
        break;
      dip_number_append_part (number, ".", value);
      at = next;
    }

  if (number->n_parts < 2 && !pointed)
    return FALSE;

  c = dip_number_peek (at);
  if (c >= '0' && c <= '9')
    return FALSE;
  if (c == '.' || c == ':' || c == ')')
    {
      number->closed = TRUE;
      at = g_utf8_next_char (at);
    }

  number->style = DIP_NUMBER_CONTROL;
  dip_number_finish (number, text, at);

  return TRUE;
}

/* "#3 Title": a hash cannot stand in a word list. */
gboolean
dip_number_parse_hashed (const char       *text,
                         const DipLexicon *lexicon,
                         DipNumber        *number)
{
  const char *at = g_utf8_next_char (text);

  if (!dip_number_parse_decimal (at, lexicon, number) || !number->spaced)
    return FALSE;
  number->marker += (gsize) (at - text);
  number->length += (gsize) (at - text);

  return TRUE;
}

/* "§ 3 Title", "No.3 Title", "管理策 5.1.1 Title" */
gboolean
dip_number_parse_prefixed (const char       *text,
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
      at = dip_text_skip_space (text + n);
      if (!dip_number_parse_control (at, lexicon, number))
        {
          *number = (DipNumber) { 0 };
          if (!dip_number_parse_decimal (at, lexicon, number) || !(number->spaced || number->closed))
            {
              *number = (DipNumber) { 0 };
              continue;
            }
        }
      number->marker += (gsize) (at - text);
      number->length += (gsize) (at - text);

      return !dip_number_begins_like_sentence (text + number->length);
    }

  return FALSE;
}

/* 【A.5.1.1】title, ＜5.1.1＞title and [5.1] title: a number of two parts or more in brackets of its own. */
gboolean
dip_number_parse_bracketed (const char       *text,
                            const DipLexicon *lexicon,
                            DipNumber        *number)
{
  g_autofree char *padded = NULL;
  gunichar c = g_utf8_get_char (text);
  gboolean round = c == '(' || c == 0xff08;
  const char *inside, *end;

  if (c != 0x3010 && c != '[' && c != 0xff3b && c != 0x3014 && c != 0xff1c && !round)
    return FALSE;

  inside = g_utf8_next_char (text);
  for (end = inside; *end != '\0' && end - inside < 24; end = g_utf8_next_char (end))
    {
      c = g_utf8_get_char (end);
      if (c == 0x3011 || c == ']' || c == 0xff3d || c == 0x3015 || c == 0xff1e || (round && (c == ')' || c == 0xff09)))
        break;
    }
  if (end == inside || *end == '\0' || end - inside >= 24)
    return FALSE;

  /* The number must be all that the brackets hold. */
  padded = g_strdup_printf ("%.*s X", (int) (end - inside), inside);
  if (!dip_number_parse_control (padded, lexicon, number))
    {
      *number = (DipNumber) { 0 };
      if (round || !dip_number_parse_decimal (padded, lexicon, number))
        return FALSE;
      if (number->n_parts < 2)
        number->style = DIP_NUMBER_PAREN;
    }
  if (number->length != (gsize) (end - inside) + 1)
    return FALSE;

  number->closed = TRUE;
  dip_number_finish (number, text, g_utf8_next_char (end));

  return TRUE;
}
