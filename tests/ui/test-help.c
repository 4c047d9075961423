/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "dip-help-book.h"
#include "dip-help-view.h"
#include "dip-help-window.h"
#include "ui-fixture.h"

static const DipHelpBlock *
get_block (DipHelpPage *page,
           guint        position)
{
  g_assert_cmpuint (position, <, page->blocks->len);

  return g_ptr_array_index (page->blocks, position);
}

static void
test_blocks (void)
{
  g_autoptr (DipHelpPage) page =
    dip_help_page_new ("page",
                       "# The title\n\n"
                       "A paragraph\nof two lines.\n\n"
                       "## A heading\n"
                       "- first\n"
                       "  goes on\n"
                       "  - inner\n"
                       "12. numbered\n\n"
                       "> a note\n> goes on\n\n"
                       "```\n  code **as it is**\n\nmore\n```\n"
                       "![what is seen](picture)\n\n"
                       "| a | b |\n|---|---|\n| **c** | d e |\n");
  const struct {
    DipHelpBlockKind  kind;
    guint             level;
    const char       *marker;
    const char       *text;
  } blocks[] = {
    { DIP_HELP_PARAGRAPH, 0, NULL, "A paragraph of two lines." },
    { DIP_HELP_HEADING, 2, NULL, "A heading" },
    { DIP_HELP_ITEM, 1, "•", "first goes on" },
    { DIP_HELP_ITEM, 2, "•", "inner" },
    { DIP_HELP_ITEM, 1, "12.", "numbered" },
    { DIP_HELP_NOTE, 0, NULL, "a note goes on" },
    { DIP_HELP_CODE, 0, NULL, "  code **as it is**\n\nmore" },
    { DIP_HELP_PICTURE, 0, NULL, "what is seen" },
    { DIP_HELP_TABLE, 0, NULL, "a\tb\nc\td e" },
  };

  g_assert_cmpstr (page->name, ==, "page");
  g_assert_cmpstr (page->title, ==, "The title");
  g_assert_cmpuint (page->blocks->len, ==, G_N_ELEMENTS (blocks));
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      const DipHelpBlock *block = get_block (page, i);

      g_assert_cmpint (block->kind, ==, blocks[i].kind);
      g_assert_cmpuint (block->level, ==, blocks[i].level);
      g_assert_cmpstr (block->marker, ==, blocks[i].marker);
      g_assert_cmpstr (block->text, ==, blocks[i].text);
    }
  g_assert_cmpstr (get_block (page, 7)->target, ==, "picture");
  g_assert_cmpuint (get_block (page, 8)->rows->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (get_block (page, 8)->rows, 1), 0), ==,
                   "<b>c</b>");
}

static void
test_inline (void)
{
  g_autoptr (DipHelpPage) page =
    dip_help_page_new ("page", "**a** *b* `c<*>` [d & e](f.md) \\* 1 < 2 [no link] ** g");

  g_assert_cmpstr (get_block (page, 0)->text, ==, "a b c<*> d & e * 1 < 2 [no link]  g");
  g_assert_cmpstr (get_block (page, 0)->markup, ==,
                   "<b>a</b> <i>b</i> <tt>c&lt;*&gt;</tt> <a href=\"f.md\">d &amp; e</a> * 1 &lt; 2 "
                   "[no link] <b> g</b>");
}

static void
test_japanese_lines (void)
{
  g_autoptr (DipHelpPage) page = dip_help_page_new ("page", "一行目は、\n二行目へ続く。\nEnglish\nwords");

  g_assert_cmpstr (get_block (page, 0)->text, ==, "一行目は、二行目へ続く。 English words");
}

/* Each page can be drawn: its markup is sound, whatever its author wrote. */
static void
test_markup (gconstpointer language)
{
  const char *const languages[] = { language, NULL };
  g_autoptr (DipHelpBook) book = dip_help_book_new (languages);

  g_assert_cmpstr (dip_help_book_get_language (book), ==, language);
  g_assert_cmpuint (dip_help_book_get_n_pages (book), >, 10);

  for (guint i = 0; i < dip_help_book_get_n_pages (book); i++)
    {
      const DipHelpPage *page = dip_help_book_get_page (book, i);

      g_assert_cmpstr (page->title, !=, page->name);
      g_assert_cmpuint (page->blocks->len, >, 2);
      for (guint j = 0; j < page->blocks->len; j++)
        {
          const DipHelpBlock *block = g_ptr_array_index (page->blocks, j);
          GtkWidget *label;

          if (block->markup == NULL)
            continue;

          label = g_object_ref_sink (gtk_label_new (NULL));
          gtk_label_set_markup (GTK_LABEL (label), block->markup);
          g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, block->text);
          g_object_unref (label);
        }
    }
}

