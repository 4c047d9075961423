/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"
#include "text/dip-characters.h"

/*
 * Variants: ways in which the service is sold, told apart by the paper itself.
 *
 *   defined    a term whose name or meaning is a kind of tenancy: シングルテナント形式（以下、「Private」）,
 *              "Dedicated" (single-tenant); in text or in a heading
 *   headed     headings or list items that begin with a kind of tenancy, where nothing gives them a shorter name
 *   in passing "Sample Dedicated, a single-tenant deployment", 「専有プラン」
 *   plans      two names or more with the same ending (スタンダードプラン, プレミアムプラン), where the paper says
 *              that something differs between plans
 *   lists      of names in a clause whose title speaks of plans or editions, where the text uses them
 *   columns    of a table, named like plans
 *   models     IaaS and PaaS, where clauses say something of one of them alone
 *
 * One variant alone is none: a paper that calls itself multi-tenant only
 * describes the service. A clause depends on the variant if it names one, or
 * says that it differs; the clause that defines a variant only if it says so.
 */

/* Of a table that is looked at for differences. */
#define MAX_TABLE_ROWS 200
#define MAX_TABLE_COLUMNS 24

/* Bytes of "With " at the beginning of a sentence. */
#define MAX_PREPOSITION 5

gboolean
dip_variant_tells_difference (DipVariantPass   *pass,
                              const DipPassage *passage)
{
  gsize length = passage->folded->length;
  g_autofree char *lower = NULL;
  DipPatternMarks marks;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_DIFFERENCES))
    return FALSE;

  lower = g_ascii_strdown (passage->folded->text, (gssize) length);
  dip_pattern_marks_init (&marks, lower, length);
  for (guint i = 0; i < pass->differences->len; i++)
    if (dip_pattern_match_marked (g_ptr_array_index (pass->differences, i), lower, length, &marks, NULL, NULL))
      return TRUE;
  dip_sentence_set_without (passage->sentence, DIP_WITHOUT_DIFFERENCES);

  return FALSE;
}

/* "Sample Cloud" is the service, "on Cloud" one way to have it: whether a capitalised word stands right before. */
static gboolean
ends_a_name (const char *text,
             const char *at)
{
  const char *word = at;

  if (at - text < 2 || at[-1] != ' ')
    return FALSE;
  word--;
  while (word > text && g_ascii_isalnum (word[-1]))
    word--;

  return g_ascii_isupper (*word) && !(word == text && at - word <= MAX_PREPOSITION);
}

/* Whether a name stands there as a word: quoted, or with nothing Latin beside it and not as part of a longer name. */
static gboolean
names_variant (DipVariantPass *pass,
               const char     *text,
               gsize           length,
               const char     *alias)
{
  static const char *const after[] = { "の", "で", "は", "と", "に", "を", "が", "も", "、", "。",
                                       ")", "(", "」", "\"", "]", ">", ":",
                                       "形", "環境", "版", "プラン", "・", "及び", "または", "又は", "/",
                                       " edition", " plan", " variant", " version", " deployment", " customers",
                                       " does ", " for ", " includes", " has ", " tier", " model", " package",
                                       " environment", " instance", " mode",
                                       " tenants", " only", " and ", " or ", ",", ".", ";", NULL };
  gsize n = strlen (alias);
  gboolean latin = g_ascii_isalpha (alias[n - 1]);
  gboolean of_products = latin && g_strv_contains (dip_lexicon_get_words (pass->draft->lexicon,
                                                                          "variant-product-words"), alias);

  for (const char *at = text, *hit; (hit = memmem (at, length - (gsize) (at - text), alias, n)) != NULL; at = hit + n)
    {
      const char *end = hit + n;
      gboolean begins = hit == text || !g_ascii_isalnum (*alias) || !g_ascii_isalnum (hit[-1]);

      if (!begins || (of_products && ends_a_name (text, hit)))
        continue;
      if (!latin)
        return TRUE;
      if (end >= text + length)
        return TRUE;
      /* "Hobby では" */
      if (*end == ' ' && (guchar) end[1] >= 0x80)
        end++;
      /* a name of two words is hardly anything else, nor is PaaS */
      if (n >= 4 && g_str_has_suffix (alias, "aaS") && !g_ascii_isalnum (*end))
        return TRUE;
      if ((memchr (alias, ' ', n) != NULL || memchr (alias, '-', n) != NULL) && !g_ascii_isalnum (*end))
        return TRUE;
      if (dip_begins_with_one_of (end, after))
        return TRUE;
    }

  return FALSE;
}

