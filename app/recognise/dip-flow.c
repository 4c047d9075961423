/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A table of questions that was taken out of a PDF without its layout. Each cell is a paragraph, and white space stands
 * between them:
 *
 *   項番
 *                                  cells of the head, a number and a question among them
 *   要求事項
 *
 *   3. 運用                        the title of a section, right above a number
 *   3-1
 *
 *   時刻を合わせること。また、○    yes and no may have run into the cell before it
 *   記録すること。
 *
 *   table = [ title's head ] head row *row
 *   row   = [ title ] number cell *cell        the numbers go up by one
 *
 * The title may be a cell of each row that has its own head; titles that come again tell it from an answer.
 *
 * Empty cells have left nothing, so that yes and no, or the number of cells, tells which cell is which. A row in which
 * that cannot be told has all of it as its question; where there are many, the text stays as it is.
 */

#define MIN_COLUMNS 3u
#define MAX_COLUMNS 9u
#define MIN_ROWS 4u

/* Of four rows one may be such that nobody can tell its cells. */
#define MAX_DOUBTFUL 4u

/* Cells of a row, and bytes of one of a head. */
#define MAX_CELLS 24u
#define MAX_HEAD 90u

/* Columns of a title, and bytes of what says yes or no. */
#define MAX_TITLE 60u
#define MAX_MARK 24u

/* Heads that are tried. */
#define MAX_FAILURES 20u

/* Bytes of a code, and of what stands before its number. */
#define MAX_CODE 24u
#define MAX_PREFIX 12u

/* The number of a row, with what stands before it. */
typedef struct
{
  const char       *prefix;    /* (nullable) (unowned) */
  gsize             n_prefix;
  DipStackedNumber  number;
} Code;

/* A paragraph. */
typedef struct
{
  guint  first, end;  /* pieces */
  char  *text;        /* its lines joined */
} Cell;

typedef struct
{
  DipStructure *structure;
  GArray       *cells;    /* (element-type Cell) */
  DipSheetHead *head;
  guint         first;    /* cell of the head */
  GPtrArray    *rows;     /* (element-type GPtrArray): cells of rows, one of a title; in order */
  GArray       *places;   /* (element-type guint): the piece that becomes each of them */
  guint         end;      /* the cell behind the last row */
  guint         n_rows;
  guint         n_doubtful;
  gboolean      sectioned;  /* each row has the title of its section before its number */
} Flow;

static void
cell_clear (gpointer data)
{
  g_clear_pointer (&((Cell *) data)->text, g_free);
}

static const Cell *
cell_at (const Flow *self,
         guint       i)
{
  return &g_array_index (self->cells, Cell, i);
}

/* "3", "6.3-1", "DOC-02", "統20" */
static Code
read_code (const char *text)
{
  Code code = { 0 };
  const char *at = text;

  if (strlen (text) > MAX_CODE)
    return code;
  while (g_ascii_isupper (*at) || *at == '&' || (*at == '-' && at > text) || dip_glyph_is_cjk (dip_text_first (at)))
    at = g_utf8_next_char (at);
  if (at - text > (gssize) MAX_PREFIX || !g_ascii_isdigit (*at))
    return code;
  code.prefix = text;
  code.n_prefix = (gsize) (at - text);
  code.number = dip_stacked_read_number (at);

  return code;
}

/* Whether a row with code @next may come behind one with @code. Plain numbers go up by one, others go up. */
static gboolean
follows (const Code *code,
         const Code *next)
{
  if (next->number.n == 0)
    return FALSE;
  if (next->n_prefix == 0 && (next->number.n == 1 || code->number.n == 0))
    return code->n_prefix == 0 && dip_stacked_follows (&code->number, &next->number);
  if (code->number.n == 0)
    return TRUE;
  if (next->n_prefix != code->n_prefix || strncmp (next->prefix, code->prefix, next->n_prefix) != 0)
    return next->n_prefix > 0 && code->n_prefix > 0;
  for (guint k = 0; k < MIN (code->number.n, next->number.n); k++)
    if (next->number.parts[k] != code->number.parts[k])
      return next->number.parts[k] > code->number.parts[k];

  return FALSE;
}

/* Whether a line could only be the number of a row. */
static gboolean
is_number (const char *text)
{
  return read_code (text).number.n > 0;
}

static gboolean
begins_cell (DipStructure *self,
             guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return i == 0 || dip_line_is_apart (piece->line) || piece->line->page_break ||
         !dip_stacked_is_line (self, i - 1) || is_number (piece->text) ||
         (strlen (piece->text) <= MAX_CODE && dip_structure_has_word (self, "checksheet-number-heads", piece->text)) ||
         is_number (dip_structure_piece (self, i - 1)->text);
}

/* Cuts the text into cells. */
static void
cut_cells (Flow *self)
{
  DipStructure *structure = self->structure;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < structure->pieces->len; )
    {
      Cell cell = { i, i, NULL };

      if (!dip_stacked_is_line (structure, i))
        {
          i++;
          continue;
        }
      g_string_assign (text, dip_structure_piece (structure, i)->text);
      for (i++; i < structure->pieces->len && dip_stacked_is_line (structure, i) && !begins_cell (structure, i); i++)
        dip_text_join (text, dip_structure_piece (structure, i)->text);
      cell.end = i;
      cell.text = g_strndup (text->str, text->len);
      g_array_append_val (self->cells, cell);
    }
}

