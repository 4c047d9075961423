/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"

/*
 * Lists whose bullets were lost when a page was copied:
 *
 *   title                    a line of its own, with space around it
 *
 *   item                     short lines without space between them, none of them a sentence
 *   item
 *
 * Where titles stand apart from their text, the first item of such a list is none of them. Linear.
 */

/* Columns of an item. */
#define MAX_ITEM 90u

/* Fewer titles apart from their sentences, or fewer lists, show no habit. */
#define MIN_TITLES 3u
#define MIN_LISTS  2u

typedef enum
{
  BLOCK_OTHER,  /* has a sentence, a number, or is no text */
  BLOCK_LINE,   /* one short line */
  BLOCK_LIST,   /* several */
  BLOCK_TITLED  /* a short line right above a sentence */
} BlockKind;

/* Whether piece @i could be an item or a title. */
static gboolean
is_short (DipStructure *self,
          guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         piece->width <= MAX_ITEM && !dip_text_ends_sentence (piece->text) &&
         !dip_structure_has_sentence (self, piece);
}

/* What the pieces from @first on are, up to the next gap; @end behind them. */
static BlockKind
read_block (DipStructure *self,
            guint         first,
            guint        *end)
{
  guint n_short = 0;

  for (*end = first; *end < self->pieces->len && (*end == first || !dip_structure_has_gap (self, *end)); (*end)++)
    n_short += is_short (self, *end) && n_short == *end - first;

  if (n_short == *end - first)
    return n_short == 1 ? BLOCK_LINE : BLOCK_LIST;

  return n_short == 1 ? BLOCK_TITLED : BLOCK_OTHER;
}

/* Whether a candidate may be an item: one that has nothing but its place. */
static gboolean
may_be_item (const DipHeading *heading)
{
  return heading->number.style == DIP_NUMBER_NONE && heading->weight <= 0.5 && !heading->in_contents &&
         heading->format_level == 0 && !heading->run_in;
}

/**
 * dip_heading_drop_items:
 * @self: a structure with its candidates, without a contents list and titles of the format
 *
 * Forgets candidates that are items of lists without bullets.
 */
void
dip_heading_drop_items (DipStructure *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint));
  BlockKind before = BLOCK_OTHER;
  guint n_lists = 0, n_below = 0, n_titled = 0, n_apart = 0;
  guint kept = 0;
  guint h = 0;
  guint end;

  for (guint i = 0; i < self->pieces->len; i = end)
    {
      BlockKind kind = read_block (self, i, &end);

      while (h < self->headings->len && ((DipHeading *) g_ptr_array_index (self->headings, h))->first < i)
        h++;
      for (guint k = h; k < self->headings->len && kind == BLOCK_LIST; k++)
        {
          const DipHeading *heading = g_ptr_array_index (self->headings, k);

          if (heading->first >= end)
            break;
          if (!may_be_item (heading))
            kind = BLOCK_OTHER;
        }
      n_titled += kind == BLOCK_TITLED;
      n_apart += kind == BLOCK_OTHER && before == BLOCK_LINE;
      n_lists += kind == BLOCK_LIST;
      if (kind == BLOCK_LIST && before == BLOCK_LINE)
        {
          n_below++;
          for (guint k = i; k < end; k++)
            g_array_append_val (items, k);
        }
      before = kind;
    }
  if (n_below == 0 || n_below * 10 < n_lists * 8 || n_titled > n_apart / MIN_TITLES ||
      (n_apart < MIN_TITLES && n_below < MIN_LISTS))
    return;

  for (guint i = 0; i < items->len; i++)
    dip_structure_piece (self, g_array_index (items, guint, i))->is_item = TRUE;
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (dip_structure_piece (self, heading->first)->is_item)
        continue;
      /* Swapped, so that the array still frees each of them once. */
      g_ptr_array_index (self->headings, i) = g_ptr_array_index (self->headings, kept);
      g_ptr_array_index (self->headings, kept++) = heading;
    }
  g_ptr_array_set_size (self->headings, (int) kept);
}
