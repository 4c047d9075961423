/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "engine/dip-comparison.h"
#include "model/dip-document.h"
#include "words/dip-engine-words.h"

G_BEGIN_DECLS

/* The engine's values as people say them, in their language. The strings of
 * the get_ functions are static. */
const char *dip_words_get_class       (DipClass         class_);
const char *dip_words_get_class_icon  (DipClass         class_);
const char *dip_words_get_class_help  (DipClass         class_);
const char *dip_words_get_class_style (DipClass         class_);
const char *dip_words_get_stance_icon (DipStance        stance);
const char *dip_words_get_kind        (DipKind          kind);
const char *dip_words_get_tag         (DipTags          one_tag);

gboolean    dip_words_are_variants    (const DipComparison *comparison);

char       *dip_words_dup_tags        (DipTags          tags) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_relation    (const DipPair   *pair) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_date        (const char      *iso) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_key         (const char      *text) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_edition     (DipEdition      *edition) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_version_of  (const char      *version) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_version     (DipEdition      *edition) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_words_dup_change      (const DipChange *change) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
