/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"
#include "engine/dip-history.h"
#include "engine/dip-matrix.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/* The JSON of the command line, keys as in the manual page diptych-cli(1);
 * key order is fixed, so that the bytes are the same from run to run. */
char     *dip_report_editions   (GPtrArray         *editions) G_GNUC_WARN_UNUSED_RESULT;
char     *dip_report_document   (DipDocument       *document) G_GNUC_WARN_UNUSED_RESULT;
char     *dip_report_comparison (DipComparison     *comparison) G_GNUC_WARN_UNUSED_RESULT;
char     *dip_report_matrix     (const DipMatrix   *matrix) G_GNUC_WARN_UNUSED_RESULT;
char     *dip_report_history    (const DipHistory  *history,
                                 const DipHistoryLane *lane,
                                 GPtrArray         *sentences) G_GNUC_WARN_UNUSED_RESULT;

/* A matrix as a spreadsheet reads it: RFC 4180, UTF-8. */
char     *dip_report_matrix_csv (const DipMatrix   *matrix) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DipTextStyle:
 *
 * How text for a terminal looks.
 */
typedef struct
{
  gboolean color;   /* ANSI colours, underline and strike-through; else [-…-] {+…+} as dwdiff writes */
  guint    width;   /* columns; wide characters take two; 0 does not wrap */
} DipTextStyle;

void      dip_report_write_editions   (GString            *out,
                                       GPtrArray          *editions,
                                       const DipTextStyle *style);
void      dip_report_write_document   (GString            *out,
                                       DipDocument        *document,
                                       const DipTextStyle *style);
void      dip_report_write_clause     (GString            *out,
                                       const DipClause    *clause,
                                       const DipTextStyle *style);
void      dip_report_write_comparison (GString            *out,
                                       DipComparison      *comparison,
                                       const DipTextStyle *style);
void      dip_report_write_matrix     (GString            *out,
                                       const DipMatrix    *matrix,
                                       const DipTextStyle *style);
void      dip_report_write_history    (GString            *out,
                                       const DipHistory   *history,
                                       const DipTextStyle *style);
void      dip_report_write_blame      (GString            *out,
                                       const DipHistory   *history,
                                       const DipHistoryLane *lane,
                                       GPtrArray          *sentences,
                                       const DipTextStyle *style);

/* What a terminal may be given of text that somebody else wrote, in one line. */
char     *dip_report_dup_safe         (const char         *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
