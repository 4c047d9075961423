/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-xlsx-shapes.h"

#include "read/office/dip-flow.h"
#include "read/office/dip-package.h"
#include "read/office/dip-xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What lies over the cells of a sheet:
 *
 *   box      = xdr:sp with text: a title, a remark. It becomes a row of its own: the one where it begins, if no
 *              cell says anything there, or else one below the sheet
 *   control  = v:shape with x:ClientData of a check box or a radio button: its sign and its caption, in the cell
 *              above which it lies. Controls have a copy among the boxes, which is hidden
 *   ring     = xdr:sp that is an ellipse without text. What it marks is for people to see; they are counted
 *
 * A place is a row and a column of the sheet. A merged range is its first cell.
 */

#define MAX_SHAPES 10000u
#define MAX_SHAPE_BYTES (64u * 1024)
#define MAX_RANGES 20000u

/* Two controls in a cell whose heights differ by less stand beside each other. */
#define LINE_PIXELS 12

/* Distances in a drawing are in units of 914,400 to the inch; a pixel has 9,525. */
#define EMU_PER_PIXEL 9525

#define PIXELS_PER_POINT (96.0 / 72.0)

static void
clear_shape (gpointer data)
{
  DipXlsxShape *self = data;

  g_free (self->text);
}

static gint64
get_order (gint64 x,
           gint64 y)
{
  return CLAMP (y / LINE_PIXELS, 0, 100000) * 100000 + CLAMP (x, 0, 99999);
}

static void
add_shape (GArray     *shapes,
           guint       row,
           guint       column,
           gint64      order,
           const char *text,
           gboolean    box)
{
  DipXlsxShape shape = { .row = row, .column = column, .order = order, .box = box };

  if (shapes->len >= MAX_SHAPES)
    return;
  shape.text = dip_flow_clean (g_strdup (text));
  if (*shape.text != '\0')
    g_array_append_val (shapes, shape);
  else
    g_free (shape.text);
}

/* Boxes. */

enum { ANCHOR, ONE_CELL_ANCHOR, FROM, TO, COL, ROW, COL_OFF, ROW_OFF, SHAPE, PROPERTIES, BODY, P, T, BR, GEOMETRY };

static const char *const drawing_names[] = {
  "xdr:twoCellAnchor", "xdr:oneCellAnchor", "xdr:from", "xdr:to", "xdr:col", "xdr:row", "xdr:colOff", "xdr:rowOff",
  "xdr:sp", "xdr:cNvPr", "xdr:txBody", "a:p", "a:t", "a:br", "a:prstGeom", NULL,
};

typedef struct
{
  GArray   *shapes;
  GString  *text;
  gint64    place[4];  /* column, row and the distances from them, of the anchor under way */
  GString  *number;
  guint     n_rings;
  gboolean  in_from;
  gboolean  in_body;
  gboolean  in_text;
  gboolean  hidden;
  gboolean  ring;
} Drawing;

static void
start_drawing (DipXml   *xml,
               guint     element,
               gpointer  user_data)
{
  Drawing *self = user_data;
  const char *kind;

  g_string_truncate (self->number, 0);
  switch (element)
    {
    case ANCHOR:
    case ONE_CELL_ANCHOR:
      memset (self->place, 0, sizeof self->place);
      break;

    case FROM:
      self->in_from = TRUE;
      break;

    case TO:
      dip_xml_skip (xml);
      break;

    case SHAPE:
      g_string_truncate (self->text, 0);
      self->hidden = self->ring = FALSE;
      break;

    case PROPERTIES:
      self->hidden = dip_xml_get_bool (xml, "hidden", FALSE);
      break;

    case GEOMETRY:
      kind = dip_xml_get (xml, "prst");
      self->ring = kind != NULL && (strcmp (kind, "ellipse") == 0 || strcmp (kind, "donut") == 0);
      break;

    case BODY:
      self->in_body = TRUE;
      break;

    case P:
    case BR:
      if (self->in_body && self->text->len > 0)
        g_string_append_c (self->text, '\n');
      break;

    case T:
      self->in_text = self->in_body;
      break;

    default:
      break;
    }
}

