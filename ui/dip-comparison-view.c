/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-comparison-cell.h"
#include "dip-gradual-list.h"
#include "dip-narrow-bin.h"
#include "dip-overview-strip.h"
#include "dip-pair-menu.h"
#include "dip-reasons.h"
#include "dip-settings.h"
#include "dip-spoken.h"
#include "dip-tab-bin.h"
#include "dip-words.h"

/* After a jump the row stands so far below the upper edge, as a share of the
 * height: what comes before it is context. */
#define JUMP_OFFSET 0.2

/* The list estimates the heights of rows that it has not laid out, so a jump
 * is corrected for some frames. */
#define JUMP_FRAMES 6

/* For so many frames a row is waited for that the list has not made yet, a second
 * on a slow machine. */
#define JUMP_TRIES 60

/**
 * DipComparisonView:
 *
 * The two editions as drop-downs, a filter by class, the list of clauses with
 * the summary at its head, and a bar that steps from change to change and says
 * why the current one has its class.
 *
 * The current row is the selection of the list, so it survives filtering and
 * is what a screen reader calls selected.
 *
 * Actions, in the group `compare`: `next`, `previous`, `swap`, `go-to-clause`,
 * `show-group`, `show-all`, `open-only`, and a switch for each class.
 */
struct _DipComparisonView
{
  GtkWidget           parent_instance;

  DipNarrowBin       *bin;
  DipNarrowBin       *filter_bin;
  GtkDropDown        *old_drop;
  GtkDropDown        *new_drop;
  GtkBox             *filters;
  GtkWidget          *filter_button;
  GtkToggleButton    *search_button;
  GtkSearchBar       *search_bar;
  GtkSearchEntry     *search_entry;
  GtkRevealer        *group_revealer;
  GtkLabel           *group_label;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  DipOverviewStrip   *strip;
  GtkLabel           *position;
  GtkLabel           *progress;
  GtkLabel           *reason;
  GtkMenuButton      *why_button;

  GSimpleActionGroup *actions;
  GListStore         *choices;      /* (element-type GListModel): passing editions, the library's */
  GListStore         *passing;      /* (element-type DipEdition): of files that are in no library */
  GListModel         *editions;     /* all of them */
  DipComparisonModel *model;        /* (nullable) */
  GtkSliceListModel  *shown;        /* the model, a little more of it with every frame */
  GtkSingleSelection *selection;
  GPtrArray          *cells;        /* (element-type DipComparisonCell): the places that show a row */
  GtkLabel           *counts[DIP_N_CLASSES];
  guint               classes;
  guint               jump_to;      /* position that is being scrolled to */
  guint               jump_frames;  /* how often it is still corrected */
  guint               jump_tries;   /* how often it is still told to the list */
  gboolean            jump_focuses; /* it has still to get the focus */
  guint               tick_id;
  guint               chosen_id;
  gboolean            choosing;     /* the drop-downs are being set by the program */
};

enum {
  COMPARE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipComparisonView, dip_comparison_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static DipRowStyle
get_style (DipComparisonView *self)
{
  DipRowStyle style = {
    .classes = self->classes,
    .search = self->model != NULL ? dip_comparison_model_get_text (self->model) : NULL,
    .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()),
    .narrow = dip_narrow_bin_get_narrow (self->bin),
    .open_only = self->model != NULL && dip_comparison_model_get_open_only (self->model),
  };

  return style;
}

static void
restyle (DipComparisonView *self)
{
  DipRowStyle style = get_style (self);

  for (guint i = 0; i < self->cells->len; i++)
    {
      DipComparisonCell *cell = g_ptr_array_index (self->cells, i);
      DipComparisonRow *row = dip_comparison_cell_get_row (cell);
      g_autofree char *name = dip_comparison_row_dup_name (row, style.classes);

      dip_comparison_cell_set_row (cell, row, &style);
      dip_list_item_set_accessible_label (g_object_get_data (G_OBJECT (cell), "list-item"), name);
    }
}

static void
narrow_cb (DipComparisonView *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);

  gtk_widget_set_visible (GTK_WIDGET (self->strip), !narrow);
  restyle (self);
}

