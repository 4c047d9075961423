/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The write-ahead log that a program which was killed leaves beside a library,
 * read without SQLite. SQLite believes it up to the first frame whose checksum is
 * wrong and drops the rest without a word, since after a power cut that is what
 * never was on the disk. Where whole transactions stand behind such a frame, it is
 * damage, and they were stored. The format is told at
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log. Every byte may be anything.
 */

gboolean dip_log_has_gap (const char *path);
gboolean dip_log_mend    (const char *path,
                          GError    **error);

G_END_DECLS
