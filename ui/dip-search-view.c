/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-search-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-gradual-list.h"
#include "dip-line-ends.h"
#include "dip-marks.h"
#include "dip-message.h"
#include "dip-spoken.h"
#include "dip-tab-bin.h"
#include "dip-words.h"

/* Hits that are listed; who has more of them says more words. */
#define MAX_HITS 200

/**
 * DipSearchView:
 *
 * An entry and below it the clauses in which its words stand, best first, with
 * the words marked. Searches as one types; what was asked for last is shown.
 *
 * [signal@SearchView::read] asks for the clause.
 */
struct _DipSearchView
{
  GtkWidget          parent_instance;

  GtkWidget         *box;
  GtkSearchEntry    *entry;
  GtkCheckButton    *newest_only;
  GtkLabel          *total;
  GtkStack          *stack;
  AdwStatusPage     *nothing;
  GListStore        *hits;
  GtkSliceListModel *shown;        /* the hits, a little more of them with every frame */

  DipLibrary        *library;      /* (nullable) */
  GCancellable      *cancellable;  /* (nullable): of the search under way */
};

enum {
  READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DipSearchView, dip_search_view, GTK_TYPE_WIDGET)

/* --- Hits -------------------- */

/* @marks are in bytes of the text that begins at byte @from of the label. */
static void
set_marked (GtkLabel   *label,
            const char *text,
            GArray     *marks,
            guint       from)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  dip_marks_add_hits (attributes, marks, from);
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, attributes);
}

static char *
dup_source (const DipSearchHit *hit)
{
  g_autoptr (DipEdition) edition = dip_edition_new ();
  g_autofree char *name = NULL;

  edition->service = g_strdup (hit->service);
  edition->title = g_strdup (hit->edition_title);
  edition->version = g_strdup (hit->version);
  edition->issued = g_strdup (hit->issued);
  name = dip_words_dup_edition (edition);

  return hit->provider != NULL ? g_strdup_printf ("%s · %s", hit->provider, name) : g_steal_pointer (&name);
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), make_label ("heading"));
  gtk_box_append (GTK_BOX (box), make_label ("document-text"));
  gtk_box_append (GTK_BOX (box), make_label ("secondary"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "fine");
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const DipSearchHit *hit = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *snippet = gtk_widget_get_next_sibling (title);
  GtkWidget *source = gtk_widget_get_next_sibling (snippet);
  g_autofree char *name = dup_source (hit);
  g_autofree char *head = hit->number != NULL ? g_strdup_printf ("%s %s", hit->number, hit->title)
                                              : g_strdup (*hit->title != '\0' ? hit->title : hit->clause);
  g_autofree char *foot = hit->stance != DIP_STANCE_INFORMATIONAL
                          ? g_strdup_printf ("%s · %s", name, dip_words_get_stance (hit->stance))
                          : g_strdup (name);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", head, hit->snippet, foot);

  set_marked (GTK_LABEL (title), head, hit->title_marks, hit->number != NULL ? strlen (hit->number) + 1 : 0);
  set_marked (GTK_LABEL (snippet), hit->snippet, hit->snippet_marks, 0);
  gtk_widget_set_visible (snippet, *hit->snippet != '\0');
  gtk_label_set_label (GTK_LABEL (source), foot);
  dip_list_item_set_accessible_label (item, spoken);
}

/* A word that was found, as it is written there. */
static char *
dup_found (const DipSearchHit *hit)
{
  GArray *marks = hit->snippet_marks->len > 0 ? hit->snippet_marks : hit->title_marks;
  const char *text = hit->snippet_marks->len > 0 ? hit->snippet : hit->title;
  const DipSearchMark *mark;

  if (marks->len == 0)
    return NULL;

  mark = &g_array_index (marks, DipSearchMark, 0);

  return g_strndup (text + mark->start, mark->end - mark->start);
}

static void
activate_cb (GtkListView   *list,
             guint          position,
             DipSearchView *self)
{
  g_autoptr (DipSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), position);
  g_autofree char *found = hit != NULL ? dup_found (hit) : NULL;

  if (hit != NULL)
    g_signal_emit (self, signals[READ], 0, hit->edition_id, hit->clause, found);
}

/* --- Searching -------------------- */

static void
show_nothing (DipSearchView *self,
              const char    *title,
              const char    *description)
{
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, description);
  gtk_label_set_label (self->total, "");
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
show_invitation (DipSearchView *self)
{
  show_nothing (self, _("Search All Papers"),
                /* Translators: the words before the colons stay as they are */
                _("Words in any order, “words in a row”, -without. "
                  "title: provider: control: and stance: look there only."));
}

