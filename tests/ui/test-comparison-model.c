/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

#include "dip-axis.h"

#define SPEC              \
  "# 1 Purpose\n"         \
  "= One.\n"              \
  "# 2 Backup\n"          \
  "= One.\n"              \
  "= Two.\n"              \
  "= Three.\n"            \
  "s 30 days|7 days\n"    \
  "= Five.\n"             \
  "# 3 Logs\n"            \
  "l a  b|a b\n"          \
  "# 4 Names\n"           \
  "r see 1|see 2\n"       \
  "o colour|color\n"      \
  "+ 5 Keys\n"            \
  "s |We keep keys.\n"    \
  "s |We rotate them.\n"  \
  "- 6 Paper\n"           \
  "s We shred paper.|\n"

typedef struct
{
  DipComparison      *comparison;
  DipComparisonModel *model;
  GString            *changes;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->comparison = fixture_comparison_new (data);
  fixture->model = dip_comparison_model_new (fixture->comparison);
  fixture->changes = g_string_new (NULL);
  fixture_watch (G_LIST_MODEL (fixture->model), fixture->changes);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* No announcement goes unchecked. */
  g_assert_cmpstr (fixture->changes->str, ==, "");
  g_string_free (fixture->changes, TRUE);
  g_assert_finalize_object (fixture->model);
  g_clear_pointer (&fixture->comparison, dip_comparison_unref);
}

static void
assert_rows (Fixture    *fixture,
             const char *expected)
{
  g_autofree char *rows = fixture_print (G_LIST_MODEL (fixture->model));

  g_assert_cmpstr (rows, ==, expected);
}

static void
assert_changes (Fixture    *fixture,
                const char *expected)
{
  g_assert_cmpstr (fixture->changes->str, ==, expected);
  g_string_truncate (fixture->changes, 0);
}

static void
test_default (Fixture       *fixture,
              gconstpointer  data)
{
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");
  g_assert_cmpuint (dip_comparison_model_get_n_shown (fixture->model), ==, 4);
}

static void
test_classes (Fixture       *fixture,
              gconstpointer  data)
{
  dip_comparison_model_set_classes (fixture->model, DIP_CLASS_BIT (DIP_CLASS_LAYOUT));
  assert_rows (fixture, "S {2} [3] l {3}");
  assert_changes (fixture, "1-14+4");

  dip_comparison_model_set_classes (fixture->model, DIP_CLASSES_ALL);
  assert_rows (fixture, "S {1} [2] (3) s = [3] l [4] r o [5] s s [6] s");
  assert_changes (fixture, "1-4+15");

  dip_comparison_model_set_classes (fixture->model, DIP_CLASSES_ALL);
  assert_changes (fixture, "");

  dip_comparison_model_set_classes (fixture->model, 0);
  assert_rows (fixture, "S {6}");
  assert_changes (fixture, "1-15+1");
}

static void
test_tags (Fixture       *fixture,
           gconstpointer  data)
{
  guint counts[DIP_N_TAGS];
  guint n_all;

  /* Of the classes that are shown: clauses 2, 5 and 6 with numbers, 4 with a control. */
  dip_comparison_model_count_tags (fixture->model, counts);
  for (guint i = 0; i < DIP_N_TAGS; i++)
    g_assert_cmpuint (counts[i], ==, (1u << i) == DIP_TAG_NUMBER ? 3 : (1u << i) == DIP_TAG_CONTROL ? 1 : 0);

  dip_comparison_model_set_tags (fixture->model, DIP_TAG_CONTROL);
  assert_rows (fixture, "S {3} [4] r o {2}");
  g_assert_cmpuint (dip_comparison_model_get_n_changes (fixture->model), ==, 1);
  g_assert_cmpuint (dip_comparison_model_find_change (fixture->model, G_MAXUINT, 1), ==, 3);
  dip_comparison_model_count_reviewed (fixture->model, &n_all);
  g_assert_cmpuint (n_all, ==, 1);

  /* Any of them is enough. */
  dip_comparison_model_set_tags (fixture->model, DIP_TAG_CONTROL | DIP_TAG_NUMBER);
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");

  /* Together with the classes and the text. */
  dip_comparison_model_set_classes (fixture->model, DIP_CLASS_BIT (DIP_CLASS_REFERENCE));
  assert_rows (fixture, "S {3} [4] r o {2}");
  dip_comparison_model_set_classes (fixture->model, DIP_CLASSES_DEFAULT);
  dip_comparison_model_set_text (fixture->model, "DAYS");
  assert_rows (fixture, "{1} [2] (3) s = {4}");
  dip_comparison_model_set_text (fixture->model, NULL);

  dip_comparison_model_set_tags (fixture->model, DIP_TAG_SCOPE);
  assert_rows (fixture, "S {6}");
  dip_comparison_model_set_tags (fixture->model, 0);
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");
  g_string_truncate (fixture->changes, 0);
}

