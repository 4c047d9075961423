/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/*
 * What the files that make changes share: dip-changes.c has the units,
 * dip-edits.c the words that differ, dip-prints.c the words that are the same
 * but printed differently, dip-change-list.c cuts both at the borders of parts.
 */

/* A sentence longer than this is not looked at as a whole by the rules. */
#define MAX_SENTENCE_BYTES 8192u

typedef struct
{
  DipContext        *context;
  DipWork           *work;
  const DipPrepared *old;
  const DipPrepared *new_;
  const DipUnit     *unit;
  GArray            *old_words;   /* (nullable) (element-type DipWord): of the unit */
  GArray            *new_words;
  DipUnitFacts       facts;
  gboolean           swapped;     /* somewhere in the clause two phrases have changed their parts */
  guint              old_cursor;  /* in bytes of the clause's text: what comes next */
  guint              new_cursor;
} DipBuilder;

static inline const DipWord *
dip_builder_old_word (const DipBuilder *self,
                      guint             i)
{
  return &g_array_index (self->old_words, DipWord, i);
}

static inline const DipWord *
dip_builder_new_word (const DipBuilder *self,
                      guint             i)
{
  return &g_array_index (self->new_words, DipWord, i);
}

/* dip-change-list.c */
int      _dip_part_at        (const DipPrepared *prepared,
                              guint              offset);
char    *_dip_dup_range      (const DipPrepared *prepared,
                              guint              start,
                              guint              end) G_GNUC_WARN_UNUSED_RESULT;
void     _dip_add_changes    (DipBuilder        *self,
                              guint              old_start,
                              guint              old_end,
                              guint              new_start,
                              guint              new_end,
                              DipClass           class_,
                              DipTags            tags,
                              const char        *rule);

/* dip-prints.c */
void     _dip_compare_prints (DipBuilder        *self,
                              guint              a,
                              guint              b,
                              guint              n);
void     _dip_build_same     (DipBuilder        *self);

/* dip-edits.c */
void     _dip_build_edited   (DipBuilder        *self);

/* dip-changes.c */
gboolean _dip_is_title_part  (const DipPrepared *prepared,
                              guint              part);
gboolean _dip_is_rearranged  (const DipPair     *pair);
gboolean _dip_is_bare        (const DipPair     *pair);
gboolean _dip_joins_front    (const DipPair     *pair);

G_END_DECLS
