/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-metadata.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"
#include "recognise/dip-structure.h"

/*
 * What a paper says about itself. Each value has sources of different weight;
 * the heaviest that says something wins:
 *
 *   provider   property table · "X株式会社(以下、当社)" · "Xが提供する" · cover · imprint · document property
 *   service    property table · "適用範囲は…(Y)となります" · "「Y」(以下、本サービス)" · "提供する「Y」" · cover
 *   version    property table · cover · last row of the revision table · file name (inferred)
 *   issued     property table · cover · last row of the revision table · imprint
 *   framework  words over the whole paper, those of the cover counting more
 *
 * Provider and service are dip-metadata-names.c, the rest is here.
 */

/* Items of a form that may ask for names, and bytes of an answer that is one. */
#define MAX_ITEMS_READ 40u
#define MAX_ANSWER 120u

/* "Version" of a paper in a file's name: "…-1.2.txt". */
static char *
version_in_name (const char *name)
{
  gsize length = strlen (name);
  gsize end;
  gsize start;
  const char *dot = strrchr (name, '.');
  gboolean has_point = FALSE;

  end = dot != NULL && length - (dot - name) <= 6 && !g_ascii_isdigit (dot[1]) ? (gsize) (dot - name) : length;
  start = end;
  while (start > 0 && (g_ascii_isdigit (name[start - 1]) || name[start - 1] == '.'))
    {
      start--;
      has_point = has_point || name[start] == '.';
    }
  if (start == end || !g_ascii_isdigit (name[start]) || end - start > 12)
    return NULL;
  if (!(has_point || (start > 0 && (name[start - 1] == 'v' || name[start - 1] == 'V'))))
    return NULL;
  /* "2024.12" is a date, a digit in a word is none */
  if (start > 0 && g_ascii_isalpha (name[start - 1]) && name[start - 1] != 'v' && name[start - 1] != 'V')
    return NULL;
  if (strcspn (name + start, ".") >= 4)
    return NULL;

  return g_strndup (name + start, end - start);
}

/* "Ver6. 2. 0" → "6.2.0"; @at stands at the first digit. The bytes taken. */
static gsize
read_version (const char *at,
              GString    *version)
{
  const char *start = at;

  while (g_ascii_isdigit (*at) && at - start < 12)
    {
      const char *next;

      while (g_ascii_isdigit (*at) && version->len < 16)
        g_string_append_c (version, *at++);
      next = *at == '.' ? at + 1 : at;
      while (next > at && *next == ' ')
        next++;
      if (*at != '.' || !g_ascii_isdigit (*next))
        break;
      g_string_append_c (version, '.');
      at = next;
    }

  return at - start;
}

/* "Rev. C", "Issue B": engineers count in letters. */
static char *
lettered_version (const char *folded,
                  gboolean    is_property)
{
  static const char *const before[] = { "revision", "rev.", "rev", "issue", "version" };

  if (is_property && g_ascii_isalpha (*folded) && folded[1] == '\0')
    return g_ascii_strup (folded, 1);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    for (const char *at = strstr (folded, before[i]); at != NULL; at = strstr (at + 1, before[i]))
      {
        const char *letter = at + strlen (before[i]);

        while (*letter == ' ' || *letter == ':')
          letter++;
        if ((at == folded || !g_ascii_isalnum (at[-1])) && letter > at + strlen (before[i]) - (letter[-1] == '.') &&
            g_ascii_isalpha (*letter) && !g_ascii_isalnum (letter[1]) && letter[1] != '\'' &&
            !(letter[0] == 'a' && letter[1] == ' '))
          return g_ascii_strup (letter, 1);
      }

  return NULL;
}

/**
 * dip_metadata_version:
 * @text: a line of the cover, or what a property says
 * @is_property: whether the text is known to be a version, so that a bare number is one
 *
 * Reads "第 4.1 版", "Ver6. 2. 0", "1.2版", "Version 2.0", "v3", "初版".
 *
 * Returns: (transfer full) (nullable): the bare version
 */
