/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-axis.h"
#include "dip-label-menu.h"
#include "dip-line-ends.h"
#include "dip-message.h"
#include "dip-settings.h"
#include "dip-spoken.h"
#include "dip-words.h"

#define MIN_ZOOM 0.5
#define MAX_ZOOM 3.0

/* Papers of others that a menu offers for a comparison. */
#define MAX_OTHERS 20

/**
 * DipWindow:
 *
 * The library at the left; at the right a paper to read, two editions to
 * compare, or an invitation to begin. In a narrow window one of the two halves
 * is seen at a time.
 *
 * The window owns the library and does what takes time in workers; the views
 * get finished documents and comparisons.
 */
G_DEFINE_FINAL_TYPE (DipWindow, dip_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * _dip_window_update_layout:
 * @self: a window
 *
 * Shows both halves, or one of them where there is no room for two, and the
 * title buttons of the outermost ones.
 */
void
_dip_window_update_layout (DipWindow *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-sidebar");
  g_autoptr (GVariant) state = action != NULL ? g_action_get_state (action) : NULL;
  gboolean wanted = state == NULL || g_variant_get_boolean (state);
  gboolean sidebar = narrow ? self->on_library : wanted;
  gboolean content = !narrow || !self->on_library;

  gtk_widget_set_visible (self->sidebar_box, sidebar);
  gtk_widget_set_visible (self->content_box, content);
  gtk_widget_set_visible (self->back_button, narrow);
  gtk_widget_set_visible (self->return_button, !narrow && !g_queue_is_empty (&self->places_back));
  gtk_widget_set_visible (self->sidebar_button, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_menu_button), narrow);
  dip_title_set_narrow (self->title, narrow);
  _dip_window_update_original (self);
  adw_header_bar_set_show_end_title_buttons (self->sidebar_header, !content);
  adw_header_bar_set_show_start_title_buttons (self->content_header, !sidebar);
}

static char *
dup_paper (DipEdition *edition)
{
  if (edition->service != NULL || edition->title != NULL)
    return g_strdup (edition->service != NULL ? edition->service : edition->title);

  return dip_words_dup_edition (edition);
}

static void
update_title (DipWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *full = NULL;

  if (g_strcmp0 (page, "reading") == 0 && _dip_window_get_document (self) != NULL)
    {
      DipEdition *edition = _dip_window_get_document (self)->edition;

      title = dup_paper (edition);
      subtitle = dip_words_dup_version (edition);
      /* Of a paper that tells neither, both are the name of its file. */
      if (g_str_equal (title, subtitle))
        {
          g_free (subtitle);
          subtitle = g_strdup ("");
        }
    }
  else if (g_strcmp0 (page, "matrix") == 0 && dip_matrix_view_get_matrix (self->matrix) != NULL)
    {
      guint n = dip_matrix_view_get_matrix (self->matrix)->documents->len;

      title = g_strdup (_("Control Matrix"));
      subtitle = g_strdup_printf (ngettext ("%u paper", "%u papers", n), n);
    }
  else if (g_strcmp0 (page, "search") == 0)
    {
      title = g_strdup (_("Search All Papers"));
      subtitle = g_strdup ("");
    }
  else if (g_strcmp0 (page, "history") == 0 && dip_history_view_get_history (self->history) != NULL)
    {
      const GPtrArray *documents = dip_history_view_get_history (self->history)->documents;
      DipDocument *newest = g_ptr_array_index (documents, documents->len - 1);

      title = dup_paper (newest->edition);
      subtitle = g_strdup_printf (ngettext ("History, %u edition", "History, %u editions", documents->len),
                                  documents->len);
    }
  else if (g_strcmp0 (page, "comparison") == 0 &&
           _dip_window_get_comparison (self) != NULL)
    {
      DipComparison *comparison = _dip_window_get_comparison (self);

      title = dip_axis_dup_title (comparison, &subtitle);
    }

  dip_title_set (self->title, title != NULL ? title : "Diptych", subtitle != NULL ? subtitle : "");
  if (title != NULL && *subtitle == '\0')
    /* Translators: title of the window: what is shown, the program */
    full = g_strdup_printf (_("%s – Diptych"), title);
  else if (title != NULL)
    /* Translators: title of the window: the paper, its edition, the program */
    full = g_strdup_printf (_("%s, %s – Diptych"), title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), full != NULL ? full : "Diptych");
}

