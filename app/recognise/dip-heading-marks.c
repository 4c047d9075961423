/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Headings that marks make, not numbers, and what stands below them:
 *
 *   ■ title, 【title】      where nothing is numbered; a mark that comes first below another one is deeper
 *   ■ above 1., (1)         the mark holds what is numbered, again and again from 1
 *   1. above Title          apart from what is above and below, where chapters begin with one, or with a lead
 *   1. above Title above items     in most chapters: slides
 *   1. above (1), 【…】, ●, Title   chapters without text of their own: what is marked below holds all of it
 *   ● title, title:         above sentences, where there is nothing better
 */

/* Fewer lines with a disc or a colon are items and labels. */
#define MIN_WEAK 3u

/* Fewer lines with (1) or 【…】 below chapters are lists and labels. */
#define MIN_BELOW 4u

/* Columns between the levels of a contents list, and how many levels one has. */
#define MIN_INDENT 2u
#define MAX_LEVELS 5u

/* Fewer pages that begin with a title are a paper's. */
#define MIN_SLIDES 4u

/* The kind of titles that have no mark at all. */
#define PLAIN ((gunichar) 't')

/* … that stand apart from the text above and below; their width, and how few are no titles. */
#define APART     ((gunichar) 'a')
#define MAX_APART 40u
#define MIN_APART 5u

/* … and below the leads of chapters. */
#define MIN_LEADING 8u

/* … that stand right above the items of a list. */
#define LABEL     ((gunichar) 'l')
#define MIN_LABELS 6u

/* Kinds of marks before headings: ■, ●, 【…】. */
#define MAX_MARKS 8u

/* The mark of an unnumbered heading, 0 for none: brackets of one kind are one mark. */
gunichar
dip_heading_mark_of (DipStructure     *self,
                     const DipHeading *heading)
{
  if (heading->number.style != DIP_NUMBER_NONE || heading->weight != 1.0)
    return 0;

  return dip_text_first (dip_structure_piece (self, heading->first)->text);
}

/* Whether lines with a mark hardly ever have text below them: then they are items. */
gboolean
dip_heading_marks_a_list (DipStructure *self,
                          gunichar      mark)
{
  guint n = 0;
  guint n_bodies = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      guint next = dip_structure_next (self, heading->first + heading->n_pieces);
      DipHeading *following = i + 1 < self->headings->len ? g_ptr_array_index (self->headings, i + 1) : NULL;

      if (dip_heading_mark_of (self, heading) != mark)
        continue;
      n++;
      n_bodies += next < self->pieces->len && dip_structure_piece (self, next)->role == DIP_ROLE_TEXT &&
                  (following == NULL || following->first != next || dip_heading_mark_of (self, following) != mark);
    }

  return n >= 2 && n_bodies * 2 < n;
}

static guint
comes_again (DipStructure *self,
             guint         i,
             gunichar      mark)
{
  for (; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && dip_heading_mark_of (self, heading) == mark)
        return 1;
    }

  return 0;
}

/* ■ above 【…】: a mark that comes first below another one, which comes again later, is one level deeper. */
void
dip_heading_level_marks (DipStructure *self)
{
  gunichar marks[MAX_MARKS] = { 0 };
  guint levels[MAX_MARKS] = { 0 };
  guint n = 0;
  DipHeading *before = NULL;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      gunichar mark = heading->weak != 0 ? heading->weak : dip_heading_mark_of (self, heading);
      guint k = 0;

      if (!heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->format_level > 0)
        continue;
      if (mark == 0)
        {
          heading->mark_level = 1;
          before = NULL;
          continue;
        }
      while (k < n && marks[k] != mark)
        k++;
      if (k == MAX_MARKS)
        continue;
      if (k == n)
        {
          marks[n] = mark;
          levels[n++] = before == NULL ? 1 : before->mark_level +
                                             comes_again (self, i, dip_heading_mark_of (self, before));
        }
      heading->mark_level = levels[k];
      before = heading;
    }
}

static gint
compare_indents (gconstpointer a,
                 gconstpointer b)
{
  return *(const guint *) a < *(const guint *) b ? -1 : *(const guint *) a > *(const guint *) b;
}

/* Where nothing but annexes is numbered, or chapters and nothing in them, a contents list whose entries are indented
 * tells what stands below what. */
