/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <string.h>

/*
 * Long straight edges in the picture of a page. This is where the time goes of
 * reading a page with a table, next to drawing it: sixteen pixels are compared
 * at once, and what is white is passed over.
 */

#define EDGE       10      /* of 255: a hairline is grey after rendering, also on a dark head */
#define REACH      2       /* pixels to both sides, that tell an edge from an even area */
#define MIN_LENGTH 6.0f    /* points: the border of a cell of tiny print */
#define CROSSING   2       /* pixels that a rule across takes out of one */
#define MAX_FOUND  60000u  /* with the strokes of letters, which a page of small print has many of */
#define BLOCK      8       /* columns that are passed over together */

typedef guint8 Wide __attribute__ ((vector_size (16)));
typedef guint32 Words __attribute__ ((vector_size (16)));
typedef guint8 Greys __attribute__ ((vector_size (4)));

#define N_WORDS 4

/* Green counts twice. */
static Words
brightness (Words words)
{
  return ((words & 0xff) + ((words >> 7) & 0x1fe) + ((words >> 16) & 0xff)) >> 2;
}

void
_dip_pdf_picture_init (DipPdfPicture   *self,
                       cairo_surface_t *surface)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  self->width = cairo_image_surface_get_width (surface);
  self->height = cairo_image_surface_get_height (surface);
  self->pixels = g_malloc ((gsize) self->width * (gsize) self->height);

  for (int y = 0; y < self->height; y++)
    {
      const guint8 *from = data + (gsize) y * stride;
      guint8 *to = self->pixels + (gsize) y * (gsize) self->width;
      int x = 0;

      for (; x + N_WORDS <= self->width; x += N_WORDS)
        {
          Words words;
          Greys greys;

          memcpy (&words, from + (gsize) x * 4, sizeof words);
          greys = __builtin_convertvector (brightness (words), Greys);
          memcpy (to + x, &greys, sizeof greys);
        }

      for (; x < self->width; x++)
        {
          Words words = { 0 };

          memcpy (&words, from + (gsize) x * 4, 4);
          to[x] = (guint8) brightness (words)[0];
        }
    }
}

void
_dip_pdf_picture_clear (DipPdfPicture *self)
{
  g_clear_pointer (&self->pixels, g_free);
}

static Wide
load (const guint8 *at)
{
  Wide value;

  memcpy (&value, at, sizeof value);

  return value;
}

static Wide
differs (Wide a,
         Wide b)
{
  Wide above = (Wide) (a > b);
  Wide distance = ((a - b) & above) | ((b - a) & ~above);

  return (Wide) (distance > EDGE);
}

static gboolean
differs_one (guint8 a,
             guint8 b)
{
  return ABS ((int) a - (int) b) > EDGE;
}

/* 1 for each pixel across which something changes: a thin line, or the border of an area. */
static void
find_edges (const guint8 *before,
            const guint8 *here,
            const guint8 *after,
            guint8       *edges,
            int           n)
{
  int i = 0;

  for (; i + (int) sizeof (Wide) <= n; i += (int) sizeof (Wide))
    {
      Wide a = load (before + i);
      Wide b = load (here + i);
      Wide c = load (after + i);
      Wide found = ((differs (b, a) & differs (b, c)) | differs (a, c)) & 1;

      memcpy (edges + i, &found, sizeof found);
    }

  for (; i < n; i++)
    edges[i] = (differs_one (here[i], before[i]) && differs_one (here[i], after[i])) ||
               differs_one (before[i], after[i]);
}

static void
add_rule (GArray *rules,
          int     at,
          int     from,
          int     to)
{
  DipPdfRule rule = {
    (float) ((at + 0.5) / DIP_PDF_SCALE), (float) (from / DIP_PDF_SCALE), (float) (to / DIP_PDF_SCALE),
  };

  if (rules->len < MAX_FOUND)
    g_array_append_val (rules, rule);
}

/* Rules come from top to bottom, those at one height from left to right. */
void
_dip_pdf_scan_horizontal (const DipPdfPicture *picture,
                          GArray              *rules)
{
  gsize width = (gsize) picture->width;
  g_autofree guint8 *edges = g_malloc0 (width + 1);
  int min_length = (int) (MIN_LENGTH * DIP_PDF_SCALE);

  for (int y = REACH; y < picture->height - REACH && rules->len < MAX_FOUND; y++)
    {
      const guint8 *here = picture->pixels + (gsize) y * width;
      const guint8 *start = edges;

      find_edges (here - REACH * width, here, here + REACH * width, edges, picture->width);

      while ((start = memchr (start, 1, width - (gsize) (start - edges))) != NULL)
        {
          /* There is a 0 behind the last one. */
          const guint8 *end = memchr (start, 0, width + 1 - (gsize) (start - edges));

          if (end - start >= min_length)
            add_rule (rules, y, (int) (start - edges), (int) (end - edges));
          start = end;
        }
    }
}

/* What is known of a column of pixels on the way down. */
typedef struct
{
  int run;       /* pixels of the edge that is under way */
  int from, to;  /* of the last long one, which may go on behind a rule across it; to is 0 without */
} Column;

static void
end_run (Column *self,
         int     x,
         int     y,
         GArray *rules)
{
  int min_length = (int) (MIN_LENGTH * DIP_PDF_SCALE);
  int from = y - self->run;

  if (self->run >= min_length)
    {
      if (self->to > 0 && from - self->to > CROSSING)
        add_rule (rules, x, self->from, self->to);
      if (self->to == 0 || from - self->to > CROSSING)
        self->from = from;
      self->to = y;
    }
  self->run = 0;
}

/* The border of a column is seen in pieces as high as a row: they come as one rule, which no letter is as long
 * as, so that text cut off at the border does not hide it. */
void
_dip_pdf_scan_vertical (const DipPdfPicture *picture,
                        GArray              *rules)
{
  gsize width = (gsize) picture->width;
  g_autofree guint8 *edges = g_malloc0 (width + BLOCK);
  g_autofree guint8 *live = g_malloc0 (width / BLOCK + 1);  /* whether a block has an edge under way */
  g_autofree Column *columns = g_new0 (Column, width + BLOCK);

  for (int y = 0; y < picture->height; y++)
    {
      const guint8 *here = picture->pixels + (gsize) y * width;

      find_edges (here, here + REACH, here + 2 * REACH, edges + REACH, picture->width - 2 * REACH);

      for (int block = 0; block * BLOCK < picture->width; block++)
        {
          guint64 any;

          memcpy (&any, edges + block * BLOCK, sizeof any);
          if (any == 0 && !live[block])
            continue;

          live[block] = any != 0;
          for (int x = block * BLOCK; x < (block + 1) * BLOCK; x++)
            {
              if (edges[x] != 0)
                columns[x].run++;
              else if (columns[x].run > 0)
                end_run (&columns[x], x, y, rules);
            }
        }
    }

  for (int x = 0; x < picture->width; x++)
    {
      end_run (&columns[x], x, picture->height, rules);
      if (columns[x].to > 0)
        add_rule (rules, x, columns[x].from, columns[x].to);
    }
}
