/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store-keep.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A child adds one document after the other and says so after each; it is killed
 * at a moment that chance chooses. What it said must be there, whole, and nothing
 * else but at most the one that it was about to tell.
 */

/* Clauses of each document, about. */
#define SIZE 40u

#define N_ROUNDS       40
#define N_ROUNDS_SLOW 300
#define N_KEPT        200  /* a library is begun anew after so many documents */

/* How often a child is killed; DIPTYCH_KILL_ROUNDS says another number. */
static guint
count_rounds (void)
{
  const char *told = g_getenv ("DIPTYCH_KILL_ROUNDS");
  guint64 n;

  if (told != NULL && g_ascii_string_to_unsigned (told, 10, 1, G_MAXUINT, &n, NULL))
    return (guint) n;

  return g_test_slow () ? N_ROUNDS_SLOW : N_ROUNDS;
}

/* Every third document is removed again, so that removals are killed too. */
static gboolean
is_removed (guint32 number)
{
  return number % 3 == 2;
}

static void
write_for_ever (const char *path,
                guint32     number,
                int         fd)
{
  DipStore *store = dip_store_open (path, NULL);

  if (store == NULL)
    _exit (1);

  for (;; number++)
    {
      GBytes *source = NULL;
      DipDocument *document = numbered_document (number, SIZE, &source);
      gint64 id = dip_store_add_document (store, document, source, NULL, NULL);

      if (id <= 0 || write (fd, &number, sizeof number) != sizeof number)
        _exit (1);

      if (is_removed (number) && !dip_store_remove_edition (store, id, NULL, NULL))
        _exit (1);

      g_object_unref (document);
      g_bytes_unref (source);
    }
}

static gint64
find (DipStore *store,
      guint32   number)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = numbered_document (number, SIZE, &source);
  g_autoptr (DipDocument) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_store_find_by_digest (store, document->edition->sha256, NULL, &error);
  g_assert_no_error (error);
  if (id == 0)
    return 0;

  found = dip_store_load_document (store, id, NULL, &error);
  g_assert_no_error (error);
  assert_equal (found, document);

  return id;
}

static void
play_round (Fixture *fixture,
            guint32  first,
            guint    n_to_wait,
            guint    usec,
            guint32 *next)
{
  int pipe_fds[2];
  guint32 last = first - 1;
  guint32 number;
  guint n_expected = 0;
  int status = 0;
  pid_t child;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (pipe_fds[0]);
      write_for_ever (fixture->path, first, pipe_fds[1]);
    }
  close (pipe_fds[1]);

  while (n_to_wait-- > 0 && read (pipe_fds[0], &number, sizeof number) == sizeof number)
    last = number;
  g_usleep (usec);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (read (pipe_fds[0], &number, sizeof number) == sizeof number)
    last = number;
  close (pipe_fds[0]);

  fixture_reopen (fixture);
  assert_sound (fixture->store);

  for (number = first / N_KEPT * N_KEPT; number != last + 1; number++)
    {
      gint64 id = find (fixture->store, number);

      /* The last one that it told may or may not be removed by now. */
      if (number != last || !is_removed (number))
        g_assert_true ((id > 0) == !is_removed (number));
      if (id > 0)
        n_expected++;
    }

  /* The next one may be there already, but then it is whole. */
  if (find (fixture->store, number) > 0)
    {
      n_expected++;
      last++;
    }
  g_assert_cmpuint (count_editions (fixture->store), ==, n_expected);

  /* What was killed in the middle of its removal is removed now, for the next round. */
  if (is_removed (last) && last + 1 != first)
    {
      gint64 id = find (fixture->store, last);

      if (id > 0)
        g_assert_true (dip_store_remove_edition (fixture->store, id, NULL, NULL));
    }

  fixture_close (fixture);
  *next = last + 1;
}

/* A library that was never finished lies beside its place under another name. */
static void
clear_unfinished (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      if (g_str_has_prefix (name, "library.diptych.new-"))
        g_unlink (path);
      else
        g_assert_cmpstr (name, ==, "library.diptych");
    }
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_rounds = count_rounds ();
  guint32 next = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      play_round (fixture, next, (guint) g_test_rand_int_range (0, 4),
                  (guint) g_test_rand_int_range (0, 12000), &next);

      if (next % N_KEPT > N_KEPT - 60)
        {
          next = (next / N_KEPT + 1) * N_KEPT;
          g_assert_cmpint (g_unlink (fixture->path), ==, 0);
        }
    }

  g_test_message ("%u rounds, %u documents", n_rounds, next);
  clear_unfinished (fixture);
}

