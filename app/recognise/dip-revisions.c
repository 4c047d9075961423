/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The revision table:
 *
 *   table   = [ heading ] [ head ] row*           a head without rows: no revision was told
 *   head    = two columns or more that the lexicon knows, cut at tabs, pipes or spaces
 *   row     = cells in the order of the head      cut at tabs or pipes
 *           | version [kind] summary [pages] date cut by what the parts look like
 *           | date kind                           below 附則
 *           | text                                goes on with the summary of the row above
 *   version = digits *("." digits) | 初版 | 第2版 | 第 4.1 版 | Ver6. 2. 0 | Rev.B
 */

#define MAX_COLUMNS 12
#define MAX_ROWS 500

/* Columns between where a row begins and where its summary goes on. */
#define MIN_SHIFT 8u

typedef enum {
  COLUMN_NONE,
  COLUMN_VERSION,
  COLUMN_DATE,
  COLUMN_KIND,
  COLUMN_SUMMARY,
  COLUMN_PAGES,
  COLUMN_AUTHOR,
} Column;

static const char *const column_names[] = { "", "version", "date", "kind", "summary", "pages", "author" };

typedef struct
{
  Column columns[MAX_COLUMNS];
  guint  n_columns;
} Head;

static gboolean
has_column (const Head *head,
            Column      column)
{
  for (guint i = 0; i < head->n_columns; i++)
    {
      if (head->columns[i] == column)
        return TRUE;
    }

  return FALSE;
}

/* The column whose word a cell contains; the longest word counts. */
static Column
match_column (DipStructure *self,
              const char   *cell)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "revision-columns");
  guint n_keys;
  const DipLexiconKey *keys = dip_lexicon_get_keys (self->draft->lexicon, "revision-columns", &n_keys);
  g_autofree char *key = NULL;
  Column best = COLUMN_NONE;
  gsize best_length = 0;
  gsize length;

  if (*cell == '\0' || strlen (cell) > 90)
    return COLUMN_NONE;
  key = dip_text_key (cell);
  length = strlen (key);

  for (guint i = 0; i < n_keys; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      const char *word = keys[i].text;
      gsize n = keys[i].length;

      if (row[1] == NULL || n <= best_length || n > length || strstr (key, word) == NULL)
        continue;

      /* A short Latin word counts only as the whole cell: "by" is in many words. */
      if (g_ascii_isalpha (*word) && n < 5 && strcmp (key, word) != 0)
        continue;

      for (guint c = 1; c < G_N_ELEMENTS (column_names); c++)
        {
          if (g_str_equal (row[1], column_names[c]))
            {
              best = (Column) c;
              best_length = n;
            }
        }
    }

  return best;
}

static gboolean
read_head_cells (DipStructure *self,
                 char        **cells,
                 Head         *head)
{
  guint n_known = 0;

  *head = (Head) { .n_columns = 0 };
  for (guint i = 0; cells[i] != NULL && head->n_columns < MAX_COLUMNS; i++)
    {
      Column column = match_column (self, cells[i]);

      if (column != COLUMN_NONE && has_column (head, column))
        column = column == COLUMN_SUMMARY ? COLUMN_NONE : column;
      n_known += column != COLUMN_NONE;
      head->columns[head->n_columns++] = column;
    }

  /* "Changed places" are the summary where nothing else is. */
  for (guint i = 0; i < head->n_columns && !has_column (head, COLUMN_SUMMARY); i++)
    {
      if (head->columns[i] == COLUMN_PAGES)
        head->columns[i] = COLUMN_SUMMARY;
    }

  return n_known >= 2 && n_known * 2 >= head->n_columns &&
         (has_column (head, COLUMN_DATE) || has_column (head, COLUMN_VERSION)) &&
         (has_column (head, COLUMN_SUMMARY) || has_column (head, COLUMN_KIND) ||
          (has_column (head, COLUMN_DATE) && has_column (head, COLUMN_VERSION)));
}

