/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-characters.h"
#include "text/dip-phrases.h"

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

/* And their first two characters together by so many bits of a hash, which tells
 * nearly all places apart where only the first one stands. */
#define DIP_PHRASES_PAIR_BITS 13u

/* A table (see dip-tables.h) begins so; its nodes follow, and behind them the strings. */
typedef struct
{
  guint32 n_nodes;
  guint32 roots[256];
  guint8  begins[(DIP_PHRASES_BEGIN_MASK + 1) / 8];  /* a bit for each character that some phrase begins with */
  guint8  alone[(DIP_PHRASES_BEGIN_MASK + 1) / 8];   /* … that is a phrase, as long as it is */
  guint8  pairs[(1u << DIP_PHRASES_PAIR_BITS) / 8];  /* a bit for each two that some longer phrase begins with */
} DipPhrasesHead;

struct _DipPhrases
{
  GBytes               *table;
  const DipPhrasesHead *head;     /* of @table, as are the others */
  const DipPhrasesNode *nodes;    /* the first is the root */
  const char           *strings;  /* the first is empty */
};

static inline guint
dip_phrases_pair (gunichar first,
                  gunichar second)
{
  return (first * 0x9E3779B1u ^ second * 0x85EBCA77u) * 0xC2B2AE3Du >> (32 - DIP_PHRASES_PAIR_BITS);
}

/* FALSE where dip_phrases_match() would find nothing at @at, which is nearly everywhere; of a terminated text. */
static inline gboolean
dip_phrases_may_begin (const DipPhrases *self,
                       const char       *at)
{
  gunichar first = dip_utf8_get (at);
  guint c = first & DIP_PHRASES_BEGIN_MASK;
  guint pair;

  if ((self->head->begins[c / 8] & 1 << c % 8) == 0)
    return FALSE;
  if ((self->head->alone[c / 8] & 1 << c % 8) != 0)
    return TRUE;
  pair = dip_phrases_pair (first, dip_utf8_get (at + dip_utf8_length (*at)));

  return (self->head->pairs[pair / 8] & 1 << pair % 8) != 0;
}

G_END_DECLS
