/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-notes.h"
#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

/*
 * Small raised numbers. One that a line in small letters below begins with as
 * well is the mark of a note: it leaves the text, where "AES-256" would become
 * "AES-2561", and the note begins with "※1" as that of any other format does; both
 * are told, so that the note can be put behind the paragraph. Any
 * other one stays what it is, "m²", in the line that it belongs to.
 */

#define MAX_RAISED   64u   /* of a page; a table in tiny print has no raised ones */
#define MAX_MARK     3u    /* digits */
#define SMALL        0.9f  /* of the size of the text; browsers make it 0.83, WeasyPrint up to 0.89 */
#define NOTE_SMALL   0.95f /* of the size of the text, a note's letters */
#define NOTE_PITCH   2.0   /* of its letters, from line to line at most */
#define NOTE_TIGHT   1.4   /* the same of a note whose letters are as large as the text's */
#define NOTE_INDENT  3.0   /* of its letters, of its other lines at most */
#define NEAR_LEFT    0.4f  /* in letters, over the letter before it */
#define NEAR_RIGHT   0.5f  /* and behind that */
#define RAISED       0.12f /* in letters, over the middle of the line */
#define MAX_RAISED_BY 0.7f

typedef struct
{
  guint places[MAX_MARK];
  guint n;
  guint before;       /* the letter that it stands at */
  guint value;
} Mark;

static gboolean
is_digit (const DipPdfChar *c)
{
  return c->c >= '0' && c->c <= '9';
}

/* In half points. */
float
_dip_pdf_find_text_size (GArray *chars)
{
  guint counts[128] = { 0 };
  guint best = 0;

  for (guint i = 0; i < chars->len; i++)
    counts[(guint) CLAMP (g_array_index (chars, DipPdfChar, i).size * 2 + 0.5f, 0, 127)]++;
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;

  return (float) best / 2;
}

static gboolean
is_raised_at (const DipPdfChar *c,
              const DipPdfChar *before)
{
  float up = (before->y0 + before->y1 - c->y0 - c->y1) / 2;

  return c->size < SMALL * before->size && !_dip_pdf_is_space (before->c) &&
         c->x0 > before->x1 - NEAR_LEFT * before->size && c->x0 < before->x1 + NEAR_RIGHT * before->size &&
         up > RAISED * before->size && up < MAX_RAISED_BY * before->size;
}

/* The letter that a raised one stands at; the number of letters where there is none. */
static guint
find_letter (GArray *chars,
             guint   place)
{
  const DipPdfChar *c = &g_array_index (chars, DipPdfChar, place);

  for (guint i = 0; i < chars->len; i++)
    if (is_raised_at (c, &g_array_index (chars, DipPdfChar, i)))
      return i;

  return chars->len;
}

/* (element-type Mark) */
static GArray *
find_marks (GArray *chars,
            float   size)
{
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (Mark));
  guint n_small = 0;

  for (guint i = 0; i < chars->len && n_small <= MAX_RAISED; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      Mark *last = marks->len > 0 ? &g_array_index (marks, Mark, marks->len - 1) : NULL;
      const DipPdfChar *end = last != NULL ? &g_array_index (chars, DipPdfChar, last->places[last->n - 1]) : NULL;
      Mark mark = { { i }, 1, 0, c->c - '0' };

      if (!is_digit (c) || c->size >= SMALL * size)
        continue;
      if (end != NULL && last->n < MAX_MARK && last->places[last->n - 1] + 1 == i && c->size == end->size &&
          fabsf (c->y0 - end->y0) < 1 && fabsf (c->x0 - end->x1) < NEAR_LEFT * c->size)
        {
          last->places[last->n++] = i;
          last->value = last->value * 10 + (c->c - '0');
          continue;
        }

      n_small++;
      mark.before = find_letter (chars, i);
      if (mark.before < chars->len)
        g_array_append_val (marks, mark);
    }

  return marks;
}

/* What may stand behind the number of a note. */
static gboolean
is_stop (GArray *chars,
         guint   place)
{
  gunichar c = place < chars->len ? g_array_index (chars, DipPdfChar, place).c : 0;

  return c == '.' || c == ')' || c == ':';
}

