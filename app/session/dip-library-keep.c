/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-keep.h"

#include "base/dip-error.h"
#include "session/dip-library-private.h"

#include <glib/gstdio.h>

#include <sys/stat.h>

/**
 * dip_library_back_up:
 * @self: a library
 * @path: (type filename): where the copy goes; a library there is replaced once the copy is complete
 * @kept: (out) (optional) (nullable): where that library is now, if it held papers that this one does not have
 * @cancellable: (nullable): stops it; nothing new stands at @path then
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Copies the library as it is now, also while others write to it. A damaged
 * library is refused, so that a sound copy is never replaced by a damaged one.
 *
 * Returns: whether the copy is there
 */
gboolean
dip_library_back_up (DipLibrary    *self,
                     const char    *path,
                     char         **kept,
                     GCancellable  *cancellable,
                     GError       **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (kept != NULL)
    *kept = NULL;
  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_keep_copy (store, path, kept, cancellable, error);
  _dip_library_give_store (self, store);

  return done;
}

/**
 * dip_library_put_back:
 * @path: (type filename): a library; it may be missing, or damaged
 * @copy: (type filename): a copy of a library
 * @kept: (out) (nullable): what stood at @path before
 * @cancellable: (nullable): stops it; the library stays as it was then
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Replaces the library by a copy that is known to be sound.
 *
 * Returns: whether the copy stands there
 */
gboolean
dip_library_put_back (const char    *path,
                      const char    *copy,
                      char         **kept,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (path != NULL && copy != NULL, FALSE);
  g_return_val_if_fail (kept != NULL, FALSE);

  return dip_store_put_back (path, copy, kept, cancellable, error);
}

static gboolean
is_same_file (const char *one,
              const char *other)
{
  GStatBuf status, other_status;

  return one != NULL && g_stat (one, &status) == 0 && g_stat (other, &other_status) == 0 &&
         status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}

/**
 * dip_library_merge:
 * @self: a library
 * @path: (type filename): another library
 * @arrival: (out) (optional) (nullable): what has come in, to be taken back; NULL for nothing
 * @cancellable: (nullable): stops it; the editions that have come in stay
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Adds the editions of another library, with all that was corrected in them. An
 * edition that both have is one edition.
 *
 * Returns: (transfer full): what came of it, or NULL with @error set
 */
DipMerge *
dip_library_merge (DipLibrary    *self,
                   const char    *path,
                   DipArrival   **arrival,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (DipArrival) noted = arrival != NULL ? dip_arrival_new () : NULL;
  g_autoptr (DipStore) other = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *scratch = NULL;
  DipStore *store;
  gboolean done = FALSE;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  if (arrival != NULL)
    *arrival = NULL;
  if (is_same_file (dip_library_get_path (self), path))
    {
      g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_SAME_FILE,
                           "Could not merge the libraries: they are the same file");
      dip_store_error_set_path (error, path);
      return NULL;
    }

  /* An older library is copied; its text may be confidential, so the copy is ours alone. */
  folder = g_dir_make_tmp ("diptych-XXXXXX", error);
  if (folder == NULL)
    return NULL;

  scratch = g_build_filename (folder, "other.diptych", NULL);
  other = dip_store_open_for_reading (path, scratch, error);
  store = other != NULL ? _dip_library_take_store (self, error) : NULL;
  if (store != NULL)
    {
      dip_store_set_arrival (store, noted);
      done = dip_store_merge (store, other, merge, cancellable, error);
      dip_store_set_arrival (store, NULL);
      if (arrival != NULL)
        *arrival = _dip_library_end_arrival (store, g_steal_pointer (&noted));
      _dip_library_give_store (self, store);
    }

  g_clear_object (&other);
  g_unlink (scratch);
  g_rmdir (folder);

  /* Also after a failure: what came in before it stays. */
  if (merge->n_new + merge->n_known > 0)
    _dip_library_changed (self);

  return done ? g_steal_pointer (&merge) : NULL;
}
