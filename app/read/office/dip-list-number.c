/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-list-number.h"

#include <string.h>

/*
 * Numbers of lists as Word prints them. The formats have the names of
 * ST_NumberFormat (ECMA-376 part 1, 17.18.59); OpenDocument's are mapped to
 * them. Behind the end of a series Word goes on in decimals or begins anew.
 */

/* Above this no list is numbered. */
#define MAX_NUMBER 32767u

typedef struct
{
  const char *format;
  const char *signs;    /* separated by spaces */
  gboolean    repeats;  /* begins anew behind the last; else decimals follow */
} Series;

static const Series series[] = {
  { "aiueo",
    "ｱ ｲ ｳ ｴ ｵ ｶ ｷ ｸ ｹ ｺ ｻ ｼ ｽ ｾ ｿ ﾀ ﾁ ﾂ ﾃ ﾄ ﾅ ﾆ ﾇ ﾈ ﾉ ﾊ ﾋ ﾌ ﾍ ﾎ ﾏ ﾐ ﾑ ﾒ ﾓ ﾔ ﾕ ﾖ ﾗ ﾘ ﾙ ﾚ ﾛ ﾜ ｦ ﾝ", TRUE },
  { "aiueoFullWidth",
    "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ "
    "ラ リ ル レ ロ ワ ヲ ン", TRUE },
  { "iroha",
    "ｲ ﾛ ﾊ ﾆ ﾎ ﾍ ﾄ ﾁ ﾘ ﾇ ﾙ ｦ ﾜ ｶ ﾖ ﾀ ﾚ ｿ ﾂ ﾈ ﾅ ﾗ ﾑ ｳ ヰ ﾉ ｵ ｸ ﾔ ﾏ ｹ ﾌ ｺ ｴ ﾃ ｱ ｻ ｷ ﾕ ﾒ ﾐ ｼ ヱ ﾋ ﾓ ｾ ｽ ﾝ", TRUE },
  { "irohaFullWidth",
    "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ ワ カ ヨ タ レ ソ ツ ネ ナ ラ ム ウ ヰ ノ オ ク ヤ マ ケ フ コ エ テ ア サ キ "
    "ユ メ ミ シ ヱ ヒ モ セ ス ン", TRUE },
  { "hiragana",
    "あ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の は ひ ふ へ ほ ま み む め も や ゆ よ "
    "ら り る れ ろ わ を ん", TRUE },
  { "ideographTraditional", "甲 乙 丙 丁 戊 己 庚 辛 壬 癸", FALSE },
  { "ideographZodiac", "子 丑 寅 卯 辰 巳 午 未 申 酉 戌 亥", FALSE },
  { "ideographEnclosedCircle", "㊀ ㊁ ㊂ ㊃ ㊄ ㊅ ㊆ ㊇ ㊈ ㊉", FALSE },
  { "ganada", "가 나 다 라 마 바 사 아 자 차 카 타 파 하", TRUE },
  { "chosung", "ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ", TRUE },
  { "russianLower", "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ э ю я", TRUE },
  { "russianUpper", "А Б В Г Д Е Ж З И К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Э Ю Я", TRUE },
  { "chicago", "* † ‡ §", TRUE },
};

static const char *const kanji_digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
static const char *const legal_digits[] = { "零", "壱", "弐", "参", "四", "伍", "六", "七", "八", "九" };

static gboolean
append_series (GString    *out,
               const char *format,
               guint       number)
{
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      g_auto (GStrv) signs = NULL;
      guint n;

      if (strcmp (series[i].format, format) != 0)
        continue;

      signs = g_strsplit (series[i].signs, " ", -1);
      n = g_strv_length (signs);
      if (number == 0 || (number > n && !series[i].repeats))
        g_string_append_printf (out, "%u", number);
      else
        g_string_append (out, signs[(number - 1) % n]);
      return TRUE;
    }

  return FALSE;
}

