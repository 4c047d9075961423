/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * What could be a heading:
 *
 *   heading = number title [ controls ]      dip-heading-numbered.c
 *           | a line that the format calls a heading
 *           | an entry of the contents list, found again in the text
 *           | a line that stands alone and is a word of the lexicon
 *           | mark title                     ■ and the like, 【…】; all without a number in dip-heading-lone.c
 *
 * Here every such line becomes a candidate with a weight; which of them *are*
 * headings is decided over all of them together (dip-heading-choice.c).
 */

/* Fewer lines that begin with a code are names of things. */
#define MIN_CODES 3u

gboolean
dip_heading_is_caption (DipStructure *self,
                        const char   *text)
{
  const char *const *words;

  if (!dip_lexicon_may_begin (self->draft->lexicon, "caption-starts", text))
    return FALSE;
  words = dip_lexicon_get_words (self->draft->lexicon, "caption-starts");
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      gunichar c;

      if (g_ascii_strncasecmp (text, words[i], n) != 0)
        continue;
      c = dip_glyph_narrow (dip_text_first (text + n));
      if (c == ' ' || c == ':' || (c >= '0' && c <= '9'))
        return TRUE;
    }

  return FALSE;
}

DipHeading *
dip_heading_add (DipStructure *self,
                 guint         i,
                 guint         n_pieces,
                 const char   *text)
{
  DipHeading *heading = g_new0 (DipHeading, 1);
  DipPiece *piece = dip_structure_piece (self, i);

  heading->first = i;
  heading->n_pieces = n_pieces;
  heading->heading = g_strdup (text);
  heading->gap_before = dip_structure_has_gap (self, i) || piece->line->page_break ||
                        (i > 0 && dip_structure_piece (self, i - 1)->role != DIP_ROLE_TEXT &&
                         !dip_structure_is_bare_item (dip_structure_piece (self, i - 1)));
  heading->format_level = piece->line->kind == DIP_LINE_HEADING ? MAX (piece->line->level, 1) : 0;
  g_ptr_array_add (self->headings, heading);

  return heading;
}

/* Whether the contents list names "number title". */
static gboolean
is_in_contents (DipStructure *self,
                const char   *text)
{
  g_autofree char *key = NULL;

  if (self->contents->len == 0)
    return FALSE;
  key = dip_text_key (text);
  for (guint i = 0; i < self->contents->len; i++)
    {
      DipContentsEntry *entry = g_ptr_array_index (self->contents, i);

      if (strcmp (key, dip_contents_entry_key (entry)) == 0)
        return TRUE;
    }

  return FALSE;
}

DipHeading *
dip_heading_add_run_in (DipStructure *self,
                        guint         i,
                        gsize         from,
                        DipRunIn     *run_in)
{
  DipPiece *piece = dip_structure_piece (self, i);
  g_autofree char *number = g_strndup (piece->text, from);
  g_autofree char *text = g_strconcat (number, run_in->title, NULL);
  DipHeading *heading = dip_heading_add (self, i, run_in->piece - i + 1, text);

  heading->title = g_steal_pointer (&run_in->title);
  heading->body = g_strdup (run_in->body);
  heading->run_in = TRUE;
  heading->in_contents = is_in_contents (self, text);

  return heading;
}

/**
 * dip_heading_names_annex:
 * @title: a line
 *
 * Whether it begins with a numbered annex: "別紙1　様式", "Appendix 2: Regions"; not "別紙1による".
 */
gboolean
dip_heading_names_annex (DipStructure *self,
                         const char   *title)
{
  gboolean is_latin = g_ascii_isalpha (*title);
  char small[2] = { (char) (title[0] | 0x20), (char) (*title != '\0' ? title[1] | 0x20 : 0) };  /* of letters */
  const char *const *words;

  if (!dip_lexicon_may_begin (self->draft->lexicon, "annex-words", title))
    return FALSE;
  words = dip_lexicon_get_words (self->draft->lexicon, "annex-words");
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at;
      const char *digits;
      gunichar c;

      /* most words are another at once */
      if (is_latin ? small[0] != (words[i][0] | 0x20) || small[1] != (words[i][1] | 0x20) : title[0] != words[i][0])
        continue;
      at = title + strlen (words[i]);
      if (g_ascii_strncasecmp (title, words[i], strlen (words[i])) != 0)
        continue;
      at = digits = dip_text_skip_space (at);
      while ((c = dip_glyph_narrow (dip_text_first (at))) >= '0' && c <= '9')
        at = g_utf8_next_char (at);
      if (at == digits && c == ':' && *dip_text_skip_space (g_utf8_next_char (at)) != '\0')
        return TRUE;
      /* "付録　Mapping", which is counted nowhere */
      if (at == digits && at > title + strlen (words[i]) && c >= 0x80 && !dip_text_ends_sentence (at) &&
          !dip_text_has_sentence (at))
        return TRUE;

      return at > digits && (c == 0 || c == ':' || c == '.' || dip_glyph_is_space (dip_text_first (at)) || c == '(');
    }

  return FALSE;
}

/* How many parts the numbers of the contents list have, at most. */
static void
measure_contents (DipStructure *self)
{
  for (guint i = 0; i < self->contents->len; i++)
    {
      DipContentsEntry *entry = g_ptr_array_index (self->contents, i);
      DipNumber number;

      if (dip_number_parse (entry->text, self->draft->lexicon, &number) &&
          (number.style == DIP_NUMBER_DECIMAL || number.style == DIP_NUMBER_CONTROL))
        self->contents_depth = MAX (self->contents_depth, number.n_parts);
    }
}

