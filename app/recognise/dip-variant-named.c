/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-starts.h"

/*
 * Variants that have names of their own, which no list knows:
 *
 *   counted = "Two tenancies exist: on Pooled hosts …, while Sole hosts …", "sold in three plans. Quay runs on …"
 *   listed  = "as Meadow (multi-tenant), Grove (multi-tenant with …) and Glass (single-tenant)", three or more
 *   paired  = "Hosted runners are ours; Attached runners are yours": two capitals before one and the same noun
 *   sibling = "offered as Sample Town, …, and as Sample County": capitals behind the service's name or its last word
 *
 * Each is one only where the clauses speak of it alone ("On Town, …"), with a capital and behind a preposition or
 * before a verb.
 */

/* Clauses in which ways are introduced, bytes of a text, how many ways there may be, and letters of a name. */
#define MAX_COUNTED 6u
#define MAX_TEXT 2000u
#define MAX_WAYS 4u
#define MIN_VARIANT_NAME 3
#define MIN_OWN_NAME 4u

/* Names of a list with brackets, and bytes of one of these. */
#define MIN_LISTED 3u
#define MAX_BRACKET 90

/* Words between a number and what it counts: "two hosting plans". */
#define MAX_COUNT_WORDS 2u

/* [variant-numbers] goes from two on in words, then in digits. */
#define N_NUMBERS 4u

/* "two plans", "three subscription tiers": the number in @numbers that begins at @at, where one of @kinds is what it
 * counts; 0 for none. */
static guint
counts_kinds (const char *const *numbers,
              const char *const *kinds,
              const char        *at)
{
  gsize n = strcspn (at, " ");
  guint number = 0;

  for (guint i = 0; numbers[i] != NULL && number == 0; i++)
    if (strlen (numbers[i]) == n && strncmp (numbers[i], at, n) == 0)
      number = i % N_NUMBERS + 2;
  if (number == 0)
    return 0;
  for (guint words = 0; words <= MAX_COUNT_WORDS && at[n] == ' '; words++)
    {
      at += n + 1;
      for (n = 0; g_ascii_islower (at[n]) || at[n] == '-'; n++)
        ;
      for (guint i = 0; kinds[i] != NULL; i++)
        if (strlen (kinds[i]) == n && strncmp (kinds[i], at, n) == 0)
          return number;
    }

  return 0;
}

/* What tells that ways are counted. */
typedef struct
{
  const char *const *counts;
  const char *const *numbers;
  const char *const *kinds;
  DipWordStarts      starts;  /* of counts and numbers */
} Counts;

/* Whether a text says how many ways it is going to name. @kinds: where it calls them plans or the like, or NULL */
static gboolean
counts_ways (const Counts *self,
             const char   *text,
             const char  **kinds,
             guint        *number)
{
  gboolean found = FALSE;
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *end = lower + strlen (lower);

  *kinds = NULL;
  *number = 0;
  for (const char *at = lower; (at = dip_word_starts_next (&self->starts, at, end)) < end; at++)
    {
      if (at > lower && g_ascii_isalnum (at[-1]))
        continue;
      for (guint i = 0; self->counts[i] != NULL && !found; i++)
        found = *at == *self->counts[i] && strncmp (at, self->counts[i], strlen (self->counts[i])) == 0;
      *number = counts_kinds (self->numbers, self->kinds, at);
      if (*number > 0)
        {
          *kinds = text + (at - lower);
          return TRUE;
        }
    }

  return found;
}

static void
add_name (GPtrArray  *names,
          const char *start,
          const char *end)
{
  g_autofree char *name = g_strndup (start, (gsize) (end - start));

  if (names->len < DIP_VARIANT_MOST && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

/* The capitalised words in a sentence that stand alone behind a small word, a colon or a bracket. */
static void
take_lone_capitals (const char *text,
                    GPtrArray  *names)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      const char *end = at;

      if (!g_ascii_isupper (*at) || (at > text && strchr (" (:\"", at[-1]) == NULL))
        continue;
      /* a name of several words is one of something else */
      while (g_ascii_isalnum (*end) || *end == '-' || (*end == ' ' && g_ascii_isupper (end[1])))
        end++;
      if (at == text || memchr (at, ' ', (gsize) (end - at)) != NULL)
        {
          at = end - 1;
          continue;
        }
      if (end - at < MIN_VARIANT_NAME ||
          (at - text >= 2 && at[-1] == ' ' && !g_ascii_islower (at[-2]) && strchr (":,;", at[-2]) == NULL))
        continue;
      add_name (names, at, end);
      at = end - 1;
    }
}

