/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-private.h"

#include "base/dip-error.h"
#include "read/dip-read-archive.h"
#include "read/dip-read.h"
#include "recognise/dip-front.h"
#include "recognise/dip-recognise.h"
#include "session/dip-import-job.h"
#include "session/dip-paper-settle.h"
#include "session/dip-read-ahead.h"

/* Shares of one file's progress. Recognising is most of it. */
#define FRACTION_LOADED     .1
#define FRACTION_LAID_OUT   .3
#define FRACTION_RECOGNISED .8

/* A text with fewer clauses gives nothing to compare. */
#define MIN_CLAUSES 2

static void
set_string (char       **field,
            const char  *value)
{
  if (value == NULL)
    return;

  g_free (*field);
  *field = g_strdup (value);
}

/* What the user says wins over what the paper says. */
static void
apply_values (DipEdition            *edition,
              const DipImportValues *values)
{
  set_string (&edition->provider, values->provider);
  set_string (&edition->service, values->service);
  set_string (&edition->issued, values->issued);
  set_string (&edition->version, values->version);

  if (values->version != NULL)
    edition->version_origin = DIP_ORIGIN_USER;
  if (values->kind != DIP_KIND_UNKNOWN)
    edition->kind = values->kind;
}

static char *
dup_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL ? g_filename_display_name (name) : g_strdup ("");
}

DipDocument *
_dip_library_read_bytes (GBytes                 *bytes,
                         const char             *name,
                         const char             *sha256,
                         const DipImportValues  *values,
                         DipLibraryStep          step,
                         gpointer                user_data,
                         GCancellable           *cancellable,
                         GError                **error)
{
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  DipReadOptions options = { .sheet = values != NULL ? values->sheet : NULL };
  DipEdition *edition;

  layout = dip_read_layout_full (bytes, name, &options, cancellable, error);
  if (layout == NULL)
    return NULL;

  if (step != NULL)
    step (FRACTION_LAID_OUT, user_data);

  document = dip_recognise (layout, dip_lexicon_get_default (), cancellable, error);
  if (document == NULL)
    return NULL;

  if (step != NULL)
    step (FRACTION_RECOGNISED, user_data);

  edition = document->edition;
  set_string (&edition->source_name, name);
  set_string (&edition->media_type, layout->media_type);
  set_string (&edition->sha256, sha256);
  edition->n_bytes = (gint64) g_bytes_get_size (bytes);
  edition->n_clauses = document->clauses->len;
  edition->n_warnings = document->warnings->len;
  if (values != NULL)
    apply_values (edition, values);

  return g_steal_pointer (&document);
}

/**
 * dip_library_read_file:
 * @file: a file
 * @values: (nullable): what the user says of it
 * @cancellable: (nullable): stops the reading
 * @error: return location for a DipReadError, or a GIOErrorEnum of the file
 *
 * Reads a file without storing it. No library is touched; call it from any
 * thread.
 *
 * Returns: (transfer full): what it says, or NULL with @error set
 */
DipDocument *
dip_library_read_file (GFile                  *file,
                       const DipImportValues  *values,
                       GCancellable           *cancellable,
                       GError                **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *name = NULL;
  DipDocument *document;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  bytes = dip_read_load (file, cancellable, error);
  if (bytes == NULL)
    return NULL;

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  name = dup_name (file);

  document = _dip_library_read_bytes (bytes, name, sha256, values, NULL, NULL, cancellable, error);
  if (document != NULL)
    dip_recognise_front (document, dip_lexicon_get_default ());

  return document;
}

/* Whoever gives a folder means the papers in it, not the notes and programs
 * beside them. Any text has lines that look like headings; a paper numbers
 * them, or else says whose it is and which edition. */
static gboolean
looks_like_a_paper (DipDocument *document)
{
  const DipEdition *edition = document->edition;
  guint n_numbered = 0;

  if (edition->kind == DIP_KIND_CHECKSHEET)
    return TRUE;
  if (document->clauses->len < MIN_CLAUSES)
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      n_numbered += clause->kind != DIP_CLAUSE_FRONT;
    }

  return n_numbered >= MIN_CLAUSES ||
         ((edition->provider != NULL || edition->service != NULL) && edition->version != NULL);
}

