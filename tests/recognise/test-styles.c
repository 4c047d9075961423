/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * One short paper in all ways of marking its titles, with blank lines around
 * them, before them or nowhere, with paragraphs on one line or broken over
 * several: always the same eight clauses.
 */

#define N 8u

/* %d: the number, %w: in full width, %k: in kanji, %c: circled, %r: Roman, %g: as a Roman glyph, %l: a letter, %t: the
 * title, %u: in capitals */
static const char *const styles_ja[] = {
  "%d. %t", "%d．%t", "%w．%t", "%w　%t", "%d %t", "%d: %t", "%d) %t", "第%d章 %t", "第%w章　%t", "第%k章　%t", "%d章 %t",
  "第%d条（%t）", "(%d) %t", "（%w）%t", "%c %t", "[%d] %t", "%r. %t", "%g．%t", "%l. %t", "%k、%t", "§%d %t", "#%d %t",
  "No.%d %t", "項番%d %t", "Chapter %d %t", "1-%d %t", "1.%d %t", "■ %t", "◆%t", "● %t", "○ %t", "【%t】", "＜%t＞", "%t",
};

static const char *const styles_en[] = {
  "%d. %t", "%d %t", "%d.0 %t", "%d) %t", "(%d) %t", "%d - %t", "1.%d %t", "Section %d: %t", "Section %d - %t",
  "SECTION %d %u", "Article %d %t", "Chapter %d. %t", "Chapter %d\n%t", "Part %r. %t", "%r. %t", "%l. %t", "%l) %t",
  "1.%l. %t", "2.%l %t", "3.%l - %t", "§ %d %t", "%u", "%t", "%t:",
};

static const char *const paper_ja[N][2] = {
  { "はじめに",
    "本書は、見本電算株式会社が提供する見本クラウドのセキュリティ対策を説明するものです。当社は、お客様に安心して"
    "ご利用いただけるよう、各種の対策を実施しています。" },
  { "責任分界点", "アプリケーションは当社が管理し、アカウントはお客様が管理します。" },
  { "アクセス制御", "管理画面への接続は、IPアドレスで制限できます。二段階認証も利用できます。" },
  { "暗号化", "通信は TLS 1.2 以上で暗号化しています。" },
  { "バックアップ",
    "毎日取得し、30日間保存します。お客様による復元には対応していません。ただし、当社の障害時には当社が復元を行います。" },
  { "ログの取得", "操作ログを1年間保存しています。" },
  { "脆弱性管理", "四半期に1回、診断を実施しています。" },
  { "お問い合わせ", "support@mihon.example までご連絡ください。" },
};

static const char *const paper_en[N][2] = {
  { "Introduction",
    "This document describes the security measures that Sample Works Ltd takes to protect the data of customers in "
    "Sample Cloud. It is written for security teams and auditors." },
  { "Shared responsibility", "We manage the application; customers manage their accounts and their data." },
  { "Access control",
    "Administrators can restrict access by IP address. Two-factor authentication is available to all users." },
  { "Encryption", "All connections use TLS 1.2 or higher." },
  { "Backup and recovery",
    "Backups are taken every day and kept for 30 days. Restores of single records are not offered. After a failure on "
    "our side we restore the whole database within four hours." },
  { "Logging", "Audit logs are kept for one year." },
  { "Vulnerability management", "Scans run weekly, and an independent firm tests the service once a year." },
  { "Contact", "Write to security@sample.example." },
};

