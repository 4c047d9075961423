/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "processor-time.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "session/dip-library-hand.h"
#include "session/dip-library.h"

/*
 * compare-inside RUNS OLD NEW
 *
 * What a comparison of two files takes within the process: reading both of them side by
 * side, recognising what they say, and comparing. Prints the first time, the least, the
 * median of the others and the mean of the processor's time in milliseconds; the first
 * one also opens the word lists.
 */

static gpointer
read_paper (gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (data);
  g_autoptr (GError) error = NULL;
  DipDocument *document = dip_library_read_file (file, NULL, NULL, &error);

  if (document == NULL)
    g_printerr ("%s: %s\n", (const char *) data, error->message);

  return document;
}

static gboolean
compare_once (char *old_path,
              char *new_path)
{
  GThread *thread = g_thread_new ("read", read_paper, new_path);
  g_autoptr (DipDocument) old_document = read_paper (old_path);
  g_autoptr (DipDocument) new_document = g_thread_join (thread);
  g_autoptr (DipComparison) comparison = NULL;

  if (old_document == NULL || new_document == NULL)
    return FALSE;
  comparison = dip_library_compare_heeding (NULL, old_document, new_document, NULL, NULL);

  return comparison != NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double processor;
  gint64 first = 0;
  int n_runs;

  setlocale (LC_ALL, "");
  n_runs = argc == 4 ? atoi (argv[1]) : 0;
  if (n_runs < 2)
    {
      g_printerr ("compare-inside RUNS OLD NEW, at least two runs\n");
      return EXIT_FAILURE;
    }

  processor = get_processor_msec ();
  for (int i = 0; i < n_runs; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      gint64 time;

      if (!compare_once (argv[2], argv[3]))
        return EXIT_FAILURE;
      time = g_get_monotonic_time () - begin;
      if (i == 0)
        first = time;
      else
        g_array_append_val (times, time);
    }
  processor = (get_processor_msec () - processor) / n_runs;
  g_array_sort (times, compare_times);

  printf ("first %.1f, least %.1f, median %.1f, processor %.1f ms\n", (double) first / 1e3,
          (double) g_array_index (times, gint64, 0) / 1e3,
          (double) g_array_index (times, gint64, times->len / 2) / 1e3, processor);

  return EXIT_SUCCESS;
}
