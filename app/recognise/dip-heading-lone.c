/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-metadata.h"
#include "recognise/dip-passage.h"

#include <string.h>

/*
 * Lines without a number that could be headings: what the format or the contents list calls one, marks, words of the
 * lexicon, lines in bold, titles broken over lines. See dip-headings.c.
 */

/* Of lines that are hardly ever headings: see choose_weak(). */
#define WEAK 0.2
#define MAX_WEAK_COLUMNS 48

/* Of a line that only asks: see choose_questions(). */
#define QUESTION 0.4

/* Bytes of the label of a property. */
#define MAX_PROPERTY 40u

/* Bytes of a rider's title with a date. */
#define MAX_RIDER 90u

/* Fewer numbers above titles are values; columns of a number that stands alone. */
#define MIN_APART 4u
#define MAX_NUMBER_COLUMNS 16u

/* "別表　対応表": the title of an annex with space above it, or with a table right below it. */
static gboolean
is_annex (DipStructure *self,
          guint         i)
{
  guint next = dip_structure_next (self, i + 1);

  return dip_heading_names_annex (self, dip_structure_piece (self, i)->text) &&
         (dip_structure_has_gap (self, i) ||
          (next < self->pieces->len && dip_structure_piece (self, next)->is_row));
}

/* The bracket that a text opens with and closes with, nothing outside: 【Purpose】. */
static gboolean
is_bracketed (const char *text)
{
  gunichar first = dip_text_first (text);
  gunichar last = dip_text_last (text);

  switch (first)
    {
    case 0x3010: case 0x300a: case 0x3008: case 0x3014: case '<': case 0xff1c: case 0x2039: case '[':
    case 0xff3b:
      break;
    default:
      return FALSE;
    }

  return last == 0x3011 || last == 0x300b || last == 0x3009 || last == 0x3015 || last == '>' ||
         last == 0xff1e || last == 0x203a || last == ']' || last == 0xff3d;
}

/* ■ and its kin, which papers put before headings; the discs and dots of lists are not among them. */
gboolean
dip_heading_is_mark (gunichar c)
{
  return c == 0x25a0 || c == 0x25a1 || c == 0x25c6 || c == 0x25c7 || c == 0x25bc || c == 0x25b6 ||
         c == 0x25ce || c == 0x2756;
}

/* Discs, which stand before items and, in papers that have nothing better, before titles. */
static gboolean
is_disc (gunichar c)
{
  return c == 0x25cf || c == 0x25cb || c == 0x2605 || c == 0x2606 || c == 0x25b2 || c == 0x25b3;
}

/* Whether piece @i is a paragraph of one line. */
static gboolean
stands_alone (DipStructure *self,
              guint         i)
{
  guint next = dip_structure_next (self, i + 1);

  if (dip_structure_continues (self, i))
    return FALSE;
  if (next >= self->pieces->len)
    return FALSE;

  return !dip_structure_continues (self, next);
}

/* Whether a text is a date and nothing else. */
static gboolean
is_date (const char *text)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);

  return date != NULL && start == text && *dip_text_skip_space (end) == '\0';
}

