/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <string.h>

#include "base/dip-formula.h"

/*
 * A matrix as comma separated values, RFC 4180: CRLF after each row, cells
 * with a comma, a quotation mark or a space at an edge in quotation marks. UTF-8
 * without a byte order mark, which is no part of a table and which pipes would
 * meet as three odd letters in the first cell.
 */

/* What a cell says where the edition says nothing, which is not "not_provided". */
#define SAYS_NOTHING "says_nothing"

static void
append_cell (GString    *out,
             const char *text)
{
  g_autofree char *safe = NULL;
  gsize length;

  /* The commas are written before all cells but the first of a row. */
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  if (text == NULL || *text == '\0')
    return;

  /* One line without control characters: people look at CSV on terminals too. */
  safe = dip_report_dup_safe (text);
  length = strlen (safe);
  if (!dip_formula_begins (text) && !dip_formula_begins (safe) &&
      strpbrk (safe, ",\"") == NULL && safe[0] != ' ' && (length == 0 || safe[length - 1] != ' '))
    {
      g_string_append (out, safe);
      return;
    }

  g_string_append_c (out, '"');
  if (dip_formula_begins (text) || dip_formula_begins (safe))
    g_string_append_c (out, '\'');
  for (const char *p = safe; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_head (GString         *out,
             const DipMatrix *matrix)
{
  static const char *const columns[] = { "stance", "clauses", "via", "confidence", "facts", "excerpt" };

  append_cell (out, "control");
  append_cell (out, "title");
  append_cell (out, "title_ja");
  append_cell (out, "theme");

  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);
      g_autofree char *label = dip_edition_dup_label (document->edition);

      for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
        {
          g_autofree char *name = g_strconcat (label, ": ", columns[k], NULL);

          append_cell (out, name);
        }
    }

  g_string_append (out, "\r\n");
}

static char *
dup_facts (const DipMatrixCell *cell)
{
  g_autoptr (GPtrArray) facts = _dip_cell_list_facts (cell);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const DipCellFact *found = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", found->fact->what, found->fact->value);
    }

  return g_string_free (text, FALSE);
}

static void
append_matrix_cell (GString             *out,
                    const DipMatrixCell *cell)
{
  g_autofree char *clauses = NULL;
  g_autofree char *facts = NULL;
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];

  if (cell == NULL)
    {
      append_cell (out, SAYS_NOTHING);
      for (guint i = 0; i < 5; i++)
        append_cell (out, "");
      return;
    }

  clauses = _dip_cell_dup_clause_ids (cell, "; ");
  facts = dup_facts (cell);
  g_ascii_formatd (confidence, sizeof confidence, "%.2f", cell->confidence);

  append_cell (out, dip_stance_to_string (cell->stance));
  append_cell (out, clauses);
  append_cell (out, dip_origin_to_string (cell->via));
  append_cell (out, confidence);
  append_cell (out, facts);
  append_cell (out, cell->excerpt);
}

/**
 * dip_report_matrix_csv:
 * @matrix: editions side by side
 *
 * Makes the answer of `matrix --csv`: a row for each control, six columns for
 * each edition. Stances and ways are the words of the JSON; where an edition
 * says nothing about a control its stance reads "says_nothing" and the other
 * five are empty. A cell that a spreadsheet could take for a formula begins
 * with an apostrophe.
 *
 * Returns: (transfer full): the table, UTF-8
 */
char *
dip_report_matrix_csv (const DipMatrix *matrix)
{
  GString *out;

  g_return_val_if_fail (matrix != NULL, NULL);

  out = g_string_new (NULL);
  append_head (out, matrix);

  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      append_cell (out, row->control);
      append_cell (out, row->title);
      append_cell (out, row->title_ja);
      append_cell (out, row->theme);
      for (guint k = 0; k < row->cells->len; k++)
        append_matrix_cell (out, g_ptr_array_index (row->cells, k));
      g_string_append (out, "\r\n");
    }

  return g_string_free (out, FALSE);
}
