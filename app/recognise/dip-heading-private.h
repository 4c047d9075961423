/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* What the files dip-heading*.c share. Private to app/recognise. */

#define DIP_HEADING_MAX_COLUMNS 170

/* Of a line that could be a title where nothing else tells. */
#define DIP_HEADING_MAX_ALONE   64

/* Of 条, Article and Clause in the lexicon: their text may begin on the line of the number. */
#define DIP_HEADING_ARTICLE_RANK 6

/* How many lines the heading at piece @i has, joined into @text. @n_matched: lines that an entry of the contents
 * list names, 0 for none. */
guint  dip_heading_read_lines (DipStructure *self,
                               guint         i,
                               guint         n_matched,
                               GString      *text);

/* Whether piece @i could be the title of the number that stands alone on the line above. */
gboolean dip_heading_is_title_below (DipStructure *self,
                                     guint         i);

gboolean dip_heading_is_company (DipStructure *self,
                                 const char   *text);
gboolean dip_heading_is_back (DipStructure *self,
                              const char   *text);

/* Whether a line begins with a numbered annex: "別紙1　様式". */
gboolean dip_heading_names_annex (DipStructure *self,
                                  const char   *title);

/* The heaviest ascending chain among candidates; its weight. (element-type DipHeading) */
double dip_heading_chain      (GPtrArray    *candidates,
                               GPtrArray    *chain);

/* A title whose text begins on its own line, see dip-heading-run-in.c. */
typedef struct
{
  char       *title;  /* (owned): without number and mark */
  const char *body;   /* within the text of @piece */
  guint       piece;  /* where the text begins: a long title may take the line above */
  guint       end;    /* the piece behind the paragraph */
} DipRunIn;

gboolean dip_heading_is_phrase          (DipStructure     *self,
                                         const char       *text,
                                         gsize             length);
gboolean dip_heading_split_run_in       (DipStructure     *self,
                                         guint             i,
                                         gsize             from,
                                         gsize             bold,
                                         DipRunIn         *run_in);
gboolean dip_heading_consider_run_in    (DipStructure     *self,
                                         guint             i,
                                         DipRunIn         *run_in,
                                         gboolean         *bold);
void     dip_heading_choose_run_ins     (DipStructure     *self);

/* Counts for each heading how many of a higher kind stand before it. */
void     dip_heading_count_chapters     (DipStructure     *self);

/* Of headings without numbers: see dip-heading-marks.c. */
gunichar dip_heading_mark_of            (DipStructure     *self,
                                         const DipHeading *heading);
gboolean dip_heading_marks_a_list       (DipStructure     *self,
                                         gunichar          mark);
void     dip_heading_level_marks        (DipStructure     *self);
void     dip_heading_level_contents     (DipStructure     *self);
void     dip_heading_choose_marks_first (DipStructure     *self);
void     dip_heading_choose_below       (DipStructure     *self);
void     dip_heading_choose_marked_controls (DipStructure  *self,
                                             gboolean       marked);
void     dip_heading_choose_slides       (DipStructure     *self);
void     dip_heading_choose_weak        (DipStructure     *self);

/* dip-heading-series.c */

/* 第1章 …: each rank ascends within the rank above it. */
void dip_heading_choose_chapters (DipStructure *self);

/* I. II. III. and A. B. C. */
void dip_heading_choose_letters (DipStructure   *self,
                                 DipNumberStyle  style);

/* A.1 A.2 B.1: where B and its like are counted, A is no standard's letter either. */
void dip_heading_choose_lettered (DipStructure *self);

/* SEC-01, SEC-02, OPS-01: their order says little, so the lines themselves have to look like headings. */
void dip_heading_choose_coded (DipStructure *self);

/* Titles that stand right above such codes, again and again, hold them. */
void dip_heading_choose_above_coded (DipStructure *self);

/* 【1】 above (1), (2): chapters. */
void dip_heading_raise_cornered (DipStructure *self);

/* (1) and ① are headings only in a paper that has no others. */
void dip_heading_choose_brackets (DipStructure   *self,
                                  DipNumberStyle  style);

/* (1) with a printed control beside its title is a clause of the chapter that it stands in. */
void dip_heading_choose_brackets_below (DipStructure   *self,
                                        DipNumberStyle  style);

/* (1), (2) that the format calls headings, counted anew in each chapter. */
void dip_heading_choose_marked_brackets (DipStructure   *self,
                                         DipNumberStyle  style,
                                         gboolean        are_chapters);

/* "**(a) Hosting.** We …": in bold, each with a text, they are clauses of the chapter. */
void dip_heading_choose_bold_brackets (DipStructure *self);

/* dip-heading-decimals.c */

/* Bare numbers of controls among the paper's own: 2.1, 5.1, 5.2, 2.2, 8.5. They count as those with a letter do. */
void dip_heading_tell_controls (DipStructure *self);
void dip_heading_choose_decimals (DipStructure *self,
                                  gboolean      marked);

