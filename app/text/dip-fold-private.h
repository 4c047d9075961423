/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"
#include "text/dip-lexicon-private.h"

#include <string.h>

G_BEGIN_DECLS

/* What a folded bullet looks like. */
#define DIP_FOLD_BULLET 0x2022u

/* A folded copy that grows: bytes with the original byte that each comes from.
 * Written to for every character of a paper, so not made of GString and GArray. */
typedef struct
{
  char    *text;      /* not terminated */
  guint32 *starts;    /* (nullable): where nobody asks for the way back */
  gsize    length;
  gsize    capacity;
} DipFoldBuffer;

static inline void
dip_fold_buffer_init (DipFoldBuffer *buffer,
                      gsize          capacity,
                      gboolean       with_starts)
{
  buffer->length = 0;
  buffer->capacity = capacity + 16;
  buffer->text = g_malloc (buffer->capacity);
  buffer->starts = with_starts ? g_new (guint32, buffer->capacity) : NULL;
}

/* Makes room for @length more bytes. */
static inline void
dip_fold_buffer_reserve (DipFoldBuffer *buffer,
                         gsize          length)
{
  if (buffer->length + length > buffer->capacity)
    {
      buffer->capacity = 2 * buffer->capacity + length;
      buffer->text = g_realloc (buffer->text, buffer->capacity);
      if (buffer->starts != NULL)
        buffer->starts = g_renew (guint32, buffer->starts, buffer->capacity);
    }
}

static inline void
dip_fold_buffer_append (DipFoldBuffer *buffer,
                        const char    *bytes,
                        gsize          length,
                        guint32        start)
{
  dip_fold_buffer_reserve (buffer, length);

  for (gsize i = 0; i < length; i++)
    buffer->text[buffer->length + i] = bytes[i];
  for (gsize i = 0; buffer->starts != NULL && i < length; i++)
    buffer->starts[buffer->length + i] = start;
  buffer->length += length;
}

/* The same of bytes that have the way back already, from @starts on. */
static inline void
dip_fold_buffer_append_range (DipFoldBuffer *buffer,
                              const char    *bytes,
                              gsize          length,
                              const guint32 *starts)
{
  dip_fold_buffer_reserve (buffer, length);

  memcpy (buffer->text + buffer->length, bytes, length);
  if (buffer->starts != NULL)
    memcpy (buffer->starts + buffer->length, starts, length * sizeof (guint32));
  buffer->length += length;
}

/* Drawn as nothing: joiners, variation selectors, marks of byte order. */
static inline gboolean
_dip_fold_is_ignorable (gunichar c)
{
  if (c < 0xFE00)
    return c == 0x00AD
      || (c >= 0x200B && c <= 0x2064 && (c <= 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2060));

  return (c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF);
}

/* Characters that NFKC leaves alone and that compose with nothing before them:
 * nearly all of a paper. */
static inline gboolean
_dip_fold_is_plain (gunichar c)
{
  return c < 0x80
    || (c >= 0x4E00 && c <= 0x9FFF)
    || (c >= 0x3001 && c <= 0x30FE
        && (c <= 0x3029 || (c >= 0x3041 && c <= 0x3096) || c >= 0x30A1));
}

gunichar _dip_fold_kin          (gunichar c);
gboolean _dip_fold_is_bullet    (gunichar c,
                                 gboolean at_line_start,
                                 gboolean before_space);
void     _dip_fold_spelling     (DipFoldBuffer    *buffer,
                                 const DipPhrases *phrases);

G_END_DECLS
