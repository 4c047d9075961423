/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

/* Texts that no provider writes. Nothing here looks at a clock: what would take
 * quadratic time takes longer than meson's limit for a test. */

static DipDocument *
make_document (guint n_clauses)
{
  DipDocument *document = dip_document_new ();

  for (guint i = 0; i < n_clauses; i++)
    {
      DipClause *clause = dip_clause_new ();

      clause->id = g_strdup_printf ("%u", i + 1);
      clause->number = g_strdup (clause->id);
      clause->level = 1;
      g_free (clause->title);
      clause->title = g_strdup_printf ("題%u", i);
      g_ptr_array_add (document->clauses, clause);
    }

  return document;
}

static void
add_block (DipDocument *document,
           guint        clause,
           const char  *text)
{
  g_ptr_array_add (((DipClause *) document->clauses->pdata[clause])->blocks,
                   dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
}

static char *
make_words (guint    n,
            guint    seed,
            gboolean stops)
{
  GString *text = g_string_new (NULL);
  guint32 state = seed * 2654435761u + 1;

  for (guint i = 0; i < n; i++)
    {
      state = state * 1664525u + 1013904223u;
      g_string_append_unichar (text, 0x4E00 + (state >> 16) % 5000);
      g_string_append (text, i % 3 == 0 ? "の" : "を");
      if (stops && i % 12 == 11)
        g_string_append (text, "。");
    }

  return g_string_free (text, FALSE);
}

/* Two megabytes without a full stop, and nothing in common. */
static void
test_one_endless_sentence (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autoptr (DipComparison) comparison = NULL;
  g_autofree char *x = make_words (330000 / FIXTURE_SHRINK, 1, FALSE);
  g_autofree char *y = make_words (330000 / FIXTURE_SHRINK, 2, FALSE);

  add_block (a, 0, x);
  add_block (b, 0, y);
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->pairs->len, ==, 1);
}

static void
test_one_large_clause (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autoptr (DipComparison) comparison = NULL;
  g_autofree char *x = make_words (100000, 3, TRUE);
  g_autofree char *y = make_words (100000, 4, TRUE);
  g_autofree char *z = g_strconcat (x, y, NULL);

  add_block (a, 0, x);
  add_block (b, 0, z);
  comparison = fixture_compare (a, b);

  g_assert_cmpint (((const DipPair *) comparison->pairs->pdata[0])->class_, ==, DIP_CLASS_SUBSTANTIVE);
}

static void
test_many_clauses (void)
{
  const guint n = 20000;
  g_autoptr (DipDocument) a = make_document (n);
  g_autoptr (DipDocument) b = make_document (n);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_words (12, i, TRUE);

      add_block (a, i, text);
      add_block (b, n - 1 - i, text);
    }
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->pairs->len, ==, n);
}

static void
test_all_equal (void)
{
  const guint n = 5000;
  g_autoptr (DipDocument) a = make_document (n);
  g_autoptr (DipDocument) b = make_document (n + 10);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < n + 10; i++)
    {
      DipDocument *both[] = { a, b };

      for (guint k = 0; k < 2; k++)
        {
          DipClause *clause;

          if (i >= both[k]->clauses->len)
            continue;
          clause = both[k]->clauses->pdata[i];
          g_free (clause->title);
          clause->title = g_strdup ("同じ題");
          add_block (both[k], i, "同じ文が並びます。同じ文が並びます。");
        }
    }
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->pairs->len, ==, n + 10);
  g_assert_cmpuint (comparison->n_by_class[DIP_CLASS_NONE], ==, n);
}

static void
test_equal_sentences (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (GString) x = g_string_new (NULL);
  g_autoptr (GString) y = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (x, "同じ文が並びます。");
      g_string_append (y, i % 2 == 0 ? "同じ文が並びます。" : "違う文も並びます。");
    }
  add_block (a, 0, x->str);
  add_block (b, 0, y->str);
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->pairs->len, ==, 1);
}

