/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-grid-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/*
 * DipMatrixGrid:
 *
 * Controls × editions. The first column and the head stay where they are while
 * the rest scrolls in both directions. A table of widgets makes one for every
 * cell, seen or not; this one draws what is seen, so a hundred controls by fifty
 * editions cost no more than what fits into the window.
 *
 * For assistive technologies what is seen has rows, heads and cells without anything
 * to draw; the cell at the cursor has the focus (`-nodes`). `-draw` draws, `-words`
 * says what is in a cell.
 *
 * A cell is opened by [signal@MatrixGrid::activate-cell]; a column that a person
 * drags or moves with Ctrl+Shift+arrow by [signal@MatrixGrid::move-column]. What a
 * person types, also by an input method, [signal@MatrixGrid::typed] tells.
 */
enum {
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum {
  ACTIVATE_CELL,
  MOVE_COLUMN,
  TYPED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DipMatrixGrid, dip_matrix_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint signals[N_SIGNALS];

static void
update_label (DipMatrixGrid *self)
{
  gboolean empty = self->matrix == NULL || self->rows->len == 0 || self->columns->len == 0;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  empty ? _("Empty matrix") : _("Controls and what the papers say of them"), -1);
}

static void
configure (DipMatrixGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int all_width = first_width (self) + (int) self->columns->len * column_width (self);
  int all_height = head_height (self) + (int) self->rows->len * row_height (self);

  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, get_value (self->hadjustment), 0, MAX (all_width, width),
                              column_width (self) / 4, MAX (width - first_width (self), 1), width);
  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, get_value (self->vadjustment), 0, MAX (all_height, height),
                              row_height (self) / 2, MAX (height - head_height (self), 1), height);
}

static void
measure_font (DipMatrixGrid *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  self->line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  self->letter = MAX (PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics)), 5);
  /* Japanese needs more room than the metrics of Latin letters tell. */
  self->line = MAX (self->line, PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) +
                                                   pango_font_metrics_get_descent (metrics)) + 2);
  pango_font_metrics_unref (metrics);
}

/* --- Places -------------------- */

static gboolean
find_cell (DipMatrixGrid *self,
           double         x,
           double         y,
           guint         *row,
           guint         *column)
{
  double across = x - first_width (self) + get_value (self->hadjustment);
  double down = y - head_height (self) + get_value (self->vadjustment);

  if (self->matrix == NULL || x < first_width (self) || y < head_height (self) || across < 0 || down < 0)
    return FALSE;

  *row = (guint) (down / row_height (self));
  *column = (guint) (across / column_width (self));

  return *row < self->rows->len && *column < self->columns->len;
}

static int
find_column (DipMatrixGrid *self,
             double         x)
{
  double across = x - first_width (self) + get_value (self->hadjustment);

  if (self->columns->len == 0 || x < first_width (self))
    return -1;

  return (int) CLAMP (across / column_width (self), 0, (double) self->columns->len - 1);
}

static void
show_cursor (DipMatrixGrid *self)
{
  double x = (double) self->cursor_column * column_width (self);
  double y = (double) self->cursor_row * row_height (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - first_width (self);
  int height = gtk_widget_get_height (GTK_WIDGET (self)) - head_height (self);

  if (self->hadjustment != NULL)
    {
      double value = get_value (self->hadjustment);

      if (x < value)
        gtk_adjustment_set_value (self->hadjustment, x);
      else if (x + column_width (self) > value + width)
        gtk_adjustment_set_value (self->hadjustment, MIN (x, x + column_width (self) - width));
    }
  if (self->vadjustment != NULL)
    {
      double value = get_value (self->vadjustment);

      if (y < value)
        gtk_adjustment_set_value (self->vadjustment, y);
      else if (y + row_height (self) > value + height)
        gtk_adjustment_set_value (self->vadjustment, MIN (y, y + row_height (self) - height));
    }
}

/* The row in the middle of what is seen, and all of the cell across. */
static void
centre_cursor (DipMatrixGrid *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) - head_height (self);

  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, (double) self->cursor_row * row_height (self) -
                                                 MAX (height - row_height (self), 0) / 2.0);
  show_cursor (self);
}

