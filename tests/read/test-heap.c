/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the worker has in the place of malloc () and its kin: this program has it as well, with all that GLib does. */

#define N_PIECES 4000u
#define N_ROUNDS 40000u

typedef struct
{
  guint8 *at;
  gsize   n_bytes;
  guint8  mark;      /* all of its bytes */
} Piece;

/* Sizes of both kinds, small ones more often. */
static gsize
draw_size (GRand *rand)
{
  static const gsize edges[] = { 0, 1, 8, 15, 16, 17, 31, 32, 33, 512, 1023, 1024, 1025, 1280, 1281, 4096, 8191, 8192, 8193, 100000 };

  if (g_rand_int_range (rand, 0, 4) == 0)
    return edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))];

  return (gsize) g_rand_int_range (rand, 0, 2200);
}

static void
check (const Piece *piece,
       gsize        n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (piece->at[i] != piece->mark)
      g_error ("a byte of a piece of %" G_GSIZE_FORMAT " became another", piece->n_bytes);
}

static void
change (Piece *piece,
        GRand *rand)
{
  gsize n_bytes = draw_size (rand);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      free (piece->at);
      piece->at = malloc (n_bytes);
      break;

    case 1:
      free (piece->at);
      piece->at = calloc (n_bytes / 4 + 1, 4);
      piece->mark = 0;
      n_bytes = (n_bytes / 4 + 1) * 4;
      piece->n_bytes = n_bytes;
      check (piece, n_bytes);
      break;

    case 2:
      n_bytes += n_bytes == 0;
      piece->at = realloc (piece->at, n_bytes);
      check (piece, MIN (piece->n_bytes, n_bytes));
      break;

    default:
      free (piece->at);
      g_assert_cmpint (posix_memalign ((void **) &piece->at, 64, n_bytes), ==, 0);
      g_assert_cmpuint ((guintptr) piece->at % 64, ==, 0);
      break;
    }

  g_assert_true (piece->at != NULL || n_bytes == 0);
  g_assert_cmpuint ((guintptr) piece->at % 16, ==, 0);
  piece->n_bytes = n_bytes;
  piece->mark = (guint8) g_rand_int (rand);
  if (n_bytes > 0)
    memset (piece->at, piece->mark, n_bytes);
}

static gpointer
work (gpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  Piece *pieces = g_new0 (Piece, N_PIECES);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      Piece *piece = &pieces[g_rand_int_range (rand, 0, N_PIECES)];

      check (piece, piece->n_bytes);
      change (piece, rand);
    }
  for (guint i = 0; i < N_PIECES; i++)
    check (&pieces[i], pieces[i].n_bytes);

  return pieces;
}

/* No piece lies in another one, whoever has it. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("heap", work, GUINT_TO_POINTER (i + 1));

  /* Freed by another thread than took them. */
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      Piece *pieces = g_thread_join (threads[i]);

      for (guint j = 0; j < N_PIECES; j++)
        free (pieces[j].at);
      g_free (pieces);
    }
}

static void
test_edges (void)
{
  void *(* volatile take) (size_t, size_t) = calloc;
  char *text;

  free (NULL);
  g_assert_null (take (G_MAXSIZE / 2, 4));
  text = realloc (NULL, 6);
  memcpy (text, "paper", 6);
  text = realloc (text, 5000);
  g_assert_cmpstr (text, ==, "paper");
  text = realloc (text, 20);
  g_assert_cmpstr (text, ==, "paper");
  free (text);

  /* What is free is used again: nothing grows with what was taken and given back. */
  text = malloc (100);
  free (text);
  for (guint i = 0; i < 3000000; i++)
    {
      char *other = malloc (100);

      g_assert_true (other == text);
      free (other);
    }
}

/* There is an end to small pieces. What was given back is there again. */
static void
test_full (void)
{
  guint n = 400000;
  guint n_taken = 0;
  char **pieces = calloc (n, sizeof (char *));
  int why = 0;

  while (n_taken < n && (pieces[n_taken] = malloc (1024)) != NULL)
    {
      memset (pieces[n_taken], (int) (n_taken % 251), 1024);
      n_taken++;
    }
  why = errno;

  for (guint i = 0; i < n_taken; i++)
    {
      if ((guint8) pieces[i][0] != i % 251 || (guint8) pieces[i][1023] != i % 251)
        abort ();
      free (pieces[i]);
    }
  g_assert_cmpuint (n_taken, >, 100000);
  g_assert_cmpuint (n_taken, <, n);
  g_assert_cmpint (why, ==, ENOMEM);

  for (guint i = 0; i < n_taken; i++)
    {
      pieces[i] = malloc (1024);
      g_assert_nonnull (pieces[i]);
    }
  for (guint i = 0; i < n_taken; i++)
    free (pieces[i]);
  free (pieces);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/read/heap/edges", test_edges);
  g_test_add_func ("/read/heap/threads", test_threads);
  g_test_add_func ("/read/heap/full", test_full);

  return g_test_run ();
}
