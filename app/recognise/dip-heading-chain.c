/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

/*
 * The heaviest ascending chain of candidates: the longest increasing subsequence
 * with weights, by dynamic programming over a window.
 */

/* Steps to look back. Between two headings no paper lists more numbers than this. */
#define WINDOW 300

#define IMPOSSIBLE -1e9

/* No step is worth more: the number that had to come next, written as the one before. */
#define BEST_STEP 0.8

static double
step_price (const DipHeading *from,
            const DipHeading *to)
{
  const DipNumber *a = &from->number;
  const DipNumber *b = &to->number;
  guint n = MIN (a->n_parts, b->n_parts);
  double price = 0;
  guint k = 0;

  while (k < n && a->parts[k] == b->parts[k])
    k++;

  if (k == a->n_parts && k == b->n_parts)
    {
      /* One number twice: a misprint, if both look like headings. */
      return from->weight >= 3.0 && to->weight >= 3.0 ? -0.8 : IMPOSSIBLE;
    }

  /* Controls that ISO/IEC 27017 adds stand behind those of their chapter, or behind all others. */
  if (a->style == DIP_NUMBER_CONTROL || b->style == DIP_NUMBER_CONTROL)
    {
      gboolean from_cloud = g_str_has_prefix (a->ascii, "CLD");
      gboolean to_cloud = g_str_has_prefix (b->ascii, "CLD");

      if (from_cloud != to_cloud && k < n && a->parts[k] > b->parts[k] && b->n_parts >= 3 && a->n_parts >= 3 &&
          (to_cloud || k > 0))
        return k > 0 ? -0.1 : -0.4;
    }

  if (k == b->n_parts || (k < a->n_parts && a->parts[k] > b->parts[k]))
    {
      gboolean begins = b->parts[b->n_parts - 1] <= 1 && (b->n_parts == 1 || b->parts[0] <= 1);

      return begins && to->chapter > from->chapter ? 0.3 : IMPOSSIBLE;
    }

  if (k == a->n_parts)
    {
      /* The first child is expected, a later one less. */
      if (b->n_parts == k + 1 && b->parts[k] <= 1)
        return 0.5;
      return -MIN (0.06 * b->parts[k] + 0.2 * (b->n_parts - k - 1), 0.6);
    }

  /* B.1 after A.7 */
  if (k == 0 && b->style == DIP_NUMBER_LETTERED && b->parts[0] == a->parts[0] + 1 && b->parts[1] == 1)
    return 0.5;

  {
    guint jump = b->parts[k] - a->parts[k];

    if (jump == 1 && b->n_parts == k + 1)
      {
        price = 0.5;
        if (a->n_parts == b->n_parts && a->closed == b->closed && a->spaced == b->spaced && a->wide == b->wide)
          price += 0.3;
      }
    else if (b->n_parts == 1)
      price = a->n_parts == 1 ? -MIN (0.7 * (jump - 1), 4.0) : -MIN (0.2 * (jump - 1), 1.0);
    else
      price = -MIN (0.12 * (jump - 1), 0.8) - 0.1 * (b->n_parts - k - 1);
  }

  return price;
}

static double
start_price (const DipHeading *heading)
{
  const DipNumber *number = &heading->number;

  if (number->n_parts == 1)
    return number->parts[0] <= 1 ? 0.5 : -MIN (0.3 * (number->parts[0] - 1), 1.0);

  return number->parts[0] <= 1 ? 0.0 : -0.2;
}

/**
 * dip_heading_chain:
 * @candidates: (element-type DipHeading): in reading order
 * @chain: (element-type DipHeading): return location for the members, in reading order
 *
 * Finds the heaviest ascending chain. Time is the number of candidates times
 * the window.
 *
 * Returns: its weight
 */
double
dip_heading_chain (GPtrArray *candidates,
                   GPtrArray *chain)
{
  guint n = candidates->len;
  g_autofree double *best = g_new (double, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  double top = 0;
  int last = -1;

  for (guint i = 0; i < n; i++)
    {
      DipHeading *to = g_ptr_array_index (candidates, i);

      /* Of two chains that are as good, the one that begins earlier. */
      best[i] = start_price (to) - 0.3 * i / n;
      before[i] = -1;

      for (guint j = i; j-- > (i > WINDOW ? i - WINDOW : 0); )
        {
          double total;

          /* nearly all: the chain that a heading belongs to is heavier than those that ended before */
          if (best[j] + BEST_STEP <= best[i])
            continue;
          total = best[j] + step_price (g_ptr_array_index (candidates, j), to);
          if (total > best[i])
            {
              best[i] = total;
              before[i] = (int) j;
            }
        }

      best[i] += to->weight;
      if (best[i] > top)
        {
          top = best[i];
          last = (int) i;
        }
    }

  for (; last >= 0; last = before[last])
    g_ptr_array_add (chain, g_ptr_array_index (candidates, (guint) last));

  for (guint i = 0; i < chain->len / 2; i++)
    {
      gpointer swapped = chain->pdata[i];

      chain->pdata[i] = chain->pdata[chain->len - 1 - i];
      chain->pdata[chain->len - 1 - i] = swapped;
    }

  return top;
}
