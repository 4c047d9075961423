/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "engine/dip-comparison.h"
#include "engine/dip-history.h"
#include "engine/dip-matrix.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipImportValues:
 *
 * What the user says about a file before it is read; NULL and UNKNOWN leave
 * it to the paper.
 */
typedef struct
{
  const char *provider;
  const char *service;
  const char *version;
  const char *issued;   /* YYYY-MM-DD */
  DipKind     kind;
  const char *sheet;    /* of a workbook */
} DipImportValues;

/**
 * DipImported:
 * @DIP_IMPORTED_NEW: a new edition stands in the library
 * @DIP_IMPORTED_KNOWN: the same bytes stood there already
 */
typedef enum {
  DIP_IMPORTED_NEW,
  DIP_IMPORTED_KNOWN,
} DipImported;

/**
 * DipLibrary: a library file as the window and the command line see it.
 * Main-thread object; the functions that end in _async do their work in a
 * worker with a connection of its own. Blocking functions may be called from
 * any thread: each opens its own connection, except for a library in memory,
 * which belongs to one thread.
 */
#define DIP_TYPE_LIBRARY (dip_library_get_type ())
G_DECLARE_FINAL_TYPE (DipLibrary, dip_library, DIP, LIBRARY, GObject)

/* The user's library, the one that the window shows: in g_get_user_data_dir(). */
char          *dip_library_dup_default_path (void) G_GNUC_WARN_UNUSED_RESULT;

/* Opens (creates) the library at @path, NULL for one in memory. Blocks. */
DipLibrary    *dip_library_new              (const char             *path,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       dip_library_wait_for_turn    (DipLibrary             *self,
                                             guint                   msec,
                                             GCancellable           *cancellable,
                                             GError                **error);
DipLibrary    *dip_library_new_known        (const char             *path,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, but its editions are not listed before somebody asks for them. */
DipLibrary    *dip_library_open             (const char             *path,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Closes what is open and not in use, so that nothing is left beside the file. */
void           dip_library_close            (DipLibrary             *self);
const char    *dip_library_get_path         (DipLibrary             *self);

/* A GListModel of DipEdition, by provider, service, date; kept in step with
 * what this object does; refresh() looks for what others did. */
GListModel    *dip_library_get_editions     (DipLibrary             *self);
gboolean       dip_library_refresh          (DipLibrary             *self,
                                             GError                **error);

/* Reads a file without storing it: the window's and the command line's view of
 * a path. Blocks. */
DipDocument   *dip_library_read_file        (GFile                  *file,
                                             const DipImportValues  *values,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads a file and stores it. Blocks. Returns the row id or -1. */
gint64         dip_library_import           (DipLibrary             *self,
                                             GFile                  *file,
                                             const DipImportValues  *values,
                                             DipImported            *imported,
                                             GCancellable           *cancellable,
                                             GError                **error);

DipDocument   *dip_library_load             (DipLibrary             *self,
                                             gint64                  edition_id,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void           dip_library_load_async       (DipLibrary             *self,
                                             gint64                  edition_id,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
DipDocument   *dip_library_load_finish      (DipLibrary             *self,
                                             GAsyncResult           *result,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Loads two editions and compares them. */
DipComparison *dip_library_compare          (DipLibrary             *self,
                                             gint64                  old_id,
                                             gint64                  new_id,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts editions side by side, control by control. @framework may be NULL: then
 * it is the one that all of them answer, else ISO/IEC 27017. */
DipMatrix     *dip_library_matrix           (DipLibrary             *self,
                                             const gint64           *edition_ids,
                                             gsize                   n_editions,
                                             const char             *framework,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void           dip_library_matrix_async     (DipLibrary             *self,
                                             const gint64           *edition_ids,
                                             gsize                   n_editions,
                                             const char             *framework,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
DipMatrix     *dip_library_matrix_finish    (DipLibrary             *self,
                                             GAsyncResult           *result,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
DipMatrix     *dip_library_matrix_documents (GPtrArray              *documents,
                                             const char             *framework,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Follows each clause through all editions of the paper that @edition_id is one of. */
DipHistory    *dip_library_history          (DipLibrary             *self,
                                             gint64                  edition_id,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void           dip_library_history_async    (DipLibrary             *self,
                                             gint64                  edition_id,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
DipHistory    *dip_library_history_finish   (DipLibrary             *self,
                                             GAsyncResult           *result,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
DipHistory    *dip_library_history_documents (GPtrArray             *documents,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* When each sentence of a clause first appeared. (element-type DipHistorySentence) */
GPtrArray     *dip_library_blame            (DipHistory             *history,
                                             DipHistoryLane         *lane) G_GNUC_WARN_UNUSED_RESULT;

/* Gives a version, as inferred, to the one of two files that does not tell its
 * own but stands in the other one's revision table. Only for documents that
 * were just read. */
void           dip_library_infer_versions   (DipDocument            *one,
                                             DipDocument            *other);

/* The edition as it reads for one variant: without the blocks that hold only
 * for another. NULL with DIP_STORE_ERROR_NOT_FOUND where the paper has no such
 * variant. Any thread. */
DipDocument   *dip_library_view_variant     (DipDocument            *document,
                                             const char             *key,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds what a person types for an edition: "3" (a row id) or "SERVICE@VERSION"
 * (case, width and spaces do not matter; SERVICE may be any part that is unique).
 * NULL with DIP_STORE_ERROR_NOT_FOUND and a message that lists near misses. */
DipEdition    *dip_library_find_edition     (DipLibrary             *self,
                                             const char             *name,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds the paper that a person means by a service: its newest edition. SERVICE
 * is the service's name or any part of it or of the title that leads to one
 * paper only. NULL with DIP_STORE_ERROR_NOT_FOUND and near misses. */
DipEdition    *dip_library_find_paper       (DipLibrary             *self,
                                             const char             *service,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes that an edition was read from. */
GBytes        *dip_library_load_source      (DipLibrary             *self,
                                             gint64                  edition_id,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       dip_library_update           (DipLibrary             *self,
                                             DipEdition             *values,
                                             GError                **error);

gboolean       dip_library_check            (DipLibrary             *self,
                                             GPtrArray              *problems,
                                             GCancellable           *cancellable,
                                             GError                **error);

G_END_DECLS
