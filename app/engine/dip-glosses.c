/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What stands in brackets behind an abbreviation and only says what it means:
 *
 *   NTP（時刻を合わせるための規約）   RTO (recovery time objective)
 *
 * "MFA（任意）" and "VPN (at extra cost)" say something else. A gloss has neither numbers nor
 * anything that limits, denies or names a party, and is either made of words with the letters of the
 * abbreviation or ends with a word for a kind of thing ("glosses").
 */

/* Letters of an abbreviation, and bytes of a gloss. */
#define MIN_LETTERS 2u
#define MAX_LETTERS 8u
#define MAX_GLOSS 120u

/* Whether the words of a text begin with the letters of an abbreviation. */
static gboolean
spells_out (const char *text,
            gsize       length,
            const char *letters,
            gsize       n_letters)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guint8) text[i] >= 0x80)
        return FALSE;
      if (!g_ascii_isalpha (text[i]) || (i > 0 && g_ascii_isalpha (text[i - 1])))
        continue;
      if (n >= n_letters || text[i] != letters[n])
        return FALSE;
      n++;
    }

  return n == n_letters && n >= MIN_LETTERS;
}

static gboolean
is_gloss (const DipMeaning *meaning,
          const char       *text,
          gsize             length,
          const char       *letters,
          gsize             n_letters)
{
  static const char *const telling[] = {
    "negation", "obligation", "responsibility", "exceptions", "narrowings", "plan-limits", "weakenings", "scope",
  };
  g_autofree char *copy = g_strndup (text, length);

  if (length > MAX_GLOSS || strpbrk (copy, "0123456789") != NULL)
    return FALSE;
  if (spells_out (text, length, letters, n_letters))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    {
      if (_dip_meaning_has (meaning, telling[i], copy))
        return FALSE;
    }

  return dip_has_hiragana (copy) && _dip_meaning_ends_with (meaning, "glosses", copy);
}

/**
 * _dip_drop_glosses:
 * @meaning: the lists
 * @sentence: folded
 * @other: folded; what stands in it as well stays
 *
 * Returns: the sentence without what only says what an abbreviation means
 */
char *
_dip_drop_glosses (const DipMeaning *meaning,
                   const char       *sentence,
                   const char       *other)
{
  GString *rest = g_string_new (NULL);

  for (const char *at = sentence; *at != '\0'; )
    {
      const char *close = *at == '(' ? memchr (at, ')', strnlen (at, MAX_GLOSS + 2)) : NULL;
      const char *start = at;
      gsize n_letters;

      /* only where a bracket closes: what stands before is looked at once */
      while (close != NULL && start > sentence && start[-1] == ' ')
        start--;
      n_letters = (gsize) (start - sentence);
      while (close != NULL && start > sentence && g_ascii_isalpha (start[-1]))
        start--;
      n_letters -= (gsize) (start - sentence);

      if (close != NULL && n_letters >= MIN_LETTERS && n_letters <= MAX_LETTERS
          && is_gloss (meaning, at + 1, (gsize) (close - at - 1), start, n_letters))
        {
          g_autofree char *gloss = g_strndup (at, (gsize) (close + 1 - at));

          if (strstr (other, gloss) == NULL)
            {
              at = close + 1;
              if (g_ascii_isalnum (*at))
                g_string_append_c (rest, ' ');
              continue;
            }
        }
      g_string_append_c (rest, *at++);
    }

  return g_string_free (rest, FALSE);
}
