/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-readers.h"
#include "read/pdf/dip-pdf.h"

#include <cairo.h>
#include <math.h>

#define MIN_SCALE 0.01
#define MAX_SCALE 20.0
#define MAX_SIDE  32000.0 /* pixels; cairo has 32767 */

/* What was asked for, or as much as fits into a picture. 0 for a page without an area. */
static double
choose_scale (double width,
              double height,
              double scale)
{
  if (!isfinite (width) || !isfinite (height) || width < 1.0 || height < 1.0)
    return 0;

  scale = CLAMP (scale, MIN_SCALE, MAX_SCALE);
  scale = MIN (scale, MAX_SIDE / MAX (width, height));
  scale = MIN (scale, sqrt ((double) DIP_PAGE_MAX_PIXELS / (width * height)));

  return scale;
}

/* Words of a machine, in any byte order, become red, green, blue and alpha. */
static GBytes *
copy_pixels (cairo_surface_t *surface,
             guint            width,
             guint            height)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint8 *pixels = g_malloc ((gsize) width * height * 4);
  guint8 *at = pixels;

  for (guint y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (data + y * stride);

      for (guint x = 0; x < width; x++, at += 4)
        {
          at[0] = (guint8) (row[x] >> 16);
          at[1] = (guint8) (row[x] >> 8);
          at[2] = (guint8) row[x];
          at[3] = 255;
        }
    }

  return g_bytes_new_take (pixels, (gsize) width * height * 4);
}

static DipPageImage *
render (PopplerPage  *page,
        double        scale,
        GError      **error)
{
  DipPageImage *image;
  cairo_surface_t *surface;
  cairo_t *cr;
  double width, height;
  int n_x, n_y;

  poppler_page_get_size (page, &width, &height);
  scale = choose_scale (width, height, scale);
  n_x = (int) floor (width * scale);
  n_y = (int) floor (height * scale);
  surface = n_x > 0 && n_y > 0 ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, n_x, n_y) : NULL;
  if (surface == NULL || cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      g_clear_pointer (&surface, cairo_surface_destroy);
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                           "The page cannot be drawn: it has no size that paper has.");
      return NULL;
    }

  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  image = g_new0 (DipPageImage, 1);
  image->pixels = copy_pixels (surface, (guint) n_x, (guint) n_y);
  image->width = (guint) n_x;
  image->height = (guint) n_y;
  image->stride = image->width * 4;
  image->scale = scale;
  cairo_surface_destroy (surface);

  return image;
}

DipPageImage *
_dip_pdf_show_page (GBytes  *bytes,
                    guint    number,
                    double   scale,
                    GError **error)
{
  g_autoptr (DipPageImage) image = NULL;
  PopplerDocument *document = _dip_pdf_open (bytes, error);
  PopplerPage *page;
  DipPdfProgress progress = { .pictures = TRUE };
  guint n_pages;

  if (document == NULL)
    return NULL;

  n_pages = (guint) MAX (poppler_document_get_n_pages (document), 0);
  page = number > 0 && number <= n_pages ? poppler_document_get_page (document, (int) number - 1) : NULL;
  if (page == NULL)
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
                 "The PDF has no page %u: it has %u pages.", number, n_pages);
  else
    image = render (page, scale, error);

  if (image != NULL)
    {
      image->page = number;
      image->n_pages = n_pages;
      image->layout = dip_layout_new ("page", "application/pdf");
      image->layout->n_pages = n_pages;
      progress.draws = _dip_pdf_draws_bullets (document);
      _dip_pdf_lay_out_page (page, number, &progress, image->layout);
    }

  g_clear_object (&page);
  g_object_unref (document);

  return g_steal_pointer (&image);
}
