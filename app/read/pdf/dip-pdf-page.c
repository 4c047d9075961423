/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

#define MIN_TABULAR_ROWS 2u    /* rows with the same gap that make it worth to look for rules */
#define TABULAR_ROWS     20u   /* how near they have to be: texts in other columns may be long */
#define SURE_PIECES      4u    /* of a single row, which text does not have */
#define FULL_ROW         0.9f  /* of where the text of a page ends */
#define SAME_SIZE        0.6f  /* points */
#define MIN_FULL_ROWS    2u
#define SMALL_GAP        1.35f /* of what lies between the lines of a paragraph */
#define PARAGRAPH_GAP    1.75f /* between the tops of lines, in letters: more is an empty line */
#define OTHER_SIZE       0.1f  /* of the letters: a running head is no row of a table below it */
#define FAR_APART        10.0f /* in letters, of two texts at one height */
#define MAX_OVERFLOW     16.0f /* points above a table where the text of a cut cell may stand */

static void
finish_line (DipLine   *line,
             guint      number,
             DipLayout *layout,
             gboolean  *first)
{
  line->page = number;
  line->page_break = *first && number > 1;
  *first = FALSE;
  g_ptr_array_add (layout->lines, line);
}

static gboolean
is_inside (const DipPdfChar  *c,
           const DipPdfTable *table)
{
  float x = (c->x0 + c->x1) / 2;
  float y = (c->y0 + c->y1) / 2;

  return x >= table->x0 && x <= table->x1 && y >= table->y0 && y <= table->y1;
}

/* Whether two rows have a gap at the same place. */
static gboolean
share_gap (const DipPdfRow *a,
           const DipPdfRow *b)
{
  const DipPdfChar *last = NULL;

  for (guint i = 0; i < a->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (a->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > DIP_PDF_PIECE_GAP * MAX (a->size, 1.0f) &&
          _dip_pdf_row_has_gap (b, last->x1, c->x0))
        return TRUE;
      last = c;
    }

  return FALSE;
}

/* Rows near each other with gaps below each other: columns. A gap alone is one
 * between a number and its title. */
static gboolean
looks_tabular (GPtrArray *rows)
{
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      DipPdfRow *row = rows->pdata[i];
      guint n_pieces;

      if (i >= TABULAR_ROWS && near->len > 0 && near->pdata[0] == rows->pdata[i - TABULAR_ROWS])
        g_ptr_array_remove_index (near, 0);
      n_pieces = _dip_pdf_row_count_pieces (row);
      if (n_pieces < 2)
        continue;

      n += n_pieces >= SURE_PIECES;
      for (guint j = 0; j < near->len; j++)
        if (share_gap (row, near->pdata[j]))
          {
            n++;
            break;
          }
      g_ptr_array_add (near, row);
    }

  return n >= MIN_TABULAR_ROWS - 1;
}

/* Takes what lies in a table out of @chars. */
static GArray *
take_inside (GArray            *chars,
             const DipPdfTable *table)
{
  GArray *inside = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  guint kept = 0;

  for (guint i = 0; i < chars->len; i++)
    {
      DipPdfChar c = g_array_index (chars, DipPdfChar, i);

      if (is_inside (&c, table))
        g_array_append_val (inside, c);
      else
        g_array_index (chars, DipPdfChar, kept++) = c;
    }
  g_array_set_size (chars, kept);

  return inside;
}

/* Boxes around a page's head and its text make a grid too, and are no table. */
static gboolean
is_page_frame (const DipPdfTable *table,
               GArray            *inside,
               GPtrArray         *lines)
{
  gsize n_longest = 0;
  gsize n_all = 0;
  guint n_columns = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = lines->pdata[i];
      guint n = 0;

      for (guint j = 0; j < line->cells->len; j++)
        {
          gsize length = strlen (line->cells->pdata[j]);

          n += length > 0;
          n_all += length;
          n_longest = MAX (n_longest, length);
        }
      n_columns = MAX (n_columns, n);
    }

  return n_columns < 2 || (n_longest > 2000 && n_longest * 10 > n_all * 7);
}

typedef struct
{
  float      x0, y0, x1, y1;
  GPtrArray *lines;  /* (element-type DipLine) */
} Placed;

