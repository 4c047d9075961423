/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"

static char *
describe_editions (GPtrArray *editions)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s/%s/%s/%s",
                                               edition->provider != NULL ? edition->provider : "?",
                                               edition->service != NULL ? edition->service : "?",
                                               edition->version != NULL ? edition->version : "?",
                                               edition->issued != NULL ? edition->issued : "?"));
    }
  g_ptr_array_add (lines, NULL);

  return g_strjoinv (" ", (char **) lines->pdata);
}

static void
assert_list (DipStore   *store,
             const char *wanted)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  editions = dip_store_list_editions (store, NULL, &error);
  g_assert_no_error (error);
  found = describe_editions (editions);
  g_assert_cmpstr (found, ==, wanted);
}

static void
assert_paper (DipStore   *store,
              gint64      id,
              const char *wanted)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  editions = dip_store_list_paper (store, id, NULL, &error);
  g_assert_no_error (error);
  found = describe_editions (editions);
  g_assert_cmpstr (found, ==, wanted);
}

/* How many rows there are of what editions share. */
static void
assert_shared (Fixture    *fixture,
               const char *wanted)
{
  g_autofree char *found = NULL;

  fixture_close (fixture);
  found = read_raw_value (fixture->path,
                          "SELECT (SELECT count (*) FROM provider) || ' ' ||"
                          " (SELECT count (*) FROM service) || ' ' ||"
                          " (SELECT count (*) FROM paper) || ' ' ||"
                          " (SELECT count (*) FROM source) || ' ' ||"
                          " (SELECT count (*) FROM framework) || ' ' ||"
                          " (SELECT count (*) FROM control)");
  g_assert_cmpstr (found, ==, wanted);
  fixture_reopen (fixture);
  assert_sound (fixture->store);
}

static gint64
add_of_kind (DipStore   *store,
             const char *provider,
             const char *service,
             const char *version,
             DipKind     kind)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  document = plain_document (provider, service, version, "2031-01-01", &source);
  document->edition->kind = kind;
  id = dip_store_add_document (store, document, source, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  DipStore *store = fixture->store;

  add_plain (store, NULL, "Z", "1", "2031-01-01");
  add_plain (store, "B社", "S", "1", "2031-01-02");
  add_plain (store, "B社", "S", "2", "2030-01-01");
  add_plain (store, "A社", NULL, "1", NULL);
  add_plain (store, "A社", "T", "1.10", "2031-01-01");
  add_plain (store, "A社", "T", "1.9", NULL);
  add_plain (store, "A社", "T", "1.009b", NULL);

  /* By date where all have one, else by version, and numbers count as numbers. */
  assert_list (store, "A社/T/1.9/? A社/T/1.009b/? A社/T/1.10/2031-01-01 A社/?/1/?"
                      " B社/S/2/2030-01-01 B社/S/1/2031-01-02 ?/Z/1/2031-01-01");
}

static void
test_paper (Fixture       *fixture,
            gconstpointer  data)
{
  DipStore *store = fixture->store;
  gint64 first = add_plain (store, "A社", "T", "1", "2031-01-01");
  gint64 sheet = add_of_kind (store, "A社", "T", "s1", DIP_KIND_CHECKSHEET);
  gint64 nothing = add_plain (store, NULL, NULL, "1", NULL);

  add_plain (store, " A社\n", "\xe3\x80\x80T ", "2", "2032-01-01");
  add_plain (store, "B社", "T", "3", "2033-01-01");
  add_plain (store, NULL, NULL, "2", NULL);

  assert_paper (store, first, "A社/T/1/2031-01-01 A社/T/2/2032-01-01");
  assert_paper (store, sheet, "A社/T/s1/2031-01-01");

  /* What is unknown is not known to be the same. */
  assert_paper (store, nothing, "?/?/1/?");
  assert_shared (fixture, "2 4 5 6 1 1");
}

