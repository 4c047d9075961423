/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clauses of each document, about. */
#define SIZE 60u

#define _GNU_SOURCE

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-keep.h"
#include "store/dip-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What the machine does to a library: a disk that is full or gone, a file that may not
 * be written, two programs at once. Every finished import stays, the error says
 * what happened, and the library gives the same answers after it as before.
 */

#define N_DOCUMENTS 6
#define SKIPPED    77

/* Everything that the library tells, as one text. */
static char *
describe_library (DipStore *store)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  editions = dip_store_list_editions (store, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (DipDocument) document = NULL;
      g_autoptr (GBytes) source = NULL;
      g_autofree char *digest = NULL;

      document = dip_store_load_document (store, edition->id, NULL, &error);
      g_assert_no_error (error);
      source = dip_store_load_source (store, edition->id, NULL, &error);
      g_assert_no_error (error);
      digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
      g_assert_cmpstr (digest, ==, edition->sha256);
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %s %s\n", edition->id,
                              edition->provider, edition->version, edition->sha256);
      for (guint j = 0; j < document->clauses->len; j++)
        {
          const DipClause *clause = g_ptr_array_index (document->clauses, j);

          g_string_append_printf (text, " %s %s %u\n", clause->id, clause->title,
                                  clause->blocks->len);
        }
    }

  return g_string_free (text, FALSE);
}

static void
fill (DipStore *store)
{
  for (guint32 i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (add_numbered (store, i, SIZE, &error), >, 0);
      g_assert_no_error (error);
    }
}

/* Adds papers until no more fit. What was added before is there, and nothing of the last one. */
static void
add_until_full (DipStore *store,
                guint     n_before)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint32 n = n_before;

  for (; error == NULL && n < 5000; n++)
    {
      g_free (before);
      before = describe_library (store);
      if (add_numbered (store, n, SIZE, &error) > 0)
        g_assert_no_error (error);
    }

  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
  after = describe_library (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_editions (store), ==, n - 1);
}

/* Runs @function in a child: TRUE unless it said that it cannot run here. */
static gboolean
run_in_child (Fixture   *fixture,
              ChildFunc  function)
{
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      function (fixture);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == SKIPPED)
    return FALSE;

  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  return TRUE;
}

static void
limit_child (Fixture *fixture)
{
  struct rlimit limit;
  g_autoptr (DipStore) store = NULL;
  GStatBuf status;

  /* A write beyond the limit fails instead of killing. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  limit.rlim_cur = (rlim_t) status.st_size + 300 * 1024;
  limit.rlim_max = RLIM_INFINITY;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  store = dip_store_open (fixture->path, NULL);
  g_assert_nonnull (store);
  add_until_full (store, N_DOCUMENTS);

  /* Somebody makes room. */
  limit.rlim_cur = RLIM_INFINITY;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpint (add_numbered (store, 10000, SIZE, NULL), >, 0);
  assert_sound (store);
}

/* No file may grow beyond a size: what a quota does. */
static void
test_file_size (Fixture       *fixture,
                gconstpointer  data)
{
  fill (fixture->store);
  fixture_close (fixture);
  g_assert_true (run_in_child (fixture, limit_child));
  fixture_reopen (fixture);
  assert_sound (fixture->store);
  g_assert_cmpuint (count_editions (fixture->store), >, N_DOCUMENTS);
}

/* Gives the calling process, alone, a disk of this size at @dir. */
static void
mount_small (const char *dir,
             const char *size)
{
  if (unshare (CLONE_NEWNS) != 0 ||
      mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("diptych-test", dir, "tmpfs", 0, size) != 0)
    _exit (SKIPPED);
}

