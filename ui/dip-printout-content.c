/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-printout.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-history-item.h"
#include "dip-marks.h"
#include "dip-matrix-grid.h"
#include "dip-summary.h"
#include "dip-words.h"
#include "session/dip-library.h"

/* Columns of a matrix that stand beside one another on a sheet; the others follow below. */
#define MAX_COLUMNS 5u

static void
add (DipPrintout   *printout,
     DipPrintStyle  style,
     const char    *text)
{
  if (text == NULL || *text == '\0')
    return;

  dip_printout_begin_row (printout, style);
  dip_printout_add_cell (printout, text, NULL);
}

static void
add_block (DipPrintout    *printout,
           const DipBlock *block)
{
  g_autofree char *text = block->marker != NULL ? g_strdup_printf ("%s %s", block->marker, block->text)
                                                : g_strdup (block->text);

  dip_words_show_bullets (text);
  switch (block->kind)
    {
    case DIP_BLOCK_TABLE:
    case DIP_BLOCK_DEFINITION:
      dip_printout_add_table (printout, block->text);
      break;
    case DIP_BLOCK_LIST:
      add (printout, DIP_PRINT_ITEM, text);
      break;
    case DIP_BLOCK_NOTE:
    case DIP_BLOCK_POINT:
    case DIP_BLOCK_CAPTION:
      add (printout, DIP_PRINT_NOTE, text);
      break;
    case DIP_BLOCK_PARAGRAPH:
    default:
      add (printout, DIP_PRINT_TEXT, text);
      break;
    }
}

static void
append_part (GString    *text,
             const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* Provider, version, date: what tells one print from another. What the paper does not tell is
 * left out; the name of its file stands in their place where @name is not that already. */
static char *
dup_source (DipEdition *edition,
            const char *name)
{
  g_autofree char *version = edition->version != NULL ? dip_words_dup_version (edition) : NULL;
  g_autofree char *date = dip_words_dup_date (edition->issued);
  GString *text = g_string_new (NULL);

  append_part (text, edition->provider);
  append_part (text, version);
  append_part (text, date);
  if (version == NULL && date == NULL && g_strcmp0 (edition->source_name, name) != 0)
    append_part (text, edition->source_name);

  return g_string_free (text, FALSE);
}

/**
 * dip_printout_new_document:
 * @document: an edition, or the view of a variant
 *
 * Returns: (transfer full): the whole text with stances
 */
DipPrintout *
dip_printout_new_document (DipDocument *document)
{
  g_autofree char *name = dip_words_dup_edition (document->edition);
  g_autofree char *source = dup_source (document->edition, name);
  DipPrintout *self = dip_printout_new (name, FALSE);

  add (self, DIP_PRINT_TITLE, document->edition->title != NULL ? document->edition->title : name);
  add (self, DIP_PRINT_QUIET, source);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *label = dip_clause_dup_label (clause);

      add (self, clause->level <= 1 && clause->kind != DIP_CLAUSE_ITEM ? DIP_PRINT_HEADING : DIP_PRINT_SUBHEADING,
           label);
      if (clause->implemented != DIP_IMPLEMENTED_UNKNOWN)
        add (self, DIP_PRINT_QUIET, dip_words_get_implemented (clause->implemented));
      else if (clause->stance != DIP_STANCE_INFORMATIONAL)
        add (self, DIP_PRINT_QUIET, dip_words_get_stance (clause->stance));
      if (g_strcmp0 (clause->question, clause->title) != 0)
        add (self, DIP_PRINT_NOTE, clause->question);
      add (self, DIP_PRINT_TEXT, clause->answer);
      for (guint k = 0; k < clause->blocks->len; k++)
        add_block (self, g_ptr_array_index (clause->blocks, k));
    }

  return self;
}

