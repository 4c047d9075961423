/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-model.h"
#include "engine/dip-history.h"
#include "engine/dip-matrix.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

typedef enum {
  DIP_PRINT_TITLE,
  DIP_PRINT_HEADING,
  DIP_PRINT_SUBHEADING,
  DIP_PRINT_QUIET,
  DIP_PRINT_TEXT,
  DIP_PRINT_ITEM,
  DIP_PRINT_DETAIL,   /* below an item */
  DIP_PRINT_NOTE,
  DIP_PRINT_CELL,
} DipPrintStyle;

/**
 * DipPrintout:
 *
 * Rows of text in one or more columns, for paper. A row goes on on the next
 * page where it must, a heading never ends a page.
 */
typedef struct _DipPrintout DipPrintout;

DipPrintout *dip_printout_new            (const char         *title,
                                          gboolean            landscape) G_GNUC_WARN_UNUSED_RESULT;
void         dip_printout_free           (DipPrintout        *self);
void         dip_printout_begin_row      (DipPrintout        *self,
                                          DipPrintStyle       style);
void         dip_printout_add_cell       (DipPrintout        *self,
                                          const char         *text,
                                          PangoAttrList      *attributes);
void         dip_printout_begin_table    (DipPrintout        *self);
void         dip_printout_end_table      (DipPrintout        *self);
void         dip_printout_add_table      (DipPrintout        *self,
                                          const char         *text);

/* Asks for the printer and prints. Takes @self. */
void         dip_printout_run            (DipPrintout        *self,
                                          GtkWindow          *parent);
/* Writes a PDF. Takes @self. */
gboolean     dip_printout_export         (DipPrintout        *self,
                                          const char         *filename,
                                          GError            **error);

/* What is to be printed, see dip-printout-content.c. */
DipPrintout *dip_printout_new_document   (DipDocument        *document) G_GNUC_WARN_UNUSED_RESULT;
DipPrintout *dip_printout_new_comparison (DipComparisonModel *model) G_GNUC_WARN_UNUSED_RESULT;
DipPrintout *dip_printout_new_matrix     (const DipMatrix    *matrix,
                                          const GArray       *rows,
                                          const GArray       *order) G_GNUC_WARN_UNUSED_RESULT;
DipPrintout *dip_printout_new_history    (DipHistory         *history,
                                          GListModel         *clauses) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPrintout, dip_printout_free)

G_END_DECLS
