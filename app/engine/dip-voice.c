/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include "base/dip-strings.h"

#include <string.h>

/*
 * English sentences that say the same in another order:
 *
 *   The provider encrypts the data. = The data is encrypted by the provider.
 *   We review access rights. = Access rights are reviewed.
 *   We monitor systems continuously. = We continuously monitor systems.
 *   If an incident occurs, we inform customers. = We inform customers if …
 *
 * Two clauses are held against each other; what is not one of these forms, word
 * for word, is not the same.
 */

/* Places of a clause where a passive is looked for; a clause has one or two. */
#define MAX_PASSIVES 6u

static DipWords
slice (DipWords words,
       guint first,
       guint end)
{
  return (DipWords) { words.words + first, end - first };
}

static gboolean
equal (DipWords a,
       DipWords b)
{
  for (guint i = 0; a.n == b.n && i < a.n; i++)
    {
      if (strcmp (a.words[i], b.words[i]) != 0)
        return FALSE;
    }

  return a.n == b.n;
}

static gboolean
is_participle (const DipMeaning *meaning,
               const char       *word)
{
  return (strlen (word) > 3 && g_str_has_suffix (word, "ed")) || is_in (meaning, "verbs", word);
}

static gboolean
is_be (const char *word)
{
  return strcmp (word, "is") == 0 || strcmp (word, "was") == 0 || strcmp (word, "were") == 0
    || strcmp (word, "be") == 0 || strcmp (word, "been") == 0 || strcmp (word, "are") == 0;
}

/* "The data will be encrypted by the provider in two steps": what is done (to)
 * what, by whom, and the rest. */
typedef struct
{
  DipWords  subject;
  GArray *before;   /* (element-type utf8): will, must, not … */
  char  *verb;
  DipWords  agent;     /* empty where nobody is named */
  GArray *rest;     /* (element-type utf8): the words after the verb without "by …" */
} Passive;

static void
passive_clear (Passive *self)
{
  g_clear_pointer (&self->verb, g_free);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->rest, g_array_unref);
}

/* Begin of what helps the verb at @verb: "will", "does not". */
static guint
first_helper (const DipMeaning *meaning,
              DipWords             words,
              guint             verb)
{
  while (verb > 0 && is_in (meaning, "helpers", words.words[verb - 1]))
    verb--;

  return verb;
}

/* Reads words as a passive whose form of "be" is at @be; with @named, "by …"
 * tells who does it. */
static gboolean
read_passive (const DipMeaning *meaning,
              DipWords             words,
              guint             be,
              gboolean          named,
              Passive          *self)
{
  guint verb = be + 1;
  guint first;
  guint by;
  guint end;

  while (verb < words.n && is_in (meaning, "helpers", words.words[verb]))
    verb++;
  if (!is_be (words.words[be]) || verb >= words.n || !is_participle (meaning, words.words[verb]))
    return FALSE;
  first = first_helper (meaning, words, be);
  if (first == 0)
    return FALSE;

  by = verb + 1;
  while (named && by < words.n && strcmp (words.words[by], "by") != 0)
    by++;
  end = by + 1;
  while (named && end < words.n && !is_in (meaning, "prepositions", words.words[end]))
    end++;
  if (named && end <= by + 1)
    return FALSE;

  self->subject = slice (words, 0, first);
  self->before = g_array_new (FALSE, FALSE, sizeof (char *));
  g_array_append_vals (self->before, words.words + first, be - first);
  g_array_append_vals (self->before, words.words + be + 1, verb - be - 1);
  self->verb = _dip_stem_of (meaning, words.words[verb]);
  self->rest = g_array_new (FALSE, FALSE, sizeof (char *));
  if (!named)
    {
      self->agent = slice (words, words.n, words.n);
      g_array_append_vals (self->rest, words.words + verb + 1, words.n - verb - 1);
      return TRUE;
    }

  /* "… by a fence, cameras and guards" goes on to the end. */
  if (end < words.n && strcmp (words.words[end], "and") == 0)
    end = words.n;
  self->agent = slice (words, by + 1, end);
  g_array_append_vals (self->rest, words.words + verb + 1, by - verb - 1);
  g_array_append_vals (self->rest, words.words + end, words.n - end);

  return TRUE;
}