static void
placed_clear (gpointer data)
{
  Placed *self = data;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

/* A cell that a page cut has its text in the middle of where it was: above the
 * first row of what is left of it here, in the bounds of its column. */
static void
take_overflow (const DipPdfTable *table,
               GArray            *chars,
               GArray            *inside)
{
  g_autoptr (GPtrArray) rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
  const DipPdfRow *row = rows->len > 0 ? rows->pdata[0] : NULL;
  const DipPdfRow *next = rows->len > 1 ? rows->pdata[1] : NULL;
  guint kept = 0;

  if (row == NULL || row->y1 > table->y0 + 2 || row->y0 < table->y0 - MAX_OVERFLOW ||
      (next != NULL && next->y0 < table->y0))
    return;

  for (guint i = 0; i + 1 < table->xs->len; i++)
    {
      float x0 = g_array_index (table->xs, float, i);
      float x1 = g_array_index (table->xs, float, i + 1);
      gboolean empty = TRUE;

      if (row->x0 < x0 || row->x1 > x1)
        continue;

      for (guint j = 0; j < inside->len && empty; j++)
        {
          const DipPdfChar *c = &g_array_index (inside, DipPdfChar, j);

          empty = c->x0 < x0 || c->x1 > x1 || c->y0 > g_array_index (table->ys, float, 1);
        }
      if (!empty)
        return;

      for (guint j = 0; j < chars->len; j++)
        {
          DipPdfChar c = g_array_index (chars, DipPdfChar, j);

          if (c.y1 > table->y0 + 2)
            g_array_index (chars, DipPdfChar, kept++) = c;
          else
            {
              c.y0 = table->y0 + 0.5f;
              c.y1 = c.y0 + 1;
              g_array_append_val (inside, c);
            }
        }
      g_array_set_size (chars, kept);
      return;
    }
}

/* Reads the tables of a page and takes their characters out of @chars. (element-type Placed) */
static GArray *
take_tables (PopplerPage         *page,
             const DipPdfDrawing *drawing,
             DipPdfDirection      direction,
             GPtrArray           *rows,
             GArray              *chars)
{
  g_autoptr (GArray) horizontal = g_array_new (FALSE, FALSE, sizeof (DipPdfRule));
  g_autoptr (GArray) vertical = g_array_new (FALSE, FALSE, sizeof (DipPdfRule));
  g_autoptr (GPtrArray) tables = NULL;
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  g_array_set_clear_func (placed, placed_clear);
  _dip_pdf_find_rules (page, drawing, direction, chars, horizontal, vertical);
  _dip_pdf_align_rules (rows, horizontal, vertical);
  _dip_pdf_complete_rules (rows, chars, horizontal, vertical);
  tables = _dip_pdf_find_tables (horizontal, vertical);

  for (guint i = 0; i < tables->len; i++)
    {
      const DipPdfTable *table = tables->pdata[i];
      g_autoptr (GArray) inside = take_inside (chars, table);
      g_autoptr (GPtrArray) lines = NULL;

      if (i == 0)
        take_overflow (table, chars, inside);
      lines = _dip_pdf_table_fill (table, inside);

      if (is_page_frame (table, inside, lines))
        g_array_append_vals (chars, inside->data, inside->len);
      else
        {
          Placed one = { table->x0, table->y0, table->x1, table->y1, g_steal_pointer (&lines) };

          g_array_append_val (placed, one);
        }
    }

  return placed;
}

static gboolean
has_slash (const DipPdfRow *row,
           guint            from)
{
  for (guint i = from; i < row->chars->len; i++)
    if (g_array_index (row->chars, DipPdfChar, i).c == '/')
      return TRUE;

  return FALSE;
}

/* Whether a row may belong to the same table. */
static gboolean
is_like (const DipPdfRow *row,
         const DipPdfRow *near)
{
  return fabsf (row->size - near->size) < OTHER_SIZE * row->size && share_gap (row, near);
}

/* Two texts at one height, far from each other, with nothing like it above or
 * below: a title and the date of the edition, the halves of a running head. */
static guint
find_split (GPtrArray *rows,
            guint      place)
{
  const DipPdfRow *row = rows->pdata[place];
  gunichar last_letter = 0;
  guint at = 0;

  if (_dip_pdf_row_count_pieces (row) != 2 ||
      (place > 0 && is_like (row, rows->pdata[place - 1])) ||
      (place + 1 < rows->len && is_like (row, rows->pdata[place + 1])))
    return 0;

  for (guint i = 1; i < row->chars->len; i++)
    {
      const DipPdfChar *a = &g_array_index (row->chars, DipPdfChar, i - 1);
      const DipPdfChar *b = &g_array_index (row->chars, DipPdfChar, i);

      if (!_dip_pdf_is_space (a->c))
        last_letter = a->c;
      if (at == 0 && b->x0 - a->x1 > FAR_APART * MAX (row->size, 1.0f))
        at = i;
    }

  /* A page number belongs to its title, but one of so many to none. */
  if (at == 0 || (row->chars->len - at < 5 && !has_slash (row, at)) || last_letter == '.')
    return 0;

  return at;
}

static DipPdfRow *
cut_row (const DipPdfRow *row,
         guint            from,
         guint            end)
{
  g_autoptr (GPtrArray) rows = _dip_pdf_make_rows ((const DipPdfChar *) row->chars->data + from, end - from);

  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

static void
split_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      DipPdfRow *row = rows->pdata[i];
      guint at = find_split (rows, i);
      DipPdfRow *left, *right;

      if (at == 0)
        continue;

      left = cut_row (row, 0, at);
      right = cut_row (row, at, row->chars->len);
      if (left != NULL && right != NULL)
        {
          rows->pdata[i] = left;
          g_ptr_array_insert (rows, (int) ++i, right);
          _dip_pdf_row_free (row);
        }
      else
        {
          _dip_pdf_row_free (left);
          _dip_pdf_row_free (right);
        }
    }
}

