/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-aligned.h"

#include <math.h>

/*
 * Names and values right above a table without drawn lines, in two columns:
 *
 *   Product     Ledger
 *   Date        2024-10-01
 *
 *   No.  Question              Answer
 *   1    Is staff trained?     Each year.
 *
 * Two columns alone are no table to be sure of. Above one of more columns they are,
 * where each line begins at the left edge with words and goes on, behind a gap, where
 * the others do.
 */

#define MIN_PAIRS   2u
#define MAX_LINES   60u
#define MAX_SEARCH  3u     /* lines above the table, one of which has a wide gap */
#define MIN_GAP     0.3f   /* of a letter */
#define SAME_LEFT   1.5f   /* points */
#define OTHER_SIZE  0.1f   /* of the letters */
#define FAR_BELOW   3.0f   /* letters between two lines */
#define EDGE        2.0f   /* points around a table */

/* Where the second text of a row begins behind a wide gap, 0 where it has not exactly two. */
static float
find_value (const DipPdfRow *row)
{
  const DipPdfChar *last = NULL;

  if (_dip_pdf_row_count_pieces (row) != 2)
    return 0;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > DIP_PDF_PIECE_GAP * MAX (row->size, 1.0f))
        return c->x0;
      last = c;
    }

  return 0;
}

/* Whether a row has words at the left and a text behind a gap that begins at @value. */
static gboolean
is_pair (const DipPdfRow *row,
         float            left,
         float            value)
{
  float end = -G_MAXFLOAT;
  float next = G_MAXFLOAT;
  gboolean letter = FALSE;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (c->x0 < value - SAME_LEFT)
        {
          end = MAX (end, c->x1);
          letter = letter || g_unichar_isalpha (c->c);
        }
      else
        next = MIN (next, c->x0);
    }

  return letter && fabsf (row->x0 - left) < SAME_LEFT && fabsf (next - value) < SAME_LEFT &&
         next - end >= MIN_GAP * row->size;
}

static gboolean
belongs (const DipPdfRow *row,
         const DipPdfRow *below,
         float            size)
{
  return row->table == NULL && row->y0 < below->y0 && below->y0 - row->y1 <= FAR_BELOW * size &&
         fabsf (row->size - size) <= OTHER_SIZE * size;
}

/* Whether a line that was drawn goes down between texts of the rows, which then tells their cells. */
static gboolean
has_border (GPtrArray *rows,
            guint      begin,
            guint      end,
            GArray    *vertical)
{
  const DipPdfRow *top = rows->pdata[begin];
  const DipPdfRow *bottom = rows->pdata[end - 1];
  float right = -G_MAXFLOAT;

  for (guint i = begin; i < end; i++)
    right = MAX (right, ((const DipPdfRow *) rows->pdata[i])->x1);
  for (guint i = 0; i < vertical->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (vertical, DipPdfRule, i);

      if (rule->at > top->x0 && rule->at < right && rule->from < bottom->y1 && rule->to > top->y0)
        return TRUE;
    }

  return FALSE;
}

/* Lines around the rows from @begin to before @end, which begin with a name or, where a value wraps, have none. */
static void
add_rules (GPtrArray *rows,
           guint      begin,
           guint      end,
           float      value,
           GArray    *horizontal,
           GArray    *vertical)
{
  const DipPdfRow *top = rows->pdata[begin];
  const DipPdfRow *bottom = rows->pdata[end - 1];
  DipPdfRule down[] = { { 0, top->y0 - EDGE, bottom->y1 + EDGE / 2 }, { 0 }, { 0 } };
  DipPdfRule across = { bottom->y1 + EDGE / 2, top->x0 - EDGE, 0 };

  for (guint i = begin; i < end; i++)
    across.to = MAX (across.to, ((const DipPdfRow *) rows->pdata[i])->x1 + EDGE);
  down[1] = down[2] = down[0];
  down[0].at = across.from;
  down[1].at = value - MIN_GAP * top->size / 2;
  down[2].at = across.to;
  g_array_append_vals (vertical, down, G_N_ELEMENTS (down));

  g_array_append_val (horizontal, across);
  for (guint i = begin; i < end; i++)
    {
      const DipPdfRow *row = rows->pdata[i];

      if (i > begin && row->x0 > value - SAME_LEFT)
        continue;
      across.at = i > begin ? (((const DipPdfRow *) rows->pdata[i - 1])->y1 + row->y0) / 2 : down[0].from;
      g_array_append_val (horizontal, across);
    }
}

void
_dip_pdf_aligned_take_names (GPtrArray *rows,
                             guint      first,
                             guint      after,
                             float      size,
                             GArray    *horizontal,
                             GArray    *vertical)
{
  float value = 0;
  float left = 0;
  guint begin = first;
  guint n_pairs = 0;

  for (guint i = first; i > after && first - i < MAX_SEARCH && value == 0; i--)
    {
      const DipPdfRow *row = rows->pdata[i - 1];

      if (!belongs (row, rows->pdata[i], size))
        break;
      value = find_value (row);
      left = row->x0;
    }
  if (value == 0)
    return;

  for (guint i = first; i > after && first - i < MAX_LINES; i--)
    {
      const DipPdfRow *row = rows->pdata[i - 1];
      gboolean pair = is_pair (row, left, value);

      if (!belongs (row, rows->pdata[i], size) || (!pair && fabsf (row->x0 - value) >= SAME_LEFT))
        break;
      n_pairs += pair;
      if (pair)
        begin = i - 1;
    }

  if (n_pairs >= MIN_PAIRS && !has_border (rows, begin, first, vertical))
    add_rules (rows, begin, first, value, horizontal, vertical);
}
