/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * Numbers and dates in one form, so that 10,000 and 10000, 一年間 and 1年間,
 * thirty and 30, 1 April 2024 and 2024/04/01 are the same value.
 */

/* Digits of a number that is put into one form; a longer one is no count. */
#define MAX_DIGITS 15u

static const struct
{
  const char *word;
  guint       value;
} number_words[] = {
  { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
  { "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 }, { "fifteen", 15 },
  { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 }, { "ninety", 90 },
};

/* What is counted with kanji; 十分 is "enough" far more often than ten minutes. */
static const char *const counters[] = {
  "年", "か月", "ヶ月", "週", "日", "時間", "分間", "秒", "回", "世代", "名", "人", "社", "件", "台", "箇所", "か所",
  "つ", "度", "段階", "桁", "文字", "拠点", "重", "要素", "種類", "系統",
};

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                                      "dec" };

static gboolean
is_kanji (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007;
}

/* What a kanji counts: 0 to 9, 10 and 100, -1 for none. */
static int
kanji_value (gunichar c)
{
  switch (c)
    {
    case 0x3007: return 0;    /* 〇 */
    case 0x4E00: return 1;    /* 一 */
    case 0x4E8C: return 2;    /* 二 */
    case 0x4E09: return 3;    /* 三 */
    case 0x56DB: return 4;    /* 四 */
    case 0x4E94: return 5;    /* 五 */
    case 0x516D: return 6;    /* 六 */
    case 0x4E03: return 7;    /* 七 */
    case 0x516B: return 8;    /* 八 */
    case 0x4E5D: return 9;    /* 九 */
    case 0x5341: return 10;   /* 十 */
    case 0x767E: return 100;  /* 百 */
    default: return -1;
    }
}

/* Value of a run of kanji numerals, with 十 and 百; its length in @length. */
static guint
read_kanji (const char *text,
            gsize      *length)
{
  guint total = 0;
  guint digit = 0;
  guint n = 0;
  gsize i = 0;

  while (n < 6)
    {
      int value = kanji_value (g_utf8_get_char (text + i));

      if (value < 0)
        break;
      if (value < 10)
        digit = digit * 10 + (guint) value;
      else
        {
          total += MAX (digit, 1) * (guint) value;
          digit = 0;
        }
      i += strlen ("一");
      n++;
    }

  *length = i;

  return total + digit;
}

/* 三年間, but not 三 of 再三 or of 第三者. */
static gsize
append_kanji_number (GString    *out,
                     const char *text,
                     gunichar    before)
{
  gsize length;
  guint value = read_kanji (text, &length);

  if (length == 0 || (is_kanji (before) && g_utf8_strchr ("年月週日毎約各計第", -1, before) == NULL))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      if (g_str_has_prefix (text + length, counters[i]))
        {
          g_string_append_printf (out, "%u", value);
          return length;
        }
    }

  return 0;
}

static gsize
append_number_word (GString    *out,
                    const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_words); i++)
    {
      gsize length = strlen (number_words[i].word);

      if (strncmp (text, number_words[i].word, length) == 0 && !g_ascii_isalnum (text[length]))
        {
          g_string_append_printf (out, "%u", number_words[i].value);
          return length;
        }
    }

  return 0;
}

