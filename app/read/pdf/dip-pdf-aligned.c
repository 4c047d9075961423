/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-aligned.h"

#include <math.h>

/*
 * Tables that nobody drew, or of which only a line below the head or every
 * other row is drawn: texts below each other that leave the same two gaps or
 * more free, line after line. A line that goes on in some columns only belongs
 * to the row above. Lines around what is found are added to those that were
 * drawn, so that what finds tables finds them.
 *
 * Prose that is set in two columns has one gap only, a list none, and a list of
 * contents ends in numbers. What could be a table or not stays text; see
 * dip-pdf-aligned-judge.c.
 */

#define MIN_COLUMNS  3u     /* of the first line; with two there is less to be sure of */
#define MIN_ROWS     4u     /* lines of a table */
#define MAX_COLUMNS  24u
#define MAX_ROWS     600u   /* lines of text in one table */
#define MAX_TRIED    20000u /* lines of a page that are looked at, again and again where no table begins */
#define MIN_GAP      0.8f   /* of a letter, between two columns */
#define MIN_CJK_GAP  0.4f   /* where letters have none between them */
#define HEADING      1.15f  /* times the size of the letters: what stands alone in a larger one is the next chapter */
#define FAR_BELOW    3.0f   /* letters between two lines: the table is at its end */
#define JUMP         0.3f   /* of a letter, by which the space between rows is wider than that between lines */
#define INSIDE       10.0f  /* points of a drawn line inside of a table: it tells its columns itself */
#define EDGE         2.0f   /* points around a table */
#define BESIDE       0.25f  /* of its height, that a line of a centred cell stands beside one of another cell */
#define MAX_TITLES   2u     /* lines between two rows, each as wide as the table may be */

/* The pieces that wide gaps cut a row into. */
static GArray *
cut_pieces (const DipPdfRow *row,
            float            gap)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (DipPdfSpan));

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      DipPdfSpan *last = pieces->len > 0 ? &g_array_index (pieces, DipPdfSpan, pieces->len - 1) : NULL;

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->to < gap)
        last->to = MAX (last->to, c->x1);
      else
        {
          DipPdfSpan piece = { c->x0, c->x1 };

          g_array_append_val (pieces, piece);
        }
    }

  return pieces;
}

/* What pieces leave free of gaps. NULL where one of them fills a gap. */
static GArray *
narrow_gaps (GArray *gaps,
             GArray *pieces,
             float   width)
{
  g_autoptr (GArray) narrower = g_array_new (FALSE, FALSE, sizeof (DipPdfSpan));

  for (guint i = 0; i < gaps->len; i++)
    {
      DipPdfSpan gap = g_array_index (gaps, DipPdfSpan, i);
      guint before = narrower->len;

      for (guint j = 0; j < pieces->len; j++)
        {
          const DipPdfSpan *piece = &g_array_index (pieces, DipPdfSpan, j);

          if (piece->to <= gap.from || piece->from >= gap.to)
            continue;
          if (piece->from - gap.from >= width)
            {
              DipPdfSpan part = { gap.from, piece->from };

              g_array_append_val (narrower, part);
            }
          gap.from = MAX (gap.from, piece->to);
        }
      if (gap.to - gap.from >= width)
        g_array_append_val (narrower, gap);
      if (narrower->len == before || narrower->len > MAX_COLUMNS)
        return NULL;
    }

  return g_steal_pointer (&narrower);
}

/* Takes line after line as long as they leave the gaps free. Returns the line behind the last one. */
static guint
grow (DipPdfAligned *self,
      GPtrArray     *rows,
      guint          first)
{
  guint end = first;

  for (guint i = first; i < rows->len && i - first < MAX_ROWS; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      const DipPdfRow *before = i > first ? rows->pdata[i - 1] : NULL;
      g_autoptr (GArray) pieces = cut_pieces (row, self->gap);
      g_autoptr (GArray) gaps = narrow_gaps (self->gaps, pieces, self->gap);
      DipPdfAlignedLine line = { row, 0, gaps == NULL };
      gboolean alone = _dip_pdf_row_count_pieces (row) < 2;

      if (before != NULL && (row->y0 - before->y1 > FAR_BELOW * self->size || row->y0 < before->y0 ||
                             (alone && row->size > HEADING * self->size)))
        break;

      /* Titles of rows, of a chapter and a section, stand between rows that go on as before. */
      if (gaps == NULL && (!alone || i >= end + MAX_TITLES || i + 1 >= rows->len))
        break;
      g_array_append_val (self->lines, line);
      if (gaps == NULL)
        continue;

      g_array_unref (self->gaps);
      self->gaps = g_steal_pointer (&gaps);
      end = i + 1;
    }
  g_array_set_size (self->lines, end - first);

  return end;
}

