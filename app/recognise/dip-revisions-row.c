/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-revisions-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * The rows of a revision table, see the grammar in dip-revisions.c.
 */

/* Columns between where a row begins and where its summary goes on. */
#define MIN_SHIFT 8u

/* Lines of a row, one item each. */
#define MAX_ITEMS 40u

/* Bytes of the name of somebody who signed. */
#define MAX_SIGNER 18

/* The longest word of a list at the beginning of a key; 0 for none. */
gsize
dip_revisions_match_prefix (DipStructure *self,
                            const char   *list,
                            const char   *key)
{
  guint n_keys;
  const DipLexiconKey *keys = dip_lexicon_get_keys (self->draft->lexicon, list, &n_keys);
  gsize longest = 0;

  for (guint i = 0; i < n_keys; i++)
    if (keys[i].length > longest && strncmp (key, keys[i].text, keys[i].length) == 0)
      longest = keys[i].length;

  return longest;
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
char **
dip_revisions_cut_items (const char *summary)
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

  if (dip_revisions_parse_version (printed, &version) != NULL)
    revision->version = version;
  else if (g_ascii_isupper (printed[0]) && printed[1] == '\0')
    revision->version = g_strdup (printed);
  if (g_strcmp0 (revision->version, printed) != 0)
    revision->label = g_steal_pointer (&printed);
}

