/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session-fixture.h"
#include "session/dip-import-job.h"
#include "session/dip-library-undo.h"

#include <unistd.h>

typedef struct
{
  Fixture       base;
  GListStore   *files;
  DipImportJob *job;
  GThread      *main_thread;
  double        last_fraction;
  guint         n_notified;
} JobFixture;

static void
fraction_cb (DipImportJob *job,
             GParamSpec   *pspec,
             JobFixture   *fixture)
{
  double fraction = dip_import_job_get_fraction (job);

  g_assert_true (g_thread_self () == fixture->main_thread);
  g_assert_cmpfloat (fraction, >=, fixture->last_fraction);
  g_assert_cmpfloat (fraction, <=, 1.);
  fixture->last_fraction = fraction;
  fixture->n_notified++;
}

static void
set_up (JobFixture    *fixture,
        gconstpointer  data)
{
  fixture_set_up (&fixture->base, data);
  fixture->files = g_list_store_new (G_TYPE_FILE);
  fixture->main_thread = g_thread_self ();
}

static void
tear_down (JobFixture    *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->base.result);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  if (fixture->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (fixture->job, fixture);
      g_clear_object (&fixture->job);
    }

  g_clear_object (&fixture->files);
  fixture_tear_down (&fixture->base, data);
}

static void
add (JobFixture *fixture,
     const char *name,
     const char *contents)
{
  g_autoptr (GFile) file = fixture_write (&fixture->base, name, contents);

  g_list_store_append (fixture->files, file);
}

static GPtrArray *
run (JobFixture    *fixture,
     GCancellable  *cancellable,
     GError       **error)
{
  fixture->job = dip_import_job_new (fixture->base.library, G_LIST_MODEL (fixture->files));
  g_signal_connect (fixture->job, "notify::fraction", G_CALLBACK (fraction_cb), fixture);
  dip_import_job_run_async (fixture->job, cancellable, fixture_done_cb, &fixture->base);
  fixture_wait (&fixture->base);

  return dip_import_job_run_finish (fixture->job, fixture->base.result, error);
}

static void
test_good_and_bad (JobFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  DipImportResult *result;

  add (fixture, "a.txt", PAPER_1);
  add (fixture, "empty.txt", "");
  add (fixture, "b.txt", PAPER_2);
  add (fixture, "again.txt", PAPER_1);

  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);

  result = g_ptr_array_index (results, 0);
  g_assert_no_error (result->error);
  g_assert_cmpint (result->imported, ==, DIP_IMPORTED_NEW);

  result = g_ptr_array_index (results, 1);
  g_assert_error (result->error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY);
  g_assert_cmpint (result->edition_id, ==, 0);

  result = g_ptr_array_index (results, 3);
  g_assert_cmpint (result->imported, ==, DIP_IMPORTED_KNOWN);
  g_assert_cmpint (result->edition_id, ==,
                   ((DipImportResult *) g_ptr_array_index (results, 0))->edition_id);

  /* All of it is there when the callback comes. */
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 2);
  g_assert_cmpfloat (dip_import_job_get_fraction (fixture->job), ==, 1.);
  g_assert_cmpuint (dip_import_job_get_n_done (fixture->job), ==, 4);
  g_assert_cmpuint (dip_import_job_get_n_files (fixture->job), ==, 4);
  g_assert_cmpstr (dip_import_job_get_current_name (fixture->job), ==, "again.txt");
  g_assert_cmpuint (fixture->n_notified, >=, 1);
}

static void
test_folder (JobFixture    *fixture,
             gconstpointer  data)
{
  g_autofree char *root = g_build_filename (fixture->base.dir, "papers", NULL);
  g_autofree char *loop = g_build_filename (root, "deep", "loop", NULL);
  g_autofree char *link = g_build_filename (root, "link.txt", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture_write (&fixture->base, "papers/b.txt", PAPER_2));
  g_object_unref (fixture_write (&fixture->base, "papers/deep/er/a.txt", PAPER_1));
  g_object_unref (fixture_write (&fixture->base, "papers/c-bad.txt", ""));
  g_object_unref (fixture_write (&fixture->base, "papers/.hidden.txt", PAPER_1 "x"));
  g_object_unref (fixture_write (&fixture->base, "papers/.hidden/a.txt", PAPER_1 "y"));
  g_object_unref (fixture_write (&fixture->base, "outside.txt", PAPER_1 "z"));
  g_assert_cmpint (symlink ("..", loop), ==, 0);
  g_assert_cmpint (symlink ("../outside.txt", link), ==, 0);

  g_list_store_append (fixture->files, folder);
  results = run (fixture, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      g_autofree char *name = g_file_get_relative_path (folder, result->file);

      g_string_append_printf (names, "%s%s%s", i > 0 ? " " : "", name, result->error != NULL ? "!" : "");
    }

  g_assert_cmpstr (names->str, ==, "b.txt c-bad.txt! deep/er/a.txt");
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 2);
}

