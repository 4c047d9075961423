/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-database.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store.h"

G_BEGIN_DECLS

#define DIP_STORE_SQL_FOLDER RESOURCE_PATH "/store/sql"

struct _DipStore
{
  GObject      parent_instance;

  DipDatabase *database;
  GPtrArray   *batch;      /* (nullable) (element-type Added): in a batch, what has no index yet */
  GHashTable  *controls;   /* (nullable): in a batch, the controls that are known, as in DipAdder */
  DipArrival  *arrival;    /* (nullable): what is written is noted there, which is the caller's */
  guint        n_turns;    /* in a batch: so much of it was noted before it */
  guint        n_notes;
};

/*
 * What one transaction of a writing function knows: the connection, what it is
 * doing in words that follow "Could not", and how it is stopped.
 */
typedef struct
{
  DipDatabase  *database;
  const char   *action;
  GCancellable *cancellable;
} DipWork;

DipDatabase *_dip_store_get_database    (DipStore       *self);

/* The columns that _dip_store_read_edition() reads, in its order, and where they stand. */
#define DIP_STORE_EDITION_COLUMNS                                               \
  "edition.id, edition.paper_id, provider.name, service.name, edition.title,"   \
  " paper.kind, edition.language, edition.version, edition.version_origin,"     \
  " edition.issued, framework.key, edition.source_name, source.media_type,"     \
  " source.sha256, length (source.bytes), edition.imported,"                    \
  " edition.n_clauses, edition.n_warnings"
#define DIP_STORE_EDITION_TABLES                                                \
  "edition"                                                                     \
  " JOIN paper ON paper.id = edition.paper_id"                                  \
  " JOIN service ON service.id = edition.service_id"                            \
  " LEFT JOIN provider ON provider.id = service.provider_id"                    \
  " JOIN source ON source.id = edition.source_id"                               \
  " LEFT JOIN framework ON framework.id = edition.framework_id"

DipEdition  *_dip_store_read_edition    (DipQuery       *query,
                                         gint64         *paper_id);
gboolean     _dip_store_not_found       (const char     *action,
                                         gint64          edition_id,
                                         GError        **error);
char        *_dip_store_dup_trimmed     (const char     *text);

gint64       _dip_store_make_service    (const DipWork  *work,
                                         const char     *provider,
                                         const char     *service,
                                         GError        **error);
gint64       _dip_store_find_paper      (const DipWork  *work,
                                         gint64          service_id,
                                         DipKind         kind,
                                         gint64          except_edition_id,
                                         GError        **error);
gint64       _dip_store_make_paper      (const DipWork  *work,
                                         DipKind         kind,
                                         GError        **error);
gboolean     _dip_store_remove_edition  (const DipWork  *work,
                                         gint64          edition_id,
                                         GError        **error);
gboolean     _dip_store_correct         (DipStore       *self,
                                         const DipWork  *work,
                                         DipEdition     *values,
                                         DipOrigin       origin,
                                         GError        **error);
gint64       _dip_store_place_edition   (const DipWork  *work,
                                         DipEdition     *values,
                                         gint64          paper_id,
                                         GError        **error);
gboolean     _dip_store_remove_notes    (const DipWork   *work,
                                         const GPtrArray *notes,
                                         GError         **error);
GHashTable  *_dip_store_find_newest     (DipDatabase    *database,
                                         const char     *action,
                                         GCancellable   *cancellable,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     _dip_store_add_newest      (DipDatabase    *database,
                                         gint64          edition_id,
                                         GHashTable     *newest,
                                         const char     *action,
                                         GCancellable   *cancellable,
                                         GError        **error);
gboolean     _dip_store_index_edition   (const DipWork  *work,
                                         gint64          edition_id,
                                         GError        **error);
gboolean     _dip_store_index_document  (const DipWork  *work,
                                         gint64          edition_id,
                                         DipDocument    *document,
                                         GError        **error);
gboolean     _dip_store_settle_index    (const DipWork  *work,
                                         GError        **error);
gboolean     _dip_store_unindex_edition (const DipWork  *work,
                                         gint64          edition_id,
                                         GError        **error);
gboolean     _dip_store_finish          (const DipWork  *work,
                                         gboolean        done,
                                         GError        **error);

/* A word of an enumeration that a sound library never has makes the row damaged. */
#define DIP_STORE_READ_WORD(query, column, Type, name)                                     \
  ({                                                                                       \
    const char *word_ = dip_query_get_text ((query), (column));                            \
    Type value_ = dip_##name##_from_string (word_);                                        \
                                                                                           \
    if (g_strcmp0 (dip_##name##_to_string (value_), word_) != 0)                           \
      dip_query_mark_damaged ((query), "a word is none that the program knows");           \
                                                                                           \
    value_;                                                                                \
  })

G_END_DECLS
