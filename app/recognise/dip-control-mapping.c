/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-place.h"

/*
 * An appendix that tells which clause answers which control:
 *
 *   mapping = 3*row                          a table, or lines that begin with the control
 *   row     = controls place [title]         in any order of the columns; a title may stand right behind its number
 *   place   = 1*(number | title) of clauses of the paper: "3.2", "第3章", "Encryption, Data deletion"
 *
 * Most rows have to name a clause that the paper has. The clauses get the controls as inferred, because nothing is
 * printed where they stand; what the paper itself says of them is surer than their words. The appendix answers none.
 */

#define CONFIDENCE 0.97
#define MIN_ROWS 3u
#define MAX_ROWS 400u
#define MAX_CELLS 8u
#define MAX_CELL 300u

/* The clauses of a paper by what a table may call them. */
typedef struct
{
  GHashTable *by_number;  /* number → DipClause */
  GHashTable *by_title;   /* folded title → DipClause */
} Places;

static void
index_places (DipControlPass *pass,
              Places         *places)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  places->by_number = g_hash_table_new (g_str_hash, g_str_equal);
  places->by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *key = dip_look_get_folded (look, DIP_TITLE_FOLD);

      if (clause->number != NULL && !g_hash_table_contains (places->by_number, clause->number))
        g_hash_table_insert (places->by_number, clause->number, clause);
      if (*key != '\0' && !g_hash_table_contains (places->by_title, key))
        g_hash_table_insert (places->by_title, g_strdup (key), clause);
    }
}

/* One place of a cell: "3.2", "第3章", "Section 3.2 Encryption", "Encryption"; NULL if the paper has none such. */
static DipClause *
find_place (DipControlPass *pass,
            const Places   *places,
            const char     *text)
{
  static const char *const heads[] = { "section ", "chapter ", "clause ", "§", "第", "「", "\"" };
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  g_autofree char *key = NULL;
  const char *at = g_strstrip (folded);
  gsize n;

  if (g_str_has_prefix (at, "第") && strstr (at, "の") != NULL)
    {
      gsize taken = 0;
      DipClause *nested = dip_place_find_nested (pass->nested, at + strlen ("第"), &taken);

      if (nested != NULL && at[strlen ("第") + taken] == '\0')
        return nested;
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (at, heads[i]))
      at += strlen (heads[i]);
  n = strspn (at, "0123456789.-");
  while (n > 0 && !g_ascii_isdigit (at[n - 1]))
    n--;
  if (n > 0)
    {
      g_autofree char *number = g_strndup (at, n);

      return g_hash_table_lookup (places->by_number, number);
    }
  key = dip_fold_to_string (at, DIP_TITLE_FOLD, pass->draft->lexicon);
  if (g_str_has_suffix (key, "」"))
    key[strlen (key) - strlen ("」")] = '\0';
  else if (g_str_has_suffix (key, "\""))
    key[strlen (key) - 1] = '\0';

  return g_hash_table_lookup (places->by_title, key);
}

/* The clauses that a cell names; FALSE if one of them is none. */
static gboolean
read_places (DipControlPass *pass,
             const Places   *places,
             const char     *cell,
             GPtrArray      *found)
{
  DipClause *whole = find_place (pass, places, cell);
  g_auto(GStrv) parts = NULL;

  if (whole != NULL)
    {
      g_ptr_array_add (found, whole);
      return TRUE;
    }
  {
    g_autoptr(GString) text = g_string_new (cell);

    g_string_replace (text, "、", ",", 0);
    g_string_replace (text, "，", ",", 0);
    g_string_replace (text, ";", ",", 0);
    parts = g_strsplit (text->str, ",", 12);
  }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      DipClause *clause = *g_strstrip (parts[i]) != '\0' ? find_place (pass, places, parts[i]) : NULL;

      if (clause == NULL)
        return FALSE;
      g_ptr_array_add (found, clause);
    }

  return found->len > 0;
}

/* "5.1.1        Information security policies": cells that white space sets apart; the first blank does where no
 * wider gap is. */
static char **
split_line (const char *text)
{
  g_autoptr(GString) even = g_string_new (text);
  g_autofree char *folded = NULL;
  g_autoptr(GString) cells = g_string_new (NULL);
  gboolean wide;
  gboolean cut = FALSE;

  /* as wide as two */
  g_string_replace (even, "　", "  ", 0);
  folded = dip_fold_to_string (even->str, DIP_FOLD_WIDTH, NULL);
  wide = strstr (folded, "  ") != NULL;

  for (const char *at = g_strstrip (folded); *at != '\0'; at++)
    {
      if (*at == '\t' || (*at == ' ' && (at[1] == ' ' || (!wide && !cut))))
        {
          while (at[1] == ' ')
            at++;
          g_string_append_c (cells, '\t');
          cut = TRUE;
        }
      else
        g_string_append_c (cells, *at);
    }

  return g_strsplit (cells->str, "\t", MAX_CELLS);
}

