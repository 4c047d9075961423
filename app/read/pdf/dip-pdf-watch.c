/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* RTLD_NEXT, fopencookie */

#include "config.h"

#include "read/pdf/dip-pdf-drawing.h"

#include <dlfcn.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdio.h>

/*
 * What poppler draws. Its interface tells of text and pictures but not of paths,
 * and to draw a page only to look for lines in the picture takes several times
 * as long as to read it. So the worker has functions of cairo's names, which the
 * loader prefers to cairo's own: as long as a page is watched they note which
 * areas would become which colour and draw nothing, and letters are passed over.
 * Otherwise they hand on to cairo.
 *
 * Fonts that are not in the document are not looked for meanwhile. Fontconfig
 * would read all of the system's, and nobody sees a letter. poppler complains of
 * each text without its font; to make a sentence that nobody hears takes a tenth
 * of the time of a page with a table, so its complaints go the same way.
 *
 * What is not a straight bar, an area or a picture of usual size makes the page
 * too difficult; then it is drawn after all, without its letters.
 */

#define MAX_SHAPES    20000u
#define MAX_POINTS    200000  /* of one path */
#define STRAIGHT      0.3f    /* points that an end of a straight line may be off */
#define SMALL         24.0f   /* points; what has no longer side is a letter or an ornament */
#define THIN          4.0f    /* points; a line, whatever fills it */
#define LEAST_WIDTH   0.4f    /* of a line */
#define DOT           2.0f    /* points; the width of a line of dots or dashes */
#define DASH          8.0f    /* points, of a dash */
#define MAX_DASH_GAP  2.0f    /* times that */
#define SAME_LINE     0.15f   /* points */
#define CORNER        12.0f   /* points that a rounded corner takes at most */
#define MOST_OF_PAGE  0.5f    /* a picture behind everything else */
#define PICTURE_GREY  128
#define LEAST_BULLET  1.0f    /* points */
#define MOST_BULLET   16.0f   /* a ring around a disc is one to choose */
#define ROUND         0.2f    /* of its height, by which a bullet may be wider or narrower */
#define OFF_CIRCLE    0.08f   /* of its radius, that a point of a disc may be off */
#define BULLET_DARK   200     /* of 255; what is paler is a decoration */
#define MAX_BULLETS   2000u
#define MAX_SIDE      20000.0 /* points; no table is looked for on a larger page */

typedef enum {
  MODE_DRAW,   /* as if nobody watched */
  MODE_WATCH,
  MODE_MUTE,   /* draws all but letters */
} Mode;

/* Each thread watches a page of its own, if any. */
static __thread Mode mode;
static __thread DipPdfDrawing *drawing;  /* in MODE_WATCH */

static gboolean hushed;  /* once and for all; set while there is one thread */

