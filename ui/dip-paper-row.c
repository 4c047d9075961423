/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "dip-marks.h"
#include "dip-paper-table-private.h"

/* Above and below the text of a cell, and between cells that stand below one another,
 * in pixels. */
#define PAD_Y     6
#define STACK_GAP 4

/* Pixels of a line below its row that are drawn over; more is meant to be there. */
#define MAX_GAP   6

/**
 * DipPaperRow:
 *
 * A row of a table, drawn where its text stands in the buffer of a text view. The text
 * is there as well, its cells separated by TAB, too small to be seen: it is what is
 * selected, copied, found and read aloud. The row draws it in columns, with the
 * marks that the tags of the buffer say, and tells which letter is at a place.
 *
 * A line of a text view is laid out when it is about to be seen, and so is a row:
 * one layout for each cell, which are made anew to draw.
 */
struct _DipPaperRow
{
  GObject        parent_instance;

  DipPaperTable *table;
  GtkTextMark   *start;       /* of the text in the buffer */
  guint          index;
  guint          generation;  /* of the table, for which @height is */
  int            height;
};

/* Where a part of the row stands. */
typedef struct
{
  double       x;
  double       y;
  int          width;   /* that it may have */
  int          height;  /* that it has */
  const char  *text;    /* not terminated */
  guint        start;   /* in bytes of the row; a label stands where its cell begins */
  guint        length;
  gboolean     label;   /* not of the row: the heading of the column */
  PangoLayout *layout;
} Part;

static void dip_paper_row_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DipPaperRow, dip_paper_row, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, dip_paper_row_paintable_init))

static gboolean
is_head (DipPaperRow *self)
{
  return self->index == 0 && self->table->heads != NULL;
}

static gboolean
is_strong (DipPaperRow *self,
           guint        column)
{
  return is_head (self) || (column == 0 && dip_table_widths_has_names (self->table->widths));
}

/* What a background of a tag looks like. */
static void
add_range (PangoAttrList  *attributes,
           PangoAttribute *attribute,
           guint           start,
           guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

static void
add_colors (PangoAttrList *attributes,
            GtkTextTag    *tag,
            guint          start,
            guint          end)
{
  g_autoptr (GdkRGBA) foreground = NULL;
  g_autoptr (GdkRGBA) background = NULL;

  g_object_get (tag, "foreground-rgba", &foreground, "background-rgba", &background, NULL);
  if (foreground != NULL)
    add_range (attributes,
               pango_attr_foreground_new ((guint16) (foreground->red * 65535), (guint16) (foreground->green * 65535),
                                          (guint16) (foreground->blue * 65535)), start, end);
  if (background != NULL)
    add_range (attributes,
               pango_attr_background_new ((guint16) (background->red * 65535), (guint16) (background->green * 65535),
                                          (guint16) (background->blue * 65535)), start, end);
}

/* The looks of a part of the row that tags of the buffer give it. */
static PangoAttrList *
make_marks (DipPaperRow *self,
            const Part  *part)
{
  static const char *const names[] = { "link", "found", "current" };
  GtkTextBuffer *buffer = gtk_text_mark_get_buffer (self->start);
  PangoAttrList *attributes = pango_attr_list_new ();
  const char *row = dip_paper_table_get_row (self->table, self->index);
  glong first = g_utf8_pointer_to_offset (row, part->text);
  GtkTextIter base, at, end;

  gtk_text_buffer_get_iter_at_mark (buffer, &base, self->start);
  at = base;
  gtk_text_iter_forward_chars (&at, (int) first);
  end = at;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (part->text, part->length));

  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextIter next = at;
      guint from, to;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) || gtk_text_iter_compare (&next, &end) > 0)
        next = end;
      from = (guint) (gtk_text_iter_get_line_index (&at) - gtk_text_iter_get_line_index (&base)) - part->start;
      to = (guint) (gtk_text_iter_get_line_index (&next) - gtk_text_iter_get_line_index (&base)) - part->start;
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), names[i]);

          if (tag == NULL || !gtk_text_iter_has_tag (&at, tag))
            continue;
          add_colors (attributes, tag, from, to);
          if (i == 0)
            add_range (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), from, to);
        }
      at = next;
    }

  return attributes;
}

/* A mark, such as a circle, stands in the middle of its column. */
static gboolean
is_mark (const Part *part)
{
  gunichar letter = part->length > 0 ? g_utf8_get_char (part->text) : 0;

  return letter != 0 && g_utf8_strlen (part->text, part->length) == 1 && !g_unichar_isalnum (letter);
}

static void
part_clear (gpointer pointer)
{
  Part *self = pointer;

  g_clear_object (&self->layout);
}

