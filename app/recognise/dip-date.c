/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 *   date   = year sep month [ sep day ]       2023/9/20, 2021-01-18, 2021 年 1 月 18 日, 2023.11
 *          | era year "年" month "月" day "日"  令和3年1月18日, R3.1.18
 *          | day ["of"] month-name [","] year  18 Jan 2021, 7th of July 2014
 *          | month-name [day [","]] year       Jan 18, 2021
 *          | day ("." | "-" | "/") month sep year   18.01.2021; with a slash only where the day is above 12, in
 *                                            either order, since 3/4/2021 may be April or March
 *          | month "/" year                    02/2022
 *
 * Full-width digits count as digits, white space between the parts does not matter.
 */

static gunichar
peek (const char *at)
{
  return *at != '\0' ? dip_glyph_narrow (g_utf8_get_char (at)) : 0;
}

static const char *
read_number (const char *at,
             guint       max_digits,
             guint      *value)
{
  guint n = 0;

  *value = 0;
  at = dip_text_skip_space (at);
  for (gunichar c = peek (at); c >= '0' && c <= '9'; c = peek (at))
    {
      if (++n > max_digits)
        return NULL;
      *value = *value * 10 + (c - '0');
      at = g_utf8_next_char (at);
    }

  return n > 0 ? at : NULL;
}

static char *
make_date (guint year,
           guint month,
           guint day)
{
  if (year < 1980 || year > 2199 || month < 1 || month > 12)
    return NULL;
  if (day == 0)
    return g_strdup_printf ("%04u-%02u", year, month);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;

  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

/* Skips 年, 月 or one of / - . between two parts; NULL if another sign than the first one stands there. */
static const char *
skip_separator (const char *at,
                const char *word,
                gunichar   *sign)
{
  const char *next = dip_text_skip_space (at);
  gunichar c = peek (next);

  if (dip_begins_with (next, word))
    {
      *sign = 'x';
      return next + strlen (word);
    }
  if ((c == '/' || c == '-' || c == '.') && (*sign == 0 || *sign == c))
    {
      *sign = c;
      return g_utf8_next_char (next);
    }

  return NULL;
}

static char *
parse_ymd (const char  *at,
           guint        year,
           const char **end)
{
  const char *start = at;
  gunichar sign = 0;
  guint month, day;
  const char *next;

  at = skip_separator (at, "年", &sign);
  if (at == NULL)
    return NULL;
  at = read_number (at, 2, &month);
  if (at == NULL)
    return NULL;

  next = skip_separator (at, "月", &sign);
  /* "2023.11", "2023/06": two digits, and nothing that goes on */
  if (next == NULL && (sign == '.' || sign == '/') && at - start == 3 && year >= 1990 &&
      (*at == '\0' || peek (at) == ')' || dip_glyph_is_space (g_utf8_get_char (at)) || dip_begins_with (at, "版")))
    {
      *end = at;
      return make_date (year, month, 0);
    }
  if (next == NULL)
    return NULL;
  *end = next;

  at = read_number (next, 2, &day);
  if (at == NULL)
    return sign == 'x' ? make_date (year, month, 0) : NULL;

  /* "2024/6/28 日数": behind signs no 日 belongs to the day, but one that stands right there may */
  next = sign == 'x' ? dip_text_skip_space (at) : at;
  if (dip_begins_with (next, "日"))
    at = next + strlen ("日");
  else if (sign == 'x')
    return make_date (year, month, 0);
  *end = at;

  return make_date (year, month, day);
}

static char *
parse_era (const char  *text,
           const char **end)
{
  static const struct { const char *name; guint before; } eras[] = {
    { "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 }, { "R", 2018 }, { "H", 1988 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    {
      const char *at;
      guint year;

      if (!dip_begins_with (text, eras[i].name))
        continue;

      at = dip_text_skip_space (text + strlen (eras[i].name));
      if (dip_begins_with (at, "元"))
        {
          year = 1;
          at += strlen ("元");
        }
      else
        {
          at = read_number (at, 2, &year);
        }
      if (at == NULL || year == 0)
        return NULL;

      return parse_ymd (at, eras[i].before + year, end);
    }

  return NULL;
}

static const char *
read_month (const char *at,
            guint      *month)
{
  static const char *const names[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  };
  char word[16];
  gsize n = 0;

  while (n < sizeof word - 1 && g_ascii_isalpha (at[n]))
    {
      word[n] = g_ascii_tolower (at[n]);
      n++;
    }
  word[n] = '\0';
  if (n < 3)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strncmp (names[i], word, n) == 0 || (i == 8 && strcmp (word, "sept") == 0))
        {
          *month = i + 1;
          at += n;
          return *at == '.' ? at + 1 : at;
        }
    }

  return NULL;
}

