/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"
#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A table of questions whose columns stand below each other by white space alone:
 *
 *    No.  項目          規定内容                 回答
 *     1   可用性        サービスを提供する       24時間365日
 *                       時間帯
 *
 *   table = head *( row | title | head )
 *   head  = a line of three cells or more that dip-checksheet-head.c takes for one
 *   row   = lines; the first has a number, or white space stands around each row
 *
 * What does not ask is in dip-aligned-plain.c, rows whose cells stand in their middle in -centred.c.
 */

/* Fewer rows are a table within a paper. */
#define MIN_ROWS 3u

/* Lines of a head whose cells go on below each other. */
#define MAX_HEAD_LINES 4u

/* Bytes of a cell of its further lines, and columns of words there that nobody knows. */
#define MAX_HEAD_CELL 60u
#define MAX_HEAD_WORD 16u

/* Columns before what goes on with the last row. */
#define MIN_INDENT 4u

/* Heads below which nothing stands in columns; then the paper is something else. */
#define MAX_FAILURES 50u

/* Up to which line the table may go. */
static guint
find_end (DipStructure *self,
          guint         i)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_stray = 0;
  guint end = i;

  for (; i < self->pieces->len && n_stray < DIP_ALIGNED_MAX_STRAY; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (!dip_aligned_is_text (self, i) || dip_revisions_is_heading (self, piece->text))
        break;
      if (dip_aligned_cut_piece (piece, TRUE, NULL, segments) >= 2)
        {
          n_stray = 0;
          end = i + 1;
        }
      else
        {
          n_stray++;
        }
    }

  /* the last row goes on in one column */
  for (; end < self->pieces->len && dip_aligned_is_text (self, end); end++)
    {
      const DipPiece *piece = dip_structure_piece (self, end);

      if (piece->line->indent < MIN_INDENT || piece->line->n_blank > 0 ||
          dip_aligned_cut_piece (piece, TRUE, NULL, segments) != 1)
        break;
    }

  return end;
}

/* Counts rows; and whether white space, not a number, tells where one begins. */
static guint
count_rows (Aligned *self)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_rows = 0, n_groups = 0, n_single = 0, n_here = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self->structure, i);
      guint n;

      if (!dip_aligned_is_text (self->structure, i))
        continue;
      n = dip_aligned_cut_piece (piece, self->wide, self, segments);
      if (dip_line_is_apart (piece->line))
        {
          n_single += n_here == 1;
          n_here = 0;
          n_groups++;
        }
      if (dip_aligned_has_number (self, segments, n))
        {
          n_rows++;
          n_here++;
        }
    }
  n_single += n_here == 1;
  self->spaced = n_single == n_rows && n_groups * 2 <= n_rows * 3;

  return n_rows;
}

static gboolean
says_the_same (DipStructure *self,
               guint         i,
               GPtrArray    *keys)
{
  g_autofree char *own = dip_text_key (dip_structure_piece (self, i)->line->text);

  return g_ptr_array_find_with_equal_func (keys, own, g_str_equal, NULL);
}

/* The head with the title of another section, as a row in the place of line @i. */
static void
put_next_head (const Aligned *self,
               guint          i)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  g_autofree char *title = NULL;

  dip_aligned_cut_piece (dip_structure_piece (self->structure, i), self->wide, NULL, segments);
  title = dip_segment_dup (&segments[0]);
  g_ptr_array_add (cells, title);
  for (guint k = 1; k < self->cells->len; k++)
    g_ptr_array_add (cells, g_ptr_array_index (self->cells, k));
  dip_structure_put_row (self->structure, i, cells);
}

/* The title of the next table, right above the head that it has again. */
static gboolean
is_title_of_next (Aligned   *self,
                  guint      i,
                  GPtrArray *head_keys)
{
  const DipPiece *piece = dip_structure_piece (self->structure, i);
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];

  return i + 1 < self->end && piece->line->indent == 0 && says_the_same (self->structure, i + 1, head_keys) &&
         dip_aligned_cut_piece (piece, self->wide, NULL, segments) == 1 && !dip_text_ends_sentence (piece->text) &&
         !dip_aligned_has_number (self, segments, 1);
}

