/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-reference-private.h"

#include <string.h>

#include "recognise/dip-doubts.h"
#include "text/dip-characters.h"

/*
 * References by a title: quoted, or named as it is printed. See the grammar in dip-recognise-references.c.
 */

/* A title without quotation marks: its words, or its characters, at most; and its bytes at least. */
#define MAX_NAMED_WORDS 10u
#define MAX_NAMED_CHARACTERS 40u
#define MIN_NAMED 12u

/* Sentences with more quotations than this are lists of files or the like. */
#define MAX_QUOTES 60u

/* Dice's coefficient of pairs of characters, small strings only. */
static double
likeness (const char *a,
          const char *b)
{
  g_autofree gunichar *one = g_utf8_to_ucs4_fast (a, MIN (strlen (a), 300), NULL);
  g_autofree gunichar *other = g_utf8_to_ucs4_fast (b, MIN (strlen (b), 300), NULL);
  g_autofree gboolean *used = NULL;
  guint n = 0, m = 0, hits = 0;

  while (one[n] != 0)
    n++;
  while (other[m] != 0)
    m++;
  if (n < 2 || m < 2)
    return n == m && (n == 0 || one[0] == other[0]) ? 1.0 : 0.0;
  used = g_new0 (gboolean, m);
  for (guint i = 0; i + 1 < n; i++)
    for (guint j = 0; j + 1 < m; j++)
      if (!used[j] && one[i] == other[j] && one[i + 1] == other[j + 1])
        {
          used[j] = TRUE;
          hits++;
          break;
        }

  return 2.0 * hits / (double) (n - 1 + m - 1);
}

/* Whether what stands right behind a number tells what it counts. */
static gboolean
counts_something (const DipLexicon *lexicon,
                  const char       *text)
{
  const char *const *counters = dip_lexicon_get_words (lexicon, "reference-counters");

  return dip_begins_with_one_of (text, counters);
}

/* Number and title of a quotation, held against the paper's clauses. */
static void
resolve_quoted (DipReferencePass *pass,
                const char       *number,
                const char       *title,
                gboolean          cue)
{
  g_autofree char *key = dip_fold_to_string (title, DIP_TITLE_FOLD, pass->draft->lexicon);
  DipClause *by_number = *number != '\0' ? g_hash_table_lookup (pass->by_number, number) : NULL;
  DipClause *by_title = *key != '\0' ? g_hash_table_lookup (pass->by_title, key) : NULL;

  if (*number == '\0')
    {
      if (by_title != NULL && cue)
        dip_reference_add (pass, by_title);
      return;
    }
  if (*key == '\0')
    {
      if (by_number != NULL && cue)
        dip_reference_add (pass, by_number);
      return;
    }

  if (by_number != NULL && likeness (key, g_hash_table_lookup (pass->keys, by_number)) >= DIP_REFERENCE_SAME_TITLE)
    {
      if (strcmp (key, g_hash_table_lookup (pass->keys, by_number)) != 0)
        dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but %s has the title “%s”.",
                        pass->clause->id, number, title, by_number->id, by_number->title);
      dip_reference_add (pass, by_number);
      return;
    }
  if (by_title != NULL)
    {
      dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but that title belongs to %s.",
                      pass->clause->id, number, title, by_title->id);
      dip_reference_add (pass, by_title);
    }
  else if (by_number != NULL && cue)
    {
      dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but %s has the title “%s”.",
                      pass->clause->id, number, title, by_number->id, by_number->title);
      dip_reference_add (pass, by_number);
    }
  else if (cue)
    dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, which the paper does not have.",
                    pass->clause->id, number, title);
}

