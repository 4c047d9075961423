/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-history-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-chip.h"
#include "dip-gradual-list.h"
#include "dip-history-item.h"
#include "dip-history-row.h"
#include "dip-line-ends.h"
#include "dip-spoken.h"
#include "dip-tab-bin.h"
#include "dip-text-filter.h"
#include "dip-tooltip.h"
#include "dip-words.h"
#include "dip-wrap-layout.h"

/* Rows of a revision table that an edition shows here; the comparison shows all. */
#define MAX_DECLARED 5

/* Characters of one of them. */
#define MAX_DECLARED_CHARS 160

/**
 * DipHistoryView:
 *
 * Two pages: the editions, newest first, with what each declares beside what
 * was found; and the clauses, each with its way through the editions.
 *
 * [signal@HistoryView::compare] asks for the comparison of two editions,
 * [signal@HistoryView::read] for an edition.
 */
struct _DipHistoryView
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkStack           *stack;
  GtkListBox         *editions;
  GtkSearchEntry     *search;
  GtkToggleButton    *changed_only;
  GtkStack           *clauses_stack;
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
  GListStore         *items;
  GtkSliceListModel  *shown;         /* of @filtered, more of it from frame to frame */

  DipHistory         *history;   /* (nullable) */
  DipTextFilter      *words;     /* (nullable): what is searched for */
};

enum {
  COMPARE,
  READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DipHistoryView, dip_history_view, GTK_TYPE_WIDGET)

/* --- Editions -------------------- */

static GtkWidget *
make_line (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

/* What was found between an edition and the one before it. */
static GtkWidget *
make_found (const DipComparison *comparison)
{
  const struct {
    const char *icon_name;
    const char *style;
  } looks[DIP_HISTORY_N_FOUND] = {
    { "dip-flip-symbolic", "flip" },
    { dip_words_get_class_icon (DIP_CLASS_SUBSTANTIVE), "substantive" },
    { dip_words_get_class_icon (DIP_CLASS_EDITORIAL), "editorial" },
    { "dip-undeclared-symbolic", "undeclared" },
  };
  GtkWidget *chips = dip_wrap_box_new (6);

  for (guint i = 0; i < DIP_HISTORY_N_FOUND; i++)
    {
      g_autofree char *label = dip_history_dup_found (comparison, i);

      if (label != NULL)
        dip_wrap_box_append (chips, dip_chip_new (looks[i].icon_name, label, looks[i].style));
    }
  if (gtk_widget_get_first_child (chips) == NULL)
    dip_wrap_box_append (chips, make_line (_("No changes"), "secondary"));

  return chips;
}

static void
add_declared (GtkWidget           *box,
              const DipComparison *comparison)
{
  for (guint i = 0; i < MIN (comparison->declared->len, MAX_DECLARED); i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->declared, i);
      g_autofree char *summary = dip_words_dup_excerpt (entry->summary, MAX_DECLARED_CHARS);
      /* Translators: a row of the paper's own revision table */
      g_autofree char *text = g_strdup_printf (_("Declared: %s"), summary);

      if (*summary != '\0')
        gtk_box_append (GTK_BOX (box), make_line (text, "secondary"));
    }

  if (comparison->declared->len > MAX_DECLARED)
    {
      guint n = comparison->declared->len - MAX_DECLARED;
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      gtk_box_append (GTK_BOX (box), make_line (more, "secondary"));
    }
}

/* The same edition can have come as two files. */
static gboolean
is_there_twice (DipHistoryView *self,
                DipEdition     *edition)
{
  guint n = 0;

  for (guint i = 0; i < self->history->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (self->history->documents, i);

      if (g_strcmp0 (document->edition->version, edition->version) == 0 &&
          g_strcmp0 (document->edition->issued, edition->issued) == 0)
        n++;
    }

  return n > 1;
}

