/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-adder.h"

#include "base/dip-error.h"

#include <string.h>

static gboolean
check_parent (DipAdder         *self,
              guint             ordinal,
              const DipClause  *clause,
              GError          **error)
{
  int place;

  if (clause->parent == NULL)
    return TRUE;

  place = GPOINTER_TO_INT (g_hash_table_lookup (self->clauses, clause->parent));
  if (place > (int) ordinal)
    return _dip_adder_refuse (error, "its clause “%s” stands before its parent “%s”",
                              clause->id, clause->parent);

  return TRUE;
}

gboolean
_dip_adder_add_clauses (DipAdder  *self,
                        GError   **error)
{
  static const char sql[] =
    "INSERT INTO clause (edition_id, ordinal, parent, cite, number, title, heading, level, kind,"
    "                    variant_dependent, stance, stance_reason, question, implemented,"
    "                    implemented_text, answer, page, line)"
    " VALUES (:edition, :ordinal, :parent, :cite, :number, :title, :heading, :level, :kind,"
    "         :variant_dependent, :stance, :stance_reason, :question, :implemented,"
    "         :implemented_text, :answer, :page, :line)";
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      if (!check_parent (self, i, clause, error) ||
          !_dip_adder_bind_clause (self, statement, ":parent", clause->parent,
                                   "its clause", clause->id, error))
        return FALSE;

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":cite", clause->id);
      dip_query_bind_text (statement, ":number", clause->number);
      dip_query_bind_text (statement, ":title", clause->title);
      dip_query_bind_text (statement, ":heading", clause->heading);
      dip_query_bind_int64 (statement, ":level", clause->level);
      dip_query_bind_text (statement, ":kind", dip_clause_kind_to_string (clause->kind));
      dip_query_bind_int64 (statement, ":variant_dependent", clause->variant_dependent ? 1 : 0);
      dip_query_bind_text (statement, ":stance", dip_stance_to_string (clause->stance));
      dip_query_bind_text (statement, ":stance_reason", clause->stance_reason);
      dip_query_bind_text (statement, ":question", clause->question);
      dip_query_bind_text (statement, ":implemented",
                           dip_implemented_to_string (clause->implemented));
      dip_query_bind_text (statement, ":implemented_text", clause->implemented_text);
      dip_query_bind_text (statement, ":answer", clause->answer);
      dip_query_bind_int64 (statement, ":page", clause->page);
      dip_query_bind_int64 (statement, ":line", clause->line);
      if (!_dip_adder_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

/* Rows are cut at LF and cells at TAB; joining them gives the same text again. */
static gboolean
add_cells (DipAdder    *self,
           DipQuery    *statement,
           guint        clause,
           guint        block,
           const char  *text,
           GError     **error)
{
  guint row = 0;
  guint col = 0;

  for (;;)
    {
      gsize length = strcspn (text, "\t\n");

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":clause", clause);
      dip_query_bind_int64 (statement, ":block", block);
      dip_query_bind_int64 (statement, ":row", row);
      dip_query_bind_int64 (statement, ":col", col);
      dip_query_bind_text_len (statement, ":text", text, length);
      if (!_dip_adder_run (self, statement, error))
        return FALSE;

      text += length;
      if (*text == '\0')
        return TRUE;

      if (*text == '\t')
        col++;
      else
        {
          row++;
          col = 0;
        }

      text++;
    }
}

static gboolean
add_block (DipAdder        *self,
           DipQuery        *statement,
           DipQuery        *cell_statement,
           guint            clause,
           guint            ordinal,
           const DipBlock  *block,
           GError         **error)
{
  gboolean is_table = block->kind == DIP_BLOCK_TABLE;
  int variant = 0;

  if (block->variant != NULL)
    {
      variant = GPOINTER_TO_INT (g_hash_table_lookup (self->variants, block->variant));
      if (variant == 0)
        return _dip_adder_refuse (error, "a block holds for a variant “%s” that the edition does "
                                  "not have", block->variant);
    }

  if (block->text == NULL)
    return _dip_adder_refuse (error, "a block has no text");

  dip_query_bind_int64 (statement, ":edition", self->edition_id);
  dip_query_bind_int64 (statement, ":clause", clause);
  dip_query_bind_int64 (statement, ":ordinal", ordinal);
  dip_query_bind_text (statement, ":kind", dip_block_kind_to_string (block->kind));
  dip_query_bind_text (statement, ":marker", block->marker);
  dip_query_bind_text (statement, ":text", is_table ? NULL : block->text);
  dip_query_bind_ordinal (statement, ":variant", variant - 1);
  dip_query_bind_int64 (statement, ":depth", block->depth);
  dip_query_bind_int64 (statement, ":page", block->page);
  dip_query_bind_int64 (statement, ":line", block->line);
  if (!_dip_adder_run (self, statement, error))
    return FALSE;

  return !is_table || add_cells (self, cell_statement, clause, ordinal, block->text, error);
}

