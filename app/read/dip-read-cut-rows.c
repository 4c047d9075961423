/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * A row of a table that did not fit on its page goes on at the top of the next
 * one, where its first cell is empty:
 *
 *   11 | Changes | Each change is tested and      11 | Changes | Each change is tested and approved.
 *   ---------------- page ----------------   =>
 *      |         | approved.
 *
 * A row below a cell that is merged over several begins with an empty cell as well.
 * A table in which other rows do is joined only where a long text breaks off.
 */

#define MIN_ROWS 2u    /* others that have their first cell, so that a row without it is none */
#define MIN_TEXT 60u   /* bytes of a text that may break off */
#define MAX_ROW  (64u * 1024) /* bytes: each page that a row goes over copies it */

typedef struct
{
  guint first, end;     /* among the rows */
  guint n_begun;        /* rows that have their first cell */
  guint n_open;         /* rows that have not, and do not begin a page */
} Table;

static const char *
get_cell (const DipLine *row,
          guint          i)
{
  return row->cells->pdata[i];
}

static gboolean
ends_sentence (const char *text)
{
  static const char *const ends[] = { "。", "．", "」", "）", "！", "？", ".", "!", "?", ")", ":", "：" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;

  return FALSE;
}

/* Whether a row is the rest of the one before the edge of the page. @begun: whether others have their first cell. */
static gboolean
is_rest (const DipLine *before,
         const DipLine *row,
         gboolean       begun)
{
  guint n = 0;
  guint n_new = 0;
  gboolean breaks_off = FALSE;

  if (*get_cell (row, 0) != '\0' || strlen (before->text) > MAX_ROW)
    return FALSE;

  for (guint i = 1; i < row->cells->len; i++)
    {
      const char *cell = get_cell (before, i);

      if (*get_cell (row, i) == '\0')
        continue;
      n++;
      n_new += *cell == '\0';
      breaks_off = breaks_off || (strlen (cell) >= MIN_TEXT && !ends_sentence (cell));
    }

  if (!begun)
    return n == 1 && breaks_off;

  return *get_cell (before, 0) != '\0' && (n == 1 || (n > 1 && (n_new == n || breaks_off)));
}

/* What stands between the two halves of a cell: a line ends where a sentence does. */
static const char *
get_seam (const char *cell,
          const char *rest)
{
  gunichar last;

  if (ends_sentence (cell))
    return "\n";
  last = g_utf8_get_char (g_utf8_find_prev_char (cell, cell + strlen (cell)));

  return last < 0x2e80 && g_utf8_get_char (rest) < 0x2e80 ? " " : "";
}

static void
join (DipLine *before,
      DipLine *row)
{
  for (guint i = 1; i < row->cells->len; i++)
    {
      const char *rest = get_cell (row, i);
      char *cell = before->cells->pdata[i];

      if (*rest == '\0')
        continue;
      before->cells->pdata[i] = *cell != '\0' ? g_strconcat (cell, get_seam (cell, rest), rest, NULL)
                                                      : g_strdup (rest);
      g_free (cell);
    }

  g_ptr_array_add (before->cells, NULL);
  g_free (before->text);
  before->text = g_strjoinv ("\t", (char **) before->cells->pdata);
  g_ptr_array_set_size (before->cells, (int) before->cells->len - 1);
}

/* Whether a row follows another one in the same table, on the same page or behind its edge. */
static gboolean
follows (GPtrArray *lines,
         guint      last,
         guint      row)
{
  const DipLine *before = lines->pdata[last];
  const DipLine *line = lines->pdata[row];

  return before->cells->len == line->cells->len &&
         ((last + 1 == row && before->page == line->page) || _dip_read_goes_on (lines, last, row));
}

static gboolean
begins_page (GPtrArray    *lines,
             const GArray *rows,
             const Table  *table,
             guint         i)
{
  const DipLine *row = lines->pdata[g_array_index (rows, guint, i)];

  return i > table->first && row->page != ((const DipLine *) lines->pdata[g_array_index (rows, guint, i - 1)])->page;
}

/* Adds the rows of a table to @dropped that have become a part of the one before. */
static void
join_table (GPtrArray    *lines,
            const GArray *rows,
            Table         table,
            GPtrArray    *dropped)
{
  DipLine *last = NULL;

  for (guint i = table.first; i < table.end; i++)
    {
      const DipLine *row = lines->pdata[g_array_index (rows, guint, i)];
      gboolean empty = *get_cell (row, 0) == '\0';

      table.n_begun += !empty;
      table.n_open += empty && !begins_page (lines, rows, &table, i);
    }

  for (guint i = table.first; i < table.end; i++)
    {
      DipLine *row = lines->pdata[g_array_index (rows, guint, i)];

      if (begins_page (lines, rows, &table, i) &&
          is_rest (last, row, table.n_begun >= MIN_ROWS && table.n_open == 0))
        {
          join (last, row);
          g_ptr_array_add (dropped, row);
        }
      else
        {
          last = row;
        }
    }
}

void
_dip_read_join_cut_rows (DipLayout *layout)
{
  g_autoptr (GPtrArray) dropped = g_ptr_array_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *lines = layout->lines;
  Table table = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = lines->pdata[i];

      if (line->kind != DIP_LINE_ROW || line->cells == NULL || line->cells->len < 2)
        continue;
      if (rows->len > table.first && !follows (lines, g_array_index (rows, guint, rows->len - 1), i))
        {
          table.end = rows->len;
          join_table (lines, rows, table, dropped);
          table.first = rows->len;
        }
      g_array_append_val (rows, i);
    }
  table.end = rows->len;
  join_table (lines, rows, table, dropped);
  _dip_read_drop_rows (lines, dropped);
}
