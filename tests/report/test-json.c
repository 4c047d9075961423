/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

#include "report/dip-json.h"

#include <math.h>
#include <string.h>

/* The names of an object's members in order, as one string. */
static char *
members (JsonObject *object)
{
  g_autoptr (GString) names = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", name);

  return g_strdup (names->str);
}

static void
assert_members (JsonObject *object,
                const char *expected)
{
  g_autofree char *found = members (object);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_document_keys (void)
{
  g_autoptr (DipDocument) document = fixture_document ("1.0");
  g_autoptr (JsonNode) node = fixture_reread (dip_report_document (document));
  JsonObject *root = json_node_get_object (node);
  JsonObject *clause;

  assert_members (root, "edition properties variants terms revisions clauses warnings");
  assert_members (json_object_get_object_member (root, "edition"),
                  "id vendor service title kind language version version_origin issued framework "
                  "source imported n_clauses n_warnings");
  assert_members (json_object_get_object_member (json_object_get_object_member (root, "edition"),
                                                 "source"),
                  "name media_type sha256 bytes");
  assert_members (json_array_get_object_element (json_object_get_array_member (root, "variants"), 0),
                  "key label aliases clause");
  assert_members (json_array_get_object_element (json_object_get_array_member (root, "revisions"), 0),
                  "version label kind summary items pages date");

  clause = json_array_get_object_element (json_object_get_array_member (root, "clauses"), 0);
  assert_members (clause,
                  "id number title heading level parent kind controls variant_dependent refers_to "
                  "stance stance_reason facts question implemented implemented_text answer blocks "
                  "page line");
  assert_members (json_array_get_object_element (json_object_get_array_member (clause, "controls"), 0),
                  "id framework origin confidence");
  assert_members (json_array_get_object_element (json_object_get_array_member (clause, "facts"), 0),
                  "what value quote block");
  assert_members (json_array_get_object_element (json_object_get_array_member (clause, "blocks"), 0),
                  "kind marker text variant page depth line");
}

static void
test_unknown_is_null (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (JsonNode) node = fixture_reread (dip_report_document (document));
  JsonObject *edition = json_object_get_object_member (json_node_get_object (node), "edition");
  static const char *const names[] = {
    "id", "vendor", "service", "title", "kind", "language", "version", "version_origin", "issued",
    "framework", "imported",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (json_object_get_null_member (edition, names[i]));
}

static void
test_comparison_keys (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (JsonNode) node = fixture_reread (dip_report_comparison (comparison));
  JsonObject *root = json_node_get_object (node);
  JsonArray *pairs = json_object_get_array_member (root, "pairs");
  JsonObject *pair = json_array_get_object_element (pairs, 0);
  JsonObject *change = json_array_get_object_element (json_object_get_array_member (pair, "changes"), 0);
  JsonObject *removed = json_array_get_object_element (pairs, 1);

  assert_members (root, "old new pairs groups facts audit summary limits");
  assert_members (pair, "old new old_more new_more title relation class class_rule similarity stance changes");
  assert_members (json_object_get_object_member (pair, "stance"), "old new flip reason old_sentence new_sentence");
  assert_members (change, "op class tags old new old_block new_block moved_from group rule other_text old_part "
                          "new_part old_start new_start");
  assert_members (json_object_get_object_member (root, "summary"),
                  "none layout orthographic reference editorial substantive flips");
  assert_members (json_object_get_object_member (root, "audit"), "declared undeclared not_found");

  g_assert_true (json_object_get_null_member (removed, "new"));
  g_assert_true (json_object_get_null_member (json_object_get_object_member (removed, "stance"), "new"));
  g_assert_true (json_object_get_null_member (change, "old_part"));
  g_assert_cmpint (json_object_get_int_member (change, "old_block"), ==, 0);
}

static void
test_offsets_are_characters (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (JsonNode) node = fixture_reread (dip_report_comparison (comparison));
  JsonArray *pairs = json_object_get_array_member (json_node_get_object (node), "pairs");
  JsonObject *pair = json_array_get_object_element (pairs, 0);
  JsonObject *change = json_array_get_object_element (json_object_get_array_member (pair, "changes"), 0);

  /* "バックアップ", a line feed, "バックアップを": 6 + 1 + 7 characters. */
  g_assert_cmpint (json_object_get_int_member (change, "old_start"), ==, 14);
  g_assert_cmpint (json_object_get_int_member (change, "new_start"), ==, 14);
}

static void
test_bytes_are_stable (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autofree char *first = dip_report_comparison (comparison);
  g_autofree char *second = dip_report_comparison (comparison);

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"similarity\": 0.71,"));
  g_assert_nonnull (strstr (first, "\"similarity\": 1.0,"));
}

