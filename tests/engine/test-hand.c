/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

/* Clauses that a person pairs or parts. */

static DipComparison *
compare (DipDocument     *old_document,
         DipDocument     *new_document,
         const GPtrArray *pairings)
{
  g_autoptr (GError) error = NULL;
  DipComparison *comparison = dip_compare_by_hand (old_document, new_document, pairings, dip_lexicon_get_default (),
                                                   NULL, &error);

  g_assert_no_error (error);
  fixture_assert_sound (comparison);

  return comparison;
}

/* "3>5" pairs, "3|5" parts; several with spaces between. */
static GPtrArray *
parse (const char *text)
{
  GPtrArray *pairings = dip_pairings_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean apart = strchr (words[i], '|') != NULL;
      g_auto (GStrv) ids = g_strsplit (words[i], apart ? "|" : ">", 2);

      g_ptr_array_add (pairings, dip_pairing_new (apart ? DIP_PAIRING_APART : DIP_PAIRING_TOGETHER, ids[0], ids[1]));
    }

  return pairings;
}

static DipComparison *
compare_texts (const char *old_text,
               const char *new_text,
               const char *pairings)
{
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) new_document = fixture_document (new_text);
  g_autoptr (GPtrArray) list = parse (pairings);

  return compare (old_document, new_document, list);
}

static void
assert_pairs (const char *old_text,
              const char *new_text,
              const char *pairings,
              const char *expected)
{
  g_autoptr (DipComparison) comparison = compare_texts (old_text, new_text, pairings);
  g_autofree char *found = fixture_describe (comparison);

  g_assert_cmpstr (found, ==, expected);
}

static const char old_text[] =
  "# 1 受付\n窓口の開設時間は平日の九時から十七時までとします。\n"
  "# 2 保管\n書類は鍵のかかる書庫に七年間保管します。\n"
  "# 3 廃棄\n媒体は溶解して処分し、証明書を交付します。\n";

static const char new_text[] =
  "# 1 受付\n窓口の開設時間は平日の九時から十七時までとします。\n"
  "# 2 保管\n書類は鍵のかかる書庫に七年間保管します。\n"
  "# 3 利用終了時の扱い\n契約が終わると、当社は預かったデータを消去しません。\n";

static void
test_pairs (void)
{
  g_autoptr (DipComparison) comparison = NULL;
  const DipPair *pair;

  assert_pairs (old_text, new_text, "2>2",
                "1>1 same none, 2>2 same none, 3>- removed substantive, ->3 added substantive");
  assert_pairs (old_text, new_text, "3>3", "1>1 same none, 2>2 same none, 3>3 renamed substantive");

  comparison = compare_texts (old_text, new_text, "3>3");
  pair = fixture_find_pair (comparison, "3");
  g_assert_cmpint (pair->hand, ==, DIP_HAND_PAIRED);
  g_assert_cmpuint (pair->changes->len, >, 0);
  g_assert_cmpuint (comparison->pairings->len, ==, 1);
  g_assert_cmpuint (comparison->limits->len, ==, 0);
  g_assert_cmpint (fixture_find_pair (comparison, "2")->hand, ==, DIP_HAND_NONE);
  g_assert_nonnull (dip_hand_get_reason (pair->hand));
  g_assert_null (dip_hand_get_reason (DIP_HAND_NONE));
}

/* Its guesses go on around what a person said: who lost a partner may find another. */
static void
test_goes_first (void)
{
  assert_pairs (old_text, new_text, "1>2",
                "->1 added substantive, 1>2 renamed substantive, 2>- removed substantive, "
                "3>- removed substantive, ->3 added substantive");
}

static void
test_parts (void)
{
  g_autoptr (DipComparison) comparison = NULL;

  assert_pairs (old_text, new_text, "2|2",
                "1>1 same none, 2>- removed substantive, 3>- removed substantive, ->2 added substantive, "
                "->3 added substantive");

  comparison = compare_texts (old_text, new_text, "2|2");
  g_assert_cmpint (fixture_find_pair (comparison, "2")->hand, ==, DIP_HAND_PARTED);
  g_assert_cmpint (fixture_find_old (comparison, "2")->hand, ==, DIP_HAND_PARTED);
  g_assert_cmpint (fixture_find_pair (comparison, "3")->hand, ==, DIP_HAND_NONE);
}

