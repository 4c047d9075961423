/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-drawing.h"

#include <math.h>

/*
 * Boxes to tick and rings to choose that are drawn. Browsers print those of a form as paths, which the text of the page
 * does not have; without them nobody sees which of "Yes No" was ticked.
 *
 *   box    = closed shape as high as wide and about as large as a letter, at the height of a line and with no letter
 *            in it; drawn as an outline, or filled below a tick
 *   ticked = a tick in it, or a dark disc in the middle of a ring
 *   form   = two boxes or more that are as large and touch each other nowhere
 *
 * A box in which anything else is drawn (a cross, a dash, a picture) says what nobody here knows, and is left out.
 * Filled alone, it is the colour of a legend.
 */

#define LEAST_SIDE  0.6f   /* of a letter: a bullet is smaller */
#define MOST_SIDE   1.5f
#define OFF_MIDDLE  0.5f   /* of a letter, up or down */
#define SAME_PLACE  1.0f   /* points that the outline and the ground of a box may be apart */
#define LEAST_DISC  0.3f   /* of its ring */
#define MOST_DISC   0.8f
#define LEAST_TICK  0.35f  /* of its box, as wide */
#define NEAR        3.0f   /* in letters: whose line a box stands in */
#define MIN_BOXES   2u
#define MAX_MARKS   2000u  /* of a page; more are a drawing */
#define MAX_BOXES   400u
#define DARK        200    /* of 255 */
#define ON          0x2611 /* ☑ */
#define OFF         0x2610 /* ☐ */

typedef struct
{
  DipPdfBox  box;
  gboolean   outlined;
  gboolean   round;
  gboolean   dark;     /* what it is filled with at last */
  gboolean   ticked;
  gboolean   unclear;  /* something else is in it */
} Box;

static float
get_side (const DipPdfBox *box)
{
  return MAX (box->x1 - box->x0, box->y1 - box->y0);
}

static gboolean
is_same_place (const DipPdfBox *a,
               const DipPdfBox *b)
{
  return fabsf (a->x0 - b->x0) <= SAME_PLACE && fabsf (a->x1 - b->x1) <= SAME_PLACE &&
         fabsf (a->y0 - b->y0) <= SAME_PLACE && fabsf (a->y1 - b->y1) <= SAME_PLACE;
}

static gboolean
touch (const DipPdfBox *a,
       const DipPdfBox *b)
{
  return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

static gboolean
is_inside (const DipPdfBox *inner,
           const DipPdfBox *outer)
{
  return inner->x0 >= outer->x0 - SAME_PLACE && inner->x1 <= outer->x1 + SAME_PLACE &&
         inner->y0 >= outer->y0 - SAME_PLACE && inner->y1 <= outer->y1 + SAME_PLACE;
}

/* What is drawn on the place of a box, or in it. */
static void
add_mark (Box              *self,
          const DipPdfMark *mark)
{
  float side = get_side (&self->box);
  float width = mark->box.x1 - mark->box.x0;
  float middle_x = fabsf (mark->box.x0 + mark->box.x1 - self->box.x0 - self->box.x1) / 2;
  float middle_y = fabsf (mark->box.y0 + mark->box.y1 - self->box.y0 - self->box.y1) / 2;

  if (mark->kind != DIP_PDF_MARK_TICK && is_same_place (&mark->box, &self->box))
    {
      self->round = mark->round;
      self->outlined = self->outlined || mark->kind == DIP_PDF_MARK_OUTLINE;
      if (mark->kind == DIP_PDF_MARK_FILLED)
        self->dark = mark->grey <= DARK;
    }
  else if (mark->kind == DIP_PDF_MARK_TICK && width >= LEAST_TICK * side)
    self->ticked = TRUE;
  else if (mark->kind == DIP_PDF_MARK_FILLED && mark->round && self->round && mark->grey <= DARK &&
           middle_x <= SAME_PLACE && middle_y <= SAME_PLACE && width >= LEAST_DISC * side && width <= MOST_DISC * side)
    self->ticked = TRUE;
  else
    self->unclear = TRUE;
}

/* The last box that a mark is drawn in, or NULL. */
static Box *
find_box (GArray           *boxes,
          const DipPdfMark *mark)
{
  for (guint i = boxes->len; i > 0; i--)
    if (is_inside (&mark->box, &g_array_index (boxes, Box, i - 1).box))
      return &g_array_index (boxes, Box, i - 1);

  return NULL;
}

/* Boxes, each with all that is drawn in it, which comes behind it. */
static GArray *
find_boxes (GArray *marks)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (Box));

  for (guint i = 0; i < marks->len && marks->len < MAX_MARKS && boxes->len <= MAX_BOXES; i++)
    {
      const DipPdfMark *mark = &g_array_index (marks, DipPdfMark, i);
      Box *around = find_box (boxes, mark);
      Box box = { .box = mark->box };

      if (around != NULL)
        {
          add_mark (around, mark);
        }
      else if (mark->kind == DIP_PDF_MARK_FILLED || mark->kind == DIP_PDF_MARK_OUTLINE)
        {
          add_mark (&box, mark);
          g_array_append_val (boxes, box);
        }
    }

  return boxes;
}