/* A new library is there with all of its tables, or it is not there. */
static void
test_kill_new (Fixture       *fixture,
               gconstpointer  data)
{
  guint n_rounds = count_rounds ();

  for (guint i = 0; i < n_rounds; i++)
    {
      int status = 0;
      pid_t child = fork ();

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        _exit (dip_store_open (fixture->path, NULL) != NULL ? 0 : 1);

      g_usleep ((gulong) g_test_rand_int_range (0, 15000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);

      fixture_reopen (fixture);
      assert_sound (fixture->store);
      fixture_close (fixture);

      clear_unfinished (fixture);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Runs @function in a child, and kills it at a moment that chance chooses. */
static void
kill_child (Fixture   *fixture,
            ChildFunc  function,
            guint      most_usec)
{
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      function (fixture);
      _exit (0);
    }

  g_usleep ((gulong) g_test_rand_int_range (0, (gint32) most_usec));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
}

static void
migrate_child (Fixture *fixture)
{
  DipStore *store = dip_store_open (fixture->path, NULL);

  if (store == NULL)
    _exit (1);
  g_object_unref (store);
}

/* So many editions come in, and are taken back, at once. */
#define N_AT_ONCE 5

static void
turn_for_ever (Fixture *fixture)
{
  DipStore *store = dip_store_open (fixture->path, NULL);
  GPtrArray *documents = g_ptr_array_new ();
  GPtrArray *sources = g_ptr_array_new ();
  GPtrArray *gone = g_ptr_array_new ();
  DipArrival *arrival = dip_arrival_new ();

  if (store == NULL)
    _exit (1);

  dip_store_set_arrival (store, arrival);
  if (!dip_store_begin_batch (store, NULL, NULL))
    _exit (1);
  for (guint32 i = 0; i < N_AT_ONCE; i++)
    {
      GBytes *source = NULL;
      DipDocument *document = numbered_document (i, SIZE, &source);

      if (dip_store_add_document (store, document, source, NULL, NULL) < 0)
        _exit (1);

      g_ptr_array_add (documents, document);
      g_ptr_array_add (sources, source);
    }
  if (!dip_store_end_batch (store, NULL, NULL))
    _exit (1);

  dip_store_set_arrival (store, NULL);
  if (!dip_store_end_arrival (store, arrival, NULL, NULL))
    _exit (1);

  for (;;)
    if (!dip_store_take_back (store, arrival, gone, gone, NULL, NULL) ||
        !dip_store_bring_again (store, arrival, documents, sources, NULL, NULL))
      _exit (1);
}

/* What came in together is there, or it is not. */
static void
test_kill_arrival (Fixture       *fixture,
                   gconstpointer  data)
{
  guint n_rounds = count_rounds ();
  guint n_there = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      guint n;

      fixture_reopen (fixture);
      fixture_close (fixture);
      kill_child (fixture, turn_for_ever, 60000);

      fixture_reopen (fixture);
      assert_sound (fixture->store);
      n = count_editions (fixture->store);
      g_assert_true (n == 0 || n == N_AT_ONCE);
      n_there += n > 0;
      fixture_close (fixture);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }

  g_test_message ("there %u times of %u", n_there, n_rounds);
  clear_unfinished (fixture);
}

static char *
read_old (gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "versions", "001.db", NULL);
  char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);

  return contents;
}

/* The copies that were made before a step are whole, and those that were not finished have
 * another name. */
static void
check_copies (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_autofree char *sound = NULL;
      g_autofree char *count = NULL;

      if (strstr (name, ".new-") == NULL && strstr (name, ".before-v") != NULL)
        {
          sound = read_raw_value (path, "PRAGMA integrity_check");
          g_assert_cmpstr (sound, ==, "ok");
          count = read_raw_value (path, "SELECT count (*) FROM edition");
          g_assert_cmpstr (count, ==, "3");
        }

      if (!g_str_equal (name, "library.diptych"))
        g_unlink (path);
    }
}

/* A library that is brought up to date is at one of the versions on the way, whole, and goes on
 * the next time. */
