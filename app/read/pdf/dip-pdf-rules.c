/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <cairo.h>
#include <math.h>

/*
 * Drawn lines. poppler's interface tells of text and pictures but not of
 * paths, so the page is rendered small, and long straight edges are looked for
 * in the picture: the border of a cell, its shading, a rule below a title.
 */

#define SCALE          1.5   /* pixels a point */
#define MAX_PIXELS     4000
#define MIN_LENGTH     6.0f  /* points: the border of a cell of tiny print */
#define LETTER_LENGTH  24.0f /* points; what is longer is no stroke of a letter */
#define EDGE           10    /* of 255: a hairline is grey after rendering, also on a dark head */
#define MAX_RULES      6000u
#define UNDERLINE_FROM 0.9f  /* points between the beginnings of an underline and of its letters */
#define UNDERLINE_TO   0.6f  /* of a letter, between their ends: a space may be underlined too */
#define UNDERLINED     0.9f  /* of its length that is below letters */
#define JOIN           2.5f  /* points between pieces of one rule */

typedef struct
{
  const guint8 *pixels;
  int           width, height, stride;
} Picture;

static inline int
brightness (const Picture *picture,
            int            x,
            int            y)
{
  const guint8 *p = picture->pixels + (gsize) y * (gsize) picture->stride + (gsize) x * 4;

  return (p[0] + 2 * p[1] + p[2]) / 4;
}

/* Whether something changes across this pixel: a thin line, or the border of an area. */
static gboolean
is_edge (const Picture *picture,
         int            x,
         int            y,
         gboolean       horizontal)
{
  int n = horizontal ? picture->height : picture->width;
  int at = horizontal ? y : x;
  int here, before, after;

  if (at < 2 || at >= n - 2)
    return FALSE;

  here = brightness (picture, x, y);
  before = horizontal ? brightness (picture, x, y - 2) : brightness (picture, x - 2, y);
  after = horizontal ? brightness (picture, x, y + 2) : brightness (picture, x + 2, y);

  return (ABS (here - before) > EDGE && ABS (here - after) > EDGE) || ABS (before - after) > EDGE;
}

static void
scan (const Picture *picture,
      gboolean       horizontal,
      GArray        *rules)
{
  int n_lines = horizontal ? picture->height : picture->width;
  int n_along = horizontal ? picture->width : picture->height;
  int min_length = (int) (MIN_LENGTH * SCALE);

  for (int at = 2; at < n_lines - 2 && rules->len < MAX_RULES; at++)
    {
      int start = -1;

      for (int along = 0; along <= n_along; along++)
        {
          gboolean edge = along < n_along &&
            (horizontal ? is_edge (picture, along, at, TRUE) : is_edge (picture, at, along, FALSE));

          if (edge && start < 0)
            start = along;
          else if (!edge && start >= 0)
            {
              if (along - start >= min_length)
                {
                  DipPdfRule rule = {
                    (float) ((at + 0.5) / SCALE), (float) (start / SCALE), (float) (along / SCALE),
                  };

                  g_array_append_val (rules, rule);
                }
              start = -1;
            }
        }
    }
}

/* Whether most of a line is inside of letters: a stroke of one, or, as long as it
 * may be, what underlines or strikes them out. */
static gboolean
is_stroke (const DipPdfRule *rule,
           gboolean          horizontal,
           GArray           *chars)
{
  float inside = 0;

  if (!horizontal && rule->to - rule->from > LETTER_LENGTH)
    return FALSE;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float across0 = horizontal ? c->y0 : c->x0;
      float across1 = horizontal ? c->y1 : c->x1;
      float along0 = horizontal ? c->x0 : c->y0;
      float along1 = horizontal ? c->x1 : c->y1;

      /* The border of a tight row may touch the boxes of its letters. */
      if (rule->to - rule->from > LETTER_LENGTH)
        {
          across0 += 0.1f * (across1 - across0);
          across1 -= 0.03f * (across1 - across0);
        }
      else
        {
          across0 -= 0.5f;
          across1 += 0.5f;
        }

      if (c->c != ' ' && rule->at >= across0 && rule->at <= across1)
        inside += MAX (0.0f, MIN (rule->to, along1) - MAX (rule->from, along0));
    }

  return inside > 0.5f * (rule->to - rule->from);
}

