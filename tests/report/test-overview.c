/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

#include <string.h>

/* Two papers by hand: one answers A.12.3.1 with a promise and a fact, the
 * other one denies it over a title and prints a control that there is not. */

static DipDocument *
make_document (const char *service,
               const char *version)
{
  DipDocument *document = dip_document_new ();

  document->edition->service = g_strdup (service);
  document->edition->version = g_strdup (version);
  document->edition->version_origin = DIP_ORIGIN_PRINTED;
  document->edition->kind = DIP_KIND_WHITEPAPER;

  return document;
}

static DipClause *
add_clause (DipDocument *document,
            const char  *id,
            const char  *title,
            const char  *text,
            DipStance    stance)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (id);
  clause->number = g_strdup (id);
  clause->title = g_strdup (title);
  clause->heading = g_strdup (title);
  clause->stance = stance;
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
  g_ptr_array_add (document->clauses, clause);

  return clause;
}

static void
answer (DipClause  *clause,
        const char *control,
        DipOrigin   origin,
        double      confidence)
{
  g_ptr_array_add (clause->controls, dip_control_new (control, "iso27017-2015", origin, confidence));
}

static DipMatrix *
make_matrix (const char *excerpt)
{
  g_autoptr (DipDocument) first = make_document ("Shiosai Storage", "1.0");
  g_autoptr (DipDocument) second = make_document ("Asanagi, \"Cloud\"", "3");
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  DipClause *clause;
  DipMatrix *matrix;

  clause = add_clause (first, "26", "Backup", excerpt, DIP_STANCE_PROVIDED);
  answer (clause, "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  g_ptr_array_add (clause->facts, dip_fact_new ("retention", "365 d", "for a year", 0));
  g_ptr_array_add (clause->facts, dip_fact_new ("retention", "365 d", "one year", 0));
  g_ptr_array_add (clause->facts, dip_fact_new ("url", "https://shiosai.example/backup", "here", 0));

  clause->variant_dependent = TRUE;
  clause = add_clause (second, "9.1", "Backup", "We do not offer backups.", DIP_STANCE_NOT_PROVIDED);
  answer (clause, "A.12.3.1", DIP_ORIGIN_INFERRED, .625);
  clause = add_clause (second, "9.2", "Odd", "Odd.", DIP_STANCE_INFORMATIONAL);
  answer (clause, "A.99.9.9", DIP_ORIGIN_PRINTED, 1.);

  g_ptr_array_add (documents, first);
  g_ptr_array_add (documents, second);
  matrix = dip_matrix_new (documents, "iso27017-2015", dip_frameworks_get_default (), NULL, &error);
  g_assert_no_error (error);

  return matrix;
}

static char *
join_keys (JsonObject *object)
{
  GString *keys = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", name);

  return g_string_free (keys, FALSE);
}

static void
assert_keys (JsonObject *object,
             const char *expected)
{
  g_autofree char *keys = join_keys (object);

  g_assert_cmpstr (keys, ==, expected);
}

static JsonObject *
find_row (JsonNode   *node,
          const char *control)
{
  JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (json_object_get_string_member (row, "control"), control))
        return row;
    }

  g_assert_not_reached ();
}

static void
test_matrix_json (void)
{
  g_autoptr (DipMatrix) matrix = make_matrix ("Backups are made every day.");
  g_autoptr (JsonNode) node = fixture_reread (dip_report_matrix (matrix));
  JsonObject *row = find_row (node, "A.12.3.1");
  JsonArray *cells = json_object_get_array_member (row, "cells");
  JsonObject *cell = json_array_get_object_element (cells, 0);
  JsonObject *link;
  JsonObject *fact;

  assert_keys (json_node_get_object (node), "framework columns rows");
  assert_keys (row, "control title theme cells title_ja theme_ja guidance");
  g_assert_cmpuint (json_array_get_length (cells), ==, 2);

  assert_keys (cell, "clauses stance via confidence excerpt facts links");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (cell, "clauses"), 0), ==, "26");
  g_assert_cmpstr (json_object_get_string_member (cell, "stance"), ==, "provided");
  g_assert_cmpstr (json_object_get_string_member (cell, "via"), ==, "printed");
  g_assert_cmpfloat (json_object_get_double_member (cell, "confidence"), ==, 1.);
  g_assert_cmpstr (json_object_get_string_member (cell, "excerpt"), ==, "Backups are made every day.");

  /* A value that is stated twice is one fact. */
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cell, "facts")), ==, 2);
  fact = json_array_get_object_element (json_object_get_array_member (cell, "facts"), 0);
  assert_keys (fact, "what value quote clause");
  g_assert_cmpstr (json_object_get_string_member (fact, "value"), ==, "365 d");

  link = json_array_get_object_element (json_object_get_array_member (cell, "links"), 0);
  assert_keys (link, "clause title stance implemented variant_dependent via confidence control framework relation "
               "through");

  cell = json_array_get_object_element (cells, 1);
  g_assert_cmpstr (json_object_get_string_member (cell, "stance"), ==, "not_provided");
  g_assert_cmpstr (json_object_get_string_member (cell, "via"), ==, "inferred");
  g_assert_cmpfloat (json_object_get_double_member (cell, "confidence"), ==, .625);
}

