/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-grid-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-letters.h"
#include "dip-line-ends.h"
#include "dip-marks.h"
#include "dip-words.h"

typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA line;
  GdkRGBA head;
  GdkRGBA ground;
  GdkRGBA accent;
  GdkRGBA stances[N_STANCES];
} Palette;

/* With high contrast a colour is half way to that of the text. */
static void
darken (GdkRGBA       *color,
        const GdkRGBA *text)
{
  color->red = (color->red + text->red) / 2;
  color->green = (color->green + text->green) / 2;
  color->blue = (color->blue + text->blue) / 2;
}

static void
init_palette (DipMatrixGrid *self,
              Palette       *palette)
{
  static const char *const light[N_STANCES] = {
    [DIP_STANCE_PROVIDED] = "#17703f", [DIP_STANCE_NOT_PROVIDED] = "#c01c28", [DIP_STANCE_CUSTOMER] = "#1a5fb4",
    [DIP_STANCE_SHARED] = "#813d9c", [DIP_STANCE_INFORMATIONAL] = "#5e5c64", [DIP_STANCE_PARTIAL] = "#905300",
  };
  static const char *const dark[N_STANCES] = {
    [DIP_STANCE_PROVIDED] = "#8ff0a4", [DIP_STANCE_NOT_PROVIDED] = "#ff8f83", [DIP_STANCE_CUSTOMER] = "#99c1f1",
    [DIP_STANCE_SHARED] = "#dc8add", [DIP_STANCE_INFORMATIONAL] = "#c0bfbc", [DIP_STANCE_PARTIAL] = "#f8e45c",
  };
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &palette->text);
  palette->dim = palette->text;
  palette->dim.alpha *= contrast ? 1.0f : 0.72f;
  palette->line = palette->text;
  palette->line.alpha *= contrast ? 0.5f : 0.15f;
  gdk_rgba_parse (&palette->ground, is_dark ? "#242424" : "#ffffff");
  gdk_rgba_parse (&palette->head, is_dark ? "#303030" : "#f2f1f0");
  gdk_rgba_parse (&palette->accent, is_dark ? "#78aeed" : "#1c71d8");
  for (guint i = 0; i < N_STANCES; i++)
    {
      palette->stances[i] = palette->text;
      if (light[i] != NULL)
        gdk_rgba_parse (&palette->stances[i], is_dark ? dark[i] : light[i]);
      if (contrast)
        darken (&palette->stances[i], &palette->text);
    }
}

static void
draw_rectangle (GtkSnapshot   *snapshot,
                const GdkRGBA *color,
                float          x,
                float          y,
                float          width,
                float          height)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, width, height);

  gtk_snapshot_append_color (snapshot, color, &rect);
}

typedef enum
{
  PLAIN = 0,
  BOLD  = 1 << 0,
  TITLE = 1 << 1,  /* its words stay whole */
} TextFlags;

/* Draws a text of at most @lines lines at a place. Returns its height. */
static int
draw_text (DipMatrixGrid *self,
           GtkSnapshot   *snapshot,
           const char    *text,
           const GdkRGBA *color,
           TextFlags      flags,
           const GArray  *marks,
           int            lines,
           float          x,
           float          y,
           int            width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  if ((flags & BOLD) != 0)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if ((flags & TITLE) != 0)
    dip_line_ends_add (attributes, text);
  if (marks != NULL)
    dip_marks_add_hits (attributes, marks, 0);

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -lines);
  pango_layout_get_pixel_size (layout, NULL, &height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);

  return height;
}

static void
draw_icon (DipMatrixGrid *self,
           GtkSnapshot   *snapshot,
           DipStance      stance,
           const GdkRGBA *color,
           int            size,
           float          x,
           float          y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int scale = gtk_widget_get_scale_factor (widget);

  if (self->icon_scale != scale || self->icon_size != size)
    for (guint i = 0; i < N_STANCES; i++)
      g_clear_object (&self->icons[i]);
  self->icon_scale = scale;
  self->icon_size = size;

  if (self->icons[stance] == NULL)
    self->icons[stance] =
      gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                  dip_words_get_stance_icon (stance), NULL, size, scale,
                                  gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icons[stance]), snapshot,
                                            size, size, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cell (DipMatrixGrid       *self,
           GtkSnapshot         *snapshot,
           const Palette       *palette,
           const DipMatrixCell *cell,
           float                x,
           float                y)
{
  int width = column_width (self);
  int inner = width - 2 * PADDING;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (x, y, width, row_height (self)));

  if (cell == NULL)
    draw_text (self, snapshot, _dip_matrix_grid_stance_word (NULL), &palette->dim, PLAIN, NULL, 1,
               x + PADDING, y + PADDING, inner);
  else
    {
      const GdkRGBA *color = &palette->stances[cell->stance];
      const GArray *marks;
      const char *excerpt = dip_matrix_filter_find (self->filter, cell, &marks);
      GdkRGBA tint = *color;
      int icon = dip_letters_scale (GTK_WIDGET (self), ICON);

      tint.alpha = 0.08f;
      draw_rectangle (snapshot, &tint, x, y, width, row_height (self));
      draw_icon (self, snapshot, cell->stance, color, icon, x + PADDING, y + PADDING + (float) (self->line - icon) / 2);
      draw_text (self, snapshot, _dip_matrix_grid_stance_word (cell), color, BOLD, NULL, 1,
                 x + PADDING + icon + 6, y + PADDING, inner - icon - 6);
      draw_text (self, snapshot, excerpt, &palette->text, PLAIN, marks, row_lines (self) - 1,
                 x + PADDING, y + PADDING + self->line, inner);
    }

  gtk_snapshot_pop (snapshot);
  draw_rectangle (snapshot, &palette->line, x + width - 1, y, 1, row_height (self));
  draw_rectangle (snapshot, &palette->line, x, y + row_height (self) - 1, width, 1);
}

