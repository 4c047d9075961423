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
 * from there, what is too much in front of it is the topic.
 */

/* Where the head has a column of grades behind the question, which has a topic before it; -1 for none. */
static int
find_grades (DipSheet *sheet)
{
  const DipSheetHead *head = sheet->head;
  int question = head->place[DIP_SHEET_QUESTION];
  int topic = head->place[DIP_SHEET_TOPIC];

  if (topic < 0 || question != topic + 1 || head->place[DIP_SHEET_NUMBER] >= topic)
    return -1;

  for (int i = question + 1; i < (int) head->n_columns; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (head->names[i], "/", -1);
      g_auto (GStrv) wide = g_strsplit (head->names[i], "／", -1);
      GStrv parts = g_strv_length (wide) > 1 ? wide : words;

      if (g_strv_length (parts) < 2)
        continue;
      for (guint k = 0; parts[k] != NULL; k++)
        if (!dip_structure_has_word (sheet->structure, "checksheet-grades", g_strstrip (parts[k])))
          return -1;
      return i;
    }

  return -1;
}

static gboolean
is_grade (DipSheet        *sheet,
          const GPtrArray *cells,
          int              place)
{
  return place >= 0 && (guint) place < cells->len &&
         dip_structure_has_word (sheet->structure, "checksheet-grades", g_ptr_array_index (cells, (guint) place));
}

void
dip_sheet_align_row (DipSheet *sheet,
                     DipPiece *piece)
{
  const DipLine *source = piece->line;
  const GPtrArray *cells = source->cells;
  int topic = sheet->head->place[DIP_SHEET_TOPIC];
  g_autoptr (GPtrArray) aligned = NULL;
  g_autoptr (GString) text = NULL;
  int grades = find_grades (sheet);
  int found;
  DipLine *line;

  if (grades < 0)
    return;
  /* what binds is asked for */
  sheet->asks = TRUE;
  if (cells->len == sheet->head->n_columns || is_grade (sheet, cells, grades))
    return;
  for (found = (int) cells->len - 1; found > topic && !is_grade (sheet, cells, found); found--)
    ;
  if (found <= topic || ABS (found - grades) > 2 || dip_sheet_parse_plain (g_ptr_array_index (cells, 0)) == 0)
    return;

  aligned = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < topic; i++)
    g_ptr_array_add (aligned, g_strdup (g_ptr_array_index (cells, (guint) i)));
  text = g_string_new (NULL);
  for (int i = topic; i <= topic + found - grades; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (char *) g_ptr_array_index (cells, (guint) i));
  g_ptr_array_add (aligned, g_strdup (text->str));
  /* where more than the topic is lost, nothing is left to ask but what stands there */
  for (int i = found - grades + topic + 1; i < (int) cells->len; i++)
    if (i >= topic)
      g_ptr_array_add (aligned, g_strdup (g_ptr_array_index (cells, (guint) i)));

  g_string_truncate (text, 0);
  for (guint i = 0; i < aligned->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", (char *) g_ptr_array_index (aligned, i));
  line = dip_line_new (DIP_LINE_ROW, text->str);
  line->cells = g_steal_pointer (&aligned);
  line->number = source->number;
  line->page = source->page;
  line->n_blank = source->n_blank;
  line->n_spacer = source->n_spacer;
  line->page_break = source->page_break;
  g_ptr_array_add (sheet->structure->draft->made, line);
  g_clear_pointer (&piece->owned, g_free);
  piece->line = line;
  dip_piece_set_text (piece, line->text);
}
