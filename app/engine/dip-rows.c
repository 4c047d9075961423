/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/*
 * Which parts stand side by side: those that share most sentences, as far as
 * they keep the order of both sides.
 */

typedef struct
{
  guint old_part;
  guint new_part;
  guint weight;     /* bytes of the sentences that they share */
} Link;

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const Link *x = a;
  const Link *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  if (x->new_part != y->new_part)
    return x->new_part < y->new_part ? -1 : 1;

  return x->old_part < y->old_part ? -1 : x->old_part > y->old_part;
}

static void
add_link (GArray *links,
          guint   old_part,
          guint   new_part,
          guint   weight)
{
  Link link = { old_part, new_part, weight };

  if (links->len > 0)
    {
      Link *last = &g_array_index (links, Link, links->len - 1);

      if (last->old_part == old_part && last->new_part == new_part)
        {
          last->weight += weight;
          return;
        }
    }

  g_array_append_val (links, link);
}

static GArray *
collect_links (const DipWork *work)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      for (guint a = 0; a < unit->n_old; a++)
        {
          const DipSentence *x = &g_array_index (work->old->sentences, DipSentence, unit->old_first + a);

          for (guint b = 0; b < unit->n_new; b++)
            {
              const DipSentence *y = &g_array_index (work->new_->sentences, DipSentence, unit->new_first + b);

              add_link (links, x->part, y->part, MIN (x->length, y->length) + 1);
            }
        }
    }

  return links;
}

/* For each old part the new one beside it, -1 for none. Links of one side come
 * in order, so accepting the heaviest that crosses no accepted one is enough. */
static int *
choose_partners (const DipWork *work,
                 guint          n_old,
                 guint          n_new)
{
  g_autoptr (GArray) links = collect_links (work);
  int *partner = g_new (int, MAX (n_old, 1));
  g_autoptr (GArray) accepted = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < n_old; i++)
    partner[i] = -1;

  g_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      guint low = 0;
      guint high = accepted->len;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (g_array_index (accepted, Link, middle).old_part < link->old_part)
            low = middle + 1;
          else
            high = middle;
        }

      if (low < accepted->len && (g_array_index (accepted, Link, low).old_part == link->old_part
                                  || g_array_index (accepted, Link, low).new_part <= link->new_part))
        continue;
      if (low > 0 && g_array_index (accepted, Link, low - 1).new_part >= link->new_part)
        continue;

      partner[link->old_part] = (int) link->new_part;
      g_array_insert_val (accepted, low, *link);
    }

  return partner;
}

static void
add_row (DipPair *pair,
         int      old_part,
         int      new_part)
{
  DipRow row = { old_part, new_part, DIP_CLASS_NONE };

  g_array_append_val (pair->rows, row);
}

static void
raise_classes (DipPair *pair,
               guint    n_old,
               guint    n_new)
{
  g_autofree DipClass *old_classes = g_new0 (DipClass, n_old + 1);
  g_autofree DipClass *new_classes = g_new0 (DipClass, n_new + 1);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->old_part >= 0 && change->old_text[0] != '\0')
        old_classes[change->old_part] = MAX (old_classes[change->old_part], change->class_);
      if (change->new_part >= 0 && change->new_text[0] != '\0')
        new_classes[change->new_part] = MAX (new_classes[change->new_part], change->class_);
    }

  for (guint i = 0; i < pair->rows->len; i++)
    {
      DipRow *row = &g_array_index (pair->rows, DipRow, i);

      if (row->old_part >= 0)
        row->class_ = MAX (row->class_, old_classes[row->old_part]);
      if (row->new_part >= 0)
        row->class_ = MAX (row->class_, new_classes[row->new_part]);
    }
}

/* Fills the rows of a pair: every part of both sides once, in reading order. */
void
_dip_build_rows (DipWork *work)
{
  DipPair *pair = work->pair;
  guint n_old = work->old == NULL ? 0 : work->old->text->parts->len;
  guint n_new = work->new_ == NULL ? 0 : work->new_->text->parts->len;
  g_autofree int *partner = choose_partners (work, n_old, n_new);
  guint b = 0;

  for (guint a = 0; a < n_old; a++)
    {
      for (; partner[a] >= 0 && b < (guint) partner[a]; b++)
        add_row (pair, -1, (int) b);
      add_row (pair, (int) a, partner[a]);
      if (partner[a] >= 0)
        b = (guint) partner[a] + 1;
    }
  for (; b < n_new; b++)
    add_row (pair, -1, (int) b);

  raise_classes (pair, n_old, n_new);
}