/* Cuts at runs of white space; with @wide only at two columns or more. */
static char **
cut_at_spaces (const char *text,
               gboolean    wide)
{
  GPtrArray *cells = g_ptr_array_new ();
  const char *from = text;

  for (const char *at = text; *at != '\0'; )
    {
      if (dip_glyph_is_space (g_utf8_get_char (at)))
        {
          const char *next = dip_text_skip_space (at);

          if (!wide || next - at >= 2)
            {
              g_ptr_array_add (cells, g_strndup (from, (gsize) (at - from)));
              from = next;
            }
          at = next;
          continue;
        }
      at = g_utf8_next_char (at);
    }
  g_ptr_array_add (cells, g_strdup (from));
  g_ptr_array_add (cells, NULL);

  return (char **) g_ptr_array_free (cells, FALSE);
}

static char **
dup_cells (const DipPiece *piece)
{
  char **cells = g_new0 (char *, piece->line->cells->len + 1);

  for (guint i = 0; i < piece->line->cells->len; i++)
    cells[i] = g_strdup (g_ptr_array_index (piece->line->cells, i));

  return cells;
}

static gboolean
read_head (DipStructure   *self,
           const DipPiece *piece,
           Head           *head)
{
  if (piece->width > 160)
    return FALSE;

  if (piece->line->kind == DIP_LINE_ROW)
    {
      g_auto (GStrv) cells = NULL;

      /* No heading is a figure: most rows of most tables end here. */
      if (g_ascii_isdigit (*(const char *) g_ptr_array_index (piece->line->cells, 0)))
        return FALSE;
      cells = dup_cells (piece);

      return read_head_cells (self, cells, head);
    }
  if (piece->line->kind != DIP_LINE_TEXT)
    return FALSE;

  for (guint wide = 2; wide-- > 0; )
    {
      g_auto (GStrv) cells = NULL;

      if (wide == 1 && !dip_text_may_have_gap (piece->text))
        continue;
      cells = cut_at_spaces (piece->text, wide == 1);

      if (g_strv_length (cells) >= 2 && read_head_cells (self, cells, head))
        return TRUE;
    }

  return FALSE;
}

/* Reads a version at the beginning of a text. Returns where it ends, NULL if there is none. */
static const char *
parse_version (const char *text,
               char      **version)
{
  static const char *const prefixes[] = {
    "第", "version", "ver.", "ver", "revision", "rev.", "rev", "v.", "v", "edition", "issue", "release", "r", "版",
  };
  g_autoptr (GString) bare = g_string_new (NULL);
  const char *at = dip_text_skip_space (text);
  const char *end = NULL;
  gboolean prefixed = FALSE;

  if (g_str_has_prefix (at, "初版") || g_str_has_prefix (at, "初 版"))
    {
      *version = g_strdup ("1");
      return at + strlen (g_str_has_prefix (at, "初版") ? "初版" : "初 版");
    }

  for (guint i = 0; i < G_N_ELEMENTS (prefixes) && !prefixed; i++)
    {
      gsize n = strlen (prefixes[i]);

      if (g_ascii_strncasecmp (at, prefixes[i], n) == 0)
        {
          at = dip_text_skip_space (at + n);
          prefixed = TRUE;
        }
    }

  for (;;)
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (c >= '0' && c <= '9')
        {
          g_string_append_c (bare, (char) c);
          at = end = g_utf8_next_char (at);
        }
      else if (c == '.' && end != NULL)
        {
          const char *next = dip_text_skip_space (g_utf8_next_char (at));
          gunichar digit = dip_glyph_narrow (g_utf8_get_char (next));

          if (digit < '0' || digit > '9')
            break;
          g_string_append_c (bare, '.');
          at = next;
        }
      else
        break;
    }

  if (end == NULL)
    {
      /* "Rev. B" */
      if (!prefixed || !g_ascii_isupper (*at) || g_ascii_isalnum (at[1]))
        return NULL;
      *version = g_strndup (at, 1);
      return at + 1;
    }

  /* A year, or a day of one, is no version. */
  if (bare->len > 3 && strchr (bare->str, '.') == NULL)
    return NULL;

  at = dip_text_skip_space (end);
  if (g_str_has_prefix (at, "版"))
    end = at + strlen ("版");
  else if (g_str_has_prefix (at, "年") || *at == '/' || *at == '-' || g_str_has_prefix (at, "月"))
    return NULL;
  *version = g_string_free (g_steal_pointer (&bare), FALSE);

  return end;
}

