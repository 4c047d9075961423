/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

/* A kind of damage, and a part of the sentence that must tell of it. */
typedef struct
{
  const char *name;
  const char *sql;
  const char *sentence;
} Damage;

static const Damage damages[] = {
  { "bytes", "UPDATE source SET bytes = x'00' WHERE id = 1", "has other bytes than it should" },
  { "digest", "UPDATE source SET sha256 = replace (sha256, substr (sha256, 1, 1), 'g')"
    " WHERE id = 1", "has other bytes than it should" },
  { "source-gone", "DELETE FROM source WHERE id = 1",
    "The original file of edition 1 is missing." },
  { "source-unused", "INSERT INTO source (sha256, bytes) VALUES"
    " ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'')",
    "Row 3 of “source” is used by nothing." },
  { "own-parent", "UPDATE clause SET parent = ordinal WHERE edition_id = 1 AND cite = '4'",
    "Clause “4” of edition 1 stands under a clause that does not come before it" },
  { "cycle", "UPDATE clause SET parent = 1 WHERE edition_id = 1 AND cite = '4'",
    "Clause “4” of edition 1 stands under a clause that does not come before it" },
  { "parent-elsewhere", "UPDATE clause SET parent = -5 WHERE edition_id = 1 AND cite = '4.1'",
    "Clause “4.1” of edition 1 stands under a clause that its edition does not have." },
  { "clause-gone", "DELETE FROM clause WHERE edition_id = 1 AND cite = '4.1'",
    "Edition 1 should have 2 clauses and has 1." },
  { "clause-gap", "UPDATE clause SET ordinal = 7 WHERE edition_id = 1 AND cite = '4.1'",
    "Edition 1 has gaps in its list of “clause”." },
  { "block-orphan", "UPDATE block SET clause = 9 WHERE id = 1",
    "Row 1 of “block” belongs to a row of “clause” that is not there." },
  { "block-gap", "DELETE FROM block WHERE edition_id = 1 AND clause = 1 AND ordinal = 0",
    "Edition 1 has gaps in its list of “block”." },
  { "cells-gone", "DELETE FROM cell WHERE edition_id = 1 AND clause = 0",
    "A block of edition 1 is a table without cells" },
  { "cell-gap", "DELETE FROM cell WHERE edition_id = 1 AND clause = 0 AND row = 0 AND col = 0",
    "Edition 1 has gaps in its list of “cell”." },
  { "row-gap", "DELETE FROM cell WHERE edition_id = 1 AND clause = 0 AND row = 0",
    "Edition 1 has gaps in its list of “cell”." },
  { "reference-gap", "UPDATE reference SET ordinal = 3 WHERE edition_id = 1 AND clause = 0",
    "Edition 1 has gaps in its list of “reference”." },
  { "reference-orphan", "UPDATE reference SET target = 44 WHERE edition_id = 1 AND clause = 0",
    "A row of “reference” belongs to a row of “clause” that is not there." },
  { "fact-gap", "UPDATE fact SET ordinal = 3 WHERE edition_id = 1 AND clause = 0",
    "Edition 1 has gaps in its list of “fact”." },
  { "control-gap", "UPDATE clause_control SET ordinal = 3 WHERE edition_id = 1 AND clause = 0",
    "Edition 1 has gaps in its list of “clause_control”." },
  { "control-unused", "INSERT INTO control (framework_id, code) VALUES (1, 'A.99.9.9')",
    "Row 2 of “control” is used by nothing." },
  { "framework-unused", "INSERT INTO framework (key) VALUES ('more')",
    "Row 2 of “framework” is used by nothing." },
  { "property-gap", "UPDATE property SET ordinal = 3 WHERE edition_id = 1",
    "Edition 1 has gaps in its list of “property”." },
  { "warning-count", "DELETE FROM warning WHERE edition_id = 1",
    "Edition 1 should have 1 warnings and has 0." },
  { "warning-gap", "UPDATE warning SET ordinal = 3 WHERE edition_id = 1",
    "Edition 1 has gaps in its list of “warning”." },
  { "revision-gap", "UPDATE revision SET ordinal = 3 WHERE edition_id = 1",
    "Edition 1 has gaps in its list of “revision”." },
  { "revision-item-gap", "DELETE FROM revision_item WHERE edition_id = 1 AND ordinal = 0",
    "Edition 1 has gaps in its list of “revision_item”." },
  { "variant-gap", "UPDATE variant SET ordinal = 3 WHERE edition_id = 1",
    "Edition 1 has gaps in its list of “variant”." },
  { "alias-gap", "DELETE FROM variant_alias WHERE edition_id = 1 AND ordinal = 0",
    "Edition 1 has gaps in its list of “variant_alias”." },
  { "term-gap", "UPDATE term SET ordinal = 3 WHERE edition_id = 1",
    "Edition 1 has gaps in its list of “term”." },
  { "provider-unused", "INSERT INTO provider (name) VALUES ('Z社')",
    "Row 2 of “provider” is used by nothing." },
  { "service-unused", "INSERT INTO service (name) VALUES ('Z')",
    "Row 3 of “service” is used by nothing." },
  { "paper-unused", "INSERT INTO paper (kind) VALUES ('checksheet')",
    "Row 3 of “paper” is used by nothing." },
  { "service-gone", "DELETE FROM service WHERE id = 1",
    "Row 1 of “edition” belongs to a row of “service” that is not there." },
  { "pairing-clause", "INSERT INTO pairing VALUES (1, '4', 2, '99', 'apart')",
    "What was said by hand of editions 1 and 2 names a clause that is not there." },
  { "pairing-turned", "INSERT INTO pairing VALUES (2, '4', 1, '4', 'apart')",
    "What was said by hand of editions 2 and 1 names" },
  { "pairing-kind", "INSERT INTO pairing VALUES (1, '4', 2, '4', 'perhaps')",
    "CHECK constraint failed" },
  { "review-edition", "INSERT INTO review VALUES (1, 1, '4', 9, NULL, '')",
    "What was said by hand of editions 1 and 9 names" },
  { "kind", "UPDATE clause SET kind = 'song' WHERE id = 1", "CHECK constraint failed" },
  { "index", "UPDATE sqlite_schema SET rootpage = CASE name"
    " WHEN 'edition_service' THEN (SELECT rootpage FROM sqlite_schema WHERE name = 'service_name')"
    " ELSE (SELECT rootpage FROM sqlite_schema WHERE name = 'edition_service') END"
    " WHERE name IN ('edition_service', 'service_name')", "SQLite finds damage" },
};

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  const Damage *damage = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  add_plain (fixture->store, "A社", "T", "1", NULL);
  add_plain (fixture->store, "A社", "U", "1", NULL);
  assert_sound (fixture->store);
  fixture_close (fixture);
  run_raw_sql (fixture->path, damage->sql);
  fixture_reopen (fixture);

  g_assert_true (dip_store_check (fixture->store, problems, NULL, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < problems->len; i++)
    {
      const char *sentence = g_ptr_array_index (problems, i);

      g_test_message ("%s", sentence);
      told |= strstr (sentence, damage->sentence) != NULL;

      /* Whole sentences. */
      g_assert_true (g_unichar_isupper (g_utf8_get_char (sentence)));
      g_assert_true (g_str_has_suffix (sentence, "."));
    }

  g_assert_true (told);
}

