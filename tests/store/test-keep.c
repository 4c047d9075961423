/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-keep.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>

/* Copies of libraries: made, put back, merged. */

typedef struct
{
  Fixture  library;
  char    *copy;      /* beside the library */
} Place;

static void
place_set_up (Place         *place,
              gconstpointer  data)
{
  fixture_set_up (&place->library, data);
  place->copy = g_build_filename (place->library.dir, "copy.diptych", NULL);
}

/* Whatever a test leaves goes, but for files whose name tells that they should not be there. */
static void
place_tear_down (Place         *place,
                 gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fixture_close (&place->library);
  dir = g_dir_open (place->library.dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->library.dir, name, NULL);

      g_assert_null (strstr (name, ".new-"));
      g_assert_false (g_str_has_suffix (name, "-wal"));
      g_unlink (path);
    }

  fixture_tear_down (&place->library, data);
  g_free (place->copy);
}

static DipStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  DipStore *store = dip_store_open (path, &error);

  g_assert_no_error (error);

  return store;
}

static void
assert_has (DipStore   *store,
            const char *provider,
            const char *service,
            const char *version)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) wanted = plain_document (provider, service, version, NULL, &source);
  g_autoptr (DipDocument) found = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = dip_store_find_by_digest (store, wanted->edition->sha256, NULL, &error);

  g_assert_cmpint (id, >, 0);
  found = dip_store_load_document (store, id, NULL, &error);
  g_assert_no_error (error);
  assert_equal (found, wanted);
  bytes = dip_store_load_source (store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, source));
}

/* Overwrites a page, or with 0 all but the first bytes. */
static void
break_library (const char *path,
               guint       page)
{
  gsize from = page > 0 ? (gsize) (page - 1) * 4096 : 200;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, from);
  memset (contents + from, 0x5a, page > 0 ? 4096 : length - from);
  g_file_set_contents (path, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_backup (Place         *place,
             gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (store, place->copy, NULL, NULL, &error));
  g_assert_no_error (error);

  /* The next one takes its place. */
  add_plain (store, "A社", "T", "2", NULL);
  g_assert_true (dip_store_keep_copy (store, place->copy, NULL, NULL, &error));
  g_assert_no_error (error);

  copy = open_store (place->copy);
  assert_sound (copy);
  g_assert_cmpuint (count_editions (copy), ==, 2);
  assert_has (copy, "A社", "T", "1");
  assert_has (copy, "A社", "T", "2");
}

/* A library that holds more than this one, or that is damaged, is kept beside the copy. */
static void
test_backup_over_other (Place         *place,
                        gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autofree char *again = NULL;
  g_autoptr (DipStore) other = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  other = open_store (place->copy);
  add_plain (other, "B社", "U", "1", NULL);
  g_clear_object (&other);

  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (kept, ".before-backup"));
  other = open_store (kept);
  assert_has (other, "B社", "U", "1");
  g_clear_object (&other);

  /* The copy itself is replaced by the next one. */
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, &again, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (again);

  break_library (place->copy, 1);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, &again, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (again, ".before-backup~2"));
  other = open_store (place->copy);
  assert_sound (other);
}

/* What is no library is not lost by a copy that takes its place. */
static void
test_backup_over_file (Place         *place,
                       gconstpointer  data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place->copy, "a letter", -1, &error);
  g_assert_no_error (error);
  g_assert_false (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_A_LIBRARY);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, place->copy);
  g_clear_error (&error);

  g_file_get_contents (place->copy, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "a letter");

  g_assert_false (dip_store_keep_copy (place->library.store, place->library.path, NULL, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_SAME_FILE);
}

/* A sound copy is worth more than a damaged one. */
static void
test_backup_of_damage (Place         *place,
                       gconstpointer  data)
{
  g_autoptr (DipStore) copy = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  add_plain (place->library.store, "A社", "T", "2", NULL);
  fixture_close (&place->library);
  page = read_raw_value (place->library.path,
                         "SELECT rootpage FROM sqlite_schema WHERE name = 'clause'");
  break_library (place->library.path, (guint) g_ascii_strtoull (page, NULL, 10));

  fixture_reopen (&place->library);
  g_assert_false (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);

  copy = open_store (place->copy);
  assert_sound (copy);
  g_assert_cmpuint (count_editions (copy), ==, 1);
}

