/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * The shortest edit in linear space: E. W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations", Algorithmica 1 (1986), section 4b. The middle
 * of an optimal path is found by two searches that meet; both halves are then
 * solved in the same way, from a stack of our own instead of by recursion.
 */

typedef struct
{
  const guint32 *a;
  const guint32 *b;
  int           *forward;    /* by diagonal x - y: furthest x reached from the beginning */
  int           *backward;   /* … least x reached from the end */
  int            max_cost;
  guint64        work;
  gboolean       cut_short;
} Search;

typedef struct
{
  int a;
  int a_end;
  int b;
  int b_end;
} Box;

/* Where the price is above the limit, the point that got furthest is good
 * enough: the edit is then right, but perhaps not the shortest. */
static void
take_furthest (Search *self,
               Box     box,
               int     forward_min,
               int     forward_max,
               int     backward_min,
               int     backward_max,
               int    *middle_a,
               int    *middle_b)
{
  int best_forward = -1;
  int best_backward = G_MAXINT;
  int backward_a = box.a_end;
  int backward_b = box.b_end;

  self->cut_short = TRUE;
  for (int d = forward_max; d >= forward_min; d -= 2)
    {
      int x = MIN (self->forward[d], box.a_end);
      int y = x - d;

      if (y > box.b_end)
        {
          y = box.b_end;
          x = y + d;
        }
      if (x + y > best_forward)
        {
          best_forward = x + y;
          *middle_a = x;
          *middle_b = y;
        }
    }

  for (int d = backward_max; d >= backward_min; d -= 2)
    {
      int x = MAX (self->backward[d], box.a);
      int y = x - d;

      if (y < box.b)
        {
          y = box.b;
          x = y + d;
        }
      if (x + y < best_backward)
        {
          best_backward = x + y;
          backward_a = x;
          backward_b = y;
        }
    }

  if (box.a_end + box.b_end - best_backward > best_forward - (box.a + box.b))
    {
      *middle_a = backward_a;
      *middle_b = backward_b;
    }
}

/* Finds a point on a shortest path through a box, neither of whose sides is
 * empty and whose first and last elements differ. Diagonals that leave the box
 * are not followed. */
static void
find_middle (Search *self,
             Box     box,
             int    *middle_a,
             int    *middle_b)
{
  const guint32 *a = self->a;
  const guint32 *b = self->b;
  int *forward = self->forward;
  int *backward = self->backward;
  int lowest = box.a - box.b_end;
  int highest = box.a_end - box.b;
  int forward_start = box.a - box.b;
  int backward_start = box.a_end - box.b_end;
  int forward_min = forward_start;
  int forward_max = forward_start;
  int backward_min = backward_start;
  int backward_max = backward_start;
  gboolean odd = ((forward_start - backward_start) & 1) != 0;

  forward[forward_start] = box.a;
  backward[backward_start] = box.a_end;

  for (int cost = 1;; cost++)
    {
      if (forward_min > lowest)
        forward[--forward_min - 1] = -1;
      else
        forward_min++;
      if (forward_max < highest)
        forward[++forward_max + 1] = -1;
      else
        forward_max--;

      for (int d = forward_max; d >= forward_min; d -= 2)
        {
          int x = forward[d - 1] < forward[d + 1] ? forward[d + 1] : forward[d - 1] + 1;
          int y = x - d;

          self->work++;
          for (; x < box.a_end && y < box.b_end && a[x] == b[y]; self->work++)
            {
              x++;
              y++;
            }
          forward[d] = x;
          if (odd && backward_min <= d && d <= backward_max && backward[d] <= x)
            {
              *middle_a = x;
              *middle_b = y;
              return;
            }
        }

      if (backward_min > lowest)
        backward[--backward_min - 1] = G_MAXINT;
      else
        backward_min++;
      if (backward_max < highest)
        backward[++backward_max + 1] = G_MAXINT;
      else
        backward_max--;

      for (int d = backward_max; d >= backward_min; d -= 2)
        {
          int x = backward[d - 1] < backward[d + 1] ? backward[d - 1] : backward[d + 1] - 1;
          int y = x - d;

          self->work++;
          for (; x > box.a && y > box.b && a[x - 1] == b[y - 1]; self->work++)
            {
              x--;
              y--;
            }
          backward[d] = x;
          if (!odd && forward_min <= d && d <= forward_max && x <= forward[d])
            {
              *middle_a = x;
              *middle_b = y;
              return;
            }
        }

      if (cost >= self->max_cost)
        {
          take_furthest (self, box, forward_min, forward_max, backward_min, backward_max,
                         middle_a, middle_b);
          return;
        }
    }
}

static void
add_edit (GArray *edits,
          Box     box)
{
  DipEdit edit = { box.a, box.a_end - box.a, box.b, box.b_end - box.b };

  if (edits->len > 0)
    {
      DipEdit *last = &g_array_index (edits, DipEdit, edits->len - 1);

      if (last->a + last->n_a == edit.a && last->b + last->n_b == edit.b)
        {
          last->n_a += edit.n_a;
          last->n_b += edit.n_b;
          return;
        }
    }

  g_array_append_val (edits, edit);
}

/**
 * _dip_diff:
 * @a: old words
 * @n_a: how many
 * @b: new words
 * @n_b: how many
 * @max_cost: edits in one box after which the search takes the best that it has
 * @max_work: steps after which what is left is taken as replaced whole
 * @work: (inout): increased by the steps taken
 * @cut_short: (out): whether @max_cost or @max_work was met, so that the edit may not be the shortest
 *
 * Takes O((N + M) D) time, but never many more than @max_work steps, and
 * O(N + M) space.
 *
 * Returns: (transfer full) (element-type DipEdit): the runs that differ, in order
 */
GArray *
_dip_diff (const guint32 *a,
           guint          n_a,
           const guint32 *b,
           guint          n_b,
           guint          max_cost,
           guint64        max_work,
           guint64       *work,
           gboolean      *cut_short)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (DipEdit));
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Box));
  /* Diagonals go from -n_b - 1 to n_a + 1. */
  g_autofree int *forward = g_new (int, (gsize) n_a + n_b + 3);
  g_autofree int *backward = g_new (int, (gsize) n_a + n_b + 3);
  Search self = { a, b, forward + n_b + 1, backward + n_b + 1, MAX ((int) max_cost, 1), 0, FALSE };
  Box whole = { 0, (int) n_a, 0, (int) n_b };

  g_array_append_val (stack, whole);
  while (stack->len > 0)
    {
      Box box = g_array_index (stack, Box, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);

      while (box.a < box.a_end && box.b < box.b_end && a[box.a] == b[box.b])
        {
          box.a++;
          box.b++;
        }
      while (box.a < box.a_end && box.b < box.b_end && a[box.a_end - 1] == b[box.b_end - 1])
        {
          box.a_end--;
          box.b_end--;
        }

      if (self.work > max_work && (box.a < box.a_end || box.b < box.b_end))
        {
          self.cut_short = TRUE;
          add_edit (edits, box);
        }
      else if (box.a < box.a_end && box.b < box.b_end)
        {
          int middle_a = box.a;
          int middle_b = box.b;
          Box first;
          Box second;

          find_middle (&self, box, &middle_a, &middle_b);
          first = (Box) { box.a, middle_a, box.b, middle_b };
          second = (Box) { middle_a, box.a_end, middle_b, box.b_end };
          g_array_append_val (stack, second);
          g_array_append_val (stack, first);
        }
      else if (box.a < box.a_end || box.b < box.b_end)
        add_edit (edits, box);
    }

  *work += self.work;
  *cut_short = self.cut_short;

  return edits;
}
