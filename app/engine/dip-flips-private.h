/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

static inline const DipSentence *
dip_sentence_at (const DipPrepared *prepared,
                 guint              index)
{
  return &g_array_index (prepared->sentences, DipSentence, index);
}

static inline const char *
dip_text_of (DipContext        *context,
             const DipSentence *sentence)
{
  return context->sentences.strings->pdata[sentence->id];
}

static inline gboolean
dip_is_told (const DipSentence *sentence)
{
  return sentence->section != DIP_PART_TITLE && sentence->section != DIP_PART_QUESTION;
}

/* dip-flip-quotes.c */
char    *_dip_quote_sentence       (const DipPrepared *prepared,
                                    guint              index) G_GNUC_WARN_UNUSED_RESULT;
void     _dip_quote_flip           (DipContext        *context,
                                    const DipWork     *work,
                                    const DipPrepared *side,
                                    int                index);

/* dip-flip-denials.c */
guint    _dip_count_negations      (DipContext        *context,
                                    const char        *sentence);
guint    _dip_count_main_negations (DipContext        *context,
                                    const char        *sentence);
gboolean _dip_denies               (DipContext        *context,
                                    const char        *sentence,
                                    gboolean           assured);
gboolean _dip_denies_the_same      (DipContext        *context,
                                    const DipWork     *work);
gboolean _dip_speaks_to_customers  (DipContext        *context,
                                    const DipWork     *work);
gboolean _dip_is_undercut          (DipContext        *context,
                                    const DipWork     *work,
                                    guint              index);
gboolean _dip_is_refused           (DipContext        *context,
                                    const DipPrepared *side);

/* dip-flip-promises.c */
gboolean _dip_is_denied_to_the_customer (DipContext   *context,
                                         const char   *text);
gboolean _dip_is_promise           (DipContext        *context,
                                    const char        *text);
gboolean _dip_may_promise          (DipContext        *context,
                                    const char        *text);
gboolean _dip_promises             (DipContext        *context,
                                    const DipPrepared *prepared,
                                    guint              index);

/* … index of the sentence that tells it, -1 for none. */
int      _dip_find_less_assured    (DipContext        *context,
                                    const DipWork     *work);
int      _dip_find_weakened        (DipContext        *context,
                                    const DipWork     *work);

/* Sentences that are held against a whole clause; a clause of a paper has some twenty. */
#define DIP_FLIP_MAX_LOOKED_AT 40u

/* dip-flip-broken.c */

/* Whether more than form or a reference changed in a sentence of the old text. */
gboolean _dip_is_of_substance      (const DipPair     *pair,
                                    const DipSentence *sentence);
int      _dip_find_broken          (DipContext        *context,
                                    const DipWork     *work);

/* dip-flip-abilities.c */
int      _dip_find_ability_replaced (DipContext       *context,
                                    const DipWork     *work);

/* dip-flip-precedence.c; whether the sentence is one of the old text is told, too */
int      _dip_find_reordered       (DipContext        *context,
                                    const DipWork     *work,
                                    gboolean          *is_old);

/* dip-flip-losses.c */
gboolean _dip_only_loses           (DipContext        *context,
                                    const char        *a,
                                    const char        *b);

/* dip-flip-drops.c */
int      _dip_find_dropped         (DipContext        *context,
                                    const DipWork     *work);

/* dip-flip-scope.c */
gboolean _dip_is_denied_less       (DipContext        *context,
                                    const char        *a,
                                    const char        *b);
gboolean _dip_is_for_variant       (DipContext        *context,
                                    const char        *a,
                                    const char        *b);
gboolean _dip_is_smaller           (DipContext        *context,
                                    const char        *a,
                                    const char        *b,
                                    gboolean           is_promise);

/* dip-flip-variants.c */
char    *_dip_find_lost_variant    (DipContext        *context,
                                    const DipWork     *work,
                                    const char       **variant,
                                    const char       **clause) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
