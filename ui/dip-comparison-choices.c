/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-view-private.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-spoken.h"
#include "dip-words.h"

/* Letters of a name in the list; with version and tick they fit into the narrowest window. */
#define LIST_CHARS 20

static gboolean
is_edition (DipEdition *a,
            DipEdition *b)
{
  return a == b || (a->id != 0 && a->id == b->id);
}

static guint
find_edition (DipComparisonView *self,
              DipEdition        *edition)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->editions); i++)
    {
      g_autoptr (DipEdition) other = g_list_model_get_item (self->editions, i);

      if (is_edition (other, edition))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* A file that is in no library can be chosen as long as it is shown. */
static void
offer (DipComparisonView *self,
       DipEdition        *edition)
{
  if (find_edition (self, edition) == GTK_INVALID_LIST_POSITION)
    g_list_store_append (self->passing, edition);
}

/* What an edition is called without its version; the whole where that has none. */
static char *
dup_name (DipEdition *edition,
          char      **version)
{
  g_autofree char *label = dip_words_dup_edition (edition);
  gboolean two = edition->version != NULL && g_str_has_suffix (label, edition->version);
  g_autofree char *name = g_strndup (label, strlen (label) - (two ? strlen (edition->version) : 0));

  if (version != NULL)
    *version = g_strdup (two ? edition->version : NULL);

  return g_strdup (g_strchomp (name));
}

static GtkWidget *
find_shown_name (GtkWidget *widget)
{
  GtkWidget *name = NULL;

  if (gtk_widget_has_css_class (widget, "edition-choice"))
    return gtk_widget_get_first_child (widget);
  if (GTK_IS_POPOVER (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); name == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name = find_shown_name (child);

  return name;
}

/*
 * In a narrow window two editions of one paper are told apart by their versions alone: the title
 * of the window says whose they are.
 */
void
_dip_comparison_view_show_names (DipComparisonView *self)
{
  DipComparison *comparison = dip_comparison_view_get_comparison (self);
  GtkDropDown *drops[] = { self->old_drop, self->new_drop };
  g_autofree char *old_version = NULL;
  g_autofree char *new_version = NULL;
  g_autofree char *old_name = NULL;
  g_autofree char *new_name = NULL;
  gboolean same;

  if (comparison == NULL)
    return;

  old_name = dup_name (comparison->old_document->edition, &old_version);
  new_name = dup_name (comparison->new_document->edition, &new_version);
  same = old_version != NULL && new_version != NULL && g_str_equal (old_name, new_name);
  for (guint i = 0; i < G_N_ELEMENTS (drops); i++)
    {
      GtkWidget *name = find_shown_name (GTK_WIDGET (drops[i]));

      if (name != NULL)
        gtk_widget_set_visible (name, !same || !dip_narrow_bin_get_narrow (self->bin));
    }
}

void
_dip_comparison_view_choose (DipComparisonView *self,
                             DipEdition        *old_edition,
                             DipEdition        *new_edition)
{
  self->choosing = TRUE;
  offer (self, old_edition);
  offer (self, new_edition);
  gtk_drop_down_set_selected (self->old_drop, find_edition (self, old_edition));
  gtk_drop_down_set_selected (self->new_drop, find_edition (self, new_edition));
  self->choosing = FALSE;
  _dip_comparison_view_show_names (self);
}

/* The library changed: what is chosen stands elsewhere, or nowhere. */
static void
editions_changed_cb (DipComparisonView *self)
{
  DipComparison *comparison = dip_comparison_view_get_comparison (self);

  if (comparison != NULL)
    _dip_comparison_view_choose (self, comparison->old_document->edition, comparison->new_document->edition);
}

static void
choice_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 DipComparisonView        *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_widget_add_css_class (box, "edition-choice");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

/* In the list names have room for what tells them apart, however narrow the drop-down is. */
static void
list_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               DipComparisonView        *self)
{
  GtkWidget *name;

  choice_setup_cb (factory, item, self);
  name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  gtk_label_set_width_chars (GTK_LABEL (name), LIST_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_next_sibling (name)), PANGO_ELLIPSIZE_NONE);
}

