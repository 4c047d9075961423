/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"
#include "read/dip-read.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-number.h"
#include "recognise/dip-recognise.h"
#include "recognise/dip-structure.h"

#include <string.h>

/* Line by line, so that a failure names the first that differs. */
static void
check_lines (const char *got,
             const char *path,
             const char *ending)
{
  g_autofree char *expected_path = g_strdup_printf ("%.*s%s", (int) (strrchr (path, '.') - path), path, ending);
  g_autofree char *expected = NULL;
  g_auto (GStrv) got_lines = g_strsplit (got, "\n", -1);
  g_auto (GStrv) want_lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  want_lines = g_strsplit (expected, "\n", -1);
  for (guint i = 0; want_lines[i] != NULL && got_lines[i] != NULL; i++)
    g_assert_cmpstr (got_lines[i], ==, want_lines[i]);
  g_assert_cmpuint (g_strv_length (got_lines), ==, g_strv_length (want_lines));
}

static void
check_sample (gconstpointer data)
{
  g_autoptr (DipDocument) document = paper_tree_read (data);
  g_autofree char *tree = paper_tree_print (document);

  check_lines (tree, data, ".tree");
}

static void
check_meaning (gconstpointer data)
{
  g_autoptr (DipDocument) document = paper_tree_read (data);
  g_autofree char *meaning = paper_meaning_print (document);

  check_lines (meaning, data, ".meaning");
}

static void
check_number (const char     *text,
              DipNumberStyle  style,
              const char     *ascii,
              const char     *title)
{
  DipNumber number;

  g_assert_true (dip_number_parse (text, dip_lexicon_get_default (), &number));
  g_assert_cmpint (number.style, ==, style);
  g_assert_cmpstr (number.ascii, ==, ascii);
  g_assert_cmpstr (text + number.length, ==, title);
}

static void
check_no_number (const char *text)
{
  DipNumber number;

  g_assert_false (dip_number_parse (text, dip_lexicon_get_default (), &number));
}

static void
test_number_styles (void)
{
  check_number ("1. 目的", DIP_NUMBER_DECIMAL, "1", "目的");
  check_number ("1.目的", DIP_NUMBER_DECIMAL, "1", "目的");
  check_number ("１．目的", DIP_NUMBER_DECIMAL, "1", "目的");
  check_number ("１　目的", DIP_NUMBER_DECIMAL, "1", "目的");
  check_number ("1 Purpose", DIP_NUMBER_DECIMAL, "1", "Purpose");
  check_number ("4.1当社の責任", DIP_NUMBER_DECIMAL, "4.1", "当社の責任");
  check_number ("４．１．２　範囲", DIP_NUMBER_DECIMAL, "4.1.2", "範囲");
  check_number ("1-2 体制", DIP_NUMBER_DECIMAL, "1-2", "体制");
  check_number ("A.5.1.1 方針群", DIP_NUMBER_CONTROL, "A.5.1.1", "方針群");
  check_number ("ＣＬＤ．６．３．１ 分担", DIP_NUMBER_CONTROL, "CLD.6.3.1", "分担");
  check_number ("CLD 9.5.1 分離", DIP_NUMBER_CONTROL, "CLD.9.5.1", "分離");
  check_number ("【A.5.1.1】方針群", DIP_NUMBER_CONTROL, "A.5.1.1", "方針群");
  check_number ("[5.1] Policies", DIP_NUMBER_DECIMAL, "5.1", "Policies");
  check_number ("第1章　総則", DIP_NUMBER_CHAPTER, "1", "総則");
  check_number ("第十二条（目的）", DIP_NUMBER_CHAPTER, "12", "（目的）");
  check_number ("Section 2: Access", DIP_NUMBER_CHAPTER, "2", "Access");
  check_number ("Chapter IV – Keys", DIP_NUMBER_CHAPTER, "IV", "Keys");
  check_number ("付録A 用語集", DIP_NUMBER_ANNEX, "A", "用語集");
  check_number ("Appendix B: Terms", DIP_NUMBER_ANNEX, "B", "Terms");
  check_number ("Ⅱ．体制", DIP_NUMBER_ROMAN, "II", "体制");
  check_number ("IV. Keys", DIP_NUMBER_ROMAN, "IV", "Keys");
  check_number ("B. Keys", DIP_NUMBER_LETTER, "B", "Keys");
  check_number ("B.2 Keys", DIP_NUMBER_LETTERED, "B.2", "Keys");
  check_number ("C.1.4 鍵", DIP_NUMBER_LETTERED, "C.1.4", "鍵");
  check_number ("PART B. Keys", DIP_NUMBER_CHAPTER, "B", "Keys");
  check_number ("（１）方針", DIP_NUMBER_PAREN, "1", "方針");
  check_number ("a) 方針", DIP_NUMBER_PAREN, "a", "方針");
  check_number ("③ 方針", DIP_NUMBER_CIRCLED, "3", "方針");
  check_number ("3章 体制", DIP_NUMBER_CHAPTER, "3", "体制");
  check_number ("Chapter 1 はじめに", DIP_NUMBER_CHAPTER, "1", "はじめに");
  check_number ("二、体制", DIP_NUMBER_DECIMAL, "2", "体制");
  check_number ("§ 4 Keys", DIP_NUMBER_DECIMAL, "4", "Keys");
  check_number ("No.2 体制", DIP_NUMBER_DECIMAL, "2", "体制");
  check_number ("管理策 5.1.1 方針群", DIP_NUMBER_DECIMAL, "5.1.1", "方針群");
  check_number ("[3] Keys", DIP_NUMBER_PAREN, "3", "Keys");
  check_number ("3.1 ユーザーの登録", DIP_NUMBER_DECIMAL, "3.1", "ユーザーの登録");
  check_number ("3 ユーザー登録", DIP_NUMBER_DECIMAL, "3", "ユーザー登録");
}