gboolean
_dip_adder_add_blocks (DipAdder  *self,
                       GError   **error)
{
  static const char sql[] =
    "INSERT INTO block (edition_id, clause, ordinal, kind, marker, text, variant, depth, page,"
    "                   line)"
    " VALUES (:edition, :clause, :ordinal, :kind, :marker, :text, :variant, :depth, :page,"
    "         :line)";
  static const char cell_sql[] =
    "INSERT INTO cell (edition_id, clause, block, row, col, text)"
    " VALUES (:edition, :clause, :block, :row, :col, :text)";
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);
  g_autoptr (DipQuery) cell_statement = NULL;

  if (statement == NULL)
    return FALSE;

  cell_statement = _dip_adder_query (self, cell_sql, error);
  if (cell_statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          if (!add_block (self, statement, cell_statement, i, j,
                          g_ptr_array_index (clause->blocks, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static gint64
find_or_add_control (DipAdder          *self,
                     const DipControl  *control,
                     GError           **error)
{
  static const char find_sql[] =
    "SELECT id FROM control WHERE framework_id = :framework AND code = :code";
  static const char add_sql[] =
    "INSERT INTO control (framework_id, code) VALUES (:framework, :code)";
  gint64 framework_id = _dip_adder_make_framework (self, control->framework, error);
  g_autoptr (DipQuery) find = NULL;
  g_autoptr (DipQuery) add = NULL;

  if (framework_id < 0)
    return -1;

  find = _dip_adder_query (self, find_sql, error);
  if (find == NULL)
    return -1;

  dip_query_bind_int64 (find, ":framework", framework_id);
  dip_query_bind_text (find, ":code", control->id);
  switch (dip_query_step (find, self->work.cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (find, 0);

    case DIP_STEP_DONE:
      break;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }

  add = _dip_adder_query (self, add_sql, error);
  if (add == NULL)
    return -1;

  dip_query_bind_int64 (add, ":framework", framework_id);
  dip_query_bind_text (add, ":code", control->id);
  if (!_dip_adder_run (self, add, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

static gint64
make_control (DipAdder          *self,
              const DipControl  *control,
              GError           **error)
{
  g_autofree char *key = NULL;
  gint64 *known;
  gint64 id;

  if (control->framework == NULL || control->id == NULL)
    {
      _dip_adder_refuse (error, "a control has no framework or no id");
      return -1;
    }

  key = g_strconcat (control->framework, "\n", control->id, NULL);
  known = g_hash_table_lookup (self->controls, key);
  if (known != NULL)
    return *known;

  id = find_or_add_control (self, control, error);
  if (id > 0)
    g_hash_table_insert (self->controls, g_steal_pointer (&key), g_memdup2 (&id, sizeof id));

  return id;
}

gboolean
_dip_adder_add_controls (DipAdder  *self,
                         GError   **error)
{
  static const char sql[] =
    "INSERT INTO clause_control (edition_id, clause, ordinal, control_id, origin, confidence)"
    " VALUES (:edition, :clause, :ordinal, :control, :origin, :confidence)";
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        {
          DipControl *control = g_ptr_array_index (clause->controls, j);
          gint64 control_id = make_control (self, control, error);

          if (control_id < 0)
            return FALSE;

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          dip_query_bind_int64 (statement, ":control", control_id);
          dip_query_bind_text (statement, ":origin", dip_origin_to_string (control->origin));
          dip_query_bind_double (statement, ":confidence", control->confidence);
          if (!_dip_adder_run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
_dip_adder_add_references (DipAdder  *self,
                           GError   **error)
{
  static const char sql[] =
    "INSERT INTO reference (edition_id, clause, ordinal, target)"
    " VALUES (:edition, :clause, :ordinal, :target)";
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; clause->refers_to != NULL && clause->refers_to[j] != NULL; j++)
        {
          if (!_dip_adder_bind_clause (self, statement, ":target", clause->refers_to[j],
                                       "its clause", clause->id, error))
            return FALSE;

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          if (!_dip_adder_run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
_dip_adder_add_facts (DipAdder  *self,
                      GError   **error)
{
  static const char sql[] =
    "INSERT INTO fact (edition_id, clause, ordinal, block, what, value, quote)"
    " VALUES (:edition, :clause, :ordinal, :block, :what, :value, :quote)";
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->facts->len; j++)
        {
          DipFact *fact = g_ptr_array_index (clause->facts, j);

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          dip_query_bind_ordinal (statement, ":block", fact->block);
          dip_query_bind_text (statement, ":what", fact->what);
          dip_query_bind_text (statement, ":value", fact->value);
          dip_query_bind_text (statement, ":quote", fact->quote);
          if (!_dip_adder_run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}
