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

gboolean
dip_utf8_is_valid (const char *text,
                   gsize       length)
{
  const guint8 *at = (const guint8 *) text;
  const guint8 *end = at + length;

  while (at < end)
    {
      if (*at < 0x80)
        {
          guint64 eight = 0;

          if (end - at >= 8)
            memcpy (&eight, at, 8);
          /* no byte is NUL or beyond ASCII: the highest bit of each is not set, and is not when it becomes one less */
          if (eight != 0 && ((eight | (eight - G_GUINT64_CONSTANT (0x0101010101010101))) &
                             G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
            at += 8;
          else if (*at != '\0')
            at++;
          else
            return FALSE;
        }
      /* three bytes, but for those of which some would be too long or halves of pairs */
      else if (*at > 0xE0 && *at < 0xF0 && *at != 0xED && end - at >= 3 && (at[1] & 0xC0) == 0x80 &&
               (at[2] & 0xC0) == 0x80)
        at += 3;
      else
        {
          gsize n = *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;

          if ((gsize) (end - at) < n || !g_utf8_validate_len ((const char *) at, n, NULL))
            return FALSE;
          at += n;
        }
    }

  return TRUE;
}
