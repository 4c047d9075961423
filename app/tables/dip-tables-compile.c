/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "engine/dip-comparison.h"
#include "recognise/dip-recognise.h"
#include "text/dip-spellings.h"
#include "text/dip-tables.h"

/*
 * dip-tables-compile OUTPUT makes all that is made of the word lists once, when the program is built.
 */

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  gsize length;

  if (argc != 2)
    return EXIT_FAILURE;

  /* Lists and catalogues of whoever builds the program are not its own. */
  g_setenv ("XDG_DATA_HOME", argv[0], TRUE);
  g_setenv ("XDG_DATA_DIRS", argv[0], TRUE);

  dip_tables_record ();
  dip_recognise_make_tables (dip_lexicon_get_default ());
  dip_compare_make_tables (dip_lexicon_get_default ());
  dip_spellings_get_default ();
  packed = dip_tables_pack ();

  /* What stays as it was needs no compiling. */
  if (g_file_get_contents (argv[1], &before, &length, NULL) && length == g_bytes_get_size (packed) &&
      memcmp (before, g_bytes_get_data (packed, NULL), length) == 0)
    return EXIT_SUCCESS;

  if (!g_file_set_contents (argv[1], g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed), &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
