/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-grid.h"

#include <string.h>

/*
 * What becomes of a grid:
 *
 *   columns    those that are empty from top to bottom are left out, so that every row of a sheet has
 *              the same columns; hidden ones stay
 *   merged     the value stands in the first cell. A row below that has a cell of its own to the left of the
 *              covered one is a row for itself and gets the value again: one answer to three questions. A row
 *              without goes on with the row above, and the covered cell stays empty: one question on three rows
 *   sheet      rows next to each other are a block. In it, rows with one filled cell above the first or
 *              below the last row with several are lines of text: titles, notes. Rows above the first row that
 *              is about as wide as the block (pairs of names and values over a table) end at their last
 *              filled cell; all others have all columns
 */

/* Filling up rows with empty cells stops here; rows then end at their last filled cell. */
#define MAX_PADDED_CELLS 1000000u

/* Texts that are put in times merged ranges, which each is looked for in. */
#define MAX_LOOKS 20000000u

typedef struct
{
  guint    number;
  guint    first;   /* of its cells */
  guint    n_cells;
  gboolean hidden;
  gboolean head;    /* the format calls it the head of the table */
} Row;

typedef struct
{
  guint       column;
  const char *text;
} Cell;

typedef struct
{
  guint row, column, n_rows, n_columns;
} Merge;

/* A merged range that reaches down to the row under way. */
typedef struct
{
  guint       last_row;
  const char *text;
} Open;

struct _DipGrid
{
  GArray       *rows;
  GArray       *cells;
  GArray       *merges;
  GStringChunk *chunk;
  gsize         n_bytes;
  guint8       *used;     /* columns that have a cell, a bit each */
  guint8       *hidden;   /* columns that are hidden, a bit each */
  guint         n_missing;       /* cells whose value the file does not have */
  guint         missing_row;     /* of the first of them */
  guint         missing_column;
};

static gboolean
has_bit (const guint8 *bits,
         guint         i)
{
  return (bits[i / 8] & (1u << (i % 8))) != 0;
}

static void
set_bit (guint8 *bits,
         guint   i)
{
  bits[i / 8] |= (guint8) (1u << (i % 8));
}

/**
 * dip_grid_new:
 *
 * Returns: (transfer full): an empty grid
 */
