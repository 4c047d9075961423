/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/* dip-flips.c */
guint    _dip_count_negations      (DipContext        *context,
                                    const char        *sentence);
gboolean _dip_denies               (DipContext        *context,
                                    const char        *sentence,
                                    gboolean           assured);
gboolean _dip_speak_of_the_same    (const DipPrepared *a,
                                    guint              a_index,
                                    const DipPrepared *b,
                                    guint              b_index);

/* dip-flip-promises.c */
gboolean _dip_promises             (DipContext        *context,
                                    const DipPrepared *prepared,
                                    guint              index);

/* … index of the sentence that tells it, -1 for none. */
int      _dip_find_less_assured    (DipContext        *context,
                                    const DipWork     *work);
int      _dip_find_weakened        (DipContext        *context,
                                    const DipWork     *work);
int      _dip_find_broken          (DipContext        *context,
                                    const DipWork     *work);

/* dip-flip-drops.c */
int      _dip_find_dropped         (DipContext        *context,
                                    const DipWork     *work);

/* dip-flip-variants.c */
char    *_dip_find_lost_variant    (DipContext        *context,
                                    const DipWork     *work) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
