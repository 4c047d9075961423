/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-number.h"
#include "text/dip-fold.h"

/* What keys are made of, and what they are not made of without the tables of Unicode. */
static const char *const letters[] = {
  "a", "Z", "9", " ", "\t", "-", "*", ".", "(", "|", "暗", "号", "あ", "ん", "ア", "ン", "ー", "・", "、", "。", "「", "」", "『", "（",
  "１", "Ａ", "ｚ", "．", "，", "：", "－", "　", "\n", "゛", "\xcc\x81", "\xe3\x82\x99", "ｱ", "ﾞ", "é", "①", "—", "〜", "■", "㈱",
  "\xe2\x80\x8b", "\xef\xbb\xbf", "㐀", "𠮷", "\xc2\xa0", "Ⅳ", "_", "ヴ", "ヶ", "\x7f",
};

/* A key is a folded text, however it is made. */
static void
test_key (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 200000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *key = NULL;
      g_autofree char *folded = NULL;
      /* in half of the texts nothing but the first letters, which need no tables */
      gint n_letters = round % 2 == 0 ? 31 : (gint) G_N_ELEMENTS (letters);

      for (gint n = g_rand_int_range (rand, 0, 9); n > 0; n--)
        g_string_append (text, letters[g_rand_int_range (rand, 0, n_letters)]);
      key = dip_text_key (text->str);
      folded = dip_fold_to_string (text->str, DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
      g_assert_cmpstr (key, ==, folded);
    }
}

static gunichar
get_second (const char *key)
{
  return *key != '\0' ? g_utf8_get_char (g_utf8_next_char (key)) : 0;
}

/* What is told of the beginning of a key without making it stands there. */
static void
test_key_begins (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_told = 0;

  for (guint round = 0; round < 200000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *key = NULL;
      gint n_letters = round % 2 == 0 ? 31 : (gint) G_N_ELEMENTS (letters);
      gunichar first, second;

      for (gint n = g_rand_int_range (rand, 0, 6); n > 0; n--)
        g_string_append (text, letters[g_rand_int_range (rand, 0, n_letters)]);
      key = dip_text_key (text->str);
      first = dip_text_key_first (text->str);
      if (first != 0)
        g_assert_cmphex (first, ==, g_utf8_get_char (key));
      if (!dip_text_key_begins (text->str, &first, &second))
        continue;

      n_told++;
      g_assert_cmphex (first, ==, g_utf8_get_char (key));
      g_assert_cmphex (second, ==, get_second (key));
    }
  g_assert_cmpuint (n_told, >, 10000);
}

/* Nothing that is told to begin no number has one. */
static void
test_number_may_begin (void)
{
  static const char *const pieces[] = {
    "1", "２", "12", ".", "．", "-", " ", "　", "(", "（", ")", "）", "A", "B", "I", "V", "a", "b", "ア", "①", "⑴", "Ⅳ", "第", "章",
    "条", "三", "十", "、", "付録", "別紙", "別", "Appendix", "Annex", "Chapter", "Section", "Part", "No.", "§", "項番", "項", "【",
    "】", "[", "]", "#", "CLD", "暗号", "の", "は", "Title", "title", ":", "■", "é",
  };
  const DipLexicon *lexicon = dip_lexicon_get_default ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_without = 0;

  for (guint round = 0; round < 200000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      DipNumber number;

      for (gint n = g_rand_int_range (rand, 1, 7); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (dip_number_may_begin (text->str, lexicon))
        continue;

      n_without++;
      g_assert_false (dip_number_parse (text->str, lexicon, &number));
    }
  g_assert_cmpuint (n_without, >, 10000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/glyph/key", test_key);
  g_test_add_func ("/recognise/glyph/key-begins", test_key_begins);
  g_test_add_func ("/recognise/glyph/number-may-begin", test_number_may_begin);

  return g_test_run ();
}
