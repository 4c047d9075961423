/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-matrix.h"

G_BEGIN_DECLS

/**
 * DipMatrixFilter:
 *
 * What a person looks for in a matrix: a part of a control's number or title, or words
 * of the papers, in any of their spellings. Remembers what it found; so it does not
 * outlive the matrix.
 */
typedef struct _DipMatrixFilter DipMatrixFilter;

DipMatrixFilter *dip_matrix_filter_new      (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
void             dip_matrix_filter_free     (DipMatrixFilter      *self);
gboolean         dip_matrix_filter_is_empty (DipMatrixFilter      *self);
gboolean         dip_matrix_filter_names    (DipMatrixFilter      *self,
                                             const DipMatrixRow   *row);
gboolean         dip_matrix_filter_has      (DipMatrixFilter      *self,
                                             const DipMatrixRow   *row);
const char      *dip_matrix_filter_find     (DipMatrixFilter      *self,
                                             const DipMatrixCell  *cell,
                                             const GArray        **marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipMatrixFilter, dip_matrix_filter_free)

G_END_DECLS
