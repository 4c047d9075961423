/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a line of Markdown cannot say for itself is put into words that it can,
 * before lines are read:
 *
 *   [text][name], [name][], [name]    become [text](target), where a line "[name]: target" says which
 *   <table>…</table>                  becomes rows between pipes; a cell that spans others leaves them empty
 *
 * Blocks of code and `code` stay as they are. One pass; what does not close stays, too.
 */

#define MAX_LABEL    200u
#define MAX_TARGETS  10000u
#define MAX_GROWTH   (256u * 1024) /* bytes beyond twice the text, of targets and of cells that span others */
#define MAX_SPAN     100l
#define MAX_COLUMNS  200u

typedef struct
{
  GHashTable *targets;    /* name, folded → target */
  GString    *out;
  const char *text;
  const char *end;
  const char *label;      /* (nullable): the last text in brackets, right before this place */
  gsize       n_label;
} Blocks;

/* FALSE where the line is none that says where a name leads to. */
gboolean
_dip_markdown_match_target (const char  *line,
                            gsize        length,
                            const char **target,
                            gsize       *n_label)
{
  const char *close = memchr (line, ']', length);
  const char *at;

  if (length < 2 || *line != '[' || line[1] == '^' || close == NULL || close + 3 >= line + length || close[1] != ':')
    return FALSE;
  at = close + 2;
  while (at < line + length && *at == ' ')
    at++;

  *target = at;
  *n_label = (gsize) (close - line) - 1;

  return g_strstr_len (at, line + length - at, "://") != NULL || *at == '#' || *at == '/' || *at == '<';
}

static char *
fold_label (const char *label,
            gsize       length)
{
  g_autofree char *copy = g_strndup (label, length);

  return g_utf8_casefold (g_strstrip (copy), -1);
}

static void
collect_targets (Blocks *self)
{
  DipScanner scanner;
  gboolean fence = FALSE;

  _dip_scanner_init (&scanner, self->text, (gsize) (self->end - self->text));
  while (_dip_scanner_next (&scanner) && g_hash_table_size (self->targets) < MAX_TARGETS)
    {
      const char *line = scanner.line;
      gsize length = scanner.length;
      const char *target;
      gsize n_label, n;

      fence = fence != _dip_markdown_is_fence (line, length);
      while (length > 0 && *line == ' ')
        line++, length--;
      if (fence || !_dip_markdown_match_target (line, length, &target, &n_label) || n_label > MAX_LABEL)
        continue;

      length -= (gsize) (target - line);
      if (*target == '<')
        target++, length--;
      for (n = 0; n < length && !g_ascii_isspace (target[n]) && target[n] != '>'; )
        n++;
      g_hash_table_insert (self->targets, fold_label (line + 1, n_label), g_strndup (target, n));
    }
}

static gsize
limit_of (const Blocks *self)
{
  return 2 * (gsize) (self->end - self->text) + MAX_GROWTH;
}

static const char *
look_up (Blocks     *self,
         const char *label,
         gsize       length)
{
  g_autofree char *folded = NULL;

  if (length == 0 || length > MAX_LABEL || self->out->len > limit_of (self))
    return NULL;
  folded = fold_label (label, length);

  return g_hash_table_lookup (self->targets, folded);
}

/* Text in brackets. Returns what follows. */
static const char *
add_brackets (Blocks     *self,
              const char *at)
{
  gsize most = MIN ((gsize) (self->end - at) - 1, MAX_LABEL + 1);
  gsize n = 0;
  gboolean second = at > self->text && at[-1] == ']';
  const char *target, *next;

  while (n < most && at[1 + n] != ']' && at[1 + n] != '[' && at[1 + n] != '\n')
    n++;
  if (n == most || at[1 + n] != ']')
    {
      g_string_append_c (self->out, *at);
      return at + 1;
    }

  next = at + n + 2;
  if (second)
    target = n > 0 ? look_up (self, at + 1, n) : look_up (self, self->label, self->n_label);
  else
    target = next == self->end || strchr ("([:", *next) == NULL ? look_up (self, at + 1, n) : NULL;
  self->label = at + 1;
  self->n_label = n;

  if (target == NULL || !second)
    g_string_append_len (self->out, at, next - at);
  if (target != NULL)
    g_string_append_printf (self->out, "(%s)", target);

  return next;
}

