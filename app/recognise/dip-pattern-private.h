/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-pattern.h"

G_BEGIN_DECLS

/* What dip-pattern.c and dip-pattern-set.c share. */

/* Three bytes are one Japanese character, or three Latin letters. */
#define DIP_PATTERN_GRAM 3u

typedef struct
{
  const char *text;      /* (unowned): in the chunk, not terminated */
  guint32     length;
  guint16     marks[3];  /* of its first, middle and last three bytes */
  guint8      marked;    /* FALSE for a word that is too short to have them */
  char        third;     /* byte of a word that is marked */
} DipPatternWord;

/* Three bytes that are in each way to say a pattern; more than these need not be known. */
#define DIP_PATTERN_MAX_REQUIRED 6u

/* What stands between two stars. */
typedef struct
{
  GArray *words;  /* (element-type DipPatternWord): all ways to say it */
} DipPatternPiece;

struct _DipPattern
{
  GStringChunk *chunk;
  GArray       *pieces;    /* (element-type DipPatternPiece) */
  guint16       required[DIP_PATTERN_MAX_REQUIRED];  /* marks that every sentence has that it fits */
  guint         n_required;
  gboolean      at_start;
  gboolean      at_end;
};

static inline guint
dip_pattern_mark_of (const char *gram)
{
  guint hash = ((guint) (guchar) gram[0] << 16 | (guint) (guchar) gram[1] << 8 |
                (guint) (guchar) gram[2]) * 2654435761u;

  return hash >> (32 - DIP_PATTERN_MARK_BITS);
}

G_END_DECLS