static const char *
skip_comma (const char *at)
{
  at = dip_text_skip_space (at);
  if (*at == ',' || *at == '-' || *at == '/')
    at = dip_text_skip_space (at + 1);

  return at;
}

static char *
parse_english (const char  *text,
               const char **end)
{
  guint day = 0, month, year;
  const char *at = text;
  const char *next;

  if (g_ascii_isdigit (*at))
    {
      at = read_number (at, 2, &day);
      if (at == NULL)
        return NULL;
      if (g_ascii_strncasecmp (at, "st", 2) == 0 || g_ascii_strncasecmp (at, "nd", 2) == 0 ||
          g_ascii_strncasecmp (at, "rd", 2) == 0 || g_ascii_strncasecmp (at, "th", 2) == 0)
        at += 2;
      /* "Version 5, October 2024", "Issue 3 / October 2024" */
      next = dip_text_skip_space (at);
      if (*next == ',' || (next > at && (*next == '/' || *next == '-')))
        return NULL;
      /* "the 7th of July 2014" */
      at = skip_comma (at);
      at = read_month (g_ascii_strncasecmp (at, "of ", 3) == 0 ? at + 3 : at, &month);
    }
  else
    {
      at = read_month (at, &month);
      if (at == NULL)
        return NULL;
      at = skip_comma (at);
      next = read_number (at, 2, &day);
      if (next != NULL)
        {
          at = next;
          if (g_ascii_strncasecmp (at, "st", 2) == 0 || g_ascii_strncasecmp (at, "nd", 2) == 0 ||
              g_ascii_strncasecmp (at, "rd", 2) == 0 || g_ascii_strncasecmp (at, "th", 2) == 0)
            at += 2;
        }
      else
        {
          day = 0;
        }
    }
  if (at == NULL)
    return NULL;

  at = read_number (skip_comma (at), 4, &year);
  if (at == NULL || year < 1980)
    return NULL;
  *end = at;

  return make_date (year, month, day);
}

/* 18.01.2021, 18/1/2021, 1/18/2021, 02/2022 */
static char *
parse_year_last (const char  *text,
                 const char **end)
{
  guint first, second, year;
  const char *at = read_number (text, 2, &first);
  gunichar sign;

  if (at == NULL)
    return NULL;
  sign = peek (at);
  if (sign != '.' && sign != '/' && sign != '-')
    return NULL;
  at = g_utf8_next_char (at);

  if (sign == '/')
    {
      const char *whole = read_number (at, 4, &year);

      if (whole != NULL && year >= 1980 && first >= 1 && first <= 12)
        {
          *end = whole;
          return make_date (year, first, 0);
        }
    }
  at = read_number (at, 2, &second);
  if (at == NULL || peek (at) != sign)
    return NULL;
  at = read_number (g_utf8_next_char (at), 4, &year);
  if (at == NULL || year < 1980)
    return NULL;
  *end = at;

  if (sign != '/' || (first > 12 && second <= 12))
    return make_date (year, second, first);
  if (second > 12 || first == second)
    return make_date (year, first, second);

  return NULL;
}

/**
 * dip_date_parse:
 * @text: a text
 * @end: return location for where the date ends
 *
 * Reads the date that a text begins with, in any spelling of the grammar above.
 *
 * Returns: (transfer full) (nullable): ISO 8601, "2021-01-18", or "2021-01"
 *   where no day is given; %NULL if there is no date
 */
char *
dip_date_parse (const char  *text,
                const char **end)
{
  const char *at = dip_text_skip_space (text);
  char *date;
  guint year;
  const char *next;

  date = parse_era (at, end);
  if (date != NULL)
    return date;

  next = read_number (at, 4, &year);
  if (next != NULL && year >= 1980)
    return parse_ymd (next, year, end);

  date = parse_year_last (at, end);

  return date != NULL ? date : parse_english (at, end);
}

/**
 * dip_date_find:
 * @text: a text
 * @start: return location for where the date begins
 * @end: return location for where it ends
 *
 * Looks for the first date in a text.
 *
 * Returns: (transfer full) (nullable): as dip_date_parse()
 */
char *
dip_date_find (const char  *text,
               const char **start,
               const char **end)
{
  gunichar before = 0;
  gunichar earlier = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));
      gboolean starts = (c >= '0' && c <= '9') || g_unichar_isupper (c) || c == 0x4ee4 || c == 0x5e73 ||
                        c == 0x662d;

      /* Not in the middle of a number or a word. */
      if (starts && !g_unichar_isdigit (before) && before != '.' &&
          !((before == '/' || before == '-') && g_unichar_isdigit (earlier)) &&
          !(c < 0x80 && before < 0x80 && g_unichar_isalpha (before)))
        {
          char *date = dip_date_parse (at, end);

          if (date != NULL)
            {
              *start = at;
              return date;
            }
        }
      earlier = before;
      before = c;
    }

  return NULL;
}