void
dip_heading_level_contents (DipStructure *self)
{
  g_autoptr (GArray) indents = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style != DIP_NUMBER_NONE && heading->number.style != DIP_NUMBER_ANNEX &&
          (heading->number.n_parts > 1 || !heading->in_contents))
        return;
    }

  /* the columns at which levels begin */
  for (guint i = 0; i < self->contents->len; i++)
    g_array_append_val (indents, ((DipContentsEntry *) g_ptr_array_index (self->contents, i))->indent);
  g_array_sort (indents, compare_indents);
  for (guint i = indents->len; i-- > 1; )
    if (g_array_index (indents, guint, i) < g_array_index (indents, guint, i - 1) + MIN_INDENT)
      g_array_remove_index (indents, i);
  if (indents->len < 2 || indents->len > MAX_LEVELS)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      g_autofree char *key = NULL;

      if (!heading->accepted || !heading->in_contents)
        continue;
      key = dip_text_key (heading->heading);
      for (guint k = at; k < self->contents->len; k++)
        {
          DipContentsEntry *entry = g_ptr_array_index (self->contents, k);

          if (strcmp (key, dip_contents_entry_key (entry)) != 0)
            continue;
          heading->mark_level = 1;
          while (heading->mark_level < indents->len &&
                 entry->indent >= g_array_index (indents, guint, heading->mark_level))
            heading->mark_level++;
          at = k + 1;
          break;
        }
    }
}

/* From a heading on: how many have its mark, and how many of them stand right above a number that begins at 1. */
typedef struct
{
  guint n;
  guint n_first;
} MarkCount;

static MarkCount *
count_marks (DipStructure *self)
{
  g_autoptr (GHashTable) latest = g_hash_table_new (NULL, NULL);
  MarkCount *counts = g_new0 (MarkCount, self->headings->len + 1);

  for (guint i = self->headings->len; i-- > 0; )
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipHeading *next = i + 1 < self->headings->len ? g_ptr_array_index (self->headings, i + 1) : NULL;
      gunichar mark = dip_heading_mark_of (self, heading);
      const MarkCount *below;

      if (mark == 0)
        continue;
      below = g_hash_table_lookup (latest, GUINT_TO_POINTER (mark));
      if (below != NULL)
        counts[i] = *below;
      counts[i].n++;
      counts[i].n_first += next != NULL && next->number.style != DIP_NUMBER_NONE && next->number.n_parts == 1 &&
                           next->number.parts[0] == 1 &&
                           dip_structure_next (self, heading->first + heading->n_pieces) == next->first;
      g_hash_table_insert (latest, GUINT_TO_POINTER (mark), &counts[i]);
    }

  return counts;
}

/* ■ above 1., 2., again and again: the marks hold what is numbered below them. */
void
dip_heading_choose_marks_first (DipStructure *self)
{
  g_autofree MarkCount *counts = count_marks (self);

  for (guint i = 0; i < self->headings->len && !self->marks_hold; i++)
    {
      gunichar mark = dip_heading_mark_of (self, g_ptr_array_index (self->headings, i));

      if (mark == 0 || counts[i].n_first < 2 || counts[i].n_first * 10 < counts[i].n * 6)
        continue;

      self->marks_hold = TRUE;
      for (guint k = i; k < self->headings->len; k++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, k);

          if (dip_heading_mark_of (self, heading) == mark)
            heading->accepted = TRUE;
        }
      dip_heading_count_chapters (self);
    }
}

/* "■ CLD.8.1.5 Removal of assets", "■ 9.2.1 Registration": a control behind a mark. */
static gboolean
is_marked_control (DipStructure     *self,
                   const DipHeading *heading)
{
  gunichar mark = dip_text_first (dip_structure_piece (self, heading->first)->text);

  return (heading->number.style == DIP_NUMBER_CONTROL ||
          (heading->number.style == DIP_NUMBER_DECIMAL && heading->number.n_parts == 3)) &&
         mark >= 0x80 && !dip_glyph_is_cjk (mark) && !g_unichar_isalnum (mark);
}

/* A short line above the beginning of a sentence, with space before it and none behind it. */
static gboolean
is_plain_title (DipStructure     *self,
                const DipHeading *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  const DipPiece *piece;

  if (heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 || !heading->gap_before ||
      heading->format_level > 0 || heading->weight != 0.5 || heading->n_pieces != 1 || below >= self->pieces->len ||
      !g_unichar_isupper (dip_text_first (heading->title)))
    return FALSE;
  piece = dip_structure_piece (self, below);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         !dip_structure_has_gap (self, below) && g_unichar_isupper (dip_text_first (piece->text)) &&
         (dip_structure_has_sentence (self, piece) || dip_text_ends_sentence (piece->text) ||
          (below + 1 < self->pieces->len && dip_structure_continues (self, below + 1)));
}

