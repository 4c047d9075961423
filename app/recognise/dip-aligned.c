/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

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
 *   cell  = what stands between two boundaries; two blanks or more, or one right at a boundary, end it
 *
 *   plain = head row *row   three columns or more of whatever; a row begins in the first one
 *
 *   flat  = head row *row   of controls, one blank between the cells: "項番 管理策 当社の対応", "9.2.1 利用者登録 管理者が…"
 *
 * A boundary is where the fewest lines have a letter between two words of the head. Exports count wide letters as one
 * column or as two: what leaves more room between the columns is taken.
 */

/* Fewer rows are a table within a paper. */
#define MIN_ROWS 3u

/* Of a table whose cells only one blank parts. */
#define MIN_FLAT 5u

/* Rows of a table without questions below its head, and bytes of a cell of that. */
#define MIN_PLAIN 2u
#define MAX_PLAIN_HEAD 60u

/* Lines of one cell each in a row end the table. */
#define MAX_STRAY 12u

#define MAX_COLUMN 512u

/* Heads below which nothing stands in columns; then the paper is something else. */
#define MAX_FAILURES 50u

typedef struct
{
  const char *text;
  gsize       length;
  guint       start, end;  /* columns */
} Segment;

typedef struct
{
  DipStructure *structure;
  gboolean      wide;                                 /* a wide letter takes two columns */
  guint         n_columns;
  guint         boundaries[DIP_SHEET_MAX_COLUMNS];    /* where each column begins; the first one is 0 */
  guint         n_letters;                            /* that stand on boundaries all the same */
  int           number;                               /* the column that begins a row, -1 for none */
  int           implemented;
  guint         first, end;                           /* pieces of the body */
  gboolean      spaced;                               /* white space stands around rows */
  gboolean      has_corner;                           /* the head has no first cell */
} Aligned;

static guint
columns_of (gunichar c,
            gboolean wide)
{
  return wide && g_unichar_iswide (c) ? 2 : 1;
}

/* The cells of a line at two blanks or more; at single ones, too, where a column begins. */
static guint
cut (const DipPiece *piece,
     gboolean        wide,
     const Aligned  *columns,
     Segment         segments[DIP_SHEET_MAX_COLUMNS])
{
  guint column = piece->line->indent;
  guint n = 0;
  guint blanks = 2;
  guint next = 0;

  for (const char *at = piece->line->text; *at != '\0' && column < MAX_COLUMN; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (dip_glyph_is_space (c))
        {
          blanks += c == 0x3000 ? 2 : 1;
          column += columns_of (c, wide);
          continue;
        }

      while (columns != NULL && next + 1 < columns->n_columns && columns->boundaries[next + 1] + 1 < column)
        next++;
      if (n == 0 || blanks >= 2 ||
          (blanks == 1 && columns != NULL && next + 1 < columns->n_columns &&
           column + 1 >= columns->boundaries[next + 1] && column <= columns->boundaries[next + 1] + 1))
        {
          if (n == DIP_SHEET_MAX_COLUMNS)
            return 0;
          segments[n++] = (Segment) { .text = at, .start = column };
        }
      column += columns_of (c, wide);
      segments[n - 1].length = (gsize) (g_utf8_next_char (at) - segments[n - 1].text);
      segments[n - 1].end = column;
      blanks = 0;
    }

  return n;
}

static gboolean
is_text (DipStructure *self,
         guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && piece->line->kind == DIP_LINE_TEXT && !piece->is_row;
}

