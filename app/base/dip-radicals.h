/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ideograph that a radical (U+2E80 to U+2FD5) is drawn like, other characters as they are. */
gunichar dip_radical_to_kanji (gunichar c);

G_END_DECLS
