/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-library-node.h"

G_BEGIN_DECLS

/**
 * DipEditionRow: a row of the library: a provider, a service or an edition.
 */
#define DIP_TYPE_EDITION_ROW (dip_edition_row_get_type ())
G_DECLARE_FINAL_TYPE (DipEditionRow, dip_edition_row, DIP, EDITION_ROW, GtkWidget)

GtkWidget *dip_edition_row_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       dip_edition_row_set_node (DipEditionRow  *self,
                                     DipLibraryNode *node);
DipLibraryNode *dip_edition_row_get_node (DipEditionRow *self);
gboolean   dip_edition_row_popup_menu (DipEditionRow *self,
                                     double          x,
                                     double          y);
char      *dip_edition_row_dup_name (DipLibraryNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