static void
end_drawing (DipXml   *xml,
             guint     element,
             gpointer  user_data)
{
  Drawing *self = user_data;

  switch (element)
    {
    case COL:
    case ROW:
    case COL_OFF:
    case ROW_OFF:
      if (self->in_from)
        self->place[element - COL] = g_ascii_strtoll (self->number->str, NULL, 10);
      break;

    case FROM:
      self->in_from = FALSE;
      break;

    case T:
      self->in_text = FALSE;
      break;

    case BODY:
      self->in_body = FALSE;
      break;

    case SHAPE:
      if (self->hidden)
        break;
      if (self->text->len == 0)
        self->n_rings += self->ring && self->n_rings < G_MAXUINT;
      else
        add_shape (self->shapes, (guint) CLAMP (self->place[1], 0, DIP_GRID_MAX_ROWS - 1) + 1,
                   (guint) CLAMP (self->place[0], 0, DIP_GRID_MAX_COLUMNS - 1),
                   get_order (self->place[2] / EMU_PER_PIXEL, self->place[3] / EMU_PER_PIXEL), self->text->str, TRUE);
      g_string_truncate (self->text, 0);
      break;

    default:
      break;
    }
}

static void
add_drawing_text (DipXml     *xml,
                  const char *text,
                  gsize       length,
                  gpointer    user_data)
{
  Drawing *self = user_data;

  if (self->in_text && self->text->len < MAX_SHAPE_BYTES)
    g_string_append_len (self->text, text, (gssize) length);
  else if (self->in_from && self->number->len < 32)
    g_string_append_len (self->number, text, (gssize) MIN (length, 32));
}

/* Controls. */

enum { V_SHAPE, V_TEXT_BOX, V_DATA, V_ANCHOR, V_CHECKED, V_DIV, V_BR };

static const char *const control_names[] = {
  "v:shape", "v:textbox", "xl:ClientData", "xl:Anchor", "xl:Checked", "div", "br", NULL,
};

typedef struct
{
  GArray   *shapes;
  GString  *caption;
  GString  *value;    /* of the element under way */
  double    height;   /* pixels, 0 if the shape does not say */
  gboolean  in_caption;
  gboolean  in_value;
  gboolean  is_choice;
  gboolean  is_label;
  gboolean  checked;
  int       anchor[8];  /* column, distance, row, distance of a corner, and of the other one */
} Controls;

static void
start_control (DipXml   *xml,
               guint     element,
               gpointer  user_data)
{
  Controls *self = user_data;
  const char *value;

  switch (element)
    {
    case V_SHAPE:
      g_string_truncate (self->caption, 0);
      self->is_choice = self->is_label = self->checked = FALSE;
      memset (self->anchor, 0, sizeof self->anchor);
      value = dip_xml_get (xml, "style");
      value = value != NULL ? strstr (value, ";height:") : NULL;
      self->height = value != NULL ? g_ascii_strtod (value + 8, NULL) * PIXELS_PER_POINT : 0;
      break;

    case V_TEXT_BOX:
      self->in_caption = TRUE;
      break;

    case V_DIV:
    case V_BR:
      if (self->in_caption && self->caption->len > 0)
        g_string_append_c (self->caption, ' ');
      break;

    case V_DATA:
      value = dip_xml_get (xml, "ObjectType");
      self->is_choice = value != NULL && (strcmp (value, "Checkbox") == 0 || strcmp (value, "Radio") == 0);
      self->is_label = value != NULL && (strcmp (value, "Label") == 0 || strcmp (value, "GBox") == 0);
      break;

    case V_ANCHOR:
    case V_CHECKED:
      g_string_truncate (self->value, 0);
      self->in_value = TRUE;
      break;

    default:
      break;
    }
}

