/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-library-sidebar.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-edition-row.h"
#include "dip-library-node.h"
#include "dip-menu-keys.h"
#include "dip-tab-bin.h"

/**
 * DipLibrarySidebar:
 *
 * Providers, their services and the editions of these, with a search that
 * narrows them as one types. Emits [signal@LibrarySidebar::read] when an
 * edition is chosen.
 *
 * A change of the library changes only the rows that it is about: what is folded
 * stays so. The selection is kept by row id.
 */
struct _DipLibrarySidebar
{
  GtkWidget           parent_instance;

  GtkSearchEntry     *search_entry;
  GtkStack           *stack;
  GtkListView        *list;

  GListModel         *editions;    /* (nullable) */
  GListStore         *root;        /* (nullable) (element-type DipLibraryNode): what is shown of them */
  GtkSingleSelection *selection;
  gint64              selected_id; /* row id, 0 for none */
  guint               idle_id;
  guint               tick_id;     /* the first frame is waited for */
  guint               scroll_id;   /* the list shows what is selected as soon as its rows have places */
  guint               n_frames;    /* that were waited for since then */
  gboolean            selecting;   /* the program selects, not the user */
};

enum {
  READ,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipLibrarySidebar, dip_library_sidebar, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static GListModel *
create_children (gpointer item,
                 gpointer user_data)
{
  DipLibraryNode *node = item;

  return node->children != NULL ? G_LIST_MODEL (g_object_ref (node->children)) : NULL;
}

static DipLibraryNode *
get_node (GListModel *model,
          guint       position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, position);
  g_autoptr (DipLibraryNode) node = NULL;

  if (row == NULL)
    return NULL;

  node = gtk_tree_list_row_get_item (row);   /* the tree keeps it */

  return node;
}

static void
select_id (DipLibrarySidebar *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      DipLibraryNode *node = get_node (model, i);

      if (node->edition != NULL && self->selected_id != 0 && node->edition->id == self->selected_id)
        {
          selected = i;
          break;
        }
    }

  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, selected);
  self->selecting = FALSE;
}

static void
selected_cb (DipLibrarySidebar *self)
{
  DipEdition *edition = dip_library_sidebar_get_selected (self);

  if (self->selecting || edition == NULL || edition->id == self->selected_id)
    return;

  self->selected_id = edition->id;
  g_signal_emit (self, signals[READ], 0, edition);
}

/* Rows that have come with this frame get their places behind it. */
static gboolean
scroll_cb (GtkWidget     *list,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  DipLibrarySidebar *self = DIP_LIBRARY_SIDEBAR (user_data);
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;

  self->scroll_id = 0;
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", selected);

  return G_SOURCE_REMOVE;
}

static void
scroll_later (DipLibrarySidebar *self)
{
  self->n_frames = 0;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), scroll_cb, self, NULL);
}

/* Shows what there is; @anew unfolds all of it. */
static void
rebuild (DipLibrarySidebar *self,
         gboolean           anew)
{
  g_autoptr (GListStore) root = NULL;
  const char *page = "list";

  if (self->editions == NULL)
    {
      gtk_single_selection_set_model (self->selection, NULL);
      g_clear_object (&self->root);
      gtk_stack_set_visible_child_name (self->stack, "none");
      gtk_widget_set_sensitive (GTK_WIDGET (self->search_entry), FALSE);
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->search_entry), TRUE);
  root = dip_library_node_build_tree (self->editions, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (g_list_model_get_n_items (self->editions) == 0)
    page = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (root)) == 0)
    page = "nothing";

  self->selecting = TRUE;
  if (anew || self->root == NULL)
    {
      g_autoptr (GtkTreeListModel) tree =
        gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (root)), FALSE, TRUE, create_children, NULL, NULL);

      g_set_object (&self->root, root);
      gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
    }
  else
    {
      dip_library_node_update_tree (self->root, root);
    }
  self->selecting = FALSE;
  select_id (self);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static gboolean