/* The function of cairo that has the name of the one around. */
#define NEXT(function)                                                                              \
  static __typeof__ (&function) next;                                                               \
  if (next == NULL)                                                                                 \
    *(void **) &next = dlsym (RTLD_NEXT, #function)

/* Whether anything more of the page is to be noted. */
static gboolean
is_wanted (void)
{
  return drawing != NULL && (!drawing->difficult || drawing->bullets != NULL);
}

/* A group's surface is of the kind that the page is drawn on; others belong to soft masks. */
static gboolean
is_noted (cairo_t *cr)
{
  return is_wanted () && cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_RECORDING;
}

/* What a path is filled with. */
typedef struct
{
  guint8   grey;
  guint8   alpha;
  gboolean even;   /* one colour; others are pictures, patterns, groups */
} Paint;

static Paint
get_paint (cairo_t *cr)
{
  double red, green, blue, alpha;

  if (cairo_pattern_get_rgba (cairo_get_source (cr), &red, &green, &blue, &alpha) != CAIRO_STATUS_SUCCESS)
    return (Paint) { PICTURE_GREY, 255, FALSE };

  return (Paint) { (guint8) (CLAMP ((red + 2 * green + blue) / 4, 0, 1) * 255), (guint8) (CLAMP (alpha, 0, 1) * 255),
                   TRUE };
}

/* Whether a dot or a dash goes on with the line of those before it, which becomes longer: some programs draw each dot
 * of a dotted border by itself. */
static gboolean
goes_on (float at0,
         float at1,
         float last_at0,
         float last_at1,
         float from,
         float to,
         float last_to)
{
  return at1 - at0 <= DOT && fabsf (at0 - last_at0) < SAME_LINE && fabsf (at1 - last_at1) < SAME_LINE &&
         to - from <= DASH && from >= last_to - SAME_LINE && from - last_to <= MAX_DASH_GAP * (to - from);
}

static gboolean
join_dots (const DipPdfShape *shape)
{
  DipPdfShape *last = drawing->shapes->len > 0
                      ? &g_array_index (drawing->shapes, DipPdfShape, drawing->shapes->len - 1) : NULL;
  const DipPdfBox *box = &shape->box;

  if (last == NULL || last->grey != shape->grey || last->alpha != shape->alpha)
    return FALSE;

  if (goes_on (box->y0, box->y1, last->box.y0, last->box.y1, box->x0, box->x1, last->box.x1))
    last->box.x1 = box->x1;
  else if (goes_on (box->x0, box->x1, last->box.x0, last->box.x1, box->y0, box->y1, last->box.y1))
    last->box.y1 = box->y1;
  else
    return FALSE;

  return TRUE;
}

static void
note_box (cairo_t   *cr,
          DipPdfBox  box,
          Paint      paint)
{
  DipPdfShape shape;
  double x0, y0, x1, y1;

  if (drawing->shapes->len >= MAX_SHAPES)
    {
      drawing->difficult = TRUE;
      return;
    }

  /* The clip is in the coordinates of the moment. */
  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  cairo_user_to_device (cr, &x0, &y0);
  cairo_user_to_device (cr, &x1, &y1);
  shape.box = (DipPdfBox) {
    MAX (box.x0, (float) MIN (x0, x1)), MAX (box.y0, (float) MIN (y0, y1)),
    MIN (box.x1, (float) MAX (x0, x1)), MIN (box.y1, (float) MAX (y0, y1)),
  };
  shape.grey = paint.grey;
  shape.alpha = paint.alpha;
  if (shape.box.x1 > shape.box.x0 && shape.box.y1 > shape.box.y0 && paint.alpha > 0 && !join_dots (&shape))
    g_array_append_val (drawing->shapes, shape);
}

/* The points of one part of a path, on the page. */
typedef struct
{
  GArray   *points;  /* (element-type Point) */
  gboolean  curved;
  gboolean  closed;
} Part;

typedef struct
{
  float x, y;
} Point;

static Point
get_point (cairo_t                 *cr,
           const cairo_path_data_t *data)
{
  double x = data->point.x;
  double y = data->point.y;

  cairo_user_to_device (cr, &x, &y);

  return (Point) { (float) x, (float) y };
}

static DipPdfBox
get_bounds (const Part *part)
{
  DipPdfBox box = { G_MAXFLOAT, G_MAXFLOAT, -G_MAXFLOAT, -G_MAXFLOAT };

  for (guint i = 0; i < part->points->len; i++)
    {
      const Point *point = &g_array_index (part->points, Point, i);

      box.x0 = MIN (box.x0, point->x);
      box.y0 = MIN (box.y0, point->y);
      box.x1 = MAX (box.x1, point->x);
      box.y1 = MAX (box.y1, point->y);
    }

  return box;
}

static gboolean
is_small (const DipPdfBox *box)
{
  return box->x1 - box->x0 < SMALL && box->y1 - box->y0 < SMALL;
}

/* Whether a part has an area that its bounds are, but for rounded corners. */
static gboolean
is_box (const Part      *part,
        const DipPdfBox *box)
{
  float corner = part->curved ? CORNER : STRAIGHT;

  for (guint i = 0; i < part->points->len; i++)
    {
      const Point *a = &g_array_index (part->points, Point, i);
      const Point *b = &g_array_index (part->points, Point, (i + 1) % part->points->len);
      gboolean at_side = MIN (a->x - box->x0, box->x1 - a->x) <= corner;
      gboolean at_end = MIN (a->y - box->y0, box->y1 - a->y) <= corner;
      gboolean slanted = fabsf (a->x - b->x) > corner && fabsf (a->y - b->y) > corner;

      if (!at_side || !at_end || slanted)
        return FALSE;
    }

  return part->points->len >= 3;
}

static void
fill_part (cairo_t    *cr,
           const Part *part,
           Paint       paint)
{
  DipPdfBox box;

  if (part->points->len < 3)
    return;

  box = get_bounds (part);
  if (is_box (part, &box))
    note_box (cr, box, paint);
  else if (!is_small (&box))
    drawing->difficult = TRUE;
}

/* A line becomes an area as wide as the pen. Those that lead askew are no borders. */
static void
stroke_part (cairo_t    *cr,
             const Part *part,
             Paint       paint)
{
  double width = cairo_get_line_width (cr);
  double across = 0;
  gboolean wide_cap = cairo_get_line_cap (cr) != CAIRO_LINE_CAP_BUTT;
  guint n_lines = part->points->len - (part->closed ? 0 : 1);
  float half;

  cairo_user_to_device_distance (cr, &width, &across);
  half = MAX ((float) hypot (width, across), LEAST_WIDTH) / 2;

  for (guint i = 0; i < n_lines && part->points->len > 1; i++)
    {
      const Point *a = &g_array_index (part->points, Point, i);
      const Point *b = &g_array_index (part->points, Point, (i + 1) % part->points->len);
      gboolean flat = fabsf (a->y - b->y) <= STRAIGHT;
      gboolean steep = fabsf (a->x - b->x) <= STRAIGHT;
      float x = flat && !wide_cap ? 0 : half;
      float y = steep && !wide_cap ? 0 : half;

      if (flat != steep)
        note_box (cr, (DipPdfBox) { MIN (a->x, b->x) - x, MIN (a->y, b->y) - y,
                                    MAX (a->x, b->x) + x, MAX (a->y, b->y) + y }, paint);
    }
}

/* A part that may be the mark of a list item: small, dark, as high as wide, a disc or a square that is filled, or a
 * ring. A square that is drawn around nothing is there to be ticked. */
static void
note_bullet (const Part *part,
             Paint       paint,
             gboolean    filled)
{
  DipPdfBox box = get_bounds (part);
  DipPdfShape shape = { box, paint.grey, paint.alpha };
  float width = box.x1 - box.x0;
  float height = box.y1 - box.y0;

  if (part->points->len < 4 || !part->closed || (!filled && !part->curved) || !paint.even || paint.grey > BULLET_DARK ||
      paint.alpha < 128 || MIN (width, height) < LEAST_BULLET || MAX (width, height) > MOST_BULLET ||
      fabsf (width - height) > ROUND * height || drawing->bullets->len >= MAX_BULLETS)
    return;

  g_array_append_val (drawing->bullets, shape);
}

/* Whether a line goes down and then up, as that of a tick. */
static gboolean
is_tick (const Part *part)
{
  const Point *points = (const Point *) part->points->data;

  return part->points->len == 3 && !part->closed && !part->curved && points[0].x < points[1].x &&
         points[1].x < points[2].x && points[1].y > points[0].y + STRAIGHT && points[1].y > points[2].y + STRAIGHT;
}

/* Whether a curved part is a disc: its points lie on a circle, those of rounded corners do not. */
static gboolean
is_disc (const Part      *part,
         const DipPdfBox *box)
{
  float x = (box->x0 + box->x1) / 2;
  float y = (box->y0 + box->y1) / 2;
  float radius = (box->x1 - box->x0) / 2;

  for (guint i = 0; i < part->points->len; i++)
    {
      const Point *point = &g_array_index (part->points, Point, i);

      if (fabsf (hypotf (point->x - x, point->y - y) - radius) > OFF_CIRCLE * radius)
        return FALSE;
    }

  return part->curved;
}

/* A part that may belong to a box to tick. */
static void
note_mark (const Part *part,
           Paint       paint,
           gboolean    filled)
{
  DipPdfBox box = get_bounds (part);
  DipPdfMark mark = { box, DIP_PDF_MARK_OTHER, paint.grey, is_disc (part, &box) };
  float width = box.x1 - box.x0;
  float height = box.y1 - box.y0;

  if (part->points->len < 2 || !paint.even || paint.alpha < 128 || MAX (width, height) < LEAST_BULLET ||
      MAX (width, height) > MOST_BULLET || drawing->marks->len >= MAX_BULLETS)
    return;

  if (part->points->len >= 4 && (part->closed || filled) && fabsf (width - height) <= ROUND * height)
    mark.kind = filled ? DIP_PDF_MARK_FILLED : DIP_PDF_MARK_OUTLINE;
  else if (!filled && is_tick (part))
    mark.kind = DIP_PDF_MARK_TICK;
  g_array_append_val (drawing->marks, mark);
}

typedef void (* PartFunc) (cairo_t    *cr,
                           const Part *part,
                           Paint       paint);

static void
end_part (cairo_t  *cr,
          Part     *part,
          Paint     paint,
          PartFunc  function)
{
  const Point *first = (const Point *) part->points->data;
  const Point *last;

  if (part->points->len == 0)
    return;

  last = first + part->points->len - 1;
  if (part->points->len > 1 && fabsf (first->x - last->x) < STRAIGHT && fabsf (first->y - last->y) < STRAIGHT)
    {
      part->closed = TRUE;
      g_array_set_size (part->points, part->points->len - 1);
    }
  if (drawing->bullets != NULL)
    {
      note_bullet (part, paint, function == fill_part);
      note_mark (part, paint, function == fill_part);
    }
  if (!drawing->difficult)
    function (cr, part, paint);

  g_array_set_size (part->points, 0);
  part->curved = part->closed = FALSE;
}

static void
note_path (cairo_t  *cr,
           Paint     paint,
           PartFunc  function)
{
  cairo_path_t *path = cairo_copy_path (cr);
  Part part = { g_array_new (FALSE, FALSE, sizeof (Point)), FALSE, FALSE };

  if (path->num_data > MAX_POINTS)
    drawing->difficult = TRUE;

  for (int i = 0; i < path->num_data && path->num_data <= MAX_POINTS && is_wanted (); i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];
      Point point;

      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          end_part (cr, &part, paint, function);
          point = get_point (cr, data + 1);
          g_array_append_val (part.points, point);
          break;

        case CAIRO_PATH_LINE_TO:
          point = get_point (cr, data + 1);
          g_array_append_val (part.points, point);
          break;

        case CAIRO_PATH_CURVE_TO:
          point = get_point (cr, data + 3);
          g_array_append_val (part.points, point);
          part.curved = TRUE;
          break;

        case CAIRO_PATH_CLOSE_PATH:
        default:
          part.closed = TRUE;
          break;
        }
    }
  end_part (cr, &part, paint, function);

  g_array_unref (part.points);
  cairo_path_destroy (path);
}

