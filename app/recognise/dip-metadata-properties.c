/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * Tables and lines at the front of a paper that name a property and what it is: "文書番号 | SEC-2024-01",
 * "Provider: …", and the first items of a form that asks for them.
 */

/* Items of a form that may ask for names, and bytes of an answer that is one. */
#define MAX_ITEMS_READ 40u
#define MAX_ANSWER 120u

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

char *
dip_metadata_dup_label_key (const char *label)
{
  const char *at = label;

  while (g_ascii_isdigit (*at))
    at++;
  if (at > label && (*at == '.' || *at == ')' || dip_begins_with (at, "．")))
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
      gboolean space = *at == ' ' || dip_begins_with (at, "　");
      g_autofree char *left = NULL;
      g_autofree char *key = NULL;
      GString *tight;

      if (!space || at == text)
        continue;
      /* Latin labels have spaces of their own: a wide gap ends them */
      if (g_ascii_isalpha (*text))
        {
          if (!dip_begins_with (at, "   "))
            continue;
          left = g_strndup (text, at - text);
          key = dip_fold_to_string (left, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
          if (dip_metadata_names_property (lexicon, key))
            best = at;
          break;
        }
      left = g_strndup (text, at - text);
      tight = g_string_new (NULL);
      for (const char *c = left; *c != '\0'; c = g_utf8_next_char (c))
        if (*c != ' ' && !dip_begins_with (c, "　"))
          g_string_append_unichar (tight, g_utf8_get_char (c));
      g_free (left);
      left = g_string_free (tight, FALSE);
      key = dip_fold_to_string (left, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
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
      const char *close = dip_begins_with (text, brackets[i][0]) ? strstr (text, brackets[i][1]) : NULL;
      g_autofree char *left = NULL;
      g_autofree char *key = NULL;

      if (close == NULL || close - text > 60 || close[strlen (brackets[i][1])] == '\0')
        continue;
      left = g_strndup (text + strlen (brackets[i][0]), (gsize) (close - text) - strlen (brackets[i][0]));
      key = dip_metadata_dup_label_key (g_strstrip (left));
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
      key = dip_metadata_dup_label_key (left);
      if (i + 1 < G_N_ELEMENTS (marks) && (i == 0 || dip_metadata_names_property (lexicon, key)))
        {
          /* labels are spread to one width: "サービス名　　：" */
          while (g_str_has_suffix (left, "　"))
            left[strlen (left) - strlen ("　")] = '\0';
          *name = g_steal_pointer (&left);
          mark += strlen (marks[i]);
          /* "バージョン | ： | 4.1": the colon in a cell of its own */
          if (i == 0 && (dip_begins_with (mark, "：\t") || dip_begins_with (mark, ":\t")))
            mark = strchr (mark, '\t');
          *value = g_strstrip (g_strdup (mark));
          return TRUE;
        }
    }

  spread = find_spread_label (lexicon, text);
  if (spread == NULL)
    return FALSE;
  *name = g_strchomp (g_strndup (text, spread - text));
  while (*spread == ' ' || dip_begins_with (spread, "　"))
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
  key = dip_metadata_dup_label_key (name);

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
  key = dip_metadata_dup_label_key (name);
  if (dip_metadata_names_property (self->draft->lexicon, key))
    add_property (self, name, other);
}

/* "Vendor: Sample Ltd   Product: Sample Sign": several pairs on one line, wide spaces or bars between them. */
static gboolean
read_several (DipMetadata *self,
              const char  *text)
{
  static const char *const gaps[] = { "\302\240", "  ", " | ", "　", "\t", "／", " · " };
  g_autofree char *even = g_strdup (text);
  g_auto(GStrv) parts = NULL;
  guint n = 0;
  /* "版: 1.0 · 対象: …": a dot between two words parts nothing else */
  guint needed = strstr (text, " · ") != NULL ? 1 : 2;

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
        key = dip_metadata_dup_label_key (name);
        if (!dip_metadata_names_property (self->draft->lexicon, key))
          continue;
        if (pass == 0)
          n++;
        else if (n >= needed)
          {
            add_property (self, name, value);
            add_bracketed_pair (self, value);
          }
      }

  return n >= needed;
}

