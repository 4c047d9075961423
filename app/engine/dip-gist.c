/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-gist-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Whether two passages say the same, sentence by sentence or not:
 *
 *   規程を定め、全従業員に周知しています。また、規程は年に1回見直しています。
 *   当社は、規程を整備のうえ、すべての従業員へ周知しており、年1回これを見直しています。
 *
 * The last of the witnesses, for what was written anew. It knows no grammar, so it wants
 * all of this at once, and whoever fails in one is substantive:
 *
 *   - each word that says something is on both sides, once or twice, in this or that compound;
 *   - numbers, and what limits, denies, permits or demands, are there as often, and belong to
 *     the same words;
 *   - a word stands among others that it stood among before;
 *   - of two words that both texts have, none has taken the place of the other;
 *   - nobody who is named does what was done to him, and nothing is done to whoever did it;
 *   - in English, bare words stand in one order once the passive is turned.
 */

static void
word_clear (gpointer data)
{
  g_free (((DipGistWord *) data)->text);
}

GArray *
_dip_gist_new (void)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (DipGistWord));

  g_array_set_clear_func (words, word_clear);

  return words;
}

static gboolean
has_provider (const GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (dip_gist_word (words, i)->is_provider)
        return TRUE;
    }

  return FALSE;
}

/* Whether nobody else is named, and the provider is no more than who does something, or whose something is. */
static gboolean
may_forget_provider (const GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->is_provider ? (word->role & ~(guint) (DIP_GIST_DOER | DIP_GIST_OWNER)) != 0 : word->is_party)
        return FALSE;
    }

  return TRUE;
}

static void
forget_provider (GArray *words)
{
  for (guint i = words->len; i > 0; i--)
    {
      const DipGistWord *word = dip_gist_word (words, i - 1);

      if (word->is_provider && (word->role & ~(guint) (DIP_GIST_DOER | DIP_GIST_OWNER)) == 0)
        g_array_remove_index (words, i - 1);
    }
}

/* A part of a sentence; of English the words as they stand, once they were asked for. */
typedef struct
{
  char      *text;
  GPtrArray *printed;  /* (nullable) (element-type utf8) */
} Part;

static void
clear_part (gpointer data)
{
  Part *self = data;

  g_free (self->text);
  g_clear_pointer (&self->printed, g_ptr_array_unref);
}

/* "X is ours; Y is theirs" are two. */
static GArray *
split (const DipMeaning *meaning,
       const GPtrArray  *sentences,
       gboolean          is_japanese)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Part));

  g_array_set_clear_func (all, clear_part);
  for (guint i = 0; i < sentences->len; i++)
    {
      g_autofree char *sentence = _dip_unify_endings (meaning, sentences->pdata[i]);
      g_auto (GStrv) parts = g_strsplit (sentence, is_japanese ? "\n" : ";", -1);

      for (guint k = 0; parts[k] != NULL; k++)
        {
          Part part = { g_strdup (parts[k]), NULL };

          g_array_append_val (all, part);
        }
    }

  return all;
}

static gboolean
cut_english (const DipMeaning *meaning,
             Part             *part,
             guint             index,
             DipForms          forms,
             GArray           *words,
             gboolean         *is_rebuilt)
{
  if (part->printed == NULL)
    part->printed = _dip_cut_printed_words (meaning, part->text);

  return part->printed != NULL && _dip_gist_cut_english (meaning, part->printed, index, forms, words, is_rebuilt);
}

static GArray *
cut (const DipMeaning *meaning,
     GArray           *parts,
     gboolean          is_japanese,
     DipForms          forms,
     gboolean         *is_rebuilt)
{
  g_autoptr (GArray) words = _dip_gist_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      if (!(is_japanese ? _dip_gist_cut_japanese (meaning, part->text, i, forms, words)
            : cut_english (meaning, part, i, forms, words, is_rebuilt))
          || words->len > DIP_GIST_MAX_WORDS)
        return NULL;
    }

  return g_steal_pointer (&words);
}

/* The words of all sentences, %NULL where there are too many. */
GArray *
_dip_gist_of (const DipMeaning *meaning,
              const GPtrArray  *sentences)
{
  gboolean is_japanese = sentences->len > 0 && dip_has_hiragana (sentences->pdata[0]);
  g_autoptr (GArray) parts = split (meaning, sentences, is_japanese);
  gboolean is_rebuilt = FALSE;

  return sentences->len == 0 ? NULL : cut (meaning, parts, is_japanese, 0, &is_rebuilt);
}

static gboolean
same_denials (const DipMeaning *meaning,
              const GPtrArray  *a,
              const GPtrArray  *b)
{
  guint n_a = 0;
  guint n_b = 0;

  for (guint i = 0; i < a->len; i++)
    n_a += _dip_meaning_count (meaning, "negation", a->pdata[i]);
  for (guint i = 0; i < b->len; i++)
    n_b += _dip_meaning_count (meaning, "negation", b->pdata[i]);

  return n_a == n_b;
}

