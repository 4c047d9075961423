/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-read-page.h"
#include "read/dip-read-private.h"

G_BEGIN_DECLS

/*
 * The readers that a worker runs, one for each format. They link the libraries
 * that parse, so nothing but the worker, tests and fuzz targets may call them.
 *
 * Each lays out the bytes of one file and fails with a DipReadError whose
 * message is a sentence that says what is wrong and what to do. They need not
 * hold a limit of time or memory of the process, but no loop may be without
 * bound. Text is valid UTF-8.
 */
typedef DipLayout *(* DipReader) (GBytes                *bytes,
                                  const char            *name,
                                  const DipReadOptions  *options,
                                  GCancellable          *cancellable,
                                  GError               **error);

DipLayout *_dip_read_pdf  (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_xlsx (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_ods  (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_docx (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_odt  (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_html (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_mhtml (GBytes                *bytes,
                            const char            *name,
                            const DipReadOptions  *options,
                            GCancellable          *cancellable,
                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_zip  (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
DipLayout *_dip_read_ole  (GBytes                *bytes,
                           const char            *name,
                           const DipReadOptions  *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Draws a page of a PDF and lays it out. */
DipPageImage *_dip_pdf_show_page (GBytes  *bytes,
                                  guint    number,
                                  double   scale,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Names of papers in an archive, as sheets of a layout without lines, and the bytes of one. */
DipLayout *_dip_zip_list_papers  (GBytes      *bytes,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes    *_dip_zip_unpack_paper (GBytes      *bytes,
                                  const char  *name,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* The reader of a format, NULL where the program was built without it. */
DipReader  _dip_reader_for (DipFormat format);

/* The same among those for web pages and office files. */
DipReader  _dip_reader_for_office (DipFormat format);

G_END_DECLS
