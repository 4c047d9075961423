/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

static char *
describe_changes (const DipPair *pair)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (i > 0)
        g_string_append (out, "; ");
      g_string_append_printf (out, "%s “%s”>“%s”", dip_op_to_string (change->op), change->old_text,
                              change->new_text);
    }

  return g_string_free (out, FALSE);
}

static void
assert_changes (const char *old_text,
                const char *new_text,
                const char *expected)
{
  g_autofree char *a = g_strconcat ("# 1 題\n", old_text, NULL);
  g_autofree char *b = g_strconcat ("# 1 題\n", new_text, NULL);
  g_autoptr (DipComparison) comparison = fixture_compare_texts (a, b);
  g_autofree char *got = describe_changes (comparison->pairs->pdata[0]);

  g_assert_cmpstr (got, ==, expected);
}

/* What a person would have marked. */
static void
test_readable (void)
{
  assert_changes ("記録を 30 日保管します。", "記録を 90 日保管します。", "replace “30 日”>“90 日”");
  assert_changes ("詳細は https://a.example/x を参照。", "詳細は https://b.example/x を参照。",
                  "replace “https://a.example/x”>“https://b.example/x”");
  assert_changes ("台帳、記録、署名を保管します。", "台帳、署名を保管します。", "delete “記録、”>“”");
  assert_changes ("要員に教育を行います。", "要員（派遣社員を含む）に教育を行います。", "insert “”>“（派遣社員を含む）”");
  assert_changes ("祝日および休日を除く。", "祝日及び休日を除く。", "replace “および”>“及び”");
  assert_changes ("役割および責任を定める。", "役割及び責任を定める。", "replace “および”>“及び”");
  assert_changes ("書換えおよび消去を行う。", "書換え及び消去を行う。", "replace “および”>“及び”");
  assert_changes ("取込みまたは取出しを行う。", "取込み又は取出しを行う。", "replace “または”>“又は”");
  assert_changes ("貸出しおよび返却を行う。", "貸し出し及び返却を行う。",
                  "replace “貸出し”>“貸し出し”; replace “および”>“及び”");
  assert_changes ("見積りなどの相談に応じる。", "見積り等の相談に応じる。", "replace “など”>“等”");
  assert_changes ("組込みなどを確認してください。", "組込み等を確認して下さい。", "replace “など”>“等”; replace “ください”>“下さい”");
  assert_changes ("情報取扱責任者を置く。", "情報取り扱い責任者を置く。", "replace “取扱”>“取り扱い”");
  assert_changes ("㈱あおば", "(株)あおば", "replace “㈱”>“(株)”");
  assert_changes ("キー を預かる。", "キーを預かる。", "delete “ ”>“”");
  assert_changes ("We keep it for 7 days.", "We keep it for 14 days.", "replace “7 days”>“14 days”");
  assert_changes ("We answer within 7 days.", "We answer within 7 hours.", "replace “7 days”>“7 hours”");
}

static void
test_reflow (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 題\n一つ目の文です。二つ目の文です。三つ目の文です。",
                           "# 1 題\n一つ目の文です。\n二つ目の文です。三つ目の\n文です。");
  const DipPair *pair = comparison->pairs->pdata[0];

  g_assert_cmpint (pair->class_, ==, DIP_CLASS_NONE);
}

static void
test_moved_sentence (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n記録は三年間保管します。鍵は金庫に入れて二名で管理しています。\n# 2 暗号\n通信は暗号化します。",
                           "# 1 保管\n記録は三年間保管します。\n# 2 暗号\n通信は暗号化します。鍵は金庫に入れて三名で管理しています。");
  const DipPair *from = comparison->pairs->pdata[0];
  const DipPair *to = comparison->pairs->pdata[1];
  const DipChange *left = from->changes->pdata[0];
  const DipChange *came = to->changes->pdata[0];

  g_assert_cmpuint (from->changes->len, ==, 1);
  g_assert_cmpuint (to->changes->len, ==, 1);
  g_assert_cmpint (left->op, ==, DIP_OP_MOVE);
  g_assert_cmpint (came->op, ==, DIP_OP_MOVE);
  g_assert_cmpstr (left->moved_from, ==, "2");
  g_assert_cmpstr (came->moved_from, ==, "1");
  g_assert_cmpstr (left->other_text, ==, came->new_text);
  g_assert_cmpstr (came->other_text, ==, left->old_text);
  g_assert_cmpint (came->class_, ==, DIP_CLASS_SUBSTANTIVE);
}

