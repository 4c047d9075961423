/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-text-private.h"

#include "read/dip-read-notes.h"

#include <string.h>

/*
 * What a line of Markdown means beside the lines above it: blocks of code, comments, titles underlined by the next
 * line, terms with their meaning below, tables without outer pipes, footnotes of several lines. A line by itself is
 * read by dip-read-markdown.c.
 */

/* Columns of white space that end a line in Markdown, where the next one does not go on with it. */
#define HARD_BREAK 2u

/* Columns by which a paragraph of a footnote is indented. */
#define NOTE_INDENT 2u

/* Dashes of a rule, which has no need of more. */
#define MAX_RULE 3

/* Bytes before "<summary", of the element that it tells about. */
#define MAX_SUMMARY 200u

static gboolean
is_underline (const char *start,
              const char *stop,
              char        c)
{
  for (const char *at = start; at < stop; at++)
    {
      if (*at != c)
        return FALSE;
    }

  return stop - start >= 3;
}

/* "**2.<tab>Scope.** Text": a tab within bold words is a gap, it parts no cells. */
static gboolean
is_bold_over_tab (const char *start,
                  gsize       length)
{
  const char *tab = memchr (start, '\t', length);
  const char *closing;

  if (tab == NULL || length < 5 || memcmp (start, "**", 2) != 0)
    return FALSE;
  closing = g_strstr_len (start + 2, (gssize) length - 2, "**");

  return closing > tab && memchr (closing, '\t', length - (gsize) (closing - start)) == NULL;
}

/* Makes a heading of an item of a numbered list. */
static void
make_title (DipLine *line,
            guint    level)
{
  char *title = g_strconcat (line->marker, " ", line->text, NULL);

  g_free (line->text);
  line->text = title;
  g_clear_pointer (&line->marker, g_free);
  line->kind = DIP_LINE_HEADING;
  line->level = level;
}

/* "<details><summary>Is it encrypted?</summary>": what a part of the page is hidden behind is its title. */
static gboolean
add_summary (DipTextBuilder *self,
             DipScanner     *scanner,
             const char     *start,
             gsize           length)
{
  const char *open = *start == '<' ? g_strstr_len (start, (gssize) MIN (length, MAX_SUMMARY), "<summary") : NULL;
  const char *close = open != NULL ? g_strstr_len (open, start + length - open, "</summary>") : NULL;
  const char *text = close != NULL ? memchr (open, '>', (gsize) (close - open)) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *before = NULL;
  DipLine *line;

  if (text == NULL || close + strlen ("</summary>") != start + length)
    return FALSE;
  before = _dip_markup_strip (start, (gsize) (open - start), TRUE);
  title = _dip_markup_strip (text + 1, (gsize) (close - text) - 1, TRUE);
  if (*before != '\0' || *title == '\0')
    return FALSE;

  line = dip_line_new (DIP_LINE_HEADING, g_strdelimit (title, "\n", ' '));
  line->level = MIN (self->level + 1, 6);
  _dip_text_builder_push (self, line, scanner->number, 0, 0);

  return TRUE;
}

/* A paragraph right below a footnote's first line, or an indented one, is the footnote's. */
static void
go_on_with_note (DipLine       *line,
                 const DipLine *last)
{
  guint number = _dip_note_get_number (g_utf8_get_char (last->text), DIP_NOTE_BEGIN);

  if (number > 0 && g_utf8_get_char (line->text) <= DIP_NOTE_BEGIN)
    _dip_note_take_line (&line->text, number);
}

/* ": what it means" below the line of a term, which stands alone: returns whether it has become that line's text. */
static gboolean
add_meaning (DipTextBuilder *self,
             const char     *start,
             gsize           length)
{
  GPtrArray *lines = self->layout->lines;
  DipLine *term = _dip_text_builder_get_last (self);
  const DipLine *above = lines->len > 1 ? g_ptr_array_index (lines, lines->len - 2) : NULL;
  g_autofree char *meaning = NULL;
  char *joined;

  /* The last line of a paragraph is none, nor is one that has its meaning. */
  if (term->lead > 0 || (term->n_blank == 0 && term->n_spacer == 0 && above != NULL && above->kind == DIP_LINE_TEXT))
    return FALSE;

  meaning = _dip_markup_strip (start, length, TRUE);
  joined = _dip_term_join (term->text, g_strdelimit (meaning, "\n", ' '));
  if (joined == NULL || *meaning == '\0')
    {
      g_free (joined);
      return FALSE;
    }

  term->lead = (guint) strlen (term->text);
  term->bold = FALSE;
  g_free (term->text);
  term->text = joined;
  self->n_blank = self->n_spacer = 0;

  return TRUE;
}

