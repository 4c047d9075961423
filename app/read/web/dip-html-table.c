/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <string.h>

/*
 * Tables, and what only lays out a page with the elements of one.
 */

static guint *
span_at (DipHtmlPage *self,
         guint        column)
{
  if (column >= self->spans->len)
    g_array_set_size (self->spans, column + 1);

  return &g_array_index (self->spans, guint, column);
}

void
_dip_html_page_begin_cell (DipHtmlPage   *self,
                           const xmlNode *node)
{
  self->column++;
  while (self->column < DIP_GRID_MAX_COLUMNS && *span_at (self, self->column) > 0)
    self->column++;

  self->cell_rows = _dip_html_get_span (node, "rowspan");
  self->cell_columns = _dip_html_get_span (node, "colspan");
  self->in_cell = TRUE;
  g_string_truncate (self->text, 0);
}

void
_dip_html_page_end_cell (DipHtmlPage *self)
{
  guint last = MIN (self->column + self->cell_columns, DIP_GRID_MAX_COLUMNS);

  self->in_cell = FALSE;
  dip_flow_clean (self->text->str);
  dip_grid_add (self->grid, self->column, self->text->str);
  g_string_truncate (self->text, 0);

  if (self->cell_rows > 1 || self->cell_columns > 1)
    dip_grid_merge (self->grid, self->row, self->column, self->cell_rows, self->cell_columns);
  for (guint column = self->column; column < last; column++)
    *span_at (self, column) = self->cell_rows;
  self->column = MAX (last, 1) - 1;
}

/* Whether a page calls a row a head: it stands among such, or has their cells only. */
static gboolean
is_head (const xmlNode *row)
{
  gboolean all = FALSE;

  if (row->parent != NULL && g_strcmp0 ((const char *) row->parent->name, "thead") == 0)
    return TRUE;
  for (const xmlNode *node = row->children; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        all = g_str_equal ((const char *) node->name, "th");
        if (!all)
          break;
      }

  return all;
}

void
_dip_html_page_begin_row (DipHtmlPage   *self,
                          const xmlNode *node)
{
  if (self->row > 0)
    for (guint i = 0; i < self->spans->len; i++)
      if (g_array_index (self->spans, guint, i) > 0)
        g_array_index (self->spans, guint, i)--;

  self->row++;
  self->column = G_MAXUINT;
  dip_grid_begin_row (self->grid, self->row, FALSE);
  if (self->row == 1 && is_head (node))
    dip_grid_mark_head (self->grid);
}

/* A page of few cells, one of which has nearly all of its text, in paragraphs. */
#define MAX_PAGE_ROWS 3u
#define MIN_PAGE_BLOCKS 3u
#define MIN_PAGE_TENTHS 7u

static gboolean
has_border (const xmlNode *table)
{
  g_autofree char *border = _dip_html_dup_attribute (table, "border");

  return border != NULL && !g_str_equal (border, "0");
}

/* Old pages are laid out by tables: such a one has chapters or tables in it, or one cell in each row, and no heads; or
 * its few cells are a menu and the text. */
static gboolean
is_layout (DipHtmlPage   *self,
           const xmlNode *table)
{
  g_autofree char *role = _dip_html_dup_attribute (table, "role");
  guint n_cells = 0;
  guint n_most = 0;
  guint n_rows = 0;
  guint n_blocks = 0;      /* of the cell under way */
  guint n_most_blocks = 0;
  gsize n_bytes = 0;
  gsize n_most_bytes = 0;
  gsize n_all_bytes = 0;
  gboolean chapters = FALSE;

  if (g_strcmp0 (role, "presentation") == 0 || g_strcmp0 (role, "none") == 0)
    return TRUE;

  for (const xmlNode *node = _dip_html_next_node (table, table); node != NULL; node = _dip_html_next_node (node, table))
    {
      const char *name = (const char *) node->name;

      if (self->n_looked++ > DIP_HTML_MAX_LOOKED)
        return FALSE;
      if (node->type == XML_TEXT_NODE && node->content != NULL)
        {
          gsize n = xmlIsBlankNode (node) ? 0 : strlen ((const char *) node->content);

          n_bytes += n;
          n_all_bytes += n;
          n_most_bytes = MAX (n_most_bytes, n_bytes);
        }
      if (node->type != XML_ELEMENT_NODE)
        continue;

      if (!chapters && (g_str_equal (name, "th") || g_str_equal (name, "caption") || g_str_equal (name, "thead")))
        return FALSE;
      if (g_str_equal (name, "table") || (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0'))
        chapters = TRUE;
      if (g_str_equal (name, "tr"))
        {
          n_cells = 0;
          n_rows++;
        }
      if (g_str_equal (name, "td"))
        {
          n_cells++;
          n_bytes = n_blocks = 0;
        }
      n_blocks += g_str_equal (name, "p") || g_str_equal (name, "blockquote") || g_str_equal (name, "ul");
      n_most_blocks = MAX (n_most_blocks, n_blocks);
      n_most = MAX (n_most, n_cells);
    }

  return chapters || n_most < 2 ||
         (n_rows <= MAX_PAGE_ROWS && !has_border (table) && n_most_blocks >= MIN_PAGE_BLOCKS &&
          n_most_bytes * 10 >= n_all_bytes * MIN_PAGE_TENTHS);
}

void
_dip_html_page_begin_table (DipHtmlPage   *self,
                            const xmlNode *node)
{
  if (self->n_tables == 0 && is_layout (self, node))
    return;
  if (self->n_tables++ > 0)
    return;

  _dip_html_page_flush (self);
  self->grid = dip_grid_new ();
  g_array_set_size (self->spans, 0);
  self->row = 0;
}

void
_dip_html_page_end_table (DipHtmlPage *self)
{
  if (self->n_tables == 0 || --self->n_tables > 0)
    return;

  dip_grid_deliver (self->grid, DIP_GRID_TABLE, &self->flow, NULL, 0);
  g_clear_pointer (&self->grid, dip_grid_free);
  self->in_cell = FALSE;
  g_string_truncate (self->text, 0);
}
