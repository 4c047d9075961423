/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * reStructuredText in the words of Markdown, as far as papers use it:
 *
 *   heading    [line of punctuation] title, line of punctuation    levels as they first come
 *   grid       "+---+" ( "|" cells "|" )+ "+===+" …
 *   simple     "=== ===" rows "=== ==="
 *   rows       ".. list-table::" ( "* - cell" ( "- cell" )* )+
 *   remark     ".. note::" [text], its body no longer indented
 *   dropped    ".. image::", ".. toctree::", code and the like with their bodies, ".. _label:", remarks of the writer
 *   item       "#. text"                                            a numbered one
 *   inline     ``code``, :role:`text`, `text <url>`_, `text`_
 *
 * Lines stay where they are but in tables. What does not close stays as it is.
 */

#define MAX_STYLES 6u
#define MAX_INLINE 600u
#define MAX_ROLE   40u
#define MAX_COLUMNS 40u

typedef struct
{
  GStrv    lines;
  GString *out;
  char     styles[MAX_STYLES][3];  /* punctuation, and whether a line stands above, too */
  guint    n_styles;
  guint    n_items;  /* of the numbered list under way */
} Rest;

static gsize
indent_of (const char *line)
{
  return strspn (line, " \t");
}

/* The character that a line of three or more consists of, 0 for others. */
static char
read_rule (const char *line)
{
  gsize n = strlen (line);

  if (n < 3 || strchr ("=-~^\"'`#*+.:_<>", *line) == NULL || strspn (line, (const char[]) { *line, '\0' }) != n)
    return '\0';

  return *line;
}

/* "=== ======": what stands above and below the rows of a simple table. */
static gboolean
is_border (const char *line)
{
  return *line == '=' && strchr (line, ' ') != NULL && strspn (line, "= ") == strlen (line);
}

static void
add_inline (GString    *out,
            const char *text)
{
  for (const char *at = text; *at != '\0'; )
    {
      gboolean code = g_str_has_prefix (at, "``");
      const char *open = at;
      const char *close;

      /* ":role:`" */
      if (*at == ':' && g_ascii_isalpha (at[1]))
        {
          const char *end = at + 1;

          while (end - at < (gssize) MAX_ROLE && (g_ascii_isalpha (*end) || *end == '-' || *end == ':'))
            end++;
          if (*end == '`' && end[-1] == ':')
            open = end;
        }
      close = *open != '`' ? NULL
              : code ? g_strstr_len (open + 2, (gssize) strnlen (open + 2, MAX_INLINE), "``")
                     : memchr (open + 1, '`', strnlen (open + 1, MAX_INLINE));
      if (close == NULL)
        {
          g_string_append_c (out, *at++);
          /* "[1]_" */
          at += *at == '_' && at[-1] == ']';
          continue;
        }
      if (code)
        {
          g_string_append_c (out, '`');
          g_string_append_len (out, open + 2, close - open - 2);
          g_string_append_c (out, '`');
          at = close + 2;
          continue;
        }

      {
        g_autofree char *words = g_strndup (open + 1, (gsize) (close - open - 1));
        char *target = strstr (words, " <");
        gsize n = strlen (words);

        at = close + 1 + strspn (close + 1, "_");
        if (target != NULL && words[n - 1] == '>')
          {
            words[n - 1] = '\0';
            *target = '\0';
            if (g_str_has_prefix (target + 2, "http"))
              g_string_append_printf (out, "[%s](%s)", words, target + 2);
            else
              g_string_append (out, words);
          }
        else
          g_string_append (out, words);
      }
    }
}

static char *
dup_inline (const char *text)
{
  GString *out = g_string_new (NULL);

  add_inline (out, text);

  return g_string_free (out, FALSE);
}

/* The level of a title with such lines around it. */
static guint
level_of (Rest     *self,
          char      rule,
          gboolean  over)
{
  const char style[3] = { rule, over ? 'o' : 'u', '\0' };

  for (guint i = 0; i < self->n_styles; i++)
    if (strcmp (self->styles[i], style) == 0)
      return i + 1;
  if (self->n_styles < MAX_STYLES)
    memcpy (self->styles[self->n_styles++], style, sizeof style);

  return self->n_styles;
}

