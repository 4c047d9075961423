/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *_dip_words_translate (const char *const *sentences,
                            guint              n_sentences,
                            const char        *message) G_GNUC_WARN_UNUSED_RESULT;
char *_dip_words_dup_store_trouble (const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