/* Where each column begins, if letters are as wide as @wide says. */
static void
find_boundaries (Aligned       *self,
                 guint          head,
                 gboolean       wide)
{
  guint16 letters[MAX_COLUMN + 2] = { 0 };
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  Segment heads[DIP_SHEET_MAX_COLUMNS];
  guint n;

  self->wide = wide;
  self->n_columns = cut (dip_structure_piece (self->structure, head), wide, NULL, heads);
  if (self->has_corner && self->n_columns < DIP_SHEET_MAX_COLUMNS)
    {
      memmove (heads + 1, heads, self->n_columns * sizeof (Segment));
      heads[0] = (Segment) { 0 };
      self->n_columns++;
    }
  self->n_letters = 0;
  self->boundaries[0] = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      if (!is_text (self->structure, i))
        continue;
      n = cut (dip_structure_piece (self->structure, i), wide, NULL, segments);
      for (guint k = 0; n >= 2 && k < n; k++)
        for (guint c = segments[k].start; c < segments[k].end && c <= MAX_COLUMN; c++)
          if (letters[c] < G_MAXUINT16)
            letters[c]++;
    }

  for (guint k = 1; k < self->n_columns; k++)
    {
      guint fewest = G_MAXUINT;
      guint longest = 0, run = 0;

      for (guint c = heads[k - 1].end; c <= heads[k].start && c <= MAX_COLUMN; c++)
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
}

static guint
column_at (const Aligned *self,
           guint          start)
{
  guint k = 0;

  while (k + 1 < self->n_columns && self->boundaries[k + 1] <= start)
    k++;

  return k;
}

/* Up to which line the table may go. */
static guint
find_end (DipStructure *self,
          guint         i)
{
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_stray = 0;
  guint end = i;

  for (; i < self->pieces->len && n_stray < MAX_STRAY; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (!is_text (self, i) || dip_revisions_is_heading (self, piece->text))
        break;
      if (cut (piece, TRUE, NULL, segments) >= 2)
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
  for (; end < self->pieces->len && is_text (self, end); end++)
    {
      const DipPiece *piece = dip_structure_piece (self, end);

      if (piece->line->indent < 8 || piece->line->n_blank > 0 || cut (piece, TRUE, NULL, segments) != 1)
        break;
    }

  return end;
}

static char *
segment_text (const Segment *segment)
{
  return g_strndup (segment->text, segment->length);
}

/* Whether a line begins a row: by its number, or by what is said of yes and no where rows have no numbers. */
static gboolean
has_number (const Aligned *self,
            const Segment *segments,
            guint          n)
{
  for (guint k = 0; k < n; k++)
    {
      guint column = column_at (self, segments[k].start);
      g_autofree char *text = NULL;

      if ((int) column != (self->number >= 0 ? self->number : self->implemented))
        continue;
      text = segment_text (&segments[k]);
      if (self->number < 0)
        return dip_sheet_read_implemented (self->structure, text) != DIP_IMPLEMENTED_UNKNOWN;
      /* "2." begins a section */
      if (g_str_has_suffix (text, "."))
        text[strlen (text) - 1] = '\0';
      return *text != '\0' && strlen (text) <= 12 && g_ascii_isdigit (text[strlen (text) - 1]);
    }

  return FALSE;
}

/* "3. Operation" across the columns. */
static gboolean
is_stray (const Aligned *self,
          const Segment *segments,
          guint          n)
{
  guint column = n == 0 ? 0 : column_at (self, segments[0].start);

  if (n != 1 || column == self->n_columns - 1)
    return n == 0;
  if (has_number (self, segments, n))
    return FALSE;

  return (int) column == self->number || segments[0].end > self->boundaries[column + 1] + 1;
}

static gboolean
is_apart (const DipLine *line)
{
  return line->n_blank > 0 || line->n_spacer > 0;
}

/* "Datacenter Security" behind a blank line: words that one blank parts, though a column begins among them. */
static gboolean
is_title_across (const Aligned  *self,
                 const DipPiece *piece)
{
  Segment segments[DIP_SHEET_MAX_COLUMNS];

  return self->number >= 0 && is_apart (piece->line) && cut (piece, TRUE, NULL, segments) == 1 &&
         (int) column_at (self, segments[0].start) == self->number && !has_number (self, segments, 1) &&
         g_unichar_isalpha (dip_text_first (piece->text)) && !dip_text_ends_sentence (piece->text);
}

/* Counts rows; and whether white space, not a number, tells where one begins. */
static guint
count_rows (Aligned *self)
{
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_rows = 0, n_groups = 0, n_single = 0, n_here = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self->structure, i);
      guint n;

      if (!is_text (self->structure, i))
        continue;
      n = cut (piece, self->wide, self, segments);
      if (is_apart (piece->line))
        {
          n_single += n_here == 1;
          n_here = 0;
          n_groups++;
        }
      if (has_number (self, segments, n))
        {
          n_rows++;
          n_here++;
        }
    }
  n_single += n_here == 1;
  self->spaced = n_single == n_rows && n_groups * 2 <= n_rows * 3;

  return n_rows;
}