/* Who cannot is not who can, one clause farther. */
static void
test_no_move_into_denial (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n記録は三年間保管します。利用者は管理画面で接続元の住所を制限できます。\n# 2 暗号\n通信は暗号化します。",
                           "# 1 保管\n記録は三年間保管します。\n# 2 暗号\n通信は暗号化します。利用者は管理画面で接続元の住所を制限できません。");

  for (guint i = 0; i < 2; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];
      const DipChange *change = pair->changes->pdata[0];

      g_assert_cmpuint (pair->changes->len, ==, 1);
      g_assert_cmpint (change->op, ==, i == 0 ? DIP_OP_DELETE : DIP_OP_INSERT);
      g_assert_cmpint (change->class_, ==, DIP_CLASS_SUBSTANTIVE);
    }
}

/* The answer in the column of a checksheet is one answer, whatever it says. */
static void
test_implemented (void)
{
  static const char *const answers[] = { "一部", "有" };
  g_autoptr (DipDocument) old_document = fixture_document ("# 1 題\n本文です。");
  g_autoptr (DipDocument) new_document = fixture_document ("# 1 題\n本文です。");
  g_autoptr (DipComparison) comparison = NULL;
  const DipPair *pair;
  const DipChange *change;

  ((DipClause *) old_document->clauses->pdata[0])->implemented_text = g_strdup (answers[0]);
  ((DipClause *) new_document->clauses->pdata[0])->implemented_text = g_strdup (answers[1]);
  comparison = fixture_compare (old_document, new_document);
  pair = comparison->pairs->pdata[0];
  change = pair->changes->pdata[0];

  g_assert_cmpuint (pair->changes->len, ==, 1);
  g_assert_cmpstr (change->old_text, ==, answers[0]);
  g_assert_cmpstr (change->new_text, ==, answers[1]);
  g_assert_cmpint (change->class_, ==, DIP_CLASS_SUBSTANTIVE);
  g_assert_cmpint (change->old_part, ==, change->new_part);
  for (guint i = 0; i < pair->rows->len; i++)
    g_assert_cmpint (g_array_index (pair->rows, DipRow, i).old_part, ==, g_array_index (pair->rows, DipRow, i).new_part);
}

static DipClass
class_without_entry (const char *entry,
                     const char *body)
{
  g_autofree char *old_text = g_strconcat ("# 1 略語\n略語を示します。\n", entry, "\n# 2 保管\n", body, NULL);
  g_autofree char *new_text = g_strconcat ("# 1 略語\n略語を示します。\n# 2 保管\n", body, NULL);
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) new_document = fixture_document (new_text);
  g_autoptr (DipComparison) there = NULL;
  g_autoptr (DipComparison) back = NULL;

  g_ptr_array_add (old_document->terms, dip_term_new ("HSM", "鍵を守る装置", "1"));
  there = fixture_compare (old_document, new_document);
  back = fixture_compare (new_document, old_document);
  g_assert_cmpint (((DipPair *) there->pairs->pdata[0])->class_, ==, ((DipPair *) back->pairs->pdata[0])->class_);

  return ((DipPair *) there->pairs->pdata[0])->class_;
}

/* An abbreviation that nobody uses can go; one that somebody uses, or that says
 * more than what it stands for, is missed. */
static void
test_term_that_nothing_uses (void)
{
  g_assert_cmpint (class_without_entry ("HSM 鍵を守る装置", "三年間保管します。"), ==, DIP_CLASS_EDITORIAL);
  g_assert_cmpint (class_without_entry ("HSM 鍵を守る装置", "鍵はＨＳＭに保管します。"), ==, DIP_CLASS_SUBSTANTIVE);
  g_assert_cmpint (class_without_entry ("HSM 鍵を守る装置であり、提供しません", "三年間保管します。"), ==,
                   DIP_CLASS_SUBSTANTIVE);
  g_assert_cmpint (class_without_entry ("鍵を守る装置を備える", "三年間保管します。"), ==, DIP_CLASS_SUBSTANTIVE);
}

/* A clause that is new as a whole turns nothing round. */
static void
test_added_clause_denies_nothing (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n記録は三年間保管します。",
                           "# 1 保管\n記録は三年間保管します。\n# 2 複製\n複製は 5 回まで行い、費用は補償しません。");
  const DipPair *added = comparison->pairs->pdata[1];
  DipTags tags = 0;

  for (guint i = 0; i < added->changes->len; i++)
    tags |= ((const DipChange *) added->changes->pdata[i])->tags;
  g_assert_cmpint (added->relation, ==, DIP_RELATION_ADDED);
  g_assert_cmpuint (tags, ==, DIP_TAG_NUMBER);
}

