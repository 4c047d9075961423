/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>

/*
 * Text in columns beside each other. The width of a page is cut into strips, and
 * rows on end that leave the same strip free have a gutter there. The lines on
 * its two sides need not stand at one height: each side is put into rows for
 * itself. Both have to be filled as running text is. A table without rules has a
 * gutter too, but one of its sides is short in most rows, has a gutter itself, or
 * ends its texts wherever the other side does.
 */

#define MIN_ROWS     8u
#define MIN_ROWS_ON  2u    /* where the page before had the same gutter */
#define MIN_ROWS_BOX 4u    /* of a box beside text, whose lines stand at heights of their own */
#define MAX_LEVEL    0.6f  /* of the rows of the shorter side, at the height of one on the other side */
#define LEVEL        0.12f /* in letters: the same height */
#define MAX_PITCH    2.5f  /* in letters, from line to line */
#define MAX_ROWS     1000u
#define MAX_TRIED    24u   /* places of a page where columns may begin */
#define MAX_DEPTH    2u    /* columns within columns: three or four */
#define MIN_BESIDE   0.5f  /* of the height of the shorter side, beside the other */
#define MIN_FILL     0.6f  /* of the width of a column, on both sides */
#define MIN_FILL_ON  0.4f
#define MIN_WIDTH    10.0f /* in letters, of a column */
#define MIN_GUTTER   1.0f  /* in letters */
#define OTHER_GAP    1.5f  /* in letters, wider than what justified text has between its words */
#define APART        2.5f  /* in letters, between the columns and what stands at the edge of the page */
#define MAX_EDGE     3u    /* rows at the edge of the page */
#define SAME_SIZE    0.05f /* of the size of letters */
#define TITLE        1.15f /* times the size of what stands below it */
#define STICKS_OUT   4.0f  /* points */
#define MARGIN       0.2f  /* of the width, where no gutter is */
#define BREAK        1.35f /* of the distance of lines: a paragraph ends */

#define N_STRIPS     64u

typedef struct
{
  float from, to;
} Span;

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
  Span piece = { 0, -1 };

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
        piece = (Span) { c->x0, c->x1 };
      else if (c->x0 - piece.to > gap)
        {
          cover (self, place, piece.from, piece.to);
          piece = (Span) { c->x0, c->x1 };
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

/* Whether a row has a gap, as no running text has. */
static gboolean
has_gap (const DipPdfRow *row)
{
  const DipPdfChar *last = NULL;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > OTHER_GAP * MAX (row->size, 1.0f))
        return TRUE;
      last = c;
    }

  return FALSE;
}

static void
measure_side (GPtrArray *side,
              Span      *across,
              Span      *down)
{
  *across = *down = (Span) { G_MAXFLOAT, -G_MAXFLOAT };

  for (guint i = 0; i < side->len; i++)
    {
      const DipPdfRow *row = side->pdata[i];

      across->from = MIN (across->from, row->x0);
      across->to = MAX (across->to, row->x1);
      down->from = MIN (down->from, row->y0);
      down->to = MAX (down->to, row->y1);
    }
}

static gboolean
is_filled (GPtrArray  *side,
           const Span *across,
           float       min_fill)
{
  float fill = 0;
  float size = 0;
  guint n_gaps = 0;

  for (guint i = 0; i < side->len; i++)
    {
      const DipPdfRow *row = side->pdata[i];

      size += row->size / (float) side->len;
      fill += row->table != NULL ? 1 : (row->x1 - across->from) / MAX (across->to - across->from, 1.0f);
      n_gaps += row->table == NULL && has_gap (row);
    }

  return across->to - across->from >= MIN_WIDTH * size && n_gaps * 3 < side->len &&
         fill / (float) side->len >= min_fill;
}

/* What is free between the paragraphs of a side, beside the other. (element-type Span) */
static GArray *
find_breaks (GPtrArray  *side,
             const Span *beside)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (Span));
  float pitch = _dip_pdf_find_pitch (side);

  for (guint i = 1; i < side->len; i++)
    {
      const DipPdfRow *above = side->pdata[i - 1];
      const DipPdfRow *below = side->pdata[i];
      Span space = { above->y1, below->y0 };

      if (below->y0 - above->y0 > BREAK * pitch && space.to > space.from &&
          space.from > beside->from && space.to < beside->to)
        g_array_append_val (breaks, space);
    }

  return breaks;
}

