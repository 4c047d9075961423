/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf-drawing.h"

#include <math.h>
#include <string.h>

/*
 * Bullets that are drawn. Browsers print the mark of a list item as a small disc, ring or square, which the text of
 * the page does not have; without it the items are lines of one paragraph.
 *
 *   bullet = shape smaller than a letter, in the middle of a line's height, right before a text that it is near to
 *            and far from what stands on its other side
 *   list   = two bullets or more that are as large and as far from their texts, or one like those of the page before
 *
 * A bullet becomes a character of the page that ends where its text begins, so that no gap lies between the two.
 */

#define LEAST_SIDE  0.15f  /* of a letter: a full stop is smaller */
#define MOST_SIDE   0.62f  /* a box to tick is larger */
#define LEAST_GAP   0.2f   /* in letters, between a bullet and its text */
#define MOST_GAP    2.0f   /* a dot on a line of time is farther away */
#define FREE        1.5f   /* in letters, before a bullet: a disc between two words is none */
#define OFF_MIDDLE  0.35f  /* of a letter, up or down */
#define ALIKE       0.06f  /* letters */
#define WORD_SPACE  0.25f  /* of a letter, that stays between the character and its text */
#define INDENT      0.8f   /* letters, of the lines of a list */
#define MIN_BULLETS 2u
#define MAX_BULLETS 400u   /* of a page; more are the dots of a drawing */

/* Programs that draw the bullets of what they print: Chromium and all that is built on it, and those on Qt's
 * WebKit. */
static const char *const drawers[] = { "Skia/PDF", "Qt " };

gboolean
_dip_pdf_draws_bullets (PopplerDocument *document)
{
  g_autofree char *producer = poppler_document_get_producer (document);

  for (guint i = 0; producer != NULL && i < G_N_ELEMENTS (drawers); i++)
    if (g_str_has_prefix (producer, drawers[i]))
      return TRUE;

  return FALSE;
}

gboolean
_dip_pdf_may_have_bullets (GPtrArray *rows)
{
  float left = G_MAXFLOAT;

  for (guint i = 0; i < rows->len; i++)
    left = MIN (left, ((const DipPdfRow *) rows->pdata[i])->x0);
  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];

      if (row->x0 > left + INDENT * MAX (row->size, 1.0f))
        return TRUE;
    }

  return FALSE;
}

/* The letter before which a bullet stands in a row, or NULL. */
static const DipPdfChar *
find_text (const DipPdfRow   *row,
           const DipPdfShape *bullet)
{
  float size = MAX (row->size, 1.0f);
  float side = MAX (bullet->box.x1 - bullet->box.x0, bullet->box.y1 - bullet->box.y0) / size;
  float middle = (bullet->box.y0 + bullet->box.y1) / 2;
  const DipPdfChar *text = NULL;

  if (side < LEAST_SIDE || side > MOST_SIDE || fabsf (middle - (row->y0 + row->y1) / 2) > OFF_MIDDLE * size)
    return NULL;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (c->x0 >= bullet->box.x1)
        {
          text = text == NULL || c->x0 < text->x0 ? c : text;
          continue;
        }
      if (c->x1 > bullet->box.x0 - FREE * size)
        return NULL;
    }
  if (text == NULL || text->x0 - bullet->box.x1 < LEAST_GAP * size || text->x0 - bullet->box.x1 > MOST_GAP * size)
    return NULL;

  return text;
}

/* Whether what would be a bullet is a part of something: the disc of a choice in its ring. What is painted twice is
 * taken once. */
static gboolean
is_part (GArray *bullets,
         guint   place)
{
  const DipPdfBox *box = &g_array_index (bullets, DipPdfShape, place).box;

  for (guint i = 0; i < bullets->len; i++)
    {
      const DipPdfBox *other = &g_array_index (bullets, DipPdfShape, i).box;
      gboolean same = memcmp (box, other, sizeof *box) == 0;

      if (i != place && (!same || i < place) && box->x0 <= other->x1 && box->x1 >= other->x0 && box->y0 <= other->y1 &&
          box->y1 >= other->y0)
        return TRUE;
    }

  return FALSE;
}

/* A bullet and the text behind it. */
typedef struct
{
  const DipPdfShape *shape;
  const DipPdfChar  *text;
  float              letter;  /* size of those of its row */
  DipPdfBullet       look;
} Found;

static GArray *
find_bullets (const DipPdfDrawing *drawing,
              GPtrArray           *rows)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < drawing->bullets->len && drawing->bullets->len <= MAX_BULLETS; i++)
    {
      const DipPdfShape *shape = &g_array_index (drawing->bullets, DipPdfShape, i);

      if (is_part (drawing->bullets, i))
        continue;
      for (guint k = 0; k < rows->len; k++)
        {
          const DipPdfRow *row = rows->pdata[k];
          Found found = { shape, NULL, MAX (row->size, 1.0f), { 0, 0 } };

          if (row->y0 > shape->box.y1 || row->y1 < shape->box.y0)
            continue;
          found.text = find_text (row, shape);
          if (found.text == NULL)
            continue;
          found.look.side = (shape->box.y1 - shape->box.y0) / found.letter;
          found.look.gap = (found.text->x0 - shape->box.x1) / found.letter;
          g_array_append_val (all, found);
          break;
        }
    }

  return all;
}

static gboolean
are_alike (const DipPdfBullet *a,
           const DipPdfBullet *b)
{
  return fabsf (a->side - b->side) < 2 * ALIKE && fabsf (a->gap - b->gap) < 2 * ALIKE;
}

static guint
count_alike (GArray             *all,
             const DipPdfBullet *look)
{
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += are_alike (&g_array_index (all, Found, i).look, look);

  return n;
}

gboolean
_dip_pdf_add_bullets (const DipPdfDrawing *drawing,
                      GPtrArray           *rows,
                      DipPdfBullet        *last,
                      GArray              *chars)
{
  g_autoptr (GArray) all = find_bullets (drawing, rows);
  DipPdfBullet before = *last;
  gboolean any = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const Found *found = &g_array_index (all, Found, i);
      DipPdfChar c = *found->text;

      if (!are_alike (&before, &found->look) && count_alike (all, &found->look) < MIN_BULLETS)
        continue;
      c.c = 0x2022;
      c.x0 = found->shape->box.x0;
      c.x1 = found->text->x0 - WORD_SPACE * found->letter;
      c.bold = c.begins = FALSE;
      g_array_append_val (chars, c);
      *last = found->look;
      any = TRUE;
    }

  return any;
}