/* A table that is being read. */
typedef struct
{
  GString *out;      /* where it goes */
  gsize    most;     /* bytes of that, beyond which no cell spans others */
  GString *row;      /* between pipes */
  GString *cell;
  GArray  *covered;  /* (element-type guint): rows that a cell above still covers, for each column */
  guint    column;
  guint    n_columns, n_rows; /* that the cell spans */
  guint    n_lines;  /* that it has become */
  gboolean in_cell;
} Table;

static void
add_cell (Table      *self,
          const char *text,
          guint       n_rows)
{
  guint rest = n_rows - 1;

  if (self->column >= MAX_COLUMNS)
    return;
  if (self->column >= self->covered->len)
    g_array_append_val (self->covered, rest);
  else
    g_array_index (self->covered, guint, self->column) = rest;
  g_string_append_printf (self->row, " %s |", text);
  self->column++;
}

static void
skip_covered (Table *self)
{
  while (self->column < self->covered->len && self->out->len < self->most &&
         g_array_index (self->covered, guint, self->column) > 0)
    {
      g_array_index (self->covered, guint, self->column)--;
      g_string_append (self->row, "  |");
      self->column++;
    }
}

static void
end_cell (Table *self)
{
  if (!self->in_cell)
    return;

  skip_covered (self);
  for (guint i = 0; i < (self->out->len < self->most ? self->n_columns : 1); i++)
    add_cell (self, i == 0 ? g_strstrip (self->cell->str) : "", self->n_rows);
  g_string_truncate (self->cell, 0);
  self->in_cell = FALSE;
}

static void
end_row (Table *self)
{
  end_cell (self);
  if (self->column > 0)
    {
      skip_covered (self);
      g_string_append_printf (self->out, "|%s\n", self->row->str);
      self->n_lines++;
    }
  g_string_truncate (self->row, 0);
  self->column = 0;
}

/* What stands in a table outside of its cells: its title. */
static void
add_outside (Table *self)
{
  g_autofree char *plain = NULL;

  if (self->in_cell)
    return;
  plain = _dip_markup_strip (self->cell->str, self->cell->len, FALSE);
  if (*plain != '\0')
    {
      g_string_append_printf (self->out, "%s\n", g_strdelimit (plain, "\n", ' '));
      self->n_lines++;
    }
  g_string_truncate (self->cell, 0);
}

static guint
get_span (const char *tag,
          gsize       length,
          const char *name)
{
  const char *at = g_strstr_len (tag, (gssize) length, name);
  gsize n = strlen (name);

  if (at == NULL)
    return 1;
  at += n + strspn (at + n, " =\"'");

  return at < tag + length ? (guint) CLAMP (strtol (at, NULL, 10), 1, MAX_SPAN) : 1;
}

/* Whether a tag has a name: "tr" for <tr>, <TR class=…> and </tr>. */
static gboolean
is_tag (const char *tag,
        gsize       length,
        const char *name)
{
  gsize n = strlen (name);

  return length >= n + 2 && g_ascii_strncasecmp (tag + 1, name, n) == 0 && !g_ascii_isalnum (tag[1 + n]);
}

static void
read_tag (Table      *self,
          const char *tag,
          gsize       length)
{
  gboolean begins = is_tag (tag, length, "td") || is_tag (tag, length, "th");

  if (begins || is_tag (tag, length, "tr") || is_tag (tag, length, "/tr"))
    add_outside (self);
  if (is_tag (tag, length, "tr") || is_tag (tag, length, "/tr"))
    end_row (self);
  else if (begins || is_tag (tag, length, "/td") || is_tag (tag, length, "/th"))
    end_cell (self);
  else
    g_string_append_len (self->cell, tag, (gssize) length);

  if (begins)
    {
      self->in_cell = TRUE;
      self->n_columns = get_span (tag, length, "colspan");
      self->n_rows = get_span (tag, length, "rowspan");
    }
}