/* Whether the paper has a word in small letters, as it has all words but names. */
static gboolean
is_everyday (DipVariantPass *pass,
             const char     *name)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gsize n = strlen (lower);

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len; j++)
        {
          const char *text = ((const DipPassage *) g_ptr_array_index (passages, j))->folded->text;

          for (const char *hit = strstr (text, lower); hit != NULL; hit = strstr (hit + n, lower))
            if ((hit == text || !g_ascii_isalnum (hit[-1])) && !g_ascii_isalpha (hit[n]))
              return TRUE;
        }
    }

  return FALSE;
}

/* The capitalised words that sentences of a text begin with, before a verb: "Quay runs on …. Pier is …". */
static void
take_openers (DipVariantPass *pass,
              const char     *text,
              GPtrArray      *names)
{
  const char *const *verbs = dip_lexicon_get_words (pass->draft->lexicon, "variant-verbs");

  for (const char *at = text; at != NULL; at = strpbrk (at, ".:;"))
    {
      const char *end;
      g_autofree char *name = NULL;

      while (*at == '.' || *at == ':' || *at == ';' || *at == ' ' || *at == '\n')
        at++;
      if (*at == '\0')
        return;
      for (end = at; g_ascii_isalnum (*end) || *end == '-'; end++)
        ;
      if (end - at < MIN_VARIANT_NAME || !g_ascii_isupper (*at) || !g_ascii_islower (at[1]) || *end != ' ')
        continue;
      name = g_strndup (at, (gsize) (end - at));
      if (dip_text_begins_with_word (end + 1, verbs) && pass->n_looked++ < DIP_VARIANT_LOOKED &&
          !is_everyday (pass, name))
        add_name (names, at, end);
    }
}

static gboolean
is_own_name (const DipEdition *edition,
             const char       *name)
{
  g_autofree char *own = g_strconcat (edition->provider != NULL ? edition->provider : "", " ",
                                      edition->service != NULL ? edition->service : "", NULL);
  g_autofree char *lower = g_ascii_strdown (own, -1);
  g_autofree char *word = g_ascii_strdown (name, -1);

  return strstr (lower, word) != NULL;
}

/* A capitalised word, "Attached", that ends before @at; NULL for another text. */
static const char *
capital_before (const char *text,
                const char *at)
{
  const char *start = at;

  while (start > text && (g_ascii_isalnum (start[-1]) || start[-1] == '-'))
    start--;

  return at - start >= MIN_VARIANT_NAME && g_ascii_isupper (*start) && g_ascii_islower (start[1]) ? start : NULL;
}

/* "Hosted runners …; Attached runners …": capitals before one and the same plural in small letters. */
static void
take_paired (const char *text,
             GPtrArray  *names)
{
  for (const char *at = strchr (text, ' '); at != NULL; at = strchr (at + 1, ' '))
    {
      const char *first = capital_before (text, at);
      const char *end = at + 1;
      g_autofree char *noun = NULL;

      while (g_ascii_islower (*end))
        end++;
      if (first == NULL || end - at < 4 || end[-1] != 's' || g_ascii_isalnum (*end))
        continue;
      noun = g_strndup (at, (gsize) (end - at));
      for (const char *hit = strstr (end, noun); hit != NULL; hit = strstr (hit + 1, noun))
        {
          const char *second = capital_before (text, hit);

          if (second == NULL || g_ascii_isalnum (hit[strlen (noun)]) ||
              strncmp (first, second, (gsize) (at - first)) == 0)
            continue;
          add_name (names, first, at);
          add_name (names, second, hit);
        }
    }
}

/* "Sample Town": the word with a capital behind @own, where no other follows it. */
static void
take_siblings (const char *text,
               const char *own,
               GPtrArray  *names)
{
  gsize n = strlen (own);

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *start, *end;

      if (g_ascii_strncasecmp (at, own, n) != 0 || at[n] != ' ' || (at > text && g_ascii_isalnum (at[-1])))
        continue;
      start = end = at + n + 1;
      while (g_ascii_isalnum (*end) || *end == '-')
        end++;
      if (end - start >= MIN_VARIANT_NAME && g_ascii_isupper (*start) && g_ascii_islower (start[1]) &&
          !(*end == ' ' && g_ascii_isupper (end[1])))
        add_name (names, start, end);
      at = end - 1;
    }
}

/* @home: the clause that introduces them, or NULL */
void
dip_variant_add_named (DipVariantPass  *pass,
                       const GPtrArray *names,
                       DipClause       *home)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *key = dip_variant_key_of_plan (pass, name);
      DipVariantCandidate *candidate = dip_variant_add (pass, key, name, home);

      if (candidate != NULL && candidate->bare == NULL)
        candidate->bare = g_strdup (name);
    }
}

