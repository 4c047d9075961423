/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-printout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dip-table-widths.h"

/* All in points. */
#define COLUMN_GAP   14.0
#define HEADER_SIZE  8.0
#define HEADER_SPACE 26.0   /* that the line above the text takes */
#define FOOTER_SPACE 22.0

/* A heading needs this much room below it, else it goes to the next page. */
#define KEEP_SPACE   60.0

/* A row of a table that takes no more of a page is not divided. */
#define WHOLE_SHARE  0.4

typedef struct
{
  char          *text;
  PangoAttrList *attributes;  /* (nullable) */
  PangoLayout   *layout;      /* (nullable): once the paper is known */
} Cell;

typedef struct
{
  DipTableWidths *widths;
  double         *columns;    /* the width of each, once the paper is known */
} Table;

typedef struct
{
  DipPrintStyle  style;
  GPtrArray     *cells;       /* (element-type Cell) */
  const Table   *table;       /* (nullable): that the row is of; else all cells are equally wide */
  int            head;        /* index of the row that stands above it on each page, -1 for none */
} Row;

/* A piece of a row on a page. */
typedef struct
{
  guint   row;
  guint  *first;              /* first line of each cell */
  guint  *n_lines;            /* of each cell */
  double  y;
} Piece;

struct _DipPrintout
{
  char      *title;
  gboolean   landscape;
  GPtrArray *rows;            /* (element-type Row) */
  GPtrArray *tables;          /* (element-type Table) */
  GPtrArray *pages;           /* (element-type GPtrArray (element-type Piece)) */
  int        head;            /* of the rows that come; -1 for none */
  double     width;
  double     height;
};

static const struct
{
  double   size;
  int      weight;
  double   above;
  double   indent;
  gboolean quiet;
  gboolean keep;
} styles[] = {
  [DIP_PRINT_TITLE]      = { 18.0, 800, 0.0,  0.0,  FALSE, TRUE },
  [DIP_PRINT_HEADING]    = { 13.0, 750, 18.0, 0.0,  FALSE, TRUE },
  [DIP_PRINT_SUBHEADING] = { 10.5, 700, 12.0, 0.0,  FALSE, TRUE },
  [DIP_PRINT_QUIET]      = { 8.0,  400, 3.0,  0.0,  TRUE,  FALSE },
  [DIP_PRINT_TEXT]       = { 9.5,  400, 5.0,  0.0,  FALSE, FALSE },
  [DIP_PRINT_ITEM]       = { 9.5,  400, 3.0,  14.0, FALSE, FALSE },
  [DIP_PRINT_DETAIL]     = { 8.0,  400, 1.0,  14.0, TRUE,  FALSE },
  [DIP_PRINT_NOTE]       = { 9.0,  400, 5.0,  14.0, FALSE, FALSE },
  [DIP_PRINT_CELL]       = { 8.0,  400, 6.0,  0.0,  FALSE, FALSE },
};

static void
cell_free (gpointer pointer)
{
  Cell *self = pointer;

  g_free (self->text);
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  g_clear_object (&self->layout);
  g_free (self);
}

static void
table_free (gpointer pointer)
{
  Table *self = pointer;

  dip_table_widths_free (self->widths);
  g_free (self->columns);
  g_free (self);
}

static void
row_free (gpointer pointer)
{
  Row *self = pointer;

  g_ptr_array_unref (self->cells);
  g_free (self);
}

static void
piece_free (gpointer pointer)
{
  Piece *self = pointer;

  g_free (self->first);
  g_free (self->n_lines);
  g_free (self);
}

DipPrintout *
dip_printout_new (const char *title,
                  gboolean    landscape)
{
  DipPrintout *self = g_new0 (DipPrintout, 1);

  self->title = g_strdup (title);
  self->landscape = landscape;
  self->head = -1;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
dip_printout_free (DipPrintout *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->pages);
  g_free (self);
}

void
dip_printout_begin_row (DipPrintout   *self,
                        DipPrintStyle  style)
{
  Row *row = g_new0 (Row, 1);

  row->style = style;
  row->head = self->head;
  row->cells = g_ptr_array_new_with_free_func (cell_free);
  g_ptr_array_add (self->rows, row);
}