static DipLine *
make_text_line (const DipPdfRow *row,
                float            left)
{
  g_autofree char *text = _dip_pdf_row_dup_text (row, TRUE);
  DipLine *line = dip_line_new (DIP_LINE_TEXT, text);

  line->size = row->size;
  line->bold = row->bold;
  line->x = row->x0;
  line->y = row->y0;
  line->width = row->x1 - row->x0;
  line->height = row->y1 - row->y0;
  line->indent = (guint) CLAMP (lroundf ((row->x0 - left) / MAX (row->size / 2, 0.5f)), 0, 200);

  return line;
}

static float
find_left (GPtrArray *rows)
{
  float left = G_MAXFLOAT;

  for (guint i = 0; i < rows->len; i++)
    if (((const DipPdfRow *) rows->pdata[i])->table == NULL)
      left = MIN (left, ((const DipPdfRow *) rows->pdata[i])->x0);

  return left;
}

/* Puts tables between the rows, where they stand from top to bottom. */
static void
insert_tables (GPtrArray *rows,
               GArray    *tables)
{
  guint place = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      const Placed *table = &g_array_index (tables, Placed, i);

      while (place < rows->len && ((const DipPdfRow *) rows->pdata[place])->y0 < table->y0)
        place++;
      g_ptr_array_insert (rows, (int) place++,
                          _dip_pdf_row_new_table (table->lines, table->x0, table->y0, table->x1, table->y1));
    }
}

/* Whether two rows may be lines of one text: cells of a table are not. */
static gboolean
are_of_one_text (const DipPdfRow *row,
                 const DipPdfRow *before)
{
  return before->table == NULL && row->table == NULL && row->size > 0 && row->y0 > before->y0 &&
         fabsf (row->size - before->size) < SAME_SIZE && _dip_pdf_row_count_pieces (row) == 1 &&
         _dip_pdf_row_count_pieces (before) == 1;
}

/* What lies between two lines of one paragraph, in letters, from those that surely are: a full row and what stands
 * below it. 0 where too few are to tell. */
static float
find_line_pitch (GPtrArray *rows)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (float));
  float right = 0;

  for (guint i = 0; i < rows->len; i++)
    right = MAX (right, ((const DipPdfRow *) rows->pdata[i])->x1);
  for (guint i = 1; i < rows->len; i++)
    {
      const DipPdfRow *before = rows->pdata[i - 1];
      const DipPdfRow *row = rows->pdata[i];
      float distance = (row->y0 - before->y0) / MAX (row->size, 1.0f);

      if (before->x1 > FULL_ROW * right && fabsf (row->x0 - before->x0) < SAME_SIZE && distance > 0.8f &&
          distance < 2.2f && are_of_one_text (row, before))
        g_array_append_val (distances, distance);
    }
  if (distances->len < MIN_FULL_ROWS)
    return 0;
  g_array_sort (distances, _dip_pdf_compare_floats);

  return g_array_index (distances, float, distances->len / 3);
}

static void
deliver (GPtrArray *rows,
         guint      number,
         DipLayout *layout)
{
  const DipPdfRow *before = NULL;
  gboolean first = TRUE;
  float pitch = _dip_pdf_find_pitch (rows);
  float line_pitch = find_line_pitch (rows);
  float left = find_left (rows);

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      DipLine *line;

      if (row->table != NULL)
        {
          while (row->table->len > 0)
            finish_line (g_ptr_array_steal_index (row->table, 0), number, layout, &first);
          before = NULL;
          continue;
        }

      line = make_text_line (row, row->left >= 0 ? row->left : left);
      if (before != NULL && row->y0 - before->y0 > PARAGRAPH_GAP * MAX (MIN (pitch, 2.2f * row->size), row->size))
        line->n_blank = 1;
      /* Paragraphs may be set apart by less than a line; letters of one size tell that. */
      if (before != NULL && line_pitch > 0 && row->y0 - before->y0 > SMALL_GAP * line_pitch * row->size &&
          are_of_one_text (row, before))
        line->n_blank = 1;
      finish_line (line, number, layout, &first);
      before = row;
    }
}

