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
  g_assert_cmpstr (g_quark_to_string (DIP_STORE_ERROR), ==, "DipStoreError");
  g_assert_cmpstr (g_quark_to_string (DIP_FRAMEWORK_ERROR), ==, "dip-framework-error-quark");
}

/* An error of a library tells of which file it is, and so do its copies; others tell of none. */
static void
test_path (void)
{
  g_autoptr (GError) error = g_error_new_literal (DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT, "It is damaged.");
  g_autoptr (GError) other = g_error_new_literal (DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "It is empty.");
  g_autoptr (GError) copy = NULL;

  g_assert_null (dip_store_error_get_path (error));
  dip_store_error_set_path (&error, "/a/library");
  dip_store_error_set_path (&error, "/b/library");
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (dip_store_error_get_path (copy), ==, "/b/library");

  dip_store_error_set_path (&other, "/a/paper");
  g_assert_null (dip_store_error_get_path (other));
  dip_store_error_set_path (NULL, "/a/library");
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
  g_test_add_func ("/base/error/path", test_path);

  return g_test_run ();
}