static void
add_sides (DipPrintout        *printout,
           DipPrintStyle       style,
           DipComparisonModel *model,
           DipComparisonRow   *row)
{
  g_autofree char *texts[2] = { dip_comparison_row_dup_old (row), dip_comparison_row_dup_new (row) };

  dip_printout_begin_row (printout, style);
  for (guint i = 0; i < 2; i++)
    {
      DipSide side = i == 0 ? DIP_SIDE_OLD : DIP_SIDE_NEW;
      const DipClause *clause = i == 0 ? row->pair->old_clause : row->pair->new_clause;
      gboolean heading = row->kind == DIP_COMPARISON_ROW_HEADING;
      g_autoptr (PangoAttrList) attributes = NULL;
      g_autofree char *text = g_steal_pointer (&texts[i]);

      if (text != NULL)
        attributes = dip_marks_new_for_row (row, side, dip_comparison_model_get_classes (model), NULL, FALSE);
      if (text != NULL && heading && clause != NULL && clause->number != NULL)
        {
          g_autofree char *numbered = g_strdup_printf ("%s %s", clause->number, text);

          /* The marks count from the title on. */
          pango_attr_list_update (attributes, 0, 0, (int) strlen (clause->number) + 1);
          dip_printout_add_cell (printout, numbered, attributes);
          continue;
        }
      dip_printout_add_cell (printout, text, attributes);
    }
}

/* What the chips of a heading say. */
static char *
dup_marks (DipComparisonRow *row)
{
  const DipPair *pair = row->pair;
  g_autofree char *relation = dip_axis_dup_relation (row->comparison, pair);
  GString *text = g_string_new (dip_words_get_class (pair->class_));

  if (pair->flip && pair->old_clause != NULL && pair->new_clause != NULL &&
      pair->old_clause->stance != pair->new_clause->stance)
    {
      g_autofree char *turn = dip_axis_dup_turn (row->comparison, pair);

      g_string_append_printf (text, " · %s", turn);
    }
  else if (pair->flip)
    {
      g_string_append_printf (text, " · %s", dip_axis_of (row->comparison) == DIP_AXIS_EDITIONS
                                             ? _("Promise turned") : _("Promise differs"));
    }
  if (relation != NULL && *relation != '\0')
    g_string_append_printf (text, " · %s", relation);
  if (pair->hand != DIP_HAND_NONE)
    g_string_append_printf (text, " · %s", pair->hand == DIP_HAND_PAIRED ? _("Paired by hand") : _("Parted by hand"));
  if (row->reviewed)
    g_string_append_printf (text, " · %s", _("Looked at"));
  if (dip_axis_is_undeclared (row->comparison, pair))
    g_string_append_printf (text, " · %s", _("Not declared"));

  return g_string_free (text, FALSE);
}

/* What a reviewer reads first, all of it. */
static void
add_summary (DipPrintout         *self,
             const DipComparison *comparison)
{
  g_autoptr (DipSummary) summary = dip_summary_new (comparison);

  add (self, DIP_PRINT_HEADING, summary->headline);
  add (self, DIP_PRINT_QUIET, summary->details);
  for (guint i = 0; i < summary->sections->len; i++)
    {
      const DipSummarySection *section = g_ptr_array_index (summary->sections, i);

      add (self, DIP_PRINT_SUBHEADING, section->title);
      for (guint k = 0; k < section->entries->len; k++)
        {
          const DipSummaryEntry *entry = g_ptr_array_index (section->entries, k);

          add (self, DIP_PRINT_ITEM, entry->title);
          add (self, DIP_PRINT_DETAIL, entry->subtitle);
        }
    }
  /* Translators: in a print, above the clauses of a comparison */
  add (self, DIP_PRINT_HEADING, _("Clause by Clause"));
}

/**
 * dip_printout_new_comparison:
 * @model: a comparison as it is seen, filtered and folded
 *
 * Returns: (transfer full): the summary, then both sides beside one another with their
 *   marks
 */
