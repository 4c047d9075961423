/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-read-page.h"

/* Two pages of 300 by 200 points, with more attributes if need be. Offsets are left to who reads: a broken
 * table is mended. */
static GBytes *
make_pdf_with (const char *box)
{
  static const char *const contents[] = {
    "1 0 0 rg 100 150 50 20 re f 0 g BT /F 12 Tf 20 120 Td (Backups are kept for thirty days in two) Tj "
    "0 -16 Td (places that are far from each other.) Tj 0 -40 Td (Logs are kept for one year.) Tj ET",
    "0 0 1 rg 0 0 300 200 re f",
  };
  g_autoptr (GString) text = g_string_new ("%PDF-1.4\n"
                                           "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
                                           "2 0 obj << /Type /Pages /Kids [10 0 R 11 0 R] /Count 2 >> endobj\n"
                                           "3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n");

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    g_string_append_printf (text,
                            "%u 0 obj << /Type /Page /Parent 2 0 R %s /Contents %u 0 R"
                            " /Resources << /Font << /F 3 0 R >> >> >> endobj\n"
                            "%u 0 obj << /Length %u >> stream\n%s\nendstream endobj\n",
                            10 + i, box, 20 + i, 20 + i, (guint) strlen (contents[i]), contents[i]);
  g_string_append (text, "trailer << /Root 1 0 R /Size 22 >>\nstartxref\n0\n%%EOF\n");

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static GBytes *
make_pdf (void)
{
  return make_pdf_with ("/MediaBox [0 0 300 200]");
}

/* Red, green and blue of the pixel at a place in points. */
static guint
look_at (const DipPageImage *image,
         double              x,
         double              y)
{
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);
  const guint8 *at = pixels + (gsize) (y * image->scale) * image->stride + (gsize) (x * image->scale) * 4;

  g_assert_cmpuint (at[3], ==, 255);

  return (guint) at[0] << 16 | (guint) at[1] << 8 | at[2];
}

static void
test_picture (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DipPageImage) first = NULL;
  g_autoptr (DipPageImage) second = NULL;
  g_autoptr (GError) error = NULL;

  first = dip_read_page (bytes, 1, 2.0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->width, ==, 600);
  g_assert_cmpuint (first->height, ==, 400);
  g_assert_cmpuint (g_bytes_get_size (first->pixels), ==, first->stride * first->height);
  g_assert_cmpuint (first->page, ==, 1);
  g_assert_cmpuint (first->n_pages, ==, 2);

  /* The box stands 30 to 50 points below the top. */
  g_assert_cmphex (look_at (first, 125, 40), ==, 0xff0000);
  g_assert_cmphex (look_at (first, 125, 60), ==, 0xffffff);
  g_assert_cmphex (look_at (first, 90, 40), ==, 0xffffff);

  /* A page without text is shown as well. */
  second = dip_read_page (bytes, 2, 0.5, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->width, ==, 150);
  g_assert_cmphex (look_at (second, 299, 199), ==, 0x0000ff);
  g_assert_cmpuint (second->layout->lines->len, ==, 0);
}

static void
test_large (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DipPageImage) image = NULL;
  g_autoptr (GError) error = NULL;

  image = dip_read_page (bytes, 1, 1e9, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (image->width * image->height, <=, DIP_PAGE_MAX_PIXELS);
  g_assert_cmpfloat (image->scale, >, 1.0);
  g_assert_cmphex (look_at (image, 125, 40), ==, 0xff0000);
}