DipGrid *
dip_grid_new (void)
{
  DipGrid *self = g_new0 (DipGrid, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->merges = g_array_new (FALSE, FALSE, sizeof (Merge));
  self->chunk = g_string_chunk_new (4096);
  self->used = g_new0 (guint8, DIP_GRID_MAX_COLUMNS / 8);
  self->hidden = g_new0 (guint8, DIP_GRID_MAX_COLUMNS / 8);

  return self;
}

/**
 * dip_grid_free:
 * @self: (nullable): a grid
 */
void
dip_grid_free (DipGrid *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_array_unref (self->merges);
  g_string_chunk_free (self->chunk);
  g_free (self->used);
  g_free (self->hidden);
  g_free (self);
}

static Row *
last_row (DipGrid *self)
{
  return self->rows->len > 0 ? &g_array_index (self->rows, Row, self->rows->len - 1) : NULL;
}

/**
 * dip_grid_begin_row:
 * @self: a grid
 * @number: of the row, from 1; one that does not go up is the next one
 * @hidden: whether the row is not shown
 *
 * Begins a row. One without cells costs nothing.
 */
void
dip_grid_begin_row (DipGrid  *self,
                    guint     number,
                    gboolean  hidden)
{
  Row *last = last_row (self);
  Row row = { .number = number, .first = self->cells->len, .hidden = hidden };

  if (last != NULL && last->n_cells == 0)
    {
      g_array_set_size (self->rows, self->rows->len - 1);
      last = last_row (self);
    }
  if (last != NULL)
    row.number = MAX (row.number, last->number + 1);

  g_array_append_val (self->rows, row);
}

/**
 * dip_grid_mark_head:
 * @self: a grid
 *
 * Says that the format calls the row under way the head of the table. Only the first one can be it.
 */
void
dip_grid_mark_head (DipGrid *self)
{
  if (self->rows->len == 1)
    last_row (self)->head = TRUE;
}

/**
 * dip_grid_add:
 * @self: a grid
 * @column: from 0; one that does not go up is the next one
 * @text: what the cell says; nothing is done for an empty one
 *
 * Adds a cell to the row that began last, or to the first one where none has begun: a
 * file may have cells outside of rows.
 *
 * Returns: whether there was room for it
 */
gboolean
dip_grid_add (DipGrid    *self,
              guint       column,
              const char *text)
{
  Row *row = last_row (self);
  Cell cell = { .column = column };
  gsize n = strlen (text);

  if (row == NULL)
    {
      dip_grid_begin_row (self, 1, FALSE);
      row = last_row (self);
    }
  if (row->n_cells > 0)
    cell.column = MAX (column, g_array_index (self->cells, Cell, self->cells->len - 1).column + 1);
  if (n == 0 || cell.column >= DIP_GRID_MAX_COLUMNS)
    return TRUE;
  if (self->cells->len >= DIP_GRID_MAX_CELLS || self->n_bytes + n > DIP_FLOW_MAX_BYTES)
    return FALSE;

  self->n_bytes += n;
  cell.text = g_string_chunk_insert_len (self->chunk, text, (gssize) n);
  g_array_append_val (self->cells, cell);
  row->n_cells++;
  set_bit (self->used, cell.column);

  return TRUE;
}

/**
 * dip_grid_merge:
 * @self: a grid
 * @row: number of the first row, from 1
 * @column: the first column, from 0
 * @n_rows: at least 1
 * @n_columns: at least 1
 *
 * Says that cells are one, whose value is in the first.
 *
 * Returns: whether there was room for it
 */
gboolean
dip_grid_merge (DipGrid *self,
                guint    row,
                guint    column,
                guint    n_rows,
                guint    n_columns)
{
  Merge merge = { row, column, n_rows, n_columns };

  if ((n_rows < 2 && n_columns < 2) || column >= DIP_GRID_MAX_COLUMNS)
    return TRUE;
  if (self->merges->len >= DIP_GRID_MAX_MERGES)
    return n_rows < 2;
  g_array_append_val (self->merges, merge);

  return TRUE;
}

static gboolean
is_covered (DipGrid           *self,
            const DipGridText *text)
{
  for (guint i = 0; i < self->merges->len; i++)
    {
      const Merge *merge = &g_array_index (self->merges, Merge, i);

      if (text->row >= merge->row && text->row - merge->row < merge->n_rows && text->column >= merge->column &&
          text->column - merge->column < merge->n_columns &&
          (text->row != merge->row || text->column != merge->column))
        return TRUE;
    }

  return FALSE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  const DipGridText *one = a;
  const DipGridText *two = b;

  if (one->row != two->row)
    return one->row < two->row ? -1 : 1;

  return one->column < two->column ? -1 : one->column > two->column;
}

static void
append_cell (DipGrid    *self,
             GArray     *cells,
             guint       column,
             const char *text)
{
  Cell cell = { column, text };

  g_array_append_val (cells, cell);
  set_bit (self->used, column);
}

/**
 * dip_grid_insert:
 * @self: a grid; its rows and merged ranges are complete
 * @texts: (element-type DipGridText): what empty cells say; they are put in order
 *
 * Puts texts into rows that say something already. Those of cells that have a text, or
 * that another cell covers, are left out; all are where there is no room.
 */
void
dip_grid_insert (DipGrid *self,
                 GArray  *texts)
{
  GArray *cells;
  guint next = 0;

  if (texts->len == 0 || self->cells->len + texts->len > DIP_GRID_MAX_CELLS ||
      (guint64) texts->len * self->merges->len > MAX_LOOKS)
    return;

  g_array_sort (texts, compare_texts);
  cells = g_array_sized_new (FALSE, FALSE, sizeof (Cell), self->cells->len + texts->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      guint end = row->first + row->n_cells;
      guint at = row->first;

      row->first = cells->len;
      for (; next < texts->len && g_array_index (texts, DipGridText, next).row <= row->number; next++)
        {
          const DipGridText *text = &g_array_index (texts, DipGridText, next);

          if (text->row < row->number || text->column >= DIP_GRID_MAX_COLUMNS || is_covered (self, text))
            continue;
          for (; at < end && g_array_index (self->cells, Cell, at).column < text->column; at++)
            g_array_append_val (cells, g_array_index (self->cells, Cell, at));
          if ((at < end && g_array_index (self->cells, Cell, at).column == text->column) ||
              (cells->len > row->first && g_array_index (cells, Cell, cells->len - 1).column >= text->column))
            continue;
          append_cell (self, cells, text->column, g_string_chunk_insert_const (self->chunk, text->text));
        }
      for (; at < end; at++)
        g_array_append_val (cells, g_array_index (self->cells, Cell, at));
      row->n_cells = cells->len - row->first;
    }
  g_array_unref (self->cells);
  self->cells = cells;
}

/**
 * dip_grid_hide_columns:
 * @self: a grid
 * @first: from 0
 * @last: the last one, not below @first
 */
void
dip_grid_hide_columns (DipGrid *self,
                       guint    first,
                       guint    last)
{
  for (guint i = first; i <= last && i < DIP_GRID_MAX_COLUMNS; i++)
    set_bit (self->hidden, i);
}

/**
 * dip_grid_is_empty:
 * @self: a grid
 *
 * Returns: whether no cell says anything
 */
gboolean
dip_grid_is_empty (DipGrid *self)
{
  return self->cells->len == 0;
}

static int
compare_merges (gconstpointer a,
                gconstpointer b)
{
  const Merge *one = a;
  const Merge *two = b;

  return one->row < two->row ? -1 : one->row > two->row;
}

typedef struct
{
  DipGrid   *grid;
  guint     *places;    /* column → place among the used ones */
  guint      n_columns;
  Open      *open;      /* (array length=n_columns) */
  guint      next_merge;
  guint64    n_padded;
} Delivery;

/* Cells of a row in all used columns, NULL for an empty one; borrowed. */
static void
lay_out_row (Delivery    *self,
             const Row   *row,
             const char **texts,
             guint       *n_filled)
{
  DipGrid *grid = self->grid;
  gboolean own = FALSE;

  memset (texts, 0, sizeof (char *) * self->n_columns);
  for (guint i = 0; i < row->n_cells; i++)
    {
      Cell *cell = &g_array_index (grid->cells, Cell, row->first + i);

      texts[self->places[cell->column]] = cell->text;
    }
  *n_filled = row->n_cells;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (texts[i] != NULL)
        {
          own = TRUE;
          self->open[i].text = NULL;
        }
      else if (self->open[i].text != NULL && self->open[i].last_row >= row->number && own)
        {
          texts[i] = self->open[i].text;
        }
    }

  while (self->next_merge < grid->merges->len)
    {
      Merge *merge = &g_array_index (grid->merges, Merge, self->next_merge);

      if (merge->row > row->number)
        break;
      if (merge->row == row->number && has_bit (grid->used, merge->column))
        {
          guint place = self->places[merge->column];

          self->open[place].text = texts[place];
          self->open[place].last_row = merge->row + MIN (merge->n_rows, DIP_GRID_MAX_ROWS) - 1;
        }
      self->next_merge++;
    }
}

