/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <string.h>

/*
 * Items of an English list that only make a sentence with what stands above them:
 *
 *   lead = "… we don't:" at the end of the paragraph above, [stance-denying-leads]
 *        | "What we don't store" as the title, where nothing but the list stands below it
 *
 * "Sell your data" is heard as "we do not sell your data". An item that denies by itself ("No phone support") is left
 * as it is.
 */

/* Bytes of a paragraph that leads on to a list, and of an item that goes on with it. */
#define MAX_LEAD 300u
#define MAX_ITEM 300u

/* Items of a list that go on with what stands above it; a longer list is a table of its own. */
#define MAX_ITEMS 50u

/* Words of the verb in a title: "What we don't look at". */
#define MAX_VERB 2u

/* The words that a text ends with which its list goes on with; NULL for others. */
static const char *
find_lead (const DipStanceGrammar *grammar,
           const char             *text)
{
  const char *const *leads = dip_lexicon_get_words (grammar->lexicon, "stance-denying-leads");
  g_autofree char *folded = NULL;
  g_autofree char *words = NULL;

  if (!g_str_has_suffix (text, ":") || strlen (text) > MAX_LEAD)
    return NULL;
  folded = dip_fold_to_string (text, DIP_STANCE_FOLD, grammar->lexicon);
  words = dip_stance_words (folded, strlen (folded));
  g_strchomp (words);
  for (guint i = 0; leads[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (leads[i], " ", -1);
      g_autofree char *lead = g_strjoinv ("  ", parts);
      gsize n = strlen (lead);
      gsize length = strlen (words);

      if (length > n && words[length - n - 1] == ' ' && g_str_has_suffix (words, lead))
        return leads[i];
    }

  return NULL;
}

/* "we do not store" of "What we don't store"; NULL for other titles. */
static char *
dup_lead_of_title (const DipStanceGrammar *grammar,
                   const char             *title)
{
  const char *const *leads = dip_lexicon_get_words (grammar->lexicon, "stance-denying-leads");
  g_autofree char *folded = dip_fold_to_string (title, DIP_STANCE_FOLD, grammar->lexicon);
  g_autofree char *words = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *said = NULL;

  if (!g_str_has_prefix (folded, "what "))
    return NULL;
  words = dip_stance_words (folded + strlen ("what "), strlen (folded) - strlen ("what "));
  parts = g_strsplit (g_strstrip (words), "  ", -1);
  said = g_strjoinv (" ", parts);
  for (guint i = 0; leads[i] != NULL; i++)
    {
      gsize n = strlen (leads[i]);
      const char *verb = said + n + 1;
      guint n_spaces = 0;

      if (strlen (said) <= n + 1 || strncmp (said, leads[i], n) != 0 || said[n] != ' ')
        continue;
      for (const char *at = verb; *at != '\0'; at++)
        n_spaces += *at == ' ';
      if (n_spaces >= MAX_VERB)
        continue;
      /* "What we don't do": the items have the verbs */
      return strcmp (verb, "do") == 0 ? g_strdup (leads[i]) : g_steal_pointer (&said);
    }

  return NULL;
}

/* "No phone support", "Not in progress" */
static gboolean
denies_itself (const char *item)
{
  return g_ascii_strncasecmp (item, "no ", 3) == 0 || g_ascii_strncasecmp (item, "not ", 4) == 0;
}

/**
 * dip_stance_dup_lead:
 * @index: of a block of @clause
 *
 * Returns: (nullable): the words that an item of a list goes on with; %NULL for a block that is none, or stands for
 *   itself
 */
char *
dip_stance_dup_lead (const DipStanceGrammar *grammar,
                     const DipClause        *clause,
                     guint                   index)
{
  const DipBlock *block = g_ptr_array_index (clause->blocks, index);
  guint above = index;

  if (block->kind != DIP_BLOCK_LIST || strlen (block->text) > MAX_ITEM || denies_itself (block->text) ||
      dip_stance_is_japanese (block->text, strlen (block->text)))
    return NULL;
  while (above > 0 && ((const DipBlock *) g_ptr_array_index (clause->blocks, above - 1))->kind == DIP_BLOCK_LIST)
    {
      if (index - above == MAX_ITEMS)
        return NULL;
      above--;
    }
  if (above > 0)
    return g_strdup (find_lead (grammar, ((const DipBlock *) g_ptr_array_index (clause->blocks, above - 1))->text));

  return dup_lead_of_title (grammar, clause->title);
}

/**
 * dip_stance_leads_on:
 *
 * Whether a block only says how the items below it begin: "To be clear, we don't:".
 */
gboolean
dip_stance_leads_on (const DipStanceGrammar *grammar,
                     const DipClause        *clause,
                     guint                   index)
{
  const DipBlock *block = g_ptr_array_index (clause->blocks, index);

  return index + 1 < clause->blocks->len && block->kind == DIP_BLOCK_PARAGRAPH &&
         ((const DipBlock *) g_ptr_array_index (clause->blocks, index + 1))->kind == DIP_BLOCK_LIST &&
         find_lead (grammar, block->text) != NULL;
}

/**
 * dip_stance_weigh_led:
 * @lead: of dip_stance_dup_lead()
 * @passage: the first sentence of an item
 *
 * Adds to @tally what an item says behind its lead.
 */
void
dip_stance_weigh_led (const DipStanceGrammar *grammar,
                      DipStanceTally         *tally,
                      const char             *lead,
                      const DipPassage       *passage)
{
  g_autofree char *said = g_strdup_printf ("%s %c%.*s", lead, g_ascii_tolower (passage->text[0]),
                                           (int) passage->length - 1, passage->text + 1);
  g_autoptr (DipSentence) sentence = dip_sentence_take (said, strlen (said), FALSE);
  DipPassage whole = *passage;

  whole.text = said;
  whole.length = strlen (said);
  whole.sentence = sentence;
  whole.folded = dip_sentence_fold_on (sentence, DIP_STANCE_FOLD, grammar->lexicon);
  dip_stance_weigh (grammar, tally, &whole);
}