/**
 * dip_printout_add_cell:
 * @self: a printout, in which a row was begun
 * @text: (nullable): its text; a row whose cells differ in number has columns of its own
 * @attributes: (nullable): how it looks beside the row's style
 */
void
dip_printout_add_cell (DipPrintout   *self,
                       const char    *text,
                       PangoAttrList *attributes)
{
  Row *row = g_ptr_array_index (self->rows, self->rows->len - 1);
  Cell *cell = g_new0 (Cell, 1);

  cell->text = g_strdup (text != NULL ? text : "");
  cell->attributes = attributes != NULL ? pango_attr_list_ref (attributes) : NULL;
  g_ptr_array_add (row->cells, cell);
}

/**
 * dip_printout_begin_table:
 * @self: a printout
 *
 * The row that was added last names columns: it is repeated wherever the rows that
 * follow go on on another page, up to dip_printout_end_table().
 */
void
dip_printout_begin_table (DipPrintout *self)
{
  self->head = (int) self->rows->len - 1;
}

void
dip_printout_end_table (DipPrintout *self)
{
  self->head = -1;
}

/**
 * dip_printout_add_table:
 * @self: a printout
 * @text: a table: rows by line feed, cells by TAB
 *
 * Adds all rows of a table, whose columns are as wide as they need to be. What names
 * columns and rows is strong.
 */
void
dip_printout_add_table (DipPrintout *self,
                        const char  *text)
{
  Table *table = g_new0 (Table, 1);
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  g_autoptr (PangoAttrList) strong = pango_attr_list_new ();

  pango_attr_list_insert (strong, pango_attr_weight_new (650));
  table->widths = dip_table_widths_new (text);
  table->columns = g_new0 (double, MAX (dip_table_widths_get_n_columns (table->widths), 1));
  g_ptr_array_add (self->tables, table);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);
      gboolean head = i == 0 && dip_table_widths_has_head (table->widths);

      if (cells[0] == NULL)
        continue;
      dip_printout_begin_row (self, DIP_PRINT_CELL);
      ((Row *) g_ptr_array_index (self->rows, self->rows->len - 1))->table = table;
      for (guint j = 0; cells[j] != NULL; j++)
        dip_printout_add_cell (self, cells[j],
                               head || (j == 0 && dip_table_widths_has_names (table->widths)) ? strong : NULL);
      if (head)
        dip_printout_begin_table (self);
    }
  dip_printout_end_table (self);
}

static double
get_column_width (DipPrintout *self,
                  const Row   *row,
                  guint        column)
{
  if (row->table != NULL)
    return row->table->columns[column];

  return (self->width - COLUMN_GAP * (row->cells->len - 1)) / row->cells->len;
}

static PangoLayout *
make_layout (GtkPrintContext *context,
             DipPrintStyle    style)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);

  pango_font_description_set_size (font, (int) (styles[style].size * PANGO_SCALE));
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);

  return layout;
}

static double
measure_cb (const char *text,
            gpointer    data)
{
  PangoLayout *layout = data;
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);

  return (double) width / PANGO_SCALE + 1.0;
}

/* Where a table has more columns than there is room for, all are equally narrow. */
static void
lay_out_tables (DipPrintout     *self,
                GtkPrintContext *context)
{
  g_autoptr (PangoLayout) layout = make_layout (context, DIP_PRINT_CELL);
  g_autoptr (PangoAttrList) strong = pango_attr_list_new ();

  pango_attr_list_insert (strong, pango_attr_weight_new (650));
  pango_layout_set_attributes (layout, strong);
  for (guint i = 0; i < self->tables->len; i++)
    {
      Table *table = g_ptr_array_index (self->tables, i);
      guint n = dip_table_widths_get_n_columns (table->widths);
      double room = MAX (self->width - COLUMN_GAP * (n - 1), 0.0);

      if (!dip_table_widths_fit (table->widths, room, styles[DIP_PRINT_CELL].size, measure_cb, layout, table->columns))
        for (guint j = 0; j < n; j++)
          table->columns[j] = room / n;

      /* Nothing stands beside the last one. */
      for (guint j = 0; j < n; j++)
        room -= table->columns[j];
      if (n > 0)
        table->columns[n - 1] += MAX (room, 0.0);
    }
}