static void
test_places (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DipPageImage) image = dip_read_page (bytes, 1, 1.0, NULL, NULL);
  g_autoptr (GArray) wrapped = NULL;
  g_autoptr (GArray) begun = NULL;
  g_autoptr (GArray) ended = NULL;
  g_autoptr (GArray) foreign = NULL;
  g_autoptr (GArray) nothing = NULL;
  const DipPageArea *area;

  g_assert_nonnull (image);

  /* Over a line end; the baselines are 80 and 96 points below the top. */
  wrapped = dip_page_image_find_text (image, "kept for thirty days in two places");
  g_assert_cmpuint (wrapped->len, ==, 2);
  area = &g_array_index (wrapped, DipPageArea, 0);
  g_assert_cmpfloat (area->y, <, 80);
  g_assert_cmpfloat (area->y + area->height, >, 79);
  g_assert_cmpfloat (area->x, >, 19);
  g_assert_cmpfloat (area->x + area->width, <, 300);
  area = &g_array_index (wrapped, DipPageArea, 1);
  g_assert_cmpfloat (area->y, >, 80);

  /* Goes on to the next page, comes from the one before. */
  begun = dip_page_image_find_text (image, "Logs are kept for one year. They are looked at every week by two people.");
  g_assert_cmpuint (begun->len, ==, 1);
  ended = dip_page_image_find_text (image, "We promise much. Backups are kept for thirty days in two");
  g_assert_cmpuint (ended->len, ==, 1);

  foreign = dip_page_image_find_text (image, "Nothing like this stands on the page.");
  g_assert_cmpuint (foreign->len, ==, 0);
  nothing = dip_page_image_find_text (image, " \n");
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* How many dark pixels an area has, and the rest of the page. Letters may stick out by two points. */
static void
count_ink (const DipPageImage *image,
           const DipPageArea  *area,
           guint              *inside,
           guint              *outside)
{
  *inside = *outside = 0;

  for (guint y = 0; y < image->height; y++)
    for (guint x = 0; x < image->width; x++)
      {
        double px = (x + 0.5) / image->scale;
        double py = (y + 0.5) / image->scale;
        gboolean is_inside = px > area->x - 2 && px < area->x + area->width + 2 &&
                             py > area->y - 2 && py < area->y + area->height + 2;

        if (look_at (image, px, py) == 0x000000)
          *(is_inside ? inside : outside) += 1;
      }
}

/* Areas are where the letters are seen, however the page is turned and cut. */
static void
test_turned_and_cut (void)
{
  static const char *const boxes[] = {
    "/MediaBox [0 0 300 200]",
    "/MediaBox [0 0 300 200] /Rotate 90",
    "/MediaBox [0 0 300 200] /Rotate 180",
    "/MediaBox [0 0 300 200] /Rotate 270",
    "/MediaBox [-50 -40 400 300] /CropBox [10 20 300 180]",
    "/MediaBox [-50 -40 400 300] /CropBox [10 20 300 180] /Rotate 90",
  };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autoptr (GBytes) bytes = make_pdf_with (boxes[i]);
      g_autoptr (DipPageImage) image = dip_read_page (bytes, 1, 4.0, NULL, NULL);
      DipPageArea all = { 1e6, 1e6, 0, 0 };
      double right = 0, bottom = 0;
      guint inside, outside;

      g_assert_nonnull (image);
      g_assert_cmpuint (image->layout->lines->len, >, 0);
      for (guint k = 0; k < image->layout->lines->len; k++)
        {
          const DipLine *line = g_ptr_array_index (image->layout->lines, k);

          all.x = MIN (all.x, line->x);
          all.y = MIN (all.y, line->y);
          right = MAX (right, line->x + line->width);
          bottom = MAX (bottom, line->y + line->height);
        }
      all.width = right - all.x;
      all.height = bottom - all.y;

      count_ink (image, &all, &inside, &outside);
      g_test_message ("%s: %u dark pixels inside, %u outside", boxes[i], inside, outside);
      g_assert_cmpuint (inside, >, 100);
      g_assert_cmpuint (outside, ==, 0);
    }
}

static void
test_refused (void)
{
  static const char damaged[] = "%PDF-1.4\nnothing of a document\n";
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (GBytes) text = g_bytes_new_static ("A text.\n", 8);
  g_autoptr (GBytes) broken = g_bytes_new_static (damaged, sizeof damaged - 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_read_has_pages (bytes));
  g_assert_false (dip_read_has_pages (text));

  g_assert_null (dip_read_page (bytes, 3, 1.0, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (dip_read_page (text, 1, 1.0, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT);
  g_clear_error (&error);

  g_assert_null (dip_read_page (broken, 1, 1.0, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (dip_read_page (bytes, 1, 1.0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DipPageImage) image = NULL;
  g_autoptr (GError) error = NULL;

  dip_read_page_async (bytes, 1, 1.0, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  image = dip_read_page_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmphex (look_at (image, 125, 40), ==, 0xff0000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/read/page/picture", test_picture);
  g_test_add_func ("/read/page/large", test_large);
  g_test_add_func ("/read/page/places", test_places);
  g_test_add_func ("/read/page/turned-and-cut", test_turned_and_cut);
  g_test_add_func ("/read/page/refused", test_refused);
  g_test_add_func ("/read/page/async", test_async);

  return g_test_run ();
}
