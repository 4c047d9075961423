/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void dip_line_ends_add        (PangoAttrList *attributes,
                               const char    *text);
void dip_line_ends_wrap       (GtkLabel      *label);
void dip_line_ends_follow_all (GtkWidget     *tree);

G_END_DECLS
