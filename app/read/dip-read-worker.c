/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-worker.h"

/*
 * Layouts from workers: one, or, of a PDF with many pages, two that take half
 * of the pages each.
 */

/* Names on the command line. */
static const char *const format_names[] = {
  [DIP_FORMAT_TEXT] = "text",
  [DIP_FORMAT_PDF] = "pdf",
  [DIP_FORMAT_XLSX] = "xlsx",
  [DIP_FORMAT_ODS] = "ods",
  [DIP_FORMAT_DOCX] = "docx",
  [DIP_FORMAT_ODT] = "odt",
  [DIP_FORMAT_HTML] = "html",
  [DIP_FORMAT_ZIP] = "zip",
  [DIP_FORMAT_OLE] = "ole",
  [DIP_FORMAT_FOREIGN] = "foreign",
};

static DipLayout *
run (GBytes                *bytes,
     const char            *name,
     DipFormat              format,
     const DipReadOptions  *options,
     GCancellable          *cancellable,
     GError               **error)
{
  g_autofree char *first = g_strdup_printf ("%u", options->first_page);
  g_autofree char *last = g_strdup_printf ("%u", options->last_page);
  const char *arguments[] = {
    format_names[format], name, options->sheet != NULL ? options->sheet : "",
    options->entry != NULL ? options->entry : "", first, last, NULL,
  };
  DipLayout *layout = NULL;
  DipFrameSink sink;

  _dip_frame_sink_init (&sink, name);
  if (_dip_worker_run (bytes, arguments, DIP_WORKER_SECONDS, &sink, options->progress, options->user_data,
                       cancellable, error))
    layout = g_steal_pointer (&sink.layout);
  _dip_frame_sink_clear (&sink);

  return layout;
}

DipLayout *
_dip_read_in_worker (GBytes                *bytes,
                     const char            *name,
                     DipFormat              format,
                     const DipReadOptions  *options,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (DipLayout) layout = run (bytes, name, format, options, cancellable, error);

  if (layout != NULL && format == DIP_FORMAT_PDF)
    _dip_read_find_headings (layout);

  return g_steal_pointer (&layout);
}
