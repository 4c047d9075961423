/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "compat/dip-compat.h"

/* Callers see the new shape; the old branch goes when the floor does. */

#if GTK_CHECK_VERSION (4, 10, 0)

static void
chosen_many_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GListModel *files;

  files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
chosen_one_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (object);
  DipChoose what = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;

  if (what == DIP_CHOOSE_FOLDER)
    file = gtk_file_dialog_select_folder_finish (dialog, result, &error);
  else if (what == DIP_CHOOSE_NEW_FILE)
    file = gtk_file_dialog_save_finish (dialog, result, &error);
  else
    file = gtk_file_dialog_open_finish (dialog, result, &error);

  if (file != NULL)
    {
      GListStore *files = g_list_store_new (G_TYPE_FILE);

      g_list_store_append (files, file);
      g_task_return_pointer (task, files, g_object_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

#else /* GTK 4.8: drop when Debian 12 is no longer built. */

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task,
                           gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed by the user");

  g_object_unref (dialog);
}

#endif

/**
 * dip_choose_async:
 * @parent: the window to be modal for
 * @what: what is to be chosen
 * @title: the title of the dialog
 * @filters: (nullable) (element-type GtkFileFilter): what to offer, the first is chosen
 * @name: (nullable): the name that a new file has if the user does not change it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the user has chosen or dismissed the dialog
 * @user_data: data for @callback
 *
 * Asks the user for files or a folder, through the portal where there is one.
 */
void
dip_choose_async (GtkWindow           *parent,
                  DipChoose            what,
                  const char          *title,
                  GListModel          *filters,
                  const char          *name,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, dip_choose_async);
  g_task_set_task_data (task, GINT_TO_POINTER (what), NULL);

#if GTK_CHECK_VERSION (4, 10, 0)
  {
    g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

    gtk_file_dialog_set_title (dialog, title);
    if (filters != NULL)
      gtk_file_dialog_set_filters (dialog, filters);
    if (name != NULL)
      gtk_file_dialog_set_initial_name (dialog, name);

    switch (what)
      {
      case DIP_CHOOSE_FOLDER:
        gtk_file_dialog_select_folder (dialog, parent, cancellable, chosen_one_cb, task);
        break;
      case DIP_CHOOSE_NEW_FILE:
        gtk_file_dialog_save (dialog, parent, cancellable, chosen_one_cb, task);
        break;
      case DIP_CHOOSE_FILE:
        gtk_file_dialog_open (dialog, parent, cancellable, chosen_one_cb, task);
        break;
      case DIP_CHOOSE_FILES:
      default:
        gtk_file_dialog_open_multiple (dialog, parent, cancellable, chosen_many_cb, task);
        break;
      }
  }
#else
  {
    static const GtkFileChooserAction actions[] = {
      [DIP_CHOOSE_FILES] = GTK_FILE_CHOOSER_ACTION_OPEN,
      [DIP_CHOOSE_FILE] = GTK_FILE_CHOOSER_ACTION_OPEN,
      [DIP_CHOOSE_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
      [DIP_CHOOSE_NEW_FILE] = GTK_FILE_CHOOSER_ACTION_SAVE,
    };
    GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, actions[what], NULL, NULL);

    gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), what == DIP_CHOOSE_FILES);
    if (name != NULL)
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
    for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
      {
        g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

        gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
      }

    g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
    gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  }
#endif
}

/**
 * dip_choose_finish:
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Fails with `G_IO_ERROR_CANCELLED` or an error of the dialog when the user
 * closed it; there is nothing to tell them in either case.
 *
 * Returns: (transfer full) (element-type GFile) (nullable): the files; one
 *     unless several were asked for
 */
GListModel *
dip_choose_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dip_list_item_set_accessible_label:
 * @item: a bound list item
 * @label: what a screen reader says for the row
 *
 * Names the widget that takes the focus in a list, which is the list's own and
 * not the row that we put into it.
 */
void
dip_list_item_set_accessible_label (GtkListItem *item,
                                    const char  *label)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  gtk_list_item_set_accessible_label (item, label);
#else /* GTK 4.8: drop with Debian 12. */
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = child != NULL ? gtk_widget_get_parent (child) : NULL;

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
#endif
}

/**
 * dip_css_provider_load_from_string:
 * @provider: a provider
 * @css: a style sheet
 *
 * Replaces the contents of a provider.
 */
void
dip_css_provider_load_from_string (GtkCssProvider *provider,
                                   const char     *css)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  gtk_css_provider_load_from_string (provider, css);
#else /* GTK 4.8: drop with Debian 12. */
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
}

/**
 * dip_show_uri:
 * @parent: the window from which it was asked
 * @uri: an address
 *
 * Opens an address in the program that the user has chosen for it.
 */
void
dip_show_uri (GtkWindow  *parent,
              const char *uri)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, NULL, NULL, NULL);
#else /* GTK 4.8: drop with Debian 12. */
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
#endif
}

/**
 * dip_show_about:
 * @parent: the window to show it over
 * @comments: what the program does, translated
 * @translators: the names of the translators, or "translator-credits"
 *
 * Shows who made the program and under which licence.
 */
void
dip_show_about (GtkWindow  *parent,
                const char *comments,
                const char *translators)
{
  const char *credits = g_strcmp0 (translators, "translator-credits") == 0 ? "" : translators;

#if ADW_CHECK_VERSION (1, 5, 0)
  AdwDialog *about = adw_about_dialog_new ();

  g_object_set (about,
                "application-name", "Diptych",
                "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION,
                "comments", comments,
                "license-type", GTK_LICENSE_GPL_3_0,
                "website", "https://github.com/diptych-app/diptych",
                "developer-name", "The Diptych developers",
                "translator-credits", credits,
                NULL);
  adw_dialog_present (about, GTK_WIDGET (parent));
#else /* libadwaita 1.2: drop with Debian 12. */
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "application-name", "Diptych",
                "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION,
                "comments", comments,
                "license-type", GTK_LICENSE_GPL_3_0,
                "website", "https://github.com/diptych-app/diptych",
                "developer-name", "The Diptych developers",
                "translator-credits", credits,
                "transient-for", parent,
                "modal", TRUE,
                NULL);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

/**
 * dip_show_shortcuts:
 * @parent: the window to show them over
 * @resource: path of a `.ui` file with a GtkShortcutsWindow named `shortcuts`
 *
 * Shows the keys. GtkShortcutsWindow is deprecated since 4.18, but works in
 * all of GTK 4; AdwShortcutsDialog takes over when the floor reaches 1.8.
 */
void
dip_show_shortcuts (GtkWindow  *parent,
                    const char *resource)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (resource);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
