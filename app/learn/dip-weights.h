/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipWeights:
 *
 * What was learnt from the examples in data/examples: how much each feature
 * speaks for each class. Compiled into the program; immutable, any thread.
 */
typedef struct _DipWeights DipWeights;

/* The weights that the program has. */
const DipWeights *dip_weights_get_controls (void);
const DipWeights *dip_weights_get_voices   (void);

/* For tests; @bytes as dip-weights-private.h describes them. NULL where they are no such. */
DipWeights       *dip_weights_new          (GBytes           *bytes) G_GNUC_WARN_UNUSED_RESULT;
void              dip_weights_free         (DipWeights       *self);

guint             dip_weights_n_classes    (const DipWeights *self);
const char       *dip_weights_class_name   (const DipWeights *self,
                                            guint             i);

/* The class that is most probable. */
guint             dip_weights_find_likeliest (const DipWeights *self,
                                              const double     *probabilities);

/* How probable each class is for a text with these features (guint32): dip_weights_n_classes() numbers that add up
 * to 1. Returns how many of the features were ever learnt. */
guint             dip_weights_judge        (const DipWeights *self,
                                            const GArray     *features,
                                            double           *probabilities);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipWeights, dip_weights_free)

G_END_DECLS
