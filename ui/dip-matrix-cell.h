/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "engine/dip-matrix.h"

G_BEGIN_DECLS

GtkWidget *dip_matrix_cell_new (const DipMatrix *matrix,
                                guint            row,
                                guint            column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
