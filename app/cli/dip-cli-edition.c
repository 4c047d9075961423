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

/* What can be done about a damaged library, in the language of the user. */
const char *
dip_cli_get_rescue_advice (void)
{
  return _("“check --rescue NEW” saves what can be read into a new library, "
           "“restore FILE” puts a backup in its place.");
}

/**
 * dip_cli_complain_of_library:
 * @cli: the common options
 * @error: why the library does not do what it should
 *
 * Says on standard error what is wrong with the library, and what can be done.
 */
void
dip_cli_complain_of_library (DipCli       *cli,
                             const GError *error)
{
  g_autofree char *path = dip_cli_dup_library_path (cli);
  g_autofree char *message = NULL;

  if (g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT))
    message = g_strconcat (error->message, "; ", dip_cli_get_rescue_advice (), NULL);

  dip_cli_complain (path, message != NULL ? message : error->message);
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
  cli->library = dip_library_open (exists || create ? path : NULL, &error);
  if (cli->library == NULL)
    dip_cli_complain_of_library (cli, error);

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
 * dip_cli_is_path:
 * @name: what was said for an edition
 *
 * Returns: whether it is a path: a name with a slash, or of anything that is there
 */
gboolean
dip_cli_is_path (const char *name)
{
  return strchr (name, G_DIR_SEPARATOR) != NULL || g_file_test (name, G_FILE_TEST_EXISTS) ||
         g_file_test (name, G_FILE_TEST_IS_SYMLINK) || !g_utf8_validate (name, -1, NULL);
}

static void
warn_of_ambiguity (const char *name)
{
  if (strchr (name, G_DIR_SEPARATOR) == NULL && looks_like_edition (name))
    dip_cli_complain (name, _("This is taken as the file of that name, not as an edition of the library."));
}

static DipDocument *
load_from_file (const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GError) error = NULL;
  DipDocument *document;

  document = dip_library_read_file (file, NULL, NULL, &error);
  if (document == NULL)
    dip_cli_complain (name, error->message);

  return document;
}

/**
 * dip_cli_load:
 * @cli: the common options
 * @name: an id, SERVICE\@VERSION, or the path of a file
 *
 * Finds an edition and loads it. The library is opened only for what is no
 * path. Says on standard error what is wrong.
 *
 * Returns: (transfer full) (nullable): the edition
 */
DipDocument *
dip_cli_load (DipCli     *cli,
              const char *name)
{
  if (!dip_cli_is_path (name))
    return load_from_library (cli, name);

  warn_of_ambiguity (name);

  return load_from_file (name);
}

typedef struct
{
  GFile       *file;
  DipDocument *document;
  GError      *error;
} Reading;

static gpointer
read_in_thread (gpointer data)
{
  Reading *reading = data;

  reading->document = dip_library_read_file (reading->file, NULL, NULL, &reading->error);

  return NULL;
}

/* Reading is most of the work of a comparison, so two files are read at once. */
static gboolean
load_two_files (const char   *old_name,
                const char   *new_name,
                DipDocument **old_document,
                DipDocument **new_document)
{
  g_autoptr (GFile) file = g_file_new_for_path (new_name);
  Reading reading = { file, NULL, NULL };
  GThread *thread;

  warn_of_ambiguity (old_name);
  warn_of_ambiguity (new_name);

  thread = g_thread_new ("read", read_in_thread, &reading);
  *old_document = load_from_file (old_name);
  g_thread_join (thread);
  *new_document = reading.document;

  /* One complaint at a time, the first first. */
  if (*old_document != NULL && reading.error != NULL)
    dip_cli_complain (new_name, reading.error->message);
  g_clear_error (&reading.error);

  return *old_document != NULL && *new_document != NULL;
}

/**
 * dip_cli_load_two:
 * @cli: the common options
 * @old_name: as for [func@cli_load]
 * @new_name: as for [func@cli_load]
 * @old_document: (out): the edition, or NULL
 * @new_document: (out): the edition, or NULL
 *
 * Loads the two sides of a comparison.
 *
 * Returns: whether both are there
 */
gboolean
dip_cli_load_two (DipCli       *cli,
                  const char   *old_name,
                  const char   *new_name,
                  DipDocument **old_document,
                  DipDocument **new_document)
{
  if (dip_cli_is_path (old_name) && dip_cli_is_path (new_name))
    return load_two_files (old_name, new_name, old_document, new_document);

  *old_document = dip_cli_load (cli, old_name);
  *new_document = *old_document != NULL ? dip_cli_load (cli, new_name) : NULL;

  return *new_document != NULL;
}

/**
 * dip_cli_load_all:
 * @cli: the common options
 * @names: as for [func@cli_load]
 * @n_names: how many
 *
 * Loads editions in the order in which they were said, and gives files their
 * versions as far as other files tell them. Says on standard error what is wrong
 * with the first that cannot be loaded.
 *
 * Returns: (transfer full) (nullable) (element-type DipDocument): all of them
 */
GPtrArray *
dip_cli_load_all (DipCli  *cli,
                  char   **names,
                  guint    n_names)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_names; i++)
    {
      DipDocument *document = dip_cli_load (cli, names[i]);

      if (document == NULL)
        return NULL;

      for (guint k = 0; k < i && document->edition->id == 0; k++)
        {
          DipDocument *other = g_ptr_array_index (documents, k);

          if (other->edition->id == 0)
            dip_library_infer_versions (other, document);
        }
      g_ptr_array_add (documents, document);
    }

  return g_steal_pointer (&documents);
}