static char *
trim (const char *text)
{
  const char *start = dip_text_skip_space (text);
  gsize n = strlen (start);

  while (n > 0)
    {
      const char *last = g_utf8_find_prev_char (start, start + n);

      if (!dip_glyph_is_space (g_utf8_get_char (last)))
        break;
      n = (gsize) (last - start);
    }

  return g_strndup (start, n);
}

/* Cuts a summary at its bullets: "・one ・two" or lines. */
static char **
cut_items (const char *summary)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GString) item = g_string_new (NULL);
  gboolean at_start = TRUE;

  for (const char *at = summary; ; at = g_utf8_next_char (at))
    {
      gunichar c = *at != '\0' ? g_utf8_get_char (at) : 0;
      gboolean bullet = at_start && (dip_glyph_is_bullet (c) ||
                                     (c == '-' && dip_glyph_is_space (g_utf8_get_char (g_utf8_next_char (at)))));

      if (c == 0 || c == '\n' || bullet)
        {
          g_autofree char *trimmed = trim (item->str);

          if (*trimmed != '\0')
            g_ptr_array_add (items, g_steal_pointer (&trimmed));
          g_string_truncate (item, 0);
          if (c == 0)
            break;
          at_start = TRUE;
          continue;
        }

      g_string_append_unichar (item, c);
      at_start = dip_glyph_is_space (c);
    }
  g_ptr_array_add (items, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&items), FALSE);
}

static void
set_version (DipRevision *revision,
             const char  *cell)
{
  g_autofree char *printed = trim (cell);
  char *version = NULL;

  if (*printed == '\0')
    return;

  if (parse_version (printed, &version) != NULL)
    revision->version = version;
  else if (g_ascii_isupper (printed[0]) && printed[1] == '\0')
    revision->version = g_strdup (printed);
  if (g_strcmp0 (revision->version, printed) != 0)
    revision->label = g_steal_pointer (&printed);
}

