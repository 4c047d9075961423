/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"
#include "store/dip-store-arrival.h"

G_BEGIN_DECLS

/**
 * DipImportResult: what became of one file, or of one paper in an archive.
 */
typedef struct
{
  GFile       *file;
  gint64       edition_id;  /* row id, 0 if it was refused */
  DipImported  imported;
  GError      *error;       /* (nullable): why it was refused */
  char        *entry;       /* (nullable): which paper of an archive */
  gboolean     from_folder; /* found in a folder or among others, not named by anybody */
} DipImportResult;

/**
 * DipImportJob:
 *
 * Imports files one after the other in a worker and goes on past those that
 * are refused. Used once. Properties, notified in the main thread only:
 * "fraction" (double, 0 to 1 of all files), "current-name" (string, the file
 * under way, for people), "n-done" and "n-files" (uint).
 */
#define DIP_TYPE_IMPORT_JOB (dip_import_job_get_type ())
G_DECLARE_FINAL_TYPE (DipImportJob, dip_import_job, DIP, IMPORT_JOB, GObject)

/* @files: (element-type GFile); folders are walked (one level of symbolic links is not followed). */
DipImportJob *dip_import_job_new        (DipLibrary           *library,
                                         GListModel           *files) G_GNUC_WARN_UNUSED_RESULT;

/* What is said of all files, before the job runs. */
void          dip_import_job_set_values (DipImportJob          *self,
                                         const DipImportValues *values);
void          dip_import_job_run_async  (DipImportJob         *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);

/* (element-type DipImportResult): one for each file or paper that was reached. NULL only
 * with G_IO_ERROR_CANCELLED or an error of the library as a whole; what was
 * imported before a cancel stays. The library's list is refreshed already. */
GPtrArray    *dip_import_job_run_finish (DipImportJob         *self,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipImportResult): the same, also where the import has ended with an error: what
 * was stored before it, which stays. NULL before the end. */
GPtrArray    *dip_import_job_get_results      (DipImportJob *self);

DipLibrary   *dip_import_job_get_library      (DipImportJob *self);

/* (nullable): what has come into the library, to be taken back. NULL before the end. */
DipArrival   *dip_import_job_get_arrival      (DipImportJob *self);

double        dip_import_job_get_fraction     (DipImportJob *self);
const char   *dip_import_job_get_current_name (DipImportJob *self);
guint         dip_import_job_get_n_done       (DipImportJob *self);
guint         dip_import_job_get_n_files      (DipImportJob *self);

void          dip_import_result_free          (DipImportResult *self);

/* Whether nobody meant this file: it stood in a folder and is no paper. */
gboolean      dip_import_result_is_passed_over (const DipImportResult *self);

G_END_DECLS
