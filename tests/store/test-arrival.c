/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-keep.h"

#include <glib/gstdio.h>

/*
 * What an action has brought in goes again as one step: the library says then what it said
 * before, word by word, and after it was brought in again what it said after it.
 */

typedef struct
{
  Fixture   library;
  char     *path;      /* of another library, for merges */
  DipStore *other;
  DipArrival *noted;   /* (nullable): what comes in since begin() */
} Place;

static void
place_set_up (Place         *place,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&place->library, data);
  place->path = g_build_filename (place->library.dir, "other.diptych", NULL);
  place->other = dip_store_open (place->path, &error);
  g_assert_no_error (error);
}

static void
place_tear_down (Place         *place,
                 gconstpointer  data)
{
  g_clear_object (&place->other);
  g_clear_pointer (&place->noted, dip_arrival_unref);
  g_unlink (place->path);
  g_free (place->path);
  fixture_tear_down (&place->library, data);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* The digests of the editions of a paper. */
static char *
describe_paper (DipStore *store,
                gint64    id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = dip_store_list_paper (store, id, NULL, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < editions->len; i++)
    g_ptr_array_add (lines, g_strndup (((DipEdition *) editions->pdata[i])->sha256, 8));

  return join_sorted (lines);
}

/* All that a library says, but for row ids. */
static char *
describe (DipStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = dip_store_list_editions (store, NULL, &error);
  g_autoptr (GPtrArray) notes = dip_store_list_notes (store, 0, NULL, &error);
  g_autoptr (GPtrArray) services = dip_store_find_services (store, NULL, NULL, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      g_autofree char *paper = describe_paper (store, edition->id);

      g_ptr_array_add (lines, g_strdup_printf ("%s: %s %s %s %s %s (%s) %s in %s", edition->sha256, edition->provider,
                                               edition->service, edition->title, dip_kind_to_string (edition->kind),
                                               edition->version, dip_origin_to_string (edition->version_origin),
                                               edition->issued, paper));
    }
  for (guint i = 0; i < notes->len; i++)
    {
      const DipHandNote *note = g_ptr_array_index (notes, i);
      gboolean in_order = strcmp (note->sha256, note->other_sha256) < 0;

      g_ptr_array_add (lines, g_strdup_printf ("said of %s %s and %s %s: %s",
                                               in_order ? note->sha256 : note->other_sha256,
                                               in_order ? note->cite : note->other_cite,
                                               in_order ? note->other_sha256 : note->sha256,
                                               in_order ? note->other_cite : note->cite, note->word));
    }
  for (guint i = 0; i < services->len; i++)
    {
      const DipService *service = g_ptr_array_index (services, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s of %s has %u", service->name, service->provider,
                                               service->n_editions));
    }

  return join_sorted (lines);
}

static void
begin (Place *place)
{
  place->noted = dip_arrival_new ();
  dip_store_set_arrival (place->library.store, place->noted);
}

/* What came in since begin(). */
static DipArrival *
end (Place *place)
{
  g_autoptr (GError) error = NULL;

  dip_store_set_arrival (place->library.store, NULL);
  g_assert_true (dip_store_end_arrival (place->library.store, place->noted, NULL, &error));
  g_assert_no_error (error);

  return g_steal_pointer (&place->noted);
}

/* Merges the other library into ours. */
static DipArrival *
merge (Place *place)
{
  g_autoptr (DipMerge) came = dip_merge_new ();
  g_autoptr (GError) error = NULL;

  begin (place);
  g_assert_true (dip_store_merge (place->library.store, place->other, came, NULL, &error));
  g_assert_no_error (error);

  return end (place);
}

/* A person at the same library, in another window or another program. */
static DipStore *
open_elsewhere (Place *place)
{
  g_autoptr (GError) error = NULL;
  DipStore *store = dip_store_open (place->library.path, &error);

  g_assert_no_error (error);

  return store;
}

