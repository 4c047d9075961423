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
 *
 * Papers that answer a standard often have two series at once, chapters
 * (1, 2) and the standard's own numbers under them (4.1, 5.1.1 … 18.2.1): then
 * two chains explain more than one does. Under a chapter or part the numbers
 * may begin again at 1.
 */

/* More headings than this are no paper but a list; nor are more lines that could be headings. */
#define MAX_HEADINGS 8000
#define MAX_CANDIDATES 50000

/* Fewer short lines among sentences are labels. */
#define MIN_TIGHT 2u

/* Fewer questions are rhetoric. */
#define MIN_QUESTIONS 4u

/* Fewer (a), (b) in bold are labels. */
#define MIN_BOLD 3u

/* Fewer bare numbers with the titles of a catalogue's controls are chance, and so are shorter titles. */
#define MIN_CONTROLS 3u
#define MIN_CONTROL_TITLE 9u

static gboolean
is_forced (const DipHeading *heading)
{
  if (heading->in_contents)
    return TRUE;
  if (heading->number.style == DIP_NUMBER_PAREN || heading->number.style == DIP_NUMBER_CIRCLED)
    return FALSE;

  return (heading->format_level > 0 && heading->weight >= 3.0) ||
         (heading->has_controls && heading->gap_before && heading->weight >= 3.0);
}

static GPtrArray *
list_by_style (DipStructure   *self,
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
static gboolean
has_body (DipStructure *self,
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
          before->number.n_parts == heading->number.n_parts && !has_body (self, before, heading))
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

static void
accept_all (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    ((DipHeading *) g_ptr_array_index (chain, i))->accepted = TRUE;
}

/* 第1章 …: each rank ascends within the rank above it. */
static void
choose_chapters (DipStructure *self)
{
  for (guint rank = 1; rank <= 6; rank++)
    {
      g_autoptr (GPtrArray) all = list_by_style (self, DIP_NUMBER_CHAPTER, DIP_NUMBER_CHAPTER, 1, 6);
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
        accept_all (chain);
      dip_heading_count_chapters (self);
    }
}

static gboolean
has_gaps (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    n += dip_structure_piece (self, i)->role == DIP_ROLE_TEXT && dip_structure_has_gap (self, i);

  return n > 3;
}

/* Whether no number is missing and no title is a sentence. */
static gboolean
is_complete (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (chain, i);

      if (heading->number.parts[0] != i + 1 || dip_text_ends_sentence (heading->title))
        return FALSE;
    }

  return TRUE;
}

/* I. II. III. and A. B. C. */
static void
choose_letters (DipStructure   *self,
                DipNumberStyle  style)
{
  g_autoptr (GPtrArray) candidates = list_by_style (self, style, style, 1, 1);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  guint n_bodies = 0;
  guint n_gaps = 0;

  dip_heading_chain (candidates, chain);
  if (chain->len < 2 || ((DipHeading *) g_ptr_array_index (chain, 0))->number.parts[0] != 1)
    return;

  for (guint i = 0; i < chain->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (chain, i);

      n_bodies += has_body (self, heading, i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL);
      n_gaps += heading->gap_before;
    }

  /* a text without any blank line has no gaps before headings either */
  if (n_bodies * 10 >= chain->len * 8 &&
      (n_gaps * 10 >= chain->len * 8 || (n_gaps <= 1 && chain->len >= 3 && !has_gaps (self) && is_complete (chain))))
    accept_all (chain);
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
static void
choose_lettered (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) others = list_by_style (self, DIP_NUMBER_LETTERED, DIP_NUMBER_LETTERED, 2, 6);
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

  candidates = list_by_style (self, DIP_NUMBER_LETTERED, DIP_NUMBER_LETTERED, 2, 6);
  dip_heading_chain (candidates, chain);
  for (guint i = 0; i < chain->len; i++)
    n_bodies += has_body (self, g_ptr_array_index (chain, i),
                          i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL);

  if (chain->len >= 3 && n_bodies * 10 >= chain->len * 6)
    accept_all (chain);
}

