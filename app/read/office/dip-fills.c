/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-fills.h"

#include <string.h>

/*
 * An answer may be a colour and no word, where a legend says what each colour means:
 *
 *   legend = sample meaning 1*( sample meaning )   rows below each other with a pair each, or one row of pairs; a
 *                                                  word may stand before the first ("Legend")
 *   sample = 1*( an empty cell with a fill )       each legend has another one; several side by side may be merged
 *   meaning = the cell right of it, a short text
 *
 * Cells that are empty and have the fill of a sample say what it means. A fill that is behind words anywhere
 * decorates, and means nothing; so does one that two legends explain differently.
 */

#define MAX_PLACES 20000u
#define MAX_PAIRS 256u
#define MAX_MEANING 40

typedef struct
{
  guint row, column, fill;
} Place;

typedef struct
{
  Place     sample;
  guint     last;      /* column of the sample */
  char     *meaning;
  gboolean  alone;     /* nothing stands before it in its row */
} Pair;

struct _DipFills
{
  GArray     *places;    /* (element-type Place): cells that have a fill and no text */
  GArray     *pairs;     /* (element-type Pair) */
  GHashTable *worded;    /* fills of cells with a text */
  GHashTable *meanings;  /* (element-type guint utf8): of fills; from @pairs */

  /* The row under way. */
  guint       row;
  guint       first_pair;
  guint       n_samples;
  Place       sample;    /* the last one of them, if there are any */
  guint       last;      /* column of the last sample */
  guint       n_before;  /* texts before its first pair */
  gboolean    broken;    /* it has other texts */
};

static void
pair_clear (Pair *self)
{
  g_free (self->meaning);
}

/**
 * dip_fills_new:
 *
 * Returns: (transfer full): the fills of a sheet of which nothing is known
 */
DipFills *
dip_fills_new (void)
{
  DipFills *self = g_new0 (DipFills, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_array_set_clear_func (self->pairs, (GDestroyNotify) pair_clear);
  self->worded = g_hash_table_new (NULL, NULL);
  self->meanings = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * dip_fills_free:
 * @self: (nullable): fills
 */
void
dip_fills_free (DipFills *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->places);
  g_array_unref (self->pairs);
  g_hash_table_unref (self->worded);
  g_hash_table_unref (self->meanings);
  g_free (self);
}

/* A row that has more than a legend has, or a sample without a meaning, is none. */
static void
end_row (DipFills *self)
{
  guint n_pairs = self->pairs->len - self->first_pair;

  if (self->broken || self->n_before > 1 || self->n_samples != n_pairs)
    g_array_set_size (self->pairs, self->first_pair);

  self->first_pair = self->pairs->len;
  self->n_samples = 0;
  self->n_before = 0;
  self->broken = FALSE;
}

static void
add_text (DipFills   *self,
          guint       column,
          const char *text)
{
  if (self->n_samples == 0)
    self->n_before++;
  else if (self->last + 1 != column || self->pairs->len >= MAX_PAIRS || strchr (text, '\n') != NULL ||
           g_utf8_strlen (text, MAX_MEANING * 6) > MAX_MEANING)
    self->broken = TRUE;
  else
    {
      Pair pair = {
        .sample = self->sample, .last = self->last, .meaning = g_strdup (text), .alone = self->n_before == 0,
      };

      g_array_append_val (self->pairs, pair);
    }
}

/**
 * dip_fills_add:
 * @self: fills
 * @row: from 1
 * @column: from 0
 * @fill: what names the fill, 0 for none
 * @text: what the cell says
 *
 * Adds a cell. Those of a row come one after the other, from the left.
 */
void
dip_fills_add (DipFills   *self,
               guint       row,
               guint       column,
               guint       fill,
               const char *text)
{
  Place place = { row, column, fill };

  if (row != self->row)
    end_row (self);
  self->row = row;

  if (*text != '\0')
    {
      add_text (self, column, text);
      if (fill != 0 && g_hash_table_size (self->worded) < MAX_PLACES)
        g_hash_table_add (self->worded, GUINT_TO_POINTER (fill));
    }
  else if (fill != 0 && self->places->len < MAX_PLACES)
    {
      g_array_append_val (self->places, place);
      if (self->n_samples == 0 || self->sample.fill != fill || self->last + 1 != column)
        {
          self->n_samples++;
          self->sample = place;
        }
      self->last = column;
    }
}

/* The end of the pairs that are one legend with that at @first: those of its row, or of the rows below it. */
static guint
find_legend_end (DipFills *self,
                 guint     first)
{
  const Pair *from = &g_array_index (self->pairs, Pair, first);
  guint end = first + 1;

  for (; end < self->pairs->len; end++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, end);
      const Pair *before = pair - 1;

      if (pair->sample.row != from->sample.row &&
          (pair->sample.row != before->sample.row + 1 || pair->sample.column != from->sample.column || !pair->alone))
        break;
    }

  return end;
}

static gboolean
explains (DipFills *self,
          guint     first,
          guint     end)
{
  if (end - first < 2)
    return FALSE;

  for (guint i = first; i < end; i++)
    {
      guint fill = g_array_index (self->pairs, Pair, i).sample.fill;

      if (g_hash_table_contains (self->worded, GUINT_TO_POINTER (fill)))
        return FALSE;
      for (guint k = first; k < i; k++)
        {
          if (g_array_index (self->pairs, Pair, k).sample.fill == fill)
            return FALSE;
        }
    }

  return TRUE;
}

static void
learn_legend (DipFills *self,
              guint     first,
              guint     end)
{
  for (guint i = first; i < end; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);
      const char *known = g_hash_table_lookup (self->meanings, GUINT_TO_POINTER (pair->sample.fill));

      if (known != NULL && strcmp (known, pair->meaning) != 0)
        g_hash_table_add (self->worded, GUINT_TO_POINTER (pair->sample.fill));
      g_hash_table_replace (self->meanings, GUINT_TO_POINTER (pair->sample.fill), pair->meaning);
    }
}

static gboolean
is_sample (DipFills    *self,
           const Place *place)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);

      if (pair->sample.row == place->row && place->column >= pair->sample.column && place->column <= pair->last)
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_fills_apply:
 * @self: fills, of all cells of a sheet
 * @grid: these cells, complete
 *
 * Puts the words of the legend, if the sheet has one, into the cells that have nothing but its colours.
 */
void
dip_fills_apply (DipFills *self,
                 DipGrid  *grid)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (DipGridText));

  end_row (self);
  for (guint first = 0, end; first < self->pairs->len; first = end)
    {
      end = find_legend_end (self, first);
      if (explains (self, first, end))
        learn_legend (self, first, end);
    }
  if (g_hash_table_size (self->meanings) == 0)
    return;

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      gpointer fill = GUINT_TO_POINTER (place->fill);
      DipGridText text = { place->row, place->column, g_hash_table_lookup (self->meanings, fill) };

      if (text.text != NULL && !g_hash_table_contains (self->worded, fill) && !is_sample (self, place))
        g_array_append_val (texts, text);
    }
  dip_grid_insert (grid, texts);
}