DipPrintout *
dip_printout_new_comparison (DipComparisonModel *model)
{
  DipComparison *comparison = dip_comparison_model_get_comparison (model);
  g_autofree char *old_name = dip_words_dup_edition (comparison->old_document->edition);
  g_autofree char *new_name = dip_words_dup_edition (comparison->new_document->edition);
  g_autofree char *old_source = dup_source (comparison->old_document->edition, old_name);
  g_autofree char *new_source = dup_source (comparison->new_document->edition, new_name);
  g_autofree char *title = g_strdup_printf ("%s → %s", old_name, new_name);
  DipPrintout *self = dip_printout_new (title, FALSE);

  dip_printout_begin_row (self, DIP_PRINT_HEADING);
  dip_printout_add_cell (self, old_name, NULL);
  dip_printout_add_cell (self, new_name, NULL);
  dip_printout_begin_row (self, DIP_PRINT_QUIET);
  dip_printout_add_cell (self, old_source, NULL);
  dip_printout_add_cell (self, new_source, NULL);
  add_summary (self, comparison);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (row->kind == DIP_COMPARISON_ROW_HEADING)
        {
          g_autofree char *flip = row->pair->flip ? dip_axis_dup_flip (row->comparison, row->pair) : NULL;
          g_autofree char *marks = dup_marks (row);

          add_sides (self, DIP_PRINT_SUBHEADING, model, row);
          add (self, DIP_PRINT_QUIET, marks);
          add (self, DIP_PRINT_QUIET, flip);
        }
      else if (row->kind == DIP_COMPARISON_ROW_TEXT)
        {
          add_sides (self, DIP_PRINT_TEXT, model, row);
        }
    }

  return self;
}

static void
add_matrix_row (DipPrintout        *printout,
                const DipMatrixRow *row,
                const GArray       *order,
                guint               first,
                guint               last)
{
  g_autofree char *control = g_strdup_printf ("%s %s", row->control, dip_matrix_grid_row_title (row));

  dip_printout_begin_row (printout, DIP_PRINT_CELL);
  dip_printout_add_cell (printout, control, NULL);
  for (guint i = first; i < last; i++)
    {
      const DipMatrixCell *cell = g_ptr_array_index (row->cells, g_array_index (order, guint, i));
      g_autofree char *text = cell != NULL ? g_strdup_printf ("%s\n%s", dip_words_get_stance (cell->stance),
                                                              cell->excerpt != NULL ? cell->excerpt : "")
                                           : g_strdup (_("Says nothing"));

      dip_printout_add_cell (printout, text, NULL);
    }
}

/**
 * dip_printout_new_matrix:
 * @matrix: a matrix
 * @rows: (element-type guint): indexes of the rows that are seen
 * @order: (element-type guint): indexes of the columns, as they are seen
 *
 * Returns: (transfer full): the table, with the names of the papers on each page; what
 *   is too wide goes on below
 */
DipPrintout *
dip_printout_new_matrix (const DipMatrix *matrix,
                         const GArray    *rows,
                         const GArray    *order)
{
  DipPrintout *self = dip_printout_new (_("Control Matrix"), TRUE);

  for (guint first = 0; first < order->len; first += MAX_COLUMNS)
    {
      guint last = MIN (first + MAX_COLUMNS, order->len);

      dip_printout_begin_row (self, DIP_PRINT_SUBHEADING);
      dip_printout_add_cell (self, _("Control"), NULL);
      for (guint i = first; i < last; i++)
        {
          const DipDocument *document = g_ptr_array_index (matrix->documents, g_array_index (order, guint, i));
          g_autofree char *name = dip_words_dup_edition (document->edition);

          dip_printout_add_cell (self, name, NULL);
        }
      dip_printout_begin_table (self);
      for (guint i = 0; i < rows->len; i++)
        add_matrix_row (self, g_ptr_array_index (matrix->rows, g_array_index (rows, guint, i)), order, first, last);
      dip_printout_end_table (self);
    }

  return self;
}