/* A short line that is a paragraph of its own above one of sentences. */
static gboolean
is_title_apart (DipStructure     *self,
                const DipHeading *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  gunichar first = dip_text_first (heading->title);
  const DipPiece *piece;

  if (heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 || !heading->gap_before ||
      heading->format_level > 0 || heading->weight != 0.5 || heading->n_pieces != 1 || below >= self->pieces->len ||
      dip_structure_piece (self, heading->first)->width > MAX_APART || dip_text_ends_sentence (heading->title) ||
      !(g_unichar_isupper (first) || dip_glyph_is_cjk (first)) || !dip_structure_has_gap (self, below) ||
      strstr (heading->title, "、") != NULL || strstr (heading->title, "：") != NULL)
    return FALSE;
  piece = dip_structure_piece (self, below);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         (dip_structure_has_sentence (self, piece) || dip_text_ends_sentence (piece->text) ||
          (below + 1 < self->pieces->len && dip_structure_continues (self, below + 1)));
}

static gboolean
is_item (DipStructure *self,
         guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  DipMark mark;

  return piece->role == DIP_ROLE_TEXT && !piece->is_row &&
         (piece->line->kind == DIP_LINE_ITEM || dip_mark_parse (self, piece->text, &mark));
}

/* A few words right above a list, below a title or behind the list above. */
static gboolean
is_label_of_list (DipStructure     *self,
                  const DipHeading *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  gunichar last = dip_text_last (heading->title);
  gunichar first = dip_text_first (heading->title);
  guint above = heading->first;

  if (heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->weak != 0 ||
      heading->format_level > 0 || heading->weight != 0.5 || heading->n_pieces != 1 ||
      below >= self->pieces->len || !is_item (self, below) ||
      dip_structure_piece (self, heading->first)->width > MAX_APART || last == ':' || last == 0xff1a ||
      !(g_unichar_isupper (first) || dip_glyph_is_cjk (first)) || is_item (self, heading->first))
    return FALSE;
  while (above > 0 && dip_structure_piece (self, above - 1)->role == DIP_ROLE_FURNITURE)
    above--;

  return above > 0;
}

/* What kinds of titles there are below those of chapters; 0 for other lines. */
static gunichar
kind_below (DipStructure     *self,
            const DipHeading *heading)
{
  if (heading->accepted)
    return 0;
  if (heading->number.style == DIP_NUMBER_PAREN || heading->number.style == DIP_NUMBER_CIRCLED ||
      heading->number.style == DIP_NUMBER_LETTER)
    return (gunichar) heading->number.style;
  if (heading->weak != 0 && heading->weak != ':')
    return heading->weak;
  if (is_plain_title (self, heading))
    return PLAIN;
  if (is_title_apart (self, heading))
    return APART;
  if (is_label_of_list (self, heading))
    return LABEL;
  return dip_heading_mark_of (self, heading);
}

/* Whether a kind's lines are titles: text below them, no sentences, and not the same words again and again. */
static gboolean
are_titles (DipStructure *self,
            gunichar      kind)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;
  guint n_good = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      guint below = dip_structure_next (self, heading->first + heading->n_pieces);
      const DipHeading *next = NULL;

      if (kind_below (self, heading) != kind)
        continue;
      /* a short line that might be a heading as well is text below this one */
      for (guint k = i + 1; k < self->headings->len && next == NULL; k++)
        {
          const DipHeading *other = g_ptr_array_index (self->headings, k);

          if (other->first > below || other->accepted ||
              (kind_below (self, other) != 0 &&
               !(kind == DIP_NUMBER_PAREN && kind_below (self, other) == DIP_NUMBER_CIRCLED)))
            next = other;
        }
      n++;
      g_hash_table_add (seen, heading->title);
      n_good += heading->body != NULL ||
                (below < self->pieces->len && dip_structure_piece (self, below)->role == DIP_ROLE_TEXT &&
                 (next == NULL || below < next->first) && !dip_text_ends_sentence (heading->title));
    }

  return n >= (kind == LABEL ? MIN_LABELS : MIN_BELOW) && n_good * 10 >= n * 9 &&
         g_hash_table_size (seen) * 10 >= n * 8;
}

static gboolean
ends_with_bracket (const char *text)
{
  gunichar last = dip_text_last (text);

  return last == ')' || last == 0xff09 || last == ']' || last == 0xff3d || last == 0x3011 || last == 0x3015;
}

