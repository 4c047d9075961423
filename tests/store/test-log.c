/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-log.h"
#include "store/dip-salvage.h"

#include <glib/gstdio.h>

#include <string.h>

/*
 * A library whose log a killed program left, with some of its bytes wrong: what was
 * stored is either there, or the library says that it is damaged, stays as it
 * is, and can be saved.
 */

#define N_PAPERS 6
#define SIZE     20
#define N_ROUNDS 40
#define HEADER   32
#define FRAME    (24 + 4096)

typedef struct
{
  Fixture  fixture;
  char    *log;
  char    *library_bytes;
  gsize    n_library;
  char    *log_bytes;
  gsize    n_log;
  gsize    ends[N_PAPERS];  /* where the transaction of each paper ends in the log */
} Killed;

static void
killed_set_up (Killed        *killed,
               gconstpointer  data)
{
  fixture_set_up (&killed->fixture, data);
  killed->log = g_strconcat (killed->fixture.path, "-wal", NULL);

  for (guint32 i = 0; i < N_PAPERS; i++)
    {
      g_autoptr (GError) error = NULL;
      GStatBuf status;

      g_assert_cmpint (add_numbered (killed->fixture.store, i, SIZE, &error), >, 0);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (killed->log, &status), ==, 0);
      killed->ends[i] = (gsize) status.st_size;
    }

  g_assert_true (g_file_get_contents (killed->fixture.path, &killed->library_bytes, &killed->n_library, NULL));
  g_assert_true (g_file_get_contents (killed->log, &killed->log_bytes, &killed->n_log, NULL));
  g_assert_cmpuint (killed->ends[0], >, HEADER);
  g_assert_cmpuint (killed->n_log, ==, killed->ends[N_PAPERS - 1]);
  fixture_close (&killed->fixture);
}

static void
killed_tear_down (Killed        *killed,
                  gconstpointer  data)
{
  g_unlink (killed->log);
  fixture_tear_down (&killed->fixture, data);
  g_free (killed->log);
  g_free (killed->library_bytes);
  g_free (killed->log_bytes);
}

/* As the killed program left it, but for one byte of the log, or with less of the log. */
static void
leave (Killed *killed,
       gssize  wrong,
       gsize   n_log)
{
  g_autofree char *bytes = g_memdup2 (killed->log_bytes, killed->n_log);

  if (wrong >= 0)
    bytes[wrong] ^= (char) 0xff;

  g_assert_true (g_file_set_contents (killed->fixture.path, killed->library_bytes,
                                      (gssize) killed->n_library, NULL));
  g_assert_true (g_file_set_contents (killed->log, bytes, (gssize) n_log, NULL));
}

/* Whether it is the paper, whole, or has at least its original file. */
static gboolean
is_saved (DipSalvaged *salvaged,
          guint32      paper)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) wanted = numbered_document (paper, SIZE, &source);

  if (salvaged->source != NULL && g_bytes_equal (salvaged->source, source))
    return TRUE;

  if (!salvaged->is_whole || g_strcmp0 (salvaged->document->edition->sha256, wanted->edition->sha256) != 0)
    return FALSE;

  assert_equal (salvaged->document, wanted);

  return TRUE;
}

/* How many of the papers can be saved. */
static guint
count_saved (Killed *killed)
{
  g_autofree char *folder = g_dir_make_tmp ("diptych-log-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DipSalvage) salvage = dip_salvage_new (killed->fixture.path, folder, NULL, &error);
  g_autoptr (GDir) dir = NULL;
  gboolean is_found[N_PAPERS] = { FALSE };
  const char *name;
  guint n_saved = 0;

  g_assert_no_error (error);
  for (;;)
    {
      g_autoptr (DipSalvaged) salvaged = dip_salvage_next (salvage, NULL, &error);

      g_assert_no_error (error);
      if (salvaged == NULL)
        break;

      for (guint32 i = 0; i < N_PAPERS; i++)
        is_found[i] = is_found[i] || is_saved (salvaged, i);
    }

  for (guint i = 0; i < N_PAPERS; i++)
    n_saved += is_found[i];

  g_clear_pointer (&salvage, dip_salvage_free);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);

  return n_saved;
}

static void
test_sound (Killed        *killed,
            gconstpointer  data)
{
  leave (killed, -1, killed->n_log);
  g_assert_false (dip_log_has_gap (killed->log));
  fixture_reopen (&killed->fixture);
  g_assert_cmpuint (count_editions (killed->fixture.store), ==, N_PAPERS);
  assert_sound (killed->fixture.store);
}

/* A wrong byte before the last transaction: nothing is lost behind anybody's back. */
static void
test_gap (Killed        *killed,
          gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gsize n_before = killed->ends[N_PAPERS - 2] - HEADER;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (DipStore) store = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      gsize place = (gsize) g_rand_int_range (rand, HEADER, HEADER + (gint32) n_before);

      /* Some in what a frame says of itself, some in the head. */
      if (i % 4 == 0)
        place = HEADER + place % (n_before / FRAME) * FRAME + place % 24;
      else if (i % 4 == 1)
        place %= HEADER;

      leave (killed, (gssize) place, killed->n_log);
      before = describe_folder (killed->fixture.dir);
      store = dip_store_open (killed->fixture.path, &error);
      g_assert_null (store);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
      after = describe_folder (killed->fixture.dir);
      g_assert_cmpstr (after, ==, before);

      /* A page of rows, or one of an original file: not both. */
      g_assert_cmpuint (count_saved (killed), ==, N_PAPERS);
    }
}

/* What a power cut leaves is no damage: the papers before it are there. */
static void
test_cut (Killed        *killed,
          gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gsize n_log = (gsize) g_rand_int_range (rand, 0, (gint32) killed->n_log + 1);
      guint n_whole = 0;

      /* Half of them: all pages of the last transaction are on the disk but one. */
      if (i % 2 == 0)
        {
          leave (killed, g_rand_int_range (rand, (gint32) killed->ends[N_PAPERS - 2], (gint32) killed->n_log),
                 killed->n_log);
          n_whole = N_PAPERS - 1;
        }
      else
        {
          leave (killed, -1, n_log);
          while (n_whole < N_PAPERS && killed->ends[n_whole] <= n_log)
            n_whole++;
        }

      g_assert_false (dip_log_has_gap (killed->log));
      fixture_reopen (&killed->fixture);
      g_assert_cmpuint (count_editions (killed->fixture.store), ==, n_whole);
      assert_sound (killed->fixture.store);
      fixture_close (&killed->fixture);
    }
}

/* Somebody's own file in the place of the log. */
static void
test_any_bytes (Killed        *killed,
                gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gsize n_bytes = (gsize) g_rand_int_range (rand, 0, 5 * FRAME);
      g_autofree char *bytes = g_malloc (n_bytes + 1);
      g_autoptr (GError) error = NULL;

      for (gsize j = 0; j < n_bytes; j++)
        bytes[j] = (char) g_rand_int (rand);

      g_assert_true (g_file_set_contents (killed->log, bytes, (gssize) n_bytes, NULL));
      g_assert_false (dip_log_has_gap (killed->log));
      g_assert_true (dip_log_mend (killed->log, &error));
      g_assert_no_error (error);
    }
}

#define ADD(path, func) \
  g_test_add (path, Killed, NULL, killed_set_up, func, killed_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/log/sound", test_sound);
  ADD ("/store/log/gap", test_gap);
  ADD ("/store/log/cut", test_cut);
  ADD ("/store/log/any-bytes", test_any_bytes);

  return g_test_run ();
}
