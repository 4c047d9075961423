/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-columns.h"

#include <math.h>

/*
 * Text in columns beside each other. The width of a page is cut into strips, and
 * rows on end that leave the same strip free have a gutter there. The lines on
 * its two sides need not stand at one height: each side is put into rows for
 * itself. Whether they are columns tells dip-pdf-columns-judge.c.
 */

#define MAX_ROWS     1000u
#define MAX_TRIED    24u   /* places of a page where columns may begin */
#define MAX_DEPTH    2u    /* columns within columns: three or four */
#define MIN_GUTTER   1.0f  /* in letters */
#define APART        2.5f  /* in letters, between the columns and what stands at the edge of the page */
#define MAX_EDGE     3u    /* rows at the edge of the page */
#define TITLE        1.15f /* times the size of what stands below it */
#define STICKS_OUT   4.0f  /* points */
#define MARGIN       0.2f  /* of the width, where no gutter is */
#define N_STRIPS     64u

/* Rows that may stand in columns. */
typedef struct
{
  GPtrArray *rows;      /* (element-type DipPdfRow) */
  guint64   *free;      /* of each row: the strips in which it has no letter */
  float      from;      /* where the first strip begins */
  float      width;     /* of a strip */
} Strips;

static void
cover (Strips  *self,
       guint    row,
       float    x0,
       float    x1)
{
  float first = (x0 - self->from) / self->width;
  float last = (x1 - self->from) / self->width;
  guint a, b;

  if (last <= 0 || first >= (float) N_STRIPS)
    return;

  a = first <= 0 ? 0 : (guint) first;
  b = last >= (float) (N_STRIPS - 1) ? N_STRIPS - 1 : (guint) last;
  self->free[row] &= ~((G_MAXUINT64 >> (N_STRIPS - 1 - (b - a))) << a);
}

/* Words of a line belong together, and so do the cells of a table. */
static void
cover_row (Strips *self,
           guint   place)
{
  const DipPdfRow *row = self->rows->pdata[place];
  float gap = MIN_GUTTER * MAX (row->size, 1.0f);
  DipPdfRange piece = { 0, -1 };

  self->free[place] = G_MAXUINT64;
  if (row->table != NULL)
    {
      cover (self, place, row->x0, row->x1);
      return;
    }

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (piece.to < piece.from)
        piece = (DipPdfRange) { c->x0, c->x1 };
      else if (c->x0 - piece.to > gap)
        {
          cover (self, place, piece.from, piece.to);
          piece = (DipPdfRange) { c->x0, c->x1 };
        }
      else
        piece.to = MAX (piece.to, c->x1);
    }
  if (piece.to >= piece.from)
    cover (self, place, piece.from, piece.to);
}

/* FALSE where no rows on end leave a strip free. */
static gboolean
strips_init (Strips    *self,
             GPtrArray *rows,
             guint      min_rows)
{
  float left = G_MAXFLOAT;
  float right = -G_MAXFLOAT;
  guint64 common = 0;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];

      left = MIN (left, row->x0);
      right = MAX (right, row->x1);
    }
  if (!(right - left > 1.0f))
    return FALSE;

  *self = (Strips) { rows, g_new (guint64, rows->len), left + MARGIN * (right - left),
                     (1 - 2 * MARGIN) * (right - left) / N_STRIPS };
  for (guint i = 0; i < rows->len; i++)
    {
      cover_row (self, i);
      common = (common & self->free[i]) != 0 ? common & self->free[i] : self->free[i];
      n = common == 0 ? 0 : common == self->free[i] ? MAX (n, 1) : n + 1;
    }

  /* The rows before a narrower gap may have left it free as well, so the count above is too low at times. */
  for (guint i = 0; n < min_rows && i + min_rows <= rows->len; i++)
    {
      common = G_MAXUINT64;
      for (guint j = 0; j < min_rows; j++)
        common &= self->free[i + j];
      n = common != 0 ? min_rows : n;
    }
  if (n >= min_rows)
    return TRUE;

  g_clear_pointer (&self->free, g_free);

  return FALSE;
}

/* The letters and tables on one side of a gutter, in rows of their own. */
static GPtrArray *
take_side (GPtrArray *rows,
           guint      first,
           guint      end,
           float      at,
           gboolean   left)
{
  g_autoptr (GArray) chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  GPtrArray *side;
  guint place = 0;

  for (guint i = first; i < end; i++)
    {
      const DipPdfRow *row = rows->pdata[i];

      for (guint j = 0; j < row->chars->len; j++)
        {
          const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, j);

          if ((c->x0 < at) == left)
            g_array_append_vals (chars, c, 1);
        }
    }
  side = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);

  for (guint i = first; i < end; i++)
    {
      const DipPdfRow *row = rows->pdata[i];

      if (row->table == NULL || (row->x0 < at) != left)
        continue;
      while (place < side->len && ((const DipPdfRow *) side->pdata[place])->y0 < row->y0)
        place++;
      g_ptr_array_insert (side, (int) place++,
                          _dip_pdf_row_new_table (row->table, row->x0, row->y0, row->x1, row->y1));
    }

  return side;
}

