/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-tokens-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Grammar, tried in this order at the beginning of each token; where digits
 * appear, full-width ones do as well:
 *
 *   space       = white space +
 *   url         = scheme "://" urlchar + | "www." urlchar +
 *   mail        = [a-z0-9._+-] + "@" host
 *   host        = label ("." label) + with a known last label, ["/" urlchar *]
 *   date        = year sep month sep day | year 年 [month 月 [day 日]] | month 月 day 日
 *               | [day] name-of-month year | name-of-month day ["," year]
 *   identifier  = letters [/.-] … with a digit attached ("AES-256", "A.12.3.1"), or
 *                 letters space number where the number has a full stop or four digits and
 *                 counts nothing ("TLS 1.2", "ISO/IEC 27017", but not "of 99.9" nor "RSA 2048
 *                 bits"); or number "." number "." number …
 *   number      = digits [,.-] digits … [space ? unit]
 *   latin | katakana | hiragana | kanji | bullet | punctuation
 */

/* Units that stay with their number, longest first within one beginning. */
static const char *const units[] = {
  "営業日", "年間", "年度", "年", "か月間", "か月", "ヶ月間", "ヶ月", "ヵ月間", "ヵ月", "ケ月", "カ月間", "カ月", "箇月",
  "月", "週間", "週", "日間", "日", "時間", "時", "分間", "分", "秒間", "秒", "回", "件", "名", "人", "世代",
  "台", "個", "桁", "文字", "円", "%", "％", "パーセント", "倍", "社", "か所", "ヶ所", "カ所", "箇所", "拠点", "階",
  "章", "節", "項", "条", "号", "版", "種類", "段階", "点", "本", "枚", "つ", "割", "歳", "名様", "棟", "重",
  "ビット", "バイト", "メートル", "km", "cm", "mm", "kg", "gb", "mb", "tb", "kb", "pb", "gib", "mib", "tib", "kib",
  "gbps", "mbps", "bps", "bits", "bit", "bytes", "byte", "ms", "ghz", "mhz", "hz",
  "business days", "business day", "working days", "working day", "calendar days",
  "days", "day", "hours", "hour", "minutes", "minute", "seconds", "second", "weeks", "week", "months",
  "month", "years", "year", "times", "percent", "generations", "generation", "copies", "yen", "usd",
};

/* Last labels that make a bare name a host: the generic ones and the countries
 * whose providers print them without a scheme. */
static const char *const host_endings[] = {
  "com", "net", "org", "jp", "io", "dev", "app", "cloud", "info", "biz", "gov", "edu", "eu", "uk", "de", "fr",
  "us", "cn", "kr", "tw", "sg", "au", "in", "ai", "tech", "online", "example", "test", "local",
};

/* Words that no name ends with: a number after them counts. */
static const char *const small_words[] = {
  "of", "to", "by", "at", "in", "on", "than", "for", "with", "is", "are", "from", "about",
  "until", "till", "before", "after", "since", "and", "or", "the", "least", "most", "under",
  "over", "above", "below", "between", "within", "every", "approximately", "around", "only", "up",
  "last", "first", "next", "eur", "usd", "gbp", "jpy", "chf", "year", "was", "be", "per",
  "through", "exceeds", "reaches", "costs", "a", "an", "all", "some", "control", "controls",
  "section", "chapter", "clause", "article", "annex", "appendix",
};

static gboolean
is_latin (gunichar c)
{
  return (c < 0x80 && g_ascii_isalpha (c)) || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7)
    || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

static gboolean
is_url_character (char c)
{
  return g_ascii_isgraph (c) && strchr ("<>\"{}|\\^`", c) == NULL;
}

static DipTokenKind
kind_of (gunichar c)
{
  if (dip_is_space (c))
    return DIP_TOKEN_SPACE;
  if (is_latin (c))
    return DIP_TOKEN_LATIN;
  if (is_digit (c))
    return DIP_TOKEN_NUMBER;
  if ((c >= 0x3041 && c <= 0x309F))
    return DIP_TOKEN_HIRAGANA;
  if ((c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF)
      || (c >= 0xFF66 && c <= 0xFF9F))
    return DIP_TOKEN_KATAKANA;
  if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF)
      || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x2E80 && c <= 0x2FD5) || c == 0x3005 || c == 0x3006
      || c == 0x3007)
    return DIP_TOKEN_KANJI;
  if (c == 0x2022 || c == 0x25CF || c == 0x26AB || c == 0x30FB || c == 0x25A0 || c == 0x25C6
      || (c >= 0xF000 && c <= 0xF0FF))
    return DIP_TOKEN_BULLET;
  if (g_unichar_ispunct (c) || c == 0xFF5E)
    return DIP_TOKEN_PUNCTUATION;

  return DIP_TOKEN_OTHER;
}

/* A full stop, comma, closing bracket at the end belongs to the sentence. */
static gsize
trim_url (const char *text,
          gsize       length)
{
  while (length > 1)
    {
      char last = text[length - 1];

      if (last == ')' && memchr (text, '(', length) != NULL)
        break;
      if (strchr (".,;:!?)'*]", last) == NULL)
        break;
      length--;
    }

  return length;
}

