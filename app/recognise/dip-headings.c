/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * What could be a heading:
 *
 *   heading = number title [ controls ]      on one line, or on up to four when it was broken
 *           | a line that the format calls a heading
 *           | an entry of the contents list, found again in the text
 *           | a line that stands alone and is a word of the lexicon
 *           | mark title                     ■ and the like, 【…】
 *
 * Here every such line becomes a candidate with a weight; which of them *are*
 * headings is decided over all of them together (dip-heading-choice.c).
 */

#define MAX_CHAPTER 100u  /* "2022 年" is a year in a heading too */

/* A number alone above a question is hardly anything else; what the end of a sentence costs a title. */
#define ASKED_APART 1.0
#define MAX_ASKED_COLUMNS 160u

/* A line that a sentence goes on from is not shorter. */
#define MIN_SENTENCE_COLUMNS 45

/* Columns of white space that part the cells of a table. */
#define MIN_GAP 3u

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

/* How much a numbered line looks like a heading: 1 is neither here nor there. */
static double
weigh (DipStructure *self,
       DipHeading   *heading,
       const char   *title)
{
  DipPiece *piece = dip_structure_piece (self, heading->first);
  guint width = dip_text_width (title);
  gunichar last = dip_text_last (title);
  double weight = 1.0;

  if (heading->in_contents)
    weight += 5.0;
  else if (heading->number.n_parts <= self->contents_depth)
    weight -= 2.0;
  if (heading->format_level > 0)
    weight += 4.0;
  else if (piece->line->bold)
    weight += 0.5;
  if (heading->has_controls)
    weight += 2.5;
  /* "Clause 12 — Operations security", wherever the numbers go on */
  if (heading->number.style == DIP_NUMBER_CHAPTER && heading->gap_before && *title != '\0')
    weight += 1.5;
  if (heading->gap_before)
    weight += 0.5;
  if (piece->line->kind == DIP_LINE_ITEM)
    weight -= 0.5;
  if (!heading->number.closed && heading->number.n_parts == 1)
    weight -= 0.3;
  if (last == '?' || last == 0xff1f)
    weight -= 0.3;
  else if (dip_text_ends_sentence (title))
    weight -= 2.5;
  else if (last == 0x3001 || last == ',' || last == 0xff0c || last == ';')
    weight -= 2.0;
  else if (last == ':' || last == 0xff1a)
    weight -= 0.3;
  if (width > 90)
    weight -= 1.0;
  else if (width > 60)
    weight -= 0.3;
  if (*title == '\0')
    weight -= 1.0;

  return weight;
}

/* 第1条（目的）: the brackets are not the title's. */
static void
unwrap_title (DipHeading *heading)
{
  gunichar first = dip_text_first (heading->title);
  gunichar last = dip_text_last (heading->title);
  char *inside, *end;

  if (heading->number.style != DIP_NUMBER_CHAPTER || (first != '(' && first != 0xff08) ||
      (last != ')' && last != 0xff09))
    return;

  inside = g_utf8_next_char (heading->title);
  end = g_utf8_find_prev_char (inside, inside + strlen (inside));
  if (end == NULL || end == inside || dip_text_open_brackets (inside) != -1)
    return;

  inside = g_strndup (inside, (gsize) (end - inside));
  g_free (heading->title);
  heading->title = inside;
}

/* Where an article's text begins on the line of its number: behind the title in brackets, or behind the
 * number. NULL if the line is a heading only. */
static const char *
find_article_body (const char *title)
{
  gunichar first = dip_text_first (title);

  if (first == '(' || first == 0xff08)
    {
      const char *at = g_utf8_next_char (title);

      while (*at != '\0' && g_utf8_get_char (at) != ')' && g_utf8_get_char (at) != 0xff09)
        at = g_utf8_next_char (at);
      if (*at == '\0')
        return NULL;
      at = dip_text_skip_space (g_utf8_next_char (at));

      return *at != '\0' ? at : NULL;
    }

  return dip_text_has_sentence (title) || dip_text_width (title) > DIP_HEADING_MAX_ALONE ? title : NULL;
}

