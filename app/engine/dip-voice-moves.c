/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * Phrases of an English sentence that stand elsewhere in another one:
 *
 *   Candidates undergo, to the extent permitted by law, a check before employment.
 *   Before employment, candidates undergo a check to the extent permitted by law.
 *
 * A phrase may move when it stands apart in one of the sentences: at the beginning,
 * between commas, or behind the last one; it begins with a preposition. Expressions of
 * [free-phrases], "every year", may stand anywhere, and at the end two phrases may
 * change places if one of them says how or when. All other words have to be the same,
 * in the same order or in the other voice.
 */

/* Phrases that moved, words of one, and those of a beginning without a comma behind it. */
#define MAX_MOVES 2u
#define MAX_PHRASE 24u
#define MAX_BEGINNING 9u

/* Words of an expression that may stand anywhere. */
#define MAX_FREE 4u

/* Words of two sentences that are held against each other so; it takes their product. */
#define MAX_WORDS 80u

/* What begins no phrase that may move, though it is a preposition: it joins, or belongs to
 * the word before it. */
static const char *const bound[] = { "and", "or", "of", "by" };

/* What begins a phrase that says how or when, and may stand before or behind another one. */
static const char *const adverbial[] = { "within", "via", "at", "on", "during", "after", "before", "without", "using",
                                         "every", "in", "for", "until", "upon", "by" };

static gboolean
is_comma (const char *word)
{
  return word[0] == ',' || word[0] == ';';
}

static gboolean
is_one_of (const char *const *words,
           guint              n,
           const char        *word)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (words[i], word) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
opens_phrase (const DipMeaning *meaning,
              const char       *word)
{
  return _dip_meaning_whole (meaning, "prepositions", word) != NULL
    && !is_one_of (bound, G_N_ELEMENTS (bound), word);
}

static gboolean
equal_at (DipWords a,
          guint    i,
          DipWords b,
          guint    k,
          guint    n)
{
  if (i + n > a.n || k + n > b.n)
    return FALSE;

  for (guint m = 0; m < n; m++)
    {
      if (strcmp (a.words[i + m], b.words[k + m]) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The words without [first, end) and the commas around them; of two commas one is left
 * where both parts go on. */
static GArray *
without (DipWords words,
         guint    first,
         guint    end)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (char *));

  while (first > 0 && is_comma (words.words[first - 1]))
    first--;
  while (end < words.n && is_comma (words.words[end]))
    end++;
  g_array_append_vals (rest, words.words, first);
  g_array_append_vals (rest, words.words + end, words.n - end);

  return rest;
}

static GArray *
without_commas (DipWords words)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (char *));

  for (guint i = 0; i < words.n; i++)
    {
      if (!is_comma (words.words[i]))
        g_array_append_val (rest, words.words[i]);
    }

  return rest;
}

static DipWords
words_of (const GArray *array)
{
  return (DipWords) { (const char **) array->data, array->len };
}

static gboolean
same_rest (const DipMeaning *meaning,
           DipWords          a,
           DipWords          b)
{
  g_autoptr (GArray) x = without_commas (a);
  g_autoptr (GArray) y = without_commas (b);

  return _dip_same_clause (meaning, words_of (x), words_of (y));
}

static gboolean is_moved (const DipMeaning *meaning,
                          DipWords          a,
                          DipWords          b,
                          guint             moves);

/* "monthly" has become "every month", and belongs to a noun where one follows: "delete monthly
 * reports". It says when at the end of a clause, before a comma, or behind who does it. */
static gboolean
says_when (const DipMeaning *meaning,
           DipWords          words,
           guint             first,
           guint             end)
{
  if (strcmp (words.words[first], "every") != 0 || end == words.n || is_comma (words.words[end]))
    return TRUE;

  return first > 0 && (_dip_meaning_whole (meaning, "providers", words.words[first - 1]) != NULL
                       || _dip_meaning_whole (meaning, "helpers", words.words[first - 1]) != NULL
                       || strcmp (words.words[first - 1], "is") == 0);
}

