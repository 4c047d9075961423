/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-lexicon.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_form (void)
{
  g_autoptr (DipLexicon) lexicon =
    dip_lexicon_new_from_string ("# a comment\n"
                                 "before any list\n"
                                 "[fruit]\n"
                                 "apple\tmalus\n"
                                 "\n"
                                 "  pear \t\t pyrus  \tcommunis\r\n"
                                 "[nuts]\n"
                                 "walnut\n"
                                 "[fruit]\n"
                                 "plum\n");
  const char *const *words = dip_lexicon_get_words (lexicon, "fruit");
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "fruit");

  g_assert_cmpstrv (words, ((const char *const[]) { "apple", "pear", "plum", NULL }));
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstrv (rows->pdata[1], ((const char *const[]) { "pear", "pyrus", "communis", NULL }));
  g_assert_null (dip_lexicon_get_words (lexicon, "trees")[0]);
  g_assert_cmpuint (dip_lexicon_get_rows (lexicon, "trees")->len, ==, 0);
}

static void
test_user_files (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "diptych", "lexicon", NULL);
  g_autofree char *good = g_build_filename (folder, "mine.txt", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad.txt", NULL);
  g_autofree char *other = g_build_filename (folder, "mine.text", NULL);
  const DipLexicon *lexicon;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (good, "[test-list]\nmine\n", -1, NULL));
  g_assert_true (g_file_set_contents (bad, "[test-list]\n\xFF\xFE\n", -1, NULL));
  g_assert_true (g_file_set_contents (other, "[test-list]\nother\n", -1, NULL));

  lexicon = dip_lexicon_get_default ();
  g_assert_cmpstrv (dip_lexicon_get_words (lexicon, "test-list"),
                    ((const char *const[]) { "mine", NULL }));
  g_assert_true (lexicon == dip_lexicon_get_default ());
  g_assert_nonnull (dip_lexicon_get_words (lexicon, "spelling")[0]);

  g_assert_no_errno (g_unlink (good));
  g_assert_no_errno (g_unlink (bad));
  g_assert_no_errno (g_unlink (other));
  g_assert_no_errno (g_rmdir (folder));
}

/* Words are folded once, and what no word begins with is told without a look at them. */
static void
test_keys (void)
{
  g_autoptr (DipLexicon) lexicon = dip_lexicon_new_from_string ("[marks]\nＮＯＴＥ\tn\nNote well\n注 意\n[rows]\n\tx\n[marks]\n補足\n");
  const char *const keys[] = { "note", "notewell", "注意", "補足" };
  const DipLexiconKey *found;
  guint n;

  found = dip_lexicon_get_keys (lexicon, "marks", &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (found[i].text, ==, keys[i]);
      g_assert_cmpuint (found[i].length, ==, strlen (keys[i]));
      g_assert_true (dip_lexicon_has_key (lexicon, "marks", keys[i]));
      g_assert_true (dip_lexicon_key_may_begin (lexicon, "marks", g_utf8_get_char (keys[i])));
    }
  g_assert_true (dip_lexicon_get_keys (lexicon, "marks", &n) == found);
  g_assert_false (dip_lexicon_has_key (lexicon, "marks", "NOTE"));
  g_assert_false (dip_lexicon_has_key (lexicon, "marks", "noted"));
  g_assert_false (dip_lexicon_key_may_begin (lexicon, "marks", 'q'));
  g_assert_true (dip_lexicon_may_begin (lexicon, "marks", "note"));
  g_assert_false (dip_lexicon_may_begin (lexicon, "marks", "quote"));
  g_assert_false (dip_lexicon_may_begin (lexicon, "marks", "責任"));

  g_assert_null (dip_lexicon_get_keys (lexicon, "trees", &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (dip_lexicon_has_key (lexicon, "trees", "note"));
}

static void
test_rubbish (void)
{
  g_autoptr (DipLexicon) empty = dip_lexicon_new_from_string ("");
  g_autoptr (DipLexicon) broken = dip_lexicon_new_from_string ("[a\n]\n[]\n\t\t\n[b]");
  g_autoptr (DipLexicon) foreign = dip_lexicon_new_from_string ("[a]\n\xC3\x28\n");

  g_assert_null (dip_lexicon_get_words (empty, "a")[0]);
  g_assert_null (dip_lexicon_get_words (broken, "b")[0]);
  g_assert_null (dip_lexicon_get_words (foreign, "a")[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = g_dir_make_tmp ("diptych-lexicon-XXXXXX", &error);
  g_autofree char *folder = NULL;
  int status;

  /* A folder of its own for the user's files, before anything asks where they are. */
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/lexicon/form", test_form);
  g_test_add_func ("/text/lexicon/user-files", test_user_files);
  g_test_add_func ("/text/lexicon/keys", test_keys);
  g_test_add_func ("/text/lexicon/rubbish", test_rubbish);

  status = g_test_run ();

  folder = g_build_filename (home, "diptych", NULL);
  g_rmdir (folder);
  g_rmdir (home);

  return status;
}
