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
 * It is one where the table goes on right below it and has had such titles.
 */

#define MAX_TITLES 2u    /* of a chapter and a section */
#define MAX_TITLE  120u  /* bytes */
#define SAME_SIZE  0.06  /* of the letters */
#define EDGE       2.0   /* points from the border that was added to a table to its text */
#define SAME_PLACE 0.6   /* points */
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
may_be_title (const DipLine *line,
              const DipLine *row,
              const DipLine *title)
{
  return line->kind == DIP_LINE_TEXT && line->page == row->page && strlen (line->text) <= MAX_TITLE &&
         !g_str_has_suffix (line->text, "。") && !g_str_has_suffix (line->text, ".") &&
         has_number (line->text) == has_number (title->cells->pdata[0]) &&
         fabs (line->size - row->size) <= SAME_SIZE * row->size &&
         fabs (line->x - row->x - EDGE) <= SAME_PLACE;
}

static void
make_row (DipLine *line,
          guint    n_cells)
{
  g_autoptr (GString) text = g_string_new (line->text);

  line->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (line->cells, g_strdup (line->text));
  for (guint i = 1; i < n_cells; i++)
    {
      g_ptr_array_add (line->cells, g_strdup (""));
      g_string_append_c (text, '\t');
    }
  g_free (line->text);
  line->text = g_strdup (text->str);
  line->kind = DIP_LINE_ROW;
  line->n_blank = 0;
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
    make_row (lines->pdata[i], begin->cells->len);
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
      else if (before != NULL && title != NULL && line->page == before->page + 1)
        take_titles (lines, last, i, title);
      if (is_title_row (line))
        title = line;
      before = line;
      last = i;
    }
}