static void
full_disk_child (Fixture *fixture)
{
  g_autofree char *ballast = g_build_filename (fixture->dir, "ballast", NULL);
  g_autofree char *copy = g_build_filename (fixture->dir, "copy", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *zeros = g_malloc0 (400 * 1024);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  mount_small (fixture->dir, "size=3m");
  g_assert_true (g_file_set_contents (ballast, zeros, 400 * 1024, NULL));

  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  add_until_full (store, 0);
  before = describe_library (store);

  /* Neither is there room for a copy, and a half one is not left. */
  g_assert_false (dip_store_keep_copy (store, copy, NULL, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  /* It can be opened, read and removed from while the disk is full. */
  g_clear_object (&store);
  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  after = describe_library (store);
  g_assert_cmpstr (after, ==, before);
  assert_sound (store);

  /* Somebody makes room. */
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  g_assert_cmpint (add_numbered (store, 10000, SIZE, &error), >, 0);
  g_assert_no_error (error);
  assert_sound (store);
  g_clear_object (&store);
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  if (!run_in_child (fixture, full_disk_child))
    g_test_skip ("cannot mount a small disk");
}

/* Where there is not even room for what SQLite keeps beside a library, that is read, and says why it
 * is not written. */
static void
no_page_child (Fixture *fixture)
{
  g_autofree char *ballast = g_build_filename (fixture->dir, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (4096);
  g_autofree char *before = NULL;
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FILE *file;

  mount_small (fixture->dir, "size=4m");
  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fill (store);
  before = describe_library (store);
  g_clear_object (&store);

  file = g_fopen (ballast, "w");
  g_assert_nonnull (file);
  setbuf (file, NULL);
  while (fwrite (zeros, 4096, 1, file) == 1)
    ;
  (void) fclose (file);

  /* The first try leaves an empty log. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *after = NULL;

      store = dip_store_open (fixture->path, &error);
      g_assert_no_error (error);
      after = describe_library (store);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpint (add_numbered (store, 10000, SIZE, &error), ==, -1);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
      g_clear_error (&error);

      /* Whoever opens it again when there is room can write. */
      g_assert_true (dip_store_has_moved (store));
      g_clear_object (&store);
    }

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (add_numbered (store, 10000, SIZE, &error), >, 0);
  g_assert_no_error (error);
  assert_sound (store);
  g_clear_object (&store);
}

static void
test_no_page (Fixture       *fixture,
              gconstpointer  data)
{
  if (!run_in_child (fixture, no_page_child))
    g_test_skip ("cannot mount a small disk");
}

static void
no_room_child (Fixture *fixture)
{
  g_autofree char *ballast = g_build_filename (fixture->dir, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  mount_small (fixture->dir, "size=1m");
  (void) g_file_set_contents_full (ballast, zeros, 1000 * 1024, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  store = dip_store_open (fixture->path, &error);
  g_assert_null (store);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* A new library for which there is no room is not there at all. */
static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  if (!run_in_child (fixture, no_room_child))
    g_test_skip ("cannot mount a small disk");
}

static void
vanished_child (Fixture *fixture)
{
  g_autoptr (DipStore) store = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  mount_small (fixture->dir, "size=30m");
  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fill (store);
  before = describe_library (store);

  /* The disk is pulled out. What was read can still be read, and nothing is written into the void. */
  g_assert_cmpint (umount2 (fixture->dir, MNT_DETACH), ==, 0);
  g_assert_cmpint (add_numbered (store, 10000, SIZE, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN);
  after = describe_library (store);
  g_assert_cmpstr (after, ==, before);
}

static void
test_vanished_mount (Fixture       *fixture,
                     gconstpointer  data)
{
  if (!run_in_child (fixture, vanished_child))
    g_test_skip ("cannot mount a disk");
}

/* The same without a disk: the file is removed, or another one stands in its place. */
static void
test_removed_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *moved = g_strconcat (fixture->path, ".moved", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->store);
  before = describe_library (fixture->store);
  g_assert_cmpint (g_rename (fixture->path, moved), ==, 0);

  g_assert_cmpint (add_numbered (fixture->store, 10000, SIZE, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN);
  g_assert_nonnull (strstr (error->message, "moved"));
  g_clear_error (&error);
  g_assert_false (dip_store_remove_edition (fixture->store, 1, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN);
  g_clear_error (&error);

  /* It comes back. */
  g_assert_cmpint (g_rename (moved, fixture->path), ==, 0);
  after = describe_library (fixture->store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (add_numbered (fixture->store, 10000, SIZE, &error), >, 0);
  assert_sound (fixture->store);
  fixture_close (fixture);
  g_unlink (log);
  g_unlink (index);
}

static void
read_only_child (Fixture *fixture)
{
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  store = dip_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_is_read_only (store));
  before = describe_library (store);
  g_assert_cmpint (add_numbered (store, 10000, SIZE, &error), ==, -1);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (dip_store_remove_edition (store, 1, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY);
  after = describe_library (store);
  g_assert_cmpstr (after, ==, before);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  gboolean done;

  fill (fixture->store);
  fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  done = run_unprivileged (fixture, read_only_child);
  g_assert_cmpint (g_chmod (fixture->dir, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  if (!done)
    g_test_skip ("cannot give up the rights of root");

  fixture_reopen (fixture);
  assert_sound (fixture->store);
  g_assert_cmpuint (count_editions (fixture->store), ==, N_DOCUMENTS);
}

static void
write_many (Fixture *fixture,
            guint32  first)
{
  g_autoptr (DipStore) store = dip_store_open (fixture->path, NULL);

  if (store == NULL)
    _exit (1);

  dip_database_set_patience (_dip_store_get_database (store), 60000);
  for (guint32 i = 0; i < 25; i++)
    {
      gint64 id = add_numbered (store, first + i, SIZE, NULL);

      if (id <= 0 || (i % 5 == 4 && !dip_store_remove_edition (store, id, NULL, NULL)))
        _exit (1);
    }
}

/* Three programs write, and one of them writes what another one does. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  static const guint32 firsts[] = { 100, 200, 200 };
  pid_t children[G_N_ELEMENTS (firsts)];

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      children[i] = fork ();
      g_assert_cmpint (children[i], >=, 0);
      if (children[i] == 0)
        {
          write_many (fixture, firsts[i]);
          _exit (0);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      int status = 0;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      /* To remove what the other one has removed already is an error, and the only one. */
      g_assert_true (WIFEXITED (status));
      if (firsts[i] == 100)
        g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }

  fixture_reopen (fixture);
  assert_sound (fixture->store);
  for (guint32 i = 0; i < 25; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) wanted = numbered_document (100 + i, SIZE, &source);
      g_autoptr (DipDocument) found = NULL;
      g_autoptr (GError) error = NULL;
      gint64 id = dip_store_find_by_digest (fixture->store, wanted->edition->sha256, NULL, &error);

      g_assert_true ((id > 0) == (i % 5 != 4));
      if (id > 0)
        found = dip_store_load_document (fixture->store, id, NULL, &error);
      g_assert_no_error (error);
      if (found != NULL)
        assert_equal (found, wanted);
    }
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

  ADD ("/store/faults/file-size", test_file_size);
  ADD_EMPTY ("/store/faults/full-disk", test_full_disk);
  ADD_EMPTY ("/store/faults/no-room", test_no_room);
  ADD_EMPTY ("/store/faults/no-page", test_no_page);
  ADD_EMPTY ("/store/faults/vanished-mount", test_vanished_mount);
  ADD ("/store/faults/removed-file", test_removed_file);
  ADD ("/store/faults/read-only", test_read_only);
  ADD_EMPTY ("/store/faults/at-once", test_at_once);

  return g_test_run ();
}