static void
test_control_printed_first (void)
{
  g_autoptr (DipComparison) first = fixture_compare_texts ("# 1 保管\n三年間です。", "# 1 保管\n@ A.12.3.1\n三年間です。");
  g_autoptr (DipComparison) gone = fixture_compare_texts ("# 1 保管\n@ A.12.3.1\n三年間です。", "# 1 保管\n三年間です。");
  g_autoptr (DipComparison) other = fixture_compare_texts ("# 1 保管\n@ A.12.3.1\n三年間です。",
                                                           "# 1 保管\n@ A.12.3.2\n三年間です。");

  g_assert_cmpstr (((DipPair *) first->pairs->pdata[0])->class_rule, ==, "a control is printed for the first time");
  g_assert_cmpstr (((DipPair *) gone->pairs->pdata[0])->class_rule, ==, "a printed control was withdrawn");
  g_assert_cmpstr (((DipPair *) other->pairs->pdata[0])->class_rule, ==, "the printed control is another one");
}

/* The same words under the customer's duties are another promise. */
static void
test_moved_to_the_customer (void)
{
  g_autoptr (DipComparison) japanese =
    fixture_compare_texts ("# 3 責任分界点\n【当社の責任】\n- 建物の管理\n- バックアップデータの管理\n【お客様の責任】\n- パスワードの管理",
                           "# 3 責任分界点\n【当社の責任】\n- 建物の管理\n【お客様の責任】\n- パスワードの管理\n- バックアップデータの管理");
  g_autoptr (DipComparison) english =
    fixture_compare_texts ("# 3 Roles\nThe provider is responsible for:\n- the building\n- the backup of data\n"
                           "The customer is responsible for:\n- the passwords of users",
                           "# 3 Roles\nThe provider is responsible for:\n- the building\n"
                           "The customer is responsible for:\n- the passwords of users\n- the backup of data");
  g_autoptr (DipComparison) within =
    fixture_compare_texts ("# 3 責任分界点\n【当社の責任】\n- 建物の管理\n- バックアップデータの管理\n- 回線の管理と監視",
                           "# 3 責任分界点\n【当社の責任】\n- バックアップデータの管理\n- 回線の管理と監視\n- 建物の管理");
  const DipPair *pair = fixture_find_pair (japanese, "3");

  g_assert_cmpint (pair->class_, ==, DIP_CLASS_SUBSTANTIVE);
  g_assert_true (pair->flip);
  g_assert_nonnull (strstr (pair->flip_reason, "バックアップデータの管理"));
  for (guint i = 0; i < pair->changes->len; i++)
    g_assert_cmpint (((const DipChange *) pair->changes->pdata[i])->tags & DIP_TAG_RESPONSIBILITY, !=, 0);
  g_assert_true (fixture_find_pair (english, "3")->flip);
  g_assert_false (fixture_find_pair (within, "3")->flip);
  g_assert_cmpint (fixture_find_pair (within, "3")->class_, <, DIP_CLASS_SUBSTANTIVE);
}

static void
test_moved_as_it_is (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n記録は三年間保管します。鍵は金庫に入れて二名で管理しています。\n# 2 暗号\n通信は暗号化します。",
                           "# 1 保管\n記録は三年間保管します。\n# 2 暗号\n通信は暗号化します。鍵は金庫に入れて二名で管理しています。");
  const DipPair *to = comparison->pairs->pdata[1];

  g_assert_cmpint (to->class_, ==, DIP_CLASS_EDITORIAL);
}

static void
test_groups (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 甲\n窓口は https://a.example/ です。\n# 2 乙\n申込は https://a.example/ へ。\n# 3 丙\n他の話です。",
                           "# 1 甲\n窓口は https://b.example/ です。\n# 2 乙\n申込は https://b.example/ へ。\n# 3 丙\n他の件です。");
  const DipGroup *group = comparison->groups->pdata[0];

  g_assert_cmpuint (comparison->groups->len, ==, 1);
  g_assert_cmpstr (group->old_text, ==, "https://a.example/");
  g_assert_cmpstr (group->new_text, ==, "https://b.example/");
  g_assert_cmpstrv (group->clauses, ((const char *const[]) { "1", "2", NULL }));
  g_assert_cmpuint (group->count, ==, 2);
  g_assert_cmpint (group->class_, ==, DIP_CLASS_REFERENCE);
}