/* Whether the @n cells from @i on are a head. */
static DipSheetHead *
read_head (const Flow *self,
           guint       i,
           guint       n)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  DipSheetHead *head;

  for (guint k = 0; k < n; k++)
    g_ptr_array_add (cells, cell_at (self, i + k)->text);
  head = dip_sheet_head_read_cells (self->structure, cells);
  if (head == NULL)
    return NULL;
  if (head->place[DIP_SHEET_NUMBER] != 0 || head->place[DIP_SHEET_QUESTION] < 1 || head->place[DIP_SHEET_CHOICE] >= 0 ||
      (head->place[DIP_SHEET_IMPLEMENTED] >= 0 &&
       head->place[DIP_SHEET_IMPLEMENTED] < head->place[DIP_SHEET_QUESTION]))
    g_clear_pointer (&head, dip_sheet_head_free);

  return head;
}

static gboolean
names_column (const Flow *self,
              guint       i)
{
  const char *text = cell_at (self, i)->text;
  gboolean known;

  if (strlen (text) > MAX_HEAD)
    return FALSE;
  dip_sheet_match_column (self->structure, text, &known);

  return known;
}

/* "1 / 9" */
static gboolean
is_page_number (const char *text)
{
  return strspn (text, "0123456789 /-") == strlen (text) && strpbrk (text, "/-") != NULL && strchr (text, ' ') != NULL;
}