rebuild_cb (gpointer data)
{
  DipLibrarySidebar *self = data;

  self->idle_id = 0;
  rebuild (self, FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
first_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  DipLibrarySidebar *self = DIP_LIBRARY_SIDEBAR (widget);

  self->tick_id = 0;
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (rebuild_cb, self);

  return G_SOURCE_REMOVE;
}

/* Whether rows are still to be made; not any more after it. */
static gboolean
stop_waiting (DipLibrarySidebar *self)
{
  gboolean was_waiting = self->idle_id != 0 || self->tick_id != 0;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;

  return was_waiting;
}

/* A refresh announces several changes one after the other. */
static void
editions_changed_cb (DipLibrarySidebar *self)
{
  if (self->idle_id == 0 && self->tick_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, rebuild_cb, self, NULL);
}

static void
search_changed_cb (GtkSearchEntry    *entry,
                   DipLibrarySidebar *self)
{
  rebuild (self, TRUE);
}

/* Return looks for the words in the text of the papers too. */
static void
search_all_cb (GtkSearchEntry    *entry,
               DipLibrarySidebar *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.search-all", NULL);
}

static void
stop_search_cb (GtkSearchEntry    *entry,
                DipLibrarySidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
activate_cb (GtkListView       *list,
             guint              position,
             DipLibrarySidebar *self)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (DipLibraryNode) node = gtk_tree_list_row_get_item (row);

  if (node->edition == NULL)
    {
      gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
      return;
    }

  /* Also where it is selected already: the comparison may be on screen. */
  self->selected_id = node->edition->id;
  g_signal_emit (self, signals[READ], 0, node->edition);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DipLibrarySidebar        *self)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = dip_edition_row_new ();

  gtk_widget_set_hexpand (row, TRUE);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

static void
show_node (GtkListItem    *item,
           DipLibraryNode *node)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  g_autofree char *name = dip_edition_row_dup_name (node);

  dip_edition_row_set_node (DIP_EDITION_ROW (gtk_tree_expander_get_child (expander)), node);
  dip_list_item_set_accessible_label (item, name);
}

static void
node_changed_cb (DipLibraryNode *node,
                 GtkListItem    *item)
{
  show_node (item, node);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         DipLibrarySidebar        *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (DipLibraryNode) node = gtk_tree_list_row_get_item (row);

  gtk_tree_expander_set_list_row (expander, row);
  gtk_list_item_set_selectable (item, node->edition != NULL);
  show_node (item, node);
  g_signal_connect_object (node, "changed", G_CALLBACK (node_changed_cb), item, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           DipLibrarySidebar        *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  DipEditionRow *row = DIP_EDITION_ROW (gtk_tree_expander_get_child (expander));

  /* The row of a tree from which the node was taken has forgotten it. */
  g_signal_handlers_disconnect_by_func (dip_edition_row_get_node (row), node_changed_cb, item);
  gtk_tree_expander_set_list_row (expander, NULL);
  dip_edition_row_set_node (row, NULL);
}

/* The row is inside the widget that has the focus. */
static DipEditionRow *
find_row (GtkWidget *widget)
{
  while (widget != NULL && !GTK_IS_TREE_EXPANDER (widget))
    widget = gtk_widget_get_first_child (widget);
  if (widget == NULL)
    return NULL;

  return DIP_EDITION_ROW (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (widget)));
}

/* What the second button of a mouse does, at the row that has the focus. */
static gboolean
popup_menu_cb (GtkWidget *list,
               GVariant  *arguments,
               gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  DipEditionRow *row = focus != NULL && gtk_widget_is_ancestor (focus, list) ? find_row (focus) : NULL;

  return row != NULL &&
         dip_edition_row_popup_menu (row, 0., gtk_widget_get_height (GTK_WIDGET (row)));
}

