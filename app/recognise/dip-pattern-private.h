/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-pattern.h"

G_BEGIN_DECLS

/* What dip-pattern.c and dip-pattern-set.c share. */

/* Three bytes are one Japanese character, or three Latin letters. */
#define DIP_PATTERN_GRAM 3u

typedef struct
{
  const char *text;      /* (unowned): of the source or the chunk, not terminated */
  guint32     length;
  guint16     marks[3];  /* of its first, middle and last three bytes */
  guint8      marked;    /* FALSE for a word that is too short to have them */
  char        third;     /* byte of a word that is marked */
} DipPatternWord;

/* Three bytes that are in each way to say a pattern; more than these need not be known. */
#define DIP_PATTERN_MAX_REQUIRED 6u

/* Of what stands outside of groups, so many are looked at before a pattern is opened. */
#define DIP_PATTERN_MAX_LITERALS 4u

/* What stands between two stars. */
typedef struct
{
  GArray *words;  /* (element-type DipPatternWord): all ways to say it */
} DipPatternPiece;

/* What is known of a pattern before a sentence may have it: the rest is made then, in whichever thread sees it first.
 * Of two thousand patterns most papers need a tenth. */
struct _DipPattern
{
  gsize         opened;    /* atomic: whether what stands below @source is made */
  guint16       literals[DIP_PATTERN_MAX_LITERALS];  /* marks of what stands outside of groups */
  guint         n_literals;
  gboolean      at_start;
  gboolean      at_end;
  gsize         length;    /* of @source, in bytes */
  const char   *source;    /* without ^ and $; behind the struct */

  GStringChunk *chunk;
  GArray       *pieces;    /* (element-type DipPatternPiece) */
  guint16       required[DIP_PATTERN_MAX_REQUIRED];  /* marks that every sentence has that it fits */
  guint         n_required;
};

void _dip_pattern_make (DipPattern *self);

/* The same pattern, with its pieces. */
static inline const DipPattern *
dip_pattern_open (const DipPattern *self)
{
  gsize *opened = &((DipPattern *) self)->opened;

  if (g_once_init_enter (opened))
    {
      _dip_pattern_make ((DipPattern *) self);
      g_once_init_leave (opened, 1);
    }

  return self;
}

static inline guint
dip_pattern_mark_of (const char *gram)
{
  guint hash = ((guint) (guchar) gram[0] << 16 | (guint) (guchar) gram[1] << 8 |
                (guint) (guchar) gram[2]) * 2654435761u;

  return hash >> (32 - DIP_PATTERN_MARK_BITS);
}

G_END_DECLS
