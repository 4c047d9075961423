/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a paper is. */
typedef enum {
  DIP_KIND_UNKNOWN,
  DIP_KIND_WHITEPAPER,
  DIP_KIND_CHECKSHEET,
} DipKind;

/* Where a value comes from: told by the paper, concluded by the program,
 * reached over a crosswalk, or said by the user. */
typedef enum {
  DIP_ORIGIN_NONE,
  DIP_ORIGIN_PRINTED,
  DIP_ORIGIN_INFERRED,
  DIP_ORIGIN_CROSSWALK,
  DIP_ORIGIN_USER,
} DipOrigin;

/* FRONT: an unnumbered heading before or between the numbered ones; PART: a
 * chapter that only holds others, or a section of a checksheet; ITEM: one
 * question of a checksheet. */
typedef enum {
  DIP_CLAUSE_CLAUSE,
  DIP_CLAUSE_FRONT,
  DIP_CLAUSE_PART,
  DIP_CLAUSE_ITEM,
} DipClauseKind;

typedef enum {
  DIP_BLOCK_PARAGRAPH,
  DIP_BLOCK_LIST,
  DIP_BLOCK_NOTE,
  DIP_BLOCK_POINT,
  DIP_BLOCK_TABLE,
  DIP_BLOCK_DEFINITION,
  DIP_BLOCK_CAPTION,
} DipBlockKind;

/* What a clause says about who does what. */
typedef enum {
  DIP_STANCE_INFORMATIONAL,
  DIP_STANCE_PROVIDED,
  DIP_STANCE_NOT_PROVIDED,
  DIP_STANCE_CUSTOMER,
  DIP_STANCE_SHARED,
  DIP_STANCE_PARTIAL,
} DipStance;

typedef enum {
  DIP_IMPLEMENTED_UNKNOWN,
  DIP_IMPLEMENTED_YES,
  DIP_IMPLEMENTED_NO,
  DIP_IMPLEMENTED_PARTIAL,
  DIP_IMPLEMENTED_NA,
} DipImplemented;

/* Classes of change, lowest first: the numbers are compared. */
typedef enum {
  DIP_CLASS_NONE,
  DIP_CLASS_LAYOUT,
  DIP_CLASS_ORTHOGRAPHIC,
  DIP_CLASS_REFERENCE,
  DIP_CLASS_EDITORIAL,
  DIP_CLASS_SUBSTANTIVE,
} DipClass;

#define DIP_N_CLASSES (DIP_CLASS_SUBSTANTIVE + 1)

typedef enum {
  DIP_RELATION_SAME,
  DIP_RELATION_CHANGED,
  DIP_RELATION_RENAMED,
  DIP_RELATION_RENUMBERED,
  DIP_RELATION_MOVED,
  DIP_RELATION_SPLIT,
  DIP_RELATION_MERGED,
  DIP_RELATION_ADDED,
  DIP_RELATION_REMOVED,
} DipRelation;

/* What a person says of two clauses: that they belong together, or that they do not. */
typedef enum {
  DIP_PAIRING_TOGETHER,
  DIP_PAIRING_APART,
} DipPairingKind;

typedef enum {
  DIP_OP_INSERT,
  DIP_OP_DELETE,
  DIP_OP_REPLACE,
  DIP_OP_MOVE,
} DipOp;

typedef enum {
  DIP_TAG_NUMBER         = 1 << 0,
  DIP_TAG_DATE           = 1 << 1,
  DIP_TAG_DURATION       = 1 << 2,
  DIP_TAG_NAME           = 1 << 3,
  DIP_TAG_ADDRESS        = 1 << 4,
  DIP_TAG_URL            = 1 << 5,
  DIP_TAG_CONTROL        = 1 << 6,
  DIP_TAG_NEGATION       = 1 << 7,
  DIP_TAG_OBLIGATION     = 1 << 8,
  DIP_TAG_RESPONSIBILITY = 1 << 9,
  DIP_TAG_SCOPE          = 1 << 10,
} DipTags;

#define DIP_N_TAGS 11

/* The words of the command line's JSON; NULL for NONE and UNKNOWN where the
 * contract says null. The strings are static. */
const char *dip_kind_to_string        (DipKind         kind);
const char *dip_origin_to_string      (DipOrigin       origin);
const char *dip_clause_kind_to_string (DipClauseKind   kind);
const char *dip_block_kind_to_string  (DipBlockKind    kind);
const char *dip_stance_to_string      (DipStance       stance);
const char *dip_implemented_to_string (DipImplemented  implemented);
const char *dip_class_to_string       (DipClass        klass);
const char *dip_relation_to_string    (DipRelation     relation);
const char *dip_op_to_string          (DipOp           op);
const char *dip_pairing_kind_to_string (DipPairingKind kind);
const char *dip_tag_to_string         (DipTags         one_tag);

/* The way back; the first value of the enumeration for NULL or an unknown word. */
DipKind        dip_kind_from_string        (const char *word);
DipOrigin      dip_origin_from_string      (const char *word);
DipClauseKind  dip_clause_kind_from_string (const char *word);
DipBlockKind   dip_block_kind_from_string  (const char *word);
DipStance      dip_stance_from_string      (const char *word);
DipImplemented dip_implemented_from_string (const char *word);
DipPairingKind dip_pairing_kind_from_string (const char *word);

G_END_DECLS
