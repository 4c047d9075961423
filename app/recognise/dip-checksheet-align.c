/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Forms of disclosure have cells that span columns, and lose them when they are copied: a row has a cell more or less
 * than the head.
 *
 *   No.  Item             What is asked   Must/May  Answer
 *   1    Provider  Name   the full name   Must      Sample Ltd.      two cells below "Item"
 *   2    Founded in       Must            2009                       none below "What is asked"
 *
 * The cell that says how much a question binds tells where the row belongs: what stands from the question on counts
 * from there, what is too much in front of it is the topic. So does the unit in which the answer is measured. Cells
 * that span rows are lost in those below the first:
 *
 *   Kind          Item      What is asked       Unit       Answer
 *   Availability  Hours     when it is there    hours      all day
 *   Notices       whether maintenance is told   yes or no  7 days before    none below "Kind"
 *
 * Without a unit the table as a whole tells: numbered rows that lack their last cell, each of them another "kind" than
 * any other row, questions where the topics are.
 */

/* Fewer rows that lack their last cell are not answered. */
#define MIN_LOST 3u

/* A cell without what it ends with in brackets: "rate (%)", "Must/May (note 1)". */
static char *
dup_bare (const char *cell)
{
  const char *open = strchr (cell, '(') != NULL ? strchr (cell, '(') : strstr (cell, "（");

  return open != NULL ? g_strchomp (g_strndup (cell, (gsize) (open - cell))) : g_strdup (cell);
}

/* "Must/May": a heading of nothing but grades. */
static gboolean
heads_grades (DipSheet   *sheet,
              const char *name)
{
  g_autofree char *bare = dup_bare (name);
  g_auto (GStrv) words = g_strsplit_set (bare, "/", -1);
  g_auto (GStrv) wide = g_strsplit (bare, "／", -1);
  GStrv parts = g_strv_length (wide) > 1 ? wide : words;

  for (guint k = 0; parts[k] != NULL; k++)
    if (!dip_structure_has_word (sheet->structure, "checksheet-grades", g_strstrip (parts[k])))
      return FALSE;

  return g_strv_length (parts) >= 2;
}

/* The column behind the question whose cells are known by their words, with the @list of these: grades or units; -1
 * where there is none, or no topic before the question. */
static int
find_marked (DipSheet    *sheet,
             const char **list)
{
  const DipSheetHead *head = sheet->head;
  int question = head->place[DIP_SHEET_QUESTION];
  int topic = head->place[DIP_SHEET_TOPIC];

  if (topic < 0 || question != topic + 1 || head->place[DIP_SHEET_NUMBER] >= topic)
    return -1;

  for (int i = question + 1; i < (int) head->n_columns; i++)
    {
      gboolean units = dip_structure_has_word (sheet->structure, "checksheet-unit-heads", head->names[i]);

      *list = units ? "checksheet-units" : "checksheet-grades";
      if (units || heads_grades (sheet, head->names[i]))
        return i;
    }

  return -1;
}

/* "Must", "hours", "rate (%)" */
static gboolean
is_mark (DipSheet        *sheet,
         const char      *list,
         const GPtrArray *cells,
         int              place)
{
  const char *cell = place >= 0 && (guint) place < cells->len ? g_ptr_array_index (cells, (guint) place) : "";
  g_autofree char *bare = dup_bare (cell);

  return dip_structure_has_word (sheet->structure, list, cell) || dip_structure_has_word (sheet->structure, list, bare);
}

/* Cells up to the last that says something. */
static int
count_filled (const GPtrArray *cells)
{
  int n = (int) cells->len;

  while (n > 0 && *(const char *) g_ptr_array_index (cells, (guint) n - 1) == '\0')
    n--;

  return n;
}

/* What stands in the lost cell of column @column: the number and the section of the row above go on. */
static const char *
lost_cell (DipSheet *sheet,
           guint     i,
           int       column)
{
  const DipSheetHead *head = sheet->head;
  const GPtrArray *above = i > 0 ? dip_structure_piece (sheet->structure, i - 1)->line->cells : NULL;

  if (above == NULL || (guint) column >= above->len ||
      (column != head->place[DIP_SHEET_NUMBER] && column != head->place[DIP_SHEET_SECTION] &&
       column != head->place[DIP_SHEET_SUBSECTION]))
    return "";

  return g_ptr_array_index (above, (guint) column);
}

/* The column of sections between number and topic, -1 where there is none. */
static int
find_spanning (const DipSheetHead *head)
{
  const int *place = head->place;
  int section = place[DIP_SHEET_SUBSECTION] >= 0 ? place[DIP_SHEET_SUBSECTION] : place[DIP_SHEET_SECTION];
  int answer = place[DIP_SHEET_ANSWER] >= 0 ? place[DIP_SHEET_ANSWER] : place[DIP_SHEET_IMPLEMENTED];

  return place[DIP_SHEET_NUMBER] >= 0 && section == place[DIP_SHEET_NUMBER] + 1 &&
         place[DIP_SHEET_TOPIC] == section + 1 && place[DIP_SHEET_QUESTION] == section + 2 &&
         answer == section + 3 ? section : -1;
}

