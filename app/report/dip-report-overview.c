/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

/*
 * What the reports on matrices and histories have in common, whatever they
 * are written in.
 */

static gboolean
is_known (GPtrArray     *facts,
          const DipFact *fact)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const DipFact *other = ((DipCellFact *) g_ptr_array_index (facts, i))->fact;

      if (g_strcmp0 (fact->what, other->what) == 0 && g_strcmp0 (fact->value, other->value) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_cell_list_facts:
 * @cell: a cell of a matrix
 *
 * Returns: (transfer full) (element-type DipCellFact): the facts of its clauses, each value once
 */
GPtrArray *
_dip_cell_list_facts (const DipMatrixCell *cell)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cell->clauses->len && facts->len < DIP_MAX_CELL_FACTS; i++)
    {
      const DipClause *clause = g_ptr_array_index (cell->clauses, i);

      for (guint k = 0; k < clause->facts->len; k++)
        {
          const DipFact *fact = g_ptr_array_index (clause->facts, k);
          DipCellFact found = { fact, clause };

          if (facts->len < DIP_MAX_CELL_FACTS && !is_known (facts, fact))
            g_ptr_array_add (facts, g_memdup2 (&found, sizeof found));
        }
    }

  return facts;
}

/**
 * _dip_cell_dup_clause_ids:
 * @cell: a cell of a matrix
 * @separator: what stands between two
 *
 * Returns: (transfer full): the ids of its clauses
 */
char *
_dip_cell_dup_clause_ids (const DipMatrixCell *cell,
                          const char          *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cell->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (cell->clauses, i);

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", clause->id);
    }

  return g_string_free (text, FALSE);
}

/**
 * _dip_history_service:
 * @history: a history
 *
 * Returns: (transfer none) (nullable): the name of the service, as the newest edition that tells it does
 */
const char *
_dip_history_service (const DipHistory *history)
{
  for (guint i = history->documents->len; i > 0; i--)
    {
      DipDocument *document = g_ptr_array_index (history->documents, i - 1);

      if (document->edition->service != NULL)
        return document->edition->service;
    }

  return NULL;
}
