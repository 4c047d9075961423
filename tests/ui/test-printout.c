/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <poppler.h>
#include <string.h>

#include "dip-history-item.h"
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

/* How many lines of a print have a word, and how many pages there are: as printed, for the program's own reader leaves
 * out what pages repeat. */
static guint
count_lines (const char *path,
             const char *word,
             guint      *n_pages)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, &error);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);

  *n_pages = (guint) poppler_document_get_n_pages (document);
  for (guint i = 0; i < *n_pages; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, (int) i);
      g_autofree char *text = poppler_page_get_text (page);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint k = 0; lines[k] != NULL; k++)
        n += strstr (lines[k], word) != NULL;
      g_object_unref (page);
    }
  g_object_unref (document);

  return n;
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
  guint n_pages;

  g_assert_true (dip_printout_export (dip_printout_new_comparison (model), fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, &error));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));

  printed = read_file (fixture->path);
  g_assert_cmpuint (printed->clauses->len, >, 0);

  /* The summary is there too. */
  g_assert_cmpuint (count_lines (fixture->path, "1 clause changed in substance", &n_pages), ==, 1);
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

static void
add_rows (DipPrintout *printout,
          const char  *head,
          guint        n)
{
  dip_printout_begin_row (printout, DIP_PRINT_CELL);
  dip_printout_add_cell (printout, head, NULL);
  dip_printout_add_cell (printout, "Second", NULL);
  dip_printout_begin_table (printout);
  for (guint i = 0; i < n; i++)
    {
      dip_printout_begin_row (printout, DIP_PRINT_CELL);
      dip_printout_add_cell (printout, "left", NULL);
      dip_printout_add_cell (printout, "right", NULL);
    }
  dip_printout_end_table (printout);
}

/* What names the columns stands on each page of a table, and on no page behind it. */
static void
test_heads (Fixture       *fixture,
            gconstpointer  user_data)
{
  DipPrintout *printout = dip_printout_new ("Table", FALSE);
  g_autoptr (GError) error = NULL;
  guint n_pages;

  add_rows (printout, "Columnhead", 150);
  for (guint i = 0; i < 150; i++)
    {
      dip_printout_begin_row (printout, DIP_PRINT_TEXT);
      dip_printout_add_cell (printout, "Behind the table.", NULL);
    }
  g_assert_true (dip_printout_export (printout, fixture->path, &error));
  g_assert_no_error (error);

  /* 16 points a row, of a page of some 700. */
  g_assert_cmpuint (count_lines (fixture->path, "Columnhead", &n_pages), >=, 3);
  g_assert_cmpuint (count_lines (fixture->path, "Columnhead", &n_pages), <, n_pages);
  g_assert_cmpuint (count_lines (fixture->path, "left", &n_pages), ==, 150);
}

/* A row of a table that fits on a page is on one page. */
static void
test_whole_rows (Fixture       *fixture,
                 gconstpointer  user_data)
{
  DipPrintout *printout = dip_printout_new ("Table", FALSE);
  PopplerDocument *document;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      dip_printout_begin_row (printout, DIP_PRINT_CELL);
      dip_printout_add_cell (printout, "Begins\n\n\n\nEnds", NULL);
    }
  g_assert_true (dip_printout_export (printout, fixture->path, &error));
  g_assert_no_error (error);

  uri = g_filename_to_uri (fixture->path, NULL, &error);
  document = poppler_document_new_from_file (uri, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (poppler_document_get_n_pages (document), >, 1);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      PopplerPage *page = poppler_document_get_page (document, i);
      g_autofree char *text = poppler_page_get_text (page);
      g_auto (GStrv) begins = g_strsplit (text, "Begins", -1);
      g_auto (GStrv) ends = g_strsplit (text, "Ends", -1);

      g_assert_cmpuint (g_strv_length (begins), ==, g_strv_length (ends));
      g_object_unref (page);
    }
  g_object_unref (document);
}

/* The editions of a paper, newest first, and its clauses; of one that is opened, its sentences. */
static void
test_history (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListStore) clauses = g_list_store_new (DIP_TYPE_HISTORY_ITEM);
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (DipHistoryItem) item = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pages;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *sample = g_build_filename (g_getenv ("DIPTYCH_SAMPLES"), i == 0 ? "larkfield-ledger-2.3.txt"
                                                                                     : "larkfield-ledger-3.0.txt", NULL);

      g_ptr_array_add (documents, read_file (sample));
    }
  history = dip_library_history_documents (documents, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->lanes->len; i++)
    {
      g_clear_object (&item);
      item = dip_history_item_new (history, g_ptr_array_index (history->lanes, i));
      g_list_store_append (clauses, item);
    }

  g_assert_true (dip_printout_export (dip_printout_new_history (history, G_LIST_MODEL (clauses)), fixture->path,
                                      &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_lines (fixture->path, "The oldest edition in the library", &n_pages), ==, 1);
  g_assert_cmpuint (count_lines (fixture->path, "not declared", &n_pages), ==, 1);
  g_assert_cmpuint (count_lines (fixture->path, "Protection of records", &n_pages), ==, 1);
  g_assert_cmpuint (count_lines (fixture->path, "storage on which they can be neither", &n_pages), ==, 0);

  /* What is opened on the screen is there on paper. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (clauses)); i++)
    {
      g_clear_object (&item);
      item = g_list_model_get_item (G_LIST_MODEL (clauses), i);
      dip_history_item_set_expanded (item, TRUE);
    }
  g_assert_true (dip_printout_export (dip_printout_new_history (history, G_LIST_MODEL (clauses)), fixture->path,
                                      &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_lines (fixture->path, "storage on which they can be neither", &n_pages), ==, 1);
}

/* A head that leaves no room below it is not repeated. */
static void
test_long_head (Fixture       *fixture,
                gconstpointer  user_data)
{
  DipPrintout *printout = dip_printout_new ("Table", FALSE);
  g_autoptr (GString) head = g_string_new ("Columnhead");
  g_autoptr (GError) error = NULL;
  guint n_pages;

  for (guint i = 0; i < 100; i++)
    g_string_append (head, "\nmore");
  add_rows (printout, head->str, 150);
  g_assert_true (dip_printout_export (printout, fixture->path, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (count_lines (fixture->path, "Columnhead", &n_pages), ==, 1);
  g_assert_cmpuint (count_lines (fixture->path, "left", &n_pages), ==, 150);
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

  g_test_add ("/ui/printout/heads", Fixture, NULL, fixture_set_up, test_heads, fixture_tear_down);
  g_test_add ("/ui/printout/long-head", Fixture, NULL, fixture_set_up, test_long_head, fixture_tear_down);
  g_test_add ("/ui/printout/whole-rows", Fixture, NULL, fixture_set_up, test_whole_rows, fixture_tear_down);
  g_test_add ("/ui/printout/history", Fixture, NULL, fixture_set_up, test_history, fixture_tear_down);

  return g_test_run ();
}
