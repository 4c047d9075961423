/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-drawing.h"

#include <cairo.h>
#include <math.h>

/*
 * Drawn lines: long straight edges of what poppler draws, the border of a cell,
 * its shading, a rule below a title. Of a page that is too difficult for that
 * they are looked for in a small picture of it.
 */

#define MAX_PIXELS     4000
#define MIN_DISTANCE   6.0f  /* points between the top of a table and its bottom */
#define TABLE_WIDTH    60.0f /* points; a table is as wide as that */
#define LETTER_LENGTH  24.0f /* points; what is longer is no stroke of a letter */
#define MAX_RULES      6000u
#define UNDERLINE_FROM 0.9f  /* points between the beginnings of an underline and of its letters */
#define UNDERLINE_TO   0.6f  /* of a letter, between their ends: a space may be underlined too */
#define UNDERLINED     0.9f  /* of its length that is below letters */
#define JOIN           2.5f  /* points between pieces of one rule */
#define CROSSING       1.4f  /* points that a rule across takes out of one */
#define OVERHANG       0.15f /* of a letter; glyphs of a font that stands in for another leave their boxes */
#define MAX_BAND       5.0f  /* points; what is wider is no line */
#define STEP           1.4f  /* points across a rule between the rows of pixels that show it */

/* The border of a row is seen in pieces as wide as a column: makes them one. */
static void
chain (GArray *rules)
{
  guint kept = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      DipPdfRule rule = g_array_index (rules, DipPdfRule, i);
      DipPdfRule *before = kept > 0 ? &g_array_index (rules, DipPdfRule, kept - 1) : NULL;

      if (before != NULL && before->at == rule.at && rule.from - before->to <= CROSSING)
        before->to = rule.to;
      else
        g_array_index (rules, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (rules, kept);
}

/* A table has a line at its top and at its bottom. A page without
 * two such lines is not looked at any longer. */
static gboolean
has_table (GArray *horizontal)
{
  const DipPdfRule *first = NULL;

  for (guint i = 0; i < horizontal->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (horizontal, DipPdfRule, i);

      if (rule->to - rule->from < TABLE_WIDTH)
        continue;
      if (first == NULL)
        first = rule;
      else if (rule->at - first->at > MIN_DISTANCE)
        return TRUE;
    }

  return FALSE;
}

/* Letters by where they stand across the direction of rules, so that a rule
 * meets only those near it. */
typedef struct
{
  GArray *chars;    /* of the page */
  gboolean horizontal;
  float   longest;  /* letter along a rule */
  guint  *firsts;   /* (array length=N_SHELVES + 1): where each shelf begins in @places */
  guint  *places;   /* of letters in @chars; one stands on each shelf that it touches */
  gboolean *sorted; /* (array length=N_SHELVES): which shelves have their places along rules */
} Shelves;

#define N_SHELVES    512
#define SHELF_HEIGHT 4.0f  /* points; what is farther than all shelves stands on the last */
#define MAX_SHELVES  32u   /* of one letter: no letter of a table is larger */

static guint
shelf_of (float at)
{
  return (guint) CLAMP (at / SHELF_HEIGHT, 0, N_SHELVES - 1);
}

static void
get_shelves (const DipPdfChar *c,
             gboolean          horizontal,
             guint            *from,
             guint            *to)
{
  float height = c->y1 - c->y0;

  /* As far as a rule may be from a letter that it belongs to. */
  *from = shelf_of (horizontal ? c->y0 - 1 : c->x0 - 1 - OVERHANG * c->size);
  *to = MIN (shelf_of (horizontal ? c->y1 + 0.2f * height + 1 : c->x1 + 1 + OVERHANG * c->size), *from + MAX_SHELVES);
}

/* Where a letter begins along a rule. */
static float
get_begin (const Shelves *self,
           guint          place)
{
  const DipPdfChar *c = &g_array_index (self->chars, DipPdfChar, place);

  return self->horizontal ? c->x0 : c->y0;
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  float from = get_begin (user_data, first);
  float to = get_begin (user_data, second);

  if (from != to)
    return from < to ? -1 : 1;

  return first < second ? -1 : first > second;
}

/* Rules meet few of the shelves: each is put in order when the first rule does. */
static void
sort_shelf (const Shelves *self,
            guint          shelf)
{
  guint *places = self->places + self->firsts[shelf];
  guint n = self->firsts[shelf + 1] - self->firsts[shelf];

  if (self->sorted[shelf])
    return;

  self->sorted[shelf] = TRUE;
  for (guint i = 1; i < n; i++)
    if (get_begin (self, places[i]) < get_begin (self, places[i - 1]))
      {
        g_qsort_with_data (places, (int) n, sizeof (guint), compare_places, (gpointer) self);
        return;
      }
}

static Shelves
shelves_new (GArray   *chars,
             gboolean  horizontal)
{
  Shelves self = { chars, horizontal, 0, g_new0 (guint, N_SHELVES + 2), NULL,
                   g_new0 (gboolean, N_SHELVES) };
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);

      self.longest = MAX (self.longest, horizontal ? c->x1 - c->x0 : c->y1 - c->y0);
    }

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < chars->len; i++)
        {
          guint from, to;

          get_shelves (&g_array_index (chars, DipPdfChar, i), horizontal, &from, &to);
          for (guint shelf = from; shelf <= to; shelf++)
            {
              if (pass == 0)
                self.firsts[shelf + 2]++;
              else
                self.places[self.firsts[shelf + 1]++] = i;
            }
        }

      for (guint shelf = 0; pass == 0 && shelf < N_SHELVES; shelf++)
        {
          n += self.firsts[shelf + 2];
          self.firsts[shelf + 2] = n;
        }
      if (pass == 0)
        self.places = g_new (guint, MAX (n, 1));
    }

  return self;
}

