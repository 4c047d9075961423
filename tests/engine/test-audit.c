/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

static void
test_audit (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("= 1.0 | 2023-01-01 | 初版\n"
                           "# 1 保管\n三年間保管します。\n# 2 鍵の管理\n金庫に入れます。\n# 3 窓口\n詳しくは https://a.example/ を参照ください。\n"
                           "# 3.1 時刻\n標準時に合わせます。",
                           "= 1.1 | 2024-01-01 | 2章の修正; ドメインの変更; 3.1 の更新\n= 1.0 | 2023-01-01 | 初版\n"
                           "# 1 保管\n一年間保管します。\n# 2 鍵の管理\n引き出しに入れます。\n# 3 窓口\n詳しくは https://b.example/ を参照ください。\n"
                           "# 3.1 時刻\n標準時に合わせます。");
  const DipAuditEntry *entry;

  g_assert_cmpuint (comparison->declared->len, ==, 1);
  entry = comparison->declared->pdata[0];
  g_assert_cmpstr (entry->version, ==, "1.1");

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  entry = comparison->undeclared->pdata[0];
  g_assert_cmpstr (entry->clause, ==, "1");

  g_assert_cmpuint (comparison->not_found->len, ==, 1);
  entry = comparison->not_found->pdata[0];
  g_assert_cmpstr (entry->summary, ==, "3.1 の更新");
}

/* Nothing is missing from a table that is not there. */
static void
test_audit_without_table (void)
{
  g_autoptr (DipComparison) none = fixture_compare_texts ("= 1.0 | 2023-01-01 | 初版\n# 1 保管\n三年間保管します。",
                                                          "# 1 保管\n一年間保管します。");
  g_autoptr (DipComparison) first = fixture_compare_texts ("# 1 保管\n三年間保管します。",
                                                           "= 1.0 | 2023-01-01 | 初版発行\n# 1 保管\n一年間保管します。");
  g_autoptr (DipDocument) private = fixture_document ("= 1.0 | 2023-01-01 | 初版\n# 1 保管\n三年間保管します。");
  g_autoptr (DipDocument) public = fixture_document ("= 1.0 | 2023-01-01 | 初版\n# 1 保管\n一年間保管します。");
  g_autoptr (DipComparison) same = NULL;

  private->edition->sha256 = g_strdup ("one file");
  public->edition->sha256 = g_strdup ("one file");
  same = fixture_compare (private, public);

  g_assert_cmpuint (none->undeclared->len, ==, 0);
  g_assert_cmpstr (none->audit_note, ==, "The paper has no revision table.");
  g_assert_cmpuint (same->declared->len + same->undeclared->len + same->not_found->len, ==, 0);
  g_assert_cmpstr (same->audit_note, ==, "Both sides are the same edition.");
  g_assert_cmpuint (first->undeclared->len + first->declared->len, ==, 0);
  g_assert_cmpstr (first->audit_note, ==, "The paper says that it is a first issue.");
}

/* The rows of the old edition declare nothing, even where it does not print them. */
static void
test_audit_older_rows (void)
{
  g_autoptr (DipDocument) old_document = fixture_document ("# 1 保管\n三年間保管します。\n# 2 鍵\n金庫に入れます。");
  g_autoptr (DipDocument) new_document =
    fixture_document ("= 1.0 | 2023-01-01 | 新規\n= 1.10 | 2023-06-01 | 2章の修正\n= 1.11 | 2024-01-01 | 1章の修正\n"
                      "# 1 保管\n一年間保管します。\n# 2 鍵\n金庫に入れます。");
  g_autoptr (DipComparison) comparison = NULL;

  old_document->edition->version = g_strdup ("1.10");
  comparison = fixture_compare (old_document, new_document);

  g_assert_null (comparison->audit_note);
  g_assert_cmpuint (comparison->declared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->declared->pdata[0])->version, ==, "1.11");
  g_assert_cmpuint (comparison->undeclared->len, ==, 0);
  g_assert_cmpuint (comparison->not_found->len, ==, 0);
}

