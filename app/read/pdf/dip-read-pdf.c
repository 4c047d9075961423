/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-readers.h"
#include "read/pdf/dip-pdf.h"

static void
set_poppler_error (GError **error,
                   GError  *cause)
{
  if (g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_PROTECTED,
                         "The PDF is protected by a password: save a copy without one and import that.");
  else
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                         "The PDF is damaged: get it again from where it came from, or print it to a new PDF.");
}

PopplerDocument *
_dip_pdf_open (GBytes  *bytes,
               GError **error)
{
  g_autoptr (GError) local = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &local);

  if (document == NULL)
    set_poppler_error (error, local);

  return document;
}

static char *
dup_property (char *text)
{
  if (text == NULL)
    return NULL;

  g_strstrip (text);
  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

/* A second thread costs as much as some pages before it reads the first one. */
#define MIN_SHARED_PAGES 24u

/* Pages that one thread reads. */
typedef struct
{
  guint      first, last;
  DipLayout *layout;       /* (owned) */
  gboolean   any;          /* of them is there */
  gboolean   done;         /* all of them, unless reading was cancelled or the document could not be opened */
  GError    *error;        /* (owned) (nullable) */
} Part;

/* What both threads see. */
typedef struct
{
  GBytes               *bytes;
  const DipReadOptions *options;
  GCancellable         *cancellable;
  gboolean              pictures;  /* the document has some */
  gboolean              draws;     /* what wrote it draws the bullets of lists */
  guint                 n_pages;   /* to read */
  GMutex                lock;      /* for what follows */
  guint                 n_read;
} Reading;

/* Each call gives its thread the time for one more page. */
static void
tell_progress (Reading *self,
               guint    n_more)
{
  g_mutex_lock (&self->lock);
  self->n_read += n_more;
  if (self->options->progress != NULL)
    self->options->progress (self->n_read, self->n_pages, self->options->user_data);
  g_mutex_unlock (&self->lock);
}

static void
lay_out_part (Reading         *self,
              PopplerDocument *document,
              Part            *part,
              DipPdfProgress  *progress)
{
  part->done = FALSE;
  for (guint number = part->first; number <= part->last; number++)
    {
      PopplerPage *page;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, &part->error))
        return;

      page = poppler_document_get_page (document, (int) number - 1);
      if (page == NULL)
        g_ptr_array_add (part->layout->warnings,
                         g_strdup_printf ("Page %u is damaged and was left out.", number));
      else
        _dip_pdf_lay_out_page (page, number, progress, part->layout);
      part->any = part->any || page != NULL;
      g_clear_object (&page);
      tell_progress (self, 1);
    }

  part->done = TRUE;
}

/* What a thread of its own reads, from a document of its own: poppler looks up places in the file as it goes. */
typedef struct
{
  Reading *reading;
  Part     part;
} Second;

static gpointer
run_second (gpointer data)
{
  Second *self = data;
  DipPdfProgress progress = { .pictures = self->reading->pictures, .draws = self->reading->draws };
  PopplerDocument *document;

  tell_progress (self->reading, 0);
  document = _dip_pdf_open (self->reading->bytes, &self->part.error);
  if (document != NULL)
    lay_out_part (self->reading, document, &self->part, &progress);
  g_clear_object (&document);

  return NULL;
}

/* Both say what concerns all pages. */
static void
append_part (DipLayout *layout,
             Part      *part)
{
  GPtrArray *warnings = part->layout->warnings;

  g_ptr_array_extend_and_steal (layout->lines, g_steal_pointer (&part->layout->lines));
  part->layout->lines = g_ptr_array_new ();
  for (guint i = 0; i < warnings->len; i++)
    if (!g_ptr_array_find_with_equal_func (layout->warnings, warnings->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (layout->warnings, g_strdup (warnings->pdata[i]));
}

/* FALSE with @error set where not all pages were read. Before a second thread begins the first page is read: what
 * poppler keeps for the whole process, a profile of colours and the maps of fonts, is there then. */
static gboolean
lay_out_pages (Reading          *self,
               PopplerDocument  *document,
               DipLayout        *layout,
               GError          **error)
{
  const DipReadOptions *options = self->options;
  Part part = { MAX (options->first_page, 1), layout->n_pages, layout, FALSE, FALSE, NULL };
  Second second = { self, { 0, 0, NULL, FALSE, FALSE, NULL } };
  DipPdfProgress progress = { .pictures = self->pictures, .draws = self->draws };
  GThread *thread = NULL;

  if (options->last_page > 0)
    part.last = MIN (options->last_page, layout->n_pages);
  self->n_pages = part.last >= part.first ? part.last - part.first + 1 : 0;

  if (options->share && self->n_pages >= MIN_SHARED_PAGES)
    {
      second.part.first = part.first + self->n_pages / 2;
      second.part.last = part.last;
      second.part.layout = dip_layout_new (layout->name, layout->media_type);
      part.last = part.first;
      lay_out_part (self, document, &part, &progress);

      if (part.any)
        {
          _dip_pdf_hush_poppler ();
          thread = g_thread_try_new ("second half", run_second, &second, NULL);
        }
      part.first++;
      part.last = thread != NULL ? second.part.first - 1 : second.part.last;
    }
  if (part.error == NULL)
    lay_out_part (self, document, &part, &progress);

  if (thread != NULL)
    {
      g_thread_join (thread);
      append_part (layout, &second.part);
      part.done = part.done && second.part.done;
    }
  g_clear_pointer (&second.part.layout, dip_layout_free);

  if (part.error == NULL)
    part.error = g_steal_pointer (&second.part.error);
  if (part.error != NULL)
    g_propagate_error (error, part.error);
  g_clear_error (&second.part.error);

  return part.done;
}

DipLayout *
_dip_read_pdf (GBytes                *bytes,
               const char            *name,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, "application/pdf");
  PopplerDocument *document = _dip_pdf_open (bytes, error);
  Reading reading = { .bytes = bytes, .options = options, .cancellable = cancellable };
  gboolean done = FALSE;

  if (document == NULL)
    return NULL;

  layout->n_pages = (guint) MAX (poppler_document_get_n_pages (document), 0);
  layout->title = dup_property (poppler_document_get_title (document));
  layout->author = dup_property (poppler_document_get_author (document));

  if (layout->n_pages > DIP_PDF_MAX_PAGES)
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                 "The PDF has %u pages, more than the limit of %u: import it in parts.",
                 layout->n_pages, DIP_PDF_MAX_PAGES);
  else
    {
      reading.pictures = _dip_pdf_has_pictures (bytes);
      reading.draws = _dip_pdf_draws_bullets (document);
      g_mutex_init (&reading.lock);
      done = lay_out_pages (&reading, document, layout, error);
      g_mutex_clear (&reading.lock);
      if (done)
        _dip_pdf_apply_outline (document, layout);
    }
  g_object_unref (document);

  return done ? g_steal_pointer (&layout) : NULL;
}
