/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/**
 * DipComparisonRowKind:
 * @DIP_COMPARISON_ROW_SUMMARY: what the whole comparison found
 * @DIP_COMPARISON_ROW_HEADING: number and title of a clause on both sides
 * @DIP_COMPARISON_ROW_TEXT: a paragraph on both sides, or a piece of a long one
 * @DIP_COMPARISON_ROW_FOLD: paragraphs of a clause that are folded away
 * @DIP_COMPARISON_ROW_CLAUSES: clauses that are folded away
 */
typedef enum {
  DIP_COMPARISON_ROW_SUMMARY,
  DIP_COMPARISON_ROW_HEADING,
  DIP_COMPARISON_ROW_TEXT,
  DIP_COMPARISON_ROW_FOLD,
  DIP_COMPARISON_ROW_CLAUSES,
} DipComparisonRowKind;

#define DIP_N_COMPARISON_ROWS (DIP_COMPARISON_ROW_CLAUSES + 1)

#define DIP_TYPE_COMPARISON_ROW (dip_comparison_row_get_type ())
G_DECLARE_FINAL_TYPE (DipComparisonRow, dip_comparison_row, DIP, COMPARISON_ROW, GObject)

/**
 * DipComparisonRow:
 *
 * One row of a comparison, written by its model and by nobody else.
 */
struct _DipComparisonRow
{
  GObject               parent_instance;

  DipComparisonRowKind  kind;
  DipComparison        *comparison;
  DipPair              *pair;         /* (nullable): of the comparison */
  guint                 pair_index;
  int                   old_part;     /* in the clause text's parts, -1 where a side has nothing */
  int                   new_part;
  guint                 old_start;    /* in bytes of the clause's text */
  guint                 old_length;
  guint                 new_start;
  guint                 new_length;
  gboolean              continues;    /* another piece of the row above */
  guint                 classes;      /* bit set, 1 << DipClass, of the changes in it; 0 if there are none */
  DipTags               tags[DIP_N_CLASSES]; /* what these changes touch, by class */
  gboolean              reviewed;     /* of a heading: a person has looked at the clause */
  guint                 first;        /* of a fold: what it hides, in pieces of the pair or in pairs */
  guint                 n_folded;
};

DipComparisonRow *dip_comparison_row_new      (DipComparisonRowKind  kind,
                                               DipComparison        *comparison) G_GNUC_WARN_UNUSED_RESULT;
char             *dip_comparison_row_dup_old  (DipComparisonRow     *self) G_GNUC_WARN_UNUSED_RESULT;
char             *dip_comparison_row_dup_new  (DipComparisonRow     *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean          dip_comparison_row_has_change (DipComparisonRow  *self,
                                               const DipChange      *change);
char             *dip_comparison_row_dup_name (DipComparisonRow     *self,
                                               guint                 classes) G_GNUC_WARN_UNUSED_RESULT;

/* Cuts what stands side by side into pieces that a list can show quickly;
 * appends rows of kind TEXT. */
void              dip_comparison_row_cut      (DipComparison        *comparison,
                                               guint                 pair_index,
                                               const DipRow         *row,
                                               GPtrArray            *pieces);

G_END_DECLS