void
dip_revisions_append_cell (char       **field,
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

/* "第1.2版", "Ver.3", "v2.0": no bare number, which may be that of the row. */
static gboolean
begins_with_label (const char *text)
{
  g_autofree char *version = NULL;

  text = dip_text_skip_space (text);

  return !g_unichar_isdigit (g_utf8_get_char (text)) && dip_revisions_parse_version (text, &version) != NULL;
}

static void
set_cell (DipRevision        *revision,
          DipRevisionsColumn  column,
          const char         *cell)
{
  const char *start, *end;

  switch (column)
    {
    case DIP_REVISIONS_VERSION:
      if (revision->version == NULL && revision->label == NULL)
        set_version (revision, cell);
      break;
    case DIP_REVISIONS_DATE:
      if (revision->date == NULL)
        revision->date = dip_date_find (cell, &start, &end);
      break;
    case DIP_REVISIONS_KIND:
      dip_revisions_append_cell (&revision->kind, cell);
      break;
    case DIP_REVISIONS_SUMMARY:
      dip_revisions_append_cell (&revision->summary, cell);
      break;
    case DIP_REVISIONS_PAGES:
      dip_revisions_append_cell (&revision->pages, cell);
      break;
    case DIP_REVISIONS_NONE:
      /* below "No." */
      if (revision->version == NULL && revision->label == NULL && begins_with_label (cell) &&
          dip_revisions_is_version (cell))
        set_version (revision, cell);
      break;
    case DIP_REVISIONS_AUTHOR:
    default:
      break;
    }
}

DipRevision *
dip_revisions_last_revision (DipStructure *self)
{
  GPtrArray *revisions = self->draft->document->revisions;

  return revisions->len > 0 ? g_ptr_array_index (revisions, revisions->len - 1) : NULL;
}

/* Whether a line of a summary ends in the middle of what it says: within a bracket, behind a comma or a particle, or
 * short of the end of a sentence while those before it in the line have theirs. */
static gboolean
goes_on (const char *above,
         const char *below)
{
  static const char *const open_ends[] = { ",", "，", "、", "の", "に", "を", "は", "が", "と", "で", "や", "へ", "及び",
                                           "および", "並びに", "又は", "または", NULL };

  if (dip_glyph_is_bullet (dip_text_first (below)) || dip_text_ends_sentence (above))
    return FALSE;
  if (g_ascii_islower (*below) || dip_text_has_sentence (above) || dip_text_open_brackets (above) > 0)
    return TRUE;
  return dip_ends_with_one_of (above, open_ends);
}

/* One more line of a summary, which is one more item unless it ends the one above. */
static void
add_line (DipRevision *revision,
          const char  *line)
{
  g_autoptr (GString) both = g_string_new (revision->summary);
  const char *above = strrchr (both->str, '\n');

  if (both->len > 0 && goes_on (above != NULL ? above + 1 : both->str, line))
    dip_text_join (both, line);
  else
    g_string_append_printf (both, "\n%s", line);

  g_free (revision->summary);
  revision->summary = g_string_free (g_steal_pointer (&both), FALSE);
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
read_rest_of_row (const DipRevisionsHead  *head,
                  DipRevision             *last,
                  char                   **cells,
                  guint                    n)
{
  g_autofree char *text = NULL;

  if (last == NULL || last->summary == NULL || n >= head->n_columns || n == 0 ||
      !dip_revisions_has_column (head, DIP_REVISIONS_DATE) || !dip_revisions_has_column (head, DIP_REVISIONS_VERSION))
    return FALSE;
  text = trim (cells[0]);
  if (dip_text_width (text) < 6)
    return FALSE;

  add_line (last, text);
  for (guint i = 1; i < n; i++)
    if (head->columns[head->n_columns - n + i] == DIP_REVISIONS_PAGES)
      set_cell (last, DIP_REVISIONS_PAGES, cells[i]);

  return TRUE;
}

/* A row with cells: a new revision if it has a version or a date, else more of the one above. */
static gboolean
read_cells (DipStructure            *self,
            const DipRevisionsHead  *head,
            char                   **cells)
{
  g_autoptr (DipRevision) revision = dip_revision_new ();
  DipRevision *last = dip_revisions_last_revision (self);
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
      if (head->columns[i] == DIP_REVISIONS_SUMMARY || head->columns[i] == DIP_REVISIONS_KIND ||
          head->columns[i] == DIP_REVISIONS_PAGES)
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

/* Whether piece @i begins with a version and has a day in it. */
gboolean
dip_revisions_begins_row (DipStructure *self,
                          guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  g_autofree char *version = NULL;

  return piece->role == DIP_ROLE_TEXT && (piece->line->kind == DIP_LINE_TEXT || piece->is_row) &&
         dip_revisions_parse_version (piece->text, &version) != NULL && dip_revisions_has_date (piece->text);
}

/* "以下の項目を追加", "Added:": what a row changes stands on the lines below. */
static gboolean
announces_items (DipStructure *self,
                 const char   *summary)
{
  g_autofree char *key = dip_text_key (summary);

  return dip_glyph_narrow (g_utf8_get_char (g_utf8_prev_char (summary + strlen (summary)))) == ':' ||
         dip_revisions_match_prefix (self, "revision-announcers", key) > 0;
}

/* Whether a bare number stands where no version may: a row below has one that is not above it, or there is none, and
 * the row above announced its items. */
static gboolean
breaks_order (DipStructure *self,
              const char   *version,
              guint         next)
{
  const DipRevision *last = dip_revisions_last_revision (self);

  for (guint i = next; i < self->pieces->len && i < next + MAX_ITEMS; i++)
    if (dip_revisions_begins_row (self, i))
      {
        g_autofree char *below = NULL;

        dip_revisions_parse_version (dip_structure_piece (self, i)->text, &below);
        return dip_version_compare (version, below) >= 0 || dip_version_compare (version, last->version) <= 0;
      }

  return strchr (version, '.') != NULL && last->summary != NULL && announces_items (self, last->summary);
}

/*
 * "3.1 Adds what directories can be asked" below "2.3 1 April 2025 4.1 More generations": one more item of the row
 * above. All rows have a date, which stands before the summary, and versions are printed otherwise or go up. @next is
 * the piece below the line.
 */
static gboolean
is_one_more_item (DipStructure           *self,
                  const DipRevisionsHead *head,
                  const char             *text,
                  guint                   next)
{
  const GPtrArray *revisions = self->draft->document->revisions;
  gboolean dated = FALSE;
  gboolean labelled = TRUE;
  g_autofree char *version = NULL;
  const char *after;

  for (guint i = 0; i < head->n_columns && head->columns[i] != DIP_REVISIONS_SUMMARY; i++)
    dated = dated || head->columns[i] == DIP_REVISIONS_DATE;
  if (!dated || revisions->len == 0)
    return FALSE;
  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->date == NULL || revision->version == NULL)
        return FALSE;
      labelled = labelled && revision->label != NULL;
    }

  after = dip_revisions_parse_version (text, &version);

  /* "第 2.3 版" and "Ver. 2.3" are labels; a bare number is none of them. */
  if (after == NULL || strspn (text, "0123456789.") != (gsize) (after - text) || *after == '\0')
    return FALSE;

  return labelled ? dip_glyph_is_space (g_utf8_get_char (after)) : breaks_order (self, version, next);
}

/* The character that ends before @at. */
static gunichar
char_before (const char *at)
{
  return g_utf8_get_char (g_utf8_prev_char (at));
}

static gboolean
is_bracket (gunichar c)
{
  return c == '(' || c == ')' || c == '[' || c == ']' || c == 0xff08 || c == 0xff09;
}

/* "（第7版）：…" → "第7版 …" */
static void
bare_version (char **rest)
{
  const char *close;
  const char *end;
  g_autofree char *inside = NULL;
  g_autofree char *version = NULL;
  char *bare;

  if (dip_glyph_narrow (dip_text_first (*rest)) != '(')
    return;
  close = strstr (*rest, "）");
  if (close == NULL)
    close = strchr (*rest, ')');
  if (close == NULL)
    return;
  inside = g_strndup (g_utf8_next_char (*rest), (gsize) (close - g_utf8_next_char (*rest)));
  end = dip_revisions_parse_version (inside, &version);
  if (end == NULL || *end != '\0')
    return;
  close = g_utf8_next_char (close);
  if (dip_glyph_narrow (dip_text_first (close)) == ':')
    close = g_utf8_next_char (close);
  bare = g_strconcat (inside, " ", close, NULL);
  g_free (*rest);
  *rest = bare;
}

/* Where the last @n words of a text begin, if they may be names and something stands before them; else NULL. */
static char *
find_signers (char  *text,
              guint  n)
{
  char *at = text + strlen (text);

  for (; n > 0; n--)
    {
      const char *end = at;

      while (at > text && !dip_glyph_is_space (char_before (at)))
        {
          at = g_utf8_prev_char (at);
          if (g_utf8_get_char (at) < 0x80 || g_unichar_ispunct (g_utf8_get_char (at)))
            return NULL;
        }
      if (at == text || at == end || end - at > MAX_SIGNER)
        return NULL;
      while (at > text && dip_glyph_is_space (char_before (at)))
        at = g_utf8_prev_char (at);
    }

  return at > text ? at : NULL;
}

void
dip_revisions_drop_signers (const DipRevisionsHead *head,
                            char                   *summary)
{
  guint n = 0;
  guint last;
  char *signers;

  while (n < head->n_columns && head->columns[head->n_columns - 1 - n] == DIP_REVISIONS_AUTHOR)
    n++;
  /* the day has been taken out of the row */
  for (last = head->n_columns - n; last > 0 && head->columns[last - 1] == DIP_REVISIONS_DATE; last--)
    ;
  if (n == 0 || last == 0 || head->columns[last - 1] != DIP_REVISIONS_SUMMARY)
    return;
  signers = find_signers (summary, n);
  if (signers != NULL)
    *signers = '\0';
}

static gboolean
begins_with_particle (const char *text)
{
  static const char *const particles[] = { "の", "を", "に", "は", "が", "で", "と", "から", "へ", NULL };

  return dip_begins_with_one_of (text, particles);
}

/* A row without cells: version first, the date anywhere, the rest is summary. */
static gboolean
read_words (DipStructure           *self,
            const DipRevisionsHead *head,
            const char             *text,
            guint                   next)
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
      if (start > text && is_bracket (char_before (start)) && is_bracket (dip_text_first (end)))
        {
          start = g_utf8_prev_char (start);
          end = g_utf8_next_char (end);
        }
      if (dip_glyph_narrow (dip_text_first (end)) == ':')
        end = g_utf8_next_char (end);
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

  bare_version (&rest);
  after = head->n_columns > 0 && !dip_revisions_has_column (head, DIP_REVISIONS_VERSION) &&
          !(dip_revisions_has_column (head, DIP_REVISIONS_NONE) && begins_with_label (rest))
    ? NULL : dip_revisions_parse_version (rest, &version);
  if (after != NULL && *after != '\0' && !dip_glyph_is_space (g_utf8_get_char (after)) &&
      dip_glyph_narrow (g_utf8_get_char (after)) != ':' && !dip_glyph_is_cjk (g_utf8_get_char (after)))
    after = NULL;
  /* "１．本書について" is the first chapter */
  if (after != NULL && date == NULL && dip_glyph_narrow (dip_text_first (after)) == '.')
    after = NULL;
  /* "2024/3/29 12.6.1 の期限を短縮": the number of a clause */
  if (after != NULL && date != NULL && g_ascii_isdigit (*rest) && begins_with_particle (dip_text_skip_space (after)))
    after = NULL;
  if (date == NULL && after == NULL)
    return FALSE;
  if (date == NULL && is_one_more_item (self, head, rest, next))
    {
      DipRevision *last = dip_revisions_last_revision (self);

      if (last->summary == NULL)
        last->summary = g_strdup (rest);
      else
        add_line (last, rest);
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

  if (dip_revisions_has_column (head, DIP_REVISIONS_KIND))
    revision->kind = take_kind (self, rest);
  if (dip_revisions_has_column (head, DIP_REVISIONS_PAGES))
    revision->pages = take_pages (self, rest);

  {
    g_autofree char *summary = trim (rest);

    dip_revisions_drop_signers (head, summary);
    if (*summary != '\0')
      revision->summary = g_steal_pointer (&summary);
  }
  g_ptr_array_add (self->draft->document->revisions, g_steal_pointer (&revision));

  return TRUE;
}

gboolean
dip_revisions_read_row (DipStructure           *self,
                        const DipRevisionsHead *head,
                        const DipPiece         *piece,
                        guint                   row_indent,
                        const char             *text,
                        guint                   next)
{
  g_auto (GStrv) cells = NULL;
  DipRevision *last = dip_revisions_last_revision (self);

  if (piece->line->kind == DIP_LINE_ROW)
    {
      cells = dip_revisions_dup_cells (piece);
      return head->n_columns > 0 ? read_cells (self, head, cells) : read_words (self, head, piece->text, next);
    }

  /* Columns kept apart by wide spaces, all of them filled. */
  cells = dip_revisions_cut_at_spaces (text, TRUE);
  if (head->n_columns >= 3 && g_strv_length (cells) == head->n_columns)
    return read_cells (self, head, cells);

  /* what stands far to the right of where rows begin goes on with the summary, whatever number it begins with */
  if (last != NULL && last->date != NULL && last->summary != NULL &&
      dip_revisions_has_column (head, DIP_REVISIONS_DATE) && piece->line->indent >= row_indent + MIN_SHIFT &&
      !dip_revisions_has_date (text))
    {
      add_line (last, text);
      return TRUE;
    }

  return read_words (self, head, text, next);
}
