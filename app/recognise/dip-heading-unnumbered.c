/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Headings without numbers. In a paper that counts, or whose format marks
 * headings, a line has to look like the others; where nothing counts,
 * groups of short lines, questions and lines between full stops are weighed.
 */

/* Fewer short lines among sentences are labels. */
#define MIN_TIGHT 2u

/* Of a title that another one stands right below. */
#define MAX_CHAPTER_COLUMNS 44u

/* Fewer questions are rhetoric. */
#define MIN_QUESTIONS 3u

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

/* "Changes to this page" above "We may change …": no table of revisions. */
static gboolean
stands_above_sentence (DipStructure *self,
                       DipHeading   *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  const DipPiece *piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;

  return piece != NULL && piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         g_ascii_isupper (*piece->text) && dip_text_ends_sentence (piece->text) && below + 1 < self->pieces->len &&
         dip_structure_piece (self, below + 1)->role != DIP_ROLE_REVISION;
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
  if ((dip_revisions_is_heading (self, heading->title) && !stands_above_sentence (self, heading)) ||
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

  return heading->gap_before && heading->weak == 0 && piece != NULL && dip_heading_has_body (self, heading, next) &&
         !dip_structure_has_gap (self, below) && piece->line->kind == DIP_LINE_TEXT && !piece->is_row &&
         (dip_text_ends_sentence (piece->text) || dip_structure_has_sentence (self, piece));
}

static gboolean
follows_sentence (DipStructure     *self,
                  const DipHeading *heading)
{
  guint above = heading->first;

  while (above > 0 && dip_structure_piece (self, above - 1)->role == DIP_ROLE_FURNITURE)
    above--;

  return above > 0 && dip_text_ends_sentence (dip_structure_piece (self, above - 1)->text);
}

/* A title by its words, with space around it and a sentence below, which the contents list leaves out. */
static gboolean
stands_before_contents (DipStructure *self,
                        DipHeading   *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  const DipPiece *piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;

  return heading->weight >= 2.0 && heading->gap_before && heading->first > 0 && piece != NULL &&
         piece->role == DIP_ROLE_TEXT && !piece->is_row && g_ascii_isupper (*heading->title) &&
         (dip_structure_has_sentence (self, piece) || dip_text_ends_sentence (piece->text) ||
          (below + 1 < self->pieces->len && dip_structure_continues (self, below + 1))) &&
         dip_structure_has_word (self, "front-headings", heading->title);
}

void
dip_heading_choose_unnumbered (DipStructure *self,
                               gboolean      marked)
{
  g_autoptr (GHashTable) lists = g_hash_table_new (NULL, NULL);
  g_autofree DipHeading **rivals = find_rivals (self);
  guint n_numbered = dip_heading_count_accepted (self, TRUE);
  guint first_numbered = G_MAXUINT;
  guint last_numbered = 0;
  guint last_counted = 0;
  guint first_letter = G_MAXUINT;
  guint last_in_contents = G_MAXUINT;
  guint n_marks = 0;
  guint numbered_level = 0;
  guint n_front = 0;
  guint front = find_front (self);
  guint depth = depth_of_contents (self);
  gboolean last_is_article = FALSE;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style != DIP_NUMBER_NONE)
        {
          first_numbered = MIN (first_numbered, heading->first);
          last_numbered = heading->first;
          if (heading->number.style == DIP_NUMBER_LETTER)
            first_letter = MIN (first_letter, heading->first);
          else
            last_counted = heading->first;
          last_is_article = heading->number.style == DIP_NUMBER_CHAPTER &&
                            heading->number.rank == DIP_HEADING_ARTICLE_RANK;
        }
      if (heading->in_contents)
        last_in_contents = heading->first;
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
        {
          /* "Abstract" above the contents list */
          heading->accepted = stands_before_contents (self, heading);
          continue;
        }

      if (n_numbered >= 2)
        {
          if (heading->accepted)
            continue;
          /* Between numbered headings a short line is a label of its clause. */
          if (heading->weight == 1.0 && heading->gap_before && self->contents->len == 0 &&
              heading->first < first_numbered)
            heading->accepted = n_front >= 2 && dip_heading_has_body (self, heading, next) && heading->first > 0;
          /* "Forms of the service" below "Purpose", which is a title by its words: nothing but a gap sets them apart */
          else if (heading->weight == 0.5 && heading->first > front && heading->first < first_numbered &&
                   self->contents->len == 0)
            heading->accepted = is_tight_title (self, heading, next);
          else if (heading->weight == 1.0 && heading->gap_before && self->contents->len == 0 &&
                   heading->first > last_numbered)
            heading->accepted = dip_heading_is_back (self, heading->title);
          /* "附則" behind the last article: rules are printed without blank lines */
          else if (heading->weight >= 2.0 && self->contents->len == 0 && heading->first > last_numbered &&
                   (last_is_article ||
                    (dip_lexicon_may_begin (self->draft->lexicon, "rider-headings", heading->title) &&
                     dip_heading_is_back (self, heading->title))) &&
                   follows_sentence (self, heading))
            heading->accepted = dip_heading_is_back (self, heading->title);
          /* the last page, which the contents list leaves out */
          else if (heading->weight >= 2.0 && self->contents->len > 0 && heading->first > last_numbered &&
                   ((heading->gap_before && g_ascii_isalpha (*heading->title) && follows_sentence (self, heading)) ||
                    dip_structure_piece (self, heading->first)->line->page_break))
            heading->accepted = dip_heading_is_back (self, heading->title);
          else if (heading->weight >= 2.0 && heading->gap_before && self->contents->len == 0)
            heading->accepted = (heading->first < first_numbered &&
                                 dip_structure_has_word (self, "front-headings", heading->title)) ||
                                (heading->first > last_numbered &&
                                 (dip_heading_is_back (self, heading->title) ||
                                  dip_heading_names_annex (self, heading->title))) ||
                                /* "Annex 2", which counts A. B. C. */
                                (heading->first > last_counted && heading->first < first_letter &&
                                 dip_heading_names_annex (self, heading->title));
          continue;
        }

      /* "Legal notice" on the last page, which the contents list leaves out */
      if (self->contents->len > 0)
        {
          heading->accepted = heading->weight >= 2.0 && heading->first > last_in_contents &&
                              (heading->gap_before || follows_sentence (self, heading) ||
                               dip_structure_piece (self, heading->first)->line->page_break) &&
                              dip_heading_is_back (self, heading->title);
          continue;
        }

      /* Nothing is numbered: marks if the paper has them, else lines that stand alone above text. */
      if (heading->weight >= 2.0)
        heading->accepted = heading->gap_before;
      else if (n_marks >= 2)
        heading->accepted = heading->weight == 1.0 && dip_heading_has_body (self, heading, NULL) &&
                            !marks_a_list (self, heading, lists);
      else
        heading->accepted = heading->weight >= 0.5 && heading->gap_before && heading->first > 0 &&
                            dip_heading_has_body (self, heading, next) &&
                            !(heading->weight == 0.5 && dip_heading_is_company (self, heading->title));
    }
}

