/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "base/dip-error.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * dip_cli_dup_library_path:
 * @cli: the common options
 *
 * Returns: (transfer full) (type filename): the library of this call
 */
char *
dip_cli_dup_library_path (DipCli *cli)
{
  return cli->library_path != NULL ? g_strdup (cli->library_path) : dip_library_dup_default_path ();
}

/**
 * dip_cli_open:
 * @cli: the common options
 * @create: whether a library that is not there is made; otherwise it reads as an empty one
 *
 * Opens the library once. Says on standard error why it cannot.
 *
 * Returns: (transfer none) (nullable): the library
 */
DipLibrary *
dip_cli_open (DipCli  *cli,
              gboolean create)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean exists;

  if (cli->library != NULL)
    return cli->library;

  path = dip_cli_dup_library_path (cli);
  exists = g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  cli->library = dip_library_new (exists || create ? path : NULL, &error);
  if (cli->library == NULL)
    dip_cli_complain (path, error->message);

  return cli->library;
}

static gboolean
looks_like_edition (const char *name)
{
  return strchr (name, '@') != NULL || strspn (name, "0123456789") == strlen (name);
}

static DipDocument *
load_from_library (DipCli     *cli,
                   const char *name)
{
  DipLibrary *library = dip_cli_open (cli, FALSE);
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;
  DipDocument *document;

  if (library == NULL)
    return NULL;

  edition = dip_library_find_edition (library, name, &error);
  if (edition == NULL && !looks_like_edition (name) &&
      g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND))
    {
      g_autofree char *message = g_strconcat (_("There is no such file."), " ", error->message, NULL);

      dip_cli_complain (name, message);
      return NULL;
    }
  if (edition == NULL)
    {
      dip_cli_complain (name, error->message);
      return NULL;
    }

  document = dip_library_load (library, edition->id, NULL, &error);
  if (document == NULL)
    dip_cli_complain (name, error->message);

  return document;
}

/**
 * dip_cli_load:
 * @cli: the common options
 * @name: an id, SERVICE\@VERSION, or the path of a file
 *
 * Finds an edition and loads it. A name with a slash is a path, and so is the
 * name of anything that is there; the library is opened only for the others.
 * Says on standard error what is wrong.
 *
 * Returns: (transfer full) (nullable): the edition
 */
DipDocument *
dip_cli_load (DipCli     *cli,
              const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  gboolean has_slash = strchr (name, G_DIR_SEPARATOR) != NULL;
  DipDocument *document;

  if (!has_slash && !g_file_test (name, G_FILE_TEST_EXISTS) &&
      !g_file_test (name, G_FILE_TEST_IS_SYMLINK) && g_utf8_validate (name, -1, NULL))
    return load_from_library (cli, name);

  if (!has_slash && looks_like_edition (name))
    dip_cli_complain (name, _("This is taken as the file of that name, not as an edition of the library."));

  file = g_file_new_for_path (name);
  document = dip_library_read_file (file, NULL, NULL, &error);
  if (document == NULL)
    dip_cli_complain (name, error->message);

  return document;
}