/* Of a folder the papers are taken; a file that is given itself is, whatever it is. */
static void
test_folder_of_other_files (JobFixture    *fixture,
                            gconstpointer  data)
{
  static const char program[] = "int\nmain (void)\n{\n  return 0;\n}\n";
  static const char notes[] = "Notes\n\nCall the provider on Monday.\n";
  g_autofree char *root = g_build_filename (fixture->base.dir, "papers", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const DipImportResult *result;

  g_object_unref (fixture_write (&fixture->base, "papers/a.txt", PAPER_1));
  g_object_unref (fixture_write (&fixture->base, "papers/main.c", program));
  g_object_unref (fixture_write (&fixture->base, "papers/notes.txt", notes));
  g_list_store_append (fixture->files, folder);
  add (fixture, "notes.txt", notes);

  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);

  result = g_ptr_array_index (results, 0);
  g_assert_no_error (result->error);
  for (guint i = 1; i < 3; i++)
    {
      result = g_ptr_array_index (results, i);
      g_assert_error (result->error, DIP_READ_ERROR, DIP_READ_ERROR_NO_CLAUSES);
      g_assert_cmpint (result->edition_id, ==, 0);
    }
  result = g_ptr_array_index (results, 3);
  g_assert_no_error (result->error);
  g_assert_cmpint (result->imported, ==, DIP_IMPORTED_NEW);
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 2);
}

static void
test_nothing (JobFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 0);
}

static void
test_cancelled (JobFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  add (fixture, "a.txt", PAPER_1);
  g_cancellable_cancel (cancellable);

  g_assert_null (run (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_cmpuint (fixture_count (&fixture->base), ==, 0);
  g_assert_true (dip_library_check (fixture->base.library, problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
cancel_cb (DipImportJob *job,
           GParamSpec   *pspec,
           GCancellable *cancellable)
{
  if (dip_import_job_get_n_done (job) > 0)
    g_cancellable_cancel (cancellable);
}

/* What is in before a cancel stays, whole; nothing else is. */
static void
test_cancelled_half_way (JobFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *contents = g_strdup_printf (PAPER_1 "\n4. 番号\n%u番です。\n", i);

      add (fixture, name, contents);
    }

  fixture->job = dip_import_job_new (fixture->base.library, G_LIST_MODEL (fixture->files));
  g_signal_connect (fixture->job, "notify::n-done", G_CALLBACK (cancel_cb), cancellable);
  dip_import_job_run_async (fixture->job, cancellable, fixture_done_cb, &fixture->base);
  fixture_wait (&fixture->base);
  results = dip_import_job_run_finish (fixture->job, fixture->base.result, &error);
  g_signal_handlers_disconnect_by_data (fixture->job, cancellable);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (results);
  g_assert_cmpuint (fixture_count (&fixture->base), >=, 1);
  g_assert_cmpuint (fixture_count (&fixture->base), <, 200);
  g_assert_true (dip_library_check (fixture->base.library, problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

#define ADD(path, func) g_test_add (path, JobFixture, NULL, set_up, func, tear_down)

/* What a job has brought in goes again, all of it, and comes again. */
static void
test_taken_back (JobFixture    *fixture,
                 gconstpointer  data)
{
  DipLibrary *library = fixture->base.library;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (DipTaken) taken = NULL;
  g_autoptr (GError) error = NULL;
  DipArrival *arrival;

  add (fixture, "a.txt", PAPER_1);
  add (fixture, "b.txt", PAPER_2);
  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 2);

  arrival = dip_import_job_get_arrival (fixture->job);
  g_assert_nonnull (arrival);
  taken = dip_library_take_back (library, arrival, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->digests->len, ==, 2);
  g_assert_cmpuint (taken->kept->len, ==, 0);
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 0);

  g_assert_true (dip_library_bring_again (library, arrival, taken, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 2);
}

/* Where nothing has come in there is nothing to take back. */
static void
test_nothing_to_take_back (JobFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, "empty.txt", "");
  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (dip_import_job_get_arrival (fixture->job));
}

/* Editions that are there are removed as one thing. */
static void
test_named (JobFixture    *fixture,
            gconstpointer  data)
{
  DipLibrary *library = fixture->base.library;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipTaken) taken = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 4711;

  g_array_append_val (ids, id);
  g_assert_null (dip_library_name_arrival (library, ids, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  add (fixture, "a.txt", PAPER_1);
  add (fixture, "b.txt", PAPER_2);
  results = run (fixture, NULL, &error);
  g_assert_no_error (error);
  g_array_index (ids, gint64, 0) = ((DipImportResult *) results->pdata[1])->edition_id;

  arrival = dip_library_name_arrival (library, ids, &error);
  g_assert_no_error (error);
  taken = dip_library_take_back (library, arrival, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->digests->len, ==, 1);
  g_assert_cmpuint (fixture_count (&fixture->base), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/import-job/good-and-bad", test_good_and_bad);
  ADD ("/session/import-job/folder", test_folder);
  ADD ("/session/import-job/folder-of-other-files", test_folder_of_other_files);
  ADD ("/session/import-job/nothing", test_nothing);
  ADD ("/session/import-job/cancelled", test_cancelled);
  ADD ("/session/import-job/cancelled-half-way", test_cancelled_half_way);
  g_test_add ("/session/import-job/in-memory", JobFixture, "memory", set_up, test_good_and_bad, tear_down);
  g_test_add ("/session/import-job/taken-back", JobFixture, NULL, set_up, test_taken_back, tear_down);
  g_test_add ("/session/import-job/nothing-to-take-back", JobFixture, NULL, set_up, test_nothing_to_take_back,
              tear_down);
  g_test_add ("/session/import-job/named", JobFixture, NULL, set_up, test_named, tear_down);

  return g_test_run ();
}
