/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-variant-private.h"

#include "text/dip-fold.h"
#include "text/dip-lexicon.h"
#include "text/dip-tokens.h"

#include <math.h>
#include <string.h>

/*
 * "This clause differs between the editions, see chapter 3": the text that
 * holds stands elsewhere. Of the chapters that a clause refers to, and of
 * those below them, the blocks that hold for the variant are weighed against
 * the clause by the words that both have. A word weighs the more the fewer
 * clauses have it (inverse document frequency), and twice if it stands in the
 * title. Kanji count as pairs of characters, so that 登録 is found in 登録削除.
 * Where nothing is near, the definition is taken whole.
 */

/* Two rare words in common, or one of the title. */
#define MIN_WEIGHT 3.2

/* A block far below the best one only shares a phrase with the clause. */
#define MIN_SHARE 0.5

#define MAX_SOURCES 64u       /* blocks for one clause */
#define MAX_TEXT    16384u    /* bytes of a clause that are looked at */

#define FOLD (DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

typedef struct
{
  DipDocument *document;
  GHashTable  *clauses;    /* id → DipClause */
  GHashTable  *counts;     /* word → number of clauses with it */
  GHashTable  *names;      /* words of the variants' own names */
  guint        n_clauses;
} Pass;

typedef struct
{
  const DipClause *clause;
  guint            index;   /* of the block */
  double           weight;
} Source;

static void
add_word (GHashTable *words,
          const char *text,
          gsize       length,
          guint       weight)
{
  g_autofree char *word = g_strndup (text, length);
  guint old = GPOINTER_TO_UINT (g_hash_table_lookup (words, word));

  if (old < weight)
    g_hash_table_insert (words, g_steal_pointer (&word), GUINT_TO_POINTER (weight));
}

/* Words that say what a text is about: no hiragana, no numbers. */
static void
add_words (GHashTable *words,
           const char *text,
           guint       weight)
{
  g_autofree char *folded = NULL;
  g_autofree char *start = NULL;
  g_autoptr (GArray) tokens = NULL;

  if (text == NULL || *text == '\0')
    return;

  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), (glong) MAX_TEXT));
  folded = dip_fold_to_string (start, FOLD, dip_lexicon_get_default ());
  tokens = dip_tokens_cut (folded);
  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *at = folded + token->start;
      const char *end = at + token->length;

      if (token->kind == DIP_TOKEN_KANJI)
        for (const char *next; at < end && (next = g_utf8_next_char (at)) < end; at = next)
          add_word (words, at, g_utf8_next_char (next) - at, weight);
      else if (token->kind == DIP_TOKEN_KATAKANA && token->length > 3)
        add_word (words, at, token->length, weight);
      else if (token->kind == DIP_TOKEN_LATIN && token->length > 1)
        add_word (words, at, token->length > 4 && end[-1] == 's' ? token->length - 1 : token->length, weight);
    }
}

static GHashTable *
words_of_clause (const DipClause *clause)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_words (words, clause->title, 2);
  add_words (words, clause->question, 1);
  add_words (words, clause->answer, 1);
  for (guint i = 0; i < clause->blocks->len; i++)
    add_words (words, ((const DipBlock *) g_ptr_array_index (clause->blocks, i))->text, 1);

  return words;
}

static void
count_words (Pass *pass)
{
  for (guint i = 0; i < pass->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (pass->document->clauses, i);
      g_autoptr (GHashTable) words = words_of_clause (clause);
      GHashTableIter iter;
      gpointer word;

      g_hash_table_insert (pass->clauses, clause->id, clause);
      g_hash_table_iter_init (&iter, words);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (pass->counts, word));

          g_hash_table_insert (pass->counts, g_strdup (word), GUINT_TO_POINTER (n + 1));
        }
    }
  pass->n_clauses = MAX (pass->document->clauses->len, 10);

  for (guint i = 0; i < pass->document->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (pass->document->variants, i);

      add_words (pass->names, variant->label, 1);
      for (guint j = 0; variant->aliases[j] != NULL; j++)
        add_words (pass->names, variant->aliases[j], 1);
    }
}

static double
weigh (Pass       *pass,
       GHashTable *of_clause,
       const char *text)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer word;
  double sum = 0;

  add_words (words, text, 1);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      guint factor = GPOINTER_TO_UINT (g_hash_table_lookup (of_clause, word));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (pass->counts, word));

      if (factor > 0 && n > 0 && !g_hash_table_contains (pass->names, word))
        sum += factor * MAX (log ((double) pass->n_clauses / n), 0);
    }

  return sum;
}