/* SEC-01, SEC-02, OPS-01: their order says little, so the lines themselves have to look like headings. */
static void
choose_coded (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = list_by_style (self, DIP_NUMBER_CODED, DIP_NUMBER_CODED, 1, 6);
  guint n_bodies = 0;

  for (guint i = 0; i < candidates->len; i++)
    n_bodies += has_body (self, g_ptr_array_index (candidates, i),
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
static void
choose_above_coded (DipStructure *self)
{
  for (guint pass = 0, n = 0; pass < 2; pass++)
    {
      for (guint i = 0; i + 1 < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);
          const DipHeading *next = g_ptr_array_index (self->headings, i + 1);

          if (heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
              !heading->gap_before || heading->first == 0 || !next->accepted ||
              next->number.style != DIP_NUMBER_CODED || has_body (self, heading, (DipHeading *) next) ||
              strlen (next->number.ascii) == 0)
            continue;
          if (pass == 0)
            n++;
          else if (n >= 2)
            heading->accepted = heading->groups = self->marks_hold = TRUE;
        }
    }
}

/* Whether the members of @outer each have one of @inner below them. */
static gboolean
groups (GPtrArray *outer,
        GPtrArray *inner)
{
  guint n = 0;
  guint j = 0;

  for (guint i = 0; i < outer->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (outer, i);
      guint end = i + 1 < outer->len ? ((DipHeading *) g_ptr_array_index (outer, i + 1))->first : G_MAXUINT;

      while (j < inner->len && ((DipHeading *) g_ptr_array_index (inner, j))->first < heading->first)
        j++;
      n += j < inner->len && ((DipHeading *) g_ptr_array_index (inner, j))->first < end;
    }

  return outer->len > 0 && n * 10 >= outer->len * 6;
}

static gboolean
is_successor (const DipNumber *a,
              const DipNumber *b)
{
  guint k = b->n_parts - 1;

  if (b->n_parts > a->n_parts)
    return b->n_parts == a->n_parts + 1 && dip_number_contains (a, b) && b->parts[k] <= 1;

  for (guint i = 0; i < k; i++)
    {
      if (a->parts[i] != b->parts[i])
        return FALSE;
    }

  return b->parts[k] == a->parts[k] + 1;
}

/* In a text whose format marks headings, a line that it does not mark must fill a hole exactly. */
static void
drop_unmarked (DipStructure *self,
               GPtrArray    *chain)
{
  for (guint i = chain->len; i-- > 0; )
    {
      DipHeading *heading = g_ptr_array_index (chain, i);
      DipHeading *before = i > 0 ? g_ptr_array_index (chain, i - 1) : NULL;
      DipHeading *after = i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL;

      if (heading->format_level > 0 || is_forced (heading))
        continue;
      /* "2.1 Staff. We …" below a chapter that is marked */
      if ((heading->run_in || dip_structure_piece (self, heading->first)->line->bold) &&
          heading->number.n_parts >= 2 && heading->weight >= 1.0)
        continue;

      if (heading->weight >= 1.0 && before != NULL && after != NULL &&
          before->format_level > 0 && after->format_level > 0 &&
          is_successor (&before->number, &heading->number) && is_successor (&heading->number, &after->number))
        continue;

      g_ptr_array_remove_index (chain, i);
    }
}

/* Where headings stand apart from the text, a line that does not, and looks like a list's, is none. */
static void
drop_tight (GPtrArray *chain)
{
  guint n_gaps = 0;

  for (guint i = 0; i < chain->len; i++)
    n_gaps += ((DipHeading *) g_ptr_array_index (chain, i))->gap_before;

  if (n_gaps * 10 < chain->len * 7)
    return;

  for (guint i = chain->len; i-- > 0; )
    {
      DipHeading *heading = g_ptr_array_index (chain, i);

      if (!heading->gap_before && heading->weight < 0.7 && !is_forced (heading))
        g_ptr_array_remove_index (chain, i);
    }
}

/* Steps of a procedure, "1. Triage. The team …", in a paper whose headings are something else: other titles or much
 * text stand behind the first or last of them. */
static gboolean
is_procedure (DipStructure *self,
              GPtrArray    *chain)
{
  const DipHeading *first, *last;
  guint n_titles = 0, n_paragraphs = 0;

  if (chain->len == 0)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (chain, i);

      if (!heading->run_in || heading->in_contents || heading->number.n_parts > 1)
        return FALSE;
    }

  first = g_ptr_array_index (chain, 0);
  last = g_ptr_array_index (chain, chain->len - 1);
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipHeading *next = i + 1 < self->headings->len ? g_ptr_array_index (self->headings, i + 1) : NULL;

      n_titles += heading->number.style == DIP_NUMBER_NONE && !heading->run_in && heading->weak == 0 &&
                  heading->gap_before && heading->first > first->first && has_body (self, heading, next);
    }
  for (guint i = last->first + 1; i < self->pieces->len; i++)
    n_paragraphs += dip_structure_piece (self, i)->role == DIP_ROLE_TEXT && !dip_structure_continues (self, i);

  return n_titles >= 2 || n_paragraphs > MAX (4u, 2 * chain->len);
}

