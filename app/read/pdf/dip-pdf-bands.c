/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>

/*
 * Tables with lines between their rows only, or with every other row shaded:
 * below each other stand lines of one length, and between them texts that leave
 * the same gaps free. Lines down these gaps are added to those that were drawn,
 * so that what finds tables finds them.
 */

#define SAME_END       4.0f   /* points between the ends of lines of one table */
#define MIN_WIDTH      120.0f /* points of a table */
#define MIN_LINES      3u
#define MAX_LINES      500u
#define MIN_GAP        0.9f   /* of a letter, that is free between two columns */
#define MIN_CJK_GAP    0.5f   /* the same where letters have none between them */
#define FAR_BEHIND     4.0f   /* letters behind a gap: what begins there is no text of the column behind it */
#define MAX_COLUMNS    24u
#define MAX_CROSSED    10u    /* of a hundred bands, that may cross a gap */
#define BORDER         10.0f  /* points of a drawn border inside: it tells the columns itself */
#define BORDER_SPACE   0.25f  /* of a letter, between the border that is added and the column behind it */
#define CELL_SPACE     0.6f   /* of a line's height, between two lines of one cell */
#define MIN_CELL_GAP   0.3f   /* of a letter, between two cells of a row, where other rows leave more */
#define MIN_BELOW      4u     /* texts that begin below each other and so tell a column behind a narrow gap */
#define MAX_TRIED      24u    /* such gaps */
#define SAME_LEFT      1.5f   /* points, by which texts of one column may begin beside each other */
#define MAX_X          4000u
#define MAX_TABLES     64u    /* of a page: each looks at all letters */
#define MAX_HEIGHT     16.0f  /* in letters, of a row; a chapter between two lines is none */
#define MARKER         3.0f   /* in letters: a first column that is not wider may be the numbers of a list */
#define MIN_ITEMS      3u     /* lines with such a number that are a list and not one row */
#define NEIGHBOUR      1.6f   /* of a line's height, from the outer lines to a row that belongs to them */

/* What stands between two lines. */
typedef struct
{
  float   top, bottom;
  GArray *chars;    /* (element-type DipPdfChar) without spaces */
  guint   n_pieces; /* when all of its text is pushed down to one line */
} DipBand;

/* What is free between two columns. */
typedef struct
{
  float from, to;
} Gap;

typedef struct
{
  GArray  *lines;   /* (element-type float) of y */
  float    from, to;
  GArray  *bands;   /* (element-type DipBand) */
  float    size;    /* of most letters */
  gboolean cjk;     /* most letters are of Chinese or Japanese, without space between them */
  Gap      gaps[MAX_COLUMNS];
  guint    n_gaps;
} Bands;

static void
band_clear (gpointer data)
{
  DipBand *self = data;

  g_clear_pointer (&self->chars, g_array_unref);
}

static int
compare_left (gconstpointer a,
              gconstpointer b)
{
  const DipPdfChar *first = a;
  const DipPdfChar *second = b;

  return first->x0 < second->x0 ? -1 : first->x0 > second->x0;
}

static DipBand *
add_band (Bands *self,
          float  top,
          float  bottom)
{
  DipBand band = { top, bottom, g_array_new (FALSE, FALSE, sizeof (DipPdfChar)), 0 };

  g_array_append_val (self->bands, band);

  return &g_array_index (self->bands, DipBand, self->bands->len - 1);
}

static void
count_pieces (DipBand *band)
{
  float right = 0;

  g_array_sort (band->chars, compare_left);
  band->n_pieces = band->chars->len > 0;
  for (guint i = 0; i < band->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (band->chars, DipPdfChar, i);

      band->n_pieces += i > 0 && c->x0 - right > MIN_GAP * MAX (c->size, 1.0f);
      right = i > 0 ? MAX (right, c->x1) : c->x1;
    }
}

