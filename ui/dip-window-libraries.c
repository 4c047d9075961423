/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-message.h"
#include "dip-settings.h"
#include "session/dip-library-keep.h"

#define SUFFIX ".diptych"

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

static void
open_path (DipWindow  *self,
           const char *path)
{
  dip_window_open_library (self, path);
  if (self->library != NULL)
    dip_settings_set_string ("library-path", path != NULL ? path : "");
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
  DipLibrary *library = g_object_get_data (G_OBJECT (task), "library");
  GError *error = NULL;

  if (dip_library_back_up (library, task_data, cancellable, &error))
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

  if (g_task_propagate_boolean (G_TASK (result), &error))
    _dip_window_toast (self, _("The library was backed up"));
  else
    _dip_window_toast (self, dip_message_for_error (error).title);
}

static void
merge_in_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  DipLibrary *library = g_object_get_data (G_OBJECT (task), "library");
  GError *error = NULL;
  DipMerge *merge = dip_library_merge (library, task_data, cancellable, &error);

  if (merge != NULL)
    g_task_return_pointer (task, merge, (GDestroyNotify) dip_merge_free);
  else
    g_task_return_error (task, error);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DipMerge) merge = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (merge == NULL)
    {
      _dip_window_toast (self, dip_message_for_error (error).title);
      return;
    }

  dip_library_refresh (self->library, NULL);
  if (merge->n_failed > 0)
    text = g_strdup_printf (ngettext ("%u edition could not be added", "%u editions could not be added",
                                      merge->n_failed), merge->n_failed);
  else
    text = g_strdup_printf (ngettext ("%u edition was added", "%u editions were added", merge->n_new), merge->n_new);
  _dip_window_toast (self, text);
}

/* Copying a large library takes longer than a blink. */
static void
run (DipWindow           *self,
     const char          *path,
     GTaskThreadFunc      function,
     GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, g_object_ref (self));

  g_object_set_data_full (G_OBJECT (task), "library", g_object_ref (self->library), g_object_unref);
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

static void
chosen_other_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autofree char *path = dup_chosen (result, FALSE);

  if (path != NULL && self->library != NULL)
    run (self, path, merge_in_thread, merged_cb);
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
