/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sorts an array of strings by their bytes; a GCompareFunc, whose arguments point at the strings. */
int      dip_compare_strings (gconstpointer a,
                              gconstpointer b);

/* Whether two arrays have the same strings in the same order. */
gboolean dip_equal_strings   (const GPtrArray *a,
                              const GPtrArray *b);

G_END_DECLS
