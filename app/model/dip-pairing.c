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