/* The letter of a line at the height of a box that is nearest to it; NULL where there is none, or one is in the box. */
static const DipPdfChar *
find_neighbour (GPtrArray *rows,
                const Box *self)
{
  float middle = (self->box.y0 + self->box.y1) / 2;
  const DipPdfChar *nearest = NULL;
  float least = G_MAXFLOAT;

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      float size = MAX (row->size, 1.0f);

      if (row->y0 > self->box.y1 || row->y1 < self->box.y0)
        continue;
      for (guint k = 0; k < row->chars->len; k++)
        {
          const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, k);
          float centre = (c->x0 + c->x1) / 2;
          float distance = MAX (MAX (c->x0 - self->box.x1, self->box.x0 - c->x1), 0);

          if (_dip_pdf_is_space (c->c))
            continue;
          if (centre > self->box.x0 && centre < self->box.x1 && (c->y0 + c->y1) / 2 > self->box.y0 &&
              (c->y0 + c->y1) / 2 < self->box.y1)
            return NULL;
          if (distance < least && fabsf (middle - (row->y0 + row->y1) / 2) <= OFF_MIDDLE * size)
            {
              least = distance;
              nearest = c;
            }
        }
    }

  return nearest;
}

static gboolean
is_to_tick (GArray *boxes,
            guint   place)
{
  const Box *self = &g_array_index (boxes, Box, place);

  if (self->unclear || (!self->outlined && !self->ticked) || (self->dark && !self->ticked))
    return FALSE;
  for (guint i = 0; i < boxes->len; i++)
    if (i != place && touch (&self->box, &g_array_index (boxes, Box, i).box))
      return FALSE;

  return TRUE;
}

static gboolean
have_another (GArray    *found,
              const Box *self)
{
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    n += fabsf (get_side (&g_array_index (found, Box, i).box) - get_side (&self->box)) <= SAME_PLACE;

  return n >= MIN_BOXES;
}

/* The character that a box becomes: at the height of the line that it stands in, and narrower, so that blanks have
 * a place beside it. */
static DipPdfChar
make_char (const Box        *self,
           const DipPdfChar *neighbour)
{
  DipPdfChar c = *neighbour;
  float distance = MAX (c.x0 - self->box.x1, self->box.x0 - c.x1);
  float middle = (self->box.y0 + self->box.y1) / 2;
  float half = (c.y1 - c.y0) / 2;
  float side = get_side (&self->box);

  c.c = self->ticked ? ON : OFF;
  c.x0 = self->box.x0 + side / 4;
  c.x1 = self->box.x1 - side / 4;
  c.bold = c.begins = FALSE;
  if (distance > NEAR * MAX (c.size, 1.0f))
    {
      c.y0 = middle - half;
      c.y1 = middle + half;
    }

  return c;
}

/* A character with blanks around it: it touches what it belongs to. */
static void
append_apart (GArray           *chars,
              const DipPdfChar *c)
{
  float width = (c->x1 - c->x0) / 2;
  DipPdfChar before = *c;
  DipPdfChar behind = *c;

  before.c = behind.c = ' ';
  before.x0 = c->x0 - width;
  before.x1 = c->x0;
  behind.x0 = c->x1;
  behind.x1 = c->x1 + width;
  g_array_append_val (chars, before);
  g_array_append_val (chars, *c);
  g_array_append_val (chars, behind);
}

gboolean
_dip_pdf_add_boxes (const DipPdfDrawing *drawing,
                    GPtrArray           *rows,
                    GArray              *chars)
{
  g_autoptr (GArray) boxes = find_boxes (drawing->marks);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Box));
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  gboolean any = FALSE;

  for (guint i = 0; i < boxes->len && boxes->len <= MAX_BOXES; i++)
    {
      const Box *box = &g_array_index (boxes, Box, i);
      const DipPdfChar *neighbour = is_to_tick (boxes, i) ? find_neighbour (rows, box) : NULL;
      float letter = neighbour != NULL ? MAX (neighbour->y1 - neighbour->y0, 1.0f) : 0;
      DipPdfChar c;

      if (neighbour == NULL || get_side (&box->box) < LEAST_SIDE * neighbour->size ||
          get_side (&box->box) > MOST_SIDE * letter)
        continue;
      c = make_char (box, neighbour);
      g_array_append_val (found, *box);
      g_array_append_val (added, c);
    }
  for (guint i = 0; i < found->len; i++)
    {
      if (!have_another (found, &g_array_index (found, Box, i)))
        continue;
      append_apart (chars, &g_array_index (added, DipPdfChar, i));
      any = TRUE;
    }

  return any;
}