/* Says what was decided on: "-3 =1" means that three are gone and one stays. */
static void
take_back (Place      *place,
           DipArrival *arrival,
           const char *wanted)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_true (dip_store_take_back (place->library.store, arrival, removed, kept, NULL, &error));
  g_assert_no_error (error);
  found = g_strdup_printf ("-%u =%u", removed->len, kept->len);
  g_assert_cmpstr (found, ==, wanted);
  assert_sound (place->library.store);
}

static void
load (DipStore   *store,
      DipArrival *arrival,
      GPtrArray  *documents,
      GPtrArray  *sources)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < dip_arrival_get_n_added (arrival); i++)
    {
      gint64 id = dip_store_find_by_digest (store, dip_arrival_get_digest (arrival, i), NULL, &error);

      g_ptr_array_add (documents, dip_store_load_document (store, id, NULL, &error));
      g_assert_no_error (error);
      g_ptr_array_add (sources, dip_store_load_source (store, id, NULL, &error));
      g_assert_no_error (error);
    }
}

/* Back, and there again, and back: each time all is as it was. */
static void
turn (Place      *place,
      DipArrival *arrival,
      const char *before)
{
  DipStore *store = place->library.store;
  g_autofree char *after = describe (store);
  g_autofree char *wanted = g_strdup_printf ("-%u =0", dip_arrival_get_n_added (arrival));
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (before, !=, after);
  load (store, arrival, documents, sources);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *now = NULL;
      g_autofree char *again = NULL;

      take_back (place, arrival, wanted);
      now = describe (store);
      g_assert_cmpstr (now, ==, before);

      g_assert_true (dip_store_bring_again (store, arrival, documents, sources, NULL, &error));
      g_assert_no_error (error);
      assert_sound (store);
      again = describe (store);
      g_assert_cmpstr (again, ==, after);
    }
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (DipDocument) found = NULL;
      gint64 id = dip_store_find_by_digest (store, dip_arrival_get_digest (arrival, i), NULL, &error);

      found = dip_store_load_document (store, id, NULL, &error);
      g_assert_no_error (error);
      assert_equal (found, g_ptr_array_index (documents, i));
    }
}

static void
correct (DipStore   *store,
         gint64      id,
         const char *provider,
         const char *version,
         DipOrigin   origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipEdition) values = dip_store_find_edition (store, id, NULL, &error);

  g_assert_no_error (error);
  if (provider != NULL)
    set_text (&values->provider, provider);
  set_text (&values->version, version);
  values->version_origin = origin;
  g_assert_true (dip_store_update_edition (store, values, NULL, &error));
  g_assert_no_error (error);
}

static void
look (DipStore *store,
      gint64    id,
      gint64    other_id)
{
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (reviews, dip_review_new ("4", "4.1"));
  g_ptr_array_add (reviews, dip_review_new ("4", NULL));
  g_assert_true (dip_store_set_reviewed (store, id, other_id, reviews, TRUE, NULL, &error));
  g_assert_no_error (error);
}

static void
pair (DipStore *store,
      gint64    id,
      gint64    other_id)
{
  g_autoptr (GPtrArray) pairings = dip_pairings_new ();
  g_autoptr (GError) error = NULL;

  dip_pairings_pair (pairings, "4", "4.1");
  g_assert_true (dip_store_set_pairings (store, id, other_id, pairings, NULL, &error));
  g_assert_no_error (error);
}

/* Editions that were added go, also those that joined a paper that was there. */
static void
test_import (Place         *place,
             gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = add_plain (store, "A社", "T", "1", NULL);

  before = describe (store);
  begin (place);
  add_plain (store, "A社", "T", "2", NULL);
  add_plain (store, "B社", "U", "1", NULL);
  add_plain (store, NULL, NULL, "3", NULL);
  g_assert_true (dip_store_join_paper (store, add_plain (store, "新A社", "新T", "3", NULL), first, NULL, &error));
  g_assert_no_error (error);

  arrival = end (place);
  turn (place, arrival, before);
}

