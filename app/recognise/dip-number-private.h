/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-number.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

G_BEGIN_DECLS

/* What the files dip-number*.c share. Private to app/recognise. */

static inline gunichar
dip_number_peek (const char *at)
{
  return (guchar) *at < 0x80 ? (gunichar) *at : dip_glyph_narrow (dip_utf8_get (at));
}

/* g_str_has_prefix() without a call: lists of words are held against each line that begins with digits. */
static inline gboolean
dip_number_begins (const char *text,
                   const char *word)
{
  while (*word != '\0' && *text == *word)
    {
      text++;
      word++;
    }

  return *word == '\0';
}

/* dip-number-scan.c */

/* One part of a number. Returns where it ends, NULL if there is none or it is too long. */
const char *dip_number_read_digits (const char *at,
                                    guint      *value);
void dip_number_append_part (DipNumber  *number,
                             const char *separator,
                             guint       value);

gboolean dip_number_ends_with_stroke (const DipNumber *number,
                                      const char      *at);

/* Sets marker, closed, spaced and length from where the digits end. */
void dip_number_finish (DipNumber  *number,
                        const char *text,
                        const char *at);
const char *dip_number_read_kanji_number (const char *at,
                                          guint      *value);
const char *dip_number_read_roman (const char *at,
                                   guint      *value,
                                   gboolean   *is_glyph);
void dip_number_write_roman (DipNumber *number,
                             guint      value);

/* A title does not begin with a particle: "第6条に基づき" is a sentence. */
gboolean dip_number_begins_like_sentence (const char *at);

/* dip-number-decimal.c */
gboolean dip_number_parse_decimal (const char       *text,
                                   const DipLexicon *lexicon,
                                   DipNumber        *number);
gboolean dip_number_parse_control (const char       *text,
                                   const DipLexicon *lexicon,
                                   DipNumber        *number);

/* "#3 Title": a hash cannot stand in a word list. */
gboolean dip_number_parse_hashed (const char       *text,
                                  const DipLexicon *lexicon,
                                  DipNumber        *number);

/* "§ 3 Title", "No.3 Title", "管理策 5.1.1 Title" */
gboolean dip_number_parse_prefixed (const char       *text,
                                    const DipLexicon *lexicon,
                                    DipNumber        *number);

/* 【A.5.1.1】title and [5.1] title: a number of two parts or more in brackets of its own. */
gboolean dip_number_parse_bracketed (const char       *text,
                                     const DipLexicon *lexicon,
                                     DipNumber        *number);

/* dip-number-chapter.c */
gboolean dip_number_parse_chapter (const char       *text,
                                   const DipLexicon *lexicon,
                                   DipNumber        *number);

/* "1章 Title": @text begins with the digits. */
gboolean dip_number_parse_counted_chapter (const char       *text,
                                           const DipLexicon *lexicon,
                                           DipNumber        *number);

/* "一、目的", "二．範囲", "三　責任" */
gboolean dip_number_parse_kanji (const char       *text,
                                 const DipLexicon *lexicon,
                                 DipNumber        *number);
gboolean dip_number_parse_annex (const char       *text,
                                 const DipLexicon *lexicon,
                                 DipNumber        *number);

/* dip-number-mark.c */
gboolean dip_number_parse_roman (const char       *text,
                                 const DipLexicon *lexicon,
                                 DipNumber        *number);
gboolean dip_number_parse_letter (const char       *text,
                                  const DipLexicon *lexicon,
                                  DipNumber        *number);

/* "B.2 Keys": what "A" counts as of a standard, other letters count of the paper's own parts. */
gboolean dip_number_parse_lettered (const char       *text,
                                    const DipLexicon *lexicon,
                                    DipNumber        *number);
gboolean dip_number_parse_paren (const char       *text,
                                 const DipLexicon *lexicon,
                                 DipNumber        *number);
gboolean dip_number_parse_circled (const char       *text,
                                   const DipLexicon *lexicon,
                                   DipNumber        *number);

G_END_DECLS
