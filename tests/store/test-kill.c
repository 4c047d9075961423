/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A child adds one document after the other and says so after each; it is killed
 * at a moment that chance chooses. What it said must be there, whole, and nothing
 * else but at most the one that it was about to tell.
 */

#define N_ROUNDS       12
#define N_ROUNDS_SLOW 200
#define N_KEPT        200  /* a library is begun anew after so many documents */

static DipDocument *
document_of (guint32   number,
             GBytes  **source)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (number);

  return random_document (rand, 40, source);
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
      DipDocument *document = document_of (number, &source);
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
  g_autoptr (DipDocument) document = document_of (number, &source);
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
  guint n_rounds = g_test_slow () ? N_ROUNDS_SLOW : N_ROUNDS;
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
  guint n_rounds = g_test_slow () ? N_ROUNDS_SLOW : 4 * N_ROUNDS;

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/kill/import", Fixture, NULL,
              fixture_set_up_empty, test_kill, fixture_tear_down);
  g_test_add ("/store/kill/new", Fixture, NULL,
              fixture_set_up_empty, test_kill_new, fixture_tear_down);

  return g_test_run ();
}
