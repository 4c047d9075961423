/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "dip-window.h"
#include "ui-fixture.h"

/* What is dropped on the window is imported, in a library of its own. */
typedef struct
{
  char      *dir;
  char      *library;
  DipWindow *window;
} Fixture;

#define PAPER(version)                                    \
  "Aokumo Drive Security Whitepaper\nVersion " version    \
  "\n\n1. Purpose\n\nThis paper explains our measures.\n" \
  "\n2. Backup\n\nBackups are kept for " version "0 days.\n"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("diptych-drop-XXXXXX", NULL);
  g_assert_nonnull (fixture->dir);
  fixture->library = g_build_filename (fixture->dir, "library.diptych", NULL);
  fixture->window = dip_window_new (NULL);
  dip_window_open_library (fixture->window, fixture->library);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture_settle ();
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_settle ();
  remove_tree (fixture->dir);
  g_free (fixture->library);
  g_free (fixture->dir);
}

static GFile *
write_file (Fixture    *fixture,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));

  return g_file_new_for_path (path);
}

static GtkEventController *
find_target (Fixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;   /* the window keeps it */
    }

  return NULL;
}

/* Drops files (which are taken) and waits until they are imported. */
static void
drop (Fixture *fixture,
      GSList  *files)
{
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_target (fixture), "drop", &value, 10., 10., &taken);
  g_assert_true (taken);

  while (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "cancel-import"))
    g_main_context_iteration (NULL, TRUE);
  g_slist_free_full (files, g_object_unref);
}

static guint
count_editions (Fixture *fixture)
{
  g_autoptr (DipLibrary) library = dip_library_new (fixture->library, NULL);

  g_assert_nonnull (library);

  return g_list_model_get_n_items (dip_library_get_editions (library));
}

/* Nothing of what was pasted stays outside of the library. */
static void
assert_nothing_left (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "diptych-drop-"));
}

/* Waits until the library has so many editions, and nothing comes in any more. */
static void
wait_for_editions (Fixture *fixture,
                   guint    n)
{
  while (count_editions (fixture) < n ||
         g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "cancel-import"))
    g_main_context_iteration (NULL, TRUE);
  fixture_settle ();
}

static gboolean
has_label (GtkWidget  *root,
           const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (root)), text) == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }

  return FALSE;
}

/* The title of the window that lists what was refused, which is closed. */
static char *
close_problems (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      char *title;

      if (gtk_window_get_transient_for (window) != GTK_WINDOW (fixture->window))
        continue;

      title = g_strdup (gtk_window_get_title (window));
      gtk_window_destroy (window);
      return title;
    }

  return NULL;
}

static void
test_takes_files (Fixture       *fixture,
                  gconstpointer  data)
{
  GdkContentFormats *formats;

  g_assert_nonnull (find_target (fixture));
  formats = gtk_drop_target_get_formats (GTK_DROP_TARGET (find_target (fixture)));
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  GSList *files = NULL;

  files = g_slist_append (files, write_file (fixture, "old.txt", PAPER ("1")));
  files = g_slist_append (files, write_file (fixture, "new.txt", PAPER ("2")));
  drop (fixture, files);

  g_assert_cmpuint (count_editions (fixture), ==, 2);
  g_assert_null (close_problems (fixture));
}

/* The text of a paper, which a browser gives; a word is none, and it is said. */
static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto (GValue) paper = G_VALUE_INIT;
  g_auto (GValue) word = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&paper, G_TYPE_STRING);
  g_value_set_static_string (&paper, PAPER ("1"));
  g_signal_emit_by_name (find_target (fixture), "drop", &paper, 10., 10., &taken);
  g_assert_true (taken);
  wait_for_editions (fixture, 1);
  assert_nothing_left ();

  g_value_init (&word, G_TYPE_STRING);
  g_value_set_static_string (&word, "backup");
  g_signal_emit_by_name (find_target (fixture), "drop", &word, 10., 10., &taken);
  while (!has_label (GTK_WIDGET (fixture->window), "This is not the text of a paper: drop all of it, or its file"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_editions (fixture), ==, 1);
}

/* The papers of a folder come in; what else stands there is listed when it is asked for. */
static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "papers", NULL);
  g_autofree char *title = NULL;

  g_object_unref (write_file (fixture, "papers/a.txt", PAPER ("1")));
  g_object_unref (write_file (fixture, "papers/deep/b.txt", PAPER ("2")));
  g_object_unref (write_file (fixture, "papers/main.c", "int\nmain (void)\n{\n  return 0;\n}\n"));
  drop (fixture, g_slist_append (NULL, g_file_new_for_path (path)));

  g_assert_cmpuint (count_editions (fixture), ==, 2);
  g_assert_null (close_problems (fixture));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-passed-over", NULL);
  title = close_problems (fixture);
  g_assert_cmpstr (title, ==, "1 File Was Not Imported");
}

