/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold.h"

#include <string.h>

#define EVERYTHING (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

static void
assert_same (const char   *a,
             const char   *b,
             DipFoldFlags  flags)
{
  g_autofree char *x = dip_fold_to_string (a, flags, dip_lexicon_get_default ());
  g_autofree char *y = dip_fold_to_string (b, flags, dip_lexicon_get_default ());

  g_assert_cmpstr (x, ==, y);
}

static void
assert_differ (const char   *a,
               const char   *b,
               DipFoldFlags  flags)
{
  g_autofree char *x = dip_fold_to_string (a, flags, dip_lexicon_get_default ());
  g_autofree char *y = dip_fold_to_string (b, flags, dip_lexicon_get_default ());

  g_assert_cmpstr (x, !=, y);
}

static void
test_width (void)
{
  assert_same ("ＩＳＯ２７０１７", "ISO27017", DIP_FOLD_WIDTH);
  assert_same ("ﾊﾞｯｸｱｯﾌﾟ", "バックアップ", DIP_FOLD_WIDTH);
  assert_same ("が", "が", DIP_FOLD_WIDTH);
  assert_same ("（注）", "(注)", DIP_FOLD_WIDTH);
  assert_same ("‹ポイント>", "＜ポイント＞", DIP_FOLD_WIDTH);
  assert_same ("2−11", "2-11", DIP_FOLD_WIDTH);
  assert_same ("2‐11", "2–11", DIP_FOLD_WIDTH);
  assert_same ("⻑期", "長期", DIP_FOLD_WIDTH);
  assert_same ("⽇本", "日本", DIP_FOLD_WIDTH);
  assert_same ("『約款』", "「約款」", DIP_FOLD_WIDTH);
  assert_same ("A，B", "A,B", DIP_FOLD_WIDTH);
  assert_same ("顧客，当社", "顧客、当社", DIP_FOLD_WIDTH);
  assert_same ("\xEF\xBB\xBF当\xE2\x80\x8B社", "当社", DIP_FOLD_WIDTH);
  assert_differ ("ISO", "iso", DIP_FOLD_WIDTH);
  assert_differ ("30", "31", EVERYTHING);
}

static void
test_bullets (void)
{
  assert_same ("\xEF\x81\xAC 暗号化", "⚫ 暗号化", DIP_FOLD_WIDTH);
  assert_same ("・暗号化", "● 暗号化", DIP_FOLD_WIDTH | DIP_FOLD_SPACE);
  assert_same ("- 暗号化", "* 暗号化", DIP_FOLD_WIDTH);
  assert_same ("a\n・b", "a\n- b", DIP_FOLD_WIDTH | DIP_FOLD_SPACE);
  assert_differ ("○", "●", EVERYTHING);
  assert_differ ("○", "×", EVERYTHING);
  assert_differ ("シングル・サインオン", "シングル サインオン", DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE);
  assert_differ ("-5 度", "5 度", EVERYTHING);
}

static void
test_space (void)
{
  g_autofree char *kept = dip_fold_to_string (" Cloud  Service の 30 日 以内", DIP_FOLD_SPACE, NULL);
  g_autofree char *none = dip_fold_to_string (" Cloud  Service\n の\t30　日", DIP_FOLD_ALL_SPACE, NULL);

  g_assert_cmpstr (kept, ==, "Cloud Serviceの30日以内");
  g_assert_cmpstr (none, ==, "CloudServiceの30日");
  assert_same ("当社 の クラウド", "当社のクラウド", DIP_FOLD_SPACE);
  assert_differ ("1 2", "12", DIP_FOLD_SPACE);
}

