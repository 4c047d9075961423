/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-table-widths.h"

#include <string.h>

/* A cell that is longer than this, in em, is wrapped; it does not ask for more room
 * than another long one. */
#define MAX_NATURAL 36.0

/* Words are broken that are longer than this, in em. */
#define MAX_WORD 9.0

/* Text without blanks breaks anywhere, but a column of one letter cannot be read: a
 * cell has at least this, in em, if it has so much to say. */
#define MIN_UNSPACED 4.0

/* A heading of a column is no longer than this, in em. */
#define MAX_HEAD 16.0

/* The name of a row, in the first column, is no longer than this, in em. */
#define MAX_NAME 20.0

typedef struct
{
  char   *widest;   /* the longest cell; "" for none */
  char   *word;     /* the longest word; "" for none */
  double  natural;  /* about how wide these are, in em */
  double  minimum;
  double  below;    /* the longest cell below the first row */
} Column;

struct _DipTableWidths
{
  GArray   *columns;  /* (element-type Column) */
  guint     n_rows;
  gboolean  may_be_head;
  gboolean  sentences;    /* in the first column */
};

static void
column_clear (gpointer pointer)
{
  Column *self = pointer;

  g_free (self->widest);
  g_free (self->word);
}

/* About how wide a letter is, in em; which cell of a column is the widest can be told
 * by it, not how wide it is. */
static double
guess_letter (gunichar letter)
{
  if (g_unichar_iswide (letter))
    return 1.0;
  if (g_unichar_iszerowidth (letter))
    return 0.0;
  if (letter < 0x80 && strchr (" .,:;'|!ilj()[]", (int) letter) != NULL)
    return 0.3;

  return g_unichar_isupper (letter) ? 0.68 : 0.56;
}

static double
guess (const char *text,
       gsize       length)
{
  double sum = 0.0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    sum += guess_letter (g_utf8_get_char (at));

  return sum;
}

static void
take (char       **slot,
      double      *best,
      const char  *text,
      gsize        length,
      double       width)
{
  if (width <= *best)
    return;

  g_free (*slot);
  *slot = g_strndup (text, length);
  *best = width;
}

static void
add_cell (DipTableWidths *self,
          guint           index,
          const char     *text)
{
  static const Column none = { 0 };
  double width = guess (text, strlen (text));
  gboolean spaced = TRUE;
  const char *word = text;
  Column *column;

  if (index == self->columns->len)
    {
      g_array_append_val (self->columns, none);
      column = &g_array_index (self->columns, Column, index);
      column->widest = g_strdup ("");
      column->word = g_strdup ("");
    }
  column = &g_array_index (self->columns, Column, index);

  take (&column->widest, &column->natural, text, strlen (text), width);
  if (self->n_rows > 0)
    column->below = MAX (column->below, width);

  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter != 0 && letter != ' ' && !g_unichar_iswide (letter))
        continue;
      spaced = spaced && !g_unichar_iswide (letter);
      take (&column->word, &column->minimum, word, at - word, MIN (guess (word, at - word), MAX_WORD));
      if (letter == 0)
        break;
      word = g_utf8_next_char (at);
    }
  if (!spaced && MIN (width, MIN_UNSPACED) > column->minimum)
    {
      const char *end = g_utf8_offset_to_pointer (text, MIN (g_utf8_strlen (text, -1), (glong) MIN_UNSPACED));

      take (&column->word, &column->minimum, text, end - text, MIN (width, MIN_UNSPACED));
    }
}

static gboolean
is_sentence (const char *text)
{
  return g_str_has_suffix (text, "。") || g_str_has_suffix (text, ".");
}

/* A heading is a name: short, and no sentence. */
static gboolean
is_heading (const char *text,
            guint       index)
{
  if (*text == '\0')
    return index == 0;

  return guess (text, strlen (text)) <= MAX_HEAD && !is_sentence (text) &&
         strstr (text, "://") == NULL;
}

/**
 * dip_table_widths_new:
 * @text: a table: rows by line feed, cells by TAB
 *
 * Looks at each cell once.
 *
 * Returns: (transfer full): what its columns want
 */
DipTableWidths *
dip_table_widths_new (const char *text)
{
  DipTableWidths *self = g_new0 (DipTableWidths, 1);
  g_auto (GStrv) rows = NULL;
  guint n_heads = 0;

  g_return_val_if_fail (text != NULL, NULL);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  self->may_be_head = TRUE;
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);

      for (guint j = 0; cells[j] != NULL; j++)
        {
          add_cell (self, j, cells[j]);
          self->sentences = self->sentences || (j == 0 && is_sentence (cells[j]));
          if (i == 0)
            {
              self->may_be_head = self->may_be_head && is_heading (cells[j], j);
              n_heads++;
            }
        }
      self->n_rows++;
    }
  if (n_heads < self->columns->len)
    self->may_be_head = FALSE;

  return self;
}

