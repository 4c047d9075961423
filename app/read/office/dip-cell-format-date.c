/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-cell-format.h"

#include <math.h>
#include <string.h>

/*
 * Dates in number formats:
 *
 *   date = y… | m… | d… | aaa | aaaa | g… | e… | h… | s… | ".0…" | "AM/PM" | "A/P" | "[h]" | "[m]" | "[s]"
 *
 * "m" is minutes behind hours and before seconds, else the month.
 */

#define MAX_SERIAL 2958465.999999  /* the end of 9999 */
#define DAYS_1904  1462

typedef struct
{
  guint year, month, day, weekday;   /* 0 is Sunday */
  guint hour, minute, second;
  guint thousandths;
  double serial;
} Moment;

typedef struct
{
  guint       from;      /* year, month, day as a number */
  guint       year;      /* the one before its first */
  const char *letter;
  const char *name;
} Era;

static const Era eras[] = {
  { 20190501, 2018, "R", "令和" },
  { 19890108, 1988, "H", "平成" },
  { 19261225, 1925, "S", "昭和" },
  { 19120730, 1911, "T", "大正" },
  { 18680125, 1867, "M", "明治" },
};

static const char *const months[] = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December",
};

static const char *const weekdays[] = {
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

static const char *const weekdays_ja[] = { "日", "月", "火", "水", "木", "金", "土" };

/* @decimals: of the seconds that are shown; the rest is rounded. */
static gboolean
read_serial (double    serial,
             gboolean  from_1904,
             guint     decimals,
             Moment   *moment)
{
  double unit = pow (10, decimals);
  double parts;
  guint64 rest;
  gint64 day;
  GDate date;

  if (from_1904)
    serial += DAYS_1904;
  if (!(serial >= 0) || serial > MAX_SERIAL)
    return FALSE;

  moment->serial = serial;
  parts = floor ((serial - floor (serial)) * 86400 * unit + 0.5);
  day = (gint64) floor (serial);
  if (parts >= 86400 * unit)
    {
      parts = 0;
      day++;
    }
  rest = (guint64) parts;
  moment->thousandths = (guint) ((double) (rest % (guint64) unit) / unit * 1000 + 0.5);
  rest /= (guint64) unit;
  moment->second = (guint) (rest % 60);
  moment->minute = (guint) (rest / 60 % 60);
  moment->hour = (guint) (rest / 3600);

  /* The first of the two years of 1900 has a 29th of February that never was. */
  if (day == 60)
    {
      moment->year = 1900;
      moment->month = 2;
      moment->day = 29;
      moment->weekday = 3;
      return TRUE;
    }
  if (day == 0)
    {
      moment->year = 1900;
      moment->month = 1;
      moment->day = 0;
      moment->weekday = 6;
      return TRUE;
    }

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day < 60 ? 31 : 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint) day);
  moment->year = g_date_get_year (&date);
  moment->month = (guint) g_date_get_month (&date);
  moment->day = g_date_get_day (&date);
  moment->weekday = (guint) g_date_get_weekday (&date) % 7;

  return TRUE;
}

static gsize
literal_length (const char *at,
                const char *end)
{
  const char *close;

  if (*at == '"')
    {
      close = memchr (at + 1, '"', (gsize) (end - at - 1));
      return close != NULL ? (gsize) (close + 1 - at) : (gsize) (end - at);
    }
  if (*at == '\\' || *at == '_' || *at == '*')
    return at + 1 < end ? MIN (1 + (gsize) (g_utf8_next_char (at + 1) - at - 1), (gsize) (end - at)) : 1;

  return 0;
}

