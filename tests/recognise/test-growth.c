/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read.h"
#include "recognise/dip-recognise.h"

/*
 * Long papers of lines that are all alike. Whoever asks at each of them for all the others is not
 * done before the test is ended.
 */

#define N_LINES 40000u

static const struct
{
  const char *name;
  const char *line;
} shapes[] = {
  { "formulas", "売上%u＝費用%u" },
  { "short-lines", "管理%u 運用%u" },
  { "bars", "| | |" },
  { "pairs", "- 管理%u\n- 運用%uを行います。" },
  { "questions", "Q. 管理%uはありますか。\nA. 運用%uがあります。" },
};

static void
test_shape (gconstpointer data)
{
  const char *line = data;
  g_autoptr (GString) text = g_string_new ("");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_LINES; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_auto (GStrv) parts = g_strsplit (line, "%u", -1);
      g_autofree char *one = g_strjoinv (number, parts);

      g_string_append (text, one);
      g_string_append_c (text, '\n');
    }
  bytes = g_bytes_new (text->str, text->len);

  layout = dip_read_layout (bytes, "long.txt", NULL, &error);
  g_assert_no_error (error);
  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recognise/growth/%s", shapes[i].name);

      g_test_add_data_func (path, shapes[i].line, test_shape);
    }

  return g_test_run ();
}