static void
test_escapes (void)
{
  static const char text[] = "\"\\\n\t\x1b[31m \xc2\x9b" "31m \xe2\x80\xae" "x ☃";
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *json = NULL;
  JsonArray *warnings;

  g_ptr_array_add (document->warnings, g_strdup (text));
  json = dip_report_document (document);

  g_assert_null (strchr (json, '\x1b'));
  g_assert_null (strstr (json, "\xc2\x9b"));
  g_assert_null (strstr (json, "\xe2\x80\xae"));
  g_assert_nonnull (strstr (json, "☃"));

  again = json_from_string (json, NULL);
  warnings = json_object_get_array_member (json_node_get_object (again), "warnings");
  g_assert_cmpstr (json_array_get_string_element (warnings, 0), ==, text);
}

/* All that Unicode has, in one string: what acts on a terminal is escaped, the
 * rest is as it was, and a reader gets all of it. */
static void
test_all_characters (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *json = NULL;
  JsonArray *warnings;

  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      if (g_unichar_validate (c))
        g_string_append_unichar (all, c);
    }
  g_ptr_array_add (document->warnings, g_strdup (all->str));
  json = dip_report_document (document);

  for (const char *p = strstr (json, "warnings"); *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false (c == 0x7f || (c < 0x20 && c != '\n') || (c >= 0x80 && c <= 0x9f));
      g_assert_false (c == 0x061c || c == 0x200e || c == 0x200f || c == 0xfeff);
      g_assert_false ((c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    }
  g_assert_nonnull (strstr (json, "\xc2\xa0\xc2\xa1"));
  g_assert_nonnull (strstr (json, "\xe2\x80\x8d\\u200e\\u200f\xe2\x80\x90"));

  again = json_from_string (json, NULL);
  warnings = json_object_get_array_member (json_node_get_object (again), "warnings");
  g_assert_cmpstr (json_array_get_string_element (warnings, 0), ==, all->str);
}

static void
test_writer (void)
{
  DipJson *writer = dip_json_new ();
  g_autofree char *json = NULL;

  dip_json_begin_object (writer, NULL);
  dip_json_add_int (writer, "least", G_MININT64);
  dip_json_add_int (writer, "none", 0);
  dip_json_add_positive (writer, "unknown", 0);
  dip_json_add_share (writer, "share", 2. / 3.);
  dip_json_add_share (writer, "infinite", INFINITY);
  dip_json_add_double (writer, "third", 1. / 3.);
  dip_json_add_strings (writer, "empty", NULL);
  dip_json_begin_array (writer, "pairs");
  dip_json_begin_array (writer, NULL);
  dip_json_add_int (writer, NULL, -12);
  dip_json_add_boolean (writer, NULL, TRUE);
  dip_json_end_array (writer);
  dip_json_begin_object (writer, NULL);
  dip_json_end_object (writer);
  dip_json_add_string (writer, NULL, "");
  dip_json_end_array (writer);
  dip_json_end_object (writer);
  json = dip_json_end (writer);

  g_assert_cmpstr (json, ==,
                   "{\n"
                   " \"least\": -9223372036854775808,\n"
                   " \"none\": 0,\n"
                   " \"unknown\": null,\n"
                   " \"share\": 0.667,\n"
                   " \"infinite\": 0.0,\n"
                   " \"third\": 0.33333333333333331,\n"
                   " \"empty\": [],\n"
                   " \"pairs\": [\n"
                   "  [\n"
                   "   -12,\n"
                   "   true\n"
                   "  ],\n"
                   "  {},\n"
                   "  \"\"\n"
                   " ]\n"
                   "}");
}

static void
test_editions (void)
{
  g_autoptr (DipDocument) document = fixture_document ("1.0");
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();
  g_autoptr (JsonNode) empty = fixture_reread (dip_report_editions (editions));
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  assert_members (json_node_get_object (empty), "editions");

  g_ptr_array_add (editions, document->edition);
  node = fixture_reread (dip_report_editions (editions));
  array = json_object_get_array_member (json_node_get_object (node), "editions");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (array, 0), "id"), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/json/document-keys", test_document_keys);
  g_test_add_func ("/report/json/unknown-is-null", test_unknown_is_null);
  g_test_add_func ("/report/json/comparison-keys", test_comparison_keys);
  g_test_add_func ("/report/json/offsets-are-characters", test_offsets_are_characters);
  g_test_add_func ("/report/json/bytes-are-stable", test_bytes_are_stable);
  g_test_add_func ("/report/json/escapes", test_escapes);
  g_test_add_func ("/report/json/all-characters", test_all_characters);
  g_test_add_func ("/report/json/writer", test_writer);
  g_test_add_func ("/report/json/editions", test_editions);

  return g_test_run ();
}
