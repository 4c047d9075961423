/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-spellings.h"

G_BEGIN_DECLS

/* Where a term is looked for. */
typedef enum {
  DIP_SEARCH_FIELD_ANY,
  DIP_SEARCH_FIELD_TITLE,
  DIP_SEARCH_FIELD_PROVIDER,
  DIP_SEARCH_FIELD_SERVICE,
  DIP_SEARCH_FIELD_CONTROL,
  DIP_SEARCH_FIELD_STANCE,
} DipSearchField;

/* One way to write a term: words that stand side by side in a text. */
typedef struct
{
  GPtrArray *words;     /* (element-type utf8): as dip-index-words.h cuts them; never empty */
  gboolean   is_open;   /* the last one may go on */
} DipSearchForm;

typedef struct
{
  DipSearchField  field;
  gboolean        is_excluded;
  char           *text;   /* folded; of a stance that the lexicon knows its name in English */
  GPtrArray      *forms;  /* (element-type DipSearchForm): of ANY and TITLE, at least one; else none */
} DipSearchTerm;

/**
 * DipSearchQuery:
 *
 * What a person looks for, understood. A clause is found if each term that is not
 * excluded holds and none that is. Immutable; any thread may read.
 */
typedef struct
{
  GPtrArray *terms;             /* (element-type DipSearchTerm): empty if there is nothing to look for */
  gboolean   has_unknown_stance;
} DipSearchQuery;

/* What stands beyond is not read: nobody types as much, but a paste may be anything. */
#define DIP_SEARCH_QUERY_MAX_BYTES 2048
#define DIP_SEARCH_QUERY_MAX_TERMS 32

DipSearchQuery *dip_search_query_new         (const char           *text,
                                              gboolean              is_being_typed,
                                              const DipLexicon     *lexicon,
                                              const DipSpellings   *spellings) G_GNUC_WARN_UNUSED_RESULT;
void            dip_search_query_free        (DipSearchQuery       *self);
gboolean        dip_search_query_is_text     (const DipSearchTerm  *term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSearchQuery, dip_search_query_free)

G_END_DECLS
