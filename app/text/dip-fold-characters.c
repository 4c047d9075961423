/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold-private.h"

#include "base/dip-radicals.h"

/* Characters that NFKC leaves apart although papers use them for one another,
 * sorted by the first. Radicals have a table of their own, compatibility ideographs
 * are NFKC's. */
static const struct { gunichar from; gunichar to; } kin[] = {
  { 0x00AB, '"' },      /* « */
  { 0x00BB, '"' },      /* » */
  { 0x2010, '-' },      /* hyphen */
  { 0x2011, '-' },
  { 0x2012, '-' },
  { 0x2013, '-' },      /* en dash */
  { 0x2014, '-' },      /* em dash */
  { 0x2015, '-' },      /* horizontal bar */
  { 0x2018, '\'' },
  { 0x2019, '\'' },
  { 0x201A, '\'' },
  { 0x201B, '\'' },
  { 0x201C, '"' },
  { 0x201D, '"' },
  { 0x201E, '"' },
  { 0x201F, '"' },
  { 0x2039, '<' },      /* ‹ */
  { 0x203A, '>' },
  { 0x2043, '-' },
  { 0x2212, '-' },      /* minus */
  { 0x223C, '~' },
  { 0x226A, '<' },
  { 0x226B, '>' },
  { 0x2500, '-' },      /* ─ */
  { 0x2501, '-' },
  { 0x276E, '<' },
  { 0x276F, '>' },
  { 0x27E8, '<' },
  { 0x27E9, '>' },
  { 0x3008, '<' },      /* 〈 */
  { 0x3009, '>' },
  { 0x300A, '<' },      /* 《 */
  { 0x300B, '>' },
  { 0x300E, 0x300C },   /* 『 as 「 */
  { 0x300F, 0x300D },
  { 0x3010, '[' },      /* 【 */
  { 0x3011, ']' },
  { 0x3014, '[' },      /* 〔 */
  { 0x3015, ']' },
  { 0x3016, '[' },
  { 0x3017, ']' },
  { 0x301C, '~' },      /* wave dash */
  { 0x301D, '"' },
  { 0x301E, '"' },
  { 0x301F, '"' },
  { 0x3030, '~' },
};

/* Bullets that mean nothing but "item", sorted. ○ ◎ △ × ✓ are answers in
 * tables and stay what they are. */
static const gunichar bullets[] = {
  0x00B7, 0x2022, 0x2023, 0x2027, 0x204C, 0x204D, 0x2219, 0x22C5, 0x25A0, 0x25A1, 0x25AA, 0x25AB,
  0x25B6, 0x25B8, 0x25BA, 0x25C6, 0x25C7, 0x25C8, 0x25CF, 0x25D8, 0x25E6, 0x25FC, 0x25FE,
  0x26AA, 0x26AB, 0x2756, 0x2794, 0x27A2, 0x27A4, 0x2B1B, 0x2B24, 0x2B25, 0x2B29, 0x2B2A, 0x2B9A,
};

/* Whether a character stands for "item": always for the glyphs of symbol fonts
 * (private use, U+F06C is Wingdings' disc), else by where it stands. */
gboolean
_dip_fold_is_bullet (gunichar c,
                     gboolean at_line_start,
                     gboolean before_space)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (bullets);

  if (c >= 0xF000 && c <= 0xF0FF)
    return TRUE;

  if (at_line_start && (c == 0x30FB || c == 0xFF65))
    return TRUE;

  if (at_line_start && before_space && (c == '-' || c == '*' || c == 0x2013 || c == 0x2212))
    return TRUE;

  /* Nearly all characters are outside. */
  if (c < bullets[0] || c > bullets[G_N_ELEMENTS (bullets) - 1])
    return FALSE;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (bullets[middle] == c)
        return TRUE;
      if (bullets[middle] < c)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

/* The character that stands for all of its kind. */
gunichar
_dip_fold_kin (gunichar c)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (kin);

  if (c >= 0x2E80 && c <= 0x2FD5)
    return dip_radical_to_kanji (c);
  if (c < kin[0].from || c > kin[G_N_ELEMENTS (kin) - 1].from)
    return c;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (kin[middle].from == c)
        return kin[middle].to;
      if (kin[middle].from < c)
        low = middle + 1;
      else
        high = middle;
    }

  return c;
}
