/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-view-private.h"

#include <glib/gi18n.h>

#include "dip-search-bar.h"
#include "dip-settings.h"
#include "dip-tooltip.h"
#include "dip-words.h"

/* The classes stand in a row where they have room, else in a menu. */
static void
filter_narrow_cb (DipComparisonView *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->filter_bin);

  gtk_widget_set_visible (GTK_WIDGET (self->filters), !narrow);
  gtk_widget_set_visible (self->filter_button, narrow);
}

/* What the list shows below the filter bar. */
void
_dip_comparison_view_update_page (DipComparisonView *self)
{
  gboolean nothing = self->model != NULL && dip_comparison_model_get_n_shown (self->model) == 0 &&
                     dip_comparison_model_get_text (self->model) != NULL;

  gtk_stack_set_visible_child_name (self->stack, nothing ? "nothing" : "list");
}

/* How many clauses have changes of each class, and what those that are shown touch. */
void
_dip_comparison_view_update_counts (DipComparisonView *self)
{
  const DipComparison *comparison = dip_comparison_view_get_comparison (self);
  guint counts[DIP_N_TAGS];

  if (comparison == NULL)
    return;

  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    {
      g_autofree char *count = g_strdup_printf ("%u", comparison->n_by_class[class_]);

      gtk_label_set_label (self->counts[class_], count);
    }

  dip_comparison_model_count_tags (self->model, counts);
  dip_tag_filter_set_counts (self->tag_filter, counts);
}

static void
update_actions (DipComparisonView *self)
{
  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), dip_class_to_string (class_));

      g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                 g_variant_new_boolean ((self->classes & DIP_CLASS_BIT (class_)) != 0));
    }
}

/* Keeps the current row where the filter leaves it, else goes to the next that it leaves. */
static void
set_classes (DipComparisonView *self,
             guint              classes)
{
  g_autofree char *words = dip_classes_to_string (classes);

  self->classes = classes;
  dip_settings_set_string ("class-filter", words);
  update_actions (self);

  if (self->model != NULL)
    dip_comparison_model_set_classes (self->model, classes);
  _dip_comparison_view_update_counts (self);
  _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_page (self);
  _dip_comparison_view_update_position (self);
}

static void
change_class_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  DipComparisonView *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    {
      if (g_strcmp0 (name, dip_class_to_string (class_)) == 0)
        set_classes (self, g_variant_get_boolean (state) ? self->classes | DIP_CLASS_BIT (class_)
                                                         : self->classes & ~DIP_CLASS_BIT (class_));
    }
}

/* The bar above the list says how it is narrowed, and offers to show all. */
static void
update_group_bar (DipComparisonView *self)
{
  const DipComparison *comparison = dip_comparison_view_get_comparison (self);
  int group = self->model != NULL ? dip_comparison_model_get_group (self->model) : 0;
  g_autofree char *tags = dip_words_dup_tags (self->tags);
  g_autofree char *label = NULL;

  for (guint i = 0; group != 0 && i < comparison->groups->len; i++)
    {
      const DipGroup *entry = g_ptr_array_index (comparison->groups, i);
      g_autofree char *old_text = dip_words_dup_excerpt (entry->old_text, 40);
      g_autofree char *new_text = dip_words_dup_excerpt (entry->new_text, 40);

      if (entry->id == group)
        /* Translators: the list shows only the clauses with one replacement: old text, new text */
        label = g_strdup_printf (_("Only where “%s” became “%s”"), old_text, new_text);
    }

  if (label == NULL && self->tags != 0)
    /* Translators: the list shows only some changes: "Only changes that touch: number, duration" */
    label = g_strdup_printf (_("Only changes that touch: %s"), tags);

  if (label != NULL)
    gtk_label_set_label (self->group_label, label);
  gtk_revealer_set_reveal_child (self->group_revealer, label != NULL);
}

static void
tags_cb (DipComparisonView *self)
{
  g_autofree char *words = NULL;

  self->tags = dip_tag_filter_get_tags (self->tag_filter);
  words = dip_tags_to_string (self->tags);
  dip_settings_set_string ("tag-filter", words);

  if (self->model == NULL)
    return;

  dip_comparison_model_set_tags (self->model, self->tags);
  update_group_bar (self);
  _dip_comparison_view_update_counts (self);
  _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_page (self);
  _dip_comparison_view_update_position (self);
}

static void
set_group (DipComparisonView *self,
           int                group)
{
  const DipComparison *comparison = dip_comparison_view_get_comparison (self);

  /* What the changes of the group touch, and their class, may be hidden by the filter. */
  if (group != 0)
    dip_tag_filter_set_tags (self->tag_filter, 0);
  dip_comparison_model_set_group (self->model, group);

  for (guint i = 0; group != 0 && i < comparison->groups->len; i++)
    {
      const DipGroup *entry = g_ptr_array_index (comparison->groups, i);

      if (entry->id == group && (self->classes & DIP_CLASS_BIT (entry->class_)) == 0)
        set_classes (self, self->classes | DIP_CLASS_BIT (entry->class_));
    }

  update_group_bar (self);
  _dip_comparison_view_update_position (self);
}

static void
show_group_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DipComparisonView *self = user_data;

  if (self->model == NULL)
    return;

  set_group (self, g_variant_get_int32 (parameter));
  _dip_comparison_view_jump (self, 0);
}

static void
show_all_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DipComparisonView *self = user_data;

  if (self->model == NULL)
    return;

  set_group (self, 0);
  dip_tag_filter_set_tags (self->tag_filter, 0);
  _dip_comparison_view_jump (self, 0);
}

