/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"

static const GDebugKey keys[] = {
  { "read", DIP_DEBUG_READ },
  { "recognise", DIP_DEBUG_RECOGNISE },
  { "align", DIP_DEBUG_ALIGN },
  { "classify", DIP_DEBUG_CLASSIFY },
  { "sql", DIP_DEBUG_SQL },
};

/**
 * dip_debug_is_on:
 * @topic: one topic
 *
 * Tells whether the user asked for messages on a topic. Call it from any
 * thread; it costs one atomic load.
 *
 * Returns: whether `DIPTYCH_DEBUG` names the topic
 */
gboolean
dip_debug_is_on (DipDebug topic)
{
  static gsize topics;

  /* The highest bit marks "looked up", so that no topic at all is remembered too. */
  if (g_once_init_enter (&topics))
    g_once_init_leave (&topics,
                       g_parse_debug_string (g_getenv ("DIPTYCH_DEBUG"), keys, G_N_ELEMENTS (keys)) |
                       (gsize) 1 << 31);

  return (topics & topic) != 0;
}

/**
 * dip_debug:
 * @topic: what the message is about
 * @format: as for printf, without a line break at the end
 *
 * Prints a message on standard error if its topic is on.
 */
void
dip_debug (DipDebug    topic,
           const char *format,
           ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (!dip_debug_is_on (topic))
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("diptych: %s\n", message);
}