/* Whether a line begins as titles do: a capital, or a word of a script that has none. */
static gboolean
begins_title (const char *text)
{
  gunichar first = dip_text_first (text);

  return g_unichar_isupper (first) || dip_glyph_is_cjk (first);
}

/* Whether @inner is a title between that of its chapter and a sentence, without space around it. */
static gboolean
is_title_below_title (DipStructure     *self,
                      const DipHeading *outer,
                      DipHeading       *inner)
{
  guint below = dip_structure_next (self, inner->first + inner->n_pieces);
  const DipPiece *piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;

  return outer->accepted && outer->number.style == DIP_NUMBER_NONE && outer->gap_before && !outer->run_in &&
         inner->number.style == DIP_NUMBER_NONE && !inner->run_in && inner->weak == 0 && !inner->gap_before &&
         inner->first == dip_structure_next (self, outer->first + outer->n_pieces) &&
         dip_text_width (outer->title) <= MAX_CHAPTER_COLUMNS && begins_title (outer->title) &&
         begins_title (inner->title) && !dip_text_ends_sentence (inner->title) &&
         strpbrk (inner->title, ",:;@") == NULL && piece != NULL && piece->role == DIP_ROLE_TEXT && !piece->is_row &&
         piece->line->kind == DIP_LINE_TEXT && !dip_structure_has_gap (self, below) &&
         (g_ascii_isupper (*piece->text) || piece->width > MAX_CHAPTER_COLUMNS) &&
         (dip_text_ends_sentence (piece->text) || dip_structure_has_sentence (self, piece) ||
          (below + 1 < self->pieces->len && dip_structure_continues (self, below + 1) &&
           piece->width > MAX_CHAPTER_COLUMNS));
}

