/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session/dip-library.h"

static DipDocument *
paper (void)
{
  DipDocument *document = dip_document_new ();
  DipClause *clause = dip_clause_new ();
  DipBlock *block;

  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
  g_ptr_array_add (document->variants, dip_variant_new ("public", "Public"));
  clause->id = g_strdup ("1");
  clause->title = g_strdup ("Backup");
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, "for all"));
  block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, "for private: 30 days");
  block->variant = g_strdup ("private");
  g_ptr_array_add (clause->blocks, block);
  block = dip_block_new (DIP_BLOCK_LIST, "-", "for public: 7 days");
  block->variant = g_strdup ("public");
  block->depth = 2;
  g_ptr_array_add (clause->blocks, block);
  g_ptr_array_add (clause->facts, dip_fact_new ("duration", "30 d", "30 days", 1));
  g_ptr_array_add (clause->facts, dip_fact_new ("duration", "7 d", "7 days", 2));
  g_ptr_array_add (clause->facts, dip_fact_new ("name", "Backup", "Backup", -1));
  g_ptr_array_add (document->clauses, clause);

  return document;
}

static void
test_other_blocks_are_left_out (void)
{
  g_autoptr (DipDocument) document = paper ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DipDocument) view = dip_library_view_variant (document, "PUBLIC", &error);
  DipClause *clause;
  DipBlock *block;
  DipFact *fact;

  g_assert_no_error (error);
  clause = dip_document_find_clause (view, "1");
  g_assert_cmpuint (clause->blocks->len, ==, 2);
  block = g_ptr_array_index (clause->blocks, 1);
  g_assert_cmpstr (block->text, ==, "for public: 7 days");
  g_assert_cmpuint (block->depth, ==, 2);

  /* A fact goes with its block, and the others find theirs. */
  g_assert_cmpuint (clause->facts->len, ==, 2);
  fact = g_ptr_array_index (clause->facts, 0);
  g_assert_cmpstr (fact->value, ==, "7 d");
  g_assert_cmpint (fact->block, ==, 1);
  fact = g_ptr_array_index (clause->facts, 1);
  g_assert_cmpint (fact->block, ==, -1);

  /* The original is untouched. */
  clause = dip_document_find_clause (document, "1");
  g_assert_cmpuint (clause->blocks->len, ==, 3);
}

/* A paragraph and a table that speak of both: what names the other one only is left out. */
static void
test_sentences_and_columns (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipDocument) view = NULL;
  DipClause *clause = dip_clause_new ();
  DipBlock *block;

  g_ptr_array_add (document->variants, dip_variant_new ("private", "専有型"));
  g_ptr_array_add (document->variants, dip_variant_new ("public", "共用型"));
  clause->id = g_strdup ("1");
  clause->title = g_strdup ("鍵");
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL,
                                                  "鍵で守ります。専有型では、鍵を選べます。"
                                                  "共用型では、鍵を選べません。共用型と専有型の鍵は別です。"));
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_TABLE, NULL, "項目\t共用型\t専有型\n保存\t1年\t3年"));
  g_ptr_array_add (clause->facts, dip_fact_new ("retention", "1 year", "1年", 1));
  g_ptr_array_add (clause->facts, dip_fact_new ("retention", "3 years", "3年", 1));
  g_ptr_array_add (document->clauses, clause);

  view = dip_library_view_variant (document, "public", NULL);
  clause = dip_document_find_clause (view, "1");
  block = g_ptr_array_index (clause->blocks, 0);
  g_assert_cmpstr (block->text, ==, "鍵で守ります。共用型では、鍵を選べません。共用型と専有型の鍵は別です。");
  block = g_ptr_array_index (clause->blocks, 1);
  g_assert_cmpstr (block->text, ==, "項目\t\n保存\t1年");
  g_assert_cmpuint (clause->facts->len, ==, 1);
  g_assert_cmpstr (((const DipFact *) g_ptr_array_index (clause->facts, 0))->value, ==, "1 year");
}

