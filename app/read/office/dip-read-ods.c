/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

#include "base/dip-error.h"
#include "read/office/dip-fills.h"
#include "read/office/dip-odf.h"
#include "read/office/dip-package.h"
#include "read/office/dip-workbook.h"

#include <string.h>

/*
 * An OpenDocument spreadsheet (ODF 1.2 part 1, 9): all in content.xml.
 *
 *   table = name *( column ) *( row @repeated ( *( cell @repeated | covered cell ) ) )
 *   cell  = *( paragraph )                 as shown; a number only where there is no paragraph
 *
 * Cells and rows may be repeated a million times: empty ones cost nothing,
 * others count against the bounds of the grid. Annotations, pictures, messages
 * of validation and changes that were tracked are no text of cells. Text in boxes
 * over the sheet stands below it; a check box is in the cell that it is tied to.
 */

#define MEDIA_TYPE "application/vnd.oasis.opendocument.spreadsheet"

#define MAX_CELL_BYTES (256u * 1024)
#define MAX_CONTROLS 20000u

/* Empty cells in a row with one fill that may each be an answer; more are a band. */
#define MAX_FILLED 16u

enum {
  STYLE, TABLE_PROPERTIES, TABLE, COLUMN, ROW, CELL, COVERED, P, S, TAB, BREAK, ANNOTATION, RUBY_TEXT, SHAPES,
  TRACKED_CHANGES, VALIDATIONS, TITLE, DESC, SPAN, CHECK_BOX, RADIO, CONTROL, FRAME, CUSTOM_SHAPE, RECT, ELLIPSE, GROUP,
};

static const char *const names[] = {
  "style:style", "style:table-properties", "table:table", "table:table-column", "table:table-row",
  "table:table-cell", "table:covered-table-cell", "text:p", "text:s", "text:tab", "text:line-break",
  "office:annotation", "text:ruby-text", "table:shapes", "table:tracked-changes", "table:content-validations",
  "svg:title", "svg:desc", "text:span", "form:checkbox", "form:radio", "draw:control", "draw:frame",
  "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:g", NULL,
};

typedef struct
{
  guint  column;
  guint  fill;
  char  *text;
} Cell;

typedef struct
{
  DipWorkbook *workbook;
  GPtrArray   *names;        /* of the sheets, in order */
  DipOdfStyles *styles;
  GHashTable  *hidden;       /* names of styles of tables that are not shown */
  char        *style;        /* (nullable): under way */
  guint        chosen;       /* G_MAXUINT for all that are shown */
  gboolean     lists_only;   /* look for names of sheets, read nothing */
  gboolean     with_hidden;

  DipGrid     *grid;         /* (nullable): of the sheet under way */
  DipFills    *fills;        /* (nullable): of it */
  char        *name;         /* of it */
  guint        depth;        /* of tables */
  gboolean     full;
  guint        column;
  guint        row;          /* number of the row under way, from 1 */
  guint        n_rows;       /* as which it counts */
  gboolean     row_hidden;
  GArray      *cells;        /* of the row, of Cell */
  GString     *text;         /* of the cell */
  guint        n_columns;    /* as which the cell counts */
  guint        n_paragraphs;
  gboolean     in_cell;
  gboolean     struck;       /* the cell is, through */
  guint        n_spanned;    /* columns that the cell covers */
  gboolean     has_text;     /* the row has some */
  guint        fill;         /* of the cell */
  gboolean     missing;      /* the cell has a formula and no value */
  guint        n_comments;
  guint        n_struck;
  gboolean     in_paragraph;
  guint        boxes;        /* over the sheet, around this place */
  GString     *below;        /* what stands in them */
  GString     *signs;        /* of the check boxes over the cell */
  GHashTable  *controls;     /* (element-type utf8 utf8): id → sign and caption */
  guint        least;        /* the first column with something in it */
  char        *value;        /* (nullable): of the cell, for one without paragraphs */
} Reading;

static void
cell_clear (Cell *self)
{
  g_free (self->text);
}

