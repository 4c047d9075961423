/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-doubts.h"
#include "recognise/dip-fact-scanner.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

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

/* What stands in two cells is no number with its unit. A label in brackets names what is asked, not what is done. */
static void
drop_across_cells (DipClause *clause)
{
  for (guint i = clause->facts->len; i-- > 0; )
    {
      DipFact *fact = g_ptr_array_index (clause->facts, i);
      const DipBlock *block = fact->block >= 0 && (guint) fact->block < clause->blocks->len
                                ? g_ptr_array_index (clause->blocks, (guint) fact->block) : NULL;

      if (block != NULL && dip_begins_with (block->text, "【") && g_str_has_suffix (block->text, "】") &&
          strstr (block->text, "】") + strlen ("】") == block->text + strlen (block->text))
        {
          g_ptr_array_remove_index (clause->facts, i);
          continue;
        }
      if (fact->quote == NULL || strchr (fact->quote, '\t') == NULL)
        continue;
      if (strcmp (fact->what, "standard") == 0)
        g_strdelimit (fact->quote, "\t", ' ');
      else
        g_ptr_array_remove_index (clause->facts, i);
    }
}

/* Of the lists that everybody uses: made once, then only looked at, by any thread. */
static const DipFactScanner *
get_default_scanner (void)
{
  static gsize scanner;

  if (g_once_init_enter (&scanner))
    g_once_init_leave (&scanner, (gsize) dip_fact_scanner_new (dip_lexicon_get_default ()));

  return (const DipFactScanner *) scanner;
}

/* "第4条" of the paper itself is a reference, no fact. */
static void
drop_own_articles (DipClause *clause)
{
  for (guint i = clause->facts->len; i-- > 0; )
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);
      const char *number = dip_begins_with (fact->value, "Art. ") ? fact->value + strlen ("Art. ") : NULL;

      if (number == NULL || strcmp (fact->what, "article") != 0 || clause->refers_to == NULL)
        continue;
      for (guint j = 0; clause->refers_to[j] != NULL; j++)
        {
          gsize n = strcspn (clause->refers_to[j], "~");

          if (strlen (number) == n && strncmp (number, clause->refers_to[j], n) == 0)
            {
              g_ptr_array_remove_index (clause->facts, i);
              break;
            }
        }
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
  DipFactScanner *own = draft->lexicon != dip_lexicon_get_default () ? dip_fact_scanner_new (draft->lexicon) : NULL;
  const DipFactScanner *scanner = own != NULL ? own : get_default_scanner ();
  const GPtrArray *clauses = draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (draft, clause);
      g_autoptr (DipSentence) title = dip_sentence_take (clause->title, strlen (clause->title),
                                                         dip_draft_remembers (draft));

      for (guint j = 0; j < passages->len; j++)
        dip_fact_scanner_scan (scanner, g_ptr_array_index (passages, j), dip_sentence_get_folded (title)->text,
                               clause->facts);
      drop_across_cells (clause);
      drop_repetitions (clause->facts);
      drop_own_articles (clause);
    }

  g_clear_pointer (&own, dip_fact_scanner_free);

  dip_find_doubts (draft);
}
