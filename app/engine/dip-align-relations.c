/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * What happened to a clause as a whole. Where several things did, the pair gets
 * the first of: split or merged, moved, renamed, changed, renumbered, same.
 * A clause is moved when it hangs under another parent that stands in both
 * editions, or when its order among its siblings changed; of siblings that
 * changed places the fewest possible are called moved (those outside a longest
 * increasing subsequence: M. L. Fredman, Discrete Mathematics 11, 1975).
 */

static int *
find_parents (const GPtrArray *clauses)
{
  guint n = clauses->len;
  int *parents = g_new (int, MAX (n, 1));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const DipClause *clause = clauses->pdata[i];

      g_hash_table_insert (ids, clause->id, GUINT_TO_POINTER (i + 1));
    }

  for (guint i = 0; i < n; i++)
    {
      const DipClause *clause = clauses->pdata[i];

      parents[i] = clause->parent == NULL ? -1 : GPOINTER_TO_INT (g_hash_table_lookup (ids, clause->parent)) - 1;
    }

  return parents;
}

/* Marks the members of a longest increasing subsequence of @values. */
static void
mark_increasing (const int *values,
                 guint      n,
                 gboolean  *member)
{
  g_autofree guint *tails = g_new (guint, MAX (n, 1));
  g_autofree int *before = g_new (int, MAX (n, 1));
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (values[tails[middle]] < values[i])
            low = middle + 1;
          else
            high = middle;
        }

      before[i] = low == 0 ? -1 : (int) tails[low - 1];
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  memset (member, 0, n * sizeof (gboolean));
  for (int at = length == 0 ? -1 : (int) tails[length - 1]; at >= 0; at = before[at])
    member[at] = TRUE;
}

static gboolean
other_parent (int        old_parent,
              int        new_parent,
              const int *new_of_old,
              const int *old_of_new)
{
  int went = old_parent < 0 ? -1 : new_of_old[old_parent];
  gboolean old_survives = old_parent < 0 || went >= 0;
  gboolean new_existed = new_parent < 0 || old_of_new[new_parent] >= 0;

  return old_survives && new_existed && went != new_parent;
}

static gboolean *
find_moved (DipContext *context,
            const int  *new_of_old,
            const int  *old_of_new)
{
  guint n = context->new_->len;
  gboolean *moved = g_new0 (gboolean, MAX (n, 1));
  g_autofree int *old_parents = find_parents (context->old_clauses);
  g_autofree int *new_parents = find_parents (context->new_clauses);
  g_autofree guint *first = g_new0 (guint, n + 2);
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  g_autofree int *values = g_new (int, MAX (n, 1));
  g_autofree guint *members = g_new (guint, MAX (n, 1));
  g_autofree gboolean *in_order = g_new (gboolean, MAX (n, 1));

  /* Clauses sorted by parent, in reading order within each. */
  for (guint i = 0; i < n; i++)
    first[new_parents[i] + 2]++;
  for (guint i = 1; i < n + 2; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < n; i++)
    order[first[new_parents[i] + 1]++] = i;

  for (guint i = 0; i < n; )
    {
      int parent = new_parents[order[i]];
      guint count = 0;

      for (; i < n && new_parents[order[i]] == parent; i++)
        {
          guint index = order[i];

          if (old_of_new[index] < 0)
            continue;
          if (other_parent (old_parents[old_of_new[index]], parent, new_of_old, old_of_new))
            {
              moved[index] = TRUE;
              continue;
            }
          values[count] = old_of_new[index];
          members[count++] = index;
        }

      mark_increasing (values, count, in_order);
      for (guint k = 0; k < count; k++)
        moved[members[k]] = !in_order[k];
    }

  return moved;
}

static char *
drop_space (const char *text)
{
  return dip_fold_to_string (text, DIP_FOLD_ALL_SPACE, NULL);
}

/* Equal once all white space is dropped. */
static gboolean
reads_the_same (const DipWork *work)
{
  const char *old_text = work->old->text->text;
  const char *new_text = work->new_->text->text;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (strcmp (old_text, new_text) == 0)
    return TRUE;
  if (work->old->title != work->new_->title || work->old->body != work->new_->body)
    return FALSE;

  a = drop_space (old_text);
  b = drop_space (new_text);

  return strcmp (a, b) == 0;
}

static gboolean
has_printed_control (const DipClause *clause,
                     const char      *id)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED && g_strcmp0 (control->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether every control that @a prints is printed by @b. */
static gboolean
prints_controls_of (const DipClause *a,
                    const DipClause *b)
{
  for (guint i = 0; i < a->controls->len; i++)
    {
      const DipControl *control = a->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED && !has_printed_control (b, control->id))
        return FALSE;
    }

  return TRUE;
}

/* The printed control stands in the heading, not in the text: no change of the
 * text shows what became of it. A control that is the clause's number is
 * renumbering. Returns: (nullable): what happened */
static const char *
controls_change (const DipPair *pair)
{
  const DipClause *a = pair->old_clause;
  const DipClause *b = pair->new_clause;

  if (a->number != NULL && b->number != NULL
      && (has_printed_control (a, a->number) || has_printed_control (b, b->number)))
    return NULL;

  if (!prints_controls_of (a, b) && !prints_controls_of (b, a))
    return "the printed control is another one";
  if (!prints_controls_of (b, a))
    return "a control is printed for the first time";
  if (!prints_controls_of (a, b))
    return "a printed control was withdrawn";

  return NULL;
}

static DipRelation
relation_of (const DipWork *work,
             gboolean       moved)
{
  const DipPair *pair = work->pair;

  if (pair->old_clause == NULL)
    return DIP_RELATION_ADDED;
  if (pair->new_clause == NULL)
    return DIP_RELATION_REMOVED;
  if (pair->new_more->len > 0)
    return DIP_RELATION_SPLIT;
  if (pair->old_more->len > 0)
    return DIP_RELATION_MERGED;
  if (moved)
    return DIP_RELATION_MOVED;
  if (work->old->title != work->new_->title)
    return DIP_RELATION_RENAMED;
  if (!work->same || pair->class_rule != NULL)
    return DIP_RELATION_CHANGED;
  if (g_strcmp0 (pair->old_clause->number, pair->new_clause->number) != 0)
    return DIP_RELATION_RENUMBERED;

  return DIP_RELATION_SAME;
}

void
_dip_align_relations (DipContext *context,
                      const int  *new_of_old,
                      const int  *old_of_new)
{
  g_autofree gboolean *moved = find_moved (context, new_of_old, old_of_new);
  g_autoptr (GHashTable) indices = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < context->new_clauses->len; i++)
    g_hash_table_insert (indices, context->new_clauses->pdata[i], GUINT_TO_POINTER (i));

  for (guint i = 0; i < context->works->len; i++)
    {
      DipWork *work = context->works->pdata[i];
      DipPair *pair = work->pair;
      gboolean is_moved = FALSE;

      if (pair->old_clause != NULL && pair->new_clause != NULL)
        {
          work->same = pair->old_more->len + pair->new_more->len == 0 && reads_the_same (work);
          is_moved = moved[GPOINTER_TO_UINT (g_hash_table_lookup (indices, pair->new_clause))];
          pair->class_rule = g_strdup (controls_change (pair));
        }

      pair->relation = relation_of (work, is_moved);
    }
}
