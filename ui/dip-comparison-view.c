/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-view-private.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-gradual-list.h"
#include "dip-letters.h"
#include "dip-reasons.h"
#include "dip-settings.h"
#include "dip-tab-bin.h"
#include "dip-tooltip.h"
#include "dip-words.h"

/*
 * DipComparisonView:
 *
 * The two editions as drop-downs (`-choices`), filters by class, by what a change
 * touches and by text (`-filter`), the list of clauses with the summary at its head
 * (`-list`), and a bar that steps from change to change and says why the current one
 * has its class.
 *
 * The current row is the selection of the list, so it survives filtering and
 * is what a screen reader calls selected.
 *
 * Actions, in the group `compare`: `next`, `previous`, `swap`, `go-to-clause`,
 * `show-group`, `show-all`, `choose-tags`, `set-tags`, `open-only`, and a switch for
 * each class.
 */
enum {
  COMPARE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipComparisonView, dip_comparison_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
narrow_cb (DipComparisonView *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);

  gtk_widget_set_visible (GTK_WIDGET (self->strip), !narrow);
  _dip_comparison_view_show_names (self);
  _dip_comparison_view_restyle (self);
}

/* Why a clause is a change though its words are not. */
static char *
dup_heading_reason (const DipPair *pair)
{
  g_autofree char *relation = dip_words_dup_relation (pair);
  const char *hand = dip_words_get_reason (dip_hand_get_reason (pair->hand));
  g_autofree char *reason = NULL;

  if (pair->class_rule == NULL)
    reason = g_steal_pointer (&relation);
  else
    /* The rule is of this class; the words of the clause may be of a higher one. */
    reason = g_strdup_printf ("%s — %s", dip_words_get_class (DIP_CLASS_REFERENCE),
                              dip_words_get_reason (pair->class_rule));

  if (hand == NULL || reason == NULL)
    return reason != NULL ? g_steal_pointer (&reason) : g_strdup (hand);

  return g_strdup_printf ("%s · %s", reason, hand);
}

/* The reason of the row's weightiest change, and how many more there are. */
static char *
dup_reason (DipComparisonView *self,
            DipComparisonRow  *row)
{
  const DipChange *best = NULL;
  guint n_more = 0;
  g_autofree char *reason = NULL;

  for (guint i = 0; row->pair != NULL && i < row->pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (row->pair->changes, i);

      if (!dip_comparison_row_has_change (row, change) || (DIP_CLASS_BIT (change->class_) & self->classes) == 0)
        continue;
      if (best != NULL)
        n_more++;
      if (best == NULL || change->class_ > best->class_)
        best = change;
    }

  if (best == NULL)
    {
      return row->kind == DIP_COMPARISON_ROW_HEADING ? dup_heading_reason (row->pair) : NULL;
    }

  reason = dip_words_dup_change (best);
  if (n_more == 0)
    return g_steal_pointer (&reason);

  /* Translators: the reason of one change, then how many more are in the paragraph */
  return g_strdup_printf (ngettext ("%s (and %u more change)", "%s (and %u more changes)", n_more),
                          reason, n_more);
}

/* (nullable): the clauses from which a passage of a row has come, or to which it has gone. */
static const DipPair *
find_other_end (DipComparisonRow *row)
{
  const DipChange *move = NULL;

  for (guint i = 0; row->pair != NULL && i < row->pair->changes->len && move == NULL; i++)
    {
      const DipChange *change = g_ptr_array_index (row->pair->changes, i);

      if (change->op == DIP_OP_MOVE && change->moved_from != NULL && dip_comparison_row_has_change (row, change))
        move = change;
    }

  for (guint i = 0; move != NULL && i < row->comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (row->comparison->pairs, i);

      if (dip_pair_has_clause (pair, move->moved_from, *move->new_text != '\0'))
        return pair;
    }

  return NULL;
}

/* How far a person has come with the clauses that the filter shows. */
static void
update_progress (DipComparisonView *self)
{
  guint n_all;
  guint n = dip_comparison_model_count_reviewed (self->model, &n_all);
  /* Translators: how many of the clauses have been looked at; the other number in this place counts changes */
  g_autofree char *label = g_strdup_printf (ngettext ("%u of %u clause looked at",
                                                      "%u of %u clauses looked at", n_all), n, n_all);

  gtk_label_set_label (self->progress, label);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), n > 0 && !dip_narrow_bin_get_narrow (self->bin));
}

