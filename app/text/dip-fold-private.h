/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"
#include "text/dip-lexicon-private.h"

G_BEGIN_DECLS

/* What a folded bullet looks like. */
#define DIP_FOLD_BULLET 0x2022u

/* A folded copy that grows: bytes with the original byte that each comes from.
 * Written to for every character of a paper, so not made of GString and GArray. */
typedef struct
{
  char    *text;      /* not terminated */
  guint32 *starts;
  gsize    length;
  gsize    capacity;
} DipFoldBuffer;

static inline void
dip_fold_buffer_init (DipFoldBuffer *buffer,
                      gsize          capacity)
{
  buffer->length = 0;
  buffer->capacity = capacity + 16;
  buffer->text = g_malloc (buffer->capacity);
  buffer->starts = g_new (guint32, buffer->capacity);
}

static inline void
dip_fold_buffer_append (DipFoldBuffer *buffer,
                        const char    *bytes,
                        gsize          length,
                        guint32        start)
{
  if (buffer->length + length > buffer->capacity)
    {
      buffer->capacity = 2 * buffer->capacity + length;
      buffer->text = g_realloc (buffer->text, buffer->capacity);
      buffer->starts = g_renew (guint32, buffer->starts, buffer->capacity);
    }

  for (gsize i = 0; i < length; i++)
    {
      buffer->text[buffer->length] = bytes[i];
      buffer->starts[buffer->length++] = start;
    }
}

gboolean _dip_fold_is_ignorable (gunichar c);
gboolean _dip_fold_is_plain     (gunichar c);
gunichar _dip_fold_kin          (gunichar c);
gboolean _dip_fold_is_bullet    (gunichar c,
                                 gboolean at_line_start,
                                 gboolean before_space);
void     _dip_fold_spelling     (DipFoldBuffer    *buffer,
                                 const DipPhrases *phrases);

G_END_DECLS