/* Bare numbers are clauses where only what was done to them follows. */
static void
test_audit_bare_numbers (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 保管\n三年間保管します。\n# 2 鍵\n金庫に入れます。\n"
                                 "# 3 窓口\n平日に受け付けます。\n# 4 時刻\n標準時に合わせます。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | 1、3 の見直し; 4 を改訂; 7.2 の更新; 2 要素認証の追加\n"
                                 "= 1.0 | 2023-01-01 | 初版\n# 1 保管\n一年間保管します。\n# 2 鍵\n引き出しに入れます。\n"
                                 "# 3 窓口\n毎日受け付けます。\n# 4 時刻\n標準時に合わせます。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);
  const DipAuditEntry *entry;

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  entry = comparison->undeclared->pdata[0];
  g_assert_cmpstr (entry->clause, ==, "2");

  g_assert_cmpuint (comparison->not_found->len, ==, 2);
  entry = comparison->not_found->pdata[0];
  g_assert_cmpstr (entry->summary, ==, "4 を改訂");
  entry = comparison->not_found->pdata[1];
  g_assert_cmpstr (entry->summary, ==, "7.2 の更新");
}

/* A row may name a clause as a compound; a title of two characters is a word like any other. */
static void
test_audit_compound (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 データの削除\n三十日後に削除します。\n"
                                 "# 2 鍵の束\n金庫に入れます。\n# 3 時刻\n標準時に合わせます。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | データ削除の時期の変更、鍵束の追加\n"
                                 "= 1.0 | 2023-01-01 | 初版\n# 1 データの削除\n六十日後に削除します。\n"
                                 "# 2 鍵の束\n引き出しに入れます。\n# 3 時刻\n標準時に合わせます。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[0])->clause, ==, "2");
}

/* A row may say several things in one sentence. */
static void
test_audit_several_in_one (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 目的\n株式会社みなもと倉庫の取り組みを述べます。\n"
                                 "# 2 鍵\n金庫に入れます。\n# 3 時刻\n標準時に合わせます。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | 社名変更に伴う修正、「2 鍵」の更新、3章の見直し\n"
                                 "= 1.0 | 2023-01-01 | 初版\n# 1 目的\n株式会社みなも物流の取り組みを述べます。\n"
                                 "# 2 鍵\n引き出しに入れます。\n# 3 時刻\n標準時に合わせます。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  g_assert_cmpuint (comparison->declared->len, ==, 1);
  g_assert_cmpuint (comparison->undeclared->len, ==, 0);
  g_assert_cmpuint (comparison->not_found->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->not_found->pdata[0])->summary, ==, "3章の見直し");
}

/* A row of sentences says one thing in each, also where none says what was done. */
static void
test_audit_sentences (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | First issue.\n# 1 Sites\nData is kept in Cork.\n"
                                 "# 2 Keys\nKeys are kept in a safe.\n# 3 Hours\nWe answer on Mondays.";
  static const char new_text[] = "= 1.1 | 2024-01-01 | Data in Galway. Section 3 amended. Rates for guests.\n"
                                 "= 1.0 | 2023-01-01 | First issue.\n# 1 Sites\nData is kept in Cork and Galway.\n"
                                 "# 2 Keys\nKeys are kept in a drawer.\n# 3 Hours\nWe answer on Sundays.";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[0])->clause, ==, "2");
  g_assert_cmpuint (comparison->not_found->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->not_found->pdata[0])->summary, ==, "Rates for guests.");
}

/* "Renamed to …" says what was done, and what follows the comma is another thing. */
static void
test_audit_what_became (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | First issue.\n# 1 Provider\nTidewater Harbours Ltd keeps the data.\n"
                                 "# 2 Keys\nKeys are kept in a safe.\n# 3 Hours\nWe answer on Mondays.";
  static const char new_text[] = "= 1.1 | 2024-01-01 | Owner renamed to that of the group, section 2 amended\n"
                                 "= 1.0 | 2023-01-01 | First issue.\n# 1 Provider\nTidewater Marine Ltd keeps the data.\n"
                                 "# 2 Keys\nKeys are kept in a drawer.\n# 3 Hours\nWe answer on Sundays.";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[0])->clause, ==, "3");
  g_assert_cmpuint (comparison->not_found->len, ==, 0);
}