/* A version that the new edition has told of another one is forgotten with it. */
static void
test_inferred (Place         *place,
               gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autofree char *before = NULL;
  gint64 first = add_plain (store, "A社", "T", NULL, NULL);

  before = describe (store);
  begin (place);
  add_plain (store, "A社", "T", "2", NULL);
  correct (store, first, NULL, "1", DIP_ORIGIN_INFERRED);

  arrival = end (place);
  turn (place, arrival, before);
}

/* A merge joins papers, brings editions, tells what was not known, and what was said of clauses. */
static void
test_merge (Place         *place,
            gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ours[3], theirs[3];

  ours[0] = add_plain (store, "A社", "T", "1", NULL);
  ours[1] = add_plain (store, "新A社", "新T", "2", NULL);
  ours[2] = add_plain (store, "新A社", "新T", "3", NULL);
  look (store, ours[1], ours[2]);

  theirs[0] = add_plain (place->other, "A社", "T", "1", NULL);
  theirs[1] = add_plain (place->other, "新A社", "新T", "2", NULL);
  theirs[2] = add_plain (place->other, "C社", "V", "1", NULL);
  g_assert_true (dip_store_join_paper (place->other, theirs[0], theirs[1], NULL, &error));
  g_assert_no_error (error);
  correct (place->other, theirs[0], NULL, "1.0a", DIP_ORIGIN_USER);
  look (place->other, theirs[0], theirs[1]);
  pair (place->other, theirs[2], theirs[1]);
  pair (place->other, theirs[0], theirs[1]);

  before = describe (store);
  arrival = merge (place);
  g_assert_nonnull (arrival);
  g_assert_cmpuint (dip_arrival_get_n_added (arrival), ==, 1);
  turn (place, arrival, before);
}

/* Libraries made by chance. */
static void
test_random (Place         *place,
             gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (DipArrival) arrival = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = random_document (rand, 12, &source);
      guint which = (guint) g_rand_int_range (rand, 1, 4);
      gint64 id = 0;

      /* The last one is new in any case. */
      if ((which & 1) != 0 && i < 15)
        id = dip_store_add_document (place->library.store, document, source, NULL, &error);
      if (id > 0 && g_rand_boolean (rand))
        correct (place->library.store, id, "Z社", "9", DIP_ORIGIN_USER);
      if ((which & 2) != 0 || i == 15)
        id = dip_store_add_document (place->other, document, source, NULL, &error);
      g_assert_no_error (error);
      if ((which & 2) != 0 && g_rand_boolean (rand))
        correct (place->other, id, "Y社", "8", DIP_ORIGIN_USER);
    }

  before = describe (place->library.store);
  arrival = merge (place);
  turn (place, arrival, before);
}

