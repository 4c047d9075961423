/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "dip-paper-table.h"
#include "dip-paper-text.h"
#include "dip-table-widths.h"
#include "ui-fixture.h"

#define RETENTION                                                                                 \
  "Data\tKept for\tWhere it is, and who may see it\n"                                             \
  "Logs of access\t1 year\tIn the same region as the service. Only the operators on duty see them, \
and every access of theirs is logged in turn.\n"                                                  \
  "Backups\t30 days\tIn a second region. See https://backup.example/ for the list."

/* Each letter is ten wide. */
static double
measure_cb (const char *text,
            gpointer    user_data)
{
  guint *n = user_data;

  if (n != NULL)
    (*n)++;

  return 10.0 * (double) g_utf8_strlen (text, -1);
}

static char *
print_widths (const char *text,
              double      room)
{
  g_autoptr (DipTableWidths) widths = dip_table_widths_new (text);
  guint n = dip_table_widths_get_n_columns (widths);
  g_autofree double *found = g_new0 (double, n);
  GString *out = g_string_new (NULL);
  double sum = 0.0;

  if (!dip_table_widths_fit (widths, room, 10.0, measure_cb, NULL, found))
    return g_string_free (g_string_append (out, "stacked"), FALSE);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "%s%.0f", i > 0 ? " " : "", found[i]);
      sum += found[i];
    }
  g_assert_cmpfloat (sum, <=, room + 0.01);

  return g_string_free (out, FALSE);
}

static void
test_widths (void)
{
  static const struct { const char *text; double room; const char *expected; } table[] = {
    /* With room for all, each has what it wants. */
    { "ab\tabcd\nabc\tab", 500, "30 40" },
    { "層\tお客様\n装置、施設\t○", 500, "50 30" },
    /* Who wants little is not wrapped for those who want much. */
    { "ab\tab\nab\tWhat is long goes on in the next line of its cell.", 200, "20 180" },
    { "ab\tone two three four five six seven eight nine ten\tone two three four five six seven eight nine ten", 320,
      "20 150 150" },
    /* No word is broken as long as another column can give. */
    { "a word here and there and again\tpassphrase and so on, and on", 140, "50 90" },
    /* There is no room for the words: below one another. */
    { "alphabet\tbetabets\tgammabet\tdeltabet", 200, "stacked" },
    { "a\tb\tc\td\te\tf\tg\th\ti\tj", 90, "stacked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *found = print_widths (table[i].text, table[i].room);

      g_test_message ("%s", table[i].text);
      g_assert_cmpstr (found, ==, table[i].expected);
    }
}

/* However large a table is, two texts a column are measured, and none of a thousand columns. */
static void
test_bounded (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (DipTableWidths) tall = NULL;
  g_autoptr (DipTableWidths) wide = NULL;
  double found[2];
  guint n = 0;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "%sname %u\tvalue %u", i > 0 ? "\n" : "", i, i * 7);
  tall = dip_table_widths_new (text->str);
  g_assert_true (dip_table_widths_fit (tall, 1000, 10, measure_cb, &n, found));
  g_assert_cmpuint (n, ==, 4);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "a\t");
  wide = dip_table_widths_new (text->str);
  n = 0;
  g_assert_false (dip_table_widths_fit (wide, 1000, 10, measure_cb, &n, found));
  g_assert_cmpuint (n, ==, 0);
  g_string_free (text, TRUE);
}

static void
test_head (void)
{
  static const struct { const char *text; gboolean head, names; } table[] = {
    { RETENTION, TRUE, TRUE },
    { "層\tお客様\t当社\nデータ\t○\t", TRUE, TRUE },
    { "\tCustomer\tProvider\nData\t○\t", TRUE, TRUE },
    /* Names and values have no heads. */
    { "サービス\tミナト帳票\n版\t2.0", FALSE, TRUE },
    { "項目\t説明\n保存\tデータはすべて国内の施設に保存し、国外には持ち出しません。", TRUE, TRUE },
    /* Sentences are none. */
    { "We encrypt all data.\tWe keep logs.\tWe test.\na\tb\tc", FALSE, FALSE },
    { "a\tb\n1\t2\t3", FALSE, TRUE },
    { "only\tone\trow", FALSE, TRUE },
    { "one column\nof text", FALSE, FALSE },
    { "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (DipTableWidths) widths = dip_table_widths_new (table[i].text);

      g_test_message ("%s", table[i].text);
      g_assert_cmpint (dip_table_widths_has_head (widths), ==, table[i].head);
      g_assert_cmpint (dip_table_widths_has_names (widths), ==, table[i].names);
    }
}

/* A window with a paper of one clause with a table. */
static GtkWidget *
present_table (const char  *table,
               int          width,
               DipPaperText **paper)
{
  g_autoptr (DipDocument) document = fixture_table_new (table);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *paper = DIP_PAPER_TEXT (dip_paper_text_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*paper));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 600);
  dip_paper_text_set_document (*paper, document, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  return window;
}

