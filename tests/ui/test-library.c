/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "dip-edition-row.h"
#include "dip-library-node.h"
#include "dip-library-sidebar.h"
#include "dip-line-ends.h"
#include "ui-fixture.h"

static void
add_edition (GListStore *store,
             gint64      id,
             const char *provider,
             const char *service,
             const char *version,
             const char *issued)
{
  g_autoptr (DipEdition) edition = dip_edition_new ();

  edition->id = id;
  edition->provider = g_strdup (provider);
  edition->service = g_strdup (service);
  edition->version = g_strdup (version);
  edition->issued = g_strdup (issued);
  edition->kind = DIP_KIND_WHITEPAPER;
  edition->n_clauses = 44;
  g_list_store_append (store, edition);
}

static GListStore *
editions_new (void)
{
  GListStore *store = g_list_store_new (DIP_TYPE_EDITION);

  add_edition (store, 1, "Aokumo", "Aokumo Drive", "1.0", "2023-01-31");
  add_edition (store, 2, "Aokumo", "Aokumo Drive", "1.1", "2024-12-26");
  add_edition (store, 3, "Aokumo", "Aokumo Mail", "2", NULL);
  add_edition (store, 4, NULL, "港クラウド", NULL, "2024-04-01");

  return store;
}

static void
print_children (GListModel *model,
                GString    *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DipLibraryNode) node = g_list_model_get_item (model, i);
      g_autofree char *label = dip_library_node_dup_label (node);

      g_string_append_printf (text, "%s%s", text->len > 0 && text->str[text->len - 1] != '(' ? " " : "", label);
      if (node->children != NULL)
        {
          g_string_append (text, "(");
          print_children (G_LIST_MODEL (node->children), text);
          g_string_append (text, ")");
        }
    }
}

static void
assert_tree (const char *search,
             const char *expected)
{
  g_autoptr (GListStore) editions = editions_new ();
  g_autoptr (GListStore) tree = dip_library_node_build_tree (G_LIST_MODEL (editions), search);
  GString *text = g_string_new (NULL);

  print_children (G_LIST_MODEL (tree), text);
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_tree (void)
{
  assert_tree (NULL,
               "Aokumo(Aokumo Drive(Version 1.0 Version 1.1) Aokumo Mail(Version 2)) "
               "Unknown provider(港クラウド(1 Apr 2024))");
}

/* Words in any order, whatever case and width; Japanese as well. */
static void
test_search (void)
{
  assert_tree ("drive AOKUMO", "Aokumo(Aokumo Drive(Version 1.0 Version 1.1))");
  assert_tree ("ｍａｉｌ", "Aokumo(Aokumo Mail(Version 2))");
  assert_tree ("クラウド", "Unknown provider(港クラウド(1 Apr 2024))");
  assert_tree ("nothing", "");

  /* Parts of words, other spellings, and without a word. */
  assert_tree ("aok dri", "Aokumo(Aokumo Drive(Version 1.0 Version 1.1))");
  assert_tree ("ｸﾗｳﾄﾞ", "Unknown provider(港クラウド(1 Apr 2024))");
  assert_tree ("aokumo -drive", "Aokumo(Aokumo Mail(Version 2))");
  assert_tree ("-aokumo", "Unknown provider(港クラウド(1 Apr 2024))");
}

static GListStore *
random_tree (GRand *rand)
{
  g_autoptr (GListStore) editions = g_list_store_new (DIP_TYPE_EDITION);

  /* The editions of a library are sorted; not all of them are there each time. */
  for (int id = 1; id <= 40; id++)
    {
      g_autofree char *provider = g_strdup_printf ("Provider %d", id / 12);
      g_autofree char *service = g_strdup_printf ("Service %d", g_rand_int_range (rand, 0, 20) == 0 ? 99 : id / 4);
      g_autofree char *version = g_strdup_printf ("%d.%d", id, g_rand_int_range (rand, 0, 2));

      if (g_rand_boolean (rand))
        add_edition (editions, id, provider, service, version, NULL);
    }

  return dip_library_node_build_tree (G_LIST_MODEL (editions), NULL);
}

static char *
print_tree (GListStore *tree)
{
  GString *text = g_string_new (NULL);

  print_children (G_LIST_MODEL (tree), text);

  return g_string_free (text, FALSE);
}

/* A tree on the screen becomes the one that is wanted, whatever came and went. */
static void
test_update (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  g_autoptr (GListStore) shown = g_list_store_new (DIP_TYPE_LIBRARY_NODE);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GListStore) wanted = random_tree (rand);
      g_autofree char *expected = print_tree (wanted);
      g_autofree char *text = NULL;

      dip_library_node_update_tree (shown, wanted);
      text = print_tree (shown);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* A list view makes its rows anew also where it is told that nothing has changed. */
static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n)
{
  *n += MAX (removed + added, 1);
}

