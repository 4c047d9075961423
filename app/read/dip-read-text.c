/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "base/dip-error.h"
#include "read/dip-read-notes.h"

#include <string.h>

/* Exports of PDF that put a blank line after each line begin a page with one
 * space and no blank line. Below this share of such gaps a text is no export. */
#define SPACED_OUT_PERCENT 80
#define SPACED_OUT_MIN_LINES 20

/* Columns of white space that end a line in Markdown, where the next one does not go on with it. */
#define HARD_BREAK 2u

/* Columns by which a paragraph of a footnote is indented. */
#define NOTE_INDENT 2u

/* Dashes of a rule, which has no need of more. */
#define MAX_RULE 3

/* Bytes before "<summary", of the element that it tells about. */
#define MAX_SUMMARY 200u

#define MAX_FRONT 200u /* lines of properties before a text of Markdown */
#define MAX_PROPERTY 4000u /* bytes of one that has several lines */

typedef struct
{
  DipLayout *layout;
  gboolean   markdown;
  guint      n_blank;
  guint      n_spacer;
  gboolean   page_break;
  guint      n_cells;      /* of all rows */
  gboolean   fence;        /* inside a block of code */
  gboolean   front;        /* inside the properties that a text of Markdown may begin with */
  gboolean   property;     /* whether the last of them is a row, to which further lines belong */
  gboolean   comment;      /* inside <!-- --> */
  gboolean   struck;       /* something that is struck through was left out */
  gboolean   table;        /* the lines above are rows of a pipe table, and further ones need no outer pipes */
  guint      level;        /* of the last heading that is marked as one, 0 for none */
} Builder;

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

static void
push (Builder *self,
      DipLine *line,
      guint    number,
      guint    indent,
      guint    trailing)
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

static DipLine *
last_line (Builder *self)
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

static DipLine *
new_row (GPtrArray *cells)
{
  g_autoptr (GPtrArray) owned = cells;
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean all_dashes = TRUE;
  DipLine *line;

  for (guint i = 0; i < owned->len; i++)
    {
      const char *cell = g_ptr_array_index (owned, i);

      if (i > 0)
        g_string_append_c (joined, '\t');
      g_string_append (joined, cell);
      all_dashes = all_dashes && (is_dashes (cell) || *cell == '\0');
    }

  if (all_dashes)
    return dip_line_new (DIP_LINE_RULE, joined->str);

  line = dip_line_new (DIP_LINE_ROW, joined->str);
  line->cells = g_steal_pointer (&owned);

  return line;
}

/* Cells of a line with tabs; its white space at both ends is kept, since a tab there is an empty cell. */
static GPtrArray *
cut_at_tabs (const char *line,
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

static gboolean
is_row (Builder    *self,
        const char *line,
        gsize       length,
        const char *start,
        const char *stop)
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

  last = last_line (self);

  return last != NULL && last->kind == DIP_LINE_ROW && line[0] == '\t';
}

static void
add_plain (Builder    *self,
           DipScanner *scanner,
           const char *start,
           const char *stop,
           guint       indent,
           guint       trailing)
{
  DipLine *line;

  if (is_row (self, scanner->line, scanner->length, start, stop))
    {
      line = new_row (cut_at_tabs (scanner->line, scanner->length, self->markdown));
    }
  else
    {
      g_autofree char *text = _dip_markup_strip (start, (gsize) (stop - start), FALSE);

      for (char *feed = strchr (text, '\n'); feed != NULL; feed = strchr (feed, '\n'))
        *feed = ' ';
      line = dip_line_new (DIP_LINE_TEXT, text);
    }

  push (self, line, scanner->number, indent, trailing);
}