/* Several for one clause. */
static void
test_split_and_merged (void)
{
  assert_pairs (old_text, new_text, "3>2 3>3",
                "1>1 same none, 2>- removed substantive, 3>2+3 split substantive");
  assert_pairs (old_text, new_text, "2>3 3>3",
                "1>1 same none, ->2 added substantive, 2+3>3 merged substantive");
}

/* A clause that was split off by the program's own reckoning may be parted from its origin. */
static void
test_parts_split (void)
{
  static const char whole[] =
    "# 1 記録\n利用者の操作は一件ずつ台帳に書き留め、三年のあいだ倉庫で保管します。"
    "停電に備えて二系統の電源を用意し、月に一度の切替試験を行います。\n";
  static const char halves[] =
    "# 1 記録\n利用者の操作は一件ずつ台帳に書き留め、三年のあいだ倉庫で保管します。\n"
    "# 2 電源\n停電に備えて二系統の電源を用意し、月に一度の切替試験を行います。\n";

  assert_pairs (whole, halves, "1|9", "1>1+2 split editorial");
  assert_pairs (whole, halves, "1>1", "1>1 changed editorial, ->2 added substantive");
  assert_pairs (whole, halves, "1>1 1>2", "1>1+2 split editorial");
  assert_pairs (whole, halves, "1|2", "1>1 changed editorial, ->2 added substantive");
}

static void
assert_told (const char *pairings,
             guint       n_heeded,
             const char *told)
{
  g_autoptr (DipComparison) comparison = compare_texts (old_text, new_text, pairings);

  g_assert_cmpuint (comparison->pairings->len, ==, n_heeded);
  g_assert_cmpuint (comparison->limits->len, ==, 1);
  g_assert_nonnull (strstr (comparison->limits->pdata[0], told));
}

static void
test_told (void)
{
  assert_told ("9>3", 0, "there is no such clause");
  assert_told ("3>9", 0, "there is no such clause");
  assert_told ("3|9 3>3", 1, "“3” and “9”");
  assert_told ("3>3 3|3", 1, "contradicts");
  assert_told ("3|3 3>3", 1, "contradicts");

  /* Old 2 would stand in two pairs. */
  assert_told ("2>2 3>3 2>3", 2, "contradicts");
  assert_pairs (old_text, new_text, "9>3", "1>1 same none, 2>2 same none, 3>- removed substantive, ->3 added substantive");
}

static const DipPair *
find_by_clause (const DipComparison *comparison,
                const char          *id,
                gboolean             is_old)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];
      const DipClause *clause = is_old ? pair->old_clause : pair->new_clause;
      const GPtrArray *more = is_old ? pair->old_more : pair->new_more;

      if (clause != NULL && g_str_equal (clause->id, id))
        return pair;
      for (guint k = 0; k < more->len; k++)
        {
          if (g_str_equal (((const DipClause *) more->pdata[k])->id, id))
            return pair;
        }
    }

  return NULL;
}

static GPtrArray *
random_pairings (const DipDocument *old_document,
                 const DipDocument *new_document)
{
  GPtrArray *pairings = dip_pairings_new ();
  guint n = g_test_rand_int_range (1, 14);

  for (guint i = 0; i < n; i++)
    {
      /* Near ones are met more often, so that they become split and merged. */
      guint old_index = g_test_rand_int_range (0, old_document->clauses->len);
      guint new_index = g_test_rand_bit ()
        ? MIN (old_index + g_test_rand_int_range (0, 3), new_document->clauses->len - 1)
        : (guint) g_test_rand_int_range (0, new_document->clauses->len);
      const DipClause *old_clause = old_document->clauses->pdata[old_index];
      const DipClause *new_clause = new_document->clauses->pdata[new_index];

      if (dip_pairings_find (pairings, old_clause->id, new_clause->id) == NULL)
        g_ptr_array_add (pairings, dip_pairing_new (g_test_rand_bit () ? DIP_PAIRING_TOGETHER : DIP_PAIRING_APART,
                                                    old_clause->id, new_clause->id));
    }

  return pairings;
}

