/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "dip-comparison-view.h"
#include "dip-history-item.h"
#include "dip-narrow-bin.h"
#include "dip-paper-text.h"
#include "dip-properties.h"
#include "dip-reading-view.h"
#include "dip-title.h"
#include "session/dip-library.h"
#include "ui-fixture.h"

#define SPEC                                      \
  "# 1 Purpose\n"                                 \
  "= We tell what we do.\n"                       \
  "# 2 Backup\n"                                  \
  "s Kept for 30 days.|Kept for 7 days.\n"        \
  "# 3 Logs\n"                                    \
  "r See https://a.example/.|See https://b.example/.\n"

static GtkWidget *
present (GtkWidget *child,
         int        width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 600);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  return window;
}

static char *
dup_position (GtkWidget *view)
{
  GtkWidget *label = NULL;

  /* The only label with this style in the view. */
  for (GtkWidget *widget = view; label == NULL && widget != NULL;)
    {
      GtkWidget *next = gtk_widget_get_first_child (widget);

      if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "position"))
        label = widget;
      while (next == NULL && widget != view && widget != NULL)
        {
          next = gtk_widget_get_next_sibling (widget);
          widget = gtk_widget_get_parent (widget);
        }
      widget = next;
    }

  g_assert_nonnull (label);

  return g_strdup (gtk_label_get_label (GTK_LABEL (label)));
}

static void
assert_position (GtkWidget  *view,
                 const char *expected)
{
  g_autofree char *position = dup_position (view);

  g_assert_cmpstr (position, ==, expected);
}

