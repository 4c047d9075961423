/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-notes.h"
#include "read/office/dip-list-number.h"
#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Gaps in parts of the size of the letters. */
#define WIDE_GAP   0.9f   /* more is no space between words */
#define WORD_GAP   0.22f
#define CJK_GAP    0.2f    /* less is no space between letters of Chinese and Japanese */
#define MIN_SPREAD 4u      /* gaps of a row that tell how far its letters are set apart */

#define MAX_OVERLAP 0.4f /* of two letters */

#define NO_NAME    "Default"  /* what poppler calls a font without a name */

static gboolean
is_bold_name (const char *name)
{
  static const char *const marks[] = { "bold", "heavy", "black", "demi", "-w6", "-w7", "-w8", "-w9", "-eb", "-db" };
  g_autofree char *lower = NULL;

  if (name == NULL)
    return FALSE;

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (lower, marks[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_cjk (gunichar c)
{
  return c >= 0x2e80 && (c < 0xd7b0 || (c >= 0xf900 && c < 0xfb00) || (c >= 0xfe30 && c < 0xfe50) ||
                         (c >= 0xff00 && c < 0xffef) || (c >= 0x20000 && c < 0x32000));
}

GArray *
_dip_pdf_load_chars (PopplerPage *page)
{
  g_autoptr (GArray) chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree PopplerRectangle *boxes = NULL;
  GList *attributes = NULL;
  GList *current;
  const GList *bold_of = NULL;  /* whose name was looked at last */
  gboolean bold = FALSE;
  gboolean nameless = FALSE;
  gboolean any_nameless = FALSE;
  gboolean begins = TRUE;
  guint n_boxes = 0;
  guint i = 0;

  if (text == NULL || !poppler_page_get_text_layout (page, &boxes, &n_boxes))
    {
      _dip_pdf_load_forms (page, chars);
      return g_steal_pointer (&chars);
    }

  attributes = poppler_page_get_text_attributes (page);
  current = attributes;

  for (const char *at = text; *at != '\0' && i < n_boxes && i < DIP_PDF_MAX_CHARACTERS;
       at = g_utf8_next_char (at), i++)
    {
      const PopplerTextAttributes *attribute;
      DipPdfChar c = { g_utf8_get_char (at), 0 };

      while (current != NULL && ((PopplerTextAttributes *) current->data)->end_index < (int) i)
        current = current->next;

      begins = begins || c.c == '\n' || c.c == '\f';
      if (c.c == '\n' || c.c == '\r' || c.c == '\f' || c.c == 0xad)
        continue;

      c.x0 = (float) MIN (boxes[i].x1, boxes[i].x2);
      c.x1 = (float) MAX (boxes[i].x1, boxes[i].x2);
      c.y0 = (float) MIN (boxes[i].y1, boxes[i].y2);
      c.y1 = (float) MAX (boxes[i].y1, boxes[i].y2);
      if (!isfinite (c.x0) || !isfinite (c.x1) || !isfinite (c.y0) || !isfinite (c.y1) ||
          fabsf (c.x0) > 1e5f || fabsf (c.x1) > 1e5f || fabsf (c.y0) > 1e5f || fabsf (c.y1) > 1e5f)
        continue;

      attribute = current != NULL ? current->data : NULL;
      if (attribute != NULL)
        {
          c.size = (float) CLAMP (attribute->font_size, 0.0, 1000.0);
          if (bold_of != current)
            {
              bold = is_bold_name (attribute->font_name);
              nameless = g_strcmp0 (attribute->font_name, NO_NAME) == 0;
              any_nameless = any_nameless || nameless;
            }
          bold_of = current;
          c.bold = bold != FALSE;
          c.nameless = nameless != FALSE;
        }
      if (c.size <= 0.1f)
        c.size = MAX (c.y1 - c.y0, 1.0f);
      /* a tick in a font of symbols */
      if (c.c > 0xf020 && c.c <= 0xf0ff)
        {
          const char *sign = dip_list_symbol (c.c, attribute != NULL && attribute->font_name != NULL
                                                     ? attribute->font_name : "");

          c.c = sign != NULL ? g_utf8_get_char (sign) : c.c;
        }

      c.begins = begins != FALSE;
      begins = FALSE;
      _dip_pdf_append_char (chars, &c);
    }

  poppler_page_free_text_attributes (attributes);
  if (any_nameless)
    _dip_pdf_mend_sizes (chars);
  _dip_pdf_load_forms (page, chars);

  return g_steal_pointer (&chars);
}

void
_dip_pdf_row_free (DipPdfRow *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->chars);
  g_clear_pointer (&self->table, g_ptr_array_unref);
  g_free (self);
}

DipPdfRow *
_dip_pdf_row_new_table (GPtrArray *lines,
                        float      x0,
                        float      y0,
                        float      x1,
                        float      y1)
{
  DipPdfRow *self = g_new0 (DipPdfRow, 1);

  self->chars = g_array_new (FALSE, FALSE, sizeof (DipPdfChar));
  self->table = g_ptr_array_ref (lines);
  self->x0 = x0;
  self->y0 = y0;
  self->x1 = x1;
  self->y1 = y1;
  self->left = -1;

  return self;
}

/* Where a character stands from top to bottom: twice the middle of its box. */
typedef struct
{
  float middle;
  guint place;   /* of the character */
} Key;

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  if (first->middle != second->middle)
    return first->middle < second->middle ? -1 : 1;

  return first->place < second->place ? -1 : first->place > second->place;
}

static int
compare_left (gconstpointer a,
              gconstpointer b)
{
  const DipPdfChar *first = a;
  const DipPdfChar *second = b;

  return first->x0 < second->x0 ? -1 : first->x0 > second->x0;
}

int
_dip_pdf_compare_floats (gconstpointer a,
                         gconstpointer b)
{
  float first = *(const float *) a;
  float second = *(const float *) b;

  return first < second ? -1 : first > second;
}

static gboolean
is_blank (const DipPdfChar *c)
{
  return c->c == ' ' || c->c == 0x3000;
}

/* The size of all letters of a row, 0 where they have several. */
static float
find_only_size (const DipPdfRow *row)
{
  float size = 0;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (is_blank (c))
        continue;
      if (size != 0 && c->size != size)
        return 0;
      size = c->size;
    }

  return size;
}