/* The classes stand in a row where they have room, else in a menu. */
static void
filter_narrow_cb (DipComparisonView *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->filter_bin);

  gtk_widget_set_visible (GTK_WIDGET (self->filters), !narrow);
  gtk_widget_set_visible (self->filter_button, narrow);
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
    reason = g_strdup_printf ("%s — %s", dip_words_get_class (pair->class_),
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

/* How far a person has come with the clauses that the filter shows. */
static void
update_progress (DipComparisonView *self)
{
  guint n_all;
  guint n = dip_comparison_model_count_reviewed (self->model, &n_all);
  /* Translators: how many clauses have been looked at, "12 of 40 looked at" */
  g_autofree char *label = g_strdup_printf (_("%u of %u looked at"), n, n_all);

  gtk_label_set_label (self->progress, label);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), n > 0 && !dip_narrow_bin_get_narrow (self->bin));
}

static void
update_position (DipComparisonView *self)
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
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), reason);
  gtk_widget_set_sensitive (GTK_WIDGET (self->why_button), row != NULL && row->pair != NULL);

  dip_overview_strip_set_position (self->strip, selected);

  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "next");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), n_changes > 0);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "previous");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), n_changes > 0);
}

/* What the list shows below the filter bar. */
static void
update_page (DipComparisonView *self)
{
  gboolean nothing = self->model != NULL && dip_comparison_model_get_n_shown (self->model) == 0 &&
                     dip_comparison_model_get_text (self->model) != NULL;

  gtk_stack_set_visible_child_name (self->stack, nothing ? "nothing" : "list");
}

static DipComparisonCell *
find_cell (DipComparisonView *self,
           guint              position)
{
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  for (guint i = 0; i < self->cells->len; i++)
    {
      DipComparisonCell *cell = g_ptr_array_index (self->cells, i);

      if (dip_comparison_cell_get_row (cell) == row && gtk_widget_get_mapped (GTK_WIDGET (cell)))
        return cell;
    }

  return NULL;
}

static gboolean
jump_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  DipComparisonView *self = DIP_COMPARISON_VIEW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  DipComparisonCell *cell = find_cell (self, self->jump_to);
  graphene_rect_t bounds;

  /* A list that had no size yet has forgotten where it was told to scroll. */
  if (cell == NULL && self->jump_tries > 0)
    {
      self->jump_tries--;
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", self->jump_to);
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }

  if (cell != NULL &&
      gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self->scroller), &bounds))
    {
      double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));
      double wanted = bounds.size.height > height * 0.7 ? 0 : height * JUMP_OFFSET;

      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_value (adjustment) + bounds.origin.y - wanted);

      /* The row that has the focus is what a screen reader reads. */
      if (self->jump_focuses)
        {
          self->jump_focuses = FALSE;
          gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (cell)));
        }
    }

  if (--self->jump_frames > 0)
    {
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
jump (DipComparisonView *self,
      guint              position)
{
  dip_gradual_list_reach (self->shown, position);
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);

  self->jump_focuses = TRUE;
  self->jump_to = position;
  self->jump_frames = JUMP_FRAMES;
  self->jump_tries = JUMP_TRIES;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), jump_tick_cb, NULL, NULL);
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
  restyle (self);
  update_page (self);
  update_position (self);
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
set_group (DipComparisonView *self,
           int                group)
{
  const DipComparison *comparison = dip_comparison_view_get_comparison (self);

  dip_comparison_model_set_group (self->model, group);

  for (guint i = 0; group != 0 && i < comparison->groups->len; i++)
    {
      const DipGroup *entry = g_ptr_array_index (comparison->groups, i);
      g_autofree char *old_text = NULL;
      g_autofree char *new_text = NULL;
      g_autofree char *label = NULL;

      if (entry->id != group)
        continue;

      old_text = dip_words_dup_excerpt (entry->old_text, 40);
      new_text = dip_words_dup_excerpt (entry->new_text, 40);
      /* Translators: the list shows only the clauses with one replacement: old text, new text */
      label = g_strdup_printf (_("Only where “%s” became “%s”"), old_text, new_text);
      gtk_label_set_label (self->group_label, label);

      /* Its own class may be hidden by the filter. */
      if ((self->classes & DIP_CLASS_BIT (entry->class_)) == 0)
        set_classes (self, self->classes | DIP_CLASS_BIT (entry->class_));
    }

  gtk_revealer_set_reveal_child (self->group_revealer, group != 0);
  update_position (self);
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
    jump (self, position);
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
  jump (self, 0);
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
  jump (self, 0);
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
  restyle (self);
  update_page (self);
  update_position (self);
}

