/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-table.h"
#include "text/dip-fold.h"

G_BEGIN_DECLS

/* What the files about variants share. Private to app/recognise. */

#define DIP_VARIANT_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE)

/* More plans than this are a price list. */
#define DIP_VARIANT_MOST 12u

/* Names that are looked for in the whole paper: one of nothing but names stays linear. */
#define DIP_VARIANT_LOOKED 200u

#define DIP_VARIANT_LABEL 60u   /* bytes: some 20 characters */

typedef struct
{
  DipVariant *variant;
  GPtrArray  *aliases;   /* (element-type utf8): folded names, the label first */
  GPtrArray  *printed;   /* (element-type utf8): the same as the paper prints them */
  char       *bare;      /* (nullable): the folded name of a plan without "plan" */
  DipClause  *clause;    /* (nullable): that defines it */
  gboolean    own_clause; /* the whole clause is about this variant */
} DipVariantCandidate;

typedef struct
{
  DipDraft     *draft;
  DipWordTable *words;
  DipWordTable *suffixes;
  DipWordTable *plan_words;
  GPtrArray    *differences;  /* (element-type DipPattern) */
  GPtrArray    *candidates;   /* (element-type DipVariantCandidate) */
  guint         n_looked;     /* names that the paper was searched for */
} DipVariantPass;

void                 dip_variant_candidate_free   (gpointer              data);
void                 dip_variant_add_alias        (DipVariantCandidate  *self,
                                                   const char           *alias);
DipVariantCandidate *dip_variant_find             (DipVariantPass       *pass,
                                                   const char           *key);

/* A variant with a key and its first name; NULL where there are too many. */
DipVariantCandidate *dip_variant_add              (DipVariantPass       *pass,
                                                   const char           *key,
                                                   const char           *label,
                                                   DipClause            *clause);

/* The kind of tenancy that a text names: its key, NULL for none or for two at once. */
const char          *dip_variant_tenancy          (DipVariantPass       *pass,
                                                   const char           *text,
                                                   const char          **word);

/* Where variants come from, most telling first. */
void                 dip_variant_take_terms       (DipVariantPass       *pass);
void                 dip_variant_take_headings    (DipVariantPass       *pass);
void                 dip_variant_take_sentences   (DipVariantPass       *pass);
void                 dip_variant_take_appositions (DipVariantPass       *pass);
void                 dip_variant_take_named       (DipVariantPass       *pass);
void                 dip_variant_add_named        (DipVariantPass       *pass,
                                                   const GPtrArray      *names,
                                                   DipClause            *home);
void                 dip_variant_take_quoted      (DipVariantPass       *pass);
void                 dip_variant_take_lists       (DipVariantPass       *pass);
void                 dip_variant_take_tables      (DipVariantPass       *pass);
void                 dip_variant_take_models      (DipVariantPass       *pass);
char                *dip_variant_key_of_plan      (DipVariantPass       *pass,
                                                   const char           *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean             dip_variant_is_plan          (DipVariantPass       *pass,
                                                  const char           *folded);
void                 dip_variant_take_listed      (DipVariantPass       *pass);
void                 dip_variant_take_plans       (DipVariantPass       *pass);

/* Whether another clause speaks of a name, or its own in quotes. */
gboolean             dip_variant_is_used_elsewhere (DipVariantPass      *pass,
                                                   const char           *name,
                                                   const DipClause      *home);

/* The ending of plans that a row of [variant-suffixes] gives; NULL for one that is one of plans only with known
 * names. */
const char          *dip_variant_plain_suffix     (const char          **fields);

/* Whether a sentence names a plan by who has it, "Growth customers", or behind a preposition, or in brackets. */
gboolean             dip_variant_names_holders    (DipVariantPass       *pass,
                                                   const char           *text,
                                                   gsize                 length,
                                                   const char           *bare);
gboolean             dip_variant_names_within     (DipVariantPass       *pass,
                                                   const char           *text,
                                                   gsize                 length,
                                                   const char           *bare);

/* Whether a sentence names a plan by its capital, behind a preposition or before a verb: "on Growth". */
gboolean             dip_variant_names_by_capital (DipVariantPass       *pass,
                                                   const char           *text,
                                                   gsize                 length,
                                                   const char           *bare);

/* Whether a statement says that something differs between variants. */
gboolean             dip_variant_tells_difference (DipVariantPass       *pass,
                                                   const DipPassage     *passage);

G_END_DECLS
