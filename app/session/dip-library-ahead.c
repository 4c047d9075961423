/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-ahead.h"

#include "session/dip-library-private.h"

struct _DipLibraryAhead
{
  char       *path;
  GThread    *thread;    /* (nullable): that reads; NULL once it was waited for */
  DipLibrary *library;   /* (nullable): of the thread until then */
  GError     *error;     /* (nullable) */
};

static gpointer
open_in_thread (gpointer data)
{
  DipLibraryAhead *self = data;

  self->library = dip_library_new (self->path, &self->error);

  return NULL;
}

static void
wait_for (DipLibraryAhead *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * dip_library_ahead_new:
 * @path: (type filename): a library file
 *
 * Begins to open a library as dip_library_new() does, in a thread of its own.
 *
 * Returns: (transfer full): what dip_library_ahead_finish() takes it from
 */
DipLibraryAhead *
dip_library_ahead_new (const char *path)
{
  DipLibraryAhead *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (DipLibraryAhead, 1);
  self->path = g_strdup (path);
  self->thread = g_thread_new ("library", open_in_thread, self);

  return self;
}

const char *
dip_library_ahead_get_path (DipLibraryAhead *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * dip_library_ahead_finish:
 * @self: (transfer full): what dip_library_ahead_new() began
 * @error: return location for a DipStoreError
 *
 * Waits until the library is there. It belongs to the calling thread then, as if it
 * had been opened there.
 *
 * Returns: (transfer full): the library, or NULL with @error set
 */
DipLibrary *
dip_library_ahead_finish (DipLibraryAhead  *self,
                          GError          **error)
{
  DipLibrary *library;

  g_return_val_if_fail (self != NULL, NULL);

  wait_for (self);
  library = g_steal_pointer (&self->library);
  if (library != NULL)
    _dip_library_move_to_thread (library);
  else
    g_propagate_error (error, g_steal_pointer (&self->error));
  dip_library_ahead_free (self);

  return library;
}

/* Also while the library is being opened: waits for that. */
void
dip_library_ahead_free (DipLibraryAhead *self)
{
  if (self == NULL)
    return;

  wait_for (self);
  g_clear_object (&self->library);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}