static void
test_tag_words (void)
{
  g_autofree char *words = dip_tags_to_string (DIP_TAG_DURATION | DIP_TAG_NUMBER);
  g_autofree char *none = dip_tags_to_string (0);

  g_assert_cmpstr (words, ==, "number,duration");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (dip_tags_from_string (words), ==, DIP_TAG_DURATION | DIP_TAG_NUMBER);
  g_assert_cmpuint (dip_tags_from_string ("scope, colour"), ==, DIP_TAG_SCOPE);
  g_assert_cmpuint (dip_tags_from_string (NULL), ==, 0);
}

static void
mark (Fixture    *fixture,
      const char *old_clause,
      const char *new_clause,
      gboolean    is_reviewed)
{
  g_autoptr (DipReview) review = dip_review_new (old_clause, new_clause);

  dip_comparison_model_set_reviewed (fixture->model, review, is_reviewed);
}

static void
assert_progress (Fixture *fixture,
                 guint    n_reviewed,
                 guint    n_all)
{
  guint n;

  g_assert_cmpuint (dip_comparison_model_count_reviewed (fixture->model, &n), ==, n_reviewed);
  g_assert_cmpuint (n, ==, n_all);
}

/* What has been looked at can be folded, and what comes next is what has not. */
static void
test_reviews (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();

  assert_progress (fixture, 0, 4);
  g_ptr_array_add (reviews, dip_review_new ("2", "2"));
  g_ptr_array_add (reviews, dip_review_new ("2", "4"));
  g_ptr_array_add (reviews, dip_review_new ("3", "3"));
  dip_comparison_model_set_reviews (fixture->model, reviews);
  assert_progress (fixture, 1, 4);

  /* It is marked and stays, until it is to be hidden. */
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");
  g_assert_cmpuint (dip_comparison_model_find_open (fixture->model, GTK_INVALID_LIST_POSITION), ==, 8);
  g_assert_cmpuint (dip_comparison_model_find_open (fixture->model, 4), ==, 8);
  dip_comparison_model_set_open_only (fixture->model, TRUE);
  assert_rows (fixture, "S {3} [4] r o [5] s s [6] s");
  assert_changes (fixture, "1-6+1");

  mark (fixture, NULL, "5", TRUE);
  assert_rows (fixture, "S {3} [4] r o {1} [6] s");
  assert_changes (fixture, "5-3+1");
  assert_progress (fixture, 2, 4);

  /* After the last one comes the first one, in another clause. */
  g_assert_cmpuint (dip_comparison_model_find_open (fixture->model, 3), ==, 6);
  g_assert_cmpuint (dip_comparison_model_find_open (fixture->model, 6), ==, 3);

  mark (fixture, NULL, "5", FALSE);
  assert_changes (fixture, "5-1+3");
  dip_comparison_model_set_open_only (fixture->model, FALSE);
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");
  assert_changes (fixture, "1-1+6");

  mark (fixture, "4", "4", TRUE);
  mark (fixture, NULL, "5", TRUE);
  mark (fixture, "6", NULL, TRUE);
  assert_progress (fixture, 4, 4);
  g_assert_cmpuint (dip_comparison_model_find_open (fixture->model, 4), ==, G_MAXUINT);
}