/* "Governance", and right below it "Security program", which stands right above its text: where a paper does so again
 * and again, both are titles. */
static gboolean
choose_chapters_tight (DipStructure *self)
{
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i + 1 < self->headings->len; i++)
        {
          DipHeading *outer = g_ptr_array_index (self->headings, i);
          DipHeading *inner = g_ptr_array_index (self->headings, i + 1);

          if (!is_title_below_title (self, outer, inner))
            continue;
          n += pass == 0;
          if (pass == 1)
            inner->accepted = outer->groups = TRUE;
        }
      if (pass == 0 && n < MIN_TIGHT)
        return FALSE;
    }

  return TRUE;
}

/* Whether a full stop stands at the end of the paragraph above a piece, and a sentence below it. */
gboolean
dip_heading_stands_between_sentences (DipStructure *self,
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
         (dip_structure_has_sentence (self, piece) || dip_text_ends_sentence (piece->text) ||
          dip_structure_continues (self, below + 1 < self->pieces->len ? below + 1 : below));
}

/* Where titles hold titles, those behind the first one may stand without space between two sentences. */
static void
choose_siblings_tight (DipStructure *self)
{
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);

          if (heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
              heading->weight < 0.5 || heading->gap_before || !begins_title (heading->title) ||
              !dip_heading_stands_between_sentences (self, heading))
            continue;
          n += pass == 0;
          heading->accepted = pass == 1;
        }
      if (n < MIN_TIGHT)
        return;
    }
}

/* Whether a short line stands right above a title with a mark, and right below the end of a text: "Access" above
 * "■Passwords". */
static gboolean
stands_above_mark (DipStructure     *self,
                   const DipHeading *heading,
                   const DipHeading *next)
{
  guint before = heading->first;
  const DipPiece *above;

  if (heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
      heading->weight != 0.5 || !begins_title (heading->title) || !next->accepted ||
      (dip_heading_mark_of (self, next) == 0 && (next->weak == 0 || next->weak == ':')) ||
      next->first != dip_structure_next (self, heading->first + heading->n_pieces))
    return FALSE;
  while (before > 0 && dip_structure_piece (self, before - 1)->role == DIP_ROLE_FURNITURE)
    before--;
  above = before > 0 ? dip_structure_piece (self, before - 1) : NULL;

  return above != NULL && above->role == DIP_ROLE_TEXT && dip_text_ends_sentence (above->text);
}

/* Such lines hold what the marks below them begin, where there are several. */
static gboolean
choose_groups_of_marks (DipStructure *self)
{
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i + 1 < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);

          if (!stands_above_mark (self, heading, g_ptr_array_index (self->headings, i + 1)))
            continue;
          n += pass == 0;
          if (pass == 1)
            heading->accepted = heading->groups = TRUE;
        }
      if (n < MIN_TIGHT)
        return FALSE;
    }

  return TRUE;
}

/* The same for titles with discs: the first chapter stands below the cover, the others below a text. */
void
dip_heading_choose_groups_of_discs (DipStructure *self)
{
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      gboolean below_cover = TRUE;

      for (guint i = 0; i + 1 < self->headings->len; i++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, i);
          const DipHeading *next = g_ptr_array_index (self->headings, i + 1);
          gboolean holds = next->accepted && next->weak != 0 && heading->weight == 0.5 &&
                           (stands_above_mark (self, heading, next) ||
                            (below_cover && heading->first > 0 && !heading->accepted && heading->weak == 0 &&
                             heading->number.style == DIP_NUMBER_NONE &&
                             next->first == dip_structure_next (self, heading->first + heading->n_pieces)));

          below_cover = below_cover && !heading->accepted;
          n += pass == 0 && holds;
          if (pass == 1 && holds)
            heading->accepted = heading->groups = TRUE;
        }
      if (n < MIN_TIGHT)
        return;
    }
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      heading->mark_level = heading->groups ? 1 : 2;
    }
}