static gboolean
is_of_same_paper (DipEdition *a,
                  DipEdition *b)
{
  return g_strcmp0 (a->service, b->service) == 0 && g_strcmp0 (a->provider, b->provider) == 0 && a->kind == b->kind;
}

/* What one may compare the open paper with: its other editions, then the newest
 * ones of other papers. In the comparison any edition can be chosen. */
static void
update_compare_menu (DipWindow *self)
{
  DipDocument *document = _dip_window_get_document (self);
  GListModel *editions = self->library != NULL ? dip_library_get_editions (self->library) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  guint n_others = 0;

  for (guint i = 0; document != NULL && editions != NULL && i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);
      g_autoptr (DipEdition) next = g_list_model_get_item (editions, i + 1);
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;
      gboolean same = is_of_same_paper (edition, document->edition);

      if (edition->id == document->edition->id ||
          (!same && ((next != NULL && is_of_same_paper (edition, next)) || ++n_others > MAX_OTHERS)))
        continue;

      label = same ? dip_words_dup_version (edition) : dip_words_dup_edition (edition);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.compare-with", "x", edition->id);
      g_menu_append_item (same ? own : others, item);
    }

  /* Translators: above a list of editions of the same paper, in a menu */
  g_menu_append_section (menu, _("Compare With"), G_MENU_MODEL (own));
  /* Translators: above a list of other papers, in a menu */
  g_menu_append_section (menu, _("Other Papers"), G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (self->compare_button, G_MENU_MODEL (menu));
}

static void
matrix_wanted_cb (DipMatrixView *view,
                  GArray        *edition_ids,
                  const char    *framework,
                  DipWindow     *self)
{
  _dip_window_load_matrix (self, edition_ids, framework);
}

static void
matrix_read_cb (DipMatrixView *view,
                gint64         edition_id,
                const char    *clause,
                DipWindow     *self)
{
  _dip_window_read_clause (self, edition_id, clause);
}

static void
compare_cb (DipComparisonView *view,
            DipEdition        *old_edition,
            DipEdition        *new_edition,
            DipWindow         *self)
{
  _dip_window_compare (self, old_edition, new_edition);
}

static void
history_compare_cb (DipHistoryView *view,
                    DipEdition     *old_edition,
                    DipEdition     *new_edition,
                    const char     *clause,
                    DipWindow      *self)
{
  _dip_window_compare_at (self, old_edition, new_edition, clause);
}

static void
history_read_cb (DipHistoryView *view,
                 gint64          edition_id,
                 const char     *clause,
                 DipWindow      *self)
{
  _dip_window_read_clause (self, edition_id, clause);
}

static void
search_read_cb (DipSearchView *view,
                gint64         edition_id,
                const char    *clause,
                const char    *found,
                DipWindow     *self)
{
  _dip_window_read_clause (self, edition_id, clause);
  self->wanted_state = g_strdup_printf ("\t%s", found);
}

/* (nullable): the paper that is being read, or was. */
DipDocument *
_dip_window_get_document (DipWindow *self)
{
  return self->reading != NULL ? dip_reading_view_get_document (self->reading) : NULL;
}

/* (nullable): the comparison that is shown, or was. */
DipComparison *
_dip_window_get_comparison (DipWindow *self)
{
  return self->comparison != NULL ? dip_comparison_view_get_comparison (self->comparison) : NULL;
}

/**
 * _dip_window_need_page:
 * @self: a window
 * @name: the name of a page of the stack
 *
 * Makes the view of a page that is made when it is first needed: what the user
 * does not open does not delay the first frame.
 */