/* Whether the text of piece @i goes on in the next one, up to a full stop. */
static gboolean
is_cut_sentence (DipStructure *self,
                 guint         i)
{
  guint next = dip_structure_next (self, i + 1);

  return next < self->pieces->len && dip_structure_continues (self, next) &&
         dip_structure_piece (self, i)->width >= MIN_SENTENCE_COLUMNS &&
         (dip_text_ends_sentence (dip_structure_piece (self, next)->text) ||
          dip_text_has_sentence (dip_structure_piece (self, next)->text));
}

/* Whether the line above @i is nothing but a title in round brackets: （目的）. */
static gboolean
has_title_above (DipStructure *self,
                 guint         i)
{
  const DipPiece *above = i > 0 ? dip_structure_piece (self, i - 1) : NULL;
  gunichar open, close;

  if (above == NULL || above->role != DIP_ROLE_TEXT || above->is_row || above->width > DIP_HEADING_MAX_ALONE)
    return FALSE;
  open = dip_text_first (above->text);
  close = dip_text_last (above->text);

  return (open == '(' || open == 0xff08) && (close == ')' || close == 0xff09) &&
         dip_text_open_brackets (above->text) == 0;
}

/* Article @number, whose text begins at @body within the line of piece @i. A title may stand in
 * brackets on the line above. */