static char *
make_heading (const char *style,
              guint       i,
              const char *title)
{
  static const char *const wide[] = { "１", "２", "３", "４", "５", "６", "７", "８" };
  static const char *const kanji[] = { "一", "二", "三", "四", "五", "六", "七", "八" };
  static const char *const circled[] = { "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧" };
  static const char *const roman[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII" };
  static const char *const glyphs[] = { "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ" };
  GString *heading = g_string_new (NULL);

  for (const char *at = style; *at != '\0'; at++)
    {
      g_autofree char *upper = g_ascii_strup (title, -1);

      if (*at != '%')
        {
          g_string_append_c (heading, *at);
          continue;
        }
      switch (*++at)
        {
        case 'd': g_string_append_printf (heading, "%u", i + 1); break;
        case 'w': g_string_append (heading, wide[i]); break;
        case 'k': g_string_append (heading, kanji[i]); break;
        case 'c': g_string_append (heading, circled[i]); break;
        case 'r': g_string_append (heading, roman[i]); break;
        case 'g': g_string_append (heading, glyphs[i]); break;
        case 'l': g_string_append_c (heading, (char) ('A' + i)); break;
        case 'u': g_string_append (heading, upper); break;
        default: g_string_append (heading, title); break;
        }
    }

  return g_string_free (heading, FALSE);
}

/* Japanese after 36 characters, English between words before column 72. */
static void
append_wrapped (GString    *text,
                const char *paragraph,
                gboolean    japanese)
{
  guint column = 0;

  for (const char *at = paragraph; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *space = *at == ' ' ? strchr (at + 1, ' ') : NULL;
      gsize word = *at != ' ' ? 0 : space != NULL ? (gsize) (space - at - 1) : strlen (at + 1);

      if (japanese ? column == 36 : *at == ' ' && column + 1 + word > 72)
        {
          g_string_append_c (text, '\n');
          column = 0;
          if (*at == ' ')
            continue;
        }
      g_string_append_len (text, at, g_utf8_next_char (at) - at);
      column++;
    }
}

/* The readers look at a file's name and bytes. */
static DipDocument *
recognise (const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  DipDocument *document;
  int file;

  file = g_file_open_tmp ("diptych-XXXXXX.txt", &path, &error);
  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  document = paper_tree_read (path);
  g_remove (path);

  return document;
}

static void
check_paper (const char *style,
             gboolean    japanese,
             guint       gap,
             gboolean    wrap)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipDocument) document = NULL;

  g_string_append (text, japanese ? "見本クラウド セキュリティホワイトペーパー\n見本電算株式会社\n2024年4月1日\n\n"
                                  : "Sample Cloud Security White Paper\nSample Works Ltd\n12 May 2024\n\n");
  for (guint i = 0; i < N; i++)
    {
      const char *const *clause = japanese ? paper_ja[i] : paper_en[i];
      g_autofree char *heading = make_heading (style, i, clause[0]);

      g_string_append_printf (text, "%s%s\n%s", gap > 0 ? "\n" : "", heading, gap > 1 ? "\n" : "");
      if (wrap)
        append_wrapped (text, clause[1], japanese);
      else
        g_string_append (text, clause[1]);
      g_string_append_c (text, '\n');
    }

  document = recognise (text->str);

  g_test_message ("%s, gaps %u, wrapped %d", style, gap, wrap);
  g_assert_cmpuint (document->clauses->len, ==, N);
  for (guint i = 0; i < N; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *got = g_utf8_casefold (clause->title, -1);
      g_autofree char *want = g_utf8_casefold (japanese ? paper_ja[i][0] : paper_en[i][0], -1);

      g_assert_cmpstr (got, ==, want);
    }
}

static void
check_styles (const char *const *styles,
              guint              n,
              gboolean           japanese)
{
  for (guint i = 0; i < n; i++)
    for (guint gap = 0; gap < 3; gap++)
      for (guint wrap = 0; wrap < 2; wrap++)
        check_paper (styles[i], japanese, gap, wrap == 1);
}

static void
test_japanese (void)
{
  check_styles (styles_ja, G_N_ELEMENTS (styles_ja), TRUE);
}

static void
test_english (void)
{
  check_styles (styles_en, G_N_ELEMENTS (styles_en), FALSE);
}

