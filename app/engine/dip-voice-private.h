/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/* A run of words, owned by whoever cut them. */
typedef struct
{
  const char **words;
  guint        n;
} DipWords;

/* dip-voice-words.c: (element-type utf8): the words, and commas. */
GPtrArray *_dip_cut_clause_words (const DipMeaning *meaning,
                                  const char       *folded) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
