/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* Columns that white space makes, and cells of a row: CAIQ 3 has some sixty, mostly of other standards. */
#define DIP_SHEET_MAX_COLUMNS 24
#define DIP_SHEET_MAX_CELLS   128

/* What stands in a column of a checksheet. */
typedef enum {
  DIP_SHEET_OTHER,
  DIP_SHEET_NUMBER,
  DIP_SHEET_QUESTION,
  DIP_SHEET_IMPLEMENTED,
  DIP_SHEET_ANSWER,
  DIP_SHEET_SECTION,
  DIP_SHEET_SUBSECTION,
  DIP_SHEET_TOPIC,        /* what a question is about, in a word or two */
  DIP_SHEET_REQUIREMENT,  /* a question where no other column asks */
  DIP_SHEET_REMARK,       /* an answer where no other column answers */
  DIP_SHEET_EXAMPLE,      /* what the form gives as an example; an answer where no other column answers */
  DIP_SHEET_CHOICE,       /* one of several columns of which one is marked: はい, いいえ */
  DIP_N_SHEET_COLUMNS,
} DipSheetColumn;

/* The heading row or rows of a table of questions. */
typedef struct
{
  DipSheetColumn columns[DIP_SHEET_MAX_CELLS];
  char          *names[DIP_SHEET_MAX_CELLS];
  guint          n_columns;
  int            place[DIP_N_SHEET_COLUMNS];  /* first column of each kind, -1 for none */
  guint          n_rows;   /* that the heading takes; 0 where nothing is printed, see dip-checksheet-headless.c */
  gboolean       numbered; /* no column holds numbers, the questions begin with them */
  gboolean       remarks;  /* the answer is what a column of remarks says */
  gboolean       asks;     /* the question's column is called so, not "item" or "requirement" */
  int            remark;   /* the first column of remarks, -1 for none */
  char          *section;  /* (nullable): the title of a section that stands in the heading row */
  guint          twins[DIP_SHEET_MAX_CELLS];  /* columns of yes and no, one for each plan; 2 or more if any */
  guint          n_twins;
  gboolean       twins_are_sides; /* for several parties, not for plans */
  guint8         spans;    /* cells that span rows are lost: 1 no, 2 yes, 0 nobody has asked yet */
} DipSheetHead;

/* NULL for a row that is none; that is remembered in the piece. */
DipSheetHead *dip_sheet_head_read  (DipStructure   *self,
                                    guint           i) G_GNUC_WARN_UNUSED_RESULT;
void          dip_sheet_head_free  (DipSheetHead   *self);
void          dip_sheet_remember_heads (DipStructure *self,
                                        gboolean      remembers);

/* The same for cells that are no row yet. (element-type utf8) */
DipSheetHead *dip_sheet_head_read_cells (DipStructure    *self,
                                         const GPtrArray *cells) G_GNUC_WARN_UNUSED_RESULT;

/* Whether two heads have the same columns. */
gboolean      dip_sheet_head_begins (DipStructure       *self,
                                     guint               i,
                                     const DipSheetHead *before,
                                     const DipSheetHead *head);
gboolean      dip_sheet_head_equal (const DipSheetHead *a,
                                    const DipSheetHead *b);

/* The words of the lists "checksheet-columns", "implemented" and "legend-phrases", made when the first table asks. */
typedef struct _DipSheetWords DipSheetWords;

void           dip_sheet_words_free       (DipSheetWords *self);

/* Whether some part of a text could be the heading over yes and no, by the text's key. */
gboolean       dip_sheet_may_head_implemented (DipStructure *self,
                                               const char   *key);

/* What a phrase of a legend says, UNKNOWN for others: "未実施". */
DipImplemented dip_sheet_read_phrase      (DipStructure *self,
                                           const char   *phrase);

/* What a cell means by yes and no. */
DipImplemented dip_sheet_read_implemented (DipStructure *self,
                                           const char   *cell);

/* What lines outside of the table say that marks mean: "1：実施 2：未実施". */
void          dip_sheet_read_legend (DipStructure *structure);

/* Yes and no at the beginning of an answer: "有, 年 1 回…", "対象外（…）"; @length is that of the word. */
DipImplemented dip_sheet_read_beginning   (DipStructure *self,
                                           const char   *answer,
                                           gsize        *length);

/* "3. Title", "1 1. Title" (11), "2.1 Title": parts (1 or 2), title. 0 parts without a number. */
guint         dip_sheet_parse_title (DipStructure *self,
                                     const char   *text,
                                     guint         parts[2],
                                     gboolean     *may_split,
                                     const char  **title);

/* The value of a cell of digits, spaces between them, or 0. */
guint         dip_sheet_parse_plain (const char     *cell);

/* Whether only the first cell of a row is filled, with a title. */
gboolean      dip_sheet_is_title_row (const DipPiece  *piece,
                                      const char     **title);

/* Which titles are sub-headings: a set of positions, counted from 1. */
GHashTable   *dip_sheet_settle_titles (DipStructure *self,
                                       guint         last) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSheetHead, dip_sheet_head_free)

/* Makes rows of a list of service levels whose cells stand below each other, from line @i on; see
 * dip-stacked-measures.c. */
gboolean        dip_structure_stack_measures    (DipStructure *self,
                                                 guint         i,
                                                 guint        *next);

G_END_DECLS
