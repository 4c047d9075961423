/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-matrix.h"

#include <string.h>

#include "base/dip-error.h"
#include "engine/dip-matrix-private.h"

/* A way over crosswalks below this is a guess that would put strangers side by
 * side. Candidate links (0.6) still pass. */
#define MIN_CONFIDENCE 0.3

/* A control that was concluded from the title of a chapter is that of its
 * sections only where the title leaves little doubt: "Access control" names a
 * control and a theme. Set on the sample papers, where such titles have 0.8. */
#define MIN_INHERITED 0.8

static void
cell_free (DipMatrixCell *self)
{
  g_ptr_array_unref (self->clauses);
  g_ptr_array_unref (self->links);
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
  row->guidance = known != NULL && known->guidance;
  row->cells = g_ptr_array_new_with_free_func (free_cell_or_null);
  g_ptr_array_set_size (row->cells, (int) n_columns);

  return row;
}

/* The first number in an id: 12 of "A.12.3.1" and of "CLD.12.1.5". */
static guint64
chapter_of (const char *id)
{
  id += strcspn (id, "0123456789");

  return g_ascii_strtoull (id, NULL, 10);
}

/* Chapter by chapter, as catalogues stand; within one letters as letters and
 * runs of digits as numbers: A.9.4.1, CLD.9.5.1, A.12.1.2. */
static int
compare_ids (const char *a,
             const char *b)
{
  guint64 left = chapter_of (a);
  guint64 right = chapter_of (b);

  if (left != right)
    return left < right ? -1 : 1;

  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          left = g_ascii_strtoull (a, (char **) &a, 10);
          right = g_ascii_strtoull (b, (char **) &b, 10);

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

/* What is under way while a matrix is made. */
typedef struct
{
  DipMatrix           *matrix;
  const DipFrameworks *frameworks;
  GHashTable          *by_control;  /* id → DipMatrixRow */
  GPtrArray           *extra;       /* (element-type DipMatrixRow): controls without guidance, or unknown ones */
} Work;

static DipMatrixRow *
ensure_row (Work       *work,
            const char *control)
{
  DipMatrixRow *row = g_hash_table_lookup (work->by_control, control);

  if (row == NULL)
    {
      row = row_new (control, find_known (work->frameworks, work->matrix->framework, control),
                     work->matrix->documents->len);
      g_ptr_array_add (work->extra, row);
      g_hash_table_insert (work->by_control, row->control, row);
    }

  return row;
}

/* A row that the catalogue does not ask for and the place where it goes. */
typedef struct
{
  DipMatrixRow *row;
  guint         after;   /* so many rows of the catalogue stand before it */
} Placed;

static int
compare_placed (gconstpointer a,
                gconstpointer b)
{
  const Placed *one = a;
  const Placed *other = b;

  if (one->after != other->after)
    return one->after < other->after ? -1 : 1;

  return compare_ids (one->row->control, other->row->control);
}

/* Puts the extra rows where their numbers belong. A hostile paper can print
 * any number of numbers, so they are sorted once. */
static void
weave_in_extra (Work *work)
{
  GPtrArray *rows = work->matrix->rows;
  g_autoptr (GPtrArray) woven = g_ptr_array_new_full (rows->len + work->extra->len, NULL);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  guint next = 0;

  for (guint i = 0; i < work->extra->len; i++)
    {
      Placed place = { g_ptr_array_index (work->extra, i), rows->len };

      while (place.after > 0 &&
             compare_ids (((DipMatrixRow *) g_ptr_array_index (rows, place.after - 1))->control,
                          place.row->control) > 0)
        place.after--;
      g_array_append_val (placed, place);
    }
  g_array_sort (placed, compare_placed);

  for (guint i = 0; i <= rows->len; i++)
    {
      for (; next < placed->len && g_array_index (placed, Placed, next).after == i; next++)
        g_ptr_array_add (woven, g_array_index (placed, Placed, next).row);
      if (i < rows->len)
        g_ptr_array_add (woven, g_ptr_array_index (rows, i));
    }

  g_ptr_array_set_size (work->extra, 0);
  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_set_size (rows, 0);
  g_ptr_array_extend (rows, woven, NULL, NULL);
  g_ptr_array_set_free_func (rows, (GDestroyNotify) row_free);
}

static void
add_link (DipMatrixRow        *row,
          guint                column,
          const DipMatrixLink *link)
{
  DipMatrixCell *cell = g_ptr_array_index (row->cells, column);
  DipMatrixLink *known;

  if (cell == NULL)
    {
      cell = g_new0 (DipMatrixCell, 1);
      cell->clauses = g_ptr_array_new ();
      cell->links = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_index (row->cells, column) = cell;
    }

  /* Clauses come one after the other: a second way is one of the last clause. */
  known = cell->links->len > 0 ? g_ptr_array_index (cell->links, cell->links->len - 1) : NULL;
  if (known == NULL || known->clause != link->clause)
    {
      g_ptr_array_add (cell->clauses, link->clause);
      g_ptr_array_add (cell->links, g_memdup2 (link, sizeof *link));
    }
  else if (link->confidence > known->confidence)
    {
      *known = *link;
    }

  if (link->confidence > cell->confidence)
    {
      cell->via = link->via;
      cell->confidence = link->confidence;
    }
}

/* Puts a clause where @controls say: its own, or those of the clause above. */
static void
place_clause (Work            *work,
              guint            column,
              DipClause       *clause,
              const GPtrArray *controls)
{
  DipDocument *document = g_ptr_array_index (work->matrix->documents, column);
  gboolean is_own_framework = g_strcmp0 (document->edition->framework, work->matrix->framework) == 0;

  for (guint i = 0; i < controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (controls, i);
      DipMatrixLink link = { clause, control->origin, control->confidence, control->id,
                             control->framework, NULL, NULL };
      g_autoptr (GPtrArray) ways = NULL;

      if (controls != clause->controls && control->origin != DIP_ORIGIN_PRINTED &&
          control->confidence < MIN_INHERITED)
        continue;

      /* The paper answers this very framework: what was concluded of another one
       * must not lead back to more of its controls. */
      if (is_own_framework && control->origin != DIP_ORIGIN_PRINTED &&
          !g_str_equal (control->framework, work->matrix->framework))
        continue;

      if (g_str_equal (control->framework, work->matrix->framework))
        {
          add_link (ensure_row (work, control->id), column, &link);
          continue;
        }

      ways = dip_frameworks_follow (work->frameworks, control->framework, control->id,
                                    work->matrix->framework);
      for (guint k = 0; k < ways->len; k++)
        {
          const DipCrosslink *way = g_ptr_array_index (ways, k);

          link.via = DIP_ORIGIN_CROSSWALK;
          link.confidence = control->confidence * way->confidence;
          link.relation = way->relation;
          link.through = way->via;
          if (link.confidence >= MIN_CONFIDENCE)
            add_link (ensure_row (work, way->target), column, &link);
        }
    }
}

/* A control that stands at a heading is answered by all below it that has none
 * of its own. Parents come before their children. */
static void
place_document (Work        *work,
                guint        column,
                DipDocument *document)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      const GPtrArray *controls = clause->controls;

      /* A section of a checksheet names a subject, its items answer one by one. */
      if (controls->len == 0 && clause->parent != NULL && clause->kind != DIP_CLAUSE_ITEM)
        controls = g_hash_table_lookup (by_id, clause->parent);
      if (controls == NULL || controls->len == 0)
        continue;

      place_clause (work, column, clause, controls);
      g_hash_table_insert (by_id, clause->id, (gpointer) controls);
    }
}

