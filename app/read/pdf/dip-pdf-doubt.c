/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <string.h>

/*
 * Pages of which what is read may not be what is seen.
 */

#define MAX_DOUBTFUL     0.05  /* of the letters of a page */
#define FEW_LETTERS      80u   /* a page number, a stamp, the name of a scanner */
#define SCAN_SHARE       0.7   /* of a page that its picture covers */
#define SCAN_WORDS       "is a scan with recognised text"
#define MAX_SCANS        8u    /* that are told one by one */

/* Whether a character is one that a font made up, or none. Nearly all are found in the first lines. */
static gboolean
is_bad (gunichar c)
{
  if ((c > 0x20 && c < 0x7f) || (c > 0x3000 && c < 0x3097) || (c > 0x30a0 && c < 0x3100) || (c >= 0x4e00 && c < 0x9fd0))
    return FALSE;

  return c == 0xfffd || (c >= 0xe000 && c < 0xf900) || c < 0x20 || !g_unichar_isdefined (c);
}

/* A page whose font says nothing of its letters: what is read may not be what is seen. */
static void
check_letters (GArray    *chars,
               guint      number,
               DipLayout *layout)
{
  guint n_bad = 0;
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    {
      gunichar c = g_array_index (chars, DipPdfChar, i).c;

      if (_dip_pdf_is_space (c))
        continue;
      n++;
      n_bad += is_bad (c) != FALSE;
    }

  if (n > 0 && n_bad > MAX_DOUBTFUL * n)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("Page %u: %u of %u letters could not be told from the fonts; "
                                      "compare this page with the original.", number, n_bad, n));
}

/* Whether a picture covers the page. */
static gboolean
is_picture (PopplerPage *page)
{
  GList *images = poppler_page_get_image_mapping (page);
  double width, height;
  gboolean covers = FALSE;

  poppler_page_get_size (page, &width, &height);
  for (const GList *l = images; l != NULL && !covers; l = l->next)
    {
      const PopplerRectangle *area = &((const PopplerImageMapping *) l->data)->area;
      double n_x = MIN (MAX (area->x1, area->x2), width) - MAX (MIN (area->x1, area->x2), 0);
      double n_y = MIN (MAX (area->y1, area->y2), height) - MAX (MIN (area->y1, area->y2), 0);

      covers = n_x > 0 && n_y > 0 && n_x * n_y > SCAN_SHARE * width * height;
    }
  poppler_page_free_image_mapping (images);

  return covers;
}

/* How many pages were said to be scans. */
static guint
count_scans (const DipLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->warnings->len; i++)
    n += strstr (layout->warnings->pdata[i], SCAN_WORDS) != NULL;

  return n;
}

/* Pictures are streams, and what a stream says of itself is packed or encrypted nowhere. */
gboolean
_dip_pdf_has_pictures (GBytes *bytes)
{
  static const char subtype[] = "/Subtype";
  static const char image[] = "/Image";
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  const char *end = at + length;

  while ((at = memmem (at, (gsize) (end - at), subtype, strlen (subtype))) != NULL)
    {
      at += strlen (subtype);
      while (at < end && (g_ascii_isspace (*at) || *at == '\0'))
        at++;
      if ((gsize) (end - at) > strlen (image) && memcmp (at, image, strlen (image)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A scan has its text in the picture, or recognised letters behind it. Looking for
 * pictures costs as much as reading the page: of a document without any, or whose
 * first page is none, only pages with next to no text are looked at. */
static void
check_picture (PopplerPage *page,
               GArray      *chars,
               guint        number,
               gboolean     pictures,
               DipLayout   *layout)
{
  guint n_scans = count_scans (layout);
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    n += !_dip_pdf_is_space (g_array_index (chars, DipPdfChar, i).c);

  if (n >= FEW_LETTERS && n_scans == 0 && (!pictures || layout->lines->len > 0))
    return;
  if (n_scans >= MAX_SCANS || !is_picture (page))
    return;

  if (n < FEW_LETTERS)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("Page %u is a picture with next to no text: what it shows is not read.", number));
  else if (n_scans + 1 < MAX_SCANS)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("Page %u " SCAN_WORDS ": its letters may be wrong; "
                                      "compare this page with the original.", number));
  else
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf ("Page %u " SCAN_WORDS ", and pages behind it may be too: their letters may be "
                                      "wrong; compare them with the original.", number));
}

void
_dip_pdf_warn_of_doubt (PopplerPage *page,
                        GArray      *chars,
                        guint        number,
                        gboolean     pictures,
                        DipLayout   *layout)
{
  check_letters (chars, number, layout);
  check_picture (page, chars, number, pictures, layout);
}