/* "5.1.1 Policies" with the place behind a gap or in another cell: number and title become cells of their own. */
static char **
part_number (char **cells)
{
  g_autoptr(GStrvBuilder) builder = NULL;
  const char *first = cells[0];
  gsize n, blank;

  if (first == NULL)
    return cells;
  n = g_ascii_strncasecmp (first, "CLD.", 4) == 0 ? 4 : g_ascii_strncasecmp (first, "A.", 2) == 0 ? 2 : 0;
  n += strspn (first + n, "0123456789.");
  blank = n + (first[n] == ' ' ? 1 : g_str_has_prefix (first + n, "　") ? strlen ("　") : 0);
  if (n < 3 || blank == n || !g_ascii_isdigit (first[n - 1]) || memchr (first, '.', n) == NULL ||
      cells[1] == NULL || (guchar) first[blank] < 'A')
    return cells;

  builder = g_strv_builder_new ();
  {
    g_autofree char *number = g_strndup (first, n);

    g_strv_builder_add (builder, number);
  }
  g_strv_builder_add (builder, first + blank);
  for (guint i = 1; cells[i] != NULL; i++)
    g_strv_builder_add (builder, cells[i]);
  g_strfreev (cells);

  return g_strv_builder_end (builder);
}

/* Whether folding may make a digit or a point of what begins with this byte. Of the signs in full width only those
 * that are one of them. */
static inline gboolean
may_be_number (const guchar *at)
{
  if (at[0] != 0xef)
    return at[0] == 0xe2 || at[0] > 0xef;
  if (at[1] == 0xbc)
    return at[2] >= 0x8e && at[2] <= 0x99;

  return at[1] != 0xbd;
}

/* Lines of a clause that may name a control, by their bytes: "5.1" or signs that folding may make digits and points
 * of. What has few of them is no mapping, and most clauses have none. */
static gboolean
may_map (const DipClause *clause)
{
  guint n = 0;

  for (guint i = 0; i < clause->blocks->len && n < MIN_ROWS; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const char *texts[] = { block->marker != NULL ? block->marker : "", block->text };
      gboolean counted = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        for (const char *at = texts[k]; *at != '\0' && n < MIN_ROWS; at++)
          {
            /* kana and kanji */
            if ((guchar) *at >= 0xe3 && (guchar) *at <= 0xe9)
              at += 2;
            else if (*at == '\n')
              counted = FALSE;
            else if (!counted && (may_be_number ((const guchar *) at) ||
                                  (*at == '.' && at > texts[k] && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[1]))))
              {
                counted = TRUE;
                n++;
              }
          }
    }

  return n >= MIN_ROWS;
}

static guint
count_lines (const char *text)
{
  guint n = 1;

  for (const char *at = strchr (text, '\n'); at != NULL; at = strchr (at + 1, '\n'))
    n++;

  return n;
}

/* Rows of a clause: those of its tables, or lines where it has no table long enough. (element-type GStrv) */
static GPtrArray *
list_rows (const DipClause *clause)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gboolean tabled = FALSE;

  for (guint i = 0; i < clause->blocks->len && !tabled; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      tabled = block->kind == DIP_BLOCK_TABLE && count_lines (block->text) > MIN_ROWS;
    }

  for (guint i = 0; i < clause->blocks->len && rows->len < MAX_ROWS; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (block->kind == DIP_BLOCK_TABLE)
        {
          g_auto(GStrv) lines = g_strsplit (block->text, "\n", (int) MAX_ROWS);

          for (guint j = 0; lines[j] != NULL; j++)
            g_ptr_array_add (rows, part_number (g_strsplit (lines[j], "\t", MAX_CELLS)));
        }
      else if (tabled || strlen (block->text) > MAX_CELL)
        continue;
      else if (block->kind == DIP_BLOCK_DEFINITION && block->marker != NULL)
        {
          g_autofree char *line = g_strconcat (block->marker, "\t", block->text, NULL);

          g_ptr_array_add (rows, g_strsplit (line, "\t", MAX_CELLS));
        }
      else
        g_ptr_array_add (rows, part_number (split_line (block->text)));
    }

  return rows;
}

static const char *
cell_of (const GPtrArray *rows,
         guint            row,
         guint            column)
{
  char **cells = g_ptr_array_index (rows, row);

  if (g_strv_length (cells) <= column || strlen (cells[column]) > MAX_CELL)
    return "";

  return cells[column];
}