/* A clause of two megabytes that prints a thousand controls is searched once. */
static const char *
lookup_excerpt (GHashTable      *excerpts,
                const DipClause *clause)
{
  char *excerpt = g_hash_table_lookup (excerpts, clause);

  if (excerpt == NULL)
    {
      excerpt = _dip_clause_dup_excerpt (clause);
      g_hash_table_insert (excerpts, (gpointer) clause, excerpt);
    }

  return excerpt;
}

static void
finish_cells (DipMatrix *self)
{
  g_autoptr (GHashTable) excerpts = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DipMatrixRow *row = g_ptr_array_index (self->rows, i);

      for (guint column = 0; column < row->cells->len; column++)
        {
          DipMatrixCell *cell = g_ptr_array_index (row->cells, column);

          if (cell == NULL)
            continue;

          cell->stance = _dip_matrix_cell_join_stances (cell);
          cell->excerpt = g_strdup (lookup_excerpt (excerpts, _dip_matrix_cell_find_decider (cell)));
        }
    }
}

static void
set_unknown_framework (const char           *framework,
                       const DipFrameworks  *frameworks,
                       GError              **error)
{
  const GPtrArray *all = dip_frameworks_list (frameworks);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            ((const DipFramework *) g_ptr_array_index (all, i))->id);

  g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
               "No catalogue describes the framework “%s”; there are %s.", framework, known->str);
}

/**
 * dip_matrix_new:
 * @documents: (element-type DipDocument): the columns, in order
 * @framework: id of the framework whose controls are the rows
 * @frameworks: catalogues and crosswalks; they must outlive the matrix
 * @cancellable: (nullable): looked at once for each document
 * @error: return location
 *
 * Puts papers side by side by control, whatever framework each of them
 * answers. A clause stands in the row of each control that it prints, that
 * was concluded from its title, or that a crosswalk leads to; one that has no
 * control, in those of the clause above it. Pure; any thread.
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
  g_autoptr (GPtrArray) extra = NULL;
  const DipFramework *catalogue;
  Work work;

  g_return_val_if_fail (documents != NULL, NULL);
  g_return_val_if_fail (framework != NULL, NULL);
  g_return_val_if_fail (frameworks != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  catalogue = dip_frameworks_find (frameworks, framework);
  if (catalogue == NULL)
    {
      set_unknown_framework (framework, frameworks, error);
      return NULL;
    }

  self = g_new0 (DipMatrix, 1);
  self->framework = g_strdup (framework);
  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  by_control = g_hash_table_new (g_str_hash, g_str_equal);
  extra = g_ptr_array_new ();
  work = (Work) { self, frameworks, by_control, extra };

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

      /* What was placed so far must be freed with the matrix. */
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          weave_in_extra (&work);
          return NULL;
        }

      place_document (&work, column, document);
    }

  weave_in_extra (&work);
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
