/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

/*
 * Two tables right below each other look like one grid, in which each has empty
 * columns where the other one has its borders:
 *
 *   Product | Ledger                 [Product][Ledger]
 *   ------------------       =>
 *   No | Question | Answer           [No][Question][Answer]
 *
 * They have no border between columns in common. One row with other borders
 * amid a table is none of them: the rows above and below it have theirs in common.
 */

static guint
count_columns (const DipPdfTable *self)
{
  return self->xs->len - 1;
}

/* Marks in @borders which borders between columns a row has. FALSE for a row that is one cell. */
static gboolean
add_borders (const DipPdfTable *self,
             guint              row,
             gboolean          *borders)
{
  guint n_columns = count_columns (self);
  const guint *cells = self->cells + (gsize) row * n_columns;
  gboolean any = FALSE;

  for (guint c = 1; c < n_columns; c++)
    if (cells[c] != cells[c - 1])
      borders[c] = any = TRUE;

  return any;
}

/* Whether no cell reaches over the line above a row. */
static gboolean
is_cut_through (const DipPdfTable *self,
                guint              row)
{
  guint n_columns = count_columns (self);

  for (guint c = 0; c < n_columns; c++)
    if (self->cells[row * n_columns + c] < row * n_columns)
      return FALSE;

  return TRUE;
}

/* Whether the rows from one on have no border in common with @above. */
static gboolean
is_apart (const DipPdfTable *self,
          const gboolean    *above,
          guint              row)
{
  guint n_columns = count_columns (self);
  g_autofree gboolean *below = g_new0 (gboolean, n_columns);
  gboolean any = FALSE;

  for (guint r = row; r < self->ys->len - 1; r++)
    {
      if (!add_borders (self, r, below))
        continue;
      for (guint c = 1; c < n_columns; c++)
        if (above[c] && below[c])
          return FALSE;
      any = TRUE;
    }

  return any;
}

/* The row with which the second table begins, 0 where there is none. Titles as wide as the table belong to what is
 * below them. */
static guint
find_second (const DipPdfTable *self)
{
  g_autofree gboolean *above = g_new0 (gboolean, count_columns (self));
  gboolean any = FALSE;

  for (guint r = 0; r + 1 < self->ys->len; r++)
    {
      if (any && is_cut_through (self, r) && is_apart (self, above, r))
        return r;
      any = add_borders (self, r, above) || any;
    }

  return 0;
}

/* The rows from one on up to another one, with the borders that they have. */
static DipPdfTable *
take_rows (const DipPdfTable *self,
           guint              first,
           guint              end)
{
  guint n_columns = count_columns (self);
  g_autofree gboolean *borders = g_new0 (gboolean, n_columns);
  g_autofree guint *columns = g_new0 (guint, n_columns);
  DipPdfTable *part = g_new0 (DipPdfTable, 1);
  guint n_kept = 0;

  for (guint r = first; r < end; r++)
    add_borders (self, r, borders);

  part->xs = g_array_new (FALSE, FALSE, sizeof (float));
  part->ys = g_array_new (FALSE, FALSE, sizeof (float));
  for (guint c = 0; c < n_columns; c++)
    {
      if (c == 0 || borders[c])
        g_array_append_val (part->xs, g_array_index (self->xs, float, c));
      columns[c] = part->xs->len - 1;
    }
  n_kept = part->xs->len;
  g_array_append_val (part->xs, g_array_index (self->xs, float, n_columns));
  g_array_append_vals (part->ys, &g_array_index (self->ys, float, first), end - first + 1);

  part->cells = g_new0 (guint, n_kept * (end - first));
  for (guint r = first; r < end; r++)
    for (guint c = n_columns; c-- > 0; )
      {
        guint from = self->cells[r * n_columns + c];
        guint begin = (from / n_columns - first) * n_kept + columns[from % n_columns];

        part->cells[(r - first) * n_kept + columns[c]] = begin;
      }

  part->x0 = self->x0;
  part->x1 = self->x1;
  part->y0 = g_array_index (part->ys, float, 0);
  part->y1 = g_array_index (part->ys, float, end - first);

  return part;
}

void
_dip_pdf_split_stacked (GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      DipPdfTable *table = tables->pdata[i];
      guint second = find_second (table);

      if (second == 0)
        continue;

      g_ptr_array_insert (tables, (int) i + 1, take_rows (table, second, table->ys->len - 1));
      tables->pdata[i] = take_rows (table, 0, second);
      _dip_pdf_table_free (table);
    }
}
