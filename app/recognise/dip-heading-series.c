/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/* Fewer (1), (2) that a format calls headings are points of a text. */
#define MIN_MARKED 4u

/*
 * Headings by the series that their numbers make: chapters, letters, the
 * codes of a paper and brackets. Each series is the heaviest chain of its
 * candidates, see dip-heading-chain.c; decimals, which may be two series at
 * once, are dip-heading-decimals.c.
 */

/* Fewer (a), (b) in bold are labels. */
#define MIN_BOLD 3u

/* More Roman numbers are chapters by themselves, or none. */
#define MAX_ROMAN 12u

/* 第1章 …: each rank ascends within the rank above it. */
void
dip_heading_choose_chapters (DipStructure *self)
{
  for (guint rank = 1; rank <= 6; rank++)
    {
      g_autoptr (GPtrArray) all = dip_heading_list_by_style (self, DIP_NUMBER_CHAPTER, DIP_NUMBER_CHAPTER, 1, 6);
      g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
      g_autoptr (GPtrArray) chain = g_ptr_array_new ();

      for (guint i = 0; i < all->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (all, i);

          if (heading->number.rank == rank && (heading->weight > 0 || rank == 6))
            g_ptr_array_add (candidates, heading);
        }

      dip_heading_chain (candidates, chain);
      if (chain->len >= 2)
        dip_heading_accept_all (chain);
      dip_heading_count_chapters (self);
    }
}

/* Whether the text from a heading on has blank lines: a cover has always some. */
static gboolean
has_gaps_behind (DipStructure     *self,
                 const DipHeading *heading)
{
  guint n = 0;

  for (guint i = heading->first + 1; i < self->pieces->len; i++)
    n += dip_structure_piece (self, i)->role == DIP_ROLE_TEXT && dip_structure_has_gap (self, i);

  return n > 3;
}

/* "I. Aims" right above "1. …", "II. Means" right above "1. …": whether each of @chain begins to count anew. */
static gboolean
hold_counts (DipStructure *self,
             GPtrArray    *chain)
{
  guint n = 0;

  for (guint i = 0; i + 1 < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipHeading *next = g_ptr_array_index (self->headings, i + 1);

      n += g_ptr_array_find (chain, heading, NULL) && next->number.style == DIP_NUMBER_DECIMAL &&
           next->number.n_parts == 1 && next->number.parts[0] == 1 &&
           next->first == dip_structure_next (self, heading->first + heading->n_pieces);
    }

  return n == chain->len;
}

/* "I." between "H." and "J." is a letter, as are V and X in their places. */
static void
read_romans_as_letters (DipStructure *self)
{
  const DipHeading *before = NULL;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipNumber *number = &heading->number;
      guint letter = number->ascii[0] - 'A' + 1;

      if (number->style == DIP_NUMBER_ROMAN && before != NULL && number->ascii[0] >= 'A' && number->ascii[1] == '\0' &&
          before->number.parts[0] + 1 == letter)
        {
          number->style = DIP_NUMBER_LETTER;
          number->parts[0] = letter;
        }
      if (number->style == DIP_NUMBER_LETTER)
        before = heading;
    }
}

/* I. II. III. and A. B. C. */
void
dip_heading_choose_letters (DipStructure   *self,
                            DipNumberStyle  style)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  guint n_bodies = 0;
  guint n_gaps = 0;

  if (style == DIP_NUMBER_LETTER)
    read_romans_as_letters (self);
  candidates = dip_heading_list_by_style (self, style, style, 1, 1);
  dip_heading_chain (candidates, chain);
  if (chain->len < 2 || ((DipHeading *) g_ptr_array_index (chain, 0))->number.parts[0] != 1)
    return;

  for (guint i = 0; i < chain->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (chain, i);

      /* "Ⅲ．改版の記録": the table of revisions below it is no text any more */
      n_bodies += dip_heading_has_body (self, heading, i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL) ||
                  (i > 0 && i + 1 == chain->len && dip_revisions_is_heading (self, heading->title));
      n_gaps += heading->gap_before;
    }

  /* a text without any blank line has no gaps before headings either */
  if ((style == DIP_NUMBER_ROMAN && chain->len <= MAX_ROMAN && hold_counts (self, chain)) ||
      (n_bodies * 10 >= chain->len * 8 &&
       (n_gaps * 10 >= chain->len * 8 ||
        (n_gaps <= 1 && chain->len >= 3 && !has_gaps_behind (self, g_ptr_array_index (chain, 0)) &&
         dip_heading_is_complete (chain)))))
    dip_heading_accept_all (chain);
}