static void
start_table (Reading *self,
             DipXml  *xml)
{
  const char *name = dip_xml_get (xml, "table:name");
  const char *style = dip_xml_get (xml, "table:style-name");
  gboolean hidden = style != NULL && g_hash_table_contains (self->hidden, style);
  guint place = self->names->len;

  if (++self->depth > 1)
    return;
  if (place >= DIP_WORKBOOK_MAX_SHEETS)
    {
      dip_xml_skip (xml);
      return;
    }

  g_ptr_array_add (self->names, dip_flow_clean (g_strdup (name != NULL ? name : "")));
  if (self->lists_only || (self->chosen != G_MAXUINT && self->chosen != place))
    {
      dip_xml_skip (xml);
      return;
    }
  if (hidden && self->chosen == G_MAXUINT && !self->with_hidden)
    {
      g_ptr_array_add (self->workbook->hidden, g_strdup (g_ptr_array_index (self->names, place)));
      dip_xml_skip (xml);
      return;
    }

  self->grid = dip_grid_new ();
  self->fills = dip_fills_new ();
  self->name = g_strdup (g_ptr_array_index (self->names, place));
  self->full = FALSE;
  self->row = 1;
  self->column = 0;
  self->least = DIP_GRID_MAX_COLUMNS;
  g_string_truncate (self->below, 0);
}

static void
end_table (Reading *self)
{
  if (--self->depth > 0 || self->grid == NULL)
    return;

  dip_flow_clean (self->below->str);
  if (*self->below->str != '\0')
    {
      dip_grid_begin_row (self->grid, self->row + 1, FALSE);
      self->full = self->full || !dip_grid_add (self->grid, self->least < DIP_GRID_MAX_COLUMNS ? self->least : 0,
                                                self->below->str);
    }
  dip_fills_apply (self->fills, self->grid);
  dip_workbook_add (self->workbook, self->grid, self->name, self->full);
  g_clear_pointer (&self->fills, dip_fills_free);
  g_clear_pointer (&self->grid, dip_grid_free);
  g_clear_pointer (&self->name, g_free);
}

static gboolean
is_hidden (DipXml *xml)
{
  const char *visibility = dip_xml_get (xml, "table:visibility");

  return visibility != NULL && strcmp (visibility, "visible") != 0;
}

static void
start_column (Reading *self,
              DipXml  *xml)
{
  gint64 n = 1;

  dip_xml_get_int (xml, "table:number-columns-repeated", 1, DIP_GRID_MAX_COLUMNS, &n);
  if (is_hidden (xml) && self->column < DIP_GRID_MAX_COLUMNS)
    dip_grid_hide_columns (self->grid, self->column, self->column + (guint) n - 1);
  self->column = MIN (self->column + (guint) n, DIP_GRID_MAX_COLUMNS);
}

static void
start_row (Reading *self,
           DipXml  *xml)
{
  gint64 n = 1;

  dip_xml_get_int (xml, "table:number-rows-repeated", 1, DIP_GRID_MAX_ROWS, &n);
  self->n_rows = (guint) n;
  self->row_hidden = is_hidden (xml);
  self->column = 0;
  self->has_text = FALSE;
  g_array_set_size (self->cells, 0);
}

static void
end_row (Reading *self)
{
  for (guint r = 0; r < self->n_rows && self->has_text && !self->full; r++)
    {
      dip_grid_begin_row (self->grid, self->row + r, self->row_hidden);
      for (guint i = 0; i < self->cells->len && !self->full; i++)
        {
          Cell *cell = &g_array_index (self->cells, Cell, i);

          dip_fills_add (self->fills, self->row + r, cell->column, cell->fill, cell->text);
          if (*cell->text == '\0')
            continue;
          self->least = MIN (self->least, cell->column);
          self->full = !dip_grid_add (self->grid, cell->column, cell->text);
        }
    }
  self->row = MIN (self->row + self->n_rows, DIP_GRID_MAX_ROWS * 2);
  g_array_set_size (self->cells, 0);
}

