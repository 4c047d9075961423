/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session-fixture.h"
#include "session/dip-library-keep.h"
#include "store/dip-store.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * A library of the sample papers, damaged in one way after the other, is saved into a
 * new one. What comes out is sound, and as much as the damage leaves.
 */

#define PAGE 4096

static const char *const papers[] = {
  "asagiri-cloud-2.md", "asagiri-cloud-3.md", "komorebi-kintai-checksheet-3.0.txt",
  "larkfield-ledger-2.3.txt", "minato-chohyo-1.0.txt", "minato-chohyo-1.1.txt",
};

typedef struct
{
  Fixture  fixture;
  char    *new_path;
  guint8  *bytes;      /* of the library */
  gsize    n_bytes;
} Wreck;

static void
wreck_set_up (Wreck         *wreck,
              gconstpointer  data)
{
  g_autoptr (DipEdition) values = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&wreck->fixture, NULL);
  wreck->new_path = g_build_filename (wreck->fixture.dir, "new.diptych", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("DIPTYCH_SAMPLES"), papers[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_assert_cmpint (dip_library_import (wreck->fixture.library, file, NULL, NULL, NULL, &error), >, 0);
      g_assert_no_error (error);
    }

  /* Something that only the library knows. */
  values = dip_library_find_edition (wreck->fixture.library, "1", &error);
  g_assert_no_error (error);
  g_free (values->version);
  values->version = g_strdup ("2-corrected");
  g_assert_true (dip_library_update (wreck->fixture.library, values, &error));

  /* The library is what the last connection leaves: one file. */
  g_clear_object (&wreck->fixture.library);
  g_file_get_contents (wreck->fixture.path, (char **) &wreck->bytes, &wreck->n_bytes, &error);
  g_assert_no_error (error);
  wreck->fixture.library = dip_library_new (NULL, &error);
}

static void
wreck_tear_down (Wreck         *wreck,
                 gconstpointer  data)
{
  fixture_tear_down (&wreck->fixture, NULL);
  g_free (wreck->new_path);
  g_free (wreck->bytes);
}

static DipRescue *
rescue (Wreck   *wreck,
        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  DipRescue *saved;

  g_unlink (wreck->new_path);
  g_file_set_contents (wreck->fixture.path, (const char *) wreck->bytes, (gssize) wreck->n_bytes,
                       &local_error);
  g_assert_no_error (local_error);
  saved = dip_library_rescue (wreck->fixture.path, wreck->new_path, NULL, error);
  if (saved == NULL)
    return NULL;

  for (guint i = 0; i < saved->notes->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (saved->notes, i));
  g_assert_cmpuint (saved->notes->len, ==, saved->n_again + saved->n_partly + saved->n_lost);

  return saved;
}

/* As many editions as were saved, and sound. Returns how many clauses they have. */
static guint
assert_saved (Wreck     *wreck,
              DipRescue *saved)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DipLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *editions;
  guint n_clauses = 0;

  library = dip_library_new (wreck->new_path, &error);
  g_assert_no_error (error);
  g_assert_true (dip_library_check (library, problems, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);

  editions = dip_library_get_editions (library);
  g_assert_cmpuint (g_list_model_get_n_items (editions), ==,
                    saved->n_whole + saved->n_again + saved->n_partly);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);
      g_autoptr (DipDocument) document = dip_library_load (library, edition->id, NULL, &error);

      g_assert_no_error (error);
      n_clauses += document->clauses->len;
    }

  return n_clauses;
}

static char *
describe (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DipLibrary) library = dip_library_new (path, &error);
  GListModel *editions = dip_library_get_editions (library);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      g_string_append_printf (text, "%s %s %s %d %s %s %u\n", edition->provider, edition->service,
                              edition->version, edition->version_origin, edition->imported,
                              edition->sha256, edition->n_clauses);
    }

  return g_string_free (text, FALSE);
}

static void
overwrite (Wreck *wreck,
           guint  page,
           guint  value)
{
  g_assert_cmpuint (page * PAGE, <=, wreck->n_bytes);
  memset (wreck->bytes + (gsize) (page - 1) * PAGE, (int) value, PAGE);
}

static void
test_sound (Wreck         *wreck,
            gconstpointer  data)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = describe (wreck->fixture.path);
  g_autofree char *after = NULL;

  saved = rescue (wreck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->n_whole, ==, G_N_ELEMENTS (papers));
  g_assert_cmpuint (assert_saved (wreck, saved), >, 200);
  after = describe (wreck->new_path);
  g_assert_cmpstr (after, ==, before);
}

/* The first hundred bytes tell what the file is; without them it still is one. */
static void
test_head (Wreck         *wreck,
           gconstpointer  data)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;

  memset (wreck->bytes, 0xee, 100);
  saved = rescue (wreck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->n_whole, ==, G_N_ELEMENTS (papers));
  assert_saved (wreck, saved);
}

/* Without its table of tables SQLite reads nothing; every paper is read again from its file, and
 * what was corrected is kept. */
static void
test_first_page (Wreck         *wreck,
                 gconstpointer  data)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = describe (wreck->fixture.path);
  g_autofree char *after = NULL;

  overwrite (wreck, 1, 0);
  saved = rescue (wreck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->n_again, ==, G_N_ELEMENTS (papers));
  assert_saved (wreck, saved);
  after = describe (wreck->new_path);
  g_assert_cmpstr (after, ==, before);
}

