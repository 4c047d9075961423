/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

/*
 * Tables from drawn lines: lines that meet make a grid; places of the grid
 * without a line between them are one cell. What is written inside a cell is
 * its text, whatever order the file has it in.
 */

#define NEAR        3.0f   /* points: lines that meet need not touch */
#define HELD        1.3f   /* points: by how much a rule may end before the one that it meets */
#define OPEN        6.0f   /* points that its sides reach beyond the last line of a table that a page cuts */
#define MAX_GRID    20000u /* places of one grid */
#define COVERED     0.6f   /* of the side of a place that a line must run along */

typedef struct
{
  GArray *horizontal;
  GArray *vertical;
  guint  *parents;  /* of all lines, the horizontal ones first */
} Net;

static guint
find_root (Net   *net,
           guint  i)
{
  while (net->parents[i] != i)
    {
      net->parents[i] = net->parents[net->parents[i]];
      i = net->parents[i];
    }

  return i;
}

static void
connect_lines (Net *net)
{
  guint n_horizontal = net->horizontal->len;

  for (guint i = 0; i < n_horizontal + net->vertical->len; i++)
    net->parents[i] = i;

  for (guint i = 0; i < n_horizontal; i++)
    {
      const DipPdfRule *h = &g_array_index (net->horizontal, DipPdfRule, i);

      for (guint j = 0; j < net->vertical->len; j++)
        {
          const DipPdfRule *v = &g_array_index (net->vertical, DipPdfRule, j);

          if (v->at >= h->from - NEAR && v->at <= h->to + NEAR &&
              h->at >= v->from - NEAR && h->at <= v->to + NEAR)
            net->parents[find_root (net, n_horizontal + j)] = find_root (net, i);
        }
    }
}

/* Sorts places and takes those near each other for one. */
static void
unite (GArray *places)
{
  guint kept = 0;

  g_array_sort (places, _dip_pdf_compare_floats);
  for (guint i = 0; i < places->len; i++)
    {
      float at = g_array_index (places, float, i);

      if (kept > 0 && at - g_array_index (places, float, kept - 1) <= NEAR)
        continue;
      g_array_index (places, float, kept) = at;
      kept++;
    }
  g_array_set_size (places, kept);
}

/* How much of a span lines at a place cover. */
static float
covered (GArray *rules,
         Net    *net,
         guint   offset,
         guint   root,
         float   at,
         float   from,
         float   to)
{
  float length = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (rules, DipPdfRule, i);

      if (ABS (rule->at - at) > NEAR || find_root (net, offset + i) != root)
        continue;
      length += MAX (0.0f, MIN (rule->to, to) - MAX (rule->from, from));
    }

  return length / MAX (to - from, 0.1f);
}

static guint
cell_root (guint *cells,
           guint  i)
{
  while (cells[i] != i)
    i = cells[i];

  return i;
}

/* Whether both ends of a rule meet a rule that crosses. The underline of a link
 * begins at most at the border of its cell. */
static gboolean
is_held (const DipPdfRule *rule,
         GArray           *crossing)
{
  gboolean from = FALSE;
  gboolean to = FALSE;

  for (guint i = 0; i < crossing->len; i++)
    {
      const DipPdfRule *other = &g_array_index (crossing, DipPdfRule, i);

      if (rule->at < other->from - NEAR || rule->at > other->to + NEAR)
        continue;
      /* Whichever sticks out at the corner. */
      from = from || (other->at >= rule->from - HELD && other->at <= rule->from + NEAR);
      to = to || (other->at <= rule->to + HELD && other->at >= rule->to - NEAR);
    }

  return from && to;
}

static void
drop_loose_rules (GArray *rules,
                  GArray *crossing)
{
  for (guint i = rules->len; i-- > 0; )
    if (!is_held (&g_array_index (rules, DipPdfRule, i), crossing))
      g_array_remove_index_fast (rules, i);
}

/* The line down from, or up to, an end of a horizontal one. */
static const DipPdfRule *
find_side (GArray           *vertical,
           const DipPdfRule *rule,
           float             at)
{
  for (guint i = 0; i < vertical->len; i++)
    {
      const DipPdfRule *side = &g_array_index (vertical, DipPdfRule, i);

      if (fabsf (side->at - at) <= HELD && side->from <= rule->at + NEAR && side->to >= rule->at - NEAR)
        return side;
    }

  return NULL;
}

static gboolean
has_rule_at (GArray *rules,
             float   at,
             float   from,
             float   to)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const DipPdfRule *rule = &g_array_index (rules, DipPdfRule, i);

      if (fabsf (rule->at - at) <= NEAR && rule->from < to && rule->to > from)
        return TRUE;
    }

  return FALSE;
}

/* A table that a page cuts may be open below or above: both of its sides go on as far beyond its last line, and none
 * is there. */