static gboolean
is_elapsed (const char *at,
            const char *end)
{
  const char *close = memchr (at, ']', (gsize) (end - at));

  if (*at != '[' || close == NULL || close == at + 1)
    return FALSE;
  for (const char *c = at + 1; c < close; c++)
    {
      if (strchr ("hmsHMS", *c) == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
_dip_cell_format_is_date (const char *section,
                          gsize       length)
{
  const char *end = section + length;

  for (const char *at = section; at < end; )
    {
      gsize n = literal_length (at, end);
      const char *close;

      if (n > 0)
        {
          at += n;
          continue;
        }
      if (*at == '[')
        {
          if (is_elapsed (at, end))
            return TRUE;
          close = memchr (at, ']', (gsize) (end - at));
          at = close != NULL ? close + 1 : end;
          continue;
        }
      if ((gsize) (end - at) >= 7 && g_ascii_strncasecmp (at, "General", 7) == 0)
        return FALSE;
      if (strchr ("0#?%", *at) != NULL && *at != '\0')
        return FALSE;
      if (strchr ("ymdhsgeaYMDHSGEA", *at) != NULL && *at != '\0')
        return TRUE;
      at = g_utf8_next_char (at);
    }

  return FALSE;
}

static const Era *
find_era (const Moment *moment)
{
  guint at = moment->year * 10000 + moment->month * 100 + moment->day;

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    {
      if (at >= eras[i].from)
        return &eras[i];
    }

  return NULL;
}

static guint
run_length (const char *at,
            const char *end)
{
  guint n = 1;

  while (at + n < end && g_ascii_tolower (at[n]) == g_ascii_tolower (*at) && n < 8)
    n++;

  return n;
}

/* Whether the next letter of a date behind a run of "m" is a second. */
static gboolean
seconds_follow (const char *at,
                const char *end)
{
  while (at < end)
    {
      gsize n = literal_length (at, end);

      if (n > 0)
        {
          at += n;
          continue;
        }
      if (*at == '[' && at + 1 < end)
        return g_ascii_tolower (at[1]) == 's';
      if (g_ascii_isalpha (*at))
        return g_ascii_tolower (*at) == 's';
      at = g_utf8_next_char (at);
    }

  return FALSE;
}

static guint
count_decimals (const char *section,
                gsize       length)
{
  for (gsize i = 1; i + 1 < length; i++)
    {
      if (section[i] == '.' && section[i + 1] == '0' && g_ascii_tolower (section[i - 1]) == 's')
        return i + 2 < length && section[i + 2] == '0' ? i + 3 < length && section[i + 3] == '0' ? 3 : 2 : 1;
    }

  return 0;
}

static void
append_month (GString      *out,
              const Moment *moment,
              guint         n)
{
  const char *name = months[(moment->month + 11) % 12];

  if (n == 4)
    g_string_append (out, name);
  else if (n >= 3)
    g_string_append_len (out, name, n == 3 ? 3 : 1);
  else
    g_string_append_printf (out, "%0*u", (int) n, moment->month);
}

static void
append_era (GString      *out,
            const Moment *moment,
            guint         n)
{
  const Era *era = find_era (moment);

  if (era == NULL)
    return;
  if (n == 1)
    g_string_append (out, era->letter);
  else if (n == 2)
    g_string_append_len (out, era->name, 3);
  else
    g_string_append (out, era->name);
}

static void
append_token (GString      *out,
              const Moment *moment,
              char          letter,
              guint         n,
              gboolean      minutes,
              gboolean      noon,
              gboolean      japanese)
{
  const Era *era;

  switch (letter)
    {
    case 'y':
      if (n <= 2)
        g_string_append_printf (out, "%02u", moment->year % 100);
      else
        g_string_append_printf (out, "%04u", moment->year);
      break;

    case 'm':
      if (minutes)
        g_string_append_printf (out, "%0*u", (int) MIN (n, 2), moment->minute);
      else
        append_month (out, moment, n);
      break;

    case 'd':
      if (n >= 3)
        g_string_append_len (out, weekdays[moment->weekday], n == 3 ? 3 : -1);
      else
        g_string_append_printf (out, "%0*u", (int) n, moment->day);
      break;

    case 'a':
      g_string_append (out, weekdays_ja[moment->weekday]);
      if (n >= 4)
        g_string_append (out, "曜日");
      break;

    case 'g':
      append_era (out, moment, n);
      break;

    case 'e':
      era = japanese ? find_era (moment) : NULL;
      g_string_append_printf (out, "%0*u", (int) MIN (n, 2), moment->year - (era != NULL ? era->year : 0));
      break;

    case 'h':
      g_string_append_printf (out, "%0*u", (int) MIN (n, 2),
                              noon ? (moment->hour + 11) % 12 + 1 : moment->hour);
      break;

    case 's':
      g_string_append_printf (out, "%0*u", (int) MIN (n, 2), moment->second);
      break;

    default:
      break;
    }
}

static void
append_elapsed (GString      *out,
                const Moment *moment,
                const char   *at,
                guint         n)
{
  double seconds = floor (moment->serial * 86400 + 0.5);
  double unit = 1;

  if (g_ascii_tolower (at[1]) == 'h')
    unit = 3600;
  else if (g_ascii_tolower (at[1]) == 'm')
    unit = 60;
  g_string_append_printf (out, "%0*.0f", (int) MIN (n, 4), floor (seconds / unit));
}

gboolean
_dip_cell_format_date (GString    *out,
                       const char *section,
                       gsize       length,
                       double      value,
                       gboolean    from_1904)
{
  const char *end = section + length;
  guint decimals = count_decimals (section, length);
  gboolean noon = g_strstr_len (section, (gssize) length, "AM/PM") != NULL ||
                  g_strstr_len (section, (gssize) length, "am/pm") != NULL ||
                  g_strstr_len (section, (gssize) length, "A/P") != NULL;
  gboolean japanese = g_strstr_len (section, (gssize) length, "-411]") != NULL ||
                      g_strstr_len (section, (gssize) length, "-ja-JP") != NULL ||
                      memchr (section, 'g', length) != NULL;
  gboolean hours_before = FALSE;
  Moment moment = { 0 };

  if (!read_serial (value, from_1904, decimals, &moment))
    return FALSE;

  for (const char *at = section; at < end; )
    {
      gsize n = literal_length (at, end);
      char letter = g_ascii_tolower (*at);

      if (n > 0)
        {
          if (*at == '"' && n >= 2)
            g_string_append_len (out, at + 1, (gssize) n - 2);
          else if (*at == '\\')
            g_string_append_len (out, at + 1, (gssize) n - 1);
          else if (*at == '_')
            g_string_append_c (out, ' ');
          at += n;
        }
      else if (*at == '[')
        {
          const char *close = memchr (at, ']', (gsize) (end - at));

          if (is_elapsed (at, end))
            {
              append_elapsed (out, &moment, at, (guint) (close - at - 1));
              hours_before = g_ascii_tolower (at[1]) == 'h';
            }
          at = close != NULL ? close + 1 : end;
        }
      else if ((gsize) (end - at) >= 5 && g_ascii_strncasecmp (at, "AM/PM", 5) == 0)
        {
          g_string_append (out, moment.hour < 12 ? "AM" : "PM");
          at += 5;
        }
      else if ((gsize) (end - at) >= 3 && g_ascii_strncasecmp (at, "A/P", 3) == 0)
        {
          g_string_append_c (out, moment.hour < 12 ? 'A' : 'P');
          at += 3;
        }
      else if (letter != '\0' && strchr ("ymdaeghs", letter) != NULL)
        {
          guint run = run_length (at, end);
          gboolean minutes = letter == 'm' && run <= 2 && (hours_before || seconds_follow (at + run, end));

          append_token (out, &moment, letter, run, minutes, noon, japanese);
          hours_before = letter == 'h';
          at += run;
        }
      else if (*at == '.' && at + 1 < end && at[1] == '0' && decimals > 0)
        {
          g_string_append_printf (out, ".%0*u", (int) decimals,
                                  moment.thousandths / (decimals == 1 ? 100 : decimals == 2 ? 10 : 1));
          for (at++; at < end && *at == '0'; )
            at++;
        }
      else if (*at == '@' || *at == ';')
        {
          at++;
        }
      else
        {
          gsize step = MIN ((gsize) (g_utf8_next_char (at) - at), (gsize) (end - at));

          g_string_append_len (out, at, (gssize) step);
          at += step;
        }
    }

  return out->len > 0;
}