void
dip_reference_read_quoted (DipReferencePass *pass,
                           const DipPassage *passage)
{
  static const struct { const char *open; const char *close; } quotes[] = {
    { "「", "」" }, { "[", "]" }, { "\"", "\"" },
  };
  const char *text = passage->folded->text;
  int cue = -1;  /* not looked for yet */

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_QUOTES))
    return;
  if (strpbrk (text, "[\"") == NULL && strstr (text, "「") == NULL)
    {
      dip_sentence_set_without (passage->sentence, DIP_WITHOUT_QUOTES);
      return;
    }

  for (guint kind = 0; kind < G_N_ELEMENTS (quotes); kind++)
    {
      gsize n_open = strlen (quotes[kind].open);
      guint n_quotes = 0;
      const char *end;

      for (const char *open = strstr (text, quotes[kind].open); open != NULL && n_quotes < MAX_QUOTES;
           open = strstr (end, quotes[kind].open), n_quotes++)
        {
          const char *inside = open + n_open;
          const char *close = strstr (inside, quotes[kind].close);
          g_autofree char *content = NULL;
          const char *title;
          char number[32];
          gsize taken;

          if (close == NULL)
            break;
          end = close + strlen (quotes[kind].close);
          if (close == inside || close - inside > 300)
            continue;
          content = g_strndup (inside, close - inside);
          title = content;
          if (g_str_has_prefix (title, "第"))
            {
              taken = dip_reference_read_number (title + 3, number, sizeof number);
              if (taken > 0 && (g_str_has_prefix (title + 3 + taken, "章") || g_str_has_prefix (title + 3 + taken, "節")))
                title += 3 + taken + 3;
              else
                *number = '\0';
            }
          else
            {
              taken = dip_reference_read_number (title, number, sizeof number);
              title += taken;
              /* "5分でできる点検" counts something */
              if (taken > 0 && counts_something (pass->draft->lexicon, title))
                continue;
            }
          while (*title == '.' || *title == ' ' || *title == ')' || *title == ':')
            title++;
          if (dip_reference_is_foreign (pass, text, open) || g_str_has_prefix (content, "箇条"))
            continue;
          if (cue < 0)
            cue = dip_reference_has_cue (pass, passage);
          resolve_quoted (pass, number, title, cue);
        }
    }
}

static DipClause *
find_title (const DipReferencePass *pass,
            const char             *start,
            const char             *end)
{
  g_autofree char *title = g_strndup (start, (gsize) (end - start));
  g_autofree char *key = dip_fold_to_string (title, DIP_TITLE_FOLD, pass->draft->lexicon);

  return g_hash_table_lookup (pass->by_title, key);
}

/* "Encryption" of "see Encryption.", "see Encryption for", but not of "see encryption keys". */
static gboolean
title_ends (const char *at)
{
  static const char *const next[] = { " section", " chapter", " above", " below", " for ", " and ", " in ", NULL };

  if (*at == '\0' || strchr (".,;:)]\"", *at) != NULL)
    return TRUE;
  return dip_begins_with_one_of (at, next);
}

/* The longest title that begins at @at. */
static void
read_named_after (DipReferencePass *pass,
                  const char       *at)
{
  DipClause *best = NULL;
  const char *end = at;

  if (!g_ascii_isalpha (*at))
    return;
  for (guint n_words = 0; n_words < MAX_NAMED_WORDS && *end != '\0'; n_words++)
    {
      DipClause *clause;

      end += strcspn (*end == ' ' ? end + 1 : end, " .,;:()[]\"") + (*end == ' ');
      clause = title_ends (end) ? find_title (pass, at, end) : NULL;
      if (clause != NULL)
        best = clause;
      if (*end != ' ')
        break;
    }
  if (best != NULL)
    dip_reference_add (pass, best);
}

/* The longest title that ends at @at. */
static void
read_named_before (DipReferencePass *pass,
                   const char       *text,
                   const char       *at)
{
  DipClause *best = NULL;
  const char *start = at;

  for (guint n = 0; n < MAX_NAMED_CHARACTERS && start > text; n++)
    {
      const char *before = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (before);
      gboolean ends = g_utf8_strchr ("。「」[](),、:", -1, c) != NULL;

      if ((ends || c == 0x306f) && (gsize) (at - start) >= MIN_NAMED)
        {
          DipClause *clause = find_title (pass, start, at);

          if (clause != NULL)
            best = clause;
        }
      if (ends)
        break;
      start = before;
    }
  if (best == NULL && start == text && (gsize) (at - start) >= MIN_NAMED)
    best = find_title (pass, start, at);
  if (best != NULL)
    dip_reference_add (pass, best);
}

/* A title that nothing sets apart: "see Encryption.", 詳細は情報のバックアップをご参照ください。 */
void
dip_reference_read_named (DipReferencePass *pass,
                          const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  const char *hit;
  gsize length;
  gboolean found = FALSE;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_TITLE_CUES))
    return;

  for (const char *at = text; dip_word_table_find (pass->words->title_before, at, stop, &hit, &length) != NULL;
       at = hit + length)
    {
      const char *title = hit + length;

      found = TRUE;
      if (hit > text && g_ascii_isalnum (hit[-1]))
        continue;
      if (*title == ' ')
        title++;
      if (g_str_has_prefix (title, "the "))
        title += strlen ("the ");
      if (!dip_reference_is_foreign (pass, text, hit))
        read_named_after (pass, title);
    }
  for (const char *at = text; dip_word_table_find (pass->words->title_after, at, stop, &hit, &length) != NULL;
       at = hit + length)
    {
      found = TRUE;
      if (!dip_reference_is_foreign (pass, text, hit))
        read_named_before (pass, text, hit);
    }
  if (!found)
    dip_sentence_set_without (passage->sentence, DIP_WITHOUT_TITLE_CUES);
}
