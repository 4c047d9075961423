/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-page-view.h"

#include <glib/gi18n.h>

#include "dip-line-ends.h"
#include "dip-message.h"
#include "dip-tooltip.h"
#include "read/dip-read-page.h"

/* Pixels a point: sharp up to some 1,200 pixels of width for an A4 page. */
#define SCALE 2.0

/* --- The sheet -------------------- */

#define DIP_TYPE_PAGE_SHEET (dip_page_sheet_get_type ())
G_DECLARE_FINAL_TYPE (DipPageSheet, dip_page_sheet, DIP, PAGE_SHEET, GtkWidget)

/* A page as wide as there is room, its marked areas over it. */
struct _DipPageSheet
{
  GtkWidget   parent_instance;

  GdkTexture *texture;   /* (nullable) */
  GArray     *areas;     /* (element-type DipPageArea): in points */
  double      scale;     /* of the texture, pixels a point */
};

G_DEFINE_FINAL_TYPE (DipPageSheet, dip_page_sheet, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
dip_page_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dip_page_sheet_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  DipPageSheet *self = DIP_PAGE_SHEET (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->texture != NULL)
    {
      int width = for_size > 0 ? for_size : 420;

      *natural = (int) ((double) gdk_texture_get_height (self->texture) * width /
                        gdk_texture_get_width (self->texture));
      *minimum = *natural;
    }
}

static void
dip_page_sheet_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  DipPageSheet *self = DIP_PAGE_SHEET (widget);
  float width = (float) gtk_widget_get_width (widget);
  const GdkRGBA fill = { 1.0f, 0.82f, 0.1f, 0.28f };
  const GdkRGBA edge = { 0.78f, 0.49f, 0.0f, 1.0f };
  float factor;

  if (self->texture == NULL)
    return;

  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (0, 0, width, (float) gtk_widget_get_height (widget)));

  factor = (float) (self->scale * width / gdk_texture_get_width (self->texture));
  for (guint i = 0; i < self->areas->len; i++)
    {
      const DipPageArea *area = &g_array_index (self->areas, DipPageArea, i);
      graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) area->x * factor - 3, (float) area->y * factor - 2,
                                                   (float) area->width * factor + 6,
                                                   (float) area->height * factor + 4);

      gtk_snapshot_append_color (snapshot, &fill, &bounds);
      /* The edge tells it without colour. */
      gtk_snapshot_append_color (snapshot, &edge,
                                 &GRAPHENE_RECT_INIT (bounds.origin.x, bounds.origin.y, 3, bounds.size.height));
    }
}

static void
dip_page_sheet_finalize (GObject *object)
{
  DipPageSheet *self = DIP_PAGE_SHEET (object);

  g_clear_object (&self->texture);
  g_array_unref (self->areas);

  G_OBJECT_CLASS (dip_page_sheet_parent_class)->finalize (object);
}

