/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"

/*
 * Plans of tables: the columns of one, or its rows where its first cell says what they are.
 */

/* Columns of a table of plans, bytes of the name of one. */
#define MAX_COLUMNS 24
#define MAX_COLUMN 20u

/* "Clinic": a word with a capital, as plans are called. */
static gboolean
is_capital_word (const char *cell)
{
  const char *at = cell;

  while (g_ascii_isalnum (*at) || *at == '-' || *at == '+')
    at++;

  return g_ascii_isupper (*cell) && g_ascii_islower (cell[1]) && *at == '\0' && at - cell <= (gssize) MAX_COLUMN;
}

/* Rows of a table of plans. */
#define MAX_ROWS 8u

/* "Tier | Runners": what the first column of a table is called where its rows are plans. */
static gboolean
heads_plans (DipVariantPass *pass,
             const char     *cell)
{
  g_autofree char *folded = dip_fold_to_string (cell, DIP_VARIANT_FOLD | DIP_FOLD_CASE, NULL);
  const char *end = folded + strlen (folded);
  gsize length;
  const char **fields = dip_word_table_at (pass->suffixes, folded, end, &length);

  return fields != NULL && folded[length] == '\0' && dip_variant_plain_suffix (fields) != NULL;
}

/* Plans that are the rows of a table, which its first cell calls so and the paper speaks of elsewhere. */
static void
take_rows (DipVariantPass *pass,
           DipClause      *clause,
           const char     *text)
{
  g_auto(GStrv) rows = g_strsplit (text, "\n", MAX_ROWS + 2);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean used = FALSE;

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autofree char *cell = g_strstrip (g_strndup (rows[i], strcspn (rows[i], "\t")));
      g_autofree char *folded = dip_fold_to_string (cell, DIP_VARIANT_FOLD, NULL);

      if (i == 0 && !heads_plans (pass, cell))
        return;
      if (i == 0)
        continue;
      if (!dip_variant_is_plan (pass, folded) && !is_capital_word (folded))
        return;
      g_ptr_array_add (names, g_steal_pointer (&cell));
    }
  if (names->len < 2 || names->len > MAX_ROWS)
    return;
  for (guint i = 0; i < names->len && !used; i++)
    used = dip_variant_is_used_elsewhere (pass, g_ptr_array_index (names, i), clause);
  if (!used)
    return;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *folded = dip_fold_to_string (name, DIP_VARIANT_FOLD, NULL);
      g_autofree char *key = dip_variant_key_of_plan (pass, folded);
      DipVariantCandidate *candidate = dip_variant_add (pass, key, name, clause);

      if (candidate != NULL && candidate->bare == NULL && is_capital_word (folded))
        candidate->bare = g_strdup (folded);
    }
}

/* "Sample Cloud" beside "Self-Hosted", "Data Center" beside "Cloud": what is a way to run the service only beside a
 * column that surely is one. */
static gboolean
is_other_model (DipVariantPass *pass,
                const char     *cell)
{
  const DipLexicon *lexicon = pass->draft->lexicon;
  const char *last = strrchr (cell, ' ');

  return g_strv_contains (dip_lexicon_get_words (lexicon, "variant-columns"), cell) ||
         (last != NULL && g_ascii_isupper (*cell) && memchr (cell, ' ', (gsize) (last - cell)) == NULL &&
          g_strv_contains (dip_lexicon_get_words (lexicon, "variant-product-words"), last + 1));
}

/* "Enterprise Response | Business Response": takes the word off that several columns of plans share, where that leaves
 * names of plans. */
