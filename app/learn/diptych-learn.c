/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 *   diptych-learn controls|voices RESULT EXAMPLES…
 *
 * Makes the weights of dip-weights.c from the examples; runs when the program is built, and gives the same for the same
 * examples. The form of the examples is described in data/examples/README.md.
 *
 * Multinomial logistic regression by stochastic gradient descent, one example after the other, weights drawn to nothing
 * (L2). A feature has weights only for classes of whose examples it was seen: a tenth of the size, and as good. A
 * clause is learnt with its title and without: papers have clauses of either kind. A sentence is learnt without.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/dip-features.h"
#include "learn/dip-weights-private.h"
#include "learn/dip-weights.h"
#include "text/dip-fold.h"
#include "text/dip-tokens.h"

#define FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE)

/* A feature of one example alone tells of nothing but this example. */
#define MIN_EXAMPLES 2u

#define N_ROUNDS  15u
#define BIAS_RATE 0.02f
#define DECAY     2e-5f

/* How far one example moves the weights. Of 121 controls each has few examples; of six voices each has hundreds. */
#define RATE_OF_CONTROLS 3.0f
#define RATE_OF_VOICES   0.3f

/* Of an example with several classes the first has this much, the others the rest. */
#define FIRST_SHARE 0.65f

typedef struct
{
  guint32 index;
  float   value;
} Term;

typedef struct
{
  GArray *features;   /* (element-type guint32), sorted */
  GArray *terms;      /* (element-type Term) */
  guint   classes[8]; /* the first is the main one */
  guint   n_classes;
} Example;

/* How much a feature speaks for a class. */
typedef struct
{
  guint32 of;
  float   weight;
} Link;

typedef struct
{
  guint32 hash;
  float   rarity;
  GArray *links;      /* (element-type Link) */
} Feature;

typedef struct
{
  gboolean    of_voices;
  GPtrArray  *examples;
  GPtrArray  *names;
  GHashTable *class_of;
  GHashTable *feature_of; /* hash → index + 1 */
  GArray     *features;   /* (element-type Feature) */
  float      *bias;
} Learner;

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static void
feature_clear (gpointer data)
{
  g_array_unref (((Feature *) data)->links);
}

static void
example_free (gpointer data)
{
  Example *self = data;

  g_array_unref (self->features);
  g_array_unref (self->terms);
  g_free (self);
}

static guint
find_class (Learner    *learner,
            const char *name)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (learner->class_of, name, NULL, &known))
    {
      char *own = g_strdup (name);

      g_ptr_array_add (learner->names, own);
      known = GUINT_TO_POINTER (learner->names->len - 1);
      g_hash_table_insert (learner->class_of, own, known);
    }

  return GPOINTER_TO_UINT (known);
}

static void
add_example (Learner    *learner,
             const char *classes,
             const char *title,
             const char *text)
{
  DipFeatureKind kind = learner->of_voices ? DIP_FEATURES_VOICE : DIP_FEATURES_SUBJECT;
  g_auto (GStrv) names = g_strsplit (classes, " ", -1);
  g_autofree char *folded = dip_fold_to_string (text, FOLD, NULL);
  Example *example = g_new0 (Example, 1);

  example->features = g_array_new (FALSE, FALSE, sizeof (guint32));
  example->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && example->n_classes < G_N_ELEMENTS (example->classes))
      example->classes[example->n_classes++] = find_class (learner, names[i]);
  if (*title != '\0')
    {
      g_autofree char *folded_title = dip_fold_to_string (title, FOLD, NULL);

      dip_features_add (example->features, kind, DIP_FEATURES_TITLE, folded_title, strlen (folded_title));
      dip_features_add (example->features, kind, DIP_FEATURES_TEXT, folded_title, strlen (folded_title));
    }
  dip_features_add (example->features, kind, DIP_FEATURES_TEXT, folded, strlen (folded));
  g_array_sort (example->features, compare_hashes);
  g_ptr_array_add (learner->examples, example);
}

