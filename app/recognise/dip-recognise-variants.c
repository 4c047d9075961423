/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"
#include "recognise/dip-word-table.h"

/*
 * Variants: ways in which the service is sold, told apart by the paper itself.
 *
 *   defined    a term whose name or meaning is a kind of tenancy: シングルテナント形式（以下、「Private」）,
 *              "Dedicated" (single-tenant); in text or in a heading
 *   headed     headings or list items that begin with a kind of tenancy, where nothing gives them a shorter name
 *   plans      two names or more with the same ending (スタンダードプラン, プレミアムプラン), where the paper says
 *              that something differs between plans
 *
 * One variant alone is none: a paper that calls itself multi-tenant only
 * describes the service. A clause depends on the variant if it names one, or
 * says that it differs; the clause that defines a variant only if it says so.
 */

#define FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE)

/* More plans than this are a price list. */
#define MAX_VARIANTS 12u

#define MAX_LABEL 60u   /* bytes: some 20 characters */

typedef struct
{
  DipVariant *variant;
  GPtrArray  *aliases;   /* (element-type utf8): folded names, the label first */
  GPtrArray  *printed;   /* (element-type utf8): the same as the paper prints them */
  DipClause  *clause;    /* (nullable): that defines it */
  gboolean    own_clause; /* the whole clause is about this variant */
} Candidate;

typedef struct
{
  DipDraft     *draft;
  DipWordTable *words;
  DipWordTable *suffixes;
  DipWordTable *plan_words;
  GPtrArray    *differences;  /* (element-type DipPattern) */
  GPtrArray    *candidates;   /* (element-type Candidate) */
} Pass;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  if (self->variant != NULL)
    dip_variant_free (self->variant);
  g_ptr_array_unref (self->aliases);
  g_ptr_array_unref (self->printed);
  g_free (self);
}

static void
add_alias (Candidate  *self,
           const char *alias)
{
  g_autofree char *folded = dip_fold_to_string (alias, FOLD, NULL);

  if (*folded != '\0' && strlen (folded) <= 2 * MAX_LABEL &&
      !g_ptr_array_find_with_equal_func (self->aliases, folded, g_str_equal, NULL))
    {
      g_ptr_array_add (self->aliases, g_steal_pointer (&folded));
      g_ptr_array_add (self->printed, g_strdup (alias));
    }
}

static Candidate *
find_candidate (Pass       *pass,
                const char *key)
{
  for (guint i = 0; i < pass->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (strcmp (candidate->variant->key, key) == 0)
        return candidate;
    }

  return NULL;
}

static Candidate *
add_candidate (Pass       *pass,
               const char *key,
               const char *label,
               DipClause  *clause)
{
  Candidate *candidate = find_candidate (pass, key);

  if (candidate == NULL)
    {
      if (pass->candidates->len >= MAX_VARIANTS)
        return NULL;
      candidate = g_new0 (Candidate, 1);
      candidate->variant = dip_variant_new (key, label);
      candidate->aliases = g_ptr_array_new_with_free_func (g_free);
      candidate->printed = g_ptr_array_new_with_free_func (g_free);
      candidate->clause = clause;
      g_ptr_array_add (pass->candidates, candidate);
    }
  add_alias (candidate, label);

  return candidate;
}

/* The kind of tenancy that a text names: its key, NULL for none or for two at once. */
static const char *
tenancy_of (Pass        *pass,
            const char  *text,
            const char **word)
{
  g_autofree char *folded = dip_fold_to_string (text, FOLD, NULL);
  const char *at = folded;
  const char *stop = folded + strlen (folded);
  const char *key = NULL;
  const char **fields;
  const char *hit;
  gsize length;

  while ((fields = dip_word_table_find (pass->words, at, stop, &hit, &length)) != NULL)
    {
      if (fields[1] == NULL || (key != NULL && strcmp (key, fields[1]) != 0))
        return NULL;
      key = fields[1];
      *word = fields[0];
      at = hit + length;
    }

  return key;
}

