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

static gboolean
lay_out_pages (PopplerDocument       *document,
               DipLayout             *layout,
               gboolean               pictures,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  guint first = options->first_page > 0 ? options->first_page : 1;
  guint last = options->last_page > 0 ? MIN (options->last_page, layout->n_pages) : layout->n_pages;
  guint n_pages = last >= first ? last - first + 1 : 0;
  DipPdfProgress progress = { pictures, FALSE, 0 };

  /* The program hears how many pages there are, and has the other half read meanwhile. */
  if (options->share && options->first_page == 0 && _dip_read_second_half (last) > 0)
    {
      options->progress (0, last, options->user_data);
      last = _dip_read_second_half (last) - 1;
    }

  for (guint number = first; number <= last; number++)
    {
      PopplerPage *page;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      page = poppler_document_get_page (document, (int) number - 1);
      if (page == NULL)
        g_ptr_array_add (layout->warnings, g_strdup_printf ("Page %u is damaged and was left out.", number));
      else
        _dip_pdf_lay_out_page (page, number, &progress, layout);
      g_clear_object (&page);

      if (options->progress != NULL)
        options->progress (number - first + 1, n_pages, options->user_data);
    }

  return TRUE;
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
    done = lay_out_pages (document, layout, _dip_pdf_has_pictures (bytes), options, cancellable, error);
  g_object_unref (document);

  return done ? g_steal_pointer (&layout) : NULL;
}