/* Letters of one size, as most rows have, need no sorting. */
static float
find_middle_size (const DipPdfRow *row)
{
  float size = find_only_size (row);
  g_autoptr (GArray) sizes = NULL;

  if (size != 0)
    return size;

  sizes = g_array_sized_new (FALSE, FALSE, sizeof (float), row->chars->len);
  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (!is_blank (c))
        g_array_append_val (sizes, c->size);
    }
  if (sizes->len == 0)
    return 0;
  g_array_sort (sizes, _dip_pdf_compare_floats);

  return g_array_index (sizes, float, sizes->len / 2);
}

static void
measure_row (DipPdfRow *row)
{
  gboolean bold = TRUE;
  guint n_letters = 0;

  row->x0 = row->y0 = G_MAXFLOAT;
  row->x1 = row->y1 = -G_MAXFLOAT;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (is_blank (c))
        continue;
      row->x0 = MIN (row->x0, c->x0);
      row->y0 = MIN (row->y0, c->y0);
      row->x1 = MAX (row->x1, c->x1);
      row->y1 = MAX (row->y1, c->y1);
      if (g_unichar_isalnum (c->c))
        {
          n_letters++;
          bold = bold && c->bold;
        }
    }

  row->bold = bold && n_letters > 0;
  row->left = -1;
  row->size = find_middle_size (row);
}

/* Spaces at both ends have boxes too, wherever the program that wrote the page left them. */
static void
trim_row (GArray *chars)
{
  while (chars->len > 0 && _dip_pdf_is_space (g_array_index (chars, DipPdfChar, chars->len - 1).c))
    g_array_set_size (chars, chars->len - 1);
  while (chars->len > 0 && _dip_pdf_is_space (g_array_index (chars, DipPdfChar, 0).c))
    g_array_remove_index (chars, 0);
}

