/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 *   head = a row with a question column and an implemented or answer column, in any order; or a
 *          number and an answer column
 *
 * A column is known by the longest word of the lexicon that its heading
 * contains. A first column without a heading holds the numbers.
 */

static const char *const column_names[] = {
  "other", "number", "question", "implemented", "answer", "section", "subsection",
};

G_STATIC_ASSERT (G_N_ELEMENTS (column_names) == DIP_N_SHEET_COLUMNS);

static DipSheetColumn
match_column (DipStructure *self,
              const char   *cell)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "checksheet-columns");
  g_autofree char *key = NULL;
  DipSheetColumn best = DIP_SHEET_OTHER;
  gsize best_length = 0;

  if (*cell == '\0' || strlen (cell) > 150 || (strlen (cell) > 12 && dip_text_has_sentence (cell)))
    return DIP_SHEET_OTHER;
  key = dip_text_key (cell);

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      const char *word = dip_structure_word_key (self, row[0]);
      gsize n = strlen (word);

      if (row[1] == NULL || n == 0 || n <= best_length || strstr (key, word) == NULL)
        continue;
      if (n < 5 && (guchar) *word < 0x80 && strcmp (key, word) != 0)
        continue;

      for (guint c = 1; c < G_N_ELEMENTS (column_names); c++)
        {
          if (g_str_equal (row[1], column_names[c]))
            {
              best = (DipSheetColumn) c;
              best_length = n;
            }
        }
    }

  return best;
}

static DipSheetHead *
read_head (DipStructure   *self,
           const DipPiece *piece)
{
  g_autoptr (DipSheetHead) head = NULL;
  const GPtrArray *cells = piece->line->cells;
  guint n_filled = 0;
  int second_implemented = -1;

  if (piece->line->kind != DIP_LINE_ROW || cells == NULL || cells->len < 2 || cells->len > DIP_SHEET_MAX_COLUMNS)
    return NULL;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (strlen (cell) > 200)
        return NULL;
      n_filled += *cell != '\0';
    }
  if (n_filled < 2 || dip_sheet_parse_plain (g_ptr_array_index (cells, 0)) > 0)
    return NULL;

  head = g_new0 (DipSheetHead, 1);
  for (guint i = 0; i < G_N_ELEMENTS (head->place); i++)
    head->place[i] = -1;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      DipSheetColumn column = match_column (self, cell);

      if (i == 0 && *cell == '\0')
        column = DIP_SHEET_NUMBER;

      /* Of two numbers the first counts; a second question is the real one, the first its topic. */
      if (column == DIP_SHEET_QUESTION && head->place[column] >= 0)
        {
          head->columns[head->place[column]] = DIP_SHEET_OTHER;
          head->place[column] = -1;
        }
      else if (column != DIP_SHEET_OTHER && head->place[column] >= 0)
        {
          if (column == DIP_SHEET_IMPLEMENTED)
            second_implemented = (int) i;
          column = DIP_SHEET_OTHER;
        }

      head->columns[i] = column;
      head->names[i] = g_strdup (cell);
      if (column != DIP_SHEET_OTHER)
        head->place[column] = (int) i;
      head->n_columns++;
    }

  /* "実施有無" beside "回答": of two words for whether, the second heads what is said about it. */
  if (head->place[DIP_SHEET_ANSWER] < 0 && second_implemented >= 0)
    {
      head->columns[second_implemented] = DIP_SHEET_ANSWER;
      head->place[DIP_SHEET_ANSWER] = second_implemented;
    }

  if (head->place[DIP_SHEET_IMPLEMENTED] < 0 && head->place[DIP_SHEET_ANSWER] < 0)
    return NULL;
  if (head->place[DIP_SHEET_QUESTION] < 0 &&
      (head->place[DIP_SHEET_NUMBER] < 0 || head->place[DIP_SHEET_ANSWER] < 0))
    return NULL;

  return g_steal_pointer (&head);
}