/* A row of names and values in turn: "サービス名 | みほん | | 版数 | 1.2". */
static gboolean
read_row_of_pairs (DipMetadata        *self,
                   const char *const  *cells,
                   guint               n_cells)
{
  guint n = 0;

  if (n_cells < 4 || n_cells > 24)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    {
      const char *name = NULL;

      for (guint i = 0; i < n_cells; i++)
        {
          const char *cell = cells[i];
          g_autofree char *key = strlen (cell) <= 60 ? dip_metadata_dup_label_key (cell) : NULL;

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

/* A row that has only one filled cell is a line of text: the title of a sheet. NULL for others. */
static const char *
find_lone_cell (const DipLine *line)
{
  const char *lone = NULL;

  if (line->kind != DIP_LINE_ROW || line->cells == NULL)
    return NULL;
  for (guint i = 0; i < line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (line->cells, i);

      if (*cell == '\0')
        continue;
      if (lone != NULL)
        return NULL;
      lone = cell;
    }

  return lone;
}

/**
 * dip_metadata_is_title_row:
 *
 * "Checklist of service levels | | Filled in: 1 June 2024": whether the first cell of a row with several says what
 * kind of paper it is, and names no property.
 */
gboolean
dip_metadata_is_title_row (DipMetadata   *self,
                           const DipLine *line)
{
  const char *first = line->kind == DIP_LINE_ROW && line->cells != NULL && line->cells->len > 1
    ? g_ptr_array_index (line->cells, 0) : "";
  g_autofree char *key = *first != '\0' && strlen (first) <= 150 ? dip_metadata_dup_label_key (first) : NULL;

  return key != NULL && dip_metadata_is_paper (self, first) &&
         !dip_metadata_names_property (self->draft->lexicon, key) && !dip_text_has_sentence (first);
}

/* The pairs in the other cells of such a row. */
static void
read_title_row (DipMetadata   *self,
                const DipLine *line)
{
  for (guint i = 1; i < line->cells->len; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (split_pair (self->draft->lexicon, g_ptr_array_index (line->cells, i), &name, &value) && *value != '\0')
        add_property (self, name, value);
    }
}

/* "GNRL-01 | Vendor Name | Sample Ltd.": a name that has a number of its own. */
static gboolean
read_coded_pair (DipMetadata     *self,
                 const GPtrArray *cells)
{
  const char *filled[3] = { NULL };
  const char *code;
  g_autofree char *key = NULL;
  guint n = 0;

  for (guint i = 0; i < cells->len && n < G_N_ELEMENTS (filled); i++)
    if (*(const char *) g_ptr_array_index (cells, i) != '\0')
      filled[n++] = g_ptr_array_index (cells, i);
  code = filled[0];
  if (n < 3 || strlen (code) > 16 || !g_ascii_isdigit (code[strlen (code) - 1]) || strlen (filled[1]) > 90)
    return FALSE;
  key = dip_metadata_dup_label_key (filled[1]);
  if (!dip_metadata_names_property (self->draft->lexicon, key))
    return FALSE;
  add_property (self, filled[1], filled[2]);

  return TRUE;
}

/* Lines that tell a property; a label may have its value on the next line. */
void
dip_metadata_read_properties (DipMetadata     *self,
                              const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      const char *lone = find_lone_cell (line);
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      /* what stands below a title is none of its values */
      if (lone != NULL)
        {
          if (strlen (lone) <= 600 && !read_several (self, lone) &&
              split_pair (self->draft->lexicon, lone, &name, &value) && *value != '\0')
            add_property (self, name, value);
          continue;
        }
      if (line->kind == DIP_LINE_ROW && line->cells != NULL && read_coded_pair (self, line->cells))
        continue;
      if (line->kind == DIP_LINE_ROW && line->cells != NULL &&
          read_row_of_pairs (self, (const char *const *) line->cells->pdata, line->cells->len))
        continue;
      if (strlen (line->text) <= 600 && read_several (self, line->text))
        continue;
      if (dip_metadata_is_title_row (self, line))
        {
          read_title_row (self, line);
          continue;
        }
      if (!split_pair (self->draft->lexicon, line->text, &name, &value))
        {
          g_autofree char *key = strlen (line->text) <= 60 ? dip_metadata_dup_label_key (line->text) : NULL;

          /* a label alone in its line: the cells of a table, one below the other */
          if (key == NULL || !dip_metadata_names_property (self->draft->lexicon, key) || i + 1 == lines->len ||
              line->kind == DIP_LINE_HEADING || line->kind == DIP_LINE_ITEM)
            continue;
          name = g_strdup (line->text);
          value = g_strdup ("");
        }
      if (*value == '\0' && i + 1 < lines->len)
        {
          const DipLine *next = g_ptr_array_index (lines, i + 1);
          g_autofree char *next_name = NULL;
          g_autofree char *next_value = NULL;

          g_autofree char *next_key = strlen (next->text) <= 60 ? dip_metadata_dup_label_key (next->text) : NULL;

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
void
dip_metadata_read_front_tables (DipMetadata *self)
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
              g_auto (GStrv) cells = g_strsplit (rows[k], "\t", 25);

              if (read_row_of_pairs (self, (const char *const *) cells, g_strv_length (cells)) ||
                  !split_pair (self->draft->lexicon, rows[k], &name, &value))
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
void
dip_metadata_read_items (DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;

  for (guint i = 0; i < clauses->len && i < MAX_ITEMS_READ; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      const char *name;
      g_autofree char *key = NULL;

      if (clause->kind != DIP_CLAUSE_ITEM || clause->answer == NULL || strlen (clause->answer) > MAX_ANSWER ||
          strchr (clause->answer, '\n') != NULL)
        continue;
      /* "Service Name of the service": of a title that is made of two cells the second */
      name = strrchr (clause->title, ' ') != NULL && dip_glyph_is_cjk (dip_text_first (clause->title))
        ? strrchr (clause->title, ' ') + 1 : clause->title;
      key = dip_metadata_dup_label_key (name);
      if (is_in_list (self->draft->lexicon, "property-service", key) ||
          is_in_list (self->draft->lexicon, "property-provider", key) ||
          is_in_list (self->draft->lexicon, "property-issued", key))
        add_property (self, name, clause->answer);
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
      g_autofree char *key = dip_metadata_dup_label_key (property->name);

      if (*property->value != '\0' && is_in_list (self->draft->lexicon, list, key))
        return property->value;
    }

  return NULL;
}
