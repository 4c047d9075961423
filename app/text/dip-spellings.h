/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipSpellings:
 *
 * All spellings of the lexicon, to ask a text for: folding makes one form out of
 * many, this goes the other way. Immutable; any thread may read.
 */
typedef struct _DipSpellings DipSpellings;

/* No phrase has more forms than this; what a person types has a few. */
#define DIP_SPELLINGS_MAX_FORMS 24

const DipSpellings *dip_spellings_get_default (void);
DipSpellings       *dip_spellings_new         (const DipLexicon   *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void                dip_spellings_free        (DipSpellings       *self);
GPtrArray          *dip_spellings_list_forms  (const DipSpellings *self,
                                               const char         *folded) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSpellings, dip_spellings_free)

G_END_DECLS