static void
test_restore (Place         *place,
              gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (DipStore) old = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  add_plain (place->library.store, "A社", "T", "2", NULL);
  g_file_get_contents (place->copy, &before, NULL, &error);

  /* The library is open all the time, as in a window. */
  g_assert_true (dip_store_put_back (place->library.path, place->copy, &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_editions (place->library.store), ==, 1);
  assert_has (place->library.store, "A社", "T", "1");
  assert_sound (place->library.store);

  /* And is used on. */
  add_plain (place->library.store, "A社", "T", "3", NULL);
  fixture_reopen (&place->library);
  assert_sound (place->library.store);
  assert_has (place->library.store, "A社", "T", "3");

  g_assert_true (g_str_has_suffix (kept, "library.diptych.before-restore"));
  old = open_store (kept);
  assert_has (old, "A社", "T", "2");

  g_file_get_contents (place->copy, &after, NULL, &error);
  g_assert_cmpstr (after, ==, before);
}

static void
test_restore_missing (Place         *place,
                      gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  fixture_close (&place->library);
  g_assert_cmpint (g_unlink (place->library.path), ==, 0);

  g_assert_true (dip_store_put_back (place->library.path, place->copy, &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (kept);
  fixture_reopen (&place->library);
  assert_sound (place->library.store);
  assert_has (place->library.store, "A社", "T", "1");
}

/* A library that cannot even be opened is moved out of the way. */
static void
test_restore_damaged (Place         *place,
                      gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  fixture_close (&place->library);
  break_library (place->library.path, 0);

  g_assert_true (dip_store_put_back (place->library.path, place->copy, &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (kept);
  g_file_get_contents (kept, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (contents[300], ==, 0x5a);

  fixture_reopen (&place->library);
  assert_sound (place->library.store);
  assert_has (place->library.store, "A社", "T", "1");
}

/* Nothing makes room for a copy that is damaged, or is none. */
static void
test_restore_bad_copy (Place         *place,
                       gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autofree char *page = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *absent = g_build_filename (place->library.dir, "absent.diptych", NULL);
  g_autoptr (GError) error = NULL;

  add_plain (place->library.store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (place->library.store, place->copy, NULL, NULL, &error));
  page = read_raw_value (place->copy, "SELECT rootpage FROM sqlite_schema WHERE name = 'block'");
  break_library (place->copy, (guint) g_ascii_strtoull (page, NULL, 10));
  fixture_close (&place->library);
  before = describe_folder (place->library.dir);

  g_assert_false (dip_store_put_back (place->library.path, place->copy, &kept, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, place->copy);
  g_clear_error (&error);
  g_assert_false (dip_store_put_back (place->library.path, absent, &kept, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, absent);
  g_clear_error (&error);
  g_assert_false (dip_store_put_back (place->library.path, place->library.path, &kept, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_SAME_FILE);
  g_clear_error (&error);
  g_assert_null (kept);

  after = describe_folder (place->library.dir);
  g_assert_cmpstr (after, ==, before);
}

/* A copy may be as old as the first release; it is brought up to date, and stays as it is. */
static void
test_old_versions (Place         *place,
                   gconstpointer  data)
{
  for (guint version = 1; version <= DIP_STORE_SCHEMA_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.db", version);
      g_autofree char *old = g_test_build_filename (G_TEST_DIST, "store", "versions", name, NULL);
      g_autofree char *scratch = g_build_filename (place->library.dir, "scratch", NULL);
      g_autofree char *contents = NULL;
      g_autofree char *after = NULL;
      g_autofree char *kept = NULL;
      g_autoptr (DipMerge) merge = dip_merge_new ();
      g_autoptr (DipStore) other = NULL;
      g_autoptr (GError) error = NULL;
      gsize length, length_after;

      g_file_get_contents (old, &contents, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents (place->copy, contents, (gssize) length, &error);
      g_assert_no_error (error);

      fixture_close (&place->library);
      g_unlink (place->library.path);
      g_assert_true (dip_store_put_back (place->library.path, place->copy, &kept, NULL, &error));
      g_assert_no_error (error);
      fixture_reopen (&place->library);
      assert_sound (place->library.store);
      g_assert_cmpuint (count_editions (place->library.store), ==, 3);

      fixture_close (&place->library);
      g_unlink (place->library.path);
      fixture_reopen (&place->library);
      other = dip_store_open_for_reading (place->copy, scratch, &error);
      g_assert_no_error (error);
      g_assert_true (dip_store_merge (place->library.store, other, merge, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (merge->n_new, ==, 3);
      assert_sound (place->library.store);
      g_clear_object (&other);

      g_file_get_contents (place->copy, &after, &length_after, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (after, length_after, contents, length);
    }
}

static DipEdition *
find_edition (DipStore   *store,
              const char *version)
{
  g_autoptr (GPtrArray) editions = dip_store_list_editions (store, NULL, NULL);

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      if (g_strcmp0 (edition->version, version) == 0)
        return g_object_ref (edition);
    }

  return NULL;
}

static void
test_merge (Place         *place,
            gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipStore) other = open_store (place->copy);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (DipEdition) ours = NULL;
  g_autoptr (GError) error = NULL;

  add_plain (store, "A社", "T", "1", NULL);
  add_plain (store, "A社", "T", "2", NULL);
  add_plain (other, "A社", "T", "2", NULL);
  add_plain (other, "A社", "T", "3", NULL);
  add_plain (other, "B社", "U", "1", NULL);

  g_assert_true (dip_store_merge (store, other, merge, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (merge->n_new, ==, 2);
  g_assert_cmpuint (merge->n_known, ==, 1);
  g_assert_cmpuint (merge->notes->len, ==, 0);
  g_assert_cmpuint (count_editions (store), ==, 4);
  g_assert_cmpuint (count_editions (other), ==, 3);
  assert_has (store, "A社", "T", "3");
  assert_has (store, "B社", "U", "1");
  assert_sound (store);
  assert_sound (other);

  /* One more time brings nothing. */
  g_assert_true (dip_store_merge (store, other, merge, NULL, &error));
  g_assert_cmpuint (merge->n_new, ==, 2);
  g_assert_cmpuint (count_editions (store), ==, 4);
}

/* What somebody has decided comes along, and what the two tell differently is told. */
static void
test_merge_decisions (Place         *place,
                      gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipStore) other = open_store (place->copy);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (DipEdition) values = NULL;
  g_autoptr (DipEdition) ours = NULL;
  g_autoptr (GPtrArray) paper = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, second;

  add_plain (store, "A社", "T", "1", NULL);
  first = add_plain (other, "A社", "T", "1", NULL);
  second = add_plain (other, "新A社", "新T", "9", NULL);
  g_assert_true (dip_store_join_paper (other, second, first, NULL, &error));

  values = find_edition (other, "1");
  set_text (&values->version, "1.0a");
  set_text (&values->issued, "2031-01-02");
  set_text (&values->title, "別の題名");
  g_assert_true (dip_store_update_edition (other, values, NULL, &error));

  g_assert_true (dip_store_merge (store, other, merge, NULL, &error));
  g_assert_no_error (error);

  ours = find_edition (store, "1.0a");
  g_assert_nonnull (ours);
  g_assert_cmpint (ours->version_origin, ==, DIP_ORIGIN_USER);
  g_assert_cmpstr (ours->issued, ==, "2031-01-02");
  g_assert_cmpstr (ours->title, ==, "セキュリティホワイトペーパー");
  g_assert_cmpuint (merge->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (merge->notes, 0), "別の題名"));

  paper = dip_store_list_paper (store, ours->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paper->len, ==, 2);
  assert_sound (store);
}

/* Random papers arrive with every field, and with the day on which they came. */
static void
test_merge_random (Place         *place,
                   gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (DipStore) other = open_store (place->copy);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GBytes) source = NULL;
      DipDocument *document = random_document (rand, 20, &source);

      g_assert_cmpint (dip_store_add_document (other, document, source, NULL, &error), >, 0);
      g_assert_no_error (error);
      g_ptr_array_add (documents, document);
    }

  g_assert_true (dip_store_merge (place->library.store, other, merge, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (merge->n_new, ==, documents->len);
  assert_sound (place->library.store);

  for (guint i = 0; i < documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (documents, i);
      g_autoptr (DipDocument) found = NULL;
      gint64 id = dip_store_find_by_digest (place->library.store, document->edition->sha256, NULL,
                                            &error);

      g_assert_cmpint (id, >, 0);
      found = dip_store_load_document (place->library.store, id, NULL, &error);
      g_assert_no_error (error);
      assert_equal (found, document);
    }
}

/* An edition that cannot be read does not keep the others out. */
static void
test_merge_damaged (Place         *place,
                    gconstpointer  data)
{
  g_autoptr (DipStore) other = open_store (place->copy);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (GError) error = NULL;

  add_plain (other, "A社", "T", "1", NULL);
  add_plain (other, "A社", "T", "2", NULL);
  g_clear_object (&other);
  run_raw_sql (place->copy, "DELETE FROM cell WHERE edition_id = 1 AND clause = 0");
  other = open_store (place->copy);

  g_assert_true (dip_store_merge (place->library.store, other, merge, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (merge->n_new, ==, 1);
  g_assert_cmpuint (merge->n_failed, ==, 1);
  g_assert_cmpuint (merge->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (merge->notes, 0), "damaged"));
  assert_has (place->library.store, "A社", "T", "2");
  assert_sound (place->library.store);
}

#define ADD(path, func) g_test_add (path, Place, NULL, place_set_up, func, place_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/keep/backup", test_backup);
  ADD ("/store/keep/backup-over-other", test_backup_over_other);
  ADD ("/store/keep/backup-over-file", test_backup_over_file);
  ADD ("/store/keep/backup-of-damage", test_backup_of_damage);
  ADD ("/store/keep/restore", test_restore);
  ADD ("/store/keep/restore-missing", test_restore_missing);
  ADD ("/store/keep/restore-damaged", test_restore_damaged);
  ADD ("/store/keep/restore-bad-copy", test_restore_bad_copy);
  ADD ("/store/keep/old-versions", test_old_versions);
  ADD ("/store/keep/merge", test_merge);
  ADD ("/store/keep/merge-decisions", test_merge_decisions);
  ADD ("/store/keep/merge-random", test_merge_random);
  ADD ("/store/keep/merge-damaged", test_merge_damaged);

  return g_test_run ();
}