/* "---", lines of "name: value", "---": only where all of it is there. */
static gboolean
has_front_matter (const char *text,
                  gsize       length)
{
  DipScanner scanner;
  guint n = 0;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner) && n < MAX_FRONT)
    {
      gboolean is_mark = scanner.length >= 3 && strncmp (scanner.line, "---", 3) == 0 && scanner.length <= 4;

      if (n > 0 && (is_mark || (scanner.length >= 3 && strncmp (scanner.line, "...", 3) == 0)))
        return n > 1;
      if ((n == 0 && !is_mark) ||
          (n == 1 && memchr (scanner.line, ':', scanner.length) == NULL && scanner.line[0] != '#'))
        return FALSE;
      n++;
    }

  return FALSE;
}

/* "description: >" and lines of its own below, or "- one" below "tags:": they belong to the property above. */
static gboolean
go_on_with_property (Builder    *self,
                     const char *start,
                     const char *stop,
                     guint       indent)
{
  DipLine *last = last_line (self);
  g_autofree char *more = NULL;
  char *value;
  gsize n;

  if (indent == 0 && !g_str_has_prefix (start, "- "))
    return FALSE;
  if (last == NULL || last->cells == NULL || !self->property)
    return TRUE;

  if (g_str_has_prefix (start, "- "))
    start += 2;
  more = g_strndup (start, (gsize) (stop - start));
  value = g_ptr_array_index (last->cells, 1);
  n = strspn (value, ">|+-");
  if (value[n] == '\0')
    *value = '\0';
  if (strlen (value) + strlen (more) > MAX_PROPERTY)
    return TRUE;
  last->cells->pdata[1] = *value == '\0' ? g_steal_pointer (&more) : g_strconcat (value, " ", more, NULL);
  g_free (value);
  g_free (last->text);
  last->text = g_strconcat (g_ptr_array_index (last->cells, 0), "\t", g_ptr_array_index (last->cells, 1), NULL);

  return TRUE;
}