/* Something that is no even colour, in the bounds of the clip: a picture, or a group whose parts were noted. */
static void
note_picture (cairo_t *cr,
              double   alpha)
{
  Paint paint = get_paint (cr);
  cairo_surface_t *surface;
  DipPdfBox box;
  double x0, y0, x1, y1;

  if (drawing->difficult)
    return;

  if (!paint.even && cairo_pattern_get_surface (cairo_get_source (cr), &surface) == CAIRO_STATUS_SUCCESS &&
      cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_RECORDING)
    {
      drawing->difficult = drawing->difficult || alpha < 0.95;
      return;
    }

  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  cairo_user_to_device (cr, &x0, &y0);
  cairo_user_to_device (cr, &x1, &y1);
  box = (DipPdfBox) { (float) MIN (x0, x1), (float) MIN (y0, y1), (float) MAX (x0, x1), (float) MAX (y0, y1) };
  if (is_small (&box))
    return;

  if (!paint.even && MIN (box.x1 - box.x0, box.y1 - box.y0) <= THIN)
    paint.grey = 0;
  else if (!paint.even && (box.x1 - box.x0) * (box.y1 - box.y0) > MOST_OF_PAGE * drawing->width * drawing->height)
    drawing->difficult = TRUE;
  if (paint.even)
    paint.alpha = (guint8) (paint.alpha * CLAMP (alpha, 0, 1));
  note_box (cr, box, paint);
}

