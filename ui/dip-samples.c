/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-samples.h"

#include <string.h>

/*
 * The papers of invented providers that come with the program. An edition is one
 * of them by its bytes, so that it is told apart in any library, whatever was
 * corrected in it. `DIPTYCH_SAMPLES` says where they are when the program runs
 * from its build folder.
 */

static gint
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  g_autofree char *name_a = g_file_get_basename (G_FILE ((gpointer) a));
  g_autofree char *name_b = g_file_get_basename (G_FILE ((gpointer) b));

  return strcmp (name_a, name_b);
}

GListModel *
dip_samples_list (void)
{
  const char *folder = g_getenv ("DIPTYCH_SAMPLES");
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (folder == NULL)
    folder = PKGDATADIR "/samples";

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = NULL;

      if (!g_str_has_suffix (name, ".txt") &&
          (!g_str_has_suffix (name, ".md") || g_str_has_prefix (name, "README")))
        continue;

      file = g_file_new_build_filename (folder, name, NULL);
      g_list_store_insert_sorted (files, file, compare_names, NULL);
    }

  return G_LIST_MODEL (files);
}

/* A file that comes with the program. */
typedef struct
{
  GFile  *file;
  gint64  n_bytes;
  char   *sha256;   /* (nullable): NULL until somebody has as many bytes */
} Sample;

/* Looked for once. Their digests take longer than all else that the first rows of the
 * library show, and most editions have another size. */
static GArray *
get_samples (void)
{
  static GArray *samples = NULL;
  g_autoptr (GListModel) files = NULL;

  if (samples != NULL)
    return samples;

  samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  files = dip_samples_list ();
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, NULL, NULL);
      Sample sample = { NULL, };

      if (info == NULL)
        continue;

      sample.file = g_steal_pointer (&file);
      sample.n_bytes = g_file_info_get_size (info);
      g_array_append_val (samples, sample);
    }

  return samples;
}

static gboolean
is_of_sample (DipEdition *edition,
              Sample     *sample)
{
  g_autoptr (GBytes) bytes = NULL;

  if (edition->n_bytes != sample->n_bytes)
    return FALSE;

  if (sample->sha256 == NULL)
    {
      bytes = g_file_load_bytes (sample->file, NULL, NULL, NULL);
      sample->sha256 = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : g_strdup ("");
    }

  return g_strcmp0 (edition->sha256, sample->sha256) == 0;
}

/**
 * dip_samples_has:
 * @edition: an edition of a library
 *
 * Tells whether an edition is one of the samples. Reads a sample once, when an edition has as
 * many bytes. In the main thread.
 *
 * Returns: `TRUE` if it came from the very bytes of a sample
 */
gboolean
dip_samples_has (DipEdition *edition)
{
  GArray *samples;

  g_return_val_if_fail (DIP_IS_EDITION (edition), FALSE);

  samples = get_samples ();
  for (guint i = 0; i < samples->len; i++)
    {
      if (is_of_sample (edition, &g_array_index (samples, Sample, i)))
        return TRUE;
    }

  return FALSE;
}
