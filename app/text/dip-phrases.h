/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"

G_BEGIN_DECLS

/**
 * DipPhrases:
 *
 * Phrases as a trie over their folded bytes. Finding the longest one that
 * begins at a place costs at most %DIP_PHRASES_MAX_BYTES steps, whatever the
 * lists hold. Immutable; any thread may read.
 */
typedef struct _DipPhrases DipPhrases;

/* A phrase above this is left out: the longest of the lists has 60 bytes. */
#define DIP_PHRASES_MAX_BYTES 96

DipPhrases *dip_phrases_new   (const GPtrArray   *rows,
                               DipFoldFlags       flags,
                               const DipLexicon  *lexicon) G_GNUC_WARN_UNUSED_RESULT;
/* Of a list by its name, which takes no time where the program carries the table of it. */
DipPhrases *dip_phrases_new_for_list (const DipLexicon *lexicon,
                                      const char       *list,
                                      DipFoldFlags      flags) G_GNUC_WARN_UNUSED_RESULT;
void        dip_phrases_free  (DipPhrases        *self);
gsize       dip_phrases_match (const DipPhrases  *self,
                               const char        *text,
                               gsize              length,
                               const char       **first);
gsize       dip_phrases_next  (const DipPhrases  *self,
                               const char        *text,
                               gsize              length,
                               gsize              from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPhrases, dip_phrases_free)

G_END_DECLS