static void
test_number_quantities (void)
{
  check_no_number ("30 日以内に削除します");
  check_no_number ("30日以内に削除します");
  check_no_number ("1.5 倍の容量");
  check_no_number ("3 ユーザーまで登録できます");
  check_no_number ("2 years of logs");
  check_no_number ("2021年1月18日");
  check_no_number ("2021/1/18");
  check_no_number ("10%を超える");
  check_no_number ("27017:2016 に基づく");
  check_no_number ("第6条に基づき");
  check_no_number ("第33条、第34条");
  check_no_number ("TLS1.2 を使います");
  check_no_number ("Section 3 describes keys");
  check_no_number ("Section 3 では鍵を説明します");
  check_no_number ("3章では鍵を説明します");
  check_no_number ("一方、鍵は別に保管します");
  check_no_number ("No.1のサービスです");
  check_no_number ("Part A of this paper");
  check_no_number ("H.264 is used");
  check_no_number ("");
}

static void
check_coded (const char *text,
             const char *ascii,
             const char *title)
{
  DipNumber number;

  g_assert_true (dip_number_parse_coded (text, dip_lexicon_get_default (), &number) == (ascii != NULL));
  if (ascii == NULL)
    return;
  g_assert_cmpstr (number.ascii, ==, ascii);
  g_assert_cmpstr (text + number.length, ==, title);
}

static void
test_number_codes (void)
{
  check_coded ("SEC-01 Keys", "SEC-01", "Keys");
  check_coded ("SEC-01: Keys", "SEC-01", "Keys");
  check_coded ("A&A-01.2 Keys", "A&A-01.2", "Keys");
  check_coded ("OPS-BCK-3 – Keys", "OPS-BCK-3", "Keys");
  check_coded ("Q1.2 Are there keys?", "Q1.2", "Are there keys?");
  check_coded ("IAM-7", "IAM-7", "");
  check_coded ("IAM-7 is about keys", NULL, NULL);
  check_coded ("AES-256 Keys", NULL, NULL);
  check_coded ("TLS 1.2 Keys", NULL, NULL);
  check_coded ("ISO-27001 Certificates", NULL, NULL);
  check_coded ("Q1 2024 Report", NULL, NULL);
  check_coded ("SEC-1234567 Keys", NULL, NULL);
}

static void
check_title (const char *title,
             const char *expected)
{
  g_autofree char *stripped = dip_number_strip_controls (title, dip_lexicon_get_default ());

  g_assert_cmpstr (stripped, ==, expected);
}