/* Whether a part of a sentence begins there: behind "、" and the like, or a particle. */
static gboolean
begins_part (const char *text,
             const char *at)
{
  gunichar c;

  while (at > text && at[-1] == ' ')
    at--;
  if (at == text)
    return TRUE;
  c = g_utf8_get_char (g_utf8_prev_char (at));

  return c == 0x3001 || c == 0x3002 || c == ',' || c == '(' || c == 0x300c || c == ':' || c == 0xff0c ||
         (c >= 0x3041 && c <= 0x3096);
}

/* "Enterprise customers": a plan's name without "plan", with who has it. */
gboolean
dip_variant_names_holders (DipVariantPass *pass,
                           const char     *text,
                           gsize           length,
                           const char     *bare)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "variant-holders");
  const char *const *topics = dip_lexicon_get_words (pass->draft->lexicon, "variant-topics");
  gsize n = strlen (bare);

  for (const char *at = text, *hit; (hit = memmem (at, length - (gsize) (at - text), bare, n)) != NULL; at = hit + n)
    {
      const char *end = hit + n;

      if (hit > text && g_ascii_isalnum (*bare) && g_ascii_isalnum (hit[-1]))
        continue;
      while (*end == ' ')
        end++;
      if (dip_begins_with_one_of (end, words))
        return TRUE;
      /* "、エンタープライズでは": what the sentence is about */
      for (guint i = 0; topics[i] != NULL && begins_part (text, hit); i++)
        if (g_str_has_prefix (end, topics[i]))
          return TRUE;
      /* "14 days (Dedicated: 60 days)" */
      if (*end == ':' && hit > text && hit[-1] == '(')
        return TRUE;
    }

  return FALSE;
}

/* Whether a capitalised word stands at @hit for itself: a name of two words with another capital is something else. */
static gboolean
is_lone_capital (const char *text,
                 const char *hit,
                 const char *end)
{
  return !(hit > text && (g_ascii_isalnum (hit[-1]) || hit[-1] == '-')) && !g_ascii_isalnum (*end) && *end != '-' &&
         !(*end == ' ' && g_ascii_isupper (end[1]));
}

/* Whether a text has a name of one capitalised word where a plan is named; with @verbs also where one of them follows
 * it at the beginning of a sentence. */
static gboolean
names_plan (DipVariantPass    *pass,
            const char        *text,
            gsize              length,
            const char        *bare,
            const char *const *verbs)
{
  const char *const *leads = dip_lexicon_get_words (pass->draft->lexicon, "variant-prepositions");
  gsize n = strlen (bare);

  if (!g_ascii_isupper (*bare) || strchr (bare, ' ') != NULL)
    return FALSE;

  for (const char *at = text, *hit; (hit = memmem (at, length - (gsize) (at - text), bare, n)) != NULL; at = hit + n)
    {
      const char *end = hit + n;
      const char *before = hit;

      if (!is_lone_capital (text, hit, end))
        continue;
      while (before > text && before[-1] == ' ')
        before--;
      if (before > text && before < hit && dip_text_ends_with_word (text, before, leads))
        return TRUE;
      if (hit > text && hit[-1] == '(' && *end == ')')
        return TRUE;
      if (verbs != NULL && *end == ' ' && (before == text || strchr ("(.;", before[-1]) != NULL) &&
          dip_text_begins_with_word (end + 1, verbs))
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_variant_names_within:
 * @bare: the name of a plan without "plan"
 *
 * Whether a text has it where plans are named within a sentence: "on Growth and Scale you can", "90 days (Growth)".
 */
gboolean
dip_variant_names_within (DipVariantPass *pass,
                          const char     *text,
                          gsize           length,
                          const char     *bare)
{
  return names_plan (pass, text, length, bare, NULL);
}

/**
 * dip_variant_names_by_capital:
 * @bare: the name of a plan without "plan"
 *
 * Whether a text has it within a sentence, or at its beginning before a verb: "Starter shows the last 90 days".
 */
gboolean
dip_variant_names_by_capital (DipVariantPass *pass,
                              const char     *text,
                              gsize           length,
                              const char     *bare)
{
  return names_plan (pass, text, length, bare, dip_lexicon_get_words (pass->draft->lexicon, "variant-verbs"));
}

/* How many variants a text names; @last is one of them. */
static guint
count_named (DipVariantPass       *pass,
             const char           *text,
             gsize                 length,
             DipVariantCandidate **last)
{
  guint n = 0;
  guint n_bare = 0;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      gboolean named = candidate->bare != NULL && (dip_variant_names_holders (pass, text, length, candidate->bare) ||
                                                   dip_variant_names_by_capital (pass, text, length, candidate->bare));

      for (guint j = 0; j < candidate->aliases->len && !named; j++)
        named = names_variant (pass, text, length, g_ptr_array_index (candidate->aliases, j));
      if (named)
        {
          *last = candidate;
          n++;
        }
    }

  /* names of plans without "plan" say something where two stand together: "Team and Business plans" */
  for (guint i = 0; i < pass->candidates->len; i++)
    {
      DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      n_bare += candidate->bare != NULL && names_variant (pass, text, length, candidate->bare);
    }

  return n_bare >= 2 ? MAX (n, n_bare) : n;
}

/* "「Private」には Compact シリーズを含んでいます": one more name for it */
static void
learn_aliases (DipVariantPass   *pass,
               const DipPassage *passage)
{
  const char *text = passage->folded->text;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);
      g_autofree char *label = dip_fold_to_string (candidate->variant->label, DIP_VARIANT_FOLD, NULL);
      g_autofree char *quoted = g_strconcat ("「", label, "」には", NULL);
      const char *hit = strstr (text, quoted);
      const char *end;

      if (hit == NULL)
        continue;
      hit += strlen (quoted);
      if (g_str_has_prefix (hit, "、"))
        hit += strlen ("、");
      end = strstr (hit, "を含");
      if (end != NULL && end > hit && (gsize) (end - hit) <= DIP_VARIANT_LABEL)
        {
          g_autofree char *alias = dip_passage_dup_quote (passage, hit - text, end - text);

          dip_variant_add_alias (candidate, alias);
        }
    }
}