static void
pad (Rest  *self,
     guint  n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (self->out, '\n');
}

/* A heading at @i: how many lines it has, 0 for none. */
static guint
add_heading (Rest  *self,
             guint  i)
{
  const char *line = self->lines[i];
  const char *next = line[0] != '\0' ? self->lines[i + 1] : NULL;
  gboolean over = next != NULL && read_rule (line) != '\0' && *next != '\0' && read_rule (next) == '\0' &&
                  self->lines[i + 2] != NULL && read_rule (self->lines[i + 2]) == *line;
  const char *title = over ? next + indent_of (next) : line;
  const char *rule = over ? self->lines[i + 2] : next;

  if (rule == NULL || read_rule (rule) == '\0' || (!over && (indent_of (line) > 0 || read_rule (line) != '\0')) ||
      (i > 0 && *self->lines[i - 1] != '\0') || strlen (rule) * 3 < strlen (title))
    return 0;
  pad (self, over ? 1 : 0);
  for (guint k = level_of (self, *rule, over); k > 0; k--)
    g_string_append_c (self->out, '#');
  g_string_append_c (self->out, ' ');
  add_inline (self->out, title);
  pad (self, 2);

  return over ? 3 : 2;
}

/* Adds what was gathered of a row, and begins the next one. */
static void
end_row (Rest      *self,
         GPtrArray *row,
         guint     *n_rows,
         guint     *n_lines)
{
  gboolean filled = FALSE;

  for (guint c = 0; c < row->len; c++)
    {
      GString *cell = g_ptr_array_index (row, c);

      filled = filled || cell->len > 0;
    }
  if (filled)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; c < row->len; c++)
        g_ptr_array_add (cells, dup_inline (g_strchomp (((GString *) g_ptr_array_index (row, c))->str)));
      _dip_markdown_add_row (self->out, cells, row->len);
      *n_lines += 1;
      if ((*n_rows)++ == 0)
        {
          _dip_markdown_add_rule (self->out, row->len);
          *n_lines += 1;
        }
    }
  for (guint c = 0; c < row->len; c++)
    g_string_truncate (g_ptr_array_index (row, c), 0);
}

static void
free_cell (gpointer cell)
{
  g_string_free (cell, TRUE);
}

static void
add_to_cell (GPtrArray  *row,
             guint       place,
             const char *from,
             gsize       length)
{
  g_autofree char *piece = g_strstrip (g_strndup (from, length));
  GString *cell;

  while (row->len <= place)
    g_ptr_array_add (row, g_string_new (NULL));
  cell = g_ptr_array_index (row, place);
  _dip_text_join_cell (cell, piece);
}

/* A grid at @first: how many lines it has, 0 for none. */
static guint
add_grid (Rest  *self,
          guint  first,
          gsize  indent)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (free_cell);
  guint n_rows = 0, n_lines = 0, i = first;

  if (!g_str_has_prefix (self->lines[first] + indent, "+-") || !g_str_has_suffix (self->lines[first], "+"))
    return 0;
  for (; self->lines[i] != NULL; i++)
    {
      const char *line = self->lines[i];
      const char *from;
      guint place = 0;

      line += MIN (indent_of (line), indent);
      if (*line == '+')
        {
          end_row (self, row, &n_rows, &n_lines);
          continue;
        }
      if (*line != '|')
        break;
      for (from = line + 1; *from != '\0' && place < MAX_COLUMNS; place++)
        {
          gsize n = strcspn (from, "|");

          add_to_cell (row, place, from, n);
          from += n + (from[n] == '|');
        }
    }
  end_row (self, row, &n_rows, &n_lines);
  for (; n_lines < i - first; n_lines++)
    g_string_append_c (self->out, '\n');

  return i - first;
}

static const char *
skip_columns (const char *line,
              gsize       n)
{
  while (n > 0 && *line != '\0')
    {
      gsize width = g_unichar_iswide (g_utf8_get_char (line)) ? 2 : 1;

      n -= MIN (width, n);
      line = g_utf8_next_char (line);
    }

  return line;
}

