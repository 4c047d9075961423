/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/* What a revision table declares. */
typedef enum {
  COVERS_ALL     = 1 << 0,
  COVERS_NAME    = 1 << 1,
  COVERS_ADDRESS = 1 << 2,
  COVERS_URL     = 1 << 3,
  COVERS_WORDING = 1 << 4,
  COVERS_LAYOUT  = 1 << 5,
  ANSWERED_BY_ANY = 1 << 6,
  COVERS_THROUGHOUT = 1 << 7,  /* all of the paper, as far as nothing else is named */
  COVERS_DEPARTMENT = 1 << 8,
} DipCovers;

typedef struct
{
  char     *folded;       /* the item */
  char     *plain;        /* the same with its blanks, where numbers are looked for: "section 9.4. The" */
  char     *printed;
  char     *quoted;       /* (nullable): what stands between quotation marks, as printed */
  char     *former;       /* (nullable): numbers of the old edition that it names: 旧4.2 */
  gboolean  is_places;    /* nothing but numbers of clauses: "1～6、9、11～14" */
  GPtrArray *topic;       /* (nullable) (element-type utf8): what it speaks of */
  DipCovers covers;
  int       direction;    /* 1 for more or longer, -1 for less or shorter, 0 where it says neither */
  gboolean  says_better;
  gboolean  answered;     /* a change answers to it */
  gboolean  named_exists; /* a clause that it names is in one of the editions */
} DipAuditItem;

/* A change, as topics are looked for. */
typedef struct
{
  GString *changed;  /* the title of the clause, what went and what came */
  GString *around;   /* the paragraphs in which it did */
  DipTags  tags;
} DipAuditPlace;

/* dip-audit-direction.c */
int           _dip_audit_find_direction  (DipContext         *context,
                                          const char         *plain);
GHashTable   *_dip_audit_find_ways       (DipContext         *context) G_GNUC_WARN_UNUSED_RESULT;
gboolean      _dip_audit_is_contradicted (GHashTable         *ways,
                                          const DipPair      *pair,
                                          const DipAuditItem *item);
gboolean      _dip_audit_says_better     (DipContext         *context,
                                          const char         *plain);

/* dip-audit-items.c */
void          _dip_audit_item_free    (gpointer            data);
DipAuditItem *_dip_audit_add_item     (DipContext         *context,
                                       GPtrArray          *items,
                                       const char         *printed);
void          _dip_audit_add_items    (DipContext         *context,
                                       GPtrArray          *items,
                                       const char         *printed);

/* dip-audit-names.c */
gboolean      _dip_audit_names_clause (DipContext         *context,
                                       const DipAuditItem *item,
                                       const DipClause    *clause);

gboolean      _dip_audit_names_former  (const DipAuditItem *item,
                                        const DipClause    *clause);
gboolean      _dip_audit_names_chapter (DipContext         *context,
                                        const DipAuditItem *item,
                                        const DipClause    *clause);

/* dip-audit-numbers.c */
gboolean      _dip_audit_is_number_character (char c);
gboolean      _dip_audit_has_number    (const char         *folded,
                                        const char         *number);
const char   *_dip_audit_find_counter  (const char         *heading);
gboolean      _dip_audit_places_name   (const char         *text,
                                        const char         *number);
gboolean      _dip_audit_names_number  (const char         *text,
                                        const char         *number,
                                        const char         *counter);
char         *_dip_audit_split_former  (DipContext         *context,
                                        const char         *plain,
                                        char              **former) G_GNUC_WARN_UNUSED_RESULT;

/* dip-audit-topics.c */
GPtrArray    *_dip_audit_find_topic   (DipContext         *context,
                                       const char         *plain) G_GNUC_WARN_UNUSED_RESULT;
DipAuditPlace *_dip_audit_place_new   (DipContext         *context,
                                       const DipWork      *work,
                                       const DipChange    *change) G_GNUC_WARN_UNUSED_RESULT;
void          _dip_audit_place_free   (DipAuditPlace      *self);
gboolean      _dip_audit_is_about     (DipContext         *context,
                                       const GPtrArray    *topic,
                                       const DipAuditPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipAuditPlace, _dip_audit_place_free)

G_END_DECLS