/* Whether the clause is, or stands above, one that defines a variant. */
static gboolean
defines (DipVariantPass  *pass,
         const DipClause *clause)
{
  for (guint i = 0; i < pass->candidates->len; i++)
    {
      const DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);
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

/* Plans that nobody defines are at home where the paper first lists them, in a clause about what is sold. */
static void
find_home (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "variant-overviews");

  for (guint i = 0; i < pass->candidates->len; i++)
    if (((DipVariantCandidate *) g_ptr_array_index (pass->candidates, i))->clause != NULL)
      return;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD | DIP_FOLD_CASE);
      DipVariantCandidate *last = NULL;
      guint n = 0;

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);

          n = count_named (pass, passage->folded->text, passage->folded->length, &last);
          if (n > 0)
            break;
        }
      if (n == 0)
        continue;
      for (guint k = 0; words[k] != NULL; k++)
        {
          if (strstr (title, words[k]) == NULL)
            continue;
          for (guint c = 0; c < pass->candidates->len; c++)
            ((DipVariantCandidate *) g_ptr_array_index (pass->candidates, c))->clause = clause;
          return;
        }
      return;
    }
}

/* The variant that a cell is the name of, or NULL. */
static const DipVariantCandidate *
variant_of_cell (DipVariantPass *pass,
                 const char     *text)
{
  g_autofree char *cell = dip_fold_to_string (text, DIP_VARIANT_FOLD, NULL);

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      const DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (g_strcmp0 (candidate->bare, cell) == 0)
        return candidate;
      for (guint k = 0; k < candidate->aliases->len; k++)
        if (strcmp (g_ptr_array_index (candidate->aliases, k), cell) == 0)
          return candidate;
    }

  return NULL;
}

/* "Essential | 99.5%", "Premium | 99.95%": two rows that begin with variants and go on with something else. */
static gboolean
tells_in_rows (DipVariantPass    *pass,
               const char *const *rows)
{
  const DipVariantCandidate *first = NULL;
  g_autofree char *said = NULL;

  for (guint r = 0; rows[r] != NULL; r++)
    {
      const char *tab = strchr (rows[r], '\t') != NULL ? strchr (rows[r], '\t') : strstr (rows[r], "  ");
      g_autofree char *name = tab != NULL ? g_strndup (rows[r], (gsize) (tab - rows[r])) : NULL;
      const DipVariantCandidate *candidate = name != NULL ? variant_of_cell (pass, name) : NULL;

      if (candidate == NULL)
        continue;
      if (first != NULL && candidate != first && strcmp (said, tab) != 0)
        return TRUE;
      first = candidate;
      g_free (said);
      said = g_strdup (tab);
    }

  return FALSE;
}