/* Puts each letter between the lines into its band. */
static void
fill_bands (Bands  *self,
            GArray *chars)
{
  guint n = 0;
  guint n_cjk = 0;
  float sizes = 0;

  for (guint i = 0; i + 1 < self->lines->len; i++)
    add_band (self, g_array_index (self->lines, float, i), g_array_index (self->lines, float, i + 1));

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      float y = (c->y0 + c->y1) / 2;
      guint low = 0;
      guint high = self->bands->len;

      if (_dip_pdf_is_space (c->c) || c->x1 < self->from - SAME_END || c->x0 > self->to + SAME_END ||
          y < g_array_index (self->bands, DipBand, 0).top ||
          y >= g_array_index (self->bands, DipBand, self->bands->len - 1).bottom)
        continue;

      while (high - low > 1)
        {
          guint middle = (low + high) / 2;

          if (g_array_index (self->bands, DipBand, middle).top <= y)
            low = middle;
          else
            high = middle;
        }
      g_array_append_vals (g_array_index (self->bands, DipBand, low).chars, c, 1);
      sizes += c->size;
      n_cjk += c->c >= 0x2e80;
      n++;
    }

  self->size = n > 0 ? MAX (sizes / (float) n, 1.0f) : 1.0f;
  self->cjk = n_cjk * 2 > n;
  for (guint i = 0; i < self->bands->len; i++)
    count_pieces (&g_array_index (self->bands, DipBand, i));
}

/* Whether texts behind a gap begin below each other in nearly all bands that have texts on both sides of it. */
static gboolean
begins_column (const Bands *self,
               float        from,
               float        to)
{
  guint n_both = 0;
  guint n_aside = 0;

  for (guint i = 0; i < self->bands->len; i++)
    {
      const DipBand *band = &g_array_index (self->bands, DipBand, i);
      gboolean left = FALSE;
      float first = G_MAXFLOAT;

      for (guint j = 0; j < band->chars->len && band->n_pieces >= 2; j++)
        {
          const DipPdfChar *c = &g_array_index (band->chars, DipPdfChar, j);

          left = left || c->x1 <= from + SAME_LEFT;
          if (c->x0 >= from)
            first = MIN (first, c->x0);
        }
      /* The cell behind the gap may be empty. */
      if (!left || first > to + FAR_BEHIND * self->size)
        continue;
      n_both++;
      n_aside += first > to + SAME_LEFT;
    }

  return n_both >= MIN_BELOW && n_aside * 100 <= n_both * MAX_CROSSED;
}

/* A narrow gap is one between columns where texts begin behind it, one between words otherwise. */
static gboolean
is_gap (const Bands *self,
        float        from,
        float        to,
        guint       *n_tried)
{
  if (to - from >= (self->cjk ? MIN_CJK_GAP : MIN_GAP) * self->size)
    return TRUE;

  return to - from >= MIN_CELL_GAP * self->size && (*n_tried)++ < MAX_TRIED && begins_column (self, from, to);
}

/* The gaps that nearly all bands with several pieces leave free. */
static void
find_gaps (Bands *self)
{
  g_autofree guint *taken = g_new0 (guint, MAX_X + 1);
  guint n_bands = 0;
  guint n_tried = 0;
  guint free_from = 0;
  gboolean begun = FALSE;

  for (guint i = 0; i < self->bands->len; i++)
    {
      const DipBand *band = &g_array_index (self->bands, DipBand, i);
      guint done = 0;

      if (band->n_pieces < 2)
        continue;

      n_bands++;
      for (guint j = 0; j < band->chars->len; j++)
        {
          const DipPdfChar *c = &g_array_index (band->chars, DipPdfChar, j);
          guint to = (guint) CLAMP (ceilf (c->x1), 0, MAX_X);

          for (guint x = MAX (done, (guint) CLAMP (floorf (c->x0), 0, MAX_X)); x < to; x++)
            taken[x]++;
          done = MAX (done, to);
        }
    }
  if (n_bands < 2)
    return;

  for (guint x = (guint) CLAMP (self->from, 0, MAX_X); x < (guint) CLAMP (self->to, 0, MAX_X); x++)
    {
      if (taken[x] * 100 <= n_bands * MAX_CROSSED)
        continue;

      if (begun && self->n_gaps < MAX_COLUMNS && is_gap (self, (float) free_from, (float) x, &n_tried))
        self->gaps[self->n_gaps++] = (Gap) { (float) free_from, (float) x };
      begun = TRUE;
      free_from = x + 1;
    }
}

