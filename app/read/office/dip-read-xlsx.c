/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

#include "base/dip-error.h"
#include "read/office/dip-package.h"
#include "read/office/dip-workbook.h"
#include "read/office/dip-xlsx.h"
#include "read/office/dip-xlsx-shapes.h"

#include <string.h>

/*
 * An Excel workbook (ECMA-376): workbook.xml names the sheets and where they
 * are, sharedStrings.xml has their texts, styles.xml says how numbers are
 * shown. See dip-xlsx-tables.c and dip-xlsx-sheet.c.
 */

#define MEDIA_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

typedef struct
{
  GPtrArray *names;    /* (element-type utf8) */
  GPtrArray *ids;      /* (element-type utf8): of their relations */
  GArray    *hidden;   /* of gboolean */
  gboolean   from_1904;
} Sheets;

enum { WORKBOOK_PR, SHEET };

static const char *const names[] = { "x:workbookPr", "x:sheet", NULL };

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  Sheets *self = user_data;
  const char *name, *id, *state;
  gboolean hidden;

  if (element == WORKBOOK_PR)
    self->from_1904 = dip_xml_get_bool (xml, "date1904", FALSE);
  if (element != SHEET || self->names->len >= DIP_WORKBOOK_MAX_SHEETS)
    return;

  name = dip_xml_get (xml, "name");
  id = dip_xml_get (xml, "r:id");
  state = dip_xml_get (xml, "state");
  if (name == NULL || id == NULL)
    return;

  hidden = state != NULL && strcmp (state, "visible") != 0;
  g_ptr_array_add (self->names, dip_flow_clean (g_strdup (name)));
  g_ptr_array_add (self->ids, g_strdup (id));
  g_array_append_val (self->hidden, hidden);
}

static gboolean
add_sheet (DipWorkbook    *workbook,
           DipXlsxTables  *tables,
           DipZip         *zip,
           const char     *name,
           const char     *part,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (DipGrid) grid = dip_grid_new ();
  g_autoptr (GHashTable) relations = dip_package_read_relations (zip, part, cancellable, NULL);
  g_autoptr (GArray) shapes = NULL;
  gboolean full = FALSE;

  if (relations != NULL)
    shapes = _dip_xlsx_shapes_read (zip, part, relations, &tables->n_rings, cancellable);
  if (!_dip_xlsx_read_sheet (tables, zip, part, shapes, grid, &full, cancellable, error))
    return FALSE;
  dip_workbook_add (workbook, grid, name, full);
  if (relations != NULL)
    tables->n_comments += dip_package_count_comments (zip, relations, cancellable);

  return TRUE;
}

