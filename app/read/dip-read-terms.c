/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * A list of definitions, <dt> and <dd>, "Term" with ": meaning" below. On paper the term stands in bold letters
 * before its meaning, or on a line of its own where it is a sentence.
 */

#define MAX_TERM 100u /* bytes */

char *
_dip_term_join (const char *term,
                const char *meaning)
{
  gsize n = strlen (term);
  gunichar last;

  if (n == 0 || n > MAX_TERM || strchr (term, '\n') != NULL)
    return NULL;

  last = g_utf8_get_char (g_utf8_find_prev_char (term, term + n));
  if (g_unichar_type (last) == G_UNICODE_OTHER_PUNCTUATION && last != ':' && last != 0xff1a && last != '%' &&
      last != '&' && last != '*' && last != '"' && last != '\'' && last != '/')
    return NULL;
  if (last == 0xff1a)
    return g_strconcat (term, meaning, NULL);
  if (last == ':')
    return g_strconcat (term, " ", meaning, NULL);

  return g_strconcat (term, last >= 0x2e80 ? "：" : ": ", meaning, NULL);
}
