/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "processor-time.h"

#include <locale.h>
#include <stdio.h>

#include "session/dip-import-job.h"
#include "session/dip-read-ahead.h"

/*
 * store-add LIBRARY FILE…
 *
 * Imports papers that were read before, so that what is measured is the share of the one who
 * writes: digests, rows, the full-text index, papers that belong together. Prints the
 * processor's time of a paper in milliseconds, and that of closing the library.
 */

#define TOGETHER 64

/* (element-type DipReadFile): the files, as the readers of an import hand them over */
static GArray *
read_files (char    **paths,
            guint     n_files,
            GError  **error)
{
  g_autoptr (GArray) files = g_array_new (FALSE, TRUE, sizeof (DipReadFile));

  g_array_set_clear_func (files, (GDestroyNotify) _dip_read_file_clear);
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      DipReadFile read = { NULL, };
      char *contents = NULL;
      gsize length;

      if (!g_file_get_contents (paths[i], &contents, &length, error))
        return NULL;

      read.file = g_object_ref (file);
      read.bytes = g_bytes_new_take (contents, length);
      read.document = dip_library_read_file (file, NULL, NULL, error);
      if (read.document == NULL)
        return NULL;

      g_array_append_val (files, read);
    }

  return g_steal_pointer (&files);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DipLibrary) library = NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_import_result_free);
  g_autoptr (GArray) files = NULL;
  g_autoptr (GError) error = NULL;
  double begin, stored, closed;

  setlocale (LC_ALL, "");
  if (argc < 3)
    return 2;

  files = read_files (argv + 2, (guint) argc - 2, &error);
  library = files != NULL ? dip_library_open (argv[1], &error) : NULL;
  if (library == NULL)
    {
      fprintf (stderr, "store-add: %s\n", error->message);
      return 1;
    }

  begin = get_processor_msec ();
  for (guint i = 0; i < files->len; i += TOGETHER)
    {
      if (!_dip_library_import_batch (library, &g_array_index (files, DipReadFile, i),
                                      MIN (TOGETHER, files->len - i), NULL, results, NULL, NULL))
        {
          fprintf (stderr, "store-add: the papers could not be stored\n");
          return 1;
        }
    }
  stored = get_processor_msec ();
  dip_library_close (library);
  closed = get_processor_msec ();

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);

      if (result->error != NULL)
        {
          fprintf (stderr, "store-add: %s\n", result->error->message);
          return 1;
        }
    }

  printf ("%.3f %.3f\n", (stored - begin) / files->len, closed - stored);

  return 0;
}