/* Whether the head stands again at cell @i. */
static gboolean
is_head_again (const Flow *self,
               guint       i)
{
  if (i + self->head->n_columns > self->cells->len)
    return FALSE;
  for (guint k = 0; k < self->head->n_columns; k++)
    if (strcmp (cell_at (self, i + k)->text, self->head->names[k]) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
says_whether (const Flow *self,
              const char *text)
{
  return strlen (text) <= MAX_MARK &&
         dip_sheet_read_implemented (self->structure, text) != DIP_IMPLEMENTED_UNKNOWN;
}

static gboolean
is_grade (const Flow *self,
          const char *text)
{
  return dip_structure_has_word (self->structure, "checksheet-grades", text);
}

/* "…すること。 ○": takes yes and no, or what else is_mark knows, out of a cell that it has run into, at the end of a line
 * or on one of its own. */
static gboolean
part_mark (const Flow *self,
           const Cell *cell,
           gboolean  (*is_mark) (const Flow *, const char *),
           char      **rest,
           char      **mark)
{
  g_autoptr (GString) text = g_string_new (NULL);

  *mark = NULL;
  for (guint i = cell->first; i < cell->end; i++)
    {
      const char *line = dip_structure_piece (self->structure, i)->text;
      const char *space = strrchr (line, ' ');
      g_autofree char *before = NULL;

      if (*mark == NULL && i > cell->first && is_mark (self, line))
        {
          *mark = g_strdup (line);
          continue;
        }
      if (*mark == NULL && space != NULL && is_mark (self, space + 1))
        {
          *mark = g_strdup (space + 1);
          before = g_strchomp (g_strndup (line, (gsize) (space - line)));
          line = before;
        }
      dip_text_join (text, line);
    }
  if (*mark == NULL)
    return FALSE;
  *rest = g_strdup (text->str);

  return TRUE;
}

static void
set_cell (GPtrArray  *row,
          guint       column,
          const char *text)
{
  char **cell = (char **) &g_ptr_array_index (row, column);
  char *joined = **cell != '\0' ? g_strconcat (*cell, "\n", text, NULL) : g_strdup (text);

  g_free (*cell);
  *cell = joined;
}

/* Puts @n texts into the columns from @first to @end; FALSE if nobody can tell which is which. */
static gboolean
place_texts (GPtrArray  *row,
             GPtrArray  *texts,
             guint       from,
             guint       n,
             guint       first,
             guint       end,
             gboolean    at_end)
{
  guint slots = end - first;
  guint shift = at_end && n < slots ? slots - n : 0;

  if (n > slots && slots != 1)
    return FALSE;
  for (guint k = 0; k < n; k++)
    set_cell (row, slots == 1 ? first : first + shift + k, g_ptr_array_index (texts, from + k));

  return TRUE;
}

/* Where the only blank of a line stands between wide letters, which have none in a text; NULL for other lines. */
static const char *
find_lone_blank (const char *line)
{
  const char *space = strchr (line, ' ');

  if (space == NULL || space == line || strchr (space + 1, ' ') != NULL ||
      !dip_glyph_is_cjk (g_utf8_get_char (g_utf8_prev_char (space))) ||
      !(dip_glyph_is_cjk (dip_text_first (space + 1)) || g_ascii_isdigit (space[1])))
    return NULL;

  return space;
}

/* "…ICカードに 事務所は受付で": parts two cells whose lines have come out as one. */
static gboolean
part_lines (const Flow *self,
            const Cell *cell,
            char      **rest,
            char      **other)
{
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);

  if (find_lone_blank (dip_structure_piece (self->structure, cell->first)->text) == NULL)
    return FALSE;
  for (guint i = cell->first; i < cell->end; i++)
    {
      const char *line = dip_structure_piece (self->structure, i)->text;
      const char *space = find_lone_blank (line);
      g_autofree char *before = g_strndup (line, space != NULL ? (gsize) (space - line) : strlen (line));

      dip_text_join (left, before);
      if (space != NULL)
        dip_text_join (right, space + 1);
    }
  *rest = g_strdup (left->str);
  *other = g_strdup (right->str);

  return TRUE;
}

/* Puts a text that has been parted in two in the place of what it was. */
static void
put_parted (GPtrArray *texts,
            guint      place,
            char      *rest,
            char      *mark)
{
  g_free (g_ptr_array_index (texts, place));
  g_ptr_array_index (texts, place) = rest;
  g_ptr_array_insert (texts, (int) place + 1, mark);
}

/* The row of the cells from @first to @end, of which the first is the number. */
static GPtrArray *
make_row (Flow *self,
          guint first,
          guint end)
{
  const DipSheetHead *head = self->head;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  int whether = head->place[DIP_SHEET_IMPLEMENTED];
  guint mark = G_MAXUINT;
  gboolean placed;

  for (guint c = 0; c < head->n_columns; c++)
    g_ptr_array_add (row, g_strdup (""));
  set_cell (row, 0, cell_at (self, first)->text);
  for (guint i = first + 1; i < end; i++)
    {
      if (whether >= 0 && mark == G_MAXUINT && says_whether (self, cell_at (self, i)->text))
        mark = texts->len;
      g_ptr_array_add (texts, g_strdup (cell_at (self, i)->text));
    }
  for (guint i = first + 1; i < end && whether >= 0 && mark == G_MAXUINT; i++)
    {
      char *rest = NULL;
      char *said = NULL;

      if (!part_mark (self, cell_at (self, i), says_whether, &rest, &said))
        continue;
      put_parted (texts, i - first - 1, rest, said);
      mark = i - first;
    }
  /* "…方 必須" where a cell is missing before yes and no */
  if (whether >= 0 && mark != G_MAXUINT && mark + 1 < (guint) whether && mark > 0)
    {
      char *rest = NULL;
      char *said = NULL;

      if (part_mark (self, cell_at (self, first + mark), is_grade, &rest, &said))
        put_parted (texts, mark++ - 1, rest, said);
    }

  /* the last two cells */
  if (whether >= 0 && (guint) whether + 3 == head->n_columns && mark != G_MAXUINT && mark + 2 == texts->len)
    {
      char *rest = NULL;
      char *other = NULL;

      if (part_lines (self, cell_at (self, end - 1), &rest, &other))
        put_parted (texts, mark + 1, rest, other);
    }

  if (whether < 0)
    placed = texts->len == head->n_columns - 1 &&
             place_texts (row, texts, 0, texts->len, 1, head->n_columns, FALSE);
  else
    placed = mark != G_MAXUINT && mark > 0 && (mark == 1 || whether > 2) &&
             place_texts (row, texts, 0, mark, 1, (guint) whether, TRUE) &&
             place_texts (row, texts, mark, 1, (guint) whether, (guint) whether + 1, FALSE) &&
             ((guint) whether + 1 == head->n_columns
                ? mark + 1 == texts->len
                : place_texts (row, texts, mark + 1, texts->len - mark - 1, (guint) whether + 1, head->n_columns,
                               FALSE));
  if (!placed)
    {
      for (guint c = 1; c < row->len; c++)
        {
          g_free (g_ptr_array_index (row, c));
          g_ptr_array_index (row, c) = g_strdup ("");
        }
      for (guint k = 0; k < texts->len; k++)
        set_cell (row, (guint) head->place[DIP_SHEET_QUESTION], g_ptr_array_index (texts, k));
      self->n_doubtful++;
    }

  return row;
}

static void
add_row (Flow      *self,
         GPtrArray *row,
         guint      place)
{
  g_ptr_array_add (self->rows, row);
  g_array_append_val (self->places, place);
}

static void
add_title (Flow *self,
           guint i)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (row, g_strdup (cell_at (self, i)->text));
  while (row->len < self->head->n_columns)
    g_ptr_array_add (row, g_strdup (""));
  add_row (self, row, cell_at (self, i)->first);
}