/* An edition of a history: what was found, and all that it declares itself. */
static void
add_history_edition (DipPrintout *printout,
                     DipHistory  *history,
                     guint        index)
{
  const DipDocument *document = g_ptr_array_index (history->documents, index);
  const DipComparison *comparison = index > 0 ? g_ptr_array_index (history->comparisons, index - 1) : NULL;
  g_autofree char *source = dup_source (document->edition, NULL);
  g_autofree char *found = comparison != NULL ? dip_history_dup_all_found (comparison) : NULL;

  add (printout, DIP_PRINT_SUBHEADING, source);
  add (printout, DIP_PRINT_ITEM, comparison != NULL ? found : _("The oldest edition in the library"));
  for (guint i = 0; comparison != NULL && i < comparison->declared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->declared, i);
      g_autofree char *text = NULL;

      if (entry->summary == NULL || *entry->summary == '\0')
        continue;

      /* Translators: a row of the paper's own revision table */
      text = g_strdup_printf (_("Declared: %s"), entry->summary);
      add (printout, DIP_PRINT_DETAIL, text);
    }
}

/* A clause and what became of it; of one that is opened, each sentence with its age. */
static void
add_history_clause (DipPrintout    *printout,
                    DipHistoryItem *item)
{
  g_autofree char *label = dip_clause_dup_label (dip_history_item_get_newest (item, NULL));
  g_autofree char *course = dip_history_item_dup_course (item);
  g_autoptr (GPtrArray) sentences = item->expanded ? dip_library_blame (item->history, item->lane) : NULL;
  g_autoptr (GString) table = g_string_new (NULL);

  add (printout, DIP_PRINT_SUBHEADING, label);
  add (printout, DIP_PRINT_QUIET, course);
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    {
      const DipHistorySentence *sentence = g_ptr_array_index (sentences, i);
      g_autofree char *since = dip_history_dup_edition_name (item->history, sentence->since);
      g_autofree char *text = g_strdelimit (g_strdup (sentence->text), "\t\n", ' ');

      /* It stands above already. */
      if (i > 0 || g_strcmp0 (sentence->text, item->lane->title) != 0)
        g_string_append_printf (table, "%s%s\t%s", table->len > 0 ? "\n" : "", since, text);
    }
  if (table->len > 0)
    dip_printout_add_table (printout, table->str);
}

/**
 * dip_printout_new_history:
 * @history: all editions of a paper
 * @clauses: (element-type DipHistoryItem): its clauses, as they are seen
 *
 * Returns: (transfer full): the editions, newest first, then the clauses with their way
 *   through them
 */
DipPrintout *
dip_printout_new_history (DipHistory *history,
                          GListModel *clauses)
{
  const DipDocument *newest = g_ptr_array_index (history->documents, history->documents->len - 1);
  const DipEdition *edition = newest->edition;
  const char *name = edition->service != NULL ? edition->service
                     : edition->title != NULL ? edition->title : edition->source_name;
  g_autofree char *n_editions = g_strdup_printf (ngettext ("History, %u edition", "History, %u editions",
                                                           history->documents->len), history->documents->len);
  g_autofree char *title = g_strdup_printf ("%s · %s", name, n_editions);
  DipPrintout *self = dip_printout_new (title, FALSE);

  add (self, DIP_PRINT_TITLE, name);
  add (self, DIP_PRINT_QUIET, n_editions);
  add (self, DIP_PRINT_HEADING, _("Editions"));
  for (guint i = history->documents->len; i > 0; i--)
    add_history_edition (self, history, i - 1);

  add (self, DIP_PRINT_HEADING, C_("page", "Clauses"));
  for (guint i = 0; i < g_list_model_get_n_items (clauses); i++)
    {
      g_autoptr (DipHistoryItem) item = g_list_model_get_item (clauses, i);

      add_history_clause (self, item);
    }

  return self;
}
