/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-keep.h"

#include <glib/gstdio.h>

#include <string.h>

/* What a person says of clauses of two editions: kept, found from both sides, gone with its edition. */

typedef struct
{
  Fixture library;
  gint64  first;    /* two editions of the plain document, with clauses 4 and 4.1 */
  gint64  second;
} Place;

static void
place_set_up (Place         *place,
              gconstpointer  data)
{
  fixture_set_up (&place->library, NULL);
  place->first = add_plain (place->library.store, "A社", "T", "1", NULL);
  place->second = add_plain (place->library.store, "A社", "T", "2", NULL);
}

static void
place_tear_down (Place         *place,
                 gconstpointer  data)
{
  fixture_tear_down (&place->library, NULL);
}

/* "4>4.1" pairs, "4|4" parts; several with spaces between. */
static GPtrArray *
parse (const char *text)
{
  GPtrArray *pairings = dip_pairings_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; *text != '\0' && words[i] != NULL; i++)
    {
      gboolean apart = strchr (words[i], '|') != NULL;
      g_auto (GStrv) ids = g_strsplit (words[i], apart ? "|" : ">", 2);

      g_ptr_array_add (pairings, dip_pairing_new (apart ? DIP_PAIRING_APART : DIP_PAIRING_TOGETHER, ids[0], ids[1]));
    }

  return pairings;
}