static void
note_fill (cairo_t *cr)
{
  if (!is_noted (cr))
    return;

  note_path (cr, get_paint (cr), fill_part);
}

static void
note_stroke (cairo_t *cr)
{
  Paint paint;

  if (!is_noted (cr))
    return;

  paint = get_paint (cr);
  paint.grey = paint.even ? paint.grey : 0;
  note_path (cr, paint, stroke_part);
}

/* In the place of cairo's. */

void
cairo_fill (cairo_t *cr)
{
  NEXT (cairo_fill);

  if (mode != MODE_WATCH)
    next (cr);
  else
    {
      note_fill (cr);
      cairo_new_path (cr);
    }
}

void
cairo_fill_preserve (cairo_t *cr)
{
  NEXT (cairo_fill_preserve);

  if (mode != MODE_WATCH)
    next (cr);
  else
    note_fill (cr);
}

void
cairo_stroke (cairo_t *cr)
{
  NEXT (cairo_stroke);

  if (mode != MODE_WATCH)
    next (cr);
  else
    {
      note_stroke (cr);
      cairo_new_path (cr);
    }
}

void
cairo_stroke_preserve (cairo_t *cr)
{
  NEXT (cairo_stroke_preserve);

  if (mode != MODE_WATCH)
    next (cr);
  else
    note_stroke (cr);
}

