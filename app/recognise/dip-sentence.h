/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"

G_BEGIN_DECLS

/**
 * DipSentence:
 *
 * A sentence as it is printed, with what was found out about it by its own
 * words, whatever paper it stands in. Editions of a paper share most of their
 * sentences, and lists repeat them: the program remembers the last few
 * thousand, so that each is folded and held against the word lists once. Any
 * thread may ask; what is noted does not change any more. Private to
 * app/recognise.
 */
typedef struct _DipSentence DipSentence;

/* Takes part in what is remembered of a sentence; each recogniser has its own, which begins with this. */
typedef struct
{
  GDestroyNotify free;  /* (nullable): g_free() for none */
} DipNote;

typedef enum {
  DIP_NOTE_STANCE,
  DIP_NOTE_ASKED,
  DIP_NOTE_FACTS,
  DIP_NOTE_TITLE,
} DipNoteKind;

#define DIP_N_NOTES (DIP_NOTE_TITLE + 1)

/* What a sentence was found to have none of, a bit each. */
typedef enum {
  DIP_WITHOUT_NOTHING = 0,
} DipWithout;

/* Bytes of a sentence that is remembered at most, and how many are. */
#define DIP_SENTENCE_KNOWN_BYTES 600u
#define DIP_SENTENCES_KNOWN      4096u

DipSentence     *dip_sentence_take       (const char        *text,
                                          gsize              length,
                                          gboolean           remember) G_GNUC_WARN_UNUSED_RESULT;
void             dip_sentence_release    (DipSentence       *self);

/* As it is printed, terminated. */
const char      *dip_sentence_get_text   (const DipSentence *self);
gsize            dip_sentence_get_length (const DipSentence *self);

/* Folded with DIP_PASSAGE_FOLD, and further. */
const DipFolded *dip_sentence_get_folded (const DipSentence *self);
const DipFolded *dip_sentence_fold_on    (DipSentence       *self,
                                          DipFoldFlags       flags,
                                          const DipLexicon  *lexicon);

/* What was noted; NULL for nothing yet. */
gconstpointer    dip_sentence_get_note   (const DipSentence *self,
                                          DipNoteKind        kind);

/* Notes something, unless another thread was first; what is noted then. */
gconstpointer    dip_sentence_set_note   (DipSentence       *self,
                                          DipNoteKind        kind,
                                          DipNote           *note);

/* Bits of DipWithout that are known. */
guint            dip_sentence_is_without  (const DipSentence *self,
                                           guint              bits);
void             dip_sentence_set_without (DipSentence       *self,
                                           guint              bits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSentence, dip_sentence_release)

G_END_DECLS
