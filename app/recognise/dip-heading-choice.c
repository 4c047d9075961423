/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Which candidates are headings?  Numbers of headings go up from the first
 * page to the last, numbers of lists begin again and again. So the headings
 * are the heaviest ascending chain of candidates: each brings its weight (how
 * much it looks like a heading), each step between two a bonus (the number
 * that had to come next) or a price (a gap in the numbers). This is the longest
 * increasing subsequence with weights, by dynamic programming over a window.
 * Under a chapter or part the numbers may begin again at 1.
 *
 * Chapters, letters, codes and brackets are dip-heading-series.c, decimals
 * dip-heading-decimals.c, lines without a number dip-heading-unnumbered.c and -tight.c.
 */

/* More headings than this are no paper but a list; nor are more lines that could be headings. */
#define MAX_HEADINGS 8000
#define MAX_CANDIDATES 50000

/* Fewer articles are others', quoted. */
#define MIN_ARTICLES 3u

/* No title of a part of an article is longer. */
#define MIN_PARAGRAPH_COLUMNS 45u

gboolean
dip_heading_is_forced (const DipHeading *heading)
{
  if (heading->in_contents)
    return TRUE;
  if (heading->number.style == DIP_NUMBER_PAREN || heading->number.style == DIP_NUMBER_CIRCLED)
    return FALSE;

  return (heading->format_level > 0 && heading->weight >= 3.0) ||
         (heading->has_controls && heading->gap_before && heading->weight >= 3.0);
}

GPtrArray *
dip_heading_list_by_style (DipStructure   *self,
                           DipNumberStyle  first,
                           DipNumberStyle  second,
                           guint           min_parts,
                           guint           max_parts)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if ((heading->number.style == first || heading->number.style == second) &&
          heading->number.n_parts >= min_parts && heading->number.n_parts <= max_parts)
        g_ptr_array_add (list, heading);
    }

  return list;
}

/* Index of the heading's first line of text after it, and whether there is one before the next candidate. */
gboolean
dip_heading_has_body (DipStructure *self,
                      DipHeading   *heading,
                      DipHeading   *next)
{
  guint i = dip_structure_next (self, heading->first + heading->n_pieces);

  if (heading->body != NULL)
    return TRUE;

  return i < self->pieces->len && dip_structure_piece (self, i)->role == DIP_ROLE_TEXT &&
         (next == NULL || i < next->first);
}

/* Lines right below each other with numbers of one depth are a list. */
static void
lighten_lists (DipStructure *self)
{
  DipHeading *before = NULL;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style == DIP_NUMBER_NONE)
        {
          if (heading->weight < 1.0)
            continue;
          before = NULL;
          continue;
        }

      if (before != NULL && before->number.style == heading->number.style &&
          before->number.rank == heading->number.rank &&
          before->number.n_parts == heading->number.n_parts && !dip_heading_has_body (self, before, heading))
        {
          before->weight -= 0.9;
          if (!heading->gap_before)
            heading->weight -= 0.6;
        }
      before = heading;
    }
}

void
dip_heading_count_chapters (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      heading->chapter = n;
      if (heading->accepted && heading->number.style != DIP_NUMBER_DECIMAL &&
          heading->number.style != DIP_NUMBER_CONTROL && heading->number.style != DIP_NUMBER_LETTERED)
        n++;
    }
}

void
dip_heading_accept_all (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    ((DipHeading *) g_ptr_array_index (chain, i))->accepted = TRUE;
}

/* Whether no number is missing and no title is a sentence. */
gboolean
dip_heading_is_complete (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (chain, i);

      if (heading->number.parts[0] != i + 1 || dip_text_ends_sentence (heading->title))
        return FALSE;
    }

  return TRUE;
}

guint
dip_heading_count_accepted (DipStructure *self,
                            gboolean      numbered)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      n += heading->accepted && (heading->number.style != DIP_NUMBER_NONE) == numbered;
    }

  return n;
}

/* Whether the contents list names chapters and nothing below them: it says nothing of what they hold. */
static gboolean
only_chapters (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (!heading->accepted || heading->number.style == DIP_NUMBER_NONE)
        continue;
      if (heading->number.n_parts > 1 ||
          (heading->number.style != DIP_NUMBER_CHAPTER && heading->number.style != DIP_NUMBER_DECIMAL))
        return FALSE;
      n++;
    }

  return n >= 3;
}

static void
refuse (DipStructure *self,
        guint         n)
{
  g_ptr_array_add (self->draft->document->warnings,
                   g_strdup_printf ("%u lines look like headings, more than a paper has: the text was "
                                    "not divided into clauses.", n));
  g_ptr_array_set_size (self->headings, 0);
}

/* "2　The customer …" below an article is its second paragraph: where articles are counted, plain numbers are not
 * chapters; nor are numbers with a point before what is a sentence, or as long as one that goes on. */
static void
drop_paragraphs (DipStructure *self)
{
  gboolean below = FALSE;
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      n += heading->accepted && heading->number.style == DIP_NUMBER_CHAPTER &&
           heading->number.rank == DIP_HEADING_ARTICLE_RANK;
    }
  if (n < MIN_ARTICLES)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted)
        below = heading->number.style == DIP_NUMBER_CHAPTER && heading->number.rank == DIP_HEADING_ARTICLE_RANK;
      else if (below && heading->number.style == DIP_NUMBER_DECIMAL && heading->number.n_parts == 1 &&
               !heading->in_contents && heading->format_level == 0 &&
               (!heading->number.closed || dip_text_ends_sentence (heading->title) ||
                dip_text_width (heading->title) >= MIN_PARAGRAPH_COLUMNS))
        heading->weight -= 4.0;
    }
}