static void
choice_bind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                DipComparisonView        *self)
{
  DipEdition *edition = gtk_list_item_get_item (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *version = gtk_widget_get_next_sibling (name);
  g_autofree char *label = dip_words_dup_edition (edition);
  g_autofree char *last = NULL;
  g_autofree char *first = dup_name (edition, &last);

  /* Where there is little room the name is cut, and not what tells the editions apart. */
  gtk_label_set_label (GTK_LABEL (name), first);
  gtk_label_set_label (GTK_LABEL (version), last != NULL ? last : "");
  gtk_widget_set_visible (version, last != NULL);
  dip_list_item_set_accessible_label (item, label);
}

static char *
edition_to_string (DipEdition *edition,
                   gpointer    user_data)
{
  return edition != NULL ? dip_words_dup_edition (edition) : g_strdup ("");
}

/* Asks for what the drop-downs say, unless it is on the screen: a drop-down
 * chooses something by itself while its list changes. */
static gboolean
chosen_idle_cb (gpointer data)
{
  DipComparisonView *self = data;
  DipComparison *comparison = dip_comparison_view_get_comparison (self);
  DipEdition *old_edition = gtk_drop_down_get_selected_item (self->old_drop);
  DipEdition *new_edition = gtk_drop_down_get_selected_item (self->new_drop);

  self->chosen_id = 0;
  if (comparison != NULL && old_edition != NULL && new_edition != NULL &&
      (!is_edition (old_edition, comparison->old_document->edition) ||
       !is_edition (new_edition, comparison->new_document->edition)))
    g_signal_emit_by_name (self, "compare", old_edition, new_edition);

  return G_SOURCE_REMOVE;
}

static void
chosen_cb (DipComparisonView *self)
{
  if (!self->choosing && self->chosen_id == 0)
    self->chosen_id = g_idle_add (chosen_idle_cb, self);
}

static void
set_up_drop_down (DipComparisonView *self,
                  GtkDropDown       *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list_factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression =
    gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (edition_to_string), NULL, NULL);

  g_signal_connect_object (factory, "setup", G_CALLBACK (choice_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (choice_bind_cb), self, 0);
  g_signal_connect_object (list_factory, "setup", G_CALLBACK (list_setup_cb), self, 0);
  g_signal_connect_object (list_factory, "bind", G_CALLBACK (choice_bind_cb), self, 0);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_list_factory (drop_down, list_factory);
  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_enable_search (drop_down, TRUE);
  gtk_drop_down_set_model (drop_down, self->editions);
  g_signal_connect_object (drop_down, "notify::selected-item", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

/* The two drop-downs, and what they choose from. */
void
_dip_comparison_view_set_up_choices (DipComparisonView *self)
{
  g_autoptr (GtkSizeGroup) halves = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->choices = g_list_store_new (G_TYPE_LIST_MODEL);
  self->passing = g_list_store_new (DIP_TYPE_EDITION);
  g_list_store_append (self->choices, self->passing);
  self->editions = G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->choices))));

  gtk_size_group_add_widget (halves, GTK_WIDGET (self->old_drop));
  gtk_size_group_add_widget (halves, GTK_WIDGET (self->new_drop));
  set_up_drop_down (self, self->old_drop);
  set_up_drop_down (self, self->new_drop);
  dip_spoken_name_drop_down (self->old_drop, _("Old edition"));
  dip_spoken_name_drop_down (self->new_drop, _("New edition"));
  g_signal_connect_object (self->editions, "items-changed", G_CALLBACK (editions_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * dip_comparison_view_set_editions:
 * @self: a view
 * @editions: (nullable) (element-type DipEdition): what a library offers
 *
 * Sets what can be chosen for either side.
 */
void
dip_comparison_view_set_editions (DipComparisonView *self,
                                  GListModel        *editions)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  self->choosing = TRUE;
  g_list_store_splice (self->choices, 1, g_list_model_get_n_items (G_LIST_MODEL (self->choices)) - 1, NULL, 0);
  if (editions != NULL)
    g_list_store_append (self->choices, editions);
  self->choosing = FALSE;
  editions_changed_cb (self);
}