/* Where the border stands in a gap: near the column behind it, where nearly all texts begin. */
static float
get_border (const Bands *self,
            const Gap   *gap)
{
  return gap->to - MIN ((gap->to - gap->from) / 2, BORDER_SPACE * self->size);
}

static gboolean
crosses (const Bands   *self,
         const DipBand *band,
         const Gap     *gap)
{
  float x = get_border (self, gap);
  float before = -G_MAXFLOAT;
  float after = G_MAXFLOAT;

  for (guint i = 0; i < band->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (band->chars, DipPdfChar, i);

      if (c->x0 < x && c->x1 > x)
        return TRUE;
      if (c->x1 <= x)
        before = MAX (before, c->x1);
      else
        after = MIN (after, c->x0);
    }

  /* Between two words of one text, unless the second one begins where the column does. */
  return band->n_pieces == 1 && before > -G_MAXFLOAT && after < G_MAXFLOAT &&
         (after - gap->to > SAME_LEFT || after - before < MIN_CELL_GAP * self->size);
}

static void
append_letters (DipBand         *band,
                const DipPdfRow *row)
{
  for (guint i = 0; i < row->chars->len; i++)
    if (!_dip_pdf_is_space (g_array_index (row->chars, DipPdfChar, i).c))
      g_array_append_vals (band->chars, &g_array_index (row->chars, DipPdfChar, i), 1);
}

/* Where a text ends that begins at a letter: before a space as wide as one between cells. */
static guint
find_text_end (const Bands   *self,
               const DipBand *band,
               guint          first)
{
  guint end = first + 1;

  while (end < band->chars->len &&
         g_array_index (band->chars, DipPdfChar, end).x0 - g_array_index (band->chars, DipPdfChar, end - 1).x1 <
           MIN_CELL_GAP * self->size)
    end++;

  return end;
}

/* What a row leaves free of a gap. */
static Gap
narrow_gap (const Bands   *self,
            const DipBand *band,
            Gap            gap)
{
  float middle = (gap.from + gap.to) / 2;

  for (guint i = 0, end; i < band->chars->len; i = end)
    {
      float from = g_array_index (band->chars, DipPdfChar, i).x0;
      float to;

      end = find_text_end (self, band, i);
      to = g_array_index (band->chars, DipPdfChar, end - 1).x1;
      if ((from + to) / 2 < middle)
        gap.from = MAX (gap.from, to);
      else
        gap.to = MIN (gap.to, from);
    }

  return gap;
}

/* Makes the gaps as narrow as a row leaves them. FALSE where it fills one of them. */
static gboolean
narrow_gaps (Bands         *self,
             const DipBand *band)
{
  Gap gaps[MAX_COLUMNS];

  for (guint i = 0; i < self->n_gaps; i++)
    {
      gaps[i] = narrow_gap (self, band, self->gaps[i]);
      if (gaps[i].to - gaps[i].from < MIN_CELL_GAP * self->size)
        return FALSE;
    }
  for (guint i = 0; i < self->n_gaps; i++)
    self->gaps[i] = gaps[i];

  return TRUE;
}

/* Takes the lines of text right below a row that go on in its cells behind the first one. Returns where they end. */
static float
take_wrapped (Bands     *self,
              GPtrArray *rows,
              guint      place,
              DipBand   *band)
{
  const DipPdfRow *before = rows->pdata[place];
  float border = get_border (self, &self->gaps[0]);

  for (guint i = place + 1; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      DipBand next = { row->y0, row->y1, NULL, 0 };
      gboolean belongs;

      if (row->x0 < border || row->x1 > self->to + SAME_END || row->y0 < before->y0 ||
          row->y0 - before->y1 > CELL_SPACE * MAX (row->y1 - row->y0, 1.0f))
        break;

      next.chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
      append_letters (&next, row);
      count_pieces (&next);
      belongs = narrow_gaps (self, &next);
      if (belongs)
        g_array_append_vals (band->chars, next.chars->data, next.chars->len);
      g_array_unref (next.chars);
      if (!belongs)
        break;
      before = row;
    }

  return before->y1;
}