static void
make_rows (Aligned   *self,
           GPtrArray *head_keys)
{
  DipStructure *structure = self->structure;
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipAlignedRow row = { .first = G_MAXUINT };

  for (guint i = self->first; i < self->end; i++)
    {
      DipPiece *piece = dip_structure_piece (structure, i);
      gboolean numbered;
      guint n;

      if (!dip_aligned_is_text (structure, i))
        continue;
      /* the head again on the next page: the row above may go on below it */
      if (says_the_same (structure, i, head_keys))
        {
          piece->role = DIP_ROLE_FURNITURE;
          continue;
        }
      if (dip_aligned_is_next_corner (self, i))
        {
          dip_aligned_finish_row (self, &row);
          put_next_head (self, i);
          continue;
        }
      n = dip_aligned_cut_piece (piece, self->wide, self, segments);
      if (dip_aligned_is_stray (self, i, segments, n) || is_title_of_next (self, i, head_keys))
        {
          dip_aligned_finish_row (self, &row);
          continue;
        }
      numbered = dip_aligned_has_number (self, segments, n);
      if (row.first == G_MAXUINT ||
          (self->owners != NULL ? row.owner != self->owners[i - self->first]
                                : self->spaced ? dip_line_is_apart (piece->line) && row.numbered : numbered))
        {
          dip_aligned_finish_row (self, &row);
          row.first = i;
          row.owner = self->owners != NULL ? self->owners[i - self->first] : 0;
          row.place.top = i;
        }
      else
        {
          piece->role = DIP_ROLE_FURNITURE;
        }
      row.numbered |= numbered;
      row.place.bottom = i;
      for (guint k = 0; k < n; k++)
        {
          guint column = dip_aligned_column_at (self, segments[k].start);

          if (row.cells[column] == NULL)
            row.place.lines[column][0] = i;
          row.place.lines[column][1] = i;
        }
      dip_aligned_add_segments (self, &row, segments, n);
    }
  dip_aligned_finish_row (self, &row);
}

/* The same for a head that has the title of its section over numbers and questions, which the row below it shows. */
static DipSheetHead *
try_corner (Aligned *aligned,
            guint    first,
            guint    last,
            gboolean wide)
{
  DipStructure *self = aligned->structure;
  DipPiece before[2];
  DipPiece *pieces[2] = { dip_structure_piece (self, first), dip_structure_piece (self, first + 1) };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) below = g_ptr_array_new_with_free_func (g_free);
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipSheetHead *head;
  guint n;

  dip_aligned_read_head (aligned, first, last, wide, segments, cells);
  n = dip_aligned_cut_piece (dip_structure_piece (self, aligned->first), wide, NULL, segments);
  for (guint k = 0; k < n; k++)
    g_ptr_array_add (below, dip_segment_dup (&segments[k]));

  for (guint k = 0; k < 2; k++)
    {
      before[k] = *pieces[k];
      pieces[k]->owned = NULL;
      dip_structure_put_row (self, first + k, k == 0 ? cells : below);
    }
  head = dip_sheet_head_read (self, first);
  for (guint k = 0; k < 2; k++)
    *pieces[k] = before[k];
  if (head == NULL || head->section == NULL)
    {
      dip_sheet_head_free (head);
      aligned->corner = 0;
      return NULL;
    }
  dip_aligned_find_boundaries (aligned, first, last, wide);

  return head;
}

/* The head in the lines from @first to @last, if letters are as wide as @wide says, as a row in the place of line @i,
 * and where its columns begin. NULL, and the line is as before, if there is none. */
static DipSheetHead *
try_head (Aligned *aligned,
          guint    first,
          guint    i,
          guint    last,
          gboolean wide)
{
  DipStructure *self = aligned->structure;
  DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece before = *piece;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  DipSegment heads[DIP_SHEET_MAX_COLUMNS];
  DipSheetHead *head = NULL;
  guint n = dip_aligned_read_head (aligned, first, last, wide, heads, cells);

  piece->owned = NULL;
  if (n >= 3)
    {
      dip_structure_put_row (self, i, cells);
      head = dip_sheet_head_read (self, i);
    }
  if (head == NULL && first == i && aligned->corner == 0)
    {
      *piece = before;
      aligned->corner = dip_aligned_find_corner (aligned, heads, n, wide);
      if (aligned->corner > 0)
        return try_corner (aligned, first, last, wide);
    }
  *piece = before;
  if (head != NULL)
    dip_aligned_find_boundaries (aligned, first, last, wide);

  return head;
}