static void
test_bullets_group (void)
{
  g_autoptr (DipDocument) old_document = fixture_document ("# 1 甲\n- 鍵の管理\n# 2 乙\n- 扉の管理");
  g_autoptr (DipDocument) new_document = fixture_document ("# 1 甲\n- 鍵の管理\n# 2 乙\n- 扉の管理");
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < 2; i++)
    {
      DipClause *clause = new_document->clauses->pdata[i];
      DipBlock *block = clause->blocks->pdata[0];

      g_free (block->marker);
      block->marker = g_strdup ("\xEF\x81\xAC");
    }
  comparison = fixture_compare (old_document, new_document);

  g_assert_cmpuint (comparison->groups->len, ==, 1);
  g_assert_cmpint (((const DipGroup *) comparison->groups->pdata[0])->class_, ==, DIP_CLASS_LAYOUT);
  g_assert_cmpuint (comparison->n_by_class[DIP_CLASS_LAYOUT], ==, 2);
}

static void
test_flips (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 甲\n! provided\n記録の検索機能を提供しています。\n"
                           "# 2 乙\n! provided\n通信を暗号化します。\n"
                           "# 3 丙\n! provided\n障害を通知します。\n"
                           "# 4 丁\n! not_provided\n複製は提供していません。",
                           "# 1 甲\n! not_provided\n記録の検索機能は提供していません。\n"
                           "# 2 乙\n! provided\n通信を暗号化しています。\n"
                           "# 3 丙\n! customer\n障害は利用者が確認する必要があります。\n"
                           "# 4 丁\n! provided\n複製を提供しています。");
  static const gboolean expected[] = { TRUE, FALSE, TRUE, TRUE };

  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (((const DipPair *) comparison->pairs->pdata[i])->flip, ==, expected[i]);
  g_assert_cmpuint (comparison->n_flips, ==, 3);
}

/* What was done every year is told where it is gone with its measure, whatever stands there now; not where another
 * sentence says as much. */
static void
test_flip_measure_gone (void)
{
  static const char old_text[] = "# 1 構築\n! provided\n~ testing frequency | 12 か月\n設計は規約にしたがいます。\n\n"
                                 "運用中の環境についても、12 か月ごとに診断を実施しています。\n"
                                 "# 2 消去\n! provided\n~ retention | 60 日\n契約の終了から 60 日で控えを消去しています。";
  static const char new_text[] = "# 1 構築\n! provided\n設計は規約にしたがいます。\n\n"
                                 "お客様のデータは、定められた手順により強固に保護しています。\n"
                                 "# 2 消去\n! provided\n~ deletion | 60 日\n控えは、利用者との契約が終わって 60 日たつと残りません。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);
  const DipPair *pair = fixture_find_pair (comparison, "1");

  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_old, ==, "運用中の環境についても、12 か月ごとに診断を実施しています。");
  g_assert_false (fixture_find_pair (comparison, "2")->flip);
}

/* An option of a plan has its price; one among the settings has none. */
static void
test_flip_by_option (void)
{
  static const char old_text[] = "# 1 甲\n! provided\n操作の手引きをお渡ししています。\n# 2 乙\n! provided\n記録を長く保管します。";
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts (old_text,
                           "# 1 甲\n! provided\n操作の手引きをお渡ししています。\n- 安全オプションマスタ（システム設定）\n"
                           "- 起動時のオプション項目\n"
                           "# 2 乙\n! provided\n記録を長く保管します。\nこれはオプションです。");

  g_assert_false (fixture_find_pair (comparison, "1")->flip);
  g_assert_true (fixture_find_pair (comparison, "2")->flip);
}

/* The clause denies nothing; the one that tells the variants apart does. */
static void
test_flip_of_a_variant (void)
{
  static const char others[] = "# 4 鍵\n金庫に入れます。\n# 5 門\n番人がいます。\n# 6 回線\n二重です。\n# 7 電源\n二系統です。\n"
                               "# 8 消火\n器具があります。\n# 9 時刻\n標準時に合わせます。\n# 10 窓口\n平日に開きます。";
  g_autofree char *old_text = g_strconcat ("# 1 提供の形\n形は一つです。\n# 2 ログの採取\n! provided\n"
                                           "各種ログの採取機能を提供しています。\n# 3 認証\n! provided\n二段階認証を提供しています。\n", others, NULL);
  g_autofree char *new_text = g_strconcat ("# 1 提供の形\n専用型と共用型があります。\n共用型では、各種ログの採取機能は提供していません。\n"
                                           "# 2 ログの採取\n! provided\n各種ログの採取機能を提供しています。\n> 形により差異があります。\n"
                                           "# 3 認証\n! provided\n二段階認証を提供しています。\n> 形により差異があります。\n", others, NULL);
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) new_document = fixture_document (new_text);
  g_autoptr (DipComparison) comparison = NULL;
  const DipPair *pair;

  ((DipBlock *) fixture_clause (new_document, "1")->blocks->pdata[1])->variant = g_strdup ("shared");
  fixture_clause (new_document, "2")->variant_dependent = TRUE;
  fixture_clause (new_document, "3")->variant_dependent = TRUE;
  comparison = fixture_compare (old_document, new_document);

  pair = fixture_find_pair (comparison, "2");
  g_assert_true (pair->flip);
  g_assert_nonnull (strstr (pair->flip_reason, "採取機能は提供していません"));
  g_assert_nonnull (strstr (pair->flip_reason, "Of shared, clause 1 of the new edition says: "));
  g_assert_false (fixture_find_pair (comparison, "3")->flip);
}

