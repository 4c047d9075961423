/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-store-hand.h"
#include "store/dip-database-private.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * A library that somebody else has sent, with bytes changed by chance. It may be
 * refused, and what it holds may be wrong, but nothing crashes, and every failure
 * is an error with a code.
 */

#define N_ROUNDS        300
#define N_ROUNDS_SLOW  5000
#define PAGE           4096

/* Soon enough for a test; an honest query here needs less than a thousandth. */
#define BUDGET         20000000

static void
expect_error_of_ours (GError *error)
{
  if (error == NULL)
    return;

  g_assert_true (error->domain == DIP_STORE_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
use_document (DipStore *store,
              gint64    id)
{
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GError) error = NULL;

  document = dip_store_load_document (store, id, NULL, &error);
  g_assert_true ((document == NULL) == (error != NULL));
  expect_error_of_ours (error);
  g_clear_error (&error);

  source = dip_store_load_source (store, id, NULL, &error);
  g_assert_true ((source == NULL) == (error != NULL));
  expect_error_of_ours (error);

  /* What is given out can be trusted. */
  for (guint i = 0; document != NULL && i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      g_assert_true (g_utf8_validate (clause->title, -1, NULL));
      g_assert_cmpint (clause->stance, <=, DIP_STANCE_PARTIAL);
      for (guint j = 0; j < clause->facts->len; j++)
        g_assert_cmpint (((DipFact *) g_ptr_array_index (clause->facts, j))->block,
                         <, (int) clause->blocks->len);
    }
}

static void
use_notes (DipStore *store)
{
  g_autoptr (GPtrArray) pairings = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  pairings = dip_store_list_pairings (store, 1, 2, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);
  reviews = dip_store_list_reviews (store, 1, 2, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);
  notes = dip_store_list_notes (store, 0, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);

  if (pairings != NULL)
    dip_store_set_pairings (store, 1, 2, pairings, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);
  if (notes != NULL)
    dip_store_add_notes (store, notes, NULL, NULL, &error);
  expect_error_of_ours (error);
}

static void
use_everything (const char *path)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = plain_document ("A社", "T", "1", NULL, &source);
  g_autoptr (DipStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = dip_store_open (path, &error);
  g_assert_true ((store == NULL) == (error != NULL));
  expect_error_of_ours (error);
  if (store == NULL)
    return;

  /* What happens to this file after a power cut is of no interest. */
  dip_database_set_budget (_dip_store_get_database (store), BUDGET);
  dip_database_execute (_dip_store_get_database (store), "PRAGMA synchronous = OFF", "hurry", NULL);

  editions = dip_store_list_editions (store, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);
  services = dip_store_find_services (store, NULL, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);

  for (gint64 id = 1; id <= 6; id++)
    use_document (store, id);

  use_notes (store);
  dip_store_check (store, problems, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);

  dip_store_add_document (store, document, source, NULL, &error);
  expect_error_of_ours (error);
  g_clear_error (&error);
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      dip_store_update_edition (store, edition, NULL, &error);
      expect_error_of_ours (error);
      g_clear_error (&error);
      dip_store_remove_edition (store, edition->id, NULL, &error);
      expect_error_of_ours (error);
      g_clear_error (&error);
    }
}

static char *
make_victim (Fixture *fixture,
             GRand   *rand,
             gsize   *length)
{
  char *contents = NULL;
  g_autoptr (GError) error = NULL;

  fixture_reopen (fixture);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = random_document (rand, 15, &source);

      dip_store_add_document (fixture->store, document, source, NULL, &error);
      g_assert_no_error (error);
    }
  fixture_close (fixture);

  g_file_get_contents (fixture->path, &contents, length, &error);
  g_assert_no_error (error);

  return contents;
}