static void
dip_library_sidebar_dispose (GObject *object)
{
  DipLibrarySidebar *self = DIP_LIBRARY_SIDEBAR (object);
  GtkWidget *child;

  stop_waiting (self);
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->scroll_id);
  self->scroll_id = 0;
  if (self->editions != NULL)
    g_signal_handlers_disconnect_by_func (self->editions, editions_changed_cb, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->root);
  g_clear_object (&self->editions);

  G_OBJECT_CLASS (dip_library_sidebar_parent_class)->dispose (object);
}

static void
dip_library_sidebar_class_init (DipLibrarySidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_library_sidebar_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "librarysidebar");
  g_type_ensure (DIP_TYPE_TAB_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-library-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, DipLibrarySidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DipLibrarySidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, DipLibrarySidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_all_cb);

  /**
   * DipLibrarySidebar::read:
   * @self: a sidebar
   * @edition: an edition
   *
   * The user wants to read an edition.
   */
  signals[READ] = g_signal_new ("read", DIP_TYPE_LIBRARY_SIDEBAR, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, DIP_TYPE_EDITION);
}

static void
dip_library_sidebar_init (DipLibrarySidebar *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->list));
  dip_menu_keys_add (GTK_WIDGET (self->list), popup_menu_cb);
}

GtkWidget *
dip_library_sidebar_new (void)
{
  return g_object_new (DIP_TYPE_LIBRARY_SIDEBAR, NULL);
}

/**
 * dip_library_sidebar_set_editions:
 * @self: a sidebar
 * @editions: (nullable) (element-type DipEdition): what a library has, sorted
 *
 * Shows another library.
 */
void
dip_library_sidebar_set_editions (DipLibrarySidebar *self,
                                  GListModel        *editions)
{
  g_return_if_fail (DIP_IS_LIBRARY_SIDEBAR (self));

  if (self->editions != NULL)
    g_signal_handlers_disconnect_by_func (self->editions, editions_changed_cb, self);
  /* Row ids mean something in their own library only. */
  if (self->editions != editions)
    self->selected_id = 0;
  g_set_object (&self->editions, editions);
  if (editions != NULL)
    g_signal_connect_swapped (editions, "items-changed", G_CALLBACK (editions_changed_cb), self);

  stop_waiting (self);
  if (editions == NULL || gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      rebuild (self, TRUE);
      return;
    }

  /* A window that opens is there first, and then the rows of its library. */
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->root);
  gtk_stack_set_visible_child_name (self->stack, "list");
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), first_frame_cb, NULL, NULL);
}

/**
 * dip_library_sidebar_select:
 * @self: a sidebar
 * @edition_id: row id of an edition, 0 for none
 *
 * Marks an edition as the one that is open, and shows its row. Emits nothing.
 *
 * Returns: `TRUE` if the library has it
 */
gboolean
dip_library_sidebar_select (DipLibrarySidebar *self,
                            gint64             edition_id)
{
  g_return_val_if_fail (DIP_IS_LIBRARY_SIDEBAR (self), FALSE);

  self->selected_id = edition_id;
  if (stop_waiting (self))
    rebuild (self, FALSE);
  select_id (self);
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    return FALSE;

  scroll_later (self);

  return TRUE;
}

DipEdition *
dip_library_sidebar_get_selected (DipLibrarySidebar *self)
{
  guint selected;

  g_return_val_if_fail (DIP_IS_LIBRARY_SIDEBAR (self), NULL);

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return NULL;

  return get_node (G_LIST_MODEL (self->selection), selected)->edition;
}

/* Puts the caret into the search. */
void
dip_library_sidebar_search (DipLibrarySidebar *self)
{
  g_return_if_fail (DIP_IS_LIBRARY_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* What stands in the entry. */
const char *
dip_library_sidebar_get_words (DipLibrarySidebar *self)
{
  g_return_val_if_fail (DIP_IS_LIBRARY_SIDEBAR (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}
