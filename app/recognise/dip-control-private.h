/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "framework/dip-framework.h"
#include "recognise/dip-control-titles.h"
#include "recognise/dip-draft.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-table.h"

G_BEGIN_DECLS

/* What the files about controls share. Private to app/recognise. */

#define CLOUD   "iso27017-2015"
#define OLD     "iso27002-2013"
#define NEW     "iso27002-2022"
#define METI    "meti-2013"
#define SLA     "meti-sla-2010"

typedef struct
{
  DipDraft            *draft;
  const DipFrameworks *frameworks;
  DipControlTitles    *cloud;    /* 2013 with the cloud's controls */
  DipControlTitles    *newer;    /* 2022; made when it is needed */
  DipControlTitles    *meti;     /* made when it is needed */
  GPtrArray           *own_titles; /* (element-type DipControlTitles): those that are no longer needed afterwards */
  GPtrArray           *frames[3]; /* (element-type utf8): keys of titles that answer no control; made when needed */
  GPtrArray           *labels;   /* (element-type utf8): longest words first does not matter */
  GHashTable          *by_id;    /* id → clause (unowned) */
  GHashTable          *nested;   /* of dip_place_list_nested () */
  gboolean             is_new;   /* the paper uses the numbers of 2022 */
  gboolean             is_numbered; /* the numbers of its clauses are those of controls, whatever their titles */
  DipWordTable        *cues;     /* (nullable): of a lexicon of one's own; made when needed */
  guint                n_heard;  /* sentences that were asked what they are about */
} DipControlPass;

gboolean          dip_control_add           (DipClause      *clause,
                                             const char     *id,
                                             const char     *framework,
                                             DipOrigin       origin,
                                             double          confidence);
gboolean          dip_control_is_known      (DipControlPass *pass,
                                             const char     *framework,
                                             const char     *id);

/* The titles of a catalogue, made once for the default lexicon. */
DipControlTitles *dip_control_titles_of     (DipControlPass *pass,
                                             const char     *framework,
                                             const char     *patterns,
                                             gsize          *shared);
DipControlTitles *dip_control_newer_titles  (DipControlPass *pass);

/* Whether a paper numbers its clauses as the controls are, with titles of its own. */
gboolean          dip_control_is_numbered   (DipControlPass *pass);

/* Controls that a clause prints. */
void              dip_control_find_printed  (DipControlPass *pass,
                                             DipClause      *clause);
void              dip_control_find_endings  (DipControlPass *pass);
guint             dip_control_take_printed  (DipControlPass *pass,
                                             DipClause      *clause,
                                             const char     *folded);

/* Those of a line or table under a label: "管理策: 9.4.1". */
gboolean          dip_control_take_labelled (DipControlPass *pass,
                                             DipClause      *clause,
                                             const DipBlock *block);

/* Whether a folded text is a list of controls and nothing else; adds them to @ids. (element-type utf8) */
gboolean          dip_control_read_list     (DipControlPass *pass,
                                             const char     *text,
                                             gboolean        is_new,
                                             GPtrArray      *ids);

/* Those that an appendix says of other clauses. */
void              dip_control_read_mappings (DipControlPass *pass);

/* Of a clause that prints none. */
void              dip_control_guess         (DipControlPass *pass,
                                             DipClause      *clause);

/* "…は「2.3 冗長性」に示します。": whether a sentence only leads to another clause. */
gboolean          dip_control_only_refers   (const DipPassage *passage);

/* Of a question that no pattern knows, with its answer. */
void              dip_control_guess_item    (DipControlPass *pass,
                                             DipClause      *clause);

/* Of a chapter without a text of its own, below which nothing answers a control. */
void              dip_control_guess_chapter (DipControlPass *pass,
                                             DipClause      *clause);

/* What a clause is about by its everyday words; control is NULL where they do not agree. */
DipControlMatch   dip_control_read_cues     (DipControlPass            *pass,
                                             const DipClause           *clause,
                                             const DipFrameworkControl *instead_of);

/* The same by what was learnt from examples: the likeliest first, with their probabilities. */
#define DIP_CONTROL_N_JUDGED 2u
void              dip_control_judge         (DipControlPass  *pass,
                                             const DipClause *clause,
                                             DipControlMatch  found[DIP_CONTROL_N_JUDGED]);

/* Whether a title is about many controls: "お客様の責任". */
gboolean          dip_control_is_about_many (const DipControlPass *pass,
                                             const char           *title);

/* Of a checksheet's question. */
void              dip_control_find_asked    (DipControlPass *pass,
                                             DipClause      *clause);

G_END_DECLS
