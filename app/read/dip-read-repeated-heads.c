/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "base/dip-strings.h"

/*
 * A table that goes on behind a page's edge has its head once more there, for
 * people who turn pages. No other format has that row.
 *
 *   head … rows | foot of the page, notes | head of the page | head again, rows …
 */

#define MAX_BETWEEN  8u    /* lines of the feet and heads of pages */
#define NOTE         0.92  /* of the size of letters in the table */
#define WINDOW       200u  /* lines to both sides in which those come again */

static gboolean
are_alike (const DipLine *a,
           const DipLine *b)
{
  return a->cells != NULL && b->cells != NULL && a->cells->len >= 2 && dip_equal_strings (a->cells, b->cells);
}

/* The same but for numbers: "1 / 9" and "2 / 9". */
static gboolean
are_same_furniture (const char *a,
                    const char *b)
{
  for (;;)
    {
      gboolean digits = g_ascii_isdigit (*a) && g_ascii_isdigit (*b);

      while (digits && g_ascii_isdigit (*a))
        a++;
      while (digits && g_ascii_isdigit (*b))
        b++;
      if (digits)
        continue;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++, b++;
    }
}

/* Whether a line stands on another page, too, or is a note: it has smaller letters than the table. */
static gboolean
is_furniture (GPtrArray     *lines,
              guint          place,
              const DipLine *row)
{
  const DipLine *line = lines->pdata[place];
  guint first = place > WINDOW ? place - WINDOW : 0;

  if (line->kind != DIP_LINE_TEXT)
    return FALSE;
  if (g_str_has_prefix (line->text, "※") || (line->size > 0 && line->size < NOTE * row->size))
    return TRUE;

  for (guint i = first; i < MIN (lines->len, place + WINDOW); i++)
    {
      const DipLine *other = lines->pdata[i];

      if (other->page != line->page && other->kind == DIP_LINE_TEXT && are_same_furniture (line->text, other->text))
        return TRUE;
    }

  return FALSE;
}

gboolean
_dip_read_goes_on (GPtrArray *lines,
                   guint      last,
                   guint      row)
{
  if (((const DipLine *) lines->pdata[row])->page != ((const DipLine *) lines->pdata[last])->page + 1 ||
      row - last - 1 > MAX_BETWEEN)
    return FALSE;

  for (guint i = last + 1; i < row; i++)
    if (!is_furniture (lines, i, lines->pdata[row]))
      return FALSE;

  return TRUE;
}

void
_dip_read_drop_rows (GPtrArray *lines,
                     GPtrArray *dropped)
{
  for (guint i = 0, n = 0, kept = 0; i < lines->len; i++)
    {
      DipLine *line = lines->pdata[i];

      if (n < dropped->len && line == dropped->pdata[n])
        {
          DipLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;

          if (next != NULL && next->page == line->page)
            next->page_break = next->page_break || line->page_break;
          n++;
          continue;
        }
      lines->pdata[i] = lines->pdata[kept];
      lines->pdata[kept++] = line;
    }

  g_ptr_array_set_size (lines, (int) (lines->len - dropped->len));
}

void
_dip_read_drop_repeated_heads (DipLayout *layout)
{
  GPtrArray *lines = layout->lines;
  g_autoptr (GPtrArray) dropped = NULL;
  const DipLine *head = NULL;
  guint last = 0;  /* row, once there is a head */

  for (guint i = 0; i < lines->len; i++)
    {
      DipLine *line = lines->pdata[i];
      const DipLine *before = head != NULL ? lines->pdata[last] : NULL;

      if (line->kind != DIP_LINE_ROW)
        continue;
      if (before == NULL)
        {
          head = line;
        }
      else if (before->page != line->page || last + 1 < i)
        {
          /* One with more columns, or fewer, is another table. */
          gboolean same = _dip_read_goes_on (lines, last, i) && line->cells != NULL && head->cells != NULL &&
                          line->cells->len == head->cells->len;

          if (same && before != head && are_alike (line, head))
            {
              if (dropped == NULL)
                dropped = g_ptr_array_new ();
              g_ptr_array_add (dropped, line);
            }
          else if (!same)
            head = line;
        }
      else if (before->cells != NULL && line->cells != NULL && before->cells->len != line->cells->len)
        {
          /* another table right below the first one */
          head = line;
        }
      last = i;
    }

  if (dropped != NULL)
    _dip_read_drop_rows (lines, dropped);
}