/* Each page by itself: one page of damage costs less than one paper. */
static void
test_each_page (Wreck         *wreck,
                gconstpointer  data)
{
  guint n_pages = (guint) (wreck->n_bytes / PAGE);
  g_autofree guint8 *page = g_malloc (PAGE);
  guint step = g_test_slow () ? 1 : 7;

  for (guint i = 1; i <= n_pages; i += step)
    {
      g_autoptr (DipRescue) saved = NULL;
      g_autoptr (GError) error = NULL;

      memcpy (page, wreck->bytes + (gsize) (i - 1) * PAGE, PAGE);
      overwrite (wreck, i, 0xa5);
      saved = rescue (wreck, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (saved->n_lost, ==, 0);
      g_assert_cmpuint (saved->n_whole + saved->n_again, >=, G_N_ELEMENTS (papers) - 2);
      assert_saved (wreck, saved);
      memcpy (wreck->bytes + (gsize) (i - 1) * PAGE, page, PAGE);
    }
}

/* Random damage, more and more of it. */
static void
test_random (Wreck         *wreck,
             gconstpointer  data)
{
  guint n_pages = (guint) (wreck->n_bytes / PAGE);
  guint n_rounds = g_test_slow () ? 200 : 12;
  g_autofree guint8 *original = g_memdup2 (wreck->bytes, wreck->n_bytes);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (DipRescue) saved = NULL;
      g_autoptr (GError) error = NULL;
      guint n = 1 + i * n_pages / n_rounds;

      for (guint j = 0; j < n; j++)
        {
          gsize start = (gsize) g_test_rand_int_range (0, (gint32) n_pages) * PAGE;
          gsize length = g_test_rand_int_range (0, 2) ? PAGE
                                                      : (gsize) g_test_rand_int_range (1, 64);

          for (gsize k = 0; k < length; k++)
            wreck->bytes[start + k] = (guint8) g_test_rand_int_range (0, 256);
        }

      saved = rescue (wreck, &error);
      if (saved != NULL)
        assert_saved (wreck, saved);
      else
        {
          g_assert_true (error->domain == DIP_STORE_ERROR);
          g_assert_false (g_file_test (wreck->new_path, G_FILE_TEST_EXISTS));
        }
      memcpy (wreck->bytes, original, wreck->n_bytes);
    }
}

/* Where the original files are gone too, the clauses that are left are kept. */
static void
test_files_gone (Wreck         *wreck,
                 gconstpointer  data)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  /* One byte of each paper's first hundred, wherever the library has it. */
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("DIPTYCH_SAMPLES"), papers[i], NULL);
      g_autofree char *text = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      for (gsize j = 0; j + 100 < wreck->n_bytes; j++)
        {
          if (memcmp (wreck->bytes + j, text, 100) != 0)
            continue;

          wreck->bytes[j] ^= 1;
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, >=, G_N_ELEMENTS (papers));

  saved = rescue (wreck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->n_partly, ==, G_N_ELEMENTS (papers));
  g_assert_cmpuint (assert_saved (wreck, saved), >, 200);
  g_assert_nonnull (strstr (g_ptr_array_index (saved->notes, 0), "original file"));
}

static void
test_nothing_left (Wreck         *wreck,
                   gconstpointer  data)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;

  memset (wreck->bytes, 0, wreck->n_bytes);
  saved = rescue (wreck, &error);
  g_assert_null (saved);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_LOST);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, wreck->fixture.path);
  g_assert_false (g_file_test (wreck->new_path, G_FILE_TEST_EXISTS));
}

/* A head that was cut off moves all pages; a library without it is still known for one. */
static void
test_head_cut_off (Wreck         *wreck,
                   gconstpointer  data)
{
  static const gsize lengths[] = { 1, 16, 100, 3000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (DipRescue) saved = NULL;
      g_autoptr (DipLibrary) library = NULL;
      g_autofree guint8 *whole = wreck->bytes;
      gsize n_whole = wreck->n_bytes;
      g_autoptr (GError) error = NULL;

      wreck->n_bytes -= lengths[i];
      wreck->bytes = g_memdup2 (whole + lengths[i], wreck->n_bytes);
      saved = rescue (wreck, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (saved->n_partly + saved->n_lost, ==, 0);
      (void) assert_saved (wreck, saved);

      library = dip_library_new (wreck->fixture.path, &error);
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);

      g_free (wreck->bytes);
      wreck->bytes = g_steal_pointer (&whole);
      wreck->n_bytes = n_whole;
    }
}

/* Nothing that stands at the place of the new library is overwritten. */
static void
test_place_taken (Wreck         *wreck,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (wreck->new_path, "a letter", -1, &error);
  g_assert_no_error (error);
  g_assert_null (dip_library_rescue (wreck->fixture.path, wreck->new_path, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_EXISTS);
  g_assert_cmpstr (dip_store_error_get_path (error), ==, wreck->new_path);
}

#define ADD(path, func) g_test_add (path, Wreck, NULL, wreck_set_up, func, wreck_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/rescue/sound", test_sound);
  ADD ("/session/rescue/head", test_head);
  ADD ("/session/rescue/head-cut-off", test_head_cut_off);
  ADD ("/session/rescue/first-page", test_first_page);
  ADD ("/session/rescue/each-page", test_each_page);
  ADD ("/session/rescue/random", test_random);
  ADD ("/session/rescue/files-gone", test_files_gone);
  ADD ("/session/rescue/nothing-left", test_nothing_left);
  ADD ("/session/rescue/place-taken", test_place_taken);

  return g_test_run ();
}