void
_dip_comparison_view_update_position (DipComparisonView *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  DipComparisonRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;
  guint n_changes, ordinal;
  GAction *action;

  if (self->model == NULL)
    return;

  n_changes = dip_comparison_model_get_n_changes (self->model);
  ordinal = selected != GTK_INVALID_LIST_POSITION ? dip_comparison_model_get_ordinal (self->model, selected)
                                                  : 0;
  if (ordinal > 0)
    /* Translators: which of the changes is the current one, "3 of 23" */
    label = g_strdup_printf (_("%u of %u"), ordinal, n_changes);
  else
    label = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  gtk_label_set_label (self->position, label);
  update_progress (self);

  if (row != NULL)
    reason = dup_reason (self, row);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  dip_tooltip_set (GTK_WIDGET (self->reason), reason);
  gtk_widget_set_sensitive (GTK_WIDGET (self->why_button), row != NULL && row->pair != NULL);
  gtk_widget_set_visible (self->move_button, row != NULL && find_other_end (row) != NULL);

  dip_overview_strip_set_position (self->strip, selected);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);

  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "next");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), n_changes > 0);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "previous");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), n_changes > 0);
}

static void
next_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  dip_comparison_view_move (user_data, 1);
}

static void
previous_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  dip_comparison_view_move (user_data, -1);
}

static void
swap_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  dip_comparison_view_swap (user_data);
}

static void
go_to_clause_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  DipComparisonView *self = user_data;
  guint position;

  if (self->model == NULL)
    return;

  position = dip_comparison_model_find_clause (self->model, g_variant_get_string (parameter, NULL));
  if (position != G_MAXUINT)
    _dip_comparison_view_jump (self, position);
}

static void
go_to_cb (DipOverviewStrip  *strip,
          guint              position,
          DipComparisonView *self)
{
  _dip_comparison_view_jump (self, position);
}

static void
dip_comparison_view_dispose (GObject *object)
{
  DipComparisonView *self = DIP_COMPARISON_VIEW (object);
  GtkWidget *child;

  if (self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
  g_clear_handle_id (&self->chosen_id, g_source_remove);
  if (self->editions != NULL)
    g_signal_handlers_disconnect_by_data (self->editions, self);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->editions);
  g_clear_object (&self->passing);
  g_clear_object (&self->choices);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (dip_comparison_view_parent_class)->dispose (object);
}

static void
dip_comparison_view_finalize (GObject *object)
{
  g_ptr_array_unref (DIP_COMPARISON_VIEW (object)->cells);
  g_ptr_array_unref (DIP_COMPARISON_VIEW (object)->spare);

  G_OBJECT_CLASS (dip_comparison_view_parent_class)->finalize (object);
}

static void
dip_comparison_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dip_comparison_view_parent_class)->root (widget);
  _dip_comparison_view_follow_focus (DIP_COMPARISON_VIEW (widget), TRUE);
}

static void
dip_comparison_view_unroot (GtkWidget *widget)
{
  _dip_comparison_view_follow_focus (DIP_COMPARISON_VIEW (widget), FALSE);
  GTK_WIDGET_CLASS (dip_comparison_view_parent_class)->unroot (widget);
}

static void
dip_comparison_view_class_init (DipComparisonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = dip_comparison_view_root;
  widget_class->unroot = dip_comparison_view_unroot;
  g_type_ensure (DIP_TYPE_NARROW_BIN);
  g_type_ensure (DIP_TYPE_TAB_BIN);
  g_type_ensure (DIP_TYPE_OVERVIEW_STRIP);
  g_type_ensure (DIP_TYPE_TAG_FILTER);

  object_class->dispose = dip_comparison_view_dispose;
  object_class->finalize = dip_comparison_view_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "comparisonview");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-comparison-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, bin);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, filter_bin);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, old_drop);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, new_drop);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, filters);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, tag_filter);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, search_button);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, group_revealer);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, group_label);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, stack);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, scroller);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, list);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, strip);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, position);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, progress);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, reason);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, why_button);
  gtk_widget_class_bind_template_child (widget_class, DipComparisonView, move_button);
  gtk_widget_class_bind_template_callback (widget_class, go_to_cb);

  /**
   * DipComparisonView::compare:
   * @self: a view
   * @old_edition: the edition at the left
   * @new_edition: the edition at the right
   *
   * The user has chosen other editions, or swapped the sides.
   */
  signals[COMPARE] = g_signal_new ("compare", DIP_TYPE_COMPARISON_VIEW, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, DIP_TYPE_EDITION, DIP_TYPE_EDITION);
}

