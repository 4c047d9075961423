/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/pdf/dip-pdf.h"

G_BEGIN_DECLS

#define DIP_PDF_COLUMN_ROWS    8u
#define DIP_PDF_COLUMN_ROWS_ON 2u    /* where the page before had the same gutter */
#define DIP_PDF_DENSE_ROWS     5u    /* of columns that are full of text */
#define DIP_PDF_BOX_ROWS       4u    /* of a box beside text, whose lines stand at heights of their own */
#define DIP_PDF_COLUMN_WIDTH   10.0f /* in letters, of a column */
#define DIP_PDF_SAME_SIZE      0.05f /* of the size of letters */

typedef struct
{
  float from, to;
} DipPdfRange;

/* The place of rows. */
void     _dip_pdf_measure_side    (GPtrArray   *side,
                                   DipPdfRange *across,
                                   DipPdfRange *down);

/* Whether the rows of two sides are columns; @goes_on: the page before had them at this place. */
gboolean _dip_pdf_are_columns     (GPtrArray   *left,
                                   GPtrArray   *right,
                                   gboolean     goes_on);

/* Of rows from @first to before @end, where the paragraph ends that stands beside the end of a box of a few
 * lines: what comes next stands below both. */
guint    _dip_pdf_find_end_of_box (GPtrArray   *rows,
                                   guint        first,
                                   guint        end,
                                   GPtrArray   *left,
                                   GPtrArray   *right);

G_END_DECLS