static GtkWidget *
make_edition (DipHistoryView *self,
              guint           index)
{
  DipDocument *document = g_ptr_array_index (self->history->documents, index);
  const DipComparison *comparison = index > 0 ? g_ptr_array_index (self->history->comparisons, index - 1) : NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *version = dip_words_dup_version (document->edition);
  g_autofree char *date = dip_words_dup_date (document->edition->issued);
  g_autofree char *title = date != NULL ? g_strdup_printf ("%s · %s", version, date) : g_strdup (version);
  g_autofree char *name = NULL;

  gtk_box_append (GTK_BOX (box), make_line (title, "heading"));
  if (document->edition->source_name != NULL && is_there_twice (self, document->edition))
    {
      name = g_strdup_printf ("%s · %s", title, document->edition->source_name);
      gtk_box_append (GTK_BOX (box), make_line (document->edition->source_name, "secondary"));
    }
  if (comparison != NULL)
    {
      gtk_box_append (GTK_BOX (box), make_found (comparison));
      add_declared (box, comparison);
    }
  else
    {
      /* Translators: of the oldest edition that the library has */
      gtk_box_append (GTK_BOX (box), make_line (_("The oldest edition in the library"), "secondary"));
    }

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (line), box);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_add_css_class (line, "edition-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  dip_tooltip_set (row, comparison != NULL ? _("Compare with the edition before") : _("Read"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : title, -1);

  return row;
}

static void
emit_compare (DipHistoryView *self,
              guint           edition,
              const char     *clause)
{
  DipDocument *from = g_ptr_array_index (self->history->documents, edition - 1);
  DipDocument *to = g_ptr_array_index (self->history->documents, edition);

  g_signal_emit (self, signals[COMPARE], 0, from->edition, to->edition, clause);
}

static void
edition_activated_cb (GtkListBox     *list,
                      GtkListBoxRow  *row,
                      DipHistoryView *self)
{
  guint index = self->history->documents->len - 1 - (guint) gtk_list_box_row_get_index (row);
  DipDocument *document = g_ptr_array_index (self->history->documents, index);

  if (index > 0)
    emit_compare (self, index, NULL);
  else
    g_signal_emit (self, signals[READ], 0, document->edition->id, NULL);
}

static void
fill_editions (DipHistoryView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->editions))) != NULL)
    gtk_list_box_remove (self->editions, child);

  for (guint i = self->history->documents->len; i > 0; i--)
    gtk_list_box_append (self->editions, make_edition (self, i - 1));
}

/* --- Clauses -------------------- */

static gboolean
filter_cb (gpointer object,
           gpointer user_data)
{
  DipHistoryItem *item = object;
  DipHistoryView *self = user_data;

  if (gtk_toggle_button_get_active (self->changed_only) && !dip_history_item_has_changes (item))
    return FALSE;

  return dip_history_item_matches (item, self->words);
}

static void
update_clauses_page (DipHistoryView *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  gtk_stack_set_visible_child_name (self->clauses_stack, any ? "list" : "empty");
}

/* Makes rows for the clauses while their page is seen: those of a hidden one would all be laid out at once
 * when it appears. */
static void
begin_clauses (DipHistoryView *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "clauses") == 0)
    dip_gradual_list_begin (self->shown, GTK_WIDGET (self));
  else
    gtk_slice_list_model_set_size (self->shown, 0);
}