static void
take_terms (Pass *pass)
{
  DipDocument *document = pass->draft->document;

  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (document->terms, i);
      const char *word = NULL;
      const char *key;
      Candidate *candidate;

      /* a long meaning is a sentence that only mentions the tenancy */
      if (strlen (term->term) > MAX_LABEL || strlen (term->meaning) > 4 * MAX_LABEL)
        continue;
      key = tenancy_of (pass, term->meaning, &word);
      if (key == NULL)
        key = tenancy_of (pass, term->term, &word);
      if (key == NULL || find_candidate (pass, key) != NULL)
        continue;
      candidate = add_candidate (pass, key, term->term,
                                 term->clause != NULL ? dip_document_find_clause (document, term->clause) : NULL);
      if (candidate != NULL)
        {
          if (strlen (term->meaning) <= MAX_LABEL)
            add_alias (candidate, term->meaning);
          add_alias (candidate, word);
        }
    }
}

/* Headings and items that begin with a kind of tenancy. */
static void
take_headings (Pass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const char *word = NULL;
      const char *key = NULL;
      g_autofree char *title = dip_fold_to_string (clause->title, FOLD, NULL);
      const char **fields;
      gsize length;

      fields = dip_word_table_at (pass->words, title, title + strlen (title), &length);
      if (fields != NULL && fields[1] != NULL && strlen (title) <= MAX_LABEL)
        key = tenancy_of (pass, title, &word);
      if (key != NULL && find_candidate (pass, key) == NULL)
        {
          Candidate *candidate = add_candidate (pass, key, clause->title, clause);

          if (candidate != NULL)
            add_alias (candidate, word);
        }

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);
          g_autofree char *text = NULL;

          if (block->kind != DIP_BLOCK_LIST || strlen (block->text) > 400)
            continue;
          text = dip_fold_to_string (block->text, FOLD, NULL);
          fields = dip_word_table_at (pass->words, text, text + strlen (text), &length);
          if (fields != NULL && fields[1] != NULL && find_candidate (pass, fields[1]) == NULL)
            {
              g_autofree char *label = g_strndup (text, strcspn (text, ":( \t"));
              const char *colon = strstr (label, "の");

              if (colon != NULL)
                label[colon - label] = '\0';
              add_candidate (pass, fields[1], strlen (label) <= MAX_LABEL ? label : fields[0], clause);
            }
        }
    }
}

/* "スタンダード" → "standard"; else the label itself. */
static char *
key_of_plan (Pass       *pass,
             const char *name)
{
  gsize length;
  const char **fields = dip_word_table_at (pass->plan_words, name, name + strlen (name), &length);
  char *key;

  if (fields != NULL && fields[1] != NULL && length == strlen (name))
    return g_strdup (fields[1]);
  key = g_utf8_strdown (name, -1);
  for (char *at = key; *at != '\0'; at++)
    if ((guchar) *at < 0x80 && !g_ascii_isalnum (*at))
      *at = '-';

  return key;
}

static gboolean
is_plan_character (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FE) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c < 0x80 && (g_ascii_isalnum (c) || c == '-'));
}

static void
count_one (GHashTable *counts,
           const char *label)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, label));

  if (n > 0 || g_hash_table_size (counts) < 200)
    g_hash_table_insert (counts, g_strdup (label), GUINT_TO_POINTER (n + 1));
}