char *
dip_metadata_version (const char       *text,
                      gboolean          is_property,
                      const DipLexicon *lexicon)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  const char *const *before = dip_lexicon_get_words (lexicon, "version-before");
  const char *const *after = dip_lexicon_get_words (lexicon, "version-after");
  const char *const *first = dip_lexicon_get_words (lexicon, "version-first");

  for (const char *at = folded; *at != '\0'; at++)
    {
      gboolean marked = FALSE;
      gboolean ordinal = FALSE;
      g_autoptr(GString) version = NULL;
      gsize taken;
      const char *rest;

      if (!g_ascii_isdigit (*at) || (at > folded && g_ascii_isdigit (at[-1])) ||
          (at > folded + 1 && at[-1] == '.' && g_ascii_isdigit (at[-2])))
        continue;
      for (guint i = 0; before[i] != NULL && !marked; i++)
        {
          gsize n = strlen (before[i]);
          const char *end = at;

          while (end > folded && (end[-1] == ' ' || end[-1] == ':'))
            end--;
          if ((gsize) (end - folded) < n || memcmp (end - n, before[i], n) != 0)
            continue;
          if (g_ascii_isalpha (before[i][0]) && end - n > folded && g_ascii_isalpha (end[-(gssize) n - 1]))
            continue;
          ordinal = strcmp (before[i], "第") == 0;
          marked = !ordinal;
        }
      version = g_string_new (NULL);
      taken = read_version (at, version);
      rest = at + taken;
      while (*rest == ' ')
        rest++;
      for (guint i = 0; after[i] != NULL; i++)
        if (g_str_has_prefix (rest, after[i]))
          marked = TRUE;
      if (is_property && at == folded && *rest == '\0')
        marked = TRUE;
      /* "Edition 2024-2": the second one of a year */
      if (marked && strlen (version->str) == 4 && at[taken] == '-' && g_ascii_isdigit (at[taken + 1]))
        {
          gsize n = 1 + strspn (at + taken + 1, "0123456789");

          if (n <= 3 && at[taken + n] != '-')
            return g_strdup_printf ("%s%.*s", version->str, (int) n, at + taken);
        }
      /* "2024年度版" is an edition of a year */
      if (strlen (version->str) == 4 && at[taken] != ' ' && g_str_has_prefix (rest, "年度版") && !ordinal)
        return g_string_free (g_steal_pointer (&version), FALSE);
      /* "2013年版", "27017:2015 版" name a year */
      if (marked && strlen (version->str) >= 4 && strchr (version->str, '.') == NULL)
        marked = FALSE;
      if (marked)
        return g_string_free (g_steal_pointer (&version), FALSE);
      at += taken - 1;
    }

  for (guint i = 0; first[i] != NULL; i++)
    if (strstr (folded, first[i]) != NULL)
      return g_strdup ("1");

  return lettered_version (folded, is_property);
}

static gboolean
is_in_list (const DipLexicon *lexicon,
            const char       *list,
            const char       *word)
{
  return g_strv_contains (dip_lexicon_get_words (lexicon, list), word);
}