static void
deliver_row (Delivery    *self,
             const Row   *row,
             const char **texts,
             gboolean     pad,
             DipFlow     *flow,
             guint        n_blank,
             guint        number,
             const char  *sheet)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  guint n = self->n_columns;
  DipLine *line;

  if (!pad || self->n_padded > MAX_PADDED_CELLS)
    {
      while (n > 1 && texts[n - 1] == NULL)
        n--;
    }
  self->n_padded += n;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, g_strdup (texts[i] != NULL ? texts[i] : ""));

  line = dip_line_new_row (cells);
  line->number = number > 0 ? number : row->number;
  line->head = row->head;
  line->n_blank = n_blank;
  line->sheet = g_strdup (sheet);
  dip_flow_add (flow, line);
}

static const char *
first_text (const Delivery  *self,
            const char     **texts)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (texts[i] != NULL)
        return texts[i];
    }

  return "";
}

/* The rows from @first on that stand right below each other. */
static guint
find_block_end (DipGrid *grid,
                guint    first)
{
  guint i = first + 1;

  while (i < grid->rows->len &&
         g_array_index (grid->rows, Row, i).number == g_array_index (grid->rows, Row, i - 1).number + 1)
    i++;

  return i;
}

typedef struct
{
  guint first_several;  /* rows with more than one filled cell */
  guint last_several;
  guint first_wide;
} Block;

