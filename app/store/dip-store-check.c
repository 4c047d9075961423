/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-check.h"

#include <string.h>

/* SQLite tells of every page; a few of them are enough to see where the damage is. */
#define MAX_LINES 3

static const char *
text (DipQuery *query,
      int       column)
{
  const char *value = dip_query_get_text (query, column);

  return value != NULL ? value : "?";
}

/* SQLite puts what it finds in the tree of pages into one row of several lines. */
static char *
describe_integrity (DipQuery *query)
{
  static const char title[] = "*** in database main ***\n";
  const char *message = text (query, 0);
  g_auto (GStrv) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;
  guint n_lines;

  if (g_str_equal (message, "ok"))
    return NULL;

  if (g_str_has_prefix (message, title))
    message += strlen (title);

  lines = g_strsplit (message, "\n", -1);
  n_lines = g_strv_length (lines);
  for (guint i = MAX_LINES; i < n_lines; i++)
    g_clear_pointer (&lines[i], g_free);
  line = g_strjoinv ("; ", lines);
  if (n_lines > MAX_LINES)
    more = g_strdup_printf ("; and %u more", n_lines - MAX_LINES);

  return g_strdup_printf ("SQLite finds damage: %s%s.", line, more != NULL ? more : "");
}

static char *
describe_foreign_key (DipQuery *query)
{
  enum { TABLE, ROW, PARENT };

  if (dip_query_is_null (query, ROW))
    return g_strdup_printf ("A row of “%s” belongs to a row of “%s” that is not there.",
                            text (query, TABLE), text (query, PARENT));

  return g_strdup_printf ("Row %s of “%s” belongs to a row of “%s” that is not there.",
                          text (query, ROW), text (query, TABLE), text (query, PARENT));
}

static char *
describe_clause_count (DipQuery *query)
{
  return g_strdup_printf ("Edition %s should have %s clauses and has %s.",
                          text (query, 0), text (query, 1), text (query, 2));
}

static char *
describe_warning_count (DipQuery *query)
{
  return g_strdup_printf ("Edition %s should have %s warnings and has %s.",
                          text (query, 0), text (query, 1), text (query, 2));
}

static char *
describe_parent (DipQuery *query)
{
  return g_strdup_printf ("Clause “%s” of edition %s stands under a clause that does not come "
                          "before it, the tree may have a cycle.",
                          text (query, 1), text (query, 0));
}

static char *
describe_missing_parent (DipQuery *query)
{
  return g_strdup_printf ("Clause “%s” of edition %s stands under a clause that its edition does "
                          "not have.", text (query, 1), text (query, 0));
}

static char *
describe_gap (DipQuery *query)
{
  return g_strdup_printf ("Edition %s has gaps in its list of “%s”.",
                          text (query, 1), text (query, 0));
}

static char *
describe_table (DipQuery *query)
{
  return g_strdup_printf ("A block of edition %s is a table without cells, or has cells and is "
                          "none.", text (query, 0));
}

static char *
describe_source (DipQuery *query)
{
  return g_strdup_printf ("The original file of edition %s is missing.", text (query, 0));
}

static char *
describe_note (DipQuery *query)
{
  return g_strdup_printf ("What was said by hand of editions %s and %s names a clause that is not there.",
                          text (query, 0), text (query, 1));
}

static char *
describe_orphan (DipQuery *query)
{
  return g_strdup_printf ("Row %s of “%s” is used by nothing.", text (query, 1), text (query, 0));
}

/* The digests are ours to compute, SQL has none. */
static gboolean
check_digests (DipChecker  *self,
               GError     **error)
{
  enum { ID, SHA256, BYTES };
  static const char sql[] = "SELECT id, sha256, bytes FROM source ORDER BY id";
  g_autoptr (DipQuery) query = NULL;
  GError *local_error = NULL;
  gint64 last_id = 0;
  DipStep step;

  query = dip_database_query (self->database, sql, DIP_CHECK_ACTION, &local_error);
  if (query == NULL)
    return _dip_checker_report_error (self, local_error, error);

  while ((step = dip_query_step (query, self->cancellable, &local_error)) == DIP_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = dip_query_get_bytes (query, BYTES);
      g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      gint64 id = dip_query_get_int64 (query, ID);

      if (g_strcmp0 (digest, text (query, SHA256)) != 0)
        _dip_checker_report (self, "The original file with the digest %.12s… has other bytes than it should.",
                             text (query, SHA256));

      if (id <= last_id)
        dip_query_mark_damaged (query, "a file comes twice");
      last_id = id;
    }

  return step == DIP_STEP_DONE || _dip_checker_report_error (self, local_error, error);
}

