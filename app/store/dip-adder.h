/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-database-private.h"
#include "store/dip-store-private.h"

G_BEGIN_DECLS

#define DIP_ADDER_ACTION "add the edition"

/**
 * DipAdder:
 *
 * One import, private to dip-adder.c and dip-store-add*.c. Rows that
 * belong to the edition are written table by table, each table after those that
 * its foreign keys lead to.
 */
typedef struct
{
  DipWork      work;
  DipDocument *document;
  GBytes      *source;
  gint64       edition_id;
  GHashTable  *clauses;   /* (element-type utf8 int): id (unowned) → ordinal + 1 */
  GHashTable  *variants;  /* (element-type utf8 int): key (unowned) → ordinal + 1 */
  GHashTable  *controls;  /* (element-type utf8 gint64): framework, LF, code → row id */
} DipAdder;

gboolean  _dip_adder_refuse         (GError     **error,
                                     const char  *format,
                                     ...) G_GNUC_PRINTF (2, 3);
DipQuery *_dip_adder_query          (DipAdder    *self,
                                     const char  *sql,
                                     GError     **error);
gboolean  _dip_adder_run            (DipAdder    *self,
                                     DipQuery    *statement,
                                     GError     **error);
gboolean  _dip_adder_write          (DipAdder    *self,
                                     const char  *sql,
                                     GError     **error);
gboolean  _dip_adder_add_place      (DipAdder    *self,
                                     const char  *id,
                                     const char  *who,
                                     const char  *who_id,
                                     GError     **error);

/* The row id of what @find_sql finds by :key and, unless @framework_id is 0, :framework; @add_sql adds it where it is
 * not there yet. -1 with @error. */
gint64    _dip_adder_find_or_add    (DipAdder    *self,
                                     const char  *find_sql,
                                     const char  *add_sql,
                                     gint64       framework_id,
                                     const char  *key,
                                     GError     **error);
gint64    _dip_adder_make_framework (DipAdder    *self,
                                     const char  *key,
                                     GError     **error);

gboolean  _dip_adder_add_clauses    (DipAdder    *self,
                                     GError     **error);
gboolean  _dip_adder_add_blocks     (DipAdder    *self,
                                     GError     **error);
gboolean  _dip_adder_add_cells      (DipAdder    *self,
                                     GError     **error);
gboolean  _dip_adder_add_controls   (DipAdder    *self,
                                     GError     **error);
gboolean  _dip_adder_add_references (DipAdder    *self,
                                     GError     **error);
gboolean  _dip_adder_add_facts      (DipAdder    *self,
                                     GError     **error);

G_END_DECLS