/* A series without text between its members is a list, whatever it looks like. */
static gboolean
is_list (DipStructure *self,
         GPtrArray    *chain)
{
  guint n_bodies = 0;
  guint n_forced = 0;

  if (is_procedure (self, chain))
    return TRUE;

  for (guint i = 0; i < chain->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (chain, i);
      DipHeading *next = i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL;

      n_forced += is_forced (heading);
      n_bodies += has_body (self, heading, next) ||
                  (next != NULL && dip_number_contains (&heading->number, &next->number));
    }

  return n_forced == 0 && n_bodies * 2 < chain->len;
}

/* Whether "5.1 Policies for information security" is what a catalogue prints. */
static gboolean
is_of_catalogue (const DipHeading *heading)
{
  static const char *const frameworks[] = { "iso27002-2022", "iso27017-2015" };
  g_autofree char *id = g_strconcat ("A.", heading->number.ascii, NULL);
  g_autofree char *key = dip_text_key (heading->title);

  for (guint i = 0; i < G_N_ELEMENTS (frameworks); i++)
    {
      const DipFrameworkControl *control = dip_frameworks_find_control (dip_frameworks_get_default (),
                                                                        frameworks[i], id);
      const char *const titles[] = {
        control != NULL ? control->title_ja : NULL,
        control != NULL ? control->title : NULL,
      };

      for (guint k = 0; k < G_N_ELEMENTS (titles); k++)
        {
          g_autofree char *title = titles[k] != NULL ? dip_text_key (titles[k]) : NULL;

          if (title != NULL && strlen (key) >= MIN_CONTROL_TITLE &&
              (strstr (title, key) != NULL || strstr (key, title) != NULL))
            return TRUE;
        }
    }

  return FALSE;
}

