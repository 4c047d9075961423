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
#define MAX_NUMBER   12u    /* letters of "- 12 / 34 -" */
#define INSIDE       10.0f  /* points of a drawn line inside of a table: it tells its columns itself */
#define EDGE         2.0f   /* points around a table */
#define BESIDE       0.25f  /* of its height, that a line of a centred cell stands beside one of another cell */
#define MIN_NARROW   0.3f   /* of a letter, between columns of which the second one is told by where its texts begin */
#define SAME_LEFT    1.5f   /* points, by which texts of one column may begin beside each other */
#define MIN_BELOW    4u     /* texts that begin below each other and so tell a column */
#define MAX_SAMPLES  3u     /* lines whose texts may tell such a column */
#define MAX_WORDS    24u    /* of these */
#define MAX_REST     60u    /* lines of a row that the page before begins */
#define CELL_SPACE   0.9f   /* of a letter: more is no space between lines of one cell */
#define MAX_TITLES   2u     /* lines between two rows, each as wide as the table may be */

/* Whether a letter begins where a column does. */
static gboolean
begins_column (GArray           *gaps,
               const DipPdfChar *c)
{
  for (guint i = 0; i + 1 < gaps->len; i++)
    if (fabsf (g_array_index (gaps, DipPdfSpan, i).to - c->x0) < SAME_LEFT)
      return TRUE;

  return FALSE;
}

/* The pieces that wide gaps cut a row into, and narrow ones before a text that begins where a column does. */
static GArray *
cut_pieces (const DipPdfAligned *self,
            const DipPdfRow     *row)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (DipPdfSpan));
  float narrow = MIN_NARROW * self->size;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      DipPdfSpan *last = pieces->len > 0 ? &g_array_index (pieces, DipPdfSpan, pieces->len - 1) : NULL;

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->to < self->gap &&
          (c->x0 - last->to < narrow || !begins_column (self->gaps, c)))
        last->to = MAX (last->to, c->x1);
      else
        {
          DipPdfSpan piece = { c->x0, c->x1 };

          g_array_append_val (pieces, piece);
        }
    }

  return pieces;
}

/* What pieces leave free of gaps. NULL where one of them fills a gap. Little is enough where the next text begins
 * where others do. */
static GArray *
narrow_gaps (const DipPdfAligned *self,
             GArray              *pieces)
{
  g_autoptr (GArray) narrower = g_array_new (FALSE, FALSE, sizeof (DipPdfSpan));
  float width = self->gap;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      DipPdfSpan gap = g_array_index (self->gaps, DipPdfSpan, i);
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
      if (gap.to - gap.from >= (narrower->len == before ? MIN_NARROW * self->size : width))
        g_array_append_val (narrower, gap);
      if (narrower->len == before || narrower->len > MAX_COLUMNS)
        return NULL;
    }

  return g_steal_pointer (&narrower);
}

/* Whether the last line of a page is its number: it stands alone, and further from the line above it than the next
 * line of a cell would. */
static gboolean
is_page_number (const DipPdfAligned *self,
                GPtrArray           *rows,
                guint                place)
{
  const DipPdfRow *row = rows->pdata[place];
  const DipPdfRow *before = place > 0 ? rows->pdata[place - 1] : NULL;
  gboolean digit = FALSE;

  if (place + 1 < rows->len || before == NULL || row->y0 - before->y1 < JUMP * self->size ||
      row->chars->len > MAX_NUMBER)
    return FALSE;

  for (guint i = 0; i < row->chars->len; i++)
    {
      gunichar c = g_array_index (row->chars, DipPdfChar, i).c;

      if (g_unichar_isalpha (c))
        return FALSE;
      digit = digit || g_unichar_isdigit (c);
    }

  return digit;
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
      g_autoptr (GArray) pieces = cut_pieces (self, row);
      g_autoptr (GArray) gaps = narrow_gaps (self, pieces);
      DipPdfAlignedLine line = { row, 0, gaps == NULL };
      gboolean alone = _dip_pdf_row_count_pieces (row) < 2;

      if (before != NULL && (row->y0 - before->y1 > FAR_BELOW * self->size || row->y0 < before->y0 ||
                             (alone && row->size > HEADING * self->size) || is_page_number (self, rows, i)))
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

      if (lower > CELL_SPACE * self->size)
        break;
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
 * column. A head whose letters are bold ends with them. */
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
                     : _dip_pdf_aligned_find_column (self, line->row->x0) == 0 ||
                       (before->row->bold && !line->row->bold))))
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

