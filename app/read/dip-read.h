/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-layout.h"

G_BEGIN_DECLS

/* A plain text above this is no paper; one of 40 clauses has some 35 kB. */
#define DIP_READ_MAX_TEXT_BYTES (32u * 1024 * 1024)

/* A document with pictures may be larger than a text. */
#define DIP_READ_MAX_BYTES (256u * 1024 * 1024)

/* Called now and then while a document is read, in the thread that reads.
 * @n_pages is 0 where nobody knows. */
typedef void (* DipReadProgress) (guint     page,
                                  guint     n_pages,
                                  gpointer  user_data);

/**
 * DipReadOptions:
 * @sheet: (nullable): name or number (from 1) of the sheet of a workbook; NULL takes what looks like the paper
 * @entry: (nullable): name of the paper in a ZIP archive
 * @first_page: of a PDF, from 1; 0 for the first
 * @last_page: of a PDF; 0 for the last
 * @progress: (nullable): told how far reading is
 * @user_data: for @progress
 * @share: for a worker: a second thread may read half of a long PDF
 *
 * What a person says of a file before it is read. All zero is what most want.
 */
typedef struct
{
  const char      *sheet;
  const char      *entry;
  guint            first_page;
  guint            last_page;
  DipReadProgress  progress;
  gpointer         user_data;
  gboolean         share;
} DipReadOptions;

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

DipLayout *dip_read_layout_full (GBytes                *bytes,
                                 const char            *name,
                                 const DipReadOptions  *options,
                                 GCancellable          *cancellable,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