static void
set_cursor (DipMatrixGrid *self,
            gint64         row,
            gint64         column)
{
  if (self->rows->len == 0 || self->columns->len == 0)
    return;

  self->cursor_row = (guint) CLAMP (row, 0, (gint64) self->rows->len - 1);
  self->cursor_column = (guint) CLAMP (column, 0, (gint64) self->columns->len - 1);
  show_cursor (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL || gtk_widget_has_focus (GTK_WIDGET (self)))
    _dip_matrix_grid_focus_cell (self);
  else
    _dip_matrix_grid_sync_nodes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

static void
activate (DipMatrixGrid *self)
{
  if (self->matrix != NULL && self->rows->len > 0 && self->columns->len > 0)
    g_signal_emit (self, signals[ACTIVATE_CELL], 0);
}

/* --- Input -------------------- */

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        DipMatrixGrid         *self)
{
  gint64 row = self->cursor_row;
  gint64 column = self->cursor_column;
  int page = MAX ((gtk_widget_get_height (GTK_WIDGET (self)) - head_height (self)) / row_height (self), 1);
  gboolean move = (state & GDK_CONTROL_MASK) != 0 && (state & GDK_SHIFT_MASK) != 0;

  if (self->matrix == NULL || (state & GDK_ALT_MASK) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      {
        int step = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left ? -1 : 1;

        if (move && column + step >= 0 && column + step < (gint64) self->columns->len)
          {
            g_signal_emit (self, signals[MOVE_COLUMN], 0, (guint) column, (guint) (column + step));
            set_cursor (self, row, column + step);
            return TRUE;
          }
        set_cursor (self, row, column + step);
        return TRUE;
      }
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      set_cursor (self, row - 1, column);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      set_cursor (self, row + 1, column);
      return TRUE;
    case GDK_KEY_Page_Up:
      set_cursor (self, row - page, column);
      return TRUE;
    case GDK_KEY_Page_Down:
      set_cursor (self, row + page, column);
      return TRUE;
    case GDK_KEY_Home:
      set_cursor (self, (state & GDK_CONTROL_MASK) != 0 ? 0 : row, 0);
      return TRUE;
    case GDK_KEY_End:
      set_cursor (self, (state & GDK_CONTROL_MASK) != 0 ? G_MAXUINT32 : row, G_MAXUINT32);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      activate (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* An input method gives blanks too, wide ones where it is set to kana. */
static void
commit_cb (GtkIMContext  *input,
           const char    *text,
           DipMatrixGrid *self)
{
  if (g_str_equal (text, " ") || g_str_equal (text, "\343\200\200"))
    activate (self);
  else if (self->matrix != NULL)
    g_signal_emit (self, signals[TYPED], 0, text);
}

static void
focus_cb (GtkEventControllerFocus *focus,
          GParamSpec              *pspec,
          DipMatrixGrid           *self)
{
  if (gtk_event_controller_focus_contains_focus (focus))
    gtk_im_context_focus_in (self->input);
  else
    gtk_im_context_focus_out (self->input);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             DipMatrixGrid   *self)
{
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find_cell (self, x, y, &row, &column))
    return;

  set_cursor (self, row, column);
  activate (self);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               DipMatrixGrid  *self)
{
  self->drag_from = y < head_height (self) ? find_column (self, x) : -1;
  self->drag_to = -1;
  if (self->drag_from < 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                DipMatrixGrid  *self)
{
  double x, y;

  if (self->drag_from < 0 || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;

  self->drag_to = ABS (dx) > 8 ? find_column (self, x + dx) : -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             DipMatrixGrid  *self)
{
  int from = self->drag_from;
  int to = self->drag_to;

  self->drag_from = self->drag_to = -1;
  if (from >= 0 && to >= 0 && from != to)
    g_signal_emit (self, signals[MOVE_COLUMN], 0, (guint) from, (guint) to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
dip_matrix_grid_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (widget);
  g_autofree char *text = NULL;
  guint row, column;

  if (keyboard || !find_cell (self, x, y, &row, &column))
    return FALSE;

  text = dip_matrix_grid_describe (self->matrix, g_array_index (self->rows, guint, row),
                                   g_array_index (self->columns, guint, column), self->filter);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* --- The widget -------------------- */

static void
dip_matrix_grid_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 100;
  *natural = 400;
}

static void
dip_matrix_grid_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  configure (DIP_MATRIX_GRID (widget));
  if (DIP_MATRIX_GRID (widget)->cursor_waits)
    centre_cursor (DIP_MATRIX_GRID (widget));
  DIP_MATRIX_GRID (widget)->cursor_waits = FALSE;
  dip_matrix_node_allocate (widget);
  if (width != DIP_MATRIX_GRID (widget)->nodes_width || height != DIP_MATRIX_GRID (widget)->nodes_height)
    _dip_matrix_grid_sync_later (DIP_MATRIX_GRID (widget));
  DIP_MATRIX_GRID (widget)->nodes_width = width;
  DIP_MATRIX_GRID (widget)->nodes_height = height;
}

/* Tab goes to the cell at the cursor, and from it out of the grid. */
static gboolean
dip_matrix_grid_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  if (gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget))
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

static gboolean
dip_matrix_grid_grab_focus (GtkWidget *widget)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (widget);

  if (!self->focusing && _dip_matrix_grid_focus_cell (self))
    return TRUE;

  return GTK_WIDGET_CLASS (dip_matrix_grid_parent_class)->grab_focus (widget);
}

static void
scrolled_cb (DipMatrixGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  _dip_matrix_grid_sync_later (self);
}

static void
dip_matrix_grid_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (widget);
  int line = self->line;

  GTK_WIDGET_CLASS (dip_matrix_grid_parent_class)->css_changed (widget, change);

  measure_font (self);
  /* With other letters the cell at the cursor is elsewhere. */
  self->cursor_waits = self->cursor_waits || self->line != line;
  gtk_widget_queue_resize (widget);
}

static void
set_adjustment (DipMatrixGrid  *self,
                GtkAdjustment **place,
                GtkAdjustment  *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  configure (self);
}

static void
dip_matrix_grid_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dip_matrix_grid_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dip_matrix_grid_dispose (GObject *object)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (object);

  GtkWidget *child;

  self->matrix = NULL;
  g_clear_handle_id (&self->nodes_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->input);
  for (guint i = 0; i < N_STANCES; i++)
    g_clear_object (&self->icons[i]);

  G_OBJECT_CLASS (dip_matrix_grid_parent_class)->dispose (object);
}