/* The controls of each row, if a column has them in most rows; else NULL. (element-type GPtrArray) */
static GPtrArray *
read_controls (DipControlPass  *pass,
               const GPtrArray *rows,
               guint            column)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *cell = dip_fold_to_string (cell_of (rows, i, column), DIP_PASSAGE_FOLD, NULL);

      if (!dip_control_read_list (pass, g_strstrip (cell), pass->is_new, ids))
        g_ptr_array_set_size (ids, 0);
      n += ids->len > 0;
      g_ptr_array_add (all, ids);

      /* the others cannot make up for it */
      if ((i + 1 - n) * 10 > rows->len * 4)
        return NULL;
    }

  return n >= MIN_ROWS && n * 10 >= rows->len * 6 ? g_steal_pointer (&all) : NULL;
}

/* The clauses of each row that has controls, if most of them name some; else NULL. (element-type GPtrArray) */
static GPtrArray *
read_column (DipControlPass  *pass,
             const Places    *places,
             const GPtrArray *rows,
             const GPtrArray *controls,
             guint            column)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint n = 0, n_rows = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *found = g_ptr_array_new ();

      g_ptr_array_add (all, found);
      if (((const GPtrArray *) g_ptr_array_index (controls, i))->len == 0)
        continue;
      n_rows++;
      if (!read_places (pass, places, cell_of (rows, i, column), found))
        g_ptr_array_set_size (found, 0);
      n += found->len > 0;
    }

  return n >= MIN_ROWS && n * 10 >= n_rows * 6 ? g_steal_pointer (&all) : NULL;
}

/* @named takes the clauses that the rows name. */
static void
add_controls (const DipClause *mapping,
              const GPtrArray *controls,
              const GPtrArray *targets,
              GPtrArray       *named)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const GPtrArray *ids = g_ptr_array_index (controls, i);
      const GPtrArray *found = g_ptr_array_index (targets, i);

      for (guint j = 0; j < found->len; j++)
        {
          DipClause *clause = g_ptr_array_index (found, j);
          const DipControl *first = clause->controls->len > 0 ? g_ptr_array_index (clause->controls, 0) : NULL;

          if (clause != mapping)
            g_ptr_array_add (named, clause);
          if (clause == mapping || (first != NULL && first->origin == DIP_ORIGIN_PRINTED))
            continue;
          for (guint k = 0; k < ids->len; k++)
            {
              const char *id = g_ptr_array_index (ids, k);
              const char *point = strchr (id + 2, '.');
              gboolean is_new = !g_str_has_prefix (id, "CLD") && (point == NULL || strchr (point + 1, '.') == NULL);

              dip_control_add (clause, id, is_new ? NEW : CLOUD, DIP_ORIGIN_INFERRED, CONFIDENCE);
            }
        }
    }
}

static gboolean
read_mapping (DipControlPass  *pass,
              Places          *places,
              const DipClause *clause,
              const GPtrArray *rows,
              GPtrArray       *named)
{
  for (guint c = 0; c < MAX_CELLS; c++)
    {
      g_autoptr(GPtrArray) controls = read_controls (pass, rows, c);

      if (controls != NULL && places->by_number == NULL)
        index_places (pass, places);

      /* where a title of a control is one of the paper's as well, the place stands behind it */
      for (guint p = MAX_CELLS; controls != NULL && p-- > 0; )
        {
          g_autoptr(GPtrArray) targets = p != c ? read_column (pass, places, rows, controls, p) : NULL;

          if (targets == NULL)
            continue;
          add_controls (clause, controls, targets, named);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * dip_control_read_mappings:
 *
 * Gives clauses the controls that a table elsewhere in the paper says they
 * answer. Clauses with printed controls keep those. Linear in the text of
 * tables and short lines.
 */
void
dip_control_read_mappings (DipControlPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  Places places = { NULL };

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr(GPtrArray) rows = NULL;
      g_autoptr(GPtrArray) named = NULL;

      if (clause->kind == DIP_CLAUSE_ITEM || !may_map (clause))
        continue;
      rows = list_rows (clause);
      named = g_ptr_array_new ();
      if (read_mapping (pass, &places, clause, rows, named))
        {
          g_ptr_array_set_size (clause->controls, 0);
          if (pass->draft->mappings == NULL)
            pass->draft->mappings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
          g_hash_table_insert (pass->draft->mappings, clause, g_steal_pointer (&named));
        }
    }

  g_clear_pointer (&places.by_number, g_hash_table_unref);
  g_clear_pointer (&places.by_title, g_hash_table_unref);
}