static void
test_language (void)
{
  const char *const japanese[] = { "fr_FR.UTF-8", "fr", "ja_JP.UTF-8", "ja_JP", "ja", "C", NULL };
  const char *const unknown[] = { "tlh", "C", NULL };
  g_autoptr (DipHelpBook) first = dip_help_book_new (japanese);
  g_autoptr (DipHelpBook) second = dip_help_book_new (unknown);

  g_assert_cmpstr (dip_help_book_get_language (first), ==, "ja");
  g_assert_cmpstr (dip_help_book_get_language (second), ==, "en");
}

static void
test_find (void)
{
  const char *const languages[] = { "en", NULL };
  g_autoptr (DipHelpBook) book = dip_help_book_new (languages);

  g_assert_cmpstr (dip_help_book_find (book, "matrix")->name, ==, "matrix");
  g_assert_cmpstr (dip_help_book_find (book, "matrix.md")->name, ==, "matrix");
  g_assert_null (dip_help_book_find (book, "matri"));
  g_assert_null (dip_help_book_find (book, "https://example.org/matrix.md"));
  g_assert_null (dip_help_book_find (book, NULL));
}

static void
test_search (void)
{
  const char *const languages[] = { "en", NULL };
  const char *const japanese[] = { "ja", NULL };
  g_autoptr (DipHelpBook) book = dip_help_book_new (languages);
  g_autoptr (DipHelpBook) book_ja = dip_help_book_new (japanese);
  g_autoptr (GPtrArray) matrix = dip_help_book_search (book, "MATRIX");
  g_autoptr (GPtrArray) ocr = dip_help_book_search (book, "text ocr");
  g_autoptr (GPtrArray) wide = dip_help_book_search (book, "ｏｃｒ");
  g_autoptr (GPtrArray) none = dip_help_book_search (book, "matrix xylophone");
  g_autoptr (GPtrArray) empty = dip_help_book_search (book, "  ");
  g_autoptr (GPtrArray) boundary = dip_help_book_search (book_ja, "責任分界点");
  DipHelpHit *hit;

  /* The page that is about it stands before those that mention it. */
  g_assert_cmpuint (matrix->len, >, 1);
  g_assert_cmpstr (((DipHelpHit *) g_ptr_array_index (matrix, 0))->page->name, ==, "matrix");

  g_assert_cmpuint (ocr->len, ==, 1);
  hit = g_ptr_array_index (ocr, 0);
  g_assert_cmpstr (hit->page->name, ==, "importing");
  g_assert_nonnull (strstr (hit->excerpt, "text"));
  g_assert_cmpuint (wide->len, ==, 1);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (boundary->len, >=, 2);
}

static void
test_places (void)
{
  g_autoptr (GArray) ranges = dip_help_find_words ("Ｐｄｆ と pdf、ﬁle", "PDF file");
  const DipHelpRange *range;

  g_assert_cmpuint (ranges->len, ==, 3);
  range = &g_array_index (ranges, DipHelpRange, 0);
  g_assert_cmpuint (range->start, ==, 0);
  g_assert_cmpuint (range->end, ==, strlen ("Ｐｄｆ"));
  range = &g_array_index (ranges, DipHelpRange, 1);
  g_assert_cmpuint (range->start, ==, strlen ("Ｐｄｆ と "));
  /* A ligature is as long as what it stands for. */
  range = &g_array_index (ranges, DipHelpRange, 2);
  g_assert_cmpuint (range->end, ==, strlen ("Ｐｄｆ と pdf、ﬁle"));
}

/* --- The window -------------------- */

static DipHelpWindow *
get_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (DIP_IS_HELP_WINDOW (window))
        return DIP_HELP_WINDOW (window);
    }

  return NULL;
}

static const char *
get_title (DipHelpWindow *window)
{
  GtkWidget *view = fixture_find (GTK_WIDGET (window), DIP_TYPE_HELP_VIEW);
  GtkWidget *heading = fixture_find (view, GTK_TYPE_LABEL);

  return gtk_label_get_text (GTK_LABEL (heading));
}

static void
follow (DipHelpWindow *window,
        const char    *target)
{
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (window), DIP_TYPE_HELP_VIEW), "link", target);
  fixture_settle ();
}

static void
act (DipHelpWindow *window,
     const char    *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  fixture_settle ();
}

static void
test_history (void)
{
  GtkWidget *parent = gtk_window_new ();
  DipHelpWindow *window;

  gtk_window_present (GTK_WINDOW (parent));
  dip_help_window_present (GTK_WINDOW (parent), "no-such-page");
  fixture_settle ();
  window = get_window ();
  g_assert_nonnull (window);
  g_assert_cmpstr (get_title (window), ==, "First Steps");

  follow (window, "matrix.md");
  g_assert_cmpstr (get_title (window), ==, "The Control Matrix");
  follow (window, "search.md");
  follow (window, "search.md");
  act (window, "help.back");
  g_assert_cmpstr (get_title (window), ==, "The Control Matrix");
  act (window, "help.back");
  act (window, "help.back");
  g_assert_cmpstr (get_title (window), ==, "First Steps");
  act (window, "help.forward");
  g_assert_cmpstr (get_title (window), ==, "The Control Matrix");

  /* A new way forgets the old one. */
  follow (window, "keys.md");
  act (window, "help.forward");
  g_assert_cmpstr (get_title (window), ==, "Keyboard");
  act (window, "help.back");
  g_assert_cmpstr (get_title (window), ==, "The Control Matrix");

  /* It goes with the window that it was asked for in. */
  gtk_window_destroy (GTK_WINDOW (parent));
  fixture_settle ();
  g_assert_null (get_window ());
}

