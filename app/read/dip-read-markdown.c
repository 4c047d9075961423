/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "read/dip-read-notes.h"

#include <string.h>

/*
 * Markdown, line by line:
 *
 *   heading    #{1,6} SPACE text [#…]
 *   rule       three or more of - * _, spaces between
 *   item       (- | * | + | digits ("." | ")")) SPACE text
 *   quote      ">" text
 *   row        | cell | cell |
 *   delimiter  |? :?-+:? (| :?-+:?)+ |?
 *
 * It is the part that papers use; blocks within blocks are flat.
 */

static gsize
count_hashes (const char *text,
              gsize       length)
{
  gsize n = 0;

  while (n < length && text[n] == '#')
    n++;

  if (n == 0 || n > 6)
    return 0;
  if (n == length)
    return n;

  return text[n] == ' ' || text[n] == '\t' || strncmp (text + n, "\xe3\x80\x80", MIN (3, length - n)) == 0
         ? n : 0;
}

gboolean
_dip_markdown_is_delimiter_row (const char *text,
                                gsize       length)
{
  guint n_dashes = 0;
  guint n_pipes = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '-')
        n_dashes++;
      else if (text[i] == '|')
        n_pipes++;
      else if (text[i] != ':' && text[i] != ' ')
        return FALSE;
    }

  return n_pipes > 0 && n_dashes >= n_pipes;
}

static gboolean
ends_with_any (const char        *name,
               const char *const *endings)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        return TRUE;
    }

  return FALSE;
}

gboolean
_dip_markdown_detect (const char *text,
                      gsize       length,
                      const char *name)
{
  static const char *const endings[] = { ".md", ".markdown", ".mkd", ".mdown", NULL };
  DipScanner scanner;
  guint n_headings = 0;
  guint n_tables = 0;
  guint n_lines = 0;
  gboolean fence = FALSE;
  gboolean is_named = ends_with_any (name, endings);

  /* as most texts are told not to be */
  if (!is_named && memchr (text, '|', length) == NULL && memchr (text, '#', length) == NULL)
    return FALSE;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner))
    {
      const char *line = scanner.line;
      gsize n = scanner.length;

      while (n > 0 && *line == ' ')
        line++, n--;
      while (n > 0 && line[n - 1] == ' ')
        n--;
      if (n == 0)
        continue;

      n_lines++;
      if (_dip_markdown_is_fence (line, n))
        fence = !fence;
      if (fence)
        continue;

      if (*line == '#')
        n_headings += count_hashes (line, n) > 0;
      else if (*line == '|' || *line == ':' || *line == '-')
        n_tables += _dip_markdown_is_delimiter_row (line, n);
    }

  if (is_named)
    return n_headings + n_tables > 0 || n_lines > 0;

  /* In a text that is no Markdown, # begins a comment line at most here and there. */
  return n_tables > 0 || (n_headings >= 2 && n_headings * 50 >= n_lines);
}

GPtrArray *
_dip_markdown_cut_row (const char *text,
                       gsize       length)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  gboolean code = FALSE;
  gsize from, i;

  while (length > 0 && text[length - 1] == ' ')
    length--;

  i = length > 0 && text[0] == '|' ? 1 : 0;
  for (from = i; i < length; i++)
    {
      if (text[i] == '\\' && i + 1 < length)
        i++;
      else if (text[i] == '`')
        code = !code;
      else if (text[i] == '|' && !code && cells->len + 1 < DIP_READ_MAX_ROW_CELLS)
        {
          g_ptr_array_add (cells, _dip_markup_strip (text + from, i - from, TRUE));
          from = i + 1;
        }
    }
  if (from < length)
    g_ptr_array_add (cells, _dip_markup_strip (text + from, length - from, TRUE));

  return cells;
}

static gboolean
is_rule (const char *text,
         gsize       length)
{
  char c = text[0];
  guint n = 0;

  if (c != '-' && c != '*' && c != '_')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == c)
        n++;
      else if (text[i] != ' ')
        return FALSE;
    }

  return n >= 3;
}

/* "- 10 -", a page's number that a printed paper brought along. */
static gboolean
is_page_number (const char *text,
                gsize       length)
{
  gsize n_digits = 0;
  gsize n = 2;

  if (length < 5 || text[0] != '-' || text[1] != ' ')
    return FALSE;
  for (; n < length && g_ascii_isdigit (text[n]); n++)
    n_digits++;
  while (n < length && text[n] == ' ')
    n++;
  if (n_digits == 0 || n_digits > 4 || n == length || text[n++] != '-')
    return FALSE;
  while (n < length && g_ascii_isspace (text[n]))
    n++;

  return n == length;
}

