/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-pattern.h"

G_BEGIN_DECLS

/**
 * DipPatternSet:
 *
 * A long list of patterns, turned round: from what a sentence has to the few
 * patterns that could fit it. A sentence is looked at once, whatever the list
 * holds. Immutable once made; any thread may read. Private to app/recognise.
 */
typedef struct _DipPatternSet DipPatternSet;

/* (element-type DipPattern) */
DipPatternSet *dip_pattern_set_new     (const GPtrArray     *patterns) G_GNUC_WARN_UNUSED_RESULT;
void           dip_pattern_set_free    (DipPatternSet       *self);

/* The same in two steps: what a set is made of, without pointers (see dip-tables.h), and a set of it. */
GBytes        *dip_pattern_set_make_table    (const GPtrArray *patterns) G_GNUC_WARN_UNUSED_RESULT;
DipPatternSet *dip_pattern_set_new_for_table (GBytes          *table) G_GNUC_WARN_UNUSED_RESULT;

/* Of a sentence: the patterns that may fit it, a bit each, in dip_pattern_set_n_words() words. */
void           dip_pattern_set_choose  (const DipPatternSet *self,
                                        const char          *text,
                                        gsize                length,
                                        guint64             *chosen);
guint          dip_pattern_set_n_words (const DipPatternSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPatternSet, dip_pattern_set_free)

G_END_DECLS