static void
drop_strokes (GArray   *rules,
              gboolean  horizontal,
              GArray   *chars)
{
  guint kept = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      DipPdfRule rule = g_array_index (rules, DipPdfRule, i);

      if (!is_stroke (&rule, horizontal, chars))
        g_array_index (rules, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (rules, kept);
}

static int
compare_rules (gconstpointer a,
               gconstpointer b)
{
  const DipPdfRule *first = a;
  const DipPdfRule *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;

  return first->from < second->from ? -1 : first->from > second->from;
}

/* A line of some pixels' width was seen in each of them. */
static void
join (GArray *rules)
{
  g_autoptr (GArray) joined = g_array_new (FALSE, FALSE, sizeof (DipPdfRule));

  g_array_sort (rules, compare_rules);

  for (guint i = 0; i < rules->len; i++)
    {
      DipPdfRule rule = g_array_index (rules, DipPdfRule, i);
      gboolean merged = FALSE;

      for (guint j = joined->len; j-- > 0 && !merged; )
        {
          DipPdfRule *other = &g_array_index (joined, DipPdfRule, j);

          if (rule.at - other->at > JOIN)
            break;
          if (rule.from <= other->to + JOIN && rule.to >= other->from - JOIN)
            {
              other->from = MIN (other->from, rule.from);
              other->to = MAX (other->to, rule.to);
              merged = TRUE;
            }
        }

      if (!merged)
        g_array_append_val (joined, rule);
    }

  g_array_set_size (rules, 0);
  g_array_append_vals (rules, joined->data, joined->len);
}

static gboolean
is_crossed (const DipPdfRule *rule,
            GArray           *vertical)
{
  for (guint i = 0; i < vertical->len; i++)
    {
      const DipPdfRule *other = &g_array_index (vertical, DipPdfRule, i);

      if (other->at > rule->from + JOIN && other->at < rule->to - JOIN &&
          rule->at >= other->from && rule->at <= other->to)
        return TRUE;
    }

  return FALSE;
}

/* Whether a rule runs right below a line of letters, from its first one to its
 * last one: a link that fills its cell is underlined from border to border. */
static gboolean
is_underline (const DipPdfRule *rule,
              GArray           *chars)
{
  float from = G_MAXFLOAT;
  float to = -G_MAXFLOAT;
  float covered = 0;
  float size = 0;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float height = c->y1 - c->y0;

      if (rule->at < c->y0 + 0.7f * height || rule->at > c->y1 + 0.15f * height ||
          c->x1 < rule->from - UNDERLINE_FROM || c->x0 > rule->to || g_unichar_isspace (c->c))
        continue;

      size = MAX (size, c->size);
      from = MIN (from, c->x0);
      to = MAX (to, c->x1);
      covered += MAX (0.0f, MIN (rule->to, c->x1) - MAX (rule->from, c->x0));
    }

  return covered > UNDERLINED * (rule->to - rule->from) &&
         ABS (from - rule->from) < UNDERLINE_FROM && ABS (to - rule->to) < MAX (UNDERLINE_TO * size, UNDERLINE_FROM);
}

static void
drop_underlines (GArray *horizontal,
                 GArray *vertical,
                 GArray *chars)
{
  guint kept = 0;

  for (guint i = 0; i < horizontal->len; i++)
    {
      DipPdfRule rule = g_array_index (horizontal, DipPdfRule, i);

      if (is_crossed (&rule, vertical) || !is_underline (&rule, chars))
        g_array_index (horizontal, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (horizontal, kept);
}

void
_dip_pdf_find_rules (PopplerPage *page,
                     GArray      *chars,
                     GArray      *horizontal,
                     GArray      *vertical)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  Picture picture;
  double width, height;
  int n_x, n_y;

  poppler_page_get_size (page, &width, &height);
  n_x = (int) (width * SCALE);
  n_y = (int) (height * SCALE);
  if (n_x < 16 || n_y < 16 || n_x > MAX_PIXELS || n_y > MAX_PIXELS)
    return;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, n_x, n_y);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return;
    }

  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  picture = (Picture) {
    cairo_image_surface_get_data (surface), n_x, n_y, cairo_image_surface_get_stride (surface),
  };
  scan (&picture, TRUE, horizontal);
  scan (&picture, FALSE, vertical);
  cairo_surface_destroy (surface);

  drop_strokes (horizontal, TRUE, chars);
  drop_strokes (vertical, FALSE, chars);
  join (horizontal);
  join (vertical);
  drop_underlines (horizontal, vertical, chars);
}