static void
test_nothing_in_common (void)
{
  const guint n = 2000;
  g_autoptr (DipDocument) a = make_document (n);
  g_autoptr (DipDocument) b = make_document (n);
  g_autoptr (DipComparison) comparison = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *x = make_words (40, i, TRUE);
      g_autofree char *y = make_words (40, n + i, TRUE);
      DipClause *clause = b->clauses->pdata[i];

      g_free (clause->title);
      clause->title = g_strdup_printf ("別%u", i);
      add_block (a, i, x);
      add_block (b, i, y);
    }
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->pairs->len, >=, n);
}

/* Where the work was cut short, people are told. */
static void
test_tells (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (GString) x = g_string_new (NULL);
  g_autoptr (GString) y = g_string_new (NULL);

  for (guint i = 0; i < 30000; i++)
    {
      g_string_append_printf (x, "鍵の");
      g_string_append_printf (x, "%s", i % 2 == 0 ? "表を" : "裏を");
      g_string_append_printf (y, "鍵の");
      g_string_append_printf (y, "%s", i % 3 == 0 ? "扉を" : "表を");
    }
  add_block (a, 0, x->str);
  add_block (b, 0, y->str);
  comparison = fixture_compare (a, b);

  g_assert_cmpuint (comparison->limits->len, >, 0);
}

/* A paper whose table of revisions says @summary of an edition in which each of @n clauses changed. */
static DipComparison *
compare_declared (guint       n,
                  const char *summary)
{
  g_autoptr (GString) x = g_string_new ("= 1.0 | 2023-01-01 | First issue.\n");
  g_autoptr (GString) y = g_string_new (NULL);

  g_string_append_printf (y, "= 1.1 | 2024-01-01 | %s\n%s", summary, x->str);
  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (x, "# %u Title%u of copies\nCopies are kept for %u days.\n", i, i, i + 30);
      g_string_append_printf (y, "# %u Title%u of copies\nCopies are kept for %u days.\n", i, i, i + 29);
    }

  return fixture_compare_texts (x->str, y->str);
}

/* A table of revisions with more items than anybody reads, and one item with as many commas. */
static void
test_endless_revisions (void)
{
  static const char told[] = "The revision table says so much that not all of it was held against the changes.";
  g_autoptr (DipComparison) modest = compare_declared (1000, "badges updated");
  g_autoptr (DipComparison) endless = NULL;
  g_autoptr (DipComparison) commas = NULL;
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (items, "gate %u updated; ", i);
      g_string_append_printf (words, "word%u, ", i);
    }
  g_string_append (words, "badges updated");
  endless = compare_declared (1000, items->str);
  commas = compare_declared (10, words->str);

  g_assert_cmpuint (modest->undeclared->len, ==, 1000);
  g_assert_cmpuint (modest->limits->len, ==, 0);
  g_assert_cmpuint (endless->undeclared->len, ==, 1000);
  g_assert_cmpuint (endless->limits->len, ==, 1);
  g_assert_cmpstr (endless->limits->pdata[0], ==, told);
  g_assert_cmpuint (commas->undeclared->len, ==, 10);
  g_assert_cmpuint (commas->limits->len, ==, 0);
}

/* What stands before the first clause is compared as far as it was read. */
static void
test_front_is_cut (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autoptr (DipComparison) whole = fixture_compare (a, b);
  g_autoptr (DipComparison) cut = NULL;

  a->front_is_cut = TRUE;
  cut = fixture_compare (a, b);

  g_assert_cmpuint (whole->limits->len, ==, 0);
  g_assert_cmpuint (cut->limits->len, ==, 1);
  g_assert_nonnull (strstr (cut->limits->pdata[0], "only the beginning"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/limits/one-endless-sentence", test_one_endless_sentence);
  g_test_add_func ("/engine/limits/one-large-clause", test_one_large_clause);
  g_test_add_func ("/engine/limits/many-clauses", test_many_clauses);
  g_test_add_func ("/engine/limits/all-equal", test_all_equal);
  g_test_add_func ("/engine/limits/equal-sentences", test_equal_sentences);
  g_test_add_func ("/engine/limits/nothing-in-common", test_nothing_in_common);
  g_test_add_func ("/engine/limits/tells", test_tells);
  g_test_add_func ("/engine/limits/endless-revisions", test_endless_revisions);
  g_test_add_func ("/engine/limits/front-is-cut", test_front_is_cut);

  return g_test_run ();
}
