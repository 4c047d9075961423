/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-help-page.h"

G_BEGIN_DECLS

/**
 * DipHelpView: draws a page of the help.
 */
#define DIP_TYPE_HELP_VIEW (dip_help_view_get_type ())
G_DECLARE_FINAL_TYPE (DipHelpView, dip_help_view, DIP, HELP_VIEW, GtkWidget)

void       dip_help_view_set_page  (DipHelpView       *self,
                                    const DipHelpPage *page,
                                    const char        *language);
GtkWidget *dip_help_view_mark      (DipHelpView       *self,
                                    const char        *query);

G_END_DECLS
