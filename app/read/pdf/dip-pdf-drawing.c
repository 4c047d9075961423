/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-drawing.h"

#include <math.h>
#include <string.h>

/*
 * Lines of a drawing whose areas are known. The page is cut at every border of an
 * area, in both directions. The pieces are painted from the back to the front
 * like pixels, so that what is covered, or as white as the paper, is not seen;
 * a page with a table has some thousand of them. An edge is where neighbours differ.
 */

#define STEP         0.25f    /* points; borders closer than that are one */
#define EDGE         10       /* of 255, as in a picture */
#define MIN_LENGTH   6.0f     /* points: the border of a cell of tiny print */
#define CROSSING     1.4f     /* points that a rule across takes out of one */
#define THIN         1.3f     /* points; edges farther from each other are not taken for one line */
#define WIDE         4.0f     /* points; what is wider is no line */
#define MAX_PIECES   200000u
#define MAX_PAINTED  4000000u
#define MAX_FOUND    20000u
#define PAPER        255

/* Borders in one direction, ascending, in points and as steps from 0. */
typedef struct
{
  GArray *at;     /* (element-type float) */
  guint  *places; /* of each step: the number of borders before it */
  guint   n_steps;
} Cuts;

static guint
step_of (const Cuts *self,
         float       at)
{
  return (guint) CLAMP (lroundf (at / STEP), 0, (long) self->n_steps - 1);
}

static Cuts
cuts_new (float length)
{
  guint n_steps = (guint) (length / STEP) + 2;

  return (Cuts) { g_array_new (FALSE, FALSE, sizeof (float)), g_new0 (guint, n_steps + 1), n_steps };
}

static void
cuts_clear (Cuts *self)
{
  g_array_unref (self->at);
  g_free (self->places);
}

/* The steps that an area begins and ends with. No line is so thin that it has none. */
static void
find_steps (const Cuts *self,
            float       from,
            float       to,
            guint      *first,
            guint      *last)
{
  *first = MIN (step_of (self, from), self->n_steps - 2);
  *last = MAX (step_of (self, to), *first + 1);
}

/* From marks at steps to borders. */
static void
cuts_finish (Cuts *self)
{
  guint n = 0;

  self->places[0] = self->places[self->n_steps - 1] = 1;
  for (guint i = 0; i < self->n_steps; i++)
    {
      gboolean marked = self->places[i] != 0;
      float at = (float) i * STEP;

      if (marked)
        g_array_append_val (self->at, at);
      self->places[i] = n;
      n += marked != FALSE;
    }
}

/* The pieces of a page, from the top left. */
typedef struct
{
  Cuts    xs, ys;
  guint8 *greys;
  guint   n_x, n_y;  /* pieces */
} Mosaic;

static guint8
mix (guint8             under,
     const DipPdfShape *shape)
{
  return (guint8) ((under * (255 - shape->alpha) + shape->grey * shape->alpha) / 255);
}

static DipPdfBox
turn_box (const DipPdfBox *box,
          DipPdfDirection  direction,
          float            width,
          float            height)
{
  switch (direction)
    {
    case DIP_PDF_DOWN:
      return (DipPdfBox) { box->y0, width - box->x1, box->y1, width - box->x0 };

    case DIP_PDF_UP:
      return (DipPdfBox) { height - box->y1, box->x0, height - box->y0, box->x1 };

    case DIP_PDF_LEFT:
      return (DipPdfBox) { width - box->x1, height - box->y1, width - box->x0, height - box->y0 };

    case DIP_PDF_RIGHT:
    default:
      return *box;
    }
}

/* A line becomes its middle, so that lines across it are not cut by its width. */
static DipPdfBox
thin_box (DipPdfBox box)
{
  float width = box.x1 - box.x0;
  float height = box.y1 - box.y0;

  if (MAX (width, height) < MIN_LENGTH || MIN (width, height) > WIDE)
    return box;

  if (width < height)
    {
      box.x0 += (width - STEP) / 2;
      box.x1 = box.x0 + STEP;
    }
  else
    {
      box.y0 += (height - STEP) / 2;
      box.y1 = box.y0 + STEP;
    }

  return box;
}

/* FALSE where there are too many pieces. */
static gboolean
mosaic_paint (Mosaic       *self,
              const GArray *shapes)
{
  guint n_painted = 0;

  for (guint i = 0; i < shapes->len; i++)
    {
      const DipPdfShape *shape = &g_array_index (shapes, DipPdfShape, i);
      guint x0, x1, y0, y1;

      find_steps (&self->xs, shape->box.x0, shape->box.x1, &x0, &x1);
      find_steps (&self->ys, shape->box.y0, shape->box.y1, &y0, &y1);
      x0 = self->xs.places[x0];
      x1 = self->xs.places[x1];
      y0 = self->ys.places[y0];
      y1 = self->ys.places[y1];

      n_painted += (x1 - x0) * (y1 - y0);
      if (n_painted > MAX_PAINTED)
        return FALSE;

      for (guint y = y0; y < y1; y++)
        for (guint x = x0; x < x1; x++)
          self->greys[y * self->n_x + x] = mix (self->greys[y * self->n_x + x], shape);
    }

  return TRUE;
}

