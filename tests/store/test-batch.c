/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-private.h"

/*
 * Several editions in one transaction: all of them or none, and others see nothing before the
 * end. What is in the library afterwards is what there would be without a batch.
 */

/* Clauses of each document, about. */
#define SIZE 40u

#define N_TOGETHER 8

static void
assert_stored (DipStore *store,
               gint64    id,
               guint32   number)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = numbered_document (number, SIZE, &source);
  g_autoptr (DipDocument) found = NULL;
  g_autoptr (GError) error = NULL;

  found = dip_store_load_document (store, id, NULL, &error);
  g_assert_no_error (error);
  assert_equal (found, document);
}

static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (DipStore) other = dip_store_open (fixture->path, NULL);
  g_autoptr (GError) error = NULL;
  gint64 ids[N_TOGETHER];

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_no_error (error);
  for (guint32 i = 0; i < N_TOGETHER; i++)
    {
      ids[i] = add_numbered (fixture->store, i, SIZE, &error);
      g_assert_no_error (error);
    }

  /* The same bytes are the same edition here too. */
  g_assert_cmpint (add_numbered (fixture->store, N_TOGETHER - 1, SIZE, NULL), ==, ids[N_TOGETHER - 1]);
  g_assert_cmpuint (count_editions (fixture->store), ==, N_TOGETHER);
  g_assert_cmpuint (count_editions (other), ==, 0);

  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (count_editions (other), ==, N_TOGETHER);
  for (guint32 i = 0; i < N_TOGETHER; i++)
    assert_stored (other, ids[i], i);
  assert_sound (fixture->store);

  /* The library is as any other then. */
  g_assert_cmpint (add_numbered (fixture->store, N_TOGETHER, SIZE, &error), >, 0);
  g_assert_true (dip_store_remove_edition (fixture->store, ids[3], NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);
}

