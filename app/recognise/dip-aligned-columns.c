/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"
#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The columns of a table that white space makes: the cells of its head and of its lines, where each column begins, and
 * which line begins a row.
 *
 *   cell  = what stands between two boundaries; two blanks or more, or one right at a boundary, end it
 *
 * A boundary is where the fewest lines have a letter between two words of the head. Exports count wide letters as one
 * column or as two: what leaves more room between the columns is taken. Where they move what stands behind wide
 * letters, a mark of yes and no goes into its column, and what goes on beyond its column parts at a blank.
 */

/* Columns that a cell may have been moved by. */
#define MAX_SHIFT 8u

/* Bytes of what says yes or no in words. */
#define MAX_MARK 40u

/* Bytes of a row's number, and of a bare mark. */
#define MAX_CODE 12u
#define MAX_BARE 12u

/* Whether another line of a head has letters between two columns. */
static gboolean
has_letters (DipStructure *self,
             guint         first,
             guint         last,
             guint         but,
             gboolean      wide,
             guint         start,
             guint         end)
{
  for (guint i = first; i <= last; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint n = i == but ? 0 : dip_aligned_cut_piece (dip_structure_piece (self, i), wide, NULL, segments);

      for (guint k = 0; k < n; k++)
        if (segments[k].start < end && segments[k].end > start)
          return TRUE;
    }

  return FALSE;
}

/* Cuts cells of line @i of a head at single blanks where another line of it has a gap, and letters behind that. How
 * many there are then. */
static guint
cut_at_gaps (DipStructure *self,
             guint         first,
             guint         last,
             guint         i,
             DipSegment    segments[DIP_SHEET_MAX_COLUMNS],
             guint         n,
             const guint8 *gaps,
             gboolean      wide)
{
  for (guint k = 0; k < n && n < DIP_SHEET_MAX_COLUMNS; k++)
    {
      const char *end = segments[k].text + segments[k].length;
      guint column = segments[k].start;

      for (const char *at = segments[k].text; at < end; at = g_utf8_next_char (at))
        {
          if (*at != ' ' || column > DIP_ALIGNED_MAX_COLUMN || !gaps[column] ||
              !has_letters (self, first, last, i, wide, column + 1, segments[k].end))
            {
              column += dip_aligned_columns_of (g_utf8_get_char (at), wide);
              continue;
            }
          memmove (&segments[k + 2], &segments[k + 1], (n - k - 1) * sizeof segments[0]);
          segments[k + 1] = (DipSegment) { .text = at + 1, .length = (gsize) (end - at - 1), .start = column + 1,
                                           .end = segments[k].end };
          segments[k].length = (gsize) (at - segments[k].text);
          segments[k].end = column;
          n++;
          break;
        }
    }

  return n;
}

/* Whether a line of a head offers what is marked below it: "有", "無". */
static gboolean
offers_choices (DipStructure     *self,
                const DipSegment *segments,
                guint             n)
{
  DipImplemented first = DIP_IMPLEMENTED_UNKNOWN;
  gboolean differ = FALSE;

  for (guint k = 0; k < n; k++)
    {
      g_autofree char *text = dip_segment_dup (&segments[k]);
      DipImplemented choice = dip_sheet_match_choice (self, text);

      if (choice == DIP_IMPLEMENTED_UNKNOWN)
        return FALSE;
      differ |= k > 0 && choice != first;
      first = choice;
    }

  return differ;
}

/* Takes away the cells of a head that stand above the choices of its last line: the nearer words count. */
static guint
drop_above_choices (const DipSegment *segments,
                    guint             n_segments,
                    DipSegment        heads[DIP_SHEET_MAX_COLUMNS],
                    GString          *texts[DIP_SHEET_MAX_COLUMNS],
                    guint             n)
{
  guint kept = 0;

  for (guint k = 0; k < n; k++)
    {
      guint stop = k + 1 < n ? heads[k + 1].start : G_MAXUINT;
      gboolean above = heads[k].start < segments[n_segments - 1].end && heads[k].end > segments[0].start &&
                       stop >= segments[0].end;

      if (above)
        {
          g_string_free (texts[k], TRUE);
          continue;
        }
      heads[kept] = heads[k];
      texts[kept++] = texts[k];
    }

  return kept;
}