gboolean
dip_metadata_names_property (const DipLexicon *lexicon,
                             const char       *key)
{
  static const char *const lists[] = { "property-provider", "property-service", "property-version",
                                       "property-issued", "property-issued-last", "property-title" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (is_in_list (lexicon, lists[i], key))
      return TRUE;

  return FALSE;
}

/* The key of a label: "1. サービスの名称" without the number that its line has in a form. */
static char *
label_key (const char *label)
{
  const char *at = label;

  while (g_ascii_isdigit (*at))
    at++;
  if (at > label && (*at == '.' || *at == ')' || g_str_has_prefix (at, "．")))
    at = dip_text_skip_space (g_utf8_next_char (at));
  else
    at = label;

  return dip_fold_to_string (*at != '\0' ? at : label, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
}

/* "版　　数　2.1", "発 行 日 2025年2月": labels spread to one width. The longest one that is known. */
static const char *
find_spread_label (const DipLexicon *lexicon,
                   const char       *text)
{
  const char *best = NULL;

  for (const char *at = text; *at != '\0' && at - text < 60; at = g_utf8_next_char (at))
    {
      gboolean space = *at == ' ' || g_str_has_prefix (at, "　");
      g_autofree char *left = NULL;
      g_autofree char *key = NULL;
      GString *tight;

      if (!space || at == text)
        continue;
      left = g_strndup (text, at - text);
      tight = g_string_new (NULL);
      for (const char *c = left; *c != '\0'; c = g_utf8_next_char (c))
        if (*c != ' ' && !g_str_has_prefix (c, "　"))
          g_string_append_unichar (tight, g_utf8_get_char (c));
      g_free (left);
      left = g_string_free (tight, FALSE);
      key = dip_fold_to_string (left, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
      /* Latin labels have spaces of their own */
      if ((guchar) *key >= 0x80 && dip_metadata_names_property (lexicon, key))
        best = at;
    }

  return best;
}

/* "（サービス名）サンプル", "【版】第4版" */
static gboolean
split_bracketed (const DipLexicon *lexicon,
                 const char       *text,
                 char            **name,
                 char            **value)
{
  static const char *const brackets[][2] = {
    { "（", "）" }, { "(", ")" }, { "【", "】" }, { "[", "]" }, { "［", "］" }, { "＜", "＞" }, { "〔", "〕" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      const char *close = g_str_has_prefix (text, brackets[i][0]) ? strstr (text, brackets[i][1]) : NULL;
      g_autofree char *left = NULL;
      g_autofree char *key = NULL;

      if (close == NULL || close - text > 60 || close[strlen (brackets[i][1])] == '\0')
        continue;
      left = g_strndup (text + strlen (brackets[i][0]), (gsize) (close - text) - strlen (brackets[i][0]));
      key = label_key (g_strstrip (left));
      if (!dip_metadata_names_property (lexicon, key))
        return FALSE;
      *name = g_steal_pointer (&left);
      *value = g_strstrip (g_strdup (close + strlen (brackets[i][1])));
      return TRUE;
    }

  return FALSE;
}

/* "Product<TAB>Receipts", "発行日：2024年1月5日": a name that the lexicon knows and what stands after it. */
static gboolean
split_pair (const DipLexicon *lexicon,
            const char       *text,
            char            **name,
            char            **value)
{
  static const char *const marks[] = { "\t", "：", ":", "　" };
  const char *spread;

  if (split_bracketed (lexicon, text, name, value))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (text, marks[i]);
      g_autofree char *left = NULL;
      g_autofree char *key = NULL;

      if (mark == NULL || mark == text || mark - text > 90)
        continue;
      left = g_strstrip (g_strndup (text, mark - text));
      /* "Vendor:" in a cell of its own */
      if (i == 0 && g_str_has_suffix (left, "：") && strlen (left) > strlen ("："))
        left[strlen (left) - strlen ("：")] = '\0';
      else if (i == 0 && g_str_has_suffix (left, ":") && strlen (left) > 1)
        left[strlen (left) - 1] = '\0';
      key = label_key (left);
      if (i + 1 < G_N_ELEMENTS (marks) && (i == 0 || dip_metadata_names_property (lexicon, key)))
        {
          /* labels are spread to one width: "サービス名　　：" */
          while (g_str_has_suffix (left, "　"))
            left[strlen (left) - strlen ("　")] = '\0';
          *name = g_steal_pointer (&left);
          mark += strlen (marks[i]);
          /* "バージョン | ： | 4.1": the colon in a cell of its own */
          if (i == 0 && (g_str_has_prefix (mark, "：\t") || g_str_has_prefix (mark, ":\t")))
            mark = strchr (mark, '\t');
          *value = g_strstrip (g_strdup (mark));
          return TRUE;
        }
    }

  spread = find_spread_label (lexicon, text);
  if (spread == NULL)
    return FALSE;
  *name = g_strchomp (g_strndup (text, spread - text));
  while (*spread == ' ' || g_str_has_prefix (spread, "　"))
    spread = g_utf8_next_char (spread);
  *value = g_strstrip (g_strdup (spread));

  return TRUE;
}

gboolean
dip_metadata_is_pair (const DipMetadata *self,
                      const char        *text)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *key = NULL;

  if (!split_pair (self->draft->lexicon, text, &name, &value))
    return FALSE;
  key = label_key (name);

  return dip_metadata_names_property (self->draft->lexicon, key);
}

static void
add_property (DipMetadata *self,
              const char  *name,
              const char  *value)
{
  GPtrArray *properties = self->draft->document->properties;
  gsize n = strlen (value);
  g_autofree char *bare = NULL;

  /* title: "Sample" */
  if (n >= 2 && (*value == '"' || *value == '\'') && value[n - 1] == *value)
    {
      bare = g_strndup (value + 1, n - 2);
      value = bare;
    }

  for (guint i = 0; i < properties->len; i++)
    {
      const DipProperty *known = g_ptr_array_index (properties, i);

      if (strcmp (known->name, name) == 0 && strcmp (known->value, value) == 0)
        return;
    }
  g_ptr_array_add (properties, dip_property_new (name, value));
}

/* "株式会社見本計算（サービス名：みほん名簿）": the pair in a bracket at the end of a value. */
static void
add_bracketed_pair (DipMetadata *self,
                    const char  *value)
{
  const char *open = strstr (value, "（");
  g_autofree char *inside = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  g_autofree char *key = NULL;

  if (open == NULL || open == value || !g_str_has_suffix (value, "）"))
    return;
  open += strlen ("（");
  inside = g_strndup (open, strlen (open) - strlen ("）"));
  if (!split_pair (self->draft->lexicon, inside, &name, &other) || *other == '\0')
    return;
  key = label_key (name);
  if (dip_metadata_names_property (self->draft->lexicon, key))
    add_property (self, name, other);
}

/* "Vendor: Sample Ltd   Product: Sample Sign": several pairs on one line, wide spaces or bars between them. */
static gboolean
read_several (DipMetadata *self,
              const char  *text)
{
  static const char *const gaps[] = { "\302\240", "  ", " | ", "　", "\t", "／" };
  g_autofree char *even = g_strdup (text);
  g_auto(GStrv) parts = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    for (char *at = strstr (even, gaps[i]); at != NULL; at = strstr (at + 1, gaps[i]))
      {
        memmove (at + 1, at + strlen (gaps[i]), strlen (at + strlen (gaps[i])) + 1);
        *at = '\n';
      }
  parts = g_strsplit (even, "\n", 12);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; parts[i] != NULL; i++)
      {
        g_autofree char *name = NULL;
        g_autofree char *value = NULL;
        g_autofree char *key = NULL;

        if (!split_pair (self->draft->lexicon, g_strstrip (parts[i]), &name, &value) || *value == '\0')
          continue;
        key = label_key (name);
        if (!dip_metadata_names_property (self->draft->lexicon, key))
          continue;
        if (pass == 0)
          n++;
        else if (n >= 2)
          {
            add_property (self, name, value);
            add_bracketed_pair (self, value);
          }
      }

  return n >= 2;
}

/* A row of names and values in turn: "サービス名 | みほん | | 版数 | 1.2". */
static gboolean
read_row_of_pairs (DipMetadata   *self,
                   const DipLine *line)
{
  guint n = 0;

  if (line->kind != DIP_LINE_ROW || line->cells == NULL || line->cells->len < 4 || line->cells->len > 24)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    {
      const char *name = NULL;

      for (guint i = 0; i < line->cells->len; i++)
        {
          const char *cell = g_ptr_array_index (line->cells, i);
          g_autofree char *key = strlen (cell) <= 60 ? label_key (cell) : NULL;

          if (*cell == '\0')
            continue;
          if (key != NULL && dip_metadata_names_property (self->draft->lexicon, key))
            {
              name = cell;
              continue;
            }
          /* a value without a name: the row is of another kind */
          if (name == NULL)
            return FALSE;
          n += pass == 0;
          if (pass == 1)
            add_property (self, name, cell);
          name = NULL;
        }
      if (n < 2)
        return FALSE;
    }

  return TRUE;
}

/* A row that has only one filled cell is a line of text: the title of a sheet. */
static gboolean
is_lone_cell (const DipLine *line)
{
  guint n = 0;

  if (line->kind != DIP_LINE_ROW || line->cells == NULL)
    return FALSE;
  for (guint i = 0; i < line->cells->len; i++)
    n += *(const char *) g_ptr_array_index (line->cells, i) != '\0';

  return n == 1;
}

/* Lines that tell a property; a label may have its value on the next line. */
static void
read_properties (DipMetadata     *self,
                 const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (is_lone_cell (line) || read_row_of_pairs (self, line))
        continue;
      if (strlen (line->text) <= 600 && read_several (self, line->text))
        continue;
      if (!split_pair (self->draft->lexicon, line->text, &name, &value))
        {
          g_autofree char *key = strlen (line->text) <= 60 ? label_key (line->text) : NULL;

          /* a label alone in its line: the cells of a table, one below the other */
          if (key == NULL || !dip_metadata_names_property (self->draft->lexicon, key) || i + 1 == lines->len ||
              line->kind == DIP_LINE_HEADING)
            continue;
          name = g_strdup (line->text);
          value = g_strdup ("");
        }
      if (*value == '\0' && i + 1 < lines->len)
        {
          const DipLine *next = g_ptr_array_index (lines, i + 1);
          g_autofree char *next_name = NULL;
          g_autofree char *next_value = NULL;

          g_autofree char *next_key = strlen (next->text) <= 60 ? label_key (next->text) : NULL;

          if (!split_pair (self->draft->lexicon, next->text, &next_name, &next_value) &&
              (next_key == NULL || !dip_metadata_names_property (self->draft->lexicon, next_key)))
            {
              g_free (value);
              value = g_strdup (next->text);
              i++;
            }
        }
      add_property (self, name, value);
    }
}