/* SQLite's own view of the file comes first: where it finds damage, the rest may be nonsense. */
static gboolean
check_file (DipChecker  *self,
            GError     **error)
{
  static const char integrity_sql[] = "PRAGMA integrity_check (100)";
  static const char foreign_key_sql[] = "PRAGMA foreign_key_check";

  return _dip_checker_check_rows (self, integrity_sql, describe_integrity, error) &&
         _dip_checker_check_rows (self, foreign_key_sql, describe_foreign_key, error);
}

static gboolean
check_editions (DipChecker  *self,
                GError     **error)
{
  static const char clause_count_sql[] =
    "SELECT edition.id, edition.n_clauses,"
    "       (SELECT count (*) FROM clause WHERE clause.edition_id = edition.id) AS n"
    "  FROM edition WHERE n <> edition.n_clauses";
  static const char warning_count_sql[] =
    "SELECT edition.id, edition.n_warnings,"
    "       (SELECT count (*) FROM warning WHERE warning.edition_id = edition.id) AS n"
    "  FROM edition WHERE n <> edition.n_warnings";
  static const char source_sql[] =
    "SELECT edition.id FROM edition"
    " WHERE NOT EXISTS (SELECT 1 FROM source WHERE source.id = edition.source_id)";
  static const char orphan_sql[] =
    "SELECT 'provider', id FROM provider"
    " WHERE NOT EXISTS (SELECT 1 FROM service WHERE service.provider_id = provider.id)"
    " UNION ALL "
    "SELECT 'service', id FROM service"
    " WHERE NOT EXISTS (SELECT 1 FROM edition WHERE edition.service_id = service.id)"
    " UNION ALL "
    "SELECT 'paper', id FROM paper"
    " WHERE NOT EXISTS (SELECT 1 FROM edition WHERE edition.paper_id = paper.id)"
    " UNION ALL "
    "SELECT 'source', id FROM source"
    " WHERE NOT EXISTS (SELECT 1 FROM edition WHERE edition.source_id = source.id)"
    " UNION ALL "
    "SELECT 'control', id FROM control"
    " WHERE NOT EXISTS (SELECT 1 FROM clause_control WHERE clause_control.control_id = control.id)"
    " UNION ALL "
    "SELECT 'framework', id FROM framework"
    " WHERE NOT EXISTS (SELECT 1 FROM control WHERE control.framework_id = framework.id)"
    "   AND NOT EXISTS (SELECT 1 FROM edition WHERE edition.framework_id = framework.id)";

  return _dip_checker_check_rows (self, source_sql, describe_source, error) &&
         _dip_checker_check_rows (self, clause_count_sql, describe_clause_count, error) &&
         _dip_checker_check_rows (self, warning_count_sql, describe_warning_count, error) &&
         _dip_checker_check_rows (self, orphan_sql, describe_orphan, error);
}

static gboolean
check_clauses (DipChecker  *self,
               GError     **error)
{
  static const char parent_sql[] =
    "SELECT edition_id, cite FROM clause WHERE parent >= ordinal ORDER BY edition_id, ordinal";
  static const char missing_parent_sql[] =
    "SELECT child.edition_id, child.cite"
    "  FROM clause AS child"
    " WHERE child.parent IS NOT NULL"
    "   AND NOT EXISTS (SELECT 1 FROM clause AS above"
    "                    WHERE above.edition_id = child.edition_id"
    "                      AND above.ordinal = child.parent)"
    " ORDER BY child.edition_id, child.ordinal";
  static const char table_sql[] =
    "SELECT block.edition_id"
    "  FROM block"
    " WHERE (block.kind = 'table') <>"
    "       EXISTS (SELECT 1 FROM cell"
    "                WHERE cell.edition_id = block.edition_id AND cell.clause = block.clause"
    "                  AND cell.block = block.ordinal)";

  return _dip_checker_check_rows (self, parent_sql, describe_parent, error) &&
         _dip_checker_check_rows (self, missing_parent_sql, describe_missing_parent, error) &&
         _dip_checker_check_rows (self, table_sql, describe_table, error);
}

