/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-help-window.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-help-book.h"
#include "dip-help-view.h"
#include "dip-line-ends.h"
#include "dip-narrow-bin.h"

/* What is shown where nobody knows the page. */
#define START_PAGE "start"

/* What explains the dialogs: they tell of papers that come in and are set right. */
#define DIALOG_PAGE "importing"

/**
 * DipHelpWindow:
 *
 * The pages of data/help: at the left their contents, which a search narrows
 * down to those that have its words; at the right a page. It has a history as a
 * browser has. In a narrow window one of the two halves is seen at a time.
 */
struct _DipHelpWindow
{
  AdwWindow          parent_instance;

  DipNarrowBin      *bin;
  GtkWidget         *contents_box;
  GtkWidget         *separator;
  GtkWidget         *page_box;
  AdwHeaderBar      *contents_header;
  AdwHeaderBar      *page_header;
  GtkWidget         *page_button;
  GtkWidget         *contents_button;
  GtkSearchEntry    *entry;
  GtkListBox        *list;
  AdwWindowTitle    *title;
  GtkScrolledWindow *scroller;
  DipHelpView       *view;

  DipHelpBook       *book;
  GArray            *history;      /* (element-type Visit) */
  guint              position;     /* in the history, of what is shown */
  gboolean           on_contents;  /* in a narrow window: which of the two is seen */

  GtkWindowGroup    *group;        /* of its own */
  guint              tick_id;      /* waits until the new page has its size */
  guint              n_frames;     /* for which it has waited */
  GtkWidget         *wanted;       /* (nullable): the part of the page to scroll to, */
  double             wanted_value; /* or how far to scroll */
};

/* A page that was looked at, and how far down. */
typedef struct
{
  const DipHelpPage *page;
  double             value;
} Visit;

G_DEFINE_FINAL_TYPE (DipHelpWindow, dip_help_window, ADW_TYPE_WINDOW)

static void
update_layout (DipHelpWindow *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);
  gboolean contents = !narrow || self->on_contents;
  gboolean page = !narrow || !self->on_contents;

  gtk_widget_set_visible (self->contents_box, contents);
  gtk_widget_set_hexpand (self->contents_box, narrow);
  gtk_widget_set_visible (self->separator, !narrow);
  gtk_widget_set_visible (self->page_box, page);
  gtk_widget_set_visible (self->page_button, narrow);
  gtk_widget_set_visible (self->contents_button, narrow);
  adw_header_bar_set_show_end_title_buttons (self->contents_header, !page);
  adw_header_bar_set_show_start_title_buttons (self->page_header, !contents);
}

static const DipHelpPage *
get_page (DipHelpWindow *self)
{
  return self->history->len > 0 ? g_array_index (self->history, Visit, self->position).page : NULL;
}

/* --- Contents -------------------- */

static GtkWidget *
row_new (const DipHelpPage *page,
         const char        *excerpt)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (page->title);
  g_autofree char *name = NULL;

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (title));
  gtk_box_append (GTK_BOX (box), title);
  if (excerpt != NULL)
    {
      GtkWidget *label = gtk_label_new (excerpt);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      dip_line_ends_wrap (GTK_LABEL (label));
      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "secondary");
      gtk_widget_add_css_class (label, "fine");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  name = excerpt != NULL ? g_strdup_printf ("%s: %s", page->title, excerpt) : g_strdup (page->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data (G_OBJECT (row), "page", (gpointer) page);

  return row;
}

/* The row of the page that is shown is the selected one. */
static void
select_row (DipHelpWindow *self)
{
  GtkListBoxRow *row;

  gtk_list_box_unselect_all (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_object_get_data (G_OBJECT (row), "page") == get_page (self))
        gtk_list_box_select_row (self->list, row);
    }
}

static void
fill_list (DipHelpWindow *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *words = g_strstrip (g_strdup (query));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  if (*words == '\0')
    {
      for (guint i = 0; i < dip_help_book_get_n_pages (self->book); i++)
        gtk_list_box_append (self->list, row_new (dip_help_book_get_page (self->book, i), NULL));
    }
  else
    {
      g_autoptr (GPtrArray) hits = dip_help_book_search (self->book, words);

      for (guint i = 0; i < hits->len; i++)
        {
          const DipHelpHit *hit = g_ptr_array_index (hits, i);

          gtk_list_box_append (self->list, row_new (hit->page, hit->excerpt));
        }
    }

  select_row (self);
}

