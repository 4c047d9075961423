/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * weights = header slot{n_slots} weight{n_weights} bias{n_classes} name{n_classes}
 *
 *   slot    a feature's place in a table with open addressing (the lower bits of its hash, then the next that is free);
 *           n = 0 for an empty one
 *   weight  for one class, in steps of the header's
 *   bias    float, of each class
 *   name    each with its NUL
 *
 * In the byte order of the machine that they were learnt on: they are compiled into the program that is built there.
 */
#define DIP_WEIGHTS_MAGIC 0x44574C31u

typedef struct
{
  guint32 magic;
  guint32 n_slots;    /* a power of two */
  guint32 n_weights;
  guint32 n_classes;
  float   step;       /* of a weight */
  guint32 n_names;    /* bytes */
} DipWeightsHeader;

typedef struct
{
  guint32 hash;
  guint32 first;  /* its weights */
  guint16 n;
  guint16 rarity; /* how much the feature tells at all, in steps of DIP_WEIGHTS_RARITY */
} DipWeightsSlot;

typedef struct
{
  guint8 of;      /* the class */
  gint8  weight;
} DipWeight;

#define DIP_WEIGHTS_RARITY (1.0f / 4096)

/* What a feature counts that stands in a text @n times, before all are brought to length 1. */
float dip_weights_value (guint n,
                         float rarity);

/* From sums to probabilities, in place. */
void  dip_weights_soften (double *values,
                          guint   n);

G_END_DECLS
