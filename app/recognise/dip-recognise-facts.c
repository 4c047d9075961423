/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-doubts.h"
#include "recognise/dip-fact-scanner.h"
#include "recognise/dip-passage.h"

/* The same fact may stand in several blocks of a clause; the first is enough. */
static void
drop_repetitions (GPtrArray *facts)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->len; )
    {
      const DipFact *fact = g_ptr_array_index (facts, i);

      if (g_hash_table_add (seen, g_strjoin ("\n", fact->what, fact->value, NULL)))
        i++;
      else
        g_ptr_array_remove_index (facts, i);
    }
}

/**
 * dip_recognise_facts:
 *
 * Finds what can be compared in the blocks of each clause and in the answers
 * of a checksheet: durations, counts, frequencies, percentages, dates, times,
 * places, addresses, hosts, algorithms, standards. Then looks for what the
 * paper contradicts itself in. Linear.
 */
void
dip_recognise_facts (DipDraft *draft)
{
  g_autoptr(DipFactScanner) scanner = dip_fact_scanner_new (draft->lexicon);
  const GPtrArray *clauses = draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (draft, clause);
      g_autofree char *title = dip_fold_to_string (clause->title, DIP_PASSAGE_FOLD, NULL);

      for (guint j = 0; j < passages->len; j++)
        dip_fact_scanner_scan (scanner, g_ptr_array_index (passages, j), title, clause->facts);
      drop_repetitions (clause->facts);
    }

  dip_find_doubts (draft);
}
