/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

/*
 * Text that stands askew across a page: CONFIDENTIAL, 社外秘. Each of its letters
 * has another height, and would come between the letters of the lines that it
 * crosses. Letters of one size, larger than what is read, each of which has the
 * next one to its right and above or below it, are such a text.
 */

#define LEAST_SIZE  20.0f  /* points */
#define LARGER      1.5f   /* than the letter in the middle */
#define MAX_LETTERS 400u   /* large ones on a page; more are a poster */
#define MIN_LETTERS 4u     /* of one text */
#define LEVEL       0.2f   /* of a letter, between two in one row */
#define BESIDE      1.6f   /* of a letter, between two in one row */
#define STEP        2.0f   /* of a letter, from one to the next */
#define LEAST_SLOPE 0.3f
#define SAME_SIZE   0.5f   /* points */

typedef struct
{
  guint place;             /* of the letter */
  float x, y;              /* of its middle */
  float size;
} Letter;

static int
compare_left (gconstpointer a,
              gconstpointer b)
{
  const Letter *first = a;
  const Letter *second = b;

  return first->x < second->x ? -1 : first->x > second->x;
}

static float
find_middle_size (GArray *chars)
{
  g_autoptr (GArray) sizes = g_array_sized_new (FALSE, FALSE, sizeof (float), chars->len);

  for (guint i = 0; i < chars->len; i++)
    g_array_append_val (sizes, g_array_index (chars, DipPdfChar, i).size);
  g_array_sort (sizes, _dip_pdf_compare_floats);

  return g_array_index (sizes, float, sizes->len / 2);
}

static GArray *
find_large (GArray *chars)
{
  GArray *large = g_array_new (FALSE, FALSE, sizeof (Letter));
  guint n = 0;
  float least;

  for (guint i = 0; i < chars->len; i++)
    n += g_array_index (chars, DipPdfChar, i).size >= LEAST_SIZE;
  if (n < MIN_LETTERS)
    return large;

  least = MAX (LEAST_SIZE, LARGER * find_middle_size (chars));
  for (guint i = 0; i < chars->len && large->len <= MAX_LETTERS; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      Letter letter = { i, (c->x0 + c->x1) / 2, (c->y0 + c->y1) / 2, c->size };

      if (c->size >= least && !_dip_pdf_is_space (c->c))
        g_array_append_val (large, letter);
    }
  g_array_sort (large, compare_left);

  return large;
}

/* Whether @next may be the letter behind @one, or with @level, one in its row. */
static gboolean
follows (const Letter *one,
         const Letter *next,
         gboolean      level)
{
  float across = next->x - one->x;
  float down = ABS (next->y - one->y);

  if (ABS (one->size - next->size) > SAME_SIZE)
    return FALSE;
  if (level)
    return down < LEVEL * one->size && ABS (across) < BESIDE * one->size;

  return across > 0 && down > LEAST_SLOPE * across && down > LEVEL * one->size &&
         across * across + down * down < STEP * STEP * one->size * one->size;
}

/* Which of the large letters stand askew: all with a neighbour askew and none in their row. */
static guint
mark_askew (GArray   *large,
            gboolean *askew)
{
  guint n = 0;

  for (guint i = 0; i < large->len; i++)
    {
      const Letter *one = &g_array_index (large, Letter, i);
      gboolean linked = FALSE;
      gboolean level = FALSE;

      for (guint j = 0; j < large->len && !level; j++)
        {
          const Letter *other = &g_array_index (large, Letter, j);

          level = i != j && follows (one, other, TRUE);
          linked = linked || follows (one, other, FALSE) || follows (other, one, FALSE);
        }
      askew[i] = linked && !level;
      n += askew[i];
    }

  return n;
}

void
_dip_pdf_drop_askew (GArray    *chars,
                     DipLayout *layout)
{
  g_autoptr (GArray) large = find_large (chars);
  g_autofree gboolean *askew = NULL;
  g_autofree gboolean *dropped = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *warning = NULL;
  guint kept = 0;

  if (large->len < MIN_LETTERS || large->len > MAX_LETTERS)
    return;

  askew = g_new0 (gboolean, large->len);
  if (mark_askew (large, askew) < MIN_LETTERS)
    return;

  text = g_string_new (NULL);
  dropped = g_new0 (gboolean, chars->len);
  for (guint i = 0; i < large->len; i++)
    {
      const Letter *letter = &g_array_index (large, Letter, i);

      if (!askew[i])
        continue;
      dropped[letter->place] = TRUE;
      g_string_append_unichar (text, g_array_index (chars, DipPdfChar, letter->place).c);
    }
  for (guint i = 0; i < chars->len; i++)
    {
      if (!dropped[i])
        g_array_index (chars, DipPdfChar, kept++) = g_array_index (chars, DipPdfChar, i);
    }
  g_array_set_size (chars, kept);

  warning = g_strdup_printf ("Text that stands askew across pages was left out: %s", text->str);
  if (!g_ptr_array_find_with_equal_func (layout->warnings, warning, g_str_equal, NULL))
    g_ptr_array_add (layout->warnings, g_steal_pointer (&warning));
}