/* "Says nothing" is null, in each row that nobody answers. */
static void
test_matrix_json_null (void)
{
  g_autoptr (DipMatrix) matrix = make_matrix ("Backups are made every day.");
  g_autoptr (JsonNode) node = fixture_reread (dip_report_matrix (matrix));
  JsonArray *cells = json_object_get_array_member (find_row (node, "A.12.4.1"), "cells");

  g_assert_true (json_array_get_null_element (cells, 0));
  g_assert_true (json_array_get_null_element (cells, 1));

  cells = json_object_get_array_member (find_row (node, "A.99.9.9"), "cells");
  g_assert_true (json_array_get_null_element (cells, 0));
  g_assert_false (json_array_get_null_element (cells, 1));
}

/* The line of a control in a table. */
static char *
find_line (const char *table,
           const char *start)
{
  g_auto (GStrv) lines = g_strsplit (table, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], start))
        return g_strdup (lines[i]);
    }

  return NULL;
}

static void
test_csv (void)
{
  g_autoptr (DipMatrix) matrix = make_matrix ("Daily, and \"often\".");
  g_autofree char *table = dip_report_matrix_csv (matrix);
  g_autofree char *head = find_line (table, "control,");
  g_autofree char *backup = find_line (table, "A.12.3.1,");
  g_autofree char *silent = find_line (table, "A.12.4.1,");

  g_assert_true (g_str_has_suffix (table, "\r\n"));
  g_assert_cmpstr (head, ==,
                   "control,title,title_ja,theme,"
                   "Shiosai Storage 1.0: stance,Shiosai Storage 1.0: clauses,Shiosai Storage 1.0: via,"
                   "Shiosai Storage 1.0: confidence,Shiosai Storage 1.0: facts,Shiosai Storage 1.0: excerpt,"
                   "\"Asanagi, \"\"Cloud\"\" 3: stance\",\"Asanagi, \"\"Cloud\"\" 3: clauses\","
                   "\"Asanagi, \"\"Cloud\"\" 3: via\",\"Asanagi, \"\"Cloud\"\" 3: confidence\","
                   "\"Asanagi, \"\"Cloud\"\" 3: facts\",\"Asanagi, \"\"Cloud\"\" 3: excerpt\"");
  g_assert_nonnull (strstr (backup,
                            ",provided,26,printed,1.00,"
                            "retention: 365 d; url: https://shiosai.example/backup,"
                            "\"Daily, and \"\"often\"\".\","
                            "not_provided,9.1,inferred,0.62,,We do not offer backups."));
  g_assert_true (g_str_has_suffix (silent, ",says_nothing,,,,,,says_nothing,,,,,"));
}

/* What a spreadsheet would run is text; what would steer a terminal is gone. */
static void
test_csv_formula (void)
{
  static const struct {
    const char *excerpt, *cell;
  } cases[] = {
    { "=HYPERLINK(A1)", ",\"'=HYPERLINK(A1)\"," },
    { "+81 3", ",\"'+81 3\"," },
    { "-1", ",\"'-1\"," },
    { "@SUM(1)", ",\"'@SUM(1)\"," },
    { "＝1＋1", ",\"'＝1＋1\"," },
    { "=1,\"2\"", ",\"'=1,\"\"2\"\"\"," },
    { "a=1", ",a=1," },
    { "a\033[31mb", ",a\357\277\275[31mb," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipMatrix) matrix = make_matrix (cases[i].excerpt);
      g_autofree char *table = dip_report_matrix_csv (matrix);
      g_autofree char *line = find_line (table, "A.12.3.1,");

      g_test_message ("%s", line);
      g_assert_nonnull (strstr (line, cases[i].cell));
    }
}