static void
damage (char  *contents,
        gsize *length,
        GRand *rand)
{
  gsize n_pages = *length / PAGE;
  gint32 n;

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0: /* A page in the place of another. */
      memmove (contents + PAGE * (gsize) g_rand_int_range (rand, 0, (gint32) n_pages),
               contents + PAGE * (gsize) g_rand_int_range (rand, 0, (gint32) n_pages), PAGE);
      break;

    case 1: /* Cut short. */
      *length = (gsize) g_rand_int_range (rand, 0, (gint32) *length);
      break;

    case 2: /* A page of nothing. */
      memset (contents + PAGE * (gsize) g_rand_int_range (rand, 1, (gint32) n_pages),
              g_rand_boolean (rand) ? 0 : 0xff, PAGE);
      break;

    case 3: /* The heads of pages, where the tree is told. */
    case 4:
      n = g_rand_int_range (rand, 1, 6);
      for (gint32 i = 0; i < n; i++)
        contents[PAGE * (gsize) g_rand_int_range (rand, 0, (gint32) n_pages) +
                 (gsize) g_rand_int_range (rand, 0, 40)] = (char) g_rand_int (rand);
      break;

    default: /* Bytes anywhere. */
      n = g_rand_int_range (rand, 1, 200);
      for (gint32 i = 0; i < n; i++)
        contents[g_rand_int_range (rand, 0, (gint32) *length)] ^=
          (char) (1 << g_rand_int_range (rand, 0, 8));
    }
}

static void
test_flips (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint n_rounds = g_test_slow () ? N_ROUNDS_SLOW : N_ROUNDS;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *victim = NULL;
  gsize length;

  victim = make_victim (fixture, rand, &length);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *contents = g_memdup2 (victim, length);
      g_autoptr (GError) error = NULL;
      gsize new_length = length;

      damage (contents, &new_length, rand);
      g_file_set_contents_full (fixture->path, contents, (gssize) new_length,
                                G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);

      use_everything (fixture->path);

      /* A log that could not be brought home belongs to this file only. */
      g_unlink (fixture->path);
      g_unlink (log);
      g_unlink (index);
    }
}

/* The same with a log of chance beside a sound file. */
static void
test_foreign_log (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *victim = NULL;
  g_autofree char *noise = g_malloc (100000);
  gsize length;

  victim = make_victim (fixture, rand, &length);

  for (guint i = 0; i < 20; i++)
    {
      static const guint8 head[] = {
        0x37, 0x7f, 0x06, 0x82, 0x00, 0x2d, 0xe2, 0x18, 0x00, 0x00, 0x10, 0x00,
      };
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 100000; j++)
        noise[j] = (char) g_rand_int (rand);
      if (i % 2 == 0)
        memcpy (noise, head, sizeof head);

      g_file_set_contents (fixture->path, victim, (gssize) length, &error);
      g_assert_no_error (error);
      g_file_set_contents (log, noise, 100000, &error);
      g_assert_no_error (error);
      use_everything (fixture->path);
      g_unlink (fixture->path);
      g_unlink (log);
      g_unlink (index);
    }
}

