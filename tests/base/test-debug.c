/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "base/dip-error.h"

/* The topics are read once in the life of a process, so each case is a child. */

static void
test_topics (void)
{
  if (g_test_subprocess ())
    {
      g_assert_true (dip_debug_is_on (DIP_DEBUG_ALIGN));
      g_assert_true (dip_debug_is_on (DIP_DEBUG_SQL));
      g_assert_false (dip_debug_is_on (DIP_DEBUG_READ));

      dip_debug (DIP_DEBUG_ALIGN, "%d pairs", 3);
      dip_debug (DIP_DEBUG_READ, "nobody asked");
      return;
    }

  g_setenv ("DIPTYCH_DEBUG", "align,sql", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("DIPTYCH_DEBUG");

  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*diptych: 3 pairs\n*");
  g_test_trap_assert_stderr_unmatched ("*nobody asked*");
}

static void
test_off (void)
{
  if (g_test_subprocess ())
    {
      for (guint topic = DIP_DEBUG_READ; topic <= DIP_DEBUG_SQL; topic <<= 1)
        g_assert_false (dip_debug_is_on ((DipDebug) topic));

      dip_debug (DIP_DEBUG_SQL, "nobody asked");
      return;
    }

  g_unsetenv ("DIPTYCH_DEBUG");
  g_test_trap_subprocess (NULL, 0, 0);

  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*nobody asked*");
}

static void
test_all (void)
{
  if (g_test_subprocess ())
    {
      for (guint topic = DIP_DEBUG_READ; topic <= DIP_DEBUG_SQL; topic <<= 1)
        g_assert_true (dip_debug_is_on ((DipDebug) topic));
      return;
    }

  g_setenv ("DIPTYCH_DEBUG", "all", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("DIPTYCH_DEBUG");

  g_test_trap_assert_passed ();
}

static void
test_domains (void)
{
  /* Equal domains would make a caller act on the code of another layer. */
  g_assert_cmpuint (DIP_READ_ERROR, !=, DIP_STORE_ERROR);
  g_assert_cmpuint (DIP_READ_ERROR, !=, DIP_FRAMEWORK_ERROR);
  g_assert_cmpuint (DIP_STORE_ERROR, !=, DIP_FRAMEWORK_ERROR);

  g_assert_cmpstr (g_quark_to_string (DIP_READ_ERROR), ==, "dip-read-error-quark");
  g_assert_cmpstr (g_quark_to_string (DIP_STORE_ERROR), ==, "dip-store-error-quark");
  g_assert_cmpstr (g_quark_to_string (DIP_FRAMEWORK_ERROR), ==, "dip-framework-error-quark");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/debug/topics", test_topics);
  g_test_add_func ("/base/debug/off", test_off);
  g_test_add_func ("/base/debug/all", test_all);
  g_test_add_func ("/base/error/domains", test_domains);

  return g_test_run ();
}