static Block
measure_block (DipGrid *grid,
               guint    first,
               guint    end)
{
  Block block = { .first_several = end, .last_several = first, .first_wide = end };
  guint most = 0;

  for (guint i = first; i < end; i++)
    {
      guint n = g_array_index (grid->rows, Row, i).n_cells;

      most = MAX (most, n);
      if (n < 2)
        continue;
      block.first_several = MIN (block.first_several, i);
      block.last_several = i;
    }

  for (guint i = first; i < end && block.first_wide == end; i++)
    {
      guint n = g_array_index (grid->rows, Row, i).n_cells;

      if (n >= 2 && n * 5 >= most * 3)
        block.first_wide = i;
    }

  return block;
}

/**
 * dip_grid_deliver:
 * @self: a grid; its rows are complete
 * @mode: where it stands
 * @flow: where its lines go
 * @sheet: (nullable): name of the sheet
 * @number: the place of a table in a text; 0 to give rows their own numbers
 *
 * Adds the grid to a flow as rows and lines of text. Linear in the number of
 * filled cells and of rows times used columns, which is bounded.
 */
void
dip_grid_deliver (DipGrid     *self,
                  DipGridMode  mode,
                  DipFlow     *flow,
                  const char  *sheet,
                  guint        number)
{
  Delivery delivery = { .grid = self };
  g_autofree guint *places = g_new0 (guint, DIP_GRID_MAX_COLUMNS);
  g_autofree Open *open = NULL;
  g_autofree const char **texts = NULL;
  guint before = 0;

  if (self->cells->len == 0)
    return;
  if (last_row (self)->n_cells == 0)
    g_array_set_size (self->rows, self->rows->len - 1);

  for (guint i = 0; i < DIP_GRID_MAX_COLUMNS; i++)
    {
      if (has_bit (self->used, i))
        places[i] = delivery.n_columns++;
    }
  open = g_new0 (Open, delivery.n_columns);
  texts = g_new0 (const char *, delivery.n_columns);
  delivery.places = places;
  delivery.open = open;
  g_array_sort (self->merges, compare_merges);

  for (guint first = 0; first < self->rows->len && !flow->full; )
    {
      guint end = find_block_end (self, first);
      Block block = measure_block (self, first, end);

      for (guint i = first; i < end && !flow->full; i++)
        {
          Row *row = &g_array_index (self->rows, Row, i);
          guint n_blank = i == first ? MAX (row->number - before - 1, 1) : 0;
          guint n_filled;

          lay_out_row (&delivery, row, texts, &n_filled);
          before = row->number;

          if (mode == DIP_GRID_TABLE && delivery.n_columns == 1)
            dip_flow_text (flow, first_text (&delivery, texts), DIP_LINE_TEXT, 0, number, 1, sheet);
          else if (mode == DIP_GRID_SHEET && n_filled == 1 &&
                   (i < block.first_several || i > block.last_several))
            dip_flow_text (flow, first_text (&delivery, texts), DIP_LINE_TEXT, 0, row->number,
                           MAX (n_blank, 1), sheet);
          else
            deliver_row (&delivery, row, texts, mode == DIP_GRID_TABLE || i >= block.first_wide, flow,
                         n_blank, number, sheet);
        }
      first = end;
    }
}