/* Stores bytes that were loaded, unless they stand there. */
static gint64
import_bytes (DipStore               *store,
              GBytes                 *bytes,
              const char             *name,
              const DipImportValues  *values,
              gboolean                only_papers,
              const DipReadFile      *read,
              DipImported            *imported,
              DipLibraryStep          step,
              gpointer                user_data,
              GCancellable           *cancellable,
              GError                **error)
{
  g_autoptr (DipDocument) document = NULL;
  g_autofree char *sha256 = NULL;
  gint64 id;

  /* The same bytes are the same edition, whatever the file is called. */
  if (read != NULL && read->document != NULL)
    sha256 = g_strdup (read->document->edition->sha256);
  else
    sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  id = dip_store_find_by_digest (store, sha256, cancellable, error);
  if (id != 0)
    {
      *imported = DIP_IMPORTED_KNOWN;
      return id;
    }

  if (read != NULL && read->error != NULL)
    {
      g_propagate_error (error, g_error_copy (read->error));
      return -1;
    }

  if (read != NULL && read->document != NULL)
    document = g_object_ref (read->document);
  else
    document = _dip_library_read_bytes (bytes, name, sha256, values, step, user_data, cancellable, error);
  if (document == NULL)
    return -1;

  if (only_papers && !looks_like_a_paper (document))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_NO_CLAUSES,
                           "The text holds no numbered clauses and no questions of a checksheet.");
      return -1;
    }

  *imported = DIP_IMPORTED_NEW;
  id = dip_store_add_digested (store, document, bytes, cancellable, error);
  if (id > 0)
    _dip_paper_settle (store, id, document);

  return id;
}

/* The paper in an archive that has one; NULL without an error for what is no
 * archive, or has several, which reading it tells. */
static GBytes *
unpack_only (GBytes        *bytes,
             char         **name,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  GBytes *unpacked;

  if (!dip_read_is_archive (bytes))
    return NULL;

  entries = dip_read_list_papers (bytes, cancellable, error);
  if (entries == NULL || entries->len != 1)
    return NULL;

  unpacked = dip_read_unpack (bytes, g_ptr_array_index (entries, 0), cancellable, error);
  if (unpacked != NULL)
    *name = dip_read_entry_base (g_ptr_array_index (entries, 0));

  return unpacked;
}

static gint64
import (DipStore               *store,
        GFile                  *file,
        const DipImportValues  *values,
        DipImported            *imported,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) unpacked = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *name = NULL;

  bytes = dip_read_load (file, cancellable, error);
  if (bytes == NULL)
    return -1;

  unpacked = unpack_only (bytes, &name, cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  if (unpacked == NULL)
    name = dup_name (file);

  return import_bytes (store, unpacked != NULL ? unpacked : bytes, name, values, FALSE, NULL, imported, NULL, NULL,
                       cancellable, error);
}

static void
add_result (GPtrArray   *results,
            GFile       *file,
            const char  *entry,
            gboolean     from_folder,
            gint64       id,
            DipImported  imported,
            GError      *error)
{
  DipImportResult *result = g_new0 (DipImportResult, 1);

  result->file = g_object_ref (file);
  result->entry = g_strdup (entry);
  result->from_folder = from_folder;
  result->edition_id = MAX (id, 0);
  result->imported = imported;
  result->error = error;
  g_ptr_array_add (results, result);
}

typedef struct
{
  DipLibraryStep step;
  gpointer       user_data;
  guint          n_done;   /* entries of an archive */
  guint          n_all;
} Share;

static void
share_step (double   fraction,
            gpointer user_data)
{
  const Share *self = user_data;

  if (self->step != NULL)
    self->step ((self->n_done + fraction) / self->n_all, self->user_data);
}

/* Each paper of an archive is an edition of its own, as if the archive were a folder. */
static void
import_entries (DipStore               *store,
                GFile                  *file,
                GBytes                 *bytes,
                GPtrArray              *entries,
                const DipImportValues  *values,
                GPtrArray              *results,
                DipLibraryStep          step,
                gpointer                user_data,
                GCancellable           *cancellable)
{
  Share share = { step, user_data, 0, entries->len };

  for (; share.n_done < entries->len && !g_cancellable_is_cancelled (cancellable); share.n_done++)
    {
      const char *entry = g_ptr_array_index (entries, share.n_done);
      g_autoptr (GBytes) unpacked = NULL;
      g_autofree char *name = dip_read_entry_base (entry);
      DipImported imported = DIP_IMPORTED_NEW;
      GError *error = NULL;
      gint64 id = -1;

      unpacked = dip_read_unpack (bytes, entry, cancellable, &error);
      if (unpacked != NULL)
        id = import_bytes (store, unpacked, name, values, entries->len > 1, NULL, &imported, share_step, &share,
                           cancellable, &error);
      add_result (results, file, entry, entries->len > 1, id, imported, error);
    }
}

