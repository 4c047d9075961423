/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "compat/dip-compat.h"
#include "dip-printout.h"
#include "dip-settings.h"
#include "dip-words.h"

#define ZOOM_STEP 1.1

static gboolean
is_on (DipWindow  *self,
       const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
read_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  _dip_window_read (user_data, g_variant_get_int64 (parameter));
}

static void
compare_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  DipWindow *self = user_data;
  DipEdition *old_edition, *new_edition;
  gint64 old_id, new_id;

  g_variant_get (parameter, "(xx)", &old_id, &new_id);
  old_edition = _dip_window_find_edition (self, old_id);
  new_edition = _dip_window_find_edition (self, new_id);
  if (old_edition != NULL && new_edition != NULL)
    _dip_window_compare (self, old_edition, new_edition);
}

/* The library lists the editions of a service from old to new; the one that
 * stands first is the old side. */
static void
compare_in_order (DipWindow  *self,
                  DipEdition *a,
                  DipEdition *b)
{
  GListModel *editions = dip_library_get_editions (self->library);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      if (edition->id == a->id || edition->id == b->id)
        {
          _dip_window_compare (self, edition->id == a->id ? a : b, edition->id == a->id ? b : a);
          return;
        }
    }
}

static void
compare_with_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  DipWindow *self = user_data;
  DipDocument *document = _dip_window_get_document (self);
  DipEdition *other = _dip_window_find_edition (self, g_variant_get_int64 (parameter));

  if (document != NULL && other != NULL)
    compare_in_order (self, document->edition, other);
}

static void
compare_previous_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  DipWindow *self = user_data;
  DipEdition *edition = _dip_window_find_edition (self, g_variant_get_int64 (parameter));
  DipEdition *previous = edition != NULL ? _dip_window_find_previous (self, edition) : NULL;

  if (previous != NULL)
    compare_in_order (self, previous, edition);
  else
    _dip_window_toast (self, _("The library has no other edition of this paper"));
}

static void
compare_open_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  DipWindow *self = user_data;
  DipDocument *document = _dip_window_get_document (self);

  if (is_on (self, "reading") && document != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.compare-previous", "x", document->edition->id);
}

static void
properties_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  _dip_window_show_properties (user_data, g_variant_get_int64 (parameter));
}

static void
remove_edition_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  _dip_window_remove (user_data, g_variant_get_int64 (parameter));
}

static void
remove_editions_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize n;
  const gint64 *values = g_variant_get_fixed_array (parameter, &n, sizeof (gint64));

  g_array_append_vals (ids, values, (guint) n);
  _dip_window_ask_to_remove (user_data, ids);
}

static void
remove_selected_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  DipWindow *self = user_data;
  DipEdition *edition = dip_library_sidebar_get_selected (self->sidebar);

  if (edition != NULL)
    _dip_window_remove (self, edition->id);
}

static void
change_show_sidebar_cb (GSimpleAction *action,
                        GVariant      *state,
                        gpointer       user_data)
{
  DipWindow *self = user_data;

  g_simple_action_set_state (action, state);
  dip_settings_set_boolean ("sidebar-visible", g_variant_get_boolean (state));
  _dip_window_update_layout (self);
}

static void
change_show_original_cb (GSimpleAction *action,
                         GVariant      *state,
                         gpointer       user_data)
{
  g_simple_action_set_state (action, state);
  dip_settings_set_boolean ("show-original", g_variant_get_boolean (state));
  _dip_window_update_original (user_data);
}

static void
change_stacked_cb (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       user_data)
{
  DipWindow *self = user_data;

  g_simple_action_set_state (action, state);
  dip_settings_set_boolean ("stacked", g_variant_get_boolean (state));
  if (self->comparison != NULL)
    dip_comparison_view_set_stacked (self->comparison, g_variant_get_boolean (state));
}