static void
start_cell (Reading *self,
            DipXml  *xml)
{
  gint64 n = 1, n_rows = 1, n_columns = 1;
  const char *type = dip_xml_get (xml, "office:value-type");
  const char *style = dip_xml_get (xml, "table:style-name");
  const char *value = NULL;

  dip_xml_get_int (xml, "table:number-columns-repeated", 1, DIP_GRID_MAX_COLUMNS, &n);
  dip_xml_get_int (xml, "table:number-rows-spanned", 1, DIP_GRID_MAX_ROWS, &n_rows);
  dip_xml_get_int (xml, "table:number-columns-spanned", 1, DIP_GRID_MAX_COLUMNS, &n_columns);
  self->n_columns = (guint) n;
  self->n_paragraphs = 0;
  self->in_cell = TRUE;
  self->struck = _dip_odf_styles_get_struck (self->styles->cells, style) == 1;
  self->fill = _dip_odf_styles_get_fill (self->styles->cells, style);
  g_string_truncate (self->text, 0);
  g_string_truncate (self->signs, 0);
  g_clear_pointer (&self->value, g_free);

  self->n_spanned = (guint) n_columns;
  if ((n_rows > 1 || n_columns > 1) &&
      !dip_grid_merge (self->grid, self->row, self->column, (guint) n_rows, (guint) n_columns))
    self->full = TRUE;

  self->missing = type == NULL && dip_xml_get (xml, "table:formula") != NULL;
  if (type == NULL)
    return;
  if (strcmp (type, "string") == 0)
    value = dip_xml_get (xml, "office:string-value");
  else if (strcmp (type, "date") == 0)
    value = dip_xml_get (xml, "office:date-value");
  else if (strcmp (type, "time") == 0)
    value = dip_xml_get (xml, "office:time-value");
  else if (strcmp (type, "boolean") == 0)
    value = dip_xml_get (xml, "office:boolean-value");
  else
    value = dip_xml_get (xml, "office:value");
  self->value = g_strdup (value);
}

/* A box without a caption stands before the words of its cell, one with a caption behind them. */
static const char *
join_signs (Reading    *self,
            const char *text)
{
  gboolean bare = strcmp (self->signs->str, "☑") == 0 || strcmp (self->signs->str, "☐") == 0;

  if (self->signs->len == 0)
    return text;
  if (*text != '\0' && bare)
    g_string_append_printf (self->signs, " %s", text);
  else if (*text != '\0')
    {
      g_string_prepend_c (self->signs, ' ');
      g_string_prepend (self->signs, text);
    }

  return self->signs->str;
}

static void
end_cell (Reading *self)
{
  const char *text = dip_flow_clean (self->text->str);
  guint n = self->n_columns;

  if (self->n_paragraphs == 0 && self->value != NULL)
    text = dip_flow_clean (self->value);
  text = join_signs (self, text);
  if (self->missing && *text == '\0')
    dip_grid_miss_value (self->grid, self->row, self->column);
  if (self->struck && *text != '\0')
    {
      self->n_struck++;
      text = "";
    }

  self->has_text = self->has_text || *text != '\0';
  if (*text == '\0')
    n = MAX (n, self->n_spanned);
  if (*text == '\0' && (self->fill == 0 || n > MAX_FILLED))
    n = 0;
  for (guint i = 0; i < n && !self->full; i++)
    {
      Cell cell = { .column = self->column + i, .fill = self->fill, .text = g_strdup (text) };

      if (cell.column >= DIP_GRID_MAX_COLUMNS || self->cells->len >= DIP_GRID_MAX_COLUMNS)
        {
          g_free (cell.text);
          break;
        }
      g_array_append_val (self->cells, cell);
      if (strlen (text) * self->cells->len > DIP_FLOW_MAX_BYTES)
        self->full = TRUE;
    }
  self->column = MIN (self->column + self->n_columns, DIP_GRID_MAX_COLUMNS);
  self->in_cell = FALSE;
}

static void
start_covered (Reading *self,
               DipXml  *xml)
{
  gint64 n = 1;

  dip_xml_get_int (xml, "table:number-columns-repeated", 1, DIP_GRID_MAX_COLUMNS, &n);
  self->column = MIN (self->column + (guint) n, DIP_GRID_MAX_COLUMNS);
  dip_xml_skip (xml);
}

/* Where the text of a paragraph goes. */
static GString *
get_buffer (Reading *self)
{
  return self->boxes > 0 ? self->below : self->text;
}