/* Whether a word of a head is the name of a column. */
static gboolean
names_column (DipStructure *self,
              const char   *start,
              const char   *end)
{
  g_autofree char *text = g_strchomp (g_strndup (start, (gsize) (end - start)));
  gboolean known;

  dip_sheet_match_column (self, text, &known);

  return known;
}

/* Where most cells begin below the second of two words of a head, 0 unless most lines of the body have a cell where the
 * first begins, and one between the second and @limit. Wide letters push words of the head to the left of what stands
 * below them. */
static guint
find_start (const Aligned    *self,
            const DipSegment *first,
            guint             column,
            guint             limit,
            gboolean          wide)
{
  guint16 starts[DIP_ALIGNED_MAX_COLUMN + 2] = { 0 };
  guint n_lines = 0, n_begin = 0;
  guint best = column;

  for (guint i = self->first; i < self->end; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint n = dip_aligned_is_text (self->structure, i)
                  ? dip_aligned_cut_piece (dip_structure_piece (self->structure, i), wide, NULL, segments) : 0;
      gboolean begins_before = FALSE;
      guint start = 0;

      for (guint k = 0; k < n; k++)
        {
          begins_before |= segments[k].start + 2 >= first->start && segments[k].start <= first->start + 2;
          if (start == 0 && begins_before && segments[k].start + 1 >= column && segments[k].start + MAX_SHIFT < limit)
            start = segments[k].start;
        }
      n_lines += n >= 3 && begins_before;
      n_begin += n >= 3 && start > 0;
      if (start > 0 && start <= DIP_ALIGNED_MAX_COLUMN && ++starts[start] > starts[best])
        best = start;
    }

  return n_lines >= 3 && n_begin * 3 >= n_lines * 2 ? best : 0;
}

/* The last blank of a cell of a head that parts the names of two columns, NULL for none; @column is where the second
 * begins. Wide letters have no blanks between the words of a name; between others cells have to begin below both. */
static const char *
find_names (const Aligned    *self,
            const DipSegment *segment,
            guint             limit,
            gboolean          wide,
            guint            *column)
{
  const char *end = segment->text + segment->length;
  const char *found = NULL;
  guint here = segment->start;
  guint start;

  for (const char *at = segment->text; at < end; at = g_utf8_next_char (at))
    {
      here += dip_aligned_columns_of (g_utf8_get_char (at), wide);
      if (*at != ' ' || at == segment->text || !names_column (self->structure, segment->text, at) ||
          !names_column (self->structure, at + 1, end))
        continue;
      start = find_start (self, segment, here, limit, wide);
      if (start == 0 && !(dip_glyph_is_cjk (g_utf8_get_char (g_utf8_prev_char (at))) &&
                          dip_glyph_is_cjk (dip_text_first (at + 1))))
        continue;
      found = at;
      *column = start > 0 ? start : here;
    }

  return found;
}

/* "Question ID Question": names of two columns with one blank between them; @heads are the cells of the lines above.
 * How many cells there are then. */
static guint
cut_at_names (const Aligned    *self,
              DipSegment        segments[DIP_SHEET_MAX_COLUMNS],
              guint             n,
              const DipSegment *heads,
              guint             n_heads,
              gboolean          wide)
{
  for (guint k = 0; k < n && n < DIP_SHEET_MAX_COLUMNS; k++)
    {
      const char *end = segments[k].text + segments[k].length;
      guint limit = k + 1 < n ? segments[k + 1].start : DIP_ALIGNED_MAX_COLUMN;
      guint column = 0;
      const char *at;

      for (guint h = n_heads; h > 0 && heads[h - 1].start > segments[k].start + 2; h--)
        limit = MIN (limit, heads[h - 1].start);
      at = find_names (self, &segments[k], limit, wide, &column);
      if (at == NULL)
        continue;
      memmove (&segments[k + 2], &segments[k + 1], (n - k - 1) * sizeof segments[0]);
      segments[k + 1] = (DipSegment) { .text = at + 1, .length = (gsize) (end - at - 1), .start = column,
                                       .end = MAX (segments[k].end, column + 1) };
      segments[k].length = (gsize) (at - segments[k].text);
      /* what stands below the second may begin a little to the left of it */
      segments[k].end = MAX (segments[k].start + 1, column - MIN (column, MAX_SHIFT / 2));
      n++;
    }

  return n;
}