/* F9: in a narrow window it turns from one half to the other. */
static void
toggle_sidebar_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  DipWindow *self = user_data;
  GAction *show = g_action_map_lookup_action (G_ACTION_MAP (self), "show-sidebar");

  if (dip_narrow_bin_get_narrow (self->bin))
    {
      self->on_library = !self->on_library;
      _dip_window_update_layout (self);
      return;
    }

  g_action_activate (show, NULL);
}

static void
back_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  DipWindow *self = user_data;

  self->on_library = TRUE;
  _dip_window_update_layout (self);
}

static void
return_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  if (!_dip_window_return (user_data) && dip_narrow_bin_get_narrow (((DipWindow *) user_data)->bin))
    back_cb (action, parameter, user_data);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  DipWindow *self = user_data;
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);

  if (is_on (self, "reading") && !(narrow && self->on_library))
    {
      dip_reading_view_search (self->reading);
    }
  else if (is_on (self, "comparison") && !(narrow && self->on_library))
    {
      dip_comparison_view_search (self->comparison);
    }
  else if (is_on (self, "matrix") && !(narrow && self->on_library))
    {
      dip_matrix_view_search (self->matrix);
    }
  else if (is_on (self, "search") && !(narrow && self->on_library))
    {
      dip_search_view_search (self->search, NULL);
    }
  else if (is_on (self, "history") && !(narrow && self->on_library))
    {
      dip_history_view_search (self->history);
    }
  else
    {
      if (!gtk_widget_get_visible (self->sidebar_box))
        toggle_sidebar_cb (NULL, NULL, self);
      dip_library_sidebar_search (self->sidebar);
    }
}

static void
search_library_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  DipWindow *self = user_data;

  if (!gtk_widget_get_visible (self->sidebar_box))
    toggle_sidebar_cb (NULL, NULL, self);
  dip_library_sidebar_search (self->sidebar);
}

/* The words of the sidebar's entry go along. */
static void
search_all_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DipWindow *self = user_data;
  const char *words = dip_library_sidebar_get_words (self->sidebar);

  _dip_window_leave_place (self);
  _dip_window_show_page (self, "search");
  dip_search_view_search (self->search, *words != '\0' ? words : NULL);
}

static void
find_next_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  DipWindow *self = user_data;
  int direction = g_strcmp0 (g_action_get_name (G_ACTION (action)), "find-next") == 0 ? 1 : -1;

  if (is_on (self, "reading"))
    dip_reading_view_find_next (self->reading, direction);
  else if (is_on (self, "comparison"))
    dip_comparison_view_move (self->comparison, direction);
}

static void
move_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  DipWindow *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  int direction = g_str_has_prefix (name, "next-") ? 1 : -1;

  if (g_str_has_suffix (name, "-change"))
    dip_comparison_view_move (self->comparison, direction);
  else if (g_str_has_suffix (name, "-of-class"))
    dip_comparison_view_move_in_class (self->comparison, direction);
  else
    dip_comparison_view_move_to_flip (self->comparison, direction);
}

static void
swap_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  DipWindow *self = user_data;

  dip_comparison_view_swap (self->comparison);
}

static void
choose_tags_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (((DipWindow *) user_data)->comparison), "compare.choose-tags", NULL);
}

static void
why_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  DipWindow *self = user_data;

  if (is_on (self, "comparison"))
    dip_comparison_view_explain (self->comparison);
  else if (!dip_reading_view_explain (self->reading))
    _dip_window_toast (self, _("The paper explains none of the terms that are seen here"));
}

static void
other_end_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  DipWindow *self = user_data;

  if (!dip_comparison_view_go_to_other_end (self->comparison))
    _dip_window_toast (self, _("Nothing has moved here from another clause, or to one"));
}

static void
pair_with_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  _dip_window_pair_with (user_data, g_variant_get_string (parameter, NULL));
}

static void
escape_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  DipWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) : NULL;

  /* The key is an entry's own as well, but this action comes before it. */
  if (entry != NULL && gtk_widget_get_ancestor (entry, GTK_TYPE_SEARCH_BAR) == NULL)
    g_signal_emit_by_name (entry, "stop-search");
  else if (is_on (self, "comparison"))
    dip_comparison_view_escape (self->comparison);
  else if (is_on (self, "reading"))
    dip_reading_view_escape (self->reading);
  else if (is_on (self, "matrix"))
    dip_matrix_view_escape (self->matrix);
}

