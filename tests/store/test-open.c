/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define S_(x) #x
#define STRING(x) S_ (x)

static void
assert_refused (Fixture       *fixture,
                DipStoreError  code)
{
  g_autofree char *before = describe_folder (fixture->dir);
  g_autofree char *after = NULL;
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (fixture->path, &error);
  g_assert_error (error, DIP_STORE_ERROR, (int) code);
  g_assert_null (store);

  after = describe_folder (fixture->dir);
  g_assert_cmpstr (after, ==, before);
}

static void
put_file (Fixture    *fixture,
          const char *contents,
          gssize      length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, contents, length, &error);
  g_assert_no_error (error);
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "a", "b", NULL);
  g_autofree char *path = g_build_filename (folder, "new.diptych", NULL);
  g_autofree char *listing = NULL;
  g_autofree char *application_id = NULL;
  g_autofree char *version = NULL;
  g_autofree char *journal = NULL;
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_false (dip_store_is_read_only (store));
  g_assert_cmpuint (count_editions (store), ==, 0);
  assert_sound (store);
  g_assert_finalize_object (g_steal_pointer (&store));

  /* One file and nothing beside it. */
  listing = describe_folder (folder);
  g_assert_true (g_str_has_prefix (listing, "new.diptych "));
  g_assert_null (strchr (listing, '\n'));

  application_id = read_raw_value (path, "PRAGMA application_id");
  g_assert_cmpstr (application_id, ==, "1145655380");
  version = read_raw_value (path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, STRING (DIP_STORE_SCHEMA_VERSION));
  journal = read_raw_value (path, "PRAGMA journal_mode");
  g_assert_cmpstr (journal, ==, "wal");

  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (parent);
}

/* What SQLite would take for something else is just a name. */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = {
    ":memory:", "file:x?mode=memory", "100% a&b#c?d.diptych", "帳簿.diptych", "\xff\xfe", " ", "'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
      g_autofree char *cwd = g_get_current_dir ();
      g_autoptr (DipStore) store = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_chdir (fixture->dir), ==, 0);
      store = dip_store_open (names[i], &error);
      g_assert_no_error (error);
      add_plain (store, "A社", "B", "1", NULL);
      g_clear_object (&store);

      store = dip_store_open (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_editions (store), ==, 1);
      g_clear_object (&store);

      g_assert_cmpint (g_chdir (cwd), ==, 0);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_text_file (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  put_file (fixture, "x", -1);
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);

  put_file (fixture, "SQLite format 3", 16);
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u: これはライブラリではない。\n", i);
  put_file (fixture, text->str, (gssize) text->len);
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);
}

/* Somebody put it there for a reason that is not ours to guess. */
static void
test_empty_file (Fixture       *fixture,
                 gconstpointer  data)
{
  put_file (fixture, "", 0);
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);
}

static void
test_foreign_database (Fixture       *fixture,
                       gconstpointer  data)
{
  put_file (fixture, "", 0);
  run_raw_sql (fixture->path, "CREATE TABLE clause (id); INSERT INTO clause VALUES (1);");
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);

  run_raw_sql (fixture->path, "PRAGMA application_id = 12345; PRAGMA user_version = 2;");
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);

  run_raw_sql (fixture->path, "PRAGMA journal_mode = WAL;");
  assert_refused (fixture, DIP_STORE_ERROR_NOT_A_LIBRARY);
}

static void
test_not_a_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *below = NULL;
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture, DIP_STORE_ERROR_CANNOT_OPEN);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture, DIP_STORE_ERROR_CANNOT_OPEN);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);

  g_assert_cmpint (symlink ("nowhere/at/all", fixture->path), ==, 0);
  assert_refused (fixture, DIP_STORE_ERROR_NOT_THERE);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);

  put_file (fixture, "a file is no folder", -1);
  below = g_build_filename (fixture->path, "library", NULL);
  store = dip_store_open (below, &error);
  g_assert_null (store);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, below);
}