/* --- A page -------------------- */

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  DipHelpWindow *self = DIP_HELP_WINDOW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  /* In the first frame after it was filled the page has no size yet. */
  if (self->n_frames++ < 2)
    return G_SOURCE_CONTINUE;

  if (self->wanted != NULL && gtk_widget_compute_bounds (self->wanted, GTK_WIDGET (self->view), &bounds))
    self->wanted_value = bounds.origin.y - gtk_adjustment_get_page_size (adjustment) / 4;
  gtk_adjustment_set_value (adjustment, self->wanted_value);
  self->wanted = NULL;
  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
forget_scroll (DipHelpWindow *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->wanted = NULL;
}

/* Shows what stands at the history's position; words that are searched are
 * marked in it, and the first of them is seen unless it was left elsewhere. */
static void
show_visit (DipHelpWindow *self)
{
  const Visit *visit = &g_array_index (self->history, Visit, self->position);
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  forget_scroll (self);
  dip_help_view_set_page (self->view, visit->page, dip_help_book_get_language (self->book));
  self->wanted = dip_help_view_mark (self->view, query);
  if (visit->value > 0)
    self->wanted = NULL;
  self->wanted_value = visit->value;
  self->n_frames = 0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);

  adw_window_title_set_title (self->title, visit->page->title);
  self->on_contents = FALSE;
  select_row (self);
  update_layout (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.forward", self->position + 1 < self->history->len);
}

static void
keep_place (DipHelpWindow *self)
{
  if (self->history->len > 0)
    g_array_index (self->history, Visit, self->position).value =
      gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
}

static void
visit (DipHelpWindow     *self,
       const DipHelpPage *page)
{
  Visit next = { page, 0 };

  if (page == get_page (self))
    {
      show_visit (self);
      return;
    }

  keep_place (self);
  if (self->history->len > 0)
    g_array_set_size (self->history, self->position + 1);
  g_array_append_val (self->history, next);
  self->position = self->history->len - 1;
  show_visit (self);
}

