/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework-pack.h"

#include <stdlib.h>

/*
 * dip-framework-compile OUTPUT FILE… packs OSCAL files when the program is built.
 */

static void
die (const char *file,
     GError     *error)
{
  g_printerr ("%s: %s\n", file, error->message);
  exit (EXIT_FAILURE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) frameworks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_link_free);
  g_autoptr (GBytes) packed = NULL;
  GError *error = NULL;

  for (int i = 2; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *contents = NULL;
      g_autoptr (GBytes) bytes = NULL;
      DipFramework *framework = NULL;
      GPtrArray *links = NULL;
      gsize length;

      if (!g_file_get_contents (argv[i], &contents, &length, &error))
        die (argv[i], error);
      bytes = g_bytes_new_static (contents, length);
      if (!dip_framework_parse (bytes, name, &framework, &links, &error))
        die (argv[i], error);

      if (framework != NULL)
        g_ptr_array_add (frameworks, framework);
      if (links != NULL)
        g_ptr_array_extend_and_steal (all, links);
    }

  packed = dip_framework_pack (frameworks, all);
  if (!g_file_set_contents (argv[1], g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed), &error))
    die (argv[1], error);

  return EXIT_SUCCESS;
}