/* What a person said is about two editions, in the order of their ids, and about clauses of them. */
static gboolean
check_notes (DipChecker  *self,
             GError     **error)
{
  static const char sql[] =
    "SELECT edition_id, other_id"
    "  FROM (SELECT edition_id, other_id, cite, other_cite FROM pairing"
    "        UNION ALL "
    "        SELECT edition_id, other_id, cite, other_cite FROM review) AS note"
    " WHERE edition_id >= other_id"
    "    OR (cite IS NULL AND other_cite IS NULL)"
    "    OR NOT EXISTS (SELECT 1 FROM edition WHERE edition.id = note.edition_id)"
    "    OR NOT EXISTS (SELECT 1 FROM edition WHERE edition.id = note.other_id)"
    "    OR (cite IS NOT NULL"
    "        AND NOT EXISTS (SELECT 1 FROM clause"
    "                         WHERE clause.edition_id = note.edition_id AND clause.cite = note.cite))"
    "    OR (other_cite IS NOT NULL"
    "        AND NOT EXISTS (SELECT 1 FROM clause"
    "                         WHERE clause.edition_id = note.other_id AND clause.cite = note.other_cite))";

  return _dip_checker_check_rows (self, sql, describe_note, error);
}

/* The places in a list of n are 0 to n − 1. They are unique by the keys, so counting is enough. */
static gboolean
check_lists (DipChecker  *self,
             GError     **error)
{
  static const char of_edition_sql[] =
    "SELECT 'property', edition_id FROM property"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'warning', edition_id FROM warning"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'revision', edition_id FROM revision"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'variant', edition_id FROM variant"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'term', edition_id FROM term"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'clause', edition_id FROM clause"
    " GROUP BY edition_id HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0";
  static const char of_part_sql[] =
    "SELECT 'revision_item', edition_id FROM revision_item"
    " GROUP BY edition_id, revision HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'variant_alias', edition_id FROM variant_alias"
    " GROUP BY edition_id, variant HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'block', edition_id FROM block"
    " GROUP BY edition_id, clause HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'clause_control', edition_id FROM clause_control"
    " GROUP BY edition_id, clause HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'reference', edition_id FROM reference"
    " GROUP BY edition_id, clause HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'fact', edition_id FROM fact"
    " GROUP BY edition_id, clause HAVING max (ordinal) <> count (*) - 1 OR min (ordinal) <> 0"
    " UNION ALL "
    "SELECT 'cell', edition_id FROM cell"
    " GROUP BY edition_id, clause, block, row HAVING max (col) <> count (*) - 1 OR min (col) <> 0"
    " UNION ALL "
    "SELECT 'cell', edition_id FROM cell"
    " GROUP BY edition_id, clause, block"
    " HAVING max (row) <> count (DISTINCT row) - 1 OR min (row) <> 0";

  return _dip_checker_check_rows (self, of_edition_sql, describe_gap, error) &&
         _dip_checker_check_rows (self, of_part_sql, describe_gap, error);
}

/**
 * dip_store_check:
 * @self: a store
 * @problems: (element-type utf8): where the sentences go
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks for everything that cannot be in a sound library: SQLite's integrity
 * check and foreign keys; original files whose bytes do not match their digest,
 * or that are missing; clause trees with cycles or out of their edition; lists
 * with gaps; tables without cells; what was said by hand of clauses that are not
 * there; counts that are wrong; rows that nothing uses;
 * words that the full-text index has in no clause or a clause not in the index.
 * Appends one English sentence for each, a hundred at most of one sort. It reads
 * one state of the library and changes nothing.
 *
 * Returns: %TRUE if the check ran to its end, whatever it found; %FALSE with
 *   @error set if it was cancelled or the library is busy
 */
gboolean
dip_store_check (DipStore      *self,
                 GPtrArray     *problems,
                 GCancellable  *cancellable,
                 GError       **error)
{
  DipChecker checker;
  gboolean done;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  checker = (DipChecker) { self->database, problems, cancellable };

  if (!dip_database_begin_checking (self->database, DIP_CHECK_ACTION, cancellable, error))
    return FALSE;

  done = check_file (&checker, error) &&
         check_editions (&checker, error) &&
         check_digests (&checker, error) &&
         check_clauses (&checker, error) &&
         check_lists (&checker, error) &&
         check_notes (&checker, error) &&
         _dip_store_check_index (&checker, error);

  dip_database_rollback (self->database);

  return done && _dip_store_check_index_tables (&checker, error);
}
