/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-fold.h"
#include "text/dip-lexicon-private.h"

G_BEGIN_DECLS

/* What a folded bullet looks like. */
#define DIP_FOLD_BULLET 0x2022u

/* A folded copy that grows: code units with the original byte that each comes from. */
typedef struct
{
  GString *text;
  GArray  *starts;  /* (element-type guint32): one for each byte of @text */
} DipFoldBuffer;

static inline void
dip_fold_buffer_append (DipFoldBuffer *buffer,
                        const char    *bytes,
                        gsize          length,
                        guint32        start)
{
  g_string_append_len (buffer->text, bytes, length);
  for (gsize i = 0; i < length; i++)
    g_array_append_val (buffer->starts, start);
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