/* Bytes of a list marker with the white space after it, 0 if there is none. */
static gsize
match_item (const char *text,
            gsize       length,
            gsize      *n_marker)
{
  gsize n = 0;

  if (is_page_number (text, length))
    return 0;
  if (*text == '-' || *text == '*' || *text == '+')
    {
      n = 1;
    }
  else
    {
      while (n < length && n < 9 && g_ascii_isdigit (text[n]))
        n++;
      if (n == 0 || n == length || (text[n] != '.' && text[n] != ')'))
        return 0;
      n++;
    }

  *n_marker = n;
  if (n >= length || (text[n] != ' ' && text[n] != '\t'))
    return 0;
  while (n < length && (text[n] == ' ' || text[n] == '\t'))
    n++;

  return n;
}

/* Bytes of the bold words that a line begins with, without the marks; 0 if it begins plain or is bold to its end. */
static gsize
measure_lead (const char *text,
              gsize       length)
{
  static const char *const marks[] = { "***", "**", "__" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize n = strlen (marks[i]);
      const char *end;

      if (length <= 2 * n || strncmp (text, marks[i], n) != 0)
        continue;
      end = g_strstr_len (text + n, (gssize) (length - n), marks[i]);
      if (end == NULL || end == text + n || end + n == text + length)
        return 0;

      {
        g_autofree char *plain = _dip_markup_strip (text, (gsize) (end - text) + n, TRUE);

        return strlen (plain);
      }
    }

  return 0;
}

static DipLine *
new_line (DipLineKind  kind,
          const char  *text,
          gsize        length)
{
  g_autofree char *plain = _dip_markup_strip (text, length, TRUE);
  gboolean bold;

  g_strdelimit (plain, "\n", ' ');
  bold = length > 4 && strncmp (text, "**", 2) == 0 && strncmp (text + length - 2, "**", 2) == 0 &&
         g_strstr_len (text + 2, (gssize) length - 4, "**") == NULL;

  if (*plain == '\0' && kind != DIP_LINE_HEADING)
    return NULL;

  {
    DipLine *line = dip_line_new (kind, plain);

    line->bold = bold;
    line->lead = (guint) MIN (measure_lead (text, length), strlen (line->text));
    return line;
  }
}

/* Bytes of a title without "{#anchor .class}" or "{: #anchor }" behind it. */
static gsize
measure_title (const char *text,
               gsize       length)
{
  gsize n = length;

  while (n > 0 && text[n - 1] == ' ')
    n--;
  if (n == 0 || text[n - 1] != '}')
    return length;

  while (n > 0 && text[n - 1] != '{')
    n--;
  if (n < 2 || (text[n] != '#' && text[n] != '.' && text[n] != ':'))
    return length;

  return n - 1;
}

/* Where a list of contents is to be made, and addresses of links: "[TOC]", "[name]: https://…". */
static gboolean
is_instruction (const char *text,
                gsize       length)
{
  static const char *const places[] = { "[TOC]", "[[_TOC_]]", "[[TOC]]", "${toc}", "{:toc}" };
  const char *target;
  gsize n_label;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strlen (places[i]) == length && g_ascii_strncasecmp (text, places[i], length) == 0)
      return TRUE;

  /* "{: .wide }" is for the paragraph above. */
  if (length > 3 && text[0] == '{' && text[1] == ':' && text[length - 1] == '}')
    return TRUE;

  return _dip_markdown_match_target (text, length, &target, &n_label);
}

/* "[^1]: text" as papers print a note. NULL where it is none. */
static DipLine *
read_note (const char *text,
           gsize       length)
{
  const char *close = memchr (text, ']', MIN (length, 64));
  g_autofree char *note = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (length < 6 || text[0] != '[' || text[1] != '^' || close == NULL || close + 2 >= text + length || close[1] != ':')
    return NULL;

  label = g_strndup (text + 2, (gsize) (close - text) - 2);
  note = _dip_markup_strip (close + 2, (gsize) (text + length - close) - 2, TRUE);
  g_strdelimit (note, "\n", ' ');
  _dip_note_append (line, DIP_NOTE_BEGIN, _dip_note_number_of_name (label, strlen (label)));
  /* A name is for those who write the text; nobody reads it. */
  if (strspn (label, "0123456789") == strlen (label))
    g_string_append_printf (line, (guchar) *note >= 0x80 ? "※%s %s" : "Note %s: %s", label, note);
  else
    g_string_append_printf (line, (guchar) *note >= 0x80 ? "※ %s" : "Note: %s", note);

  return dip_line_new (DIP_LINE_TEXT, line->str);
}

