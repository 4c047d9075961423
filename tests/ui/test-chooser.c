/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-edition-chooser.h"
#include "model/dip-document.h"
#include "ui-fixture.h"

#define N_EDITIONS 10000

/* What a list keeps ready beyond what is seen is 200 rows and some. */
#define MANY       300

static GListModel *
editions_new (guint n)
{
  GListStore *store = g_list_store_new (DIP_TYPE_EDITION);

  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (DipEdition) edition = dip_edition_new ();

      edition->id = i;
      edition->provider = g_strdup ("Aokumo");
      edition->service = g_strdup_printf ("Aokumo Drive %u", i);
      edition->version = g_strdup ("1.0");
      g_list_store_append (store, edition);
    }

  return G_LIST_MODEL (store);
}

static void
chosen_cb (DipEditionChooser *chooser,
           GString           *text)
{
  g_autoptr (GArray) ids = dip_edition_chooser_list_chosen (chooser, 3);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  g_string_append (text, "/ ");
}

/* Ten thousand editions are a list like any other: what is not seen has no widget. */
static void
test_many (void)
{
  g_autoptr (GListModel) editions = editions_new (N_EDITIONS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *chooser = dip_edition_chooser_new ();
  GtkWidget *search;
  GtkWidget *check;
  GString *text = g_string_new (NULL);
  gint64 id = 9000;

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  gtk_window_set_child (GTK_WINDOW (window), button);
  g_signal_connect (chooser, "chosen", G_CALLBACK (chosen_cb), text);
  g_array_append_val (ids, id);
  dip_edition_chooser_set_editions (DIP_EDITION_CHOOSER (chooser), editions);
  dip_edition_chooser_set_chosen (DIP_EDITION_CHOOSER (chooser), ids);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();
  g_assert_cmpuint (fixture_count (chooser, GTK_TYPE_CHECK_BUTTON), ==, 0);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  fixture_settle ();
  g_assert_cmpuint (fixture_count (chooser, GTK_TYPE_CHECK_BUTTON), >, 10);
  g_assert_cmpuint (fixture_count (chooser, GTK_TYPE_CHECK_BUTTON), <, MANY);

  /* The library's order, whatever was ticked first. */
  check = fixture_find (chooser, GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpstr (text->str, ==, "1 9000 / ");

  /* What is found has its tick. */
  search = fixture_find (chooser, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "drive 9000");
  g_signal_emit_by_name (search, "search-changed");
  fixture_settle ();
  check = fixture_find (chooser, GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpstr (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), ==, "Aokumo Drive 9000 1.0");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_cmpstr (text->str, ==, "1 9000 / 1 / ");

  /* What the program ticks is not announced. */
  dip_edition_chooser_set_chosen (DIP_EDITION_CHOOSER (chooser), ids);
  fixture_settle ();
  check = fixture_find (chooser, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpstr (text->str, ==, "1 9000 / 1 / ");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  g_string_free (text, TRUE);
}

/* A list that is seen at a glance has no search. */
static void
test_few (void)
{
  g_autoptr (GListModel) editions = editions_new (4);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *chooser = dip_edition_chooser_new ();

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  gtk_window_set_child (GTK_WINDOW (window), button);
  dip_edition_chooser_set_editions (DIP_EDITION_CHOOSER (chooser), editions);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  fixture_settle ();
  g_assert_cmpuint (fixture_count (chooser, GTK_TYPE_CHECK_BUTTON), ==, 4);
  g_assert_false (gtk_widget_get_visible (fixture_find (chooser, GTK_TYPE_SEARCH_ENTRY)));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/chooser/many", test_many);
  g_test_add_func ("/ui/chooser/few", test_few);

  return g_test_run ();
}
