/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipPattern:
 *
 * What a line of a word list looks for in a folded sentence: plain words with
 *
 *   `*`        anything in between, also nothing
 *   `(a|b)`    one of these, without stars within; `(a|)` is a or nothing
 *   `^` `$`    at its ends: the beginning and the end of the sentence
 *
 * Not a regular expression, so that each word list stays readable and the time
 * linear. The words have to be written as folding leaves them. Private to
 * app/recognise.
 */
typedef struct _DipPattern DipPattern;

#define DIP_PATTERN_MARK_BITS 12u

/* Which three bytes in a row a sentence has, hashed. */
typedef struct
{
  guint64 bits[(1u << DIP_PATTERN_MARK_BITS) / 64];
} DipPatternMarks;

DipPattern *dip_pattern_new   (const char       *source) G_GNUC_WARN_UNUSED_RESULT;
void        dip_pattern_free  (DipPattern       *self);

/* @start and @end may be NULL; they are the bytes of the first match. */
gboolean    dip_pattern_match (const DipPattern *self,
                               const char       *text,
                               gsize             length,
                               gsize            *start,
                               gsize            *end);

/* Before a long list of patterns: most of them cannot match. */
void        dip_pattern_marks_init (DipPatternMarks       *self,
                                    const char            *text,
                                    gsize                  length);
gboolean    dip_pattern_match_marked (const DipPattern      *self,
                                      const char            *text,
                                      gsize                  length,
                                      const DipPatternMarks *marks,
                                      gsize                 *start,
                                      gsize                 *end);
gboolean    dip_pattern_may_match  (const DipPattern      *self,
                                    const DipPatternMarks *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPattern, dip_pattern_free)

G_END_DECLS
