/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-locale.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* A catalogue with one entry, "Clause" → "条項", as msgfmt writes it. */
static const guint32 header[] = {
  0x950412de, 0,  /* magic, revision */
  2,              /* strings: the empty one with the header, and ours */
  28, 44,         /* where the tables of originals and translations begin */
  0, 60,          /* no hash table */
  0, 60, 6, 61,   /* originals: length and place */
  40, 68, 6, 109, /* translations */
};
static const char strings[] =
  "\0" "Clause\0" "Content-Type: text/plain; charset=UTF-8\n\0" "条項";

/* LANGUAGE works in any locale but "C"; since glibc 2.38 C.UTF-8 counts as that.
 * Which others are installed is the machine's affair. */
static gboolean
find_locale (void)
{
  static const char *const names[] = { "ja_JP.UTF-8", "en_US.UTF-8", "en_GB.UTF-8", "de_DE.UTF-8" };
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  const char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && found == NULL; i++)
    if (setlocale (LC_ALL, names[i]) != NULL)
      found = names[i];
  setlocale (LC_ALL, before);

#ifdef __GLIBC__
  if (found == NULL && !__GLIBC_PREREQ (2, 38))
    found = "C.UTF-8";
#endif

  return found != NULL && g_setenv ("LC_ALL", found, TRUE);
}

static void
test_directory (void)
{
  g_autofree char *root = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GByteArray) catalogue = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      dip_locale_init ();
      g_assert_cmpstr (_("Clause"), ==, "条項");
      g_assert_cmpstr (_("Control"), ==, "Control");
      return;
    }

  if (!find_locale ())
    {
      g_test_skip ("no locale but C is installed here");
      return;
    }

  root = g_dir_make_tmp ("diptych-locale-XXXXXX", &error);
  g_assert_no_error (error);
  messages = g_build_filename (root, "ja", "LC_MESSAGES", NULL);
  file = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);

  g_byte_array_append (catalogue, (const guint8 *) header, sizeof header);
  g_byte_array_append (catalogue, (const guint8 *) strings, sizeof strings);
  g_file_set_contents (file, (const char *) catalogue->data, catalogue->len, &error);
  g_assert_no_error (error);

  g_setenv ("DIPTYCH_LOCALEDIR", root, TRUE);
  g_setenv ("LANGUAGE", "ja", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("LANGUAGE");
  g_unsetenv ("DIPTYCH_LOCALEDIR");

  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (messages), ==, 0);
  *strrchr (messages, G_DIR_SEPARATOR) = '\0';
  g_assert_cmpint (g_rmdir (messages), ==, 0);
  g_assert_cmpint (g_rmdir (root), ==, 0);

  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/locale/directory", test_directory);

  return g_test_run ();
}
