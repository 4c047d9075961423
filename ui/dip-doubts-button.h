/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipDoubtsButton: what a person should look at in a paper, in a list that unfolds.
 *
 * Signals: "follow" with the id of the clause that a doubt is about.
 */
#define DIP_TYPE_DOUBTS_BUTTON (dip_doubts_button_get_type ())
G_DECLARE_FINAL_TYPE (DipDoubtsButton, dip_doubts_button, DIP, DOUBTS_BUTTON, GtkWidget)

void dip_doubts_button_set_document (DipDoubtsButton *self,
                                     DipDocument     *document);
void dip_doubts_button_set_short    (DipDoubtsButton *self,
                                     gboolean         short_form);

G_END_DECLS