void
_dip_library_import_into (DipLibrary             *self,
                          GFile                  *file,
                          const DipImportValues  *values,
                          gboolean                from_folder,
                          DipReadFile            *read,
                          GPtrArray              *results,
                          DipArrival             *arrival,
                          DipLibraryStep          step,
                          gpointer                user_data,
                          GCancellable           *cancellable)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  DipImported imported = DIP_IMPORTED_NEW;
  DipStore *store;
  GError *error = NULL;
  guint first = results->len;
  gboolean changed = FALSE;
  gint64 id = -1;

  store = _dip_library_take_store (self, &error);
  if (store != NULL)
    dip_store_set_arrival (store, arrival);
  if (store != NULL && read->bytes != NULL)
    bytes = g_bytes_ref (read->bytes);
  else if (store != NULL && read->error != NULL)
    error = g_steal_pointer (&read->error);
  else if (store != NULL)
    bytes = dip_read_load (file, cancellable, &error);
  if (bytes != NULL && step != NULL)
    step (FRACTION_LOADED, user_data);
  if (bytes != NULL && dip_read_is_archive (bytes))
    entries = dip_read_list_papers (bytes, cancellable, &error);

  if (entries != NULL && entries->len > 0)
    import_entries (store, file, bytes, entries, values, results, step, user_data, cancellable);
  else
    {
      if (bytes != NULL && error == NULL)
        {
          name = dup_name (file);
          id = import_bytes (store, bytes, name, values, from_folder, read, &imported, step, user_data, cancellable,
                             &error);
        }
      add_result (results, file, NULL, from_folder, id, imported, error);
    }

  if (store != NULL)
    {
      dip_store_set_arrival (store, NULL);
      _dip_library_give_store (self, store);
    }
  for (guint i = first; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);

      changed = changed || (result->edition_id > 0 && result->imported == DIP_IMPORTED_NEW);
    }
  if (changed)
    _dip_library_changed (self);
}

/* Whether one file alone failed, and not the library. */
static gboolean
is_of_the_file (const GError *error)
{
  return error == NULL || (error->domain != DIP_STORE_ERROR &&
                           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

/*
 * Stores files that were read before in one transaction, and adds a result for each, in
 * order. Where something of the library fails nothing is stored or added: one
 * by one it will be told which file it was.
 */
gboolean
_dip_library_import_batch (DipLibrary              *self,
                           const DipReadFile       *files,
                           guint                    n_files,
                           const DipImportValues   *values,
                           GPtrArray               *results,
                           DipArrival              *arrival,
                           GCancellable            *cancellable)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_import_result_free);
  DipStore *store = _dip_library_take_store (self, NULL);
  gboolean changed = FALSE;
  gboolean done;

  if (store == NULL)
    return FALSE;

  dip_store_set_arrival (store, arrival);
  done = dip_store_begin_batch (store, cancellable, NULL);
  for (guint i = 0; done && i < n_files; i++)
    {
      g_autofree char *name = dup_name (files[i].file);
      DipImported imported = DIP_IMPORTED_NEW;
      GError *error = NULL;
      gint64 id = import_bytes (store, files[i].bytes, name, values, files[i].from_folder, &files[i], &imported,
                                NULL, NULL, cancellable, &error);

      done = is_of_the_file (error);
      changed = changed || (id > 0 && imported == DIP_IMPORTED_NEW);
      add_result (made, files[i].file, NULL, files[i].from_folder, id, imported, error);
      if (!done)
        dip_store_drop_batch (store);
    }
  done = done && dip_store_end_batch (store, cancellable, NULL);
  dip_store_set_arrival (store, NULL);
  _dip_library_give_store (self, store);

  if (!done)
    return FALSE;

  if (changed)
    _dip_library_changed (self);
  g_ptr_array_extend_and_steal (results, g_steal_pointer (&made));

  return TRUE;
}

/**
 * dip_library_import:
 * @self: a library
 * @file: a file
 * @values: (nullable): what the user says of it
 * @imported: (out) (optional): whether it is new or stood there already
 * @cancellable: (nullable): stops the import; nothing is stored then
 * @error: return location for a DipReadError, DipStoreError, or a GIOErrorEnum
 *
 * Reads a file and stores it, all of it or nothing. Blocks; call it from any
 * thread.
 *
 * Returns: the row id, or -1 with @error set
 */
gint64
dip_library_import (DipLibrary             *self,
                    GFile                  *file,
                    const DipImportValues  *values,
                    DipImported            *imported,
                    GCancellable           *cancellable,
                    GError                **error)
{
  DipImported result = DIP_IMPORTED_NEW;
  DipStore *store;
  gint64 id;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), -1);
  g_return_val_if_fail (G_IS_FILE (file), -1);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), -1);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return -1;

  id = import (store, file, values, &result, cancellable, error);
  _dip_library_give_store (self, store);

  if (id > 0 && result == DIP_IMPORTED_NEW)
    _dip_library_changed (self);
  if (imported != NULL)
    *imported = result;

  return id;
}
