/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* unshare() */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_STATEMENTS_MAX 200

static DipDatabase *
database (Fixture *fixture)
{
  return _dip_store_get_database (fixture->store);
}

static void
assert_nothing_stored (Fixture *fixture)
{
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_editions (fixture->store), ==, 0);
  services = dip_store_find_services (fixture->store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (services->len, ==, 0);
  assert_sound (fixture->store);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);

  g_assert_cmpint (dip_store_add_document (fixture->store, document, source, cancellable, &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (dip_store_list_editions (fixture->store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (dip_store_load_document (fixture->store, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_false (dip_store_check (fixture->store, problems, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  assert_nothing_stored (fixture);
}

static GCancellable *to_cancel;
static guint n_to_wait;

static void
cancel_at (const char *sql)
{
  if (n_to_wait-- == 0)
    g_cancellable_cancel (to_cancel);
}

/* Cancelled at its first, second, third … statement, until it gets through. */
static void
test_cancelled_anywhere (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
  guint n;

  for (n = 0; n < N_STATEMENTS_MAX; n++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gint64 id;

      to_cancel = cancellable;
      n_to_wait = n;
      dip_database_set_watch (cancel_at);
      id = dip_store_add_document (fixture->store, document, source, cancellable, &error);
      dip_database_set_watch (NULL);

      if (id > 0)
        break;

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_nothing_stored (fixture);
    }

  /* It has some twenty statements; all were tried. */
  g_assert_cmpuint (n, >, 15);
  g_assert_cmpuint (n, <, N_STATEMENTS_MAX);
  g_assert_cmpuint (count_editions (fixture->store), ==, 1);
}

static void
test_cancelled_anywhere_remove (Fixture       *fixture,
                                gconstpointer  data)
{
  gint64 id = add_plain (fixture->store, "A社", "T", "1", NULL);
  guint n;

  for (n = 0; n < N_STATEMENTS_MAX; n++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gboolean done;

      to_cancel = cancellable;
      n_to_wait = n;
      dip_database_set_watch (cancel_at);
      done = dip_store_remove_edition (fixture->store, id, cancellable, &error);
      dip_database_set_watch (NULL);

      if (done)
        break;

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_editions (fixture->store), ==, 1);
      assert_sound (fixture->store);
    }

  g_assert_cmpuint (n, >, 5);
  assert_nothing_stored (fixture);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancelled_inside_statement (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  query = dip_database_query (database (fixture),
                              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count (*) FROM n", "count for ever", &error);
  g_assert_no_error (error);

  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_cmpint (dip_query_step (query, cancellable, &error), ==, DIP_STEP_ERROR);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* Nobody has to press a button for a statement that never ends. */
static void
test_budget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GError) error = NULL;

  dip_database_set_budget (database (fixture), 1000000);
  query = dip_database_query (database (fixture),
                              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count (*) FROM n", "count for ever", &error);
  g_assert_no_error (error);
  g_assert_cmpint (dip_query_step (query, NULL, &error), ==, DIP_STEP_ERROR);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
}

typedef void (*Spoil) (DipDocument *document);

static DipClause *
last_clause (DipDocument *document)
{
  return g_ptr_array_index (document->clauses, document->clauses->len - 1);
}

static void
spoil_fact (DipDocument *document)
{
  g_ptr_array_add (last_clause (document)->facts, dip_fact_new ("count", "1", NULL, -1));
}

static void
spoil_fact_block (DipDocument *document)
{
  g_ptr_array_add (last_clause (document)->facts, dip_fact_new ("count", "1", "1", 99));
}

static void
spoil_confidence (DipDocument *document)
{
  g_ptr_array_add (last_clause (document)->controls,
                   dip_control_new ("A.9.9.9", "meti-2013", DIP_ORIGIN_INFERRED, 1.5));
}

static void
spoil_control (DipDocument *document)
{
  g_ptr_array_add (last_clause (document)->controls,
                   dip_control_new (NULL, "meti-2013", DIP_ORIGIN_INFERRED, 1.0));
}

static void
spoil_reference (DipDocument *document)
{
  g_strfreev (last_clause (document)->refers_to);
  last_clause (document)->refers_to = g_strsplit ("4,nowhere", ",", -1);
}

static void
spoil_double_reference (DipDocument *document)
{
  g_strfreev (last_clause (document)->refers_to);
  last_clause (document)->refers_to = g_strsplit ("4,4", ",", -1);
}

static void
spoil_parent (DipDocument *document)
{
  set_text (&last_clause (document)->parent, "nowhere");
}

static void
spoil_parent_after (DipDocument *document)
{
  DipClause *first = g_ptr_array_index (document->clauses, 0);

  set_text (&first->parent, "4.1");
}

static void
spoil_parent_self (DipDocument *document)
{
  set_text (&last_clause (document)->parent, "4.1");
}

static void
spoil_same_id (DipDocument *document)
{
  set_text (&last_clause (document)->id, "4");
}

static void
spoil_no_id (DipDocument *document)
{
  g_clear_pointer (&last_clause (document)->id, g_free);
}

static void
spoil_no_title (DipDocument *document)
{
  g_clear_pointer (&last_clause (document)->title, g_free);
}

static void
spoil_level (DipDocument *document)
{
  last_clause (document)->level = 0;
}

static void
spoil_utf8 (DipDocument *document)
{
  set_text (&last_clause (document)->answer, "\x83\x65\x83\x58\x83\x67");
}

static void
spoil_term (DipDocument *document)
{
  g_ptr_array_add (document->terms, dip_term_new ("SLO", "目標", "nowhere"));
}

static void
spoil_variant (DipDocument *document)
{
  g_ptr_array_add (document->variants, dip_variant_new ("private", "Private"));
}

static void
spoil_variant_key (DipDocument *document)
{
  g_ptr_array_add (document->variants, dip_variant_new (NULL, "Private"));
}

static void
spoil_block_variant (DipDocument *document)
{
  DipBlock *block = dip_block_new (DIP_BLOCK_NOTE, NULL, "注");

  block->variant = g_strdup ("nowhere");
  g_ptr_array_add (last_clause (document)->blocks, block);
}

static void
spoil_block_text (DipDocument *document)
{
  g_ptr_array_add (last_clause (document)->blocks, dip_block_new (DIP_BLOCK_NOTE, NULL, NULL));
}

static void
spoil_digest (DipDocument *document)
{
  g_free (document->edition->sha256);
  document->edition->sha256 = g_strnfill (64, 'a');
}

static void
spoil_property (DipDocument *document)
{
  g_ptr_array_add (document->properties, dip_property_new ("名前", NULL));
}

static const Spoil spoils[] = {
  spoil_fact, spoil_fact_block, spoil_confidence, spoil_control, spoil_reference,
  spoil_double_reference, spoil_parent, spoil_parent_after, spoil_parent_self, spoil_same_id,
  spoil_no_id, spoil_no_title, spoil_level, spoil_utf8, spoil_term, spoil_variant,
  spoil_variant_key, spoil_block_variant, spoil_block_text, spoil_digest, spoil_property,
};

/* A document that contradicts itself is refused with a sentence, and nothing of it stays. */
static void
test_constraints (Fixture       *fixture,
                  gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
      g_autoptr (GError) error = NULL;

      spoils[i] (document);
      g_assert_cmpint (dip_store_add_document (fixture->store, document, source, NULL, &error),
                       ==, -1);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
      g_assert_true (g_str_has_prefix (error->message, "Could not add the edition: "));
      g_test_message ("%s", error->message);
      assert_nothing_stored (fixture);
    }

  add_plain (fixture->store, "A社", "T", "1", NULL);
}

/* And in a batch, where SQLite does not look at the CHECKs of its tables. */
static void
test_constraints_of_batch (Fixture       *fixture,
                           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
      g_autoptr (GError) error = NULL;

      spoils[i] (document);
      g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
      g_assert_no_error (error);
      add_plain (fixture->store, "A社", "T", "0", NULL);
      g_assert_cmpint (dip_store_add_document (fixture->store, document, source, NULL, &error),
                       ==, -1);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
      dip_store_drop_batch (fixture->store);
      assert_nothing_stored (fixture);
    }
}

static void
set_max_pages (Fixture *fixture,
               guint    n_pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %u", n_pages);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_database_execute (database (fixture), sql, "limit the file", &error));
  g_assert_no_error (error);
}

/* The disk is full after the next page, after two, three …, until there is room. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autofree char *pages = NULL;
  guint n_pages, n;

  do
    {
      g_clear_object (&document);
      g_clear_pointer (&source, g_bytes_unref);
      document = random_document (rand, 150, &source);
    }
  while (document->clauses->len < 100);

  fixture_close (fixture);
  pages = read_raw_value (fixture->path, "PRAGMA page_count");
  n_pages = (guint) g_ascii_strtoull (pages, NULL, 10);
  fixture_reopen (fixture);

  for (n = 0; n < 1000; n++)
    {
      g_autoptr (GError) error = NULL;
      gint64 id;

      set_max_pages (fixture, n_pages + n);
      id = dip_store_add_document (fixture->store, document, source, NULL, &error);
      if (id > 0)
        break;

      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
      assert_nothing_stored (fixture);
    }

  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (n, <, 1000);
  g_assert_cmpuint (count_editions (fixture->store), ==, 1);
  assert_sound (fixture->store);
}

static void
fill_small_disk (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "disk", "library", NULL);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  store = dip_store_open (path, &error);
  g_assert_no_error (error);

  for (;;)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (n);
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = random_document (rand, 40, &source);

      if (dip_store_add_document (store, document, source, NULL, &error) < 0)
        break;
      n++;
    }

  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_editions (store), ==, n);
  assert_sound (store);
  g_clear_object (&store);

  /* What was there before is there afterwards, and can be read. */
  store = dip_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (store), ==, n);
  assert_sound (store);
}

/* A real full disk, where the test may make a small one; in a child, whose mounts end with it. */
static void
test_small_disk (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *disk = g_build_filename (fixture->dir, "disk", NULL);
  int status = 0;
  pid_t child;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);

  if (child == 0)
    {
      if (unshare (CLONE_NEWNS) != 0 ||
          mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
          mount ("tmpfs", disk, "tmpfs", 0, "size=2m") != 0)
        _exit (77);

      fill_small_disk (fixture);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (g_rmdir (disk), ==, 0);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("cannot mount a small disk");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* One reads while the other writes, and sees what was there when it began. */
static void
test_two_connections (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (DipStore) second = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  guint changes;
  gint64 id;

  second = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  changes = dip_store_read_changes (second, &error);
  g_assert_no_error (error);

  id = add_plain (fixture->store, "A社", "T", "1", NULL);
  g_assert_cmpuint (dip_store_read_changes (second, &error), !=, changes);
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (second), ==, 1);

  g_assert_true (dip_database_begin_reading (_dip_store_get_database (second), "read", NULL,
                                             &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (second), ==, 1);
  add_plain (fixture->store, "A社", "T", "2", NULL);
  g_assert_cmpuint (count_editions (fixture->store), ==, 2);
  g_assert_cmpuint (count_editions (second), ==, 1);
  dip_database_rollback (_dip_store_get_database (second));
  g_assert_cmpuint (count_editions (second), ==, 2);

  document = dip_store_load_document (second, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_remove_edition (second, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (fixture->store), ==, 1);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipStore) second = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  second = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dip_database_begin (database (fixture), "hold the library", NULL, &error));
  g_assert_no_error (error);

  dip_database_set_patience (_dip_store_get_database (second), 30);
  g_assert_cmpint (dip_store_add_document (second, document, source, NULL, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY);
  g_clear_error (&error);

  /* Who waits can be told to stop waiting. */
  dip_database_set_patience (_dip_store_get_database (second), 3600 * 1000);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_cmpint (dip_store_add_document (second, document, source, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_thread_join (thread);

  dip_database_rollback (database (fixture));
  g_assert_cmpint (dip_store_add_document (second, document, source, NULL, &error), >, 0);
  g_assert_no_error (error);
}

/* Whether something could be stored is asked without storing anything, and without holding anybody up. */
static void
test_turn (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipStore) second = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  second = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_wait_for_turn (second, 0, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (dip_database_begin (database (fixture), "hold the library", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (dip_store_wait_for_turn (second, 0, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY);
  g_clear_error (&error);

  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (dip_store_wait_for_turn (second, 3600 * 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_thread_join (thread);

  dip_database_rollback (database (fixture));
  g_assert_true (dip_store_wait_for_turn (second, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (dip_database_begin (database (fixture), "hold the library", NULL, &error));
  dip_database_rollback (database (fixture));
}

typedef struct
{
  const char *path;
  guint       first;
} Writer;

#define N_WRITERS  4
#define N_EACH    10

static gpointer
write_many (gpointer data)
{
  Writer *writer = data;
  GError *error = NULL;
  DipStore *store = dip_store_open (writer->path, &error);

  g_assert_no_error (error);

  for (guint i = 0; i < N_EACH; i++)
    {
      g_autofree char *version = g_strdup_printf ("%u", writer->first + i);

      add_plain (store, "A社", "T", version, NULL);
    }
  g_object_unref (store);

  return NULL;
}

static void
test_many_writers (Fixture       *fixture,
                   gconstpointer  data)
{
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  for (guint i = 0; i < N_WRITERS; i++)
    {
      /* They overlap, so the same bytes come from two at once. */
      writers[i] = (Writer) { fixture->path, i * N_EACH / 2 };
      threads[i] = g_thread_new ("write", write_many, &writers[i]);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (count_editions (fixture->store), ==, (N_WRITERS + 1) * N_EACH / 2);
  assert_sound (fixture->store);
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/transactions/small-disk", test_small_disk);
  ADD ("/store/transactions/full-disk", test_full_disk);
  ADD ("/store/transactions/constraints", test_constraints);
  ADD ("/store/transactions/constraints-of-batch", test_constraints_of_batch);
  ADD ("/store/transactions/cancelled-before", test_cancelled_before);
  ADD ("/store/transactions/cancelled-anywhere", test_cancelled_anywhere);
  ADD ("/store/transactions/cancelled-anywhere-remove", test_cancelled_anywhere_remove);
  ADD ("/store/transactions/cancelled-inside-statement", test_cancelled_inside_statement);
  ADD ("/store/transactions/budget", test_budget);
  ADD ("/store/transactions/two-connections", test_two_connections);
  ADD ("/store/transactions/busy", test_busy);
  ADD ("/store/transactions/turn", test_turn);
  ADD ("/store/transactions/many-writers", test_many_writers);

  return g_test_run ();
}
