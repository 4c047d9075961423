/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-reference-private.h"

#include <string.h>

#include "text/dip-characters.h"

/*
 * What the readers of references ask of a text: whether something points there, what number stands there, and
 * whether the words before it name another document.
 */

/* How far before a number the name of another document may stand, in bytes. */
#define FOREIGN_REACH 60

/* "4.1", "1-1", "cld.6.3.1" at @at; the bytes, 0 if there is none. */
gsize
dip_reference_read_number (const char *at,
                           char       *number,
                           gsize       size)
{
  const char *start = at;
  gsize n = 0;

  if (dip_begins_with (at, "cld.") || dip_begins_with (at, "a."))
    {
      gsize prefix = *at == 'a' ? 2 : 4;

      for (gsize i = 0; i < prefix; i++)
        number[n++] = g_ascii_toupper (at[i]);
      at += prefix;
      if (!g_ascii_isdigit (*at))
        return 0;
    }
  while (g_ascii_isdigit (*at) && n + 1 < size)
    {
      while (g_ascii_isdigit (*at) && n + 1 < size)
        number[n++] = *at++;
      if ((*at == '.' || *at == '-') && g_ascii_isdigit (at[1]) && n + 1 < size)
        number[n++] = *at++;
      else if (*at == '.' && at[1] == ' ' && g_ascii_isdigit (at[2]) && n + 1 < size)
        {
          number[n++] = '.';
          at += 2;
        }
    }
  number[n] = '\0';

  return at - start;
}

/* 方法 has nothing to do with a law: the second field of a word tells the letters before which it is another one. */
static gboolean
ends_other_word (const char **fields,
                 const char  *text,
                 const char  *hit)
{
  return fields[1] != NULL && hit > text &&
         g_utf8_strchr (fields[1], -1, g_utf8_get_char (g_utf8_find_prev_char (text, hit))) != NULL;
}

gboolean
dip_reference_is_foreign (const DipReferencePass *pass,
                          const char             *text,
                          const char             *at)
{
  static const char *const selves[] = {
    "本書", "本文書", "本資料", "本紙", "本ホワイトペーパー", "本ドキュメント", NULL,
  };
  const char *from = at - MIN ((gsize) (at - text), FOREIGN_REACH);
  const char *hit;
  const char **fields;
  gsize length;
  const char *last = NULL;

  if (dip_follows_one_of (text, at, selves))
    return FALSE;

  while (from < at && ((guchar) *from & 0xC0) == 0x80)
    from++;
  /* only what stands in the same part of the sentence */
  for (const char *c = from; c < at; c += dip_utf8_length (*c))
    if (*c == ';' || strncmp (c, "、", 3) == 0 || strncmp (c, "。", 3) == 0)
      from = c + dip_utf8_length (*c);
  while (from < at && (fields = dip_word_table_find (pass->words->foreign, from, at, &hit, &length)) != NULL)
    {
      if (!ends_other_word (fields, text, hit) && !(g_ascii_isalpha (*hit) && hit > text && g_ascii_isalnum (hit[-1])))
        last = hit;
      from = hit + length;
    }

  return last != NULL;
}

gboolean
dip_reference_has_cue (const DipReferencePass *pass,
                       const DipPassage       *passage)
{
  const char *hit;
  gsize length;

  return dip_word_table_find (pass->words->cues, passage->folded->text,
                              passage->folded->text + passage->folded->length, &hit, &length) != NULL;
}

void
dip_reference_add (DipReferencePass *pass,
                   const DipClause  *target)
{
  if (target == pass->clause || g_ptr_array_find_with_equal_func (pass->found, target->id, g_str_equal, NULL))
    return;
  g_ptr_array_add (pass->found, target->id);
}
