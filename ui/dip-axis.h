/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"
#include "model/dip-pairing.h"

G_BEGIN_DECLS

/**
 * DipAxis: what the two sides of a comparison are to each other. Only editions
 * have an old and a new one, in which something can be added or withdrawn.
 */
typedef enum {
  DIP_AXIS_EDITIONS,
  DIP_AXIS_VARIANTS,
  DIP_AXIS_SERVICES,
} DipAxis;

DipAxis  dip_axis_of           (const DipComparison *comparison);
char    *dip_axis_dup_side     (const DipComparison *comparison,
                                gboolean             new_side) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_title    (const DipComparison *comparison,
                                char               **subtitle) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_relation (const DipComparison *comparison,
                                const DipPair       *pair) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_flip     (const DipComparison *comparison,
                                const DipPair       *pair) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_flip_sentences (const DipComparison *comparison,
                                      const DipPair       *pair,
                                      guint                max_chars) G_GNUC_WARN_UNUSED_RESULT;
gboolean dip_axis_is_undeclared (const DipComparison *comparison,
                                 const DipPair       *pair);
char    *dip_axis_dup_turn     (const DipComparison *comparison,
                                const DipPair       *pair) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_address  (const DipPair       *pair) G_GNUC_WARN_UNUSED_RESULT;
char    *dip_axis_dup_review   (const DipReview     *review) G_GNUC_WARN_UNUSED_RESULT;
const DipPair *
         dip_axis_find_pair    (const DipComparison *comparison,
                                const char          *address);

G_END_DECLS