/* A paper of two levels: each pair of ways, and always the same nine sections in four chapters. */
static const char *const pairs[][2] = {
  { "第%d章　%t", "%p.%d %t" }, { "第%d章　%t", "第%d節　%t" }, { "第%d章　%t", "%d. %t" }, { "第%d章　%t", "(%d) %t" },
  { "%d. %t", "%p.%d %t" }, { "%d. %t", "%p-%d　%t" }, { "%d. %t", "(%d) %t" }, { "%w．%t", "（%w）%t" },
  { "%r. %t", "%d. %t" }, { "%g．%t", "%d. %t" }, { "%g．%t", "(%d) %t" }, { "%l. %t", "%d. %t" }, { "■ %t", "【%t】" },
  { "■ %t", "● %t" }, { "■ %t", "(%d) %t" }, { "■ %t", "%d. %t" }, { "%d　%t", "%p.%d %t" }, { "第%d部 %t", "%p.%d %t" },
  { "%d. %t", "%c %t" }, { "%d. %t", "【%t】" }, { "%d. %t", "● %t" },
};

static const char *const chapters[] = { "概要", "組織的対策", "技術的対策", "連絡先" };

static const struct { guint chapter; guint place; const char *title; const char *text; } sections[] = {
  { 0, 0, "目的", "本書は、見本電算株式会社が提供する見本クラウドの対策を説明するものです。" },
  { 0, 1, "適用範囲", "本書の適用範囲は、見本クラウドとします。" },
  { 1, 0, "方針", "情報セキュリティ方針を公開しています。年1回、見直しを行っています。" },
  { 1, 1, "教育", "全従業員に対し、年1回の教育を実施しています。" },
  { 1, 2, "委託先の管理", "委託先を年1回評価しています。" },
  { 2, 0, "アクセス制御", "管理画面への接続は、IPアドレスで制限できます。" },
  { 2, 1, "暗号化", "通信は TLS 1.2 以上で暗号化しています。" },
  { 2, 2, "バックアップ", "毎日取得し、30日間保存します。お客様による復元には対応していません。" },
  { 3, 0, "窓口", "support@mihon.example までご連絡ください。" },
};

static void
check_pair (const char *const style[2],
            guint             gap)
{
  g_autoptr (GString) text = g_string_new ("見本クラウド セキュリティホワイトペーパー\n見本電算株式会社\n2024年4月1日\n\n");
  g_autoptr (DipDocument) document = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      guint chapter = sections[i].chapter;
      g_autofree char *number = g_strdup_printf ("%u", chapter + 1);
      g_autofree char *heading = NULL;
      g_auto (GStrv) parts = g_strsplit (style[1], "%p", 2);
      g_autofree char *own = g_strjoinv (number, parts);

      if (sections[i].place == 0)
        {
          g_autofree char *above = make_heading (style[0], chapter, chapters[chapter]);

          g_string_append_printf (text, "%s%s\n%s", gap > 0 ? "\n" : "", above, gap > 1 ? "\n" : "");
        }
      heading = make_heading (own, sections[i].place, sections[i].title);
      g_string_append_printf (text, "%s%s\n%s%s\n", gap > 0 ? "\n" : "", heading, gap > 1 ? "\n" : "", sections[i].text);
    }

  document = recognise (text->str);
  g_test_message ("%s over %s, gaps %u", style[0], style[1], gap);
  g_assert_cmpuint (document->clauses->len, ==, G_N_ELEMENTS (sections) + G_N_ELEMENTS (chapters));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      const DipClause *clause;
      const DipClause *parent;

      if (sections[i].place == 0)
        {
          clause = g_ptr_array_index (document->clauses, n++);
          g_assert_cmpstr (clause->title, ==, chapters[sections[i].chapter]);
          g_assert_null (clause->parent);
        }
      clause = g_ptr_array_index (document->clauses, n++);
      g_assert_cmpstr (clause->title, ==, sections[i].title);
      g_assert_nonnull (clause->parent);
      parent = dip_document_find_clause (document, clause->parent);
      g_assert_cmpstr (parent->title, ==, chapters[sections[i].chapter]);
    }
}

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint gap = 0; gap < 3; gap++)
      check_pair (pairs[i], gap);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/styles/japanese", test_japanese);
  g_test_add_func ("/recognise/styles/english", test_english);
  g_test_add_func ("/recognise/styles/pairs", test_pairs);

  return g_test_run ();
}