static void
test_kill_migration (Fixture       *fixture,
                     gconstpointer  data)
{
  gsize length;
  g_autofree char *old = read_old (&length);
  guint n_rounds = count_rounds ();
  guint n_stopped = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *version = NULL;
      g_autofree char *count = NULL;
      g_autoptr (GError) error = NULL;

      g_file_set_contents (fixture->path, old, (gssize) length, &error);
      g_assert_no_error (error);
      kill_child (fixture, migrate_child, 25000);

      version = read_raw_value (fixture->path, "PRAGMA user_version");
      n_stopped += g_str_equal (version, "1");
      fixture_reopen (fixture);
      assert_sound (fixture->store);
      g_assert_cmpuint (count_editions (fixture->store), ==, 3);
      fixture_close (fixture);

      count = read_raw_value (fixture->path, "SELECT count (*) || ' ' || count (DISTINCT title)"
                                             "  FROM clause");
      g_assert_cmpstr (count, ==, "6 2");
      check_copies (fixture);
    }

  g_test_message ("%u rounds, %u stopped on the way", n_rounds, n_stopped);
  g_unlink (fixture->path);
}

static void
restore_child (Fixture *fixture)
{
  g_autofree char *kept = NULL;
  g_autofree char *copy = g_build_filename (fixture->dir, "copy", NULL);

  if (!dip_store_put_back (fixture->path, copy, &kept, NULL, NULL))
    _exit (1);
}

/* A library that is replaced by a copy is one of the two. */
static void
test_kill_restore (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (fixture->dir, "copy", NULL);
  guint n_rounds = count_rounds ();
  guint n_replaced = 0;
  g_autoptr (GError) error = NULL;

  fixture_reopen (fixture);
  add_plain (fixture->store, "A社", "T", "1", NULL);
  g_assert_true (dip_store_keep_copy (fixture->store, copy, NULL, NULL, &error));

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GDir) dir = NULL;
      const char *name;
      guint n;

      fixture_reopen (fixture);
      if (count_editions (fixture->store) == 1)
        add_plain (fixture->store, "A社", "T", "2", NULL);
      fixture_close (fixture);

      kill_child (fixture, restore_child, 60000);
      fixture_reopen (fixture);
      assert_sound (fixture->store);
      n = count_editions (fixture->store);
      g_assert_true (n == 1 || n == 2);
      n_replaced += n == 1;
      fixture_close (fixture);

      dir = g_dir_open (fixture->dir, 0, NULL);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

          if (!g_str_equal (name, "library.diptych") && !g_str_equal (name, "copy"))
            g_unlink (path);
        }
    }

  g_test_message ("%u rounds, %u replaced", n_rounds, n_replaced);
  g_unlink (copy);
}

static void
merge_child (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "other", NULL);
  g_autofree char *scratch = g_build_filename (fixture->dir, "scratch", NULL);
  g_autoptr (DipStore) store = dip_store_open (fixture->path, NULL);
  g_autoptr (DipStore) other = dip_store_open_for_reading (path, scratch, NULL);
  g_autoptr (DipMerge) merge = dip_merge_new ();

  if (store == NULL || other == NULL || !dip_store_merge (store, other, merge, NULL, NULL))
    _exit (1);
}

/* A merge that was stopped has brought whole editions, and goes on the next time. */
static void
test_kill_merge (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "other", NULL);
  g_autoptr (DipStore) other = NULL;
  guint n_rounds = count_rounds ();
  guint n_stopped = 0;
  guint n_before = 0;
  g_autoptr (GError) error = NULL;

  fixture_reopen (fixture);
  other = dip_store_open (path, &error);
  g_assert_no_error (error);
  for (guint32 i = 0; i < 20; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = numbered_document (i, SIZE, &source);

      g_assert_cmpint (dip_store_add_document (other, document, source, NULL, &error), >, 0);
    }
  g_clear_object (&other);

  for (guint i = 0; i < n_rounds; i++)
    {
      guint n;

      fixture_close (fixture);
      if (n_before == 20)
        {
          g_assert_cmpint (g_unlink (fixture->path), ==, 0);
          n_before = 0;
        }

      kill_child (fixture, merge_child, 60000);
      fixture_reopen (fixture);
      assert_sound (fixture->store);
      n = count_editions (fixture->store);
      g_assert_cmpuint (n, >=, n_before);
      n_stopped += n > 0 && n < 20;
      for (guint32 j = 0; j < 20; j++)
        find (fixture->store, j);
      n_before = n;
    }

  fixture_close (fixture);
  other = dip_store_open (path, &error);
  g_assert_no_error (error);
  assert_sound (other);
  g_assert_cmpuint (count_editions (other), ==, 20);
  g_clear_object (&other);
  g_unlink (path);
  clear_unfinished (fixture);
  g_test_message ("%u rounds, %u stopped on the way", n_rounds, n_stopped);
}

