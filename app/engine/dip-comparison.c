/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

DipChange *
_dip_change_new (DipOp op)
{
  DipChange *self = g_new0 (DipChange, 1);

  self->op = op;
  self->old_part = -1;
  self->new_part = -1;

  return self;
}

void
_dip_change_free (DipChange *self)
{
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self->moved_from);
  g_free (self->other_text);
  g_free (self->rule);
  g_free (self);
}

DipPair *
_dip_pair_new (DipClause *old_clause,
               DipClause *new_clause)
{
  DipPair *self = g_new0 (DipPair, 1);

  self->old_clause = old_clause;
  self->new_clause = new_clause;
  self->old_more = g_ptr_array_new ();
  self->new_more = g_ptr_array_new ();
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_change_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (DipRow));

  return self;
}

void
_dip_pair_free (DipPair *self)
{
  g_ptr_array_unref (self->old_more);
  g_ptr_array_unref (self->new_more);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->rows);
  dip_clause_text_free (self->old_text);
  dip_clause_text_free (self->new_text);
  g_free (self->flip_reason);
  g_free (self->flip_old);
  g_free (self->flip_new);
  g_free (self->class_rule);
  g_free (self);
}

static void
group_free (DipGroup *self)
{
  g_free (self->old_text);
  g_free (self->new_text);
  g_strfreev (self->clauses);
  g_free (self);
}

static void
fact_change_free (DipFactChange *self)
{
  g_free (self->control);
  g_free (self->what);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self->clause);
  g_free (self);
}

static void
audit_entry_free (DipAuditEntry *self)
{
  g_free (self->clause);
  g_free (self->title);
  g_free (self->version);
  g_free (self->summary);
  g_free (self->date);
  g_free (self->why);
  g_free (self);
}

DipComparison *
_dip_comparison_new (DipDocument *old_document,
                     DipDocument *new_document)
{
  DipComparison *self = g_new0 (DipComparison, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->old_document = g_object_ref (old_document);
  self->new_document = g_object_ref (new_document);
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_pair_free);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_change_free);
  self->declared = g_ptr_array_new_with_free_func ((GDestroyNotify) audit_entry_free);
  self->undeclared = g_ptr_array_new_with_free_func ((GDestroyNotify) audit_entry_free);
  self->not_found = g_ptr_array_new_with_free_func ((GDestroyNotify) audit_entry_free);
  self->fronts = g_ptr_array_new ();
  self->pairings = dip_pairings_new ();
  self->limits = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * dip_hand_get_reason:
 * @hand: what a person had to do with a pair
 *
 * Returns: (nullable): why the clauses of the pair stand where they do, one short
 *   English phrase; %NULL where the program found them by itself
 */
const char *
dip_hand_get_reason (DipHand hand)
{
  switch (hand)
    {
    case DIP_HAND_PAIRED:
      return "a person paired these clauses";
    case DIP_HAND_PARTED:
      return "a person parted it from another clause";
    case DIP_HAND_NONE:
    default:
      return NULL;
    }
}

/**
 * dip_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self, with one more reference; any thread
 */
DipComparison *
dip_comparison_ref (DipComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dip_comparison_unref:
 * @self: (nullable): a comparison
 *
 * Drops a reference; any thread.
 */
void
dip_comparison_unref (DipComparison *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->pairs);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->declared);
  g_ptr_array_unref (self->undeclared);
  g_ptr_array_unref (self->not_found);
  g_free (self->audit_note);
  g_ptr_array_unref (self->fronts);
  g_ptr_array_unref (self->pairings);
  g_ptr_array_unref (self->limits);
  g_object_unref (self->old_document);
  g_object_unref (self->new_document);
  g_free (self);
}

/**
 * dip_comparison_find_pair:
 * @self: a comparison
 * @id: id of a clause
 * @removed: whether it is one of the old edition that the new one does not have: another
 *   clause may have its id there
 *
 * Finds the pair of a clause. Without @removed, clauses of the new edition go first.
 *
 * Returns: (nullable): the pair; %NULL if there is none
 */
const DipPair *
dip_comparison_find_pair (const DipComparison *self,
                          const char          *id,
                          gboolean             removed)
{
  const DipPair *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (self->pairs, i);

      if (!removed && pair->new_clause != NULL && g_strcmp0 (pair->new_clause->id, id) == 0)
        return pair;
      if (found == NULL && (!removed || pair->new_clause == NULL) &&
          pair->old_clause != NULL && g_strcmp0 (pair->old_clause->id, id) == 0)
        found = pair;
    }

  return found;
}

/**
 * dip_pair_has_clause:
 * @self: a pair
 * @id: (nullable): id of a clause
 * @is_old: whether it is one of the old edition
 *
 * Returns: whether the pair has the clause on that side, as its first one or as one of more
 */
gboolean
dip_pair_has_clause (const DipPair *self,
                     const char    *id,
                     gboolean       is_old)
{
  const DipClause *first = is_old ? self->old_clause : self->new_clause;
  const GPtrArray *more = is_old ? self->old_more : self->new_more;

  if (first != NULL && g_strcmp0 (first->id, id) == 0)
    return TRUE;

  for (guint i = 0; i < more->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (more, i);

      if (g_strcmp0 (clause->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}