/* "p: We … | c: You …": each sentence is an example. What a title says is weighed elsewhere. */
static void
add_sentences (Learner    *learner,
               const char *sentences)
{
  g_auto (GStrv) parts = g_strsplit (sentences, " | ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strstr (parts[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      add_example (learner, parts[i], "", colon + 2);
    }
}

/* "provided<TAB>We …": one sentence that is what the clause is. */
static void
add_sentence (Learner    *learner,
              const char *stance,
              const char *text)
{
  static const char *const letters[][2] = {
    { "provided", "p" }, { "not_provided", "n" }, { "customer", "c" }, { "shared", "s" }, { "partial", "l" },
    { "informational", "i" },
  };
  g_autoptr (GArray) sentences = dip_sentences_cut (text);

  for (guint i = 0; i < G_N_ELEMENTS (letters) && sentences->len == 1; i++)
    if (strcmp (stance, letters[i][0]) == 0)
      add_example (learner, letters[i][1], "", text);
}

static gboolean
read_examples (Learner    *learner,
               const char *file)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    {
      g_printerr ("diptych-learn: %s is no text in UTF-8\n", file);
      return FALSE;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      if (learner->of_voices && g_strv_length (fields) == 2 && *fields[1] != '\0')
        {
          add_sentence (learner, fields[0], fields[1]);
          continue;
        }
      if (g_strv_length (fields) != 3 || *fields[0] == '\0' || *fields[2] == '\0')
        {
          g_printerr ("diptych-learn: %s:%u has not the form CLASS<TAB>TITLE<TAB>TEXT\n", file, i + 1);
          return FALSE;
        }
      if (learner->of_voices)
        add_sentences (learner, fields[2]);
      else
        {
          add_example (learner, fields[0], fields[1], fields[2]);
          if (*fields[1] != '\0')
            add_example (learner, fields[0], "", fields[2]);
        }
    }

  return TRUE;
}

/* Which features there are, and how rare each is. */
static void
count_features (Learner *learner)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < learner->examples->len; i++)
    {
      const Example *example = g_ptr_array_index (learner->examples, i);

      for (guint k = 0; k < example->features->len; k++)
        {
          guint32 hash = g_array_index (example->features, guint32, k);
          guint n;

          if (k > 0 && hash == g_array_index (example->features, guint32, k - 1))
            continue;
          n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (hash)));
          g_hash_table_insert (counts, GUINT_TO_POINTER (hash), GUINT_TO_POINTER (n + 1));
        }
    }

  /* in the order of the examples, so that the same examples give the same weights */
  for (guint i = 0; i < learner->examples->len; i++)
    {
      const Example *example = g_ptr_array_index (learner->examples, i);

      for (guint k = 0; k < example->features->len; k++)
        {
          guint32 hash = g_array_index (example->features, guint32, k);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (hash)));
          Feature feature = { hash, 0.0f, NULL };

          if (n < MIN_EXAMPLES || g_hash_table_contains (learner->feature_of, GUINT_TO_POINTER (hash)))
            continue;
          feature.rarity = logf (((float) learner->examples->len + 1.0f) / ((float) n + 1.0f)) + 1.0f;
          feature.rarity = roundf (feature.rarity / DIP_WEIGHTS_RARITY) * DIP_WEIGHTS_RARITY;
          feature.links = g_array_new (FALSE, FALSE, sizeof (Link));
          g_array_append_val (learner->features, feature);
          g_hash_table_insert (learner->feature_of, GUINT_TO_POINTER (hash), GUINT_TO_POINTER (learner->features->len));
        }
    }
}