/* Texts that end where those beside them do are rows of a table. */
static gboolean
end_together (GPtrArray  *left,
              GPtrArray  *right,
              const Span *beside)
{
  g_autoptr (GArray) a = find_breaks (left, beside);
  g_autoptr (GArray) b = find_breaks (right, beside);
  guint n = 0;
  guint j = 0;

  for (guint i = 0; i < a->len; i++)
    {
      const Span *space = &g_array_index (a, Span, i);

      while (j < b->len && g_array_index (b, Span, j).to <= space->from)
        j++;
      n += j < b->len && g_array_index (b, Span, j).from < space->to;
    }

  return n >= 3 && n * 10 >= MAX (a->len, b->len) * 7;
}

/* Whether two sides are text that runs for itself, be it in a few lines: those of a table stand at one height. */
static gboolean
run_apart (GPtrArray *left,
           GPtrArray *right)
{
  GPtrArray *shorter = left->len < right->len ? left : right;
  GPtrArray *longer = shorter == left ? right : left;
  guint n_level = 0;
  guint j = 0;

  if (shorter->len < MIN_ROWS_BOX)
    return FALSE;

  for (guint i = 0; i < shorter->len; i++)
    {
      const DipPdfRow *row = shorter->pdata[i];
      const DipPdfRow *before = i > 0 ? shorter->pdata[i - 1] : NULL;

      if (row->table != NULL || (before != NULL && row->y0 - before->y0 > MAX_PITCH * row->size))
        return FALSE;
      while (j < longer->len && ((const DipPdfRow *) longer->pdata[j])->y1 < row->y1 - LEVEL * row->size)
        j++;
      n_level += j < longer->len && ((const DipPdfRow *) longer->pdata[j])->y1 <= row->y1 + LEVEL * row->size;
    }

  return (float) n_level <= MAX_LEVEL * (float) shorter->len;
}

/* Where the paragraph ends that stands beside the end of a box of a few lines: what comes next stands below both. */
static guint
find_end_of_box (GPtrArray *rows,
                 guint      first,
                 guint      end,
                 GPtrArray *left,
                 GPtrArray *right)
{
  GPtrArray *shorter = left->len < right->len ? left : right;
  const DipPdfRow *last = shorter->pdata[shorter->len - 1];
  float pitch = _dip_pdf_find_pitch (shorter == left ? right : left);

  if (shorter->len >= MIN_ROWS)
    return end;

  for (guint i = first + 1; i < end; i++)
    {
      const DipPdfRow *above = rows->pdata[i - 1];
      const DipPdfRow *row = rows->pdata[i];

      if (row->y0 >= last->y1 &&
          (row->y0 - above->y0 > BREAK * pitch || fabsf (row->size - above->size) > SAME_SIZE * row->size))
        return i;
    }

  return end;
}

static gboolean
are_columns (GPtrArray *left,
             GPtrArray *right,
             gboolean   goes_on)
{
  guint min_rows = goes_on ? MIN_ROWS_ON : MIN_ROWS;
  float min_fill = goes_on ? MIN_FILL_ON : MIN_FILL;
  Span across[2], down[2];
  Span beside;

  /* The last column of a text may have a line only. */
  if ((left->len < min_rows || right->len < (goes_on ? 1 : min_rows)) && !run_apart (left, right))
    return FALSE;

  measure_side (left, &across[0], &down[0]);
  measure_side (right, &across[1], &down[1]);
  beside = (Span) { MAX (down[0].from, down[1].from), MIN (down[0].to, down[1].to) };

  return beside.to - beside.from >= MIN_BESIDE * MIN (down[0].to - down[0].from, down[1].to - down[1].from) &&
         is_filled (left, &across[0], min_fill) && is_filled (right, &across[1], min_fill) &&
         (goes_on || !end_together (left, right, &beside));
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
        n += fabsf (((const DipPdfRow *) rows->pdata[j])->size - row->size) < SAME_SIZE * row->size;
      if (n * 2 > place - first && row->x1 - row->x0 > MIN_WIDTH * row->size)
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
  Span across, down;

  measure_side (side, &across, &down);
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
  guint min_rows = gutter != NULL && *gutter > 0 ? MIN_ROWS_ON : MIN_ROWS_BOX;

  while (end < self->rows->len && (mask & self->free[end]) != 0)
    mask &= self->free[end++];
  if (end - begin < min_rows)
    return first;
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
      if (!are_columns (left, right, goes_on))
        continue;

      if (!goes_on)
        {
          guint end_of_box = find_end_of_box (self->rows, begin, end, left, right);

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
      if (gutter != NULL && MIN (n_left, n_right) >= MIN_ROWS)
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
  guint min_rows = gutter != NULL && *gutter > 0 ? MIN_ROWS_ON : MIN_ROWS_BOX;
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
