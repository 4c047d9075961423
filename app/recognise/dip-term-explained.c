/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-term-private.h"

#include "text/dip-characters.h"

#include <string.h>

/* Abbreviations that are expanded, terms that a sentence explains, and words of the standard in brackets. */

gboolean
dip_term_is_abbreviation (const char *at,
                          gsize       length)
{
  guint n_upper = 0;
  guint n_lower = 0;

  if (length < 2 || length > 12 || !g_ascii_isupper (at[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isupper (at[i]))
      n_upper++;
    else if (g_ascii_islower (at[i]))
      n_lower++;
    else if (!g_ascii_isdigit (at[i]) && at[i] != '-' && at[i] != '&')
      return FALSE;

  return n_upper >= 2 && n_lower <= n_upper;
}

/* Whether the words' first letters are the abbreviation's, small words left out or not. */
static gboolean
initials_fit (const DipLexicon *lexicon,
              const char       *words,
              gsize             length,
              const char       *abbreviation,
              gsize             n)
{
  const char *const *skips = dip_lexicon_get_words (lexicon, "abbreviation-skips");
  gsize i = 0;
  const char *at = words;
  const char *end = words + length;

  while (at < end)
    {
      const char *word = at;
      g_autofree char *lower = NULL;

      while (at < end && *at != ' ' && *at != '-')
        at++;
      while (i < n && !g_ascii_isalnum (abbreviation[i]))
        i++;
      lower = g_ascii_strdown (word, at - word);
      if (i < n && g_ascii_tolower (*word) == g_ascii_tolower (abbreviation[i]))
        i++;
      else if (!g_strv_contains (skips, lower))
        return FALSE;
      while (at < end && (*at == ' ' || *at == '-'))
        at++;
    }

  return i == n;
}

/* "国際標準化機構(ISO)", "Transport Layer Security (TLS)", "IaaS(Infrastructure as a Service)" */
void
dip_term_read_expanded (DipTermPass      *pass,
                        const DipPassage *passage,
                        const char       *clause)
{
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *inside = open + 1;
      const char *close = dip_term_find_near (inside, ")");
      const char *start = open;

      if (close == NULL || close == inside || (gsize) (close - inside) > DIP_TERM_MAX)
        continue;

      if (dip_term_is_abbreviation (inside, close - inside))
        {
          /* Japanese before it: the run of ideographs and katakana */
          const char *before = open;
          guint n = 0;

          while (before > text && open - before < 150)
            {
              const char *previous = g_utf8_prev_char (before);
              gunichar c = g_utf8_get_char (previous);

              if (!((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x30A1 && c <= 0x30FE)))
                break;
              before = previous;
              n++;
            }
          if (n >= 4)
            {
              dip_term_add_spans (pass, passage, inside, close, before, open, clause);
              continue;
            }
          /* Latin words before it, as many as fit */
          for (guint words = 1; words <= 10 && start > text; words++)
            {
              const char *word = start;

              while (word > text && (word[-1] == ' ' || word[-1] == '-'))
                word--;
              while (word > text && g_ascii_isalnum (word[-1]))
                word--;
              if (word == start)
                break;
              start = word;
              if (initials_fit (pass->draft->lexicon, start, open - start, inside, close - inside))
                {
                  dip_term_add_spans (pass, passage, inside, close, start, open, clause);
                  break;
                }
            }
          continue;
        }

      while (start > text && (g_ascii_isalnum (start[-1]) || start[-1] == '-'))
        start--;
      if (start < open && dip_term_is_abbreviation (start, open - start) &&
          initials_fit (pass->draft->lexicon, inside, close - inside, start, open - start))
        dip_term_add_spans (pass, passage, start, open, inside, close, clause);
    }
}

/* "Xを「A」、Yを「B」と表記します": the verb stands behind the last of them. Where that closes, @text for nowhere. */
static const char *
find_last_named (const char        *text,
                 const char *const *verbs)
{
  const char *last = text;

  for (const char *close = strstr (text, "」"); close != NULL; close = strstr (close + 3, "」"))
    if (dip_term_longest_prefix (close + 3, verbs) > 0)
      last = close;

  return last;
}

/* "means a party", "means Sample Works Ltd" */
static gboolean
begins_meaning (const char *verb)
{
  static const char *const words[] = { "a ", "an ", "the ", "any ", "all ", "each ", "every ", "those ", "one ", NULL };
  const char *at = strchr (verb, ' ');

  if (at == NULL)
    return FALSE;
  if (g_str_has_prefix (verb, "shall mean"))
    at = verb + strlen ("shall mean");
  while (*at == ' ')
    at++;
  if (dip_begins_with_one_of (at, words))
    return TRUE;

  return g_ascii_isupper (*at);
}

/* Where a meaning ends before the next term in quotes: without ", and ". */
static const char *
before_next (const char *meaning,
             const char *next)
{
  static const char *const joiners[] = { " ", "and", "or", ",", ";" };
  gboolean found = TRUE;

  while (found && next > meaning)
    {
      found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (joiners) && !found; i++)
        {
          gsize n = strlen (joiners[i]);

          found = (gsize) (next - meaning) > n && memcmp (next - n, joiners[i], n) == 0 &&
                  (n == 1 || next[-(gssize) n - 1] == ' ' || next[-(gssize) n - 1] == ',');
          if (found)
            next -= n;
        }
    }

  return next;
}