void
cairo_paint (cairo_t *cr)
{
  NEXT (cairo_paint);

  if (mode != MODE_WATCH)
    next (cr);
  else if (is_noted (cr))
    note_picture (cr, 1);
}

void
cairo_paint_with_alpha (cairo_t *cr,
                        double   alpha)
{
  NEXT (cairo_paint_with_alpha);

  if (mode != MODE_WATCH)
    next (cr, alpha);
  else if (is_noted (cr))
    note_picture (cr, alpha);
}

void
cairo_mask (cairo_t         *cr,
            cairo_pattern_t *pattern)
{
  NEXT (cairo_mask);

  if (mode != MODE_WATCH)
    next (cr, pattern);
  else if (is_noted (cr))
    note_picture (cr, 1);
}

void
cairo_show_glyphs (cairo_t             *cr,
                   const cairo_glyph_t *glyphs,
                   int                  n_glyphs)
{
  NEXT (cairo_show_glyphs);

  if (mode == MODE_DRAW)
    next (cr, glyphs, n_glyphs);
}

void
cairo_show_text_glyphs (cairo_t                    *cr,
                        const char                 *utf8,
                        int                         n_bytes,
                        const cairo_glyph_t        *glyphs,
                        int                         n_glyphs,
                        const cairo_text_cluster_t *clusters,
                        int                         n_clusters,
                        cairo_text_cluster_flags_t  flags)
{
  NEXT (cairo_show_text_glyphs);

  if (mode == MODE_DRAW)
    next (cr, utf8, n_bytes, glyphs, n_glyphs, clusters, n_clusters, flags);
}