/* One edition more changes one row; the others are the same nodes as before. */
static void
test_update_keeps (void)
{
  g_autoptr (GListStore) editions = editions_new ();
  g_autoptr (GListStore) shown = dip_library_node_build_tree (G_LIST_MODEL (editions), NULL);
  g_autoptr (GListStore) wanted = NULL;
  g_autoptr (DipLibraryNode) provider = g_list_model_get_item (G_LIST_MODEL (shown), 0);
  g_autoptr (DipLibraryNode) mail = g_list_model_get_item (G_LIST_MODEL (provider->children), 1);
  g_autoptr (DipLibraryNode) after = NULL;
  guint n_of_providers = 0, n_of_services = 0, n_of_editions = 0;

  g_signal_connect (shown, "items-changed", G_CALLBACK (count_cb), &n_of_providers);
  g_signal_connect (provider->children, "items-changed", G_CALLBACK (count_cb), &n_of_services);
  g_signal_connect (mail->children, "items-changed", G_CALLBACK (count_cb), &n_of_editions);

  add_edition (editions, 9, "Aokumo", "Aokumo Mail", "3", NULL);
  wanted = dip_library_node_build_tree (G_LIST_MODEL (editions), NULL);
  dip_library_node_update_tree (shown, wanted);

  after = g_list_model_get_item (G_LIST_MODEL (provider->children), 1);
  g_assert_true (after == mail);
  g_assert_cmpuint (n_of_providers, ==, 0);
  g_assert_cmpuint (n_of_services, ==, 0);
  g_assert_cmpuint (n_of_editions, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (mail->children)), ==, 2);
}

static void
test_newest (void)
{
  g_autoptr (GListStore) editions = editions_new ();
  g_autoptr (GListStore) tree = dip_library_node_build_tree (G_LIST_MODEL (editions), NULL);
  g_autoptr (DipLibraryNode) provider = g_list_model_get_item (G_LIST_MODEL (tree), 0);
  g_autoptr (DipLibraryNode) drive = g_list_model_get_item (G_LIST_MODEL (provider->children), 0);
  g_autoptr (DipLibraryNode) mail = g_list_model_get_item (G_LIST_MODEL (provider->children), 1);
  DipEdition *old_edition, *new_edition;

  g_assert_true (dip_library_node_get_newest (drive, &old_edition, &new_edition));
  g_assert_cmpint (old_edition->id, ==, 1);
  g_assert_cmpint (new_edition->id, ==, 2);
  g_assert_false (dip_library_node_get_newest (mail, &old_edition, &new_edition));
}

static void
test_row (void)
{
  g_autoptr (GListStore) editions = editions_new ();
  g_autoptr (GListStore) tree = dip_library_node_build_tree (G_LIST_MODEL (editions), "1.1");
  g_autoptr (DipLibraryNode) provider = g_list_model_get_item (G_LIST_MODEL (tree), 0);
  g_autoptr (DipLibraryNode) service = g_list_model_get_item (G_LIST_MODEL (provider->children), 0);
  g_autoptr (DipLibraryNode) edition = g_list_model_get_item (G_LIST_MODEL (service->children), 0);
  g_autoptr (GtkWidget) row = g_object_ref_sink (dip_edition_row_new ());

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_GROUP);
  dip_edition_row_set_node (DIP_EDITION_ROW (row), provider);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Provider: Aokumo");
  dip_edition_row_set_node (DIP_EDITION_ROW (row), service);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Service: Aokumo Drive");
  /* Long names are cut off; a text that is set asks the display for each row that is shown. */
  g_assert_true (gtk_widget_get_has_tooltip (row));
  g_assert_null (gtk_widget_get_tooltip_text (row));
  dip_edition_row_set_node (DIP_EDITION_ROW (row), edition);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Version 1.1, 26 Dec 2024 · 44 clauses · Whitepaper");
  dip_edition_row_set_node (DIP_EDITION_ROW (row), NULL);
}

/* A number and its unit stay in one line, whatever phrases there are. */
static void
test_line_ends (void)
{
  const char *text = "条項\u00a055\u00a0件";
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GSList *words;

  dip_line_ends_add (attributes, text);
  words = pango_attr_list_get_attributes (attributes);
  g_assert_cmpuint (g_slist_length (words), ==, 1);
  g_assert_cmpuint (((PangoAttribute *) words->data)->end_index, ==, strlen (text));
  g_slist_free_full (words, (GDestroyNotify) pango_attribute_destroy);
}

static void
read_cb (DipLibrarySidebar *sidebar,
         DipEdition        *edition,
         gint64            *id)
{
  *id = edition->id;
}

/* What the program selects is marked, and nothing is asked for. */
static void
test_select (void)
{
  g_autoptr (GListStore) editions = editions_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *sidebar = dip_library_sidebar_new ();
  gint64 id = 0;

  gtk_window_set_child (GTK_WINDOW (window), sidebar);
  g_signal_connect (sidebar, "read", G_CALLBACK (read_cb), &id);
  dip_library_sidebar_set_editions (DIP_LIBRARY_SIDEBAR (sidebar), G_LIST_MODEL (editions));
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  g_assert_true (dip_library_sidebar_select (DIP_LIBRARY_SIDEBAR (sidebar), 3));
  g_assert_cmpint (dip_library_sidebar_get_selected (DIP_LIBRARY_SIDEBAR (sidebar))->id, ==, 3);

  /* The selection follows the edition when others come and go. */
  g_list_store_remove (editions, 0);
  fixture_settle ();
  g_assert_cmpint (dip_library_sidebar_get_selected (DIP_LIBRARY_SIDEBAR (sidebar))->id, ==, 3);

  g_list_store_remove (editions, 1);
  fixture_settle ();
  g_assert_null (dip_library_sidebar_get_selected (DIP_LIBRARY_SIDEBAR (sidebar)));
  g_assert_cmpint (id, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkShortcut *
find_shortcut (GtkWidget  *list,
               const char *label)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (strstr (keys, label) != NULL)
            return shortcut;   /* the controller keeps it */
        }
    }

  return NULL;
}

