/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "processor-time.h"

#include <locale.h>
#include <stdio.h>

#include "session/dip-library.h"
#include "session/dip-search.h"

/*
 * search-open LIBRARY RUNS QUERY…
 *
 * Opens a library, searches it as the window does, and prints a line for each query: the
 * first time, the median of all and the mean of the processor's time in milliseconds, and
 * how many clauses were found.
 */

#define LIMIT 20

static gboolean
measure (DipLibrary *library,
         const char *query,
         guint       n_runs)
{
  const DipSearchOptions options = { .limit = LIMIT };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first = 0;
  double processor = 0.0;
  guint n_found = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      double processor_begin = get_processor_msec ();
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (DipSearchResult) result = dip_library_search (library, query, &options, NULL, &error);
      gint64 time = g_get_monotonic_time () - begin;

      if (result == NULL)
        {
          fprintf (stderr, "search-open: %s: %s\n", query, error->message);
          return FALSE;
        }
      if (i == 0)
        first = time;
      else
        processor += get_processor_msec () - processor_begin;
      n_found = result->n_total;
      g_array_append_val (times, time);
    }

  g_array_sort (times, compare_times);
  printf ("%.3f %.3f %.3f %u %s\n", first / 1000.0,
          g_array_index (times, gint64, times->len / 2) / 1000.0, processor / MAX (1, n_runs - 1), n_found, query);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DipLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  guint n_runs;

  setlocale (LC_ALL, "");
  if (argc < 4)
    return 2;

  n_runs = (guint) MAX (1, g_ascii_strtoull (argv[2], NULL, 10));
  library = dip_library_open (argv[1], &error);
  if (library == NULL)
    {
      fprintf (stderr, "search-open: %s\n", error->message);
      return 1;
    }

  for (int i = 3; i < argc; i++)
    {
      if (!measure (library, argv[i], n_runs))
        return 1;
    }

  return 0;
}