/* What says too little may be anything. */
#define MIN_WORDS 3u

static gboolean
says_enough (const DipMeaning *meaning,
             const GArray     *a,
             const GArray     *b)
{
  return MIN (a->len, b->len) >= MIN_WORDS;
}

static const struct
{
  const char *name;
  gboolean   (*holds) (const DipMeaning *meaning, const GArray *a, const GArray *b);
} checks[] = {
  { "number of words", says_enough },
  { "values", _dip_gist_same_values },
  { "words", _dip_gist_covers },
  { "roles", _dip_gist_keeps_roles },
  { "parties", _dip_gist_keeps_parties },
  { "repeats", _dip_gist_keeps_repeats },
  { "ties", _dip_gist_keeps_ties },
  { "links", _dip_gist_keeps_links },
  { "said", _dip_gist_keeps_said },
  { "scope", _dip_gist_keeps_scope },
  { "company", _dip_gist_keeps_company },
  { "places", _dip_gist_keeps_places },
  { "voice", _dip_gist_keeps_voice },
  { "order", _dip_gist_keeps_order },
};

static char *
describe (const GArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (i > 0 && dip_gist_word (words, i - 1)->segment != word->segment)
        g_string_append (text, "| ");
      g_string_append_printf (text, "%s/%x%s%s ", word->text, word->role,
                              word->kind == DIP_GIST_WORD ? "" : word->kind == DIP_GIST_LINK ? ">" : "#",
                              word->is_deed || word->is_said ? "!" : "");
    }

  return g_string_free (text, FALSE);
}

static void
debug (const char   *check,
       const GArray *a,
       const GArray *b)
{
  if (dip_debug_is_on (DIP_DEBUG_CLASSIFY))
    {
      g_autofree char *x = describe (a);
      g_autofree char *y = describe (b);

      dip_debug (DIP_DEBUG_CLASSIFY, "gist: other %s: %s/ %s", check, x, y);
    }
}

/* Words by words by words that are looked at in a comparison: some ten thousand passages of twenty words. */
#define MAX_WORK (G_GUINT64_CONSTANT (200) * 1000 * 1000)

/* Whether the words of both say the same. */
static gboolean
is_same_cut (const DipMeaning *meaning,
             GArray           *a,
             GArray           *b,
             gboolean          is_japanese,
             DipForms          forms,
             guint64          *work)
{
  gboolean is_rebuilt = forms == 0;
  g_autoptr (GArray) x = cut (meaning, a, is_japanese, forms, &is_rebuilt);
  g_autoptr (GArray) y = cut (meaning, b, is_japanese, forms, &is_rebuilt);

  /* Words that fit no pattern have been held against each other before. */
  if (!is_rebuilt)
    return FALSE;
  if (x == NULL || y == NULL)
    return FALSE;
  if (!has_provider (x) || !has_provider (y) || (may_forget_provider (x) && may_forget_provider (y)))
    {
      forget_provider (x);
      forget_provider (y);
    }

  *work += (guint64) x->len * y->len * (x->len + y->len);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (!checks[i].holds (meaning, x, y) || !checks[i].holds (meaning, y, x))
        {
          debug (checks[i].name, x, y);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * _dip_same_gist:
 * @meaning: the lists
 * @a: (element-type utf8): folded sentences
 * @b: (element-type utf8): others
 * @work: (inout): what all passages of a comparison have cost so far; beyond a bound none is the same
 *
 * Returns: whether two passages say the same with the same words, however these are built and cut
 *   into sentences
 */
gboolean
_dip_same_gist (const DipMeaning *meaning,
                const GPtrArray  *a,
                const GPtrArray  *b,
                guint64          *work)
{
  g_autoptr (GArray) x = NULL;
  g_autoptr (GArray) y = NULL;
  gboolean is_japanese;

  if (a->len == 0 || b->len == 0 || *work > MAX_WORK)
    return FALSE;

  is_japanese = dip_has_hiragana (a->pdata[0]);
  for (guint i = 0; i < a->len + b->len; i++)
    {
      const char *sentence = i < a->len ? a->pdata[i] : b->pdata[i - a->len];

      if (dip_has_hiragana (sentence) != is_japanese || _dip_meaning_has (meaning, "companies", sentence)
          || strstr (sentence, "://") != NULL)
        return FALSE;
    }

  if (!same_denials (meaning, a, b))
    return FALSE;

  x = split (meaning, a, is_japanese);
  y = split (meaning, b, is_japanese);

  return (is_same_cut (meaning, x, y, is_japanese, 0, work)
          || (!is_japanese && (is_same_cut (meaning, x, y, is_japanese, DIP_FORMS_WHOLE, work)
                               || is_same_cut (meaning, x, y, is_japanese, DIP_FORMS_CLAUSES, work))))
    && !_dip_is_near_miss (meaning, a, b);
}
