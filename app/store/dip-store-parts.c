/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-parts.h"

/**
 * _dip_store_part_get_sql:
 * @part: a part of an edition
 *
 * Gets the statement that reads the rows of a part: those of the edition `:edition`,
 * in order. A control whose row is lost gives NULL for its id.
 *
 * Returns: (transfer none): the statement
 */
const char *
_dip_store_part_get_sql (DipStorePart part)
{
  static const char * const sql[DIP_STORE_N_PARTS] =
    {
      [DIP_STORE_PART_PROPERTY] =
        "SELECT ordinal, name, value FROM property WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_WARNING] =
        "SELECT ordinal, text FROM warning WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_REVISION] =
        "SELECT ordinal, version, label, kind, summary, pages, date"
        "  FROM revision WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_REVISION_ITEM] =
        "SELECT revision, ordinal, text"
        "  FROM revision_item WHERE edition_id = :edition ORDER BY revision, ordinal",
      [DIP_STORE_PART_CLAUSE] =
        "SELECT ordinal, parent, cite, number, title, heading, level, kind, variant_dependent,"
        "       stance, stance_reason, question, implemented, implemented_text, answer, page, line"
        "  FROM clause WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_VARIANT] =
        "SELECT ordinal, key, label, clause"
        "  FROM variant WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_VARIANT_ALIAS] =
        "SELECT variant, ordinal, alias"
        "  FROM variant_alias WHERE edition_id = :edition ORDER BY variant, ordinal",
      [DIP_STORE_PART_TERM] =
        "SELECT ordinal, term, meaning, clause"
        "  FROM term WHERE edition_id = :edition ORDER BY ordinal",
      [DIP_STORE_PART_BLOCK] =
        "SELECT clause, ordinal, kind, marker, text, variant, depth, page, line"
        "  FROM block WHERE edition_id = :edition ORDER BY clause, ordinal",
      [DIP_STORE_PART_CELL] =
        "SELECT clause, block, row, col, text"
        "  FROM cell WHERE edition_id = :edition ORDER BY clause, block, row, col",
      [DIP_STORE_PART_CONTROL] =
        "SELECT clause_control.clause, clause_control.ordinal, control.code, framework.key,"
        "       clause_control.origin, clause_control.confidence"
        "  FROM clause_control"
        "  LEFT JOIN control ON control.id = clause_control.control_id"
        "  LEFT JOIN framework ON framework.id = control.framework_id"
        " WHERE clause_control.edition_id = :edition"
        " ORDER BY clause_control.clause, clause_control.ordinal",
      [DIP_STORE_PART_REFERENCE] =
        "SELECT clause, ordinal, target"
        "  FROM reference WHERE edition_id = :edition ORDER BY clause, ordinal",
      [DIP_STORE_PART_FACT] =
        "SELECT clause, ordinal, block, what, value, quote"
        "  FROM fact WHERE edition_id = :edition ORDER BY clause, ordinal",
    };

  g_return_val_if_fail (part < DIP_STORE_N_PARTS, NULL);

  return sql[part];
}
