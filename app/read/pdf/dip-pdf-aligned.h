/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/pdf/dip-pdf.h"

G_BEGIN_DECLS

typedef struct
{
  float from, to;
} DipPdfSpan;

/* One line of text. */
typedef struct
{
  const DipPdfRow *row;
  guint            group;    /* the row of the table */
  gboolean         crosses;  /* a title of rows, as wide as the table */
} DipPdfAlignedLine;

/**
 * DipPdfAligned:
 *
 * Lines of text that leave the same gaps free.
 */
typedef struct
{
  GArray *lines;    /* (element-type DipPdfAlignedLine) */
  GArray *gaps;     /* (element-type DipPdfSpan): between columns, the first and the last one without end */
  float   size;     /* of the letters */
  float   gap;      /* least width of a gap, in points */
  guint   n_groups;
} DipPdfAligned;

/* The column that a place is in. */
guint    _dip_pdf_aligned_find_column (const DipPdfAligned *self,
                                       float                x);

/* Whether the cells are those of a table of three columns or more; @by_space: the space above a line
 * tells where a row begins. */
gboolean _dip_pdf_aligned_is_table    (const DipPdfAligned *self,
                                       gboolean             by_space);

/* Adds lines around names and values in two columns that end right above the row @first of a table with letters of a
 * @size, and stand behind the row before @after. */
void     _dip_pdf_aligned_take_names  (GPtrArray           *rows,
                                       guint                first,
                                       guint                after,
                                       float                size,
                                       GArray              *horizontal,
                                       GArray              *vertical);

/* Whether they are words and what is said of each, below a head. */
gboolean _dip_pdf_aligned_is_pairs    (const DipPdfAligned *self);

G_END_DECLS
