/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-paper-settle.h"

#include <string.h>

static DipDocument *
paper (const char *provider,
       const char *service,
       const char *version,
       const char *titles,
       const char *revisions)
{
  static guint n_papers;
  DipDocument *document = dip_document_new ();
  DipEdition *edition = document->edition;
  g_auto (GStrv) words = g_strsplit (titles, " ", -1);
  g_auto (GStrv) rows = g_strsplit (revisions, " ", -1);

  edition->provider = g_strdup (provider);
  edition->service = g_strdup (service);
  edition->version = g_strdup (version);
  edition->version_origin = version != NULL ? DIP_ORIGIN_PRINTED : DIP_ORIGIN_NONE;
  edition->kind = DIP_KIND_WHITEPAPER;
  edition->source_name = g_strdup ("a.txt");
  edition->media_type = g_strdup ("text/plain");
  edition->sha256 = g_strdup_printf ("%064u", ++n_papers);

  for (guint i = 0; words[i] != NULL; i++)
    {
      DipClause *clause = dip_clause_new ();

      clause->id = g_strdup_printf ("%u", i + 1);
      clause->title = g_strdup (words[i]);
      clause->heading = g_strdup (words[i]);
      g_ptr_array_add (document->clauses, clause);
    }
  edition->n_clauses = document->clauses->len;

  /* "1.0/2024-01-01" */
  for (guint i = 0; rows[i] != NULL && *rows[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (rows[i], "/", 2);
      DipRevision *revision = dip_revision_new ();

      revision->version = g_strdup (fields[0]);
      revision->date = g_strdup (fields[1]);
      g_ptr_array_add (document->revisions, revision);
    }

  return document;
}

static gint64
add (DipStore    *store,
     DipDocument *document)
{
  g_autofree char *contents = g_strdup (document->edition->sha256);
  g_autoptr (GBytes) bytes = g_bytes_new (contents, strlen (contents));
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_free (document->edition->sha256);
  document->edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  document->edition->n_bytes = (gint64) g_bytes_get_size (bytes);
  id = dip_store_add_document (store, document, bytes, NULL, &error);
  g_assert_no_error (error);
  _dip_paper_settle (store, id, document);

  return id;
}

static guint
count_editions_of_paper (DipStore *store,
                         gint64    id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = dip_store_list_paper (store, id, NULL, &error);

  g_assert_no_error (error);

  return editions->len;
}

static void
test_renamed_provider (void)
{
  g_autoptr (DipStore) store = dip_store_open (NULL, NULL);
  g_autoptr (DipDocument) one = paper ("Shiosai", "Shiosai Storage", "1.0", "a b c d", "");
  g_autoptr (DipDocument) two = paper ("Minato", "SHIOSAI storage", "1.1", "a b c d e", "");
  g_autoptr (DipEdition) edition = NULL;
  gint64 id;

  add (store, one);
  id = add (store, two);
  g_assert_cmpuint (count_editions_of_paper (store, id), ==, 2);

  /* Each keeps the name that it prints. */
  edition = dip_store_find_edition (store, id, NULL, NULL);
  g_assert_cmpstr (edition->provider, ==, "Minato");
}

static void
test_another_paper_of_that_name (void)
{
  g_autoptr (DipStore) store = dip_store_open (NULL, NULL);
  g_autoptr (DipDocument) one = paper ("Shiosai", "Cloud", "1.0", "a b c d", "");
  g_autoptr (DipDocument) two = paper ("Minato", "Cloud", "1.1", "a w x y z", "");
  g_autoptr (DipDocument) three = paper ("Minato", "Another cloud", "1.0", "a b c d", "");
  gint64 id;

  add (store, one);
  id = add (store, two);
  g_assert_cmpuint (count_editions_of_paper (store, id), ==, 1);
  id = add (store, three);
  g_assert_cmpuint (count_editions_of_paper (store, id), ==, 1);
}

static void
assert_version (DipStore   *store,
                gint64      id,
                const char *version,
                DipOrigin   origin)
{
  g_autoptr (DipEdition) edition = dip_store_find_edition (store, id, NULL, NULL);

  g_assert_cmpstr (edition->version, ==, version);
  g_assert_cmpint (edition->version_origin, ==, origin);
}

static void
test_version_of_the_first (void)
{
  g_autoptr (DipStore) store = dip_store_open (NULL, NULL);
  g_autoptr (DipDocument) one = paper ("Shiosai", "Storage", NULL, "a b c d", "");
  g_autoptr (DipDocument) two =
    paper ("Shiosai", "Storage", "1.1", "a b c d", "1.0/2024-01-01 1.1/2025-01-01");
  gint64 first = add (store, one);

  assert_version (store, first, NULL, DIP_ORIGIN_NONE);
  add (store, two);
  assert_version (store, first, "1.0", DIP_ORIGIN_INFERRED);
}

static void
test_version_by_date (void)
{
  g_autoptr (DipStore) store = dip_store_open (NULL, NULL);
  g_autoptr (DipDocument) newest =
    paper ("Shiosai", "Storage", "1.2", "a b c d", "1.0/2024-01-01 1.1/2025-01-01 1.2/2026-01-01");
  g_autoptr (DipDocument) middle = paper ("Shiosai", "Storage", NULL, "a b c d", "");
  g_autoptr (DipDocument) stranger = paper ("Shiosai", "Storage", NULL, "a b c e", "");

  add (store, newest);
  middle->edition->issued = g_strdup ("2025-01-01");
  assert_version (store, add (store, middle), "1.1", DIP_ORIGIN_INFERRED);

  /* A day that no row has. */
  stranger->edition->issued = g_strdup ("2027-01-01");
  assert_version (store, add (store, stranger), NULL, DIP_ORIGIN_NONE);
}

/* It says which revisions it had and not which one it is: it could be a newer one. */
static void
test_nothing_is_invented (void)
{
  g_autoptr (DipStore) store = dip_store_open (NULL, NULL);
  g_autoptr (DipDocument) one = paper ("Shiosai", "Storage", NULL, "a b c d", "1.0/2024-01-01 1.1/2025-01-01");
  g_autoptr (DipDocument) two =
    paper ("Shiosai", "Storage", "1.1", "a b c d", "1.0/2024-01-01 1.1/2025-01-01");
  g_autoptr (DipDocument) three = paper ("Shiosai", "Storage", "1.0", "a b c d", "");
  g_autoptr (DipDocument) four = paper ("Shiosai", "Storage", NULL, "a b c", "");
  gint64 id = add (store, one);

  add (store, two);
  assert_version (store, id, NULL, DIP_ORIGIN_NONE);

  /* All rows are taken. */
  add (store, three);
  assert_version (store, add (store, four), NULL, DIP_ORIGIN_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/paper-settle/renamed-provider", test_renamed_provider);
  g_test_add_func ("/session/paper-settle/another-paper-of-that-name", test_another_paper_of_that_name);
  g_test_add_func ("/session/paper-settle/version-of-the-first", test_version_of_the_first);
  g_test_add_func ("/session/paper-settle/version-by-date", test_version_by_date);
  g_test_add_func ("/session/paper-settle/nothing-is-invented", test_nothing_is_invented);

  return g_test_run ();
}
