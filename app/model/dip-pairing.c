/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/dip-pairing.h"

/**
 * dip_pairing_new:
 * @kind: whether the clauses belong together
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Returns: (transfer full): what a person says of the two
 */
DipPairing *
dip_pairing_new (DipPairingKind  kind,
                 const char     *old_clause,
                 const char     *new_clause)
{
  DipPairing *self;

  g_return_val_if_fail (old_clause != NULL, NULL);
  g_return_val_if_fail (new_clause != NULL, NULL);

  self = g_new0 (DipPairing, 1);
  self->kind = kind;
  self->old_clause = g_strdup (old_clause);
  self->new_clause = g_strdup (new_clause);

  return self;
}

DipPairing *
dip_pairing_copy (const DipPairing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dip_pairing_new (self->kind, self->old_clause, self->new_clause);
}

void
dip_pairing_free (DipPairing *self)
{
  if (self == NULL)
    return;

  g_free (self->old_clause);
  g_free (self->new_clause);
  g_free (self);
}

GPtrArray *
dip_pairings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pairing_free);
}

/**
 * dip_pairings_copy:
 * @pairings: (nullable) (element-type DipPairing): a list
 *
 * Returns: (transfer full) (element-type DipPairing): a list of its own; empty for %NULL
 */
GPtrArray *
dip_pairings_copy (const GPtrArray *pairings)
{
  GPtrArray *copy = dip_pairings_new ();

  for (guint i = 0; pairings != NULL && i < pairings->len; i++)
    g_ptr_array_add (copy, dip_pairing_copy (pairings->pdata[i]));

  return copy;
}

/**
 * dip_pairings_find:
 * @pairings: (nullable) (element-type DipPairing): a list
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Returns: (nullable) (transfer none): what is said of these two
 */
const DipPairing *
dip_pairings_find (const GPtrArray *pairings,
                   const char      *old_clause,
                   const char      *new_clause)
{
  for (guint i = 0; pairings != NULL && i < pairings->len; i++)
    {
      const DipPairing *pairing = pairings->pdata[i];

      if (g_str_equal (pairing->old_clause, old_clause) && g_str_equal (pairing->new_clause, new_clause))
        return pairing;
    }

  return NULL;
}

/**
 * dip_pairings_forget:
 * @pairings: (element-type DipPairing): a list
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Takes back what was said of these two.
 *
 * Returns: whether anything was
 */
gboolean
dip_pairings_forget (GPtrArray  *pairings,
                     const char *old_clause,
                     const char *new_clause)
{
  const DipPairing *found = dip_pairings_find (pairings, old_clause, new_clause);

  return found != NULL && g_ptr_array_remove (pairings, (gpointer) found);
}

/* The ids may be those of the entry that goes. */
static void
say (GPtrArray      *pairings,
     DipPairingKind  kind,
     const char     *old_clause,
     const char     *new_clause)
{
  DipPairing *pairing = dip_pairing_new (kind, old_clause, new_clause);

  dip_pairings_forget (pairings, pairing->old_clause, pairing->new_clause);
  g_ptr_array_add (pairings, pairing);
}

/**
 * dip_pairings_add:
 * @pairings: (element-type DipPairing): a list
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Says that the two belong together, beside what they are paired with already: a
 * clause that was split, or several that became one.
 */
void
dip_pairings_add (GPtrArray  *pairings,
                  const char *old_clause,
                  const char *new_clause)
{
  say (pairings, DIP_PAIRING_TOGETHER, old_clause, new_clause);
}

/**
 * dip_pairings_pair:
 * @pairings: (element-type DipPairing): a list
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Says that the two belong together, and to no other clause.
 */
void
dip_pairings_pair (GPtrArray  *pairings,
                   const char *old_clause,
                   const char *new_clause)
{
  say (pairings, DIP_PAIRING_TOGETHER, old_clause, new_clause);

  /* It stands last, and it is not taken back with the others. */
  for (guint i = pairings->len - 1; i > 0; i--)
    {
      const DipPairing *said = pairings->pdata[pairings->len - 1];
      const DipPairing *pairing = pairings->pdata[i - 1];

      if (pairing->kind == DIP_PAIRING_TOGETHER
          && (g_str_equal (pairing->old_clause, said->old_clause)
              || g_str_equal (pairing->new_clause, said->new_clause)))
        g_ptr_array_remove_index (pairings, i - 1);
    }
}

/**
 * dip_pairings_part:
 * @pairings: (element-type DipPairing): a list
 * @old_clause: id of a clause in the old edition
 * @new_clause: id of a clause in the new one
 *
 * Says that the two do not belong together.
 */
void
dip_pairings_part (GPtrArray  *pairings,
                   const char *old_clause,
                   const char *new_clause)
{
  say (pairings, DIP_PAIRING_APART, old_clause, new_clause);
}

static gboolean
says_the_same (const DipPairing *a,
               const DipPairing *b)
{
  return a == NULL || b == NULL ? a == b : a->kind == b->kind;
}

/* Does what dip_pairings_turn() does with one pair of clauses. */
static void
turn_one (GPtrArray        *pairings,
          const DipPairing *any,
          const GPtrArray  *from,
          const GPtrArray  *to)
{
  const DipPairing *before = dip_pairings_find (from, any->old_clause, any->new_clause);
  const DipPairing *after = dip_pairings_find (to, any->old_clause, any->new_clause);
  const DipPairing *now = dip_pairings_find (pairings, any->old_clause, any->new_clause);

  if (says_the_same (before, after) || !says_the_same (before, now))
    return;

  if (after != NULL)
    say (pairings, after->kind, after->old_clause, after->new_clause);
  else
    dip_pairings_forget (pairings, any->old_clause, any->new_clause);
}

/**
 * dip_pairings_turn:
 * @pairings: (element-type DipPairing): what is said now
 * @from: (element-type DipPairing): what was said after a step
 * @to: (element-type DipPairing): what was said before it
 *
 * Takes back a step, or does it again with the two the other way round. What somebody
 * else has said since stays.
 */
void
dip_pairings_turn (GPtrArray       *pairings,
                   const GPtrArray *from,
                   const GPtrArray *to)
{
  g_return_if_fail (pairings != NULL && pairings != from && pairings != to);

  for (guint i = 0; i < from->len; i++)
    turn_one (pairings, from->pdata[i], from, to);
  for (guint i = 0; i < to->len; i++)
    turn_one (pairings, to->pdata[i], from, to);
}

/**
 * dip_review_new:
 * @old_clause: (nullable): id of a clause in the old edition
 * @new_clause: (nullable): id of a clause in the new one; one of the two is there
 *
 * Returns: (transfer full): a pair that a person has looked at
 */
DipReview *
dip_review_new (const char *old_clause,
                const char *new_clause)
{
  DipReview *self;

  g_return_val_if_fail (old_clause != NULL || new_clause != NULL, NULL);

  self = g_new0 (DipReview, 1);
  self->old_clause = g_strdup (old_clause);
  self->new_clause = g_strdup (new_clause);

  return self;
}

void
dip_review_free (DipReview *self)
{
  if (self == NULL)
    return;

  g_free (self->old_clause);
  g_free (self->new_clause);
  g_free (self);
}

GPtrArray *
dip_reviews_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dip_review_free);
}