static void
test_unfold (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (DipComparisonRow) clauses = g_list_model_get_item (G_LIST_MODEL (fixture->model), 1);
  g_autoptr (DipComparisonRow) paragraphs = g_list_model_get_item (G_LIST_MODEL (fixture->model), 3);

  dip_comparison_model_unfold (fixture->model, paragraphs);
  assert_rows (fixture, "S {1} [2] = = = s = {1} [4] r o [5] s s [6] s");
  assert_changes (fixture, "3-1+3");

  dip_comparison_model_unfold (fixture->model, clauses);
  assert_rows (fixture, "S [1] = [2] = = = s = {1} [4] r o [5] s s [6] s");
  assert_changes (fixture, "1-1+2");

  /* Another filter folds again. */
  dip_comparison_model_set_classes (fixture->model, DIP_CLASS_BIT (DIP_CLASS_SUBSTANTIVE));
  assert_rows (fixture, "S {1} [2] (3) s = {2} [5] s s [6] s");
  assert_changes (fixture, "1-12+6");
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  /* Full width, other case, on the old side only. */
  dip_comparison_model_set_text (fixture->model, "３０ ＤＡＹＳ");
  assert_rows (fixture, "{1} [2] (3) s = {4}");
  assert_changes (fixture, "0-15+6");

  dip_comparison_model_set_text (fixture->model, "nowhere");
  assert_rows (fixture, "{6}");
  g_assert_cmpuint (dip_comparison_model_get_n_shown (fixture->model), ==, 0);
  assert_changes (fixture, "0-6+1");

  /* Other words for the same, in any order, and without a word. */
  dip_comparison_model_set_text (fixture->model, "keys days 30");
  g_assert_cmpuint (dip_comparison_model_get_n_shown (fixture->model), ==, 0);
  g_string_truncate (fixture->changes, 0);
  dip_comparison_model_set_text (fixture->model, "days 30 -vaults");
  g_assert_cmpuint (dip_comparison_model_get_n_shown (fixture->model), ==, 1);
  dip_comparison_model_set_text (fixture->model, "days 30 -three");
  g_assert_cmpuint (dip_comparison_model_get_n_shown (fixture->model), ==, 0);
  dip_comparison_model_set_text (fixture->model, "nowhere");
  g_string_truncate (fixture->changes, 0);

  dip_comparison_model_set_text (fixture->model, "");
  assert_rows (fixture, "S {1} [2] (3) s = {1} [4] r o [5] s s [6] s");
  assert_changes (fixture, "0-1+15");
}

static void
test_group (Fixture       *fixture,
            gconstpointer  data)
{
  DipPair *pair = g_ptr_array_index (fixture->comparison->pairs, 3);

  ((DipChange *) g_ptr_array_index (pair->changes, 0))->group = 7;
  dip_comparison_model_set_group (fixture->model, 7);
  assert_rows (fixture, "{3} [4] r o {2}");
  assert_changes (fixture, "0-15+5");
}

/* A clause that came or went is one stop, a changed paragraph is one each. */
static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  GString *stops = g_string_new (NULL);
  guint position = G_MAXUINT;

  g_assert_cmpuint (dip_comparison_model_get_n_changes (fixture->model), ==, 4);
  for (guint i = 0; i < 5; i++)
    {
      position = dip_comparison_model_find_change (fixture->model, position, 1);
      g_string_append_printf (stops, "%u ", position);
    }
  g_assert_cmpstr (stops->str, ==, "4 8 10 13 4 ");

  g_string_truncate (stops, 0);
  for (guint i = 0; i < 5; i++)
    {
      position = dip_comparison_model_find_change (fixture->model, position, -1);
      g_string_append_printf (stops, "%u ", position);
    }
  g_assert_cmpstr (stops->str, ==, "13 10 8 4 13 ");
  g_string_free (stops, TRUE);

  g_assert_cmpuint (dip_comparison_model_get_ordinal (fixture->model, 8), ==, 2);
  g_assert_cmpuint (dip_comparison_model_get_ordinal (fixture->model, 0), ==, 0);
}

