/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * A sheet that was saved as a page, or copied with its frame, has the letters
 * of its columns above the rows and the numbers of its rows before them:
 *
 *         A     B            C
 *     1   No.   Question     Answer
 *     2   1     Is data …    Yes
 *
 * Neither is of the sheet. The corner above the numbers is an empty cell, before
 * the letters or, where a converter lost it, behind them. A small table of the
 * paper's own may have such a head, too (the answers of plans A, B and C to
 * questions 1 to 9): a sheet has more columns, or a row with a title alone.
 */

#define MIN_LETTERS 2u
#define MIN_ROWS 2u
#define MANY_LETTERS 5u

/* "A" for 0, "Z" for 25, "AA" for 26. */
static gboolean
is_letter_of (const char *cell,
              guint       column)
{
  if (column < 26)
    return cell[0] == (char) ('A' + column) && cell[1] == '\0';

  return cell[0] == (char) ('A' + column / 26 - 1) && cell[0] <= 'Z' && cell[1] == (char) ('A' + column % 26) &&
         cell[2] == '\0';
}

/* How many letters of columns a row consists of, 0 for other rows. */
static guint
count_letters (const DipLine *line)
{
  guint first = 0;
  guint n = 0;

  if (line->kind != DIP_LINE_ROW || line->cells->len < MIN_LETTERS)
    return 0;
  first = *(const char *) g_ptr_array_index (line->cells, 0) == '\0';
  while (first + n < line->cells->len && is_letter_of (g_ptr_array_index (line->cells, first + n), n))
    n++;
  for (guint i = first + n; i < line->cells->len; i++)
    {
      if (*(const char *) g_ptr_array_index (line->cells, i) != '\0')
        return 0;
    }

  return n >= MIN_LETTERS ? n : 0;
}

/* The number of a row of the sheet, 0 for what has none. */
static guint
row_number (const DipLine *line)
{
  const char *cell;
  guint64 number;

  if (line->kind != DIP_LINE_ROW)
    return 0;
  cell = g_ptr_array_index (line->cells, 0);

  return g_ascii_string_to_unsigned (cell, 10, 1, G_MAXINT, &number, NULL) ? (guint) number : 0;
}

/* Cells behind the first one in which something stands. */
static guint
count_filled (const DipLine *line)
{
  guint n = 0;

  for (guint i = 1; i < line->cells->len; i++)
    n += *(const char *) g_ptr_array_index (line->cells, i) != '\0';

  return n;
}

/* The line behind the last row of the frame whose letters are line @i, 0 if it is none. Hidden rows leave gaps. */
static guint
find_end (gpointer *lines,
          guint     n_lines,
          guint     i)
{
  gboolean is_sheet = count_letters (lines[i]) >= MANY_LETTERS;
  guint last = 0;
  guint n_rows = 0;
  guint end;

  for (end = i + 1; end < n_lines; end++)
    {
      const DipLine *line = lines[end];
      guint number = row_number (line);

      if (line->kind == DIP_LINE_RULE && n_rows == 0)
        continue;
      if (number <= last)
        break;
      last = number;
      n_rows++;
      is_sheet = is_sheet || count_filled (line) <= 1;
    }

  return is_sheet && n_rows >= MIN_ROWS ? end : 0;
}

/* Takes the number off a row. Returns whether anything is left. */
static gboolean
take_number_off (DipLine *line)
{
  const char *rest = strchr (line->text, '\t');
  char *text = g_strdup (rest != NULL ? rest + 1 : "");
  gboolean any = FALSE;

  g_free (line->text);
  line->text = text;
  g_ptr_array_remove_index (line->cells, 0);
  for (guint i = 0; i < line->cells->len && !any; i++)
    any = *(const char *) g_ptr_array_index (line->cells, i) != '\0';

  return any;
}

void
_dip_read_drop_sheet_frames (DipLayout *layout)
{
  g_autoptr (GPtrArray) lines = NULL;
  guint n = layout->lines->len;
  guint first = 0;
  guint end = 0;   /* of the frame that line @i stands in */
  gpointer *all;

  while (first < n && count_letters (g_ptr_array_index (layout->lines, first)) == 0)
    first++;
  if (first == n)
    return;

  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  all = g_ptr_array_steal (layout->lines, NULL);
  for (guint i = 0; i < n; i++)
    {
      DipLine *line = all[i];
      gboolean keep = TRUE;

      if (i < end)
        {
          keep = line->kind == DIP_LINE_ROW && take_number_off (line);
        }
      else if (count_letters (line) > 0)
        {
          end = find_end (all, n, i);
          keep = end == 0;
        }

      if (keep)
        g_ptr_array_add (lines, line);
      else
        dip_line_free (line);
    }

  g_free (all);
  g_ptr_array_unref (layout->lines);
  layout->lines = g_steal_pointer (&lines);
}