/* Whether the variants are columns of a table, and a row has not the same for all of them. */
static gboolean
tells_in_table (DipVariantPass  *pass,
                const DipClause *clause)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();

  /* lines that are no table of the format, but spread like one */
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (block->kind == DIP_BLOCK_PARAGRAPH && lines->len < MAX_TABLE_ROWS)
        g_ptr_array_add (lines, block->text);
    }
  g_ptr_array_add (lines, NULL);
  if (tells_in_rows (pass, (const char *const *) lines->pdata))
    return TRUE;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      g_auto(GStrv) rows = NULL;
      g_auto(GStrv) head = NULL;
      g_autofree gboolean *named = NULL;
      guint n_columns;
      guint n_named = 0;

      if (block->kind != DIP_BLOCK_TABLE)
        continue;
      rows = g_strsplit (block->text, "\n", MAX_TABLE_ROWS);
      head = g_strsplit (rows[0] != NULL ? rows[0] : "", "\t", MAX_TABLE_COLUMNS);
      if (tells_in_rows (pass, (const char *const *) rows))
        return TRUE;
      n_columns = g_strv_length (head);
      named = g_new0 (gboolean, n_columns + 1);
      for (guint c = 0; c < n_columns; c++)
        {
          g_autofree char *cell = dip_fold_to_string (head[c], DIP_VARIANT_FOLD, NULL);
          DipVariantCandidate *last = NULL;

          named[c] = count_named (pass, cell, strlen (cell), &last) == 1;
          for (guint k = 0; k < pass->candidates->len && !named[c]; k++)
            named[c] = g_strcmp0 (((DipVariantCandidate *) g_ptr_array_index (pass->candidates, k))->bare, cell) == 0;
          n_named += named[c];
        }
      if (n_named < 2)
        continue;
      for (guint r = 1; rows[r] != NULL; r++)
        {
          g_auto(GStrv) cells = g_strsplit (rows[r], "\t", MAX_TABLE_COLUMNS);
          const char *first = NULL;

          for (guint c = 0; cells[c] != NULL && c < n_columns; c++)
            {
              if (!named[c])
                continue;
              if (first != NULL && strcmp (first, cells[c]) != 0)
                return TRUE;
              first = cells[c];
            }
        }
    }

  return FALSE;
}

/* Whether a sentence is labelled with a variant's name alone: "Dedicated: hardware of its own." */
static gboolean
has_bare_label (DipVariantPass   *pass,
                const DipPassage *passage)
{
  const char *text = passage->folded->text;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      const DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (candidate->bare != NULL && g_str_has_prefix (text, candidate->bare) &&
          text[strlen (candidate->bare)] == ':')
        return TRUE;
    }

  return FALSE;
}

/* Whether a clause's title says that it is about plans. */
static gboolean
speaks_of_plans (DipVariantPass  *pass,
                 const DipClause *clause)
{
  g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
  const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD | DIP_FOLD_CASE);
  const char *hit;
  gsize length;

  return dip_word_table_find (pass->suffixes, title, title + strlen (title), &hit, &length) != NULL;
}

static void
find_dependence (DipVariantPass *pass,
                 DipClause      *clause)
{
  const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
  gboolean is_definition = defines (pass, clause);
  guint n_all = 0;
  guint n_labels = 0;
  gboolean differs = FALSE;
  DipVariantCandidate *last = NULL;

  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);
      guint n = count_named (pass, passage->folded->text, passage->folded->length, &last);
      gboolean labelled = has_bare_label (pass, passage);

      n_labels += labelled;
      if (n == 0)
        n = labelled;
      n_all = MAX (n_all, n);
      if (!differs && n > 0)
        differs = dip_variant_tells_difference (pass, passage);
    }

  /* a list of "Retention" tells what differs, while one of "Plans" tells what they are */
  if (is_definition)
    clause->variant_dependent = (differs && n_all >= 2) || (n_labels >= 2 && !speaks_of_plans (pass, clause));
  else
    clause->variant_dependent = n_all > 0;
  clause->variant_dependent = clause->variant_dependent || tells_in_table (pass, clause);
}