static gboolean
is_box (guint element)
{
  return element == SHAPES || (element >= FRAME && element <= GROUP);
}

/* A control is described before the cells of its sheet. */
static void
note_control (Reading *self,
              DipXml  *xml,
              guint    element)
{
  const char *id = dip_xml_get (xml, "form:id");
  const char *label = dip_xml_get (xml, "form:label");
  const char *state = dip_xml_get (xml, element == RADIO ? "form:current-selected" : "form:current-state");
  char *text;

  if (id == NULL || g_hash_table_size (self->controls) >= MAX_CONTROLS)
    return;
  if (state == NULL)
    state = dip_xml_get (xml, element == RADIO ? "form:selected" : "form:state");

  text = g_strconcat (state != NULL && (strcmp (state, "checked") == 0 || strcmp (state, "true") == 0) ? "☑ " : "☐ ",
                      label, NULL);
  g_hash_table_replace (self->controls, g_strdup (id), dip_flow_clean (text));
}

static void
add_control (Reading *self,
             DipXml  *xml)
{
  const char *id = dip_xml_get (xml, "draw:control");
  const char *text = id != NULL ? g_hash_table_lookup (self->controls, id) : NULL;
  GString *to = self->in_cell && self->boxes == 0 ? self->signs : self->below;

  if (text != NULL && to->len < MAX_CELL_BYTES)
    g_string_append_printf (to, "%s%s", to->len > 0 ? (to == self->signs ? " " : "\n") : "", text);
}

static void
start_sheet_element (Reading *self,
                     DipXml  *xml,
                     guint    element)
{
  switch (element)
    {
    case COLUMN:
      start_column (self, xml);
      break;

    case ROW:
      start_row (self, xml);
      break;

    case CELL:
      start_cell (self, xml);
      break;

    case COVERED:
      start_covered (self, xml);
      break;

    case P:
      if (self->boxes > 0)
        {
          g_string_append_c (self->below, '\n');
          self->in_paragraph = TRUE;
        }
      else if (self->in_cell)
        {
          if (self->n_paragraphs++ > 0)
            g_string_append_c (self->text, '\n');
          self->in_paragraph = TRUE;
        }
      break;

    case S:
      if (self->in_paragraph && get_buffer (self)->len < MAX_CELL_BYTES)
        _dip_odf_append_spaces (xml, get_buffer (self));
      break;

    case SPAN:
      if (self->in_paragraph &&
          _dip_odf_styles_get_struck (self->styles->texts, dip_xml_get (xml, "text:style-name")) == 1)
        {
          self->n_struck++;
          dip_xml_skip (xml);
        }
      break;

    case TAB:
    case BREAK:
      if (self->in_paragraph)
        g_string_append_c (get_buffer (self), element == TAB ? ' ' : '\n');
      break;

    case CONTROL:
      add_control (self, xml);
      break;

    default:
      self->boxes += is_box (element);
      break;
    }
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  Reading *self = user_data;
  const char *value;

  switch (element)
    {
    case STYLE:
      g_free (self->style);
      self->style = g_strdup (dip_xml_get (xml, "style:name"));
      break;

    case TABLE_PROPERTIES:
      value = dip_xml_get (xml, "table:display");
      if (self->style != NULL && value != NULL && strcmp (value, "false") == 0)
        g_hash_table_add (self->hidden, g_strdup (self->style));
      break;

    case TABLE:
      start_table (self, xml);
      break;

    case ANNOTATION:
      self->n_comments++;
      dip_xml_skip (xml);
      break;

    case CHECK_BOX:
    case RADIO:
      note_control (self, xml, element);
      break;

    case RUBY_TEXT:
    case TRACKED_CHANGES:
    case VALIDATIONS:
    case TITLE:
    case DESC:
      dip_xml_skip (xml);
      break;

    default:
      if (self->grid != NULL && self->depth == 1)
        start_sheet_element (self, xml, element);
      break;
    }
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  Reading *self = user_data;

  if (element == TABLE)
    end_table (self);
  else if (self->grid == NULL || self->depth != 1)
    return;
  else if (element == ROW)
    end_row (self);
  else if (element == CELL && self->in_cell)
    end_cell (self);
  else if (element == P)
    self->in_paragraph = FALSE;
  else if (is_box (element))
    self->boxes -= self->boxes > 0;
}

