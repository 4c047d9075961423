/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Private to app/store (its tests include it too): one connection, its
 * transactions and its statements. How a file is opened stands in
 * dip-database-open.c.
 */

#define DIP_TYPE_DATABASE (dip_database_get_type ())
G_DECLARE_FINAL_TYPE (DipDatabase, dip_database, DIP, DATABASE, GObject)

typedef struct _DipQuery DipQuery;

typedef enum {
  DIP_STEP_ROW,
  DIP_STEP_DONE,
  DIP_STEP_ERROR,
} DipStep;

/* How long a statement waits for another connection, unless somebody says otherwise. */
#define DIP_DATABASE_PATIENCE_MSEC 5000

DipDatabase *dip_database_open             (const char     *path,
                                            const char     *sql_folder,
                                            guint           version,
                                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     dip_database_back_up          (DipDatabase    *self,
                                            const char     *path,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_database_is_read_only     (DipDatabase    *self);
void         dip_database_set_patience     (DipDatabase    *self,
                                            guint           msec);
void         dip_database_set_budget       (DipDatabase    *self,
                                            guint64         n_opcodes);

gboolean     dip_database_begin            (DipDatabase    *self,
                                            const char     *action,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_database_begin_reading    (DipDatabase    *self,
                                            const char     *action,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_database_begin_checking   (DipDatabase    *self,
                                            const char     *action,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_database_commit           (DipDatabase    *self,
                                            const char     *action,
                                            GError        **error);
void         dip_database_rollback         (DipDatabase    *self);
gboolean     dip_database_begin_batch      (DipDatabase    *self,
                                            const char     *action,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_database_end_batch        (DipDatabase    *self,
                                            const char     *action,
                                            GError        **error);
void         dip_database_drop_batch       (DipDatabase    *self);
gboolean     dip_database_execute          (DipDatabase    *self,
                                            const char     *sql,
                                            const char     *action,
                                            GError        **error);
gint64       dip_database_get_last_row_id  (DipDatabase    *self);

DipQuery    *dip_database_query            (DipDatabase    *self,
                                            const char     *sql,
                                            const char     *action,
                                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void         dip_query_bind_int64          (DipQuery       *self,
                                            const char     *name,
                                            gint64          value);
void         dip_query_bind_id             (DipQuery       *self,
                                            const char     *name,
                                            gint64          id);
void         dip_query_bind_double         (DipQuery       *self,
                                            const char     *name,
                                            double          value);
void         dip_query_bind_text           (DipQuery       *self,
                                            const char     *name,
                                            const char     *value);
void         dip_query_lend_text_len       (DipQuery       *self,
                                            const char     *name,
                                            const char     *value,
                                            gsize           length);
void         dip_query_bind_bytes          (DipQuery       *self,
                                            const char     *name,
                                            GBytes         *bytes);
DipStep      dip_query_step                (DipQuery       *self,
                                            GCancellable   *cancellable,
                                            GError        **error);
gboolean     dip_query_run                 (DipQuery       *self,
                                            GCancellable   *cancellable,
                                            GError        **error);
void         dip_query_reset               (DipQuery       *self);
gboolean     dip_query_is_null             (DipQuery       *self,
                                            int             column);
gint64       dip_query_get_int64           (DipQuery       *self,
                                            int             column);
guint        dip_query_get_uint            (DipQuery       *self,
                                            int             column);
int          dip_query_get_ordinal         (DipQuery       *self,
                                            int             column);
double       dip_query_get_double          (DipQuery       *self,
                                            int             column);
const char  *dip_query_get_text            (DipQuery       *self,
                                            int             column);
char        *dip_query_dup_text            (DipQuery       *self,
                                            int             column);
char        *dip_query_dup_text_or_null    (DipQuery       *self,
                                            int             column);
GBytes      *dip_query_get_bytes           (DipQuery       *self,
                                            int             column);
void         dip_query_mark_damaged        (DipQuery       *self,
                                            const char     *what);
void         dip_query_free                (DipQuery       *self);

/* For the test that every statement is run: told of each one as it is compiled. */
typedef void (*DipDatabaseWatch) (const char *sql);
void         dip_database_set_watch        (DipDatabaseWatch watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipQuery, dip_query_free)

G_END_DECLS