/* Names that end in "plan" and the like, with how often. */
static void
count_plans (Pass       *pass,
             const char *text,
             gsize       n_bytes,
             GHashTable *counts)
{
  const char *const *stops = dip_lexicon_get_words (pass->draft->lexicon, "variant-plan-stops");
  const char *stop = text + n_bytes;
  const char *at = text;
  const char *hit;
  gsize length;

  const char **fields;

  while ((fields = dip_word_table_find (pass->suffixes, at, stop, &hit, &length)) != NULL)
    {
      const char *start = hit;
      gboolean latin = g_ascii_isalpha (*hit);
      g_autofree char *name = NULL;

      if (latin && start > text && start[-1] == ' ')
        start--;
      else if (latin)
        {
          at = hit + length;
          continue;
        }
      while (start > text && hit - start < (gssize) MAX_LABEL)
        {
          const char *previous = g_utf8_prev_char (start);

          if (!is_plan_character (g_utf8_get_char (previous)))
            break;
          start = previous;
        }
      name = g_strstrip (g_strndup (start, hit - start));
      at = hit + length;
      if (*name != '\0' && (!latin || g_ascii_isupper (*name)) && strlen (name) >= 2)
        {
          g_autofree char *lower = g_ascii_strdown (name, -1);
          const char *suffix = fields[1] != NULL ? fields[1] : fields[0];
          g_autofree char *label = g_strconcat (name, latin ? " " : "", suffix, NULL);

          if (g_strv_contains (stops, lower))
            continue;
          count_one (counts, label);
          /* "its Standard and Enterprise plans" */
          if (latin && start - text >= 5 && memcmp (start - 5, " and ", 5) == 0)
            {
              const char *other = start - 5;

              while (other > text && g_ascii_isalnum (other[-1]))
                other--;
              if (g_ascii_isupper (*other))
                {
                  g_autofree char *other_label = g_strdup_printf ("%.*s %s", (int) (start - 5 - other), other, suffix);

                  count_one (counts, other_label);
                }
            }
        }
    }
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      counts)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, one));
  guint m = GPOINTER_TO_UINT (g_hash_table_lookup (counts, other));

  return n == m ? strcmp (one, other) : n > m ? -1 : 1;
}

static gboolean
tells_difference (Pass       *pass,
                  const char *folded,
                  gsize       length)
{
  g_autofree char *lower = g_ascii_strdown (folded, (gssize) length);

  for (guint i = 0; i < pass->differences->len; i++)
    if (dip_pattern_match (g_ptr_array_index (pass->differences, i), lower, length, NULL, NULL))
      return TRUE;

  return FALSE;
}

static void
take_plans (Pass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  gboolean differ = FALSE;
  GHashTableIter iter;
  gpointer label, n;

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);
          guint before = g_hash_table_size (counts);
          const char *hit;
          gsize length;

          if (dip_word_table_find (pass->suffixes, passage->folded->text,
                                   passage->folded->text + passage->folded->length, &hit, &length) == NULL)
            continue;
          count_plans (pass, passage->folded->text, passage->folded->length, counts);
          differ = differ || tells_difference (pass, passage->folded->text, passage->folded->length) ||
                   strstr (passage->folded->text, "のみ") != NULL || g_hash_table_size (counts) >= before + 2;
        }
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &label, &n))
    if (GPOINTER_TO_UINT (n) >= 2)
      g_ptr_array_add (labels, label);
  if (labels->len < 2 || !differ)
    return;
  g_ptr_array_sort_with_data (labels, compare_counts, counts);
  for (guint i = 0; i < labels->len && i < MAX_VARIANTS; i++)
    {
      const char *full = g_ptr_array_index (labels, i);
      g_autofree char *name = NULL;
      g_autofree char *key = NULL;
      const char *hit;
      const char *at = full;
      gsize length = 0;
      const char *suffix = full + strlen (full);

      while (dip_word_table_find (pass->suffixes, at, full + strlen (full), &hit, &length) != NULL)
        {
          suffix = hit;
          at = hit + length;
        }
      name = g_strstrip (g_strndup (full, suffix - full));
      key = key_of_plan (pass, name);
      add_candidate (pass, key, full, NULL);
    }
}

/* Whether a name stands there as a word: quoted, or with nothing Latin beside it and not as part of a longer name. */
static gboolean
names_variant (const char *text,
               gsize       length,
               const char *alias)
{
  static const char *const after[] = { "の", "で", "は", "と", "に", "を", "が", "も", "、", "。",
                                       ")", "(", "」", "\"", "]", ">", ":",
                                       "形", "環境", "版", "プラン", "・", "及び", "または", "又は", "/",
                                       " edition", " plan", " variant", " version", " deployment", " customers",
                                       " tenants", " only", " and ", " or ", ",", ".", ";" };
  gsize n = strlen (alias);
  gboolean latin = g_ascii_isalpha (alias[n - 1]);

  for (const char *at = text, *hit; (hit = memmem (at, length - (gsize) (at - text), alias, n)) != NULL; at = hit + n)
    {
      const char *end = hit + n;
      gboolean begins = hit == text || !g_ascii_isalnum (*alias) || !g_ascii_isalnum (hit[-1]);

      if (!begins)
        continue;
      if (!latin)
        return TRUE;
      if (end >= text + length)
        return TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (after); i++)
        if (g_str_has_prefix (end, after[i]))
          return TRUE;
    }

  return FALSE;
}

