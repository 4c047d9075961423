/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "session/dip-search.h"

G_BEGIN_DECLS

/**
 * DipSearchView: the clauses of a library in which words stand.
 */
#define DIP_TYPE_SEARCH_VIEW (dip_search_view_get_type ())
G_DECLARE_FINAL_TYPE (DipSearchView, dip_search_view, DIP, SEARCH_VIEW, GtkWidget)

void       dip_search_view_set_library (DipSearchView *self,
                                        DipLibrary    *library);
void       dip_search_view_search      (DipSearchView *self,
                                        const char    *query);
const char *dip_search_view_get_words  (DipSearchView *self);

G_END_DECLS
