/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"
#include "recognise/dip-passage.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipFactScanner:
 *
 * The word lists for facts, made ready for use. Private to app/recognise.
 */
typedef struct _DipFactScanner DipFactScanner;

DipFactScanner *dip_fact_scanner_new     (const DipLexicon     *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void            dip_fact_scanner_free    (DipFactScanner       *self);

/* Adds the facts of a sentence to @facts (element-type DipFact). */
void            dip_fact_scanner_scan    (const DipFactScanner *self,
                                          const DipPassage     *passage,
                                          const char           *title,
                                          GPtrArray            *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFactScanner, dip_fact_scanner_free)

G_END_DECLS
