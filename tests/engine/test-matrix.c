/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "engine/dip-matrix.h"

static DipClause *
add_clause (DipDocument *document,
            const char  *id,
            const char  *text,
            DipStance    stance)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (id);
  clause->number = g_strdup (id);
  clause->title = g_strdup ("Title");
  clause->heading = g_strdup ("Title");
  clause->stance = stance;
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
  g_ptr_array_add (document->clauses, clause);

  return clause;
}

static void
answer (DipClause  *clause,
        const char *framework,
        const char *control,
        DipOrigin   origin,
        double      confidence)
{
  g_ptr_array_add (clause->controls, dip_control_new (control, framework, origin, confidence));
}

static DipMatrix *
make_matrix (DipDocument *first,
             DipDocument *second,
             const char  *framework)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  DipMatrix *matrix;

  g_ptr_array_add (documents, first);
  if (second != NULL)
    g_ptr_array_add (documents, second);
  matrix = dip_matrix_new (documents, framework, dip_frameworks_get_default (), NULL, &error);
  g_assert_no_error (error);

  return matrix;
}

static DipMatrixRow *
find_row (DipMatrix  *matrix,
          const char *control)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      if (g_str_equal (row->control, control))
        return row;
    }

  return NULL;
}

static void
test_says_nothing (void)
{
  g_autoptr (DipDocument) talker = dip_document_new ();
  g_autoptr (DipDocument) silent = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipMatrixRow *row;
  DipMatrixCell *cell;

  answer (add_clause (talker, "26", "We do not offer backups. Ask a partner.", DIP_STANCE_NOT_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (talker, silent, "iso27017-2015");

  row = find_row (matrix, "A.12.3.1");
  g_assert_nonnull (row);
  cell = g_ptr_array_index (row->cells, 0);
  g_assert_nonnull (cell);
  g_assert_cmpint (cell->stance, ==, DIP_STANCE_NOT_PROVIDED);
  g_assert_cmpint (cell->via, ==, DIP_ORIGIN_PRINTED);
  g_assert_cmpstr (cell->excerpt, ==, "We do not offer backups.");

  /* Silence is no cell; it is not the same as not offering. */
  g_assert_null (g_ptr_array_index (row->cells, 1));
}

static void
test_joined_stances (void)
{
  static const struct {
    DipStance first, second, joined;
  } cases[] = {
    { DIP_STANCE_PROVIDED, DIP_STANCE_PROVIDED, DIP_STANCE_PROVIDED },
    { DIP_STANCE_PROVIDED, DIP_STANCE_INFORMATIONAL, DIP_STANCE_PROVIDED },
    { DIP_STANCE_PROVIDED, DIP_STANCE_NOT_PROVIDED, DIP_STANCE_PARTIAL },
    { DIP_STANCE_PROVIDED, DIP_STANCE_CUSTOMER, DIP_STANCE_SHARED },
    { DIP_STANCE_INFORMATIONAL, DIP_STANCE_INFORMATIONAL, DIP_STANCE_INFORMATIONAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipDocument) document = dip_document_new ();
      g_autoptr (DipMatrix) matrix = NULL;
      DipMatrixCell *cell;

      answer (add_clause (document, "1", "One.", cases[i].first),
              "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
      answer (add_clause (document, "2", "Two.", cases[i].second),
              "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .9);
      matrix = make_matrix (document, NULL, "iso27017-2015");
      cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

      g_assert_cmpuint (cell->clauses->len, ==, 2);
      g_assert_cmpint (cell->stance, ==, cases[i].joined);
      g_assert_cmpint (cell->via, ==, DIP_ORIGIN_PRINTED);
    }
}

/* A clause that may be about something else does not turn what is printed. */
static void
test_a_guess_has_no_say (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipMatrixCell *cell;
  DipMatrixLink *link;

  answer (add_clause (document, "1", "Fax is not offered.", DIP_STANCE_NOT_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .4);
  answer (add_clause (document, "2", "Backups are made.", DIP_STANCE_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (document, NULL, "iso27017-2015");
  cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

  g_assert_cmpint (cell->stance, ==, DIP_STANCE_PROVIDED);
  g_assert_cmpstr (cell->excerpt, ==, "Backups are made.");

  /* It is shown all the same, with what it is worth. */
  g_assert_cmpuint (cell->links->len, ==, 2);
  link = g_ptr_array_index (cell->links, 0);
  g_assert_cmpstr (link->clause->id, ==, "1");
  g_assert_cmpint (link->via, ==, DIP_ORIGIN_INFERRED);
  g_assert_cmpfloat (link->confidence, ==, .4);
}

/* Of several clauses that deny, the one that surely is about the control is quoted. */
static void
test_most_certain_is_quoted (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipMatrixCell *cell;

  answer (add_clause (document, "1", "Fax is not offered.", DIP_STANCE_NOT_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .5);
  answer (add_clause (document, "2", "Backups are not offered.", DIP_STANCE_NOT_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .6);
  answer (add_clause (document, "3", "Restores are made.", DIP_STANCE_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .65);
  matrix = make_matrix (document, NULL, "iso27017-2015");
  cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

  g_assert_cmpint (cell->stance, ==, DIP_STANCE_PARTIAL);
  g_assert_cmpstr (cell->excerpt, ==, "Backups are not offered.");
}

/* Two ways of one clause into one cell are one link, the more certain one. */
static void
test_two_ways (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipClause *clause = add_clause (document, "6-8", "Backups are made.", DIP_STANCE_PROVIDED);
  DipMatrixCell *cell;
  DipMatrixLink *link;

  answer (clause, "meti-2013", "METI.10.5.1", DIP_ORIGIN_INFERRED, .9);
  answer (clause, "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .4);
  matrix = make_matrix (document, NULL, "iso27017-2015");
  cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

  g_assert_cmpuint (cell->clauses->len, ==, 1);
  g_assert_cmpuint (cell->links->len, ==, 1);
  link = g_ptr_array_index (cell->links, 0);
  g_assert_cmpint (link->via, ==, DIP_ORIGIN_CROSSWALK);
  g_assert_cmpstr (link->control, ==, "METI.10.5.1");
  g_assert_cmpstr (link->framework, ==, "meti-2013");
  g_assert_nonnull (link->relation);
  g_assert_cmpfloat (link->confidence, >, .4);
  g_assert_cmpfloat (cell->confidence, ==, link->confidence);
}

/* A paper that answers the matrix's framework is not led there and back. */
static void
test_no_way_back (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipClause *clause = add_clause (document, "6-8", "Backups are made.", DIP_STANCE_PROVIDED);

  document->edition->framework = g_strdup ("meti-2013");
  answer (clause, "meti-2013", "METI.10.5.1", DIP_ORIGIN_INFERRED, .9);
  answer (clause, "iso27017-2015", "A.5.1.1", DIP_ORIGIN_INFERRED, .5);
  matrix = make_matrix (document, NULL, "meti-2013");

  g_assert_nonnull (g_ptr_array_index (find_row (matrix, "METI.10.5.1")->cells, 0));
  g_assert_null (g_ptr_array_index (find_row (matrix, "METI.5.1.1")->cells, 0));
}

/* A control at a heading is answered by what stands below it. */
static void
test_below_a_heading (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipMatrixCell *cell;
  DipClause *clause;

  answer (add_clause (document, "26", "", DIP_STANCE_INFORMATIONAL),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  clause = add_clause (document, "26.1", "Backups are made.", DIP_STANCE_PROVIDED);
  clause->parent = g_strdup ("26");
  clause = add_clause (document, "26.1.1", "Restores are not offered.", DIP_STANCE_NOT_PROVIDED);
  clause->parent = g_strdup ("26.1");
  clause = add_clause (document, "26.2", "Logs are kept.", DIP_STANCE_PROVIDED);
  clause->parent = g_strdup ("26");
  answer (clause, "iso27017-2015", "A.12.4.1", DIP_ORIGIN_PRINTED, 1.);

  /* A guess at a chapter's title says nothing about its sections. */
  answer (add_clause (document, "27", "", DIP_STANCE_INFORMATIONAL),
          "iso27017-2015", "A.9.1.2", DIP_ORIGIN_INFERRED, .6);
  clause = add_clause (document, "27.1", "Cables are labelled.", DIP_STANCE_PROVIDED);
  clause->parent = g_strdup ("27");

  matrix = make_matrix (document, NULL, "iso27017-2015");

  cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);
  g_assert_cmpuint (cell->clauses->len, ==, 3);
  g_assert_cmpint (cell->stance, ==, DIP_STANCE_PARTIAL);
  g_assert_cmpstr (cell->excerpt, ==, "Restores are not offered.");
  cell = g_ptr_array_index (find_row (matrix, "A.12.4.1")->cells, 0);
  g_assert_cmpuint (cell->clauses->len, ==, 1);
  cell = g_ptr_array_index (find_row (matrix, "A.9.1.2")->cells, 0);
  g_assert_cmpuint (cell->clauses->len, ==, 1);
}

/* Where an item's text leaves open who does it, its tick says so. */
static void
test_ticks (void)
{
  static const struct {
    DipImplemented implemented;
    DipStance      stance, expected;
  } cases[] = {
    { DIP_IMPLEMENTED_YES, DIP_STANCE_INFORMATIONAL, DIP_STANCE_PROVIDED },
    { DIP_IMPLEMENTED_NO, DIP_STANCE_INFORMATIONAL, DIP_STANCE_NOT_PROVIDED },
    { DIP_IMPLEMENTED_PARTIAL, DIP_STANCE_INFORMATIONAL, DIP_STANCE_PARTIAL },
    { DIP_IMPLEMENTED_NA, DIP_STANCE_INFORMATIONAL, DIP_STANCE_INFORMATIONAL },
    { DIP_IMPLEMENTED_YES, DIP_STANCE_PARTIAL, DIP_STANCE_PARTIAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipDocument) document = dip_document_new ();
      g_autoptr (DipMatrix) matrix = NULL;
      DipClause *clause = add_clause (document, "6-8", "Text.", cases[i].stance);
      DipMatrixCell *cell;

      clause->kind = DIP_CLAUSE_ITEM;
      clause->implemented = cases[i].implemented;
      answer (clause, "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .8);
      matrix = make_matrix (document, NULL, "iso27017-2015");
      cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

      g_assert_cmpint (cell->stance, ==, cases[i].expected);
    }
}

/* The excerpt is the sentence that decided, as printed and not as folded. */
static void
test_excerpt (void)
{
  static const struct {
    const char *text, *reason, *excerpt;
  } cases[] = {
    { "This is about backup. We do NOT offer it.", "we do not offer it. [not offered]", "We do NOT offer it." },
    { "This is about backup. We do not offer it.", "no such sentence at all [rule]", "This is about backup." },
    { "This is about backup. We do not offer it.", "Title [title of what only informs]", "This is about backup." },
    { "This is about backup.\nIt is made.", NULL, "This is about backup." },
    { "This is about backup.", "no brackets", "This is about backup." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipDocument) document = dip_document_new ();
      g_autoptr (DipMatrix) matrix = NULL;
      DipClause *clause = add_clause (document, "26", cases[i].text, DIP_STANCE_NOT_PROVIDED);
      DipMatrixCell *cell;

      clause->stance_reason = g_strdup (cases[i].reason);
      answer (clause, "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
      matrix = make_matrix (document, NULL, "iso27017-2015");
      cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

      g_assert_cmpstr (cell->excerpt, ==, cases[i].excerpt);
    }
}

static void
test_long_excerpt (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  DipMatrixCell *cell;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "あ");
  answer (add_clause (document, "26", text->str, DIP_STANCE_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (document, NULL, "iso27017-2015");
  cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

  g_assert_cmpint (g_utf8_strlen (cell->excerpt, -1), ==, 120);
  g_assert_true (g_utf8_validate (cell->excerpt, -1, NULL));
  g_assert_true (g_str_has_suffix (cell->excerpt, "…"));
}

/* Rows that the catalogue does not ask for stand in their chapter. */
static void
test_order (void)
{
  static const char *const printed[] = { "A.12.1.10", "A.99.1.1", "A.7.1.2", "A.6.3.1", "A.12.1.9", "A.0.1.1" };
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GHashTable) themes = g_hash_table_new (g_str_hash, g_str_equal);
  const char *theme = NULL;
  guint at[G_N_ELEMENTS (printed)];

  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    answer (add_clause (document, printed[i], "Text.", DIP_STANCE_PROVIDED),
            "iso27017-2015", printed[i], DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (document, NULL, "iso27017-2015");

  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    g_assert_true (g_ptr_array_find (matrix->rows, find_row (matrix, printed[i]), &at[i]));
  g_assert_cmpuint (at[5], ==, 0);
  g_assert_cmpuint (at[1], ==, matrix->rows->len - 1);
  g_assert_cmpuint (at[4] + 1, ==, at[0]);
  g_assert_cmpuint (at[3], <, at[2]);

  /* No theme comes twice. */
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      if (*row->theme == '\0' || g_strcmp0 (row->theme, theme) == 0)
        continue;
      g_assert_true (g_hash_table_add (themes, row->theme));
      theme = row->theme;
    }
}

/* A hostile paper prints as many numbers as it likes. */
static void
test_many_controls (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *control = g_strdup_printf ("A.%u.%u", i % 30, i);
      DipClause *clause = add_clause (document, control, "Text.", DIP_STANCE_PROVIDED);

      answer (clause, "iso27017-2015", control, DIP_ORIGIN_PRINTED, 1.);
      answer (clause, "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
    }
  matrix = make_matrix (document, NULL, "iso27017-2015");

  g_assert_cmpuint (matrix->rows->len, >=, 20000);
  g_assert_cmpuint (((DipMatrixCell *) g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0))->clauses->len,
                    ==, 20000);
}

static void
test_cancelled (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, document);
  g_cancellable_cancel (cancellable);
  matrix = dip_matrix_new (documents, "iso27017-2015", dip_frameworks_get_default (), cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (matrix);
}

static void
test_over_a_crosswalk (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  DipMatrixRow *row;
  DipMatrixCell *cell;

  answer (add_clause (document, "26", "Backups are made every day.", DIP_STANCE_PROVIDED),
          "iso27017-2015", "A.12.3.1", DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (document, NULL, "iso27002-2022");

  row = find_row (matrix, "A.8.13");
  g_assert_nonnull (row);
  cell = g_ptr_array_index (row->cells, 0);
  g_assert_nonnull (cell);
  g_assert_cmpint (cell->via, ==, DIP_ORIGIN_CROSSWALK);
  g_assert_cmpfloat (cell->confidence, >, 0.);
  g_assert_cmpfloat (cell->confidence, <=, 1.);
}

/* 27017 has no guidance of its own for A.7.2.1, but papers print it. */
static void
test_control_without_guidance (void)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (DipDocument) empty = dip_document_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (DipMatrix) without = NULL;
  DipMatrixRow *row;
  guint at = 0;

  answer (add_clause (document, "9", "Managers require it.", DIP_STANCE_PROVIDED),
          "iso27017-2015", "A.7.2.1", DIP_ORIGIN_PRINTED, 1.);
  matrix = make_matrix (document, NULL, "iso27017-2015");
  without = make_matrix (empty, NULL, "iso27017-2015");

  g_assert_null (find_row (without, "A.7.2.1"));
  row = find_row (matrix, "A.7.2.1");
  g_assert_nonnull (row);
  g_assert_cmpstr (row->title, !=, "");
  g_assert_true (g_ptr_array_find (matrix->rows, row, &at));
  g_assert_cmpuint (at, >, 0);
  g_assert_cmpstr (((DipMatrixRow *) g_ptr_array_index (matrix->rows, at - 1))->control, ==, "CLD.6.3.1");
}

static void
test_unknown_framework (void)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;

  matrix = dip_matrix_new (documents, "no-such-framework", dip_frameworks_get_default (), NULL, &error);
  g_assert_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID);
  g_assert_null (matrix);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/matrix/says-nothing", test_says_nothing);
  g_test_add_func ("/engine/matrix/joined-stances", test_joined_stances);
  g_test_add_func ("/engine/matrix/a-guess-has-no-say", test_a_guess_has_no_say);
  g_test_add_func ("/engine/matrix/most-certain-is-quoted", test_most_certain_is_quoted);
  g_test_add_func ("/engine/matrix/two-ways", test_two_ways);
  g_test_add_func ("/engine/matrix/below-a-heading", test_below_a_heading);
  g_test_add_func ("/engine/matrix/no-way-back", test_no_way_back);
  g_test_add_func ("/engine/matrix/ticks", test_ticks);
  g_test_add_func ("/engine/matrix/excerpt", test_excerpt);
  g_test_add_func ("/engine/matrix/long-excerpt", test_long_excerpt);
  g_test_add_func ("/engine/matrix/order", test_order);
  g_test_add_func ("/engine/matrix/many-controls", test_many_controls);
  g_test_add_func ("/engine/matrix/cancelled", test_cancelled);
  g_test_add_func ("/engine/matrix/over-a-crosswalk", test_over_a_crosswalk);
  g_test_add_func ("/engine/matrix/control-without-guidance", test_control_without_guidance);
  g_test_add_func ("/engine/matrix/unknown-framework", test_unknown_framework);

  return g_test_run ();
}
