/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-layout.h"

G_BEGIN_DECLS

/* A plain text above this is no paper; one of 40 clauses has some 35 kB. */
#define DIP_READ_MAX_TEXT_BYTES (32u * 1024 * 1024)

/* Loads a file whole, refusing what is no regular file, empty or too large
 * before it is in memory. Fails with DipReadError, or with G_IO_ERROR (not
 * found, permission, cancelled) whose message is one sentence too. */
GBytes    *dip_read_load   (GFile         *file,
                            GCancellable  *cancellable,
                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds out what the bytes are and lays them out. @name is the file's base
 * name: a hint and the layout's name, the bytes decide. */
DipLayout *dip_read_layout (GBytes        *bytes,
                            const char    *name,
                            GCancellable  *cancellable,
                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
