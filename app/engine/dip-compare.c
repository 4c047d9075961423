/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/**
 * dip_compare:
 *
 * Compares two editions.
 */
DipComparison *
dip_compare (DipDocument       *old_document,
             DipDocument       *new_document,
             const DipLexicon  *lexicon,
             GCancellable      *cancellable,
             GError           **error)
{
  DipComparison *self = _dip_comparison_new (old_document, new_document);

  for (guint i = 0; i < new_document->clauses->len; i++)
    {
      DipClause *clause = new_document->clauses->pdata[i];
      DipPair *pair = _dip_pair_new (dip_document_find_clause (old_document, clause->id), clause);

      pair->relation = pair->old_clause == NULL ? DIP_RELATION_ADDED : DIP_RELATION_CHANGED;
      pair->new_text = dip_clause_text_new (clause);
      if (pair->old_clause != NULL)
        pair->old_text = dip_clause_text_new (pair->old_clause);
      g_ptr_array_add (self->pairs, pair);
    }

  return self;
}