static void
test_spelling (void)
{
  assert_same ("顧客および利用者", "顧客及び利用者", EVERYTHING);
  assert_same ("ログなどの", "ログ等の", EVERYTHING);
  assert_same ("ご確認下さい", "ご確認ください", EVERYTHING);
  assert_same ("ユーザ", "ユーザー", EVERYTHING);
  assert_same ("サーバーの", "サーバの", EVERYTHING);
  assert_same ("ユーザーアカウント", "ユーザアカウント", EVERYTHING);
  assert_same ("スケジューラーが", "スケジューラが", EVERYTHING);
  assert_same ("ぜい弱性", "脆弱性", EVERYTHING);
  assert_same ("3ヶ月", "３か月", EVERYTHING);
  assert_same ("お問合せ", "お問い合わせ", EVERYTHING);
  assert_same ("御質問", "ご質問", EVERYTHING);
  assert_differ ("制御利用", "制ご利用", EVERYTHING);
  assert_differ ("御社", "ご社", EVERYTHING);
  assert_same ("unauthorised", "unauthorized", EVERYTHING);
  assert_differ ("エラー", "エラ", EVERYTHING);
  assert_differ ("キー", "キ", EVERYTHING);
  assert_differ ("提供する", "提供しない", EVERYTHING);
  assert_differ ("及び", "又は", EVERYTHING);
}

/* What stands before "に従" in a sentence is only referred to, however the verb is written and ends. */
static void
test_stems (void)
{
  static const char *const written[] = { "に従って", "に従い", "に従う", "にしたがって", "にしたがい" };

  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *folded = dip_fold_to_string (written[i], EVERYTHING, dip_lexicon_get_default ());

      g_assert_true (g_str_has_prefix (folded, "に従"));
    }
}

static void
test_own_spelling (void)
{
  g_autoptr (DipLexicon) lexicon = dip_lexicon_new_from_string ("[spelling]\n猫\tねこ\tネコ\n猫の手\tねこのて\n");
  g_autofree char *a = dip_fold_to_string ("ネコとねこのて", EVERYTHING, lexicon);

  g_assert_cmpstr (a, ==, "猫と猫の手");
}

static void
test_offsets (void)
{
  const char *text = "ユーザー および　Ａ社";
  g_autoptr (DipFolded) folded = dip_fold (text, EVERYTHING, dip_lexicon_get_default ());

  g_assert_cmpstr (folded->text, ==, "ユーザおよびa社");
  g_assert_cmpuint (folded->starts[0], ==, 0);
  g_assert_cmpuint (folded->starts[strlen ("ユーザ")], ==, strlen ("ユーザー "));
  g_assert_cmpuint (folded->starts[strlen ("ユーザおよび")], ==, strlen ("ユーザー および　"));
  g_assert_cmpuint (folded->starts[strlen ("ユーザおよびa")], ==, strlen ("ユーザー および　Ａ"));
  g_assert_cmpuint (folded->starts[folded->length], ==, strlen (text));
}

static const char *const pieces[] = {
  "サーバー", "ユーザ", "ー", "および", "及び", "など", "頂き", "ください", "下さい", "こと", "る事", "とき", "ない", "出来る", "ヶ月",
  " ", "　", "\n", "\t", "A", "ｂ", "12", "３", "。", "、", "，", "．", ".", "-", "—", "・", "⚫", "\xEF\x81\xAC", "「", "』",
  "が", "か\xE3\x82\x99", "ﾊﾞ", "㈱", "①", "⑴", "…", "Ⅲ", "é", "e\xCC\x81", "\xCC\x81",
  "⻑", "⽇", "𠮷", "👨‍👩‍👧", "\xE2\x80\x8B",
  "ﬁ", "İ", "ß", "cloud", "Organisation", "e-mail", "~", "〜", "～", "ｰ", "エラー", "ァ",
};

static char *
make_text (guint max_pieces)
{
  GString *text = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, max_pieces);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
test_monotone (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = make_text (40);
      DipFoldFlags flags = g_test_rand_int_range (0, 32);
      g_autoptr (DipFolded) folded = dip_fold (text, flags, dip_lexicon_get_default ());
      gsize length = strlen (text);

      g_assert_true (g_utf8_validate (folded->text, -1, NULL));
      g_assert_cmpuint (folded->length, ==, strlen (folded->text));
      g_assert_cmpuint (folded->starts[folded->length], ==, length);
      for (gsize i = 0; i < folded->length; i++)
        {
          g_assert_cmpuint (folded->starts[i], <=, folded->starts[i + 1]);
          g_assert_cmpuint (folded->starts[i], <, length);
          g_assert_true (((guint8) text[folded->starts[i]] & 0xC0) != 0x80);
        }
    }
}