/* Only among changes of some classes, all round; a clause that came or went is substance. */
static void
test_next_of_class (Fixture       *fixture,
                    gconstpointer  data)
{
  guint reference = DIP_CLASS_BIT (DIP_CLASS_REFERENCE);
  guint substantive = DIP_CLASS_BIT (DIP_CLASS_SUBSTANTIVE);

  g_assert_cmpuint (dip_comparison_model_find_class (fixture->model, G_MAXUINT, 1, reference), ==, 8);
  g_assert_cmpuint (dip_comparison_model_find_class (fixture->model, 8, 1, reference), ==, 8);
  g_assert_cmpuint (dip_comparison_model_find_class (fixture->model, 4, 1, substantive), ==, 10);
  g_assert_cmpuint (dip_comparison_model_find_class (fixture->model, 10, -1, substantive), ==, 4);
  g_assert_cmpuint (dip_comparison_model_find_class (fixture->model, 4, 1, DIP_CLASS_BIT (DIP_CLASS_EDITORIAL)),
                    ==, G_MAXUINT);
}

/* From heading to heading of the clauses whose promise has turned. */
static void
test_next_flip (void)
{
  DipComparison *comparison = fixture_comparison_new ("# 1 One\n"
                                                      "s We do.|We do not.\n"
                                                      "! it does not\n"
                                                      "# 2 Two\n"
                                                      "s 30 days|7 days\n"
                                                      "# 3 Three\n"
                                                      "s We keep it.|You keep it.\n"
                                                      "! yours now\n");
  DipComparisonModel *model = dip_comparison_model_new (comparison);
  guint first = dip_comparison_model_find_flip (model, G_MAXUINT, 1);
  guint second = dip_comparison_model_find_flip (model, first, 1);
  DipComparisonRow *row;

  row = g_list_model_get_item (G_LIST_MODEL (model), first);
  g_assert_cmpstr (row->pair->new_clause->number, ==, "1");
  g_object_unref (row);
  row = g_list_model_get_item (G_LIST_MODEL (model), second);
  g_assert_cmpstr (row->pair->new_clause->number, ==, "3");
  g_object_unref (row);
  g_assert_cmpuint (dip_comparison_model_find_flip (model, second, 1), ==, first);
  g_assert_cmpuint (dip_comparison_model_find_flip (model, first, -1), ==, second);

  g_object_unref (model);
  dip_comparison_unref (comparison);
}

static void
test_no_flip (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpuint (dip_comparison_model_find_flip (fixture->model, G_MAXUINT, 1), ==, G_MAXUINT);
  g_assert_cmpuint (dip_comparison_model_find_flip (fixture->model, 3, -1), ==, G_MAXUINT);
}

static void
test_next_of_nothing (Fixture       *fixture,
                      gconstpointer  data)
{
  g_assert_cmpuint (dip_comparison_model_find_change (fixture->model, G_MAXUINT, 1), ==, G_MAXUINT);
  g_assert_cmpuint (dip_comparison_model_find_change (fixture->model, 0, -1), ==, G_MAXUINT);
  assert_rows (fixture, "S {1}");
}

static void
test_find_clause (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "2"), ==, 2);
  assert_changes (fixture, "");

  /* A folded clause is unfolded. */
  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "3"), ==, 6);
  assert_rows (fixture, "S {1} [2] (3) s = [3] l [4] r o [5] s s [6] s");
  assert_changes (fixture, "6-1+2");

  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "99"), ==, G_MAXUINT);
}

/* A clause that was removed is not the new one that has its number now. */
static void
test_find_removed (Fixture       *fixture,
                   gconstpointer  data)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));

  assert_rows (fixture, "S {1} [2] s [2] s");
  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "2"), ==, 2);
  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "-2"), ==, 4);
  g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, "-1"), ==, G_MAXUINT);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);
      g_autofree char *address = NULL;

      if (row->kind != DIP_COMPARISON_ROW_HEADING)
        continue;
      address = dip_axis_dup_address (row->pair);
      g_assert_cmpuint (dip_comparison_model_find_clause (fixture->model, address), ==, i);
    }
}

/* A promise that has turned is shown whatever the filter hides. */
static void
test_flip (Fixture       *fixture,
           gconstpointer  data)
{
  dip_comparison_model_set_classes (fixture->model, DIP_CLASS_BIT (DIP_CLASS_LAYOUT));
  assert_rows (fixture, "S [1] s {1}");
  assert_changes (fixture, "3-2+1");
}

static char *
long_text (guint    n_sentences,
           gboolean changed)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_sentences; i++)
    g_string_append_printf (text, "第%u文では、%sについて説明しています。", i,
                            changed && i == n_sentences / 2 ? "別のこと" : "同じこと");

  return g_string_free (text, FALSE);
}

