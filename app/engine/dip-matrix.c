/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-matrix.h"

#include <string.h>

#include "base/dip-error.h"
#include "text/dip-fold.h"
#include "text/dip-tokens.h"

/* An excerpt is read at a glance; whoever wants more opens the clause. */
#define MAX_EXCERPT_CHARS 120

/* A way over crosswalks below this is a guess that would put strangers side by
 * side. Candidate links (0.6) still pass. */
#define MIN_CONFIDENCE 0.3

/* A clause that is linked to a control much less surely than another clause of
 * its paper is shown with it, but has no say in the stance: a guess does not
 * turn what is printed. Below the ratio of a candidate link (0.6) to a printed one. */
#define MIN_SHARE_OF_BEST 0.7

/* Shorter words that decided ("有", "yes") are a tick and no sentence. */
#define MIN_DECISIVE_CHARS 6

#define EXCERPT_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE)

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

/* A tick says what the text of an item leaves open. */
static DipStance
clause_stance (const DipClause *clause)
{
  if (clause->stance != DIP_STANCE_INFORMATIONAL)
    return clause->stance;

  switch (clause->implemented)
    {
    case DIP_IMPLEMENTED_YES:
      return DIP_STANCE_PROVIDED;
    case DIP_IMPLEMENTED_NO:
      return DIP_STANCE_NOT_PROVIDED;
    case DIP_IMPLEMENTED_PARTIAL:
      return DIP_STANCE_PARTIAL;
    case DIP_IMPLEMENTED_NA:
    case DIP_IMPLEMENTED_UNKNOWN:
    default:
      return DIP_STANCE_INFORMATIONAL;
    }
}

/* Whether a clause is as good an answer as any in its cell. */
static gboolean
has_a_say (const DipMatrixCell *cell,
           guint                at)
{
  const DipMatrixLink *link = g_ptr_array_index (cell->links, at);

  return link->confidence >= cell->confidence * MIN_SHARE_OF_BEST;
}

static DipStance
join_stances (const DipMatrixCell *cell)
{
  guint seen = 0;

  for (guint i = 0; i < cell->clauses->len; i++)
    {
      if (has_a_say (cell, i))
        seen |= 1u << clause_stance (g_ptr_array_index (cell->clauses, i));
    }

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

static char *
dup_shortened (const char *text,
               gsize       length)
{
  g_autofree char *whole = g_strstrip (g_strndup (text, length));
  const char *end;

  /* A sentence of a list may run over lines; an excerpt is one. */
  g_strdelimit (whole, "\n\t", ' ');
  if (g_utf8_strlen (whole, -1) <= MAX_EXCERPT_CHARS)
    return g_steal_pointer (&whole);

  end = g_utf8_offset_to_pointer (whole, MAX_EXCERPT_CHARS - 1);
  *(char *) end = '\0';

  return g_strconcat (g_strchomp (whole), "…", NULL);
}

/* The sentence of @text that holds @wanted, which is folded; the first one for NULL. */
static char *
dup_sentence (const char *text,
              const char *wanted)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (text);

  for (guint i = 0; i < sentences->len; i++)
    {
      const DipToken *cut = &g_array_index (sentences, DipToken, i);
      g_autofree char *sentence = g_strstrip (g_strndup (text + cut->start, cut->length));
      g_autofree char *folded = NULL;

      if (*sentence == '\0')
        continue;
      if (wanted == NULL)
        return dup_shortened (sentence, strlen (sentence));

      folded = dip_fold_to_string (sentence, EXCERPT_FOLD, NULL);
      if (strstr (folded, wanted) != NULL || strstr (wanted, folded) != NULL)
        return dup_shortened (sentence, strlen (sentence));
    }

  return NULL;
}

/* What the recogniser of stances went by, folded; NULL where it was a title or a tick. */
static char *
dup_decisive (const DipClause *clause)
{
  const char *end = clause->stance_reason != NULL ? strrchr (clause->stance_reason, '[') : NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *title = NULL;
  g_autofree char *folded = NULL;

  if (end == NULL)
    return NULL;

  sentence = g_strndup (clause->stance_reason, (gsize) (end - clause->stance_reason));
  folded = dip_fold_to_string (g_strstrip (sentence), EXCERPT_FOLD, NULL);
  title = dip_fold_to_string (clause->title, EXCERPT_FOLD, NULL);
  if (g_utf8_strlen (folded, -1) < MIN_DECISIVE_CHARS || g_str_equal (folded, title))
    return NULL;

  return g_steal_pointer (&folded);
}

static gboolean
is_running_text (const DipBlock *block)
{
  return block->kind == DIP_BLOCK_PARAGRAPH || block->kind == DIP_BLOCK_LIST;
}

/* The sentence that a reader would want to see: the one that decided the
 * stance, else the first of the text. */
static char *
dup_excerpt (const DipClause *clause)
{
  g_autofree char *decisive = dup_decisive (clause);
  char *excerpt = NULL;

  if (decisive != NULL && clause->answer != NULL)
    excerpt = dup_sentence (clause->answer, decisive);
  for (guint i = 0; excerpt == NULL && decisive != NULL && i < clause->blocks->len; i++)
    excerpt = dup_sentence (((DipBlock *) g_ptr_array_index (clause->blocks, i))->text, decisive);

  if (excerpt == NULL && clause->answer != NULL)
    excerpt = dup_sentence (clause->answer, NULL);
  for (guint i = 0; excerpt == NULL && i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (is_running_text (block))
        excerpt = dup_sentence (block->text, NULL);
    }

  return excerpt != NULL ? excerpt : dup_shortened (clause->title, strlen (clause->title));
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

static void
place_clause (Work      *work,
              guint      column,
              DipClause *clause)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      DipControl *control = g_ptr_array_index (clause->controls, i);
      DipMatrixLink link = { clause, control->origin, control->confidence, control->id,
                             control->framework, NULL, NULL };
      g_autoptr (GPtrArray) ways = NULL;

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

/* The clause whose words the cell quotes: one that takes the joined stance,
 * else the one that keeps it from being better. */
static DipClause *
find_decider (const DipMatrixCell *cell)
{
  DipClause *limiting = NULL;

  for (guint i = 0; i < cell->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (cell->clauses, i);
      DipStance stance = clause_stance (clause);

      if (!has_a_say (cell, i))
        continue;
      if (stance == cell->stance)
        return clause;
      if (limiting == NULL && (stance == DIP_STANCE_NOT_PROVIDED || stance == DIP_STANCE_CUSTOMER))
        limiting = clause;
    }

  return limiting != NULL ? limiting : g_ptr_array_index (cell->clauses, 0);
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

          if (cell == NULL)
            continue;

          cell->stance = join_stances (cell);
          cell->excerpt = dup_excerpt (find_decider (cell));
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

      for (guint i = 0; i < document->clauses->len; i++)
        place_clause (&work, column, g_ptr_array_index (document->clauses, i));
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