static void
drop_shared_word (DipVariantPass  *pass,
                  char           **cells)
{
  for (guint i = 1; cells[0] != NULL && cells[i] != NULL; i++)
    {
      const char *word = strrchr (cells[i], ' ');
      guint n_plans = 0;

      for (guint pass_over = 0; word != NULL && pass_over < 2; pass_over++)
        for (guint k = 1; cells[k] != NULL; k++)
          {
            gsize length = strlen (cells[k]);
            gsize n = strlen (word);
            g_autofree char *name = NULL;
            g_autofree char *folded = NULL;

            if (length <= n || (k != i && strcmp (cells[k] + length - n, word) != 0))
              continue;
            name = g_strndup (cells[k], length - n);
            folded = dip_fold_to_string (name, DIP_VARIANT_FOLD, NULL);
            if (pass_over == 0)
              n_plans += dip_variant_is_plan (pass, folded);
            else if (n_plans >= 2 && k != i)
              cells[k][length - n] = '\0';
          }
      if (n_plans >= 2)
        {
          *strrchr (cells[i], ' ') = '\0';
          return;
        }
    }
}

/* Which columns of a head are plans, from the second one on: those that have names of plans. A word with a capital
 * beside two of them is one too, and so are all columns below a title that speaks of plans. How many there are. */
static guint
find_plan_columns (DipVariantPass  *pass,
                   const DipClause *clause,
                   char           **cells,
                   gboolean        *columns)
{
  g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
  const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD | DIP_FOLD_CASE);
  const char *hit;
  gsize length;
  guint n = 0, n_words = 0, n_cells = 0, n_others = 0;

  for (guint k = 0; cells[k] != NULL; k++)
    {
      g_autofree char *folded = dip_fold_to_string (cells[k], DIP_VARIANT_FOLD, NULL);

      columns[k] = dip_variant_is_plan (pass, folded);
      n += columns[k];
      n_cells += k > 0;
      n_words += k > 0 && !columns[k] && is_capital_word (folded);
      n_others += k > 0 && !columns[k] && is_other_model (pass, folded);
    }
  for (guint k = 1; n == 1 && n_others > 0 && n_cells == n + n_others && cells[0] != NULL && cells[k] != NULL; k++)
    columns[k] = TRUE;
  if (n == 1 && n_others > 0 && n_cells == n + n_others)
    return n_cells;
  if (n_cells < 2 || n + n_words < n_cells ||
      (n < 2 && dip_word_table_find (pass->suffixes, title, title + strlen (title), &hit, &length) == NULL))
    return n;
  for (guint k = 1; cells[k] != NULL; k++)
    columns[k] = TRUE;

  return n_cells;
}

/**
 * dip_variant_take_tables:
 *
 * Columns of a table that are named like plans: 項目, スタンダード, エンタープライズ; or its rows, where the head of
 * the first column says so.
 */
void
dip_variant_take_tables (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len && pass->candidates->len < 2; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint j = 0; j < clause->blocks->len && pass->candidates->len < 2; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);
          g_auto(GStrv) cells = NULL;
          g_autofree char *head = NULL;
          gboolean columns[MAX_COLUMNS] = { FALSE };

          if (block->kind != DIP_BLOCK_TABLE)
            continue;
          take_rows (pass, clause, block->text);
          if (pass->candidates->len >= 2)
            return;
          head = g_strndup (block->text, strcspn (block->text, "\n"));
          cells = g_strsplit (head, "\t", MAX_COLUMNS);
          drop_shared_word (pass, cells);
          if (find_plan_columns (pass, clause, cells, columns) < 2)
            continue;
          for (guint k = 0; cells[k] != NULL; k++)
            {
              g_autofree char *folded = dip_fold_to_string (cells[k], DIP_VARIANT_FOLD, NULL);
              g_autofree char *name = g_strdup (folded);
              g_autofree char *key = NULL;
              const char *hit;
              gsize length;

              DipVariantCandidate *candidate;

              if (!columns[k])
                continue;
              if (dip_word_table_find (pass->suffixes, name, name + strlen (name), &hit, &length) != NULL && hit > name)
                name[hit - name] = '\0';
              key = dip_variant_key_of_plan (pass, g_strstrip (name));
              candidate = dip_variant_add (pass, key, g_strstrip (cells[k]), clause);
              /* "on Scale you can" */
              if (candidate != NULL && candidate->bare == NULL && is_capital_word (name))
                candidate->bare = g_strdup (name);
            }
        }
    }
}
