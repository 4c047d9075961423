/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/*
 * What is made of the word lists before the first paper can be read: tries, sets
 * of patterns, features of titles. Each is one block of bytes without pointers,
 * a table, which is used where it lies. For the lists that the program is built
 * with, tables are made when it is built (app/tables) and carried in it; with
 * lists of the user's, or of a test, they are made when they are asked for.
 */

/* Makes a table of a lexicon. */
typedef GBytes *(*DipTableMaker) (const DipLexicon *lexicon,
                                  gpointer          data);

GBytes *dip_tables_take   (const DipLexicon *lexicon,
                           const char       *name,
                           DipTableMaker     make,
                           gpointer          data) G_GNUC_WARN_UNUSED_RESULT;

/* NULL where the program carries none. */
GBytes *dip_tables_find   (const DipLexicon *lexicon,
                           const char       *name) G_GNUC_WARN_UNUSED_RESULT;

/* For the program that makes the tables. */
void    dip_tables_record (void);
GBytes *dip_tables_pack   (void) G_GNUC_WARN_UNUSED_RESULT;

/* Appends what all tables are made of, at a multiple of four bytes; where it begins. */
guint32 dip_table_append  (GByteArray       *table,
                           gconstpointer     data,
                           gsize             length);

G_END_DECLS