/* Bare numbers of controls among the paper's own: 2.1, 5.1, 5.2, 2.2, 8.5. They count as those with a letter do. */
static void
tell_controls (DipStructure *self)
{
  g_autoptr (GPtrArray) all = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 2, 3);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  guint n_down = 0;

  for (guint i = 0; i < all->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (all, i);

      if (is_of_catalogue (heading))
        g_ptr_array_add (found, heading);
      else if (found->len > 0)
        n_down += dip_number_compare (&heading->number,
                                      &((DipHeading *) g_ptr_array_index (found, found->len - 1))->number) < 0;
    }
  if (found->len < MIN_CONTROLS || n_down == 0)
    return;

  for (guint i = 0; i < found->len; i++)
    ((DipHeading *) g_ptr_array_index (found, i))->number.style = DIP_NUMBER_CONTROL;

  /* one that the paper calls otherwise, behind one of its chapter */
  for (guint i = 1; i < all->len; i++)
    {
      const DipNumber *before = &((DipHeading *) g_ptr_array_index (all, i - 1))->number;
      DipNumber *number = &((DipHeading *) g_ptr_array_index (all, i))->number;

      if (before->style == DIP_NUMBER_CONTROL && number->n_parts == before->n_parts &&
          number->parts[0] == before->parts[0] && dip_number_compare (before, number) < 0)
        number->style = DIP_NUMBER_CONTROL;
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
static void
raise_cornered (DipStructure *self)
{
  g_autoptr (GPtrArray) candidates = list_by_style (self, DIP_NUMBER_PAREN, DIP_NUMBER_PAREN, 1, 1);
  g_autoptr (GPtrArray) plain = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 1, 1);
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

static void
choose_decimals (DipStructure *self,
                 gboolean      marked)
{
  g_autoptr (GPtrArray) all = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 1, 6);
  g_autoptr (GPtrArray) outer = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 1, 1);
  g_autoptr (GPtrArray) inner = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 2, 6);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) two = g_ptr_array_new ();
  g_autoptr (GPtrArray) three = g_ptr_array_new ();
  g_autoptr (GPtrArray) plain = list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 1, 6);
  g_autoptr (GPtrArray) controls = list_by_style (self, DIP_NUMBER_CONTROL, DIP_NUMBER_CONTROL, 1, 6);
  g_autoptr (GPtrArray) four = g_ptr_array_new ();
  g_autoptr (GPtrArray) five = g_ptr_array_new ();
  double together, apart, by_style;

  together = dip_heading_chain (all, one);
  apart = dip_heading_chain (outer, two) + dip_heading_chain (inner, three);

  by_style = plain->len >= 2 && controls->len >= 3 ? dip_heading_chain (plain, four) +
                                                     dip_heading_chain (controls, five) : 0;

  dip_debug (DIP_DEBUG_RECOGNISE, "one series: %.1f (%u of %u), two: %.1f (%u + %u), by style: %.1f (%u + %u)",
             together, one->len, all->len, apart, two->len, three->len, by_style, four->len, five->len);

  /* Chapters go on behind A.5.1 … A.18.2: "4. Contact". */
  if (by_style > MAX (apart, together) + 1.0 ||
      (by_style > together + 1.0 && by_style >= apart && !groups (two, three)))
    {
      self->styles_apart = TRUE;
      if (marked)
        {
          drop_unmarked (self, four);
          drop_unmarked (self, five);
        }
      drop_tight (four);
      drop_tight (five);
      accept_all (four);
      accept_all (five);
    }
  else if (apart > together + 1.0 && groups (two, three))
    {
      self->two_series = TRUE;
      if (marked)
        {
          drop_unmarked (self, two);
          drop_unmarked (self, three);
        }
      drop_tight (two);
      drop_tight (three);
      accept_all (two);
      accept_all (three);
    }
  else if (!is_list (self, one))
    {
      if (marked)
        drop_unmarked (self, one);
      drop_tight (one);
      accept_all (one);
    }

  for (guint i = 0; i < all->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (all, i);

      if (is_forced (heading))
        heading->accepted = TRUE;

      /* A framework's own number is hardly ever anything but a heading. */
      if (!marked && heading->number.style == DIP_NUMBER_CONTROL && heading->number.n_parts >= 3 &&
          heading->gap_before && heading->weight >= 1.2)
        heading->accepted = TRUE;
    }
}

/* (1) and ① are headings only in a paper that has no others. */
static void
choose_brackets (DipStructure   *self,
                 DipNumberStyle  style)
{
  g_autoptr (GPtrArray) candidates = list_by_style (self, style, style, 1, 1);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  guint n_bodies = 0;

  dip_heading_chain (candidates, chain);

  for (guint i = 0; i < chain->len; i++)
    n_bodies += has_body (self, g_ptr_array_index (chain, i),
                          i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL);

  if (chain->len >= 3 && n_bodies * 10 >= chain->len * 8)
    accept_all (chain);
}

/* (1) with a printed control beside its title is a clause of the chapter that it stands in. */
static void
choose_brackets_below (DipStructure   *self,
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
                               heading->weight >= 1.0 && has_body (self, heading, NULL));
          if (heading->accepted)
            before = heading;
        }
      else if (heading->accepted)
        {
          before = NULL;
        }
    }
}

/* "**(a) Hosting.** We …": in bold, each with a text, they are clauses of the chapter. */
static void
choose_bold_brackets (DipStructure *self)
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

static guint
count_accepted (DipStructure *self,
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

/* The lowest level of the format that the contents list names; 0 for none. */
static guint
depth_of_contents (DipStructure *self)
{
  guint depth = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->in_contents)
        depth = MAX (depth, heading->format_level);
    }

  return depth;
}

/* The lines that a format calls headings, but for those that hold no clause; @depth is that of the contents list. */
static gboolean
is_clause_by_format (DipStructure *self,
                     DipHeading   *heading,
                     gboolean      below_numbered,
                     guint         depth)
{
  if (heading->format_level == 0)
    return FALSE;
  if (dip_revisions_is_heading (self, heading->title) ||
      dip_structure_has_word (self, "contents-headings", heading->title) ||
      dip_structure_has_word (self, "note-words", heading->title))
    return FALSE;

  /* A contents list that goes as deep as this would name it. */
  return !(below_numbered && self->contents->len > 0 && heading->format_level <= depth);
}

