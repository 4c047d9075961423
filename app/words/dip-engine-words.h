/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "engine/dip-comparison.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/* What the engine says in fixed words, in the user's language. The strings of
 * the get_ functions are static. */
const char *dip_words_get_fact        (const char      *what);
const char *dip_words_get_fact_inline (const char      *what);
const char *dip_words_get_implemented (DipImplemented   implemented);
const char *dip_words_get_property    (const char      *name);
const char *dip_words_get_reason      (const char      *reason);
const char *dip_words_get_stance      (DipStance        stance);

char       *dip_words_dup_fact_value  (const char      *what,
                                       const char      *value,
                                       const DipClause *clause) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_quoted      (const char      *words) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_quotation   (const char      *quotation) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_reason      (const char      *reason) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_limit       (const char      *limit) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_doubt       (const char      *warning) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_trouble     (const char      *message) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_audit       (const char      *reason) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_flip        (const DipPair   *pair) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_excerpt     (const char      *text,
                                       guint            max_chars) G_GNUC_WARN_UNUSED_RESULT;
void        dip_words_show_bullets    (char            *text);

G_END_DECLS
