/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-phrases.h"
#include "text/dip-space.h"

G_BEGIN_DECLS

/* Characters are told apart by so many of their last bits; two that share them
 * cost a look into the trie. Small, so that all lists stay in the cache. */
#define DIP_PHRASES_BEGIN_MASK 0x1FFFu

typedef struct
{
  guint32 child;      /* index of the first child, 0 for none */
  guint32 sibling;    /* index of the next child of the same parent */
  guint32 canonical;  /* where the form stands for which a variant ends here, 0 for none ends */
  guint8  byte;
  guint8  unused[3];
} DipPhrasesNode;

/* A table (see dip-tables.h) begins so; its nodes follow, and behind them the strings. */
typedef struct
{
  guint32 n_nodes;
  guint32 roots[256];
  guint8  begins[(DIP_PHRASES_BEGIN_MASK + 1) / 8];  /* a bit for each character that some phrase begins with */
} DipPhrasesHead;

struct _DipPhrases
{
  GBytes               *table;
  const DipPhrasesHead *head;     /* of @table, as are the others */
  const DipPhrasesNode *nodes;    /* the first is the root */
  const char           *strings;  /* the first is empty */
};

/* FALSE where dip_phrases_match() would find nothing at @at, which is nearly everywhere. */
static inline gboolean
dip_phrases_may_begin (const DipPhrases *self,
                       const char       *at)
{
  gunichar c = dip_utf8_get (at) & DIP_PHRASES_BEGIN_MASK;

  return (self->head->begins[c / 8] & 1 << c % 8) != 0;
}

G_END_DECLS
