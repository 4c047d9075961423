/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * What a paper says before its first clause: "We guarantee that … 99.9 % of the
 * time", below the title, or "Data centre: Dublin" above the questions of a
 * checksheet. Documents have it apart from their clauses; here it is one of them
 * where the two editions differ in it, so that no promise goes unread.
 */

static gboolean
are_equal (const DipClause *a,
           const DipClause *b)
{
  if (a == NULL || b == NULL || a->blocks->len != b->blocks->len)
    return a == b;
  for (guint i = 0; i < a->blocks->len; i++)
    {
      const DipBlock *x = a->blocks->pdata[i];
      const DipBlock *y = b->blocks->pdata[i];

      if (strcmp (x->text, y->text) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Whether two editions differ in what stands before their first clauses. */
gboolean
_dip_fronts_differ (const DipDocument *old_document,
                    const DipDocument *new_document)
{
  return !are_equal (old_document->front, new_document->front);
}

static GPtrArray *
list_clauses (DipContext        *context,
              const DipDocument *document,
              gboolean           with_front)
{
  GPtrArray *clauses = g_ptr_array_sized_new (document->clauses->len + 1);

  if (with_front && document->front != NULL)
    {
      g_ptr_array_add (context->comparison->fronts, document->front);
      g_ptr_array_add (clauses, document->front);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    g_ptr_array_add (clauses, document->clauses->pdata[i]);

  return clauses;
}

/* Lists what is compared of both documents; @with_front: also what stands before the first clause. */
void
_dip_list_clauses (DipContext *context,
                   gboolean    with_front)
{
  if (context->comparison->old_document->front_is_cut || context->comparison->new_document->front_is_cut)
    _dip_limit (context, "Of what stands before the first clause, or behind the last, only the beginning was compared: "
                "it is very long.");

  context->old_clauses = list_clauses (context, context->comparison->old_document, with_front);
  context->new_clauses = list_clauses (context, context->comparison->new_document, with_front);
}

static gboolean
has_front (const GPtrArray *clauses)
{
  return clauses->len > 0 && strcmp (((const DipClause *) clauses->pdata[0])->id, DIP_FRONT_ID) == 0;
}

/* What stood before the first clause stands there still, unless it went to another one. */
void
_dip_align_fronts (DipContext *context,
                   int        *new_of_old,
                   int        *old_of_new)
{
  if (has_front (context->old_clauses) && has_front (context->new_clauses) && new_of_old[0] < 0 && old_of_new[0] < 0
      && !_dip_is_apart (context, 0, 0))
    new_of_old[0] = old_of_new[0] = 0;
}
