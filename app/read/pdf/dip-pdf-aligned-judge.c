/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-aligned.h"

#include <math.h>

/*
 * Whether lines that leave gaps free are a table. Three columns hardly come by
 * chance. Two do: text in two columns, a list, titles in the margin, lines with
 * a label before each. Of those a table is told by its head, and by texts of its
 * second column that hang below their first lines while the first column is
 * empty.
 */

#define MIN_COLUMNS 3u
#define MIN_ROWS    4u     /* of cells; a head and three */
#define NARROW      3.0f   /* letters; no text wraps in a column of this width */
#define NEAR_TOP    0.6f   /* of a letter, from the top of a row to the first lines of its cells */

/* Of two columns. */
#define MIN_PAIRS    6u    /* a head and five */
#define MIN_HANGING  4u    /* lines with text in the second column only */
#define MAX_HEAD     0.4f  /* of the second column, that its head fills */
#define MAX_LEFT     0.45f /* of the table, that the first column is wide */
#define MAX_IN_CELL  8u    /* lines; more is a chapter with its title in the margin */
#define ASIDE        1.5f  /* points, by which lines of one column may begin beside each other */

static guint
count_columns (const DipPdfAligned *self)
{
  return self->gaps->len - 1;
}

guint
_dip_pdf_aligned_find_column (const DipPdfAligned *self,
                              float                x)
{
  guint column = 0;

  for (guint i = 1; i + 1 < self->gaps->len; i++)
    if (x >= g_array_index (self->gaps, DipPdfSpan, i).from)
      column = i;

  return column;
}

typedef struct
{
  guint n_lines;   /* with text in the cell */
  float top;
  guint n_digits, n_letters, n_others;
} Cell;

static Cell *
count_cells (const DipPdfAligned *self)
{
  guint n_columns = count_columns (self);
  Cell *cells = g_new0 (Cell, (gsize) n_columns * self->n_groups);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      guint last = G_MAXUINT;

      for (guint j = 0; j < line->row->chars->len && !line->crosses; j++)
        {
          const DipPdfChar *c = &g_array_index (line->row->chars, DipPdfChar, j);
          guint column = _dip_pdf_aligned_find_column (self, (c->x0 + c->x1) / 2);
          Cell *cell = &cells[line->group * n_columns + column];

          if (_dip_pdf_is_space (c->c))
            continue;
          if (column != last && cell->n_lines++ == 0)
            cell->top = line->row->y0;
          last = column;
          cell->n_digits += g_unichar_isdigit (c->c) != FALSE;
          cell->n_letters += g_unichar_isalpha (c->c) != FALSE;
          cell->n_others += !g_unichar_isalnum (c->c);
        }
    }

  return cells;
}

gboolean
_dip_pdf_aligned_is_table (const DipPdfAligned *self,
                           gboolean             by_space)
{
  g_autofree Cell *cells = count_cells (self);
  g_autofree gboolean *title = g_new0 (gboolean, self->n_groups);
  g_autofree float *tops = g_new0 (float, self->n_groups);
  guint n_columns = count_columns (self);
  guint n_rows = 0, n_full = 0, n_wrapped = 0, n_late = 0, n_cells = 0, n_pages = 0, n_marks = 0;

  for (guint i = self->lines->len; i-- > 0; )
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);

      title[line->group] = line->crosses;
      tops[line->group] = line->row->y0;
    }

  for (guint i = 0; i < self->n_groups; i++)
    {
      const Cell *row = cells + (gsize) i * n_columns;
      guint n_filled = 0;

      for (guint j = 1; j < n_columns; j++)
        n_filled += row[j].n_lines > 0;
      if (title[i] || (n_filled == 0 && row[0].n_lines == 1))
        continue;

      n_rows++;
      n_filled += row[0].n_lines > 0;
      for (guint j = 0; j < n_columns; j++)
        {
          float from = g_array_index (self->gaps, DipPdfSpan, j).to;
          float to = g_array_index (self->gaps, DipPdfSpan, j + 1).from;

          /* Neither do numbers. The head of a narrow column does. */
          n_wrapped += i > 0 && row[j].n_lines > 1 && (to - from < NARROW * self->size ||
                                              (row[j].n_digits > 0 && row[j].n_letters == 0));
          n_late += row[j].n_lines > 0 && row[j].top - tops[i] > NEAR_TOP * self->size;
        }
      n_cells += n_filled;
      n_full += n_filled >= MIN_COLUMNS;
      n_pages += row[n_columns - 1].n_digits > 0 && row[n_columns - 1].n_letters == 0;
      n_marks += row[0].n_others > 0 && row[0].n_letters + row[0].n_digits == 0;
    }

  return n_columns >= MIN_COLUMNS && n_rows >= MIN_ROWS && n_full * 10 >= n_rows * 7 &&
         self->n_groups - n_rows <= n_rows && n_wrapped * 10 <= n_rows &&
         n_pages * 10 < n_rows * 6 && n_marks * 2 < n_rows && (by_space || n_late * 10 <= n_cells);
}

/* Text of one line on one side of the gap. */
typedef struct
{
  float    from, to;
  gunichar first;
  guint    n_letters, n_digits;
} Side;

