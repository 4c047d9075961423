/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-voice-private.h"

G_BEGIN_DECLS

/*
 * What the files of the gist share: dip-gist.c holds the words of two texts against
 * each other by the checks of dip-gist-words.c, -places.c and -roles.c; dip-gist-ja.c and
 * dip-gist-en.c cut them.
 */

/* Words of a text; what is longer is not looked at. */
#define DIP_GIST_MAX_WORDS 64u

typedef enum {
  DIP_GIST_WORD,   /* says something; it may be said twice */
  DIP_GIST_VALUE,  /* a number with what it counts */
  DIP_GIST_BOUND,  /* limits, denies, permits or demands; it counts how often */
  DIP_GIST_LINK,   /* English: ties what follows to what stands before it; there are other ways to say so */
} DipGistKind;

/* What a word is to its verb, as far as it is told. */
typedef enum {
  DIP_GIST_DOER    = 1 << 0,
  DIP_GIST_OBJECT  = 1 << 1,
  DIP_GIST_TARGET  = 1 << 2,
  DIP_GIST_SOURCE  = 1 << 3,
  DIP_GIST_OWNER   = 1 << 4,
} DipGistRole;

typedef struct
{
  char        *text;
  DipGistKind  kind;
  DipGistRole  role;        /* 0 where none is told */
  guint        segment;     /* one for each verb, through all sentences */
  guint        sentence;
  gboolean     is_topic;    /* of all of its sentence */
  gboolean     is_deed;     /* a verb is made of it, … */
  gboolean     is_passive;  /* … and it is passive */
  gboolean     is_party;    /* somebody who is named */
  gboolean     is_provider; /* the provider, who need not be */
  gboolean     is_bare;     /* English: no preposition stands before it */
  guint        place;       /* English: where it stood before the passive was turned */
  guint        part;        /* English: 1 where it belongs to what a passive speaks of, 2 to the rest, 0 elsewhere */
  gboolean     is_relative; /* English: its segment tells of the end of the one before */
  gboolean     is_participle; /* English */
  gboolean     is_said;     /* English: said of something, behind a form of "be" */
} DipGistWord;

static inline const DipGistWord *
dip_gist_word (const GArray *words,
               guint         i)
{
  return &g_array_index (words, DipGistWord, i);
}

GArray *_dip_gist_new         (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *_dip_gist_of          (const DipMeaning *meaning,
                               const GPtrArray  *sentences) G_GNUC_WARN_UNUSED_RESULT;

/* Both: add the words of one sentence, @forms are those of English; %FALSE where it is too long. */
gboolean _dip_gist_cut_japanese (const DipMeaning *meaning,
                                 const char       *folded,
                                 guint             sentence,
                                 DipForms          forms,
                                 GArray           *words);
gboolean _dip_gist_cut_english  (const DipMeaning *meaning,
                                 const GPtrArray  *printed,
                                 guint             sentence,
                                 DipForms          forms,
                                 GArray           *words,
                                 gboolean         *is_rebuilt);

/* dip-gist-finer.c */
void     _dip_gist_cut_finer     (const DipMeaning *meaning,
                                  GPtrArray        *words);

/* dip-gist-words.c */
gboolean _dip_gist_is_related    (const char       *a,
                                  const char       *b);
gboolean _dip_gist_contains      (const GArray     *words,
                                  const char       *text);
gboolean _dip_gist_same_values   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_covers        (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);

/* dip-gist-en.c */
gboolean _dip_gist_is_one_of     (const char        *word,
                                  const char *const *list,
                                  gsize              n);

/* dip-gist-links.c */
gboolean _dip_gist_keeps_links   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_said    (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_scope   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);

/* dip-gist-places.c */
const DipGistWord *_dip_gist_neighbour (const GArray      *words,
                                        guint              index,
                                        int                step);
gboolean _dip_gist_same_word     (const DipGistWord *a,
                                  const DipGistWord *b);
int      _dip_gist_only_place    (const GArray      *words,
                                  const char        *text);
gboolean _dip_gist_keeps_ties    (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_company (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_places  (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_voice   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);

/* dip-gist-roles.c */
gboolean _dip_gist_keeps_roles   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_repeats (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_parties (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);
gboolean _dip_gist_keeps_order   (const DipMeaning *meaning,
                                  const GArray     *a,
                                  const GArray     *b);

G_END_DECLS
