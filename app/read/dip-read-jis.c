/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

/*
 * ISO-2022-JP as mail programs and old computers wrote it: with the characters
 * of vendors, ① and ㈱, and with half-width katakana, which iconv's converters
 * of that name do not take. The same bytes with their highest bit set are EUC-JP,
 * whose converter takes them all.
 *
 *   ESC $ @, ESC $ B           pairs of bytes
 *   ESC ( I, SO                half-width katakana; with their highest bit set they stand in ASCII, too
 *   ESC ( B, ESC ( J, SI       ASCII
 */

typedef enum {
  SET_ASCII,
  SET_KANJI,
  SET_KATAKANA,
} Set;

/* Bytes of an escape, 0 where it is none of these. */
static gsize
match_escape (const guint8 *at,
              gsize         left,
              Set          *set)
{
  if (left < 3 || at[0] != 0x1b)
    return 0;

  if (at[1] == '$' && (at[2] == '@' || at[2] == 'B'))
    *set = SET_KANJI;
  else if (at[1] == '(' && at[2] == 'I')
    *set = SET_KATAKANA;
  else if (at[1] == '(' && (at[2] == 'B' || at[2] == 'J'))
    *set = SET_ASCII;
  else
    return 0;

  return 3;
}

/* NULL where the bytes are no such text. */
GByteArray *
_dip_read_jis_to_euc (const guint8 *data,
                      gsize         length)
{
  static const guint8 katakana = 0x8e;
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) MIN (length, G_MAXUINT / 2));
  Set set = SET_ASCII;

  for (gsize i = 0; i < length; )
    {
      gsize n = match_escape (data + i, length - i, &set);
      guint8 pair[2];

      if (n == 0 && (data[i] == 0x0e || data[i] == 0x0f))
        {
          set = data[i] == 0x0e ? SET_KATAKANA : SET_ASCII;
          n = 1;
        }
      if (n > 0)
        {
          i += n;
          continue;
        }

      if (data[i] >= 0xa1 && data[i] <= 0xdf && set == SET_ASCII)
        {
          g_byte_array_append (out, &katakana, 1);
          g_byte_array_append (out, &data[i++], 1);
          continue;
        }
      if (data[i] >= 0x80 || data[i] == 0x1b)
        return NULL;

      /* Line ends stand between the sets, whether the writer went back to ASCII or not. */
      if (data[i] <= 0x20 || set == SET_ASCII)
        {
          set = data[i] == '\n' ? SET_ASCII : set;
          g_byte_array_append (out, &data[i++], 1);
        }
      else if (set == SET_KATAKANA)
        {
          pair[0] = data[i++] | 0x80;
          g_byte_array_append (out, &katakana, 1);
          g_byte_array_append (out, pair, 1);
        }
      else
        {
          if (i + 1 >= length || data[i + 1] <= 0x20 || data[i + 1] >= 0x7f)
            return NULL;
          pair[0] = data[i] | 0x80;
          pair[1] = data[i + 1] | 0x80;
          g_byte_array_append (out, pair, 2);
          i += 2;
        }
    }

  return g_steal_pointer (&out);
}