/* Title and author are the document's; the other properties are rows: what they mean the recognisers know. */
static void
add_property (Builder    *self,
              DipScanner *scanner,
              const char *start,
              const char *stop,
              guint       indent)
{
  /* What a program goes by that makes a page of the text, and no reader sees. */
  static const char *const silent[] = {
    "lang", "language", "locale", "layout", "slug", "permalink", "toc", "draft", "id", "order",
    "weight", "type", "status", "tags", "tag", "categories", "category", "keywords", "aliases", "hidden",
    "parent", "menu", "image", "icon", "url", "nav_order", "sidebar", "sidebar_label",
    "sidebar_position", "sidebar_title", "custom_edit_url", "hide_table_of_contents",
    "hide_title", "has_children", "noindex", "search", "redirect_from", "redirects", "position",
    "template", NULL,
  };
  const char *colon = memchr (start, ':', (gsize) (stop - start));
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  gsize n;

  if (stop - start >= 3 && (strncmp (start, "---", 3) == 0 || strncmp (start, "...", 3) == 0))
    {
      self->front = scanner->number == 1;
      return;
    }
  if (go_on_with_property (self, start, stop, indent))
    return;
  self->property = FALSE;
  if (colon == NULL || colon == start)
    return;

  name = g_ascii_strdown (start, colon - start);
  value = g_strstrip (g_strndup (colon + 1, (gsize) (stop - colon) - 1));
  n = strlen (value);
  if (n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n - 1] == value[0])
    {
      value[n - 1] = '\0';
      memmove (value, value + 1, n - 1);
    }
  if (g_strv_contains (silent, name))
    return;

  if (g_str_equal (name, "title") && self->layout->title == NULL)
    self->layout->title = g_steal_pointer (&value);
  else if (g_str_equal (name, "author") && self->layout->author == NULL)
    self->layout->author = g_steal_pointer (&value);
  else
    {
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strndup (start, (gsize) (colon - start)));
      g_ptr_array_add (cells, g_steal_pointer (&value));
      push (self, new_row (cells), scanner->number, 0, 0);
      self->property = TRUE;
    }
}

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
add_summary (Builder    *self,
             DipScanner *scanner,
             const char *start,
             gsize       length)
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
  push (self, line, scanner->number, 0, 0);

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
add_meaning (Builder    *self,
             const char *start,
             gsize       length)
{
  GPtrArray *lines = self->layout->lines;
  DipLine *term = last_line (self);
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

static void
add_markdown (Builder    *self,
              DipScanner *scanner,
              const char *start,
              const char *stop,
              guint       indent,
              guint       trailing)
{
  gsize length = (gsize) (stop - start);
  DipLine *last = last_line (self);
  DipLine *line;

  if (_dip_markdown_is_fence (start, length))
    {
      self->fence = !self->fence;
      return;
    }

  if (self->fence)
    {
      g_autofree char *text = g_strndup (start, length);

      push (self, dip_line_new (DIP_LINE_TEXT, text), scanner->number, indent, MAX (trailing, HARD_BREAK));
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
          g_autoptr (DipLine) row = new_row (_dip_markdown_cut_row (last->text, strlen (last->text)));

          last->kind = row->kind;
          g_free (last->text);
          last->text = g_steal_pointer (&row->text);
          last->cells = g_steal_pointer (&row->cells);
          self->table = TRUE;
        }
      self->table = self->table || (last != NULL && last->kind == DIP_LINE_ROW && self->n_blank == 0);
      return;
    }

  if (self->n_blank > 0 || self->n_spacer > 0)
    self->table = FALSE;

  if ((*start == '|' && memchr (start + 1, '|', length - 1) != NULL) ||
      (self->table && memchr (start, '|', length) != NULL))
    line = new_row (_dip_markdown_cut_row (start, length));
  else if (is_row (self, scanner->line, scanner->length, start, stop))
    line = new_row (cut_at_tabs (scanner->line, scanner->length, TRUE));
  else
    line = _dip_markdown_read (start, length);

  if (line == NULL)
    return;

  if (line->kind == DIP_LINE_ITEM)
    line->level = MIN (indent / 2 + 1, 9);
  if (line->kind == DIP_LINE_HEADING)
    self->level = line->level;
  if (line->kind == DIP_LINE_TEXT && last != NULL &&
      ((self->n_blank == 0 && self->n_spacer == 0) || indent >= NOTE_INDENT))
    go_on_with_note (line, last);

  push (self, line, scanner->number, indent, trailing);
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
find_piped_rows (Builder *self)
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
          g_autoptr (DipLine) row = new_row (_dip_markdown_cut_row (line->text, strlen (line->text)));

          line->kind = row->kind;
          g_free (line->text);
          line->text = g_steal_pointer (&row->text);
          line->cells = g_steal_pointer (&row->cells);
          self->n_cells += line->cells != NULL ? line->cells->len : 0;
        }
      i += n;
    }
}

static void
find_pages (Builder *self)
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
  Builder self = { 0 };

  clean = drop_invisible (text, &length, &n_control);

  self.markdown = _dip_markdown_detect (clean, length, name);
  if (self.markdown)
    {
      char *resolved = _dip_markdown_resolve_dialects (clean, &length);

      if (resolved != NULL)
        {
          g_free (clean);
          clean = resolved;
        }
      resolved = _dip_markdown_resolve_blocks (clean, &length);
      if (resolved != NULL)
        {
          g_free (clean);
          clean = resolved;
        }
    }
  layout = dip_layout_new (name, self.markdown ? "text/markdown" : "text/plain");
  self.layout = layout;
  self.front = self.markdown && has_front_matter (clean, length);

  if (n_control > 0)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("%u control characters were dropped.", n_control));

  _dip_scanner_init (&scanner, clean, length);
  while (_dip_scanner_next (&scanner))
    {
      const char *start, *stop;
      guint indent, trailing;

      if ((scanner.number & 1023) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      self.page_break = self.page_break || scanner.page_break;
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
        add_property (&self, &scanner, start, stop, indent);
      else if (self.markdown)
        add_markdown (&self, &scanner, start, stop, indent, trailing);
      else
        add_plain (&self, &scanner, start, stop, indent, trailing);
    }

  if (self.struck)
    g_ptr_array_add (layout->warnings, g_strdup ("Text that is struck through was left out."));

  find_piped_rows (&self);
  find_pages (&self);

  return g_steal_pointer (&layout);
}