static void
zoom_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  DipWindow *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_strcmp0 (name, "zoom-in") == 0)
    _dip_window_set_zoom (self, self->zoom * ZOOM_STEP);
  else if (g_strcmp0 (name, "zoom-out") == 0)
    _dip_window_set_zoom (self, self->zoom / ZOOM_STEP);
  else
    _dip_window_set_zoom (self, 1.0);
}

static void
copy_citation_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  DipWindow *self = user_data;
  g_autofree char *citation = NULL;

  if (is_on (self, "reading"))
    citation = dip_reading_view_dup_citation (self->reading);
  else if (is_on (self, "comparison"))
    citation = dip_comparison_view_dup_citation (self->comparison);

  if (citation == NULL)
    {
      _dip_window_toast (self, _("Go to a change first, then copy its citation"));
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), citation);
  _dip_window_toast (self, _("Citation copied"));
}

static void
print_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  DipWindow *self = user_data;
  DipPrintout *printout = NULL;

  if (is_on (self, "reading") && dip_reading_view_get_shown (self->reading) != NULL)
    printout = dip_printout_new_document (dip_reading_view_get_shown (self->reading));
  else if (is_on (self, "comparison") && dip_comparison_view_get_model (self->comparison) != NULL)
    printout = dip_printout_new_comparison (dip_comparison_view_get_model (self->comparison));
  else if (is_on (self, "matrix"))
    printout = dip_matrix_view_new_printout (self->matrix);
  else if (is_on (self, "history") && dip_history_view_get_history (self->history) != NULL)
    printout = dip_history_view_new_printout (self->history);

  if (printout != NULL)
    dip_printout_run (printout, GTK_WINDOW (self));
}

static void
chosen_table_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GListModel) files = dip_choose_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *table = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (file == NULL || dip_matrix_view_get_matrix (self->matrix) == NULL)
    return;

  table = dip_matrix_view_dup_csv (self->matrix);
  if (g_file_replace_contents (file, table, strlen (table), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL))
    {
      _dip_window_toast (self, _("The table was saved"));
      return;
    }

  name = g_file_get_parse_name (file);
  /* Translators: the place of a file */
  text = g_strdup_printf (_("The table could not be saved as “%s”"), name);
  _dip_window_toast (self, text);
}

/* The matrix as it is filtered and ordered, for a spreadsheet. */
static void
save_table_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DipWindow *self = user_data;
  g_autofree char *name = g_strconcat (_("Control Matrix"), ".csv", NULL);

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_NEW_FILE, _("Save as a Table"), NULL, name, NULL,
                    chosen_table_cb, g_object_ref (self));
}

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  DipWindow *self = user_data;

  gtk_menu_button_popup (gtk_widget_get_visible (self->content_box) ? self->menu_button
                                                                    : self->sidebar_menu_button);
}

static void
retry_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  DipWindow *self = user_data;

  if (self->library == NULL)
    _dip_window_reopen_library (self);
  else if (self->wanted_id != 0 && _dip_window_find_edition (self, self->wanted_id) != NULL)
    _dip_window_read (self, self->wanted_id);
  else
    _dip_window_show_nothing (self);
}

/* Looks for what other programs did to the library. */
static void
refresh_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  DipWindow *self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->library != NULL && !dip_library_refresh (self->library, &error))
    _dip_window_toast_error (self, error);
}

static gboolean
has_variants (DipWindow *self)
{
  DipDocument *document = _dip_window_get_document (self);

  return document != NULL && document->variants->len > 1;
}

/**
 * _dip_window_update_actions:
 * @self: a window
 *
 * Lets the user do what makes sense with what is shown.
 */