/* Whether a clause is one of those that are referred to, or stands below one. */
static gboolean
is_referred_to (Pass            *pass,
                const DipClause *by,
                const DipClause *clause)
{
  for (guint depth = 0; clause != NULL && depth < 16; depth++)
    {
      if (g_strv_contains ((const char *const *) by->refers_to, clause->id))
        return TRUE;
      clause = clause->parent != NULL ? g_hash_table_lookup (pass->clauses, clause->parent) : NULL;
    }

  return FALSE;
}

/* A line that only names the variant, above what holds for it. */
static gboolean
is_heading (const DipBlock   *block,
            const DipVariant *variant)
{
  return strlen (block->text) <= 150 && strstr (block->text, "。") == NULL &&
         !g_str_has_suffix (block->text, ".") && strstr (block->text, variant->label) != NULL;
}

static void
append_source (DipClause    *to,
               const Source *source)
{
  const DipBlock *block = g_ptr_array_index (source->clause->blocks, source->index);
  g_autofree char *marker = g_strconcat ("→ ", source->clause->id, NULL);
  DipBlock *copy = dip_block_new (DIP_BLOCK_NOTE, marker, block->text);
  int place = (int) to->blocks->len;

  copy->variant = g_strdup (block->variant);
  copy->from = g_strdup (source->clause->id);
  copy->page = block->page;
  copy->line = block->line;
  g_ptr_array_add (to->blocks, copy);

  for (guint i = 0; i < source->clause->facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (source->clause->facts, i);

      if (fact->block == (int) source->index)
        g_ptr_array_add (to->facts, dip_fact_new (fact->what, fact->value, fact->quote, place));
    }
}

static void
add_sources (Pass             *pass,
             DipClause        *to,
             const DipClause  *clause,
             const GArray     *all,
             const DipVariant *variant)
{
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (Source));
  gboolean tells_itself = FALSE;
  double best = 0;

  for (guint i = 0; i < all->len; i++)
    {
      Source source = g_array_index (all, Source, i);
      const DipBlock *block = g_ptr_array_index (source.clause->blocks, source.index);

      if (source.clause == clause || sources->len >= MAX_SOURCES ||
          !is_referred_to (pass, clause, source.clause))
        continue;
      if (words == NULL)
        words = words_of_clause (clause);
      source.weight = weigh (pass, words, block->text);
      best = MAX (best, source.weight);
      g_array_append_val (sources, source);
    }

  for (guint i = 0; i < clause->blocks->len; i++)
    tells_itself = tells_itself || ((DipBlock *) g_ptr_array_index (clause->blocks, i))->variant != NULL;
  if (best < MIN_WEIGHT && tells_itself)
    return;

  for (guint i = 0; i < sources->len; i++)
    {
      const Source *source = &g_array_index (sources, Source, i);

      if (best < MIN_WEIGHT || (source->weight >= MIN_WEIGHT && source->weight >= MIN_SHARE * best))
        append_source (to, source);
    }
}

/*
 * _dip_variant_add_sources:
 *
 * Pure but for @view. Linear in the text; each clause that depends on the
 * variant looks once at each block that holds for it.
 */
void
_dip_variant_add_sources (DipDocument      *view,
                          DipDocument      *document,
                          const DipVariant *variant)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Source));
  Pass pass = { document };

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint j = 0; j < clause->blocks->len && all->len < 4096; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);
          Source source = { clause, j, 0 };

          if (g_strcmp0 (block->variant, variant->key) == 0 && !is_heading (block, variant))
            g_array_append_val (all, source);
        }
    }
  if (all->len == 0)
    return;

  pass.clauses = g_hash_table_new (g_str_hash, g_str_equal);
  pass.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  count_words (&pass);

  for (guint i = 0; i < view->clauses->len; i++)
    {
      DipClause *to = g_ptr_array_index (view->clauses, i);
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->variant_dependent && clause->refers_to[0] != NULL)
        add_sources (&pass, to, clause, all, variant);
    }

  g_hash_table_unref (pass.names);
  g_hash_table_unref (pass.counts);
  g_hash_table_unref (pass.clauses);
}