void
_dip_window_need_page (DipWindow  *self,
                       const char *name)
{
  GtkWidget *view = NULL;

  if (g_strcmp0 (name, "reading") == 0 && self->reading == NULL)
    {
      self->reading = g_object_new (DIP_TYPE_READING_VIEW, NULL);
      view = GTK_WIDGET (self->reading);
    }
  else if (g_strcmp0 (name, "comparison") == 0 && self->comparison == NULL)
    {
      self->comparison = g_object_new (DIP_TYPE_COMPARISON_VIEW, NULL);
      view = GTK_WIDGET (self->comparison);
      g_signal_connect (view, "compare", G_CALLBACK (compare_cb), self);
      dip_comparison_view_set_editions (self->comparison,
                                        self->library != NULL ? dip_library_get_editions (self->library) : NULL);
    }
  else if (g_strcmp0 (name, "matrix") == 0 && self->matrix == NULL)
    {
      self->matrix = g_object_new (DIP_TYPE_MATRIX_VIEW, NULL);
      view = GTK_WIDGET (self->matrix);
      g_signal_connect (view, "wanted", G_CALLBACK (matrix_wanted_cb), self);
      g_signal_connect (view, "read", G_CALLBACK (matrix_read_cb), self);
      dip_matrix_view_set_editions (self->matrix,
                                    self->library != NULL ? dip_library_get_editions (self->library) : NULL);
    }
  else if (g_strcmp0 (name, "history") == 0 && self->history == NULL)
    {
      self->history = g_object_new (DIP_TYPE_HISTORY_VIEW, NULL);
      view = GTK_WIDGET (self->history);
      g_signal_connect (view, "compare", G_CALLBACK (history_compare_cb), self);
      g_signal_connect (view, "read", G_CALLBACK (history_read_cb), self);
    }
  else if (g_strcmp0 (name, "search") == 0 && self->search == NULL)
    {
      self->search = g_object_new (DIP_TYPE_SEARCH_VIEW, NULL);
      view = GTK_WIDGET (self->search);
      g_signal_connect (view, "read", G_CALLBACK (search_read_cb), self);
      dip_search_view_set_library (self->search, self->library);
    }

  if (view == NULL)
    return;

  dip_line_ends_follow_all (view);
  gtk_stack_add_named (self->stack, view, name);
  dip_spoken_name_buttons (view);
  dip_spoken_name_pages (view);
}

/* Makes one view, and at the next turn the other one. */
static gboolean
prepare_cb (gpointer data)
{
  DipWindow *self = data;

  if (self->reading == NULL)
    {
      _dip_window_need_page (self, "reading");
      return G_SOURCE_CONTINUE;
    }

  _dip_window_need_page (self, "comparison");
  self->prepare_id = 0;

  return G_SOURCE_REMOVE;
}

/* The first frame has been drawn, so there is time for what comes next. */
static void
after_paint_cb (GdkFrameClock *clock,
                DipWindow     *self)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  if (self->prepare_id == 0)
    self->prepare_id = g_idle_add_full (G_PRIORITY_LOW, prepare_cb, self, NULL);
}

static void
realize_cb (DipWindow *self)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (after_paint_cb), self, 0);
}

/* Keys go to what is shown.
 * @comes: whether it was not shown before: a stack chooses then what is first in it
 */
static void
focus_page (DipWindow *self,
            gboolean   comes)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* Whoever goes through the library by key stays there. */
  if (!gtk_widget_get_visible (self->content_box) ||
      (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar))))
    return;

  if (comes && page == GTK_WIDGET (self->comparison))
    dip_comparison_view_focus (self->comparison);
  else if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* What has the focus at the start: before, nothing can have it. */
static void
dip_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dip_window_parent_class)->map (widget);
  focus_page (DIP_WINDOW (widget), FALSE);
}

/**
 * _dip_window_show_page:
 * @self: a window
 * @name: the name of a page of the stack
 *
 * Shows a page; in a narrow window the library gives way to it.
 */
void
_dip_window_show_page (DipWindow  *self,
                       const char *name)
{
  gboolean document = g_strcmp0 (name, "reading") == 0 || g_strcmp0 (name, "comparison") == 0 ||
                      g_strcmp0 (name, "matrix") == 0 || g_strcmp0 (name, "history") == 0 ||
                      g_strcmp0 (name, "search") == 0;
  gboolean comes = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) != 0;

  g_clear_handle_id (&self->busy_id, g_source_remove);
  _dip_window_need_page (self, name);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->compare_button), g_strcmp0 (name, "reading") == 0);
  if (g_strcmp0 (name, "comparison") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "above-bar");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "above-bar");
  if (g_strcmp0 (name, "reading") == 0)
    update_compare_menu (self);
  _dip_window_update_original (self);

  if (document || g_strcmp0 (name, "error") == 0)
    self->on_library = FALSE;
  _dip_window_update_layout (self);
  update_title (self);
  _dip_window_update_actions (self);
  focus_page (self, comes);
  _dip_window_keep_place (self);
}

