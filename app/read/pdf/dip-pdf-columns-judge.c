/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-columns.h"

#include <math.h>

/*
 * Whether what stands on the two sides of a gutter are columns. Both have to be
 * filled as running text is. A table without rules has a gutter too, but one of
 * its sides is short in most rows, has a gutter itself, or ends its texts
 * wherever the other side does. Lines that stand at heights of their own are no
 * table: of them a few are enough, as in a box beside text.
 */

#define MAX_LEVEL    0.6f  /* of the rows of the shorter side, at the height of one on the other side */
#define MAX_LEVEL_LONG 0.35f /* the same of columns whose paragraphs are short */
#define LEVEL        0.12f /* in letters: the same height */
#define MAX_PITCH    2.5f  /* in letters, from line to line */
#define MIN_BESIDE   0.5f  /* of the height of the shorter side, beside the other */
#define MIN_FILL     0.6f  /* of the width of a column, on both sides */
#define MIN_FILL_ON  0.4f
#define MIN_FILL_DENSE 0.7f /* of a few rows */
#define OTHER_GAP    1.5f  /* in letters, wider than what justified text has between its words */
#define WORD_GAP     0.1f  /* in letters: the least between words */
#define MIN_EVEN     3u    /* gaps of a line that are alike are between words, however wide */
#define SAME_PLACE   0.35f /* of a letter, between the tops or the middles of two cells */
#define MAX_EVEN     3.0f  /* in letters */
#define UNEVEN       2.0f  /* times the narrowest one */
#define BREAK        1.35f /* of the distance of lines: a paragraph ends */

/* Whether a row has a gap, as no running text has. In a narrow column lines of a few long words have wide ones, all of
 * them alike. */
static gboolean
has_gap (const DipPdfRow *row)
{
  const DipPdfChar *last = NULL;
  float size = MAX (row->size, 1.0f);
  float narrowest = G_MAXFLOAT;
  float widest = 0;
  guint n = 0;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      float gap = last != NULL ? c->x0 - last->x1 : 0;

      if (_dip_pdf_is_space (c->c))
        continue;
      if (gap > WORD_GAP * size)
        {
          narrowest = MIN (narrowest, gap);
          widest = MAX (widest, gap);
          n++;
        }
      last = c;
    }

  return widest > OTHER_GAP * size && (n < MIN_EVEN || widest > MAX_EVEN * size || widest > UNEVEN * narrowest);
}

void
_dip_pdf_measure_side (GPtrArray   *side,
                       DipPdfRange *across,
                       DipPdfRange *down)
{
  *across = *down = (DipPdfRange) { G_MAXFLOAT, -G_MAXFLOAT };

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
is_filled (GPtrArray         *side,
           const DipPdfRange *across,
           float              min_fill)
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

  return across->to - across->from >= DIP_PDF_COLUMN_WIDTH * size && n_gaps * 3 < side->len &&
         fill / (float) side->len >= min_fill;
}

/* What is free between the paragraphs of a side, beside the other. (element-type DipPdfRange) */
static GArray *
find_breaks (GPtrArray         *side,
             const DipPdfRange *beside)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (DipPdfRange));
  float pitch = _dip_pdf_find_pitch (side);

  for (guint i = 1; i < side->len; i++)
    {
      const DipPdfRow *above = side->pdata[i - 1];
      const DipPdfRow *below = side->pdata[i];
      DipPdfRange space = { above->y1, below->y0 };

      if (below->y0 - above->y0 > BREAK * pitch && space.to > space.from &&
          space.from > beside->from && space.to < beside->to)
        g_array_append_val (breaks, space);
    }

  return breaks;
}

/* Of the paragraphs that end beside the other side, those that end where one there does. @n_most: (out) (optional): how
 * many of one side there are. */