/* The cells of a head: what stands below each other in its lines. @cells: (nullable) (element-type utf8) */
guint
dip_aligned_read_head (const Aligned *aligned,
                       guint          first,
                       guint          last,
                       gboolean       wide,
                       DipSegment     heads[DIP_SHEET_MAX_COLUMNS],
                       GPtrArray     *cells)
{
  DipStructure *self = aligned->structure;
  GString *texts[DIP_SHEET_MAX_COLUMNS];
  guint8 gaps[DIP_ALIGNED_MAX_COLUMN + 2] = { 0 };
  guint n = 0;

  for (guint i = first; i <= last && last > first; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint n_segments = dip_aligned_cut_piece (dip_structure_piece (self, i), wide, NULL, segments);

      for (guint k = 1; k < n_segments; k++)
        memset (gaps + MIN (segments[k - 1].end, DIP_ALIGNED_MAX_COLUMN), 1,
                MIN (segments[k].start, DIP_ALIGNED_MAX_COLUMN) - MIN (segments[k - 1].end, DIP_ALIGNED_MAX_COLUMN));
    }

  for (guint i = first; i <= last; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint n_segments = dip_aligned_cut_piece (dip_structure_piece (self, i), wide, NULL, segments);

      if (last > first)
        n_segments = cut_at_gaps (self, first, last, i, segments, n_segments, gaps, wide);
      n_segments = cut_at_names (aligned, segments, n_segments, heads, n, wide);
      if (i > first && i == last && offers_choices (self, segments, n_segments))
        n = drop_above_choices (segments, n_segments, heads, texts, n);

      for (guint k = 0; k < n_segments; k++)
        {
          DipSegment *segment = &segments[k];
          g_autofree char *text = g_strndup (segment->text, segment->length);
          guint at = 0;

          while (at < n && heads[at].end <= segment->start)
            at++;
          if (at < n && heads[at].start < segment->end)
            {
              heads[at].start = MIN (heads[at].start, segment->start);
              heads[at].end = MAX (heads[at].end, segment->end);
              dip_text_join (texts[at], text);
              continue;
            }
          if (n == DIP_SHEET_MAX_COLUMNS)
            break;
          memmove (&heads[at + 1], &heads[at], (n - at) * sizeof heads[0]);
          memmove (&texts[at + 1], &texts[at], (n - at) * sizeof texts[0]);
          heads[at] = *segment;
          texts[at] = g_string_new (text);
          n++;
        }
    }
  for (guint k = 0; k < n; k++)
    {
      if (cells != NULL)
        g_ptr_array_add (cells, g_strdup (texts[k]->str));
      g_string_free (texts[k], TRUE);
    }

  return dip_aligned_insert_corner (aligned, heads, n, cells);
}

