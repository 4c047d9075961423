/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-engine-words.h"

#include <string.h>

/**
 * dip_words_show_bullets:
 * @text: (inout): UTF-8
 *
 * Replaces bullets of the private use area, which Wingdings put into PDFs and
 * no other font has a shape for, by ordinary ones. They have as many bytes, so
 * that offsets keep their meaning.
 */
void
dip_words_show_bullets (char *text)
{
  for (char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xe000 && c <= 0xf8ff)
        memcpy (p, "\xe2\x80\xa2", 3);
    }
}

/**
 * dip_words_dup_excerpt:
 * @text: (nullable): UTF-8
 * @max_chars: how many characters of it are wanted
 *
 * Returns: (transfer full): the beginning of the text on one line, with an
 *   ellipsis where it goes on
 */
char *
dip_words_dup_excerpt (const char *text,
                       guint       max_chars)
{
  GString *excerpt = g_string_new (NULL);
  gboolean space = FALSE;
  guint n = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space = excerpt->len > 0;
          continue;
        }
      if (n >= max_chars)
        {
          g_string_append (excerpt, "…");
          break;
        }
      if (space)
        {
          g_string_append_c (excerpt, ' ');
          n++;
        }
      space = FALSE;
      g_string_append_unichar (excerpt, c);
      n++;
    }

  dip_words_show_bullets (excerpt->str);

  return g_string_free (excerpt, FALSE);
}
