/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

#include "base/dip-radicals.h"

/*
 * Characters that look like others and come from how a paper was made, not from who wrote it:
 *
 *   か and a mark that is set over it     some systems file が so, in texts and documents
 *   radicals, U+2E80 to U+2FD5            fonts of PDF map ideographs to them
 *   spaces of other widths, or unbroken   typesetting; the ideographic space stays, it is a wide letter
 *
 * What is read here is held against word lists and numbers that are written the usual way. Everything else stays as it
 * is: other compositions would make one ideograph of another.
 */

/* U+3099 and U+309A begin so. */
#define MARK_START "\xe3\x82"

static gboolean
is_mark (const char *at)
{
  return strncmp (at, MARK_START, 2) == 0 && (at[2] == '\x99' || at[2] == '\x9a');
}

static gboolean
is_space (gunichar c)
{
  return c == 0xA0 || (c >= 0x2002 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

/* Whether the character that begins here may be an odd one: by its first bytes, for quotation marks and dashes begin
 * as the spaces do. */
static gboolean
may_be_odd (const guchar *at)
{
  switch (at[0])
    {
    case 0xC2:
      return at[1] == 0xA0;
    case 0xE2:
      return at[1] >= 0xBA ||
             (at[1] == 0x80 && ((at[2] >= 0x82 && at[2] <= 0x8A) || at[2] == 0xAF)) ||
             (at[1] == 0x81 && at[2] == 0x9F);
    case 0xE3:
      return at[1] == 0x82 && (at[2] == 0x99 || at[2] == 0x9A);
    default:
      return FALSE;
    }
}

static gboolean
has_odd (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    if (*at >= 0xC2 && may_be_odd (at))
      return TRUE;

  return FALSE;
}

/* Settles a text where it lies: nothing gets longer. Its new length. */
static gsize
settle (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; )
    {
      const char *next = g_utf8_next_char (from);
      gunichar c = g_utf8_get_char (from);
      gunichar composed;

      if (is_mark (next) && g_unichar_compose (c, g_utf8_get_char (next), &composed))
        {
          c = composed;
          next += 3;
        }
      else if (is_space (c))
        {
          c = ' ';
        }
      to += g_unichar_to_utf8 (dip_radical_to_kanji (c), to);
      from = next;
    }
  *to = '\0';

  return (gsize) (to - text);
}

/* Bytes that are bold count anew. */
static void
settle_line (DipLine *line)
{
  if (line->lead > 0 && line->lead < strlen (line->text))
    {
      g_autofree char *bold = g_strndup (line->text, line->lead);

      line->lead = (guint) settle (bold);
    }
  settle (line->text);
}

void
_dip_read_settle_characters (DipLayout *layout)
{
  for (guint i = 0; i < layout->lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (layout->lines, i);

      if (!has_odd (line->text))
        continue;
      settle_line (line);
      for (guint j = 0; line->cells != NULL && j < line->cells->len; j++)
        settle (g_ptr_array_index (line->cells, j));
    }
}