/* Where each column begins, if letters are as wide as @wide says. */
void
dip_aligned_find_boundaries (Aligned *self,
                             guint    first,
                             guint    last,
                             gboolean wide)
{
  guint16 letters[DIP_ALIGNED_MAX_COLUMN + 2] = { 0 };
  guint16 starts[DIP_ALIGNED_MAX_COLUMN + 2] = { 0 };
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipSegment heads[DIP_SHEET_MAX_COLUMNS];
  guint n;

  self->wide = wide;
  self->n_columns = dip_aligned_read_head (self, first, last, wide, heads, NULL);
  if (self->has_corner && self->n_columns < DIP_SHEET_MAX_COLUMNS)
    {
      memmove (heads + 1, heads, self->n_columns * sizeof (DipSegment));
      heads[0] = (DipSegment) { 0 };
      self->n_columns++;
    }
  self->n_letters = 0;
  self->boundaries[0] = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      if (!dip_aligned_is_text (self->structure, i))
        continue;
      n = dip_aligned_cut_piece (dip_structure_piece (self->structure, i), wide, NULL, segments);
      for (guint k = 0; k < n; k++)
        if (segments[k].start <= DIP_ALIGNED_MAX_COLUMN && starts[segments[k].start] < G_MAXUINT16)
          starts[segments[k].start]++;
      for (guint k = 0; n >= 2 && k < n; k++)
        for (guint c = segments[k].start; c < segments[k].end && c <= DIP_ALIGNED_MAX_COLUMN; c++)
          if (letters[c] < G_MAXUINT16)
            letters[c]++;
    }

  for (guint k = 1; k < self->n_columns; k++)
    {
      guint fewest = G_MAXUINT;
      guint longest = 0, run = 0;

      for (guint c = heads[k - 1].end; c <= heads[k].start && c <= DIP_ALIGNED_MAX_COLUMN; c++)
        {
          if (letters[c] < fewest)
            {
              fewest = letters[c];
              longest = run = 0;
            }
          run = letters[c] == fewest ? run + 1 : 0;
          if (run > longest)
            {
              longest = run;
              /* in the middle of what is empty: a line that goes on may begin a little to the left */
              self->boundaries[k] = MIN (c + 1 - longest / 2, heads[k].start);
            }
        }
      self->n_letters += fewest;
    }

  for (guint k = 0; k < self->n_columns; k++)
    {
      guint stop = k + 1 < self->n_columns ? self->boundaries[k + 1] : heads[k].end + 1;
      guint most = 1;

      self->starts[k] = self->boundaries[k];
      for (guint c = self->boundaries[k]; c < stop && c <= DIP_ALIGNED_MAX_COLUMN; c++)
        if (starts[c] > most)
          {
            most = starts[c];
            self->starts[k] = c;
          }
    }
}

guint
dip_aligned_column_at (const Aligned *self,
                       guint          start)
{
  guint k = 0;

  while (k + 1 < self->n_columns && self->boundaries[k + 1] <= start)
    k++;

  return k;
}

/* The bytes of the longest beginning of a cell, up to a blank or its end, that only says yes or no; 0 for none. */
static gsize
mark_length (const Aligned    *self,
             const DipSegment *segment)
{
  gsize found = 0;

  for (gsize n = 1; n <= MIN (segment->length, MAX_MARK); n++)
    {
      g_autofree char *text = NULL;

      if (n < segment->length && segment->text[n] != ' ')
        continue;
      text = g_strndup (segment->text, n);
      if (dip_sheet_read_implemented (self->structure, text) != DIP_IMPLEMENTED_UNKNOWN)
        found = n;
    }

  return found;
}