static void
test_symbolic_link (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *real = g_build_filename (fixture->dir, "real.diptych", NULL);

  add_plain (fixture->store, "A社", "B", "1", NULL);
  fixture_close (fixture);
  g_assert_cmpint (g_rename (fixture->path, real), ==, 0);
  g_assert_cmpint (symlink ("real.diptych", fixture->path), ==, 0);

  fixture_reopen (fixture);
  g_assert_cmpuint (count_editions (fixture->store), ==, 1);
  fixture_close (fixture);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_unlink (real), ==, 0);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  add_plain (fixture->store, "A社", "B", "1", NULL);
  fixture_close (fixture);

  run_raw_sql (fixture->path, "PRAGMA user_version = 999;");
  assert_refused (fixture, DIP_STORE_ERROR_TOO_NEW);

  run_raw_sql (fixture->path, "PRAGMA journal_mode = DELETE;");
  assert_refused (fixture, DIP_STORE_ERROR_TOO_NEW);

  run_raw_sql (fixture->path, "PRAGMA user_version = -1;");
  assert_refused (fixture, DIP_STORE_ERROR_TOO_NEW);
}

/* Leaves @sql in the log beside the library, as a program does that is killed. */
static void
die_after (const char *path,
           const char *sql)
{
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      sqlite3 *db = NULL;

      if (sqlite3_open (path, &db) != SQLITE_OK ||
          sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;",
                        NULL, NULL, NULL) != SQLITE_OK ||
          sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
        _exit (1);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
test_newer_in_log (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  add_plain (fixture->store, "A社", "B", "1", NULL);
  fixture_close (fixture);
  die_after (fixture->path, "PRAGMA user_version = 999;");
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  assert_refused (fixture, DIP_STORE_ERROR_TOO_NEW);

  g_unlink (index);
  assert_refused (fixture, DIP_STORE_ERROR_TOO_NEW);
  g_unlink (log);
}

/* The log of our own version is part of the library. */
static void
test_log_left_behind (Fixture       *fixture,
                      gconstpointer  data)
{
  fixture_close (fixture);
  die_after (fixture->path, "INSERT INTO provider (name) VALUES ('A社');"
                            "INSERT INTO service (provider_id, name) VALUES (1, 'B');");

  fixture_reopen (fixture);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) services = dip_store_find_services (fixture->store, "B", NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (services->len, ==, 1);
  }
}

static void
test_version_zero (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_close (fixture);
  run_raw_sql (fixture->path, "PRAGMA user_version = 0;");
  assert_refused (fixture, DIP_STORE_ERROR_CORRUPT);
}

/* A file that says that it is a library and has other tables. */
static void
test_other_tables (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *const changes[] = {
    "DROP TABLE fact;",
    "DROP INDEX edition_source;",
    "ALTER TABLE clause ADD COLUMN more TEXT;",
    "DROP TABLE warning; CREATE VIEW warning AS SELECT 1 AS edition_id, 0 AS ordinal, 'x' AS text;",
    ("DROP TABLE warning;"
     "CREATE TABLE warning (edition_id, ordinal, text AS (hex (zeroblob (1000000))));"),
    "UPDATE sqlite_schema SET sql = replace (sql, 'STRICT', '') WHERE name = 'property';",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (DipStore) store = NULL;
      g_autoptr (GError) error = NULL;

      fixture_reopen (fixture);
      fixture_close (fixture);
      run_raw_sql (fixture->path, changes[i]);
      store = dip_store_open (fixture->path, &error);
      g_assert_null (store);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* What a file brings with it never runs. */
static void
test_foreign_trigger (Fixture       *fixture,
                      gconstpointer  data)
{
  fixture_close (fixture);
  run_raw_sql (fixture->path, "CREATE TRIGGER evil AFTER INSERT ON edition"
                              " BEGIN DELETE FROM provider; DELETE FROM clause; END;"
                              "CREATE TABLE more (a);"
                              "CREATE VIEW look AS SELECT * FROM edition;");
  fixture_reopen (fixture);
  add_plain (fixture->store, "A社", "B", "1", NULL);
  assert_sound (fixture->store);
}

static void
read_only_child (Fixture *fixture)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) other = plain_document ("C社", "D", "1", NULL, &source);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_is_read_only (store));

  editions = dip_store_list_editions (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (editions->len, ==, 1);
  document = dip_store_load_document (store, 1, NULL, &error);
  g_assert_no_error (error);
  assert_sound (store);

  g_assert_cmpint (dip_store_add_document (store, other, source, NULL, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  g_assert_false (dip_store_remove_edition (store, 1, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
}

static void
check_read_only (Fixture *fixture,
                 int      dir_mode,
                 int      file_mode)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean done;

  add_plain (fixture->store, "A社", "B", "1", NULL);
  fixture_close (fixture);
  before = describe_folder (fixture->dir);

  g_assert_cmpint (g_chmod (fixture->path, file_mode), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, dir_mode), ==, 0);
  done = run_unprivileged (fixture, read_only_child);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);

  after = describe_folder (fixture->dir);
  g_assert_cmpstr (after, ==, before);
  if (!done)
    g_test_skip ("cannot give up the rights of root");
}

static void
test_read_only_file (Fixture       *fixture,
                     gconstpointer  data)
{
  check_read_only (fixture, 0777, 0444);
}

static void
test_read_only_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  check_read_only (fixture, 0555, 0666);
}