/* What was added or changed may be told in passing; what is taken back is not. */
static void
test_audit_topics (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 控え\n毎日、書類の控えを取り、10日間保管します。\n"
                                 "# 2 診断\n年1回、脆弱性診断を受けます。\n# 3 記録\n操作の記録を10日間保管します。\n"
                                 "# 4 場所\n書類は鎌倉に置きます。\n# 5 相談\n質問には無料で答えます。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | 書類の控えの保管期間の変更、侵入試験に関する記述の追加、相談の有料化に伴う修正\n"
                                 "= 1.0 | 2023-01-01 | 初版\n# 1 控え\n毎日、書類の控えを取り、30日間保管します。\n"
                                 "# 2 診断\n年1回、脆弱性診断と侵入試験を受けます。\n# 3 記録\n操作の記録を30日間保管します。\n"
                                 "# 4 場所\n書類は逗子に置きます。\n# 5 相談\n質問には答えます。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  g_assert_cmpuint (comparison->not_found->len, ==, 0);
  g_assert_cmpuint (comparison->undeclared->len, ==, 3);
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[0])->clause, ==, "3");
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[1])->clause, ==, "4");
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[2])->clause, ==, "5");
}

/* Who speaks of one change does not speak of what else became of its clause, of all numbers, or of words that begin alike. */
static void
test_audit_topics_in_passing (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | First issue.\n# 1 Copies\nBackups are kept for 30 days.\n"
                                 "# 2 Outages\nWe restore the service within 4 hours.\n"
                                 "# 3 Staff\nStaff wear hats.\n\nDoors are locked by guards.\n"
                                 "# 4 Sites\nData is kept in Cork.\n# 5 画面\n端末から利用できます。\n";
  static const char new_text[] = "= 1.1 | 2024-01-01 | Retention period and time limits changed; badges changed; "
                                 "AI added; backup retention; ログの見直し\n"
                                 "= 1.0 | 2023-01-01 | First issue.\n# 1 Copies\nBackups are kept for 60 days.\n"
                                 "# 2 Outages\nWe restore the service within 72 hours.\n"
                                 "# 3 Staff\nStaff wear badges.\n\nDoors are locked by porters.\n"
                                 "# 4 Sites\nData is kept in Cork and airports.\n# 5 画面\n端末からログインできます。\n";
  static const char *const expected[] = { "2", "3", "4", "5" };
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  for (guint i = 0; i < comparison->undeclared->len; i++)
    g_test_message ("%s", ((DipAuditEntry *) comparison->undeclared->pdata[i])->clause);
  g_assert_cmpuint (comparison->undeclared->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[i])->clause, ==, expected[i]);
}

/* Who says of a clause that it got better does not say that something was taken back. */
static void
test_audit_opposite (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | First issue.\n# 1 Copies\nWe make backups every day.\n"
                                 "# 2 Desk\nWe do not offer help by telephone.\n# 3 Locks\nWe lock the doors.\n";
  static const char new_text[] = "= 1.1 | 2024-01-01 | %s\n= 1.0 | 2023-01-01 | First issue.\n# 1 Copies\n"
                                 "We make no backups.\n# 2 Desk\nWe offer help by telephone.\n"
                                 "# 3 Locks\nWe lock the doors twice.\n";
  g_autofree char *better = g_strdup_printf (new_text, "Copies improved; Desk improved; Locks improved");
  g_autofree char *plain = g_strdup_printf (new_text, "Copies revised; Desk revised; Locks revised");
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) better_document = fixture_document (better);
  g_autoptr (DipDocument) plain_document = fixture_document (plain);
  g_autoptr (DipComparison) contradicted = NULL;
  g_autoptr (DipComparison) declared = NULL;

  ((DipClause *) old_document->clauses->pdata[0])->stance = DIP_STANCE_PROVIDED;
  ((DipClause *) old_document->clauses->pdata[1])->stance = DIP_STANCE_NOT_PROVIDED;
  for (guint i = 0; i < 2; i++)
    {
      const DipDocument *document = i == 0 ? better_document : plain_document;

      ((DipClause *) document->clauses->pdata[0])->stance = DIP_STANCE_NOT_PROVIDED;
      ((DipClause *) document->clauses->pdata[1])->stance = DIP_STANCE_PROVIDED;
    }

  contradicted = fixture_compare (old_document, better_document);
  g_assert_cmpuint (contradicted->n_flips, ==, 2);
  g_assert_cmpuint (contradicted->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) contradicted->undeclared->pdata[0])->clause, ==, "1");

  declared = fixture_compare (old_document, plain_document);
  g_assert_cmpuint (declared->n_flips, ==, 2);
  g_assert_cmpuint (declared->undeclared->len, ==, 0);
}