static void
test_idempotent (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = make_text (40);
      g_autofree char *once = dip_fold_to_string (text, EVERYTHING, dip_lexicon_get_default ());
      g_autofree char *twice = dip_fold_to_string (once, EVERYTHING, dip_lexicon_get_default ());

      g_assert_cmpstr (once, ==, twice);
    }
}

/* Folding in two steps is folding at once, with the same way back. */
static void
test_further (void)
{
  static const DipFoldFlags plain = DIP_FOLD_WIDTH | DIP_FOLD_SPACE;
  static const DipFoldFlags more[] = {
    DIP_FOLD_CASE, DIP_FOLD_SPELLING, DIP_FOLD_CASE | DIP_FOLD_SPELLING,
  };
  guint n_made = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = make_text (40);
      g_autoptr (DipFolded) once = dip_fold (text, plain, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (more); i++)
        {
          const DipLexicon *lexicon = dip_lexicon_get_default ();
          g_autoptr (DipFolded) further = dip_fold_on (once, plain | more[i], lexicon);
          g_autoptr (DipFolded) whole = dip_fold (text, plain | more[i], lexicon);

          if (further == NULL)
            continue;
          n_made++;
          g_assert_cmpstr (further->text, ==, whole->text);
          g_assert_cmpmem (further->starts, (further->length + 1) * sizeof *further->starts,
                           whole->starts, (whole->length + 1) * sizeof *whole->starts);
        }
    }
  g_assert_cmpuint (n_made, >, 3000);
}

/* Letters of other alphabets in upper case: what stood before the blank beside them is no more known. */
static void
test_further_of_the_original (void)
{
  g_autoptr (DipFolded) greek = dip_fold ("ΑΣΦΑΛΕΙΑ", DIP_FOLD_WIDTH | DIP_FOLD_SPACE, NULL);
  g_autoptr (DipFolded) none = dip_fold_on (greek, DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE, NULL);

  g_assert_null (none);
}

static void
test_nothing (void)
{
  g_autoptr (DipFolded) empty = dip_fold ("", EVERYTHING, dip_lexicon_get_default ());
  g_autoptr (DipFolded) blank = dip_fold ("  \n", EVERYTHING, dip_lexicon_get_default ());
  g_autoptr (DipFolded) same = dip_fold ("Ａ b", 0, NULL);

  g_assert_cmpuint (empty->length, ==, 0);
  g_assert_cmpuint (empty->starts[0], ==, 0);
  g_assert_cmpuint (blank->length, ==, 0);
  g_assert_cmpuint (blank->starts[0], ==, 3);
  g_assert_cmpstr (same->text, ==, "Ａ b");
}

/* A cluster of a million marks would be sorted in quadratic time. */
static void
test_endless_cluster (void)
{
  GString *text = g_string_new ("e");
  g_autoptr (DipFolded) folded = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA3");

  folded = dip_fold (text->str, EVERYTHING, dip_lexicon_get_default ());
  g_assert_cmpuint (folded->length, >, 100000);
  g_string_free (text, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold/width", test_width);
  g_test_add_func ("/text/fold/bullets", test_bullets);
  g_test_add_func ("/text/fold/space", test_space);
  g_test_add_func ("/text/fold/spelling", test_spelling);
  g_test_add_func ("/text/fold/stems", test_stems);
  g_test_add_func ("/text/fold/own-spelling", test_own_spelling);
  g_test_add_func ("/text/fold/offsets", test_offsets);
  g_test_add_func ("/text/fold/monotone", test_monotone);
  g_test_add_func ("/text/fold/idempotent", test_idempotent);
  g_test_add_func ("/text/fold/further", test_further);
  g_test_add_func ("/text/fold/further-of-the-original", test_further_of_the_original);
  g_test_add_func ("/text/fold/nothing", test_nothing);
  g_test_add_func ("/text/fold/endless-cluster", test_endless_cluster);

  return g_test_run ();
}