typedef struct
{
  GString *cells[DIP_SHEET_MAX_COLUMNS];
  guint    first;     /* the piece that becomes the row, G_MAXUINT for none */
  gboolean numbered;
} Row;

static void
put_line (DipStructure *self,
          guint         i,
          DipLine      *line)
{
  DipPiece *piece = dip_structure_piece (self, i);

  g_ptr_array_add (self->draft->made, line);
  g_clear_pointer (&piece->owned, g_free);
  piece->line = line;
  piece->text = line->text;
  piece->is_row = line->kind == DIP_LINE_ROW;
  piece->no_head = FALSE;
}

void
dip_aligned_put_row (DipStructure    *self,
                     guint            i,
                     const GPtrArray *cells)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DipLine *source = dip_structure_piece (self, i)->line;
  DipLine *line;

  for (guint k = 0; k < cells->len; k++)
    g_string_append_printf (text, "%s%s", k > 0 ? "\t" : "", (const char *) g_ptr_array_index (cells, k));
  line = dip_line_new (DIP_LINE_ROW, text->str);
  line->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint k = 0; k < cells->len; k++)
    g_ptr_array_add (line->cells, g_strdup (g_ptr_array_index (cells, k)));
  line->number = source->number;
  line->page = source->page;
  line->n_blank = source->n_blank;
  line->n_spacer = source->n_spacer;
  line->page_break = source->page_break;
  put_line (self, i, line);
}

static void
finish_row (Aligned *self,
            Row     *row)
{
  if (row->first != G_MAXUINT)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new ();

      for (guint k = 0; k < self->n_columns; k++)
        g_ptr_array_add (cells, row->cells[k] != NULL ? row->cells[k]->str : (char *) "");
      dip_aligned_put_row (self->structure, row->first, cells);
    }
  for (guint k = 0; k < self->n_columns; k++)
    if (row->cells[k] != NULL)
      g_string_free (g_steal_pointer (&row->cells[k]), TRUE);
  row->first = G_MAXUINT;
  row->numbered = FALSE;
}

static void
add_segments (const Aligned *self,
              Row           *row,
              const Segment *segments,
              guint          n)
{
  gint last = -1;

  for (guint k = 0; k < n; k++)
    {
      guint column = column_at (self, segments[k].start);
      g_autofree char *text = segment_text (&segments[k]);

      if (row->cells[column] == NULL)
        row->cells[column] = g_string_new (NULL);
      if ((gint) column == last)
        g_string_append_printf (row->cells[column], " %s", text);
      else if (row->cells[column]->len > 0 &&
               (dip_text_ends_sentence (row->cells[column]->str) ||
                dip_sheet_read_implemented (self->structure, row->cells[column]->str) != DIP_IMPLEMENTED_UNKNOWN))
        g_string_append_printf (row->cells[column], "\n%s", text);
      else
        dip_text_join (row->cells[column], text);
      last = (gint) column;
    }
}

static gboolean
says_the_same (DipStructure *self,
               guint         i,
               const char   *key)
{
  g_autofree char *own = dip_text_key (dip_structure_piece (self, i)->line->text);

  return strcmp (own, key) == 0;
}