/* Whether a row at the edge is far from the next one: by the letters, whose boxes are higher. What is larger is a
 * title. */
static gboolean
are_apart (const DipPdfRow *edge,
           const DipPdfRow *next)
{
  const DipPdfRow *above = edge->y0 < next->y0 ? edge : next;
  const DipPdfRow *below = above == edge ? next : edge;
  float distance = (below->y0 + below->y1 - above->y0 - above->y1) / 2 - (above->size + below->size) / 2;

  if (above->table != NULL || below->table != NULL)
    return below->y0 - above->y1 > APART * MAX (MAX (above->size, below->size), 1.0f);

  return edge->size < TITLE * next->size && distance > APART * MAX (MIN (above->size, below->size), 1.0f);
}

/* Whether a row begins before the text of the columns. @first and @end are rows of the columns, of which the
 * outermost may be others. */
static gboolean
sticks_out (GPtrArray       *rows,
            guint            first,
            guint            end,
            const DipPdfRow *row)
{
  float left = G_MAXFLOAT;

  for (guint i = first + 1; i + 1 < end; i++)
    left = MIN (left, ((const DipPdfRow *) rows->pdata[i])->x0);

  return row->x0 < left - STICKS_OUT;
}

/* Whether rows from @place to before @end have a line in letters as large and as long as the text of the columns, whose
 * rows begin at @first: below what ends in the other column may be one more paragraph. */
static gboolean
has_text (GPtrArray *rows,
          guint      first,
          guint      place,
          guint      end)
{
  for (guint i = place; i < end; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      guint n = 0;

      for (guint j = first; j < place; j++)
        n += fabsf (((const DipPdfRow *) rows->pdata[j])->size - row->size) < DIP_PDF_SAME_SIZE * row->size;
      if (n * 2 > place - first && row->x1 - row->x0 > DIP_PDF_COLUMN_WIDTH * row->size)
        return TRUE;
    }

  return FALSE;
}

/* What stands far above or below the columns, or farther out, is no part of them. */
static void
trim (GPtrArray *rows,
      guint     *first,
      guint     *end)
{
  if (*end - *first > 2 && sticks_out (rows, *first, *end, rows->pdata[*first]))
    (*first)++;
  if (*end - *first > 2 && sticks_out (rows, *first, *end, rows->pdata[*end - 1]))
    (*end)--;
  for (guint n = 1; n <= MAX_EDGE && *first + n < *end; n++)
    if (are_apart (rows->pdata[*first + n - 1], rows->pdata[*first + n]))
      {
        *first += n;
        break;
      }
  for (guint n = 1; n <= MAX_EDGE && *first + n < *end; n++)
    if (are_apart (rows->pdata[*end - n], rows->pdata[*end - n - 1]) &&
        !has_text (rows, *first, *end - n, *end))
      {
        *end -= n;
        break;
      }
}

/* Headings below the columns whose text runs across the page: they end before the gutter and belong to what comes. A
 * running foot and a note have small letters and no heading. */
static void
leave_headings (GPtrArray *rows,
                guint      first,
                guint     *end)
{
  const DipPdfRow *below = *end < rows->len ? rows->pdata[*end] : NULL;
  float size = 0;

  for (guint i = first; i < *end; i++)
    size += ((const DipPdfRow *) rows->pdata[i])->size / (float) (*end - first);
  if (below == NULL || (below->table == NULL && below->size < size * (2 - TITLE)))
    return;

  for (guint n = 0; n < MAX_EDGE && *end - first > 2; n++)
    {
      const DipPdfRow *row = rows->pdata[*end - 1];

      if (row->table != NULL || (row->size < TITLE * size && !row->bold) || fabsf (row->x0 - below->x0) > 2 * size)
        return;
      (*end)--;
    }
}

static gboolean
is_free (const Strips *self,
         guint64       mask,
         float         x)
{
  float strip = (x - self->from) / self->width;

  return strip >= 0 && strip < (float) N_STRIPS && ((mask >> (guint) strip) & 1) != 0;
}