/* A page of the file is overwritten: the check says so and goes on. */
static void
test_torn_page (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *page = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, offset;

  add_plain (fixture->store, "A社", "T", "1", NULL);
  fixture_close (fixture);
  page = read_raw_value (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'clause'");
  offset = (gsize) (g_ascii_strtoull (page, NULL, 10) - 1) * 4096;

  g_file_get_contents (fixture->path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offset + 4096, <=, length);
  memset (contents + offset, 0xa5, 4096);
  g_file_set_contents (fixture->path, contents, (gssize) length, &error);
  g_assert_no_error (error);

  fixture_reopen (fixture);
  g_assert_true (dip_store_check (fixture->store, problems, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 1);

  g_assert_null (dip_store_load_document (fixture->store, 1, NULL, &error));
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
}

/* What check finds wrong in lists is an error for who loads them, never half a document. */
static void
test_damaged_load (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *const lists[] = {
    "block-gap", "cells-gone", "cell-gap", "row-gap", "clause-gone", "clause-gap", "warning-count",
    "variant-gap", "term-gap", "revision-item-gap", "alias-gap", "cycle", "parent-elsewhere",
    "reference-gap", "reference-orphan", "fact-gap", "control-gap", "property-gap", "kind",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (damages); j++)
        {
          g_autoptr (DipDocument) document = NULL;
          g_autoptr (GError) error = NULL;

          if (!g_str_equal (damages[j].name, lists[i]))
            continue;

          fixture_reopen (fixture);
          add_plain (fixture->store, "A社", "T", "1", NULL);
          fixture_close (fixture);
          run_raw_sql (fixture->path, damages[j].sql);
          fixture_reopen (fixture);

          document = dip_store_load_document (fixture->store, 1, NULL, &error);
          g_test_message ("%s: %s", lists[i], error != NULL ? error->message : "loaded");
          g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT);
          g_assert_null (document);

          fixture_close (fixture);
          g_assert_cmpint (g_unlink (fixture->path), ==, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/check/", damages[i].name, NULL);

      g_test_add (path, Fixture, &damages[i], fixture_set_up, test_damage, fixture_tear_down);
    }

  g_test_add ("/store/check/torn-page", Fixture, NULL,
              fixture_set_up, test_torn_page, fixture_tear_down);
  g_test_add ("/store/check/damaged-load", Fixture, NULL,
              fixture_set_up, test_damaged_load, fixture_tear_down);

  return g_test_run ();
}
