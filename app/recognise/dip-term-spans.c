/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-term-private.h"

#include <string.h>

/* What a term is and what it means, as two spans of a sentence: where the meaning begins, what belongs to neither. */

#define MAX_TERMS 2000u

/* Bytes between a company and the bracket that gives its name. */
#define MAX_APPOSITION 160

/* White space of all widths, off both ends. */
static char *
strip_wide (char *text)
{
  for (;;)
    {
      g_strstrip (text);
      if (g_str_has_prefix (text, "　"))
        memmove (text, text + strlen ("　"), strlen (text) - strlen ("　") + 1);
      else if (g_str_has_suffix (text, "　"))
        text[strlen (text) - strlen ("　")] = '\0';
      else
        return text;
    }
}

void
dip_term_add (DipTermPass *pass,
              char        *term,     /* (transfer full) */
              char        *meaning,  /* (transfer full) */
              const char  *clause)
{
  g_autofree char *own_term = strip_wide (term);
  g_autofree char *own_meaning = strip_wide (meaning);
  g_autofree char *key = NULL;

  if (*own_term == '\0' || *own_meaning == '\0' || strlen (own_term) > DIP_TERM_MAX ||
      strlen (own_meaning) > DIP_TERM_MAX_MEANING || g_hash_table_size (pass->seen) >= MAX_TERMS)
    return;
  key = dip_fold_to_string (own_term, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE, NULL);
  if (*key == '\0' || !g_hash_table_add (pass->seen, g_steal_pointer (&key)))
    return;
  g_ptr_array_add (pass->draft->document->terms, dip_term_new (own_term, own_meaning, clause));
}

/* "Sample Ltd.（以下…）が提供するSample Cloud（以下…）", "本書はSample Cloud（以下…）": what stands before the name is no
 * part of it. */
static const char *
skip_leads (DipTermPass *pass,
            const char  *at,
            const char  *end)
{
  const char *const *leads = dip_lexicon_get_words (pass->draft->lexicon, "meaning-leads");
  gsize n;

  while ((n = dip_term_longest_prefix (at, leads)) > 0 && (gsize) (end - at) > n)
    at += n;

  return at;
}

void
dip_term_add_spans (DipTermPass      *pass,
                    const DipPassage *passage,
                    const char       *term,
                    const char       *term_end,
                    const char       *meaning,
                    const char       *meaning_end,
                    const char       *clause)
{
  const char *text = passage->folded->text;

  meaning = skip_leads (pass, meaning, meaning_end);
  /* "見本株式会社（以下「当社」）が団体（以下「団体」）に…" */
  if (meaning > text && meaning[-1] == ')' &&
      (g_str_has_prefix (meaning, "が") || g_str_has_prefix (meaning, "は") || g_str_has_prefix (meaning, "の") ||
       g_str_has_prefix (meaning, "を") || g_str_has_prefix (meaning, "と")))
    meaning += strlen ("が");
  if (term >= term_end || meaning >= meaning_end || (gsize) (term_end - term) > DIP_TERM_MAX ||
      (gsize) (meaning_end - meaning) > DIP_TERM_MAX_MEANING)
    return;
  dip_term_add (pass,
            dip_passage_dup_quote (passage, term - text, term_end - text),
            dip_passage_dup_quote (passage, meaning - text, meaning_end - text),
            clause);
}

/* The first @needle within the length of a term. */
const char *
dip_term_find_near (const char *at,
                    const char *needle)
{
  return memmem (at, strnlen (at, 2 * DIP_TERM_MAX), needle, strlen (needle));
}

gsize
dip_term_longest_prefix (const char        *text,
                         const char *const *words)
{
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (n > longest && g_ascii_strncasecmp (text, words[i], n) == 0)
        longest = n;
    }

  return longest;
}

/* "This paper applies to the multi-tenant edition": what is meant begins with its article. */
static const char *
last_determiner (const char *start,
                 const char *end)
{
  static const char *const words[] = {
    "the ", "a ", "an ", "our ", "its ", "their ", "your ", "each ", "any ", "all ",
  };
  const char *found = start;

  for (const char *at = start; at < end; at++)
    {
      if (at > start && at[-1] != ' ')
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_ascii_strncasecmp (at, words[i], strlen (words[i])) == 0)
          {
            const char *before = at;

            while (before > start && before[-1] == ' ')
              before--;
            /* "the security of the Service" is one thing */
            if (!(before - start >= 3 && memcmp (before - 3, " of", 3) == 0 && found != start))
              found = at;
          }
    }

  return found;
}

