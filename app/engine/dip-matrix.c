/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-matrix.h"

#include <string.h>

#include "base/dip-error.h"
#include "text/dip-tokens.h"

/* An excerpt is read at a glance; whoever wants more opens the clause. */
#define MAX_EXCERPT_CHARS 120

/* A way over crosswalks below this is a guess that would put strangers side by
 * side. Candidate links (0.6) still pass. */
#define MIN_CONFIDENCE 0.3

static void
cell_free (DipMatrixCell *self)
{
  g_ptr_array_unref (self->clauses);
  g_free (self->excerpt);
  g_free (self);
}

static void
row_free (DipMatrixRow *self)
{
  g_free (self->control);
  g_free (self->title);
  g_free (self->title_ja);
  g_free (self->theme);
  g_free (self->theme_ja);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static void
free_cell_or_null (gpointer data)
{
  if (data != NULL)
    cell_free (data);
}

static DipMatrixRow *
row_new (const char                *control,
         const DipFrameworkControl *known,
         guint                      n_columns)
{
  DipMatrixRow *row = g_new0 (DipMatrixRow, 1);

  row->control = g_strdup (control);
  row->title = g_strdup (known != NULL ? known->title : "");
  row->title_ja = g_strdup (known != NULL ? known->title_ja : NULL);
  row->theme = g_strdup (known != NULL ? known->theme : "");
  row->theme_ja = g_strdup (known != NULL ? known->theme_ja : NULL);
  row->cells = g_ptr_array_new_with_free_func (free_cell_or_null);
  g_ptr_array_set_size (row->cells, (int) n_columns);

  return row;
}

/* "A.9.4.1" before "A.12.1.2": letters as letters, runs of digits as numbers. */
static int
compare_ids (const char *a,
             const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          guint64 left = g_ascii_strtoull (a, (char **) &a, 10);
          guint64 right = g_ascii_strtoull (b, (char **) &b, 10);

          if (left != right)
            return left < right ? -1 : 1;
          continue;
        }

      if (*a != *b)
        return *a < *b ? -1 : 1;
      a++;
      b++;
    }

  return (*a != '\0') - (*b != '\0');
}

static const DipFrameworkControl *
find_known (const DipFrameworks *frameworks,
            const char          *framework,
            const char          *control)
{
  const DipFrameworkControl *known = dip_frameworks_find_control (frameworks, framework, control);
  const GPtrArray *all = dip_frameworks_list (frameworks);

  /* Papers on 27017 print controls of 27002 for which 27017 has no guidance. */
  for (guint i = 0; known == NULL && i < all->len; i++)
    known = dip_framework_find_control (g_ptr_array_index (all, i), control);

  return known;
}

/* The row of a control; one that the catalogue does not have is put where its
 * number belongs. */
static DipMatrixRow *
ensure_row (DipMatrix           *self,
            GHashTable          *by_control,
            const DipFrameworks *frameworks,
            const char          *control)
{
  DipMatrixRow *row = g_hash_table_lookup (by_control, control);
  guint at;

  if (row != NULL)
    return row;

  row = row_new (control, find_known (frameworks, self->framework, control), self->documents->len);

  for (at = self->rows->len; at > 0; at--)
    {
      DipMatrixRow *other = g_ptr_array_index (self->rows, at - 1);

      if (other->control[0] == control[0] && compare_ids (other->control, control) < 0)
        break;
    }
  g_ptr_array_insert (self->rows, at > 0 ? (int) at : -1, row);
  g_hash_table_insert (by_control, row->control, row);

  return row;
}

static DipStance
join_stances (const GPtrArray *clauses)
{
  guint seen = 0;

  for (guint i = 0; i < clauses->len; i++)
    seen |= 1u << ((DipClause *) g_ptr_array_index (clauses, i))->stance;

  /* What only informs says nothing against the others. */
  seen &= ~(1u << DIP_STANCE_INFORMATIONAL);

  if (seen == 0)
    return DIP_STANCE_INFORMATIONAL;
  for (guint i = 0; i <= DIP_STANCE_PARTIAL; i++)
    {
      if (seen == 1u << i)
        return (DipStance) i;
    }
  if (seen & (1u << DIP_STANCE_NOT_PROVIDED | 1u << DIP_STANCE_PARTIAL))
    return DIP_STANCE_PARTIAL;

  return DIP_STANCE_SHARED;
}

/* The first sentence of the text that a reader would want to see. */
static char *
dup_excerpt (const DipClause *clause)
{
  const char *text = clause->answer;
  g_autoptr (GArray) sentences = NULL;
  const DipToken *first;
  glong n_chars;

  for (guint i = 0; text == NULL && i < clause->blocks->len; i++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (block->kind == DIP_BLOCK_PARAGRAPH || block->kind == DIP_BLOCK_LIST)
        text = block->text;
    }
  if (text == NULL || *text == '\0')
    return g_strdup (clause->title);

  sentences = dip_sentences_cut (text);
  first = &g_array_index (sentences, DipToken, 0);
  n_chars = g_utf8_strlen (text + first->start, first->length);

  if (n_chars <= MAX_EXCERPT_CHARS)
    return g_strstrip (g_strndup (text + first->start, first->length));

  {
    const char *end = g_utf8_offset_to_pointer (text + first->start, MAX_EXCERPT_CHARS - 1);
    g_autofree char *cut = g_strndup (text + first->start, (gsize) (end - text - first->start));

    return g_strconcat (cut, "…", NULL);
  }
}

