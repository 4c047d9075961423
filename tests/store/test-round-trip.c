/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"

#define N_DOCUMENTS      40
#define N_DOCUMENTS_SLOW 1000

static GRand *
new_rand (void)
{
  return g_rand_new_with_seed ((guint32) g_test_rand_int ());
}

static void
round_trip (DipStore    *store,
            DipDocument *document,
            GBytes      *source)
{
  g_autoptr (DipDocument) found = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_store_add_document (store, document, source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  found = dip_store_load_document (store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->edition->id, ==, id);
  assert_equal (found, document);

  bytes = dip_store_load_source (store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, source));

  g_assert_cmpint (id, ==, dip_store_find_by_digest (store, document->edition->sha256, NULL,
                                                     &error));
  g_assert_no_error (error);
}

static void
test_plain (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = NULL;

  document = plain_document ("みどり通信", "みどりドライブ", "1.0", "2031-04-01", &source);
  round_trip (fixture->store, document, source);
  assert_sound (fixture->store);
}

static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GRand) rand = new_rand ();
  guint n = g_test_slow () ? N_DOCUMENTS_SLOW : N_DOCUMENTS;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = random_document (rand, i % 30, &source);

      round_trip (fixture->store, document, source);
    }

  g_assert_cmpuint (count_editions (fixture->store), ==, n);
  assert_sound (fixture->store);

  /* It is in the file, not in the connection. */
  fixture_reopen (fixture);
  g_assert_cmpuint (count_editions (fixture->store), ==, n);
}

static void
test_in_memory (void)
{
  g_autoptr (GRand) rand = new_rand ();
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = random_document (rand, 20, &source);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (NULL, &error);
  g_assert_no_error (error);
  round_trip (store, document, source);
  assert_sound (store);
}

/* Everything that an edition need not say, and the smallest of what it must. */
static void
test_nothing_known (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) source = g_bytes_new_static ("", 0);
  g_autoptr (DipDocument) document = dip_document_new ();

  document->edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);

  round_trip (fixture->store, document, source);
  assert_sound (fixture->store);
}

/* A table's text is cut into cells and comes back as it was, however odd. */
static void
test_tables (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const tables[] = {
    "", "a", "\t", "\n", "\t\n\t", "a\tb\nc", "\n\n\n", "a\t\t\t", "x\n\ty\tz\n\n\t",
  };
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "B", "1", NULL, &source);
  DipClause *clause = g_ptr_array_index (document->clauses, 1);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_TABLE, NULL, tables[i]));

  round_trip (fixture->store, document, source);
  assert_sound (fixture->store);
}

static void
test_deep_tree (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "B", "1", NULL, &source);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      DipClause *above = g_ptr_array_index (document->clauses, document->clauses->len - 1);
      DipClause *clause = dip_clause_new ();

      clause->id = g_strdup_printf ("deep-%u", i);
      clause->title = g_strdup ("");
      clause->level = i + 3;
      clause->parent = g_strdup (above->id);
      g_ptr_array_add (document->clauses, clause);
    }

  round_trip (fixture->store, document, source);
  assert_sound (fixture->store);

  g_assert_true (dip_store_remove_edition (fixture->store, 1, NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);
}

static void
test_same_bytes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) first = plain_document ("A社", "B", "1", NULL, &source);
  g_autoptr (DipDocument) second = dip_document_new ();
  g_autoptr (DipDocument) found = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_store_add_document (fixture->store, first, source, NULL, &error);
  g_assert_no_error (error);

  fixture_close (fixture);
  before = describe_folder (fixture->dir);
  fixture_reopen (fixture);

  /* Even when a newer recogniser reads something else from them. */
  second->edition->sha256 = g_strdup (first->edition->sha256);
  second->edition->provider = g_strdup ("C社");
  g_assert_cmpint (dip_store_add_document (fixture->store, second, source, NULL, &error), ==, id);
  g_assert_no_error (error);

  found = dip_store_load_document (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  assert_equal (found, first);

  fixture_close (fixture);
  after = describe_folder (fixture->dir);
  g_assert_cmpstr (before, ==, after);
}

/* The document that was added belongs to its maker. */
static void
test_document_untouched (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "B", "1", NULL, &source);

  round_trip (fixture->store, document, source);
  g_assert_cmpint (document->edition->id, ==, 0);
  g_assert_null (document->edition->imported);
}

static void
test_unknown_edition (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dip_store_load_document (fixture->store, 7, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (dip_store_load_source (fixture->store, 7, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (dip_store_find_edition (fixture->store, 7, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (dip_store_list_paper (fixture->store, 7, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (dip_store_find_by_digest (fixture->store, "none", NULL, &error), ==, 0);
  g_assert_no_error (error);
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/round-trip/plain", test_plain);
  ADD ("/store/round-trip/random", test_random);
  ADD ("/store/round-trip/nothing-known", test_nothing_known);
  ADD ("/store/round-trip/tables", test_tables);
  ADD ("/store/round-trip/deep-tree", test_deep_tree);
  ADD ("/store/round-trip/same-bytes", test_same_bytes);
  ADD ("/store/round-trip/document-untouched", test_document_untouched);
  ADD ("/store/round-trip/unknown-edition", test_unknown_edition);
  g_test_add_func ("/store/round-trip/in-memory", test_in_memory);

  return g_test_run ();
}
