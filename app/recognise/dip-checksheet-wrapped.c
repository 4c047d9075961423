/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells whose lines became blanks. Who copies a table out of a page gets a blank where a line of a cell ended: "対処す
 * る こと". Between Japanese letters nobody writes one, but people do part words by it: "氏名 住所". What tells
 * them apart is the measure: lines of a cell are as long as the column is wide, each of them. */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/* The shortest line that counts, in columns; how much lines of one column differ, by words kept whole and by
 * characters that may not begin a line; lines that a cell needs to tell its measure alone. */
#define MIN_MEASURE 16u
#define SLACK        3u
#define MIN_LINES    2u

/* A line of a cell, up to the blank that parts it from the next. */
typedef struct
{
  gsize    end;
  guint    width;
  gboolean in_word;  /* the next line begins with hiragana, as endings and particles do */
} Line;

#define FULL_STOP 0x3002  /* 。 */

/* The lines of a cell that a blank in Japanese text ends, those at ends of sentences left out.
 * Returns: (element-type Line) */
static GArray *
find_lines (const char *cell)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gunichar before = 0;
  guint width = 0;

  if (strchr (cell, ' ') == NULL)
    return lines;
  for (const char *at = cell; *at != '\0'; at += dip_utf8_length (*at))
    {
      gunichar c = dip_utf8_get (at);
      gunichar after = c == ' ' ? dip_utf8_get (at + 1) : 0;

      if (c == ' ' && before != FULL_STOP && dip_glyph_is_cjk (before) && dip_glyph_is_cjk (after))
        {
          Line line = { .end = (gsize) (at - cell), .width = width, .in_word = dip_is_hiragana (after) };

          g_array_append_val (lines, line);
          width = 0;
        }
      else if (c == '\n' || (c == ' ' && before == FULL_STOP))
        {
          width = 0;
        }
      else
        {
          width += c >= 0x80 && g_unichar_iswide (c) ? 2 : 1;
        }
      before = c;
    }

  return lines;
}

static int
compare_widths (gconstpointer a,
                gconstpointer b)
{
  return (int) ((const Line *) a)->width - (int) ((const Line *) b)->width;
}

static gboolean
is_measure (guint measure,
            guint width)
{
  return measure != 0 && width + SLACK >= measure && width <= measure + SLACK;
}

/* How wide the column of a cell is by the cell alone, 0 where it does not tell. */
static guint
measure_cell (const GArray *lines)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) lines);
  guint measure, n_fit = 0;
  gboolean in_word = FALSE;

  if (lines->len < MIN_LINES)
    return 0;

  g_array_sort (sorted, compare_widths);
  measure = g_array_index (sorted, Line, sorted->len / 2).width;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (!is_measure (measure, line->width))
        continue;
      n_fit++;
      in_word = in_word || line->in_word;
    }

  return measure >= MIN_MEASURE && in_word && n_fit >= MIN_LINES && n_fit * 4 >= lines->len * 3 ? measure : 0;
}

static void
join_lines (char         *cell,
            const GArray *lines,
            guint         measure)
{
  char *to = cell;
  const char *from = cell;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      gsize length = (gsize) (cell + line->end - from);

      /* no blank stands before an ending, wherever the blanks of other lines went */
      if (!line->in_word && !is_measure (measure, line->width))
        continue;
      memmove (to, from, length);
      to += length;
      from += length + 1;
    }
  memmove (to, from, strlen (from) + 1);
}

/* @cells: (element-type utf8): of one column, from the first row to the last; NULL where a row has none. A cell of
 * one line more takes the measure of its neighbour: a page that was copied in another way begins and ends somewhere. */
static void
join_column (const GPtrArray *cells)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_full (cells->len, (GDestroyNotify) g_array_unref);
  g_autofree guint *measures = g_new0 (guint, cells->len + 1);
  guint above = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      GArray *found = find_lines (cell != NULL ? cell : "");

      g_ptr_array_add (lines, found);
      measures[i] = measure_cell (found);
    }
  for (guint i = 0; i < cells->len; i++)
    {
      const GArray *found = g_ptr_array_index (lines, i);
      guint below = measures[i + 1];

      if (measures[i] == 0 && found->len > 0)
        {
          const Line *line = &g_array_index (found, Line, 0);

          if (line->in_word)
            measures[i] = above != 0 ? above : below;
          else
            measures[i] = is_measure (above, line->width) ? above : is_measure (below, line->width) ? below : 0;
        }
      above = measures[i];
      if (measures[i] != 0)
        join_lines (g_ptr_array_index (cells, i), found, measures[i]);
    }
}

/**
 * dip_sheet_join_wrapped:
 *
 * After the last row, before anything is read in the cells: joins the lines of questions and answers that a copy of
 * the page left with blanks between them. Blanks that people wrote stay.
 */
void
dip_sheet_join_wrapped (DipSheet *sheet)
{
  const GPtrArray *clauses = sheet->structure->draft->document->clauses;
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      g_ptr_array_add (questions, clause->question);
      g_ptr_array_add (answers, clause->answer);
    }
  join_column (questions);
  join_column (answers);
}
