/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipPaperText: a text view that shows a document.
 */
#define DIP_TYPE_PAPER_TEXT (dip_paper_text_get_type ())
G_DECLARE_FINAL_TYPE (DipPaperText, dip_paper_text, DIP, PAPER_TEXT, GtkTextView)

GtkWidget *dip_paper_text_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_paper_text_set_document   (DipPaperText *self,
                                          DipDocument  *document,
                                          gboolean      one_variant);
void       dip_paper_text_scroll_to      (DipPaperText *self,
                                          guint         clause);
int        dip_paper_text_get_visible    (DipPaperText *self);
gboolean   dip_paper_text_explain        (DipPaperText *self);
int        dip_paper_text_get_at_cursor  (DipPaperText *self);
char      *dip_paper_text_dup_selection  (DipPaperText *self) G_GNUC_WARN_UNUSED_RESULT;
guint      dip_paper_text_search         (DipPaperText *self,
                                          const char   *search);
guint      dip_paper_text_move_found     (DipPaperText *self,
                                          int           direction);

G_END_DECLS