/* "1.2" of 1.2.3. */
static char *
parent_number (const DipNumber *number)
{
  const char *end = strrchr (number->ascii, '.');

  if (number->style != DIP_NUMBER_DECIMAL || number->n_parts < 2 || end == NULL)
    return NULL;

  return g_strndup (number->ascii, (gsize) (end - number->ascii));
}

static void
add_count (GHashTable *counts,
           char       *key,
           int         n)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

  g_hash_table_replace (counts, key, GINT_TO_POINTER (before + n));
}

/* "1.3 Two tiers exist: …" between 1.2 and 1.4, which are numbered sentences, is one, too. */
static void
drop_sentences (DipStructure *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint h = 0;
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    n += ((DipHeading *) g_ptr_array_index (self->headings, i))->run_in;
  if (n == 0)
    return;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const DipHeading *heading;
      DipNumber number;
      char *parent;

      while (h < self->headings->len && ((DipHeading *) g_ptr_array_index (self->headings, h))->first < i)
        h++;
      heading = h < self->headings->len ? g_ptr_array_index (self->headings, h) : NULL;
      if (heading != NULL && heading->first == i && (heading->run_in || heading->weight > 0))
        {
          parent = heading->run_in ? parent_number (&heading->number) : NULL;
          if (parent != NULL)
            add_count (counts, parent, -1);
          continue;
        }
      if (piece->role != DIP_ROLE_TEXT || piece->is_row || !g_ascii_isdigit (*piece->text) ||
          !dip_structure_parse_number (self, piece, &number) || !number.spaced ||
          dip_structure_continues (self, i))
        continue;
      parent = parent_number (&number);
      if (parent != NULL)
        add_count (counts, parent, 1);
    }

  for (guint i = 0; i < self->headings->len; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);
      g_autofree char *parent = heading->run_in && !heading->in_contents ? parent_number (&heading->number) : NULL;

      if (parent != NULL && GPOINTER_TO_INT (g_hash_table_lookup (counts, parent)) >= 0)
        heading->weight -= 3.0;
    }
}

/* Whether the paper counts its clauses with codes: several lines begin with one, each with another, and those with the
 * same letters ascend. */
static void
find_codes (DipStructure *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DipNumber before = { 0 };
  guint n = 0;
  guint n_down = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      DipNumber number;
      gsize n_letters;

      if (piece->role != DIP_ROLE_TEXT || piece->is_row || !g_ascii_isupper (*piece->text) ||
          dip_structure_parse_number (self, piece, &number) ||
          !dip_number_parse_coded (piece->text, self->draft->lexicon, &number) ||
          (piece->line->kind == DIP_LINE_TEXT && dip_structure_continues (self, i)))
        continue;

      n++;
      g_hash_table_add (seen, g_strdup (number.ascii));
      n_letters = strcspn (number.ascii, "0123456789");
      if (strncmp (before.ascii, number.ascii, n_letters) == 0 && strcspn (before.ascii, "0123456789") == n_letters)
        n_down += dip_number_compare (&before, &number) >= 0;
      before = number;
    }

  self->coded = n >= MIN_CODES && g_hash_table_size (seen) * 10 >= n * 9 && n_down * 10 <= n * 2;
}

/**
 * dip_structure_find_headings:
 * @self: a structure without furniture, contents list and revision table
 *
 * Lists all lines that could be headings.
 */
void
dip_structure_find_headings (DipStructure *self)
{
  g_autofree guint8 *matched = dip_structure_match_contents (self);
  g_autofree guint8 *pairs = NULL;

  measure_contents (self);
  for (guint i = 0; i < self->pieces->len; i++)
    dip_structure_piece (self, i)->continues = 0;
  self->settled = TRUE;
  find_codes (self);
  self->catalogue_rows = dip_heading_find_catalogue (self);
  self->numbers_apart = dip_heading_find_numbers_apart (self);
  pairs = self->contents->len == 0 ? dip_heading_find_pairs (self) : NULL;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      guint n_matched = matched != NULL ? matched[i] : 0;

      if (piece->role != DIP_ROLE_TEXT || piece->is_row)
        continue;

      if (n_matched == 0 && dip_heading_consider_number_apart (self, &i))
        continue;
      if (pairs != NULL && pairs[i] != 0)
        {
          dip_heading_consider_pair (self, i);
          continue;
        }
      if (dip_heading_consider_numbered (self, &i, n_matched))
        continue;
      if (n_matched == 0 && dip_heading_is_wrapped_title (self, i))
        dip_heading_consider_wrapped_title (self, &i);
      else if (n_matched == 0 && dip_heading_is_bold_line (self, i))
        dip_heading_consider_bold_line (self, i);
      else if (n_matched > 0 || !dip_heading_consider_unnumbered_run_in (self, &i))
        dip_heading_consider_unnumbered (self, &i, n_matched);
    }

  drop_sentences (self);
  self->settled = FALSE;

  dip_debug (DIP_DEBUG_RECOGNISE, "%u lines could be headings; spaced out %d, marked ends %d, wrap %u",
             self->headings->len, self->spaced_out, self->marked_ends, self->wrap_width);
}