static void
say (DipStore   *store,
     gint64      old_id,
     gint64      new_id,
     const char *text)
{
  g_autoptr (GPtrArray) pairings = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_set_pairings (store, old_id, new_id, pairings, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_said (DipStore   *store,
             gint64      old_id,
             gint64      new_id,
             const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairings = dip_store_list_pairings (store, old_id, new_id, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pairings->len; i++)
    {
      const DipPairing *pairing = pairings->pdata[i];

      g_string_append_printf (found, "%s%s%c%s", i > 0 ? " " : "", pairing->old_clause,
                              pairing->kind == DIP_PAIRING_APART ? '|' : '>', pairing->new_clause);
    }
  g_assert_cmpstr (found->str, ==, wanted);
}

/* "4>4.1 4>-": pairs that were looked at. */
static void
look (DipStore   *store,
      gint64      old_id,
      gint64      new_id,
      const char *text,
      gboolean    is_reviewed)
{
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) ids = g_strsplit (words[i], ">", 2);

      g_ptr_array_add (reviews, dip_review_new (g_str_equal (ids[0], "-") ? NULL : ids[0],
                                                g_str_equal (ids[1], "-") ? NULL : ids[1]));
    }
  g_assert_true (dip_store_set_reviewed (store, old_id, new_id, reviews, is_reviewed, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_looked (DipStore   *store,
               gint64      old_id,
               gint64      new_id,
               const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = dip_store_list_reviews (store, old_id, new_id, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < reviews->len; i++)
    {
      const DipReview *review = reviews->pdata[i];

      g_string_append_printf (found, "%s%s>%s", i > 0 ? " " : "", review->old_clause != NULL ? review->old_clause : "-",
                              review->new_clause != NULL ? review->new_clause : "-");
    }
  g_assert_cmpstr (found->str, ==, wanted);
}

static void
test_kept (Place         *place,
           gconstpointer  data)
{
  Fixture *library = &place->library;

  assert_said (library->store, place->first, place->second, "");
  say (library->store, place->first, place->second, "4>4.1 4.1|4");
  fixture_reopen (library);
  assert_said (library->store, place->first, place->second, "4>4.1 4.1|4");

  /* From the other side. */
  assert_said (library->store, place->second, place->first, "4.1>4 4|4.1");
  say (library->store, place->second, place->first, "4>4.1");
  assert_said (library->store, place->first, place->second, "4.1>4");

  say (library->store, place->first, place->second, "");
  assert_said (library->store, place->first, place->second, "");
  assert_sound (library->store);
}

static void
assert_refused (Place      *place,
                gint64      old_id,
                gint64      new_id,
                const char *text,
                int         code)
{
  g_autoptr (GPtrArray) pairings = parse (text);
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (dip_store_set_pairings (place->library.store, old_id, new_id, pairings, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, code);
  g_clear_error (&error);

  g_ptr_array_add (reviews, dip_review_new ("4", "9"));
  g_assert_false (dip_store_set_reviewed (place->library.store, old_id, new_id, reviews, TRUE, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, code);
}

/* What cannot be is refused, and what was said before stays. */
static void
test_refused (Place         *place,
              gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) pairings = parse ("4>4");
  g_autoptr (GError) error = NULL;

  say (store, place->first, place->second, "4>4.1");
  assert_refused (place, place->first, place->second, "4>4 9>4", DIP_STORE_ERROR_CONSTRAINT);
  assert_refused (place, place->first, place->second, "4>9", DIP_STORE_ERROR_CONSTRAINT);
  assert_refused (place, place->first, place->second, "4>4 4|4", DIP_STORE_ERROR_CONSTRAINT);
  assert_refused (place, place->first, place->first, "4>4", DIP_STORE_ERROR_CONSTRAINT);
  assert_refused (place, place->first, 99, "4>4", DIP_STORE_ERROR_NOT_FOUND);
  assert_refused (place, 99, place->first, "4>4", DIP_STORE_ERROR_NOT_FOUND);

  g_cancellable_cancel (cancellable);
  g_assert_false (dip_store_set_pairings (store, place->first, place->second, pairings, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_said (store, place->first, place->second, "4>4.1");
}

static void
test_looked (Place         *place,
             gconstpointer  data)
{
  DipStore *store = place->library.store;

  look (store, place->first, place->second, "4>4 4.1>- ->4.1", TRUE);
  look (store, place->first, place->second, "4>4", TRUE);
  assert_looked (store, place->first, place->second, "4>4 4.1>- ->4.1");
  assert_looked (store, place->second, place->first, "4>4 ->4.1 4.1>-");
  look (store, place->second, place->first, "->4.1", FALSE);
  assert_looked (store, place->first, place->second, "4>4 ->4.1");

  /* A pair that has become another one has not been looked at; others stay. */
  say (store, place->first, place->second, "4>4.1");
  assert_looked (store, place->first, place->second, "");
  look (store, place->first, place->second, "4>4.1 4.1>-", TRUE);
  say (store, place->first, place->second, "4>4.1");
  assert_looked (store, place->first, place->second, "4>4.1 4.1>-");
  say (store, place->first, place->second, "");
  assert_looked (store, place->first, place->second, "4.1>-");
  assert_sound (store);
}

static void
test_goes_with_edition (Place         *place,
                        gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (GError) error = NULL;
  gint64 third = add_plain (store, "A社", "T", "3", NULL);

  say (store, place->first, place->second, "4>4");
  say (store, place->second, third, "4>4.1");
  look (store, place->first, place->second, "4>4 4.1>-", TRUE);
  look (store, place->second, third, "4>4.1", TRUE);
  g_assert_true (dip_store_remove_edition (store, place->first, NULL, &error));
  g_assert_no_error (error);

  assert_said (store, place->first, place->second, "");
  assert_looked (store, place->first, place->second, "");
  assert_said (store, place->second, third, "4>4.1");
  assert_looked (store, place->second, third, "4>4.1");
  assert_sound (store);
}

/* In another library the editions have other ids, in another order. */
static void
test_merged (Place         *place,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (place->library.dir, "other.diptych", NULL);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (DipStore) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, second;

  say (place->library.store, place->first, place->second, "4>4.1 4.1|4");
  look (place->library.store, place->first, place->second, "4>4.1", TRUE);

  other = dip_store_open (path, &error);
  g_assert_no_error (error);
  second = add_plain (other, "A社", "T", "2", NULL);
  first = add_plain (other, "A社", "T", "1", NULL);
  g_assert_cmpint (second, <, first);
  say (other, first, second, "4|4.1");

  g_assert_true (dip_store_merge (other, place->library.store, merge, NULL, &error));
  g_assert_no_error (error);
  assert_said (other, first, second, "4.1|4 4|4.1");
  assert_looked (other, first, second, "4>4.1");
  g_assert_cmpuint (merge->notes->len, ==, 1);
  assert_sound (other);

  /* Once more changes nothing. */
  g_assert_true (dip_store_merge (other, place->library.store, merge, NULL, &error));
  assert_said (other, first, second, "4.1|4 4|4.1");
  assert_looked (other, first, second, "4>4.1");
  g_clear_object (&other);
  g_unlink (path);
}

static void
test_backed_up (Place         *place,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (place->library.dir, "copy.diptych", NULL);
  g_autoptr (DipStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  say (place->library.store, place->first, place->second, "4>4.1");
  g_assert_true (dip_store_keep_copy (place->library.store, path, NULL, NULL, &error));
  g_assert_no_error (error);
  copy = dip_store_open (path, &error);
  g_assert_no_error (error);
  assert_said (copy, place->first, place->second, "4>4.1");
  g_clear_object (&copy);
  g_unlink (path);
}

/* A note of what is not here adds nothing; one that is nonsense neither. */
static void
test_foreign_notes (Place         *place,
                    gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  DipHandNote *note;
  guint n_differ;

  say (store, place->first, place->second, "4>4 4.1>4.1");
  look (store, place->first, place->second, "4>4", TRUE);
  notes = dip_store_list_notes (store, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 3);
  g_ptr_array_unref (g_steal_pointer (&notes));
  notes = dip_store_list_notes (store, place->second, NULL, &error);
  g_assert_cmpuint (notes->len, ==, 3);
  say (store, place->first, place->second, "");

  note = g_ptr_array_index (notes, 0);
  g_free (note->cite);
  note->cite = g_strdup ("77");
  note = g_ptr_array_index (notes, 1);
  g_free (note->word);
  note->word = g_strdup ("perhaps");
  g_assert_true (dip_store_add_notes (store, notes, &n_differ, NULL, &error));
  g_assert_no_error (error);
  assert_said (store, place->first, place->second, "");
  assert_looked (store, place->first, place->second, "4>4");
  g_assert_cmpuint (n_differ, ==, 0);
  assert_sound (store);
}

#define ADD(path, func) g_test_add (path, Place, NULL, place_set_up, func, place_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/hand/kept", test_kept);
  ADD ("/store/hand/refused", test_refused);
  ADD ("/store/hand/looked", test_looked);
  ADD ("/store/hand/goes-with-edition", test_goes_with_edition);
  ADD ("/store/hand/merged", test_merged);
  ADD ("/store/hand/backed-up", test_backed_up);
  ADD ("/store/hand/foreign-notes", test_foreign_notes);

  return g_test_run ();
}
