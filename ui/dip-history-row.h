/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-history-item.h"

G_BEGIN_DECLS

/**
 * DipHistoryRow: a clause and its way through the editions.
 */
#define DIP_TYPE_HISTORY_ROW (dip_history_row_get_type ())
G_DECLARE_FINAL_TYPE (DipHistoryRow, dip_history_row, DIP, HISTORY_ROW, GtkWidget)

GtkWidget *dip_history_row_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_history_row_set_item (DipHistoryRow  *self,
                                     DipHistoryItem *item);

G_END_DECLS