static gboolean
is_legal_form (DipTermPass *pass,
               const char  *at)
{
  const char *const *forms = dip_lexicon_get_words (pass->draft->lexicon, "legal-forms-latin");
  gsize n = dip_term_longest_prefix (at, forms);

  return n > 0 && (at[n - 1] == '.' || !g_ascii_isalnum (at[n]));
}

/* The comma of ", a company registered in …" before @at; NULL for none. */
static const char *
apposition_start (const char *text,
                  const char *at)
{
  static const char *const leads[] = { "a ", "an ", "with ", "registered ", "incorporated ", "having " };

  for (const char *comma = at; comma > text && at - comma < MAX_APPOSITION; comma--)
    {
      const char *word = comma + 1;

      if (*comma != ',')
        continue;
      while (*word == ' ')
        word++;
      for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
        if (g_str_has_prefix (word, leads[i]))
          return comma;
    }

  return NULL;
}

/* Whether a text ends with people, as nobody's name does. */
static gboolean
ends_with_persons (const char *text,
                   const char *end)
{
  static const char *const words[] = { "方", "方々", "皆様", "皆さま", "担当者", "責任者", "部署", "部門" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize) (end - text) >= n && memcmp (end - n, words[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What the bracket at @open stands behind: a quotation, or the words back to the last comma. */
const char *
dip_term_meaning_start (DipTermPass *pass,
                        const char  *text,
                        const char  *open)
{
  const char *start = open;

  if (open - text >= 3 && memcmp (open - 3, "」", 3) == 0)
    {
      /* "A" and "B" together */
      for (;;)
        {
          const char *quote = g_strrstr_len (text, start - text, "「");

          if (quote == NULL)
            return start;
          start = quote;
          if (start - text >= 9 && memcmp (start - 9, "」及び", 9) == 0)
            start -= 6;
          else if (start - text >= 12 && (memcmp (start - 12, "」および", 12) == 0 || memcmp (start - 12, "」並びに", 12) == 0))
            start -= 9;
          else if (start - text >= 6 && (memcmp (start - 6, "」、", 6) == 0 || memcmp (start - 6, "」と", 6) == 0))
            start -= 3;
          else
            return start;
        }
    }
  if (open > text && open[-1] == '"')
    {
      const char *quote = g_strrstr_len (text, open - 1 - text, "\"");

      return quote != NULL ? quote : open;
    }

  if (open > text && (guchar) open[-1] < 0x80)
    {
      /* Latin: the capitalised words before the bracket */
      const char *words = open;

      while (words > text && open - words < 120)
        {
          const char *word = words;

          while (word > text && word[-1] == ' ')
            word--;
          /* "Sample Systems, Inc." */
          if (word > text && word[-1] == ',' && is_legal_form (pass, words))
            word--;
          while (word > text && (g_ascii_isalnum (word[-1]) || strchr ("&.'-", word[-1]) != NULL))
            word--;
          if (word == words || !(g_ascii_isupper (*word) || g_ascii_isdigit (*word)))
            break;
          words = word;
        }
      /* "Sample Ltd, a company registered in Ireland" */
      if (words < open && words - text >= 3 && memcmp (words - 3, "in ", 3) == 0)
        {
          const char *comma = apposition_start (text, words);

          if (comma != NULL)
            return dip_term_meaning_start (pass, text, comma);
        }
      /* "1.1 Sample Ltd.": a numbered sentence */
      while (words < open && (g_ascii_isdigit (*words) || *words == '.' || *words == ' '))
        words++;
      if (words < open)
        return words;
    }

  while (start > text && open - start < 240)
    {
      const char *previous = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (previous);

      /* "部署と、取引先を調べる方(": persons of two kinds have one name */
      if (c == 0x3001 && previous - text >= 6 && memcmp (previous - 3, "と", 3) == 0 &&
          ends_with_persons (text, open) && ends_with_persons (text, previous - 3))
        {
          start = previous;
          continue;
        }
      if (c == 0x3001 || c == 0x3002 || c == ',' || c == ';' || c == 0x300D || c == ')')
        break;
      start = previous;
    }

  return open > text && (guchar) open[-1] < 0x80 ? last_determiner (start, open) : start;
}
