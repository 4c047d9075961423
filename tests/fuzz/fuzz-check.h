/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-readers.h"

G_BEGIN_DECLS

/* Ends the process where a reader's answer breaks a promise: a layout, or one
 * sentence of a DipReadError. Takes both. */
void    fuzz_check_answer (DipLayout    *layout,
                           GError       *error);

/* An archive of what @data lists: after each line "=== NAME" the bytes of an
 * entry, as far as the next one. Anything becomes an archive, so that a change
 * of its bytes is a change of what a reader reads, not of a checksum. */
GBytes *fuzz_pack         (const guint8 *data,
                           gsize         size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
