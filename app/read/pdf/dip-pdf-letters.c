/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

/* A guess that is farther from the width of a kanji than this is wrong: text may be set narrower than high. */
#define MAX_OFF  1.4f

/* An error that is off a whole number, or off the next one, by this part of itself is that number. */
#define ROUNDED  0.2f
#define ASIDE    0.2f

/* A small letter is about half as wide as its font is high; what is this many times too large is not set narrow. */
#define LETTER_WIDTH 0.49f
#define MIN_EXCESS   1.5f
#define MIN_LETTERS  20u

/* Where the baseline is in the box that poppler gives to letters of a drawn font. */
#define BASELINE 0.73f

/*
 * What fonts call their letters. A font says for each shape which letter it is,
 * and errs where several letters have one shape: a kanji is called the radical
 * that looks like it, a key of the keyboard the mark that looks like it. A shape
 * of two letters is two letters.
 */

/* Radicals whose decomposition is none, or a kanji that Japanese does not write any more. */
static const struct
{
  gunichar radical, kanji;
} radicals[] = {
  { 0x2e9d, 0x6708 }, { 0x2ea0, 0x6c11 }, { 0x2ebb, 0x807f }, { 0x2ec4, 0x897f }, { 0x2ec6, 0x89d2 },
  { 0x2ed1, 0x9577 }, { 0x2ed8, 0x9752 }, { 0x2edd, 0x98df }, { 0x2ee4, 0x9b3c }, { 0x2ee8, 0x9ea6 },
  { 0x2ee9, 0x9ec4 }, { 0x2eeb, 0x6589 }, { 0x2eed, 0x6b6f }, { 0x2eef, 0x7adc }, { 0x2ef2, 0x4e80 },
  { 0x2f3e, 0x6238 }, { 0x2fad, 0x9752 }, { 0x2fc6, 0x9ea6 }, { 0x2fc8, 0x9ec4 }, { 0x2fca, 0x9ed2 },
  { 0x2fd1, 0x6589 }, { 0x2fd2, 0x6b6f }, { 0x2fd4, 0x4e80 },
};

static gunichar
kanji_of (gunichar radical)
{
  gunichar kanji;

  for (guint i = 0; i < G_N_ELEMENTS (radicals); i++)
    if (radicals[i].radical == radical)
      return radicals[i].kanji;

  return g_unichar_fully_decompose (radical, TRUE, &kanji, 1) == 1 ? kanji : radical;
}

/* Marks of writing that runs down have shapes of their own: the mark that stands for them in any writing. */
static gunichar
mark_of (gunichar form)
{
  gunichar mark;

  if (g_unichar_fully_decompose (form, TRUE, &mark, 1) != 1)
    return form;

  return mark > 0x20 && mark < 0x7f ? mark + 0xfee0 : mark;
}

/* A mark that has a place of its own is no mark of the letter before it. */
static gboolean
stands_apart (const DipPdfChar *c,
              GArray           *before)
{
  const DipPdfChar *last = before->len > 0 ? &g_array_index (before, DipPdfChar, before->len - 1) : NULL;

  return c->x1 - c->x0 > 0.15f * c->size &&
         (last == NULL || c->x0 > (last->x0 + last->x1) / 2 || c->y0 > last->y1 || c->y1 < last->y0);
}

void
_dip_pdf_append_char (GArray           *chars,
                      const DipPdfChar *c)
{
  static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
  DipPdfChar mended = *c;

  mended.place = chars->len;
  if (c->c >= 0xfb00 && c->c < 0xfb00 + G_N_ELEMENTS (ligatures))
    {
      const char *letters = ligatures[c->c - 0xfb00];
      float width = (c->x1 - c->x0) / (float) strlen (letters);

      for (guint i = 0; letters[i] != '\0'; i++)
        {
          mended.c = (gunichar) letters[i];
          mended.place = chars->len;
          mended.x0 = c->x0 + width * (float) i;
          mended.x1 = mended.x0 + width;
          g_array_append_val (chars, mended);
        }
      return;
    }

  if (c->c >= 0x2e80 && c->c < 0x2fd6)
    mended.c = kanji_of (c->c);
  else if ((c->c >= 0xfe10 && c->c < 0xfe1a) || (c->c >= 0xfe30 && c->c < 0xfe49))
    mended.c = mark_of (c->c);
  else if (c->c == 0x2010 || c->c == 0x2011)
    mended.c = '-';
  else if (c->c == 0x02bb)
    mended.c = 0x2018;
  else if (c->c == 0x02bc)
    mended.c = 0x2019;
  else if (c->c == 0x0300 && stands_apart (c, chars))
    mended.c = '`';
  else if (c->c == 0x0332 && stands_apart (c, chars))
    mended.c = '_';

  /* A page has some thousand of them: to append them one by one costs thrice as much as to make room and write. */
  g_array_set_size (chars, mended.place + 1);
  g_array_index (chars, DipPdfChar, mended.place) = mended;
}

/* A kanji is as wide as its font is high, or wider where letters are set apart. Programs that draw their letters err
 * by the same everywhere: by how much sizes are too large, 0 where no letter tells it. */
static float
find_excess (GArray *chars)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (float));
  float excess, whole;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float one = c->nameless && c->c >= 0x4e00 && c->c < 0xa000 && c->x1 > c->x0 ? c->size / (c->x1 - c->x0) : 0;

      if (one > 0)
        g_array_append_val (found, one);
    }
  if (found->len == 0)
    return 0;

  g_array_sort (found, _dip_pdf_compare_floats);
  excess = g_array_index (found, float, found->len * 9 / 10);

  /* Places are rounded, letters may be set apart on the whole page, and one size is the same on two pages. */
  whole = roundf (excess + ASIDE);

  return excess > 1 && fabsf (excess - whole) < ROUNDED * excess ? whole : excess;
}

/* The same for a page without kanji, whose letters have several widths: a whole number, or 0. */
static float
guess_excess (GArray *chars)
{
  float sizes = 0;
  float widths = 0;
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);

      if (!c->nameless || c->c < 'a' || c->c > 'z' || c->x1 <= c->x0)
        continue;
      sizes += c->size;
      widths += c->x1 - c->x0;
      n++;
    }
  if (n < MIN_LETTERS || sizes * LETTER_WIDTH < MIN_EXCESS * widths)
    return 0;

  return roundf (sizes * LETTER_WIDTH / widths);
}

void
_dip_pdf_mend_sizes (GArray *chars)
{
  float excess = find_excess (chars);

  if (excess <= 0)
    excess = guess_excess (chars);

  if (excess <= 0 || (excess <= MAX_OFF && excess >= 1 / MAX_OFF))
    return;

  for (guint i = 0; i < chars->len; i++)
    {
      DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float baseline = c->y0 + BASELINE * (c->y1 - c->y0);

      if (!c->nameless)
        continue;
      c->size /= excess;
      c->y0 = baseline - (baseline - c->y0) / excess;
      c->y1 = baseline + (c->y1 - baseline) / excess;
    }
}
