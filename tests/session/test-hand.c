/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session-fixture.h"
#include "session/dip-library-hand.h"
#include "session/dip-library-keep.h"

#include <glib/gstdio.h>

/* What a person says of clauses, from the library to the comparison. */

static const DipPair *
find_pair (DipComparison *comparison,
           const char    *new_id)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      if (pair->new_clause != NULL && g_str_equal (pair->new_clause->id, new_id))
        return pair;
    }

  g_assert_not_reached ();
}

/* Id of the clause that is paired with a new one; "-" for none. */
static void
assert_partner (DipLibrary *library,
                gint64      old_id,
                gint64      new_id,
                const char *clause,
                const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipComparison) comparison = dip_library_compare (library, old_id, new_id, NULL, &error);
  const DipPair *pair;

  g_assert_no_error (error);
  pair = find_pair (comparison, clause);
  g_assert_cmpstr (pair->old_clause != NULL ? pair->old_clause->id : "-", ==, wanted);
}

static void
say_together (DipLibrary *library,
              gint64      old_id,
              gint64      new_id,
              const char *old_clause,
              const char *new_clause)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairings = dip_library_list_pairings (library, old_id, new_id, &error);

  g_assert_no_error (error);
  dip_pairings_pair (pairings, old_clause, new_clause);
  g_assert_true (dip_library_set_pairings (library, old_id, new_id, pairings, &error));
  g_assert_no_error (error);
}

static void
test_heeded (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 old_id = fixture_import (fixture, "1.txt", PAPER_1);
  gint64 new_id = fixture_import (fixture, "2.txt", PAPER_2);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (DipHistory) heeding = NULL;
  g_autoptr (GError) error = NULL;

  assert_partner (fixture->library, old_id, new_id, "2", "2");
  history = dip_library_history (fixture->library, new_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->lanes->len, ==, 3);

  before = dip_library_list_pairings (fixture->library, old_id, new_id, &error);
  g_assert_cmpuint (before->len, ==, 0);
  say_together (fixture->library, old_id, new_id, "2", "3");
  assert_partner (fixture->library, old_id, new_id, "3", "2");
  assert_partner (fixture->library, new_id, old_id, "2", "3");

  /* The clauses that have lost their partners begin and end lanes of their own. */
  heeding = dip_library_history (fixture->library, new_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (heeding->lanes->len, ==, 4);

  /* The list from before undoes it. */
  g_assert_true (dip_library_set_pairings (fixture->library, old_id, new_id, before, &error));
  assert_partner (fixture->library, old_id, new_id, "3", "3");
}

static void
bring_again (Fixture    *fixture,
             DipArrival *arrival,
             DipTaken   *taken)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_library_bring_again (fixture->library, arrival, taken, NULL, &error));
  g_assert_no_error (error);
}

/* A removal that is undone brings back what was said, also where both editions were removed. */
static void
test_restored (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 ids[2] = { fixture_import (fixture, "1.txt", PAPER_1), fixture_import (fixture, "2.txt", PAPER_2) };
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (reviews, dip_review_new ("1", "1"));
  say_together (fixture->library, ids[0], ids[1], "2", "3");
  g_assert_true (dip_library_set_reviewed (fixture->library, ids[0], ids[1], reviews, TRUE, &error));

  /* One of them, then both, and whichever was removed first. */
  for (guint round = 0; round < 3; round++)
    {
      guint one = round == 2 ? 1 : 0;
      g_autoptr (DipArrival) first = NULL;
      g_autoptr (DipArrival) second = NULL;
      g_autoptr (DipTaken) taken_first = fixture_take_out (fixture->library, ids[one], &first);
      g_autoptr (DipTaken) taken_second = NULL;

      if (round > 0)
        {
          taken_second = fixture_take_out (fixture->library, ids[1 - one], &second);
          bring_again (fixture, second, taken_second);
        }
      bring_again (fixture, first, taken_first);

      ids[0] = fixture_import (fixture, "1.txt", PAPER_1);
      ids[1] = fixture_import (fixture, "2.txt", PAPER_2);
      assert_partner (fixture->library, ids[0], ids[1], "3", "2");
    }

  after = dip_library_list_reviews (fixture->library, ids[0], ids[1], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 1);
}

static void
test_rescued (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 old_id = fixture_import (fixture, "1.txt", PAPER_1);
  gint64 new_id = fixture_import (fixture, "2.txt", PAPER_2);
  g_autofree char *new_path = g_build_filename (fixture->dir, "new.diptych", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  say_together (fixture->library, old_id, new_id, "2", "3");
  g_clear_object (&fixture->library);

  /* As it is, and without its table of tables, so that every paper is read again. */
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (DipRescue) saved = NULL;
      g_autoptr (DipLibrary) library = NULL;

      if (round == 1)
        {
          g_file_get_contents (fixture->path, &contents, &length, &error);
          g_assert_no_error (error);
          memset (contents, 0, 4096);
          g_file_set_contents (fixture->path, contents, (gssize) length, &error);
          g_assert_no_error (error);
        }

      saved = dip_library_rescue (fixture->path, new_path, NULL, &error);
      g_assert_no_error (error);
      library = dip_library_new (new_path, &error);
      g_assert_no_error (error);
      assert_partner (library, 1, 2, "3", "2");
      g_clear_object (&library);
      g_unlink (new_path);
    }

  g_unlink (fixture->path);
  fixture->library = dip_library_new (NULL, &error);
}

/* Files that are in no library are compared as they are. */
static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) old_file = fixture_write (fixture, "1.txt", PAPER_1);
  g_autoptr (GFile) new_file = fixture_write (fixture, "2.txt", PAPER_2);
  g_autoptr (DipDocument) old_document = NULL;
  g_autoptr (DipDocument) new_document = NULL;
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (DipComparison) alone = NULL;
  g_autoptr (GError) error = NULL;

  old_document = dip_library_read_file (old_file, NULL, NULL, &error);
  new_document = dip_library_read_file (new_file, NULL, NULL, &error);
  g_assert_no_error (error);
  comparison = dip_library_compare_heeding (fixture->library, old_document, new_document, NULL, &error);
  g_assert_no_error (error);
  alone = dip_library_compare_heeding (NULL, old_document, new_document, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comparison->pairs->len, ==, alone->pairs->len);
  g_assert_cmpuint (comparison->pairings->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/hand/heeded", Fixture, NULL, fixture_set_up, test_heeded, fixture_tear_down);
  g_test_add ("/session/hand/restored", Fixture, NULL, fixture_set_up, test_restored, fixture_tear_down);
  g_test_add ("/session/hand/rescued", Fixture, NULL, fixture_set_up, test_rescued, fixture_tear_down);
  g_test_add ("/session/hand/files", Fixture, NULL, fixture_set_up, test_files, fixture_tear_down);

  return g_test_run ();
}
