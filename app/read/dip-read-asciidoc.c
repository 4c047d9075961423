/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * AsciiDoc in the words of Markdown, line by line, as far as papers use it:
 *
 *   heading    "=" … "======" title
 *   item       "*" … "*****" text | "-" text | "." … "....." text
 *   term       words "::" [ meaning ]                      bold words before what they mean
 *   title      "." words                                   of a block: bold words
 *   table      "|===" cells "|==="     a cell begins at "|"; "cols", or the first line, tells how many columns
 *   code       "----" … "----", "...." … "...."
 *   dropped    comments, [attributes], ":name: value", macros that show other files, lines around blocks
 *   inline     link:url[text], url[text], <<id,text>>, xref:id[text], footnote:[text], {name}
 *
 * Lines stay where they are but in tables. What does not close stays as it is.
 */

#define MAX_ATTRIBUTES 400u
#define MAX_VALUE      200u
#define MAX_COLUMNS    40u
#define MAX_INLINE     600u

/* Values of attributes may make a text longer, but not without end. */
#define MAX_GROWTH (256u * 1024u)

typedef struct
{
  GStrv       lines;
  GString    *out;
  GHashTable *attributes;
  gsize       n_grown;
  guint       n_columns;  /* that the attributes above a table tell, 0 for nothing */
  guint       counts[8];  /* of the numbered items so far, by their level */
} AsciiDoc;

/* The characters of one kind that a line begins with, where a blank stands behind them. */
static guint
count_marks (const char *line,
             char        mark)
{
  guint n = 0;

  while (line[n] == mark)
    n++;

  return n > 0 && n <= 6 && line[n] == ' ' && line[n + strspn (line + n, " ")] != '\0' ? n : 0;
}

/* Whether a line is nothing but four or more of a character, or the two of an open block. */
static gboolean
is_fence (const char *line,
          char        mark)
{
  gsize n = strlen (line);

  return strspn (line, (const char[]) { mark, '\0' }) == n && (n >= 4 || (mark == '-' && n == 2));
}

/* "[cols="1,2*3"]": how many columns, 0 where it does not say. */
static guint
read_columns (const char *line)
{
  const char *at = strstr (line, "cols=");
  guint n = 0;
  char end = ']';

  if (at == NULL)
    return 0;
  at += 5;
  if (*at == '"' || *at == '\'')
    end = *at++;
  for (; *at != '\0' && *at != end; at += strcspn (at, ",\"']"), at += *at == ',')
    {
      guint64 times = g_ascii_isdigit (*at) ? g_ascii_strtoull (at, NULL, 10) : 1;

      n += at[strspn (at, "0123456789")] == '*' ? (guint) MIN (times, MAX_COLUMNS) : 1;
      if (n >= MAX_COLUMNS)
        break;
    }

  return MIN (n, MAX_COLUMNS);
}