/* Whether a line ends in a full stop, or as a sentence does whose full stop is left out below a page's title. */
static gboolean
ends_said (const char *text)
{
  return dip_text_ends_politely (text) || dip_text_ends_sentence (text);
}

/* Where titles hold titles, the last line of the cover right above the first title of all is such a one, too: "People",
 * with the paper's own title above it. */
static void
choose_first_group (DipStructure *self)
{
  for (guint i = 0; i + 1 < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipHeading *next = g_ptr_array_index (self->headings, i + 1);

      if (heading->accepted)
        return;
      if (!next->accepted)
        continue;
      heading->accepted = heading->groups =
        !next->groups && heading->number.style == DIP_NUMBER_NONE && !heading->run_in && heading->weak == 0 &&
        heading->weight == 0.5 && heading->first > 0 && heading->gap_before && next->gap_before &&
        !g_str_is_ascii (heading->title) &&
        next->first == dip_structure_next (self, heading->first + heading->n_pieces) &&
        !dip_heading_is_company (self, heading->title) && strpbrk (heading->title, "0123456789") == NULL;
      return;
    }
}

/* A short line between the end of a text and the title of the next one holds what follows: "People" above
 * "Screening". */
void
dip_heading_choose_groups (DipStructure *self)
{
  gboolean any = choose_chapters_tight (self);

  any = choose_groups_of_marks (self) || any;
  for (guint i = 0; i + 1 < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipHeading *next = g_ptr_array_index (self->headings, i + 1);
      const DipPiece *above;
      guint before = heading->first;

      if (heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
          heading->weight < 0.5 || !heading->gap_before || !begins_title (heading->title))
        continue;
      if (!next->accepted || next->number.style != DIP_NUMBER_NONE || next->run_in || !next->gap_before ||
          next->first != dip_structure_next (self, heading->first + heading->n_pieces))
        continue;
      while (before > 0 && dip_structure_piece (self, before - 1)->role == DIP_ROLE_FURNITURE)
        before--;
      above = before > 0 ? dip_structure_piece (self, before - 1) : NULL;
      if (above == NULL || above->role != DIP_ROLE_TEXT || !ends_said (above->text))
        continue;
      heading->accepted = heading->groups = any = TRUE;
    }
  if (!any)
    return;

  choose_first_group (self);
  choose_siblings_tight (self);
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

/* Whether the text above piece @i has ended: in a sentence, or in a table that is over. */
static gboolean
ends_above (DipStructure *self,
            guint         i)
{
  const DipPiece *above;

  while (i > 1 && dip_structure_piece (self, i - 1)->role == DIP_ROLE_FURNITURE)
    i--;
  above = dip_structure_piece (self, i - 1);

  return dip_text_ends_sentence (above->text) || (above->is_row && !dip_structure_piece (self, i)->is_row);
}

/* Questions, each on a line of its own above its answer, in a paper that counts nothing: with space before them or
 * without, below titles that hold them. */
void
dip_heading_choose_questions (DipStructure *self)
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
          if (!dip_heading_has_body (self, heading, next))
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
          !is_question (next) || !next->accepted || dip_heading_has_body (self, heading, next))
        continue;
      if (heading->accepted || (heading->gap_before && heading->first > 0 && ends_above (self, heading->first)))
        heading->accepted = heading->groups = grouped = TRUE;
    }
  for (guint i = 0; grouped && i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style == DIP_NUMBER_NONE)
        heading->mark_level = is_question (heading) ? 2 : 1;
    }
}

/* Whether nothing is a heading but lines that are by their words, one or two of them. */
gboolean
dip_heading_only_front (DipStructure *self)
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
