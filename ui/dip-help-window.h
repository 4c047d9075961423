/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DipHelpWindow: the help, page by page.
 */
#define DIP_TYPE_HELP_WINDOW (dip_help_window_get_type ())
G_DECLARE_FINAL_TYPE (DipHelpWindow, dip_help_window, DIP, HELP_WINDOW, AdwWindow)

void dip_help_window_present (GtkWindow  *parent,
                              const char *page);

G_END_DECLS
