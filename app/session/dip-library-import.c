/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-private.h"

#include "base/dip-error.h"
#include "read/dip-read.h"
#include "recognise/dip-recognise.h"
#include "session/dip-paper-settle.h"

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

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  bytes = dip_read_load (file, cancellable, error);
  if (bytes == NULL)
    return NULL;

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  name = dup_name (file);

  return _dip_library_read_bytes (bytes, name, sha256, values, NULL, NULL, cancellable, error);
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

static gint64
import (DipStore               *store,
        GFile                  *file,
        const DipImportValues  *values,
        gboolean                only_papers,
        DipImported            *imported,
        DipLibraryStep          step,
        gpointer                user_data,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *name = NULL;
  gint64 id;

  bytes = dip_read_load (file, cancellable, error);
  if (bytes == NULL)
    return -1;

  if (step != NULL)
    step (FRACTION_LOADED, user_data);

  /* The same bytes are the same edition, whatever the file is called. */
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  id = dip_store_find_by_digest (store, sha256, cancellable, error);
  if (id != 0)
    {
      *imported = DIP_IMPORTED_KNOWN;
      return id;
    }

  name = dup_name (file);
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
  id = dip_store_add_document (store, document, bytes, cancellable, error);
  if (id > 0)
    _dip_paper_settle (store, id, document);

  return id;
}

gint64
_dip_library_import_full (DipLibrary             *self,
                          GFile                  *file,
                          const DipImportValues  *values,
                          gboolean                only_papers,
                          DipImported            *imported,
                          DipLibraryStep          step,
                          gpointer                user_data,
                          GCancellable           *cancellable,
                          GError                **error)
{
  DipImported result = DIP_IMPORTED_NEW;
  DipStore *store;
  gint64 id;

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return -1;

  id = import (store, file, values, only_papers, &result, step, user_data, cancellable, error);
  _dip_library_give_store (self, store);

  if (id > 0 && result == DIP_IMPORTED_NEW)
    _dip_library_changed (self);
  if (imported != NULL)
    *imported = result;

  return id;
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
  g_return_val_if_fail (DIP_IS_LIBRARY (self), -1);
  g_return_val_if_fail (G_IS_FILE (file), -1);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), -1);

  return _dip_library_import_full (self, file, values, FALSE, imported, NULL, NULL, cancellable, error);
}
