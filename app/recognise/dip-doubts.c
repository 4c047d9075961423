/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-doubts.h"

#include <string.h>

#include "text/dip-characters.h"

/* More doubts than this help nobody. */
#define MAX_WARNINGS 500u

/* Names of hosts that are held against each other; real papers have some ten. */
#define MAX_HOSTS 200u

/* Addresses that are held against each other by their look. */
#define MAX_URLS 2000u

/**
 * dip_draft_warn:
 * @format: a whole sentence without full stop problems: it names the clause
 *
 * Adds a warning to the document, once.
 */
void
dip_draft_warn (DipDraft   *draft,
                const char *format,
                ...)
{
  GPtrArray *warnings = draft->document->warnings;
  g_autofree char *warning = NULL;
  va_list args;

  va_start (args, format);
  warning = g_strdup_vprintf (format, args);
  va_end (args);

  if (warnings->len >= MAX_WARNINGS || g_ptr_array_find_with_equal_func (warnings, warning, g_str_equal, NULL))
    return;
  g_ptr_array_add (warnings, g_steal_pointer (&warning));
}

static char *
host_of (const char *url)
{
  const char *start = strstr (url, "://");
  gsize length;

  start = start != NULL ? start + 3 : url;
  length = strcspn (start, "/?#:");

  return g_ascii_strdown (start, length);
}

/* Whether one letter was put in, left out or changed. */
static gboolean
differ_by_one (const char *a,
               const char *b)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);
  gsize i = 0;

  if (n_a > n_b)
    return differ_by_one (b, a);
  if (n_b - n_a > 1)
    return FALSE;
  while (i < n_a && a[i] == b[i])
    i++;

  /* ntp1 and ntp2 are two machines */
  if (n_a == n_b && i < n_a && g_ascii_isdigit (a[i]) && g_ascii_isdigit (b[i]) && !g_ascii_isalpha (a[i + 1]))
    return FALSE;

  /* ntp-a and ntp-b, too */
  if (n_a == n_b && i > 0 && i < n_a && a[i - 1] == '-' && a[i + 1] == '.')
    return FALSE;

  return n_a == n_b ? i < n_a && strcmp (a + i + 1, b + i + 1) == 0 : strcmp (a + i, b + i + 1) == 0;
}

/* Letters that look alike become one. */
static char *
look_of (const char *url)
{
  char *look = g_strdup (url);

  for (char *at = look; *at != '\0'; at++)
    switch (*at)
      {
      case '1': case 'I': case '|':
        *at = 'l';
        break;
      case '0':
        *at = 'O';
        break;
      default:
        break;
      }

  return look;
}

static void
doubt_hosts (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint j = 0; j < clause->facts->len; j++)
        {
          const DipFact *fact = g_ptr_array_index (clause->facts, j);
          g_autofree char *host = NULL;

          if (strcmp (fact->what, "url") != 0 && strcmp (fact->what, "host") != 0)
            continue;

          host = host_of (fact->value);
          if (hosts->len < MAX_HOSTS && *host != '\0' && !g_hash_table_contains (seen, host))
            {
              g_hash_table_add (seen, host);
              g_ptr_array_add (hosts, g_steal_pointer (&host));
            }
          if (g_hash_table_size (looks) < MAX_URLS)
            {
              g_autofree char *look = look_of (fact->value);
              const char *known = g_hash_table_lookup (looks, look);

              if (known == NULL)
                g_hash_table_insert (looks, g_steal_pointer (&look), fact->value);
              else if (strcmp (known, fact->value) != 0)
                dip_draft_warn (draft, "Two addresses differ only in letters that look alike: “%s” and “%s”.",
                                known, fact->value);
            }
        }
    }

  for (guint i = 0; i < hosts->len; i++)
    for (guint j = i + 1; j < hosts->len; j++)
      {
        const char *one = g_ptr_array_index (hosts, i);
        const char *other = g_ptr_array_index (hosts, j);

        if (strlen (one) >= 6 && differ_by_one (one, other))
          dip_draft_warn (draft, "Two hosts differ by one letter: “%s” and “%s”.", one, other);
      }
}

/* Brackets of all kinds, whatever their width; papers open with ( and close with ）. */
static int
bracket_kind (gunichar c,
              gboolean *opens)
{
  static const struct { gunichar open; gunichar close; int kind; } pairs[] = {
    { '(', ')', 1 }, { 0xFF08, 0xFF09, 1 }, { 0x300C, 0x300D, 2 }, { 0x300E, 0x300F, 2 },
    { 0x3010, 0x3011, 3 }, { '[', ']', 3 }, { 0xFF3B, 0xFF3D, 3 }, { 0x3014, 0x3015, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (c == pairs[i].open || c == pairs[i].close)
      {
        *opens = c == pairs[i].open;
        return pairs[i].kind;
      }

  return 0;
}

/* FALSE for nearly all of a paper: letters, kana and kanji. */
static inline gboolean
may_be_bracket (const char *at)
{
  guint8 c = (guint8) *at;

  if (c < 0x80)
    return c == '(' || c == ')' || c == '[' || c == ']';

  return c == 0xEF || (c == 0xE3 && (guint8) at[1] == 0x80);
}

static void
doubt_brackets (DipDraft        *draft,
                const DipClause *clause,
                const char      *text)
{
  static const char *const names[] = { "", "(", "「", "【" };
  int open[4] = { 0 };

  for (const char *at = text; *at != '\0'; at += dip_utf8_length (*at))
    {
      gboolean opens = FALSE;
      int kind;

      if (!may_be_bracket (at))
        continue;
      kind = bracket_kind (dip_utf8_get (at), &opens);
      if (kind == 0)
        continue;
      if (opens)
        open[kind]++;
      else if (open[kind] > 0)
        open[kind]--;
    }

  for (int kind = 1; kind < 4; kind++)
    if (open[kind] > 0)
      dip_draft_warn (draft, "Clause %s opens a bracket “%s” that it does not close.", clause->id, names[kind]);
}

/**
 * dip_find_doubts:
 *
 * Warns of what a careful reader would ask the author: hosts that differ by
 * one letter, addresses that differ only in letters that look alike, brackets
 * that stay open.
 */
void
dip_find_doubts (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;

  doubt_hosts (draft);
  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        doubt_brackets (draft, clause, ((const DipBlock *) g_ptr_array_index (clause->blocks, j))->text);
      if (clause->answer != NULL)
        doubt_brackets (draft, clause, clause->answer);
    }
}