/* Whether cell @i could be a title, which is no sentence and has one line. */
static gboolean
may_be_title (const Flow *self,
              guint       i)
{
  const Cell *cell = cell_at (self, i);

  return cell->end == cell->first + 1 && dip_text_width (cell->text) <= MAX_TITLE &&
         !dip_text_has_sentence (cell->text) && !says_whether (self, cell->text);
}

/* Whether the cells from @i on, which is the first behind the head, are rows that begin with a title before the number:
 * the cells above the numbers come again. */
static gboolean
find_sections (const Flow *self,
               guint       i)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Code before = { 0 };
  guint n = 0;
  guint n_titles = 0;

  for (guint k = i; k < self->cells->len; k++)
    {
      Code own = read_code (cell_at (self, k)->text);

      if (!follows (&before, &own))
        continue;
      before = own;
      n++;
      if (may_be_title (self, k - 1))
        {
          n_titles++;
          g_hash_table_add (seen, cell_at (self, k - 1)->text);
        }
    }

  return n >= MIN_ROWS && n_titles == n && g_hash_table_size (seen) * 2 <= n;
}

/* Whether cell @i is the title of a section: it stands right above the number behind it, or has one of its own. */
static gboolean
is_title (const Flow *self,
          guint       i)
{
  const Cell *cell = cell_at (self, i);
  const DipPiece *next = dip_structure_piece (self->structure, cell_at (self, i + 1)->first);
  guint parts[2];
  gboolean may_split;
  const char *title;

  if (!may_be_title (self, i))
    return FALSE;
  if (self->sectioned || !dip_line_is_apart (next->line) ||
      dip_structure_has_word (self->structure, "checksheet-sections", cell->text))
    return TRUE;

  return dip_sheet_parse_title (self->structure, cell->text, parts, &may_split, &title) > 0 && *title != '\0';
}

/* Reads the rows behind the head. */
static void
read_rows (Flow *self)
{
  const guint start = self->first + self->head->n_columns;
  Code before = { 0 };
  guint number = G_MAXUINT;
  const char *title = NULL;

  for (guint i = start; i <= self->cells->len; i++)
    {
      Code own = { 0 };
      gboolean titled;

      if (i < self->cells->len)
        own = read_code (cell_at (self, i)->text);
      if (i < self->cells->len && !follows (&before, &own))
        {
          if (i - (number == G_MAXUINT ? start : number) > MAX_CELLS)
            break;
          continue;
        }
      titled = i < self->cells->len && i > (number == G_MAXUINT ? start : number + 2) && is_title (self, i - 1);
      if (number != G_MAXUINT && i < self->cells->len)
        add_row (self, make_row (self, number, titled ? i - 1 : i), cell_at (self, number)->first);
      if (i == self->cells->len)
        break;
      if (titled && (!self->sectioned || g_strcmp0 (title, cell_at (self, i - 1)->text) != 0))
        {
          title = cell_at (self, i - 1)->text;
          add_title (self, i - 1);
        }
      else if (!titled && number == G_MAXUINT && i > start)
        return;
      number = i;
      before = own;
      self->n_rows++;
    }

  /* the last one has as many cells as the head at most */
  if (number == G_MAXUINT)
    return;
  self->end = MIN (number + self->head->n_columns, self->cells->len);
  add_row (self, make_row (self, number, self->end), cell_at (self, number)->first);
}