/* Whether the head of a table stands in the lines from @first to @last, of which @i becomes its row; @end is the line
 * behind the table. */
static gboolean
take_table_below (DipStructure *self,
                  guint         first,
                  guint         i,
                  guint         last,
                  guint        *end)
{
  Aligned aligned = { .structure = self, .first = last + 1, .end = find_end (self, last + 1) };
  g_autoptr (DipSheetHead) narrow = NULL;
  g_autoptr (DipSheetHead) head = try_head (&aligned, first, i, last, TRUE);
  guint n_wide = aligned.n_letters;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  DipSegment heads[DIP_SHEET_MAX_COLUMNS];
  const DipPiece printed = *dip_structure_piece (self, i);

  /* the cells of a single line are the same, however wide its letters are */
  if (head == NULL && first == last)
    return FALSE;
  narrow = try_head (&aligned, first, i, last, FALSE);
  if (head == NULL && narrow == NULL)
    return FALSE;
  /* which marks say yes */
  if (self->legend == NULL)
    dip_sheet_read_legend (self);
  if (head == NULL || (narrow != NULL && aligned.n_letters < n_wide))
    {
      dip_sheet_head_free (head);
      head = g_steal_pointer (&narrow);
    }
  else
    {
      dip_aligned_find_boundaries (&aligned, first, last, TRUE);
    }
  aligned.number = head->place[DIP_SHEET_NUMBER];
  aligned.implemented = head->place[DIP_SHEET_IMPLEMENTED];
  /* "Response | Additional Information": the answers may say yes and no */
  if (aligned.implemented < 0 && aligned.number >= 0 && head->remark > head->place[DIP_SHEET_ANSWER])
    aligned.implemented = head->place[DIP_SHEET_ANSWER];
  if (count_rows (&aligned) < MIN_ROWS)
    return FALSE;

  cells = g_ptr_array_new_with_free_func (g_free);
  keys = g_ptr_array_new_with_free_func (g_free);
  for (guint k = first; k <= last; k++)
    g_ptr_array_add (keys, dip_text_key (dip_structure_piece (self, k)->line->text));
  dip_aligned_read_head (&aligned, first, last, aligned.wide, heads, cells);
  for (guint k = first; k <= last; k++)
    if (k != i)
      dip_structure_piece (self, k)->role = DIP_ROLE_FURNITURE;
  dip_structure_put_row (self, i, cells);
  aligned.head = &printed;
  aligned.cells = cells;
  if (dip_aligned_find_centred (&aligned))
    aligned.rows = g_array_new (FALSE, FALSE, sizeof (DipRowPlace));
  make_rows (&aligned, keys);
  dip_aligned_settle_spans (&aligned, head->place[DIP_SHEET_SECTION]);
  dip_aligned_settle_spans (&aligned, head->place[DIP_SHEET_SUBSECTION]);
  /* what several questions have in common stands before their numbers */
  if (head->place[DIP_SHEET_TOPIC] < aligned.number)
    dip_aligned_settle_spans (&aligned, head->place[DIP_SHEET_TOPIC]);
  g_clear_pointer (&aligned.rows, g_array_unref);
  g_clear_pointer (&aligned.owners, g_free);
  *end = aligned.end;

  return TRUE;
}

/* Whether line @i goes on with the head above it: nothing below its first cell, short words, one of which names a
 * column or what is marked there. What is only short (@below) has to stand below a cell of the head. */
