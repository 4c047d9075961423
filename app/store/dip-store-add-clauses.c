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
    " SELECT :edition, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16"
    "   FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 17);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      _dip_rows_add_int64 (rows, i);
      if (!check_parent (self, i, clause, error) ||
          !_dip_adder_add_place (self, clause->parent, "its clause", clause->id, error))
        return FALSE;

      _dip_rows_add_text (rows, clause->id);
      _dip_rows_add_text (rows, clause->number);
      _dip_rows_add_text (rows, clause->title);
      _dip_rows_add_text (rows, clause->heading);
      _dip_rows_add_int64 (rows, clause->level);
      _dip_rows_add_text (rows, dip_clause_kind_to_string (clause->kind));
      _dip_rows_add_int64 (rows, clause->variant_dependent ? 1 : 0);
      _dip_rows_add_text (rows, dip_stance_to_string (clause->stance));
      _dip_rows_add_text (rows, clause->stance_reason);
      _dip_rows_add_text (rows, clause->question);
      _dip_rows_add_text (rows, dip_implemented_to_string (clause->implemented));
      _dip_rows_add_text (rows, clause->implemented_text);
      _dip_rows_add_text (rows, clause->answer);
      _dip_rows_add_int64 (rows, clause->page);
      _dip_rows_add_int64 (rows, clause->line);
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_block (DipAdder        *self,
           guint            clause,
           guint            ordinal,
           const DipBlock  *block,
           GError         **error)
{
  DipRows *rows = self->work.database->rows;
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

  _dip_rows_add_int64 (rows, clause);
  _dip_rows_add_int64 (rows, ordinal);
  _dip_rows_add_text (rows, dip_block_kind_to_string (block->kind));
  _dip_rows_add_text (rows, block->marker);
  _dip_rows_add_text (rows, block->kind == DIP_BLOCK_TABLE ? NULL : block->text);
  _dip_rows_add_ordinal (rows, variant - 1);
  _dip_rows_add_int64 (rows, block->depth);
  _dip_rows_add_int64 (rows, block->page);
  _dip_rows_add_int64 (rows, block->line);

  return TRUE;
}

gboolean
_dip_adder_add_blocks (DipAdder  *self,
                       GError   **error)
{
  static const char sql[] =
    "INSERT INTO block (edition_id, clause, ordinal, kind, marker, text, variant, depth, page, line)"
    " SELECT :edition, c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM told_rows";

  _dip_rows_begin (self->work.database->rows, 9);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          if (!add_block (self, i, j, g_ptr_array_index (clause->blocks, j), error))
            return FALSE;
        }
    }

  return _dip_adder_write (self, sql, error);
}

/* Rows are cut at LF and cells at TAB; joining them gives the same text again. */
static void
add_cells (DipRows    *rows,
           guint       clause,
           guint       block,
           const char *text)
{
  guint row = 0;
  guint col = 0;

  for (;;)
    {
      gsize length = strcspn (text, "\t\n");

      _dip_rows_add_int64 (rows, clause);
      _dip_rows_add_int64 (rows, block);
      _dip_rows_add_int64 (rows, row);
      _dip_rows_add_int64 (rows, col);
      _dip_rows_add_piece (rows, text, length);

      text += length;
      if (*text == '\0')
        return;

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

gboolean
_dip_adder_add_cells (DipAdder  *self,
                      GError   **error)
{
  static const char sql[] =
    "INSERT INTO cell (edition_id, clause, block, row, col, text)"
    " SELECT :edition, c0, c1, c2, c3, c4 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 5);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          DipBlock *block = g_ptr_array_index (clause->blocks, j);

          if (block->kind == DIP_BLOCK_TABLE)
            add_cells (rows, i, j, block->text);
        }
    }

  return _dip_adder_write (self, sql, error);
}

static gint64
find_or_add_control (DipAdder          *self,
                     const DipControl  *control,
                     GError           **error)
{
  gint64 framework_id = _dip_adder_make_framework (self, control->framework, error);

  if (framework_id < 0)
    return -1;

  return _dip_adder_find_or_add (self, "SELECT id FROM control WHERE framework_id = :framework AND code = :key",
                                 "INSERT INTO control (framework_id, code) VALUES (:framework, :key)",
                                 framework_id, control->id, error);
}

static gint64
make_control (DipAdder          *self,
              const DipControl  *control,
              GError           **error)
{
  g_autofree char *key = NULL;
  gint64 *known;
  gint64 id;

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
    " SELECT :edition, c0, c1, c2, c3, c4 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 5);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        {
          DipControl *control = g_ptr_array_index (clause->controls, j);
          gint64 control_id = make_control (self, control, error);

          if (control_id < 0)
            return FALSE;

          _dip_rows_add_int64 (rows, i);
          _dip_rows_add_int64 (rows, j);
          _dip_rows_add_int64 (rows, control_id);
          _dip_rows_add_text (rows, dip_origin_to_string (control->origin));
          _dip_rows_add_double (rows, control->confidence);
        }
    }

  return _dip_adder_write (self, sql, error);
}

gboolean
_dip_adder_add_references (DipAdder  *self,
                           GError   **error)
{
  static const char sql[] =
    "INSERT INTO reference (edition_id, clause, ordinal, target)"
    " SELECT :edition, c0, c1, c2 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 3);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; clause->refers_to != NULL && clause->refers_to[j] != NULL; j++)
        {
          _dip_rows_add_int64 (rows, i);
          _dip_rows_add_int64 (rows, j);
          if (!_dip_adder_add_place (self, clause->refers_to[j], "its clause", clause->id, error))
            return FALSE;
        }
    }

  return _dip_adder_write (self, sql, error);
}

gboolean
_dip_adder_add_facts (DipAdder  *self,
                      GError   **error)
{
  static const char sql[] =
    "INSERT INTO fact (edition_id, clause, ordinal, block, what, value, quote)"
    " SELECT :edition, c0, c1, c2, c3, c4, c5 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 6);
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->facts->len; j++)
        {
          DipFact *fact = g_ptr_array_index (clause->facts, j);

          _dip_rows_add_int64 (rows, i);
          _dip_rows_add_int64 (rows, j);
          _dip_rows_add_ordinal (rows, fact->block);
          _dip_rows_add_text (rows, fact->what);
          _dip_rows_add_text (rows, fact->value);
          _dip_rows_add_text (rows, fact->quote);
        }
    }

  return _dip_adder_write (self, sql, error);
}