/* Tables before the first numbered clause and short ones at the beginning of a paper may tell properties too. */
static void
read_front_tables (DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;

  for (guint i = 0; i < clauses->len && i < 3; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind != DIP_CLAUSE_FRONT)
        break;
      for (guint j = 0; j < clause->blocks->len; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);
          g_auto(GStrv) rows = NULL;

          if (block->kind != DIP_BLOCK_TABLE)
            continue;
          rows = g_strsplit (block->text, "\n", 64);
          for (guint k = 0; rows[k] != NULL; k++)
            {
              g_autofree char *name = NULL;
              g_autofree char *value = NULL;
              g_autofree char *key = NULL;

              if (!split_pair (self->draft->lexicon, rows[k], &name, &value))
                continue;
              key = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
              if (is_in_list (self->draft->lexicon, "property-service", key) ||
                  is_in_list (self->draft->lexicon, "property-provider", key) ||
                  is_in_list (self->draft->lexicon, "property-version", key) ||
                  is_in_list (self->draft->lexicon, "property-issued", key))
                add_property (self, name, value);
            }
        }
    }
}

/* A form of disclosure asks for names, too: item "Name of the provider", answer "Sample Ltd.". */
static void
read_items (DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;

  for (guint i = 0; i < clauses->len && i < MAX_ITEMS_READ; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *key = NULL;

      if (clause->kind != DIP_CLAUSE_ITEM || clause->answer == NULL || strlen (clause->answer) > MAX_ANSWER ||
          strchr (clause->answer, '\n') != NULL)
        continue;
      key = label_key (clause->title);
      if (is_in_list (self->draft->lexicon, "property-service", key) ||
          is_in_list (self->draft->lexicon, "property-provider", key) ||
          is_in_list (self->draft->lexicon, "property-issued", key))
        add_property (self, clause->title, clause->answer);
    }
}

