/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

#define DIP_STORE_APPLICATION_ID 0x44495054   /* "DIPT" */
#define DIP_STORE_SCHEMA_VERSION 3

/**
 * DipStore: one connection to a library file, at the newest schema. Used by
 * one thread at a time; a second thread opens a second one.
 */
#define DIP_TYPE_STORE (dip_store_get_type ())
G_DECLARE_FINAL_TYPE (DipStore, dip_store, DIP, STORE, GObject)

/**
 * DipService:
 *
 * What a provider offers, as the library knows it.
 */
typedef struct
{
  gint64  id;          /* row id */
  char   *provider;    /* (nullable) */
  char   *name;        /* (nullable) */
  guint   n_editions;
} DipService;

void         dip_service_free         (DipService    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipService, dip_service_free)

/* Opens or creates a library; NULL opens one in memory. Refuses, untouched:
 * a file that is no library (NOT_A_LIBRARY), one of a newer program (TOO_NEW).
 * Missing parent folders are made. */
DipStore    *dip_store_open           (const char    *path,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the file can only be read; everything that writes fails with READ_ONLY. */
gboolean     dip_store_is_read_only   (DipStore      *self);

/* A number that changes when another connection changes the library; 0 with @error set. */
guint        dip_store_read_changes   (DipStore      *self,
                                       GError       **error);

/* Copies the whole library, also while others write to it; replaces @path at the end. */
gboolean     dip_store_back_up        (DipStore      *self,
                                       const char    *path,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* One transaction: the provider, service and paper are found or made, then the
 * edition with all of its parts and the original bytes. Sets nothing on
 * @document. Returns the row id, or -1. The digest is computed by the caller
 * and stands in document->edition. */
gint64       dip_store_add_document   (DipStore      *self,
                                       DipDocument   *document,
                                       GBytes        *source,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* The same, by a caller who has just computed the digest of @source. */
gint64       dip_store_add_digested   (DipStore      *self,
                                       DipDocument   *document,
                                       GBytes        *source,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Whether something could be stored now; waits up to @msec until no other connection writes. BUSY if one does. */
gboolean     dip_store_wait_for_turn  (DipStore      *self,
                                       guint          msec,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Several editions in one transaction: what is added, settled and corrected between begin and
 * end is there when end says so, all of it, or nothing is. Nothing may be removed meanwhile.
 * What fails breaks the batch; it is dropped then, and tried one by one. */
gboolean     dip_store_begin_batch    (DipStore      *self,
                                       GCancellable  *cancellable,
                                       GError       **error);
gboolean     dip_store_end_batch      (DipStore      *self,
                                       GCancellable  *cancellable,
                                       GError       **error);
void         dip_store_drop_batch     (DipStore      *self);

/* Row id of the edition with these bytes, 0 if there is none, -1 with @error set. */
gint64       dip_store_find_by_digest (DipStore      *self,
                                       const char    *sha256,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* (element-type DipEdition): by provider, service, then date and version. */
GPtrArray   *dip_store_list_editions  (DipStore      *self,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipEdition): all editions of the paper that @edition_id belongs to,
 * oldest first, whatever they call their provider. NOT_FOUND if there is no such edition. */
GPtrArray   *dip_store_list_paper     (DipStore      *self,
                                       gint64         edition_id,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipEdition): those of one service, which may be several papers. */
GPtrArray   *dip_store_list_service   (DipStore      *self,
                                       gint64         service_id,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* One edition without its text. NOT_FOUND if there is none. */
DipEdition  *dip_store_find_edition   (DipStore      *self,
                                       gint64         edition_id,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipService): those with this name, trimmed; NULL for all. By provider and name. */
GPtrArray   *dip_store_find_services  (DipStore      *self,
                                       const char    *name,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

DipDocument *dip_store_load_document  (DipStore      *self,
                                       gint64         edition_id,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes      *dip_store_load_source    (DipStore      *self,
                                       gint64         edition_id,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Corrects what the user knows better: provider, service, title, kind, version
 * (origin USER), issued, of the edition with @values->id. One transaction. */
gboolean     dip_store_update_edition (DipStore      *self,
                                       DipEdition    *values,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Says that two editions belong to one paper though provider or service are
 * called differently: the first one joins the paper of the second. Both must be
 * of one kind (CONSTRAINT). One transaction. */
gboolean     dip_store_join_paper     (DipStore      *self,
                                       gint64         edition_id,
                                       gint64         other_id,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Removes an edition and what only it used. One transaction. */
gboolean     dip_store_remove_edition (DipStore      *self,
                                       gint64         edition_id,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Makes one piece of the pieces that the imports have left of a large full-text index. */
gboolean     dip_store_tidy_index     (DipStore      *self,
                                       guint          n_new,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Makes the full-text index anew, if the check finds that it does not agree with the text. */
gboolean     dip_store_reindex        (DipStore      *self,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* SQLite's integrity check, foreign keys, and our own rules (digests match the
 * bytes, the tree has no cycle, counts agree). Appends one sentence for each
 * problem; TRUE means that the check ran, not that it found nothing. */
gboolean     dip_store_check          (DipStore      *self,
                                       GPtrArray     *problems,
                                       GCancellable  *cancellable,
                                       GError       **error);

G_END_DECLS
