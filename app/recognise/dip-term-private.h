/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"
#include "recognise/dip-passage.h"

G_BEGIN_DECLS

/* Private to the files of terms, see dip-recognise-terms.c. */

#define DIP_TERM_MAX         120u  /* bytes: some 40 characters */
#define DIP_TERM_MAX_MEANING 600u

typedef struct
{
  DipDraft   *draft;
  GHashTable *seen;      /* folded terms */
  guint       n_looked;  /* names in brackets that the paper was searched for */
} DipTermPass;

/* dip-term-spans.c. Adds a term, if it is the first of its name; @term and @meaning are (transfer full). */
void        dip_term_add             (DipTermPass       *pass,
                                      char              *term,
                                      char              *meaning,
                                      const char        *clause);
void        dip_term_add_spans       (DipTermPass       *pass,
                                      const DipPassage  *passage,
                                      const char        *term,
                                      const char        *term_end,
                                      const char        *meaning,
                                      const char        *meaning_end,
                                      const char        *clause);

/* Where the meaning begins that a bracket at @open gives a name. */
const char *dip_term_meaning_start   (DipTermPass       *pass,
                                      const char        *text,
                                      const char        *open);

/* The first @needle within the length of a term. */
const char *dip_term_find_near       (const char        *at,
                                      const char        *needle);

/* Bytes of the longest of the words that a text begins with. */
gsize       dip_term_longest_prefix  (const char        *text,
                                      const char *const *words);

/* dip-term-named.c, dip-term-explained.c: what one sentence says. @clause is %NULL for one of the cover. */
void        dip_term_read_named      (DipTermPass       *pass,
                                      const DipPassage  *passage,
                                      const char        *clause);
void        dip_term_read_expanded   (DipTermPass       *pass,
                                      const DipPassage  *passage,
                                      const char        *clause);
void        dip_term_read_explained  (DipTermPass       *pass,
                                      const DipPassage  *passage,
                                      const char        *clause);
void        dip_term_read_vocabulary (DipTermPass       *pass,
                                      const DipPassage  *passage,
                                      const char        *clause);
gboolean    dip_term_is_abbreviation (const char        *at,
                                      gsize              length);

/* dip-term-listed.c: what the lists, tables and lines of a clause list. */
void        dip_term_read_lists      (DipTermPass       *pass,
                                      const DipClause   *clause);

G_END_DECLS
