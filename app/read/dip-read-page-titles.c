/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <math.h>
#include <string.h>

/*
 * Of a table without drawn lines the reader of PDF finds the rows by the columns
 * that they leave free. A title of rows at the top of a page, which has nothing
 * above it, is a line of text to it:
 *
 *   2. Staff                                 2. Staff |                  |
 *   1  | Are they trained?  | Yes            1        | Are they trained | Yes
 *   ------------- page -------------   =>
 *   3. Premises                              3. Premises |               |
 *   1  | Are they locked?   | Yes            1        | Are they locked? | Yes
 *
 * It is one where the table goes on right below it and has had such titles. The head of
 * a table may be all of it at the foot of a page, above its first title.
 */

#define MAX_TITLES 2u    /* of a chapter and a section */
#define MAX_TITLE  120u  /* bytes */
#define SAME_SIZE  0.06  /* of the letters */
#define EDGE       2.0   /* points from the border that was added to a table to its text */
#define SAME_PLACE 0.6   /* points */
#define MAX_HEAD   400u  /* bytes, with the gaps */
#define MAX_EDGE   10u   /* lines between the head and the row below it */
#define MIN_CELLS  3u

static gboolean
is_row (const DipLine *line)
{
  return line->kind == DIP_LINE_ROW && line->cells != NULL && line->cells->len >= MIN_CELLS;
}

static gboolean
is_title_row (const DipLine *line)
{
  for (guint i = 1; i < line->cells->len; i++)
    if (*(const char *) line->cells->pdata[i] != '\0')
      return FALSE;

  return *(const char *) line->cells->pdata[0] != '\0';
}

/* Titles of one table have numbers or have none. */
static gboolean
has_number (const char *text)
{
  return g_unichar_isdigit (g_utf8_get_char (text));
}

static gboolean
is_at_left_edge (const DipLine *line,
                 const DipLine *row)
{
  return fabs (line->size - row->size) <= SAME_SIZE * row->size && fabs (line->x - row->x - EDGE) <= SAME_PLACE;
}

static gboolean
may_be_title (const DipLine *line,
              const DipLine *row,
              const DipLine *title)
{
  return line->kind == DIP_LINE_TEXT && line->page == row->page && strlen (line->text) <= MAX_TITLE &&
         !g_str_has_suffix (line->text, "。") && !g_str_has_suffix (line->text, ".") &&
         has_number (line->text) == has_number (title->cells->pdata[0]) &&
         is_at_left_edge (line, row);
}

/* The texts of a line that wide gaps part. (element-type utf8) */
static GPtrArray *
split_at_gaps (const char *text)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *gap = strstr (text, "  ");
      gsize n = gap != NULL ? (gsize) (gap - text) : strlen (text);

      g_ptr_array_add (cells, g_strndup (text, n));
      text += n + strspn (text + n, " ");
    }

  return cells;
}

/* Makes a row of @cells, which is taken, and of empty ones behind them. */
static void
make_row (DipLine   *line,
          GPtrArray *cells,
          guint      n_cells)
{
  while (cells->len < n_cells)
    g_ptr_array_add (cells, g_strdup (""));
  line->cells = cells;

  g_ptr_array_add (cells, NULL);
  g_free (line->text);
  line->text = g_strjoinv ("\t", (char **) cells->pdata);
  g_ptr_array_set_size (cells, (int) cells->len - 1);
  line->kind = DIP_LINE_ROW;
  line->n_blank = 0;
}

static void
make_title_row (DipLine *line,
                guint    n_cells)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (line->text));
  make_row (line, cells, n_cells);
}

/* The last line before the edge of the page that the row at @row begins, behind feet and heads. FALSE where something
 * else is between. */
static gboolean
find_foot (GPtrArray *lines,
           guint      row,
           guint     *foot)
{
  const DipLine *begin = lines->pdata[row];
  gboolean found = FALSE;

  for (guint i = row; i-- > 0 && row - i <= MAX_EDGE && ((const DipLine *) lines->pdata[i])->page + 1 >= begin->page; )
    if (((const DipLine *) lines->pdata[i])->page < begin->page)
      {
        if (!_dip_read_goes_on (lines, i, row))
          break;
        *foot = i;
        found = TRUE;
      }

  return found;
}

/* A page may end with the head of a table, and titles below it, whose other rows stand on the next one: with so few
 * lines nothing told there that it is one. */
static void
take_head (GPtrArray *lines,
           guint      row)
{
  const DipLine *begin = lines->pdata[row];
  g_autoptr (GPtrArray) cells = NULL;
  guint foot = 0;
  guint head;

  if (!find_foot (lines, row, &foot))
    return;

  for (head = foot; head > 0 && foot - head < MAX_TITLES; head--)
    {
      const DipLine *line = lines->pdata[head];

      if (line->kind != DIP_LINE_TEXT || line->page + 1 != begin->page || !is_at_left_edge (line, begin))
        return;
      if (strstr (line->text, "  ") != NULL)
        break;
    }

  if (((const DipLine *) lines->pdata[head])->kind != DIP_LINE_TEXT || !is_at_left_edge (lines->pdata[head], begin) ||
      strlen (((const DipLine *) lines->pdata[head])->text) > MAX_HEAD)
    return;
  cells = split_at_gaps (((const DipLine *) lines->pdata[head])->text);
  if (cells->len != begin->cells->len)
    return;

  make_row (lines->pdata[head], g_steal_pointer (&cells), begin->cells->len);
  for (guint i = head + 1; i <= foot; i++)
    make_title_row (lines->pdata[i], begin->cells->len);
}

/* Takes the titles right above the first row of a page, which goes on with the table of @last. */
static void
take_titles (GPtrArray     *lines,
             guint          last,
             guint          row,
             const DipLine *title)
{
  DipLine *begin = lines->pdata[row];
  guint first = row;

  while (first > last + 1 && row - first < MAX_TITLES && may_be_title (lines->pdata[first - 1], begin, title))
    first--;
  if (first == row || !_dip_read_goes_on (lines, last, first))
    return;

  for (guint i = first; i < row; i++)
    make_title_row (lines->pdata[i], begin->cells->len);
}

void
_dip_read_take_page_titles (DipLayout *layout)
{
  GPtrArray *lines = layout->lines;
  const DipLine *title = NULL;   /* the last one of the table */
  const DipLine *before = NULL;  /* the row before */
  guint last = 0;                /* its place */

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = lines->pdata[i];

      if (!is_row (line))
        continue;

      if (before != NULL && before->cells->len != line->cells->len)
        title = NULL;
      if ((before == NULL || before->cells->len != line->cells->len || before->page + 1 < line->page) &&
          line->page > 1 && (i == 0 || ((const DipLine *) lines->pdata[i - 1])->kind != DIP_LINE_ROW))
        take_head (lines, i);
      else if (before != NULL && title != NULL && line->page == before->page + 1)
        take_titles (lines, last, i, title);
      if (is_title_row (line))
        title = line;
      before = line;
      last = i;
    }
}
