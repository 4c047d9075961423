/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-revisions-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The head of a revision table: which column is the version, which the date. See dip-revisions.c.
 */

/* Rows that are looked at for what a column without a known name has. */
#define MAX_INFERRED_ROWS 8u

static const char *const column_names[] = { "", "version", "date", "kind", "summary", "pages", "author" };

gboolean
dip_revisions_has_column (const DipRevisionsHead *head,
                          DipRevisionsColumn      column)
{
  for (guint i = 0; i < head->n_columns; i++)
    {
      if (head->columns[i] == column)
        return TRUE;
    }

  return FALSE;
}

/* The column whose word a cell contains; the longest word counts. */
static DipRevisionsColumn
match_column (DipStructure *self,
              const char   *cell)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "revision-columns");
  guint n_keys;
  const DipLexiconKey *keys = dip_lexicon_get_keys (self->draft->lexicon, "revision-columns", &n_keys);
  g_autofree char *key = NULL;
  DipRevisionsColumn best = DIP_REVISIONS_NONE;
  gsize best_length = 0;
  gsize length;

  if (*cell == '\0' || strlen (cell) > 90)
    return DIP_REVISIONS_NONE;
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
              best = (DipRevisionsColumn) c;
              best_length = n;
            }
        }
    }

  return best;
}

/* Whether a table has the columns of revisions, and nothing yet that says what changed. */
static gboolean
may_tell (const DipRevisionsHead *head)
{
  return dip_revisions_has_column (head, DIP_REVISIONS_VERSION) &&
         dip_revisions_has_column (head, DIP_REVISIONS_DATE) &&
         !dip_revisions_has_column (head, DIP_REVISIONS_KIND);
}

gboolean
dip_revisions_has_date (const char *text)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);

  return date != NULL;
}

/* Whether a cell is a day, and nothing but that. */
gboolean
dip_revisions_is_date (const char *cell)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (cell, &start, &end);

  return date != NULL && start == dip_text_skip_space (cell) && *dip_text_skip_space (end) == '\0';
}

/* Whether a cell is a version that looks like one: "1.2", "第3版", "Rev.B", and not the number of a row. */
gboolean
dip_revisions_is_version (const char *cell)
{
  g_autofree char *version = NULL;
  const char *end = dip_revisions_parse_version (cell, &version);

  return end != NULL && *dip_text_skip_space (end) == '\0' &&
         (strchr (version, '.') != NULL || !g_str_equal (dip_text_skip_space (cell), version));
}

/* What the rows below a head have in a column whose name says nothing. */
static DipRevisionsColumn
infer_column (DipStructure *self,
              guint         below,
              guint         column)
{
  guint n_dates = 0, n_versions = 0, n = 0;

  for (guint seen = 0; below < self->pieces->len && seen < MAX_INFERRED_ROWS; below++)
    {
      const DipPiece *piece = dip_structure_piece (self, below);
      const char *cell;

      if (piece->role == DIP_ROLE_FURNITURE)
        continue;
      if (piece->role != DIP_ROLE_TEXT || piece->line->kind != DIP_LINE_ROW)
        break;
      seen++;
      cell = column < piece->line->cells->len ? g_ptr_array_index (piece->line->cells, column) : "";
      if (*dip_text_skip_space (cell) == '\0')
        continue;
      n++;
      n_dates += dip_revisions_is_date (cell);
      n_versions += dip_revisions_is_version (cell);
    }

  if (n > 0 && n_dates == n)
    return DIP_REVISIONS_DATE;
  if (n > 0 && n_versions == n)
    return DIP_REVISIONS_VERSION;

  return DIP_REVISIONS_NONE;
}

/* The column without a known name that says most in the rows below a head, the last one where they say nothing;
 * -1 where all have names. */
static int
find_longest_column (DipStructure           *self,
                     const DipRevisionsHead *head,
                     char                  **cells,
                     guint                   below)
{
  int longest = -1;
  gsize longest_said = 0;

  for (guint i = head->n_columns; i-- > 0; )
    {
      gsize said = 0;

      if (head->columns[i] != DIP_REVISIONS_NONE || *cells[i] == '\0')
        continue;
      for (guint k = below; below > 0 && k < MIN (self->pieces->len, below + MAX_INFERRED_ROWS); k++)
        {
          const DipPiece *piece = dip_structure_piece (self, k);

          if (piece->role != DIP_ROLE_TEXT || piece->line->kind != DIP_LINE_ROW)
            break;
          said += i < piece->line->cells->len ? strlen (g_ptr_array_index (piece->line->cells, i)) : 0;
        }
      if (longest < 0 || said > longest_said)
        {
          longest = (int) i;
          longest_said = said;
        }
    }

  return longest;
}

/* Whether cells are a revision and no head of a table: 第4版 | 記載内容の見直し has a version and words of a head. */
static gboolean
tells_revision (char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (dip_revisions_is_version (cells[i]))
        return TRUE;
    }

  return FALSE;
}

/* Reads the names of columns; @below is the first row below them, 0 where the rows have no cells. What a column
 * without a known name has in its rows tells days; of versions that is only believed below a title (@titled). */
