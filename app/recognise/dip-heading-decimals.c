/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Headings with numbers such as 1, 2.3 and 5.1.1. Papers that answer a standard
 * often have two series at once, chapters (1, 2) and the standard's own numbers
 * under them (4.1, 5.1.1 … 18.2.1): then two chains explain more than one does.
 * Steps of procedures and lists ascend as well and are taken out again.
 */

/* Fewer bare numbers with the titles of a catalogue's controls are chance, and so are shorter titles. */
#define MIN_CONTROLS 3u
#define MIN_CHAPTERS 3u
#define MIN_CONTROL_TITLE 9u

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

/* Whether numbers of three parts, all of them in one chapter, stand between the chapters 1, 2, … n of a paper. */
static gboolean
stand_in_one (GPtrArray *outer,
              GPtrArray *inner)
{
  guint n_in = 0;

  if (outer->len < MIN_CHAPTERS || inner->len < MIN_CONTROLS || !dip_heading_is_complete (outer))
    return FALSE;
  for (guint i = 0; i < inner->len; i++)
    if (((DipHeading *) g_ptr_array_index (inner, i))->number.n_parts != 3)
      return FALSE;

  for (guint i = 0; i < outer->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (outer, i);
      const DipHeading *next = i + 1 < outer->len ? g_ptr_array_index (outer, i + 1) : NULL;
      const DipHeading *first = g_ptr_array_index (inner, 0);
      const DipHeading *last = g_ptr_array_index (inner, inner->len - 1);

      if (heading->weight < 0.7)
        return FALSE;
      n_in += first->first > heading->first && (next == NULL || last->first < next->first);
    }

  return n_in == 1;
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

/* "【5.1.1 Policies】" alone on its line, with text below it. */
static gboolean
is_wrapped_control (DipStructure     *self,
                    const DipHeading *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);

  return heading->gap_before && heading->number.n_parts >= 2 &&
         dip_heading_measure_wrapping (dip_structure_piece (self, heading->first)->text) > 0 &&
         (heading->number.style == DIP_NUMBER_CONTROL || is_of_catalogue (heading)) &&
         below < self->pieces->len && dip_structure_piece (self, below)->role == DIP_ROLE_TEXT;
}

/* In a text whose format marks headings, a line that it does not mark must fill a hole exactly, or be one of several
 * controls in brackets: those stand below chapters that are marked. */
static void
drop_unmarked (DipStructure *self,
               GPtrArray    *chain)
{
  guint n_wrapped = 0;
  guint deepest = 0;

  for (guint i = 0; i < self->headings->len; i++)
    deepest = MAX (deepest, ((DipHeading *) g_ptr_array_index (self->headings, i))->format_level);
  for (guint i = 0; i < chain->len && n_wrapped < MIN_CONTROLS; i++)
    n_wrapped += is_wrapped_control (self, g_ptr_array_index (chain, i));

  for (guint i = chain->len; i-- > 0; )
    {
      DipHeading *heading = g_ptr_array_index (chain, i);
      DipHeading *before = i > 0 ? g_ptr_array_index (chain, i - 1) : NULL;
      DipHeading *after = i + 1 < chain->len ? g_ptr_array_index (chain, i + 1) : NULL;

      if (heading->format_level > 0 || dip_heading_is_forced (heading))
        continue;
      if (n_wrapped >= MIN_CONTROLS && is_wrapped_control (self, heading))
        {
          heading->format_level = deepest + 1;
          continue;
        }
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

      if (!heading->gap_before && heading->weight < 0.7 && !dip_heading_is_forced (heading))
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
                  heading->gap_before && heading->first > first->first && dip_heading_has_body (self, heading, next);
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

      n_forced += dip_heading_is_forced (heading);
      n_bodies += dip_heading_has_body (self, heading, next) ||
                  (next != NULL && dip_number_contains (&heading->number, &next->number));
    }

  return n_forced == 0 && n_bodies * 2 < chain->len;
}

/* Bare numbers of controls among the paper's own: 2.1, 5.1, 5.2, 2.2, 8.5. They count as those with a letter do. */
void
dip_heading_tell_controls (DipStructure *self)
{
  g_autoptr (GPtrArray) all = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 2, 3);
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

void
dip_heading_choose_decimals (DipStructure *self,
                             gboolean      marked)
{
  g_autoptr (GPtrArray) all = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 1, 6);
  g_autoptr (GPtrArray) outer = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 1, 1);
  g_autoptr (GPtrArray) inner = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_CONTROL, 2, 6);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) two = g_ptr_array_new ();
  g_autoptr (GPtrArray) three = g_ptr_array_new ();
  g_autoptr (GPtrArray) plain = dip_heading_list_by_style (self, DIP_NUMBER_DECIMAL, DIP_NUMBER_DECIMAL, 1, 6);
  g_autoptr (GPtrArray) controls = dip_heading_list_by_style (self, DIP_NUMBER_CONTROL, DIP_NUMBER_CONTROL, 1, 6);
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
      dip_heading_accept_all (four);
      dip_heading_accept_all (five);
    }
  else if (apart > together + 1.0 && (groups (two, three) || stand_in_one (two, three)))
    {
      self->two_series = TRUE;
      if (marked)
        {
          drop_unmarked (self, two);
          drop_unmarked (self, three);
        }
      drop_tight (two);
      drop_tight (three);
      dip_heading_accept_all (two);
      dip_heading_accept_all (three);
    }
  else if (!is_list (self, one))
    {
      if (marked)
        drop_unmarked (self, one);
      drop_tight (one);
      dip_heading_accept_all (one);
    }

  for (guint i = 0; i < all->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (all, i);

      if (dip_heading_is_forced (heading))
        heading->accepted = TRUE;

      /* A framework's own number is hardly ever anything but a heading. */
      if (!marked && heading->number.style == DIP_NUMBER_CONTROL && heading->number.n_parts >= 3 &&
          heading->gap_before && heading->weight >= 1.2)
        heading->accepted = TRUE;
    }
}