/* Opens the menu of a row by key. Its last item removes @target. */
static void
assert_menu (GtkWidget   *list,
             GtkShortcut *shortcut,
             GtkWidget   *item,
             const char  *target)
{
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;
  GtkWidget *menu;
  GMenuModel *model;

  gtk_widget_grab_focus (item);
  g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, list, NULL));
  menu = fixture_find (fixture_find (item, DIP_TYPE_EDITION_ROW), GTK_TYPE_POPOVER_MENU);
  g_assert_true (gtk_widget_get_visible (menu));

  model = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu));
  value = g_menu_model_get_item_attribute_value (model, g_menu_model_get_n_items (model) - 1, G_MENU_ATTRIBUTE_TARGET,
                                                 NULL);
  text = g_variant_print (value, FALSE);
  g_assert_cmpstr (text, ==, target);
  gtk_popover_popdown (GTK_POPOVER (menu));
}

/* The menu of a row by key; that of a provider or a service is about all that stands below it. */
static void
test_menu_key (void)
{
  g_autoptr (GListStore) editions = editions_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *sidebar = dip_library_sidebar_new ();
  GtkWidget *list, *item;
  GtkShortcut *shortcut;

  gtk_window_set_child (GTK_WINDOW (window), sidebar);
  dip_library_sidebar_set_editions (DIP_LIBRARY_SIDEBAR (sidebar), G_LIST_MODEL (editions));
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  list = fixture_find (sidebar, GTK_TYPE_LIST_VIEW);
  shortcut = find_shortcut (list, "<Shift>F10");
  g_assert_nonnull (shortcut);
  g_assert_true (shortcut == find_shortcut (list, "Menu"));

  /* Provider, service, edition. */
  item = gtk_widget_get_first_child (list);
  assert_menu (list, shortcut, item, "[1, 2, 3]");
  item = gtk_widget_get_next_sibling (item);
  assert_menu (list, shortcut, item, "[1, 2]");
  item = gtk_widget_get_next_sibling (item);
  assert_menu (list, shortcut, item, "1");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Waits until a list is scrolled; the test ends for its time where it never is. */
static double
wait_scrolled (GtkAdjustment *down,
               double         from)
{
  while (gtk_adjustment_get_value (down) == from)
    g_main_context_iteration (NULL, TRUE);

  return gtk_adjustment_get_value (down);
}

/* The row of what is open is on the screen, also where a long list hides it. */
static void
test_select_scrolls (void)
{
  g_autoptr (GListStore) editions = g_list_store_new (DIP_TYPE_EDITION);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *sidebar = dip_library_sidebar_new ();
  GtkAdjustment *down;
  double bottom;

  for (int id = 1; id <= 80; id++)
    {
      g_autofree char *service = g_strdup_printf ("Service %02d", id);

      add_edition (editions, id, "Aokumo", service, "1.0", "2023-01-31");
    }

  gtk_window_set_default_size (GTK_WINDOW (window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (window), sidebar);
  dip_library_sidebar_set_editions (DIP_LIBRARY_SIDEBAR (sidebar), G_LIST_MODEL (editions));
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();

  down = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture_find (sidebar, GTK_TYPE_LIST_VIEW)));
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);

  g_assert_true (dip_library_sidebar_select (DIP_LIBRARY_SIDEBAR (sidebar), 80));
  bottom = wait_scrolled (down, 0);
  g_assert_cmpfloat (bottom, >, 400);

  /* One that is seen already leaves the list where it is. */
  g_assert_true (dip_library_sidebar_select (DIP_LIBRARY_SIDEBAR (sidebar), 79));
  fixture_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, bottom);

  g_assert_true (dip_library_sidebar_select (DIP_LIBRARY_SIDEBAR (sidebar), 1));
  g_assert_cmpfloat (wait_scrolled (down, bottom), <, 200);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/library/tree", test_tree);
  g_test_add_func ("/ui/library/search", test_search);
  g_test_add_func ("/ui/library/update", test_update);
  g_test_add_func ("/ui/library/update-keeps", test_update_keeps);
  g_test_add_func ("/ui/library/newest", test_newest);
  g_test_add_func ("/ui/library/row", test_row);
  g_test_add_func ("/ui/library/line-ends", test_line_ends);
  g_test_add_func ("/ui/library/select", test_select);
  g_test_add_func ("/ui/library/select-scrolls", test_select_scrolls);
  g_test_add_func ("/ui/library/menu-key", test_menu_key);

  return g_test_run ();
}