static gboolean
read_head_cells (DipStructure      *self,
                 char             **cells,
                 guint              below,
                 gboolean           titled,
                 DipRevisionsHead  *head)
{
  guint n_known = 0;
  gboolean dated, versioned, told;

  *head = (DipRevisionsHead) { .n_columns = 0 };
  if (tells_revision (cells))
    return FALSE;
  for (guint i = 0; cells[i] != NULL && head->n_columns < DIP_REVISIONS_MAX_COLUMNS; i++)
    {
      DipRevisionsColumn column = match_column (self, cells[i]);

      if (column == DIP_REVISIONS_NONE && below > 0 &&
          (titled || dip_revisions_has_column (head, DIP_REVISIONS_VERSION)))
        {
          column = infer_column (self, below, i);
          if (column == DIP_REVISIONS_VERSION && !titled)
            column = DIP_REVISIONS_NONE;
        }

      if (column != DIP_REVISIONS_NONE && dip_revisions_has_column (head, column))
        column = column == DIP_REVISIONS_SUMMARY ? DIP_REVISIONS_NONE : column;
      n_known += column != DIP_REVISIONS_NONE;
      head->columns[head->n_columns++] = column;
    }

  /* "Changed places" are the summary where nothing else is. */
  for (guint i = 0; i < head->n_columns && !dip_revisions_has_column (head, DIP_REVISIONS_SUMMARY); i++)
    {
      if (head->columns[i] == DIP_REVISIONS_PAGES)
        head->columns[i] = DIP_REVISIONS_SUMMARY;
    }

  if (n_known < 2 || n_known * 2 < head->n_columns)
    return FALSE;

  /* Beside a version and its date, a column of any other name tells what changed. */
  if (!dip_revisions_has_column (head, DIP_REVISIONS_SUMMARY) && may_tell (head))
    {
      int longest = find_longest_column (self, head, cells, below);

      if (longest >= 0)
        head->columns[longest] = DIP_REVISIONS_SUMMARY;
    }

  dated = dip_revisions_has_column (head, DIP_REVISIONS_DATE);
  versioned = dip_revisions_has_column (head, DIP_REVISIONS_VERSION);
  told = dip_revisions_has_column (head, DIP_REVISIONS_SUMMARY) || dip_revisions_has_column (head, DIP_REVISIONS_KIND);

  return told ? dated || versioned : dated && versioned;
}

gboolean
dip_revisions_read_head_cells (DipStructure      *self,
                               char             **cells,
                               DipRevisionsHead  *head)
{
  return read_head_cells (self, cells, 0, FALSE, head);
}

/* Cuts at runs of white space; with @wide only at two columns or more. */
char **
dip_revisions_cut_at_spaces (const char *text,
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

char **
dip_revisions_dup_cells (const DipPiece *piece)
{
  char **cells = g_new0 (char *, piece->line->cells->len + 1);

  for (guint i = 0; i < piece->line->cells->len; i++)
    cells[i] = g_strdup (g_ptr_array_index (piece->line->cells, i));

  return cells;
}

gboolean
dip_revisions_read_head (DipStructure     *self,
                         guint             i,
                         gboolean          first,
                         gboolean          titled,
                         DipRevisionsHead *head)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  if (piece->width > 160)
    return FALSE;

  if (piece->line->kind == DIP_LINE_ROW)
    {
      g_auto (GStrv) cells = NULL;
      guint below = first ? i + 1 : 0;

      /* No heading is a figure: most rows of most tables end here. */
      if (g_ascii_isdigit (*(const char *) g_ptr_array_index (piece->line->cells, 0)))
        return FALSE;
      cells = dip_revisions_dup_cells (piece);
      for (guint k = 0; cells[k] != NULL && below > 0; k++)
        if (dip_revisions_is_date (cells[k]))
          below = 0;

      return read_head_cells (self, cells, below, titled, head);
    }
  if (piece->line->kind != DIP_LINE_TEXT)
    return FALSE;

  for (guint wide = 2; wide-- > 0; )
    {
      g_auto (GStrv) cells = NULL;

      if (wide == 1 && !dip_structure_may_have_gap (self, piece))
        continue;
      cells = dip_revisions_cut_at_spaces (piece->text, wide == 1);

      if (g_strv_length (cells) >= 2 && dip_revisions_read_head_cells (self, cells, head))
        return TRUE;
    }

  return FALSE;
}

/* Whether a text may begin with a version: a digit, 初版, or the first letter of what stands before one. */
static gboolean
may_begin_version (const char *at)
{
  gunichar c = dip_glyph_narrow (dip_text_first (at));

  return c < 0x80 ? c != 0 && strchr ("0123456789veriVERI", (int) c) != NULL
                  : c == 0x521d || c == 0x7b2c || c == 0x7248;
}

/* Reads a version at the beginning of a text. Returns where it ends, NULL if there is none. */
const char *
dip_revisions_parse_version (const char  *text,
                             char       **version)
{
  static const char *const prefixes[] = {
    "第", "version", "ver.", "ver", "revision", "rev.", "rev", "v.", "v", "edition", "issue", "release", "r", "版",
  };
  g_autoptr (GString) bare = NULL;
  const char *at = dip_text_skip_space (text);
  const char *end = NULL;
  gboolean prefixed = FALSE;

  /* most lines are left here */
  if (!may_begin_version (at))
    return NULL;
  bare = g_string_new (NULL);
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
