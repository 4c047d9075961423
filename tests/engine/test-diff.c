/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

#define MAX_LENGTH 40

/* The length of a longest common subsequence, by the textbook's table. */
static guint
slow_common (const guint32 *a,
             guint          n_a,
             const guint32 *b,
             guint          n_b)
{
  guint table[MAX_LENGTH + 1][MAX_LENGTH + 1] = { { 0 } };

  for (guint i = 1; i <= n_a; i++)
    {
      for (guint k = 1; k <= n_b; k++)
        table[i][k] = a[i - 1] == b[k - 1] ? table[i - 1][k - 1] + 1 : MAX (table[i - 1][k], table[i][k - 1]);
    }

  return table[n_a][n_b];
}

static guint
assert_rebuilds (GArray        *edits,
                 const guint32 *a,
                 guint          n_a,
                 const guint32 *b,
                 guint          n_b)
{
  guint i = 0;
  guint k = 0;
  guint changed = 0;

  for (guint e = 0; e < edits->len; e++)
    {
      const DipEdit *edit = &g_array_index (edits, DipEdit, e);

      g_assert_cmpuint (edit->a - i, ==, edit->b - k);
      for (; i < edit->a; i++, k++)
        g_assert_cmpuint (a[i], ==, b[k]);
      g_assert_cmpuint (edit->n_a + edit->n_b, >, 0);
      i += edit->n_a;
      k += edit->n_b;
      changed += edit->n_a + edit->n_b;
    }

  g_assert_cmpuint (n_a - i, ==, n_b - k);
  for (; i < n_a; i++, k++)
    g_assert_cmpuint (a[i], ==, b[k]);

  return changed;
}

static guint
fill (guint32 *words,
      guint    alphabet)
{
  guint n = g_test_rand_int_range (0, MAX_LENGTH + 1);

  for (guint i = 0; i < n; i++)
    words[i] = g_test_rand_int_range (0, alphabet);

  return n;
}

static void
test_shortest (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      guint32 a[MAX_LENGTH];
      guint32 b[MAX_LENGTH];
      guint alphabet = g_test_rand_int_range (1, 12);
      guint n_a = fill (a, alphabet);
      guint n_b = fill (b, alphabet);
      guint64 work = 0;
      gboolean cut_short = TRUE;
      g_autoptr (GArray) edits = _dip_diff (a, n_a, b, n_b, 1000, G_MAXUINT64, &work, &cut_short);

      g_assert_false (cut_short);
      g_assert_cmpuint (assert_rebuilds (edits, a, n_a, b, n_b), ==, n_a + n_b - 2 * slow_common (a, n_a, b, n_b));
    }
}

static void
test_cut_short (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      guint32 a[MAX_LENGTH];
      guint32 b[MAX_LENGTH];
      guint alphabet = g_test_rand_int_range (1, 40);
      guint n_a = fill (a, alphabet);
      guint n_b = fill (b, alphabet);
      guint64 work = 0;
      gboolean cut_short;
      g_autoptr (GArray) edits = _dip_diff (a, n_a, b, n_b, g_test_rand_int_range (1, 5),
                                              g_test_rand_int_range (1, 2000), &work, &cut_short);

      assert_rebuilds (edits, a, n_a, b, n_b);
    }
}

/* Nothing in common is the worst case; the work stays below the limit. */
static void
test_bounded (void)
{
  const guint n = 200000;
  g_autofree guint32 *a = g_new (guint32, n);
  g_autofree guint32 *b = g_new (guint32, n);
  g_autoptr (GArray) edits = NULL;
  guint64 work = 0;
  gboolean cut_short = FALSE;

  for (guint i = 0; i < n; i++)
    {
      a[i] = i;
      b[i] = n + i;
    }

  edits = _dip_diff (a, n, b, n, 50, 1000000, &work, &cut_short);
  g_assert_true (cut_short);
  g_assert_cmpuint (work, <, 1200000);
  assert_rebuilds (edits, a, n, b, n);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/diff/shortest", test_shortest);
  g_test_add_func ("/engine/diff/cut-short", test_cut_short);
  g_test_add_func ("/engine/diff/bounded", test_bounded);

  return g_test_run ();
}