/* ":name: value": remembers it. */
static gboolean
read_attribute (AsciiDoc   *self,
                const char *line)
{
  const char *end = *line == ':' ? strchr (line + 1, ':') : NULL;

  if (end == NULL || end == line + 1 || (end[1] != '\0' && end[1] != ' '))
    return FALSE;
  for (const char *at = line + 1; at < end; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-_!", *at) == NULL)
      return FALSE;
  if (g_hash_table_size (self->attributes) < MAX_ATTRIBUTES && strlen (end + 1) <= MAX_VALUE)
    g_hash_table_insert (self->attributes, g_strndup (line + 1, (gsize) (end - line - 1)),
                         g_strstrip (g_strdup (end + 1)));

  return TRUE;
}

/* What stands in the brackets at @open; NULL where they do not close soon. */
static char *
dup_bracket (const char  *open,
             const char **end)
{
  const char *close = *open == '[' ? memchr (open, ']', strnlen (open, MAX_INLINE)) : NULL;

  if (close == NULL)
    return NULL;
  *end = close + 1;

  return g_strndup (open + 1, (gsize) (close - open - 1));
}

static const char *
add_link (AsciiDoc   *self,
          const char *url)
{
  gsize n = 0;
  const char *end = NULL;
  g_autofree char *text = NULL;
  char *target;

  while (n < MAX_INLINE && url[n] != '\0' && strchr (" \t[]<>", url[n]) == NULL)
    n++;
  text = dup_bracket (url + n, &end);
  if (text == NULL)
    return NULL;
  text[strcspn (text, "^")] = '\0';
  target = g_strndup (url, n);
  if (*text == '\0' || !g_str_has_prefix (target, "http"))
    g_string_append (self->out, *text != '\0' ? text : target);
  else
    g_string_append_printf (self->out, "[%s](%s)", text, target);
  g_free (target);

  return end;
}

/* "<<id,text>>" */
static const char *
add_reference (AsciiDoc   *self,
               const char *at)
{
  const char *close = g_strstr_len (at, (gssize) strnlen (at, MAX_INLINE), ">>");
  const char *comma;

  if (close == NULL || close == at + 2)
    return NULL;
  comma = memchr (at, ',', (gsize) (close - at));
  at = comma != NULL ? comma + 1 + strspn (comma + 1, " ") : at + 2;
  g_string_append_len (self->out, at, close - at);

  return close + 2;
}

/* "{name}" */
static const char *
add_attribute (AsciiDoc   *self,
               const char *at)
{
  const char *close = memchr (at, '}', strnlen (at, 80));
  g_autofree char *name = close != NULL ? g_strndup (at + 1, (gsize) (close - at - 1)) : NULL;
  const char *value = name != NULL ? g_hash_table_lookup (self->attributes, name) : NULL;

  if (value == NULL || self->n_grown + strlen (value) > MAX_GROWTH)
    return NULL;
  self->n_grown += strlen (value);
  g_string_append (self->out, value);

  return close + 1;
}

static void
add_inline (AsciiDoc   *self,
            const char *text)
{
  for (const char *at = text; *at != '\0'; )
    {
      const char *end = NULL;

      if (*at == '{')
        end = add_attribute (self, at);
      else if (g_str_has_prefix (at, "<<"))
        end = add_reference (self, at);
      else if (g_str_has_prefix (at, "link:") || g_str_has_prefix (at, "xref:"))
        end = add_link (self, at + 5);
      else if (g_str_has_prefix (at, "http://") || g_str_has_prefix (at, "https://"))
        end = add_link (self, at);
      else if (g_str_has_prefix (at, "footnote:["))
        {
          g_autofree char *note = dup_bracket (at + 9, &end);

          if (note != NULL)
            g_string_append_printf (self->out, " (%s)", note);
        }
      else if (g_str_has_prefix (at, "[["))
        {
          const char *close = g_strstr_len (at, (gssize) strnlen (at, 80), "]]");

          end = close != NULL ? close + 2 : NULL;
        }
      if (end == NULL)
        {
          g_string_append_c (self->out, *at);
          end = at + 1;
        }
      at = end;
    }
}

/* (transfer full) */
static char *
dup_inline (AsciiDoc   *self,
            const char *text)
{
  GString *out = self->out;
  GString *cell = g_string_new (NULL);

  self->out = cell;
  add_inline (self, text);
  self->out = out;

  return g_string_free (cell, FALSE);
}

/* The bytes of what stands before a cell's bar and tells its span or style: "2+", ".2+^", "a". */
static gsize
spec_length (const char *line,
             const char *bar)
{
  const char *at = bar;

  while (at > line && strchr ("0123456789.+*<^>adehlmsv", at[-1]) != NULL && bar - at < 8)
    at--;
  if (at < bar && at > line && at[-1] != ' ')
    return 0;

  return (gsize) (bar - at);
}

static void
add_table_line (GPtrArray  *cells,
                const char *line)
{
  const char *from = line;

  for (const char *at = line; ; at++)
    {
      gboolean bar = *at == '|' && (at == line || at[-1] != '\\');
      gsize spec;

      if (*at != '\0' && !bar)
        continue;
      spec = bar ? spec_length (from, at) : 0;
      if (cells->len > 0 && at - spec > from)
        {
          GString *cell = g_ptr_array_index (cells, cells->len - 1);
          g_autofree char *piece = g_strstrip (g_strndup (from, (gsize) (at - from) - spec));

          _dip_text_join_cell (cell, piece);
        }
      if (*at == '\0')
        return;
      g_ptr_array_add (cells, g_string_new (NULL));
      from = at + 1;
    }
}

static void
free_cell (gpointer cell)
{
  g_string_free (cell, TRUE);
}

/* Reads a table whose first line is @first; the line that closes it, or 0 if none does. */
static guint
add_table (AsciiDoc *self,
           guint     first)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (free_cell);
  guint n_columns = self->n_columns;
  guint n_lines = 1, end = first + 1;

  while (self->lines[end] != NULL && !g_str_has_prefix (self->lines[end], "|==="))
    end++;
  if (self->lines[end] == NULL)
    return 0;
  for (guint i = first + 1; i < end; i++)
    {
      if (*self->lines[i] == '\0' && cells->len > 0)
        _dip_text_join_cell (g_ptr_array_index (cells, cells->len - 1), "");
      if (*self->lines[i] == '\0' || g_str_has_prefix (self->lines[i], "//"))
        continue;
      add_table_line (cells, self->lines[i]);
      if (n_columns == 0)
        n_columns = cells->len;
    }

  g_string_append_c (self->out, '\n');
  for (guint i = 0; n_columns > 0 && i < cells->len; i += n_columns, n_lines++)
    {
      g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);

      for (guint c = i; c < i + n_columns && c < cells->len; c++)
        g_ptr_array_add (row, dup_inline (self, g_strchomp (((GString *) g_ptr_array_index (cells, c))->str)));
      _dip_markdown_add_row (self->out, row, n_columns);
      if (i > 0)
        continue;
      _dip_markdown_add_rule (self->out, n_columns);
      n_lines++;
    }
  for (; n_lines <= end - first; n_lines++)
    g_string_append_c (self->out, '\n');

  return end;
}

