/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-xlsx.h"

#include "read/office/dip-cell-format.h"
#include "read/office/dip-fills.h"
#include "read/office/dip-list-number.h"
#include "read/office/dip-xlsx-shapes.h"

#include <stdio.h>
#include <string.h>

/*
 * One sheet:
 *
 *   cell = c ( @r, @t, @s ) [ f ] [ v | is ]      t: "s" shared, "str" and "inlineStr" text, "b", "e", "d" ISO
 *                                                 date, "n" or nothing a number
 *   is   = t | *( r ( [ strike ] t ) )            a run that is struck through is left out
 *
 * What a formula came to last is in v; a formula is not text. Programs that only write workbooks leave v out or
 * empty; a text that is empty has its type.
 */

/* Excel's own limit is 32,767 characters. */
#define MAX_CELL_BYTES (256u * 1024)

/* The day before the first, of both epochs; the first one counts a 29th of February that was none. */
#define JULIAN_OF_1900 693594
#define JULIAN_OF_1904 695056
#define FIRST_AFTER_LEAP 61

enum { ROW, C, V, IS, T, RPH, F, COL, MERGE_CELL, R, STRIKE };

static const char *const names[] = {
  "x:row", "x:c", "x:v", "x:is", "x:t", "x:rPh", "x:f", "x:col", "x:mergeCell", "x:r",
  "x:strike", NULL,
};

typedef enum { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOLEAN, TYPE_DATE } CellType;

typedef struct
{
  DipXlsxTables *tables;
  DipGrid  *grid;
  DipFills *fills;
  GArray   *shapes;      /* (nullable) (element-type DipXlsxShape): what lies over the cells */
  guint     shape;       /* the first of them that was not added yet */
  GString  *text;
  guint     row;         /* from 1 */
  guint     column;      /* from 0 */
  CellType  type;
  guint     style;
  gboolean  in_cell;
  gboolean  takes_text;
  gboolean  formula;     /* the cell has one */
  gboolean  struck;      /* the run is, through */
  gboolean  full;
} Sheet;

/* "BC12" is column 54, row 12; either half may be missing. Returns what follows. */
const char *
_dip_xlsx_parse_reference (const char *at,
                           guint      *column,
                           guint      *row)
{
  guint64 n = 0;

  while (*at == '$')
    at++;
  for (; g_ascii_isalpha (*at) && n < DIP_GRID_MAX_COLUMNS * 26; at++)
    n = n * 26 + (guint64) (g_ascii_toupper (*at) - 'A' + 1);
  if (n > 0)
    *column = (guint) (n - 1);
  while (*at == '$')
    at++;
  for (n = 0; g_ascii_isdigit (*at) && n < DIP_GRID_MAX_ROWS * 10u; at++)
    n = n * 10 + (guint64) (*at - '0');
  if (n > 0)
    *row = (guint) n;

  return at;
}

static void
start_cell (Sheet  *self,
            DipXml *xml)
{
  const char *reference = dip_xml_get (xml, "r");
  const char *type = dip_xml_get (xml, "t");
  gint64 style = 0;
  guint row = self->row;

  self->column++;
  if (reference != NULL)
    _dip_xlsx_parse_reference (reference, &self->column, &row);
  dip_xml_get_int (xml, "s", 0, G_MAXINT, &style);
  self->style = (guint) style;

  self->type = TYPE_NUMBER;
  if (type != NULL && strcmp (type, "s") == 0)
    self->type = TYPE_SHARED;
  else if (type != NULL && strcmp (type, "b") == 0)
    self->type = TYPE_BOOLEAN;
  else if (type != NULL && strcmp (type, "d") == 0)
    self->type = TYPE_DATE;
  else if (type != NULL && strcmp (type, "n") != 0)
    self->type = TYPE_TEXT;

  g_string_truncate (self->text, 0);
  self->in_cell = TRUE;
  self->struck = FALSE;
  self->formula = FALSE;
}

static void
add_merge (Sheet  *self,
           DipXml *xml)
{
  const char *reference = dip_xml_get (xml, "ref");
  guint column = 0, row = 1, last_column, last_row;
  const char *rest;

  if (reference == NULL)
    return;

  rest = _dip_xlsx_parse_reference (reference, &column, &row);
  last_column = column;
  last_row = row;
  if (*rest == ':')
    _dip_xlsx_parse_reference (rest + 1, &last_column, &last_row);
  if (last_column >= column && last_row >= row)
    dip_grid_merge (self->grid, row, column, last_row - row + 1, last_column - column + 1);
}

