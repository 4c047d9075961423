/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store.h"

G_BEGIN_DECLS

/**
 * DipLibraryStep: told while a file is imported; @fraction is the share of
 * this file that is done, from 0 to 1. Called in the thread of the import.
 */
typedef void (*DipLibraryStep) (double   fraction,
                                gpointer user_data);

/* A connection for the calling thread alone, until it is given back. */
DipStore *_dip_library_take_store    (DipLibrary             *self,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void      _dip_library_give_store    (DipLibrary             *self,
                                      DipStore               *store);

/* Ends what @store has noted of an action. (transfer full): NULL where that is nothing. */
DipArrival *_dip_library_end_arrival (DipStore               *store,
                                      DipArrival             *arrival) G_GNUC_WARN_UNUSED_RESULT;

void      _dip_library_move_to_thread (DipLibrary            *self);

/* After a change: the list is brought up to date, at once in the library's own
 * thread and soon from any other. */
void      _dip_library_changed       (DipLibrary             *self);
void      _dip_library_catch_up      (DipLibrary             *self);

/* A file that was read. */
typedef struct
{
  GFile       *file;
  gboolean     from_folder;
  GBytes      *bytes;     /* (nullable): NULL if it could not be loaded */
  DipDocument *document;  /* (nullable): NULL if it was not read, or is no paper */
  GError      *error;     /* (nullable): why there is no document; NULL if nobody has tried */
} DipReadFile;

/* Imports a file, or each paper of an archive, and adds a result for each. What
 * stands in a folder or beside others in an archive is refused with
 * DIP_READ_ERROR_NO_CLAUSES where it holds no clauses. @read, which may be empty, is
 * what was read of it before. (element-type DipImportResult). @arrival (nullable) gets what comes in. */
void      _dip_library_import_into   (DipLibrary             *self,
                                      GFile                  *file,
                                      const DipImportValues  *values,
                                      gboolean                from_folder,
                                      DipReadFile            *read,
                                      GPtrArray              *results,
                                      DipArrival             *arrival,
                                      DipLibraryStep          step,
                                      gpointer                user_data,
                                      GCancellable           *cancellable);

/* Imports files that were read before, in one transaction, and adds their results; or nothing
 * of them: %FALSE, and each has to be imported by itself. */
gboolean  _dip_library_import_batch  (DipLibrary             *self,
                                      const DipReadFile      *files,
                                      guint                   n_files,
                                      const DipImportValues  *values,
                                      GPtrArray              *results,
                                      DipArrival             *arrival,
                                      GCancellable           *cancellable);

/* After an import of @n_new editions; whatever stops it, the library is right. */
void      _dip_library_tidy          (DipLibrary             *self,
                                      guint                   n_new,
                                      GCancellable           *cancellable);

/* What a file says. @name is only shown, and may tell a format that the bytes leave open. */
DipDocument *_dip_library_read_bytes (GBytes                 *bytes,
                                      const char             *name,
                                      const char             *sha256,
                                      const DipImportValues  *values,
                                      DipLibraryStep          step,
                                      gpointer                user_data,
                                      GCancellable           *cancellable,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