/* Whether the paper has a name within sentences. */
static gboolean
is_used_within (DipVariantPass *pass,
                const char     *name)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len; j++)
        {
          const DipFolded *folded = ((const DipPassage *) g_ptr_array_index (passages, j))->folded;

          if (dip_variant_names_within (pass, folded->text, folded->length, name) ||
              dip_variant_names_holders (pass, folded->text, folded->length, name))
            return TRUE;
        }
    }

  return FALSE;
}

/* Keeps the names that the paper has within sentences, too: "There are two plans. Patches are …" names none. */
static void
keep_used_within (DipVariantPass *pass,
                  GPtrArray      *names)
{
  for (guint k = names->len; k-- > 0; )
    if (!is_used_within (pass, g_ptr_array_index (names, k)))
      g_ptr_array_remove_index (names, k);
}

/* Takes those of the names of which clauses speak alone; FALSE for fewer than two. @least: how many of them. */
static gboolean
take_named (DipVariantPass *pass,
            GPtrArray      *names,
            guint           least)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  const char *const *stops = dip_lexicon_get_words (pass->draft->lexicon, "variant-sibling-stops");
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  guint n_alone = 0;

  for (guint k = 0; k < names->len; k++)
    {
      const char *name = g_ptr_array_index (names, k);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      gboolean alone = FALSE;

      if (is_own_name (pass->draft->document->edition, name) || g_strv_contains (stops, lower))
        continue;
      for (guint i = 0; i < clauses->len && !alone; i++)
        {
          const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

          for (guint j = 0; j < passages->len && !alone; j++)
            {
              const DipFolded *folded = ((const DipPassage *) g_ptr_array_index (passages, j))->folded;

              alone = dip_variant_names_by_capital (pass, folded->text, folded->length, name);
            }
        }
      n_alone += alone;
      if (alone || names->len == 2)
        g_ptr_array_add (found, (gpointer) name);
    }
  if (n_alone < least || found->len < 2 || found->len > MAX_WAYS)
    return FALSE;

  dip_variant_add_named (pass, found, NULL);

  return TRUE;
}

/* What is looked for, and the names that were found. */
typedef struct
{
  Counts             counts;
  const char        *own[3];  /* (nullable): the service's name, its last word, its first one */
  GPtrArray         *counted;
  GPtrArray         *openers;
  guint              n_expected;  /* of them */
  GPtrArray         *paired;
  GPtrArray         *siblings;
} Search;

static void
read_text (DipVariantPass *pass,
           Search         *search,
           const char     *text)
{
  const char *kinds;
  guint number;

  if (strlen (text) > MAX_TEXT)
    return;
  if (counts_ways (&search->counts, text, &kinds, &number) && kinds == NULL)
    take_lone_capitals (text, search->counted);
  if (kinds != NULL)
    {
      /* "two plans, Harbour and Quay. Data is kept in Sampleton." */
      const char *stop = strstr (kinds, ". ");
      g_autofree char *sentence = stop != NULL ? g_strndup (kinds, (gsize) (stop - kinds)) : g_strdup (kinds);

      take_lone_capitals (sentence, search->counted);
      /* the first that counts introduces them */
      if (search->openers->len == 0)
        {
          search->n_expected = number;
          take_openers (pass, text, search->openers);
        }
    }
  take_paired (text, search->paired);
  for (guint i = 0; i < G_N_ELEMENTS (search->own); i++)
    if (search->own[i] != NULL && strlen (search->own[i]) >= MIN_OWN_NAME)
      take_siblings (text, search->own[i], search->siblings);
}

/**
 * dip_variant_take_named:
 *
 * Variants with names that no list knows, where an English paper introduces them, before the first clause or in the
 * first ones, and speaks of each alone.
 */