/* "情報のバックアップ（12.3.1）", "■ Backup [A.12.3.1]": a title without a number, with controls in brackets behind it. */
static gboolean
is_titled_control (DipStructure     *self,
                   const DipHeading *heading)
{
  g_autofree char *bare = NULL;

  if (heading->accepted || heading->number.style != DIP_NUMBER_NONE || heading->run_in || heading->format_level > 0 ||
      heading->weak != 0 || !ends_with_bracket (heading->heading))
    return FALSE;
  bare = dip_number_strip_controls (heading->heading, self->draft->lexicon);

  return *bare != '\0' && strlen (bare) < strlen (heading->heading);
}

static gboolean
names_control (DipStructure     *self,
               const DipHeading *heading,
               gboolean          marked)
{
  return marked ? is_marked_control (self, heading) : is_titled_control (self, heading);
}

/* Controls behind marks (@marked) or titles, below chapters and sections; a contents list hardly names them. */
void
dip_heading_choose_marked_controls (DipStructure *self,
                                    gboolean      marked)
{
  guint n = 0;
  guint n_good = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      guint below = dip_structure_next (self, heading->first + heading->n_pieces);

      if (heading->below || !names_control (self, heading, marked))
        continue;
      n++;
      n_good += below < self->pieces->len && dip_structure_piece (self, below)->role == DIP_ROLE_TEXT &&
                !dip_text_ends_sentence (heading->title);
    }
  if (n < MIN_BELOW || n_good * 10 < n * 9)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (names_control (self, heading, marked))
        heading->accepted = heading->below = TRUE;
    }
}

/* Whether lines that stand apart hold most of what the chapters say, one paragraph after the other: their chapters may
 * have a lead above the first of them. */
static gboolean
hold_most_text (DipStructure *self)
{
  guint first = G_MAXUINT;
  guint n_titles = 0;
  guint n_texts = 0;
  guint held = G_MAXUINT;
  guint n_held = 0;
  guint h = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const DipHeading *heading;

      while (h < self->headings->len && ((DipHeading *) g_ptr_array_index (self->headings, h))->first < i)
        h++;
      heading = h < self->headings->len ? g_ptr_array_index (self->headings, h) : NULL;
      if (heading != NULL && heading->first == i && heading->accepted)
        {
          first = MIN (first, i);
          continue;
        }
      if (heading != NULL && heading->first == i && first != G_MAXUINT && kind_below (self, heading) == APART)
        {
          n_titles++;
          held = dip_structure_next (self, i + heading->n_pieces);
          continue;
        }
      if (first == G_MAXUINT || piece->role != DIP_ROLE_TEXT || piece->is_row || !dip_structure_has_gap (self, i))
        continue;
      n_texts++;
      n_held += i == held;
    }

  return n_titles >= MIN_LEADING && n_held * 10 >= n_texts * 7;
}

/* Whether chapters begin with a kind of titles wherever they have them, @n_above of them; and how many there are. */
static gboolean
open_their_chapters (DipStructure *self,
                     gunichar      kind,
                     guint         n_above,
                     guint        *n_titles)
{
  guint n_holding = 0;
  gboolean counted = TRUE;

  *n_titles = 0;
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted)
        counted = FALSE;
      else if (kind_below (self, heading) == kind)
        {
          n_holding += !counted;
          counted = TRUE;
          (*n_titles)++;
        }
    }

  return n_above >= 2 && n_above * 10 >= n_holding * 8;
}

/* (1) and A. count what is below a chapter; other marks stand before what they call in all of a paper. */
static gboolean
is_counted (gunichar kind)
{
  return kind == DIP_NUMBER_PAREN || kind == DIP_NUMBER_LETTER;
}

/* How many of ten chapters begin with a kind of titles that holds all of their text: slides have some without. */
static guint
least_share (gunichar kind)
{
  if (is_counted (kind))
    return 3;

  return kind == LABEL ? 5 : 6;
}

/* Whether so many chapters begin with a kind of titles that these are titles below those of chapters. */
static gboolean
are_above (DipStructure *self,
           gunichar      kind,
           guint         n_above,
           guint         n_leaves)
{
  gboolean has_share = n_above * 10 >= n_leaves * least_share (kind);
  guint n_titles;

  if (kind == APART)
    return open_their_chapters (self, kind, n_above, &n_titles) && n_titles >= MIN_APART;
  if (is_counted (kind))
    return n_above >= 2 && (has_share || open_their_chapters (self, kind, n_above, &n_titles));

  return n_above >= 3 && has_share;
}