/* Nothing is open: an invitation, or what to choose from. */
void
_dip_window_show_nothing (DipWindow *self)
{
  gboolean empty = self->library == NULL ||
                   g_list_model_get_n_items (dip_library_get_editions (self->library)) == 0;

  _dip_window_show_page (self, empty ? "welcome" : "choose");
  self->on_library = !empty;
  _dip_window_update_layout (self);
}

/**
 * _dip_window_show_error:
 * @self: a window
 * @error: why a page cannot be shown
 *
 * Says so in place of the page, with advice, and the error's own words below.
 */
void
_dip_window_show_error (DipWindow    *self,
                        const GError *error)
{
  DipMessage message = dip_message_for_error (error);
  g_autofree char *detail = dip_message_dup_detail (error);

  adw_status_page_set_title (self->error_page, message.title);
  adw_status_page_set_description (self->error_page, message.advice);
  gtk_label_set_label (self->error_detail, detail);
  _dip_window_show_page (self, "error");
}

/**
 * _dip_window_set_zoom:
 * @self: a window
 * @zoom: the size of document text, 1 is the desktop's
 *
 * Sets and remembers the size of document text; the rest of the window keeps
 * the size of the desktop's font.
 */
void
_dip_window_set_zoom (DipWindow *self,
                      double     zoom)
{
  g_autofree char *css = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  self->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  g_ascii_formatd (number, sizeof number, "%.3f", self->zoom);
  css = g_strdup_printf (".document-text { font-size: %sem; }", number);
  dip_css_provider_load_from_string (self->zoom_provider, css);
  dip_settings_set_double ("zoom", self->zoom);
}

static void
read_cb (DipLibrarySidebar *sidebar,
         DipEdition        *edition,
         DipWindow         *self)
{
  _dip_window_read (self, edition->id);
}

/* Papers came or went, perhaps the last one. */
static void
editions_changed_cb (DipWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean has_papers = self->library != NULL &&
                        g_list_model_get_n_items (dip_library_get_editions (self->library)) > 0;

  self->samples = DIP_SAMPLES_UNKNOWN;
  self->matrix_is_fresh = FALSE;
  if (g_strcmp0 (page, "welcome") == 0 || g_strcmp0 (page, "choose") == 0)
    _dip_window_show_nothing (self);
  else if (g_strcmp0 (page, "reading") == 0)
    update_compare_menu (self);

  /* What an import of thousands adds one by one changes actions with the first. */
  if (has_papers != g_action_group_get_action_enabled (G_ACTION_GROUP (self), "matrix"))
    _dip_window_update_actions (self);
}

static gboolean
dip_window_close_request (GtkWindow *window)
{
  DipWindow *self = DIP_WINDOW (window);

  if (_dip_window_waits_to_close (self))
    return GDK_EVENT_STOP;

  if (!dip_narrow_bin_get_narrow (self->bin) && gtk_widget_get_visible (self->sidebar_box))
    dip_settings_set_int ("sidebar-width", gtk_paned_get_position (self->paned));

  _dip_window_keep_place (self);
  _dip_window_keep_size (self);

  /* GTK 4.8 keeps a popover in mind over which a tooltip could still come, also
   * when it has gone; it forgets the window. */
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->import_cancel);
  g_cancellable_cancel (self->turn_cancel);

  return GTK_WINDOW_CLASS (dip_window_parent_class)->close_request (window);
}