/* The row in which the middle of a control lies: people draw them by hand, a bit too high. */
static guint
get_control_row (const Controls *self)
{
  int top = self->anchor[2];

  if (self->anchor[6] == top + 1 && self->height > 0 && self->anchor[7] > self->height / 2)
    top++;

  return (guint) CLAMP (top, 0, (int) DIP_GRID_MAX_ROWS - 1) + 1;
}

static void
end_control (DipXml   *xml,
             guint     element,
             gpointer  user_data)
{
  Controls *self = user_data;
  int *at = self->anchor;

  switch (element)
    {
    case V_TEXT_BOX:
      self->in_caption = FALSE;
      break;

    case V_ANCHOR:
      self->in_value = FALSE;
      if (sscanf (self->value->str, "%7d,%7d,%7d,%7d,%7d,%7d,%7d,%7d", at, at + 1, at + 2, at + 3, at + 4, at + 5,
                  at + 6, at + 7) != 8)
        self->is_choice = self->is_label = FALSE;
      break;

    case V_CHECKED:
      self->in_value = FALSE;
      self->checked = atoi (self->value->str) == 1;
      break;

    case V_SHAPE:
      if (self->is_choice)
        g_string_prepend (self->caption, self->checked ? "☑ " : "☐ ");
      if (self->is_choice || self->is_label)
        add_shape (self->shapes, get_control_row (self), (guint) CLAMP (at[0], 0, (int) DIP_GRID_MAX_COLUMNS - 1),
                   get_order (at[1], at[3]), self->caption->str, self->is_label);
      break;

    default:
      break;
    }
}

static void
add_control_text (DipXml     *xml,
                  const char *text,
                  gsize       length,
                  gpointer    user_data)
{
  Controls *self = user_data;
  GString *to = self->in_caption ? self->caption : self->value;

  if ((self->in_caption || self->in_value) && to->len < MAX_SHAPE_BYTES)
    g_string_append_len (to, text, (gssize) length);
}

/* Where the sheet has cells that say something, and which of them are one. */

typedef struct
{
  guint row, column, last_row, last_column;
} Range;

enum { C, VALUE, TEXT, MERGE };

static const char *const cell_names[] = { "x:c", "x:v", "x:t", "x:mergeCell", NULL };

typedef struct
{
  GArray *rows;     /* (element-type guint): that have a cell with something in it, going up */
  GArray *ranges;   /* (element-type Range) */
  guint   row;
  guint   column;
  guint   least;    /* the first column that is used */
} Places;