static void
make_rows (Aligned    *self,
           const char *head_key)
{
  DipStructure *structure = self->structure;
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  Row row = { .first = G_MAXUINT };

  for (guint i = self->first; i < self->end; i++)
    {
      DipPiece *piece = dip_structure_piece (structure, i);
      gboolean numbered;
      guint n;

      if (!is_text (structure, i))
        continue;
      /* the head again on the next page: the row above may go on below it */
      if (says_the_same (structure, i, head_key))
        {
          piece->role = DIP_ROLE_FURNITURE;
          continue;
        }
      n = cut (piece, self->wide, self, segments);
      if (is_stray (self, segments, n) || is_title_across (self, piece))
        {
          finish_row (self, &row);
          continue;
        }
      numbered = has_number (self, segments, n);
      if (row.first == G_MAXUINT ||
          (self->spaced ? is_apart (piece->line) && row.numbered : numbered))
        {
          finish_row (self, &row);
          row.first = i;
        }
      else
        {
          piece->role = DIP_ROLE_FURNITURE;
        }
      row.numbered |= numbered;
      add_segments (self, &row, segments, n);
    }
  finish_row (self, &row);
}

/* Whether a table begins with line @i; @end is the line behind it. */
static gboolean
take_table (DipStructure *self,
            guint         i,
            guint        *end)
{
  DipPiece *piece = dip_structure_piece (self, i);
  const DipLine *line = piece->line;
  g_autofree char *key = dip_text_key (line->text);
  g_autofree char *owned = g_steal_pointer (&piece->owned);
  const char *text = piece->text;
  g_autoptr (DipSheetHead) head = NULL;
  Aligned aligned = { .structure = self, .first = i + 1, .end = find_end (self, i + 1) };
  Row row = { .first = i };
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_narrow;
  guint n;

  n = cut (piece, TRUE, NULL, segments);
  aligned.n_columns = n;
  for (guint k = 0; k < n; k++)
    row.cells[k] = g_string_new_len (segments[k].text, (gssize) segments[k].length);
  finish_row (&aligned, &row);
  head = dip_sheet_head_read (self, i);

  if (head != NULL)
    {
      DipPiece as_text = { .line = line, .text = line->text };
      const DipPiece as_row = *piece;

      *piece = as_text;
      find_boundaries (&aligned, i, FALSE);
      n_narrow = aligned.n_letters;
      find_boundaries (&aligned, i, TRUE);
      if (n_narrow < aligned.n_letters)
        find_boundaries (&aligned, i, FALSE);
      *piece = as_row;
      aligned.number = head->place[DIP_SHEET_NUMBER];
      aligned.implemented = head->place[DIP_SHEET_IMPLEMENTED];
      if (count_rows (&aligned) >= MIN_ROWS)
        {
          make_rows (&aligned, key);
          *end = aligned.end;
          return TRUE;
        }
    }

  piece->line = line;
  piece->text = text;
  piece->owned = g_steal_pointer (&owned);
  piece->is_row = FALSE;
  piece->no_head = FALSE;

  return FALSE;
}

/* The three cells of a line with one blank between them; FALSE for other lines. */
static gboolean
cut_flat (const char *text,
          Segment     segments[3])
{
  const char *at = text;

  for (guint k = 0; k < 3; k++)
    {
      const char *space = k < 2 ? strchr (at, ' ') : at + strlen (at);

      if (space == NULL || space == at)
        return FALSE;
      segments[k] = (Segment) { .text = at, .length = (gsize) (space - at) };
      at = space + 1;
    }

  return TRUE;
}

