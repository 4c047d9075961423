/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @results: (element-type DipImportResult): those with an error are listed. */
GtkWindow *dip_problems_window_new (GtkWindow *parent,
                                    GPtrArray *results,
                                    gboolean   passed_over) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
