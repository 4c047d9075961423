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

/* Read once, some hundred kilobytes. */
static GHashTable *
get_digests (void)
{
  static GHashTable *digests = NULL;

  if (g_once_init_enter (&digests))
    {
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GListModel) files = dip_samples_list ();

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);
          g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);

          if (bytes != NULL)
            g_hash_table_add (made, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes));
        }
      g_once_init_leave (&digests, made);
    }

  return digests;
}

/**
 * dip_samples_has:
 * @edition: an edition of a library
 *
 * Tells whether an edition is one of the samples.
 *
 * Returns: `TRUE` if it came from the very bytes of a sample
 */
gboolean
dip_samples_has (DipEdition *edition)
{
  g_return_val_if_fail (DIP_IS_EDITION (edition), FALSE);

  return edition->sha256 != NULL && g_hash_table_contains (get_digests (), edition->sha256);
}
