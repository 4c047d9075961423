/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "model/dip-enums.h"

G_BEGIN_DECLS

/*
 * The model: what one edition of a paper says, in plain values.
 *
 * Readers of these fields are everywhere (engine, store, report, window), so
 * the fields are open instead of hidden behind some eighty getters. The rule
 * that makes this safe: whoever builds a document (a recogniser, or the store)
 * fills it and hands it over; from then on nobody writes to it, and any thread
 * may read it. Strings are UTF-8 and as printed; NULL is "the paper does not
 * say". All strings and arrays belong to the structure that they stand in.
 * Arrays of structures are never NULL, they may be empty.
 */

/* A pair of words that a paper prints about itself: "Product", "Receipts". */
typedef struct
{
  char *name;
  char *value;
} DipProperty;

/* A way in which the service is sold: Private, Public, a plan. */
typedef struct
{
  char   *key;      /* "private", "public", else a word made from the label; unique in the paper */
  char   *label;    /* as printed */
  GStrv   aliases;  /* never NULL */
  char   *clause;   /* (nullable): id of the clause that defines it */
} DipVariant;

typedef struct
{
  char *term;
  char *meaning;
  char *clause;     /* (nullable): id of the clause that defines it */
} DipTerm;

/* A row of the paper's own revision table. */
typedef struct
{
  char  *version;   /* (nullable): bare, "1.1" */
  char  *label;     /* (nullable): as printed, "第1.1版" */
  char  *kind;      /* (nullable): as printed, "修正" */
  char  *summary;   /* (nullable): the whole cell */
  GStrv  items;     /* the summary cut at its bullets; never NULL */
  char  *pages;     /* (nullable) */
  char  *date;      /* (nullable): ISO 8601, "2024-12-26" */
} DipRevision;

/* A control of a framework that a clause answers. */
typedef struct
{
  char      *id;         /* canonical: "A.12.4.4", "CLD.9.5.1" */
  char      *framework;  /* "iso27017-2015", "iso27002-2013", "meti-2013", … */
  DipOrigin  origin;
  double     confidence; /* from 0 to 1 */
} DipControl;

/* Something that can be compared: 30 days, TLS, Tokyo. */
typedef struct
{
  char *what;       /* kind of fact: "duration", "count", "url", "place", … */
  char *value;      /* normal form: "30 d", "1 business day" */
  char *quote;      /* as printed */
  int   block;      /* index in the clause's blocks, -1 for title, question or answer */
} DipFact;

/* A piece of a clause: a paragraph, a list item, a table. */
typedef struct
{
  DipBlockKind  kind;
  char         *marker;   /* (nullable): "⚫", "a)", "※", "＜ポイント＞", as printed */
  char         *text;     /* lines rejoined; of a table: cells joined by TAB, rows by line feed */
  char         *variant;  /* (nullable): key of the only variant that it holds for */
  char         *from;     /* (nullable): id of the clause that it was taken from; only in the view of a variant */
  guint         depth;    /* of a list item, 0 is the outermost */
  guint         page;     /* from 1, 0 if unknown */
  guint         line;     /* of the source, from 1, 0 if unknown */
} DipBlock;

/**
 * DipClause:
 *
 * What a person would cite: a numbered or unnumbered heading with all that
 * stands under it up to the next heading; or one question of a checksheet.
 *
 * The tree is told by @parent; clauses stand in reading order.
 */
typedef struct
{
  char            *id;        /* unique in the edition, ASCII: "4.1", "CLD.6.3.1", "F2.1", "2.1-3", "4.1~2" */
  char            *number;    /* (nullable): as a person cites it, in ASCII */
  char            *title;     /* without number and printed control; "" if there is none */
  char            *heading;   /* the printed line or lines, joined */
  guint            level;     /* 1 is the outermost */
  char            *parent;    /* (nullable): id of the clause above */
  DipClauseKind    kind;
  GPtrArray       *controls;  /* (element-type DipControl) */
  gboolean         variant_dependent;
  GStrv            refers_to; /* ids of this edition, each once; never NULL */
  DipStance        stance;
  char            *stance_reason;  /* (nullable): the sentence and the rule that decided, for people */
  GPtrArray       *facts;     /* (element-type DipFact) */
  char            *question;  /* (nullable): of an item, the whole cell */
  DipImplemented   implemented;
  char            *implemented_text;  /* (nullable): the cell as printed, "有" */
  char            *answer;    /* (nullable): of an item, the whole cell */
  GPtrArray       *blocks;    /* (element-type DipBlock) */
  guint            page;      /* where it begins, 0 if unknown */
  guint            line;
} DipClause;

