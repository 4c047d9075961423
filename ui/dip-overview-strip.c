/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-overview-strip.h"

#include <adwaita.h>

/* Width of the strip and bounds of the height of a mark, in pixels. */
#define WIDTH 14
#define MIN_HEIGHT 3
#define MAX_HEIGHT 14

/**
 * DipOverviewStrip:
 *
 * A narrow column that stands for the whole list: a mark for each change, red
 * and full width for substance, shorter and grey for the lesser classes, and a
 * ring around the current one. A click goes there, by
 * [signal@OverviewStrip::go-to].
 *
 * It says nothing that the list does not say, so a screen reader skips it.
 */
struct _DipOverviewStrip
{
  GtkWidget           parent_instance;

  DipComparisonModel *model;     /* (nullable) */
  guint               position;  /* of the current row, or GTK_INVALID_LIST_POSITION */
};

enum {
  GO_TO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipOverviewStrip, dip_overview_strip, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_press,
            double            x,
            double            y,
            DipOverviewStrip *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint n_items, wanted;
  guint best = GTK_INVALID_LIST_POSITION;

  if (self->model == NULL || height <= 0)
    return;

  /* The nearest change, since a mark is only some pixels high. */
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  wanted = (guint) CLAMP (y / height * n_items, 0, n_items);
  for (guint i = 0; i < n_items; i++)
    {
      if (dip_comparison_model_get_ordinal (self->model, i) == 0)
        continue;
      if (best == GTK_INVALID_LIST_POSITION ||
          ABS ((int) i - (int) wanted) < ABS ((int) best - (int) wanted))
        best = i;
    }

  if (best != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[GO_TO], 0, best);
}

static void
dip_overview_strip_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

static void
dip_overview_strip_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  DipOverviewStrip *self = DIP_OVERVIEW_STRIP (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int height = gtk_widget_get_height (widget);
  int width = gtk_widget_get_width (widget);
  guint classes, n_items;

  if (self->model == NULL)
    return;

  classes = dip_comparison_model_get_classes (self->model);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      gboolean substantive;
      graphene_rect_t rect;
      GdkRGBA color;
      float top, size;

      if (!dip_comparison_model_is_change (self->model, row))
        continue;

      substantive = (row->classes & classes & DIP_CLASS_BIT (DIP_CLASS_SUBSTANTIVE)) != 0;
      gdk_rgba_parse (&color, substantive ? (dark ? "#ff7b63" : "#c01c28")
                                          : (dark ? "#9a9996" : "#77767b"));
      top = (float) i / n_items * height;
      size = CLAMP ((float) height / n_items - 1, MIN_HEIGHT, MAX_HEIGHT);
      graphene_rect_init (&rect, substantive ? 3 : 5, top, width - (substantive ? 6 : 10), size);
      gtk_snapshot_append_color (snapshot, &color, &rect);

      if (i == self->position)
        {
          GskRoundedRect outline;
          float border[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
          GdkRGBA accent;

          gdk_rgba_parse (&accent, dark ? "#78aeed" : "#1c71d8");
          graphene_rect_init (&rect, 0, top - 3, width, size + 6);
          gsk_rounded_rect_init_from_rect (&outline, &rect, 3);
          gtk_snapshot_append_border (snapshot, &outline, border,
                                      (GdkRGBA[4]) { accent, accent, accent, accent });
        }
    }
}

static void
dip_overview_strip_dispose (GObject *object)
{
  dip_overview_strip_set_model (DIP_OVERVIEW_STRIP (object), NULL);

  G_OBJECT_CLASS (dip_overview_strip_parent_class)->dispose (object);
}

static void
dip_overview_strip_class_init (DipOverviewStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_overview_strip_dispose;
  widget_class->measure = dip_overview_strip_measure;
  widget_class->snapshot = dip_overview_strip_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "overviewstrip");

  /**
   * DipOverviewStrip::go-to:
   * @self: a strip
   * @position: position of a change in the model
   *
   * The user points at a change.
   */
  signals[GO_TO] = g_signal_new ("go-to", DIP_TYPE_OVERVIEW_STRIP, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dip_overview_strip_init (DipOverviewStrip *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->position = GTK_INVALID_LIST_POSITION;
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

void
dip_overview_strip_set_model (DipOverviewStrip   *self,
                              DipComparisonModel *model)
{
  g_return_if_fail (DIP_IS_OVERVIEW_STRIP (self));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, gtk_widget_queue_draw, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    {
      g_signal_connect_swapped (model, "items-changed", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (model, "notify::classes", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dip_overview_strip_set_position (DipOverviewStrip *self,
                                 guint             position)
{
  g_return_if_fail (DIP_IS_OVERVIEW_STRIP (self));

  if (self->position == position)
    return;

  self->position = position;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