/* For each candidate the next one that may be a heading itself: a short line right below another one is text. */
static DipHeading **
find_rivals (DipStructure *self)
{
  guint n = self->headings->len;
  DipHeading **rivals = g_new (DipHeading *, n + 1);
  DipHeading *rival = NULL;

  for (guint i = n; i-- > 0; )
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      rivals[i] = rival;
      if (heading->run_in && heading->number.style == DIP_NUMBER_NONE && !heading->in_contents)
        continue;
      if (heading->gap_before || heading->weight >= 1.0)
        rival = heading;
    }

  return rivals;
}

/* dip_heading_marks_a_list(), asked once for each mark. */
static gboolean
marks_a_list (DipStructure     *self,
              const DipHeading *heading,
              GHashTable       *known)
{
  gpointer mark = GUINT_TO_POINTER (dip_heading_mark_of (self, heading));
  gpointer answer;

  if (!g_hash_table_lookup_extended (known, mark, NULL, &answer))
    {
      answer = GINT_TO_POINTER (dip_heading_marks_a_list (self, GPOINTER_TO_UINT (mark)));
      g_hash_table_insert (known, mark, answer);
    }

  return GPOINTER_TO_INT (answer);
}

/* The first unnumbered line that is a title by its words and stands right above its text; G_MAXUINT for none. */
static guint
find_front (DipStructure *self)
{
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      guint below = dip_structure_next (self, heading->first + heading->n_pieces);

      if (heading->number.style == DIP_NUMBER_NONE && heading->weight >= 2.0 && heading->gap_before &&
          dip_structure_has_word (self, "front-headings", heading->title) && below < self->pieces->len &&
          !dip_structure_has_gap (self, below))
        return heading->first;
    }

  return G_MAXUINT;
}

/* Whether a line with a gap before it stands right above a sentence. */
static gboolean
is_tight_title (DipStructure *self,
                DipHeading   *heading,
                DipHeading   *next)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  const DipPiece *piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;

  return heading->gap_before && heading->weak == 0 && piece != NULL && has_body (self, heading, next) &&
         !dip_structure_has_gap (self, below) && piece->line->kind == DIP_LINE_TEXT && !piece->is_row &&
         (dip_text_ends_sentence (piece->text) || dip_text_has_sentence (piece->text));
}

static void
choose_unnumbered (DipStructure *self,
                   gboolean      marked)
{
  g_autoptr (GHashTable) lists = g_hash_table_new (NULL, NULL);
  g_autofree DipHeading **rivals = find_rivals (self);
  guint n_numbered = count_accepted (self, TRUE);
  guint first_numbered = G_MAXUINT;
  guint last_numbered = 0;
  guint n_marks = 0;
  guint numbered_level = 0;
  guint n_front = 0;
  guint front = find_front (self);
  guint depth = depth_of_contents (self);

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style != DIP_NUMBER_NONE)
        {
          first_numbered = MIN (first_numbered, heading->first);
          last_numbered = heading->first;
        }
      n_marks += heading->number.style == DIP_NUMBER_NONE && heading->weight == 1.0;
    }

  /* ＜Purpose＞, ＜Plans＞ before the first number: two of them or more are titles */
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      n_front += heading->number.style == DIP_NUMBER_NONE && heading->weight == 1.0 && heading->gap_before &&
                 heading->first < first_numbered;
    }

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipHeading *next = rivals[i];

      if (heading->number.style != DIP_NUMBER_NONE)
        {
          if (heading->accepted)
            numbered_level = heading->format_level;
          continue;
        }

      if (heading->in_contents)
        {
          heading->accepted = !dip_revisions_is_heading (self, heading->title);
          if (heading->accepted)
            numbered_level = 0;
          continue;
        }

      if (heading->run_in)
        continue;

      if (marked)
        {
          heading->accepted = is_clause_by_format (self, heading,
                                                   numbered_level > 0 && heading->format_level > numbered_level,
                                                   depth);
          if (heading->accepted && heading->format_level <= numbered_level)
            numbered_level = 0;
          continue;
        }

      if (self->contents->len > 0 && heading->first < self->contents_end)
        continue;

      if (n_numbered >= 2)
        {
          if (heading->accepted)
            continue;
          /* Between numbered headings a short line is a label of its clause. */
          if (heading->weight == 1.0 && heading->gap_before && self->contents->len == 0 &&
              heading->first < first_numbered)
            heading->accepted = n_front >= 2 && has_body (self, heading, next) && heading->first > 0;
          /* "Forms of the service" below "Purpose", which is a title by its words: nothing but a gap sets them apart */
          else if (heading->weight == 0.5 && heading->first > front && heading->first < first_numbered &&
                   self->contents->len == 0)
            heading->accepted = is_tight_title (self, heading, next);
          else if (heading->weight == 1.0 && heading->gap_before && self->contents->len == 0 &&
                   heading->first > last_numbered)
            heading->accepted = dip_structure_has_word (self, "back-headings", heading->title);
          else if (heading->weight >= 2.0 && heading->gap_before && self->contents->len == 0)
            heading->accepted = (heading->first < first_numbered &&
                                 dip_structure_has_word (self, "front-headings", heading->title)) ||
                                (heading->first > last_numbered &&
                                 (dip_structure_has_word (self, "back-headings", heading->title) ||
                                  dip_heading_names_annex (self, heading->title)));
          continue;
        }

      if (self->contents->len > 0)
        continue;

      /* Nothing is numbered: marks if the paper has them, else lines that stand alone above text. */
      if (heading->weight >= 2.0)
        heading->accepted = heading->gap_before;
      else if (n_marks >= 2)
        heading->accepted = heading->weight == 1.0 && has_body (self, heading, NULL) &&
                            !marks_a_list (self, heading, lists);
      else
        heading->accepted = heading->weight >= 0.5 && heading->gap_before && has_body (self, heading, next) &&
                            heading->first > 0;
    }
}