static void
add_clause (DipMatrixRow *row,
            guint         column,
            DipClause    *clause,
            DipOrigin     via,
            double        confidence)
{
  DipMatrixCell *cell = g_ptr_array_index (row->cells, column);

  if (cell == NULL)
    {
      cell = g_new0 (DipMatrixCell, 1);
      cell->clauses = g_ptr_array_new ();
      g_ptr_array_index (row->cells, column) = cell;
    }

  if (!g_ptr_array_find (cell->clauses, clause, NULL))
    g_ptr_array_add (cell->clauses, clause);

  if (confidence > cell->confidence)
    {
      cell->via = via;
      cell->confidence = confidence;
    }
}

static void
place_clause (DipMatrix           *self,
              GHashTable          *by_control,
              const DipFrameworks *frameworks,
              guint                column,
              DipClause           *clause)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      DipControl *control = g_ptr_array_index (clause->controls, i);
      g_autoptr (GPtrArray) ways = NULL;

      if (g_str_equal (control->framework, self->framework))
        {
          add_clause (ensure_row (self, by_control, frameworks, control->id), column, clause,
                      control->origin, control->confidence);
          continue;
        }

      ways = dip_frameworks_follow (frameworks, control->framework, control->id, self->framework);
      for (guint k = 0; k < ways->len; k++)
        {
          DipCrosslink *way = g_ptr_array_index (ways, k);
          double confidence = control->confidence * way->confidence;

          if (confidence >= MIN_CONFIDENCE)
            add_clause (ensure_row (self, by_control, frameworks, way->target), column, clause,
                        DIP_ORIGIN_CROSSWALK, confidence);
        }
    }
}

static void
finish_cells (DipMatrix *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DipMatrixRow *row = g_ptr_array_index (self->rows, i);

      for (guint column = 0; column < row->cells->len; column++)
        {
          DipMatrixCell *cell = g_ptr_array_index (row->cells, column);
          DipClause *decider;

          if (cell == NULL)
            continue;

          cell->stance = join_stances (cell->clauses);
          decider = g_ptr_array_index (cell->clauses, 0);
          for (guint k = 0; k < cell->clauses->len; k++)
            {
              DipClause *clause = g_ptr_array_index (cell->clauses, k);

              if (clause->stance == cell->stance)
                {
                  decider = clause;
                  break;
                }
            }
          cell->excerpt = dup_excerpt (decider);
        }
    }
}

/**
 * dip_matrix_new:
 * @documents: (element-type DipDocument): the columns, in order
 * @framework: id of the framework whose controls are the rows
 * @frameworks: catalogues and crosswalks
 * @cancellable: (nullable): looked at once for each document
 * @error: return location
 *
 * Puts papers side by side by control, whatever framework each of them
 * answers. A clause stands in the row of each control that it prints, that
 * was concluded from its title, or that a crosswalk leads to. Pure; any thread.
 *
 * Fails with `DIP_FRAMEWORK_ERROR_INVALID` for a framework that no catalogue
 * describes, and with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the matrix; controls without guidance have a row only where somebody answers
 */
DipMatrix *
dip_matrix_new (GPtrArray            *documents,
                const char           *framework,
                const DipFrameworks  *frameworks,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr (DipMatrix) self = NULL;
  g_autoptr (GHashTable) by_control = NULL;
  const DipFramework *catalogue;

  g_return_val_if_fail (documents != NULL, NULL);
  g_return_val_if_fail (framework != NULL, NULL);
  g_return_val_if_fail (frameworks != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  catalogue = dip_frameworks_find (frameworks, framework);
  if (catalogue == NULL)
    {
      g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                   "No catalogue describes the framework “%s”", framework);
      return NULL;
    }

  self = g_new0 (DipMatrix, 1);
  self->framework = g_strdup (framework);
  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  by_control = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (self->documents, g_object_ref (g_ptr_array_index (documents, i)));

  for (guint i = 0; i < catalogue->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (catalogue->controls, i);
      DipMatrixRow *row;

      if (!control->guidance)
        continue;

      row = row_new (control->id, control, documents->len);
      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (by_control, row->control, row);
    }

  for (guint column = 0; column < documents->len; column++)
    {
      DipDocument *document = g_ptr_array_index (documents, column);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      for (guint i = 0; i < document->clauses->len; i++)
        place_clause (self, by_control, frameworks, column,
                      g_ptr_array_index (document->clauses, i));
    }

  finish_cells (self);

  return g_steal_pointer (&self);
}

void
dip_matrix_free (DipMatrix *self)
{
  if (self == NULL)
    return;

  g_free (self->framework);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->rows);
  g_free (self);
}