static void
draw_first (DipMatrixGrid      *self,
            GtkSnapshot        *snapshot,
            const Palette      *palette,
            const DipMatrixRow *row,
            float               y)
{
  int width = first_width (self);

  draw_rectangle (snapshot, &palette->head, 0, y, width, row_height (self));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, y, width, row_height (self)));
  draw_text (self, snapshot, row->control, &palette->text, BOLD, NULL, 1, PADDING, y + PADDING, width - 2 * PADDING);
  draw_text (self, snapshot, dip_matrix_grid_row_title (row), &palette->text, TITLE, NULL, row_lines (self) - 1,
             PADDING, y + PADDING + self->line, width - 2 * PADDING);
  gtk_snapshot_pop (snapshot);
  draw_rectangle (snapshot, &palette->line, 0, y + row_height (self) - 1, width, 1);
}

static void
draw_head (DipMatrixGrid     *self,
           GtkSnapshot       *snapshot,
           const Palette     *palette,
           const DipDocument *document,
           float              x)
{
  const DipEdition *edition = document->edition;
  int width = column_width (self);
  int inner = width - 2 * PADDING;
  g_autofree char *name = dip_words_dup_edition ((DipEdition *) edition);
  int used;

  draw_rectangle (snapshot, &palette->head, x, 0, width, head_height (self));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (x, 0, width, head_height (self)));
  used = draw_text (self, snapshot, name, &palette->text, BOLD | TITLE, NULL, HEAD_LINES - 1,
                    x + PADDING, PADDING, inner);
  draw_text (self, snapshot, edition->provider != NULL ? edition->provider : dip_words_get_kind (edition->kind),
             &palette->dim, PLAIN, NULL, 1, x + PADDING, PADDING + used, inner);
  gtk_snapshot_pop (snapshot);
  draw_rectangle (snapshot, &palette->line, x + width - 1, 0, 1, head_height (self));
}

static void
draw_cursor (DipMatrixGrid *self,
             GtkSnapshot   *snapshot,
             const Palette *palette,
             float          x,
             float          y)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, column_width (self) - 1, row_height (self) - 1);
  GskRoundedRect outline;
  float border[4] = { 2, 2, 2, 2 };

  gsk_rounded_rect_init_from_rect (&outline, &rect, 0);
  gtk_snapshot_append_border (snapshot, &outline, border,
                              (GdkRGBA[4]) { palette->accent, palette->accent, palette->accent, palette->accent });
}

/* Positions from *first to before *end are seen. */
void
_dip_matrix_grid_find_seen (double  value,
                            int     room,
                            int     size,
                            guint   n,
                            guint  *first,
                            guint  *end)
{
  *first = (guint) CLAMP (value / size, 0, n);
  *end = (guint) CLAMP ((value + room) / size + 1, 0, n);
}

void
_dip_matrix_grid_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  DipMatrixGrid *self = DIP_MATRIX_GRID (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int left = first_width (self);
  int top = head_height (self);
  float x0 = left - (float) get_value (self->hadjustment);
  float y0 = top - (float) get_value (self->vadjustment);
  guint first_row, end_row, first_column, end_column;
  Palette palette;

  if (self->matrix == NULL || self->columns->len == 0)
    return;

  init_palette (self, &palette);
  _dip_matrix_grid_find_seen (get_value (self->vadjustment), height - top, row_height (self), self->rows->len,
                              &first_row, &end_row);
  _dip_matrix_grid_find_seen (get_value (self->hadjustment), width - left, column_width (self), self->columns->len,
                              &first_column, &end_column);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (left, top, MAX (width - left, 0), MAX (height - top, 0)));
  for (guint i = first_row; i < end_row; i++)
    for (guint j = first_column; j < end_column; j++)
      draw_cell (self, snapshot, &palette,
                 g_ptr_array_index (row_at (self, i)->cells, g_array_index (self->columns, guint, j)),
                 x0 + (float) j * column_width (self), y0 + (float) i * row_height (self));
  if ((gtk_widget_has_focus (widget) || gtk_widget_get_focus_child (widget) != NULL) && self->rows->len > 0)
    draw_cursor (self, snapshot, &palette, x0 + (float) self->cursor_column * column_width (self),
                 y0 + (float) self->cursor_row * row_height (self));
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, left, MAX (height - top, 0)));
  for (guint i = first_row; i < end_row; i++)
    draw_first (self, snapshot, &palette, row_at (self, i), y0 + (float) i * row_height (self));
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (left, 0, MAX (width - left, 0), top));
  for (guint j = first_column; j < end_column; j++)
    draw_head (self, snapshot, &palette,
               g_ptr_array_index (self->matrix->documents, g_array_index (self->columns, guint, j)),
               x0 + (float) j * column_width (self));
  if (self->drag_from >= 0 && self->drag_to >= 0)
    draw_rectangle (snapshot, &palette.accent, x0 + (float) (self->drag_to + (self->drag_to > self->drag_from)) *
                    column_width (self) - 2, 0, 4, top);
  gtk_snapshot_pop (snapshot);

  draw_rectangle (snapshot, &palette.head, 0, 0, left, top);
  {
    g_autofree char *count = g_strdup_printf (ngettext ("%u control", "%u controls", self->rows->len), self->rows->len);

    draw_text (self, snapshot, count, &palette.dim, TITLE, NULL, 2, PADDING, PADDING, left - 2 * PADDING);
  }
  draw_rectangle (snapshot, &palette.line, 0, top - 1, width, 1);
  draw_rectangle (snapshot, &palette.line, left - 1, 0, 1, height);
}
