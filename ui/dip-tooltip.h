/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

void dip_tooltip_set     (GtkWidget  *widget,
                          const char *text);
void dip_tooltip_fit_all (void);
