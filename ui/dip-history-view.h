/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-printout.h"
#include "engine/dip-history.h"

G_BEGIN_DECLS

/**
 * DipHistoryView: all editions of one paper, and each clause through them.
 */
#define DIP_TYPE_HISTORY_VIEW (dip_history_view_get_type ())
G_DECLARE_FINAL_TYPE (DipHistoryView, dip_history_view, DIP, HISTORY_VIEW, GtkWidget)

/* Takes @history. */
void              dip_history_view_set_history (DipHistoryView *self,
                                                DipHistory     *history);
const DipHistory *dip_history_view_get_history (DipHistoryView *self);
DipPrintout      *dip_history_view_new_printout (DipHistoryView *self) G_GNUC_WARN_UNUSED_RESULT;
void              dip_history_view_search      (DipHistoryView *self);
char             *dip_history_view_dup_state   (DipHistoryView *self) G_GNUC_WARN_UNUSED_RESULT;
void              dip_history_view_set_state   (DipHistoryView *self,
                                                const char     *state);

G_END_DECLS