/* The pieces of a long paragraph are short and together are the paragraph. */
static void
test_pieces (void)
{
  g_autofree char *old_text = long_text (400, FALSE);
  g_autofree char *new_text = long_text (400, TRUE);
  g_autofree char *spec = g_strdup_printf ("# 1 Long\ns %s|%s\n", old_text, new_text);
  g_autoptr (DipComparison) comparison = fixture_comparison_new (spec);
  DipPair *pair = g_ptr_array_index (comparison->pairs, 0);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_object_unref);
  GString *old_all = g_string_new (NULL);
  GString *new_all = g_string_new (NULL);

  dip_comparison_row_cut (comparison, 0, &g_array_index (pair->rows, DipRow, 1), pieces);
  g_assert_cmpuint (pieces->len, >, 5);

  for (guint i = 0; i < pieces->len; i++)
    {
      g_autofree char *old_piece = dip_comparison_row_dup_old (g_ptr_array_index (pieces, i));
      g_autofree char *new_piece = dip_comparison_row_dup_new (g_ptr_array_index (pieces, i));

      g_assert_true (g_utf8_validate (old_piece, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (old_piece, -1), <=, 1000);
      g_assert_cmpint (g_utf8_strlen (new_piece, -1), <=, 1000);
      g_string_append (old_all, old_piece);
      g_string_append (new_all, new_piece);
    }

  g_assert_cmpstr (old_all->str, ==, old_text);
  g_assert_cmpstr (new_all->str, ==, new_text);
  g_string_free (old_all, TRUE);
  g_string_free (new_all, TRUE);
}

static void
test_class_words (void)
{
  g_autofree char *words = dip_classes_to_string (DIP_CLASSES_DEFAULT);

  g_assert_cmpstr (words, ==, "substantive,editorial,reference");
  g_assert_cmpuint (dip_classes_from_string (words), ==, DIP_CLASSES_DEFAULT);
  g_assert_cmpuint (dip_classes_from_string ("layout"), ==, DIP_CLASS_BIT (DIP_CLASS_LAYOUT));
  g_assert_cmpuint (dip_classes_from_string (""), ==, DIP_CLASSES_DEFAULT);
  g_assert_cmpuint (dip_classes_from_string ("nonsense"), ==, DIP_CLASSES_DEFAULT);
}

#define ADD(path, spec, func) g_test_add (path, Fixture, spec, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ui/comparison-model/default", SPEC, test_default);
  ADD ("/ui/comparison-model/classes", SPEC, test_classes);
  ADD ("/ui/comparison-model/tags", SPEC, test_tags);
  ADD ("/ui/comparison-model/reviews", SPEC, test_reviews);
  ADD ("/ui/comparison-model/unfold", SPEC, test_unfold);
  ADD ("/ui/comparison-model/text", SPEC, test_text);
  ADD ("/ui/comparison-model/group", SPEC, test_group);
  ADD ("/ui/comparison-model/next", SPEC, test_next);
  ADD ("/ui/comparison-model/next-of-class", SPEC, test_next_of_class);
  ADD ("/ui/comparison-model/no-flip", SPEC, test_no_flip);
  g_test_add_func ("/ui/comparison-model/next-flip", test_next_flip);
  ADD ("/ui/comparison-model/next-of-nothing", "# 1 Purpose\n= One.\n", test_next_of_nothing);
  ADD ("/ui/comparison-model/find-clause", SPEC, test_find_clause);
  ADD ("/ui/comparison-model/find-removed", "# 1 Purpose\n= One.\n+ 2 Keys\ns |We keep keys.\n- 2 Paper\ns We shred paper.|\n",
       test_find_removed);
  ADD ("/ui/comparison-model/flip",
       "# 1 Backup\n! It is gone.\ns We do.|We do not.\n# 2 Logs\ns 1|2\n", test_flip);
  g_test_add_func ("/ui/comparison-model/pieces", test_pieces);
  g_test_add_func ("/ui/comparison-model/class-words", test_class_words);
  g_test_add_func ("/ui/comparison-model/tag-words", test_tag_words);

  return g_test_run ();
}