/* Whoever has read why goes on from the change. */
static void
reasons_closed_cb (GtkPopover        *popover,
                   DipComparisonView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* What is told is of the current row. */
static void
create_reasons_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  DipComparisonView *self = user_data;
  DipComparisonRow *row = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *popover, *reasons;

  if (row == NULL || row->pair == NULL)
    return;

  popover = gtk_popover_new ();
  /* The button stands at the edge of the window, which the list does not leave. */
  gtk_widget_set_halign (popover, GTK_ALIGN_END);
  reasons = dip_reasons_new (row, self->classes);
  dip_letters_fit_popover (reasons, GTK_WIDGET (self));
  gtk_popover_set_child (GTK_POPOVER (popover), reasons);
  g_signal_connect_object (popover, "closed", G_CALLBACK (reasons_closed_cb), self, G_CONNECT_AFTER);
  gtk_menu_button_set_popover (button, popover);
}

static void
dip_comparison_view_init (DipComparisonView *self)
{
  static const GActionEntry entries[] = {
    { "next", next_cb },
    { "previous", previous_cb },
    { "swap", swap_cb },
    { "go-to-clause", go_to_clause_cb, "s" },
  };

  self->cells = g_ptr_array_new ();
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));

  self->stacked = dip_settings_get_boolean ("stacked", FALSE);
  _dip_comparison_view_set_up_choices (self);
  _dip_comparison_view_set_up_filter (self);
  _dip_comparison_view_set_up_list (self);

  gtk_menu_button_set_create_popup_func (self->why_button, create_reasons_cb, self, NULL);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dip_comparison_view_new (void)
{
  return g_object_new (DIP_TYPE_COMPARISON_VIEW, NULL);
}

static gboolean
is_of_same_editions (DipComparison *a,
                     DipComparison *b)
{
  return a != NULL &&
         g_strcmp0 (a->old_document->edition->sha256, b->old_document->edition->sha256) == 0 &&
         g_strcmp0 (a->new_document->edition->sha256, b->new_document->edition->sha256) == 0;
}

/**
 * dip_comparison_view_set_comparison:
 * @self: a view
 * @comparison: what to show
 *
 * Shows another comparison, from its beginning, with the filter by class and by
 * what changes touch that the user has set. The same editions compared anew keep what is looked for.
 */
void
dip_comparison_view_set_comparison (DipComparisonView *self,
                                    DipComparison     *comparison)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));
  g_return_if_fail (comparison != NULL);

  if (!is_of_same_editions (dip_comparison_view_get_comparison (self), comparison))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);

  g_clear_object (&self->model);
  self->model = dip_comparison_model_new (comparison);
  _dip_comparison_view_apply_filter (self);
  _dip_comparison_view_choose (self, comparison->old_document->edition, comparison->new_document->edition);

  /* A list complains of being scrolled while it has rows that have no place yet. */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_slice_list_model_set_model (self->shown, NULL);
  dip_gradual_list_begin (self->shown, GTK_WIDGET (self));
  gtk_slice_list_model_set_model (self->shown, G_LIST_MODEL (self->model));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  dip_overview_strip_set_model (self->strip, self->model);
  _dip_comparison_view_update_page (self);
  _dip_comparison_view_update_position (self);
}

DipComparison *
dip_comparison_view_get_comparison (DipComparisonView *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), NULL);

  return self->model != NULL ? dip_comparison_model_get_comparison (self->model) : NULL;
}

DipComparisonModel *
dip_comparison_view_get_model (DipComparisonView *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), NULL);

  return self->model;
}

/* (nullable): the clauses that the current row is of. */
const DipPair *
dip_comparison_view_get_pair (DipComparisonView *self)
{
  DipComparisonRow *row;

  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), NULL);

  row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? row->pair : NULL;
}

