/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"
#include "model/dip-layout.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipDraft:
 *
 * A document while the recognisers work on it, one after the other. Structure
 * comes first (furniture, contents list, headings, blocks, tables, revision
 * table); then everything that is said *in* the clauses. Private to
 * app/recognise.
 */
typedef struct
{
  const DipLayout  *layout;
  const DipLexicon *lexicon;
  DipDocument      *document;

  GPtrArray        *cover;   /* (element-type DipLine) (unowned): lines before the first clause that are no
                              * contents list: title page, preamble */
  GPtrArray        *running; /* (element-type DipLine) (unowned): heads and feet of pages, each of them once */
  GPtrArray        *tail;    /* (element-type DipLine) (unowned): lines after the last clause: "以上", imprint, dates */

  GPtrArray        *made;    /* (element-type DipLine): rows that only white space puts into columns */

  GHashTable       *mappings; /* (nullable) (element-type DipClause GPtrArray) (unowned clauses): that only tell which
                               * answers which control, with those that they name */

  GHashTable       *passages; /* (nullable): clause → its sentences, kept by dip_draft_get_passages () */
} DipDraft;

/* Order of the passes in dip_recognise(). Each adds to draft->document. */
void dip_recognise_structure  (DipDraft *draft);  /* clauses, blocks, revisions, checksheet items, cover, tail */
void dip_recognise_metadata   (DipDraft *draft);  /* provider, service, title, version, date, language, kind */
void dip_recognise_controls   (DipDraft *draft);  /* printed and inferred controls */
void dip_control_warm_up      (const DipLexicon *lexicon);
void dip_control_make_tables  (const DipLexicon *lexicon);
void dip_recognise_terms      (DipDraft *draft);
void dip_recognise_variants   (DipDraft *draft);  /* variants, variant_dependent, block variants */
void dip_recognise_references (DipDraft *draft);  /* refers_to, dangling ones as warnings */
void dip_recognise_stances    (DipDraft *draft);
void dip_recognise_facts      (DipDraft *draft);

G_END_DECLS