/* Adds the sheets that are to be read: the chosen one, or all that are shown, or all. */
static gboolean
add_sheets (DipWorkbook    *workbook,
            DipXlsxTables  *tables,
            DipZip         *zip,
            const Sheets   *sheets,
            GHashTable     *relations,
            guint           chosen,
            gboolean        with_hidden,
            GCancellable   *cancellable,
            GError        **error)
{
  for (guint i = 0; i < sheets->names->len; i++)
    {
      const char *name = g_ptr_array_index (sheets->names, i);
      DipRelation *relation = g_hash_table_lookup (relations, g_ptr_array_index (sheets->ids, i));

      if (chosen != G_MAXUINT && chosen != i)
        continue;

      /* Sheets of a chart or a dialog have no cells. */
      if (relation == NULL || strcmp (relation->type, "worksheet") != 0)
        continue;
      if (chosen == G_MAXUINT && !with_hidden && g_array_index (sheets->hidden, gboolean, i))
        {
          g_ptr_array_add (workbook->hidden, g_strdup (name));
          continue;
        }
      if (!add_sheet (workbook, tables, zip, name, relation->target, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_sheets (DipWorkbook           *workbook,
             DipZip                *zip,
             const char            *main_part,
             Sheets                *sheets,
             const DipReadOptions  *options,
             GCancellable          *cancellable,
             GError               **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start };
  g_auto (DipXlsxTables) tables = { 0 };
  g_autoptr (GHashTable) relations = NULL;
  const char *strings, *styles, *boxes;
  guint chosen = G_MAXUINT;

  if (!dip_xml_parse_part (zip, main_part, &handler, sheets, cancellable, error))
    return FALSE;
  if (options != NULL && options->sheet != NULL && *options->sheet != '\0' &&
      !dip_workbook_choose (sheets->names, options->sheet, &chosen, error))
    return FALSE;

  relations = dip_package_read_relations (zip, main_part, cancellable, error);
  if (relations == NULL)
    return FALSE;

  _dip_xlsx_tables_init (&tables);
  tables.from_1904 = sheets->from_1904;
  strings = dip_package_find_type (relations, "sharedStrings");
  styles = dip_package_find_type (relations, "styles");
  boxes = dip_package_find_type (relations, "FeaturePropertyBag");
  if (boxes != NULL && dip_zip_find (zip, boxes) != NULL)
    _dip_xlsx_read_boxes (&tables, zip, boxes, cancellable);
  if ((strings != NULL && dip_zip_find (zip, strings) != NULL &&
       !_dip_xlsx_read_strings (&tables, zip, strings, cancellable, error)) ||
      (styles != NULL && dip_zip_find (zip, styles) != NULL &&
       !_dip_xlsx_read_styles (&tables, zip, styles, cancellable, error)))
    return FALSE;

  if (!add_sheets (workbook, &tables, zip, sheets, relations, chosen, FALSE, cancellable, error))
    return FALSE;

  /* Where all that is shown is empty, what is hidden has to be the paper. */
  if (workbook->n_sheets == 0 && workbook->hidden->len > 0 && workbook->too_large->len == 0)
    {
      g_ptr_array_set_size (workbook->hidden, 0);
      dip_flow_warn (&workbook->flow, "All sheets with text are hidden; they were read.");
      if (!add_sheets (workbook, &tables, zip, sheets, relations, chosen, TRUE, cancellable, error))
        return FALSE;
    }

  dip_flow_warn_of_comments (&workbook->flow, tables.n_comments);
  if (tables.n_struck > 0)
    dip_flow_warn (&workbook->flow, DIP_FLOW_STRUCK);
  if (tables.n_rings > 0)
    dip_flow_warn (&workbook->flow, "Rings that were drawn over cells and may mark an answer were left out: %u.",
                   tables.n_rings);

  return dip_workbook_finish (workbook, error);
}

/**
 * _dip_read_xlsx:
 * @bytes: a workbook of Excel
 * @name: base name of the file
 * @options: (nullable): which sheet
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Lays out a workbook: all sheets that are shown, or the chosen one. Rows have
 * their numbers and the name of their sheet; see dip-grid.c for what becomes of
 * merged cells and of what stands around tables. Numbers and dates are as the
 * cells show them.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_xlsx (GBytes                *bytes,
                const char            *name,
                const DipReadOptions  *options,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, MEDIA_TYPE);
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  g_auto (DipWorkbook) workbook = { 0 };
  g_autofree char *main_part = NULL;
  Sheets sheets = { 0 };
  gboolean read;

  if (zip == NULL)
    return NULL;

  dip_workbook_init (&workbook, layout);
  main_part = dip_package_find_main (zip, "xl/workbook.xml", cancellable);
  if (g_str_has_suffix (main_part, ".bin"))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                           "This is a binary workbook (.xlsb): save it as .xlsx and import that.");
      return NULL;
    }

  sheets.names = g_ptr_array_new_with_free_func (g_free);
  sheets.ids = g_ptr_array_new_with_free_func (g_free);
  sheets.hidden = g_array_new (FALSE, FALSE, sizeof (gboolean));
  read = read_sheets (&workbook, zip, main_part, &sheets, options, cancellable, error);
  g_ptr_array_unref (layout->sheets);
  layout->sheets = sheets.names;
  g_ptr_array_unref (sheets.ids);
  g_array_unref (sheets.hidden);
  if (!read)
    return NULL;

  dip_package_read_properties (zip, "docProps/core.xml", layout, cancellable);

  return g_steal_pointer (&layout);
}
