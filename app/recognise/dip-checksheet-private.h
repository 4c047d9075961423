/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-checksheet.h"

G_BEGIN_DECLS

/* A checksheet while it is read: what the files dip-checksheet*.c share. */
typedef struct
{
  DipStructure *structure;
  DipSheetHead *head;         /* (nullable): the one that holds now */
  GHashTable   *ids;
  GHashTable   *subheadings;  /* positions of titles that are sub-headings */
  GHashTable   *remarks;      /* item → heading of the column of remarks that its answer comes from */

  DipClause    *section;      /* (nullable) (unowned) */
  DipClause    *subheading;   /* (nullable) (unowned) */
  DipClause    *item;         /* (nullable) (unowned): the last one, for rows that go on with it */
  DipClause    *front;        /* (nullable) (unowned): what stands apart from the table: "Introduction" */
  DipClause    *top_front;    /* (nullable) (unowned): the last of those that no other holds */
  guint         top_level;    /* the level of its heading, 0 where the format has none */
  guint         n_below_front;
  DipClause    *text_clause;  /* (nullable) (unowned): whose lines are [text_first, text_end) */
  guint         text_first;
  guint         text_end;
  guint         section_number;
  guint         subheading_number;
  guint         n_in_group;   /* items since the last section or sub-heading */
  guint         n_in_section; /* items since the last section */
  guint         n_unnumbered;
  guint         n_items;
  guint         n_rows_of_item;
  guint         broken_at;    /* the last line that an answer went on in; 0 for none */
  guint         n_same_number; /* items that share the number of the one above */
  gboolean      runs_on;      /* the numbers go on from section to section: "37" is all that a person cites */
  guint         section_level; /* of the heading of the format that opened the section, 0 where none did */
  const char   *section_sheet; /* (nullable) (unowned): the sheet of a workbook that the section stands in */
  gboolean      by_row;       /* the section was opened by a row or line, not by a column */
  char         *section_cell; /* (nullable): of a section column */
  char         *subsection_cell;
  gboolean      lone_titles;  /* titles of sections stand on lines of their own between the rows */
  gboolean      faq;          /* the questions are titles of a paper */
  gboolean      asks;         /* a column is called "question" or the like */
  char         *remark_name;  /* (nullable): heading of the first column of remarks */
  char         *implemented_name; /* (nullable): heading of the column that says whether */
  const char   *sheet_name;   /* (nullable) (unowned): of a workbook */
} DipSheet;

DipClause *dip_sheet_add_clause       (DipSheet       *self,
                                       const DipPiece *piece,
                                       DipClauseKind   kind,
                                       const char     *number,
                                       const char     *id,
                                       DipClause      *parent);
char      *dip_sheet_dup_unique_id    (DipSheet       *self,
                                       const char     *base) G_GNUC_WARN_UNUSED_RESULT;
void       dip_sheet_start_section    (DipSheet       *self,
                                       const DipPiece *piece,
                                       guint           number,
                                       const char     *title,
                                       const char     *printed);
void       dip_sheet_start_subheading (DipSheet       *self,
                                       const DipPiece *piece,
                                       guint           number,
                                       const char     *title,
                                       const char     *printed);

void       dip_sheet_start_decimal    (DipSheet       *self,
                                       const DipPiece *piece,
                                       const guint     parts[2],
                                       const char     *title,
                                       const char     *printed);
void       dip_sheet_read_title_row   (DipSheet       *self,
                                       guint           i,
                                       const char     *text);
void       dip_sheet_follow_sections  (DipSheet       *self,
                                       const DipPiece *piece,
                                       const char     *cell,
                                       const char     *sub);

/* Gives row @i the cells that it would have where it has more or fewer than the head, or stands too far to the left. */
void       dip_sheet_align_row        (DipSheet       *self,
                                       guint           i);

/* A row below the head. */
void       dip_sheet_read_row         (DipSheet       *self,
                                       guint           i);

