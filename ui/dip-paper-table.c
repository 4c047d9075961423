/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-table-private.h"

/* Between columns, in pixels. */
#define LINE 1

/* Before the text view has a width. */
#define SOME_ROOM 480

/**
 * DipPaperTable:
 *
 * What the rows of one table share: their texts, and how wide the columns are in the
 * text view that shows them. The widths are found when a row is first asked for its
 * size, and again once the view has another width or font.
 */
G_DEFINE_FINAL_TYPE (DipPaperTable, dip_paper_table, G_TYPE_OBJECT)

static double
measure_cb (const char *text,
            gpointer    data)
{
  PangoLayout *layout = data;
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);

  /* Rounded up: a cell that is as wide as its column must not be wrapped. */
  return (double) (width + PANGO_SCALE) / PANGO_SCALE;
}

/*
 * The layout of a cell without its marks.
 */
PangoLayout *
_dip_paper_table_make_layout (DipPaperTable  *self,
                              const char     *text,
                              int             length,
                              DipPaperLetters letters,
                              PangoAttrList  *more)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), NULL);
  g_autoptr (PangoAttrList) attributes = more != NULL ? pango_attr_list_copy (more) : pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (letters == DIP_PAPER_LETTERS_LABEL ? 0.82 : 0.94));
  if (letters == DIP_PAPER_LETTERS_STRONG)
    pango_attr_list_insert (attributes, pango_attr_weight_new (650));
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (self->language)));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, 4 * PANGO_SCALE);
  if (text != NULL)
    pango_layout_set_text (layout, text, length);

  return layout;
}

/*
 * Finds the widths of the columns, unless they are known.
 */
void
_dip_paper_table_lay_out (DipPaperTable *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  int room = width > self->margins ? width - self->margins : SOME_ROOM;
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (GTK_WIDGET (self->view)));
  guint n = dip_table_widths_get_n_columns (self->widths);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree double *widths = NULL;
  double between = n * 2.0 * DIP_PAPER_CELL_PAD + (n + 1.0) * LINE;

  if (room == self->room && serial == self->serial)
    return;

  self->room = room;
  self->serial = serial;
  self->generation++;
  widths = g_new0 (double, MAX (n, 1));
  /* Headings and names are strong, and the widest so. */
  layout = _dip_paper_table_make_layout (self, NULL, 0, DIP_PAPER_LETTERS_STRONG, NULL);
  self->stacked = !dip_table_widths_fit (self->widths, room - between, measure_cb ("国", layout), measure_cb, layout,
                                         widths);
  self->width = self->stacked ? room : LINE;
  for (guint i = 0; i < n; i++)
    {
      self->columns[i] = self->stacked ? room - 2 * DIP_PAPER_CELL_PAD - 2 * LINE : (int) widths[i];
      if (!self->stacked)
        self->width += self->columns[i] + 2 * DIP_PAPER_CELL_PAD + LINE;
    }
}

static void
dip_paper_table_finalize (GObject *object)
{
  DipPaperTable *self = DIP_PAPER_TABLE (object);

  g_clear_weak_pointer (&self->view);
  dip_table_widths_free (self->widths);
  g_strfreev (self->rows);
  g_strfreev (self->heads);
  g_free (self->language);
  g_free (self->columns);

  G_OBJECT_CLASS (dip_paper_table_parent_class)->finalize (object);
}

static void
dip_paper_table_class_init (DipPaperTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_paper_table_finalize;
}

static void
dip_paper_table_init (DipPaperTable *self)
{
  self->room = -1;
}

/**
 * dip_paper_table_new:
 * @view: where it is shown
 * @text: a table: rows by line feed, cells by TAB
 * @language: the language of the text, "ja"
 * @margins: what is left and right of it in the view, together, in pixels
 *
 * Returns: (transfer full): a table
 */
DipPaperTable *
dip_paper_table_new (GtkTextView *view,
                     const char  *text,
                     const char  *language,
                     int          margins)
{
  DipPaperTable *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (DIP_TYPE_PAPER_TABLE, NULL);
  g_set_weak_pointer (&self->view, view);
  self->rows = g_strsplit (text, "\n", -1);
  self->n_rows = g_strv_length (self->rows);
  self->language = g_strdup (language);
  self->margins = margins;
  self->widths = dip_table_widths_new (text);
  self->columns = g_new0 (int, MAX (dip_table_widths_get_n_columns (self->widths), 1));
  if (dip_table_widths_has_head (self->widths))
    self->heads = g_strsplit (self->rows[0], "\t", -1);

  return self;
}

guint
dip_paper_table_get_n_rows (DipPaperTable *self)
{
  g_return_val_if_fail (DIP_IS_PAPER_TABLE (self), 0);

  return self->n_rows;
}

/* The cells of a row, separated by TAB. */
const char *
dip_paper_table_get_row (DipPaperTable *self,
                         guint          index)
{
  g_return_val_if_fail (DIP_IS_PAPER_TABLE (self), NULL);
  g_return_val_if_fail (index < self->n_rows, NULL);

  return self->rows[index];
}
