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
  g_test_add_func ("/engine/flips/variant", test_flip_of_a_variant);
  g_test_add_func ("/engine/facts", test_facts);
  g_test_add_func ("/engine/audit/declared", test_audit);
  g_test_add_func ("/engine/audit/bare-numbers", test_audit_bare_numbers);
  g_test_add_func ("/engine/audit/several-in-one", test_audit_several_in_one);
  g_test_add_func ("/engine/audit/chapter-and-article", test_audit_chapter_and_article);
  g_test_add_func ("/engine/audit/without-table", test_audit_without_table);
  g_test_add_func ("/engine/audit/older-rows", test_audit_older_rows);

  g_test_add_func ("/engine/changes/flip-has-both-sentences", test_flip_has_both_sentences);

  return g_test_run ();
}
