/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/* Sentences of a comparison about what was cut short; the rest would say the
 * same again. */
#define MAX_LIMITS 20u

/* Tells people where the work was cut short, each thing once. */
void
_dip_limit (DipContext *context,
            const char *format,
            ...)
{
  GPtrArray *limits = context->comparison->limits;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (limits->len < MAX_LIMITS && !g_ptr_array_find_with_equal_func (limits, text, g_str_equal, NULL))
    g_ptr_array_add (limits, g_steal_pointer (&text));
}
