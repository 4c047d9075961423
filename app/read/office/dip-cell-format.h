/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *dip_cell_format_builtin (guint        id);
char       *dip_cell_format_number  (const char  *code,
                                     double       value,
                                     gboolean     from_1904) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_cell_format_general (double       value) G_GNUC_WARN_UNUSED_RESULT;

/* What a date's tokens of a code print; for dip-cell-format.c only. */
gboolean    _dip_cell_format_is_date (const char *section,
                                      gsize       length);
gboolean    _dip_cell_format_date    (GString    *out,
                                      const char *section,
                                      gsize       length,
                                      double      value,
                                      gboolean    from_1904);

G_END_DECLS
