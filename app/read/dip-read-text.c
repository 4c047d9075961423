/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-text-private.h"

#include "base/dip-error.h"

#include <string.h>

/* Exports of PDF that put a blank line after each line begin a page with one
 * space and no blank line. Below this share of such gaps a text is no export. */
#define SPACED_OUT_PERCENT 80
#define SPACED_OUT_MIN_LINES 20

static gsize
match_space (const char *at,
             const char *end,
             guint      *columns,
             guint       column)
{
  guchar c = (guchar) *at;

  *columns = 1;
  if (c == ' ')
    return 1;
  if (c == '\t')
    {
      *columns = 8 - column % 8;
      return 1;
    }
  if (c == 0xc2 && end - at >= 2 && (guchar) at[1] == 0xa0)
    return 2;
  if (c == 0xe3 && end - at >= 3 && (guchar) at[1] == 0x80 && (guchar) at[2] == 0x80)
    {
      *columns = 2;
      return 3;
    }
  if (c == 0xe2 && end - at >= 3 && (guchar) at[1] == 0x80 && (guchar) at[2] >= 0x80 &&
      (guchar) at[2] <= 0x8a)
    return 3;

  return 0;
}

/* Finds where the text of a line begins and ends, and how much space stands around it. */
static void
trim_line (const char *line,
           gsize       length,
           const char **start,
           const char **stop,
           guint       *indent,
           guint       *trailing)
{
  const char *end = line + length;
  const char *at = line;
  const char *text_end = line;
  guint column = 0;
  guint columns;
  gsize n;

  while (at < end && (n = match_space (at, end, &columns, column)) > 0)
    {
      at += n;
      column += columns;
    }
  *start = at;
  *indent = column;

  /* Only the last few characters can be trailing space: look at them from behind. */
  text_end = end;
  *trailing = 0;
  while (text_end > at)
    {
      const char *before = g_utf8_prev_char (text_end);

      if (match_space (before, end, &columns, 0) != (gsize) (text_end - before))
        break;
      text_end = before;
      *trailing += columns == 8 ? 1 : columns;
    }
  *stop = text_end;
}

void
_dip_text_builder_push (DipTextBuilder *self,
                        DipLine        *line,
                        guint           number,
                        guint           indent,
                        guint           trailing)
{
  line->number = number;
  line->indent = indent;
  line->trailing = trailing;
  line->n_blank = self->n_blank;
  line->n_spacer = self->n_spacer;
  line->page_break = self->page_break;
  self->n_blank = 0;
  self->n_spacer = 0;
  self->page_break = FALSE;
  self->n_cells += line->cells != NULL ? line->cells->len : 0;

  g_ptr_array_add (self->layout->lines, line);
}

DipLine *
_dip_text_builder_get_last (DipTextBuilder *self)
{
  GPtrArray *lines = self->layout->lines;

  return lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;
}

static gboolean
is_dashes (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == '-')
        n++;
      else if (*text != ':' && *text != ' ')
        return FALSE;
    }

  return n >= 2;
}

DipLine *
_dip_text_new_row (GPtrArray *cells)
{
  DipLine *line = dip_line_new_row (cells);
  gboolean all_dashes = TRUE;

  for (guint i = 0; i < cells->len && all_dashes; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      all_dashes = is_dashes (cell) || *cell == '\0';
    }
  if (all_dashes)
    {
      line->kind = DIP_LINE_RULE;
      g_clear_pointer (&line->cells, g_ptr_array_unref);
    }

  return line;
}

void
_dip_text_cut_at_pipes (DipLine *line)
{
  g_autoptr (DipLine) row = _dip_text_new_row (_dip_markdown_cut_row (line->text, strlen (line->text)));

  line->kind = row->kind;
  g_free (line->text);
  line->text = g_steal_pointer (&row->text);
  line->cells = g_steal_pointer (&row->cells);
}

GPtrArray *
_dip_text_cut_at_tabs (const char *line,
                       gsize       length,
                       gboolean    markdown)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *end = line + length;
  const char *at = line;

  for (;;)
    {
      const char *tab = cells->len + 1 < DIP_READ_MAX_ROW_CELLS ? memchr (at, '\t', (gsize) (end - at)) : NULL;
      gsize n = (gsize) ((tab != NULL ? tab : end) - at);

      g_ptr_array_add (cells, _dip_markup_strip (at, n, markdown));
      if (tab == NULL)
        break;
      at = tab + 1;
    }

  return cells;
}

