/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

static guint
count_relation (const DipComparison *comparison,
                DipRelation          relation)
{
  guint n = 0;

  for (guint i = 0; i < comparison->pairs->len; i++)
    n += ((const DipPair *) comparison->pairs->pdata[i])->relation == relation;

  return n;
}

static void
assert_pair (const DipComparison *comparison,
             const char          *old_id,
             const char          *new_id,
             DipRelation          relation,
             DipClass             class_)
{
  const DipPair *pair = new_id != NULL ? fixture_find_pair (comparison, new_id) : fixture_find_old (comparison, old_id);

  g_assert_nonnull (pair);
  g_assert_cmpstr (pair->old_clause == NULL ? NULL : pair->old_clause->id, ==, old_id);
  g_assert_cmpstr (pair->new_clause == NULL ? NULL : pair->new_clause->id, ==, new_id);
  g_assert_cmpstr (dip_relation_to_string (pair->relation), ==, dip_relation_to_string (relation));
  g_assert_cmpstr (dip_class_to_string (pair->class_), ==, dip_class_to_string (class_));
}

static void
test_nothing_changed (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = fixture_compare (document, copy);

  g_assert_cmpuint (count_relation (comparison, DIP_RELATION_SAME), ==, 40);
  g_assert_cmpuint (comparison->groups->len, ==, 0);
}

static DipClause *
new_clause (const char *title,
            const char *text,
            guint       level)
{
  DipClause *clause = dip_clause_new ();

  clause->title = g_strdup (title);
  clause->heading = g_strdup (title);
  clause->id = g_strdup ("x");
  clause->number = g_strdup ("x");
  clause->level = level;
  if (text != NULL)
    g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));

  return clause;
}

static void
test_inserted_chapter (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;

  g_ptr_array_insert (copy->clauses, 15, new_clause ("契約の窓口", NULL, 1));
  g_ptr_array_insert (copy->clauses, 16,
                      new_clause ("窓口の開設時間", "窓口は平日の九時から十七時まで開いています。", 2));
  fixture_renumber (copy);
  comparison = fixture_compare (document, copy);

  assert_pair (comparison, "3", "3", DIP_RELATION_SAME, DIP_CLASS_NONE);
  assert_pair (comparison, NULL, "4", DIP_RELATION_ADDED, DIP_CLASS_SUBSTANTIVE);
  assert_pair (comparison, NULL, "4.1", DIP_RELATION_ADDED, DIP_CLASS_SUBSTANTIVE);
  assert_pair (comparison, "4", "5", DIP_RELATION_RENUMBERED, DIP_CLASS_NONE);
  assert_pair (comparison, "8.4", "9.4", DIP_RELATION_RENUMBERED, DIP_CLASS_NONE);
  g_assert_cmpuint (count_relation (comparison, DIP_RELATION_RENUMBERED), ==, 25);
  g_assert_cmpuint (count_relation (comparison, DIP_RELATION_SAME), ==, 15);
}

static void
test_deleted (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;
  const DipPair *before;

  g_ptr_array_remove_index (copy->clauses, 7);
  fixture_renumber (copy);
  comparison = fixture_compare (document, copy);

  assert_pair (comparison, "2.2", NULL, DIP_RELATION_REMOVED, DIP_CLASS_SUBSTANTIVE);
  assert_pair (comparison, "2.3", "2.2", DIP_RELATION_RENUMBERED, DIP_CLASS_NONE);

  /* It stands where it was missed. */
  before = comparison->pairs->pdata[6];
  g_assert_cmpstr (before->new_clause->id, ==, "2.1");
  g_assert_cmpstr (((const DipPair *) comparison->pairs->pdata[7])->old_clause->id, ==, "2.2");
}

static void
test_moved (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;
  DipClause *clause = g_ptr_array_steal_index (copy->clauses, 6);

  g_ptr_array_insert (copy->clauses, 22, clause);
  fixture_renumber (copy);
  comparison = fixture_compare (document, copy);

  assert_pair (comparison, "2.1", "5.3", DIP_RELATION_MOVED, DIP_CLASS_NONE);
  assert_pair (comparison, "2.2", "2.1", DIP_RELATION_RENUMBERED, DIP_CLASS_NONE);
  g_assert_cmpuint (count_relation (comparison, DIP_RELATION_MOVED), ==, 1);
}

static void
test_moved_among_siblings (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 甲\n甲の説明です。\n# 2 乙\n乙の話です。\n# 3 丙\n丙の事柄です。\n# 4 丁\n丁の記事です。",
                           "# 1 乙\n乙の話です。\n# 2 丙\n丙の事柄です。\n# 3 丁\n丁の記事です。\n# 4 甲\n甲の説明です。");
  g_autofree char *pairs = fixture_describe (comparison);

  g_assert_cmpstr (pairs, ==, "2>1 renumbered none, 3>2 renumbered none, 4>3 renumbered none, 1>4 moved none");
}

