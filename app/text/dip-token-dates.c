/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-characters.h"
#include "text/dip-tokens-private.h"

#include <string.h>

/* Dates as the grammar of dip-tokens.c has them. */

static const char *const months[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
};

static gsize
match_word (const char *text,
            const char *word)
{
  return dip_begins_with (text, word) ? strlen (word) : 0;
}

/* digits, then perhaps a blank, then a word: "9 月" */
static gsize
match_counted (const char *text,
               guint       max_digits,
               const char *word)
{
  gsize digits = skip_digits (text);
  gsize blank;
  gsize after;

  if (digits == 0 || (guint) g_utf8_strlen (text, digits) > max_digits)
    return 0;

  blank = skip_blanks (text + digits);
  after = match_word (text + digits + blank, word);

  return after == 0 ? 0 : digits + blank + after;
}

gsize
_dip_match_era (const char *text)
{
  static const char *const eras[] = { "令和", "平成", "昭和" };
  gunichar c = dip_utf8_get (text);

  /* Asked of every kanji: 令, 平, 昭. */
  if (c != 0x4EE4 && c != 0x5E73 && c != 0x662D)
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    {
      gsize era = match_word (text, eras[i]);

      if (era > 0)
        {
          gsize blank = skip_blanks (text + era);

          if (match_word (text + era + blank, "元年") > 0)
            return era + blank + strlen ("元年");
          if (match_counted (text + era + blank, 2, "年") > 0)
            return era + blank + match_counted (text + era + blank, 2, "年");
        }
    }

  return 0;
}

/* The name of a month that ends as a word, with a full stop after a short one. */
static gsize
match_month (const char *text)
{
  /* Asked of every word: most begin like no month. */
  if (text[0] == '\0' || strchr ("JFMASONDjfmasond", text[0]) == NULL
      || strchr ("AEPUCOaepuco", text[1]) == NULL)
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      gsize length = strlen (months[i]);

      if (g_ascii_strncasecmp (text, months[i], length) == 0 && !g_ascii_isalnum (text[length]))
        return length + (length <= 4 && text[length] == '.');
    }

  return 0;
}

/* " 2024": four digits and no more, with the blank or comma before them. */
static gsize
match_year_after (const char *text)
{
  gsize blank = (text[0] == ',') + (text[text[0] == ','] == ' ');
  gsize digits = 0;

  while (g_ascii_isdigit (text[blank + digits]))
    digits++;

  return blank > 0 && digits == 4 && !g_ascii_isalnum (text[blank + digits]) ? blank + digits : 0;
}

/* A day of the month, perhaps "1st". */
static gsize
match_day (const char *text)
{
  static const char *const endings[] = { "st", "nd", "rd", "th" };
  gsize digits = 0;

  while (digits < 3 && g_ascii_isdigit (text[digits]))
    digits++;
  if (digits == 0 || digits > 2)
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_ascii_strncasecmp (text + digits, endings[i], 2) == 0 && !g_ascii_isalnum (text[digits + 2]))
        return digits + 2;
    }

  return g_ascii_isalnum (text[digits]) ? 0 : digits;
}

/* 1 April 2024, 1 April */
static gsize
match_day_and_month (const char *text)
{
  gsize i = match_day (text);
  gsize month;

  if (i == 0 || text[i] != ' ')
    return 0;
  i++;
  if (g_ascii_strncasecmp (text + i, "of ", 3) == 0)
    i += 3;
  month = match_month (text + i);
  i += month;

  return month == 0 ? 0 : i + match_year_after (text + i);
}

/* April 1, 2024 · April 1 · April 2024. "May" alone is a verb. */
gsize
_dip_match_month_and_day (const char *text)
{
  gsize month = match_month (text);
  gsize year = month == 0 ? 0 : match_year_after (text + month);
  gsize day;

  if (month == 0)
    return 0;
  if (year > 0)
    return month + year;
  day = text[month] == ' ' ? match_day (text + month + 1) : 0;
  if (day == 0)
    return 0;
  month += 1 + day;

  return month + match_year_after (text + month);
}

gsize
_dip_match_date (const char *text)
{
  gsize year = _dip_match_era (text);
  gsize digits = skip_digits (text);
  gsize i;
  gsize month;
  gsize day;

  if (year == 0 && digits > 0 && g_utf8_strlen (text, digits) == 4)
    {
      year = match_counted (text, 4, "年");

      /* 2023/9/20, 2023-09-20, 2023.9.20 */
      if (year == 0 && strchr ("/-.", text[digits]) != NULL && text[digits] != '\0')
        {
          char separator = text[digits];

          month = skip_digits (text + digits + 1);
          i = digits + 1 + month;
          if (month == 0 || month > 6 || text[i] != separator)
            return 0;
          day = skip_digits (text + i + 1);

          return day == 0 || day > 6 ? 0 : i + 1 + day;
        }
    }

  /* A lone year with 年 is a number with its unit unless a month follows. */
  if (year > 0)
    {
      i = year + skip_blanks (text + year);
      month = match_counted (text + i, 2, "月");
      if (month == 0)
        return digits == 0 ? year : 0;
      i += month;
      day = match_counted (text + i + skip_blanks (text + i), 2, "日");

      return day == 0 ? i : i + skip_blanks (text + i) + day;
    }

  month = match_counted (text, 2, "月");
  if (month == 0)
    return digits == 0 ? 0 : match_day_and_month (text);
  i = month + skip_blanks (text + month);
  day = match_counted (text + i, 2, "日");

  return day == 0 ? 0 : i + day;
}
