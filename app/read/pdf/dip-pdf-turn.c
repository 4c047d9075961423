/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>

/*
 * Pages whose text runs down or up: Japanese written from top to bottom, or a
 * wide table that was printed on a tall page. Turned by a quarter they are pages
 * like any other; what is found on them is turned back to where it is seen.
 *
 *   down   x' = y       y' = width - x     lines from right to left
 *   up     x' = height - y    y' = x       lines from left to right
 *   left   x' = width - x     y' = height - y    lines from bottom to top
 */

#define MIN_LETTERS 9u     /* that follow each other in a direction */
#define BESIDE      0.001f /* keeps two digits side by side in a line that runs down in their order */

/* Hebrew, Arabic and their neighbours. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfdff) || (c >= 0xfe70 && c < 0xff00);
}

/* How most letters follow each other in the order of the file. */
DipPdfDirection
_dip_pdf_find_direction (GArray *chars)
{
  guint n_right = 0;
  guint n_left = 0;
  guint n_down = 0;
  guint n_up = 0;

  for (guint i = 1; i < chars->len; i++)
    {
      const DipPdfChar *a = &g_array_index (chars, DipPdfChar, i - 1);
      const DipPdfChar *b = &g_array_index (chars, DipPdfChar, i);
      float size = MAX (a->size, 1.0f);
      float right = (b->x0 + b->x1 - a->x0 - a->x1) / 2;
      float down = (b->y0 + b->y1 - a->y0 - a->y1) / 2;

      if (b->begins || _dip_pdf_is_space (a->c) || _dip_pdf_is_space (b->c))
        continue;
      if (fabsf (right) < 0.3f * size && fabsf (down) > 0.1f * size && fabsf (down) < 2.0f * size)
        {
          n_down += down > 0;
          n_up += down < 0;
        }
      else if (fabsf (down) < 0.3f * size && right > 0)
        n_right++;
      else if (fabsf (down) < 0.3f * size && right < 0 && right > -2.0f * size && !is_right_to_left (b->c))
        n_left++;
    }

  if (n_down >= MIN_LETTERS && n_down > n_right && n_down > n_up)
    return DIP_PDF_DOWN;
  if (n_up >= MIN_LETTERS && n_up > n_right)
    return DIP_PDF_UP;
  if (n_left >= MIN_LETTERS && n_left > n_right)
    return DIP_PDF_LEFT;

  return DIP_PDF_RIGHT;
}

/* Characters as if the text ran to the right. */
void
_dip_pdf_turn_chars (GArray          *chars,
                     DipPdfDirection  direction,
                     float            width,
                     float            height)
{
  guint kept = 0;

  if (direction == DIP_PDF_RIGHT)
    return;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar seen = g_array_index (chars, DipPdfChar, i);
      DipPdfChar *c = &g_array_index (chars, DipPdfChar, kept);

      /* Poppler puts a space over the whole word before it; the gap says it too. */
      if (_dip_pdf_is_space (seen.c))
        continue;

      kept++;
      *c = seen;
      if (direction == DIP_PDF_DOWN)
        {
          c->x0 = seen.y0 + BESIDE * seen.x0;
          c->x1 = seen.y1 + BESIDE * seen.x0;
          c->y0 = width - seen.x1;
          c->y1 = width - seen.x0;
        }
      else if (direction == DIP_PDF_LEFT)
        {
          c->x0 = width - seen.x1;
          c->x1 = width - seen.x0;
          c->y0 = height - seen.y1;
          c->y1 = height - seen.y0;
        }
      else
        {
          c->x0 = height - seen.y1;
          c->x1 = height - seen.y0;
          c->y0 = seen.x0;
          c->y1 = seen.x1;
        }
    }
  g_array_set_size (chars, kept);
}

void
_dip_pdf_turn_cairo (cairo_t         *cr,
                     DipPdfDirection  direction,
                     double           width,
                     double           height)
{
  cairo_matrix_t matrix;

  if (direction == DIP_PDF_DOWN)
    cairo_matrix_init (&matrix, 0, -1, 1, 0, 0, width);
  else if (direction == DIP_PDF_UP)
    cairo_matrix_init (&matrix, 0, 1, -1, 0, height, 0);
  else if (direction == DIP_PDF_LEFT)
    cairo_matrix_init (&matrix, -1, 0, 0, -1, width, height);
  else
    return;

  cairo_transform (cr, &matrix);
}

/* The areas of lines that were found on a turned page. */
void
_dip_pdf_turn_lines_back (DipLayout       *layout,
                          guint            first,
                          DipPdfDirection  direction,
                          double           width,
                          double           height)
{
  for (guint i = first; i < layout->lines->len; i++)
    {
      DipLine *line = layout->lines->pdata[i];
      double x = line->x;
      double y = line->y;
      double along = line->width;
      double across = line->height;

      if (direction == DIP_PDF_DOWN)
        {
          line->x = width - y - across;
          line->y = x;
        }
      else if (direction == DIP_PDF_UP)
        {
          line->x = y;
          line->y = height - x - along;
        }
      else if (direction == DIP_PDF_LEFT)
        {
          line->x = width - x - along;
          line->y = height - y - across;
        }
      if (direction == DIP_PDF_DOWN || direction == DIP_PDF_UP)
        {
          line->width = across;
          line->height = along;
        }
    }
}
