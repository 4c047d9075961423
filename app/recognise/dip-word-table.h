/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipWordTable:
 *
 * A list of the lexicon by first byte, for "which word begins here". Private
 * to app/recognise.
 */
typedef struct _DipWordTable DipWordTable;

/* A word of Latin letters does not fit where the letters go on, unless @stems. */
DipWordTable *dip_word_table_new  (const DipLexicon   *lexicon,
                                   const char         *list,
                                   gboolean            ignore_case,
                                   gboolean            stems) G_GNUC_WARN_UNUSED_RESULT;
void          dip_word_table_free (DipWordTable       *self);

/* The longest word at @at (before @stop); its fields, NULL if none. */
const char  **dip_word_table_at   (const DipWordTable *self,
                                   const char         *at,
                                   const char         *stop,
                                   gsize              *length);

/* The longest word that ends at @end (not before @start). */
const char  **dip_word_table_before (const DipWordTable *self,
                                     const char         *start,
                                     const char         *end,
                                     gsize              *length);

/* The first word anywhere from @at on. */
const char  **dip_word_table_find (const DipWordTable *self,
                                   const char         *at,
                                   const char         *stop,
                                   const char        **hit,
                                   gsize              *length);

/* Adds a bit for each character beyond ASCII that some word begins with, by its last 16 bits. */
void          dip_word_table_mark   (const DipWordTable *self,
                                     guint8             *begins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipWordTable, dip_word_table_free)

G_END_DECLS