static void
search_changed_cb (GtkSearchEntry    *entry,
                   DipComparisonView *self)
{
  if (self->model == NULL)
    return;

  dip_comparison_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (entry)));
  restyle (self);
  update_page (self);
  update_position (self);
}

static void
search_mode_cb (DipComparisonView *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
activate_cb (GtkListView       *list,
             guint              position,
             DipComparisonView *self)
{
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row->kind == DIP_COMPARISON_ROW_FOLD || row->kind == DIP_COMPARISON_ROW_CLAUSES)
    {
      dip_comparison_model_unfold (self->model, row);
      update_position (self);
    }
}

static void
go_to_cb (DipOverviewStrip  *strip,
          guint              position,
          DipComparisonView *self)
{
  jump (self, position);
}

static void
unfold_cb (DipComparisonCell *cell,
           DipComparisonRow  *row,
           DipComparisonView *self)
{
  dip_comparison_model_unfold (self->model, row);
  update_position (self);
}

static void
focus_enter_cb (GtkEventControllerFocus *controller,
                DipComparisonView       *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkListItem *item = g_object_get_data (G_OBJECT (cell), "list-item");
  DipComparisonRow *row = dip_comparison_cell_get_row (DIP_COMPARISON_CELL (cell));

  /* Text can be selected within a row; the row is the current one then. */
  if (row != NULL && row->kind != DIP_COMPARISON_ROW_SUMMARY &&
      gtk_list_item_get_position (item) != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
}

/* The row that is pressed is the current one before a menu asks for it. */
static void
pressed_cb (GtkGestureClick   *gesture,
            int                n_press,
            double             x,
            double             y,
            DipComparisonView *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkListItem *item = g_object_get_data (G_OBJECT (cell), "list-item");
  DipComparisonRow *row = dip_comparison_cell_get_row (DIP_COMPARISON_CELL (cell));

  if (row != NULL && row->pair != NULL && gtk_list_item_get_position (item) != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
}

static void
menu_pressed_cb (GtkGestureClick   *gesture,
                 int                n_press,
                 double             x,
                 double             y,
                 DipComparisonView *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  DipComparisonRow *row = dip_comparison_cell_get_row (DIP_COMPARISON_CELL (cell));

  if (row == NULL || row->pair == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  dip_pair_menu_popup (cell, row->pair, dip_comparison_model_is_reviewed (self->model, row->pair), x, y);
}

/* The menu of the current row, by key. */
static gboolean
popup_menu_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  DipComparisonView *self = DIP_COMPARISON_VIEW (gtk_widget_get_ancestor (widget, DIP_TYPE_COMPARISON_VIEW));
  guint selected = gtk_single_selection_get_selected (self->selection);
  const DipPair *pair = dip_comparison_view_get_pair (self);
  DipComparisonCell *cell;

  cell = pair != NULL && selected != GTK_INVALID_LIST_POSITION ? find_cell (self, selected) : NULL;
  if (cell == NULL)
    return FALSE;

  dip_pair_menu_popup (GTK_WIDGET (cell), pair, dip_comparison_model_is_reviewed (self->model, pair), 0.,
                       gtk_widget_get_height (GTK_WIDGET (cell)));

  return TRUE;
}

static void
install_menu_keys (DipComparisonView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                 gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger,
                                                          gtk_callback_action_new (popup_menu_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DipComparisonView        *self)
{
  GtkWidget *cell = dip_comparison_cell_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (press));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_object (cell, "unfold", G_CALLBACK (unfold_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), self, 0);
  gtk_widget_add_controller (cell, focus);
  g_object_set_data (G_OBJECT (cell), "list-item", item);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         DipComparisonView        *self)
{
  DipComparisonCell *cell = DIP_COMPARISON_CELL (gtk_list_item_get_child (item));
  DipComparisonRow *row = gtk_list_item_get_item (item);
  DipRowStyle style = get_style (self);
  g_autofree char *name = dip_comparison_row_dup_name (row, style.classes);

  dip_comparison_cell_set_row (cell, row, &style);
  gtk_list_item_set_selectable (item, row->kind != DIP_COMPARISON_ROW_SUMMARY);
  gtk_list_item_set_activatable (item, row->kind == DIP_COMPARISON_ROW_FOLD ||
                                       row->kind == DIP_COMPARISON_ROW_CLAUSES);
  dip_list_item_set_accessible_label (item, name);
  g_ptr_array_add (self->cells, cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           DipComparisonView        *self)
{
  DipComparisonCell *cell = DIP_COMPARISON_CELL (gtk_list_item_get_child (item));

  g_ptr_array_remove_fast (self->cells, cell);
  dip_comparison_cell_set_row (cell, NULL, NULL);
}

static void
choice_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 DipComparisonView        *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
choice_bind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                DipComparisonView        *self)
{
  g_autofree char *label = dip_words_dup_edition (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), label);
}

static char *
edition_to_string (DipEdition *edition,
                   gpointer    user_data)
{
  return edition != NULL ? dip_words_dup_edition (edition) : g_strdup ("");
}

static gboolean
is_edition (DipEdition *a,
            DipEdition *b)
{
  return a == b || (a->id != 0 && a->id == b->id);
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
    g_signal_emit (self, signals[COMPARE], 0, old_edition, new_edition);

  return G_SOURCE_REMOVE;
}

static void
chosen_cb (DipComparisonView *self)
{
  if (!self->choosing && self->chosen_id == 0)
    self->chosen_id = g_idle_add (chosen_idle_cb, self);
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

static void
choose (DipComparisonView *self,
        DipEdition        *old_edition,
        DipEdition        *new_edition)
{
  self->choosing = TRUE;
  offer (self, old_edition);
  offer (self, new_edition);
  gtk_drop_down_set_selected (self->old_drop, find_edition (self, old_edition));
  gtk_drop_down_set_selected (self->new_drop, find_edition (self, new_edition));
  self->choosing = FALSE;
}

/* The library changed: what is chosen stands elsewhere, or nowhere. */
static void
editions_changed_cb (DipComparisonView *self)
{
  DipComparison *comparison = dip_comparison_view_get_comparison (self);

  if (comparison != NULL)
    choose (self, comparison->old_document->edition, comparison->new_document->edition);
}

static void
add_filter (DipComparisonView *self,
            DipClass           class_)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (dip_words_get_class_icon (class_));
  GtkWidget *label = gtk_label_new (dip_words_get_class (class_));
  GtkWidget *count = gtk_label_new (NULL);
  g_autofree char *action = g_strdup_printf ("compare.%s", dip_class_to_string (class_));

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, dip_words_get_class_help (class_));
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

  G_OBJECT_CLASS (dip_comparison_view_parent_class)->finalize (object);
}

