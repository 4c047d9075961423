/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-narrow-bin.h"

#include "dip-letters.h"

/**
 * DipNarrowBin:
 *
 * A container of one child that compares its width with a threshold, which grows
 * with the user's letters, and with what the child needs: translations need more.
 * Whoever lays out the child listens to [property@NarrowBin:narrow].
 *
 * Its own minimum is not the child's, but what `width-request` says: the child
 * as it is laid out now may need more room than it will need once it knows that
 * there is little. For the moment between, it is cut off at the edge.
 *
 * The property changes between two frames, not while sizes are given out, so
 * that listeners may show, hide and turn widgets.
 */
struct _DipNarrowBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;      /* (nullable) */
  int        threshold;  /* in pixels, where letters have their ordinary size */
  int        wide_width; /* what the child needs where it is not told to be narrow, in pixels */
  gboolean   narrow;
  gboolean   measured;   /* what the last allocation said */
  guint      idle_id;
};

enum {
  PROP_0,
  PROP_CHILD,
  PROP_THRESHOLD,
  PROP_NARROW,
  N_PROPS
};

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DipNarrowBin, dip_narrow_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable_iface;

static gboolean
publish_cb (gpointer data)
{
  DipNarrowBin *self = data;

  self->idle_id = 0;
  if (self->narrow != self->measured)
    {
      self->narrow = self->measured;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }

  return G_SOURCE_REMOVE;
}

/* The least width of the child. */
static int
get_child_width (DipNarrowBin *self)
{
  int width;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width;
}

static void
dip_narrow_bin_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  DipNarrowBin *self = DIP_NARROW_BIN (widget);

  *minimum = 0;
  *natural = 0;
  if (self->child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
      *minimum = 0;
    }
  else
    {
      gtk_widget_measure (self->child, orientation,
                          for_size < 0 ? -1 : MAX (for_size, get_child_width (self)),
                          minimum, natural, NULL, NULL);
    }
}

static void
dip_narrow_bin_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  DipNarrowBin *self = DIP_NARROW_BIN (widget);

  if (self->child != NULL && !self->narrow)
    self->wide_width = get_child_width (self);
  self->measured = width < MAX (dip_letters_scale (widget, self->threshold), self->wide_width);
  if (self->measured != self->narrow && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH, publish_cb, self, NULL);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, MAX (width, get_child_width (self)), height, baseline, NULL);
}

static GtkSizeRequestMode
dip_narrow_bin_get_request_mode (GtkWidget *widget)
{
  DipNarrowBin *self = DIP_NARROW_BIN (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child)
                             : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
dip_narrow_bin_dispose (GObject *object)
{
  DipNarrowBin *self = DIP_NARROW_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_narrow_bin_parent_class)->dispose (object);
}

static void
dip_narrow_bin_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  DipNarrowBin *self = DIP_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dip_narrow_bin_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  DipNarrowBin *self = DIP_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      dip_narrow_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dip_narrow_bin_class_init (DipNarrowBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_narrow_bin_dispose;
  object_class->get_property = dip_narrow_bin_get_property;
  object_class->set_property = dip_narrow_bin_set_property;
  widget_class->measure = dip_narrow_bin_measure;
  widget_class->size_allocate = dip_narrow_bin_size_allocate;
  widget_class->get_request_mode = dip_narrow_bin_get_request_mode;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dip_narrow_bin_init (DipNarrowBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    dip_narrow_bin_set_child (DIP_NARROW_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

GtkWidget *
dip_narrow_bin_new (int threshold)
{
  return g_object_new (DIP_TYPE_NARROW_BIN, "threshold", threshold, NULL);
}

void
dip_narrow_bin_set_child (DipNarrowBin *self,
                          GtkWidget    *child)
{
  g_return_if_fail (DIP_IS_NARROW_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

gboolean
dip_narrow_bin_get_narrow (DipNarrowBin *self)
{
  g_return_val_if_fail (DIP_IS_NARROW_BIN (self), FALSE);

  return self->narrow;
}
