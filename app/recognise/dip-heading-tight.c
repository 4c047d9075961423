/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Titles in texts without numbers and without blank lines, as a page comes out that was copied:
 *
 *   sentence. Title sentence.            short lines between full stops
 *   sentence. Chapter Title sentence.    up to three of them below each other, where no list was announced
 *   Title • item • item Title • item     short lines above items, again and again
 *   - Title - Sentence. - Title …        a list of definitions that has lost its form
 */

/* Fewer short lines among sentences are labels; fewer runs of them, or pairs, are a list. */
#define MIN_TIGHT 2u
#define MIN_RUNS  3u
#define MIN_PAIRS 3u

/* More lines below each other are a list. */
#define MAX_RUN 3u

/* Columns of the title of a pair. */
#define MIN_PAIR_COLUMNS 4u
#define MAX_PAIR_COLUMNS 60u

static gboolean
is_in_capitals (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_islower (*text) || (guchar) *text >= 0x80)
        return FALSE;
      n += g_ascii_isupper (*text);
    }

  return n >= 4;
}

/* Titles in capitals, where others are, may stand below a list. */
static void
choose_capitals (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      n += heading->accepted && heading->number.style == DIP_NUMBER_NONE && is_in_capitals (heading->title);
    }
  if (n < MIN_TIGHT)
    return;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (!heading->accepted && heading->number.style == DIP_NUMBER_NONE && !heading->run_in && heading->weak == 0 &&
          heading->first > 0 && is_in_capitals (heading->title) && dip_heading_has_body (self, heading, NULL) &&
          dip_structure_piece (self, heading->first - 1)->line->kind == DIP_LINE_TEXT &&
          !is_in_capitals (dip_structure_piece (self, heading->first - 1)->text))
        heading->accepted = TRUE;
    }
}

static DipHeading *
get_heading (DipStructure *self,
             guint         i)
{
  return i < self->headings->len ? g_ptr_array_index (self->headings, i) : NULL;
}

/* The piece above @i that is no furniture; NULL for none. */
static const DipPiece *
piece_above (DipStructure *self,
             guint         i)
{
  while (i > 0 && dip_structure_piece (self, i - 1)->role == DIP_ROLE_FURNITURE)
    i--;

  return i > 0 ? dip_structure_piece (self, i - 1) : NULL;
}

static gboolean
has_date (const char *text)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);

  return date != NULL;
}

/* Whether a heading could be one of a run: of a script without capitals, whose titles are told by nothing else. Names
 * and dates are of a cover or an imprint. */
static gboolean
may_run (DipStructure     *self,
         const DipHeading *heading)
{
  return heading->number.style == DIP_NUMBER_NONE && heading->weak == 0 && !heading->run_in && !heading->in_contents &&
         heading->weight >= 0.5 && !g_str_is_ascii (heading->title) && !dip_text_ends_sentence (heading->title) &&
         !dip_heading_is_company (self, heading->title) && !has_date (heading->title);
}

static gboolean
is_item (DipStructure   *self,
         const DipPiece *piece)
{
  DipMark mark;

  return piece->line->kind == DIP_LINE_ITEM || dip_mark_parse (self, piece->text, &mark);
}

/* "以下を実施しています。": what stands below are items, with marks or without. */
static gboolean
announces (DipStructure *self,
           const char   *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "list-announcements");

  return dip_has_one_of (text, words);
}

/* "uptime = (A - B) ÷ A × 100": says all that it has to without a full stop. */
static gboolean
is_formula (const char *text)
{
  return strstr (text, "=") != NULL || strstr (text, "＝") != NULL || strstr (text, "÷") != NULL;
}

/* Whether what stands above piece @i has come to its end; it begins there, too. */
static gboolean
has_ended_above (DipStructure *self,
                 guint         i)
{
  const DipPiece *above = piece_above (self, i);

  return above == NULL || above->is_row || is_item (self, above) || is_formula (above->text) ||
         ((dip_text_ends_sentence (above->text) || dip_structure_has_sentence (self, above)) &&
          !announces (self, above->text));
}

/* Whether a text begins below a heading: a sentence, or an item, a note or a row of a table. */
static gboolean
has_text_below (DipStructure     *self,
                const DipHeading *heading)
{
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);
  const DipPiece *piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;

  return piece != NULL && piece->role == DIP_ROLE_TEXT &&
         (piece->is_row || is_item (self, piece) || dip_text_ends_sentence (piece->text) ||
          dip_structure_has_sentence (self, piece) ||
          (below + 1 < self->pieces->len && dip_structure_continues (self, below + 1)));
}

/* How many candidates from @k on stand right below each other between two texts; 0 where they are no titles. */
static guint
measure_run (DipStructure *self,
             guint         k)
{
  const DipHeading *heading = get_heading (self, k);
  guint n = 1;

  if (!may_run (self, heading) || !has_ended_above (self, heading->first))
    return 0;
  for (; n <= MAX_RUN; n++)
    {
      const DipHeading *next = get_heading (self, k + n);

      if (next == NULL || !may_run (self, next) ||
          next->first != dip_structure_next (self, heading->first + heading->n_pieces))
        break;
      heading = next;
    }

  return n <= MAX_RUN && has_text_below (self, heading) ? n : 0;
}