/* Where a name of a tag stands next, or NULL. */
static const char *
find_tag (const char *at,
          const char *end,
          const char *name)
{
  for (at = memchr (at, '<', (gsize) (end - at)); at != NULL; at = memchr (at + 1, '<', (gsize) (end - at) - 1))
    if (is_tag (at, (gsize) (end - at), name))
      return at;

  return NULL;
}

/* Makes rows of a table. Returns what follows, NULL where it has no end or others in it. */
static const char *
add_table (Blocks     *self,
           const char *at)
{
  const char *close = find_tag (at + 1, self->end, "/table");
  Table table = { self->out, limit_of (self), NULL };
  const char *end;
  guint n_lines = 0;

  if (close == NULL || find_tag (at + 1, close, "table") != NULL)
    return NULL;
  end = memchr (close, '>', (gsize) (self->end - close));
  at = memchr (at, '>', (gsize) (close - at));
  if (end == NULL || at == NULL)
    return NULL;

  table.row = g_string_new (NULL);
  table.cell = g_string_new (NULL);
  table.covered = g_array_new (FALSE, FALSE, sizeof (guint));
  if (self->out->len > 0 && self->out->str[self->out->len - 1] != '\n')
    g_string_append_c (self->out, '\n');
  for (at++; at < close; )
    {
      const char *stop = *at == '<' ? memchr (at, '>', (gsize) (close - at)) : NULL;

      if (stop != NULL)
        {
          read_tag (&table, at, (gsize) (stop + 1 - at));
          at = stop + 1;
          continue;
        }
      if (*at == '|')
        g_string_append_c (table.cell, '\\');
      n_lines += *at == '\n';
      g_string_append_c (table.cell, *at == '\n' || *at == '\r' || *at == '\t' ? ' ' : *at);
      at++;
    }
  add_outside (&table);
  end_row (&table);
  /* What comes next keeps the numbers of its lines. */
  for (; n_lines > table.n_lines; n_lines--)
    g_string_append_c (self->out, '\n');
  g_string_free (table.row, TRUE);
  g_string_free (table.cell, TRUE);
  g_array_unref (table.covered);

  return end + 1;
}

/**
 * _dip_markdown_resolve_blocks:
 * @text: a text of Markdown, terminated
 * @length: (inout): its bytes
 *
 * Returns: (transfer full) (nullable): the text with links of its own and rows, %NULL where it has had them
 */
char *
_dip_markdown_resolve_blocks (const char *text,
                              gsize      *length)
{
  const char *table = find_tag (text, text + *length, "table");
  Blocks self = { NULL, NULL, text, text + *length, NULL, 0 };
  gboolean fence = FALSE;
  gboolean code = FALSE;
  guint n_open = 0;

  self.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (strstr (text, "]:") != NULL)
    collect_targets (&self);
  if (table == NULL && g_hash_table_size (self.targets) == 0)
    {
      g_hash_table_unref (self.targets);
      return NULL;
    }

  self.out = g_string_sized_new (*length + 1);
  for (const char *at = text; at < self.end; )
    {
      const char *next = NULL;

      if (at == text || at[-1] == '\n')
        {
          fence = fence != _dip_markdown_is_fence (at, (gsize) (self.end - at));
          code = FALSE;
        }
      code = code != (*at == '`' && !fence);
      if (*at == '[' && !fence && !code && (at == text || at[-1] != '\\'))
        next = add_brackets (&self, at);
      else if (*at == '<' && !fence && !code && n_open < 2 && is_tag (at, (gsize) (self.end - at), "table"))
        {
          next = add_table (&self, at);
          n_open += next == NULL;
        }
      if (next == NULL)
        {
          g_string_append_c (self.out, *at);
          next = at + 1;
        }
      at = next;
    }
  g_hash_table_unref (self.targets);
  *length = self.out->len;

  return g_string_free (self.out, FALSE);
}

gboolean
_dip_markdown_is_fence (const char *text,
                        gsize       length)
{
  for (; length > 0 && *text == ' '; length--)
    text++;

  return length >= 3 && (strncmp (text, "```", 3) == 0 || strncmp (text, "~~~", 3) == 0);
}