/* What somebody has corrected or said since stays, and is named. */
static void
test_since (Place         *place,
            gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (DipEdition) known = NULL;
  gint64 first = add_plain (store, "A社", "T", NULL, NULL);
  gint64 other = add_plain (store, "D社", "W", NULL, NULL);
  gint64 corrected, spoken_of;

  begin (place);
  corrected = add_plain (store, "A社", "T", "2", NULL);
  spoken_of = add_plain (store, "A社", "T", "3", NULL);
  add_plain (store, "A社", "T", "4", NULL);
  correct (store, first, NULL, "1", DIP_ORIGIN_INFERRED);
  correct (store, other, NULL, "1", DIP_ORIGIN_INFERRED);
  arrival = end (place);

  correct (store, corrected, "B社", "2", DIP_ORIGIN_PRINTED);
  look (store, spoken_of, other);
  correct (store, first, NULL, "0.9", DIP_ORIGIN_USER);

  g_assert_true (dip_store_take_back (store, arrival, removed, kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (removed->len, ==, 1);
  g_assert_cmpuint (kept->len, ==, 3);
  g_assert_cmpint (((DipEdition *) kept->pdata[0])->id, ==, corrected);
  g_assert_cmpint (((DipEdition *) kept->pdata[1])->id, ==, spoken_of);
  g_assert_cmpint (((DipEdition *) kept->pdata[2])->id, ==, first);
  g_assert_cmpstr (((DipEdition *) kept->pdata[2])->version, ==, "0.9");
  known = dip_store_find_edition (store, other, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (known->version);
  assert_sound (store);
}

/* What a person corrects or says while an action is still under way is theirs, and stays. */
static void
test_meanwhile (Place         *place,
                gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipStore) elsewhere = open_elsewhere (place);
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipEdition) now = NULL;
  g_autoptr (GPtrArray) pairings = NULL;
  g_autofree char *after = NULL;
  g_autofree char *left = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = add_plain (store, "A社", "T", NULL, NULL);
  gint64 other = add_plain (store, "D社", "W", "1", NULL);
  gint64 corrected, spoken_of;

  begin (place);
  corrected = add_plain (store, "B社", "U", "2", NULL);
  spoken_of = add_plain (store, "C社", "V", "3", NULL);
  add_plain (store, "A社", "T", "4", NULL);

  correct (elsewhere, corrected, "新B社", "2", DIP_ORIGIN_PRINTED);
  correct (elsewhere, other, "新D社", "1.1", DIP_ORIGIN_USER);
  pair (elsewhere, spoken_of, first);
  look (elsewhere, first, other);

  correct (store, first, NULL, "3", DIP_ORIGIN_INFERRED);
  correct (elsewhere, first, "新A社", "3", DIP_ORIGIN_USER);
  arrival = end (place);
  after = describe (store);

  take_back (place, arrival, "-1 =3");
  now = dip_store_find_edition (store, other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (now->provider, ==, "新D社");
  g_assert_cmpstr (now->version, ==, "1.1");
  g_clear_object (&now);
  now = dip_store_find_edition (store, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (now->provider, ==, "新A社");
  pairings = dip_store_list_pairings (store, spoken_of, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairings->len, ==, 1);
  g_ptr_array_unref (pairings);
  pairings = dip_store_list_reviews (store, first, other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairings->len, ==, 2);

  /* Once more nothing happens. */
  left = describe (store);
  take_back (place, arrival, "-0 =3");
  g_free (after);
  after = describe (store);
  g_assert_cmpstr (after, ==, left);
}

/* A batch that fails has brought nothing. */
static void
test_dropped (Place         *place,
              gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = add_plain (store, "A社", "T", NULL, NULL);

  before = describe (store);
  begin (place);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (dip_store_begin_batch (store, NULL, &error));
      add_plain (store, "A社", "T", "2", NULL);
      correct (store, first, NULL, "1", DIP_ORIGIN_INFERRED);
      if (i == 0)
        {
          add_plain (store, "B社", "U", "2", NULL);
          dip_store_drop_batch (store);
        }
      else
        g_assert_true (dip_store_end_batch (store, NULL, &error));
      g_assert_no_error (error);
    }
  arrival = end (place);
  g_assert_cmpuint (dip_arrival_get_n_added (arrival), ==, 1);

  turn (place, arrival, before);
}

/* An edition that was removed and put back has another row id, and is the same. */
static void
test_other_id (Place         *place,
               gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  add_plain (store, "A社", "T", "1", NULL);
  before = describe (store);
  begin (place);
  id = add_plain (store, "A社", "T", "2", NULL);
  add_plain (store, "A社", "T", "3", NULL);
  arrival = end (place);

  document = dip_store_load_document (store, id, NULL, &error);
  source = dip_store_load_source (store, id, NULL, &error);
  g_assert_true (dip_store_remove_edition (store, id, NULL, &error));
  g_assert_cmpint (dip_store_add_document (store, document, source, NULL, &error), !=, id);
  g_assert_no_error (error);

  take_back (place, arrival, "-2 =0");
  now = describe (store);
  g_assert_cmpstr (now, ==, before);

  /* And what is gone already is no trouble. */
  take_back (place, arrival, "-0 =0");
}

/* What another program has added meanwhile is not what this action has brought. */
static void
test_others (Place         *place,
             gconstpointer  data)
{
  g_autoptr (DipStore) elsewhere = open_elsewhere (place);
  g_autoptr (DipArrival) nothing = NULL;
  g_autoptr (DipArrival) arrival = NULL;

  begin (place);
  add_plain (elsewhere, "B社", "U", "1", NULL);
  nothing = end (place);
  g_assert_true (dip_arrival_is_empty (nothing));

  begin (place);
  add_plain (place->library.store, "A社", "T", "2", NULL);
  arrival = end (place);
  g_assert_false (dip_arrival_is_empty (arrival));
  take_back (place, arrival, "-1 =0");
  g_assert_cmpuint (count_editions (place->library.store), ==, 1);
}

/* Editions that have been there for long are removed as one step, with what is said of them. */
static void
test_removal (Place         *place,
              gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = add_plain (store, "A社", "T", "1", NULL);
  gint64 second = add_plain (store, "新A社", "新T", "2", NULL);
  gint64 third = add_plain (store, "新A社", "新T", "3", NULL);

  g_assert_true (dip_store_join_paper (store, second, first, NULL, &error));
  look (store, first, second);
  pair (store, second, third);
  before = describe (store);

  g_array_append_val (ids, second);
  arrival = dip_store_name_arrival (store, ids, NULL, &error);
  g_assert_no_error (error);
  load (store, arrival, documents, sources);
  take_back (place, arrival, "-1 =0");
  g_assert_cmpuint (count_editions (store), ==, 2);

  g_assert_true (dip_store_bring_again (store, arrival, documents, sources, NULL, &error));
  g_assert_no_error (error);
  after = describe (store);
  g_assert_cmpstr (after, ==, before);
  assert_sound (store);
}

/* Stopped in its middle it has done nothing. */
static void
test_cancel (Place         *place,
             gconstpointer  data)
{
  DipStore *store = place->library.store;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;

  before = describe (store);
  begin (place);
  add_plain (store, "A社", "T", "2", NULL);
  add_plain (store, "A社", "T", "3", NULL);
  arrival = end (place);
  load (store, arrival, documents, sources);
  after = describe (store);

  g_cancellable_cancel (cancellable);
  g_assert_false (dip_store_take_back (store, arrival, removed, kept, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  now = describe (store);
  g_assert_cmpstr (now, ==, after);

  take_back (place, arrival, "-2 =0");
  g_assert_false (dip_store_bring_again (store, arrival, documents, sources, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_free (g_steal_pointer (&now));
  now = describe (store);
  g_assert_cmpstr (now, ==, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/arrival/import", Place, NULL, place_set_up, test_import, place_tear_down);
  g_test_add ("/store/arrival/inferred", Place, NULL, place_set_up, test_inferred, place_tear_down);
  g_test_add ("/store/arrival/merge", Place, NULL, place_set_up, test_merge, place_tear_down);
  g_test_add ("/store/arrival/random", Place, NULL, place_set_up, test_random, place_tear_down);
  g_test_add ("/store/arrival/since", Place, NULL, place_set_up, test_since, place_tear_down);
  g_test_add ("/store/arrival/meanwhile", Place, NULL, place_set_up, test_meanwhile, place_tear_down);
  g_test_add ("/store/arrival/dropped", Place, NULL, place_set_up, test_dropped, place_tear_down);
  g_test_add ("/store/arrival/other-id", Place, NULL, place_set_up, test_other_id, place_tear_down);
  g_test_add ("/store/arrival/others", Place, NULL, place_set_up, test_others, place_tear_down);
  g_test_add ("/store/arrival/removal", Place, NULL, place_set_up, test_removal, place_tear_down);
  g_test_add ("/store/arrival/cancel", Place, NULL, place_set_up, test_cancel, place_tear_down);

  return g_test_run ();
}