static void
test_read_only_both (Fixture       *fixture,
                     gconstpointer  data)
{
  check_read_only (fixture, 0555, 0444);
}

static void
no_permission_child (Fixture *fixture)
{
  g_autofree char *other = g_build_filename (fixture->dir, "other", NULL);
  g_autofree char *deeper = g_build_filename (fixture->dir, "a", "b", "other", NULL);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (fixture->path, &error);
  g_assert_null (store);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN);
  g_clear_error (&error);

  store = dip_store_open (other, &error);
  g_assert_null (store);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  store = dip_store_open (deeper, &error);
  g_assert_null (store);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
}

static void
test_no_permission (Fixture       *fixture,
                    gconstpointer  data)
{
  gboolean done;

  fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  done = run_unprivileged (fixture, no_permission_child);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  if (!done)
    g_test_skip ("cannot give up the rights of root");
}

/* A library that its owner has open can be read by others meanwhile. */
static void
test_read_only_beside_writer (Fixture       *fixture,
                              gconstpointer  data)
{
  gboolean done;

  add_plain (fixture->store, "A社", "B", "1", NULL);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  done = run_unprivileged (fixture, read_only_child);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  if (!done)
    g_test_skip ("cannot give up the rights of root");
}

static void
test_back_up (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "copy.diptych", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no", "such", "folder", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipStore) copy = NULL;
  g_autofree char *listing = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (fixture->store, "A社", "B", "1", NULL);

  g_assert_true (dip_store_back_up (fixture->store, path, NULL, &error));
  g_assert_no_error (error);

  /* The second copy takes the place of the first. */
  add_plain (fixture->store, "A社", "B", "2", NULL);
  g_assert_true (dip_store_back_up (fixture->store, path, NULL, &error));
  g_assert_no_error (error);

  copy = dip_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (copy), ==, 2);
  assert_sound (copy);
  g_clear_object (&copy);

  g_assert_false (dip_store_back_up (fixture->store, nowhere, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, nowhere);
  g_clear_error (&error);

  /* Neither over itself nor over a library that somebody has open. */
  g_assert_false (dip_store_back_up (fixture->store, fixture->path, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_SAME_FILE);
  g_clear_error (&error);
  copy = dip_store_open (path, &error);
  g_assert_no_error (error);
  add_plain (copy, "C社", "D", "1", NULL);
  g_assert_false (dip_store_back_up (fixture->store, path, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&copy);

  g_cancellable_cancel (cancellable);
  g_assert_false (dip_store_back_up (fixture->store, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  fixture_close (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  listing = describe_folder (fixture->dir);
  g_assert_null (strchr (listing, '\n'));
}

static gpointer
open_in_thread (gpointer data)
{
  GError *error = NULL;
  DipStore *store = dip_store_open (data, &error);

  g_assert_no_error (error);

  return store;
}

/* Many at once find no file and make one: all of them have the same. */
static void
test_made_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  GThread *threads[8];
  DipStore *stores[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_in_thread, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    stores[i] = g_thread_join (threads[i]);

  add_plain (stores[3], "A社", "B", "1", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_assert_cmpuint (count_editions (stores[i]), ==, 1);
      g_object_unref (stores[i]);
    }
}

/* Libraries that the first program with each schema has written. */
static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint version = 1; version <= DIP_STORE_SCHEMA_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.db", version);
      g_autofree char *old = g_test_build_filename (G_TEST_DIST, "store", "versions", name, NULL);
      g_autoptr (GPtrArray) editions = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      gsize length;

      g_file_get_contents (old, &contents, &length, &error);
      g_assert_no_error (error);
      put_file (fixture, contents, (gssize) length);

      fixture_reopen (fixture);
      assert_sound (fixture->store);

      editions = dip_store_list_editions (fixture->store, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (editions->len, ==, 3);

      for (guint i = 0; i < editions->len; i++)
        {
          DipEdition *edition = g_ptr_array_index (editions, i);
          g_autoptr (GBytes) source = NULL;
          g_autoptr (DipDocument) found = NULL;
          g_autoptr (DipDocument) wanted = NULL;

          wanted = plain_document (edition->provider, edition->service, edition->version,
                                   edition->issued, &source);
          found = dip_store_load_document (fixture->store, edition->id, NULL, &error);
          g_assert_no_error (error);
          assert_equal (found, wanted);
        }

      fixture_close (fixture);
      if (version < DIP_STORE_SCHEMA_VERSION)
        {
          g_autofree char *kept = g_strconcat (fixture->path, ".before-v" STRING (DIP_STORE_SCHEMA_VERSION), NULL);

          g_assert_cmpint (g_unlink (kept), ==, 0);
        }
    }
}

/* Not a test: makes the file that is kept in versions/ when a schema is released. */
static int
make_version (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipStore) store = dip_store_open (path, &error);

  g_assert_no_error (error);
  add_plain (store, "みどり通信", "みどりドライブ", "1.0", "2031-04-01");
  add_plain (store, "みどり通信", "みどりドライブ", "1.1", "2032-04-01");
  add_plain (store, "Example Cloud Ltd", "Example Box", "Ver6. 2. 0", NULL);

  return 0;
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
#define ADD_EMPTY(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up_empty, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc == 3 && g_str_equal (argv[1], "make-version"))
    return make_version (argv[2]);

  ADD_EMPTY ("/store/open/new", test_new);
  ADD_EMPTY ("/store/open/names", test_names);
  ADD_EMPTY ("/store/open/text-file", test_text_file);
  ADD_EMPTY ("/store/open/empty-file", test_empty_file);
  ADD_EMPTY ("/store/open/foreign-database", test_foreign_database);
  ADD_EMPTY ("/store/open/not-a-file", test_not_a_file);
  ADD ("/store/open/symbolic-link", test_symbolic_link);
  ADD ("/store/open/newer", test_newer);
  ADD ("/store/open/newer-in-log", test_newer_in_log);
  ADD ("/store/open/log-left-behind", test_log_left_behind);
  ADD ("/store/open/version-zero", test_version_zero);
  ADD_EMPTY ("/store/open/other-tables", test_other_tables);
  ADD ("/store/open/foreign-trigger", test_foreign_trigger);
  ADD ("/store/open/read-only-file", test_read_only_file);
  ADD ("/store/open/read-only-folder", test_read_only_folder);
  ADD ("/store/open/read-only-both", test_read_only_both);
  ADD ("/store/open/read-only-beside-writer", test_read_only_beside_writer);
  ADD ("/store/open/no-permission", test_no_permission);
  ADD ("/store/open/back-up", test_back_up);
  ADD_EMPTY ("/store/open/versions", test_versions);
  ADD_EMPTY ("/store/open/made-at-once", test_made_at_once);

  return g_test_run ();
}