/* Whether a line is the rest of the last row's answer, which then has it. */
gboolean   dip_sheet_goes_on          (DipSheet       *self,
                                       guint           i);

/* Whether the plain numbers go on through all sections. */
gboolean   dip_sheet_runs_on          (DipStructure   *structure,
                                       guint           first,
                                       guint           last);

/* After the last row: titles, what the answers mean, tables that nobody answers. */
void       dip_sheet_finish           (DipSheet       *self);

/* Before that: joins the lines of cells that a copied page left with blanks between them. */
void       dip_sheet_join_wrapped     (DipSheet       *self);

/* The label of the ticked box of a line of boxes, NULL for other lines. */
char      *dip_sheet_read_choices     (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

/* Makes one cell of boxes that stand in several; settling drops what was there before, or brings it back. */
GArray    *dip_sheet_join_boxes       (DipStructure   *structure) G_GNUC_WARN_UNUSED_RESULT;
void       dip_sheet_settle_boxes     (DipStructure   *structure,
                                       GArray         *saved,
                                       gboolean        keep);

/* The choice "はい" of "①はい ②いいえ" that the answer "①" stands for, NULL if it stands for none. */
char      *dip_sheet_pick_choice      (const char     *choices,
                                       const char     *answer) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a text is a question. */
gboolean   dip_sheet_asks             (const char     *text);

/* Questions and answers as running text: "Q1. … A1. …". FALSE, and nothing has changed, for other texts. */
gboolean   dip_sheet_read_dialogue    (DipStructure   *structure);

/* dip-checksheet-headless.c: tables whose columns have no names that anybody knows. Whether there are any. */
gboolean   dip_sheet_find_headless    (DipStructure   *structure);

/* dip-checksheet-topics.c: tables of topics, whatever their columns are called. Whether they make a checksheet. */
gboolean   dip_sheet_find_topics      (DipStructure   *structure);

/* Forgets those before a place. */
void       dip_sheet_drop_topics      (DipStructure   *structure,
                                       guint           first);

/* Holds what a head says against the rows below it, from @first on. */
void       dip_sheet_check_head       (DipStructure   *structure,
                                       DipSheetHead   *head,
                                       guint           first);

/* dip-checksheet-number.c: the number that a question begins with: the bytes up to the question, 0 for none. */
gsize      dip_sheet_question_number  (const char     *cell,
                                       char          **number) G_GNUC_WARN_UNUSED_RESULT;

/* Whether most cells of a column do so, in the first rows from @first on. */
gboolean   dip_sheet_questions_have_numbers (DipStructure *structure,
                                             guint         first,
                                             int           place);

/* dip-checksheet-words.c */

/* @known: whether a word of the lexicon was found */
DipSheetColumn dip_sheet_match_column (DipStructure *self,
                                       const char   *cell,
                                       gboolean     *known);

/* Whether a key, as of dip_text_key(), contains a word of a list. */
gboolean       dip_sheet_has_word_within (DipStructure *self,
                                          const char   *list,
                                          const char   *key);

/* A heading that is itself an answer, to be marked below: "はい", "No", "○". */
DipImplemented dip_sheet_match_choice (DipStructure *self,
                                       const char   *cell);

/* Whether a line may be a cell that has come out on a line of its own: dip-stacked.c, dip-stacked-measures.c. */
gboolean   dip_stacked_is_line        (DipStructure   *self,
                                       guint           i);

/* The number of a row: 3, 2-1, 6.3-1. */
#define DIP_STACKED_MAX_PARTS 4u

typedef struct
{
  guint parts[DIP_STACKED_MAX_PARTS];
  guint n;  /* parts, 0 for none */
} DipStackedNumber;

DipStackedNumber dip_stacked_read_number (const char             *text);

/* Whether a row with number @next comes right behind one with @number; the first one of all begins with 1. */
gboolean         dip_stacked_follows     (const DipStackedNumber *number,
                                          const DipStackedNumber *next);

G_END_DECLS