/* Whether a line that was drawn goes through most of a table. */
static gboolean
goes_through (const DipPdfRule *rule,
              const DipPdfSpan *across)
{
  return MIN (rule->to, across->to) - MAX (rule->from, across->from) > (across->to - across->from) / 2;
}

/* Whether lines that were drawn tell the cells already, or the rows: as many are drawn inside as there are rows. */
static gboolean
is_drawn (GArray           *borders,
          const DipPdfSpan *across,
          GArray           *horizontal,
          GArray           *vertical)
{
  float top = g_array_index (borders, float, 0);
  float bottom = g_array_index (borders, float, borders->len - 1);
  guint n_drawn = 0;
  guint n_inside = 0;

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

          seen = ABS (rule->at - y) < 2 * EDGE && goes_through (rule, across);
        }
      n_drawn += seen != FALSE;
    }
  for (guint i = 0; i < horizontal->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (horizontal, DipPdfRule, i);

      n_inside += rule->at > top + EDGE && rule->at < bottom - EDGE && goes_through (rule, across);
    }

  return n_drawn * 10 >= (borders->len - 2) * 9 || (borders->len > 3 && n_inside + 2 > borders->len - 1);
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

/* Whether a letter is one of a column. */
static gboolean
is_in (const DipPdfChar *c,
       const DipPdfSpan *column)
{
  return !_dip_pdf_is_space (c->c) && c->x1 > column->from && c->x0 < column->to;
}

/* Whether lines with text on both sides of a place in a column begin there again, and none runs through it. */
static gboolean
is_column_begin (const DipPdfAligned *self,
                 const DipPdfSpan    *column,
                 float                x)
{
  guint n_both = 0;
  guint n_aside = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      float before = -G_MAXFLOAT;
      float after = G_MAXFLOAT;

      for (guint j = 0; j < line->row->chars->len && !line->crosses; j++)
        {
          const DipPdfChar *c = &g_array_index (line->row->chars, DipPdfChar, j);

          if (!is_in (c, column))
            continue;
          if (c->x0 < x - SAME_LEFT)
            before = MAX (before, c->x1);
          else
            after = MIN (after, c->x0);
        }
      if (before > x - MIN_NARROW * self->size)
        return FALSE;
      if (before == -G_MAXFLOAT || after == G_MAXFLOAT)
        continue;
      n_both++;
      n_aside += after > x + SAME_LEFT;
    }

  return n_both >= MIN_BELOW && n_aside * 10 <= n_both;
}

/* Where in a column texts begin behind a narrow gap, below each other; 0 for nowhere. The words of the first lines
 * tell where it may be. */
static float
find_column_begin (const DipPdfAligned *self,
                   const DipPdfSpan    *column)
{
  guint n_tried = 0;

  for (guint i = 0; i < MIN (self->lines->len, MAX_SAMPLES); i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);
      const DipPdfChar *last = NULL;

      for (guint j = 0; j < line->row->chars->len && !line->crosses; j++)
        {
          const DipPdfChar *c = &g_array_index (line->row->chars, DipPdfChar, j);

          if (!is_in (c, column))
            continue;
          if (last != NULL && c->x0 - last->x1 >= MIN_NARROW * self->size && n_tried++ < MAX_WORDS &&
              is_column_begin (self, column, c->x0))
            return c->x0;
          last = c;
        }
    }

  return 0;
}

/* Parts columns that only a narrow gap holds apart, of which the second one is told by where its texts begin. */
static void
split_columns (DipPdfAligned *self)
{
  for (guint i = 0; i + 1 < self->gaps->len && self->gaps->len <= MAX_COLUMNS; i++)
    {
      DipPdfSpan column = { g_array_index (self->gaps, DipPdfSpan, i).to,
                            g_array_index (self->gaps, DipPdfSpan, i + 1).from };
      float x = find_column_begin (self, &column);
      DipPdfSpan gap = { x - MIN_NARROW * self->size, x };

      if (x > 0)
        g_array_insert_val (self->gaps, i + 1, gap);
    }
}

static void
clear (DipPdfAligned *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->gaps, g_array_unref);
}

/* Begins a table with a row. Returns the line behind the last one. */
static guint
begin (DipPdfAligned   *self,
       GPtrArray       *rows,
       const DipPdfRow *row,
       guint            first)
{
  static const DipPdfSpan everywhere = { -1e6f, 1e6f };
  guint end;

  self->lines = g_array_new (FALSE, FALSE, sizeof (DipPdfAlignedLine));
  self->gaps = g_array_new (FALSE, FALSE, sizeof (DipPdfSpan));
  self->size = MAX (row->size, 1.0f);
  self->gap = find_least_gap (row, self->size);
  g_array_append_val (self->gaps, everywhere);
  end = grow (self, rows, first);
  drop_last_titles (self);

  return end;
}

