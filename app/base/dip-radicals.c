/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-radicals.h"

/* Fonts of PDF often map the glyph of an ideograph to the radical that looks the same. Those of Kangxi's dictionary
 * (U+2F00 to U+2FD5) decompose to their ideographs; of the supplement nearly none does. Sorted by the first. */
static const struct { gunichar radical; gunichar kanji; } supplement[] = {
  { 0x2E9D, 0x6708 },   /* ⺝ 月 */
  { 0x2EA0, 0x6C11 },   /* ⺠ 民 */
  { 0x2EBC, 0x8089 },   /* ⺼ 肉 */
  { 0x2EC1, 0x864E },   /* ⻁ 虎 */
  { 0x2EC4, 0x897F },   /* ⻄ 西 */
  { 0x2EC5, 0x898B },   /* ⻅ 見 */
  { 0x2EC6, 0x89D2 },   /* ⻆ 角 */
  { 0x2EC9, 0x8C9D },   /* ⻉ 貝 */
  { 0x2ECB, 0x8ECA },   /* ⻋ 車 */
  { 0x2ED1, 0x9577 },   /* ⻑ 長 */
  { 0x2ED8, 0x9752 },   /* ⻘ 青 */
  { 0x2EDA, 0x9801 },   /* ⻚ 頁 */
  { 0x2EDB, 0x98A8 },   /* ⻛ 風 */
  { 0x2EDD, 0x98DF },   /* ⻝ 食 */
  { 0x2EE2, 0x99AC },   /* ⻢ 馬 */
  { 0x2EE4, 0x9B3C },   /* ⻤ 鬼 */
  { 0x2EE5, 0x9B5A },   /* ⻥ 魚 */
  { 0x2EE6, 0x9CE5 },   /* ⻦ 鳥 */
  { 0x2EE8, 0x9EA6 },   /* ⻨ 麦 */
  { 0x2EE9, 0x9EC4 },   /* ⻩ 黄 */
  { 0x2EEB, 0x6589 },   /* ⻫ 斉 */
  { 0x2EED, 0x6B6F },   /* ⻭ 歯 */
  { 0x2EEF, 0x7ADC },   /* ⻯ 竜 */
  { 0x2EF2, 0x4E80 },   /* ⻲ 亀 */
};

gunichar
dip_radical_to_kanji (gunichar c)
{
  gunichar kanji;

  if (c < 0x2E80 || c > 0x2FD5)
    return c;

  for (gsize i = 0; c < 0x2F00 && i < G_N_ELEMENTS (supplement); i++)
    if (supplement[i].radical == c)
      return supplement[i].kanji;

  return g_unichar_fully_decompose (c, TRUE, &kanji, 1) == 1 ? kanji : c;
}