/**
 * dip_structure_choose_headings:
 * @self: a structure with its candidates
 *
 * Decides which candidates are headings, and forgets the others.
 */
void
dip_structure_choose_headings (DipStructure *self)
{
  guint n_marked = 0;
  gboolean marked;
  guint n;

  if (self->headings->len > MAX_CANDIDATES)
    {
      refuse (self, self->headings->len);
      return;
    }

  for (guint i = 0; i < self->headings->len; i++)
    n_marked += ((DipHeading *) g_ptr_array_index (self->headings, i))->format_level > 0;
  marked = n_marked >= 3;

  lighten_lists (self);
  if (!marked && self->contents->len == 0)
    {
      dip_heading_drop_items (self);
      dip_heading_choose_marks_first (self);
    }
  dip_heading_choose_chapters (self);
  dip_heading_choose_letters (self, DIP_NUMBER_ROMAN);
  dip_heading_count_chapters (self);
  dip_heading_choose_letters (self, DIP_NUMBER_LETTER);
  {
    g_autoptr (GPtrArray) annexes = dip_heading_list_by_style (self, DIP_NUMBER_ANNEX, DIP_NUMBER_ANNEX, 1, 1);

    for (guint i = 0; i < annexes->len; i++)
      {
        DipHeading *heading = g_ptr_array_index (annexes, i);

        heading->accepted = heading->weight > 1.0 && heading->gap_before;
      }
  }
  dip_heading_count_chapters (self);
  dip_heading_choose_lettered (self);
  if (self->coded)
    dip_heading_choose_coded (self);
  drop_paragraphs (self);
  dip_heading_tell_controls (self);
  dip_heading_raise_cornered (self);
  dip_heading_choose_decimals (self, marked);

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style != DIP_NUMBER_NONE && dip_heading_is_forced (heading))
        heading->accepted = TRUE;
    }

  if (dip_heading_count_accepted (self, TRUE) < 2 && !marked)
    {
      dip_heading_choose_brackets (self, DIP_NUMBER_PAREN);
      if (dip_heading_count_accepted (self, TRUE) < 2)
        dip_heading_choose_brackets (self, DIP_NUMBER_CIRCLED);
    }

  else if (dip_heading_count_accepted (self, TRUE) >= 2)
    {
      dip_heading_choose_brackets_below (self, DIP_NUMBER_PAREN);
      dip_heading_choose_brackets_below (self, DIP_NUMBER_CIRCLED);
      dip_heading_choose_bold_brackets (self);
      if (marked)
        dip_heading_choose_marked_brackets (self, DIP_NUMBER_PAREN, FALSE);
    }
  /* "## (1) Access": where nothing else has a number */
  else
    {
      dip_heading_choose_marked_brackets (self, DIP_NUMBER_PAREN, TRUE);
    }

  dip_heading_choose_unnumbered (self, marked);
  if (self->coded && !marked && self->contents->len == 0)
    dip_heading_choose_above_coded (self);
  if (!marked && (self->contents->len == 0 || only_chapters (self)))
    dip_heading_choose_below (self);
  dip_heading_choose_marked_controls (self, TRUE);
  if (dip_heading_count_accepted (self, TRUE) > 0)
    dip_heading_choose_marked_controls (self, FALSE);
  dip_heading_level_marks (self);
  dip_heading_level_contents (self);
  if (!marked && self->contents->len == 0 && dip_heading_count_accepted (self, TRUE) == 0)
    {
      dip_heading_choose_groups (self);
      dip_heading_choose_questions (self);
    }
  if (!marked && self->contents->len == 0 && dip_heading_count_accepted (self, TRUE) == 0 &&
      dip_heading_only_front (self))
    dip_heading_choose_tight (self);
  if (!marked && self->contents->len == 0)
    dip_heading_choose_pairs (self);
  if (!marked && self->contents->len == 0 &&
      dip_heading_count_accepted (self, TRUE) + dip_heading_count_accepted (self, FALSE) == 0)
    {
      dip_heading_choose_weak (self);
      dip_heading_choose_groups_of_discs (self);
    }

  if (!marked && self->contents->len == 0 && dip_heading_count_accepted (self, TRUE) == 0)
    dip_heading_choose_slides (self);

  dip_heading_choose_run_ins (self);

  n = dip_heading_count_accepted (self, TRUE) + dip_heading_count_accepted (self, FALSE);
  if (n > MAX_HEADINGS)
    {
      refuse (self, n);
      return;
    }

  {
    guint kept = 0;

    for (guint i = 0; i < self->headings->len; i++)
      {
        DipHeading *heading = g_ptr_array_index (self->headings, i);

        dip_debug (DIP_DEBUG_RECOGNISE, "line %u: %s %.1f%s%s: %s",
                   dip_structure_piece (self, heading->first)->line->number,
                   heading->accepted ? "heading" : "no heading", heading->weight,
                   heading->in_contents ? ", in contents list" : "",
                   heading->has_controls ? ", has controls" : "", heading->heading);
        if (!heading->accepted)
          continue;

        /* Swapped, so that the array still frees each of them once. */
        g_ptr_array_index (self->headings, i) = g_ptr_array_index (self->headings, kept);
        g_ptr_array_index (self->headings, kept++) = heading;
      }
    g_ptr_array_set_size (self->headings, (int) kept);
  }
}