/* "does not allow" and "is not allowed", "has reviewed" and "have been reviewed". */
static gboolean
same_helpers (const GArray *passive,
              DipWords         active)
{
  guint k = 0;

  for (guint i = 0; i < active.n; i++)
    {
      const char *x = strcmp (active.words[i], "has") == 0 ? "have" : active.words[i];
      const char *y = k < passive->len ? g_array_index (passive, const char *, k) : "";

      if (strcmp (x, "do") == 0 || strcmp (x, "does") == 0)
        continue;
      if (strcmp (x, strcmp (y, "has") == 0 ? "have" : y) != 0)
        return FALSE;
      k++;
    }

  return k == passive->len;
}

/* Whether the paper's provider is meant, and nobody else. */
static gboolean
is_provider (const DipMeaning *meaning,
             DipWords             words)
{
  return words.n == 1 && is_in (meaning, "providers", words.words[0]);
}

/* An agent that is not named is the provider, which speaks. */
static gboolean
is_same_agent (const DipMeaning *meaning,
               DipWords             agent,
               DipWords             subject)
{
  if (is_provider (meaning, subject) && (agent.n == 0 || is_provider (meaning, agent)))
    return TRUE;

  return agent.n > 0 && equal (agent, subject);
}

static gboolean
is_active_of (const DipMeaning *meaning,
              const Passive    *passive,
              DipWords             words)
{
  DipWords rest = { (const char **) passive->rest->data, passive->rest->len };

  for (guint verb = 1; verb < words.n; verb++)
    {
      guint first = first_helper (meaning, words, verb);
      g_autofree char *stem = NULL;
      DipWords subject = slice (words, 0, first);

      if (words.n - verb - 1 != passive->subject.n + rest.n || first == 0
          || !same_helpers (passive->before, slice (words, first, verb)))
        continue;
      if (!is_same_agent (meaning, passive->agent, subject))
        continue;
      stem = _dip_stem_of (meaning, words.words[verb]);
      if (strcmp (stem, passive->verb) == 0
          && equal (slice (words, verb + 1, verb + 1 + passive->subject.n), passive->subject)
          && equal (slice (words, verb + 1 + passive->subject.n, words.n), rest))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_other_voice (const DipMeaning *meaning,
                DipWords             a,
                DipWords             b)
{
  guint n_tried = 0;

  for (guint be = 1; be + 1 < a.n && n_tried < MAX_PASSIVES; be++)
    {
      n_tried += is_be (a.words[be]);
      for (guint named = 0; is_be (a.words[be]) && named < 2; named++)
        {
          Passive passive = { .subject = { NULL, 0 } };
          gboolean same = read_passive (meaning, a, be, named > 0, &passive) && is_active_of (meaning, &passive, b);

          passive_clear (&passive);
          if (same)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_adverb (const DipMeaning *meaning,
           const char       *word)
{
  return strlen (word) > 4 && g_str_has_suffix (word, "ly") && !is_in (meaning, "no-adverbs", word);
}

/* A clause without its adverbs, which go to @adverbs in alphabetical order. What
 * a negation stands before counts. */
static GArray *
take_adverbs (const DipMeaning *meaning,
              DipWords             words,
              GArray           *adverbs)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (char *));
  gboolean negated = FALSE;

  for (guint i = 0; i < words.n; i++)
    negated = negated || is_in (meaning, "negation", words.words[i]);
  for (guint i = 0; i < words.n; i++)
    g_array_append_val (!negated && is_adverb (meaning, words.words[i]) ? adverbs : rest, words.words[i]);
  g_array_sort (adverbs, dip_compare_strings);

  return rest;
}

static gboolean
starts_with (DipWords words,
             guint first,
             DipWords begin)
{
  return first + begin.n <= words.n && equal (slice (words, first, first + begin.n), begin);
}

/* "provide customers with a function" says "provide a function to customers". */
static gboolean
is_given_otherwise (const DipMeaning *meaning,
                    DipWords             a,
                    DipWords             b)
{
  guint verb = 0;

  while (verb < MIN (a.n, b.n) && strcmp (a.words[verb], b.words[verb]) == 0
         && !is_in (meaning, "giving", a.words[verb]))
    verb++;
  if (verb >= MIN (a.n, b.n) || strcmp (a.words[verb], b.words[verb]) != 0)
    return FALSE;

  for (guint with = verb + 2; with + 1 < a.n; with++)
    {
      DipWords person = slice (a, verb + 1, with);
      DipWords thing = slice (a, with + 1, a.n);

      if (strcmp (a.words[with], "with") == 0 && a.n == b.n && starts_with (b, verb + 1, thing)
          && strcmp (b.words[verb + 1 + thing.n], "to") == 0 && starts_with (b, verb + 2 + thing.n, person))
        return TRUE;
    }

  return FALSE;
}

/* Whether two clauses say the same, adverbs and voice aside. */
gboolean
_dip_same_clause (const DipMeaning *meaning,
                  DipWords          a,
                  DipWords          b)
{
  g_autoptr (GArray) a_adverbs = g_array_new (FALSE, FALSE, sizeof (char *));
  g_autoptr (GArray) b_adverbs = g_array_new (FALSE, FALSE, sizeof (char *));
  g_autoptr (GArray) a_rest = take_adverbs (meaning, a, a_adverbs);
  g_autoptr (GArray) b_rest = take_adverbs (meaning, b, b_adverbs);
  DipWords x = { (const char **) a_rest->data, a_rest->len };
  DipWords y = { (const char **) b_rest->data, b_rest->len };

  if (!equal ((DipWords) { (const char **) a_adverbs->data, a_adverbs->len },
              (DipWords) { (const char **) b_adverbs->data, b_adverbs->len }))
    return FALSE;

  return equal (x, y) || is_other_voice (meaning, x, y) || is_other_voice (meaning, y, x)
    || is_given_otherwise (meaning, x, y) || is_given_otherwise (meaning, y, x);
}

static gboolean
is_comma (const char *word)
{
  return word[0] == ',' || word[0] == ';';
}

static guint
count_commas (DipWords words)
{
  guint n = 0;

  for (guint i = 0; i < words.n; i++)
    n += is_comma (words.words[i]);

  return n;
}

static guint
clause_end (DipWords words,
            guint first)
{
  while (first < words.n && !is_comma (words.words[first]))
    first++;

  return first;
}

/* "If …, we do" is "We do, if …": the first clause goes to the end. */
static gboolean
is_rotated (const DipMeaning *meaning,
            DipWords             a,
            DipWords             b)
{
  g_autoptr (GArray) turned = NULL;
  guint end = clause_end (a, 0);

  if (count_commas (a) != 1 || count_commas (b) != 0 || end == 0 || !is_in (meaning, "prepositions", a.words[0])
      || _dip_depends_on_denial (meaning, a, 0, end))
    return FALSE;

  turned = g_array_new (FALSE, FALSE, sizeof (char *));
  g_array_append_vals (turned, a.words + end + 1, a.n - end - 1);
  g_array_append_vals (turned, a.words, end);

  return _dip_same_clause (meaning, (DipWords) { (const char **) turned->data, turned->len }, b);
}

/* A list has commas too: "A fence, cameras and guards protect …" */
static gboolean
is_same_without_commas (const DipMeaning *meaning,
                        DipWords             a,
                        DipWords             b)
{
  g_autoptr (GArray) x = g_array_new (FALSE, FALSE, sizeof (char *));
  g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (char *));

  if (count_commas (a) == 0 || count_commas (a) != count_commas (b))
    return FALSE;

  for (guint i = 0; i < a.n; i++)
    {
      if (!is_comma (a.words[i]))
        g_array_append_val (x, a.words[i]);
    }
  for (guint i = 0; i < b.n; i++)
    {
      if (!is_comma (b.words[i]))
        g_array_append_val (y, b.words[i]);
    }

  return _dip_same_clause (meaning,
                           (DipWords) { (const char **) x->data, x->len },
                           (DipWords) { (const char **) y->data, y->len });
}

/* Letters from which on a word is looked for in the other sentence, and how many of them have to be the same. */
#define MIN_LETTERS 5u
#define MIN_SAME 2u

/* Whether a sentence may have a word in some form: "taught" for "teaches". */
static gboolean
has_form_of (const DipMeaning *meaning,
             DipWords          words,
             const char       *word)
{
  for (guint i = 0; i < words.n; i++)
    {
      if (words.words[i][0] == word[0]
          && (strncmp (words.words[i], word, MIN_SAME) == 0 || is_in (meaning, "verbs", words.words[i])))
        return TRUE;
    }

  return FALSE;
}

/* Whether each longer word of one sentence may have its form in the other one: what has a word of its own says
 * something else, however its phrases are moved. A provider that is not named stands in one of them. */
static gboolean
may_have_words_of (const DipMeaning *meaning,
                   DipWords          a,
                   DipWords          b)
{
  for (guint i = 0; i < a.n; i++)
    {
      const char *base = NULL;

      if (strlen (a.words[i]) < MIN_LETTERS || has_form_of (meaning, b, a.words[i])
          || is_in (meaning, "providers", a.words[i]))
        continue;
      base = _dip_meaning_whole (meaning, "verbs", a.words[i]);
      if (base == NULL || !has_form_of (meaning, b, base))
        return FALSE;
    }

  return TRUE;
}

static gboolean
say_the_same (const DipMeaning *meaning,
              const GPtrArray  *a,
              const GPtrArray  *b)
{
  DipWords x = { (const char **) a->pdata, a->len };
  DipWords y = { (const char **) b->pdata, b->len };

  if (!may_have_words_of (meaning, x, y) || !may_have_words_of (meaning, y, x))
    return FALSE;
  if (is_rotated (meaning, x, y) || is_rotated (meaning, y, x) || is_same_without_commas (meaning, x, y)
      || _dip_is_phrase_moved (meaning, x, y))
    return TRUE;
  if (count_commas (x) != count_commas (y))
    return FALSE;

  while (x.n > 0 && y.n > 0)
    {
      guint x_end = clause_end (x, 0);
      guint y_end = clause_end (y, 0);

      if (!_dip_same_clause (meaning, slice (x, 0, x_end), slice (y, 0, y_end)))
        return FALSE;
      x = slice (x, MIN (x_end + 1, x.n), x.n);
      y = slice (y, MIN (y_end + 1, y.n), y.n);
    }

  return x.n == y.n;
}

/**
 * _dip_same_in_other_voice:
 * @self: the lists
 * @a: a folded English sentence
 * @b: another one
 *
 * Returns: whether they say the same in the active and the passive, in another
 *   order of adverbs and clauses, or in the other forms of dip-voice-forms.c
 */
gboolean
_dip_same_in_other_voice (const DipMeaning *self,
                          const char       *a,
                          const char       *b)
{
  g_autoptr (GPtrArray) x = _dip_cut_printed_words (self, a);
  g_autoptr (GPtrArray) y = _dip_cut_printed_words (self, b);

  if (x == NULL || y == NULL)
    return FALSE;

  for (DipForms forms = DIP_FORMS_PRINTED; forms <= (DIP_FORMS_PLAIN | DIP_FORMS_CLAUSES); forms++)
    {
      gboolean is_rebuilt = forms <= DIP_FORMS_PLAIN;
      g_autoptr (GPtrArray) a_words = _dip_shape_words (self, x, forms, &is_rebuilt);
      g_autoptr (GPtrArray) b_words = _dip_shape_words (self, y, forms, &is_rebuilt);

      /* Words that fit no pattern have been held against each other before. */
      if (!is_rebuilt)
        continue;
      if (say_the_same (self, a_words, b_words)
          || ((forms & DIP_FORMS_PLAIN) != 0 && _dip_forget_number (self, a_words, b_words)
              && say_the_same (self, a_words, b_words)))
        return TRUE;
    }

  return FALSE;
}