/* The row on the line on which a text begins, and where that is. */
static DipPaperRow *
find_row (DipPaperText *paper,
          const char   *text,
          GtkTextIter  *at)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  GtkTextIter end;
  GdkPaintable *row;

  gtk_text_buffer_get_start_iter (buffer, at);
  g_assert_true (gtk_text_iter_forward_search (at, text, GTK_TEXT_SEARCH_TEXT_ONLY, at, NULL, NULL));
  end = *at;
  gtk_text_iter_forward_to_line_end (&end);
  gtk_text_iter_backward_char (&end);
  row = gtk_text_iter_get_paintable (&end);
  g_assert_true (DIP_IS_PAPER_ROW (row));

  return DIP_PAPER_ROW (row);
}

/* What is copied is what a spreadsheet takes: rows by line, cells by TAB. */
static void
test_text (void)
{
  DipPaperText *paper;
  GtkWidget *window = present_table (RETENTION, 800, &paper);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (text, RETENTION "\n"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* No row is wider than the text, whatever the window; rows become higher instead. */
static void
test_size (void)
{
  int heights[2];
  static const int widths[] = { 900, 300 };

  for (guint i = 0; i < 2; i++)
    {
      DipPaperText *paper;
      GtkWidget *window = present_table (RETENTION, widths[i], &paper);
      GtkTextIter at;
      GdkPaintable *row = GDK_PAINTABLE (find_row (paper, "Logs of access", &at));

      g_assert_cmpint (gdk_paintable_get_intrinsic_width (row), <=, gtk_widget_get_width (GTK_WIDGET (paper)) - 48);
      heights[i] = gdk_paintable_get_intrinsic_height (row);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_assert_cmpint (heights[1], >, heights[0]);
}

/* The place of each letter is found again from where it is drawn. */
static void
test_places (void)
{
  static const int widths[] = { 900, 300 };

  for (guint i = 0; i < 2; i++)
    {
      DipPaperText *paper;
      GtkWidget *window = present_table (RETENTION, widths[i], &paper);
      GtkTextIter at;
      DipPaperRow *row = find_row (paper, "Backups\t", &at);
      const char *text = strstr (RETENTION, "Backups");
      guint start, end;

      for (guint k = 0; text[k] != '\0'; k++)
        {
          GdkRectangle area;
          guint index;

          if (text[k] == '\t' || text[k] == ' ')
            continue;
          g_assert_true (dip_paper_row_get_area (row, k, &area));
          g_assert_true (dip_paper_row_get_index_at (row, area.x + area.width / 2.0, area.y + area.height / 2.0,
                                                     &index));
          g_assert_cmpuint (index, ==, k);
        }

      g_assert_true (dip_paper_row_get_cell (row, 9, &start, &end));
      g_assert_cmpuint (start, ==, strlen ("Backups\t"));
      g_assert_cmpuint (end, ==, strlen ("Backups\t30 days"));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* A word within a table is found and gone to as any other. */
static void
test_search (void)
{
  DipPaperText *paper;
  GtkWidget *window = present_table (RETENTION, 500, &paper);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_assert_cmpuint (dip_paper_text_search (paper, "region"), ==, 2);
  g_assert_cmpuint (dip_paper_text_move_found (paper, 1), ==, 1);
  g_assert_cmpuint (dip_paper_text_move_found (paper, 1), ==, 2);
  fixture_settle ();
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "region");

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/table/widths", test_widths);
  g_test_add_func ("/ui/table/bounded", test_bounded);
  g_test_add_func ("/ui/table/head", test_head);
  g_test_add_func ("/ui/table/text", test_text);
  g_test_add_func ("/ui/table/size", test_size);
  g_test_add_func ("/ui/table/places", test_places);
  g_test_add_func ("/ui/table/search", test_search);

  return g_test_run ();
}