/* B.1 below Appendix B */
static void
accept_below_annexes (DipStructure *self)
{
  gboolean begun['Z' - 'A' + 2] = { FALSE };

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      guint letter = heading->number.parts[0];

      if (letter >= G_N_ELEMENTS (begun))
        continue;
      if (heading->number.style == DIP_NUMBER_ANNEX)
        begun[letter] = begun[letter] || heading->accepted;
      else if (heading->number.style == DIP_NUMBER_LETTERED && begun[letter] && heading->weight > 0)
        heading->accepted = TRUE;
    }
}

/* A.1 A.2 B.1: where B and its like are counted, A is no standard's letter either. */
void
dip_heading_choose_lettered (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) others = dip_heading_list_by_style (self, DIP_NUMBER_LETTERED, DIP_NUMBER_LETTERED, 2, 6);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  guint n_bodies = 0;

  accept_below_annexes (self);
  if (others->len < 2)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipNumber *number = &heading->number;

      if (number->style != DIP_NUMBER_CONTROL || number->n_parts > 2 || !g_str_has_prefix (number->ascii, "A."))
        continue;
      for (guint j = number->n_parts; j > 0; j--)
        number->parts[j] = number->parts[j - 1];
      number->parts[0] = 1;
      number->n_parts++;
      number->style = DIP_NUMBER_LETTERED;
    }

  candidates = dip_heading_list_by_style (self, DIP_NUMBER_LETTERED, DIP_NUMBER_LETTERED, 2, 6);
  dip_heading_chain (candidates, chain);
  for (guint i = 0; i < chain->len; i++)
    n_bodies += dip_heading_has_body (self, g_ptr_array_index (chain, i),
                                      i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL);

  if (chain->len >= 3 && n_bodies * 10 >= chain->len * 6)
    dip_heading_accept_all (chain);
}

/* SEC-01, SEC-02, OPS-01: their order says little, so the lines themselves have to look like headings. */
void
dip_heading_choose_coded (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = dip_heading_list_by_style (self, DIP_NUMBER_CODED, DIP_NUMBER_CODED, 1, 6);
  guint n_bodies = 0;

  for (guint i = 0; i < candidates->len; i++)
    n_bodies += dip_heading_has_body (self, g_ptr_array_index (candidates, i),
                                      i + 1 < candidates->len ? g_ptr_array_index (candidates, i + 1) : NULL);
  if (n_bodies * 10 < candidates->len * 6)
    return;

  for (guint i = 0; i < candidates->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (candidates, i);

      heading->accepted = heading->weight > 0;
    }
}

/* Titles that stand right above such codes, again and again, hold them. */
void
dip_heading_choose_above_coded (DipStructure *self)
{
  for (guint pass = 0, n = 0; pass < 2; pass++)
    {
      for (guint i = 0; i + 1 < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);
          const DipHeading *next = g_ptr_array_index (self->headings, i + 1);

          if (heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
              !heading->gap_before || heading->first == 0 || !next->accepted ||
              next->number.style != DIP_NUMBER_CODED || dip_heading_has_body (self, heading, (DipHeading *) next) ||
              strlen (next->number.ascii) == 0)
            continue;
          if (pass == 0)
            n++;
          else if (n >= 2)
            heading->accepted = heading->groups = self->marks_hold = TRUE;
        }
    }
}