/* Letters of Chinese and Japanese stand without space between them. */
static float
find_least_gap (const DipPdfRow *row,
                float            size)
{
  guint n_cjk = 0;

  for (guint i = 0; i < row->chars->len; i++)
    n_cjk += g_array_index (row->chars, DipPdfChar, i).c >= 0x2e80;

  return (n_cjk * 2 > row->chars->len ? MIN_CJK_GAP : MIN_GAP) * size;
}

/* A line behind the last row that has text in its first column only begins what follows. */
static void
drop_last_titles (DipPdfAligned *self)
{
  while (self->lines->len > 0)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, self->lines->len - 1);

      if (_dip_pdf_aligned_find_column (self, line->row->x0) != 0 ||
          _dip_pdf_aligned_find_column (self, line->row->x1) != 0 ||
          (self->lines->len > 1 && line->row->y0 - line[-1].row->y1 < JUMP * self->size))
        return;
      g_array_set_size (self->lines, self->lines->len - 1);
    }
}

/* Whether two lines stand beside each other at different heights: in a table whose cells are centred. */
static gboolean
are_beside (const DipPdfRow *before,
            const DipPdfRow *row)
{
  return before->y1 - row->y0 > BESIDE * (row->y1 - row->y0);
}

/* How much wider the space above a row is than that above a line of a cell, 0 where all are the same. */
static float
find_row_space (const DipPdfAligned *self)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (float));
  float jump = JUMP * self->size;
  float at = 0;

  for (guint i = 1; i < self->lines->len; i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      float space = line->row->y0 - line[-1].row->y1;

      if (!are_beside (line[-1].row, line->row))
        g_array_append_val (spaces, space);
    }
  g_array_sort (spaces, _dip_pdf_compare_floats);

  for (guint i = 1; i < spaces->len; i++)
    {
      float lower = g_array_index (spaces, float, i - 1);
      float higher = g_array_index (spaces, float, i);

      if (higher - lower > jump)
        {
          at = (lower + higher) / 2;
          break;
        }
    }

  /* Lines of cells stand beside each other only, and all other space is between rows. */
  if (at == 0 && spaces->len > 0 && spaces->len + 1 < self->lines->len && g_array_index (spaces, float, 0) > jump)
    at = g_array_index (spaces, float, 0) / 2;

  return at;
}

/* Lines to rows: by the space above them, or, where that is the same everywhere, by what has text in the first
 * column. */
static void
group_lines (DipPdfAligned *self,
             gboolean       by_space,
             float          space)
{
  guint group = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      const DipPdfAlignedLine *before = i > 0 ? line - 1 : NULL;

      if (before != NULL &&
          (line->crosses || before->crosses ||
           (by_space ? line->row->y0 - before->row->y1 > space
                     : _dip_pdf_aligned_find_column (self, line->row->x0) == 0)))
        group++;
      line->group = group;
    }
  self->n_groups = group + 1;
}

static float
get_middle_y (const DipPdfAlignedLine *above,
              const DipPdfAlignedLine *below)
{
  return (above->row->y1 + below->row->y0) / 2;
}

/* Borders of rows, from the top of the table to its bottom. (element-type float) */
static GArray *
find_borders (const DipPdfAligned *self)
{
  GArray *borders = g_array_new (FALSE, FALSE, sizeof (float));
  const DipPdfAlignedLine *lines = (const DipPdfAlignedLine *) self->lines->data;
  float top = lines[0].row->y0 - EDGE;
  float bottom = lines[self->lines->len - 1].row->y1 + EDGE;

  g_array_append_val (borders, top);
  for (guint i = 1; i < self->lines->len; i++)
    if (lines[i].group != lines[i - 1].group)
      {
        float y = get_middle_y (&lines[i - 1], &lines[i]);

        g_array_append_val (borders, y);
      }
  g_array_append_val (borders, bottom);

  return borders;
}

/* Whether lines that were drawn tell the cells already. */
static gboolean
is_drawn (GArray           *borders,
          const DipPdfSpan *across,
          GArray           *horizontal,
          GArray           *vertical)
{
  float top = g_array_index (borders, float, 0);
  float bottom = g_array_index (borders, float, borders->len - 1);
  guint n_drawn = 0;

  for (guint i = 0; i < vertical->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (vertical, DipPdfRule, i);

      if (rule->at > across->from + INSIDE && rule->at < across->to - INSIDE &&
          MIN (rule->to, bottom) - MAX (rule->from, top) > INSIDE)
        return TRUE;
    }

  for (guint i = 1; i + 1 < borders->len; i++)
    {
      float y = g_array_index (borders, float, i);
      gboolean seen = FALSE;

      for (guint j = 0; j < horizontal->len && !seen; j++)
        {
          const DipPdfRule *rule = &g_array_index (horizontal, DipPdfRule, j);

          seen = ABS (rule->at - y) < 2 * EDGE && MIN (rule->to, across->to) - MAX (rule->from, across->from) >
            (across->to - across->from) / 2;
        }
      n_drawn += seen != FALSE;
    }

  return n_drawn * 10 >= (borders->len - 2) * 9;
}

