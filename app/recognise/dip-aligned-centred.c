/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Tables whose cells stand in the middle of their rows:
 *
 *                 A policy is in force      It was set by the
 *   Policy   1    and everybody         ○   board.
 *                 knows it.
 *
 *   group  = lines without white space between them
 *   row    = *line line-with-number *line       as many lines above the number as below it
 *
 * A group with one number is a row; where there are several, each row is as high above its number as below; a number
 * between two lines of one cell shows it where no white space parts groups. A cell that
 * spans rows has its text in the middle of them, so that the rows are found for which the middle is there.
 */

/* Groups that begin above their number, of which more than a third has to, or the table is no such one. */
#define MIN_CENTRED 2u

/* Whether line @i is of a row, and whether its number stands there. */
static gboolean
read_line (Aligned  *self,
           guint     i,
           gboolean *numbered)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n;

  *numbered = FALSE;
  if (!dip_aligned_is_text (self->structure, i))
    return FALSE;
  n = dip_aligned_cut (self, i, segments);
  *numbered = dip_aligned_has_number (self, segments, n);

  return *numbered || !dip_aligned_is_stray (self, i, segments, n);
}

/* Whether a line holds nothing but the title of a section, which stands in the middle of other rows than its own. */
static gboolean
is_beside (Aligned *self,
           guint    i)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n = dip_aligned_is_text (self->structure, i) ? dip_aligned_cut (self, i, segments) : 0;

  return n > 0 && (int) dip_aligned_column_at (self, segments[n - 1].start) < self->number;
}

/* Gives the lines of a group, from @first to @end, to the numbers among them. Lines are counted without those of
 * titles beside the rows. */
static void
share_group (Aligned      *self,
             guint         first,
             guint         end,
             const GArray *numbers,
             guint         before)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));
  guint owner = before;
  guint at = 0;

  for (guint i = first; i < end; i++)
    if (!is_beside (self, i))
      g_array_append_val (lines, i);
  for (guint k = 0; k < numbers->len; k++)
    {
      guint own = at;
      guint next = lines->len;
      guint stop;

      while (own < lines->len && g_array_index (lines, guint, own) != g_array_index (numbers, guint, k))
        own++;
      if (k + 1 < numbers->len)
        for (next = own; next < lines->len && g_array_index (lines, guint, next) !=
                                                g_array_index (numbers, guint, k + 1); )
          next++;
      stop = k + 1 == numbers->len ? lines->len : MIN (next, 2 * own - at + 1);
      owner = g_array_index (numbers, guint, k) + 1;
      for (; at < stop; at++)
        self->owners[g_array_index (lines, guint, at) - self->first] = owner;
    }
  for (; at < lines->len; at++)
    self->owners[g_array_index (lines, guint, at) - self->first] = owner;

  /* what stands beside goes with the line below it */
  for (guint i = end; i > first; i--)
    if (is_beside (self, i - 1))
      self->owners[i - 1 - self->first] = i < end ? self->owners[i - self->first] : owner;
}

/* Whether the number in line @i stands between two lines of a cell, as where a row has an even number of them. */
static gboolean
stands_between (Aligned *self,
                guint    i)
{
  gboolean columns[3][DIP_SHEET_MAX_COLUMNS] = { { FALSE } };

  if (i <= self->first || i + 1 >= self->end)
    return FALSE;
  for (guint k = 0; k < 3; k++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      gboolean numbered;
      guint n;

      if (!read_line (self, i + k - 1, &numbered) || numbered != (k == 1) ||
          (k > 0 && dip_line_is_apart (dip_structure_piece (self->structure, i + k - 1)->line)))
        return FALSE;
      n = dip_aligned_cut (self, i + k - 1, segments);
      for (guint c = 0; c < n; c++)
        columns[k][dip_aligned_column_at (self, segments[c].start)] = TRUE;
    }
  for (guint c = (guint) MAX (self->number, 0) + 1; c < self->n_columns; c++)
    if (columns[0][c] && !columns[1][c] && columns[2][c])
      return TRUE;

  return FALSE;
}