void
cairo_glyph_path (cairo_t             *cr,
                  const cairo_glyph_t *glyphs,
                  int                  n_glyphs)
{
  NEXT (cairo_glyph_path);

  if (mode == MODE_DRAW)
    next (cr, glyphs, n_glyphs);
}

/* In the place of fontconfig's. */

FcBool
FcConfigSubstitute (FcConfig    *config,
                    FcPattern   *pattern,
                    FcMatchKind  kind)
{
  NEXT (FcConfigSubstitute);

  return mode == MODE_DRAW ? next (config, pattern, kind) : FcTrue;
}

void
FcDefaultSubstitute (FcPattern *pattern)
{
  NEXT (FcDefaultSubstitute);

  if (mode == MODE_DRAW)
    next (pattern);
}

FcFontSet *
FcFontSort (FcConfig   *config,
            FcPattern  *pattern,
            FcBool      trim,
            FcCharSet **charset,
            FcResult   *result)
{
  NEXT (FcFontSort);

  if (mode == MODE_DRAW)
    return next (config, pattern, trim, charset, result);
  *result = FcResultNoMatch;

  return NULL;
}

/* In the place of poppler's error (ErrorCategory, Goffset, const char *, ...). Where poppler calls its own past the
 * loader, pages take longer, and that is all. */
void _Z5error13ErrorCategoryxPKcz (int         category,
                                   long long   position,
                                   const char *format,
                                   ...);

void
_Z5error13ErrorCategoryxPKcz (int         category,
                              long long   position,
                              const char *format,
                              ...)
{
}

static FILE *
open_nowhere (void)
{
  return fopencookie (NULL, "w", (cookie_io_functions_t) { NULL, NULL, NULL, NULL });
}

void
_dip_pdf_hush_poppler (void)
{
  FILE *nowhere = hushed ? NULL : open_nowhere ();

  hushed = TRUE;
  if (nowhere != NULL)
    stderr = nowhere;
}

/* Draws a page. poppler complains for each letter that there is no font for it, past its own way to complain. */
static void
render (PopplerPage *page,
        cairo_t     *cr,
        Mode         how)
{
  static FILE *nowhere;
  FILE *before = stderr;

  if (!hushed && nowhere == NULL)
    nowhere = open_nowhere ();
  if (!hushed && nowhere != NULL)
    stderr = nowhere;
  mode = how;
  poppler_page_render (page, cr);
  mode = MODE_DRAW;
  if (!hushed)
    stderr = before;
}

DipPdfDrawing *
_dip_pdf_watch_page (PopplerPage *page,
                     gboolean     with_bullets)
{
  DipPdfDrawing *self = g_new0 (DipPdfDrawing, 1);
  cairo_rectangle_t area = { 0 };
  cairo_surface_t *surface;
  cairo_t *cr;

  poppler_page_get_size (page, &area.width, &area.height);
  self->shapes = g_array_new (FALSE, FALSE, sizeof (DipPdfShape));
  self->bullets = with_bullets ? g_array_new (FALSE, FALSE, sizeof (DipPdfShape)) : NULL;
  self->marks = with_bullets ? g_array_new (FALSE, FALSE, sizeof (DipPdfMark)) : NULL;
  self->width = (float) area.width;
  self->height = (float) area.height;
  if (!(area.width > 0 && area.width < MAX_SIDE && area.height > 0 && area.height < MAX_SIDE))
    {
      self->difficult = TRUE;
      return self;
    }

  surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &area);
  cr = cairo_create (surface);
  drawing = self;
  render (page, cr, MODE_WATCH);
  drawing = NULL;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return self;
}

void
_dip_pdf_draw_without_letters (PopplerPage *page,
                               cairo_t     *cr)
{
  render (page, cr, MODE_MUTE);
}

void
_dip_pdf_drawing_free (DipPdfDrawing *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->shapes);
  g_clear_pointer (&self->bullets, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self);
}
