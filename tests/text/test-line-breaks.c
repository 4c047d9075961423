/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-line-breaks.h"

#include <string.h>

/* The pieces, with | behind each. */
static char *
cut (const char *text)
{
  g_autoptr (GArray) ends = dip_line_breaks_list (text);
  GString *pieces = g_string_new (NULL);
  guint start = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      guint end = g_array_index (ends, guint, i);

      g_assert_cmpuint (end, >, start);
      g_assert_true (g_utf8_validate (text + start, end - start, NULL));
      g_string_append_len (pieces, text + start, end - start);
      g_string_append_c (pieces, '|');
      start = end;
    }
  if (ends->len > 0)
    g_assert_cmpuint (start, ==, strlen (text));

  return g_string_free (pieces, FALSE);
}

static void
test_words (void)
{
  g_autofree char *verb = cut ("バックアップの記載はありません");
  g_autofree char *title = cut ("みなとクラウド帳票 セキュリティホワイトペーパー");
  g_autofree char *please = cut ("解除してください。");

  g_assert_cmpstr (verb, ==, "バックアップの|記載は|ありません|");
  g_assert_cmpstr (please, ==, "解除して|ください。|");
  g_assert_cmpstr (title, ==, "みなと|クラウド|帳票 |セキュリティ|ホワイト|ペーパー|");
}

/* What a dictionary cuts and a reader does not. */
static void
test_joined (void)
{
  static const struct {
    const char *text;
    const char *pieces;
  } table[] = {
    { "コピーしたものの貼り付けもできます。", "コピーしたものの|貼り付けも|できます。|" },
    { "見出しの並べ替え", "見出しの|並べ替え|" },
    { "事業者の文書", "事業者の|文書|" },
    { "サービス名の横のボタンで", "サービス名の|横の|ボタンで|" },
    { "サービス終了時の取扱い", "サービス|終了時の|取扱い|" },
    { "2 つの版を", "2 つの|版を|" },
    { "条項ごとに左右に並べて", "条項ごとに|左右に|並べて|" },
    { "読み込みに失敗しました", "読み込みに|失敗しました|" },
    { "文書を 40 件取り込みました", "文書を |40 件取り込み|ました|" },
    { "見て前に進む", "見て|前に|進む|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *pieces = cut (table[i].text);

      g_assert_cmpstr (pieces, ==, table[i].pieces);
    }
}

/* Marks stay where typographers have them. */
static void
test_marks (void)
{
  g_autofree char *pieces = cut ("修正、「併記」。");

  g_assert_null (strstr (pieces, "|、"));
  g_assert_null (strstr (pieces, "「|"));
  g_assert_null (strstr (pieces, "|」"));
  g_assert_null (strstr (pieces, "|。"));
}

static void
test_others (void)
{
  g_autofree char *english = cut ("Nothing is said of backups");
  g_autofree char *nothing = cut ("");
  g_autofree char *mixed = cut ("A.12.3.1 情報のバックアップ");

  g_assert_cmpstr (english, ==, "");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (mixed, ==, "A.12.3.1 |情報の|バックアップ|");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/line-breaks/words", test_words);
  g_test_add_func ("/text/line-breaks/joined", test_joined);
  g_test_add_func ("/text/line-breaks/marks", test_marks);
  g_test_add_func ("/text/line-breaks/others", test_others);

  return g_test_run ();
}
