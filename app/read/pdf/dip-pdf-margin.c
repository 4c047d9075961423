/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>

/*
 * Text that runs up or down the margin of a page: the number of a form, who may
 * read it. Letters that follow each other up or down, farther out than anything
 * else on the page, are a line of their own behind the page and not the last
 * letter of every line that they stand beside.
 */

#define MIN_LETTERS 4u
#define ASIDE       0.3f   /* of a letter, from one to the next across */
#define LEAST_STEP  0.1f   /* of a letter, from one to the next */
#define STEP        2.0f

typedef struct
{
  guint first, end;        /* letters, in the order of the file */
  float x0, x1;
} Run;

/* 1 where @b stands below @a, -1 where it stands above it, 0 for other places. */
static int
get_step (const DipPdfChar *a,
          const DipPdfChar *b)
{
  float size = MAX (a->size, 1.0f);
  float across = (b->x0 + b->x1 - a->x0 - a->x1) / 2;
  float down = (b->y0 + b->y1 - a->y0 - a->y1) / 2;

  if (fabsf (across) > ASIDE * size || fabsf (down) < LEAST_STEP * size || fabsf (down) > STEP * size)
    return 0;

  return down > 0 ? 1 : -1;
}

/* Letters that follow each other in one direction. A space has any box. (element-type Run) */
static GArray *
find_runs (GArray *chars)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));

  for (guint i = 0; i < chars->len; )
    {
      const DipPdfChar *last = &g_array_index (chars, DipPdfChar, i);
      Run run = { i, i + 1, last->x0, last->x1 };
      guint n_letters = 1;
      int step = 0;

      for (guint j = i + 1; j < chars->len && !_dip_pdf_is_space (last->c); j++)
        {
          const DipPdfChar *c = &g_array_index (chars, DipPdfChar, j);
          int next;

          if (_dip_pdf_is_space (c->c))
            continue;
          next = get_step (last, c);
          if (next == 0 || (step != 0 && next != step))
            break;
          step = next;
          run.end = j + 1;
          run.x0 = MIN (run.x0, c->x0);
          run.x1 = MAX (run.x1, c->x1);
          n_letters++;
          last = c;
        }

      if (n_letters >= MIN_LETTERS)
        g_array_append_val (runs, run);
      i = run.end;
    }

  return runs;
}

/* Whether everything else stands on one side of the run. */
static gboolean
is_outermost (GArray    *chars,
              const Run *run)
{
  gboolean left = TRUE;
  gboolean right = TRUE;
  gboolean other = FALSE;

  for (guint i = 0; i < chars->len && (left || right); i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);

      if ((i >= run->first && i < run->end) || _dip_pdf_is_space (c->c))
        continue;
      other = TRUE;
      left = left && c->x0 >= run->x1;
      right = right && c->x1 <= run->x0;
    }

  return other && (left || right);
}

static DipLine *
make_line (GArray    *chars,
           const Run *run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DipPdfChar *first = &g_array_index (chars, DipPdfChar, run->first);
  float y0 = first->y0;
  float y1 = first->y1;
  DipLine *line;

  for (guint i = run->first; i < run->end; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);

      g_string_append_unichar (text, c->c);
      if (!_dip_pdf_is_space (c->c))
        {
          y0 = MIN (y0, c->y0);
          y1 = MAX (y1, c->y1);
        }
    }

  line = dip_line_new (DIP_LINE_TEXT, text->str);
  line->size = first->size;
  line->x = run->x0;
  line->y = y0;
  line->width = run->x1 - run->x0;
  line->height = y1 - y0;
  line->n_blank = 1;

  return line;
}

GPtrArray *
_dip_pdf_take_margins (GArray *chars)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  g_autoptr (GArray) runs = find_runs (chars);

  /* Both margins may have one. */
  for (guint i = runs->len; i > 0 && lines->len < 2; i--)
    {
      const Run *run = &g_array_index (runs, Run, i - 1);

      if (!is_outermost (chars, run))
        continue;
      g_ptr_array_add (lines, make_line (chars, run));
      g_array_remove_range (chars, run->first, run->end - run->first);
    }

  return lines;
}