/* Characters from top to bottom. Most pages have them in this order already. */
static Key *
sort_keys (const DipPdfChar *chars,
           guint             n_chars)
{
  Key *keys = g_new (Key, n_chars);
  gboolean ordered = TRUE;

  for (guint i = 0; i < n_chars; i++)
    {
      keys[i] = (Key) { chars[i].y0 + chars[i].y1, i };
      ordered = ordered && (i == 0 || keys[i - 1].middle <= keys[i].middle);
    }
  if (!ordered)
    qsort (keys, n_chars, sizeof (Key), compare_keys);

  return keys;
}

/* A mark that is set narrower than its box reaches over that of its neighbour, and may begin before it: two
 * that follow each other in the file stay in this order. */
static void
order_neighbours (GArray *chars)
{
  for (guint i = 1; i < chars->len; i++)
    {
      DipPdfChar *a = &g_array_index (chars, DipPdfChar, i - 1);
      DipPdfChar *b = &g_array_index (chars, DipPdfChar, i);

      if (a->place == b->place + 1 && b->x0 - a->x0 < MAX_OVERLAP * a->size)
        {
          DipPdfChar c = *a;

          *a = *b;
          *b = c;
        }
    }
}

static void
sort_row (GArray *chars)
{
  for (guint i = 1; i < chars->len; i++)
    if (g_array_index (chars, DipPdfChar, i).x0 < g_array_index (chars, DipPdfChar, i - 1).x0)
      {
        g_array_sort (chars, compare_left);
        order_neighbours (chars);
        return;
      }
}

GPtrArray *
_dip_pdf_make_rows (const DipPdfChar *chars,
                    guint             n_chars)
{
  g_autofree Key *keys = sort_keys (chars, n_chars);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) _dip_pdf_row_free);
  guint i = 0;

  while (i < n_chars)
    {
      g_autoptr (DipPdfRow) row = g_new0 (DipPdfRow, 1);
      const DipPdfChar *first = &chars[keys[i].place];
      float y0 = first->y0;
      float y1 = first->y1;
      guint end = i;

      /* A character belongs to the row when its middle lies in the core of the row. */
      for (; end < n_chars; end++)
        {
          const DipPdfChar *c = &chars[keys[end].place];
          float middle = (c->y0 + c->y1) / 2;
          float core = 0.25f * (y1 - y0);

          if (middle > y1 - core)
            break;

          if (!_dip_pdf_is_space (c->c) && c->y1 - c->y0 > y1 - y0)
            y1 = MAX (y1, c->y1);
        }

      /* A box that is upside down has no core. */
      end = MAX (end, i + 1);

      row->chars = g_array_sized_new (FALSE, FALSE, sizeof (DipPdfChar), end - i);
      g_array_set_size (row->chars, end - i);
      for (guint j = 0; i < end; i++, j++)
        g_array_index (row->chars, DipPdfChar, j) = chars[keys[i].place];

      sort_row (row->chars);
      trim_row (row->chars);
      if (row->chars->len > 0)
        {
          measure_row (row);
          g_ptr_array_add (rows, g_steal_pointer (&row));
        }
    }

  return g_steal_pointer (&rows);
}

float
_dip_pdf_find_pitch (GPtrArray *rows)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = 1; i < rows->len; i++)
    {
      const DipPdfRow *a = rows->pdata[i - 1];
      const DipPdfRow *b = rows->pdata[i];
      float distance = b->y0 - a->y0;

      if (a->table == NULL && b->table == NULL && distance > 0.5f * b->size && distance < 4.0f * b->size)
        g_array_append_val (distances, distance);
    }

  if (distances->len == 0)
    return 0;
  g_array_sort (distances, _dip_pdf_compare_floats);

  return g_array_index (distances, float, distances->len / 3);
}

/* What is left between letters of Chinese and Japanese that are set apart over the whole row, in points. */
static float
find_spread (const DipPdfRow *row)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (float));
  const DipPdfChar *last = NULL;

  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);
      float gap = last != NULL ? c->x0 - last->x1 : 0;

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && is_cjk (last->c) && is_cjk (c->c))
        g_array_append_val (gaps, gap);
      last = c;
    }
  if (gaps->len < MIN_SPREAD)
    return 0;

  g_array_sort (gaps, _dip_pdf_compare_floats);

  return CLAMP (g_array_index (gaps, float, gaps->len / 2), 0, WIDE_GAP * MAX (row->size, 1.0f));
}

