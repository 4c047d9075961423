/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"

G_DEFINE_QUARK (dip-read-error-quark, dip_read_error)
G_DEFINE_QUARK (dip-framework-error-quark, dip_framework_error)

/* Of which file an error of a library tells: the message is of one of several, a library, its copy. */
typedef struct
{
  char *path;
} DipStoreErrorPrivate;

static void
dip_store_error_private_init (DipStoreErrorPrivate *self)
{
  self->path = NULL;
}

static void
dip_store_error_private_copy (const DipStoreErrorPrivate *source,
                              DipStoreErrorPrivate       *target)
{
  target->path = g_strdup (source->path);
}

static void
dip_store_error_private_clear (DipStoreErrorPrivate *self)
{
  g_free (self->path);
}

G_DEFINE_EXTENDED_ERROR (DipStoreError, dip_store_error)

/**
 * dip_store_error_get_path:
 * @error: any error
 *
 * Returns: (nullable) (type filename): the file that the error is about, where that is known
 */
const char *
dip_store_error_get_path (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == DIP_STORE_ERROR ? dip_store_error_get_private (error)->path : NULL;
}

/**
 * dip_store_error_set_path:
 * @error: (nullable): where an error may be
 * @path: (nullable) (type filename): a file
 *
 * Says which file an error is about, whatever was said before. Does nothing to other errors than
 * those of a library.
 */
void
dip_store_error_set_path (GError     **error,
                          const char  *path)
{
  DipStoreErrorPrivate *private;
  char *old;

  if (error == NULL || *error == NULL || (*error)->domain != DIP_STORE_ERROR)
    return;

  private = dip_store_error_get_private (*error);
  old = private->path;
  private->path = g_strdup (path);
  g_free (old);
}