/* Whether a line begins a row: by its number, or by what is said of yes and no where rows have no numbers. */
gboolean
dip_aligned_has_number (const Aligned    *self,
                        const DipSegment *segments,
                        guint             n)
{
  for (guint k = 0; k < n; k++)
    {
      guint column = dip_aligned_column_at (self, segments[k].start);
      g_autofree char *text = NULL;

      if ((int) column != (self->number >= 0 ? self->number : self->implemented))
        continue;
      if (self->number < 0)
        return mark_length (self, &segments[k]) > 0;
      text = dip_segment_dup (&segments[k]);
      /* "2." begins a section */
      if (g_str_has_suffix (text, "."))
        text[strlen (text) - 1] = '\0';
      if (dip_sheet_parse_plain (text) > 0)
        return TRUE;
      if (strlen (text) > MAX_CODE || *text == '\0')
        return FALSE;

      /* "10.1.1.9.PB" */
      return g_ascii_isdigit (text[strlen (text) - 1]) ||
             (g_ascii_isdigit (*text) && strchr (text, '.') != NULL &&
              strspn (text, "0123456789.-ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (text));
    }

  return FALSE;
}

/* "3. Operation" across the columns. */
static gboolean
is_stray (const Aligned    *self,
          guint             i,
          const DipSegment *segments,
          guint             n)
{
  DipStructure *structure = self->structure;
  gboolean crosses;
  guint column = n == 0 ? 0 : dip_aligned_column_at (self, segments[0].start);

  if (n != 1 || column == self->n_columns - 1)
    return n == 0;
  if (dip_aligned_has_number (self, segments, n))
    return FALSE;

  crosses = segments[0].end > self->boundaries[column + 1] + 1;

  /* a cell that crosses into the next column has others above or below it */
  return (int) column == self->number || (crosses && column == 0) ||
         (crosses && dip_line_is_apart (dip_structure_piece (structure, i)->line) &&
          (i + 1 >= self->end || dip_line_is_apart (dip_structure_piece (structure, i + 1)->line)));
}

/* "Datacenter Security" behind a blank line, or right above a number: words that one blank parts, though a column
 * begins among them. */
static gboolean
is_title_across (const Aligned *self,
                 guint          i)
{
  const DipPiece *piece = dip_structure_piece (self->structure, i);
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipSegment below[DIP_SHEET_MAX_COLUMNS];

  if (self->number < 0 || dip_aligned_cut_piece (piece, TRUE, NULL, segments) != 1 ||
      (int) dip_aligned_column_at (self, segments[0].start) != self->number ||
      dip_aligned_has_number (self, segments, 1) || dip_text_ends_sentence (piece->text))
    return FALSE;
  if (dip_line_is_apart (piece->line))
    return g_unichar_isalpha (dip_text_first (piece->text));

  return piece->line->indent == 0 && self->number == 0 && self->n_columns > 1 &&
         segments[0].end > self->boundaries[1] + 1 && i + 1 < self->end &&
         dip_aligned_is_text (self->structure, i + 1) &&
         dip_aligned_has_number (self, below, dip_aligned_cut (self, i + 1, below));
}

gboolean
dip_aligned_is_stray (const Aligned    *self,
                      guint             i,
                      const DipSegment *segments,
                      guint             n)
{
  return is_stray (self, i, segments, n) ||
         is_title_across (self, i);
}

guint
dip_aligned_cut (const Aligned *self,
                 guint          i,
                 DipSegment     segments[DIP_SHEET_MAX_COLUMNS])
{
  return dip_aligned_cut_piece (dip_structure_piece (self->structure, i), self->wide, self, segments);
}

/* Whether what stands at @at to the end of a segment is a mark and nothing else. */
static gboolean
is_bare_mark (const Aligned *self,
              const char    *at,
              const char    *end)
{
  g_autofree char *text = NULL;

  if (end - at > (gssize) MAX_BARE || end == at)
    return FALSE;
  text = g_strndup (at, (gsize) (end - at));

  return dip_sheet_read_implemented (self->structure, text) != DIP_IMPLEMENTED_UNKNOWN;
}

/* "Partially implemented Backups follow": what stands behind a mark is of the next column if nothing else is. */
static guint
part_mark (const Aligned *self,
           DipSegment    *segments,
           guint          n,
           guint          k)
{
  gsize mark = mark_length (self, &segments[k]);
  guint next = (guint) self->implemented + 1;

  if (mark == 0 || mark == segments[k].length || next >= self->n_columns || n == DIP_SHEET_MAX_COLUMNS ||
      segments[k].end <= self->boundaries[next] + 1 ||
      (k + 1 < n && dip_aligned_column_at (self, segments[k + 1].start) == next))
    return n;

  memmove (&segments[k + 2], &segments[k + 1], (n - k - 1) * sizeof segments[0]);
  segments[k + 1] = (DipSegment) { .text = segments[k].text + mark + 1, .length = segments[k].length - mark - 1,
                                   .start = self->boundaries[next], .end = segments[k].end };
  segments[k].length = mark;
  segments[k].end = self->boundaries[next];

  return n + 1;
}

/* Exports move what stands behind wide letters: a mark right behind the question, one blank or more away, is of the
 * next column if nothing else is. How many cells there are then. */
static guint
set_marks_apart (const Aligned *self,
                 DipSegment    *segments,
                 guint          n)
{
  int question = self->implemented - 1;

  if (question < 0)
    return n;
  for (guint k = 0; k < n; k++)
    if ((int) dip_aligned_column_at (self, segments[k].start) == self->implemented)
      return part_mark (self, segments, n, k);

  for (guint k = 0; k < n; k++)
    {
      const char *end = segments[k].text + segments[k].length;
      const char *space;

      /* … or one that has been moved too far */
      if ((int) dip_aligned_column_at (self, segments[k].start) == self->implemented + 1 &&
          is_bare_mark (self, segments[k].text, end))
        {
          segments[k].start = self->boundaries[self->implemented];
          return n;
        }
      if ((int) dip_aligned_column_at (self, segments[k].start) != question)
        continue;
      if (segments[k].start > self->starts[question] + 2 && is_bare_mark (self, segments[k].text, end))
        {
          segments[k].start = self->boundaries[self->implemented];
          return n;
        }
      space = g_strrstr_len (segments[k].text, (gssize) segments[k].length, " ");
      if (space == NULL || n == DIP_SHEET_MAX_COLUMNS || !is_bare_mark (self, space + 1, end))
        continue;
      memmove (&segments[k + 2], &segments[k + 1], (n - k - 1) * sizeof segments[0]);
      segments[k].length = (gsize) (space - segments[k].text);
      segments[k + 1] = (DipSegment) { .text = space + 1, .length = (gsize) (end - space - 1),
                                       .start = self->boundaries[self->implemented], .end = segments[k].end };
      return n + 1;
    }

  return n;
}

/* "A.5.1.1" */
static gboolean
is_code (const char *start,
         const char *end)
{
  for (const char *at = start; at < end; at++)
    if (!g_ascii_isalnum (*at) && *at != '.' && *at != '-')
      return FALSE;

  return end - start >= 3 && end - start <= (gssize) MAX_CODE && g_ascii_isdigit (end[-1]);
}

/* Whether the blank at @at could part two cells. One that stands alone between wide letters is no blank of a text that
 * sets Latin words and numbers apart (@lone). */
static gboolean
may_part (const char *start,
          const char *at,
          const char *end,
          gboolean    lone)
{
  if (*at != ' ' || at == start)
    return FALSE;
  if (lone)
    return dip_glyph_is_cjk (g_utf8_get_char (g_utf8_prev_char (at))) &&
           (dip_glyph_is_cjk (dip_text_first (at + 1)) || g_ascii_isdigit (at[1]) || is_code (at + 1, end));

  return !g_ascii_isalnum (at[-1]) && !g_ascii_isdigit (at[1]);
}

/* A cell that goes on beyond its column, or nearly, where nothing stands in the next one, holds what belongs there: it
 * parts at the blank that is nearest. How many there are then. */
static guint
part_crossing (const Aligned *self,
               DipSegment    *segments,
               guint          n)
{
  for (guint k = 0; k < n && n < DIP_SHEET_MAX_COLUMNS; k++)
    {
      const char *end = segments[k].text + segments[k].length;
      guint next = dip_aligned_column_at (self, segments[k].start) + 1;
      guint column = segments[k].start;
      const char *space = memchr (segments[k].text, ' ', segments[k].length);
      gboolean lone = space != NULL && memchr (space + 1, ' ', (gsize) (end - space - 1)) == NULL;
      const char *best = NULL;
      guint least = MAX_SHIFT + 1;
      guint nearly = lone ? MAX_SHIFT / 2 : 0;
      gboolean crosses = next < self->n_columns && segments[k].end > self->boundaries[next] + 1;

      if (next >= self->n_columns || segments[k].end + nearly <= self->boundaries[next] + 1 ||
          (k + 1 < n && dip_aligned_column_at (self, segments[k + 1].start) == next))
        continue;
      for (const char *at = segments[k].text; at < end; at = g_utf8_next_char (at))
        {
          guint off = column > self->boundaries[next] ? column - self->boundaries[next]
                                                      : self->boundaries[next] - column;

          if (off < least && ((crosses && may_part (segments[k].text, at, end, FALSE)) ||
                              (lone && may_part (segments[k].text, at, end, TRUE))))
            {
              best = at;
              least = off;
            }
          column += dip_aligned_columns_of (g_utf8_get_char (at), self->wide);
        }
      if (best == NULL)
        continue;
      memmove (&segments[k + 2], &segments[k + 1], (n - k - 1) * sizeof segments[0]);
      segments[k + 1] = (DipSegment) { .text = best + 1, .length = (gsize) (end - best - 1),
                                       .start = self->boundaries[next], .end = segments[k].end };
      segments[k].length = (gsize) (best - segments[k].text);
      segments[k].end = self->boundaries[next];
      n++;
    }

  return n;
}

guint
dip_aligned_part_cells (const Aligned *self,
                        DipSegment    *segments,
                        guint          n)
{
  return part_crossing (self, segments, set_marks_apart (self, segments, n));
}