static void
dip_matrix_grid_finalize (GObject *object)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (object);

  g_array_unref (self->rows);
  g_array_unref (self->columns);

  G_OBJECT_CLASS (dip_matrix_grid_parent_class)->finalize (object);
}

static void
dip_matrix_grid_class_init (DipMatrixGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = dip_matrix_grid_set_property;
  object_class->get_property = dip_matrix_grid_get_property;
  object_class->dispose = dip_matrix_grid_dispose;
  object_class->finalize = dip_matrix_grid_finalize;

  widget_class->measure = dip_matrix_grid_measure;
  widget_class->size_allocate = dip_matrix_grid_size_allocate;
  widget_class->snapshot = _dip_matrix_grid_snapshot;
  widget_class->focus = dip_matrix_grid_focus;
  widget_class->grab_focus = dip_matrix_grid_grab_focus;
  widget_class->css_changed = dip_matrix_grid_css_changed;
  widget_class->query_tooltip = dip_matrix_grid_query_tooltip;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_css_name (widget_class, "matrixgrid");

  /**
   * DipMatrixGrid::activate-cell:
   * @self: a grid
   *
   * The user opens the cell at the cursor.
   */
  signals[ACTIVATE_CELL] = g_signal_new ("activate-cell", DIP_TYPE_MATRIX_GRID, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DipMatrixGrid::move-column:
   * @self: a grid
   * @from: position of a column
   * @to: where it is to stand
   *
   * The user moves a column.
   */
  signals[MOVE_COLUMN] = g_signal_new ("move-column", DIP_TYPE_MATRIX_GRID, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  /**
   * DipMatrixGrid::typed:
   * @self: a grid
   * @text: UTF-8
   *
   * The user types what they look for.
   */
  signals[TYPED] = g_signal_new ("typed", DIP_TYPE_MATRIX_GRID, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dip_matrix_grid_init (DipMatrixGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->drag_from = self->drag_to = -1;
  self->line = 20;
  self->letter = 8;

  gtk_widget_add_css_class (widget, "document-text");
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);

  /* What is being composed stands in the input method's own window. */
  self->input = gtk_im_multicontext_new ();
  gtk_im_context_set_use_preedit (self->input, FALSE);
  g_signal_connect_object (self->input, "commit", G_CALLBACK (commit_cb), self, 0);
  gtk_event_controller_key_set_im_context (GTK_EVENT_CONTROLLER_KEY (key), self->input);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_cb), self, 0);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dip_matrix_grid_new (void)
{
  return g_object_new (DIP_TYPE_MATRIX_GRID, NULL);
}

/* FALSE where it is not among them. */
static gboolean
find_value (GArray *values,
            guint   value,
            guint  *index)
{
  for (*index = 0; *index < values->len; (*index)++)
    if (g_array_index (values, guint, *index) == value)
      return TRUE;

  return FALSE;
}

/* The cursor stays with its row, where that is still shown, else at its place. */
static void
keep_cursor (DipMatrixGrid *self,
             gint64         row)
{
  guint position;

  if (row >= 0 && find_value (self->rows, (guint) row, &position))
    self->cursor_row = position;
  self->cursor_row = MIN (self->cursor_row, MAX (self->rows->len, 1) - 1);
  self->cursor_column = MIN (self->cursor_column, MAX (self->columns->len, 1) - 1);
}

/* What is looked for is seen with the next matrix, or the next rows of this one. */
void
dip_matrix_grid_set_filter (DipMatrixGrid   *self,
                            DipMatrixFilter *filter)
{
  g_return_if_fail (DIP_IS_MATRIX_GRID (self));

  self->filter = filter;
}

void
dip_matrix_grid_set_matrix (DipMatrixGrid   *self,
                            const DipMatrix *matrix,
                            GArray          *rows,
                            GArray          *columns)
{
  gint64 row = -1;

  g_return_if_fail (DIP_IS_MATRIX_GRID (self));

  if (matrix != NULL && matrix == self->matrix && self->cursor_row < self->rows->len)
    row = g_array_index (self->rows, guint, self->cursor_row);
  self->matrix = matrix;
  if (matrix == NULL)
    self->filter = NULL;
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->columns, 0);
  if (matrix != NULL)
    {
      g_array_append_vals (self->rows, rows->data, rows->len);
      g_array_append_vals (self->columns, columns->data, columns->len);
    }
  keep_cursor (self, row);

  configure (self);
  update_label (self);
  _dip_matrix_grid_renew_nodes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
dip_matrix_grid_get_cursor (DipMatrixGrid *self,
                            guint         *row,
                            guint         *column,
                            GdkRectangle  *area)
{
  g_return_val_if_fail (DIP_IS_MATRIX_GRID (self), FALSE);

  if (self->matrix == NULL || self->rows->len == 0 || self->columns->len == 0)
    return FALSE;

  *row = g_array_index (self->rows, guint, self->cursor_row);
  *column = g_array_index (self->columns, guint, self->cursor_column);
  area->x = first_width (self) - (int) get_value (self->hadjustment) +
            (int) self->cursor_column * column_width (self);
  area->y = head_height (self) - (int) get_value (self->vadjustment) + (int) self->cursor_row * row_height (self);
  area->width = column_width (self);
  area->height = row_height (self);

  return TRUE;
}

void
dip_matrix_grid_set_cursor (DipMatrixGrid *self,
                            guint          row,
                            guint          column)
{
  guint shown_row, shown_column;

  g_return_if_fail (DIP_IS_MATRIX_GRID (self));

  if (!find_value (self->rows, row, &shown_row) || !find_value (self->columns, column, &shown_column))
    return;

  set_cursor (self, shown_row, shown_column);
  /* A grid that was not seen yet has no size to scroll by. */
  self->cursor_waits = gtk_widget_get_width (GTK_WIDGET (self)) == 0;
  if (!self->cursor_waits)
    centre_cursor (self);
}
