/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-paragraph.h"

#include <string.h>

/*
 * How paragraphs become lines:
 *
 *   heading   its number, as printed, and its text on one line
 *   item      marker and text; items follow each other without a gap
 *   contents  the tab before the page number becomes dots, which is what is printed there
 *   row       text with tabs inside it: columns without a table
 *   text      a line for each that the author broke; a gap before the first
 */

/* Stands before the level and the text of a heading among the lines of a box; no XML can have it. */
#define HEADING_MARK '\001'

static char *
join_lines (const char *text)
{
  char *joined = g_strdup (text);

  return g_strstrip (g_strdelimit (joined, "\t\n", ' '));
}

static void
add_line (const DipParagraph *self,
          DipFlow            *flow,
          DipLine            *line,
          guint               n_blank)
{
  line->number = self->number;
  line->n_blank = n_blank + self->n_empty;
  line->bold = self->bold;
  line->size = self->size;
  dip_flow_add (flow, line);
}

static char *
dot_contents (const char *text)
{
  g_autofree char *entry = g_strdup (text);
  char *tab;

  g_strdelimit (entry, "\n", ' ');
  tab = strrchr (entry, '\t');
  if (tab == NULL)
    return g_steal_pointer (&entry);

  *tab = '\0';
  g_strdelimit (entry, "\t", ' ');

  return g_strconcat (entry, " .......... ", tab + 1, NULL);
}

static void
add_columns (const DipParagraph *self,
             DipFlow            *flow,
             const char         *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\t", -1);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  /* Several tabs in a row reach one column. */
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) != '\0')
        g_ptr_array_add (cells, g_strdup (parts[i]));
    }
  add_line (self, flow, dip_line_new_row (cells), DIP_PARAGRAPH_GAP);
}

/* Lines of a text that its author broke; @first goes before the first. */
static void
add_lines (const DipParagraph *self,
           DipFlow            *flow,
           const char         *text)
{
  guint n_before = flow->layout->lines->len;

  dip_flow_text (flow, text, DIP_LINE_TEXT, 0, self->number, DIP_PARAGRAPH_GAP + self->n_empty, NULL);
  for (guint i = n_before; i < flow->layout->lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (flow->layout->lines, i);

      line->bold = self->bold;
      line->size = self->size;
      if (i == n_before)
        line->lead = (guint) MIN (self->lead, strlen (line->text));
    }
}

static void
add_item (const DipParagraph *self,
          DipFlow            *flow,
          const char         *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  gboolean begun = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = join_lines (parts[i]);
      DipLine *line;

      if (*part == '\0')
        continue;
      line = dip_line_new (begun ? DIP_LINE_TEXT : DIP_LINE_ITEM, part);
      if (!begun)
        {
          line->marker = g_strdup (self->marker);
          line->level = self->item_level;
          line->lead = (guint) MIN (self->lead, strlen (line->text));
        }
      add_line (self, flow, line, begun || self->after_item ? 0 : DIP_PARAGRAPH_GAP);
      begun = TRUE;
    }
}

/**
 * dip_paragraph_deliver:
 * @self: a paragraph
 * @flow: where its lines go
 *
 * Adds a paragraph to a flow.
 *
 * Returns: whether it says anything
 */
gboolean
dip_paragraph_deliver (const DipParagraph *self,
                       DipFlow            *flow)
{
  g_autofree char *text = dip_flow_clean (g_strdup (self->text));
  g_autofree char *joined = NULL;

  if (*text == '\0')
    return FALSE;

  if (self->outline > 0)
    {
      DipLine *line;

      joined = join_lines (text);
      if (self->marker != NULL)
        {
          g_autofree char *unnumbered = g_steal_pointer (&joined);

          joined = g_strconcat (self->marker, " ", unnumbered, NULL);
        }
      line = dip_line_new (DIP_LINE_HEADING, joined);
      line->level = self->outline;
      add_line (self, flow, line, DIP_PARAGRAPH_GAP);
    }
  else if (self->in_contents)
    {
      joined = dot_contents (text);
      if (self->marker != NULL)
        {
          g_autofree char *unnumbered = g_steal_pointer (&joined);

          joined = g_strconcat (self->marker, " ", unnumbered, NULL);
        }
      add_line (self, flow, dip_line_new (DIP_LINE_TEXT, joined), DIP_PARAGRAPH_GAP);
    }
  else if (self->marker != NULL)
    {
      add_item (self, flow, text);
    }
  else if (strchr (text, '\t') != NULL && strchr (text, '\n') == NULL)
    {
      add_columns (self, flow, text);
    }
  else
    {
      g_strdelimit (text, "\t", ' ');
      add_lines (self, flow, text);
    }

  return TRUE;
}

