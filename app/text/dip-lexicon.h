/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DipLexicon:
 *
 * The word lists of the program, read from `data/lexicon` (compiled in) and
 * from the user's own files of the same form. Immutable; any thread may read.
 *
 * A file is UTF-8. `#` at the beginning of a line is a comment, `[name]` opens
 * a list, every other line that is not empty is an entry; TAB (or several)
 * separates the fields of an entry. The same list may be opened in several
 * files: entries add up, in order of the files' names.
 */
typedef struct _DipLexicon DipLexicon;

/* A word as cells and titles are compared; see dip_lexicon_get_keys(). */
typedef struct
{
  const char *text;
  gsize       length;  /* in bytes */
} DipLexiconKey;

typedef struct _DipLexiconKeys DipLexiconKeys;

/* What keys are folded with: nothing counts but letters and signs, in one width and case. */
#define DIP_LEXICON_KEY_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE)

/* The lists that are compiled in, with the user's beside them; made once. */
const DipLexicon *dip_lexicon_get_default (void);

/* For tests and tools: a lexicon from one string of the form above. */
DipLexicon       *dip_lexicon_new_from_string (const char *contents) G_GNUC_WARN_UNUSED_RESULT;
void              dip_lexicon_free            (DipLexicon *self);

/* First field of each entry of a list, NULL-terminated; empty for an unknown list. */
const char *const *dip_lexicon_get_words (const DipLexicon *self,
                                          const char       *list);

/* (element-type GStrv): each entry with its fields, at least one; empty for an unknown list. */
const GPtrArray  *dip_lexicon_get_rows   (const DipLexicon *self,
                                          const char       *list);

/* Whether some word of a list begins with the first character of @text, in either case: FALSE for nearly all lines. */
gboolean          dip_lexicon_may_begin  (const DipLexicon *self,
                                          const char       *list,
                                          const char       *text);

/* (array length=n_keys): the folded first field of each entry, in their order. */
const DipLexiconKey *dip_lexicon_get_keys (const DipLexicon *self,
                                           const char       *list,
                                           guint            *n_keys);

/* Whether some key of a list begins with @c: FALSE for nearly all texts. */
gboolean          dip_lexicon_key_may_begin (const DipLexicon *self,
                                             const char       *list,
                                             gunichar          c);

/* Whether @key, a folded text, is a word of a list. */
gboolean          dip_lexicon_has_key    (const DipLexicon *self,
                                          const char       *list,
                                          const char       *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLexicon, dip_lexicon_free)

G_END_DECLS