/* A head without a line above it, or a last row without one below it. */
static void
take_neighbours (Bands     *self,
                 GPtrArray *rows,
                 gboolean   above)
{
  for (guint n = 0; n < rows->len; n++)
    {
      const DipPdfRow *row = rows->pdata[above ? rows->len - 1 - n : n];
      float edge = g_array_index (self->lines, float, above ? 0 : self->lines->len - 1);
      float height = MAX (row->y1 - row->y0, 1.0f);
      float distance = above ? edge - row->y1 : row->y0 - edge;
      float line = above ? row->y0 - 1 : row->y1 + 1;
      DipBand band = { row->y0, row->y1, NULL, 0 };
      gboolean belongs;

      if (distance < -0.5f * height)
        continue;
      if (distance > NEIGHBOUR * height || row->x0 < self->from - SAME_END || row->x1 > self->to + SAME_END)
        return;

      band.chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
      append_letters (&band, row);
      count_pieces (&band);
      belongs = band.n_pieces >= 2 && narrow_gaps (self, &band);
      if (!belongs)
        {
          g_array_unref (band.chars);
          return;
        }

      /* Its text may wrap below it; what is a row of its own has a line of its own. */
      if (!above)
        line = take_wrapped (self, rows, n, &band) + 1;
      band.top = above ? line : edge;
      band.bottom = above ? edge : line;
      if (above)
        {
          g_array_prepend_val (self->lines, line);
          g_array_prepend_val (self->bands, band);
        }
      else
        {
          g_array_append_val (self->lines, line);
          g_array_append_val (self->bands, band);
        }
      return;
    }
}

/* Where only the head has a line below it: each line of text with something in its first column begins a row. */
static void
split_body (Bands *self)
{
  DipBand *body = &g_array_index (self->bands, DipBand, self->bands->len - 1);
  g_autoptr (GPtrArray) rows = NULL;
  float first = get_border (self, &self->gaps[0]);

  if (self->bands->len != 2)
    return;

  rows = _dip_pdf_make_rows ((const DipPdfChar *) body->chars->data, body->chars->len);
  for (guint i = 1; i < rows->len && self->lines->len < MAX_LINES; i++)
    {
      const DipPdfRow *before = rows->pdata[i - 1];
      const DipPdfRow *row = rows->pdata[i];
      float line = (before->y1 + row->y0) / 2;

      if (row->x0 < first && row->x1 > first)
        g_array_insert_val (self->lines, self->lines->len - 1, line);
    }
}

static void
add_rules (Bands  *self,
           GArray *horizontal,
           GArray *vertical)
{
  float top = g_array_index (self->lines, float, 0);
  float bottom = g_array_index (self->lines, float, self->lines->len - 1);
  DipPdfRule left = { self->from, top, bottom };
  DipPdfRule right = { self->to, top, bottom };

  for (guint i = 0; i < self->lines->len; i++)
    {
      DipPdfRule line = { g_array_index (self->lines, float, i), self->from, self->to };

      g_array_append_val (horizontal, line);
    }

  g_array_append_val (vertical, left);
  g_array_append_val (vertical, right);
  for (guint i = 0; i < self->n_gaps; i++)
    {
      const Gap *gap = &self->gaps[i];
      DipPdfRule rule = { get_border (self, gap), 0, -1 };

      for (guint j = 0; j <= self->bands->len; j++)
        {
          const DipBand *band = j < self->bands->len ? &g_array_index (self->bands, DipBand, j) : NULL;

          if (band != NULL && !crosses (self, band, gap))
            {
              if (rule.to < rule.from)
                rule.from = band->top;
              rule.to = band->bottom;
            }
          else if (rule.to > rule.from)
            {
              g_array_append_val (vertical, rule);
              rule.to = rule.from - 1;
            }
        }
    }
}