static void
filter_changed_cb (DipHistoryView *self)
{
  dip_text_filter_free (self->words);
  self->words = dip_text_filter_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  begin_clauses (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_clauses_page (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

static void
stop_search_cb (DipHistoryView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  filter_changed_cb (self);
}

static void
page_changed_cb (DipHistoryView *self)
{
  begin_clauses (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, dip_history_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  user_data)
{
  DipHistoryItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *clause = dip_clause_dup_label (dip_history_item_get_newest (item, NULL));
  g_autofree char *course = dip_history_item_dup_course (item);
  g_autofree char *label = g_strdup_printf ("%s, %s", clause, course);

  dip_history_row_set_item (DIP_HISTORY_ROW (gtk_list_item_get_child (list_item)), item);
  dip_list_item_set_accessible_label (list_item, label);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  dip_history_row_set_item (DIP_HISTORY_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
clause_activated_cb (GtkListView    *list,
                     guint           position,
                     DipHistoryView *self)
{
  g_autoptr (DipHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (item != NULL)
    dip_history_item_set_expanded (item, !item->expanded);
}

static void
fill_clauses (DipHistoryView *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->history->lanes->len; i++)
    g_ptr_array_add (items, dip_history_item_new (self->history, g_ptr_array_index (self->history->lanes, i)));

  begin_clauses (self);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  update_clauses_page (self);
}

static void
compare_action_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  DipHistoryView *self = DIP_HISTORY_VIEW (widget);
  const char *clause;
  guint edition;

  g_variant_get (parameter, "(u&s)", &edition, &clause);
  if (self->history != NULL && edition > 0 && edition < self->history->documents->len)
    emit_compare (self, edition, clause);
}

static void
read_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  DipHistoryView *self = DIP_HISTORY_VIEW (widget);
  const char *clause;
  guint edition;

  g_variant_get (parameter, "(u&s)", &edition, &clause);
  if (self->history != NULL && edition < self->history->documents->len)
    {
      DipDocument *document = g_ptr_array_index (self->history->documents, edition);

      g_signal_emit (self, signals[READ], 0, document->edition->id, clause);
    }
}

static void
dip_history_view_dispose (GObject *object)
{
  DipHistoryView *self = DIP_HISTORY_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->items != NULL)
    g_list_store_remove_all (self->items);
  g_clear_object (&self->items);
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_pointer (&self->history, dip_history_free);
  g_clear_pointer (&self->words, dip_text_filter_free);

  G_OBJECT_CLASS (dip_history_view_parent_class)->dispose (object);
}

static void
dip_history_view_class_init (DipHistoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_history_view_dispose;

  /**
   * DipHistoryView::compare:
   * @old_edition: the [class@Edition] before
   * @new_edition: the [class@Edition] after
   * @clause: (nullable): id of the clause to go to, of the newer edition
   */
  signals[COMPARE] = g_signal_new ("compare", DIP_TYPE_HISTORY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, DIP_TYPE_EDITION, DIP_TYPE_EDITION, G_TYPE_STRING);

  /**
   * DipHistoryView::read:
   * @edition: row id of the edition
   * @clause: (nullable): id of the clause to go to
   */
  signals[READ] = g_signal_new ("read", DIP_TYPE_HISTORY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "history.compare", "(us)", compare_action_cb);
  gtk_widget_class_install_action (widget_class, "history.read", "(us)", read_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "historyview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_editions_page (DipHistoryView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->editions = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->editions, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->editions), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->editions), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editions), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Editions, newest first"), -1);
  g_signal_connect_object (self->editions, "row-activated", G_CALLBACK (edition_activated_cb), self, 0);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->editions));
  gtk_widget_add_css_class (clamp, "history-page");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  return scroller;
}

static GtkWidget *
make_clauses_page (DipHistoryView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar_clamp = adw_clamp_new ();
  GtkWidget *bin = dip_tab_bin_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *empty = adw_status_page_new ();
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Filter clauses"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter clauses"),
                                  -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  self->changed_only = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_("_Changed Only")));
  dip_spoken_name_buttons (GTK_WIDGET (self->changed_only));
  gtk_toggle_button_set_active (self->changed_only, TRUE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->changed_only));
  gtk_widget_add_css_class (bar, "filter-bar");
  adw_clamp_set_maximum_size (ADW_CLAMP (bar_clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (bar_clamp), bar);
  gtk_box_append (GTK_BOX (box), bar_clamp);

  self->items = g_list_store_new (DIP_TYPE_HISTORY_ITEM);
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), GTK_FILTER (self->filter));
  self->shown = dip_gradual_list_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)))),
                            g_steal_pointer (&factory));
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "history");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("page", "Clauses"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (clause_activated_cb), self, 0);

  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 860);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_add_css_class (scroller, "view");
  dip_tab_bin_set_child (DIP_TAB_BIN (bin), scroller);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Such Clause"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("Clear the filter, or show the unchanged clauses too."));

  self->clauses_stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->clauses_stack), TRUE);
  gtk_stack_add_named (self->clauses_stack, bin, "list");
  gtk_stack_add_named (self->clauses_stack, empty, "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->clauses_stack));

  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->changed_only, "toggled", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);

  return box;
}