static void
test_services (Fixture       *fixture,
               gconstpointer  data)
{
  DipStore *store = fixture->store;
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  DipService *service;

  add_plain (store, "B社", "T", "1", NULL);
  add_plain (store, "A社", "T", "1", NULL);
  add_plain (store, "A社", "T", "2", NULL);
  add_plain (store, "A社", "U", "1", NULL);

  services = dip_store_find_services (store, " T", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (services->len, ==, 2);
  service = g_ptr_array_index (services, 0);
  g_assert_cmpstr (service->provider, ==, "A社");
  g_assert_cmpstr (service->name, ==, "T");
  g_assert_cmpuint (service->n_editions, ==, 2);

  all = dip_store_find_services (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);

  none = dip_store_find_services (store, "  ", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_find_edition (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 id = add_plain (fixture->store, "A社", "T", "1", NULL);
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;

  edition = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (edition->id, ==, id);
  g_assert_cmpstr (edition->service, ==, "T");
  g_assert_cmpuint (edition->n_clauses, ==, 2);
  g_assert_cmpuint (edition->n_warnings, ==, 1);
  g_assert_cmpint (strlen (edition->imported), ==, strlen ("2031-01-01T00:00:00Z"));
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = add_plain (fixture->store, "A社", "T", "1", NULL);
  gint64 second = add_plain (fixture->store, "A社", "T", "2", NULL);
  gint64 third = add_plain (fixture->store, "A社", "U", "1", NULL);

  assert_shared (fixture, "1 2 2 3 1 1");

  g_assert_true (dip_store_remove_edition (fixture->store, first, NULL, &error));
  g_assert_no_error (error);
  assert_shared (fixture, "1 2 2 2 1 1");

  g_assert_true (dip_store_remove_edition (fixture->store, second, NULL, &error));
  g_assert_no_error (error);
  assert_shared (fixture, "1 1 1 1 1 1");

  g_assert_true (dip_store_remove_edition (fixture->store, third, NULL, &error));
  g_assert_no_error (error);
  assert_shared (fixture, "0 0 0 0 0 0");

  g_assert_false (dip_store_remove_edition (fixture->store, third, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==,
                   "Could not remove the edition: the library has no edition 3");

  /* Whoever still holds an old id never gets another edition for it. */
  g_assert_cmpint (add_plain (fixture->store, "A社", "T", "1", NULL), ==, third + 1);
}

/* Nothing of a removed edition is left in any table. */
static void
test_remove_all (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *all =
    "SELECT group_concat (n) FROM"
    " (SELECT count (*) AS n FROM property UNION ALL SELECT count (*) FROM warning"
    "  UNION ALL SELECT count (*) FROM revision UNION ALL SELECT count (*) FROM revision_item"
    "  UNION ALL SELECT count (*) FROM clause UNION ALL SELECT count (*) FROM variant"
    "  UNION ALL SELECT count (*) FROM variant_alias UNION ALL SELECT count (*) FROM term"
    "  UNION ALL SELECT count (*) FROM block UNION ALL SELECT count (*) FROM cell"
    "  UNION ALL SELECT count (*) FROM clause_control UNION ALL SELECT count (*) FROM reference"
    "  UNION ALL SELECT count (*) FROM fact UNION ALL SELECT count (*) FROM control"
    "  UNION ALL SELECT count (*) FROM framework UNION ALL SELECT count (*) FROM source"
    "  UNION ALL SELECT count (*) FROM service)";

  add_plain (fixture->store, "A社", "T", "1", NULL);
  fixture_close (fixture);
  before = read_raw_value (fixture->path, all);
  fixture_reopen (fixture);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GBytes) source = NULL;
      g_autoptr (DipDocument) document = random_document (rand, 20, &source);
      g_autoptr (GError) error = NULL;
      gint64 id = dip_store_add_document (fixture->store, document, source, NULL, &error);

      g_assert_no_error (error);
      if (i % 2 == 0)
        assert_sound (fixture->store);
      g_assert_true (dip_store_remove_edition (fixture->store, id, NULL, &error));
      g_assert_no_error (error);
    }

  assert_sound (fixture->store);
  fixture_close (fixture);
  after = read_raw_value (fixture->path, all);
  g_assert_cmpstr (after, ==, before);
}

static void
update (Fixture    *fixture,
        gint64      id,
        const char *provider,
        const char *service,
        const char *version,
        DipKind     kind)
{
  g_autoptr (DipEdition) values = NULL;
  g_autoptr (GError) error = NULL;

  values = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  set_text (&values->provider, provider);
  set_text (&values->service, service);
  set_text (&values->version, version);
  values->kind = kind;
  g_assert_true (dip_store_update_edition (fixture->store, values, NULL, &error));
  g_assert_no_error (error);
  assert_sound (fixture->store);
}

static void
test_update_values (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 id = add_plain (fixture->store, "A社", "T", "1", NULL);
  g_autoptr (DipEdition) values = NULL;
  g_autoptr (DipEdition) found = NULL;
  g_autoptr (GError) error = NULL;

  values = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  set_text (&values->title, "別の題");
  set_text (&values->issued, "2033-03-03");
  g_assert_true (dip_store_update_edition (fixture->store, values, NULL, &error));
  g_assert_no_error (error);

  found = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->title, ==, "別の題");
  g_assert_cmpstr (found->issued, ==, "2033-03-03");

  /* The version was left alone, so the paper still says it. */
  g_assert_cmpstr (found->version, ==, "1");
  g_assert_cmpint (found->version_origin, ==, DIP_ORIGIN_PRINTED);

  update (fixture, id, "A社", "T", "1.1", DIP_KIND_WHITEPAPER);
  g_clear_object (&found);
  found = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->version, ==, "1.1");
  g_assert_cmpint (found->version_origin, ==, DIP_ORIGIN_USER);

  update (fixture, id, NULL, NULL, NULL, DIP_KIND_UNKNOWN);
  g_clear_object (&found);
  found = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (found->provider);
  g_assert_null (found->service);
  g_assert_null (found->version);
  g_assert_cmpint (found->version_origin, ==, DIP_ORIGIN_NONE);
  g_assert_cmpint (found->kind, ==, DIP_KIND_UNKNOWN);
  assert_shared (fixture, "0 1 1 1 1 1");

  /* Where none was known, one may have been concluded; then it is not the user's. */
  set_text (&found->version, "0.9");
  found->version_origin = DIP_ORIGIN_INFERRED;
  g_assert_true (dip_store_update_edition (fixture->store, found, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&found);
  found = dip_store_find_edition (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->version, ==, "0.9");
  g_assert_cmpint (found->version_origin, ==, DIP_ORIGIN_INFERRED);

  values->id = 99;
  g_assert_false (dip_store_update_edition (fixture->store, values, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
}

static void
test_update_paper (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 first = add_plain (fixture->store, "A社", "T", "1", "2031-01-01");
  gint64 second = add_plain (fixture->store, NULL, "T", "2", "2032-01-01");
  gint64 third = add_plain (fixture->store, NULL, NULL, "3", "2033-01-01");

  /* Said to be of the same service, it joins the paper. */
  update (fixture, second, "A社", "T", "2", DIP_KIND_WHITEPAPER);
  update (fixture, third, "A社", " T ", "3", DIP_KIND_WHITEPAPER);
  assert_paper (fixture->store, first, "A社/T/1/2031-01-01 A社/T/2/2032-01-01 A社/T/3/2033-01-01");
  assert_shared (fixture, "1 1 1 3 1 1");

  /* A provider can change its name within a paper, a service of another name is another paper. */
  update (fixture, third, "新A社", "T", "3", DIP_KIND_WHITEPAPER);
  assert_paper (fixture->store, first, "A社/T/1/2031-01-01 A社/T/2/2032-01-01 新A社/T/3/2033-01-01");
  update (fixture, second, "A社", "U", "2", DIP_KIND_WHITEPAPER);
  assert_paper (fixture->store, first, "A社/T/1/2031-01-01 新A社/T/3/2033-01-01");
  update (fixture, first, "A社", "T", "1", DIP_KIND_CHECKSHEET);
  assert_paper (fixture->store, first, "A社/T/1/2031-01-01");
  assert_paper (fixture->store, third, "新A社/T/3/2033-01-01");
}

static void
test_join (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 first = add_plain (fixture->store, "A社", "T", "1", "2031-01-01");
  gint64 second = add_plain (fixture->store, "新A社", "T NX", "2", "2032-01-01");
  gint64 sheet = add_of_kind (fixture->store, "A社", "T", "s1", DIP_KIND_CHECKSHEET);
  g_autoptr (GError) error = NULL;

  g_assert_true (dip_store_join_paper (fixture->store, second, first, NULL, &error));
  g_assert_no_error (error);
  assert_paper (fixture->store, first, "A社/T/1/2031-01-01 新A社/T NX/2/2032-01-01");
  assert_shared (fixture, "2 2 2 3 1 1");

  /* The next one under the new name follows. */
  add_plain (fixture->store, "新A社", "T NX", "3", "2033-01-01");
  assert_paper (fixture->store, first,
                "A社/T/1/2031-01-01 新A社/T NX/2/2032-01-01 新A社/T NX/3/2033-01-01");

  g_assert_false (dip_store_join_paper (fixture->store, sheet, first, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (dip_store_join_paper (fixture->store, first, 99, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
}

/* Undo of a removal: the same document under a new row id, with its day of import. */
static void
test_put_back (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (DipDocument) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = add_plain (fixture->store, "A社", "T", "1", NULL);

  document = dip_store_load_document (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  source = dip_store_load_source (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_remove_edition (fixture->store, id, NULL, &error));
  g_assert_no_error (error);

  id = dip_store_add_document (fixture->store, document, source, NULL, &error);
  g_assert_no_error (error);
  again = dip_store_load_document (fixture->store, id, NULL, &error);
  g_assert_no_error (error);
  assert_equal (again, document);
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/list/order", test_order);
  ADD ("/store/list/paper", test_paper);
  ADD ("/store/list/services", test_services);
  ADD ("/store/list/find-edition", test_find_edition);
  ADD ("/store/edit/remove", test_remove);
  ADD ("/store/edit/remove-all", test_remove_all);
  ADD ("/store/edit/update-values", test_update_values);
  ADD ("/store/edit/update-paper", test_update_paper);
  ADD ("/store/edit/join", test_join);
  ADD ("/store/edit/put-back", test_put_back);

  return g_test_run ();
}