/* Whether the number of a heading stands in 【】 or [], where others stand in (). */
static gboolean
is_cornered (DipStructure     *self,
             const DipHeading *heading)
{
  gunichar c = dip_text_first (dip_structure_piece (self, heading->first)->text);

  return heading->number.style == DIP_NUMBER_PAREN &&
         (c == 0x3010 || c == 0x3014 || c == '[' || c == 0xff3b);
}

/* 【1】 above (1), (2): chapters. */
void
dip_heading_raise_cornered (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = dip_heading_list_by_style (self, DIP_NUMBER_PAREN, DIP_NUMBER_PAREN, 1, 1);
  g_autoptr (GPtrArray) plain = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 1, 1);
  guint n_round = 0;
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (candidates, i);

      /* the first bracket is a chapter's, and chapters ascend by one */
      if (!is_cornered (self, heading))
        n_round++;
      else if (heading->number.parts[0] != ++n || (n == 1 && n_round > 0))
        return;
    }
  if (n < 2 || n_round < 2 || plain->len > n)
    return;

  for (guint i = 0; i < candidates->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (candidates, i);

      if (is_cornered (self, heading))
        heading->number.style = DIP_NUMBER_DECIMAL;
    }
}

/* (1) and ① are headings only in a paper that has no others. */
void
dip_heading_choose_brackets (DipStructure   *self,
                             DipNumberStyle  style)
{
  g_autoptr (GPtrArray) candidates = dip_heading_list_by_style (self, style, style, 1, 1);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  guint n_bodies = 0;

  dip_heading_chain (candidates, chain);

  for (guint i = 0; i < chain->len; i++)
    n_bodies += dip_heading_has_body (self, g_ptr_array_index (chain, i),
                                      i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL);

  if (chain->len >= 3 && n_bodies * 10 >= chain->len * 8)
    dip_heading_accept_all (chain);
}

/* (1) with a printed control beside its title is a clause of the chapter that it stands in. */
void
dip_heading_choose_brackets_below (DipStructure   *self,
                                   DipNumberStyle  style)
{
  guint n = 0;
  guint n_controls = 0;
  const DipHeading *before = NULL;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style != style)
        continue;
      n++;
      n_controls += heading->has_controls;
    }
  if (n_controls < 3 || n_controls * 2 < n)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style == style)
        {
          /* one without a control between those that have them */
          heading->accepted = heading->has_controls ||
                              (before != NULL && heading->number.parts[0] == before->number.parts[0] + 1 &&
                               heading->weight >= 1.0 && dip_heading_has_body (self, heading, NULL));
          if (heading->accepted)
            before = heading;
        }
      else if (heading->accepted)
        {
          before = NULL;
        }
    }
}

/* (1), (2) that the format calls headings: counted anew in each chapter, or @are_chapters themselves. */
void
dip_heading_choose_marked_brackets (DipStructure   *self,
                                    DipNumberStyle  style,
                                    gboolean        are_chapters)
{
  guint expected = 1;
  guint n = 0;
  guint n_first = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style != style || heading->format_level == 0)
        continue;
      if (heading->number.parts[0] == 1)
        expected = 1;
      if (heading->number.parts[0] != expected)
        return;
      n_first += expected == 1;
      expected++;
      n++;
    }
  if (are_chapters ? n < 2 || n_first != 1 : n < MIN_MARKED || n_first < 2)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style == style && heading->format_level > 0)
        heading->accepted = TRUE;
    }
}

/* "**(a) Hosting.** We …": in bold, each with a text, they are clauses of the chapter. */
void
dip_heading_choose_bold_brackets (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      n += heading->number.style == DIP_NUMBER_PAREN && heading->run_in && heading->bold;
    }
  if (n < MIN_BOLD)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style == DIP_NUMBER_PAREN && heading->run_in && heading->bold)
        heading->accepted = TRUE;
    }
}