/* Where nothing came in, it is listed at once. */
static void
test_folder_without_papers (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "programs", NULL);
  g_autofree char *title = NULL;

  g_object_unref (write_file (fixture, "programs/main.c", "int\nmain (void)\n{\n  return 0;\n}\n"));
  drop (fixture, g_slist_append (NULL, g_file_new_for_path (path)));

  g_assert_cmpuint (count_editions (fixture), ==, 0);
  title = close_problems (fixture);
  g_assert_cmpstr (title, ==, "1 File Was Not Imported");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *title = NULL;
  GSList *files = NULL;

  files = g_slist_append (files, write_file (fixture, "empty.txt", ""));
  files = g_slist_append (files, write_file (fixture, "good.txt", PAPER ("1")));
  files = g_slist_append (files, g_file_new_build_filename (fixture->dir, "missing.txt", NULL));
  drop (fixture, files);

  g_assert_cmpuint (count_editions (fixture), ==, 1);
  title = close_problems (fixture);
  g_assert_cmpstr (title, ==, "2 Files Were Not Imported");
}

/* --- What was copied -------------------- */

static void
test_paste_files (Fixture       *fixture,
                  gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autoptr (GFile) file = write_file (fixture, "old.txt", PAPER ("1"));
  GSList files = { file, NULL };

  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, &files);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste", NULL);
  wait_for_editions (fixture, 1);
  g_assert_null (close_problems (fixture));
}

/* The text of a paper, where there is no file of it; and while another paper is read. */
static void
test_paste_text (Fixture       *fixture,
                 gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  GtkWidget *text;

  gdk_clipboard_set_text (clipboard, PAPER ("1"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste", NULL);
  wait_for_editions (fixture, 1);
  assert_nothing_left ();

  while ((text = fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_TEXT_VIEW)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gdk_clipboard_set_text (clipboard, PAPER ("2"));
  g_signal_emit_by_name (text, "paste-clipboard");
  wait_for_editions (fixture, 2);
  assert_nothing_left ();
  g_assert_null (close_problems (fixture));
}

/* A word is no paper, and it is said. */
static void
test_paste_nothing (Fixture       *fixture,
                    gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  gdk_clipboard_set_text (clipboard, "backup\n\nhttps://a.example/\n");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste", NULL);
  while (!has_label (GTK_WIDGET (fixture->window),
                     "There is no paper in the clipboard: copy its file, or its text"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_editions (fixture), ==, 0);
  assert_nothing_left ();
}

/* The window as it is drawn now: rows of pixels of four bytes. */
static GBytes *
draw (Fixture      *fixture,
      GdkPaintable *paintable)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));
  GskRenderNode *node;
  g_autoptr (GdkTexture) texture = NULL;
  guchar *pixels = g_malloc0 ((gsize) width * height * 4);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  gsk_render_node_unref (node);

  return g_bytes_new_take (pixels, (gsize) width * height * 4);
}

/* Files that are held over the window are told by a line all around it, as long as they are there. */
static void
test_outline (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  int around = 2 * (gtk_widget_get_width (window) + gtk_widget_get_height (window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) held = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  const guint32 *pixels[2];
  int n_changed = 0;

  /* An application brings it along. */
  gtk_css_provider_load_from_resource (style, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_queue_draw (window);
  fixture_settle ();
  before = draw (fixture, paintable);

  /* As the drop target does. */
  gtk_widget_set_state_flags (window, GTK_STATE_FLAG_DROP_ACTIVE, FALSE);
  for (guint i = 0; i < 20 && (held == NULL || g_bytes_equal (before, held)); i++)
    {
      fixture_settle ();
      g_clear_pointer (&held, g_bytes_unref);
      held = draw (fixture, paintable);
    }
  gtk_widget_unset_state_flags (window, GTK_STATE_FLAG_DROP_ACTIVE);
  fixture_settle ();
  after = draw (fixture, paintable);

  g_assert_cmpuint (g_bytes_get_size (held), ==, g_bytes_get_size (before));
  pixels[0] = g_bytes_get_data (before, NULL);
  pixels[1] = g_bytes_get_data (held, NULL);
  for (gsize i = 0; i < g_bytes_get_size (held) / 4; i++)
    n_changed += pixels[0][i] != pixels[1][i];

  /* A line of some pixels, no more. */
  g_assert_cmpint (n_changed, >, 2 * around);
  g_assert_cmpint (n_changed, <, 6 * around);
  g_assert_true (g_bytes_equal (before, after));
}

int
main (int    argc,
      char **argv)
{
  /* A folder for temporary files that nobody else has. */
  g_autofree char *folder = g_build_filename (g_getenv ("TMPDIR") != NULL ? g_getenv ("TMPDIR") : "/tmp",
                                              "diptych-paste-XXXXXX", NULL);
  int status;

  g_assert_nonnull (g_mkdtemp (folder));
  g_setenv ("TMPDIR", folder, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ui/drop/takes-files", test_takes_files);
  ADD ("/ui/drop/files", test_files);
  ADD ("/ui/drop/text", test_text);
  ADD ("/ui/drop/folder", test_folder);
  ADD ("/ui/drop/folder-without-papers", test_folder_without_papers);
  ADD ("/ui/drop/refused", test_refused);
  ADD ("/ui/drop/outline", test_outline);
  ADD ("/ui/paste/files", test_paste_files);
  ADD ("/ui/paste/text", test_paste_text);
  ADD ("/ui/paste/nothing", test_paste_nothing);
#undef ADD

  status = g_test_run ();
  remove_tree (folder);

  return status;
}