/* Each example as numbers, brought to length 1. */
static void
measure (Learner *learner)
{
  for (guint i = 0; i < learner->examples->len; i++)
    {
      Example *example = g_ptr_array_index (learner->examples, i);
      float squares = 0.0f;

      for (guint k = 0, n; k < example->features->len; k += n)
        {
          guint32 hash = g_array_index (example->features, guint32, k);
          guint32 at = GPOINTER_TO_UINT (g_hash_table_lookup (learner->feature_of, GUINT_TO_POINTER (hash)));
          Term term;

          for (n = 1; k + n < example->features->len && g_array_index (example->features, guint32, k + n) == hash; n++)
            ;
          if (at == 0)
            continue;
          term.index = at - 1;
          term.value = dip_weights_value (n, g_array_index (learner->features, Feature, at - 1).rarity);
          squares += term.value * term.value;
          g_array_append_val (example->terms, term);
        }
      for (guint k = 0; k < example->terms->len; k++)
        g_array_index (example->terms, Term, k).value /= sqrtf (squares);
    }
}

/* The classes that a feature may speak for are those of whose examples it was seen. */
static void
find_support (Learner *learner)
{
  for (guint i = 0; i < learner->examples->len; i++)
    {
      const Example *example = g_ptr_array_index (learner->examples, i);

      for (guint k = 0; k < example->terms->len; k++)
        {
          Feature *feature = &g_array_index (learner->features, Feature, g_array_index (example->terms, Term, k).index);

          for (guint c = 0; c < example->n_classes; c++)
            {
              Link new = { .of = example->classes[c] };
              gboolean known = FALSE;

              for (guint j = 0; j < feature->links->len && !known; j++)
                known = g_array_index (feature->links, Link, j).of == new.of;
              if (!known)
                g_array_append_val (feature->links, new);
            }
        }
    }
}

static void
learn_from (Learner       *learner,
            const Example *example,
            double        *values)
{
  float rate = learner->of_voices ? RATE_OF_VOICES : RATE_OF_CONTROLS;
  guint n_classes = learner->names->len;

  for (guint c = 0; c < n_classes; c++)
    values[c] = (double) learner->bias[c];
  for (guint k = 0; k < example->terms->len; k++)
    {
      const Term *term = &g_array_index (example->terms, Term, k);
      const GArray *links = g_array_index (learner->features, Feature, term->index).links;

      for (guint j = 0; j < links->len; j++)
        {
          const Link *link = &g_array_index (links, Link, j);

          values[link->of] += (double) (term->value * link->weight);
        }
    }
  dip_weights_soften (values, n_classes);

  /* what is wrong with each: the gradient */
  for (guint i = 0; i < example->n_classes; i++)
    values[example->classes[i]] -= example->n_classes == 1 ? 1.0
                                   : i == 0 ? (double) FIRST_SHARE
                                   : (1.0 - (double) FIRST_SHARE) / (example->n_classes - 1);
  for (guint c = 0; c < n_classes; c++)
    learner->bias[c] -= BIAS_RATE * (float) values[c];
  for (guint k = 0; k < example->terms->len; k++)
    {
      const Term *term = &g_array_index (example->terms, Term, k);
      const GArray *links = g_array_index (learner->features, Feature, term->index).links;

      for (guint j = 0; j < links->len; j++)
        {
          Link *link = &g_array_index (links, Link, j);
          link->weight -= rate * ((float) values[link->of] * term->value + DECAY * link->weight);
        }
    }
}

static void
learn (Learner *learner)
{
  guint n_classes = learner->names->len;
  g_autofree double *values = g_new (double, n_classes);
  g_autofree guint *order = g_new (guint, learner->examples->len);
  guint32 state = 1;

  learner->bias = g_new0 (float, n_classes);
  for (guint i = 0; i < learner->examples->len; i++)
    order[i] = i;
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      /* shuffled by a generator of our own, the same on each machine (Numerical Recipes, 7.1) */
      for (guint i = learner->examples->len; i > 1; i--)
        {
          guint k, swap;

          state = state * 1664525u + 1013904223u;
          k = (state >> 8) % i;
          swap = order[i - 1];
          order[i - 1] = order[k];
          order[k] = swap;
        }
      for (guint i = 0; i < learner->examples->len; i++)
        learn_from (learner, g_ptr_array_index (learner->examples, order[i]), values);
    }
}

