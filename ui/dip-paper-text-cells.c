/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

/*
 * Rows of tables below the pointer. The text view knows a row as one drawn thing behind a
 * text without size; which letter of that text is meant, the row knows. Text in cells
 * is selected from there, as in any other text: across cells, rows, and the paragraphs
 * above and below.
 */

/* A hand that clicks moves the pointer by so much, in pixels. */
#define STILL 4.0

/* (nullable): the row whose text is on the line of an iterator. */
DipPaperRow *
_dip_paper_text_get_row (const GtkTextIter *iter)
{
  GtkTextIter end = *iter;
  GdkPaintable *paintable;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  if (gtk_text_iter_starts_line (&end) || !gtk_text_iter_backward_char (&end))
    return NULL;
  paintable = gtk_text_iter_get_paintable (&end);

  return DIP_IS_PAPER_ROW (paintable) ? DIP_PAPER_ROW (paintable) : NULL;
}

/*
 * (nullable): the row at a place of the widget, with the place in the row.
 */
DipPaperRow *
_dip_paper_text_get_row_at (DipPaperText *self,
                            double        x,
                            double        y,
                            double       *row_x,
                            double       *row_y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  DipPaperRow *row;
  GtkTextIter iter;
  GdkRectangle area;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (view, &iter, buffer_y, NULL);
  row = _dip_paper_text_get_row (&iter);
  if (row == NULL)
    return NULL;

  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_iter_backward_char (&iter);
  gtk_text_view_get_iter_location (view, &iter, &area);
  /* The air below a table belongs to its last line, the text right of it to nobody. */
  if (buffer_y < area.y || buffer_y >= area.y + area.height)
    return NULL;
  *row_x = buffer_x - area.x;
  *row_y = buffer_y - area.y;

  return row;
}

static void
get_iter_of_row (DipPaperText *self,
                 DipPaperRow  *row,
                 guint         index,
                 GtkTextIter  *iter)
{
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                    dip_paper_row_get_start (row));
  gtk_text_iter_set_line_index (iter, (int) index);
}

/*
 * The place of the buffer below a place of the widget; FALSE if there is no text.
 */
gboolean
_dip_paper_text_get_iter_at (DipPaperText *self,
                             double        x,
                             double        y,
                             GtkTextIter  *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  double row_x, row_y;
  DipPaperRow *row = _dip_paper_text_get_row_at (self, x, y, &row_x, &row_y);
  int buffer_x, buffer_y;

  if (row != NULL)
    {
      guint index;
      gboolean inside = dip_paper_row_get_index_at (row, row_x, row_y, &index);

      get_iter_of_row (self, row, index, iter);
      return inside;
    }

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);

  return gtk_text_view_get_iter_at_location (view, iter, buffer_x, buffer_y);
}

static void
select_to (DipPaperText      *self,
           const GtkTextIter *to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter from;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, self->drag_from);
  gtk_text_buffer_select_range (buffer, to, &from);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               DipPaperText   *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkTextIter iter, start, end;
  double row_x, row_y;

  /* Anywhere else the text view does it; and what is selected can be dragged away. */
  self->drag_from = -1;
  if (_dip_paper_text_get_row_at (self, x, y, &row_x, &row_y) == NULL)
    return;
  _dip_paper_text_get_iter_at (self, x, y, &iter);
  if ((state & GDK_SHIFT_MASK) == 0 && gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_in_range (&iter, &start, &end))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if ((state & GDK_SHIFT_MASK) != 0)
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_selection_bound (buffer));
      self->drag_from = gtk_text_iter_get_offset (&start);
      select_to (self, &iter);
      return;
    }
  self->drag_from = gtk_text_iter_get_offset (&iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                DipPaperText   *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter iter;
  double x, y;

  if (self->drag_from < 0 || (ABS (offset_x) < STILL && ABS (offset_y) < STILL))
    return;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  _dip_paper_text_get_iter_at (self, x + offset_x, y + offset_y, &iter);
  select_to (self, &iter);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer));
}

/* Twice selects a cell, three times a row. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            DipPaperText    *self)
{
  double row_x, row_y;
  DipPaperRow *row = n_press > 1 ? _dip_paper_text_get_row_at (self, x, y, &row_x, &row_y) : NULL;
  GtkTextIter from, to;
  guint index, start, end;

  if (row == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  dip_paper_row_get_index_at (row, row_x, row_y, &index);
  if (!dip_paper_row_get_cell (row, index, &start, &end))
    return;
  get_iter_of_row (self, row, n_press == 2 ? start : 0, &from);
  get_iter_of_row (self, row, end, &to);
  if (n_press > 2)
    {
      gtk_text_iter_forward_to_line_end (&to);
      gtk_text_iter_backward_char (&to);
    }
  self->drag_from = gtk_text_iter_get_offset (&from);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &to, &from);
}

/* A click on a link; anything else has been claimed already, so that the view does not see it. */
static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             DipPaperText    *self)
{
  double row_x, row_y;

  if (self->drag_from >= 0 && _dip_paper_text_get_row_at (self, x, y, &row_x, &row_y) != NULL)
    _dip_paper_text_follow_at (self, x, y);
}

void
_dip_paper_text_init_cells (DipPaperText *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->drag_from = -1;
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  /* What is added last is asked first: where a second click selects a cell, the first has begun a selection. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);
}