/* Whether a line is no text at all. */
static gboolean
is_dropped (AsciiDoc   *self,
            const char *line)
{
  static const char *const macros[] = { "include::", "image::", "toc::", "ifdef::", "ifndef::", "ifeval::", "endif::" };

  if (*line == '[' && g_str_has_suffix (line, "]"))
    {
      self->n_columns = read_columns (line);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (macros); i++)
    if (g_str_has_prefix (line, macros[i]))
      return TRUE;

  return (g_str_has_prefix (line, "//") && line[2] != '/') || g_str_equal (line, "+") || g_str_equal (line, "'''") ||
         g_str_equal (line, "<<<") || is_fence (line, '=') || is_fence (line, '*') || is_fence (line, '_') ||
         is_fence (line, '+') || g_str_equal (line, "--") || read_attribute (self, line);
}

static void
add_line (AsciiDoc   *self,
          const char *line)
{
  const char *term;
  guint n;

  line += strspn (line, " \t");
  term = strstr (line, "::");
  if ((n = count_marks (line, '=')) > 0)
    {
      for (guint i = 0; i < n; i++)
        g_string_append_c (self->out, '#');
      add_inline (self, line + n);
    }
  else if ((n = count_marks (line, '*')) > 0 || (n = count_marks (line, '.')) > 0)
    {
      self->counts[n] += *line == '.';
      memset (self->counts + n + 1, 0, (G_N_ELEMENTS (self->counts) - n - 1) * sizeof *self->counts);
      if (*line == '.')
        g_string_append_printf (self->out, "%*s%u.", (int) (n - 1) * 2, "", self->counts[n]);
      else
        g_string_append_printf (self->out, "%*s-", (int) (n - 1) * 2, "");
      add_inline (self, line + n);
      return;
    }
  else if (*line == '.' && line[1] != '\0' && strchr (" ./", line[1]) == NULL)
    {
      g_string_append (self->out, "**");
      add_inline (self, line + 1);
      g_string_append (self->out, "**");
    }
  else if (term != NULL && term > line && term[-1] != ' ' && (term[2] == '\0' || term[2] == ' ') &&
           memchr (line, '`', (gsize) (term - line)) == NULL)
    {
      g_autofree char *words = g_strndup (line, (gsize) (term - line));

      g_string_append (self->out, "**");
      add_inline (self, words);
      g_string_append (self->out, ":**");
      add_inline (self, term + 2);
    }
  else
    {
      gboolean broken = g_str_has_suffix (line, " +");
      g_autofree char *text = g_strndup (line, strlen (line) - (broken ? 2 : 0));

      add_inline (self, text);
      g_string_append (self->out, broken ? "  " : "");
    }
  if (*line != '\0')
    memset (self->counts, 0, sizeof self->counts);
}