/* Whether the space at @place stands between two letters of Chinese or Japanese that are as near as all others
 * are: poppler sees one in any gap. @spread is negative before it was looked for. */
static gboolean
is_spread (const DipPdfRow  *row,
           guint             place,
           const DipPdfChar *last,
           float            *spread)
{
  const DipPdfChar *next = NULL;
  float gap;

  if (last == NULL || !is_cjk (last->c))
    return FALSE;
  for (guint i = place + 1; i < row->chars->len && next == NULL; i++)
    if (!_dip_pdf_is_space (g_array_index (row->chars, DipPdfChar, i).c))
      next = &g_array_index (row->chars, DipPdfChar, i);
  if (next == NULL || !is_cjk (next->c))
    return FALSE;

  gap = next->x0 - last->x1;
  if (gap < CJK_GAP * row->size)
    return TRUE;
  if (*spread < 0)
    *spread = find_spread (row);

  return gap < *spread + CJK_GAP * row->size;
}

static gboolean
is_mark (const DipPdfChar *c)
{
  return c->c >= DIP_NOTE_MARK && c->c <= DIP_NOTE_BEGIN + DIP_NOTE_MAX;
}

/* Whether the space at @place stands before the mark of a note, or behind one where no words are parted. */
static gboolean
is_at_mark (const DipPdfRow  *row,
            guint             place,
            const DipPdfChar *last)
{
  const GArray *chars = row->chars;

  return (place + 1 < chars->len && is_mark (&g_array_index (chars, DipPdfChar, place + 1))) ||
         (place > 0 && is_mark (&g_array_index (chars, DipPdfChar, place - 1)) && last != NULL && is_cjk (last->c));
}

char *
_dip_pdf_row_dup_text (const DipPdfRow *self,
                       gboolean         keep_gaps)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DipPdfChar *last = NULL;
  DipPdfChar marked;
  float spread = -1;

  for (guint i = 0; i < self->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (self->chars, DipPdfChar, i);
      float gap = last != NULL ? c->x0 - last->x1 : 0;
      float size = MAX (self->size, 1.0f);

      /* A mark that is no text stands in no one's way, but takes its place. */
      if (is_mark (c))
        {
          g_string_append_unichar (text, c->c);
          if (last != NULL)
            {
              marked = *last;
              marked.x1 = MAX (marked.x1, c->x1);
              last = &marked;
            }
          continue;
        }

      /* Space is what is between boxes; a printed one says no more than that. */
      if (c->c == ' ' || c->c == 0xa0)
        {
          if (last != NULL && text->len > 0 && text->str[text->len - 1] != ' ' && gap < WIDE_GAP * size &&
              !is_at_mark (self, i, last) && !is_spread (self, i, last, &spread))
            g_string_append_c (text, ' ');
          continue;
        }

      if (last != NULL && gap > WIDE_GAP * size)
        {
          guint n = keep_gaps ? (guint) CLAMP (gap / (size / 2), 1, 60) : 1;
          gboolean has = text->len > 0 && text->str[text->len - 1] == ' ';

          for (guint j = has ? 1 : 0; j < n; j++)
            g_string_append_c (text, ' ');
        }
      else if (last != NULL && gap > WORD_GAP * size && !is_cjk (last->c) && !is_cjk (c->c) &&
               text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');

      g_string_append_unichar (text, c->c);
      last = c;
    }

  return g_strdup (g_strstrip (text->str));
}

guint
_dip_pdf_row_count_pieces (const DipPdfRow *self)
{
  const DipPdfChar *last = NULL;
  guint n = 1;

  for (guint i = 0; i < self->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (self->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      n += last != NULL && c->x0 - last->x1 > DIP_PDF_PIECE_GAP * MAX (self->size, 1.0f);
      last = c;
    }

  return n;
}

gboolean
_dip_pdf_row_has_gap (const DipPdfRow *self,
                      float            from,
                      float            to)
{
  const DipPdfChar *last = NULL;
  float width = DIP_PDF_PIECE_GAP * MAX (self->size, 1.0f);

  for (guint i = 0; i < self->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (self->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (last != NULL && c->x0 - last->x1 > width && MIN (c->x0, to) - MAX (last->x1, from) > width / 2)
        return TRUE;
      last = c;
    }

  return FALSE;
}