static void
test_facts (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n@ A.12.3.1\n~ retention | 30 d\n~ count | 3\n三十日保管します。",
                           "# 1 保管\n@ A.12.3.1\n~ retention | 14 d\n~ place | Tokyo\n~ count | 3\n十四日保管します。");
  const DipFactChange *first = comparison->facts->pdata[0];
  const DipFactChange *second = comparison->facts->pdata[1];

  g_assert_cmpuint (comparison->facts->len, ==, 2);
  g_assert_cmpstr (first->control, ==, "A.12.3.1");
  g_assert_cmpstr (first->what, ==, "retention");
  g_assert_cmpstr (first->old_value, ==, "30 d");
  g_assert_cmpstr (first->new_value, ==, "14 d");
  g_assert_cmpstr (second->what, ==, "place");
  g_assert_null (second->old_value);
}

/* A clause that was removed and one that is new may have the same number. */
static void
test_removed_of_that_number (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("= 1.0 | 2023-01-01 | 初版\n"
                           "# 1 保管\n三年間保管します。\n# 2 紙の書類\n~ retention | 30 d\n書類は 30 日後に溶解処理します。",
                           "= 1.1 | 2024-01-01 | 誤字の訂正\n= 1.0 | 2023-01-01 | 初版\n"
                           "# 1 保管\n三年間保管します。\n# 2 暗号鍵\n~ length | 256 b\n通信路では 256 ビットの共通鍵を使います。");
  const DipFactChange *fact = comparison->facts->pdata[0];
  guint n_removed = 0;

  for (guint i = 0; i < comparison->facts->len; i++)
    {
      fact = comparison->facts->pdata[i];
      g_assert_cmpstr (fact->clause, ==, "2");
      g_assert_cmpint (fact->removed, ==, fact->new_value == NULL);
      g_assert_cmpint (dip_comparison_find_pair (comparison, "2", fact->removed)->new_clause == NULL, ==, fact->removed);
    }
  g_assert_cmpuint (comparison->facts->len, ==, 2);

  for (guint i = 0; i < comparison->undeclared->len; i++)
    {
      const DipAuditEntry *entry = comparison->undeclared->pdata[i];

      g_assert_cmpstr (entry->clause, ==, "2");
      n_removed += entry->removed;
    }
  g_assert_cmpuint (comparison->undeclared->len, ==, 2);
  g_assert_cmpuint (n_removed, ==, 1);
}

/* A chapter that holds clauses of before together says nothing by "Policy", and something by its title else. */
static void
test_bare_titles (void)
{
  static const char old_text[] = "# 1 Scope\nDoors and windows.\n# 2 Locks\nDoors are locked.";
  static const char new_text[] = "# 1 Scope\nDoors and windows.\n# 2 %s\n# 2.1 Locks\nDoors are locked.";
  static const struct { const char *title; DipClass class_; } cases[] = {
    { "Policy", DIP_CLASS_EDITORIAL },
    { "Only in the large plan", DIP_CLASS_SUBSTANTIVE },
    { "Policy until 2025", DIP_CLASS_SUBSTANTIVE },
    { "概要", DIP_CLASS_EDITORIAL },
    { "提供を終えたもの", DIP_CLASS_SUBSTANTIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (new_text, cases[i].title);
      g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, text);
      const DipPair *pair = comparison->pairs->pdata[1];

      g_assert_null (pair->old_clause);
      g_assert_cmpstr (pair->new_clause->title, ==, cases[i].title);
      g_assert_cmpint (pair->class_, ==, cases[i].class_);
    }
}

/* … and so does one that says something itself. */
static void
test_bare_titles_with_text (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 Scope\nDoors and windows.", "# 1 Scope\nDoors and windows.\n# 2 Policy\nLock them.");
  const DipPair *pair = comparison->pairs->pdata[1];

  g_assert_cmpint (pair->class_, ==, DIP_CLASS_SUBSTANTIVE);
}