/* FALSE where a side has a gap of its own. */
static gboolean
read_sides (const DipPdfAligned *self,
            const DipPdfRow     *row,
            Side                 sides[2])
{
  guint n_filled;

  sides[0] = sides[1] = (Side) { G_MAXFLOAT, -G_MAXFLOAT, 0, 0, 0 };
  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      Side *side = &sides[_dip_pdf_aligned_find_column (self, (c->x0 + c->x1) / 2)];

      if (_dip_pdf_is_space (c->c))
        continue;
      if (side->first == 0)
        side->first = c->c;
      side->from = MIN (side->from, c->x0);
      side->to = MAX (side->to, c->x1);
      side->n_letters += g_unichar_isalpha (c->c) != FALSE;
      side->n_digits += g_unichar_isdigit (c->c) != FALSE;
    }
  n_filled = (sides[0].first != 0) + (sides[1].first != 0);

  return _dip_pdf_row_count_pieces (row) <= n_filled;
}

/* What is counted over the lines of two columns. */
typedef struct
{
  guint n_lines, n_rows, n_hanging, n_wrapped;  /* n_wrapped: rows with hanging lines */
  guint n_left_alone;   /* lines */
  guint n_in_cell;      /* lines of the row that is under way */
  guint n_named;        /* rows that begin with a word, not with a number */
  guint n_aside;        /* lines that begin beside their column */
  float lefts[2];       /* where the columns begin */
  float right;          /* end of the second one */
  float left_end;
} Pairs;

/* FALSE for lines that no table of two columns has. */
static gboolean
count_pairs (const DipPdfAligned *self,
             Pairs               *pairs)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      Side sides[2];
      gboolean left, right;

      if (line->crosses || !read_sides (self, line->row, sides))
        return FALSE;
      left = sides[0].first != 0;
      right = sides[1].first != 0;

      pairs->n_lines++;
      if (left && right)
        {
          pairs->n_rows++;
          pairs->n_in_cell = 1;
          pairs->n_named += sides[0].n_letters > sides[0].n_digits && !g_unichar_isdigit (sides[0].first) &&
                            g_unichar_isalnum (sides[0].first);
        }
      else if (right)
        {
          pairs->n_hanging++;
          pairs->n_wrapped += ++pairs->n_in_cell == 2;
        }
      else
        pairs->n_left_alone++;
      if (pairs->n_rows == 0 || pairs->n_in_cell > MAX_IN_CELL)
        return FALSE;

      for (guint k = 0; k < 2; k++)
        {
          if (sides[k].first == 0)
            continue;
          if (i == 0)
            pairs->lefts[k] = sides[k].from;
          pairs->n_aside += fabsf (sides[k].from - pairs->lefts[k]) > ASIDE;
        }
      pairs->left_end = MAX (pairs->left_end, sides[0].to);
      pairs->right = MAX (pairs->right, sides[1].to);
    }

  return TRUE;
}

/* Whether the first line is a head: both of its texts are short, and so is no other line that begins a row. */
static gboolean
has_head (const DipPdfAligned *self,
          const Pairs         *pairs)
{
  const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, 0);
  Side sides[2];

  if (!read_sides (self, line->row, sides) || self->lines->len < 2)
    return FALSE;

  return sides[0].first != 0 && sides[1].first != 0 &&
         sides[1].to - sides[1].from < MAX_HEAD * (pairs->right - pairs->lefts[1]) && line[1].group != line->group;
}

/* FALSE where the first line is no head whatever the others are: text in two columns fills them from the first line
 * on, and this is asked for each of its lines. */
static gboolean
may_have_head (const DipPdfAligned *self)
{
  Side sides[2];
  float right = -G_MAXFLOAT;

  if (!read_sides (self, g_array_index (self->lines, DipPdfAlignedLine, 0).row, sides) ||
      sides[0].first == 0 || sides[1].first == 0)
    return FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    right = MAX (right, g_array_index (self->lines, DipPdfAlignedLine, i).row->x1);

  return sides[1].to - sides[1].from < MAX_HEAD * (right - sides[1].from);
}

gboolean
_dip_pdf_aligned_is_pairs (const DipPdfAligned *self)
{
  Pairs pairs = { .right = -G_MAXFLOAT, .left_end = -G_MAXFLOAT };

  if (count_columns (self) != 2 || self->lines->len == 0 || !may_have_head (self) || !count_pairs (self, &pairs))
    return FALSE;

  return pairs.n_rows >= MIN_PAIRS && pairs.n_hanging >= MIN_HANGING && pairs.n_hanging * 10 >= pairs.n_lines * 3 &&
         pairs.n_wrapped * 10 >= pairs.n_rows * 4 && pairs.n_left_alone * 10 <= pairs.n_lines &&
         pairs.n_named * 10 >= pairs.n_rows * 9 && pairs.n_aside * 10 <= pairs.n_lines &&
         pairs.left_end - pairs.lefts[0] < MAX_LEFT * (pairs.right - pairs.lefts[0]) &&
         pairs.n_rows + pairs.n_left_alone >= self->n_groups && has_head (self, &pairs);
}