void
dip_table_widths_free (DipTableWidths *self)
{
  g_array_unref (self->columns);
  g_free (self);
}

guint
dip_table_widths_get_n_columns (const DipTableWidths *self)
{
  return self->columns->len;
}

/**
 * dip_table_widths_has_head:
 * @self: a table
 *
 * Says whether the first row names the columns. Formats that tell are not asked: few
 * papers use them. A table of two columns may as well be a list of names and values,
 * whose first row is as short as the others.
 */
gboolean
dip_table_widths_has_head (const DipTableWidths *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->may_be_head || self->n_rows < 2 || self->columns->len < 2)
    return FALSE;
  if (self->columns->len > 2)
    return TRUE;

  return g_array_index (self->columns, Column, 1).below > MAX_HEAD;
}

/* Says whether the first column names the rows. */
gboolean
dip_table_widths_has_names (const DipTableWidths *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->columns->len > 1 && !self->sentences &&
         g_array_index (self->columns, Column, 0).natural <= MAX_NAME;
}

/* What a column wants: everything on one line, and not to break a word. */
static void
measure_column (const Column    *column,
                double           em,
                DipTableMeasure  measure,
                gpointer         user_data,
                double          *natural,
                double          *minimum)
{
  *natural = column->natural > MAX_NATURAL ? MAX_NATURAL * em : measure (column->widest, user_data);
  *minimum = measure (column->word, user_data);
  *minimum = CLAMP (*minimum, em, MAX_WORD * em);
  *natural = MAX (*natural, *minimum);
}

/* Gives @room to the columns that have no width yet, each its longest word first. */
static gboolean
share_out (double       room,
           guint        n,
           const double *natural,
           const double *minimum,
           double       *widths)
{
  double sum_natural = 0.0;
  double sum_minimum = 0.0;

  for (guint i = 0; i < n; i++)
    if (widths[i] < 0.0)
      {
        sum_natural += natural[i];
        sum_minimum += minimum[i];
      }
  if (sum_minimum > room)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (widths[i] < 0.0)
      widths[i] = sum_natural <= room ? natural[i] : minimum[i] + (natural[i] - minimum[i]) * (room - sum_minimum) /
                                                                  (sum_natural - sum_minimum);

  return TRUE;
}

/* Gives each column that wants no more than its equal share what it wants. Returns
 * what is left for the others, which have no width yet. */
static double
serve_narrow (double        room,
              guint         n,
              const double *natural,
              double       *widths)
{
  guint n_left = n;
  gboolean any = TRUE;

  for (guint i = 0; i < n; i++)
    widths[i] = -1.0;
  while (any && n_left > 0)
    {
      double equal = room / n_left;

      any = FALSE;
      for (guint i = 0; i < n; i++)
        if (widths[i] < 0.0 && natural[i] <= equal)
          {
            widths[i] = natural[i];
            room -= natural[i];
            n_left--;
            any = TRUE;
          }
    }

  return room;
}

/**
 * dip_table_widths_fit:
 * @self: a table
 * @room: what all columns have together, without what is between them
 * @em: the size of a letter, in the same unit
 * @measure: measures a text
 * @user_data: for @measure
 * @widths: (out caller-allocates): the width of each column
 *
 * Gives out the room. Columns that want less than others are not wrapped for these;
 * the others get what their longest word needs, and what is left in proportion to how
 * much more they want, as in CSS. With room for all of them, each cell is one line.
 *
 * Measures two texts a column, and none where there are too many columns.
 *
 * Returns: %FALSE where words would have to be broken, and the cells better stand below
 *   one another
 */
gboolean
dip_table_widths_fit (const DipTableWidths *self,
                      double                room,
                      double                em,
                      DipTableMeasure       measure,
                      gpointer              user_data,
                      double               *widths)
{
  guint n;
  g_autofree double *natural = NULL;
  g_autofree double *minimum = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (measure != NULL, FALSE);
  g_return_val_if_fail (widths != NULL, FALSE);

  n = self->columns->len;
  if (n * em > room)
    return FALSE;

  natural = g_new (double, n);
  minimum = g_new (double, n);
  for (guint i = 0; i < n; i++)
    measure_column (&g_array_index (self->columns, Column, i), em, measure, user_data, &natural[i], &minimum[i]);

  if (share_out (serve_narrow (room, n, natural, widths), n, natural, minimum, widths))
    return TRUE;

  for (guint i = 0; i < n; i++)
    widths[i] = -1.0;

  return share_out (room, n, natural, minimum, widths);
}
