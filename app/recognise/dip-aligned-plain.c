/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-aligned-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"
#include "text/dip-fold.h"

#include <string.h>

/*
 * Tables that ask nothing:
 *
 *   plain = head row *row   three columns or more of whatever; a row begins in the first one
 *
 *   flat  = head row *row   of controls, one blank between the cells: "項番 管理策 当社の対応", "9.2.1 利用者登録 管理者が…"
 */

/* Rows of a table of controls whose cells only one blank parts. */
#define MIN_FLAT 5u

/* Rows of a table without questions below its head, and bytes of a cell of that. */
#define MIN_PLAIN 2u
#define MAX_PLAIN_HEAD 60u

/* The first blank of a text, of either width, and what stands behind it; NULL where there is none. */
static const char *
find_blank (const char  *text,
            const char **behind)
{
  for (const char *at = text; *at != '\0'; at += dip_utf8_length (*at))
    if (*at == ' ' || ((guchar) *at == 0xE3 && dip_utf8_get (at) == 0x3000))
      {
        *behind = g_utf8_next_char (at);
        return at;
      }

  return NULL;
}

/* FALSE for lines that surely have no three cells with one blank between them. */
static gboolean
has_cells (DipStructure   *self,
           const DipPiece *piece)
{
  DipLook *look = dip_structure_look (self, piece);
  const char *behind;
  gboolean has;

  if (piece->text != piece->line->text)
    return TRUE;
  if (dip_look_knows (look, DIP_TRAIT_CELLS, &has))
    return has;

  return dip_look_note (look, DIP_TRAIT_CELLS, find_blank (piece->text, &behind) != NULL &&
                                               find_blank (behind, &behind) != NULL);
}

/* The three cells of a line with one blank between them; FALSE for other lines. */
static gboolean
cut_flat (const char *text,
          DipSegment  segments[3])
{
  const char *at = text;

  for (guint k = 0; k < 3; k++)
    {
      const char *behind = NULL;
      const char *space = k < 2 ? find_blank (at, &behind) : at + strlen (at);

      if (space == NULL || space == at)
        return FALSE;
      segments[k] = (DipSegment) { .text = at, .length = (gsize) (space - at) };
      at = behind;
    }

  return TRUE;
}

/* "9.2.1 利用者登録 管理者が…": the number of a control, a title and a sentence. */
static gboolean
is_flat_row (const DipPiece *piece,
             DipSegment      segments[3])
{
  g_autofree char *printed = NULL;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  const char *at;
  guint n_points = 0;

  if (!cut_flat (piece->line->text, segments) || segments[0].length > 36 || segments[1].length > 150)
    return FALSE;
  printed = dip_segment_dup (&segments[0]);
  number = dip_fold_to_string (printed, DIP_FOLD_WIDTH, NULL);
  title = dip_segment_dup (&segments[1]);
  at = g_str_has_prefix (number, "CLD.") ? number + 4 : g_str_has_prefix (number, "A.") ? number + 2 : number;
  for (const char *digit = at; *digit != '\0'; digit++)
    {
      n_points += *digit == '.';
      if (*digit != '.' && !g_ascii_isdigit (*digit))
        return FALSE;
    }

  /* one blank parts Latin words, not cells */
  return g_ascii_isdigit (*at) && n_points >= 1 && (guchar) *title >= 0x80 && !dip_text_has_sentence (title) &&
         (n_points >= 2 || dip_text_has_sentence (segments[2].text));
}

/* A table of controls in which only one blank parts the cells; @end is the line behind it. */
gboolean
dip_aligned_take_flat (DipStructure *self,
                       guint         i,
                       guint        *end)
{
  DipSegment segments[3];
  Aligned flat = { .structure = self, .n_columns = 3 };
  DipAlignedRow row = { .first = i };
  guint last = i;
  guint n = 0;
  gboolean says = FALSE;
  const char *behind;

  if (!has_cells (self, dip_structure_piece (self, i)) ||
      !cut_flat (dip_structure_piece (self, i)->line->text, segments) ||
      find_blank (segments[2].text, &behind) != NULL ||
      (guchar) *segments[1].text < 0x80 || (guchar) *segments[2].text < 0x80)
    return FALSE;
  for (guint k = i + 1; k < self->pieces->len && k < last + DIP_ALIGNED_MAX_STRAY; k++)
    {
      DipSegment cells[3];

      if (dip_structure_piece (self, k)->role != DIP_ROLE_TEXT)
        continue;
      if (!dip_aligned_is_text (self, k))
        break;
      if (is_flat_row (dip_structure_piece (self, k), cells))
        {
          last = k;
          n++;
          says = says || dip_text_has_sentence (cells[2].text);
        }
      /* the head stands right above its rows */
      else if (n == 0)
        break;
    }
  if (n < MIN_FLAT)
    return FALSE;

  for (guint k = 0; k < 3; k++)
    row.cells[k] = g_string_new_len (segments[k].text, (gssize) segments[k].length);
  for (guint k = i + 1; k < self->pieces->len; k++)
    {
      DipPiece *piece = dip_structure_piece (self, k);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (is_flat_row (piece, segments))
        {
          dip_aligned_finish_row (&flat, &row);
          row.first = k;
          for (guint c = 0; c < 3; c++)
            row.cells[c] = g_string_new_len (segments[c].text, (gssize) segments[c].length);
        }
      /* the last cell goes on, behind the last row only where its sentence has not ended */
      else if (dip_aligned_is_text (self, k) && row.first != i &&
               (k < last || (says && !dip_line_is_apart (piece->line) &&
                             !dip_text_ends_sentence (row.cells[2]->str))))
        {
          piece->role = DIP_ROLE_FURNITURE;
          if (dip_text_ends_sentence (row.cells[2]->str))
            g_string_append_printf (row.cells[2], "\n%s", piece->line->text);
          else
            dip_text_join (row.cells[2], piece->line->text);
        }
      else
        break;
      *end = k + 1;
    }
  dip_aligned_finish_row (&flat, &row);

  return TRUE;
}