/* The variant whose part of the clause begins with a block; @both if it names several. */
static DipVariantCandidate *
introduced_by (DipVariantPass *pass,
               DipBlock       *block,
               gboolean       *heads,
               gboolean       *both)
{
  g_autoptr (DipLook) look = NULL;
  DipVariantCandidate *found = NULL;
  const char *text, *rest;
  guint n;

  *heads = *both = FALSE;
  if (strlen (block->text) > 600)
    return NULL;
  look = dip_look_take (block->text, pass->draft->lexicon);
  text = dip_look_get_folded (look, DIP_VARIANT_FOLD);
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
      /* a line that ends soon and makes no sentence is a heading for what follows it */
      *heads = strstr (text, "。") == NULL && strlen (text) <= 150 && !dip_text_ends_like_sentence (block->text);
      return found;
    }

  return NULL;
}

static void
mark_blocks (DipVariantPass *pass,
             DipClause      *clause)
{
  DipVariantCandidate *current = NULL;
  guint depth = 0;

  for (guint i = 0; i < pass->candidates->len; i++)
    {
      DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (candidate->own_clause && candidate->clause == clause)
        current = candidate;
    }

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, i);
      gboolean heads;
      gboolean both;
      DipVariantCandidate *found = introduced_by (pass, block, &heads, &both);

      /* the list above an item that names a variant goes on without it */
      if (both || (current != NULL && block->kind == DIP_BLOCK_LIST && block->depth < depth))
        current = NULL;
      if (!both && found != NULL && heads)
        {
          current = found;
          depth = block->kind == DIP_BLOCK_LIST ? block->depth : 0;
        }
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
mark_own_clauses (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD);
      DipVariantCandidate *found = NULL;

      if (strlen (title) > 200 || count_named (pass, title, strlen (title), &found) != 1)
        continue;
      if (found->clause == NULL || found->clause == clause)
        {
          found->clause = clause;
          found->own_clause = TRUE;
        }
    }
}

/* The lists that variants are told by. */
typedef struct
{
  DipWordTable *words;
  DipWordTable *suffixes;
  DipWordTable *plan_words;
  GPtrArray    *differences;  /* (element-type DipPattern) */
} Words;

static Words *
words_new (const DipLexicon *lexicon)
{
  const char *const *differences = dip_lexicon_get_words (lexicon, "variant-differences");
  Words *self = g_new0 (Words, 1);

  self->words = dip_word_table_new (lexicon, "variant-words", TRUE, FALSE);
  self->suffixes = dip_word_table_new (lexicon, "variant-suffixes", TRUE, FALSE);
  self->plan_words = dip_word_table_new (lexicon, "variant-plan-words", FALSE, FALSE);
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
  for (guint i = 0; differences[i] != NULL; i++)
    g_ptr_array_add (self->differences, dip_pattern_new (differences[i]));

  return self;
}

static void
words_free (Words *self)
{
  g_ptr_array_unref (self->differences);
  dip_word_table_free (self->plan_words);
  dip_word_table_free (self->suffixes);
  dip_word_table_free (self->words);
  g_free (self);
}

/* Of the lists that everybody uses: made once, then only looked at, by any thread. */
static const Words *
get_default_words (void)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) words_new (dip_lexicon_get_default ()));

  return (const Words *) words;
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
  Words *own = draft->lexicon != dip_lexicon_get_default () ? words_new (draft->lexicon) : NULL;
  const Words *words = own != NULL ? own : get_default_words ();
  DipVariantPass pass = { draft };

  pass.words = words->words;
  pass.suffixes = words->suffixes;
  pass.plan_words = words->plan_words;
  pass.differences = words->differences;
  pass.candidates = g_ptr_array_new_with_free_func (dip_variant_candidate_free);

  dip_variant_take_listed (&pass);
  if (pass.candidates->len < 2)
    dip_variant_take_terms (&pass);
  if (pass.candidates->len < 2)
    dip_variant_take_headings (&pass);
  if (pass.candidates->len < 2)
    dip_variant_take_appositions (&pass);
  if (pass.candidates->len < 2)
    dip_variant_take_sentences (&pass);
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_plans (&pass);
    }
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_lists (&pass);
    }
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_tables (&pass);
    }
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_models (&pass);
    }
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_named (&pass);
    }
  if (pass.candidates->len < 2)
    {
      g_ptr_array_set_size (pass.candidates, 0);
      dip_variant_take_quoted (&pass);
    }

  if (pass.candidates->len >= 2)
    {
      mark_own_clauses (&pass);
      find_home (&pass);
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
          DipVariantCandidate *candidate = g_ptr_array_index (pass.candidates, i);
          DipVariant *variant = g_steal_pointer (&candidate->variant);
          g_autofree char *label = dip_fold_to_string (variant->label, DIP_VARIANT_FOLD, NULL);
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
  g_clear_pointer (&own, words_free);
}