gboolean
_dip_text_is_tabbed (DipTextBuilder *self,
                     const char     *line,
                     gsize           length,
                     const char     *start,
                     const char     *stop)
{
  DipLine *last;

  if (memchr (line, '\t', length) == NULL)
    return FALSE;
  if (memchr (start, '\t', (gsize) (stop - start)) != NULL)
    return TRUE;

  /* Tabs at the ends only: a row whose other cells are empty. After the text,
   * or before it right below another row; else it is an indented line. */
  if (memchr (stop, '\t', (gsize) (line + length - stop)) != NULL)
    return TRUE;

  last = _dip_text_builder_get_last (self);

  return last != NULL && last->kind == DIP_LINE_ROW && line[0] == '\t';
}

static void
add_plain (DipTextBuilder *self,
           DipScanner     *scanner,
           const char     *start,
           const char     *stop,
           guint           indent,
           guint           trailing)
{
  DipLine *line;

  if (_dip_text_is_tabbed (self, scanner->line, scanner->length, start, stop))
    {
      line = _dip_text_new_row (_dip_text_cut_at_tabs (scanner->line, scanner->length, self->markdown));
    }
  else
    {
      g_autofree char *text = _dip_markup_strip (start, (gsize) (stop - start), FALSE);

      for (char *feed = strchr (text, '\n'); feed != NULL; feed = strchr (feed, '\n'))
        *feed = ' ';
      line = dip_line_new (DIP_LINE_TEXT, text);
    }

  _dip_text_builder_push (self, line, scanner->number, indent, trailing);
}

/* Drops what no reader sees: control characters, byte order marks, spaces without width. */
static char *
drop_invisible (const char *text,
                gsize      *length,
                guint      *n_control)
{
  GString *out = g_string_sized_new (*length + 1);
  const char *end = text + *length;
  const char *from = text;

  *n_control = 0;

  for (const char *at = text; (at = _dip_scanner_skip (at, end)) < end; at++)
    {
      guchar c = (guchar) *at;
      gsize n = 0;

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7f)
        n = 1;
      else if (c == 0xc2 && end - at >= 2 && (guchar) at[1] >= 0x80 && (guchar) at[1] < 0xa0 &&
               (guchar) at[1] != 0x85)
        n = 2;

      if (n > 0)
        {
          *n_control += c != 0x1a;
        }
      else if (c == 0xc2 && end - at >= 2 && (guchar) at[1] == 0xad)
        n = 2;
      else if (c == 0xe2 && end - at >= 3 &&
               (((guchar) at[1] == 0x80 && ((guchar) at[2] == 0x8b || (guchar) at[2] == 0x8e ||
                                            (guchar) at[2] == 0x8f)) ||
                ((guchar) at[1] == 0x81 && (guchar) at[2] == 0xa0)))
        n = 3;
      else if (c == 0xef && end - at >= 3 && (guchar) at[1] == 0xbb && (guchar) at[2] == 0xbf)
        n = 3;

      if (n == 0)
        continue;

      g_string_append_len (out, from, at - from);
      from = at + n;
      at += n - 1;
    }
  g_string_append_len (out, from, end - from);
  *length = out->len;

  return g_string_free (out, FALSE);
}

static guint
count_pipes (const DipLine *line)
{
  guint n = 0;

  if (line->kind != DIP_LINE_TEXT)
    return 0;
  for (const char *at = strchr (line->text, '|'); at != NULL; at = strchr (at + 1, '|'))
    n++;

  return n;
}

/* Lines right below each other with as many pipes are a table that nobody marked as one. */
static void
find_piped_rows (DipTextBuilder *self)
{
  GPtrArray *lines = self->layout->lines;

  for (guint i = 0; i < lines->len; )
    {
      guint n_pipes = self->n_cells < DIP_READ_MAX_CELLS ? count_pipes (g_ptr_array_index (lines, i)) : 0;
      guint n = 1;

      for (; n_pipes >= 2 && i + n < lines->len; n++)
        {
          DipLine *line = g_ptr_array_index (lines, i + n);

          if (line->n_blank > 0 || line->n_spacer > 0 || count_pipes (line) != n_pipes)
            break;
        }

      for (guint k = 0; n >= 2 && k < n; k++)
        {
          DipLine *line = g_ptr_array_index (lines, i + k);

          _dip_text_cut_at_pipes (line);
          self->n_cells += line->cells != NULL ? line->cells->len : 0;
        }
      i += n;
    }
}

