/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/pdf/dip-pdf.h"

G_BEGIN_DECLS

/* In points from the top left. */
typedef struct
{
  float x0, y0, x1, y1;
} DipPdfBox;

/* An area that was given one colour. */
typedef struct
{
  DipPdfBox box;
  guint8    grey;   /* brightness */
  guint8    alpha;
} DipPdfShape;

typedef enum {
  DIP_PDF_MARK_FILLED,
  DIP_PDF_MARK_OUTLINE,
  DIP_PDF_MARK_TICK,     /* down and up again */
  DIP_PDF_MARK_OTHER,
} DipPdfMarkKind;

/* A small path, whatever its colour. */
typedef struct
{
  DipPdfBox      box;
  DipPdfMarkKind kind;
  guint8         grey;
  gboolean       round;  /* a disc or a ring, and no square with round corners */
} DipPdfMark;

/**
 * DipPdfDrawing:
 *
 * What is drawn on a page beside letters, from the back to the front.
 */
struct _DipPdfDrawing
{
  GArray   *shapes;     /* (element-type DipPdfShape) */
  GArray   *bullets;    /* (nullable) (element-type DipPdfShape): small dark discs, rings and squares, however
                         * difficult the rest is */
  GArray   *marks;      /* (nullable) (element-type DipPdfMark): what boxes to tick are drawn with, likewise */
  float     width;
  float     height;
  gboolean  difficult;  /* there is more than areas and straight lines; only a picture shows what it is */
};

/* Long straight edges of what is seen, appended as DipPdfRule. FALSE where the drawing is too
 * difficult for that; then nothing was appended. */
gboolean _dip_pdf_drawing_find_edges (const DipPdfDrawing *self,
                                      DipPdfDirection      direction,
                                      GArray              *horizontal,
                                      GArray              *vertical);

/* Like poppler_page_render (), but no letter is drawn. */
void     _dip_pdf_draw_without_letters (PopplerPage *page,
                                        cairo_t     *cr);

G_END_DECLS