/* Makes the layout of a part, and adds it. Returns its height. */
static int
add_part (DipPaperRow *self,
          GArray      *parts,
          Part         part,
          guint        column,
          gboolean     marks)
{
  g_autoptr (PangoAttrList) attributes = marks && !part.label ? make_marks (self, &part) : NULL;

  part.layout = _dip_paper_table_make_layout (self->table, part.text, (int) part.length,
                                              part.label ? DIP_PAPER_LETTERS_LABEL
                                                         : is_strong (self, column) ? DIP_PAPER_LETTERS_STRONG
                                                                                    : DIP_PAPER_LETTERS_PLAIN,
                                              attributes);
  pango_layout_set_width (part.layout, part.width * PANGO_SCALE);
  if (!self->table->stacked && is_mark (&part))
    pango_layout_set_alignment (part.layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (part.layout, NULL, &part.height);
  g_array_append_val (parts, part);

  return part.height;
}

/* The first lines of all cells of a row stand on one line, whatever their fonts.
 * Returns how high the highest is then. */
static int
align_parts (GArray *parts)
{
  int deepest = 0;
  int height = 0;

  for (guint i = 0; i < parts->len; i++)
    deepest = MAX (deepest, pango_layout_get_baseline (g_array_index (parts, Part, i).layout));
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);
      int lower = PANGO_PIXELS (deepest - pango_layout_get_baseline (part->layout));

      part->y += lower;
      height = MAX (height, part->height + lower);
    }

  return height;
}

/* Lays out the row with or without its marks. Returns its height. */
static int
lay_out (DipPaperRow *self,
         gboolean     marks,
         GArray      *parts)
{
  DipPaperTable *table = self->table;
  const char *row = dip_paper_table_get_row (table, self->index);
  const char *text = row;
  double x = 1 + DIP_PAPER_CELL_PAD;
  double y = 1 + PAD_Y;

  for (guint i = 0; text != NULL; i++)
    {
      const char *tab = strchr (text, '\t');
      gsize length = tab != NULL ? (gsize) (tab - text) : strlen (text);
      Part part = { .x = x, .y = y, .width = table->columns[i], .text = text, .start = (guint) (text - row),
                    .length = (guint) length };

      if (table->stacked && length > 0 && i > 0 && table->heads != NULL && !is_head (self))
        {
          Part label = part;

          label.label = TRUE;
          label.text = table->heads[i];
          label.length = (guint) strlen (table->heads[i]);
          part.y += add_part (self, parts, label, i, FALSE);
        }
      if (!table->stacked)
        {
          add_part (self, parts, part, i, marks);
          x += table->columns[i] + 2 * DIP_PAPER_CELL_PAD + 1;
        }
      else if (length > 0 || parts->len == 0)
        {
          y = part.y + add_part (self, parts, part, i, marks) + STACK_GAP;
        }
      text = tab != NULL ? tab + 1 : NULL;
    }

  return table->stacked ? (int) y - STACK_GAP + PAD_Y : 1 + PAD_Y + align_parts (parts) + PAD_Y;
}

static GArray *
make_parts (DipPaperRow *self,
            gboolean     marks,
            int         *height)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  int found;

  g_array_set_clear_func (parts, part_clear);
  _dip_paper_table_lay_out (self->table);
  found = lay_out (self, marks, parts);
  if (height != NULL)
    *height = found;

  return parts;
}

static gboolean
is_last (DipPaperRow *self)
{
  return self->index + 1 == self->table->n_rows;
}

static int
dip_paper_row_get_intrinsic_width (GdkPaintable *paintable)
{
  DipPaperRow *self = DIP_PAPER_ROW (paintable);

  if (self->table->view == NULL)
    return 1;

  _dip_paper_table_lay_out (self->table);

  return self->table->width;
}

static int
dip_paper_row_get_intrinsic_height (GdkPaintable *paintable)
{
  DipPaperRow *self = DIP_PAPER_ROW (paintable);

  if (self->table->view == NULL)
    return 1;

  _dip_paper_table_lay_out (self->table);
  if (self->generation != self->table->generation)
    {
      g_autoptr (GArray) parts = make_parts (self, FALSE, &self->height);

      self->height += is_last (self) ? 1 : 0;
      self->generation = self->table->generation;
    }

  return self->height;
}

/* The selection within the row, in bytes of its text. A row that is selected from its
 * beginning beyond its end is coloured by the text view. */
static gboolean
get_selection (DipPaperRow *self,
               guint       *from,
               guint       *to)
{
  GtkTextBuffer *buffer = gtk_text_mark_get_buffer (self->start);
  guint length = (guint) strlen (dip_paper_table_get_row (self->table, self->index));
  GtkTextIter base, end, first, last;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &first, &last))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &base, self->start);
  end = base;
  gtk_text_iter_set_line_index (&end, (int) length);
  if (gtk_text_iter_compare (&last, &base) <= 0 || gtk_text_iter_compare (&first, &end) >= 0)
    return FALSE;

  if (gtk_text_iter_compare (&first, &base) <= 0 && gtk_text_iter_compare (&last, &end) > 0)
    return FALSE;

  *from = gtk_text_iter_compare (&first, &base) <= 0 ? 0 : (guint) gtk_text_iter_get_line_index (&first);
  *to = gtk_text_iter_compare (&last, &end) >= 0 ? length : (guint) gtk_text_iter_get_line_index (&last);

  return TRUE;
}

typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA      color;
  GdkRGBA      quiet;
  GdkRGBA      selected;
  gboolean     any_selected;
  guint        from;          /* what is selected, in bytes of the row */
  guint        to;
} Drawing;

static void
draw_selection (Drawing    *drawing,
                const Part *part)
{
  guint from = MAX (drawing->from, part->start);
  guint to = MIN (drawing->to, part->start + part->length);
  cairo_region_t *region;
  int range[2];

  if (!drawing->any_selected || from >= to)
    return;

  range[0] = (int) (from - part->start);
  range[1] = (int) (to - part->start);
  region = gdk_pango_layout_get_clip_region (part->layout, (int) part->x, (int) part->y, range, 1);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t rect;

      cairo_region_get_rectangle (region, i, &rect);
      gtk_snapshot_append_color (drawing->snapshot, &drawing->selected,
                                 &GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, rect.height));
    }
  cairo_region_destroy (region);
}

static void
draw_part (Drawing    *drawing,
           const Part *part)
{
  if (!part->label)
    draw_selection (drawing, part);
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (drawing->snapshot, &GRAPHENE_POINT_INIT (part->x, part->y));
  gtk_snapshot_append_layout (drawing->snapshot, part->layout, part->label ? &drawing->quiet : &drawing->color);
  gtk_snapshot_restore (drawing->snapshot);
}

static void
draw_lines (DipPaperRow   *self,
            GtkSnapshot   *snapshot,
            const GdkRGBA *color,
            float          width,
            float          height)
{
  DipPaperTable *table = self->table;
  float x = 0;

  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (0, 0, width, 1));
  if (is_last (self))
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (0, height - 1, width, 1));

  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (0, 0, 1, height));
  for (guint i = 0; !table->stacked && i + 1 < dip_table_widths_get_n_columns (table->widths); i++)
    {
      x += (float) table->columns[i] + 2 * DIP_PAPER_CELL_PAD + 1;
      gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, 0, 1, height));
    }
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (width - 1, 0, 1, height));
}

/* What a line of the text view is higher than its row, in pixels. The fonts of a script may want a pixel or two for
 * letters of any size; a row reaches to the next one nevertheless. */
static float
find_gap (DipPaperRow *self,
          double       height)
{
  GtkTextIter start;
  int y, of_line;

  if (is_last (self))
    return 0;
  gtk_text_buffer_get_iter_at_mark (gtk_text_mark_get_buffer (self->start), &start, self->start);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->table->view), &start, &y, &of_line);

  return (float) CLAMP (of_line - height, 0, MAX_GAP);
}

static void
dip_paper_row_snapshot (GdkPaintable *paintable,
                        GdkSnapshot  *snapshot,
                        double        width,
                        double        height)
{
  DipPaperRow *self = DIP_PAPER_ROW (paintable);
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  Drawing drawing = { .snapshot = snapshot };
  g_autoptr (GArray) parts = NULL;
  GtkStyleContext *style;
  GdkRGBA line;
  float bottom;

  if (self->table->view == NULL)
    return;

  bottom = (float) height + find_gap (self, height);
  parts = make_parts (self, TRUE, NULL);
  style = gtk_widget_get_style_context (GTK_WIDGET (self->table->view));
  gtk_style_context_get_color (style, &drawing.color);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &drawing.selected))
    gdk_rgba_parse (&drawing.selected, "#3584e4");
  drawing.selected.alpha = 0.3f;
  drawing.quiet = drawing.color;
  drawing.quiet.alpha *= contrast ? 1.0f : 0.72f;
  drawing.any_selected = get_selection (self, &drawing.from, &drawing.to);

  line = drawing.color;
  if (is_head (self))
    {
      line.alpha = 0.06f;
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, 0, (float) width, bottom));
    }
  line.alpha = contrast ? 0.6f : 0.2f;
  draw_lines (self, snapshot, &line, (float) width, bottom);
  for (guint i = 0; i < parts->len; i++)
    draw_part (&drawing, &g_array_index (parts, Part, i));
}

static void
dip_paper_row_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = dip_paper_row_snapshot;
  iface->get_intrinsic_width = dip_paper_row_get_intrinsic_width;
  iface->get_intrinsic_height = dip_paper_row_get_intrinsic_height;
}