static void
choose_tags_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  DipComparisonView *self = user_data;

  dip_tag_filter_popup (self->tag_filter);
}

/* For whom the words of the filter come from somewhere else: "duration,number". */
static void
set_tags_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DipComparisonView *self = user_data;

  dip_tag_filter_set_tags (self->tag_filter, dip_tags_from_string (g_variant_get_string (parameter, NULL)));
}

static void
change_open_only_cb (GSimpleAction *action,
                     GVariant      *state,
                     gpointer       user_data)
{
  DipComparisonView *self = user_data;

  g_simple_action_set_state (action, state);
  if (self->model == NULL)
    return;

  dip_comparison_model_set_open_only (self->model, g_variant_get_boolean (state));
  _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_page (self);
  _dip_comparison_view_update_position (self);
}

static void
search_changed_cb (GtkSearchEntry    *entry,
                   DipComparisonView *self)
{
  if (self->model == NULL)
    return;

  dip_comparison_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (entry)));
  _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_page (self);
  _dip_comparison_view_update_position (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

static void
search_mode_cb (DipComparisonView *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
add_filter (DipComparisonView *self,
            DipClass           class_)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name (dip_words_get_class_icon (class_));
  GtkWidget *label = gtk_label_new (dip_words_get_class (class_));
  GtkWidget *count = gtk_label_new (NULL);
  g_autofree char *action = g_strdup_printf ("compare.%s", dip_class_to_string (class_));

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  dip_tooltip_set (button, dip_words_get_class_help (class_));
  gtk_widget_add_css_class (button, "filter");
  gtk_widget_add_css_class (button, dip_words_get_class_style (class_));
  gtk_widget_add_css_class (count, "count");
  gtk_widget_add_css_class (count, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, dip_words_get_class (class_),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, dip_words_get_class_help (class_),
                                  -1);
  gtk_box_append (self->filters, button);
  self->counts[class_] = GTK_LABEL (count);
}

/* The bars between the drop-downs and the list, with what was chosen before. */
void
_dip_comparison_view_set_up_filter (DipComparisonView *self)
{
  static const GActionEntry entries[] = {
    { "show-group", show_group_cb, "i" },
    { "show-all", show_all_cb },
    { "choose-tags", choose_tags_cb },
    { "set-tags", set_tags_cb, "s" },
    { "open-only", NULL, NULL, "false", change_open_only_cb },
    { "layout", NULL, NULL, "false", change_class_cb },
    { "orthographic", NULL, NULL, "false", change_class_cb },
    { "reference", NULL, NULL, "false", change_class_cb },
    { "editorial", NULL, NULL, "false", change_class_cb },
    { "substantive", NULL, NULL, "false", change_class_cb },
  };
  g_autofree char *classes = dip_settings_dup_string ("class-filter", "");
  g_autofree char *tags = dip_settings_dup_string ("tag-filter", "");

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);

  self->classes = dip_classes_from_string (classes);
  for (guint class_ = DIP_N_CLASSES - 1; class_ >= DIP_CLASS_LAYOUT; class_--)
    add_filter (self, class_);
  update_actions (self);

  self->tags = dip_tags_from_string (tags);
  dip_tag_filter_set_tags (self->tag_filter, self->tags);
  g_signal_connect_object (self->tag_filter, "notify::tags", G_CALLBACK (tags_cb), self, G_CONNECT_SWAPPED);

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self, 0);
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bin, "notify::narrow", G_CALLBACK (filter_narrow_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
is_open_only (DipComparisonView *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "open-only");

  return g_variant_get_boolean (state);
}

/* The filter as it is, for a model that is shown now. */
void
_dip_comparison_view_apply_filter (DipComparisonView *self)
{
  dip_comparison_model_set_classes (self->model, self->classes);
  dip_comparison_model_set_tags (self->model, self->tags);
  dip_comparison_model_set_open_only (self->model, is_open_only (self));
  if (gtk_search_bar_get_search_mode (self->search_bar))
    dip_comparison_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  update_group_bar (self);
  _dip_comparison_view_update_counts (self);
}

/**
 * dip_comparison_view_search:
 * @self: a view
 *
 * Opens the search and puts the caret there.
 */
void
dip_comparison_view_search (DipComparisonView *self)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  dip_search_bar_open (self->search_bar, GTK_WIDGET (self->search_entry));
}

/* Leaves only the clauses that have a text. */
void
dip_comparison_view_find (DipComparisonView *self,
                          const char        *text)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));
  g_return_if_fail (text != NULL);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  /* The entry tells it after a while only; what is gone to next is to be gone to in what is left. */
  search_changed_cb (self->search_entry, self);
}

/* What is looked for, "" for nothing. */
const char *
dip_comparison_view_get_found (DipComparisonView *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/**
 * dip_comparison_view_escape:
 * @self: a view
 *
 * Takes back the innermost narrowing of the list: the search, then the group, then
 * what changes have to touch.
 *
 * Returns: `FALSE` if there was none
 */
gboolean
dip_comparison_view_escape (DipComparisonView *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), FALSE);

  if (gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_search_bar_set_search_mode (self->search_bar, FALSE);
      return TRUE;
    }

  if (self->model != NULL && dip_comparison_model_get_group (self->model) != 0)
    {
      set_group (self, 0);
      return TRUE;
    }

  if (self->tags != 0)
    {
      dip_tag_filter_set_tags (self->tag_filter, 0);
      return TRUE;
    }

  return FALSE;
}