/**
 * dip_metadata_property:
 * @list: of the lexicon: the names that are looked for
 *
 * Returns: (transfer none) (nullable): the value of the first property with one of these names
 */
const char *
dip_metadata_property (const DipMetadata *self,
                       const char        *list)
{
  const GPtrArray *properties = self->draft->document->properties;

  for (guint i = 0; i < properties->len; i++)
    {
      const DipProperty *property = g_ptr_array_index (properties, i);
      g_autofree char *key = label_key (property->name);

      if (*property->value != '\0' && is_in_list (self->draft->lexicon, list, key))
        return property->value;
    }

  return NULL;
}

/* The row of the edition itself: the newest date, and of equals the last. */
static const DipRevision *
newest_revision (const DipDocument *document)
{
  const DipRevision *newest = NULL;

  for (guint i = 0; i < document->revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (document->revisions, i);

      if (newest == NULL || g_strcmp0 (revision->date, newest->date) >= 0)
        newest = revision;
    }

  return newest;
}

static void
find_version (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const char *property = dip_metadata_property (self, "property-version");
  const DipRevision *newest = newest_revision (self->draft->document);
  g_autofree char *version = NULL;
  g_autofree char *newest_date = NULL;

  if (edition->version != NULL)
    return;
  if (property != NULL)
    version = dip_metadata_version (property, TRUE, self->draft->lexicon);
  /* "Version: 2024-1" counts within a year */
  if (property != NULL && version == NULL && strspn (property, "0123456789") == 4 && property[4] == '-' &&
      strlen (property) <= 6 + 1 && strspn (property + 5, "0123456789") == strlen (property) - 5 && property[5] != '\0')
    version = g_strdup (property);
  for (guint i = 0; i < self->draft->cover->len && property == NULL; i++)
    {
      const DipLine *line = g_ptr_array_index (self->draft->cover, i);
      g_autofree char *other = NULL;
      g_autofree char *date = NULL;
      const char *start;
      const char *end;

      if (strlen (line->text) > 200)
        continue;
      other = dip_metadata_version (line->text, FALSE, self->draft->lexicon);
      if (other == NULL)
        continue;
      /* a cover may list all editions with their dates: the newest is this one */
      date = dip_date_find (line->text, &start, &end);
      if (version == NULL || (newest_date != NULL && g_strcmp0 (date, newest_date) > 0))
        {
          g_free (version);
          version = g_steal_pointer (&other);
          g_free (newest_date);
          newest_date = g_steal_pointer (&date);
        }
    }
  if (version == NULL && newest != NULL)
    version = g_strdup (newest->version);
  for (guint i = 0; i < self->draft->tail->len && version == NULL; i++)
    {
      const DipLine *line = g_ptr_array_index (self->draft->tail, i);

      if (strlen (line->text) <= 120)
        version = dip_metadata_version (line->text, FALSE, self->draft->lexicon);
    }
  if (version != NULL)
    {
      edition->version = g_steal_pointer (&version);
      edition->version_origin = DIP_ORIGIN_PRINTED;
      return;
    }

  edition->version = version_in_name (self->draft->layout->name != NULL ? self->draft->layout->name : "");
  edition->version_origin = edition->version != NULL ? DIP_ORIGIN_INFERRED : DIP_ORIGIN_NONE;
}