/* Batches of so many. */
#define N_TOGETHER 5

static int batch_pipe;
static guint32 batch_first;

/* Adds batch after batch, and tells each when it has ended. */
static void
write_batches (const char *path)
{
  DipStore *store = dip_store_open (path, NULL);

  for (guint32 number = batch_first; store != NULL; number += N_TOGETHER)
    {
      if (!dip_store_begin_batch (store, NULL, NULL))
        _exit (1);

      for (guint32 i = number; i < number + N_TOGETHER; i++)
        {
          g_autoptr (GBytes) source = NULL;
          g_autoptr (DipDocument) document = numbered_document (i, SIZE, &source);

          if (dip_store_add_document (store, document, source, NULL, NULL) <= 0)
            _exit (1);
        }

      if (!dip_store_end_batch (store, NULL, NULL) ||
          write (batch_pipe, &number, sizeof number) != sizeof number)
        _exit (1);
    }

  _exit (1);
}

/* A batch that was told is there, and of the one that was not all or nothing. */
static void
test_kill_batch (Fixture       *fixture,
                 gconstpointer  data)
{
  guint n_rounds = count_rounds ();
  guint32 next = 0;
  guint n_untold = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      int pipe_fds[2];
      guint32 number;
      guint n_found = 0;
      int status = 0;
      pid_t child;

      batch_first = next;
      g_assert_cmpint (pipe (pipe_fds), ==, 0);
      batch_pipe = pipe_fds[1];
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        write_batches (fixture->path);
      close (pipe_fds[1]);

      for (int n = g_test_rand_int_range (0, 4);
           n > 0 && read (pipe_fds[0], &number, sizeof number) == sizeof number;
           n--)
        next = number + N_TOGETHER;
      g_usleep ((gulong) g_test_rand_int_range (0, 12000 * N_TOGETHER));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      while (read (pipe_fds[0], &number, sizeof number) == sizeof number)
        next = number + N_TOGETHER;
      close (pipe_fds[0]);

      fixture_reopen (fixture);
      assert_sound (fixture->store);
      for (number = next / N_KEPT * N_KEPT; number < next; number++)
        g_assert_cmpint (find (fixture->store, number), >, 0);
      for (number = next; number < next + N_TOGETHER; number++)
        n_found += find (fixture->store, number) > 0;
      g_assert_true (n_found == 0 || n_found == N_TOGETHER);
      n_untold += n_found > 0;
      next += n_found;
      g_assert_cmpuint (count_editions (fixture->store), ==, next % N_KEPT);
      fixture_close (fixture);

      if (next % N_KEPT > N_KEPT - 60)
        {
          next = (next / N_KEPT + 1) * N_KEPT;
          g_assert_cmpint (g_unlink (fixture->path), ==, 0);
        }
    }

  g_test_message ("%u rounds, %u documents, %u batches whole and untold", n_rounds, next, n_untold);
  clear_unfinished (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/kill/import", Fixture, NULL,
              fixture_set_up_empty, test_kill, fixture_tear_down);
  g_test_add ("/store/kill/batch", Fixture, NULL,
              fixture_set_up_empty, test_kill_batch, fixture_tear_down);
  g_test_add ("/store/kill/new", Fixture, NULL,
              fixture_set_up_empty, test_kill_new, fixture_tear_down);
  g_test_add ("/store/kill/migration", Fixture, NULL,
              fixture_set_up_empty, test_kill_migration, fixture_tear_down);
  g_test_add ("/store/kill/restore", Fixture, NULL,
              fixture_set_up_empty, test_kill_restore, fixture_tear_down);
  g_test_add ("/store/kill/merge", Fixture, NULL,
              fixture_set_up_empty, test_kill_merge, fixture_tear_down);

  g_test_add ("/store/kill/arrival", Fixture, NULL, fixture_set_up_empty, test_kill_arrival, fixture_tear_down);

  return g_test_run ();
}
