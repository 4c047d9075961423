/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"

#include <stdio.h>

/* Prints the trees of papers, to look at and to make the .tree files of the samples; with --meaning what is said in
 * them, for the .meaning files. */
int
main (int   argc,
      char *argv[])
{
  gboolean meaning = argc > 1 && g_str_equal (argv[1], "--meaning");

  for (int i = 1 + meaning; i < argc; i++)
    {
      g_autoptr (DipDocument) document = paper_tree_read (argv[i]);
      g_autofree char *tree = meaning ? paper_meaning_print (document) : paper_tree_print (document);

      fputs (tree, stdout);
      if (g_getenv ("DIPTYCH_TREE_MORE") != NULL)
        {
          for (guint j = 0; j < document->properties->len; j++)
            {
              DipProperty *property = g_ptr_array_index (document->properties, j);

              printf ("property %s: %s\n", property->name, property->value);
            }
          for (guint j = 0; j < document->warnings->len; j++)
            printf ("warning: %s\n", (const char *) g_ptr_array_index (document->warnings, j));
        }
    }

  return 0;
}
