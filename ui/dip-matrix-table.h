/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-matrix.h"

G_BEGIN_DECLS

typedef const char *(* DipMatrixTitleFunc) (const DipMatrixRow *row);

char *dip_matrix_table_dup (const DipMatrix    *matrix,
                            const GArray       *rows,
                            const GArray       *order,
                            DipMatrixTitleFunc  get_title,
                            gboolean            csv) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