static void
go (DipHelpWindow *self,
    int            steps)
{
  gint64 position = (gint64) self->position + steps;

  if (position < 0 || position >= self->history->len)
    return;

  keep_place (self);
  self->position = (guint) position;
  show_visit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- What a person does -------------------- */

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  DipHelpWindow *self)
{
  visit (self, g_object_get_data (G_OBJECT (row), "page"));
  if (dip_narrow_bin_get_narrow (self->bin))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
link_cb (DipHelpView   *view,
         const char    *target,
         DipHelpWindow *self)
{
  const DipHelpPage *page = dip_help_book_find (self->book, target);

  if (page != NULL)
    {
      visit (self, page);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else
    {
      dip_show_uri (GTK_WINDOW (self), target);
    }
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   DipHelpWindow  *self)
{
  fill_list (self);
  dip_help_view_mark (self->view, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
search_activate_cb (GtkSearchEntry *entry,
                    DipHelpWindow  *self)
{
  GtkListBoxRow *first;

  /* The entry tells of changes a moment late; what counts is what stands in it. */
  fill_list (self);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL && *gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    row_activated_cb (self->list, first, self);
}

static void
stop_search_cb (GtkSearchEntry *entry,
                DipHelpWindow  *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  go (DIP_HELP_WINDOW (widget), g_strcmp0 (name, "help.back") == 0 ? -1 : 1);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  DipHelpWindow *self = DIP_HELP_WINDOW (widget);

  self->on_contents = TRUE;
  update_layout (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
show_half_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  DipHelpWindow *self = DIP_HELP_WINDOW (widget);

  self->on_contents = g_strcmp0 (name, "help.show-contents") == 0;
  update_layout (self);
  gtk_widget_grab_focus (self->on_contents ? GTK_WIDGET (self->list) : GTK_WIDGET (self->view));
}

/* What scrolls a page elsewhere scrolls it here as well. */
static gboolean
scroll_binding (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  DipHelpWindow *self = DIP_HELP_WINDOW (widget);
  gboolean handled = FALSE;

  g_signal_emit_by_name (self->scroller, "scroll-child",
                         (GtkScrollType) g_variant_get_int32 (arguments), FALSE, &handled);

  return handled;
}

static void
dark_changed_cb (DipHelpWindow *self)
{
  if (self->history == NULL || self->history->len == 0)
    return;

  /* Pictures come in both colours. */
  keep_place (self);
  show_visit (self);
}

static void
dip_help_window_dispose (GObject *object)
{
  DipHelpWindow *self = DIP_HELP_WINDOW (object);

  forget_scroll (self);
  g_clear_pointer (&self->history, g_array_unref);
  g_clear_pointer (&self->book, dip_help_book_free);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (dip_help_window_parent_class)->dispose (object);
}

static void
dip_help_window_class_init (DipHelpWindowClass *klass)
{
  static const struct {
    guint         key;
    GtkScrollType scroll;
  } scrolls[] = {
    { GDK_KEY_Down, GTK_SCROLL_STEP_DOWN },
    { GDK_KEY_Up, GTK_SCROLL_STEP_UP },
    { GDK_KEY_Page_Down, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_Page_Up, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_space, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_Home, GTK_SCROLL_START },
    { GDK_KEY_End, GTK_SCROLL_END },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DIP_TYPE_NARROW_BIN);
  g_type_ensure (DIP_TYPE_HELP_VIEW);

  G_OBJECT_CLASS (klass)->dispose = dip_help_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, contents_box);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, separator);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, page_box);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, contents_header);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, page_header);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, page_button);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, contents_button);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, DipHelpWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);

  gtk_widget_class_install_action (widget_class, "help.back", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "help.forward", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "help.show-contents", NULL, show_half_action);
  gtk_widget_class_install_action (widget_class, "help.show-page", NULL, show_half_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "help.forward", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "help.search", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scrolls); i++)
    gtk_widget_class_add_binding (widget_class, scrolls[i].key, 0, scroll_binding, "i", scrolls[i].scroll);
}

static void
dip_help_window_init (DipHelpWindow *self)
{
  self->book = dip_help_book_new (g_get_language_names ());
  self->history = g_array_new (FALSE, FALSE, sizeof (Visit));

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self);

  /* A dialog that is waited for does not hold up what explains it. */
  self->group = gtk_window_group_new ();
  gtk_window_group_add_window (self->group, GTK_WINDOW (self));

  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (update_layout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
  update_layout (self);
}

/* The help goes with the window that it was asked for in. */
static void
parent_gone_cb (DipHelpWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * dip_help_window_present:
 * @parent: the window in which help is wanted
 * @page: (nullable): the name of the page that fits, "comparison"; NULL for the
 *   one that is open, or the first, or that of a dialog
 *
 * Opens the help, or brings it to the front. It is no dialog: it stands beside
 * the window that it explains, and is closed with it.
 */
void
dip_help_window_present (GtkWindow  *parent,
                         const char *page)
{
  GtkApplication *application;
  DipHelpWindow *self = NULL;
  const DipHelpPage *found;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  application = gtk_window_get_application (parent);
  if (page == NULL && ADW_IS_WINDOW (parent) && gtk_window_get_modal (parent))
    page = DIALOG_PAGE;
  while (gtk_window_get_transient_for (parent) != NULL)
    parent = gtk_window_get_transient_for (parent);

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL; l = l->next)
    {
      if (DIP_IS_HELP_WINDOW (l->data))
        self = l->data;
    }

  if (self == NULL)
    {
      self = g_object_new (DIP_TYPE_HELP_WINDOW, "application", application, NULL);
      g_signal_connect_object (parent, "destroy", G_CALLBACK (parent_gone_cb), self, G_CONNECT_SWAPPED);
    }

  found = dip_help_book_find (self->book, page);
  if (found == NULL && self->history->len == 0)
    found = dip_help_book_find (self->book, START_PAGE);
  if (found != NULL)
    visit (self, found);

  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