static guint
count_common_breaks (GPtrArray         *left,
                     GPtrArray         *right,
                     const DipPdfRange *beside,
                     guint             *n_most)
{
  g_autoptr (GArray) a = find_breaks (left, beside);
  g_autoptr (GArray) b = find_breaks (right, beside);
  guint n = 0;
  guint j = 0;

  for (guint i = 0; i < a->len; i++)
    {
      const DipPdfRange *space = &g_array_index (a, DipPdfRange, i);

      while (j < b->len && g_array_index (b, DipPdfRange, j).to <= space->from)
        j++;
      n += j < b->len && g_array_index (b, DipPdfRange, j).from < space->to;
    }

  if (n_most != NULL)
    *n_most = MAX (a->len, b->len);

  return n;
}

/* The paragraphs of a side, from top to bottom. (element-type DipPdfRange) */
static GArray *
find_paragraphs (GPtrArray *side)
{
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (DipPdfRange));
  float pitch = _dip_pdf_find_pitch (side);

  for (guint i = 0; i < side->len; i++)
    {
      const DipPdfRow *row = side->pdata[i];
      const DipPdfRow *above = i > 0 ? side->pdata[i - 1] : NULL;
      DipPdfRange range = { row->y0, row->y1 };

      if (above == NULL || row->y0 - above->y0 > BREAK * pitch)
        g_array_append_val (paragraphs, range);
      else
        g_array_index (paragraphs, DipPdfRange, paragraphs->len - 1).to = row->y1;
    }

  return paragraphs;
}

/* Whether most paragraphs of the side that has fewer begin where one of the other does, or have their middle there:
 * where paragraphs are short, many of them end beside each other by chance. */
static gboolean
begin_together (GPtrArray *left,
                GPtrArray *right)
{
  g_autoptr (GArray) a = find_paragraphs (left);
  g_autoptr (GArray) b = find_paragraphs (right);
  GArray *fewer = a->len < b->len ? a : b;
  GArray *more = fewer == a ? b : a;
  float near = SAME_PLACE * MAX (((const DipPdfRow *) left->pdata[0])->size, 1.0f);
  guint n = 0;
  guint j = 0;

  for (guint i = 0; i < fewer->len; i++)
    {
      const DipPdfRange *range = &g_array_index (fewer, DipPdfRange, i);
      gboolean found = FALSE;

      while (j < more->len && g_array_index (more, DipPdfRange, j).to < range->from)
        j++;
      for (guint k = j; k < more->len && g_array_index (more, DipPdfRange, k).from <= range->to && !found; k++)
        {
          const DipPdfRange *other = &g_array_index (more, DipPdfRange, k);

          found = fabsf (other->from - range->from) < near ||
                  fabsf (other->from + other->to - range->from - range->to) < near;
        }
      n += found != FALSE;
    }

  return n * 10 >= fewer->len * 6;
}

/* Texts that begin and end where those beside them do are rows of a table. */
static gboolean
end_together (GPtrArray         *left,
              GPtrArray         *right,
              const DipPdfRange *beside)
{
  guint n_most;
  guint n = count_common_breaks (left, right, beside, &n_most);

  return n >= 3 && n * 10 >= n_most * 7 && begin_together (left, right);
}

/* How many rows of the shorter one of two sides stand at the height of one of the other. */
static guint
count_level (GPtrArray *shorter,
             GPtrArray *longer)
{
  guint n_level = 0;
  guint j = 0;

  for (guint i = 0; i < shorter->len; i++)
    {
      const DipPdfRow *row = shorter->pdata[i];

      while (j < longer->len && ((const DipPdfRow *) longer->pdata[j])->y1 < row->y1 - LEVEL * row->size)
        j++;
      n_level += j < longer->len && ((const DipPdfRow *) longer->pdata[j])->y1 <= row->y1 + LEVEL * row->size;
    }

  return n_level;
}

