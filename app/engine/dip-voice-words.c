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

/* DipWords of @words that a pattern of [same-sentence] has for {1} and {2}, each with
 * a length of 0 where the pattern does not fit. */
static gboolean
match_pattern (const DipMeaning *meaning,
               const GPtrArray  *words,
               char            **pattern,
               DipWords         *found)
{
  guint at = 0;

  for (guint i = 0; pattern[i] != NULL; i++)
    {
      guint slot = pattern[i][0] == '{' ? (guint) (pattern[i][1] - '1') : 2;
      guint end = at;

      if (slot > 1)
        {
          if (at >= words->len || strcmp (words->pdata[at], pattern[i]) != 0)
            return FALSE;
          at++;
          continue;
        }
      if (pattern[i + 1] == NULL)
        end = words->len;
      while (end < words->len && strcmp (words->pdata[end], pattern[i + 1]) != 0)
        end++;
      /* "logs are kept for a year" are no logs of a year. */
      if (end == at || (i > 0 && pattern[i + 1] == NULL && is_in (meaning, "prepositions", words->pdata[at])))
        return FALSE;
      found[slot] = (DipWords) { (const char **) words->pdata + at, end - at };
      at = end;
    }

  return at == words->len;
}

/* "It is possible for customers to …" becomes "customers can …". */
static GPtrArray *
rebuild (const DipMeaning *meaning,
         GPtrArray        *words)
{
  const GPtrArray *rows = _dip_meaning_get_patterns (meaning);

  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = rows->pdata[i];

      for (guint k = 1; k < row->len; k++)
        {
          DipWords found[2] = { { NULL, 0 }, { NULL, 0 } };
          char **first = row->pdata[0];
          GPtrArray *built;

          if (!match_pattern (meaning, words, row->pdata[k], found))
            continue;

          built = g_ptr_array_new_with_free_func (g_free);
          for (guint n = 0; first[n] != NULL; n++)
            {
              DipWords slot = first[n][0] == '{' ? found[first[n][1] - '1'] : (DipWords) { NULL, 0 };

              if (slot.n == 0)
                g_ptr_array_add (built, g_strdup (first[n]));
              for (guint m = 0; m < slot.n; m++)
                g_ptr_array_add (built, g_strdup (slot.words[m]));
            }
          g_ptr_array_unref (words);

          return built;
        }
    }

  return words;
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

/* The words that say something, and commas. */
GPtrArray *
_dip_cut_clause_words (const DipMeaning *meaning,
                       const char       *folded,
                       gboolean          plain)
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
  if (plain)
    _dip_use_plain_forms (meaning, words);
  drop_fillers (meaning, words);
  join_negation (words);

  return rebuild (meaning, g_steal_pointer (&words));
}
