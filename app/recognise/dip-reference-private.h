/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"

#include "recognise/dip-passage.h"
#include "recognise/dip-word-table.h"

G_BEGIN_DECLS

/* What dip-recognise-references.c and the files dip-reference-*.c share. Private to app/recognise. */

#define DIP_REFERENCE_FOLD (DIP_PASSAGE_FOLD | DIP_FOLD_CASE)

/* Titles in references are shortened or inflected ("イベントログの取得"); unrelated ones share less. */
#define DIP_REFERENCE_SAME_TITLE 0.5

/* Bytes of blanks and signs within a title that is looked for. */
#define DIP_REFERENCE_MAX_SLACK 24

/* The lexicon's words that point, and those that point elsewhere. */
typedef struct
{
  DipWordTable *before;
  DipWordTable *after;
  DipWordTable *foreign;
  DipWordTable *units;
  DipWordTable *cues;
  DipWordTable *title_before;
  DipWordTable *title_after;
  DipWordTable *relative;
} DipReferenceWords;

typedef struct
{
  DipDraft                *draft;
  GHashTable              *by_number;     /* number → DipClause: the first with it */
  GHashTable              *by_code;       /* "sec-01", "b.2", "ii" → DipClause: numbers with letters */
  GHashTable              *by_unit;       /* "条4", "章3", "別紙1", "appendixb" → DipClause */
  GHashTable              *by_title;      /* folded title → DipClause: the first with text */
  GHashTable              *keys;          /* DipClause → folded title */
  GHashTable              *nested;        /* of dip_place_list_nested () */
  const DipReferenceWords *words;
  gboolean                 has_articles;  /* its own clauses are 第1条, 第2条 */
  gboolean                 has_brackets;  /* … are (1), (2) */
  DipClause               *clause;
  GPtrArray               *found;         /* (element-type utf8) (unowned): ids */
} DipReferencePass;

/* dip-reference-words.c */

/* "4.1", "1-1", "cld.6.3.1" at @at; the bytes, 0 if there is none. */
gsize dip_reference_read_number (const char *at,
                                 char       *number,
                                 gsize       size);

/* Whether the words before @at, in the same part of the sentence, name another document. */
gboolean dip_reference_is_foreign (const DipReferencePass *pass,
                                   const char             *text,
                                   const char             *at);

/* Whether a passage has a word that points. */
gboolean dip_reference_has_cue (const DipReferencePass *pass,
                                const DipPassage       *passage);
void dip_reference_add (DipReferencePass *pass,
                        const DipClause  *target);

/* dip-reference-title.c */
void dip_reference_read_quoted (DipReferencePass *pass,
                                const DipPassage *passage);

/* A title that nothing sets apart: "see Encryption.", 詳細は情報のバックアップをご参照ください。 */
void dip_reference_read_named (DipReferencePass *pass,
                               const DipPassage *passage);

/* dip-reference-answer.c: what answers of a checksheet point to, with @pass's draft and words. */
void dip_reference_read_answers (DipReferencePass *pass);

/* dip-reference-number.c */

/* "別紙1", "appendixb" at the beginning of a text folded without blanks; NULL if no annex is named there. */
char *dip_reference_annex_key (const DipReferencePass *pass,
                               const char             *text,
                               gsize                  *taken);
void dip_reference_read_annexes (DipReferencePass *pass,
                                 const DipPassage *passage);
void dip_reference_read_bare (DipReferencePass *pass,
                              const DipPassage *passage);

/* SEC-01, B.2, "part II": a number with letters is found as it stands; letters alone need a word that points. */
void dip_reference_read_codes (DipReferencePass *pass,
                               const DipPassage *passage);

/* 次章, 前項: [reference-relative] tells the word, "chapter", "clause" or "paragraph", and "next" or "previous". */
void dip_reference_read_relative (DipReferencePass *pass,
                                  const DipPassage *passage,
                                  guint             place);

G_END_DECLS
