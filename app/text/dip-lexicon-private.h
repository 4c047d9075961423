/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/*
 * DipSpeller: the spelling variants of a lexicon as a trie over the folded
 * bytes of the variants. Finding the longest variant that starts at a place
 * costs at most DIP_SPELLER_MAX_BYTES steps, whatever the lists hold.
 */
typedef struct _DipSpeller DipSpeller;

#define DIP_SPELLER_MAX_BYTES 96

DipSpeller       *_dip_speller_new         (const GPtrArray  *rows) G_GNUC_WARN_UNUSED_RESULT;
void              _dip_speller_free        (DipSpeller       *self);

/* Length in bytes of the longest variant at the start of @text, 0 for none. */
gsize             _dip_speller_match       (const DipSpeller *self,
                                            const char       *text,
                                            gsize             length,
                                            const char      **canonical);

const DipSpeller *_dip_lexicon_get_speller (const DipLexicon *self);

G_END_DECLS
