/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-pattern-set.h"
#include "recognise/dip-pattern-private.h"
#include "recognise/dip-word-starts.h"

#include <string.h>

/* Words of the patterns below, and what only looks like them. */
static const char *const words[] = {
  "提供", "実施", "して", "います", "いません", "ません", "ます", "お客様", "の", "責任", "a", "ab", "abc", "bc", " we ", "する", "、",
};

static const char *const sources[] = {
  "提供して(います|いません)$", "^お客様の*責任", "(提供|実施|)して*ません", "ます$", "(a|bc)", "ab*c", "^abc$", "*", "お客様",
  "(提供|実施)(する|して|)*(ます|ません)$", "^(お客様|abc)$", "bc*(責任|提供)", "( we |の)*(いません|abc)", "", "$", "^",
};

static GPtrArray *
make_patterns (guint n)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (patterns, dip_pattern_new (sources[i % G_N_ELEMENTS (sources)]));

  return patterns;
}

/* Returns how many of the patterns fit. */
static guint
compare_with_trying (const DipPatternSet *set,
                     const GPtrArray     *patterns,
                     const char          *text)
{
  g_autofree guint64 *chosen = g_new (guint64, dip_pattern_set_n_words (set));
  gsize length = strlen (text);
  guint n = 0;

  dip_pattern_set_choose (set, text, length, chosen);
  for (guint i = 0; i < patterns->len; i++)
    {
      if (!dip_pattern_match (g_ptr_array_index (patterns, i), text, length, NULL, NULL))
        continue;
      g_assert_true ((chosen[i / 64] >> (i % 64) & 1) != 0);
      n++;
    }

  return n;
}

static void
test_agrees (void)
{
  g_autoptr (GPtrArray) patterns = make_patterns (G_N_ELEMENTS (sources));
  g_autoptr (DipPatternSet) set = dip_pattern_set_new (patterns);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  guint n = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int k = g_rand_int_range (rand, 0, 7); k > 0; k--)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      n += compare_with_trying (set, patterns, text->str);
    }

  g_assert_cmpuint (n, >, 20000);
}

