/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "learn/dip-weights.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>

#include "learn/dip-weights-private.h"

/*
 * A linear model: of each feature of a text how often it stands there, weighed by how rare it is, brought to length 1
 * ("tf-idf"); times the weights of a class, summed; the sums made probabilities (softmax, multinomial logistic
 * regression; Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4). diptych-learn.c makes the
 * weights.
 */

struct _DipWeights
{
  GBytes               *bytes;
  DipWeightsHeader      header;
  const DipWeightsSlot *slots;
  const DipWeight      *weights;
  const float          *bias;
  const char          **names;
};

float
dip_weights_value (guint n,
                   float rarity)
{
  return (n > 1 ? 1.0f + logf ((float) n) : 1.0f) * rarity;
}

void
dip_weights_soften (double *values,
                    guint   n)
{
  double most = -G_MAXDOUBLE;
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, values[i]);
  for (guint i = 0; i < n; i++)
    sum += values[i] = exp (values[i] - most);
  for (guint i = 0; i < n; i++)
    values[i] /= sum;
}

DipWeights *
dip_weights_new (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (DipWeights) self = g_new0 (DipWeights, 1);
  const char *at, *end = data + length;
  gsize want;

  if (length < sizeof (DipWeightsHeader) || GPOINTER_TO_SIZE (data) % sizeof (guint32) != 0)
    return NULL;
  memcpy (&self->header, data, sizeof (DipWeightsHeader));
  want = sizeof (DipWeightsHeader) + (gsize) self->header.n_slots * sizeof (DipWeightsSlot) +
         (gsize) self->header.n_weights * sizeof (DipWeight) + (gsize) self->header.n_classes * sizeof (float) +
         self->header.n_names;
  if (self->header.magic != DIP_WEIGHTS_MAGIC || want != length || self->header.n_slots == 0 ||
      self->header.n_weights % 2 != 0 || self->header.n_names == 0 || end[-1] != '\0')
    return NULL;

  self->bytes = g_bytes_ref (bytes);
  self->slots = (const DipWeightsSlot *) (gconstpointer) (data + sizeof (DipWeightsHeader));
  self->weights = (const DipWeight *) (self->slots + self->header.n_slots);
  self->bias = (const float *) (gconstpointer) (self->weights + self->header.n_weights);
  self->names = g_new0 (const char *, self->header.n_classes);
  at = (const char *) (self->bias + self->header.n_classes);
  for (guint i = 0; i < self->header.n_classes; i++)
    {
      if (at >= end)
        return NULL;
      self->names[i] = at;
      at += strlen (at) + 1;
    }

  return g_steal_pointer (&self);
}

void
dip_weights_free (DipWeights *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->names);
  g_free (self);
}

guint
dip_weights_n_classes (const DipWeights *self)
{
  return self->header.n_classes;
}

const char *
dip_weights_class_name (const DipWeights *self,
                        guint             i)
{
  g_return_val_if_fail (i < self->header.n_classes, NULL);

  return self->names[i];
}

static const DipWeightsSlot *
find_slot (const DipWeights *self,
           guint32           hash)
{
  guint32 mask = self->header.n_slots - 1;

  for (guint32 i = hash & mask; self->slots[i].n > 0; i = (i + 1) & mask)
    if (self->slots[i].hash == hash)
      return &self->slots[i];

  return NULL;
}

/* A feature and how often it stands in the text; n = 0 for an empty place. */
typedef struct
{
  guint32 hash;
  guint32 n;
} Count;

/* One that was learnt. */
typedef struct
{
  const DipWeightsSlot *slot;
  guint32               n;
} Known;

/* Counts the features: a table with open addressing, its size a power of two. What was learnt of them is some
 * megabytes, of which each needs another place: they are fetched while the next ones are counted. */
static Count *
count (const DipWeights *self,
       const GArray     *features,
       guint            *n_places)
{
  guint size = 64;
  Count *counts;

  while (size < features->len * 2)
    size *= 2;
  counts = g_new0 (Count, size);
  for (guint i = 0; i < features->len; i++)
    {
      guint32 hash = g_array_index (features, guint32, i);
      guint at = hash & (size - 1);

      __builtin_prefetch (&self->slots[hash & (self->header.n_slots - 1)]);
      while (counts[at].n > 0 && counts[at].hash != hash)
        at = (at + 1) & (size - 1);
      counts[at].hash = hash;
      counts[at].n++;
    }
  *n_places = size;

  return counts;
}

/* Those of the features that were learnt. */
static Known *
find_known (const DipWeights *self,
            const GArray     *features,
            guint            *n_known)
{
  guint n_places;
  g_autofree Count *counts = count (self, features, &n_places);
  Known *known = g_new (Known, features->len + 1);

  *n_known = 0;
  for (guint i = 0; i < n_places; i++)
    {
      const DipWeightsSlot *slot = counts[i].n > 0 ? find_slot (self, counts[i].hash) : NULL;

      if (slot == NULL)
        continue;
      __builtin_prefetch (&self->weights[slot->first]);
      known[(*n_known)++] = (Known) { slot, counts[i].n };
    }

  return known;
}

guint
dip_weights_judge (const DipWeights *self,
                   const GArray     *features,
                   double           *probabilities)
{
  g_autofree float *sums = g_new0 (float, self->header.n_classes);
  guint n_known;
  g_autofree Known *known = find_known (self, features, &n_known);
  float squares = 0.0f;

  for (guint i = 0; i < n_known; i++)
    {
      const DipWeightsSlot *slot = known[i].slot;
      float value = dip_weights_value (known[i].n, (float) slot->rarity * DIP_WEIGHTS_RARITY);

      squares += value * value;
      for (guint k = 0; k < slot->n; k++)
        sums[self->weights[slot->first + k].of] += value * (float) self->weights[slot->first + k].weight;
    }

  for (guint i = 0; i < self->header.n_classes; i++)
    probabilities[i] = (double) self->bias[i] +
                       (squares > 0.0f ? (double) (sums[i] * self->header.step / sqrtf (squares)) : 0.0);
  dip_weights_soften (probabilities, self->header.n_classes);

  return n_known;
}

guint
dip_weights_find_likeliest (const DipWeights *self,
                            const double     *probabilities)
{
  guint best = 0;

  for (guint i = 1; i < self->header.n_classes; i++)
    if (probabilities[i] > probabilities[best])
      best = i;

  return best;
}

static DipWeights *
look_up (const char *name)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  DipWeights *weights = bytes != NULL ? dip_weights_new (bytes) : NULL;

  if (weights == NULL)
    g_error ("%s is missing: the program was built without what was learnt", name);

  return weights;
}

/* Made when they are asked for first. */
static const DipWeights *
get_shared (gsize      *shared,
            const char *name)
{
  if (g_once_init_enter (shared))
    g_once_init_leave (shared, (gsize) look_up (name));

  return (const DipWeights *) *shared;
}

const DipWeights *
dip_weights_get_controls (void)
{
  static gsize shared;

  return get_shared (&shared, "/io/github/diptych_app/Diptych/learn/controls.weights");
}

const DipWeights *
dip_weights_get_voices (void)
{
  static gsize shared;

  return get_shared (&shared, "/io/github/diptych_app/Diptych/learn/voices.weights");
}