/**
 * dip_grid_append_text:
 * @self: a grid
 * @out: where it goes
 *
 * Appends a table that stands in a cell of another: a line for each row.
 */
void
dip_grid_append_text (DipGrid *self,
                      GString *out)
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      if (row->n_cells > 0 && !first)
        g_string_append_c (out, '\n');
      for (guint k = 0; k < row->n_cells; k++)
        {
          g_autofree char *text = g_strdup (g_array_index (self->cells, Cell, row->first + k).text);

          g_string_append_printf (out, "%s%s", k > 0 ? " " : "", g_strdelimit (text, "\n", ' '));
          first = FALSE;
        }
    }
}

/* "A", "BC": how a sheet names a column, counted from 0. */
static void
append_column (GString *text,
               guint    column)
{
  char name[8] = { 0 };
  guint at = sizeof name - 1;

  for (guint rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26)
    name[--at] = (char) ('A' + (rest - 1) % 26);
  g_string_append (text, name + at);
}

static void
append_range (GString *text,
              guint    first,
              guint    last,
              gboolean letters)
{
  guint ends[] = { first, last };

  if (text->len > 0)
    g_string_append (text, ", ");

  for (guint i = 0; i < (first == last ? 1u : 2u); i++)
    {
      if (i > 0)
        g_string_append (text, "–");
      if (letters)
        append_column (text, ends[i]);
      else
        g_string_append_printf (text, "%u", ends[i]);
    }
}

/**
 * dip_grid_miss_value:
 * @self: a grid
 * @row: from 1
 * @column: from 0
 *
 * Notes a cell that would show something if the program that wrote the file
 * had reckoned it.
 */
void
dip_grid_miss_value (DipGrid *self,
                     guint    row,
                     guint    column)
{
  if (self->n_missing++ > 0)
    return;

  self->missing_row = row;
  self->missing_column = column;
}

/**
 * dip_grid_get_missing:
 * @self: a grid
 * @first: where the name of the first of them goes, if there are any: "B12"
 *
 * Returns: how many cells dip_grid_miss_value() has noted
 */
guint
dip_grid_get_missing (DipGrid *self,
                      GString *first)
{
  if (self->n_missing > 0)
    {
      append_column (first, self->missing_column);
      g_string_append_printf (first, "%u", self->missing_row);
    }

  return self->n_missing;
}

/**
 * dip_grid_warn_hidden:
 * @self: a grid that was delivered
 * @flow: where the warnings go
 * @sheet: (nullable): name of the sheet
 *
 * Names the rows and columns that a person who opens the file does not see.
 * They are read all the same: a filter hides questions, and nothing may be
 * missed.
 */
void
dip_grid_warn_hidden (DipGrid    *self,
                      DipFlow    *flow,
                      const char *sheet)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint first = i;

      if (!g_array_index (self->rows, Row, i).hidden)
        continue;
      while (i + 1 < self->rows->len && g_array_index (self->rows, Row, i + 1).hidden)
        i++;
      if (rows->len < 200)
        append_range (rows, g_array_index (self->rows, Row, first).number,
                      g_array_index (self->rows, Row, i).number, FALSE);
      else if (!g_str_has_suffix (rows->str, "…"))
        g_string_append (rows, ", …");
    }

  for (guint i = 0; i < DIP_GRID_MAX_COLUMNS; i++)
    {
      if (has_bit (self->used, i) && has_bit (self->hidden, i) && columns->len < 200)
        append_range (columns, i, i, TRUE);
    }

  if (rows->len > 0)
    dip_flow_warn (flow, "Hidden rows of the sheet “%s” were read too: %s.", sheet, rows->str);
  if (columns->len > 0)
    dip_flow_warn (flow, "Hidden columns of the sheet “%s” were read too: %s.", sheet, columns->str);
}