/* Whether a line tells when the paper was changed last: "2024年2月1日 改訂". */
static gboolean
tells_last (const DipMetadata *self,
            const char        *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "date-last");
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A line that only tells a date, or a date with few words beside it; of several the one of the last change. */
static char *
date_on_lines (const DipMetadata *self,
               const GPtrArray   *lines)
{
  char *first = NULL;
  gboolean of_version = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *version = NULL;
      const char *start;
      const char *end;
      char *date;

      if (strlen (line->text) > 150)
        continue;
      date = dip_date_find (line->text, &start, &end);
      if (date != NULL && strlen (line->text) - (end - start) <= 60 &&
          (first == NULL ||
           (g_strcmp0 (date, first) > 0 &&
            (tells_last (self, line->text) ||
             (of_version && (version = dip_metadata_version (line->text, FALSE, self->draft->lexicon)) != NULL)))))
        {
          if (version == NULL)
            version = dip_metadata_version (line->text, FALSE, self->draft->lexicon);
          of_version = version != NULL;
          g_free (first);
          first = g_steal_pointer (&date);
        }
      g_free (date);
    }

  return first;
}

static void
find_issued (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const DipRevision *newest = newest_revision (self->draft->document);
  const char *const lists[] = { "property-issued-last", "property-issued" };
  const char *start;
  const char *end;

  for (guint i = 0; i < G_N_ELEMENTS (lists) && edition->issued == NULL; i++)
    {
      const char *value = dip_metadata_property (self, lists[i]);

      if (value != NULL)
        edition->issued = dip_date_find (value, &start, &end);
    }
  if (edition->issued == NULL)
    edition->issued = date_on_lines (self, self->draft->cover);
  if (edition->issued == NULL && newest != NULL)
    edition->issued = g_strdup (newest->date);
  if (edition->issued == NULL)
    edition->issued = date_on_lines (self, self->draft->tail);
  /* "2024年10月版" on the cover, and the day in the last row */
  if (edition->issued != NULL && newest != NULL && newest->date != NULL &&
      strlen (newest->date) > strlen (edition->issued) && g_str_has_prefix (newest->date, edition->issued))
    {
      g_free (edition->issued);
      edition->issued = g_strdup (newest->date);
    }
}