/* Whether what stands between two lines is a list, each line of which has its number before the first gap. */
static gboolean
is_list (const Bands   *self,
         const DipBand *band)
{
  g_autoptr (GPtrArray) rows = _dip_pdf_make_rows ((const DipPdfChar *) band->chars->data, band->chars->len);
  float first = get_border (self, &self->gaps[0]);
  guint n_items = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      float end = row->x0;

      if (row->x0 > first || row->x1 < first)
        continue;
      for (guint j = 0; j < row->chars->len; j++)
        {
          const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, j);

          if (c->x1 < first)
            end = MAX (end, c->x1);
        }
      n_items += end - row->x0 <= MARKER * self->size;
    }

  return n_items >= MIN_ITEMS;
}

static gboolean
is_worth_it (const Bands *self)
{
  guint n_lists = 0;
  guint n_several = 0;
  guint n_one = 0;

  for (guint i = 0; i < self->bands->len; i++)
    {
      const DipBand *band = &g_array_index (self->bands, DipBand, i);

      /* The body of a table that has a line below its head only is as high as it likes. */
      if (band->bottom - band->top > MAX_HEIGHT * self->size && self->bands->len > 2)
        return FALSE;
      n_several += band->n_pieces >= 2;
      n_one += band->n_pieces == 1;
      n_lists += self->n_gaps > 0 && self->bands->len > 2 && is_list (self, band);
    }

  return self->n_gaps > 0 && n_several >= 2 && n_several >= n_one && n_lists * 3 <= n_several;
}

static gboolean
has_borders (const Bands *self,
             GArray      *vertical)
{
  float top = g_array_index (self->lines, float, 0);
  float bottom = g_array_index (self->lines, float, self->lines->len - 1);

  for (guint i = 0; i < vertical->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (vertical, DipPdfRule, i);

      if (rule->at > self->from + SAME_END && rule->at < self->to - SAME_END &&
          MIN (rule->to, bottom) - MAX (rule->from, top) > BORDER)
        return TRUE;
    }

  return FALSE;
}

static void
complete_table (Bands     *self,
                GPtrArray *rows,
                GArray    *chars,
                GArray    *horizontal,
                GArray    *vertical)
{
  if (has_borders (self, vertical))
    return;

  fill_bands (self, chars);
  find_gaps (self);
  if (!is_worth_it (self))
    return;

  take_neighbours (self, rows, TRUE);
  take_neighbours (self, rows, FALSE);
  split_body (self);
  add_rules (self, horizontal, vertical);
}

void
_dip_pdf_complete_rules (GPtrArray *rows,
                         GArray    *chars,
                         GArray    *horizontal,
                         GArray    *vertical)
{
  g_autofree gboolean *used = g_new0 (gboolean, horizontal->len + 1);
  guint n_drawn = horizontal->len;
  guint n_tables = 0;

  /* Rules come from top to bottom. */
  for (guint i = 0; i < n_drawn && n_tables < MAX_TABLES; i++)
    {
      DipPdfRule first = g_array_index (horizontal, DipPdfRule, i);
      Bands self = { NULL, first.from, first.to, NULL, 0, FALSE, { { 0 } }, 0 };

      if (used[i] || first.to - first.from < MIN_WIDTH)
        continue;

      self.lines = g_array_new (FALSE, FALSE, sizeof (float));
      self.bands = g_array_new (FALSE, FALSE, sizeof (DipBand));
      g_array_set_clear_func (self.bands, band_clear);
      for (guint j = i; j < n_drawn && self.lines->len < MAX_LINES; j++)
        {
          DipPdfRule rule = g_array_index (horizontal, DipPdfRule, j);

          if (ABS (rule.from - first.from) > SAME_END || ABS (rule.to - first.to) > SAME_END)
            continue;
          used[j] = TRUE;
          if (self.lines->len == 0 ||
              rule.at - g_array_index (self.lines, float, self.lines->len - 1) > SAME_END)
            g_array_append_val (self.lines, rule.at);
        }

      if (self.lines->len >= MIN_LINES)
        {
          complete_table (&self, rows, chars, horizontal, vertical);
          n_tables++;
        }
      g_array_unref (self.lines);
      g_array_unref (self.bands);
    }
}