static void
add_text (DipXml     *xml,
          const char *text,
          gsize       length,
          gpointer    user_data)
{
  Reading *self = user_data;

  if (self->in_paragraph && get_buffer (self)->len < MAX_CELL_BYTES)
    g_string_append_len (get_buffer (self), text, (gssize) length);
}

static gboolean
read_content (Reading       *self,
              DipZip        *zip,
              GCancellable  *cancellable,
              GError       **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end, .text = add_text };
  gboolean read;

  g_ptr_array_set_size (self->names, 0);
  self->depth = 0;
  self->boxes = 0;
  g_hash_table_remove_all (self->controls);
  read = dip_xml_parse_part (zip, "content.xml", &handler, self, cancellable, error);
  g_clear_pointer (&self->grid, dip_grid_free);
  g_clear_pointer (&self->fills, dip_fills_free);
  g_clear_pointer (&self->name, g_free);

  return read;
}

static gboolean
read_sheets (Reading               *self,
             DipZip                *zip,
             const DipReadOptions  *options,
             GCancellable          *cancellable,
             GError               **error)
{
  DipWorkbook *workbook = self->workbook;

  if (options != NULL && options->sheet != NULL && *options->sheet != '\0')
    {
      self->lists_only = TRUE;
      if (!read_content (self, zip, cancellable, error) ||
          !dip_workbook_choose (self->names, options->sheet, &self->chosen, error))
        return FALSE;
      self->lists_only = FALSE;
    }

  if (!read_content (self, zip, cancellable, error))
    return FALSE;

  /* Where all that is shown is empty, what is hidden has to be the paper. */
  if (workbook->n_sheets == 0 && workbook->hidden->len > 0 && workbook->too_large->len == 0)
    {
      g_ptr_array_set_size (workbook->hidden, 0);
      dip_flow_warn (&workbook->flow, "All sheets with text are hidden; they were read.");
      self->with_hidden = TRUE;
      if (!read_content (self, zip, cancellable, error))
        return FALSE;
    }

  return dip_workbook_finish (workbook, error);
}

/**
 * _dip_read_ods:
 * @bytes: an OpenDocument spreadsheet
 * @name: base name of the file
 * @options: (nullable): which sheet
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Lays out a spreadsheet as _dip_read_xlsx() does.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_ods (GBytes                *bytes,
               const char            *name,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, MEDIA_TYPE);
  g_autoptr (DipZip) zip = _dip_odf_open (bytes, cancellable, error);
  g_autoptr (GHashTable) hidden = NULL;
  g_autoptr (GHashTable) controls = NULL;
  g_autoptr (GString) below = NULL;
  g_autoptr (GString) signs = NULL;
  g_autoptr (DipOdfStyles) styles = NULL;
  g_auto (DipWorkbook) workbook = { 0 };
  Reading reading = { .workbook = &workbook, .chosen = G_MAXUINT, .names = layout->sheets };
  gboolean read;

  if (zip == NULL)
    return NULL;

  styles = _dip_odf_styles_read (zip, cancellable, error);
  if (styles == NULL)
    return NULL;

  reading.styles = styles;
  dip_workbook_init (&workbook, layout);
  hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading.hidden = hidden;
  reading.controls = controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reading.text = g_string_new (NULL);
  reading.below = below = g_string_new (NULL);
  reading.signs = signs = g_string_new (NULL);
  reading.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (reading.cells, (GDestroyNotify) cell_clear);
  read = read_sheets (&reading, zip, options, cancellable, error);
  g_string_free (reading.text, TRUE);
  g_array_unref (reading.cells);
  g_free (reading.style);
  g_free (reading.value);
  if (!read)
    return NULL;

  dip_flow_warn_of_comments (&workbook.flow, reading.n_comments);
  if (reading.n_struck > 0)
    dip_flow_warn (&workbook.flow, DIP_FLOW_STRUCK);
  dip_package_read_properties (zip, "meta.xml", layout, cancellable);

  return g_steal_pointer (&layout);
}
