/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "dip-printout.h"
#include "session/dip-library.h"
#include "ui-fixture.h"

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("diptych-print-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "print.pdf", NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static DipDocument *
read_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DipDocument *document = dip_library_read_file (file, NULL, NULL, &error);

  g_assert_no_error (error);

  return document;
}

/* All that a document says, without white space: lines are broken elsewhere on paper. */
static char *
dup_letters (DipDocument *document)
{
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      const char *first[] = { clause->heading, clause->question, clause->answer };

      for (guint k = 0; k < G_N_ELEMENTS (first) + clause->blocks->len; k++)
        {
          const char *text = k < G_N_ELEMENTS (first)
                             ? first[k]
                             : ((const DipBlock *) g_ptr_array_index (clause->blocks, k - G_N_ELEMENTS (first)))->text;

          for (const char *at = text != NULL ? text : ""; *at != '\0'; at = g_utf8_next_char (at))
            if (!g_unichar_isspace (g_utf8_get_char (at)))
              g_string_append_unichar (letters, g_utf8_get_char (at));
        }
    }

  return g_string_free (letters, FALSE);
}

/* What is printed is all there: the program reads it back. */
static void
test_document (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autofree char *sample = g_build_filename (g_getenv ("DIPTYCH_SAMPLES"), "larkfield-ledger-3.0.txt", NULL);
  g_autoptr (DipDocument) document = read_file (sample);
  g_autoptr (DipDocument) printed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *letters = NULL;

  g_assert_true (dip_printout_export (dip_printout_new_document (document), fixture->path, &error));
  g_assert_no_error (error);

  printed = read_file (fixture->path);
  letters = dup_letters (printed);
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_auto (GStrv) words = g_strsplit (clause->title, " ", -1);
      g_autofree char *title = g_strjoinv ("", words);

      if (strstr (letters, title) == NULL)
        g_error ("The print lacks the title “%s”.", clause->title);
    }
}

static void
test_comparison (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new ("# 1 Purpose\n"
                                                                 "= We tell what we do.\n"
                                                                 "# 2 Backup of data\n"
                                                                 "s Kept for thirty days.|Kept for seven days.\n");
  g_autoptr (DipComparisonModel) model = dip_comparison_model_new (comparison);
  g_autoptr (DipDocument) printed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (dip_printout_export (dip_printout_new_comparison (model), fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, &error));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));

  printed = read_file (fixture->path);
  g_assert_cmpuint (printed->clauses->len, >, 0);
}

/* A row of more lines than a page has goes on, and loses none of them. */
static void
test_long_row (Fixture       *fixture,
               gconstpointer  user_data)
{
  DipPrintout *printout = dip_printout_new ("Long", FALSE);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipDocument) printed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *letters = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "%sLine number %u of a long cell.", i > 0 ? "\n" : "", i);
  dip_printout_begin_row (printout, DIP_PRINT_HEADING);
  dip_printout_add_cell (printout, "1. A heading", NULL);
  dip_printout_begin_row (printout, DIP_PRINT_TEXT);
  dip_printout_add_cell (printout, text->str, NULL);
  g_assert_true (dip_printout_export (printout, fixture->path, &error));
  g_assert_no_error (error);

  printed = read_file (fixture->path);
  letters = dup_letters (printed);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *line = g_strdup_printf ("Linenumber%uofalongcell.", i);

      if (strstr (letters, line) == NULL)
        g_error ("The print lacks line %u.", i);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/printout/document", Fixture, NULL, fixture_set_up, test_document, fixture_tear_down);
  g_test_add ("/ui/printout/comparison", Fixture, NULL, fixture_set_up, test_comparison, fixture_tear_down);
  g_test_add ("/ui/printout/long-row", Fixture, NULL, fixture_set_up, test_long_row, fixture_tear_down);

  return g_test_run ();
}