static void
test_renamed (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;
  DipClause *clause = fixture_clause (copy, "6.2");

  g_free (clause->title);
  clause->title = g_strdup ("設備の増設");
  comparison = fixture_compare (document, copy);

  assert_pair (comparison, "6.2", "6.2", DIP_RELATION_RENAMED, DIP_CLASS_SUBSTANTIVE);
}

/* A chapter without a text is the same chapter as long as its sections are in it. */
static void
test_renamed_chapter (void)
{
  static const char old_text[] = "# 1 倉庫\n# 1.1 鍵\n鍵は金庫に入れます。\n# 1.2 窓\n窓は夜に閉めます。\n"
                                 "# 2 通信\n# 2.1 回線\n回線は二重です。";
  static const char new_text[] = "# 1 建物\n# 1.1 門\n門には番人がいます。\n# 1.2 鍵\n鍵は金庫に入れます。\n"
                                 "# 1.3 窓\n窓は夜に閉めます。\n# 2 支払\n# 2.1 請求\n請求は月末に届きます。\n"
                                 "# 3 窓口\n# 3.1 回線\n回線は二重です。";
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);

  assert_pair (comparison, "1", "1", DIP_RELATION_RENAMED, DIP_CLASS_SUBSTANTIVE);
  assert_pair (comparison, "1.1", "1.2", DIP_RELATION_RENUMBERED, DIP_CLASS_NONE);
  /* One section alone may have gone to another chapter. */
  g_assert_cmpint (fixture_find_pair (comparison, "3")->relation, ==, DIP_RELATION_ADDED);
}

static void
test_split_and_merged (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (DipComparison) back = NULL;
  DipClause *clause = fixture_clause (copy, "3.3");
  const DipBlock *block = clause->blocks->pdata[0];
  const char *second = strstr (block->text, "。") + strlen ("。");
  g_autofree char *rest = g_strdup (second);
  g_autofree char *first = g_strndup (block->text, second - block->text);
  guint index = 0;

  g_ptr_array_find (copy->clauses, clause, &index);
  g_ptr_array_insert (copy->clauses, (int) index + 1, new_clause ("細目", rest, 2));
  fixture_set_text (clause, 0, first);
  fixture_renumber (copy);

  comparison = fixture_compare (document, copy);
  {
    const DipPair *pair = fixture_find_old (comparison, "3.3");

    g_assert_cmpint (pair->relation, ==, DIP_RELATION_SPLIT);
    g_assert_cmpuint (pair->new_more->len, ==, 1);
  }

  back = fixture_compare (copy, document);
  {
    const DipPair *pair = fixture_find_pair (back, "3.3");

    g_assert_cmpint (pair->relation, ==, DIP_RELATION_MERGED);
    g_assert_cmpuint (pair->old_more->len, ==, 1);
  }
}

/* A title made of two tells of a clause that was cut, also where it was written anew; two clauses that have
 * nothing of it are none. */
static void
test_split_by_title (void)
{
  static const char old_text[] = "# 1 目的\n本書は対策を述べます。\n# 2 監視と復旧\n稼働は昼も夜も監視しています。"
                                 "異常を見つけたときは、係が原因を調べ、復旧の作業をします。\n# 3 時刻\n標準時に合わせます。";
  g_autoptr (DipComparison) split =
    fixture_compare_texts (old_text, "# 1 目的\n本書は対策を述べます。\n# 2 監視\n昼夜を問わず稼働の監視をしています。\n"
                                     "# 3 復旧\n異常があれば、係による原因の調査と復旧の作業が行われます。\n# 4 時刻\n標準時に合わせます。");
  g_autoptr (DipComparison) added =
    fixture_compare_texts (old_text, "# 1 目的\n本書は対策を述べます。\n# 2 監視\n稼働は昼も夜も監視しています。\n"
                                     "# 3 料金\n料金は月ごとに請求書でお支払いいただきます。\n# 4 時刻\n標準時に合わせます。");
  const DipPair *pair = fixture_find_old (split, "2");

  g_assert_cmpint (pair->relation, ==, DIP_RELATION_SPLIT);
  g_assert_cmpuint (pair->new_more->len, ==, 1);
  g_assert_cmpuint (fixture_find_old (added, "2")->new_more->len, ==, 0);
}

