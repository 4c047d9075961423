/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipWrapLayout: children in lines, as words of a text.
 */
#define DIP_TYPE_WRAP_LAYOUT (dip_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (DipWrapLayout, dip_wrap_layout, DIP, WRAP_LAYOUT, GtkLayoutManager)

/* A box whose children go on in the next line where a line is full. @spacing
 * between them and between lines, in pixels. */
GtkWidget *dip_wrap_box_new    (int        spacing) G_GNUC_WARN_UNUSED_RESULT;
void       dip_wrap_box_set_up (GtkWidget *box,
                                int        spacing);
void       dip_wrap_box_append (GtkWidget *box,
                                GtkWidget *child);
void       dip_wrap_box_set_one_line (GtkWidget *box,
                                      gboolean   one_line);

G_END_DECLS