/* "（サービス名）サンプル" tells a property, not a title. */
static gboolean
is_labelled (DipStructure *self,
             const char   *text)
{
  gunichar first = dip_text_first (text);
  const char *close = first == 0xff08 ? strstr (text, "）") : first == 0x3010 ? strstr (text, "】") : NULL;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  if (close == NULL && (first >= 0x80 || g_ascii_isupper ((char) first)))
    {
      const char *colon = dip_text_find_colon (text, MAX_PROPERTY);

      /* "Effective date: 1 October 2025", "最終更新日：2025年4月1日", "Last reviewed: …" */
      if (colon == NULL || *dip_text_skip_space (g_utf8_next_char (colon)) == '\0')
        return FALSE;
      if (is_date (dip_text_skip_space (g_utf8_next_char (colon))))
        return TRUE;
      label = g_strndup (text, (gsize) (colon - text));
      key = dip_fold_to_string (label, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
      return dip_metadata_names_property (self->draft->lexicon, key);
    }
  if (close == NULL || close[strlen ("）")] == '\0')
    return FALSE;
  label = g_strndup (text + strlen ("（"), (gsize) (close - text) - strlen ("（"));
  key = dip_fold_to_string (label, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  return dip_metadata_names_property (self->draft->lexicon, key);
}

/* Whether a line ends in a bracket with a colon in it. */
static gboolean
tells_number (const char *text)
{
  const char *open = g_strrstr (text, "（");

  return open != NULL && open > text && g_str_has_suffix (text, "）") &&
         (strchr (open, ':') != NULL || strstr (open, "：") != NULL);
}

/* "お問い合わせ", and "附則（2020年10月1日）" with the day from which it holds. */
gboolean
dip_heading_is_back (DipStructure *self,
                     const char   *text)
{
  g_autofree char *date = NULL;
  g_autofree char *word = NULL;
  const char *start, *end;

  if (dip_structure_has_word (self, "back-headings", text))
    return TRUE;
  if (!dip_lexicon_may_begin (self->draft->lexicon, "rider-headings", text) || strlen (text) > MAX_RIDER)
    return FALSE;
  date = dip_date_find (text, &start, &end);
  if (date == NULL)
    return FALSE;
  word = g_strndup (text, (gsize) (start - text));
  g_strstrip (word);
  if (g_str_has_suffix (word, "（") || g_str_has_suffix (word, "("))
    *g_utf8_prev_char (word + strlen (word)) = '\0';

  return dip_structure_has_word (self, "rider-headings", word);
}

static gboolean
ends_with_colon (const char *text)
{
  return g_str_has_suffix (text, ":") || g_str_has_suffix (text, "：");
}

/* "Is my data encrypted?": a question and nothing before it. */
static gboolean
is_one_question (const char *text)
{
  gunichar last = dip_text_last (text);

  return (last == '?' || last == 0xff1f) && strstr (text, ". ") == NULL && strstr (text, "。") == NULL;
}

/* A whole line in bold above a text of Markdown, which is the format's for a title that is no heading of it. */
gboolean
dip_heading_is_bold_line (DipStructure *self,
                          guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  guint below = dip_structure_next (self, i + 1);
  const DipPiece *next;

  if (!self->markdown || !piece->line->bold || piece->line->kind != DIP_LINE_TEXT || piece->is_row ||
      piece->text != piece->line->text || piece->width > DIP_HEADING_MAX_ALONE * 2 || below >= self->pieces->len ||
      dip_structure_continues (self, i) || dip_structure_has_word (self, "note-words", piece->text) ||
      (!is_one_question (piece->text) &&
       (dip_structure_has_sentence (self, piece) || dip_text_ends_sentence (piece->text))) ||
      (!g_unichar_isupper (dip_text_first (piece->text)) && !dip_glyph_is_cjk (dip_text_first (piece->text))))
    return FALSE;
  next = dip_structure_piece (self, below);

  return next->role == DIP_ROLE_TEXT && !next->is_row && next->line->kind == DIP_LINE_TEXT && !next->line->bold &&
         (dip_text_has_sentence (next->text) || dip_text_ends_sentence (next->text) || ends_with_colon (next->text));
}

void
dip_heading_consider_bold_line (DipStructure *self,
                                guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  DipHeading *heading = dip_heading_add (self, i, 1, piece->text);

  heading->title = g_strdup (piece->text);
  if (ends_with_colon (heading->title))
    *g_utf8_find_prev_char (heading->title, heading->title + strlen (heading->title)) = '\0';
  heading->run_in = heading->bold = TRUE;
  heading->weight = WEAK;
}

/* "Backup: we …": a candidate that only dip_heading_choose_run_ins() accepts. */
gboolean
dip_heading_consider_unnumbered_run_in (DipStructure *self,
                                        guint        *index)
{
  DipRunIn run_in;
  gboolean bold;
  DipHeading *heading;

  if (!dip_heading_consider_run_in (self, *index, &run_in, &bold))
    return FALSE;

  heading = dip_heading_add_run_in (self, *index, 0, &run_in);
  heading->bold = bold;
  heading->weight = WEAK;
  *index += heading->n_pieces - 1;

  return TRUE;
}

/* Whether the title at @i, which has no number, goes on with a small letter on the next line, and a text begins on
 * the one after that. */
gboolean
dip_heading_is_wrapped_title (DipStructure *self,
                              guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next, *after;
  DipMark mark;

  if (self->wrap_width == 0 || self->markdown || i + 2 >= self->pieces->len || !dip_structure_has_gap (self, i) ||
      !g_ascii_isupper (*piece->text) || strchr (piece->text, ' ') == NULL)
    return FALSE;
  next = dip_structure_piece (self, i + 1);
  after = dip_structure_piece (self, i + 2);
  if (next->role != DIP_ROLE_TEXT || next->is_row || next->line->kind != DIP_LINE_TEXT ||
      after->role != DIP_ROLE_TEXT || after->is_row || dip_structure_has_gap (self, i + 1))
    return FALSE;
  if (piece->width * 10 > self->wrap_width * 8 || next->width * 10 > self->wrap_width * 6 ||
      strpbrk (next->text, ".:;@") != NULL || strpbrk (piece->text, ".:;@") != NULL)
    return FALSE;

  return g_ascii_islower (*next->text) && !dip_mark_parse (self, next->text, &mark) &&
         !dip_structure_continues (self, i) && !dip_structure_continues (self, i + 1) &&
         !dip_structure_continues (self, i + 2) && g_ascii_isupper (*after->text) &&
         after->width * 10 >= self->wrap_width * 7;
}

void
dip_heading_consider_wrapped_title (DipStructure *self,
                                    guint        *index)
{
  g_autoptr (GString) text = g_string_new (dip_structure_piece (self, *index)->text);
  DipHeading *heading;

  dip_text_join (text, dip_structure_piece (self, *index + 1)->text);
  heading = dip_heading_add (self, *index, 2, text->str);
  heading->title = g_strdup (text->str);
  heading->weight = 0.5;
  (*index)++;
}

void
dip_heading_consider_unnumbered (DipStructure *self,
                                 guint        *index,
                                 guint         n_matched)
{
  guint i = *index;
  DipPiece *piece = dip_structure_piece (self, i);
  g_autoptr (GString) text = NULL;
  const char *title;
  DipHeading *heading;
  gunichar first = dip_text_first (piece->text);
  guint n;
  double weight = 0;
  gunichar weak = 0;

  if (n_matched > 0)
    weight = 6.0;
  else if (piece->line->kind == DIP_LINE_HEADING)
    weight = 4.0;
  else if (piece->width > DIP_HEADING_MAX_ALONE || piece->is_row || strstr (piece->text, "   ") != NULL ||
           piece->line->kind != DIP_LINE_TEXT ||
           dip_structure_has_sentence (self, piece) || is_labelled (self, piece->text))
    return;
  else if (dip_structure_has_word (self, "front-headings", piece->text) ||
           dip_heading_is_back (self, piece->text) ||
           is_annex (self, i))
    weight = 2.0;
  else if (dip_heading_is_mark (first) || (is_bracketed (piece->text) && first != '<' && first != 0x2039))
    weight = 1.0;
  else
    weight = 0.5;
  /* "ISO/IEC 27001（登録番号：IS 000000）" */
  if (weight == 0.5 && tells_number (piece->text))
    return;

  if (n_matched == 0)
    {
      DipMark mark;

      if (is_bracketed (piece->text) && piece->line->kind == DIP_LINE_HEADING)
        return;
      if (dip_heading_is_caption (self, piece->text) || dip_text_open_brackets (piece->text) != 0)
        return;
      if (piece->line->kind != DIP_LINE_HEADING)
        {
          gunichar last = dip_text_last (piece->text);
          gboolean asks = last == '?' && weight == 0.5 && g_ascii_isupper ((char) MIN (first, 127));

          /* "はじめに" below a page break is a title, whatever the lines below it look like */
          if (!(weight == 2.0 && (piece->line->page_break || dip_structure_has_gap (self, i) ||
                                  (i > 0 && dip_structure_piece (self, i - 1)->role != DIP_ROLE_TEXT)) &&
                dip_structure_has_word (self, "front-headings", piece->text)) &&
              (!stands_alone (self, i) || (dip_text_ends_sentence (piece->text) && !asks)))
            return;
          if (asks)
            weight = QUESTION;
          if ((last == ':' || last == 0xff1a) && weight < 1.0 && piece->width > 4 &&
              piece->width <= MAX_WEAK_COLUMNS && !dip_mark_parse (self, piece->text, &mark))
            weak = ':';
          else if (last == ':' || last == 0xff1a || last == 0x3001 || last == ',' || last == ';')
            return;
          if (weak == 0 && weight < 1.0 && dip_mark_parse (self, piece->text, &mark))
            {
              if (!is_disc (first) || piece->width > MAX_WEAK_COLUMNS)
                return;
              weak = first;
            }
          /* "Legend: T = us, C = customer" */
          if (strstr (piece->text, "://") != NULL || strchr (piece->text, '@') != NULL ||
              strstr (piece->text, " = ") != NULL)
            return;
        }
      else if (dip_structure_has_sentence (self, piece) && piece->width > 100)
        {
          return;
        }
      if (dip_structure_has_word (self, "end-marks", piece->text))
        return;
    }

  text = g_string_new (NULL);
  n = dip_heading_read_lines (self, i, n_matched, text);
  if (n > 1 && n_matched == 0 && piece->line->kind != DIP_LINE_HEADING)
    return;

  heading = dip_heading_add (self, i, n, text->str);
  heading->in_contents = n_matched > 0;
  heading->weight = weak != 0 ? WEAK : weight;
  heading->weak = weak;

  title = text->str;
  if (weak != 0 && weak != ':')
    title = dip_text_skip_space (g_utf8_next_char (title));
  if ((weight == 1.0 && dip_heading_is_mark (first)) ||
      (n_matched > 0 && is_disc (first)) ||
      ((n_matched > 0 || piece->line->kind == DIP_LINE_HEADING) && dip_heading_is_mark (first)))
    title = dip_text_skip_space (g_utf8_next_char (title));
  heading->title = dip_number_strip_controls (title, self->draft->lexicon);
  if (weak == ':' && *heading->title != '\0')
    *g_utf8_find_prev_char (heading->title, heading->title + strlen (heading->title)) = '\0';

  if (weight == 1.0 && is_bracketed (heading->title))
    {
      char *inside = g_utf8_next_char (heading->title);

      inside = g_strndup (inside, strlen (inside) - strlen (g_utf8_find_prev_char (inside, inside + strlen (inside))));
      g_free (heading->title);
      heading->title = inside;
    }

  *index = i + n - 1;
}

/* "4.1", "４．１": nothing but a number of several parts. */
static gboolean
is_lone_number (DipStructure *self,
                guint         i,
                DipNumber    *number)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  g_autofree char *titled = NULL;

  if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->line->kind != DIP_LINE_TEXT ||
      piece->width > MAX_NUMBER_COLUMNS)
    return FALSE;
  titled = g_strconcat (piece->text, " X", NULL);

  return dip_number_parse (titled, self->draft->lexicon, number) && number->style == DIP_NUMBER_DECIMAL &&
         number->n_parts >= 2 && number->length == strlen (piece->text) + 1;
}

gboolean
dip_heading_is_number_apart (DipStructure *self,
                             guint         i)
{
  DipNumber number;

  return is_lone_number (self, i, &number) && dip_heading_is_title_below (self, i + 1);
}

gboolean
dip_heading_find_numbers_apart (DipStructure *self)
{
  guint n = 0;
  guint n_titled = 0;

  for (guint i = 0; i + 2 < self->pieces->len; i++)
    {
      const DipPiece *below = dip_structure_piece (self, i + 2);
      DipNumber number;

      if (!is_lone_number (self, i, &number))
        continue;
      n++;
      n_titled += dip_heading_is_title_below (self, i + 1) && below->role == DIP_ROLE_TEXT && !below->is_row &&
                  (dip_text_has_sentence (below->text) || dip_text_ends_sentence (below->text) ||
                   (i + 3 < self->pieces->len && dip_structure_continues (self, i + 3)));
    }

  return n_titled >= MIN_APART && n_titled * 10 >= n * 8;
}