static void
dip_paper_row_dispose (GObject *object)
{
  DipPaperRow *self = DIP_PAPER_ROW (object);

  g_clear_object (&self->table);
  g_clear_object (&self->start);

  G_OBJECT_CLASS (dip_paper_row_parent_class)->dispose (object);
}

static void
dip_paper_row_class_init (DipPaperRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_paper_row_dispose;
}

static void
dip_paper_row_init (DipPaperRow *self)
{
}

/**
 * dip_paper_row_new:
 * @table: a table
 * @index: which row of it
 * @start: where its text begins in the buffer, at the beginning of a line
 *
 * Returns: (transfer full): the row, to be put behind its text
 */
DipPaperRow *
dip_paper_row_new (DipPaperTable *table,
                   guint          index,
                   GtkTextMark   *start)
{
  DipPaperRow *self;

  g_return_val_if_fail (DIP_IS_PAPER_TABLE (table), NULL);
  g_return_val_if_fail (index < dip_paper_table_get_n_rows (table), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_MARK (start), NULL);

  self = g_object_new (DIP_TYPE_PAPER_ROW, NULL);
  self->table = g_object_ref (table);
  self->index = index;
  self->start = g_object_ref (start);

  return self;
}

GtkTextMark *
dip_paper_row_get_start (DipPaperRow *self)
{
  g_return_val_if_fail (DIP_IS_PAPER_ROW (self), NULL);

  return self->start;
}

/**
 * dip_paper_row_get_cell:
 * @self: a row
 * @index: a place of its text, in bytes
 * @start: (out): where its cell begins
 * @end: (out): and ends
 *
 * Returns: whether there is such a place
 */
gboolean
dip_paper_row_get_cell (DipPaperRow *self,
                        guint        index,
                        guint       *start,
                        guint       *end)
{
  const char *row;

  g_return_val_if_fail (DIP_IS_PAPER_ROW (self), FALSE);

  row = dip_paper_table_get_row (self->table, self->index);
  if (index > strlen (row))
    return FALSE;

  for (*start = index; *start > 0 && row[*start - 1] != '\t'; (*start)--)
    ;
  *end = index + (guint) strcspn (row + index, "\t");

  return TRUE;
}

/**
 * dip_paper_row_get_index_at:
 * @self: a row
 * @x: a place in it, in pixels
 * @y: likewise
 * @index: (out): the nearest letter, in bytes of the row's text
 *
 * Returns: whether the place is on a letter
 */
gboolean
dip_paper_row_get_index_at (DipPaperRow *self,
                            double       x,
                            double       y,
                            guint       *index)
{
  g_autoptr (GArray) parts = NULL;
  double nearest = G_MAXDOUBLE;
  gboolean inside = FALSE;

  g_return_val_if_fail (DIP_IS_PAPER_ROW (self), FALSE);
  g_return_val_if_fail (index != NULL, FALSE);

  *index = 0;
  if (self->table->view == NULL)
    return FALSE;

  parts = make_parts (self, FALSE, NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      double across = MAX (MAX (part->x - x, x - part->x - part->width), 0.0);
      double down = MAX (MAX (part->y - y, y - part->y - part->height), 0.0);
      int byte, trailing;

      /* Cells stand beside one another, or below. */
      if (part->label || across + down >= nearest)
        continue;

      nearest = across + down;
      inside = pango_layout_xy_to_index (part->layout, (int) ((x - part->x) * PANGO_SCALE),
                                         (int) ((y - part->y) * PANGO_SCALE), &byte, &trailing);
      /* Right of the text is behind it. */
      if (!inside && trailing > 0)
        byte = (int) (g_utf8_offset_to_pointer (part->text + byte, trailing) - part->text);
      *index = part->start + MIN ((guint) byte, part->length);
    }

  return inside;
}

/**
 * dip_paper_row_get_area:
 * @self: a row
 * @index: a letter, in bytes of the row's text
 * @area: (out): where it is drawn in the row, in pixels
 *
 * Returns: whether it is drawn
 */
gboolean
dip_paper_row_get_area (DipPaperRow  *self,
                        guint         index,
                        GdkRectangle *area)
{
  g_autoptr (GArray) parts = NULL;

  g_return_val_if_fail (DIP_IS_PAPER_ROW (self), FALSE);
  g_return_val_if_fail (area != NULL, FALSE);

  if (self->table->view == NULL)
    return FALSE;

  parts = make_parts (self, FALSE, NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      PangoRectangle rect;

      if (part->label || index < part->start || index > part->start + part->length)
        continue;

      pango_layout_index_to_pos (part->layout, (int) (index - part->start), &rect);
      area->x = (int) part->x + PANGO_PIXELS (rect.x);
      area->y = (int) part->y + PANGO_PIXELS (rect.y);
      area->width = PANGO_PIXELS (rect.width);
      area->height = PANGO_PIXELS (rect.height);
      return TRUE;
    }

  return FALSE;
}