/* How many variants a text names; @last is one of them. */
static guint
count_named (Pass        *pass,
             const char  *text,
             gsize        length,
             Candidate  **last)
{
  guint n = 0;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (pass->candidates, i);

      for (guint j = 0; j < candidate->aliases->len; j++)
        if (names_variant (text, length, g_ptr_array_index (candidate->aliases, j)))
          {
            *last = candidate;
            n++;
            break;
          }
    }

  return n;
}

/* "「Private」には Compact シリーズを含んでいます": one more name for it */
static void
learn_aliases (Pass             *pass,
               const DipPassage *passage)
{
  const char *text = passage->folded->text;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (pass->candidates, i);
      g_autofree char *label = dip_fold_to_string (candidate->variant->label, FOLD, NULL);
      g_autofree char *quoted = g_strconcat ("「", label, "」には", NULL);
      const char *hit = strstr (text, quoted);
      const char *end;

      if (hit == NULL)
        continue;
      hit += strlen (quoted);
      if (g_str_has_prefix (hit, "、"))
        hit += strlen ("、");
      end = strstr (hit, "を含");
      if (end != NULL && end > hit && (gsize) (end - hit) <= MAX_LABEL)
        {
          g_autofree char *alias = dip_passage_dup_quote (passage, hit - text, end - text);

          add_alias (candidate, alias);
        }
    }
}

/* Whether the clause is, or stands above, one that defines a variant. */
static gboolean
defines (Pass            *pass,
         const DipClause *clause)
{
  for (guint i = 0; i < pass->candidates->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (pass->candidates, i);
      const DipClause *at = candidate->clause;

      for (guint depth = 0; at != NULL && depth < 8; depth++)
        {
          if (at == clause)
            return TRUE;
          at = at->parent != NULL ? dip_document_find_clause (pass->draft->document, at->parent) : NULL;
        }
    }

  return FALSE;
}

static void
find_dependence (Pass      *pass,
                 DipClause *clause)
{
  const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
  gboolean is_definition = defines (pass, clause);
  guint n_all = 0;
  gboolean differs = FALSE;
  Candidate *last = NULL;

  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);
      guint n = count_named (pass, passage->folded->text, passage->folded->length, &last);

      n_all = MAX (n_all, n);
      if (!differs && n > 0)
        differs = tells_difference (pass, passage->folded->text, passage->folded->length);
    }

  clause->variant_dependent = is_definition ? differs && n_all >= 2 : n_all > 0;
}

/* The variant whose part of the clause begins with a block; @both if it names several. */
static Candidate *
introduced_by (Pass     *pass,
               DipBlock *block,
               gboolean *heads,
               gboolean *both)
{
  g_autofree char *text = NULL;
  Candidate *found = NULL;
  const char *rest;
  guint n;

  *heads = *both = FALSE;
  if (strlen (block->text) > 600)
    return NULL;
  text = dip_fold_to_string (block->text, FOLD, NULL);
  n = count_named (pass, text, strlen (text), &found);
  *both = n > 1;
  if (n != 1)
    return NULL;

  rest = text;
  while (*rest == '[' || *rest == '<' || *rest == '(' || *rest == '"' || g_str_has_prefix (rest, "「"))
    rest += (guchar) *rest < 0x80 ? 1 : 3;
  for (guint i = 0; i < found->aliases->len; i++)
    {
      const char *alias = g_ptr_array_index (found->aliases, i);

      if (!g_str_has_prefix (rest, alias))
        continue;
      /* a line that ends soon is a heading for what follows it */
      *heads = strstr (text, "。") == NULL && strlen (text) <= 150;
      return found;
    }

  return NULL;
}

