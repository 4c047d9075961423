/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * A clause that says now that it depends on the variant of the service, where another
 * clause denies one of the variants what this one offers: "logs can be downloaded (see
 * 3)", and in 3 "the log download is not available for Shared". The clause itself denies
 * nothing; what it offered is limited all the same.
 */

/* Words of a denial that the clause has to have for both to speak of one thing. */
#define MIN_WORDS 2u

/* A word that more of the clauses have than one in this many says nothing. */
#define MAX_SHARE 4u

/* Denials that are looked at. */
#define MAX_DENIALS 24u

static gboolean
is_kind (gunichar c,
         gunichar first)
{
  if (first >= 0x4E00 && first <= 0x9FFF)
    return c >= 0x4E00 && c <= 0x9FFF;
  if (first >= 0x30A1 && first <= 0x30FC)
    return c >= 0x30A1 && c <= 0x30FC;

  return first < 0x80 && g_ascii_isalpha ((char) first) && c < 0x80 && c != 0 && g_ascii_isalpha ((char) c);
}

/* Clauses that have a word. */
static guint
count_clauses (DipContext *context,
               const char *word)
{
  guint n = 0;

  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *work = context->works->pdata[i];
      gboolean found = FALSE;

      for (guint k = 0; work->new_ != NULL && k < work->new_->sentences->len && !found; k++)
        found = strstr (context->sentences.strings->pdata[g_array_index (work->new_->sentences, DipSentence, k).id],
                        word) != NULL;
      n += found;
    }

  return n;
}

static gboolean
has_word (DipContext        *context,
          const DipPrepared *prepared,
          const char        *word)
{
  for (guint i = 0; i < prepared->sentences->len; i++)
    {
      if (strstr (context->sentences.strings->pdata[g_array_index (prepared->sentences, DipSentence, i).id],
                  word) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether a denial speaks of what the clause is about: some words that few clauses have. */
static gboolean
speaks_of (DipContext        *context,
           const char        *denial,
           const DipPrepared *prepared)
{
  guint n = 0;

  for (const char *at = denial; *at != '\0' && n < MIN_WORDS; )
    {
      gunichar first = g_utf8_get_char (at);
      const char *end = g_utf8_next_char (at);
      g_autofree char *word = NULL;

      while (is_kind (g_utf8_get_char (end), first))
        end = g_utf8_next_char (end);
      word = g_strndup (at, (gsize) (end - at));
      at = end;

      if (is_kind (first, first) && g_utf8_strlen (word, -1) >= (first < 0x80 ? 4 : 2)
          && has_word (context, prepared, word)
          && count_clauses (context, word) * MAX_SHARE <= context->works->len)
        n++;
    }

  return n >= MIN_WORDS;
}

/* The sentences of a block that deny something, folded and as printed. */
static char *
find_denial (DipContext        *context,
             const DipBlock    *block,
             const DipPrepared *prepared,
             guint             *n_looked_at)
{
  const char *start = block->text;

  while (*start != '\0' && *n_looked_at < MAX_DENIALS)
    {
      const char *stop = strstr (start, "。");
      const char *end = stop != NULL ? stop + strlen ("。") : start + strlen (start);
      const char *point = strstr (start, ". ");
      g_autofree char *printed = NULL;
      g_autofree char *folded = NULL;

      if (point != NULL && point + 1 < end)
        end = point + 1;
      printed = g_strndup (start, (gsize) (end - start));
      folded = dip_fold_to_string (printed, DIP_ENGINE_FOLD, context->lexicon);
      start = end + strspn (end, " ");

      if (!_dip_denies (context, folded, FALSE))
        continue;
      (*n_looked_at)++;
      if (speaks_of (context, folded, prepared))
        return g_strdup (g_strstrip (printed));
    }

  return NULL;
}

static const char *
label_of (const DipDocument *document,
          const char        *key)
{
  for (guint i = 0; i < document->variants->len; i++)
    {
      const DipVariant *variant = document->variants->pdata[i];

      if (g_strcmp0 (variant->key, key) == 0 && variant->label != NULL)
        return variant->label;
    }

  return key;
}

/**
 * _dip_find_lost_variant:
 * @context: both editions, compared
 * @work: a pair
 * @variant: (out) (transfer none): the variant, as the paper calls it
 * @clause: (out) (transfer none): the clause that says so
 *
 * Returns: (transfer full) (nullable): the sentence of the new edition that denies one variant
 *   what the clause offers
 */
char *
_dip_find_lost_variant (DipContext     *context,
                        const DipWork  *work,
                        const char    **variant,
                        const char    **clause)
{
  const DipDocument *document = context->comparison->new_document;
  const DipClause *own = work->pair->new_clause;
  guint n_looked_at = 0;

  if (!own->variant_dependent || work->pair->old_clause->variant_dependent)
    return NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *other = document->clauses->pdata[i];

      for (guint k = 0; k < other->blocks->len && other != own; k++)
        {
          const DipBlock *block = other->blocks->pdata[k];
          char *denial = block->variant == NULL || block->text == NULL ? NULL
            : find_denial (context, block, work->new_, &n_looked_at);

          if (denial != NULL)
            {
              *variant = label_of (document, block->variant);
              *clause = other->id;
              return denial;
            }
        }
    }

  return NULL;
}
