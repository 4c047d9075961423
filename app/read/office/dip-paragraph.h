/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-flow.h"

G_BEGIN_DECLS

/* Blank lines between paragraphs. Two: one is what exports put between the lines of a paragraph too. */
#define DIP_PARAGRAPH_GAP 2u

/**
 * DipParagraph:
 *
 * A paragraph of a text document, as Word and LibreOffice know it.
 */
typedef struct
{
  const char *text;         /* tabs and line feeds as typed */
  const char *marker;       /* (nullable): number or bullet that is printed before it */
  guint       item_level;   /* of its list, from 1 */
  guint       outline;      /* of a heading, from 1; 0 for none */
  guint       number;       /* its place among the paragraphs, from 1 */
  guint       n_empty;      /* paragraphs without text right before it */
  gboolean    after_item;   /* the one before it is an item */
  gboolean    in_contents;  /* an entry of the list of contents */
  gboolean    bold;
  gsize       lead;         /* bytes at the beginning that are bold where the rest is not, 0 for none */
  double      size;         /* in points, 0 if unknown */
} DipParagraph;

gboolean dip_paragraph_deliver       (const DipParagraph *self,
                                      DipFlow            *flow);
void     dip_paragraph_append_note   (GString            *out,
                                      guint               number,
                                      const char         *text);
gboolean dip_paragraph_append_raised (GString            *out,
                                      const char         *text,
                                      gsize               length);
void     dip_paragraph_deliver_notes (const char         *notes,
                                      guint               number,
                                      DipFlow            *flow);

/* Lines of a text box, of which some are headings. */
void     dip_paragraph_mark_heading  (GString            *box,
                                      guint               level);
void     dip_paragraph_drop_marks    (GString            *box);
void     dip_paragraph_deliver_box   (const char         *box,
                                      guint               number,
                                      DipFlow            *flow);

G_END_DECLS