static void
fill_up (Sheet  *self,
         DipXml *xml)
{
  self->full = TRUE;
  dip_xml_stop (xml);
}

/* Whether a row or column has been made so small that nothing of it is to be seen, which hides it as well. */
static gboolean
has_no_size (DipXml     *xml,
             const char *attribute)
{
  const char *size = dip_xml_get (xml, attribute);
  char *end;

  return size != NULL && g_ascii_strtod (size, &end) == 0 && end != size;
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  Sheet *self = user_data;
  gint64 first, last, number;

  switch (element)
    {
    case ROW:
      self->row++;
      if (dip_xml_get_int (xml, "r", 1, DIP_GRID_MAX_ROWS, &number))
        self->row = (guint) number;
      self->column = G_MAXUINT;
      if (!_dip_xlsx_shapes_add_rows (self->shapes, &self->shape, self->row, self->grid))
        fill_up (self, xml);
      dip_grid_begin_row (self->grid, self->row, dip_xml_get_bool (xml, "hidden", FALSE) || has_no_size (xml, "ht"));
      break;

    case C:
      if (self->row > 0)
        start_cell (self, xml);
      break;

    case V:
    case T:
      self->takes_text = self->in_cell && !self->struck;
      self->tables->n_struck += self->in_cell && self->struck;
      break;

    case R:
      self->struck = FALSE;
      break;

    case STRIKE:
      self->struck = self->in_cell && dip_xml_get_bool (xml, "val", TRUE);
      break;

    case F:
      self->formula = TRUE;
      dip_xml_skip (xml);
      break;

    case RPH:
      dip_xml_skip (xml);
      break;

    case COL:
      if ((dip_xml_get_bool (xml, "hidden", FALSE) || has_no_size (xml, "width")) &&
          dip_xml_get_int (xml, "min", 1, DIP_GRID_MAX_COLUMNS, &first) &&
          dip_xml_get_int (xml, "max", first, DIP_GRID_MAX_COLUMNS, &last))
        dip_grid_hide_columns (self->grid, (guint) first - 1, (guint) last - 1);
      break;

    case MERGE_CELL:
      add_merge (self, xml);
      break;

    default:
      break;
    }
}

/* "2024-04-01T12:00:00" as the number that Excel has for it elsewhere. */
static gboolean
parse_date (const char *text,
            gboolean    from_1904,
            double     *value)
{
  unsigned int year, month, day, hour = 0, minute = 0, second = 0;
  GDate date;

  if (sscanf (text, "%4u-%2u-%2uT%2u:%2u:%2u", &year, &month, &day, &hour, &minute, &second) < 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year) || hour > 24 || minute > 59 ||
      second > 60)
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *value = (double) g_date_get_julian (&date) - (from_1904 ? JULIAN_OF_1904 : JULIAN_OF_1900) +
           (hour * 3600 + minute * 60 + second) / 86400.0;
  *value -= !from_1904 && *value < FIRST_AFTER_LEAP;

  return *value >= 0;
}

static const char *
show_boolean (const Sheet *self,
              gboolean     value)
{
  guint8 style = self->style < self->tables->fonts->len ? self->tables->fonts->data[self->style] : 0;

  if ((style & DIP_XLSX_CHECK_BOX) != 0)
    return value ? "☑" : "☐";

  return value ? "TRUE" : "FALSE";
}