static void
add_article (DipStructure *self,
             guint         i,
             DipNumber    *number,
             const char   *body)
{
  DipPiece *piece = dip_structure_piece (self, i);
  g_autofree char *line = NULL;
  DipHeading *heading;
  const char *end = body;
  guint first = i;

  while (end > piece->text && dip_glyph_is_space (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  line = g_strndup (piece->text, (gsize) (end - piece->text));
  if (strlen (line) <= number->marker && has_title_above (self, i))
    {
      g_autofree char *both = g_strconcat (line, dip_structure_piece (self, i - 1)->text, NULL);

      g_free (line);
      line = g_steal_pointer (&both);
      first = i - 1;
      if (self->headings->len > 0 &&
          ((DipHeading *) g_ptr_array_index (self->headings, self->headings->len - 1))->first == first)
        g_ptr_array_remove_index (self->headings, self->headings->len - 1);
    }

  heading = dip_heading_add (self, first, i - first + 1, line);
  heading->number = *number;
  dip_number_parse (line, self->draft->lexicon, number);
  heading->title = g_strdup (line + MIN (number->length, strlen (line)));
  heading->body = g_strdup (body);
  heading->weight = heading->gap_before ? 1.5 : 1.0;
  unwrap_title (heading);
}

/* "【5.1.1 Policies】": a line that one pair of brackets holds. How many bytes the opening one has, 0 for other lines. */
gsize
dip_heading_measure_wrapping (const char *text)
{
  gunichar first = dip_text_first (text);
  gunichar mirror = 0;
  gsize n = *text != '\0' ? (gsize) (g_utf8_next_char (text) - text) : 0;

  if (n == 0 || first == '(' || first == 0xff08 || g_unichar_isalnum (first) ||
      !g_unichar_get_mirror_char (first, &mirror) || dip_text_last (text) != mirror ||
      *g_utf8_next_char (g_utf8_strchr (text, -1, mirror)) != '\0')
    return 0;

  return n;
}

/* Whether such a line begins with the number of a clause. */
static gboolean
parse_wrapped (DipStructure *self,
               const char   *text,
               DipNumber    *number)
{
  gsize n = dip_heading_measure_wrapping (text);

  if (n == 0 || !dip_number_parse (text + n, self->draft->lexicon, number) ||
      (number->style != DIP_NUMBER_CONTROL && (number->style != DIP_NUMBER_DECIMAL || number->n_parts < 2)) ||
      n + number->length + 1 >= strlen (text))
    return FALSE;

  number->marker += n;
  number->length += n;

  return TRUE;
}

/* The number of a line. Where the format calls the line a heading, "4.3 年が同じ場合" begins with a number, and not
 * with years. */
static gboolean
parse_number (DipStructure   *self,
              const DipPiece *piece,
              const char     *text,
              DipNumber      *number)
{
  gsize n = strspn (text, "0123456789.");
  g_autofree char *closed = NULL;

  /* "■ 1　Organisation": the mark adorns the number */
  if (dip_heading_is_mark (dip_text_first (text)))
    {
      const char *bare = dip_text_skip_space (g_utf8_next_char (text));
      gsize n_mark = (gsize) (bare - text);

      if (!dip_number_parse (bare, self->draft->lexicon, number) ||
          (number->style != DIP_NUMBER_DECIMAL && number->style != DIP_NUMBER_CHAPTER &&
           number->style != DIP_NUMBER_CONTROL))
        {
          *number = (DipNumber) { 0 };
          return FALSE;
        }
      number->marker += n_mark;
      number->length += n_mark;
      return TRUE;
    }

  if (parse_wrapped (self, text, number) || dip_number_parse (text, self->draft->lexicon, number))
    return TRUE;
  if (self->coded && dip_number_parse_coded (text, self->draft->lexicon, number))
    return TRUE;
  *number = (DipNumber) { 0 };
  if (piece->line->kind != DIP_LINE_HEADING || n == 0 || text[n] != ' ' || text[n - 1] == '.')
    return FALSE;

  closed = g_strdup_printf ("%.*s.%s", (int) n, text, text + n);
  if (!dip_number_parse (closed, self->draft->lexicon, number) || number->style != DIP_NUMBER_DECIMAL ||
      number->parts[0] >= MAX_CHAPTER)
    return FALSE;
  number->closed = FALSE;
  number->marker--;
  number->length--;

  return TRUE;
}

/* "1.1 In this Schedule, …", "3.1 The Customer shall …": no title has such words. */
static gboolean
begins_sentence (DipStructure *self,
                 const char   *text)
{
  DipNumber number;

  if (!dip_number_parse (text, self->draft->lexicon, &number))
    return FALSE;

  return !dip_heading_is_phrase (self, text + number.length, strlen (text + number.length));
}

/* Whether the line at @i goes on with a sentence that the line above it began: "2.2 The Provider shall notify the". */
static gboolean
goes_on (DipStructure *self,
         guint         i)
{
  DipPiece *piece;

  if (i >= self->pieces->len)
    return FALSE;
  piece = dip_structure_piece (self, i);
  if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->line->kind != DIP_LINE_TEXT ||
      dip_structure_has_gap (self, i))
    return FALSE;

  if (dip_structure_piece (self, i - 1)->width >= MIN_SENTENCE_COLUMNS && self->wrap_width > 0 &&
      dip_structure_piece (self, i - 1)->width * 10 >= self->wrap_width * 8 && dip_text_ends_sentence (piece->text) &&
      dip_structure_continues (self, i) && begins_sentence (self, dip_structure_piece (self, i - 1)->text))
    return TRUE;

  return dip_structure_piece (self, i - 1)->width >= MIN_SENTENCE_COLUMNS &&
         (g_ascii_islower (*piece->text) || dip_text_last (dip_structure_piece (self, i - 1)->text) == '-');
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

/* "3.1 Access control. We …": number, title and text on one line. */
static gboolean
consider_numbered_run_in (DipStructure    *self,
                          guint           *index,
                          const DipNumber *number)
{
  DipPiece *piece = dip_structure_piece (self, *index);
  gsize bold = piece->line->lead > number->length ? piece->line->lead - number->length : 0;
  DipRunIn run_in;
  DipHeading *heading;

  if (piece->line->kind != DIP_LINE_TEXT || !number->spaced || dip_structure_continues (self, *index) ||
      !dip_heading_split_run_in (self, *index, number->length, bold, &run_in))
    return FALSE;

  heading = dip_heading_add_run_in (self, *index, number->length, &run_in);
  heading->number = *number;
  heading->bold = bold > 0;
  heading->weight = 1.0 + (heading->in_contents ? 5.0 : 0) + (heading->gap_before ? 0.5 : 0) +
                    (bold > 0 ? 0.5 : 0);
  *index += heading->n_pieces - 1;

  return TRUE;
}

/* "5.1.1 Policies      2-1, 3.4": behind a gap nothing but numbers, as in a table that says where what is told. */
static gboolean
ends_in_numbers (const char *title)
{
  const char *at = title + strlen (title);
  guint n_digits = 0;
  guint n_blanks = 0;
  gboolean joined = FALSE;

  while (at > title)
    {
      const char *before = g_utf8_prev_char (at);
      gunichar c = dip_glyph_narrow (g_utf8_get_char (before));

      joined = joined || ((c == '-' || c == '.') && n_digits > 0);
      if (c >= '0' && c <= '9')
        n_digits++;
      else if (g_utf8_strchr (".-,、・/~～第章節項条", -1, c) == NULL)
        break;
      at = before;
    }
  for (; at > title && dip_glyph_is_space (g_utf8_get_char (g_utf8_prev_char (at))); at = g_utf8_prev_char (at))
    n_blanks += g_utf8_get_char (g_utf8_prev_char (at)) == 0x3000 ? 2 : 1;

  return n_digits > 0 && n_blanks >= (joined ? MIN_GAP - 1 : MIN_GAP) && at > title;
}

/* "1. Purpose" right below "I. General", which is no text that goes on. */
static gboolean
opens_part (DipStructure    *self,
            guint            i,
            const DipNumber *number)
{
  const DipHeading *above = self->headings->len > 0
    ? g_ptr_array_index (self->headings, self->headings->len - 1) : NULL;

  return above != NULL && above->first + above->n_pieces == i && above->number.style != DIP_NUMBER_NONE &&
         above->number.style != number->style &&
         number->style != DIP_NUMBER_CHAPTER && number->n_parts == 1 && number->parts[0] == 1 && above->body == NULL &&
         !dip_text_ends_sentence (above->title);
}

static void
consider_numbered (DipStructure *self,
                   guint        *index,
                   DipNumber    *number,
                   guint         n_matched)
{
  guint i = *index;
  DipPiece *piece = dip_structure_piece (self, i);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *inside = NULL;
  const char *title;
  DipHeading *heading;
  gboolean broken = FALSE;
  guint n;

  if (number->style == DIP_NUMBER_CHAPTER && number->rank == DIP_HEADING_ARTICLE_RANK && n_matched == 0 &&
      piece->line->kind == DIP_LINE_TEXT && !dip_structure_continues (self, i))
    {
      const char *rest = piece->text + number->length;
      /* below its title, or in a full line that the next one goes on from, all of it is text */
      const char *body = *rest != '\0' && number->spaced && dip_text_first (rest) != '(' &&
                         dip_text_first (rest) != 0xff08 &&
                         (has_title_above (self, i) || is_cut_sentence (self, i)) ? rest : find_article_body (rest);
      g_autofree char *bare = dip_number_strip_controls (piece->text + number->length, self->draft->lexicon);
      gsize n_title = body != NULL ? (gsize) (body - piece->text) - number->length : 0;

      /* "第3条（責任分界点）【CLD.6.3.1】" has only a title */
      if (body != NULL && strlen (bare) > n_title)
        {
          add_article (self, i, number, body);
          return;
        }
    }

  if (n_matched == 0 && (dip_heading_consider_catalogue (self, index, number) ||
                         consider_numbered_run_in (self, index, number)))
    return;

  n = dip_heading_read_lines (self, i, n_matched, text);

  /* "第1章" and its title on the next line. */
  if (number->length >= strlen (text->str) && number->style == DIP_NUMBER_CHAPTER && i + 1 < self->pieces->len)
    {
      DipPiece *next = dip_structure_piece (self, i + 1);

      if (next->role == DIP_ROLE_TEXT && next->line->kind == piece->line->kind && !next->is_row &&
          next->width <= DIP_HEADING_MAX_ALONE && !dip_text_has_sentence (next->text))
        {
          g_string_append_c (text, ' ');
          g_string_append (text, next->text);
          n = 2;
        }
    }

  if (!parse_number (self, piece, text->str, number))
    return;
  title = text->str + number->length;
  if (parse_wrapped (self, text->str, number))
    title = inside = g_strndup (title, (gsize) (g_utf8_prev_char (title + strlen (title)) - title));

  if (n_matched == 0 && piece->line->kind != DIP_LINE_HEADING)
    {
      /* A width is weaker evidence than a mark: the line above may just have been full. */
      broken = dip_structure_continues (self, i) && !opens_part (self, i, number);
      if (broken && (self->marked_ends || self->wrap_width == 0))
        return;
      if (number->style != DIP_NUMBER_CHAPTER &&
          (dip_text_width (title) > DIP_HEADING_MAX_COLUMNS || dip_text_open_brackets (title) < 0))
        return;
      if (*title == '\0' && number->style != DIP_NUMBER_CHAPTER)
        return;
    }

  heading = dip_heading_add (self, i, n, text->str);
  heading->number = *number;
  heading->in_contents = n_matched > 0;
  heading->title = dip_number_strip_controls (title, self->draft->lexicon);
  heading->has_controls = strlen (heading->title) < strlen (title) && *heading->title != '\0' &&
                          !dip_text_ends_sentence (title);
  heading->weight = weigh (self, heading, title) - (broken ? 1.5 : 0);
  if (n_matched == 0 && piece->line->kind != DIP_LINE_HEADING && (goes_on (self, i + n) || ends_in_numbers (title)))
    heading->weight -= 2.5;
  unwrap_title (heading);
  *index = i + n - 1;
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

/* "2.1" on a line of its own right above a line that asks, as a form falls apart when it is copied; "5.1.1" above a
 * title, as a table of controls does, and "４．１" where a PDF's wide gap has become a line's end, again and again. */
static gboolean
consider_number_apart (DipStructure *self,
                       guint        *index)
{
  guint i = *index;
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next = i + 1 < self->pieces->len ? dip_structure_piece (self, i + 1) : NULL;
  gsize n = strspn (piece->text, "0123456789.");
  g_autofree char *joined = NULL;
  gboolean asks, apart;
  guint n_dots = 0;
  DipNumber number;
  DipHeading *heading;

  apart = self->numbers_apart && dip_heading_is_number_apart (self, i);
  if ((!apart && (n < 3 || piece->text[n] != '\0' || !g_ascii_isdigit (*piece->text) ||
                  !g_ascii_isdigit (piece->text[n - 1]))) ||
      next == NULL || next->role != DIP_ROLE_TEXT || next->is_row || next->line->kind != DIP_LINE_TEXT ||
      piece->line->kind != DIP_LINE_TEXT)
    return FALSE;
  for (gsize k = 0; k < n; k++)
    n_dots += piece->text[k] == '.';
  asks = dip_structure_has_gap (self, i) && !dip_structure_has_gap (self, i + 1) && next->width <= MAX_ASKED_COLUMNS &&
         (g_str_has_suffix (next->text, "?") || g_str_has_suffix (next->text, "？"));
  if (!asks && !apart && (n_dots != 2 || !dip_heading_is_title_below (self, i + 1)))
    return FALSE;
  joined = g_strconcat (piece->text, " ", next->text, NULL);
  if (!parse_number (self, piece, joined, &number))
    return FALSE;

  heading = dip_heading_add (self, i, 2, joined);
  heading->number = number;
  heading->title = g_strdup (next->text);
  heading->weight = weigh (self, heading, next->text) + (asks ? ASKED_APART : 0);
  *index = i + 1;

  return TRUE;
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
      DipNumber number;

      if (piece->role != DIP_ROLE_TEXT || piece->is_row)
        continue;

      if (n_matched == 0 && consider_number_apart (self, &i))
        continue;
      if (pairs != NULL && pairs[i] != 0)
        {
          dip_heading_consider_pair (self, i);
          continue;
        }
      if (parse_number (self, piece, piece->text, &number))
        consider_numbered (self, &i, &number, n_matched);
      else if (n_matched == 0 && dip_heading_is_wrapped_title (self, i))
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