/* How many columns of a line have text; none where the first one has not. */
static guint
count_begun (const DipPdfAligned     *self,
             const DipPdfAlignedLine *line)
{
  g_autoptr (GArray) pieces = cut_pieces (self, line->row);
  guint last = G_MAXUINT;
  guint n = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      guint column = _dip_pdf_aligned_find_column (self, g_array_index (pieces, DipPdfSpan, i).from);

      if (i == 0 && column > 0)
        return 0;
      n += column != last;
      last = column;
    }

  return n;
}

/* Whether each line is a row: where space parts lines into rows, those of one row would have text in as many columns
 * as its first line, the first column too, in all rows. */
static gboolean
are_rows (const DipPdfAligned *self)
{
  guint n_several = 0;

  for (guint i = 1; i < self->lines->len; i++)
    {
      const DipPdfAlignedLine *line = &g_array_index (self->lines, DipPdfAlignedLine, i);

      if (line->crosses || line->group != line[-1].group)
        continue;
      n_several++;
      if (count_begun (self, line) < MIN_COLUMNS)
        return FALSE;
    }

  return n_several > 0;
}

/* Whether all texts of a row stand in columns behind the first one, and begin where these do. */
static gboolean
is_rest (const DipPdfAligned *self,
         GArray              *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      float x = g_array_index (pieces, DipPdfSpan, i).from;
      guint column = _dip_pdf_aligned_find_column (self, x + SAME_LEFT);

      if (column == 0 || fabsf (g_array_index (self->gaps, DipPdfSpan, column).to - x) > SAME_LEFT)
        return FALSE;
    }

  return TRUE;
}

/* Takes the lines above the first one that are the rest of a row which begins on the page before. @after: the first
 * line that is in no other table. */
static void
take_rest (DipPdfAligned *self,
           GPtrArray     *rows,
           guint          first,
           guint          after)
{
  guint n = 0;

  while (first > after && n++ < MAX_REST)
    {
      const DipPdfRow *row = rows->pdata[first - 1];
      const DipPdfRow *below = rows->pdata[first];
      g_autoptr (GArray) pieces = cut_pieces (self, row);
      g_autoptr (GArray) gaps = narrow_gaps (self, pieces);
      DipPdfAlignedLine line = { row, 0, FALSE };

      if (gaps == NULL || below->y0 - row->y1 > FAR_BELOW * self->size || below->y0 < row->y0 ||
          !is_rest (self, pieces))
        return;
      g_array_prepend_val (self->lines, line);
      first--;
    }
}

/* Groups the lines to rows. FALSE where they are no table. */
static gboolean
settle (DipPdfAligned *self,
        gboolean       pairs)
{
  float space = self->lines->len >= MIN_ROWS ? find_row_space (self) : 0;

  for (guint way = space > 0 ? 0 : 1; way < 2 && self->lines->len >= MIN_ROWS; way++)
    {
      group_lines (self, way == 0, space);
      if (way == 0 && are_rows (self))
        continue;
      if (pairs ? _dip_pdf_aligned_is_pairs (self) : _dip_pdf_aligned_is_table (self, way == 0))
        return TRUE;
    }

  return FALSE;
}

void
_dip_pdf_align_rules (GPtrArray *rows,
                      GArray    *horizontal,
                      GArray    *vertical)
{
  guint n_tried = 0;
  guint after = 0;  /* the last table */
  guint i = 0;

  while (i < rows->len && n_tried < MAX_TRIED)
    {
      const DipPdfRow *row = rows->pdata[i];
      DipPdfAligned self = { 0 };
      guint n_pieces = _dip_pdf_row_count_pieces (row);
      guint first = i > after && are_beside (rows->pdata[i - 1], row) ? i - 1 : i;
      guint end = 0;

      if (n_pieces >= 2)
        {
          end = begin (&self, rows, row, first);
          if (n_pieces >= MIN_COLUMNS && self.lines->len > 0)
            take_rest (&self, rows, first, after);
          n_tried += self.lines->len;
          if (settle (&self, n_pieces < MIN_COLUMNS))
            {
              if (n_pieces >= MIN_COLUMNS)
                split_columns (&self);
              if (n_pieces >= MIN_COLUMNS)
                _dip_pdf_aligned_take_names (rows, first, after, self.size, horizontal, vertical);
              add_rules (&self, horizontal, vertical);
              after = MAX (i + 1, end);
            }
          else
            end = 0;
          clear (&self);
        }
      n_tried++;
      i = MAX (i + 1, end);
    }
}