/* A clause that says the same below another title of that kind. */
static void
test_bare_titles_renamed (void)
{
  static const struct { const char *old_title; const char *new_title; DipClass class_; } cases[] = {
    { "Context", "Purpose", DIP_CLASS_EDITORIAL },
    { "背景", "目的", DIP_CLASS_EDITORIAL },
    { "Context", "Exclusions", DIP_CLASS_SUBSTANTIVE },
    { "Policy", "Policy for trials", DIP_CLASS_SUBSTANTIVE },
    { "背景", "適用範囲", DIP_CLASS_SUBSTANTIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *old_text = g_strdup_printf ("# 1 %s\nDoors are locked by night.", cases[i].old_title);
      g_autofree char *new_text = g_strdup_printf ("# 1 %s\nDoors are locked by night.", cases[i].new_title);
      g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);
      const DipPair *pair = comparison->pairs->pdata[0];

      g_assert_cmpint (pair->relation, ==, DIP_RELATION_RENAMED);
      g_assert_cmpint (pair->class_, ==, cases[i].class_);
    }
}

/* What was written in other words beside a new name of the provider is no change of substance. */
static void
test_renamed_provider (void)
{
  g_autoptr (DipDocument) a = fixture_document ("# 1 目的\n本書は、みなもと倉庫株式会社（以下、当社）の対策を説明するものです。\n"
                                                "# 2 窓口\n質問はみなもと倉庫株式会社が受け付けます。");
  g_autoptr (DipDocument) b = fixture_document ("# 1 目的\n本書では、みなも物流株式会社（以下、当社）の対策について説明します。\n"
                                                "# 2 窓口\n質問はみなも物流株式会社が有料で受け付けます。");
  g_autoptr (DipComparison) comparison = NULL;
  const DipPair *pair;

  a->edition->provider = g_strdup ("みなもと倉庫株式会社");
  b->edition->provider = g_strdup ("みなも物流株式会社");
  comparison = fixture_compare (a, b);

  pair = fixture_find_pair (comparison, "1");
  g_assert_cmpint (pair->class_, ==, DIP_CLASS_SUBSTANTIVE);
  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->class_ == DIP_CLASS_SUBSTANTIVE)
        g_assert_true (strstr (change->old_text, "倉庫") != NULL || strstr (change->new_text, "物流") != NULL
                       || (change->tags & DIP_TAG_NAME));
    }

  pair = fixture_find_pair (comparison, "2");
  {
    gboolean told = FALSE;

    for (guint i = 0; i < pair->changes->len; i++)
      {
        const DipChange *change = pair->changes->pdata[i];

        told = told || (change->class_ == DIP_CLASS_SUBSTANTIVE && strstr (change->new_text, "有料") != NULL);
      }
    g_assert_true (told);
  }
}

/* Texts of pieces that fold, cut and join in odd ways; what matters is that the
 * changes rebuild, which the fixture asserts. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "当社は", "記録を", "および", "及び", "㈱", "(株)", "30 日", "３０日", " ", "　", "。", "、", "（", "）", "「", "」", "\n", "\n- ", "\n> ",
    "ユーザー", "ユーザ", "取扱", "取り扱い", "https://a.example/", "A.12.1", "cloud", "Cloud", "é", "e\xCC\x81", "ー", "提供します",
    "提供しません", "\xEF\x81\xAC", "・", "①", "\t",
  };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) a = g_string_new ("# 1 題\nx");
      g_autoptr (GString) b = g_string_new ("# 1 題\nx");
      g_autoptr (DipComparison) comparison = NULL;
      guint n = g_test_rand_int_range (0, 40);

      for (guint i = 0; i < n; i++)
        {
          const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];

          if (!g_test_rand_bit () || !g_test_rand_bit ())
            g_string_append (a, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_string_append (a, piece);
          g_string_append (b, piece);
          if (!g_test_rand_bit () || !g_test_rand_bit ())
            g_string_append (b, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }

      comparison = fixture_compare_texts (a->str, b->str);
    }
}

/* One word replaced everywhere is one group. */
static void
test_replaced_everywhere (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;
  const DipGroup *group;
  guint n = 0;

  for (guint i = 0; i < copy->clauses->len; i++)
    {
      DipClause *clause = copy->clauses->pdata[i];

      for (guint k = 0; k < clause->blocks->len; k++)
        {
          const DipBlock *block = clause->blocks->pdata[k];
          g_auto (GStrv) parts = g_strsplit (block->text, "確認", -1);
          g_autofree char *text = g_strjoinv ("点検", parts);

          n += parts[1] != NULL;
          fixture_set_text (clause, k, text);
        }
    }
  comparison = fixture_compare (document, copy);

  group = comparison->groups->pdata[0];
  g_assert_cmpuint (comparison->groups->len, ==, 1);
  g_assert_cmpstr (group->old_text, ==, "確認");
  g_assert_cmpstr (group->new_text, ==, "点検");
  g_assert_cmpuint (g_strv_length (group->clauses), ==, n);
}