gboolean
_dip_markdown_is_item (const char *text,
                       gsize       length)
{
  gsize n_marker;

  return length > 0 && !is_rule (text, length) && match_item (text, length, &n_marker) > 0;
}

gboolean
_dip_markdown_is_text (const char *text,
                       gsize       length)
{
  gsize n_marker;

  return length > 0 && *text != '>' && count_hashes (text, length) == 0 && !is_rule (text, length) &&
         match_item (text, length, &n_marker) == 0 && !is_instruction (text, length) &&
         !(length > 2 && text[0] == '[' && text[1] == '^') && !_dip_markdown_is_fence (text, length) &&
         strspn (text, "=") < length;
}

DipLine *
_dip_markdown_read (const char *text,
                    gsize       length)
{
  gsize n, n_marker;
  DipLine *line;

  while (length > 0 && *text == '>')
    {
      text++, length--;
      while (length > 0 && *text == ' ')
        text++, length--;
    }
  if (length == 0)
    return NULL;

  if (is_rule (text, length))
    return dip_line_new (DIP_LINE_RULE, "");
  if (is_instruction (text, length))
    return NULL;
  line = read_note (text, length);
  if (line != NULL)
    return line;

  n = count_hashes (text, length);
  if (n > 0)
    {
      gsize whole = MAX (measure_title (text, length), n);
      gsize end = whole;

      while (end > n && text[end - 1] == '#')
        end--;
      /* "C#" keeps its sign: closing ones stand apart. */
      if (end < whole && end > n && text[end - 1] != ' ')
        end = whole;

      line = new_line (DIP_LINE_HEADING, text + n, end - n);
      line->level = (guint) n;
      if (*line->text == '\0')
        {
          dip_line_free (line);
          return NULL;
        }

      return line;
    }

  n = match_item (text, length, &n_marker);
  if (n > 0 && n < length)
    {
      line = new_line (DIP_LINE_ITEM, text + n, length - n);
      if (line != NULL)
        line->marker = g_strndup (text, n_marker);

      return line;
    }

  return new_line (DIP_LINE_TEXT, text, length);
}

GStrv
_dip_text_split_lines (const char *text,
                       gsize       length)
{
  GPtrArray *lines = g_ptr_array_new ();
  DipScanner scanner;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner))
    g_ptr_array_add (lines, g_strchomp (g_strndup (scanner.line, scanner.length)));
  g_ptr_array_add (lines, NULL);

  return (GStrv) g_ptr_array_free (lines, FALSE);
}

void
_dip_text_join_cell (GString    *cell,
                     const char *line)
{
  gboolean item = (*line == '*' || *line == '-') && line[1] == ' ';
  gboolean open = cell->len > 0 && cell->str[cell->len - 1] != '\n';

  if (*line == '\0')
    {
      if (open)
        g_string_append_c (cell, '\n');
      return;
    }
  if (open && item)
    g_string_append_c (cell, '\n');
  /* Japanese goes on without a space */
  else if (open && ((guchar) cell->str[cell->len - 1] < 0x80 || (guchar) *line < 0x80))
    g_string_append_c (cell, ' ');
  g_string_append (cell, line);
}

void
_dip_markdown_add_row (GString         *out,
                       const GPtrArray *cells,
                       guint            n_columns)
{
  for (guint c = 0; c < n_columns; c++)
    {
      g_string_append (out, c == 0 ? "| " : " | ");
      for (const char *cell = c < cells->len ? g_ptr_array_index (cells, c) : "", *at = cell; *at != '\0'; at++)
        {
          if (*at == '\n')
            g_string_append (out, "<br>");
          else if (*at == '|' && (at == cell || at[-1] != '\\'))
            g_string_append (out, "\\|");
          else
            g_string_append_c (out, *at);
        }
    }
  g_string_append (out, " |\n");
}

void
_dip_markdown_add_rule (GString *out,
                        guint    n_columns)
{
  for (guint c = 0; c < n_columns; c++)
    g_string_append (out, "|---");
  g_string_append (out, "|\n");
}