/* What no constraint of ours would let in, in a file that has none. */
static void
test_odd_values (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const changes[] = {
    "UPDATE clause SET title = CAST (x'ff' AS TEXT)",
    "UPDATE clause SET title = CAST (x'41004200' AS TEXT)",
    "UPDATE clause SET level = -1",
    "UPDATE clause SET level = 1 << 40",
    "UPDATE clause SET page = -9223372036854775808",
    "UPDATE clause SET ordinal = 9223372036854775807 WHERE id = 1",
    "UPDATE clause SET stance = 'wonderful'",
    "UPDATE clause SET cite = '4' || cite",
    "UPDATE block SET variant = 2147483647",
    "UPDATE block SET kind = 'table', text = NULL",
    "UPDATE block SET kind = 'note', text = 'x' WHERE kind = 'table'",
    "UPDATE fact SET block = 4294967295",
    "UPDATE clause_control SET confidence = 9e999",
    "UPDATE clause_control SET confidence = -1",
    "UPDATE paper SET kind = 'song'",
    "UPDATE edition SET version_origin = 'dream'",
    "UPDATE edition SET n_clauses = -1",
    "UPDATE edition SET imported = CAST (x'e3' AS TEXT)",
    "UPDATE edition SET service_id = 99",
    "UPDATE revision_item SET revision = -1",
    "UPDATE variant_alias SET variant = 1 << 33",
    "UPDATE source SET sha256 = '' WHERE id = 1",
    "UPDATE cell SET text = 'a' || char (9) || 'b'",
    "INSERT INTO pairing VALUES (1, '4', 2, '99', 'apart')",
    "INSERT INTO pairing VALUES (2, '4', 1, '4', 'perhaps')",
    "INSERT INTO review VALUES (1, 1, NULL, 2, NULL, '')",
    "INSERT INTO review VALUES (1, 2, '4', 1, CAST (x'e3' AS TEXT), 'x')",
    "DELETE FROM paper",
    "PRAGMA user_version = " G_STRINGIFY (DIP_STORE_SCHEMA_VERSION) "; PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA auto_vacuum = FULL; VACUUM",
    "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      fixture_reopen (fixture);
      add_plain (fixture->store, "A社", "T", "1", NULL);
      add_plain (fixture->store, "A社", "T", "2", NULL);
      fixture_close (fixture);
      g_test_message ("%s", changes[i]);
      run_raw_sql (fixture->path, changes[i]);
      use_everything (fixture->path);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* A text comes out of the library if GLib calls it UTF-8, and only then. */
static void
test_bytes (Fixture       *fixture,
            gconstpointer  data)
{
  static const char sql[] = "SELECT CAST (:bytes AS TEXT)";
  static const char *const pieces[] = {
    "a", "plain ASCII", "\n", "暗号", "ｶﾅ", "é", "𠮷", "あ", "\xef\xbf\xbf", "\xed\x9f\xbf", "\xe0\xa0\x80", "\xc3", "\xe3\x81", "\xf0\x9f\x98",
    "\xed\xa0\x80", "\xe0\x80\x80", "\xc0\x80", "\x80", "\xff", "\xf8\x88\x80\x80\x80", "\xe1\x41\x80", "\xef\x80\x41",
  };
  guint n_good = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (DipQuery) query = NULL;
      g_autoptr (GError) error = NULL;
      gint32 n_pieces = g_test_rand_int_range (0, 12);
      gboolean is_good;
      DipStep step;

      for (gint32 j = 0; j < n_pieces; j++)
        {
          gboolean is_bad = g_test_rand_int_range (0, 20) == 0;
          guint first = is_bad ? 11 : 0;

          g_string_append (text, pieces[g_test_rand_int_range ((gint32) first, is_bad ? G_N_ELEMENTS (pieces) : 11)]);
        }
      if (text->len > 0 && g_test_rand_int_range (0, 10) == 0)
        text->str[g_test_rand_int_range (0, (gint32) text->len)] = '\0';

      is_good = g_utf8_validate (text->str, (gssize) text->len, NULL);
      bytes = g_bytes_new (text->str, text->len);
      query = dip_database_query (_dip_store_get_database (fixture->store), sql, "try", &error);
      g_assert_no_error (error);
      dip_query_bind_bytes (query, ":bytes", bytes);
      step = dip_query_step (query, NULL, &error);
      g_assert_cmpint (step, ==, is_good ? DIP_STEP_ROW : DIP_STEP_ERROR);
      if (is_good)
        g_assert_cmpstr (dip_query_get_text (query, 0), ==, text->str);
      else
        g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
      n_good += is_good;
    }

  g_assert_cmpuint (n_good, >, 5000);
  g_assert_cmpuint (n_good, <, 19000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/hostile/odd-values", Fixture, NULL,
              fixture_set_up_empty, test_odd_values, fixture_tear_down);
  g_test_add ("/store/hostile/foreign-log", Fixture, NULL,
              fixture_set_up_empty, test_foreign_log, fixture_tear_down);
  g_test_add ("/store/hostile/flips", Fixture, NULL,
              fixture_set_up_empty, test_flips, fixture_tear_down);
  g_test_add ("/store/hostile/bytes", Fixture, NULL, fixture_set_up, test_bytes, fixture_tear_down);

  return g_test_run ();
}
