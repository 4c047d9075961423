/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-grid.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-words.h"

/* Space inside of a cell, and the size of a stance's icon, in pixels. */
#define PADDING       8
#define ICON          16

/* Height of a row and of the head, in lines of text. */
#define ROW_LINES     4
#define HEAD_LINES    3

/* Widths in letters of the font; in a narrow window the first column gives way. */
#define COLUMN_WIDTH  26
#define FIRST_WIDTH   26
#define NARROW_FIRST  15
#define NARROW        640

#define N_STANCES     (DIP_STANCE_PARTIAL + 1)

/**
 * DipMatrixGrid:
 *
 * Controls × editions. The first column and the head stay where they are while
 * the rest scrolls in both directions. A table of widgets makes one for every
 * cell, seen or not; this one draws what is seen, so a hundred controls by fifty
 * editions cost no more than what fits into the window.
 *
 * The cell at the cursor is the name of the widget for assistive technologies,
 * and changes with it.
 *
 * A cell is opened by [signal@MatrixGrid::activate-cell]; a column that a person
 * drags or moves with Ctrl+Shift+arrow by [signal@MatrixGrid::move-column].
 */
struct _DipMatrixGrid
{
  GtkWidget         parent_instance;

  const DipMatrix  *matrix;       /* (nullable) */
  GArray           *rows;         /* (element-type guint) */
  GArray           *columns;      /* (element-type guint) */
  guint             cursor_row;   /* position in @rows */
  guint             cursor_column;

  GtkAdjustment    *hadjustment;
  GtkAdjustment    *vadjustment;
  guint             hscroll_policy : 1;
  guint             vscroll_policy : 1;

  int               line;         /* height of a line of text */
  int               letter;       /* width of a letter */
  int               drag_from;    /* position of the column that is dragged, or -1 */
  int               drag_to;
  GtkIconPaintable *icons[N_STANCES];
  int               icon_scale;
};

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
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DipMatrixGrid, dip_matrix_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint signals[N_SIGNALS];

static int
row_height (DipMatrixGrid *self)
{
  return ROW_LINES * self->line + 2 * PADDING;
}

static int
head_height (DipMatrixGrid *self)
{
  return HEAD_LINES * self->line + 2 * PADDING;
}

static int
column_width (DipMatrixGrid *self)
{
  return COLUMN_WIDTH * self->letter + 2 * PADDING;
}

static int
first_width (DipMatrixGrid *self)
{
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;

  return (narrow ? NARROW_FIRST : FIRST_WIDTH) * self->letter + 2 * PADDING;
}