/* Accepts the runs, where most lines that could be titles are in one; pairs count for one. The first line of all is the
 * paper's title. */
static gboolean
choose_runs (DipStructure *self)
{
  guint n_runs = self->paired, n_short = self->paired, n_in = 0, n_all = 0;
  gboolean grouped = FALSE;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint k = 0; k < self->headings->len; k++)
        {
          guint n = measure_run (self, k);
          gboolean opens = n > 0 && piece_above (self, get_heading (self, k)->first) == NULL;

          if (pass == 0)
            {
              /* what stands above the first run is of a cover */
              n_all += n > 0 ? n : n_in > 0 && may_run (self, get_heading (self, k)) ? 1 : 0;
              n_in += n;
              n_runs += n > (opens ? 1 : 0);
              n_short += n > 0 && n <= 2;
            }
          for (guint j = opens ? 1 : 0; pass == 1 && j < n; j++)
            {
              DipHeading *heading = get_heading (self, k + j);

              heading->accepted = TRUE;
              heading->groups = j + 1 < n;
              grouped = grouped || heading->groups;
            }
          k += n > 0 ? n - 1 : 0;
        }
      if (pass == 0 && (n_runs < MIN_RUNS || n_in * 10 < n_all * 8 || n_short * 2 < n_runs))
        return FALSE;
    }

  for (guint k = 0, level = 1; grouped && k < self->headings->len; k++)
    {
      DipHeading *heading = get_heading (self, k);

      if (!heading->accepted)
        continue;
      heading->mark_level = heading->groups ? 1 : level;
      level = heading->groups ? 2 : level;
    }

  return TRUE;
}

/* Whether the first line of all is the title of what stands below it, as the others are, and not that of the paper. */
static gboolean
is_no_papers_title (DipStructure     *self,
                    const DipHeading *heading)
{
  static const char *const lists[] = { "title-topics", "document-kinds" };
  g_autofree char *key = dip_text_key (heading->title);
  guint below = dip_structure_next (self, heading->first + heading->n_pieces);

  if (!may_run (self, heading) || !has_text_below (self, heading) ||
      strstr (dip_structure_piece (self, below)->text, heading->title) != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const char *const *words = dip_lexicon_get_words (self->draft->lexicon, lists[i]);

      if (dip_has_one_of (key, words))
        return FALSE;
    }

  return TRUE;
}

/* Whether a candidate is of a list that the sentence above announces; @before_is: whether the one before it is. */
static gboolean
is_announced (DipStructure *self,
              guint         k,
              gboolean      before_is)
{
  const DipHeading *heading = get_heading (self, k);
  const DipHeading *before = k > 0 ? get_heading (self, k - 1) : NULL;
  const DipPiece *above = piece_above (self, heading->first);

  if (before != NULL && heading->first == dip_structure_next (self, before->first + before->n_pieces))
    return before_is;

  return above != NULL && dip_text_ends_sentence (above->text) && announces (self, above->text);
}

/* Whether a candidate may be the title of a list of items: in Latin letters, and no words that go on. */
static gboolean
may_hold_items (const DipHeading *heading)
{
  return heading->number.style == DIP_NUMBER_NONE && heading->weak == 0 && !heading->run_in && !heading->in_contents &&
         heading->weight >= 0.5 && heading->first > 0 && g_ascii_isupper (*heading->title) &&
         !dip_text_ends_sentence (heading->title) && strchr (",;:", dip_text_last (heading->title)) == NULL;
}

/* "Power • Batteries • Generators Network • …": short lines above items, where nearly all lists have one. What
 * introduces a list by a colon does not count. Returns how many. */
static guint
choose_above_items (DipStructure *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  guint n_lists = 0;

  for (guint i = 1, k = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const DipPiece *above = piece_above (self, i);
      const DipHeading *heading;

      if (piece->role != DIP_ROLE_TEXT || !is_item (self, piece) || above == NULL || is_item (self, above) ||
          above->is_row || dip_text_last (above->text) == ':')
        continue;
      while ((heading = get_heading (self, k)) != NULL &&
             dip_structure_next (self, heading->first + heading->n_pieces) < i)
        k++;
      if (heading != NULL && dip_structure_next (self, heading->first + heading->n_pieces) == i &&
          may_hold_items (heading))
        {
          g_ptr_array_add (found, (gpointer) heading);
          n_lists++;
        }
      /* the second line of an item is short as well, but begins small */
      else if (g_ascii_isupper (*above->text) && dip_text_width (above->text) <= MAX_PAIR_COLUMNS)
        {
          n_lists++;
        }
    }
  if (found->len < MIN_RUNS || found->len * 10 < n_lists * 8)
    return 0;
  for (guint i = 0; i < found->len; i++)
    ((DipHeading *) g_ptr_array_index (found, i))->accepted = TRUE;

  return found->len;
}

