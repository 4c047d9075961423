/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-worker.h"

/*
 * Layouts from workers, and what can only be seen in a whole one.
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
  [DIP_FORMAT_MHTML] = "mhtml",
  [DIP_FORMAT_ZIP] = "zip",
  [DIP_FORMAT_OLE] = "ole",
  [DIP_FORMAT_FOREIGN] = "foreign",
};

#define MAX_NAMED 10u

/* Pages that say nothing between pages that do are pictures, or empty on purpose. */
static void
warn_silent_pages (DipLayout            *layout,
                   const DipReadOptions *options)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint last = options->last_page > 0 ? MIN (options->last_page, layout->n_pages) : layout->n_pages;
  guint next = 0;
  guint n = 0;

  for (guint page = MAX (options->first_page, 1); page <= last; page++)
    {
      while (next < layout->lines->len && ((const DipLine *) layout->lines->pdata[next])->page < page)
        next++;
      if (next < layout->lines->len && ((const DipLine *) layout->lines->pdata[next])->page == page)
        continue;
      if (n++ < MAX_NAMED)
        g_string_append_printf (numbers, "%s%u", n > 1 ? ", " : "", page);
    }

  if (n > MAX_NAMED)
    g_string_append_printf (numbers, ", … (%u pages)", n);
  if (n > 0)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("No text on page %s: a picture there is not read.", numbers->str));
}

/* What can only be seen when all pages are there. */
static gboolean
finish_pdf (DipLayout             *layout,
            const DipReadOptions  *options,
            GError               **error)
{
  if (layout->lines->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_NO_TEXT,
                           "The PDF has pictures of pages but no text that can be read: run text recognition "
                           "(OCR) on it and import the result.");
      return FALSE;
    }

  warn_silent_pages (layout, options);
  _dip_read_find_endnotes (layout);
  _dip_read_find_headings (layout);
  _dip_read_take_page_titles (layout);
  _dip_read_drop_repeated_heads (layout);
  _dip_read_join_cut_rows (layout);

  return TRUE;
}

DipLayout *
_dip_read_in_worker (GBytes                *bytes,
                     const char            *name,
                     DipFormat              format,
                     const DipReadOptions  *options,
                     GCancellable          *cancellable,
                     GError               **error)
{
  gboolean share = format == DIP_FORMAT_PDF && g_get_num_processors () > 1;
  g_autofree char *first = g_strdup_printf ("%u", options->first_page);
  g_autofree char *last = g_strdup_printf ("%u", options->last_page);
  const char *arguments[] = {
    format_names[format], name, options->sheet != NULL ? options->sheet : "",
    options->entry != NULL ? options->entry : "", first, last, share ? "share" : "", NULL,
  };
  g_autoptr (DipLayout) layout = NULL;
  DipFrameSink sink;

  _dip_frame_sink_init (&sink, name);
  if (_dip_worker_run (bytes, arguments, DIP_WORKER_SECONDS, &sink, options->progress, options->user_data,
                       cancellable, error))
    layout = g_steal_pointer (&sink.layout);
  _dip_frame_sink_clear (&sink);

  /* It may have come out of an archive. */
  if (layout != NULL && g_str_equal (layout->media_type, "application/pdf") && !finish_pdf (layout, options, error))
    return NULL;

  return g_steal_pointer (&layout);
}
