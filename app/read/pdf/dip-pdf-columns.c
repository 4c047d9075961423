/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

/*
 * Text in two columns: many rows on end with a gutter at the same place, and
 * both sides filled as running text is. A table without rules has a gutter too,
 * but one of its sides is short in most rows, or has a gutter itself.
 */

#define MIN_ROWS     8
#define MAX_ROWS     1000u
#define MIN_BOTH     0.6f  /* rows with text on both sides */
#define MIN_FILL     0.6f  /* of the width of a column, on both sides */
#define MIN_GUTTER   1.0f  /* in letters */
#define NEAR         1.5f  /* in letters, between the rows of one column */
#define OTHER_GAP    1.5f  /* in letters, wider than what justified text has between its words */

typedef struct
{
  float from, to;
} Span;

/* Whether no letter of the row stands in the gutter. */
static gboolean
is_free (const DipPdfRow *row,
         Span             gutter)
{
  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (!_dip_pdf_is_space (c->c) && c->x1 > gutter.from && c->x0 < gutter.to)
        return FALSE;
    }

  return TRUE;
}

/* The gap of a row that is nearest to the middle of the page. */
static gboolean
find_gap (const DipPdfRow *row,
          float            left,
          float            right,
          Span            *gap)
{
  const DipPdfChar *last = NULL;
  float middle = (left + right) / 2;
  float best = 0.25f * (right - left);
  gboolean found = FALSE;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > MIN_GUTTER * MAX (row->size, 1.0f))
        {
          float distance = ABS ((c->x0 + last->x1) / 2 - middle);

          if (distance < best)
            {
              best = distance;
              *gap = (Span) { last->x1, c->x0 };
              found = TRUE;
            }
        }
      last = c;
    }

  return found;
}

static DipPdfRow *
cut_row (const DipPdfRow *row,
         float            at,
         gboolean         left)
{
  g_autoptr (GArray) chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if ((c->x0 < at) == left)
        g_array_append_vals (chars, c, 1);
    }

  rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);

  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

/* Whether a row has a gap beside that in the middle, as no running text has. */
static gboolean
has_other_gap (const DipPdfRow *row,
               Span             gutter)
{
  const DipPdfChar *last = NULL;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > OTHER_GAP * MAX (row->size, 1.0f) &&
          (c->x0 <= gutter.from || last->x1 >= gutter.to))
        return TRUE;
      last = c;
    }

  return FALSE;
}

/* Whether rows from @first to before @end are text in two columns on the sides of @gutter. */
static gboolean
are_columns (GPtrArray *rows,
             guint      first,
             guint      end,
             Span       gutter,
             float      left,
             float      right)
{
  float at = (gutter.from + gutter.to) / 2;
  float fill_left = 0;
  float fill_right = 0;
  guint n_left = 0;
  guint n_right = 0;
  guint n_both = 0;
  guint n_gaps = 0;

  if (end - first < MIN_ROWS)
    return FALSE;

  for (guint i = first; i < end; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      gboolean has_left = row->x0 < at;
      gboolean has_right = row->x1 > at;

      n_both += has_left && has_right;
      n_gaps += has_other_gap (row, gutter);
      if (has_left)
        {
          float to = has_right ? gutter.from : row->x1;

          for (guint j = 0; j < row->chars->len; j++)
            {
              const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, j);

              if (c->x1 <= at)
                to = has_right ? c->x1 : to;
            }
          fill_left += (to - row->x0) / MAX (gutter.from - left, 1.0f);
          n_left++;
        }
      if (has_right)
        {
          fill_right += (row->x1 - gutter.to) / MAX (right - gutter.to, 1.0f);
          n_right++;
        }
    }

  return n_gaps * 3 < end - first && (float) n_both >= MIN_BOTH * (float) (end - first) && n_left > 0 && n_right > 0
    && fill_left / (float) n_left >= MIN_FILL && fill_right / (float) n_right >= MIN_FILL;
}

/* Where the columns that rows from @first on stand in begin: rows above it belong to them
 * where they are near and leave the gutter free, as the lines of a title in one column do
 * beside the text in the other. @ordered ends with
 * @n_above rows above them. */
static guint
find_top (GPtrArray *ordered,
          guint      n_above,
          GPtrArray *rows,
          guint      first,
          Span       gutter)
{
  const DipPdfRow *below = rows->pdata[first];
  float top = below->y0;
  guint n = 0;

  for (; n < n_above; n++)
    {
      const DipPdfRow *row = ordered->pdata[ordered->len - 1 - n];

      if (top - row->y1 > NEAR * MAX (MIN (row->size, below->size), 1.0f) || !is_free (row, gutter))
        break;
      top = MIN (top, row->y0);
    }

  return first - n;
}

void
_dip_pdf_order_columns (GPtrArray *rows)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_pdf_row_free);
  float left = G_MAXFLOAT;
  float right = -G_MAXFLOAT;
  guint n_above = 0;
  guint i = 0;

  /* No page for people; looking for gutters in it takes too long. */
  if (rows->len > MAX_ROWS)
    return;

  for (guint j = 0; j < rows->len; j++)
    {
      const DipPdfRow *row = rows->pdata[j];

      left = MIN (left, row->x0);
      right = MAX (right, row->x1);
    }

  while (i < rows->len)
    {
      Span gutter;
      guint end = i;

      if (find_gap (rows->pdata[i], left, right, &gutter))
        for (end = i + 1; end < rows->len; end++)
          {
            const DipPdfRow *row = rows->pdata[end];
            Span gap;

            if (!is_free (row, gutter))
              {
                /* A line that reaches further narrows the gutter, as long as one is left. */
                if (!find_gap (row, left, right, &gap) ||
                    MIN (gap.to, gutter.to) - MAX (gap.from, gutter.from) < MIN_GUTTER * row->size)
                  break;
                gutter = (Span) { MAX (gap.from, gutter.from), MIN (gap.to, gutter.to) };
              }
          }

      if (end > i && are_columns (rows, i, end, gutter, left, right))
        {
          guint top = find_top (ordered, n_above, rows, i, gutter);

          for (; i > top; i--)
            rows->pdata[i - 1] = g_ptr_array_steal_index (ordered, ordered->len - 1);
          for (guint side = 0; side < 2; side++)
            for (guint j = i; j < end; j++)
              {
                DipPdfRow *half = cut_row (rows->pdata[j], (gutter.from + gutter.to) / 2, side == 0);

                if (half != NULL)
                  g_ptr_array_add (ordered, half);
              }
          for (guint j = i; j < end; j++)
            _dip_pdf_row_free (rows->pdata[j]);
          i = end;
          n_above = 0;
          continue;
        }

      g_ptr_array_add (ordered, g_steal_pointer (&rows->pdata[i]));
      n_above++;
      i++;
    }

  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_set_size (rows, 0);
  g_ptr_array_set_free_func (rows, (GDestroyNotify) _dip_pdf_row_free);
  for (guint j = 0; j < ordered->len; j++)
    g_ptr_array_add (rows, ordered->pdata[j]);
  g_ptr_array_set_free_func (ordered, NULL);
}