static void
drop_inside (GArray           *rules,
             const DipPdfSpan *at,
             const DipPdfSpan *along)
{
  guint kept = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      DipPdfRule rule = g_array_index (rules, DipPdfRule, i);

      if (rule.at < at->from || rule.at > at->to || rule.to < along->from || rule.from > along->to)
        g_array_index (rules, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (rules, kept);
}

static void
add_rules (const DipPdfAligned *self,
           GArray              *horizontal,
           GArray              *vertical)
{
  g_autoptr (GArray) borders = find_borders (self);
  float *ys = (float *) borders->data;
  DipPdfSpan across = { g_array_index (self->gaps, DipPdfSpan, 0).to - EDGE,
                  g_array_index (self->gaps, DipPdfSpan, self->gaps->len - 1).from + EDGE };
  DipPdfSpan down = { ys[0] - 2 * EDGE, ys[borders->len - 1] + 2 * EDGE };
  DipPdfSpan wide = { across.from - 4 * EDGE, across.to + 4 * EDGE };

  for (guint i = 0; i < self->lines->len; i++)
    {
      across.from = MIN (across.from, g_array_index (self->lines, DipPdfAlignedLine, i).row->x0 - EDGE);
      across.to = MAX (across.to, g_array_index (self->lines, DipPdfAlignedLine, i).row->x1 + EDGE);
    }
  if (is_drawn (borders, &across, horizontal, vertical))
    return;

  /* Shades and single lines would cut what they stand between. */
  drop_inside (horizontal, &down, &across);
  drop_inside (vertical, &wide, &down);

  for (guint i = 0; i < borders->len; i++)
    {
      DipPdfRule rule = { ys[i], across.from, across.to };

      g_array_append_val (horizontal, rule);
    }

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const DipPdfSpan *gap = &g_array_index (self->gaps, DipPdfSpan, i);
      gboolean outer = i == 0 || i + 1 == self->gaps->len;
      float at = i == 0 ? across.from : outer ? across.to : gap->from + MIN ((gap->to - gap->from) / 2, self->size / 2);
      guint from = 0;

      /* A title of rows is one cell. */
      for (guint j = 1; j <= self->lines->len; j++)
        {
          const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, j - 1);
          const DipPdfAlignedLine *next = j < self->lines->len ? line + 1 : NULL;
          DipPdfRule rule = { at, ys[from], ys[line->group + 1] };

          if (next != NULL && (outer || next->crosses == line->crosses))
            continue;
          if (outer || !line->crosses)
            g_array_append_val (vertical, rule);
          from = line->group + 1;
        }
    }
}

void
_dip_pdf_align_rules (GPtrArray *rows,
                      GArray    *horizontal,
                      GArray    *vertical)
{
  static const DipPdfSpan everywhere = { -1e6f, 1e6f };
  guint n_tried = 0;
  guint after = 0;  /* the last table */
  guint i = 0;

  while (i < rows->len && n_tried < MAX_TRIED)
    {
      const DipPdfRow *row = rows->pdata[i];
      DipPdfAligned self = {
        g_array_new (FALSE, FALSE, sizeof (DipPdfAlignedLine)), g_array_new (FALSE, FALSE, sizeof (DipPdfSpan)),
        MAX (row->size, 1.0f), 0, 0,
      };
      guint n_pieces = _dip_pdf_row_count_pieces (row);
      guint first = i > after && are_beside (rows->pdata[i - 1], row) ? i - 1 : i;
      guint next = i + 1;

      g_array_append_val (self.gaps, everywhere);
      if (n_pieces >= 2)
        {
          guint end;
          float space;

          self.gap = find_least_gap (row, self.size);
          end = grow (&self, rows, first);
          n_tried += self.lines->len + 1;
          drop_last_titles (&self);
          space = self.lines->len >= MIN_ROWS ? find_row_space (&self) : 0;

          for (guint way = space > 0 ? 0 : 1; way < 2 && self.lines->len >= MIN_ROWS; way++)
            {
              group_lines (&self, way == 0, space);
              if (n_pieces >= MIN_COLUMNS ? _dip_pdf_aligned_is_table (&self, way == 0)
                                          : _dip_pdf_aligned_is_pairs (&self))
                {
                  add_rules (&self, horizontal, vertical);
                  next = MAX (end, next);
                  after = next;
                  break;
                }
            }
        }
      g_array_unref (self.lines);
      g_array_unref (self.gaps);
      i = next;
    }
}