static void
test_same_titles (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 保管\n# 1.1 目的\n保管の目的を述べます。\n# 2 通信\n# 2.1 目的\n通信の目的を述べます。",
                           "# 1 窓口\n# 1.1 目的\n窓口の役割を示します。\n# 2 保管\n# 2.1 目的\n保管の目的を述べます。\n"
                           "# 3 通信\n# 3.1 目的\n通信の目的を述べます。");
  g_autofree char *pairs = fixture_describe (comparison);

  g_assert_cmpstr (pairs, ==,
                   "->1 added substantive, ->1.1 added substantive, 1>2 renumbered none, 1.1>2.1 renumbered none, "
                   "2>3 renumbered none, 2.1>3.1 renumbered none");
}

static void
test_control_tells (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 ログ\n@ A.12.4.1\n操作の記録を取得し、一年間保管します。閲覧は監査部門だけができます。\n"
                           "# 2 時計\n@ A.12.4.4\n時刻は標準時に合わせています。",
                           "# 1 時計\n@ A.12.4.4\n時刻は標準時に合わせています。\n"
                           "# 2 イベントの追跡\n@ A.12.4.1\n操作の記録を取得し、二年間保管します。閲覧は監査部門だけができます。");
  const DipPair *pair = fixture_find_old (comparison, "1");

  g_assert_cmpstr (pair->new_clause->id, ==, "2");
}

static void
test_control_changed (void)
{
  g_autoptr (DipComparison) comparison =
    fixture_compare_texts ("# 1 ログ\n記録を取得します。", "# 1 ログ\n@ A.12.4.1\n記録を取得します。");
  g_autofree char *pairs = fixture_describe (comparison);

  g_assert_cmpstr (pairs, ==, "1>1 changed reference");
}

/* A generator of edits: what it did to each clause is what has to be told. */
static void
test_generated (void)
{
  guint n_right = 0;
  guint n_all = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (DipDocument) document = fixture_paper ();
      g_autoptr (DipDocument) copy = fixture_copy (document);
      g_autoptr (GHashTable) origin = g_hash_table_new (NULL, NULL);
      g_autoptr (DipComparison) comparison = NULL;
      guint n_edits = g_test_rand_int_range (1, 9);

      for (guint i = 0; i < document->clauses->len; i++)
        g_hash_table_insert (origin, copy->clauses->pdata[i], document->clauses->pdata[i]);

      for (guint e = 0; e < n_edits; e++)
        {
          guint at = g_test_rand_int_range (1, copy->clauses->len);
          DipClause *clause = copy->clauses->pdata[at];

          if (clause->level == 1)
            continue;

          switch (g_test_rand_int_range (0, 4))
            {
            case 0:
              g_hash_table_remove (origin, clause);
              g_ptr_array_remove_index (copy->clauses, at);
              break;
            case 1:
              {
                g_autofree char *title = g_strdup_printf ("追加の項目その%u", e);
                g_autofree char *text = g_strdup_printf ("この項目 %u は新しい取り決めについて定めるもので、ほかの箇所には"
                                                         "書かれていません。", e);

                g_ptr_array_insert (copy->clauses, (int) at, new_clause (title, text, 2));
              }
              break;
            case 2:
              clause = g_ptr_array_steal_index (copy->clauses, at);
              g_ptr_array_insert (copy->clauses, g_test_rand_int_range (1, copy->clauses->len), clause);
              break;
            default:
              {
                const DipBlock *block = clause->blocks->pdata[0];
                g_autofree char *text = g_strconcat (block->text, "なお、例外は認めません。", NULL);

                fixture_set_text (clause, 0, text);
              }
              break;
            }
        }
      fixture_renumber (copy);
      comparison = fixture_compare (document, copy);

      for (guint i = 0; i < comparison->pairs->len; i++)
        {
          const DipPair *pair = comparison->pairs->pdata[i];

          if (pair->new_clause == NULL)
            continue;
          n_all++;
          n_right += pair->old_clause == g_hash_table_lookup (origin, pair->new_clause);
        }
    }

  g_test_message ("%u of %u", n_right, n_all);
  g_assert_cmpuint (n_right * 1000, >=, n_all * 990);
}

