/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-matrix.h"

G_BEGIN_DECLS

/* What stands in a cell of a matrix, once its links are complete. */
DipStance  _dip_matrix_cell_join_stances (const DipMatrixCell *cell);
DipClause *_dip_matrix_cell_find_decider (const DipMatrixCell *cell);
char      *_dip_clause_dup_excerpt       (const DipClause     *clause) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