DipSheetHead *
dip_sheet_head_read (DipStructure *self,
                     DipPiece     *piece)
{
  DipSheetHead *head = piece->no_head ? NULL : read_head (self, piece);

  piece->no_head = head == NULL;

  return head;
}

void
dip_sheet_head_free (DipSheetHead *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->names[i]);
  g_free (self);
}

gboolean
dip_sheet_head_equal (const DipSheetHead *a,
                      const DipSheetHead *b)
{
  if (a->n_columns != b->n_columns)
    return FALSE;

  for (guint i = 0; i < a->n_columns; i++)
    {
      if (a->columns[i] != b->columns[i])
        return FALSE;
    }

  return TRUE;
}

DipImplemented
dip_sheet_read_implemented (DipStructure *self,
                            const char   *cell)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "implemented");
  g_autofree char *key = NULL;
  DipImplemented best = DIP_IMPLEMENTED_UNKNOWN;
  gsize best_length = 0;

  if (*cell == '\0' || strlen (cell) > 400)
    return DIP_IMPLEMENTED_UNKNOWN;
  key = dip_text_key (cell);

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      const char *word = dip_structure_word_key (self, row[0]);
      gsize n = strlen (word);
      gboolean matches;

      if (row[1] == NULL || n == 0)
        continue;

      matches = strcmp (key, word) == 0;

      /* "有（一部）" and "Yes - see below" begin with the word; what follows it must not be a letter. */
      if (!matches && n > best_length && g_str_has_prefix (key, word))
        {
          gunichar next = g_utf8_get_char (key + n);

          matches = !g_unichar_isalnum (next) && !(n == strlen ("-") && !g_unichar_isalnum (dip_text_first (word)));
        }
      if (matches && n > best_length)
        {
          best = dip_implemented_from_string (row[1]);
          best_length = n;
        }
    }

  return best;
}

guint
dip_sheet_parse_title (DipStructure  *self,
                       const char    *text,
                       guint          parts[2],
                       gboolean      *may_split,
                       const char   **title)
{
  const char *at = text;
  guint digits[3] = { 0 };
  guint n_digits = 0;
  DipNumber number;

  *may_split = FALSE;

  /* "1 1. Title": recognised print has spaces between the digits of a number. */
  for (;;)
    {
      gunichar c = dip_glyph_narrow (dip_text_first (at));

      if (c < '0' || c > '9' || n_digits == 3)
        break;
      digits[n_digits++] = c - '0';
      at = g_utf8_next_char (at);
      if (dip_glyph_is_space (dip_text_first (at)))
        {
          const char *next = dip_text_skip_space (at);
          gunichar d = dip_glyph_narrow (dip_text_first (next));

          if (d >= '0' && d <= '9')
            {
              *may_split = TRUE;
              at = next;
            }
        }
    }
  if (*may_split && n_digits >= 2 && dip_glyph_narrow (dip_text_first (at)) == '.')
    {
      parts[0] = 0;
      for (guint i = 0; i < n_digits; i++)
        parts[0] = parts[0] * 10 + digits[i];
      *title = dip_text_skip_space (g_utf8_next_char (at));
      return 1;
    }
  *may_split = FALSE;

  *title = text;
  if (!dip_number_parse (text, self->draft->lexicon, &number))
    return 0;
  if (number.style != DIP_NUMBER_DECIMAL && number.style != DIP_NUMBER_CHAPTER && number.style != DIP_NUMBER_PAREN &&
      number.style != DIP_NUMBER_CIRCLED && number.style != DIP_NUMBER_CONTROL)
    return 0;

  *title = text + number.length;
  if (number.n_parts == 0 || number.n_parts > 2)
    return 0;
  parts[0] = number.parts[0];
  parts[1] = number.n_parts == 2 ? number.parts[1] : 0;

  return number.n_parts;
}
