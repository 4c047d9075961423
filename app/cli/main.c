/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "base/dip-locale.h"

#include <glib/gi18n.h>

static const DipCliCommand commands[] = {
  { "import", N_("FILE…"), N_("Add editions to the library"),
    N_("Exit status: 0 all files are in, 2 one was refused or there was other trouble."), dip_cli_import },
  { "list", "", N_("List providers, services and editions"), NULL, dip_cli_list },
  { "show", N_("EDITION"), N_("Show an edition, or one clause of it"), NULL, dip_cli_show },
  { "compare", N_("OLD NEW | EDITION --variants"), N_("Tell what changed between two editions, clause by clause"),
    N_("Exit status: 0 nothing differs, 1 something does, 2 trouble."), dip_cli_compare },
  { "pair", N_("OLD NEW [OLD-CLAUSE NEW-CLAUSE]"),
    N_("Say by hand which clauses of two editions belong together"), NULL, dip_cli_pair },
  { "matrix", N_("EDITION…"), N_("Put editions side by side, control by control"), NULL, dip_cli_matrix },
  { "history", N_("SERVICE | OLD… NEW"), N_("Follow each clause through all editions of a paper"), NULL,
    dip_cli_history },
  { "search", N_("QUERY"), N_("Look for words in all clauses"),
    N_("Exit status: 0 something was found, 1 nothing was, 2 trouble."), dip_cli_search },
  { "check", "", N_("Verify the library"), N_("Exit status: 0 the library is sound, 2 it is not."), dip_cli_check },
  { "backup", N_("FILE"), N_("Copy the library to a file"), NULL, dip_cli_backup },
  { "restore", N_("FILE"), N_("Put a copy of the library back in its place"), NULL, dip_cli_restore },
  { "merge", N_("OTHER-LIBRARY"), N_("Add the editions of another library"), NULL, dip_cli_merge },
};

const DipCliCommand *
dip_cli_find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

static char *
dup_description (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-10s %s", commands[i].name, _(commands[i].summary));

  g_string_append (text, "\n\n");
  g_string_append (text, _("An EDITION (OLD, NEW) is an id that list prints, SERVICE@VERSION, or the path\n"
                           "of a file, which is read for this call only and not kept.\n"
                           "“diptych-cli COMMAND --help” tells the options of a command."));

  return g_string_free (text, FALSE);
}

static gboolean
parse_global (DipCli   *cli,
              int      *argc,
              char   ***argv,
              gboolean *show_version,
              GError  **error)
{
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, show_version, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autofree GOptionEntry *common = dip_cli_dup_common_entries (cli);
  g_autofree char *description = dup_description ();

  context = g_option_context_new (_("COMMAND …"));
  g_option_context_set_summary (context, _("Compares security papers of cloud providers. "
                                           "Nothing is sent over a network."));
  g_option_context_set_description (context, description);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, argc, argv, error);
}

static int
run (DipCli  *cli,
     int      argc,
     char   **argv)
{
  g_autoptr (GError) error = NULL;
  const DipCliCommand *command;
  gboolean show_version = FALSE;

  if (!parse_global (cli, &argc, &argv, &show_version, &error))
    return dip_cli_usage (NULL, "%s", error->message);

  if (show_version)
    {
      dip_cli_write ("diptych-cli " PACKAGE_VERSION "\n");
      return DIP_CLI_OK;
    }

  if (argc < 2)
    return dip_cli_usage (NULL, "%s", _("Say a command."));

  command = dip_cli_find_command (argv[1]);
  if (command == NULL)
    return dip_cli_usage (NULL, _("There is no command “%s”."), argv[1]);

  return command->run (cli, argc - 1, argv + 1);
}

int
main (int    argc,
      char **argv)
{
  DipCli cli = { 0, };
  int status;

  dip_locale_init ();

  /* Files are local files here: no module of GIO is looked for, and no bus is
   * asked about mounts. Saves a third of the start. */
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_setenv ("GIO_USE_VOLUME_MONITOR", "unix", TRUE);
  g_set_prgname ("diptych-cli");
  dip_cli_output_init ();

  status = run (&cli, argc, argv);

  if (cli.library != NULL)
    dip_library_close (cli.library);
  g_clear_object (&cli.library);
  g_free (cli.library_path);

  return status;
}
