/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

static void
add_link (DipJson       *json,
          gconstpointer  item)
{
  const DipMatrixLink *link = item;

  dip_json_add_string (json, "clause", link->clause->id);
  dip_json_add_string (json, "title", link->clause->title);
  dip_json_add_string (json, "stance", dip_stance_to_string (link->clause->stance));
  dip_json_add_string (json, "implemented", dip_implemented_to_string (link->clause->implemented));
  dip_json_add_boolean (json, "variant_dependent", link->clause->variant_dependent);
  dip_json_add_string (json, "via", dip_origin_to_string (link->via));
  dip_json_add_share (json, "confidence", link->confidence);
  dip_json_add_string (json, "control", link->control);
  dip_json_add_string (json, "framework", link->framework);
  dip_json_add_string (json, "relation", link->relation);
  dip_json_add_string (json, "through", link->through);
}

static void
add_fact (DipJson       *json,
          gconstpointer  item)
{
  const DipCellFact *found = item;

  dip_json_add_string (json, "what", found->fact->what);
  dip_json_add_string (json, "value", found->fact->value);
  dip_json_add_string (json, "quote", found->fact->quote);
  dip_json_add_string (json, "clause", found->clause->id);
}

static void
add_cell (DipJson       *json,
          gconstpointer  item)
{
  const DipMatrixCell *cell = item;
  g_autoptr (GPtrArray) facts = _dip_cell_list_facts (cell);

  _dip_json_add_ids (json, "clauses", cell->clauses);
  dip_json_add_string (json, "stance", dip_stance_to_string (cell->stance));
  dip_json_add_string (json, "via", dip_origin_to_string (cell->via));
  dip_json_add_share (json, "confidence", cell->confidence);
  dip_json_add_string (json, "excerpt", cell->excerpt);
  dip_json_add_objects (json, "facts", facts, add_fact);
  dip_json_add_objects (json, "links", cell->links, add_link);
}

static void
add_row (DipJson       *json,
         gconstpointer  item)
{
  const DipMatrixRow *row = item;

  dip_json_add_string (json, "control", row->control);
  dip_json_add_string (json, "title", row->title);
  dip_json_add_string (json, "theme", row->theme);
  dip_json_add_objects (json, "cells", row->cells, add_cell);
  dip_json_add_string (json, "title_ja", row->title_ja);
  dip_json_add_string (json, "theme_ja", row->theme_ja);
  dip_json_add_boolean (json, "guidance", row->guidance);
}

/**
 * dip_report_matrix:
 * @matrix: editions side by side
 *
 * Makes the answer of `matrix --json`. A cell is null where the edition says
 * nothing about the control.
 *
 * Returns: (transfer full): JSON
 */
char *
dip_report_matrix (const DipMatrix *matrix)
{
  DipJson *json;

  g_return_val_if_fail (matrix != NULL, NULL);

  json = dip_json_new ();
  dip_json_begin_object (json, NULL);
  dip_json_add_string (json, "framework", matrix->framework);

  dip_json_begin_array (json, "columns");
  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);

      _dip_json_add_edition (json, NULL, document->edition);
    }
  dip_json_end_array (json);

  dip_json_add_objects (json, "rows", matrix->rows, add_row);
  dip_json_end_object (json);

  return dip_json_end (json);
}

/**
 * _dip_history_edition_id:
 * @history: a history
 * @edition: index in its documents
 *
 * Returns: what stands for the edition in a report: its row id where all of them
 *   are in a library, else its place, from 1
 */
gint64
_dip_history_edition_id (const DipHistory *history,
                         guint             edition)
{
  for (guint i = 0; i < history->documents->len; i++)
    {
      if (((DipDocument *) g_ptr_array_index (history->documents, i))->edition->id == 0)
        return edition + 1;
    }

  return ((DipDocument *) g_ptr_array_index (history->documents, edition))->edition->id;
}

static void
add_editions (DipJson          *json,
              const DipHistory *history)
{
  dip_json_begin_array (json, "editions");
  for (guint i = 0; i < history->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (history->documents, i);
      g_autoptr (DipEdition) edition = dip_edition_copy (document->edition);

      edition->id = _dip_history_edition_id (history, i);
      _dip_json_add_edition (json, NULL, edition);
    }
  dip_json_end_array (json);
}

