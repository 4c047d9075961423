/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <string.h>

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/* Small questions about characters and lines. Private to app/recognise. */

/* The ASCII character that a full-width or typographic one stands for, else the character itself. */
gunichar    dip_glyph_narrow        (gunichar     c);

/* Whether a character belongs to Japanese or Chinese script or its punctuation. */
gboolean    dip_glyph_is_cjk        (gunichar     c);

/* Whether a character is a list bullet, those of symbol fonts in the private use area included. */
gboolean    dip_glyph_is_bullet     (gunichar     c);

gboolean    dip_glyph_is_space      (gunichar     c);

/* Value of a circled number (1 for ①), 0 for anything else. */
guint       dip_glyph_circled       (gunichar     c);

/* Columns of a text: 2 for a wide character. */
guint       dip_text_width          (const char  *text);

/* A number that texts hardly share. */
guint       dip_text_hash_line      (gconstpointer text);
guint64     dip_text_hash           (const char  *text,
                                     gsize        length);

/* First and last character, 0 for an empty text. */
gunichar    dip_text_first          (const char  *text);
gunichar    dip_text_last           (const char  *text);

const char *dip_text_skip_space     (const char  *text);

/* FALSE where no two columns of blanks stand next to each other in a text, as in nearly all lines. */
gboolean    dip_text_may_have_gap   (const char  *text);

/* The first colon, wide or not, that ends within @max bytes; NULL for none. */
const char *dip_text_find_colon     (const char  *text,
                                     gsize        max);

/* g_str_has_suffix() where many endings are asked for: lengths are counted once. */
static inline gboolean
dip_text_ends_with (const char *text,
                    gsize       length,
                    const char *end,
                    gsize       n_end)
{
  return n_end <= length && memcmp (text + length - n_end, end, n_end) == 0;
}

/* Whether a text ends in a polite verb of Japanese, with no full stop: …しています. */
gboolean    dip_text_ends_politely  (const char  *text);

/* Whether a text that does not end in a full stop is complete all the same: …しています, …こと. */
gboolean    dip_text_ends_like_sentence (const char *text);

/* Whether a text ends as a sentence does: 。 or . or a closing bracket after it. */
gboolean    dip_text_ends_sentence  (const char  *text);

/* Whether a text has a sentence's end anywhere. */
gboolean    dip_text_has_sentence   (const char  *text);

/* Whether one of some words, NULL at their end, begins a text and ends as a word there. */
gboolean    dip_text_begins_with_word (const char        *text,
                                       const char *const *words);

/* Whether one of some words, NULL at their end, stands before @end of a text as a word, in whatever case. */
gboolean    dip_text_ends_with_word (const char        *text,
                                     const char        *end,
                                     const char *const *words);

/* Opening brackets without their closing ones (> 0) or the reverse (< 0); the kinds are not told apart,
 * since papers close "(" with "）". */
int         dip_text_open_brackets  (const char  *text);

/* Appends a line to a text whose line it goes on from: Japanese without a
 * space, Latin words with one, URLs and hyphenated words as one. */
void        dip_text_join           (GString     *text,
                                     const char  *line);

/* What two spellings of a title have in common: width, case and white space are dropped. */
char       *dip_text_key            (const char  *text) G_GNUC_WARN_UNUSED_RESULT;

/* The first character of a text's key, 0 where that cannot be told without making the key. */
gunichar    dip_text_key_first      (const char  *text);

/* The first two characters of a text's key, 0 behind its end. FALSE where they cannot be told without making it. */
gboolean    dip_text_key_begins     (const char  *text,
                                     gunichar    *first,
                                     gunichar    *second);

/* The keys of a word list. (element-type utf8 utf8): key → word */
GHashTable *dip_word_set_new        (const DipLexicon *lexicon,
                                     const char       *list) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a text is one of the words, whatever its width, case and white space. */
gboolean    dip_word_set_has        (GHashTable  *set,
                                     const char  *text);

G_END_DECLS
