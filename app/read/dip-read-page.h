/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-layout.h"

G_BEGIN_DECLS

/* A picture never has more pixels than this: a larger scale is made smaller. */
#define DIP_PAGE_MAX_PIXELS (16u * 1024 * 1024)

/* A part of a page, in points from its top left as it is shown. */
typedef struct
{
  double x, y, width, height;
} DipPageArea;

/**
 * DipPageImage:
 * @pixels: red, green, blue and alpha of each pixel, a byte each, rows from the top; alpha is 255 everywhere
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from a row to the next one
 * @scale: pixels a point; what was asked for, or less where the page is large
 * @page: from 1
 * @n_pages: of the document
 * @layout: the lines of this page with their areas; without any line where the page is a picture
 *
 * A page as it looks, and where its lines stand. A point is 1/72 inch, so the
 * page is @width / @scale points wide.
 */
typedef struct
{
  GBytes    *pixels;
  guint      width;
  guint      height;
  gsize      stride;
  double     scale;
  guint      page;
  guint      n_pages;
  DipLayout *layout;
} DipPageImage;

/* Shows a page of a PDF. Blocks, for half a minute at most; any thread. */
DipPageImage *dip_read_page            (GBytes               *bytes,
                                        guint                 page,
                                        double                scale,
                                        GCancellable         *cancellable,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          dip_read_page_async      (GBytes               *bytes,
                                        guint                 page,
                                        double                scale,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
DipPageImage *dip_read_page_finish     (GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          dip_page_image_free      (DipPageImage         *self);

/* Where a text stands on the page: the areas of its lines, none where it does
 * not. (element-type DipPageArea) */
GArray       *dip_page_image_find_text (const DipPageImage   *self,
                                        const char           *text) G_GNUC_WARN_UNUSED_RESULT;

/* Whether bytes have pages that can be shown. */
gboolean      dip_read_has_pages       (GBytes               *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPageImage, dip_page_image_free)

G_END_DECLS
