/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

#include "recognise/dip-glyph.h"

/*
 * The pieces of a line between which white space stands.
 */

gboolean
dip_aligned_is_text (DipStructure *self,
                     guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && piece->line->kind == DIP_LINE_TEXT && !piece->is_row;
}

char *
dip_segment_dup (const DipSegment *segment)
{
  return g_strndup (segment->text, segment->length);
}

guint
dip_aligned_columns_of (gunichar c,
                        gboolean wide)
{
  return wide && g_unichar_iswide (c) ? 2 : 1;
}

/* The cells of a line at two blanks or more; at single ones, too, where a column begins. */
guint
dip_aligned_cut_piece (const DipPiece *piece,
                       gboolean        wide,
                       const Aligned  *columns,
                       DipSegment      segments[DIP_SHEET_MAX_COLUMNS])
{
  guint column = piece->line->indent;
  guint n = 0;
  guint blanks = 2;
  guint next = 0;

  for (const char *at = piece->line->text; *at != '\0' && column < DIP_ALIGNED_MAX_COLUMN; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (dip_glyph_is_space (c))
        {
          blanks += c == 0x3000 ? 2 : 1;
          column += dip_aligned_columns_of (c, wide);
          continue;
        }

      while (columns != NULL && next + 1 < columns->n_columns && columns->boundaries[next + 1] + 1 < column)
        next++;
      {
        gboolean wide_before = n > 0 && blanks == 1 &&
                               dip_glyph_is_cjk (g_utf8_get_char (g_utf8_prev_char (at - 1)));
        gboolean nearly = blanks == 1 && columns != NULL && next + 1 < columns->n_columns &&
                          column + 1 >= columns->boundaries[next + 1] && column <= columns->boundaries[next + 1] + 1;

        if (n == 0 || blanks >= 2 || nearly ||
            (blanks == 1 && columns != NULL && next > 0 && column == columns->starts[next] &&
             segments[n - 1].start < columns->boundaries[next]))
          {
            if (n == DIP_SHEET_MAX_COLUMNS)
              return 0;
            segments[n++] = (DipSegment) { .text = at, .start = column };
            /* a blank between wide letters parts no words */
            if (nearly && (dip_glyph_is_cjk (c) || wide_before))
              segments[n - 1].start = MAX (column, columns->boundaries[next + 1]);
          }
      }
      column += dip_aligned_columns_of (c, wide);
      segments[n - 1].length = (gsize) (g_utf8_next_char (at) - segments[n - 1].text);
      segments[n - 1].end = column;
      blanks = 0;
    }

  return n;
}