static void
test_move (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  GtkWidget *view = dip_comparison_view_new ();
  GtkWidget *window = present (view, 1000);
  g_autofree char *citation = NULL;

  g_assert_null (dip_comparison_view_dup_citation (DIP_COMPARISON_VIEW (view)));
  dip_comparison_view_set_comparison (DIP_COMPARISON_VIEW (view), comparison);
  fixture_settle ();
  assert_position (view, "2 changes");

  dip_comparison_view_move (DIP_COMPARISON_VIEW (view), 1);
  fixture_settle ();
  assert_position (view, "1 of 2");
  citation = dip_comparison_view_dup_citation (DIP_COMPARISON_VIEW (view));
  g_assert_cmpstr (citation, ==,
                   "Kept for 30 days.\n— Aokumo Drive 1.0, 2 Backup\n"
                   "Kept for 7 days.\n— Aokumo Drive 1.1, 2 Backup\n");

  dip_comparison_view_move (DIP_COMPARISON_VIEW (view), 1);
  assert_position (view, "2 of 2");
  dip_comparison_view_move (DIP_COMPARISON_VIEW (view), 1);
  assert_position (view, "1 of 2");
  dip_comparison_view_move (DIP_COMPARISON_VIEW (view), -1);
  assert_position (view, "2 of 2");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A paragraph that only one edition has is cited from that one. */
static void
test_cite_one_side (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new ("# 2 Backup\n= Kept.\ns |Kept twice.\n");
  GtkWidget *view = dip_comparison_view_new ();
  GtkWidget *window = present (view, 1000);
  g_autofree char *citation = NULL;

  dip_comparison_view_set_comparison (DIP_COMPARISON_VIEW (view), comparison);
  fixture_settle ();
  dip_comparison_view_move (DIP_COMPARISON_VIEW (view), 1);
  citation = dip_comparison_view_dup_citation (DIP_COMPARISON_VIEW (view));
  g_assert_cmpstr (citation, ==, "Kept twice.\n— Aokumo Drive 1.1, 2 Backup\n");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The switches of the filter are the model's classes, and are remembered by the next view. */
static void
test_filter (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  GtkWidget *view = dip_comparison_view_new ();
  GtkWidget *window = present (view, 1000);
  DipComparisonModel *model;

  dip_comparison_view_set_comparison (DIP_COMPARISON_VIEW (view), comparison);
  model = dip_comparison_view_get_model (DIP_COMPARISON_VIEW (view));
  g_assert_cmpuint (dip_comparison_model_get_classes (model), ==, DIP_CLASSES_DEFAULT);

  gtk_widget_activate_action (view, "compare.reference", NULL);
  g_assert_cmpuint (dip_comparison_model_get_classes (model), ==,
                    DIP_CLASSES_DEFAULT & ~DIP_CLASS_BIT (DIP_CLASS_REFERENCE));
  assert_position (view, "1 change");
  gtk_widget_activate_action (view, "compare.reference", NULL);
  assert_position (view, "2 changes");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
compare_cb (DipComparisonView *view,
            DipEdition        *old_edition,
            DipEdition        *new_edition,
            GString           *text)
{
  g_string_append_printf (text, "%s→%s ", old_edition->version, new_edition->version);
}

static void
test_swap (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  g_autoptr (GListStore) editions = g_list_store_new (DIP_TYPE_EDITION);
  GtkWidget *view = dip_comparison_view_new ();
  GtkWidget *window = present (view, 1000);
  GString *text = g_string_new (NULL);

  g_signal_connect (view, "compare", G_CALLBACK (compare_cb), text);
  dip_comparison_view_set_editions (DIP_COMPARISON_VIEW (view), G_LIST_MODEL (editions));
  dip_comparison_view_set_comparison (DIP_COMPARISON_VIEW (view), comparison);
  fixture_settle ();

  /* Showing a comparison, and a library that changes, ask for nothing. */
  g_list_store_append (editions, comparison->new_document->edition);
  fixture_settle ();
  g_list_store_remove_all (editions);
  fixture_settle ();
  g_assert_cmpstr (text->str, ==, "");

  dip_comparison_view_swap (DIP_COMPARISON_VIEW (view));
  g_assert_cmpstr (text->str, ==, "1.1→1.0 ");

  g_string_free (text, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_escape (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  GtkWidget *view = dip_comparison_view_new ();
  GtkWidget *window = present (view, 1000);
  GtkWidget *entry;

  dip_comparison_view_set_comparison (DIP_COMPARISON_VIEW (view), comparison);
  g_assert_false (dip_comparison_view_escape (DIP_COMPARISON_VIEW (view)));
  dip_comparison_view_search (DIP_COMPARISON_VIEW (view));
  entry = fixture_find (fixture_find (view, GTK_TYPE_SEARCH_BAR), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "backup");
  fixture_settle ();
  g_assert_cmpstr (dip_comparison_model_get_text (dip_comparison_view_get_model (DIP_COMPARISON_VIEW (view))), ==,
                   "backup");
  g_assert_true (dip_comparison_view_escape (DIP_COMPARISON_VIEW (view)));
  fixture_settle ();
  g_assert_null (dip_comparison_model_get_text (dip_comparison_view_get_model (DIP_COMPARISON_VIEW (view))));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What the program found in a paper is not quoted as if the paper said it. */
static void
test_copy_without_chips (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  DipClause *clause = g_ptr_array_index (comparison->new_document->clauses, 1);
  GtkWidget *view = dip_reading_view_new ();
  GtkWidget *window = present (view, 1000);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  DipPaperText *paper;
  g_autofree char *all = NULL;
  g_autofree char *selected = NULL;
  g_autofree char *chip = NULL;

  clause->stance = DIP_STANCE_SHARED;
  dip_reading_view_set_document (DIP_READING_VIEW (view), comparison->new_document);
  fixture_settle ();
  paper = DIP_PAPER_TEXT (fixture_find (view, DIP_TYPE_PAPER_TEXT));
  g_assert_null (dip_paper_text_dup_selection (paper));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  all = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_nonnull (strstr (all, "2\u2002Backup\n\u2002Shared duty\u2002"));
  gtk_text_buffer_select_range (buffer, &start, &end);
  selected = dip_paper_text_dup_selection (paper);
  g_assert_nonnull (strstr (selected, "2\u2002Backup\nKept for 7 days.\n"));
  g_assert_null (strstr (selected, "Shared duty"));
  g_assert_null (strstr (selected, "Whitepaper\u2002"));

  /* Who selects nothing else wants it. */
  g_assert_true (gtk_text_iter_forward_search (&start, "Shared duty", 0, &start, &end, NULL));
  gtk_text_buffer_select_range (buffer, &start, &end);
  chip = dip_paper_text_dup_selection (paper);
  g_assert_cmpstr (chip, ==, "Shared duty");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Names without end stay within the window; a version in words says by itself that it is one. */
static void
test_long_names (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  DipEdition *edition = comparison->new_document->edition;
  GtkWidget *view = dip_reading_view_new ();
  GtkWidget *window = present (view, 400);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_free (edition->provider);
  edition->provider = g_strdup ("株式会社長い長い長い長い長い長い長い長い長い長い長い名前の会社");
  g_free (edition->version);
  edition->version = g_strdup ("2025年度改訂版");
  dip_reading_view_set_document (DIP_READING_VIEW (view), comparison->new_document);
  fixture_settle ();

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture_find (view, DIP_TYPE_PAPER_TEXT)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_nonnull (strstr (text, "\u2002株式会社長い長い"));
  g_assert_nonnull (strstr (text, "…\u2002"));
  g_assert_null (strstr (text, "名前の会社"));
  g_assert_nonnull (strstr (text, "\u20022025年度改訂版\u2002"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_reading (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  GtkWidget *view = dip_reading_view_new ();
  GtkWidget *window = present (view, 1000);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  GtkWidget *paper;

  dip_reading_view_set_document (DIP_READING_VIEW (view), comparison->new_document);
  fixture_settle ();
  paper = fixture_find (view, DIP_TYPE_PAPER_TEXT);
  gtk_test_accessible_assert_property (paper, GTK_ACCESSIBLE_PROPERTY_LABEL, "Text of the paper");

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_nonnull (strstr (text, "2\u2002Backup\nKept for 7 days.\n"));

  g_assert_cmpuint (dip_paper_text_search (DIP_PAPER_TEXT (paper), "BACKUP"), ==, 1);
  g_assert_cmpuint (dip_paper_text_move_found (DIP_PAPER_TEXT (paper), 1), ==, 1);
  g_assert_cmpint (dip_paper_text_get_at_cursor (DIP_PAPER_TEXT (paper)), ==, 1);

  /* What is selected is quoted. */
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  gtk_text_iter_forward_chars (&end, (int) strlen ("Backup"));
  gtk_text_buffer_select_range (buffer, &start, &end);
  {
    g_autofree char *citation = dip_reading_view_dup_citation (DIP_READING_VIEW (view));

    g_assert_cmpstr (citation, ==, "Backup\n— Aokumo Drive 1.1, 2 Backup");
  }
  g_assert_cmpuint (dip_paper_text_search (DIP_PAPER_TEXT (paper), "nowhere"), ==, 0);
  g_assert_cmpuint (dip_paper_text_move_found (DIP_PAPER_TEXT (paper), 1), ==, 0);

  /* Another document takes nothing of the first one along. */
  dip_reading_view_set_document (DIP_READING_VIEW (view), comparison->old_document);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (text);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_null (strstr (text, "7 days"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A paper of so many clauses, the last of which has a word of its own. */
static DipDocument *
long_document_new (guint n)
{
  g_autoptr (GString) spec = g_string_new (NULL);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (spec, "# %u Clause\n= What it says is long enough for a line%s.\n", i,
                            i == n ? ", and is the summit" : "");
  comparison = fixture_comparison_new (spec->str);

  return g_object_ref (comparison->new_document);
}

static DipPaperText *
present_long (DipDocument  *document,
              DipReadingView **view,
              GtkWidget   **window)
{
  GtkWidget *paper;

  *view = DIP_READING_VIEW (dip_reading_view_new ());
  *window = present (GTK_WIDGET (*view), 1000);
  dip_reading_view_set_document (*view, document);
  paper = fixture_find (GTK_WIDGET (*view), DIP_TYPE_PAPER_TEXT);

  return DIP_PAPER_TEXT (paper);
}

static char *
dup_text (DipPaperText *paper)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
filled_cb (DipPaperText *paper,
           gboolean     *filled)
{
  *filled = TRUE;
}

static void
wait_until_filled (DipPaperText *paper)
{
  gboolean filled = FALSE;

  g_signal_connect (paper, "filled", G_CALLBACK (filled_cb), &filled);
  while (!filled)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (paper, filled_cb, &filled);
}

/* Of a long paper the rest comes when there is time; what asks for it before is answered then. */
static void
test_long (void)
{
  g_autoptr (DipDocument) document = long_document_new (2000);
  g_autoptr (DipDocument) other = long_document_new (3);
  g_autofree char *begun = NULL;
  g_autofree char *full = NULL;
  g_autofree char *clause = NULL;
  DipReadingView *view;
  GtkWidget *window;
  DipPaperText *paper = present_long (document, &view, &window);

  begun = dup_text (paper);
  g_assert_nonnull (strstr (begun, "\n1\u2002Clause\n"));
  g_assert_null (strstr (begun, "\n2000\u2002Clause\n"));
  g_assert_null (strstr (begun, "summit"));

  dip_reading_view_show_clause (view, "1999");
  clause = dip_reading_view_dup_clause (view);
  g_assert_cmpstr (clause, ==, "1999");
  dip_reading_view_find (view, "summit");
  wait_until_filled (paper);

  full = dup_text (paper);
  g_assert_true (g_str_has_prefix (full, begun));
  g_assert_true (g_str_has_suffix (full, "\n2000\u2002Clause\nWhat it says is long enough for a line, and is the summit.\n"));
  g_assert_cmpint (dip_paper_text_get_at_cursor (paper), ==, 1999);
  g_assert_cmpuint (dip_paper_text_move_found (paper, 1), ==, 1);

  dip_paper_text_scroll_to (paper, 1000);
  g_assert_cmpint (dip_paper_text_get_at_cursor (paper), ==, 1000);

  /* A short one in its place is there at once, and stays what it is. */
  dip_reading_view_set_document (view, document);
  dip_reading_view_set_document (view, other);
  fixture_settle ();
  g_clear_pointer (&full, g_free);
  full = dup_text (paper);
  g_assert_nonnull (strstr (full, "summit"));
  g_assert_null (strstr (full, "\n4\u2002"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What asks for all of it has all of it, also while it is not there yet. */
static void
test_long_selected (void)
{
  g_autoptr (DipDocument) document = long_document_new (2000);
  DipReadingView *view;
  GtkWidget *window;
  DipPaperText *paper = present_long (document, &view, &window);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_signal_emit_by_name (paper, "select-all", TRUE);
  g_assert_true (gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper)), &start, &end));
  text = gtk_text_iter_get_text (&start, &end);
  g_assert_nonnull (strstr (text, "summit"));
  wait_until_filled (paper);

  dip_reading_view_set_document (view, document);
  g_signal_emit_by_name (paper, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, 1, FALSE);
  g_clear_pointer (&text, g_free);
  text = dup_text (paper);
  g_assert_nonnull (strstr (text, "summit"));
  fixture_settle ();

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow_bin (void)
{
  GtkWidget *bin = dip_narrow_bin_new (500);
  GtkWidget *window;
  int minimum;

  gtk_widget_set_size_request (bin, 200, -1);
  dip_narrow_bin_set_child (DIP_NARROW_BIN (bin), g_object_new (GTK_TYPE_BOX, "width-request", 450, NULL));
  window = present (bin, 300);

  /* It is narrow, and it does not ask for what its child asks for. */
  g_assert_true (dip_narrow_bin_get_narrow (DIP_NARROW_BIN (bin)));
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 200);
  gtk_window_destroy (GTK_WINDOW (window));

  bin = dip_narrow_bin_new (500);
  window = present (bin, 800);
  g_assert_false (dip_narrow_bin_get_narrow (DIP_NARROW_BIN (bin)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a person types for a date. */
static void
test_typed_dates (void)
{
  static const struct { const char *typed, *date; } table[] = {
    { "2025-04-01", "2025-04-01" },
    { " 2025/4/1 ", "2025-04-01" },
    { "2025年4月1日", "2025-04-01" },
    { "２０２５．１２．３１", "2025-12-31" },
    { "2024-02-29", "2024-02-29" },
    { "", "" },
    { "  ", "" },
    { "2025-02-29", NULL },
    { "2025-13-01", NULL },
    { "2025-04", NULL },
    { "1-4-2025", NULL },
    { "99999999999-1-1", NULL },
    { "2025-04-01-02", NULL },
    { "next week", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *date = dip_properties_dup_date (table[i].typed);

      g_assert_cmpstr (date, ==, table[i].date);
    }
}

/* What was found about a clause is seen whole in a narrow window. */
static void
test_narrow_facts (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  DipClause *clause = g_ptr_array_index (comparison->new_document->clauses, 1);
  GtkWidget *view = dip_reading_view_new ();
  GtkWidget *window;
  GtkTextBuffer *buffer;
  GtkTextIter at, end;
  GtkWidget *paper;
  int width;

  clause->stance = DIP_STANCE_SHARED;
  g_ptr_array_add (clause->facts, dip_fact_new ("backup frequency", "once in the night of every Sunday", NULL, 0));
  g_ptr_array_add (clause->facts, dip_fact_new ("standard", "ISO/IEC 27017:2015 and ISO/IEC 27018:2019", NULL, 0));
  dip_reading_view_set_document (DIP_READING_VIEW (view), comparison->new_document);
  window = present (view, 360);
  paper = fixture_find (view, DIP_TYPE_PAPER_TEXT);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paper));
  width = gtk_widget_get_width (paper);
  g_assert_cmpint (width, <=, 360);

  gtk_text_buffer_get_bounds (buffer, &at, &end);
  for (; !gtk_text_iter_equal (&at, &end); gtk_text_iter_forward_char (&at))
    {
      GdkRectangle place;
      int x;

      if (g_unichar_isspace (gtk_text_iter_get_char (&at)))
        continue;
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (paper), &at, &place);
      gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (paper), GTK_TEXT_WINDOW_WIDGET, place.x + place.width,
                                             place.y, &x, NULL);
      g_assert_cmpint (x, <=, width);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A clause is found by what it says, now or in an earlier edition. */
static void
test_history_matches (void)
{
  static const struct {
    const char *typed;
    gboolean    found[3];
  } table[] = {
    { "", { TRUE, TRUE, TRUE } },
    { "back", { FALSE, TRUE, FALSE } },
    { "7 days", { FALSE, TRUE, FALSE } },
    { "30 days", { FALSE, TRUE, FALSE } },
    { "we tell", { TRUE, FALSE, FALSE } },
    { "-days", { TRUE, FALSE, TRUE } },
    { "backup -days", { FALSE, FALSE, FALSE } },
    { "nowhere", { FALSE, FALSE, FALSE } },
  };
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, comparison->old_document);
  g_ptr_array_add (documents, comparison->new_document);
  history = dip_library_history_documents (documents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->lanes->len, ==, 3);

  for (guint i = 0; i < history->lanes->len; i++)
    {
      g_autoptr (DipHistoryItem) item = dip_history_item_new (history, g_ptr_array_index (history->lanes, i));

      for (guint j = 0; j < G_N_ELEMENTS (table); j++)
        {
          g_autoptr (DipTextFilter) words = dip_text_filter_new (table[j].typed);

          if (dip_history_item_matches (item, words) != table[j].found[i])
            g_error ("%s in clause %u", table[j].typed, i + 1);
        }
    }
}

/* A title that a narrow window has no room for in one line stands in two, and nothing is cut. */
static void
test_narrow_title (void)
{
  GtkWidget *title = g_object_new (DIP_TYPE_TITLE, NULL);
  GtkWidget *window;
  GtkWidget *label;

  dip_title_set (DIP_TITLE (title), "Larkfield Ledger Cloud", "Version 3.0");
  window = present (title, 160);
  label = fixture_find (title, GTK_TYPE_LABEL);
  g_assert_true (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));

  dip_title_set_narrow (DIP_TITLE (title), TRUE);
  fixture_settle ();
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 2);

  dip_title_set_narrow (DIP_TITLE (title), FALSE);
  fixture_settle ();
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/views/move", test_move);
  g_test_add_func ("/ui/views/cite-one-side", test_cite_one_side);
  g_test_add_func ("/ui/views/filter", test_filter);
  g_test_add_func ("/ui/views/swap", test_swap);
  g_test_add_func ("/ui/views/escape", test_escape);
  g_test_add_func ("/ui/views/reading", test_reading);
  g_test_add_func ("/ui/views/copy-without-chips", test_copy_without_chips);
  g_test_add_func ("/ui/views/long-names", test_long_names);
  g_test_add_func ("/ui/views/long", test_long);
  g_test_add_func ("/ui/views/long-selected", test_long_selected);
  g_test_add_func ("/ui/views/narrow-facts", test_narrow_facts);
  g_test_add_func ("/ui/views/narrow-title", test_narrow_title);
  g_test_add_func ("/ui/views/history-matches", test_history_matches);
  g_test_add_func ("/ui/views/narrow-bin", test_narrow_bin);
  g_test_add_func ("/ui/views/typed-dates", test_typed_dates);

  return g_test_run ();
}