/**
 * _dip_asciidoc_detect:
 * @name: (nullable): of the file
 *
 * Returns: whether a text is AsciiDoc, by its name or by its headings and blocks
 */
gboolean
_dip_asciidoc_detect (const char *text,
                      gsize       length,
                      const char *name)
{
  guint n_headings = 0, n_blocks = 0;
  DipScanner scanner;

  if (name != NULL && (g_str_has_suffix (name, ".adoc") || g_str_has_suffix (name, ".asciidoc")))
    return TRUE;
  /* as most texts are told not to be */
  if (memchr (text, '=', length) == NULL)
    return FALSE;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner))
    {
      const char *line = scanner.line;
      gsize n = scanner.length;

      if (n < 4 || (*line != '=' && *line != '|' && *line != ':' && *line != '['))
        continue;
      n_headings += *line == '=' && line[1] == '=' && strspn (line, "=") <= 6 && line[strspn (line, "=")] == ' ';
      n_blocks += (n == 4 && memcmp (line, "|===", 4) == 0) || (n > 6 && memcmp (line, "[cols=", 6) == 0) ||
                  (n > 5 && memcmp (line, ":toc:", 5) == 0);
    }

  return n_headings >= 2 && n_blocks > 0;
}

/**
 * _dip_asciidoc_to_markdown:
 * @length: (inout): bytes of the text
 *
 * Returns: (transfer full): the text as Markdown, its lines where they were but in tables
 */
char *
_dip_asciidoc_to_markdown (const char *text,
                           gsize      *length)
{
  AsciiDoc self = { .lines = _dip_text_split_lines (text, *length), .out = g_string_sized_new (*length + 16) };
  char fence = '\0';

  self.attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; self.lines[i] != NULL; i++)
    {
      const char *line = self.lines[i];
      guint end;

      if (fence != '\0' ? is_fence (line, fence) && strlen (line) > 2
                        : is_fence (line, '/') || (strlen (line) > 2 && (is_fence (line, '-') || is_fence (line, '.'))))
        {
          if (*line != '/')
            g_string_append (self.out, "```");
          fence = fence != '\0' ? '\0' : *line;
        }
      else if (fence != '\0')
        {
          g_string_append (self.out, fence != '/' ? line : "");
        }
      else if (g_str_has_prefix (line, "|===") && (end = add_table (&self, i)) > 0)
        {
          i = end;
          self.n_columns = 0;
          continue;
        }
      else if (!is_dropped (&self, line))
        {
          add_line (&self, line);
          self.n_columns = 0;
        }
      g_string_append_c (self.out, '\n');
    }
  g_hash_table_unref (self.attributes);
  g_strfreev (self.lines);
  *length = self.out->len;

  return g_string_free (self.out, FALSE);
}
