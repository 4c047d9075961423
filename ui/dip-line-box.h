/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipLineLayout: children in a line, of which one takes the room that is left, or each the same.
 */
#define DIP_TYPE_LINE_LAYOUT (dip_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (DipLineLayout, dip_line_layout, DIP, LINE_LAYOUT, GtkLayoutManager)

GtkWidget *dip_line_box_new       (int        spacing) G_GNUC_WARN_UNUSED_RESULT;
void       dip_line_box_set_up    (GtkWidget *box,
                                   int        spacing,
                                   gboolean   at_baseline);
void       dip_line_box_set_equal (GtkWidget *box,
                                   int        spacing);
void       dip_line_box_append    (GtkWidget *box,
                                   GtkWidget *child);

G_END_DECLS
