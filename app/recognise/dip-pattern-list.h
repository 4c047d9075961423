/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-pattern-set.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipPatternList:
 *
 * The patterns of a word list in their order, with the set that chooses from
 * them. What is made of the lists that the program is built with is carried in
 * it (see dip-tables.h); a pattern itself is made when a text may have it.
 * Any thread may ask. Private to app/recognise.
 */
typedef struct _DipPatternList DipPatternList;

/* Lists the sources of all patterns, folded. (element-type utf8), which frees its strings */
typedef GPtrArray *(*DipPatternSources) (const DipLexicon *lexicon,
                                         gpointer          data);

DipPatternList      *dip_pattern_list_new     (const DipLexicon     *lexicon,
                                               const char           *name,
                                               guint                 enough,
                                               DipPatternSources     sources,
                                               gpointer              data) G_GNUC_WARN_UNUSED_RESULT;
void                 dip_pattern_list_free    (DipPatternList       *self);
guint                dip_pattern_list_length  (const DipPatternList *self);
const DipPattern    *dip_pattern_list_get     (DipPatternList       *self,
                                               guint                 i);

/* The set that chooses from them, once it is worth to make it; else NULL. */
const DipPatternSet *dip_pattern_list_get_set (DipPatternList       *self);

/* Makes it now. */
void                 dip_pattern_list_make_set (DipPatternList      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPatternList, dip_pattern_list_free)

G_END_DECLS