/* "about 20", "roughly 20" */
static gboolean
is_about (const char     *folded,
          const GArray   *tokens,
          guint           index)
{
  static const char *const words[] = { "about", "approximately", "around", "circa", "roughly" };
  const DipToken *token = &g_array_index (tokens, DipToken, index);

  if (token->kind != DIP_TOKEN_LATIN || index + 2 >= tokens->len
      || g_array_index (tokens, DipToken, index + 2).kind != DIP_TOKEN_NUMBER)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strlen (words[i]) == token->length && strncmp (folded + token->start, words[i], token->length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Digits with commas between the thousands, without them. */
static gsize
append_digits (GString    *out,
               const char *text)
{
  gsize i = strspn (text, "0123456789");

  g_string_append_len (out, text, i);
  if (i > 3)
    return i;

  while (i < MAX_DIGITS && text[i] == ',' && strspn (text + i + 1, "0123456789") == 3)
    {
      g_string_append_len (out, text + i + 1, 3);
      i += 4;
    }

  return i;
}

/* The numbers of a date, year, month and day in this order as far as they are there. */
static void
append_date (GString    *out,
             const char *text,
             gsize       length)
{
  guint numbers[3] = { 0 };
  guint n = 0;
  guint month = 0;

  for (gsize i = 0; i < length && n < G_N_ELEMENTS (numbers); )
    {
      gsize digits = strspn (text + i, "0123456789");

      if (digits > 0)
        {
          numbers[n++] = (guint) g_ascii_strtoull (text + i, NULL, 10);
          i += digits;
          continue;
        }
      for (guint k = 0; month == 0 && k < G_N_ELEMENTS (months); k++)
        {
          if (strncmp (text + i, months[k], 3) == 0)
            month = k + 1;
        }
      i++;
    }

  /* An era counts its own years. */
  if (n == 0 || (!g_ascii_isdigit (text[0]) && month == 0))
    g_string_append_len (out, text, length);
  else if (month == 0)
    {
      for (guint i = 0; i < n; i++)
        g_string_append_printf (out, "%s%u", i == 0 ? "" : "-", numbers[i]);
    }
  else if (n == 2)
    g_string_append_printf (out, "%u-%u-%u", MAX (numbers[0], numbers[1]), month, MIN (numbers[0], numbers[1]));
  else if (numbers[0] > 31)
    g_string_append_printf (out, "%u-%u", numbers[0], month);
  else
    g_string_append_printf (out, "%u-%u", month, numbers[0]);
}

/* A length of time, what it is counted in, and how often that is in it. */
static const struct
{
  const char *unit;
  const char *base;
  guint       times;
} spans[] = {
  { "weeks", " days", 7 }, { "week", " days", 7 }, { "週間", "日", 7 }, { "週", "日", 7 },
  { "days", " days", 1 }, { "day", " days", 1 }, { "日間", "日", 1 }, { "d", " days", 1 },
  { "months", " months", 1 }, { "month", " months", 1 }, { "か月間", "か月", 1 }, { "か月", "か月", 1 },
  { "years", " years", 1 }, { "year", " years", 1 }, { "年間", "年", 1 },
};

/* Months that are whole years, in years. */
#define MONTHS_OF_YEAR 12u

/* Length of a span of time at @at, the number of which is @value; 0 for none. */
static gsize
append_span (GString    *out,
             const char *at,
             guint64     value)
{
  gsize gap = *at == ' ' || *at == '-' ? 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gsize length = strlen (spans[i].unit);
      const char *base = spans[i].base;

      if (strncmp (at + gap, spans[i].unit, length) != 0
          || (g_ascii_isalpha (spans[i].unit[0]) && g_ascii_isalnum (at[gap + length])))
        continue;

      value *= spans[i].times;
      if (value > 0 && value % MONTHS_OF_YEAR == 0 && g_str_has_suffix (base, "months"))
        g_string_append_printf (out, "%" G_GUINT64_FORMAT " years", value / MONTHS_OF_YEAR);
      else if (value > 0 && value % MONTHS_OF_YEAR == 0 && g_str_has_suffix (base, "か月"))
        g_string_append_printf (out, "%" G_GUINT64_FORMAT "年", value / MONTHS_OF_YEAR);
      else
        g_string_append_printf (out, "%" G_GUINT64_FORMAT "%s", value, base);

      return gap + length;
    }

  return 0;
}

/**
 * _dip_normalise_spans:
 * @text: a text, its numbers in digits
 *
 * Five weeks are 35 days, and twelve months a year; the longest number has four digits.
 *
 * Returns: (transfer full): the text with lengths of time in one form each
 */
char *
_dip_normalise_spans (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; )
    {
      gsize digits = strspn (at, "0123456789");
      gsize span = 0;

      if (digits > 0 && digits <= 4 && (at == text || strchr (".,/:-", at[-1]) == NULL))
        span = append_span (out, at + digits, g_ascii_strtoull (at, NULL, 10));
      if (span > 0)
        {
          at += digits + span;
          continue;
        }
      if (digits == 0)
        digits = (gsize) g_utf8_skip[(guint8) *at];
      g_string_append_len (out, at, digits);
      at += digits;
    }

  return g_string_free (out, FALSE);
}

static char *
normalise_numbers (const char *folded)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (folded);
  g_autoptr (GString) out = g_string_sized_new (strlen (folded));

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *text = folded + token->start;
      gunichar before = 0;

      if (token->kind == DIP_TOKEN_DATE)
        {
          append_date (out, text, token->length);
          continue;
        }
      if (is_about (folded, tokens, i))
        {
          g_string_append (out, "approximately");
          continue;
        }

      for (gsize k = 0; k < token->length; )
        {
          gunichar c = g_utf8_get_char (text + k);
          gsize step = 0;

          if (token->kind == DIP_TOKEN_NUMBER && g_ascii_isdigit (text[k]) && before != '.')
            step = append_digits (out, text + k);
          else if (token->kind == DIP_TOKEN_LATIN && k == 0)
            step = append_number_word (out, text);
          else if (token->kind == DIP_TOKEN_KANJI)
            step = append_kanji_number (out, text + k, before);
          if (step == 0)
            {
              step = g_utf8_skip[(guint8) text[k]];
              g_string_append_len (out, text + k, step);
            }
          before = c;
          k += step;
        }
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * _dip_normalise_values:
 * @folded: a folded text
 *
 * Returns: (transfer full): the text with numbers, dates and lengths of time in one form each
 */
char *
_dip_normalise_values (const char *folded)
{
  g_autofree char *numbers = normalise_numbers (folded);

  return _dip_normalise_spans (numbers);
}

/* Whether two texts differ in how they write their numbers and dates, and in
 * nothing else. */
gboolean
_dip_same_values (const char *a,
                  const char *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (a[0] == '\0' || b[0] == '\0')
    return FALSE;

  x = normalise_numbers (a);
  y = normalise_numbers (b);

  return strcmp (x, y) == 0;
}