/* Whatever a person says, it holds or is told, and all other promises of a comparison hold. */
static void
test_random (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (DipDocument) document = fixture_paper ();
      g_autoptr (DipDocument) copy = fixture_copy (document);
      g_autoptr (GPtrArray) pairings = NULL;
      g_autoptr (DipComparison) comparison = NULL;
      g_autoptr (DipComparison) again = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_ptr_array_remove_index (copy->clauses, g_test_rand_int_range (1, copy->clauses->len));
      g_ptr_array_insert (copy->clauses, g_test_rand_int_range (1, copy->clauses->len),
                          g_ptr_array_steal_index (copy->clauses, g_test_rand_int_range (1, copy->clauses->len)));
      fixture_renumber (copy);
      pairings = random_pairings (document, copy);
      comparison = compare (document, copy, pairings);
      again = compare (document, copy, pairings);
      first = fixture_describe (comparison);
      second = fixture_describe (again);
      g_assert_cmpstr (first, ==, second);
      g_assert_cmpuint (comparison->pairings->len + comparison->limits->len, >=, pairings->len);

      for (guint i = 0; i < comparison->pairings->len; i++)
        {
          const DipPairing *pairing = comparison->pairings->pdata[i];
          const DipPair *old_pair = find_by_clause (comparison, pairing->old_clause, TRUE);
          const DipPair *new_pair = find_by_clause (comparison, pairing->new_clause, FALSE);

          g_assert_nonnull (old_pair);
          g_assert_nonnull (new_pair);
          g_assert_cmpint (old_pair->hand, !=, DIP_HAND_NONE);
          if (pairing->kind == DIP_PAIRING_APART)
            g_assert_true (old_pair != new_pair);
          else
            g_assert_cmpint (old_pair->hand, ==, DIP_HAND_PAIRED);
        }
    }
}

/* What is said the other way round gives the same pairs the other way round. */
static void
test_swapped (void)
{
  assert_pairs (new_text, old_text, "3>3", "1>1 same none, 2>2 same none, 3>3 renamed substantive");
  assert_pairs (new_text, old_text, "2>3 3>3", "1>1 same none, ->2 added substantive, 2+3>3 merged substantive");
}

static void
assert_turned (const char *now,
               const char *from,
               const char *to,
               const char *expected)
{
  g_autoptr (GPtrArray) pairings = parse (now);
  g_autoptr (GPtrArray) after = parse (from);
  g_autoptr (GPtrArray) before = parse (to);
  g_autoptr (GString) found = g_string_new (NULL);

  dip_pairings_turn (pairings, after, before);
  for (guint i = 0; i < pairings->len; i++)
    {
      const DipPairing *pairing = g_ptr_array_index (pairings, i);

      g_string_append_printf (found, "%s%s%s%s", i > 0 ? " " : "", pairing->old_clause,
                              pairing->kind == DIP_PAIRING_APART ? "|" : ">", pairing->new_clause);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* A step is taken back, and what another window has said since stays. */
static void
test_turned (void)
{
  assert_turned ("1>2", "1>2", "", "");
  assert_turned ("", "", "1>2", "1>2");
  assert_turned ("1>2 3>3", "1>2 3>3", "1>3 3>3", "3>3 1>3");
  assert_turned ("1>2", "1>2", "1|2", "1|2");

  assert_turned ("1>2 5>6", "1>2", "", "5>6");
  assert_turned ("5|6", "", "1>2", "5|6 1>2");
  assert_turned ("1|2", "1>2", "", "1|2");
  assert_turned ("4>4", "1>2 4>4", "4>4", "4>4");
  assert_turned ("1>2", "1>2 4>4", "1>2 4|4", "1>2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/hand/pairs", test_pairs);
  g_test_add_func ("/engine/hand/turned", test_turned);
  g_test_add_func ("/engine/hand/goes-first", test_goes_first);
  g_test_add_func ("/engine/hand/parts", test_parts);
  g_test_add_func ("/engine/hand/split-and-merged", test_split_and_merged);
  g_test_add_func ("/engine/hand/parts-split", test_parts_split);
  g_test_add_func ("/engine/hand/told", test_told);
  g_test_add_func ("/engine/hand/random", test_random);
  g_test_add_func ("/engine/hand/swapped", test_swapped);

  return g_test_run ();
}