static void
dip_comparison_view_class_init (DipComparisonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DIP_TYPE_NARROW_BIN);
  g_type_ensure (DIP_TYPE_TAB_BIN);
  g_type_ensure (DIP_TYPE_OVERVIEW_STRIP);

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
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
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

/* What is told is of the current row. */
static void
create_reasons_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  DipComparisonView *self = user_data;
  DipComparisonRow *row = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *popover;

  if (row == NULL || row->pair == NULL)
    return;

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), dip_reasons_new (row, self->classes));
  gtk_menu_button_set_popover (button, popover);
}

static void
set_up_drop_down (DipComparisonView *self,
                  GtkDropDown       *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression =
    gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (edition_to_string), NULL, NULL);

  g_signal_connect_object (factory, "setup", G_CALLBACK (choice_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (choice_bind_cb), self, 0);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_enable_search (drop_down, TRUE);
  gtk_drop_down_set_model (drop_down, self->editions);
  g_signal_connect_object (drop_down, "notify::selected-item", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
dip_comparison_view_init (DipComparisonView *self)
{
  static const GActionEntry entries[] = {
    { "next", next_cb },
    { "previous", previous_cb },
    { "swap", swap_cb },
    { "go-to-clause", go_to_clause_cb, "s" },
    { "show-group", show_group_cb, "i" },
    { "show-all", show_all_cb },
    { "open-only", NULL, NULL, "false", change_open_only_cb },
    { "layout", NULL, NULL, "false", change_class_cb },
    { "orthographic", NULL, NULL, "false", change_class_cb },
    { "reference", NULL, NULL, "false", change_class_cb },
    { "editorial", NULL, NULL, "false", change_class_cb },
    { "substantive", NULL, NULL, "false", change_class_cb },
  };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autofree char *words = dip_settings_dup_string ("class-filter", "");
  g_autoptr (GtkSizeGroup) halves = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->cells = g_ptr_array_new ();
  self->classes = dip_classes_from_string (words);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare", G_ACTION_GROUP (self->actions));

  self->choices = g_list_store_new (G_TYPE_LIST_MODEL);
  self->passing = g_list_store_new (DIP_TYPE_EDITION);
  g_list_store_append (self->choices, self->passing);
  self->editions = G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->choices))));

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_size_group_add_widget (halves, GTK_WIDGET (self->old_drop));
  gtk_size_group_add_widget (halves, GTK_WIDGET (self->new_drop));
  set_up_drop_down (self, self->old_drop);
  set_up_drop_down (self, self->new_drop);
  dip_spoken_name_drop_down (self->old_drop, _("Old edition"));
  dip_spoken_name_drop_down (self->new_drop, _("New edition"));
  g_signal_connect_object (self->editions, "items-changed", G_CALLBACK (editions_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  for (guint class_ = DIP_N_CLASSES - 1; class_ >= DIP_CLASS_LAYOUT; class_--)
    add_filter (self, class_);
  update_actions (self);

  self->shown = dip_gradual_list_new (NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update_position), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  install_menu_keys (self);

  gtk_menu_button_set_create_popup_func (self->why_button, create_reasons_cb, self, NULL);

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bin, "notify::narrow", G_CALLBACK (filter_narrow_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (restyle), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dip_comparison_view_new (void)
{
  return g_object_new (DIP_TYPE_COMPARISON_VIEW, NULL);
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

static gboolean
is_open_only (DipComparisonView *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "open-only");

  return g_variant_get_boolean (state);
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
 * Shows another comparison, from its beginning, with the filter by class that
 * the user has set. The same editions compared anew keep what is looked for.
 */
void
dip_comparison_view_set_comparison (DipComparisonView *self,
                                    DipComparison     *comparison)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));
  g_return_if_fail (comparison != NULL);

  if (!is_of_same_editions (dip_comparison_view_get_comparison (self), comparison))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_revealer_set_reveal_child (self->group_revealer, FALSE);

  g_clear_object (&self->model);
  self->model = dip_comparison_model_new (comparison);
  dip_comparison_model_set_classes (self->model, self->classes);
  dip_comparison_model_set_open_only (self->model, is_open_only (self));
  if (gtk_search_bar_get_search_mode (self->search_bar))
    dip_comparison_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  choose (self, comparison->old_document->edition, comparison->new_document->edition);
  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    {
      g_autofree char *count = g_strdup_printf ("%u", comparison->n_by_class[class_]);

      gtk_label_set_label (self->counts[class_], count);
    }

  gtk_slice_list_model_set_model (self->shown, NULL);
  dip_gradual_list_begin (self->shown, GTK_WIDGET (self));
  gtk_slice_list_model_set_model (self->shown, G_LIST_MODEL (self->model));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  dip_overview_strip_set_model (self->strip, self->model);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update_page (self);
  update_position (self);
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
    jump (self, position);
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
    jump (self, position);
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
    jump (self, position);
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

  dip_comparison_model_set_reviews (self->model, reviews);
  restyle (self);
  update_position (self);
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
  restyle (self);
  update_position (self);
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
    jump (self, position);
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
 * dip_comparison_view_search:
 * @self: a view
 *
 * Opens the search and puts the caret there.
 */
void
dip_comparison_view_search (DipComparisonView *self)
{
  g_return_if_fail (DIP_IS_COMPARISON_VIEW (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * dip_comparison_view_escape:
 * @self: a view
 *
 * Takes back the innermost narrowing of the list: the search, then the group.
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

  return FALSE;
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

      if (clause == NULL)
        continue;

      label = dip_clause_dup_label (clause);
      edition = dip_words_dup_edition (document->edition);
      if (row->kind == DIP_COMPARISON_ROW_TEXT && quote != NULL)
        g_string_append_printf (text, "%s\n", quote);
      g_string_append_printf (text, "— %s, %s\n", edition, label);
    }

  return g_string_free (text, FALSE);
}

/* (nullable): the id of the clause of the current row, in the new edition where it is there. */
char *
dip_comparison_view_dup_clause (DipComparisonView *self)
{
  const DipPair *pair = dip_comparison_view_get_pair (self);

  if (pair == NULL)
    return NULL;

  return g_strdup (pair->new_clause != NULL ? pair->new_clause->id : pair->old_clause->id);
}