/* A new chapter that only holds new clauses is told with them, unless one of them is not. */
static void
test_audit_chapters (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 方針\n方針を公開しています。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | %s\n= 1.0 | 2023-01-01 | 初版\n# 1 方針\n方針を公開しています。\n"
                                 "# 2 控え\n# 2.1 保管\n書類の控えを取ります。\n# 2.2 廃棄\n控えは細断します。";
  g_autofree char *both = g_strdup_printf (new_text, "2.1、2.2 を追加");
  g_autofree char *one = g_strdup_printf (new_text, "2.1 を追加");
  g_autoptr (DipComparison) told = fixture_compare_texts (old_text, both);
  g_autoptr (DipComparison) half = fixture_compare_texts (old_text, one);

  g_assert_cmpuint (told->undeclared->len, ==, 0);
  g_assert_cmpuint (half->undeclared->len, ==, 2);
  g_assert_cmpstr (((DipAuditEntry *) half->undeclared->pdata[0])->clause, ==, "2");
  g_assert_cmpstr (((DipAuditEntry *) half->undeclared->pdata[1])->clause, ==, "2.2");
}

/* Numbers of the edition before, ranges, and chapters by their titles. */
static void
test_audit_numbers (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 設備管理\n# 1.1 鍵\n金庫に入れます。\n# 1.2 札\n壁に掛けます。\n"
                                 "# 1.3 窓\n夜は閉めます。\n# 1.4 戸\n昼は開けます。\n";
  static const char new_text[] = "= 1.1 | 2024-01-01 | %s\n= 1.0 | 2023-01-01 | 初版\n# 1 受付業務\n# 1.1 傘\n貸し出します。\n"
                                 "# 2 設備管理\n# 2.1 鍵\n引き出しに入れます。\n# 2.2 札\n棚に並べます。\n"
                                 "# 2.3 窓\n夜も開けます。\n# 2.4 戸\n昼は閉めます。\n";
  static const struct { const char *summary; const char *undeclared; } cases[] = {
    { "第1章を追加、旧1.1と旧1.3を修正", "2.2 2.4" },
    { "第1章を追加、旧1.1～1.3の記載の修正", "2.4" },
    { "第1章を追加、1.1（旧1.2）の移動", "2.1 2.3 2.4" },
    { "第1章を追加、2.2～2.4の記載を全面的に見直し", "2.1" },
    { "第1章を追加、第2章から第3章までを見直し", "" },
    { "第1章を追加、2～4営業日の見直し", "2.1 2.2 2.3 2.4" },
    { "第1章を追加、TLS 2.1～2.3の更新", "2.2 2.4" },
    { "第1章を追加、「設備管理」の章を見直し", "" },
    { "第1章を追加、設備管理の担当の見直し", "2.1 2.2 2.3 2.4" },
    { "第1章を追加、全般にわたる字句の修正", "2.1 2.2 2.3 2.4" },
    { "Chapter 1 added, sections 2.2 to 2.3 revised", "2.1 2.4" },
    { "Chapter 1 added, formerly section 1.1 revised", "2.2 2.3 2.4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (new_text, cases[i].summary);
      g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, text);
      g_autoptr (GString) told = g_string_new (NULL);

      for (guint k = 0; k < comparison->undeclared->len; k++)
        g_string_append_printf (told, "%s%s", k == 0 ? "" : " ", ((DipAuditEntry *) comparison->undeclared->pdata[k])->clause);
      g_test_message ("%s", cases[i].summary);
      g_assert_cmpstr (told->str, ==, cases[i].undeclared);
    }
}