/* A simple table at @first: how many lines it has, 0 for none. */
static guint
add_simple (Rest  *self,
            guint  first,
            gsize  indent)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (free_cell);
  const char *border = self->lines[first] + indent;
  guint n_rows = 0, n_lines = 0, n_borders = 0, end = first;

  if (!is_border (border))
    return 0;
  for (; self->lines[end] != NULL && n_borders < 3; end++)
    {
      gboolean is = is_border (self->lines[end] + MIN (indent_of (self->lines[end]), indent));

      if (*self->lines[end] == '\0' && n_borders > 1)
        break;
      n_borders += is;
    }
  if (n_borders < 2)
    return 0;

  for (guint i = first; i < end; i++)
    {
      const char *line = self->lines[i];
      guint place = 0;

      line += MIN (indent_of (line), indent);
      if (is_border (line) || (*line == '-' && strspn (line, "- ") == strlen (line)))
        continue;
      if (*line != ' ' && *line != '\0')
        end_row (self, row, &n_rows, &n_lines);
      for (const char *mark = border; *mark != '\0' && place < MAX_COLUMNS; place++)
        {
          gsize from = (gsize) (mark - border);
          gsize n = strspn (mark, "="), gap = strspn (mark + n, " ");
          const char *start = skip_columns (line, from);
          gsize length = mark[n + gap] == '\0' ? strlen (start) : (gsize) (skip_columns (start, n + gap) - start);

          add_to_cell (row, place, start, length);
          mark += n + gap;
        }
    }
  end_row (self, row, &n_rows, &n_lines);
  for (; n_lines < end - first; n_lines++)
    g_string_append_c (self->out, '\n');

  return end - first;
}

/* The line behind the body of what begins at @first. */
static guint
find_body_end (const Rest *self,
               guint       first)
{
  gsize indent = indent_of (self->lines[first]);
  guint end = first + 1;

  for (guint i = end; self->lines[i] != NULL; i++)
    {
      if (*self->lines[i] == '\0')
        continue;
      if (indent_of (self->lines[i]) <= indent)
        break;
      end = i + 1;
    }

  return end;
}

/* "* - cell" and "- cell" between two lines. */
static void
add_listed_rows (Rest  *self,
                 guint  first,
                 guint  end)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (free_cell);
  guint n_rows = 0, n_lines = 0, place = 0;

  for (guint i = first; i < end; i++)
    {
      const char *line = self->lines[i] + indent_of (self->lines[i]);
      gboolean begins = g_str_has_prefix (line, "* -");

      if (*line == ':' && row->len == 0)
        continue;
      if (begins)
        {
          end_row (self, row, &n_rows, &n_lines);
          place = 0;
          line += 3;
        }
      else if (row->len > 0 && *line == '-' && (line[1] == ' ' || line[1] == '\0') && place + 1 < MAX_COLUMNS)
        {
          place++;
          line++;
        }
      if (begins || row->len > 0)
        add_to_cell (row, place, line, strlen (line));
    }
  end_row (self, row, &n_rows, &n_lines);
  for (; n_lines < end - first; n_lines++)
    g_string_append_c (self->out, '\n');
}

/* Adds lines that stood indented below a directive; its options are none of them. */
static void
add_body (Rest  *self,
          guint  first,
          guint  end)
{
  gboolean options = TRUE;

  for (guint i = first; i < end; i++)
    {
      const char *line = self->lines[i] + indent_of (self->lines[i]);
      gsize indent = (gsize) (line - self->lines[i]);
      guint n = 0;

      options = options && *line == ':';
      if (!options && *line != '\0' && (n = add_grid (self, i, indent)) == 0)
        n = add_simple (self, i, indent);
      if (n > 0)
        {
          i += n - 1;
          continue;
        }
      if (!options)
        add_inline (self->out, line);
      g_string_append_c (self->out, '\n');
    }
}