static char *
widen (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (out, c > 0x20 && c < 0x7F ? c + 0xFEE0 : c);
    }

  return g_string_free (out, FALSE);
}

static void
test_widths_and_spaces (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < copy->clauses->len; i++)
    {
      DipClause *clause = copy->clauses->pdata[i];

      for (guint k = 0; k < clause->blocks->len; k++)
        {
          const DipBlock *block = clause->blocks->pdata[k];
          g_autofree char *text = widen (block->text);

          fixture_set_text (clause, k, text);
        }
    }
  comparison = fixture_compare (document, copy);

  g_assert_cmpuint (comparison->n_by_class[DIP_CLASS_LAYOUT], ==, 32);
  g_assert_cmpuint (comparison->n_by_class[DIP_CLASS_SUBSTANTIVE], ==, 0);
}

static void
test_same_answer_twice (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) first = NULL;
  g_autoptr (DipComparison) second = NULL;

  fixture_set_text (fixture_clause (copy, "2.1"), 0, "書き直した段落です。記録を残します。");
  g_ptr_array_remove_index (copy->clauses, 9);
  fixture_renumber (copy);
  first = fixture_compare (document, copy);
  second = fixture_compare (document, copy);

  g_assert_cmpuint (first->pairs->len, ==, second->pairs->len);
  for (guint i = 0; i < first->pairs->len; i++)
    {
      g_autofree char *a = describe_changes (first->pairs->pdata[i]);
      g_autofree char *b = describe_changes (second->pairs->pdata[i]);

      g_assert_cmpstr (a, ==, b);
    }
}

/* A flip is told with what both editions say. */
static void
test_flip_has_both_sentences (void)
{
  g_autoptr (DipComparison) weaker =
    fixture_compare_texts ("# 1 Backups\nWe test the restore of backups every month. Tapes are kept in a vault.",
                           "# 1 Backups\nWe aim to test the restore of backups every month. Tapes are kept in a vault.");
  g_autoptr (DipComparison) dropped =
    fixture_compare_texts ("# 1 Backups\nTapes are kept in a vault, and customers are informed of each failure.",
                           "# 1 Backups\nTapes are kept in a vault.");
  const DipPair *pair = fixture_find_pair (weaker, "1");

  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_old, ==, "We test the restore of backups every month.");
  g_assert_cmpstr (pair->flip_new, ==, "We aim to test the restore of backups every month.");

  pair = fixture_find_pair (dropped, "1");
  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_old, ==, "Tapes are kept in a vault, and customers are informed of each failure.");
  g_assert_cmpstr (pair->flip_new, ==, "Tapes are kept in a vault.");
}

/* In the place of a sentence stands one on the matter, not one that is in many clauses and tells where terms are
 * published, be it more alike. */
static void
test_flip_has_no_pointer (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 弱点への対応\n! provided\n当社は弱点の情報を集め、お客様に知らせる機能を提供しています。"
                           "利用規約は契約時にお客様に提供しています。",
                           "# 1 弱点への対応\n! partial\nお客様に情報の提供は行っていません。"
                           "修正は当社が実施しています。");
  g_autoptr (DipComparison) terms =
    fixture_compare_texts ("# 1 規約\n! provided\n利用規約はホームページで公開しています。当社は保管を実施しています。",
                           "# 1 規約\n! partial\n利用規約の公開は行っていません。当社は保管を実施しています。");
  const DipPair *pair = fixture_find_pair (comparison, "1");

  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_new, ==, "お客様に情報の提供は行っていません。");
  g_assert_cmpstr (pair->flip_old, ==, "当社は弱点の情報を集め、お客様に知らせる機能を提供しています。");

  pair = fixture_find_pair (terms, "1");
  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_old, ==, "利用規約はホームページで公開しています。");
}

