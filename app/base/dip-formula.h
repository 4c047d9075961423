/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a spreadsheet could take the text of a cell for a formula. */
gboolean dip_formula_begins (const char *text);

G_END_DECLS
