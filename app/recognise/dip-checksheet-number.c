/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Numbers of questions that have no column of their own:
 *
 *   cell   = number question               "1.1.1 A policy is in force", "Q3. Who …", "(2) …", "① …"
 *   number = *letter ["-"] digits *( mark digits ) [closing], or one in brackets
 *          | *letter "." digits mark digits *( mark digits )                        "A.5.1.1", "CLD.6.3.1"
 *   mark   = "." | "-"
 *
 * A blank or a closing mark ends it, and letters where it has several parts.
 */

/* Letters and digits of a number. */
#define MAX_LETTERS 5u
#define MAX_NUMBER 16u

/* Rows below a head that tell whether questions begin with numbers. */
#define MAX_SAMPLE 12u
#define MAX_LOOKED 24u /* pieces */
#define MIN_SAMPLE 3u

static gboolean
is_digit (gunichar c)
{
  c = dip_glyph_narrow (c);

  return c >= '0' && c <= '9';
}

gsize
dip_sheet_question_number (const char *cell,
                           char      **number)
{
  const char *at = cell;
  const char *start;
  const char *end;
  guint n_letters = 0, n_parts = 0, n = 0;
  gboolean bracket = FALSE;
  gboolean dotted;
  gunichar c = dip_glyph_narrow (dip_text_first (at));

  *number = NULL;
  if (dip_glyph_circled (dip_text_first (at)) > 0)
    {
      end = g_utf8_next_char (at);
      *number = g_strndup (at, (gsize) (end - at));
      return *dip_text_skip_space (end) != '\0' ? (gsize) (dip_text_skip_space (end) - cell) : 0;
    }
  if (c == '(' || c == '[' || c == 0x3010)
    {
      bracket = TRUE;
      at = g_utf8_next_char (at);
    }
  start = at;
  while (n_letters < MAX_LETTERS && g_ascii_isalpha ((char) MIN (dip_glyph_narrow (dip_text_first (at)), 0x7f)))
    {
      n_letters++;
      at = g_utf8_next_char (at);
    }
  c = dip_glyph_narrow (dip_text_first (at));
  dotted = n_letters > 0 && c == '.';
  if (dotted || (n_letters > 0 && c == '-'))
    at = g_utf8_next_char (at);
  for (end = at; is_digit (dip_text_first (at)); )
    {
      while (is_digit (dip_text_first (at)) && n++ < MAX_NUMBER)
        at = g_utf8_next_char (at);
      n_parts++;
      end = at;
      c = dip_glyph_narrow (dip_text_first (at));
      if ((c != '.' && c != '-') || !is_digit (dip_text_first (g_utf8_next_char (at))))
        break;
      at = g_utf8_next_char (at);
    }
  if (n_parts == 0 || n > MAX_NUMBER || (dotted && n_parts < 2))
    return 0;

  c = dip_glyph_narrow (dip_text_first (end));
  at = end;
  if (bracket && c != ')' && c != ']' && c != 0x3011)
    return 0;
  if (c == ')' || c == ']' || c == 0x3011 || c == '.' || c == ':' || c == 0x3001 || c == 0xff0e || c == 0xff1a)
    at = g_utf8_next_char (at);
  else if (!dip_glyph_is_space (c) && c != '\n' && (n_parts < 2 || c < 0x80))
    return 0;
  while (dip_glyph_is_space (dip_text_first (at)) || *at == '\n')
    at = g_utf8_next_char (at);
  if (*at == '\0')
    return 0;
  *number = g_strndup (start, (gsize) (end - start));

  return (gsize) (at - cell);
}

/* Whether a piece is a row of a table with the same columns as another row, but not that head once more. */
static gboolean
is_row_like (const DipPiece *piece,
             const DipPiece *head,
             guint           place)
{
  const char *title;

  if (!piece->is_row || place >= piece->line->cells->len || dip_sheet_is_title_row (piece, &title) ||
      *(const char *) g_ptr_array_index (piece->line->cells, place) == '\0')
    return FALSE;

  return head == NULL || !head->is_row || place >= head->line->cells->len ||
         !g_str_equal (g_ptr_array_index (piece->line->cells, place), g_ptr_array_index (head->line->cells, place));
}

/* Rows and rows with numbers from @from on, downwards or upwards. */
static void
count_numbers (DipStructure   *self,
               guint           from,
               int             step,
               const DipPiece *head,
               guint           place,
               guint          *n,
               guint          *n_numbers)
{
  gint64 at = from;

  for (guint k = 0; k < MAX_LOOKED && at >= 0 && at < (gint64) self->pieces->len && *n < MAX_SAMPLE; k++, at += step)
    {
      const DipPiece *piece = dip_structure_piece (self, (guint) at);
      g_autofree char *number = NULL;

      if (!is_row_like (piece, head, place))
        continue;
      (*n)++;
      *n_numbers += dip_sheet_question_number (g_ptr_array_index (piece->line->cells, place), &number) > 0;
    }
}

/* A table of a row or two, one of many with the same head, is judged together with those around it. */
gboolean
dip_sheet_questions_have_numbers (DipStructure *self,
                                  guint         first,
                                  int           place)
{
  const DipPiece *head = first > 0 ? dip_structure_piece (self, first - 1) : NULL;
  guint n = 0, n_numbers = 0;

  count_numbers (self, first, 1, head, (guint) place, &n, &n_numbers);
  if (first > 0 && n < MIN_SAMPLE && n_numbers == n)
    count_numbers (self, first - 1, -1, head, (guint) place, &n, &n_numbers);

  return n_numbers >= MIN_SAMPLE && n_numbers * 4 >= n * 3;
}