/* A text without numbers and without blank lines: short lines between full stops, and the one before the first. */
void
dip_heading_choose_tight (DipStructure *self)
{
  DipHeading *before = NULL;
  gboolean announced = FALSE;
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      announced = is_announced (self, i, announced);
      if (heading->weak != 0 || heading->run_in || heading->weight < 0.5)
        continue;
      if (heading->number.style != DIP_NUMBER_NONE || !dip_heading_stands_between_sentences (self, heading))
        {
          if (n == 0 && heading->number.style == DIP_NUMBER_NONE && !announced &&
              dip_heading_has_body (self, heading, NULL))
            before = heading;
          continue;
        }
      heading->accepted = TRUE;
      n++;
    }

  if (choose_runs (self))
    n = MAX (n, MIN_TIGHT);
  n += choose_above_items (self);
  if (n >= MIN_TIGHT)
    {
      if (before != NULL && (before->first > 0 || (n >= MIN_RUNS && is_no_papers_title (self, before))))
        before->accepted = TRUE;
      choose_capitals (self);
      return;
    }
  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      heading->accepted = heading->accepted && heading->weight >= 2.0;
    }
}

/* A mark of items alone; others stand before titles as well, which is told elsewhere. */
static gboolean
is_sign_of_items (gunichar c)
{
  return c == '-' || c == '*' || c == '+' || c == 0x2013 || c == 0x2022 || c == 0x30fb || c == 0xff65;
}

/* The text of an item behind its marks, "・Title" in "- ・Title" too; NULL where it is none. @depth: how many */
static const char *
item_text (DipStructure   *self,
           const DipPiece *piece,
           guint          *depth)
{
  const char *text = piece->text;
  DipMark mark;

  *depth = 0;
  if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->line->kind == DIP_LINE_HEADING ||
      !is_sign_of_items (dip_text_first (text)))
    return NULL;
  while (*depth < 2 && dip_mark_parse (self, text, &mark) && mark.kind == DIP_MARK_BULLET)
    {
      text = dip_text_skip_space (text + mark.length);
      (*depth)++;
    }

  return *depth > 0 ? text : NULL;
}

static gboolean
is_said (const char *text)
{
  return dip_text_ends_sentence (text) || dip_text_has_sentence (text);
}

/* Whether an item could be the title of what stands below it. */
static gboolean
may_be_title (const char *text)
{
  guint width = dip_text_width (text);
  gunichar last = dip_text_last (text);

  return width >= MIN_PAIR_COLUMNS && width <= MAX_PAIR_COLUMNS && !is_said (text) && last != ':' && last != 0xff1a &&
         last != 0x3001 && last != ',' && last != ';' && strstr (text, "://") == NULL;
}

/**
 * dip_heading_find_pairs:
 * @self: a structure
 *
 * Finds items that are titles of a sentence below them: nearly all short ones have to be, so that a list of nouns above
 * a text is none. Linear.
 *
 * Returns: (nullable) (transfer full): for each piece whether it is such a title
 */
guint8 *
dip_heading_find_pairs (DipStructure *self)
{
  g_autofree guint8 *pairs = g_new0 (guint8, self->pieces->len + 1);
  guint n_short[3] = { 0 }, n_pairs[3] = { 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      guint depth, below_depth;
      const char *text = item_text (self, dip_structure_piece (self, i), &depth);
      const DipPiece *piece;
      const char *said;
      guint below;

      if (text == NULL || !may_be_title (text))
        continue;
      below = dip_structure_next (self, i + 1);
      piece = below < self->pieces->len ? dip_structure_piece (self, below) : NULL;
      n_short[depth]++;
      if (piece == NULL || piece->role != DIP_ROLE_TEXT || piece->is_row)
        continue;
      said = item_text (self, piece, &below_depth);
      if (below_depth < 2 && is_said (said != NULL ? said : piece->text))
        {
          pairs[i] = (guint8) depth;
          n_pairs[depth]++;
        }
    }
  for (guint i = 0; i < self->pieces->len; i++)
    {
      guint depth = pairs[i];

      if (depth == 0)
        continue;
      if (n_pairs[depth] < MIN_PAIRS || n_pairs[depth] * 10 < n_short[depth] * 8)
        pairs[i] = 0;
      any = any || pairs[i] != 0;
    }

  self->paired = any;

  return any ? g_steal_pointer (&pairs) : NULL;
}

/* A candidate that only dip_heading_choose_pairs() accepts. */
void
dip_heading_consider_pair (DipStructure *self,
                           guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  DipHeading *heading = dip_heading_add (self, i, 1, piece->text);
  guint depth;

  heading->title = g_strdup (item_text (self, piece, &depth));
  heading->pair = TRUE;
}

/* Pairs stand below the titles that the text has. */
void
dip_heading_choose_pairs (DipStructure *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = get_heading (self, i);

      if (heading->pair)
        {
          heading->accepted = TRUE;
          heading->mark_level = any ? 2 : 1;
        }
      else if (heading->accepted)
        {
          heading->mark_level = MAX (heading->mark_level, heading->number.style == DIP_NUMBER_NONE ? 1 : 0);
          any = TRUE;
        }
    }
}
