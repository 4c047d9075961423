/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

#include <locale.h>

#include <string.h>

/*
 * Prints what a reader makes of a file, one line each:
 *
 *   office-print FILE [SHEET]
 */

int
main (int   argc,
      char *argv[])
{
  static const char *const kinds[] = { "text", "heading", "item", "row", "rule" };
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (GError) error = NULL;
  DipReadOptions options = { .sheet = argc > 2 ? argv[2] : NULL };
  const char *kind;
  DipReader reader;
  gsize length;

  setlocale (LC_CTYPE, "C.UTF-8");

  if (argc < 2 || !g_file_get_contents (argv[1], &contents, &length, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "office-print FILE [SHEET]");
      return 2;
    }

  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  reader = _dip_reader_for (_dip_read_sniff (g_bytes_get_data (bytes, NULL), length, &kind));
  layout = reader != NULL ? reader (bytes, argv[1], &options, NULL, &error) : NULL;
  if (layout == NULL)
    {
      g_print ("error: %s\n", error != NULL ? error->message : "no reader");
      return 1;
    }

  g_print ("title: %s\nauthor: %s\n", layout->title, layout->author);
  for (guint i = 0; i < layout->warnings->len; i++)
    g_print ("warning: %s\n", (char *) g_ptr_array_index (layout->warnings, i));

  for (guint i = 0; i < layout->lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (layout->lines, i);

      g_print ("%u%s%s %s%.0u +%u%s%s |", line->number, line->sheet != NULL ? " " : "",
               line->sheet != NULL ? line->sheet : "", kinds[line->kind], line->level, line->n_blank,
               line->page_break ? " page" : "", line->bold ? " bold" : "");
      if (line->marker != NULL)
        g_print ("%s|", line->marker);
      if (line->cells == NULL)
        g_print ("%s", line->text);

      for (guint c = 0; line->cells != NULL && c < line->cells->len; c++)
        {
          g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (line->cells, c), "\n", -1);
          g_autofree char *cell = g_strjoinv ("⏎", parts);

          g_print ("%s%s", c > 0 ? "¦" : "", cell);
        }
      g_print ("\n");
    }

  return 0;
}
