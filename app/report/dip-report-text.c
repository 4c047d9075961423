/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <glib/gi18n-lib.h>

/* The columns of the table of editions, widest last. */
enum { COLUMN_ID, COLUMN_VERSION, COLUMN_ISSUED, COLUMN_KIND, COLUMN_CLAUSES, COLUMN_FILE, N_COLUMNS };

typedef struct
{
  char *cells[N_COLUMNS];
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row->cells[i]);
}

static Row
row_new (DipEdition *edition)
{
  Row row;

  row.cells[COLUMN_ID] = g_strdup_printf ("%" G_GINT64_FORMAT, edition->id);
  /* A star marks what the paper does not print. */
  row.cells[COLUMN_VERSION] = g_strconcat (edition->version != NULL ? edition->version : "–",
                                           edition->version_origin == DIP_ORIGIN_INFERRED ? "*" : "",
                                           NULL);
  row.cells[COLUMN_ISSUED] = g_strdup (edition->issued != NULL ? edition->issued : "–");
  row.cells[COLUMN_KIND] = g_strdup (_dip_word_of_kind (edition->kind));
  row.cells[COLUMN_CLAUSES] = g_strdup_printf ("%u", edition->n_clauses);
  row.cells[COLUMN_FILE] = g_strdup (edition->source_name != NULL ? edition->source_name : "");

  return row;
}

static guint
cell_width (const char *text)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

  _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, text);

  return _dip_paragraph_width (paragraph);
}

static void
write_row (GString            *out,
           const Row          *row,
           const guint        *widths,
           DipFace             face,
           const DipTextStyle *style)
{
  static const gboolean is_number[N_COLUMNS] = { [COLUMN_ID] = TRUE, [COLUMN_CLAUSES] = TRUE };
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();
  guint column = 4;

  _dip_paragraph_pad (paragraph, column);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (is_number[i])
        _dip_paragraph_pad (paragraph, column + widths[i] - cell_width (row->cells[i]));
      _dip_paragraph_add (paragraph, face, row->cells[i]);
      column += widths[i] + 2;
      if (i + 1 < N_COLUMNS)
        _dip_paragraph_pad (paragraph, column);
    }

  /* A table that is wrapped cannot be read: the file's name sticks out. */
  _dip_paragraph_write (paragraph, out, &(DipTextStyle) { style->color, 0 }, "", "");
}

static void
write_group_heading (GString            *out,
                     const char         *text,
                     const char         *indent,
                     DipFace             face,
                     const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

  _dip_paragraph_add (paragraph, face, text);
  _dip_paragraph_write (paragraph, out, style, indent, indent);
}

static void
write_footnote (GString            *out,
                GPtrArray          *editions,
                const DipTextStyle *style)
{
  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      if (edition->version_origin == DIP_ORIGIN_INFERRED)
        {
          write_group_heading (out, _("* concluded from another edition, not printed in the paper"), "",
                               DIP_FACE_DIM, style);
          return;
        }
    }
}

/**
 * dip_report_write_editions:
 * @out: where to
 * @editions: (element-type DipEdition): in the library's order, by provider and service
 * @style: colours and width
 *
 * Writes a table of editions below the names of their providers and services.
 */
void
dip_report_write_editions (GString            *out,
                           GPtrArray          *editions,
                           const DipTextStyle *style)
{
  const Row head = {
    .cells = {
      [COLUMN_ID] = (char *) _("Id"),
      [COLUMN_VERSION] = (char *) _("Version"),
      [COLUMN_ISSUED] = (char *) _("Issued"),
      [COLUMN_KIND] = (char *) _("Kind"),
      [COLUMN_CLAUSES] = (char *) _("Clauses"),
      [COLUMN_FILE] = (char *) _("File"),
    },
  };
  g_autoptr (GArray) rows = NULL;
  guint widths[N_COLUMNS];

  g_return_if_fail (out != NULL);
  g_return_if_fail (editions != NULL);
  g_return_if_fail (style != NULL);

  if (editions->len == 0)
    return;

  for (guint i = 0; i < N_COLUMNS; i++)
    widths[i] = cell_width (head.cells[i]);

  rows = g_array_sized_new (FALSE, FALSE, sizeof (Row), editions->len);
  g_array_set_clear_func (rows, row_clear);
  for (guint i = 0; i < editions->len; i++)
    {
      Row row = row_new (g_ptr_array_index (editions, i));

      for (guint j = 0; j < N_COLUMNS; j++)
        widths[j] = MAX (widths[j], cell_width (row.cells[j]));
      g_array_append_val (rows, row);
    }

  write_row (out, &head, widths, DIP_FACE_DIM, style);
  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      DipEdition *previous = i > 0 ? g_ptr_array_index (editions, i - 1) : NULL;
      gboolean is_new_provider = previous == NULL ||
                                 g_strcmp0 (edition->provider, previous->provider) != 0;

      if (is_new_provider)
        write_group_heading (out, edition->provider != NULL ? edition->provider : _("Unknown provider"),
                             "", DIP_FACE_BOLD, style);
      if (is_new_provider || g_strcmp0 (edition->service, previous->service) != 0)
        write_group_heading (out, edition->service != NULL ? edition->service : _("Unknown service"),
                             "  ", DIP_FACE_PLAIN, style);

      write_row (out, &g_array_index (rows, Row, i), widths, DIP_FACE_PLAIN, style);
    }

  write_footnote (out, editions, style);
}