static void
find_pages (DipTextBuilder *self)
{
  GPtrArray *lines = self->layout->lines;
  guint n_spaced = 0;
  guint page = 1;
  gboolean any = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (lines, i);

      n_spaced += line->n_blank + line->n_spacer > 0;
      any = any || (i > 0 && line->page_break);
    }

  if (!self->markdown && !any && lines->len >= SPACED_OUT_MIN_LINES &&
      n_spaced * 100 >= lines->len * SPACED_OUT_PERCENT)
    {
      for (guint i = 1; i < lines->len; i++)
        {
          DipLine *line = g_ptr_array_index (lines, i);

          line->page_break = line->n_blank == 0 && line->n_spacer == 0 && line->indent == 1;
          any = any || line->page_break;
        }
    }

  if (!any)
    return;

  for (guint i = 0; i < lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (lines, i);

      if (i > 0 && line->page_break)
        page++;
      line->page = page;
    }
  self->layout->n_pages = page;
}

/* Puts a text in the place of another one, where there is one. */
static void
replace (char **text,
         char  *other)
{
  if (other == NULL)
    return;
  g_free (*text);
  *text = other;
}

/* (transfer full): a text in another light markup in that of Markdown. */
static char *
write_as_markdown (char       *text,
                   gsize      *length,
                   const char *name,
                   gboolean   *is_markdown)
{
  gboolean asciidoc = _dip_asciidoc_detect (text, *length, name);
  char *written;

  *is_markdown = TRUE;
  if (asciidoc || _dip_rest_detect (text, *length, name))
    {
      written = asciidoc ? _dip_asciidoc_to_markdown (text, length) : _dip_rest_to_markdown (text, length);
      g_free (text);
      return written;
    }
  *is_markdown = _dip_markdown_detect (text, *length, name);

  return text;
}

DipLayout *
_dip_read_text (const char    *text,
                gsize          length,
                const char    *name,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (DipLayout) layout = NULL;
  g_autofree char *clean = NULL;
  guint n_control;
  DipScanner scanner;
  DipTextBuilder self = { 0 };

  clean = drop_invisible (text, &length, &n_control);

  clean = write_as_markdown (clean, &length, name, &self.markdown);
  if (self.markdown)
    {
      replace (&clean, _dip_markdown_join_cuts (clean, &length));
      replace (&clean, _dip_markdown_resolve_dialects (clean, &length));
      replace (&clean, _dip_markdown_resolve_blocks (clean, &length));
    }
  layout = dip_layout_new (name, self.markdown ? "text/markdown" : "text/plain");
  self.layout = layout;
  self.front = self.markdown && _dip_text_has_front_matter (clean, length);

  if (n_control > 0)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("%u control characters were dropped.", n_control));

  _dip_scanner_init (&scanner, clean, length);
  while (_dip_scanner_next (&scanner))
    {
      const char *start, *stop;
      guint indent, trailing;
      guint n_cuts = 0;

      if ((scanner.number & 1023) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      self.page_break = self.page_break || scanner.page_break;
      if (self.markdown)
        scanner.length = _dip_markdown_close_cuts (clean + (scanner.line - clean), scanner.length, &n_cuts);
      trim_line (scanner.line, scanner.length, &start, &stop, &indent, &trailing);

      if (scanner.length == 0)
        {
          self.n_blank += !scanner.cut;
          continue;
        }
      if (start >= stop)
        {
          self.n_spacer++;
          continue;
        }

      if (self.n_cells > DIP_READ_MAX_CELLS)
        {
          g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                       "The text has tables with more than %u cells, which no paper has.", DIP_READ_MAX_CELLS);
          return NULL;
        }
      if (layout->lines->len >= DIP_READ_MAX_LINES)
        {
          g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                       "The text has more than %u lines, which no paper has.", DIP_READ_MAX_LINES);
          return NULL;
        }

      if (self.front)
        _dip_text_builder_add_property (&self, &scanner, start, stop, indent);
      else if (self.markdown)
        _dip_text_builder_add_markdown (&self, &scanner, start, stop, indent, trailing);
      else
        add_plain (&self, &scanner, start, stop, indent, trailing);
      scanner.number += n_cuts;
    }

  if (self.struck)
    g_ptr_array_add (layout->warnings, g_strdup ("Text that is struck through was left out."));

  find_piped_rows (&self);
  find_pages (&self);

  return g_steal_pointer (&layout);
}