static gsize
skip_url_characters (const char *text)
{
  gsize i = 0;

  while (i < MAX_TOKEN_BYTES && is_url_character (text[i]))
    i++;

  return i;
}

static gsize
match_url (const char *text)
{
  static const char *const schemes[] = { "https://", "http://", "ftp://", "ftps://", "sftp://", "mailto:", "www." };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize head = strlen (schemes[i]);

      if (g_ascii_strncasecmp (text, schemes[i], head) == 0 && is_url_character (text[head]))
        return trim_url (text, head + skip_url_characters (text + head));
    }

  return 0;
}

static gboolean
is_host_ending (const char *label,
                gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (host_endings); i++)
    {
      if (strlen (host_endings[i]) == length && g_ascii_strncasecmp (label, host_endings[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Length of "label.label.jp", 0 if it is none. */
static gsize
match_host (const char *text)
{
  gsize label = 0;
  gsize i = 0;
  guint n_dots = 0;
  gsize best = 0;

  while (i < 256)
    {
      if (g_ascii_isalnum (text[i]) || text[i] == '-' || text[i] == '_')
        {
          i++;
          continue;
        }
      if (i == label)
        break;
      if (n_dots > 0 && is_host_ending (text + label, i - label))
        best = i;
      if (text[i] != '.')
        break;
      n_dots++;
      label = ++i;
    }

  return best;
}

static gsize
match_host_or_mail (const char *text)
{
  gsize local = 0;
  gsize host;

  while (local < 64 && text[local] != '\0' && (g_ascii_isalnum (text[local]) || strchr ("._+-", text[local]) != NULL))
    local++;

  if (local > 0 && text[local] == '@')
    {
      host = match_host (text + local + 1);
      if (host > 0)
        return local + 1 + host;
    }

  host = match_host (text);
  if (host > 0 && text[host] == '/')
    host = trim_url (text, host + skip_url_characters (text + host));
  else if (host > 0 && g_ascii_isalnum (text[host]))
    host = 0;

  return host;
}

/* digits with their separators: 1,000 · 99.9 · 12.3.1 (then @n_dots is 2) · the
 * house numbers, postal codes and telephone numbers of addresses: 108-0001 */
static gsize
match_digits (const char *text,
              guint      *n_dots)
{
  gsize i = skip_digits (text);

  *n_dots = 0;
  while (i > 0 && i < MAX_TOKEN_BYTES)
    {
      gsize separator = text[i] == '.' || text[i] == ',' || text[i] == '-' ? 1
        : dip_begins_with (text + i, "．") || dip_begins_with (text + i, "，")
          || dip_begins_with (text + i, "－") || dip_begins_with (text + i, "−") ? 3 : 0;
      gsize more = separator == 0 ? 0 : skip_digits (text + i + separator);

      if (more == 0)
        break;
      if (text[i] == '.' || dip_begins_with (text + i, "．"))
        *n_dots += 1;
      i += separator + more;
    }

  return i;
}

static gsize
match_unit (const char *text)
{
  const char first = g_ascii_tolower (*text);
  gsize best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length;

      if (g_ascii_tolower (units[i][0]) != first)
        continue;
      length = strlen (units[i]);
      if (length <= best || g_ascii_strncasecmp (text, units[i], length) != 0)
        continue;
      if (g_ascii_isalpha (units[i][length - 1]) && is_latin (dip_utf8_get (text + length)))
        continue;
      best = length;
    }

  return best;
}

static gsize
match_number (const char   *text,
              DipTokenKind *kind)
{
  guint n_dots;
  gsize digits = match_digits (text, &n_dots);
  gsize blank;
  gsize unit;

  *kind = n_dots >= 2 ? DIP_TOKEN_IDENTIFIER : DIP_TOKEN_NUMBER;
  if (digits == 0 || n_dots >= 2)
    return digits;

  blank = skip_blanks (text + digits);
  unit = match_unit (text + digits + blank);

  return unit == 0 ? digits : digits + blank + unit;
}

static gsize
skip_latin (const char *text)
{
  gsize i = 0;

  while (i < MAX_TOKEN_BYTES)
    {
      gunichar c = dip_utf8_get (text + i);

      if (is_latin (c))
        i += skip (text + i);
      else if ((c == '\'' || c == 0x2019) && i > 0 && is_latin (dip_utf8_get (text + i + skip (text + i))))
        i += skip (text + i);
      else
        break;
    }

  return i;
}

static gboolean
is_small_word (const char *word,
               gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (small_words); i++)
    {
      if (strlen (small_words[i]) == length && g_ascii_strncasecmp (word, small_words[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a unit of more than one character stands after a number: 本 and 版 may
 * begin another word. */
static gboolean
is_counted (const char *after)
{
  gsize blank = skip_blanks (after);
  gsize unit = match_unit (after + blank);

  return unit > 0 && (g_utf8_strlen (after + blank, unit) > 1 || after[blank] == '%');
}

/* A word of letters and what is attached to it; an identifier when a digit is. */
static gsize
match_identifier (const char   *text,
                  DipTokenKind *kind)
{
  gsize word = skip_latin (text);
  gsize i = word;
  gboolean digits = FALSE;
  guint n_dots;

  *kind = DIP_TOKEN_LATIN;
  while (i < MAX_TOKEN_BYTES)
    {
      gunichar c = dip_utf8_get (text + i);
      gsize joint = c == '/' || c == '-' || c == '_' || c == '.' || c == '+' || c == ':' || c == 0xFF0E || c == 0xFF0D
        ? skip (text + i) : 0;
      gunichar after = dip_utf8_get (text + i + joint);

      if (is_digit (after) && (joint == 0 || c != ':' || digits))
        {
          digits = TRUE;
          i += joint + skip_digits (text + i + joint);
        }
      else if (is_latin (after) && (joint == 0 || c == '/' || c == '-' || c == '_' || digits))
        i += joint + skip_latin (text + i + joint);
      else
        break;
    }

  if (digits)
    {
      *kind = DIP_TOKEN_IDENTIFIER;
      return i;
    }

  /* "ISO/IEC 27017", "TLS 1.2": the number names the thing, it counts nothing. */
  if (i <= 16 && text[i] == ' ' && is_digit (dip_utf8_get (text + i + 1)))
    {
      gsize number = match_digits (text + i + 1, &n_dots);

      if ((n_dots > 0 || g_utf8_strlen (text + i + 1, number) >= 4) && _dip_match_date (text + i + 1) == 0
          && !is_small_word (text, i) && !is_counted (text + i + 1 + number))
        {
          *kind = DIP_TOKEN_IDENTIFIER;
          i += 1 + number;
          if ((text[i] == ':' || text[i] == '-') && skip_digits (text + i + 1) > 0)
            i += 1 + skip_digits (text + i + 1);
          return i;
        }
    }

  /* Without a digit "and/or" is three words, but "ISO/IEC" and "e-mail" are one. */
  return i;
}

static gsize
match_run (const char   *text,
           DipTokenKind  kind)
{
  gsize i = 0;

  do
    i += skip (text + i);
  while (i < MAX_TOKEN_BYTES && text[i] != '\0' && kind_of (dip_utf8_get (text + i)) == kind);

  return i;
}

/* The honorific お or ご belongs to the word after it: "に|お|客様". なお is a word. */
static gsize
match_hiragana (const char *text)
{
  gsize length = match_run (text, DIP_TOKEN_HIRAGANA);
  gsize last;

  if (length < 6 || kind_of (dip_utf8_get (text + length)) != DIP_TOKEN_KANJI)
    return length;

  last = (gsize) (g_utf8_prev_char (text + length) - text);
  if (!dip_begins_with (text + last, "お") && !dip_begins_with (text + last, "ご"))
    return length;
  if (last >= 3 && dip_begins_with (text + last - 3, "なお"))
    return length;

  return last;
}

static gsize
match_token (const char   *text,
             DipTokenKind *kind)
{
  gunichar c = dip_utf8_get (text);
  gsize length;

  *kind = kind_of (c);
  switch (*kind)
    {
    case DIP_TOKEN_LATIN:
      length = match_url (text);
      if (length == 0)
        length = match_host_or_mail (text);
      if (length > 0)
        {
          *kind = DIP_TOKEN_URL;
          return length;
        }
      length = _dip_match_month_and_day (text);
      if (length > 0)
        {
          *kind = DIP_TOKEN_DATE;
          return length;
        }
      return match_identifier (text, kind);

    case DIP_TOKEN_NUMBER:
      length = match_host_or_mail (text);
      if (length > 0)
        {
          *kind = DIP_TOKEN_URL;
          return length;
        }
      length = _dip_match_date (text);
      if (length > 0)
        {
          *kind = DIP_TOKEN_DATE;
          return length;
        }
      return match_number (text, kind);

    case DIP_TOKEN_KANJI:
      length = _dip_match_era (text) > 0 ? _dip_match_date (text) : 0;
      if (length > 0)
        {
          *kind = DIP_TOKEN_DATE;
          return length;
        }
      return match_run (text, *kind);

    case DIP_TOKEN_HIRAGANA:
      return match_hiragana (text);

    case DIP_TOKEN_SPACE:
    case DIP_TOKEN_KATAKANA:
      return match_run (text, *kind);

    default:
      return skip (text);
    }
}

/**
 * dip_tokens_cut:
 * @text: UTF-8, printed or folded
 *
 * Cuts a text into the words that a comparison shows. Takes time in proportion
 * to the length of @text.
 *
 * Returns: (transfer full) (element-type DipToken): the tokens, which cover
 *   @text without gaps; empty for an empty text
 */
GArray *
dip_tokens_cut (const char *text)
{
  GArray *tokens;
  const char *at = text;

  g_return_val_if_fail (text != NULL, NULL);

  tokens = g_array_sized_new (FALSE, FALSE, sizeof (DipToken), 16 + strlen (text) / 6);
  while (*at != '\0')
    {
      DipToken token;
      gsize length = match_token (at, &token.kind);

      token.start = (guint32) (at - text);
      token.length = (guint32) length;
      g_array_append_val (tokens, token);
      at += length;
    }

  return tokens;
}