static void
show_result (DipSearchView         *self,
             const DipSearchResult *result)
{
  g_autofree char *total = NULL;

  dip_gradual_list_begin (self->shown, GTK_WIDGET (self));
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)),
                       result->hits->pdata, result->hits->len);

  if (result->note == DIP_SEARCH_NOTE_EMPTY)
    {
      show_invitation (self);
      return;
    }
  if (result->hits->len == 0)
    {
      show_nothing (self, _("Nothing Found"),
                    result->note == DIP_SEARCH_NOTE_UNKNOWN_STANCE
                    ? _("After stance: stands one of provided, partial, shared, customer, not_provided or "
                        "informational.")
                    : _("No clause of the library has all of these words."));
      return;
    }

  if (result->is_more)
    total = g_strdup_printf (_("More than %u clauses"), result->n_total);
  else
    total = g_strdup_printf (ngettext ("%u clause", "%u clauses", result->n_total), result->n_total);
  gtk_label_set_label (self->total, total);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DipSearchView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DipSearchResult) found = dip_library_search_finish (DIP_LIBRARY (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (found == NULL)
    show_nothing (self, dip_message_for_error (error).title, dip_message_for_error (error).advice);
  else
    show_result (self, found);
}

static void
search_cb (DipSearchView *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  DipSearchOptions options = {
    .limit = MAX_HITS,
    .newest_only = gtk_check_button_get_active (self->newest_only),
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->library == NULL || *query == '\0')
    {
      g_list_store_remove_all (self->hits);
      show_invitation (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  dip_library_search_async (self->library, query, &options, self->cancellable, searched_cb, g_object_ref (self));
}

/* From the entry into the list. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        DipSearchView         *self)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

/* Return opens the best one. */
static void
entry_activate_cb (DipSearchView *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    activate_cb (NULL, 0, self);
}

static void
dip_search_view_dispose (GObject *object)
{
  DipSearchView *self = DIP_SEARCH_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->shown);
  g_clear_object (&self->hits);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dip_search_view_parent_class)->dispose (object);
}

static void
dip_search_view_class_init (DipSearchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_search_view_dispose;

  /**
   * DipSearchView::read:
   * @edition: row id of an edition
   * @clause: id of the clause to go to
   * @found: (nullable): a word to be marked in it
   */
  signals[READ] = g_signal_new ("read", DIP_TYPE_SEARCH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "searchview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}

static GtkWidget *
make_list (DipSearchView *self)
{
  GtkWidget *bin = dip_tab_bin_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  list = gtk_list_view_new (selection, factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "hits");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Clauses that were found"),
                                  -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (activate_cb), self, 0);

  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 860);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_add_css_class (scroller, "view");
  dip_tab_bin_set_child (DIP_TAB_BIN (bin), scroller);

  return bin;
}

static void
dip_search_view_init (DipSearchView *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hits = g_list_store_new (DIP_TYPE_SEARCH_HIT);
  self->shown = dip_gradual_list_new (g_object_ref (G_LIST_MODEL (self->hits)));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Words in the text of all papers"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Words in the text of all papers"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->newest_only = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("_Newest Editions Only")));
  g_signal_connect_object (self->newest_only, "toggled", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  dip_spoken_name_buttons (GTK_WIDGET (self->newest_only));
  self->total = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->total), TRUE);
  gtk_label_set_xalign (self->total, 1.0f);
  gtk_label_set_ellipsize (self->total, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "numeric");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->newest_only));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->total));

  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (bar), line);
  gtk_widget_add_css_class (bar, "search-line");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), bar);
  gtk_box_append (GTK_BOX (self->box), clamp);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));

  self->nothing = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->nothing, "edit-find-symbolic");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->nothing), "nothing");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  show_invitation (self);
}

/**
 * dip_search_view_set_library:
 * @self: a view
 * @library: (nullable): where to search
 */
void
dip_search_view_set_library (DipSearchView *self,
                             DipLibrary    *library)
{
  g_return_if_fail (DIP_IS_SEARCH_VIEW (self));

  /* What came or went is found or not found from then on. */
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (dip_library_get_editions (self->library), search_cb, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (dip_library_get_editions (library), "items-changed", G_CALLBACK (search_cb), self,
                             G_CONNECT_SWAPPED);
  search_cb (self);
}

/**
 * dip_search_view_search:
 * @self: a view
 * @query: (nullable): what to search for; `NULL` keeps what stands there
 *
 * Puts the caret into the entry and searches.
 */
void
dip_search_view_search (DipSearchView *self,
                        const char    *query)
{
  g_return_if_fail (DIP_IS_SEARCH_VIEW (self));

  if (query != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* What is searched for. */
const char *
dip_search_view_get_words (DipSearchView *self)
{
  g_return_val_if_fail (DIP_IS_SEARCH_VIEW (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}
