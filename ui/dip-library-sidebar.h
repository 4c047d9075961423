/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipLibrarySidebar: the papers of a library as a tree.
 */
#define DIP_TYPE_LIBRARY_SIDEBAR (dip_library_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (DipLibrarySidebar, dip_library_sidebar, DIP, LIBRARY_SIDEBAR, GtkWidget)

GtkWidget  *dip_library_sidebar_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void        dip_library_sidebar_set_editions (DipLibrarySidebar *self,
                                              GListModel        *editions);
gboolean    dip_library_sidebar_select       (DipLibrarySidebar *self,
                                              gint64             edition_id);
DipEdition *dip_library_sidebar_get_selected (DipLibrarySidebar *self);
void        dip_library_sidebar_search       (DipLibrarySidebar *self);
const char *dip_library_sidebar_get_words    (DipLibrarySidebar *self);

G_END_DECLS