/* A pattern of words put together by chance: groups, stars, anchors. */
static char *
make_source (GRand *rand)
{
  GString *source = g_string_new (g_rand_int_range (rand, 0, 5) == 0 ? "^" : NULL);

  for (int pieces = g_rand_int_range (rand, 1, 4); pieces > 0; pieces--)
    {
      for (int k = g_rand_int_range (rand, 1, 4); k > 0; k--)
        {
          g_string_append_printf (source, "(%s|%s)", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                                  words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
          if (g_rand_int_range (rand, 0, 3) == 0)
            g_string_append (source, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
        }
      if (pieces > 1)
        g_string_append_c (source, '*');
    }
  if (g_rand_int_range (rand, 0, 3) == 0)
    g_string_append_c (source, '$');

  return g_string_free (source, FALSE);
}

/* What is chosen beside what fits has its pieces in another order, or one over the other. */
static void
test_agrees_on_chance (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  guint n = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
      g_autoptr (DipPatternSet) set = NULL;

      for (guint i = 0; i < 100; i++)
        {
          g_autofree char *source = make_source (rand);

          g_ptr_array_add (patterns, dip_pattern_new (source));
        }
      set = dip_pattern_set_new (patterns);
      for (guint i = 0; i < 300; i++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          for (int k = g_rand_int_range (rand, 0, 12); k > 0; k--)
            g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
          n += compare_with_trying (set, patterns, text->str);
        }
    }

  g_assert_cmpuint (n, >, 10000);
}

/* More patterns than the words of a small buffer have bits. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) patterns = make_patterns (5000);
  g_autoptr (DipPatternSet) set = dip_pattern_set_new (patterns);

  g_assert_cmpuint (dip_pattern_set_n_words (set), >=, 5000 / 64);
  g_assert_cmpuint (compare_with_trying (set, patterns, "お客様の責任"), >, 300);
}

static void
test_chooses_few (void)
{
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
  g_autoptr (DipPatternSet) set = NULL;
  const char *text = "データを暗号化しています";
  guint64 chosen[2];

  g_ptr_array_add (patterns, dip_pattern_new ("暗号化し*ます$"));
  g_ptr_array_add (patterns, dip_pattern_new ("暗号化し*ません$"));
  g_ptr_array_add (patterns, dip_pattern_new ("(保存|保管)し*ます$"));
  set = dip_pattern_set_new (patterns);
  dip_pattern_set_choose (set, text, strlen (text), chosen);

  g_assert_cmpuint (chosen[0], ==, 1);
}

/* Random texts and groups without an end: a pattern that is not made yet says the same as one that is. */
static void
test_unopened (void)
{
  static const char *const odd[] = { "提供(して", "提供して)います", "お客様(|の)責任*(する|", "*責任*", "(提供)(して)", "^します", "います^" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  g_autoptr (DipPattern) rare = dip_pattern_new ("お客様の(責任|負担)です");
  DipPatternMarks marks;
  guint n = 0;

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint k = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (sources) + G_N_ELEMENTS (odd));
      const char *source = k < G_N_ELEMENTS (sources) ? sources[k] : odd[k - G_N_ELEMENTS (sources)];
      g_autoptr (DipPattern) fresh = dip_pattern_new (source);
      g_autoptr (DipPattern) opened = dip_pattern_new (source);
      gboolean fits;

      for (gint i = g_rand_int_range (rand, 0, 6); i > 0; i--)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (g_rand_boolean (rand))
        g_string_append (text, source);
      dip_pattern_marks_init (&marks, text->str, text->len);
      fits = dip_pattern_match (opened, text->str, text->len, NULL, NULL);
      g_assert_cmpint (dip_pattern_match_marked (fresh, text->str, text->len, &marks, NULL, NULL), ==, fits);
      n += fits;
    }
  g_assert_cmpuint (n, >, 2000);

  /* what no sentence can have is never made */
  dip_pattern_marks_init (&marks, "データを保管します", strlen ("データを保管します"));
  g_assert_false (dip_pattern_match_marked (rare, "データを保管します", strlen ("データを保管します"), &marks, NULL, NULL));
  g_assert_cmpuint (rare->opened, ==, 0);
  g_assert_true (dip_pattern_match (rare, "お客様の負担です", strlen ("お客様の負担です"), NULL, NULL));
  g_assert_cmpuint (rare->opened, ==, 1);
}

/* Random texts: no place where a word stands is left out, and a text without the words is left at once. */
static void
test_word_starts (void)
{
  static const char *const looked_for[] = { "お客様", "いません", "ab" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);
  const char *without = "データを提供";
  DipWordStarts starts = { 0 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (looked_for); i++)
    dip_word_starts_add (&starts, looked_for[i], strlen (looked_for[i]));

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *end;
      const char *next;

      for (int k = g_rand_int_range (rand, 0, 9); k > 0; k--)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      end = text->str + text->len;
      next = dip_word_starts_next (&starts, text->str, end);
      for (const char *at = text->str; at < end; at++)
        for (guint i = 0; i < G_N_ELEMENTS (looked_for); i++)
          if (g_str_has_prefix (at, looked_for[i]))
            {
              next = at >= next ? dip_word_starts_next (&starts, at, end) : next;
              g_assert_true (next == at);
              n++;
            }
    }

  g_assert_cmpuint (n, >, 4000);
  g_assert_true (dip_word_starts_next (&starts, without, without + strlen (without)) == without + strlen (without));
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();
  g_autoptr (DipPatternSet) set = dip_pattern_set_new (patterns);
  guint64 chosen[1] = { 1 };

  dip_pattern_set_choose (set, "", 0, chosen);

  g_assert_cmpuint (chosen[0], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/pattern-set/agrees-with-trying-each", test_agrees);
  g_test_add_func ("/recognise/pattern-set/agrees-on-chance", test_agrees_on_chance);
  g_test_add_func ("/recognise/pattern-set/many", test_many);
  g_test_add_func ("/recognise/pattern-set/chooses-few", test_chooses_few);
  g_test_add_func ("/recognise/pattern-set/unopened", test_unopened);
  g_test_add_func ("/recognise/pattern-set/word-starts", test_word_starts);
  g_test_add_func ("/recognise/pattern-set/empty", test_empty);

  return g_test_run ();
}
