/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "engine/dip-comparison.h"
#include "recognise/dip-recognise.h"
#include "text/dip-fold.h"
#include "text/dip-phrases.h"
#include "text/dip-spellings.h"
#include "text/dip-tables.h"

static GBytes *
make_nothing (const DipLexicon *lexicon,
              gpointer          data)
{
  gboolean *asked = data;

  *asked = TRUE;

  return g_bytes_new_static ("", 0);
}

static gboolean
carries_tables (void)
{
  return g_resources_get_info (RESOURCE_PATH "/tables/lists.tables", 0, NULL, NULL, NULL);
}

/* What the program carries is what it would make of its lists, byte by byte. */
static void
test_same (void)
{
  g_autoptr (GBytes) carried = g_resources_lookup_data (RESOURCE_PATH "/tables/lists.tables", 0, NULL);
  g_autoptr (GBytes) made = NULL;

  if (carried == NULL)
    {
      g_test_skip ("built without tables");
      return;
    }

  dip_tables_record ();
  dip_recognise_make_tables (dip_lexicon_get_default ());
  dip_compare_make_tables (dip_lexicon_get_default ());
  dip_spellings_free (dip_spellings_new (dip_lexicon_get_default ()));
  made = dip_tables_pack ();

  g_assert_cmpmem (g_bytes_get_data (carried, NULL), g_bytes_get_size (carried),
                   g_bytes_get_data (made, NULL), g_bytes_get_size (made));
}

/* A table is taken by its name, and made where the program carries none. */
static void
test_take (void)
{
  const DipLexicon *lexicon = dip_lexicon_get_default ();
  g_autoptr (DipLexicon) other = dip_lexicon_new_from_string ("[spelling]\nサーバ\tサーバー\n");
  g_autoptr (GBytes) known = NULL;
  g_autoptr (GBytes) own = NULL;
  g_autoptr (GBytes) unknown = NULL;
  gboolean asked = FALSE;

  if (carries_tables ())
    {
      known = dip_tables_take (lexicon, "phrases/7/spelling", make_nothing, &asked);
      g_assert_false (asked);
      g_assert_cmpuint (g_bytes_get_size (known), >, 0);
      g_assert_cmpuint ((gsize) g_bytes_get_data (known, NULL) % 4, ==, 0);
    }
  own = dip_tables_take (other, "phrases/7/spelling", make_nothing, &asked);
  g_assert_true (asked);
  asked = FALSE;
  unknown = dip_tables_take (lexicon, "phrases/7/no-such-list", make_nothing, &asked);
  g_assert_true (asked);
  g_assert_null (dip_tables_find (lexicon, "no such table"));
}

/* With a list of the user's nothing is taken that was made without it. */
static void
test_user_lists (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (DipPhrases) phrases = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  folder = g_build_filename (g_get_user_data_dir (), "diptych", "lexicon", NULL);
  file = g_build_filename (folder, "tables.txt", NULL);
  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (file, "[spelling]\nねこ鍵\t猫鍵\n[negation]\nねこ鍵ぬ\n", -1, NULL));
  folded = dip_fold_to_string ("猫鍵", DIP_FOLD_SPELLING, dip_lexicon_get_default ());
  g_assert_no_errno (g_unlink (file));
  g_assert_no_errno (g_rmdir (folder));

  g_assert_cmpstr (folded, ==, "ねこ鍵");
  g_assert_null (dip_tables_find (dip_lexicon_get_default (), "phrases/7/spelling"));
  phrases = dip_phrases_new_for_list (dip_lexicon_get_default (), "negation", DIP_FOLD_SPELLING);
  g_assert_cmpuint (dip_phrases_match (phrases, "ねこ鍵ぬ", strlen ("ねこ鍵ぬ"), NULL), ==, strlen ("ねこ鍵ぬ"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tables/user-lists", test_user_lists);
  g_test_add_func ("/tables/take", test_take);
  g_test_add_func ("/tables/same", test_same);

  return g_test_run ();
}