/* Where one sentence became two, the one that denies is told alone. */
static void
test_flip_tells_one_sentence (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 分類\n! provided\n当社は、提供者として、利用者に対して、情報を分類し札を付けるための機能を提供しています。",
                           "# 1 分類\n! partial\n当社は、会計の機能を持つサービスを提供しています。"
                           "利用者に対して、情報を分類し札を付けるための機能の提供は行っていません。");
  const DipPair *pair = fixture_find_pair (comparison, "1");

  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_new, ==, "利用者に対して、情報を分類し札を付けるための機能の提供は行っていません。");
  g_assert_cmpstr (pair->flip_old, ==,
                   "当社は、提供者として、利用者に対して、情報を分類し札を付けるための機能を提供しています。");
}

/* What stays denied is no news; what is offered besides is. */
static void
test_flip_tells_what_is_offered (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 複製\n! not_provided\nお客様が使える複製の機能は提供しておりません。",
                           "# 1 複製\n! partial\nお客様が使える複製の機能は提供していません。台帳を書き出す機能を提供しています。"
                           "当社は毎晩の控えを離れた倉庫に置き、災害の後に元へ戻します。"
                           "保存は一世代となり、鍵は別の建物の金庫で二名が見守ります。"
                           "訓練は春と秋に催し、結果を役員会へ伝え、見つかった課題には期限と担当者を決めて取り組みます。");
  g_autoptr (DipComparison) turned =
    fixture_compare_texts ("# 1 複製\n! not_provided\nお客様が使える複製の機能は提供しておりません。",
                           "# 1 複製\n! provided\n台帳を書き出す機能を提供しています。");
  const DipPair *pair = fixture_find_pair (comparison, "1");

  g_assert_true (pair->flip);
  g_assert_cmpstr (pair->flip_new, ==, "台帳を書き出す機能を提供しています。");
  g_assert_nonnull (strstr (pair->flip_reason, "The new edition says: “台帳を書き出す機能を提供しています。”"));

  pair = fixture_find_pair (turned, "1");
  g_assert_true (pair->flip);
  g_assert_nonnull (strstr (pair->flip_reason, "The old edition says: “お客様が使える複製の機能は提供しておりません。”"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/changes/readable", test_readable);
  g_test_add_func ("/engine/changes/reflow", test_reflow);
  g_test_add_func ("/engine/changes/moved-sentence", test_moved_sentence);
  g_test_add_func ("/engine/changes/moved-to-the-customer", test_moved_to_the_customer);
  g_test_add_func ("/engine/changes/moved-as-it-is", test_moved_as_it_is);
  g_test_add_func ("/engine/changes/no-move-into-denial", test_no_move_into_denial);
  g_test_add_func ("/engine/changes/implemented", test_implemented);
  g_test_add_func ("/engine/changes/added-clause-denies-nothing", test_added_clause_denies_nothing);
  g_test_add_func ("/engine/changes/term-that-nothing-uses", test_term_that_nothing_uses);
  g_test_add_func ("/engine/changes/control-printed-first", test_control_printed_first);
  g_test_add_func ("/engine/changes/random", test_random);
  g_test_add_func ("/engine/changes/replaced-everywhere", test_replaced_everywhere);
  g_test_add_func ("/engine/changes/widths-and-spaces", test_widths_and_spaces);
  g_test_add_func ("/engine/changes/same-answer-twice", test_same_answer_twice);
  g_test_add_func ("/engine/groups/link", test_groups);
  g_test_add_func ("/engine/groups/bullets", test_bullets_group);
  g_test_add_func ("/engine/flips", test_flips);
  g_test_add_func ("/engine/flips/option", test_flip_by_option);
  g_test_add_func ("/engine/flips/measure-gone", test_flip_measure_gone);
  g_test_add_func ("/engine/flips/variant", test_flip_of_a_variant);
  g_test_add_func ("/engine/facts", test_facts);
  g_test_add_func ("/engine/removed-of-that-number", test_removed_of_that_number);
  g_test_add_func ("/engine/titles/bare", test_bare_titles);
  g_test_add_func ("/engine/titles/bare-renamed", test_bare_titles_renamed);
  g_test_add_func ("/engine/titles/bare-with-text", test_bare_titles_with_text);
  g_test_add_func ("/engine/changes/renamed-provider", test_renamed_provider);

  g_test_add_func ("/engine/changes/flip-has-both-sentences", test_flip_has_both_sentences);
  g_test_add_func ("/engine/changes/flip-has-no-pointer", test_flip_has_no_pointer);
  g_test_add_func ("/engine/changes/flip-tells-one-sentence", test_flip_tells_one_sentence);
  g_test_add_func ("/engine/changes/flip-tells-what-is-offered", test_flip_tells_what_is_offered);

  return g_test_run ();
}