static char *
write_matrix (guint    width,
              gboolean color)
{
  g_autoptr (DipMatrix) matrix = make_matrix ("Backups are made every day.");
  GString *text = g_string_new (NULL);
  const DipTextStyle style = { color, width };

  dip_report_write_matrix (text, matrix, &style);

  return g_string_free (text, FALSE);
}

static void
test_matrix_text (void)
{
  g_autofree char *text = write_matrix (100, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_nonnull (strstr (text, "provided  26 *"));
  g_assert_nonnull (strstr (text, "\n* depends on the variant"));
  g_assert_nonnull (strstr (text, "not provided  9.1 ≈0.62"));
  g_assert_nonnull (strstr (text, "– says nothing"));
  g_assert_nonnull (strstr (text, "365 d"));
  g_assert_nonnull (strstr (text, "A.99.9.9 (no such control)"));
  g_assert_nonnull (strstr (text, "\nOperations security\n"));
  g_assert_null (strstr (text, "https://"));
  g_assert_null (strstr (text, "\033"));

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 100);
}

/* Colours take no room: without them the text is the same. */
static void
test_matrix_text_color (void)
{
  g_autofree char *plain = write_matrix (100, FALSE);
  g_autofree char *colored = write_matrix (100, TRUE);
  g_autoptr (GRegex) escapes = g_regex_new ("\033\\[[0-9;]*m", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (escapes, colored, -1, 0, "", 0, NULL);

  g_assert_cmpstr (plain, !=, colored);
  g_assert_cmpstr (plain, ==, bare);
}

/* Where columns would be too narrow each edition has a line. */
static void
test_matrix_text_narrow (void)
{
  g_autofree char *text = write_matrix (40, FALSE);

  g_assert_nonnull (strstr (text, "    1  provided  26 *  365 days\n"));
  g_assert_nonnull (strstr (text, "    2  not provided  9.1 ≈0.62\n"));
}

static DipHistory *
make_history (gint64 first_id)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  DipDocument *old_document = make_document ("Shiosai Storage", "1.0");
  DipDocument *new_document = make_document ("Shiosai Storage", "1.1");
  DipRevision *revision = dip_revision_new ();
  g_autoptr (GError) error = NULL;
  DipHistory *history;

  add_clause (old_document, "1", "Backup", "Backups are made every night.", DIP_STANCE_PROVIDED);
  add_clause (old_document, "2", "Fax", "Questions by fax are answered on the same day.", DIP_STANCE_PROVIDED);
  add_clause (new_document, "1", "Backup",
              "Backups are made every night. They are kept for thirty days.", DIP_STANCE_PROVIDED);
  add_clause (new_document, "2", "Encryption", "Traffic is encrypted with TLS.", DIP_STANCE_PROVIDED);

  revision->version = g_strdup ("1.1");
  revision->date = g_strdup ("2026-02-28");
  revision->summary = g_strdup ("New links.");
  g_ptr_array_add (new_document->revisions, revision);
  if (first_id > 0)
    {
      old_document->edition->id = first_id;
      new_document->edition->id = first_id + 4;
    }

  g_ptr_array_add (documents, old_document);
  g_ptr_array_add (documents, new_document);
  history = dip_history_new (documents, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);

  return history;
}

