/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-view-private.h"

#include <adwaita.h>

#include "compat/dip-compat.h"
#include "dip-comparison-cell.h"
#include "dip-gradual-list.h"
#include "dip-menu-keys.h"
#include "dip-pair-menu.h"

/* After a jump the row stands so far below the upper edge, as a share of the
 * height: what comes before it is context. */
#define JUMP_OFFSET 0.2

/* The list estimates the heights of rows that it has not laid out, so a jump
 * is corrected for some frames. */
#define JUMP_FRAMES 6

/* For so many frames a row is waited for that the list has not made yet, a second
 * on a slow machine. */
#define JUMP_TRIES 60

/* What a list view keeps as widgets. */
#define N_SPARE 220

/* Around what has the focus, in pixels, so that its ring is seen. */
#define FOCUS_MARGIN 12

static DipRowStyle
get_style (DipComparisonView *self)
{
  DipRowStyle style = {
    .classes = self->classes,
    .search = self->model != NULL ? dip_comparison_model_get_text (self->model) : NULL,
    .page = dip_marks_get_page (),
    .narrow = dip_narrow_bin_get_narrow (self->bin),
    .stacked = self->stacked || dip_narrow_bin_get_narrow (self->bin),
    .open_only = self->model != NULL && dip_comparison_model_get_open_only (self->model),
  };

  return style;
}

void
_dip_comparison_view_restyle (DipComparisonView *self)
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

  /* The filter, or another comparison, has left fewer rows. */
  if (self->jump_to >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }

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

void
_dip_comparison_view_jump (DipComparisonView *self,
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
activate_cb (GtkListView       *list,
             guint              position,
             DipComparisonView *self)
{
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row->kind == DIP_COMPARISON_ROW_FOLD || row->kind == DIP_COMPARISON_ROW_CLAUSES)
    {
      dip_comparison_model_unfold (self->model, row);
      _dip_comparison_view_update_position (self);
    }
}

static void
unfold_cb (DipComparisonCell *cell,
           DipComparisonRow  *row,
           DipComparisonView *self)
{
  dip_comparison_model_unfold (self->model, row);
  _dip_comparison_view_update_position (self);
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

/* The summary is one row, higher than the window; the list does not follow the focus within it. */
static void
focus_moved_cb (GtkRoot           *root,
                GParamSpec        *pspec,
                DipComparisonView *self)
{
  GtkWidget *focus = gtk_root_get_focus (root);
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, DIP_TYPE_COMPARISON_CELL) : NULL;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));
  graphene_rect_t bounds;
  double top, bottom;

  if (cell == NULL || !gtk_widget_is_ancestor (cell, GTK_WIDGET (self->list)) ||
      dip_comparison_cell_get_row (DIP_COMPARISON_CELL (cell)) == NULL ||
      dip_comparison_cell_get_row (DIP_COMPARISON_CELL (cell))->kind != DIP_COMPARISON_ROW_SUMMARY ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self->scroller), &bounds))
    return;

  top = bounds.origin.y - FOCUS_MARGIN;
  bottom = bounds.origin.y + bounds.size.height + FOCUS_MARGIN;
  if (top < 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + top);
  else if (bottom > height)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + bottom - height);
}

void
_dip_comparison_view_follow_focus (DipComparisonView *self,
                                   gboolean           follow)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (follow)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self, 0);
  else
    g_signal_handlers_disconnect_by_func (root, focus_moved_cb, self);
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
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DipComparisonView        *self)
{
  GtkEventController *focus;
  GtkGesture *press, *menu;
  GtkWidget *cell;

  if (self->spare->len > 0)
    {
      g_autoptr (GtkWidget) spare = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);

      g_object_set_data (G_OBJECT (spare), "list-item", item);
      gtk_list_item_set_child (item, spare);
      return;
    }

  cell = dip_comparison_cell_new ();
  focus = gtk_event_controller_focus_new ();
  press = gtk_gesture_click_new ();
  menu = gtk_gesture_click_new ();
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

/* To make a cell takes longer than to fill one, and to destroy it as long: the list lets go
 * of two hundred when there is another comparison, and wants as many. */
static void
teardown_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             DipComparisonView        *self)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  /* The summary has a comparison, which is not kept for its sake. */
  if (cell == NULL || dip_comparison_cell_has_summary (DIP_COMPARISON_CELL (cell)) ||
      self->spare->len >= N_SPARE || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  g_object_set_data (G_OBJECT (cell), "list-item", NULL);
  g_ptr_array_add (self->spare, g_object_ref (cell));
  gtk_list_item_set_child (item, NULL);
}

/* The list, which has no rows yet. */
void
_dip_comparison_view_set_up_list (DipComparisonView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->shown = dip_gradual_list_new (NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (_dip_comparison_view_update_position), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (teardown_cb), self, 0);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  dip_menu_keys_add (GTK_WIDGET (self->list), popup_menu_cb);

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (_dip_comparison_view_restyle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (_dip_comparison_view_restyle), self, G_CONNECT_SWAPPED);
}