static void
append_cell (char       **field,
             const char  *cell)
{
  g_autofree char *trimmed = trim (cell);
  g_autoptr (GString) joined = NULL;

  if (*trimmed == '\0')
    return;

  if (*field == NULL)
    {
      *field = g_steal_pointer (&trimmed);
      return;
    }

  joined = g_string_new (*field);
  if (dip_glyph_is_bullet (dip_text_first (trimmed)))
    g_string_append_printf (joined, "\n%s", trimmed);
  else
    dip_text_join (joined, trimmed);
  g_free (*field);
  *field = g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
set_cell (DipRevision *revision,
          Column       column,
          const char  *cell)
{
  const char *start, *end;

  switch (column)
    {
    case COLUMN_VERSION:
      if (revision->version == NULL && revision->label == NULL)
        set_version (revision, cell);
      break;
    case COLUMN_DATE:
      if (revision->date == NULL)
        revision->date = dip_date_find (cell, &start, &end);
      break;
    case COLUMN_KIND:
      append_cell (&revision->kind, cell);
      break;
    case COLUMN_SUMMARY:
      append_cell (&revision->summary, cell);
      break;
    case COLUMN_PAGES:
      append_cell (&revision->pages, cell);
      break;
    case COLUMN_AUTHOR:
    case COLUMN_NONE:
    default:
      break;
    }
}

static DipRevision *
last_revision (DipStructure *self)
{
  GPtrArray *revisions = self->draft->document->revisions;

  return revisions->len > 0 ? g_ptr_array_index (revisions, revisions->len - 1) : NULL;
}

/* One more line of a summary, which is one more item. */
static void
add_line (DipRevision *revision,
          const char  *line)
{
  char *both = g_strconcat (revision->summary != NULL ? revision->summary : "", "\n", line, NULL);

  g_free (revision->summary);
  revision->summary = both;
}

/* "2023-05  First edition", behind a version: takes the month off, which nothing else tells from a version. */
static char *
take_month (char *text)
{
  gsize n = strspn (text, "0123456789-/.");
  guint64 year = g_ascii_strtoull (text, NULL, 10);
  guint64 month;

  if (n != 7 || strchr ("-/.", text[4]) == NULL || !dip_glyph_is_space (g_utf8_get_char (text + n)) ||
      !g_ascii_isdigit (text[5]) || !g_ascii_isdigit (text[6]))
    return NULL;
  month = g_ascii_strtoull (text + 5, NULL, 10);
  if (year < 1980 || year > 2199 || month < 1 || month > 12)
    return NULL;
  memmove (text, text + n, strlen (text + n) + 1);
  g_strchug (text);

  return g_strdup_printf ("%04" G_GUINT64_FORMAT "-%02" G_GUINT64_FORMAT, year, month);
}

/* The second line of a cell, with the cells behind it: the row above ended within its summary. */
static gboolean
read_rest_of_row (const Head   *head,
                  DipRevision  *last,
                  char        **cells,
                  guint         n)
{
  g_autofree char *text = NULL;

  if (last == NULL || last->summary == NULL || n >= head->n_columns || n == 0 ||
      !has_column (head, COLUMN_DATE) || !has_column (head, COLUMN_VERSION))
    return FALSE;
  text = trim (cells[0]);
  if (dip_text_width (text) < 6)
    return FALSE;

  add_line (last, text);
  for (guint i = 1; i < n; i++)
    if (head->columns[head->n_columns - n + i] == COLUMN_PAGES)
      set_cell (last, COLUMN_PAGES, cells[i]);

  return TRUE;
}

/* A row with cells: a new revision if it has a version or a date, else more of the one above. */
static gboolean
read_cells (DipStructure *self,
            const Head   *head,
            char        **cells)
{
  g_autoptr (DipRevision) revision = dip_revision_new ();
  DipRevision *last = last_revision (self);
  guint n = g_strv_length (cells);

  for (guint i = 0; i < MIN (n, head->n_columns); i++)
    set_cell (revision, head->columns[i], cells[i]);

  if (revision->version == NULL && revision->date == NULL && revision->label != NULL &&
      read_rest_of_row (head, last, cells, n))
    return TRUE;

  if (revision->version != NULL || revision->date != NULL || revision->label != NULL)
    {
      g_ptr_array_add (self->draft->document->revisions, g_steal_pointer (&revision));
      return TRUE;
    }

  if (last == NULL || (revision->summary == NULL && revision->kind == NULL && revision->pages == NULL))
    return FALSE;

  for (guint i = 0; i < MIN (n, head->n_columns); i++)
    {
      if (head->columns[i] == COLUMN_SUMMARY || head->columns[i] == COLUMN_KIND || head->columns[i] == COLUMN_PAGES)
        set_cell (last, head->columns[i], cells[i]);
    }

  return TRUE;
}

/* Takes a word of the list from the beginning of @text. */
static char *
take_kind (DipStructure *self,
           char         *text)
{
  char *at = text;
  g_autofree char *word = NULL;

  while (*at != '\0' && !dip_glyph_is_space (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  word = g_strndup (text, (gsize) (at - text));

  if (*at == '\0' || !dip_structure_has_word (self, "revision-kinds", word))
    return NULL;
  at = (char *) dip_text_skip_space (at);
  memmove (text, at, strlen (at) + 1);

  return g_steal_pointer (&word);
}

/* Whether a word says where: "p.3", "3-5", "1～6、9", "全体", "6、25ほか". */
static gboolean
is_pages (DipStructure *self,
          const char   *word)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean digit = FALSE;

  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (c >= '0' && c <= '9')
        digit = TRUE;
      else if (c != ',' && c != '.' && c != '-' && c != '~' && c != 0x3001 && c != 0x301c && c != 0x30fb)
        g_string_append_unichar (rest, c);
    }

  return rest->len == 0 ? digit || strlen (word) > 0 : dip_structure_has_word (self, "revision-pages", rest->str);
}

/* Takes what says where off the end of a text that has more than that. */
static char *
take_pages (DipStructure *self,
            char         *text)
{
  char *at = text + strlen (text);
  char *pages;

  while (at > text && !dip_glyph_is_space (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  if (at == text || *at == '\0' || strlen (at) > 300 || !is_pages (self, at))
    return NULL;

  pages = g_strdup (at);
  *at = '\0';

  return pages;
}

/*
 * "3.1 Adds what directories can be asked" below "2.3 1 April 2025 4.1 More generations": one more item of the row
 * above. All rows have a date, which stands before the summary, and versions are printed otherwise or go up.
 */
static gboolean
is_one_more_item (DipStructure *self,
                  const Head   *head,
                  const char   *text)
{
  const GPtrArray *revisions = self->draft->document->revisions;
  gboolean dated = FALSE;
  g_autofree char *version = NULL;
  const char *after;

  for (guint i = 0; i < head->n_columns && head->columns[i] != COLUMN_SUMMARY; i++)
    dated = dated || head->columns[i] == COLUMN_DATE;
  if (!dated || revisions->len == 0)
    return FALSE;
  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->date == NULL || revision->version == NULL || revision->label == NULL)
        return FALSE;
    }

  after = parse_version (text, &version);

  /* "第 2.3 版" and "Ver. 2.3" are labels; a bare number is none of them. */
  return after != NULL && strspn (text, "0123456789.") == (gsize) (after - text) &&
         dip_glyph_is_space (g_utf8_get_char (after));
}

/* A row without cells: version first, the date anywhere, the rest is summary. */
static gboolean
read_words (DipStructure *self,
            const Head   *head,
            const char   *text)
{
  g_autoptr (DipRevision) revision = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *date = NULL;
  g_autofree char *version = NULL;
  const char *start, *end, *after;

  date = dip_date_find (text, &start, &end);
  if (date != NULL)
    {
      g_autofree char *before = NULL;
      g_autofree char *behind = NULL;

      /* "(2021-05-01):" falls with its brackets */
      if (start > text && (start[-1] == '(' || start[-1] == '[') && (*end == ')' || *end == ']'))
        {
          start--;
          end++;
        }
      if (*end == ':')
        end++;
      before = g_strndup (text, (gsize) (start - text));
      behind = g_strdup (end);

      rest = g_strconcat (before, "  ", behind, NULL);
    }
  else
    {
      rest = g_strdup (text);
    }
  g_strstrip (rest);
  /* "- 2.0 (2024-07-01): …" */
  if ((*rest == '-' || *rest == '*' || dip_glyph_is_bullet (dip_text_first (rest))) &&
      dip_glyph_is_space (dip_text_first (g_utf8_next_char (rest))))
    {
      char *bare = g_strdup (dip_text_skip_space (g_utf8_next_char (rest)));

      g_free (rest);
      rest = bare;
    }

  after = head->n_columns > 0 && !has_column (head, COLUMN_VERSION) ? NULL : parse_version (rest, &version);
  if (after != NULL && *after != '\0' && !dip_glyph_is_space (g_utf8_get_char (after)) &&
      dip_glyph_narrow (g_utf8_get_char (after)) != ':' && !dip_glyph_is_cjk (g_utf8_get_char (after)))
    after = NULL;
  if (date == NULL && after == NULL)
    return FALSE;
  if (date == NULL && is_one_more_item (self, head, rest))
    {
      add_line (last_revision (self), rest);
      return TRUE;
    }
  /* "2024-2   September 2024": the second edition of a year */
  if (after == NULL && date != NULL && strspn (rest, "0123456789") == 4 && rest[4] == '-')
    {
      gsize n = 5 + strspn (rest + 5, "0123456789");

      if (n > 5 && n <= 7 && g_str_has_prefix (rest + n, "  "))
        {
          version = g_strndup (rest, n);
          after = rest + n;
        }
    }

  revision = dip_revision_new ();
  revision->date = g_steal_pointer (&date);
  if (after != NULL)
    {
      g_autofree char *printed = g_strndup (rest, (gsize) (after - rest));
      g_autofree char *other = NULL;

      set_version (revision, printed);
      if (version != NULL && strchr (version, '-') != NULL)
        {
          g_free (revision->version);
          revision->version = g_strdup (version);
          g_clear_pointer (&revision->label, g_free);
        }
      while (*after != '\0' && (dip_glyph_is_space (g_utf8_get_char (after)) || *after == ':'))
        after = g_utf8_next_char (after);
      other = g_strdup (after);
      g_free (rest);
      rest = g_steal_pointer (&other);
      if (revision->date == NULL)
        revision->date = take_month (rest);
    }

  if (has_column (head, COLUMN_KIND))
    revision->kind = take_kind (self, rest);
  if (has_column (head, COLUMN_PAGES))
    revision->pages = take_pages (self, rest);

  {
    g_autofree char *summary = trim (rest);

    if (*summary != '\0')
      revision->summary = g_steal_pointer (&summary);
  }
  g_ptr_array_add (self->draft->document->revisions, g_steal_pointer (&revision));

  return TRUE;
}

static gboolean
read_row (DipStructure   *self,
          const Head     *head,
          const DipPiece *piece,
          guint           row_indent,
          const char     *text)
{
  g_auto (GStrv) cells = NULL;
  DipRevision *last = last_revision (self);
  const char *start, *end;

  if (piece->line->kind == DIP_LINE_ROW)
    {
      cells = dup_cells (piece);
      return head->n_columns > 0 ? read_cells (self, head, cells) : read_words (self, head, piece->text);
    }

  /* Columns kept apart by wide spaces, all of them filled. */
  cells = cut_at_spaces (text, TRUE);
  if (head->n_columns >= 3 && g_strv_length (cells) == head->n_columns)
    return read_cells (self, head, cells);

  /* what stands far to the right of where rows begin goes on with the summary, whatever number it begins with */
  if (last != NULL && last->date != NULL && last->summary != NULL && has_column (head, COLUMN_DATE) &&
      piece->line->indent >= row_indent + MIN_SHIFT)
    {
      g_autofree char *date = dip_date_find (text, &start, &end);

      if (date == NULL)
        {
          add_line (last, text);
          return TRUE;
        }
    }

  return read_words (self, head, text);
}

gboolean
dip_revisions_is_heading (DipStructure *self,
                          const char   *text)
{
  return strlen (text) < 120 && dip_structure_has_word (self, "revision-headings", text);
}

/*
 * 附則 with a line for each day on which the paper changed, 令和4年10月3日　改訂（桁数の変更）: its rows begin with a date
 * and end without a verb, unlike "…から施行する。"
 */
static gboolean
is_postscript (DipStructure *self,
               const char   *text,
               guint         next)
{
  const DipPiece *piece;
  g_autofree char *date = NULL;
  const char *start, *end;

  if (strlen (text) >= 60 || next >= self->pieces->len || !dip_structure_has_word (self, "revision-postscripts", text))
    return FALSE;
  piece = dip_structure_piece (self, next);
  if (piece->role != DIP_ROLE_TEXT || piece->width > 120)
    return FALSE;
  date = dip_date_find (piece->text, &start, &end);

  return date != NULL && start == piece->text && *end != '\0' && dip_glyph_is_space (g_utf8_get_char (end)) &&
         !g_str_has_suffix (piece->text, "。");
}

/* Whether a line only goes on with the row above. */
static gboolean
is_continuation (DipStructure *self,
                 guint         i,
                 guint         last_row)
{
  DipPiece *piece = dip_structure_piece (self, i);
  DipRevision *last = last_revision (self);

  if (last == NULL || last->summary == NULL || piece->line->kind != DIP_LINE_TEXT || i != last_row + 1 ||
      dip_structure_has_gap (self, i))
    return FALSE;

  return dip_structure_continues (self, i) || dip_glyph_is_bullet (dip_text_first (piece->text)) ||
         piece->line->indent >= 4;
}

/* "2.0  Changes of": a line of a table whose rows begin with a version and end with a date, and this one has none
 * yet, nor does another row begin below it. */
static gboolean
breaks_row (DipStructure *self,
            const Head   *head,
            const char   *text,
            guint         next)
{
  const DipPiece *piece = dip_structure_piece (self, next);
  g_autofree char *date = NULL;
  g_autofree char *version = NULL;
  const char *start, *end, *after;

  if (head->n_columns < 3 || head->columns[0] != COLUMN_VERSION ||
      head->columns[head->n_columns - 1] != COLUMN_DATE || piece->role != DIP_ROLE_TEXT ||
      piece->line->kind != DIP_LINE_TEXT || piece->is_row || dip_structure_has_gap (self, next))
    return FALSE;
  date = dip_date_find (text, &start, &end);
  if (date != NULL)
    return FALSE;
  after = parse_version (piece->text, &version);

  return after == NULL || (*after != '\0' && !g_unichar_isspace (g_utf8_get_char (after)));
}

/* "1.0 Introduction" below the table: a line apart from it without a date, where all rows have one. */
static gboolean
ends_table (DipStructure *self,
            const Head   *head,
            guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const GPtrArray *revisions = self->draft->document->revisions;
  g_autofree char *date = NULL;
  const char *start, *end;

  if (piece->line->kind != DIP_LINE_TEXT || !has_column (head, COLUMN_DATE) || !dip_structure_has_gap (self, i))
    return FALSE;
  for (guint k = 0; k < revisions->len; k++)
    if (((DipRevision *) g_ptr_array_index (revisions, k))->date == NULL)
      return FALSE;
  date = dip_date_find (piece->text, &start, &end);

  return date == NULL;
}

/* Takes head and rows from piece @i on. Returns the first piece behind them. */
static guint
read_table (DipStructure *self,
            guint         i,
            guint         end,
            gboolean      need_head)
{
  Head head = { .n_columns = 0 };
  g_autoptr (GString) printed = g_string_new (NULL);
  guint n_rows = 0;
  guint row_indent = 0;
  guint last_row = 0;
  guint first = i;
  guint taken = i;
  gboolean head_seen = FALSE;

  for (; i < end && n_rows < MAX_ROWS; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      gboolean used = FALSE;

      if (piece->role == DIP_ROLE_FURNITURE)
        continue;
      if (piece->role != DIP_ROLE_TEXT || piece->line->kind == DIP_LINE_HEADING)
        break;

      if (!head_seen || piece->line->kind == DIP_LINE_ROW)
        {
          Head other;

          /* A head may be printed again on the next page. */
          used = read_head (self, piece, &other);
          if (used)
            {
              head = other;
              head_seen = TRUE;
            }
        }
      if (!used && !head_seen && need_head)
        break;
      if (!used && n_rows > 0 && ends_table (self, &head, i))
        break;
      if (!used)
        {
          g_autoptr (GString) text = g_string_new (piece->text);
          guint n = 1;

          /* Where broken lines can be told from ended ones, a row is joined before it is cut. */
          while (n < 8 && i + n < end && ((self->marked_ends && dip_structure_continues (self, i + n)) ||
                                          breaks_row (self, &head, text->str, i + n)))
            dip_text_join (text, dip_structure_piece (self, i + n++)->text);
          used = read_row (self, &head, piece, row_indent, text->str);
          if (used && n_rows == 0)
            row_indent = piece->line->indent;
          n_rows += used;
          if (used)
            {
              for (; n > 1; n--, i++)
                {
                  g_string_append_printf (printed, "%s%s", printed->len > 0 ? "\n" : "", piece->text);
                  piece = dip_structure_piece (self, i + 1);
                }
            }
        }
      if (!used && is_continuation (self, i, last_row))
        {
          append_cell (&last_revision (self)->summary, piece->text);
          used = TRUE;
        }
      if (!used)
        break;

      if (printed->len > 0)
        g_string_append_c (printed, '\n');
      g_string_append (printed, piece->text);
      last_row = i;
      taken = i + 1;
    }

  if (!head_seen && n_rows == 0)
    return first;

  for (guint j = first; j < taken; j++)
    {
      DipPiece *piece = dip_structure_piece (self, j);

      if (piece->role == DIP_ROLE_TEXT)
        piece->role = DIP_ROLE_REVISION;
    }
  self->revised = TRUE;
  self->revision_text = g_steal_pointer (&printed);

  return taken;
}

static void
finish_revisions (DipStructure *self)
{
  GPtrArray *revisions = self->draft->document->revisions;

  for (guint i = 0; i < revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->summary != NULL)
        {
          g_strfreev (revision->items);
          revision->items = cut_items (revision->summary);
        }
    }
}

