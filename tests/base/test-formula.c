/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-formula.h"

static void
test_formula (void)
{
  static const char *const formulas[] = { "=1+1", "+1", "-1", "@SUM(A1)", "＝１", "＋１", "－１", "＠", "\t=1", "\n=1", "\r=1" };
  static const char *const words[] = { "", "1", "a=b", "'=1", "(=1)", "バックアップ", "―", "・なし", " =1" };

  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    g_assert_true (dip_formula_begins (formulas[i]));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (dip_formula_begins (words[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/formula", test_formula);

  return g_test_run ();
}
