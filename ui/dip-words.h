/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "engine/dip-comparison.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/* The engine's values as people say them, in their language. The strings of
 * the get_ functions are static. */
const char *dip_words_get_class       (DipClass         class_);
const char *dip_words_get_class_icon  (DipClass         class_);
const char *dip_words_get_class_help  (DipClass         class_);
const char *dip_words_get_class_style (DipClass         class_);
const char *dip_words_get_stance      (DipStance        stance);
const char *dip_words_get_stance_icon (DipStance        stance);
const char *dip_words_get_kind        (DipKind          kind);
const char *dip_words_get_tag         (DipTags          one_tag);
const char *dip_words_get_fact        (const char      *what);
const char *dip_words_get_implemented (DipImplemented   implemented);
const char *dip_words_get_reason      (const char      *reason);

gboolean    dip_words_are_variants    (const DipComparison *comparison);

char       *dip_words_dup_tags        (DipTags          tags) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_trouble     (const char      *message) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_relation    (const DipPair   *pair) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_date        (const char      *iso) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_edition     (DipEdition      *edition) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_version     (DipEdition      *edition) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_quoted      (const char      *words) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_quotation   (const char      *quotation) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_limit       (const char      *limit) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_audit       (const char      *reason) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_flip        (const DipPair   *pair) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_fact_value  (const char      *what,
                                       const char      *value,
                                       const DipClause *clause) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_change      (const DipChange *change) G_GNUC_WARN_UNUSED_RESULT;
void        dip_words_show_bullets    (char            *text);
char       *dip_words_dup_excerpt     (const char      *text,
                                       guint            max_chars) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
