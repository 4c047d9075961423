/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Lines with a number that could be headings, see dip-headings.c:
 *
 *   numbered = number title            on one line, on up to four when it was broken, or the title below the number
 *            | number title. text      the text on the same line
 *            | 第1条（目的） text        an article, whose title may stand in brackets on the line above
 *            | 【number title】          in brackets, and ■ number title behind a mark
 */

#define MAX_CHAPTER 100u  /* "2022 年" is a year in a heading too */

/* A number alone above a question is hardly anything else; what the end of a sentence costs a title. */
#define ASKED_APART 1.0
#define MAX_ASKED_COLUMNS 160u

/* A line that a sentence goes on from is not shorter. */
#define MIN_SENTENCE_COLUMNS 45

/* Columns of white space that part the cells of a table. */
#define MIN_GAP 3u

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

gboolean
dip_heading_consider_numbered (DipStructure *self,
                               guint        *index,
                               guint         n_matched)
{
  const DipPiece *piece = dip_structure_piece (self, *index);
  DipNumber number;

  if (!parse_number (self, piece, piece->text, &number))
    return FALSE;
  consider_numbered (self, index, &number, n_matched);

  return TRUE;
}

gboolean
dip_heading_consider_number_apart (DipStructure *self,
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