static void
start_place (DipXml   *xml,
             guint     element,
             gpointer  user_data)
{
  Places *self = user_data;
  const char *value;
  Range range = { 0, 0, 0, 0 };

  switch (element)
    {
    case C:
      value = dip_xml_get (xml, "r");
      if (value != NULL)
        _dip_xlsx_parse_reference (value, &self->column, &self->row);
      break;

    case VALUE:
    case TEXT:
      self->least = MIN (self->least, self->column);
      if (self->rows->len == 0 || g_array_index (self->rows, guint, self->rows->len - 1) < self->row)
        g_array_append_val (self->rows, self->row);
      break;

    case MERGE:
      value = dip_xml_get (xml, "ref");
      if (value == NULL || strchr (value, ':') == NULL || self->ranges->len >= MAX_RANGES)
        break;
      _dip_xlsx_parse_reference (value, &range.column, &range.row);
      _dip_xlsx_parse_reference (strchr (value, ':') + 1, &range.last_column, &range.last_row);
      g_array_append_val (self->ranges, range);
      break;

    default:
      break;
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return one < two ? -1 : one > two;
}

static gboolean
has_row (const Places *self,
         guint         row)
{
  return bsearch (&row, self->rows->data, self->rows->len, sizeof row, compare_rows) != NULL;
}

static void
settle_shapes (GArray       *shapes,
               const Places *places)
{
  guint below = places->rows->len > 0 ? g_array_index (places->rows, guint, places->rows->len - 1) + 2 : 1;

  for (guint i = 0; i < shapes->len; i++)
    {
      DipXlsxShape *shape = &g_array_index (shapes, DipXlsxShape, i);

      for (guint k = 0; k < places->ranges->len && !shape->box; k++)
        {
          const Range *range = &g_array_index (places->ranges, Range, k);

          if (shape->row >= range->row && shape->row <= range->last_row && shape->column >= range->column &&
              shape->column <= range->last_column)
            {
              shape->order += ((gint64) (shape->row - range->row) << 42) +
                              (gint64) (shape->column - range->column) * 1000;
              shape->row = range->row;
              shape->column = range->column;
              break;
            }
        }
      if (!shape->box)
        continue;

      shape->column = places->least < DIP_GRID_MAX_COLUMNS ? places->least : 0;
      if (has_row (places, shape->row))
        {
          shape->order += (gint64) shape->row << 36;
          shape->row = below;
        }
    }
}

static int
compare_shapes (gconstpointer a,
                gconstpointer b)
{
  const DipXlsxShape *one = a;
  const DipXlsxShape *two = b;

  if (one->row != two->row)
    return one->row < two->row ? -1 : 1;
  if (one->column != two->column)
    return one->column < two->column ? -1 : 1;

  return one->order < two->order ? -1 : one->order > two->order;
}

/**
 * _dip_xlsx_shapes_read:
 * @zip: a workbook
 * @part: a sheet of it
 * @relations: of that sheet
 * @n_rings: (inout): ellipses without text are added to it
 * @cancellable: (nullable): looked at now and then
 *
 * Reads what lies over the cells of a sheet. What is broken there is left out: the cells do not depend on it.
 *
 * Returns: (transfer full) (nullable) (element-type DipXlsxShape): in the order of their cells, %NULL where there is
 *   nothing, which most sheets have and which costs nothing
 */
GArray *
_dip_xlsx_shapes_read (DipZip        *zip,
                       const char    *part,
                       GHashTable    *relations,
                       guint         *n_rings,
                       GCancellable  *cancellable)
{
  static const DipXmlHandler drawings = {
    .names = drawing_names, .start = start_drawing, .end = end_drawing, .text = add_drawing_text,
  };
  static const DipXmlHandler controls = {
    .names = control_names, .start = start_control, .end = end_control, .text = add_control_text,
  };
  static const DipXmlHandler cells = { .names = cell_names, .start = start_place };
  g_autoptr (GArray) shapes = g_array_new (FALSE, FALSE, sizeof (DipXlsxShape));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  const char *drawing = dip_package_find_type (relations, "drawing");
  const char *old = dip_package_find_type (relations, "vmlDrawing");
  Drawing drawn = { .shapes = shapes, .text = text, .number = value };
  Controls formed = { .shapes = shapes, .caption = text, .value = value };
  Places places = { .least = G_MAXUINT };

  g_array_set_clear_func (shapes, clear_shape);
  if (drawing != NULL && dip_zip_find (zip, drawing) != NULL)
    dip_xml_parse_part (zip, drawing, &drawings, &drawn, cancellable, NULL);
  *n_rings += drawn.n_rings;
  if (old != NULL && dip_zip_find (zip, old) != NULL)
    dip_xml_parse_part (zip, old, &controls, &formed, cancellable, NULL);
  if (shapes->len == 0)
    return NULL;

  places.rows = g_array_new (FALSE, FALSE, sizeof (guint));
  places.ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  dip_xml_parse_part (zip, part, &cells, &places, cancellable, NULL);
  settle_shapes (shapes, &places);
  g_array_unref (places.rows);
  g_array_unref (places.ranges);
  g_array_sort (shapes, compare_shapes);

  return g_steal_pointer (&shapes);
}

static const DipXlsxShape *
get_shape (GArray *self,
           guint   place)
{
  return self != NULL && place < self->len ? &g_array_index (self, DipXlsxShape, place) : NULL;
}

/* A control keeps whether it is ticked in a cell, which may be the one that it lies over; then its sign says that. */
static const char *
drop_link (const DipXlsxShape *shape,
           const char         *text)
{
  gboolean linked = !shape->box && (strcmp (text, "TRUE") == 0 || strcmp (text, "FALSE") == 0);

  return linked ? "" : text;
}

/**
 * _dip_xlsx_shapes_add_cell:
 * @self: (nullable): the shapes of a sheet
 * @place: (inout): of the first that was not added yet
 * @row: the row under way, from 1
 * @column: a cell of it, from 0
 * @text: what that says, "" for nothing
 * @grid: where it goes
 *
 * Adds a cell, and before it what lies over cells to its left. What lies over itself joins it: a box without a caption
 * is one before its text.
 *
 * Returns: whether there was room for it
 */
gboolean
_dip_xlsx_shapes_add_cell (GArray     *self,
                           guint      *place,
                           guint       row,
                           guint       column,
                           const char *text,
                           DipGrid    *grid)
{
  const DipXlsxShape *shape = get_shape (self, *place);
  g_autoptr (GString) joined = NULL;

  while (shape != NULL && shape->row == row && shape->column < column)
    {
      if (!_dip_xlsx_shapes_add_cell (self, place, row, shape->column, "", grid))
        return FALSE;
      shape = get_shape (self, *place);
    }
  if (shape == NULL || shape->row != row || shape->column != column)
    return dip_grid_add (grid, column, text);

  joined = g_string_new (NULL);
  for (; shape != NULL && shape->row == row && shape->column == column; shape = get_shape (self, ++*place))
    {
      gboolean bare;

      text = drop_link (shape, text);
      bare = strcmp (shape->text, "☑") == 0 || strcmp (shape->text, "☐") == 0;

      if (*text != '\0' && !bare)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", text);
      if (*text != '\0' && !bare)
        text = "";
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? (shape->box ? "\n" : " ") : "", shape->text);
    }
  if (*text != '\0')
    g_string_append_printf (joined, " %s", text);

  return dip_grid_add (grid, column, joined->str);
}

