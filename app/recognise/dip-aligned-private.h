/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-checksheet.h"

G_BEGIN_DECLS

/* What the files dip-aligned*.c share. Private to app/recognise. */

/* Puts a row of cells (element-type utf8) in the place of line @i. */
void     dip_aligned_put_row         (DipStructure    *self,
                                      guint            i,
                                      const GPtrArray *cells);

/* A table of questions in which one blank parts the cells. */
gboolean dip_aligned_take_flat_sheet (DipStructure    *self,
                                      guint            i,
                                      guint           *end);

G_END_DECLS