gboolean
dip_aligned_find_centred (Aligned *self)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_groups = 0, n_above = 0, n_between = 0;
  guint before = 0;
  guint start = self->first;

  if (self->end <= self->first)
    return FALSE;
  self->owners = g_new0 (guint, self->end - self->first);
  for (guint i = self->first; i <= self->end; i++)
    {
      gboolean numbered = FALSE;
      gboolean of_row = i < self->end && read_line (self, i, &numbered);

      if (i == self->end || !of_row ||
          (i > start && dip_line_is_apart (dip_structure_piece (self->structure, i)->line)))
        {
          if (numbers->len > 0)
            {
              n_groups++;
              n_above += g_array_index (numbers, guint, 0) > start;
            }
          share_group (self, start, i, numbers, before);
          if (numbers->len > 0)
            before = g_array_index (numbers, guint, numbers->len - 1) + 1;
          g_array_set_size (numbers, 0);
          start = of_row ? i : i + 1;
        }
      if (!numbered)
        continue;
      g_array_append_val (numbers, i);
      n_between += stands_between (self, i);
    }

  if ((n_above >= MIN_CENTRED && n_above * 3 > n_groups) || n_between >= MIN_CENTRED)
    return TRUE;
  g_clear_pointer (&self->owners, g_free);

  return FALSE;
}

/* Where a line stands, the white space above it counted. */
static guint *
find_places (const Aligned *self)
{
  guint *places = g_new0 (guint, self->end - self->first + 1);
  guint place = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      const DipLine *line = dip_structure_piece (self->structure, i)->line;

      place += 1 + MIN (line->n_blank + line->n_spacer, 4);
      places[i - self->first] = place;
    }
  places[self->end - self->first] = place;

  return places;
}

static const char *
cell_of (const Aligned     *self,
         const DipRowPlace *row,
         guint              column)
{
  const GPtrArray *cells = dip_structure_piece (self->structure, row->piece)->line->cells;

  return column < cells->len ? g_ptr_array_index (cells, column) : "";
}

static void
set_cell (Aligned           *self,
          const DipRowPlace *row,
          guint              column,
          const char        *text)
{
  const GPtrArray *old = dip_structure_piece (self->structure, row->piece)->line->cells;
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint k = 0; k < old->len; k++)
    g_ptr_array_add (cells, k == column ? (gpointer) text : g_ptr_array_index (old, k));
  dip_structure_put_row (self->structure, row->piece, cells);
}

void
dip_aligned_settle_spans (Aligned *self,
                          int      column)
{
  g_autofree guint *places = NULL;
  guint start = 0;

  if (column < 0 || self->rows == NULL || self->rows->len == 0)
    return;
  places = find_places (self);

  for (guint k = 0; k < self->rows->len; )
    {
      const DipRowPlace *row = &g_array_index (self->rows, DipRowPlace, k);
      const DipRowPlace *first = &g_array_index (self->rows, DipRowPlace, start);
      guint next = k + 1;
      guint best = k;
      guint least = G_MAXUINT;
      guint middle;

      if (*cell_of (self, row, (guint) column) == '\0')
        {
          k++;
          continue;
        }
      while (next < self->rows->len &&
             *cell_of (self, &g_array_index (self->rows, DipRowPlace, next), (guint) column) == '\0')
        next++;
      /* twice the middle of the text, and of the rows that it may span */
      middle = places[row->lines[column][0] - self->first] + places[row->lines[column][1] - self->first];
      for (guint last = k; last < next; last++)
        {
          const DipRowPlace *end = &g_array_index (self->rows, DipRowPlace, last);
          guint own = places[first->top - self->first] + places[end->bottom - self->first];
          guint off = own > middle ? own - middle : middle - own;

          if (off < least)
            {
              least = off;
              best = last;
            }
        }
      if (start < k)
        {
          g_autofree char *text = g_strdup (cell_of (self, row, (guint) column));

          set_cell (self, row, (guint) column, "");
          set_cell (self, first, (guint) column, text);
        }
      /* the last one goes to the end */
      start = next < self->rows->len ? best + 1 : self->rows->len;
      k = next;
    }
}
