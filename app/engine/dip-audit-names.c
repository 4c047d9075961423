/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Whether an item of a revision table names a clause: by its number, its printed control
 * or its title; or the chapter that it stands in, as 「運用」の章 or "the chapter on support".
 */

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
          && ((gsize) (before - folded) == n || !_dip_audit_is_number_character (before[-1 - (gssize) n])))
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
    return _dip_audit_places_name (item->plain, clause->number);
  if (_dip_audit_names_number (item->plain, clause->number, _dip_audit_find_counter (clause->heading)))
    return TRUE;

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED && _dip_audit_has_number (item->plain, control->id))
        return TRUE;
    }

  title = _dip_fold_once (context, clause->title);

  return names_title (item->folded, title, clause->number) || names_bare_title (item->folded, title);
}

/**
 * _dip_audit_names_former:
 * @item: an item of a revision table
 * @clause: (nullable): a clause of the old edition
 *
 * Returns: whether the item names it by the number that it had: 旧4.2
 */
gboolean
_dip_audit_names_former (const DipAuditItem *item,
                         const DipClause    *clause)
{
  return item->former != NULL && clause != NULL
    && _dip_audit_names_number (item->former, clause->number, _dip_audit_find_counter (clause->heading));
}

/* Bytes of the mark that stands beside a chapter's title: right before @at with @is_before, else from @at on; 0 for
 * none. */
static gsize
measure_mark (const char *text,
              const char *at,
              gboolean    is_before)
{
  static const char *const marks[] = { "「", "『", "【", "[", "\"", "“", "'",
                                       "」", "』", "】", "]", "”", " ", "の" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i]);

      if (is_before ? (gsize) (at - text) >= length && strncmp (at - length, marks[i], length) == 0
                    : strncmp (at, marks[i], length) == 0)
        return length;
    }

  return 0;
}

/* Whether "chapter" stands right behind a title, or right before it. */
static gboolean
is_called_chapter (DipContext *context,
                   const char *text,
                   const char *start,
                   const char *end)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, "chapter-words");
  const char *const *before = dip_lexicon_get_words (context->lexicon, "chapter-words-before");
  gsize length;

  while ((length = measure_mark (text, end, FALSE)) > 0)
    end += length;
  if (dip_begins_with_one_of (end, words))
    return TRUE;

  while ((length = measure_mark (text, start, TRUE)) > 0)
    start -= length;

  return dip_follows_one_of (text, start, before);
}

/**
 * _dip_audit_names_chapter:
 * @context: both editions
 * @item: an item of a revision table
 * @clause: a clause that has others below it
 *
 * Returns: whether the item names all of it by its title, as 「運用」の章
 */
gboolean
_dip_audit_names_chapter (DipContext         *context,
                          const DipAuditItem *item,
                          const DipClause    *clause)
{
  const char *title = _dip_fold_once (context, clause->title);

  if (title[0] == '\0' || !names_title (item->folded, title, clause->number))
    return FALSE;

  for (const char *at = strstr (item->folded, title); at != NULL; at = strstr (at + 1, title))
    {
      if (is_called_chapter (context, item->folded, at, at + strlen (title)))
        return TRUE;
    }

  return FALSE;
}