/* "9.2.1 利用者登録 管理者が…": the number of a control, a title and a sentence. */
static gboolean
is_flat_row (const DipPiece *piece,
             Segment         segments[3])
{
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  const char *at;
  guint n_points = 0;

  if (!cut_flat (piece->line->text, segments) || segments[0].length > 16 || segments[1].length > 150)
    return FALSE;
  number = segment_text (&segments[0]);
  title = segment_text (&segments[1]);
  at = g_str_has_prefix (number, "CLD.") ? number + 4 : g_str_has_prefix (number, "A.") ? number + 2 : number;
  for (const char *digit = at; *digit != '\0'; digit++)
    {
      n_points += *digit == '.';
      if (*digit != '.' && !g_ascii_isdigit (*digit))
        return FALSE;
    }

  /* one blank parts Latin words, not cells */
  return g_ascii_isdigit (*at) && n_points >= 1 && (guchar) *title >= 0x80 && !dip_text_has_sentence (title) &&
         (n_points >= 2 || dip_text_has_sentence (segments[2].text));
}

/* A table of controls in which only one blank parts the cells; @end is the line behind it. */
static gboolean
take_flat (DipStructure *self,
           guint         i,
           guint        *end)
{
  Segment segments[3];
  Aligned flat = { .structure = self, .n_columns = 3 };
  Row row = { .first = i };
  guint last = i;
  guint n = 0;

  if (!cut_flat (dip_structure_piece (self, i)->line->text, segments) || strchr (segments[2].text, ' ') != NULL ||
      (guchar) *segments[1].text < 0x80 || (guchar) *segments[2].text < 0x80)
    return FALSE;
  for (guint k = i + 1; k < self->pieces->len && k < last + MAX_STRAY; k++)
    {
      Segment cells[3];

      if (dip_structure_piece (self, k)->role != DIP_ROLE_TEXT)
        continue;
      if (!is_text (self, k))
        break;
      if (is_flat_row (dip_structure_piece (self, k), cells))
        {
          last = k;
          n++;
        }
      /* the head stands right above its rows */
      else if (n == 0)
        break;
    }
  if (n < MIN_FLAT)
    return FALSE;

  for (guint k = 0; k < 3; k++)
    row.cells[k] = g_string_new_len (segments[k].text, (gssize) segments[k].length);
  for (guint k = i + 1; k < self->pieces->len; k++)
    {
      DipPiece *piece = dip_structure_piece (self, k);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (is_flat_row (piece, segments))
        {
          finish_row (&flat, &row);
          row.first = k;
          for (guint c = 0; c < 3; c++)
            row.cells[c] = g_string_new_len (segments[c].text, (gssize) segments[c].length);
        }
      /* the last cell goes on, behind the last row only where its sentence has not ended */
      else if (is_text (self, k) && row.first != i &&
               (k < last || (!is_apart (piece->line) && !dip_text_ends_sentence (row.cells[2]->str))))
        {
          piece->role = DIP_ROLE_FURNITURE;
          if (dip_text_ends_sentence (row.cells[2]->str))
            g_string_append_printf (row.cells[2], "\n%s", piece->line->text);
          else
            dip_text_join (row.cells[2], piece->line->text);
        }
      else
        break;
      *end = k + 1;
    }
  finish_row (&flat, &row);

  return TRUE;
}

/* Whether a line is no row of a table: a date tells of revisions, dots or a page of contents. */
static gboolean
is_of_list (const DipPiece *piece,
            const Segment  *segments,
            guint           n)
{
  const Segment *last = &segments[n - 1];
  const char *start, *end;
  g_autofree char *date = dip_date_find (piece->line->text, &start, &end);

  return date != NULL || strstr (piece->line->text, "....") != NULL || strstr (piece->line->text, "・・・・") != NULL ||
         (n <= 3 && strspn (last->text, "0123456789") == last->length);
}

/* Whether the first cell of a head is empty: the line below begins and ends its first cell before the head begins. */
static gboolean
has_corner (DipStructure  *self,
            guint          head,
            const Segment *heads,
            guint          n_heads)
{
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  guint n;

  if (head + 1 >= self->pieces->len || !is_text (self, head + 1) || n_heads + 1 >= DIP_SHEET_MAX_COLUMNS)
    return FALSE;
  n = cut (dip_structure_piece (self, head + 1), TRUE, NULL, segments);

  return n == n_heads + 1 && segments[0].end < heads[0].start && segments[1].start + 4 >= heads[0].start;
}

