/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

static JsonArray *
links_to_json (const DipMatrixCell *cell)
{
  JsonArray *array = json_array_sized_new (cell->links->len);

  for (guint i = 0; i < cell->links->len; i++)
    {
      const DipMatrixLink *link = g_ptr_array_index (cell->links, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "clause", link->clause->id);
      _dip_json_set_string (object, "title", link->clause->title);
      _dip_json_set_string (object, "stance", dip_stance_to_string (link->clause->stance));
      _dip_json_set_string (object, "implemented", dip_implemented_to_string (link->clause->implemented));
      _dip_json_set_boolean (object, "variant_dependent", link->clause->variant_dependent);
      _dip_json_set_string (object, "via", dip_origin_to_string (link->via));
      _dip_json_set_share (object, "confidence", link->confidence);
      _dip_json_set_string (object, "control", link->control);
      _dip_json_set_string (object, "framework", link->framework);
      _dip_json_set_string (object, "relation", link->relation);
      _dip_json_set_string (object, "through", link->through);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
facts_to_json (const DipMatrixCell *cell)
{
  g_autoptr (GPtrArray) facts = _dip_cell_list_facts (cell);
  JsonArray *array = json_array_sized_new (facts->len);

  for (guint i = 0; i < facts->len; i++)
    {
      const DipCellFact *found = g_ptr_array_index (facts, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "what", found->fact->what);
      _dip_json_set_string (object, "value", found->fact->value);
      _dip_json_set_string (object, "quote", found->fact->quote);
      _dip_json_set_string (object, "clause", found->clause->id);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
cell_to_json (const DipMatrixCell *cell)
{
  JsonObject *object = json_object_new ();
  JsonArray *clauses = json_array_sized_new (cell->clauses->len);

  for (guint i = 0; i < cell->clauses->len; i++)
    json_array_add_string_element (clauses, ((DipClause *) g_ptr_array_index (cell->clauses, i))->id);

  _dip_json_set_array (object, "clauses", clauses);
  _dip_json_set_string (object, "stance", dip_stance_to_string (cell->stance));
  _dip_json_set_string (object, "via", dip_origin_to_string (cell->via));
  _dip_json_set_share (object, "confidence", cell->confidence);
  _dip_json_set_string (object, "excerpt", cell->excerpt);
  _dip_json_set_array (object, "facts", facts_to_json (cell));
  _dip_json_set_array (object, "links", links_to_json (cell));

  return object;
}

static JsonArray *
rows_to_json (const DipMatrix *matrix)
{
  JsonArray *array = json_array_sized_new (matrix->rows->len);

  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);
      JsonArray *cells = json_array_sized_new (row->cells->len);
      JsonObject *object = json_object_new ();

      for (guint k = 0; k < row->cells->len; k++)
        {
          const DipMatrixCell *cell = g_ptr_array_index (row->cells, k);

          if (cell != NULL)
            json_array_add_object_element (cells, cell_to_json (cell));
          else
            json_array_add_null_element (cells);
        }

      _dip_json_set_string (object, "control", row->control);
      _dip_json_set_string (object, "title", row->title);
      _dip_json_set_string (object, "theme", row->theme);
      _dip_json_set_array (object, "cells", cells);
      _dip_json_set_string (object, "title_ja", row->title_ja);
      _dip_json_set_string (object, "theme_ja", row->theme_ja);
      _dip_json_set_boolean (object, "guidance", row->guidance);
      json_array_add_object_element (array, object);
    }

  return array;
}

/**
 * dip_report_matrix:
 * @matrix: editions side by side
 *
 * Makes the answer of `matrix --json`. A cell is null where the edition says
 * nothing about the control.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_matrix (const DipMatrix *matrix)
{
  JsonObject *object;
  JsonArray *columns;

  g_return_val_if_fail (matrix != NULL, NULL);

  columns = json_array_sized_new (matrix->documents->len);
  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);

      json_array_add_object_element (columns, _dip_json_edition (document->edition));
    }

  object = json_object_new ();
  _dip_json_set_string (object, "framework", matrix->framework);
  _dip_json_set_array (object, "columns", columns);
  _dip_json_set_array (object, "rows", rows_to_json (matrix));

  return _dip_json_node (object);
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

static JsonArray *
editions_to_json (const DipHistory *history)
{
  JsonArray *array = json_array_sized_new (history->documents->len);

  for (guint i = 0; i < history->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (history->documents, i);
      g_autoptr (DipEdition) edition = dip_edition_copy (document->edition);

      edition->id = _dip_history_edition_id (history, i);
      json_array_add_object_element (array, _dip_json_edition (edition));
    }

  return array;
}

static JsonObject *
lane_to_json (const DipHistory     *history,
              const DipHistoryLane *lane)
{
  JsonObject *object = json_object_new ();
  JsonArray *cells = json_array_sized_new (lane->cells->len);

  for (guint i = 0; i < lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (lane->cells, i);
      JsonObject *member;

      if (cell == NULL)
        {
          json_array_add_null_element (cells);
          continue;
        }

      member = json_object_new ();
      _dip_json_set_int (member, "edition", _dip_history_edition_id (history, i));
      _dip_json_set_string (member, "id", cell->clause->id);
      _dip_json_set_string (member, "class", cell->compared ? dip_class_to_string (cell->class_) : NULL);
      _dip_json_set_string (member, "stance", dip_stance_to_string (cell->clause->stance));
      _dip_json_set_boolean (member, "flip", cell->flip);
      json_array_add_object_element (cells, member);
    }

  _dip_json_set_string (object, "title", lane->title);
  _dip_json_set_array (object, "cells", cells);

  return object;
}

static JsonArray *
entries_to_json (GPtrArray *entries)
{
  JsonArray *array = json_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "version", entry->version);
      _dip_json_set_string (object, "summary", entry->summary);
      _dip_json_set_string (object, "date", entry->date);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* What came with each edition: what its revision table declares, and what is
 * found. */
static JsonArray *
steps_to_json (const DipHistory *history)
{
  JsonArray *array = json_array_sized_new (history->comparisons->len);

  for (guint i = 0; i < history->comparisons->len; i++)
    {
      const DipComparison *comparison = g_ptr_array_index (history->comparisons, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_int (object, "old", _dip_history_edition_id (history, i));
      _dip_json_set_int (object, "new", _dip_history_edition_id (history, i + 1));
      _dip_json_set_object (object, "summary", _dip_json_summary (comparison));
      _dip_json_set_array (object, "declared", entries_to_json (comparison->declared));
      _dip_json_set_int (object, "undeclared", comparison->undeclared->len);
      _dip_json_set_int (object, "not_found", comparison->not_found->len);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
sentences_to_json (const DipHistory *history,
                   GPtrArray        *sentences)
{
  JsonArray *array = json_array_sized_new (sentences->len);

  for (guint i = 0; i < sentences->len; i++)
    {
      const DipHistorySentence *sentence = g_ptr_array_index (sentences, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "text", sentence->text);
      _dip_json_set_int (object, "since", _dip_history_edition_id (history, sentence->since));
      json_array_add_object_element (array, object);
    }

  return array;
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
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_history (const DipHistory     *history,
                    const DipHistoryLane *lane,
                    GPtrArray            *sentences)
{
  JsonObject *object;
  JsonArray *clauses;

  g_return_val_if_fail (history != NULL, NULL);

  clauses = json_array_sized_new (history->lanes->len);
  for (guint i = 0; i < history->lanes->len; i++)
    {
      const DipHistoryLane *each = g_ptr_array_index (history->lanes, i);
      JsonObject *clause;

      if (lane != NULL && each != lane)
        continue;

      clause = lane_to_json (history, each);
      if (sentences != NULL && each == lane)
        _dip_json_set_array (clause, "sentences", sentences_to_json (history, sentences));
      json_array_add_object_element (clauses, clause);
    }

  object = json_object_new ();
  _dip_json_set_string (object, "service", _dip_history_service (history));
  _dip_json_set_array (object, "editions", editions_to_json (history));
  _dip_json_set_array (object, "clauses", clauses);
  if (sentences != NULL)
    _dip_json_set_array (object, "sentences", sentences_to_json (history, sentences));
  _dip_json_set_array (object, "steps", steps_to_json (history));

  return _dip_json_node (object);
}