static void
append_roman (GString  *out,
              guint     number,
              gboolean  upper)
{
  static const struct { guint value; const char *lower, *upper; } parts[] = {
    { 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" },
    { 90, "xc", "XC" }, { 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" }, { 9, "ix", "IX" },
    { 5, "v", "V" }, { 4, "iv", "IV" }, { 1, "i", "I" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      for (; number >= parts[i].value; number -= parts[i].value)
        g_string_append (out, upper ? parts[i].upper : parts[i].lower);
    }
}

/* Word: a … z, aa, bb, … */
static void
append_letters (GString *out,
                guint    number,
                char     first)
{
  char letter = (char) (first + (number - 1) % 26);

  for (guint i = 0; number > 0 && i <= (number - 1) / 26; i++)
    g_string_append_c (out, letter);
}

static void
append_digits (GString            *out,
               guint               number,
               const char *const  *digits)
{
  g_autofree char *decimal = g_strdup_printf ("%u", number);

  for (const char *at = decimal; *at != '\0'; at++)
    g_string_append (out, digits[*at - '0']);
}

/* 二十三, 百五, 千二百 */
static void
append_counting (GString            *out,
                 guint               number,
                 const char *const  *digits,
                 const char *const   units[4],
                 gboolean            legal)
{
  guint unit = 1000;

  if (number >= 10000)
    {
      append_counting (out, number / 10000, digits, units, legal);
      g_string_append (out, units[3]);
      number %= 10000;
      if (number == 0)
        return;
    }
  if (number == 0)
    g_string_append (out, digits[0]);

  for (guint i = 0; i < 4; i++, unit /= 10)
    {
      guint digit = number / unit % 10;

      if (digit == 0)
        continue;
      if (unit == 1 || digit > 1 || legal)
        g_string_append (out, digits[digit]);
      if (unit > 1)
        g_string_append (out, units[2 - i]);
    }
}

static void
append_enclosed (GString  *out,
                 guint     number,
                 gunichar  first,
                 guint     n)
{
  if (number >= 1 && number <= n)
    g_string_append_unichar (out, first + number - 1);
  else
    g_string_append_printf (out, "%u", number);
}

static void
append_circled (GString *out,
                guint    number)
{
  if (number >= 21 && number <= 35)
    g_string_append_unichar (out, 0x3251 + number - 21);
  else if (number >= 36 && number <= 50)
    g_string_append_unichar (out, 0x32b1 + number - 36);
  else
    append_enclosed (out, number, 0x2460, 20);
}

static void
append_ordinal (GString *out,
                guint    number)
{
  const char *ending = "th";

  if (number % 100 < 11 || number % 100 > 13)
    {
      if (number % 10 == 1)
        ending = "st";
      else if (number % 10 == 2)
        ending = "nd";
      else if (number % 10 == 3)
        ending = "rd";
    }
  g_string_append_printf (out, "%u%s", number, ending);
}

/**
 * dip_list_number_append:
 * @out: where it goes
 * @format: a name of ST_NumberFormat; an unknown one is "decimal"
 * @number: the number
 *
 * Prints the number of a list item.
 */
void
dip_list_number_append (GString    *out,
                        const char *format,
                        guint       number)
{
  static const char *const units[] = { "十", "百", "千", "万" };
  static const char *const legal_units[] = { "拾", "百", "阡", "萬" };

  number = MIN (number, MAX_NUMBER);

#define IS(name) (strcmp (format, name) == 0)
  if (IS ("none") || IS ("bullet"))
    return;
  if (IS ("upperRoman") || IS ("lowerRoman"))
    append_roman (out, number, IS ("upperRoman"));
  else if (IS ("upperLetter") || IS ("lowerLetter"))
    append_letters (out, number, IS ("upperLetter") ? 'A' : 'a');
  else if (IS ("decimalZero"))
    g_string_append_printf (out, "%02u", number);
  else if (IS ("ordinal"))
    append_ordinal (out, number);
  else if (IS ("numberInDash"))
    g_string_append_printf (out, "- %u -", number);
  else if (IS ("hex"))
    g_string_append_printf (out, "%X", number);
  else if (IS ("decimalEnclosedCircle") || IS ("decimalEnclosedCircleChinese"))
    append_circled (out, number);
  else if (IS ("decimalEnclosedFullstop"))
    append_enclosed (out, number, 0x2488, 20);
  else if (IS ("decimalEnclosedParen"))
    append_enclosed (out, number, 0x2474, 20);
  else if (IS ("decimalFullWidth") || IS ("decimalFullWidth2"))
    {
      g_autofree char *decimal = g_strdup_printf ("%u", number);

      for (const char *at = decimal; *at != '\0'; at++)
        g_string_append_unichar (out, 0xff10 + (gunichar) (*at - '0'));
    }
  else if (IS ("ideographDigital") || IS ("japaneseDigitalTenThousand") || IS ("taiwaneseDigital") ||
           IS ("koreanDigital2"))
    append_digits (out, number, kanji_digits);
  else if (IS ("japaneseCounting") || IS ("chineseCounting") || IS ("chineseCountingThousand") ||
           IS ("taiwaneseCounting") || IS ("taiwaneseCountingThousand"))
    append_counting (out, number, kanji_digits, units, FALSE);
  else if (IS ("japaneseLegal") || IS ("ideographLegalTraditional") || IS ("chineseLegalSimplified"))
    append_counting (out, number, legal_digits, legal_units, TRUE);
  else if (!append_series (out, format, number))
    g_string_append_printf (out, "%u", number);
#undef IS
}

/**
 * dip_list_number_from_odf:
 * @format: (nullable): style:num-format of OpenDocument: "1", "a", "ア, イ, ウ, ..."
 *
 * Returns: (transfer none): the name of the format in Office Open XML
 */
const char *
dip_list_number_from_odf (const char *format)
{
  static const struct { const char *start, *name; } formats[] = {
    { "①", "decimalEnclosedCircle" }, { "１", "decimalFullWidth" }, { "一", "japaneseCounting" },
    { "壹", "japaneseLegal" }, { "壱", "japaneseLegal" }, { "甲", "ideographTraditional" },
    { "子", "ideographZodiac" }, { "ア", "aiueoFullWidth" }, { "イ", "irohaFullWidth" }, { "ｱ", "aiueo" },
    { "ｲ", "iroha" }, { "あ", "hiragana" }, { "가", "ganada" }, { "01", "decimalZero" }, { "1st", "ordinal" },
    { "1", "decimal" }, { "a", "lowerLetter" }, { "A", "upperLetter" }, { "i", "lowerRoman" },
    { "I", "upperRoman" }, { "а", "russianLower" }, { "А", "russianUpper" },
  };

  if (format == NULL || *format == '\0')
    return "none";
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_str_has_prefix (format, formats[i].start))
        return formats[i].name;
    }

  return "decimal";
}

/* What is ticked, crossed and left open with, in Wingdings and Wingdings 2 (Unicode L2/12-368). */
static const char *
find_mark (gunichar c,
           gboolean dings_2)
{
  static const struct { guint8 letter; const char *sign; } first[] = {
    { 0xa1, "○" }, { 0xa8, "□" }, { 0xfb, "✗" }, { 0xfc, "✓" }, { 0xfd, "☒" }, { 0xfe, "☑" },
  };
  static const struct { guint8 letter; const char *sign; } second[] = {
    { 'O', "✗" }, { 'P', "✓" }, { 'Q', "☒" }, { 'R', "☑" }, { 'S', "☒" }, { 'T', "☒" }, { 'U', "☒" }, { 'V', "☒" },
    { 0x98, "●" }, { 0x99, "○" }, { 0xa2, "■" }, { 0xa3, "□" },
  };

  for (guint i = 0; !dings_2 && i < G_N_ELEMENTS (first); i++)
    {
      if (c == first[i].letter)
        return first[i].sign;
    }
  for (guint i = 0; dings_2 && i < G_N_ELEMENTS (second); i++)
    {
      if (c == second[i].letter)
        return second[i].sign;
    }

  return NULL;
}

/**
 * dip_list_symbol:
 * @c: a character between U+F020 and U+F0FF, where fonts of symbols have theirs
 * @font: the name of the font; Wingdings where it is none of these
 *
 * Returns: (nullable) (transfer none): the mark that is printed, a tick, a cross, a box or a bullet; %NULL for others
 */
const char *
dip_list_symbol (gunichar    c,
                 const char *font)
{
  static const struct { guint8 letter; const char *sign; } boxes[] = {
    { 'l', "●" }, { 'm', "○" }, { 'n', "■" }, { 'o', "□" }, { 'p', "□" }, { 'q', "□" }, { 'r', "□" },
  };
  gboolean dings_2 =
    strstr (font, "ings2") != NULL || strstr (font, "ings-2") != NULL || strstr (font, "ings 2") != NULL;
  const char *mark;

  c -= 0xf000;
  if (c == 0xb7 || c == 0xa7)
    return "•";
  /* ≤ and ≥ of a formula, not of a form */
  if (g_str_has_suffix (font, "SymbolMT") || g_str_has_suffix (font, "+Symbol") || strcmp (font, "Symbol") == 0)
    return NULL;
  mark = find_mark (c, dings_2);
  for (guint i = 0; mark == NULL && !dings_2 && i < G_N_ELEMENTS (boxes); i++)
    if (c == boxes[i].letter)
      mark = boxes[i].sign;

  return mark;
}

/**
 * dip_list_bullet:
 * @text: the bullet as the file has it
 * @font: (nullable): of the bullet
 *
 * Fonts of symbols have pictures where others have letters: what is printed
 * for "l" of Wingdings is ●.
 *
 * Returns: (transfer full): the bullet as it is printed
 */
char *
dip_list_bullet (const char *text,
                 const char *font)
{
  static const struct { char letter; const char *sign; } wingdings[] = {
    { 'l', "●" }, { 'n', "■" }, { 'u', "◆" }, { 'p', "□" }, { 'q', "□" }, { 'v', "❖" }, { 'w', "◆" },
    { 'm', "○" }, { 'o', "□" }, { 't', "◆" }, { 'r', "□" }, { 's', "・" },
  };
  gboolean dings = font != NULL && g_str_has_prefix (font, "Wingdings");
  gboolean dings_2 = dings && g_str_has_prefix (font, "Wingdings 2");
  gunichar c = g_utf8_get_char (text);

  if (*text == '\0' || *g_utf8_next_char (text) != '\0')
    return g_strdup (text);
  if (c == 'o' && !dings)
    return g_strdup (font != NULL && strstr (font, "Courier") != NULL ? "○" : text);
  if (c < 0xf000 && !dings)
    return g_strdup (text);

  /* Both fonts stand at U+F020 to U+F0FF too. */
  if (c >= 0xf000 && c <= 0xf0ff)
    c -= 0xf000;
  if (dings)
    {
      const char *mark = find_mark (c, dings_2);

      if (mark != NULL)
        return g_strdup (mark);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wingdings) && ((dings && !dings_2) || font == NULL); i++)
    {
      if (c == (gunichar) wingdings[i].letter)
        return g_strdup (wingdings[i].sign);
    }

  switch (c)
    {
    case 0xa7:
      return g_strdup ("■");
    case 0xa8:
      return g_strdup ("□");
    case 0xd8:
      return g_strdup ("➢");
    case 0xfc:
      return g_strdup ("✓");
    case 0x2d:
      return g_strdup ("-");
    case 0xb7:
    default:
      return g_strdup ("•");
    }
}