/* Takes all lines of a kind for titles below those of chapters; %FALSE where they are none. */
static gboolean
take_kind (DipStructure *self,
           gunichar      kind)
{
  gboolean any = FALSE;

  if (!are_titles (self, kind))
    return FALSE;

  /* levels of a contents list stay what they are */
  if (self->contents->len == 0)
    self->marks_hold = TRUE;
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      any = any || (heading->accepted && !heading->below);
      /* the cover has such lines, too */
      if (kind_below (self, heading) == kind && (any || (kind != PLAIN && kind != APART && kind != LABEL)))
        heading->accepted = heading->below = TRUE;
    }

  return TRUE;
}

/* Chapters that have no text of their own: what stands right below them, (1) or 【…】, holds all of it. */
void
dip_heading_choose_below (DipStructure *self)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer kind, n_above;
  guint n_leaves = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipHeading *next = i + 1 < self->headings->len ? g_ptr_array_index (self->headings, i + 1) : NULL;
      guint below = dip_structure_next (self, heading->first + heading->n_pieces);
      gunichar found;

      if (!heading->accepted)
        continue;
      if (next != NULL && next->first == below && next->accepted)
        continue;
      n_leaves++;
      found = next != NULL && next->first == below ? kind_below (self, next) : 0;
      if (found != 0)
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, GUINT_TO_POINTER (found)));

          g_hash_table_insert (kinds, GUINT_TO_POINTER (found), GUINT_TO_POINTER (n + 1));
        }
    }

  g_hash_table_iter_init (&iter, kinds);
  while (g_hash_table_iter_next (&iter, &kind, &n_above))
    {
      if (!are_above (self, GPOINTER_TO_UINT (kind), GPOINTER_TO_UINT (n_above), n_leaves))
        continue;
      if (take_kind (self, GPOINTER_TO_UINT (kind)))
        return;
    }

  if (hold_most_text (self))
    take_kind (self, APART);
}

/* "● Title" or "Title:" above sentences, again and again, in a text that has no other headings. */
void
dip_heading_choose_weak (DipStructure *self)
{
  g_autoptr (GHashTable) refused = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->headings->len; i++)
    {
      gunichar mark = ((DipHeading *) g_ptr_array_index (self->headings, i))->weak;
      guint n = 0;
      guint n_bodies = 0;

      if (mark == 0 || !g_hash_table_add (refused, GUINT_TO_POINTER (mark)))
        continue;
      for (guint k = 0; k < self->headings->len; k++)
        {
          const DipHeading *heading = g_ptr_array_index (self->headings, k);
          guint next = dip_structure_next (self, heading->first + heading->n_pieces);

          if (heading->weak != mark)
            continue;
          n++;
          n_bodies += next < self->pieces->len && dip_structure_piece (self, next)->role == DIP_ROLE_TEXT &&
                      !dip_structure_piece (self, next)->is_row &&
                      (dip_text_has_sentence (dip_structure_piece (self, next)->text) ||
                       dip_structure_piece (self, next)->width >= 40);
        }
      if (n < MIN_WEAK || n_bodies * 10 < n * 8)
        continue;
      for (guint k = 0; k < self->headings->len; k++)
        {
          DipHeading *heading = g_ptr_array_index (self->headings, k);

          heading->accepted = heading->weak == mark;
        }
      return;
    }
}

/* Slides: the first line of each page is its title, where nothing else is one. */
void
dip_heading_choose_slides (DipStructure *self)
{
  guint n_pages = 0;
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      guint k = 0;

      for (guint i = 1; i < self->pieces->len; i++)
        {
          const DipPiece *piece = dip_structure_piece (self, i);
          const DipPiece *before = dip_structure_piece (self, i - 1);
          DipHeading *heading = NULL;
          guint below;

          if (piece->role != DIP_ROLE_TEXT ||
              (before->role != DIP_ROLE_FURNITURE && !piece->line->page_break))
            continue;
          if (pass == 0)
            n_pages++;
          while (k < self->headings->len && ((DipHeading *) g_ptr_array_index (self->headings, k))->first < i)
            k++;
          if (k < self->headings->len)
            heading = g_ptr_array_index (self->headings, k);
          if (heading == NULL || heading->first != i || heading->number.style != DIP_NUMBER_NONE ||
              piece->width > 50 || dip_text_ends_sentence (piece->text) || heading->weak != 0)
            continue;
          below = dip_structure_next (self, i + 1);
          if (below >= self->pieces->len || dip_structure_piece (self, below)->role != DIP_ROLE_TEXT ||
              below != i + heading->n_pieces)
            continue;
          n++;
          if (pass == 0)
            continue;
          heading->accepted = TRUE;
          heading->weight = MAX (heading->weight, 2.0);
        }
      if (pass == 0 && (n < MIN_SLIDES || n * 10 < n_pages * 8))
        return;
    }
}
