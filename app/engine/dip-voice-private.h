/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

#include <string.h>

G_BEGIN_DECLS

/* A run of words, owned by whoever cut them. */
typedef struct
{
  const char **words;
  guint        n;
} DipWords;

typedef enum {
  DIP_FORMS_PRINTED = 0,
  DIP_FORMS_PLAIN   = 1 << 0,  /* those of dip-voice-forms.c */
  DIP_FORMS_WHOLE   = 1 << 1,  /* the sentence as the first pattern of its row in [same-sentence] */
  DIP_FORMS_CLAUSES = 1 << 2,  /* each clause of it */
} DipForms;

/* dip-voice-words.c: (element-type utf8): the words, and commas. %NULL for what is too long for a sentence. */
GPtrArray *_dip_cut_printed_words (const DipMeaning *meaning,
                                  const char       *folded) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *_dip_shape_words      (const DipMeaning *meaning,
                                  const GPtrArray  *printed,
                                  DipForms          forms,
                                  gboolean         *is_rebuilt) G_GNUC_WARN_UNUSED_RESULT;

/* dip-voice-forms.c */
void       _dip_use_plain_forms  (const DipMeaning *self,
                                  GPtrArray        *words);
gboolean   _dip_forget_number    (const DipMeaning *self,
                                  GPtrArray        *a,
                                  GPtrArray        *b);
char      *_dip_participle_of    (const char       *verb) G_GNUC_WARN_UNUSED_RESULT;
char      *_dip_stem_of          (const DipMeaning *meaning,
                                  const char       *word) G_GNUC_WARN_UNUSED_RESULT;

/* A word, "" behind the last one; whether it is a given one; whether a list has it. */
static inline const char *
word_at (const GPtrArray *words,
         guint            i)
{
  return i < words->len ? words->pdata[i] : "";
}

static inline gboolean
is_word (const GPtrArray *words,
         guint            i,
         const char      *word)
{
  return strcmp (word_at (words, i), word) == 0;
}

static inline gboolean
is_in (const DipMeaning *meaning,
       const char       *list,
       const char       *word)
{
  return _dip_meaning_whole (meaning, list, word) != NULL;
}

/* dip-voice-clauses.c */
void       _dip_use_plain_clauses (const DipMeaning *self,
                                   GPtrArray        *words);

/* dip-voice-moves.c */
gboolean   _dip_depends_on_denial (const DipMeaning *meaning,
                                   DipWords          words,
                                   guint             first,
                                   guint             end);
gboolean   _dip_is_phrase_moved  (const DipMeaning *self,
                                  DipWords          a,
                                  DipWords          b);

/* dip-voice.c: two clauses, adverbs and voice aside. */
gboolean   _dip_same_clause      (const DipMeaning *meaning,
                                  DipWords          a,
                                  DipWords          b);

G_END_DECLS