/* Whether the cells that span rows are lost in the rows of a table from @first on. Each row is looked at once. */
static gboolean
loses_spans (DipSheet *sheet,
             guint     first)
{
  const DipSheetHead *head = sheet->head;
  int section = find_spanning (head);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_topics = 0, n_questions = 0, n_lost = 0, n_full = 0, n_yes = 0;

  for (guint i = first; section >= 0 && i < sheet->structure->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (sheet->structure, i);
      const GPtrArray *cells = piece->is_row ? piece->line->cells : NULL;
      int n = cells != NULL ? count_filled (cells) : 0;
      const char *kind;
      gsize length;

      if (n < section + 3 || dip_sheet_parse_plain (g_ptr_array_index (cells, (guint) section - 1)) == 0)
        continue;
      kind = g_ptr_array_index (cells, (guint) section);
      if (*kind != '\0' && !g_hash_table_add (kinds, (gpointer) kind))
        return FALSE;
      if (n > section + 3)
        {
          n_full++;
          continue;
        }
      n_lost++;
      n_topics += dip_text_width (g_ptr_array_index (cells, (guint) section + 1));
      n_questions += dip_text_width (g_ptr_array_index (cells, (guint) section + 2));
      n_yes += dip_sheet_read_beginning (sheet->structure, g_ptr_array_index (cells, (guint) section + 2), &length) !=
               DIP_IMPLEMENTED_UNKNOWN;
    }

  return n_full > 0 && n_lost >= MIN_LOST && (n_yes >= MIN_LOST || n_topics > n_questions);
}

/* Gives a row back the cell that spans it and the one above. */
static void
fill_span (DipSheet *sheet,
           guint     i)
{
  DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const GPtrArray *cells = piece->line->cells;
  int section = find_spanning (sheet->head);
  g_autoptr (GPtrArray) filled = NULL;

  if (sheet->head->spans == 0)
    sheet->head->spans = loses_spans (sheet, i) ? 2 : 1;
  if (sheet->head->spans != 2 || count_filled (cells) != section + 3 ||
      dip_sheet_parse_plain (g_ptr_array_index (cells, (guint) section - 1)) == 0)
    return;
  filled = g_ptr_array_new_with_free_func (g_free);
  for (int k = 0; k < section + 3; k++)
    {
      if (k == section)
        g_ptr_array_add (filled, g_strdup (lost_cell (sheet, i, k)));
      g_ptr_array_add (filled, g_strdup (g_ptr_array_index (cells, (guint) k)));
    }
  dip_structure_put_row (sheet->structure, i, filled);
}

void
dip_sheet_align_row (DipSheet *sheet,
                     guint     i)
{
  DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const GPtrArray *cells = piece->line->cells;
  int topic = sheet->head->place[DIP_SHEET_TOPIC];
  const char *list = NULL;
  g_autoptr (GPtrArray) aligned = NULL;
  int marked = find_marked (sheet, &list);
  int n = count_filled (cells);
  int found;

  if (marked < 0)
    {
      fill_span (sheet, i);
      return;
    }
  /* what binds or is measured is asked for */
  sheet->asks = TRUE;
  if (n == (int) sheet->head->n_columns || is_mark (sheet, list, cells, marked))
    return;
  for (found = n - 1; found >= 0 && !is_mark (sheet, list, cells, found); found--)
    ;
  if (found < 0 || ABS (found - marked) > 3)
    return;

  aligned = g_ptr_array_new_with_free_func (g_free);
  if (found > topic && dip_sheet_parse_plain (g_ptr_array_index (cells, 0)) > 0)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int k = 0; k < topic; k++)
        g_ptr_array_add (aligned, g_strdup (g_ptr_array_index (cells, (guint) k)));
      for (int k = topic; k <= topic + found - marked; k++)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (char *) g_ptr_array_index (cells, (guint) k));
      g_ptr_array_add (aligned, g_strdup (text->str));
      /* where more than the topic is lost, nothing is left to ask but what stands there */
      for (int k = MAX (found - marked + topic + 1, topic); k < n; k++)
        g_ptr_array_add (aligned, g_strdup (g_ptr_array_index (cells, (guint) k)));
    }
  else if (found > 0 && found < marked && n + marked - found <= (int) sheet->head->n_columns)
    {
      for (int k = 0; k < marked - found; k++)
        g_ptr_array_add (aligned, g_strdup (lost_cell (sheet, i, k)));
      for (int k = 0; k < n; k++)
        g_ptr_array_add (aligned, g_strdup (g_ptr_array_index (cells, (guint) k)));
    }
  else
    return;

  dip_structure_put_row (sheet->structure, i, aligned);
}