static void
test_number_controls (void)
{
  check_title ("方針群（A.５.１.１）", "方針群");
  check_title ("方針群 (A.5.1.1, A.5.1.2)", "方針群");
  check_title ("整合（CLD. １３.１.４）", "整合");
  check_title ("暗号化【10.1.1】【18.1.5】", "暗号化");
  check_title ("決定【JIS Q 27001 の 4.3】", "決定");
  check_title ("A.9.2.1 利用者登録", "利用者登録");
  check_title ("監視（24時間）", "監視（24時間）");
  check_title ("提供(provisioning)", "提供(provisioning)");
  check_title ("対応 (JIS Q 27017:2016) について", "対応 (JIS Q 27017:2016) について");
}

static void
check_join (const char *first,
            const char *second,
            const char *expected)
{
  g_autoptr (GString) text = g_string_new (first);

  dip_text_join (text, second);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_join (void)
{
  check_join ("クラウドサービスの", "利用", "クラウドサービスの利用");
  check_join ("当社は、", "IaaS を使います", "当社は、IaaS を使います");
  check_join ("the customer", "is responsible", "the customer is responsible");
  check_join ("docu-", "ments", "documents");
  check_join ("the host time-", "b.service.example", "the host time-b.service.example");
  check_join ("of our docu-", "ments. They", "of our documents. They");
  check_join ("ISO/IEC 27001,", "27017", "ISO/IEC 27001, 27017");
  check_join ("https://a.example/trust/", "overview.html and", "https://a.example/trust/overview.html and");
  check_join ("https://a.example/trust", "and the contract", "https://a.example/trust and the contract");
  check_join ("see (", "https://a.example", "see (https://a.example");
}

static void
check_date (const char *text,
            const char *expected)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);

  g_assert_cmpstr (date, ==, expected);
}

static void
test_dates (void)
{
  check_date ("2023/9/20", "2023-09-20");
  check_date ("2021 年 1 月 18 日 (第 4.1 版)", "2021-01-18");
  check_date ("２０２３年５月１日 12:00", "2023-05-01");
  check_date ("令和3年1月18日", "2021-01-18");
  check_date ("令和元年5月7日", "2019-05-07");
  check_date ("R6.4.1 改訂", "2024-04-01");
  check_date ("18 Jan 2021", "2021-01-18");
  check_date ("of January 18th, 2021.", "2021-01-18");
  check_date ("2021-02-30", NULL);
  check_date ("第 12.3.1 項", NULL);
  check_date ("March of the penguins", NULL);
}

static DipDocument *
recognise (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DipLayout) layout = dip_read_layout (bytes, "paper.txt", NULL, &error);
  DipDocument *document;

  g_assert_no_error (error);
  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);

  return document;
}

/* However long the text, one clause with all of it, and the reason. */
static void
test_no_paper (void)
{
  g_autoptr (DipDocument) document = recognise ("牛乳と卵を買いました。\n\n夜は早く寝ました。\n");
  DipClause *clause;

  g_assert_cmpuint (document->clauses->len, ==, 1);
  clause = g_ptr_array_index (document->clauses, 0);
  g_assert_cmpstr (clause->id, ==, "F1");
  g_assert_cmpint (clause->kind, ==, DIP_CLAUSE_FRONT);
  g_assert_cmpuint (clause->blocks->len, ==, 2);
  g_assert_cmpuint (document->warnings->len, >=, 1);
}

/* Lines of one sign each, of all that mean something elsewhere. */
static void
test_lone_signs (void)
{
  static const char *const signs[] = {
    "【", "】", "＜", "＞", "「", "」", "（", "）", "(", ")", "[", "]", "<", ">", ":", "：", "…", "●", "■", "○", "・", "※", "#",
    "§", "第", "一", "①", "Ⅰ", "ア", "o", "-", "1", "1.", "(1)", "A.", "CLD", "©", "©\t1", "Q", "【】", "＜＞", "[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_autofree char *alone = g_strdup_printf ("見本\n\n%s\n", signs[i]);
      g_autofree char *often = g_strdup_printf ("%s\n\n%s\n見本\n%s\n\n%s\n", signs[i], signs[i], signs[i],
                                                signs[i]);
      g_autofree char *among = g_strdup_printf ("1. A\n\n当社は管理します。\n%s\n\n2. B\n\n%s\n管理します。\n", signs[i],
                                                signs[i]);
      g_autoptr (DipDocument) one = recognise (alone);
      g_autoptr (DipDocument) two = recognise (often);
      g_autoptr (DipDocument) three = recognise (among);

      g_assert_cmpuint (one->clauses->len, >=, 1);
      g_assert_cmpuint (two->clauses->len, >=, 1);
      g_assert_cmpuint (three->clauses->len, >=, 2);
    }
}

