/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * Some systems write が as か and a mark that is set over it, and file it so in texts and
 * documents. What is read here is compared with words that have one character
 * for it. Everything else stays as it is: other compositions would make one ideograph of another.
 */

/* U+3099 and U+309A begin so. */
#define MARK_START "\xe3\x82"

static gboolean
is_mark (const char *at)
{
  return memcmp (at, MARK_START, 2) == 0 && (at[2] == '\x99' || at[2] == '\x9a');
}

static gboolean
has_marks (const char *text)
{
  for (const char *at = strstr (text, MARK_START); at != NULL; at = strstr (at + 3, MARK_START))
    if (is_mark (at))
      return TRUE;

  return FALSE;
}

/* Composes a text where it lies. Its new length. */
static gsize
compose (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; )
    {
      const char *next = g_utf8_next_char (from);
      gunichar composed;

      if (strncmp (next, MARK_START, 2) == 0 && is_mark (next) &&
          g_unichar_compose (g_utf8_get_char (from), g_utf8_get_char (next), &composed))
        {
          /* one of three bytes for two of three */
          to += g_unichar_to_utf8 (composed, to);
          from = next + 3;
          continue;
        }
      memmove (to, from, (gsize) (next - from));
      to += next - from;
      from = next;
    }
  *to = '\0';

  return (gsize) (to - text);
}

/* Bytes that are bold count anew. */
static void
compose_line (DipLine *line)
{
  if (line->lead > 0 && line->lead < strlen (line->text))
    {
      g_autofree char *bold = g_strndup (line->text, line->lead);

      line->lead = (guint) compose (bold);
    }
  compose (line->text);
}

void
_dip_read_compose_kana (DipLayout *layout)
{
  for (guint i = 0; i < layout->lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (layout->lines, i);

      if (!has_marks (line->text))
        continue;
      compose_line (line);
      for (guint j = 0; line->cells != NULL && j < line->cells->len; j++)
        compose (g_ptr_array_index (line->cells, j));
    }
}