void
dip_variant_take_named (DipVariantPass *pass)
{
  const DipEdition *edition = pass->draft->document->edition;
  const GPtrArray *clauses = pass->draft->document->clauses;
  const char *last = edition->service != NULL ? strrchr (edition->service, ' ') : NULL;
  g_autofree char *first = last != NULL ? g_strndup (edition->service, strcspn (edition->service, " ")) : NULL;
  g_autoptr(GPtrArray) cover = NULL;
  g_autoptr(GPtrArray) counted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) openers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) paired = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) siblings = g_ptr_array_new_with_free_func (g_free);
  Search search = {
    .counts.counts = dip_lexicon_get_words (pass->draft->lexicon, "variant-counts"),
    .counts.numbers = dip_lexicon_get_words (pass->draft->lexicon, "variant-numbers"),
    .counts.kinds = dip_lexicon_get_words (pass->draft->lexicon, "variant-kinds"),
    .own = { edition->service, last != NULL ? last + 1 : NULL, first },
    .counted = counted, .openers = openers, .paired = paired, .siblings = siblings,
  };

  if (g_strcmp0 (edition->language, "en") != 0)
    return;
  for (guint i = 0; search.counts.counts[i] != NULL; i++)
    dip_word_starts_add (&search.counts.starts, search.counts.counts[i], strlen (search.counts.counts[i]));
  for (guint i = 0; search.counts.numbers[i] != NULL; i++)
    dip_word_starts_add (&search.counts.starts, search.counts.numbers[i], strlen (search.counts.numbers[i]));
  cover = dip_draft_join_cover (pass->draft);
  for (guint i = 0; i < cover->len; i++)
    read_text (pass, &search, g_ptr_array_index (cover, i));
  for (guint i = 0; i < clauses->len && i < MAX_COUNTED; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint b = 0; b < clause->blocks->len; b++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, b);

          if (block->kind == DIP_BLOCK_PARAGRAPH)
            read_text (pass, &search, block->text);
        }
    }
  /* as many as were counted: one that the paper speaks of is enough */
  if (openers->len == search.n_expected && openers->len >= 2)
    for (guint i = 0; i < openers->len; i++)
      if (is_used_within (pass, g_ptr_array_index (openers, i)))
        {
          dip_variant_add_named (pass, openers, NULL);
          return;
        }
  keep_used_within (pass, openers);
  if (!take_named (pass, openers, 2) && !take_named (pass, counted, 1) && !take_named (pass, siblings, 2))
    take_named (pass, paired, 2);
}

/* Whether a text says how many share a service. */
static gboolean
names_tenancy (DipVariantPass *pass,
               const char     *text)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_VARIANT_FOLD, NULL);
  const char *hit;
  gsize length;

  return dip_word_table_find (pass->words, folded, folded + strlen (folded), &hit, &length) != NULL;
}

/* The names of a list in which each has a bracket behind it; those of the first such list of @text. */
static void
take_listed (DipVariantPass *pass,
             const char     *text,
             GPtrArray      *names)
{
  static const char *const joiners[] = { ", and ", ", or ", " and ", " or ", ", ", "; " };

  for (const char *at = strchr (text, '('); at != NULL; at = strchr (at + 1, '('))
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
      const char *open = at;
      const char *stop = at;
      g_autofree char *list = NULL;

      while (open != NULL && *open == '(')
        {
          const char *end = open > text && open[-1] == ' ' ? open - 1 : open;
          const char *name = capital_before (text, end);
          const char *close = strchr (open, ')');
          const char *next = NULL;

          if (name == NULL || close == NULL || close - open > MAX_BRACKET)
            break;
          add_name (found, name, end);
          stop = close;
          for (guint i = 0; i < G_N_ELEMENTS (joiners) && next == NULL; i++)
            if (g_str_has_prefix (close + 1, joiners[i]))
              next = close + 1 + strlen (joiners[i]);
          if (next == NULL || !g_ascii_isupper (*next))
            break;
          open = next + strspn (next, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
          open += *open == ' ';
        }
      list = g_strndup (at, (gsize) (stop - at));
      at = MAX (at, stop - 1);
      /* "Turku (Finland), Lund (Sweden) and Oslo (Norway)" */
      if (found->len < MIN_LISTED || !names_tenancy (pass, list))
        continue;
      for (guint i = 0; i < found->len; i++)
        g_ptr_array_add (names, g_strdup (g_ptr_array_index (found, i)));
      return;
    }
}

/**
 * dip_variant_take_listed:
 *
 * Three names or more that a clause at the beginning lists with what each is, where the paper speaks of each alone: two
 * of them may have the same tenancy, which tells two variants only.
 */
void
dip_variant_take_listed (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  DipClause *home = NULL;
  guint n_used = 0;

  for (guint i = 0; i < clauses->len && i < MAX_COUNTED && home == NULL; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint b = 0; b < clause->blocks->len && home == NULL; b++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, b);

          if (block->kind != DIP_BLOCK_PARAGRAPH || strlen (block->text) > MAX_TEXT ||
              !names_tenancy (pass, block->text))
            continue;
          take_listed (pass, block->text, names);
          home = names->len > 0 ? clause : NULL;
        }
    }
  for (guint i = 0; i < names->len && i < MAX_WAYS; i++)
    n_used += is_used_within (pass, g_ptr_array_index (names, i));
  if (n_used >= 2 && names->len <= MAX_WAYS)
    dip_variant_add_named (pass, names, home);
}
