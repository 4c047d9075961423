/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipTableWidths:
 *
 * How wide the columns of a table want to be: of each column its longest cell and its
 * longest word. Only these are ever measured.
 */
typedef struct _DipTableWidths DipTableWidths;

/* The width of a text on one line, in the unit of the room that is given out. */
typedef double (*DipTableMeasure) (const char *text,
                                   gpointer    user_data);

DipTableWidths *dip_table_widths_new           (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
void            dip_table_widths_free          (DipTableWidths       *self);
guint           dip_table_widths_get_n_columns (const DipTableWidths *self);
gboolean        dip_table_widths_has_head      (const DipTableWidths *self);
gboolean        dip_table_widths_has_names     (const DipTableWidths *self);
gboolean        dip_table_widths_fit           (const DipTableWidths *self,
                                                double                room,
                                                double                em,
                                                DipTableMeasure       measure,
                                                gpointer              user_data,
                                                double               *widths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipTableWidths, dip_table_widths_free)

G_END_DECLS
