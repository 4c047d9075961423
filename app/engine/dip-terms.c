/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * An entry of a list of terms or abbreviations that came or went. Where no other
 * clause of its edition has the word, the entry promises nothing to anybody.
 * Whatever is in doubt (a word inside another one, an entry that goes on after
 * its explanation) counts as used.
 */

/* Bytes that all searches of a comparison may read. A paper has some hundred
 * thousand, and a handful of entries change. */
#define MAX_WORK (G_GUINT64_CONSTANT (200) * 1000 * 1000)

/* What an entry that only explains does not speak of. */
#define SAYS_MORE (DIP_TAG_NUMBER | DIP_TAG_DURATION | DIP_TAG_DATE | DIP_TAG_NEGATION | DIP_TAG_OBLIGATION)

static gboolean
lists_terms (DipContext      *context,
             const DipClause *clause)
{
  const char *const *titles = dip_lexicon_get_words (context->lexicon, "definition-titles");
  g_autofree char *title = dip_fold_to_string (clause->title, DIP_ENGINE_FOLD, context->lexicon);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      g_autofree char *word = dip_fold_to_string (titles[i], DIP_ENGINE_FOLD, context->lexicon);

      if (strcmp (word, title) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The term that a block explains, %NULL for none: it begins with it. */
static const char *
find_term (DipContext        *context,
           const DipDocument *document,
           const DipClause   *clause,
           const DipBlock    *block)
{
  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = document->terms->pdata[i];

      if (g_strcmp0 (term->clause, clause->id) == 0 && term->term != NULL && term->term[0] != '\0'
          && g_str_has_prefix (block->text, term->term))
        {
          /* Asked last: few blocks begin with a term, and folding a title takes time. */
          return block->kind == DIP_BLOCK_DEFINITION || lists_terms (context, clause) ? term->term : NULL;
        }
    }

  return NULL;
}

static gboolean
is_used (DipContext    *context,
         const DipWork *work,
         gboolean       is_old,
         const char    *term)
{
  g_autofree char *word = dip_fold_to_string (term, DIP_ENGINE_FOLD, context->lexicon);

  if (word[0] == '\0')
    return TRUE;

  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *other = context->works->pdata[i];
      const DipPrepared *prepared = is_old ? other->old : other->new_;

      if (other == work || prepared == NULL)
        continue;

      for (guint k = 0; k < prepared->sentences->len; k++)
        {
          const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, k);

          context->term_work += sentence->length;
          if (context->term_work > MAX_WORK
              || strstr (context->sentences.strings->pdata[sentence->id], word) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * _dip_is_unused_term:
 * @context: both editions, prepared
 * @work: the pair
 * @is_old: the side that has the sentence
 * @part: index of the part that the sentence stands in
 * @question: the sentence, as the rules see it
 *
 * Returns: whether a sentence that came or went is the entry of a term that no
 *   other clause of its edition uses
 */
gboolean
_dip_is_unused_term (DipContext        *context,
                     const DipWork     *work,
                     gboolean           is_old,
                     guint              part,
                     const DipQuestion *question)
{
  const DipDocument *document = is_old ? context->comparison->old_document : context->comparison->new_document;
  const DipPrepared *prepared = is_old ? work->old : work->new_;
  const DipClause *clause = is_old ? work->pair->old_clause : work->pair->new_clause;
  const DipPart *found = &g_array_index (prepared->text->parts, DipPart, part);
  guint n_sentences = 0;
  const char *term;

  if (work->pair->old_more->len + work->pair->new_more->len > 0 || clause->question != NULL
      || found->kind != DIP_PART_BLOCK || found->block >= (int) clause->blocks->len)
    return FALSE;

  /* Asked first: few blocks begin with a term, and a clause may have very many sentences. */
  term = find_term (context, document, clause, clause->blocks->pdata[found->block]);
  if (term == NULL)
    return FALSE;

  for (guint i = 0; i < prepared->sentences->len; i++)
    n_sentences += g_array_index (prepared->sentences, DipSentence, i).part == part;

  return n_sentences == 1 && (_dip_find_tags (context, question) & SAYS_MORE) == 0
    && !is_used (context, work, is_old, term);
}
