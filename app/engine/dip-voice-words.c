/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * The words of an English sentence that say something, built in one way where
 * [same-sentence] knows several.
 */

/* Words of a sentence; what is longer is no sentence. */
#define MAX_WORDS 200u

/* "do not offer any" is "offer no". */
static void
join_negation (GPtrArray *words)
{
  for (guint i = 0; i + 3 < words->len; i++)
    {
      if (strcmp (words->pdata[i], "do") != 0 || strcmp (words->pdata[i + 1], "not") != 0
          || strcmp (words->pdata[i + 3], "any") != 0)
        continue;

      g_free (words->pdata[i + 3]);
      words->pdata[i + 3] = g_strdup ("no");
      g_ptr_array_remove_range (words, i, 2);
    }
}

/* Letters from which on a word of a pattern is found in its other forms. */
#define MIN_STEMMED 4u

/* "receives" and "receive", "restricted" and "restrict" are one in a pattern. */
static gboolean
is_form_of (const DipMeaning *meaning,
            const char       *word,
            const char       *wanted)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (strcmp (word, wanted) == 0)
    return TRUE;
  if (word[0] != wanted[0] || strlen (wanted) < MIN_STEMMED
      || g_str_has_suffix (word, "ed") != g_str_has_suffix (wanted, "ed"))
    return FALSE;

  a = _dip_stem_of (meaning, word);
  b = _dip_stem_of (meaning, wanted);

  return strcmp (a, b) == 0;
}

/* Whether each word that a pattern has may be among words [first, last): most patterns are told from a clause by
 * their small words alone, before any word is brought to its stem. */
static gboolean
may_match (const GPtrArray  *words,
           guint             first,
           guint             last,
           char            **pattern)
{
  for (guint i = 0; pattern[i] != NULL; i++)
    {
      const char *wanted = pattern[i];
      gboolean has_forms = strlen (wanted) >= MIN_STEMMED;
      gboolean is_there = wanted[0] == '{';

      for (guint k = first; k < last && !is_there; k++)
        {
          const char *word = words->pdata[k];

          is_there = word[0] == wanted[0] && (has_forms || strcmp (word, wanted) == 0);
        }
      if (!is_there)
        return FALSE;
    }

  return TRUE;
}

/* DipWords of words [first, last) that a pattern of [same-sentence] has for {1} and {2}, each with
 * a length of 0 where the pattern does not fit. */
static gboolean
match_pattern (const DipMeaning *meaning,
               const GPtrArray  *words,
               guint             first,
               guint             last,
               char            **pattern,
               DipWords         *found)
{
  guint at = first;

  for (guint i = 0; pattern[i] != NULL; i++)
    {
      guint slot = pattern[i][0] == '{' ? (guint) (pattern[i][1] - '1') : 2;
      guint end = at;

      if (slot > 1)
        {
          if (at >= last || !is_form_of (meaning, words->pdata[at], pattern[i]))
            return FALSE;
          at++;
          continue;
        }
      if (pattern[i + 1] == NULL)
        end = last;
      while (end < last && !is_form_of (meaning, words->pdata[end], pattern[i + 1]))
        end++;
      /* "logs are kept for a year" are no logs of a year. */
      if (end == at || (i > 0 && pattern[i + 1] == NULL && is_in (meaning, "prepositions", words->pdata[at])))
        return FALSE;
      found[slot] = (DipWords) { (const char **) words->pdata + at, end - at };
      at = end;
    }

  return at == last;
}

/* The first pattern of a row with the words that were found. */
static void
append_built (GPtrArray       *built,
              char           **pattern,
              const DipWords  *found)
{
  for (guint n = 0; pattern[n] != NULL; n++)
    {
      DipWords slot = pattern[n][0] == '{' ? found[pattern[n][1] - '1'] : (DipWords) { NULL, 0 };

      if (slot.n == 0)
        g_ptr_array_add (built, g_strdup (pattern[n]));
      for (guint m = 0; m < slot.n; m++)
        g_ptr_array_add (built, g_strdup (slot.words[m]));
    }
}

