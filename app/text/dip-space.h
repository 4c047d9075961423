/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* White space as Unicode has it, without a look into its tables: folding and
 * cutting ask this of every character. */
static inline gboolean
dip_is_space (gunichar c)
{
  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r');

  return c == 0x3000 || c == 0xA0 || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028
    || c == 0x2029 || c == 0x202F || c == 0x205F;
}

G_END_DECLS