/* What begins with "..": how many lines it has. */
static guint
add_explicit (Rest  *self,
              guint  i)
{
  static const char *const dropped[] = {
    "image", "figure", "toctree", "contents", "code", "code-block", "sourcecode", "literalinclude", "highlight", "raw",
    "include", "meta", "math", "index", "graphviz", "mermaid", "sectnum", "default-role", "role", "module",
    "currentmodule", NULL,
  };
  const char *text = self->lines[i] + indent_of (self->lines[i]) + 2;
  const char *colons = strstr (text, "::");
  guint end = find_body_end (self, i);
  g_autofree char *name = NULL;

  text += indent_of (text);
  /* ".. [1] A note" */
  if (*text == '[' && strchr (text, ']') != NULL)
    {
      add_inline (self->out, text);
      g_string_append_c (self->out, '\n');
      return 1;
    }
  if (colons != NULL && colons > text)
    name = g_strndup (text, (gsize) (colons - text));
  if (name == NULL || name[strspn (name, "abcdefghijklmnopqrstuvwxyz-_:.")] != '\0' || g_strv_contains (dropped, name))
    {
      pad (self, end - i);
      return end - i;
    }
  if (colons[2] != '\0')
    add_inline (self->out, colons + 2 + indent_of (colons + 2));
  g_string_append_c (self->out, '\n');
  if (g_str_equal (name, "list-table"))
    add_listed_rows (self, i + 1, end);
  else
    add_body (self, i + 1, end);

  return end - i;
}

/**
 * _dip_rest_detect:
 * @name: (nullable): of the file
 *
 * Returns: whether a text is reStructuredText, by its name or by its directives
 */
gboolean
_dip_rest_detect (const char *text,
                  gsize       length,
                  const char *name)
{
  guint n_directives = 0, n_rules = 0;
  DipScanner scanner;

  if (name != NULL && (g_str_has_suffix (name, ".rst") || g_str_has_suffix (name, ".rest")))
    return TRUE;
  /* as most texts are told not to be */
  if (strstr (text, ".. ") == NULL)
    return FALSE;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner))
    {
      const char *line = scanner.line;
      gsize n = scanner.length;

      if (n < 4)
        continue;
      n_directives += line[0] == '.' && line[1] == '.' && line[2] == ' ' &&
                      g_strstr_len (line, (gssize) n, "::") != NULL;
      n_rules += strchr ("=-~^", *line) != NULL && strspn (line, (const char[]) { *line, '\0' }) >= n;
    }

  return n_directives >= 2 && n_rules >= 2;
}

/**
 * _dip_rest_to_markdown:
 * @length: (inout): bytes of the text
 *
 * Returns: (transfer full): the text as Markdown, its lines where they were but in tables
 */
char *
_dip_rest_to_markdown (const char *text,
                       gsize      *length)
{
  Rest self = { .lines = _dip_text_split_lines (text, *length), .out = g_string_sized_new (*length + 16) };

  for (guint i = 0; self.lines[i] != NULL; )
    {
      const char *line = self.lines[i];
      const char *bare = line + indent_of (line);
      guint n = 0;

      if (*line != '\0' && (n = add_heading (&self, i)) == 0 && (n = add_grid (&self, i, indent_of (line))) == 0 &&
          (n = add_simple (&self, i, indent_of (line))) == 0 && g_str_has_prefix (bare, "..") &&
          (bare[2] == ' ' || bare[2] == '\0'))
        n = add_explicit (&self, i);
      if (n > 0)
        {
          i += n;
          continue;
        }

      if (g_str_has_prefix (bare, "#. "))
        {
          g_string_append_printf (self.out, "%*s%u.", (int) MIN (bare - line, 8), "", ++self.n_items);
          bare += 2;
        }
      else if (*line == ':' && g_ascii_isalpha (line[1]) && strstr (line + 1, ": ") != NULL)
        bare++;
      else if (*bare == '|' && bare[1] == ' ')
        bare += 2;
      else if (read_rule (line) == '\0')
        g_string_append_len (self.out, line, MIN (bare - line, 8));
      else
        bare = "";
      add_inline (self.out, bare);
      g_string_append_c (self.out, '\n');
      if (*line != '\0' && bare == line)
        self.n_items = 0;
      i++;
    }
  g_strfreev (self.lines);
  *length = self.out->len;

  return g_string_free (self.out, FALSE);
}