static double
get_value (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static const DipMatrixRow *
row_at (DipMatrixGrid *self,
        guint          position)
{
  return g_ptr_array_index (self->matrix->rows, g_array_index (self->rows, guint, position));
}

static const char *
row_title (const DipMatrixRow *row)
{
  const char *language = pango_language_to_string (gtk_get_default_language ());

  return row->title_ja != NULL && g_str_has_prefix (language, "ja") ? row->title_ja : row->title;
}

static const char *
stance_word (const DipMatrixCell *cell)
{
  /* Translators: in a table of providers: the paper has no clause on the control */
  return cell != NULL ? dip_words_get_stance (cell->stance) : _("Says nothing");
}

/**
 * dip_matrix_grid_dup_way:
 * @cell: a cell that is not empty
 *
 * Returns: (transfer full): how its clauses came to answer the control
 */
char *
dip_matrix_grid_dup_way (const DipMatrixCell *cell)
{
  int percent = (int) (cell->confidence * 100 + 0.5);

  switch (cell->via)
    {
    case DIP_ORIGIN_PRINTED:
      return g_strdup (_("The paper names the control itself."));
    case DIP_ORIGIN_CROSSWALK:
      /* Translators: %d is a percentage */
      return g_strdup_printf (_("By a crosswalk from another framework, %d %% certain."), percent);
    case DIP_ORIGIN_INFERRED:
    case DIP_ORIGIN_NONE:
    case DIP_ORIGIN_USER:
    default:
      /* Translators: %d is a percentage */
      return g_strdup_printf (_("By what the clause is about, %d %% certain."), percent);
    }
}

/**
 * dip_matrix_grid_describe:
 * @matrix: a matrix
 * @row: index of a row
 * @column: index of a document
 *
 * Returns: (transfer full): the control, the edition, its stance and what it says
 */
char *
dip_matrix_grid_describe (const DipMatrix *matrix,
                          guint            row,
                          guint            column)
{
  const DipMatrixRow *control = g_ptr_array_index (matrix->rows, row);
  const DipDocument *document = g_ptr_array_index (matrix->documents, column);
  const DipMatrixCell *cell = g_ptr_array_index (control->cells, column);
  g_autofree char *edition = dip_words_dup_edition (document->edition);
  g_autofree char *way = cell != NULL ? dip_matrix_grid_dup_way (cell) : NULL;

  if (cell == NULL)
    return g_strdup_printf ("%s %s\n%s: %s", control->control, row_title (control), edition, stance_word (NULL));

  return g_strdup_printf ("%s %s\n%s: %s\n%s\n%s", control->control, row_title (control), edition,
                          stance_word (cell), cell->excerpt, way);
}

static void
update_label (DipMatrixGrid *self)
{
  g_autofree char *label = NULL;

  if (self->matrix == NULL || self->rows->len == 0 || self->columns->len == 0)
    label = g_strdup (_("Empty matrix"));
  else
    label = dip_matrix_grid_describe (self->matrix,
                                      g_array_index (self->rows, guint, self->cursor_row),
                                      g_array_index (self->columns, guint, self->cursor_column));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
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

/* --- Drawing -------------------- */

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

/* Draws a text of at most @lines lines at a place. Returns its height. */
static int
draw_text (DipMatrixGrid *self,
           GtkSnapshot   *snapshot,
           const char    *text,
           const GdkRGBA *color,
           gboolean       bold,
           int            lines,
           float          x,
           float          y,
           int            width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int height;

  if (bold)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }

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
           float          x,
           float          y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int scale = gtk_widget_get_scale_factor (widget);

  if (self->icon_scale != scale)
    for (guint i = 0; i < N_STANCES; i++)
      g_clear_object (&self->icons[i]);
  self->icon_scale = scale;

  if (self->icons[stance] == NULL)
    self->icons[stance] =
      gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                  dip_words_get_stance_icon (stance), NULL, ICON, scale,
                                  gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icons[stance]), snapshot,
                                            ICON, ICON, color, 1);
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
    draw_text (self, snapshot, stance_word (NULL), &palette->dim, FALSE, 1, x + PADDING, y + PADDING, inner);
  else
    {
      const GdkRGBA *color = &palette->stances[cell->stance];
      GdkRGBA tint = *color;

      tint.alpha = 0.08f;
      draw_rectangle (snapshot, &tint, x, y, width, row_height (self));
      draw_icon (self, snapshot, cell->stance, color, x + PADDING, y + PADDING + (self->line - ICON) / 2.0f);
      draw_text (self, snapshot, stance_word (cell), color, TRUE, 1,
                 x + PADDING + ICON + 6, y + PADDING, inner - ICON - 6);
      draw_text (self, snapshot, cell->excerpt, &palette->text, FALSE, ROW_LINES - 1,
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
  draw_text (self, snapshot, row->control, &palette->text, TRUE, 1, PADDING, y + PADDING, width - 2 * PADDING);
  draw_text (self, snapshot, row_title (row), &palette->text, FALSE, ROW_LINES - 1,
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
  used = draw_text (self, snapshot, name, &palette->text, TRUE, HEAD_LINES - 1, x + PADDING, PADDING, inner);
  draw_text (self, snapshot, edition->provider != NULL ? edition->provider : dip_words_get_kind (edition->kind),
             &palette->dim, FALSE, 1, x + PADDING, PADDING + used, inner);
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
static void
find_seen (double  value,
           int     room,
           int     size,
           guint   n,
           guint  *first,
           guint  *end)
{
  *first = (guint) CLAMP (value / size, 0, n);
  *end = (guint) CLAMP ((value + room) / size + 1, 0, n);
}

static void
dip_matrix_grid_snapshot (GtkWidget   *widget,
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
  find_seen (get_value (self->vadjustment), height - top, row_height (self), self->rows->len, &first_row, &end_row);
  find_seen (get_value (self->hadjustment), width - left, column_width (self), self->columns->len,
             &first_column, &end_column);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (left, top, MAX (width - left, 0), MAX (height - top, 0)));
  for (guint i = first_row; i < end_row; i++)
    for (guint j = first_column; j < end_column; j++)
      draw_cell (self, snapshot, &palette,
                 g_ptr_array_index (row_at (self, i)->cells, g_array_index (self->columns, guint, j)),
                 x0 + (float) j * column_width (self), y0 + (float) i * row_height (self));
  if (gtk_widget_has_focus (widget) && self->rows->len > 0)
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

    draw_text (self, snapshot, count, &palette.dim, FALSE, 2, PADDING, PADDING, left - 2 * PADDING);
  }
  draw_rectangle (snapshot, &palette.line, 0, top - 1, width, 1);
  draw_rectangle (snapshot, &palette.line, left - 1, 0, 1, height);
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
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
    case GDK_KEY_space:
      activate (self);
      return TRUE;
    default:
      return FALSE;
    }
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
                                   g_array_index (self->columns, guint, column));
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
}

static void
dip_matrix_grid_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (dip_matrix_grid_parent_class)->css_changed (widget, change);

  measure_font (DIP_MATRIX_GRID (widget));
  gtk_widget_queue_resize (widget);
}

static void
set_adjustment (DipMatrixGrid  *self,
                GtkAdjustment **place,
                GtkAdjustment  *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, gtk_widget_queue_draw, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
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

  self->matrix = NULL;
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
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
  widget_class->snapshot = dip_matrix_grid_snapshot;
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
}

static void
dip_matrix_grid_init (DipMatrixGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->drag_from = self->drag_to = -1;
  self->line = 20;
  self->letter = 8;

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dip_matrix_grid_new (void)
{
  return g_object_new (DIP_TYPE_MATRIX_GRID, NULL);
}

void
dip_matrix_grid_set_matrix (DipMatrixGrid   *self,
                            const DipMatrix *matrix,
                            GArray          *rows,
                            GArray          *columns)
{
  g_return_if_fail (DIP_IS_MATRIX_GRID (self));

  self->matrix = matrix;
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->columns, 0);
  if (matrix != NULL)
    {
      g_array_append_vals (self->rows, rows->data, rows->len);
      g_array_append_vals (self->columns, columns->data, columns->len);
    }
  self->cursor_row = MIN (self->cursor_row, MAX (self->rows->len, 1) - 1);
  self->cursor_column = MIN (self->cursor_column, MAX (self->columns->len, 1) - 1);

  configure (self);
  update_label (self);
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