static void
close_open_end (GArray   *horizontal,
                GArray   *vertical,
                gboolean  below)
{
  guint n_drawn = horizontal->len;

  for (guint i = 0; i < n_drawn; i++)
    {
      DipPdfRule rule = g_array_index (horizontal, DipPdfRule, i);
      const DipPdfRule *left = find_side (vertical, &rule, rule.from);
      const DipPdfRule *right = left != NULL ? find_side (vertical, &rule, rule.to) : NULL;
      float end;

      if (right == NULL || left == right)
        continue;
      end = below ? left->to : left->from;
      if (fabsf (end - (below ? right->to : right->from)) > HELD || fabsf (end - rule.at) < OPEN ||
          has_rule_at (horizontal, end, rule.from, rule.to))
        continue;

      rule.at = end;
      g_array_append_val (horizontal, rule);
    }
}

static DipPdfTable *
make_table (Net   *net,
            guint  root)
{
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (float));
  guint n_horizontal = net->horizontal->len;
  DipPdfTable *self;
  guint n_columns, n_rows;

  for (guint i = 0; i < n_horizontal; i++)
    if (find_root (net, i) == root)
      g_array_append_val (ys, g_array_index (net->horizontal, DipPdfRule, i).at);
  for (guint i = 0; i < net->vertical->len; i++)
    if (find_root (net, n_horizontal + i) == root)
      g_array_append_val (xs, g_array_index (net->vertical, DipPdfRule, i).at);

  unite (xs);
  unite (ys);

  /* One cell alone is a frame around a note. */
  if (xs->len < 2 || ys->len < 2 || (xs->len - 1) * (ys->len - 1) < 2 ||
      (guint64) xs->len * ys->len > MAX_GRID)
    return NULL;

  n_columns = xs->len - 1;
  n_rows = ys->len - 1;
  self = g_new0 (DipPdfTable, 1);
  self->x0 = g_array_index (xs, float, 0);
  self->x1 = g_array_index (xs, float, n_columns);
  self->y0 = g_array_index (ys, float, 0);
  self->y1 = g_array_index (ys, float, n_rows);
  self->xs = g_steal_pointer (&xs);
  self->ys = g_steal_pointer (&ys);
  self->cells = g_new (guint, n_columns * n_rows);

  for (guint i = 0; i < n_columns * n_rows; i++)
    self->cells[i] = i;

  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        float x0 = g_array_index (self->xs, float, c);
        float x1 = g_array_index (self->xs, float, c + 1);
        float y0 = g_array_index (self->ys, float, r);
        float y1 = g_array_index (self->ys, float, r + 1);
        guint here = r * n_columns + c;

        if (c > 0 && covered (net->vertical, net, n_horizontal, root, x0, y0, y1) < COVERED)
          self->cells[cell_root (self->cells, here)] = cell_root (self->cells, here - 1);
        if (r > 0 && covered (net->horizontal, net, 0, root, y0, x0, x1) < COVERED)
          {
            guint a = cell_root (self->cells, here);
            guint b = cell_root (self->cells, here - n_columns);

            self->cells[MAX (a, b)] = MIN (a, b);
          }
      }

  for (guint i = 0; i < n_columns * n_rows; i++)
    self->cells[i] = cell_root (self->cells, i);

  return self;
}

void
_dip_pdf_table_free (DipPdfTable *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->xs);
  g_array_unref (self->ys);
  g_free (self->cells);
  g_free (self);
}

static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  const DipPdfTable *first = *(const DipPdfTable *const *) a;
  const DipPdfTable *second = *(const DipPdfTable *const *) b;

  return first->y0 < second->y0 ? -1 : first->y0 > second->y0;
}

GPtrArray *
_dip_pdf_find_tables (GArray *horizontal,
                      GArray *vertical)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_pdf_table_free);
  g_autofree guint *parents = NULL;
  Net net = { horizontal, vertical, NULL };

  close_open_end (horizontal, vertical, TRUE);
  close_open_end (horizontal, vertical, FALSE);
  net.parents = parents = g_new (guint, horizontal->len + vertical->len + 1);

  /* Twice: a rule may have been held by a loose one. */
  for (guint i = 0; i < 2; i++)
    {
      drop_loose_rules (horizontal, vertical);
      drop_loose_rules (vertical, horizontal);
    }
  connect_lines (&net);

  for (guint i = 0; i < horizontal->len; i++)
    if (find_root (&net, i) == i)
      {
        DipPdfTable *table = make_table (&net, i);

        if (table != NULL)
          g_ptr_array_add (tables, table);
      }
  g_ptr_array_sort (tables, compare_tables);
  _dip_pdf_split_stacked (tables);

  return g_steal_pointer (&tables);
}