static void
test_unknown_variant (void)
{
  g_autoptr (DipDocument) document = paper ();
  g_autoptr (DipDocument) plain = dip_document_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (dip_library_view_variant (document, "gold", &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "The paper knows no variant “gold”; it has private, public.");
  g_clear_error (&error);

  g_assert_null (dip_library_view_variant (plain, "gold", &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
}

static void
add_clause (DipDocument *document,
            const char  *id,
            const char  *parent,
            const char  *title,
            const char  *variant,
            const char  *texts[])
{
  DipClause *clause = dip_clause_new ();

  g_free (clause->id);
  g_free (clause->title);
  clause->id = g_strdup (id);
  clause->parent = g_strdup (parent);
  clause->title = g_strdup (title);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      DipBlock *block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, texts[i]);

      block->variant = g_strdup (variant);
      g_ptr_array_add (clause->blocks, block);
    }
  g_ptr_array_add (document->clauses, clause);
}

static void
refer (DipDocument *document,
       const char  *id,
       const char  *to)
{
  DipClause *clause = dip_document_find_clause (document, id);

  clause->variant_dependent = TRUE;
  g_strfreev (clause->refers_to);
  clause->refers_to = g_strsplit (to, ",", -1);
}

/* Chapter 2 tells the variants apart, the clauses 3, 4 and 5 refer to it. */
static DipDocument *
paper_that_refers (void)
{
  DipDocument *document = dip_document_new ();

  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
  g_ptr_array_add (document->variants, dip_variant_new ("public", "Public"));
  add_clause (document, "2", NULL, "提供形態", NULL, (const char *[]) { "二つの形態があります。", NULL });
  add_clause (document, "2.1", "2", "Private", "private",
              (const char *[]) { "「Private」の内容", "管理者は利用者の登録及び削除ができます。",
                                 "操作ログは 90 日間ダウンロードできます。", NULL });
  add_clause (document, "2.2", "2", "Public", "public",
              (const char *[]) { "利用者の登録は当社が行います。", "操作ログは参照のみです。", NULL });
  add_clause (document, "3", NULL, "利用者の登録", NULL,
              (const char *[]) { "本項は「Private」と「Public」で異なります。2 章をご確認ください。", NULL });
  add_clause (document, "4", NULL, "操作ログの取得", NULL,
              (const char *[]) { "本項は「Private」と「Public」で異なります。2 章をご確認ください。", NULL });
  add_clause (document, "5", NULL, "試験", NULL,
              (const char *[]) { "本項は「Private」と「Public」で異なります。2 章をご確認ください。", NULL });
  add_clause (document, "6", NULL, "利用者の登録", NULL, (const char *[]) { "画面から行います。", NULL });
  refer (document, "3", "2");
  refer (document, "4", "2");
  refer (document, "5", "2");
  g_ptr_array_add (dip_document_find_clause (document, "2.1")->facts,
                   dip_fact_new ("retention", "90 d", "90 日間", 2));

  return document;
}

static void
test_referred_chapter_is_taken_in (void)
{
  g_autoptr (DipDocument) document = paper_that_refers ();
  g_autoptr (DipDocument) private = dip_library_view_variant (document, "private", NULL);
  g_autoptr (DipDocument) public = dip_library_view_variant (document, "public", NULL);
  DipClause *clause = dip_document_find_clause (private, "3");
  DipBlock *block;
  DipFact *fact;

  g_assert_cmpuint (clause->blocks->len, ==, 2);
  block = g_ptr_array_index (clause->blocks, 1);
  g_assert_cmpint (block->kind, ==, DIP_BLOCK_NOTE);
  g_assert_cmpstr (block->marker, ==, "→ 2.1");
  g_assert_cmpstr (block->from, ==, "2.1");
  g_assert_cmpstr (block->variant, ==, "private");
  g_assert_cmpstr (block->text, ==, "管理者は利用者の登録及び削除ができます。");

  clause = dip_document_find_clause (public, "3");
  g_assert_cmpuint (clause->blocks->len, ==, 2);
  block = g_ptr_array_index (clause->blocks, 1);
  g_assert_cmpstr (block->text, ==, "利用者の登録は当社が行います。");

  /* What can be compared comes along. */
  clause = dip_document_find_clause (private, "4");
  g_assert_cmpuint (clause->blocks->len, ==, 2);
  g_assert_cmpuint (clause->facts->len, ==, 1);
  fact = g_ptr_array_index (clause->facts, 0);
  g_assert_cmpstr (fact->value, ==, "90 d");
  g_assert_cmpint (fact->block, ==, 1);
}

static void
test_whole_definition_where_nothing_is_near (void)
{
  g_autoptr (DipDocument) document = paper_that_refers ();
  g_autoptr (DipDocument) view = dip_library_view_variant (document, "private", NULL);
  DipClause *clause = dip_document_find_clause (view, "5");

  /* All but the line that only names the variant. */
  g_assert_cmpuint (clause->blocks->len, ==, 3);

  /* What does not differ stays as it is. */
  clause = dip_document_find_clause (view, "6");
  g_assert_cmpuint (clause->blocks->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/variant-view/other-blocks-are-left-out", test_other_blocks_are_left_out);
  g_test_add_func ("/session/variant-view/referred-chapter-is-taken-in", test_referred_chapter_is_taken_in);
  g_test_add_func ("/session/variant-view/whole-definition-where-nothing-is-near",
                   test_whole_definition_where_nothing_is_near);
  g_test_add_func ("/session/variant-view/sentences-and-columns", test_sentences_and_columns);
  g_test_add_func ("/session/variant-view/unknown-variant", test_unknown_variant);

  return g_test_run ();
}
