/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"
#include "model/dip-pairing.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipPartKind:
 *
 * What a clause consists of where texts are compared.
 */
typedef enum {
  DIP_PART_TITLE,
  DIP_PART_QUESTION,
  DIP_PART_IMPLEMENTED,
  DIP_PART_ANSWER,
  DIP_PART_BLOCK,
} DipPartKind;

/**
 * DipPart:
 *
 * A stretch of a clause's text (see [struct@DipClauseText]).
 */
typedef struct
{
  DipPartKind  kind;
  int          block;   /* index in the clause's blocks for BLOCK, else -1 */
  guint        start;   /* in bytes of the clause's text */
  guint        length;  /* without the line feed that separates it from the next part */
} DipPart;

/**
 * DipClauseText:
 *
 * The whole of a clause as one string: title, question, implemented, answer,
 * blocks, whichever it has, separated by one line feed. A block with a marker
 * reads "marker text". The clause's number is not in it: renumbering changes
 * nothing. Offsets of changes count in this string.
 */
typedef struct
{
  char   *text;
  GArray *parts;   /* (element-type DipPart) */
} DipClauseText;

DipClauseText *dip_clause_text_new  (const DipClause *clause) G_GNUC_WARN_UNUSED_RESULT;
void           dip_clause_text_free (DipClauseText   *self);

/**
 * DipChange:
 *
 * One edit. The changes of a pair stand in the order of the new text (a
 * deletion where it was), do not overlap on either side, and turn the old
 * clause's text into the new one's exactly: what lies between them is equal
 * byte for byte. A MOVE has two ends, each a change of its own: where the text
 * went, @old_text is "" and @new_text stands as inserted text does; where it
 * came from, @new_text is "". @other_text is the text at the other end, which may
 * have been edited on the way. A change lies within one part on each side; the line feed between two parts
 * belongs to none and is of no interest.
 */
typedef struct
{
  DipOp     op;
  DipClass  class_;
  DipTags   tags;          /* any number of them */
  char     *old_text;      /* "" for an insertion */
  char     *new_text;      /* "" for a deletion */
  guint     old_start;     /* in bytes of the clause's text; where it would stand, for an insertion */
  guint     new_start;
  int       old_part;      /* index in the clause text's parts, -1 for an insertion without a counterpart */
  int       new_part;
  char     *moved_from;    /* (nullable): id of the clause on the other side that has the other end of a MOVE */
  char     *other_text;    /* (nullable): of a MOVE, the text at the other end */
  int       group;         /* id of its group, 0 for none */
  char     *rule;          /* the rule that decided the class, one short English phrase, for "why?" */
} DipChange;

/**
 * DipRow:
 *
 * Two parts that stand side by side; -1 where one side has nothing. The rows
 * of a pair cover all parts of both clauses, each once, in reading order.
 */
typedef struct
{
  int       old_part;
  int       new_part;
  DipClass  class_;        /* highest class of the changes in it */
} DipRow;

/**
 * DipHand:
 * @DIP_HAND_NONE: the program found the clauses of the pair by itself
 * @DIP_HAND_PAIRED: a person says that clauses of the pair belong together
 * @DIP_HAND_PARTED: a person says that one of its clauses does not belong to another
 *   one, which stands in another pair
 *
 * What a person had to do with a pair.
 */
typedef enum {
  DIP_HAND_NONE,
  DIP_HAND_PAIRED,
  DIP_HAND_PARTED,
} DipHand;

typedef struct
{
  DipClause     *old_clause;   /* (nullable) (unowned): of the document; NULL for ADDED; of several the first
                                * in reading order */
  DipClause     *new_clause;   /* (nullable) (unowned) */
  GPtrArray     *old_more;     /* (element-type DipClause) (unowned): the others of a MERGED pair; never NULL */
  GPtrArray     *new_more;     /* … of a SPLIT pair */
  DipRelation    relation;
  DipClass       class_;
  char          *class_rule;   /* (nullable): why the class is higher than that of any change */
  double         similarity;   /* of the folded texts, 0 to 1 */
  DipHand        hand;
  gboolean       flip;
  gboolean       flip_gains;   /* what was denied is offered, or offered in full: nothing was taken back */
  char          *flip_reason;  /* (nullable): a sentence for people */
  char          *flip_old;     /* (nullable): what the old edition says of it, as printed; NULL where it is silent */
  char          *flip_new;     /* (nullable): … the new one */
  DipClauseText *old_text;     /* (nullable): NULL where the clause is; of a MERGED pair: all of its clauses one
                                * after the other */
  DipClauseText *new_text;
  GPtrArray     *changes;      /* (element-type DipChange) */
  GArray        *rows;         /* (element-type DipRow) */
} DipPair;