void
_dip_window_update_actions (DipWindow *self)
{
  gboolean reading = is_on (self, "reading");
  gboolean comparing = is_on (self, "comparison");
  gboolean has_papers = self->library != NULL &&
                        g_list_model_get_n_items (dip_library_get_editions (self->library)) > 0;
  gboolean is_changing = _dip_window_is_changing (self);
  const struct {
    const char *name;
    gboolean    enabled;
  } actions[] = {
    { "import", self->library != NULL },
    { "open-samples", self->library != NULL },
    { "remove-samples", _dip_window_has_samples (self) },
    { "import-folder", self->library != NULL },
    { "paste", self->library != NULL },
    { "back-up-library", self->library != NULL },
    { "merge-library", self->library != NULL },
    { "matrix", has_papers },
    { "history-open", has_papers },
    { "properties-open", has_papers },
    { "search-all", has_papers },
    { "next-change", comparing },
    { "previous-change", comparing },
    { "next-of-class", comparing },
    { "previous-of-class", comparing },
    { "next-flip", comparing },
    { "previous-flip", comparing },
    { "swap", comparing },
    { "stacked", comparing },
    { "why", reading || comparing },
    { "other-end", comparing },
    { "choose-tags", comparing },
    { "pair-with", comparing },
    { "part", comparing },
    { "reviewed-next", comparing },
    { "toggle-reviewed", comparing },
    { "forget-pairing", comparing },
    { "find-next", reading || comparing },
    { "find-previous", reading || comparing },
    { "copy-citation", reading || comparing },
    { "print", reading || comparing || is_on (self, "matrix") || is_on (self, "history") },
    { "save-table", is_on (self, "matrix") },
    { "compare-open", reading },
    { "compare-variants", reading && has_variants (self) },
    { "remove-selected", dip_library_sidebar_get_selected (self->sidebar) != NULL },
    { "undo", !g_queue_is_empty (&self->undo) || is_changing },
    { "redo", !g_queue_is_empty (&self->redo) || is_changing },
    { "cancel-change", self->turn_cancel != NULL },
    { "cancel-import", self->import_job != NULL || self->turn_cancel != NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), actions[i].enabled);
    }
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  _dip_window_show_history (user_data, g_variant_get_int64 (parameter));
}

/* (nullable): the edition that the user has before them, or has chosen. */
static DipEdition *
get_current_edition (DipWindow *self)
{
  DipEdition *edition = NULL;

  if (is_on (self, "reading") && _dip_window_get_document (self) != NULL)
    edition = _dip_window_get_document (self)->edition;
  else if (is_on (self, "comparison") && _dip_window_get_comparison (self) != NULL)
    edition = _dip_window_get_comparison (self)->new_document->edition;

  if (edition == NULL || edition->id <= 0)
    edition = dip_library_sidebar_get_selected (self->sidebar);
  if (edition == NULL && is_on (self, "history"))
    {
      const DipHistory *history = dip_history_view_get_history (self->history);

      edition = ((DipDocument *) g_ptr_array_index (history->documents, history->documents->len - 1))->edition;
    }

  return edition;
}

static void
properties_open_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  DipEdition *edition = get_current_edition (user_data);

  if (edition != NULL)
    gtk_widget_activate_action (GTK_WIDGET (user_data), "win.properties", "x", edition->id);
  else
    _dip_window_toast (user_data, _("Choose a paper of the library first"));
}

static void
history_open_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  DipEdition *edition = get_current_edition (user_data);

  if (edition != NULL)
    _dip_window_show_history (user_data, edition->id);
  else
    _dip_window_toast (user_data, _("Choose a paper of the library first"));
}

static void
open_recent_library_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  _dip_window_open_recent_library (user_data, g_variant_get_string (parameter, NULL));
}

static void
add_library_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  _dip_window_add_library (user_data, g_variant_get_string (parameter, NULL));
}

/* For views that have something to say. */
static void
tell_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  _dip_window_toast (user_data, g_variant_get_string (parameter, NULL));
}

