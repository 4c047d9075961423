/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "base/dip-error.h"
#include "read/dip-read.h"
#include "recognise/dip-recognise.h"
#include "text/dip-lexicon.h"

/*
 * Any bytes become a document that keeps the promises of the model, or are
 * refused with a sentence.
 */

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_clause (DipDocument *document,
              GHashTable  *ids,
              DipClause   *clause)
{
  g_assert_nonnull (clause->id);
  g_assert_cmpstr (clause->id, !=, "");
  g_assert_true (g_str_is_ascii (clause->id));
  g_assert_nonnull (clause->title);
  g_assert_cmpuint (clause->level, >=, 1);
  check_text (clause->title);
  check_text (clause->heading);
  check_text (clause->question);
  check_text (clause->answer);
  check_text (clause->implemented_text);

  /* An id is there once, and a parent stands before its children. */
  if (clause->parent != NULL)
    g_assert_true (g_hash_table_contains (ids, clause->parent));
  g_assert_true (g_hash_table_add (ids, clause->id));

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, i);

      g_assert_nonnull (block->text);
      check_text (block->text);
      check_text (block->marker);
    }

  for (guint i = 0; i < clause->facts->len; i++)
    {
      DipFact *fact = g_ptr_array_index (clause->facts, i);

      g_assert_cmpint (fact->block, >=, -1);
      g_assert_cmpint (fact->block, <, (int) clause->blocks->len);
      check_text (fact->value);
      check_text (fact->quote);
    }
}

static void
check_document (DipDocument *document)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  check_text (document->edition->provider);
  check_text (document->edition->service);
  check_text (document->edition->title);
  check_text (document->edition->version);

  for (guint i = 0; i < document->clauses->len; i++)
    check_clause (document, ids, g_ptr_array_index (document->clauses, i));

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint j = 0; clause->refers_to[j] != NULL; j++)
        g_assert_true (g_hash_table_contains (ids, clause->refers_to[j]));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  layout = dip_read_layout (bytes, "paper.txt", NULL, &error);
  if (layout == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == DIP_READ_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);

  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);
  check_document (document);

  return 0;
}
