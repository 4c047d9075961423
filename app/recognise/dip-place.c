/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-place.h"

#include <string.h>

/*
 * Clauses that are named by two numbers:
 *
 *   nested = 第 chapter の number     where the chapters are 第１ and 第２, and each of them counts anew
 */

DipClause *
dip_place_find_nested (const DipDocument *document,
                       const char        *at,
                       gsize             *taken)
{
  gsize n = strspn (at, "0123456789");
  const char *inner = at + n + strlen ("の");
  const DipClause *chapter = NULL;
  gsize m;

  if (n == 0 || !g_str_has_prefix (at + n, "の"))
    return NULL;
  m = strspn (inner, "0123456789");
  if (m == 0)
    return NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      const char *number = clause->number != NULL ? clause->number : "";

      if (clause->level == 1)
        chapter = strlen (number) == n && strncmp (number, at, n) == 0 && clause->heading != NULL &&
                  g_str_has_prefix (clause->heading, "第") ? clause : NULL;
      else if (chapter != NULL && g_strcmp0 (clause->parent, chapter->id) == 0 && strlen (number) == m &&
               strncmp (number, inner, m) == 0)
        {
          *taken = n + strlen ("の") + m;
          return clause;
        }
    }

  return NULL;
}