static void
make_layouts (DipPrintout     *self,
              GtkPrintContext *context,
              Row             *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      Cell *cell = g_ptr_array_index (row->cells, i);

      g_clear_object (&cell->layout);
      cell->layout = make_layout (context, row->style);
      pango_layout_set_width (cell->layout, (int) ((get_column_width (self, row, i) - styles[row->style].indent) *
                                                   PANGO_SCALE));
      pango_layout_set_wrap (cell->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_line_spacing (cell->layout, 1.25f);
      if (cell->attributes != NULL)
        pango_layout_set_attributes (cell->layout, cell->attributes);
      pango_layout_set_text (cell->layout, cell->text, -1);
    }
}

static double
get_line_height (PangoLayout *layout,
                 guint        line)
{
  PangoRectangle area;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, (int) line), NULL, &area);

  return (double) area.height / PANGO_SCALE;
}

/* How many lines from @first on fit into @room; at least one if @force. */
static guint
count_lines (PangoLayout *layout,
             guint        first,
             double       room,
             gboolean     force,
             double      *height)
{
  guint n = 0;

  *height = 0.0;
  while (first + n < (guint) pango_layout_get_line_count (layout))
    {
      double line = get_line_height (layout, first + n);

      if (*height + line > room && !(force && n == 0))
        break;
      *height += line;
      n++;
    }

  return n;
}

/* The y below the last piece of the page; -1 where nothing of the row fits. */
static double
put_piece (DipPrintout *self,
           GPtrArray   *page,
           guint        index,
           guint       *done,
           double       y)
{
  const Row *row = g_ptr_array_index (self->rows, index);
  Piece *piece = g_new0 (Piece, 1);
  double height = 0.0;
  guint n = 0;

  piece->row = index;
  piece->y = y;
  piece->first = g_memdup2 (done, row->cells->len * sizeof *done);
  piece->n_lines = g_new0 (guint, row->cells->len);
  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = g_ptr_array_index (row->cells, i);
      double of_cell;

      piece->n_lines[i] = count_lines (cell->layout, done[i], self->height - y, page->len == 0, &of_cell);
      done[i] += piece->n_lines[i];
      n += piece->n_lines[i];
      height = MAX (height, of_cell);
    }

  if (n == 0)
    {
      piece_free (piece);
      return -1.0;
    }

  g_ptr_array_add (page, piece);

  return y + height;
}

static gboolean
is_done (const Row   *row,
         const guint *done)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = g_ptr_array_index (row->cells, i);

      if (done[i] < (guint) pango_layout_get_line_count (cell->layout))
        return FALSE;
    }

  return TRUE;
}

/* A new page, on which @row goes on below what names its columns, unless that takes most of it. */
static GPtrArray *
add_page (DipPrintout *self,
          const Row   *row,
          double      *y)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (piece_free);
  const Row *head = row != NULL && row->head >= 0 ? g_ptr_array_index (self->rows, (guint) row->head) : NULL;
  g_autofree guint *done = head != NULL ? g_new0 (guint, MAX (head->cells->len, 1)) : NULL;

  g_ptr_array_add (self->pages, page);
  *y = 0.0;
  if (head == NULL || head == row)
    return page;

  *y = put_piece (self, page, (guint) row->head, done, 0.0) + styles[row->style].above;
  if (!is_done (head, done) || *y > self->height / 2)
    {
      g_ptr_array_set_size (page, 0);
      *y = 0.0;
    }

  return page;
}

static double
get_row_height (const Row *row)
{
  double height = 0.0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = g_ptr_array_index (row->cells, i);
      double of_cell;

      count_lines (cell->layout, 0, G_MAXDOUBLE, FALSE, &of_cell);
      height = MAX (height, of_cell);
    }

  return height;
}

/* Whether a row goes to the next page whole: a heading that would end the page, and a row of a
 * table, which nobody can read in two pieces, if it is no longer than a share of a page. */
