/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipTokenKind:
 *
 * What a token is made of. Words of Japanese are cut by character class
 * (kanji, hiragana, katakana), numbers stay with their unit, and what names
 * something (URL, host, mail address, date, identifier such as ISO/IEC 27017
 * or A.12.3.1) stays whole.
 */
typedef enum {
  DIP_TOKEN_SPACE,
  DIP_TOKEN_PUNCTUATION,
  DIP_TOKEN_BULLET,
  DIP_TOKEN_KANJI,
  DIP_TOKEN_HIRAGANA,
  DIP_TOKEN_KATAKANA,
  DIP_TOKEN_LATIN,
  DIP_TOKEN_NUMBER,      /* with its unit: "30 日以内" is NUMBER "30 日" and the rest */
  DIP_TOKEN_DATE,
  DIP_TOKEN_URL,         /* also mail addresses and bare host names */
  DIP_TOKEN_IDENTIFIER,  /* controls, standards, versions */
  DIP_TOKEN_OTHER,
} DipTokenKind;

typedef struct
{
  guint32      start;   /* in bytes of the text */
  guint32      length;
  DipTokenKind kind;
} DipToken;

/* Cuts a text into tokens that cover it without gaps. (element-type DipToken) Any thread. */
GArray *dip_tokens_cut    (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Cuts a text into sentences that cover it without gaps: after 。！？ and their
 * Latin kin where a sentence really ends (not in "e.g. 3.1", not inside brackets
 * and quotes), and at line feeds. (element-type DipToken, kind unused) */
GArray *dip_sentences_cut (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE for a text that has nothing but letters, kana and kanji, which is one sentence; FALSE says nothing. */
gboolean dip_sentences_is_one (const char *text,
                               gsize       length);

G_END_DECLS