/* Whether the last line is the first row of its table. */
static gboolean
is_first_row (const GPtrArray *lines)
{
  const DipLine *last = g_ptr_array_index (lines, lines->len - 1);
  const DipLine *above = lines->len > 1 ? g_ptr_array_index (lines, lines->len - 2) : NULL;

  return above == NULL || above->kind != DIP_LINE_ROW || last->n_blank > 0 || last->n_spacer > 0;
}

void
_dip_text_builder_add_markdown (DipTextBuilder *self,
                                DipScanner     *scanner,
                                const char     *start,
                                const char     *stop,
                                guint           indent,
                                guint           trailing)
{
  gsize length = (gsize) (stop - start);
  DipLine *last = _dip_text_builder_get_last (self);
  DipLine *line;

  if (_dip_markdown_is_fence (start, length))
    {
      self->fence = !self->fence;
      return;
    }

  if (self->fence)
    {
      g_autofree char *text = g_strndup (start, length);

      _dip_text_builder_push (self, dip_line_new (DIP_LINE_TEXT, text), scanner->number, indent,
                              MAX (trailing, HARD_BREAK));
      return;
    }

  if (self->comment || (length >= 4 && strncmp (start, "<!--", 4) == 0))
    {
      self->comment = g_strstr_len (start, (gssize) length, "-->") == NULL;
      return;
    }

  self->struck = self->struck || _dip_markup_is_struck (start, length);

  /* a line break that the text's writer wants */
  if (length > 1 && stop[-1] == '\\' && strchr ("\\| ", stop[-2]) == NULL)
    {
      stop--;
      length--;
      trailing = MAX (trailing, HARD_BREAK);
    }

  if (add_summary (self, scanner, start, length))
    return;

  /* A title underlined by = or -. */
  if (last != NULL && last->kind == DIP_LINE_TEXT && self->n_blank == 0 && self->n_spacer == 0 &&
      (is_underline (start, stop, '=') || is_underline (start, stop, '-')))
    {
      last->kind = DIP_LINE_HEADING;
      last->level = self->level = *start == '=' ? 1 : 2;
      return;
    }

  /* "1. Purpose" underlined is a title, too: a rule behind a list is no longer than it has to be, or stands apart. */
  if (last != NULL && last->kind == DIP_LINE_ITEM && last->level == 1 && g_ascii_isdigit (*last->marker) &&
      self->n_blank == 0 && self->n_spacer == 0 && stop - start > MAX_RULE &&
      (is_underline (start, stop, '=') || is_underline (start, stop, '-')))
    {
      self->level = *start == '=' ? 1 : 2;
      make_title (last, self->level);
      return;
    }

  /* What a term above means goes behind it, further meanings are paragraphs. */
  if (length > 2 && start[0] == ':' && (start[1] == ' ' || start[1] == '\t') && last != NULL &&
      last->kind == DIP_LINE_TEXT)
    {
      start += 1 + strspn (start + 1, " \t");
      length = (gsize) (stop - MIN (start, stop));
      if (add_meaning (self, start, length))
        return;
      self->n_blank = MAX (self->n_blank, 1);
    }
  if (length == 0)
    return;

  if (_dip_markdown_is_delimiter_row (start, length))
    {
      /* The head of a table without outer pipes was taken for text. */
      if (last != NULL && last->kind == DIP_LINE_TEXT && self->n_blank == 0 &&
          strchr (last->text, '|') != NULL)
        {
          _dip_text_cut_at_pipes (last);
          self->table = TRUE;
        }
      if (last != NULL && last->kind == DIP_LINE_ROW && self->n_blank == 0)
        {
          last->head = is_first_row (self->layout->lines);
          self->table = TRUE;
        }
      return;
    }

  if (self->n_blank > 0 || self->n_spacer > 0)
    self->table = FALSE;

  if ((*start == '|' && memchr (start + 1, '|', length - 1) != NULL) ||
      (self->table && memchr (start, '|', length) != NULL))
    line = _dip_text_new_row (_dip_markdown_cut_row (start, length));
  else if (!is_bold_over_tab (start, length) &&
           _dip_text_is_tabbed (self, scanner->line, scanner->length, start, stop))
    line = _dip_text_new_row (_dip_text_cut_at_tabs (scanner->line, scanner->length, TRUE));
  else
    line = _dip_markdown_read (start, length);

  if (line == NULL)
    return;

  if (line->kind == DIP_LINE_TEXT)
    g_strdelimit (line->text, "\t", ' ');
  if (line->kind == DIP_LINE_ITEM)
    line->level = MIN (indent / 2 + 1, 9);
  if (line->kind == DIP_LINE_HEADING)
    self->level = line->level;
  if (line->kind == DIP_LINE_TEXT && last != NULL &&
      ((self->n_blank == 0 && self->n_spacer == 0) || indent >= NOTE_INDENT))
    go_on_with_note (line, last);

  _dip_text_builder_push (self, line, scanner->number, indent, trailing);
}
