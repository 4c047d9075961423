/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>
#include <sys/resource.h>

/*
 * Sizes that no paper has. Each case runs in a process of its own whose memory
 * is limited, and is held to all that holds of a comparison: changes rebuild
 * both sides, rows cover all parts, every clause is in one pair. Time is meson's
 * limit for the test. Where the work was cut short, the comparison says so.
 */

/* Address space of one case: the largest (20,000 equal clauses of ten blocks) needs some 250 MiB. */
#define MAX_BYTES (640u * 1024 * 1024)

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
      clause->title = g_strdup_printf ("項目%u", i);
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

/* Sentences of invented words; the same seed gives the same ones. */
static char *
make_text (gsize   n_bytes,
           guint32 seed)
{
  GString *text = g_string_sized_new (n_bytes + 64);
  guint32 state = seed * 2654435761u + 1;

  for (guint i = 0; text->len < n_bytes; i++)
    {
      state = state * 1664525u + 1013904223u;
      g_string_append_unichar (text, 0x4E00 + (state >> 16) % 3000);
      g_string_append_unichar (text, 0x4E00 + (state >> 8) % 3000);
      g_string_append (text, i % 9 == 8 ? "します。" : i % 2 == 0 ? "の" : "を");
    }

  return g_string_free (text, FALSE);
}

/* fixture_compare () holds what holds of every comparison. */
static void
compare_and_check (DipDocument *a,
                   DipDocument *b,
                   guint        n_pairs,
                   gboolean     is_cut_short)
{
  g_autoptr (DipComparison) comparison = fixture_compare (a, b);
  struct rusage usage = { 0 };

  for (guint i = 0; i < comparison->limits->len; i++)
    g_printerr ("limit: %s\n", (const char *) comparison->limits->pdata[i]);
  getrusage (RUSAGE_SELF, &usage);
  g_printerr ("%ld kB, %ld.%03ld s\n", usage.ru_maxrss, (long) usage.ru_utime.tv_sec,
              (long) usage.ru_utime.tv_usec / 1000);

  g_assert_cmpuint (comparison->pairs->len, ==, n_pairs);
  if (is_cut_short)
    g_assert_cmpuint (comparison->limits->len, >, 0);
}

/* Two megabytes in one clause, a sentence in fifty rewritten. */
static void
one_clause (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autofree char *text = make_text (2 * 1024 * 1024 / FIXTURE_SHRINK, 1);
  g_auto (GStrv) sentences = g_strsplit (text, "。", -1);
  g_autofree char *edited = NULL;

  for (guint i = 0; sentences[i] != NULL; i += 50)
    {
      g_free (sentences[i]);
      sentences[i] = make_text (60, 1000 + i);
    }
  edited = g_strjoinv ("。", sentences);
  add_block (a, 0, text);
  add_block (b, 0, edited);
  compare_and_check (a, b, 1, FALSE);
}

/* … and all of it rewritten. */
static void
one_clause_of_another_text (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  g_autofree char *x = make_text (2 * 1024 * 1024 / FIXTURE_SHRINK, 1);
  g_autofree char *y = make_text (2 * 1024 * 1024 / FIXTURE_SHRINK, 2);

  add_block (a, 0, x);
  add_block (b, 0, y);
  compare_and_check (a, b, 1, TRUE);
}

/* Every clause edited, and all of them in another order. */
static void
many_clauses (void)
{
  const guint n = 20000 / FIXTURE_SHRINK;
  g_autoptr (DipDocument) a = make_document (n);
  g_autoptr (DipDocument) b = make_document (n);

  for (guint i = 0; i < n; i++)
    {
      DipClause *clause = b->clauses->pdata[i];
      guint from = (i * 7919u) % n;
      g_autofree char *text = make_text (120, i);
      g_autofree char *other = make_text (120, from);
      g_autofree char *edited = g_strconcat (other, "例外はありません。", NULL);

      g_free (clause->title);
      clause->title = g_strdup_printf ("項目%u", from);
      add_block (a, i, text);
      add_block (b, i, edited);
    }
  compare_and_check (a, b, n, FALSE);
}

