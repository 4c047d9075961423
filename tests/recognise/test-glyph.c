/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-glyph.h"
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/glyph/key", test_key);

  return g_test_run ();
}