/* "…を「TERM」として提供", "「TERM」とは、…をいいます", '"TERM" means …' */
void
dip_term_read_explained (DipTermPass      *pass,
                         const DipPassage *passage,
                         const char       *clause)
{
  static const char *const defining[] = { "をいいます", "をいう", "を指します", "を指す", "を意味します", "のことです", "と定義" };
  const char *const *verbs = dip_lexicon_get_words (pass->draft->lexicon, "naming-verbs");
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  const char *last_named = NULL;
  const char *is;

  for (const char *open = strstr (text, "「"); open != NULL; open = strstr (open + 3, "「"))
    {
      const char *close = dip_term_find_near (open, "」");
      const char *start;

      if (close == NULL)
        continue;
      if (last_named == NULL)
        last_named = find_last_named (text, verbs);
      if (open - text >= 3 && memcmp (open - 3, "を", 3) == 0 &&
          (dip_term_longest_prefix (close + 3, verbs) > 0 ||
           (g_str_has_prefix (close + 3, "、") && last_named > close)))
        {
          start = dip_term_meaning_start (pass, text, open - 3);
          dip_term_add_spans (pass, passage, open + 3, close, start, open - 3, clause);
        }
      else if (g_str_has_prefix (close + 3, "とは"))
        {
          const char *meaning = close + 3 + strlen ("とは");

          if (g_str_has_prefix (meaning, "、"))
            meaning += strlen ("、");
          dip_term_add_spans (pass, passage, open + 3, close, meaning, stop, clause);
        }
    }

  is = strstr (text, "とは、");
  if (is != NULL && *text != '\xE3' && is - text < 90)
    is = g_str_has_prefix (text, "「") ? NULL : is;
  if (is != NULL && is > text && is - text < 90 && memmem (text, is - text, "、", 3) == NULL &&
      memmem (text, is - text, "」", 3) == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (defining); i++)
      if (strstr (is, defining[i]) != NULL)
        {
          dip_term_add_spans (pass, passage, text, is, is + strlen ("とは、"), stop, clause);
          break;
        }

  for (const char *open = strchr (text, '"'); open != NULL && open < stop; )
    {
      const char *close = strchr (open + 1, '"');
      const char *verb = close != NULL ? close + 1 + (close[1] == ' ') : NULL;
      const char *meaning;
      const char *next;

      if (close == NULL)
        break;
      next = strchr (close + 1, '"');
      /* within a sentence: '"A" means a party', not 'what "secure" means to customers' */
      if (!(g_str_has_prefix (verb, "means") || g_str_has_prefix (verb, "shall mean") ||
            g_str_has_prefix (verb, "refers to") || (open == text && g_str_has_prefix (verb, "is "))) ||
          (open != text && !begins_meaning (verb)))
        {
          open = next;
          continue;
        }
      meaning = verb + strcspn (verb, " ");
      /* "A" means …, and "B" means … */
      dip_term_add_spans (pass, passage, open + 1, close, meaning,
                 next != NULL && next < stop ? before_next (meaning, next) : stop, clause);
      open = next;
    }
}

/* "…情報資産(クラウドサービスカスタマデータ)": a word of the standard, explained by what stands before it */
void
dip_term_read_vocabulary (DipTermPass      *pass,
                          const DipPassage *passage,
                          const char       *clause)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "cloud-vocabulary");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *close = dip_term_find_near (open, ")");
      g_autofree char *inside = NULL;
      g_autofree char *lower = NULL;

      if (close == NULL || (gsize) (close - open) > DIP_TERM_MAX)
        continue;
      inside = g_strndup (open + 1, close - open - 1);
      lower = g_ascii_strdown (inside, -1);
      if (g_strv_contains (words, lower))
        dip_term_add_spans (pass, passage, open + 1, close, dip_term_meaning_start (pass, text, open), open, clause);
    }
}