static void
fill_equal (DipDocument *document)
{
  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = document->clauses->pdata[i];

      g_free (clause->title);
      clause->title = g_strdup ("同じ題");
      for (guint k = 0; k < 10; k++)
        add_block (document, i, "同じ行です。");
    }
}

static void
all_lines_equal (void)
{
  g_autoptr (DipDocument) a = make_document (20000 / FIXTURE_SHRINK);
  g_autoptr (DipDocument) b = make_document (20000 / FIXTURE_SHRINK + 7);

  fill_equal (a);
  fill_equal (b);
  compare_and_check (a, b, 20000 / FIXTURE_SHRINK + 7, FALSE);
}

static void
all_lines_equal_in_one_clause (void)
{
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);

  for (guint i = 0; i < 50000 / FIXTURE_SHRINK; i++)
    {
      add_block (a, 0, "同じ行です。");
      if (i % 3 != 0)
        add_block (b, 0, "同じ行です。");
    }
  compare_and_check (a, b, 1, FALSE);
}

static void
nothing_in_common (void)
{
  const guint n = 5000 / FIXTURE_SHRINK;
  g_autoptr (DipDocument) a = make_document (n);
  g_autoptr (DipDocument) b = make_document (n);

  for (guint i = 0; i < n; i++)
    {
      DipClause *clause = b->clauses->pdata[i];
      GString *latin = g_string_new (NULL);

      for (guint k = 0; k < 20; k++)
        g_string_append_printf (latin, "w%ux%u ", i, k);
      g_free (clause->title);
      clause->title = g_strdup_printf ("Item no. %u", i);
      add_block (b, i, latin->str);
      g_string_free (latin, TRUE);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (150, i);

      add_block (a, i, text);
    }
  compare_and_check (a, b, 2 * n, FALSE);
}

/* What an odd PDF gives: each character a paragraph. */
static void
blocks_of_one_character (void)
{
  const guint n = 200000 / FIXTURE_SHRINK;
  g_autoptr (DipDocument) a = make_document (1);
  g_autoptr (DipDocument) b = make_document (1);
  guint32 state = 1;

  for (guint i = 0; i < n; i++)
    {
      char letter[8] = { 0 };

      state = state * 1664525u + 1013904223u;
      g_unichar_to_utf8 (0x4E00 + (state >> 16) % 500, letter);
      add_block (a, 0, letter);
      if (i % 17 != 0)
        add_block (b, 0, letter);
      if (i % 23 == 0)
        add_block (b, 0, "新");
    }
  compare_and_check (a, b, 1, FALSE);
}

typedef struct
{
  const char *path;
  void      (*run) (void);
} Extreme;

static const Extreme extremes[] = {
  { "/engine/pathological/one-clause", one_clause },
  { "/engine/pathological/one-clause-of-another-text", one_clause_of_another_text },
  { "/engine/pathological/many-clauses", many_clauses },
  { "/engine/pathological/all-lines-equal", all_lines_equal },
  { "/engine/pathological/all-lines-equal-in-one-clause", all_lines_equal_in_one_clause },
  { "/engine/pathological/nothing-in-common", nothing_in_common },
  { "/engine/pathological/blocks-of-one-character", blocks_of_one_character },
};

static void
test_extreme (gconstpointer data)
{
  const Extreme *extreme = data;

  if (g_test_subprocess ())
    {
/* The sanitizer maps terabytes. */
#ifndef FIXTURE_WITH_ASAN
      struct rlimit limit = { MAX_BYTES, MAX_BYTES };

      g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
#endif
      extreme->run ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (extremes); i++)
    g_test_add_data_func (extremes[i].path, &extremes[i], test_extreme);

  return g_test_run ();
}
