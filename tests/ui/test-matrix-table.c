/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

#include "dip-matrix-table.h"

static const char *
get_title (const DipMatrixRow *row)
{
  return row->title;
}

static DipMatrixRow
row_new (const char *control,
         const char *title,
         const char *excerpt)
{
  DipMatrixRow row = { .control = (char *) control, .title = (char *) title };
  DipMatrixCell *cell = g_new0 (DipMatrixCell, 1);

  cell->stance = DIP_STANCE_PROVIDED;
  cell->excerpt = g_strdup (excerpt);
  row.cells = g_ptr_array_new ();
  g_ptr_array_add (row.cells, cell);
  g_ptr_array_add (row.cells, NULL);

  return row;
}

static void
row_clear (DipMatrixRow *row)
{
  DipMatrixCell *cell = g_ptr_array_index (row->cells, 0);

  g_free (cell->excerpt);
  g_free (cell);
  g_ptr_array_unref (row->cells);
}

/* Two editions, the second of which says nothing; rows and columns in another order. */
static char *
table (gboolean csv)
{
  g_autoptr (DipDocument) old_document = dip_document_new ();
  g_autoptr (DipDocument) new_document = dip_document_new ();
  DipMatrixRow first = row_new ("A.5.1.1", "Policies", "=1+1, \"quoted\"");
  DipMatrixRow second = row_new ("A.12.3.1", "Backup", "two\nlines\tand a tab");
  DipMatrix matrix = { .documents = g_ptr_array_new (), .rows = g_ptr_array_new () };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint wanted[] = { 1, 0 };
  char *text;

  old_document->edition->service = g_strdup ("Aokumo");
  new_document->edition->service = g_strdup ("みなと");
  g_ptr_array_add (matrix.documents, old_document);
  g_ptr_array_add (matrix.documents, new_document);
  g_ptr_array_add (matrix.rows, &first);
  g_ptr_array_add (matrix.rows, &second);
  g_array_append_vals (rows, wanted, 2);
  g_array_append_vals (order, wanted, 2);

  text = dip_matrix_table_dup (&matrix, rows, order, get_title, csv);

  row_clear (&first);
  row_clear (&second);
  g_ptr_array_unref (matrix.documents);
  g_ptr_array_unref (matrix.rows);

  return text;
}

/* Each row is a line, each cell a field, and nothing is taken for a formula. */
static void
test_clipboard (void)
{
  g_autofree char *text = table (FALSE);

  g_assert_cmpstr (text, ==,
                   "Control\tTitle\tみなと\tExcerpt\tAokumo\tExcerpt\n"
                   "A.12.3.1\tBackup\tSays nothing\t\tProvided\ttwo lines and a tab\n"
                   "A.5.1.1\tPolicies\tSays nothing\t\tProvided\t'=1+1, \"quoted\"\n");
}

static void
test_csv (void)
{
  g_autofree char *text = table (TRUE);

  g_assert_cmpstr (text, ==,
                   "\357\273\277"
                   "\"Control\",\"Title\",\"みなと\",\"Excerpt\",\"Aokumo\",\"Excerpt\"\r\n"
                   "\"A.12.3.1\",\"Backup\",\"Says nothing\",\"\",\"Provided\",\"two lines and a tab\"\r\n"
                   "\"A.5.1.1\",\"Policies\",\"Says nothing\",\"\",\"Provided\",\"'=1+1, \"\"quoted\"\"\"\r\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/matrix-table/clipboard", test_clipboard);
  g_test_add_func ("/ui/matrix-table/csv", test_csv);

  return g_test_run ();
}