/* What the paper is written in: kana decide, a whitepaper quotes much English. */
static void
find_language (DipMetadata *self)
{
  const GPtrArray *lines = self->draft->layout->lines;
  guint n_kana = 0;
  guint n_latin = 0;

  for (guint i = 0; i < lines->len && n_kana + n_latin < 20000; i++)
    for (const char *at = ((const DipLine *) g_ptr_array_index (lines, i))->text; *at != '\0';
         at = g_utf8_next_char (at))
      {
        gunichar c = g_utf8_get_char (at);

        n_kana += (c >= 0x3041 && c <= 0x30FE);
        n_latin += c < 0x80 && g_ascii_isalpha (c);
      }

  if (n_kana > 0 && n_kana * 10 >= n_latin)
    self->draft->document->edition->language = g_strdup ("ja");
  else if (n_latin > 0)
    self->draft->document->edition->language = g_strdup ("en");
}

static void
find_kind (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const GPtrArray *clauses = self->draft->document->clauses;
  guint n_items = 0;

  if (edition->kind != DIP_KIND_UNKNOWN)
    return;
  for (guint i = 0; i < clauses->len; i++)
    n_items += ((const DipClause *) g_ptr_array_index (clauses, i))->kind == DIP_CLAUSE_ITEM;
  edition->kind = n_items * 2 > clauses->len ? DIP_KIND_CHECKSHEET : DIP_KIND_WHITEPAPER;
}

static gboolean
speaks_of_certificate (DipMetadata *self,
                       const char  *folded)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "certificate-words");

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Each rule's patterns once a line; lines of the cover count five times. */
static void
find_framework (DipMetadata *self)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "frameworks");
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr(GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
  g_autoptr(GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GHashTable) cover = g_hash_table_new (NULL, NULL);
  const char *best = NULL;
  guint best_sum = 0;

  if (self->draft->document->edition->framework != NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);

      for (guint j = 2; g_strv_length (fields) > 2 && fields[j] != NULL; j++)
        {
          g_ptr_array_add (patterns, dip_pattern_new (fields[j]));
          g_array_append_val (owners, i);
        }
    }
  for (guint i = 0; i < self->draft->cover->len; i++)
    g_hash_table_add (cover, g_ptr_array_index (self->draft->cover, i));

  for (guint i = 0; i < lines->len && i < 20000; i++)
    {
      DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *folded = NULL;
      DipPatternMarks marks;
      gsize length;

      if (strlen (line->text) > 4000 || *line->text == '\0')
        continue;
      /* all of them name a number or are rare; most lines have neither */
      folded = dip_fold_to_string (line->text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
      length = strlen (folded);
      dip_pattern_marks_init (&marks, folded, length);
      /* a certificate that the provider holds is not what the paper follows */
      if (!g_hash_table_contains (cover, line) && speaks_of_certificate (self, folded))
        continue;
      for (guint j = 0; j < patterns->len; j++)
        if (dip_pattern_match_marked (g_ptr_array_index (patterns, j), folded, length, &marks, NULL, NULL))
          {
            char **fields = g_ptr_array_index (rows, g_array_index (owners, guint, j));
            guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (sums, fields[0]));

            sum += (guint) g_ascii_strtoull (fields[1], NULL, 10) * (g_hash_table_contains (cover, line) ? 5 : 1);
            g_hash_table_insert (sums, fields[0], GUINT_TO_POINTER (sum));
          }
    }

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (sums, fields[0]));

      if (sum > best_sum)
        {
          best = fields[0];
          best_sum = sum;
        }
    }
  /* a whitepaper may name METI's guideline among others; what it answers are controls */
  if (best != NULL && strcmp (best, "meti-2013") == 0 &&
      self->draft->document->edition->kind != DIP_KIND_CHECKSHEET)
    best = g_hash_table_contains (sums, "iso27017-2015") ? "iso27017-2015" : NULL;
  self->draft->document->edition->framework = g_strdup (best);
}

/**
 * dip_recognise_metadata:
 *
 * Finds what a paper says about itself: provider, service, title, version,
 * date, language, kind, framework, and the pairs of words that it prints about
 * itself. What is not in the paper stays %NULL; a version that only the file's
 * name tells is marked as inferred. Linear.
 */
void
dip_recognise_metadata (DipDraft *draft)
{
  DipMetadata self = { draft };

  find_language (&self);
  find_kind (&self);
  read_properties (&self, draft->cover);
  read_properties (&self, draft->tail);
  read_front_tables (&self);
  read_items (&self);
  dip_metadata_find_names (&self);
  find_version (&self);
  find_issued (&self);
  find_framework (&self);
}