/**
 * DipEdition:
 *
 * One edition of a paper, as a list shows it: everything but the text.
 */
#define DIP_TYPE_EDITION (dip_edition_get_type ())
G_DECLARE_FINAL_TYPE (DipEdition, dip_edition, DIP, EDITION, GObject)

struct _DipEdition
{
  GObject    parent_instance;

  gint64     id;              /* row id, 0 before it is stored */
  char      *provider;        /* (nullable) */
  char      *service;         /* (nullable) */
  char      *title;           /* (nullable) */
  DipKind    kind;
  char      *language;        /* (nullable): "ja", "en" */
  char      *version;         /* (nullable): bare, "1.2" */
  DipOrigin  version_origin;  /* NONE where version is NULL */
  char      *issued;          /* (nullable): ISO 8601 */
  char      *framework;       /* (nullable): id of the framework that it answers */

  char      *source_name;     /* base name of the file */
  char      *media_type;
  char      *sha256;          /* 64 lower-case hexadecimal digits */
  gint64     n_bytes;
  char      *imported;        /* (nullable): when, ISO 8601 with time, UTC */

  guint      n_clauses;       /* for lists; equal to the document's */
  guint      n_warnings;
};

DipEdition *dip_edition_new       (void) G_GNUC_WARN_UNUSED_RESULT;
DipEdition *dip_edition_copy      (DipEdition *self) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_edition_dup_label (DipEdition *self) G_GNUC_WARN_UNUSED_RESULT;

/* Says what @to says, where it differs from @from and nobody has said anything else since. */
void        dip_edition_turn      (DipEdition *self,
                                   DipEdition *from,
                                   DipEdition *to);

/* The id of what stands before the first clause, which no clause of a document has. */
#define DIP_FRONT_ID "F0"

/**
 * DipDocument:
 *
 * An edition with all of its text.
 */
#define DIP_TYPE_DOCUMENT (dip_document_get_type ())
G_DECLARE_FINAL_TYPE (DipDocument, dip_document, DIP, DOCUMENT, GObject)

struct _DipDocument
{
  GObject     parent_instance;

  DipEdition *edition;
  GPtrArray  *properties;  /* (element-type DipProperty) */
  GPtrArray  *variants;    /* (element-type DipVariant) */
  GPtrArray  *terms;       /* (element-type DipTerm) */
  GPtrArray  *revisions;   /* (element-type DipRevision) */
  GPtrArray  *clauses;     /* (element-type DipClause): in reading order */
  DipClause  *front;       /* (nullable): what stands before the first clause, made of properties for those who
                            * compare; none of @clauses */
  gboolean    front_is_cut; /* it says more than @front does */
  GPtrArray  *warnings;    /* (element-type utf8) */
};

DipDocument *dip_document_new         (void) G_GNUC_WARN_UNUSED_RESULT;
DipClause   *dip_document_find_clause (DipDocument *self,
                                       const char  *id);

DipProperty *dip_property_new  (const char *name,
                                const char *value) G_GNUC_WARN_UNUSED_RESULT;
void         dip_property_free (DipProperty *self);
DipVariant  *dip_variant_new   (const char *key,
                                const char *label) G_GNUC_WARN_UNUSED_RESULT;
void         dip_variant_free  (DipVariant *self);
int          dip_version_compare (const char *a,
                                  const char *b);

DipTerm     *dip_term_new      (const char *term,
                                const char *meaning,
                                const char *clause) G_GNUC_WARN_UNUSED_RESULT;
void         dip_term_free     (DipTerm *self);
DipRevision *dip_revision_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         dip_revision_free (DipRevision *self);
DipControl  *dip_control_new   (const char *id,
                                const char *framework,
                                DipOrigin   origin,
                                double      confidence) G_GNUC_WARN_UNUSED_RESULT;
void         dip_control_free  (DipControl *self);
DipFact     *dip_fact_new      (const char *what,
                                const char *value,
                                const char *quote,
                                int         block) G_GNUC_WARN_UNUSED_RESULT;
void         dip_fact_free     (DipFact *self);
DipBlock    *dip_block_new     (DipBlockKind  kind,
                                const char   *marker,
                                const char   *text) G_GNUC_WARN_UNUSED_RESULT;
void         dip_block_free    (DipBlock *self);
DipClause   *dip_clause_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void         dip_clause_free   (DipClause *self);
char        *dip_clause_dup_label (const DipClause *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipProperty, dip_property_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipVariant, dip_variant_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipTerm, dip_term_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipRevision, dip_revision_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipControl, dip_control_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFact, dip_fact_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipBlock, dip_block_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipClause, dip_clause_free)

G_END_DECLS