static gboolean
is_space_at (GArray *chars,
             guint   place)
{
  return place < chars->len && _dip_pdf_is_space (g_array_index (chars, DipPdfChar, place).c);
}

/* Word raises the number of a note, too, whose letters may be as large as those of the text. */
static gboolean
is_raised_before (const DipPdfChar *c,
                  const DipPdfChar *next)
{
  float up = (next->y0 + next->y1 - c->y0 - c->y1) / 2;

  return c->size < SMALL * next->size && up > RAISED * next->size && up < MAX_RAISED_BY * next->size &&
         next->x0 > c->x0;
}

/* The letter right of a raised number, wherever it was drawn: LibreOffice draws the text of a note before its number.
 * The number of letters where there is none. */
static guint
find_beside (GArray           *chars,
             const DipPdfChar *first,
             const DipPdfChar *last)
{
  for (guint i = 0; i < chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);

      if (is_raised_before (first, c) && !_dip_pdf_is_space (c->c) && c->x0 > last->x1 - NEAR_LEFT * c->size &&
          c->x0 < last->x1 + NEAR_RIGHT * c->size)
        return i;
    }

  return chars->len;
}

/* Whether a letter is a digit of the number that begins with @first: the next number may stand right below, where a
 * page has its numbers in a column. */
static gboolean
is_digit_of (const DipPdfChar *c,
             const DipPdfChar *first)
{
  return is_digit (c) && (c->place == first->place || !c->begins) && fabsf (c->y0 - first->y0) < 0.5f * first->size;
}

/* Where a line in small letters below a mark begins with its number; the number of letters where none does. */
static guint
find_note (GArray     *chars,
           const Mark *mark,
           float       size)
{
  float bottom = g_array_index (chars, DipPdfChar, mark->before).y1;

  for (guint i = 0; i + mark->n <= chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      guint value = 0;
      guint last;
      guint j = i;

      if (!c->begins || !is_digit (c) || c->y0 < bottom)
        continue;
      for (; j < chars->len && j - i < MAX_MARK && is_digit_of (&g_array_index (chars, DipPdfChar, j), c); j++)
        value = value * 10 + (g_array_index (chars, DipPdfChar, j).c - '0');
      last = j - 1;
      while (is_stop (chars, j))
        j++;
      while (is_space_at (chars, j))
        j++;
      if (value != mark->value)
        continue;
      if (j < chars->len && (g_array_index (chars, DipPdfChar, j).size < NOTE_SMALL * size ||
                             is_raised_before (c, &g_array_index (chars, DipPdfChar, j))))
        return i;
      if (find_beside (chars, c, &g_array_index (chars, DipPdfChar, last)) < chars->len)
        return i;
    }

  return chars->len;
}

/* Puts a letter into the line of another one. */
static void
level (DipPdfChar       *c,
       const DipPdfChar *with)
{
  c->y0 = with->y0;
  c->y1 = with->y1;
  c->size = with->size;
}

/* "1. Text" becomes "※1 Text". */
static void
begin_note (GArray *chars,
            guint   place)
{
  DipPdfChar sign = g_array_index (chars, DipPdfChar, place);
  DipPdfChar signs[2];
  guint value = 0;
  guint end = place;
  guint text;

  for (; end < chars->len && is_digit_of (&g_array_index (chars, DipPdfChar, end), &sign); end++)
    value = value * 10 + (g_array_index (chars, DipPdfChar, end).c - '0');
  text = find_beside (chars, &sign, &g_array_index (chars, DipPdfChar, end - 1));
  for (guint i = end; is_stop (chars, i); i++)
    g_array_index (chars, DipPdfChar, i).c = ' ';
  while (is_space_at (chars, end))
    end++;
  if (text == chars->len)
    text = end;
  if (text >= chars->len)
    return;

  /* The text may come later, behind all numbers. */
  if (fabsf (g_array_index (chars, DipPdfChar, text).y0 - sign.y0) < g_array_index (chars, DipPdfChar, text).size)
    {
      for (guint i = place; i < end; i++)
        if (i - place < MAX_MARK && (is_digit (&g_array_index (chars, DipPdfChar, i)) || text == end))
          level (&g_array_index (chars, DipPdfChar, i), &g_array_index (chars, DipPdfChar, text));
      level (&sign, &g_array_index (chars, DipPdfChar, text));
    }
  sign.c = 0x203b;
  sign.x1 = sign.x0;
  sign.x0 -= sign.size;
  g_array_index (chars, DipPdfChar, place).begins = FALSE;
  signs[0] = signs[1] = sign;
  signs[0].c = DIP_NOTE_BEGIN + value;
  signs[0].x1 = signs[0].x0;
  signs[1].begins = FALSE;
  g_array_insert_vals (chars, place, signs, G_N_ELEMENTS (signs));
}

