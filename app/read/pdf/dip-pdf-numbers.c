/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

/*
 * Numbers that a narrow column has cut in two: "12.4." and below it "1", before texts of other columns. The lower half
 * moves up behind the upper one; as long as it stands below, its line looks like one of a list, and the upper one like
 * the number of a chapter.
 *
 *   upper = *( group sign )        letters or digits, with a full stop or a hyphen behind each group
 *   lower = digits *( "." digits )
 *
 * Both stand first in their lines, at the same place. A heading and the first item below it
 * look like that, too; but the same upper half twice, with lower ones that go up, is the sign of a column.
 */

#define MOST_DOWN   1.8f   /* letters, from one half to the other */
#define SAME_PLACE  1.0f   /* points */
#define LEAST_GAP   0.2f   /* of a letter, behind a half: borders of cells may stand close to their texts */
#define MAX_HALF    16u    /* letters */

typedef struct
{
  char             text[MAX_HALF + 1];
  const DipPdfRow *row;
  guint            end;    /* of its letters in the row */
} Half;

typedef struct
{
  Half upper, lower;
} Pair;

/* The first piece of a row, where it is made of what numbers are made of. */
static gboolean
get_half (const DipPdfRow *row,
          Half            *half)
{
  guint n = 0;

  half->row = row;
  half->end = 0;
  for (guint i = 0; i < row->chars->len; i++)
    {
      const DipPdfChar *c = &g_array_index (row->chars, DipPdfChar, i);

      if (_dip_pdf_is_space (c->c))
        continue;
      if (n > 0 && c->x0 - g_array_index (row->chars, DipPdfChar, half->end - 1).x1 >
                   LEAST_GAP * MAX (row->size, 1.0f))
        break;
      if (n == MAX_HALF || c->c > 0x7e || !(g_ascii_isdigit ((char) c->c) || g_ascii_isupper ((char) c->c) ||
                                            c->c == '.' || c->c == '-'))
        return FALSE;
      half->text[n++] = (char) c->c;
      half->end = i + 1;
    }
  half->text[n] = '\0';

  return n > 0;
}

static gboolean
is_upper (const Half *half)
{
  const char *text = half->text;
  gsize length = strlen (text);
  gboolean sign = TRUE;

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean is_sign = *at == '.' || *at == '-';

      if (sign && is_sign)
        return FALSE;
      sign = is_sign;
    }

  return sign && length > 1;
}

static gboolean
is_lower (const Half *half)
{
  const char *text = half->text;

  if (!g_ascii_isdigit (*text) || !g_ascii_isdigit (text[strlen (text) - 1]) || strstr (text, "..") != NULL)
    return FALSE;

  return strspn (text, "0123456789.") == strlen (text);
}

/* "12." and "4.1" are halves, "1." and "2" may be items; letters alone need a hyphen or a longer number. */
static gboolean
fit (const Half *upper,
     const Half *lower)
{
  gsize length = strlen (upper->text);
  gboolean long_number = strchr (lower->text, '.') != NULL;
  gboolean many = strcspn (upper->text, ".-") + 1 < length;

  return many || long_number || (upper->text[length - 1] == '-' && !g_ascii_isdigit (*upper->text));
}

static gboolean
goes_up (const Pair *a,
         const Pair *b)
{
  return strcmp (a->upper.text, b->upper.text) == 0 && fabsf (a->upper.row->x0 - b->upper.row->x0) < SAME_PLACE &&
         g_ascii_strtod (a->lower.text, NULL) < g_ascii_strtod (b->lower.text, NULL);
}

/* (element-type Pair) */
static GArray *
find_pairs (GPtrArray *rows)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  Pair pair;
  gboolean open = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const DipPdfRow *row = rows->pdata[i];
      Half half;

      open = open && row->y0 - pair.upper.row->y0 < MOST_DOWN * MAX (row->size, 1.0f);
      if (open && row->x0 > pair.upper.row->x0 + SAME_PLACE)
        continue;
      if (!get_half (row, &half))
        {
          open = FALSE;
          continue;
        }
      if (open && fabsf (row->x0 - pair.upper.row->x0) < SAME_PLACE && is_lower (&half) && fit (&pair.upper, &half))
        {
          pair.lower = half;
          g_array_append_val (pairs, pair);
        }
      open = is_upper (&half);
      if (open)
        pair.upper = half;
    }

  return pairs;
}

/* The lower half moves into the room of the upper one's last letter, short of the space and the column behind it. */
static void
note_moves (const Pair *pair,
            GHashTable *moves)
{
  const DipPdfChar *last = &g_array_index (pair->upper.row->chars, DipPdfChar, pair->upper.end - 1);
  float step = (last->x1 - last->x0) / (2 * MAX_HALF);
  float x = last->x1 - step * (float) pair->lower.end;

  for (guint i = 0; i < pair->lower.end; i++)
    {
      const DipPdfChar *c = &g_array_index (pair->lower.row->chars, DipPdfChar, i);
      DipPdfChar *moved;

      if (_dip_pdf_is_space (c->c))
        continue;
      moved = g_memdup2 (c, sizeof *c);
      moved->x0 = x;
      moved->x1 = x += step;
      moved->y0 = last->y0;
      moved->y1 = last->y1;
      moved->begins = FALSE;
      g_hash_table_replace (moves, GUINT_TO_POINTER (c->place), moved);
    }
}

gboolean
_dip_pdf_join_numbers (GPtrArray *rows,
                       GArray    *chars)
{
  g_autoptr (GArray) pairs = find_pairs (rows);
  g_autoptr (GHashTable) moves = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gboolean sure = FALSE;

  for (guint i = 1; i < pairs->len && !sure; i++)
    sure = goes_up (&g_array_index (pairs, Pair, i - 1), &g_array_index (pairs, Pair, i));
  if (!sure)
    return FALSE;

  for (guint i = 0; i < pairs->len; i++)
    note_moves (&g_array_index (pairs, Pair, i), moves);
  for (guint i = 0; i < chars->len; i++)
    {
      DipPdfChar *c = &g_array_index (chars, DipPdfChar, i);
      const DipPdfChar *moved = g_hash_table_lookup (moves, GUINT_TO_POINTER (c->place));

      if (moved != NULL && moved->c == c->c)
        *c = *moved;
    }

  return TRUE;
}
