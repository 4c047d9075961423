/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
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
  [DIP_FORMAT_MHTML] = "mhtml",
  [DIP_FORMAT_ZIP] = "zip",
  [DIP_FORMAT_OLE] = "ole",
  [DIP_FORMAT_FOREIGN] = "foreign",
};

/* A worker costs as much as some pages before it reads the first one. */
#define MIN_SHARED_PAGES 24u

#define MAX_NAMED 10u

/* One of two workers, or the only one. */
typedef struct
{
  GBytes         *bytes;
  const char     *name;
  DipFormat       format;
  DipReadOptions  options;
  GCancellable   *cancellable;
  DipLayout      *layout;      /* (owned) (nullable) */
  GError         *error;       /* (owned) (nullable) */
  gint            n_done;      /* pages, atomic */
} Run;

/* Both workers of a document. The first one tells how many pages there are;
 * the second one is started when it does, in a thread of its own. */
typedef struct
{
  Run      first;
  Run      second;
  GThread *thread;   /* (nullable): of the second one */
} Pair;

static void
run (Run             *self,
     DipReadProgress  progress,
     gpointer         user_data)
{
  const DipReadOptions *options = &self->options;
  g_autofree char *first = g_strdup_printf ("%u", options->first_page);
  g_autofree char *last = g_strdup_printf ("%u", options->last_page);
  const char *arguments[] = {
    format_names[self->format], self->name, options->sheet != NULL ? options->sheet : "",
    options->entry != NULL ? options->entry : "", first, last, options->share ? "share" : "", NULL,
  };
  DipFrameSink sink;

  _dip_frame_sink_init (&sink, self->name);
  if (_dip_worker_run (self->bytes, arguments, DIP_WORKER_SECONDS, &sink, progress, user_data,
                       self->cancellable, &self->error))
    self->layout = g_steal_pointer (&sink.layout);
  _dip_frame_sink_clear (&sink);
}

static void
count_second (guint    page,
              guint    n_pages,
              gpointer user_data)
{
  Pair *self = user_data;

  g_atomic_int_set (&self->second.n_done, (gint) MIN (page, G_MAXINT));
}

static gpointer
run_second (gpointer data)
{
  Pair *self = data;

  run (&self->second, count_second, self);

  return NULL;
}

/* Called in the thread that reads. */
static void
count_first (guint    page,
             guint    n_pages,
             gpointer user_data)
{
  Pair *self = user_data;
  const DipReadOptions *options = &self->first.options;
  guint half = _dip_read_second_half (n_pages);

  if (self->first.format == DIP_FORMAT_PDF && options->share && page == 0 && half > 0 && self->thread == NULL)
    {
      self->second.options.first_page = half;
      self->second.options.last_page = n_pages;
      self->thread = g_thread_new ("second worker", run_second, self);
    }

  if (options->progress != NULL)
    options->progress (MIN (page + (guint) g_atomic_int_get (&self->second.n_done), n_pages), n_pages,
                       options->user_data);
}

static void
cancel_second (GCancellable *cancellable,
               gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Waits for the second worker, which nobody needs if the first one failed. */
static void
join_second (Pair *self)
{
  if (self->thread == NULL)
    return;

  if (self->first.layout == NULL)
    g_cancellable_cancel (self->second.cancellable);
  g_thread_join (self->thread);

  if (self->first.layout != NULL && self->second.layout == NULL)
    {
      g_clear_pointer (&self->first.layout, dip_layout_free);
      self->first.error = g_steal_pointer (&self->second.error);
    }
  else if (self->first.layout != NULL)
    {
      g_ptr_array_extend_and_steal (self->first.layout->lines,
                                    g_steal_pointer (&self->second.layout->lines));
      g_ptr_array_extend_and_steal (self->first.layout->warnings,
                                    g_steal_pointer (&self->second.layout->warnings));
      self->second.layout->lines = g_ptr_array_new ();
      self->second.layout->warnings = g_ptr_array_new ();
    }
}

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
  _dip_read_drop_repeated_heads (layout);
  _dip_read_join_cut_rows (layout);

  return TRUE;
}

guint
_dip_read_second_half (guint n_pages)
{
  return n_pages >= MIN_SHARED_PAGES ? n_pages / 2 + 1 : 0;
}

DipLayout *
_dip_read_in_worker (GBytes                *bytes,
                     const char            *name,
                     DipFormat              format,
                     const DipReadOptions  *options,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Pair pair = {
    .first = { bytes, name, format, *options, cancellable, NULL, NULL, 0 },
    .second = { bytes, name, format, *options, stop, NULL, NULL, 0 },
  };
  gulong handler = 0;
  DipLayout *layout;

  pair.first.options.share = format == DIP_FORMAT_PDF && options->first_page == 0 && options->last_page == 0 &&
    g_get_num_processors () > 1;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_second), stop, NULL);

  run (&pair.first, count_first, &pair);
  join_second (&pair);
  g_cancellable_disconnect (cancellable, handler);

  /* It may have come out of an archive. */
  if (pair.first.layout != NULL && g_str_equal (pair.first.layout->media_type, "application/pdf") &&
      !finish_pdf (pair.first.layout, options, &pair.first.error))
    g_clear_pointer (&pair.first.layout, dip_layout_free);

  if (pair.first.error != NULL)
    g_propagate_error (error, g_steal_pointer (&pair.first.error));
  layout = g_steal_pointer (&pair.first.layout);
  g_clear_pointer (&pair.second.layout, dip_layout_free);
  g_clear_error (&pair.second.error);

  return layout;
}