/* Whether a line is no row of a table: a date tells of revisions, dots or a page of contents. */
static gboolean
is_of_list (const DipPiece   *piece,
            const DipSegment *segments,
            guint             n)
{
  const DipSegment *last = &segments[n - 1];
  const char *start, *end;
  g_autofree char *date = dip_date_find (piece->line->text, &start, &end);

  return date != NULL || strstr (piece->line->text, "....") != NULL || strstr (piece->line->text, "・・・・") != NULL ||
         (n <= 3 && strspn (last->text, "0123456789") == last->length);
}

/* Whether the first cell of a head is empty: the line below begins and ends its first cell before the head begins. */
static gboolean
has_corner (DipStructure     *self,
            guint             head,
            const DipSegment *heads,
            guint             n_heads)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n;

  if (head + 1 >= self->pieces->len || !dip_aligned_is_text (self, head + 1) || n_heads + 1 >= DIP_SHEET_MAX_COLUMNS)
    return FALSE;
  n = dip_aligned_cut_piece (dip_structure_piece (self, head + 1), TRUE, NULL, segments);

  return n == n_heads + 1 && segments[0].end < heads[0].start && segments[1].start + 4 >= heads[0].start;
}

/* The line behind the last that stands in the columns of @self, which begin with the line before the first one. */
static guint
find_plain_end (const Aligned *self,
                guint         *n_rows)
{
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  guint n_full = 0;
  guint i;

  *n_rows = 0;
  for (i = self->first; i < self->end; i++)
    {
      guint n = dip_aligned_cut_piece (dip_structure_piece (self->structure, i), self->wide, self, segments);
      gboolean begins = n > 0 && dip_aligned_column_at (self, segments[0].start) == 0;

      if (n == 0 || (begins && n < 2) || is_of_list (dip_structure_piece (self->structure, i), segments, n))
        break;
      for (guint k = 0; k < n; k++)
        {
          guint column = dip_aligned_column_at (self, segments[k].start);

          /* what crosses a boundary, or hardly begins a column, is text */
          if (column + 1 < self->n_columns && segments[k].end > self->boundaries[column + 1] + 1)
            return i;
        }
      *n_rows += begins;
      n_full += n == self->n_columns;
    }
  if (n_full * 2 < *n_rows)
    *n_rows = 0;

  return i;
}

/* A table of whatever, three columns or more: lines without space between them that leave the same columns empty. */
gboolean
dip_aligned_take_plain (DipStructure *self,
                        guint         i,
                        guint        *end)
{
  Aligned aligned = { .structure = self, .first = i + 1, .number = -1, .implemented = -1 };
  DipSegment segments[DIP_SHEET_MAX_COLUMNS];
  DipAlignedRow row = { .first = i };
  guint n = dip_aligned_cut_piece (dip_structure_piece (self, i), TRUE, NULL, segments);
  gboolean is_ruled = i + 1 < self->pieces->len && dip_structure_is_rule (self, i + 1);
  guint n_rows;

  if (self->markdown || n < 3 || is_of_list (dip_structure_piece (self, i), segments, n))
    return FALSE;
  aligned.has_corner = has_corner (self, i, segments, n);
  for (guint k = 0; k < n; k++)
    if (segments[k].length > MAX_PLAIN_HEAD)
      return FALSE;
  /* a rule below the head */
  aligned.first += is_ruled;
  for (aligned.end = aligned.first; aligned.end < self->pieces->len && dip_aligned_is_text (self, aligned.end) &&
                                  !dip_line_is_apart (dip_structure_piece (self, aligned.end)->line); )
    aligned.end++;
  if (aligned.end < aligned.first + MIN_PLAIN)
    return FALSE;

  dip_aligned_find_boundaries (&aligned, i, i, TRUE);
  if (aligned.n_letters > 0)
    dip_aligned_find_boundaries (&aligned, i, i, FALSE);
  if (aligned.n_letters > 0)
    return FALSE;
  aligned.end = find_plain_end (&aligned, &n_rows);
  if (n_rows < MIN_PLAIN)
    return FALSE;

  for (guint k = i; k < aligned.end; k++)
    {
      DipPiece *piece = dip_structure_piece (self, k);

      if (is_ruled && k == i + 1)
        {
          piece->role = DIP_ROLE_FURNITURE;
          continue;
        }
      n = dip_aligned_cut_piece (piece, aligned.wide, &aligned, segments);
      if (k > i && dip_aligned_column_at (&aligned, segments[0].start) == 0)
        {
          dip_aligned_finish_row (&aligned, &row);
          row.first = k;
        }
      else if (k > i)
        {
          piece->role = DIP_ROLE_FURNITURE;
        }
      dip_aligned_add_segments (&aligned, &row, segments, n);
    }
  dip_aligned_finish_row (&aligned, &row);
  *end = aligned.end;

  return TRUE;
}