/* A number in each of very many lines makes no paper, and takes no time. */
static void
test_many_numbers (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipDocument) document = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u. 見出し\n\n", i % 150 + 1);
  document = recognise (text->str);

  g_assert_cmpuint (document->clauses->len, ==, 1);
  g_assert_cmpuint (document->warnings->len, >=, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipLayout) layout = dip_layout_new ("paper.txt", "text/plain");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dip_recognise (layout, dip_lexicon_get_default (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Title page and imprint have a place in the document even where no pass knew what they say. */
static void
test_nothing_is_lost (void)
{
  g_autoptr (DipDocument) document = recognise ("配布先は社内に限ります\n\n"
                                               "1. 目的\n\n目的を示します。\n\n2. 範囲\n\n範囲を示します。\n\n"
                                               "以上\n\n整理番号 K-77-104\n");
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < document->properties->len; i++)
    {
      DipProperty *property = g_ptr_array_index (document->properties, i);

      g_string_append (said, property->value);
    }
  g_string_append (said, document->edition->title != NULL ? document->edition->title : "");
  g_assert_nonnull (strstr (said->str, "配布先は社内に限ります"));
  g_assert_nonnull (strstr (said->str, "整理番号 K-77-104"));
}

static const char with_own_words[] =
  "見本クラウド セキュリティ説明書\n\n"
  "1. 用語\n\n本書で「利用企業」とは、本サービスを契約したお客様をいいます。\n\n"
  "2. バックアップ\n\n利用企業は、データの複製を毎日取得してください。当社は7日間保管します。\n\n"
  "3. ログ\n\n当社は、操作のログを30日間保管しています。利用企業は閲覧できます。\n";

static gpointer
recognise_often (gpointer data)
{
  const char *expected = data;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (DipDocument) document = recognise (with_own_words);
      g_autofree char *meaning = paper_meaning_print (document);

      g_assert_cmpstr (meaning, ==, expected);
    }

  return NULL;
}

/* Papers that are read at once share what is remembered of sentences and words. */
static void
test_at_once (void)
{
  g_autoptr (DipDocument) document = recognise (with_own_words);
  g_autofree char *meaning = paper_meaning_print (document);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("recognise", recognise_often, meaning);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
add_samples (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "recognise", "samples", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *meaning = NULL;
      g_autofree char *file = NULL;

      if (!g_str_has_suffix (name, ".txt") && !g_str_has_suffix (name, ".md") && !g_str_has_suffix (name, ".csv"))
        continue;
      path = g_strdup_printf ("/recognise/structure/sample/%.*s", (int) (strrchr (name, '.') - name), name);
      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), check_sample, g_free);

      meaning = g_strdup_printf ("%.*s.meaning", (int) (strrchr (name, '.') - name), name);
      file = g_build_filename (folder, meaning, NULL);
      if (!g_file_test (file, G_FILE_TEST_EXISTS))
        continue;
      g_free (path);
      path = g_strdup_printf ("/recognise/meaning/sample/%.*s", (int) (strrchr (name, '.') - name), name);
      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), check_meaning, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/number/styles", test_number_styles);
  g_test_add_func ("/recognise/number/quantities", test_number_quantities);
  g_test_add_func ("/recognise/number/codes", test_number_codes);
  g_test_add_func ("/recognise/number/controls", test_number_controls);
  g_test_add_func ("/recognise/join", test_join);
  g_test_add_func ("/recognise/dates", test_dates);
  g_test_add_func ("/recognise/structure/no-paper", test_no_paper);
  g_test_add_func ("/recognise/structure/lone-signs", test_lone_signs);
  g_test_add_func ("/recognise/structure/many-numbers", test_many_numbers);
  g_test_add_func ("/recognise/structure/cancelled", test_cancelled);
  g_test_add_func ("/recognise/structure/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/recognise/structure/at-once", test_at_once);
  add_samples ();

  return g_test_run ();
}