/* The line behind the last that stands in the columns of @self, which begin with the line before the first one. */
static guint
find_plain_end (const Aligned *self,
                guint         *n_rows)
{
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_full = 0;
  guint i;

  *n_rows = 0;
  for (i = self->first; i < self->end; i++)
    {
      guint n = cut (dip_structure_piece (self->structure, i), self->wide, self, segments);
      gboolean begins = n > 0 && column_at (self, segments[0].start) == 0;

      if (n == 0 || (begins && n < 2) || is_of_list (dip_structure_piece (self->structure, i), segments, n))
        break;
      for (guint k = 0; k < n; k++)
        {
          guint column = column_at (self, segments[k].start);

          /* what crosses a boundary, or hardly begins a column, is text */
          if (column + 1 < self->n_columns && segments[k].end > self->boundaries[column + 1] + 1)
            return i;
        }
      *n_rows += begins;
      n_full += n == self->n_columns;
    }
  if (n_full * 2 < *n_rows)
    *n_rows = 0;

  return i;
}

/* A table of whatever, three columns or more: lines without space between them that leave the same columns empty. */
static gboolean
take_plain (DipStructure *self,
            guint         i,
            guint        *end)
{
  Aligned aligned = { .structure = self, .first = i + 1, .number = -1, .implemented = -1 };
  Segment segments[DIP_SHEET_MAX_COLUMNS];
  Row row = { .first = i };
  guint n = cut (dip_structure_piece (self, i), TRUE, NULL, segments);
  guint n_rows;

  if (self->markdown || n < 3 || is_of_list (dip_structure_piece (self, i), segments, n))
    return FALSE;
  aligned.has_corner = has_corner (self, i, segments, n);
  for (guint k = 0; k < n; k++)
    if (segments[k].length > MAX_PLAIN_HEAD)
      return FALSE;
  for (aligned.end = i + 1; aligned.end < self->pieces->len && is_text (self, aligned.end) &&
                            !is_apart (dip_structure_piece (self, aligned.end)->line); )
    aligned.end++;
  if (aligned.end - i <= MIN_PLAIN)
    return FALSE;

  find_boundaries (&aligned, i, TRUE);
  if (aligned.n_letters > 0)
    find_boundaries (&aligned, i, FALSE);
  if (aligned.n_letters > 0)
    return FALSE;
  aligned.end = find_plain_end (&aligned, &n_rows);
  if (n_rows < MIN_PLAIN)
    return FALSE;

  for (guint k = i; k < aligned.end; k++)
    {
      DipPiece *piece = dip_structure_piece (self, k);

      n = cut (piece, aligned.wide, &aligned, segments);
      if (k > i && column_at (&aligned, segments[0].start) == 0)
        {
          finish_row (&aligned, &row);
          row.first = k;
        }
      else if (k > i)
        {
          piece->role = DIP_ROLE_FURNITURE;
        }
      add_segments (&aligned, &row, segments, n);
    }
  finish_row (&aligned, &row);
  *end = aligned.end;

  return TRUE;
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
      Segment segments[DIP_SHEET_MAX_COLUMNS];
      guint end = i;

      if (!is_text (self, i) || strlen (dip_structure_piece (self, i)->text) > 600)
        continue;
      if (!dip_text_may_have_gap (dip_structure_piece (self, i)->line->text) ||
          cut (dip_structure_piece (self, i), TRUE, NULL, segments) < 3)
        {
          if (take_flat (self, i, &end) || dip_aligned_take_flat_sheet (self, i, &end))
            i = end - 1;
          continue;
        }
      if (take_table (self, i, &end) || take_plain (self, i, &end))
        i = end - 1;
      else
        n_failures++;
    }
}
