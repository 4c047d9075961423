/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

#define DIP_NUMBER_MAX_PARTS 6

/**
 * DipNumberStyle:
 * @DIP_NUMBER_NONE: no number
 * @DIP_NUMBER_DECIMAL: 1. １． 1.1 1-1
 * @DIP_NUMBER_CONTROL: A.5.1.1 CLD.6.3.1 CC6.1
 * @DIP_NUMBER_CHAPTER: 第1章 第2条 Chapter 3
 * @DIP_NUMBER_ANNEX: 付録A Appendix B
 * @DIP_NUMBER_ROMAN: I. Ⅱ．
 * @DIP_NUMBER_LETTER: A. B.
 * @DIP_NUMBER_LETTERED: B.1 B.1.2, where no framework has the letter
 * @DIP_NUMBER_CODED: SEC-01 IAM-2.1 Q1.2, where a paper counts all its clauses so
 * @DIP_NUMBER_PAREN: (1) 1) a) （ア）
 * @DIP_NUMBER_CIRCLED: ①
 *
 * How a number is printed at the beginning of a line.
 */
typedef enum {
  DIP_NUMBER_NONE,
  DIP_NUMBER_DECIMAL,
  DIP_NUMBER_CONTROL,
  DIP_NUMBER_CHAPTER,
  DIP_NUMBER_ANNEX,
  DIP_NUMBER_ROMAN,
  DIP_NUMBER_LETTER,
  DIP_NUMBER_LETTERED,
  DIP_NUMBER_CODED,
  DIP_NUMBER_PAREN,
  DIP_NUMBER_CIRCLED,
} DipNumberStyle;

typedef struct
{
  DipNumberStyle style;
  guint          n_parts;
  guint          parts[DIP_NUMBER_MAX_PARTS];
  guint          rank;       /* of a chapter's unit: 1 for 部, 2 for 章 …; 0 else */
  gboolean       closed;     /* a point, bracket or colon stands after it */
  gboolean       wide;       /* in full-width digits */
  gboolean       spaced;     /* white space stands between it and the title */
  gsize          marker;     /* bytes of the number with its brackets, without the white space after it */
  gsize          length;     /* bytes up to the title */
  char           ascii[40];  /* as a person cites it: "1.1", "1-1", "CLD.6.3.1", "A" */
} DipNumber;

/* Reads the number that a text begins with. FALSE, and style NONE, if there is none. */
gboolean dip_number_parse    (const char       *text,
                              const DipLexicon *lexicon,
                              DipNumber        *number);

/* Whether a number can begin with the first character of a text; TRUE says nothing. */
gboolean dip_number_may_begin (const char       *text,
                               const DipLexicon *lexicon);

/* The number that a row of a table begins with, "A.9.2.3 Privileged access"; 0 bytes for none. */
gsize    dip_number_parse_row (const char       *title,
                               const DipLexicon *lexicon,
                               DipNumber        *number);

/* Reads a code such as "SEC-01" that a text begins with. Many words look so: only right where the paper has several. */
gboolean dip_number_parse_coded (const char       *text,
                                 const DipLexicon *lexicon,
                                 DipNumber        *number);

/* Orders by parts: -1, 0, 1; a chapter before what it holds. */
int      dip_number_compare  (const DipNumber  *a,
                              const DipNumber  *b);

/* Whether the parts of @outer are the first ones of @inner, which has more. */
gboolean dip_number_contains (const DipNumber  *outer,
                              const DipNumber  *inner);

/* Whether a text between brackets says nothing but controls and where they are from. */
gboolean dip_number_is_control_list (const char *text,
                                     gsize       length);

/* A title without the controls printed beside it: "(A.5.1.1)" at its end, "A.5.1.1" at its beginning. */
char    *dip_number_strip_controls  (const char       *title,
                                     const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
