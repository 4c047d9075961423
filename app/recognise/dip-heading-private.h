/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* What the files dip-heading*.c share. Private to app/recognise. */

#define DIP_HEADING_MAX_COLUMNS 170

/* How many lines the heading at piece @i has, joined into @text. @n_matched: lines that an entry of the contents
 * list names, 0 for none. */
guint  dip_heading_read_lines (DipStructure *self,
                               guint         i,
                               guint         n_matched,
                               GString      *text);

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
void     dip_heading_choose_marked_controls       (DipStructure     *self);
void     dip_heading_choose_slides       (DipStructure     *self);
void     dip_heading_choose_weak        (DipStructure     *self);

G_END_DECLS
