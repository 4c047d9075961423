/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-flow.h"

#include "base/dip-error.h"

#include <string.h>

/* Blank rows or paragraphs above this say no more than this many. */
#define MAX_BLANK 100u

/* A line that an author broke within a paragraph: as two spaces at its end in Markdown. */
#define HARD_BREAK 2u

/**
 * dip_flow_init:
 * @self: a flow
 * @layout: where its lines go; must outlive it
 */
void
dip_flow_init (DipFlow   *self,
               DipLayout *layout)
{
  *self = (DipFlow) { .layout = layout };
}

/**
 * dip_flow_add:
 * @self: a flow
 * @line: (transfer full): the next line in reading order
 *
 * Returns: whether there was room for it
 */
gboolean
dip_flow_add (DipFlow *self,
              DipLine *line)
{
  self->n_bytes += strlen (line->text);
  if (line->cells != NULL)
    self->n_cells += line->cells->len;

  if (self->full || self->n_bytes > DIP_FLOW_MAX_BYTES || self->n_cells > DIP_FLOW_MAX_CELLS ||
      self->layout->lines->len >= DIP_FLOW_MAX_LINES)
    {
      self->full = TRUE;
      dip_line_free (line);
      return FALSE;
    }

  line->n_blank = MIN (line->n_blank, MAX_BLANK);
  line->page_break = line->page_break || self->page_break;
  self->page_break = FALSE;
  g_ptr_array_add (self->layout->lines, line);

  return TRUE;
}

/**
 * dip_flow_text:
 * @self: a flow
 * @text: a paragraph; its line feeds are breaks that its author made
 * @kind: of its lines
 * @level: of a heading or item
 * @number: its row or place among the paragraphs
 * @n_blank: what stands between it and the one above
 * @sheet: (nullable): of a workbook
 *
 * Adds a paragraph, one line for each of its own.
 */
void
dip_flow_text (DipFlow     *self,
               const char  *text,
               DipLineKind  kind,
               guint        level,
               guint        number,
               guint        n_blank,
               const char  *sheet)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  DipLine *last = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      DipLine *line;

      g_strstrip (parts[i]);
      if (*parts[i] == '\0')
        {
          n_blank = MAX (n_blank, 1);
          continue;
        }

      line = dip_line_new (kind, parts[i]);
      line->level = level;
      line->number = number;
      line->n_blank = n_blank;
      line->sheet = g_strdup (sheet);
      if (last != NULL && n_blank == 0)
        last->trailing = HARD_BREAK;
      if (!dip_flow_add (self, line))
        return;
      last = line;
      n_blank = 0;
    }
}

/**
 * dip_flow_set_limit_error:
 * @error: return location
 *
 * Says that a document has more than any paper.
 *
 * Returns: %FALSE
 */
gboolean
dip_flow_set_limit_error (GError **error)
{
  g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                       "The document has more text than any paper has.");

  return FALSE;
}

/**
 * dip_flow_warn:
 * @self: a flow
 * @format: a sentence
 * @...: for @format
 *
 * Adds a warning to the layout.
 */
void
dip_flow_warn (DipFlow    *self,
               const char *format,
               ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->layout->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Bytes at @at that no reader sees: control characters, soft hyphens, marks of direction, spaces without
 * width. XML has let no bad UTF-8 through. */
static gsize
match_invisible (const char *at)
{
  const guchar *c = (const guchar *) at;

  if (c[0] == 0xc2 && (c[1] == 0xad || (c[1] >= 0x80 && c[1] < 0xa0)))
    return 2;
  if (c[0] == 0xe2 && c[1] == 0x80 && (c[2] == 0x8b || c[2] == 0x8e || c[2] == 0x8f))
    return 3;
  if (c[0] == 0xe2 && c[1] == 0x81 && c[2] == 0xa0)
    return 3;
  if (c[0] == 0xef && c[1] == 0xbb && c[2] == 0xbf)
    return 3;

  return (c[0] < 0x20 && c[0] != '\t' && c[0] != '\n') || c[0] == 0x7f ? 1 : 0;
}

char *
dip_flow_clean (char *text)
{
  const char *from = text;
  char *to = text;

  while (*from != '\0')
    {
      gsize n = match_invisible (from);

      if (n > 0)
        {
          /* CR LF and CR alone are both one line's end. */
          if (*from == '\r' && from[1] != '\n')
            *to++ = '\n';
          from += n;
          continue;
        }
      *to++ = *from++;
    }
  *to = '\0';

  /* At both ends the ideographic and the no-break space go too. */
  for (from = text; *from != '\0'; )
    {
      if (g_ascii_isspace (*from))
        from++;
      else if (g_str_has_prefix (from, "\xe3\x80\x80"))
        from += 3;
      else if (g_str_has_prefix (from, "\xc2\xa0"))
        from += 2;
      else
        break;
    }
  for (;;)
    {
      gsize n = (gsize) (to - from);

      if (n > 0 && g_ascii_isspace (to[-1]))
        to--;
      else if (n >= 3 && memcmp (to - 3, "\xe3\x80\x80", 3) == 0)
        to -= 3;
      else if (n >= 2 && memcmp (to - 2, "\xc2\xa0", 2) == 0)
        to -= 2;
      else
        break;
    }
  memmove (text, from, (gsize) (to - from));
  text[to - from] = '\0';

  return text;
}

/**
 * dip_flow_warn_of_comments:
 * @n: how many comments somebody has put beside the text
 *
 * Says that they were left out, if there are any: what is asked in them, or answered, is no part of the paper.
 */
void
dip_flow_warn_of_comments (DipFlow *self,
                           guint    n)
{
  if (n > 0)
    dip_flow_warn (self, "Comments beside the text were left out: %u.", n);
}