/* Letters as @chars had them: places that were found hold until the last one was looked at. */
static void
settle_mark (GArray     *chars,
             const Mark *mark,
             gboolean    is_note)
{
  static const gunichar raised[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };
  const DipPdfChar *before = &g_array_index (chars, DipPdfChar, mark->before);

  for (guint i = 0; i < mark->n; i++)
    {
      DipPdfChar *c = &g_array_index (chars, DipPdfChar, mark->places[i]);

      c->c = !is_note ? raised[c->c - '0'] : i == 0 ? DIP_NOTE_MARK + mark->value : ' ';
      level (c, before);
    }
}

/* "12" where two marks stand side by side: no note is the twelfth, but there are a first and a second one. */
static void
part_marks (GArray *chars,
            GArray *marks,
            float   size)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);

      if (mark->n < 2 || find_note (chars, mark, size) < chars->len)
        continue;
      for (guint n = 1; n < mark->n; n++)
        {
          Mark halves[2] = { *mark, *mark };

          halves[0].n = n;
          halves[1].n = mark->n - n;
          memmove (halves[1].places, mark->places + n, halves[1].n * sizeof (guint));
          for (guint half = 0; half < 2; half++)
            {
              halves[half].value = 0;
              for (guint k = 0; k < halves[half].n; k++)
                halves[half].value = 10 * halves[half].value +
                                     (g_array_index (chars, DipPdfChar, halves[half].places[k]).c - '0');
            }
          if (halves[1].value != halves[0].value + 1 || find_note (chars, &halves[0], size) == chars->len ||
              find_note (chars, &halves[1], size) == chars->len)
            continue;

          g_array_index (marks, Mark, i) = halves[0];
          g_array_insert_val (marks, ++i, halves[1]);
          break;
        }
    }
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

void
_dip_pdf_settle_notes (GArray *chars,
                       float   size)
{
  g_autoptr (GArray) marks = find_marks (chars, size);
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (guint));

  part_marks (chars, marks, size);
  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);
      guint note = mark->value > 0 ? find_note (chars, mark, size) : chars->len;
      gboolean known = note == chars->len;

      for (guint j = 0; j < notes->len && !known; j++)
        known = g_array_index (notes, guint, j) == note;
      if (!known)
        g_array_append_val (notes, note);
      settle_mark (chars, mark, note < chars->len);
    }

  /* From the last one on, so that the places of the others stay. */
  g_array_sort (notes, compare_places);
  for (guint i = notes->len; i > 0; i--)
    begin_note (chars, g_array_index (notes, guint, i - 1));
}

/* Letters as large as those of the text are the note's as long as the lines are tight. */
static gboolean
goes_on (const DipLine *line,
         const DipLine *before,
         float          size)
{
  double down = line->y - before->y;
  double pitch = line->size < NOTE_SMALL * size ? NOTE_PITCH : NOTE_TIGHT;

  return line->kind == DIP_LINE_TEXT && fabs (line->size - before->size) < 0.5 &&
         down > 0 && down < pitch * line->size && line->x < before->x + NOTE_INDENT * line->size;
}

/* Lines from @first on are those of a page. */
void
_dip_pdf_continue_notes (DipLayout *layout,
                         guint      first,
                         float      size)
{
  guint note = 0;

  for (guint i = first; i < layout->lines->len; i++)
    {
      DipLine *line = layout->lines->pdata[i];
      guint number = _dip_note_get_number (g_utf8_get_char (line->text), DIP_NOTE_BEGIN);

      if (number > 0)
        note = number;
      else if (note > 0 && goes_on (line, layout->lines->pdata[i - 1], size))
        _dip_note_take_line (&line->text, note);
      else
        note = 0;
    }
}