/* Whether two sides are text that runs for itself, be it in a few lines: those of a table stand at one height. */
static gboolean
run_apart (GPtrArray *left,
           GPtrArray *right)
{
  GPtrArray *shorter = left->len < right->len ? left : right;
  GPtrArray *longer = shorter == left ? right : left;

  if (shorter->len < DIP_PDF_BOX_ROWS)
    return FALSE;

  for (guint i = 0; i < shorter->len; i++)
    {
      const DipPdfRow *row = shorter->pdata[i];
      const DipPdfRow *before = i > 0 ? shorter->pdata[i - 1] : NULL;

      if (row->table != NULL || (before != NULL && row->y0 - before->y0 > MAX_PITCH * row->size))
        return FALSE;
    }

  return (float) count_level (shorter, longer) <= MAX_LEVEL * (float) shorter->len;
}

/* Whether hardly a row of two long sides stands at the height of one of the other: their paragraphs may be short. */
static gboolean
stand_apart (GPtrArray *left,
             GPtrArray *right)
{
  GPtrArray *shorter = left->len < right->len ? left : right;

  return shorter->len >= DIP_PDF_COLUMN_ROWS &&
         (float) count_level (shorter, shorter == left ? right : left) <= MAX_LEVEL_LONG * (float) shorter->len;
}

/* Whether two sides of a few rows are full of text, and no paragraph of one ends where one of the other does. */
static gboolean
are_dense (GPtrArray         *left,
           GPtrArray         *right,
           const DipPdfRange *beside)
{
  for (guint i = 0; i < 2; i++)
    {
      GPtrArray *side = i == 0 ? left : right;
      DipPdfRange across, down;

      _dip_pdf_measure_side (side, &across, &down);
      if (side->len < DIP_PDF_DENSE_ROWS || !is_filled (side, &across, MIN_FILL_DENSE))
        return FALSE;
    }

  return count_common_breaks (left, right, beside, NULL) == 0;
}

guint
_dip_pdf_find_end_of_box (GPtrArray *rows,
                          guint      first,
                          guint      end,
                          GPtrArray *left,
                          GPtrArray *right)
{
  GPtrArray *shorter = left->len < right->len ? left : right;
  const DipPdfRow *last = shorter->pdata[shorter->len - 1];
  float pitch = _dip_pdf_find_pitch (shorter == left ? right : left);

  if (shorter->len >= DIP_PDF_COLUMN_ROWS)
    return end;

  for (guint i = first + 1; i < end; i++)
    {
      const DipPdfRow *above = rows->pdata[i - 1];
      const DipPdfRow *row = rows->pdata[i];

      if (row->y0 >= last->y1 &&
          (row->y0 - above->y0 > BREAK * pitch || fabsf (row->size - above->size) > DIP_PDF_SAME_SIZE * row->size))
        return i;
    }

  return end;
}

gboolean
_dip_pdf_are_columns (GPtrArray *left,
                      GPtrArray *right,
                      gboolean   goes_on)
{
  guint min_rows = goes_on ? DIP_PDF_COLUMN_ROWS_ON : DIP_PDF_COLUMN_ROWS;
  float min_fill = goes_on || stand_apart (left, right) ? MIN_FILL_ON : MIN_FILL;
  DipPdfRange across[2], down[2];
  DipPdfRange beside;

  _dip_pdf_measure_side (left, &across[0], &down[0]);
  _dip_pdf_measure_side (right, &across[1], &down[1]);
  beside = (DipPdfRange) { MAX (down[0].from, down[1].from), MIN (down[0].to, down[1].to) };

  /* The last column of a text may have a line only. */
  if ((left->len < min_rows || right->len < (goes_on ? 1 : min_rows)) && !run_apart (left, right) &&
      !are_dense (left, right, &beside))
    return FALSE;

  return beside.to - beside.from >= MIN_BESIDE * MIN (down[0].to - down[0].from, down[1].to - down[1].from) &&
         is_filled (left, &across[0], min_fill) && is_filled (right, &across[1], min_fill) &&
         (goes_on || !end_together (left, right, &beside));
}
