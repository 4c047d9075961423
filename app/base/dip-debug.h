/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipDebug:
 * @DIP_DEBUG_READ: what the readers see
 * @DIP_DEBUG_RECOGNISE: why a line became what it is
 * @DIP_DEBUG_ALIGN: which pass paired which clauses
 * @DIP_DEBUG_CLASSIFY: which rule decided a change
 * @DIP_DEBUG_SQL: each statement with its time
 *
 * The keywords of the environment variable `DIPTYCH_DEBUG`, for example
 * `DIPTYCH_DEBUG=align,sql`; `help` lists them.
 */
typedef enum {
  DIP_DEBUG_READ      = 1 << 0,
  DIP_DEBUG_RECOGNISE = 1 << 1,
  DIP_DEBUG_ALIGN     = 1 << 2,
  DIP_DEBUG_CLASSIFY  = 1 << 3,
  DIP_DEBUG_SQL       = 1 << 4,
} DipDebug;

gboolean dip_debug_is_on (DipDebug    topic);
void     dip_debug       (DipDebug    topic,
                          const char *format,
                          ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
