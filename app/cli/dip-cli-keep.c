/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "session/dip-library-keep.h"

#include <glib/gi18n.h>

/* Copies of the library: made, put back, merged. */

/* Takes the options, and the one argument that all three commands have. */
static const char *
parse_file (DipCli  *cli,
            int      argc,
            char   **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  const char *name = argv[0];

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return NULL;

  if (argc == 2)
    return argv[1];

  dip_cli_usage (name, "%s", _("It takes the name of one file."));

  return NULL;
}

int
dip_cli_backup (DipCli  *cli,
                int      argc,
                char   **argv)
{
  const char *file = parse_file (cli, argc, argv);
  g_autofree char *path = NULL;
  g_autofree char *safe_path = NULL;
  g_autofree char *safe_file = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *safe_kept = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return DIP_CLI_TROUBLE;

  /* An empty library in the place of one that is not there is nothing to be kept. */
  path = dip_cli_dup_library_path (cli);
  if (!dip_cli_is_there (path) || dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  if (!dip_library_back_up (cli->library, file, &kept, NULL, &error))
    {
      dip_cli_complain_of (path, error);
      return DIP_CLI_TROUBLE;
    }

  safe_path = dip_report_dup_safe (path);
  safe_file = dip_report_dup_safe (file);
  if (kept != NULL)
    {
      safe_kept = dip_report_dup_safe (kept);
      /* Translators: a library, the copy of it, and where what stood in the place of the copy is now */
      line = g_strdup_printf (_("%s: is copied to %s; the other library that stood there is kept as %s\n"),
                              safe_path, safe_file, safe_kept);
    }
  else
    /* Translators: a library and the copy of it, both names of files */
    line = g_strdup_printf (_("%s: is copied to %s\n"), safe_path, safe_file);
  dip_cli_write (line);

  return DIP_CLI_OK;
}

int
dip_cli_restore (DipCli  *cli,
                 int      argc,
                 char   **argv)
{
  const char *file = parse_file (cli, argc, argv);
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *safe_path = NULL;
  g_autofree char *safe_file = NULL;
  g_autofree char *safe_kept = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return DIP_CLI_TROUBLE;

  path = dip_cli_dup_library_path (cli);
  if (!dip_library_put_back (path, file, &kept, NULL, &error))
    {
      dip_cli_complain_of (path, error);
      return DIP_CLI_TROUBLE;
    }

  safe_path = dip_report_dup_safe (path);
  safe_file = dip_report_dup_safe (file);
  if (kept != NULL)
    {
      safe_kept = dip_report_dup_safe (kept);
      /* Translators: a library, the copy that took its place, and where what it was before is now */
      line = g_strdup_printf (_("%s: is %s again; what stood there before is kept as %s\n"),
                              safe_path, safe_file, safe_kept);
    }
  else
    /* Translators: a library and the copy that took its place */
    line = g_strdup_printf (_("%s: is %s again\n"), safe_path, safe_file);
  dip_cli_write (line);

  return DIP_CLI_OK;
}

int
dip_cli_merge (DipCli  *cli,
               int      argc,
               char   **argv)
{
  const char *file = parse_file (cli, argc, argv);
  g_autoptr (DipMerge) merge = NULL;
  g_autofree char *safe_file = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || dip_cli_open (cli, TRUE) == NULL)
    return DIP_CLI_TROUBLE;

  merge = dip_library_merge (cli->library, file, NULL, NULL, &error);
  if (merge == NULL)
    {
      dip_cli_complain_of_library (cli, error);
      return DIP_CLI_TROUBLE;
    }

  safe_file = dip_report_dup_safe (file);
  /* Translators: a library that was merged, and how many of its editions are new here and how many were here */
  line = g_strdup_printf (_("%s: is merged; new editions: %u, known before: %u\n"), safe_file,
                          merge->n_new, merge->n_known);
  dip_cli_write (line);

  for (guint i = 0; i < merge->notes->len; i++)
    dip_cli_complain (file, g_ptr_array_index (merge->notes, i));

  return merge->n_failed == 0 ? DIP_CLI_OK : DIP_CLI_TROUBLE;
}
