/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-wrap-layout.h"

/**
 * DipWrapLayout:
 *
 * Puts children beside one another at their natural width and goes on in the
 * next line where there is no more room. GtkFlowBox lays out a grid instead,
 * and libadwaita has such a box from 1.7 on.
 */
struct _DipWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  gboolean         one_line;  /* all children have to fit into one */
};

G_DEFINE_FINAL_TYPE (DipWrapLayout, dip_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
dip_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The size of a child where there is room for @width. */
static void
measure_child (GtkWidget *child,
               int        width,
               int       *child_width,
               int       *child_height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, child_width, NULL, NULL);
  *child_width = MAX (MIN (*child_width, width), minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *child_width, NULL, child_height, NULL, NULL);
}

/* The height of the line that begins with @child. */
static int
measure_line (DipWrapLayout *self,
              GtkWidget     *child,
              int            width)
{
  int height = 0;
  int x = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, width, &child_width, &child_height);
      if (x > 0 && x + child_width > width)
        break;
      x += child_width + self->spacing;
      height = MAX (height, child_height);
    }

  return height;
}

/* Goes through the lines that fit into @width and returns their height. Gives
 * out the places if @allocate: each child stands in the middle of its line. */
static int
lay_out (DipWrapLayout *self,
         GtkWidget     *widget,
         int            width,
         gboolean       allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, width, &child_width, &child_height);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->spacing;
        }
      if (x == 0)
        line_height = measure_line (self, child, width);
      if (allocate)
        {
          GtkAllocation area = { rtl ? width - x - child_width : x, y + (line_height - child_height) / 2,
                                 child_width, child_height };

          gtk_widget_size_allocate (child, &area, -1);
        }
      x += child_width + self->spacing;
    }

  return y + line_height;
}

static void
dip_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  DipWrapLayout *self = DIP_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
  if (self->one_line)
    *minimum = *natural;
}

static void
dip_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  lay_out (DIP_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
dip_wrap_layout_class_init (DipWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dip_wrap_layout_get_request_mode;
  layout_class->measure = dip_wrap_layout_measure;
  layout_class->allocate = dip_wrap_layout_allocate;
}

static void
dip_wrap_layout_init (DipWrapLayout *self)
{
}

GtkWidget *
dip_wrap_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  dip_wrap_box_set_up (box, spacing);

  return box;
}

/* Makes such a box of one that comes from a template. */
void
dip_wrap_box_set_up (GtkWidget *box,
                     int        spacing)
{
  DipWrapLayout *layout = g_object_new (DIP_TYPE_WRAP_LAYOUT, NULL);

  layout->spacing = spacing;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
}

void
dip_wrap_box_append (GtkWidget *box,
                     GtkWidget *child)
{
  g_return_if_fail (DIP_IS_WRAP_LAYOUT (gtk_widget_get_layout_manager (box)));

  gtk_widget_insert_before (child, box, NULL);
}

/**
 * dip_wrap_box_set_one_line:
 * @box: a box made by dip_wrap_box_new()
 * @one_line: it asks for room for all children in one line
 *
 * By itself it is content with the width of its widest child.
 */
void
dip_wrap_box_set_one_line (GtkWidget *box,
                           gboolean   one_line)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (box);

  g_return_if_fail (DIP_IS_WRAP_LAYOUT (layout));

  DIP_WRAP_LAYOUT (layout)->one_line = one_line;
  gtk_widget_queue_resize (box);
}