static void
mark_blocks (Pass      *pass,
             DipClause *clause)
{
  Candidate *current = NULL;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (candidate->own_clause && candidate->clause == clause)
        current = candidate;
    }

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, i);
      gboolean heads;
      gboolean both;
      Candidate *found = introduced_by (pass, block, &heads, &both);

      if (both)
        current = NULL;
      else if (found != NULL && heads)
        current = found;
      if (block->variant != NULL || both)
        continue;
      if (found != NULL)
        block->variant = g_strdup (found->variant->key);
      else if (current != NULL && block->kind != DIP_BLOCK_NOTE)
        block->variant = g_strdup (current->variant->key);
    }
}

/* Titles that give the name: "3.1 専用環境形式（以下、「Private」）". */
static void
mark_own_clauses (Pass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *title = dip_fold_to_string (clause->title, FOLD, NULL);
      Candidate *found = NULL;

      if (strlen (title) > 200 || count_named (pass, title, strlen (title), &found) != 1)
        continue;
      if (found->clause == NULL || found->clause == clause)
        {
          found->clause = clause;
          found->own_clause = TRUE;
        }
    }
}

/**
 * dip_recognise_variants:
 *
 * Finds the variants that a paper tells apart, which clauses depend on them,
 * and which blocks hold for one of them only. Needs the terms. Linear in the
 * text times the number of variants, of which there are at most twelve.
 */
void
dip_recognise_variants (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  const char *const *differences = dip_lexicon_get_words (draft->lexicon, "variant-differences");
  Pass pass = { draft };

  pass.words = dip_word_table_new (draft->lexicon, "variant-words", TRUE, FALSE);
  pass.suffixes = dip_word_table_new (draft->lexicon, "variant-suffixes", TRUE, FALSE);
  pass.plan_words = dip_word_table_new (draft->lexicon, "variant-plan-words", FALSE, FALSE);
  pass.differences = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
  for (guint i = 0; differences[i] != NULL; i++)
    g_ptr_array_add (pass.differences, dip_pattern_new (differences[i]));
  pass.candidates = g_ptr_array_new_with_free_func (candidate_free);

  take_terms (&pass);
  if (pass.candidates->len < 2)
    take_headings (&pass);
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      take_plans (&pass);
    }

  if (pass.candidates->len >= 2)
    {
      mark_own_clauses (&pass);
      for (guint i = 0; i < clauses->len; i++)
        {
          const GPtrArray *passages = dip_draft_get_passages (draft, g_ptr_array_index (clauses, i));

          for (guint j = 0; j < passages->len; j++)
            learn_aliases (&pass, g_ptr_array_index (passages, j));
        }
      for (guint i = 0; i < clauses->len; i++)
        {
          find_dependence (&pass, g_ptr_array_index (clauses, i));
          mark_blocks (&pass, g_ptr_array_index (clauses, i));
        }
      for (guint i = 0; i < pass.candidates->len; i++)
        {
          Candidate *candidate = g_ptr_array_index (pass.candidates, i);
          DipVariant *variant = g_steal_pointer (&candidate->variant);
          g_autofree char *label = dip_fold_to_string (variant->label, FOLD, NULL);
          g_autoptr(GStrvBuilder) aliases = g_strv_builder_new ();

          for (guint j = 0; j < candidate->aliases->len; j++)
            if (strcmp (g_ptr_array_index (candidate->aliases, j), label) != 0)
              g_strv_builder_add (aliases, g_ptr_array_index (candidate->printed, j));
          g_strfreev (variant->aliases);
          variant->aliases = g_strv_builder_end (aliases);
          g_free (variant->clause);
          variant->clause = candidate->clause != NULL ? g_strdup (candidate->clause->id) : NULL;
          g_ptr_array_add (draft->document->variants, variant);
        }
    }

  g_ptr_array_unref (pass.candidates);
  g_ptr_array_unref (pass.differences);
  dip_word_table_free (pass.plan_words);
  dip_word_table_free (pass.suffixes);
  dip_word_table_free (pass.words);
}
