/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers as SQLite's files hold them: the highest byte first. https://www.sqlite.org/fileformat2.html */

static inline guint16
_dip_bytes_read_16 (const guint8 *bytes)
{
  return (guint16) (bytes[0] << 8 | bytes[1]);
}

static inline guint32
_dip_bytes_read_32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static inline void
_dip_bytes_write_32 (guint8  *bytes,
                     guint32  value)
{
  for (int i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> (24 - 8 * i));
}

G_END_DECLS