static void
shelves_clear (Shelves *self)
{
  g_free (self->firsts);
  g_free (self->places);
  g_free (self->sorted);
}

/* The letters that a rule may belong to: places from the one that is returned to before @end. */
static guint
shelves_find (const Shelves    *self,
              const DipPdfRule *rule,
              guint            *end)
{
  guint shelf = shelf_of (rule->at);
  float from = rule->from - self->longest - 1;
  guint low = self->firsts[shelf];
  guint high = self->firsts[shelf + 1];

  sort_shelf (self, shelf);
  *end = high;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (get_begin (self, self->places[middle]) < from)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* NULL behind the end of the rule. */
static const DipPdfChar *
shelves_get (const Shelves    *self,
             const DipPdfRule *rule,
             guint             place)
{
  if (get_begin (self, self->places[place]) > rule->to)
    return NULL;

  return &g_array_index (self->chars, DipPdfChar, self->places[place]);
}

/* Whether most of a line is inside of letters: a stroke of one, or, as long as it
 * may be, what underlines or strikes them out. */
static gboolean
is_stroke (const DipPdfRule *rule,
           gboolean          horizontal,
           float             overhang,
           const Shelves    *letters)
{
  const DipPdfChar *c;
  float inside = 0;
  guint end;

  for (guint i = shelves_find (letters, rule, &end); i < end && (c = shelves_get (letters, rule, i)) != NULL; i++)
    {
      float across0 = horizontal ? c->y0 : c->x0;
      float across1 = horizontal ? c->y1 : c->x1;
      float along0 = horizontal ? c->x0 : c->y0;
      float along1 = horizontal ? c->x1 : c->y1;

      /* The border of a tight row may touch the boxes of its letters, from above more than from the side: the strokes
       * at the left of letters below each other stand that far from the edge, too. */
      if (rule->to - rule->from > LETTER_LENGTH)
        {
          across0 += (horizontal ? 0.1f : 0.03f) * (across1 - across0);
          across1 -= 0.03f * (across1 - across0);
        }
      else
        {
          across0 -= MAX (0.5f, overhang * c->size);
          across1 += MAX (0.5f, overhang * c->size);
        }

      if (c->c != ' ' && rule->at >= across0 && rule->at <= across1)
        inside += MAX (0.0f, MIN (rule->to, along1) - MAX (rule->from, along0));
    }

  /* Strokes of letters right below each other are a chain inside of letters from end to end; a border is not. */
  return inside > (!horizontal && rule->to - rule->from > LETTER_LENGTH ? 0.85f : 0.5f) * (rule->to - rule->from);
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

static void
drop_strokes (GArray        *rules,
              gboolean       horizontal,
              float          overhang,
              GArray        *crossing,
              const Shelves *letters)
{
  guint kept = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      DipPdfRule rule = g_array_index (rules, DipPdfRule, i);

      /* In tight rows the boxes of letters reach over the lines between them; no underline leads through the
       * border of a column. */
      if (!is_stroke (&rule, horizontal, overhang, letters) || (crossing != NULL && is_crossed (&rule, crossing)))
        g_array_index (rules, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (rules, MIN (kept, MAX_RULES));
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

/* Rows of pixels that show one line: those of its width, and as many to both sides as find_edges () looks. */
typedef struct
{
  float first, last;
  float from, to;
} Band;

/* Makes one rule, in its middle, of each band. */
static void
join (GArray *rules)
{
  g_autoptr (GArray) bands = g_array_new (FALSE, FALSE, sizeof (Band));

  g_array_sort (rules, compare_rules);

  for (guint i = 0; i < rules->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (rules, DipPdfRule, i);
      gboolean merged = FALSE;

      /* Bands begin in the order of rules, and none is wider than a few steps. */
      for (guint j = bands->len; j-- > 0 && !merged; )
        {
          Band *band = &g_array_index (bands, Band, j);

          if (rule->at - band->first > MAX_BAND)
            break;
          if (rule->at - band->last <= STEP && rule->from <= band->to + JOIN && rule->to >= band->from - JOIN)
            {
              band->last = rule->at;
              band->from = MIN (band->from, rule->from);
              band->to = MAX (band->to, rule->to);
              merged = TRUE;
            }
        }

      if (!merged)
        {
          Band band = { rule->at, rule->at, rule->from, rule->to };

          g_array_append_val (bands, band);
        }
    }

  g_array_set_size (rules, bands->len);
  for (guint i = 0; i < bands->len; i++)
    {
      const Band *band = &g_array_index (bands, Band, i);

      g_array_index (rules, DipPdfRule, i) = (DipPdfRule) { (band->first + band->last) / 2, band->from, band->to };
    }
}

/* Whether a rule runs right below a line of letters, from its first one to its
 * last one: a link that fills its cell is underlined from border to border. */
static gboolean
is_underline (const DipPdfRule *rule,
              const Shelves    *letters)
{
  const DipPdfChar *c;
  float from = G_MAXFLOAT;
  float to = -G_MAXFLOAT;
  float covered = 0;
  float size = 0;
  guint end;

  for (guint i = shelves_find (letters, rule, &end); i < end && (c = shelves_get (letters, rule, i)) != NULL; i++)
    {
      float height = c->y1 - c->y0;

      if (rule->at < c->y0 + 0.7f * height || rule->at > c->y1 + 0.15f * height ||
          c->x1 < rule->from - UNDERLINE_FROM || c->x0 > rule->to || _dip_pdf_is_space (c->c))
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
drop_underlines (GArray        *horizontal,
                 GArray        *vertical,
                 const Shelves *letters)
{
  guint kept = 0;

  for (guint i = 0; i < horizontal->len; i++)
    {
      DipPdfRule rule = g_array_index (horizontal, DipPdfRule, i);

      if (is_crossed (&rule, vertical) || !is_underline (&rule, letters))
        g_array_index (horizontal, DipPdfRule, kept++) = rule;
    }
  g_array_set_size (horizontal, kept);
}

/* Edges in a small picture of the page. */
static void
find_edges_in_picture (PopplerPage     *page,
                       DipPdfDirection  direction,
                       int              n_x,
                       int              n_y,
                       GArray          *horizontal,
                       GArray          *vertical)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, n_x, n_y);
  cairo_t *cr;
  DipPdfPicture picture;
  double width, height;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return;
    }

  poppler_page_get_size (page, &width, &height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DIP_PDF_SCALE, DIP_PDF_SCALE);
  _dip_pdf_turn_cairo (cr, direction, width, height);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  _dip_pdf_draw_without_letters (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  _dip_pdf_picture_init (&picture, surface);
  cairo_surface_destroy (surface);
  _dip_pdf_scan_horizontal (&picture, horizontal);
  if (has_table (horizontal))
    _dip_pdf_scan_vertical (&picture, vertical);
  _dip_pdf_picture_clear (&picture);
}

void
_dip_pdf_find_rules (PopplerPage         *page,
                     const DipPdfDrawing *drawing,
                     DipPdfDirection      direction,
                     GArray              *chars,
                     GArray              *horizontal,
                     GArray              *vertical)
{
  gboolean turned = direction == DIP_PDF_DOWN || direction == DIP_PDF_UP;
  gboolean drawn;
  Shelves letters;
  double width, height;
  int n_x, n_y;

  poppler_page_get_size (page, &width, &height);
  n_x = (int) ((turned ? height : width) * DIP_PDF_SCALE);
  n_y = (int) ((turned ? width : height) * DIP_PDF_SCALE);
  if (n_x < 16 || n_y < 16 || n_x > MAX_PIXELS || n_y > MAX_PIXELS)
    return;

  drawn = _dip_pdf_drawing_find_edges (drawing, direction, horizontal, vertical);
  if (!drawn)
    find_edges_in_picture (page, direction, n_x, n_y, horizontal, vertical);
  if (!has_table (horizontal))
    {
      g_array_set_size (horizontal, 0);
      g_array_set_size (vertical, 0);
      return;
    }
  chain (horizontal);

  if (drawn)
    join (vertical);
  else
    {
      /* Outlines of letters may be in the picture as what they are, paths. */
      letters = shelves_new (chars, FALSE);
      drop_strokes (vertical, FALSE, 0, NULL, &letters);
      join (vertical);
      drop_strokes (vertical, FALSE, OVERHANG, NULL, &letters);
      shelves_clear (&letters);
    }

  letters = shelves_new (chars, TRUE);
  drop_strokes (horizontal, TRUE, 0, vertical, &letters);
  join (horizontal);
  drop_underlines (horizontal, vertical, &letters);
  shelves_clear (&letters);
}