/* What a comparison says holds the other way round. */
static void
test_swapped (void)
{
  g_autoptr (DipDocument) document = fixture_paper ();
  g_autoptr (DipDocument) copy = fixture_copy (document);
  g_autoptr (DipComparison) there = NULL;
  g_autoptr (DipComparison) back = NULL;

  g_ptr_array_remove_index (copy->clauses, 12);
  g_ptr_array_insert (copy->clauses, 20, new_clause ("別の話", "別の話をここに置き、先の話とは結び付けません。", 2));
  fixture_set_text (copy->clauses->pdata[3], 0, "全面的に書き直した段落であり、以前の文は残っていません。");
  fixture_renumber (copy);
  there = fixture_compare (document, copy);
  back = fixture_compare (copy, document);

  g_assert_cmpuint (there->pairs->len, ==, back->pairs->len);
  for (guint i = 0; i < there->pairs->len; i++)
    {
      const DipPair *pair = there->pairs->pdata[i];
      const DipPair *other = pair->new_clause != NULL ? fixture_find_old (back, pair->new_clause->id)
        : fixture_find_pair (back, pair->old_clause->id);

      g_assert_true (pair->old_clause == other->new_clause);
      g_assert_true (pair->new_clause == other->old_clause);
      g_assert_cmpint (pair->class_, ==, other->class_);
      if (pair->old_clause == NULL)
        g_assert_cmpint (other->relation, ==, DIP_RELATION_REMOVED);
      else if (pair->new_clause == NULL)
        g_assert_cmpint (other->relation, ==, DIP_RELATION_ADDED);
      else
        g_assert_cmpint (pair->relation, ==, other->relation);
    }
}

static void
test_empty (void)
{
  g_autoptr (DipDocument) nothing = dip_document_new ();
  g_autoptr (DipDocument) paper = fixture_paper ();
  g_autoptr (DipComparison) both = fixture_compare (nothing, nothing);
  g_autoptr (DipComparison) added = fixture_compare (nothing, paper);
  g_autoptr (DipComparison) removed = fixture_compare (paper, nothing);

  g_assert_cmpuint (both->pairs->len, ==, 0);
  g_assert_cmpuint (count_relation (added, DIP_RELATION_ADDED), ==, 40);
  g_assert_cmpuint (count_relation (removed, DIP_RELATION_REMOVED), ==, 40);
}

static void
test_cancelled (void)
{
  g_autoptr (DipDocument) paper = fixture_paper ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dip_compare (paper, paper, dip_lexicon_get_default (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What stood above the first clause has a title of its own now, which nobody printed before; a promise in it is
 * told all the same. */
static void
test_front_with_title (void)
{
  const char *said = "湖畔帳票の取り組みを、ご利用の皆様に章ごとに紹介する文書です。";
  static const struct { const char *more; DipClass class_; } cases[] = {
    { "", DIP_CLASS_EDITORIAL }, { "控えは3日で廃棄します。", DIP_CLASS_SUBSTANTIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("# F1 はじめに\n%s%s\n# 1 体制\n委員会を置いています。", said, cases[i].more);
      g_autoptr (DipDocument) old_document = fixture_document ("# 1 体制\n委員会を置いています。");
      g_autoptr (DipDocument) new_document = fixture_document (text);
      g_autoptr (DipComparison) comparison = NULL;
      const DipPair *pair;

      old_document->front = dip_clause_new ();
      old_document->front->id = g_strdup (DIP_FRONT_ID);
      old_document->front->title = g_strdup ("前文");
      old_document->front->heading = g_strdup ("前文");
      g_ptr_array_add (old_document->front->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, said));

      comparison = fixture_compare (old_document, new_document);
      pair = fixture_find_pair (comparison, "F1");
      g_assert_nonnull (pair->old_clause);
      g_assert_cmpstr (pair->old_clause->id, ==, DIP_FRONT_ID);
      g_assert_cmpint (pair->class_, ==, cases[i].class_);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/align/nothing-changed", test_nothing_changed);
  g_test_add_func ("/engine/align/inserted-chapter", test_inserted_chapter);
  g_test_add_func ("/engine/align/deleted", test_deleted);
  g_test_add_func ("/engine/align/moved", test_moved);
  g_test_add_func ("/engine/align/moved-among-siblings", test_moved_among_siblings);
  g_test_add_func ("/engine/align/renamed", test_renamed);
  g_test_add_func ("/engine/align/renamed-chapter", test_renamed_chapter);
  g_test_add_func ("/engine/align/split-and-merged", test_split_and_merged);
  g_test_add_func ("/engine/align/split-by-title", test_split_by_title);
  g_test_add_func ("/engine/align/same-titles", test_same_titles);
  g_test_add_func ("/engine/align/control-tells", test_control_tells);
  g_test_add_func ("/engine/align/control-changed", test_control_changed);
  g_test_add_func ("/engine/align/generated", test_generated);
  g_test_add_func ("/engine/align/swapped", test_swapped);
  g_test_add_func ("/engine/align/empty", test_empty);
  g_test_add_func ("/engine/align/cancelled", test_cancelled);
  g_test_add_func ("/engine/align/front-with-title", test_front_with_title);

  return g_test_run ();
}