static void
dip_window_dispose (GObject *object)
{
  DipWindow *self = DIP_WINDOW (object);

  g_clear_handle_id (&self->prepare_id, g_source_remove);
  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (dip_library_get_editions (self->library), self);
  if (self->zoom_provider != NULL)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                                   GTK_STYLE_PROVIDER (self->zoom_provider));
  g_clear_object (&self->zoom_provider);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->import_cancel);
  g_clear_object (&self->turn_cancel);
  g_clear_object (&self->import_job);
  g_clear_pointer (&self->import_results, g_ptr_array_unref);
  g_clear_object (&self->import_queue);
  _dip_window_clear_undo (self);
  _dip_window_clear_toasts (self);
  g_clear_pointer (&self->passing, g_hash_table_unref);
  g_clear_pointer (&self->passing_paths, g_hash_table_unref);
  g_clear_pointer (&self->library_path, g_free);
  g_clear_pointer (&self->wanted_clause, g_free);
  g_clear_pointer (&self->wanted_state, g_free);
  _dip_window_clear_places (self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dip_window_parent_class)->dispose (object);
}

static void
dip_window_class_init (DipWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DIP_TYPE_NARROW_BIN);
  g_type_ensure (DIP_TYPE_LIBRARY_SIDEBAR);
  g_type_ensure (DIP_TYPE_TITLE);

  object_class->dispose = dip_window_dispose;
  widget_class->map = dip_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = dip_window_close_request;

  /* These mean something of their own in an entry, which comes first; keys of
   * the application would come before it. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DipWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, sidebar_box);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, library_title);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, recent_libraries);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, content_header);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, return_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, sidebar_menu_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, page_button);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, error_detail);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, import_revealer);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, import_label);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, import_count);
  gtk_widget_class_bind_template_child (widget_class, DipWindow, import_bar);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
dip_window_init (DipWindow *self)
{
  int width = dip_settings_get_int ("window-width", 1200);
  int height = dip_settings_get_int ("window-height", 800);

  self->passing = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->passing_paths = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->import_queue = g_list_store_new (G_TYPE_FILE);
  self->on_library = FALSE;

  gtk_widget_init_template (GTK_WIDGET (self));
  dip_label_menu_add (self->error_detail, NULL);
  dip_line_ends_follow_all (GTK_WIDGET (self));
  dip_spoken_name_buttons (GTK_WIDGET (self));
  dip_spoken_name_pages (GTK_WIDGET (self));
  _dip_window_install_actions (self);
  _dip_window_init_drop (self);
  _dip_window_init_places (self);

  self->zoom_provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                              GTK_STYLE_PROVIDER (self->zoom_provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  _dip_window_set_zoom (self, dip_settings_get_double ("zoom", 1.0));

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (dip_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (self->paned, dip_settings_get_int ("sidebar-width", 300));

  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (_dip_window_update_layout), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect (self, "notify::default-width", G_CALLBACK (_dip_window_keep_place_later), NULL);
  g_signal_connect (self, "notify::default-height", G_CALLBACK (_dip_window_keep_place_later), NULL);
  g_signal_connect (self, "notify::maximized", G_CALLBACK (_dip_window_keep_place_later), NULL);
  _dip_window_show_nothing (self);
}

DipWindow *
dip_window_new (GtkApplication *application)
{
  return g_object_new (DIP_TYPE_WINDOW, "application", application, NULL);
}

/**
 * dip_window_get_help_page:
 * @self: a window
 *
 * Returns: the name of the page of the help that explains what is seen, see
 *   data/help/pages.txt
 */
const char *
dip_window_get_help_page (DipWindow *self)
{
  static const struct {
    const char *page;
    const char *help;
  } pages[] = {
    { "welcome",    "start" },
    { "choose",     "start" },
    { "error",      "importing" },
    { "reading",    "reading" },
    { "comparison", "comparison" },
    { "matrix",     "matrix" },
    { "history",    "history" },
    { "search",     "search" },
  };
  const char *page;

  g_return_val_if_fail (DIP_IS_WINDOW (self), NULL);

  page = gtk_stack_get_visible_child_name (self->stack);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (page, pages[i].page) == 0)
        return pages[i].help;
    }

  return "start";
}

static DipLibrary *
library_new (DipWindow        *self,
             DipLibraryAhead  *ahead,
             GError          **error)
{
  if (ahead != NULL)
    return dip_library_ahead_finish (ahead, error);

  return self->library_is_known ? dip_library_new_known (self->library_path, error)
                                : dip_library_new (self->library_path, error);
}

