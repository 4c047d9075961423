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

/* g_utf8_validate_len() that does not look at each byte by itself: what is read and stored is looked at several
 * times, and nearly all of it is ASCII or characters of three bytes. */
gboolean dip_utf8_is_valid   (const char *text,
                              gsize       length);

G_END_DECLS
