/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-database.h"

G_BEGIN_DECLS

/*
 * Many rows for one statement, private to app/store. To run a statement for each row takes
 * longer than to write the row: its cursors are opened, its parameters looked up by name, and
 * the lists of words in the CHECKs of its table are made each time. Here rows are collected
 * value by value, in the order of the columns, and written by one
 *
 *   INSERT INTO block (edition_id, clause, …) SELECT :edition, c0, … FROM told_rows
 *
 * Texts are not copied: they have to live until the rows are written.
 */
typedef struct _DipRows DipRows;

DipRows  *_dip_rows_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void      _dip_rows_free        (DipRows       *self);

void      _dip_rows_begin       (DipRows       *self,
                                 guint          n_columns);
void      _dip_rows_add_int64   (DipRows       *self,
                                 gint64         value);
void      _dip_rows_add_ordinal (DipRows       *self,
                                 gint64         ordinal);
void      _dip_rows_add_double  (DipRows       *self,
                                 double         value);
void      _dip_rows_add_text    (DipRows       *self,
                                 const char    *value);
void      _dip_rows_add_piece   (DipRows       *self,
                                 const char    *value,
                                 gsize          length);
gboolean  _dip_rows_write       (DipDatabase   *database,
                                 const char    *sql,
                                 gint64         edition_id,
                                 const char    *action,
                                 GCancellable  *cancellable,
                                 GError       **error);
gboolean  _dip_rows_register    (DipDatabase   *database,
                                 const char    *action,
                                 GError       **error);

G_END_DECLS