/**
 * dip_comparison_view_focus:
 * @self: a view
 *
 * Gives the focus to the list, at its current row.
 */
void
dip_comparison_view_focus (DipComparisonView *self)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/**
 * dip_comparison_view_move:
 * @self: a view
 * @direction: 1 for the next change, -1 for the one before
 *
 * Makes another change the current one, scrolls to it and focuses it.
 */
void
dip_comparison_view_move (DipComparisonView *self,
                          int                direction)
{
  guint position;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  if (self->model == NULL)
    return;

  position = dip_comparison_model_find_change (self->model,
                                               gtk_single_selection_get_selected (self->selection),
                                               direction);
  if (position != G_MAXUINT)
    _dip_comparison_view_jump (self, position);
}

/* The class that a row is named by: the highest of its changes. */
static DipClass
get_highest (guint classes)
{
  DipClass highest = DIP_CLASS_NONE;

  for (DipClass class_ = DIP_CLASS_NONE; class_ <= DIP_CLASS_SUBSTANTIVE; class_++)
    if ((classes & DIP_CLASS_BIT (class_)) != 0)
      highest = class_;

  return highest;
}

/**
 * dip_comparison_view_move_in_class:
 * @self: a view
 * @direction: 1 for the next change, -1 for the one before
 *
 * The same among the changes of the class that the current one has; of
 * substance, if none is current.
 */
void
dip_comparison_view_move_in_class (DipComparisonView *self,
                                   int                direction)
{
  DipComparisonRow *row;
  DipClass class_;
  guint position;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  if (self->model == NULL)
    return;

  row = gtk_single_selection_get_selected_item (self->selection);
  class_ = row != NULL ? get_highest (row->classes) : DIP_CLASS_NONE;
  position = dip_comparison_model_find_class (self->model, gtk_single_selection_get_selected (self->selection),
                                              direction,
                                              DIP_CLASS_BIT (class_ != DIP_CLASS_NONE ? class_
                                                                                      : DIP_CLASS_SUBSTANTIVE));
  if (position != G_MAXUINT)
    _dip_comparison_view_jump (self, position);
}

/* To the clause after or before this one whose promise has turned. */
void
dip_comparison_view_move_to_flip (DipComparisonView *self,
                                  int                direction)
{
  guint from, position;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  if (self->model == NULL)
    return;

  from = gtk_single_selection_get_selected (self->selection);
  position = dip_comparison_model_find_flip (self->model, from, direction);
  if (position != G_MAXUINT)
    _dip_comparison_view_jump (self, position);
}

/**
 * dip_comparison_view_set_reviews:
 * @self: a view that shows a comparison
 * @reviews: (element-type DipReview): the pairs that a person has looked at
 *
 * Marks them, and no others.
 */
void
dip_comparison_view_set_reviews (DipComparisonView *self,
                                 const GPtrArray   *reviews)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));
  g_return_if_fail (self->model != NULL);

  if (dip_comparison_model_set_reviews (self->model, reviews))
    _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_position (self);
}

/* The same for one pair; the current row stays where the filter leaves it. */
void
dip_comparison_view_set_reviewed (DipComparisonView *self,
                                  const DipReview   *review,
                                  gboolean           is_reviewed)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));
  g_return_if_fail (self->model != NULL);

  dip_comparison_model_set_reviewed (self->model, review, is_reviewed);
  _dip_comparison_view_restyle (self);
  _dip_comparison_view_update_position (self);
}

/* Whether the current clause has been looked at. */
gboolean
dip_comparison_view_is_reviewed (DipComparisonView *self)
{
  const DipPair *pair = dip_comparison_view_get_pair (self);

  return pair != NULL && dip_comparison_model_is_reviewed (self->model, pair);
}

/* (nullable): the next change in a clause that has not been looked at. */
DipComparisonRow *
dip_comparison_view_find_open (DipComparisonView *self)
{
  guint position;

  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), NULL);

  if (self->model == NULL)
    return NULL;

  position = dip_comparison_model_find_open (self->model, gtk_single_selection_get_selected (self->selection));

  return position != G_MAXUINT ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

