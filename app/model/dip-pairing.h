/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/dip-enums.h"

G_BEGIN_DECLS

/**
 * DipPairing:
 *
 * What a person says of two clauses of two editions: that they belong together,
 * or that they do not. It goes before all guesses of the program.
 */
typedef struct
{
  DipPairingKind  kind;
  char           *old_clause;  /* id of the clause in the old edition */
  char           *new_clause;  /* … in the new one */
} DipPairing;

DipPairing       *dip_pairing_new  (DipPairingKind    kind,
                                    const char       *old_clause,
                                    const char       *new_clause) G_GNUC_WARN_UNUSED_RESULT;
DipPairing       *dip_pairing_copy (const DipPairing *self) G_GNUC_WARN_UNUSED_RESULT;
void              dip_pairing_free (DipPairing       *self);

/* Lists of them, (element-type DipPairing). */
GPtrArray        *dip_pairings_new  (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *dip_pairings_copy (const GPtrArray  *pairings) G_GNUC_WARN_UNUSED_RESULT;
const DipPairing *dip_pairings_find (const GPtrArray  *pairings,
                                     const char       *old_clause,
                                     const char       *new_clause);

/* What a list becomes when a person says something more. */
void              dip_pairings_pair  (GPtrArray        *pairings,
                                     const char       *old_clause,
                                     const char       *new_clause);
void              dip_pairings_add   (GPtrArray        *pairings,
                                     const char       *old_clause,
                                     const char       *new_clause);
void              dip_pairings_part  (GPtrArray        *pairings,
                                     const char       *old_clause,
                                     const char       *new_clause);
gboolean          dip_pairings_forget (GPtrArray       *pairings,
                                     const char       *old_clause,
                                     const char       *new_clause);

/* Says what @to says, where it differs from @from and nobody has said anything else since. */
void              dip_pairings_turn  (GPtrArray        *pairings,
                                     const GPtrArray  *from,
                                     const GPtrArray  *to);

/**
 * DipReview:
 *
 * A pair of clauses that a person has looked at. Of a pair with several clauses on
 * a side the first one names it.
 */
typedef struct
{
  char *old_clause;  /* (nullable): id of the clause in the old edition */
  char *new_clause;  /* (nullable) */
} DipReview;

DipReview        *dip_review_new    (const char       *old_clause,
                                     const char       *new_clause) G_GNUC_WARN_UNUSED_RESULT;
void              dip_review_free   (DipReview        *self);
GPtrArray        *dip_reviews_new   (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPairing, dip_pairing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipReview, dip_review_free)

G_END_DECLS
