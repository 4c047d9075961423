/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <string.h>

/*
 * Letters to paragraphs.
 */

/* Whether a line of the source breaks between two Japanese letters, where no space belongs. */
static gboolean
is_japanese_break (const GString *text,
                   const char    *at)
{
  const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);
  gboolean broken = FALSE;

  for (; g_ascii_isspace (*at); at++)
    broken = broken || *at == '\n';

  return broken && last != NULL && g_utf8_get_char (last) >= 0x2e80 && g_utf8_get_char (at) >= 0x2e80;
}

/* White space is one space, and none at the ends of lines; outside of what is set as it stands. */
void
_dip_html_page_add_text (DipHtmlPage *self,
                         const char  *text)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

  text += self->skip_bracket && (*text == ']' || *text == ')');
  self->skip_bracket = FALSE;
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isspace (*at) || self->pre > 0)
        {
          self->unlinked = self->unlinked || self->links == 0;
          if (self->raised > 0 && g_ascii_isdigit (*at))
            g_string_append (self->text, raised[*at - '0']);
          else
            g_string_append_c (self->text, *at);
          continue;
        }

      if (self->text->len > 0 && !g_ascii_isspace (self->text->str[self->text->len - 1]) &&
          !is_japanese_break (self->text, at))
        g_string_append_c (self->text, ' ');
      while (g_ascii_isspace (at[1]))
        at++;
    }
}

/* The link to a heading itself, which pages show behind it. */
static void
drop_anchor (char *heading)
{
  static const char *const anchors[] = { " #", "¶", "🔗" };

  for (guint i = 0; i < G_N_ELEMENTS (anchors); i++)
    {
      if (g_str_has_suffix (heading, anchors[i]) && strlen (heading) > strlen (anchors[i]))
        {
          heading[strlen (heading) - strlen (anchors[i])] = '\0';
          g_strchomp (heading);
          return;
        }
    }
}

/* LibreOffice writes the number of a heading and its first word as one: "1.1Scope". 802.1X is a name. */
static void
part_number (GString *heading)
{
  gsize n = strspn (heading->str, "0123456789.");
  const char *rest = heading->str + n;
  const char *dot = memchr (heading->str, '.', n);

  if (dot == NULL || dot == heading->str || n > 16)
    return;
  if ((g_ascii_isupper (rest[0]) && g_ascii_islower (rest[1])) || (guchar) rest[0] >= 0xe3)
    g_string_insert_c (heading, (gssize) n, ' ');
}

/* Whether all letters of the paragraph so far are bold. */
gboolean
_dip_html_page_is_bold (DipHtmlPage *self)
{
  const char *rest = self->text->str + self->lead;

  while (g_ascii_isspace (*rest))
    rest++;

  return *rest == '\0';
}

void
_dip_html_page_flush (DipHtmlPage *self)
{
  gboolean note = self->note > 0 && self->heading == 0;
  DipLineKind kind = self->heading > 0 ? DIP_LINE_HEADING
                     : self->marker != NULL && !note ? DIP_LINE_ITEM : DIP_LINE_TEXT;
  guint depth = self->n_lists > 0 ? self->lists[self->n_lists - 1].level : 1;
  guint level = self->heading > 0 ? self->heading : kind == DIP_LINE_ITEM ? depth : 0;
  guint before = self->layout->lines->len;
  gboolean bold = self->lead > 0 && _dip_html_page_is_bold (self);
  gsize lead;

  self->leads = FALSE;
  if (self->in_cell)
    {
      /* Paragraphs of a cell are its lines. */
      if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
        g_string_append_c (self->text, '\n');
      self->lead = 0;
      return;
    }

  dip_flow_clean (self->text->str);
  if (kind == DIP_LINE_HEADING)
    {
      drop_anchor (self->text->str);
      g_string_truncate (self->text, strlen (self->text->str));
      part_number (self->text);
    }

  if (note)
    _dip_html_page_settle_note (self);
  if (_dip_html_page_settle_term (self, kind))
    g_string_truncate (self->text, 0);
  lead = bold ? 0 : self->lead;
  self->lead = 0;

  /* A menu in the head or the foot of the page, whatever element it is. */
  if (*self->text->str != '\0' && (self->unlinked || self->edges == 0 || kind == DIP_LINE_HEADING))
    dip_flow_text (&self->flow, self->text->str, kind, level, 0, 1, NULL);
  g_string_truncate (self->text, 0);
  self->unlinked = FALSE;

  if (lead > 0 && kind != DIP_LINE_HEADING && self->layout->lines->len > before)
    {
      DipLine *line = self->layout->lines->pdata[before];

      line->lead = (guint) MIN (lead, strlen (line->text));
    }
  for (guint i = before; bold && kind == DIP_LINE_TEXT && i < self->layout->lines->len; i++)
    ((DipLine *) self->layout->lines->pdata[i])->bold = TRUE;
  if (self->marker != NULL && self->layout->lines->len > before)
    {
      DipLine *line = self->layout->lines->pdata[before];

      line->marker = g_steal_pointer (&self->marker);
      line->indent = self->n_lists > 0 ? 2 * depth : 0;
    }
}
