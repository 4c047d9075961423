/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"

G_BEGIN_DECLS

/**
 * DipFills:
 *
 * The colours of the cells of a sheet, and what its legend says that they mean.
 */
typedef struct _DipFills DipFills;

DipFills *dip_fills_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void      dip_fills_free  (DipFills   *self);
void      dip_fills_add   (DipFills   *self,
                           guint       row,
                           guint       column,
                           guint       fill,
                           const char *text);
void      dip_fills_apply (DipFills   *self,
                           DipGrid    *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFills, dip_fills_free)

G_END_DECLS
