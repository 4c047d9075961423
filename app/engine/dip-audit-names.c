/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Whether an item of a revision table names a clause: by its number, its printed control
 * or its title.
 */

static const char *const range_marks[] = { "~", "-", "～", "〜", "–", "—", "から" };

/* One of the numbers, one below it, or one within "11～14". */
static gboolean
places_name (const char *places,
             const char *number)
{
  const char *at = places;

  if (number == NULL || number[0] == '\0')
    return FALSE;

  while (*at != '\0')
    {
      gsize length = strspn (at, "0123456789.");
      gsize mark = 0;

      if (length == 0)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      if (strncmp (number, at, length) == 0 && (number[length] == '\0' || number[length] == '.'))
        return TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (range_marks); i++)
        mark = MAX (mark, dip_begins_with (at + length, range_marks[i]) ? strlen (range_marks[i]) : 0);
      if (mark > 0 && g_ascii_isdigit (at[length + mark]) && g_ascii_isdigit (number[0]))
        {
          guint64 chapter = g_ascii_strtoull (number, NULL, 10);

          if (chapter >= g_ascii_strtoull (at, NULL, 10) && chapter <= g_ascii_strtoull (at + length + mark, NULL, 10))
            return TRUE;
        }
      at += length;
    }

  return FALSE;
}

static gboolean
is_number_character (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-';
}

/* Whether a number stands in a text as a whole: "5.1" not in "15.1" or "5.1.2". */
static gboolean
names_number (const char *folded,
              const char *number)
{
  g_autofree char *lower = g_ascii_strdown (number, -1);
  gsize length = strlen (lower);

  for (const char *at = strstr (folded, lower); at != NULL; at = strstr (at + 1, lower))
    {
      char after = at[length];

      if (at > folded && is_number_character (at[-1]))
        continue;
      if (g_ascii_isalnum (after) || ((after == '.' || after == '-') && g_ascii_isalnum (at[length + 1])))
        continue;
      return TRUE;
    }

  return FALSE;
}

/* The word that a heading counts by, "章" of 第3章, which does not speak of 第3条; NULL for none. */
static const char *
find_counter (const char *heading)
{
  static const char *const words[] = { "章", "節", "条", "項", "部", "編" };

  if (heading == NULL || !dip_begins_with (heading, "第"))
    return NULL;

  for (const char *at = heading; *at != '\0' && at - heading < 30; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        {
          if (dip_begins_with (at, words[i]))
            return words[i];
        }
    }

  return NULL;
}

/* A bare "3" in a sentence is a count as often as a clause; with a full stop in
 * it, or with a word like 章 beside it, it is a clause. */
static gboolean
names_clause_number (const char *folded,
                     const char *number,
                     const char *counter)
{
  g_autofree char *lower = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *chapter = NULL;
  g_autofree char *section = NULL;
  g_autofree char *english = NULL;

  if (number == NULL || number[0] == '\0')
    return FALSE;
  if (strchr (number, '.') != NULL)
    return names_number (folded, number);

  /* most texts have it nowhere, whatever stands beside it */
  lower = g_ascii_strdown (number, -1);
  if (strstr (folded, lower) == NULL)
    return FALSE;
  if (counter != NULL)
    {
      counted = g_strdup_printf ("%s%s", number, counter);
      return names_number (folded, counted);
    }

  chapter = g_strdup_printf ("%s章", number);
  section = g_strdup_printf ("%s項", number);
  english = g_strdup_printf ("%s.", number);

  return names_number (folded, chapter) || names_number (folded, section)
    || (names_number (folded, number)
        && (strstr (folded, "chapter") != NULL || strstr (folded, "section") != NULL
            || strstr (folded, "clause") != NULL || dip_begins_with (folded, english)));
}

/* Whoever declares "section 2" declares 2.1 as well. */
static gboolean
names_number_or_above (const char *text,
                       const char *number,
                       const char *counter)
{
  g_autofree char *above = g_strdup (number);

  while (above != NULL && above[0] != '\0')
    {
      char *dot;

      if (names_clause_number (text, above, counter))
        return TRUE;
      dot = strrchr (above, '.');
      if (dot == NULL)
        return FALSE;
      *dot = '\0';
    }

  return FALSE;
}

/* A short title is a word like any other, unless its number stands before it or it is
 * between brackets: "2. 鍵", 「鍵」. */
static gboolean
names_title (const char *folded,
             const char *title,
             const char *number)
{
  static const char *const openings[] = { "「", "『", "【", "[", "\"", "“", "<", "'" };
  gsize n = number == NULL ? 0 : strlen (number);

  if (title[0] == '\0')
    return FALSE;
  if (g_utf8_strlen (title, -1) >= 4)
    return strstr (folded, title) != NULL;

  for (const char *at = strstr (folded, title); at != NULL; at = strstr (at + 1, title))
    {
      const char *before = at;

      for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
        {
          gsize length = strlen (openings[i]);

          if ((gsize) (at - folded) >= length && strncmp (at - length, openings[i], length) == 0)
            return TRUE;
        }
      while (before > folded && strchr (" .", before[-1]) != NULL)
        before--;
      if (n > 0 && (gsize) (before - folded) >= n && g_ascii_strncasecmp (before - n, number, n) == 0
          && ((gsize) (before - folded) == n || !is_number_character (before[-1 - (gssize) n])))
        return TRUE;
    }

  return FALSE;
}

/* Characters of a title, without の, from which on it is no word like any other. */
#define MIN_BARE_TITLE 4

static char *
without_owner (const char *text)
{
  const gsize length = strlen ("の");
  char *bare = g_strdup (text);
  char *to = strstr (bare, "の");
  const char *from = to;

  /* each stretch behind one of them moves up */
  while (from != NULL)
    {
      const char *next = strstr (from + length, "の");
      gsize n = next != NULL ? (gsize) (next - from) - length : strlen (from + length) + 1;

      memmove (to, from + length, n);
      to += n;
      from = next;
    }

  return bare;
}

/* データ削除の時期 names "データの削除". */
static gboolean
names_bare_title (const char *folded,
                  const char *title)
{
  g_autofree char *bare_title = without_owner (title);
  g_autofree char *bare = NULL;

  if (g_utf8_strlen (bare_title, -1) < MIN_BARE_TITLE)
    return FALSE;
  bare = without_owner (folded);

  return strstr (bare, bare_title) != NULL;
}

gboolean
_dip_audit_names_clause (DipContext         *context,
                         const DipAuditItem *item,
                         const DipClause    *clause)
{
  const char *title;

  if (item->is_places)
    return places_name (item->plain, clause->number);
  if (names_number_or_above (item->plain, clause->number, find_counter (clause->heading)))
    return TRUE;

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED && names_number (item->plain, control->id))
        return TRUE;
    }

  title = _dip_fold_once (context, clause->title);

  return names_title (item->folded, title, clause->number) || names_bare_title (item->folded, title);
}