/* A short line between the end of a text and the title of the next one holds what follows: "People" above
 * "Screening". */
static void
choose_groups (DipStructure *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i + 1 < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipHeading *next = g_ptr_array_index (self->headings, i + 1);
      const DipPiece *above;
      guint before = heading->first;

      if (heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
          heading->weight < 0.5 || !heading->gap_before || !g_unichar_isupper (dip_text_first (heading->title)))
        continue;
      if (!next->accepted || next->number.style != DIP_NUMBER_NONE || next->run_in || !next->gap_before ||
          next->first != dip_structure_next (self, heading->first + heading->n_pieces))
        continue;
      while (before > 0 && dip_structure_piece (self, before - 1)->role == DIP_ROLE_FURNITURE)
        before--;
      above = before > 0 ? dip_structure_piece (self, before - 1) : NULL;
      if (above == NULL || above->role != DIP_ROLE_TEXT || !dip_text_ends_sentence (above->text))
        continue;
      heading->accepted = heading->groups = any = TRUE;
    }
  if (!any)
    return;

  any = FALSE;
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (!heading->accepted || heading->number.style != DIP_NUMBER_NONE)
        continue;
      any = any || heading->groups;
      heading->mark_level = heading->groups || !any ? 1 : 2;
    }
}

static gboolean
is_question (const DipHeading *heading)
{
  gunichar last = dip_text_last (heading->title);

  return heading->number.style == DIP_NUMBER_NONE && !heading->run_in && heading->weak == 0 &&
         (last == '?' || last == 0xff1f);
}

/* Questions, each on a line of its own above its answer, in a paper that counts nothing: with space before them or
 * without, below titles that hold them. */
static void
choose_questions (DipStructure *self)
{
  guint n = 0;
  guint n_asked = 0;
  gboolean grouped = FALSE;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);
          DipHeading *next = i + 1 < self->headings->len ? g_ptr_array_index (self->headings, i + 1) : NULL;

          if (!is_question (heading))
            continue;
          n_asked += pass == 0;
          if (!has_body (self, heading, next))
            continue;
          n += pass == 0;
          if (pass == 1)
            heading->accepted = TRUE;
        }
      if (pass == 0 && (n < MIN_QUESTIONS || n * 10 < n_asked * 8))
        return;
    }

  /* a title right above a question holds it */
  for (guint i = 0; i + 1 < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      DipHeading *next = g_ptr_array_index (self->headings, i + 1);

      if (is_question (heading) || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
          !is_question (next) || !next->accepted || has_body (self, heading, next))
        continue;
      if (heading->accepted || (heading->gap_before && heading->first > 0 &&
                                dip_text_ends_sentence (dip_structure_piece (self, heading->first - 1)->text)))
        heading->accepted = heading->groups = grouped = TRUE;
    }
  for (guint i = 0; grouped && i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style == DIP_NUMBER_NONE)
        heading->mark_level = is_question (heading) ? 2 : 1;
    }
}

