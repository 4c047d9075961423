/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-database-private.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>

/* Steps that later versions of the schema might take, over libraries of today. */

static void
assert_value (const char *path,
              const char *sql,
              const char *wanted)
{
  g_autofree char *found = read_raw_value (path, sql);

  g_assert_cmpstr (found, ==, wanted);
}

static void
assert_backup (Fixture    *fixture,
               const char *suffix)
{
  g_autofree char *path = g_strconcat (fixture->path, suffix, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  assert_value (path, "PRAGMA user_version", "3");
  assert_value (path, "SELECT count (*) FROM edition", "1");
  assert_value (path, "PRAGMA integrity_check", "ok");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (DipDatabase) database = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (fixture->store, "A社", "T", "1", NULL);
  fixture_close (fixture);

  database = dip_database_open (fixture->path, "/test/good", 5, &error);
  g_assert_no_error (error);
  g_clear_object (&database);

  assert_value (fixture->path, "PRAGMA user_version", "5");
  assert_value (fixture->path, "PRAGMA application_id", "1145655380");
  assert_value (fixture->path, "SELECT count (note) || count (*) FROM later", "01");
  assert_value (fixture->path, "SELECT count (*) FROM clause", "2");
  assert_backup (fixture, ".before-v5");

  /* There is nothing to do the second time, and so no copy. */
  before = describe_folder (fixture->dir);
  database = dip_database_open (fixture->path, "/test/good", 5, &error);
  g_assert_no_error (error);
  g_clear_object (&database);
  after = describe_folder (fixture->dir);
  g_assert_cmpstr (after, ==, before);
}

/* A failed step leaves the version before it, and the copy. */
static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (DipDatabase) database = NULL;
  g_autofree char *second = g_strconcat (fixture->path, ".before-v5~2", NULL);
  g_autoptr (GError) error = NULL;

  add_plain (fixture->store, "A社", "T", "1", NULL);
  fixture_close (fixture);

  database = dip_database_open (fixture->path, "/test/bad", 5, &error);
  g_assert_null (database);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "Could not bring the library to version 5: "));
  g_clear_error (&error);

  assert_value (fixture->path, "PRAGMA user_version", "4");
  assert_value (fixture->path, "SELECT count (*) FROM edition", "1");
  assert_value (fixture->path, "SELECT count (*) FROM later", "1");

  /* Another attempt keeps the first copy, and leaves none of a library that is as it was. */
  database = dip_database_open (fixture->path, "/test/bad", 5, &error);
  g_assert_null (database);
  g_clear_error (&error);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  assert_backup (fixture, ".before-v5");

  /* The program of today refuses what the newer one has begun. */
  g_assert_null (dip_store_open (fixture->path, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_TOO_NEW);
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (DipDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  /* A new library has nothing to be kept. */
  database = dip_database_open (fixture->path, "/test/good", 5, &error);
  g_assert_no_error (error);
  g_clear_object (&database);
  assert_value (fixture->path, "PRAGMA user_version", "5");

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);

  /* And one that cannot be finished is not there. */
  database = dip_database_open (fixture->path, "/test/bad", 5, &error);
  g_assert_null (database);
  g_assert_nonnull (error);
}

static void
read_only_child (Fixture *fixture)
{
  g_autoptr (DipDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  database = dip_database_open (fixture->path, "/test/good", 5, &error);
  g_assert_null (database);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NEEDS_WRITING);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean done;

  fixture_close (fixture);
  before = describe_folder (fixture->dir);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  done = run_unprivileged (fixture, read_only_child);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
  after = describe_folder (fixture->dir);
  g_assert_cmpstr (after, ==, before);
  if (!done)
    g_test_skip ("cannot give up the rights of root");
}

static gpointer
open_in_thread (gpointer data)
{
  GError *error = NULL;
  DipDatabase *database = dip_database_open (data, "/test/good", 5, &error);

  g_assert_no_error (error);

  return database;
}

/* Two programs start after an upgrade: each step is taken once. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  GThread *threads[4];

  add_plain (fixture->store, "A社", "T", "1", NULL);
  fixture_close (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_in_thread, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_object_unref (g_thread_join (threads[i]));

  assert_value (fixture->path, "SELECT count (*) FROM later", "1");
  assert_value (fixture->path, "PRAGMA user_version", "5");

  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      if (strstr (name, ".before-v5") != NULL)
        g_unlink (path);
    }
}

/* A library of this version is known by the digest of its tables. */
static void
test_digests (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint version = 1; version <= DIP_STORE_SCHEMA_VERSION; version++)
    {
      g_autoptr (DipDatabase) database = NULL;
      g_autofree char *digest = NULL;
      g_autoptr (GError) error = NULL;

      database = dip_database_open (NULL, DIP_STORE_SQL_FOLDER, version, &error);
      g_assert_no_error (error);
      digest = _dip_database_digest_schema (database, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (digest, ==, _dip_database_get_schema_digest (version));
    }

  g_assert_null (_dip_database_get_schema_digest (0));
  g_assert_null (_dip_database_get_schema_digest (DIP_STORE_SCHEMA_VERSION + 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/migration/good", Fixture, NULL, fixture_set_up, test_good, fixture_tear_down);
  g_test_add ("/store/migration/digests", Fixture, NULL,
              fixture_set_up_empty, test_digests, fixture_tear_down);
  g_test_add ("/store/migration/bad", Fixture, NULL, fixture_set_up, test_bad, fixture_tear_down);
  g_test_add ("/store/migration/new", Fixture, NULL,
              fixture_set_up_empty, test_new, fixture_tear_down);
  g_test_add ("/store/migration/read-only", Fixture, NULL,
              fixture_set_up, test_read_only, fixture_tear_down);
  g_test_add ("/store/migration/at-once", Fixture, NULL,
              fixture_set_up, test_at_once, fixture_tear_down);

  return g_test_run ();
}
