/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%s%u-%u+%u", changes->len > 0 ? " " : "", position, removed, added);
}

/* With "memory" as data the library has no file. */
void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean in_memory = g_strcmp0 (data, "memory") == 0;

  fixture->dir = g_dir_make_tmp ("diptych-session-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "library.diptych", NULL);
  fixture->library = dip_library_new (in_memory ? NULL : fixture->path, &error);
  g_assert_no_error (error);

  fixture->changes = g_string_new (NULL);
  g_signal_connect (dip_library_get_editions (fixture->library), "items-changed",
                    G_CALLBACK (items_changed_cb), fixture->changes);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_assert_cmpint (g_remove (path), ==, 0);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);

  g_clear_object (&fixture->result);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  /* A worker may drop its reference a moment after the callback, and a list that
   * was already caught up with may be waiting to be made anew. */
  while (g_atomic_int_get (&G_OBJECT (fixture->library)->ref_count) > 1)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }

  g_signal_handlers_disconnect_by_data (dip_library_get_editions (fixture->library), fixture->changes);
  g_assert_finalize_object (fixture->library);

  /* The last connection takes the -wal file with it: nobody holds one. */
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  remove_tree (fixture->dir);
  g_string_free (fixture->changes, TRUE);
  g_free (fixture->dir);
  g_free (fixture->path);
}

GFile *
fixture_write (Fixture    *fixture,
               const char *name,
               const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

gint64
fixture_import (Fixture    *fixture,
                const char *name,
                const char *contents)
{
  g_autoptr (GFile) file = fixture_write (fixture, name, contents);
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = dip_library_import (fixture->library, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

void
fixture_done_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

void
fixture_wait (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

guint
fixture_count (Fixture *fixture)
{
  return g_list_model_get_n_items (dip_library_get_editions (fixture->library));
}

DipTaken *
fixture_take_out (DipLibrary  *library,
                  gint64       id,
                  DipArrival **arrival)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  DipTaken *taken;

  g_array_append_val (ids, id);
  *arrival = dip_library_name_arrival (library, ids, &error);
  g_assert_no_error (error);
  taken = dip_library_take_back (library, *arrival, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->digests->len, ==, 1);

  return taken;
}
