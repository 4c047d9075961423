/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipFoldFlags:
 * @DIP_FOLD_WIDTH: NFKC, Kangxi and compatibility forms, kinds of hyphen, dash, quote and bracket, bullets' glyphs
 * @DIP_FOLD_SPACE: drops white space, except between two words of Latin letters or digits, where one space stays
 * @DIP_FOLD_CASE: upper and lower case
 * @DIP_FOLD_SPELLING: spelling variants of the lexicon (および/及び, ユーザ/ユーザー), long-vowel marks
 * @DIP_FOLD_ALL_SPACE: drops all white space
 *
 * What counts as the same.
 */
typedef enum {
  DIP_FOLD_WIDTH     = 1 << 0,
  DIP_FOLD_SPACE     = 1 << 1,
  DIP_FOLD_CASE      = 1 << 2,
  DIP_FOLD_SPELLING  = 1 << 3,
  DIP_FOLD_ALL_SPACE = 1 << 4,
} DipFoldFlags;

/**
 * DipFolded:
 *
 * A folded copy of a text and the way back to the original.
 *
 * @starts has @length + 1 entries: byte i of @text comes from the original
 * bytes from starts[i] (ends: the start of the next different entry). It never
 * goes down, starts[0] is 0 or the first kept byte and starts[length] is the
 * length of the original.
 */
typedef struct
{
  char    *text;
  gsize    length;   /* in bytes */
  guint32 *starts;
} DipFolded;

/* Folds a text. @lexicon may be NULL without SPELLING. Any thread. */
DipFolded *dip_fold           (const char       *text,
                               DipFoldFlags      flags,
                               const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void       dip_folded_free    (DipFolded        *self);

/* Folds further what was folded for width and space; NULL where that has to begin with the original. */
DipFolded *dip_fold_on        (const DipFolded  *self,
                               DipFoldFlags      flags,
                               const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;

/* Whether dip_fold_on() gives the same text: TRUE for certain; FALSE says nothing. */
gboolean   dip_fold_on_is_same (const DipFolded  *self,
                                DipFoldFlags      flags,
                                const DipLexicon *lexicon);

/* The folded text alone. */
char      *dip_fold_to_string (const char       *text,
                               DipFoldFlags      flags,
                               const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFolded, dip_folded_free)

G_END_DECLS