/* "Version    Date         Change" in a line of text, with a date in the next one. */
static gboolean
is_spaced_head (DipStructure *self,
                guint         i)
{
  DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);
  g_auto (GStrv) cells = NULL;
  g_autofree char *date = NULL;
  const char *start, *end;
  Head head;

  if (piece->line->kind != DIP_LINE_TEXT || piece->width > 160 || next >= self->pieces->len ||
      dip_structure_has_gap (self, next) || !dip_text_may_have_gap (piece->text))
    return FALSE;
  cells = cut_at_spaces (piece->text, TRUE);
  if (g_strv_length (cells) < 3 || !read_head_cells (self, cells, &head) || !has_column (&head, COLUMN_DATE) ||
      !has_column (&head, COLUMN_VERSION))
    return FALSE;
  date = dip_date_find (dip_structure_piece (self, next)->text, &start, &end);

  return date != NULL;
}

/**
 * dip_structure_read_revisions:
 * @self: a structure without furniture and contents list
 *
 * Reads the revision table, wherever it stands, into the document's revisions.
 * Its heading is taken too unless it has a number, which makes it a clause.
 * The table as printed is kept as a property.
 */
void
dip_structure_read_revisions (DipStructure *self)
{
  g_autofree char *name = NULL;

  for (guint i = 0; i < self->pieces->len && !self->revised; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipNumber number;
      const char *title;
      guint next;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (piece->is_row)
        {
          /* A table without a heading is known by its head alone; it needs a date column and a version. */
          Head head;

          if (piece->line->cells->len >= 3 && read_head (self, piece, &head) && has_column (&head, COLUMN_DATE) &&
              has_column (&head, COLUMN_VERSION))
            read_table (self, i, self->pieces->len, TRUE);
          continue;
        }

      if (is_spaced_head (self, i))
        {
          read_table (self, i, self->pieces->len, TRUE);
          continue;
        }

      if (piece->width > 60)
        continue;
      title = piece->text;
      if (dip_number_parse (title, self->draft->lexicon, &number))
        title += number.length;
      else if (dip_glyph_is_bullet (dip_text_first (title)))
        title = dip_text_skip_space (g_utf8_next_char (title));
      if (!dip_revisions_is_heading (self, title) &&
          !is_postscript (self, title, dip_structure_next (self, i + 1)))
        {
          g_autofree char *inside = NULL;

          if (dip_text_first (title) != 0x3010 && dip_text_first (title) != 0xff1c && *title != '<' && *title != '[')
            continue;
          title = g_utf8_next_char (title);
          if (*title == '\0')
            continue;
          inside = g_strndup (title, (gsize) (g_utf8_find_prev_char (title, title + strlen (title)) - title));
          if (!dip_revisions_is_heading (self, inside))
            continue;
        }

      next = dip_structure_next (self, i + 1);
      if (next >= self->pieces->len || read_table (self, next, self->pieces->len, FALSE) == next)
        {
          /* The last heading of a paper, with nothing below it. */
          if (next >= self->pieces->len && number.style == DIP_NUMBER_NONE)
            {
              piece->role = DIP_ROLE_REVISION;
              self->revised = TRUE;
            }
          continue;
        }

      name = g_strdup (title);
      if (number.style == DIP_NUMBER_NONE)
        piece->role = DIP_ROLE_REVISION;
    }

  finish_revisions (self);

  if (self->revision_text != NULL && self->revision_text->len > 0)
    g_ptr_array_add (self->draft->document->properties,
                     dip_property_new (name != NULL ? name : "revisions", self->revision_text->str));

  dip_debug (DIP_DEBUG_RECOGNISE, "revision table: %s, %u rows", self->revised ? "yes" : "no",
             self->draft->document->revisions->len);
}
