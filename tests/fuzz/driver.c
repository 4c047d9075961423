/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include <stdlib.h>
#include <string.h>

/*
 * Runs a fuzz target as an ordinary test: over each file of its corpus, and
 * over damaged copies of it. The damage comes from a generator with a fixed
 * seed, so a failure happens again; "-p PATH" of the test narrows it down.
 *
 * Usage: fuzz-NAME [--rounds N] FILE-OR-FOLDER…
 */

/* Damaged copies of each file; the sanitized build runs them too. */
#define DEFAULT_ROUNDS 8

/* A longer file would make the test slow without making it better. */
#define MAX_BYTES (40 * 1024)

static int rounds = DEFAULT_ROUNDS;

/* What stands between two lines of a paper, or opens and closes things in it. */
static const char *const pieces[] = {
  "\n", "\n\n\n", "\f", "\t", " ", "　", "\r\n", "\xef\xbb\xbf", "\xff\xfe", "\x1b$B", "\x80",
  "\xe3\x81", "１．", "第1章 ", "4.1 ", "A.5.1.1 ", "※", "⚫ ", "a) ", "（", "）", "|",
  "|---|---|\n", "# ", "```\n", "改訂履歴\n", "目次\n", "9999999999999999999999 ",
  "1.1.1.1.1.1.1.1.1.1.1.1.1.1 ", "𠮷", "e\xcc\x81", "\xf4\x8f\xbf\xbf",
};

static void
damage (GRand      *rand,
        GByteArray *bytes)
{
  guint n_times = (guint) g_rand_int_range (rand, 1, 12);

  for (guint i = 0; i < n_times; i++)
    {
      guint at = bytes->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) bytes->len) : 0;
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
      guint length;

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0: /* a wrong byte */
          if (bytes->len > 0)
            bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
          break;

        case 1: /* something gone */
          length = (guint) g_rand_int_range (rand, 0, 400);
          if (bytes->len > 0)
            g_byte_array_remove_range (bytes, at, MIN (length, bytes->len - at));
          break;

        case 2: /* cut short */
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_byte_array_set_size (bytes, at);
          break;

        case 3: /* a part twice */
          length = (guint) g_rand_int_range (rand, 0, 2000);
          length = MIN (length, bytes->len - at);
          if (length > 0)
            {
              g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);

              g_byte_array_append (bytes, copy, length);
            }
          break;

        default: /* something put in, again and again */
          length = (guint) strlen (piece);
          for (int n = g_rand_int_range (rand, 1, 40); n > 0; n--)
            {
              guint old_length = bytes->len;

              g_byte_array_set_size (bytes, old_length + length);
              memmove (bytes->data + at + length, bytes->data + at, old_length - at);
              memcpy (bytes->data + at, piece, length);
            }
          break;
        }
    }
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  length = MIN (length, MAX_BYTES);

  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);

  rand = g_rand_new_with_seed (g_str_hash (strrchr (path, G_DIR_SEPARATOR)));
  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) contents, (guint) length);
      damage (rand, bytes);

      /* At its exact size, so that one byte too many is seen. */
      g_byte_array_set_size (bytes, bytes->len);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_path (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = NULL;
  const char *name;

  if (folder == NULL)
    {
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *program = g_path_get_basename (g_get_prgname ());
      g_autofree char *test = g_strdup_printf ("/fuzz/%s/%s", program, base);

      g_test_add_data_func_full (test, g_strdup (path), test_file, g_free);
      return;
    }

  /* A folder lists its files in any order. */
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    add_path (g_ptr_array_index (names, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--rounds") && i + 1 < argc)
        rounds = atoi (argv[++i]);
      else
        add_path (argv[i]);
    }

  return g_test_run ();
}