static void
dip_history_view_init (DipHistoryView *self)
{
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_titled (self->stack, make_editions_page (self), "editions", _("Editions"));
  gtk_stack_add_titled (self->stack, make_clauses_page (self), "clauses", C_("page", "Clauses"));

  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (switcher, "history-switcher");
  gtk_box_append (GTK_BOX (self->box), switcher);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
}

/**
 * dip_history_view_set_history:
 * @self: a view
 * @history: (transfer full): what to show
 */
void
dip_history_view_set_history (DipHistoryView *self,
                              DipHistory     *history)
{
  g_return_if_fail (DIP_IS_HISTORY_VIEW (self));
  g_return_if_fail (history != NULL);

  /* The rows hold what is in the old one. */
  g_list_store_remove_all (self->items);
  g_clear_pointer (&self->history, dip_history_free);
  self->history = history;

  fill_editions (self);
  fill_clauses (self);
}

const DipHistory *
dip_history_view_get_history (DipHistoryView *self)
{
  g_return_val_if_fail (DIP_IS_HISTORY_VIEW (self), NULL);

  return self->history;
}

/* Opens the clauses and puts the caret into their filter. */
void
dip_history_view_search (DipHistoryView *self)
{
  g_return_if_fail (DIP_IS_HISTORY_VIEW (self));

  gtk_stack_set_visible_child_name (self->stack, "clauses");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Fields of a state, with TAB between them. */
enum {
  STATE_PAGE,
  STATE_SHOWN,
  STATE_FILTER,
  N_STATE,
};

/**
 * dip_history_view_dup_state:
 * @self: a view
 *
 * Says which page is seen and which clauses it shows, for dip_history_view_set_state().
 *
 * Returns: (transfer full): the words
 */
char *
dip_history_view_dup_state (DipHistoryView *self)
{
  g_return_val_if_fail (DIP_IS_HISTORY_VIEW (self), NULL);

  return g_strdup_printf ("%s\t%s\t%s", gtk_stack_get_visible_child_name (self->stack),
                          gtk_toggle_button_get_active (self->changed_only) ? "changed" : "all",
                          gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/**
 * dip_history_view_set_state:
 * @self: a view
 * @state: what dip_history_view_dup_state() said, also damaged
 *
 * Shows the same page and the same clauses.
 */
void
dip_history_view_set_state (DipHistoryView *self,
                            const char     *state)
{
  g_auto (GStrv) fields = NULL;

  g_return_if_fail (DIP_IS_HISTORY_VIEW (self));

  fields = g_strsplit (state, "\t", N_STATE);
  if (g_strv_length (fields) < N_STATE)
    return;

  if (gtk_stack_get_child_by_name (self->stack, fields[STATE_PAGE]) != NULL)
    gtk_stack_set_visible_child_name (self->stack, fields[STATE_PAGE]);
  gtk_toggle_button_set_active (self->changed_only, !g_str_equal (fields[STATE_SHOWN], "all"));
  gtk_editable_set_text (GTK_EDITABLE (self->search), fields[STATE_FILTER]);
}

/**
 * dip_history_view_new_printout:
 * @self: a view that has a history
 *
 * Returns: (transfer full): what is seen, for paper: the clauses as they are filtered
 */
DipPrintout *
dip_history_view_new_printout (DipHistoryView *self)
{
  g_return_val_if_fail (DIP_IS_HISTORY_VIEW (self), NULL);
  g_return_val_if_fail (self->history != NULL, NULL);

  return dip_printout_new_history (self->history, G_LIST_MODEL (self->filtered));
}