static void
add_sentences (DipJson          *json,
               const DipHistory *history,
               GPtrArray        *sentences)
{
  dip_json_begin_array (json, "sentences");
  for (guint i = 0; i < sentences->len; i++)
    {
      const DipHistorySentence *sentence = g_ptr_array_index (sentences, i);

      dip_json_begin_object (json, NULL);
      dip_json_add_string (json, "text", sentence->text);
      dip_json_add_int (json, "since", _dip_history_edition_id (history, sentence->since));
      dip_json_end_object (json);
    }
  dip_json_end_array (json);
}

static void
add_lane (DipJson              *json,
          const DipHistory     *history,
          const DipHistoryLane *lane,
          GPtrArray            *sentences)
{
  dip_json_begin_object (json, NULL);
  dip_json_add_string (json, "title", lane->title);

  dip_json_begin_array (json, "cells");
  for (guint i = 0; i < lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (lane->cells, i);

      if (cell == NULL)
        {
          dip_json_add_null (json, NULL);
          continue;
        }

      dip_json_begin_object (json, NULL);
      dip_json_add_int (json, "edition", _dip_history_edition_id (history, i));
      dip_json_add_string (json, "id", cell->clause->id);
      dip_json_add_string (json, "class", cell->compared ? dip_class_to_string (cell->class_) : NULL);
      dip_json_add_string (json, "stance", dip_stance_to_string (cell->clause->stance));
      dip_json_add_boolean (json, "flip", cell->flip);
      dip_json_end_object (json);
    }
  dip_json_end_array (json);

  if (sentences != NULL)
    add_sentences (json, history, sentences);
  dip_json_end_object (json);
}

static void
add_declared (DipJson       *json,
              gconstpointer  item)
{
  const DipAuditEntry *entry = item;

  dip_json_add_string (json, "version", entry->version);
  dip_json_add_string (json, "summary", entry->summary);
  dip_json_add_string (json, "date", entry->date);
}

/* What came with each edition: what its revision table declares, and what is
 * found. */
static void
add_steps (DipJson          *json,
           const DipHistory *history)
{
  dip_json_begin_array (json, "steps");
  for (guint i = 0; i < history->comparisons->len; i++)
    {
      const DipComparison *comparison = g_ptr_array_index (history->comparisons, i);

      dip_json_begin_object (json, NULL);
      dip_json_add_int (json, "old", _dip_history_edition_id (history, i));
      dip_json_add_int (json, "new", _dip_history_edition_id (history, i + 1));
      _dip_json_add_summary (json, "summary", comparison);
      dip_json_add_objects (json, "declared", comparison->declared, add_declared);
      dip_json_add_int (json, "undeclared", comparison->undeclared->len);
      dip_json_add_int (json, "not_found", comparison->not_found->len);
      dip_json_end_object (json);
    }
  dip_json_end_array (json);
}

/**
 * dip_report_history:
 * @history: the editions of a paper
 * @lane: (nullable): the only clause to tell about; NULL for all
 * @sentences: (nullable) (element-type DipHistorySentence): those of @lane
 *
 * Makes the answer of `history --json`. An edition is called by its row id in
 * "cells", "since" and "steps", or by its place from 1 where a file is among them.
 *
 * Returns: (transfer full): JSON
 */
char *
dip_report_history (const DipHistory     *history,
                    const DipHistoryLane *lane,
                    GPtrArray            *sentences)
{
  DipJson *json;

  g_return_val_if_fail (history != NULL, NULL);

  json = dip_json_new ();
  dip_json_begin_object (json, NULL);
  dip_json_add_string (json, "service", _dip_history_service (history));
  add_editions (json, history);

  dip_json_begin_array (json, "clauses");
  for (guint i = 0; i < history->lanes->len; i++)
    {
      const DipHistoryLane *each = g_ptr_array_index (history->lanes, i);

      if (lane == NULL || each == lane)
        add_lane (json, history, each, each == lane ? sentences : NULL);
    }
  dip_json_end_array (json);

  if (sentences != NULL)
    add_sentences (json, history, sentences);
  add_steps (json, history);
  dip_json_end_object (json);

  return dip_json_end (json);
}