/**
 * _dip_xlsx_shapes_end_row:
 * @self: (nullable): the shapes of a sheet
 * @place: (inout): of the first that was not added yet
 * @row: the row under way, from 1
 * @grid: where they go
 *
 * Adds what lies over the row, to the right of its last cell.
 *
 * Returns: whether there was room for it
 */
gboolean
_dip_xlsx_shapes_end_row (GArray  *self,
                          guint   *place,
                          guint    row,
                          DipGrid *grid)
{
  const DipXlsxShape *shape;

  while ((shape = get_shape (self, *place)) != NULL && shape->row == row)
    if (!_dip_xlsx_shapes_add_cell (self, place, row, shape->column, "", grid))
      return FALSE;

  return TRUE;
}

/**
 * _dip_xlsx_shapes_add_rows:
 * @self: (nullable): the shapes of a sheet
 * @place: (inout): of the first that was not added yet
 * @end: the row that begins now, from 1
 * @grid: where they go
 *
 * Adds the rows above one that have no cells of their own.
 *
 * Returns: whether there was room for them
 */
gboolean
_dip_xlsx_shapes_add_rows (GArray  *self,
                           guint   *place,
                           guint    end,
                           DipGrid *grid)
{
  const DipXlsxShape *shape;

  while ((shape = get_shape (self, *place)) != NULL && shape->row < end)
    {
      dip_grid_begin_row (grid, shape->row, FALSE);
      if (!_dip_xlsx_shapes_end_row (self, place, shape->row, grid))
        return FALSE;
    }

  return TRUE;
}
