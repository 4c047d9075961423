/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-title.h"

#include "dip-line-ends.h"

/* In a narrow window, where the buttons leave a title no more than a few letters of a line: the lines
 * of the longer one of the two. */
#define NARROW_LINES 2

/**
 * DipTitle:
 *
 * A title and a line below it, as AdwWindowTitle has them. In a narrow window, the longer one
 * stands in two lines where it has no room in one. What is still cut is in the tooltip.
 */
struct _DipTitle
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkLabel  *title;
  GtkLabel  *subtitle;
  gboolean   narrow;
};

G_DEFINE_FINAL_TYPE (DipTitle, dip_title, GTK_TYPE_WIDGET)

static gboolean
query_tooltip_cb (GtkLabel   *label,
                  int         x,
                  int         y,
                  gboolean    by_key,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));

  return TRUE;
}

static GtkLabel *
append_label (DipTitle   *self,
              const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, style_class);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_box_append (GTK_BOX (self->box), label);

  return GTK_LABEL (label);
}

static void
dip_title_dispose (GObject *object)
{
  DipTitle *self = DIP_TITLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_title_parent_class)->dispose (object);
}

/* A header bar gives its title another width than it asks the height for; this is as high as the
 * title is where it is narrowest, whatever width it gets. */
static void
dip_title_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  DipTitle *self = DIP_TITLE (widget);
  int narrowest = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL, NULL);
  gtk_widget_measure (self->box, orientation, narrowest, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
dip_title_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
dip_title_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  DipTitle *self = DIP_TITLE (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
dip_title_class_init (DipTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_title_dispose;
  widget_class->measure = dip_title_measure;
  widget_class->get_request_mode = dip_title_get_request_mode;
  widget_class->size_allocate = dip_title_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "windowtitle");
}

static void
dip_title_init (DipTitle *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = append_label (self, "title");
  self->subtitle = append_label (self, "subtitle");
}

static void
set_lines (GtkLabel *label,
           gboolean  wrap)
{
  if (wrap)
    dip_line_ends_wrap (label);
  else
    gtk_label_set_wrap (label, FALSE);
  gtk_label_set_lines (label, wrap ? NARROW_LINES : -1);
}

/* In letters of half the width of a Japanese one. */
static guint
get_width (GtkLabel *label)
{
  guint width = 0;

  for (const char *p = gtk_label_get_text (label); *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return width;
}

static void
update_lines (DipTitle *self)
{
  gboolean title = get_width (self->title) >= get_width (self->subtitle);

  set_lines (self->title, self->narrow && title);
  set_lines (self->subtitle, self->narrow && !title);
}

/**
 * dip_title_set:
 * @self: a title
 * @title: what is shown
 * @subtitle: which part of it; "" for nothing
 */
void
dip_title_set (DipTitle   *self,
               const char *title,
               const char *subtitle)
{
  g_return_if_fail (DIP_IS_TITLE (self));
  g_return_if_fail (title != NULL);
  g_return_if_fail (subtitle != NULL);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  update_lines (self);
}

/**
 * dip_title_set_narrow:
 * @self: a title
 * @narrow: whether the window is narrow
 *
 * Lets the longer one of the two go on in another line where one has no room for it.
 */
void
dip_title_set_narrow (DipTitle *self,
                      gboolean  narrow)
{
  g_return_if_fail (DIP_IS_TITLE (self));

  self->narrow = narrow;
  update_lines (self);
}
