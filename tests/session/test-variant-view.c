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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/variant-view/other-blocks-are-left-out", test_other_blocks_are_left_out);
  g_test_add_func ("/session/variant-view/unknown-variant", test_unknown_variant);

  return g_test_run ();
}