static GByteArray *
write_weights (const Learner *learner)
{
  guint n_classes = learner->names->len;
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (DipWeight));
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree DipWeightsSlot *slots = NULL;
  DipWeightsHeader header = { .magic = DIP_WEIGHTS_MAGIC, .n_slots = 1024, .n_classes = n_classes };
  float most = 0.0f;

  for (guint i = 0; i < learner->features->len; i++)
    {
      const GArray *links = g_array_index (learner->features, Feature, i).links;

      for (guint k = 0; k < links->len; k++)
        most = MAX (most, fabsf (g_array_index (links, Link, k).weight));
    }
  header.step = most / 127.0f;
  while (header.n_slots < learner->features->len * 3 / 2)
    header.n_slots *= 2;
  slots = g_new0 (DipWeightsSlot, header.n_slots);
  for (guint i = 0; i < learner->features->len; i++)
    {
      const Feature *feature = &g_array_index (learner->features, Feature, i);
      guint32 first = weights->len;
      guint32 at = feature->hash & (header.n_slots - 1);

      for (guint k = 0; k < feature->links->len; k++)
        {
          const Link *link = &g_array_index (feature->links, Link, k);
          DipWeight weight = { (guint8) link->of, (gint8) roundf (link->weight / header.step) };

          if (weight.weight != 0)
            g_array_append_val (weights, weight);
        }
      if (weights->len == first)
        continue;
      while (slots[at].n > 0)
        at = (at + 1) & (header.n_slots - 1);
      slots[at] = (DipWeightsSlot) { feature->hash, first, (guint16) (weights->len - first),
                                     (guint16) roundf (feature->rarity / DIP_WEIGHTS_RARITY) };
    }
  if (weights->len % 2 != 0)
    g_array_set_size (weights, weights->len + 1);
  header.n_weights = weights->len;
  for (guint c = 0; c < n_classes; c++)
    {
      const char *name = g_ptr_array_index (learner->names, c);

      g_string_append_len (names, name, (gssize) strlen (name) + 1);
    }
  header.n_names = (guint32) names->len;

  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (bytes, (const guint8 *) slots, header.n_slots * (guint) sizeof (DipWeightsSlot));
  g_byte_array_append (bytes, (const guint8 *) weights->data, weights->len * (guint) sizeof (DipWeight));
  g_byte_array_append (bytes, (const guint8 *) learner->bias, n_classes * (guint) sizeof (float));
  g_byte_array_append (bytes, (const guint8 *) names->str, (guint) names->len);

  return bytes;
}

int
main (int   argc,
      char *argv[])
{
  Learner learner = { 0 };
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 4 || (strcmp (argv[1], "controls") != 0 && strcmp (argv[1], "voices") != 0))
    {
      g_printerr ("usage: diptych-learn controls|voices RESULT EXAMPLES…\n");
      return EXIT_FAILURE;
    }
  learner.of_voices = strcmp (argv[1], "voices") == 0;
  learner.examples = g_ptr_array_new_with_free_func (example_free);
  learner.names = g_ptr_array_new_with_free_func (g_free);
  learner.class_of = g_hash_table_new (g_str_hash, g_str_equal);
  learner.feature_of = g_hash_table_new (NULL, NULL);
  learner.features = g_array_new (FALSE, FALSE, sizeof (Feature));
  g_array_set_clear_func (learner.features, feature_clear);
  for (int i = 3; i < argc; i++)
    if (!read_examples (&learner, argv[i]))
      return EXIT_FAILURE;
  count_features (&learner);
  measure (&learner);
  find_support (&learner);
  learn (&learner);
  bytes = write_weights (&learner);
  if (!g_file_set_contents (argv[2], (const char *) bytes->data, (gssize) bytes->len, &error))
    {
      g_printerr ("diptych-learn: %s\n", error->message);
      return EXIT_FAILURE;
    }
  g_ptr_array_unref (learner.examples);
  g_hash_table_unref (learner.class_of);
  g_ptr_array_unref (learner.names);
  g_hash_table_unref (learner.feature_of);
  g_array_unref (learner.features);
  g_free (learner.bias);

  return EXIT_SUCCESS;
}