static void
dip_page_sheet_class_init (DipPageSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dip_page_sheet_finalize;
  widget_class->get_request_mode = dip_page_sheet_get_request_mode;
  widget_class->measure = dip_page_sheet_measure;
  widget_class->snapshot = dip_page_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dip_page_sheet_init (DipPageSheet *self)
{
  self->areas = g_array_new (FALSE, FALSE, sizeof (DipPageArea));
}

/* --- The view -------------------- */

/**
 * DipPageView:
 *
 * A page of a PDF, drawn by the fenced reader, with buttons for the pages
 * before and after. Where a text is asked for its place is marked and shown.
 */
struct _DipPageView
{
  GtkWidget          parent_instance;

  GtkWidget         *box;
  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  DipPageSheet      *sheet;
  GtkLabel          *problem;
  GtkLabel          *position;
  GtkWidget         *previous;
  GtkWidget         *next;

  GBytes            *source;       /* (nullable) */
  GCancellable      *cancellable;  /* (nullable): of the page that is being drawn */
  guint              page;         /* that is shown or wanted, 0 for none */
  guint              n_pages;
  char              *text;         /* (nullable): what is to be marked */
};

G_DEFINE_FINAL_TYPE (DipPageView, dip_page_view, GTK_TYPE_WIDGET)

static void
update_position (DipPageView *self)
{
  g_autofree char *label = self->n_pages > 0 ? g_strdup_printf (_("Page %u of %u"), self->page, self->n_pages)
                                             : g_strdup ("");

  gtk_label_set_label (self->position, label);
  gtk_widget_set_sensitive (self->previous, self->page > 1);
  gtk_widget_set_sensitive (self->next, self->page < self->n_pages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Once the sheet has its height. */
static gboolean
scroll_cb (gpointer data)
{
  g_autoptr (DipPageView) self = data;
  GtkAdjustment *adjustment;
  double factor;

  if (self->scroller == NULL || self->sheet->texture == NULL)
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  factor = self->sheet->scale * gtk_widget_get_width (GTK_WIDGET (self->sheet)) /
           gdk_texture_get_width (self->sheet->texture);
  if (self->sheet->areas->len > 0)
    gtk_adjustment_set_value (adjustment, g_array_index (self->sheet->areas, DipPageArea, 0).y * factor -
                                          gtk_adjustment_get_page_size (adjustment) / 4);
  else
    gtk_adjustment_set_value (adjustment, 0);

  return G_SOURCE_REMOVE;
}

static void
mark (DipPageView        *self,
      const DipPageImage *image)
{
  g_autoptr (GArray) areas = self->text != NULL ? dip_page_image_find_text (image, self->text) : NULL;

  g_array_set_size (self->sheet->areas, 0);
  if (areas != NULL)
    g_array_append_vals (self->sheet->areas, areas->data, areas->len);
  gtk_widget_queue_draw (GTK_WIDGET (self->sheet));
  g_timeout_add (60, scroll_cb, g_object_ref (self));
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DipPageView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DipPageImage) image = dip_read_page_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->sheet == NULL)
    return;

  if (image == NULL)
    {
      gtk_label_set_label (self->problem, dip_message_for_error (error).title);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  g_clear_object (&self->sheet->texture);
  self->sheet->texture = gdk_memory_texture_new ((int) image->width, (int) image->height, GDK_MEMORY_R8G8B8A8,
                                                 image->pixels, image->stride);
  self->sheet->scale = image->scale;
  self->page = image->page;
  self->n_pages = image->n_pages;
  gtk_widget_queue_resize (GTK_WIDGET (self->sheet));
  gtk_stack_set_visible_child_name (self->stack, "page");
  update_position (self);
  mark (self, image);
}

static void
draw (DipPageView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->source == NULL || self->page == 0)
    return;

  self->cancellable = g_cancellable_new ();
  dip_read_page_async (self->source, self->page, SCALE, self->cancellable, drawn_cb, g_object_ref (self));
}

static void
turn (DipPageView *self,
      int          direction)
{
  if ((direction < 0 && self->page <= 1) || (direction > 0 && self->page >= self->n_pages))
    return;

  self->page = (guint) ((int) self->page + direction);
  update_position (self);
  draw (self);
}

static void
previous_cb (DipPageView *self)
{
  turn (self, -1);
}

static void
next_cb (DipPageView *self)
{
  turn (self, 1);
}

static void
dip_page_view_dispose (GObject *object)
{
  DipPageView *self = DIP_PAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->sheet = NULL;
  self->scroller = NULL;

  G_OBJECT_CLASS (dip_page_view_parent_class)->dispose (object);
}

static void
dip_page_view_class_init (DipPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_page_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_button (GtkWidget  *bar,
            const char *icon_name,
            const char *label,
            GCallback   callback,
            gpointer    data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  dip_tooltip_set (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, data, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), button);

  return button;
}

static void
dip_page_view_init (DipPageView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *spinner = gtk_spinner_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->sheet = g_object_new (DIP_TYPE_PAGE_SHEET, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->sheet), GTK_ALIGN_START);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->sheet));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Original page"),
                                  -1);

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  dip_line_ends_wrap (self->problem);
  gtk_label_set_justify (self->problem, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "secondary");

  /* One that spins unseen has the window drawn all the time. */
  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, spinner, "busy");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->scroller), "page");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->problem), "problem");

  self->previous = add_button (bar, "go-previous-symbolic", _("Previous page"), G_CALLBACK (previous_cb), self);
  self->position = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->position), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->position), TRUE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->position));
  self->next = add_button (bar, "go-next-symbolic", _("Next page"), G_CALLBACK (next_cb), self);
  gtk_widget_add_css_class (bar, "page-bar");

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->box), bar);
  update_position (self);
}

/**
 * dip_page_view_set_source:
 * @self: a view
 * @source: (nullable): the bytes of a PDF
 *
 * Shows another file; nothing before a place is asked for.
 */
void
dip_page_view_set_source (DipPageView *self,
                          GBytes      *source)
{
  g_return_if_fail (DIP_IS_PAGE_VIEW (self));

  if (source != NULL)
    g_bytes_ref (source);
  g_clear_pointer (&self->source, g_bytes_unref);
  self->source = source;
  self->page = 0;
  self->n_pages = 0;
  g_clear_pointer (&self->text, g_free);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  update_position (self);
}

/**
 * dip_page_view_show_place:
 * @self: a view
 * @page: from 1
 * @text: (nullable): what is to be marked on it
 *
 * Shows a page, and on it the place where a text stands.
 */
void
dip_page_view_show_place (DipPageView *self,
                          guint        page,
                          const char  *text)
{
  g_return_if_fail (DIP_IS_PAGE_VIEW (self));
  g_return_if_fail (page > 0);

  if (self->page == page && g_strcmp0 (self->text, text) == 0)
    return;

  self->page = page;
  g_free (self->text);
  self->text = g_strdup (text);
  draw (self);
}