/* What is looked at and corrected on the way goes with it. */
static void
test_corrected (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  id = add_numbered (fixture->store, 1, SIZE, &error);
  g_assert_no_error (error);

  edition = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_free (edition->version);
  edition->version = g_strdup ("7");
  edition->version_origin = DIP_ORIGIN_INFERRED;
  g_assert_true (dip_store_update_edition (fixture->store, edition, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (add_numbered (fixture->store, 2, SIZE, &error), >, 0);
  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_no_error (error);

  editions = dip_store_list_editions (fixture->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (editions->len, ==, 2);
  g_clear_object (&edition);
  edition = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_cmpstr (edition->version, ==, "7");
  assert_sound (fixture->store);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_cmpint (add_numbered (fixture->store, 1, SIZE, &error), >, 0);
  dip_store_drop_batch (fixture->store);
  g_assert_cmpuint (count_editions (fixture->store), ==, 0);
  assert_sound (fixture->store);

  g_assert_cmpint (add_numbered (fixture->store, 1, SIZE, &error), >, 0);
  g_assert_no_error (error);
}

/* One that fails takes the others with it, also those that come after it. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = numbered_document (2, SIZE, &source);
  g_autoptr (GError) error = NULL;
  DipClause *clause = g_ptr_array_index (document->clauses, 0);

  g_clear_pointer (&clause->title, g_free);
  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_cmpint (add_numbered (fixture->store, 1, SIZE, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (dip_store_add_document (fixture->store, document, source, NULL, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  g_assert_cmpint (add_numbered (fixture->store, 3, SIZE, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_cmpuint (count_editions (fixture->store), ==, 0);
  g_assert_cmpint (add_numbered (fixture->store, 1, SIZE, &error), >, 0);
  g_assert_no_error (error);
  assert_sound (fixture->store);
}

static void
set_max_pages (Fixture *fixture,
               guint    n_pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %u", n_pages);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_database_execute (_dip_store_get_database (fixture->store), sql, "limit the file", &error));
  g_assert_no_error (error);
}

/* The disk is full somewhere in the batch; SQLite ends its transaction then by itself, and
 * what comes after it must not be written on its own. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *pages = NULL;
  guint n_pages, n_failed = 0;
  gboolean done = FALSE;

  fixture_close (fixture);
  pages = read_raw_value (fixture->path, "PRAGMA page_count");
  n_pages = (guint) g_ascii_strtoull (pages, NULL, 10);
  fixture_reopen (fixture);

  for (guint n = 0; !done && n < 2000; n += 5)
    {
      g_autoptr (GError) error = NULL;

      set_max_pages (fixture, n_pages + n);
      g_assert_true (dip_store_begin_batch (fixture->store, NULL, NULL));
      for (guint32 i = 0; i < N_TOGETHER; i++)
        (void) add_numbered (fixture->store, i, SIZE, NULL);
      done = dip_store_end_batch (fixture->store, NULL, &error);
      if (done)
        break;

      n_failed++;
      g_assert_nonnull (error);
      g_assert_cmpuint (count_editions (fixture->store), ==, 0);
    }

  g_assert_true (done);
  g_assert_cmpuint (n_failed, >, 3);
  g_assert_cmpuint (count_editions (fixture->store), ==, N_TOGETHER);
  assert_sound (fixture->store);
}

/* In a batch SQLite does not make the CHECKs of the tables; in the next transaction it does again. */
static void
test_checks_come_back (Fixture       *fixture,
                       gconstpointer  data)
{
  static const char bad_sql[] = "INSERT INTO provider (name) VALUES ('')";
  DipDatabase *database = _dip_store_get_database (fixture->store);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
      g_assert_cmpint (add_numbered (fixture->store, i, SIZE, &error), >, 0);
      if (i == 0)
        g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
      else if (i == 1)
        dip_store_drop_batch (fixture->store);
      else
        {
          dip_database_rollback (database);
          g_assert_false (dip_store_end_batch (fixture->store, NULL, NULL));
        }
      g_assert_no_error (error);

      g_assert_true (dip_database_begin (database, "add a provider", NULL, NULL));
      g_assert_false (dip_database_execute (database, bad_sql, "add a provider", &error));
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
      dip_database_rollback (database);
    }
}

/* Who looks for damage right behind a batch sees values that no table allows. */
static void
test_checked_behind (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_cmpint (add_numbered (fixture->store, 0, SIZE, &error), >, 0);
  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_cmpint (add_numbered (fixture->store, 1, SIZE, &error), >, 0);
  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  run_raw_sql (fixture->path, "UPDATE clause SET page = -1 WHERE edition_id = 1 AND ordinal = 0");

  g_assert_true (dip_store_check (fixture->store, problems, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 0);
}

/* A library whose index is made one out of four pieces at a time goes on with eight. */
static void
test_pieces (Fixture       *fixture,
             gconstpointer  data)
{
  static const char told_sql[] = "SELECT v FROM search_config WHERE k = 'automerge'";
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *behind = NULL;

  run_raw_sql (fixture->path, "UPDATE search_config SET v = 4 WHERE k = 'automerge'");
  before = read_raw_value (fixture->path, told_sql);
  g_assert_cmpstr (before, ==, "4");

  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_cmpint (add_numbered (fixture->store, 0, SIZE, &error), >, 0);
  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_no_error (error);

  behind = read_raw_value (fixture->path, told_sql);
  g_assert_cmpstr (behind, ==, "8");
  assert_sound (fixture->store);
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/batch/together", test_together);
  ADD ("/store/batch/corrected", test_corrected);
  ADD ("/store/batch/dropped", test_dropped);
  ADD ("/store/batch/broken", test_broken);
  ADD ("/store/batch/full-disk", test_full_disk);
  ADD ("/store/batch/checks-come-back", test_checks_come_back);
  ADD ("/store/batch/checked-behind", test_checked_behind);
  ADD ("/store/batch/pieces", test_pieces);

  return g_test_run ();
}