/* A page is scrolled once it has its size, which takes a frame or two. */
static void
wait_for_value (GtkAdjustment *adjustment,
                double         value)
{
  for (guint i = 0; i < 40; i++)
    {
      if (ABS (gtk_adjustment_get_value (adjustment) - value) <= 1)
        return;
      fixture_settle ();
    }

  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1);
}

static void
test_dialog (void)
{
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *dialog = adw_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (parent));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (parent));
  gtk_window_present (GTK_WINDOW (dialog));
  dip_help_window_present (GTK_WINDOW (dialog), NULL);
  fixture_settle ();
  g_assert_cmpstr (get_title (get_window ()), ==, "Importing Papers");
  g_assert_true (gtk_window_get_group (GTK_WINDOW (get_window ())) != gtk_window_get_group (GTK_WINDOW (dialog)));

  /* It outlives the dialog, not the window. */
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_settle ();
  g_assert_nonnull (get_window ());
  gtk_window_destroy (GTK_WINDOW (parent));
  fixture_settle ();
  g_assert_null (get_window ());
}

static void
test_place_is_kept (void)
{
  GtkWidget *parent = gtk_window_new ();
  DipHelpWindow *window;
  GtkAdjustment *adjustment;
  double value;

  gtk_window_present (GTK_WINDOW (parent));
  dip_help_window_present (GTK_WINDOW (parent), "comparison");
  fixture_settle ();
  window = get_window ();
  adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (fixture_find (GTK_WIDGET (window), DIP_TYPE_HELP_VIEW),
                                                  GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 1.5 * gtk_adjustment_get_page_size (adjustment));

  gtk_adjustment_set_value (adjustment, 150);
  value = gtk_adjustment_get_value (adjustment);
  follow (window, "classes.md");
  wait_for_value (adjustment, 0);
  act (window, "help.back");
  wait_for_value (adjustment, value);

  gtk_window_destroy (GTK_WINDOW (parent));
  fixture_settle ();
}

static void
test_narrow (void)
{
  GtkWidget *parent = gtk_window_new ();
  DipHelpWindow *window;
  GtkWidget *list, *view;

  gtk_window_present (GTK_WINDOW (parent));
  dip_help_window_present (GTK_WINDOW (parent), "start");
  fixture_settle ();
  window = get_window ();
  list = fixture_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX);
  view = fixture_find (GTK_WIDGET (window), DIP_TYPE_HELP_VIEW);
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_true (gtk_widget_get_mapped (view));

  /* As narrow as a telephone: one of the two halves, and nothing sticks out. */
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  for (guint i = 0; i < 40 && gtk_widget_get_mapped (list); i++)
    fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, 360);
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_true (gtk_widget_get_mapped (view));

  {
    const char *const languages[] = { "en", "ja" };

    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        const char *const one[] = { languages[i], NULL };
        g_autoptr (DipHelpBook) book = dip_help_book_new (one);

        for (guint j = 0; j < dip_help_book_get_n_pages (book); j++)
          {
            const DipHelpPage *page = dip_help_book_get_page (book, j);
            int width;

            dip_help_view_set_page (DIP_HELP_VIEW (view), page, languages[i]);
            gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
            if (width > 360)
              g_error ("%s/%s needs %d pixels", languages[i], page->name, width);
          }
      }
  }

  act (window, "help.show-contents");
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_false (gtk_widget_get_mapped (view));
  act (window, "help.show-page");
  g_assert_true (gtk_widget_get_mapped (view));

  gtk_window_destroy (GTK_WINDOW (parent));
  fixture_settle ();
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/help/blocks", test_blocks);
  g_test_add_func ("/ui/help/inline", test_inline);
  g_test_add_func ("/ui/help/japanese-lines", test_japanese_lines);
  g_test_add_data_func ("/ui/help/markup/en", "en", test_markup);
  g_test_add_data_func ("/ui/help/markup/ja", "ja", test_markup);
  g_test_add_func ("/ui/help/language", test_language);
  g_test_add_func ("/ui/help/find", test_find);
  g_test_add_func ("/ui/help/search", test_search);
  g_test_add_func ("/ui/help/places", test_places);
  g_test_add_func ("/ui/help/history", test_history);
  g_test_add_func ("/ui/help/place-is-kept", test_place_is_kept);
  g_test_add_func ("/ui/help/narrow", test_narrow);
  g_test_add_func ("/ui/help/dialog", test_dialog);

  return g_test_run ();
}