/* Adds words [first, last) as the first pattern of the row that they fit; %FALSE where there is none. */
static gboolean
rebuild_clause (const DipMeaning *meaning,
                const GPtrArray  *words,
                guint             first,
                guint             last,
                GPtrArray        *built)
{
  const GPtrArray *rows = _dip_meaning_get_patterns (meaning);

  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = rows->pdata[i];

      for (guint k = 1; k < row->len; k++)
        {
          DipWords found[2] = { { NULL, 0 }, { NULL, 0 } };

          if (may_match (words, first, last, row->pdata[k])
              && match_pattern (meaning, words, first, last, row->pdata[k], found))
            {
              append_built (built, row->pdata[0], found);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/* Whether a clause ends before a word: "undergo a check and are trained". */
static gboolean
begins_clause (const DipMeaning *meaning,
               const GPtrArray  *words,
               guint             i)
{
  const char *word = word_at (words, i);
  const char *next = word_at (words, i + 1);
  static const char *const marks[] = { ",", ";", "if", "unless", "when", "before", "after", "until", "while",
                                      "because" };

  for (guint k = 0; k < G_N_ELEMENTS (marks); k++)
    {
      if (strcmp (word, marks[k]) == 0)
        return TRUE;
    }

  return strcmp (word, "and") == 0
    && (strcmp (next, "is") == 0 || g_str_has_suffix (next, "ed") || is_in (meaning, "helpers", next)
        || is_in (meaning, "verbs", next));
}

/* Each clause that fits a pattern as the first one of its row; %FALSE where none does. */
static gboolean
rebuild_clauses (const DipMeaning *meaning,
                 const GPtrArray  *words,
                 GPtrArray        *built)
{
  gboolean is_rebuilt = FALSE;

  for (guint first = 0; first < words->len; )
    {
      guint last = first + 1;

      while (last < words->len && !begins_clause (meaning, words, last))
        last++;
      if (begins_clause (meaning, words, first))
        g_ptr_array_add (built, g_strdup (words->pdata[first++]));
      if (first < last && rebuild_clause (meaning, words, first, last, built))
        is_rebuilt = TRUE;
      else
        {
          for (guint i = first; i < last; i++)
            g_ptr_array_add (built, g_strdup (words->pdata[i]));
        }
      first = last;
    }

  return is_rebuilt;
}

/* "It is possible for customers to …" becomes "customers can …". */
static GPtrArray *
rebuild (const DipMeaning *meaning,
         GPtrArray        *words,
         DipForms          forms,
         gboolean         *is_rebuilt)
{
  GPtrArray *built = g_ptr_array_new_with_free_func (g_free);
  gboolean fits = ((forms & DIP_FORMS_CLAUSES) != 0 && rebuild_clauses (meaning, words, built))
    || ((forms & DIP_FORMS_WHOLE) != 0 && rebuild_clause (meaning, words, 0, words->len, built));

  *is_rebuilt = *is_rebuilt || fits;
  g_ptr_array_unref (fits ? words : built);

  return fits ? built : words;
}

static void
drop_fillers (const DipMeaning *meaning,
              GPtrArray        *words)
{
  for (guint i = words->len; i > 0; i--)
    {
      if (_dip_meaning_is_filled (meaning, words->pdata[i - 1]))
        g_ptr_array_remove_index (words, i - 1);
    }
}

/* All words and commas; %NULL for what is too long for a sentence. */
GPtrArray *
_dip_cut_printed_words (const DipMeaning *meaning,
                        const char       *folded)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (meaning, values);
  g_autoptr (GArray) tokens = dip_tokens_cut (replaced);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *word = g_strndup (replaced + token->start, token->length);

      if (token->kind == DIP_TOKEN_SPACE || token->kind == DIP_TOKEN_BULLET)
        continue;
      if (strcmp (word, ",") != 0 && strcmp (word, ";") != 0 && token->kind == DIP_TOKEN_PUNCTUATION
          && _dip_meaning_is_silent (g_utf8_get_char (word)))
        continue;
      if (words->len >= MAX_WORDS)
        return NULL;
      g_ptr_array_add (words, g_steal_pointer (&word));
    }

  return g_steal_pointer (&words);
}

/* Those of @printed that say something, in some forms; @is_rebuilt is set where a pattern fits. */
GPtrArray *
_dip_shape_words (const DipMeaning *meaning,
                  const GPtrArray  *printed,
                  DipForms          forms,
                  gboolean         *is_rebuilt)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < printed->len; i++)
    g_ptr_array_add (words, g_strdup (printed->pdata[i]));
  if ((forms & DIP_FORMS_PLAIN) != 0)
    _dip_use_plain_forms (meaning, words);
  drop_fillers (meaning, words);
  join_negation (words);

  return rebuild (meaning, g_steal_pointer (&words), forms, is_rebuilt);
}