static gboolean
goes_on (DipPrintout *self,
         const Row   *row,
         double       y)
{
  if (styles[row->style].keep)
    return y + KEEP_SPACE > self->height;

  if (row->style == DIP_PRINT_CELL)
    {
      double height = get_row_height (row);

      return y + height > self->height && height <= self->height * WHOLE_SHARE;
    }

  return FALSE;
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          DipPrintout       *self)
{
  GPtrArray *page;
  double y;

  self->width = gtk_print_context_get_width (context);
  self->height = gtk_print_context_get_height (context) - HEADER_SPACE - FOOTER_SPACE;
  g_ptr_array_set_size (self->pages, 0);
  page = add_page (self, NULL, &y);
  lay_out_tables (self, context);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree guint *done = g_new0 (guint, MAX (row->cells->len, 1));
      gboolean fresh = FALSE;

      if (row->cells->len == 0)
        continue;

      make_layouts (self, context, row);
      if (page->len > 0)
        y += styles[row->style].above;
      if (page->len > 0 && goes_on (self, row, y))
        page = add_page (self, row, &y);

      while (!is_done (row, done))
        {
          double below = put_piece (self, page, i, done, y);

          if (below >= 0.0 && is_done (row, done))
            {
              y = below;
              break;
            }
          /* A line for which the head leaves no room has a page of its own. */
          page = add_page (self, below < 0.0 && fresh ? NULL : row, &y);
          fresh = TRUE;
        }
    }

  gtk_print_operation_set_n_pages (operation, (int) self->pages->len);
}

static void
draw_line_of_text (GtkPrintContext *context,
                   cairo_t         *cr,
                   const char      *text,
                   double           y,
                   double           width,
                   PangoAlignment   alignment)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_size (font, (int) (HEADER_SIZE * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, 0.0, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_piece (DipPrintout *self,
            cairo_t     *cr,
            const Piece *piece)
{
  const Row *row = g_ptr_array_index (self->rows, piece->row);
  double left = 0.0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = g_ptr_array_index (row->cells, i);
      double x = left + styles[row->style].indent;
      double y = HEADER_SPACE + piece->y;

      cairo_set_source_rgb (cr, styles[row->style].quiet ? 0.35 : 0.0, styles[row->style].quiet ? 0.35 : 0.0,
                            styles[row->style].quiet ? 0.35 : 0.0);
      for (guint k = 0; k < piece->n_lines[i]; k++)
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (cell->layout, (int) (piece->first[i] + k));
          PangoRectangle area;

          pango_layout_line_get_extents (line, NULL, &area);
          cairo_move_to (cr, x, y - (double) area.y / PANGO_SCALE);
          pango_cairo_show_layout_line (cr, line);
          y += (double) area.height / PANGO_SCALE;
        }
      left += get_column_width (self, row, i) + COLUMN_GAP;
    }

  /* Cells of a table are told apart by a line above each row. */
  if (row->style == DIP_PRINT_CELL)
    {
      cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
      cairo_set_line_width (cr, 0.5);
      cairo_move_to (cr, 0.0, HEADER_SPACE + piece->y - 3.0);
      cairo_line_to (cr, self->width, HEADER_SPACE + piece->y - 3.0);
      cairo_stroke (cr);
    }
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                number,
         DipPrintout       *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  const GPtrArray *page = g_ptr_array_index (self->pages, (guint) number);
  g_autofree char *position = g_strdup_printf ("%d / %u", number + 1, self->pages->len);

  draw_line_of_text (context, cr, self->title, 0.0, self->width, PANGO_ALIGN_LEFT);
  draw_line_of_text (context, cr, position, HEADER_SPACE + self->height + FOOTER_SPACE - 12.0, self->width,
                     PANGO_ALIGN_CENTER);
  for (guint i = 0; i < page->len; i++)
    draw_piece (self, cr, g_ptr_array_index (page, i));
}

static GtkPrintOperation *
make_operation (DipPrintout *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *basename = g_strdelimit (g_strdup (self->title), "/\\:", '-');

  /* What a file is called that is printed into, until the user gives it another name. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, basename);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_page_setup_set_orientation (setup, self->landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                         : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "printout", self, (GDestroyNotify) dip_printout_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), self);

  return operation;
}

void
dip_printout_run (DipPrintout *self,
                  GtkWindow   *parent)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (self);

  /* Errors are told by the operation itself. */
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

gboolean
dip_printout_export (DipPrintout  *self,
                     const char   *filename,
                     GError      **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (self);

  gtk_print_operation_set_export_filename (operation, filename);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
