/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "compat/dip-compat.h"
#include "dip-message.h"
#include "dip-settings.h"
#include "session/dip-library-keep.h"

#define SUFFIX ".diptych"

#define MAX_RECENT 6

/* Other libraries than the user's own, and copies of them. */

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) libraries = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  /* Translators: in the file dialog: kinds of files that are offered */
  gtk_file_filter_set_name (libraries, _("Libraries"));
  gtk_file_filter_add_pattern (libraries, "*" SUFFIX);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, libraries);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

/* (nullable): the path that the user has chosen; a new file has the suffix of libraries. */
static char *
dup_chosen (GAsyncResult *result,
            gboolean      new_file)
{
  g_autoptr (GListModel) files = dip_choose_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && new_file && !g_str_has_suffix (path, SUFFIX) && !g_file_query_exists (file, NULL))
    return g_strconcat (path, SUFFIX, NULL);

  return g_steal_pointer (&path);
}

/* --- Which one is open -------------------- */

/**
 * _dip_window_list_recent:
 * @self: a window
 *
 * Lists the libraries that were open before in the menu, but the one that is
 * open and those that are gone.
 */
void
_dip_window_list_recent (DipWindow *self)
{
  g_autofree char *kept = dip_settings_dup_string ("recent-libraries", "");
  g_auto (GStrv) paths = g_strsplit (kept, "\n", -1);

  g_menu_remove_all (self->recent_libraries);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = g_filename_display_basename (paths[i]);
      g_autofree char *label = NULL;
      g_auto (GStrv) parts = g_strsplit (name, "_", -1);
      g_autoptr (GMenuItem) item = NULL;

      if (*paths[i] == '\0' || g_strcmp0 (paths[i], self->library_path) == 0 ||
          !g_file_test (paths[i], G_FILE_TEST_IS_REGULAR))
        continue;

      label = g_strjoinv ("__", parts);   /* no mnemonic */
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent-library", "s", paths[i]);
      g_menu_append_item (self->recent_libraries, item);
    }
}

static void
remember_recent (const char *path)
{
  g_autofree char *kept = dip_settings_dup_string ("recent-libraries", "");
  g_auto (GStrv) paths = g_strsplit (kept, "\n", -1);
  GString *text = g_string_new (path);
  guint n = 1;

  for (guint i = 0; paths[i] != NULL && n < MAX_RECENT; i++)
    if (*paths[i] != '\0' && g_strcmp0 (paths[i], path) != 0)
      {
        g_string_append_printf (text, "\n%s", paths[i]);
        n++;
      }

  dip_settings_set_string ("recent-libraries", text->str);
  g_string_free (text, TRUE);
}

static void
open_path (DipWindow  *self,
           const char *path)
{
  dip_window_open_library (self, path);
  if (self->library == NULL)
    return;

  dip_settings_set_string ("library-path", path != NULL ? path : "");
  if (path != NULL && strchr (path, '\n') == NULL)
    remember_recent (path);
  _dip_window_list_recent (self);
}

void
_dip_window_open_recent_library (DipWindow  *self,
                                 const char *path)
{
  /* One that has gone meanwhile is not made anew. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    open_path (self, path);
  else
    _dip_window_toast (self, _("This library is not there any more"));
  _dip_window_list_recent (self);
}

static void
chosen_library_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autofree char *path = dup_chosen (result, TRUE);

  if (path != NULL)
    open_path (self, path);
}

void
_dip_window_new_library (DipWindow *self)
{
  g_autoptr (GListModel) filters = make_filters ();
  g_autofree char *name = g_strconcat (_("Papers"), SUFFIX, NULL);

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_NEW_FILE, _("New Library"), filters, name, NULL,
                    chosen_library_cb, g_object_ref (self));
}

void
_dip_window_choose_library (DipWindow *self)
{
  g_autoptr (GListModel) filters = make_filters ();

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_FILE, _("Open Library"), filters, NULL, NULL,
                    chosen_library_cb, g_object_ref (self));
}

/* The one in the user's data folder. */
void
_dip_window_own_library (DipWindow *self)
{
  open_path (self, NULL);
}

/* --- Copies -------------------- */

static void
back_up_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (dip_library_back_up (source_object, task_data, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
backed_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    line = dip_message_dup_line (error);
  _dip_window_toast (self, line != NULL ? line : _("The library was backed up"));
}

/* What came of a merge, also of one that was stopped by an error. */
typedef struct
{
  DipMerge   *merge;    /* (nullable) */
  DipArrival *arrival;  /* (nullable) */
  GError     *error;    /* (nullable) */
} Merged;

static void
merged_free (gpointer data)
{
  Merged *merged = data;

  g_clear_pointer (&merged->merge, dip_merge_free);
  g_clear_pointer (&merged->arrival, dip_arrival_unref);
  g_clear_error (&merged->error);
  g_free (merged);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Merged, merged_free)

static void
merge_in_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Merged *merged = g_new0 (Merged, 1);

  merged->merge = dip_library_merge (source_object, task_data, &merged->arrival, cancellable, &merged->error);
  g_task_return_pointer (task, merged, merged_free);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (Merged) merged = g_task_propagate_pointer (G_TASK (result), NULL);
  const DipMerge *merge = merged->merge;
  g_autofree char *text = NULL;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  dip_library_refresh (DIP_LIBRARY (object), NULL);
  if (merge == NULL)
    text = dip_message_dup_line (merged->error);
  else if (merge->n_failed > 0)
    text = g_strdup_printf (ngettext ("%u edition could not be added", "%u editions could not be added",
                                      merge->n_failed), merge->n_failed);
  else
    text = g_strdup_printf (ngettext ("%u edition was added", "%u editions were added", merge->n_new), merge->n_new);
  _dip_window_push_arrival (self, _dip_window_toast_new (self, text), DIP_LIBRARY (object), merged->arrival);
}

/* Copying a large library takes longer than a blink. */
static void
run (DipWindow           *self,
     const char          *path,
     GTaskThreadFunc      function,
     GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (self->library, NULL, callback, g_object_ref (self));

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, function);
}

static void
chosen_copy_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autofree char *path = dup_chosen (result, TRUE);

  if (path != NULL && self->library != NULL)
    run (self, path, back_up_in_thread, backed_up_cb);
}

/* Adds the papers of the library at a path. */
void
_dip_window_add_library (DipWindow  *self,
                         const char *path)
{
  if (self->library != NULL)
    run (self, path, merge_in_thread, merged_cb);
}

static void
chosen_other_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autofree char *path = dup_chosen (result, FALSE);

  if (path != NULL)
    _dip_window_add_library (self, path);
}

void
_dip_window_back_up (DipWindow *self)
{
  g_autoptr (GListModel) filters = make_filters ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%F");
  g_autofree char *name = g_strdup_printf ("%s %s%s", _("Papers"), date, SUFFIX);

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_NEW_FILE, _("Back Up Library"), filters, name, NULL,
                    chosen_copy_cb, g_object_ref (self));
}

void
_dip_window_merge (DipWindow *self)
{
  g_autoptr (GListModel) filters = make_filters ();

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_FILE, _("Add Papers of Another Library"), filters, NULL, NULL,
                    chosen_other_cb, g_object_ref (self));
}