static gboolean
goes_on_with_head (DipStructure *self,
                   guint         first,
                   guint         i,
                   gboolean     *below)
{
  DipSegment heads[DIP_SHEET_MAX_COLUMNS];
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_heads, n;
  gboolean named = FALSE;

  *below = FALSE;
  if (i >= self->pieces->len || !dip_aligned_is_text (self, i) ||
      dip_line_is_apart (dip_structure_piece (self, i)->line))
    return FALSE;
  n_heads = dip_aligned_cut_piece (dip_structure_piece (self, first), FALSE, NULL, heads);
  n = dip_aligned_cut_piece (dip_structure_piece (self, i), FALSE, NULL, segments);
  if (n == 0 || n_heads == 0 || segments[0].start < heads[0].end)
    return FALSE;

  *below = TRUE;
  for (guint k = 0; k < n; k++)
    {
      g_autofree char *text = dip_segment_dup (&segments[k]);
      gboolean known, stands = FALSE;

      if (segments[k].length > MAX_HEAD_CELL || dip_text_ends_sentence (text))
        {
          *below = FALSE;
          return FALSE;
        }
      for (guint h = 1; h < n_heads; h++)
        stands |= segments[k].start + 2 >= heads[h].start && segments[k].start < heads[h].end;
      *below &= stands && dip_text_width (text) <= MAX_HEAD_WORD;
      dip_sheet_match_column (self, text, &known);
      named |= known || dip_sheet_match_choice (self, text) != DIP_IMPLEMENTED_UNKNOWN;
    }

  return named;
}

/* The last line of the head that begins with line @i, where rows stand right below it. */
static guint
find_head_end (DipStructure *self,
               guint         i)
{
  guint last = i;
  gboolean below = TRUE;

  for (guint k = i + 1; k < i + MAX_HEAD_LINES; k++)
    {
      if (goes_on_with_head (self, i, k, &below))
        last = k;
      else if (!below)
        break;
      /* words that nobody knows go on with it if a row begins behind them */
      else if (k + 1 < self->pieces->len && dip_aligned_is_text (self, k + 1) &&
               dip_structure_piece (self, k + 1)->line->indent <= dip_structure_piece (self, i)->line->indent)
        last = k;
    }

  return last;
}

/* Whether a table begins with line @i, or with the lines around it that white space sets apart. */
static gboolean
take_table (DipStructure *self,
            guint         i,
            guint        *end)
{
  guint first = i;
  guint last = i;

  while (first > 0 && i - first < MAX_HEAD_LINES && !dip_line_is_apart (dip_structure_piece (self, first)->line) &&
         dip_aligned_is_text (self, first - 1))
    first--;
  while (last + 1 < self->pieces->len && last - first < MAX_HEAD_LINES && dip_aligned_is_text (self, last + 1) &&
         !dip_line_is_apart (dip_structure_piece (self, last + 1)->line))
    last++;
  if (last > first && last - first < MAX_HEAD_LINES && take_table_below (self, first, i, last, end))
    return TRUE;
  /* rows right below the head */
  last = find_head_end (self, i);
  if (last > i && take_table_below (self, i, i, last, end))
    return TRUE;

  return take_table_below (self, i, i, i, end);
}

/* Of the line as it is printed. */
static gboolean
may_have_gap (DipStructure   *self,
              const DipPiece *piece)
{
  return piece->text == piece->line->text ? dip_structure_may_have_gap (self, piece)
                                          : dip_text_may_have_gap (piece->line->text);
}

/**
 * dip_structure_align_tables:
 * @self: a structure without furniture
 *
 * Makes rows of lines that white space puts into the columns of a table.
 */
void
dip_structure_align_tables (DipStructure *self)
{
  guint n_failures = 0;

  for (guint i = 0; i < self->pieces->len && n_failures < MAX_FAILURES; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint end = i;

      if (!dip_aligned_is_text (self, i) || strlen (dip_structure_piece (self, i)->text) > 600)
        continue;
      if (!may_have_gap (self, dip_structure_piece (self, i)) ||
          dip_aligned_cut_piece (dip_structure_piece (self, i), TRUE, NULL, segments) < 3)
        {
          if (dip_aligned_take_flat (self, i, &end) || dip_aligned_take_flat_sheet (self, i, &end))
            i = end - 1;
          continue;
        }
      if (take_table (self, i, &end) || dip_aligned_take_plain (self, i, &end) ||
          dip_aligned_take_flat (self, i, &end))
        i = end - 1;
      else
        n_failures++;
    }
}