/* Makes a row the current one, if it is not folded. */
void
dip_comparison_view_go_to (DipComparisonView *self,
                           DipComparisonRow  *row)
{
  guint position;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  position = dip_comparison_model_find_row (self->model, row);
  if (position != G_MAXUINT)
    _dip_comparison_view_jump (self, position);
}

/**
 * dip_comparison_view_go_to_other_end:
 * @self: a view
 *
 * Goes to the clause from which a passage of the current row has come, or to which it has gone.
 *
 * Returns: `FALSE` where nothing has moved
 */
gboolean
dip_comparison_view_go_to_other_end (DipComparisonView *self)
{
  DipComparisonRow *row;
  const DipPair *pair;
  g_autofree char *address = NULL;

  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), FALSE);

  row = gtk_single_selection_get_selected_item (self->selection);
  pair = row != NULL ? find_other_end (row) : NULL;
  if (pair == NULL)
    return FALSE;

  address = dip_axis_dup_address (pair);
  gtk_widget_activate_action (GTK_WIDGET (self), "compare.go-to-clause", "s", address);

  return TRUE;
}

/**
 * dip_comparison_view_explain:
 * @self: a view
 *
 * Tells of each change in the current row, or in its clause, why it is one.
 */
void
dip_comparison_view_explain (DipComparisonView *self)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  if (dip_comparison_view_get_pair (self) != NULL)
    gtk_menu_button_popup (self->why_button);
}

/* Puts the new text below the old one, or beside it. */
void
dip_comparison_view_set_stacked (DipComparisonView *self,
                                 gboolean           stacked)
{
  guint selected;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  if (self->stacked == stacked)
    return;

  self->stacked = stacked;
  _dip_comparison_view_restyle (self);

  /* Rows have another height now; the current one stays in sight. */
  selected = gtk_single_selection_get_selected (self->selection);
  if (self->model != NULL && selected != GTK_INVALID_LIST_POSITION)
    _dip_comparison_view_jump (self, selected);
}

/**
 * dip_comparison_view_swap:
 * @self: a view
 *
 * Asks for the comparison the other way round.
 */
void
dip_comparison_view_swap (DipComparisonView *self)
{
  DipComparison *comparison;

  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  comparison = dip_comparison_view_get_comparison (self);
  if (comparison != NULL)
    g_signal_emit (self, signals[COMPARE], 0,
                   comparison->new_document->edition, comparison->old_document->edition);
}

/**
 * dip_comparison_view_dup_citation:
 * @self: a view
 *
 * Says where the current row is from, as one cites it: the paper, its edition
 * and the clause, with the text of both sides.
 *
 * Returns: (transfer full) (nullable): the citation, `NULL` if no row is current
 */
char *
dip_comparison_view_dup_citation (DipComparisonView *self)
{
  DipComparisonRow *row;
  GString *text;

  g_return_val_if_fail (DIP_IS_COMPARISON_VIEW (self), NULL);

  row = gtk_single_selection_get_selected_item (self->selection);
  if (row == NULL || row->pair == NULL)
    return NULL;

  text = g_string_new (NULL);
  for (guint side = 0; side < 2; side++)
    {
      const DipClause *clause = side == 0 ? row->pair->old_clause : row->pair->new_clause;
      DipDocument *document = side == 0 ? row->comparison->old_document : row->comparison->new_document;
      g_autofree char *quote = side == 0 ? dip_comparison_row_dup_old (row) : dip_comparison_row_dup_new (row);
      g_autofree char *label = NULL;
      g_autofree char *edition = NULL;

      /* A side that has no such paragraph is not cited for it. */
      if (clause == NULL || (row->kind == DIP_COMPARISON_ROW_TEXT && quote == NULL))
        continue;

      label = dip_clause_dup_label (clause);
      edition = dip_words_dup_edition (document->edition);
      if (row->kind == DIP_COMPARISON_ROW_TEXT)
        g_string_append_printf (text, "%s\n", quote);
      g_string_append_printf (text, "— %s, %s\n", edition, label);
    }

  return g_string_free (text, FALSE);
}

/* (nullable): the address of the pair of the current row. */
char *
dip_comparison_view_dup_clause (DipComparisonView *self)
{
  const DipPair *pair = dip_comparison_view_get_pair (self);

  return pair != NULL ? dip_axis_dup_address (pair) : NULL;
}
