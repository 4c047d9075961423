/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-edition-chooser.h"

#include <glib/gi18n.h>

#include "dip-tab-bin.h"
#include "dip-text-filter.h"
#include "dip-words.h"
#include "model/dip-document.h"

/* Below so many a list is seen through without a search. */
#define SEARCH_FROM 12

#define MAX_HEIGHT  400
#define MIN_WIDTH   280

/**
 * DipEditionChooser:
 *
 * A list with a search above it. It may be of ten thousand editions, so it makes
 * widgets only for those that are seen, and is empty while it is closed.
 *
 * [signal@EditionChooser::chosen] tells that a person has ticked another one.
 */
struct _DipEditionChooser
{
  GtkPopover          parent_instance;

  GtkWidget          *search;
  GtkListView        *list;
  GtkFilterListModel *found;      /* has a model while the popover is open */
  GtkCustomFilter    *filter;
  GListModel         *editions;   /* (nullable) */
  GHashTable         *chosen;     /* (element-type gint64): row ids */
  DipTextFilter      *words;      /* (nullable): what is looked for */
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipEditionChooser, dip_edition_chooser, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static gboolean
match_cb (gpointer item,
          gpointer user_data)
{
  DipEditionChooser *self = user_data;
  g_autofree char *name = dip_words_dup_edition (item);

  return dip_text_filter_has_label (self->words, name);
}

static void
search_changed_cb (DipEditionChooser *self)
{
  dip_text_filter_free (self->words);
  self->words = dip_text_filter_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
toggled_cb (GtkCheckButton    *button,
            DipEditionChooser *self)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (button), "list-item");
  DipEdition *edition = gtk_list_item_get_item (item);

  if (edition == NULL)
    return;

  if (gtk_check_button_get_active (button))
    g_hash_table_add (self->chosen, g_memdup2 (&edition->id, sizeof edition->id));
  else
    g_hash_table_remove (self->chosen, &edition->id);

  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DipEditionChooser        *self)
{
  GtkWidget *button = gtk_check_button_new_with_label ("");

  g_object_set_data (G_OBJECT (button), "list-item", item);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_item_set_child (item, button);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         DipEditionChooser        *self)
{
  GtkCheckButton *button = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  DipEdition *edition = gtk_list_item_get_item (item);
  g_autofree char *name = dip_words_dup_edition (edition);

  gtk_check_button_set_label (button, name);
  g_signal_handlers_block_by_func (button, toggled_cb, self);
  gtk_check_button_set_active (button, g_hash_table_contains (self->chosen, &edition->id));
  g_signal_handlers_unblock_by_func (button, toggled_cb, self);
}

static void
dip_edition_chooser_map (GtkWidget *widget)
{
  DipEditionChooser *self = DIP_EDITION_CHOOSER (widget);
  gboolean is_long = self->editions != NULL && g_list_model_get_n_items (self->editions) >= SEARCH_FROM;

  gtk_widget_set_visible (self->search, is_long);
  gtk_filter_list_model_set_model (self->found, self->editions);

  GTK_WIDGET_CLASS (dip_edition_chooser_parent_class)->map (widget);
}

static void
dip_edition_chooser_unmap (GtkWidget *widget)
{
  DipEditionChooser *self = DIP_EDITION_CHOOSER (widget);

  GTK_WIDGET_CLASS (dip_edition_chooser_parent_class)->unmap (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_filter_list_model_set_model (self->found, NULL);
}

static void
dip_edition_chooser_dispose (GObject *object)
{
  DipEditionChooser *self = DIP_EDITION_CHOOSER (object);

  if (self->found != NULL)
    gtk_filter_list_model_set_model (self->found, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->editions);

  G_OBJECT_CLASS (dip_edition_chooser_parent_class)->dispose (object);
}

static void
dip_edition_chooser_finalize (GObject *object)
{
  DipEditionChooser *self = DIP_EDITION_CHOOSER (object);

  g_hash_table_unref (self->chosen);
  dip_text_filter_free (self->words);

  G_OBJECT_CLASS (dip_edition_chooser_parent_class)->finalize (object);
}

static void
dip_edition_chooser_class_init (DipEditionChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_edition_chooser_dispose;
  object_class->finalize = dip_edition_chooser_finalize;
  widget_class->map = dip_edition_chooser_map;
  widget_class->unmap = dip_edition_chooser_unmap;

  /**
   * DipEditionChooser::chosen:
   * @self: a chooser
   *
   * A person has ticked an edition, or no longer.
   */
  signals[CHOSEN] = g_signal_new ("chosen", DIP_TYPE_EDITION_CHOOSER, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dip_edition_chooser_init (DipEditionChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *bin = dip_tab_bin_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;

  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Search papers"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search papers"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->search);

  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->found = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose the papers to compare"), -1);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), MIN_WIDTH);
  dip_tab_bin_set_child (DIP_TAB_BIN (bin), scroller);
  gtk_box_append (GTK_BOX (box), bin);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chooser");
}

GtkWidget *
dip_edition_chooser_new (void)
{
  return g_object_new (DIP_TYPE_EDITION_CHOOSER, NULL);
}

void
dip_edition_chooser_set_editions (DipEditionChooser *self,
                                  GListModel        *editions)
{
  g_return_if_fail (DIP_IS_EDITION_CHOOSER (self));
  g_return_if_fail (editions == NULL || G_IS_LIST_MODEL (editions));

  if (g_set_object (&self->editions, editions) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_filter_list_model_set_model (self->found, editions);
}

void
dip_edition_chooser_set_chosen (DipEditionChooser *self,
                                GArray            *ids)
{
  gboolean is_same;

  g_return_if_fail (DIP_IS_EDITION_CHOOSER (self));
  g_return_if_fail (ids != NULL);

  is_same = g_hash_table_size (self->chosen) == ids->len;
  for (guint i = 0; is_same && i < ids->len; i++)
    is_same = g_hash_table_contains (self->chosen, &g_array_index (ids, gint64, i));
  if (is_same)
    return;

  g_hash_table_remove_all (self->chosen);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->chosen, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));

  /* The rows that are seen are bound anew. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      gtk_filter_list_model_set_model (self->found, NULL);
      gtk_filter_list_model_set_model (self->found, self->editions);
    }
}

GArray *
dip_edition_chooser_list_chosen (DipEditionChooser *self,
                                 guint              most)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n;

  g_return_val_if_fail (DIP_IS_EDITION_CHOOSER (self), ids);

  n = self->editions != NULL ? g_list_model_get_n_items (self->editions) : 0;
  for (guint i = 0; i < n && ids->len < most; i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (self->editions, i);

      if (g_hash_table_contains (self->chosen, &edition->id))
        g_array_append_val (ids, edition->id);
    }

  return ids;
}
