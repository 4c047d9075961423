/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* Prints what a reader delivers, one line each: for people who write readers. With --count it prints only how many
 * lines there are, which is what a measurement of reading wants. */

static const char *
name_kind (DipLineKind kind)
{
  switch (kind)
    {
    case DIP_LINE_HEADING:
      return "heading";
    case DIP_LINE_ITEM:
      return "item";
    case DIP_LINE_ROW:
      return "row";
    case DIP_LINE_RULE:
      return "rule";
    case DIP_LINE_TEXT:
    default:
      return "text";
    }
}

static void
print_line (GString       *out,
            const DipLine *line)
{
  g_string_append_printf (out, "%s%s p%u l%u %s level %u size %.1f%s indent %u blank %u (%.0f,%.0f) ",
                          line->page_break ? "-- page --\n" : "", name_kind (line->kind), line->page, line->number,
                          line->sheet != NULL ? line->sheet : "", line->level, line->size, line->bold ? " bold" : "",
                          line->indent, line->n_blank, line->x, line->y);
  if (line->marker != NULL)
    g_string_append_printf (out, "<%s> ", line->marker);

  if (line->cells == NULL)
    g_string_append (out, line->text);
  for (guint i = 0; line->cells != NULL && i < line->cells->len; i++)
    g_string_append_printf (out, "[%s]", (const char *) line->cells->pdata[i]);
  g_string_append_c (out, '\n');
}

static void
print_layout (GString         *out,
              const DipLayout *layout)
{
  g_string_append_printf (out, "%s, %u pages, title %s, author %s\n", layout->media_type, layout->n_pages,
                          layout->title, layout->author);
  for (guint i = 0; i < layout->sheets->len; i++)
    g_string_append_printf (out, "sheet: %s\n", (const char *) layout->sheets->pdata[i]);
  for (guint i = 0; i < layout->warnings->len; i++)
    g_string_append_printf (out, "warning: %s\n", (const char *) layout->warnings->pdata[i]);
  for (guint i = 0; i < layout->lines->len; i++)
    print_line (out, layout->lines->pdata[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = NULL;
  DipReadOptions options = { NULL };
  gboolean count;

  setlocale (LC_ALL, "");
  count = argc > 1 && g_str_equal (argv[1], "--count");
  argv += count;
  argc -= count;
  if (argc < 2)
    {
      g_printerr ("Usage: dump-layout [--count] FILE [SHEET]\n");
      return 2;
    }
  options.sheet = argc > 2 ? argv[2] : NULL;

  file = g_file_new_for_commandline_arg (argv[1]);
  name = g_file_get_basename (file);
  bytes = dip_read_load (file, NULL, &error);
  if (bytes != NULL)
    layout = dip_read_layout_full (bytes, name, &options, NULL, &error);
  if (layout == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  if (count)
    g_string_append_printf (out, "%u\n", layout->lines->len);
  else
    print_layout (out, layout);

  /* All at once: g_print() asks the system to write each time, which took as long as to read a page. */
  return fwrite (out->str, 1, out->len, stdout) == out->len ? EXIT_SUCCESS : EXIT_FAILURE;
}