static gboolean
mosaic_init (Mosaic       *self,
             const GArray *shapes,
             float         width,
             float         height)
{
  self->xs = cuts_new (width);
  self->ys = cuts_new (height);
  self->greys = NULL;

  for (guint i = 0; i < shapes->len; i++)
    {
      const DipPdfShape *shape = &g_array_index (shapes, DipPdfShape, i);
      guint first, last;

      find_steps (&self->xs, shape->box.x0, shape->box.x1, &first, &last);
      self->xs.places[first] = self->xs.places[last] = 1;
      find_steps (&self->ys, shape->box.y0, shape->box.y1, &first, &last);
      self->ys.places[first] = self->ys.places[last] = 1;
    }
  cuts_finish (&self->xs);
  cuts_finish (&self->ys);

  self->n_x = self->xs.at->len - 1;
  self->n_y = self->ys.at->len - 1;
  if ((guint64) self->n_x * self->n_y > MAX_PIECES)
    return FALSE;

  self->greys = g_malloc ((gsize) self->n_x * self->n_y);
  memset (self->greys, PAPER, (gsize) self->n_x * self->n_y);

  return mosaic_paint (self, shapes);
}

static void
mosaic_clear (Mosaic *self)
{
  cuts_clear (&self->xs);
  cuts_clear (&self->ys);
  g_free (self->greys);
}

/* The same pieces with rows and columns exchanged: what is looked for is always horizontal. */
static void
mosaic_transpose (Mosaic *self)
{
  guint8 *greys = g_malloc ((gsize) self->n_x * self->n_y);
  Cuts xs = self->xs;
  guint n_x = self->n_x;

  for (guint y = 0; y < self->n_y; y++)
    for (guint x = 0; x < self->n_x; x++)
      greys[x * self->n_y + y] = self->greys[y * self->n_x + x];

  g_free (self->greys);
  self->greys = greys;
  self->xs = self->ys;
  self->ys = xs;
  self->n_x = self->n_y;
  self->n_y = n_x;
}

static gboolean
differ (guint8 a,
        guint8 b)
{
  return ABS ((int) a - (int) b) > EDGE;
}

static void
add_rule (GArray *rules,
          float   at,
          float   from,
          float   to,
          guint   first)
{
  DipPdfRule *last = rules->len > first ? &g_array_index (rules, DipPdfRule, rules->len - 1) : NULL;
  DipPdfRule rule = { at, from, to };

  if (to - from < MIN_LENGTH)
    return;
  if (last != NULL && from - last->to <= CROSSING)
    last->to = to;
  else if (rules->len < MAX_FOUND)
    g_array_append_val (rules, rule);
}

/* Rules at one height: where a row differs from the row before, and, unless that is NULL, from the one after. */
static void
scan_row (const Mosaic *self,
          const guint8 *before,
          const guint8 *row,
          const guint8 *after,
          float         at,
          GArray       *rules)
{
  const float *xs = (const float *) self->xs.at->data;
  guint first = rules->len;
  guint start = 0;
  gboolean inside = FALSE;

  for (guint x = 0; x <= self->n_x; x++)
    {
      gboolean edge = x < self->n_x && differ (before[x], row[x]) && (after == NULL || differ (row[x], after[x]));

      if (edge && !inside)
        start = x;
      else if (!edge && inside)
        add_rule (rules, at, xs[start], xs[x], first);
      inside = edge;
    }
}

static void
scan (const Mosaic *self,
      GArray       *rules)
{
  const float *ys = (const float *) self->ys.at->data;

  for (guint y = 1; y < self->n_y; y++)
    {
      const guint8 *row = self->greys + (gsize) y * self->n_x;

      scan_row (self, row - self->n_x, row, NULL, ys[y], rules);

      /* The edges of a gap between two areas are taken for one line when what is between them is told, too. */
      for (float at = ys[y] + THIN; y + 1 < self->n_y && ys[y + 1] - ys[y] <= WIDE && at < ys[y + 1]; at += THIN)
        scan_row (self, row - self->n_x, row, row + self->n_x, at, rules);
    }
}

gboolean
_dip_pdf_drawing_find_edges (const DipPdfDrawing *self,
                             DipPdfDirection      direction,
                             GArray              *horizontal,
                             GArray              *vertical)
{
  gboolean turned = direction == DIP_PDF_DOWN || direction == DIP_PDF_UP;
  g_autoptr (GArray) shapes = NULL;
  Mosaic mosaic;
  gboolean easy;

  if (self->difficult)
    return FALSE;

  shapes = g_array_sized_new (FALSE, FALSE, sizeof (DipPdfShape), self->shapes->len);
  g_array_append_vals (shapes, self->shapes->data, self->shapes->len);
  for (guint i = 0; i < shapes->len; i++)
    {
      DipPdfShape *shape = &g_array_index (shapes, DipPdfShape, i);

      shape->box = thin_box (turn_box (&shape->box, direction, self->width, self->height));
    }

  easy = mosaic_init (&mosaic, shapes, turned ? self->height : self->width, turned ? self->width : self->height);
  if (easy)
    {
      scan (&mosaic, horizontal);
      mosaic_transpose (&mosaic);
      scan (&mosaic, vertical);
    }
  mosaic_clear (&mosaic);

  return easy;
}
