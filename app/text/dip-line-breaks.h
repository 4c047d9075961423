/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *dip_line_breaks_list (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
