/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"

G_BEGIN_DECLS

/*
 * The words that a full-text index holds. They are cut from a text that was folded
 * with DIP_INDEX_FOLDING.
 *
 * Latin letters and digits make words, a letter beside a digit ends one: "TLS1.2" is
 * tls, 1 and 2, as "TLS 1.2" is. Everything else that is written with letters is
 * written without spaces, or loses them in folding, and is cut into pairs of
 * neighbours with the last character alone: 暗号鍵 is 暗号, 号鍵 and 鍵. So each
 * character begins one word; whatever stands in the text is a run of such words, and
 * one character is found as the beginning of a word. Punctuation and symbols end
 * words and leave no other trace.
 *
 * Spellings of the lexicon are no matter of the index but of the question
 * (dip-spellings.h): a library stays searchable when the lexicon grows.
 *
 * What is cut here stands in library files. Whoever changes a byte of it has to raise
 * DIP_INDEX_VERSION and to make the index anew in a step of the schema.
 */
#define DIP_INDEX_VERSION "1"
#define DIP_INDEX_FOLDING (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE)

/* Between things that are indexed together and do not touch, such as paragraphs. */
#define DIP_INDEX_BREAK   '\036'

/* Before each word of a text that begins with it: such words are taken as they are. */
#define DIP_INDEX_VERBATIM '\037'

/* A longer word is cut. */
#define DIP_INDEX_WORD_MAX_BYTES 120

/* Told of each word: @start to @end are its bytes in the folded text. Anything but 0 stops. */
typedef int (*DipIndexWordFunc) (const char *word,
                                 gsize       length,
                                 gsize       start,
                                 gsize       end,
                                 gpointer    user_data);

int        dip_index_words_foreach        (const char       *folded,
                                           gsize             length,
                                           DipIndexWordFunc  func,
                                           gpointer          user_data);
GPtrArray *dip_index_words_cut_phrase     (const char       *folded,
                                           gboolean         *is_open) G_GNUC_WARN_UNUSED_RESULT;
char      *dip_index_fold_control         (const char       *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