/* Where a place stands between borders. @last is where the one before it does: letters come line by line. */
static guint
find_place (GArray *borders,
            float   at,
            guint   last)
{
  const float *places = (const float *) borders->data;
  guint low = 0;
  guint high = borders->len - 2;

  if ((last == 0 || at >= places[last]) && (last == high || at < places[last + 1]))
    return last;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (at < places[middle + 1])
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* The letters of each cell, as they come. (element-type GArray) */
static GPtrArray *
sort_into_cells (const DipPdfTable *self,
                 GArray            *chars)
{
  guint n_columns = self->xs->len - 1;
  guint n_cells = n_columns * (self->ys->len - 1);
  GPtrArray *texts = g_ptr_array_new_full (n_cells, (GDestroyNotify) g_array_unref);
  guint column = 0, row = 0, first = 0, cell = 0;

  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (texts, g_array_new (FALSE, FALSE, sizeof (DipPdfChar)));

  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      guint place;

      column = find_place (self->xs, (c->x0 + c->x1) / 2, column);
      row = find_place (self->ys, (c->y0 + c->y1) / 2, row);
      place = self->cells[row * n_columns + column];
      if (place != cell && i > first)
        {
          g_array_append_vals (texts->pdata[cell], &g_array_index (chars, DipPdfChar, first), i - first);
          first = i;
        }
      cell = place;
    }
  if (chars->len > first)
    g_array_append_vals (texts->pdata[cell], &g_array_index (chars, DipPdfChar, first), chars->len - first);

  return texts;
}

/* What may not begin a line, so that the letter before it comes along. */
static gboolean
is_no_beginning (gunichar c)
{
  static const gunichar closing[] = {
    0x3001, 0x3002, 0xff0c, 0xff0e, 0xff09, 0x300d, 0x300f, 0x3011, 0x3015, 0x30fb, 0x30fc, 0x3005, 0xff1a, 0xff1b,
    0xff01, 0xff1f, ')', ']', ',', '.', ':', ';', '!', '?', '%', 0xff05,
    0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308e,
    0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee,
  };

  for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
    if (closing[i] == c)
      return TRUE;

  return FALSE;
}

/* How much of a line cannot be broken from its first letter: a word of Latin letters, and what may not begin a
 * line, with a word right behind it. */
static float
measure_first_word (const DipPdfRow *row)
{
  const DipPdfChar *first = &g_array_index (row->chars, DipPdfChar, 0);
  const DipPdfChar *last = first;

  for (guint i = 1; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      gboolean goes_on = last->c < 0x2e80 || is_no_beginning (last->c);

      if (_dip_pdf_is_space (c->c) || c->x0 - last->x1 > DIP_PDF_PIECE_GAP * MAX (row->size, 1.0f) ||
          !(is_no_beginning (c->c) || (c->c < 0x2e80 && goes_on)))
        break;
      last = c;
    }

  return last->x1 - first->x0;
}

/* Whether a line of a cell goes on in the next one: it reaches the border, so
 * the break is the cell's width, not the writer's. */
static gboolean
is_wrapped (const DipPdfRow *row,
            const DipPdfRow *next,
            float            x1)
{
  const DipPdfChar *first = &g_array_index (next->chars, DipPdfChar, 0);
  const DipPdfChar *last = &g_array_index (row->chars, DipPdfChar, row->chars->len - 1);

  if (last->c == 0x3002 && first->c == 0x30fb)
    return FALSE;

  return x1 - row->x1 < measure_first_word (next) + 1.2f * MAX (row->size, 1.0f);
}

static gboolean
joins_without_space (const DipPdfRow *row,
                     const DipPdfRow *next)
{
  gunichar last = g_array_index (row->chars, DipPdfChar, row->chars->len - 1).c;
  gunichar first = g_array_index (next->chars, DipPdfChar, 0).c;

  return last >= 0x2e80 || first >= 0x2e80;
}

static char *
dup_cell_text (GArray *chars,
               float   x1,
               float  *size)
{
  g_autoptr (GPtrArray) rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      g_autofree char *line = _dip_pdf_row_dup_text (row, FALSE);

      if (i > 0)
        {
          const DipPdfRow *before = rows->pdata[i - 1];

          if (!is_wrapped (before, row, x1))
            g_string_append_c (text, '\n');
          else if (!joins_without_space (before, row))
            g_string_append_c (text, ' ');
        }
      g_string_append (text, line);
      *size = MAX (*size, row->size);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
_dip_pdf_table_fill (const DipPdfTable *self,
                     GArray            *chars)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  guint n_columns = self->xs->len - 1;
  guint n_rows = self->ys->len - 1;
  g_autoptr (GPtrArray) texts = sort_into_cells (self, chars);

  for (guint r = 0; r < n_rows; r++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      gboolean empty = TRUE;
      float size = 0;
      DipLine *line;

      for (guint c = 0; c < n_columns; c++)
        {
          guint place = r * n_columns + c;
          guint last = c;

          while (last + 1 < n_columns && self->cells[r * n_columns + last + 1] == self->cells[place])
            last++;

          if (self->cells[place] != place)
            g_ptr_array_add (cells, g_strdup (""));
          else
            g_ptr_array_add (cells, dup_cell_text (texts->pdata[place],
                                                   g_array_index (self->xs, float, last + 1), &size));
          empty = empty && *(const char *) cells->pdata[c] == '\0';
        }

      if (empty)
        continue;

      line = dip_line_new_row (g_steal_pointer (&cells));
      line->size = size;
      line->x = self->x0;
      line->y = g_array_index (self->ys, float, r);
      line->width = self->x1 - self->x0;
      line->height = g_array_index (self->ys, float, r + 1) - (float) line->y;
      g_ptr_array_add (lines, line);
    }

  return g_steal_pointer (&lines);
}
