/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DIP_TYPE_PAPER_TABLE (dip_paper_table_get_type ())
G_DECLARE_FINAL_TYPE (DipPaperTable, dip_paper_table, DIP, PAPER_TABLE, GObject)

#define DIP_TYPE_PAPER_ROW (dip_paper_row_get_type ())
G_DECLARE_FINAL_TYPE (DipPaperRow, dip_paper_row, DIP, PAPER_ROW, GObject)

DipPaperTable *dip_paper_table_new          (GtkTextView   *view,
                                             const char    *text,
                                             const char    *language,
                                             int            margins) G_GNUC_WARN_UNUSED_RESULT;
guint          dip_paper_table_get_n_rows   (DipPaperTable *self);
const char    *dip_paper_table_get_row      (DipPaperTable *self,
                                             guint          index);

DipPaperRow   *dip_paper_row_new            (DipPaperTable *table,
                                             guint          index,
                                             GtkTextMark   *start) G_GNUC_WARN_UNUSED_RESULT;
GtkTextMark   *dip_paper_row_get_start      (DipPaperRow   *self);
gboolean       dip_paper_row_get_cell       (DipPaperRow   *self,
                                             guint          index,
                                             guint         *start,
                                             guint         *end);
gboolean       dip_paper_row_get_index_at   (DipPaperRow   *self,
                                             double         x,
                                             double         y,
                                             guint         *index);
gboolean       dip_paper_row_get_area       (DipPaperRow   *self,
                                             guint          index,
                                             GdkRectangle  *area);

G_END_DECLS
