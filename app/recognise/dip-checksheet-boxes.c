/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include <string.h>

/*
 * Boxes of one choice in cells beside each other, as forms of word processors have them:
 *
 *   No | Question                | Answer         |       | Remarks
 *   1  | Is all data encrypted?  | ☒ Yes          | ☐ No  |
 *
 *   table = head *row                 rows of one sheet with as many cells
 *   head  = … name empty *empty …     a cell that was merged over all of them
 *   row   = … *( box word ) …         of which one is ticked; or none of them has anything
 *
 * Their cells become one, which is what the rest of the recogniser reads. Where the text is no checksheet in the
 * end, its rows are as they were.
 */

#define MIN_ROWS    2u
#define MAX_CHOICES 6u

/* A row as it was. */
typedef struct
{
  guint          place;
  const DipLine *line;
  const char    *text;
  char          *owned;
} Saved;

static const char *
get_cell (DipStructure *self,
          guint         row,
          guint         column)
{
  return g_ptr_array_index (dip_structure_piece (self, row)->line->cells, column);
}

static char *
join_cells (DipStructure *self,
            guint         row,
            guint         column,
            guint         n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint c = column; c < column + n; c++)
    {
      const char *cell = get_cell (self, row, c);

      g_string_append_printf (text, "%s%s", text->len > 0 && *cell != '\0' ? " " : "", cell);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether @n cells of each row below the head are the boxes of one choice. */
static gboolean
has_choices (DipStructure *self,
             guint         first,
             guint         end,
             guint         column,
             guint         n)
{
  guint n_choices = 0;

  for (guint i = first + 1; i < end; i++)
    {
      g_autofree char *joined = join_cells (self, i, column, n);
      g_autofree char *chosen = dip_sheet_read_choices (joined);

      for (guint c = column; chosen != NULL && c < column + n; c++)
        if (*get_cell (self, i, c) == '\0')
          return FALSE;
      if (chosen == NULL && *joined != '\0')
        return FALSE;
      n_choices += chosen != NULL;
    }

  return n_choices >= MIN_ROWS;
}

/* How many cells from @column on are one choice, 0 if they are none. */
static guint
count_choices (DipStructure *self,
               guint         first,
               guint         end,
               guint         column)
{
  guint n_cells = dip_structure_piece (self, first)->line->cells->len;

  if (*get_cell (self, first, column) == '\0')
    return 0;

  for (guint n = 2; n <= MAX_CHOICES && column + n <= n_cells && *get_cell (self, first, column + n - 1) == '\0'; n++)
    if (has_choices (self, first, end, column, n))
      return n;

  return 0;
}

static void
join_row (DipStructure *self,
          guint         place,
          guint         column,
          guint         n,
          GArray       *saved)
{
  DipPiece *piece = dip_structure_piece (self, place);
  Saved old = { place, piece->line, piece->text, g_steal_pointer (&piece->owned) };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < piece->line->cells->len; c++)
    {
      if (c == column)
        g_ptr_array_add (cells, join_cells (self, place, column, n));
      else if (c < column || c >= column + n)
        g_ptr_array_add (cells, g_strdup (get_cell (self, place, c)));
    }

  dip_structure_put_row (self, place, cells);
  g_array_append_val (saved, old);
}

static gboolean
belongs (DipStructure *self,
         guint         first,
         guint         i)
{
  const DipPiece *head = dip_structure_piece (self, first);
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->is_row && piece->role == DIP_ROLE_TEXT && piece->line->cells != NULL &&
         piece->line->cells->len == head->line->cells->len && g_strcmp0 (piece->line->sheet, head->line->sheet) == 0;
}

GArray *
dip_sheet_join_boxes (DipStructure *self)
{
  GArray *saved = g_array_new (FALSE, FALSE, sizeof (Saved));

  for (guint i = 0, end; i < self->pieces->len; i = end)
    {
      const DipPiece *head = dip_structure_piece (self, i);

      end = i + 1;
      if (!head->is_row || head->role != DIP_ROLE_TEXT || head->line->cells == NULL)
        continue;
      while (end < self->pieces->len && belongs (self, i, end))
        end++;

      for (guint c = 1; end > i + MIN_ROWS && c + 1 < head->line->cells->len; c++)
        {
          guint n = count_choices (self, i, end, c);

          for (guint k = i; n > 0 && k < end; k++)
            join_row (self, k, c, n, saved);
        }
    }

  return saved;
}

void
dip_sheet_settle_boxes (DipStructure *self,
                        GArray       *saved,
                        gboolean      keep)
{
  for (guint i = saved->len; i > 0; i--)
    {
      Saved *old = &g_array_index (saved, Saved, i - 1);
      DipPiece *piece = dip_structure_piece (self, old->place);

      if (keep)
        {
          g_free (old->owned);
          continue;
        }
      piece->line = old->line;
      piece->owned = old->owned;
      dip_piece_set_text (piece, old->text);
    }

  g_array_unref (saved);
}