/* One and the same replacement in two clauses or more. */
typedef struct
{
  int        id;         /* from 1 */
  char      *old_text;
  char      *new_text;
  DipClass   class_;
  GStrv      clauses;    /* ids (new side, or old where removed), each once, in order */
  guint      count;      /* of changes */
} DipGroup;

typedef struct
{
  char *control;    /* (nullable): canonical id */
  char *what;
  char *old_value;  /* (nullable) */
  char *new_value;  /* (nullable) */
  char *clause;     /* id */
  gboolean removed; /* the clause is one of the old edition that the new one does not have */
} DipFactChange;

/* A row of the revision table that is new, a clause that no row declares, or a row that nothing answers to. */
typedef struct
{
  char *clause;     /* (nullable): id */
  char *title;      /* (nullable): the clause's */
  gboolean removed; /* the clause is one of the old edition that the new one does not have */
  char *version;    /* (nullable) */
  char *summary;    /* (nullable) */
  char *date;       /* (nullable) */
  char *why;        /* (nullable) */
} DipAuditEntry;

/**
 * DipComparison:
 *
 * All that changed between two editions. Immutable; holds references on both
 * documents.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  DipDocument     *old_document;
  DipDocument     *new_document;
  GPtrArray       *pairs;         /* (element-type DipPair): every clause of both sides in exactly one, in order
                                   * of the new edition, removed ones after their last surviving neighbour */
  GPtrArray       *groups;        /* (element-type DipGroup) */
  GPtrArray       *facts;         /* (element-type DipFactChange) */
  GPtrArray       *declared;      /* (element-type DipAuditEntry) */
  GPtrArray       *undeclared;    /* (element-type DipAuditEntry) */
  GPtrArray       *not_found;     /* (element-type DipAuditEntry) */
  char            *audit_note;    /* (nullable): a sentence on why the revision table was not looked at, which leaves
                                   * the three above empty */
  GPtrArray       *fronts;        /* (element-type DipClause) (unowned): those fronts of the documents that are in a
                                   * pair */
  GPtrArray       *pairings;      /* (element-type DipPairing): what a person said, as far as it could be heeded */
  GPtrArray       *limits;        /* (element-type utf8): where the work was cut short or what was asked could not
                                   * be done, for people; mostly empty */
  guint            n_by_class[DIP_N_CLASSES];   /* pairs */
  guint            n_flips;
} DipComparison;

/* Compares two editions. Pure; the same input gives the same output; any
 * thread. Fails only with G_IO_ERROR_CANCELLED. */
DipComparison *dip_compare          (DipDocument       *old_document,
                                     DipDocument       *new_document,
                                     const DipLexicon  *lexicon,
                                     GCancellable      *cancellable,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* For the program that makes the tables (see dip-tables.h): makes all that is made once of the default lexicon. */
void           dip_compare_make_tables (const DipLexicon *lexicon);

/* The same, but what a person says of two clauses goes before what the program finds. */
DipComparison *dip_compare_by_hand  (DipDocument       *old_document,
                                     DipDocument       *new_document,
                                     const GPtrArray   *pairings,
                                     const DipLexicon  *lexicon,
                                     GCancellable      *cancellable,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Why a pair is one, where a person had to do with it: a short English phrase, else NULL. */
const char    *dip_hand_get_reason  (DipHand            hand);

/* The pair of a clause whose id may stand for another one in each edition; %NULL if there is none. */
const DipPair *dip_comparison_find_pair (const DipComparison *self,
                                         const char          *id,
                                         gboolean             removed);

/* Whether a pair has the clause of this id in the old edition, or in the new one. */
gboolean       dip_pair_has_clause  (const DipPair     *self,
                                     const char        *id,
                                     gboolean           is_old);

DipComparison *dip_comparison_ref   (DipComparison     *self) G_GNUC_WARN_UNUSED_RESULT;
void           dip_comparison_unref (DipComparison     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipClauseText, dip_clause_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipComparison, dip_comparison_unref)

G_END_DECLS
