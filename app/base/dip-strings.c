/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-strings.h"

#include <string.h>

int
dip_compare_strings (gconstpointer a,
                     gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
dip_equal_strings (const GPtrArray *a,
                   const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (strcmp (a->pdata[i], b->pdata[i]) != 0)
        return FALSE;
    }

  return TRUE;
}
