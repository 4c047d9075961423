/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"
#include "text/dip-fold.h"

#include <string.h>

/*
 * Headings that a catalogue tells: a table of controls taken out of a PDF cell by cell.
 *
 *   row = number title " " text          "12.4.4 クロックの同期 NTP サーバーと同期し、…"
 *       | number title                   the title over several lines, broken where its cell was full
 *
 * Where the title of the number ends is known from the catalogue, in whatever spelling; what stands behind a blank is
 * text, if it says something. Several rows have to be such: an appendix names controls with numbers of clauses.
 */

/* Lines that a title takes at most, lines that are read to find the end of a sentence, and bytes of them. */
#define MAX_TITLE_LINES 4u
#define MAX_TEXT_LINES 4u
#define MAX_BYTES 2000u

/* Fewer rows are remarks. */
#define MIN_ROWS 4u

#define TITLE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

typedef struct
{
  guint       n_pieces;  /* lines of number and title */
  const char *body;      /* (nullable): within the text of the last of them */
} Row;

static gboolean
is_line (DipStructure *self,
         guint         i)
{
  const DipPiece *piece = i < self->pieces->len ? dip_structure_piece (self, i) : NULL;

  return piece != NULL && piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT;
}

/* The catalogue's title of a control with @number, folded; NULL for other numbers. */
static char *
fold_title (DipStructure    *self,
            const DipNumber *number)
{
  g_autofree char *id = NULL;
  const DipFrameworkControl *control;

  if (number->n_parts != 3 || (number->style != DIP_NUMBER_CONTROL && number->style != DIP_NUMBER_DECIMAL))
    return NULL;
  id = number->style == DIP_NUMBER_DECIMAL ? g_strconcat ("A.", number->ascii, NULL) : g_strdup (number->ascii);
  control = dip_frameworks_find_control (dip_frameworks_get_default (), "iso27017-2015", id);
  if (control == NULL || control->title_ja == NULL)
    return NULL;

  return dip_fold_to_string (control->title_ja, TITLE_FOLD, self->draft->lexicon);
}

/* Whether what begins at @body in piece @i says something, there or on the next lines. */
static gboolean
says_something (DipStructure *self,
                guint         i,
                const char   *body)
{
  g_autoptr (GString) text = g_string_new (body);

  if (!dip_glyph_is_cjk (dip_text_first (body)) && !g_ascii_isalpha (*body))
    return FALSE;
  for (guint n = 1; n < MAX_TEXT_LINES && is_line (self, i + n) && text->len < MAX_BYTES; n++)
    {
      const char *line = dip_structure_piece (self, i + n)->text;
      DipNumber number;

      if (dip_number_parse (line, self->draft->lexicon, &number))
        break;
      g_string_append (text, line);
    }

  return dip_text_has_sentence (text->str);
}

static gboolean
read_row (DipStructure    *self,
          guint            i,
          const DipNumber *number,
          Row             *row)
{
  g_autofree char *title = fold_title (self, number);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipFolded) folded = NULL;
  gsize length, end, from = 0;

  if (title == NULL)
    return FALSE;
  for (guint n = 0; n < MAX_TITLE_LINES && is_line (self, i + n) && text->len < MAX_BYTES; n++)
    {
      const char *line = dip_structure_piece (self, i + n)->text;

      g_string_append (text, n == 0 ? line + number->length : line);
      g_string_append_c (text, '\n');
    }
  folded = dip_fold (text->str, TITLE_FOLD, self->draft->lexicon);
  length = strlen (title);
  if (strncmp (folded->text, title, length) != 0)
    return FALSE;

  /* behind a title is the end of its line, or a blank */
  end = length < folded->length ? folded->starts[length] : text->len;
  if (end == 0 || !(text->str[end - 1] == '\n' ||
                    dip_glyph_is_space (g_utf8_get_char (g_utf8_prev_char (text->str + end)))))
    return FALSE;
  row->n_pieces = 1;
  for (gsize at = 0; at + 1 < end; at++)
    if (text->str[at] == '\n')
      {
        row->n_pieces++;
        from = at + 1;
      }
  row->body = NULL;
  if (text->str[end - 1] != '\n')
    {
      const char *line = dip_structure_piece (self, i + row->n_pieces - 1)->text;

      row->body = line + (row->n_pieces == 1 ? number->length : 0) + (end - from);
      return says_something (self, i + row->n_pieces - 1, row->body);
    }

  return row->n_pieces > 1;
}

/**
 * dip_heading_find_catalogue:
 *
 * Whether the paper has rows that only a catalogue tells title and text of.
 */
gboolean
dip_heading_find_catalogue (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pieces->len && n < MIN_ROWS; i++)
    {
      DipNumber number;
      Row row;

      n += is_line (self, i) &&
           dip_structure_parse_number (self, dip_structure_piece (self, i), &number) &&
           number.n_parts == 3 && number.spaced && read_row (self, i, &number, &row);
    }

  return n >= MIN_ROWS;
}

/**
 * dip_heading_consider_catalogue:
 * @index: (inout): a line that begins with @number
 *
 * Adds the heading of such a row.
 *
 * Returns: whether it is one
 */
gboolean
dip_heading_consider_catalogue (DipStructure    *self,
                                guint           *index,
                                const DipNumber *number)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *line = NULL;
  DipHeading *heading;
  Row row;

  if (!self->catalogue_rows || !number->spaced || !read_row (self, *index, number, &row))
    return FALSE;

  for (guint n = 0; n < row.n_pieces; n++)
    {
      const char *text = dip_structure_piece (self, *index + n)->text + (n == 0 ? number->length : 0);
      g_autofree char *part = n + 1 == row.n_pieces && row.body != NULL
        ? g_strchomp (g_strndup (text, (gsize) (row.body - text))) : g_strdup (text);

      if (n == 0)
        g_string_assign (title, part);
      else
        dip_text_join (title, part);
    }
  line = g_strdup_printf ("%.*s%s", (int) number->length, dip_structure_piece (self, *index)->text, title->str);
  heading = dip_heading_add (self, *index, row.n_pieces, line);
  heading->number = *number;
  heading->title = g_string_free (g_steal_pointer (&title), FALSE);
  heading->body = g_strdup (row.body);
  heading->weight = 2.5;
  *index += row.n_pieces - 1;

  return TRUE;
}
