/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-place.h"

#include <string.h>

/*
 * Clauses that are named by two numbers:
 *
 *   nested = 第 chapter の number     where the chapters are 第１ and 第２, and each of them counts anew
 */

GHashTable *
dip_place_list_nested (const DipDocument *document)
{
  GHashTable *nested = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const DipClause *chapter = NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *place = NULL;

      if (clause->level == 1)
        {
          chapter = clause->number != NULL && clause->heading != NULL && g_str_has_prefix (clause->heading, "第")
                      ? clause : NULL;
          continue;
        }
      if (chapter == NULL || clause->number == NULL || g_strcmp0 (clause->parent, chapter->id) != 0)
        continue;
      place = g_strconcat (chapter->number, "の", clause->number, NULL);
      if (!g_hash_table_contains (nested, place))
        g_hash_table_insert (nested, g_steal_pointer (&place), clause);
    }

  return nested;
}

DipClause *
dip_place_find_nested (GHashTable *nested,
                       const char *at,
                       gsize      *taken)
{
  gsize n = strspn (at, "0123456789");
  gsize m;
  g_autofree char *place = NULL;
  DipClause *clause;

  if (n == 0 || !g_str_has_prefix (at + n, "の"))
    return NULL;
  n += strlen ("の");
  m = strspn (at + n, "0123456789");
  if (m == 0)
    return NULL;
  place = g_strndup (at, n + m);
  clause = g_hash_table_lookup (nested, place);
  if (clause != NULL)
    *taken = n + m;

  return clause;
}