static void
apply (Flow *self)
{
  DipStructure *structure = self->structure;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < self->head->n_columns; c++)
    g_ptr_array_add (names, g_strdup (self->head->names[c]));
  for (guint i = self->first; i < self->end; i++)
    for (guint k = cell_at (self, i)->first; k < cell_at (self, i)->end; k++)
      dip_structure_piece (structure, k)->role = DIP_ROLE_FURNITURE;
  dip_structure_put_row (structure, cell_at (self, self->first)->first, names);
  for (guint r = 0; r < self->rows->len; r++)
    dip_structure_put_row (structure, g_array_index (self->places, guint, r), g_ptr_array_index (self->rows, r));
}

/* Drops numbers of pages and heads that stand again. */
static void
drop_furniture (Flow *self,
                guint from)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (guint i = 0; i < self->cells->len; )
    {
      guint n = i < from ? 0 : is_page_number (cell_at (self, i)->text) ? 1
                             : is_head_again (self, i) ? self->head->n_columns
                             : self->sectioned && names_column (self, i) && i + 1 < self->cells->len &&
                               is_head_again (self, i + 1) ? self->head->n_columns + 1 : 0;

      for (guint c = i; c < i + n; c++)
        for (guint k = cell_at (self, c)->first; k < cell_at (self, c)->end; k++)
          dip_structure_piece (self->structure, k)->role = DIP_ROLE_FURNITURE;
      if (n == 0)
        {
          Cell cell = *cell_at (self, i);

          g_array_index (self->cells, Cell, i).text = NULL;
          g_array_append_val (kept, cell);
          i++;
        }
      i += n;
    }
  g_array_set_clear_func (kept, cell_clear);
  g_array_unref (self->cells);
  self->cells = g_steal_pointer (&kept);
}

/* The cell behind the head that begins with cell @i: the first number of a row, or the title above it; 0 for none. */
static guint
find_head_end (const Flow *self,
               guint       i)
{
  const Code none = { 0 };

  for (guint k = i + MIN_COLUMNS; k < self->cells->len && k <= i + MAX_COLUMNS + 1; k++)
    {
      Code code = read_code (cell_at (self, k)->text);

      if (!follows (&none, &code))
        continue;
      if (k > i + MIN_COLUMNS && (is_title (self, k - 1) || (i > 0 && names_column (self, i - 1) &&
                                                             find_sections (self, k))))
        k--;
      for (guint c = i; c < k; c++)
        if (!names_column (self, c))
          return 0;
      return k;
    }

  return 0;
}

/* Whether a table begins with cell @i, which then is one. */
static gboolean
take_table (Flow *self,
            guint i)
{
  guint n = find_head_end (self, i);
  gboolean taken = FALSE;

  self->head = n > 0 ? read_head (self, i, n - i) : NULL;
  if (self->head == NULL)
    return FALSE;

  self->first = i;
  self->sectioned = i > 0 && names_column (self, i - 1) && find_sections (self, n);
  self->n_rows = self->n_doubtful = 0;
  read_rows (self);
  if (self->n_rows >= MIN_ROWS && self->n_doubtful * MAX_DOUBTFUL <= self->n_rows)
    {
      /* now that it is known which table stands here */
      g_ptr_array_set_size (self->rows, 0);
      g_array_set_size (self->places, 0);
      drop_furniture (self, n);
      read_rows (self);
      apply (self);
      taken = TRUE;
    }
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->places, 0);
  g_clear_pointer (&self->head, dip_sheet_head_free);

  return taken;
}

/**
 * dip_structure_read_flow:
 * @self: a structure as the layout has it
 *
 * Makes rows of paragraphs that are the cells of a table of questions.
 */
void
dip_structure_read_flow (DipStructure *self)
{
  Flow flow = { .structure = self };
  guint n_failures = 0;

  flow.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (flow.cells, cell_clear);
  flow.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  flow.places = g_array_new (FALSE, FALSE, sizeof (guint));
  cut_cells (&flow);
  for (guint i = 0; i + MIN_COLUMNS < flow.cells->len && n_failures < MAX_FAILURES; i++)
    {
      gboolean known;

      /* nearly all cells are left here */
      if (strlen (cell_at (&flow, i)->text) > MAX_CODE ||
          dip_sheet_match_column (self, cell_at (&flow, i)->text, &known) != DIP_SHEET_NUMBER ||
          !names_column (&flow, i + 1) || !names_column (&flow, i + 2))
        continue;
      if (take_table (&flow, i))
        break;
      n_failures++;
    }
  g_array_unref (flow.cells);
  g_ptr_array_unref (flow.rows);
  g_array_unref (flow.places);
}
