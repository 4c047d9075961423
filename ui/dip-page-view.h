/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipPageView: a page of the original file, with a place marked.
 */
#define DIP_TYPE_PAGE_VIEW (dip_page_view_get_type ())
G_DECLARE_FINAL_TYPE (DipPageView, dip_page_view, DIP, PAGE_VIEW, GtkWidget)

void       dip_page_view_set_source (DipPageView *self,
                                     GBytes      *source);
void       dip_page_view_show_place (DipPageView *self,
                                     guint        page,
                                     const char  *text);

G_END_DECLS
