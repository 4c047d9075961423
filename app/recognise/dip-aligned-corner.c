/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A head that has the title of its section over numbers and questions:
 *
 *   Documentation                    Answers    Additional Information
 *   DOC-01   Is there a policy?      Yes        It is published.
 *   DOC-02   Is it reviewed?         No
 *   Recovery                         Answers    Additional Information
 *
 *   head = title cell *cell          the same cells again begin the next section
 */

/* Bytes of a code, and columns that questions need at least. */
#define MAX_CODE 16u
#define MIN_QUESTION 12u

/* Lines that are looked at, and those of them that have to begin with a code. */
#define MAX_SAMPLE 60u
#define MIN_CODES 3u

static gboolean
is_code (const DipSegment *segment)
{
  g_autofree char *text = dip_segment_dup (segment);

  return segment->length <= MAX_CODE && strchr (text, ' ') == NULL && strpbrk (text, "0123456789") != NULL &&
         g_ascii_isdigit (text[strlen (text) - 1]);
}

/* Where questions begin below the first cell of a head, 0 if codes do not stand before them. */
guint
dip_aligned_find_corner (const Aligned    *self,
                         const DipSegment *heads,
                         guint             n_heads,
                         gboolean          wide)
{
  guint end = MIN (self->end, self->first + MAX_SAMPLE);
  guint n_lines = 0, n_codes = 0;
  guint question = 0;

  if (n_heads < 3)
    return 0;
  for (guint i = self->first; i < end; i++)
    {
      DipSegment segments[DIP_SHEET_MAX_COLUMNS];
      guint n = dip_aligned_is_text (self->structure, i)
                  ? dip_aligned_cut_piece (dip_structure_piece (self->structure, i), wide, NULL, segments) : 0;

      if (n < 3 || segments[0].start > heads[0].start + 1)
        continue;
      n_lines++;
      if (!is_code (&segments[0]) || segments[1].start + MIN_QUESTION > heads[1].start)
        continue;
      question = n_codes == 0 ? segments[1].start : MIN (question, segments[1].start);
      n_codes++;
    }

  return n_codes >= MIN_CODES && n_codes * 3 >= n_lines * 2 ? question : 0;
}

/* Puts a column without a name behind the first one of a head, as a cell that spans two leaves it. */
guint
dip_aligned_insert_corner (const Aligned *self,
                           DipSegment     heads[DIP_SHEET_MAX_COLUMNS],
                           guint          n,
                           GPtrArray     *cells)
{
  if (self->corner == 0 || n == 0 || n == DIP_SHEET_MAX_COLUMNS)
    return n;

  memmove (&heads[2], &heads[1], (n - 1) * sizeof heads[0]);
  heads[1] = (DipSegment) { .text = "", .start = self->corner, .end = self->corner + 1 };
  heads[0].end = MIN (heads[0].end, self->corner - 1);
  if (cells != NULL)
    g_ptr_array_insert (cells, 1, g_strdup (""));

  return n + 1;
}

/* Whether line @i is the head again with the title of another section. */
gboolean
dip_aligned_is_next_corner (const Aligned *self,
                            guint          i)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipSegment heads[DIP_SHEET_MAX_COLUMNS];
  guint n_heads, n;

  if (self->corner == 0)
    return FALSE;
  n_heads = dip_aligned_cut_piece (self->head, self->wide, NULL, heads);
  n = dip_aligned_cut_piece (dip_structure_piece (self->structure, i), self->wide, NULL, segments);
  if (n != n_heads || n < 3 || is_code (&segments[0]))
    return FALSE;
  for (guint k = 1; k < n; k++)
    if (segments[k].length != heads[k].length || memcmp (segments[k].text, heads[k].text, heads[k].length) != 0)
      return FALSE;

  return TRUE;
}
