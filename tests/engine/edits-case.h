/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/**
 * EditsNote:
 *
 * What has to be told of a clause of the edited document.
 */
typedef struct
{
  GPtrArray *origins;     /* (element-type DipClause) (unowned): of the old document; none for an inserted clause */
  int        relation;    /* of type DipRelation; -1 where nothing is said about it */
  DipClass   at_least;
  DipClass   at_most;
  DipTags    tags;        /* one of them at least stands at a change; 0 where nothing is said */
  char      *moved_from;  /* (nullable): id, as in the old document, of the clause that a sentence came from */
  char      *moved_text;  /* (nullable): that sentence */
  gboolean   touched;     /* edited, or so near to an edit that it is better left alone */
} EditsNote;

/**
 * EditsCase:
 *
 * A paper and a copy of it that is edited. Every edit writes down what it did.
 */
typedef struct
{
  DipDocument *old_document;
  DipDocument *new_document;
  GHashTable  *notes;         /* (element-type DipClause EditsNote): of the new document's clauses */
  GString     *log;           /* what was done, for people */
  gboolean     renumber;      /* numbers have to be given anew */
  gboolean     mixed;         /* other edits come too: nothing is inserted that may be taken for what was deleted */
} EditsCase;

/* An edit of one clause; FALSE where the clause is not made for it, and then nothing was done. */
typedef gboolean (*EditsFunc) (EditsCase *self,
                               DipClause *clause);

EditsCase *edits_case_new        (DipDocument *paper) G_GNUC_WARN_UNUSED_RESULT;
void       edits_case_free       (EditsCase   *self);
EditsNote *edits_case_note       (EditsCase   *self,
                                  DipClause   *clause);
int        edits_case_index      (EditsCase   *self,
                                  DipClause   *clause);
gboolean   edits_case_is_leaf    (EditsCase   *self,
                                  DipClause   *clause);
DipClause *edits_case_insert     (EditsCase   *self,
                                  int          index,
                                  DipClause   *clause,
                                  const char  *parent,
                                  guint        level);
void       edits_case_finish     (EditsCase   *self);

DipClause *edits_clause_copy     (const DipClause *clause) G_GNUC_WARN_UNUSED_RESULT;
gsize      edits_clause_length   (const DipClause *clause);

/* The strings of a clause that are edited: answer and blocks. */
GPtrArray *edits_clause_slots    (DipClause       *clause) G_GNUC_WARN_UNUSED_RESULT;
void       edits_set             (char           **slot,
                                  char            *text);

/* The sample papers, read and recognised once. */
const GPtrArray *edits_papers    (void);
gboolean         edits_is_japanese (DipDocument *document);

/* Edits of what a clause says. */
gboolean edits_width        (EditsCase *self, DipClause *clause);
gboolean edits_space        (EditsCase *self, DipClause *clause);
gboolean edits_bullets      (EditsCase *self, DipClause *clause);
gboolean edits_reflow       (EditsCase *self, DipClause *clause);
gboolean edits_spelling     (EditsCase *self, DipClause *clause);
gboolean edits_politeness   (EditsCase *self, DipClause *clause);
gboolean edits_number       (EditsCase *self, DipClause *clause);
gboolean edits_unit         (EditsCase *self, DipClause *clause);
gboolean edits_negate       (EditsCase *self, DipClause *clause);

/* Edits of where it says so. */
gboolean edits_renumber     (EditsCase *self, DipClause *clause);
gboolean edits_insert       (EditsCase *self, DipClause *clause);
gboolean edits_delete       (EditsCase *self, DipClause *clause);
gboolean edits_move         (EditsCase *self, DipClause *clause);
gboolean edits_split        (EditsCase *self, DipClause *clause);
gboolean edits_merge        (EditsCase *self, DipClause *clause);
gboolean edits_rename       (EditsCase *self, DipClause *clause);
gboolean edits_sentence     (EditsCase *self, DipClause *clause);
gboolean edits_sentence_too (EditsCase *self, DipClause *clause);

/* Compares, adds what is not as it should be to @problems (element-type utf8),
 * and counts links between clauses: those that are and those that are told. */
typedef struct
{
  guint n_made;
  guint n_told;
  guint n_right;
} EditsLinks;

void edits_check (EditsCase  *self,
                  gboolean    alone,
                  EditsLinks *links,
                  GPtrArray  *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditsCase, edits_case_free)

G_END_DECLS