/* The actions `win.*`; their keys are in dip-application.c. */
void
_dip_window_install_actions (DipWindow *self)
{
  static const GActionEntry entries[] = {
    { "read", read_cb, "x" },
    { "compare", compare_cb, "(xx)" },
    { "compare-with", compare_with_cb, "x" },
    { "compare-previous", compare_previous_cb, "x" },
    { "compare-open", compare_open_cb },
    { "return", return_cb },
    { "properties", properties_cb, "x" },
    { "properties-open", properties_open_cb },
    { "history", history_cb, "x" },
    { "history-open", history_open_cb },
    { "tell", tell_cb, "s" },
    { "open-recent-library", open_recent_library_cb, "s" },
    { "add-library", add_library_cb, "s" },
    { "remove-edition", remove_edition_cb, "x" },
    { "remove-editions", remove_editions_cb, "ax" },
    { "remove-selected", remove_selected_cb },
    { "show-sidebar", NULL, NULL, "true", change_show_sidebar_cb },
    { "toggle-sidebar", toggle_sidebar_cb },
    { "show-original", NULL, NULL, "false", change_show_original_cb },
    { "stacked", NULL, NULL, "false", change_stacked_cb },
    { "back", back_cb },
    { "search", search_cb },
    { "search-library", search_library_cb },
    { "search-all", search_all_cb },
    { "find-next", find_next_cb },
    { "find-previous", find_next_cb },
    { "next-change", move_cb },
    { "previous-change", move_cb },
    { "next-of-class", move_cb },
    { "previous-of-class", move_cb },
    { "next-flip", move_cb },
    { "previous-flip", move_cb },
    { "swap", swap_cb },
    { "why", why_cb },
    { "other-end", other_end_cb },
    { "choose-tags", choose_tags_cb },
    { "pair-with", pair_with_cb, "s" },
    { "escape", escape_cb },
    { "zoom-in", zoom_cb },
    { "zoom-out", zoom_cb },
    { "zoom-normal", zoom_cb },
    { "copy-citation", copy_citation_cb },
    { "print", print_cb },
    { "save-table", save_table_cb },
    { "menu", menu_cb },
    { "retry", retry_cb },
    { "refresh", refresh_cb },
  };

  /* These take nothing and are one call. */
  static const struct {
    const char *name;
    void      (* call) (DipWindow *self);
  } calls[] = {
    { "import", _dip_window_choose_files },
    { "import-folder", _dip_window_choose_folder },
    { "open-samples", _dip_window_import_samples },
    { "remove-samples", _dip_window_remove_samples },
    { "paste", _dip_window_paste },
    { "cancel-import", _dip_window_cancel_import },
    { "show-passed-over", _dip_window_show_passed_over },
    { "new-library", _dip_window_new_library },
    { "open-library", _dip_window_choose_library },
    { "own-library", _dip_window_own_library },
    { "back-up-library", _dip_window_back_up },
    { "merge-library", _dip_window_merge },
    { "compare-variants", _dip_window_compare_variants },
    { "matrix", _dip_window_show_matrix },
    { "cancel-change", _dip_window_cancel_change },
    { "undo", _dip_window_undo },
    { "redo", _dip_window_redo },
    { "part", _dip_window_part },
    { "reviewed-next", _dip_window_reviewed_next },
    { "toggle-reviewed", _dip_window_toggle_reviewed },
    { "forget-pairing", _dip_window_forget_pairing },
    { "go-forward", _dip_window_go_forward },
    { "keep-place", _dip_window_keep_place_later },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (calls[i].name, NULL);

      g_signal_connect_swapped (action, "activate", G_CALLBACK (calls[i].call), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }

  if (dip_settings_get_boolean ("stacked", FALSE))
    g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "stacked"), g_variant_new_boolean (TRUE));
  if (dip_settings_get_boolean ("show-original", FALSE))
    g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "show-original"),
                           g_variant_new_boolean (TRUE));
  if (!dip_settings_get_boolean ("sidebar-visible", TRUE))
    g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "show-sidebar"),
                           g_variant_new_boolean (FALSE));
}