static gboolean
is_wide (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c >= 0x3040 && c < 0xa000)
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_paragraph_append_note:
 * @out: where it goes, a line for each note
 * @number: of the note, from 1
 * @text: what it says
 *
 * Appends a footnote in the form in which papers print notes below a text.
 */
void
dip_paragraph_append_note (GString    *out,
                           guint       number,
                           const char *text)
{
  g_autofree char *joined = join_lines (text);

  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, is_wide (joined) ? "※%u %s" : "Note %u: %s", number, joined);
}

/**
 * dip_paragraph_deliver_notes:
 * @notes: notes, a line each
 * @number: place of the paragraph that refers to them
 * @flow: where they go
 *
 * Adds footnotes behind their paragraph.
 */
void
dip_paragraph_deliver_notes (const char *notes,
                             guint       number,
                             DipFlow    *flow)
{
  g_auto (GStrv) lines = g_strsplit (notes, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    dip_flow_text (flow, lines[i], DIP_LINE_TEXT, 0, number, DIP_PARAGRAPH_GAP, NULL);
}

/**
 * dip_paragraph_mark_heading:
 * @box: lines of a text box, of which one begins at the end
 * @level: from 1 to 9
 *
 * Says that the line is a heading.
 */
void
dip_paragraph_mark_heading (GString *box,
                            guint    level)
{
  g_string_append_c (box, HEADING_MARK);
  g_string_append_c (box, (char) ('0' + MIN (level, 9)));
}

/**
 * dip_paragraph_drop_marks:
 * @box: lines of a text box
 *
 * Makes headings plain lines, where the box stands in a cell or a note.
 */
void
dip_paragraph_drop_marks (GString *box)
{
  gsize kept = 0;

  for (gsize i = 0; i < box->len; i++)
    {
      if (box->str[i] == HEADING_MARK && i + 1 < box->len)
        i++;
      else
        box->str[kept++] = box->str[i];
    }
  g_string_truncate (box, kept);
}

/**
 * dip_paragraph_deliver_box:
 * @box: lines of a text box
 * @number: place of the paragraph that it belongs to
 * @flow: where they go
 *
 * Adds a text box behind its paragraph; its headings are headings of the document.
 */
void
dip_paragraph_deliver_box (const char *box,
                           guint       number,
                           DipFlow    *flow)
{
  while (*box != '\0')
    {
      const char *mark = strchr (box, HEADING_MARK);
      const char *end = mark == box ? box + strcspn (box, "\n") : mark != NULL ? mark : box + strlen (box);
      gboolean heading = mark == box && end - box >= 2;
      g_autofree char *text = g_strndup (heading ? box + 2 : box, (gsize) (end - box) - (heading ? 2 : 0));

      if (heading)
        dip_flow_text (flow, text, DIP_LINE_HEADING, (guint) (box[1] - '0'), number, DIP_PARAGRAPH_GAP, NULL);
      else if (*g_strstrip (text) != '\0')
        dip_flow_text (flow, text, DIP_LINE_TEXT, 0, number, DIP_PARAGRAPH_GAP, NULL);
      box = *end == '\n' ? end + 1 : end;
    }
}

/**
 * dip_paragraph_append_raised:
 * @out: a paragraph
 * @text: what stands raised behind it, or a piece of that
 * @length: its bytes
 *
 * Appends a number that is an exponent, or the mark of a note that somebody has typed: 10⁶ is not 106. The mark that
 * is more than a number (※1, *2) stays, as it is told from the text by its sign.
 *
 * Returns: whether it is such a number; nothing was appended otherwise
 */
gboolean
dip_paragraph_append_raised (GString    *out,
                             const char *text,
                             gsize       length)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

  if (length == 0 || out->len == 0 || g_ascii_isspace (out->str[out->len - 1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && (text[i] != '-' || i > 0 || length == 1))
      return FALSE;
  for (gsize i = 0; i < length; i++)
    g_string_append (out, text[i] == '-' ? "⁻" : digits[text[i] - '0']);

  return TRUE;
}