static gboolean
has_any (const DipMeaning *meaning,
         const char       *list,
         DipWords          words)
{
  for (guint i = 0; i < words.n; i++)
    {
      if (_dip_meaning_whole (meaning, list, words.words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* "not … at all times" is less than "at all times not …". */
gboolean
_dip_depends_on_denial (const DipMeaning *meaning,
                        DipWords          words,
                        guint             first,
                        guint             end)
{
  return has_any (meaning, "negation", words)
    && has_any (meaning, "scope", (DipWords) { words.words + first, end - first });
}

/* Whether @b has the phrase [first, end) of @a at another place, and is the same without it. */
static gboolean
is_elsewhere (const DipMeaning *meaning,
              DipWords          a,
              guint             first,
              guint             end,
              DipWords          b,
              guint             moves)
{
  if (_dip_depends_on_denial (meaning, a, first, end))
    return FALSE;

  for (guint k = 0; k + (end - first) <= b.n; k++)
    {
      g_autoptr (GArray) x = NULL;
      g_autoptr (GArray) y = NULL;

      if (!equal_at (a, first, b, k, end - first) || !says_when (meaning, a, first, end)
          || !says_when (meaning, b, k, k + end - first))
        continue;
      x = without (a, first, end);
      y = without (b, k, k + end - first);
      if (same_rest (meaning, words_of (x), words_of (y)))
        return TRUE;
      if (moves > 1 && (is_moved (meaning, words_of (x), words_of (y), moves - 1)
                        || is_moved (meaning, words_of (y), words_of (x), moves - 1)))
        return TRUE;
    }

  return FALSE;
}

/* Words from @first on that are an expression which may stand anywhere, 0 for none. */
static guint
free_length (const DipMeaning *meaning,
             DipWords          words,
             guint             first)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  guint longest = 0;

  for (guint n = 1; n <= MAX_FREE && first + n <= words.n; n++)
    {
      g_string_append_printf (joined, "%s%s", n > 1 ? " " : "", words.words[first + n - 1]);
      if (_dip_meaning_whole (meaning, "free-phrases", joined->str) != NULL)
        longest = n;
    }
  if (longest > 0 && first >= 2 && strcmp (words.words[first - 1], "least") == 0
      && strcmp (words.words[first - 2], "at") == 0)
    return 0;

  return longest;
}

/* "at least every year" moves as a whole. */
static gboolean
is_free_phrase_moved (const DipMeaning *meaning,
                      DipWords          a,
                      DipWords          b,
                      guint             moves)
{
  for (guint i = 0; i < a.n; i++)
    {
      guint least = i + 2 < a.n && strcmp (a.words[i], "at") == 0 && strcmp (a.words[i + 1], "least") == 0 ? 2 : 0;
      g_autoptr (GArray) tail = NULL;
      guint n;

      if (least > 0)
        {
          tail = g_array_new (FALSE, FALSE, sizeof (char *));
          g_array_append_vals (tail, a.words + i + least, a.n - i - least);
          n = free_length (meaning, words_of (tail), 0);
        }
      else
        n = free_length (meaning, a, i);
      if (n > 0 && is_elsewhere (meaning, a, i, i + least + n, b, moves))
        return TRUE;
    }

  return FALSE;
}

/* The last two phrases of the sentence changed places: "by e-mail of any change". */
static gboolean
is_end_swapped (const DipMeaning *meaning,
                DipWords          a,
                DipWords          b)
{
  if (a.n != b.n)
    return FALSE;

  for (guint i = 2; i + 3 < a.n; i++)
    {
      if (_dip_meaning_whole (meaning, "prepositions", a.words[i]) == NULL || strcmp (a.words[i], "and") == 0
          || strcmp (a.words[i], "or") == 0)
        continue;
      for (guint k = i + 2; k + 1 < a.n; k++)
        {
          if (_dip_meaning_whole (meaning, "prepositions", a.words[k]) == NULL || strcmp (a.words[k], "and") == 0
              || strcmp (a.words[k], "or") == 0)
            continue;
          if (!is_one_of (adverbial, G_N_ELEMENTS (adverbial), a.words[i])
              && !is_one_of (adverbial, G_N_ELEMENTS (adverbial), a.words[k]))
            continue;
          if (says_when (meaning, a, i, k) && says_when (meaning, b, i, i + a.n - k)
              && equal_at (a, 0, b, 0, i) && equal_at (a, k, b, i, a.n - k)
              && equal_at (a, i, b, i + a.n - k, k - i))
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether a phrase that stands apart in @a stands elsewhere in @b. */
static gboolean
is_moved (const DipMeaning *meaning,
          DipWords          a,
          DipWords          b,
          guint             moves)
{
  guint first_comma = a.n;

  for (guint i = 0; i < a.n && first_comma == a.n; i++)
    first_comma = is_comma (a.words[i]) ? i : a.n;

  /* At the beginning. */
  for (guint end = 2; a.n > 2 && opens_phrase (meaning, a.words[0]) && end < MIN (a.n, MAX_PHRASE); end++)
    {
      if ((is_comma (a.words[end]) || end <= MIN (MAX_BEGINNING, first_comma))
          && !is_comma (a.words[end - 1]) && is_elsewhere (meaning, a, 0, end, b, moves))
        return TRUE;
    }

  /* Between commas, or behind the last one. */
  for (guint i = first_comma; i + 2 < a.n; i++)
    {
      if (!is_comma (a.words[i]) || !opens_phrase (meaning, a.words[i + 1]))
        continue;
      for (guint end = i + 3; end <= MIN (a.n, i + MAX_PHRASE); end++)
        {
          if ((end == a.n || is_comma (a.words[end])) && is_elsewhere (meaning, a, i + 1, end, b, moves))
            return TRUE;
        }
    }

  return is_free_phrase_moved (meaning, a, b, moves) || is_end_swapped (meaning, a, b);
}

/**
 * _dip_is_phrase_moved:
 * @self: the lists
 * @a: words of an English sentence, and commas
 * @b: words of another one
 *
 * Returns: whether they are the same but for commas, and one or two phrases that stand elsewhere
 */
gboolean
_dip_is_phrase_moved (const DipMeaning *self,
                      DipWords          a,
                      DipWords          b)
{
  if (a.n > MAX_WORDS || b.n > MAX_WORDS)
    return FALSE;

  return same_rest (self, a, b) || is_moved (self, a, b, MAX_MOVES) || is_moved (self, b, a, MAX_MOVES);
}
