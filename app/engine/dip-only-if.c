/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What is not done unless something is so is done only if it is so:
 *
 *   We do not read messages unless you ask us to.   We read messages only if you ask us to.
 *   障害の場合を除き、閲覧しません。                     障害の場合に限り、閲覧します。
 *
 * A sentence that denies the one thing and nothing else is put into the second form.
 */

typedef struct
{
  const char *denied;
  const char *plain;
} Form;

static const Form english[] = {
  { " do not ", " " }, { " does not ", " " }, { " will not ", " will " }, { " is not ", " is " },
  { " are not ", " are " }, { " cannot ", " can " }, { " may not ", " may " }, { " never ", " " },
};

static guint
count (const char *text,
       const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + strlen (word), word))
    n++;

  return n;
}

static char *
replace_at (const char *text,
            const char *at,
            gsize       length,
            const char *other)
{
  GString *out = g_string_new_len (text, at - text);

  g_string_append (out, other);
  g_string_append (out, at + length);

  return g_string_free (out, FALSE);
}

static char *
turn_english (const DipMeaning *meaning,
              const char       *sentence)
{
  g_autofree char *turned = NULL;
  const char *unless = strstr (sentence, "unless ");

  if (count (sentence, "unless ") != 1 || (unless > sentence && unless[-1] != ' ' && unless[-1] != ',')
      || _dip_meaning_count (meaning, "negation", sentence) > 2)
    return NULL;

  for (guint i = 0; turned == NULL && i < G_N_ELEMENTS (english); i++)
    {
      const char *at = strstr (sentence, english[i].denied);

      if (count (sentence, english[i].denied) == 1 && (at < unless || unless == sentence))
        turned = replace_at (sentence, at, strlen (english[i].denied), english[i].plain);
    }
  if (turned == NULL)
    return NULL;

  unless = strstr (turned, "unless ");

  return replace_at (turned, unless, strlen ("unless "), "only if ");
}

static char *
turn_japanese (const DipMeaning *meaning,
               const char       *sentence)
{
  const DipLexicon *lexicon = _dip_meaning_get_lexicon (meaning);
  const GPtrArray *denials = dip_lexicon_get_rows (lexicon, "denied-endings");
  const GPtrArray *exceptions = dip_lexicon_get_rows (lexicon, "unless-forms");
  gsize length = strlen (sentence);
  gsize stop = g_str_has_suffix (sentence, "。") ? strlen ("。") : 0;

  for (guint i = 0; i < denials->len; i++)
    {
      char **denial = denials->pdata[i];
      gsize n = strlen (denial[0]);

      if (denial[1] == NULL || length < n + stop || strncmp (sentence + length - stop - n, denial[0], n) != 0)
        continue;

      for (guint k = 0; k < exceptions->len; k++)
        {
          char **exception = exceptions->pdata[k];
          const char *at = strstr (sentence, exception[0]);
          g_autofree char *turned = NULL;

          if (exception[1] == NULL || at == NULL || count (sentence, exception[0]) != 1)
            continue;
          turned = replace_at (sentence, sentence + length - stop - n, n, denial[1]);

          return replace_at (turned, turned + (at - sentence), strlen (exception[0]), exception[1]);
        }
      return NULL;
    }

  return NULL;
}

/**
 * _dip_unify_only_if:
 * @meaning: the lists
 * @sentence: folded
 *
 * Returns: the sentence with "only if" for "not … unless"; %NULL where it has no such thing
 */
char *
_dip_unify_only_if (const DipMeaning *meaning,
                    const char       *sentence)
{
  return dip_has_hiragana (sentence) ? turn_japanese (meaning, sentence) : turn_english (meaning, sentence);
}
