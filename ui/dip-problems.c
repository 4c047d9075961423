/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-problems.h"

#include <glib/gi18n.h>

#include "dip-letters.h"
#include "dip-message.h"
#include "dip-words.h"
#include "session/dip-import-job.h"

/* A folder may hold thousands of files that are no papers. */
#define MAX_ROWS 200

static GtkWidget *
row_new (const DipImportResult *result)
{
  DipMessage message = dip_message_for_error (result->error);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *detail = adw_action_row_new ();
  g_autofree char *base = g_file_get_basename (result->file);
  g_autofree char *file = g_filename_display_name (base);
  g_autofree char *shown = result->entry != NULL ? g_strdup_printf ("%s: %s", file, result->entry)
                                                 : g_steal_pointer (&file);
  g_autofree char *exact = dip_words_dup_trouble (result->error->message);
  g_autofree char *name = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), message.title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (detail), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail),
                                 message.advice != NULL ? message.advice : exact);
  if (message.advice != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (detail), exact);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (detail), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (detail), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (detail), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), detail);

  name = g_strdup_printf ("%s: %s", shown, message.title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return row;
}

static gboolean
close_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));

  return TRUE;
}

/**
 * dip_problems_window_new:
 * @parent: the window over which it stands
 * @results: (element-type DipImportResult): what an import came to
 * @passed_over: whether the files are listed too that stood in a folder and are no papers
 *
 * Lists the files that were refused, each with the reason in plain words and,
 * unfolded, advice and detail. The first is unfolded.
 *
 * Returns: (transfer none): a window
 */
GtkWindow *
dip_problems_window_new (GtkWindow *parent,
                         GPtrArray *results,
                         gboolean   passed_over)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  guint n = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      GtkWidget *row;

      if (result->error == NULL || (!passed_over && dip_import_result_is_passed_over (result)) || n++ >= MAX_ROWS)
        continue;

      row = row_new (result);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      if (n == 1)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }

  title = g_strdup_printf (ngettext ("%u File Was Not Imported", "%u Files Were Not Imported", n), n);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  dip_letters_set_window (GTK_WINDOW (window), 520, 400);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);

  return GTK_WINDOW (window);
}