/* Whether a full stop stands at the end of the paragraph above a piece, and a sentence below it. */
static gboolean
stands_between_sentences (DipStructure *self,
                          DipHeading   *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  guint above = heading->first;
  const DipPiece *piece;

  while (above > 0 && dip_structure_piece (self, above - 1)->role == DIP_ROLE_FURNITURE)
    above--;
  if (above == 0 || below >= self->pieces->len)
    return FALSE;
  piece = dip_structure_piece (self, above - 1);
  if (piece->role != DIP_ROLE_TEXT || piece->is_row || !dip_text_ends_sentence (piece->text))
    return FALSE;
  piece = dip_structure_piece (self, below);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         (dip_text_has_sentence (piece->text) || dip_text_ends_sentence (piece->text) ||
          dip_structure_continues (self, below + 1 < self->pieces->len ? below + 1 : below));
}

/* Whether nothing is a heading but lines that are by their words, one or two of them. */
static gboolean
only_front (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->weight < 2.0)
        return FALSE;
      n += heading->accepted;
    }

  return n <= 2;
}

/* A text without numbers and without blank lines: short lines between full stops, and the one before the first. */
static void
choose_tight (DipStructure *self)
{
  DipHeading *before = NULL;
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->weak != 0 || heading->run_in)
        continue;
      if (heading->number.style != DIP_NUMBER_NONE || !stands_between_sentences (self, heading))
        {
          if (n == 0 && heading->number.style == DIP_NUMBER_NONE && has_body (self, heading, NULL))
            before = heading;
          continue;
        }
      heading->accepted = TRUE;
      n++;
    }

  if (n >= MIN_TIGHT)
    {
      if (before != NULL && before->first > 0)
        before->accepted = TRUE;
      return;
    }
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      heading->accepted = heading->accepted && heading->weight >= 2.0;
    }
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
    dip_heading_choose_marks_first (self);
  choose_chapters (self);
  choose_letters (self, DIP_NUMBER_ROMAN);
  dip_heading_count_chapters (self);
  choose_letters (self, DIP_NUMBER_LETTER);
  {
    g_autoptr (GPtrArray) annexes = list_by_style (self, DIP_NUMBER_ANNEX, DIP_NUMBER_ANNEX, 1, 1);

    for (guint i = 0; i < annexes->len; i++)
      {
        DipHeading *heading = g_ptr_array_index (annexes, i);

        heading->accepted = heading->weight > 1.0 && heading->gap_before;
      }
  }
  dip_heading_count_chapters (self);
  choose_lettered (self);
  if (self->coded)
    choose_coded (self);
  tell_controls (self);
  raise_cornered (self);
  choose_decimals (self, marked);

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->number.style != DIP_NUMBER_NONE && is_forced (heading))
        heading->accepted = TRUE;
    }

  if (count_accepted (self, TRUE) < 2 && !marked)
    {
      choose_brackets (self, DIP_NUMBER_PAREN);
      if (count_accepted (self, TRUE) < 2)
        choose_brackets (self, DIP_NUMBER_CIRCLED);
    }

  else if (count_accepted (self, TRUE) >= 2)
    {
      choose_brackets_below (self, DIP_NUMBER_PAREN);
      choose_brackets_below (self, DIP_NUMBER_CIRCLED);
      choose_bold_brackets (self);
    }

  choose_unnumbered (self, marked);
  if (self->coded && !marked && self->contents->len == 0)
    choose_above_coded (self);
  if (!marked && (self->contents->len == 0 || only_chapters (self)))
    dip_heading_choose_below (self);
  dip_heading_choose_marked_controls (self);
  dip_heading_level_marks (self);
  dip_heading_level_contents (self);
  if (!marked && self->contents->len == 0 && count_accepted (self, TRUE) == 0)
    {
      choose_groups (self);
      choose_questions (self);
    }
  if (!marked && self->contents->len == 0 && count_accepted (self, TRUE) == 0 && only_front (self))
    choose_tight (self);
  if (!marked && self->contents->len == 0 && count_accepted (self, TRUE) + count_accepted (self, FALSE) == 0)
    dip_heading_choose_weak (self);

  if (!marked && self->contents->len == 0 && count_accepted (self, TRUE) == 0)
    dip_heading_choose_slides (self);

  dip_heading_choose_run_ins (self);

  n = count_accepted (self, TRUE) + count_accepted (self, FALSE);
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