/* Notes, stamps and fields are drawn but no text of the page; links are not drawn. */
static gboolean
has_annotations (PopplerPage *page)
{
  GList *annotations = poppler_page_get_annot_mapping (page);
  gboolean found = FALSE;

  for (const GList *l = annotations; l != NULL && !found; l = l->next)
    {
      PopplerAnnot *annotation = ((const PopplerAnnotMapping *) l->data)->annot;

      found = poppler_annot_get_annot_type (annotation) != POPPLER_ANNOT_LINK;
    }
  poppler_page_free_annot_mapping (annotations);

  return found;
}

void
_dip_pdf_lay_out_page (PopplerPage    *page,
                       guint           number,
                       DipPdfProgress *progress,
                       DipLayout      *layout)
{
  gboolean behind_table = progress->tabular;
  gboolean watch = (behind_table || progress->listed) && !has_annotations (page);
  g_autoptr (DipPdfDrawing) drawing = watch ? _dip_pdf_watch_page (page, progress->draws) : NULL;
  g_autoptr (GArray) chars = _dip_pdf_load_chars (page);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) tables = NULL;
  g_autoptr (GPtrArray) margins = NULL;
  DipPdfDirection direction;
  gboolean may_have_table;
  gboolean boxed;
  guint first = layout->lines->len;
  double width, height;
  float text_size;

  if (chars->len == 0)
    return;

  _dip_pdf_warn_of_doubt (page, chars, number, progress->pictures, layout);
  direction = _dip_pdf_find_direction (chars);
  if (direction != DIP_PDF_RIGHT)
    g_ptr_array_add (layout->warnings,
                     g_strdup_printf (direction == DIP_PDF_DOWN
                                      ? "Page %u is written from top to bottom; its lines may come in another order."
                                      : direction == DIP_PDF_UP
                                      ? "Page %u is written from bottom to top; its lines may come in another order."
                                      : "Page %u stands upside down; its lines may come in another order.",
                                      number));

  poppler_page_get_size (page, &width, &height);
  _dip_pdf_turn_chars (chars, direction, (float) width, (float) height);
  _dip_pdf_drop_askew (chars, layout);
  if (chars->len == 0)
    return;
  if (direction == DIP_PDF_RIGHT)
    margins = _dip_pdf_take_margins (chars);
  text_size = _dip_pdf_find_text_size (chars);
  _dip_pdf_drop_furigana (chars, text_size);
  _dip_pdf_settle_notes (chars, text_size);

  rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
  if (_dip_pdf_join_numbers (rows, chars))
    {
      g_ptr_array_unref (rows);
      rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
    }
  progress->tabular = looks_tabular (rows);

  /* Behind a table stands what its last row still has to say, which may look like text. */
  may_have_table = progress->tabular || (behind_table && drawing != NULL);
  if (drawing == NULL && (may_have_table || (progress->draws && _dip_pdf_may_have_bullets (rows))))
    drawing = _dip_pdf_watch_page (page, progress->draws);
  progress->listed = drawing != NULL && progress->draws && direction == DIP_PDF_RIGHT &&
                     _dip_pdf_add_bullets (drawing, rows, &progress->bullet, chars);
  boxed = drawing != NULL && progress->draws && direction == DIP_PDF_RIGHT && _dip_pdf_add_boxes (drawing, rows, chars);
  if (progress->listed || boxed)
    {
      g_ptr_array_unref (rows);
      rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
    }

  if (may_have_table)
    {
      tables = take_tables (page, drawing, direction, rows, chars);
      if (tables->len > 0)
        {
          g_ptr_array_unref (rows);
          rows = _dip_pdf_make_rows ((const DipPdfChar *) chars->data, chars->len);
        }
    }
  else
    tables = g_array_new (FALSE, FALSE, sizeof (Placed));

  insert_tables (rows, tables);
  _dip_pdf_order_columns (rows, &progress->gutter, 0);
  split_rows (rows);
  deliver (rows, number, layout);
  _dip_pdf_continue_notes (layout, first, text_size);
  while (margins != NULL && margins->len > 0)
    {
      gboolean at_top = layout->lines->len == first;

      finish_line (g_ptr_array_steal_index (margins, 0), number, layout, &at_top);
    }
  _dip_pdf_turn_lines_back (layout, first, direction, width, height);
}
