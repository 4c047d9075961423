/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>

/*
 * How kanji are read, in small kana right above them:
 *
 *   reading = kana+            in small letters, with no other small letter beside them, over a large kanji
 *
 * No other format gives it as text, and between two lines it would tear a sentence.
 */

#define SMALL       0.65f  /* of the size of the text */
#define MAX_RUNS    256u   /* of a page; what has more is no text with readings here and there */
#define ON_LEVEL    1.0f   /* points */
#define BESIDE      1.5f   /* in letters, of the next one of the same line */
#define MIN_ABOVE   0.4f   /* from middle to middle, in letters of the kanji */
#define MAX_ABOVE   1.3f

/* A piece of a line in small letters. */
typedef struct
{
  guint first, end;    /* letters */
  float x0, x1, y;     /* y is the middle */
  float size;
} Run;

static gboolean
is_kana (gunichar c)
{
  return (c >= 0x3041 && c <= 0x309e) || (c >= 0x30a1 && c <= 0x30fe && c != 0x30fb);
}

static gboolean
is_kanji (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3005;
}

static float
find_middle (const DipPdfChar *c)
{
  return (c->y0 + c->y1) / 2;
}

/* Whether a letter goes on with a run. */
static gboolean
goes_on (const Run        *run,
         const DipPdfChar *c)
{
  return fabsf (c->size - run->size) < 0.1f && fabsf (find_middle (c) - run->y) < ON_LEVEL &&
         c->x0 > run->x0 && c->x0 < run->x1 + BESIDE * run->size;
}

/* Takes the run that begins at a letter. FALSE where it has other letters than kana. */
static gboolean
take_run (GArray *chars,
          guint   first,
          Run    *run)
{
  const DipPdfChar *c = &g_array_index (chars, DipPdfChar, first);
  gboolean all_kana = TRUE;

  *run = (Run) { first, first, c->x0, c->x1, find_middle (c), c->size };
  for (; run->end < chars->len; run->end++)
    {
      c = &g_array_index (chars, DipPdfChar, run->end);
      if (run->end > first && !goes_on (run, c))
        break;
      if (_dip_pdf_is_space (c->c))
        continue;
      all_kana = all_kana && is_kana (c->c);
      run->x1 = MAX (run->x1, c->x1);
    }

  return all_kana;
}

static gboolean
is_over_kanji (GArray    *chars,
               const Run *run)
{
  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float above = find_middle (c) - run->y;

      if (is_kanji (c->c) && c->size * SMALL >= run->size && above > MIN_ABOVE * c->size &&
          above < MAX_ABOVE * c->size && c->x0 < run->x1 && c->x1 > run->x0)
        return TRUE;
    }

  return FALSE;
}

void
_dip_pdf_drop_furigana (GArray *chars,
                        float   size)
{
  g_autoptr (GArray) dropped = NULL;
  guint n_runs = 0;
  guint kept = 0;

  for (guint i = 0; i < chars->len && n_runs < MAX_RUNS; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      gboolean is_reading;
      Run run;

      if (c->size > SMALL * size || c->size <= 0 || _dip_pdf_is_space (c->c))
        continue;
      n_runs++;
      is_reading = take_run (chars, i, &run) && is_over_kanji (chars, &run);
      i = run.end - 1;
      if (!is_reading)
        continue;
      if (dropped == NULL)
        dropped = g_array_new (FALSE, FALSE, sizeof (Run));
      g_array_append_val (dropped, run);
    }
  if (dropped == NULL)
    return;

  for (guint i = 0, n = 0; i < chars->len; i++)
    {
      while (n < dropped->len && i >= g_array_index (dropped, Run, n).end)
        n++;
      if (n == dropped->len || i < g_array_index (dropped, Run, n).first)
        g_array_index (chars, DipPdfChar, kept++) = g_array_index (chars, DipPdfChar, i);
    }
  g_array_set_size (chars, kept);
}
