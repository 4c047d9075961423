/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "base/dip-error.h"
#include "session/dip-trouble.h"
#include "words/dip-engine-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
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

/* What is wrong, what to do, and in brackets what exactly has failed where that says more. */
static char *
dup_sentences (const GError *error)
{
  g_autofree char *exact = dip_words_dup_trouble (error->message);
  DipTrouble trouble = error->domain == DIP_READ_ERROR ? dip_trouble_for_read_error (error)
                                                       : dip_trouble_for_store_error (error);
  gboolean is_told = strcmp (exact, error->message) != 0;

  /* "This is a JPEG picture, which has no text: run …": what is wrong, and what to do about this very file; of damage
   * a library tells where it is, not what to do */
  if (is_told && error->domain == DIP_READ_ERROR && error->code != DIP_READ_ERROR_DAMAGED &&
      strstr (error->message, ": ") != NULL)
    return g_steal_pointer (&exact);
  /* Translators: a sentence, and what to do about it (with full stops) */
  if (is_told && trouble.advice != NULL && g_str_has_prefix (exact, trouble.title))
    return g_strdup_printf (_("%s. %s"), trouble.title, trouble.advice);

  if (trouble.advice == NULL)
    /* Translators: a sentence, and what exactly has failed */
    return g_strdup_printf (_("%s. (%s)"), trouble.title, exact);

  /* Translators: a sentence, what to do about it (with full stops), and what exactly has failed */
  return g_strdup_printf (_("%s. %s (%s)"), trouble.title, trouble.advice, exact);
}

/* Whether the program speaks another language than the readers, whose sentences are complete. */
static gboolean
speaks_otherwise (void)
{
  return strcmp (_("The file is damaged"), "The file is damaged") != 0;
}

/**
 * dip_cli_complain_of:
 * @subject: what the call is about, mostly the name of a file
 * @error: why something was not done
 *
 * Says on standard error what is wrong, of which file, and what can be done. What cannot be
 * found, or is of no library, has one sentence of its own.
 */
void
dip_cli_complain_of (const char   *subject,
                     const GError *error)
{
  const char *path = dip_store_error_get_path (error);
  g_autofree char *sentences = NULL;

  if ((error->domain == DIP_STORE_ERROR && error->code != DIP_STORE_ERROR_NOT_FOUND) ||
      (error->domain == DIP_READ_ERROR && speaks_otherwise ()))
    sentences = dup_sentences (error);

  if (sentences == NULL)
    sentences = dip_words_dup_trouble (error->message);

  dip_cli_complain (path != NULL ? path : subject, sentences);
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

  dip_cli_complain_of (path, error);
}

/**
 * dip_cli_is_there:
 * @path: the name of a library
 *
 * Tells whether something stands there, also something that cannot be read: whoever opens
 * that says why. A library that is missing is told on standard error.
 *
 * Returns: %FALSE only if nothing stands there
 */
gboolean
dip_cli_is_there (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR))
    return TRUE;

  dip_cli_complain (path, _("There is no library; importing a file makes one."));

  return FALSE;
}

/* A library that is not there reads as an empty one, but not where nothing is at all. */
static gboolean
has_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  g_set_error_literal (&error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE, g_strerror (ENOENT));
  dip_cli_complain_of (path, error);

  return FALSE;
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
  GStatBuf status;
  gboolean exists;

  if (cli->library != NULL)
    return cli->library;

  path = dip_cli_dup_library_path (cli);
  exists = g_lstat (path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);

  /* Whoever names a library on a disk that is not connected, say, does not mean an empty one. */
  if (!exists && !create && cli->library_path != NULL && !has_folder (path))
    return NULL;

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
      dip_cli_complain_of (name, error);
      return NULL;
    }

  document = dip_library_load (library, edition->id, NULL, &error);
  if (document == NULL)
    dip_cli_complain_of (name, error);

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
    dip_cli_complain_of (name, error);

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
    dip_cli_complain_of (new_name, reading.error);
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