/* dip-heading-unnumbered.c */
void dip_heading_choose_unnumbered (DipStructure *self,
                                    gboolean      marked);

/* A short line between the end of a text and the title of the next one holds what follows: "People" above
 * "Screening". */
void dip_heading_choose_groups (DipStructure *self);

void dip_heading_choose_groups_of_discs (DipStructure *self);

/* Questions, each on a line of its own above its answer, in a paper that counts nothing: with space before them or
 * without, below titles that hold them. */
void dip_heading_choose_questions (DipStructure *self);

/* Whether nothing is a heading but lines that are by their words, one or two of them. */
gboolean dip_heading_only_front (DipStructure *self);

/* Whether a full stop stands at the end of the paragraph above a title, and a sentence below it. */
gboolean dip_heading_stands_between_sentences (DipStructure *self,
                                               DipHeading   *heading);

/* dip-heading-lists.c */
void dip_heading_drop_items (DipStructure *self);

/* dip-heading-tight.c */
void dip_heading_choose_tight (DipStructure *self);

/* "- Title" above "- Sentence.", again and again: a list of definitions that has lost its form. */
guint8  *dip_heading_find_pairs (DipStructure *self) G_GNUC_WARN_UNUSED_RESULT;
void dip_heading_consider_pair  (DipStructure *self,
                                 guint         i);
void dip_heading_choose_pairs   (DipStructure *self);

/* dip-heading-choice.c */
gboolean dip_heading_is_forced (const DipHeading *heading);
GPtrArray *dip_heading_list_by_style (DipStructure   *self,
                                      DipNumberStyle  first,
                                      DipNumberStyle  second,
                                      guint           min_parts,
                                      guint           max_parts);

/* Index of the heading's first line of text after it, and whether there is one before the next candidate. */
gboolean dip_heading_has_body (DipStructure *self,
                               DipHeading   *heading,
                               DipHeading   *next);
void dip_heading_accept_all (GPtrArray *chain);

/* Whether no number is missing and no title is a sentence. */
gboolean dip_heading_is_complete (GPtrArray *chain);
guint dip_heading_count_accepted (DipStructure *self,
                                  gboolean      numbered);

/* dip-heading-numbered.c */

/* "【5.1.1 Policies】": how many bytes the bracket has that opens a line and is closed at its end, 0 for other lines. */
gsize    dip_heading_measure_wrapping      (const char   *text);

/* Makes a candidate of the line at @index and of those that it goes on with; FALSE where it has no number. */
gboolean dip_heading_consider_numbered     (DipStructure *self,
                                            guint        *index,
                                            guint         n_matched);

/* "2.1" on a line of its own right above a line that asks, as a form falls apart when it is copied; "5.1.1" above a
 * title, as a table of controls does, and "４．１" where a PDF's wide gap has become a line's end, again and again. */
gboolean dip_heading_consider_number_apart (DipStructure *self,
                                            guint        *index);

/* dip-heading-catalogue.c */
gboolean dip_heading_find_catalogue     (DipStructure    *self);
gboolean dip_heading_consider_catalogue (DipStructure    *self,
                                         guint           *index,
                                         const DipNumber *number);

/* dip-heading-lone.c */

/* Whether piece @i is nothing but a number of several parts that the title of its clause stands below. */
gboolean dip_heading_is_number_apart (DipStructure *self,
                                      guint         i);

/* Whether most numbers that stand alone do, and there are several. */
gboolean dip_heading_find_numbers_apart (DipStructure *self);

/* ■ and its kin, which papers put before headings; the discs and dots of lists are not among them. */
gboolean dip_heading_is_mark (gunichar c);

/* A whole line in bold above a text of Markdown, which is the format's for a title that is no heading of it. */
gboolean dip_heading_is_bold_line (DipStructure *self,
                                   guint         i);
void dip_heading_consider_bold_line (DipStructure *self,
                                     guint         i);

/* "Backup: we …": a candidate that only dip_heading_choose_run_ins() accepts. */
gboolean dip_heading_consider_unnumbered_run_in (DipStructure *self,
                                                 guint        *index);

/* Whether the title at @i, which has no number, goes on with a small letter on the next line, and a text begins on
 * the one after that. */
gboolean dip_heading_is_wrapped_title (DipStructure *self,
                                       guint         i);
void dip_heading_consider_wrapped_title (DipStructure *self,
                                         guint        *index);
void dip_heading_consider_unnumbered (DipStructure *self,
                                      guint        *index,
                                      guint         n_matched);

/* dip-headings.c */
gboolean dip_heading_is_caption (DipStructure *self,
                                 const char   *text);
DipHeading *dip_heading_add (DipStructure *self,
                             guint         i,
                             guint         n_pieces,
                             const char   *text);
DipHeading *dip_heading_add_run_in (DipStructure *self,
                                    guint         i,
                                    gsize         from,
                                    DipRunIn     *run_in);

G_END_DECLS