/* The widest run of free strips, taken out of a mask: the middle of it, 0 where there is none. */
static float
take_gutter (const Strips *self,
             guint64      *mask)
{
  guint best = 0;
  guint start = 0;

  for (guint i = 0; i < N_STRIPS; i++)
    {
      guint n = 0;

      while (i + n < N_STRIPS && ((*mask >> (i + n)) & 1) != 0)
        n++;
      if (n > best)
        {
          best = n;
          start = i;
        }
      i += n;
    }
  if (best == 0)
    return 0;

  *mask &= ~((G_MAXUINT64 >> (N_STRIPS - best)) << start);

  return self->from + self->width * ((float) start + (float) best / 2);
}

static void
append_side (GPtrArray *ordered,
             GPtrArray *side,
             guint      depth)
{
  DipPdfRange across, down;

  _dip_pdf_measure_side (side, &across, &down);
  for (guint i = 0; i < side->len; i++)
    ((DipPdfRow *) side->pdata[i])->left = across.from;
  if (depth < MAX_DEPTH)
    _dip_pdf_order_columns (side, NULL, depth + 1);

  for (guint i = 0; i < side->len; i++)
    g_ptr_array_add (ordered, side->pdata[i]);
  g_ptr_array_set_free_func (side, NULL);
}

/* Orders the rows from @first on, as far as they stand in columns. Returns the row behind them, @first if none
 * do. */
static guint
take_columns (const Strips *self,
              guint         first,
              float        *gutter,
              guint         depth,
              GPtrArray    *ordered)
{
  guint64 mask = self->free[first];
  guint begin = first;
  guint end = first + 1;
  guint min_rows = gutter != NULL && *gutter > 0 ? DIP_PDF_COLUMN_ROWS_ON : DIP_PDF_BOX_ROWS;

  while (end < self->rows->len && (mask & self->free[end]) != 0)
    mask &= self->free[end++];
  if (end - begin < min_rows)
    return first;
  leave_headings (self->rows, begin, &end);
  trim (self->rows, &begin, &end);

  for (guint n = 0; n < 4; n++)
    {
      gboolean goes_on = n == 0 && gutter != NULL && *gutter > 0 && is_free (self, mask, *gutter);
      float at = goes_on ? *gutter : take_gutter (self, &mask);
      g_autoptr (GPtrArray) left = NULL;
      g_autoptr (GPtrArray) right = NULL;
      guint n_left, n_right;

      if (at <= 0)
        break;

      left = take_side (self->rows, begin, end, at, TRUE);
      right = take_side (self->rows, begin, end, at, FALSE);
      if (!_dip_pdf_are_columns (left, right, goes_on))
        continue;

      if (!goes_on)
        {
          guint end_of_box = _dip_pdf_find_end_of_box (self->rows, begin, end, left, right);

          if (end_of_box < end)
            {
              end = end_of_box;
              g_ptr_array_unref (left);
              g_ptr_array_unref (right);
              left = take_side (self->rows, begin, end, at, TRUE);
              right = take_side (self->rows, begin, end, at, FALSE);
            }
        }

      for (guint i = first; i < begin; i++)
        g_ptr_array_add (ordered, g_steal_pointer (&self->rows->pdata[i]));
      for (guint i = begin; i < end; i++)
        g_clear_pointer (&self->rows->pdata[i], _dip_pdf_row_free);
      n_left = left->len;
      n_right = right->len;
      append_side (ordered, left, depth);
      append_side (ordered, right, depth);
      if (gutter != NULL && MIN (n_left, n_right) >= DIP_PDF_COLUMN_ROWS)
        *gutter = at;

      return end;
    }

  return first;
}

void
_dip_pdf_order_columns (GPtrArray *rows,
                        float     *gutter,
                        guint      depth)
{
  g_autoptr (GPtrArray) ordered = NULL;
  Strips strips;
  guint min_rows = gutter != NULL && *gutter > 0 ? DIP_PDF_COLUMN_ROWS_ON : DIP_PDF_BOX_ROWS;
  guint n_tried = 0;
  guint i = 0;

  /* No page for people; looking for gutters in it takes too long. */
  if (rows->len > MAX_ROWS || rows->len < min_rows || !strips_init (&strips, rows, min_rows))
    return;

  ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_pdf_row_free);
  while (i < rows->len)
    {
      guint end = i;

      if (strips.free[i] != 0 && n_tried++ < MAX_TRIED)
        end = take_columns (&strips, i, gutter, depth, ordered);
      if (end == i)
        g_ptr_array_add (ordered, g_steal_pointer (&rows->pdata[i++]));
      i = end > i ? end : i;
    }
  g_free (strips.free);

  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_set_size (rows, 0);
  g_ptr_array_set_free_func (rows, (GDestroyNotify) _dip_pdf_row_free);
  for (guint j = 0; j < ordered->len; j++)
    g_ptr_array_add (rows, ordered->pdata[j]);
  g_ptr_array_set_free_func (ordered, NULL);
}
