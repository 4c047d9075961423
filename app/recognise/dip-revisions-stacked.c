/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-revisions-private.h"

#include "recognise/dip-checksheet-private.h"
#include "recognise/dip-glyph.h"

/*
 * A revision table each cell of which has come out on a line of its own:
 *
 *   改訂日 / 改訂内容 / 2020年6月1日 / 制定 / 2022年2月15日 / … / …
 *
 *   table = head row *row      below a title of such tables
 *   head  = two lines or more that name columns, one of them versions or days, one what changed
 *   row   = a cell a line, of what changed one or more; the first one is a version or a day, as its column says
 *
 * The lines become rows, which dip-revisions.c reads as those of any table.
 */

#define MAX_COLUMNS 6u
#define MAX_CELL_COLUMNS 200u

/* Lines of one row. */
#define MAX_LINES 12u

static gboolean
is_cell (DipStructure *self,
         guint         i)
{
  return i < self->pieces->len && dip_stacked_is_line (self, i) &&
         dip_structure_piece (self, i)->width <= MAX_CELL_COLUMNS;
}

/* How many lines from @i on are a head; 0 for none. */
static guint
read_head (DipStructure     *self,
           guint             i,
           DipRevisionsHead *head)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint n = 0;

  for (guint k = 0; k < MAX_COLUMNS && is_cell (self, i + k); k++)
    {
      const char *text = dip_structure_piece (self, i + k)->text;
      DipRevisionsHead other;

      /* 第1.0版 has the word of a head, and is the first cell below it */
      if (dip_revisions_is_date (text) || dip_revisions_is_version (text))
        break;
      g_ptr_array_add (cells, (gpointer) text);
      g_ptr_array_add (cells, NULL);
      if (cells->len > 2 && dip_revisions_read_head_cells (self, (char **) cells->pdata, &other) &&
          dip_revisions_has_column (&other, DIP_REVISIONS_SUMMARY))
        {
          gboolean known = TRUE;

          for (guint c = 0; c < other.n_columns; c++)
            known = known && other.columns[c] != DIP_REVISIONS_NONE;
          if (known)
            {
              *head = other;
              n = k + 1;
            }
        }
      g_ptr_array_set_size (cells, (int) cells->len - 1);
    }

  return n > 0 && (head->columns[0] == DIP_REVISIONS_VERSION || head->columns[0] == DIP_REVISIONS_DATE) ? n : 0;
}

/* Whether a row begins with line @i. */
static gboolean
begins_row (DipStructure           *self,
            const DipRevisionsHead *head,
            guint                   i)
{
  const char *text;

  if (!is_cell (self, i))
    return FALSE;
  text = dip_structure_piece (self, i)->text;

  return head->columns[0] == DIP_REVISIONS_DATE ? dip_revisions_is_date (text) : dip_revisions_is_version (text);
}

/* The line behind the row that begins with line @i: where the next one begins, or space follows. */
static guint
find_row_end (DipStructure           *self,
              const DipRevisionsHead *head,
              guint                   i)
{
  guint end = i + 1;

  /* 初版 may be a version, and what changed */
  while (end < i + MAX_LINES && is_cell (self, end) &&
         (end < i + head->n_columns || !(begins_row (self, head, end) || dip_structure_has_gap (self, end))))
    end++;

  return end;
}

/* Makes one row of the lines from @i up to @end. */
static void
put_row (DipStructure           *self,
         const DipRevisionsHead *head,
         guint                   i,
         guint                   end)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint more = end - i - head->n_columns;
  guint at = i;

  for (guint c = 0; c < head->n_columns; c++)
    {
      g_autoptr (GString) cell = g_string_new (dip_structure_piece (self, at++)->text);

      if (head->columns[c] == DIP_REVISIONS_SUMMARY)
        for (; more > 0; more--)
          {
            /* no item ends with a comma */
            if (dip_text_last (cell->str) != 0x3001)
              g_string_append_c (cell, '\n');
            g_string_append (cell, dip_structure_piece (self, at++)->text);
          }
      g_ptr_array_add (cells, g_string_free (g_steal_pointer (&cell), FALSE));
    }
  dip_structure_put_row (self, i, cells);
  for (guint k = i + 1; k < end; k++)
    dip_structure_piece (self, k)->role = DIP_ROLE_FURNITURE;
}

/**
 * dip_revisions_stack_rows:
 * @i: the first piece below the title of a revision table
 *
 * Makes rows of cells that stand below each other, if @i begins such a table. Linear.
 */
void
dip_revisions_stack_rows (DipStructure *self,
                          guint         i)
{
  DipRevisionsHead head = { .n_columns = 0 };
  guint n = read_head (self, i, &head);
  guint at = i + n;

  if (n == 0 || !begins_row (self, &head, at) || find_row_end (self, &head, at) < at + head.n_columns)
    return;

  put_row (self, &head, i, i + n);
  while (begins_row (self, &head, at))
    {
      guint end = find_row_end (self, &head, at);

      if (end < at + head.n_columns)
        break;
      put_row (self, &head, at, end);
      at = end;
    }
}
