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
              "iso27017-2015", "A.12.3.1", DIP_ORIGIN_INFERRED, .6);
      matrix = make_matrix (document, NULL, "iso27017-2015");
      cell = g_ptr_array_index (find_row (matrix, "A.12.3.1")->cells, 0);

      g_assert_cmpuint (cell->clauses->len, ==, 2);
      g_assert_cmpint (cell->stance, ==, cases[i].joined);
      g_assert_cmpint (cell->via, ==, DIP_ORIGIN_PRINTED);
    }
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
  g_assert_cmpstr (((DipMatrixRow *) g_ptr_array_index (matrix->rows, at - 1))->control, <, "A.7.2.1");
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
  g_test_add_func ("/engine/matrix/over-a-crosswalk", test_over_a_crosswalk);
  g_test_add_func ("/engine/matrix/control-without-guidance", test_control_without_guidance);
  g_test_add_func ("/engine/matrix/unknown-framework", test_unknown_framework);

  return g_test_run ();
}
