/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-line-box.h"

/**
 * DipLineLayout:
 *
 * Puts children beside one another: each has its natural width, but for those that
 * expand, the first of which has the room that is left. They stand in the middle of the
 * line, or have their first lines of text at one height. Or else they are columns of
 * equal width.
 *
 * A horizontal GtkBoxLayout asks each child how wide it has to be for its height, and so does
 * gtk_widget_size_allocate() where a child does not fill its place; a label that wraps
 * answers by some twenty trials. What is in many rows is better off without, so children
 * have the alignment `GTK_ALIGN_FILL`.
 */
struct _DipLineLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  gboolean         at_baseline;   /* their first lines stand at one height */
  gboolean         equal;         /* they have the same width, and the height of the line */
};

G_DEFINE_FINAL_TYPE (DipLineLayout, dip_line_layout, GTK_TYPE_LAYOUT_MANAGER)

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);

  return n;
}

/* Both are sums of the children's; what does not expand wants its natural width. */
static void
measure_width (DipLineLayout *self,
               GtkWidget     *widget,
               int           *minimum,
               int           *natural)
{
  int n = (int) count_children (widget);
  int most_minimum = 0;
  int most_natural = 0;

  *minimum = *natural = MAX (n - 1, 0) * self->spacing;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum += gtk_widget_get_hexpand (child) ? child_minimum : child_natural;
      *natural += child_natural;
      most_minimum = MAX (most_minimum, child_minimum);
      most_natural = MAX (most_natural, child_natural);
    }

  if (self->equal)
    {
      *minimum = n * most_minimum + MAX (n - 1, 0) * self->spacing;
      *natural = n * most_natural + MAX (n - 1, 0) * self->spacing;
    }
}

typedef struct
{
  int height;
  int baseline;   /* -1 for none */
} Extent;

/* What is left for the children to grow, or, where they are equal, the width of all. */
static int
get_spare (DipLineLayout *self,
           GtkWidget     *widget,
           int            width,
           int            least_width)
{
  if (self->equal)
    return width - MAX ((int) count_children (widget) - 1, 0) * self->spacing;

  return width - least_width;
}

/* The width of the next child, of which the first that expands takes what is left of @spare;
 * of @left equal ones each takes its part of it. */
static int
take_width (DipLineLayout *self,
            GtkWidget     *child,
            guint         *left,
            int           *spare)
{
  int minimum, natural, width;

  if (self->equal)
    {
      width = MAX (*spare, 0) / (int) MAX (*left, 1);
      *spare -= width;
      (*left)--;
      return width;
    }

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (!gtk_widget_get_hexpand (child))
    return natural;

  width = minimum + MAX (*spare, 0);
  *spare = 0;

  return width;
}

static Extent
measure_child (DipLineLayout *self,
               GtkWidget     *child,
               int            width)
{
  Extent extent = { 0, -1 };

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &extent.height, NULL, &extent.baseline);
  if (!self->at_baseline)
    extent.baseline = -1;

  return extent;
}

static Extent
measure_height (DipLineLayout *self,
                GtkWidget     *widget,
                int            spare)
{
  Extent extent = { 0, -1 };
  guint left = count_children (widget);
  int below = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      Extent own;

      if (!gtk_widget_should_layout (child))
        continue;

      own = measure_child (self, child, take_width (self, child, &left, &spare));
      extent.height = MAX (extent.height, own.height);
      extent.baseline = MAX (extent.baseline, own.baseline);
      if (own.baseline >= 0)
        below = MAX (below, own.height - own.baseline);
    }

  if (extent.baseline >= 0)
    extent.height = MAX (extent.height, extent.baseline + below);

  return extent;
}

static GtkSizeRequestMode
dip_line_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dip_line_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  DipLineLayout *self = DIP_LINE_LAYOUT (manager);
  int least_width, width;
  Extent extent;

  measure_width (self, widget, &least_width, &width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least_width;
      *natural = width;
      return;
    }

  extent = measure_height (self, widget, get_spare (self, widget, for_size < 0 ? width : for_size, least_width));
  *minimum = *natural = extent.height;
  *minimum_baseline = *natural_baseline = extent.baseline;
}

static void
dip_line_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  DipLineLayout *self = DIP_LINE_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int least_width, natural_width, spare;
  guint left = count_children (widget);
  Extent extent;
  int x = 0;

  measure_width (self, widget, &least_width, &natural_width);
  spare = get_spare (self, widget, width, least_width);
  extent = measure_height (self, widget, spare);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation area = { 0, 0, 0, 0 };
      Extent own;

      if (!gtk_widget_should_layout (child))
        continue;

      area.width = take_width (self, child, &left, &spare);
      area.x = rtl ? width - x - area.width : x;
      own = measure_child (self, child, area.width);
      area.height = self->equal ? height : MIN (own.height, height);
      area.y = own.baseline >= 0 ? extent.baseline - own.baseline : (height - area.height) / 2;
      gtk_widget_size_allocate (child, &area, -1);
      x += area.width + self->spacing;
    }
}

static void
dip_line_layout_class_init (DipLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dip_line_layout_get_request_mode;
  layout_class->measure = dip_line_layout_measure;
  layout_class->allocate = dip_line_layout_allocate;
}

static void
dip_line_layout_init (DipLineLayout *self)
{
}

GtkWidget *
dip_line_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  dip_line_box_set_up (box, spacing, FALSE);

  return box;
}

/**
 * dip_line_box_set_up:
 * @box: a box, such as one that comes from a template
 * @spacing: between its children, in pixels
 * @at_baseline: their first lines of text stand at one height
 *
 * Makes it put its children into a line.
 */
void
dip_line_box_set_up (GtkWidget *box,
                     int        spacing,
                     gboolean   at_baseline)
{
  DipLineLayout *layout = g_object_new (DIP_TYPE_LINE_LAYOUT, NULL);

  layout->spacing = spacing;
  layout->at_baseline = at_baseline;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
}

/* Makes it put its children into columns of equal width. */
void
dip_line_box_set_equal (GtkWidget *box,
                        int        spacing)
{
  dip_line_box_set_up (box, spacing, FALSE);
  DIP_LINE_LAYOUT (gtk_widget_get_layout_manager (box))->equal = TRUE;
}

void
dip_line_box_append (GtkWidget *box,
                     GtkWidget *child)
{
  g_return_if_fail (DIP_IS_LINE_LAYOUT (gtk_widget_get_layout_manager (box)));

  gtk_widget_insert_before (child, box, NULL);
}