/* @ahead (nullable): the same library, as it is being opened. */
static void
open_library (DipWindow       *self,
              const char      *path,
              gboolean         is_known,
              DipLibraryAhead *ahead)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own_path = dip_library_dup_default_path ();
  g_autofree char *wanted = g_strdup (path != NULL ? path : own_path);
  gboolean own = g_strcmp0 (wanted, own_path) == 0;
  g_autofree char *name = g_filename_display_basename (wanted);

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (dip_library_get_editions (self->library), self);
  _dip_window_clear_undo (self);
  _dip_window_clear_places (self);
  g_clear_object (&self->library);
  g_free (self->library_path);
  self->library_path = g_steal_pointer (&wanted);
  self->library_is_known = is_known;
  self->samples = DIP_SAMPLES_UNKNOWN;
  self->matrix_is_fresh = FALSE;

  self->library = library_new (self, ahead, &error);
  adw_window_title_set_subtitle (self->library_title, own ? "" : name);
  _dip_window_list_recent (self);
  dip_library_sidebar_set_editions (self->sidebar,
                                    self->library != NULL ? dip_library_get_editions (self->library) : NULL);
  if (self->comparison != NULL)
    dip_comparison_view_set_editions (self->comparison,
                                      self->library != NULL ? dip_library_get_editions (self->library) : NULL);
  if (self->matrix != NULL)
    dip_matrix_view_set_editions (self->matrix,
                                  self->library != NULL ? dip_library_get_editions (self->library) : NULL);
  if (self->search != NULL)
    dip_search_view_set_library (self->search, self->library);
  if (self->library == NULL)
    {
      _dip_window_show_error (self, error);
      return;
    }

  g_signal_connect_object (dip_library_get_editions (self->library), "items-changed",
                           G_CALLBACK (editions_changed_cb), self, G_CONNECT_SWAPPED);
  _dip_window_show_nothing (self);
}

/**
 * dip_window_open_library:
 * @self: a window
 * @path: (nullable): a library file, `NULL` for the user's own
 *
 * Opens a library, which is made if there is none. Says why where that fails.
 */
void
dip_window_open_library (DipWindow  *self,
                         const char *path)
{
  g_return_if_fail (DIP_IS_WINDOW (self));

  open_library (self, path, FALSE, NULL);
}

/**
 * dip_window_open_known_library:
 * @self: a window
 * @path: a library file that was open before
 *
 * The same, but one that is gone is not made anew.
 */
void
dip_window_open_known_library (DipWindow  *self,
                               const char *path)
{
  g_return_if_fail (DIP_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  open_library (self, path, TRUE, NULL);
}

/* What could not be opened, once more. */
void
_dip_window_reopen_library (DipWindow *self)
{
  g_autofree char *path = g_strdup (self->library_path);

  open_library (self, path, self->library_is_known, NULL);
}

/* The same with a library that is being opened already. Takes @ahead. */
void
dip_window_take_library (DipWindow       *self,
                         DipLibraryAhead *ahead)
{
  g_autofree char *path = g_strdup (dip_library_ahead_get_path (ahead));

  g_return_if_fail (DIP_IS_WINDOW (self));

  open_library (self, path, TRUE, ahead);
}

static void
need_library (DipWindow  *self,
              const char *path)
{
  if (path != NULL && g_strcmp0 (self->library_path, path) != 0)
    dip_window_open_library (self, path);
}

/**
 * dip_window_show_clause:
 * @self: a window
 * @library: (nullable): the file of a library, `NULL` for the one that is open
 * @edition_id: an edition of it
 * @clause: id of a clause
 *
 * Opens a paper at one of its clauses.
 */
void
dip_window_show_clause (DipWindow  *self,
                        const char *library,
                        gint64      edition_id,
                        const char *clause)
{
  g_return_if_fail (DIP_IS_WINDOW (self));

  need_library (self, library);
  _dip_window_leave_place (self);
  _dip_window_read_clause (self, edition_id, clause);
}

/* Looks for words in all papers of a library. */
void
dip_window_search_for (DipWindow  *self,
                       const char *library,
                       const char *query)
{
  g_return_if_fail (DIP_IS_WINDOW (self));

  need_library (self, library);
  _dip_window_leave_place (self);
  _dip_window_show_page (self, "search");
  dip_search_view_search (self->search, query);
}