static void
test_history_json (void)
{
  g_autoptr (DipHistory) history = make_history (7);
  g_autoptr (JsonNode) node = fixture_reread (dip_report_history (history, NULL, NULL));
  JsonObject *object = json_node_get_object (node);
  JsonArray *clauses = json_object_get_array_member (object, "clauses");
  JsonArray *cells;
  JsonObject *cell;

  assert_keys (object, "service editions clauses steps");
  g_assert_cmpstr (json_object_get_string_member (object, "service"), ==, "Shiosai Storage");
  g_assert_cmpuint (json_array_get_length (clauses), ==, 3);
  assert_keys (json_array_get_object_element (clauses, 0), "title cells");

  cells = json_object_get_array_member (json_array_get_object_element (clauses, 0), "cells");
  cell = json_array_get_object_element (cells, 0);
  assert_keys (cell, "edition id class stance flip");
  g_assert_cmpint (json_object_get_int_member (cell, "edition"), ==, 7);
  g_assert_true (json_object_get_null_member (cell, "class"));
  cell = json_array_get_object_element (cells, 1);
  g_assert_cmpint (json_object_get_int_member (cell, "edition"), ==, 11);
  g_assert_cmpstr (json_object_get_string_member (cell, "class"), ==, "substantive");

  /* The two others are there in one edition only. */
  for (guint i = 1; i < 3; i++)
    {
      cells = json_object_get_array_member (json_array_get_object_element (clauses, i), "cells");
      g_assert_cmpuint (json_array_get_null_element (cells, 0) + json_array_get_null_element (cells, 1), ==, 1);
    }

  assert_keys (json_array_get_object_element (json_object_get_array_member (object, "steps"), 0),
               "old new summary declared undeclared not_found");
}

/* Files have no ids: the places in "editions" stand for them, everywhere. */
static void
test_history_json_clause (void)
{
  g_autoptr (DipHistory) history = make_history (0);
  DipHistoryLane *lane = dip_history_find_lane (history, "1");
  g_autoptr (GPtrArray) sentences = dip_history_list_sentences (history, lane, dip_lexicon_get_default ());
  g_autoptr (JsonNode) node = fixture_reread (dip_report_history (history, lane, sentences));
  JsonObject *object = json_node_get_object (node);
  JsonArray *array;
  JsonObject *clause;

  array = json_object_get_array_member (object, "editions");
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (array, 0), "id"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (array, 1), "id"), ==, 2);

  array = json_object_get_array_member (object, "clauses");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  clause = json_array_get_object_element (array, 0);
  assert_keys (clause, "title cells sentences");

  array = json_object_get_array_member (object, "sentences");
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  assert_keys (json_array_get_object_element (array, 0), "text since");
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (array, 1), "since"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (array, 2), "since"), ==, 2);
}

static void
test_history_text (void)
{
  g_autoptr (DipHistory) history = make_history (0);
  g_autoptr (GString) text = g_string_new (NULL);

  dip_report_write_history (text, history, &(DipTextStyle) { FALSE, 0 });

  g_assert_nonnull (strstr (text->str, "    declared: 1.1  2026-02-28  New links.\n"));
  g_assert_nonnull (strstr (text->str, "    found: 3 substantive"));
  g_assert_nonnull (strstr (text->str, "\n1.0 1.1\n"));
  g_assert_nonnull (strstr (text->str, "\n○   S   1  Backup\n"));
  g_assert_nonnull (strstr (text->str, "\n·   +   2  Encryption\n"));
  g_assert_nonnull (strstr (text->str, "×   2  Fax\n"));
}

static void
test_blame_text (void)
{
  g_autoptr (DipHistory) history = make_history (0);
  DipHistoryLane *lane = dip_history_find_lane (history, "1");
  g_autoptr (GPtrArray) sentences = dip_history_list_sentences (history, lane, dip_lexicon_get_default ());
  g_autoptr (GString) text = g_string_new (NULL);

  dip_report_write_blame (text, history, lane, sentences, &(DipTextStyle) { FALSE, 0 });

  g_assert_nonnull (strstr (text->str, "\n1.0             Backups are made every night.\n"));
  g_assert_nonnull (strstr (text->str, "\n1.1             They are kept for thirty days.\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/matrix/json", test_matrix_json);
  g_test_add_func ("/report/matrix/json-null", test_matrix_json_null);
  g_test_add_func ("/report/matrix/csv", test_csv);
  g_test_add_func ("/report/matrix/csv-formula", test_csv_formula);
  g_test_add_func ("/report/matrix/text", test_matrix_text);
  g_test_add_func ("/report/matrix/text-color", test_matrix_text_color);
  g_test_add_func ("/report/matrix/text-narrow", test_matrix_text_narrow);
  g_test_add_func ("/report/history/json", test_history_json);
  g_test_add_func ("/report/history/json-clause", test_history_json_clause);
  g_test_add_func ("/report/history/text", test_history_text);
  g_test_add_func ("/report/history/blame", test_blame_text);

  return g_test_run ();
}
