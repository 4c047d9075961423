/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-fact-private.h"

#include <string.h>

#include "recognise/dip-structure.h"

/* Facts that are numbers with a form of their own: dates, times, phone numbers, ports, articles. */

gsize
_dip_fact_scan_date (DipFactScan *scan,
                     const char  *at)
{
  static const char *const starts[] = { "令和", "平成", "昭和", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec" };
  gboolean possible = FALSE;

  if (g_ascii_isdigit (*at))
    {
      gsize n = strspn (at, "0123456789");

      /* "2023年…" or "1 May 2023" */
      possible = n == 4 || (n <= 2 && at[n] == ' ' && g_ascii_isupper (at[n + 1]));
    }
  for (guint i = 0; !possible && i < G_N_ELEMENTS (starts); i++)
    possible = at[0] == starts[i][0] && at[1] == starts[i][1] && g_str_has_prefix (at, starts[i]);
  if (possible)
    {
      const char *end = NULL;
      g_autofree char *value = dip_date_parse (at, &end);

      if (value != NULL && strlen (value) >= strlen ("2023-05") && end <= scan->stop)
        {
          _dip_fact_scan_add (scan, "date", value, at, end);
          return end - at;
        }
    }

  return 0;
}

/* "10:00", "9時" (not "9時間"); bytes taken */
static gsize
read_time (const char *at,
           const char *stop,
           guint      *minutes)
{
  const char *end = at;
  guint hour = 0;

  while (end < stop && g_ascii_isdigit (*end) && end - at < 2)
    hour = hour * 10 + (*end++ - '0');
  if (end == at || hour > 24)
    return 0;
  if (end + 2 < stop && *end == ':' && g_ascii_isdigit (end[1]) && g_ascii_isdigit (end[2]))
    {
      *minutes = hour * 60 + (end[1] - '0') * 10 + (end[2] - '0');
      return end + 3 - at;
    }
  /* "9 am", "5 p.m." */
  {
    const char *half = end + (*end == ' ');

    if (hour <= 12 && (*half == 'a' || *half == 'p') &&
        (g_str_has_prefix (half + 1, "m") || g_str_has_prefix (half + 1, ".m.")) && !g_ascii_isalnum (half[2]))
      {
        *minutes = (hour % 12 + (*half == 'p' ? 12 : 0)) * 60;
        return (gsize) (half - at) + (half[1] == '.' ? 4 : 2);
      }
  }
  if (g_str_has_prefix (end, "時") && !g_str_has_prefix (end, "時間") && !g_str_has_prefix (end, "時点"))
    {
      *minutes = hour * 60;
      return end + strlen ("時") - at;
    }

  return 0;
}

gsize
_dip_fact_scan_time (DipFactScan *scan,
                     const char  *at)
{
  static const char *const dashes[] = { "~", "-", "から", " to ", " - " };
  guint from;
  guint to;
  gsize taken = read_time (at, scan->stop, &from);
  g_autofree char *value = NULL;

  if (taken == 0 || from > 24 * 60)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (at + taken, dashes[i]))
      {
        gsize dash = strlen (dashes[i]);
        gsize more = read_time (at + taken + dash, scan->stop, &to);

        if (more > 0)
          {
            value = g_strdup_printf ("%02u:%02u-%02u:%02u", from / 60, from % 60, to / 60, to % 60);
            _dip_fact_scan_add (scan, "hours", value, at, at + taken + dash + more);
            return taken + dash + more;
          }
      }
  value = g_strdup_printf ("%02u:%02u", from / 60, from % 60);
  _dip_fact_scan_add (scan, "time", value, at, at + taken);

  return taken;
}

/* "+353 1 234 5678" */
static gsize
scan_foreign_phone (DipFactScan *scan,
                    const char  *at)
{
  const char *end = at;
  guint n_digits = 0;
  g_autofree char *value = NULL;

  while (end < scan->stop && (g_ascii_isdigit (*end) || (strchr (" -().", *end) != NULL && end + 1 < scan->stop &&
                                                          (g_ascii_isdigit (end[1]) || end[1] == '('))))
    n_digits += g_ascii_isdigit (*end++) != 0;
  if (n_digits < 8 || n_digits > 15)
    return 0;
  value = g_strndup (at - 1, (gsize) (end - at) + 1);
  _dip_fact_scan_add (scan, "phone", value, at - 1, end);

  return (gsize) (end - at);
}

/* "port 443", "TCP 443", "ポート番号443" */
gsize
_dip_fact_scan_port (DipFactScan *scan,
                     const char  *at)
{
  static const char *const words[] = { "ポート番号", "ポート", "ports", "port", "Port", "TCP/", "TCP", "UDP" };
  const char *start = at;
  gsize n = strspn (at, "0123456789");
  g_autofree char *value = NULL;

  if (n < 2 || n > 5 || at + n > scan->stop)
    return 0;
  while (start > scan->text && (start[-1] == ' ' || start[-1] == ':'))
    start--;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (start - scan->text) < length || memcmp (start - length, words[i], length) != 0)
        continue;
      value = g_strndup (at, n);
      _dip_fact_scan_add (scan, "port", value, start - length, at + n);
      return n;
    }

  return 0;
}

gsize
_dip_fact_scan_phone (DipFactScan *scan,
                      const char  *at)
{
  const char *end = at;
  guint n_groups = 0;
  guint n_digits = 0;
  g_autofree char *value = NULL;

  if (at > scan->text && at[-1] == '+')
    return scan_foreign_phone (scan, at);
  if (*at != '0')
    return 0;
  while (end < scan->stop && g_ascii_isdigit (*end))
    {
      gsize n = strspn (end, "0123456789");

      n_digits += n;
      n_groups++;
      end += n;
      if (end < scan->stop && *end == '-' && n_groups < 3)
        end++;
      else
        break;
    }
  if (n_groups != 3 || n_digits < 10 || n_digits > 11)
    return 0;
  value = g_strndup (at, end - at);
  _dip_fact_scan_add (scan, "phone", value, at, end);

  return end - at;
}

/* "第33条、第34条", "30条": articles of contracts and terms; a list shares its quote */
gsize
_dip_fact_scan_article (DipFactScan *scan,
                        const char  *at)
{
  const char *origin = at;
  const char *start = at;
  const char *end = at;
  g_autoptr(GString) value = g_string_new ("Art. ");
  gboolean found = FALSE;

  if (at - scan->text >= 3 && memcmp (at - 3, "第", 3) == 0)
    start = at - 3;
  while (at < scan->stop)
    {
      gsize n = strspn (at, "0123456789");
      const char *next;

      if (n == 0 || n > 4 || !g_str_has_prefix (at + n, "条") || g_str_has_prefix (at + n, "条件"))
        break;
      g_string_append_printf (value, "%s%.*s", found ? ", " : "", (int) n, at);
      found = TRUE;
      end = at + n + strlen ("条");
      next = end;
      if (g_str_has_prefix (next, "、"))
        next += strlen ("、");
      else if (g_str_has_prefix (next, "及び"))
        next += strlen ("及び");
      else if (g_str_has_prefix (next, "・"))
        next += strlen ("・");
      else
        break;
      if (g_str_has_prefix (next, "第"))
        next += strlen ("第");
      at = next;
    }
  if (!found)
    return 0;
  _dip_fact_scan_add (scan, "article", value->str, start, end);

  return end - origin;
}