/* Who declares a reorganisation declares that another department does it; a new name of the company is no such thing. */
static void
test_audit_departments (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 担当\n受付は営業部が行います。\n# 2 鍵\n金庫に入れます。";
  static const char new_text[] = "= 1.1 | 2024-01-01 | %s\n= 1.0 | 2023-01-01 | 初版\n"
                                 "# 1 担当\n受付は管理部が行います。\n# 2 鍵\n引き出しに入れます。";
  g_autofree char *reorganised = g_strdup_printf (new_text, "組織再編に伴う修正");
  g_autofree char *renamed = g_strdup_printf (new_text, "社名の変更");
  g_autoptr (DipComparison) told = fixture_compare_texts (old_text, reorganised);
  g_autoptr (DipComparison) untold = fixture_compare_texts (old_text, renamed);

  g_assert_cmpuint (told->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) told->undeclared->pdata[0])->clause, ==, "2");
  g_assert_cmpuint (untold->undeclared->len, ==, 2);
}

/* A chapter and an article may have one number, and what is new in a new chapter is declared with it. */
static void
test_audit_chapter_and_article (void)
{
  static const char old_text[] = "= 1.0 | 2023-01-01 | 初版\n# 1 総則\n# 1.a 目的\n目的を述べます。\n"
                                 "# 2 設備\n# 2.a 鍵\n金庫に入れます。";
  static const char new_text[] = "= 2.0 | 2024-01-01 | ・第2章を新設　・誤記修正\n= 1.0 | 2023-01-01 | 初版\n"
                                 "# 1 総則\n# 1.a 目的\n目的を述べます。\n"
                                 "# 2 時刻\n# 2.b 時刻合わせ\n標準時に合わせます。\n"
                                 "# 3 設備\n# 3.a 鍵\n引き出しに入れます。";
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) new_document = fixture_document (new_text);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < new_document->clauses->len; i++)
    {
      DipClause *clause = new_document->clauses->pdata[i];

      clause->number[1] = '\0';
      g_free (clause->heading);
      clause->heading = g_strdup_printf (clause->level == 1 ? "第%s章" : "第%s条", clause->number);
    }
  comparison = fixture_compare (old_document, new_document);

  g_assert_cmpuint (comparison->undeclared->len, ==, 1);
  g_assert_cmpstr (((DipAuditEntry *) comparison->undeclared->pdata[0])->clause, ==, "3.a");
  g_assert_cmpuint (comparison->not_found->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/audit/declared", test_audit);
  g_test_add_func ("/engine/audit/opposite", test_audit_opposite);
  g_test_add_func ("/engine/audit/bare-numbers", test_audit_bare_numbers);
  g_test_add_func ("/engine/audit/compound", test_audit_compound);
  g_test_add_func ("/engine/audit/several-in-one", test_audit_several_in_one);
  g_test_add_func ("/engine/audit/chapter-and-article", test_audit_chapter_and_article);
  g_test_add_func ("/engine/audit/sentences", test_audit_sentences);
  g_test_add_func ("/engine/audit/topics", test_audit_topics);
  g_test_add_func ("/engine/audit/in-passing", test_audit_topics_in_passing);
  g_test_add_func ("/engine/audit/chapters", test_audit_chapters);
  g_test_add_func ("/engine/audit/numbers", test_audit_numbers);
  g_test_add_func ("/engine/audit/what-became", test_audit_what_became);
  g_test_add_func ("/engine/audit/departments", test_audit_departments);
  g_test_add_func ("/engine/audit/without-table", test_audit_without_table);
  g_test_add_func ("/engine/audit/older-rows", test_audit_older_rows);

  return g_test_run ();
}
