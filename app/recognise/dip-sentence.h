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
  DIP_NOTE_ASKED_ELSE,  /* by the titles of a second catalogue */
  DIP_NOTE_FACTS,
  DIP_NOTE_BEST,        /* what a title is most like */
  DIP_NOTE_LIKENESS,    /* what it is compared by */
  DIP_NOTE_LEARNT,      /* whom it speaks for by what was learnt */
} DipNoteKind;

#define DIP_N_NOTES (DIP_NOTE_LEARNT + 1)

/* What a sentence was found to have none of, a bit each. */
typedef enum {
  DIP_WITHOUT_DIGITS      = 1 << 0,  /* of ASCII */
  DIP_WITHOUT_QUOTES      = 1 << 1,  /* signs that open a quotation or a bracket with a title */
  DIP_WITHOUT_TITLE_CUES  = 1 << 2,  /* words beside a title that is named: "see …", …をご参照 */
  DIP_WITHOUT_RELATIVES   = 1 << 3,  /* 次章, "the next section" */
  DIP_WITHOUT_ANNEXES     = 1 << 4,  /* 別紙1 */
  DIP_WITHOUT_ACTORS      = 1 << 5,  /* kinds of customers, of a Japanese paper */
  DIP_WITHOUT_ACTORS_EN   = 1 << 6,
  DIP_WITHOUT_PLANS       = 1 << 7,  /* "… plan", …プラン */
  DIP_WITHOUT_TENANCY     = 1 << 8,
  DIP_WITHOUT_DIFFERENCES = 1 << 9,  /* what tells variants apart */
  DIP_WITHOUT_TERMS       = 1 << 10, /* signs and words that a name is given with */
  DIP_WITHOUT_FRAME       = 1 << 11, /* a title: it is not that of a preface or an end */
  DIP_WITHOUT_VOICE       = 1 << 12, /* a title: it speaks for nobody */
  DIP_WITHOUT_INFORMATION = 1 << 13, /* a title: it is not of what only informs */
  DIP_WITHOUT_COMPANY     = 1 << 14,
  DIP_WITHOUT_OFFER       = 1 << 15, /* words that an English sentence names the service with */
  DIP_WITHOUT_MODELS      = 1 << 16, /* IaaS, SaaS */
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

/* Whether it is known to have none of these. */
gboolean         dip_sentence_is_without  (const DipSentence *self,
                                           DipWithout         what);
void             dip_sentence_set_without (DipSentence       *self,
                                           DipWithout         what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSentence, dip_sentence_release)

G_END_DECLS