/* What the cell shows, in the buffer or elsewhere. @owned: what to free. */
static const char *
show_cell (Sheet  *self,
           char  **owned)
{
  const char *code = NULL;
  gint64 index;
  double value;
  char *end;

  switch (self->type)
    {
    case TYPE_SHARED:
      if (self->tables->strings->len > 0 &&
          g_ascii_string_to_signed (g_strstrip (self->text->str), 10, 0, (gint64) self->tables->strings->len - 1,
                                    &index, NULL))
        return g_ptr_array_index (self->tables->strings, index);
      return "";

    case TYPE_BOOLEAN:
      return show_boolean (self, *g_strstrip (self->text->str) == '1' || g_ascii_tolower (*self->text->str) == 't');

    case TYPE_DATE:
      if (self->style >= self->tables->formats->len || g_ptr_array_index (self->tables->formats, self->style) == NULL ||
          !parse_date (self->text->str, self->tables->from_1904, &value))
        return dip_flow_clean (self->text->str);
      *owned = dip_cell_format_number (g_ptr_array_index (self->tables->formats, self->style), value,
                                       self->tables->from_1904);
      return *owned;

    case TYPE_TEXT:
      _dip_xlsx_unescape (self->text);
      return dip_flow_clean (self->text->str);

    case TYPE_NUMBER:
    default:
      break;
    }

  dip_flow_clean (self->text->str);
  value = g_ascii_strtod (self->text->str, &end);
  if (end == self->text->str || *end != '\0')
    return self->text->str;

  if (self->style < self->tables->formats->len)
    code = g_ptr_array_index (self->tables->formats, self->style);
  *owned = dip_cell_format_number (code, value, self->tables->from_1904);

  return *owned;
}

/* The text of a cell as its font shows it: a tick where Wingdings has a letter. NULL for a cell that is
 * struck through, which says what does not hold. */
static const char *
show_in_font (Sheet       *self,
              const char  *text,
              char       **owned)
{
  guint8 font = self->style < self->tables->fonts->len ? self->tables->fonts->data[self->style] : 0;
  char *sign;

  if ((font & DIP_XLSX_FONT_STRUCK) != 0)
    {
      self->tables->n_struck += *text != '\0';
      return NULL;
    }
  if ((font & (DIP_XLSX_FONT_WINGDINGS | DIP_XLSX_FONT_WINGDINGS_2)) == 0)
    return text;

  sign = dip_list_bullet (text, (font & DIP_XLSX_FONT_WINGDINGS) != 0 ? "Wingdings" : "Wingdings 2");
  g_free (*owned);
  *owned = sign;

  return sign;
}

static guint
get_fill (const Sheet *self)
{
  return self->style < self->tables->fills->len ? g_array_index (self->tables->fills, guint, self->style) : 0;
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  Sheet *self = user_data;

  if (element == V || element == T)
    {
      self->takes_text = FALSE;
    }
  else if (element == C && self->in_cell)
    {
      g_autofree char *owned = NULL;
      const char *text;

      self->in_cell = FALSE;
      if (self->formula && self->text->len == 0 && self->type != TYPE_TEXT)
        dip_grid_miss_value (self->grid, self->row, self->column);
      text = self->text->len > 0 ? show_in_font (self, show_cell (self, &owned), &owned) : NULL;
      dip_fills_add (self->fills, self->row, self->column, get_fill (self), text != NULL ? text : "");
      if (!_dip_xlsx_shapes_add_cell (self->shapes, &self->shape, self->row, self->column, text != NULL ? text : "",
                                      self->grid))
        fill_up (self, xml);
    }
  else if (element == ROW)
    {
      if (!_dip_xlsx_shapes_end_row (self->shapes, &self->shape, self->row, self->grid))
        fill_up (self, xml);
    }
}

static void
add_text (DipXml     *xml,
          const char *text,
          gsize       length,
          gpointer    user_data)
{
  Sheet *self = user_data;

  if (self->takes_text && self->text->len < MAX_CELL_BYTES)
    g_string_append_len (self->text, text, (gssize) length);
}

gboolean
_dip_xlsx_read_sheet (DipXlsxTables  *self,
                      DipZip         *zip,
                      const char     *part,
                      GArray         *shapes,
                      DipGrid        *grid,
                      gboolean       *full,
                      GCancellable   *cancellable,
                      GError        **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end, .text = add_text };
  g_autoptr (DipFills) fills = dip_fills_new ();
  Sheet sheet = { .tables = self, .shapes = shapes, .grid = grid, .fills = fills, .text = g_string_new (NULL) };
  gboolean read = dip_xml_parse_part (zip, part, &handler, &sheet, cancellable, error);

  if (read && !sheet.full)
    sheet.full = !_dip_xlsx_shapes_add_rows (shapes, &sheet.shape, G_MAXUINT, grid);
  if (read)
    dip_fills_apply (fills, grid);
  *full = sheet.full;
  g_string_free (sheet.text, TRUE);

  return read;
}
