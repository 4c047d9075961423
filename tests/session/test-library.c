/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session/dip-library-ahead.h"
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_import_list_load (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fixture_count (fixture), ==, 1);
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1");
  edition = g_list_model_get_item (dip_library_get_editions (fixture->library), 0);
  g_assert_cmpint (edition->id, ==, id);
  g_assert_cmpstr (edition->source_name, ==, "a.txt");
  g_assert_cmpstr (edition->media_type, ==, "text/plain");
  g_assert_cmpint (edition->n_bytes, ==, strlen (PAPER_1));
  g_assert_cmpuint (strlen (edition->sha256), ==, 64);

  document = dip_library_load (fixture->library, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (document->clauses->len, ==, edition->n_clauses);
  g_assert_nonnull (dip_document_find_clause (document, "2"));

  source = dip_library_load_source (fixture->library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (source, NULL), g_bytes_get_size (source),
                   PAPER_1, strlen (PAPER_1));
}

static void
test_same_bytes_twice (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (GFile) file = fixture_write (fixture, "another-name.txt", PAPER_1);
  DipImported imported = DIP_IMPORTED_NEW;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dip_library_import (fixture->library, file, NULL, &imported, NULL, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpint (imported, ==, DIP_IMPORTED_KNOWN);
  g_assert_cmpuint (fixture_count (fixture), ==, 1);
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) empty = fixture_write (fixture, "empty.txt", "");
  g_autoptr (GFile) nothing = g_file_new_build_filename (fixture->dir, "nothing.txt", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->dir);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dip_library_import (fixture->library, empty, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY);
  g_clear_error (&error);

  g_assert_cmpint (dip_library_import (fixture->library, nothing, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (dip_library_import (fixture->library, folder, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE);

  g_assert_cmpuint (fixture_count (fixture), ==, 0);
  g_assert_cmpstr (fixture->changes->str, ==, "");
}

static void
test_values_of_the_user (Fixture       *fixture,
                         gconstpointer  data)
{
  const DipImportValues values = {
    .provider = "Minato Works",
    .service = "Minato Ledger",
    .version = "9.9",
    .issued = "2026-01-02",
    .kind = DIP_KIND_CHECKSHEET,
  };
  g_autoptr (GFile) file = fixture_write (fixture, "a.txt", PAPER_1);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_library_import (fixture->library, file, &values, NULL, NULL, &error);
  g_assert_no_error (error);
  document = dip_library_load (fixture->library, id, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (document->edition->provider, ==, "Minato Works");
  g_assert_cmpstr (document->edition->service, ==, "Minato Ledger");
  g_assert_cmpstr (document->edition->version, ==, "9.9");
  g_assert_cmpint (document->edition->version_origin, ==, DIP_ORIGIN_USER);
  g_assert_cmpstr (document->edition->issued, ==, "2026-01-02");
  g_assert_cmpint (document->edition->kind, ==, DIP_KIND_CHECKSHEET);
}

static void
test_read_file_stores_nothing (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.txt", PAPER_1);
  g_autoptr (GError) error = NULL;
  g_autoptr (DipDocument) document = dip_library_read_file (file, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (document->edition->id, ==, 0);
  g_assert_true (dip_library_refresh (fixture->library, &error));
  g_assert_cmpuint (fixture_count (fixture), ==, 0);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.txt", PAPER_1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (dip_library_import (fixture->library, file, NULL, NULL, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_cmpuint (fixture_count (fixture), ==, 0);
  g_assert_true (dip_library_check (fixture->library, problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 old_id = fixture_import (fixture, "a.txt", PAPER_1);
  gint64 new_id = fixture_import (fixture, "b.txt", PAPER_2);
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (DipComparison) same = NULL;
  g_autoptr (GError) error = NULL;

  comparison = dip_library_compare (fixture->library, old_id, new_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comparison->n_by_class[DIP_CLASS_SUBSTANTIVE], >=, 1);

  same = dip_library_compare (fixture->library, old_id, old_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->n_by_class[DIP_CLASS_NONE], ==, same->pairs->len);
}

static void
test_load_async (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  dip_library_load_async (fixture->library, id, NULL, fixture_done_cb, fixture);
  fixture_wait (fixture);
  document = dip_library_load_finish (fixture->library, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (document->edition->id, ==, id);
  g_clear_object (&fixture->result);

  dip_library_load_async (fixture->library, id + 1, NULL, fixture_done_cb, fixture);
  fixture_wait (fixture);
  g_assert_null (dip_library_load_finish (fixture->library, fixture->result, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
}

static void
test_remove_restore (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (DipDocument) again = NULL;
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipTaken) taken = NULL;
  g_autoptr (GError) error = NULL;

  fixture_import (fixture, "b.txt", PAPER_2);
  document = dip_library_load (fixture->library, id, NULL, &error);
  g_assert_no_error (error);

  taken = fixture_take_out (fixture->library, id, &arrival);
  g_assert_cmpuint (fixture_count (fixture), ==, 1);
  g_assert_null (dip_library_load (fixture->library, id, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Twice is once. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (dip_library_bring_again (fixture->library, arrival, taken, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (fixture_count (fixture), ==, 2);
    }
  id = fixture_import (fixture, "a.txt", PAPER_1);
  again = dip_library_load (fixture->library, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->clauses->len, ==, document->clauses->len);
  g_assert_cmpstr (again->edition->sha256, ==, document->edition->sha256);
}

static void
test_update (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (DipEdition) edition = g_list_model_get_item (dip_library_get_editions (fixture->library), 0);
  g_autoptr (DipEdition) values = dip_edition_copy (edition);
  g_autoptr (DipEdition) updated = NULL;
  g_autoptr (GError) error = NULL;

  g_free (values->provider);
  values->provider = g_strdup ("Minato Works");
  g_assert_true (dip_library_update (fixture->library, values, &error));
  g_assert_no_error (error);

  updated = g_list_model_get_item (dip_library_get_editions (fixture->library), 0);
  g_assert_cmpint (updated->id, ==, id);
  g_assert_cmpstr (updated->provider, ==, "Minato Works");
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1 0-1+1");
}

static gint64
import_as (Fixture    *fixture,
           const char *name,
           const char *contents,
           const char *service,
           const char *version)
{
  const DipImportValues values = { .provider = "Minato", .service = service, .version = version };
  g_autoptr (GFile) file = fixture_write (fixture, name, contents);
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_library_import (fixture->library, file, &values, NULL, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_finds (Fixture    *fixture,
              const char *name,
              gint64      id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipEdition) edition = dip_library_find_edition (fixture->library, name, &error);

  if (id == 0)
    {
      g_assert_null (edition);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
      g_assert_null (strchr (error->message, '\n'));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (edition->id, ==, id);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 one;
  gint64 two;
  gint64 other;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  assert_finds (fixture, "1", 0);

  one = import_as (fixture, "a.txt", PAPER_1, "Minato Ledger", "1.0");
  two = import_as (fixture, "b.txt", PAPER_2, "Minato Ledger", "1.1");
  other = import_as (fixture, "c.txt", PAPER_1 "\n4. 終わり\n以上です。\n", "帳票クラウド", "1.0");
  id = g_strdup_printf ("%" G_GINT64_FORMAT, two);

  assert_finds (fixture, id, two);
  assert_finds (fixture, "Minato Ledger@1.0", one);
  assert_finds (fixture, "minatoledger@1.1", two);
  assert_finds (fixture, "Ｍｉｎａｔｏ　Ｌｅｄｇｅｒ@１．１", two);
  assert_finds (fixture, "ledger@1.1", two);
  assert_finds (fixture, "帳票@1.0", other);
  assert_finds (fixture, "帳票クラウド", other);
  assert_finds (fixture, "Minato Ledger", 0);
  assert_finds (fixture, "Minato Ledger@1.2", 0);
  assert_finds (fixture, "nothing@1.0", 0);
  assert_finds (fixture, "", 0);
  assert_finds (fixture, "@", 0);
  assert_finds (fixture, "999999999999999999999", 0);

  g_assert_null (dip_library_find_edition (fixture->library, "ledger@1.2", &error));
  g_assert_nonnull (strstr (error->message, "Minato Ledger@1.1"));
  g_assert_null (strstr (error->message, "帳票"));
}

static void
test_others_change_it (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipLibrary) other = dip_library_new (fixture->path, &error);
  g_autoptr (GFile) file = fixture_write (fixture, "a.txt", PAPER_1);

  g_assert_no_error (error);
  dip_library_import (other, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (fixture_count (fixture), ==, 0);
  g_assert_true (dip_library_refresh (fixture->library, &error));
  g_assert_cmpuint (fixture_count (fixture), ==, 1);

  /* Nothing new, nothing announced. */
  g_assert_true (dip_library_refresh (fixture->library, &error));
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1");
}

static gpointer
import_in_thread (gpointer data)
{
  fixture_import (data, "thread.txt", PAPER_2);

  return NULL;
}

static void
test_change_from_a_thread (Fixture       *fixture,
                           gconstpointer  data)
{
  fixture_import (fixture, "a.txt", PAPER_1);
  g_thread_join (g_thread_new ("import", import_in_thread, fixture));

  /* The list changes in its own thread only. */
  g_assert_cmpuint (fixture_count (fixture), ==, 1);
  while (fixture_count (fixture) == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture_count (fixture), ==, 2);
}

static void
test_default_path (void)
{
  g_autofree char *path = dip_library_dup_default_path ();

  g_assert_true (g_str_has_prefix (path, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (path, "diptych/library.diptych"));
}

/* The disk of an open library is pulled out, and put in again. */
static void
test_vanished (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autofree char *away = g_strconcat (fixture->path, ".away", NULL);
  g_autoptr (GFile) file = fixture_write (fixture, "b.txt", PAPER_2);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  g_assert_cmpint (dip_library_import (fixture->library, file, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE);
  g_clear_error (&error);

  /* No empty library has come in its place, and the list is what it was. */
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture_count (fixture), ==, 1);

  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);
  document = dip_library_load (fixture->library, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dip_library_import (fixture->library, file, NULL, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static void
test_not_a_library (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.txt", PAPER_1);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dip_library_new (path, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_A_LIBRARY);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, PAPER_1);
}

/* A library that a thread has opened is of the thread that takes it. */
static void
test_ahead (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  const char *path = dip_library_get_path (fixture->library);
  g_autoptr (DipLibraryAhead) unused = dip_library_ahead_new (path);
  DipLibraryAhead *ahead = dip_library_ahead_new (path);
  g_autoptr (DipLibrary) library = NULL;
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipTaken) taken = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (dip_library_ahead_get_path (ahead), ==, path);
  library = dip_library_ahead_finish (ahead, &error);
  g_assert_no_error (error);
  edition = g_list_model_get_item (dip_library_get_editions (library), 0);
  g_assert_cmpint (edition->id, ==, id);

  /* The list follows what this thread does. */
  taken = fixture_take_out (library, id, &arrival);
  g_assert_cmpuint (g_list_model_get_n_items (dip_library_get_editions (library)), ==, 0);
}

static void
test_ahead_not_a_library (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "notes.txt", PAPER_1);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  g_assert_null (dip_library_ahead_finish (dip_library_ahead_new (path), &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_A_LIBRARY);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
#define ADD_IN_MEMORY(path, func) \
  g_test_add (path, Fixture, "memory", fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/library/import-list-load", test_import_list_load);
  ADD ("/session/library/same-bytes-twice", test_same_bytes_twice);
  ADD ("/session/library/refused", test_refused);
  ADD ("/session/library/values-of-the-user", test_values_of_the_user);
  ADD ("/session/library/read-file-stores-nothing", test_read_file_stores_nothing);
  ADD ("/session/library/cancelled", test_cancelled);
  ADD ("/session/library/compare", test_compare);
  ADD ("/session/library/load-async", test_load_async);
  ADD ("/session/library/remove-restore", test_remove_restore);
  ADD ("/session/library/update", test_update);
  ADD ("/session/library/find", test_find);
  ADD ("/session/library/others-change-it", test_others_change_it);
  ADD ("/session/library/change-from-a-thread", test_change_from_a_thread);
  ADD ("/session/library/vanished", test_vanished);
  ADD ("/session/library/not-a-library", test_not_a_library);
  ADD ("/session/library/ahead", test_ahead);
  ADD ("/session/library/ahead-not-a-library", test_ahead_not_a_library);
  ADD_IN_MEMORY ("/session/memory/import-list-load", test_import_list_load);
  ADD_IN_MEMORY ("/session/memory/compare", test_compare);
  ADD_IN_MEMORY ("/session/memory/remove-restore", test_remove_restore);
  ADD_IN_MEMORY ("/session/memory/change-from-a-thread", test_change_from_a_thread);
  g_test_add_func ("/session/library/default-path", test_default_path);

  return g_test_run ();
}
